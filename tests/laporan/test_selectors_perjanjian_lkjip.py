"""Which agreement a report answers for: the head's, in force on 31 December."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from kinerja.formulas.isi_pk import ke_json
from kinerja.models import DokumenPerencanaan, PerjanjianKinerja, StatusPK
from laporan.selectors.perjanjian_lkjip import muat_perjanjian
from opd.models import PenugasanJabatan
from tests.factories import TAHUN, DokumenFactory
from tests.factories_jabatan import JabatanFactory, PenugasanFactory
from tests.laporan.contoh_data import perjanjian

pytestmark = pytest.mark.django_db


def _pk(jabatan: Any, dokumen: DokumenPerencanaan, *, kode: str, **medan: Any) -> None:
    PerjanjianKinerja.objects.create(
        tahun=TAHUN,
        perangkat_daerah=jabatan.perangkat_daerah,
        jabatan=jabatan,
        dokumen=dokumen,
        pihak_pertama=PenugasanJabatan.objects.filter(jabatan=jabatan).first()
        or PenugasanFactory(jabatan=jabatan),
        isi=ke_json(perjanjian("Kepala Dinas Uji", "Wali Kota").isi),
        kode=kode,
        **({"status": StatusPK.DITANDATANGANI, "tanggal": datetime.date(TAHUN, 1, 15)} | medan),
    )


def test_the_last_agreement_of_the_head_is_taken_as_it_was_frozen():
    jabatan = JabatanFactory()
    dokumen = DokumenFactory(pd=jabatan.perangkat_daerah)
    _pk(
        jabatan,
        dokumen,
        kode="A",
        status=StatusPK.DIGANTIKAN,
        digantikan_pada=datetime.date(TAHUN, 8, 1),
    )
    _pk(
        jabatan,
        dokumen,
        kode="AB",
        tanggal=datetime.date(TAHUN, 8, 1),
        perubahan_ke=1,
        alasan="strategi",
    )

    hasil = muat_perjanjian(jabatan.perangkat_daerah_id, TAHUN)

    assert hasil is not None
    assert (hasil.kode, hasil.isi.pihak_pertama.nama) == ("AB", "Pejabat Pertama")


def test_without_a_signed_agreement_of_the_head_there_is_none():
    jabatan = JabatanFactory()
    dokumen = DokumenFactory(pd=jabatan.perangkat_daerah)
    _pk(JabatanFactory(pd=jabatan.perangkat_daerah, kepala=False), dokumen, kode="A")
    _pk(jabatan, dokumen, kode="AB", status=StatusPK.DRAF)

    assert muat_perjanjian(jabatan.perangkat_daerah_id, TAHUN) is None
    assert muat_perjanjian(jabatan.perangkat_daerah_id, TAHUN + 1) is None
