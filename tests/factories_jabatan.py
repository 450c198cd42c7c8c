"""Posts, officials and their assignments for tests."""

from __future__ import annotations

import factory

from opd.models import Eselon, Jabatan, JenisPenugasan, Pegawai, PenugasanJabatan
from tests.factories import AWAL, Pabrik, PerangkatDaerahFactory


class JabatanFactory(Pabrik[Jabatan]):
    """The head of a dinas since 2021: `JabatanFactory(pd=dinkes)`."""

    class Meta:
        model = Jabatan

    class Params:
        pd = None

    perangkat_daerah = factory.LazyAttribute(lambda o: o.pd or PerangkatDaerahFactory())
    nama = factory.Sequence(lambda n: f"Kepala Dinas Uji {n}")
    eselon = Eselon.II_B
    kepala = True
    dari = AWAL


class PegawaiFactory(Pabrik[Pegawai]):
    """An official with a NIP."""

    class Meta:
        model = Pegawai

    nip = factory.Sequence(lambda n: f"19700101{n % 10_000_000_000:010d}")
    nama = factory.Sequence(lambda n: f"Pegawai Uji {n}, S.E.")
    pangkat = "Pembina Utama Muda, IV/c"


class PenugasanFactory(Pabrik[PenugasanJabatan]):
    """A definitive holder since 2021 of a new post, or of `jabatan`."""

    class Meta:
        model = PenugasanJabatan

    jabatan = factory.SubFactory(JabatanFactory)
    pegawai = factory.SubFactory(PegawaiFactory)
    jenis = JenisPenugasan.DEFINITIF
    dari = AWAL
