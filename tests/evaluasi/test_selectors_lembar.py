"""What a worksheet shows: numbers, squares, suggestion, checks, in a constant number of queries."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from evaluasi.models import (
    JawabanLKE,
    KriteriaLKE,
    LembarKerja,
    Pemenuhan,
    PemenuhanKriteria,
    StatusLembar,
)
from evaluasi.selectors.daftar_lembar import daftar_lembar
from evaluasi.selectors.lembar import muat_lembar
from evaluasi.selectors.masukan_kota import pd_dinilai
from evaluasi.selectors.pemeriksaan_lembar import JawabanDinilai, periksa, peringatan_jawaban
from evaluasi.selectors.templat import muat_templat
from tests.evaluasi.panggung_lembar import (
    BINJAI,
    DJAMIL,
    PanggungLembar,
    buat_panggung_lembar,
)
from tests.factories import TAHUN, LembarKerjaFactory, PerangkatDaerahFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungLembar:
    return buat_panggung_lembar()


def _muat(lembar):
    return muat_lembar(
        LembarKerja.objects.select_related("templat", "perangkat_daerah").get(pk=lembar.pk)
    )


def _tandai(lembar, kriteria, pemenuhan, **isi):
    PemenuhanKriteria.objects.create(lembar=lembar, kriteria=kriteria, pemenuhan=pemenuhan, **isi)


@pytest.mark.parametrize(
    ("jawaban", "total", "komponen"),
    [
        (DJAMIL, "88.10", ["24.00", "27.60", "13.50", "23.00"]),
        (BINJAI, "87.80", ["24.60", "25.50", "13.95", "23.75"]),
    ],
)
def test_published_examples_give_their_totals(p, jawaban, total, komponen):
    isi = _muat(p.internal(jawaban))

    assert isi.nilai.total == Decimal(total)
    assert [k.nilai for k in isi.komponen] == [Decimal(n) for n in komponen]
    assert isi.nilai.predikat.huruf == "A"


def test_an_unanswered_sheet_knows_nothing(p):
    isi = _muat(p.internal())

    s = isi.baris("1.a")
    assert (s.teks_nilai, s.teks_hilang, s.teks_terpenuhi, s.saran) == ("–", "–", "–/6", "")
    assert s.teks_terpenuhi_panjang == "6 kriteria belum dinilai"
    assert {k.teks_nilai for k in isi.komponen} == {"–"}
    assert isi.nilai.total is None
    assert isi.hilang_terbesar == []


def test_the_suggestion_waits_for_every_criterion_and_never_passes_bb(p):
    lembar = p.internal()
    kriteria = p.kriteria("1.a")
    for k in kriteria[:-1]:
        _tandai(lembar, k, Pemenuhan.PENUH)
    s = _muat(lembar).baris("1.a")
    assert (s.saran, s.teks_terpenuhi) == ("", "5/6")
    assert s.teks_terpenuhi_panjang == "5 dari 6 kriteria terpenuhi, 1 belum dinilai"

    _tandai(lembar, kriteria[-1], Pemenuhan.PENUH)
    s = _muat(lembar).baris("1.a")
    assert (s.saran, s.teks_saran, s.saran_di_bawah) == ("BB", "6 dari 6", False)

    PemenuhanKriteria.objects.filter(kriteria=kriteria[-1]).update(pemenuhan=Pemenuhan.SEBAGIAN)
    s = _muat(lembar).baris("1.a")
    assert (s.saran, s.teks_terpenuhi) == ("B", "5,5/6")

    PemenuhanKriteria.objects.update(pemenuhan=Pemenuhan.BELUM)
    s = _muat(lembar).baris("1.a")
    assert (s.saran, s.teks_terpenuhi, s.saran_di_bawah) == ("E", "0/6", True)


def test_squares_say_who_agrees(p):
    mandiri = p.mandiri("BB", status=StatusLembar.DIKIRIM)
    lembar = p.internal()
    k = p.kriteria("1.a")
    for satu in k[:4]:
        _tandai(mandiri, satu, Pemenuhan.PENUH)
    _tandai(lembar, k[0], Pemenuhan.BELUM)
    _tandai(lembar, k[1], Pemenuhan.SEBAGIAN)
    _tandai(lembar, k[2], Pemenuhan.PENUH)

    assert _muat(lembar).baris("1.a").petak == [
        "diakui",
        "sebagian",
        "mandiri",
        "mandiri",
        "",
        "",
    ]


def test_the_self_assessment_counts_only_when_it_was_sent(p):
    mandiri = p.mandiri({"1.a": "A"})
    lembar = p.internal({"1.a": "B"})
    assert _muat(lembar).mandiri is None
    assert _muat(lembar).baris("1.a").kriteria[0].mandiri is None

    LembarKerja.objects.filter(pk=mandiri.pk).update(status=StatusLembar.DIKIRIM)
    isi = _muat(lembar)
    assert (isi.baris("1.a").huruf_mandiri, isi.baris("1.a").huruf) == ("A", "B")


def test_the_paper_of_the_pd_stands_in_until_the_evaluator_names_one(p):
    mandiri = p.mandiri("BB", status=StatusLembar.DIKIRIM)
    lembar = p.internal("BB")
    a, b, c = p.kriteria("1.a")[:3]
    _tandai(mandiri, a, Pemenuhan.PENUH, bukti="Renstra")
    _tandai(lembar, a, Pemenuhan.PENUH)
    _tandai(lembar, b, Pemenuhan.PENUH)
    _tandai(lembar, c, Pemenuhan.BELUM)

    isi = _muat(lembar)

    baris = isi.baris("1.a").kriteria
    assert (baris[0].bukti.bukti, baris[0].bukti_dari_mandiri) == ("Renstra", True)
    assert [k.tanpa_bukti for k in baris[:3]] == [False, True, False]
    assert isi.pemeriksaan.tanpa_bukti == {"1.a": 1}
    assert isi.pemeriksaan.lengkap  # a warning only


def test_criteria_say_which_years_papers_they_judge(p):
    KriteriaLKE.objects.filter(pk=p.kriteria("1.a")[0].pk).update(geser_tahun=-2)

    isi = _muat(p.internal())

    assert [k.tahun_dokumen for k in isi.baris("1.a").kriteria[:2]] == [2022, 2024]
    assert isi.baris("3.a").kriteria[0].tahun_dokumen == 2023


def test_lost_points_share_one_scale(p):
    isi = _muat(p.internal({**dict.fromkeys(DJAMIL, "BB"), "1.c": "B", "4.c": "E"}))

    assert [s.kode for s in isi.hilang_terbesar] == ["4.c", "1.c", "2.c", "1.b"]
    assert isi.baris("4.c").teks_hilang == "−12,50"
    assert isi.baris("4.c").lebar_hilang == "100.0"
    assert isi.baris("1.c").lebar_hilang == "36.0"  # 4,50 of 12,50

    kecil = _muat(LembarKerjaFactory(pd=p.lain, jawaban="A"))
    assert kecil.baris("1.c").lebar_hilang == "30.0"  # 1,50 of 5,00


def test_checks_name_what_blocks():
    hasil = periksa(
        ["1.a", "1.b", "1.c"], {"1.a": ("A", " "), "1.b": ("AA", "Ada.")}, {"1.a": 0, "1.b": 2}
    )
    assert hasil.belum_dijawab == ("1.c",)
    assert (hasil.tanpa_alasan, hasil.beralasan) == (("1.a",), ("1.b",))
    assert (hasil.terjawab, hasil.jumlah_tanpa_bukti, hasil.lengkap) == (2, 2, False)


SKALA = ("AA", "A", "BB", "B", "CC", "C", "D", "E")


@pytest.mark.parametrize(
    ("huruf", "terpenuhi", "dinilai", "saran", "kalimat"),
    [
        ("A", "3", 3, "BB", ""),
        ("AA", "3", 3, "BB", ""),
        (
            "A",
            "2",
            3,
            "CC",
            "A diberikan, padahal 2 dari 3 kriteria terpenuhi. A dan AA mensyaratkan semua "
            "kriteria. Jawaban di atas saran sistem CC.",
        ),
        (
            "AA",
            "2",
            2,
            "",
            "AA diberikan, padahal 2 dari 3 kriteria terpenuhi, 1 belum dinilai. "
            "A dan AA mensyaratkan semua kriteria.",
        ),
        (
            "A",
            "0",
            0,
            "",
            "A diberikan, padahal 3 kriteria belum dinilai. A dan AA mensyaratkan semua kriteria.",
        ),
        ("BB", "2.5", 3, "B", "Jawaban di atas saran sistem B: 2,5 dari 3 kriteria terpenuhi."),
        ("CC", "2", 3, "CC", ""),
        ("C", "2", 3, "CC", ""),
        ("BB", "2", 2, "", ""),
        ("", "2", 3, "CC", ""),
    ],
)
def test_a_letter_that_the_criteria_do_not_carry_is_named(
    huruf, terpenuhi, dinilai, saran, kalimat
):
    jawaban = JawabanDinilai(huruf, Decimal(terpenuhi), dinilai, 3, saran, SKALA)
    assert peringatan_jawaban(jawaban) == kalimat


def test_a_warning_is_among_the_checks_and_blocks_nothing(p):
    lembar = p.internal({"2.a": "A"})
    for k, pemenuhan in zip(p.kriteria("2.a"), ["penuh", "penuh", "belum"], strict=True):
        _tandai(lembar, k, pemenuhan)
    JawabanLKE.objects.update(alasan="Ada.", diisi_oleh=p.rekan)

    isi = _muat(lembar)

    assert list(isi.pemeriksaan.peringatan) == ["2.a"]
    assert isi.baris("2.a").peringatan.startswith("A diberikan, padahal 2 dari 3")
    assert "2.a" not in [kode for kode, _ in isi.pemeriksaan.kekurangan]
    assert isi.pengisi == {p.rekan.pk}


def test_one_sheet_needs_the_same_queries_empty_and_full(p, django_assert_num_queries):
    kosong = p.internal(pd=p.lain)
    p.mandiri("BB", status=StatusLembar.DIKIRIM)
    penuh = p.internal("A")
    for k in p.kriteria("1.a"):
        _tandai(penuh, k, Pemenuhan.PENUH)
    JawabanLKE.objects.update(alasan="Ada.", diisi_oleh=p.evaluator)

    for lembar in (kosong, penuh):
        lembar = LembarKerja.objects.select_related("templat").get(pk=lembar.pk)
        with django_assert_num_queries(6):
            muat_lembar(lembar)


# --- the list ---------------------------------------------------------------------------------


def _daftar(p, oleh, boleh=("internal",)):
    return daftar_lembar(oleh, muat_templat(p.templat), lambda jenis, pd, kota: jenis in boleh)


def test_the_list_has_the_city_first_and_one_way_on_per_row(p):
    p.mandiri("BB", status=StatusLembar.DIKIRIM)
    p.internal({"1.a": "BB"})
    LembarKerjaFactory(pd=p.kota, jenis="kementerian", total=Decimal("69.04"))

    kota, *lain = _daftar(p, p.evaluator)

    assert kota.kota
    resmi = kota.sel[-1]
    assert (resmi.jenis, resmi.nilai, resmi.huruf) == ("kementerian", "69,04", "B")
    dinkes, dinsos = lain
    mandiri, internal = dinkes.sel
    assert (mandiri.nilai, mandiri.huruf, mandiri.tindakan) == ("80,00", "BB", "lihat")
    assert (internal.nilai, internal.kemajuan, internal.tindakan) == ("", "1 dari 12", "isi")
    assert dinkes.utama == internal
    assert [s.tindakan for s in dinsos.sel] == ["", "mulai"]


def test_the_list_shows_only_visible_pd_and_no_drafts_of_the_evaluators(p):
    p.internal("BB")

    baris = _daftar(p, p.operator, boleh=("mandiri",))

    assert [b.nama for b in baris] == ["Dinas Kesehatan"]
    assert [(s.status, s.tindakan) for s in baris[0].sel] == [("", "mulai"), ("", "")]
    assert _daftar(p, p.admin) == []


def test_the_list_counts_the_pd_that_the_city_values_count(p):
    def tahun(awal, akhir=None):
        return {"berlaku_dari": datetime.date(*awal), "berlaku_sampai": akhir}

    lebur = PerangkatDaerahFactory(**tahun((2020, 1, 1), datetime.date(TAHUN, 6, 30)))
    lebur_berlembar = PerangkatDaerahFactory(**tahun((2020, 1, 1), datetime.date(TAHUN, 6, 30)))
    LembarKerjaFactory(pd=lebur_berlembar, jawaban="B")
    baru = PerangkatDaerahFactory(**tahun((TAHUN, 7, 1)))
    nanti = PerangkatDaerahFactory(**tahun((TAHUN + 1, 1, 1)))

    daftar = {
        b.pd_id
        for b in daftar_lembar(p.evaluator, muat_templat(p.templat), lambda *_: True)
        if not b.kota
    }

    terhitung = set(pd_dinilai(TAHUN).values_list("pk", flat=True))
    assert daftar == terhitung | {lebur_berlembar.pk}
    assert baru.pk in daftar
    assert not {lebur.pk, nanti.pk} & daftar


def test_the_list_needs_the_same_queries_for_3_and_40_pd(p, django_assert_num_queries):
    templat = muat_templat(p.templat)

    def daftar():
        return daftar_lembar(p.evaluator, templat, lambda *_: True)

    p.internal("BB")
    assert p.evaluator.peran_kini
    with django_assert_num_queries(3):
        assert len(daftar()) == 3
    for _ in range(37):
        pd = PerangkatDaerahFactory()
        p.internal("B", pd=pd)
        p.mandiri("BB", pd=pd)
    with django_assert_num_queries(3):
        assert len(daftar()) == 40
