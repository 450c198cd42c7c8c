"""manage.py hitung_nilai: two lines that never mix, and the same for programs."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluasi.models import JenisLembar, LembarKerja, PerhitunganKota, StatusLembar
from opd.services.pengguna import pengguna_sistem
from tests.evaluasi.panggung_kota import ganti_jawaban
from tests.factories import TAHUN, KotaFactory, LembarKerjaFactory, buat_templat_lke

pytestmark = pytest.mark.django_db


@pytest.fixture
def kota():
    return KotaFactory()


def hitung(*opsi: str) -> list[str]:
    keluaran = StringIO()
    call_command("hitung_nilai", "--tahun", str(TAHUN), *opsi, stdout=keluaran)
    return keluaran.getvalue().splitlines()


def hitung_json() -> dict:
    return json.loads("\n".join(hitung("--json")))


def resmi(kota, nilai: str = "69.04", tahun: int = TAHUN, **isi) -> LembarKerja:
    return LembarKerjaFactory(
        pd=kota, tahun=tahun, jenis=JenisLembar.KEMENTERIAN, total=Decimal(nilai), **isi
    )


def test_two_lines(kota):
    resmi(kota, diterima=datetime.date(2025, 2, 5))
    LembarKerjaFactory(pd=kota, jawaban="BB")
    LembarKerjaFactory(jawaban="B")
    LembarKerjaFactory(jawaban="CC")

    assert hitung() == [
        "resmi 69,04 B (KemenPANRB, diterima 5 Februari 2025)",
        "dihitung 80,00 BB (LKE Kota 12 dari 12 jawaban; rata-rata 2 dari 2 PD 65,00)",
    ]


def test_unknown_is_a_dash_and_says_why(kota):
    LembarKerjaFactory(
        pd=kota,
        status=StatusLembar.DRAF,
        jawaban={f"{k}.{s}": "BB" for k in "1234" for s in "abc" if k + s not in ("1a", "4c")},
    )
    LembarKerjaFactory(status=StatusLembar.DRAF)

    assert hitung() == [
        "resmi – (belum diterima)",
        "dihitung – (LKE Kota baru terjawab 10 dari 12; rata-rata 0 dari 1 PD –)",
    ]


def test_a_year_with_nothing_but_a_template(kota):
    buat_templat_lke()
    assert hitung() == [
        "resmi – (belum diterima)",
        "dihitung – (LKE Kota belum ada; rata-rata 0 dari 0 PD –)",
    ]


def test_made_up_answers_are_labelled(kota):
    resmi(kota, contoh=True)
    LembarKerjaFactory(pd=kota, jawaban="BB", contoh=True)
    baris_resmi, dihitung = hitung()
    assert baris_resmi == ("resmi 69,04 B (KemenPANRB, tanggal terima belum dicatat; nilai contoh)")
    assert dihitung.endswith("; memuat nilai contoh)")
    assert hitung_json()["contoh"] is True


@pytest.mark.parametrize(
    ("milik_kota", "diharapkan"),
    [
        (True, "dihitung 80,60 A (LKE Kota 12 dari 12 jawaban; rata-rata 2 dari 2 PD 65,00)"),
        (False, "dihitung 80,00 BB (LKE Kota 12 dari 12 jawaban; rata-rata 2 dari 2 PD 65,60)"),
    ],
)
def test_one_changed_answer_moves_only_the_computed_line(kota, milik_kota, diharapkan):
    resmi(kota)
    lembar_kota = LembarKerjaFactory(pd=kota, jawaban="BB")
    lembar_pd = LembarKerjaFactory(jawaban="B")
    LembarKerjaFactory(jawaban="CC")
    awal = hitung()

    # One step up is 10 percent of a weight of 6; two PD share the two steps of one of them.
    ganti_jawaban(lembar_kota if milik_kota else lembar_pd, "1.a", "A")

    akhir = hitung()
    assert akhir[0] == awal[0]
    assert akhir[1] == diharapkan != awal[1]


def test_a_corrected_official_value_moves_only_the_official_line(kota):
    lembar = resmi(kota)
    LembarKerjaFactory(pd=kota, jawaban="BB")
    awal = hitung()
    LembarKerja.objects.filter(pk=lembar.pk).update(total=Decimal("70.01"))
    akhir = hitung()
    assert akhir[0].startswith("resmi 70,01 BB ")
    assert akhir[1] == awal[1]
    assert PerhitunganKota.objects.count() == 1


def test_the_official_value_of_another_year_is_not_shown(kota):
    buat_templat_lke()
    resmi(kota, "67.31", tahun=TAHUN - 1)
    assert hitung()[0] == "resmi – (belum diterima)"


def test_json_for_programs(kota):
    resmi(kota, diterima=datetime.date(2025, 2, 5), sumber="Berita kota")
    LembarKerjaFactory(pd=kota, jawaban="BB")
    LembarKerjaFactory(jawaban="B")

    isi = hitung_json()

    p = PerhitunganKota.objects.get()
    assert isi["resmi"] == {
        "nilai": "69.04",
        "predikat": "B",
        "diterima": "2025-02-05",
        "sumber": "Berita kota",
        "contoh": False,
    }
    assert (isi["dihitung"]["nilai"], isi["dihitung"]["predikat"]) == ("80", "BB")
    assert (isi["pd"]["n"], isi["pd"]["dari"], isi["pd"]["rata_rata"]) == ("1", "1", "70")
    assert [(a["huruf"], a["tercapai"]) for a in isi["ambang"]] == [("BB", False), ("B", True)]
    assert isi["iku"] == {
        "nilai": None,
        "n": "0",
        "dari": "0",
        "sementara": "0",
        "contoh": "0",
    }
    assert (isi["digest"], isi["versi_rumus"], isi["contoh"]) == (p.digest, p.versi_rumus, False)
    assert datetime.datetime.fromisoformat(isi["dihitung_pada"]) == p.dibuat_pada
    assert p.diminta_oleh == pengguna_sistem()


def test_json_without_official_value(kota):
    buat_templat_lke()
    assert hitung_json()["resmi"] == {
        "nilai": None,
        "predikat": None,
        "diterima": None,
        "sumber": None,
        "contoh": None,
    }


def test_running_again_stores_nothing_new(kota):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    assert hitung() == hitung()
    assert PerhitunganKota.objects.count() == 1


def test_a_year_without_template_is_an_error(kota):
    with pytest.raises(CommandError, match=f"Templat LKE {TAHUN} belum ada"):
        hitung()


def test_a_letter_outside_the_scale_is_an_error(kota):
    ganti_jawaban(LembarKerjaFactory(pd=kota, jawaban="BB"), "2.b", "Z")
    with pytest.raises(CommandError, match='Jawaban "Z" untuk 2.b'):
        hitung()
