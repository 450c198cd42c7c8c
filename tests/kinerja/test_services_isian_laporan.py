"""What a report says: values and money of a whole year, as it says them, all or none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dasar.models import JejakAudit
from kinerja.models import Anggaran, Frekuensi, Isian, Realisasi, StatusRealisasi
from kinerja.services import isian as layanan
from kinerja.services.isian import simpan_laporan
from kinerja.services.realisasi import BATAS_NILAI
from kinerja.services.sel_isian import NILAI, RUPIAH, IsianDitolak, KeadaanSel, SelIsian
from kinerja.services.urung_isian import urungkan_isian
from opd.models import JenisPeran, PerangkatDaerah
from tests.factories import (
    TAHUN,
    IsiSimpulFactory,
    PenggunaFactory,
    PeranFactory,
    SimpulFactory,
    TargetFactory,
)
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db

BARU, BERUBAH, SAMA = KeadaanSel.BARU, KeadaanSel.BERUBAH, KeadaanSel.SAMA
PAGU = 0
BESAR = 4_890_123_456_789_012  # far beyond what a float or 32 bits keep exactly


def _simpan(p, *sel, oleh=None):
    return simpan_laporan(
        perangkat_daerah_id=p.pd.pk, tahun=TAHUN, sel=sel, oleh=oleh or p.operator
    )


def _keadaan(p, *sel, oleh=None):
    return [h.keadaan for h in _simpan(p, *sel, oleh=oleh).sel]


def _ditolak(p, *sel, oleh=None):
    """(place in the batch, reason) of each refused cell; nothing was written."""
    sebelum = Realisasi.objects.count(), Anggaran.objects.count(), JejakAudit.objects.count()
    with pytest.raises(IsianDitolak) as galat:
        _simpan(p, *sel, oleh=oleh)
    assert (
        Realisasi.objects.count(),
        Anggaran.objects.count(),
        JejakAudit.objects.count(),
    ) == sebelum
    return [(n, h.alasan) for n, h in enumerate(galat.value.hasil.sel) if h.alasan]


def _nilai(kunci, nilai, triwulan=TW, **lain):
    return SelIsian(NILAI, kunci, nilai=Decimal(nilai), triwulan=triwulan, **lain)


def _uang(kunci, rupiah, triwulan=TW, **lain):
    return SelIsian(RUPIAH, kunci, rupiah=rupiah, triwulan=triwulan, **lain)


@pytest.fixture
def simpul(p):
    return IsiSimpulFactory(dokumen=p.dokumen).simpul.pk


# Values


def test_new_changed_and_same_values_with_an_audit_row_for_each_change(p):
    berubah, sama, baru = p.baris(nilai=Decimal(1)), p.baris(nilai=Decimal(2)), p.isi()
    sel = (
        _nilai(berubah.indikator_id, 9, sumber="Laporan.xlsx baris 3"),
        _nilai(sama.indikator_id, "2.0"),
        _nilai(baru.indikator_id, 3, contoh=True),
    )

    assert _keadaan(p, *sel) == [BERUBAH, SAMA, BARU]
    berubah.refresh_from_db()
    assert (berubah.nilai, berubah.versi, berubah.sumber) == (9, 2, "Laporan.xlsx baris 3")
    tersimpan: Any = Realisasi.objects.get(indikator=baru.indikator)
    assert (tersimpan.nilai, tersimpan.versi, tersimpan.contoh) == (3, 1, True)
    assert tersimpan.diisi_oleh == p.operator
    assert JejakAudit.objects.filter(aksi="realisasi.disimpan").count() == 2
    assert _keadaan(p, *sel) == [SAMA] * 3
    assert JejakAudit.objects.count() == 2


def test_every_reason_is_listed_and_nothing_is_written(p):
    baik, terkunci = p.isi(), p.baris(StatusRealisasi.DIVERIFIKASI, nilai=Decimal(1))
    asing = TargetFactory(pd=p.lain).indikator
    pagu_asing = SimpulFactory(perangkat_daerah=p.lain)

    assert _ditolak(
        p,
        _nilai(baik.indikator_id, 5),
        _nilai(terkunci.indikator_id, 2),
        _nilai(asing.pk, 3),
        _nilai(baik.indikator_id, 4, triwulan=3),
        _nilai(p.isi().indikator_id, BATAS_NILAI),
        _nilai(baik.indikator_id, 6),
        _uang(pagu_asing.pk, 5),
    ) == [
        (
            1,
            "Baris ini sudah diverifikasi. Nilainya hanya berubah bila Bagian Organisasi "
            "mengembalikannya.",
        ),
        (2, "Indikator ini tidak diampu perangkat daerah Anda."),
        (3, "Triwulan III 2024 belum dibuka."),
        (4, "Angka ini terlalu besar untuk disimpan."),
        (5, "Sel ini sudah diisi oleh baris lain."),
        (6, "Baris anggaran ini bukan milik PD Anda."),
    ]
    terkunci.refresh_from_db()
    assert terkunci.nilai == 1


def test_equal_to_a_verified_row_is_no_change(p):
    baris = p.baris(StatusRealisasi.DIVERIFIKASI, nilai=Decimal(4))
    p.tutup()

    assert _keadaan(p, _nilai(baris.indikator_id, 4)) == [SAMA]


def test_a_quarter_that_is_not_due_is_not_filled(p):
    isi = p.isi(frekuensi=Frekuensi.TAHUN)
    TargetFactory(isi=isi, triwulan=1)

    ((_, alasan),) = _ditolak(p, _nilai(isi.indikator_id, 3, triwulan=1), oleh=p.organisasi)
    assert "tidak diukur" in alasan


def test_a_reason_goes_and_the_state_of_a_returned_row_stays(p):
    baris = p.baris(StatusRealisasi.DIKEMBALIKAN, nilai=None, alasan_kosong="belum_rilis")

    _simpan(p, _nilai(baris.indikator_id, 5))

    baris.refresh_from_db()
    assert (baris.nilai, baris.alasan_kosong, baris.status) == (5, "", "dikembalikan")


# Money


def test_new_changed_and_same_amounts_with_an_audit_row_for_each_change(p, simpul):
    pagu = _uang(simpul, BESAR, PAGU)

    assert _keadaan(p, pagu, _uang(simpul, 7), oleh=p.organisasi) == [BARU, BARU]
    setahun, uang = Anggaran.objects.order_by("triwulan")
    assert (setahun.pagu, setahun.realisasi) == (BESAR, None)
    assert (uang.pagu, uang.realisasi, uang.isian, uang.versi) == (None, 7, "sd_triwulan", 1)

    assert _keadaan(p, pagu, _uang(simpul, 8), oleh=p.organisasi) == [SAMA, BERUBAH]
    jejak: Any = JejakAudit.objects.first()
    assert (jejak.sebelum["isi"], jejak.sesudah["isi"]) == (7, 8)
    assert JejakAudit.objects.count() == 3


def test_the_same_amount_meant_another_way_is_a_change(p, simpul):
    _simpan(p, _uang(simpul, 7))

    assert _keadaan(p, _uang(simpul, 7, isian=Isian.PER_TRIWULAN)) == [BERUBAH]
    assert Anggaran.objects.get().isian == Isian.PER_TRIWULAN


def test_zero_is_kept_apart_from_unknown(p, simpul):
    _simpan(p, _uang(simpul, 0, PAGU), oleh=p.organisasi)

    assert Anggaran.objects.get().pagu == 0


def test_an_amount_may_stand_above_others_as_the_report_says_it(p, simpul):
    _simpan(p, _uang(simpul, 9, PAGU), oleh=p.organisasi)
    bawah = IsiSimpulFactory(induk=p.dokumen.isi_simpul.get(simpul=simpul))

    assert _keadaan(p, _uang(bawah.simpul_id, 5), _uang(simpul, 5)) == [BARU, BARU]


def test_pagu_is_the_planners_money_spent_the_operators(p, simpul):
    pagu, uang = _uang(simpul, 5, PAGU), _uang(simpul, 5)

    ((nomor, alasan),) = _ditolak(p, uang, pagu)
    assert (nomor, "perencana atau Bagian Organisasi" in alasan) == (1, True)
    ((nomor, alasan),) = _ditolak(p, pagu, uang, oleh=p.perencana)
    assert (nomor, "Hanya operator" in alasan) == (1, True)
    assert _keadaan(p, pagu, oleh=p.perencana) == [BARU]
    assert _keadaan(p, uang) == [BARU]


def test_money_is_fixed_with_the_rows_it_was_submitted_with(p, simpul):
    _simpan(p, _uang(simpul, 10))
    p.baris(StatusRealisasi.DIVERIFIKASI)

    ((_, alasan),) = _ditolak(p, _uang(simpul, 99))
    assert "sudah diajukan" in alasan
    assert _keadaan(p, _uang(simpul, 10)) == [SAMA]


def test_a_negative_pagu_stops_the_whole_batch(p, simpul):
    with pytest.raises(IntegrityError), transaction.atomic():
        _simpan(p, _uang(simpul, 5), _uang(simpul, -1, PAGU), oleh=p.organisasi)

    assert not Anggaran.objects.exists()


# People, quarters, the whole


def test_organisasi_loads_an_old_quarter_operator_does_not(p, simpul):
    pk = p.isi().indikator_id
    p.tutup()
    sel = [*(_nilai(pk, tw, tw) for tw in (1, 2, 3, 4)), _uang(simpul, 5)]

    alasan = _ditolak(p, *sel)
    assert len(alasan) == 5
    assert "sudah ditutup" in alasan[-1][1]
    for orang in (p.evaluator, p.pimpinan, p.perencana, p.kepala):
        assert len(_ditolak(p, *sel, oleh=orang)) == 5
    hasil = _simpan(p, *sel, oleh=p.organisasi)
    assert hasil.jumlah(BARU) == 5
    assert _keadaan(p, *sel) == [SAMA] * 5

    urungkan_isian(
        perangkat_daerah_id=p.pd.pk, tahun=TAHUN, perubahan=hasil.perubahan, oleh=p.organisasi
    )
    assert not Realisasi.objects.filter(nilai__isnull=False).exists()
    assert not Anggaran.objects.exists()


def test_organisasi_of_one_pd_does_not_load_numbers_of_another(p):
    orang = PenggunaFactory(peran=JenisPeran.ORGANISASI, pd=p.lain)
    PeranFactory(pengguna=orang, peran=JenisPeran.KEPALA_PD, perangkat_daerah=p.pd)
    p.tutup()

    assert len(_ditolak(p, _nilai(p.isi().indikator_id, 3), oleh=orang)) == 1


def test_the_pd_does_not_exist_for_people_of_another(p, simpul):
    for orang in (p.operator_lain, p.admin, p.tanpa_peran):
        with pytest.raises(PerangkatDaerah.DoesNotExist):
            _simpan(p, _uang(simpul, 5), oleh=orang)
    assert not Anggaran.objects.exists()


def test_failing_audit_undoes_everything(p, simpul, monkeypatch):
    def gagal(*_a, **_k):
        raise RuntimeError("disk")

    monkeypatch.setattr(layanan, "catat_audit_massal", gagal)
    with pytest.raises(RuntimeError, match="disk"):
        _simpan(p, _nilai(p.isi().indikator_id, 5), _uang(simpul, 5))

    assert not Realisasi.objects.exists()
    assert not Anggaran.objects.exists()


@pytest.mark.parametrize("jumlah", [3, 40])
def test_the_same_few_statements_for_any_size(p, simpul, jumlah, django_assert_max_num_queries):
    sel = [_nilai(p.isi().indikator_id, 5) for _ in range(jumlah)]
    _simpan(p, _nilai(p.isi().indikator_id, 5), _uang(simpul, 3))

    with django_assert_max_num_queries(18):
        assert _simpan(p, *sel, _uang(simpul, 5)).jumlah(BARU) == jumlah
