"""Versions of a document: made, copied, put in force, thrown away."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.formulas.banding_versi import Keadaan, bandingkan
from kinerja.models import (
    Anggaran,
    AsalDokumen,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    Simpul,
    StatusDokumen,
    StatusUsul,
    Target,
    UsulTarget,
)
from kinerja.selectors.banding_versi import muat_isi_versi
from kinerja.selectors.versi import periksa_versi, tanda_versi
from kinerja.services.perencanaan import BarisIndikator, BarisSimpul, BarisTarget, isi_dokumen
from kinerja.services.versi import (
    DrafSudahAda,
    hapus_draf,
    salin_dokumen,
    susun_dokumen,
    tetapkan_dokumen,
)
from tests.factories import DokumenFactory, KotaFactory, RealisasiFactory
from tests.factories_jabatan import JabatanFactory

pytestmark = pytest.mark.django_db
MULAI = datetime.date(2024, 7, 1)


def _susun(p, **medan):
    bahan = {
        "jenis": JenisDokumen.RENJA,
        "pd_id": p.pd.pk,
        "tahun_dari": 2025,
        "tahun_sampai": 2025,
        "sumber": "",
        "oleh": p.perencana,
    }
    return susun_dokumen(**{**bahan, **medan})


def _isi_pohon(p, dokumen=None):
    isi_dokumen(
        dokumen=dokumen or p.dokumen,
        simpul=[
            BarisSimpul("p", JenisSimpul.PROGRAM, "Program", kode="1.02.02"),
            BarisSimpul("k", JenisSimpul.KEGIATAN, "Kegiatan", induk="p"),
            BarisSimpul("s", JenisSimpul.SUB_KEGIATAN, "Sub", induk="k"),
        ],
        indikator=[BarisIndikator("a", "s", "Angka", {"satuan": "Orang"})],
        target=[BarisTarget("a", 2024, Decimal(5)), BarisTarget("a", 2024, Decimal(5), 4)],
        oleh=p.perencana,
    )


def _tetapkan(p, draf, **medan):
    bahan = {"nomor": "Perwal 1", "berlaku_mulai": MULAI, "tanda": tanda_versi(draf)}
    return tetapkan_dokumen(dokumen_id=draf.pk, oleh=p.perencana, **{**bahan, **medan})


# A new document


def test_the_new_document_is_an_empty_draft(p):
    dokumen = _susun(p, sumber="Rancangan Renja")

    assert (dokumen.status, str(dokumen), dokumen.sumber) == (
        StatusDokumen.DRAF,
        "Renja 2025",
        "Rancangan Renja",
    )


def test_two_periods_that_overlap_stand_side_by_side(p):
    kota = KotaFactory()
    for dari, sampai in ((2021, 2026), (2025, 2029)):
        _susun(p, jenis="rpjmd", pd_id=kota.pk, tahun_dari=dari, tahun_sampai=sampai)

    assert DokumenPerencanaan.objects.filter(jenis="rpjmd").count() == 2


@pytest.mark.parametrize(
    ("medan", "di", "kata"),
    [
        ({"jenis": "rkpd"}, "jenis", "RKPD adalah dokumen kota"),
        ({"tahun_sampai": 2026}, "tahun_sampai", "Renja berlaku satu tahun"),
        ({"tahun_sampai": 2024}, "tahun_sampai", "Tahun akhir tidak boleh sebelum"),
        ({"jenis": "renstra"}, "tahun_sampai", "Renstra berlaku beberapa tahun"),
        ({"jenis": "renstra", "tahun_sampai": 2035}, "tahun_sampai", "paling lama 6 tahun"),
        ({"tahun_dari": 2024, "tahun_sampai": 2024}, "tahun_dari", "Renja 2024 sudah ada"),
    ],
)
def test_a_document_that_cannot_be_is_refused_at_its_field(p, medan, di, kata):
    with pytest.raises(ValidationError) as galat:
        _susun(p, **medan)

    assert kata in galat.value.message_dict[di][0]
    assert DokumenPerencanaan.objects.count() == 1


def test_a_pd_document_of_the_city_and_a_period_inside_another_are_refused(p):
    kota = KotaFactory()
    DokumenFactory(pd=kota, jenis="rpjmd", tahun_dari=2021, tahun_sampai=2026)

    with pytest.raises(ValidationError, match="Renja adalah dokumen perangkat daerah"):
        _susun(p, pd_id=kota.pk)
    with pytest.raises(ValidationError, match="RPJMD 2021-2026 sudah ada untuk masa itu"):
        _susun(p, jenis="rpjmd", pd_id=kota.pk, tahun_dari=2022, tahun_sampai=2026)


def test_only_planners_make_copy_and_throw_away(p):
    draf = DokumenFactory(pd=p.pd, tahun=2026, status=StatusDokumen.DRAF)
    for orang in (p.operator, p.kepala, p.evaluator, p.pimpinan):
        with pytest.raises(TidakBoleh):
            _susun(p, oleh=orang)
        with pytest.raises(TidakBoleh):
            salin_dokumen(dokumen_id=p.dokumen.pk, oleh=orang)
        with pytest.raises(TidakBoleh):
            hapus_draf(dokumen_id=draf.pk, oleh=orang)
    for orang in (p.operator_lain, p.admin, p.tanpa_peran):
        with pytest.raises(DokumenPerencanaan.DoesNotExist):
            salin_dokumen(dokumen_id=p.dokumen.pk, oleh=orang)
        with pytest.raises(DokumenPerencanaan.DoesNotExist):
            hapus_draf(dokumen_id=draf.pk, oleh=orang)


# Copies


def test_a_copy_has_everything_under_the_same_identities(p):
    _isi_pohon(p)
    jabatan = JabatanFactory(pd=p.pd)
    IsiSimpul.objects.filter(nama="Kegiatan").update(jabatan=jabatan)

    baru = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)

    assert (baru.status, baru.perubahan_ke, baru.disalin_dari, baru.nomor) == (
        StatusDokumen.DRAF,
        1,
        p.dokumen,
        "",
    )
    assert {b.keadaan for b in bandingkan(muat_isi_versi(p.dokumen), muat_isi_versi(baru))} == {
        Keadaan.SAMA
    }
    sub = IsiSimpul.objects.get(dokumen=baru, nama="Sub")
    assert sub.induk is not None
    assert (sub.induk.dokumen, sub.induk.nama, sub.induk.jabatan) == (baru, "Kegiatan", jabatan)
    assert (Simpul.objects.count(), Indikator.objects.count()) == (3, 1)
    assert JejakAudit.objects.filter(aksi="dokumen.disalin").count() == 1


def test_what_is_made_up_stays_so_in_the_copy_and_a_report_becomes_a_document(p):
    p.isi()
    Target.objects.update(contoh=True)
    DokumenPerencanaan.objects.update(asal=AsalDokumen.LAPORAN_TRIWULAN)

    baru = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.organisasi)

    assert baru.asal == AsalDokumen.DOKUMEN
    assert Target.objects.get(dokumen=baru).contoh


def test_a_second_draft_and_a_copy_of_a_draft_are_refused(p):
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)

    with pytest.raises(DrafSudahAda, match="Renja 2024 perubahan ke-1 masih draf") as galat:
        salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    assert galat.value.draf == draf
    with pytest.raises(GalatPengguna, match="masih draf"):
        salin_dokumen(dokumen_id=draf.pk, oleh=p.perencana)


def test_three_nodes_and_forty_are_copied_in_the_same_queries(p):
    def salin() -> int:
        with CaptureQueriesContext(connection) as c:
            salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
        hapus_draf(dokumen_id=DokumenPerencanaan.objects.get(status="draf").pk, oleh=p.perencana)
        return len(c)

    for _ in range(3):
        p.isi()
    salin()
    sedikit = salin()
    for _ in range(37):
        p.isi()

    assert salin() == sedikit


# In force


def test_the_draft_counts_from_its_day_and_the_old_one_keeps_its_numbers(p):
    _isi_pohon(p)
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    Target.objects.filter(dokumen=draf, triwulan=0).update(nilai=9)

    _tetapkan(p, draf, nomor="Perwal 12/2024")

    draf.refresh_from_db()
    p.dokumen.refresh_from_db()
    assert (draf.status, draf.nomor, draf.berlaku_mulai) == ("berlaku", "Perwal 12/2024", MULAI)
    assert p.dokumen.status == StatusDokumen.DIGANTIKAN
    assert Target.objects.get(dokumen=p.dokumen, triwulan=0).nilai == 5
    jejak = JejakAudit.objects.get(aksi="dokumen.berlaku")
    assert (jejak.sesudah or {})["nomor"] == "Perwal 12/2024"


def test_an_empty_or_changed_draft_is_not_put_in_force(p):
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    with pytest.raises(GalatPengguna, match="belum berisi"):
        _tetapkan(p, draf)
    _isi_pohon(p, draf)
    dilihat = tanda_versi(draf)
    Target.objects.filter(dokumen=draf, triwulan=4).delete()

    with pytest.raises(GalatPengguna, match="baru saja diubah"):
        _tetapkan(p, draf, tanda=dilihat)
    draf.refresh_from_db()
    assert draf.status == StatusDokumen.DRAF


@pytest.mark.parametrize(
    ("hari", "kata"),
    [
        (datetime.date(2024, 1, 1), "sebelum mulai berlakunya Renja 2024"),
        (datetime.date(2026, 1, 1), "antara 2023 dan 2024"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(p, hari, kata):
    _isi_pohon(p)
    DokumenPerencanaan.objects.update(berlaku_mulai=datetime.date(2024, 2, 1))
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)

    with pytest.raises(ValidationError) as galat:
        _tetapkan(p, draf, berlaku_mulai=hari)
    assert kata in galat.value.message_dict["berlaku_mulai"][0]


def test_only_a_draft_is_put_in_force_or_thrown_away(p):
    p.isi()
    for tindakan in (
        lambda: _tetapkan(p, p.dokumen),
        lambda: hapus_draf(dokumen_id=p.dokumen.pk, oleh=p.perencana),
    ):
        with pytest.raises(TidakBoleh, match="sudah berlaku"):
            tindakan()


def test_what_blocks_and_what_only_warns(p):
    isi = p.isi(skala_predikat={"B": 4, "BB": 5}, nama="Predikat")
    Target.objects.filter(indikator=isi.indikator).update(nilai=Decimal("4.5"))
    tanpa = p.isi(nama="Tanpa target", satuan="")
    Target.objects.filter(indikator=tanpa.indikator).delete()
    Target.objects.create(dokumen=p.dokumen, indikator=tanpa.indikator, tahun=2030, nilai=1)

    temuan = periksa_versi(p.dokumen)

    assert sorted(t.partition(":")[0] for t in temuan.menghalangi) == ["Predikat", "Tanpa target"]
    assert any("tidak ada pada skala predikatnya (B, BB)" in t for t in temuan.menghalangi)
    assert any("target 2030 di luar masa Renja 2024" in t for t in temuan.menghalangi)
    assert "Tanpa target: satuannya belum diisi." in temuan.peringatan


def test_pagu_and_quarters_that_do_not_add_up_are_named(p):
    _isi_pohon(p)
    simpul = {s.nama: s.simpul for s in IsiSimpul.objects.all()}
    for nama, pagu in (("Program", 100), ("Kegiatan", 90), ("Sub", 90)):
        Anggaran.objects.create(simpul=simpul[nama], tahun=2024, pagu=pagu)
    IsiIndikator.objects.update(frekuensi="tahun")
    Target.objects.filter(triwulan=4).update(nilai=4)

    temuan = periksa_versi(p.dokumen)

    assert temuan.peringatan == []
    assert temuan.menghalangi == [
        "Angka, 2024: Target triwulan terakhir 4,00, belum mencapai target setahun 5,00.",
        "Program, 2024: Pagu program Rp 100, jumlah kegiatan Rp 90, selisih Rp 10.",
    ]


def test_a_range_of_the_year_holds_what_the_quarters_make(p):
    isi = p.isi(frekuensi="tahun", cara="jumlah", nama="Waktu layanan")
    Target.objects.filter(indikator=isi.indikator, triwulan=0).update(nilai=7, nilai_atas=8)
    akhir = Target.objects.create(
        dokumen=p.dokumen, indikator=isi.indikator, tahun=2024, triwulan=4, nilai=8
    )

    assert periksa_versi(p.dokumen).peringatan == []
    akhir.nilai = Decimal(9)
    akhir.save()
    (kalimat,) = periksa_versi(p.dokumen).menghalangi
    assert "9,00, di luar target setahun 7,00 sampai 8,00" in kalimat


# Throwing away


def test_a_draft_goes_with_its_own_identities_and_leaves_the_others(p):
    _isi_pohon(p)
    RealisasiFactory(indikator=Indikator.objects.get())
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    isi_dokumen(
        dokumen=draf,
        simpul=[BarisSimpul("b", JenisSimpul.PROGRAM, "Hanya di draf")],
        indikator=[BarisIndikator("i", "b", "Hanya di draf"), BarisIndikator("r", "b", "Terisi")],
        oleh=p.perencana,
    )
    Anggaran.objects.create(
        simpul=IsiSimpul.objects.get(nama="Hanya di draf").simpul, tahun=2024, pagu=7
    )
    terisi = IsiIndikator.objects.get(nama="Terisi").indikator
    RealisasiFactory(indikator=terisi)

    assert hapus_draf(dokumen_id=draf.pk, oleh=p.perencana) == "Renja 2024 perubahan ke-1"

    assert DokumenPerencanaan.objects.get() == p.dokumen
    assert (Simpul.objects.count(), Anggaran.objects.count()) == (3, 0)
    assert Indikator.objects.filter(pk=terisi.pk).exists()  # its value is history
    assert Indikator.objects.count() == 2
    assert Target.objects.filter(dokumen=p.dokumen).count() == 2
    assert (JejakAudit.objects.get(aksi="dokumen.dihapus").sebelum or {})["simpul"] == 4


def test_a_draft_with_an_accepted_request_stays(p):
    isi = p.isi()
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    UsulTarget.objects.create(
        perangkat_daerah=p.pd,
        indikator=isi.indikator,
        dokumen=p.dokumen,
        dokumen_hasil=draf,
        tahun=2024,
        nilai=1,
        alasan="x",
        status=StatusUsul.DISETUJUI,
    )

    with pytest.raises(GalatPengguna, match="1 usul target yang sudah disetujui"):
        hapus_draf(dokumen_id=draf.pk, oleh=p.perencana)
    assert DokumenPerencanaan.objects.filter(pk=draf.pk).exists()
