"""The grid of one PD and quarter: rows, states, targets, money, filters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dasar.izin import Izin
from kinerja.models import (
    Anggaran,
    BuktiDukung,
    Frekuensi,
    Isian,
    IsiIndikator,
    JenisDokumen,
    JenisSimpul,
    Polaritas,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.kisi import susun_baris, susun_kisi
from kinerja.selectors.kisi_bahan import PANJANG_CUPLIKAN
from kinerja.selectors.kisi_baris import KEADAAN, BarisIndikatorKisi
from kinerja.selectors.rincian import isi_diukur
from kinerja.selectors.saring_kisi import saring_kisi
from kinerja.selectors.uang_simpul import realisasi_rupiah
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    KotaFactory,
    TargetFactory,
)
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
BUKA = Izin.ya()
TUTUP = Izin.tidak("Triwulan IV 2024 sudah ditutup.")


def _kisi(p, triwulan=TW, izin=BUKA, pd=None, **lain):
    return susun_kisi(pd_id=(pd or p.pd).pk, tahun=TAHUN, triwulan=triwulan, izin=izin, **lain)


def _satu(p, triwulan=TW, izin=BUKA, **lain) -> BarisIndikatorKisi:
    (baris,) = [b for b in _kisi(p, triwulan, izin, **lain).baris if not b.simpul]
    return baris


# State of a cell


@pytest.mark.parametrize(
    ("status", "medan", "keadaan", "tertutup"),
    [
        ("draf", {}, "tersimpan", "terkunci"),
        ("draf", {"nilai": None}, "kosong", "terkunci"),
        ("draf", {"nilai": None, "alasan_kosong": "belum_rilis"}, "alasan", "terkunci"),
        ("dikembalikan", {}, "dikembalikan", "terkunci"),
        ("dikembalikan", {"nilai": None}, "kosong", "terkunci"),
        ("diajukan", {}, "diajukan", "diajukan"),
        ("disetujui_pd", {}, "disetujui_pd", "disetujui_pd"),
        ("diverifikasi", {}, "diverifikasi", "diverifikasi"),
        ("dibekukan", {}, "dibekukan", "dibekukan"),
        ("diajukan", {"nilai": None, "alasan_kosong": "tidak_diukur"}, "diajukan", "diajukan"),
    ],
)
def test_state_of_a_cell_for_who_may_write_and_for_who_may_not(p, status, medan, keadaan, tertutup):
    p.baris(status, **medan)

    baris, dibaca = _satu(p), _satu(p, izin=TUTUP)

    assert (baris.keadaan, dibaca.keadaan) == (keadaan, tertutup)
    assert baris.dapat_diisi is (status in ("draf", "dikembalikan"))
    assert dibaca.dapat_diisi is False
    assert dibaca.alasan_terkunci == (TUTUP.alasan if tertutup == "terkunci" else "")
    assert (baris.kata_keadaan, baris.ikon) == KEADAAN[keadaan]


@pytest.mark.parametrize(
    ("status", "medan", "keadaan"),
    [
        ("draf", {}, "draf"),
        ("draf", {"nilai": None}, "belum_diisi"),
        ("dikembalikan", {}, "draf"),
        ("diajukan", {}, "diajukan"),
    ],
)
def test_someone_who_never_writes_here_sees_no_lock(p, status, medan, keadaan):
    p.baris(status, **medan)

    baris = _satu(p, izin=TUTUP, pembaca=True)

    assert (baris.keadaan, baris.dapat_diisi, baris.alasan_terkunci) == (keadaan, False, "")


def test_a_returned_row_that_was_changed_or_answered_reads_differently(p):
    baris = p.baris("dikembalikan")
    Realisasi.objects.filter(pk=baris.pk).update(diisi_pada=timezone.now())

    assert _satu(p).keadaan == "diperbaiki"
    assert _satu(p).dapat_diisi


def test_every_state_of_a_value_has_a_word_and_an_icon(p):
    for status in StatusRealisasi.values:
        p.baris(status)
    for b in _kisi(p).baris:
        if not b.simpul:
            assert all(KEADAAN[b.keadaan])


def test_a_missing_row_is_empty_and_has_version_zero(p):
    p.isi()

    baris = _satu(p)

    assert (baris.keadaan, baris.isi, baris.versi, baris.realisasi_id) == ("kosong", "", 0, None)
    assert (baris.capaian, baris.target_triwulan, baris.lalu) == ("–", "–", "–")
    assert baris.target_tahun == "100,00"


@pytest.mark.parametrize(
    ("frekuensi", "triwulan", "jatuh"),
    [("semester", 1, False), ("semester", 2, True), ("tahun", 3, False), ("tahun", 4, True)],
)
def test_a_cell_that_is_not_due_is_not_missing(p, frekuensi, triwulan, jatuh):
    p.isi(frekuensi=frekuensi)

    baris, h = _satu(p, triwulan), _kisi(p, triwulan).hitungan

    assert baris.keadaan == ("kosong" if jatuh else "tidak_jatuh_tempo")
    assert baris.dapat_diisi is jatuh
    assert (h.semua, h.kosong, h.belum_diajukan) == (int(jatuh),) * 3
    assert bool(baris.alasan_terkunci) is not jatuh
    assert len(saring_kisi(_kisi(p, triwulan).baris, saring="kosong")) == (2 if jatuh else 0)


def test_a_value_that_nobody_asked_for_is_shown_but_not_counted(p):
    isi = p.isi(frekuensi=Frekuensi.TAHUN)
    TargetFactory(isi=isi, triwulan=1)
    p.baris(isi=isi, triwulan=1, nilai=Decimal(1))

    kisi = _kisi(p, 1)

    assert (_satu(p, 1).keadaan, _satu(p, 1).isi) == ("tidak_jatuh_tempo", "1,00")
    assert (kisi.hitungan.semua, kisi.hitungan.tanpa_analisis) == (0, 0)
    assert saring_kisi(kisi.baris, saring="analisis") == []


# Numbers of a row


def test_last_quarter_without_target_is_measured_by_the_years(p):
    p.baris(nilai=Decimal(80))

    baris = _satu(p)

    assert (baris.target_triwulan, baris.target_tahun, baris.capaian) == ("–", "100,00", "80,00%")
    assert baris.kategori is not None
    assert baris.kategori.nama == "Tinggi"


def test_quarters_target_value_of_before_and_capaian(p):
    isi = p.isi()
    TargetFactory(isi=isi, triwulan=2, nilai=Decimal("33.3"))
    p.baris(isi=isi, triwulan=1, nilai=Decimal("31.825"))
    p.baris(isi=isi, triwulan=2, nilai=Decimal("33.3"))

    baris = _satu(p, 2)

    assert (baris.lalu, baris.isi, baris.target_triwulan) == ("31,825", "33,30", "33,30")
    assert baris.capaian == "100,00%"


def test_before_the_first_quarter_comes_the_last_of_the_year_before(p):
    isi = p.isi()
    p.baris(isi=isi, tahun=TAHUN - 1, triwulan=4, nilai=Decimal(7))
    p.baris(isi=isi, tahun=TAHUN, triwulan=4, nilai=Decimal(8))

    assert _satu(p, 1).lalu == "7,00"


def test_without_any_target_everything_unknown_is_a_dash(p):
    isi = IsiIndikatorFactory(dokumen=p.dokumen, satuan="")
    p.baris(isi=isi, nilai=Decimal(5))

    baris = _satu(p)

    assert (baris.target_tahun, baris.target_triwulan, baris.capaian) == ("–", "–", "–")
    assert baris.keterangan.startswith("Satuan belum diisi · ")


def test_zero_is_printed_as_zero(p):
    p.baris(nilai=Decimal(0))

    assert (_satu(p).isi, _satu(p).capaian) == ("0,00", "0,00%")
    assert _kisi(p).hitungan.terisi == 1


def test_letters_and_whole_numbers_are_printed_as_they_are_typed(p):
    p.baris(isi=p.isi(skala_predikat={"B": 4, "BB": 5}, desimal=0), nilai=Decimal(5))
    p.baris(isi=p.isi(desimal=0), nilai=Decimal(70125))

    huruf, bulat = (b for b in _kisi(p).baris if not b.simpul)

    assert (huruf.isi, huruf.huruf) == ("BB", True)
    assert (bulat.isi, bulat.huruf) == ("70.125", False)


def test_line_under_the_name_says_unit_polarity_and_how_quarters_are_typed(p):
    p.isi(satuan="Kasus", polaritas=Polaritas.NEGATIF, isian=Isian.SD_TRIWULAN)

    assert _satu(p).keterangan == "Kasus · makin rendah makin baik · s.d. triwulan"


def test_analysis_is_shown_shortened_and_asked_for_where_capaian_is_low(p):
    p.baris(nilai=Decimal(10), analisis="x" * (PANJANG_CUPLIKAN + 1))
    p.baris(nilai=Decimal(10))

    ditulis, belum = (b for b in _kisi(p).baris if not b.simpul)

    assert (len(ditulis.cuplikan), ditulis.cuplikan[-1]) == (PANJANG_CUPLIKAN + 1, "…")
    assert (ditulis.perlu_analisis, belum.perlu_analisis) == (False, True)
    assert _kisi(p).hitungan.tanpa_analisis == 1


def test_sample_and_reason_are_marked(p):
    p.baris(nilai=None, alasan_kosong="belum_rilis", contoh=True)

    assert (_satu(p).kode_alasan, _satu(p).kata_alasan) == ("belum_rilis", "belum rilis")
    assert _satu(p).contoh is True
    assert _satu(p).isi == ""


def test_one_row_again_equals_the_row_of_the_grid_but_for_its_number(p):
    isi = p.baris("dikembalikan", nilai=Decimal(10)).indikator.isi.get()

    baris = susun_baris(
        isi=isi_diukur(p.operator, isi.indikator_id, TAHUN),
        tahun=TAHUN,
        triwulan=TW,
        izin=Izin.ya(),
    )

    penuh = _satu(p)
    assert (baris.nomor, penuh.nomor) == (0, 2)
    assert {**vars(baris), "nomor": 2} == vars(penuh)


# Money


def _uang(simpul, triwulan, rupiah, isian=Isian.SD_TRIWULAN):
    medan = "realisasi" if triwulan else "pagu"
    Anggaran.objects.create(
        simpul=simpul, tahun=TAHUN, triwulan=triwulan, isian=isian, **{medan: rupiah}
    )


@pytest.mark.parametrize(
    ("isian", "triwulan", "teks", "serapan"),
    [
        (Isian.SD_TRIWULAN, 2, "300", "30,00%"),
        (Isian.PER_TRIWULAN, 2, "400", "40,00%"),
        (Isian.PER_TRIWULAN, 1, "100", "10,00%"),
        (Isian.SD_TRIWULAN, 3, "–", "–"),
        (Isian.PER_TRIWULAN, 3, "–", "–"),
    ],
)
def test_money_is_up_to_the_quarter_and_unknown_is_a_dash(p, isian, triwulan, teks, serapan):
    simpul = p.isi().isi_simpul.simpul
    _uang(simpul, 0, 1000)
    _uang(simpul, 1, 100, isian)
    _uang(simpul, 2, 300, isian)

    baris = _kisi(p, triwulan).baris[0]

    assert (baris.pagu, baris.realisasi_rp, baris.serapan) == ("1.000", teks, serapan)


def test_money_is_exact_far_beyond_floats_and_zero_is_zero(p):
    simpul = p.isi().isi_simpul.simpul
    besar = 9_007_199_254_740_993
    _uang(simpul, 0, 0)
    _uang(simpul, 1, besar, Isian.PER_TRIWULAN)
    _uang(simpul, 2, 1, Isian.PER_TRIWULAN)

    baris = _kisi(p, 2).baris[0]

    assert baris.realisasi_rp == "9.007.199.254.740.994"
    assert (baris.pagu, baris.serapan) == ("0", "–")


def test_a_quarter_without_money_is_unknown_even_if_an_earlier_one_is_known():
    assert realisasi_rupiah({1: Anggaran(triwulan=1, realisasi=5)}, 2) is None
    assert realisasi_rupiah({}, 1) is None


# Which nodes


@pytest.fixture
def pohon(p):
    """Two programs, the first with a kegiatan and a sub kegiatan, each with an indicator."""
    program = IsiSimpulFactory(dokumen=p.dokumen, kode="1.02.02", nama="Pemenuhan kesehatan")
    kegiatan = IsiSimpulFactory(induk=program, jenis=JenisSimpul.KEGIATAN, nama="Layanan")
    sub = IsiSimpulFactory(
        induk=kegiatan, jenis=JenisSimpul.SUB_KEGIATAN, nama="Imunisasi", kode="1.02.02.2.02"
    )
    lain = IsiSimpulFactory(dokumen=p.dokumen, nama="Penunjang")
    for simpul, nama in ((program, "Ind P"), (sub, "Ind S"), (lain, "Ind L")):
        isi = IsiIndikatorFactory(isi_simpul=simpul, nama=nama)
        TargetFactory(isi=isi)
    return p


def _nama(baris) -> list[str]:
    return [b.nama for b in baris]


def test_rows_stand_in_reading_order_with_running_numbers(pohon):
    baris = _kisi(pohon).baris

    assert _nama(baris) == [
        "Pemenuhan kesehatan",
        "Ind P",
        "Layanan",
        "Imunisasi",
        "Ind S",
        "Penunjang",
        "Ind L",
    ]
    assert [b.nomor for b in baris] == list(range(1, 8))


@pytest.mark.parametrize(
    ("saring", "hasil"),
    [
        ({"cari": "ind s"}, ["Pemenuhan kesehatan", "Layanan", "Imunisasi", "Ind S"]),
        ({"cari": "IMUNISASI"}, ["Pemenuhan kesehatan", "Layanan", "Imunisasi", "Ind S"]),
        ({"cari": "1.02.02.2.02"}, ["Pemenuhan kesehatan", "Layanan", "Imunisasi", "Ind S"]),
        (
            {"cari": "kesehatan"},
            ["Pemenuhan kesehatan", "Ind P", "Layanan", "Imunisasi", "Ind S"],
        ),
        ({"jenis": "program"}, ["Pemenuhan kesehatan", "Ind P", "Penunjang", "Ind L"]),
        ({"jenis": "sub_kegiatan", "cari": "penunjang"}, []),
        ({"saring": "kosong", "cari": "ind l"}, ["Penunjang", "Ind L"]),
        ({"saring": "dikembalikan"}, []),
        ({"cari": "tidak ada"}, []),
        ({"cari": "   "}, None),
        ({}, None),
    ],
)
def test_filters_keep_the_chain_of_nodes_and_print_it_once(pohon, saring, hasil):
    baris = _kisi(pohon).baris

    assert _nama(saring_kisi(baris, **saring)) == (_nama(baris) if hasil is None else hasil)


def test_filter_of_returned_rows_holds_those_that_wait_for_an_answer(p):
    p.baris("dikembalikan")
    dijawab = p.baris("dikembalikan")
    Realisasi.objects.filter(pk=dijawab.pk).update(diisi_pada=timezone.now())
    p.baris()

    hasil = saring_kisi(_kisi(p).baris, saring="dikembalikan")

    assert [b.keadaan for b in hasil if isinstance(b, BarisIndikatorKisi)] == ["dikembalikan"]


def test_city_rows_come_first_with_only_the_path_to_them(p):
    kota = KotaFactory()
    rkpd = DokumenFactory(pd=kota, jenis=JenisDokumen.RKPD)
    tujuan = IsiSimpulFactory(dokumen=rkpd, jenis=JenisSimpul.TUJUAN, nama="Tujuan")
    sasaran = IsiSimpulFactory(induk=tujuan, jenis=JenisSimpul.SASARAN, nama="Sasaran kota")
    IsiSimpulFactory(induk=tujuan, jenis=JenisSimpul.SASARAN, nama="Sasaran tetangga")
    program = IsiSimpulFactory(induk=sasaran, jenis=JenisSimpul.PROGRAM, nama="Program kota")
    IsiSimpulFactory(dokumen=p.dokumen, nama="Program tanpa indikator")
    for simpul, nama in ((sasaran, "IKU kota"), (program, "IKU program")):
        isi = IsiIndikatorFactory(isi_simpul=simpul, nama=nama, pengampu=p.pd, iku=True)
        TargetFactory(isi=isi)
    IsiIndikatorFactory(isi_simpul=sasaran, nama="IKU PD lain", pengampu=p.lain)
    p.isi(nama="Milik sendiri")

    baris = _kisi(p).baris

    assert _nama(baris)[:4] == ["Sasaran kota", "IKU kota", "Program kota", "IKU program"]
    assert _nama(baris)[4] == "Program tanpa indikator"
    assert _nama(baris)[-1] == "Milik sendiri"
    assert (baris[1].pemilik_lain, baris[1].iku, baris[-1].pemilik_lain) == ("Kota", True, "")
    assert _nama(_kisi(p, pd=p.lain).baris) == ["Sasaran kota", "IKU PD lain"]


def test_of_another_pd_only_the_node_above_the_entered_indicator_is_shown(p):
    asing = DokumenFactory(pd=p.lain)
    IsiSimpulFactory(dokumen=asing, nama="Bukan urusan kita")
    isi = IsiIndikatorFactory(dokumen=asing, pengampu=p.pd, nama="Dititipkan")
    p.isi(nama="Sendiri")

    assert "Bukan urusan kita" not in _nama(_kisi(p).baris)
    assert isi.isi_simpul.nama in _nama(_kisi(p).baris)
    assert {"Dititipkan", "Sendiri"} <= set(_nama(_kisi(p).baris))


def test_an_indicator_in_two_documents_is_one_row_the_citys(p):
    isi = p.isi(nama="Versi Renja")
    sasaran = IsiSimpulFactory(
        dokumen=DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RKPD),
        jenis=JenisSimpul.SASARAN,
    )
    IsiIndikatorFactory(isi_simpul=sasaran, indikator=isi.indikator, nama="Versi kota")

    kisi = _kisi(p)

    assert [b.nama for b in kisi.baris if not b.simpul] == ["Versi kota"]
    assert kisi.hitungan.semua == 1


def test_an_empty_plan_gives_an_empty_grid(p):
    kisi = _kisi(p)

    assert (kisi.baris, kisi.hitungan.semua) == ([], 0)


def test_three_rows_and_forty_need_the_same_queries(p):
    def tambah(n):
        for _ in range(n):
            isi: IsiIndikator = p.isi()
            p.baris("dikembalikan", isi=isi)
            _uang(isi.isi_simpul.simpul, 0, 5)

    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            _kisi(p)
        return len(c)

    tambah(3)
    sedikit = hitung()
    tambah(37)

    assert hitung() == sedikit <= 15


def test_the_same_quarter_of_last_year_stands_beside(p):
    isi = p.isi()
    p.baris("diverifikasi", isi=isi, tahun=TAHUN - 1, triwulan=2, nilai=55)

    baris = _satu(p, 2)

    assert (baris.tahun_lalu, baris.judul_tahun_lalu) == ("55,00", f"Triwulan II {TAHUN - 1}")
    assert _satu(p, 3).tahun_lalu == "–"


def test_evidence_and_flags_are_counted_per_row_and_filtered(p):
    ada, tanpa, kosong = p.baris(), p.baris(), p.isi()
    janggal = p.baris(nilai=Decimal(900))
    for n in range(2):
        BuktiDukung.objects.create(
            realisasi=ada, tautan=f"https://contoh.id/{n}", judul="Rekap", diunggah_oleh=p.operator
        )

    kisi = _kisi(p)
    baris = {b.indikator_id: b for b in kisi.baris if not b.simpul}

    assert (baris[ada.indikator_id].bukti, baris[ada.indikator_id].tanpa_bukti) == (2, False)
    assert baris[tanpa.indikator_id].tanpa_bukti
    assert not baris[kosong.indikator_id].tanpa_bukti
    assert baris[janggal.indikator_id].janggal >= 1
    assert (kisi.hitungan.tanpa_bukti, kisi.hitungan.janggal) == (2, 1)
    bukti, flags = (
        saring_kisi(kisi.baris, saring="bukti"),
        saring_kisi(kisi.baris, saring="janggal"),
    )
    assert [sum(not b.simpul for b in semua) for semua in (bukti, flags)] == [2, 1]
