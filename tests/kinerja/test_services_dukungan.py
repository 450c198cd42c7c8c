"""Which node helps to reach which goal: portions, circles, and who may say so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import Dukungan, IsiSimpul, JenisDokumen, JenisSimpul, StatusDokumen
from kinerja.selectors.dukungan import calon_tujuan, dukungan_simpul
from kinerja.services.dukungan import hapus_dukungan, tambah_dukungan
from opd.models import JenisPeran, Pengguna
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiSimpulFactory,
    KotaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
)
from tests.kinerja.panggung_simpul import PanggungSimpul, susun_panggung
from tests.serentak import JUMLAH, serentak


@pytest.fixture
def r(db: None) -> PanggungSimpul:
    """A draf with a small tree."""
    return susun_panggung()


@pytest.fixture
def sasaran(r: PanggungSimpul) -> list[IsiSimpul]:
    """Two sasaran of the city in force."""
    rpjmd = DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RPJMD)
    return [
        IsiSimpulFactory(dokumen=rpjmd, jenis=JenisSimpul.SASARAN, nama=f"Sasaran {n}")
        for n in (1, 2)
    ]


def _tambah(r: PanggungSimpul, isi: IsiSimpul, ke: IsiSimpul, porsi: str | None = None) -> Dukungan:
    return tambah_dukungan(
        isi_simpul_id=isi.pk,
        ke_simpul_id=ke.simpul_id,
        porsi=None if porsi is None else Decimal(porsi),
        oleh=r.perencana,
    )


def test_program_supports_city_goals_with_portions_up_to_100(
    r: PanggungSimpul, sasaran: list[IsiSimpul]
):
    _tambah(r, r.p, sasaran[0], "60")
    with pytest.raises(ValidationError) as galat:
        _tambah(r, r.p, sasaran[1], "40.5")
    assert galat.value.message_dict["porsi"] == [
        "Porsi semua dukungan baris rencana ini menjadi 100,5%. Jumlahnya paling banyak 100%."
    ]
    dukungan = _tambah(r, r.p, sasaran[1], "40")
    with pytest.raises(ValidationError, match="sudah ada"):
        _tambah(r, r.p, sasaran[1])
    hapus_dukungan(isi_simpul_id=r.p.pk, dukungan_id=dukungan.pk, oleh=r.perencana)
    assert Dukungan.objects.count() == 1
    assert JejakAudit.objects.filter(aksi__startswith="dukungan.").count() == 3


def test_circle_is_refused_with_a_sentence(r: PanggungSimpul):
    IsiSimpul.objects.filter(pk__in=[r.p.pk, r.q.pk]).update(jenis=JenisSimpul.SASARAN)
    _tambah(r, r.p, r.q)
    with pytest.raises(ValidationError, match="melingkar"):
        _tambah(r, r.q, r.p)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_links_written_at_once_close_no_circle(transactional_db: None):
    """Each writer locks another draf, and none names both ends of the circle."""
    KotaFactory()
    pd = PerangkatDaerahFactory()
    perencana = PenggunaFactory(peran=JenisPeran.PERENCANA)
    simpul = [
        IsiSimpulFactory(
            dokumen=DokumenFactory(
                pd=pd, status=StatusDokumen.DRAF, tahun_dari=TAHUN + n, tahun_sampai=TAHUN + n
            ),
            jenis=JenisSimpul.SASARAN,
        )
        for n in range(JUMLAH)
    ]

    def kerja(n: int) -> Dukungan:
        return tambah_dukungan(
            isi_simpul_id=simpul[n].pk,
            ke_simpul_id=simpul[(n + 1) % JUMLAH].simpul_id,
            porsi=None,
            oleh=Pengguna.objects.get(pk=perencana.pk),
        )

    gagal = [h for h in serentak(kerja) if isinstance(h, BaseException)]

    assert [type(g) for g in gagal] == [ValidationError], gagal
    assert "melingkar" in str(gagal[0])
    assert Dukungan.objects.count() == JUMLAH - 1


def test_goal_outside_the_list_and_portion_out_of_range(
    r: PanggungSimpul, sasaran: list[IsiSimpul]
):
    with pytest.raises(ValidationError, match="dari daftar"):
        _tambah(r, r.p, r.k1)
    with pytest.raises(ValidationError, match="0 sampai 100"):
        _tambah(r, r.p, sasaran[0], "-1")


def test_a_shared_supporter_is_marked_and_its_pagu_shown(
    r: PanggungSimpul, sasaran: list[IsiSimpul]
):
    r.pagu(r.p, 100)
    for ke in sasaran:
        _tambah(r, r.p, ke)
    IsiSimpul.objects.filter(pk=r.q.pk).update(jenis=JenisSimpul.PROGRAM)
    _tambah(r, r.q, sasaran[0])

    tampil = dukungan_simpul(sasaran[0], r.perencana, TAHUN)

    assert [(d.nama, d.pagu, d.bersama) for d in tampil.didukung] == [
        ("P", "100", True),
        ("Q", "–", False),
    ]
    assert tampil.jumlah_pagu == "Rp 100 (belum lengkap, 1 dari 2)"


def test_who_links(r: PanggungSimpul, sasaran: list[IsiSimpul]):
    def oleh(siapa: object) -> None:
        tambah_dukungan(
            isi_simpul_id=r.p.pk,
            ke_simpul_id=sasaran[0].simpul_id,
            porsi=None,
            oleh=siapa,  # type: ignore[arg-type]
        )

    with pytest.raises(TidakBoleh):
        oleh(r.operator)
    with pytest.raises(IsiSimpul.DoesNotExist):
        oleh(r.operator_lain)
    oleh(r.organisasi)
    sasaran[1].dokumen.status = StatusDokumen.DIGANTIKAN
    sasaran[1].dokumen.save()
    r.k1.refresh_from_db()
    assert calon_tujuan(r.k1, r.perencana) == []  # goals of a replaced version are not offered
