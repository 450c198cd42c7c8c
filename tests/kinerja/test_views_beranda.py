"""What each role finds on the home page and in the menu."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kinerja.views.beranda import beranda_kinerja, menu_kinerja
from opd.models import JenisPeran, Pengguna
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    PenggunaFactory,
    PeranFactory,
    PerangkatDaerahFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def _bagian(user):
    return {
        (b.konteks.get("id") or b.templat): b.konteks
        for b in beranda_kinerja(user, timezone.now(), {})
    }


def test_operator_is_told_what_stands_in_the_way(client, p):
    p.baris()
    p.isi()
    p.baris("dikembalikan", isi=p.isi(nama="Angka yang kembali"))
    p.baris(nilai=10)
    client.force_login(p.operator)

    html = client.get(reverse("dasar:beranda")).content.decode()

    for kata in (
        "Pengisian realisasi Triwulan IV 2024",
        "Perbaiki baris yang dikembalikan",
        "Isi sel yang kosong",
        "Tulis analisis untuk capaian di bawah 76%",
        "Angka yang kembali",
        "Lanjutkan pengisian",
    ):
        assert kata in html


def test_closed_quarter_is_only_looked_at(p):
    p.isi()
    p.tutup()

    bagian = _bagian(p.operator)

    utama = bagian[f"isi-{p.pd.pk}"]
    assert (utama["kata"], utama["tombol"], utama["sebab"]) == ("Sudah ditutup", "Lihat isian", "")
    assert f"tugas-{p.pd.pk}" not in bagian


def test_when_all_is_submitted_the_page_says_so(p):
    p.baris("diajukan")

    assert _bagian(p.operator)[f"isi-{p.pd.pk}"]["sebab"] == "Semua baris sudah diajukan."


def test_kepala_of_two_pd_sees_the_numbers_of_each(p):
    PeranFactory(pengguna=p.kepala, peran=JenisPeran.KEPALA_PD, perangkat_daerah=p.lain)
    p.baris("diajukan")
    p.baris("disetujui_pd")
    renja = DokumenFactory(pd=p.lain)
    for _ in range(3):
        p.baris("diajukan", isi=IsiIndikatorFactory(dokumen=renja))

    bagian = _bagian(p.kepala)

    satu, dua = bagian[f"setuju-{p.pd.pk}"], bagian[f"setuju-{p.lain.pk}"]
    assert (satu["sebab"], dua["sebab"]) == (
        "1 baris menunggu keputusan Anda.",
        "3 baris menunggu keputusan Anda.",
    )
    assert (satu["kemajuan"]["jumlah"], satu["kemajuan"]["total"]) == (1, 2)
    assert (dua["kemajuan"]["jumlah"], dua["kemajuan"]["total"]) == (0, 3)


def test_organisasi_sees_who_waits_and_who_has_not_submitted(p):
    p.baris("disetujui_pd")
    p.baris("diverifikasi")
    p.baris(isi=TargetFactory(pd=p.lain).indikator.isi.get())

    kota = _bagian(p.organisasi)["kinerja/beranda_kota.html"]

    assert [(a.nama, a.menunggu) for a in kota["antrean"]] == [("Dinas Kesehatan", 1)]
    assert kota["belum"] == ["Dinas Sosial"]
    assert (kota["kemajuan"]["jumlah"], kota["kemajuan"]["total"]) == (1, 3)
    assert reverse("kinerja:verifikasi_list") in kota["url"]
    assert _bagian(p.evaluator)["kinerja/beranda_kota.html"]["url"] == ""


def test_returned_rows_are_listed_until_they_are_answered(p):
    baris = [p.baris("dikembalikan") for _ in range(5)]

    kembali = _bagian(p.operator)[f"kembali-{p.pd.pk}"]
    assert (len(kembali["kembalian"]), kembali["semua"], kembali["lebih"]) == (3, 5, True)

    for b in baris:
        b.diisi_pada = timezone.now()
        b.save()
    assert f"kembali-{p.pd.pk}" not in _bagian(p.operator)


def test_people_without_a_pd_get_no_section_and_no_menu(p):
    p.baris()

    for orang in (p.tanpa_peran, p.admin):
        assert not _bagian(orang)
        assert not [*menu_kinerja(orang)]


@pytest.mark.parametrize(
    ("siapa", "judul"),
    [
        ("operator", ["Pengisian", "Perencanaan"]),
        ("kepala", ["Persetujuan", "Realisasi", "Perencanaan"]),
        ("organisasi", ["Verifikasi", "Realisasi", "Perencanaan"]),
        ("evaluator", ["Realisasi", "Perencanaan"]),
        ("pimpinan", ["Realisasi", "Perencanaan"]),
    ],
)
def test_menu_holds_only_pages_the_person_may_open(client, p, siapa, judul):
    orang = getattr(p, siapa)
    p.baris()
    client.force_login(orang)

    butir = [*menu_kinerja(orang)]

    assert [b.judul for b in butir if b.judul != "Impor laporan"] == judul
    for b in butir:
        assert client.get(b.url).status_code == 200, b.judul


@pytest.mark.parametrize(
    "siapa", ["operator", "kepala", "organisasi", "perencana", "evaluator", "pimpinan", "admin"]
)
def test_home_opens_for_everyone_and_its_queries_do_not_grow_with_rows(client, p, siapa):
    def tambah(n):
        for status in ("dikembalikan", "diajukan", "disetujui_pd", "draf"):
            for _ in range(n):
                p.baris(status, nilai=10)

    def hitung() -> int:
        client.force_login(Pengguna.objects.get(pk=getattr(p, siapa).pk))
        with CaptureQueriesContext(connection) as c:
            assert client.get(reverse("dasar:beranda")).status_code == 200
        return len(c)

    tambah(1)
    hitung()
    sedikit = hitung()
    tambah(9)
    for _ in range(6):
        lain = PerangkatDaerahFactory()
        PenggunaFactory(peran=JenisPeran.OPERATOR, pd=lain)
        p.baris("disetujui_pd", isi=TargetFactory(pd=lain).indikator.isi.get())

    assert hitung() == sedikit
