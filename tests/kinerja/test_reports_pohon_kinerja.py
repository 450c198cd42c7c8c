"""A pohon kinerja on paper: sheets that can be read, text, validity, same bytes for same data."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import page
import pytest

from dasar.tanggal import WIB
from kinerja.reports.gambar_pohon import SKALA_TERKECIL, gambar_layar, lembar_pohon
from kinerja.reports.pohon import (
    CELAH_TERCETAK,
    DataPohon,
    HasilPohon,
    cetak_pohon,
    judul_cetakan,
    tulis_pohon,
)
from kinerja.selectors.celah_pohon import Celah, KelompokCelah
from kinerja.selectors.pohon_kinerja import (
    FaktorTampil,
    IndikatorTampil,
    KondisiTampil,
    PohonTampil,
    TautanTampil,
)
from opd.services.dokumen_resmi import terbitkan_dokumen
from tests.baca_pdf import buka, nama_huruf, teks_halaman, teks_pdf
from tests.kinerja.panggung_pohon import susun_pohon_uji

LABEL = {
    "final": "Final outcome",
    "intermediate": "Intermediate outcome",
    "immediate": "Immediate outcome",
    "output": "Output",
}


def kondisi(nomor: int, tingkat: str, dalam: int, anak=(), **lain) -> KondisiTampil:
    isi = {
        "pk": nomor,
        "tingkat": tingkat,
        "label": LABEL[tingkat],
        "uraian": f"Meningkatnya keadaan nomor {nomor} bagi seluruh warga kota",
        "kedalaman": dalam,
        "induk_id": None,
        "faktor_id": None,
        "faktor": "",
        "pd_id": 1,
        "nama_pd": "Dinas Kesehatan",
        "jabatan_id": 1,
        "jabatan": "Kepala Bidang Gizi",
        "pemangku": "Ani, S.E. (Plt)",
        "simpul_id": None,
        "simpul": "",
        "simpul_jenis": "",
        "csf": (),
        "indikator": (IndikatorTampil(nomor, f"Persentase {nomor}", "85 persen", False, True),),
        "keluar": (),
        "masuk": (),
        "anak": list(anak),
    }
    return KondisiTampil(**{**isi, **lain})


def semua(akar) -> list[KondisiTampil]:
    return [k for satu in akar for k in (satu, *semua(satu.anak))]


def data(lebar: int = 1, *, contoh: bool = False, celah=()) -> DataPohon:
    """A tree with `lebar` intermediate branches, each with two immediate ones and six outputs."""
    nomor = iter(range(1, 10_000))
    csf = FaktorTampil(7, "Gizi anak terpenuhi ≥ 80%", 1)
    antara = []
    for n in range(lebar):
        langsung = [
            kondisi(
                next(nomor),
                "immediate",
                2,
                [kondisi(next(nomor), "output", 3) for _ in range(3)],
            )
            for _ in range(2)
        ]
        tautan = TautanTampil(3, "Dinas Pendidikan", "Edukasi gizi", "diterima", "Diterima", "")
        antara.append(
            kondisi(
                next(nomor),
                "intermediate",
                1,
                langsung,
                faktor_id=7 if n == 0 else None,
                keluar=(tautan,) if n == 0 else (),
            )
        )
    akar = (kondisi(next(nomor), "final", 0, antara, csf=(csf,)),)
    return DataPohon(
        pohon=PohonTampil(
            pk=1,
            judul="Pohon kinerja Dinas Kesehatan",
            jenis="pd",
            pd_id=1,
            nama_pd="Dinas Kesehatan",
            tahun=2024,
            tanggal=datetime.date(2024, 7, 1),
            contoh=contoh,
            akar=akar,
            semua=tuple(semua(akar)),
        ),
        jenis="Perangkat daerah",
        masa="2024-2026",
        sumber="Lokakarya",
        kode="PH-2024-7KQ4-XH3M",
        celah=tuple(celah),
        disusun_pada=datetime.datetime(2024, 7, 1, 9, 0, tzinfo=WIB),
    )


@pytest.fixture(scope="module")
def kecil() -> HasilPohon:
    return tulis_pohon(data())


@pytest.fixture(scope="module")
def besar() -> HasilPohon:
    return tulis_pohon(data(8, contoh=True))


def test_a_small_tree_is_one_sheet_and_a_list(kecil):
    assert (kecil.jumlah_lembar, kecil.jumlah_halaman) == (1, 2)
    with buka(kecil.pdf) as pdf:
        for halaman in pdf.pages:
            _, _, lebar, tinggi = (float(satu) for satu in halaman.mediabox)
            assert (round(lebar / 72 * 25.4), round(tinggi / 72 * 25.4)) == (420, 297)
            teks = teks_halaman(halaman)
            assert "PH-2024-7KQ4-XH3M" in teks
            assert "1 Juli 2024" in teks


def test_everything_stands_in_the_list(kecil):
    teks = " ".join(teks_pdf(kecil.pdf).split())
    for kata in (
        *LABEL.values(),
        "Gizi anak terpenuhi ≥ 80%",
        "Persentase 1, target 2024: 85 persen",
        "Kepala Bidang Gizi, Ani, S.E. (Plt)",
        "Dinas Pendidikan (diterima): Edukasi gizi",
    ):
        assert kata in teks, kata
    for nomor in range(1, 11):
        assert f"keadaan nomor {nomor} bagi" in teks


def test_a_large_tree_is_cut_into_sheets_that_can_be_read(besar):
    bahan = data(8).pohon
    lembar = lembar_pohon(bahan)
    assert besar.jumlah_lembar == len(lembar) > 2
    assert all(satu.skala >= SKALA_TERKECIL for satu in lembar)
    assert lembar[0].judul.startswith("Ikhtisar")
    assert "Rincian pada lembar" in lembar[0].gambar
    gambar = "".join(satu.gambar for satu in lembar)
    for k in bahan.semua:  # no condition is lost by the cutting
        assert f"Persentase {k.pk}:" in gambar
    assert len({satu.alt for satu in lembar}) == len(lembar)


def test_the_screen_shows_the_whole_tree_in_one_drawing():
    bahan = data(8).pohon
    gambar = gambar_layar(bahan)
    assert all(f"Persentase {k.pk}:" in gambar for k in bahan.semua)
    assert gambar.count("<svg") == 1


def test_same_data_same_bytes_and_the_data_are_inside(kecil):
    assert tulis_pohon(data()).pdf == kecil.pdf
    with buka(kecil.pdf) as pdf:
        isi = json.loads(pdf.attachments["pohon_kinerja_2024.json"].get_file().read_bytes())
    assert isi["kode"] == "PH-2024-7KQ4-XH3M"
    assert isi["kondisi"][0]["anak"][0]["faktor_id"] == 7


def test_gaps_make_a_draft_and_made_up_values_an_example():
    celah = KelompokCelah("x", "Kondisi tanpa CSF", (Celah("Belum ada."),))
    catatan = replace(celah, catatan=True)
    assert data().sifat == "bersih"
    assert data(celah=[catatan]).sifat == "bersih"
    assert data(celah=[celah]).sifat == "draf"
    assert data(celah=[celah], contoh=True).sifat == "contoh"


def test_a_long_list_of_gaps_is_cut_with_its_count():
    butir = tuple(Celah(f"Celah nomor {n}.") for n in range(CELAH_TERCETAK + 5))
    hasil = tulis_pohon(data(celah=[KelompokCelah("x", "Kondisi tanpa CSF", butir)]))
    teks = " ".join(teks_pdf(hasil.pdf).split())
    assert f"Kondisi tanpa CSF ({CELAH_TERCETAK + 5})" in teks
    assert "dan 5 lainnya." in teks
    assert "· DRAF" in teks


@pytest.mark.parametrize("profil", ["3a", "ua1"])
@pytest.mark.parametrize("nama", ["kecil", pytest.param("besar", marks=pytest.mark.lengkap)])
def test_pdf_is_valid(request, nama, profil):
    hasil = page.validate_pdf_bytes(request.getfixturevalue(nama).pdf, profile=profil)
    assert [(gagal.rule_id, gagal.message) for gagal in hasil.failures] == []
    assert hasil.is_compliant


def test_only_our_fonts(kecil):
    huruf = nama_huruf(kecil.pdf)
    assert huruf
    assert all(nama.startswith(("Serif-LK", "Sans-LK", "Tanda-LK")) for nama in huruf)


def test_titles_do_not_say_pohon_kinerja_twice():
    assert judul_cetakan("Pohon kinerja Dinas") == "Pohon kinerja Dinas"
    assert judul_cetakan("Kemiskinan") == "Pohon kinerja Kemiskinan"


@pytest.mark.django_db
def test_a_tree_of_the_database_is_printed_and_stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    p = susun_pohon_uji()
    cetakan = cetak_pohon(p.pohon, p.operator)
    assert cetakan.objek == f"kinerja.pohonkinerja:{p.pohon.pk}"
    assert cetakan.fakta["sifat"] == "draf"
    assert "Menurunnya balita stunting" in " ".join(teks_pdf(cetakan.pdf).split())
    dokumen = terbitkan_dokumen(cetakan, oleh=p.operator)
    assert dokumen.kode.startswith("PH-2024-")
    assert dokumen.berkas.nama_asli == "Pohon kinerja Pohon Dinas Kesehatan 2024 DRAF.pdf"
