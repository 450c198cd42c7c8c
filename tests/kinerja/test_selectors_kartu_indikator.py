"""The card: owner by name on a date, history over years and versions, constant queries."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import IsiIndikator, Realisasi
from kinerja.selectors.kartu_indikator import susun_kartu
from opd.models import JenisPenugasan
from tests.factories import (
    DokumenFactory,
    IndikatorFactory,
    IsiIndikatorFactory,
    RealisasiFactory,
    TargetFactory,
)
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.kinerja.panggung_indikator import buat_draf

pytestmark = pytest.mark.django_db
KINI = datetime.date(2024, 6, 1)


@pytest.fixture
def d(p):
    return buat_draf(p)


def _kartu(isi, p, tanggal=KINI):
    isi = IsiIndikator.objects.select_related("dokumen", "indikator", "isi_simpul").get(pk=isi.pk)
    return susun_kartu(isi, p.perencana, tanggal)


def test_owner_is_the_post_of_the_node_then_the_head_of_the_pd_by_day(p, d):
    assert _kartu(d.isi, p).pemilik is None
    kepala = JabatanFactory(pd=p.pd, nama="Kepala Dinas Kesehatan")
    assert (_kartu(d.isi, p).pemilik.nama, _kartu(d.isi, p).pemilik.terisi) == ("Kosong", False)
    plt = PenugasanFactory(
        jabatan=kepala,
        jenis=JenisPenugasan.PLT,
        dari=datetime.date(2024, 3, 1),
        sampai=datetime.date(2024, 3, 31),
        pegawai=PegawaiFactory(nama="Uji Plt"),
    )
    PenugasanFactory(
        jabatan=kepala, dari=datetime.date(2024, 4, 1), pegawai=PegawaiFactory(nama="Uji Tetap")
    )
    maret = _kartu(d.isi, p, datetime.date(2024, 3, 15)).pemilik
    april = _kartu(d.isi, p, datetime.date(2024, 4, 1)).pemilik
    assert (maret.nama, maret.jabatan) == (plt.pegawai.nama, "Plt. Kepala Dinas Kesehatan")
    assert (april.nama, april.jabatan) == ("Uji Tetap", "Kepala Dinas Kesehatan")

    kabid = JabatanFactory(
        pd=p.pd, nama="Kepala Bidang", kepala=False, sampai=datetime.date(2024, 4, 30)
    )
    PenugasanFactory(jabatan=kabid, pegawai=PegawaiFactory(nama="Uji Bidang"))
    d.simpul.jabatan = kabid
    d.simpul.save()
    assert _kartu(d.isi, p, datetime.date(2024, 4, 30)).pemilik.nama == "Uji Bidang"
    assert _kartu(d.isi, p, datetime.date(2024, 5, 1)).pemilik.nama == "Uji Tetap"


def test_years_show_value_target_capaian_and_what_is_provisional(p, d):
    for tahun, nilai in ((2022, 18), (2023, 16)):
        isi = IsiIndikatorFactory(
            dokumen=DokumenFactory(pd=p.pd, tahun=tahun),
            indikator=d.isi.indikator,
            polaritas="negatif",
            frekuensi="tahun",
        )
        TargetFactory(isi=isi, dokumen=isi.dokumen, indikator=isi.indikator, nilai=Decimal(20))
        RealisasiFactory(
            indikator=isi.indikator, tahun=tahun, nilai=Decimal(nilai), status="diverifikasi"
        )
    RealisasiFactory(indikator=d.isi.indikator, tahun=2024, triwulan=1, nilai=Decimal(15))

    a, b, c = _kartu(d.isi, p).riwayat

    assert [r.tahun for r in (a, b, c)] == [2022, 2023, 2024]
    assert (a.teks, a.target, a.teks_capaian, a.keterangan) == ("18,00", "20,00", "110,00%", "")
    assert (c.target, c.teks_capaian, c.keterangan) == ("–", "–", "sementara, belum diverifikasi")


def test_a_successor_shows_the_years_of_its_predecessor_marked(p, d):
    lama = IndikatorFactory(perangkat_daerah=p.lain)
    isi = IsiIndikatorFactory(dokumen=DokumenFactory(pd=p.lain, tahun=2023), indikator=lama)
    RealisasiFactory(isi=isi, tahun=2023, nilai=Decimal(7))
    d.isi.indikator.pendahulu = lama
    d.isi.indikator.save()

    (tahun_lalu,) = _kartu(d.isi, p).riwayat

    assert (tahun_lalu.tahun, tahun_lalu.teks) == (2023, "7,00")
    assert tahun_lalu.pendahulu == p.lain.nama_pada()


def test_versions_name_the_attributes_that_changed(p, d):
    asal = IsiIndikatorFactory(
        dokumen=p.dokumen, indikator=d.isi.indikator, nama="Prevalensi stunting", satuan="%"
    )
    TargetFactory(dokumen=p.dokumen, indikator=d.isi.indikator, nilai=Decimal(14))

    kini, lalu = _kartu(d.isi, p).versi

    assert (kini.kini, kini.pembanding, lalu.pk, lalu.beda) == (True, "Renja 2024", asal.pk, ())
    beda = {b.label: (b.dari, b.ke) for b in kini.beda}
    assert beda["Satuan"] == ("%", "Persen")
    assert beda["Target 2024"] == ("14,00", "13,69")
    assert "Nama" not in beda


def test_the_example_takes_the_real_numbers_of_the_year(p, d):
    RealisasiFactory(indikator=d.isi.indikator, tahun=2024, triwulan=4, nilai=Decimal("13.83"))

    kartu = _kartu(d.isi, p)

    assert (kartu.tahun_contoh, kartu.contoh.angka_contoh) == (2024, False)
    assert "= 98,98%" in kartu.contoh.kalimat[-1]
    assert not kartu.hitungan_contoh
    Realisasi.objects.update(contoh=True)
    assert _kartu(d.isi, p).hitungan_contoh


def test_findings_see_the_whole_year_before_the_document(p, d):
    isi = IsiIndikatorFactory(
        dokumen=DokumenFactory(pd=p.pd, tahun=2023), indikator=d.isi.indikator, frekuensi="tahun"
    )
    RealisasiFactory(isi=isi, tahun=2023, nilai=Decimal(12))

    judul = [t.judul for t in _kartu(d.isi, p).temuan]

    assert judul == ["Target lebih mudah daripada realisasi tahun lalu", _TRIWULAN]


_TRIWULAN = "Target triwulan belum lengkap"


def test_queries_do_not_grow_with_years_and_versions(p, d):
    JabatanFactory(pd=p.pd)

    def hitung():
        with CaptureQueriesContext(connection) as rekam:
            _kartu(d.isi, p)
        return len(rekam)

    def tambah(tahun):
        isi = IsiIndikatorFactory(
            dokumen=DokumenFactory(pd=p.pd, tahun=tahun), indikator=d.isi.indikator
        )
        TargetFactory(dokumen=isi.dokumen, indikator=isi.indikator)
        RealisasiFactory(isi=isi, tahun=tahun)

    tambah(2023)
    hitung()  # the reader's roles are read once
    sedikit = hitung()
    for tahun in range(2010, 2023):
        tambah(tahun)
    assert hitung() == sedikit
