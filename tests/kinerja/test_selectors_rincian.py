"""Everything about one cell: values of the year, formula, trail, conversation."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import IsiIndikator, JenisDokumen, StatusDokumen, StatusRealisasi
from kinerja.selectors.rincian import isi_diukur, susun_rincian
from kinerja.selectors.riwayat_sel import AKSI_REALISASI
from kinerja.services.alur import (
    ajukan_triwulan,
    kembalikan_realisasi,
    setujui_realisasi,
    tulis_komentar,
    verifikasi_realisasi,
)
from kinerja.services.realisasi import IsiSel, simpan_narasi, simpan_sel
from tests.factories import TAHUN, DokumenFactory, IsiIndikatorFactory, KotaFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


def _rincian(p, isi, triwulan=TW, pembaca=None):
    return susun_rincian(isi, TAHUN, triwulan, pembaca or p.operator)


def test_measured_content_is_the_citys_where_both_have_it(p):
    isi = p.isi()
    rkpd = DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RKPD)
    kota = IsiIndikatorFactory(dokumen=rkpd, indikator=isi.indikator)

    assert isi_diukur(p.operator, isi.indikator_id, TAHUN) == kota


def test_not_visible_not_measured_or_not_there_is_the_same_error(p):
    isi = p.isi()

    for orang, pk, tahun in (
        (p.operator_lain, isi.indikator_id, TAHUN),
        (p.tanpa_peran, isi.indikator_id, TAHUN),
        (p.operator, isi.indikator_id, TAHUN + 1),
        (p.operator, isi.indikator_id + 1000, TAHUN),
    ):
        with pytest.raises(IsiIndikator.DoesNotExist):
            isi_diukur(orang, pk, tahun)
    p.dokumen.status = StatusDokumen.DRAF
    p.dokumen.save()
    with pytest.raises(IsiIndikator.DoesNotExist):
        isi_diukur(p.operator, isi.indikator_id, TAHUN)


def test_an_empty_cell_is_dashes_and_a_sentence(p):
    r = _rincian(p, p.isi())

    assert (r.nilai, r.capaian, r.target, r.target_tahun) == ("–", "–", "–", "100,00")
    assert r.penjelasan.kalimat == "Realisasi belum diisi."
    assert (r.realisasi, r.perubahan, r.komentar, r.kategori) == (None, [], [], None)
    assert [n.keterangan for n in r.nilai_triwulan] == ["belum diisi"] * 4
    assert [n.nilai for n in r.nilai_triwulan] == ["–"] * 4


def test_values_of_the_year_and_where_the_target_comes_from(p):
    isi = p.isi()
    TargetFactory(isi=isi, triwulan=1, nilai=Decimal(20))
    p.baris("diverifikasi", isi=isi, triwulan=1, nilai=Decimal(10), contoh=True)
    p.baris(isi=isi, nilai=Decimal(80))

    r = _rincian(p, isi)

    assert [(n.triwulan, n.nilai, n.target, n.kini) for n in r.nilai_triwulan] == [
        ("TW I", "10,00", "20,00", False),
        ("TW II", "–", "–", False),
        ("TW III", "–", "–", False),
        ("TW IV", "80,00", "–", True),
    ]
    assert r.nilai_triwulan[0].contoh
    assert r.nilai_triwulan[0].keterangan.startswith("diverifikasi")
    assert (r.asal_target, r.setahun, r.capaian, r.nilai_capaian) == (
        "Renja 2024",
        True,
        "80,00%",
        80,
    )
    assert r.penjelasan.rumus
    assert _rincian(p, isi, triwulan=1).target == "20,00"


def test_trail_tells_who_did_what_newest_first(p):
    isi = p.isi()
    for nilai in (70, 71):
        simpan_sel(
            indikator_id=isi.indikator_id,
            tahun=TAHUN,
            triwulan=TW,
            isi=IsiSel(Decimal(nilai)),
            oleh=p.operator,
        )
    simpan_narasi(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi={"analisis": "x"},
        oleh=p.operator,
    )
    ajukan_triwulan(perangkat_daerah_id=p.pd.pk, tahun=TAHUN, triwulan=TW, oleh=p.operator)
    baris = isi.indikator.realisasi.get()
    setujui_realisasi(realisasi_id=baris.pk, oleh=p.kepala)
    verifikasi_realisasi(realisasi_id=baris.pk, oleh=p.organisasi)

    r = _rincian(p, isi)

    assert [(x.siapa, x.apa, x.dari, x.ke) for x in r.perubahan] == [
        ("Citra Organisasi", "memverifikasi", "", ""),
        ("Budi Kepala", "menyetujui", "", ""),
        ("Ayu Operator", "mengajukan", "", ""),
        ("Ayu Operator", "menulis penjelasan", "", ""),
        ("Ayu Operator", "mengisi", "70,00", "71,00"),
        ("Ayu Operator", "mengisi", "", "70,00"),
    ]


def test_a_cleared_value_is_a_dash_in_the_trail(p):
    baris = p.baris(nilai=Decimal(70))
    simpan_sel(
        indikator_id=baris.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(alasan_kosong="belum_rilis"),
        oleh=p.operator,
    )

    r = _rincian(p, baris.indikator.isi.get())

    assert (r.perubahan[0].dari, r.perubahan[0].ke) == ("70,00", "–")
    assert (r.nilai, r.alasan_kosong) == ("–", "belum rilis")


def test_conversation_names_the_reader_as_you(p):
    baris = p.baris(StatusRealisasi.DISETUJUI_PD)
    kembalikan_realisasi(realisasi_id=baris.pk, teks="Satuan keliru.", oleh=p.organisasi)
    tulis_komentar(realisasi_id=baris.pk, teks="Sudah benar.", oleh=p.operator)

    satu, dua = _rincian(p, baris.indikator.isi.get()).komentar

    assert (satu.siapa, satu.pengembalian, satu.inisial) == ("Citra Organisasi", True, "CO")
    assert (dua.siapa, dua.pengembalian, dua.milik_sendiri) == ("Anda", False, True)
    assert dua.peran == "Operator · Dinas Kesehatan"


def test_letters_are_shown_as_letters(p):
    isi = p.isi(skala_predikat={"B": 4, "BB": 5}, desimal=0)
    TargetFactory(isi=isi, triwulan=TW, nilai=Decimal(5))
    p.baris(isi=isi, nilai=Decimal(4))

    r = _rincian(p, isi)

    assert (r.nilai, r.target, r.capaian) == ("B", "BB", "80,00%")


def test_long_conversations_and_trails_cost_no_further_queries(p):
    baris = p.baris()
    isi = isi_diukur(p.operator, baris.indikator_id, TAHUN)

    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            _rincian(p, isi)
        return len(c)

    tulis_komentar(realisasi_id=baris.pk, teks="x", oleh=p.operator)
    sedikit = hitung()
    for n in range(15):
        tulis_komentar(realisasi_id=baris.pk, teks=f"x{n}", oleh=p.organisasi)
        simpan_sel(
            indikator_id=baris.indikator_id,
            tahun=TAHUN,
            triwulan=TW,
            isi=IsiSel(Decimal(n)),
            oleh=p.operator,
        )

    assert hitung() == sedikit


def test_every_action_on_a_value_has_words():
    akar = Path(__file__).parents[2]
    berkas = [*akar.glob("kinerja/services/*.py"), *akar.glob("sakip/contoh/*.py")]
    aksi = {
        temuan
        for satu in berkas
        for temuan in re.findall(r'"(realisasi\.[a-z_]+)"', satu.read_text(encoding="utf-8"))
    }

    assert {"realisasi.bukti_ditambah", "realisasi.dibuka_beku"} <= aksi
    assert aksi <= AKSI_REALISASI.keys()
