"""The tree with indicators and targets from a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from dasar.services.impor import pengolah
from kinerja.models import IsiIndikator, IsiSimpul, Nomenklatur, PaguVersi, StatusDokumen, Target
from kinerja.resources.rencana import RencanaResource
from opd.models import JenisPD
from tests.factories import DokumenFactory, KotaFactory, PenggunaFactory, PerangkatDaerahFactory
from tests.lembar_impor import bolak_balik, galat, impor

pytestmark = pytest.mark.django_db

PROGRAM, KEGIATAN, SUB = "1.02.02", "1.02.02.2.01", "1.02.02.2.01.0001"


@pytest.fixture
def perencana():
    return PenggunaFactory(peran="perencana")


@pytest.fixture
def renja():
    for edisi, kode, jenis in (
        ("2025", PROGRAM, "program"),
        ("2025", KEGIATAN, "kegiatan"),
        ("2025", SUB, "sub_kegiatan"),
        ("2020", "1.02.09", "program"),
    ):
        Nomenklatur.objects.create(
            edisi=edisi, kode=kode, jenis=jenis, nama=f"Nama {kode}", baku=kode
        )
    pd = PerangkatDaerahFactory(kode="dinuji", nama="Dinas Uji")
    return DokumenFactory(pd=pd, tahun=2025, status=StatusDokumen.DRAF)


@pytest.fixture
def sumber(perencana, renja):
    return lambda: RencanaResource(perencana, renja)


def _baris(jenis, kode, nama, induk="", indikator="", **lain):
    """One row of a Renja of 2025, in the order of its columns."""
    isi = {
        "jenis": jenis, "kode": kode, "nama": nama, "induk kode": induk, "nomenklatur kode": "",
        "indikator": indikator, "satuan": "", "skala": "", "polaritas": "", "cara": "",
        "isian": "", "frekuensi": "", "desimal": None, "iku": "", "pengampu": "",
        "target 2025": None, "target TW1": None, "target TW2": None, "target TW3": None,
        "target TW4": None, "pagu": None,
    }  # fmt: skip
    assert set(lain) <= set(isi)
    return list((isi | lain).values())


def _pohon(**lain):
    """A node with two indicators and three levels of the nomenclature below it."""
    return [
        _baris("Sub kegiatan", SUB, "Pembangunan", KEGIATAN, pagu=60),
        _baris("Sasaran", "S1", "Meningkatnya derajat kesehatan", indikator="Angka harapan hidup",
               satuan="Tahun", iku="Ya", **{"target 2025": 72.5} | lain),
        _baris("Sasaran", "S1", "Meningkatnya derajat kesehatan", indikator="Nilai SAKIP",
               skala="Predikat SAKIP", desimal=0, **{"target 2025": "BB", "target TW4": "BB"}),
        _baris("Program", PROGRAM, "Program Kesehatan", "S1", pagu=100),
        _baris("Kegiatan", KEGIATAN, "Penyediaan", PROGRAM, indikator="Jumlah layanan",
               satuan="Unit", cara="jumlah triwulan", desimal=0, pagu=90,
               **{"target 2025": 8, "target TW1": 2, "target TW2": "2 Unit"}),
    ]  # fmt: skip


def test_a_whole_tree_in_any_order_then_again_then_a_round_trip(sumber, renja):
    hasil = impor(sumber(), *_pohon())

    assert (hasil.baru, hasil.galat) == (5, 0), galat(hasil)
    semua = list(IsiSimpul.objects.filter(dokumen=renja).order_by("jalur"))
    assert [s.kode for s in semua] == ["S1", PROGRAM, KEGIATAN, SUB]
    assert [s.kedalaman for s in semua] == [0, 1, 2, 3]
    assert semua[1].nomenklatur == Nomenklatur.objects.get(kode=PROGRAM)
    harapan = IsiIndikator.objects.get(nama="Angka harapan hidup")
    assert (harapan.iku, harapan.satuan, harapan.desimal) == (True, "Tahun", 2)
    assert Target.objects.get(indikator=harapan.indikator, triwulan=0).nilai == Decimal("72.5")
    sakip = IsiIndikator.objects.get(nama="Nilai SAKIP")
    assert Target.objects.get(indikator=sakip.indikator, triwulan=4).nilai == 5
    assert dict(PaguVersi.objects.values_list("isi_simpul__kode", "pagu")) == {
        PROGRAM: 100, KEGIATAN: 90, SUB: 60,
    }  # fmt: skip

    jejak = JejakAudit.objects.count()
    lagi = impor(sumber(), *_pohon())
    assert (lagi.baru, lagi.berubah, lagi.sama, lagi.galat) == (0, 0, 5, 0), lagi.rincian
    balik = bolak_balik(sumber(), sumber())
    assert (balik.baru, balik.berubah, balik.galat) == (0, 0, 0), balik.rincian
    assert JejakAudit.objects.count() == jejak


def test_changes_update_instead_of_doubling(sumber, renja):
    impor(sumber(), *_pohon())
    identitas = IsiIndikator.objects.get(nama="Angka harapan hidup").indikator_id
    baris = _pohon(**{"target 2025": "73,25", "target TW4": 73})
    baris[1][2] = baris[2][2] = "Meningkatnya kesehatan masyarakat"
    baris[1][6] = "tahun"
    baris[3][3] = ""  # the program becomes a root
    baris[4][-1] = 95

    hasil = impor(sumber(), *baris)

    assert (hasil.baru, hasil.berubah, hasil.galat) == (0, 4, 0), galat(hasil)
    assert IsiSimpul.objects.count() == 4
    assert IsiIndikator.objects.count() == 3
    isi = IsiIndikator.objects.get(nama="Angka harapan hidup")
    assert (isi.indikator_id, isi.satuan) == (identitas, "tahun")
    assert isi.isi_simpul.nama == "Meningkatnya kesehatan masyarakat"
    target = dict(Target.objects.filter(indikator=identitas).values_list("triwulan", "nilai"))
    assert target == {0: Decimal("73.25"), 4: Decimal(73)}
    assert IsiSimpul.objects.get(kode=PROGRAM).induk is None
    assert PaguVersi.objects.get(isi_simpul__kode=KEGIATAN).pagu == 95
    assert impor(sumber(), *baris).sama == 5


def test_an_emptied_target_and_pagu_are_removed(sumber):
    impor(sumber(), *_pohon())
    baris = _pohon(**{"target 2025": None})
    baris[0][-1] = None

    hasil = impor(sumber(), *baris)

    assert (hasil.berubah, hasil.galat) == (2, 0), galat(hasil)
    assert not Target.objects.filter(indikator__isi__nama="Angka harapan hidup").exists()
    assert PaguVersi.objects.get(isi_simpul__kode=SUB).pagu is None


@pytest.mark.parametrize(
    ("ubah", "kolom", "kalimat"),
    [
        ({"target 2025": "BB Predikat"}, "target 2025",
         "Isi kolom skala dengan “Predikat SAKIP”, atau tulis angkanya."),
        ({"target 2025": "kira-kira"}, "target 2025", "Tulis angkanya saja"),
        ({"target 2025": "70.125"}, "target 2025", "bisa dibaca dua cara"),
        ({"target 2025": 7.5, "desimal": 0}, "target 2025", "Target ini berkoma"),
        ({"target 2025": "BX", "skala": "Predikat SAKIP"}, "target 2025", "bukan predikat"),
        ({"target TW1": 1, "frekuensi": "Tahun"}, "target TW1", "tidak diukur pada triwulan itu"),
        ({"polaritas": "naik"}, "polaritas", "Pilih salah satu: makin tinggi makin baik"),
        ({"isian": "s.d. triwulan"}, "isian", "tidak cocok dengan cara"),
        ({"desimal": 7}, "desimal", "terlalu besar"),
        ({"skala": "Skala sendiri"}, "skala", "dibuat di halaman indikator"),
        ({"pengampu": "tiada"}, "pengampu", "Perangkat daerah “tiada” tidak ada."),
        ({"pengampu": "dinuji"}, "pengampu", "Pengampu hanya diisi di dokumen kota."),
        ({"indikator": "", "satuan": "Tahun"}, "satuan", "Isi nama indikatornya"),
        ({"kode": 1.02}, "kode", "Format kolomnya sebagai Teks"),
        ({"kode": "~1.2"}, "kode", "Tulis kode sendiri untuk baris baru."),
        ({"jenis": "Program", "kode": "9.99.99"}, "kode",
         "Kode 9.99.99 tidak ada di edisi nomenklatur mana pun."),
        ({"jenis": "Program", "kode": KEGIATAN}, "kode", "adalah kode kegiatan, bukan program"),
        ({"jenis": "Program", "kode": "X.XX.01"}, "kode", "Ganti X.XX"),
        ({"jenis": "Program", "kode": PROGRAM, "nomenklatur kode": "1.02.03"}, "nomenklatur kode",
         "berarti 1.02.02"),
        ({"induk kode": "S9"}, "induk kode", "Induk dengan kode “S9” tidak ada"),
        ({"induk kode": "S2"}, "induk kode", "tidak boleh menjadi induknya sendiri"),
        ({"induk kode": PROGRAM}, "induk kode", "Sasaran tidak dapat berada di bawah program."),
        ({"pagu": 10}, "pagu", "Pagu diisi pada program, kegiatan, dan sub kegiatan."),
        ({"jenis": "Program", "kode": PROGRAM, "pagu": -5}, "pagu", "tidak boleh kurang dari 0"),
        ({"kode": "S1"}, "nama", "Berbeda dengan baris 3, padahal kodenya sama."),
    ],
)  # fmt: skip
def test_each_bad_cell_is_a_sentence_at_its_row_and_column(sumber, renja, ubah, kolom, kalimat):
    baru = {"jenis": "Sasaran", "kode": "S2", "nama": "Sasaran lain", "indikator": "Nilai"} | ubah
    isi = [b for b in _pohon() if b[1] != baru["kode"] or baru["kode"] == "S1"]
    hasil = impor(sumber(), *isi, _baris(**{"jenis": "", "kode": "", "nama": ""} | _kunci(baru)))

    assert [(g[0], g[1]) for g in galat(hasil)] == [(len(isi) + 2, kolom)], galat(hasil)
    assert kalimat in galat(hasil)[0][2]
    assert not IsiSimpul.objects.exists()
    assert not IsiIndikator.objects.exists()


def _kunci(isi):
    return {("induk" if k == "induk kode" else k): v for k, v in isi.items()}


def test_children_that_exceed_their_pagu_are_refused_at_the_row_of_the_parent(sumber):
    baris = _pohon()
    baris[0][-1] = 200

    hasil = impor(sumber(), *baris)

    ((nomor, kolom, pesan),) = galat(hasil)
    assert (nomor, kolom) == (6, "pagu")
    assert "melebihi pagunya" in pesan
    assert not IsiSimpul.objects.exists()


def test_a_changed_child_alone_is_refused_at_its_own_row(sumber):
    impor(sumber(), *_pohon())

    hasil = impor(sumber(), _baris("Sub kegiatan", SUB, "Pembangunan", KEGIATAN, pagu=91))

    assert [g[:2] for g in galat(hasil)] == [(2, "pagu")]
    assert PaguVersi.objects.get(isi_simpul__kode=SUB).pagu == 60


def test_a_code_of_another_edition_is_a_warning_that_does_not_stop(sumber):
    hasil = impor(sumber(), _baris("Program", "1.02.09", "Program lama"))

    (peringatan,) = [r for r in hasil.rincian if r.macam == "peringatan"]
    assert (peringatan.baris, peringatan.kolom) == (2, "kode")
    assert "edisi “2020”" in peringatan.isi
    assert hasil.galat == 0
    assert IsiSimpul.objects.get().nomenklatur == Nomenklatur.objects.get(edisi="2020")


def test_a_renamed_indicator_is_said_to_be_a_new_one(sumber):
    impor(sumber(), *_pohon())
    baris = _pohon()
    baris[1][5] = "Umur harapan hidup"

    hasil = impor(sumber(), *baris)

    (peringatan,) = [r for r in hasil.rincian if r.macam == "peringatan"]
    assert "“Angka harapan hidup” tidak ada di berkas" in peringatan.isi
    assert IsiIndikator.objects.count() == 4


def test_nodes_without_a_code_and_twins_make_the_round_trip(sumber, renja):
    impor(sumber(), *_pohon())
    IsiSimpul.objects.filter(kode="S1").update(kode="")
    IsiSimpul.objects.filter(kode=KEGIATAN).update(kode=PROGRAM)

    hasil = bolak_balik(sumber(), sumber())

    assert (hasil.baru, hasil.berubah, hasil.galat) == (0, 0, 0), hasil.rincian
    assert hasil.sama == 5


def test_a_city_document_of_five_years_has_its_own_columns(perencana):
    kota = KotaFactory()
    PerangkatDaerahFactory(kode="dinuji", jenis=JenisPD.DINAS)
    rpjmd = DokumenFactory(
        pd=kota, jenis="rpjmd", tahun_dari=2025, tahun_sampai=2026, status=StatusDokumen.DRAF
    )
    sumber = RencanaResource(perencana, rpjmd)
    judul = [k.nama for k in sumber.kolom]
    assert judul[-4:] == ["target 2025", "target 2026", "pagu 2025", "pagu 2026"]
    isi = dict.fromkeys(judul) | {
        "jenis": "Tujuan", "kode": "T1", "nama": "Tujuan", "indikator": "IPM",
        "pengampu": "DINUJI", "target 2025": "80-82", "target 2026": 83,
    }  # fmt: skip

    hasil = impor(sumber, list(isi.values()))

    assert hasil.galat == 0, galat(hasil)
    rentang = Target.objects.get(tahun=2025)
    assert (rentang.nilai, rentang.nilai_atas) == (Decimal(80), Decimal(82))
    assert IsiIndikator.objects.get().indikator.pengampu.kode == "dinuji"
    assert bolak_balik(RencanaResource(perencana, rpjmd), RencanaResource(perencana, rpjmd)).sama


def test_only_drafs_that_the_person_may_change(renja, perencana):
    parameter = {"dokumen": renja.pk}
    assert pengolah("rencana", parameter, perencana)
    for orang in (
        PenggunaFactory(peran="operator", pd=renja.perangkat_daerah),
        PenggunaFactory(peran="evaluator"),
    ):
        with pytest.raises(TidakBoleh):
            pengolah("rencana", parameter, orang)
    with pytest.raises(GalatPengguna):
        pengolah("rencana", {"dokumen": 0}, perencana)
    renja.status = StatusDokumen.BERLAKU
    renja.save()
    with pytest.raises(TidakBoleh, match="sudah berlaku"):
        pengolah("rencana", parameter, perencana)
