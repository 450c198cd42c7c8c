"""Rules about the code itself that no other tool checks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from opd.models import PerangkatDaerah

AKAR = Path(__file__).resolve().parent.parent
APLIKASI = ("sakip", "laporan", "evaluasi", "kinerja", "opd", "dasar")
BARIS_MAKS = 450
ANTARMUKA = ("views", "forms", "resources", "tables", "filters", "tasks", "reports")
# Reads of a scoped model that start from the whole table.
BACA_SEMUA = {
    *("all", "filter", "get", "exclude", "first", "last", "count", "exists", "values"),
    *("values_list", "aggregate", "annotate", "in_bulk", "order_by", "select_related"),
}


def _modul(aplikasi: str) -> list[Path]:
    return sorted(p for p in (AKAR / aplikasi).rglob("*.py") if "migrations" not in p.parts)


SEMUA_MODUL = [p for a in APLIKASI for p in _modul(a)]
TEMPLAT = sorted(
    p
    for folder in [AKAR / "templates", *(AKAR / a for a in APLIKASI)]
    for p in folder.rglob("*.html")
)


def _nama(berkas: Path) -> str:
    return berkas.relative_to(AKAR).as_posix()


def _pohon(berkas: Path) -> ast.Module:
    return ast.parse(berkas.read_text(encoding="utf-8"))


def _model_berlingkup() -> set[type[Model]]:
    """Models from which a chain of foreign keys leads to a PD."""
    semua = [m for m in apps.get_models() if m._meta.app_label in APLIKASI]
    hasil: set[type[Model]] = {PerangkatDaerah}
    while True:
        baru = {
            m
            for m in semua
            if m not in hasil
            and any(
                f.is_relation and f.concrete and f.related_model in hasil
                for f in m._meta.get_fields()
            )
        }
        if not baru:
            return hasil
        hasil |= baru


def test_the_scan_sees_the_code():
    assert len(SEMUA_MODUL) > 80
    assert len(TEMPLAT) > 30
    assert {"Realisasi", "Target", "NamaPD"} <= {m.__name__ for m in _model_berlingkup()}


def test_every_model_of_a_pd_says_who_sees_it():
    tanpa = {
        m._meta.label
        for m in _model_berlingkup()
        if not callable(getattr(m._default_manager, "for_user", None))
    }
    assert tanpa == set()


def _baca_semua(pohon: ast.AST, berlingkup: set[str]) -> Iterator[str]:
    for simpul in ast.walk(pohon):
        if (
            isinstance(simpul, ast.Attribute)
            and simpul.attr in BACA_SEMUA
            and isinstance(simpul.value, ast.Attribute)
            and simpul.value.attr in ("objects", "_default_manager")
            and isinstance(simpul.value.value, ast.Name)
            and simpul.value.value.id in berlingkup
        ):
            yield f"{simpul.lineno}: {ast.unparse(simpul)}"


@pytest.mark.parametrize(
    ("kode", "salah"),
    [
        ("Realisasi.objects.filter(pk=1)", True),
        ("Realisasi.objects.select_related('x').all()", True),
        ("Realisasi.objects.for_user(u).filter(pk=1)", False),
        ("Wilayah.objects.all()", False),
        ("queryset = Realisasi.objects.all", True),
    ],
)
def test_the_scan_for_unscoped_reads_works(kode, salah):
    assert bool([*_baca_semua(ast.parse(kode), {"Realisasi"})]) is salah


def test_pages_and_imports_start_from_what_the_person_may_see():
    berlingkup = {m.__name__ for m in _model_berlingkup()}
    pelanggaran = [
        f"{_nama(berkas)}:{temuan}"
        for berkas in SEMUA_MODUL
        if set(ANTARMUKA) & {*berkas.parts, berkas.stem}
        for temuan in _baca_semua(_pohon(berkas), berlingkup)
        # A page that only orders or joins before its mixin scopes it (ScopedPermissionMixin).
        if not re.search(r"\.objects\.select_related$", temuan)
        or not re.search(r"Scoped\w+Mixin", berkas.read_text(encoding="utf-8"))
    ]
    assert pelanggaran == []


def _impor_di_fungsi(pohon: ast.AST) -> Iterator[int]:
    for fungsi in ast.walk(pohon):
        if isinstance(fungsi, ast.FunctionDef | ast.AsyncFunctionDef):
            for simpul in ast.walk(fungsi):
                if isinstance(simpul, ast.Import | ast.ImportFrom):
                    yield simpul.lineno


def test_nothing_is_imported_inside_a_function():
    pelanggaran = [
        f"{_nama(berkas)}:{baris}"
        for berkas in SEMUA_MODUL
        if berkas.name != "apps.py"
        for baris in _impor_di_fungsi(_pohon(berkas))
    ]
    assert pelanggaran == []


# What the content security policy would block in the browser, silently.
SEBARIS = re.compile(
    r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["'{]|<script\b(?![^>]*\bsrc=)|javascript:""",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("html", "salah"),
    [
        ('<p style="color:red">', True),
        ("<button onclick='x()'>", True),
        ("<script>x</script>", True),
        ('<script src="/x.js" defer></script>', False),
        ('<p class="konten" data-on="x">', False),
        ("{% if on %}", False),
    ],
)
def test_the_scan_for_inline_code_works(html, salah):
    assert bool(SEBARIS.search(html)) is salah


def test_templates_hold_no_inline_style_or_script():
    pelanggaran = [
        f"{_nama(berkas)}: {cocok.group().strip()}"
        for berkas in TEMPLAT
        for cocok in SEBARIS.finditer(berkas.read_text(encoding="utf-8"))
    ]
    assert pelanggaran == []


def test_files_stay_short_enough_to_read():
    panjang = {
        _nama(berkas): jumlah
        for berkas in SEMUA_MODUL
        if (jumlah := len(berkas.read_text(encoding="utf-8").splitlines())) > BARIS_MAKS
    }
    assert panjang == {}


def _nama_dipakai(pohon: ast.AST) -> Iterator[str]:
    for simpul in ast.walk(pohon):
        if isinstance(simpul, ast.Name):
            yield simpul.id
        elif isinstance(simpul, ast.Attribute):
            yield simpul.attr
        elif isinstance(simpul, ast.alias):
            yield simpul.name.rpartition(".")[2]
        elif isinstance(simpul, ast.ClassDef):
            yield simpul.name


def test_the_ground_floor_knows_no_domain():
    domain = {
        m.__name__
        for m in apps.get_models()
        if m._meta.app_label in ("opd", "kinerja", "evaluasi", "laporan")
    }
    assert "Realisasi" in domain
    pelanggaran = [
        f"{_nama(berkas)}: {nama}"
        for berkas in _modul("dasar")
        for nama in _nama_dipakai(_pohon(berkas))
        if nama in domain
    ]
    assert pelanggaran == []


def test_formulas_know_no_django():
    formulas = [p for p in SEMUA_MODUL if "formulas" in p.parts]
    assert formulas
    pelanggaran = [
        f"{_nama(berkas)}: {modul}"
        for berkas in formulas
        for simpul in ast.walk(_pohon(berkas))
        if isinstance(simpul, ast.Import | ast.ImportFrom)
        for modul in (
            [simpul.module or ""]
            if isinstance(simpul, ast.ImportFrom)
            else [a.name for a in simpul.names]
        )
        if modul.split(".")[0] == "django" or ".models" in f".{modul}"
    ]
    assert pelanggaran == []
