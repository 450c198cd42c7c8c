"""What the columns of a pasted block hold: told by heads, by contents, by where it is pasted."""

from __future__ import annotations

import pytest

from kinerja.formulas.blok_tempel import baca_blok
from kinerja.formulas.kolom_tempel import PeranKolom, kenali_kolom, kepala_atas, kolom_posisi

KEPALA = (
    "LAPORAN REALISASI TW III\t\t\t\t\t\n"
    "No\tIndikator\tTarget\tRealisasi\t\tFaktor Penghambat\n"
    "\t\t\tTW III K\tTW III Rp\t\n"
    "1\t2\t3\t4\t5\t6\n"
    "x\tAngka harapan hidup\t72\t71\t5000\tKurang dana"
)


def test_merged_heads_title_and_counting_row_are_heads():
    kolom = kenali_kolom(baca_blok(KEPALA), kepala=4, tahun=2024, triwulan=3, kolom_nama=1)

    assert [k.peran.value for k in kolom] == [
        "abaikan",
        "nama",
        "abaikan",
        "nilai",
        "rupiah",
        "faktor_penghambat",
    ]
    assert kolom[4].judul == "Realisasi · TW III Rp"


@pytest.mark.parametrize(
    ("judul", "peran"),
    [
        ("Realisasi", "nilai"),
        ("Capaian", "nilai"),
        ("TW III", "nilai"),
        ("Realisasi TW II", "abaikan"),
        ("Target TW III", "abaikan"),
        ("Pagu anggaran", "abaikan"),
        ("Realisasi tahun lalu", "abaikan"),
        ("Realisasi Anggaran (Rp)", "rupiah"),
        ("Anggaran", "rupiah"),
        ("Analisis capaian", "analisis"),
        ("Faktor Pendukung", "faktor_pendorong"),
        ("Kendala", "faktor_penghambat"),
        ("Rencana Tindak Lanjut", "tindak_lanjut"),
        ("Satuan", "abaikan"),
        ("Realisasi Triwulan ke-1", "abaikan"),
        ("Realisasi triwulan ketiga", "nilai"),
        ("Realisasi 2023", "abaikan"),
        ("Realisasi TW III 2024", "nilai"),
        ("Realisasi s.d. triwulan lalu", "abaikan"),
        ("Realisasi Anggaran (%)", "abaikan"),
        ("Realisasi Anggaran (Rp juta)", "abaikan"),
        ("Sisa anggaran (Rp)", "abaikan"),
        ("Realisasi Kinerja dan Anggaran · K", "nilai"),
    ],
)
def test_heads_say_where_a_column_goes(judul, peran):
    blok = baca_blok(f"Indikator\t{judul}\nAngka\tx")

    assert kenali_kolom(blok, kepala=1, tahun=2024, triwulan=3, kolom_nama=0)[1].peran == peran


def test_without_heads_numbers_and_amounts_are_told_apart_and_the_choice_wins():
    blok = baca_blok("Angka\t72\t71,5\t1.250.000\nLain\t90\t88\t2.500.000")

    def peran(**lain):
        kolom = kenali_kolom(
            blok, kepala=0, tahun=2024, triwulan=3, kolom_nama=0, data=(0, 1), **lain
        )
        return [k.peran.value for k in kolom]

    assert peran() == ["nama", "abaikan", "nilai", "rupiah"]
    diminta = {1: PeranKolom.NILAI, 2: PeranKolom.ABAIKAN}
    assert peran(diminta=diminta) == ["nama", "nilai", "abaikan", "rupiah"]


@pytest.mark.parametrize(
    ("teks", "kepala", "catatan"),
    [
        ("Angka\t72\t71,5", 0, ["Kolom B dan C sama-sama dapat berisi Realisasi."]),
        ("I\tRealisasi\tRealisasi\nAngka\t72\t71", 1, ["Kolom B dan C sama-sama"]),
        ("I\tCapaian\nAngka\t72", 1, ['dipakai sebagai Realisasi, padahal judulnya "Capaian"']),
        ("I\tAnggaran\nAngka\t7200000", 1, ['padahal judulnya "Anggaran"']),
        ("I\tTarget\tRealisasi\tCapaian\nAngka\t72\t71\t98%", 1, []),
        ("Angka\t72", 0, []),
    ],
)
def test_doubtful_columns_are_named_until_one_is_changed(teks, kepala, catatan):
    def catatan_dari(diminta):
        kolom = kenali_kolom(
            baca_blok(teks),
            **{"kepala": kepala, "tahun": 2024, "triwulan": 3, "kolom_nama": 0},
            data=(0,),
            diminta=diminta,
        )
        return kolom, [k.catatan for k in kolom if k.catatan]

    kolom, ada = catatan_dari({})
    assert len(ada) == len(catatan)
    assert all(c in a for c, a in zip(catatan, ada, strict=True))
    assert catatan_dari({k.nomor: k.peran for k in kolom})[1] == ada  # as the page sends them back
    assert catatan_dari({1: PeranKolom.ANALISIS})[1] == []


@pytest.mark.parametrize(
    ("teks", "kepala", "peran", "catatan"),
    [
        ("TW I\tTW II\tTW III\n1\t2\t3", 1, ["abaikan", "abaikan", "nilai"], ""),
        ("Target\tRealisasi\n1\t2", 1, ["abaikan", "nilai"], ""),
        ("1\t2\tBaik", 0, ["nilai", "abaikan", "analisis"], "Kolom B juga berisi angka"),
        ("Realisasi TW I\n5", 1, ["nilai"], 'padahal judulnya "Realisasi TW I"'),
        ("5\tBaik", 0, ["nilai", "analisis"], ""),
    ],
)
def test_a_head_says_which_column_lands_in_the_cell(teks, kepala, peran, catatan):
    kolom = kolom_posisi(
        baca_blok(teks),
        **{"medan": PeranKolom.NILAI, "kepala": kepala, "tahun": 2024, "triwulan": 3},
        diminta={},
    )

    assert [k.peran.value for k in kolom] == peran
    ada = "".join(k.catatan for k in kolom)
    assert catatan in ada
    assert bool(catatan) == bool(ada)


@pytest.mark.parametrize(
    ("teks", "kepala"), [("Realisasi\n85\n90", 1), ("85\n90", 0), ("1\n2\n3", 0), ("Angka\n5", 0)]
)
def test_heads_of_a_column_without_names(teks, kepala):
    assert kepala_atas(baca_blok(teks)) == kepala
