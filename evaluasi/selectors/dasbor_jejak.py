"""The trail of a number: all quarters of one indicator, and who stands behind each value."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from dasar.angka import format_persen
from dasar.grafik import TitikTren
from dasar.tanggal import format_tanggal, romawi
from dasar.tulisan import huruf_kalimat
from evaluasi.selectors.dasbor_indikator import nilai_bersatuan
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    JENIS_TAHUNAN,
    AlasanKosong,
    Cara,
    IsiIndikator,
    Realisasi,
    StatusDokumen,
)
from kinerja.selectors.bukti import judul_bukti
from kinerja.selectors.capaian import CapaianSel, capaian_sel, capaian_tahun, jelaskan_sel
from kinerja.selectors.ikhtisar import STATUS_AKHIR
from kinerja.selectors.kisi_baris import keterangan_indikator
from kinerja.selectors.riwayat_pendahulu import rantai_pendahulu
from kinerja.selectors.target_berlaku import TargetIndikator, target_banyak_tahun
from opd.models import Pengguna, PerangkatDaerah

TRIWULAN = (1, 2, 3, 4)
TITIK_MAKS = 8


@dataclass(frozen=True)
class Langkah:
    """One step of a value: what was done, by whom and when."""

    apa: str
    siapa: str
    kapan: str


@dataclass(frozen=True)
class Narasi:
    """One text that explains a value."""

    judul: str
    teks: str


@dataclass(frozen=True)
class BarisTriwulan:
    """One quarter (or the year: `label` "Setahun") with its formula in words."""

    label: str
    realisasi: str
    target: str
    capaian: str
    kategori: Kategori | None
    rumus: str
    kalimat: str
    status: str
    sementara: bool
    contoh: bool
    sumber: str
    langkah: Sequence[Langkah]
    narasi: Sequence[Narasi]
    triwulan: int
    bukti: Sequence[str] = ()  # names of the evidence behind the value


@dataclass(frozen=True)
class TahunJejak:
    """One year: what the indicator means in its plan, and its quarters."""

    tahun: int
    keterangan: str
    dokumen: str
    asal_target: str
    target: str
    baris: Sequence[BarisTriwulan]
    setahun: BarisTriwulan
    pendahulu: str = ""  # the PD before a reorganisation, whose year this is


@dataclass(frozen=True)
class JejakIndikator:
    """Everything on the page of one indicator."""

    indikator_id: int
    nama: str
    pd_id: int
    pengampu_id: int
    pengampu: str
    pemilik: str
    iku: bool
    keterangan: str
    cara: str
    definisi: str
    rumus: str
    sumber_data: str
    simpul: tuple[int, str]
    tahun: Sequence[TahunJejak]
    titik: Sequence[TitikTren]
    target: Decimal | None
    teks_target: str
    contoh: bool

    @property
    def belum_diisi(self) -> str:
        """Which parts of the meaning are empty, in one sentence; "" when none is."""
        isi = {
            "definisi": self.definisi,
            "rumus": self.rumus,
            "sumber data": self.sumber_data,
        }
        return kalimat_kosong([nama for nama, teks in isi.items() if not teks])

    @property
    def judul_grafik(self) -> str:
        """What the chart shows, in words."""
        nilai = "; ".join(f"{t.label} {t.teks}" for t in self.titik)
        return f"Nilai per triwulan. {nilai or 'Belum ada'}. {self.teks_target}".strip()


def susun_jejak(user: Pengguna, indikator_id: int) -> JejakIndikator:
    """One indicator with all its years, the newest ahead; those before a reorganisation come from
    its predecessor, marked with the name of that PD.

    The same number of queries for one year and for ten. Raises IsiIndikator.DoesNotExist when
    `user` may see no content of it.
    """
    semua = list(
        IsiIndikator.objects.for_user(user)
        .filter(indikator=indikator_id)
        .select_related("indikator", "dokumen", "isi_simpul")
        .order_by("-dokumen__tahun_dari", "-dokumen__jenis", "pk")
    )
    if not semua:
        raise IsiIndikator.DoesNotExist
    milik = Realisasi.objects.for_user(user).filter(indikator=indikator_id)
    per_tahun = _kelompokkan(milik).get(indikator_id, {})
    tahun_isi = _tahun_isi(semua, per_tahun)
    asal = _tambah_pendahulu(indikator_id, tahun_isi, per_tahun)
    tahun_isi = dict(sorted(tahun_isi.items(), reverse=True))
    semua_target = target_banyak_tahun({i.indikator_id for i in tahun_isi.values()}, tahun_isi)
    target = {
        tahun: semua_target.get(tahun, {}).get(isi.indikator_id) for tahun, isi in tahun_isi.items()
    }
    utama = next(iter(tahun_isi.values()), semua[0])
    terbaru = next(iter(target.values()), None)
    target_kini = terbaru.tahun if terbaru else None
    nama = PerangkatDaerah.objects.filter(
        pk__in=[utama.indikator.perangkat_daerah_id, utama.indikator.pengampu_id]
    ).nama_per_id()
    bukti = judul_bukti(r.pk for th in per_tahun.values() for r in th.values())
    tahun = [
        _tahun(th, isi, target[th], per_tahun.get(th, {}), bukti, asal.get(th, ""))
        for th, isi in tahun_isi.items()
    ]
    return JejakIndikator(
        indikator_id=indikator_id,
        nama=huruf_kalimat(utama.nama),
        pd_id=utama.indikator.perangkat_daerah_id,
        pengampu_id=utama.indikator.pengampu_id,
        pengampu=nama.get(utama.indikator.pengampu_id, ""),
        pemilik=nama.get(utama.indikator.perangkat_daerah_id, ""),
        iku=utama.iku,
        keterangan=keterangan_indikator(utama),
        cara=str(Cara(utama.cara).label),
        definisi=utama.definisi_operasional,
        rumus=utama.rumus,
        sumber_data=utama.sumber_data,
        simpul=(
            utama.isi_simpul.simpul_id,
            f"{utama.isi_simpul.get_jenis_display()} {huruf_kalimat(utama.isi_simpul.nama)}",
        ),
        tahun=tahun,
        titik=_titik(tahun_isi, per_tahun),
        target=target_kini.nilai if target_kini and utama.skala_predikat is None else None,
        teks_target=(f"Target {nilai_bersatuan(utama, target_kini.nilai)}" if target_kini else ""),
        contoh=any(b.contoh for t in tahun for b in t.baris),
    )


def kalimat_kosong(nama: Sequence[str]) -> str:
    """Return what is not filled in, as a sentence.

    >>> kalimat_kosong(["definisi", "rumus", "sumber data"])
    'Definisi, rumus, dan sumber data belum diisi.'
    """
    if not nama:
        return ""
    pisah = ", dan " if len(nama) > 2 else " dan "
    depan = ", ".join(nama[:-1])
    return f"{f'{depan}{pisah}' if depan else ''}{nama[-1]} belum diisi.".capitalize()


def _tahun_isi(
    semua: Sequence[IsiIndikator], per_tahun: Mapping[int, Mapping[int, Realisasi]]
) -> dict[int, IsiIndikator]:
    """The content of each year that has a plan or a value."""
    return {
        tahun: isi
        for tahun in sorted({*per_tahun, *_tahun_rencana(semua)}, reverse=True)
        if (isi := _isi_tahun(semua, tahun)) is not None
    }


def _tambah_pendahulu(
    indikator_id: int,
    tahun_isi: dict[int, IsiIndikator],
    per_tahun: dict[int, dict[int, Realisasi]],
) -> dict[int, str]:
    """Add the years that only a predecessor knows; returned: the name of its PD by year.

    Four queries where there is a predecessor, else one.
    """
    rantai = rantai_pendahulu([indikator_id]).get(indikator_id, ())
    if not rantai:
        return {}
    ids = [p.indikator_id for p in rantai]
    isi: dict[int, list[IsiIndikator]] = {}
    for i in (
        IsiIndikator.objects.filter(indikator__in=ids)
        .select_related("indikator", "dokumen", "isi_simpul")
        .order_by("-dokumen__tahun_dari", "-dokumen__jenis", "pk")
    ):
        isi.setdefault(i.indikator_id, []).append(i)
    asal: dict[int, str] = {}
    nilai = _kelompokkan(Realisasi.objects.filter(indikator__in=ids))
    for p in rantai:
        milik = nilai.get(p.indikator_id, {})
        for tahun, satu in _tahun_isi(isi.get(p.indikator_id, []), milik).items():
            if tahun not in tahun_isi:
                tahun_isi[tahun] = satu
                per_tahun[tahun] = milik.get(tahun, {})
                asal[tahun] = p.nama_pd
    return asal


def _kelompokkan(
    baris: QuerySet[Realisasi],
) -> dict[int, dict[int, dict[int, Realisasi]]]:
    """Rows by indicator, year and quarter (one query)."""
    hasil: dict[int, dict[int, dict[int, Realisasi]]] = {}
    for r in baris.select_related(
        "diisi_oleh", "diajukan_oleh", "disetujui_oleh", "diverifikasi_oleh"
    ):
        hasil.setdefault(r.indikator_id, {}).setdefault(r.tahun, {})[r.triwulan] = r
    return hasil


def _tahun_rencana(semua: Sequence[IsiIndikator]) -> set[int]:
    """Years of the plans of one year that hold the indicator."""
    return {i.dokumen.tahun_dari for i in semua if i.dokumen.tahun_dari == i.dokumen.tahun_sampai}


def _isi_tahun(semua: Sequence[IsiIndikator], tahun: int) -> IsiIndikator | None:
    """The content in force for `tahun`, chosen as `diukur` and `satu_per_indikator` choose it."""
    diukur = [
        i
        for i in semua
        if i.dokumen.jenis in JENIS_TAHUNAN
        and i.dokumen.status == StatusDokumen.BERLAKU
        and i.dokumen.tahun_dari <= tahun <= i.dokumen.tahun_sampai
    ]
    if not diukur:
        return None
    jenis = max(i.dokumen.jenis for i in diukur)  # of two documents the city's counts
    return min(
        (i for i in diukur if i.dokumen.jenis == jenis),
        key=lambda i: (i.dokumen_id, i.isi_simpul.jalur, i.urutan, i.pk),
    )


def _tahun(
    tahun: int,
    isi: IsiIndikator,
    target: TargetIndikator | None,
    milik: Mapping[int, Realisasi],
    bukti: Mapping[int, Sequence[str]],
    pendahulu: str = "",
) -> TahunJejak:
    nilai = {tw: r.nilai for tw, r in milik.items()}
    setahun = capaian_tahun(isi, target, nilai)
    berlaku = target.tahun if target else None
    return TahunJejak(
        tahun=tahun,
        keterangan=keterangan_indikator(isi),
        dokumen=str(isi.dokumen),
        asal_target=berlaku.dokumen if berlaku else "",
        target=nilai_bersatuan(isi, berlaku.nilai if berlaku else None),
        baris=[
            _baris(isi, tw, capaian_sel(isi, target, nilai, tw), target, milik.get(tw), bukti)
            for tw in TRIWULAN
            if isi.jatuh_tempo(tw) or tw in milik
        ],
        setahun=_baris_tahun(isi, setahun, list(milik.values())),
        pendahulu=pendahulu,
    )


def _baris(
    isi: IsiIndikator,
    triwulan: int,
    sel: CapaianSel,
    target: TargetIndikator | None,
    r: Realisasi | None,
    bukti: Mapping[int, Sequence[str]],
) -> BarisTriwulan:
    penjelasan = jelaskan_sel(isi, sel)
    target_tw = target.triwulan.get(triwulan) if target else None
    realisasi = nilai_bersatuan(isi, r.nilai if r else None)
    if r is not None and r.alasan_kosong:
        realisasi = f"– ({AlasanKosong(r.alasan_kosong).label})"
    return BarisTriwulan(
        label=f"Triwulan {romawi(triwulan)}",
        realisasi=realisasi,
        target=nilai_bersatuan(isi, target_tw.nilai if target_tw else None),
        capaian="–" if sel.capaian is None else format_persen(sel.capaian),
        kategori=sel.kategori,
        rumus=penjelasan.rumus,
        kalimat=penjelasan.kalimat,
        status=r.status if r is not None and r.terisi else "kosong",
        sementara=r is not None and r.nilai is not None and r.status not in STATUS_AKHIR,
        contoh=bool(r and r.nilai is not None and r.contoh)
        or bool(sel.capaian is not None and sel.target and sel.target.contoh),
        sumber=r.sumber if r else "",
        langkah=_langkah(r) if r else [],
        narasi=_narasi(r) if r else [],
        triwulan=triwulan,
        bukti=bukti.get(r.pk, ()) if r else (),
    )


def _baris_tahun(isi: IsiIndikator, sel: CapaianSel, milik: Sequence[Realisasi]) -> BarisTriwulan:
    terisi = [r for r in milik if r.nilai is not None]
    contoh = any(r.contoh for r in terisi)
    belum_akhir = any(r.status not in STATUS_AKHIR for r in terisi)
    penjelasan = jelaskan_sel(isi, sel)
    return BarisTriwulan(
        label="Setahun",
        realisasi=nilai_bersatuan(isi, sel.realisasi),
        target=nilai_bersatuan(isi, sel.target.nilai if sel.target else None),
        capaian="–" if sel.capaian is None else format_persen(sel.capaian),
        kategori=sel.kategori,
        rumus=penjelasan.rumus,
        kalimat=penjelasan.kalimat,
        status="",
        sementara=sel.sementara or belum_akhir,
        contoh=sel.realisasi is not None and (contoh or bool(sel.target and sel.target.contoh)),
        sumber="",
        langkah=[],
        narasi=[],
        triwulan=0,
    )


def _langkah(r: Realisasi) -> list[Langkah]:
    """Who entered, submitted, approved and verified the value, as far as it went."""

    def satu(apa: str, siapa: object, kapan: datetime.datetime | None) -> Langkah | None:
        if siapa is None and kapan is None:
            return None
        waktu = format_tanggal(timezone.localtime(kapan)) if kapan else ""
        return Langkah(apa, str(siapa) if siapa else "Sistem", waktu)

    semua = [
        satu("Diisi", r.diisi_oleh, r.diisi_pada),
        satu("Diajukan", r.diajukan_oleh, r.diajukan_pada),
        satu("Disetujui kepala PD", r.disetujui_oleh, r.disetujui_pada),
        satu("Diverifikasi", r.diverifikasi_oleh, r.diverifikasi_pada),
    ]
    return [langkah for langkah in semua if langkah is not None]


def _narasi(r: Realisasi) -> list[Narasi]:
    pasangan = [
        ("Analisis", r.analisis),
        ("Faktor pendorong", r.faktor_pendorong),
        ("Faktor penghambat", r.faktor_penghambat),
        ("Tindak lanjut", r.tindak_lanjut),
    ]
    return [Narasi(judul, teks) for judul, teks in pasangan if teks]


def _titik(
    tahun_isi: Mapping[int, IsiIndikator], per_tahun: Mapping[int, Mapping[int, Realisasi]]
) -> list[TitikTren]:
    """The newest quarters in which a value is due; made-up values are drawn hollow."""
    titik = []
    for tahun in sorted(tahun_isi):
        isi = tahun_isi[tahun]
        for tw in TRIWULAN:
            if not isi.jatuh_tempo(tw):
                continue
            r = per_tahun.get(tahun, {}).get(tw)
            nilai = r.nilai if r else None
            titik.append(
                TitikTren(
                    label=f"{romawi(tw)} {tahun}",
                    nilai=nilai,
                    teks=format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat),
                    rupa="contoh" if r is None or r.contoh else "resmi",
                )
            )
    ada = [n for n, satu in enumerate(titik) if satu.nilai is not None]
    awal = max(ada[0], len(titik) - TITIK_MAKS) if ada else len(titik)
    return titik[awal:]
