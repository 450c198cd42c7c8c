"""The report of the city and of a PD from the database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.models import Acuan, AsalDokumen, StatusRealisasi
from laporan.formulas.data_lkjip import dari_json, ke_json, sidik
from laporan.models import BagianNaskah, NaskahLKjIP
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    PenggunaFactory,
    TargetFactory,
)
from tests.laporan.bahan_lkjip import KotaUji, PDUji, dukung, kalimat, nilai, susun

pytestmark = pytest.mark.django_db


def test_city_reports_the_value_of_the_year_with_its_way_into_the_report():
    k, dinkes = KotaUji(), PDUji("Dinas Kesehatan")
    iku = k.iku(k.sasaran("1.1.2"), "Angka Harapan Hidup", dinkes.pd)
    ayu, citra = PenggunaFactory(nama="Ayu"), PenggunaFactory(nama="Citra")
    nilai(iku, "95", diisi_oleh=ayu, diverifikasi_oleh=citra, sumber="BPS", analisis="Sebabnya.")

    data = susun(k.kota)

    (sasaran,) = data.sasaran
    (i,) = sasaran.indikator
    assert (i.target, i.realisasi, i.capaian) == (Decimal(100), Decimal(95), Decimal(95))
    assert (i.kategori, i.tingkat, i.sementara, i.pengampu) == (
        "Sangat Tinggi",
        5,
        False,
        "Dinas Kesehatan",
    )
    assert i.rumus.endswith("= 95,00%")
    tw = i.triwulan[3]
    assert tw.status == "Diverifikasi"
    assert tw.terverifikasi
    assert tw.sumber == "BPS"
    assert tw.diisi == "Ayu"
    assert tw.diverifikasi.startswith("Citra, ")
    assert [t.alasan_kosong for t in i.triwulan[:3]] == ["tidak diukur triwulan ini"] * 3
    assert i.penjelasan_pd[0].analisis == "Sebabnya."
    assert (data.rata_rata, data.rata_rata_n, data.rata_rata_dari) == (Decimal(95), 1, 1)
    assert data.asal_perjanjian == f"RKPD {TAHUN}"


def test_sasaran_that_the_rkpd_forgot_is_reported_as_a_gap():
    k = KotaUji()
    k.sasaran("1.1.1")
    k.sasaran("1.1.3", di_rkpd=False)

    data = susun(k.kota)

    assert [s.kode for s in data.sasaran] == ["1.1.1", "1.1.3"]
    assert any(
        "Sasaran 1.1.3" in c and "tidak ada di RKPD 2024" in c and "RPJMD 2021-2026" in c
        for c in kalimat(data)
    )
    assert any("Sasaran 1.1.1" in c and "belum punya indikator" in c for c in kalimat(data))


def test_of_two_documents_the_city_decides_what_an_indicator_means():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "Nama di RKPD", dinkes.pd)
    IsiIndikatorFactory(isi_simpul=dinkes.sasaran(), indikator=iku.indikator, nama="Nama di Renja")

    assert susun(k.kota).sasaran[0].indikator[0].nama == "Nama di RKPD"
    assert susun(dinkes.pd).sasaran[0].indikator[0].nama == "Nama di RKPD"


def test_partial_year_is_provisional_and_stays_out_of_the_mean():
    p = PDUji()
    program = p.program()
    lengkap = IsiIndikatorFactory(isi_simpul=program)
    sebagian = IsiIndikatorFactory(isi_simpul=program, nama="Sebagian")
    for isi in (lengkap, sebagian):
        TargetFactory(isi=isi)
    for tw in (1, 2, 3, 4):
        nilai(lengkap, "80", triwulan=tw)
    nilai(sebagian, "500", triwulan=1)

    data = susun(p.pd)

    satu, dua = data.sasaran[0].indikator
    assert (satu.sementara, dua.sementara) == (False, True)
    assert (data.rata_rata, data.rata_rata_n, data.rata_rata_dari) == (Decimal(80), 1, 2)
    assert not any("Sebagian" in k for k in data.keberhasilan)
    assert {f"1 nilai pada Triwulan {r} belum diisi." for r in ("II", "III", "IV")} <= {
        *kalimat(data)
    }


def test_values_that_are_not_verified_are_counted_per_unit_and_quarter():
    k, dinkes = KotaUji(), PDUji("Dinas Kesehatan")
    sasaran = k.sasaran("1.1.2")
    for n in range(3):
        iku = k.iku(sasaran, f"IKU {n}", dinkes.pd)
        nilai(iku, "95", status=StatusRealisasi.DIVERIFIKASI if n == 0 else StatusRealisasi.DRAF)

    assert (
        "Dinas Kesehatan: 2 nilai yang dipakai laporan ini pada Triwulan IV belum diverifikasi."
        in kalimat(susun(k.kota))
    )


def test_empty_with_a_reason_is_told_apart_from_forgotten():
    k, dinkes = KotaUji(), PDUji("Dinas Kesehatan")
    sasaran = k.sasaran("1.1.2")
    nilai(k.iku(sasaran, "IKU 1", dinkes.pd), None, alasan_kosong="belum_rilis")
    k.iku(sasaran, "IKU 2", dinkes.pd)

    celah = kalimat(susun(k.kota))

    assert (
        "Dinas Kesehatan: 1 nilai yang dipakai laporan ini pada Triwulan IV kosong dengan alasan."
        in celah
    )
    assert (
        "Dinas Kesehatan: 1 nilai yang dipakai laporan ini pada Triwulan IV belum diisi." in celah
    )


def test_indicator_without_target_or_unit_is_a_gap_and_has_no_capaian():
    p = PDUji()
    isi = IsiIndikatorFactory(isi_simpul=p.program(), nama="Tanpa", satuan="")
    for tw in (1, 2, 3, 4):
        nilai(isi, "80", triwulan=tw)

    data = susun(p.pd)

    (i,) = data.sasaran[0].indikator
    assert (i.target, i.capaian, i.realisasi) == (None, None, Decimal(80))
    assert i.alasan == "Target tahun ini belum ditetapkan."
    assert "1 indikator belum punya target 2024: Tanpa." in kalimat(data)
    assert "1 indikator belum punya satuan: Tanpa." in kalimat(data)


def test_history_follows_the_identity_and_the_medium_term_target_the_document():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "IKU", dinkes.pd)
    nilai(iku, "95")
    lama = DokumenFactory(pd=k.kota, jenis="rkpd", tahun=TAHUN - 1)
    isi_lama = IsiIndikatorFactory(
        dokumen=lama, indikator=iku.indikator, frekuensi="tahun", nama="Nama lama"
    )
    TargetFactory(dokumen=lama, indikator=iku.indikator, tahun=TAHUN - 1, nilai=Decimal(80))
    nilai(isi_lama, "60")
    IsiIndikatorFactory(
        dokumen=k.rpjmd, indikator=iku.indikator, target_akhir=Decimal(190), frekuensi="tahun"
    )

    (i,) = susun(k.kota).sasaran[0].indikator

    assert [(r.tahun, r.target, r.realisasi, r.capaian) for r in i.riwayat] == [
        (TAHUN - 1, Decimal(80), Decimal(60), Decimal(75)),
        (TAHUN, Decimal(100), Decimal(95), Decimal(95)),
    ]
    assert i.target_akhir == 190
    assert (i.tahun_akhir, i.dokumen_akhir) == (2026, "RPJMD 2021-2026")
    assert i.capaian_akhir == 50


def test_unverified_values_of_earlier_years_are_named():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "Angka harapan hidup", dinkes.pd)
    lama = DokumenFactory(pd=k.kota, jenis="rkpd", tahun=TAHUN - 1)
    isi_lama = IsiIndikatorFactory(dokumen=lama, indikator=iku.indikator, frekuensi="tahun")
    celah = (
        f"1 indikator dibandingkan dengan nilai {TAHUN - 1} yang belum diverifikasi: "
        "Angka harapan hidup."
    )
    assert celah not in kalimat(susun(k.kota))

    nilai(isi_lama, "72", status=StatusRealisasi.DIAJUKAN)

    assert celah in kalimat(susun(k.kota))


def test_a_range_as_medium_term_target_counts_up_to_its_upper_bound():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "IKU", dinkes.pd)
    iku.polaritas = "stabil"
    iku.save()
    TargetFactory(
        dokumen=k.rpjmd,
        indikator=iku.indikator,
        tahun=2026,
        nilai=Decimal(90),
        nilai_atas=Decimal(110),
    )
    nilai(iku, "105")

    assert susun(k.kota).sasaran[0].indikator[0].capaian_akhir == 100


def test_target_of_an_earlier_year_is_not_taken_for_the_medium_term_target():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "IKU", dinkes.pd)
    TargetFactory(dokumen=k.rpjmd, indikator=iku.indikator, tahun=TAHUN, nilai=Decimal(70))

    data = susun(k.kota)
    assert data.sasaran[0].indikator[0].target_akhir is None
    assert any(c.startswith("Target 2026 dari RPJMD") for c in kalimat(data))

    TargetFactory(dokumen=k.rpjmd, indikator=iku.indikator, tahun=2026, nilai=Decimal(75))
    assert susun(k.kota).sasaran[0].indikator[0].target_akhir == 75


def test_benchmarks_and_figures_about_the_place():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "IKU", dinkes.pd)
    for nama, indikator, tahun in (
        ("Rata-rata nasional", iku.indikator, TAHUN),
        ("Tahun depan", iku.indikator, TAHUN + 1),
        ("Tingkat pengangguran terbuka", None, 2023),
    ):
        Acuan.objects.create(
            perangkat_daerah=k.kota,
            indikator=indikator,
            nama=nama,
            tahun=tahun,
            nilai=Decimal("5.81"),
            satuan="Persen",
            sumber="BPS",
        )

    data = susun(k.kota)

    assert [a.nama for a in data.sasaran[0].indikator[0].acuan] == ["Rata-rata nasional"]
    assert [a.nama for a in data.makro] == ["Tingkat pengangguran terbuka"]
    assert ("5,81", "persen, tingkat pengangguran terbuka 2023") in [
        (a.teks, a.keterangan) for a in data.angka_kunci
    ]
    assert "Indikator makro daerah belum tercatat." not in kalimat(data)


def test_texts_stand_at_their_place_and_missing_ones_are_named():
    p = PDUji()
    sasaran = p.sasaran()
    IsiIndikatorFactory(isi_simpul=sasaran)
    ayu = PenggunaFactory(nama="Ayu")
    NaskahLKjIP.objects.create(
        perangkat_daerah=p.pd,
        tahun=TAHUN,
        bagian=BagianNaskah.SIMPULAN,
        teks="Satu.\r\n\r\nDua.",
        ditulis_oleh=ayu,
    )
    NaskahLKjIP.objects.create(
        perangkat_daerah=p.pd,
        tahun=TAHUN,
        bagian=BagianNaskah.ANALISIS_5,
        simpul=sasaran.simpul,
        teks="Sebab.",
    )

    data = susun(p.pd)

    assert data.naskah["simpulan"].paragraf == ("Satu.", "Dua.")
    assert data.naskah["simpulan"].asal == "Ayu"
    assert data.sasaran[0].naskah[5].paragraf == ("Sebab.",)
    celah = kalimat(data)
    assert "Simpulan belum ditulis." not in celah
    assert "Kata pengantar belum ditulis." in celah
    assert not any(c.startswith("Analisis 5") for c in celah)
    assert (
        "Analisis 4 (Perbandingan dengan standar nasional) belum ada untuk sasaran 1.02." in celah
    )


def test_gaps_that_are_always_there():
    k, p = KotaUji(), PDUji()

    kota, pd = kalimat(susun(k.kota)), kalimat(susun(p.pd))

    for celah in (kota, pd):
        assert any(c.startswith("Perjanjian Kinerja 2024 dan penandatangannya") for c in celah)
    assert "Reviu Inspektorat atas laporan ini belum tercatat di sistem." in kota
    assert not any("Reviu" in c for c in pd)


def test_made_up_values_make_an_example_and_gaps_a_draft():
    p = PDUji()
    assert (susun(p.pd).sifat, susun(p.pd).memuat_contoh) == ("draf", False)

    p.program(pagu=5, contoh=True)
    data = susun(p.pd)
    assert (data.sifat, data.memuat_contoh) == ("contoh", True)


@pytest.mark.parametrize("apa", ["target", "realisasi", "naskah", "dokumen"])
def test_every_made_up_part_makes_an_example(apa):
    p = PDUji()
    isi = IsiIndikatorFactory(isi_simpul=p.program())
    TargetFactory(isi=isi, contoh=apa == "target")
    nilai(isi, "90", contoh=apa == "realisasi")
    NaskahLKjIP.objects.create(
        perangkat_daerah=p.pd,
        tahun=TAHUN,
        bagian=BagianNaskah.SIMPULAN,
        teks="Teks.",
        contoh=apa == "naskah",
    )
    if apa == "dokumen":
        p.renja.asal = AsalDokumen.CONTOH
        p.renja.save()

    assert susun(p.pd).sifat == "contoh"


def test_pd_without_any_plan_still_has_a_report_that_says_so():
    p = PDUji(tahun=TAHUN - 1)

    data = susun(p.pd)

    assert [*data.sasaran, *data.anggaran, *data.pengukuran] == []
    assert data.jumlah_anggaran.pagu is None
    assert f"Renja {TAHUN} yang berlaku belum ada di sistem." in kalimat(data)
    # no document, so no target "taken from" it
    assert f"Perjanjian Kinerja {TAHUN} dan penandatangannya belum tercatat di sistem." in (
        kalimat(data)
    )


def test_city_without_its_yearly_plan_says_so_once_and_not_for_each_sasaran():
    k = KotaUji()
    for kode in ("1.1.1", "1.1.2"):
        k.sasaran(kode, di_rkpd=False)
    assert sum("tidak ada di RKPD" in c for c in kalimat(susun(k.kota))) == 2

    k.rkpd.delete()

    celah = kalimat(susun(k.kota))
    assert f"RKPD {TAHUN} yang berlaku belum ada di sistem." in celah
    assert not any("tidak ada di" in c for c in celah)


def test_same_database_gives_the_same_digest_and_survives_json():
    k, dinkes = KotaUji(), PDUji()
    iku = k.iku(k.sasaran("1.1.2"), "IKU", dinkes.pd)
    nilai(iku, "33.333333")
    dinkes.program(pagu=3, realisasi=1)

    satu, dua = ke_json(susun(k.kota)), ke_json(susun(k.kota))

    assert sidik(satu) == sidik(dua)
    assert dari_json(satu) == susun(k.kota)


def test_progress_rises_to_the_end():
    p = PDUji()
    terdengar: list[tuple[int, str]] = []

    susun(p.pd, lapor=lambda persen, kata: terdengar.append((persen, kata)))

    persen = [x for x, _ in terdengar]
    assert persen == sorted(persen)
    assert persen[-1] == 100
    assert all(kata.endswith(".") for _, kata in terdengar)


def test_number_of_queries_does_not_grow():
    k = KotaUji()

    def tambah(n: int) -> PDUji:
        for _ in range(n):
            p = PDUji("Dinas")
            sasaran = k.sasaran(f"1.{p.pd.pk}")
            iku = k.iku(sasaran, "IKU", p.pd)
            nilai(iku, "90", diisi_oleh=PenggunaFactory())
            program = p.program(induk=p.sasaran(), pagu=10, realisasi=5)
            dukung(program, sasaran)
            for _ in range(2):
                isi = IsiIndikatorFactory(isi_simpul=program)
                TargetFactory(isi=isi)
                nilai(isi, "80", diisi_oleh=PenggunaFactory())
        return p

    def hitung(pd) -> int:
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            susun(pd)
        return len(kueri)

    p = tambah(3)
    kota, satu_pd = hitung(k.kota), hitung(p.pd)
    tambah(27)
    for _ in range(27):
        nilai(IsiIndikatorFactory(isi_simpul=p.program()), "80", diisi_oleh=PenggunaFactory())

    assert hitung(k.kota) == kota
    assert hitung(p.pd) == satu_pd
    assert kota <= 35
