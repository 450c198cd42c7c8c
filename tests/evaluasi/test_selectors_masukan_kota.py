"""What the city's values are computed from: the same text whatever database it comes from."""

from __future__ import annotations

import pytest

from evaluasi.formulas.nilai_kota import digest
from evaluasi.selectors.masukan_kota import Masukan, masukan_kota, pd_dinilai
from kinerja.models import Realisasi
from tests.evaluasi.panggung_kota import buat_iku
from tests.factories import (
    TAHUN,
    KotaFactory,
    LembarKerjaFactory,
    PerangkatDaerahFactory,
    buat_templat_lke,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kota():
    return KotaFactory()


def baca_masukan() -> Masukan:
    masukan = masukan_kota(TAHUN)
    assert masukan is not None
    return masukan


def test_digest_does_not_depend_on_how_a_database_collates(kota, monkeypatch):
    for kode in ("kec-b", "kecb", "kec"):
        LembarKerjaFactory(pd=PerangkatDaerahFactory(kode=kode), jawaban="B")
    awal = baca_masukan()
    monkeypatch.setattr(
        "evaluasi.selectors.masukan_kota.pd_dinilai",
        lambda tahun: pd_dinilai(tahun).order_by("-kode"),
    )

    assert digest(baca_masukan()) == digest(awal)
    assert [pd["kode"] for pd in awal["pd"]] == ["kec", "kec-b", "kecb"]


def test_iku_with_a_value_nobody_verified_is_provisional(kota):
    buat_templat_lke()
    buat_iku(kota)
    assert [i["sementara"] for i in baca_masukan()["iku"]] == [False]
    Realisasi.objects.filter(triwulan=1).update(status="diajukan")
    assert [i["sementara"] for i in baca_masukan()["iku"]] == [True]
