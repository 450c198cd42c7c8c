"""Drawing a pohon kinerja: levels, places, CSF, indicators; refusals leave nothing behind."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Berkas, JejakAudit
from kinerja.models import (
    FaktorKunci,
    IndikatorKondisi,
    JenisSimpul,
    KondisiKinerja,
    PohonKinerja,
    StatusDokumen,
)
from kinerja.services.isi_kondisi import (
    hapus_csf,
    hapus_indikator_kondisi,
    tambah_csf,
    tambah_indikator_kondisi,
    ubah_csf,
)
from kinerja.services.pohon import (
    KondisiMasuk,
    PohonMasuk,
    buat_pohon,
    hapus_kondisi,
    hapus_pohon,
    pindah_kondisi,
    tambah_kondisi,
    tanda_baris,
    ubah_kondisi,
    ubah_pohon,
    urutkan_kondisi,
)
from kinerja.services.pohon_dari_rencana import susun_dari_rencana
from opd.models import DokumenResmi
from tests.factories import DokumenFactory, IndikatorFactory, IsiIndikatorFactory, IsiSimpulFactory
from tests.factories_jabatan import JabatanFactory
from tests.kinerja.panggung_pohon import TAHUN, PanggungPohon, susun_pohon_uji

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPohon:
    return susun_pohon_uji()


def jalur(p: PanggungPohon) -> list[tuple[str, str]]:
    return list(KondisiKinerja.objects.filter(pohon=p.pohon).values_list("jalur", "uraian"))


def pindah(p: PanggungPohon, kondisi: KondisiKinerja, induk: KondisiKinerja | None, **lain):
    kondisi.refresh_from_db()
    return pindah_kondisi(
        kondisi_id=kondisi.pk,
        induk_id=None if induk is None else induk.pk,
        tanda=tanda_baris(kondisi),
        oleh=p.operator,
        **lain,
    )


def test_three_people_draw_the_tree_of_a_pd(p):
    masuk = KondisiMasuk("final", "Kondisi baru")
    with pytest.raises(PohonKinerja.DoesNotExist):
        tambah_kondisi(pohon_id=p.pohon.pk, masuk=masuk, induk_id=None, oleh=p.operator_lain)
    with pytest.raises(TidakBoleh):
        tambah_kondisi(pohon_id=p.pohon.pk, masuk=masuk, induk_id=None, oleh=p.evaluator)
    tambah_kondisi(pohon_id=p.pohon.pk, masuk=masuk, induk_id=None, oleh=p.perencana)
    assert KondisiKinerja.objects.filter(uraian="Kondisi baru").count() == 1


def test_thematic_and_city_trees_belong_to_the_planner(p):
    masuk = PohonMasuk("tematik", p.kota.pk, "Kemiskinan", 2025, 2026)
    pohon = buat_pohon(masuk=masuk, oleh=p.perencana)
    kondisi = tambah_kondisi(
        pohon_id=pohon.pk,
        masuk=KondisiMasuk("final", "Menurunnya kemiskinan", pd_id=p.pd_lain.pk),
        induk_id=None,
        oleh=p.perencana,
    )
    assert kondisi.perangkat_daerah == p.pd_lain
    # The operator sees it, but does not draw it.
    with pytest.raises(TidakBoleh):
        tambah_kondisi(
            pohon_id=pohon.pk, masuk=KondisiMasuk("final", "X"), induk_id=None, oleh=p.operator
        )
    with pytest.raises(ValidationError, match="dimiliki kota"):
        buat_pohon(masuk=PohonMasuk("kota", p.pd.pk, "Kota", 2025, 2026), oleh=p.perencana)


@pytest.mark.parametrize(
    ("tingkat", "boleh"),
    [("final", False), ("intermediate", True), ("immediate", True), ("output", True)],
)
def test_a_child_is_never_above_its_parent(p, tingkat, boleh):
    if boleh:
        assert p.tambah(tingkat, "Anak", p.antara).induk == p.antara
        return
    with pytest.raises(ValidationError) as galat:
        p.tambah(tingkat, "Anak", p.antara)
    assert galat.value.message_dict == {
        "tingkat": ["Final outcome tidak dapat berada di bawah Intermediate outcome."]
    }
    assert not KondisiKinerja.objects.filter(uraian="Anak").exists()


def test_a_level_is_not_lowered_below_the_children(p):
    with pytest.raises(ValidationError) as galat:
        ubah_kondisi(
            kondisi_id=p.antara.pk,
            masuk=KondisiMasuk("output", "Menurunnya balita stunting", faktor_id=p.csf.pk),
            tanda=tanda_baris(p.antara),
            oleh=p.operator,
        )
    assert "tingkat" in galat.value.message_dict


def test_a_cycle_is_refused_at_the_field(p):
    sebelum = jalur(p)
    for sasaran in (p.final, p.output):
        with pytest.raises(ValidationError) as galat:
            pindah(p, p.final, sasaran)
        assert galat.value.message_dict == {
            "letak": ["Kondisi tidak dapat dipindah ke bawah dirinya sendiri atau turunannya."]
        }
    assert jalur(p) == sebelum


def test_a_branch_moves_with_everything_below_it(p):
    cabang = p.tambah("intermediate", "Cabang lain", p.final)
    hasil = pindah(p, p.langsung, cabang)
    assert hasil.faktor is None
    assert jalur(p) == [
        ("0001", "Meningkatnya derajat kesehatan"),
        ("0001.0001", "Menurunnya balita stunting"),
        ("0001.0002", "Cabang lain"),
        ("0001.0002.0001", "Meningkatnya cakupan pemantauan balita"),
        ("0001.0002.0001.0001", "Tersedianya posyandu aktif"),
    ]
    pindah(p, p.langsung, p.antara)
    assert jalur(p)[2] == ("0001.0001.0001", "Meningkatnya cakupan pemantauan balita")


def test_a_move_to_the_root_and_to_a_csf(p):
    pindah(p, p.antara, None)
    assert [k for k, _ in jalur(p)][:2] == ["0001", "0002"]
    pindah(p, p.antara, p.final, faktor_id=p.csf.pk)
    p.antara.refresh_from_db()
    assert p.antara.faktor == p.csf
    with pytest.raises(ValidationError) as galat:
        pindah(p, p.output, p.antara, faktor_id=p.csf.pk)
    assert galat.value.message_dict == {"letak": ["CSF itu bukan milik kondisi induknya."]}


def test_order_among_siblings(p):
    dua = p.tambah("intermediate", "Kedua", p.final)
    tiga = p.tambah("intermediate", "Ketiga", p.final)
    urutkan_kondisi(kondisi_id=tiga.pk, arah="naik", oleh=p.operator)
    anak = KondisiKinerja.objects.filter(induk=p.final).order_by("jalur")
    assert list(anak) == [p.antara, tiga, dua]
    urutkan_kondisi(kondisi_id=p.antara.pk, arah="turun", oleh=p.operator)
    assert list(anak.all()) == [tiga, p.antara, dua]
    urutkan_kondisi(kondisi_id=tiga.pk, arah="naik", oleh=p.operator)  # already first
    assert list(anak.all()) == [tiga, p.antara, dua]
    p.output.refresh_from_db()
    assert p.output.jalur == "0001.0002.0001.0001"


def test_a_tree_is_at_most_twelve_levels_deep(p):
    induk = p.output
    for n in range(8):
        induk = p.tambah("output", f"Lebih dalam {n}", induk)
    with pytest.raises(ValidationError, match="paling dalam 12 tingkat"):
        p.tambah("output", "Terlalu dalam", induk)


def test_the_second_of_two_people_is_told(p):
    lama = tanda_baris(p.antara)
    ubah_kondisi(
        kondisi_id=p.antara.pk,
        masuk=KondisiMasuk("intermediate", "Rumusan pertama", faktor_id=p.csf.pk),
        tanda=lama,
        oleh=p.operator,
    )
    with pytest.raises(GalatPengguna, match="baru saja diubah orang lain"):
        ubah_kondisi(
            kondisi_id=p.antara.pk,
            masuk=KondisiMasuk("intermediate", "Rumusan kedua"),
            tanda=lama,
            oleh=p.perencana,
        )
    p.antara.refresh_from_db()
    assert p.antara.uraian == "Rumusan pertama"
    lama_pohon = tanda_baris(p.pohon)
    masuk = PohonMasuk("pd", p.pd.pk, "Judul baru", TAHUN, TAHUN + 1)
    ubah_pohon(pohon_id=p.pohon.pk, masuk=masuk, tanda=lama_pohon, oleh=p.operator)
    with pytest.raises(GalatPengguna):
        ubah_pohon(pohon_id=p.pohon.pk, masuk=masuk, tanda=lama_pohon, oleh=p.operator)


def test_delete_refuses_what_carries_something_and_takes_the_rest(p):
    with pytest.raises(ValidationError, match="Masih ada 1 kondisi di bawahnya"):
        hapus_kondisi(kondisi_id=p.antara.pk, tanda=tanda_baris(p.antara), oleh=p.operator)
    tambah_indikator_kondisi(
        kondisi_id=p.output.pk, indikator_id=None, nama="Jumlah posyandu", oleh=p.operator
    )
    hapus_kondisi(kondisi_id=p.output.pk, tanda=tanda_baris(p.output), oleh=p.operator)
    assert not IndikatorKondisi.objects.filter(nama="Jumlah posyandu").exists()
    assert JejakAudit.objects.filter(aksi="kondisi.dihapus").count() == 2


def test_csf_lives_until_nothing_answers_it(p):
    with pytest.raises(ValidationError, match="dijawab 1 kondisi"):
        hapus_csf(csf_id=p.csf.pk, tanda=tanda_baris(p.csf), oleh=p.operator)
    with pytest.raises(ValidationError, match="CSF ini sudah ada"):
        tambah_csf(kondisi_id=p.final.pk, uraian=p.csf.uraian, oleh=p.operator)
    with pytest.raises(ValidationError, match="bukan pada output"):
        tambah_csf(kondisi_id=p.output.pk, uraian="Faktor", oleh=p.operator)
    lain = tambah_csf(kondisi_id=p.final.pk, uraian="Sanitasi layak", oleh=p.operator)
    lama = tanda_baris(lain)
    ubah_csf(csf_id=lain.pk, uraian="Sanitasi aman", tanda=lama, oleh=p.operator)
    with pytest.raises(GalatPengguna):
        hapus_csf(csf_id=lain.pk, tanda=lama, oleh=p.operator)
    lain.refresh_from_db()
    hapus_csf(csf_id=lain.pk, tanda=tanda_baris(lain), oleh=p.operator)
    assert list(FaktorKunci.objects.filter(kondisi=p.final)) == [p.csf]


def test_an_indicator_is_of_the_plan_or_named(p):
    milik = IsiIndikatorFactory(pd=p.pd).indikator
    asing = IndikatorFactory(perangkat_daerah=p.pd_lain)

    def tambah(indikator_id=None, nama=""):
        return tambah_indikator_kondisi(
            kondisi_id=p.antara.pk, indikator_id=indikator_id, nama=nama, oleh=p.operator
        )

    for masuk, medan in (
        ({}, "indikator"),
        ({"indikator_id": milik.pk, "nama": "Juga"}, "nama"),
        ({"indikator_id": asing.pk}, "indikator"),
    ):
        with pytest.raises(ValidationError) as galat:
            tambah(**masuk)
        assert list(galat.value.message_dict) == [medan]
    baris = tambah(milik.pk)
    with pytest.raises(ValidationError, match="sudah ada pada kondisi itu"):
        tambah(milik.pk)
    hapus_indikator_kondisi(baris_id=baris.pk, tanda=tanda_baris(baris), oleh=p.operator)
    assert not p.antara.indikator.exists()


def test_a_post_and_a_node_must_be_of_the_pd_that_answers(p):
    jabatan = JabatanFactory(pd=p.pd_lain)
    simpul = IsiSimpulFactory(pd=p.pd_lain).simpul
    for medan, masuk in (
        ("jabatan", KondisiMasuk("output", "X", jabatan_id=jabatan.pk)),
        ("simpul", KondisiMasuk("output", "X", simpul_id=simpul.pk)),
        ("perangkat_daerah", KondisiMasuk("output", "X", pd_id=p.pd_lain.pk)),
    ):
        with pytest.raises(ValidationError) as galat:
            tambah_kondisi(
                pohon_id=p.pohon.pk, masuk=masuk, induk_id=p.langsung.pk, oleh=p.operator
            )
        assert list(galat.value.message_dict) == [medan]


def test_a_tree_starts_from_the_plan_in_force(p):
    jabatan = JabatanFactory(pd=p.pd)
    dokumen = DokumenFactory(pd=p.pd, jenis="renstra", tahun=2025)
    tujuan = IsiSimpulFactory(dokumen=dokumen, jenis=JenisSimpul.TUJUAN, nama="TUJUAN SATU KOTA")
    sasaran = IsiSimpulFactory(induk=tujuan, jenis=JenisSimpul.SASARAN, jabatan=jabatan)
    program = IsiSimpulFactory(induk=sasaran, jenis=JenisSimpul.PROGRAM)
    kegiatan = IsiSimpulFactory(induk=program, jenis=JenisSimpul.KEGIATAN, nama="K" * 450)
    sub = IsiSimpulFactory(induk=kegiatan, jenis=JenisSimpul.SUB_KEGIATAN)
    isi = IsiIndikatorFactory(isi_simpul=sasaran)
    pohon = buat_pohon(masuk=PohonMasuk("pd", p.pd.pk, "Baru", 2025, 2026), oleh=p.operator)

    jumlah = susun_dari_rencana(pohon_id=pohon.pk, dokumen_id=dokumen.pk, oleh=p.operator)
    kondisi = list(KondisiKinerja.objects.filter(pohon=pohon).order_by("jalur"))
    assert jumlah == 5
    assert [k.tingkat for k in kondisi] == [
        *("final", "intermediate", "immediate", "output", "output")
    ]
    assert [k.simpul for k in kondisi] == [
        s.simpul for s in (tujuan, sasaran, program, kegiatan, sub)
    ]
    assert kondisi[0].uraian == "Tujuan satu kota"
    assert len(kondisi[3].uraian) == 400
    assert kondisi[1].jabatan == jabatan
    assert [i.indikator for i in kondisi[1].indikator.all()] == [isi.indikator]
    pohon.refresh_from_db()
    assert "perlu dirumuskan ulang" in pohon.sumber
    with pytest.raises(ValidationError, match="sudah berisi"):
        susun_dari_rencana(pohon_id=pohon.pk, dokumen_id=dokumen.pk, oleh=p.operator)


def test_only_an_empty_tree_that_was_never_printed_is_removed(p):
    pohon = buat_pohon(masuk=PohonMasuk("pd", p.pd.pk, "Keliru", TAHUN, TAHUN), oleh=p.operator)
    tanda = tanda_baris(pohon)

    with pytest.raises(ValidationError, match="masih berisi 4 kondisi"):
        hapus_pohon(pohon_id=p.pohon.pk, tanda=tanda_baris(p.pohon), oleh=p.operator)
    with pytest.raises(PohonKinerja.DoesNotExist):
        hapus_pohon(pohon_id=pohon.pk, tanda=tanda, oleh=p.operator_lain)
    with pytest.raises(TidakBoleh):
        hapus_pohon(pohon_id=pohon.pk, tanda=tanda, oleh=p.evaluator)
    with pytest.raises(GalatPengguna, match="diubah orang lain"):
        hapus_pohon(pohon_id=pohon.pk, tanda="lama", oleh=p.operator)
    cetakan = DokumenResmi.objects.create(
        jenis="pohon_kinerja",
        perangkat_daerah=p.pd,
        tahun=TAHUN,
        tanggal=datetime.date(TAHUN, 1, 2),
        judul="Pohon",
        objek=f"kinerja.pohonkinerja:{pohon.pk}",
        kode="PH-1",
        berkas=Berkas.objects.create(nama_asli="pohon.pdf", jenis="pdf", ukuran=1, sha256="0" * 64),
    )
    with pytest.raises(ValidationError, match="pernah dicetak"):
        hapus_pohon(pohon_id=pohon.pk, tanda=tanda, oleh=p.operator)
    cetakan.delete()

    hapus_pohon(pohon_id=pohon.pk, tanda=tanda, oleh=p.operator)

    assert not PohonKinerja.objects.filter(pk=pohon.pk).exists()
    assert JejakAudit.objects.filter(aksi="pohon.dihapus", sebelum__judul="Keliru").exists()


def test_only_a_plan_in_force_of_its_own_pd_starts_a_tree(p):
    pohon = buat_pohon(masuk=PohonMasuk("pd", p.pd.pk, "Baru", 2025, 2026), oleh=p.operator)
    for dokumen in (
        DokumenFactory(pd=p.pd_lain, tahun=2025),
        DokumenFactory(pd=p.pd, tahun=2025, status=StatusDokumen.DRAF),
        DokumenFactory(pd=p.pd, tahun=2023),
    ):
        with pytest.raises(ValidationError) as galat:
            susun_dari_rencana(pohon_id=pohon.pk, dokumen_id=dokumen.pk, oleh=p.operator)
        assert list(galat.value.message_dict) == ["dokumen"]
