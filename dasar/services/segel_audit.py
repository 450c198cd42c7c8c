"""Seals over the audit trail: a hash chain, made by a job so that no save waits for another.

The last seal's hash is also written to the log each time. Someone who could rebuild the whole
chain in the database would still disagree with the log kept elsewhere.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from time import monotonic, sleep

from django.db import connection, transaction
from django.db.models import Max

from dasar.models import JejakAudit, SegelAudit

logger = logging.getLogger(__name__)

BATAS_TUNGGU = 10.0  # seconds for writers that may still hold a lower id
JEDA_TANYA = 0.1  # seconds
_KUNCI_PENYEGEL = 7_316_204_551  # advisory lock of this database: one sealer at a time


@dataclass(frozen=True)
class RentangRusak:
    """A sealed range that no longer fits its seal; ids are inclusive."""

    dari_id: int
    sampai_id: int
    sebab: str


def segel_audit(*, batas_tunggu: float = BATAS_TUNGGU) -> SegelAudit | None:
    """Seal every row up to the highest id given out so far; None when there is nothing to seal.

    PostgreSQL hands out ids before commit, so a lower id can appear later. As CREATE INDEX
    CONCURRENTLY does: read the last id, then wait until each transaction that was writing to the
    table at that moment has ended. If one does not end within `batas_tunggu` seconds, nothing
    is sealed now and the next minute tries again.
    """
    if not _ada_baru():
        return None
    with transaction.atomic():  # SQLite: BEGIN IMMEDIATE, so no other writer exists
        if connection.vendor == "postgresql":
            if not _satu_satunya_penyegel():
                return None
            batas = _id_terakhir_postgres()
            if not _tunggu_penulis(batas_tunggu):
                logger.warning("Segel audit ditunda: ada transaksi yang belum berakhir")
                return None
        else:
            batas = JejakAudit.objects.aggregate(n=Max("id"))["n"] or 0
        return _segel_sampai(batas)


def rentang_rusak() -> Iterator[RentangRusak]:
    """Compare every sealed row with its seal; yields nothing when all is as it was."""
    rantai, berikut = "", 1
    for segel in SegelAudit.objects.order_by("sampai_id").iterator():
        if segel.dari_id != berikut or segel.hash_sebelumnya != rantai:
            yield RentangRusak(
                berikut, segel.sampai_id, "segel sebelumnya diubah, dihapus, atau disisipkan"
            )
        jumlah, hash_kini = hitung_hash(
            _baris_tersegel(segel.dari_id, segel.sampai_id), segel.hash_sebelumnya
        )
        if jumlah != segel.jumlah:
            yield RentangRusak(
                segel.dari_id, segel.sampai_id, f"ada {jumlah} baris, tersegel {segel.jumlah}"
            )
        elif hash_kini != segel.hash:
            yield RentangRusak(segel.dari_id, segel.sampai_id, "isi baris atau segel diubah")
        rantai, berikut = segel.hash, segel.sampai_id + 1


def hitung_hash(baris: Iterable[JejakAudit], hash_sebelumnya: str) -> tuple[int, str]:
    """Number of rows and SHA-256 (hex) over the previous seal's hash and each row's text."""
    sidik, jumlah = hashlib.sha256(hash_sebelumnya.encode()), 0
    for jejak in baris:
        sidik.update(b"\n" + teks_kanonik(jejak).encode())
        jumlah += 1
    return jumlah, sidik.hexdigest()


def teks_kanonik(jejak: JejakAudit) -> str:
    """The row as JSON with sorted keys and UTC time: the same text on SQLite and PostgreSQL."""
    isi = {
        "id": jejak.pk,
        "waktu": jejak.waktu.astimezone(UTC).isoformat(timespec="microseconds"),
        "aksi": jejak.aksi,
        "objek": [jejak.objek_label, jejak.objek_id, jejak.objek_teks],
        "sebelum": jejak.sebelum,
        "sesudah": jejak.sesudah,
        "oleh": None if jejak.oleh_id is None else str(jejak.oleh_id),
    }
    return json.dumps(isi, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _segel_terakhir() -> SegelAudit | None:
    return SegelAudit.objects.order_by("-sampai_id").first()


def _ada_baru() -> bool:
    """A cheap look that takes no lock: most minutes of a night have nothing to seal."""
    terakhir = _segel_terakhir()
    return JejakAudit.objects.filter(id__gt=terakhir.sampai_id if terakhir else 0).exists()


def _segel_sampai(batas: int) -> SegelAudit | None:
    terakhir = _segel_terakhir()
    dari = terakhir.sampai_id + 1 if terakhir else 1
    if batas < dari:
        return None
    rantai = terakhir.hash if terakhir else ""
    jumlah, hash_baru = hitung_hash(_baris_tersegel(dari, batas), rantai)
    segel = SegelAudit.objects.create(
        dari_id=dari, sampai_id=batas, jumlah=jumlah, hash=hash_baru, hash_sebelumnya=rantai
    )
    logger.info("Segel audit %s-%s (%s baris): %s", dari, batas, jumlah, hash_baru)
    return segel


def _baris_tersegel(dari_id: int, sampai_id: int) -> Iterator[JejakAudit]:
    return (
        JejakAudit.objects.filter(id__range=(dari_id, sampai_id))
        .order_by("id")
        .iterator(chunk_size=2000)
    )


def _satu_satunya_penyegel() -> bool:
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_KUNCI_PENYEGEL])
        return bool(kursor.fetchone()[0])


def _id_terakhir_postgres() -> int:
    """The highest id that the table's sequence has given out, also to open transactions."""
    tabel = JejakAudit._meta.db_table
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [tabel])
        urutan = kursor.fetchone()[0]  # already quoted by PostgreSQL
        kursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {urutan}")  # noqa: S608
        return int(kursor.fetchone()[0])


def _penulis() -> set[str]:
    """Other transactions that hold a lock under which rows are written to the audit table.

    An INSERT takes its lock before it asks for an id, so none with a lower id is missed. Mere
    readers (a backup, a report) are not waited for.
    """
    with connection.cursor() as kursor:
        kursor.execute(
            """
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND granted
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND relation = %s::regclass
              AND mode NOT IN ('AccessShareLock', 'RowShareLock')
              AND pid IS DISTINCT FROM pg_backend_pid()
            """,
            [JejakAudit._meta.db_table],
        )
        return {satu for (satu,) in kursor.fetchall()}


def _tunggu_penulis(batas_tunggu: float) -> bool:
    """Wait until everyone who was writing when this was called has ended; False if too long."""
    sampai = monotonic() + batas_tunggu
    masih = _penulis()
    while masih:
        if monotonic() >= sampai:
            return False
        sleep(JEDA_TANYA)
        masih &= _penulis()
    return True
