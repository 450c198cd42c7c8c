"""Sample evidence: two small files per PD that say CONTOH everywhere, written once."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from dasar.models import Berkas, JejakAudit
from dasar.services.isi_berkas import jenis_dari_isi
from dasar.services.isi_pdf import periksa_pdf
from kinerja.models import BuktiDukung, StatusRealisasi
from opd.services.pengguna import pengguna_sistem
from sakip.contoh.bukti_2024 import muat_bukti_2024
from tests.baca_pdf import buka, teks_halaman
from tests.factories import PenggunaFactory
from tests.kinerja.panggung import Panggung, buat_panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def panggung() -> Panggung:
    """Twelve rows of the Dinas Kesehatan in different states, in the sample quarter."""
    p = buat_panggung()
    PenggunaFactory(username="operator.dinkes")
    for nomor in range(12):
        status = StatusRealisasi.DISETUJUI_PD if nomor % 2 else StatusRealisasi.DRAF
        p.baris(status, tahun=2024, triwulan=4)
    return p


def test_both_files_stand_behind_every_row_and_are_written_once(panggung: Panggung) -> None:
    sistem = pengguna_sistem()

    pertama, kedua = muat_bukti_2024(sistem), muat_bukti_2024(sistem)

    assert (pertama.baru, kedua.baru) == (2, 0)
    assert BuktiDukung.objects.count() == 24
    assert JejakAudit.objects.filter(aksi="realisasi.bukti_ditambah").count() == 24
    tunjuk = set(BuktiDukung.objects.filter(berkas__jenis="pdf").values_list("halaman", flat=True))
    assert tunjuk == {"1", "2"}
    assert set(BuktiDukung.objects.values_list("diunggah_oleh__username", flat=True)) == {
        "operator.dinkes"
    }


def test_every_page_and_sheet_says_that_it_is_an_example(panggung: Panggung) -> None:
    muat_bukti_2024(pengguna_sistem())

    pdf, xlsx = (Berkas.objects.get(jenis=jenis).isi.read() for jenis in ("pdf", "xlsx"))
    assert [jenis_dari_isi(satu) for satu in (pdf, xlsx)] == ["pdf", "xlsx"]
    assert periksa_pdf(pdf) == Berkas.objects.get(jenis="pdf").jumlah_halaman == 2
    with buka(pdf) as dokumen:
        for nomor, halaman in enumerate(dokumen.pages, start=1):
            baris = teks_halaman(halaman)
            assert "CONTOH. Contoh, disusun dari nilai contoh." in baris
            assert baris.count("PK–") == 0, nomor
    for lembar in load_workbook(BytesIO(xlsx)):
        assert str(lembar["A1"].value).startswith("CONTOH.")
    assert all(
        judul.startswith("Contoh") for judul in BuktiDukung.objects.values_list("judul", flat=True)
    )
