"""The answer to one typed amount."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from kinerja.models import Anggaran, JenisSimpul
from opd.models import JenisPeran
from tests.factories import TAHUN, IsiIndikatorFactory, IsiSimpulFactory, PenggunaFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


@pytest.fixture
def sub(p):
    """A sub kegiatan with an indicator, below a program."""
    program = IsiSimpulFactory(dokumen=p.dokumen, nama="Program A")
    sub = IsiSimpulFactory(induk=program, jenis=JenisSimpul.SUB_KEGIATAN, nama="Sub A")
    IsiIndikatorFactory(dokumen=p.dokumen, isi_simpul=sub)
    Anggaran.objects.create(simpul=sub.simpul, tahun=TAHUN, triwulan=0, pagu=1000)
    return sub


@pytest.fixture
def kirim(client, p, sub):
    def _kirim(rupiah, oleh=None, **lain):
        client.force_login(oleh or p.operator)
        data = {
            "simpul": sub.simpul_id,
            "tahun": TAHUN,
            "triwulan": TW,
            "versi": 0,
            "nomor": 4,
            "rupiah": rupiah,
            **lain,
        }
        return client.post(reverse("kinerja:rupiah_update"), data)

    return _kirim


@pytest.mark.parametrize(("teks", "nilai"), [("Rp 1.234", 1234), ("750", 750), ("0", 0)])
def test_an_amount_is_saved_and_the_sums_above_come_along(kirim, sub, teks, nilai):
    jawaban = kirim(teks)

    html = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert Anggaran.objects.get(triwulan=TW).realisasi == nilai
    assert f'id="uang-{sub.simpul_id}"' in html
    atas = rf'id="uang-{sub.induk.simpul_id}" data-nomor="0" data-saat="\d+" hx-swap-oob="true"'
    assert re.search(atas, html)
    assert 'data-versi="1"' in html
    assert 'data-nomor="4"' in html
    assert "data-pukul" in html


@pytest.mark.parametrize(
    ("teks", "bunyi"),
    [
        ("abc", "berisi huruf"),
        ("12,5", "Tulis tanpa koma"),
        ("9" * 30, "terlalu besar"),
        ("9" * 61, "terlalu panjang"),
        ("=1+1", "bukan angka"),
    ],
)
def test_what_cannot_be_read_says_why_and_keeps_the_text(kirim, teks, bunyi):
    jawaban = kirim(teks)

    html = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert bunyi in html
    assert f'value="{teks[:60]}"' in html
    assert not Anggaran.objects.filter(triwulan=TW).exists()


def test_above_the_pagu_is_saved_with_a_warning(kirim):
    jawaban = kirim("1001")

    assert jawaban.status_code == 200
    assert "Melebihi pagu Rp1.000" in jawaban.content.decode()


def test_the_second_of_two_people_sees_both_amounts(kirim, p):
    rekan = PenggunaFactory(nama="Dewi Rekan", peran=JenisPeran.OPERATOR, pd=p.pd)
    kirim("700", oleh=rekan)

    jawaban = kirim("800")

    html = jawaban.content.decode()
    assert jawaban.status_code == 409
    for kata in ("Nilai Dewi Rekan", "<strong>700</strong>", "<strong>800</strong>"):
        assert kata in html
    assert Anggaran.objects.get(triwulan=TW).realisasi == 700
    assert kirim("", versi=1).status_code == 200
    assert not Anggaran.objects.filter(triwulan=TW).exists()


def test_the_stored_rows_can_be_asked_for_again(client, p, sub, kirim):
    kirim("700")

    jawaban = client.get(
        reverse("kinerja:rupiah_update"),
        {"simpul": sub.simpul_id, "tahun": TAHUN, "triwulan": TW, "nomor": "4"},
    )

    assert 'value="700"' in jawaban.content.decode()


def test_people_of_other_pd_and_readers(kirim, p):
    for orang in (p.operator_lain, p.tanpa_peran):
        assert kirim("5", oleh=orang).status_code == 404
    for orang in (p.evaluator, p.kepala, p.pimpinan):
        assert kirim("5", oleh=orang).status_code == 403
    assert kirim("5", simpul="abc").status_code == 404
    assert kirim("5", versi="x").status_code == 422
    assert not Anggaran.objects.filter(triwulan=TW).exists()
