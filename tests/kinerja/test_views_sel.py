"""The answer to one typed cell: 200 with the row, 409 with both values, 422 with a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from kinerja.models import Realisasi
from kinerja.services.realisasi import IsiSel, simpan_sel
from opd.models import JenisPeran
from tests.factories import TAHUN, PenggunaFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
URL = "/kinerja/pengisian/sel/"


@pytest.fixture
def kirim(client, p):
    def _kirim(isi, nilai="", *, oleh=None, hx=True, **lain):
        client.force_login(oleh or p.operator)
        data = {
            "indikator": getattr(isi, "indikator_id", isi),
            "tahun": TAHUN,
            "triwulan": TW,
            "versi": 0,
            "nomor": 7,
            "nilai": nilai,
            **lain,
        }
        kepala = {"HTTP_HX_REQUEST": "true"} if hx else {}
        return client.post(reverse("kinerja:realisasi_update"), data, **kepala)

    return _kirim


def _nilai(isi) -> Decimal | None:
    return Realisasi.objects.get(indikator=isi.indikator_id).nilai


def test_address_is_the_one_the_page_posts_to():
    assert reverse("kinerja:realisasi_update") == URL


@pytest.mark.parametrize(
    ("teks", "sifat", "nilai", "tampil"),
    [
        ("85,5%", {}, "85.5", "85,50"),
        ("1.234,56", {"satuan": "Rasio"}, "1234.56", "1.234,56"),
        ("0", {}, "0", "0,00"),
        ("wtp", {"skala_predikat": {"WDP": 3, "WTP": 4}, "desimal": 0}, "4", "WTP"),
    ],
)
def test_a_readable_cell_is_saved_and_its_row_comes_back(kirim, p, teks, sifat, nilai, tampil):
    isi = p.isi(**sifat)

    jawaban = kirim(isi, teks)

    assert jawaban.status_code == 200
    assert _nilai(isi) == Decimal(nilai)
    html = jawaban.content.decode()
    assert f'id="ind-{isi.indikator_id}"' in html
    assert f'value="{tampil}"' in html
    assert 'data-versi="1"' in html
    assert 'data-nomor="7"' in html
    assert html.count("hx-swap-oob") == 2
    assert "Tersimpan" in html
    assert jawaban.context["kelengkapan"].kosong == 0


@pytest.mark.parametrize(
    ("teks", "sifat", "bunyi"),
    [
        ("70.125", {}, ["bisa dibaca dua cara", "70,125 atau 70125"]),
        ("7267%", {"satuan": "Tahun"}, ["tidak masuk akal", "Pakai 72,67"]),
        ("1,250", {}, ["Betul, atau maksudnya 1250?", "Pakai 1,25", "Pakai 1.250,00"]),
        ("BBB", {"skala_predikat": {"B": 4}, "desimal": 0}, ["Pilih salah satu: B."]),
        ("5", {"skala_predikat": {"B": 4}, "desimal": 0}, ["bukan predikat"]),
        ("-", {}, ["Kosongkan bila nilainya belum ada."]),
        ("n.a", {}, ["bukan angka"]),
        ("tidak ada", {}, ["berisi huruf"]),
        ("9" * 30, {"satuan": ""}, ["angka"]),
        ("9" * 61, {}, ["Isian terlalu panjang"]),
    ],
)
def test_what_is_not_saved_says_why_keeps_the_text_and_stores_nothing(kirim, p, teks, sifat, bunyi):
    isi = p.isi(**sifat)

    jawaban = kirim(isi, teks)

    html = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert not Realisasi.objects.exists()
    for kata in bunyi:
        assert kata in html
    assert f'value="{teks[:60]}"' in html
    assert 'role="alert"' in html
    assert jawaban.context["kelengkapan"].kosong == 1


@pytest.mark.parametrize(
    ("teks", "satuan", "nilai"), [("1,250", "Persen", "1.25"), ("7267", "Tahun", "7267")]
)
def test_whoever_is_sure_is_believed(kirim, p, teks, satuan, nilai):
    isi = p.isi(satuan=satuan)

    assert kirim(isi, teks, yakin="nilai").status_code == 200
    assert _nilai(isi) == Decimal(nilai)


@pytest.mark.parametrize("teks", ["", "   "])
def test_an_emptied_cell_is_unknown_and_not_zero(kirim, p, teks):
    isi = p.baris(nilai=Decimal(5)).indikator.isi.get()

    jawaban = kirim(isi, teks, versi=1)

    assert jawaban.status_code == 200
    assert _nilai(isi) is None
    assert "Kosong" in jawaban.content.decode()
    assert 'value="0' not in jawaban.content.decode()


def test_nothing_typed_in_an_empty_cell_stores_nothing(kirim, p):
    assert kirim(p.isi(), "").status_code == 200
    assert not Realisasi.objects.exists()


def test_a_reason_is_stored_in_words_and_a_value_wins_over_it(kirim, p):
    isi = p.isi()

    jawaban = kirim(isi, alasan_kosong="belum_rilis")
    assert jawaban.status_code == 200
    assert "Kosong: belum rilis" in jawaban.content.decode()
    baris: Any = Realisasi.objects.get()
    assert (baris.nilai, baris.alasan_kosong) == (None, "belum_rilis")

    assert kirim(isi, "5", alasan_kosong="belum_rilis", versi=1).status_code == 200
    baris.refresh_from_db()
    assert (baris.nilai, baris.alasan_kosong) == (5, "")


@pytest.mark.parametrize(
    "lain", [{"alasan_kosong": "malas"}, {"versi": ""}, {"triwulan": 9}, {"tahun": "x"}]
)
def test_a_broken_request_saves_nothing_and_does_not_blame_the_number(kirim, p, lain):
    jawaban = kirim(p.isi(), "5", **lain)

    assert jawaban.status_code == 422
    assert "Kiriman ini tidak lengkap" in jawaban.content.decode()
    assert not Realisasi.objects.exists()


def test_second_of_two_people_sees_both_values_and_may_insist(kirim, p):
    rekan = PenggunaFactory(nama="Dewi Rekan", peran=JenisPeran.OPERATOR, pd=p.pd)
    isi = p.isi()
    assert kirim(isi, "71", oleh=rekan).status_code == 200

    jawaban = kirim(isi, "72")

    html = jawaban.content.decode()
    assert jawaban.status_code == 409
    for kata in ("Nilai Dewi Rekan", "71,00", "Nilai Anda", "Pakai nilai Anda", "Pakai 71,00"):
        assert kata in html
    assert 'value="72"' in html
    assert 'data-versi="1"' in html
    assert _nilai(isi) == 71
    assert kirim(isi, "72", versi=1).status_code == 200
    assert _nilai(isi) == 72


def test_the_same_value_again_is_no_conflict(kirim, p):
    isi = p.isi()
    kirim(isi, "71")

    assert kirim(isi, "71,0").status_code == 200
    assert Realisasi.objects.get().versi == 1


def test_the_stored_row_can_be_asked_for_again(client, p):
    isi = p.baris(nilai=Decimal(71)).indikator.isi.get()
    client.force_login(p.operator)

    jawaban = client.get(
        URL, {"indikator": isi.indikator_id, "tahun": TAHUN, "triwulan": TW, "nomor": "3"}
    )

    assert jawaban.status_code == 200
    assert 'value="71,00"' in jawaban.content.decode()


def test_three_people_at_another_pds_row(kirim, p):
    isi = p.isi()

    assert kirim(isi, "5").status_code == 200
    for orang in (p.operator_lain, p.tanpa_peran, p.admin):
        assert kirim(isi, "6", oleh=orang).status_code == 404
    for orang in (p.evaluator, p.pimpinan, p.organisasi, p.kepala):
        jawaban = kirim(isi, "6", oleh=orang, versi=1)
        assert jawaban.status_code == 403
        assert "Hanya operator perangkat daerah pengampu" in jawaban.content.decode()
    assert _nilai(isi) == 5


@pytest.mark.parametrize("pk", ["0", "abc", "", "-1", "999999", "9" * 40, "9" * 5000, "²"])
def test_an_indicator_that_is_none_is_not_found(kirim, p, pk):
    assert kirim(pk, "5").status_code == 404


@pytest.mark.parametrize("hx", [True, False])
def test_closed_quarter_is_403_with_the_reason_on_the_page(kirim, p, hx):
    isi = p.isi()
    p.tutup()

    jawaban = kirim(isi, "5", hx=hx)

    html = jawaban.content.decode()
    assert jawaban.status_code == 403
    assert "Triwulan IV 2024 sudah ditutup pada" in html
    assert "Ajukan perpanjangan bila perlu mengubah angka." in html
    assert ("<html" in html) is not hx
    assert not Realisasi.objects.exists()


def test_submitted_row_is_403_with_the_reason(kirim, p):
    baris = p.baris("diajukan")

    jawaban = kirim(baris.indikator.isi.get(), "5", versi=1)

    assert jawaban.status_code == 403
    assert "menunggu keputusan kepala PD" in jawaban.content.decode()


def test_a_city_indicator_is_entered_by_its_pengampu(kirim, p):
    isi = TargetFactory(pd=p.lain, pengampu=p.pd).indikator.isi.get()

    assert kirim(isi, "80").status_code == 200
    assert kirim(isi, "81", oleh=p.operator_lain, versi=1).status_code == 403


def test_typed_text_is_escaped(kirim, p):
    html = kirim(p.isi(), '"><script>x</script>').content.decode()

    assert "<script>x" not in html
    assert "&lt;script&gt;" in html


def test_conflict_with_a_cleared_cell_shows_a_dash(kirim, p):
    baris = p.baris(nilai=Decimal(5))
    simpan_sel(
        indikator_id=baris.indikator_id, tahun=TAHUN, triwulan=TW, isi=IsiSel(), oleh=p.operator
    )

    jawaban = kirim(baris.indikator.isi.get(), "6", versi=1)

    assert jawaban.status_code == 409
    assert jawaban.context["pesan"].konflik["nilai"] == "–"
