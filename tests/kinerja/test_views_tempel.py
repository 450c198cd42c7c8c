"""Pasting a block: the preview, the saving of exactly what it showed, the undoing."""

from __future__ import annotations

import html
import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dasar.models import JejakAudit
from kinerja.models import Anggaran, JenisSimpul, Realisasi
from kinerja.services.realisasi import IsiSel, simpan_sel
from opd.models import JenisPeran
from tests.factories import TAHUN, IsiIndikatorFactory, IsiSimpulFactory, PenggunaFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
PRATINJAU, SIMPAN, URUNGKAN = (
    f"kinerja:tempel_{bagian}" for bagian in ("pratinjau", "simpan", "urungkan")
)


@pytest.fixture
def kirim(client, p):
    """Post to one of the three addresses as someone, as the dialog does."""

    def _kirim(nama, teks="", *, oleh=None, hx=True, **lain):
        client.force_login(oleh or p.operator)
        data = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW, "teks": teks, **lain}
        return client.post(reverse(nama), data, **({"HTTP_HX_REQUEST": "true"} if hx else {}))

    return _kirim


@pytest.fixture
def tempel(kirim):
    """Preview, then save what it showed."""

    def _tempel(teks, **lain):
        p = kirim(PRATINJAU, teks, **lain).context["p"]
        return kirim(SIMPAN, teks, **lain, dilihat=p.dilihat)

    return _tempel


def _ids(*isi):
    return ",".join(str(i.indikator_id) for i in isi)


def _nilai(isi):
    baris = Realisasi.objects.filter(indikator=isi.indikator_id).first()
    return baris and baris.nilai


def _keadaan(jawaban):
    return [(b.kunci, b.keadaan) for b in jawaban.context["p"].baris]


def test_block_without_names_lands_downwards_from_the_cell(kirim, tempel, p):
    isi = [p.isi(satuan="Rasio") for _ in range(4)]
    halaman = {"baris": _ids(*isi), "mulai": isi[1].indikator_id, "medan": "nilai"}
    teks = "1.234,56\t=cmd|' /C calc'!A0\n-\tSebab\n90\t\n"

    jawaban = kirim(PRATINJAU, teks, **halaman)

    assert jawaban.status_code == 200
    assert not Realisasi.objects.exists()
    assert "Simpan 4 isian" in html.unescape(jawaban.content.decode())
    assert jawaban.context["p"].rencana.kosong == 2

    hasil = tempel(teks, **halaman)

    assert "4 isian ditempel dan tersimpan." in hasil.content.decode()
    assert [_nilai(i) for i in isi] == [None, Decimal("1234.56"), None, Decimal(90)]
    analisis = dict(Realisasi.objects.values_list("indikator", "analisis"))
    assert analisis[isi[1].indikator_id].startswith("=cmd")
    assert analisis[isi[2].indikator_id] == "Sebab"
    assert JejakAudit.objects.filter(aksi="realisasi.disimpan").count() == 2


def test_readings_that_differ_ask_or_are_refused_with_the_sentence(kirim, tempel, p):
    isi = [p.isi(satuan=s) for s in ("Persen", "Rasio", "Tahun", "Persen", "Persen")]
    halaman = {"baris": _ids(*isi), "medan": "nilai"}
    teks = "85,5%\n1,250\n7267%\n#REF!\nn.b\n"

    jawaban = kirim(PRATINJAU, teks, **halaman)

    assert [k for _, k in _keadaan(jawaban)] == ["baru", "tanya", "tanya", "ditolak", "ditolak"]
    teks_html = html.unescape(jawaban.content.decode())
    for kata in ("dibaca 1,25. Betul", "Pakai 1.250,00", "Pakai 72,67", "galat Excel"):
        assert kata in teks_html
    assert '<mark class="tempel__lain">' in teks_html

    jawab = {
        f"jawaban-nilai-{isi[1].indikator_id}": "bacaan|1.250,00",
        f"jawaban-nilai-{isi[2].indikator_id}": "bacaan|72,67",
    }
    hasil = tempel(teks, **halaman, **jawab)
    assert [_nilai(i) for i in isi] == [Decimal("85.5"), 1250, Decimal("72.67"), None, None]
    assert "Tidak disimpan: 2 sel" in hasil.content.decode()


def test_empty_cells_change_nothing_unless_asked(tempel, p):
    ada = p.baris(nilai=Decimal(5)).indikator.isi.get()
    lain = p.isi()
    halaman = {"baris": _ids(ada, lain), "medan": "nilai"}

    tempel("-\n7\n", **halaman)
    assert (_nilai(ada), _nilai(lain)) == (5, 7)

    tempel("\n8\n", **halaman, kosongkan="1")
    assert (_nilai(ada), _nilai(lain)) == (None, 8)


def test_head_above_a_column_is_no_value_and_too_many_rows_are_listed(kirim, p):
    isi = p.isi()

    jawaban = kirim(PRATINJAU, "Realisasi TW IV\n85\n86\n", baris=_ids(isi), medan="nilai")

    assert _keadaan(jawaban) == [(f"nilai-{isi.indikator_id}", "baru")]
    assert "lebih panjang daripada sisa baris" in jawaban.content.decode()


def test_an_emptied_cell_leaves_the_reason_of_an_empty_value(tempel, p):
    isi = p.baris(nilai=None, alasan_kosong="belum_rilis").indikator.isi.get()
    lain = p.isi()

    tempel("\n8\n", baris=_ids(isi, lain), medan="nilai", kosongkan="1")

    assert Realisasi.objects.get(indikator=isi.indikator_id).alasan_kosong == "belum_rilis"
    assert _nilai(lain) == 8


@pytest.fixture
def dua_program(p):
    """Two programs with an indicator of the same words, one more in the second."""
    satu, dua = (
        IsiSimpulFactory(dokumen=p.dokumen, nama=f"Program {n}", kode=k)
        for n, k in (("Pelayanan Kesehatan", "1.02.02"), ("Sediaan Farmasi", "1.02.04"))
    )
    nama = "Persentase layanan sesuai standar"
    return (
        IsiIndikatorFactory(isi_simpul=satu, nama=nama),
        IsiIndikatorFactory(isi_simpul=dua, nama=nama),
        IsiIndikatorFactory(isi_simpul=dua, nama="Jumlah apotek berizin", satuan="Unit", desimal=0),
    )


LAPORAN = (
    "LAPORAN TRIWULAN\t\t\t\t\n"
    "Program\tIndikator\tTarget\tRealisasi TW IV\tKendala\n"
    "1\t2\t3\t4\t5\n"
    "PROGRAM SEDIAAN FARMASI\tJumlah apotik berizin\t10\t12\tTidak ada\n"
    "\tPersentase layanan sesuai  standar\t80\t81,5%\t\n"
    "Pelayanan Kesehatan\tPERSENTASE LAYANAN SESUAI STANDAR\t90\t91\t\n"
    "\tHal yang tidak dikenal\t1\t2\t\n"
)


def test_block_with_names_is_placed_by_name(kirim, tempel, dua_program):
    pelayanan, farmasi, apotek = dua_program

    jawaban = kirim(PRATINJAU, LAPORAN)

    isi = jawaban.context["p"]
    assert isi.menurut_nama
    assert [b.teks for b in isi.lepas] == ["Hal yang tidak dikenal"]
    assert {b.kunci for b in isi.baris if b.diragukan} == {
        f"nilai-{apotek.indikator_id}",
        f"faktor_penghambat-{apotek.indikator_id}",
    }
    tempel(LAPORAN)
    assert [_nilai(i) for i in (pelayanan, farmasi, apotek)] == [91, Decimal("81.5"), 12]
    assert Realisasi.objects.get(nilai=12).faktor_penghambat == "Tidak ada"


def test_columns_and_places_can_be_chosen(kirim, tempel, dua_program):
    pelayanan, farmasi, apotek = dua_program
    teks = "Jumlah apotek berizin\t5\t6\nPersentase layanan sesuai standar\t70\t71\n"

    jawaban = kirim(PRATINJAU, teks)
    assert _keadaan(jawaban) == [(f"nilai-{apotek.indikator_id}", "baru")]
    pilihan = dict(jawaban.context["p"].lepas[0].pilihan)
    assert set(pilihan) == {pelayanan.indikator_id, farmasi.indikator_id}

    tempel(teks, **{"kolom-1": "nilai", "kolom-2": "abaikan", "tempat-1": farmasi.indikator_id})
    assert [_nilai(i) for i in (pelayanan, farmasi, apotek)] == [None, 70, 5]


def test_money_lands_on_the_node_and_sums_are_left_alone(kirim, tempel, p, dua_program):
    apotek = dua_program[2]
    program = apotek.isi_simpul
    kegiatan = IsiSimpulFactory(induk=program, jenis=JenisSimpul.KEGIATAN, nama="Pengawasan Apotek")
    for s, pagu in ((program, 900), (kegiatan, 900)):
        Anggaran.objects.create(simpul=s.simpul, tahun=TAHUN, triwulan=0, pagu=pagu)
    teks = (
        "Uraian\tRealisasi\tRealisasi Anggaran (Rp)\n"
        "Sediaan Farmasi\t\tRp 1.000\nPengawasan Apotek\t\tRp 1.500\nJumlah apotek berizin\t5\t\n"
    )

    jawaban = kirim(PRATINJAU, teks)
    assert jawaban.context["p"].rencana.dijumlahkan == 1

    tempel(teks)
    assert Anggaran.objects.get(triwulan=TW).realisasi == 1500
    assert Anggaran.objects.get(triwulan=TW).simpul_id == kegiatan.simpul_id

    tempel("2.000\n", medan="rupiah", mulai=kegiatan.simpul_id, uang=str(kegiatan.simpul_id))
    assert Anggaran.objects.get(triwulan=TW).realisasi == 2000


def test_locked_row_is_listed_with_the_reason_and_the_others_are_saved(tempel, p):
    terkunci = p.baris("diajukan").indikator.isi.get()
    bebas = p.isi()

    hasil = tempel("1\n2\n", baris=_ids(terkunci, bebas), medan="nilai")

    assert "menunggu keputusan kepala PD" in hasil.content.decode()
    assert (_nilai(terkunci), _nilai(bebas)) == (90, 2)


def test_change_of_someone_else_between_preview_and_saving_is_a_conflict(kirim, p):
    rekan = PenggunaFactory(nama="Dewi Rekan", peran=JenisPeran.OPERATOR, pd=p.pd)
    isi, lain = p.isi(), p.isi()
    halaman = {"baris": _ids(isi, lain), "medan": "nilai"}
    dilihat = kirim(PRATINJAU, "72\n73\n", **halaman).context["p"].dilihat
    simpan_sel(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(nilai=Decimal(71)),
        oleh=rekan,
    )

    hasil = kirim(SIMPAN, "72\n73\n", **halaman, dilihat=dilihat)

    assert (_nilai(isi), _nilai(lain)) == (71, 73)
    teks = hasil.content.decode()
    for kata in ("Diubah orang lain", "Dewi Rekan", "71,00", "72"):
        assert kata in teks


@pytest.mark.parametrize(
    "dilihat", ["", "x", "[]", '{"nilai-1": 5}', "{}", '{"nilai-1": ["1", null]}', "[" * 3000]
)
def test_only_what_was_previewed_is_saved(kirim, p, dilihat):
    isi = p.isi()

    jawaban = kirim(SIMPAN, "5\n", baris=_ids(isi), medan="nilai", dilihat=dilihat)

    assert jawaban.status_code == 422
    assert "berbeda dari pratinjau" in jawaban.content.decode()
    assert not Realisasi.objects.exists()


def test_undo_takes_the_whole_paste_back_or_nothing(kirim, tempel, p):
    ada = p.baris(nilai=Decimal(5)).indikator.isi.get()
    baru = p.isi()
    halaman = {"baris": _ids(ada, baru), "medan": "nilai"}
    urung = tempel("6\tSebab\n7\t\n", **halaman).context["urung"]

    assert kirim(URUNGKAN, urung=urung, oleh=p.operator_lain).status_code == 404
    jawaban = kirim(URUNGKAN, urung=urung)

    assert "3 isian dikembalikan" in jawaban.content.decode()
    assert (_nilai(ada), _nilai(baru)) == (5, None)
    assert not Realisasi.objects.exclude(analisis="").exists()
    assert kirim(URUNGKAN, urung=urung).status_code == 409
    assert kirim(URUNGKAN, urung=urung[:-2]).status_code == 422
    rekan = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=p.pd)
    assert kirim(URUNGKAN, urung=urung, oleh=rekan).status_code == 422


def test_steps_for_the_page_name_what_stood_there_and_what_stands_now(tempel, p):
    ada = p.baris(nilai=Decimal(5)).indikator.isi.get()

    jawaban = tempel("6\n", baris=_ids(ada), medan="nilai")

    assert json.loads(jawaban.context["langkah"]) == [
        {"kunci": f"nilai-{ada.indikator_id}", "dari": "5,00", "ke": "6,00"}
    ]


def test_without_javascript_the_same_as_pages(client, kirim, p):
    isi = p.isi()
    client.force_login(p.operator)
    kueri = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW}

    assert "Tempel dari Excel" in client.get(reverse(PRATINJAU), kueri).content.decode()
    pratinjau = kirim(PRATINJAU, "5\n", hx=False, mulai=isi.indikator_id)
    teks = pratinjau.content.decode()
    assert "<html" in teks
    assert "Simpan 1 nilai" in teks
    cocok = re.search(r'name="dilihat" value="([^"]*)"', teks)
    assert cocok
    hasil = kirim(SIMPAN, "5\n", hx=False, mulai=isi.indikator_id, dilihat=html.unescape(cocok[1]))
    assert "1 nilai ditempel dan tersimpan." in hasil.content.decode()
    assert _nilai(isi) == 5
    balik = kirim(URUNGKAN, hx=False, urung=hasil.context["urung"])
    assert balik.status_code == 302
    assert _nilai(isi) is None


def test_who_pastes(client, kirim, p):
    isi = p.isi()
    kueri = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW}
    for nama in (PRATINJAU, SIMPAN, URUNGKAN):
        for orang in (p.operator_lain, p.admin, p.tanpa_peran):
            assert kirim(nama, "5", oleh=orang, baris=_ids(isi)).status_code in (403, 404)
        assert kirim(nama, "5", oleh=p.operator_lain).status_code == 404
        for orang in (p.organisasi, p.kepala, p.evaluator, p.pimpinan, p.perencana):
            jawaban = kirim(nama, "5", oleh=orang, baris=_ids(isi))
            assert jawaban.status_code == 403
            assert "Hanya operator perangkat daerah pengampu" in jawaban.content.decode()
    p.tutup()
    client.force_login(p.operator)
    for jawaban in (client.get(reverse(PRATINJAU), kueri), kirim(SIMPAN, "5")):
        assert jawaban.status_code == 403
        assert "sudah ditutup pada" in jawaban.content.decode()
    assert not Realisasi.objects.exists()


def test_indicator_of_another_pd_is_no_place(kirim, p):
    asing = IsiIndikatorFactory(pd=p.lain, nama="Jumlah anak terlantar")
    p.isi(nama="Angka harapan hidup")

    jawaban = kirim(PRATINJAU, "5\n", baris=_ids(asing), medan="nilai", mulai=asing.indikator_id)
    assert "Tidak ada baris" not in str(_keadaan(jawaban))
    assert not any(str(asing.indikator_id) in k for k, _ in _keadaan(jawaban))
    teks = "Angka harapan hidup\t71\nJumlah anak terlantar\t5\n"
    jawaban = kirim(PRATINJAU, teks, **{"tempat-1": asing.indikator_id})
    assert [b.teks for b in jawaban.context["p"].lepas] == ["Jumlah anak terlantar"]


def test_queries_do_not_grow_with_the_rows(kirim, tempel, p):
    def jumlah(banyak):
        isi = [p.isi() for _ in range(banyak)]
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            kirim(PRATINJAU, "\n".join(["5\tkata"] * banyak), baris=_ids(*isi), medan="nilai")
        with CaptureQueriesContext(connection) as simpan:
            tempel("\n".join(["6\tkata"] * banyak), baris=_ids(*isi), medan="nilai")
        return len(kueri), len(simpan)

    jumlah(1)
    assert jumlah(3) == jumlah(30)


@pytest.mark.parametrize(
    ("teks", "bunyi"),
    [
        ("", "Tempelan ini kosong"),
        (" \n\t\n", "Tempelan ini kosong"),
        ("1\n" * 501, "501 baris"),
        ("x" * 400_001, "terlalu panjang"),
        ("\x00", "Tempelan ini kosong"),
    ],
)
@pytest.mark.parametrize("nama", [PRATINJAU, SIMPAN])
def test_what_cannot_be_read_says_why(kirim, p, teks, bunyi, nama):
    jawaban = kirim(nama, teks)

    assert jawaban.status_code == 422
    assert bunyi in jawaban.content.decode()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    teks=st.text(max_size=120) | st.text(alphabet='12.,%-\t\n"Rp', max_size=60),
    lain=st.dictionaries(
        st.sampled_from(
            ["medan", "mulai", "baris", "cara", "kolom-0", "tempat-0", "kosongkan", "dilihat"]
        ),
        st.sampled_from(["nilai", "rupiah", "nama", "posisi", "-1", "99999999999", "1,2,x", "²"])
        | st.text(max_size=12),
        max_size=4,
    ),
)
def test_any_request_is_answered_and_half_saves_nothing(kirim, p, teks, lain):
    if not Realisasi.objects.exists():
        p.baris()
    sebelum = list(Realisasi.objects.values_list("nilai", "versi"))

    for nama in (PRATINJAU, SIMPAN, URUNGKAN):
        assert kirim(nama, teks, **lain).status_code in (200, 422)
    assert list(Realisasi.objects.values_list("nilai", "versi")) == sebelum
