"""Freezing from end to end: the way back and forward again, and plans that come later."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from kinerja.models import JadwalPengisian, JenisDokumen, Polaritas, StatusDokumen, Target
from kinerja.selectors.jumlah_kota import jumlah_kota
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.versi import periksa_versi, tanda_versi
from kinerja.services.alur import (
    ajukan_triwulan,
    kembalikan_realisasi,
    setujui_realisasi,
    verifikasi_realisasi,
)
from kinerja.services.jadwal import WaktuJadwal, perpanjang, ubah_jadwal
from kinerja.services.pembekuan import bekukan, buka_beku
from kinerja.services.realisasi import IsiSel, simpan_sel
from kinerja.services.versi import salin_dokumen, tetapkan_dokumen
from tests.factories import TAHUN, DokumenFactory, IsiIndikatorFactory, JadwalFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db

HARI = datetime.timedelta(days=1)


def _bekukan(p, *pd, jadwal=None, apa_adanya=()) -> None:
    bekukan(
        jadwal_id=(jadwal or p.jadwal).pk,
        perangkat_daerah=[satu.pk for satu in pd or (p.pd,)],
        apa_adanya=apa_adanya,
        oleh=p.organisasi,
    )


def _tetapkan(p, draf):
    return tetapkan_dokumen(
        dokumen_id=draf.pk,
        nomor="Perkada Nomor 9 Tahun 2024",
        berlaku_mulai=datetime.date(TAHUN, 9, 1),
        tanda=tanda_versi(draf),
        oleh=p.perencana,
    )


def test_a_freed_row_goes_back_is_corrected_in_more_time_and_is_frozen_again(p):
    kini = timezone.now()
    baris = p.baris("diverifikasi", nilai=Decimal(80))
    p.baris("diverifikasi", isi=IsiIndikatorFactory(dokumen=DokumenFactory(pd=p.lain)))
    JadwalPengisian.objects.filter(pk=p.jadwal.pk).update(
        dibuka_pada=kini - 9 * HARI,
        ditutup_pada=kini - 3 * HARI,
        persetujuan_sampai=kini - 2 * HARI,
        verifikasi_sampai=kini - HARI,
    )
    _bekukan(p, p.pd, p.lain)
    pd: dict[str, Any] = {"perangkat_daerah": [p.pd.pk], "oleh": p.organisasi}
    kembali: dict[str, Any] = {
        "realisasi_id": baris.pk,
        "teks": "Angka BPS direvisi.",
        "oleh": p.organisasi,
        "status": "diverifikasi",
    }
    with pytest.raises(TidakBoleh, match=r"dibekukan pada .* oleh Citra Organisasi"):
        kembalikan_realisasi(**kembali)

    buka_beku(jadwal_id=p.jadwal.pk, alasan="Angka BPS direvisi.", **pd)
    kembalikan_realisasi(**kembali)
    sel: dict[str, Any] = {
        "indikator_id": baris.indikator_id,
        "tahun": TAHUN,
        "triwulan": TW,
        "oleh": p.operator,
    }
    with pytest.raises(TidakBoleh, match="sudah ditutup pada"):
        simpan_sel(isi=IsiSel(nilai=Decimal(90)), **sel)
    # The times of all stay: another PD holds the quarter frozen.
    with pytest.raises(TidakBoleh, match="sudah dibekukan untuk 1 perangkat daerah"):
        ubah_jadwal(jadwal_id=p.jadwal.pk, waktu=WaktuJadwal(kini, kini), oleh=p.organisasi)
    perpanjang(jadwal_id=p.jadwal.pk, sampai=kini + HARI, alasan="Perbaikan angka.", **pd)
    simpan_sel(isi=IsiSel(nilai=Decimal(90)), **sel)
    ajukan_triwulan(perangkat_daerah_id=p.pd.pk, tahun=TAHUN, triwulan=TW, oleh=p.operator)
    setujui_realisasi(realisasi_id=baris.pk, oleh=p.kepala)
    verifikasi_realisasi(realisasi_id=baris.pk, oleh=p.organisasi)
    _bekukan(p)

    baris.refresh_from_db()
    assert (baris.nilai, baris.status) == (90, "dibekukan")


def test_more_time_moves_approval_and_verification_by_as_much(p):
    kini = timezone.now()
    JadwalPengisian.objects.filter(pk=p.jadwal.pk).update(
        ditutup_pada=kini,
        persetujuan_sampai=kini + 5 * HARI,
        verifikasi_sampai=kini + 20 * HARI,
    )
    perpanjang(
        jadwal_id=p.jadwal.pk,
        perangkat_daerah=[p.pd.pk],
        sampai=kini + 10 * HARI,
        alasan="Gangguan listrik.",
        oleh=p.organisasi,
    )

    milik, lain = (jendela_periode(pd.pk, TAHUN, TW) for pd in (p.pd, p.lain))
    assert (milik.tutup, milik.persetujuan_sampai) == (kini + 10 * HARI, kini + 15 * HARI)
    assert milik.verifikasi_sampai == kini + 30 * HARI
    assert (lain.tutup, lain.persetujuan_sampai) == (kini, kini + 5 * HARI)


def test_the_plan_of_a_frozen_year_takes_no_later_version(p):
    isi = p.isi()
    p.baris("diverifikasi", isi=isi, nilai=Decimal(80))
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    draf.isi_indikator.all().delete()
    sebelum = jumlah_kota(TAHUN)
    _bekukan(p)

    kalimat = r"Triwulan IV 2024 Dinas Kesehatan sudah dibekukan, jadi rencana 2024 tidak berubah"
    with pytest.raises(GalatPengguna, match=kalimat):
        _tetapkan(p, draf)
    assert jumlah_kota(TAHUN) == sebelum

    buka_beku(jadwal_id=p.jadwal.pk, perangkat_daerah=[p.pd.pk], alasan="Perlu", oleh=p.organisasi)
    assert _tetapkan(p, draf).status == StatusDokumen.BERLAKU


def test_the_citys_plan_waits_for_a_pd_that_enters_one_of_its_indicators(p):
    rkpd = DokumenFactory(jenis=JenisDokumen.RKPD)
    p.baris("diverifikasi", isi=IsiIndikatorFactory(dokumen=rkpd, pengampu=p.pd))
    draf = salin_dokumen(dokumen_id=rkpd.pk, oleh=p.perencana)
    _bekukan(p)

    assert "Dinas Kesehatan" in periksa_versi(draf).menghalangi[0]


def test_in_mid_year_the_planner_reads_which_frozen_indicators_a_version_drops(p):
    awal = JadwalFactory(tahun=TAHUN, triwulan=1)
    hilang, tetap = p.isi(nama="Angka kematian ibu"), p.isi(nama="Prevalensi stunting")
    for isi in (hilang, tetap):
        p.baris("diverifikasi", isi=isi, triwulan=1)
    _bekukan(p, jadwal=awal)
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    assert not [k for k in periksa_versi(draf).peringatan if "dibekukan" in k]
    Target.objects.filter(dokumen=draf, indikator=hilang.indikator).delete()
    draf.isi_indikator.filter(indikator=hilang.indikator).delete()
    draf.isi_indikator.update(polaritas=Polaritas.NEGATIF)

    hasil = periksa_versi(draf)

    assert not hasil.menghalangi
    assert [k for k in hasil.peringatan if "dibekukan" in k] == [
        "1 indikator tidak ada lagi pada versi ini, padahal triwulannya sudah dibekukan: Angka "
        "kematian ibu. Nilai bekunya tetap tersimpan, tetapi tidak ikut dihitung selama versi ini "
        "berlaku."
    ]
    assert _tetapkan(p, draf).status == StatusDokumen.BERLAKU
