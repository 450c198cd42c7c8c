"""Uploads are judged by what they hold, not by what they are called."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from openpyxl import Workbook

from dasar.galat import GalatPengguna
from dasar.models import Berkas, JenisBerkas
from dasar.services.berkas import simpan_berkas
from tests.dasar.berkas_uji import gambar, pdf
from tests.factories import PenggunaFactory

SEMUA = frozenset(JenisBerkas.values)
PDF = pdf()
PNG = gambar("PNG")
JPG = gambar("JPEG")
EXE = b"MZ\x90\x00\x03" + b"\x00" * 120 + b"PE\x00\x00" + b"\x00" * 200


@pytest.fixture(autouse=True)
def akar(settings, tmp_path: Path) -> Path:
    settings.BERKAS_ROOT = tmp_path / "berkas"
    return tmp_path / "berkas"


def _xlsx() -> bytes:
    wadah, buku = BytesIO(), Workbook()
    buku.active.append(["Indikator", "Target"])
    buku.save(wadah)
    return wadah.getvalue()


def _docx() -> bytes:
    utama = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zip(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{utama}"/></Types>',
            "word/document.xml": "<w:document/>",
        }
    )


def _zip(isi: Mapping[str, bytes | str]) -> bytes:
    wadah = BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, data in isi.items():
            arsip.writestr(nama, data)
    return wadah.getvalue()


def _dengan_bagian(nama: str, data: bytes) -> bytes:
    wadah = BytesIO(_xlsx())
    with zipfile.ZipFile(wadah, "a", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr(nama, data)
    return wadah.getvalue()


def _simpan(isi: bytes, nama: str, jenis=SEMUA) -> Berkas:
    return simpan_berkas(isi=isi, nama_asli=nama, oleh=None, jenis_boleh=jenis)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isi", "nama", "jenis"),
    [
        (PDF, "bukti.pdf", "pdf"),
        (PNG, "foto.PNG", "png"),
        (JPG, "foto.jpeg", "jpg"),
        (_xlsx(), "laporan.xlsx", "xlsx"),
        (_docx(), "draf.docx", "docx"),
        (b"kode;nama\n1;Sasaran\n", "data.csv", "csv"),
        ("\ufeffkode,nama\n1,Sasaran\n".encode(), "data.csv", "csv"),
        ("kode;nama\n1;Caf\xe9 – uji\n".encode("cp1252"), "data.csv", "csv"),
    ],
)
def test_known_content_is_stored_with_its_hash(isi, nama, jenis):
    berkas = _simpan(isi, nama)

    berkas.refresh_from_db()
    assert (berkas.jenis, berkas.ukuran, berkas.nama_asli) == (jenis, len(isi), nama)
    assert berkas.sha256 == hashlib.sha256(isi).hexdigest()
    with berkas.isi.open() as tersimpan:
        assert tersimpan.read() == isi


@pytest.mark.django_db
def test_stored_path_is_random_private_and_without_the_users_name(akar):
    satu, dua = _simpan(PDF, "rahasia.pdf"), _simpan(PDF, "rahasia.pdf")

    assert satu.isi.name != dua.isi.name
    assert "rahasia" not in str(satu.isi.name)
    assert Path(satu.isi.path).is_relative_to(akar)
    with pytest.raises(ValueError, match="URL"):
        _ = satu.isi.url


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isi", "nama"),
    [
        (EXE, "laporan.pdf"),
        (EXE, "data.csv"),
        (b"<!doctype html><script>alert(1)</script>", "data.csv"),
        (b"kode;nama\n1;a\x00b\n", "data.csv"),
        ("kode;nama\n1;a\n".encode("utf-16"), "data.csv"),
        (b"hanya satu kalimat tanpa kolom", "data.csv"),
        (b"GIF89a" + b"\x00" * 30, "foto.png"),
        (_zip({"baca.txt": "isi"}), "laporan.xlsx"),
        (_zip({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}), "laporan.xlsx"),
    ],
)
def test_other_content_is_refused_with_a_sentence(isi, nama):
    with pytest.raises(GalatPengguna, match=f"“{nama}” tidak dapat diterima. Isinya bukan PDF, "):
        _simpan(isi, nama)

    assert not Berkas.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("isi", "nama", "kalimat"),
    [
        (PDF, "laporan.xlsx", "isinya PDF"),
        (_xlsx(), "laporan.pdf", "isinya Excel"),
        (PDF, "laporan.exe", "isinya PDF"),
        (PDF[:-10], "laporan.pdf", "tidak lengkap"),
        (PNG[:-12], "foto.png", "tidak lengkap"),
        (JPG[:-2], "foto.jpg", "tidak lengkap"),
        (_xlsx()[:-40], "laporan.xlsx", "rusak"),
        (_dengan_bagian("xl/vbaProject.bin", b"makro"), "laporan.xlsx", "makro"),
        (
            _dengan_bagian("xl/x.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a/>'),
            "laporan.xlsx",
            "rusak",
        ),
    ],
)
def test_damaged_dangerous_or_misnamed_files_say_what_is_wrong(isi, nama, kalimat):
    with pytest.raises(GalatPengguna, match=kalimat):
        _simpan(isi, nama)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bom",
    [
        pytest.param(lambda: _dengan_bagian("xl/a.xml", b"0" * 60_000_000), id="rasio"),
        pytest.param(
            lambda: _zip({f"{i}.xml": b"" for i in range(6_000)} | {"[Content_Types].xml": b""}),
            id="jumlah",
        ),
    ],
)
def test_zip_bomb_is_refused_unopened(bom):
    isi = bom()
    assert len(isi) < 2_000_000

    with pytest.raises(GalatPengguna, match="terlalu besar setelah dibuka"):
        _simpan(isi, "laporan.xlsx")


@pytest.mark.django_db
def test_declared_size_that_lies_does_not_get_past():
    """The central directory says 10 bytes; zipfile stops there and the checksum is wrong."""
    isi = _dengan_bagian("xl/z.xml", b"<a/>" + b"0" * 5_000)
    isi = isi.replace((5_004).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(GalatPengguna, match="rusak"):
        _simpan(isi, "laporan.xlsx")


@pytest.mark.django_db
def test_only_allowed_kinds_pass():
    with pytest.raises(GalatPengguna, match=r"Isinya bukan PDF atau Excel \(XLSX\)"):
        _simpan(PNG, "foto.png", jenis={"pdf", "xlsx"})


@pytest.mark.django_db
def test_empty_and_too_large_files_are_refused(settings):
    settings.UKURAN_BERKAS_MAKS = 1024 * 1024
    with pytest.raises(GalatPengguna, match="kosong"):
        _simpan(b"", "a.pdf")
    with pytest.raises(GalatPengguna, match="lebih besar dari 1 MB"):
        _simpan(PDF + b"\n" * 1024 * 1024, "a.pdf")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nama", "bersih"),
    [
        ("..\\..\\etc\\bukti.pdf", "bukti.pdf"),
        ("/etc/bukti.pdf", "bukti.pdf"),
        ("bukti\u202efdp.pdf", "buktifdp.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("bukti", "bukti"),
    ],
)
def test_name_is_kept_without_folders_and_tricks(nama, bersih):
    assert _simpan(PDF, nama).nama_asli == bersih


@pytest.mark.django_db
def test_uploaded_file_is_read_from_its_start():
    unggahan = SimpleUploadedFile("bukti.pdf", PDF)
    unggahan.read(5)
    orang = PenggunaFactory.create()

    berkas = simpan_berkas(isi=unggahan, nama_asli="bukti.pdf", oleh=orang, jenis_boleh={"pdf"})

    assert berkas.sha256 == hashlib.sha256(PDF).hexdigest()
    assert list(Berkas.objects.for_user(orang)) == [berkas]
    assert not Berkas.objects.for_user(PenggunaFactory.create()).exists()


@pytest.mark.django_db
def test_no_file_stays_when_the_row_cannot_be_written(monkeypatch, akar):
    def gagal(*_args, **_kwargs):
        raise DatabaseError("penuh")

    monkeypatch.setattr(Berkas, "save", gagal)
    with pytest.raises(DatabaseError):
        _simpan(PDF, "bukti.pdf")

    assert not [jalur for jalur in akar.rglob("*") if jalur.is_file()]
