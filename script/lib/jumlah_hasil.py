"""Add up the pytest runs of script/test (JUnit files) into one closing line."""

import sys
import xml.etree.ElementTree as ET  # noqa: S405 - files pytest wrote a moment ago
from collections import Counter
from pathlib import Path


def hitung(berkas: list[Path]) -> Counter[str]:
    """Count tests, failures (errors included) and skips over all runs."""
    jumlah: Counter[str] = Counter()
    for satu in berkas:
        for suite in ET.parse(satu).getroot().iter("testsuite"):  # noqa: S314
            for nama in ("tests", "failures", "errors", "skipped"):
                jumlah[nama] += int(suite.get(nama, "0"))
    return jumlah


def main() -> int:
    jumlah = hitung([Path(nama) for nama in sys.argv[1:] if Path(nama).exists()])
    gagal = jumlah["failures"] + jumlah["errors"]
    lolos = jumlah["tests"] - gagal - jumlah["skipped"]
    if jumlah["tests"] == 0:
        print("Tidak ada uji yang terpilih.")
    print(f"{lolos} passed, {gagal} failed, {jumlah['skipped']} skipped")
    return 0 if lolos and not gagal else 1


if __name__ == "__main__":
    sys.exit(main())
