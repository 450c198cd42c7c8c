"""The printed IKU: golden text and page count, same bytes, valid, DRAF and CONTOH."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from decimal import Decimal

import page
import pytest

from dasar.models import JejakAudit
from dasar.tanggal import WIB
from kinerja.models import DokumenPerencanaan
from kinerja.reports.iku import IKUTercetak, render_iku, sifat_iku
from kinerja.selectors.dokumen_iku import (
    BarisIKU,
    DokumenIKU,
    KelompokIKU,
    TandaTangan,
    TargetIKU,
    susun_iku,
)
from kinerja.tasks import PENCETAK
from opd.models import DokumenResmi
from opd.services.dokumen_resmi import terbitkan_dokumen
from tests.baca_pdf import buka, nama_huruf, teks_pdf
from tests.kinerja.panggung_indikator import buat_draf, wali_kota

TAHUN = tuple(range(2025, 2030))
WAKTU = datetime.datetime(2025, 9, 1, 9, 30, tzinfo=WIB)


def _baris(nomor: int, nama: str, **sifat: object) -> BarisIKU:
    target = tuple(
        TargetIKU(t, f"{70 + n},00", Decimal(70 + n), None, False) for n, t in enumerate(TAHUN)
    )
    dasar = BarisIKU(
        pk=nomor,
        nomor=str(nomor),
        nama=nama,
        satuan="Indeks",
        definisi="Ukuran gabungan tiga dimensi.",
        alasan="Dipakai nasional.",
        rumus="Akar pangkat tiga dari hasil kali tiga indeks ≥ 0.",
        tipe="Posisi akhir, isian per triwulan",
        polaritas="Makin tinggi makin baik",
        frekuensi="Tahun",
        sumber="Badan Pusat Statistik",
        penanggung_jawab="Bidang Perencanaan",
        pengampu="Badan Perencanaan",
        baseline="69,04",
        target_akhir="74,00",
        nilai_baseline=Decimal("69.04"),
        nilai_target_akhir=Decimal(74),
        target=target,
        desimal=2,
        huruf=False,
        kurang=(),
    )
    return replace(dasar, **sifat)  # type: ignore[arg-type]


def data_iku(**sifat: object) -> DokumenIKU:
    """Two sasaran with three IKU, complete and in force."""
    kelompok = (
        KelompokIKU(
            "Sasaran",
            "1.1.1",
            "Meningkatnya kualitas manusia",
            (_baris(1, "Indeks Pembangunan Manusia"), _baris(2, "Angka Harapan Hidup")),
        ),
        KelompokIKU("Sasaran", "5.1.1", "Kinerja pemerintah", (_baris(3, "Nilai SAKIP Kota"),)),
    )
    dasar = DokumenIKU(
        dokumen="RPJMD 2025-2029",
        versi="murni",
        nomor="Perda 5 Tahun 2025",
        status="Berlaku",
        nama_pd="Kota Tangerang Selatan",
        nama_kota="Kota Tangerang Selatan",
        kode_pd="kota",
        tanggal=datetime.date(2025, 8, 20),
        tahun=TAHUN,
        kelompok=kelompok,
        kekurangan=(),
        draf=False,
        contoh=False,
        tanda_tangan=TandaTangan("Wali Kota Tangerang Selatan", "Uji Wali Kota", ""),
    )
    return replace(dasar, **sifat)  # type: ignore[arg-type]


def _cetak(data: DokumenIKU) -> IKUTercetak:
    return render_iku(
        data, kode="IKU-2025-7KQ4-XH3M", dicetak_pada=WAKTU, dicetak_oleh="Uji Perencana"
    )


@pytest.fixture(scope="module")
def tercetak() -> IKUTercetak:
    return _cetak(data_iku())


def test_golden_text_and_page_count(tercetak: IKUTercetak) -> None:
    teks = " ".join(teks_pdf(tercetak.pdf).split())

    assert tercetak.jumlah_halaman == 3
    for kata in (
        "Indikator Kinerja Utama PenetapanPerda 5 Tahun 2025 "
        "Kota Tangerang Selatan, RPJMD 2025-2029 Jumlah IKU3 Daftar IKU dan target",
        "Tabel 1 Indikator kinerja utama dan targetnya, 2025–2029 No.IndikatorSatuan",
        "Sasaran 1.1.1 Meningkatnya kualitas manusia 1Indeks Pembangunan ManusiaIndeks",
        "69,0470,0071,0072,0073,0074,00",
        "Sasaran 5.1.1 Kinerja pemerintah 3. Nilai SAKIP Kota Definisi operasional",
        "FormulasiAkar pangkat tiga dari hasil kali tiga indeks ≥ 0.",
        "Target2025: 70,00; 2026: 71,00; 2027: 72,00; 2028: 73,00; 2029: 74,00",
        "Tangerang Selatan, 20 Agustus 2025 Wali Kota Tangerang Selatan Uji Wali Kota",
        "Dicetak 1 September 2025 pukul 09.30 WIB oleh Uji Perencana.",
    ):
        assert kata in teks, kata
    assert "DRAF" not in teks
    assert "CONTOH" not in teks
    assert "\ufffd" not in teks


def test_code_stands_on_every_page(tercetak: IKUTercetak) -> None:
    assert teks_pdf(tercetak.pdf).count("Kode verifikasi IKU-2025-7KQ4-XH3M") == 3


def test_same_data_give_the_same_bytes(tercetak: IKUTercetak) -> None:
    assert _cetak(data_iku()).pdf == tercetak.pdf


def test_only_our_fonts_and_the_data_inside(tercetak: IKUTercetak) -> None:
    huruf = nama_huruf(tercetak.pdf)
    assert all(nama.startswith(("Serif-LK", "Sans-LK", "Tanda-LK")) for nama in huruf)
    with buka(tercetak.pdf) as pdf:
        isi = json.loads(pdf.attachments["data_iku_2025.json"].get_file().read_bytes())
    assert isi["iku"]["kelompok"][0]["baris"][0]["target"][0]["nilai"] == "70"


@pytest.mark.parametrize("profil", ["3a", "ua1"])
def test_pdf_is_valid(tercetak: IKUTercetak, profil: str) -> None:
    hasil = page.validate_pdf_bytes(tercetak.pdf, profile=profil)

    assert [(gagal.rule_id, gagal.message) for gagal in hasil.failures] == []
    assert hasil.is_compliant


@pytest.mark.parametrize(
    ("sifat", "jenis", "kata"),
    [
        ({"draf": True}, "draf", ["DRAF: dokumen belum berlaku", "masih draf"]),
        (
            {"kekurangan": ("1. Indeks: formulasi belum ada.",)},
            "draf",
            ["DRAF: 1 kekurangan", "formulasi belum ada."],
        ),
        ({"contoh": True, "draf": True}, "contoh", ["CONTOH: memuat target contoh", "† Target"]),
    ],
)
def test_what_is_not_final_says_so(sifat: dict[str, object], jenis: str, kata: list[str]) -> None:
    data = data_iku(**sifat)
    hasil = _cetak(data)
    teks = " ".join(teks_pdf(hasil.pdf).split())

    assert sifat_iku(data) == jenis
    assert all(k in teks for k in kata)
    assert teks.count(kata[0]) >= hasil.jumlah_halaman
    assert page.is_pdf_compliant_bytes(hasil.pdf, profile="ua1")


def test_a_long_text_is_split_and_not_cut() -> None:
    panjang = " ".join(f"kata{n}" for n in range(900))
    (satu, *_), *_ = [k.baris for k in data_iku().kelompok]
    kelompok = (replace(data_iku().kelompok[0], baris=(replace(satu, rumus=panjang),)),)
    teks = teks_pdf(_cetak(data_iku(kelompok=kelompok)).pdf)
    assert all(f"kata{n}" in teks for n in range(900))


@pytest.mark.django_db
def test_signer_is_the_wali_kota_of_the_day_or_vacant(p) -> None:
    d = buat_draf(p)
    hari = datetime.date(2024, 5, 1)
    assert susun_iku(d.rpjmd, hari).tanda_tangan is None
    wali_kota(d.kota, dari=datetime.date(2024, 6, 1))
    kosong = susun_iku(d.rpjmd, hari).tanda_tangan
    assert kosong is not None
    assert kosong.nama == ""
    d.rpjmd.berlaku_mulai = datetime.date(2024, 7, 1)
    terisi = susun_iku(d.rpjmd, hari).tanda_tangan
    assert terisi is not None
    assert terisi.nama == "Uji Wali Kota"


@pytest.mark.django_db
def test_the_job_stores_the_paper_with_its_facts(p) -> None:
    d = buat_draf(p)
    wali_kota(d.kota)
    cetakan = PENCETAK["iku"](DokumenPerencanaan.objects.get(pk=d.dokumen.pk), p.perencana)

    terbitkan_dokumen(cetakan, oleh=p.perencana)

    dokumen = DokumenResmi.objects.for_user(p.operator).get()
    assert dokumen.berkas.nama_asli == "IKU Renja 2024 perubahan ke-1 Dinas Kesehatan DRAF.pdf"
    assert dokumen.objek == f"kinerja.dokumenperencanaan:{d.dokumen.pk}"
    assert dokumen.fakta == {
        "jumlah_halaman": cetakan.jumlah_halaman,
        "jumlah_iku": 1,
        "sifat": "draf",
    }
    assert not DokumenResmi.objects.resmi().exists()  # a draft is no official paper
    assert JejakAudit.objects.filter(aksi="dokumen_resmi.draf_dicetak").count() == 1
    assert dokumen.kode in teks_pdf(cetakan.pdf)
    assert not DokumenResmi.objects.for_user(p.operator_lain).exists()
