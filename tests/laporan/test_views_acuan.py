"""Numbers to compare with: who records, corrects and removes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.models import JejakAudit
from kinerja.models import Acuan
from opd.models import JenisPeran
from tests.factories import TAHUN, KotaFactory, PenggunaFactory
from tests.laporan.halaman_naskah import Halaman, teks_halaman

pytestmark = pytest.mark.django_db


@pytest.fixture
def h(db: None) -> Halaman:
    return Halaman()


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
    halaman = teks_halaman(h.klien().get(h.url("analisis_4", sasaran=h.sasaran.simpul_id)))
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
    assert kalimat in teks_halaman(balasan)
    assert "medan--galat" in teks_halaman(balasan)
    assert not Acuan.objects.exists()


def test_same_number_again_is_refused(h):
    assert _acuan(h, h.klien()).status_code == 302
    balasan = _acuan(h, h.klien())

    assert balasan.status_code == 422
    assert "Acuan ini sudah ada untuk tahun itu." in teks_halaman(balasan)
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
    assert h.acuan not in teks_halaman(klien.get(h.daftar))


def test_another_pd_and_visitors_find_nothing(h):
    lain = PenggunaFactory(peran=JenisPeran.OPERATOR)

    assert h.klien(lain).get(h.acuan).status_code == 404
    assert Client().get(h.acuan).status_code == 302


# --- correcting and removing -----------------------------------------------------------------


def _tercatat(h: Halaman, **medan: Any) -> Acuan:
    return Acuan.objects.create(
        **{
            "perangkat_daerah": h.p.pd,
            "nama": "Rata-rata nasional",
            "tahun": 2023,
            "nilai": Decimal("74.15"),
            "desimal": 2,
            "satuan": "Tahun",
            "sumber": "BPS, 2024",
            **medan,
        }
    )


def _url(acuan: Acuan, nama: str = "acuan_update") -> str:
    return reverse(f"laporan:{nama}", args=[acuan.perangkat_daerah_id, TAHUN, acuan.pk])


def _isi(balasan: Any) -> dict[str, Any]:
    return {nama: balasan.context["form"].initial[nama] for nama in ("tanda", *ISI_ACUAN)}


def test_a_wrong_number_is_corrected_with_both_values_in_the_audit_trail(h):
    acuan = _tercatat(h)
    klien = h.klien()
    assert _url(acuan) in teks_halaman(klien.get(h.daftar))
    isi = _isi(klien.get(_url(acuan)))
    assert isi["nilai"] == "74,15"

    assert klien.post(_url(acuan), {**isi, "nilai": "74,5"}).status_code == 302

    acuan.refresh_from_db()
    assert (acuan.nilai, acuan.desimal, acuan.tahun) == (Decimal("74.5"), 1, 2023)
    jejak = JejakAudit.objects.get(aksi="acuan.disimpan")
    assert jejak.sebelum is not None
    assert jejak.sesudah is not None
    assert (jejak.sebelum["nilai"], jejak.sesudah["nilai"]) == ("74.150000", "74.5")


@pytest.mark.parametrize(
    ("nilai", "desimal", "tampil"), [("53832", 0, "53.832"), ("1.25", 3, "1,250")]
)
def test_a_value_that_stays_is_not_read_a_second_time(h, nilai, desimal, tampil):
    acuan = _tercatat(h, nilai=Decimal(nilai), desimal=desimal)
    isi = _isi(h.klien().get(_url(acuan)))
    assert isi["nilai"] == tampil

    assert h.klien().post(_url(acuan), {**isi, "sumber": "BPS, 2025"}).status_code == 302

    acuan.refresh_from_db()
    assert (acuan.nilai, acuan.desimal, acuan.sumber) == (Decimal(nilai), desimal, "BPS, 2025")


def test_indicator_of_another_year_stays_chosen(h):
    lama = Halaman()
    acuan = _tercatat(h, indikator=lama.isi.indikator)
    balasan = h.klien().get(_url(acuan))

    assert "Angka Harapan Hidup" in teks_halaman(balasan)
    pilihan = [pk for pk, _ in balasan.context["form"].fields["indikator"].choices]
    assert str(lama.isi.indikator_id) in pilihan


def test_two_who_correct_one_number_the_second_is_told(h):
    acuan = _tercatat(h)
    klien = h.klien()
    isi = _isi(klien.get(_url(acuan)))
    assert klien.post(_url(acuan), {**isi, "nilai": "75,5"}).status_code == 302

    kedua = klien.post(_url(acuan), {**isi, "nilai": "76,5"})
    hapus = klien.post(_url(acuan, "acuan_delete"), {"tanda": isi["tanda"]}, follow=True)

    assert kedua.status_code == 409
    assert "baru saja diubah orang lain menjadi 75,5" in teks_halaman(kedua)
    assert "baru saja diubah orang lain menjadi 75,5" in teks_halaman(hapus)
    acuan.refresh_from_db()
    assert acuan.nilai == Decimal("75.5")


def test_a_number_is_removed_after_a_question_and_stays_in_the_audit_trail(h):
    acuan = _tercatat(h, indikator=h.isi.indikator)
    klien = h.klien()
    halaman = klien.get(_url(acuan, "acuan_delete"))
    assert "Pembanding untuk Angka Harapan Hidup" in teks_halaman(halaman)
    assert Acuan.objects.exists()

    balasan = klien.post(_url(acuan, "acuan_delete"), {"tanda": halaman.context["tanda"]})

    assert balasan.status_code == 302
    assert not Acuan.objects.exists()
    jejak = JejakAudit.objects.get(aksi="acuan.dihapus")
    assert jejak.sebelum is not None
    assert jejak.sebelum["nama"] == "Rata-rata nasional"


def test_the_same_number_twice_by_correction_is_refused(h):
    acuan = _tercatat(h)
    _tercatat(h, tahun=2022)
    isi = _isi(h.klien().get(_url(acuan)))

    balasan = h.klien().post(_url(acuan), {**isi, "tahun": "2022"})

    assert balasan.status_code == 422
    assert "Acuan ini sudah ada untuk tahun itu." in teks_halaman(balasan)


@pytest.mark.parametrize("nama", ["acuan_update", "acuan_delete"])
def test_who_corrects_and_removes(h, nama):
    acuan = _tercatat(h)
    kota = _tercatat(h, perangkat_daerah=KotaFactory())
    status = {
        JenisPeran.PERENCANA: 200,
        JenisPeran.ORGANISASI: 200,
        JenisPeran.EVALUATOR: 403,
        JenisPeran.PIMPINAN: 403,
        JenisPeran.ADMIN: 403,
        None: 403,
    }
    for peran, kode in status.items():
        klien = h.klien(PenggunaFactory(peran=peran))
        assert klien.get(_url(acuan, nama)).status_code == kode, peran
    kepala = h.klien(PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=h.p.pd))
    assert kepala.get(_url(acuan, nama)).status_code == 403
    lain = h.klien(PenggunaFactory(peran=JenisPeran.OPERATOR))
    assert lain.get(_url(acuan, nama)).status_code == 404
    # The city's number is not the PD's, under neither address.
    assert h.klien().get(_url(kota, nama)).status_code == 404
    silang = reverse(f"laporan:{nama}", args=[h.p.pd.pk, TAHUN, kota.pk])
    assert h.klien().get(silang).status_code == 404


def test_number_of_queries_does_not_grow_with_the_numbers(h):
    jumlah = []
    for tahun in (range(2000, 2003), range(2003, 2030)):
        for n in tahun:
            _tercatat(h, tahun=min(n, TAHUN), nama=f"Angka {n}", indikator=h.isi.indikator)
        with CaptureQueriesContext(connection) as kueri:
            assert "Ubah" in teks_halaman(h.klien().get(h.daftar))
        jumlah.append(len(kueri))

    assert jumlah[0] == jumlah[1]
