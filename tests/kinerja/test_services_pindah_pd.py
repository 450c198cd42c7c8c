"""kinerja's part of a reorganisation: what is in the way, what forbids undoing, what is read."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluasi.selectors.dasbor_jejak import susun_jejak
from kinerja.models import (
    DokumenPerencanaan,
    Indikator,
    JenisDokumen,
    KondisiKinerja,
    PohonKinerja,
    Realisasi,
    StatusDokumen,
    TingkatKondisi,
    UsulTarget,
)
from kinerja.selectors.riwayat_pendahulu import pengampu_tahun, rantai_pendahulu
from kinerja.views.periode import daftar_pd
from laporan.selectors.lkjip import pelapor
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from opd.selectors.perubahan import halangan_urung
from tests.factories import TAHUN, DokumenFactory, IndikatorFactory, PenggunaFactory
from tests.laporan.bahan_lkjip import KotaUji, susun
from tests.opd.panggung_perubahan import BARU, PDLama, buat_lama, terapkan

pytestmark = pytest.mark.django_db

LALU = TAHUN - 1


@pytest.fixture
def dua() -> tuple[PDLama, PDLama]:
    return buat_lama("Dinas Sosial", "DINSOS", None), buat_lama("Dinas Kerja", "DISKER", None)


@pytest.fixture
def organisasi() -> Pengguna:
    orang: Pengguna = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    return orang


def _gabung(dua: tuple[PDLama, PDLama], oleh: Pengguna) -> Any:
    return terapkan(oleh, asal=[satu.pd.pk for satu in dua], baru=[BARU])


def test_a_draft_beside_a_version_in_force_must_be_settled_first(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    DokumenFactory(pd=dua[0].pd, status=StatusDokumen.DRAF, perubahan_ke=1)

    with pytest.raises(ValidationError, match="masih draf. Berlakukan atau hapus"):
        _gabung(dua, organisasi)

    assert not PerangkatDaerah.objects.filter(kode="dingab").exists()


def test_a_plan_of_next_year_that_is_only_a_draft_moves_as_a_draft(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    for satu in dua:
        DokumenFactory(pd=satu.pd, tahun=TAHUN + 1, status=StatusDokumen.DRAF)

    _gabung(dua, organisasi)

    nanti = DokumenPerencanaan.objects.filter(tahun_dari=TAHUN + 1)
    assert {d.status for d in nanti} == {StatusDokumen.DIGANTIKAN}  # both were empty


def test_the_medium_term_plan_of_the_receiver_covers_only_the_years_to_come(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)

    renstra = DokumenPerencanaan.objects.filter(jenis=JenisDokumen.RENSTRA).order_by("pk")
    assert [(d.tahun_dari, d.tahun_sampai, d.status) for d in renstra] == [
        (2021, 2026, "berlaku"),
        (2021, 2026, "berlaku"),
        (TAHUN, 2026, "berlaku"),
    ]
    baru = renstra[2]
    assert set(baru.target.values_list("tahun", flat=True)) == {TAHUN, 2026}
    assert {i.indikator.pendahulu_id for i in baru.isi_indikator.all()} == {
        dua[0].isi[0].indikator_id,
        dua[1].isi[0].indikator_id,
    }


def test_what_was_written_on_the_change_forbids_undoing(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    perubahan = _gabung(dua, organisasi)
    assert halangan_urung(perubahan) == []
    baris = Realisasi.objects.get(
        indikator__pendahulu=dua[0].isi[0].indikator, tahun=TAHUN, triwulan=1
    )
    baris.save()
    renja = DokumenPerencanaan.objects.berlaku(TAHUN).get(jenis=JenisDokumen.RENJA)
    renja.target.all()[0].save()
    DokumenFactory(
        perangkat_daerah=renja.perangkat_daerah, perubahan_ke=1, status=StatusDokumen.DRAF
    )

    kalimat = halangan_urung(perubahan)

    assert "1 realisasi diisi atau diubah sejak perubahan diterapkan." in kalimat
    assert "1 versi dokumen perencanaan dibuat sejak perubahan diterapkan." in kalimat
    assert "1 target diubah." in kalimat


def test_trees_and_waiting_requests_follow_the_plan(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    lama = dua[0]
    pohon = PohonKinerja.objects.create(
        jenis="pd",
        perangkat_daerah=lama.pd,
        judul="Pohon",
        tahun_dari=2021,
        tahun_sampai=2026,
    )
    kondisi = KondisiKinerja.objects.create(
        pohon=pohon,
        jalur="0001",
        tingkat=TingkatKondisi.FINAL,
        uraian="Warga sejahtera",
        perangkat_daerah=lama.pd,
        simpul=lama.program[0].simpul,
        jabatan=lama.kepala,
    )
    usul = UsulTarget.objects.create(
        perangkat_daerah=lama.pd,
        indikator=lama.isi[0].indikator,
        dokumen=lama.renja[TAHUN],
        tahun=TAHUN,
        nilai=75,
        alasan="Anggaran berkurang",
    )

    _gabung(dua, organisasi)

    baru = PerangkatDaerah.objects.get(kode="dingab")
    for satu in (pohon, kondisi, usul):
        satu.refresh_from_db()
        assert satu.perangkat_daerah == baru
    assert kondisi.simpul is not None
    assert kondisi.simpul.pendahulu == lama.program[0].simpul
    assert kondisi.jabatan is not None
    assert (kondisi.jabatan.perangkat_daerah, kondisi.jabatan.kepala) == (baru, True)
    assert usul.indikator.pendahulu == lama.isi[0].indikator
    assert usul.dokumen.perangkat_daerah == baru


def test_the_series_of_the_successor_shows_its_predecessor_marked(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)
    baru = PerangkatDaerah.objects.get(kode="dingab")

    data = susun(baru, TAHUN)

    indikator = {i.nama: i for s in data.sasaran for i in s.indikator}
    riwayat = indikator["Persentase sasaran Dinas Sosial"].riwayat
    assert [r.label for r in riwayat] == [f"{LALU}, Dinas Sosial", str(TAHUN)]
    assert riwayat[0].realisasi is not None
    penerus = Indikator.objects.get(pendahulu=dua[0].isi[0].indikator)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=baru)
    jejak = susun_jejak(operator, penerus.pk)
    assert [(t.tahun, t.pendahulu) for t in jejak.tahun] == [(TAHUN, ""), (LALU, "Dinas Sosial")]
    lama = susun_jejak(organisasi, dua[0].isi[0].indikator_id)
    assert [t.tahun for t in lama.tahun] == [LALU]


def test_a_chain_of_predecessors_is_read_in_two_queries():
    kakek = IndikatorFactory()
    ayah = IndikatorFactory(pendahulu=kakek)
    anak = [IndikatorFactory(pendahulu=ayah) for _ in range(20)]

    with CaptureQueriesContext(connection) as kueri:
        rantai = rantai_pendahulu([i.pk for i in anak])

    assert len(kueri) == 2
    assert [p.indikator_id for p in rantai[anak[0].pk]] == [ayah.pk, kakek.pk]
    assert rantai_pendahulu([kakek.pk]) == {}


def test_who_entered_a_city_indicator_is_known_for_each_year(organisasi: Pengguna):
    kota = KotaUji()
    lama = buat_lama("Dinas Sosial", "DINSOS", kota)
    lain = buat_lama("Dinas Kerja", "DISKER", None)
    iku = kota.iku(kota.sasaran("9"), "Tingkat kemiskinan", lama.pd)

    _gabung((lama, lain), organisasi)

    assert pengampu_tahun(LALU) == {iku.indikator_id: lama.pd.pk}
    assert pengampu_tahun(TAHUN) == {}


def test_lists_of_a_year_hold_the_pd_that_existed_then(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)
    lama = {satu.pd for satu in dua}
    baru = PerangkatDaerah.objects.get(kode="dingab")

    def penyusun(pd: list[PerangkatDaerah]) -> set[PerangkatDaerah]:
        return {p for p in pd if p.jenis != "kota"}

    assert penyusun(pelapor(organisasi, LALU)) == lama
    assert penyusun(pelapor(organisasi, TAHUN)) == {baru}
    assert penyusun(daftar_pd(organisasi, LALU)) == lama
    assert penyusun(daftar_pd(organisasi, TAHUN)) == {baru}
    assert lama < penyusun(daftar_pd(organisasi))
    pilihan = daftar_pd(organisasi, TAHUN, kini=dua[0].pd.pk)
    assert dua[0].pd in pilihan


def test_a_merge_on_new_years_day_leaves_the_year_before_whole(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    terapkan(
        organisasi,
        asal=[satu.pd.pk for satu in dua],
        baru=[BARU],
        tanggal=datetime.date(TAHUN, 1, 1),
    )

    assert DokumenPerencanaan.objects.berlaku(LALU).filter(jenis=JenisDokumen.RENJA).count() == 2
    assert Realisasi.objects.filter(tahun=LALU, indikator__pendahulu__isnull=False).count() == 0
