"""The whole line in one walk of six people: from a typed number to the printed LKjIP."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dasar.models import JejakAudit, Pekerjaan, StatusPekerjaan
from evaluasi.models import JenisLembar, LembarKerja, PerhitunganKota, StatusLembar
from kinerja.models import JenisDokumen, JenisSimpul, Realisasi, StatusRealisasi
from laporan.models import DokumenLKjIP
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.browser.pekerja import pekerja
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    JadwalFactory,
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    TargetFactory,
)

__all__ = ["pekerja"]  # a fixture

pytestmark = [pytest.mark.browser, pytest.mark.lambat]

IKU = "Angka Harapan Hidup"
# Twelve answers and what they give: 30 x 0,8 + 30 x 0,7 + 15 x 0,7 + 25 x 0,6 = 70,50.
JAWABAN = {
    **dict.fromkeys(("1.a", "1.b", "1.c"), "BB"),
    **dict.fromkeys(("2.a", "2.b", "2.c", "3.a", "3.b", "3.c"), "B"),
    **dict.fromkeys(("4.a", "4.b", "4.c"), "CC"),
}


@dataclass(frozen=True)
class Kota:
    """A city whose one IKU is entered by one PD, and the people of the line."""

    kota: PerangkatDaerah
    dinkes: PerangkatDaerah
    orang: dict[str, Pengguna]


@pytest.fixture
def kota(live_server: Any) -> Kota:
    kota = KotaFactory()
    dinkes = PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES")
    rkpd = DokumenFactory(pd=kota, jenis=JenisDokumen.RKPD)
    sasaran = IsiSimpulFactory(
        dokumen=rkpd, jenis=JenisSimpul.SASARAN, nama="Meningkatnya derajat kesehatan", kode="1.1.2"
    )
    isi = IsiIndikatorFactory(
        isi_simpul=sasaran, pengampu=dinkes, nama=IKU, satuan="Tahun", iku=True
    )
    TargetFactory(isi=isi, nilai=Decimal("72.98"))
    TargetFactory(isi=isi, triwulan=4, nilai=Decimal("72.98"))
    JadwalFactory()
    LembarKerjaFactory(pd=kota, jenis=JenisLembar.KEMENTERIAN, total=Decimal("69.04"))
    peran = {
        "operator": (JenisPeran.OPERATOR, dinkes),
        "kepala": (JenisPeran.KEPALA_PD, dinkes),
        "organisasi": (JenisPeran.ORGANISASI, None),
        "evaluator": (JenisPeran.EVALUATOR, None),
        "pimpinan": (JenisPeran.PIMPINAN, None),
    }
    orang = {n: PenggunaFactory(username=n, peran=p, pd=pd) for n, (p, pd) in peran.items()}
    return Kota(kota, dinkes, orang)


def _isi_dan_ajukan(halaman: Page) -> None:
    halaman.get_by_role("link", name="Lanjutkan pengisian").click()
    sel = halaman.get_by_role("textbox", name=re.compile("^Realisasi"))
    sel.fill("73,05")
    sel.press("Tab")
    expect(halaman.get_by_text("1 dari 1 sel terisi benar")).to_be_visible()
    halaman.get_by_role("button", name="Ajukan Triwulan IV 2024").click()
    halaman.get_by_role("dialog").get_by_role("button", name=re.compile("^Ajukan")).click()
    expect(halaman.get_by_text("1 baris Triwulan IV 2024 diajukan.")).to_be_visible()


def _setujui(halaman: Page) -> None:
    halaman.get_by_role("link", name="Buka persetujuan").click()
    halaman.get_by_role("button", name=re.compile(r"^Setujui(?! sekaligus)")).click()
    expect(halaman.get_by_text("Tidak ada baris yang menunggu")).to_be_visible()


def _verifikasi(halaman: Page) -> None:
    halaman.goto("/kinerja/verifikasi/")
    halaman.get_by_role("button", name=re.compile(r"^Verifikasi(?! sekaligus)")).click()
    expect(halaman.get_by_text("Tidak ada baris yang menunggu")).to_be_visible()


def _nilai_lke(halaman: Page, nama_kota: str) -> None:
    """The evaluator starts the city's internal sheet, answers all twelve and sends it."""
    halaman.goto(f"/evaluasi/lke/?tahun={TAHUN}")
    bagian = halaman.get_by_role("region", name=nama_kota)
    bagian.get_by_role("button", name=re.compile("^Mulai")).click()
    expect(halaman.get_by_role("heading", level=1)).to_contain_text(nama_kota)
    for nomor, (kode, huruf) in enumerate(JAWABAN.items(), start=1):
        halaman.get_by_label(re.compile(rf"^Jawaban {re.escape(kode)} ")).select_option(huruf)
        if nomor < len(JAWABAN):
            expect(halaman.get_by_text(f"{nomor} dari 12").first).to_be_visible()
    expect(halaman.get_by_text("70,50").first).to_be_visible()
    halaman.get_by_role("link", name="Periksa dan kirim").click()
    halaman.get_by_role("button", name="Kirim hasil penilaian").click()
    expect(halaman.get_by_role("button", name="Tarik kembali").first).to_be_visible()


def _tunggu_pekerjaan(halaman: Page, kata: str) -> None:
    """The job's page follows the worker by itself, and offers the result."""
    expect(halaman.get_by_role("link", name=kata)).to_be_visible(timeout=90_000)


def _teks_pdf(berkas: Path) -> str:
    keluaran = subprocess.run(
        ["pdftotext", "-layout", str(berkas), "-"], check=True, capture_output=True, text=True
    )
    return keluaran.stdout


def test_whole_line_from_a_typed_number_to_the_printed_report(
    kota: Kota, masuk: Callable[..., Page], pekerja: Any, tmp_path: Path
):
    halaman = {nama: masuk(orang) for nama, orang in kota.orang.items()}
    _isi_dan_ajukan(halaman["operator"])
    halaman["kepala"].goto("/")
    _setujui(halaman["kepala"])
    _verifikasi(halaman["organisasi"])
    _nilai_lke(halaman["evaluator"], "Kota Tangerang Selatan")

    # Bagian Organisasi has the city's values computed ...
    organisasi = halaman["organisasi"]
    organisasi.goto(f"/evaluasi/nilai/?tahun={TAHUN}")
    organisasi.get_by_role("button", name=re.compile("^Hitung")).first.click()
    _tunggu_pekerjaan(organisasi, "Lihat nilai kota")
    organisasi.get_by_role("link", name="Lihat nilai kota").click()
    expect(organisasi.get_by_text("69,04").first).to_be_visible()
    expect(organisasi.get_by_text("70,50").first).to_be_visible()
    hitungan = PerhitunganKota.objects.get()
    assert hitungan.diminta_oleh == kota.orang["organisasi"]
    assert hitungan.tahun == TAHUN

    # ... and the report produced
    organisasi.goto(f"/laporan/lkjip/?tahun={TAHUN}")
    organisasi.get_by_role("button", name=re.compile("^Susun LKjIP Kota Tangerang Selatan")).click()
    unduh = organisasi.get_by_role("link", name=re.compile("^Unduh"))
    expect(unduh.first).to_be_visible(timeout=120_000)
    versi = DokumenLKjIP.objects.get()
    assert (versi.versi, versi.sifat) == (1, "draf")

    # pimpinan: from the home page one click
    pimpinan = halaman["pimpinan"]
    pimpinan.goto("/")
    with pimpinan.expect_download() as unduhan:
        pimpinan.get_by_role("link", name=re.compile("^Unduh LKjIP")).first.click()
    berkas = tmp_path / unduhan.value.suggested_filename
    unduhan.value.save_as(berkas)
    assert berkas.suffix == ".pdf"
    teks = _teks_pdf(berkas)
    assert "DRAF" in teks
    assert versi.kode in teks
    baris = [b for b in teks.splitlines() if IKU in b and "73,05" in b]
    assert baris, "the operator's number stands beside its indicator"
    assert "100,10" in "".join(baris)  # 73,05 / 72,98
    assert "69,04" in teks
    for orang in ("operator", "organisasi"):  # the way of the number: typed by, verified by
        assert kota.orang[orang].nama in teks

    # What is stored is what was printed
    realisasi = Realisasi.objects.get()
    assert (realisasi.nilai, realisasi.status) == (Decimal("73.05"), StatusRealisasi.DIVERIFIKASI)
    lembar = LembarKerja.objects.get(jenis=JenisLembar.INTERNAL)
    assert (lembar.status, lembar.dinilai_oleh) == (
        StatusLembar.DINILAI,
        kota.orang["evaluator"],
    )
    assert set(Pekerjaan.objects.values_list("status", "percobaan")) == {
        (StatusPekerjaan.SELESAI, 1)
    }
    aksi = set(JejakAudit.objects.values_list("aksi", flat=True))
    assert {"realisasi.diverifikasi", "lke.dinilai", "nilai_kota.dihitung", "lkjip.disusun"} <= aksi
