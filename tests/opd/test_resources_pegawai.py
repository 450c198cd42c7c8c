"""Officials from a spreadsheet."""

from __future__ import annotations

import pytest

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from dasar.services.impor import pengolah
from opd.models import Pegawai
from opd.resources.pegawai import GALAT_NIP_ANGKA, PegawaiResource
from tests.factories import PenggunaFactory
from tests.factories_jabatan import PegawaiFactory
from tests.lembar_impor import bolak_balik, galat, impor

pytestmark = pytest.mark.django_db

NIP = "197001011995031001"
LAIN = "198002022005012002"


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran="organisasi")


def test_new_and_changed_officials_go_through_the_services(organisasi):
    lama = PegawaiFactory(nip=LAIN, nama="Nama Lama", pangkat="")

    hasil = impor(
        PegawaiResource(organisasi),
        [NIP, "Dra. Contoh, M.Si.", "Pembina, IV/a"],
        [LAIN, "Nama Baru", ""],
        ["", "Wali Kota Contoh", ""],
    )

    assert (hasil.baru, hasil.berubah, hasil.sama, hasil.galat) == (2, 1, 0, 0)
    lama.refresh_from_db()
    assert lama.nama == "Nama Baru"
    assert Pegawai.objects.get(nip=NIP).pangkat == "Pembina, IV/a"
    assert JejakAudit.objects.filter(aksi="pegawai.dibuat", oleh=organisasi).count() == 2
    assert JejakAudit.objects.filter(aksi="pegawai.diubah").count() == 1
    ubah = [r for r in hasil.rincian if r.macam == "berubah"]
    assert [(r.baris, r.kolom, r.lama, r.isi) for r in ubah] == [
        (3, "nama", "Nama Lama", "Nama Baru")
    ]


def test_the_same_file_again_changes_nothing(organisasi):
    baris = [[NIP, "Dra. Contoh", "IV/a"], ["", "Wali Kota Contoh", ""]]
    impor(PegawaiResource(organisasi), *baris)
    jejak = JejakAudit.objects.count()

    hasil = impor(PegawaiResource(organisasi), *baris)

    assert (hasil.baru, hasil.berubah, hasil.sama, hasil.galat) == (0, 0, 2, 0)
    assert Pegawai.objects.count() == 2
    assert JejakAudit.objects.count() == jejak


def test_export_and_import_is_a_round_trip_that_keeps_formulas_text(organisasi):
    PegawaiFactory(nip="000000000000000001", nama="=cmd|' /C calc'!A0", pangkat="+IV/a")
    PegawaiFactory(nip="", nama="@Wali Kota", pangkat="-")

    hasil = bolak_balik(PegawaiResource(organisasi), PegawaiResource(organisasi))

    assert (hasil.baru, hasil.berubah, hasil.sama, hasil.galat) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("sel", "kalimat"),
    [
        (1.97001e17, GALAT_NIP_ANGKA),
        (197001011995031001, GALAT_NIP_ANGKA),
        ("1.97001E+17", GALAT_NIP_ANGKA),
        ("1970", "NIP terdiri dari 18 angka."),
        ("19700101199503100X", "NIP terdiri dari 18 angka."),
        ("=A1+1", "NIP terdiri dari 18 angka."),
    ],
)
def test_a_nip_that_excel_spoiled_says_how_to_format_the_column(organisasi, sel, kalimat):
    hasil = impor(PegawaiResource(organisasi), [sel, "Dra. Contoh", ""])

    assert galat(hasil) == [(2, "nip", kalimat)]
    assert not Pegawai.objects.exists()


def test_all_bad_cells_of_all_rows_are_named_and_nothing_is_saved(organisasi):
    hasil = impor(
        PegawaiResource(organisasi),
        [NIP, "Baik", ""],
        ["12", "", "x" * 81],
        [NIP, "Kembar", ""],
    )

    assert galat(hasil) == [
        (3, "nip", "NIP terdiri dari 18 angka."),
        (3, "nama", "Kolom ini wajib diisi."),
        (3, "pangkat", "Paling banyak 80 huruf, ini 81."),
        (4, "nip", "Sama dengan baris 2. Hapus salah satunya."),
    ]
    assert hasil.galat == 2
    assert not Pegawai.objects.exists()


def test_a_refusal_of_a_service_stands_at_its_row_and_takes_all_back(organisasi, monkeypatch):
    asli = PegawaiResource.simpan

    def menolak(self, baris):
        if baris["nama"] == "Ditolak":
            raise TidakBoleh("Tidak boleh sekarang.")
        asli(self, baris)

    monkeypatch.setattr(PegawaiResource, "simpan", menolak)
    hasil = impor(PegawaiResource(organisasi), [NIP, "Baik", ""], [LAIN, "Ditolak", ""])

    assert galat(hasil) == [(3, "baris", "Tidak boleh sekarang.")]
    assert not Pegawai.objects.exists()
    assert not JejakAudit.objects.filter(aksi="pegawai.dibuat").exists()


def test_a_preview_does_everything_and_takes_it_back(organisasi):
    sumber = PegawaiResource(organisasi)
    pratinjau = impor(sumber, [NIP, "Dra. Contoh", ""], terapkan=False)

    assert pratinjau.baru == 1
    assert not Pegawai.objects.exists()
    assert impor(PegawaiResource(organisasi), [NIP, "Dra. Contoh", ""]).sidik == pratinjau.sidik


def test_only_organisasi_imports_officials():
    assert pengolah("pegawai", {}, PenggunaFactory(peran="organisasi"))
    for peran in ("operator", "evaluator"):
        with pytest.raises(TidakBoleh):
            pengolah("pegawai", {}, PenggunaFactory(peran=peran))


def test_a_fault_of_the_program_is_no_row_error(organisasi, monkeypatch):
    def rusak(self, baris):
        raise ZeroDivisionError

    monkeypatch.setattr(PegawaiResource, "simpan", rusak)
    with pytest.raises(ZeroDivisionError):
        impor(PegawaiResource(organisasi), [NIP, "Dra. Contoh", ""])
