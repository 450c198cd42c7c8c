"""The posts of a PD as a tree, who has not signed, and what a new holder must sign anew."""

from __future__ import annotations

import datetime

import pytest

from kinerja.models import PerjanjianKinerja, StatusPK
from kinerja.selectors.belum_tanda import akibat_pergantian, belum_tanda
from kinerja.selectors.perjanjian import daftar_jabatan, hari_tahun, pd_berjabatan
from opd.models import Eselon, Jabatan, JenisPeran, PenugasanJabatan
from opd.pendaftar import akibat_pelantikan
from tests.factories import PenggunaFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PenugasanFactory
from tests.kinerja.panggung_pk import JANUARI, TAHUN, PanggungPK, susun_panggung_pk

pytestmark = pytest.mark.django_db
MEI = datetime.date(TAHUN, 5, 1)


@pytest.fixture
def p() -> PanggungPK:
    return susun_panggung_pk()


def test_posts_are_a_tree_in_reading_order(p: PanggungPK) -> None:
    JabatanFactory(
        pd=p.pd, nama="Sekretaris", eselon=Eselon.III_A, kepala=False, induk=p.jabatan["kadis"]
    )

    baris = daftar_jabatan(p.pd.pk, TAHUN, MEI)

    assert [(b.jabatan.nama, b.dalam) for b in baris] == [
        ("Kepala Dinas Kesehatan", 0),
        ("Sekretaris", 1),
        ("Kepala Bidang Kesehatan Masyarakat", 1),
        ("Ketua Tim Gizi", 2),
    ]


def test_every_state_of_a_post(p: PanggungPK) -> None:
    p.tanda(p.buat("kadis"))
    p.tanda(p.buat("kabid"))
    p.buat("ketua")
    p.ganti_pejabat("kabid", datetime.date(TAHUN, 4, 1), "Kepala bidang baru")
    JabatanFactory(
        pd=p.pd, nama="Sekretaris", eselon=Eselon.III_A, kepala=False, induk=p.jabatan["kadis"]
    )

    keadaan = {b.jabatan.nama: b.keadaan for b in daftar_jabatan(p.pd.pk, TAHUN, MEI)}

    assert {nama: k.kode for nama, k in keadaan.items()} == {
        "Kepala Dinas Kesehatan": "sudah",
        "Sekretaris": "kosong",
        "Kepala Bidang Kesehatan Masyarakat": "pejabat",
        "Ketua Tim Gizi": "draf",
    }
    assert keadaan["Kepala Bidang Kesehatan Masyarakat"].kalimat == (
        "Perlu PK perubahan: pejabat berganti 1 April 2024."
    )
    assert {b.keadaan.kode for b in daftar_jabatan(p.pd.pk, TAHUN + 1, MEI)} == {
        "belum",
        "kosong",
    }


def test_a_vacant_post_is_not_signed_by_who_left(p: PanggungPK) -> None:
    p.tanda(p.buat("kadis"))
    p.jabatan["kadis"].penugasan.update(sampai=datetime.date(TAHUN, 3, 31))

    baris = daftar_jabatan(p.pd.pk, TAHUN, MEI)[0]
    belum = belum_tanda(p.operator, TAHUN, MEI)

    assert baris.keadaan.kode == "kosong"
    assert baris.keadaan.kalimat == "Kosong; PK ditandatangani ulang setelah terisi."
    assert not baris.keadaan.ditandatangani
    dinkes = next(satu for satu in belum.pd if satu.pd_id == p.pd.pk)
    assert (dinkes.sudah, dinkes.dari) == (0, 3)
    assert p.jabatan["kadis"] in [b.jabatan for b in dinkes.baris]


def test_a_post_that_ended_in_the_year_keeps_its_agreement(p: PanggungPK) -> None:
    pk = p.tanda(p.buat("kadis"))
    Jabatan.objects.filter(perangkat_daerah=p.pd).update(sampai=datetime.date(TAHUN, 3, 31))
    p.jabatan["kadis"].penugasan.update(sampai=datetime.date(TAHUN, 3, 31))
    PerjanjianKinerja.objects.update(
        status=StatusPK.DIGANTIKAN, digantikan_pada=datetime.date(TAHUN, 4, 1)
    )

    (baris,) = daftar_jabatan(p.pd.pk, TAHUN, MEI)

    assert (baris.terakhir, baris.berlaku, baris.pejabat) == (pk, None, "Pejabat kadis")
    assert baris.keadaan.kalimat == (
        "Jabatan berakhir 31 Maret 2024. PK ditandatangani 26 Januari 2024."
    )
    assert daftar_jabatan(p.pd.pk, TAHUN + 1, hari_tahun(TAHUN + 1)) == []


def test_counts_by_pd_and_level(p: PanggungPK) -> None:
    p.tanda(p.buat("kadis"))
    p.tanda(p.buat("wali"))

    belum = belum_tanda(p.organisasi, TAHUN, MEI)

    assert (belum.sudah, belum.dari) == (2, 4)
    assert [(t.nama, t.sudah, t.dari) for t in belum.tingkat] == [
        ("Wali kota", 1, 1),
        ("Eselon II", 1, 1),
        ("Eselon III", 0, 1),
        ("Eselon IV dan ketua tim", 0, 1),
    ]
    dinkes = next(satu for satu in belum.pd if satu.pd_id == p.pd.pk)
    assert (dinkes.sudah, dinkes.dari) == (1, 3)
    assert [b.jabatan.nama for b in dinkes.baris] == [
        "Kepala Bidang Kesehatan Masyarakat",
        "Ketua Tim Gizi",
    ]


def test_a_pd_sees_its_own_posts_and_the_wali_kota(p: PanggungPK) -> None:
    kepala_lain = JabatanFactory(pd=p.pd_lain, nama="Kepala Dinas Pendidikan")

    assert {s.pd_id for s in belum_tanda(p.operator, TAHUN, MEI).pd} == {p.kota.pk, p.pd.pk}
    lain = belum_tanda(p.operator_lain, TAHUN, MEI)
    assert {b.jabatan for s in lain.pd for b in s.baris} == {kepala_lain, p.jabatan["wali"]}
    assert [pd.pk for pd in pd_berjabatan(p.operator)] == [p.kota.pk, p.pd.pk]
    assert belum_tanda(PenggunaFactory(peran=JenisPeran.ADMIN), TAHUN, MEI).dari == 0


def test_the_day_of_a_year_is_today_or_its_nearest_end() -> None:
    assert hari_tahun(2024, datetime.date(2024, 5, 1)) == datetime.date(2024, 5, 1)
    assert hari_tahun(2024, datetime.date(2026, 5, 1)) == datetime.date(2024, 12, 31)
    assert hari_tahun(2027, datetime.date(2026, 5, 1)) == datetime.date(2027, 1, 1)


def test_a_change_of_holder_names_what_to_sign_and_who_is_below(p: PanggungPK) -> None:
    kadis, kabid = p.tanda(p.buat("kadis")), p.tanda(p.buat("kabid"))
    p.tanda(p.buat("ketua"))

    akibat = akibat_pergantian([p.jabatan["kadis"].pk], MEI)

    assert [(a.jabatan_id, a.url) for a in akibat] == [
        (p.jabatan["kadis"].pk, f"/kinerja/pk/{kadis.pk}/"),
        (p.jabatan["kabid"].pk, f"/kinerja/pk/{kabid.pk}/"),
    ]
    assert akibat[0].kalimat == (
        "Perjanjian Kinerja Kepala Dinas Kesehatan 2024 ditandatangani Pejabat kadis pada "
        "26 Januari 2024: perlu Perjanjian Kinerja perubahan oleh pejabat baru."
    )
    assert "tetap berlaku; pihak keduanya pejabat lama" in akibat[1].kalimat
    assert akibat_pergantian([], MEI) == []
    assert akibat_pergantian in list(akibat_pelantikan)


def test_what_the_old_holder_signed_for_later_days_is_named_too(p: PanggungPK) -> None:
    """A rotation in December meets the agreement of the next year; one of an earlier holder that
    is recorded late does not meet what a later one signed."""
    kadis = p.tanda(p.buat("kadis"))
    p.tanda(p.buat("kabid"))
    desember = datetime.date(TAHUN - 1, 12, 20)
    ids = [p.jabatan["kadis"].pk]

    assert [a.url for a in akibat_pergantian(ids, desember)] == [f"/kinerja/pk/{kadis.pk}/"]

    PenugasanJabatan.objects.filter(jabatan=p.jabatan["kadis"]).update(dari=JANUARI)
    assert akibat_pergantian(ids, desember) == []


def test_a_new_wali_kota_names_the_heads_of_all_pd(p: PanggungPK) -> None:
    p.tanda(p.buat("wali"))
    p.tanda(p.buat("kadis"))
    p.tanda(p.buat("kabid"))

    akibat = akibat_pergantian([p.jabatan["wali"].pk], MEI)

    assert [a.jabatan_id for a in akibat] == [p.jabatan["wali"].pk, p.jabatan["kadis"].pk]


def test_a_draft_or_a_replaced_agreement_is_not_named(p: PanggungPK) -> None:
    p.tanda(p.buat("kadis"))
    baru = p.tanda(
        p.buat("kadis", tanggal=MEI, alasan="strategi", uraian_alasan="Anggaran dialihkan.")
    )
    p.buat("kabid")

    akibat = akibat_pergantian([p.jabatan["kadis"].pk, p.jabatan["kabid"].pk], MEI)

    assert [a.url for a in akibat] == [f"/kinerja/pk/{baru.pk}/"]


def test_number_of_queries_does_not_grow(p: PanggungPK, django_assert_num_queries) -> None:
    p.tanda(p.buat("kadis"))
    with django_assert_num_queries(7):
        belum_tanda(p.organisasi, TAHUN, MEI)
    for nomor in range(15):
        pd = PerangkatDaerahFactory()
        PenugasanFactory(jabatan=JabatanFactory(pd=pd))
        JabatanFactory(
            pd=p.pd,
            nama=f"Kepala Seksi {nomor}",
            eselon=Eselon.IV_A,
            kepala=False,
            induk=p.jabatan["kabid"],
        )
    p.buat("kabid")
    with django_assert_num_queries(7):
        belum_tanda(p.organisasi, TAHUN, MEI)
    with django_assert_num_queries(6):
        assert len(daftar_jabatan(p.pd.pk, TAHUN, MEI)) == 18
    assert PenugasanJabatan.objects.count() == 19
