"""pre-commit: refuse large files and private keys among the files given as arguments."""

import re
import sys
from pathlib import Path

BATAS_BYTE = 1_000_000
KUNCI = re.compile(rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s")


def keberatan(berkas: Path) -> str | None:
    """Reason against committing this file, or None."""
    if berkas.stat().st_size > BATAS_BYTE:
        return f"lebih dari {BATAS_BYTE // 1000} kB"
    if KUNCI.search(berkas.read_bytes()):
        return "berisi kunci privat"
    return None


def main() -> int:
    kode = 0
    for nama in sys.argv[1:]:
        berkas = Path(nama)
        if berkas.is_file() and (alasan := keberatan(berkas)):
            print(f"{nama}: {alasan}.")
            kode = 1
    return kode


if __name__ == "__main__":
    sys.exit(main())
