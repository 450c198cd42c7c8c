"""What an agreement promises at each level, and what it says when the plan has gaps."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from kinerja.models import Anggaran, IsiSimpul, JenisDokumen, JenisSimpul, StatusDokumen, Target
from opd.models import Eselon, JenisPD, PenugasanJabatan
from tests.factories import (
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    PerangkatDaerahFactory,
    TargetFactory,
)
from tests.factories_jabatan import JabatanFactory
from tests.kinerja.panggung_pk import JANUARI, TAHUN, PanggungPK, susun_panggung_pk

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPK:
    return susun_panggung_pk()


def test_wali_kota_promises_the_iku_of_the_city_alone(p: PanggungPK) -> None:
    isi = p.isi("wali")

    assert isi.pihak_kedua is None
    assert isi.judul == "Pemerintah Kota Tangerang Selatan"
    assert [(k.pernyataan, [i.nama for i in k.indikator]) for k in isi.kinerja] == [
        ("Meningkatnya kualitas hidup warga", ["Indeks Pembangunan Manusia"])
    ]
    # the programs of all PD, because the RKPD holds none of its own
    assert [(b.nama, b.pagu) for b in isi.program] == [
        ("Program penunjang urusan SKPD", 60_000_000),
        ("Program Upaya Kesehatan", 40_000_000),
    ]
    assert isi.dokumen == "RKPD 2024"
    assert isi.celah == ()


def test_programs_of_one_name_are_added_for_the_city(p: PanggungPK) -> None:
    lain = IsiSimpulFactory(pd=p.pd_lain, nama="Program Penunjang Urusan SKPD")
    Anggaran.objects.create(simpul=lain.simpul, tahun=TAHUN, triwulan=0, pagu=5)

    assert [b.pagu for b in p.isi("wali").program] == [60_000_005, 40_000_000]

    IsiSimpulFactory(pd=PerangkatDaerahFactory(), nama="program penunjang / urusan skpd")
    isi = p.isi("wali")
    assert [b.pagu for b in isi.program] == [None, 40_000_000]
    assert isi.jumlah_pagu is None
    assert isi.celah == ("Pagu Program penunjang urusan SKPD belum diketahui.",)


def test_head_of_a_pd_promises_its_sasaran_with_all_programs(p: PanggungPK) -> None:
    isi = p.isi("kadis")

    assert (isi.judul, isi.unit) == ("Dinas Kesehatan", "")
    assert isi.judul_kinerja == "Sasaran strategis"
    assert [(i.nama, i.teks, i.target) for i in isi.kinerja[0].indikator] == [
        ("Angka Harapan Hidup", "72,67", Decimal("72.670000")),
        ("Predikat SAKIP", "BB", Decimal(5)),
    ]
    assert isi.judul_program == "Program"
    assert isi.jumlah_pagu == 100_000_000
    assert isi.pihak_pertama.jabatan == "Kepala Dinas Kesehatan Kota Tangerang Selatan"
    assert isi.pihak_kedua is not None
    assert isi.pihak_kedua.sebutan == "Wali Kota Tangerang Selatan"
    assert isi.tempat == "Tangerang Selatan"
    assert isi.celah == ()
    assert isi.sifat == "draf"


def test_eselon_iii_promises_its_program_and_spends_by_kegiatan(p: PanggungPK) -> None:
    isi = p.isi("kabid")

    assert (isi.judul, isi.unit) == ("Dinas Kesehatan", "Kepala Bidang Kesehatan Masyarakat")
    assert isi.pihak_pertama.jabatan == (
        "Kepala Bidang Kesehatan Masyarakat Dinas Kesehatan Kota Tangerang Selatan"
    )
    assert isi.pihak_kedua is not None
    assert isi.pihak_kedua.nama == "Pejabat kadis"
    assert (isi.judul_kinerja, isi.judul_program) == ("Program", "Kegiatan")
    assert [k.pernyataan for k in isi.kinerja] == ["Program Upaya Kesehatan"]
    assert [(b.nama, b.pagu) for b in isi.program] == [("Layanan gizi", 25_000_000)]


def test_ketua_tim_promises_its_kegiatan_and_spends_by_sub_kegiatan(p: PanggungPK) -> None:
    isi = p.isi("ketua")

    assert [k.pernyataan for k in isi.kinerja] == ["Layanan gizi"]
    assert (isi.judul_program, [b.nama for b in isi.program]) == (
        "Sub kegiatan",
        ["Pengelolaan gizi masyarakat"],
    )
    assert isi.pihak_kedua is not None
    assert isi.pihak_kedua.nama == "Pejabat kabid"


def test_a_post_with_a_branch_and_a_twig_of_it_counts_the_money_once(p: PanggungPK) -> None:
    IsiSimpul.objects.filter(pk=p.simpul["kegiatan"].pk).update(jabatan=p.jabatan["kabid"])

    isi = p.isi("kabid")

    assert isi.judul_kinerja == "Program/Kegiatan"
    assert [b.nama for b in isi.program] == ["Layanan gizi"]
    assert isi.jumlah_pagu == 25_000_000


def test_pagu_comes_from_below_only_when_all_of_it_is_known(p: PanggungPK) -> None:
    Anggaran.objects.filter(simpul=p.simpul["upaya"].simpul).delete()
    assert [b.pagu for b in p.isi().program] == [60_000_000, 25_000_000]

    IsiSimpulFactory(induk=p.simpul["upaya"], jenis=JenisSimpul.KEGIATAN, nama="Tanpa pagu")
    isi = p.isi()
    assert [b.pagu for b in isi.program] == [60_000_000, None]
    assert isi.jumlah_pagu is None
    assert isi.celah == ("Pagu Program Upaya Kesehatan belum diketahui.",)


def test_renja_without_sasaran_promises_outcomes_of_programs(p: PanggungPK) -> None:
    tanpa = DokumenFactory(pd=p.pd_lain)
    program = IsiSimpulFactory(dokumen=tanpa, nama="Program Pendidikan")
    TargetFactory(isi=IsiIndikatorFactory(isi_simpul=program))
    p.jabatan["lain"] = JabatanFactory(pd=p.pd_lain, nama="Kepala Dinas Pendidikan")

    isi = p.isi("lain")

    assert [k.jenis for k in isi.kinerja] == ["Program"]
    assert isi.celah == (
        "Kepala Dinas Pendidikan tidak dijabat siapa pun pada tanggal itu.",
        "Renja 2024 belum memuat sasaran, jadi yang dijanjikan adalah hasil program.",
        "Pagu Program Pendidikan belum diketahui.",
    )


def test_gaps_are_sentences(p: PanggungPK) -> None:
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).delete()
    IsiSimpulFactory(dokumen=p.renja, jenis=JenisSimpul.SASARAN, nama="Sasaran kosong")
    PenugasanJabatan.objects.filter(jabatan=p.jabatan["wali"]).delete()

    isi = p.isi()

    assert isi.celah == (
        "Wali Kota Tangerang Selatan tidak dijabat siapa pun pada tanggal itu.",
        "Indikator “Angka Harapan Hidup” belum mempunyai target.",
        "“Sasaran kosong” belum mempunyai indikator.",
    )
    assert isi.kinerja[0].indikator[0].teks == "–"


def test_post_without_nodes_and_pd_without_plan_say_so(p: PanggungPK) -> None:
    kosong = {"pd": p.pd, "eselon": Eselon.III_A, "kepala": False, "induk": p.jabatan["kadis"]}
    p.jabatan["baru"] = JabatanFactory(nama="Sekretaris Dinas", **kosong)
    p.jabatan["lain"] = JabatanFactory(pd=p.pd_lain, nama="Kepala Dinas Pendidikan")

    assert p.isi("baru").celah[-1] == (
        "Belum ada program, kegiatan, atau sub kegiatan Renja 2024 "
        "dengan penanggung jawab Sekretaris Dinas."
    )
    assert p.isi("lain").celah[-1] == "Belum ada rencana tahun 2024 yang berlaku untuk jabatan ini."
    assert p.isi("lain").dokumen == ""


def test_the_version_of_the_plan_is_the_one_of_the_day(p: PanggungPK) -> None:
    p.renja.status = StatusDokumen.DIGANTIKAN
    p.renja.save()
    perubahan = DokumenFactory(pd=p.pd, perubahan_ke=1, berlaku_mulai=datetime.date(TAHUN, 8, 1))
    sasaran = IsiSimpulFactory(dokumen=perubahan, jenis=JenisSimpul.SASARAN, nama="Sasaran baru")
    TargetFactory(isi=IsiIndikatorFactory(isi_simpul=sasaran))

    assert p.isi(tanggal=JANUARI).dokumen == "Renja 2024"
    agustus = p.isi(tanggal=datetime.date(TAHUN, 8, 1))
    assert agustus.dokumen == "Renja 2024 perubahan ke-1"
    assert [k.pernyataan for k in agustus.kinerja] == ["Sasaran baru"]


def test_drafts_of_plans_are_never_promised(p: PanggungPK) -> None:
    p.renja.status = StatusDokumen.DRAF
    p.renja.save()

    assert p.isi().kinerja == ()


def test_rpjmd_is_promised_where_the_rkpd_has_no_sasaran(p: PanggungPK) -> None:
    rpjmd = DokumenFactory(pd=p.kota, jenis=JenisDokumen.RPJMD, tahun_dari=2021, tahun_sampai=2026)
    sasaran = IsiSimpulFactory(dokumen=rpjmd, jenis=JenisSimpul.SASARAN, nama="Sasaran RPJMD")
    TargetFactory(isi=IsiIndikatorFactory(isi_simpul=sasaran, iku=True), tahun=TAHUN)
    assert p.isi("wali").dokumen == "RKPD 2024"

    IsiSimpul.objects.filter(pk=p.simpul["kota"].pk).update(jenis=JenisSimpul.MISI)

    isi = p.isi("wali")
    assert isi.dokumen == "RPJMD 2021-2026"
    assert [k.pernyataan for k in isi.kinerja] == ["Sasaran RPJMD"]


def test_head_of_a_unit_promises_what_is_theirs_in_the_plan_of_the_pd(p: PanggungPK) -> None:
    puskesmas = PerangkatDaerahFactory(nama="UPTD Puskesmas", jenis=JenisPD.UPTD, induk=p.pd)
    p.jabatan["uptd"] = JabatanFactory(
        pd=puskesmas, nama="Kepala UPTD Puskesmas", eselon=Eselon.IV_A, induk=p.jabatan["kadis"]
    )
    IsiSimpul.objects.filter(pk=p.simpul["sub"].pk).update(jabatan=p.jabatan["uptd"])

    isi = p.isi("uptd")

    assert isi.dokumen == "Renja 2024"
    assert [k.pernyataan for k in isi.kinerja] == ["Pengelolaan gizi masyarakat"]
    assert isi.pihak_kedua is not None
    assert isi.pihak_kedua.nama == "Pejabat kadis"


def test_number_of_queries_does_not_grow_with_the_plan(
    p: PanggungPK, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12) as sedikit:
        p.isi()
    for nomor in range(30):
        program = IsiSimpulFactory(induk=p.simpul["sasaran"], nama=f"Program {nomor}")
        TargetFactory(isi=IsiIndikatorFactory(isi_simpul=p.simpul["sasaran"], urutan=nomor + 5))
        Anggaran.objects.create(simpul=program.simpul, tahun=TAHUN, triwulan=0, pagu=1)
    with django_assert_max_num_queries(12) as banyak:
        p.isi()
    assert len(sedikit) == len(banyak)
