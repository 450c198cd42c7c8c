"""Pages of the template: who gets what, and what an upload says back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import Realisasi, StatusUnggahan, UnggahanIsian
from opd.models import Pengguna
from tests.factories import TAHUN
from tests.kinerja.panggung import TW, Panggung, buat_panggung
from tests.kinerja.panggung_templat import Buku, unduh, unggah

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> Panggung:
    return buat_panggung()


def masuk(orang: Pengguna) -> Client:
    client = Client()
    client.force_login(orang)
    return client


def kueri(p: Panggung) -> dict[str, int]:
    return {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW}


def kirim(p: Panggung, orang: Pengguna, isi: bytes, nama: str = "isian.xlsx") -> Any:
    berkas = SimpleUploadedFile(nama, isi)
    return masuk(orang).post(reverse("kinerja:unggahan_create"), {**kueri(p), "berkas": berkas})


def test_the_template_is_for_all_who_see_the_numbers(p: Panggung) -> None:
    p.isi()
    alamat = reverse("kinerja:templat_unduh")
    for orang in (p.operator, p.kepala, p.organisasi, p.perencana, p.evaluator, p.pimpinan):
        jawaban = masuk(orang).get(alamat, kueri(p))
        assert jawaban.status_code == 200
        assert 'filename="Isian DINKES TW IV 2024.xlsx"' in jawaban["Content-Disposition"]
        assert bytes(jawaban.content).startswith(b"PK")
    assert masuk(p.operator_lain).get(alamat, kueri(p)).status_code == 404
    for orang in (p.admin, p.tanpa_peran):
        assert masuk(orang).get(alamat, kueri(p)).status_code == 403


def test_only_the_operator_uploads_and_only_while_open(p: Panggung) -> None:
    p.isi()
    isi = unduh(p)
    for orang in (p.kepala, p.organisasi, p.perencana, p.evaluator, p.pimpinan, p.admin):
        assert kirim(p, orang, isi).status_code == 403
    assert kirim(p, p.operator_lain, isi).status_code == 404
    halaman = masuk(p.kepala).get(reverse("kinerja:unggahan_create"), kueri(p))
    assert "Templat isian diunggah oleh operator" in halaman.content.decode()
    p.tutup()
    jawaban = kirim(p, p.operator, isi)
    assert jawaban.status_code == 403
    assert "sudah ditutup" in jawaban.content.decode()
    assert not UnggahanIsian.objects.exists()


def test_upload_compare_apply_and_undo_through_the_pages(p: Panggung) -> None:
    i = p.isi(nama="Persentase jalan mantap")
    client = masuk(p.operator)
    isi = Buku(unduh(p)).tulis(f"i{i.indikator_id}", "nilai", 87.5).simpan()
    jawaban = kirim(p, p.operator, isi)
    u = UnggahanIsian.objects.get()
    detail = reverse("kinerja:unggahan_detail", args=[u.pk])
    assert (jawaban.status_code, jawaban["Location"]) == (302, detail)
    teks = client.get(detail).content.decode()
    assert "Persentase jalan mantap" in teks
    assert "87,50" in teks
    assert "Terapkan 1 sel" in teks

    jawaban = client.post(reverse("kinerja:unggahan_terapkan", args=[u.pk]), follow=True)
    assert "1 sel disimpan dari berkas isian.xlsx." in jawaban.content.decode()
    assert Realisasi.objects.get().nilai == 87.5
    jawaban = client.post(reverse("kinerja:unggahan_urungkan", args=[u.pk]), follow=True)
    assert "dikembalikan seperti sebelum" in jawaban.content.decode()
    assert Realisasi.objects.get().nilai is None
    daftar = client.get(reverse("kinerja:unggahan_create"), kueri(p)).content.decode()
    assert "Diurungkan oleh Ayu Operator" in daftar


def test_a_refused_file_is_named_at_the_field(p: Panggung) -> None:
    p.isi()
    for isi, nama, kalimat in (
        (b"%PDF-1.4 bukan", "isian.xlsx", "tidak dapat diterima"),
        (unduh(p)[:500], "isian.xlsx", "rusak"),
        (b"a;b\n1;2\n", "isian.csv", "Isinya bukan"),
        (b"", "isian.xlsx", "Berkas ini kosong."),
    ):
        jawaban = kirim(p, p.operator, isi, nama)
        assert jawaban.status_code == 422
        assert kalimat in jawaban.content.decode()
    tanpa = masuk(p.operator).post(reverse("kinerja:unggahan_create"), kueri(p))
    assert "Pilih berkasnya." in tanpa.content.decode()
    assert not UnggahanIsian.objects.exists()


def test_errors_come_first_and_nothing_can_be_applied(p: Panggung) -> None:
    rusak, baik = p.isi(), p.isi()
    buku = Buku(unduh(p)).tulis(f"i{rusak.indikator_id}", "nilai", "<b>lima</b>")
    u = unggah(p, buku.tulis(f"i{baik.indikator_id}", "nilai", 5).simpan())
    client = masuk(p.operator)
    teks = client.get(reverse("kinerja:unggahan_detail", args=[u.pk])).content.decode()
    assert "Perbaiki di Excel lalu unggah lagi" in teks
    assert "&lt;b&gt;lima" in teks
    assert "Terapkan 1 sel" not in teks
    jawaban = client.post(reverse("kinerja:unggahan_terapkan", args=[u.pk]), follow=True)
    assert "1 galat" in jawaban.content.decode()
    assert not Realisasi.objects.exists()


def test_uploads_of_another_pd_are_not_there_and_readers_change_nothing(p: Panggung) -> None:
    i = p.isi()
    u = unggah(p, Buku(unduh(p)).tulis(f"i{i.indikator_id}", "nilai", 5).simpan())
    detail = reverse("kinerja:unggahan_detail", args=[u.pk])
    assert masuk(p.operator_lain).get(detail).status_code == 404
    assert masuk(p.admin).get(detail).status_code == 404
    assert masuk(p.evaluator).get(detail).status_code == 200
    for nama in ("terapkan", "urungkan", "batalkan"):
        alamat = reverse(f"kinerja:unggahan_{nama}", args=[u.pk])
        assert masuk(p.operator_lain).post(alamat).status_code == 404
        assert masuk(p.kepala).post(alamat).status_code == 403
        assert masuk(p.operator).get(alamat).status_code == 405
    jawaban = masuk(p.operator).post(reverse("kinerja:unggahan_batalkan", args=[u.pk]))
    assert jawaban.status_code == 302
    u.refresh_from_db()
    assert u.status == StatusUnggahan.DIBATALKAN


def test_the_pages_ask_the_database_as_often_for_many_rows(p: Panggung) -> None:
    client = masuk(p.operator)

    def hitung(banyak: int) -> tuple[int, int]:
        buku = Buku(unduh(p))
        for i in p.dokumen.isi_indikator.all():
            buku.tulis(f"i{i.indikator_id}", "nilai", 5)
        for _ in range(banyak):
            u = unggah(p, buku.simpan())
        with CaptureQueriesContext(connection) as detail:
            client.get(reverse("kinerja:unggahan_detail", args=[u.pk]))
        with CaptureQueriesContext(connection) as daftar:
            client.get(reverse("kinerja:unggahan_create"), kueri(p))
        return len(detail), len(daftar)

    for _ in range(3):
        p.isi()
    hitung(1)  # the first page of a session reads content types
    sedikit = hitung(2)
    for _ in range(27):
        p.isi()
    assert hitung(6) == sedikit
