"""A frozen year in the reports: LKjIP and the value of the city stand, whatever plans say later."""

from __future__ import annotations

from typing import Any

import pytest

from evaluasi.selectors.masukan_kota import masukan_kota
from kinerja.models import Polaritas, StatusDokumen, Target
from kinerja.services.pembekuan import bekukan, buka_beku
from laporan.formulas.data_lkjip import ke_json
from opd.models import JenisPeran
from tests.factories import TAHUN, JadwalFactory, PenggunaFactory, buat_templat_lke
from tests.laporan.bahan_lkjip import KotaUji, PDUji, nilai, susun

pytestmark = pytest.mark.django_db


def test_later_target_and_polarity_reach_neither_lkjip_nor_the_city_before_the_year_is_freed():
    organisasi = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    kota, dinas = KotaUji(), PDUji("Dinas Sosial", kode="dinsos")
    iku = kota.iku(kota.sasaran("1"), "Tingkat kemiskinan", dinas.pd)
    nilai(iku, "80")
    jadwal = JadwalFactory(tahun=TAHUN, triwulan=4)
    satu: dict[str, Any] = {
        "jadwal_id": jadwal.pk,
        "perangkat_daerah": [dinas.pd.pk],
        "oleh": organisasi,
    }
    bekukan(apa_adanya=(), **satu)
    buat_templat_lke()
    lkjip, masukan = ke_json(susun(kota.kota)), masukan_kota(TAHUN)
    assert masukan is not None
    assert masukan["iku"]

    # Beside the services, which refuse a later version: what is stored must hold by itself.
    Target.objects.filter(indikator=iku.indikator).update(nilai=160)
    type(iku).objects.filter(pk=iku.pk).update(polaritas=Polaritas.NEGATIF)
    assert kota.rkpd.status == StatusDokumen.BERLAKU

    def angka(data: dict) -> list:
        return [
            {k: i[k] for k in ("target", "realisasi", "capaian", "kategori", "rumus", "polaritas")}
            for s in data["sasaran"]
            for i in s["indikator"]
        ]

    assert angka(ke_json(susun(kota.kota))) == angka(lkjip)
    assert angka(lkjip)
    assert masukan_kota(TAHUN) == masukan

    buka_beku(alasan="Target keliru.", **satu)
    assert angka(ke_json(susun(kota.kota))) != angka(lkjip)
    assert masukan_kota(TAHUN) != masukan
