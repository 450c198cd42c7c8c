"""Eight people fill one post at the same moment (PostgreSQL)."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from opd.models import JenisPeran, Pengguna, PenugasanJabatan
from opd.services.penugasan import BarisPelantikan, GalatPelantikan, lantik, tugaskan
from tests.factories import PenggunaFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.serentak import JUMLAH, serentak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
HARI = datetime.date(2024, 4, 1)


@pytest.fixture
def organisasi(transactional_db) -> Pengguna:
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


def _gagal(hasil, jenis):
    gagal = [h for h in hasil if isinstance(h, BaseException)]
    assert all(isinstance(g, jenis) for g in gagal), gagal
    return gagal


def test_one_of_eight_gets_the_post(organisasi):
    jabatan = JabatanFactory()
    orang = [PegawaiFactory() for _ in range(JUMLAH)]

    hasil = serentak(
        lambda n: tugaskan(
            jabatan_id=jabatan.pk,
            pegawai_id=orang[n].pk,
            jenis="definitif",
            dari=HARI,
            oleh=Pengguna.objects.get(pk=organisasi.pk),
        )
    )

    gagal = _gagal(hasil, ValidationError)
    assert len(gagal) == JUMLAH - 1
    (pemegang,) = PenugasanJabatan.objects.select_related("pegawai")
    assert all(pemegang.pegawai.nama in g.messages[0] for g in gagal)


def test_one_person_gets_one_of_eight_posts(organisasi):
    orang = PegawaiFactory()
    jabatan = [JabatanFactory() for _ in range(JUMLAH)]

    hasil = serentak(
        lambda n: tugaskan(
            jabatan_id=jabatan[n].pk,
            pegawai_id=orang.pk,
            jenis="definitif",
            dari=HARI,
            oleh=Pengguna.objects.get(pk=organisasi.pk),
        )
    )

    assert len(_gagal(hasil, ValidationError)) == JUMLAH - 1
    assert PenugasanJabatan.objects.count() == 1


def test_one_rotation_pressed_eight_times_is_one_rotation(organisasi):
    lama = [PenugasanFactory() for _ in range(4)]
    maju = [BarisPelantikan(p.jabatan_id, lama[(n + 1) % 4].pegawai_id) for n, p in enumerate(lama)]

    def kerja(nomor: int) -> object:
        # Opposite orders would deadlock if rows were locked in the order of the list.
        return lantik(
            baris=maju if nomor % 2 else maju[::-1],
            tanggal=HARI,
            dasar="SK 1",
            oleh=Pengguna.objects.get(pk=organisasi.pk),
        )

    assert len(_gagal(serentak(kerja), GalatPelantikan)) == JUMLAH - 1
    assert PenugasanJabatan.objects.count() == 8
    assert PenugasanJabatan.objects.filter(sampai__isnull=True).count() == 4
