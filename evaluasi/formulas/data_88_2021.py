"""The LKE of PermenPANRB 88/2021 as published, read once from evaluasi/data/lke_88_2021.json."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

BERKAS_88_2021 = Path(__file__).resolve().parent.parent / "data" / "lke_88_2021.json"


@cache
def baca_88_2021() -> dict[str, Any]:
    """Return the parsed file; weights are Decimal, never float."""
    isi: dict[str, Any] = json.loads(
        BERKAS_88_2021.read_text(encoding="utf-8"), parse_float=Decimal
    )
    return isi
