"""Eight people press the same button at the same moment (PostgreSQL)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi
from kinerja.models import Komentar, Realisasi, StatusRealisasi
from kinerja.services.alur import (
    ajukan_triwulan,
    kembalikan_realisasi,
    setujui_realisasi,
    verifikasi_realisasi,
)
from kinerja.services.alur_massal import setujui_triwulan
from kinerja.services.realisasi import (
    IsiSel,
    KonflikSel,
    simpan_sel,
)
from opd.models import Pengguna
from tests.factories import TAHUN
from tests.kinerja.panggung import TW, Panggung, buat_panggung
from tests.serentak import JUMLAH, serentak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def panggung(transactional_db) -> Panggung:
    return buat_panggung()


def _orang(pengguna: Pengguna) -> Pengguna:
    """Each click comes with its own request and its own loaded user."""
    return Pengguna.objects.get(pk=pengguna.pk)


def _satu_berhasil(hasil: list[object], *alasan: str) -> None:
    gagal = [h for h in hasil if isinstance(h, BaseException)]
    assert len(gagal) == JUMLAH - 1, hasil
    assert all(isinstance(g, TidakBoleh) for g in gagal), gagal
    assert all(any(kata in str(g) for kata in alasan) for g in gagal), gagal


@pytest.mark.parametrize(
    ("layanan", "pelaku", "dari", "ke", "alasan"),
    [
        (
            verifikasi_realisasi,
            "organisasi",
            StatusRealisasi.DISETUJUI_PD,
            StatusRealisasi.DIVERIFIKASI,
            "statusnya diverifikasi",
        ),
        (
            setujui_realisasi,
            "kepala",
            StatusRealisasi.DIAJUKAN,
            StatusRealisasi.DISETUJUI_PD,
            "statusnya disetujui kepala pd",
        ),
    ],
)
def test_one_row_is_decided_once(panggung, layanan, pelaku, dari, ke, alasan):
    baris = panggung.baris(dari)

    hasil = serentak(
        lambda _: layanan(realisasi_id=baris.pk, oleh=_orang(getattr(panggung, pelaku)))
    )

    _satu_berhasil(hasil, alasan)
    baris.refresh_from_db()
    assert baris.status == ke
    assert JejakAudit.objects.count() == 1


def test_one_row_is_returned_once_with_one_comment_and_one_notice(panggung):
    baris = panggung.baris(StatusRealisasi.DISETUJUI_PD)

    hasil = serentak(
        lambda n: kembalikan_realisasi(
            realisasi_id=baris.pk, teks=f"Alasan {n}", oleh=_orang(panggung.organisasi)
        )
    )

    _satu_berhasil(hasil, "statusnya dikembalikan")
    assert (Komentar.objects.count(), Notifikasi.objects.count()) == (1, 1)
    assert JejakAudit.objects.count() == 1


def test_verify_against_return_ends_in_one_of_the_two(panggung):
    baris = panggung.baris(StatusRealisasi.DISETUJUI_PD)

    def kerja(nomor: int) -> Realisasi:
        oleh = _orang(panggung.organisasi)
        if nomor % 2:
            return kembalikan_realisasi(realisasi_id=baris.pk, teks="Keliru", oleh=oleh)
        return verifikasi_realisasi(realisasi_id=baris.pk, oleh=oleh)

    # "statusnya diverifikasi", or for a return: the row that was shown is verified by now
    _satu_berhasil(serentak(kerja), "statusnya di", "sejak halaman ini dibuka")
    baris.refresh_from_db()
    aksi = JejakAudit.objects.get().aksi
    assert aksi == f"realisasi.{baris.status}"
    assert Komentar.objects.count() == int(baris.status == StatusRealisasi.DIKEMBALIKAN)


@pytest.mark.parametrize(
    ("layanan", "pelaku", "dari", "alasan"),
    [
        (ajukan_triwulan, "operator", StatusRealisasi.DRAF, "sudah diajukan"),
        (setujui_triwulan, "kepala", StatusRealisasi.DIAJUKAN, "Tidak ada baris yang menunggu"),
    ],
)
def test_a_quarter_moves_once(panggung, layanan, pelaku, dari, alasan):
    for _ in range(3):
        panggung.baris(dari)

    hasil = serentak(
        lambda _: layanan(
            perangkat_daerah_id=panggung.pd.pk,
            tahun=TAHUN,
            triwulan=TW,
            oleh=_orang(getattr(panggung, pelaku)),
        )
    )

    _satu_berhasil(hasil, alasan)
    assert not Realisasi.objects.filter(status=dari).exists()
    assert JejakAudit.objects.count() == 3
    assert Notifikasi.objects.count() == 1


def _simpan(panggung, isi, nilai, versi=0):
    return simpan_sel(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(Decimal(nilai)),
        versi=versi,
        oleh=_orang(panggung.operator),
    )


def test_eight_different_first_values_store_one_and_show_it_to_the_others(panggung):
    isi = panggung.isi()

    hasil = serentak(lambda n: _simpan(panggung, isi, n + 1))

    (baris,) = Realisasi.objects.all()
    konflik = [h for h in hasil if isinstance(h, KonflikSel)]
    assert len(konflik) == JUMLAH - 1, hasil
    assert {k.tersimpan.nilai for k in konflik} == {baris.nilai}
    assert (baris.versi, JejakAudit.objects.count()) == (1, 1)


def test_eight_times_the_same_first_value_is_one_row_and_no_conflict(panggung):
    isi = panggung.isi()

    hasil = serentak(lambda _: _simpan(panggung, isi, 5))

    assert not [h for h in hasil if isinstance(h, BaseException)], hasil
    assert Realisasi.objects.get().versi == 1
    assert JejakAudit.objects.count() == 1


def test_submitting_against_clearing_never_submits_an_empty_cell(panggung):
    baris = panggung.baris()
    isi = baris.indikator.isi.get()

    def kerja(nomor: int) -> object:
        oleh = _orang(panggung.operator)
        if nomor % 2:
            return simpan_sel(
                indikator_id=isi.indikator_id, tahun=TAHUN, triwulan=TW, isi=IsiSel(), oleh=oleh
            )
        return ajukan_triwulan(
            perangkat_daerah_id=panggung.pd.pk, tahun=TAHUN, triwulan=TW, oleh=oleh
        )

    hasil = serentak(kerja)

    assert all(isinstance(h, TidakBoleh) for h in hasil if isinstance(h, BaseException)), hasil
    baris.refresh_from_db()
    assert (baris.status, baris.terisi) in [("draf", False), ("diajukan", True)]
    assert JejakAudit.objects.count() == 1
