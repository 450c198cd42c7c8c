"""Any file: either a table, or one sentence. Any applied file: all of it, or nothing."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dasar.galat import GalatPengguna
from kinerja.models import Anggaran, IsiIndikator, IsiSimpul, Realisasi
from kinerja.selectors.berkas_triwulan import baca_berkas_triwulan
from kinerja.selectors.nomenklatur import Pustaka
from kinerja.selectors.rencana_berlaku import RencanaBerlaku
from kinerja.selectors.susunan_baris import susun_baris
from kinerja.services.impor import terapkan_impor
from kinerja.services.unggah_impor import unggah_berkas_laporan
from opd.models import JenisPeran
from tests.factories import PenggunaFactory, PerangkatDaerahFactory

KEPALA = (
    ("Program/Kegiatan", "Indikator", "TW I K", "TW I Rp"),
    ("Kode", "Program", "Kegiatan", "Sub Kegiatan", "Indikator", "TW I K", "TW I Rp"),
    ("Kode", "", "Uraian", "Tolok Ukur", "Realisasi Triwulan I", "", "TW II K"),
)
_teks = st.one_of(
    st.sampled_from(
        ["", "-", "#REF!", "PROGRAM A", "Kegiatan: B", "1.02.01.2.01", "1. Sub", "a.", "1.234,56",
         "85,5%", "=1+1", "JUMLAH", "12", "Penye-\ndiaan"]
    ),
    st.text(max_size=12).filter(lambda t: not any("\ud800" <= h <= "\udfff" for h in t)),
)  # fmt: skip
_nilai = st.one_of(_teks, st.integers(-(10**20), 10**20), st.floats(), st.booleans(), st.none())
_acak = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def _baca(isi: bytes, jenis: str) -> None:
    try:
        lembar = baca_berkas_triwulan(isi, jenis)
    except GalatPengguna as galat:
        assert str(galat).strip()[-1:] == ".", galat  # noqa: PT017
        return
    assert len({b.nomor for b in lembar.baris}) == len(lembar.baris)
    tersusun = susun_baris(lembar.baris, RencanaBerlaku(), Pustaka([]))
    assert [s.nomor for s in tersusun.susunan] == [b.nomor for b in lembar.baris]


@_acak
@given(st.sampled_from(KEPALA), st.lists(st.lists(_teks, max_size=8), max_size=12))
def test_any_csv_is_read_or_refused_with_a_sentence(kepala, baris):
    keluar = StringIO()
    csv.writer(keluar, delimiter=";").writerows([kepala, *baris])
    _baca(keluar.getvalue().encode(), "csv")


@_acak
@given(
    st.sampled_from(KEPALA),
    st.lists(st.lists(_nilai, max_size=8), max_size=10),
    st.lists(st.tuples(*[st.integers(1, 8)] * 4), max_size=4),
)
def test_any_workbook_with_merged_cells_is_read_or_refused(kepala, baris, gabung):
    buku = openpyxl.Workbook()
    ws = buku.active
    ws.append(list(kepala))
    for satu in baris:
        try:
            ws.append(satu)
        except (openpyxl.utils.exceptions.IllegalCharacterError, ValueError):
            continue
    for a, b, c, d in gabung:
        try:
            ws.merge_cells(
                start_row=min(a, b), end_row=max(a, b), start_column=min(c, d), end_column=max(c, d)
            )
        except ValueError:
            continue
    keluar = BytesIO()
    buku.save(keluar)
    _baca(keluar.getvalue(), "xlsx")


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(KEPALA), st.lists(st.lists(_teks, min_size=4, max_size=7), max_size=8))
def test_a_refused_import_leaves_nothing(kepala, baris):
    pd = PerangkatDaerahFactory()
    oleh = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)
    keluar = StringIO()
    csv.writer(keluar).writerows([kepala, *baris])
    model = (Realisasi, Anggaran, IsiSimpul, IsiIndikator)
    sebelum = [m.objects.count() for m in model]
    try:
        impor = unggah_berkas_laporan(
            isi=keluar.getvalue().encode(), nama_asli="acak.csv", perangkat_daerah=pd, tahun=2023,
            oleh=oleh, isian_kinerja="per_triwulan", isian_anggaran="sd_triwulan",
        )  # fmt: skip
        ringkasan = terapkan_impor(impor_id=impor.pk, oleh=oleh)
    except GalatPengguna:
        assert [m.objects.count() for m in model] == sebelum
        return
    sesudah = [m.objects.count() for m in model]
    assert sesudah[0] - sebelum[0] == ringkasan.nilai_baru
    assert sesudah[1] - sebelum[1] == ringkasan.rupiah_baru
    assert sesudah[2] - sebelum[2] == ringkasan.simpul_baru
