"""The one job mechanism: claim with a lease, renew it, refuse writes of a former holder.

A worker claims the row by one conditional UPDATE that raises `nomor_pagar`. From then on each
write asks for that number, so a worker that was taken for dead can no longer change anything.
Times are the worker's clock (UTC); clocks of several machines must agree to a few seconds, and
when they do not, the number still keeps two holders apart.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from secrets import token_hex
from threading import Event, Thread
from time import monotonic
from typing import Any

from celery import current_app
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from kombu.exceptions import OperationalError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Pekerjaan, StatusPekerjaan
from dasar.models.pekerjaan import STATUS_HIDUP
from dasar.pendaftar import jenis_pekerjaan

logger = logging.getLogger(__name__)

NAMA_TASK = "dasar.tasks.jalankan"
JEDA_TULIS_KEMAJUAN = 0.5  # seconds; the page asks every two
GALAT_ANTREAN = "Pekerjaan tidak dapat dikirim ke antrean. Ulangi beberapa saat lagi."


class SewaHilang(Exception):
    """The lease went to somebody else or the job was cancelled: stop, write nothing more."""


def buat_pekerjaan(
    jenis: str,
    *,
    judul: str,
    parameter: dict[str, Any],
    diminta_oleh: AbstractBaseUser | None,
    kunci: str = "",
) -> Pekerjaan:
    """Insert a job and send it to the queue once the surrounding transaction has committed.

    With `kunci`, the same work is not queued twice while it waits or runs: the same person gets
    the living job back, another one GalatPengguna. KeyError for an unregistered `jenis`.
    """
    jenis_pekerjaan[jenis]
    try:
        with transaction.atomic():
            pekerjaan = Pekerjaan.objects.create(
                jenis=jenis,
                judul=judul,
                parameter=parameter,
                diminta_oleh_id=None if diminta_oleh is None else diminta_oleh.pk,
                kunci=kunci,
            )
    except IntegrityError:
        hidup = Pekerjaan.objects.filter(kunci=kunci, status__in=STATUS_HIDUP).first()
        if not kunci or hidup is None:
            raise
        if diminta_oleh is not None and hidup.diminta_oleh_id != diminta_oleh.pk:
            raise GalatPengguna(
                f"{hidup.judul} sedang dikerjakan. Tunggu sampai selesai."
            ) from None
        return hidup
    transaction.on_commit(partial(_kirim, pekerjaan.pk))
    return pekerjaan


def ulangi_pekerjaan(pekerjaan_id: int, *, oleh: AbstractBaseUser) -> Pekerjaan:
    """Queue a failed or cancelled job of `oleh` again, in the same row.

    Pekerjaan.DoesNotExist when it is not theirs; GalatPengguna when it may not be repeated.
    """
    pekerjaan = Pekerjaan.objects.for_user(oleh).get(pk=pekerjaan_id)
    try:
        with transaction.atomic():
            diulang = Pekerjaan.objects.filter(
                pk=pekerjaan.pk, status__in=[StatusPekerjaan.GAGAL, StatusPekerjaan.DIBATALKAN]
            ).update(
                status=StatusPekerjaan.ANTRE,
                kemajuan=0,
                pesan="",
                galat="",
                nomor_galat="",
                hasil=None,
                percobaan=0,
                mulai_pada=None,
                selesai_pada=None,
                diperbarui_pada=timezone.now(),
            )
    except IntegrityError:
        raise GalatPengguna("Pekerjaan yang sama sudah berjalan.") from None
    if not diulang:
        raise GalatPengguna("Hanya pekerjaan yang gagal atau dibatalkan yang dapat diulangi.")
    transaction.on_commit(partial(_kirim, pekerjaan.pk))
    pekerjaan.refresh_from_db()
    return pekerjaan


def batalkan_pekerjaan(pekerjaan_id: int, *, oleh: AbstractBaseUser) -> Pekerjaan:
    """Cancel a waiting or running job of `oleh`; a running worker loses its right to write.

    Pekerjaan.DoesNotExist when it is not theirs; GalatPengguna when it has already ended.
    """
    pekerjaan = Pekerjaan.objects.for_user(oleh).get(pk=pekerjaan_id)
    kini = timezone.now()
    batal = Pekerjaan.objects.filter(pk=pekerjaan.pk, status__in=STATUS_HIDUP).update(
        status=StatusPekerjaan.DIBATALKAN,
        nomor_pagar=F("nomor_pagar") + 1,
        sewa_sampai=None,
        selesai_pada=kini,
        diperbarui_pada=kini,
    )
    if not batal:
        raise GalatPengguna("Pekerjaan ini sudah berakhir.")
    pekerjaan.refresh_from_db()
    return pekerjaan


def sapu_pekerjaan() -> int:
    """Put jobs whose lease has expired back into the queue; return how many were queued.

    One that was interrupted too often ends as `gagal`. Waiting and living jobs are not touched.
    """
    diantrekan = 0
    for pekerjaan in Pekerjaan.objects.sewa_habis(timezone.now()).order_by("id"):
        if _akhiri_bila_terlalu_sering(pekerjaan):
            continue
        masih_habis = Pekerjaan.objects.filter(pk=pekerjaan.pk).sewa_habis(timezone.now())
        if masih_habis.update(
            status=StatusPekerjaan.ANTRE,
            nomor_pagar=F("nomor_pagar") + 1,
            sewa_sampai=None,
            pesan="Pekerja berhenti di tengah jalan. Pekerjaan diulangi.",
            diperbarui_pada=timezone.now(),
        ):
            logger.warning("Pekerjaan %s: sewa habis, diantrekan lagi", pekerjaan.pk)
            transaction.on_commit(partial(_kirim, pekerjaan.pk))
            diantrekan += 1
    return diantrekan


def _kirim(pekerjaan_id: int) -> None:
    """Send the job's number to the broker; without a broker the row says so, at once."""
    try:
        current_app.send_task(NAMA_TASK, [pekerjaan_id])
    except (OperationalError, OSError):
        logger.exception("Pekerjaan %s tidak terkirim ke antrean", pekerjaan_id)
        kini = timezone.now()
        Pekerjaan.objects.filter(pk=pekerjaan_id, status=StatusPekerjaan.ANTRE).update(
            status=StatusPekerjaan.GAGAL,
            galat=GALAT_ANTREAN,
            selesai_pada=kini,
            diperbarui_pada=kini,
        )


def _batas(jenis: str) -> int:
    dikenal = jenis_pekerjaan.cari(jenis)
    return dikenal.batas_percobaan if dikenal else 1


def _akhiri_bila_terlalu_sering(pekerjaan: Pekerjaan) -> bool:
    """End a job as `gagal` if its lease expired in its last permitted try."""
    batas = _batas(pekerjaan.jenis)
    kini = timezone.now()
    return bool(
        Pekerjaan.objects.filter(pk=pekerjaan.pk, percobaan__gte=batas)
        .sewa_habis(kini)
        .update(
            status=StatusPekerjaan.GAGAL,
            nomor_pagar=F("nomor_pagar") + 1,
            sewa_sampai=None,
            galat=f"Pekerjaan terhenti {batas} kali sebelum selesai. "
            "Hubungi pengelola sistem bila terulang.",
            selesai_pada=kini,
            diperbarui_pada=kini,
        )
    )


def _sewa() -> timedelta:
    return timedelta(seconds=settings.PEKERJAAN_SEWA_DETIK)


def _klaim(pekerjaan_id: int) -> Pekerjaan | None:
    """Take the job by one conditional UPDATE; None when it is held, over or unknown."""
    kini = timezone.now()
    with transaction.atomic():
        # The updated row stays locked until commit, so the number read below is ours.
        didapat = (
            Pekerjaan.objects.filter(pk=pekerjaan_id)
            .filter(
                Q(status=StatusPekerjaan.ANTRE)
                | Q(status=StatusPekerjaan.BERJALAN, sewa_sampai__lt=kini)
            )
            .update(
                status=StatusPekerjaan.BERJALAN,
                nomor_pagar=F("nomor_pagar") + 1,
                percobaan=F("percobaan") + 1,
                sewa_sampai=kini + _sewa(),
                mulai_pada=Coalesce(F("mulai_pada"), Value(kini)),
                diperbarui_pada=kini,
            )
        )
        if not didapat:
            return None
        return Pekerjaan.objects.select_related("diminta_oleh").get(pk=pekerjaan_id)


class Kerja:
    """What a job may do with its own row while it holds the lease."""

    def __init__(self, pekerjaan: Pekerjaan) -> None:
        self.pekerjaan_id: int = pekerjaan.pk
        self.jenis: str = pekerjaan.jenis
        self.parameter: dict[str, Any] = pekerjaan.parameter
        # Any: this floor does not know the project's user class.
        self.diminta_oleh: Any = pekerjaan.diminta_oleh
        self.nomor_pagar: int = pekerjaan.nomor_pagar
        self.sudah_selesai = False
        self._hilang = Event()
        self._berhenti = Event()
        self._ditulis = float("-inf")

    def kemajuan(self, persen: int, pesan: str, *, segera: bool = False) -> None:
        """Report progress (0..100) with a sentence; written at most twice a second.

        `segera` writes it in any case: before a long step, during which nothing else is said.
        SewaHilang when the lease is no longer ours: a good place to stop.
        """
        self._periksa()
        kini = monotonic()
        if not segera and kini - self._ditulis < JEDA_TULIS_KEMAJUAN:
            return
        self._ditulis = kini
        self._tulis(kemajuan=max(0, min(100, int(persen))), pesan=pesan[:300])

    @contextmanager
    def transaksi(self) -> Iterator[None]:
        """An atomic block that first locks the job row and asks for our number.

        SewaHilang before anything is written when the number is old. Progress, renewal and the
        sweep wait while it is open, so compute first and open it to write.
        """
        with transaction.atomic():
            milik = Pekerjaan.objects.select_for_update().filter(pk=self.pekerjaan_id)
            if self._hilang.is_set() or not milik.milik_pemegang(self.nomor_pagar).exists():
                raise SewaHilang
            try:
                yield
            except BaseException:
                self.sudah_selesai = False  # rolled back with everything else
                raise
            if not self.sudah_selesai:
                # Nobody could renew while we held the row; without this the sweep would win.
                self._tulis(sewa_sampai=timezone.now() + _sewa())

    def selesai(self, hasil: dict[str, Any]) -> None:
        """End the job with its result; inside `transaksi` both commit together.

        hasil["tautan"], if given, is the address that the page offers, hasil["pesan"] the
        sentence that it shows.
        """
        kini = timezone.now()
        self._tulis(
            status=StatusPekerjaan.SELESAI,
            hasil=hasil,
            kemajuan=100,
            pesan="",
            sewa_sampai=None,
            selesai_pada=kini,
        )
        self.sudah_selesai = True

    def gagal(self, galat: str, *, nomor: str = "") -> None:
        """End the job with a sentence for the user; nothing happens once the lease is lost."""
        kini = timezone.now()
        Pekerjaan.objects.filter(pk=self.pekerjaan_id).milik_pemegang(self.nomor_pagar).update(
            status=StatusPekerjaan.GAGAL,
            galat=galat,
            nomor_galat=nomor,
            sewa_sampai=None,
            selesai_pada=kini,
            diperbarui_pada=kini,
        )

    def _periksa(self) -> None:
        if self._hilang.is_set():
            raise SewaHilang

    def _tulis(self, **nilai: Any) -> None:
        self._periksa()
        milik = Pekerjaan.objects.filter(pk=self.pekerjaan_id).milik_pemegang(self.nomor_pagar)
        if not milik.update(diperbarui_pada=timezone.now(), **nilai):
            self._hilang.set()
            raise SewaHilang

    @contextmanager
    def dijaga(self) -> Iterator[None]:
        """Renew the lease from a thread with its own connection until the block is left."""
        utas = Thread(target=self._perpanjang_sewa, name=f"sewa-{self.pekerjaan_id}", daemon=True)
        utas.start()
        try:
            yield
        finally:
            self._berhenti.set()
            utas.join(timeout=5)

    def _perpanjang_sewa(self) -> None:
        jeda = float(settings.PEKERJAAN_PERPANJANG_DETIK)
        milik = Pekerjaan.objects.filter(pk=self.pekerjaan_id).milik_pemegang(self.nomor_pagar)
        try:
            while not self._berhenti.wait(jeda):
                try:
                    diperpanjang = milik.update(sewa_sampai=timezone.now() + _sewa())
                except DatabaseError:
                    # Busy or restarting: the lease outlives several renewals, so ask again soon.
                    logger.warning("Sewa pekerjaan %s belum dapat diperpanjang", self.pekerjaan_id)
                    connection.close()
                    jeda = 1.0
                    continue
                if not diperpanjang:
                    self._hilang.set()
                    return
                jeda = float(settings.PEKERJAAN_PERPANJANG_DETIK)
        finally:
            connections.close_all()  # only this thread's


@contextmanager
def kerjakan(pekerjaan_id: int) -> Iterator[Kerja | None]:
    """Hold the job while the block runs; None when another worker holds it or it is over.

    The block's outcome becomes the job's: normal end = selesai, GalatPengguna or TidakBoleh = its
    sentence, any other Exception = a number that finds the trace in the log. A process that is
    killed leaves the row as it is, and the sweep queues it again after the lease.
    """
    terhenti = Pekerjaan.objects.filter(pk=pekerjaan_id).sewa_habis(timezone.now()).first()
    if terhenti is not None and _akhiri_bila_terlalu_sering(terhenti):
        yield None
        return
    pekerjaan = _klaim(pekerjaan_id)
    if pekerjaan is None:
        yield None
        return
    kerja = Kerja(pekerjaan)
    with kerja.dijaga():
        try:
            yield kerja
            if not kerja.sudah_selesai:
                kerja.selesai({})
        except SewaHilang:
            logger.info("Pekerjaan %s: sewa hilang, hasil dibuang", pekerjaan_id)
        except (GalatPengguna, TidakBoleh) as galat:
            kerja.gagal(str(galat))
        except Exception:
            nomor = token_hex(4).upper()
            logger.exception("Pekerjaan %s gagal, nomor galat %s", pekerjaan_id, nomor)
            kerja.gagal(f"Terjadi kesalahan, nomor {nomor}.", nomor=nomor)
