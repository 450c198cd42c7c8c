"""The city's value as received, its correction, and the RB index."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from evaluasi.models import IndeksRB, JenisLembar, LembarKerja, NilaiKomponen
from evaluasi.selectors.nilai_resmi import (
    kalimat_prakiraan,
    riwayat_dengan_target,
    riwayat_indeks_rb,
)
from evaluasi.services.indeks_rb import koreksi_indeks_rb, rekam_indeks_rb
from evaluasi.services.kementerian import (
    koreksi_nilai_kementerian,
    nilai_komponen,
    rekam_nilai_kementerian,
)
from tests.evaluasi.panggung_kota import buat_iku
from tests.factories import (
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    buat_templat_lke,
)

pytestmark = pytest.mark.django_db

EMPAT = {
    "1": Decimal("21.49"),
    "2": Decimal("20.10"),
    "3": Decimal("11.25"),
    "4": Decimal("16.20"),
}  # 69.04


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran="organisasi")


@pytest.fixture
def kota():
    kota = KotaFactory()
    buat_templat_lke(2024)
    return kota


def _rekam(oleh, total="69.04", tahun=2024, **isi):
    return rekam_nilai_kementerian(
        tahun_evaluasi=tahun, total=Decimal(total), oleh=oleh, **{"sumber": "LHE 2024", **isi}
    )


def _koreksi(lembar, oleh, total="69.05", **isi):
    return koreksi_nilai_kementerian(
        lembar_id=lembar.pk,
        total=Decimal(total),
        oleh=oleh,
        **{"alasan": "Salah ketik.", "versi": lembar.versi, "sumber": "LHE 2024", **isi},
    )


def test_total_only_is_recorded_for_the_city_as_received(kota, organisasi):
    lembar = _rekam(organisasi, diterima=datetime.date(2025, 2, 5), nomor=" B/1 ")

    lembar.refresh_from_db()
    assert (lembar.perangkat_daerah, lembar.jenis, lembar.status, lembar.total) == (
        kota,
        "kementerian",
        "final",
        Decimal("69.04"),
    )
    assert (lembar.nomor, lembar.contoh, nilai_komponen(lembar)) == ("B/1", False, {})
    jejak = JejakAudit.objects.get(aksi="nilai_resmi.direkam")
    assert jejak.oleh == organisasi
    assert jejak.sesudah == {
        "tahun_evaluasi": 2024,
        "total": "69.04",
        "komponen": {},
        "diterima": "2025-02-05",
        "nomor": "B/1",
        "sumber": "LHE 2024",
        "contoh": False,
    }


@pytest.mark.parametrize("total", ["69.04", "69.02", "69.06", "69.05"])
def test_four_komponen_may_differ_from_the_total_by_rounding(kota, organisasi, total):
    lembar = _rekam(organisasi, total, komponen=EMPAT)

    assert nilai_komponen(lembar) == EMPAT


def test_some_komponen_are_enough(kota, organisasi):
    assert nilai_komponen(_rekam(organisasi, komponen={"2": Decimal(20)})) == {"2": 20}


@pytest.mark.parametrize(
    ("total", "isi", "galat"),
    [
        ("100.01", {}, {"total": ["Nilai 100,01 lebih dari 100."]}),
        ("-0.01", {}, {"total": ["Nilai -0,01 di bawah 0."]}),
        ("NaN", {}, {"total": ["Nilai ini bukan angka."]}),
        (
            "69.045",
            {},
            {"total": ["Nilai 69,045 berisi 3 angka di belakang koma. Tulis paling banyak dua."]},
        ),
        (
            "69.04",
            {"komponen": {"3": Decimal("15.01")}},
            {"komponen_3": ["Nilai 15,01 lebih dari bobot komponen 3, yaitu 15,00."]},
        ),
        (
            "69.07",
            {"komponen": EMPAT},
            {
                "total": [
                    "Nilai total 69,07 tidak sama dengan jumlah nilai komponen 69,04. "
                    "Selisihnya 0,03."
                ]
            },
        ),
        (
            "19.00",
            {"komponen": {"2": Decimal(20)}},
            {"total": ["Nilai total 19,00 kurang dari jumlah nilai komponen 20,00."]},
        ),
        (
            "90.00",
            {"komponen": {"1": Decimal(0)}},
            {
                "total": [
                    "Nilai total 90,00 tidak mungkin tercapai: nilai komponen yang diisi "
                    "berjumlah 0,00, bobot komponen lainnya 70,00."
                ]
            },
        ),
        ("69.04", {"tahun": 2025}, {"tahun_evaluasi": None}),
        (
            "69.04",
            {"diterima": datetime.date(2023, 12, 31)},
            {"diterima": ["Tanggal diterima mendahului tahun evaluasi 2024."]},
        ),
    ],
)
def test_refused_at_its_field_and_nothing_is_saved(kota, organisasi, total, isi, galat):
    with pytest.raises(ValidationError) as salah:
        _rekam(organisasi, total, **isi)

    pesan = salah.value.message_dict
    assert set(pesan) == set(galat)
    assert all(kalimat is None or pesan[medan] == kalimat for medan, kalimat in galat.items())
    assert not LembarKerja.objects.exists()
    assert not NilaiKomponen.objects.exists()


def test_tomorrow_is_too_early_and_today_is_not(kota, organisasi):
    hari_ini = timezone.localdate()
    with pytest.raises(ValidationError) as galat:
        _rekam(organisasi, diterima=hari_ini + datetime.timedelta(days=1))
    assert galat.value.message_dict == {"diterima": ["Tanggal diterima belum tiba."]}

    assert _rekam(organisasi, diterima=hari_ini).diterima == hari_ini


def test_a_year_has_one_value(kota, organisasi):
    _rekam(organisasi)

    with pytest.raises(ValidationError) as galat:
        _rekam(organisasi, "70")

    assert "sudah direkam: 69,04" in galat.value.message_dict["tahun_evaluasi"][0]
    assert LembarKerja.objects.get().total == Decimal("69.04")


def test_correction_replaces_all_and_keeps_before_after_and_reason(kota, organisasi):
    lembar = _rekam(organisasi, komponen={"1": Decimal(21), "2": Decimal(20)})

    _koreksi(lembar, organisasi, "69.14", komponen={"2": Decimal("20.1")}, alasan=" Salah baca. ")

    lembar.refresh_from_db()
    assert (lembar.total, lembar.versi) == (Decimal("69.14"), 2)
    assert nilai_komponen(lembar) == {"2": Decimal("20.10")}
    jejak = JejakAudit.objects.get(aksi="nilai_resmi.dikoreksi")
    sebelum, sesudah = jejak.sebelum or {}, jejak.sesudah or {}
    assert (sebelum["total"], sebelum["komponen"]) == (
        "69.04",
        {"1": "21.00", "2": "20.00"},
    )
    assert (sesudah["total"], sesudah["komponen"], sesudah["alasan"]) == (
        "69.14",
        {"2": "20.10"},
        "Salah baca.",
    )


@pytest.mark.parametrize(
    ("total", "isi", "kalimat"),
    [
        ("69.05", {"alasan": "  "}, "Tulis alasan koreksinya."),
        ("69.05", {"versi": 7}, "baru saja dikoreksi orang lain"),
        ("69.04", {}, "Tidak ada yang berubah"),
        ("101", {}, "lebih dari 100"),
    ],
)
def test_correction_refused(kota, organisasi, total, isi, kalimat):
    lembar = _rekam(organisasi)

    with pytest.raises(ValidationError, match=kalimat):
        _koreksi(lembar, organisasi, total, **isi)

    lembar.refresh_from_db()
    assert (lembar.total, lembar.versi) == (Decimal("69.04"), 1)
    assert not JejakAudit.objects.filter(aksi="nilai_resmi.dikoreksi").exists()


def test_only_a_value_of_the_ministry_is_corrected(kota, organisasi):
    internal = LembarKerjaFactory(pd=kota)

    with pytest.raises(LembarKerja.DoesNotExist):
        _koreksi(internal, organisasi)


@pytest.mark.parametrize("peran", ["operator", "perencana", "evaluator", "pimpinan", "admin"])
def test_only_organisasi_records(kota, organisasi, peran):
    orang = PenggunaFactory(peran=peran)
    lembar = _rekam(organisasi)
    indeks = rekam_indeks_rb(tahun=2023, nilai=Decimal("63.48"), oleh=organisasi)

    with pytest.raises(TidakBoleh):
        _rekam(orang, tahun=2025)
    with pytest.raises((TidakBoleh, LembarKerja.DoesNotExist)):
        _koreksi(lembar, orang)
    with pytest.raises(TidakBoleh):
        rekam_indeks_rb(tahun=2024, nilai=Decimal(64), oleh=orang)
    with pytest.raises(TidakBoleh):
        koreksi_indeks_rb(indeks_id=indeks.pk, nilai=Decimal(64), alasan="x", oleh=orang)
    assert IndeksRB.objects.get().nilai == Decimal("63.48")


def test_history_has_change_target_and_komponen(kota, organisasi):
    isi = buat_iku(kota, target="70")
    templat = buat_templat_lke(2024)
    templat.indikator = isi.indikator
    templat.save()
    buat_templat_lke(2023, isi.indikator)
    _rekam(organisasi, "67.31", 2023)
    _rekam(organisasi, "69.04", 2024, komponen=EMPAT)

    dulu, kini = riwayat_dengan_target(kota.pk)

    assert (dulu.tahun, dulu.ubah, dulu.target, dulu.kurang, dulu.komponen) == (
        2023,
        None,
        None,
        None,
        (),
    )
    assert (kini.ubah, kini.tahun_lalu, kini.predikat.huruf) == (Decimal("1.73"), 2023, "B")
    assert kini.target is not None
    assert (kini.target.nilai, kini.kurang) == (Decimal(70), Decimal("0.96"))
    assert kini.komponen == tuple(EMPAT.items())


def test_forecast_waits_for_three_official_values_and_examples_do_not_count(kota, organisasi):
    def kalimat():
        return kalimat_prakiraan(riwayat_dengan_target(kota.pk))

    assert kalimat() == "Prakiraan: belum cukup data (baru 0 nilai resmi)"
    for tahun in (2021, 2022, 2023):
        buat_templat_lke(tahun)
    _rekam(organisasi, "60", 2021, contoh=True)
    _rekam(organisasi, "67.31", 2023)
    _rekam(organisasi, "69.04", 2024)
    assert kalimat() == "Prakiraan: belum cukup data (baru 2 nilai resmi)"
    _rekam(organisasi, "66", 2022)
    assert kalimat() == ""


def test_rb_index_history_and_correction(organisasi):
    rekam_indeks_rb(tahun=2022, nilai=Decimal("62.89"), predikat="B", oleh=organisasi)
    indeks = rekam_indeks_rb(tahun=2023, nilai=Decimal("63.84"), sumber=" LKjIP ", oleh=organisasi)

    koreksi_indeks_rb(
        indeks_id=indeks.pk,
        nilai=Decimal("63.48"),
        sumber="LKjIP",
        alasan="Angka tertukar.",
        oleh=organisasi,
    )

    pertama, kedua = riwayat_indeks_rb()
    assert (pertama.indeks.nilai, pertama.indeks.predikat, pertama.ubah) == (
        Decimal("62.89"),
        "B",
        None,
    )
    assert (kedua.ubah, kedua.tahun_lalu, kedua.indeks.sumber) == (Decimal("0.59"), 2022, "LKjIP")
    jejak = JejakAudit.objects.get(aksi="indeks_rb.dikoreksi")
    sebelum, sesudah = jejak.sebelum or {}, jejak.sesudah or {}
    assert (sebelum["nilai"], sesudah["nilai"], sesudah["alasan"]) == (
        "63.84",
        "63.48",
        "Angka tertukar.",
    )


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        ({"nilai": Decimal("100.01")}, "nilai"),
        ({"nilai": Decimal("-1")}, "nilai"),
        ({"nilai": Decimal("63.485")}, "nilai"),
        ({"nilai": Decimal("NaN")}, "nilai"),
        ({"predikat": "Z"}, "predikat"),
        ({"tahun": 2022}, "tahun"),
    ],
)
def test_rb_index_refused_at_its_field(organisasi, isi, medan):
    rekam_indeks_rb(tahun=2022, nilai=Decimal("62.89"), oleh=organisasi)

    with pytest.raises(ValidationError) as galat:
        rekam_indeks_rb(**{"tahun": 2023, "nilai": Decimal("63.48"), "oleh": organisasi, **isi})

    assert list(galat.value.message_dict) == [medan]
    assert IndeksRB.objects.count() == 1


def test_rb_correction_needs_a_reason_and_a_change(organisasi):
    indeks = rekam_indeks_rb(tahun=2022, nilai=Decimal("62.89"), oleh=organisasi)

    for nilai, alasan, kalimat in (
        ("62.9", " ", "Tulis alasan"),
        ("62.89", "x", "Tidak ada yang berubah"),
    ):
        with pytest.raises(ValidationError, match=kalimat):
            koreksi_indeks_rb(
                indeks_id=indeks.pk, nilai=Decimal(nilai), alasan=alasan, oleh=organisasi
            )


def test_the_ministry_has_a_sheet_of_the_city_only(kota, organisasi):
    _rekam(organisasi)

    assert list(
        LembarKerja.objects.filter(jenis=JenisLembar.KEMENTERIAN).values_list(
            "perangkat_daerah__jenis", flat=True
        )
    ) == ["kota"]
