"""A signed agreement beside the plan in force: which promises are no longer its targets."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.test import Client

from kinerja.models import DokumenPerencanaan, PerjanjianKinerja, StatusDokumen, Target
from kinerja.selectors.belum_tanda import belum_tanda
from kinerja.selectors.perjanjian import daftar_jabatan
from kinerja.selectors.selisih_perjanjian import selisih_rencana
from tests.factories import DokumenFactory
from tests.kinerja.panggung_pk import TAHUN, PanggungPK, susun_panggung_pk

pytestmark = pytest.mark.django_db
MEI = datetime.date(TAHUN, 5, 1)
KALIMAT = (
    "Target 2 indikator di Renja 2024 perubahan ke-1 berbeda dari yang dijanjikan: "
    "perlu PK perubahan bila alasannya terpenuhi."
)


@pytest.fixture
def p() -> PanggungPK:
    return susun_panggung_pk()


def _perubahan(p: PanggungPK, **nilai: str) -> DokumenPerencanaan:
    """The Renja as changed from 1 April, with other targets of the named indicators."""
    DokumenPerencanaan.objects.filter(pk=p.renja.pk).update(status=StatusDokumen.DIGANTIKAN)
    baru = DokumenFactory(pd=p.pd, perubahan_ke=1, berlaku_mulai=datetime.date(TAHUN, 4, 1))
    beda = {p.indikator[nama].indikator_id: Decimal(satu) for nama, satu in nilai.items()}
    for t in Target.objects.filter(dokumen=p.renja):
        Target.objects.create(
            dokumen=baru,
            indikator=t.indikator,
            tahun=t.tahun,
            triwulan=t.triwulan,
            nilai=beda.get(t.indikator_id, t.nilai),
        )
    return baru


def test_only_the_agreements_whose_targets_changed_differ(p: PanggungPK) -> None:
    kadis, kabid = p.tanda(p.buat("kadis")), p.tanda(p.buat("kabid"))
    assert selisih_rencana([kadis, kabid], MEI) == {}

    _perubahan(p, ahh="73", sakip="6")

    selisih = selisih_rencana([kadis, kabid], MEI)
    assert {pk: satu.kalimat for pk, satu in selisih.items()} == {kadis.pk: KALIMAT}
    assert selisih_rencana([kadis, kabid], datetime.date(TAHUN, 3, 31)) == {}


def test_a_target_changed_or_removed_in_the_same_version_differs(p: PanggungPK) -> None:
    pk = p.tanda(p.buat("kadis"))
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).update(nilai=Decimal("73"))
    Target.objects.filter(indikator=p.indikator["sakip"].indikator).delete()

    satu = selisih_rencana([pk], MEI)[pk.pk]

    assert (satu.jumlah, satu.dokumen) == (2, "Renja 2024")


def test_a_draf_or_a_replaced_agreement_is_not_compared(
    p: PanggungPK, django_assert_num_queries
) -> None:
    lama, draf = p.tanda(p.buat("kadis")), p.buat("kabid")
    PerjanjianKinerja.objects.filter(pk=lama.pk).update(status="digantikan")
    lama.refresh_from_db()

    with django_assert_num_queries(0):
        assert selisih_rencana([lama, draf], MEI) == {}


def test_list_detail_and_belum_say_it_and_it_still_counts_as_signed(
    p: PanggungPK, client: Client
) -> None:
    pk = p.tanda(p.buat("kadis"))
    _perubahan(p, ahh="73", sakip="6")

    keadaan = daftar_jabatan(p.pd.pk, TAHUN, MEI)[0].keadaan
    assert keadaan.kalimat == f"Ditandatangani 26 Januari 2024. {KALIMAT}"
    assert belum_tanda(p.operator, TAHUN, MEI).sudah == 1
    client.force_login(p.operator)
    for alamat in ("", "belum/", f"{pk.pk}/"):
        teks = client.get(f"/kinerja/pk/{alamat}", {"tahun": TAHUN}).content.decode()
        assert KALIMAT in teks, alamat
    daftar = client.get("/kinerja/pk/", {"tahun": TAHUN}).content.decode()
    assert "1 dari 3 jabatan sudah menandatangani" in daftar
    assert "Buat perubahan" in daftar


def test_number_of_queries_does_not_grow(p: PanggungPK, django_assert_num_queries) -> None:
    pk = p.tanda(p.buat("kadis"))
    _perubahan(p, ahh="73", sakip="6")
    with django_assert_num_queries(3):
        selisih_rencana([pk], MEI)
    lain = [p.tanda(p.buat(siapa)) for siapa in ("kabid", "ketua", "wali")]
    with django_assert_num_queries(3):
        assert len(selisih_rencana([pk, *lain], MEI)) == 1
