"""Which nodes and rows stand in the grid, in what order, filtered, and at what cost."""

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
    Isian,
    IsiIndikator,
    JenisDokumen,
    JenisSimpul,
    Realisasi,
)
from kinerja.selectors.kisi import susun_kisi
from kinerja.selectors.kisi_baris import BarisIndikatorKisi
from kinerja.selectors.saring_kisi import saring_kisi
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


def _kisi(p, triwulan=TW, izin=BUKA, pd=None, **lain):
    return susun_kisi(pd_id=(pd or p.pd).pk, tahun=TAHUN, triwulan=triwulan, izin=izin, **lain)


def _uang(simpul, triwulan, rupiah, isian=Isian.SD_TRIWULAN):
    medan = "realisasi" if triwulan else "pagu"
    Anggaran.objects.create(
        simpul=simpul, tahun=TAHUN, triwulan=triwulan, isian=isian, **{medan: rupiah}
    )


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
