"""The rows of the grid of one PD and quarter: states, numbers, words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from dasar.izin import Izin
from kinerja.models import (
    Frekuensi,
    Isian,
    Polaritas,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.kisi import susun_baris, susun_kisi
from kinerja.selectors.kisi_bahan import PANJANG_CUPLIKAN
from kinerja.selectors.kisi_baris import KEADAAN, BarisIndikatorKisi
from kinerja.selectors.rincian import isi_diukur
from kinerja.selectors.saring_kisi import saring_kisi
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    TargetFactory,
)
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
BUKA = Izin.ya()
TUTUP = Izin.tidak("Triwulan IV 2024 sudah ditutup.")


def _kisi(p, triwulan=TW, izin=BUKA, pd=None, **lain):
    return susun_kisi(pd_id=(pd or p.pd).pk, tahun=TAHUN, triwulan=triwulan, izin=izin, **lain)


def _satu(p, triwulan=TW, izin=BUKA, **lain) -> BarisIndikatorKisi:
    (baris,) = [b for b in _kisi(p, triwulan, izin, **lain).baris if not b.simpul]
    return baris


# State of a cell


@pytest.mark.parametrize(
    ("status", "medan", "keadaan", "tertutup"),
    [
        ("draf", {}, "tersimpan", "terkunci"),
        ("draf", {"nilai": None}, "kosong", "terkunci"),
        ("draf", {"nilai": None, "alasan_kosong": "belum_rilis"}, "alasan", "terkunci"),
        ("dikembalikan", {}, "dikembalikan", "terkunci"),
        ("dikembalikan", {"nilai": None}, "kosong", "terkunci"),
        ("diajukan", {}, "diajukan", "diajukan"),
        ("disetujui_pd", {}, "disetujui_pd", "disetujui_pd"),
        ("diverifikasi", {}, "diverifikasi", "diverifikasi"),
        ("dibekukan", {}, "dibekukan", "dibekukan"),
        ("diajukan", {"nilai": None, "alasan_kosong": "tidak_diukur"}, "diajukan", "diajukan"),
    ],
)
def test_state_of_a_cell_for_who_may_write_and_for_who_may_not(p, status, medan, keadaan, tertutup):
    p.baris(status, **medan)

    baris, dibaca = _satu(p), _satu(p, izin=TUTUP)

    assert (baris.keadaan, dibaca.keadaan) == (keadaan, tertutup)
    assert baris.dapat_diisi is (status in ("draf", "dikembalikan"))
    assert dibaca.dapat_diisi is False
    assert dibaca.alasan_terkunci == (TUTUP.alasan if tertutup == "terkunci" else "")
    assert (baris.kata_keadaan, baris.ikon) == KEADAAN[keadaan]


@pytest.mark.parametrize(
    ("status", "medan", "keadaan"),
    [
        ("draf", {}, "draf"),
        ("draf", {"nilai": None}, "belum_diisi"),
        ("dikembalikan", {}, "draf"),
        ("diajukan", {}, "diajukan"),
    ],
)
def test_someone_who_never_writes_here_sees_no_lock(p, status, medan, keadaan):
    p.baris(status, **medan)

    baris = _satu(p, izin=TUTUP, pembaca=True)

    assert (baris.keadaan, baris.dapat_diisi, baris.alasan_terkunci) == (keadaan, False, "")


def test_a_returned_row_that_was_changed_or_answered_reads_differently(p):
    baris = p.baris("dikembalikan")
    Realisasi.objects.filter(pk=baris.pk).update(diisi_pada=timezone.now())

    assert _satu(p).keadaan == "diperbaiki"
    assert _satu(p).dapat_diisi


def test_every_state_of_a_value_has_a_word_and_an_icon(p):
    for status in StatusRealisasi.values:
        p.baris(status)
    for b in _kisi(p).baris:
        if not b.simpul:
            assert all(KEADAAN[b.keadaan])


def test_a_missing_row_is_empty_and_has_version_zero(p):
    p.isi()

    baris = _satu(p)

    assert (baris.keadaan, baris.isi, baris.versi, baris.realisasi_id) == ("kosong", "", 0, None)
    assert (baris.capaian, baris.target_triwulan, baris.lalu) == ("–", "–", "–")
    assert baris.target_tahun == "100,00"


@pytest.mark.parametrize(
    ("frekuensi", "triwulan", "jatuh"),
    [("semester", 1, False), ("semester", 2, True), ("tahun", 3, False), ("tahun", 4, True)],
)
def test_a_cell_that_is_not_due_is_not_missing(p, frekuensi, triwulan, jatuh):
    p.isi(frekuensi=frekuensi)

    baris, h = _satu(p, triwulan), _kisi(p, triwulan).hitungan

    assert baris.keadaan == ("kosong" if jatuh else "tidak_jatuh_tempo")
    assert baris.dapat_diisi is jatuh
    assert (h.semua, h.kosong, h.belum_diajukan) == (int(jatuh),) * 3
    assert bool(baris.alasan_terkunci) is not jatuh
    assert len(saring_kisi(_kisi(p, triwulan).baris, saring="kosong")) == (2 if jatuh else 0)


def test_a_value_that_nobody_asked_for_is_shown_but_not_counted(p):
    isi = p.isi(frekuensi=Frekuensi.TAHUN)
    TargetFactory(isi=isi, triwulan=1)
    p.baris(isi=isi, triwulan=1, nilai=Decimal(1))

    kisi = _kisi(p, 1)

    assert (_satu(p, 1).keadaan, _satu(p, 1).isi) == ("tidak_jatuh_tempo", "1,00")
    assert (kisi.hitungan.semua, kisi.hitungan.tanpa_analisis) == (0, 0)
    assert saring_kisi(kisi.baris, saring="analisis") == []


# Numbers of a row


def test_last_quarter_without_target_is_measured_by_the_years(p):
    p.baris(nilai=Decimal(80))

    baris = _satu(p)

    assert (baris.target_triwulan, baris.target_tahun, baris.capaian) == ("–", "100,00", "80,00%")
    assert baris.kategori is not None
    assert baris.kategori.nama == "Tinggi"


def test_quarters_target_value_of_before_and_capaian(p):
    isi = p.isi()
    TargetFactory(isi=isi, triwulan=2, nilai=Decimal("33.3"))
    p.baris(isi=isi, triwulan=1, nilai=Decimal("31.825"))
    p.baris(isi=isi, triwulan=2, nilai=Decimal("33.3"))

    baris = _satu(p, 2)

    assert (baris.lalu, baris.isi, baris.target_triwulan) == ("31,825", "33,30", "33,30")
    assert baris.capaian == "100,00%"


def test_before_the_first_quarter_comes_the_last_of_the_year_before(p):
    isi = p.isi()
    p.baris(isi=isi, tahun=TAHUN - 1, triwulan=4, nilai=Decimal(7))
    p.baris(isi=isi, tahun=TAHUN, triwulan=4, nilai=Decimal(8))

    assert _satu(p, 1).lalu == "7,00"


def test_without_any_target_everything_unknown_is_a_dash(p):
    isi = IsiIndikatorFactory(dokumen=p.dokumen, satuan="")
    p.baris(isi=isi, nilai=Decimal(5))

    baris = _satu(p)

    assert (baris.target_tahun, baris.target_triwulan, baris.capaian) == ("–", "–", "–")
    assert baris.keterangan.startswith("Satuan belum diisi · ")


def test_zero_is_printed_as_zero(p):
    p.baris(nilai=Decimal(0))

    assert (_satu(p).isi, _satu(p).capaian) == ("0,00", "0,00%")
    assert _kisi(p).hitungan.terisi == 1


def test_letters_and_whole_numbers_are_printed_as_they_are_typed(p):
    p.baris(isi=p.isi(skala_predikat={"B": 4, "BB": 5}, desimal=0), nilai=Decimal(5))
    p.baris(isi=p.isi(desimal=0), nilai=Decimal(70125))

    huruf, bulat = (b for b in _kisi(p).baris if not b.simpul)

    assert (huruf.isi, huruf.huruf) == ("BB", True)
    assert (bulat.isi, bulat.huruf) == ("70.125", False)


def test_line_under_the_name_says_unit_polarity_and_how_quarters_are_typed(p):
    p.isi(satuan="Kasus", polaritas=Polaritas.NEGATIF, isian=Isian.SD_TRIWULAN)

    assert _satu(p).keterangan == "Kasus · makin rendah makin baik · s.d. triwulan"


def test_analysis_is_shown_shortened_and_asked_for_where_capaian_is_low(p):
    p.baris(nilai=Decimal(10), analisis="x" * (PANJANG_CUPLIKAN + 1))
    p.baris(nilai=Decimal(10))

    ditulis, belum = (b for b in _kisi(p).baris if not b.simpul)

    assert (len(ditulis.cuplikan), ditulis.cuplikan[-1]) == (PANJANG_CUPLIKAN + 1, "…")
    assert (ditulis.perlu_analisis, belum.perlu_analisis) == (False, True)
    assert _kisi(p).hitungan.tanpa_analisis == 1


def test_sample_and_reason_are_marked(p):
    p.baris(nilai=None, alasan_kosong="belum_rilis", contoh=True)

    assert (_satu(p).kode_alasan, _satu(p).kata_alasan) == ("belum_rilis", "belum rilis")
    assert _satu(p).contoh is True
    assert _satu(p).isi == ""


def test_one_row_again_equals_the_row_of_the_grid_but_for_its_number(p):
    isi = p.baris("dikembalikan", nilai=Decimal(10)).indikator.isi.get()

    baris = susun_baris(
        isi=isi_diukur(p.operator, isi.indikator_id, TAHUN),
        tahun=TAHUN,
        triwulan=TW,
        izin=Izin.ya(),
    )

    penuh = _satu(p)
    assert (baris.nomor, penuh.nomor) == (0, 2)
    assert {**vars(baris), "nomor": 2} == vars(penuh)


def test_the_same_quarter_of_last_year_stands_beside(p):
    isi = p.isi()
    p.baris("diverifikasi", isi=isi, tahun=TAHUN - 1, triwulan=2, nilai=55)

    baris = _satu(p, 2)

    assert (baris.tahun_lalu, baris.judul_tahun_lalu) == ("55,00", f"Triwulan II {TAHUN - 1}")
    assert _satu(p, 3).tahun_lalu == "–"
