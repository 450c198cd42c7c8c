"""Pagu of a node, checked against what stands above and below it."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import IsiSimpul, PaguVersi
from kinerja.services.kunci_simpul import HalamanBasi
from kinerja.services.pagu import PAGU_MAKS, simpan_pagu
from opd.models import Pengguna
from tests.factories import TAHUN
from tests.kinerja.panggung_simpul import PanggungSimpul, susun_panggung
from tests.serentak import JUMLAH, serentak


@pytest.fixture
def r(db: None) -> PanggungSimpul:
    """A draf with a small tree."""
    return susun_panggung()


def _simpan(
    r: PanggungSimpul, isi: IsiSimpul, rupiah: int | None, semula: int | None = None
) -> None:
    simpan_pagu(isi_simpul_id=isi.pk, tahun=TAHUN, rupiah=rupiah, semula=semula, oleh=r.perencana)


def test_pagu_is_saved_changed_and_cleared_with_audit(r: PanggungSimpul):
    _simpan(r, r.s1, 100)
    _simpan(r, r.s1, 90, 100)
    assert r.baca_pagu(r.s1) == 90
    _simpan(r, r.s1, None, 90)
    assert r.baca_pagu(r.s1) is None
    assert JejakAudit.objects.filter(aksi="pagu_draf.diubah").count() == 3


def test_children_that_exceed_the_own_pagu_block(r: PanggungSimpul):
    r.pagu(r.s1, 60)
    r.pagu(r.s2, 60)
    with pytest.raises(ValidationError) as galat:
        _simpan(r, r.k1, 100)
    assert galat.value.message_dict["rupiah"] == [
        "Pagu kegiatan Rp 100, jumlah sub kegiatan Rp 120, melebihi pagunya, selisih Rp 20."
    ]
    assert r.baca_pagu(r.k1) is None
    _simpan(r, r.k1, 200)  # less below than above is only a warning


def test_a_child_may_not_push_a_node_above_over_its_pagu(r: PanggungSimpul):
    r.pagu(r.p, 100)
    with pytest.raises(ValidationError, match="Pagu program Rp 100, jumlah kegiatan Rp 150"):
        _simpan(r, r.s1, 150)  # K1 has no pagu of its own: its part counts for P
    assert r.baca_pagu(r.s1) is None


def test_an_old_excess_may_shrink_but_not_grow(r: PanggungSimpul):
    r.pagu(r.k1, 100)
    r.pagu(r.s1, 150)
    _simpan(r, r.s1, 120, 150)
    with pytest.raises(ValidationError):
        _simpan(r, r.s1, 130, 120)


def test_stale_page_wrong_values_and_kinds(r: PanggungSimpul):
    r.pagu(r.s1, 10)
    with pytest.raises(HalamanBasi, match="sekarang Rp 10"):
        _simpan(r, r.s1, 20, None)
    with pytest.raises(ValidationError, match="negatif"):
        _simpan(r, r.s1, -1, 10)
    with pytest.raises(ValidationError, match="paling banyak"):
        _simpan(r, r.s1, PAGU_MAKS + 1, 10)
    IsiSimpul.objects.filter(pk=r.q.pk).update(jenis="sasaran")
    with pytest.raises(ValidationError, match="Pagu diisi pada program"):
        _simpan(r, r.q, 5)
    with pytest.raises(ValidationError, match="tidak termasuk"):
        simpan_pagu(isi_simpul_id=r.s1.pk, tahun=TAHUN + 1, rupiah=1, semula=None, oleh=r.perencana)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_first_pagu_by_many_people_at_once_is_written_once(transactional_db: None):
    """The first pagu has no row that a lock could hold; the document is locked."""
    r = susun_panggung()

    hasil = serentak(
        lambda n: simpan_pagu(
            isi_simpul_id=r.s1.pk,
            tahun=TAHUN,
            rupiah=100 + n,
            semula=None,
            oleh=Pengguna.objects.get(pk=r.perencana.pk),
        )
    )

    assert [type(h) for h in hasil].count(HalamanBasi) == JUMLAH - 1, hasil
    assert PaguVersi.objects.count() == 1


def test_who_writes_pagu(r: PanggungSimpul):
    simpan_pagu(isi_simpul_id=r.s1.pk, tahun=TAHUN, rupiah=1, semula=None, oleh=r.organisasi)
    with pytest.raises(TidakBoleh):
        simpan_pagu(isi_simpul_id=r.s1.pk, tahun=TAHUN, rupiah=2, semula=1, oleh=r.operator)
    with pytest.raises(IsiSimpul.DoesNotExist):
        simpan_pagu(isi_simpul_id=r.s1.pk, tahun=TAHUN, rupiah=2, semula=1, oleh=r.operator_lain)
