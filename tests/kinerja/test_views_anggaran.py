"""The page of money beside performance, and its worksheet."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from kinerja.models import Anggaran, JenisSimpul
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    RealisasiFactory,
    TargetFactory,
)
from tests.kinerja.panggung import Panggung, buat_panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> Panggung:
    p = buat_panggung()
    simpul = IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.PROGRAM, nama="=Program Sehat")
    Anggaran.objects.create(simpul=simpul.simpul, tahun=TAHUN, pagu=1_000_000)
    Anggaran.objects.create(simpul=simpul.simpul, tahun=TAHUN, triwulan=4, realisasi=600_000)
    isi = IsiIndikatorFactory(isi_simpul=simpul)
    TargetFactory(isi=isi)
    RealisasiFactory(isi=isi)
    return p


def kueri(p: Panggung, **lain: str) -> dict[str, str | int]:
    return {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": 4, **lain}


def test_page_shows_serapan_and_the_chosen_efficiency(client: Client, p: Panggung) -> None:
    client.force_login(p.operator)
    halaman = client.get(reverse("kinerja:anggaran"), kueri(p)).content.decode()
    assert "60,00%" in halaman
    assert "+30,00" in halaman
    assert "Efisien" in halaman
    pmk = client.get(reverse("kinerja:anggaran"), kueri(p, cara="pmk")).content.decode()
    assert "E +33,33% dibatasi 20%" in pmk
    assert "100,00%" in pmk


def test_worksheet_says_what_the_page_says_and_runs_nothing(client: Client, p: Panggung) -> None:
    client.force_login(p.operator)
    jawaban = client.get(reverse("kinerja:anggaran_unduh"), kueri(p))
    ws = load_workbook(BytesIO(jawaban.content))["Serapan"]
    baris = {ws.cell(2, k).value: ws.cell(3, k) for k in range(1, ws.max_column + 1)}
    assert baris["Nama"].value == "=Program Sehat"
    assert baris["Nama"].data_type == "s"
    assert (baris["Pagu (Rp)"].value, baris["Serapan (%)"].value) == (1_000_000, 60)


def test_another_pd_is_not_there(client: Client, p: Panggung) -> None:
    client.force_login(p.operator_lain)
    for nama in ("anggaran", "anggaran_unduh"):
        assert client.get(reverse(f"kinerja:{nama}"), kueri(p)).status_code == 404
    client.force_login(p.admin)
    assert client.get(reverse("kinerja:anggaran")).status_code == 403
