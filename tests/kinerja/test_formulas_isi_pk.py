"""IsiPK: JSON there and back, its digest, and the sum that admits not to know."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from kinerja.formulas.isi_pk import (
    SKEMA,
    IndikatorPK,
    IsiPK,
    KinerjaPK,
    PihakPK,
    ProgramPK,
    SkemaTidakDikenal,
    dari_json,
    jumlah_pagu,
    ke_json,
    sidik,
    teks_baku,
)


def indikator(nomor: int, nama: str, target: str | None, **lain: object) -> IndikatorPK:
    nilai = None if target is None else Decimal(target)
    dasar = IndikatorPK(
        indikator_id=nomor,
        nama=nama,
        satuan="Persen",
        target=nilai,
        target_atas=None,
        teks="–" if target is None else target.replace(".", ","),
        desimal=2,
        skala=None,
        iku=True,
        contoh=False,
    )
    return replace(dasar, **lain)  # type: ignore[arg-type]


def program(nomor: int, nama: str, pagu: int | None, *, contoh: bool = False) -> ProgramPK:
    return ProgramPK(nomor, f"1.02.0{nomor}", nama, pagu, "APBD", contoh)


def isi_dinas() -> IsiPK:
    """The agreement of a head of a dinas, with two statements and two programs."""
    baris = (
        program(1, "Program Penunjang Urusan", 60_000_000),
        program(2, "Program Upaya Kesehatan", 40_000_000),
    )
    return IsiPK(
        skema=SKEMA,
        pemerintah="Kota Tangerang Selatan",
        tahun=2024,
        judul="Dinas Kesehatan",
        unit="",
        perubahan_ke=0,
        alasan="",
        pihak_pertama=PihakPK(
            2,
            "Plt. Kepala Dinas Kesehatan",
            "Plt. Kepala Dinas Kesehatan Kota Tangerang Selatan",
            "Pejabat A, S.K.M.",
            "Pembina Utama Muda, IV/c",
            "197001011990031001",
            12,
        ),
        pihak_kedua=PihakPK(
            1, "Wali Kota Tangerang Selatan", "Wali Kota Tangerang Selatan", "Pejabat B"
        ),
        tempat="Tangerang Selatan",
        tanggal="2024-01-26",
        judul_kinerja="Sasaran strategis",
        kinerja=(
            KinerjaPK(
                1,
                "Sasaran",
                "1",
                "Meningkatnya derajat kesehatan",
                (
                    indikator(1, "Angka Harapan Hidup", "72.67", satuan="Tahun"),
                    indikator(2, "Predikat SAKIP", "5", skala={"BB": 5}, teks="BB"),
                ),
            ),
            KinerjaPK(2, "Sasaran", "2", "Meningkatnya mutu", (indikator(3, "Cakupan", "95"),)),
        ),
        judul_program="Program",
        program=baris,
        jumlah_pagu=jumlah_pagu(baris),
        dokumen="Renja 2024",
        celah=(),
        sifat="bersih",
    )


def test_json_keeps_every_value() -> None:
    isi = isi_dinas()

    kembali = dari_json(json.loads(teks_baku(ke_json(isi))))

    assert kembali == isi
    assert kembali.kinerja[0].indikator[0].target == Decimal("72.67")


def test_digest_follows_the_content_and_not_the_order_of_keys() -> None:
    isi = ke_json(isi_dinas())

    assert sidik(isi) == sidik(dict(reversed(isi.items())))
    assert sidik(isi) != sidik({**isi, "tahun": 2025})
    assert len(sidik(isi)) == 64


@pytest.mark.parametrize("nomor", [SKEMA + 1, 0])
def test_unknown_skema_is_refused(nomor: int) -> None:
    with pytest.raises(SkemaTidakDikenal, match=f"Skema data Perjanjian Kinerja {nomor}"):
        dari_json({**ke_json(isi_dinas()), "skema": nomor})


def test_sum_is_unknown_while_one_pagu_is() -> None:
    assert jumlah_pagu([program(1, "A", 5), program(2, "B", 7)]) == 12
    assert jumlah_pagu([program(1, "A", 5), program(2, "B", None)]) is None
    assert jumlah_pagu([]) is None
    assert jumlah_pagu([program(1, "A", 0)]) == 0


def test_one_made_up_number_or_name_marks_the_whole() -> None:
    isi = isi_dinas()
    kinerja = replace(isi.kinerja[1], indikator=(indikator(3, "Cakupan", "95", contoh=True),))

    assert not isi.memuat_contoh
    assert replace(isi, kinerja=(isi.kinerja[0], kinerja)).memuat_contoh
    assert replace(isi, program=(program(1, "A", 5, contoh=True),)).memuat_contoh
    assert replace(isi, pihak_pertama=replace(isi.pihak_pertama, contoh=True)).memuat_contoh
