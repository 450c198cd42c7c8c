"""Frozen quarters through a merge and back: no number is lost, none becomes open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from kinerja.models import Pembekuan, Realisasi, TargetBeku
from kinerja.selectors.capaian import capaian_sel, nilai_setahun
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.target_berlaku import isi_berlaku, target_setahun
from kinerja.services.pembekuan import bekukan
from kinerja.services.realisasi import IsiSel, simpan_sel
from opd.models import JenisPeran, PerangkatDaerah
from opd.services.perubahan import urungkan_perubahan
from tests.factories import TAHUN, JadwalFactory, PenggunaFactory
from tests.opd.panggung_perubahan import BARU, PDLama, buat_lama, terapkan

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


@pytest.fixture
def dua() -> tuple[PDLama, PDLama]:
    return buat_lama("Dinas Sosial", "DINSOS", None), buat_lama("Dinas Pangan", "DISPANG", None)


def _bekukan(organisasi, *pd, triwulan=1):
    jadwal = JadwalFactory(tahun=TAHUN, triwulan=triwulan)
    bekukan(
        jadwal_id=jadwal.pk, perangkat_daerah=[p.pk for p in pd], apa_adanya=[], oleh=organisasi
    )


def _keadaan() -> dict[str, list[tuple]]:
    return {
        "baris": list(
            Realisasi.objects.order_by("pk").values_list("indikator", "triwulan", "nilai", "status")
        ),
        "target": list(TargetBeku.objects.order_by("pk").values_list("indikator", "nilai")),
        "beku": list(Pembekuan.objects.order_by("pk").values_list("pk", "perangkat_daerah")),
    }


def _capaian(indikator_id: int) -> Decimal | None:
    isi = isi_berlaku(indikator_id, TAHUN)
    assert isi is not None
    target = target_setahun([indikator_id], TAHUN).get(indikator_id)
    return capaian_sel(isi, target, nilai_setahun([indikator_id], TAHUN)[indikator_id], 1).capaian


def test_a_quarter_that_all_hold_frozen_stays_frozen_in_the_new_pd(organisasi, dua):
    a, b = dua
    _bekukan(organisasi, a.pd, b.pd)
    sebelum, target = _keadaan(), TargetBeku.objects.count()
    lama = Realisasi.objects.filter(indikator=a.isi[0].indikator, tahun=TAHUN, triwulan=1).get()
    nilai, capaian = lama.nilai, _capaian(lama.indikator_id)

    perubahan = terapkan(organisasi, asal=[a.pd.pk, b.pd.pk], baru=[BARU])

    gabungan = PerangkatDaerah.objects.get(kode=BARU.kode)
    lama.refresh_from_db()
    assert (lama.nilai, lama.status) == (nilai, "dibekukan")
    assert lama.indikator.pengampu == gabungan
    assert _capaian(lama.indikator_id) == capaian
    assert TargetBeku.objects.count() == target
    assert TargetBeku.objects.filter(indikator__pengampu=gabungan).count() == target
    assert "dibekukan pada" in jendela_periode(gabungan.pk, TAHUN, 1).tidak_beku.alasan
    assert jendela_periode(gabungan.pk, TAHUN, 2).tidak_beku
    assert Pembekuan.objects.get(perangkat_daerah=gabungan).jumlah == 6
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=gabungan)
    with pytest.raises(TidakBoleh, match="dibekukan pada"):
        simpan_sel(
            indikator_id=lama.indikator_id,
            tahun=TAHUN,
            triwulan=1,
            isi=IsiSel(nilai=Decimal(1)),
            oleh=operator,
        )

    operator.peran.all().delete()  # a role given since would stand in the way of the undo
    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=organisasi)
    assert _keadaan() == sebelum


def test_where_one_pd_holds_it_its_rows_stay_frozen_and_the_others_go_on(organisasi, dua):
    a, b = dua
    _bekukan(organisasi, a.pd)

    terapkan(organisasi, asal=[a.pd.pk, b.pd.pk], baru=[BARU])

    gabungan = PerangkatDaerah.objects.get(kode=BARU.kode)
    baris = Realisasi.objects.filter(indikator__pengampu=gabungan, tahun=TAHUN, triwulan=1)
    assert (
        sorted(baris.values_list("status", flat=True)) == ["dibekukan"] * 3 + ["diverifikasi"] * 3
    )
    assert jendela_periode(gabungan.pk, TAHUN, 1).tidak_beku
    bekukan(
        jadwal_id=Pembekuan.objects.get().jadwal_id,
        perangkat_daerah=[gabungan.pk],
        apa_adanya=[],
        oleh=organisasi,
    )
    assert set(baris.values_list("status", flat=True)) == {"dibekukan"}
    # two targets a row in the year, the quarter's own once
    assert TargetBeku.objects.filter(indikator__pengampu=gabungan).count() == 6


def test_a_merge_that_was_frozen_since_is_not_undone_in_silence(organisasi, dua):
    a, b = dua
    perubahan = terapkan(organisasi, asal=[a.pd.pk, b.pd.pk], baru=[BARU])
    _bekukan(organisasi, PerangkatDaerah.objects.get(kode=BARU.kode))

    with pytest.raises(ValidationError, match="1 pembekuan triwulan dilakukan"):
        urungkan_perubahan(perubahan_id=perubahan.pk, oleh=organisasi)
