"""The sentence with which the computation of the city's values ends."""

from __future__ import annotations

import pytest

from evaluasi.models import PerhitunganKota
from evaluasi.tasks import _kalimat


@pytest.mark.parametrize(
    ("kota", "baru", "kalimat"),
    [
        (("69.845", "B", ""), True, "LKE Kota 69,85 (B); rata-rata PD –."),
        (
            (None, None, "LKE Kota belum ada"),
            False,
            "Tidak ada masukan yang berubah. LKE Kota belum ada; rata-rata PD –.",
        ),
    ],
)
def test_job_says_what_came_out(kota, baru, kalimat):
    hasil = dict(zip(("nilai", "predikat", "alasan"), kota, strict=True))
    perhitungan = PerhitunganKota(hasil={"lke_kota": hasil, "pd": {"rata_rata": None}})

    assert _kalimat(perhitungan, baru=baru) == kalimat
