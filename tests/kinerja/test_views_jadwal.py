"""The pages of the calendar: who opens them, what they say, that typed text stays."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dasar.models import Pekerjaan
from dasar.tasks import jalankan
from kinerja.models import JadwalPengisian, Pembekuan, Perpanjangan
from kinerja.services.jadwal import tanda_jadwal
from tests.factories import TAHUN, IsiIndikatorFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


def _alamat(nama: str, *nomor: int) -> str:
    return reverse(f"kinerja:{nama}", args=nomor)


def _buka(client, orang, alamat: str):
    client.force_login(orang)
    return client.get(alamat)


@pytest.mark.parametrize("nama", ["operator", "operator_lain", "kepala", "evaluator", "organisasi"])
def test_everyone_reads_the_calendar_and_only_organisasi_has_buttons(client, p, nama):
    p.isi()
    Perpanjangan.objects.create(
        perangkat_daerah=p.pd,
        jadwal=p.jadwal,
        sampai=timezone.now() + datetime.timedelta(days=40),
        alasan="Gangguan jaringan",
        oleh=p.organisasi,
    )
    html = _buka(client, getattr(p, nama), f"{_alamat('jadwal_list')}?tahun={TAHUN}")

    teks = html.content.decode()
    assert html.status_code == 200
    assert "Ditutup 30 hari lagi" in teks
    assert ("Gangguan jaringan" in teks) is (nama != "operator_lain")
    for kata in ("Ubah waktu", "Perpanjang<", "Bekukan<", "Cabut<", "Buat jadwal triwulan"):
        assert (kata in teks) is (nama == "organisasi"), kata


@pytest.mark.parametrize("nama", ["operator", "kepala", "evaluator", "admin"])
def test_writing_pages_are_refused_with_the_reason(client, p, nama):
    satu = p.jadwal.pk
    for alamat in (
        _alamat("jadwal_create"),
        _alamat("jadwal_update", satu),
        _alamat("perpanjangan_create", satu),
        _alamat("bekukan", satu),
        _alamat("buka_beku", satu),
    ):
        jawab = _buka(client, getattr(p, nama), alamat)
        assert jawab.status_code == 403
        assert "Bagian Organisasi" in jawab.content.decode()
    assert _buka(client, p.organisasi, _alamat("bekukan", 999_999)).status_code == 404


def test_four_quarters_are_proposed_and_saved_at_once(client, p):
    alamat = f"{_alamat('jadwal_create')}?tahun=2025"
    html = _buka(client, p.organisasi, alamat).content.decode()
    assert 'value="2025-04-01T00:00"' in html
    assert 'value="2026-01-20T23:59"' in html

    data: dict[str, str] = {}
    for tw, (buka, tutup) in {1: ("04-01", "04-20"), 2: ("07-01", "07-20")}.items():
        data |= {
            f"tw{tw}-buat": "on",
            f"tw{tw}-dibuka_pada": f"2025-{buka}T00:00",
            f"tw{tw}-ditutup_pada": f"2025-{tutup}T23:59",
        }
    jawab = client.post(alamat, data)

    assert jawab.status_code == 302
    satu = JadwalPengisian.objects.get(tahun=2025, triwulan=1)
    assert timezone.localtime(satu.ditutup_pada).isoformat() == "2025-04-20T23:59:00+07:00"
    assert JadwalPengisian.objects.filter(tahun=2025).count() == 2


def test_bad_times_come_back_as_they_were_typed(client, p):
    client.force_login(p.organisasi)
    data = {
        "tw1-buat": "on",
        "tw1-dibuka_pada": "2025-04-21T00:00",
        "tw1-ditutup_pada": "2025-04-20T23:59",
        "tw2-buat": "on",
        "tw2-dibuka_pada": "besok",
    }
    jawab = client.post(f"{_alamat('jadwal_create')}?tahun=2025", data)
    assert jawab.status_code == 422
    assert 'value="besok"' in jawab.content.decode()

    del data["tw2-buat"], data["tw2-dibuka_pada"]
    jawab = client.post(f"{_alamat('jadwal_create')}?tahun=2025", data)
    assert jawab.status_code == 422
    assert "Waktu tutup harus setelah waktu buka." in jawab.content.decode()
    assert not JadwalPengisian.objects.filter(tahun=2025).exists()


def _isian(jadwal: JadwalPengisian, **beda: str) -> dict[str, str]:
    return {
        "tanda": tanda_jadwal(jadwal),
        "dibuka_pada": f"{timezone.localtime(jadwal.dibuka_pada):%Y-%m-%dT%H:%M}",
        "ditutup_pada": f"{timezone.localtime(jadwal.ditutup_pada):%Y-%m-%dT%H:%M}",
        "persetujuan_sampai": "",
        "verifikasi_sampai": "",
        **beda,
    }


def test_saving_unchanged_keeps_the_stored_seconds_and_closing_now_closes(client, p):
    alamat, lama = _alamat("jadwal_update", p.jadwal.pk), p.jadwal.ditutup_pada
    client.force_login(p.organisasi)

    assert client.post(alamat, _isian(p.jadwal)).status_code == 302
    p.jadwal.refresh_from_db()
    assert p.jadwal.ditutup_pada == lama

    client.post(alamat, {**_isian(p.jadwal), "tutup": "1"})
    p.jadwal.refresh_from_db()
    assert p.jadwal.ditutup_pada <= timezone.now()


def test_a_change_by_someone_else_is_said_on_the_form(client, p):
    client.force_login(p.organisasi)
    isian = _isian(p.jadwal, tanda="2020-01-01T00:00:00+00:00")

    jawab = client.post(_alamat("jadwal_update", p.jadwal.pk), isian)

    assert jawab.status_code == 422
    assert "diubah orang lain" in jawab.content.decode()


def test_extension_for_two_pd_at_once_and_taking_one_back(client, p):
    p.isi()
    IsiIndikatorFactory(pengampu=p.lain)
    alamat = _alamat("perpanjangan_create", p.jadwal.pk)
    client.force_login(p.organisasi)

    kosong = client.post(alamat, {"sampai": "", "alasan": "Banjir"})
    assert kosong.status_code == 422
    assert "Pilih paling sedikit satu perangkat daerah." in kosong.content.decode()
    assert ">Banjir</textarea>" in kosong.content.decode().replace("\n", "")

    sampai = timezone.localtime(timezone.now() + datetime.timedelta(days=50))
    isian = {"sampai": f"{sampai:%Y-%m-%dT%H:%M}", "alasan": "Banjir"}
    jawab = client.post(alamat, {**isian, "perangkat_daerah": [p.pd.pk, p.lain.pk]}, follow=True)
    assert "diperpanjang untuk 2 perangkat daerah" in jawab.content.decode()

    satu = Perpanjangan.objects.get(perangkat_daerah=p.pd)
    cabut = _alamat("perpanjangan_cabut", satu.pk)
    assert client.get(cabut).status_code == 405
    client.force_login(p.operator_lain)
    assert client.post(cabut).status_code == 404
    client.force_login(p.operator)
    assert client.post(cabut).status_code == 403
    client.force_login(p.organisasi)
    client.post(cabut)
    client.post(cabut)
    assert Perpanjangan.objects.berlaku().count() == 1


def test_freeze_page_names_rows_and_the_job_freezes(client, p):
    p.isi(nama="Angka kematian ibu")
    alamat = _alamat("bekukan", p.jadwal.pk)
    html = _buka(client, p.organisasi, alamat).content.decode()
    assert "Angka kematian ibu" in html
    assert "1 dari 1 baris belum diverifikasi" in html

    tolak = client.post(alamat, {"pd": [p.pd.pk]})
    assert tolak.status_code == 422
    assert "Masih ada baris yang belum diverifikasi: Dinas Kesehatan (1)" in tolak.content.decode()

    jawab = client.post(alamat, {"pd": [p.pd.pk], "apa_adanya": [p.pd.pk]})
    kerja = Pekerjaan.objects.get()
    assert jawab.url == reverse("dasar:pekerjaan_detail", args=[kerja.pk])
    jalankan(kerja.pk)

    client.force_login(p.operator)
    html = client.get(
        reverse("kinerja:pengisian"), {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW}
    ).content.decode()
    assert "Triwulan IV 2024 Dinas Kesehatan dibekukan pada" in html
    assert _buka(client, p.organisasi, _alamat("jadwal_update", p.jadwal.pk)).status_code == 403


def test_freeing_wants_a_choice_and_a_reason(client, p):
    p.baris("diverifikasi")
    Pembekuan.objects.create(jadwal=p.jadwal, perangkat_daerah=p.pd, oleh=p.organisasi)
    alamat = _alamat("buka_beku", p.jadwal.pk)
    client.force_login(p.organisasi)

    tanpa_alasan = client.post(alamat, {"pd": [p.pd.pk], "alasan": ""})
    assert tanpa_alasan.status_code == 422
    assert "Tulis alasan pembukaannya." in tanpa_alasan.content.decode()
    assert "checked" in tanpa_alasan.content.decode()
    tanpa_pd = client.post(alamat, {"alasan": "Revisi BPS"})
    assert "Pilih paling sedikit satu perangkat daerah." in tanpa_pd.content.decode()

    assert client.post(alamat, {"pd": [p.pd.pk], "alasan": "Revisi BPS"}).status_code == 302
    html = client.get(_alamat("jadwal_list"), {"tahun": TAHUN}).content.decode()
    assert "Revisi BPS" in html


def test_queries_of_the_pages_do_not_grow(client, p, django_assert_max_num_queries):
    client.force_login(p.organisasi)
    alamat = f"{_alamat('jadwal_list')}?tahun={TAHUN}"

    def hitung() -> list[int]:
        hasil = []
        for satu in (alamat, _alamat("bekukan", p.jadwal.pk)):
            with django_assert_max_num_queries(60) as catatan:
                assert client.get(satu).status_code == 200
            hasil.append(len(catatan))
        return hasil

    def tambah(n: int) -> None:
        for _ in range(n):
            p.isi()
            pd = IsiIndikatorFactory().indikator.pengampu
            milik = {"jadwal": p.jadwal, "perangkat_daerah": pd, "oleh": p.organisasi}
            Pembekuan.objects.create(**milik)
            Perpanjangan.objects.create(sampai=timezone.now(), alasan="x", **milik)

    tambah(3)
    hitung()
    sedikit = hitung()
    tambah(12)
    assert hitung() == sedikit
