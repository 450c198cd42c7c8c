"""The queue of a reviewer: who sees which waiting rows, and the counts over them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kinerja.models import (
    BuktiDukung,
    JenisDokumen,
    JenisKomentar,
    Komentar,
    Perpanjangan,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.antrean import (
    SaringAntrean,
    hari_terlambat,
    hitung_antrean,
    jendela_banyak,
    potong_antrean,
    ringkasan_periode,
    saring_antrean,
    susun_antrean,
)
from kinerja.selectors.periode import jendela_periode
from kinerja.services.alur import kembalikan_realisasi, verifikasi_realisasi
from kinerja.services.realisasi import IsiSel, simpan_sel
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
    assert (tiga.pernah_kembali, tiga.catatan) == (True, "Ditanggapi, nilai tetap")
    hanya = saring_antrean(_antrean(p), "diperbaiki")[0].baris
    assert [b.realisasi_id for b in hanya] == [diperbaiki.pk]


def test_reasons_to_look_and_their_counts(p):
    tutup = timezone.now() - datetime.timedelta(days=5)
    p.jadwal.dibuka_pada = tutup - datetime.timedelta(days=30)
    terlambat = p.baris(TUNGGU, diajukan_pada=tutup + datetime.timedelta(days=2))
    janggal = p.baris(TUNGGU, nilai=Decimal(151), diajukan_pada=tutup)
    BuktiDukung.objects.create(
        realisasi=janggal, tautan="https://contoh.id", judul="Rekap", diunggah_oleh=p.operator
    )
    diubah = p.baris("draf", diajukan_oleh=p.operator, diajukan_pada=tutup)
    Realisasi.objects.filter(pk=diubah.pk).update(status=TUNGGU)
    kembalikan_realisasi(realisasi_id=diubah.pk, teks="Cek.", oleh=p.organisasi)
    p.jadwal.ditutup_pada = timezone.now() + datetime.timedelta(days=1)
    p.jadwal.save()
    simpan_sel(
        indikator_id=diubah.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(Decimal(91)),
        oleh=p.operator,
    )
    Realisasi.objects.filter(pk=diubah.pk).update(status=TUNGGU)
    p.jadwal.ditutup_pada = tutup
    p.jadwal.save()

    antrean = _antrean(p)

    satu, dua, tiga = antrean[0].baris
    assert (satu.realisasi_id, satu.terlambat, satu.janggal, satu.bukti) == (terlambat.pk, 2, 0, 0)
    assert (dua.realisasi_id, dua.terlambat, dua.janggal, dua.bukti) == (janggal.pk, 0, 1, 1)
    assert (tiga.catatan, tiga.nilai) == ("Diperbaiki, semula 90,00", "91,00")
    assert hitung_antrean(antrean) == {"": 3, "diperbaiki": 1, "janggal": 1, "terlambat": 1}
    per_keping: list[tuple[SaringAntrean, Realisasi]] = [
        ("janggal", janggal),
        ("terlambat", terlambat),
        ("diperbaiki", diubah),
    ]
    for saring, baris in per_keping:
        assert [b.realisasi_id for b in saring_antrean(antrean, saring)[0].baris] == [baris.pk]


@pytest.mark.parametrize(
    ("jam", "hari"), [(0, 0), (1, 1), (24, 1), (48, 2)], ids=["just in time", "1 h", "1 d", "2 d"]
)
def test_late_is_counted_in_days_and_never_below_one(jam, hari):
    tutup = datetime.datetime(2024, 12, 20, 16, tzinfo=datetime.UTC)

    assert hari_terlambat(tutup + datetime.timedelta(hours=jam), tutup) == hari
    assert hari_terlambat(None, tutup) == hari_terlambat(tutup, None) == 0


def test_what_the_reader_just_decided_stays_in_sight_and_is_not_counted(p):
    menunggu = p.baris(TUNGGU)
    verifikasi_realisasi(realisasi_id=(baru := p.baris(TUNGGU)).pk, oleh=p.organisasi)
    p.baris("diverifikasi", diverifikasi_oleh=p.evaluator, diverifikasi_pada=timezone.now())

    antrean = _antrean(p, baru_diputus="diverifikasi")

    assert [b.realisasi_id for b in antrean[0].baris] == [menunggu.pk, baru.pk]
    assert antrean[0].baris[1].selesai.startswith("Diverifikasi ")
    assert (antrean[0].menunggu, hitung_antrean(antrean)[""]) == (1, 1)


def test_windows_of_many_pd_are_those_of_each(p):
    Perpanjangan.objects.create(
        perangkat_daerah=p.lain,
        jadwal=p.jadwal,
        sampai=p.jadwal.ditutup_pada + datetime.timedelta(days=3),
        alasan="Banjir",
        oleh=p.organisasi,
    )
    kini = timezone.now()

    banyak = jendela_banyak([p.pd.pk, p.lain.pk], TAHUN, TW)

    for pk, jendela in banyak.items():
        satu = jendela_periode(pk, TAHUN, TW, kini=kini)
        assert replace(jendela, kini=kini) == satu
        assert jendela.tutup == satu.tutup


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


def test_a_long_queue_shows_the_part_around_the_open_row(p, monkeypatch):
    monkeypatch.setattr("kinerja.selectors.antrean.TAMPIL_BARIS", 4)
    monkeypatch.setattr("kinerja.selectors.antrean.TAMPIL_SEBELUM", 1)
    baris = [*(p.baris(TUNGGU) for _ in range(7)), _lain(p)]
    ids = [b.realisasi_id for k in _antrean(p) for b in k.baris]
    assert sorted(ids) == sorted(b.pk for b in baris)

    def potong(terbuka):
        b = potong_antrean(_antrean(p), terbuka)
        tampil = [x.realisasi_id for k in b.kelompok for x in k.baris]
        return tampil, (b.sebelum, b.id_sebelum), (b.sesudah, b.id_sesudah)

    assert potong(None) == (ids[:4], (0, None), (4, ids[4]))
    assert potong(ids[4]) == (ids[3:7], (3, ids[2]), (1, ids[7]))
    assert potong(ids[7]) == (ids[4:], (4, ids[3]), (0, None))
    kelompok = potong_antrean(_antrean(p), ids[7]).kelompok
    assert [k.menunggu for k in kelompok] == [7, 1]  # of the PD, not of the part
    monkeypatch.setattr("kinerja.selectors.antrean.TAMPIL_BARIS", 8)
    assert potong(ids[7]) == (ids, (0, None), (0, None))
