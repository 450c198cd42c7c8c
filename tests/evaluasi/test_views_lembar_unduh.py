"""The working paper of a worksheet as XLSX."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluasi.models import JawabanLKE, LembarKerja, PemenuhanKriteria, StatusLembar
from tests.evaluasi.panggung_lembar import BINJAI, DJAMIL, PanggungLembar, buat_panggung_lembar
from tests.factories import TAHUN

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungLembar:
    return buat_panggung_lembar()


@pytest.fixture
def buka(client):
    def _buka(nama, oleh, *args):
        client.force_login(oleh)
        return client.get(reverse(f"evaluasi:{nama}", args=args))

    return _buka


def _buku(jawaban):
    return load_workbook(BytesIO(jawaban.content))


def test_working_paper_has_the_numbers_of_the_screen(buka, p):
    lembar = p.internal(BINJAI)
    LembarKerja.objects.filter(pk=lembar.pk).update(status=StatusLembar.DINILAI)
    jawaban = buka("lke_unduh", p.evaluator, lembar.pk)

    assert jawaban["Content-Type"].endswith("spreadsheetml.sheet")
    assert f"kertas-kerja-internal-{TAHUN}-dinkes.xlsx" in jawaban["Content-Disposition"]
    baris = list(_buku(jawaban)["Jawaban"].iter_rows(values_only=True))
    assert baris[0][0] == f"Evaluasi internal {TAHUN}, Dinas Kesehatan"
    nilai = {b[0]: b for b in baris if b[0]}
    assert nilai["1.a"][6:9] == ("A", 5.4, 0.6)
    assert nilai["2"][7] == 25.5
    jumlah = next(b for b in baris if b[1] == "Jumlah")
    assert jumlah[7] == 87.8
    assert len(list(_buku(jawaban)["Kriteria"].iter_rows())) == 81


def test_working_paper_of_a_complete_draft_is_still_provisional(buka, p):
    draf = _buku(buka("lke_unduh", p.evaluator, p.internal(BINJAI).pk))["Jawaban"]
    *_, jumlah, predikat = draf.iter_rows(values_only=True)
    assert (jumlah[1], jumlah[7]) == ("Jumlah sementara", 87.8)
    assert (predikat[1], predikat[7]) == ("Predikat sementara", "A")


def test_working_paper_of_a_hidden_draft_is_not_found(buka, p):
    draf = p.internal(BINJAI)
    for orang in (p.operator, p.kepala, p.operator_lain):
        assert buka("lke_unduh", orang, draf.pk).status_code == 404


def test_working_paper_of_an_incomplete_sheet_says_so(buka, p):
    kosong = _buku(buka("lke_unduh", p.evaluator, p.internal(pd=p.lain).pk))["Jawaban"]
    akhir = list(kosong.iter_rows(values_only=True))[-1]
    assert akhir[1] == "Jumlah sementara, 0 dari 12 subkomponen"
    assert akhir[7] is None


@pytest.mark.parametrize("awal", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_working_paper_writes_texts_as_text(buka, p, awal):
    lembar = p.internal("B")
    JawabanLKE.objects.filter(lembar=lembar).update(alasan=awal + "\x01")
    PemenuhanKriteria.objects.create(
        lembar=lembar, kriteria=p.kriteria("1.a")[0], pemenuhan="penuh", bukti=awal
    )

    buku = _buku(buka("lke_unduh", p.evaluator, lembar.pk))

    sel = [s for b in buku["Jawaban"].iter_rows() for s in b if s.value == awal]
    sel += [s for b in buku["Kriteria"].iter_rows() for s in b if s.value == awal]
    assert len(sel) == 13
    assert {s.data_type for s in sel} == {"s"}
    assert all(s.quotePrefix for s in sel)


def test_working_paper_names_a_letter_above_its_criteria(buka, p):
    lembar = p.internal({**dict.fromkeys(DJAMIL, "B"), "2.a": "A"})
    for k, pemenuhan in zip(p.kriteria("2.a"), ["penuh", "penuh", "belum"], strict=True):
        PemenuhanKriteria.objects.create(lembar=lembar, kriteria=k, pemenuhan=pemenuhan)

    baris = _buku(buka("lke_unduh", p.evaluator, lembar.pk))["Jawaban"].iter_rows(values_only=True)

    peringatan = [b[10] for b in baris if b[10]]
    assert peringatan == [
        "Peringatan",
        "2.a: A diberikan, padahal 2 dari 3 kriteria terpenuhi. "
        "A dan AA mensyaratkan semua kriteria. Jawaban di atas saran sistem CC.",
    ]
