"""Below the city: the indicators to look at, one PD, one node, the trail of one number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi.models import LembarKerja
from evaluasi.selectors.dasbor_indikator import susun_sorotan
from evaluasi.selectors.dasbor_jejak import susun_jejak
from evaluasi.selectors.dasbor_pd import susun_pd
from evaluasi.selectors.dasbor_simpul import susun_simpul
from kinerja.models import (
    Anggaran,
    Dukungan,
    IsiIndikator,
    IsiSimpul,
    JenisSimpul,
    StatusRealisasi,
)
from kinerja.selectors.capaian import rata_rata_setahun
from opd.models import JenisPeran
from tests.evaluasi.kota_dasbor import buat_kota_uji
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
)


@pytest.fixture
def pimpinan(db):
    return PenggunaFactory(peran=JenisPeran.PIMPINAN)


def _iku(pd, nama, nilai, **sifat):
    isi = IsiIndikatorFactory(pd=pd, nama=nama, iku=True, **sifat)
    TargetFactory(isi=isi)
    if nilai is not None:
        RealisasiFactory(isi=isi, nilai=Decimal(nilai), status=StatusRealisasi.DIVERIFIKASI)
    return isi


def test_five_lowest_iku_that_miss_their_target_ties_by_name(pimpinan):
    for nomor, nilai in enumerate(("91", "90.99", "70", "70", "60", "10", "80", "85")):
        _iku(PerangkatDaerahFactory(), f"IKU {9 - nomor}", nilai)
    IsiIndikatorFactory(iku=False)
    _iku(PerangkatDaerahFactory(), "IKU tanpa nilai", None)

    s = susun_sorotan(pimpinan, TAHUN)

    assert [(b.nama, b.capaian) for b in s.baris] == [
        ("IKU 4", "10,00%"),
        ("IKU 5", "60,00%"),
        ("IKU 6", "70,00%"),
        ("IKU 7", "70,00%"),
        ("IKU 3", "80,00%"),
    ]
    assert (s.dibandingkan, s.semua) == (8, 9)
    assert s.baris[0].alasan == "Belum separuh dari target"


def test_target_is_missed_below_100_as_shown_and_every_row_says_why(pimpinan):
    for nama, nilai in (("A", "99.99"), ("B", "99.996"), ("C", "100"), ("D", "120"), ("E", "95")):
        _iku(PerangkatDaerahFactory(), nama, nilai)

    s = susun_sorotan(pimpinan, TAHUN)

    assert [(b.nama, b.capaian, b.alasan) for b in s.baris] == [
        ("E", "95,00%", "Di bawah target tahun"),
        ("A", "99,99%", "Di bawah target tahun"),
    ]


def test_indicator_that_is_no_iku_is_not_compared(pimpinan):
    isi = IsiIndikatorFactory()
    TargetFactory(isi=isi)
    RealisasiFactory(isi=isi, nilai=Decimal(1))

    assert susun_sorotan(pimpinan, TAHUN).baris == []


def test_row_says_who_polarity_unit_and_that_it_is_provisional(pimpinan):
    pd = PerangkatDaerahFactory(nama="Dinas Tenaga Kerja")
    isi = _iku(pd, "TINGKAT PENGANGGURAN TERBUKA", None, polaritas="negatif")
    RealisasiFactory(isi=isi, nilai=Decimal(120), contoh=True, status=StatusRealisasi.DIAJUKAN)

    (b,) = susun_sorotan(pimpinan, TAHUN).baris

    assert (b.nama, b.pemilik) == ("Tingkat pengangguran terbuka", "Dinas Tenaga Kerja")
    assert (b.arah, b.satuan) == ("makin rendah makin baik", "")
    assert (b.realisasi, b.target, b.capaian) == ("120,00%", "100,00%", "80,00%")
    assert (b.contoh, b.sementara) == (True, True)
    assert b.judul_deret == "Nilai per triwulan. 2023: –, –, –, –. 2024: –, –, –, 120,00%."


def test_cumulative_value_is_not_compared_over_the_new_year(pimpinan):
    isi = _iku(PerangkatDaerahFactory(), "IKU kumulatif", None, isian="sd_triwulan")
    for tw, nilai in ((3, 70), (4, 90)):
        RealisasiFactory(indikator=isi.indikator, tahun=TAHUN - 1, triwulan=tw, nilai=nilai)
    TargetFactory(isi=isi, triwulan=1, nilai=Decimal(25))
    RealisasiFactory(isi=isi, triwulan=1, nilai=Decimal(20))

    (b,) = susun_sorotan(pimpinan, TAHUN).baris

    assert b.alasan == "Di bawah target triwulan"


# --- one PD ---------------------------------------------------------------------------------


def test_page_of_a_pd_has_value_answers_plan_money_and_iku(pimpinan):
    kota = buat_kota_uji(2)
    satu = kota.pd[1]

    i = susun_pd(pimpinan, satu.pd, TAHUN)

    assert (i.lembar.nilai, i.lembar.huruf) == ("80,00", "BB")
    assert i.lembar.perubahan.arah == "tetap"
    assert i.lembar.mandiri == "Penilaian mandiri belum ada."
    assert (len(i.lembar.jawaban), len(i.lembar.komponen)) == (12, 4)
    assert i.lembar.komponen[0].nilai == "24,00"
    assert [c.nilai for c in i.capaian] == ["–", "–", "–", "80,00%"]
    assert [(b.label, b.tingkat, b.indikator) for b in i.simpul] == [
        ("Sasaran", 0, 1),
        ("Program", 1, 1),
    ]
    assert (i.uang.pagu, i.uang.realisasi, i.uang.serapan) == ("200", "150", "75,00%")
    assert [b.nama for b in i.iku] == ["IKU 01"]


def test_mean_capaian_of_a_pd_is_the_one_of_its_home_page(pimpinan):
    kota = buat_kota_uji(2)
    pd = kota.pd[0].pd
    asing = IsiIndikatorFactory(dokumen=kota.iku.dokumen, pengampu=pd)
    TargetFactory(isi=asing)
    RealisasiFactory(isi=asing, nilai=Decimal(50))

    capaian = susun_pd(pimpinan, pd, TAHUN).capaian[3]

    assert (capaian.nilai, capaian.hitungan) == ("65,00%", "2 dari 2 indikator")
    assert rata_rata_setahun(pd.pk, TAHUN)[4].nilai == Decimal(65)


def test_city_page_shows_the_official_value_and_its_sasaran(pimpinan):
    kota = buat_kota_uji(1)

    i = susun_pd(pimpinan, kota.kota, TAHUN)

    assert (i.lembar.judul, i.lembar.nilai) == ("Nilai resmi KemenPANRB", "69,04")
    assert (i.lembar.perubahan.besar, i.lembar.jawaban) == ("1,73", [])
    assert [b.nama for b in i.simpul] == ["Sasaran kota"]


def test_draft_of_the_evaluator_shows_no_value_and_no_answers(pimpinan):
    pd = PerangkatDaerahFactory()
    LembarKerjaFactory(pd=pd, status="draf", jawaban="AA")
    LembarKerjaFactory(pd=pd, jenis="mandiri", jawaban="B")

    lembar = susun_pd(pimpinan, pd, TAHUN).lembar

    assert (lembar.nilai, lembar.huruf, lembar.jawaban) == ("–", "", [])
    assert lembar.kata == "Sedang dinilai, 12 dari 12 subkomponen terjawab."
    assert lembar.mandiri == "Penilaian mandiri 70,00."


def test_operator_does_not_learn_of_the_evaluators_draft(db):
    pd = PerangkatDaerahFactory()
    LembarKerjaFactory(pd=pd, status="draf", jawaban="AA")
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)

    lembar = susun_pd(operator, pd, TAHUN).lembar

    assert (lembar.kata, lembar.status) == ("Belum dinilai untuk tahun evaluasi 2024.", "")


def test_sum_of_money_says_how_many_programs_are_known(pimpinan):
    kota = buat_kota_uji(1)
    IsiSimpulFactory(dokumen=kota.pd[0].dokumen)

    uang = susun_pd(pimpinan, kota.pd[0].pd, TAHUN).uang

    assert uang.catatan == "pagu 1 dari 2 program, realisasi 1 dari 2 program"
    assert uang.pagu == "200"


def test_year_without_a_plan_is_empty_not_zero(pimpinan):
    kota = buat_kota_uji(1)

    i = susun_pd(pimpinan, kota.pd[0].pd, TAHUN + 3)

    assert (i.simpul, i.uang.pagu, i.lembar.nilai, i.triwulan) == ([], "–", "–", "")


# --- one node -------------------------------------------------------------------------------


def test_node_shows_its_indicators_children_and_money(pimpinan):
    kota = buat_kota_uji(1)
    p = kota.pd[0]
    kegiatan = IsiSimpulFactory(induk=p.program, jenis=JenisSimpul.KEGIATAN, nama="Kegiatan uji")
    IsiIndikatorFactory(isi_simpul=kegiatan)

    s = susun_simpul(pimpinan, p.program.simpul_id, TAHUN)

    assert (s.label, s.nama, s.dokumen) == ("Program", "Program 00", "Renja 2024")
    assert [b.nama for b in s.indikator] == ["IKU 00"]
    assert s.ringkas.indikator == 2
    assert [(b.nama, b.indikator, b.uang.pagu) for b in s.anak] == [("Kegiatan uji", 1, "–")]
    assert (s.uang.pagu, s.uang.serapan) == ("200", "75,00%")
    assert [teks for _, teks in s.jejak] == ["Sasaran"]


def test_sasaran_adds_up_its_programs(pimpinan):
    kota = buat_kota_uji(1)
    sasaran = kota.pd[0].program.induk
    assert sasaran is not None
    lain = IsiSimpulFactory(induk=sasaran)
    Anggaran.objects.create(simpul=lain.simpul, tahun=TAHUN, triwulan=0, pagu=100)

    uang = susun_simpul(pimpinan, sasaran.simpul_id, TAHUN).uang

    assert (uang.pagu, uang.realisasi, uang.serapan) == ("300", "150", "–")
    assert uang.catatan == "realisasi 1 dari 2 program"


def test_support_links_name_both_ends(pimpinan):
    kota = buat_kota_uji(1)
    program = kota.pd[0].program
    Dukungan.objects.create(dari=program.simpul, ke=kota.iku.isi_simpul.simpul, porsi=40)

    dari = susun_simpul(pimpinan, program.simpul_id, TAHUN)
    ke = susun_simpul(pimpinan, kota.iku.isi_simpul.simpul_id, TAHUN)

    assert [(t.nama, t.porsi) for t in dari.mendukung] == [("Sasaran kota", "40,00%")]
    assert [(t.nama, t.pemilik) for t in ke.didukung] == [("Program 00", "Dinas 00")]
    assert (dari.didukung, ke.mendukung) == ([], [])


def test_operator_sees_the_citys_node_without_what_is_not_theirs(db):
    kota = buat_kota_uji(2)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[0].pd)
    asing = kota.pd[1].program.simpul
    Dukungan.objects.create(dari=asing, ke=kota.iku.isi_simpul.simpul)

    s = susun_simpul(operator, kota.iku.isi_simpul.simpul_id, TAHUN)

    assert (s.indikator, s.didukung, s.pd_terlihat) == ([], [], False)
    with pytest.raises(IsiSimpul.DoesNotExist):
        susun_simpul(operator, asing.pk, TAHUN)


def test_year_that_does_not_hold_the_node_falls_back_to_one_that_does(pimpinan):
    kota = buat_kota_uji(1)
    lama = DokumenFactory(pd=kota.pd[0].pd, tahun=TAHUN - 1)
    IsiSimpulFactory(dokumen=lama, simpul=kota.pd[0].program.simpul, nama="Nama lama")

    pk = kota.pd[0].program.simpul_id

    assert susun_simpul(pimpinan, pk, TAHUN - 1).nama == "Nama lama"
    assert susun_simpul(pimpinan, pk, 1999).tahun == TAHUN
    assert susun_simpul(pimpinan, pk, TAHUN).daftar_tahun == [TAHUN, TAHUN - 1]


def test_counts_say_why_they_differ_from_those_of_other_pages(pimpinan):
    kota = buat_kota_uji(1)
    p = kota.pd[0]
    sama = susun_pd(pimpinan, p.pd, TAHUN)
    IsiIndikatorFactory(isi_simpul=kota.iku.isi_simpul, pengampu=p.pd, iku=True)
    IsiIndikatorFactory(isi_simpul=p.program, pengampu=kota.kota)

    beda = susun_pd(pimpinan, p.pd, TAHUN)

    assert (sama.jumlah_indikator, sama.jumlah_iku) == ("1 indikator", "1 IKU")
    assert beda.jumlah_indikator == (
        "2 indikator di rencana; PD ini mengisi 2, termasuk 1 dari rencana kota, 1 diisi PD lain"
    )
    assert beda.jumlah_iku == ("2 IKU: 1 milik PD ini, 1 milik kota yang diisi PD ini")


def test_sasaran_and_program_outside_it_say_how_their_numbers_add_up(pimpinan):
    p = buat_kota_uji(1).pd[0]
    IsiIndikatorFactory(isi_simpul=p.program.induk)
    IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.PROGRAM, nama="Program lepas")

    baris = {b.nama: (b.indikator, b.catatan) for b in susun_pd(pimpinan, p.pd, TAHUN).simpul}

    assert baris == {
        "Sasaran uji": (2, "1 indikator sendiri, 1 di bawahnya"),
        "Program 00": (1, ""),
        "Program lepas": (0, "tidak di bawah sasaran mana pun dalam dokumen"),
    }


# --- one indicator --------------------------------------------------------------------------


def test_trail_has_formula_people_and_texts_of_every_quarter(pimpinan):
    kota = buat_kota_uji(1)
    isi = kota.pd[0].iku
    ayu = PenggunaFactory(nama="Ayu Operator")
    citra = PenggunaFactory(nama="Citra Verifikator")
    isi.indikator.realisasi.filter(triwulan=4).update(
        diisi_oleh=ayu, diverifikasi_oleh=citra, analisis="Sebabnya cuaca.", sumber="Laporan TW IV"
    )

    j = susun_jejak(pimpinan, isi.indikator_id)

    (tahun,) = j.tahun
    iv = tahun.baris[3]
    assert [b.label for b in tahun.baris] == [f"Triwulan {r}" for r in ("I", "II", "III", "IV")]
    assert [b.realisasi for b in tahun.baris] == ["60,00%", "70,00%", "–", "80,00%"]
    assert (iv.capaian, iv.rumus) == ("80,00%", "80,00 ÷ 100,00 × 100 = 80,00%")
    assert [(x.apa, x.siapa) for x in iv.langkah] == [
        ("Diisi", "Ayu Operator"),
        ("Diverifikasi", "Citra Verifikator"),
    ]
    assert [(n.judul, n.teks) for n in iv.narasi] == [("Analisis", "Sebabnya cuaca.")]
    assert iv.sumber == "Laporan TW IV"
    assert (tahun.setahun.capaian, tahun.setahun.sementara) == ("80,00%", True)  # III is missing
    assert (tahun.target, tahun.asal_target) == ("100,00%", "Renja 2024")


def test_trail_runs_over_years_and_keeps_the_meaning_of_each(pimpinan):
    kota = buat_kota_uji(1)
    indikator = kota.pd[0].iku.indikator
    lama = DokumenFactory(pd=kota.pd[0].pd, tahun=TAHUN - 1)
    IsiIndikatorFactory(dokumen=lama, indikator=indikator, satuan="Orang", desimal=0)
    RealisasiFactory(indikator=indikator, tahun=TAHUN - 1, triwulan=4, nilai=Decimal(1250))

    j = susun_jejak(pimpinan, indikator.pk)

    assert [t.tahun for t in j.tahun] == [TAHUN, TAHUN - 1]
    assert j.tahun[1].baris[3].realisasi == "1.250"
    assert [t.label for t in j.titik][:2] == ["IV 2023", "I 2024"]  # nothing known before
    assert j.judul_grafik.startswith("Nilai per triwulan. IV 2023 1.250; I 2024 60,00;")


def test_empty_cell_shows_its_reason_and_made_up_values_are_marked(pimpinan):
    kota = buat_kota_uji(1)
    isi = kota.pd[0].iku
    RealisasiFactory(isi=isi, triwulan=3, nilai=None, alasan_kosong="belum_rilis")
    isi.indikator.realisasi.filter(triwulan=1).update(contoh=True)

    j = susun_jejak(pimpinan, isi.indikator_id)

    assert j.tahun[0].baris[2].realisasi == "– (belum rilis)"
    assert (j.tahun[0].baris[0].contoh, j.tahun[0].baris[1].contoh) == (True, False)
    assert j.contoh
    assert {t.rupa for t in j.titik if t.label == "I 2024"} == {"contoh"}


def test_indicator_of_another_pd_does_not_exist(db):
    kota = buat_kota_uji(2)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[0].pd)

    assert susun_jejak(operator, kota.pd[0].iku.indikator_id).nama == "IKU 00"
    with pytest.raises(IsiIndikator.DoesNotExist):
        susun_jejak(operator, kota.pd[1].iku.indikator_id)


def test_indicator_that_only_stands_in_a_longer_plan_has_no_year(pimpinan):
    rpjmd = DokumenFactory(jenis="rpjmd", tahun=2021, tahun_sampai=2026)
    isi = IsiIndikatorFactory(dokumen=rpjmd, nama="Indikator RPJMD")

    j = susun_jejak(pimpinan, isi.indikator_id)

    assert (j.nama, j.tahun, j.titik) == ("Indikator RPJMD", [], [])


def test_trail_of_many_years_needs_the_queries_of_one(pimpinan):
    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            j = susun_jejak(pimpinan, isi.indikator_id)
        return len(j.tahun), len(kueri)

    kota = buat_kota_uji(1)
    isi = kota.pd[0].iku
    hitung()  # reads the roles of the user, once
    satu = hitung()
    for tahun in range(TAHUN - 6, TAHUN):
        dokumen = DokumenFactory(pd=kota.pd[0].pd, tahun=tahun)
        TargetFactory(isi=IsiIndikatorFactory(dokumen=dokumen, indikator=isi.indikator))
        RealisasiFactory(indikator=isi.indikator, tahun=tahun)

    assert hitung() == (7, satu[1])


def test_trail_reads_the_citys_content_where_two_plans_hold_an_indicator(pimpinan):
    kota = buat_kota_uji(1)
    isi = kota.pd[0].iku
    IsiIndikatorFactory(dokumen=kota.iku.dokumen, indikator=isi.indikator, satuan="Orang")

    (tahun,) = susun_jejak(pimpinan, isi.indikator_id).tahun

    assert tahun.dokumen == "RKPD 2024"


def test_unfinished_sheet_has_no_value_that_could_be_made_up(pimpinan):
    kota = buat_kota_uji(1)
    LembarKerja.objects.filter(jenis="internal").update(contoh=True)
    assert susun_pd(pimpinan, kota.pd[0].pd, TAHUN).lembar.contoh

    LembarKerja.objects.filter(jenis="internal").update(status="draf")

    lembar = susun_pd(pimpinan, kota.pd[0].pd, TAHUN).lembar
    assert (lembar.nilai, lembar.contoh) == ("–", False)


def test_money_of_a_plan_says_where_some_programs_stopped(pimpinan):
    kota = buat_kota_uji(1)
    sasaran = kota.pd[0].program.induk
    program = IsiSimpulFactory(induk=sasaran)
    for tw, isi in ((0, {"pagu": 100}), (2, {"realisasi": 10})):
        Anggaran.objects.create(simpul=program.simpul, tahun=TAHUN, triwulan=tw, **isi)

    uang = susun_pd(pimpinan, kota.pd[0].pd, TAHUN).uang

    assert (uang.pagu, uang.realisasi, uang.periode) == ("300", "160", "s.d. TW IV")
    assert uang.catatan == "sebagian program baru s.d. TW II"
