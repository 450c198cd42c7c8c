"""What the city's values are computed from, read whole and frozen as text.

Ten queries, however many PD there are. The official value of the ministry is no input: it is only
shown beside what is computed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from evaluasi.formulas.nilai_kota import bakukan
from evaluasi.formulas.predikat import SkalaPredikat
from evaluasi.models import STATUS_TERHITUNG, JawabanLKE, JenisLembar, LembarKerja, TemplatLKE
from evaluasi.selectors.templat import TemplatTahun, templat_tahun
from kinerja.models import IsiIndikator, JenisDokumen, Realisasi
from kinerja.selectors.capaian import CapaianSel, aturan_banding, capaian_tahun
from kinerja.selectors.ikhtisar import STATUS_AKHIR
from kinerja.selectors.target_berlaku import target_setahun
from opd.models import PerangkatDaerah

Masukan = dict[str, Any]
Lapor = Callable[[int, str], None]


def diam(persen: int, kalimat: str) -> None:
    """Nobody watches."""


def masukan_kota(tahun: int, *, lapor: Lapor = diam) -> Masukan | None:
    """Canonical inputs of one evaluation year, None before it has a template.

    Raises TemplatTidakSah when the stored weights do not add up.
    """
    lapor(5, f"Membaca templat LKE {tahun}.")
    templat = templat_tahun(tahun)
    if templat is None:
        return None
    # Sorted here: databases collate "kec-x" and "kecx" differently, and the digest must agree.
    pd = sorted(pd_dinilai(tahun).values_list("pk", "kode"), key=lambda satu: satu[1])
    kota_id = PerangkatDaerah.objects.kota_id()
    lapor(25, f"Membaca lembar kerja {len(pd)} perangkat daerah dan kota.")
    lembar = _lembar(templat.pk, [kota_id, *(pk for pk, _ in pd)])
    lapor(65, "Membaca capaian IKU kota.")
    iku = _iku(kota_id, tahun)
    lapor(85, "Menghitung nilai kota.")
    masukan: Masukan = bakukan(
        {
            "tahun": tahun,
            "templat": _templat(templat),
            # The answers of a draft say only how far the city's sheet is; see formulas.
            "kota": lembar.get(kota_id, _TANPA_LEMBAR),
            "pd": [
                {"kode": kode, **_hanya_terhitung(lembar.get(pk, _TANPA_LEMBAR))} for pk, kode in pd
            ],
            "iku": iku,
        }
    )
    return masukan


def tahun_dengan_templat() -> list[int]:
    """Evaluation years that have a template, newest first (one query)."""
    return list(
        TemplatLKE.objects.order_by("-tahun_evaluasi").values_list("tahun_evaluasi", flat=True)
    )


def pd_dinilai(tahun: int) -> QuerySet[PerangkatDaerah]:
    """The PD that are judged in a year, by kode: those that existed at its end."""
    akhir = datetime.date(tahun, 12, 31)
    return (
        PerangkatDaerah.objects.penyusun()
        .filter(berlaku_dari__lte=akhir)
        .filter(Q(berlaku_sampai__isnull=True) | Q(berlaku_sampai__gte=akhir))
        .order_by("kode")
    )


_TANPA_LEMBAR: dict[str, Any] = {"status": "", "terhitung": False, "contoh": False, "jawaban": {}}


def _hanya_terhitung(lembar: dict[str, Any]) -> dict[str, Any]:
    """Drafts of a PD's evaluator are no input: only that there is one."""
    return lembar if lembar["terhitung"] else {**lembar, "jawaban": {}, "contoh": False}


def _lembar(templat_id: int, pd_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Internal worksheets with their answers, by PD (two queries)."""
    baris = LembarKerja.objects.filter(
        templat=templat_id, jenis=JenisLembar.INTERNAL, perangkat_daerah__in=list(pd_ids)
    )
    lembar: dict[int, dict[str, Any]] = {}
    per_lembar: dict[int, dict[str, Any]] = {}
    for pk, pd_id, status, contoh in baris.values_list(
        "pk", "perangkat_daerah", "status", "contoh"
    ):
        lembar[pd_id] = per_lembar[pk] = {
            "status": status,
            "terhitung": status in STATUS_TERHITUNG,
            "contoh": contoh,
            "jawaban": {},
        }
    for lembar_id, kode, huruf in JawabanLKE.objects.filter(
        lembar__in=list(per_lembar)
    ).values_list("lembar", "subkomponen__kode", "huruf"):
        per_lembar[lembar_id]["jawaban"][kode] = huruf
    return lembar


def _templat(t: TemplatTahun) -> dict[str, Any]:
    return {
        "nama": t.nama,
        "komponen": [
            {
                "kode": k.kode,
                "nama": k.nama,
                "bobot": k.bobot,
                "subkomponen": [
                    {
                        "kode": s.kode,
                        "nama": t.ringkas[s.kode],
                        "bobot": s.bobot,
                        "dimensi": s.dimensi,
                    }
                    for s in k.subkomponen
                ],
            }
            for k in t.templat.komponen
        ],
        "skala_jawaban": {
            dimensi: [{"huruf": p.huruf, "nilai": p.nilai} for p in pilihan]
            for dimensi, pilihan in t.templat.skala.items()
        },
        "skala_predikat": _skala_predikat(t.skala),
    }


def _skala_predikat(skala: SkalaPredikat) -> list[dict[str, Any]]:
    """Ranges without their long interpretations, which no computation reads."""
    return [
        *(
            {
                "huruf": r.predikat.huruf,
                "sebutan": r.predikat.sebutan,
                "di_atas": r.di_atas,
                "sampai": r.sampai,
            }
            for r in skala.rentang
        ),
        {"huruf": skala.nol.huruf, "sebutan": skala.nol.sebutan, "di_atas": "", "sampai": 0},
    ]


def _iku(kota_id: int, tahun: int) -> list[dict[str, Any]]:
    """IKU of the city's RKPD in force, each with the two numbers that were compared."""
    isi = (
        IsiIndikator.objects.diukur(tahun)
        .filter(dokumen__jenis=JenisDokumen.RKPD, dokumen__perangkat_daerah=kota_id, iku=True)
        .select_related("dokumen")
        .satu_per_indikator()
    )
    target = target_setahun(isi, tahun)
    nilai: dict[int, dict[int, Decimal | None]] = {}
    contoh: set[int] = set()
    belum_akhir: set[int] = set()
    for pk, tw, angka, buatan, status in Realisasi.objects.filter(
        indikator__in=list(isi), tahun=tahun
    ).values_list("indikator_id", "triwulan", "nilai", "contoh", "status"):
        nilai.setdefault(pk, {})[tw] = angka
        if buatan and angka is not None:
            contoh.add(pk)
        if angka is not None and status not in STATUS_AKHIR:
            belum_akhir.add(pk)
    return [
        _satu_iku(
            i,
            capaian_tahun(i, target.get(pk), nilai.get(pk, {})),
            contoh=pk in contoh,
            belum_akhir=pk in belum_akhir,
        )
        for pk, i in isi.items()
    ]


def _satu_iku(
    isi: IsiIndikator, sel: CapaianSel, *, contoh: bool, belum_akhir: bool
) -> dict[str, Any]:
    aturan = aturan_banding(isi, sel.target)
    return {
        "nama": isi.nama,
        "satuan": isi.satuan,
        "desimal": isi.desimal,
        "polaritas": aturan.polaritas,
        "rumus_negatif": aturan.rumus_negatif,
        "cara": aturan.cara,
        "target": sel.target.nilai if sel.target else None,
        "target_atas": sel.target.nilai_atas if sel.target else None,
        "dokumen": sel.target.dokumen if sel.target else "",
        "realisasi": sel.realisasi,
        "capaian": sel.capaian,
        "alasan": sel.alasan,
        # As on the dashboard: a year with quarters missing, or with values nobody verified yet.
        "sementara": sel.sementara or belum_akhir,
        # Only numbers count: a real one in a sample plan stays real.
        "contoh": contoh or bool(sel.target and sel.target.contoh),
    }
