"""The frozen report survives JSON, and its digest depends on nothing but its content."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from laporan.formulas import data_lkjip
from laporan.formulas.data_lkjip import (
    SKEMA,
    AnggaranPD,
    BarisAnggaran,
    BarisPengukuran,
    Celah,
    DataLKjIP,
    IndikatorLKjIP,
    Naskah,
    NilaiSakip,
    NilaiTriwulanLKjIP,
    ProgramLKjIP,
    SasaranLKjIP,
    SkemaTidakDikenal,
    TitikNilai,
    dari_json,
    ke_json,
    sidik,
    teks_baku,
)

INDIKATOR = IndikatorLKjIP(
    indikator_id=7,
    nama="Angka Harapan Hidup",
    satuan="Tahun",
    desimal=2,
    skala={"BB": 5},
    polaritas="makin tinggi makin baik",
    iku=True,
    pengampu="Dinas Kesehatan",
    penanggung_jawab="",
    sumber_data="",
    target=Decimal("72.670000"),
    target_atas=None,
    target_asal="RKPD 2024",
    target_contoh=False,
    realisasi=Decimal("72.78"),
    sementara=False,
    contoh=True,
    capaian=Decimal("100.1513691481491674693821384"),
    kategori="Sangat Tinggi",
    tingkat=5,
    alasan="",
    penjelasan="Realisasi lebih tinggi.",
    rumus="72,78 ÷ 72,67 × 100 = 100,15%",
    triwulan=(NilaiTriwulanLKjIP(4, None, "belum rilis", "", False, False, "", None, "", ""),),
    riwayat=(),
    target_akhir=None,
    tahun_akhir=None,
    dokumen_akhir="",
    capaian_akhir=None,
    acuan=(),
    penjelasan_pd=(),
)
ANGGARAN = BarisAnggaran("Program", 9_007_199_254_740_993, None, None, contoh=True)
DATA = DataLKjIP(
    skema=SKEMA,
    jenis="pd",
    nama_pemerintah="Pemerintah Kota Tangerang Selatan",
    nama_kota="Kota Tangerang Selatan",
    nama_pd="Dinas Kesehatan",
    singkatan="DINKES",
    tahun=2024,
    versi=1,
    kode="TSL-UJI",
    disusun_pada="2025-03-14T09:00:00+00:00",
    disusun_oleh="Penyusun",
    sifat="contoh",
    celah=(Celah("Bab I", "Gambaran umum belum ditulis."),),
    memuat_contoh=True,
    nilai_sakip=NilaiSakip(
        nilai=Decimal("69.04"),
        huruf="B",
        sebutan="Baik",
        asal="Evaluasi",
        resmi=True,
        contoh=False,
        target=None,
        nilai_lalu=None,
        riwayat=(TitikNilai(2024, Decimal("69.04"), True, False),),
    ),
    angka_kunci=(),
    keberhasilan=("Satu.",),
    tertinggal=(),
    naskah={"simpulan": Naskah(("Paragraf satu.", "Paragraf dua."), contoh=True, asal="Ayu")},
    organisasi=(),
    makro=(),
    visi="",
    misi=(),
    dokumen_rencana=("Renja 2024",),
    asal_perjanjian="Renja 2024",
    perjanjian=None,
    sasaran=(
        SasaranLKjIP(
            simpul_id=1,
            kode="1.02",
            nama="Sasaran",
            jenis="Sasaran",
            indikator=(INDIKATOR,),
            capaian=Decimal("100.15"),
            n=1,
            dari=1,
            program=(ProgramLKjIP("", "Program", "Dinas", (("I", None),), ANGGARAN, True),),
            anggaran=ANGGARAN,
            efisiensi=None,
            naskah={5: Naskah(("Sebab.",))},
        ),
    ),
    rata_rata=Decimal("100.15"),
    rata_rata_n=1,
    rata_rata_dari=1,
    anggaran=(AnggaranPD("Dinas", "D", (ANGGARAN,), ANGGARAN),),
    jumlah_anggaran=ANGGARAN,
    pengukuran=(BarisPengukuran("1", "Sasaran", 0, INDIKATOR, None),),
    tindak_lanjut=(),
)


def test_json_gives_back_an_equal_report_through_text():
    kembali = dari_json(json.loads(teks_baku(ke_json(DATA))))

    assert kembali == DATA
    assert kembali.sasaran[0].indikator[0].capaian == INDIKATOR.capaian  # every digit
    assert kembali.jumlah_anggaran.pagu == 9_007_199_254_740_993  # more than a float holds
    assert kembali.sasaran[0].naskah[5].paragraf == ("Sebab.",)


def test_decimals_are_text_and_unknown_is_null():
    isi = ke_json(DATA)["sasaran"][0]["indikator"][0]

    assert isi["target"] == "72.670000"
    assert isi["target_akhir"] is None


def test_equal_data_have_an_equal_digest_whatever_the_order_of_keys():
    isi = ke_json(DATA)
    terbalik = dict(reversed(isi.items()))

    assert sidik(terbalik) == sidik(isi) == sidik(ke_json(dataclasses.replace(DATA)))
    assert len(sidik(isi)) == 64


def test_one_changed_number_changes_the_digest():
    lain = dataclasses.replace(DATA, rata_rata=Decimal("100.16"))

    assert sidik(ke_json(lain)) != sidik(ke_json(DATA))


@pytest.mark.parametrize("skema", [SKEMA + 1, 0, -1])
def test_data_of_an_unknown_schema_are_refused(skema):
    with pytest.raises(SkemaTidakDikenal, match=str(skema)):
        dari_json({**ke_json(DATA), "skema": skema})


def test_data_without_schema_are_refused():
    isi = ke_json(DATA)
    del isi["skema"]

    with pytest.raises(SkemaTidakDikenal):
        dari_json(isi)


def test_damaged_data_are_refused():
    with pytest.raises(ValidationError):
        dari_json({**ke_json(DATA), "tahun": "tahun lalu"})


def test_older_data_pass_through_every_upgrader(monkeypatch):
    def dari_1(isi: dict[str, Any]) -> dict[str, Any]:
        return {**isi, "skema": 2, "nama_pd": isi["nama_lama"]}

    monkeypatch.setattr(data_lkjip, "SKEMA", 2)
    monkeypatch.setattr(data_lkjip, "PENINGKAT", {1: dari_1})
    lama = {k: v for k, v in ke_json(DATA).items() if k != "nama_pd"}

    baru = dari_json({**lama, "skema": 1, "nama_lama": "Dinas Lama"})

    assert (baru.skema, baru.nama_pd) == (2, "Dinas Lama")


def test_data_from_before_a_field_with_a_default_can_be_read():
    isi = ke_json(DATA)
    del isi["sasaran"][0]["program"][0]["bersama"]

    assert dari_json(isi).sasaran[0].program[0].bersama is False
