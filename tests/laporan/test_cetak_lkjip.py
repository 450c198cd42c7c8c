"""manage.py cetak_lkjip: a print to a file, which is no record."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dasar.models import Berkas
from laporan.models import DokumenLKjIP
from opd.models import AliasPD
from tests.factories import TAHUN
from tests.laporan.panggung import buat_panggung_lkjip

pytestmark = pytest.mark.django_db


@pytest.fixture
def p():
    return buat_panggung_lkjip()


def _cetak(keluaran: Path, *opsi: str, tahun: int = TAHUN) -> str:
    keluar = StringIO()
    call_command("cetak_lkjip", f"--tahun={tahun}", f"--keluaran={keluaran}", *opsi, stdout=keluar)
    return keluar.getvalue()


@pytest.mark.lambat
def test_the_city_is_printed_and_nothing_is_recorded(p, tmp_path):
    keluaran = tmp_path / "kota.pdf"
    keluaran.write_bytes(b"cetakan lama")

    teks = _cetak(keluaran)

    assert keluaran.read_bytes().startswith(b"%PDF-")
    assert [f.name for f in tmp_path.iterdir()] == ["kota.pdf"]  # no temporary file stays
    assert re.search(rf"Ditulis: {re.escape(str(keluaran))} \(\d+ halaman\)", teks)
    jumlah = int(re.search(r"Sifat: Draf, (\d+) kekurangan", teks)[1])  # type: ignore[index]
    assert jumlah == len(re.findall(r"^  - .+: .+", teks, re.MULTILINE)) > 0
    assert "tidak direkam (kode TANPA-REKAMAN)" in teks
    assert not DokumenLKjIP.objects.exists()
    assert not Berkas.objects.exists()


@pytest.mark.lambat
def test_a_pd_is_found_by_kode_short_name_and_alias(p, tmp_path):
    AliasPD(perangkat_daerah=p.pd, teks="Dinkes Kota").save()
    alias = AliasPD.objects.get()
    alias.full_clean()
    alias.save()
    for nomor, sebutan in enumerate(("dinkes", "DINKES", "dinkes kota", "Dinas Kesehatan")):
        keluaran = tmp_path / f"{nomor}.pdf"
        assert "Ditulis" in _cetak(keluaran, f"--pd={sebutan}")
        assert keluaran.stat().st_size > 1000


@pytest.mark.parametrize(
    ("opsi", "kalimat"),
    [
        (["--pd=dinas entah"], "Tidak ada perangkat daerah “dinas entah”."),
        (["--format=docx"], "Format docx belum tersedia"),
    ],
)
def test_wrong_options_are_answered_with_a_sentence(p, tmp_path, opsi, kalimat):
    with pytest.raises(CommandError, match=kalimat):
        _cetak(tmp_path / "a.pdf", *opsi)
    assert list(tmp_path.iterdir()) == []


def test_a_year_without_a_plan_is_answered_with_a_sentence(p, tmp_path):
    with pytest.raises(CommandError, match="belum punya indikator pada rencana 2031"):
        _cetak(tmp_path / "a.pdf", "--pd=dinkes", tahun=2031)
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be_written_are_named(p, tmp_path):
    with pytest.raises(CommandError, match=r"Folder .*/tiada tidak ada"):
        _cetak(tmp_path / "tiada" / "a.pdf")
    with pytest.raises(CommandError, match="adalah folder"):
        _cetak(tmp_path)


@pytest.mark.lambat
def test_a_failed_write_leaves_the_old_print(p, tmp_path, monkeypatch):
    keluaran = tmp_path / "a.pdf"
    keluaran.write_bytes(b"cetakan lama")

    def penuh(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", penuh)
    with pytest.raises(CommandError, match="tidak dapat ditulis: No space left on device"):
        _cetak(keluaran, "--pd=dinkes")

    assert keluaran.read_bytes() == b"cetakan lama"
    assert [f.name for f in tmp_path.iterdir()] == ["a.pdf"]


def test_without_an_organisation_there_is_nothing_to_print(tmp_path):
    with pytest.raises(CommandError, match="Data organisasi belum dimuat"):
        _cetak(tmp_path / "a.pdf")
