"""The top of the dashboard: official value, target, 2/3 lines, who is late."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluasi.formulas.predikat import PREDIKAT_88_2021
from evaluasi.models import LembarKerja, PerhitunganKota
from evaluasi.selectors.dasbor import (
    kalimat_target,
    pengajuan_setahun,
    susun_kota,
    susun_pengajuan,
    tahun_dasbor,
)
from evaluasi.selectors.dasbor_nilai import nilai_semua_pd
from kinerja.models import JadwalPengisian, Realisasi, StatusRealisasi, Target
from opd.models import JenisPeran
from tests.evaluasi.kota_dasbor import buat_kota_uji, buat_pd_uji
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    buat_templat_lke,
)


@pytest.fixture
def pimpinan(db):
    return PenggunaFactory(peran=JenisPeran.PIMPINAN)


def _kota(user, tahun=TAHUN):
    return susun_kota(user, nilai_semua_pd(user, tahun))


@pytest.mark.parametrize(
    ("nilai", "target", "kalimat"),
    [
        ("69.04", "70", "Target 70,00 belum tercapai, kurang 0,96 Predikat BB mulai dari 70,01."),
        ("70", "70", "Target 70,00 tercapai, tepat Predikat BB mulai dari 70,01."),
        ("70.01", "70", "Target 70,00 tercapai, lebih 0,01 Predikat A mulai dari 80,01."),
        ("95", "70", "Target 70,00 tercapai, lebih 25,00 "),
        ("69.04", None, "Target tahun ini belum ditetapkan. Predikat BB mulai dari 70,01."),
        (None, "70", "Target 70,00. "),
    ],
)
def test_sentence_about_the_target(nilai, target, kalimat):
    k = kalimat_target(
        Decimal(nilai) if nilai else None, Decimal(target) if target else None, PREDIKAT_88_2021
    )

    assert f"{k.awal}{k.tebal} {k.lanjut}" == kalimat


def test_official_value_with_movement_target_and_trend(pimpinan):
    buat_kota_uji(3)

    k = _kota(pimpinan)

    assert (k.nilai, k.huruf, k.sebutan) == ("69,04", "B", "Baik")
    assert (k.arah, k.gerak, k.dari) == ("naik", "Naik 1,73", "67,31 pada 2023")
    assert k.target.tebal == "kurang 0,96"
    assert [(t.label, t.teks, t.rupa) for t in k.tren] == [
        ("2023", "67,31", "resmi"),
        ("2024", "69,04", "resmi"),
    ]
    assert k.prakiraan == "Prakiraan belum cukup data: baru 2 nilai resmi."


def test_year_before_any_value_says_so(pimpinan):
    kota = buat_kota_uji(1)
    buat_templat_lke(TAHUN + 1)

    kini, lalu = _kota(pimpinan, TAHUN + 1), _kota(pimpinan, TAHUN - 1)

    assert (kini.nilai, kini.huruf, kini.gerak) == ("–", "", "")
    assert kini.diterima == ("Nilai resmi 2025 belum diterima. Yang terakhir: 69,04 (B) tahun 2024")
    assert [t.label for t in lalu.tren] == ["2023"]  # what came later is not known yet
    assert lalu.gerak == ""
    assert kota.kota.pk == kini.kota_id


def test_three_official_values_end_the_note_about_the_forecast(pimpinan):
    kota = buat_kota_uji(1)
    LembarKerjaFactory(pd=kota.kota, tahun=TAHUN - 2, jenis="kementerian", total=Decimal("66.20"))

    assert _kota(pimpinan).prakiraan == ""


def test_example_of_an_official_value_is_marked_and_no_base_of_a_forecast(pimpinan):
    kota = buat_kota_uji(1)
    LembarKerjaFactory(
        pd=kota.kota, tahun=TAHUN - 2, jenis="kementerian", total=Decimal("66.20"), contoh=True
    )

    k = _kota(pimpinan)

    assert [t.rupa for t in k.tren] == ["contoh", "resmi", "resmi"]
    assert (k.resmi_contoh, k.tren_contoh) == (False, True)
    assert k.prakiraan == "Prakiraan belum cukup data: baru 2 nilai resmi."
    LembarKerja.objects.filter(jenis="kementerian").update(contoh=True)
    assert _kota(pimpinan).resmi_contoh
    assert _kota(pimpinan).prakiraan == "Prakiraan belum cukup data: belum ada nilai resmi."


def test_two_thirds_count_all_pd_judged_or_not(pimpinan):
    buat_kota_uji(4, dinilai=3)  # A, BB, B, one not judged

    bb, b = _kota(pimpinan).ambang

    assert (bb.hitungan, bb.lanjut, bb.kurang) == (
        "2 dari 4 PD",
        "bernilai BB ke atas",
        "kurang 1 PD",
    )
    assert bb.petak == [("a", False), ("bb", False), ("", True), ("", False)]
    assert bb.garis == "Garis 2/3 = 3 PD"
    assert (b.hitungan, b.kurang) == ("3 dari 4 PD", "")
    assert b.nama.endswith("Garis dua pertiga ada di 3: terpenuhi.")


def test_computed_part_names_its_source_and_what_is_missing(pimpinan):
    buat_kota_uji(4, dinilai=3)

    k = _kota(pimpinan)

    assert k.keping == [("A", 1), ("BB", 1), ("B", 1)]
    assert k.belum_dinilai == 1
    assert k.sebaran == "Rata-rata PD 80,00 · median 80,00 · dihitung sistem dari LKE internal"
    assert not k.contoh
    assert k.perhitungan == ""


def test_nobody_judged_is_unknown_and_not_zero(pimpinan):
    buat_kota_uji(3, dinilai=0)

    k = _kota(pimpinan)

    assert k.sebaran == "Rata-rata PD belum diketahui"
    assert list(k.ambang) == []  # not "0 dari 3 PD, kurang 2"
    assert k.tanpa_ambang.startswith("Belum ada PD yang selesai dinilai")
    assert k.keping == []
    assert k.nilai == "69,04"  # the official value does not depend on it


def test_made_up_worksheet_marks_the_computed_part(pimpinan):
    buat_kota_uji(1)
    LembarKerja.objects.filter(jenis="internal").update(contoh=True)

    assert _kota(pimpinan).contoh


def test_stored_computation_is_named_with_its_time_and_formula(pimpinan):
    buat_kota_uji(1)
    for versi in ("kota-0", "kota-1"):
        PerhitunganKota.objects.create(
            tahun=TAHUN, versi_rumus=versi, masukan={}, hasil={}, digest="0" * 64
        )

    kata = _kota(pimpinan).perhitungan

    assert kata.startswith("Nilai kota dihitung ")
    assert kata.endswith(" WIB, rumus kota-1")


def test_draft_of_an_evaluator_is_no_value(pimpinan):
    kota = buat_kota_uji(2)
    LembarKerja.objects.filter(perangkat_daerah=kota.pd[0].pd).update(status="draf")

    assert [p.pd_id for p in nilai_semua_pd(pimpinan, TAHUN).belum] == [kota.pd[0].pd.pk]


def test_years_are_those_with_a_template(pimpinan):
    assert tahun_dasbor(pimpinan) == [timezone.localdate().year]
    buat_kota_uji(1)

    assert tahun_dasbor(pimpinan) == [TAHUN, TAHUN - 1]


def test_late_pd_are_sorted_by_their_share(pimpinan):
    kota = buat_kota_uji(3)  # each has one IKU, submitted in triwulan IV
    for nomor, (kosong, ajukan) in enumerate(((3, 0), (9, 0))):
        for _ in range(kosong):
            IsiIndikatorFactory(dokumen=kota.pd[nomor].dokumen)
        for _ in range(ajukan):
            RealisasiFactory(pd=kota.pd[nomor].pd, status=StatusRealisasi.DIAJUKAN)

    p = susun_pengajuan(pimpinan, timezone.now())

    assert p.judul == "Belum mengajukan Triwulan IV 2024"
    assert p.ringkas.startswith("1 dari 3 PD sudah mengajukan semua sel · tutup ")
    assert [(b.nama, b.kata, b.hitungan) for b in p.baris] == [
        ("Dinas 01", "Jauh tertinggal", "1 dari 10 sel terisi, 1 diajukan"),
        ("Dinas 00", "Tertinggal", "1 dari 4 sel terisi, 1 diajukan"),
    ]


@pytest.mark.parametrize(
    ("sisa", "kata", "urutan"),
    [
        (30, "Berjalan", ["Dinas 01", "Dinas 00"]),  # 00 has filled more
        (6, "Jauh tertinggal", ["Dinas 00", "Dinas 01"]),  # 01 has submitted more
        (-1, "Jauh tertinggal", ["Dinas 00", "Dinas 01"]),
    ],
)
def test_who_filled_nearly_all_is_late_only_near_the_deadline(pimpinan, sisa, kata, urutan):
    kota = buat_kota_uji(2)
    kini = timezone.now()
    JadwalPengisian.objects.update(
        dibuka_pada=kini - datetime.timedelta(days=30),
        ditutup_pada=kini + datetime.timedelta(days=sisa),
    )
    Realisasi.objects.filter(indikator=kota.pd[0].iku.indikator).update(status="draf")
    for _ in range(3):
        terisi = IsiIndikatorFactory(isi_simpul=kota.pd[0].program)
        RealisasiFactory(isi=terisi, status=StatusRealisasi.DRAF)
        IsiIndikatorFactory(isi_simpul=kota.pd[1].program)

    p = susun_pengajuan(pimpinan, kini)
    penuh = next(b for b in p.baris if b.nama == "Dinas 00")

    assert (penuh.hitungan, penuh.kata) == ("4 dari 4 sel terisi, 0 diajukan", kata)
    assert penuh.bagian == [("selesai", 0), ("belum_diajukan", 4)]
    assert [b.nama for b in p.baris] == urutan
    assert p.longgar == (sisa > 7)


def test_open_quarter_stands_on_its_own_and_the_default_year_only(pimpinan):
    buat_kota_uji(1)
    kini = timezone.now()

    assert pengajuan_setahun(pimpinan, kini, TAHUN) is not None
    assert pengajuan_setahun(pimpinan, kini, TAHUN - 1) is None
    JadwalPengisian.objects.update(tahun=TAHUN + 1)
    assert pengajuan_setahun(pimpinan, kini, TAHUN + 1) is not None
    assert pengajuan_setahun(pimpinan, kini, TAHUN) is not None  # what everybody opens first


def test_nearly_all_is_not_shown_as_all(pimpinan):
    kota = buat_kota_uji(1)
    for _ in range(299):
        isi = IsiIndikatorFactory(dokumen=kota.pd[0].dokumen, isi_simpul=kota.pd[0].program)
        RealisasiFactory(isi=isi, status=StatusRealisasi.DIAJUKAN)
    IsiIndikatorFactory(dokumen=kota.pd[0].dokumen, isi_simpul=kota.pd[0].program)

    (baris,) = susun_pengajuan(pimpinan, timezone.now()).baris

    assert (baris.hitungan, baris.kata) == ("300 dari 301 sel terisi, 300 diajukan", "Berjalan")


def test_closed_and_missing_schedules_are_said(pimpinan):
    buat_kota_uji(1)
    JadwalPengisian.objects.update(
        dibuka_pada=timezone.now() - datetime.timedelta(days=9),
        ditutup_pada=timezone.now() - datetime.timedelta(days=1),
    )
    tutup = susun_pengajuan(pimpinan, timezone.now()).ringkas
    JadwalPengisian.objects.all().delete()

    assert " · sudah ditutup " in tutup
    assert susun_pengajuan(pimpinan, timezone.now()).ringkas.endswith("jadwal belum ditetapkan")


def test_value_of_the_year_before_is_the_newest_before_not_the_calendar_year(pimpinan):
    pd = PerangkatDaerahFactory(nama="Dinas Lama")
    LembarKerjaFactory(pd=pd, tahun=TAHUN - 3, jawaban="B")
    LembarKerjaFactory(pd=pd, tahun=TAHUN, jawaban="BB")

    daftar = nilai_semua_pd(pimpinan, TAHUN)

    assert daftar.tahun_lalu == TAHUN - 3
    assert (daftar.pd[0].nilai, daftar.pd[0].lalu) == (Decimal(80), Decimal(70))


def test_target_comes_from_the_citys_indicator(pimpinan):
    kota = buat_kota_uji(1)
    Target.objects.filter(indikator=kota.iku.indikator).update(nilai=Decimal("69.04"), contoh=True)

    k = _kota(pimpinan)

    assert (k.target.tebal, k.teks_target, k.target_contoh) == ("tepat", "Target 69,04", True)
    assert buat_pd_uji(9).pd.pk  # an unjudged PD changes nothing in it
    assert _kota(pimpinan).teks_target == "Target 69,04"
