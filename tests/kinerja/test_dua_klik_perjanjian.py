"""Eight people sign one draft, or make one, at the same moment (PostgreSQL)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import ButirPK, PerjanjianKinerja
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.services.perjanjian import buat_pk
from kinerja.services.perjanjian_tanda import tanda_isi, tandatangani_pk
from opd.models import Pengguna
from tests.kinerja.panggung_pk import JANUARI, TAHUN, PanggungPK, susun_panggung_pk
from tests.serentak import JUMLAH, serentak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def p(transactional_db) -> PanggungPK:
    return susun_panggung_pk()


def test_one_signature(p: PanggungPK) -> None:
    pk = p.buat()
    tanda = tanda_isi(susun_isi(pk, JANUARI))

    def klik(_: int) -> object:
        return tandatangani_pk(
            pk_id=pk.pk,
            tanggal=JANUARI,
            oleh=Pengguna.objects.get(pk=p.kepala.pk),
            tanda=tanda,
        )

    hasil = serentak(klik)

    gagal = [h for h in hasil if isinstance(h, TidakBoleh)]
    assert len(gagal) == JUMLAH - 1, hasil
    assert all("sudah ditandatangani" in str(g) for g in gagal)
    assert JejakAudit.objects.filter(aksi="pk.ditandatangani").count() == 1
    assert ButirPK.objects.count() == 2


def test_one_draft(p: PanggungPK) -> None:
    def klik(_: int) -> object:
        return buat_pk(
            jabatan_id=p.jabatan["kadis"].pk,
            tahun=TAHUN,
            tanggal=JANUARI,
            oleh=Pengguna.objects.get(pk=p.operator.pk),
        )

    hasil = serentak(klik)

    gagal = [h for h in hasil if isinstance(h, ValidationError)]
    assert len(gagal) == JUMLAH - 1, hasil
    assert all("sudah ada. Lanjutkan draf itu." in " ".join(g.messages) for g in gagal)
    assert PerjanjianKinerja.objects.count() == 1
