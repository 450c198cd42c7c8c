"""What the reports bring to the home page and the menu, by role."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from laporan.selectors.lkjip import laporan_terbaru
from laporan.views.beranda import beranda_laporan, menu_laporan
from opd.models import JenisPeran
from tests.factories import TAHUN, PenggunaFactory
from tests.laporan.panggung import beri_rencana, buat_panggung_lkjip, buat_versi

pytestmark = pytest.mark.django_db


@pytest.fixture
def p():
    return buat_panggung_lkjip()


def _bagian(user):
    return [b.konteks["judul"] for b in beranda_laporan(user, timezone.now(), {})]


def test_home_offers_the_newest_city_report_to_those_who_decide(p, client):
    assert _bagian(p.pimpinan) == []
    dokumen = buat_versi(p.kota, p.organisasi)
    buat_versi(p.pd, p.operator)

    for orang in (p.pimpinan, p.organisasi, p.evaluator):
        assert _bagian(orang) == [f"LKjIP Kota {TAHUN}"]
    assert _bagian(p.operator) == _bagian(p.kepala) == [f"LKjIP Dinas Kesehatan {TAHUN}"]
    assert _bagian(p.operator_lain) == _bagian(p.admin) == _bagian(p.tanpa_peran) == []
    client.force_login(p.pimpinan)
    beranda = client.get("/").content.decode()
    assert reverse("laporan:lkjip_unduh", args=[dokumen.pk]) in beranda


def test_home_takes_the_newest_year_and_version(p):
    beri_rencana(p.kota, tahun=TAHUN - 1, jenis="rkpd")
    buat_versi(p.kota, p.organisasi)
    baru = buat_versi(p.kota, p.organisasi)
    buat_versi(p.kota, p.organisasi, tahun=TAHUN - 1)

    ((tahun, versi),) = laporan_terbaru([p.kota], kini=timezone.now()).values()

    assert (tahun, versi.pk) == (TAHUN, baru.pk)


def test_menu_shows_the_page_to_those_who_may_open_it(p):
    ketua = PenggunaFactory(peran=JenisPeran.KETUA_TIM)
    for orang in (p.operator, p.kepala, p.evaluator, p.pimpinan, ketua):
        (butir,) = menu_laporan(orang)
        assert (butir.judul, butir.induk, butir.url) == ("LKjIP", "Laporan", "/laporan/lkjip/")
    assert list(menu_laporan(p.admin)) == list(menu_laporan(p.tanpa_peran)) == []
