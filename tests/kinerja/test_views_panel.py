"""The side panel: texts and comments of one cell."""

from __future__ import annotations

import pytest
from django.urls import reverse

from kinerja.models import Komentar, Realisasi
from tests.factories import TAHUN
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
SEL = {"tahun": TAHUN, "triwulan": TW}


@pytest.fixture
def panggil(client, p):
    def _panggil(nama, isi, data=None, oleh=None):
        client.force_login(oleh or p.operator)
        alamat = reverse(f"kinerja:{nama}", args=[getattr(isi, "indikator_id", isi)])
        if data is None:
            return client.get(alamat, SEL)
        pk = getattr(isi, "indikator_id", isi)
        return client.post(alamat, {"indikator": pk, **SEL, **data})

    return _panggil


def test_panel_explains_the_cell(panggil, p):
    isi = p.baris(nilai=80).indikator.isi.get()

    html = panggil("realisasi_panel", isi).content.decode()

    for kata in (isi.nama, "80,00%", "Target menurut Renja 2024.", "Simpan penjelasan"):
        assert kata in html


def test_panel_names_the_report_and_row_a_value_came_from(panggil, p):
    sumber = "Laporan triwulan 2024, berkas dinkes.xlsx, baris 12"
    isi = p.baris(sumber=sumber).indikator.isi.get()

    assert f"Nilai dari {sumber}." in panggil("realisasi_panel", isi).content.decode()


def test_two_people_in_one_text_the_second_reads_both_and_then_decides(panggil, p):
    isi = p.baris().indikator.isi.get()
    kosong = {f"semula_{m}": "" for m in ("analisis", "faktor_pendorong", "tindak_lanjut")}
    panggil("narasi_update", isi, {**kosong, "analisis": "Dari Ayu."})

    html = panggil("narasi_update", isi, {**kosong, "analisis": "Dari Beni."}).content.decode()

    assert "Orang lain baru saja menulis: “Dari Ayu.”" in html
    assert "Dari Beni.</textarea>" in html
    assert Realisasi.objects.get().analisis == "Dari Ayu."
    gabungan = {**kosong, "semula_analisis": "Dari Ayu.", "analisis": "Dari Ayu dan Beni."}
    panggil("narasi_update", isi, gabungan)
    assert Realisasi.objects.get().analisis == "Dari Ayu dan Beni."


@pytest.mark.parametrize("siapa", ["evaluator", "pimpinan", "organisasi", "kepala"])
def test_readers_get_the_panel_without_the_forms_and_with_the_reason(panggil, p, siapa):
    isi = p.baris(analisis="Sebabnya begini").indikator.isi.get()

    html = panggil("realisasi_panel", isi, oleh=getattr(p, siapa)).content.decode()

    assert "Sebabnya begini" in html
    assert "Simpan penjelasan" not in html
    assert "Hanya operator perangkat daerah pengampu" in html
    assert ("Kirim balasan" in html) is (siapa in ("organisasi", "kepala"))


@pytest.mark.parametrize("nama", ["realisasi_panel", "narasi_update", "komentar_create"])
def test_three_people_and_rows_that_are_not_there(panggil, p, nama):
    isi = p.baris().indikator.isi.get()
    data = None if nama == "realisasi_panel" else {"teks": "x", "analisis": "x"}

    assert panggil(nama, isi, data).status_code == 200
    for orang in (p.operator_lain, p.tanpa_peran, p.admin):
        assert panggil(nama, isi, data, orang).status_code == 404
    assert panggil(nama, isi, data, p.evaluator).status_code == (200 if data is None else 403)
    for pk in (isi.indikator_id + 1000, 2**63, 10**40):
        assert panggil(nama, pk, data).status_code == 404


def test_texts_are_saved_and_confirmed(panggil, p):
    isi = p.baris().indikator.isi.get()

    jawaban = panggil("narasi_update", isi, {"analisis": "Vaksin terlambat", "tindak_lanjut": "X"})

    assert "Penjelasan tersimpan." in jawaban.content.decode()
    baris = Realisasi.objects.get()
    assert (baris.analisis, baris.tindak_lanjut, baris.versi) == ("Vaksin terlambat", "X", 1)


def test_a_text_that_is_too_long_stays_in_the_form_and_is_not_saved(panggil, p):
    isi = p.baris().indikator.isi.get()

    html = panggil("narasi_update", isi, {"analisis": "x" * 4001}).content.decode()

    assert "galat-medan" in html
    assert Realisasi.objects.get().analisis == ""


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi"])
def test_texts_of_a_row_that_left_are_refused_with_the_reason(panggil, p, status):
    isi = p.baris(status).indikator.isi.get()

    jawaban = panggil("narasi_update", isi, {"analisis": "x"})

    assert jawaban.status_code == 403
    assert "Baris ini sudah" in jawaban.content.decode()
    assert Realisasi.objects.get().analisis == ""


def test_closed_quarter_keeps_the_texts_too(panggil, p):
    isi = p.baris().indikator.isi.get()
    p.tutup()

    assert panggil("narasi_update", isi, {"analisis": "x"}).status_code == 403


def test_a_comment_is_added_and_shown(panggil, p):
    isi = p.baris("diajukan").indikator.isi.get()

    html = panggil("komentar_create", isi, {"teks": "Mohon bukti."}, p.kepala).content.decode()

    assert "Mohon bukti." in html
    assert Komentar.objects.get().oleh == p.kepala


@pytest.mark.parametrize("teks", ["", "   "])
def test_an_empty_comment_is_refused_in_place(panggil, p, teks):
    isi = p.baris().indikator.isi.get()

    html = panggil("komentar_create", isi, {"teks": teks}).content.decode()

    assert "Tulis komentarnya dulu." in html
    assert not Komentar.objects.exists()


def test_a_comment_needs_a_value_first(panggil, p):
    html = panggil("komentar_create", p.isi(), {"teks": "x"}).content.decode()

    assert "panel-sisi" in html
    assert not Komentar.objects.exists()


def test_comments_are_escaped(panggil, p):
    isi = p.baris().indikator.isi.get()

    html = panggil("komentar_create", isi, {"teks": "<script>x</script>"}).content.decode()

    assert "<script>x" not in html
