"""What evaluation brings to the menu and the home page, by role."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluasi.models import LembarKerja
from evaluasi.views.beranda import beranda_evaluasi, menu_evaluasi
from opd.models import JenisPeran
from tests.evaluasi.kota_dasbor import KotaUji, buat_kota_uji
from tests.factories import (
    TAHUN,
    LembarKerjaFactory,
    PenggunaFactory,
)

SEMUA_PD = [
    JenisPeran.PERENCANA,
    JenisPeran.ORGANISASI,
    JenisPeran.EVALUATOR,
    JenisPeran.KETUA_TIM,
    JenisPeran.PENANGGUNG_JAWAB,
    JenisPeran.PIMPINAN,
]


@pytest.fixture
def kota(db) -> KotaUji:
    return buat_kota_uji(3)


@pytest.fixture
def pimpinan(db):
    return PenggunaFactory(peran=JenisPeran.PIMPINAN)


@pytest.fixture
def buka(client):
    """Open a page as somebody; the answer."""

    def ambil(oleh, alamat, **kueri):
        client.force_login(oleh)
        return client.get(alamat, kueri)

    return ambil


def _menu(user):
    return {b.judul: b for b in menu_evaluasi(user)}


def test_menu_leads_only_to_pages_that_open(kota, client):
    for peran in (*SEMUA_PD, JenisPeran.OPERATOR, JenisPeran.KEPALA_PD):
        pd = kota.pd[0].pd if peran in (JenisPeran.OPERATOR, JenisPeran.KEPALA_PD) else None
        oleh = PenggunaFactory(peran=peran, pd=pd)
        client.force_login(oleh)
        butir = _menu(oleh)
        assert ("Nilai kota" in butir) == (pd is None)
        for satu in butir.values():
            assert (satu.url, client.get(satu.url, follow=True).status_code) == (satu.url, 200)


def test_menu_is_empty_for_people_who_see_no_pd(db):
    assert _menu(PenggunaFactory(peran=JenisPeran.ADMIN)) == {}
    assert _menu(PenggunaFactory()) == {}


def test_dashboard_is_among_the_first_for_the_mayors_office(kota, pimpinan):
    assert _menu(pimpinan)["Dasbor"].urutan < 10
    assert _menu(PenggunaFactory(peran=JenisPeran.ORGANISASI))["Dasbor"].urutan == 40


@pytest.mark.parametrize(
    ("peran", "bilah"),
    [
        ("pimpinan", ["Beranda", "Dasbor", "LKjIP"]),
        ("evaluator", ["Beranda", "Lembar kerja", "Realisasi"]),
        ("perencana", ["Beranda", "Dasbor", "Realisasi"]),
        ("organisasi", ["Beranda", "Verifikasi", "Realisasi"]),
    ],
)
def test_phone_bar_holds_what_the_role_works_with(kota, buka, peran, bilah):
    isi = buka(PenggunaFactory(peran=peran), reverse("dasar:beranda"))

    assert [b.judul for b in isi.context["menu_bawah"]] == bilah


def test_official_value_leads_the_home_page_of_the_mayors_office_only(kota, pimpinan):
    for oleh, kolom in ((pimpinan, "utama"), (PenggunaFactory(peran="organisasi"), "samping")):
        bagian = next(
            b
            for b in beranda_evaluasi(oleh, timezone.now(), {})
            if b.templat == "evaluasi/beranda_kota.html"
        )
        assert (bagian.kolom, bagian.urutan) == (kolom, 5)


def _bagian(user):
    return {b.templat: b.konteks for b in beranda_evaluasi(user, timezone.now(), {})}


def test_home_of_those_who_see_all_pd_has_the_official_value(kota, buka, pimpinan):
    ringkas = _bagian(pimpinan)["evaluasi/beranda_kota.html"]["ringkas"]

    assert (ringkas.tahun, ringkas.nilai, ringkas.target.tebal) == (TAHUN, "69,04", "kurang 0,96")
    html = buka(pimpinan, reverse("dasar:beranda")).content.decode()
    assert "Buka dasbor kota" in html
    assert "kurang 0,96" in html


def test_made_up_official_value_is_never_shown_without_that_word(kota, buka, pimpinan):
    LembarKerja.objects.filter(jenis="kementerian").update(contoh=True)

    for alamat in (reverse("dasar:beranda"), reverse("evaluasi:dasbor")):
        assert "Nilai contoh." in buka(pimpinan, alamat).content.decode(), alamat


def test_home_without_any_official_value_says_so(db, buka, pimpinan):
    html = buka(pimpinan, reverse("dasar:beranda")).content.decode()

    assert "Nilai resmi dari KemenPANRB belum direkam." in html


def test_home_of_an_evaluator_counts_judged_and_waiting(db, buka):
    kota = buat_kota_uji(4, dinilai=2)
    LembarKerjaFactory(pd=kota.pd[2].pd, status="draf")
    evaluator = PenggunaFactory(peran=JenisPeran.EVALUATOR)

    k = _bagian(evaluator)["evaluasi/beranda_penilaian.html"]["kemajuan"]

    assert (k.dinilai, k.dari, k.draf, k.belum) == (2, 4, 1, 1)
    html = buka(evaluator, reverse("dasar:beranda")).content.decode()
    assert "2 dari 4 perangkat daerah sudah dinilai" in html
    assert "1 lembar masih draf." in html
    assert "2 lembar menunggu reviu ketua tim." in html
    assert "evaluasi/beranda_penilaian.html" not in _bagian(PenggunaFactory(peran="pimpinan"))


def test_home_of_an_operator_shows_the_own_worksheets_only(kota, buka):
    LembarKerjaFactory(pd=kota.pd[0].pd, jenis="mandiri", status="draf", jawaban={"1.a": "BB"})
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[0].pd)

    bagian = _bagian(operator)

    (lembar,) = bagian["evaluasi/beranda_lembar.html"]["lembar"]
    assert lembar.baris == [
        ("Penilaian mandiri", "draf", "Terjawab 1 dari 12", ""),
        ("Evaluasi internal", "dinilai", "90,00", "A"),
    ]
    assert list(bagian) == ["evaluasi/beranda_lembar.html"]
    html = buka(operator, reverse("dasar:beranda")).content.decode()
    assert "Terjawab 1 dari 12" in html


def test_home_of_an_operator_hides_the_evaluators_draft(kota):
    LembarKerja.objects.filter(perangkat_daerah=kota.pd[0].pd, jenis="internal").update(
        status="draf"
    )
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[0].pd)

    (lembar,) = _bagian(operator)["evaluasi/beranda_lembar.html"]["lembar"]

    assert lembar.baris[1] == ("Evaluasi internal", "", "Belum selesai dinilai", "")
