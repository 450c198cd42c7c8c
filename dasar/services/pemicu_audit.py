"""Triggers that make both audit tables grow only.

They are no migration: SQLite drops a table's triggers when a later migration alters the table,
so `post_migrate` puts them back each time, and a system check asks whether they are there.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Names, not models: the app configuration imports this before models exist.
TABEL_AUDIT = ("dasar_jejakaudit", "dasar_segelaudit")
PESAN_TOLAK = "Jejak audit tidak boleh diubah atau dihapus."
_FUNGSI = "dasar_audit_tolak"
_PEMICU = "dasar_audit_hanya_tambah"


def nama_pemicu(vendor: str) -> frozenset[str]:
    """Names of every trigger that must exist on this kind of database."""
    if vendor == "postgresql":
        # One statement trigger per table answers all three; it also refuses TRUNCATE.
        return frozenset(f"{tabel}_{_PEMICU}" for tabel in TABEL_AUDIT)
    return frozenset(
        f"{tabel}_{_PEMICU}_{aksi}" for tabel in TABEL_AUDIT for aksi in ("update", "delete")
    )


def pasang_pemicu(alias: str) -> None:
    """Install the triggers on this database; safe to repeat, skips tables that are not there."""
    koneksi = connections[alias]
    with koneksi.cursor() as kursor:
        for perintah in _perintah_pasang(koneksi):
            kursor.execute(perintah)


def pemicu_hilang(alias: str) -> set[str]:
    """Names of triggers that should be on this database's audit tables but are not."""
    koneksi = connections[alias]
    ada_tabel = _tabel_terpasang(koneksi)
    wajib = {
        nama
        for nama in nama_pemicu(koneksi.vendor)
        if any(nama.startswith(f"{tabel}_{_PEMICU}") for tabel in ada_tabel)
    }
    if koneksi.vendor == "postgresql":
        # 'D' is a trigger that was switched off.
        tanya = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    else:
        tanya = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with koneksi.cursor() as kursor:
        kursor.execute(tanya)
        return wajib - {nama for (nama,) in kursor.fetchall()}


def _tabel_terpasang(koneksi: BaseDatabaseWrapper) -> list[str]:
    ada = set(koneksi.introspection.table_names())
    return [tabel for tabel in TABEL_AUDIT if tabel in ada]


def _perintah_pasang(koneksi: BaseDatabaseWrapper) -> list[str]:
    # Names and texts below are constants of this module, nothing comes from outside.
    tabel_ada = _tabel_terpasang(koneksi)
    if not tabel_ada:
        return []
    if koneksi.vendor == "postgresql":
        fungsi = (
            f"CREATE OR REPLACE FUNCTION {_FUNGSI}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{PESAN_TOLAK}'; END $$"
        )
        return [fungsi] + [
            f"CREATE OR REPLACE TRIGGER {tabel}_{_PEMICU} "
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabel} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNGSI}()"
            for tabel in tabel_ada
        ]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {tabel}_{_PEMICU}_{aksi} BEFORE {aksi.upper()} ON {tabel} "
        f"BEGIN SELECT RAISE(ABORT, '{PESAN_TOLAK}'); END"
        for tabel in tabel_ada
        for aksi in ("update", "delete")
    ]
