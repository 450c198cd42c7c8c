"""Posts and assignments from a spreadsheet."""

from __future__ import annotations

import datetime

import pytest

from opd.models import Eselon, Jabatan, PenugasanJabatan
from opd.resources.jabatan import JabatanResource
from opd.resources.penugasan import PenugasanResource
from tests.factories import PenggunaFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.lembar_impor import bolak_balik, galat, impor

pytestmark = pytest.mark.django_db

AWAL = datetime.date(2021, 1, 1)
NIP = "197001011995031001"
LAIN = "198002022005012002"


@pytest.fixture
def pd():
    return PerangkatDaerahFactory(kode="dinuji", nama="Dinas Uji")


@pytest.fixture
def jabatan(pd):
    orang = PenggunaFactory(peran="organisasi")
    return lambda: JabatanResource(orang)


@pytest.fixture
def penugasan(pd):
    orang = PenggunaFactory(peran="organisasi")
    return lambda: PenugasanResource(orang)


def _post(nama, eselon, atasan="", kepala="Tidak", sampai=None, pd="dinuji", dari=AWAL):
    return [pd, nama, eselon, atasan, kepala, dari, sampai]


def test_a_tree_of_posts_in_any_order_and_again(jabatan):
    baris = [
        _post("Seksi A", "Eselon IV.a", "Bidang A"),
        _post("Bidang A", "iii_b", "Kepala Dinas"),
        _post("Kepala Dinas", "Eselon II.b", kepala="Ya"),
    ]

    hasil = impor(jabatan(), *baris)

    assert (hasil.baru, hasil.galat) == (3, 0), galat(hasil)
    kepala = Jabatan.objects.get(bawahan__bawahan__nama="Seksi A")
    assert (kepala.nama, kepala.kepala) == ("Kepala Dinas", True)
    assert impor(jabatan(), *baris).sama == 3
    assert bolak_balik(jabatan(), jabatan()).sama == 3


@pytest.mark.parametrize(
    ("baris", "kolom", "kalimat"),
    [
        (_post("B", "Eselon IX"), "eselon", "tidak dikenal. Pilih salah satu: Kepala daerah"),
        (_post("B", "Eselon III.b", "Tiada"), "atasan", "Jabatan “Tiada” tidak ada"),
        (_post("B", "Eselon II.a", "Kepala"), "atasan", "tidak lebih tinggi dari Eselon II.a"),
        (_post("B", "Eselon III.b", "B"), "atasan", "Atasan berputar"),
        (_post("B", "Eselon III.b", pd="tiada"), "pd", "Perangkat daerah “tiada” tidak ada."),
        (_post("B", "Eselon II.b", kepala="Ya"), "kepala", "sudah dipimpin Kepala"),
        (_post("B", "Eselon III.b", kepala="Mungkin"), "kepala", "Pilih salah satu: Ya, Tidak."),
        (_post("B", "Eselon III.b", sampai="01/01/2020"), "sampai", "sebelum tanggal awal"),
        (_post("Kepala", "Eselon II.b", dari="01/01/2022"), "dari", "sudah ada sejak 1 Januari"),
    ],
)
def test_bad_posts_are_sentences(jabatan, pd, baris, kolom, kalimat):
    JabatanFactory(pd=pd, nama="Kepala", eselon=Eselon.II_B)

    hasil = impor(jabatan(), _post("Baik", "Eselon III.b"), baris)

    ((nomor, pada, pesan),) = galat(hasil)
    assert (nomor, pada) == (3, kolom)
    assert kalimat in pesan
    assert Jabatan.objects.count() == 1


def test_a_loop_of_two_new_posts_is_refused(jabatan):
    hasil = impor(jabatan(), _post("A", "Eselon III.a", "B"), _post("B", "Eselon III.b", "A"))

    assert {g[:2] for g in galat(hasil)} == {(2, "atasan"), (3, "atasan")}
    assert not Jabatan.objects.exists()


def _tugas(nip, dari, sampai=None, jenis="Definitif", jabatan="Kepala", nama="", dasar="SK 1"):
    return ["dinuji", jabatan, nip, nama, jenis, dari, sampai, dasar]


def test_one_file_hands_a_post_over(penugasan, pd):
    post = JabatanFactory(pd=pd, nama="Kepala")
    lama = PenugasanFactory(
        jabatan=post, pegawai=PegawaiFactory(nip=NIP, nama="Lama"), dasar="SK 1"
    )
    PegawaiFactory(nip=LAIN, nama="Baru")
    baris = [
        _tugas(LAIN, "01/04/2024"),
        _tugas(NIP, AWAL, "31/03/2024"),
    ]

    hasil = impor(penugasan(), *baris)

    assert (hasil.baru, hasil.berubah, hasil.galat) == (1, 1, 0), galat(hasil)
    lama.refresh_from_db()
    assert lama.sampai == datetime.date(2024, 3, 31)
    assert PenugasanJabatan.objects.get(pegawai__nip=LAIN).dari == datetime.date(2024, 4, 1)
    assert impor(penugasan(), *baris).sama == 2
    assert bolak_balik(penugasan(), penugasan()).sama == 2


@pytest.mark.parametrize(
    ("baris", "kolom", "kalimat"),
    [
        (_tugas(LAIN, "01/04/2024"), "dari", "Lama"),
        (_tugas("199001012015011003", "01/04/2024"), "nip", "tidak ada di data pegawai"),
        (_tugas("", "01/04/2024"), "nip", "Isi NIP, atau nama"),
        (_tugas("", "01/04/2024", nama="Siapa"), "nama", "tidak ada di antara pegawai tanpa NIP"),
        (_tugas(LAIN, "01/04/2024", jabatan="Tiada"), "jabatan", "Jabatan “Tiada” tidak ada"),
        (_tugas(LAIN, "01/04/2024", jenis="Pjs"), "jenis", "Pilih salah satu: Definitif"),
        (_tugas(LAIN, "01/01/2020", jenis="Plt"), "dari", "Penugasan harus di dalamnya"),
        (_tugas(NIP, AWAL, dasar="SK 2"), "dasar", "tidak diubah lewat impor"),
        (_tugas(NIP, AWAL, "01/01/2020"), "sampai", "sebelum tanggal awal"),
    ],
)
def test_overlaps_and_unknown_people_are_sentences(penugasan, pd, baris, kolom, kalimat):
    post = JabatanFactory(pd=pd, nama="Kepala")
    PenugasanFactory(jabatan=post, pegawai=PegawaiFactory(nip=NIP, nama="Lama"), dasar="SK 1")
    PegawaiFactory(nip=LAIN, nama="Baru")

    hasil = impor(penugasan(), baris)

    ((nomor, pada, pesan),) = galat(hasil)
    assert (nomor, pada) == (2, kolom)
    assert kalimat in pesan
    assert PenugasanJabatan.objects.count() == 1
