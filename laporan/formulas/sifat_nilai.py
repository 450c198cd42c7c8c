"""What a printed value is worth: verified or not, made up or not. One rule for the whole report.

Tables, sentences and charts ask here, so that none of them prints a value of doubt without a word.
"""

from __future__ import annotations

from collections.abc import Iterable

from laporan.formulas.data_lkjip import IndikatorLKjIP, SasaranLKjIP


def nilai_terverifikasi(indikator: IndikatorLKjIP) -> bool:
    """Whether the year's value stands on verified quarters only.

    Every quarter that holds a value must be verified, and there must be one: a value of which no
    quarter is known was verified by nobody.
    """
    terisi = [satu for satu in indikator.triwulan if satu.nilai is not None]
    return bool(terisi) and all(satu.terverifikasi for satu in terisi)


def belum_diverifikasi(indikator: IndikatorLKjIP) -> bool:
    """Whether a value of the year is printed that is not verified; False without a value."""
    return indikator.realisasi is not None and not nilai_terverifikasi(indikator)


def jumlah_belum_diverifikasi(indikator: Iterable[IndikatorLKjIP]) -> int:
    """How many of these values are printed unverified."""
    return sum(belum_diverifikasi(satu) for satu in indikator)


def capaian_contoh(indikator: IndikatorLKjIP) -> bool:
    """Whether the capaian comes from a made-up number: realisasi or target."""
    return indikator.contoh or indikator.target_contoh


def terhitung(indikator: Iterable[IndikatorLKjIP]) -> list[IndikatorLKjIP]:
    """Those that go into a mean: with a capaian, and not of an unfinished year."""
    return [satu for satu in indikator if satu.capaian is not None and not satu.sementara]


def rata_rata_contoh(indikator: Iterable[IndikatorLKjIP]) -> bool:
    """Whether a made-up number went into the mean capaian of these."""
    return any(capaian_contoh(satu) for satu in terhitung(indikator))


def efisiensi_contoh(sasaran: SasaranLKjIP) -> bool:
    """Whether capaian minus serapan stands on a made-up number."""
    return sasaran.anggaran.contoh or rata_rata_contoh(sasaran.indikator)
