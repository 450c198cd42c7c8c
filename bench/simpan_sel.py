"""One saved cell of the grid while 50 operators type, against a save with nobody else there.

Both are the 95th percentile of the same request (POST of one cell, with the row, the progress and
the audit row in it) against gunicorn on PostgreSQL, with two processes of four threads.
Each operator types into a sheet of 60 indicators, one cell in two seconds on average.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

AKAR = Path(__file__).resolve().parent.parent
# PostgreSQL as script/test starts it; it ends with this script's standard input.
POSTGRES = """
set -uo pipefail
source script/lib/dasar.sh
source script/lib/layanan_uji.sh
trap hentikan_layanan EXIT
mulai_postgres >&2
printf '%s\\n' "$URL_POSTGRES"
read -r _
"""


def ukur(cepat: bool) -> dict[str, dict[str, Any]]:
    """Seconds at the 95th percentile; refuses to give a number when a value was lost."""
    layanan = subprocess.Popen(
        ["bash", "-c", POSTGRES],
        cwd=AKAR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        url = layanan.stdout.readline().strip() if layanan.stdout else ""
        if not url:
            raise RuntimeError("PostgreSQL tidak dapat dijalankan.")
        hasil = beban(url, operator=50, sel=20 if cepat else 60, jeda=2.0)
    finally:
        layanan.communicate("\n")
    if hasil["galat"] or hasil["hilang"]:
        raise RuntimeError(f"{hasil['galat']} galat, {hasil['hilang']} nilai hilang: {hasil}")
    return {
        "simpan_sel": {"ours": hasil.pop("p95"), "base": hasil.pop("p95_sendiri"), "detail": hasil}
    }


def beban(url: str, *, operator: int, sel: int, jeda: float) -> dict[str, Any]:
    """Run the load against an empty PostgreSQL database in a process of its own."""
    perintah = [
        *(sys.executable, "-m", "bench._beban_isian"),
        *("--operator", str(operator), "--sel", str(sel), "--jeda", str(jeda)),
    ]
    with tempfile.TemporaryDirectory() as var:
        lingkungan = {**os.environ, "DATABASE_URL": url, "VAR_DIR": var, "DEMO": "0"}
        lingkungan["DJANGO_SETTINGS_MODULE"] = "sakip.settings.local"
        selesai = subprocess.run(
            perintah, cwd=AKAR, env=lingkungan, stdout=subprocess.PIPE, text=True, check=True
        )
    hasil: dict[str, Any] = json.loads(selesai.stdout.splitlines()[-1])
    return hasil
