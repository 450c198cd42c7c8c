"""Programs and money in the report, and what a PD's report may not hold."""

from __future__ import annotations

import pytest

from kinerja.models import Acuan
from laporan.formulas.data_lkjip import ke_json
from tests.factories import TAHUN, IsiIndikatorFactory, IsiSimpulFactory, TargetFactory
from tests.laporan.bahan_lkjip import KotaUji, PDUji, dukung, kalimat, rupiah, susun

pytestmark = pytest.mark.django_db


def test_report_of_a_pd_holds_nothing_of_another_pd():
    dinkes, dinsos = PDUji("Dinas Kesehatan"), PDUji("Dinas Sosial")
    sasaran = dinkes.sasaran()
    dinkes.program("Program Sehat", induk=sasaran, pagu=100, realisasi=90)
    asing = dinsos.program("Program Rahasia", pagu=777, realisasi=7)
    dukung(asing, sasaran)
    isi = IsiIndikatorFactory(isi_simpul=sasaran)
    Acuan.objects.create(
        perangkat_daerah=dinsos.pd,
        indikator=isi.indikator,
        nama="Acuan Rahasia",
        tahun=TAHUN,
        nilai=1,
        sumber="x",
    )

    teks = str(ke_json(susun(dinkes.pd)))

    assert "Program Sehat" in teks
    assert "Rahasia" not in teks
    assert "777" not in teks
    assert "Dinas Sosial" not in teks


def test_pd_without_sasaran_is_reported_per_program():
    p = PDUji()
    p.program("Program Satu")
    p.program("Program Dua")

    data = susun(p.pd)

    assert [(s.jenis, s.nama) for s in data.sasaran] == [
        ("Program", "Program Satu"),
        ("Program", "Program Dua"),
    ]
    assert (
        "Sasaran strategis perangkat daerah belum ada di sistem; analisis disusun per program."
        in kalimat(data)
    )


def test_program_outside_every_sasaran_is_a_gap_and_stays_in_the_money():
    p = PDUji()
    p.program("Program Dalam", induk=p.sasaran(), pagu=100, realisasi=90)
    p.program("Program Luar", pagu=50, realisasi=50)

    data = susun(p.pd)

    assert [s.jenis for s in data.sasaran] == ["Sasaran"]
    assert "1 program belum berada di bawah sasaran: Program Luar." in kalimat(data)
    assert data.jumlah_anggaran.pagu == 150


def test_program_counts_once_although_it_supports_two_sasaran():
    k, dinkes = KotaUji(), PDUji()
    satu, dua = k.sasaran("1.1.1"), k.sasaran("1.1.2")
    besar = 9_007_199_254_740_993  # odd and larger than a float holds exactly
    bersama = dinkes.program("Program Bersama", pagu=besar, realisasi=2)
    sasaran_pd = dinkes.sasaran()
    sendiri = dinkes.program("Program Sendiri", induk=sasaran_pd, pagu=10, realisasi=5)
    for sasaran in (satu, dua):
        dukung(bersama, sasaran)
    dukung(sasaran_pd, dua)  # through the PD's sasaran above it
    dukung(sendiri, dua)  # and once more directly

    data = susun(k.kota)

    assert [[(p.nama, p.bersama) for p in s.program] for s in data.sasaran] == [
        [("Program Bersama", True)],
        [("Program Bersama", True), ("Program Sendiri", False)],
    ]
    assert data.sasaran[1].anggaran.pagu == besar + 10
    assert data.jumlah_anggaran.pagu == besar + 10
    assert data.jumlah_anggaran.realisasi == 7


def test_sasaran_that_support_each_other_in_a_circle_end():
    k, dinkes = KotaUji(), PDUji()
    satu, dua = k.sasaran("1.1.1"), k.sasaran("1.1.2")
    dukung(satu, dua)
    dukung(dua, satu)
    dukung(dinkes.program("Program", pagu=10), satu)

    assert [[p.nama for p in s.program] for s in susun(k.kota).sasaran] == [["Program"]] * 2


def test_sum_with_an_unknown_part_is_unknown_and_said_so():
    p = PDUji()
    p.program("Tahu", pagu=100, realisasi=90)
    p.program("Tidak tahu", realisasi=0)

    data = susun(p.pd)

    assert data.jumlah_anggaran.pagu is None
    assert data.jumlah_anggaran.realisasi == 90
    assert data.anggaran[0].jumlah.serapan is None
    assert any(c.startswith("Pagu 1 dari 2 program belum tercatat") for c in kalimat(data))


def test_money_of_a_partial_year_is_not_the_money_of_the_year():
    p = PDUji()
    program = p.program("Program", pagu=100)
    rupiah(program.simpul, TAHUN, 2, realisasi=40)

    data = susun(p.pd)

    assert data.jumlah_anggaran.realisasi is None
    assert any("(baru sampai Triwulan II)" in c for c in kalimat(data))


def test_money_typed_per_quarter_is_added_up():
    p = PDUji()
    program = p.program("Program", pagu=100)
    for tw in (1, 2, 3, 4):
        rupiah(program.simpul, TAHUN, tw, realisasi=10 * tw, isian="per_triwulan")

    assert susun(p.pd).jumlah_anggaran.realisasi == 100


@pytest.mark.parametrize("kota", [False, True])
def test_money_of_a_program_is_the_sum_of_what_was_typed_below_it(kota):
    k, p = KotaUji(), PDUji()
    program = p.program("Program", pagu=200, realisasi=99)  # an older report said 99
    kegiatan = IsiSimpulFactory(induk=program, jenis="kegiatan")
    for realisasi in (40, 60):
        sub = IsiSimpulFactory(induk=kegiatan, jenis="sub_kegiatan")
        rupiah(sub.simpul, TAHUN, 4, realisasi=realisasi, contoh=realisasi == 60)

    data = susun(k.kota if kota else p.pd)

    assert data.anggaran[0].baris[0].realisasi == 100
    assert data.anggaran[0].baris[0].serapan == 50
    assert data.anggaran[0].baris[0].contoh
    assert data.jumlah_anggaran.realisasi == 100


def test_annex_of_a_pd_is_its_renja_in_reading_order_with_money():
    p = PDUji()
    sasaran = p.sasaran()
    program = p.program("Program", induk=sasaran, pagu=100, realisasi=90)
    kegiatan = IsiSimpulFactory(induk=program, jenis="kegiatan", nama="Kegiatan")
    rupiah(kegiatan.simpul, TAHUN, 0, pagu=60)
    isi = IsiIndikatorFactory(isi_simpul=kegiatan, nama="Indikator Kegiatan")
    TargetFactory(isi=isi)

    baris = susun(p.pd).pengukuran

    assert [(b.nama, b.tingkat, b.anggaran.pagu if b.anggaran else None) for b in baris] == [
        ("Sasaran PD 1.02", 0, 100),
        ("Program", 1, 100),
        ("Kegiatan", 2, 60),
        ("Indikator Kegiatan", 3, None),
    ]
    assert baris[3].indikator is not None
    assert baris[3].indikator.target == 100
