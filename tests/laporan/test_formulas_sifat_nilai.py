"""One rule for the whole report: what counts as verified, and what counts as made up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from laporan.formulas.data_lkjip import BarisAnggaran, IndikatorLKjIP, SasaranLKjIP
from laporan.formulas.sifat_nilai import (
    belum_diverifikasi,
    capaian_contoh,
    efisiensi_contoh,
    jumlah_belum_diverifikasi,
    nilai_terverifikasi,
    rata_rata_contoh,
    terhitung,
)
from tests.laporan.contoh_bagian import indikator


def dengan(*sah: bool | None) -> IndikatorLKjIP:
    """An indicator whose quarters hold a verified value, an unverified one, or none."""
    satu = indikator(1, "Angka", "Persen", "10", "9")
    triwulan = tuple(
        replace(tw, nilai=None if ada is None else Decimal(9), terverifikasi=bool(ada))
        for tw, ada in zip(satu.triwulan, sah, strict=True)
    )
    return replace(satu, triwulan=triwulan)


@pytest.mark.parametrize(
    ("sah", "harapan"),
    [
        ((True, True, True, True), True),
        ((None, None, None, True), True),  # measured once a year
        ((True, True, True, False), False),
        ((False, True, True, True), False),
        ((None, None, None, False), False),
        ((None, None, None, None), False),  # nobody verified what nobody entered
    ],
)
def test_every_quarter_with_a_value_must_be_verified(
    sah: tuple[bool | None, ...], harapan: bool
) -> None:
    satu = dengan(*sah)
    assert nilai_terverifikasi(satu) is harapan
    assert belum_diverifikasi(satu) is not harapan


def test_without_a_value_of_the_year_there_is_nothing_to_verify() -> None:
    kosong = indikator(1, "Angka", "Persen", "10", None)
    assert not nilai_terverifikasi(kosong)
    assert not belum_diverifikasi(kosong)
    semua = [kosong, dengan(None, None, None, False), dengan(True, True, True, True)]
    assert jumlah_belum_diverifikasi(semua) == 1


def test_a_derived_number_is_made_up_when_one_of_its_inputs_is() -> None:
    bersih = indikator(1, "Angka", "Persen", "10", "9")
    assert not capaian_contoh(bersih)
    assert capaian_contoh(replace(bersih, contoh=True))
    assert capaian_contoh(replace(bersih, target_contoh=True))
    assert rata_rata_contoh([bersih, replace(bersih, target_contoh=True)])
    # what is not counted cannot make the mean a made-up one
    lain = [
        replace(bersih, contoh=True, sementara=True),
        replace(bersih, contoh=True, capaian=None),
    ]
    assert not rata_rata_contoh([bersih, *lain])
    assert terhitung([bersih, *lain]) == [bersih]


def test_efficiency_has_two_inputs() -> None:
    bersih = indikator(1, "Angka", "Persen", "10", "9")
    uang = BarisAnggaran("Jumlah", 100, 90, Decimal(90))
    sasaran = SasaranLKjIP(
        simpul_id=1,
        kode="1",
        nama="S",
        jenis="Sasaran",
        indikator=(bersih,),
        capaian=Decimal(90),
        n=1,
        dari=1,
        program=(),
        anggaran=uang,
        efisiensi=Decimal(0),
        naskah={},
    )
    assert not efisiensi_contoh(sasaran)
    assert efisiensi_contoh(replace(sasaran, anggaran=replace(uang, contoh=True)))
    assert efisiensi_contoh(replace(sasaran, indikator=(replace(bersih, contoh=True),)))
