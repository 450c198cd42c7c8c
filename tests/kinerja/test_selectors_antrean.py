"""The queue of a reviewer: who sees which waiting rows, and the counts over them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import JenisDokumen, JenisKomentar, Komentar, StatusRealisasi
from kinerja.selectors.antrean import ringkasan_periode, susun_antrean
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    KotaFactory,
    PerangkatDaerahFactory,
    TargetFactory,
)
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
TUNGGU = StatusRealisasi.DISETUJUI_PD


def _antrean(p, user=None, **saring):
    return susun_antrean(
        user=user or p.organisasi, status=[TUNGGU], tahun=TAHUN, triwulan=TW, **saring
    )


def _lain(p, **medan):
    return p.baris(TUNGGU, isi=TargetFactory(pd=p.lain).indikator.isi.get(), **medan)


def _kembali(baris, p):
    Komentar.objects.create(
        realisasi=baris, oleh=p.organisasi, peran="x", teks="x", jenis=JenisKomentar.PENGEMBALIAN
    )


def test_rows_are_grouped_by_pd_in_its_order_and_in_the_order_of_the_report(p):
    kedua, pertama = p.baris(TUNGGU), None
    lain = _lain(p)
    pertama = p.baris(TUNGGU)
    p.baris("diajukan")
    p.baris(TUNGGU, triwulan=3)

    antrean = _antrean(p)

    assert [k.nama for k in antrean] == ["Dinas Kesehatan", "Dinas Sosial"]
    assert [b.realisasi_id for b in antrean[0].baris] == [kedua.pk, pertama.pk]
    assert [b.realisasi_id for b in antrean[1].baris] == [lain.pk]


def test_everyone_sees_the_queue_of_the_visible_pd_only(p):
    p.baris(TUNGGU)
    _lain(p)

    assert [k.pd_id for k in _antrean(p, p.kepala)] == [p.pd.pk]
    assert [k.pd_id for k in _antrean(p, p.operator_lain)] == [p.lain.pk]
    assert len(_antrean(p, p.evaluator)) == 2
    assert _antrean(p, p.tanpa_peran) == _antrean(p, p.admin) == []
    assert [k.pd_id for k in _antrean(p, pd_ids=[p.lain.pk])] == [p.lain.pk]


def test_a_row_says_value_capaian_and_why_it_is_here(p):
    baru = p.baris(TUNGGU, nilai=Decimal("80.5"))
    kosong = p.baris(TUNGGU, nilai=None, alasan_kosong="belum_rilis", contoh=True)
    diperbaiki = p.baris(TUNGGU)
    _kembali(diperbaiki, p)
    Komentar.objects.create(realisasi=baru, oleh=p.organisasi, peran="x", teks="Hanya komentar")

    satu, dua, tiga = _antrean(p)[0].baris

    assert (satu.realisasi_id, satu.nilai, satu.capaian) == (baru.pk, "80,50", "80,50%")
    assert satu.catatan == "Baru diajukan"
    assert (dua.realisasi_id, dua.nilai, dua.capaian) == (kosong.pk, "–", "–")
    assert (dua.kategori, dua.contoh, dua.catatan) == (None, True, "Kosong: belum rilis")
    assert (tiga.pernah_kembali, tiga.catatan) == (True, "Diperbaiki setelah dikembalikan")
    hanya = _antrean(p, diperbaiki=True)[0].baris
    assert [b.realisasi_id for b in hanya] == [diperbaiki.pk]


def test_a_row_returned_twice_stands_once(p):
    baris = p.baris(TUNGGU)
    _kembali(baris, p)
    _kembali(baris, p)

    assert len(_antrean(p)[0].baris) == 1
    r = ringkasan_periode(p.organisasi, TAHUN, TW, TUNGGU, [])
    assert (r.semua, r.diperbaiki) == (1, 1)


def test_a_shared_indicator_has_the_citys_name(p):
    isi = p.isi(nama="Versi Renja")
    rkpd = DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RKPD)
    IsiIndikatorFactory(dokumen=rkpd, indikator=isi.indikator, nama="Versi kota")
    p.baris(TUNGGU, isi=isi, tahun=TAHUN)

    assert [b.nama for b in _antrean(p)[0].baris] == ["Versi kota"]


def test_counts_are_over_due_cells_and_visible_rows_that_say_something(p):
    p.baris(nilai=None, analisis="Teks tanpa nilai")
    p.baris()
    p.baris(TUNGGU)
    p.baris("diverifikasi")
    p.baris("dibekukan")
    _lain(p)
    selesai = ["diverifikasi", "dibekukan"]

    semua = ringkasan_periode(p.organisasi, TAHUN, TW, TUNGGU, selesai)
    satu = ringkasan_periode(p.organisasi, TAHUN, TW, TUNGGU, selesai, [p.lain.pk])
    tanpa = ringkasan_periode(p.tanpa_peran, TAHUN, TW, TUNGGU, selesai)

    assert (semua.semua, semua.selesai, semua.menunggu) == (6, 2, 2)
    assert (satu.semua, satu.selesai, satu.menunggu) == (1, 0, 1)
    assert (tanpa.semua, tanpa.menunggu) == (0, 0)


def test_three_rows_and_forty_of_many_pd_need_the_same_queries(p):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            _antrean(p)
            ringkasan_periode(p.organisasi, TAHUN, TW, TUNGGU, [])
        return len(c)

    for _ in range(3):
        p.baris(TUNGGU)
    hitung()  # the roles are read once per loaded person
    sedikit = hitung()
    for _ in range(27):
        _kembali(p.baris(TUNGGU), p)
    for _ in range(10):
        isi = TargetFactory(pd=PerangkatDaerahFactory()).indikator.isi.get()
        p.baris(TUNGGU, isi=isi)

    assert hitung() == sedikit
    assert sum(len(k.baris) for k in _antrean(p)) == 40
