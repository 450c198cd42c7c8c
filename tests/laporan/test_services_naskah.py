"""Writing texts: who may, what is refused, and that nobody's words are lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from laporan.models import BagianNaskah, NaskahLKjIP
from laporan.selectors.naskah import tanda_naskah
from laporan.services.naskah import (
    PANJANG_NASKAH,
    KonflikNaskah,
    bersihkan_naskah,
    hapus_naskah,
    simpan_naskah,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import TAHUN, PenggunaFactory
from tests.laporan.bahan_lkjip import KotaUji, PDUji


def _simpan(oleh: Pengguna, pd: PerangkatDaerah, teks: str, **medan: Any) -> NaskahLKjIP:
    bawaan: dict[str, Any] = {
        "tahun": TAHUN,
        "bagian": BagianNaskah.SIMPULAN.value,
        "simpul_id": None,
        "tanda": None,
    }
    return simpan_naskah(pd_id=pd.pk, teks=teks, oleh=oleh, **{**bawaan, **medan})


@pytest.fixture
def p(db: None) -> PDUji:
    return PDUji("Dinas Kesehatan")


@pytest.fixture
def operator(p: PDUji) -> Pengguna:
    return PenggunaFactory(peran=JenisPeran.OPERATOR, pd=p.pd)


@pytest.mark.parametrize(
    ("ketik", "simpan"),
    [
        ("  Satu.\r\n\r\nDua.\r\n", "Satu.\n\nDua."),
        ("A\x00B\x07C\x1b[31m", "ABC[31m"),
        ("A\tB", "A B"),
        ("A\u2028B\x0cC\rD", "A\nB\nC\nD"),
        ("e\u0301", "é"),
        ("<b>tetap teks</b> & 5 > 3", "<b>tetap teks</b> & 5 > 3"),
        ("\x00\x01", ""),
        ("\ufeffA\u200bB\u00ad\u202eC\u200e", "ABC"),
        ("tiga\u00a0puluh\u202fribu", "tiga puluh ribu"),
        ("\uf0b7\tButir\r\n\uf0fc\tSudah\ue001", "• Butir\n• Sudah"),
        ("“Petik” – dan ‘kutip’…", "“Petik” – dan ‘kutip’…"),
        ("\u200b\u2060", ""),
    ],
)
def test_text_is_stored_as_people_see_it(ketik, simpan):
    assert bersihkan_naskah(ketik) == simpan


def test_operator_writes_for_the_own_pd_and_leaves_an_audit_row(p, operator):
    naskah = _simpan(operator, p.pd, "Satu.\r\n\r\nDua.", tanda="")

    naskah.refresh_from_db()
    assert (naskah.teks, naskah.versi, naskah.ditulis_oleh, naskah.contoh) == (
        "Satu.\n\nDua.",
        1,
        operator,
        False,
    )
    jejak = JejakAudit.objects.get(aksi="naskah_lkjip.disimpan")
    assert (jejak.oleh, jejak.sebelum) == (operator, None)
    assert jejak.sesudah == {"teks": "Satu.\n\nDua.", "versi": 1, "contoh": False}


def test_change_raises_the_version_and_audits_both_texts(p, operator):
    lama = _simpan(operator, p.pd, "Lama.")
    NaskahLKjIP.objects.update(contoh=True)

    baru = _simpan(operator, p.pd, "Baru.", tanda=tanda_naskah(lama))

    assert (baru.pk, baru.versi, baru.contoh) == (lama.pk, 2, False)
    jejak = JejakAudit.objects.filter(aksi="naskah_lkjip.disimpan").latest("pk")
    assert jejak.sebelum is not None
    assert jejak.sesudah is not None
    assert (jejak.sebelum["teks"], jejak.sesudah["teks"]) == ("Lama.", "Baru.")
    assert jejak.sebelum["contoh"] is True


def test_saving_what_is_stored_changes_nothing_even_with_an_old_mark(p, operator):
    _simpan(operator, p.pd, "Sama.")

    assert _simpan(operator, p.pd, " Sama.\r\n", tanda="").versi == 1
    assert JejakAudit.objects.filter(aksi="naskah_lkjip.disimpan").count() == 1


def test_second_writer_is_told_and_nothing_is_written(p, operator):
    lain = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    dilihat = tanda_naskah(_simpan(operator, p.pd, "Awal."))
    _simpan(lain, p.pd, "Dari organisasi.", tanda=dilihat)

    with pytest.raises(KonflikNaskah) as konflik:
        _simpan(operator, p.pd, "Dari operator.", tanda=dilihat)

    assert konflik.value.tersimpan is not None
    assert konflik.value.tersimpan.teks == "Dari organisasi."
    assert NaskahLKjIP.objects.get().teks == "Dari organisasi."


def test_two_first_texts_conflict_too(p, operator):
    _simpan(operator, p.pd, "Pertama.", tanda="")

    with pytest.raises(KonflikNaskah):
        _simpan(operator, p.pd, "Kedua.", tanda="")


def test_text_removed_and_written_again_is_another_text(p, operator):
    lama = _simpan(operator, p.pd, "Lama.")
    dilihat = tanda_naskah(lama)
    _hapus(operator, p.pd, dilihat)
    _simpan(operator, p.pd, "Baru, juga versi 1.", tanda="")

    with pytest.raises(KonflikNaskah):
        _simpan(operator, p.pd, "Dari halaman lama.", tanda=dilihat)


def test_text_that_was_removed_meanwhile_is_a_conflict_without_stored_text(p, operator):
    dilihat = tanda_naskah(_simpan(operator, p.pd, "Lama."))
    _hapus(operator, p.pd, dilihat)

    with pytest.raises(KonflikNaskah) as konflik:
        _simpan(operator, p.pd, "Baru.", tanda=dilihat)
    assert konflik.value.tersimpan is None


def _hapus(oleh: Pengguna, pd: PerangkatDaerah, tanda: str | None) -> None:
    hapus_naskah(
        pd_id=pd.pk,
        tahun=TAHUN,
        bagian=BagianNaskah.SIMPULAN.value,
        simpul_id=None,
        tanda=tanda,
        oleh=oleh,
    )


def test_removed_text_stays_in_the_audit_trail(p, operator):
    naskah = _simpan(operator, p.pd, "Teks.")

    with pytest.raises(KonflikNaskah):
        _hapus(operator, p.pd, f"{naskah.pk}.99")
    _hapus(operator, p.pd, tanda_naskah(naskah))
    _hapus(operator, p.pd, "")  # nothing there any more

    assert not NaskahLKjIP.objects.exists()
    jejak = JejakAudit.objects.get(aksi="naskah_lkjip.dihapus")
    assert jejak.sebelum is not None
    assert jejak.sebelum["teks"] == "Teks."


def test_another_pds_report_looks_nonexistent(p):
    lain = PenggunaFactory(peran=JenisPeran.OPERATOR)

    with pytest.raises(PerangkatDaerah.DoesNotExist):
        _simpan(lain, p.pd, "Teks.")
    assert not JejakAudit.objects.filter(aksi__startswith="naskah").exists()


@pytest.mark.parametrize("peran", [JenisPeran.PERENCANA, JenisPeran.EVALUATOR, JenisPeran.PIMPINAN])
def test_readers_do_not_write(p, peran):
    with pytest.raises(TidakBoleh, match="Bagian Organisasi"):
        _simpan(PenggunaFactory(peran=peran), p.pd, "Teks.")
    assert not NaskahLKjIP.objects.exists()


@pytest.mark.django_db
def test_texts_of_the_city_are_written_by_organisasi():
    k = KotaUji()
    assert _simpan(PenggunaFactory(peran=JenisPeran.ORGANISASI), k.kota, "Teks.").pk


def test_empty_and_too_long_texts_are_refused(p, operator):
    with pytest.raises(ValidationError, match="Tulis naskahnya dulu"):
        _simpan(operator, p.pd, " \x00\r\n")
    with pytest.raises(ValidationError, match=r"20\.001 huruf. Paling banyak 20\.000"):
        _simpan(operator, p.pd, "x" * (PANJANG_NASKAH + 1))
    assert _simpan(operator, p.pd, "x" * PANJANG_NASKAH).pk


def test_analysis_belongs_to_a_statement_of_this_report(p, operator):
    milik, lain = p.sasaran(), PDUji().sasaran()
    analisis = BagianNaskah.ANALISIS_5.value

    assert _simpan(operator, p.pd, "Sebab.", bagian=analisis, simpul_id=milik.simpul_id).pk
    for simpul_id, bagian in (
        (None, analisis),
        (lain.simpul_id, analisis),
        (milik.simpul_id, BagianNaskah.SIMPULAN.value),
        (None, "bukan_bagian"),
    ):
        with pytest.raises(ValidationError):
            _simpan(operator, p.pd, "Teks.", bagian=bagian, simpul_id=simpul_id)
    assert NaskahLKjIP.objects.count() == 1
