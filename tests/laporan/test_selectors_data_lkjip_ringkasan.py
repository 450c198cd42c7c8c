"""The summary: SAKIP value, key numbers, sentences about the best and the lowest."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from evaluasi.models import IndeksRB, StatusLembar, TemplatLKE
from kinerja.models import StatusRealisasi
from laporan.formulas.data_lkjip import IndikatorLKjIP
from laporan.selectors.celah_lkjip import sebut
from laporan.selectors.naskah_lkjip import pecah_paragraf
from laporan.selectors.ringkasan_lkjip import kalimat_keberhasilan, kalimat_tertinggal
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    LembarKerjaFactory,
    TargetFactory,
    buat_templat_lke,
)
from tests.laporan.bahan_lkjip import KotaUji, PDUji, kalimat, nilai, susun
from tests.laporan.test_formulas_data_lkjip import INDIKATOR


def _indikator(nama: str, capaian: str | None, **medan: Any) -> IndikatorLKjIP:
    bawaan: dict[str, Any] = {
        "indikator_id": sum(map(ord, nama)),
        "nama": nama,
        "satuan": "Persen",
        "skala": None,
        "iku": False,
        "contoh": False,
        "target": Decimal(100),
        "realisasi": None if capaian is None else Decimal(capaian),
        "capaian": None if capaian is None else Decimal(capaian),
        "triwulan": tuple(
            dataclasses.replace(tw, nilai=Decimal(1), terverifikasi=True)
            for tw in INDIKATOR.triwulan
        ),
    }
    return dataclasses.replace(INDIKATOR, **{**bawaan, **medan})


# --- sentences: pure -------------------------------------------------------------------------


def test_successes_are_the_best_that_reached_their_target():
    indikator = [
        _indikator("A", "101"),
        _indikator("B", "99.999"),
        _indikator("C", "140"),
        _indikator("D", "120"),
        _indikator("E", "100"),
        _indikator("F", None),
        _indikator("G", "300", sementara=True),
    ]

    assert kalimat_keberhasilan(indikator) == (
        "C 140,00 persen, 140,00% dari target 100,00.",
        "D 120,00 persen, 120,00% dari target 100,00.",
        "A 101,00 persen, 101,00% dari target 100,00.",
    )


def test_laggards_are_the_lowest_below_their_target():
    indikator = [
        _indikator("A", "99.99"),
        _indikator("B", "-20"),
        _indikator("C", "100"),
        _indikator("D", None),
        _indikator("E", "1", sementara=True),
    ]

    assert [k.split()[0] for k in kalimat_tertinggal(indikator)] == ["B", "A"]


def test_the_citys_key_indicators_come_first():
    indikator = [_indikator("A", "150"), _indikator("I", "101", iku=True)]

    assert [k.split()[0] for k in kalimat_keberhasilan(indikator)] == ["I", "A"]


def test_made_up_numbers_are_marked_each():
    (k,) = kalimat_tertinggal([_indikator("Indeks X", "90", contoh=True, satuan="Indeks")])
    assert k == "Indeks X 90,00†, 90,00%† dari target 100,00."

    (k,) = kalimat_tertinggal([_indikator("Y", "90", target_contoh=True)])
    assert k == "Y 90,00 persen, 90,00%† dari target 100,00†."


def test_a_value_that_nobody_verified_says_so():
    satu = _indikator("A", "50")
    draf = dataclasses.replace(satu.triwulan[0], terverifikasi=False)
    (k,) = kalimat_tertinggal([dataclasses.replace(satu, triwulan=(draf,))])
    assert k == "A 50,00 persen (belum diverifikasi), 50,00% dari target 100,00."


def test_letters_and_ranges_are_printed_as_people_write_them():
    huruf = _indikator(
        "Predikat", "80", skala={"B": 4, "BB": 5}, realisasi=Decimal(4), target=Decimal(5)
    )
    assert kalimat_tertinggal([huruf]) == ("Predikat B, 80,00% dari target BB.",)

    rentang = _indikator("pH", "90", target=Decimal(6), target_atas=Decimal(9), satuan="")
    assert kalimat_tertinggal([rentang]) == ("pH 90,00, 90,00% dari target 6,00 s.d. 9,00.",)


def test_without_indicators_there_is_nothing_to_say():
    assert kalimat_keberhasilan([]) == kalimat_tertinggal([]) == ()


@pytest.mark.parametrize(
    ("teks", "paragraf"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("Satu", ("Satu",)),
        ("Satu\n\nDua", ("Satu", "Dua")),
        ("Satu\r\n \t\r\n\r\nDua\r\nlanjut\n", ("Satu", "Dua\nlanjut")),
    ],
)
def test_a_blank_line_ends_a_paragraph(teks, paragraf):
    assert pecah_paragraf(teks) == paragraf


def test_long_lists_are_counted_and_long_names_cut():
    assert sebut(["a", "b", "c"]) == "a; b; c"
    assert sebut(["a", "b", "c", "d", "e"]) == "a; b; c; dan 2 lainnya"
    assert len(sebut(["x" * 500])) == 90


# --- SAKIP value -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_city_prints_the_official_value_as_received_with_target_and_movement():
    k, setda = KotaUji(), PDUji("Sekretariat Daerah")
    iku = k.iku(k.sasaran("5.1.1"), "Nilai SAKIP", setda.pd)
    buat_templat_lke(TAHUN, iku.indikator)
    LembarKerjaFactory(
        pd=k.kota, jenis="kementerian", total=Decimal("69.04"), nomor="B/1/2025", sumber="LHE"
    )
    LembarKerjaFactory(pd=k.kota, jenis="kementerian", total=Decimal("67.31"), tahun=TAHUN - 1)
    LembarKerjaFactory(pd=k.kota, jenis="internal", jawaban="AA")  # no official value

    data = susun(k.kota)

    n = data.nilai_sakip
    assert n is not None
    assert (n.nilai, n.huruf, n.resmi, n.contoh) == (Decimal("69.04"), "B", True, False)
    assert (n.target, n.nilai_lalu) == (Decimal(100), Decimal("67.31"))
    assert n.asal == "Evaluasi KemenPANRB 2024, B/1/2025, LHE"
    assert [(t.tahun, t.resmi) for t in n.riwayat] == [(TAHUN - 1, True), (TAHUN, True)]
    assert not any("Nilai SAKIP 2024" in c for c in kalimat(data))


@pytest.mark.django_db
def test_official_values_are_the_history_of_their_indicator_where_nobody_entered_one():
    k, setda = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("5.1.1"), "Nilai SAKIP", setda.pd)
    nilai(iku, "69.04")
    buat_templat_lke(TAHUN, iku.indikator)
    LembarKerjaFactory(pd=k.kota, jenis="kementerian", total=Decimal("67.31"), tahun=TAHUN - 1)

    (i,) = susun(k.kota).sasaran[0].indikator

    assert [(r.tahun, r.realisasi) for r in i.riwayat] == [
        (TAHUN - 1, Decimal("67.31")),
        (TAHUN, Decimal("69.04")),
    ]


@pytest.mark.django_db
def test_city_without_official_value_says_so():
    k = KotaUji()

    data = susun(k.kota)

    assert data.nilai_sakip is None
    assert "Nilai SAKIP 2024 dari KemenPANRB belum direkam." in kalimat(data)


@pytest.mark.django_db
def test_pd_prints_its_finished_internal_value_and_no_draft():
    p, lain = PDUji(), PDUji()
    LembarKerjaFactory(pd=lain.pd, jawaban="AA", contoh=True)
    lembar = LembarKerjaFactory(pd=p.pd, jawaban="BB", status=StatusLembar.DRAF)
    assert susun(p.pd).nilai_sakip is None
    assert "Nilai evaluasi internal 2024 belum ada." in kalimat(susun(p.pd))

    lembar.status = StatusLembar.FINAL
    lembar.save()
    n = susun(p.pd).nilai_sakip
    assert n is not None
    assert (n.nilai, n.huruf, n.resmi, n.contoh) == (Decimal(80), "BB", False, False)
    assert n.asal == "Evaluasi internal Inspektorat 2024"


# --- key numbers -----------------------------------------------------------------------------


def _angka(data: Any) -> dict[str, tuple[str, bool]]:
    return {a.keterangan: (a.teks, a.contoh) for a in data.angka_kunci}


@pytest.mark.django_db
def test_share_of_pd_at_b_or_better_counts_every_pd():
    k = KotaUji()
    for huruf in ("BB", "B", "CC", None):
        p = PDUji()
        if huruf:
            LembarKerjaFactory(pd=p.pd, jawaban=huruf, contoh=huruf == "B")

    data = susun(k.kota)

    skala = TemplatLKE.objects.get().rentang_predikat()
    assert [r.predikat.huruf for r in skala.rentang][:4] == ["AA", "A", "BB", "B"]
    # all-B answers give 70, which is still B; all-BB 80; all-CC 60
    assert _angka(data)["perangkat daerah bernilai B ke atas; garis 2/3 = 3"] == ("2/4", True)
    assert any("belum selesai untuk 1 dari 4 perangkat daerah" in c for c in kalimat(data))


@pytest.mark.django_db
def test_what_is_unknown_is_left_out_and_never_0():
    k = KotaUji()
    PDUji().program(pagu=100)

    assert _angka(susun(k.kota)) == {}


@pytest.mark.django_db
def test_absorption_mean_and_verified_values():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "IKU", dinkes.pd)
    nilai(iku, "95")
    dinkes.program(pagu=300, realisasi=200)
    isi = IsiIndikatorFactory(isi_simpul=dinkes.program(pagu=0, realisasi=0))
    for tw, status in ((1, StatusRealisasi.DIBEKUKAN), (2, StatusRealisasi.DRAF)):
        nilai(isi, "5", triwulan=tw, status=status, contoh=True)

    angka = _angka(susun(k.kota))

    assert angka["persen, serapan belanja program"] == ("66,67", False)
    assert angka["persen, rata-rata capaian 1 dari 1 IKU"] == ("95,00", False)
    # IKU once a year, the other in four quarters; the draft does not count
    assert angka["nilai kinerja terverifikasi dari 5"] == ("2", True)


@pytest.mark.django_db
def test_values_that_are_not_due_count_on_neither_side():
    p = PDUji()
    tahunan = IsiIndikatorFactory(isi_simpul=p.program(), frekuensi="tahun")
    for tw in (1, 4):
        nilai(tahunan, "5", triwulan=tw, contoh=tw == 1)
    lepas = IsiIndikatorFactory(isi_simpul=p.program("Program lama"))
    nilai(lepas, "5")
    lepas.delete()  # a change of the plan dropped it, its values stay

    assert _angka(susun(p.pd))["nilai kinerja terverifikasi dari 1"] == ("1", False)


@pytest.mark.django_db
def test_rb_index_of_the_newest_year_that_is_not_in_the_future():
    k = KotaUji()
    for tahun, angka in ((2020, "62.89"), (2021, "63.48"), (TAHUN + 1, "99")):
        IndeksRB.objects.create(tahun=tahun, nilai=Decimal(angka))

    assert _angka(susun(k.kota))["Indeks Reformasi Birokrasi 2021"] == ("63,48", False)


@pytest.mark.django_db
def test_pd_counts_indicators_that_reached_their_target():
    p = PDUji()
    program = p.program()
    for angka in ("100", "99", None):
        isi = IsiIndikatorFactory(isi_simpul=program, frekuensi="tahun")
        TargetFactory(isi=isi)
        if angka:
            nilai(isi, angka)

    assert _angka(susun(p.pd))["indikator mencapai target"] == ("1/3", False)


@pytest.mark.django_db
def test_follow_ups_come_from_indicators_below_their_target_lowest_first():
    p = PDUji()
    program = p.program()
    for nama, angka, langkah in (
        ("Kurang", "80", "Lama."),
        ("Paling kurang", "10", "Segera."),
        ("Tercapai", "100", "Pertahankan."),
        ("Diam", "50", ""),
    ):
        isi = IsiIndikatorFactory(isi_simpul=program, nama=nama, penanggung_jawab="")
        TargetFactory(isi=isi)
        for tw in (1, 2, 3, 4):
            nilai(isi, angka, triwulan=tw, tindak_lanjut=langkah if tw > 2 else "Usang.")

    daftar = susun(p.pd).tindak_lanjut

    # "Diam" wrote nothing later: what was written last still stands
    assert [(t.indikator, t.langkah) for t in daftar] == [
        ("Paling kurang", "Segera."),
        ("Diam", "Usang."),
        ("Kurang", "Lama."),
    ]
    assert daftar[0].penanggung_jawab == "Dinas Kesehatan"
