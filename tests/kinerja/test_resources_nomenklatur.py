"""The national nomenclature through the import of master data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from dasar.services.impor import antrekan_terapan, pengolah, unggah_data
from dasar.tasks import jalankan as jalankan_pekerjaan
from kinerja.models import Nomenklatur
from kinerja.resources.nomenklatur import NomenklaturResource
from tests.factories import PenggunaFactory
from tests.lembar_impor import bolak_balik, galat, impor

pytestmark = pytest.mark.django_db

EDISI = "Uji 2025"
BERKAS = Path(__file__).resolve().parents[2] / "sakip/data/nomenklatur_kabkota.csv"
SATU = [
    *("1.02.02", "PROGRAM KESEHATAN", "1.02.02.2.01", "Penyediaan"),
    *("1.02.02.2.01.0001", "Pembangunan", "Jumlah", "Unit"),
]


@pytest.fixture
def sumber():
    orang = PenggunaFactory(peran="perencana")
    return lambda: NomenklaturResource(orang, edisi=EDISI)


def test_three_entries_from_one_row_once(sumber):
    assert impor(sumber(), SATU).baru == 1
    assert set(Nomenklatur.objects.values_list("kode", "jenis")) == {
        ("1.02.02", "program"),
        ("1.02.02.2.01", "kegiatan"),
        ("1.02.02.2.01.0001", "sub_kegiatan"),
    }

    assert impor(sumber(), SATU).sama == 1
    assert bolak_balik(sumber(), sumber()).sama == 1
    lain = [*SATU[:1], "PROGRAM LAIN", *SATU[2:]]
    assert impor(sumber(), lain).berubah == 1
    assert Nomenklatur.objects.get(jenis="program").nama == "PROGRAM LAIN"
    assert Nomenklatur.objects.count() == 3


@pytest.mark.parametrize(
    ("letak", "isi", "kolom", "kalimat"),
    [
        (0, "1.03.02", "kode_kegiatan", "tidak berada di bawah 1.03.02"),
        (4, "1.02.02.2.02.0001", "kode_subkegiatan", "tidak berada di bawah 1.02.02.2.01"),
        (4, "1.02.02.2.01.1.1", "kode_subkegiatan", "harus 6 ruas"),
        (0, 1.02, "kode_program", "Format kolomnya sebagai Teks"),
        (5, "", "subkegiatan", "Kolom ini wajib diisi."),
        (7, "x" * 101, "satuan", "Paling banyak 100 huruf, ini 101."),
        (1, "PROGRAM LAIN", "program", "di atas ditulis “PROGRAM KESEHATAN”"),
    ],
)
def test_bad_rows_are_sentences_and_nothing_is_loaded(sumber, letak, isi, kolom, kalimat):
    buruk = [*SATU[:4], "1.02.02.2.01.0002", *SATU[5:]]
    buruk[letak] = isi

    hasil = impor(sumber(), SATU, buruk)

    assert [g[:2] for g in galat(hasil)] == [(3, kolom)], galat(hasil)
    assert kalimat in galat(hasil)[0][2]
    assert not Nomenklatur.objects.exists()


def test_who_loads_it():
    for peran in ("perencana", "organisasi"):
        assert pengolah("nomenklatur", {"edisi": EDISI}, PenggunaFactory(peran=peran))
    for peran in ("operator", "evaluator"):
        with pytest.raises(TidakBoleh):
            pengolah("nomenklatur", {"edisi": EDISI}, PenggunaFactory(peran=peran))


@pytest.mark.lambat
def test_the_whole_published_table_goes_through_preview_and_apply(
    django_assert_max_num_queries,
):
    orang = PenggunaFactory(peran="organisasi")
    isi = BERKAS.read_bytes()
    argumen: dict[str, Any] = {
        "jenis": "nomenklatur",
        "parameter": {"edisi": EDISI},
        "isi": isi,
        "nama_asli": BERKAS.name,
        "oleh": orang,
    }

    satu = unggah_data(**argumen)
    with django_assert_max_num_queries(100):
        jalankan_pekerjaan(satu.pekerjaan_id)
    satu.refresh_from_db()
    assert satu.ringkasan["baru"] == 3558
    assert satu.ringkasan["galat"] == 0
    assert not Nomenklatur.objects.exists()
    pekerjaan = antrekan_terapan(impor_id=satu.pk, oleh=orang)
    with django_assert_max_num_queries(100):
        jalankan_pekerjaan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "selesai", pekerjaan.galat
    assert Nomenklatur.objects.filter(edisi=EDISI).count() == 4462
    assert JejakAudit.objects.filter(aksi="nomenklatur.dimuat").count() == 1

    lagi = unggah_data(**argumen)
    jalankan_pekerjaan(lagi.pekerjaan_id)
    lagi.refresh_from_db()
    assert lagi.ringkasan["sama"] == 3558
