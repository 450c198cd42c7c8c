"""The vendored browser files are the ones that were reviewed, and no others."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
MANIFEST: list[dict[str, str]] = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["berkas"])
def test_vendored_file_has_the_recorded_sha256(entry: dict[str, str]) -> None:
    content = (VENDOR / entry["berkas"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert entry["paket"]
    assert entry["versi"]
    assert entry["lisensi"]


def test_no_unlisted_file_is_vendored() -> None:
    present = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }
    assert present == {entry["berkas"] for entry in MANIFEST}


def test_no_vendored_file_points_to_a_source_map_that_is_not_shipped() -> None:
    # ManifestStaticFilesStorage fails on such a reference when the files are collected.
    for path in [*VENDOR.rglob("*.css"), *VENDOR.rglob("*.js")]:
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8"), path.name


def test_every_icon_named_in_templates_and_code_is_in_the_sprite() -> None:
    sprite = (VENDOR / "bootstrap-icons" / "ikon.svg").read_text(encoding="utf-8")
    available = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))
    listed = (VENDOR / "bootstrap-icons" / "daftar-ikon.txt").read_text(encoding="utf-8").split()
    assert available == set(listed)

    used: dict[str, str] = {}
    for template in (ROOT / "templates").rglob("*.html"):
        for name in re.findall(
            r'\{%\s*ikon\s+"([^"]+)"|nama_ikon(?:\|default:|=)"([^"]+)"',
            template.read_text(encoding="utf-8"),
        ):
            used[name[0] or name[1]] = str(template.relative_to(ROOT))
    code = (ROOT / "dasar" / "templatetags" / "tampilan.py").read_text(encoding="utf-8")
    for name in re.findall(r'Lencana\("[a-z]*", "([a-z0-9-]+)"', code):
        used[name] = "dasar/templatetags/tampilan.py"
    assert used
    assert {name: place for name, place in used.items() if name not in available} == {}
