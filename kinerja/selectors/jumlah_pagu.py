"""Pagu of the nodes of a document with sums checked upward, as numbers and as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dasar.angka import format_rupiah
from kinerja.formulas.jumlah_pagu import JumlahPagu, jumlahkan
from kinerja.formulas.susunan_jalur import Susunan
from kinerja.models import DokumenPerencanaan, IsiSimpul, JenisSimpul
from kinerja.selectors.pagu_versi import pagu_versi

_SEBUTAN_ANAK = {
    JenisSimpul.PROGRAM: "kegiatan",
    JenisSimpul.KEGIATAN: "sub kegiatan",
}


def pagu_per_tahun(
    dokumen: DokumenPerencanaan, simpul: Iterable[IsiSimpul]
) -> dict[int, dict[int, int]]:
    """Year -> node (pk of IsiSimpul) -> pagu that this version says (at most two queries)."""
    tahun = range(dokumen.tahun_dari, dokumen.tahun_sampai + 1)
    return {
        th: {pk: p.rupiah for pk, p in milik.items()}
        for th, milik in pagu_versi(dokumen, tahun, simpul).items()
    }


def jumlah_pagu_susunan(
    susunan: Susunan, pagu: Mapping[int, Mapping[int, int]]
) -> dict[int, dict[int, JumlahPagu]]:
    """Sums of every node for every year."""
    urutan = [(pk, susunan.induk[pk]) for pk in susunan.urutan_baca()]
    return {tahun: jumlahkan(urutan, dict(satu)) for tahun, satu in pagu.items()}


def kalimat_pagu(isi: IsiSimpul, jumlah: JumlahPagu) -> str:
    """What the pagu of a node and the sum below it say; "" when there is nothing to compare.

    "Pagu program Rp 100, jumlah kegiatan Rp 90 (2 dari 3), selisih Rp 10."
    """
    if jumlah.sendiri is None or jumlah.jumlah is None:
        return ""
    jenis = JenisSimpul(isi.jenis)
    anak = _SEBUTAN_ANAK.get(jenis, "di bawahnya")
    kurang = "" if jumlah.lengkap else f" (belum lengkap, {jumlah.n} dari {jumlah.dari})"
    selisih = abs(jumlah.sendiri - jumlah.jumlah)
    lebih = ", melebihi pagunya" if jumlah.lebih else ""
    return (
        f"Pagu {jenis.label.lower()} {_rupiah(jumlah.sendiri)}, jumlah {anak} "
        f"{_rupiah(jumlah.jumlah)}{kurang}{lebih}, selisih {_rupiah(selisih)}."
    )


def teks_jumlah(jumlah: JumlahPagu) -> str:
    """The sum below a node for a table cell: "90 (2 dari 3)", "–" while nothing is known."""
    if jumlah.jumlah is None:
        return "–"
    kurang = "" if jumlah.lengkap else f" ({jumlah.n} dari {jumlah.dari})"
    return f"{format_rupiah(jumlah.jumlah)}{kurang}"


def _rupiah(n: int) -> str:
    return f"Rp {format_rupiah(n)}"
