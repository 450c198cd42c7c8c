"""Quarterly targets must reach the target of the year under the indicator's cara and isian."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasar.angka import format_angka
from kinerja.formulas.agregasi import nilai_tahun
from kinerja.formulas.target_triwulan import periksa_target_triwulan

ANGKA = st.decimals(min_value=0, max_value=1_000_000, places=2)


def _periksa(triwulan: list[Any], tahunan: Any, **pilihan: Any) -> list[Any]:
    bawaan = {"polaritas": "positif", "cara": "jumlah", "isian": "per_triwulan"}
    return periksa_target_triwulan(
        [None if n is None else Decimal(n) for n in triwulan],
        Decimal(tahunan),
        format_nilai=lambda n: format_angka(n, 2),
        **{**bawaan, **pilihan},
    )


@pytest.mark.parametrize(
    ("triwulan", "tahunan", "pilihan"),
    [
        ([10, 20, 30, 40], 100, {}),
        ([10, 30, 60, 100], 100, {"isian": "sd_triwulan"}),
        ([70, 75, 80, 85], 85, {"cara": "posisi_akhir"}),
        ([80, 90, 80, 90], 85, {"cara": "rata_rata"}),
        ([33, 33, 34, None], 33.33, {"cara": "rata_rata", "jatuh_tempo": (1, 2, 3)}),
        ([None, None, None, 5], 5, {"cara": "posisi_akhir", "jatuh_tempo": (4,)}),
        ([9, 8, 7, 6], 6, {"cara": "posisi_akhir", "polaritas": "negatif"}),
        ([2, 2, 2, 2], 7, {"tahunan_atas": Decimal(8)}),
        ([None] * 4, 100, {}),
    ],
)
def test_quarters_that_reach_the_year_have_no_findings(triwulan, tahunan, pilihan):
    assert _periksa(triwulan, str(tahunan), **pilihan) == []


@pytest.mark.parametrize(
    ("triwulan", "tahunan", "pilihan", "kata"),
    [
        ([10, 20, 30, 39], 100, {}, "Jumlah keempat triwulan 99,00, belum mencapai"),
        ([1, 2, 3, 4], 3, {"cara": "posisi_akhir", "polaritas": "negatif"}, "belum mencapai"),
        ([5, 5, 5, 6], 5, {"cara": "posisi_akhir", "polaritas": "stabil"}, "belum mencapai"),
        ([2, 2, 2, 3], 7, {"tahunan_atas": Decimal(8)}, "di luar target setahun"),
        ([10, None, 30, 60], 100, {}, "Triwulan II belum punya target"),
        ([1, None, None, 5], 5, {"cara": "posisi_akhir", "jatuh_tempo": (4,)}, "tidak diukur"),
        ([10, 5, 60, 100], 100, {"isian": "sd_triwulan"}, "tidak pernah turun"),
        ([1, 2, 3, 4], 4, {"cara": "posisi_akhir", "isian": "sd_triwulan"}, "tidak dapat dipakai"),
    ],
)
def test_what_does_not_reach_the_year_is_refused_in_a_sentence(triwulan, tahunan, pilihan, kata):
    temuan = _periksa(triwulan, tahunan, **pilihan)

    assert kata in temuan[0].kalimat
    assert all(t.menghalangi for t in temuan)


@pytest.mark.parametrize(
    ("triwulan", "tahunan", "polaritas"),
    [([5, 6, 7, 9], 8, "positif"), ([9, 8, 7, 6], 7, "negatif")],
)
def test_going_beyond_the_promise_is_told_and_not_refused(triwulan, tahunan, polaritas):
    (temuan,) = _periksa(triwulan, tahunan, cara="posisi_akhir", polaritas=polaritas)

    assert not temuan.menghalangi
    assert "melampaui" in temuan.kalimat


@given(
    st.lists(ANGKA, min_size=4, max_size=4),
    st.sampled_from(["jumlah", "rata_rata", "posisi_akhir"]),
    st.sampled_from(["positif", "negatif", "stabil"]),
)
def test_the_year_computed_from_the_quarters_is_always_reached(triwulan, cara, polaritas):
    hasil = nilai_tahun(triwulan, cara).nilai
    assert hasil is not None
    assert _periksa(triwulan, hasil, cara=cara, polaritas=polaritas) == []


@given(st.lists(ANGKA, min_size=4, max_size=4), st.decimals("0.01", 1000, places=2))
def test_one_that_falls_short_never_passes(triwulan, kurang):
    temuan = _periksa(triwulan, sum(triwulan) + kurang)

    assert [t.menghalangi for t in temuan] == ([True] if any(triwulan) or temuan else [])


def test_three_quarters_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="empat"):
        periksa_target_triwulan(
            [Decimal(1)] * 3,
            Decimal(3),
            polaritas="positif",
            cara="jumlah",
            isian="per_triwulan",
            format_nilai=str,
        )
