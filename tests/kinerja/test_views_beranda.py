"""What each role finds on the home page and in the menu."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dasar.tanggal import format_tanggal
from kinerja.models import Pembekuan, Perpanjangan
from kinerja.views.beranda import beranda_kinerja, menu_kinerja
from kinerja.views.periode import daftar_pd
from opd.models import JenisPD, JenisPeran, Pengguna
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    JadwalFactory,
    KotaFactory,
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


def _isi_triwulan(p, triwulan: int):
    """An indicator with a target for one quarter."""
    isi = IsiIndikatorFactory(dokumen=p.dokumen)
    TargetFactory(isi=isi, triwulan=triwulan)
    return isi


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

    utama = bagian[f"isi-{p.pd.pk}-2024-4"]
    assert (utama["kata"], utama["tombol"], utama["sebab"]) == ("Sudah ditutup", "Lihat isian", "")
    assert f"tugas-{p.pd.pk}-2024-4" not in bagian


def test_when_all_is_filled_the_page_says_until_which_hour(p):
    p.baris(nilai=100)
    p.jadwal.ditutup_pada = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=3)
    p.jadwal.save()
    hari = format_tanggal(p.jadwal.ditutup_pada)

    (utama,) = [b for id_, b in _bagian(p.operator).items() if id_.startswith("isi-")]

    assert utama["sebab"] == f"Semua sel terisi. Ajukan paling lambat {hari} pukul 12.00 WIB."


def test_when_all_is_submitted_the_page_says_so(p):
    p.baris("diajukan")

    assert _bagian(p.operator)[f"isi-{p.pd.pk}-2024-4"]["sebab"] == "Semua baris sudah diajukan."


def test_pd_without_indicators_reads_what_is_missing(p):
    utama = _bagian(p.operator)[f"isi-{p.pd.pk}-2024-4"]

    assert utama["sebab"] == ("Belum ada indikator untuk triwulan ini. Minta targetnya diimpor.")
    assert utama["kemajuan"]["total"] == 0


def test_extended_quarter_stays_on_the_home_page_beside_a_newer_one(client, p):
    p.isi()
    p.tutup()
    JadwalFactory(tahun=2025, triwulan=1)
    sampai = timezone.now() + timedelta(days=5)
    Perpanjangan.objects.create(
        perangkat_daerah=p.pd, jadwal=p.jadwal, sampai=sampai, alasan="Gangguan", oleh=p.organisasi
    )
    client.force_login(p.operator)

    bagian = _bagian(p.operator)
    html = client.get(reverse("dasar:beranda")).content.decode()

    lama, baru = bagian[f"isi-{p.pd.pk}-2024-4"], bagian[f"isi-{p.pd.pk}-2025-1"]
    assert (lama["kata"], lama["tombol"]) == ("Ditutup 5 hari lagi", "Lanjutkan pengisian")
    assert baru["tombol"] == "Lihat isian"  # nothing is due in the newer one
    assert [b for b in bagian if b.startswith("isi-")][0] == f"isi-{p.pd.pk}-2024-4"
    tenggat = bagian["kinerja/beranda_tenggat.html"]["tenggat"]
    assert [(t["judul"], t["keterangan"]) for t in tenggat] == [
        ("Realisasi Triwulan IV 2024", "Perpanjangan. Ditutup 5 hari lagi"),
        ("Realisasi Triwulan I 2025", "Ditutup 30 hari lagi"),
    ]
    assert html.index("Triwulan IV 2024") < html.index("Yang perlu diselesaikan")
    assert html.index("Yang perlu diselesaikan") < html.index("Pengisian realisasi Triwulan I 2025")
    assert f"isi-{p.lain.pk}-2024-4" not in _bagian(p.operator_lain)


def test_progress_counts_due_cells_not_filled_rows(p):
    p.baris("diverifikasi")
    for _ in range(9):
        p.isi()
    p.baris("diverifikasi", isi=p.isi(frekuensi="triwulan"), triwulan=3)

    kota = _bagian(p.organisasi)["kinerja/beranda_kota.html"]
    kepala = _bagian(p.kepala)[f"setuju-{p.pd.pk}"]

    for bagian in (kota, kepala):
        assert (bagian["kemajuan"]["jumlah"], bagian["kemajuan"]["total"]) == (1, 11)


def test_kepala_of_a_unit_and_organisasi_see_its_waiting_rows(client, p):
    rsud = PerangkatDaerahFactory(jenis=JenisPD.RSUD, nama="RSUD Uji", induk=p.pd)
    kota = KotaFactory()
    kepala = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=rsud)
    renja = DokumenFactory(pd=rsud)
    p.baris("diajukan", isi=IsiIndikatorFactory(dokumen=renja))
    p.baris("disetujui_pd", isi=IsiIndikatorFactory(dokumen=renja))
    p.baris("disetujui_pd", isi=TargetFactory(pd=kota).indikator.isi.get())

    assert _bagian(kepala)[f"setuju-{rsud.pk}"]["sebab"] == "1 baris menunggu keputusan Anda."
    bagian = _bagian(p.organisasi)["kinerja/beranda_kota.html"]
    assert {(a.nama, a.menunggu) for a in bagian["antrean"]} == {
        ("RSUD Uji", 1),
        ("Kota Tangerang Selatan", 1),
    }
    belum = _bagian(p.organisasi).get("kinerja/beranda_belum.html", {}).get("belum", [])
    assert "RSUD Uji" not in belum


def test_kepala_sees_rows_that_wait_in_an_older_quarter_until_it_is_frozen(p):
    jadwal = JadwalFactory(tahun=p.jadwal.tahun, triwulan=3)
    p.baris("diajukan", isi=p.isi(frekuensi="triwulan"), triwulan=3)
    kunci = f"setuju-{p.pd.pk}-{p.jadwal.tahun}-3"

    bagian = _bagian(p.kepala)
    assert bagian[f"setuju-{p.pd.pk}"]["sebab"].startswith("Tidak ada baris yang menunggu.")
    assert bagian[kunci]["sebab"] == "1 baris menunggu keputusan Anda."

    Pembekuan.objects.create(jadwal=jadwal, perangkat_daerah=p.pd, oleh=p.organisasi)
    assert kunci not in _bagian(p.kepala)


def test_choice_of_pd_holds_units_and_the_city_that_enter_indicators(client, p):
    rsud = PerangkatDaerahFactory(jenis=JenisPD.RSUD, nama="RSUD Uji", induk=p.pd)
    PerangkatDaerahFactory(jenis=JenisPD.UPTD, nama="UPTD Tanpa Indikator", induk=p.pd)
    p.baris("disetujui_pd", isi=TargetFactory(pd=rsud).indikator.isi.get())
    p.baris("disetujui_pd", isi=TargetFactory(pd=KotaFactory()).indikator.isi.get())

    nama = {pd.nama_pada() for pd in daftar_pd(p.organisasi)}

    assert nama == {"Dinas Kesehatan", "Dinas Sosial", "RSUD Uji", "Kota Tangerang Selatan"}
    assert {pd.pk for pd in daftar_pd(p.operator)} == {p.pd.pk}


def test_capaian_of_the_year_says_of_how_many_and_what_is_in_it(client, p):
    p.baris("diverifikasi")
    for tw, status, contoh in ((1, "diverifikasi", True), (2, "draf", False)):
        p.baris(status, isi=_isi_triwulan(p, tw), triwulan=tw, contoh=contoh)
    client.force_login(p.operator)

    baris = _bagian(p.operator)[f"capaian-{p.pd.pk}"]["baris"]
    html = client.get(reverse("dasar:beranda")).content.decode()

    ringkas = {b["triwulan"]: (b["n"], b["dari"], b["sementara"], b["contoh"]) for b in baris}
    assert ringkas == {
        "Triwulan I": (1, 3, True, True),
        "Triwulan II": (1, 3, True, False),
        "Triwulan IV": (1, 3, True, False),
    }
    assert html.count("1 dari 3 indikator") == 3
    assert html.count("<small>contoh</small>") == 1
    assert html.count("<small>sementara</small>") == 3


@pytest.mark.parametrize(("status", "sementara"), [("disetujui_pd", True), ("dibekukan", False)])
def test_mean_is_provisional_until_every_row_is_verified(p, status, sementara):
    p.baris("diverifikasi")
    p.baris(status)

    (baris,) = _bagian(p.operator)[f"capaian-{p.pd.pk}"]["baris"]

    assert (baris["n"], baris["dari"]) == (2, 2)
    assert baris["sementara"] is sementara


def test_mean_against_a_made_up_target_is_marked(p):
    isi = p.isi()
    isi.indikator.target.update(contoh=True)
    p.baris("diverifikasi", isi=isi)

    (baris,) = _bagian(p.operator)[f"capaian-{p.pd.pk}"]["baris"]

    assert baris["contoh"] is True


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
    assert _bagian(p.organisasi)["kinerja/beranda_belum.html"]["belum"] == ["Dinas Sosial"]
    assert (kota["kemajuan"]["jumlah"], kota["kemajuan"]["total"]) == (1, 3)
    assert reverse("kinerja:verifikasi_list") in kota["url"]


@pytest.mark.parametrize("siapa", ["evaluator", "pimpinan", "perencana"])
def test_who_cannot_verify_reads_who_is_late_first_and_gets_no_queue(client, p, siapa):
    p.baris("disetujui_pd")
    p.baris(isi=TargetFactory(pd=p.lain).indikator.isi.get())
    orang = getattr(p, siapa)
    client.force_login(orang)

    kota = _bagian(orang)["kinerja/beranda_kota.html"]
    html = client.get(reverse("dasar:beranda")).content.decode()

    assert (kota["url"], kota["antrean"]) == ("", [])
    assert "Menunggu verifikasi" not in html
    assert reverse("kinerja:verifikasi_list") not in html
    assert html.index("Belum mengajukan satu baris pun") < html.index("Verifikasi realisasi")


def test_work_of_organisasi_comes_before_who_is_late(client, p):
    p.baris("disetujui_pd")
    p.baris(isi=TargetFactory(pd=p.lain).indikator.isi.get())
    client.force_login(p.organisasi)

    html = client.get(reverse("dasar:beranda")).content.decode()

    letak = [
        html.index(kata)
        for kata in ("Verifikasi realisasi", "Menunggu verifikasi", "Belum mengajukan satu baris")
    ]
    assert letak == sorted(letak)


def test_returned_rows_are_listed_until_they_are_answered(p):
    baris = [p.baris("dikembalikan") for _ in range(5)]

    kembali = _bagian(p.operator)[f"kembali-{p.pd.pk}-2024-4"]
    assert (len(kembali["kembalian"]), kembali["semua"], kembali["lebih"]) == (3, 5, True)

    for b in baris:
        b.diisi_pada = timezone.now()
        b.save()
    assert f"kembali-{p.pd.pk}-2024-4" not in _bagian(p.operator)


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

    rencana = ["Pohon kinerja", "Crosscutting", "Perjanjian Kinerja", "Rencana aksi"]
    rencana += ["Jadwal", "Serapan dan efisiensi"]
    assert [b.judul for b in butir if b.judul != "Impor laporan"] == judul + rencana
    for b in butir:
        assert client.get(b.url).status_code == 200, b.judul


def test_pohon_comes_before_crosscutting_and_what_the_menu_calls_a_page_is_its_title(client, p):
    menu = sorted(menu_kinerja(p.evaluator), key=lambda butir: butir.urutan)
    kata = [butir.judul for butir in menu]
    urutan = [butir.urutan for butir in menu]

    assert len(urutan) == len(set(urutan))
    assert kata.index("Pohon kinerja") < kata.index("Crosscutting")
    assert "Realisasi" in kata
    for siapa, judul in ((p.evaluator, "Realisasi"), (p.operator, "Pengisian realisasi")):
        client.force_login(siapa)
        teks = client.get(reverse("kinerja:pengisian"), {"pd": p.pd.pk}).content.decode()
        assert f"<h1>{judul}</h1>" in teks
        assert f"<title>{judul} " in teks


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
