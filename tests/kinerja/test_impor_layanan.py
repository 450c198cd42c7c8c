"""The import as services, command and job: preview, exclusions, picks, all or nothing."""

from __future__ import annotations

import csv
import datetime
import json
from contextlib import contextmanager
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Berkas, JejakAudit, Pekerjaan, StatusPekerjaan
from dasar.services.pekerjaan import Kerja, kerjakan
from kinerja.models import (
    Anggaran,
    AsalDokumen,
    DokumenPerencanaan,
    ImporLaporan,
    IsiIndikator,
    IsiSimpul,
    JadwalPengisian,
    PengecualianImpor,
    Realisasi,
    StatusDokumen,
    StatusImpor,
    StatusRealisasi,
)
from kinerja.selectors.berkas_triwulan import baca_berkas_triwulan
from kinerja.services.impor import (
    GalatImpor,
    antrekan_impor,
    batalkan_impor,
    hapus_lewati,
    lewati_sel,
    pratinjau,
    siapkan_impor,
    terapkan_impor,
)
from kinerja.services.nomenklatur import muat_nomenklatur
from kinerja.services.padanan_impor import pilih_padanan
from kinerja.services.unggah_impor import unggah_berkas_laporan
from kinerja.tasks import impor_laporan
from opd.models import JenisPeran, PerangkatDaerah
from opd.services.pengguna import pengguna_sistem
from tests.factories import PenggunaFactory, PerangkatDaerahFactory

KEPALA = ["urusan_program_kegiatan", "indikator", "tw1_k", "tw1_rp", "tw2_k", "tw2_rp", "opd"]
BARIS = [
    ["DINAS CONTOH", "", "", "900", "", "1.900", "DINUJI"],
    ["PROGRAM LAYANAN", "Nilai layanan", "81,5", "900", "82", "1.900", "DINUJI"],
    ["", "Predikat SAKIP", "BB", "", "", "", "DINUJI"],
    ["Kegiatan Layanan", "Persentase layanan", "20%", "900", "31,5%", "1.900", "DINUJI"],
    ["Sub Layanan Satu", "Jumlah dokumen layanan", "1.200", "400", "2", "900", "DINUJI"],
    ["Sub Layanan Dua", "Jumlah orang dilayani", "#REF!", "500", "-", "1.000", "DINUJI"],
    ["PROGRAM LAIN", "Nilai lain", "1", "2", "3", "4", "DINLAIN"],
]

pytestmark = pytest.mark.django_db


def _isi(baris=BARIS, kepala=KEPALA) -> bytes:
    keluar = StringIO()
    csv.writer(keluar).writerows([kepala, *baris])
    return keluar.getvalue().encode()


@pytest.fixture
def pd() -> PerangkatDaerah:
    PerangkatDaerahFactory(nama="Dinas Lain", singkatan="DINLAIN")
    return PerangkatDaerahFactory(nama="Dinas Contoh", singkatan="DINUJI")


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


def _unggah(pd, oleh, isi=None, **isian) -> ImporLaporan:
    return unggah_berkas_laporan(
        isi=isi or _isi(), nama_asli="laporan.csv", perangkat_daerah=pd, tahun=2023, oleh=oleh,
        isian_kinerja=isian.get("kinerja", "per_triwulan"),
        isian_anggaran=isian.get("anggaran", "sd_triwulan"),
    )  # fmt: skip


def _jumlah() -> list[int]:
    """Plan, values, money, and their audit rows; the import's own trail is another matter."""
    model = (DokumenPerencanaan, IsiSimpul, IsiIndikator, Realisasi, Anggaran)
    jejak = JejakAudit.objects.exclude(aksi__startswith="impor.")
    return [*(m.objects.count() for m in model), jejak.count()]


def _aksi(impor: ImporLaporan) -> list[JejakAudit]:
    return list(
        JejakAudit.objects.filter(
            objek_label="kinerja.imporlaporan", objek_id=str(impor.pk)
        ).order_by("pk")
    )


def _jalankan(berkas, pd="DINUJI", **opsi) -> dict:
    keluar = StringIO()
    call_command(
        "impor_laporan_triwulan", str(berkas), tahun=2023, pd=pd, json=True, stdout=keluar, **opsi
    )
    return json.loads(keluar.getvalue())


@pytest.fixture
def berkas(tmp_path):
    path = tmp_path / "laporan.csv"
    path.write_bytes(_isi())
    return path


def test_preview_writes_nothing_and_names_the_bad_cell(pd, berkas):
    sebelum = _jumlah()
    hasil = _jalankan(berkas)
    assert set(hasil) == {"cocok", "baru", "pilih_manual", "galat"}
    assert (hasil["cocok"], hasil["baru"], hasil["pilih_manual"]) == (0, 5, 0)
    (galat,) = hasil["galat"]
    assert (galat["baris"], galat["kolom"]) == (7, "tw1_k")
    assert "galat rumus Excel" in galat["alasan"]
    assert _jumlah() == sebelum
    assert not ImporLaporan.objects.exists()


def test_a_bad_cell_blocks_everything_until_it_is_excluded(pd, berkas):
    with pytest.raises(CommandError, match="Tidak ada yang disimpan"):
        _jalankan(berkas, terapkan=True)
    assert not Realisasi.objects.exists()
    assert not Berkas.objects.exists()

    _jalankan(berkas, terapkan=True, lewati=["7:TW1_K=rusak di sumber"])
    pengecualian = PengecualianImpor.objects.get()
    assert (pengecualian.kolom, pengecualian.nilai_asli) == ("tw1_k", "#REF!")
    dokumen = DokumenPerencanaan.objects.get()
    assert (dokumen.status, dokumen.asal) == (StatusDokumen.BERLAKU, AsalDokumen.LAPORAN_TRIWULAN)
    nilai = {
        (r.indikator.isi.get().nama, r.triwulan): r.nilai
        for r in Realisasi.objects.select_related("indikator")
    }
    assert nilai == {
        ("Nilai layanan", 1): Decimal("81.5"), ("Nilai layanan", 2): 82,
        ("Predikat SAKIP", 1): 5,
        ("Persentase layanan", 1): 20, ("Persentase layanan", 2): Decimal("31.5"),
        ("Jumlah dokumen layanan", 1): 1200, ("Jumlah dokumen layanan", 2): 2,
    }  # fmt: skip
    assert list(Anggaran.objects.order_by("realisasi").values_list("realisasi", flat=True)) == [
        400, 500, 900, 900, 900, 1000, 1900, 1900,
    ]  # fmt: skip
    jejak = JejakAudit.objects.get(aksi="impor.diterapkan")
    assert jejak.oleh == pengguna_sistem()
    assert jejak.sesudah is not None
    assert jejak.sesudah["dilewati"][0]["alasan"] == "rusak di sumber"


def test_the_same_file_again_fits_completely_and_changes_nothing(pd, berkas):
    lewati = ["7:tw1_k=rusak di sumber"]
    _jalankan(berkas, terapkan=True, lewati=lewati)
    sebelum = _jumlah()
    hasil = _jalankan(berkas, terapkan=True, lewati=lewati)
    assert (hasil["cocok"], hasil["baru"], hasil["pilih_manual"], hasil["galat"]) == (5, 0, 0, [])
    assert _jumlah() == sebelum
    jejak = JejakAudit.objects.filter(aksi="impor.diterapkan").order_by("pk")
    assert [(j.sesudah or {})["nilai_baru"] for j in jejak] == [7, 0]
    assert (jejak[1].sesudah or {})["nilai_sama"] == 7


@pytest.mark.parametrize(
    ("opsi", "kata"),
    [
        ({"pd": "Entah"}, "tidak dikenal"),
        ({"lewati": ["x"]}, "BARIS:KOLOM=alasan"),
        ({"lewati": ["7:entah=alasan"]}, "bukan kolom nilai"),
        ({"lewati": ["99:tw1_k=alasan"]}, "tidak ada di tabel"),
        ({"pilih": ["7"]}, "BARIS=ID"),
    ],
)
def test_wrong_options_are_answered_with_a_sentence(pd, berkas, opsi, kata):
    with pytest.raises(CommandError, match=kata):
        _jalankan(berkas, **opsi)


def test_rows_of_other_pd_are_counted_and_left_aside(pd, organisasi):
    hasil = pratinjau(_unggah(pd, organisasi))
    assert hasil.baris_pd_lain == 1
    assert [b.jenis for b in hasil.baris] == [
        "judul", "program", "lanjutan", "kegiatan", "sub_kegiatan", "sub_kegiatan",
    ]  # fmt: skip


def test_unknown_spelling_of_a_pd_is_reported(pd, organisasi):
    baris = [*BARIS[:3], ["PROGRAM X", "Nilai", "1", "", "", "", "Dinas Antah"]]
    hasil = pratinjau(_unggah(pd, organisasi, _isi(baris)))
    assert hasil.opd_tak_dikenal == {"Dinas Antah": 1}


def test_falling_quarters_contradict_sd_triwulan_and_sums_are_checked(pd, organisasi):
    baris = [
        ["PROGRAM A", "Nilai", "5", "10", "3", "8", "DINUJI"],
        ["Kegiatan B", "Nilai b", "1", "9", "1", "8", "DINUJI"],
    ]
    hasil = pratinjau(_unggah(pd, organisasi, _isi(baris), kinerja="sd_triwulan"))
    jenis = {(p.jenis, p.baris, p.kolom) for p in hasil.peringatan}
    assert {("turun", 2, "tw2_k"), ("turun", 2, "tw2_rp"), ("jumlah", 2, "tw1_rp")} <= jenis
    assert ("jumlah", 2, "tw2_rp") not in jenis
    assert hasil.bertentangan_sd == 3
    assert not hasil.halangan


def test_a_changed_name_is_matched_with_its_confidence(pd, organisasi):
    impor = _unggah(pd, organisasi, _isi(BARIS[:5]))
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    baris = [*BARIS[:3], ["Kegiatan Layananan", *BARIS[3][1:]]]
    hasil = pratinjau(_unggah(pd, organisasi, _isi(baris)))
    kegiatan = hasil.baris[-1]
    assert kegiatan.status == "cocok"
    assert 90 <= kegiatan.keyakinan < 100
    assert kegiatan.nama_rencana == "Kegiatan Layanan"


def test_a_report_of_another_year_is_refused(pd, organisasi):
    isi = b"LAPORAN REALISASI TAHUN 2022\n" + _isi(BARIS)
    with pytest.raises(GalatPengguna, match="menyebut tahun 2022"):
        _unggah(pd, organisasi, isi)


def test_two_similar_nodes_wait_for_a_pick(pd, organisasi):
    dua = [
        *BARIS[1:4],
        ["Pengadaan Alat Peraga Kelasa", "Jumlah alat a", "1", "", "", "", "DINUJI"],
        ["Pengadaan Alat Peraga Kelasb", "Jumlah alat b", "1", "", "", "", "DINUJI"],
    ]
    terapkan_impor(impor_id=_unggah(pd, organisasi, _isi(dua)).pk, oleh=organisasi)
    satu = [*dua[:3], ["Pengadaan Alat Peraga Kelas", "Jumlah alat b", "9", "", "", "", "DINUJI"]]
    impor = _unggah(pd, organisasi, _isi(satu))
    tunggu = pratinjau(impor).baris[-1]
    assert tunggu.status == "pilih"
    assert len(tunggu.pilihan) == 2
    with pytest.raises(GalatImpor, match="perlu dipilih"):
        terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    with pytest.raises(ValidationError, match="tidak ada untuk baris"):
        pilih_padanan(impor_id=impor.pk, baris=tunggu.nomor, pilihan="S999", oleh=organisasi)
    kode = next(p.kode for p in tunggu.pilihan if p.nama.endswith("b"))
    pilih_padanan(impor_id=impor.pk, baris=tunggu.nomor, pilihan=kode, oleh=organisasi)
    ringkasan = terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    assert (ringkasan.baru, ringkasan.nilai_berubah) == (0, 1)
    assert IsiSimpul.objects.filter(nama__startswith="Pengadaan").count() == 2


def test_pick_of_baru_makes_a_new_node(pd, organisasi):
    dua = [
        *BARIS[1:4],
        ["Pengadaan Alat Peraga Kelasa", "Jumlah alat a", "1", "", "", "", "DINUJI"],
        ["Pengadaan Alat Peraga Kelasb", "Jumlah alat b", "1", "", "", "", "DINUJI"],
    ]
    terapkan_impor(impor_id=_unggah(pd, organisasi, _isi(dua)).pk, oleh=organisasi)
    satu = [*dua[:3], ["Pengadaan Alat Peraga Kelas", "Jumlah alat b", "9", "", "", "", "DINUJI"]]
    impor = _unggah(pd, organisasi, _isi(satu))
    pilih_padanan(impor_id=impor.pk, baris=5, pilihan="baru", oleh=organisasi)
    ringkasan = terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    assert (ringkasan.simpul_baru, ringkasan.indikator_baru) == (1, 1)


def test_the_same_name_twice_stays_two_nodes_and_is_said(pd, organisasi):
    baris = [*BARIS[1:4], BARIS[4], [*BARIS[4][:2], "7", "1", "8", "2", "DINUJI"]]
    impor = _unggah(pd, organisasi, _isi(baris))
    assert [p.baris for p in pratinjau(impor).peringatan if p.jenis == "kembar"] == [6]
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    assert IsiSimpul.objects.filter(nama="Sub Layanan Satu").count() == 2
    ulang = pratinjau(_unggah(pd, organisasi, _isi(baris)))
    assert (ulang.jumlah("cocok"), ulang.jumlah("baru"), ulang.jumlah("pilih")) == (5, 0, 0)


def test_exclusion_can_be_taken_back_and_needs_a_reason(pd, organisasi):
    impor = _unggah(pd, organisasi)
    with pytest.raises(ValidationError):
        lewati_sel(impor_id=impor.pk, baris=7, kolom="tw1_k", alasan="  ", oleh=organisasi)
    with pytest.raises(ValidationError, match="tidak ada di berkas"):
        lewati_sel(impor_id=impor.pk, baris=700, kolom="tw1_k", alasan="x", oleh=organisasi)
    lewati_sel(impor_id=impor.pk, baris=7, kolom="tw1_k", alasan="rusak", oleh=organisasi)
    assert not pratinjau(impor).galat
    hapus_lewati(impor_id=impor.pk, baris=7, kolom="tw1_k", oleh=organisasi)
    impor = ImporLaporan.objects.get(pk=impor.pk)
    assert len(pratinjau(impor).galat) == 1


def _buka(triwulan: int) -> None:
    kini = timezone.now()
    JadwalPengisian.objects.create(
        tahun=2023, triwulan=triwulan, dibuka_pada=kini - datetime.timedelta(days=1),
        ditutup_pada=kini + datetime.timedelta(days=1),
    )  # fmt: skip


def test_operator_applies_only_open_quarters_and_nothing_is_left_behind(pd):
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)
    impor = _unggah(pd, operator, _isi(BARIS[:5]))
    _buka(1)
    sebelum = _jumlah()
    with pytest.raises(GalatImpor) as galat:
        terapkan_impor(impor_id=impor.pk, oleh=operator)
    for kolom in ("tw2_k", "tw2_rp"):
        assert f"Baris 3 kolom {kolom}: Triwulan II 2023 belum dibuka." in str(galat.value)
    assert _jumlah() == sebelum
    _buka(2)
    terapkan_impor(impor_id=impor.pk, oleh=operator)
    assert Realisasi.objects.count() == 7


def test_other_pd_sees_nothing_and_reader_may_not(pd, organisasi):
    impor = _unggah(pd, organisasi)
    with pytest.raises(ImporLaporan.DoesNotExist):
        terapkan_impor(impor_id=impor.pk, oleh=PenggunaFactory(peran=JenisPeran.OPERATOR))
    with pytest.raises(TidakBoleh, match="operator perangkat daerah"):
        terapkan_impor(impor_id=impor.pk, oleh=PenggunaFactory(peran=JenisPeran.PIMPINAN))
    with pytest.raises(TidakBoleh):
        _unggah(pd, PenggunaFactory(peran=JenisPeran.OPERATOR))


def test_a_verified_value_is_not_overwritten(pd, organisasi):
    terapkan_impor(impor_id=_unggah(pd, organisasi, _isi(BARIS[:5])).pk, oleh=organisasi)
    Realisasi.objects.filter(nilai=82).update(status=StatusRealisasi.DIVERIFIKASI)
    baris = [BARIS[0], [*BARIS[1][:4], "83", *BARIS[1][5:]]]
    impor = _unggah(pd, organisasi, _isi(baris))
    with pytest.raises(GalatImpor, match="Baris 3 kolom tw2_k: Baris ini sudah diverifikasi"):
        terapkan_impor(impor_id=impor.pk, oleh=organisasi)


def test_applied_import_cannot_be_applied_again(pd, organisasi):
    impor = _unggah(pd, organisasi, _isi(BARIS[:5]))
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    with pytest.raises(TidakBoleh, match="sudah diterapkan"):
        terapkan_impor(impor_id=impor.pk, oleh=organisasi)


def _kerjakan(pekerjaan_id: int) -> None:
    """What a worker does with one delivery."""
    with kerjakan(pekerjaan_id) as kerja:
        if kerja is not None:
            impor_laporan(kerja)


def test_job_applies_once_and_links_back(pd, organisasi):
    impor = _unggah(pd, organisasi, _isi(BARIS[:5]))
    pekerjaan = antrekan_impor(impor_id=impor.pk, oleh=organisasi)
    assert antrekan_impor(impor_id=impor.pk, oleh=organisasi) == pekerjaan
    _kerjakan(pekerjaan.pk)
    _kerjakan(pekerjaan.pk)  # delivered twice
    pekerjaan = Pekerjaan.objects.get()
    assert pekerjaan.status == StatusPekerjaan.SELESAI
    assert pekerjaan.hasil is not None
    assert pekerjaan.hasil["tautan"] == f"/kinerja/impor/{impor.pk}/"
    assert ImporLaporan.objects.get().status == StatusImpor.DITERAPKAN
    assert Realisasi.objects.count() == 7


def test_job_that_dies_inside_leaves_nothing(pd, organisasi, monkeypatch):
    impor = _unggah(pd, organisasi, _isi(BARIS[:5]))
    pekerjaan = antrekan_impor(impor_id=impor.pk, oleh=organisasi)
    sebelum = _jumlah()

    def mati(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as tempel:
        tempel.setattr("kinerja.services.impor.ingat_padanan", mati)
        with pytest.raises(KeyboardInterrupt):
            _kerjakan(pekerjaan.pk)
    assert _jumlah() == sebelum
    Pekerjaan.objects.update(sewa_sampai=timezone.now() - datetime.timedelta(minutes=5))
    _kerjakan(pekerjaan.pk)
    assert Realisasi.objects.count() == 7


def test_draft_renja_of_a_planner_is_not_taken_over(pd, organisasi):
    DokumenPerencanaan.objects.create(
        jenis="renja", perangkat_daerah=pd, tahun_dari=2023, tahun_sampai=2023
    )
    impor = _unggah(pd, organisasi, _isi(BARIS[:5]))
    with pytest.raises(GalatImpor, match="masih draf"):
        terapkan_impor(impor_id=impor.pk, oleh=organisasi)


def test_nomenclature_gives_kind_unit_and_code(pd, organisasi):
    baris = {
        "kode_program": "X.XX.01", "program": "PROGRAM PENUNJANG KABUPATEN/KOTA",
        "kode_kegiatan": "X.XX.01.2.01", "kegiatan": "Perencanaan Kinerja",
        "kode_subkegiatan": "X.XX.01.2.01.0001", "subkegiatan": "Evaluasi Kinerja",
        "indikator": "Jumlah laporan evaluasi", "satuan": "Laporan",
    }  # fmt: skip
    lain = {**baris, "kode_program": "1.02.02", "program": "PROGRAM KESEHATAN",
            "kode_kegiatan": "", "kode_subkegiatan": ""}  # fmt: skip
    assert muat_nomenklatur([baris, lain], "uji", organisasi).baru == 4
    assert muat_nomenklatur([baris, lain], "uji", organisasi).sama == 4
    laporan = [
        ["PROGRAM PENUNJANG KABUPATEN / KOTA", "", "", "", "", "", "DINUJI"],
        ["Perencanaan Kinerja", "", "", "", "", "", "DINUJI"],
        ["Evaluasi Kinerja", "Jumlah Laporan Evaluasi", "3", "", "12,5%", "", "DINUJI"],
        ["PROGRAM KESEHATAN", "Angka", "", "", "", "", "DINUJI"],
    ]
    hasil = pratinjau(_unggah(pd, organisasi, _isi(laporan)))
    sub = hasil.baris[2]
    assert sub.sifat is not None
    assert (sub.jenis, sub.kode, sub.sifat.satuan) == (
        "sub_kegiatan", "1.02.01.2.01.0001", "Laporan",
    )  # fmt: skip
    assert [(g.baris, g.kolom) for g in hasil.galat] == [(4, "tw2_k")]


def test_each_step_leaves_its_audit_row_and_the_reason_outlives_the_exclusion(pd, organisasi):
    impor = _unggah(pd, organisasi)
    sel = {"impor_id": impor.pk, "baris": 7, "kolom": "tw1_k", "oleh": organisasi}
    lewati_sel(**sel, alasan="rusak")
    lewati_sel(**sel, alasan="rusak")  # said again: nothing new
    lewati_sel(**sel, alasan="rusak di sumber")
    hapus_lewati(**sel)
    batalkan_impor(impor_id=impor.pk, oleh=organisasi)
    jejak = _aksi(impor)
    assert [j.aksi for j in jejak] == [
        "impor.diunggah",
        "impor.sel_dilewati",
        "impor.sel_dilewati",
        "impor.pengecualian_dihapus",
        "impor.dibatalkan",
    ]
    assert {j.oleh for j in jejak} == {organisasi}
    isi = {"baris": 7, "kolom": "tw1_k", "isi": "#REF!"}
    assert (jejak[0].sesudah or {})["sha256"] == impor.berkas.sha256
    assert (jejak[1].sebelum, jejak[1].sesudah) == (None, {**isi, "alasan": "rusak"})
    assert jejak[2].sebelum == {**isi, "alasan": "rusak"}
    assert (jejak[3].sebelum, jejak[3].sesudah) == ({**isi, "alasan": "rusak di sumber"}, None)
    assert jejak[4].sesudah == {"status": "dibatalkan"}


def test_pick_queue_and_an_apply_without_change_are_audited(pd, organisasi):
    dua = [
        *BARIS[1:4],
        ["Pengadaan Alat Peraga Kelasa", "Jumlah alat a", "1", "", "", "", "DINUJI"],
        ["Pengadaan Alat Peraga Kelasb", "Jumlah alat b", "1", "", "", "", "DINUJI"],
    ]
    terapkan_impor(impor_id=_unggah(pd, organisasi, _isi(dua)).pk, oleh=organisasi)
    satu = [*dua[:3], ["Pengadaan Alat Peraga Kelas", *dua[3][1:]]]
    impor = _unggah(pd, organisasi, _isi(satu))
    kode = next(p.kode for p in pratinjau(impor).baris[-1].pilihan if p.nama.endswith("a"))
    pilih_padanan(impor_id=impor.pk, baris=5, pilihan=kode, oleh=organisasi)
    pekerjaan = antrekan_impor(impor_id=impor.pk, oleh=organisasi)
    antrekan_impor(impor_id=impor.pk, oleh=organisasi)  # a second press
    sebelum = _jumlah()
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    assert _jumlah() == sebelum
    _, dipilih, diantrekan, diterapkan = _aksi(impor)
    assert (dipilih.aksi, dipilih.sesudah) == (
        "impor.padanan_dipilih", {"baris": 5, "pilihan": [kode]},
    )  # fmt: skip
    assert (diantrekan.aksi, diantrekan.sesudah) == (
        "impor.diantrekan", {"pekerjaan": pekerjaan.pk},
    )  # fmt: skip
    assert diterapkan.aksi == "impor.diterapkan"
    assert (diterapkan.sesudah or {})["nilai_berubah"] == 0


def _satu(tw1: str, tw2: str) -> bytes:
    return _isi([["PROGRAM A", "Jumlah layanan", tw1, "", tw2, "", "DINUJI"]])


@pytest.mark.parametrize(
    ("rencana", "laporan", "tw2", "tersimpan"),
    [
        ("sd_triwulan", "per_triwulan", "5", 15),
        ("per_triwulan", "sd_triwulan", "25", 15),
        ("sd_triwulan", "sd_triwulan", "25", 25),
    ],
)
@pytest.mark.parametrize("tw1", ["", "dilewati"])
def test_stored_quarters_count_when_the_file_says_its_values_another_way(
    pd, organisasi, rencana, laporan, tw2, tersimpan, tw1
):
    terapkan_impor(
        impor_id=_unggah(pd, organisasi, _satu("10", ""), kinerja=rencana).pk, oleh=organisasi
    )
    impor = _unggah(pd, organisasi, _satu("#REF!" if tw1 else "", tw2), kinerja=laporan)
    if tw1:
        lewati_sel(impor_id=impor.pk, baris=2, kolom="tw1_k", alasan=tw1, oleh=organisasi)
    terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    assert list(Realisasi.objects.order_by("triwulan").values_list("nilai", flat=True)) == [
        10, tersimpan,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rencana", "laporan", "kata"),
    [
        ("sd_triwulan", "per_triwulan", "dari per triwulan ke s.d. triwulan."),
        ("per_triwulan", "sd_triwulan", "dari s.d. triwulan ke per triwulan."),
    ],
)
def test_a_value_whose_earlier_quarter_nobody_knows_blocks_until_it_is_excluded(
    pd, organisasi, rencana, laporan, kata
):
    terapkan_impor(
        impor_id=_unggah(pd, organisasi, _satu("", ""), kinerja=rencana).pk, oleh=organisasi
    )
    impor = _unggah(pd, organisasi, _satu("-", "25"), kinerja=laporan)
    hasil = pratinjau(impor)
    (galat,) = hasil.galat
    assert (galat.baris, galat.kolom, galat.teks) == (2, "tw2_k", "25")
    assert galat.alasan.startswith("Nilai triwulan sebelumnya belum ada")
    assert galat.alasan.endswith(kata)
    assert hasil.baris[0].sel["tw2_k"].galat == galat.alasan
    with pytest.raises(GalatImpor, match="Baris 2 kolom tw2_k"):
        terapkan_impor(impor_id=impor.pk, oleh=organisasi)
    lewati_sel(impor_id=impor.pk, baris=2, kolom="tw2_k", alasan="belum ada", oleh=organisasi)
    terapkan_impor(impor_id=ImporLaporan.objects.get(pk=impor.pk).pk, oleh=organisasi)
    assert not Realisasi.objects.exists()


def test_a_quarter_said_to_be_not_measured_or_not_due_hides_no_value(pd, organisasi):
    terapkan_impor(
        impor_id=_unggah(pd, organisasi, _satu("", ""), kinerja="sd_triwulan").pk, oleh=organisasi
    )
    impor = _unggah(pd, organisasi, _satu("", "5"))
    assert pratinjau(impor).galat
    isi = IsiIndikator.objects.get()
    tidak_diukur = Realisasi.objects.create(
        indikator=isi.indikator, tahun=2023, triwulan=1, alasan_kosong="tidak_diukur"
    )
    assert not pratinjau(impor).galat
    tidak_diukur.delete()
    IsiIndikator.objects.update(frekuensi="semester")
    assert pratinjau(impor).baris[0].nilai == {2: 5}


def test_job_reads_and_judges_before_it_holds_its_transaction(pd, organisasi, monkeypatch):
    urutan: list[str] = []
    buka, lapor = Kerja.transaksi, Kerja.kemajuan

    @contextmanager
    def transaksi(self):
        urutan.append("transaksi")
        with buka(self):
            yield

    def kemajuan(self, persen, pesan):
        urutan.append("kemajuan")
        lapor(self, persen, pesan)

    def baca(isi, jenis, cara):
        urutan.append("baca")
        return baca_berkas_triwulan(isi, jenis, cara)

    impor = _unggah(pd, organisasi, _isi(BARIS[:5]))
    pekerjaan = antrekan_impor(impor_id=impor.pk, oleh=organisasi)
    monkeypatch.setattr(Kerja, "transaksi", transaksi)
    monkeypatch.setattr(Kerja, "kemajuan", kemajuan)
    monkeypatch.setattr("kinerja.services.unggah_impor.baca_berkas_triwulan", baca)
    _kerjakan(pekerjaan.pk)
    assert urutan == ["kemajuan", "baca", "kemajuan", "kemajuan", "transaksi"]
    assert Realisasi.objects.count() == 7

    urutan.clear()
    terhalang = _unggah(pd, organisasi, _isi(BARIS[:5]))
    pekerjaan = antrekan_impor(impor_id=terhalang.pk, oleh=organisasi)
    ImporLaporan.objects.filter(pk=terhalang.pk).update(berkas=_unggah(pd, organisasi).berkas)
    _kerjakan(pekerjaan.pk)
    assert "transaksi" not in urutan
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, "Baris 7 kolom tw1_k" in pekerjaan.galat) == ("gagal", True)


def test_what_changed_since_the_file_was_read_is_judged_again(pd, organisasi):
    pertama = _unggah(pd, organisasi, _isi(BARIS[:5]))
    bahan = siapkan_impor(impor_id=pertama.pk, oleh=organisasi, lapor=lambda persen, pesan: None)
    terapkan_impor(impor_id=_unggah(pd, organisasi, _isi(BARIS[:5])).pk, oleh=organisasi)
    ringkasan = terapkan_impor(impor_id=pertama.pk, oleh=organisasi, bahan=bahan)
    assert (ringkasan.simpul_baru, ringkasan.nilai_baru, ringkasan.nilai_sama) == (0, 0, 7)


def test_renja_of_a_report_gets_the_next_number_where_versions_have_gaps(pd, organisasi):
    for ke in (0, 2):
        DokumenPerencanaan.objects.create(
            jenis="renja", perangkat_daerah=pd, tahun_dari=2023, tahun_sampai=2023,
            perubahan_ke=ke, status=StatusDokumen.DIGANTIKAN,
        )  # fmt: skip
    terapkan_impor(impor_id=_unggah(pd, organisasi, _isi(BARIS[:5])).pk, oleh=organisasi)
    assert DokumenPerencanaan.objects.get(status=StatusDokumen.BERLAKU).perubahan_ke == 3


def test_a_renja_that_cannot_be_made_is_a_sentence(pd, organisasi, monkeypatch):
    def tolak(**medan):
        raise ValidationError("Versi dokumen ini sudah ada.")

    impor = _unggah(pd, organisasi, _isi(BARIS[:5]))
    monkeypatch.setattr("kinerja.services.tulis_impor.buat_dokumen", tolak)
    with pytest.raises(GalatImpor, match="Versi dokumen ini sudah ada"):
        terapkan_impor(impor_id=impor.pk, oleh=organisasi)


def test_preview_asks_the_database_a_fixed_number_of_times(
    pd, organisasi, django_assert_max_num_queries
):
    banyak = [
        *BARIS[1:4],
        *[
            [f"Sub layanan {n:03d}", f"Jumlah {n:03d}", "1", "2", "3", "4", "DINUJI"]
            for n in range(200)
        ],
    ]
    terapkan_impor(impor_id=_unggah(pd, organisasi, _isi(banyak)).pk, oleh=organisasi)
    impor = _unggah(pd, organisasi, _isi(banyak))
    with django_assert_max_num_queries(12):
        assert pratinjau(impor).jumlah("cocok") == 203
