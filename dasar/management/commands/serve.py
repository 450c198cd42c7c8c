"""`manage.py serve`: web, worker and beat as one foreground process tree."""

import argparse
import ctypes
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

PR_SET_PDEATHSIG = 1  # linux/prctl.h
MAKS_MULAI_ULANG = 3
"""How often one process is restarted in a row before everything is stopped."""
DETIK_DIANGGAP_STABIL = 300.0
"""A process that ran this long starts again with a clean record."""
DETIK_JEDA_MULAI_ULANG = 1.0
DETIK_TUNGGU_BERHENTI = 25.0
"""Time for requests and jobs to finish. Killing after that is safe: a lease brings a job back."""

_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork


def _ikat_pada_induk(induk: int, sinyal: signal.Signals) -> Callable[[], None]:
    """Return a preexec_fn: when `induk` dies, even by kill -9, the kernel signals the child.

    The kernel watches the *thread* that forked, so children are started by the main thread only.
    """

    def preexec() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(sinyal), 0, 0, 0)
        if os.getppid() != induk:  # the parent died between fork and prctl
            os._exit(1)

    return preexec


@dataclass
class Proses:
    """One supervised child and what is known about it."""

    nama: str
    perintah: list[str]
    sinyal_induk_mati: signal.Signals = signal.SIGTERM
    popen: subprocess.Popen[bytes] | None = None
    sisa: bytes = b""
    mulai: float = 0.0
    mulai_ulang: int = 0
    dijadwalkan: float | None = None
    """Monotonic time of the next start, or None when nothing is planned."""

    def jalankan(self) -> int:
        """Start the child in its own session; return the non-blocking descriptor of its output."""
        baca, tulis = os.pipe()
        self.popen = subprocess.Popen(  # noqa: S603 - fixed commands, no shell
            self.perintah,
            stdin=subprocess.DEVNULL,
            stdout=tulis,
            stderr=subprocess.STDOUT,
            # Own session: Ctrl+C reaches only this supervisor, which then stops all in order.
            start_new_session=True,
            preexec_fn=_ikat_pada_induk(os.getpid(), self.sinyal_induk_mati),  # noqa: PLW1509
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            cwd=settings.BASE_DIR,
        )
        os.close(tulis)  # the child has its own copy; ours would hide the end of the output
        os.set_blocking(baca, False)
        self.sisa, self.mulai, self.dijadwalkan = b"", time.monotonic(), None
        return baca

    def kirim(self, sinyal: signal.Signals, *, sekelompok: bool = False) -> None:
        """Send a signal to the child, or to everything in its process group."""
        if self.popen is None:
            return
        try:
            if sekelompok:
                os.killpg(self.popen.pid, sinyal)
            elif self.popen.poll() is None:
                self.popen.send_signal(sinyal)
        except ProcessLookupError:
            pass


class Command(BaseCommand):
    """Runs gunicorn, a Celery worker and Celery beat; stops all three together."""

    help = "Menjalankan web, pekerja latar (worker) dan penjadwal (beat) dalam satu perintah."

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(*args, **kwargs)
        parser.formatter_class = argparse.ArgumentDefaultsHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="alamat:port untuk web")
        parser.add_argument("--workers", type=int, default=2, help="proses web")
        parser.add_argument("--threads", type=int, default=4, help="utas per proses web")
        parser.add_argument("--concurrency", type=int, default=2, help="pekerjaan sekaligus")

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[Any, Any]:
        """Checks that ask the database too: audit triggers, demo accounts outside a demo."""
        return super().get_check_kwargs(options) | {"databases": [DEFAULT_DB_ALIAS]}

    def handle(self, *args: Any, **options: Any) -> None:
        self._alamat = _baca_bind(options["bind"])
        _pastikan_port_kosong(*self._alamat)
        self._proses = _daftar_proses(options)
        self._selector = selectors.DefaultSelector()
        self._berhenti = False
        self._segera = False
        self._diumumkan = False
        self._kode = 0

        asal = {
            s: signal.signal(s, self._minta_berhenti)
            for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            for proses in self._proses:
                self._mulai(proses)
            while not self._berhenti:
                self._baca_keluaran(0.2)
                self._periksa_anak()
                self._umumkan()
        finally:
            self._hentikan_semua()
            for sinyal, penangan in asal.items():
                signal.signal(sinyal, penangan)
        if self._kode:
            sys.exit(self._kode)

    def _minta_berhenti(self, signum: int, frame: FrameType | None) -> None:
        self._segera = self._berhenti  # asked twice: stop without waiting
        self._berhenti = True

    def _tulis(self, nama: str, teks: str) -> None:
        try:
            self.stdout.write(f"{nama:<6} | {teks}")
            self.stdout.flush()
        except BrokenPipeError:  # the reader of our output is gone: nobody watches any more
            self._berhenti = True

    def _mulai(self, proses: Proses) -> None:
        self._selector.register(proses.jalankan(), selectors.EVENT_READ, proses)

    def _baca_keluaran(self, detik: float) -> None:
        """Copy what the children wrote, line by line, with their name in front."""
        siap = self._selector.select(detik)
        for kunci, _ in siap:
            proses: Proses = kunci.data
            try:
                potongan = os.read(kunci.fd, 65536)
            except BlockingIOError:
                continue
            if not potongan:
                self._selector.unregister(kunci.fileobj)
                os.close(kunci.fd)
            *baris, proses.sisa = (proses.sisa + potongan).split(b"\n")
            if not potongan and proses.sisa:
                baris, proses.sisa = [*baris, proses.sisa], b""
            for isi in baris:
                self._tulis(proses.nama, isi.decode("utf-8", "replace").rstrip("\r"))

    def _periksa_anak(self) -> None:
        """Restart a child that ended on its own, a bounded number of times."""
        sekarang = time.monotonic()
        for proses in self._proses:
            if proses.dijadwalkan is not None:
                if sekarang >= proses.dijadwalkan:
                    self._mulai(proses)
                continue
            if proses.popen is None or proses.popen.poll() is None:
                continue
            kode = proses.popen.returncode
            proses.kirim(signal.SIGKILL, sekelompok=True)  # its own children, if any were left
            if sekarang - proses.mulai >= DETIK_DIANGGAP_STABIL:
                proses.mulai_ulang = 0
            if proses.mulai_ulang >= MAKS_MULAI_ULANG:
                self._tulis(
                    "serve",
                    f"Proses {proses.nama} berhenti lagi (kode {kode}) setelah {MAKS_MULAI_ULANG} "
                    "kali dimulai ulang. Semua proses dihentikan; periksa pesan di atas.",
                )
                self._kode, self._berhenti = 1, True
                return
            proses.mulai_ulang += 1
            proses.dijadwalkan = sekarang + DETIK_JEDA_MULAI_ULANG
            self._tulis(
                "serve",
                f"Proses {proses.nama} berhenti (kode {kode}); dimulai ulang "
                f"({proses.mulai_ulang} dari {MAKS_MULAI_ULANG}).",
            )

    def _umumkan(self) -> None:
        """Say once, when the web answers, where it is."""
        if self._diumumkan:
            return
        host, port = self._alamat
        tujuan = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
        try:
            socket.create_connection((tujuan, port), timeout=0.2).close()
        except OSError:
            return
        self._diumumkan = True
        nama = f"[{tujuan}]" if ":" in tujuan else tujuan
        self._tulis("serve", f"Siap di http://{nama}:{port}/ (Ctrl+C untuk berhenti).")

    def _hentikan_semua(self) -> None:
        """Ask every child to finish, wait, then end what is left of their process groups."""
        hidup = [p for p in self._proses if p.popen is not None and p.popen.poll() is None]
        if hidup:
            self._tulis("serve", "Menghentikan " + ", ".join(p.nama for p in hidup) + ".")
        for proses in reversed(hidup):  # beat, worker, web
            proses.kirim(signal.SIGTERM)
        batas = time.monotonic() + DETIK_TUNGGU_BERHENTI
        while any(p.popen and p.popen.poll() is None for p in hidup):
            if self._segera or time.monotonic() >= batas:
                break
            self._baca_keluaran(0.1)
        for proses in self._proses:
            proses.kirim(signal.SIGKILL, sekelompok=True)
            if proses.popen is not None:
                proses.popen.wait()
        while self._selector.get_map() and self._selector.select(0):
            self._baca_keluaran(0)
        self._selector.close()
        self._tulis("serve", "Semua proses sudah berhenti.")


def _baca_bind(teks: str) -> tuple[str, int]:
    """Split "host:port"; an IPv6 host is written in brackets."""
    host, _, port = teks.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"--bind ditulis alamat:port, misalnya 127.0.0.1:8000, bukan {teks!r}.")
    return host.strip("[]"), int(port)


def _pastikan_port_kosong(host: str, port: int) -> None:
    """Refuse early, in a sentence, where gunicorn would retry and print a trace."""
    keluarga = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(keluarga, socket.SOCK_STREAM) as uji:
        uji.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            uji.bind((host, port))
        except OSError as exc:
            raise CommandError(
                f"Alamat {host}:{port} tidak dapat dipakai ({exc.strerror}). "
                f"Pilih port lain, misalnya --bind {host}:{port + 1}."
            ) from exc


def _daftar_proses(options: dict[str, Any]) -> list[Proses]:
    """Commands of the three children, in starting order."""
    python = sys.executable
    jadwal = Path(settings.VAR_DIR) / "jadwal-beat"
    jadwal.parent.mkdir(parents=True, exist_ok=True)
    tingkat = "WARNING" if options["verbosity"] == 0 else "INFO"
    return [
        Proses(
            "web",
            [
                *(python, "-m", "gunicorn", "sakip.wsgi:application"),
                *("--bind", options["bind"], "--worker-class", "gthread"),
                *("--workers", str(options["workers"]), "--threads", str(options["threads"])),
                *("--timeout", "60", "--graceful-timeout", "15", "--log-level", tingkat.lower()),
                "--no-control-socket",
            ],
        ),
        Proses(
            "worker",
            [
                *(python, "-m", "celery", "-q", "-A", "sakip", "worker", "--loglevel", tingkat),
                *("--concurrency", str(options["concurrency"])),
                *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            ],
            # With the supervisor killed nobody waits for a long job (a softer signal would); its
            # lease brings it back. Celery binds its pool processes to the worker the same way.
            sinyal_induk_mati=signal.SIGKILL,
        ),
        Proses(
            "beat",
            [
                *(python, "-m", "celery", "-q", "-A", "sakip", "beat", "--loglevel", tingkat),
                *("--schedule", str(jadwal), "--pidfile="),
            ],
        ),
    ]
