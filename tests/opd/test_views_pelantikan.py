"""The list of appointments: typed, checked, applied; errors stand at their row."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.pendaftar import Daftar
from opd.models import JenisPeran, PenugasanJabatan
from opd.pendaftar import AkibatPelantikan
from opd.selectors import pelantikan
from opd.services.penugasan import akhiri_penugasan
from tests.factories import PenggunaFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
ALAMAT = reverse("opd:pelantikan")
APRIL = datetime.date(2024, 4, 1)


@pytest.fixture
def organisasi(client):
    orang = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    client.force_login(orang)
    return orang


def _kirim(*baris, aksi="periksa", jumlah=5, **lain):
    isi = {"tanggal": "2024-04-01", "dasar": "SK 1", "aksi": aksi, "jumlah": jumlah, **lain}
    for n in range(1, jumlah + 1):
        isi |= {f"b{n}-jabatan": "", f"b{n}-pegawai": "", f"b{n}-jenis": "definitif"}
    for n, (jabatan, pegawai, *jenis) in baris:
        isi |= {f"b{n}-jabatan": jabatan, f"b{n}-pegawai": pegawai}
        if jenis:
            isi[f"b{n}-jenis"] = jenis[0]
    return isi


def _terapkan(periksa, *baris):
    tanda = periksa.context["rencana"].tanda
    return _kirim(*baris, aksi="terapkan", tanda=tanda)


@pytest.mark.parametrize("peran", [JenisPeran.PERENCANA, JenisPeran.KEPALA_PD, JenisPeran.ADMIN])
def test_only_organisasi(client, peran):
    client.force_login(PenggunaFactory(peran=peran))
    assert client.get(ALAMAT).status_code == 403
    assert client.post(ALAMAT, _kirim()).status_code == 403


def test_check_then_apply(client, organisasi, monkeypatch):
    satu, dua = PenugasanFactory(), PenugasanFactory()
    asal = satu.jabatan
    bacaan: Daftar = Daftar()
    bacaan.daftarkan(
        lambda nomor, tanggal: [
            AkibatPelantikan(j, f"Perjanjian Kinerja {j} {tanggal:%Y}") for j in nomor
        ]
    )
    monkeypatch.setattr(pelantikan, "akibat_pelantikan", bacaan)
    baris = [(2, (dua.jabatan.nama, satu.pegawai.nip))]

    periksa = client.post(ALAMAT, _kirim(*baris))

    isi = periksa.content.decode()
    assert dua.pegawai.nama in isi
    assert f"meninggalkan {asal.nama}" in isi
    assert f"Perjanjian Kinerja {dua.jabatan_id} 2024" in isi
    assert f"Perjanjian Kinerja {asal.pk} 2024" in isi
    assert [j.pk for j in periksa.context["rencana"].kosong] == [asal.pk]
    assert [nomor for nomor, *_ in periksa.context["baris"]] == [2]
    assert PenugasanJabatan.objects.count() == 2  # nothing yet

    jawaban = client.post(ALAMAT, _terapkan(periksa, *baris), follow=True)

    assert "1 pejabat dilantik mulai 1 April 2024. 1 jabatan menjadi kosong." in (
        jawaban.content.decode()
    )
    assert satu.pegawai.penugasan.pada(APRIL).get().jabatan == dua.jabatan
    dua.refresh_from_db()
    assert dua.sampai == datetime.date(2024, 3, 31)


def test_more_rows_keep_what_was_typed_without_judging_it(client, organisasi):
    jawaban = client.post(ALAMAT, _kirim((3, ("Belum lengk", "")), aksi="tambah", dasar=""))
    assert (len(jawaban.context["baris"]), jawaban.context["galat"]) == (10, [])
    assert jawaban.context["baris"][2]["jabatan"].value() == "Belum lengk"
    assert 'value="Belum lengk"' in jawaban.content.decode()
    banyak = client.post(ALAMAT, _kirim(aksi="tambah", jumlah=0) | {"jumlah": "999999"})
    assert len(banyak.context["baris"]) == 200


def test_every_error_stands_at_its_row_and_nothing_is_saved(client, organisasi):
    lama = PenugasanFactory()
    orang = PegawaiFactory()
    jawaban = client.post(
        ALAMAT,
        _kirim(
            (1, (lama.jabatan.nama, orang.nip)),
            (2, ("Jabatan khayal", orang.nip)),
            (4, (lama.jabatan.nama, "")),
            dasar="",
        ),
    )
    baris = jawaban.context["baris"]
    assert "belum ada" in baris[1].errors["jabatan"][0]
    assert baris[3].errors["pegawai"] == ["Tulis pejabat barunya."]
    assert not baris[0].errors
    assert "dasar" in jawaban.context["kepala"].errors
    isi = jawaban.content.decode()
    assert "Ada 3 hal yang perlu diperbaiki" in isi
    assert 'href="#id_b2-jabatan">Baris 2: ' in isi
    assert 'value="Jabatan khayal"' in isi

    # what only the whole list knows stands at its row too, by the number on the page
    jawaban = client.post(
        ALAMAT,
        _kirim((2, (lama.jabatan.nama, orang.nip)), (5, (lama.jabatan.nama, lama.pegawai.nip))),
    )
    assert "sudah dijabat" in " ".join(jawaban.context["baris"][4].errors["jabatan"])
    assert "Baris 5: " in jawaban.content.decode()
    assert PenugasanJabatan.objects.count() == 1


def test_posts_of_one_name_are_told_apart_by_their_pd(client, organisasi):
    pd = PerangkatDaerahFactory(singkatan="DINKES")
    milik = JabatanFactory(pd=pd, nama="Sekretaris", kepala=False)
    JabatanFactory(nama="Sekretaris", kepala=False)
    orang = PegawaiFactory()
    kirim = _kirim((1, ("Sekretaris", orang.nip)))
    assert "dengan perangkat daerahnya" in client.post(ALAMAT, kirim).content.decode()
    periksa = client.post(ALAMAT, _kirim((1, ("Sekretaris, DINKES", orang.nip))))
    assert periksa.context["rencana"].baris[0].jabatan == milik


def test_an_empty_list_and_an_empty_field(client, organisasi):
    assert "Isi paling sedikit satu baris." in client.post(ALAMAT, _kirim()).content.decode()
    salah = client.post(ALAMAT, _kirim(tanggal="kemarin"))
    assert "Tulis tanggal seperti 01/07/2024." in salah.content.decode()


def test_holders_that_changed_since_the_check_are_shown_again(client, organisasi):
    lama, baru = PenugasanFactory(), PegawaiFactory()
    baris = [(1, (lama.jabatan.nama, baru.nip))]
    periksa = client.post(ALAMAT, _kirim(*baris))
    akhiri_penugasan(penugasan_id=lama.pk, sampai=datetime.date(2024, 3, 1), oleh=organisasi)

    jawaban = client.post(ALAMAT, _terapkan(periksa, *baris))
    assert "Periksa sekali lagi" in jawaban.content.decode()
    assert PenugasanJabatan.objects.count() == 1
    assert client.post(ALAMAT, _terapkan(jawaban, *baris)).status_code == 302
    # pressed once more: the same list is an error at its row, not a second rotation
    ulang = client.post(ALAMAT, _terapkan(jawaban, *baris))
    assert "sudah dijabat" in ulang.content.decode()
    assert PenugasanJabatan.objects.count() == 2


def test_back_from_the_check_keeps_the_list(client, organisasi):
    jawaban = client.post(ALAMAT, _kirim((1, ("Apa saja", "Siapa saja")), aksi="ubah"))
    assert jawaban.context["baris"][0]["pegawai"].value() == "Siapa saja"
    assert jawaban.context["kepala"]["dasar"].value() == "SK 1"


def test_query_count_does_not_grow_with_the_rows(client, organisasi):
    def hitung(jumlah):
        semua = [PenugasanFactory() for _ in range(jumlah)]
        baris = [
            (n, (p.jabatan.nama, semua[n % jumlah].pegawai.nip))
            for n, p in enumerate(semua, start=1)
        ]
        with CaptureQueriesContext(connection) as kueri:
            jawaban = client.post(ALAMAT, _kirim(*baris, jumlah=30))
        assert len(jawaban.context["rencana"].baris) == jumlah
        return len(kueri)

    hitung(2)
    assert hitung(3) == hitung(28)


def test_pasted_cells_follow_what_was_typed_and_are_judged(client, organisasi):
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES")
    milik = JabatanFactory(pd=pd, nama="Sekretaris", kepala=False)
    JabatanFactory(nama="Sekretaris", kepala=False)
    orang = PegawaiFactory(nama="Siti, S.E.", nip="197505052000032001")
    tempelan = (
        "No\tNama\tNIP\tJabatan Lama\tJabatan\tJenis\n"
        "1\tSiti, S.E.\t19750505 200003 2 001\tStaf\tSekretaris Dinas Kesehatan\t\n"
        "2\tTidak Ada\t\tStaf\tSekretaris\tPlt.\n"
    )

    jawaban = client.post(
        ALAMAT, _kirim((3, ("Apa saja", "Siapa")), aksi="isi", tempelan=tempelan, dasar="")
    )

    baris = jawaban.context["baris"]
    assert [b["jabatan"].value() for b in baris] == [
        "Apa saja",
        "Sekretaris Dinas Kesehatan",
        "Sekretaris",
    ]
    assert baris[1].baris == pelantikan.BarisPelantikan(milik.pk, orang.pk, "definitif")
    assert baris[2]["jenis"].value() == "plt"
    assert {(b.nomor, m) for b in baris for m in b.errors} == {
        (1, "jabatan"),
        (1, "pegawai"),
        (3, "jabatan"),
        (3, "pegawai"),
    }
    assert not jawaban.context["kepala"].errors  # only the rows are judged
    assert jawaban.context["daftar"]["tempelan"].value() is None


def test_cells_that_cannot_be_read_stay_in_their_field(client, organisasi):
    tempelan = "Sekretaris\tSiti\tSementara"
    jawaban = client.post(ALAMAT, _kirim((2, ("Apa saja", "")), aksi="isi", tempelan=tempelan))
    assert "Baris 1: Jenis “Sementara” tidak dikenal." in jawaban.content.decode()
    assert jawaban.context["daftar"]["tempelan"].value() == tempelan
    assert jawaban.context["baris"][1]["jabatan"].value() == "Apa saja"
    kosong = client.post(ALAMAT, _kirim(aksi="isi", tempelan=" "))
    assert kosong.context["daftar"].errors["tempelan"]
    banyak = client.post(
        ALAMAT, _kirim((1, ("A", "B")), aksi="isi", tempelan="Sekretaris\tSiti\n" * 200)
    )
    assert "paling banyak 200 baris" in banyak.content.decode()


def test_a_post_that_ended_answers_to_its_name_only_when_none_took_it(client, organisasi):
    pd = PerangkatDaerahFactory(singkatan="DINKES")
    lama = JabatanFactory(
        pd=pd, nama="Sekretaris", kepala=False, sampai=datetime.date(2023, 12, 31)
    )
    orang = PegawaiFactory()
    kirim = _kirim((1, ("Sekretaris", orang.nip)))
    isi = client.post(ALAMAT, kirim).content.decode()
    assert "Jabatan ini berlaku 1 Januari 2021 sampai 31 Desember 2023" in isi

    baru = JabatanFactory(pd=pd, nama="Sekretaris", kepala=False, dari=datetime.date(2024, 1, 1))
    periksa = client.post(ALAMAT, kirim)
    assert periksa.context["rencana"].baris[0].jabatan == baru
    # on a day of the old one the old one is meant
    dulu = client.post(ALAMAT, kirim | {"tanggal": "2023-05-01"})
    assert dulu.context["rencana"].baris[0].jabatan == lama
    assert "sampai 31 Desember 2023, hari terakhir jabatan ini" in dulu.content.decode()


def test_after_applying_the_message_counts_what_must_be_signed_and_links_it(
    client, organisasi, monkeypatch
):
    penugasan, orang = PenugasanFactory(), PegawaiFactory(contoh=True)
    bacaan: Daftar = Daftar()
    bacaan.daftarkan(
        lambda nomor, tanggal: [
            AkibatPelantikan(nomor[0], "PK", "/pk/1/", ulang=True, daftar="/pk/belum/?tahun=2024"),
            AkibatPelantikan(nomor[0], "PK bawahan", "/pk/2/"),
        ]
    )
    monkeypatch.setattr(pelantikan, "akibat_pelantikan", bacaan)
    baris = [(1, (penugasan.jabatan.nama, orang.nip))]

    periksa = client.post(ALAMAT, _kirim(*baris))
    assert f"<strong>{orang.nama}</strong> <span" in periksa.content.decode()  # badge "contoh"
    jawaban = client.post(ALAMAT, _terapkan(periksa, *baris), follow=True)

    isi = jawaban.content.decode()
    assert "1 dokumen perlu ditandatangani pejabat baru." in isi
    assert 'href="/pk/belum/?tahun=2024">Lihat yang belum ditandatangani</a>' in isi
