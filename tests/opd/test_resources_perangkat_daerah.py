"""PD from a spreadsheet: dated names, order of the file, bad cells."""

from __future__ import annotations

import datetime

import pytest

from opd.models import NamaPD, PerangkatDaerah
from opd.resources.perangkat_daerah import PerangkatDaerahResource
from tests.factories import KotaFactory, PenggunaFactory, PerangkatDaerahFactory
from tests.lembar_impor import bolak_balik, buku, galat, impor, jalankan

pytestmark = pytest.mark.django_db

AWAL = datetime.date(2021, 1, 1)


@pytest.fixture
def sumber():
    orang = PenggunaFactory(peran="organisasi")
    return lambda: PerangkatDaerahResource(orang)


def _baris(kode="dinuji", nama="Dinas Uji", **lain):
    isi = {
        "kode": kode,
        "nama": nama,
        "singkatan": kode.upper(),
        "nama berlaku dari": None,
        "jenis": "Dinas",
        "induk": "",
        "berlaku dari": AWAL,
        "berlaku sampai": None,
        "urutan": 5,
        **lain,
    }
    return list(isi.values())


def test_children_may_stand_above_their_parents_in_the_file(sumber):
    baris = [_baris("uptd-a", "UPTD A", jenis="UPTD", induk="dinuji"), _baris()]

    hasil = impor(sumber(), *baris)

    assert (hasil.baru, hasil.galat) == (2, 0), galat(hasil)
    assert PerangkatDaerah.objects.filter(kode="uptd-a", induk__kode="dinuji").exists()
    lagi = impor(sumber(), *baris)
    assert (lagi.baru, lagi.berubah, lagi.sama) == (0, 0, 2)


@pytest.mark.parametrize("tanggal", ["31/12/2024", "2024-12-31", datetime.date(2024, 12, 31)])
def test_dates_are_excel_dates_or_two_ways_to_type_them(sumber, tanggal):
    impor(sumber(), _baris(**{"berlaku sampai": tanggal}))

    assert PerangkatDaerah.objects.get().berlaku_sampai == datetime.date(2024, 12, 31)


def test_a_changed_name_is_a_dated_name(sumber):
    PerangkatDaerahFactory(kode="dinuji", nama="Dinas Lama", singkatan="DINUJI", urutan=5)

    tanpa = impor(sumber(), _baris(nama="Dinas Baru"))
    assert galat(tanpa) == [
        (
            2,
            "nama berlaku dari",
            "Nama “Dinas Lama” berlaku sejak 1 Januari 2021. Tulis tanggal mulai nama yang baru, "
            "setelah itu.",
        )
    ]

    hasil = impor(sumber(), _baris(nama="Dinas Baru", **{"nama berlaku dari": "01/07/2024"}))
    assert (hasil.berubah, hasil.galat) == (1, 0), galat(hasil)
    lama, baru = NamaPD.objects.order_by("dari")
    assert (lama.nama, lama.sampai) == ("Dinas Lama", datetime.date(2024, 6, 30))
    assert (baru.nama, baru.dari) == ("Dinas Baru", datetime.date(2024, 7, 1))


def test_export_and_import_is_a_round_trip(sumber):
    kota = KotaFactory()
    induk = PerangkatDaerahFactory(induk=kota)
    PerangkatDaerahFactory(induk=induk, jenis="uptd", berlaku_sampai=datetime.date(2025, 1, 1))

    hasil = bolak_balik(sumber(), sumber())

    assert (hasil.baru, hasil.berubah, hasil.sama, hasil.galat) == (0, 0, 3, 0)


@pytest.mark.parametrize(
    ("isi", "kolom", "kalimat"),
    [
        ({"kode": "dinas uji"}, "kode", "Kode hanya huruf, angka, garis bawah"),
        ({"jenis": "Dinass"}, "jenis", '"Dinass" tidak dikenal. Pilih salah satu: Kota'),
        ({"nama": ""}, "nama", "Kolom ini wajib diisi."),
        ({"nama": "x" * 201}, "nama", "Paling banyak 200 huruf, ini 201."),
        ({"berlaku dari": 45657}, "berlaku dari", "bukan tanggal. Format kolom ini"),
        ({"berlaku dari": "12/31/2024"}, "berlaku dari", "tidak ada di kalender"),
        ({"berlaku dari": "besok"}, "berlaku dari", '"besok" bukan tanggal'),
        ({"berlaku sampai": "31/12/2020"}, "berlaku sampai", "tidak boleh sebelum tanggal awal"),
        ({"urutan": "satu"}, "urutan", "Tulis angkanya saja"),
        ({"urutan": 1.5}, "urutan", "1,5 bukan bilangan bulat."),
        ({"urutan": 40_000}, "urutan", "terlalu besar"),
        ({"induk": "tiada"}, "induk", "Perangkat daerah “tiada” tidak ada."),
        ({"induk": "dinuji"}, "induk", "tidak boleh berada di bawah dirinya sendiri"),
        (
            {"nama berlaku dari": "01/01/2022"},
            "nama berlaku dari",
            "Nama pertama berlaku sejak perangkat daerahnya ada.",
        ),
    ],
)
def test_each_bad_cell_is_a_sentence_at_its_row_and_column(sumber, isi, kolom, kalimat):
    hasil = impor(sumber(), _baris("baik"), _baris(**isi))

    ((baris, pada, pesan),) = galat(hasil)
    assert (baris, pada) == (3, kolom)
    assert kalimat in pesan
    assert not PerangkatDaerah.objects.exists()


def test_a_loop_over_stored_and_new_rows_is_refused(sumber):
    atas = PerangkatDaerahFactory(kode="atas", nama="Dinas Atas", singkatan="ATAS", urutan=5)
    PerangkatDaerahFactory(kode="bawah", induk=atas)

    hasil = impor(sumber(), _baris("atas", "Dinas Atas", induk="bawah"))

    assert [g[:2] for g in galat(hasil)] == [(2, "induk")]
    atas.refresh_from_db()
    assert atas.induk is None


def test_a_column_that_is_left_out_stays_as_it_is(sumber):
    PerangkatDaerahFactory(kode="dinuji", nama="Dinas Uji", singkatan="DINUJI", urutan=7)
    judul = ["kode", "nama", "singkatan", "jenis", "induk", "berlaku dari", "berlaku sampai"]

    hasil = jalankan(
        sumber(), buku(judul, ["dinuji", "Dinas Uji", "DINUJI", "badan", "", AWAL, None])
    )

    assert (hasil.berubah, hasil.galat) == (1, 0), galat(hasil)
    pd = PerangkatDaerah.objects.get()
    assert (pd.jenis, pd.urutan) == ("badan", 7)


def test_an_end_before_the_newest_name_is_refused_at_its_column(sumber):
    pd = PerangkatDaerahFactory(kode="dinuji", nama="Dinas Uji", singkatan="DINUJI", urutan=5)
    impor(sumber(), _baris(nama="Dinas Baru", **{"nama berlaku dari": "01/07/2024"}))

    hasil = impor(sumber(), _baris(nama="Dinas Baru", **{"berlaku sampai": "01/01/2024"}))

    assert galat(hasil) == [(2, "berlaku sampai", "Namanya yang terakhir baru mulai 1 Juli 2024.")]
    pd.refresh_from_db()
    assert pd.berlaku_sampai is None
