"""Pages of the city's official values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluasi.models import IndeksRB, JenisLembar, LembarKerja
from evaluasi.selectors.nilai_resmi import riwayat_dengan_target
from evaluasi.services.indeks_rb import rekam_indeks_rb
from evaluasi.services.kementerian import nilai_komponen, rekam_nilai_kementerian
from kinerja.models import IsiIndikator, JenisDokumen
from tests.evaluasi.panggung_kota import buat_iku
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    TargetFactory,
    buat_templat_lke,
)

pytestmark = pytest.mark.django_db

PEMBACA = ("operator", "kepala_pd", "perencana", "organisasi", "evaluator", "pimpinan")
ISI = {"tahun_evaluasi": "2024", "total": "69,04", "sumber": "LHE 2024"}


@pytest.fixture
def buka(client):
    def _buka(oleh, nama, *args, data=None):
        client.force_login(oleh)
        alamat = reverse(f"evaluasi:{nama}", args=args)
        return client.get(alamat) if data is None else client.post(alamat, data)

    return _buka


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran="organisasi")


@pytest.fixture
def kota():
    kota = KotaFactory()
    iku = buat_iku(kota, target="70", nama="Nilai SAKIP Kota").indikator
    buat_templat_lke(2023)
    buat_templat_lke(2024, iku)
    return kota


def _rekam(oleh, total="69.04", tahun=2024, **isi):
    return rekam_nilai_kementerian(
        tahun_evaluasi=tahun, total=Decimal(total), oleh=oleh, sumber=f"LHE {tahun}", **isi
    )


def test_pd_read_the_published_value_and_only_organisasi_writes(buka, kota, organisasi):
    lembar = _rekam(organisasi)
    indeks = rekam_indeks_rb(tahun=2023, nilai=Decimal("63.48"), oleh=organisasi)

    for peran in (*PEMBACA, "penanggung_jawab", "admin", None):
        orang = PenggunaFactory(peran=peran)
        baca = 403 if peran in ("admin", None) else 200
        tulis = 200 if peran == "organisasi" else 403
        assert buka(orang, "kementerian_list").status_code == baca, peran
        assert buka(orang, "kementerian_create").status_code == tulis, peran
        assert buka(orang, "kementerian_update", lembar.pk).status_code == tulis, peran
        assert buka(orang, "indeks_rb_create").status_code == tulis, peran
        assert buka(orang, "indeks_rb_update", indeks.pk).status_code == tulis, peran
    assert buka(organisasi, "kementerian_update", 10**15).status_code == 404
    assert buka(organisasi, "indeks_rb_update", 10**15).status_code == 404
    internal = LembarKerjaFactory(pd=kota)
    assert buka(organisasi, "kementerian_update", internal.pk).status_code == 404


def test_history_with_change_target_trend_and_missing_forecast(buka, kota, organisasi):
    _rekam(organisasi, "67.31", 2023)
    _rekam(organisasi, nomor="B/1", komponen={"1": Decimal(21)})
    rekam_indeks_rb(tahun=2022, nilai=Decimal("62.89"), predikat="B", oleh=organisasi)
    rekam_indeks_rb(tahun=2023, nilai=Decimal("63.48"), oleh=organisasi)

    halaman = buka(PenggunaFactory(peran="operator"), "kementerian_list").content.decode()

    for kata in (
        "69,04",
        "67,31",
        "Naik 1,73",
        "70,00",
        "kurang 0,96",
        "RKPD 2024",
        "B/1",
        "LHE 2023",
        "Komponen 1: 21,00",
        "62,89",
        "Naik 0,59",
        'aria-label="Perjalanan nilai SAKIP kota"',
        "Prakiraan: belum cukup data (baru 2 nilai resmi)",
    ):
        assert kata in halaman, kata
    assert halaman.index("69,04") < halaman.index("67,31")
    assert "Koreksi" not in halaman
    assert "Koreksi" in buka(organisasi, "kementerian_list").content.decode()


def test_thirty_years_with_targets_need_the_queries_of_one(buka, kota, organisasi):
    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            assert buka(organisasi, "kementerian_list").status_code == 200
        return len(kueri)

    _rekam(organisasi)
    hitung()  # the first page also fills caches that live longer than a request
    sedikit = hitung()
    iku = IsiIndikator.objects.get(nama="Nilai SAKIP Kota")
    for tahun in (*range(2005, 2023), *range(2025, 2036)):
        dokumen = DokumenFactory(pd=kota, jenis=JenisDokumen.RKPD, tahun=tahun)
        TargetFactory(isi=IsiIndikatorFactory(dokumen=dokumen, indikator=iku.indikator))
        buat_templat_lke(tahun, iku.indikator)
        _rekam(organisasi, "60", tahun, komponen={"1": Decimal(20)})
        rekam_indeks_rb(tahun=tahun, nilai=Decimal(60), oleh=organisasi)
    assert hitung() == sedikit
    riwayat = riwayat_dengan_target(kota.pk)
    assert [r.target.nilai for r in riwayat if r.target] == [100] * 18 + [70] + [100] * 11


def test_record_total_and_komponen(buka, kota, organisasi):
    data = {
        **ISI,
        "komponen_1": "21,49",
        "komponen_2": "20,1",
        "komponen_3": "11,25",
        "komponen_4": "16,20",
        "diterima": "2025-02-05",
        "nomor": "B/1",
    }

    jawaban = buka(organisasi, "kementerian_create", data=data)

    assert jawaban.url == reverse("evaluasi:kementerian_list")
    lembar = LembarKerja.objects.get(jenis=JenisLembar.KEMENTERIAN)
    assert (lembar.perangkat_daerah, lembar.total, str(lembar.diterima)) == (
        kota,
        Decimal("69.04"),
        "2025-02-05",
    )
    assert list(nilai_komponen(lembar)) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("ubah", "medan", "kalimat"),
    [
        ({"total": "100,01"}, "total", "Nilai 100,01 lebih dari 100."),
        ({"total": "-1"}, "total", "Nilai -1,00 di bawah 0."),
        ({"total": "69,045"}, "total", "Tulis paling banyak dua."),
        ({"total": "enam"}, "total", "berisi huruf"),
        ({"total": ""}, "total", "Tulis nilai totalnya."),
        ({"komponen_3": "15,01"}, "komponen_3", "lebih dari bobot komponen 3, yaitu 15,00."),
        ({"komponen_3": "-1"}, "komponen_3", "di bawah 0"),
        (
            {"komponen_1": "20", "komponen_2": "20", "komponen_3": "10", "komponen_4": "15"},
            "total",
            "Nilai total 69,04 tidak sama dengan jumlah nilai komponen 65,00. Selisihnya 4,04.",
        ),
        ({"diterima": "2999-01-01"}, "diterima", "Tanggal diterima belum tiba."),
        ({"diterima": "kemarin"}, "diterima", "Tulis tanggal"),
        ({"sumber": " "}, "sumber", "Tulis sumber nilainya."),
        ({"tahun_evaluasi": "2023"}, "tahun_evaluasi", "sudah direkam: 67,31"),
        ({"tahun_evaluasi": "2031"}, "tahun_evaluasi", "belum punya templat LKE"),
    ],
)
def test_record_refused_at_the_field_with_a_link_to_it(
    buka, kota, organisasi, ubah, medan, kalimat
):
    _rekam(organisasi, "67.31", 2023)

    jawaban = buka(organisasi, "kementerian_create", data={**ISI, **ubah})

    galat = jawaban.context["form"].errors
    assert list(galat) == [medan]
    assert kalimat in galat[medan][0]
    assert f'<a href="#id_{medan}">' in jawaban.content.decode()
    assert LembarKerja.objects.get().total == Decimal("67.31")


def test_form_offers_the_newest_year_without_a_value(buka, kota, organisasi):
    buat_templat_lke(2025)
    _rekam(organisasi, "70", 2025)

    form = buka(organisasi, "kementerian_create").context["form"]

    assert form["tahun_evaluasi"].value() == 2024


def test_with_a_value_for_every_year_none_is_chosen_beforehand(buka, kota, organisasi):
    _rekam(organisasi, "67.31", 2023)
    _rekam(organisasi, "69.04", 2024)

    jawaban = buka(organisasi, "kementerian_create")

    medan = jawaban.context["form"]["tahun_evaluasi"]
    assert medan.value() is None
    assert medan.field.choices[0] == ("", "Pilih tahun")
    assert "2024 (sudah direkam)" in jawaban.content.decode()
    tanpa = buka(organisasi, "kementerian_create", data={**ISI, "tahun_evaluasi": ""})
    assert tanpa.context["form"].errors["tahun_evaluasi"] == ["Pilih tahun evaluasinya."]


def test_all_errors_come_at_once_in_our_own_sentences(buka, kota, organisasi):
    _rekam(organisasi, "67.31", 2023)
    data = {
        "tahun_evaluasi": "2023",
        "total": "69,04",
        "komponen_1": "20",
        "komponen_2": "20",
        "komponen_3": "10",
        "komponen_4": "15",
        "diterima": "2022-12-31",
        "sumber": "",
    }

    jawaban = buka(organisasi, "kementerian_create", data=data)

    assert set(jawaban.context["form"].errors) == {"tahun_evaluasi", "total", "diterima", "sumber"}
    assert LembarKerja.objects.get().total == Decimal("67.31")
    lembar = LembarKerja.objects.get()
    koreksi = buka(
        organisasi,
        "kementerian_update",
        lembar.pk,
        data={**data, "versi": "1", "alasan": "", "sumber": "LHE"},
    )
    assert set(koreksi.context["form"].errors) == {"total", "diterima", "alasan"}


@pytest.mark.parametrize("nama", ["kementerian_create", "indeks_rb_create"])
def test_the_browser_says_nothing_in_english(buka, kota, organisasi, nama):
    halaman = buka(organisasi, nama).content.decode()
    form = halaman[halaman.index("<form", halaman.index("<main")) :]
    assert "novalidate" in form[: form.index(">")]


def test_without_a_template_the_page_leads_to_one(buka, organisasi):
    KotaFactory()

    halaman = buka(organisasi, "kementerian_create").content.decode()

    assert "Belum ada templat LKE" in halaman
    assert reverse("evaluasi:templat_create") in halaman
    assert (
        "tahun_evaluasi" in buka(organisasi, "kementerian_create", data=ISI).context["form"].errors
    )
    assert "Belum ada nilai resmi" in buka(organisasi, "kementerian_list").content.decode()


def test_correction_shows_what_is_stored_and_saves(buka, kota, organisasi):
    lembar = _rekam(organisasi, komponen={"1": Decimal("21.5")})
    form = buka(organisasi, "kementerian_update", lembar.pk).context["form"]
    assert (form["total"].value(), form["komponen_1"].value()) == ("69,04", "21,50")
    data = {"total": "69,05", "sumber": "LHE 2024", "versi": "1", "alasan": "Salah ketik."}

    assert buka(organisasi, "kementerian_update", lembar.pk, data=data).status_code == 302
    lama = buka(organisasi, "kementerian_update", lembar.pk, data={**data, "total": "69,06"})

    lembar.refresh_from_db()
    assert (lembar.total, lembar.versi, nilai_komponen(lembar)) == (Decimal("69.05"), 2, {})
    assert "baru saja dikoreksi orang lain" in lama.content.decode()
    tanpa = buka(
        organisasi, "kementerian_update", lembar.pk, data={**data, "versi": "2", "alasan": ""}
    )
    assert list(tanpa.context["form"].errors) == ["alasan"]


def test_rb_index_recorded_corrected_and_refused(buka, organisasi):
    data = {"tahun": "2023", "nilai": "63,84", "predikat": "B", "sumber": "LKjIP 2023"}
    assert buka(organisasi, "indeks_rb_create", data=data).status_code == 302
    indeks = IndeksRB.objects.get()
    assert (indeks.nilai, indeks.predikat) == (Decimal("63.84"), "B")

    lagi = buka(organisasi, "indeks_rb_create", data=data)
    assert "sudah direkam: 63,84" in lagi.context["form"].errors["tahun"][0]
    for nilai in ("101", "-1", "63,485", "x", ""):
        jawaban = buka(
            organisasi, "indeks_rb_create", data={**data, "tahun": "2024", "nilai": nilai}
        )
        assert list(jawaban.context["form"].errors) == ["nilai"], nilai

    koreksi = {"nilai": "63,48", "predikat": "", "sumber": "LKjIP 2023", "alasan": "Tertukar."}
    assert buka(organisasi, "indeks_rb_update", indeks.pk, data=koreksi).status_code == 302
    indeks.refresh_from_db()
    assert (indeks.tahun, indeks.nilai, indeks.predikat) == (2023, Decimal("63.48"), "")
    sama = buka(organisasi, "indeks_rb_update", indeks.pk, data=koreksi)
    assert "Tidak ada yang berubah" in sama.content.decode()


def test_of_two_corrections_of_one_index_the_second_is_told(buka, organisasi):
    indeks = rekam_indeks_rb(tahun=2023, nilai=Decimal("63.84"), sumber="X", oleh=organisasi)
    form = buka(organisasi, "indeks_rb_update", indeks.pk).context["form"]
    dilihat = {m.html_name: m.value() or "" for m in form}
    pertama = dilihat | {"nilai": "63,48", "alasan": "Tertukar."}
    assert buka(organisasi, "indeks_rb_update", indeks.pk, data=pertama).status_code == 302

    usang = buka(organisasi, "indeks_rb_update", indeks.pk, data=pertama | {"nilai": "63,80"})

    assert "baru saja dikoreksi orang lain" in usang.content.decode()
    indeks.refresh_from_db()
    assert indeks.nilai == Decimal("63.48")
