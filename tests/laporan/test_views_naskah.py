"""The pages of the texts: who reads, who writes, and what happens to the words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from laporan.models import BagianNaskah, NaskahLKjIP
from laporan.services.naskah import PANJANG_NASKAH
from opd.models import JenisPeran, Pengguna
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    KotaFactory,
    PenggunaFactory,
    TargetFactory,
)
from tests.laporan.bahan_lkjip import PDUji, nilai
from tests.laporan.halaman_naskah import Halaman, teks_halaman

pytestmark = pytest.mark.django_db

BACA = (JenisPeran.PERENCANA, JenisPeran.EVALUATOR, JenisPeran.PIMPINAN)


@pytest.fixture
def h(db: None) -> Halaman:
    return Halaman()


def _kirim(klien: Client, url: str, teks: str, **lain: str) -> Any:
    return klien.post(url, {"teks": teks, "versi": "", **lain})


# --- who -------------------------------------------------------------------------------------


def _status(h: Halaman, siapa: Pengguna) -> tuple[int, int, int]:
    klien = h.klien(siapa)
    return (
        klien.get(h.daftar).status_code,
        klien.get(h.url()).status_code,
        _kirim(klien, h.url(), "Teks.").status_code,
    )


@pytest.mark.parametrize("peran", [JenisPeran.KEPALA_PD, JenisPeran.OPERATOR])
def test_people_of_the_pd_write(h, peran):
    assert _status(h, PenggunaFactory(peran=peran, pd=h.p.pd)) == (200, 200, 302)


def test_organisasi_writes_for_any_pd_and_the_city(h):
    organisasi = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    assert _status(h, organisasi) == (200, 200, 302)

    kota = KotaFactory()
    alamat = reverse("laporan:naskah_update", args=[kota.pk, TAHUN, "simpulan"])
    assert _kirim(h.klien(organisasi), alamat, "Kota.").status_code == 302


@pytest.mark.parametrize("peran", BACA)
def test_readers_see_the_list_and_are_told_why_they_do_not_write(h, peran):
    _kirim(h.klien(), h.url(), "Kinerja membaik.")
    pembaca = PenggunaFactory(peran=peran)

    assert _status(h, pembaca) == (200, 403, 403)
    klien = h.klien(pembaca)
    daftar = teks_halaman(klien.get(h.daftar))
    assert "Kinerja membaik." in daftar
    assert "Bagian Organisasi" in daftar
    assert h.url() not in daftar
    assert "disusun oleh perangkat daerahnya sendiri" in teks_halaman(klien.get(h.url()))


def test_another_pds_pages_look_nonexistent(h):
    lain = PenggunaFactory(peran=JenisPeran.OPERATOR)
    assert _status(h, lain) == (404, 404, 404)

    kota = KotaFactory()
    assert h.klien().get(reverse("laporan:naskah", args=[kota.pk, TAHUN])).status_code == 404


@pytest.mark.parametrize("peran", [JenisPeran.ADMIN, None])
def test_without_any_pd_the_reason_is_said(h, peran):
    assert _status(h, PenggunaFactory(peran=peran)) == (403, 403, 403)


def test_without_a_login_there_is_the_login_page(h):
    for alamat in (h.daftar, h.url()):
        balasan = Client().get(alamat)
        assert balasan.status_code == 302
        assert reverse("login") in balasan["Location"]


# --- the list --------------------------------------------------------------------------------


def test_list_tells_what_is_written_by_whom_and_what_data_say(h):
    _kirim(h.klien(), h.url(), "Kinerja membaik.")

    daftar = teks_halaman(h.klien().get(h.daftar))

    assert "Ditulis Ayu Operator, hari ini" in daftar
    assert "Penjelasan perangkat daerah sudah ada" in daftar
    assert "2 dari 13 bagian terisi" in daftar
    assert "Kata pengantar belum ditulis." in daftar
    assert "Simpulan belum ditulis." not in daftar
    assert h.url("analisis_5", sasaran=h.sasaran.simpul_id) in daftar


def test_list_of_a_report_without_any_plan(h):
    kosong = PDUji(tahun=TAHUN - 1)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kosong.pd)

    balasan = h.klien(operator).get(reverse("laporan:naskah", args=[kosong.pd.pk, TAHUN]))

    assert balasan.status_code == 200
    assert f"Renja {TAHUN} yang berlaku belum ada di sistem." in teks_halaman(balasan)


@pytest.mark.parametrize(("pd", "tahun"), [(0, TAHUN), (10**18, TAHUN), (None, 1999), (None, 9999)])
def test_address_of_nothing_is_404(h, pd, tahun):
    alamat = reverse("laporan:naskah", args=[h.p.pd.pk if pd is None else pd, tahun])
    assert h.klien().get(alamat).status_code == 404


def test_number_of_queries_of_the_list_does_not_grow(h):
    organisasi = PenggunaFactory(peran=JenisPeran.ORGANISASI)

    def tambah(n: int) -> None:
        for _ in range(n):
            s = h.p.sasaran()
            isi = IsiIndikatorFactory(isi_simpul=s)
            TargetFactory(isi=isi)
            nilai(isi, "80", diisi_oleh=PenggunaFactory())
            NaskahLKjIP.objects.create(
                perangkat_daerah=h.p.pd,
                tahun=TAHUN,
                bagian=BagianNaskah.ANALISIS_5,
                simpul=s.simpul,
                teks="Sebab.",
                ditulis_oleh=PenggunaFactory(),
            )

    def hitung() -> int:
        klien = h.klien(organisasi)
        with CaptureQueriesContext(connection) as kueri:
            assert klien.get(h.daftar).status_code == 200
        return len(kueri)

    tambah(3)
    tiga = hitung()
    tambah(27)
    assert hitung() == tiga


# --- writing ---------------------------------------------------------------------------------


def test_writer_sees_the_numbers_and_the_explanation_of_the_pd(h):
    halaman = teks_halaman(h.klien().get(h.url("analisis_5", sasaran=h.sasaran.simpul_id)))

    assert "Angka Harapan Hidup" in halaman
    assert "73,05 persen" in halaman
    assert "73,05%" in halaman
    assert "Sebab triwulan 4." in halaman
    assert "Sasaran 1.02" in halaman


def test_saved_text_comes_back_as_it_was_written(h):
    balasan = _kirim(h.klien(), h.url(), "Satu & <dua>.\r\n\r\nTiga.\x07")
    assert balasan.status_code == 302
    assert balasan["Location"] == h.daftar

    halaman = h.klien().get(h.url()).content.decode()
    assert "Satu &amp; &lt;dua&gt;.\n\nTiga.</textarea>" in halaman
    naskah = NaskahLKjIP.objects.get()
    assert f'value="{naskah.pk}.1"' in halaman


def test_analysis_is_saved_for_its_sasaran(h):
    alamat = h.url("analisis_5", sasaran=h.sasaran.simpul_id)
    assert _kirim(h.klien(), alamat, "Sebabnya jelas.").status_code == 302
    assert NaskahLKjIP.objects.get().simpul_id == h.sasaran.simpul_id


@pytest.mark.parametrize(
    ("bagian", "kueri"),
    [
        ("bukan-bagian", ""),
        ("analisis_5", ""),
        ("analisis_5", "?sasaran=abc"),
        ("analisis_5", "?sasaran=999999999999999999999"),
        ("analisis_5", "?sasaran=0"),
    ],
)
def test_part_that_does_not_exist_is_404(h, bagian, kueri):
    alamat = h.url(bagian) + kueri
    assert h.klien().get(alamat).status_code == 404
    assert _kirim(h.klien(), alamat, "Teks.").status_code == 404


def test_sasaran_of_another_pd_is_404(h):
    asing = PDUji().sasaran().simpul_id
    assert h.klien().get(h.url("analisis_5", sasaran=asing)).status_code == 404


def test_second_writer_sees_both_texts_and_chooses(h):
    organisasi = PenggunaFactory(nama="Citra Organisasi", peran=JenisPeran.ORGANISASI)
    assert _kirim(h.klien(organisasi), h.url(), "Dari organisasi.").status_code == 302

    konflik = _kirim(h.klien(), h.url(), "Dari operator.")

    assert konflik.status_code == 409
    isi = teks_halaman(konflik)
    assert "Dari organisasi." in isi
    assert "Dari operator." in isi
    assert "Citra Organisasi menyimpan bagian ini" in isi
    assert NaskahLKjIP.objects.get().teks == "Dari organisasi."

    tanda = re.search(r'name="versi" value="([^"]+)"', isi)
    assert tanda is not None
    assert _kirim(h.klien(), h.url(), "Gabungan.", versi=tanda[1]).status_code == 302
    assert NaskahLKjIP.objects.get().teks == "Gabungan."


def test_conflict_after_the_text_was_removed_keeps_the_words(h):
    konflik = _kirim(h.klien(), h.url(), "Kata-kata saya.", versi="77.1")

    assert konflik.status_code == 409
    assert "dihapus orang lain" in teks_halaman(konflik)
    assert "Kata-kata saya." in teks_halaman(konflik)


def test_too_long_text_is_refused_and_stays_in_the_page(h):
    balasan = _kirim(h.klien(), h.url(), "AKHIR " + "x" * PANJANG_NASKAH)

    assert balasan.status_code == 422
    assert "20.006 huruf. Paling banyak 20.000 huruf." in teks_halaman(balasan)
    assert "AKHIR xxx" in teks_halaman(balasan)
    assert not NaskahLKjIP.objects.exists()


def test_empty_text_where_none_was_is_said_at_the_field(h):
    balasan = _kirim(h.klien(), h.url(), " \r\n\x00 ")

    assert balasan.status_code == 422
    assert "Tulis naskahnya dulu." in teks_halaman(balasan)


def test_empty_text_asks_before_it_removes(h):
    _kirim(h.klien(), h.url(), "Akan dihapus.")
    tanda = f"{NaskahLKjIP.objects.get().pk}.1"

    tanya = _kirim(h.klien(), h.url(), "", versi=tanda)
    assert tanya.status_code == 200
    assert "Hapus naskah ini dari laporan?" in teks_halaman(tanya)
    assert "Akan dihapus." in teks_halaman(tanya)
    assert NaskahLKjIP.objects.exists()

    assert _kirim(h.klien(), h.url(), "", versi=tanda, yakin="1").status_code == 302
    assert not NaskahLKjIP.objects.exists()


def test_removing_a_text_that_changed_meanwhile_is_a_conflict(h):
    _kirim(h.klien(), h.url(), "Baru.")

    balasan = _kirim(h.klien(), h.url(), "", versi="1.99", yakin="1")

    assert balasan.status_code == 409
    assert NaskahLKjIP.objects.get().teks == "Baru."


@pytest.mark.parametrize("bagian", [b for b in BagianNaskah if not b.startswith("analisis_")])
def test_every_general_part_has_its_page(h, bagian):
    assert h.klien().get(h.url(bagian)).status_code == 200


@pytest.mark.parametrize("bagian", [b for b in BagianNaskah if b.startswith("analisis_")])
def test_every_analysis_has_its_page(h, bagian):
    h.p.program("Program Sehat", induk=h.sasaran, pagu=100, realisasi=50)
    balasan = h.klien().get(h.url(bagian, sasaran=h.sasaran.simpul_id))
    assert balasan.status_code == 200
    if bagian == BagianNaskah.ANALISIS_6:
        assert "50,00%" in teks_halaman(balasan)
    if bagian == BagianNaskah.ANALISIS_7:
        assert "Program Sehat" in teks_halaman(balasan)


def test_a_word_without_end_breaks_and_markup_stays_text(h):
    kata = "x" * 400
    _kirim(h.klien(), h.url(), f"{kata}<script>alert(1)</script>")
    pembaca = h.klien(PenggunaFactory(peran=JenisPeran.PIMPINAN))

    baca = teks_halaman(pembaca.get(h.daftar))
    konflik = teks_halaman(_kirim(h.klien(), h.url(), "Lain."))

    for halaman in (baca, konflik):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in halaman
        assert "<script>alert" not in halaman
    assert f'text-break">{kata}' in baca
    assert f'text-break"><p>{kata}' in konflik


def test_a_sasaran_without_indicators_is_not_counted_as_work_to_do(h):
    sebelum = h.klien().get(h.daftar).context["jumlah"]
    h.p.sasaran("1.03")

    balasan = h.klien().get(h.daftar)

    assert "Sasaran 1.03" in teks_halaman(balasan)
    assert balasan.context["jumlah"] == sebelum
