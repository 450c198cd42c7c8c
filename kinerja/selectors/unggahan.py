"""Uploads of a PD, and what each changed, ready to print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dasar.angka import format_rupiah
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.bentuk_templat import NAMA_KOLOM
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    AlasanKosong,
    Anggaran,
    IsiIndikator,
    IsiSimpul,
    Realisasi,
    UnggahanIsian,
)
from opd.models import Pengguna

UNGGAHAN_TAMPIL = 20


@dataclass(frozen=True)
class BarisUnggahan:
    """One cell as the comparison shows it.

    `keadaan` is galat, berubah, baru or sama; `baris` and `kolom` are where it stands in the file
    (0 and "" after it was applied).
    """

    baris: int
    kolom: str
    nama: str
    medan: str
    tersimpan: str
    di_berkas: str
    keadaan: str
    kalimat: str = ""


def daftar_unggahan(user: Pengguna, pd_id: int) -> list[UnggahanIsian]:
    """The newest uploads of a PD with who and when (one query)."""
    semua = UnggahanIsian.objects.for_user(user).filter(perangkat_daerah=pd_id)
    return list(
        semua.select_related("berkas", "diunggah_oleh", "diurungkan_oleh")
        .defer("perubahan")
        .order_by("-pk")[:UNGGAHAN_TAMPIL]
    )


def isi_diukur_pd(pd_id: int, tahun: int) -> dict[int, IsiIndikator]:
    """How the indicators that a PD enters are measured in a year."""
    semua = IsiIndikator.objects.diukur(tahun).filter(indikator__pengampu=pd_id)
    return semua.satu_per_indikator()


@dataclass(frozen=True)
class TersimpanKini:
    """Stored rows of one quarter, to stand beside a file."""

    isi: Mapping[int, IsiIndikator]
    realisasi: Mapping[int, Realisasi]
    anggaran: Mapping[int, Anggaran]

    def teks(self, medan: str, kunci: int) -> str:
        """What is stored in one cell, as the grid says it; "" for nothing."""
        if medan == "rupiah":
            a = self.anggaran.get(kunci)
            return "" if a is None or a.realisasi is None else format_rupiah(a.realisasi)
        r = self.realisasi.get(kunci)
        if r is None:
            return ""
        if medan == "nilai":
            return teks_nilai(r.nilai, r.alasan_kosong, self.isi.get(kunci))
        return kata_alasan_kosong(r.alasan_kosong) if medan == "alasan" else getattr(r, medan)

    def mentah(self, medan: str, kunci: int) -> str:
        """The same content as a template keeps it hidden (BarisMeta)."""
        if medan == "rupiah":
            a = self.anggaran.get(kunci)
            return "" if a is None or a.realisasi is None else str(a.realisasi)
        r = self.realisasi.get(kunci)
        if r is None:
            return ""
        if medan == "nilai":
            return "" if r.nilai is None else format(r.nilai.normalize(), "f")
        return r.alasan_kosong if medan == "alasan" else getattr(r, medan)

    def siapa(self, medan: str, kunci: int) -> tuple[Any, Any]:
        """(who, when) wrote one cell last."""
        if medan == "rupiah":
            a = self.anggaran.get(kunci)
            return (a.diisi_oleh, a.diisi_pada) if a else (None, None)
        r = self.realisasi.get(kunci)
        if r is None:
            return None, None
        if medan in ("nilai", "alasan"):
            return r.diisi_oleh, r.diisi_pada
        return r.dijelaskan_oleh, r.dijelaskan_pada


def tersimpan_kini(
    pd_id: int, tahun: int, triwulan: int, *, indikator: Collection[int], simpul: Collection[int]
) -> TersimpanKini:
    """Load the cells that a file speaks of (three queries); only those of this PD."""
    realisasi = Realisasi.objects.periode(tahun, triwulan).filter(
        indikator__in=indikator, indikator__pengampu=pd_id
    )
    anggaran = Anggaran.objects.filter(
        simpul__in=simpul, simpul__perangkat_daerah=pd_id, tahun=tahun, triwulan=triwulan
    )
    return TersimpanKini(
        isi_diukur_pd(pd_id, tahun),
        {r.indikator_id: r for r in realisasi.select_related("diisi_oleh", "dijelaskan_oleh")},
        {a.simpul_id: a for a in anggaran.select_related("diisi_oleh")},
    )


def teks_nilai(nilai: Decimal | None, alasan: str, isi: IsiIndikator | None) -> str:
    """A value or the reason why there is none; "" for neither."""
    if nilai is not None:
        desimal, skala = (isi.desimal, isi.skala_predikat) if isi else (0, None)
        return format_nilai(nilai, desimal=desimal, skala=skala)
    return f"kosong, {kata_alasan_kosong(alasan)}" if alasan else ""


def kata_alasan_kosong(kode: str) -> str:
    """The words of a reason; "" for none."""
    return str(AlasanKosong(kode).label) if kode else ""


def perubahan_tampil(unggahan: UnggahanIsian) -> list[BarisUnggahan]:
    """What an applied upload changed, cell by cell (two queries)."""
    perubahan: list[dict[str, Any]] = unggahan.perubahan
    nama = nama_kunci(unggahan.tahun, ((p["medan"], p["kunci"]) for p in perubahan))
    isi = isi_diukur_pd(unggahan.perangkat_daerah_id, unggahan.tahun)

    def teks(p: dict[str, Any], potret: dict[str, Any]) -> str:
        if p["medan"] == "nilai":
            nilai = potret["nilai"]
            return teks_nilai(
                None if nilai is None else Decimal(nilai),
                potret["alasan_kosong"],
                isi.get(p["kunci"]),
            )
        if p["medan"] == "rupiah":
            return "" if potret["isi"] is None else format_rupiah(potret["isi"])
        return str(potret["isi"])

    hasil = []
    for p in perubahan:
        semula, kini = teks(p, p["semula"]), teks(p, p["kini"])
        hasil.append(
            BarisUnggahan(
                0,
                "",
                nama.get((p["medan"] == "rupiah", p["kunci"]), ""),
                NAMA_KOLOM[p["medan"]],
                semula,
                kini,
                "berubah" if semula else "baru",
                "" if kini else "Dikosongkan.",
            )
        )
    return hasil


def nama_kunci(tahun: int, kunci: Iterable[tuple[str, int]]) -> dict[tuple[bool, int], str]:
    """Names of indicators and nodes by (is it a node, id), in the plans of a year (two queries)."""
    semua = list(kunci)
    simpul = {k for medan, k in semua if medan == "rupiah"}
    indikator = {k for medan, k in semua if medan != "rupiah"}
    isi = IsiIndikator.objects.diukur(tahun).filter(indikator__in=indikator).satu_per_indikator()
    nama = {(False, pk): huruf_kalimat(i.nama) for pk, i in isi.items()}
    for pk, teks in (
        IsiSimpul.objects.filter(simpul__in=simpul, dokumen__tahun_dari__lte=tahun)
        .order_by("dokumen__tahun_dari", "dokumen__perubahan_ke")
        .values_list("simpul", "nama")
    ):
        nama[True, pk] = huruf_kalimat(teks)
    return nama
