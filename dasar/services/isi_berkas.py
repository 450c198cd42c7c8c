"""What a file really is, told from its bytes; the name is only compared with the answer."""

import csv
import re
import zipfile
import zlib
from io import BytesIO, StringIO

import puremagic

from dasar.galat import GalatPengguna
from dasar.models import JenisBerkas

# Uncompressed limits of an Office file. The ratio counts only for large ones: a small sheet full of
# the same number is harmless and compresses a thousandfold.
BATAS_ISI_ZIP = 200 * 1024 * 1024  # bytes
BATAS_TANPA_RASIO = 20 * 1024 * 1024  # bytes
BATAS_RASIO_ZIP = 100
BATAS_ENTRI_ZIP = 5_000

_BAGIAN_UTAMA = {
    JenisBerkas.XLSX: ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
    JenisBerkas.DOCX: ("word/document.xml", "wordprocessingml.document.main+xml"),
}
_AKHIRAN_SAMA = {"jpeg": "jpg", "jpe": "jpg"}
_MERK_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what Office makes of an encrypted xlsx
_OPENDOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GALAT_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


class BukanJenisIni(GalatPengguna):
    """The content is damaged, dangerous or not what the name says."""


def jenis_dari_isi(isi: bytes) -> JenisBerkas | None:
    """The kind of this content, None when it is none that we know.

    BukanJenisIni when it starts like a known kind and is damaged, encrypted or a decompression
    bomb.
    """
    if isi.startswith(b"PK\x03\x04"):
        return _jenis_office(isi)
    _sarankan_bentuk_lain(isi)
    match _tebakan(isi):
        case ".pdf":
            if b"%%EOF" not in isi[-2048:]:
                raise BukanJenisIni("PDF ini tidak lengkap. Simpan atau pindai ulang berkasnya.")
            return JenisBerkas.PDF
        case ".png":
            if isi[12:16] != b"IHDR" or b"IEND" not in isi[-64:]:
                raise BukanJenisIni("Gambar PNG ini tidak lengkap.")
            return JenisBerkas.PNG
        case ".jpg":
            if b"\xff\xd9" not in isi[-4096:]:
                raise BukanJenisIni("Gambar JPG ini tidak lengkap.")
            return JenisBerkas.JPG
        case "":
            return JenisBerkas.CSV if _teks_csv(isi) else None
    return None


def periksa_akhiran(nama: str, jenis: JenisBerkas) -> None:
    """Refuse a name whose ending says another kind than the content."""
    _, titik, akhiran = nama.rpartition(".")
    akhiran = akhiran.lower()
    if not titik or _AKHIRAN_SAMA.get(akhiran, akhiran) == jenis:
        return
    if jenis == JenisBerkas.CSV and akhiran == "txt":
        return
    raise BukanJenisIni(
        f"Nama berkas berakhiran .{akhiran}, tetapi isinya {jenis.label}. "
        f"Simpan ulang sebagai .{jenis}."
    )


def baca_teks(isi: bytes) -> str:
    """Text of a CSV file: UTF-8 (with or without mark), else Windows-1252 as Excel writes it.

    ValueError when it is neither or holds control characters.
    """
    for sandi in ("utf-8-sig", "cp1252"):
        try:
            teks = isi.decode(sandi)
        except UnicodeDecodeError:
            continue
        if _KENDALI.search(teks):
            raise ValueError("control characters")
        return teks
    raise ValueError("no known encoding")


def _sarankan_bentuk_lain(isi: bytes) -> None:
    """Kinds that people have and we do not take: say how to make one that we do."""
    if isi[4:8] == b"ftyp" and isi[8:12] in _MERK_HEIC:
        raise BukanJenisIni(
            "Foto HEIC tidak terbuka di semua peramban. Di iPhone pilih Pengaturan, Kamera, "
            "Format, Paling Kompatibel, lalu foto ulang; atau simpan fotonya sebagai JPG."
        )
    if isi.startswith(_OLE):
        raise BukanJenisIni(
            "Berkas ini memakai kata sandi atau bentuk Office lama (.xls, .doc). "
            "Simpan ulang tanpa sandi sebagai .xlsx atau .docx."
        )


def _tebakan(isi: bytes) -> str:
    """Ending that the signature stands for; "" when no signature is known.

    puremagic also guesses from the words in a text; only a match at the very start, or inside
    the first kilobyte for a PDF, is a signature here.
    """
    if isi.startswith(b"\xff\xd8\xff"):
        return ".jpg"
    if b"%PDF-" in isi[:1024]:
        return ".pdf"
    try:
        tebakan = puremagic.magic_string(isi[:8192])
    except (puremagic.PureError, ValueError):
        return ""
    return str(tebakan[0].extension) if tebakan else ""


def _jenis_office(isi: bytes) -> JenisBerkas | None:
    try:
        with zipfile.ZipFile(BytesIO(isi)) as arsip:
            entri = arsip.infolist()
            _tolak_bom(entri)
            nama = {satu.filename for satu in entri}
            if "[Content_Types].xml" not in nama:
                if _OPENDOCUMENT in isi[:200]:  # its first entry, not compressed
                    raise BukanJenisIni(
                        "Bentuk OpenDocument (.ods, .odt) tidak diterima. Di LibreOffice pilih "
                        "Simpan Sebagai, lalu .xlsx atau .docx."
                    )
                return None
            if any(satu.flag_bits & 0x1 for satu in entri):
                raise BukanJenisIni("Berkas ini memakai kata sandi. Simpan ulang tanpa sandi.")
            if any(satu.lower().endswith("vbaproject.bin") for satu in nama):
                raise BukanJenisIni("Berkas ini berisi makro. Simpan ulang tanpa makro.")
            _tolak_dtd(arsip, entri)
            tipe = arsip.read("[Content_Types].xml").decode("utf-8", "replace")
            if "macroenabled" in tipe.lower() or "xl/workbook.bin" in nama:
                raise BukanJenisIni(
                    "Bentuk dengan makro atau biner (.xlsm, .docm, .xlsb) tidak diterima. "
                    "Simpan ulang sebagai .xlsx atau .docx."
                )
            for jenis, (utama, penanda) in _BAGIAN_UTAMA.items():
                if utama in nama and penanda in tipe:
                    return jenis
    except _GALAT_ZIP:
        raise BukanJenisIni("Berkas ini rusak dan tidak dapat dibuka.") from None
    return None


def _tolak_bom(entri: list[zipfile.ZipInfo]) -> None:
    """Judge by the declared sizes: zipfile never reads an entry beyond its own."""
    besar = sum(satu.file_size for satu in entri)
    padat = sum(satu.compress_size for satu in entri)
    terlalu_padat = besar > BATAS_TANPA_RASIO and besar > BATAS_RASIO_ZIP * max(padat, 1)
    if len(entri) > BATAS_ENTRI_ZIP or besar > BATAS_ISI_ZIP or terlalu_padat:
        raise BukanJenisIni(
            "Isi berkas ini terlalu besar setelah dibuka. "
            "Hapus lembar dan format yang tidak dipakai, lalu simpan ulang."
        )


def _tolak_dtd(arsip: zipfile.ZipFile, entri: list[zipfile.ZipInfo]) -> None:
    """Office parts never declare a document type; one that does wants to expand entities."""
    for satu in entri:
        if satu.filename.endswith((".xml", ".rels")):
            with arsip.open(satu) as bagian:
                if b"<!DOCTYPE" in bagian.read(1024).upper().replace(b"\x00", b""):
                    raise BukanJenisIni("Berkas ini rusak dan tidak dapat dibuka.")


def _teks_csv(isi: bytes) -> bool:
    """Readable text whose first lines form a table of at least two columns."""
    try:
        teks = baca_teks(isi)
    except ValueError:
        return False
    contoh = "".join(teks.splitlines(keepends=True)[:20])[:16_384]
    if not contoh.strip() or contoh.lstrip().startswith("<"):
        return False
    for pemisah in (";", ",", "\t", "|"):
        try:
            baris = [b for b in csv.reader(StringIO(contoh), delimiter=pemisah) if any(b)]
        except csv.Error:
            continue
        if any(len(b) > 1 for b in baris) and max(len(b) for b in baris) <= 1_000:
            return True
    return False
