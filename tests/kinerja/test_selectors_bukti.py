"""Evidence as it is shown, and that many files cost no more questions than few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi.selectors.dasbor_jejak import susun_jejak
from kinerja.models import BuktiDukung, Realisasi, StatusRealisasi
from kinerja.selectors.bukti import (
    baris_pilihan,
    berkas_pilihan,
    bukti_sel,
    judul_bukti,
    konteks_bukti,
)
from kinerja.services.bukti import pakai_bukti, tambah_bukti_tautan
from opd.models import JenisPeran
from tests.dasar.berkas_uji import gambar, pdf
from tests.factories import TAHUN, PenggunaFactory
from tests.kinerja.panggung import TW
from tests.kinerja.panggung_bukti import bukti_baru, unggah
from tests.opd.panggung_perubahan import BARU, buat_lama, terapkan

pytestmark = pytest.mark.django_db


def _pertanyaan(jalankan):
    with CaptureQueriesContext(connection) as q:
        jalankan()
    return len(q)


def test_files_and_links_are_shown_in_words(p):
    baris = p.baris()
    bukti_baru(baris, p.operator, isi=pdf(14), nama="Rekap MPDN.pdf", halaman="3-5")
    bukti_baru(baris, p.operator, isi=gambar(), nama="Foto.jpg")
    tambah_bukti_tautan(
        indikator_id=baris.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        tautan="https://data.contoh.go.id/rekap",
        judul="Rekap",
        oleh=p.operator,
    )

    berkas, foto, tautan = bukti_sel(baris, p.operator)

    assert berkas.keterangan.endswith("KB · 14 halaman") or berkas.keterangan.endswith(
        "B · 14 halaman"
    )
    assert (berkas.halaman_awal, berkas.siapa, berkas.dapat_dilihat) == (3, "Anda", True)
    assert berkas.sha_ringkas == f"{berkas.sha256[:4]}…{berkas.sha256[-4:]}"
    assert (foto.gambar, foto.pdf) == (True, False)
    assert (tautan.host, tautan.dapat_dilihat, tautan.sha_ringkas) == (
        "data.contoh.go.id",
        False,
        "",
    )


def test_three_people_who_sees_the_evidence(p):
    baris = p.baris(StatusRealisasi.DIAJUKAN)
    bukti_baru(baris, p.operator)

    for orang in (p.operator, p.kepala, p.organisasi, p.evaluator):
        assert len(konteks_bukti(baris, orang)["bukti"]) == 1
    for orang in (p.operator_lain, p.tanpa_peran):
        assert konteks_bukti(baris, orang)["bukti"] == []
    assert konteks_bukti(None, p.operator)["bukti"] == []


def test_many_files_cost_as_many_questions_as_few(p):
    baris = p.baris()
    asal = bukti_baru(baris, p.operator)

    def semua():
        bukti_sel(baris, p.operator)
        baris_pilihan(asal, p.operator)
        berkas_pilihan(p.operator, p.pd.pk, TAHUN, kecuali=None)
        judul_bukti([baris.pk])

    sedikit = _pertanyaan(semua)
    for i in range(6):
        unggah(p.isi().indikator_id, p.operator, isi=pdf(i + 3))
        bukti_baru(baris, p.operator, isi=pdf(i + 20))

    assert _pertanyaan(semua) == sedikit


def test_rows_to_choose_are_those_still_in_the_operators_hands(p):
    bukti = bukti_baru(p.baris(), p.operator)
    bebas, sudah = p.isi(), p.isi()
    p.baris(StatusRealisasi.DIVERIFIKASI)
    pakai_bukti(
        bukti_id=[bukti.pk],
        indikator_id=[sudah.indikator_id],
        tahun=TAHUN,
        triwulan=TW,
        oleh=p.operator,
    )

    pilihan = baris_pilihan(bukti, p.operator)

    assert {(b.indikator_id, b.sudah) for b in pilihan} == {
        (bebas.indikator_id, False),
        (sudah.indikator_id, True),
    }


def test_files_to_choose_stand_once_with_where_they_are_used(p):
    satu = bukti_baru(p.baris(), p.operator)
    pakai_bukti(
        bukti_id=[satu.pk],
        indikator_id=[p.isi().indikator_id],
        tahun=TAHUN,
        triwulan=TW,
        oleh=p.operator,
    )

    [pilihan] = berkas_pilihan(p.operator, p.pd.pk, TAHUN, kecuali=None)

    assert pilihan.judul == "Rekap TW IV.pdf"
    assert pilihan.dipakai.endswith("dan 1 baris lain")
    assert berkas_pilihan(p.operator, p.pd.pk, TAHUN, kecuali=satu.realisasi) == []


def test_the_trail_of_a_number_names_its_evidence(p):
    baris = p.baris(StatusRealisasi.DIVERIFIKASI)
    bukti_baru(baris, p.operator)
    susun_jejak(p.evaluator, baris.indikator_id)  # reads the roles of this person once
    satu = _pertanyaan(lambda: susun_jejak(p.evaluator, baris.indikator_id))
    bukti_baru(baris, p.operator, isi=gambar(), nama="Foto.jpg")

    jejak = susun_jejak(p.evaluator, baris.indikator_id)

    bukti = {b.triwulan: list(b.bukti) for b in jejak.tahun[0].baris}
    assert bukti[TW] == ["Rekap TW IV.pdf", "Foto.jpg"]
    assert bukti[1] == []
    assert _pertanyaan(lambda: susun_jejak(p.evaluator, baris.indikator_id)) == satu


def test_evidence_follows_its_value_when_pds_merge(p):
    dua = buat_lama("Dinas Kerja", "DISKER", None), buat_lama("Dinas Niaga", "DISNIA", None)
    baris = Realisasi.objects.filter(indikator__perangkat_daerah=dua[0].pd, tahun=TAHUN)[0]
    bukti = BuktiDukung.objects.create(
        realisasi=baris,
        tautan="https://data.contoh.go.id/",
        judul="Rekap",
        diunggah_oleh=p.organisasi,
    )

    terapkan(p.organisasi, asal=[satu.pd.pk for satu in dua], baru=[BARU])

    baris.refresh_from_db()
    baru = baris.indikator.perangkat_daerah
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=baru)
    assert baru.pk not in {satu.pd.pk for satu in dua}
    assert list(BuktiDukung.objects.for_user(operator)) == [bukti]
    assert not BuktiDukung.objects.for_user(p.operator).exists()
