"""The worked example: its numbers are those of capaian and agregasi, its gaps are said."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dasar.angka import baca_angka, format_persen
from kinerja.formulas.agregasi import nilai_tahun
from kinerja.formulas.capaian import CapaianTakTerdefinisi, hitung_capaian
from kinerja.formulas.contoh_hitungan import BahanHitungan, contoh_hitungan
from kinerja.formulas.skala import SKALA_SAKIP

NILAI = st.decimals(
    min_value=Decimal("-1000"), max_value=Decimal("100000"), places=3, allow_nan=False
)
PERSEN = re.compile(r" = ([−\d.,]+)%, kategori ")


def _bahan(**sifat: object) -> BahanHitungan:
    triwulan = [Decimal(n) for n in sifat.pop("tw", ())]  # type: ignore[attr-defined]
    target = sifat.pop("target", None)
    return BahanHitungan(
        triwulan=triwulan,
        target=None if target is None else Decimal(str(target)),
        **sifat,  # type: ignore[arg-type]
    )


@settings(max_examples=120, deadline=None)
@given(
    triwulan=st.lists(st.none() | NILAI, min_size=4, max_size=4),
    target=st.none() | NILAI,
    lebar=st.none() | st.decimals(min_value=0, max_value=50, places=2),
    polaritas=st.sampled_from(["positif", "negatif", "stabil"]),
    rumus=st.sampled_from(["linear", "rasio"]),
    cara=st.sampled_from(["jumlah", "posisi_akhir", "rata_rata"]),
    isian=st.sampled_from(["per_triwulan", "sd_triwulan"]),
    jatuh=st.sampled_from([(1, 2, 3, 4), (2, 4), (4,)]),
    desimal=st.integers(0, 4),
)
def test_the_last_sentence_is_hitung_capaian(
    triwulan, target, lebar, polaritas, rumus, cara, isian, jatuh, desimal
):
    bahan = BahanHitungan(
        polaritas=polaritas,
        rumus_negatif=rumus,
        cara=cara,
        isian=isian,
        jatuh_tempo=jatuh,
        desimal=desimal,
        target=target,
        target_atas=None if target is None or lebar is None else target + lebar,
        triwulan=triwulan,
    )

    contoh = contoh_hitungan(bahan)

    isi = contoh.bahan
    assert contoh.angka_contoh is (target is None or all(n is None for n in triwulan))
    if target is not None:
        assert (isi.target, isi.target_atas) == (target, bahan.target_atas)
    if any(n is not None for n in triwulan):
        assert list(isi.triwulan) == triwulan
    setahun = nilai_tahun(isi.triwulan, cara, isian, jatuh_tempo=jatuh)
    assert setahun.nilai is not None
    assert isi.target is not None
    hitung = partial(
        hitung_capaian,
        setahun.nilai,
        isi.target,
        polaritas=polaritas,
        rumus_negatif=rumus,
        target_atas=isi.target_atas,
    )
    if contoh.capaian is None:
        with pytest.raises(CapaianTakTerdefinisi) as galat:
            hitung()
        assert contoh.kalimat[-1] == str(galat.value)
        return
    capaian = hitung()
    assert contoh.capaian == capaian
    cocok = PERSEN.search(contoh.kalimat[-1])
    assert cocok is not None, contoh.kalimat
    assert cocok[1] + "%" == format_persen(capaian).replace("-", "−")


@settings(max_examples=40, deadline=None)
@given(
    polaritas=st.sampled_from(["positif", "negatif", "stabil"]),
    cara=st.sampled_from(["jumlah", "posisi_akhir", "rata_rata"]),
    isian=st.sampled_from(["per_triwulan", "sd_triwulan"]),
    jatuh=st.sampled_from([(1, 2, 3, 4), (2, 4), (4,)]),
    skala=st.sampled_from([None, SKALA_SAKIP]),
)
def test_example_numbers_always_give_a_capaian_and_are_called_example(
    polaritas, cara, isian, jatuh, skala
):
    contoh = contoh_hitungan(
        BahanHitungan(
            polaritas=polaritas, cara=cara, isian=isian, jatuh_tempo=jatuh, skala=skala, desimal=0
        )
    )
    assert contoh.capaian is not None
    assert contoh.setahun.lengkap
    assert contoh.kalimat[0] == "Target dan realisasi di bawah ini contoh angka, bukan data."


@pytest.mark.parametrize(
    ("sifat", "kalimat"),
    [
        (
            {"polaritas": "negatif", "target": "31.82", "tw": ["26.40"], "desimal": 2},
            "Capaian = (2 × 31,82 − 26,40) ÷ 31,82 × 100 = 117,03%, kategori Sangat Tinggi.",
        ),
        (
            {
                "polaritas": "negatif",
                "rumus_negatif": "rasio",
                "target": 20,
                "tw": [25],
                "desimal": 0,
            },
            "Capaian = 20 ÷ 25 × 100 = 80,00%, kategori Tinggi.",
        ),
        (
            {"target": 80, "target_atas": Decimal(90), "tw": [70], "desimal": 0},
            "Di luar rentang, batas terdekat, 80, menjadi pembandingnya.",
        ),
        (
            {"target": 80, "target_atas": Decimal(90), "tw": [85], "desimal": 0},
            "Realisasi 85 berada dalam rentang target 80 s.d. 90. "
            "Untuk indikator ini, makin tinggi makin baik.",
        ),
        (
            {"polaritas": "stabil", "target": 50, "tw": [60], "desimal": 0},
            "Dari dua rumus, makin tinggi makin baik dan makin rendah makin baik, hasil yang "
            "terendah dipakai.",
        ),
        (
            {"isian": "sd_triwulan", "cara": "jumlah", "target": 100, "tw": [10, 30, 60, 95]}
            | {"desimal": 0},
            "Nilai triwulan sendiri adalah selisih dengan isian sebelumnya: Triwulan I 10, "
            "Triwulan II 30 − 10 = 20, Triwulan III 60 − 30 = 30, Triwulan IV 95 − 60 = 35.",
        ),
        (
            {"cara": "rata_rata", "target": 10, "tw": [10, 11, 11], "desimal": 0},
            "Nilai tahun adalah rata-rata triwulan yang terisi: (10 + 11 + 11) ÷ 3 = 10,666667.",
        ),
        (
            {"cara": "posisi_akhir", "target": 10, "tw": [10, 9], "desimal": 0},
            "Nilai tahun adalah posisi akhir, yaitu triwulan terisi yang terakhir "
            "(Triwulan II): 9.",
        ),
        (
            {"cara": "jumlah", "target": 10, "tw": [10, -2], "desimal": 0, "satuan": "Orang"},
            "Nilai tahun adalah jumlah triwulan yang terisi: 10 + (−2) = 8 orang.",
        ),
        (
            {"target": 0, "tw": [3]},
            "Capaian tidak dapat dihitung karena target 0.",
        ),
        (
            {"target": 10, "tw": [3]},
            "Belum semua triwulan yang diukur terisi, jadi nilai tahun ini masih sementara.",
        ),
        (
            {"target": 5, "tw": [4], "skala": SKALA_SAKIP, "jatuh_tempo": (1,)},
            "Huruf dihitung sebagai urutannya: D 1, C 2, CC 3, B 4, BB 5, A 6, AA 7.",
        ),
        (
            {"target": 5, "tw": [4], "skala": SKALA_SAKIP, "jatuh_tempo": (1,)},
            "Nilai yang diisi (per triwulan): Triwulan I B (4).",
        ),
    ],
)
def test_each_way_of_computing_has_its_sentence(sifat, kalimat):
    assert kalimat in contoh_hitungan(_bahan(**sifat)).kalimat


def test_letters_are_told_in_their_order_however_a_database_returns_them():
    acak = dict(sorted(SKALA_SAKIP.items()))
    assert (
        contoh_hitungan(_bahan(target=5, tw=[4], skala=acak))
        .kalimat[0]
        .endswith("D 1, C 2, CC 3, B 4, BB 5, A 6, AA 7.")
    )


def test_printed_sum_recomputes_to_the_printed_result():
    contoh = contoh_hitungan(_bahan(cara="jumlah", target=400, tw=[81, 99, "100.5", 80]))
    (jumlah,) = [k for k in contoh.kalimat if "jumlah triwulan" in k]
    kiri, kanan = jumlah.rstrip(".").split(": ")[1].split(" = ")
    assert sum(baca_angka(n) for n in kiri.split(" + ")) == baca_angka(kanan) == Decimal("360.5")
