"""PDF and pictures from outside: whole, of sane size, and without anything that runs."""

from __future__ import annotations

import struct
import subprocess
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from dasar.services.isi_berkas import BukanJenisIni, jenis_dari_isi
from dasar.services.isi_gambar import periksa_gambar, tanpa_lokasi
from dasar.services.isi_pdf import periksa_pdf
from tests.dasar.berkas_uji import gambar, pdf, png_kosong

SKRIP = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
LUNCUR = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")


def _arsip(nama: str, isi: str) -> bytes:
    wadah = BytesIO()
    with zipfile.ZipFile(wadah, "w") as arsip:
        arsip.writestr(nama, isi)
    return wadah.getvalue()


def _dikunci(sandi: str) -> bytes:
    wadah = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as dokumen:
        kunci = pikepdf.Encryption(owner="pemilik", user=sandi)
        dokumen.save(wadah, encryption=kunci)
    return wadah.getvalue()


def test_pages_are_counted_also_where_only_printing_is_restricted():
    assert periksa_pdf(pdf(3)) == 3
    assert periksa_pdf(_dikunci("")) == 1


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (lambda: pdf(OpenAction=SKRIP), "menjalankan skrip"),
        (lambda: pdf(AA=pikepdf.Dictionary(WC=SKRIP)), "menjalankan skrip"),
        (
            lambda: pdf(
                Names=pikepdf.Dictionary(
                    JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", SKRIP]))
                )
            ),
            "menjalankan skrip",
        ),
        (lambda: pdf(OpenAction=LUNCUR), "menjalankan program lain"),
        (lambda: _dikunci("rahasia"), "kata sandi"),
        (lambda: b"%PDF-1.4\n%%EOF", "rusak"),
        (lambda: pdf(0), "tidak berisi halaman"),
    ],
)
def test_a_pdf_that_runs_something_or_does_not_open_is_refused(isi, kalimat):
    with pytest.raises(BukanJenisIni, match=kalimat):
        periksa_pdf(isi())


def _bom(saring: bytes, arus: bytes, kamus: bytes = b"/Type /ObjStm") -> bytes:
    """A whole PDF whose object 5 stands in this packed object stream."""
    isi = bytearray(b"%PDF-1.5\n")
    letak = [0]
    for nomor, satu in enumerate(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << >> >>",
            b"<< %s /N 1 /First 4 /Filter %s /Length %d >>\nstream\n%s\nendstream"
            % (kamus, saring, len(arus), arus),
        ),
        start=1,
    ):
        letak.append(len(isi))
        isi += b"%d 0 obj\n%s\nendobj\n" % (nomor, satu)
    baris = [(0, 0, 255), *((1, satu, 0) for satu in letak[1:]), (2, 4, 0), (1, len(isi), 0)]
    tabel = b"".join(struct.pack("!BIB", *satu) for satu in baris)
    awal = len(isi)
    isi += b"6 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length %d >>\n" % len(tabel)
    isi += b"stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (tabel, awal)
    return bytes(isi)


PADAT = zlib.compress(b"5 0 <<>>" + b" " * 70_000_000, 1)


@pytest.mark.parametrize(
    "isi",
    [
        _bom(b"/FlateDecode", PADAT),
        _bom(b"[/FlateDecode /FlateDecode]", zlib.compress(PADAT)),
        _bom(b"[/FlateDecode /FlateDecode /FlateDecode]", zlib.compress(zlib.compress(PADAT))),
        _bom(b"/FlateDecode", PADAT, b"/Type /Obj#53tm"),
        _bom(b"/FlateDecode", PADAT, b"/Type /ObjStm /X (obj)"),
        _bom(b"/FlateDecode", PADAT, b"/Type /ObjStm /X (" + b"a" * 5000 + b")"),
        _bom(b"/FlateDecode", PADAT, b""),
    ],
    ids=["plain", "twice", "thrice", "escaped", "marked", "padded", "without type"],
)
def test_a_pdf_bomb_is_refused(isi):
    with pytest.raises(BukanJenisIni, match="terlalu besar setelah dibuka"):
        periksa_pdf(isi)


def test_a_script_packed_into_an_object_stream_is_found():
    skrip = b"5 0 << /S /JavaScript /JS (app.alert(1)) >>"

    with pytest.raises(BukanJenisIni, match="menjalankan skrip"):
        periksa_pdf(_bom(b"/FlateDecode", zlib.compress(skrip)))


def test_a_reader_that_dies_or_hangs_refuses_the_file(monkeypatch):
    for galat in (
        subprocess.CalledProcessError(-9, "baca"),
        subprocess.TimeoutExpired("baca", 1),
    ):

        def mati(*args: object, galat: Exception = galat, **kwargs: object) -> None:
            raise galat

        monkeypatch.setattr("dasar.services.isi_pdf.subprocess.run", mati)
        with pytest.raises(BukanJenisIni, match="terlalu besar"):
            periksa_pdf(pdf())


def test_pictures_pass_when_they_are_whole_and_of_sane_size():
    for bentuk in ("JPEG", "PNG"):
        periksa_gambar(gambar(bentuk))
    with pytest.raises(BukanJenisIni, match="terlalu besar"):
        periksa_gambar(png_kosong(20_000, 20_000))
    with pytest.raises(BukanJenisIni, match="rusak"):
        periksa_gambar(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40 + b"\xff\xd9")


def test_a_photo_loses_its_place_and_nothing_else():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.DateTime] = "2024:11:18 09:12:00"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (6.0, 17.0, 20.0)
    foto = gambar(exif=exif, xmp=b"<x:xmpmeta exif:GPSLatitude='6,17S'/>")
    with Image.open(BytesIO(foto)) as semula:
        assert semula.getexif().get_ifd(ExifTags.IFD.GPSInfo)

    bersih = tanpa_lokasi(foto)

    with Image.open(BytesIO(foto)) as lama, Image.open(BytesIO(bersih)) as baru:
        assert not baru.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert baru.getexif()[ExifTags.Base.Orientation] == 6
        assert baru.getexif()[ExifTags.Base.DateTime] == "2024:11:18 09:12:00"
        assert baru.tobytes() == lama.tobytes()
    assert b"GPS" not in bersih
    assert tanpa_lokasi(foto) == bersih == tanpa_lokasi(bersih)


def test_a_png_and_a_film_behind_a_photo_lose_their_place_too():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (6.0, 17.0, 20.0)
    catatan = PngInfo()
    catatan.add_itxt("XML:com.adobe.xmp", "<x exif:GPSLatitude='6,17S'/>", zip=True)
    png = gambar("PNG", exif=exif, pnginfo=catatan)

    bersih = tanpa_lokasi(png)

    with Image.open(BytesIO(png)) as lama, Image.open(BytesIO(bersih)) as baru:
        baru.load()  # checks each part of the file
        assert lama.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert "XML:com.adobe.xmp" in lama.info
        assert not baru.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert baru.getexif()[ExifTags.Base.Orientation] == 6
        assert "XML:com.adobe.xmp" not in baru.info
        assert baru.tobytes() == lama.tobytes()
    foto = gambar(progressive=True)
    assert tanpa_lokasi(foto + b"\0\0\0\x18ftypmp42\xa9xyz-6.28+106.71/") == foto


@pytest.mark.parametrize(
    "foto", [gambar(), gambar() + b"SEFT", gambar(progressive=True), gambar("PNG")]
)
def test_a_photo_without_a_place_stays_byte_for_byte(foto):
    assert tanpa_lokasi(foto) == foto


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "Foto HEIC"),
        (_arsip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (_arsip("[Content_Types].xml", "sheet.macroEnabled.main+xml"), "makro atau biner"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "bentuk Office lama"),
    ],
)
def test_kinds_that_people_have_say_how_to_make_one_we_take(isi, kalimat):
    with pytest.raises(BukanJenisIni, match=kalimat):
        jenis_dari_isi(isi)
