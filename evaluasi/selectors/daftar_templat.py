"""Templates as their pages show them: the list of years, one template read whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from evaluasi.formulas.nilai_lke import PilihanJawaban
from evaluasi.formulas.predikat import Predikat
from evaluasi.models import JenisLembar, LembarKerja, TemplatLKE
from evaluasi.selectors.templat import KriteriaTahun, TemplatTahun, muat_templat
from kinerja.models import IsiIndikator, StatusDokumen
from opd.models import Pengguna, PerangkatDaerah

NAMA_DIMENSI = {
    "keberadaan": "Keberadaan",
    "kualitas": "Kualitas",
    "pemanfaatan": "Pemanfaatan",
}


@dataclass(frozen=True)
class BarisTemplat:
    """One template with the worksheets that stand on it, together and by jenis; `per_jenis` is
    empty for who sees one PD, for it tells how far the evaluators are."""

    templat: TemplatLKE
    jumlah: int
    per_jenis: tuple[tuple[str, int], ...]
    indikator: str


def daftar_templat(user: Pengguna) -> list[BarisTemplat]:
    """All templates that `user` may see, newest first (three queries).

    Worksheets are counted whole, also those that `user` may not open: their number decides
    whether the weights may still move.
    """
    semua = list(TemplatLKE.objects.for_user(user))
    hitung = {
        (t, jenis): n
        for t, jenis, n in LembarKerja.objects.filter(templat__in=semua)
        .order_by()
        .values_list("templat", "jenis")
        .annotate(n=Count("pk"))
    }
    nama = _nama_indikator([t.indikator_id for t in semua if t.indikator_id])
    hasil = []
    for templat in semua:
        per_jenis = tuple(
            (str(jenis.label), hitung[templat.pk, jenis.value])
            for jenis in JenisLembar
            if (templat.pk, jenis.value) in hitung
        )
        hasil.append(
            BarisTemplat(
                templat=templat,
                jumlah=sum(n for _, n in per_jenis),
                per_jenis=per_jenis if user.melihat_semua_pd else (),
                indikator=nama.get(templat.indikator_id or 0, ""),
            )
        )
    return hasil


@dataclass(frozen=True)
class SubkomponenTampil:
    """One subkomponen with its kriteria and the year or years of the papers they judge."""

    kode: str
    nama: str
    ringkas: str
    bobot: Decimal
    dimensi: str
    tahun: str
    kriteria: tuple[KriteriaTahun, ...]


@dataclass(frozen=True)
class KomponenTampil:
    """One komponen with its subkomponen."""

    kode: str
    nama: str
    bobot: Decimal
    subkomponen: tuple[SubkomponenTampil, ...]


@dataclass(frozen=True)
class SkalaTampil:
    """The answers of one dimensi, best first, and the subkomponen that are answered with it."""

    dimensi: str
    dipakai: str
    pilihan: tuple[PilihanJawaban, ...]


@dataclass(frozen=True)
class RentangTampil:
    """One range of the predicate scale in points; `di_atas` None: exactly the value 0."""

    predikat: Predikat
    di_atas: Decimal | None
    sampai: Decimal


@dataclass(frozen=True)
class RincianTemplat:
    """Everything that one template says."""

    isi: TemplatTahun
    komponen: tuple[KomponenTampil, ...]
    skala: tuple[SkalaTampil, ...]
    predikat: tuple[RentangTampil, ...]
    jumlah_kriteria: int
    indikator: str


def rincian_templat(templat: TemplatLKE) -> RincianTemplat:
    """Read one template whole (four queries, three without an indicator)."""
    isi = muat_templat(templat)
    komponen = tuple(
        KomponenTampil(
            kode=k.kode,
            nama=k.nama,
            bobot=k.bobot,
            subkomponen=tuple(
                SubkomponenTampil(
                    kode=s.kode,
                    nama=s.nama,
                    ringkas=isi.ringkas[s.kode],
                    bobot=s.bobot,
                    dimensi=NAMA_DIMENSI.get(s.dimensi, s.dimensi.capitalize()),
                    tahun=_tahun(isi.kriteria[s.kode]),
                    kriteria=isi.kriteria[s.kode],
                )
                for s in k.subkomponen
            ),
        )
        for k in isi.templat.komponen
    )
    nama = _nama_indikator([templat.indikator_id]) if templat.indikator_id else {}
    return RincianTemplat(
        isi=isi,
        komponen=komponen,
        skala=tuple(
            SkalaTampil(
                dimensi=NAMA_DIMENSI.get(dimensi, dimensi.capitalize()),
                dipakai=", ".join(s.kode for s in isi.templat.subkomponen if s.dimensi == dimensi),
                pilihan=pilihan,
            )
            for dimensi, pilihan in isi.templat.skala.items()
        ),
        predikat=(
            *(RentangTampil(r.predikat, r.di_atas, r.sampai) for r in isi.skala.rentang),
            RentangTampil(isi.skala.nol, None, Decimal(0)),
        ),
        jumlah_kriteria=sum(len(k) for k in isi.kriteria.values()),
        indikator=nama.get(templat.indikator_id or 0, ""),
    )


def pilihan_indikator(indikator_kini: int | None = None) -> list[tuple[int, str]]:
    """IKU of the city as (id, name), the template's own among them, by name (two queries)."""
    kota = PerangkatDaerah.objects.kota_id()
    ids = set(
        IsiIndikator.objects.filter(indikator__perangkat_daerah=kota, iku=True)
        .exclude(dokumen__status=StatusDokumen.DRAF)
        .values_list("indikator", flat=True)
    )
    if indikator_kini is not None:
        ids.add(indikator_kini)
    return sorted(_nama_indikator(ids).items(), key=lambda butir: butir[1].casefold())


def _nama_indikator(ids: list[int] | set[int]) -> dict[int, str]:
    """The newest name of each indicator (one query, none without ids)."""
    if not ids:
        return {}
    return dict(
        IsiIndikator.objects.filter(indikator__in=ids)
        .order_by("dokumen__tahun_dari", "dokumen__perubahan_ke", "pk")
        .values_list("indikator", "nama")
    )


def _tahun(kriteria: tuple[KriteriaTahun, ...]) -> str:
    return ", ".join(str(t) for t in sorted({k.tahun_dokumen for k in kriteria})) or "–"
