"""A report whose texts and numbers are written, and its operator, for the tests of these pages."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from kinerja.models import IsiSimpul
from opd.models import JenisPeran, Pengguna
from tests.factories import TAHUN, IsiIndikatorFactory, PenggunaFactory, TargetFactory
from tests.laporan.bahan_lkjip import PDUji, nilai


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


def teks_halaman(balasan: Any) -> str:
    """An answer's text on one line."""
    return re.sub(r"\s+", " ", balasan.content.decode())
