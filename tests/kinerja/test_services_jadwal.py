"""The calendar: who sets it, in what order its times stand, more time and taking it back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, KirimanPesan, Notifikasi
from kinerja.models import JadwalPengisian, Pembekuan, Perpanjangan
from kinerja.selectors.periode import jendela_periode, jendela_setahun
from kinerja.services.alur import setujui_realisasi, verifikasi_realisasi
from kinerja.services.jadwal import (
    JadwalBerubah,
    WaktuJadwal,
    buat_jadwal,
    cabut_perpanjangan,
    perpanjang,
    tanda_jadwal,
    ubah_jadwal,
)
from opd.models import PerangkatDaerah
from tests.factories import TAHUN
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db

HARI = datetime.timedelta(days=1)
JAM = datetime.timedelta(hours=1)


def _waktu(**beda: Any) -> WaktuJadwal:
    kini = timezone.now()
    return WaktuJadwal(**{"dibuka_pada": kini, "ditutup_pada": kini + 9 * HARI, **beda})


def _perpanjang(p, **beda: Any) -> list[Perpanjangan]:
    return perpanjang(
        **{
            "jadwal_id": p.jadwal.pk,
            "perangkat_daerah": [p.pd.pk],
            "sampai": timezone.now() + 40 * HARI,
            "alasan": "Data BPS terlambat.",
            "oleh": p.organisasi,
            **beda,
        }
    )


def test_a_year_is_made_at_once_with_audit(p):
    hasil = buat_jadwal(tahun=2025, waktu={1: _waktu(), 2: _waktu()}, oleh=p.organisasi)

    assert [j.triwulan for j in hasil] == [1, 2]
    assert JejakAudit.objects.filter(aksi="jadwal.dibuat", oleh=p.organisasi).count() == 2


def test_one_bad_quarter_stops_all(p):
    kini = timezone.now()
    salah = _waktu(ditutup_pada=kini - HARI)

    with pytest.raises(ValidationError) as galat:
        buat_jadwal(tahun=TAHUN, waktu={1: _waktu(), 2: salah, TW: _waktu()}, oleh=p.organisasi)

    assert galat.value.message_dict == {
        "2": ["Waktu tutup harus setelah waktu buka."],
        "4": ["Jadwal triwulan ini sudah ada."],
    }


@pytest.mark.parametrize("nama", ["operator", "kepala", "evaluator", "admin", "perencana"])
def test_only_bagian_organisasi_sets_the_calendar(p, nama):
    orang = getattr(p, nama)
    (satu,) = _perpanjang(p)

    for kerja in (
        lambda: buat_jadwal(tahun=2025, waktu={1: _waktu()}, oleh=orang),
        lambda: ubah_jadwal(jadwal_id=p.jadwal.pk, waktu=_waktu(), oleh=orang),
        lambda: _perpanjang(p, oleh=orang),
    ):
        with pytest.raises(TidakBoleh, match="Bagian Organisasi"):
            kerja()
    tidak_terlihat = nama == "admin"
    with pytest.raises(Perpanjangan.DoesNotExist if tidak_terlihat else TidakBoleh):
        cabut_perpanjangan(perpanjangan_id=satu.pk, oleh=orang)
    satu.refresh_from_db()
    assert satu.dicabut_pada is None


def test_closing_now_is_audited_and_the_next_save_is_refused(p):
    kini = timezone.now()
    ubah_jadwal(
        jadwal_id=p.jadwal.pk,
        waktu=WaktuJadwal(p.jadwal.dibuka_pada, kini),
        oleh=p.organisasi,
        tanda=tanda_jadwal(p.jadwal),
    )

    assert not jendela_periode(p.pd.pk, TAHUN, TW, kini=kini + JAM).terbuka
    jejak: Any = JejakAudit.objects.get(aksi="jadwal.diubah")
    assert jejak.sebelum["ditutup_pada"] != jejak.sesudah["ditutup_pada"]


def test_of_two_people_the_second_reads_that_it_changed(p):
    tanda = tanda_jadwal(p.jadwal)
    ubah_jadwal(jadwal_id=p.jadwal.pk, waktu=_waktu(), oleh=p.organisasi, tanda=tanda)

    with pytest.raises(JadwalBerubah, match="diubah orang lain"):
        ubah_jadwal(jadwal_id=p.jadwal.pk, waktu=_waktu(), oleh=p.organisasi, tanda=tanda)


def test_extension_opens_one_pd_tells_its_people_and_taking_it_back_closes_it(p):
    p.tutup()
    (satu,) = _perpanjang(p)

    assert jendela_periode(p.pd.pk, TAHUN, TW).terbuka
    assert jendela_setahun(p.pd.pk, TAHUN)[TW].terbuka
    assert not jendela_periode(p.lain.pk, TAHUN, TW).terbuka
    kabar = Notifikasi.objects.filter(kunci=f"perpanjangan-{satu.pk}")
    assert {n.penerima_id for n in kabar} == {p.operator.pk, p.kepala.pk}
    assert KirimanPesan.objects.filter(notifikasi__in=kabar).count() == 2

    cabut_perpanjangan(perpanjangan_id=satu.pk, oleh=p.organisasi)

    assert not jendela_periode(p.pd.pk, TAHUN, TW).terbuka
    assert not jendela_setahun(p.pd.pk, TAHUN)[TW].terbuka
    assert JejakAudit.objects.filter(aksi="perpanjangan.dicabut").count() == 1


@pytest.mark.parametrize(
    ("beda", "kalimat"),
    [
        ({"sampai": datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)}, "melewati waktu tutup"),
        ({"alasan": "  "}, "tidak boleh kosong"),
        ({"perangkat_daerah": []}, "Pilih paling sedikit satu"),
    ],
)
def test_extension_needs_a_pd_a_later_time_and_a_reason(p, beda, kalimat):
    with pytest.raises(ValidationError, match=kalimat):
        _perpanjang(p, **beda)

    assert not Perpanjangan.objects.exists()


def test_extension_of_an_unknown_pd_gives_none(p):
    with pytest.raises(PerangkatDaerah.DoesNotExist):
        _perpanjang(p, perangkat_daerah=[p.pd.pk, 999_999])

    assert not Perpanjangan.objects.exists()


def test_frozen_quarter_keeps_its_times_and_gives_no_extension(p):
    (lama,) = _perpanjang(p, perangkat_daerah=[p.pd.pk])
    Pembekuan.objects.create(jadwal=p.jadwal, perangkat_daerah=p.pd, oleh=p.organisasi)

    with pytest.raises(TidakBoleh, match="sudah dibekukan untuk 1 perangkat daerah"):
        ubah_jadwal(jadwal_id=p.jadwal.pk, waktu=_waktu(), oleh=p.organisasi)
    for kerja in (
        lambda: _perpanjang(p),
        lambda: cabut_perpanjangan(perpanjangan_id=lama.pk, oleh=p.organisasi),
    ):
        with pytest.raises(
            TidakBoleh, match=r"Triwulan IV 2024 Dinas Kesehatan dibekukan pada .* oleh Citra"
        ):
            kerja()
    assert len(_perpanjang(p, perangkat_daerah=[p.lain.pk])) == 1


def test_stages_close_one_after_the_other(p):
    kini = timezone.now()
    diajukan, disetujui = p.baris("diajukan"), p.baris("disetujui_pd", disetujui_oleh=p.kepala)
    JadwalPengisian.objects.filter(pk=p.jadwal.pk).update(
        dibuka_pada=kini - 9 * HARI,
        ditutup_pada=kini - 3 * HARI,
        persetujuan_sampai=kini - 2 * HARI,
        verifikasi_sampai=kini - HARI,
    )

    with pytest.raises(TidakBoleh, match=r"Persetujuan Triwulan IV 2024 ditutup pada .* WIB"):
        setujui_realisasi(realisasi_id=diajukan.pk, oleh=p.kepala)
    with pytest.raises(TidakBoleh, match=r"Verifikasi Triwulan IV 2024 ditutup pada .* WIB"):
        verifikasi_realisasi(realisasi_id=disetujui.pk, oleh=p.organisasi)

    _perpanjang(p, sampai=kini + HARI)
    assert setujui_realisasi(realisasi_id=diajukan.pk, oleh=p.kepala).status == "disetujui_pd"


def test_a_window_needs_two_queries(p, django_assert_num_queries):
    _perpanjang(p)
    with django_assert_num_queries(2):
        jendela_periode(p.pd.pk, TAHUN, TW)
    with django_assert_num_queries(2):
        jendela_setahun(p.pd.pk, TAHUN)
