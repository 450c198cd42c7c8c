"""What the page of a tree shows: holders by day, targets by year, constant queries."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import JenisSimpul, PohonKinerja
from kinerja.selectors.pohon_kinerja import (
    daftar_pohon,
    pilihan_letak,
    pilihan_simpul,
    susun_pohon_kinerja,
    tahun_tampil,
)
from kinerja.services.crosscutting import jawab_terima, tawarkan
from kinerja.services.isi_kondisi import tambah_csf, tambah_indikator_kondisi
from kinerja.services.pohon import (
    KondisiMasuk,
    PohonMasuk,
    buat_pohon,
    tambah_kondisi,
    tanda_baris,
    ubah_kondisi,
)
from opd.models import JenisPenugasan, NamaPD
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    PenggunaFactory,
    TargetFactory,
)
from tests.factories_jabatan import JabatanFactory, PenugasanFactory
from tests.kinerja.panggung_pohon import TAHUN, PanggungPohon, susun_pohon_uji

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPohon:
    return susun_pohon_uji()


def test_the_tree_hangs_together(p):
    tampil = susun_pohon_kinerja(p.pohon, tahun=TAHUN)
    (final,) = tampil.akar
    (antara,) = final.anak
    assert [k.pk for k in tampil.semua] == [p.final.pk, p.antara.pk, p.langsung.pk, p.output.pk]
    assert antara.faktor == "Gizi anak terpenuhi"
    assert [(f.uraian, f.dijawab) for f in final.csf] == [("Gizi anak terpenuhi", 1)]
    assert [(i.nama, i.target, i.dari_rencana) for i in final.indikator] == [
        ("Angka harapan hidup", "–", False)
    ]
    assert (tampil.jumlah_csf, tampil.jumlah_indikator) == (1, 1)


def test_the_person_is_the_holder_on_the_day(p):
    jabatan = JabatanFactory(pd=p.pd)
    PenugasanFactory(
        jabatan=jabatan,
        pegawai__nama="Ani, S.E.",
        jenis=JenisPenugasan.PLT,
        dari=datetime.date(2024, 3, 1),
        sampai=datetime.date(2024, 3, 31),
    )
    PenugasanFactory(jabatan=jabatan, pegawai__nama="Budi, M.M.", dari=datetime.date(2024, 4, 1))
    ubah_kondisi(
        kondisi_id=p.output.pk,
        masuk=KondisiMasuk("output", "Posyandu", jabatan_id=jabatan.pk),
        tanda=tanda_baris(p.output),
        oleh=p.operator,
    )

    def pemangku(bulan: int) -> str:
        hari = datetime.date(2024, bulan, 15)
        return susun_pohon_kinerja(p.pohon, tahun=TAHUN, tanggal=hari).semua[-1].pemangku

    assert [pemangku(2), pemangku(3), pemangku(4)] == ["", "Ani, S.E. (Plt)", "Budi, M.M."]


def test_the_target_of_the_year_is_shown_with_its_unit(p):
    isi = IsiIndikatorFactory(pd=p.pd, tahun=TAHUN, nama="PERSENTASE BALITA DITIMBANG")
    TargetFactory(isi=isi, nilai=Decimal("85.5"), contoh=True)
    tambah_indikator_kondisi(
        kondisi_id=p.antara.pk, indikator_id=isi.indikator_id, nama="", oleh=p.operator
    )
    tampil = susun_pohon_kinerja(p.pohon, tahun=TAHUN)
    (indikator,) = tampil.semua[1].indikator
    assert indikator.nama == "Persentase balita ditimbang"
    assert indikator.target == "85,50 persen (contoh)"
    assert tampil.contoh
    assert susun_pohon_kinerja(p.pohon, tahun=TAHUN + 1).semua[1].indikator[0].target == "–"


def test_an_offer_shows_on_both_trees(p):
    tawaran = tawarkan(
        kondisi_id=p.antara.pk, pd_id=p.pd_lain.pk, uraian="Edukasi gizi", oleh=p.operator
    )
    pohon = buat_pohon(
        masuk=PohonMasuk("pd", p.pd_lain.pk, "Pendidikan", TAHUN, TAHUN), oleh=p.operator_lain
    )
    milik = tambah_kondisi(
        pohon_id=pohon.pk,
        masuk=KondisiMasuk("final", "Anak sekolah sehat"),
        induk_id=None,
        oleh=p.operator_lain,
    )
    jawab_terima(tawaran_id=tawaran.pk, kondisi_id=milik.pk, oleh=p.operator_lain)

    (tautan,) = susun_pohon_kinerja(p.pohon, tahun=TAHUN).semua[1].hidup
    assert (tautan.nama_pd, tautan.jawaban) == ("Dinas Pendidikan", "Anak sekolah sehat")
    assert susun_pohon_kinerja(pohon, tahun=TAHUN).semua[0].masuk == (
        "Dinas Kesehatan: Edukasi gizi",
    )


def test_queries_do_not_grow_with_the_tree(p):
    def hitung() -> int:
        with CaptureQueriesContext(
            connection,
        ) as catatan:
            susun_pohon_kinerja(p.pohon, tahun=TAHUN)
        return len(catatan)

    jabatan = JabatanFactory(pd=p.pd)
    PenugasanFactory(jabatan=jabatan)
    simpul = IsiSimpulFactory(pd=p.pd).simpul

    def penuhi(nomor: int) -> None:
        k = tambah_kondisi(
            pohon_id=p.pohon.pk,
            masuk=KondisiMasuk(
                "immediate", f"Kondisi {nomor}", simpul_id=simpul.pk, jabatan_id=jabatan.pk
            ),
            induk_id=p.antara.pk,
            oleh=p.operator,
        )
        tambah_csf(kondisi_id=k.pk, uraian="Faktor", oleh=p.operator)
        tawarkan(kondisi_id=k.pk, pd_id=p.pd_lain.pk, uraian="Bantu", oleh=p.operator)

    penuhi(0)
    sedikit = hitung()
    for nomor in range(1, 27):
        penuhi(nomor)
    assert hitung() == sedikit


def test_the_list_of_trees_by_person(p):
    buat_pohon(masuk=PohonMasuk("tematik", p.kota.pk, "Kemiskinan", 2025, 2026), oleh=p.perencana)
    milik = buat_pohon(
        masuk=PohonMasuk("pd", p.pd_lain.pk, "Pendidikan", TAHUN, TAHUN), oleh=p.operator_lain
    )

    def judul(orang) -> list[str]:
        return [satu.judul for satu in daftar_pohon(orang)]

    assert judul(p.operator) == ["Kemiskinan", "Pohon Dinas Kesehatan"]
    assert judul(p.operator_lain) == ["Kemiskinan", "Pendidikan"]
    assert judul(p.evaluator) == ["Kemiskinan", "Pohon Dinas Kesehatan", "Pendidikan"]
    assert judul(PenggunaFactory()) == []
    assert milik in PohonKinerja.objects.for_user(p.evaluator)


def test_the_year_stays_inside_the_tree():
    pohon = PohonKinerja(tahun_dari=2025, tahun_sampai=2029)
    assert [tahun_tampil(pohon, t) for t in (2024, 2026, 2035)] == [2025, 2026, 2029]


def test_places_name_conditions_and_their_csf(p):
    letak = pilihan_letak(p.pohon)
    assert [kode for kode, _, _ in letak] == [
        "",
        str(p.final.pk),
        f"{p.final.pk}:{p.csf.pk}",
        *(str(k.pk) for k in (p.antara, p.langsung, p.output)),
    ]


def test_a_node_in_two_plans_is_offered_once(p):
    renstra = DokumenFactory(pd=p.pd, jenis="renstra", tahun=2023, tahun_sampai=2026)
    satu = IsiSimpulFactory(dokumen=renstra, jenis=JenisSimpul.TUJUAN, nama="Tujuan")
    renja = DokumenFactory(pd=p.pd, tahun=TAHUN)
    IsiSimpulFactory(dokumen=renja, simpul=satu.simpul, jenis=JenisSimpul.TUJUAN, nama="Tujuan")
    dua = IsiSimpulFactory(dokumen=renja, nama="Program")
    assert pilihan_simpul(p.pd.pk, TAHUN, TAHUN) == [
        ("Renstra 2023-2026", [(satu.simpul_id, "Tujuan: Tujuan")]),
        (f"Renja {TAHUN}", [(dua.simpul_id, "Program: Program")]),
    ]


def test_a_tree_of_past_years_keeps_the_name_of_its_time(p):
    NamaPD.objects.filter(perangkat_daerah=p.pd).update(sampai=f"{TAHUN}-12-31")
    NamaPD.objects.create(
        perangkat_daerah=p.pd, nama="Dinas Baru", singkatan="DB", dari=f"{TAHUN + 1}-01-01"
    )
    hari = datetime.date(TAHUN + 1, 3, 1)

    assert susun_pohon_kinerja(p.pohon, tahun=TAHUN, tanggal=hari).nama_pd == "Dinas Kesehatan"
    assert susun_pohon_kinerja(p.pohon, tahun=TAHUN + 1, tanggal=hari).nama_pd == "Dinas Baru"
