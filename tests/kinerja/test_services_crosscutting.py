"""One PD asks, the other answers; only the asked one, once, and the right people are told."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Notifikasi
from kinerja.models import Crosscutting, KondisiKinerja
from kinerja.services.crosscutting import (
    jawab_terima,
    jawab_tolak,
    tarik,
    tawarkan,
    tetapkan_penjawab,
)
from kinerja.services.pohon import (
    KondisiMasuk,
    PohonMasuk,
    buat_pohon,
    hapus_kondisi,
    tambah_kondisi,
    tanda_baris,
)
from opd.models import JenisPeran
from tests.factories import PenggunaFactory
from tests.kinerja.panggung_pohon import TAHUN, PanggungPohon, susun_pohon_uji

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPohon:
    return susun_pohon_uji()


def tawaran_baru(p: PanggungPohon) -> Crosscutting:
    return tawarkan(
        kondisi_id=p.antara.pk, pd_id=p.pd_lain.pk, uraian="Edukasi gizi", oleh=p.operator
    )


def kondisi_lain(p: PanggungPohon) -> KondisiKinerja:
    pohon = buat_pohon(
        masuk=PohonMasuk("pd", p.pd_lain.pk, "Pohon Pendidikan", TAHUN, TAHUN),
        oleh=p.operator_lain,
    )
    return tambah_kondisi(
        pohon_id=pohon.pk,
        masuk=KondisiMasuk("final", "Anak sekolah sehat"),
        induk_id=None,
        oleh=p.operator_lain,
    )


def judul(pengguna) -> list[str]:
    return list(Notifikasi.objects.filter(penerima=pengguna).values_list("judul", flat=True))


def test_the_asked_pd_is_told_and_accepts(p):
    kepala = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.pd_lain)
    tawaran = tawaran_baru(p)
    assert judul(p.operator_lain) == judul(kepala)
    assert judul(kepala) == ["Tawaran crosscutting dari Dinas Kesehatan"]
    milik = kondisi_lain(p)
    hasil = jawab_terima(tawaran_id=tawaran.pk, kondisi_id=milik.pk, oleh=kepala)
    assert (hasil.status, hasil.dijawab_kondisi, hasil.diputus_oleh) == ("diterima", milik, kepala)
    assert judul(p.operator) == ["Dinas Pendidikan menerima tawaran crosscutting"]


def test_three_people_answer(p):
    tawaran = tawaran_baru(p)
    for orang in (p.operator, p.evaluator):  # sees it, was not asked
        with pytest.raises(TidakBoleh):
            jawab_terima(tawaran_id=tawaran.pk, kondisi_id=None, oleh=orang)
    asing = PenggunaFactory(peran=JenisPeran.OPERATOR)
    with pytest.raises(Crosscutting.DoesNotExist):
        jawab_terima(tawaran_id=tawaran.pk, kondisi_id=None, oleh=asing)
    jawab_terima(tawaran_id=tawaran.pk, kondisi_id=None, oleh=p.operator_lain)


def test_the_second_answer_is_told_what_the_first_said(p):
    tawaran = tawaran_baru(p)
    jawab_tolak(tawaran_id=tawaran.pk, alasan="Bukan tugas kami", oleh=p.operator_lain)
    with pytest.raises(GalatPengguna, match="sudah ditolak"):
        jawab_terima(tawaran_id=tawaran.pk, kondisi_id=None, oleh=p.operator_lain)
    tawaran.refresh_from_db()
    assert (tawaran.status, tawaran.alasan) == ("ditolak", "Bukan tugas kami")


def test_declining_needs_a_reason(p):
    tawaran = tawaran_baru(p)
    with pytest.raises(ValidationError) as galat:
        jawab_tolak(tawaran_id=tawaran.pk, alasan="  ", oleh=p.operator_lain)
    assert galat.value.message_dict == {"alasan": ["Tulis alasan menolak tawaran ini."]}
    tawaran.refresh_from_db()
    assert tawaran.status == "ditawarkan"


def test_only_an_own_condition_carries_it_and_it_may_be_named_later(p):
    tawaran = tawaran_baru(p)
    with pytest.raises(ValidationError) as galat:
        jawab_terima(tawaran_id=tawaran.pk, kondisi_id=p.final.pk, oleh=p.operator_lain)
    assert list(galat.value.message_dict) == ["kondisi"]
    jawab_terima(tawaran_id=tawaran.pk, kondisi_id=None, oleh=p.operator_lain)
    milik = kondisi_lain(p)
    with pytest.raises(TidakBoleh):
        tetapkan_penjawab(tawaran_id=tawaran.pk, kondisi_id=milik.pk, oleh=p.operator)
    tetapkan_penjawab(tawaran_id=tawaran.pk, kondisi_id=milik.pk, oleh=p.operator_lain)
    tawaran.refresh_from_db()
    assert tawaran.dijawab_kondisi == milik
    with pytest.raises(ValidationError, match="menjawab tawaran"):
        hapus_kondisi(kondisi_id=milik.pk, tanda=tanda_baris(milik), oleh=p.operator_lain)


def test_an_offer_is_made_once_to_another_pd(p):
    tawaran = tawaran_baru(p)
    with pytest.raises(ValidationError, match="sudah ditawarkan kepada perangkat daerah itu"):
        tawaran_baru(p)
    for pd, kata in ((p.pd, "milik perangkat daerah itu sendiri"), (p.kota, "Pilih")):
        with pytest.raises(ValidationError, match=kata):
            tawarkan(kondisi_id=p.antara.pk, pd_id=pd.pk, uraian="X", oleh=p.operator)
    tarik(tawaran_id=tawaran.pk, oleh=p.operator)
    assert tawaran_baru(p).pk != tawaran.pk


def test_withdrawing_is_for_who_draws_the_tree(p):
    tawaran = tawaran_baru(p)
    with pytest.raises(TidakBoleh):
        tarik(tawaran_id=tawaran.pk, oleh=p.operator_lain)
    tarik(tawaran_id=tawaran.pk, oleh=p.perencana)
    assert "Tawaran crosscutting dari Dinas Kesehatan ditarik" in judul(p.operator_lain)
    with pytest.raises(GalatPengguna, match="sudah ditarik"):
        tarik(tawaran_id=tawaran.pk, oleh=p.perencana)
    with pytest.raises(GalatPengguna, match="sudah ditarik"):
        jawab_terima(tawaran_id=tawaran.pk, kondisi_id=None, oleh=p.operator_lain)
