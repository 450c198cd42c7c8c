"""Pagu of a draf is its own until it is put in force; the version before keeps what it said."""

from __future__ import annotations

from typing import Any

import pytest

from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    IsiSimpul,
    JenisSimpul,
    PaguVersi,
    StatusDokumen,
)
from kinerja.selectors.pagu_versi import pagu_versi
from kinerja.selectors.pohon import susun_pohon
from kinerja.services.pagu import simpan_pagu
from kinerja.services.perencanaan import berlakukan_dokumen
from kinerja.services.versi import salin_dokumen
from tests.factories import TAHUN, IsiSimpulFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lama(p) -> DokumenPerencanaan:
    """A version in force with one program of Rp 100, marked contoh."""
    isi = IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.PROGRAM, nama="Program")
    Anggaran.objects.create(simpul=isi.simpul, tahun=TAHUN, pagu=100, contoh=True)
    return p.dokumen


def _rupiah(dokumen: DokumenPerencanaan) -> list[int]:
    dokumen.refresh_from_db()
    return [satu.rupiah for satu in pagu_versi(dokumen, [TAHUN])[TAHUN].values()]


def _ubah(p: Any, draf: DokumenPerencanaan, rupiah: int | None, semula: int | None) -> None:
    isi = IsiSimpul.objects.get(dokumen=draf)
    simpan_pagu(isi_simpul_id=isi.pk, tahun=TAHUN, rupiah=rupiah, semula=semula, oleh=p.perencana)


def test_a_draft_starts_from_the_budget_and_leaves_it_alone(p, lama):
    draf = salin_dokumen(dokumen_id=lama.pk, oleh=p.perencana)
    assert _rupiah(draf) == [100]

    _ubah(p, draf, 250, 100)

    assert (_rupiah(draf), _rupiah(lama)) == ([250], [100])
    assert Anggaran.objects.get().pagu == 100
    akar = susun_pohon(lama, TAHUN).akar[0]
    assert (akar.pagu, akar.pagu_contoh) == ("100", True)


def test_put_in_force_it_becomes_the_budget_and_the_old_version_keeps_its_number(p, lama):
    draf = salin_dokumen(dokumen_id=lama.pk, oleh=p.perencana)
    _ubah(p, draf, 250, 100)

    berlakukan_dokumen(dokumen=draf, oleh=p.perencana)

    assert (_rupiah(draf), _rupiah(lama)) == ([250], [100])
    assert lama.status == StatusDokumen.DIGANTIKAN
    assert (Anggaran.objects.get().pagu, Anggaran.objects.get().contoh) == (250, False)
    assert not PaguVersi.objects.filter(isi_simpul__dokumen=draf).exists()
    assert susun_pohon(lama, TAHUN).akar[0].pagu_contoh  # the sample mark stays with its number


def test_pagu_cleared_in_a_draft_is_unknown_there_and_not_zero(p, lama):
    draf = salin_dokumen(dokumen_id=lama.pk, oleh=p.perencana)
    _ubah(p, draf, None, 100)
    assert (_rupiah(draf), susun_pohon(draf, TAHUN).akar[0].pagu) == ([], "")

    berlakukan_dokumen(dokumen=draf, oleh=p.perencana)

    assert not Anggaran.objects.exists()
    assert _rupiah(lama) == [100]


def test_copy_of_a_replaced_version_takes_its_pagu_along(p, lama):
    draf = salin_dokumen(dokumen_id=lama.pk, oleh=p.perencana)
    _ubah(p, draf, 250, 100)
    berlakukan_dokumen(dokumen=draf, oleh=p.perencana)

    kembali = salin_dokumen(dokumen_id=lama.pk, oleh=p.perencana)

    assert _rupiah(kembali) == [100]
