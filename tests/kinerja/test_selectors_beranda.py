"""Counts and deadlines of the home page."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from kinerja.models import Perpanjangan
from kinerja.selectors.beranda import (
    antrean_pd,
    belum_mengajukan,
    hitung_kemajuan,
    tenggat_berikut,
    triwulan_terbuka,
)
from opd.models import JenisPD
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    JadwalFactory,
    KotaFactory,
    PerangkatDaerahFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db


def _hari(n: int) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=n)


def _perpanjang(p, jadwal, hari: int, pd=None) -> Perpanjangan:
    return Perpanjangan.objects.create(
        perangkat_daerah=pd or p.pd,
        jadwal=jadwal,
        sampai=_hari(hari),
        alasan="Gangguan",
        oleh=p.organisasi,
    )


@pytest.mark.parametrize(("triwulan", "banyak"), [(1, 1), (2, 2), (3, 1), (4, 3)])
def test_due_cells_follow_the_frequency(p, triwulan, banyak):
    for frekuensi in ("triwulan", "semester", "tahun"):
        p.isi(frekuensi=frekuensi)

    assert hitung_kemajuan(p.organisasi, 2024, triwulan).jatuh_tempo == banyak


def test_indicator_in_two_documents_is_due_once_and_the_city_decides(p):
    isi = p.isi()
    rkpd = DokumenFactory(pd=KotaFactory(), jenis="rkpd")
    IsiIndikatorFactory(dokumen=rkpd, indikator=isi.indikator, frekuensi="tahun")

    assert hitung_kemajuan(p.organisasi, 2024, 4).jatuh_tempo == 1
    assert hitung_kemajuan(p.organisasi, 2024, 3).jatuh_tempo == 0


def test_value_of_a_cell_that_is_not_due_is_no_progress_but_waits_for_its_reviewer(p):
    p.baris("diverifikasi", isi=p.isi(frekuensi="tahun"), triwulan=3)
    p.baris("disetujui_pd", isi=p.isi(frekuensi="tahun"), triwulan=3)

    kemajuan = hitung_kemajuan(p.organisasi, 2024, 3)

    assert (kemajuan.jatuh_tempo, kemajuan.jumlah("diverifikasi")) == (0, 0)
    assert kemajuan.menunggu("disetujui_pd") == {p.pd.pk: 1}


def test_progress_of_one_pd_is_what_it_enters(p):
    p.baris("diajukan")
    milik_lain = TargetFactory(pd=p.lain).indikator.isi.get()
    p.baris("diajukan", isi=milik_lain)

    kemajuan = hitung_kemajuan(p.kepala, 2024, 4, p.pd.pk)

    assert (kemajuan.jatuh_tempo, dict(kemajuan.per_pd)) == (1, {p.pd.pk: {"diajukan": 1}})


def test_queue_is_in_the_order_of_the_pd_and_names_units(p):
    rsud = PerangkatDaerahFactory(jenis=JenisPD.RSUD, nama="RSUD Uji", urutan=0)

    antrean = antrean_pd({p.pd.pk: 2, rsud.pk: 1})

    assert [(a.nama, a.menunggu) for a in antrean] == [("RSUD Uji", 1), ("Dinas Kesehatan", 2)]


def test_only_pd_that_report_on_their_own_are_named_as_missing(p):
    PerangkatDaerahFactory(jenis=JenisPD.RSUD, nama="RSUD Uji")
    p.baris("draf")
    renja = DokumenFactory(pd=p.lain)
    p.baris("dikembalikan", isi=IsiIndikatorFactory(dokumen=renja))
    p.baris("diajukan", isi=IsiIndikatorFactory(dokumen=renja))

    belum = belum_mengajukan(p.organisasi, hitung_kemajuan(p.organisasi, 2024, 4))

    assert belum == ["Dinas Kesehatan"]


def test_pd_that_owes_nothing_is_not_named_as_missing(p):
    PerangkatDaerahFactory(nama="Dinas Yang Sudah Bubar")
    p.isi()

    belum = belum_mengajukan(p.organisasi, hitung_kemajuan(p.organisasi, 2024, 4))

    assert belum == ["Dinas Kesehatan"]


def test_open_quarters_come_by_schedule_or_extension_of_this_pd(p):
    p.tutup()
    baru = JadwalFactory(tahun=2025, triwulan=1)
    JadwalFactory(tahun=2025, triwulan=2, dibuka_pada=_hari(1))
    _perpanjang(p, p.jadwal, 40)
    _perpanjang(p, p.jadwal, 2)

    milik = triwulan_terbuka(p.pd.pk, timezone.now())
    lain = triwulan_terbuka(p.lain.pk, timezone.now())

    assert [(j.tahun, j.triwulan) for j in milik] == [(2025, 1), (2024, 4)]
    assert all(j.terbuka for j in milik)
    assert [j.jadwal for j in lain] == [baru]


def test_extension_that_ended_opens_nothing(p):
    p.tutup()
    _perpanjang(p, p.jadwal, -1)

    assert triwulan_terbuka(p.pd.pk, timezone.now()) == []
    assert tenggat_berikut(timezone.now(), [p.pd.pk]) == []


def test_deadlines_of_a_person_hold_the_extensions_of_the_own_pd_only(p):
    _perpanjang(p, p.jadwal, 40)
    _perpanjang(p, p.jadwal, 50, p.lain)

    def pd(*ids: int) -> list[int | None]:
        return [t.pd_id for t in tenggat_berikut(timezone.now(), ids)]

    assert pd() == [None]
    assert pd(p.pd.pk) == [p.pd.pk]
    assert pd(p.pd.pk, p.lain.pk) == [p.pd.pk, p.lain.pk]
    assert pd(p.pd.pk, PerangkatDaerahFactory().pk) == [None, p.pd.pk]
