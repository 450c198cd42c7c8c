"""The printed LKjIP as a file: valid, reproducible, self-contained, and right in its lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
from django.conf import settings

from dasar.cetak.pdf import PengambilLaporan, SumberTerlarang, tata_halaman
from laporan.formulas.data_lkjip import DataLKjIP, dari_json, ke_json, sidik, teks_baku
from laporan.reports.lkjip import HasilCetak, cetak_lkjip
from laporan.reports.nomor import Entri
from tests.baca_pdf import (
    buka,
    nama_huruf,
    potongan_halaman,
    teks_halaman,
    teks_pdf,
    tujuan,
)
from tests.laporan import contoh_data
from tests.laporan.contoh_bagian import indikator

HURUF_KITA = ("Serif-LK", "Sans-LK", "Tanda-LK")
AKSARA_ASING = (
    "Kata “kutip” … ≥ 80 ≤ 90 → naik, \u2010 \u4e2d \u0627\u0644\u0645 \U0001f600 ş № ﬁ √"
)

RINGKAS: dict[str, Callable[[], DataLKjIP]] = {
    "kota-contoh": lambda: contoh_data.data_kota(banyak=2),
    "kota-draf": lambda: contoh_data.data_kota_draf(banyak=3),
    "pd": contoh_data.data_pd,
}
LENGKAP: dict[str, Callable[[], DataLKjIP]] = {
    "kota-contoh-lengkap": contoh_data.data_kota,
    "kota-draf-lengkap": contoh_data.data_kota_draf,
    "berat": contoh_data.data_berat,
}


@pytest.fixture(scope="module")
def tercetak() -> dict[str, tuple[DataLKjIP, HasilCetak]]:
    return {}


@pytest.fixture(
    params=[
        *RINGKAS,
        *(pytest.param(nama, marks=pytest.mark.lengkap) for nama in LENGKAP),
    ]
)
def laporan(
    request: pytest.FixtureRequest, tercetak: dict[str, tuple[DataLKjIP, HasilCetak]]
) -> tuple[DataLKjIP, HasilCetak]:
    """Each sample is printed once for all tests of this module."""
    if request.param not in tercetak:
        data = {**RINGKAS, **LENGKAP}[request.param]()
        tercetak[request.param] = (data, cetak_lkjip(data))
    return tercetak[request.param]


@pytest.mark.parametrize("profil", ["3a", "ua1"])
def test_pdf_is_valid(laporan: tuple[DataLKjIP, HasilCetak], profil: str) -> None:
    hasil = page.validate_pdf_bytes(laporan[1].pdf, profile=profil)

    assert [(gagal.rule_id, gagal.message) for gagal in hasil.failures] == []
    assert hasil.is_compliant
    assert hasil.rules.passed > 20


def test_every_font_is_ours_and_embedded(laporan: tuple[DataLKjIP, HasilCetak]) -> None:
    huruf = nama_huruf(laporan[1].pdf)

    assert len(huruf) >= 6
    assert [nama for nama in huruf if not nama.startswith(HURUF_KITA)] == []
    assert all(huruf.values())


def test_every_list_entry_names_the_folio_of_its_page(
    laporan: tuple[DataLKjIP, HasilCetak],
) -> None:
    """The number printed in daftar isi, tabel, gambar is the one printed on the target page."""
    penomor = laporan[1].penomor
    semua: list[Entri] = [*penomor.isi, *penomor.tabel, *penomor.gambar]
    assert len({satu.jangkar for satu in semua}) == len(semua)
    with buka(laporan[1].pdf) as pdf:
        letak = tujuan(pdf)
        folio = {nomor: _folio(satu) for nomor, satu in enumerate(pdf.pages)}
        tercetak = _angka_daftar(pdf)

        assert tercetak == {satu.jangkar: folio[letak[satu.jangkar]] for satu in semua}
        assert all(re.fullmatch(r"[ivxl]+|(I{1,3}|IV|L\d)–\d+", satu) for satu in tercetak.values())
        judul = {satu.jangkar: satu.judul for satu in [*penomor.tabel, *penomor.gambar]}
        for jangkar, nama in judul.items():  # and the caption really stands there
            isi = _rapat(teks_halaman(pdf.pages[letak[jangkar]]))
            nomor = next(e.label for e in semua if e.jangkar == jangkar)
            assert _rapat(nomor) in isi, (nomor, nama)


def test_page_labels_are_the_printed_folios(laporan: tuple[DataLKjIP, HasilCetak]) -> None:
    with buka(laporan[1].pdf) as pdf:
        label = [str(satu.label) for satu in pdf.pages]
        folio = [_folio(satu) for satu in pdf.pages]
    assert label[:2] == ["Sampul", "Identitas"]
    assert folio[:2] == ["", ""]
    assert label[2:] == folio[2:]
    assert len(label) == laporan[1].jumlah_halaman


def test_data_are_attached_and_give_the_printed_digest(
    laporan: tuple[DataLKjIP, HasilCetak],
) -> None:
    data, hasil = laporan
    with buka(hasil.pdf) as pdf:
        isi = pdf.attachments["data_lkjip_2024.json"].get_file().read_bytes()
        spesifikasi = pdf.Root.AF[0]
        assert spesifikasi.AFRelationship == pikepdf.Name.Data
        identitas = _rapat(teks_halaman(pdf.pages[1]))
    assert isi.decode() == teks_baku(ke_json(data))
    assert dari_json(json.loads(isi)) == data
    assert sidik(json.loads(isi)) in identitas


def test_title_language_and_marks_of_both_standards(
    laporan: tuple[DataLKjIP, HasilCetak],
) -> None:
    with buka(laporan[1].pdf) as pdf:
        assert str(pdf.Root.Lang) == "id"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["pdfaid:part"] == "3"
            assert xmp["dc:title"].startswith("Laporan Kinerja Instansi Pemerintah ")


def test_word_and_head_of_every_page_follow_the_kind(
    laporan: tuple[DataLKjIP, HasilCetak],
) -> None:
    data, hasil = laporan
    kepala = {
        "contoh": "CONTOH: memuat angka contoh",
        "draf": f"DRAF: {len(data.celah)} isian belum lengkap",
        "bersih": f"LKjIP {data.singkatan} {data.tahun}",
    }[data.sifat]
    with buka(hasil.pdf) as pdf:
        isi = [teks_halaman(satu) for satu in pdf.pages]
        latar = [_memuat_latar(satu) for satu in pdf.pages]
    berkepala = [teks for teks in isi if kepala in teks]
    # Cover, identity and the first page of four chapters have no running head.
    assert len(berkepala) >= len(isi) - 6
    assert all(latar[1:]) if data.sifat != "bersih" else not any(latar[1:])
    for kunci in ("kata-pengantar", "ikhtisar", "daftar-isi"):
        assert kunci in hasil.html


def test_word_below_the_page_does_not_break_the_text(
    laporan: tuple[DataLKjIP, HasilCetak],
) -> None:
    """What a page paints before its text is a shape: no letters that a copy would mix in."""
    data, hasil = laporan
    with buka(hasil.pdf) as pdf:
        latar = [satu for halaman in pdf.pages for satu in _gambar_latar(halaman)]
    assert all(b"BT" not in isi.split() for isi in latar)
    assert (len(latar) >= hasil.jumlah_halaman - 1) is (data.sifat != "bersih")


def test_summary_of_long_names_stays_on_one_page() -> None:
    nama = "Persentase warga negara usia 60 tahun ke atas yang mendapatkan pelayanan skrining " * 2
    pd = contoh_data.data_pd()
    banyak = tuple(
        replace(
            indikator(2 * nomor + 1, f"{nama}{nomor}", "Persen", "100", str(100 - nomor)),
            iku=True,
            triwulan=(),
        )
        for nomor in range(13)
    )
    kalimat = tuple(f"{satu.nama} 100,00 persen (belum diverifikasi), 9%." for satu in banyak[:3])
    data = replace(
        pd,
        nilai_sakip=contoh_data.data_kota(contoh=False).nilai_sakip,
        sasaran=(replace(pd.sasaran[0], indikator=banyak),),
        keberhasilan=kalimat,
        tertinggal=kalimat,
    )
    hasil = cetak_lkjip(data)
    with buka(hasil.pdf) as pdf:
        letak = tujuan(pdf)
    assert letak["daftar-isi"] == letak["ikhtisar"] + 1
    assert hasil.html.count("(belum diverifikasi), 9%.") in (2, 4)


@pytest.mark.lambat
def test_same_data_give_the_same_bytes() -> None:
    data = contoh_data.data_pd()
    assert cetak_lkjip(data).pdf == cetak_lkjip(data).pdf


@pytest.mark.lambat
def test_foreign_characters_bring_no_foreign_font() -> None:
    pd = contoh_data.data_pd()
    data = replace(
        pd,
        nama_pd=f"Dinas \u4e2d {AKSARA_ASING}",
        naskah={
            **pd.naskah,
            "simpulan": contoh_data.naskah(AKSARA_ASING, AKSARA_ASING + "\x07\u202e\u0301"),
        },
        sasaran=(replace(pd.sasaran[1], nama=f"Meningkatnya {AKSARA_ASING}"),),
        anggaran=(replace(pd.anggaran[0], nama_pd=AKSARA_ASING),),
    )
    hasil = cetak_lkjip(data)

    assert [nama for nama in nama_huruf(hasil.pdf) if not nama.startswith(HURUF_KITA)] == []
    assert page.is_pdf_compliant_bytes(hasil.pdf, profile="3a")
    teks = teks_pdf(hasil.pdf)
    assert "≥ 80 ≤ 90 → naik" in teks
    assert "□" in teks
    assert "\ufffd" not in teks
    with buka(hasil.pdf) as pdf:  # the attached data keep what was typed
        assert "\u4e2d".encode() in pdf.attachments["data_lkjip_2024.json"].get_file().read_bytes()


@pytest.mark.lambat
def test_text_longer_than_a_page_is_split_and_not_cut() -> None:
    panjang = " ".join(f"kata{nomor}" for nomor in range(700))
    pd = contoh_data.data_pd()
    satu = pd.sasaran[0].indikator[2]
    satu = replace(satu, penjelasan_pd=(replace(satu.penjelasan_pd[0], analisis=panjang),))
    data = replace(
        pd,
        sasaran=(replace(pd.sasaran[0], indikator=(satu,)),),
        naskah={"ikhtisar": contoh_data.naskah(panjang.replace("kata", "isi"), "Penutup.")},
    )
    teks = teks_pdf(cetak_lkjip(data).pdf)
    for awalan in ("kata", "isi"):
        tercetak = {int(nomor) for nomor in re.findall(rf"{awalan}(\d+)", teks)}
        assert set(range(700)) - tercetak == set()


def test_page_without_a_place_to_break_is_laid_out_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tetap = 'style="break-after: avoid"'
    kelompok = f"<tbody><tr {tetap}><th>k</th></tr><tr {tetap}><td>b</td></tr></tbody>"
    html = (
        '<html lang="id"><title>x</title><body><p>awal</p><table><caption>T</caption>'
        f"<thead><tr><th>K</th></tr></thead>{kelompok * 60}</table><p>akhir</p>"
    )
    assert tata_halaman(html, sifat="bersih", gaya="lkjip").jumlah_halaman > 2
    assert "Tata letak gagal" in caplog.text  # else this page no longer shows the fault


def test_progress_is_told_between_the_steps_and_may_stop_the_work() -> None:
    kabar: list[tuple[int, str]] = []

    def lapor(persen: int, pesan: str) -> None:
        kabar.append((persen, pesan))
        if persen >= 20:
            raise RuntimeError("sewa hilang")

    with pytest.raises(RuntimeError, match="sewa hilang"):
        cetak_lkjip(contoh_data.data_pd(), lapor=lapor)
    assert [persen for persen, _ in kabar] == [5, 20]
    assert all(pesan.endswith(".") for _, pesan in kabar)


@pytest.mark.parametrize(
    "alamat",
    [
        "http://127.0.0.1:9/gambar.png",
        "https://contoh.go.id/x.css",
        "ftp://contoh.go.id/x",
        "file:///etc/passwd",
        "file://host.lain/etc/passwd",
        (Path(settings.BASE_DIR) / "static/cetak/../css/sakip.css").as_uri(),
        (Path(settings.BASE_DIR) / "static/cetak").as_uri() + "/%2e%2e/css/sakip.css",
        (Path(settings.BASE_DIR) / "static/cetak").as_uri(),
        (Path(settings.BASE_DIR) / "static/cetak/tidak-ada.svg").as_uri(),
    ],
)
def test_nothing_outside_the_folder_is_fetched(alamat: str) -> None:
    with pytest.raises(SumberTerlarang):
        PengambilLaporan().fetch(alamat)


def test_a_link_out_of_the_folder_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    luar = tmp_path / "rahasia.txt"
    luar.write_text("rahasia", encoding="utf-8")
    folder = tmp_path / "laporan"
    folder.mkdir()
    (folder / "tautan.svg").symlink_to(luar)
    (folder / "sah.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    monkeypatch.setattr("dasar.cetak.pdf.FOLDER", folder)

    with pytest.raises(SumberTerlarang):
        PengambilLaporan().fetch((folder / "tautan.svg").as_uri())
    assert PengambilLaporan().fetch((folder / "sah.svg").as_uri()).read().startswith(b"<svg")


@pytest.mark.parametrize(
    "isi",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="../css/sakip.css" alt="x">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<p style="background: url(file:///etc/hosts)">x</p>',
    ],
)
def test_a_page_that_asks_for_more_is_not_rendered(isi: str) -> None:
    with pytest.raises(SumberTerlarang):
        tata_halaman(
            f"<html lang='id'><title>x</title><body>{isi}</body></html>",
            sifat="bersih",
            gaya="lkjip",
        )


def _rapat(teks: str) -> str:
    return "".join(teks.split())


def _folio(halaman: pikepdf.Page) -> str:
    """The number at the lower right corner; "" on pages without one."""
    lebar, tinggi = float(halaman.mediabox[2]), float(halaman.mediabox[3])
    bawah = [
        satu
        for satu in potongan_halaman(halaman)
        if satu.y < tinggi * 0.09 and satu.x > lebar * 0.7 and satu.teks.strip()
    ]
    return "".join(satu.teks for satu in sorted(bawah, key=lambda satu: satu.x)).strip()


def _angka_daftar(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Named destination -> number printed at the end of the line that links to it."""
    hasil: dict[str, str] = {}
    for halaman in pdf.pages:
        tautan = [satu for satu in halaman.get("/Annots") or [] if "/Dest" in satu]
        potongan = potongan_halaman(halaman) if tautan else []
        for satu in tautan:
            kotak = [float(angka) for angka in satu.Rect]
            bawah, atas = sorted((kotak[1], kotak[3]))
            baris = [p for p in potongan if bawah - 1 <= p.y <= atas + 1]
            kanan = sorted(baris, key=lambda p: p.x)[-1]
            hasil[str(satu.Dest)] = kanan.teks.strip()
    return hasil


def _gambar_latar(halaman: pikepdf.Page) -> list[bytes]:
    """The drawings that a page paints before its first text."""
    hasil: list[bytes] = []
    for satu in pikepdf.parse_content_stream(halaman):
        if str(satu.operator) == "BT":
            break
        if str(satu.operator) == "Do":
            hasil.append(halaman.Resources.XObject[str(satu.operands[0])].read_bytes())
    return hasil


def _memuat_latar(halaman: pikepdf.Page) -> bool:
    """Whether the page paints the word below its text."""
    perintah = [str(satu.operator) for satu in pikepdf.parse_content_stream(halaman)]
    teks_pertama = perintah.index("BT") if "BT" in perintah else len(perintah)
    return "Do" in perintah[:teks_pertama]
