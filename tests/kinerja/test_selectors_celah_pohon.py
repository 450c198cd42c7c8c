"""Every gap of a tree is one sentence, and closing it makes the sentence go away."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import JenisSimpul
from kinerja.selectors.celah_pohon import KelompokCelah, celah_pohon
from kinerja.selectors.pohon_kinerja import susun_pohon_kinerja
from kinerja.services.crosscutting import tawarkan
from kinerja.services.isi_kondisi import tambah_csf, tambah_indikator_kondisi
from kinerja.services.pohon import KondisiMasuk, tanda_baris, ubah_kondisi
from opd.models import Eselon
from tests.factories import DokumenFactory, IsiIndikatorFactory, IsiSimpulFactory
from tests.factories_jabatan import JabatanFactory
from tests.kinerja.panggung_pohon import TAHUN, PanggungPohon, susun_pohon_uji

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPohon:
    return susun_pohon_uji()


def celah(p: PanggungPohon) -> dict[str, KelompokCelah]:
    tampil = susun_pohon_kinerja(p.pohon, tahun=TAHUN)
    return {k.kode: k for k in celah_pohon(p.pohon, tampil)}


def ubah(p: PanggungPohon, kondisi, uraian: str, tingkat: str, **lain) -> None:
    ubah_kondisi(
        kondisi_id=kondisi.pk,
        masuk=KondisiMasuk(tingkat, uraian, **lain),
        tanda=tanda_baris(kondisi),
        oleh=p.operator,
    )


def kalimat(kelompok: KelompokCelah) -> list[str]:
    return [c.kalimat for c in kelompok.butir]


def test_conditions_without_csf_and_indicator(p):
    semua = celah(p)
    assert [c.kondisi for c in semua["tanpa_csf"].butir] == [p.antara.pk, p.langsung.pk]
    assert [c.kondisi for c in semua["tanpa_indikator"].butir] == [
        *(p.antara.pk, p.langsung.pk, p.output.pk)
    ]
    tambah_csf(kondisi_id=p.antara.pk, uraian="Faktor", oleh=p.operator)
    tambah_indikator_kondisi(
        kondisi_id=p.antara.pk, indikator_id=None, nama="Prevalensi", oleh=p.operator
    )
    semua = celah(p)
    assert [c.kondisi for c in semua["tanpa_csf"].butir] == [p.langsung.pk]
    assert len(semua["tanpa_indikator"].butir) == 2
    assert kalimat(semua["csf_tak_dijawab"]) == [
        "CSF “Faktor” pada “Menurunnya balita stunting” belum dijawab."
    ]


def test_a_sasaran_without_csf_is_called_so(p):
    sasaran = IsiSimpulFactory(pd=p.pd, jenis=JenisSimpul.SASARAN)
    ubah(
        p,
        p.antara,
        "Stunting turun",
        "intermediate",
        faktor_id=p.csf.pk,
        simpul_id=sasaran.simpul_id,
    )
    assert kalimat(celah(p)["tanpa_csf"])[0] == "Sasaran “Stunting turun” belum punya CSF."


def test_an_output_needs_an_owner_and_a_sub_kegiatan(p):
    semua = celah(p)
    assert [c.kondisi for c in semua["output_tanpa_pemilik"].butir] == [p.output.pk]
    assert [c.kondisi for c in semua["output_tanpa_sub"].butir] == [p.output.pk]
    sub = IsiSimpulFactory(pd=p.pd, jenis=JenisSimpul.SUB_KEGIATAN)
    jabatan = JabatanFactory(pd=p.pd)
    ubah(
        p,
        p.output,
        "Posyandu aktif",
        "output",
        simpul_id=sub.simpul_id,
        jabatan_id=jabatan.pk,
    )
    semua = celah(p)
    assert "output_tanpa_pemilik" not in semua
    assert "output_tanpa_sub" not in semua


def test_posts_without_kinerja(p):
    kepala = JabatanFactory(pd=p.pd, nama="Kepala Dinas Kesehatan")
    bidang = JabatanFactory(
        pd=p.pd, nama="Kepala Bidang Gizi", eselon=Eselon.III_B, kepala=False, induk=kepala
    )
    JabatanFactory(pd=p.pd_lain)
    JabatanFactory(pd=p.pd, nama="Jabatan lama", kepala=False, sampai="2022-12-31")
    ubah(p, p.output, "Posyandu aktif", "output", jabatan_id=bidang.pk)
    assert kalimat(celah(p)["jabatan_tanpa_kinerja"]) == [
        "Kepala Dinas Kesehatan (Eselon II.b) belum punya kinerja di pohon ini."
    ]


def test_indicators_of_the_plan_that_no_condition_carries(p):
    dokumen = DokumenFactory(pd=p.pd, tahun=TAHUN)
    satu = IsiIndikatorFactory(dokumen=dokumen, nama="Persentase A")
    IsiIndikatorFactory(dokumen=dokumen, nama="Persentase B")
    IsiIndikatorFactory(pd=p.pd_lain, tahun=TAHUN)
    tambah_indikator_kondisi(
        kondisi_id=p.antara.pk, indikator_id=satu.indikator_id, nama="", oleh=p.operator
    )
    kelompok = celah(p)["indikator_rencana"]
    assert kalimat(kelompok) == [f"“Persentase B” pada Renja {TAHUN}."]
    assert kelompok.catatan


def test_offers_that_wait(p):
    tawarkan(kondisi_id=p.antara.pk, pd_id=p.pd_lain.pk, uraian="Edukasi", oleh=p.operator)
    assert kalimat(celah(p)["tawaran_terbuka"]) == [
        "Dinas Pendidikan belum menjawab tawaran “Edukasi”."
    ]


def test_a_condition_that_repeats_a_program_is_a_note(p):
    IsiSimpulFactory(pd=p.pd, nama="PROGRAM PEMENUHAN UPAYA KESEHATAN")
    ubah(p, p.langsung, "Program Pemenuhan Upaya Kesehatan", "immediate")
    kelompok = celah(p)["bernama_program"]
    assert kelompok.catatan
    assert [c.kondisi for c in kelompok.butir] == [p.langsung.pk]


def test_queries_do_not_grow_with_the_tree(p):
    def hitung() -> int:
        tampil = susun_pohon_kinerja(p.pohon, tahun=TAHUN)
        with CaptureQueriesContext(connection) as catatan:
            celah_pohon(p.pohon, tampil)
        return len(catatan)

    sedikit = hitung()
    for n in range(26):
        p.tambah("output", f"Output {n}", p.langsung)
        JabatanFactory(pd=p.pd, kepala=False)
    assert hitung() == sedikit
