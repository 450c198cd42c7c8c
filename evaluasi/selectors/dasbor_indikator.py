"""Indicators as rows of the dashboards, and the few of a city that need a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dasar.angka import bulatkan, format_persen
from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from evaluasi.formulas.sorotan import BATAS_SOROTAN, BATAS_TANDA, alasan_sorotan
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import Isian, IsiIndikator, Polaritas
from kinerja.selectors.capaian import aturan_banding
from kinerja.selectors.ikhtisar import (
    BahanIndikator,
    KeadaanIndikator,
    iku_terlihat,
    muat_bahan,
)
from opd.models import Pengguna, PerangkatDaerah

JUMLAH_SOROTAN = 5
_PERSEN = {"persen", "%", "persentase"}


@dataclass(frozen=True)
class BarisIndikator:
    """One indicator in its last measured quarter; texts are printed as they are.

    `deret` are the numbers of its sparkline, `judul_deret` says them in words.
    """

    indikator_id: int
    nama: str
    pemilik: str
    arah: str
    satuan: str
    realisasi: str
    target: str
    periode: str
    capaian: str
    kategori: Kategori | None
    alasan: str
    sementara: bool
    contoh: bool
    iku: bool
    deret: Sequence[Decimal | None]
    judul_deret: str


@dataclass(frozen=True)
class Sorotan:
    """The indicators that need a look, and out of how many they were chosen."""

    baris: Sequence[BarisIndikator]
    dibandingkan: int
    semua: int


def susun_sorotan(user: Pengguna, tahun: int) -> Sorotan:
    """The lowest capaian among the IKU that miss their target, at most five (four queries)."""
    bahan = muat_bahan(iku_terlihat(user, tahun), tahun)
    keadaan = [bahan.keadaan(pk) for pk in bahan.isi]
    dapat = [k for k in keadaan if k.sel is not None and k.sel.capaian is not None]
    terpilih = pilih_sorotan(dapat)
    return Sorotan(
        baris=susun_baris(
            terpilih, tahun, nama_pengampu(k.isi for k in terpilih), batas=BATAS_SOROTAN
        ),
        dibandingkan=len(dapat),
        semua=len(keadaan),
    )


def pilih_sorotan(keadaan: Iterable[KeadaanIndikator]) -> list[KeadaanIndikator]:
    """The rule that the page states: target missed, lowest capaian first, ties by name.

    Judged as it is shown: 99,996% reads "100,00%" and has reached its target.
    """
    rendah = [
        (k.sel.capaian, k.isi.nama.casefold(), k.isi.indikator_id, k)
        for k in keadaan
        if k.sel is not None
        and k.sel.capaian is not None
        and bulatkan(k.sel.capaian) < BATAS_SOROTAN
    ]
    return [k for *_, k in sorted(rendah, key=lambda satu: satu[:3])[:JUMLAH_SOROTAN]]


def nama_pengampu(isi: Iterable[IsiIndikator]) -> dict[int, str]:
    """Names of the PD that enter these indicators (one query); the rows are the reader's to see."""
    pd = {i.indikator.pengampu_id for i in isi}
    return PerangkatDaerah.objects.filter(pk__in=pd).nama_per_id()


def baris_dari(bahan: BahanIndikator, nama: Mapping[int, str]) -> list[BarisIndikator]:
    """All indicators of `bahan` in its order (no query)."""
    return susun_baris([bahan.keadaan(pk) for pk in bahan.isi], bahan.tahun, nama)


def susun_baris(
    keadaan: Iterable[KeadaanIndikator],
    tahun: int,
    nama: Mapping[int, str],
    *,
    batas: Decimal = BATAS_TANDA,
) -> list[BarisIndikator]:
    """Rows ready to print; those with a capaian below `batas` get a flag (no query)."""
    return [_baris(k, tahun, nama.get(k.isi.indikator.pengampu_id, ""), batas) for k in keadaan]


def nilai_bersatuan(isi: IsiIndikator, nilai: Decimal | None) -> str:
    """The value with its percent sign; other units stand beside the name."""
    teks = format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)
    persen = isi.satuan.strip().casefold() in _PERSEN and isi.skala_predikat is None
    return f"{teks}%" if persen and nilai is not None else teks


def _baris(k: KeadaanIndikator, tahun: int, pemilik: str, batas: Decimal) -> BarisIndikator:
    isi, sel = k.isi, k.sel
    target = sel.target if sel else None
    return BarisIndikator(
        indikator_id=isi.indikator_id,
        nama=huruf_kalimat(isi.nama),
        pemilik=pemilik,
        arah=str(Polaritas(aturan_banding(isi, target).polaritas).label),
        satuan="" if isi.satuan.strip().casefold() in _PERSEN else isi.satuan,
        realisasi=nilai_bersatuan(isi, sel.realisasi if sel else None),
        target=nilai_bersatuan(isi, target.nilai if target else None),
        periode=_periode(k),
        capaian="–" if sel is None or sel.capaian is None else format_persen(sel.capaian),
        kategori=sel.kategori if sel else None,
        alasan=_alasan(k, batas),
        sementara=bool(sel and sel.sementara) or k.belum_akhir,
        contoh=k.contoh,
        iku=isi.iku,
        deret=k.deret,
        judul_deret=_judul_deret(k, tahun),
    )


def _periode(k: KeadaanIndikator) -> str:
    if k.triwulan is None or k.sel is None:
        return "belum ada realisasi"
    return "setahun" if k.sel.setahun else f"TW {romawi(k.triwulan)}"


def _alasan(k: KeadaanIndikator, batas: Decimal) -> str:
    """The one flag of a row below `batas`; "" for the others."""
    if k.triwulan is None or k.sel is None or k.sel.capaian is None:
        return ""
    if k.sel.capaian >= batas:
        return ""
    # A cumulative value begins again each year, so its fall in triwulan I says nothing.
    awal = 4 if k.isi.isian == Isian.SD_TRIWULAN else 0
    return alasan_sorotan(
        k.sel.capaian,
        k.deret[awal : 4 + k.triwulan],
        triwulan=k.triwulan,
        polaritas=aturan_banding(k.isi, k.sel.target).polaritas,  # type: ignore[arg-type]  # constrained by the database
        setahun=k.sel.setahun,
    )


def _judul_deret(k: KeadaanIndikator, tahun: int) -> str:
    nilai = [nilai_bersatuan(k.isi, n) for n in k.deret]
    lalu = f"{tahun - 1}, {k.pendahulu}" if k.pendahulu else str(tahun - 1)
    return f"Nilai per triwulan. {lalu}: {', '.join(nilai[:4])}. {tahun}: {', '.join(nilai[4:])}."
