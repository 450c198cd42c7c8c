"""The virus scanner: off, clean, infected, silent; against a server that speaks its protocol."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dasar.galat import GalatPengguna
from dasar.models import Berkas
from dasar.services.berkas import simpan_berkas
from dasar.services.pemindai import BerkasTerinfeksi, PemindaiMati, pindai
from tests.dasar.berkas_uji import pdf

WABAH = b"WABAH-UJI"


def _jawab_biasa(isi: bytes) -> bytes:
    return b"stream: Uji.Wabah-1 FOUND\0" if WABAH in isi else b"stream: OK\0"


class _Clamd(socketserver.StreamRequestHandler):
    """What was read and how to answer stand on the server (`_jalankan`)."""

    server: Any

    def handle(self) -> None:
        perintah = self.rfile.read(10)
        isi = b""
        while panjang := struct.unpack("!L", self.rfile.read(4))[0]:
            isi += self.rfile.read(panjang)
        assert perintah == b"zINSTREAM\0"
        self.server.terbaca.append(isi)
        self.wfile.write(self.server.jawab(isi))


@contextmanager
def _jalankan(server: Any, jawab: Callable[[bytes], bytes]) -> Iterator[list[bytes]]:
    server.terbaca, server.jawab = [], jawab
    utas = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    utas.start()
    try:
        yield server.terbaca
    finally:
        server.shutdown()
        utas.join()
        server.server_close()


@pytest.fixture
def clamd(settings):
    """Start one that answers as told; the address is in the settings."""

    @contextmanager
    def _clamd(jawab: Callable[[bytes], bytes] = _jawab_biasa):
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd)
        settings.CLAMD_ALAMAT = f"127.0.0.1:{server.server_address[1]}"
        with _jalankan(server, jawab) as terbaca:
            yield terbaca

    return _clamd


def test_it_is_off_by_default(settings):
    assert settings.CLAMD_ALAMAT == ""
    pindai(WABAH)


def test_clean_content_passes_whole(clamd):
    isi = bytes(range(256)) * 1024  # more than one piece

    with clamd() as terbaca:
        pindai(isi)

    assert terbaca == [isi]


def test_a_unix_socket_is_spoken_to_as_well(settings, tmp_path: Path):
    alamat = tmp_path / "clamd.ctl"
    settings.CLAMD_ALAMAT = str(alamat)
    server = socketserver.ThreadingUnixStreamServer(str(alamat), _Clamd)

    with _jalankan(server, _jawab_biasa) as terbaca:
        pindai(b"bersih")

    assert terbaca == [b"bersih"]


def test_infected_content_is_refused_with_the_name_of_what_was_found(clamd):
    with clamd(), pytest.raises(BerkasTerinfeksi, match=r"Uji\.Wabah-1"):
        pindai(b"..." + WABAH)


@pytest.mark.parametrize("jawaban", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0"])
def test_an_answer_that_is_no_verdict_refuses(clamd, jawaban):
    with clamd(lambda _isi: jawaban), pytest.raises(PemindaiMati, match="tidak menjawab"):
        pindai(b"isi")


@pytest.mark.parametrize("alamat", ["127.0.0.1:1", "/tidak/ada.ctl", "tanpa-port"])
def test_a_scanner_that_is_down_refuses(settings, alamat):
    settings.CLAMD_ALAMAT = alamat

    with pytest.raises(PemindaiMati, match="belum dapat diterima"):
        pindai(b"isi")


@pytest.mark.django_db
def test_nothing_is_stored_before_the_verdict(clamd, settings, tmp_path: Path):
    settings.BERKAS_ROOT = tmp_path / "berkas"

    def simpan(isi: bytes, **pilihan: bool) -> Berkas:
        boleh = {"pdf"}
        return simpan_berkas(isi=isi, nama_asli="a.pdf", oleh=None, jenis_boleh=boleh, **pilihan)

    with clamd() as terbaca:
        with pytest.raises(GalatPengguna, match="“a.pdf” tidak dapat diterima. Pemindai virus"):
            simpan(pdf(tanda=WABAH.decode()))
        assert not Berkas.objects.exists()
        simpan(pdf())
    assert len(terbaca) == 2

    with pytest.raises(PemindaiMati):
        simpan(pdf())
    simpan(pdf(), buatan_sendiri=True)  # a report of ours does not wait for the scanner
