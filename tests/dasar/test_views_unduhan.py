"""Names and headers of downloads."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from dasar.models import JenisBerkas
from dasar.views.unduhan import TIPE_ISI, jawab_teks, kepala_unduhan, nama_ascii

SIDIK = "a" * 64


@pytest.mark.parametrize(
    ("nama", "polos"),
    [
        ("LKjIP Kota 2024 (draf).pdf", "LKjIP Kota 2024 (draf).pdf"),
        ("Laporan “Café”.pdf", "Laporan Cafe.pdf"),
        ('a"b\\c\r\nX-Y: 1.pdf', "a_b_c_X-Y_ 1.pdf"),
        ("報告.pdf", "berkas.pdf"),
        ("報告", "berkas"),
        ("tanpa akhiran", "tanpa akhiran"),
    ],
)
def test_a_name_for_old_programs_has_only_harmless_letters(nama, polos):
    assert nama_ascii(nama) == polos


def test_the_full_name_is_given_beside_it():
    kepala = kepala_unduhan("Laporan “Café”; 1.pdf", SIDIK)

    assert kepala["Content-Disposition"] == (
        'attachment; filename="Laporan Cafe_ 1.pdf"; '
        "filename*=UTF-8''Laporan%20%E2%80%9CCaf%C3%A9%E2%80%9D%3B%201.pdf"
    )
    assert kepala["ETag"] == f'"{SIDIK}"'


def test_every_kind_of_file_has_its_type():
    assert set(TIPE_ISI) == set(JenisBerkas)


def test_a_text_is_sent_once_and_then_revalidated():
    def minta(**kepala: str) -> int:
        permintaan = RequestFactory().get("/", headers=kepala)
        jawaban = jawab_teks(permintaan, "{}", nama="a.json", sha256=SIDIK, tipe="application/json")
        assert jawaban["ETag"] == f'"{SIDIK}"'
        assert jawaban["Cache-Control"] == "private, no-cache"
        return jawaban.status_code

    assert minta() == 200
    assert minta(**{"If-None-Match": f'"{SIDIK}"'}) == 304
    assert minta(**{"If-None-Match": '"lain"'}) == 200
