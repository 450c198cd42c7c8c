"""The IKU page: who reads it, what it marks, and the spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from kinerja.formulas.skala import SKALA_SAKIP
from tests.factories import IsiIndikatorFactory, TargetFactory
from tests.kinerja.panggung_indikator import buat_draf

pytestmark = pytest.mark.django_db


@pytest.fixture
def d(p):
    return buat_draf(p)


def _buka(client, oleh, dokumen, nama="kinerja:iku"):
    client.force_login(oleh)
    return client.get(reverse(nama, args=[dokumen.pk]))


def test_the_city_is_read_by_every_pd_and_a_pd_by_itself(client, p, d):
    for dokumen, orang, status in (
        (d.dokumen, p.operator, 200),
        (d.dokumen, p.operator_lain, 404),
        (d.dokumen, p.pimpinan, 200),
        (d.rpjmd, p.operator_lain, 200),
        (d.rpjmd, p.admin, 404),
    ):
        for nama in ("kinerja:iku", "kinerja:iku_xlsx"):
            assert _buka(client, orang, dokumen, nama).status_code == status, (dokumen, orang)


def test_a_card_is_linked_only_for_who_may_open_it(client, p, d):
    kartu = reverse("kinerja:indikator_kartu", args=[d.iku_kota.pk])
    assert kartu in _buka(client, p.operator, d.rpjmd).content.decode()
    assert kartu not in _buka(client, p.operator_lain, d.rpjmd).content.decode()


def test_gaps_are_marked_and_only_iku_are_listed(client, p, d):
    IsiIndikatorFactory(isi_simpul=d.simpul, nama="Bukan IKU")
    teks = _buka(client, p.operator, d.rpjmd).content.decode()

    assert "Angka Harapan Hidup" in teks
    assert "target 2021, 2022, 2024, 2025, 2026" in teks
    # a reader may have the paper made: the mayor downloads it
    assert "Cetak PDF" in teks
    teks = _buka(client, p.operator, d.dokumen).content.decode()
    assert "Bukan IKU" not in teks
    assert "Belum ada:" not in teks


def test_the_sheet_holds_numbers_as_numbers_and_texts_as_text(client, p, d):
    d.isi.nama = "=1+1"
    d.isi.save()
    huruf = IsiIndikatorFactory(
        isi_simpul=d.simpul,
        nama="Predikat SAKIP",
        iku=True,
        urutan=2,
        skala_predikat=dict(SKALA_SAKIP),
    )
    TargetFactory(isi=huruf, nilai=Decimal(5), contoh=True)
    rentang = IsiIndikatorFactory(isi_simpul=d.simpul, iku=True, urutan=3)
    TargetFactory(isi=rentang, nilai=Decimal(7), nilai_atas=Decimal(8))

    jawaban = _buka(client, p.operator, d.dokumen, "kinerja:iku_xlsx")

    assert 'filename="iku-renja-2024-perubahan-ke-1-dinkes.xlsx"' in jawaban["Content-Disposition"]
    lembar = load_workbook(BytesIO(jawaban.content)).active
    kepala = [sel.value for sel in lembar[4]]
    kolom = {nama: nomor for nomor, nama in enumerate(kepala, start=1)}
    assert lembar["A3"].value == "Memuat target contoh, bukan target resmi."
    nama = lembar.cell(5, kolom["Indikator"])
    assert (nama.value, nama.data_type, nama.quotePrefix) == ("=1+1", "s", True)
    target = [lembar.cell(baris, kolom["Target 2024"]) for baris in (5, 6, 7)]
    assert (target[0].value, target[0].data_type) == (13.69, "n")
    assert [sel.value for sel in target[1:]] == ["BB", "7,00–8,00"]
    assert lembar.cell(5, kolom["Baseline"]).value == 16.2
    contoh = [lembar.cell(baris, kolom["Target contoh"]).value for baris in (5, 6, 7)]
    assert "2024" in contoh
    assert None in contoh


def test_queries_do_not_grow_with_rows(client, p, d):
    def hitung():
        with CaptureQueriesContext(connection) as rekam:
            _buka(client, p.perencana, d.dokumen)
        return len(rekam)

    hitung()
    sedikit = hitung()
    for nomor in range(2, 30):
        TargetFactory(isi=IsiIndikatorFactory(isi_simpul=d.simpul, iku=True, urutan=nomor))
    assert hitung() == sedikit


def test_without_iku_the_page_says_how_to_begin(client, p, d):
    d.isi.iku = False
    d.isi.save()
    teks = _buka(client, p.operator, d.dokumen).content.decode()
    assert "Belum ada IKU" in teks
    assert reverse("kinerja:iku_xlsx", args=[d.dokumen.pk]) not in teks
