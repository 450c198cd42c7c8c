"""The Perjanjian Kinerja comes before the plan: it counts from its day to its successor's."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from kinerja.models import (
    AlasanPerubahanPK,
    ButirPK,
    DokumenPerencanaan,
    IsiIndikator,
    PerjanjianKinerja,
    StatusDokumen,
    StatusPK,
)
from kinerja.selectors.target_berlaku import target_berlaku, target_setahun
from opd.models import Eselon, Jabatan
from tests.factories import TAHUN, DokumenFactory, IsiIndikatorFactory, TargetFactory
from tests.factories_jabatan import JabatanFactory, PenugasanFactory

pytestmark = pytest.mark.django_db


def _hari(bulan: int) -> datetime.date:
    return datetime.date(TAHUN, bulan, 28)


def _pk(
    jabatan: Jabatan,
    dokumen: DokumenPerencanaan,
    isi: IsiIndikator,
    nilai: int,
    *,
    bulan: int = 1,
    ke: int = 0,
    digantikan: datetime.date | None = None,
) -> PerjanjianKinerja:
    pk = PerjanjianKinerja.objects.create(
        tahun=TAHUN,
        perangkat_daerah=jabatan.perangkat_daerah,
        jabatan=jabatan,
        dokumen=dokumen,
        perubahan_ke=ke,
        alasan=AlasanPerubahanPK.STRATEGI if ke else "",
        tanggal=datetime.date(TAHUN, bulan, 15),
        digantikan_pada=digantikan,
        status=StatusPK.DIGANTIKAN if digantikan else StatusPK.DITANDATANGANI,
        pihak_pertama=PenugasanFactory(jabatan=JabatanFactory(pd=jabatan.perangkat_daerah)),
        isi={},
    )
    ButirPK.objects.create(pk_induk=pk, indikator=isi.indikator, urutan=1, nilai=nilai)
    return pk


def test_a_signed_agreement_outranks_the_plan_and_says_so(p):
    isi = p.isi()
    _pk(JabatanFactory(pd=p.pd), p.dokumen, isi, 90)

    berlaku: Any = target_berlaku(isi.indikator, _hari(12))

    assert (berlaku.nilai, berlaku.dokumen) == (90, f"Perjanjian Kinerja {TAHUN}")


def test_a_draf_agreement_counts_for_nothing(p):
    isi = p.isi()
    PerjanjianKinerja.objects.filter(pk=_pk(JabatanFactory(pd=p.pd), p.dokumen, isi, 90).pk).update(
        status=StatusPK.DRAF
    )

    berlaku: Any = target_berlaku(isi.indikator, _hari(12))

    assert berlaku.dokumen == f"Renja {TAHUN}"


def test_each_quarter_is_judged_by_the_agreement_of_its_last_day(p):
    """Signed in February, replaced on 15 August: quarters I and II keep the targets of the version
    that was promised then, although the plan has a newer one."""
    isi = p.isi()
    lama = p.dokumen
    for triwulan, nilai in ((1, 10), (2, 20), (3, 30), (4, 40)):
        TargetFactory(indikator=isi.indikator, dokumen=lama, triwulan=triwulan, nilai=nilai)
    DokumenPerencanaan.objects.filter(pk=lama.pk).update(status=StatusDokumen.DIGANTIKAN)
    baru = DokumenFactory(pd=p.pd, perubahan_ke=1)
    IsiIndikatorFactory(dokumen=baru, indikator=isi.indikator)
    for triwulan, nilai in ((0, 200), (1, 11), (2, 22), (3, 33), (4, 44)):
        TargetFactory(indikator=isi.indikator, dokumen=baru, triwulan=triwulan, nilai=nilai)
    jabatan = JabatanFactory(pd=p.pd)
    _pk(jabatan, lama, isi, 100, bulan=2, digantikan=datetime.date(TAHUN, 8, 15))
    _pk(jabatan, baru, isi, 200, bulan=8, ke=1)

    target: Any = target_setahun([isi.indikator_id], TAHUN)[isi.indikator_id]

    assert [target.triwulan[tw].nilai for tw in (1, 2, 3, 4)] == [10, 20, 33, 44]
    assert [target.triwulan[tw].dokumen for tw in (2, 3)] == [
        f"Perjanjian Kinerja {TAHUN}",
        f"Perjanjian Kinerja {TAHUN} perubahan ke-1",
    ]
    assert target.tahun.nilai == 200


def test_a_quarter_before_the_first_signature_follows_the_plan(p):
    isi = p.isi()
    TargetFactory(indikator=isi.indikator, dokumen=p.dokumen, triwulan=1, nilai=5)
    _pk(JabatanFactory(pd=p.pd), p.dokumen, isi, 90, bulan=5)

    berlaku: Any = target_berlaku(isi.indikator, _hari(2))

    assert (berlaku.nilai, berlaku.dokumen) == (5, f"Renja {TAHUN}")


def test_of_two_agreements_that_of_the_higher_post_counts(p):
    isi = p.isi()
    bawah = JabatanFactory(pd=p.pd, eselon=Eselon.III_A, kepala=False)
    _pk(bawah, p.dokumen, isi, 70)
    _pk(JabatanFactory(pd=p.pd), p.dokumen, isi, 90)

    berlaku: Any = target_berlaku(isi.indikator, _hari(12))

    assert berlaku.nilai == Decimal(90)
