"""Who gets what at which address: one table for the whole site.

An address or a method that is missing here fails
`test_table_names_every_address_and_accepted_method`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from dasar.middleware import SESI_BERAKHIR
from dasar.views.galat import ALASAN_UMUM
from tests.panggung_akses import (
    KOLOM,
    Dunia,
    Pengamat,
    Sasaran,
    alamat_kosong,
    ruas_alamat,
    susun_dunia,
)
from tests.tabel_akses import HAK_EVALUASI, HAK_LAPORAN
from tests.tabel_akses_organisasi import HAK_IMPOR_DATA, HAK_ORGANISASI
from tests.tabel_akses_pengukuran import ALASAN_PENGUKURAN, HAK_PENGUKURAN
from tests.tabel_akses_rencana import ALASAN_RENCANA, HAK_POHON, HAK_RENCANA

# Long as a whole; what it asks does not depend on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.lambat]

# Answers: a status, or
#   masuk  302 to the login page (401 when htmx asks)
#   form   200 or 422, the form again with what is wrong with it, nothing stored
#   kabar  302 back to the page with a notice, nothing stored
# Every POST answered 200 or 302 has changed something, every other one nothing.
#
# Targets (the operator and the kepala of the table belong to "pd"):
#   -               the page without a target
#   pd              a row of the PD, in the open quarter, in the state the action waits for
#   pd-tutup        the same in a quarter that was closed
#   pd-belum        the same in a state in which it does not wait for the action
#   pd-disetujui    the same, already approved by the kepala PD
#   pd-sendiri      the same, entered and submitted by the person who asks
#   pd-diterapkan   an upload of the PD that was applied
#   pd-lain         a row of another PD, that of "operator lain" and "kepala lain"
#   kota            a row of the city
#   milik / orang   a row of the person who asks / of somebody else
#   benar / salah   the right / a wrong password
# Evaluation and reports: tests/tabel_akses.py; organisation: tests/tabel_akses_organisasi.py;
# planning: tests/tabel_akses_rencana.py; measurement: tests/tabel_akses_pengukuran.py.
TABEL = """
                                                 anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

login                        GET  -              200    302   302   302   302   302   302   302   302   302   302
login                        POST benar          302    302   302   302   302   302   302   302   302   302   302
login                        POST salah          form   302   302   302   302   302   302   302   302   302   302
login                        PUT  -              form   302   302   302   302   302   302   302   302   302   302
logout                       GET  -              masuk  405   405   405   405   405   405   405   405   405   405
logout                       POST -              masuk  302   302   302   302   302   302   302   302   302   302

dasar:beranda                GET  -              masuk  200   200   200   200   200   200   200   200   200   200
dasar:beranda                POST -              masuk  405   405   405   405   405   405   405   405   405   405
dasar:notifikasi_list        GET  -              masuk  200   200   200   200   200   200   200   200   200   200
dasar:notifikasi_list        POST -              masuk  405   405   405   405   405   405   405   405   405   405
dasar:notifikasi_read        GET  -              masuk  405   405   405   405   405   405   405   405   405   405
dasar:notifikasi_read        POST -              masuk  302   302   302   302   302   302   302   302   302   302
dasar:notifikasi_read        POST milik          masuk  302   302   302   302   302   302   302   302   302   302
dasar:notifikasi_read        POST orang          masuk  404   404   404   404   404   404   404   404   404   404
dasar:pekerjaan_list         GET  -              masuk  200   200   200   200   200   200   200   200   200   200
dasar:pekerjaan_list         POST -              masuk  405   405   405   405   405   405   405   405   405   405
dasar:pekerjaan_detail       GET  milik          masuk  200   200   200   200   200   200   200   200   200   200
dasar:pekerjaan_detail       GET  orang          masuk  404   404   404   404   404   404   404   404   404   404
dasar:pekerjaan_detail       POST milik          masuk  405   405   405   405   405   405   405   405   405   405
dasar:pekerjaan_status       GET  milik          masuk  200   200   200   200   200   200   200   200   200   200
dasar:pekerjaan_status       GET  orang          masuk  404   404   404   404   404   404   404   404   404   404
dasar:pekerjaan_status       POST milik          masuk  405   405   405   405   405   405   405   405   405   405
dasar:pekerjaan_retry        GET  milik          masuk  405   405   405   405   405   405   405   405   405   405
dasar:pekerjaan_retry        POST milik          masuk  302   302   302   302   302   302   302   302   302   302
dasar:pekerjaan_retry        POST orang          masuk  404   404   404   404   404   404   404   404   404   404
dasar:pekerjaan_cancel       GET  milik          masuk  405   405   405   405   405   405   405   405   405   405
dasar:pekerjaan_cancel       POST milik          masuk  302   302   302   302   302   302   302   302   302   302
dasar:pekerjaan_cancel       POST orang          masuk  404   404   404   404   404   404   404   404   404   404
dasar:sehat                  GET  -              200    200   200   200   200   200   200   200   200   200   200
dasar:sehat                  POST -              405    405   405   405   405   405   405   405   405   405   405

kinerja:pengisian            GET  -              masuk  200   200   200   200   200   200   200   200   403   403
kinerja:pengisian            GET  pd             masuk  200   404   200   404   200   200   200   200   403   403
kinerja:pengisian            GET  pd-tutup       masuk  200   404   200   404   200   200   200   200   403   403
kinerja:pengisian            GET  pd-lain        masuk  404   200   404   200   200   200   200   200   403   403
kinerja:pengisian            POST pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:realisasi_update     GET  pd             masuk  200   404   200   404   200   200   200   200   404   404
kinerja:realisasi_update     GET  pd-tutup       masuk  200   404   200   404   200   200   200   200   404   404
kinerja:realisasi_update     GET  pd-lain        masuk  404   200   404   200   200   200   200   200   404   404
kinerja:realisasi_update     POST pd             masuk  200   404   403   404   403   403   403   403   404   404
kinerja:realisasi_update     POST pd-tutup       masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_update     POST pd-belum       masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_update     POST pd-lain        masuk  404   200   404   403   403   403   403   403   404   404
kinerja:triwulan_ajukan      GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:triwulan_ajukan      POST pd             masuk  302   404   403   404   403   403   403   403   403   403
kinerja:triwulan_ajukan      POST pd-tutup       masuk  403   404   403   404   403   403   403   403   403   403
kinerja:triwulan_ajukan      POST pd-belum       masuk  kabar  404   403   404   403   403   403   403   403   403
kinerja:triwulan_ajukan      POST pd-lain        masuk  404   302   404   403   403   403   403   403   403   403
kinerja:realisasi_panel      GET  pd             masuk  200   404   200   404   200   200   200   200   404   404
kinerja:realisasi_panel      GET  pd-tutup       masuk  200   404   200   404   200   200   200   200   404   404
kinerja:realisasi_panel      GET  pd-lain        masuk  404   200   404   200   200   200   200   200   404   404
kinerja:realisasi_panel      POST pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:narasi_update        GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:narasi_update        POST pd             masuk  200   404   403   404   403   403   403   403   404   404
kinerja:narasi_update        POST pd-tutup       masuk  403   404   403   404   403   403   403   403   404   404
kinerja:narasi_update        POST pd-belum       masuk  403   404   403   404   403   403   403   403   404   404
kinerja:narasi_update        POST pd-lain        masuk  404   200   404   403   403   403   403   403   404   404
kinerja:komentar_create      GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:komentar_create      POST pd             masuk  200   404   200   404   403   200   403   403   404   404
kinerja:komentar_create      POST pd-tutup       masuk  200   404   200   404   403   200   403   403   404   404
kinerja:komentar_create      POST pd-lain        masuk  404   200   404   200   403   200   403   403   404   404

kinerja:persetujuan_list     GET  -              masuk  403   403   200   200   403   403   403   403   403   403
kinerja:persetujuan_list     GET  pd             masuk  403   403   200   404   403   403   403   403   403   403
kinerja:persetujuan_list     GET  pd-lain        masuk  403   403   404   200   403   403   403   403   403   403
kinerja:persetujuan_list     POST -              masuk  405   405   405   405   405   405   405   405   405   405
kinerja:triwulan_setujui     GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:triwulan_setujui     POST pd             masuk  403   404   302   404   403   403   403   403   403   403
kinerja:triwulan_setujui     POST pd-tutup       masuk  403   404   302   404   403   403   403   403   403   403
kinerja:triwulan_setujui     POST pd-belum       masuk  403   404   403   404   403   403   403   403   403   403
kinerja:triwulan_setujui     POST pd-sendiri     masuk  403   404   403   404   403   403   403   403   403   403
kinerja:triwulan_setujui     POST pd-lain        masuk  404   403   404   302   403   403   403   403   403   403
kinerja:verifikasi_list      GET  -              masuk  403   403   403   403   403   200   403   403   403   403
kinerja:verifikasi_list      GET  pd             masuk  403   403   403   403   403   200   403   403   403   403
kinerja:verifikasi_list      POST -              masuk  405   405   405   405   405   405   405   405   405   405
kinerja:realisasi_setujui    GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:realisasi_setujui    POST pd             masuk  403   404   302   404   403   403   403   403   404   404
kinerja:realisasi_setujui    POST pd-tutup       masuk  403   404   302   404   403   403   403   403   404   404
kinerja:realisasi_setujui    POST pd-belum       masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_setujui    POST pd-sendiri     masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_setujui    POST pd-lain        masuk  404   403   404   302   403   403   403   403   404   404
kinerja:realisasi_verifikasi GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:realisasi_verifikasi POST pd             masuk  403   404   403   404   403   302   403   403   404   404
kinerja:realisasi_verifikasi POST pd-tutup       masuk  403   404   403   404   403   302   403   403   404   404
kinerja:realisasi_verifikasi POST pd-belum       masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_verifikasi POST pd-sendiri     masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_verifikasi POST pd-lain        masuk  404   403   404   403   403   302   403   403   404   404
kinerja:realisasi_kembalikan GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:realisasi_kembalikan POST pd             masuk  403   404   302   404   403   403   403   403   404   404
kinerja:realisasi_kembalikan POST pd-disetujui   masuk  403   404   403   404   403   302   403   403   404   404
kinerja:realisasi_kembalikan POST pd-belum       masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_kembalikan POST pd-sendiri     masuk  403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_kembalikan POST pd-lain        masuk  404   403   404   302   403   403   403   403   404   404

kinerja:impor_list           GET  -              masuk  200   200   200   200   200   200   200   200   403   403
kinerja:impor_list           POST -              masuk  405   405   405   405   405   405   405   405   405   405
kinerja:impor_create         GET  -              masuk  200   200   403   403   403   200   403   403   403   403
kinerja:impor_create         POST pd             masuk  302   form  403   403   403   302   403   403   403   403
kinerja:impor_create         POST pd-lain        masuk  form  302   403   403   403   302   403   403   403   403
kinerja:impor_create         PUT  -              masuk  form  form  403   403   403   form  403   403   403   403
kinerja:impor_detail         GET  pd             masuk  200   404   200   404   200   200   200   200   404   404
kinerja:impor_detail         GET  pd-diterapkan  masuk  200   404   200   404   200   200   200   200   404   404
kinerja:impor_detail         GET  pd-lain        masuk  404   200   404   200   200   200   200   200   404   404
kinerja:impor_detail         POST pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:impor_lewati         GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:impor_lewati         POST pd             masuk  302   404   403   404   403   302   403   403   404   404
kinerja:impor_lewati         POST pd-diterapkan  masuk  403   404   403   404   403   403   403   403   404   404
kinerja:impor_lewati         POST pd-lain        masuk  404   302   404   403   403   302   403   403   404   404
kinerja:impor_lewati_hapus   GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:impor_lewati_hapus   POST pd             masuk  302   404   403   404   403   302   403   403   404   404
kinerja:impor_lewati_hapus   POST pd-diterapkan  masuk  403   404   403   404   403   403   403   403   404   404
kinerja:impor_lewati_hapus   POST pd-lain        masuk  404   302   404   403   403   302   403   403   404   404
kinerja:impor_pilih          GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:impor_pilih          POST pd             masuk  302   404   403   404   403   302   403   403   404   404
kinerja:impor_pilih          POST pd-diterapkan  masuk  403   404   403   404   403   403   403   403   404   404
kinerja:impor_pilih          POST pd-lain        masuk  404   302   404   403   403   302   403   403   404   404
kinerja:impor_terapkan       GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:impor_terapkan       POST pd             masuk  302   404   403   404   403   302   403   403   404   404
kinerja:impor_terapkan       POST pd-diterapkan  masuk  403   404   403   404   403   403   403   403   404   404
kinerja:impor_terapkan       POST pd-lain        masuk  404   302   404   403   403   302   403   403   404   404
kinerja:impor_batal          GET  pd             masuk  405   405   405   405   405   405   405   405   405   405
kinerja:impor_batal          POST pd             masuk  302   404   403   404   403   302   403   403   404   404
kinerja:impor_batal          POST pd-diterapkan  masuk  403   404   403   404   403   403   403   403   404   404
kinerja:impor_batal          POST pd-lain        masuk  404   302   404   403   403   302   403   403   404   404

kinerja:dokumen_list         GET  -              masuk  200   200   200   200   200   200   200   200   403   403
kinerja:dokumen_list         GET  pd             masuk  200   404   200   404   200   200   200   200   403   403
kinerja:dokumen_list         GET  pd-lain        masuk  404   200   404   200   200   200   200   200   403   403
kinerja:dokumen_list         POST -              masuk  405   405   405   405   405   405   405   405   405   405
kinerja:dokumen_detail       GET  pd             masuk  200   404   200   404   200   200   200   200   404   404
kinerja:dokumen_detail       GET  pd-lain        masuk  404   200   404   200   200   200   200   200   404   404
kinerja:dokumen_detail       GET  kota           masuk  200   200   200   200   200   200   200   200   404   404
kinerja:dokumen_detail       POST pd             masuk  405   405   405   405   405   405   405   405   405   405
"""  # noqa: E501

# Why: words that the reason of a 403 must hold.
ALASAN = [
    ("kinerja:pengisian", "GET", "-", "tanpa_peran", "belum diberi perangkat daerah"),
    ("kinerja:pengisian", "GET", "pd", "admin", "Admin mengelola pengguna"),
    ("kinerja:dokumen_list", "GET", "-", "tanpa_peran", "belum diberi perangkat daerah"),
    ("kinerja:impor_list", "GET", "-", "admin", "Admin mengelola pengguna"),
    ("kinerja:realisasi_update", "POST", "pd", "kepala", "Hanya operator"),
    ("kinerja:realisasi_update", "POST", "pd-tutup", "operator", "sudah ditutup pada"),
    ("kinerja:realisasi_update", "POST", "pd-belum", "operator", "sudah diajukan"),
    ("kinerja:narasi_update", "POST", "pd", "organisasi", "Hanya operator"),
    ("kinerja:narasi_update", "POST", "pd-tutup", "operator", "sudah ditutup pada"),
    ("kinerja:komentar_create", "POST", "pd", "pimpinan", "Komentar ditulis oleh"),
    ("kinerja:triwulan_ajukan", "POST", "pd-tutup", "operator", "sudah ditutup pada"),
    ("kinerja:persetujuan_list", "GET", "-", "operator", "untuk Kepala perangkat daerah"),
    ("kinerja:verifikasi_list", "GET", "-", "evaluator", "untuk Bagian Organisasi"),
    ("kinerja:triwulan_setujui", "POST", "pd-belum", "kepala", "Tidak ada baris"),
    (
        "kinerja:triwulan_setujui",
        "POST",
        "pd-sendiri",
        "kepala",
        "Anda yang mengisi atau mengajukan",
    ),
    (
        "kinerja:realisasi_setujui",
        "POST",
        "pd-sendiri",
        "kepala",
        "Anda yang mengisi atau mengajukan",
    ),
    ("kinerja:realisasi_setujui", "POST", "pd-belum", "kepala", "statusnya draf"),
    ("kinerja:realisasi_verifikasi", "POST", "pd-sendiri", "organisasi", "Anda yang mengisi"),
    ("kinerja:realisasi_verifikasi", "POST", "pd-belum", "organisasi", "statusnya draf"),
    ("kinerja:realisasi_verifikasi", "POST", "pd", "kepala", "oleh Bagian Organisasi"),
    (
        "kinerja:realisasi_kembalikan",
        "POST",
        "pd-sendiri",
        "kepala",
        "Anda yang mengisi atau mengajukan",
    ),
    ("kinerja:realisasi_kembalikan", "POST", "pd-belum", "organisasi", "statusnya draf"),
    ("kinerja:impor_create", "GET", "-", "kepala", "Laporan diunggah oleh"),
    ("kinerja:impor_lewati", "POST", "pd-diterapkan", "operator", "sudah diterapkan"),
    ("kinerja:impor_pilih", "POST", "pd-diterapkan", "operator", "sudah diterapkan"),
    ("kinerja:impor_terapkan", "POST", "pd-diterapkan", "organisasi", "sudah diterapkan"),
    ("kinerja:impor_batal", "POST", "pd-diterapkan", "organisasi", "sudah diterapkan"),
]

JUMLAH_BARIS_KEPALA = 2
SASARAN_ASING = {"pd-lain", "orang"}
# What belongs to no PD: everyone who reads evaluations reads the rows, and kinds of data are none.
MILIK_BERSAMA = {
    "evaluasi:templat_detail",
    "evaluasi:templat_update",
    "evaluasi:kementerian_update",
    "evaluasi:indeks_rb_update",
    "dasar:impor_data_jenis",
    "dasar:impor_data_templat",
    "dasar:impor_data_ekspor",
}
# A schedule is the city's: everyone reads it, and a PD has none of its own.
JADWAL_KOTA = {
    "kinerja:jadwal_update",
    "kinerja:perpanjangan_create",
    "kinerja:bekukan",
    "kinerja:buka_beku",
}
# What they change is the session; the answer that says so.
MASUK_KELUAR = {"login": "302", "logout": "302", "masuk_di_tempat": "200"}
# HEAD and OPTIONS are Django's own; GET and POST every address must name.
DICOBA = ("PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Baris:
    """One line of the table; `jawaban` by column."""

    nama: str
    cara: str
    sasaran: str
    jawaban: dict[str, str]

    def __str__(self) -> str:
        return f"{self.nama} {self.cara} {self.sasaran}"


def _baca(tabel: str) -> list[Baris]:
    hasil = []
    for teks in [t for t in tabel.splitlines() if t.strip()][JUMLAH_BARIS_KEPALA:]:
        nama, cara, sasaran, *jawaban = teks.split()
        hasil.append(Baris(nama, cara, sasaran, dict(zip(KOLOM, jawaban, strict=True))))
    return hasil


_SEMUA = (
    TABEL,
    HAK_PENGUKURAN,
    HAK_EVALUASI,
    HAK_LAPORAN,
    HAK_ORGANISASI,
    HAK_IMPOR_DATA,
    HAK_RENCANA,
    HAK_POHON,
)
BARIS = [baris for tabel in _SEMUA for baris in _baca(tabel)]
BARIS_MENURUT_KUNCI = {(b.nama, b.cara, b.sasaran): b for b in BARIS}


@pytest.fixture(scope="module")
def dunia(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dunia]:
    """Built once; each test has a transaction of its own inside this one, both rolled back."""
    berkas = override_settings(BERKAS_ROOT=tmp_path_factory.mktemp("berkas"))
    with django_db_blocker.unblock(), berkas, transaction.atomic():
        yield susun_dunia()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _peramban() -> Client:
    return Client()


@pytest.fixture
def client(_peramban: Client) -> Client:
    """Nobody is signed in. One for all tests: each new one loads every middleware again."""
    _peramban.cookies.clear()
    return _peramban


def _masuk(client: Client, sesi: str | None) -> None:
    client.cookies.clear()
    if sesi is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = sesi


def _minta(client: Client, sasaran: Sasaran, cara: str) -> HttpResponse:
    _masuk(client, sasaran.sesi)
    return getattr(client, cara.lower())(sasaran.alamat, sasaran.isian)


def _alasan(jawaban: HttpResponse) -> str:
    """The reason on a 403 page: a sentence, and not the one for want of a better.

    The sheet that was refused says it cell by cell, above what was typed.
    """
    isi = jawaban.content.decode()
    cocok = re.search(r'<p class="hal-galat__alasan">([^<]+)</p>', isi) or re.search(
        r'ringkasan-galat__daftar">\s*<li><a href="#nilai-[0-9]+">([^<]+?) Isian Anda: 95</a>', isi
    )
    assert cocok
    alasan = unescape(cocok.group(1))
    assert alasan != ALASAN_UMUM
    assert re.fullmatch(r"[A-Z].{25,}\.", alasan)
    return alasan


def _jawab(client: Client, sasaran: Sasaran, cara: str) -> str:
    """One cell in the words of the table, and what else the cell must not be."""
    pengamat = Pengamat()
    alamat, isian = sasaran.alamat, sasaran.isian  # what they read is no part of the request
    if cara == "GET":
        isian = {medan: isi for medan, isi in isian.items() if not isinstance(isi, UploadedFile)}
    with connection.execute_wrapper(pengamat):
        jawaban = getattr(client, cara.lower())(alamat, isian)
    status = str(jawaban.status_code)
    if status == "302" and jawaban["Location"].startswith(reverse("login") + "?"):
        status = "masuk"
    if status == "403":
        _alasan(jawaban)
    if status == "404":
        isi = jawaban.content.decode()
        assert not any(kata in isi for kata in sasaran.rahasia), "404 yang membocorkan"
    if pengamat.berubah:
        menulis = cara == "POST" and status in ("200", "302")
        return status if menulis else f"{status}, tetapi data berubah"
    if cara == "GET" or MASUK_KELUAR.get(sasaran.nama) == status:
        return status
    return {"200": "form", "422": "form", "302": "kabar"}.get(status, status)


def _kasus(baris: Baris) -> Any:
    """A method that nobody may use says the same to everybody: that comes with --lengkap."""
    biasa = set(baris.jawaban.values()) - {"405", "masuk"}
    return pytest.param(baris, id=str(baris), marks=() if biasa else pytest.mark.lengkap)


@pytest.mark.parametrize("baris", [_kasus(b) for b in BARIS])
def test_each_address_answers_each_role(client: Client, dunia: Dunia, baris: Baris):
    hasil = {}
    for kolom in KOLOM:
        with transaction.atomic():
            sasaran = Sasaran(dunia, baris.nama, baris.sasaran, kolom)
            _masuk(client, sasaran.sesi)
            hasil[kolom] = _jawab(client, sasaran, baris.cara)
            transaction.set_rollback(True)

    assert hasil == baris.jawaban


@pytest.mark.parametrize(
    ("nama", "cara", "sasaran", "kolom", "kata"), [*ALASAN, *ALASAN_PENGUKURAN, *ALASAN_RENCANA]
)
def test_refusal_says_why(
    client: Client, dunia: Dunia, nama: str, cara: str, sasaran: str, kolom: str, kata: str
):
    assert BARIS_MENURUT_KUNCI[nama, cara, sasaran].jawaban[kolom] == "403"

    jawaban = _minta(client, Sasaran(dunia, nama, sasaran, kolom), cara)

    assert kata in _alasan(jawaban)


@pytest.mark.parametrize(
    ("nama", "cara"),
    sorted({(b.nama, b.cara) for b in BARIS if b.jawaban["anonim"] == "masuk"}),
)
def test_part_of_a_page_answers_401_to_anonymous(client: Client, dunia: Dunia, nama, cara):
    jawaban = getattr(client, cara.lower())(alamat_kosong(nama), headers={"HX-Request": "true"})

    assert jawaban.status_code == 401
    assert SESI_BERAKHIR in jawaban.content.decode()


@pytest.mark.parametrize("kolom", ["admin", "tanpa_peran"])
def test_home_without_a_right_over_numbers_shows_none(client: Client, dunia: Dunia, kolom: str):
    sasaran = Sasaran(dunia, "dasar:beranda", "-", kolom)

    isi = _minta(client, sasaran, "GET").content.decode()

    assert reverse("kinerja:pengisian") not in isi
    assert not any(m.isi.nama in isi or m.pd.nama_pada() in isi for m in dunia.pd.values())


def test_table_names_every_address_and_accepted_method(client: Client, dunia: Dunia):
    tertulis = {(b.nama, b.cara) for b in BARIS}
    hilang = {(nama, cara) for nama in ruas_alamat() for cara in ("GET", "POST")} - tertulis

    for nama in ruas_alamat():
        for cara in DICOBA:
            # The page of login sends away who is signed in, whatever the method.
            _masuk(client, None if nama == "login" else dunia.sesi["organisasi"])
            with transaction.atomic():
                jawaban = getattr(client, cara.lower())(alamat_kosong(nama))
                transaction.set_rollback(True)  # signing out would hold for the next ones too
            if jawaban.status_code != 405 and (nama, cara) not in tertulis:
                hilang.add((nama, cara))

    assert hilang == set()


def test_table_names_no_address_that_is_gone():
    assert {b.nama for b in BARIS} - set(ruas_alamat()) == set()


def test_table_has_each_line_once():
    assert len(BARIS_MENURUT_KUNCI) == len(BARIS)


def test_every_address_of_one_row_is_tried_with_a_row_of_somebody_else():
    satu_baris = {nama for nama, ruas in ruas_alamat().items() if ruas}
    dicoba = {
        b.nama for b in BARIS if b.sasaran in SASARAN_ASING and b.jawaban["operator"] == "404"
    }

    assert satu_baris - dicoba == MILIK_BERSAMA | JADWAL_KOTA
