"""Frozen quarters through a merge and back: no number is lost, none becomes open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from kinerja.models import Anggaran, Pembekuan, Realisasi, TargetBeku
from kinerja.selectors.capaian import capaian_sel, nilai_setahun
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.target_berlaku import isi_berlaku, target_setahun
from kinerja.services.anggaran import simpan_rupiah
from kinerja.services.pembekuan import bekukan
from kinerja.services.realisasi import IsiSel, simpan_sel
from opd.models import JenisPeran, PerangkatDaerah, PerubahanOrganisasi
from opd.services.perubahan import urungkan_perubahan
from tests.factories import TAHUN, JadwalFactory, PenggunaFactory, PerangkatDaerahFactory
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


def test_a_merge_waits_until_all_pd_hold_the_same_quarters_frozen(organisasi, dua):
    a, b = dua
    tanpa = PerangkatDaerahFactory(nama="Badan Baru")  # owes no rows: nothing to freeze
    Realisasi.objects.filter(indikator=b.isi[0].indikator, tahun=TAHUN, triwulan=1).update(
        status="draf"
    )
    _bekukan(organisasi, a.pd)
    sebelum = _keadaan()
    asal = [a.pd.pk, b.pd.pk, tanpa.pk]

    with pytest.raises(
        ValidationError, match="dibekukan untuk Dinas Sosial, belum untuk Dinas Pangan"
    ):
        terapkan(organisasi, asal=asal, baru=[BARU])
    assert _keadaan() == sebelum

    bekukan(
        jadwal_id=Pembekuan.objects.get().jadwal_id,
        perangkat_daerah=[b.pd.pk],
        apa_adanya=[b.pd.pk],
        oleh=organisasi,
    )
    PerubahanOrganisasi.objects.all().delete()
    terapkan(organisasi, asal=asal, baru=[BARU])

    gabungan = PerangkatDaerah.objects.get(kode=BARU.kode)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=gabungan)
    with pytest.raises(TidakBoleh, match="dibekukan pada"):  # the row that nobody verified
        simpan_sel(
            indikator_id=Realisasi.objects.get(status="draf").indikator_id,
            tahun=TAHUN,
            triwulan=1,
            isi=IsiSel(nilai=Decimal(1)),
            oleh=operator,
        )
    uang = Anggaran.objects.filter(simpul__perangkat_daerah=gabungan, tahun=TAHUN, triwulan=1)
    with pytest.raises(TidakBoleh, match="dibekukan pada"):
        simpan_rupiah(simpul_id=uang[0].simpul_id, tahun=TAHUN, triwulan=1, rupiah=1, oleh=operator)


def test_a_merge_that_was_frozen_since_is_not_undone_in_silence(organisasi, dua):
    a, b = dua
    perubahan = terapkan(organisasi, asal=[a.pd.pk, b.pd.pk], baru=[BARU])
    _bekukan(organisasi, PerangkatDaerah.objects.get(kode=BARU.kode))

    with pytest.raises(ValidationError, match="1 pembekuan triwulan dilakukan"):
        urungkan_perubahan(perubahan_id=perubahan.pk, oleh=organisasi)
