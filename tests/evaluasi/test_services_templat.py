"""Templates: made from 88/2021, copied, and moved only while nothing stands on them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from evaluasi.models import KomponenLKE, KriteriaLKE, SubkomponenLKE, TemplatLKE
from evaluasi.selectors.templat import muat_templat
from evaluasi.services.templat import (
    buat_templat_88_2021,
    periksa_bobot,
    salin_templat,
    ubah_templat,
)
from tests.evaluasi.panggung_kota import buat_iku
from tests.factories import (
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    buat_templat_lke,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran="organisasi")


@pytest.fixture
def kota():
    return KotaFactory()


def _isi(templat):
    """What the form would send back unchanged."""
    sub = SubkomponenLKE.objects.filter(komponen__templat=templat)
    return {
        "bobot_komponen": {
            k.kode: k.bobot for k in KomponenLKE.objects.filter(templat=templat).order_by("urutan")
        },
        "bobot_subkomponen": {s.kode: s.bobot for s in sub},
        "geser_tahun": {s.kode: s.kriteria.get(urutan=1).geser_tahun for s in sub},
        "indikator": templat.indikator,
    }


def _ubah(templat, oleh, *, komponen=None, sub=None, geser=None, **lain):
    isi = {**_isi(templat), **lain}
    isi["bobot_komponen"] |= {k: Decimal(v) for k, v in (komponen or {}).items()}
    isi["bobot_subkomponen"] |= {k: Decimal(v) for k, v in (sub or {}).items()}
    isi["geser_tahun"] |= geser or {}
    return ubah_templat(templat_id=templat.pk, oleh=oleh, **isi)


def test_two_years_are_two_templates_of_eighty_kriteria(organisasi):
    buat_templat_88_2021(tahun_evaluasi=2024, oleh=organisasi)

    with pytest.raises(ValidationError) as galat:
        buat_templat_88_2021(tahun_evaluasi=2024, oleh=organisasi)

    assert galat.value.message_dict == {
        "tahun_evaluasi": ["Templat untuk tahun evaluasi ini sudah ada."]
    }
    assert KriteriaLKE.objects.count() == 80


@pytest.mark.parametrize(
    ("medan", "isi"),
    [
        ("skala_jawaban", {"kualitas": [{"huruf": "A", "nilai": "101"}]}),
        ("skala_jawaban", {"kualitas": [{"huruf": "A", "nilai": "NaN"}]}),
        ("skala_jawaban", {"kualitas": [{"huruf": "A", "nilai": "x"}]}),
        ("skala_jawaban", {"kualitas": [{"huruf": "", "nilai": "90"}]}),
        ("skala_jawaban", {"kualitas": [{"huruf": "A", "nilai": "9"}] * 2}),
        ("skala_jawaban", {"kualitas": [{"huruf": "A"}]}),
        ("skala_jawaban", [1, 2]),
        ("skala_predikat", [{"huruf": "A", "sebutan": "x", "di_atas": "NaN", "sampai": "100"}]),
        ("skala_predikat", [{"huruf": "A", "sebutan": "x", "di_atas": "0", "sampai": "100"}]),
        ("skala_predikat", 5),
    ],
)
def test_stored_scales_that_cannot_be_used_are_refused_at_their_field(medan, isi):
    templat = buat_templat_lke(2024)
    setattr(templat, medan, isi)

    with pytest.raises(ValidationError) as galat:
        templat.full_clean()

    assert list(galat.value.message_dict) == [medan]


def test_a_copy_is_equal_and_stands_alone(organisasi):
    asal = buat_templat_lke(2024)
    _ubah(asal, organisasi, sub={"1.a": "7.5", "1.b": "7.5"}, geser={"2.a": -2})

    salinan = salin_templat(sumber=asal, tahun_evaluasi=2025, oleh=organisasi)

    dulu, kini = muat_templat(asal), muat_templat(salinan)
    assert kini.templat == dulu.templat
    assert kini.skala == dulu.skala
    assert {k.tahun_dokumen for k in kini.kriteria["2.a"]} == {2023}
    assert {k.tahun_dokumen for k in dulu.kriteria["2.a"]} == {2022}
    _ubah(salinan, organisasi, sub={"1.a": "6", "1.b": "9"})
    assert muat_templat(asal).templat == dulu.templat
    jejak = JejakAudit.objects.get(aksi="templat_lke.disalin")
    assert (jejak.sesudah or {})["disalin_dari"] == 2024


def test_change_is_stored_and_audited_before_and_after(organisasi, kota):
    iku = buat_iku(kota).indikator
    templat = buat_templat_lke(2024)

    _ubah(
        templat,
        organisasi,
        komponen={"1": "25", "2": "35"},
        sub={"1.a": "1", "2.a": "11"},
        geser={"1.a": -1},
        indikator=iku,
    )

    isi = muat_templat(TemplatLKE.objects.get())
    assert [k.bobot for k in isi.templat.komponen] == [25, 35, 15, 25]
    assert {k.tahun_dokumen for k in isi.kriteria["1.a"]} == {2023}
    assert {k.tahun_dokumen for k in isi.kriteria["1.b"]} == {2024}
    assert isi.indikator_id == iku.pk
    jejak = JejakAudit.objects.get(aksi="templat_lke.diubah")
    sebelum, sesudah = jejak.sebelum or {}, jejak.sesudah or {}
    assert jejak.oleh == organisasi
    assert (sebelum["bobot"]["1"], sesudah["bobot"]["1"]) == ("30.00", "25.00")
    assert (sebelum["geser_tahun"]["1.a"], sesudah["geser_tahun"]["1.a"]) == ([0], [-1])


@pytest.mark.parametrize(
    ("komponen", "sub", "galat"),
    [
        (
            {"1": "25"},
            {"1.a": "1"},
            {"jumlah_komponen": ["Jumlah bobot komponen 95,00. Kurang 5,00 dari 100."]},
        ),
        (
            {"1": "31.5"},
            {"1.a": "7.5"},
            {"jumlah_komponen": ["Jumlah bobot komponen 101,50. Lebih 1,50 dari 100."]},
        ),
        (
            {},
            {"3.b": "4.49"},
            {
                "jumlah_3": [
                    "Jumlah bobot subkomponen 3.a sampai 3.c 14,99. "
                    "Kurang 0,01 dari bobot komponen 3, yaitu 15,00."
                ]
            },
        ),
        ({}, {"3.b": "0", "3.c": "12"}, {"sub_3_b": ["Bobot harus lebih dari 0, bukan 0,00."]}),
        ({}, {"3.b": "-1", "3.c": "13"}, {"sub_3_b": ["Bobot harus lebih dari 0, bukan -1,00."]}),
        (
            {},
            {"3.b": "4.505", "3.c": "7.495"},
            {
                "sub_3_b": [
                    "Bobot 4,505 berisi 3 angka di belakang koma. Tulis paling banyak dua."
                ],
                "sub_3_c": [
                    "Bobot 7,495 berisi 3 angka di belakang koma. Tulis paling banyak dua."
                ],
            },
        ),
        ({"1": "101"}, {}, {"komponen_1": ["Bobot 101,00 lebih dari 100."]}),
        ({"1": "NaN"}, {}, {"komponen_1": ["Bobot ini bukan angka."]}),
    ],
)
def test_weights_that_do_not_add_up_are_said_at_the_field_and_nothing_is_saved(
    organisasi, komponen, sub, galat
):
    templat = buat_templat_lke(2024)
    dulu = muat_templat(templat)

    with pytest.raises(ValidationError) as salah:
        _ubah(templat, organisasi, komponen=komponen, sub=sub)

    assert salah.value.message_dict == galat
    assert muat_templat(templat) == dulu
    assert not JejakAudit.objects.filter(aksi="templat_lke.diubah").exists()


def test_all_errors_come_together():
    with pytest.raises(ValidationError) as galat:
        periksa_bobot(
            {"1": ("1.a", "1.b"), "2": ("2.a",)},
            {"1": Decimal(40), "2": Decimal(50)},
            {"1.a": Decimal(20), "1.b": Decimal(10), "2.a": Decimal(0)},
        )

    assert set(galat.value.message_dict) == {"jumlah_komponen", "jumlah_1", "sub_2_a"}


def test_a_used_template_keeps_its_weights(organisasi):
    templat = buat_templat_lke(2024)
    LembarKerjaFactory(pd=PerangkatDaerahFactory())

    with pytest.raises(TidakBoleh, match="sudah dipakai 1 lembar kerja"):
        _ubah(templat, organisasi, sub={"1.a": "7", "1.b": "8"})


def test_who_may_not(organisasi):
    templat = buat_templat_lke(2024)
    for peran in ("operator", "evaluator", "perencana", "pimpinan"):
        orang = PenggunaFactory(peran=peran)
        with pytest.raises(TidakBoleh):
            buat_templat_88_2021(tahun_evaluasi=2030, oleh=orang)
        with pytest.raises(TidakBoleh):
            salin_templat(sumber=templat, tahun_evaluasi=2030, oleh=orang)
        with pytest.raises(TidakBoleh):
            _ubah(templat, orang, sub={"1.a": "7", "1.b": "8"})
    with pytest.raises(TemplatLKE.DoesNotExist):  # without any PD the template is not there
        _ubah(templat, PenggunaFactory(), sub={"1.a": "7", "1.b": "8"})
    assert TemplatLKE.objects.count() == 1


def test_refused_an_indicator_of_a_pd_a_far_year_and_no_change_at_all(organisasi, kota):
    templat = buat_templat_lke(2024)
    asing = buat_iku(PerangkatDaerahFactory()).indikator

    for isi, kunci in (
        ({"indikator": asing}, "indikator"),
        ({"geser": {"1.a": -6}}, "geser_1_a"),
        ({"geser": {"1.a": 1}}, "geser_1_a"),
    ):
        with pytest.raises(ValidationError) as galat:
            _ubah(templat, organisasi, **isi)
        assert list(galat.value.message_dict) == [kunci]
    with pytest.raises(ValidationError, match="Tidak ada yang berubah"):
        _ubah(templat, organisasi)
