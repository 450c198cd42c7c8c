"""The pages of the texts: who reads, who writes, and what happens to the words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import Acuan, IsiSimpul
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

pytestmark = pytest.mark.django_db

BACA = (JenisPeran.PERENCANA, JenisPeran.EVALUATOR, JenisPeran.PIMPINAN)


class Halaman:
    """A PD with one sasaran and one indicator below its target, and its operator signed in."""

    def __init__(self) -> None:
        self.p = PDUji("Dinas Kesehatan")
        self.sasaran: IsiSimpul = self.p.sasaran()
        self.isi = IsiIndikatorFactory(isi_simpul=self.sasaran, nama="Angka Harapan Hidup")
        TargetFactory(isi=self.isi)
        for tw in (1, 2, 3, 4):
            nilai(self.isi, "73.05", triwulan=tw, analisis=f"Sebab triwulan {tw}.")
        self.operator = PenggunaFactory(
            nama="Ayu Operator", peran=JenisPeran.OPERATOR, pd=self.p.pd
        )

    def klien(self, siapa: Pengguna | None = None) -> Client:
        klien = Client()
        klien.force_login(siapa or self.operator)
        return klien

    def url(self, bagian: str = "simpulan", *, sasaran: int | None = None) -> str:
        alamat = reverse("laporan:naskah_update", args=[self.p.pd.pk, TAHUN, bagian])
        return alamat if sasaran is None else f"{alamat}?sasaran={sasaran}"

    @property
    def daftar(self) -> str:
        return reverse("laporan:naskah", args=[self.p.pd.pk, TAHUN])

    @property
    def acuan(self) -> str:
        return reverse("laporan:acuan_create", args=[self.p.pd.pk, TAHUN])


@pytest.fixture
def h(db: None) -> Halaman:
    return Halaman()


def _teks(balasan: Any) -> str:
    return re.sub(r"\s+", " ", balasan.content.decode())


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
    daftar = _teks(klien.get(h.daftar))
    assert "Kinerja membaik." in daftar
    assert "Bagian Organisasi" in daftar
    assert h.url() not in daftar
    assert "disusun oleh perangkat daerahnya sendiri" in _teks(klien.get(h.url()))


def test_another_pds_pages_look_nonexistent(h):
    lain = PenggunaFactory(peran=JenisPeran.OPERATOR)
    assert _status(h, lain) == (404, 404, 404)
    assert h.klien(lain).get(h.acuan).status_code == 404

    kota = KotaFactory()
    assert h.klien().get(reverse("laporan:naskah", args=[kota.pk, TAHUN])).status_code == 404


@pytest.mark.parametrize("peran", [JenisPeran.ADMIN, None])
def test_without_any_pd_the_reason_is_said(h, peran):
    assert _status(h, PenggunaFactory(peran=peran)) == (403, 403, 403)


def test_without_a_login_there_is_the_login_page(h):
    for alamat in (h.daftar, h.url(), h.acuan):
        balasan = Client().get(alamat)
        assert balasan.status_code == 302
        assert reverse("login") in balasan["Location"]


# --- the list --------------------------------------------------------------------------------


def test_list_tells_what_is_written_by_whom_and_what_data_say(h):
    _kirim(h.klien(), h.url(), "Kinerja membaik.")

    daftar = _teks(h.klien().get(h.daftar))

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
    assert f"Renja {TAHUN} yang berlaku belum ada di sistem." in _teks(balasan)


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
    halaman = _teks(h.klien().get(h.url("analisis_5", sasaran=h.sasaran.simpul_id)))

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
    isi = _teks(konflik)
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
    assert "dihapus orang lain" in _teks(konflik)
    assert "Kata-kata saya." in _teks(konflik)


def test_too_long_text_is_refused_and_stays_in_the_page(h):
    balasan = _kirim(h.klien(), h.url(), "AKHIR " + "x" * PANJANG_NASKAH)

    assert balasan.status_code == 422
    assert "20.006 huruf. Paling banyak 20.000 huruf." in _teks(balasan)
    assert "AKHIR xxx" in _teks(balasan)
    assert not NaskahLKjIP.objects.exists()


def test_empty_text_where_none_was_is_said_at_the_field(h):
    balasan = _kirim(h.klien(), h.url(), " \r\n\x00 ")

    assert balasan.status_code == 422
    assert "Tulis naskahnya dulu." in _teks(balasan)


def test_empty_text_asks_before_it_removes(h):
    _kirim(h.klien(), h.url(), "Akan dihapus.")
    tanda = f"{NaskahLKjIP.objects.get().pk}.1"

    tanya = _kirim(h.klien(), h.url(), "", versi=tanda)
    assert tanya.status_code == 200
    assert "Hapus naskah ini dari laporan?" in _teks(tanya)
    assert "Akan dihapus." in _teks(tanya)
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
        assert "50,00%" in _teks(balasan)
    if bagian == BagianNaskah.ANALISIS_7:
        assert "Program Sehat" in _teks(balasan)


# --- numbers to compare with -----------------------------------------------------------------

ISI_ACUAN = {
    "nama": "Rata-rata nasional",
    "tahun": "2023",
    "nilai": "74,15",
    "satuan": "Tahun",
    "indikator": "",
    "sumber": "BPS, 2024",
}


def _acuan(h: Halaman, klien: Client, **medan: Any) -> HttpResponse:
    balasan: HttpResponse = klien.post(h.acuan, {**ISI_ACUAN, **medan})  # type: ignore[assignment]
    return balasan


def test_benchmark_is_recorded_and_shown_beside_the_analysis(h):
    assert _acuan(h, h.klien(), indikator=str(h.isi.indikator_id)).status_code == 302

    a = Acuan.objects.get()
    assert (a.nilai, a.desimal, a.tahun, a.indikator_id, a.perangkat_daerah_id) == (
        Decimal("74.15"),
        2,
        2023,
        h.isi.indikator_id,
        h.p.pd.pk,
    )
    halaman = _teks(h.klien().get(h.url("analisis_4", sasaran=h.sasaran.simpul_id)))
    assert "Rata-rata nasional 2023: 74,15 Tahun. Sumber: BPS, 2024" in halaman


def test_figure_about_the_place_has_no_indicator(h):
    assert _acuan(h, h.klien(), nilai="1.429.529", satuan="Jiwa").status_code == 302

    a = Acuan.objects.get()
    assert (a.nilai, a.desimal, a.indikator_id) == (Decimal(1429529), 0, None)


@pytest.mark.parametrize(
    ("medan", "kalimat"),
    [
        ({"nilai": "70.125"}, "bisa dibaca dua cara"),
        ({"nilai": "1,250"}, "Betul, atau maksudnya 1250? Tulis ulang yang dimaksud."),
        ({"nilai": "banyak"}, "berisi huruf"),
        ({"nilai": ""}, "Tulis nilainya."),
        ({"nilai": "9" * 25}, "Nilai"),
        ({"sumber": " \x07 "}, "Tulis sumbernya."),
        ({"nama": ""}, "Tulis nama angkanya."),
        ({"nama": "x" * 201}, "Nama"),
        ({"tahun": "2025"}, "Tahun tidak boleh sesudah tahun laporan, 2024."),
        ({"tahun": "1999"}, "Tahun paling awal 2000."),
        ({"tahun": "lalu"}, "Tulis tahun empat angka"),
        ({"indikator": "987654"}, "Indikator ini tidak ada di laporan."),
        ({"indikator": "abc"}, "Indikator ini tidak ada di laporan."),
    ],
)
def test_bad_input_is_said_at_the_field_and_nothing_is_saved(h, medan, kalimat):
    balasan = _acuan(h, h.klien(), **medan)

    assert balasan.status_code == 422
    assert kalimat in _teks(balasan)
    assert "medan--galat" in _teks(balasan)
    assert not Acuan.objects.exists()


def test_same_number_again_is_refused(h):
    assert _acuan(h, h.klien()).status_code == 302
    balasan = _acuan(h, h.klien())

    assert balasan.status_code == 422
    assert "Acuan ini sudah ada untuk tahun itu." in _teks(balasan)
    assert Acuan.objects.count() == 1


@pytest.mark.parametrize(
    ("peran", "status"),
    [
        (JenisPeran.PERENCANA, 302),
        (JenisPeran.ORGANISASI, 302),
        (JenisPeran.EVALUATOR, 403),
        (JenisPeran.PIMPINAN, 403),
        (JenisPeran.ADMIN, 403),
    ],
)
def test_who_records_numbers(h, peran, status):
    klien = h.klien(PenggunaFactory(peran=peran))

    assert klien.get(h.acuan).status_code == (200 if status == 302 else 403)
    assert _acuan(h, klien).status_code == status


def test_kepala_pd_reads_but_does_not_record(h):
    klien = h.klien(PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=h.p.pd))

    assert _acuan(h, klien).status_code == 403
    assert h.acuan not in _teks(klien.get(h.daftar))
