"""The outbox: notices that leave the system, each at most once over each channel.

A message is queued in the transaction of its notice and sent later by a worker, which first claims
it by one conditional UPDATE. A worker that dies in between leaves it claimed: nobody can know
whether it went out, so it ends as `gagal` and is never sent twice.
"""

from __future__ import annotations

import datetime
import logging
import time
from typing import cast

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from dasar.galat import KirimanDitolak
from dasar.models import KirimanPesan, Notifikasi, StatusKiriman
from dasar.pendaftar import saluran_pesan
from dasar.tulisan import pecah_tautan

logger = logging.getLogger(__name__)

BATAS_PERCOBAAN = 5
SEKALIGUS = 200
# A server that hangs must not keep workers from other jobs: the next run goes on.
LAMA_SEKALIGUS = 45.0  # seconds
# Longer than any time limit of a channel: whoever claimed it is dead.
BATAS_DIKIRIM = datetime.timedelta(minutes=15)
TAK_PASTI = "Pengiriman terputus. Tidak diulang, karena pesannya mungkin sudah sampai."


def kirim_keluar(notifikasi: Notifikasi) -> int:
    """Queue a notice for every channel that is on and reaches its person; return how many.

    Called in the transaction that made the notice, so that both exist or neither.
    """
    antre = []
    for nama, saluran in saluran_pesan.butir():
        alamat = saluran.alamat(notifikasi.penerima) if saluran.aktif() else ""
        if alamat:
            antre.append(KirimanPesan(notifikasi=notifikasi, saluran=nama, alamat=alamat))
    KirimanPesan.objects.bulk_create(antre, ignore_conflicts=True)
    return len(antre)


def kirim_antrean(*, kini: datetime.datetime | None = None, sekaligus: int = SEKALIGUS) -> int:
    """Send what is due, the oldest first; return how many went out. Safe in several workers."""
    mulai, awal = time.monotonic(), kini or timezone.now()
    KirimanPesan.objects.filter(
        status=StatusKiriman.DIKIRIM, diperbarui_pada__lt=awal - BATAS_DIKIRIM
    ).update(status=StatusKiriman.GAGAL, galat=TAK_PASTI, diperbarui_pada=awal)
    giliran = KirimanPesan.objects.filter(_jatuh_tempo(awal), status=StatusKiriman.ANTRE)
    terkirim = 0
    for nomor in list(giliran.order_by("pk").values_list("pk", flat=True)[:sekaligus]):
        if time.monotonic() - mulai > LAMA_SEKALIGUS:
            break
        # Each by its own clock: a claim that looks old would be taken for that of a dead worker.
        terkirim += _kirim_satu(nomor, kini or timezone.now())
    return terkirim


def _jatuh_tempo(kini: datetime.datetime) -> Q:
    """New messages at once; a refused one after 2, 4, 8, 16 minutes."""
    tempo = Q(percobaan=0)
    for n in range(1, BATAS_PERCOBAAN):
        tempo |= Q(percobaan=n, diperbarui_pada__lte=kini - datetime.timedelta(minutes=2**n))
    return tempo


def _kirim_satu(nomor: int, kini: datetime.datetime) -> bool:
    """Claim, send, write down how it ended. Each step commits on its own: no transaction here."""
    diklaim = KirimanPesan.objects.filter(pk=nomor, status=StatusKiriman.ANTRE).update(
        status=StatusKiriman.DIKIRIM, diperbarui_pada=kini
    )
    if not diklaim:  # another worker has it
        return False
    kiriman = KirimanPesan.objects.select_related("notifikasi").get(pk=nomor)
    saluran = saluran_pesan.cari(kiriman.saluran)
    notifikasi = kiriman.notifikasi
    try:
        if saluran is None or not saluran.aktif():
            raise KirimanDitolak("Saluran ini sedang dimatikan.")
        saluran.kirim(kiriman.alamat, notifikasi.judul, teks_keluar(notifikasi))
    except KirimanDitolak as galat:
        _akhiri(nomor, kini, _setelah_ditolak(kiriman), str(galat), F("percobaan") + 1)
        return False
    except Exception:
        logger.exception("Kiriman %s terputus", nomor)
        _akhiri(nomor, kini, StatusKiriman.GAGAL, TAK_PASTI, F("percobaan") + 1)
        return False
    KirimanPesan.objects.filter(pk=nomor).update(
        status=StatusKiriman.TERKIRIM, galat="", dikirim_pada=kini, diperbarui_pada=kini
    )
    return True


def _setelah_ditolak(kiriman: KirimanPesan) -> StatusKiriman:
    habis = kiriman.percobaan + 1 >= BATAS_PERCOBAAN
    return StatusKiriman.GAGAL if habis else StatusKiriman.ANTRE


def _akhiri(
    nomor: int, kini: datetime.datetime, status: StatusKiriman, galat: str, percobaan: object
) -> None:
    KirimanPesan.objects.filter(pk=nomor, status=StatusKiriman.DIKIRIM).update(
        status=status, galat=galat[:300], percobaan=cast(int, percobaan), diperbarui_pada=kini
    )


def teks_keluar(notifikasi: Notifikasi) -> str:
    """The text of a notice with its links in full, for a reader outside of the system."""
    situs = settings.ALAMAT_SITUS.rstrip("/")
    baris = []
    for kata, alamat in pecah_tautan(notifikasi.teks):
        baris.append(kata)
        if alamat:
            baris.append(f"  {situs}{alamat}")
    if notifikasi.tautan:
        baris += ["", f"Buka: {situs}{notifikasi.tautan}"]
    return "\n".join(baris).strip() + "\n"
