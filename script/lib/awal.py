"""Facts script/server needs about this installation, as shell assignments; one Django start."""

import sys
from pathlib import Path
from shlex import quote

import django
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection


def _basis_data_kosong() -> bool:
    """True when no PerangkatDaerah is stored, also before the first migration."""
    model = apps.get_model("opd", "PerangkatDaerah")
    try:
        if model._meta.db_table not in connection.introspection.table_names():
            return True
        return not model._default_manager.exists()
    except DatabaseError as exc:
        sys.exit(f"GAGAL: basis data tidak dapat dibuka ({exc}).")


def _statis_basi() -> bool:
    """True when a source file under static/ is newer than the last collectstatic, or none was."""
    cap = Path(settings.STATIC_ROOT) / ".dikumpulkan"
    if not cap.exists():
        return True
    waktu = cap.stat().st_mtime
    sumber = [Path(sys.prefix) / ".terpasang"]
    for folder in settings.STATICFILES_DIRS:
        sumber += Path(folder).rglob("*")
    return any(berkas.stat().st_mtime > waktu for berkas in sumber if berkas.exists())


def main() -> None:
    django.setup()
    fakta = {
        "DEMO": "1" if settings.DEMO else "0",
        "KOSONG": "1" if _basis_data_kosong() else "0",
        "STATIS_BASI": "1" if _statis_basi() else "0",
        "CAP_STATIS": str(Path(settings.STATIC_ROOT) / ".dikumpulkan"),
    }
    for nama, nilai in fakta.items():
        print(f"{nama}={quote(nilai)}")


main()
