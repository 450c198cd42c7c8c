"""The demo: repeatable, true to its sources, and every made-up value marked as one."""

import datetime
import stat
from collections import Counter, defaultdict
from decimal import Decimal
from io import StringIO
from typing import Any, cast

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Q
from django.test import override_settings
from django.utils import timezone

from dasar.angka import AngkaTakTerbaca
from dasar.models import JejakAudit
from evaluasi.models import IndeksRB, JawabanLKE, LembarKerja, PemenuhanKriteria
from kinerja.formulas.agregasi import nilai_tahun
from kinerja.formulas.isi_pk import dari_json
from kinerja.models import (
    Acuan,
    Anggaran,
    Crosscutting,
    DokumenPerencanaan,
    ImporLaporan,
    IsiIndikator,
    IsiSimpul,
    JadwalPengisian,
    Komentar,
    Nomenklatur,
    PerjanjianKinerja,
    PohonKinerja,
    Realisasi,
    RencanaAksi,
    Target,
)
from kinerja.selectors.kelengkapan import periksa_kelengkapan
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.target_berlaku import target_setahun
from laporan.models import NaskahLKjIP
from opd.models import Jabatan, Pegawai, Pengguna, PenugasanJabatan, PerangkatDaerah, Wilayah
from opd.services.pengguna import pengguna_sistem
from sakip.contoh.akun import NAMA_BERKAS_SANDI, sandi_contoh
from sakip.contoh.anggaran_2024 import SimpulBerbiaya, susun_anggaran
from sakip.contoh.jadwal import muat_jadwal
from sakip.contoh.renja_2023 import TargetTerbaca, baca_renja, baca_target
from sakip.contoh.tahun_2024 import TANGGAL_BERITA
from sakip.contoh.ukuran_2024 import Bahan, susun_ukuran

pytestmark = [pytest.mark.django_db, pytest.mark.lambat]

TW = (1, 2, 3, 4)
RENJA_2024 = {"dokumen__jenis": "renja", "dokumen__tahun_dari": 2024}


def _muat():
    layar = StringIO()
    call_command("muat_contoh", stdout=layar)
    return layar.getvalue()


def _isi_basis_data():
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ("dasar", "opd", "kinerja", "evaluasi", "laporan")
    }


@pytest.fixture(scope="module")
def muatan(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once; each test has a transaction of its own inside this one, all rolled back."""
    var = tmp_path_factory.mktemp("var")
    with (
        django_db_blocker.unblock(),
        override_settings(VAR_DIR=var, SANDI_CONTOH=""),
        transaction.atomic(),
    ):
        _muat()
        connection.check_constraints()  # here once, not again after each test
        yield var
        transaction.set_rollback(True)


def test_second_run_adds_no_row_anywhere_and_says_so(muatan):
    sebelum = _isi_basis_data()

    keluaran = _muat()

    assert _isi_basis_data() == sebelum
    assert "Tidak ada yang berubah." in keluaran
    assert sebelum["dasar.JejakAudit"] > 10_000


def test_organisation_of_the_source(muatan):
    assert PerangkatDaerah.objects.penyusun().count() == 37
    assert PerangkatDaerah.objects.filter(jenis="rsud", induk__kode="dinkes").count() == 3
    assert PerangkatDaerah.objects.kota().nama_pada() == "Kota Tangerang Selatan"
    assert Counter(Wilayah.objects.values_list("tingkat", flat=True)) == {
        "kota": 1,
        "kecamatan": 7,
        "kelurahan": 54,
    }
    assert Nomenklatur.objects.filter(jenis="sub_kegiatan").count() == 3558
    for teks in ("PERKIMTA", "Dikbud", "DP3AP2 KB", "Bappeda", "Kec. Serpong Utara", "satpol pp"):
        assert PerangkatDaerah.objects.cari(teks).count() == 1, teks


def _target(nama, tahun, **saring):
    isi = IsiIndikator.objects.get(nama=nama, dokumen__tahun_dari=tahun, **saring)
    return isi, {
        t.triwulan: t.nilai
        for t in Target.objects.filter(dokumen=isi.dokumen, indikator=isi.indikator)
    }


def test_dirty_targets_of_2023_are_read_as_the_table_of_corrections_says(muatan):
    ahh, target = _target("ANGKA HARAPAN HIDUP", 2023)
    assert target == {0: Decimal("72.67")}
    assert (ahh.satuan, ahh.iku) == ("Tahun", True)
    assert ahh.indikator.pengampu.kode == "dinkes"
    assert ahh.indikator.perangkat_daerah.jenis == "kota"

    aki, target = _target("Angka Kematian Ibu per 100.000 Kelahiran Hidup", 2023)
    assert target == {0: Decimal("31.82")}
    assert aki.polaritas == "negatif"

    predikat, target = _target(
        "Predikat SAKIP", 2023, dokumen__perangkat_daerah__kode="dindikbud", dari_laporan=False
    )
    assert target == {0: Decimal(5)}
    assert predikat.skala_predikat["BB"] == 5

    pendidikan, target = _target("INDEKS PENDIDIKAN", 2023)
    assert target == {}
    assert pendidikan.indikator.pengampu.kode == "dindikbud"
    assert not Target.objects.filter(tahun=2023, contoh=True).exists()


def test_money_of_2023_is_the_sources(muatan):
    program = IsiSimpul.objects.get(
        kode="1.01.01", dokumen__tahun_dari=2023, dokumen__perangkat_daerah__kode="dindikbud"
    )
    assert Anggaran.objects.get(simpul=program.simpul, tahun=2023, triwulan=0).pagu == 194958555651
    penunjang = IsiSimpul.objects.get(
        kode="1.02.01", dokumen__tahun_dari=2023, dokumen__perangkat_daerah__kode="dinkes"
    )
    realisasi = Anggaran.objects.filter(simpul=penunjang.simpul, tahun=2023, triwulan__gte=1)
    assert {a.triwulan: a.realisasi for a in realisasi} == {1: 66466456344, 2: 98178431100}


def test_reports_of_2023_of_31_pd_are_applied_and_real(muatan):
    impor = ImporLaporan.objects.filter(tahun=2023, status="diterapkan")
    assert impor.values("perangkat_daerah").distinct().count() == impor.count() == 31
    gaji = IsiIndikator.objects.get(
        nama="Jumlah Orang yang Menerima Gaji dan Tunjangan ASN",
        dokumen__perangkat_daerah__kode="dinkes",
        dokumen__tahun_dari=2023,
    )
    nilai = Realisasi.objects.filter(indikator=gaji.indikator, tahun=2023)
    assert {r.triwulan: r.nilai for r in nilai} == {1: 755, 2: 755}
    assert not Realisasi.objects.filter(tahun=2023, contoh=True).exists()
    assert not Anggaran.objects.filter(tahun=2023, contoh=True).exists()


def test_every_value_of_2024_is_marked_contoh_but_the_two_published_ones(muatan):
    nyata = Q(indikator__isi__nama="Nilai SAKIP Kota")
    tahunan = Target.objects.filter(tahun=2024).exclude(dokumen__jenis="rpjmd")
    assert not tahunan.filter(contoh=False).exclude(nyata).exists()
    assert set(tahunan.filter(nyata).values_list("contoh", "nilai")) == {(False, Decimal(70))}
    realisasi = Realisasi.objects.filter(tahun=2024)
    assert not realisasi.filter(contoh=False).exclude(nyata).exists()
    assert set(realisasi.filter(nyata).values_list("contoh", "nilai")) == {
        (False, Decimal("69.04"))
    }
    assert not Anggaran.objects.filter(tahun=2024, contoh=False).exists()
    dokumen = DokumenPerencanaan.objects.filter(tahun_dari=2024, tahun_sampai=2024)
    assert set(dokumen.values_list("asal", "status")) == {("contoh", "berlaku")}
    assert dokumen.filter(jenis="renja").count() == 37


def test_parents_cost_what_their_children_cost(muatan):
    rupiah: dict[int, dict[int, Any]] = defaultdict(dict)
    for simpul, tw, pagu, realisasi in Anggaran.objects.filter(tahun=2024).values_list(
        "simpul", "triwulan", "pagu", "realisasi"
    ):
        rupiah[simpul][tw] = pagu if tw == 0 else realisasi
    jumlah: dict[int, Counter[int]] = defaultdict(Counter)
    bersimpul = IsiSimpul.objects.filter(**RENJA_2024).exclude(jenis="sasaran")
    for simpul, induk in (
        bersimpul.exclude(induk__jenis="sasaran")
        .exclude(induk=None)
        .values_list("simpul", "induk__simpul")
    ):
        jumlah[induk].update(rupiah[simpul])
    assert len(jumlah) > 500
    for induk, isi in jumlah.items():
        assert rupiah[induk] == dict(isi)
    assert all(set(rupiah[s]) == {0, *TW} for s in bersimpul.values_list("simpul", flat=True))
    for r in rupiah.values():
        assert r[1] <= r[2] <= r[3] <= r[4] <= r[0]


def _per_indikator(model):
    hasil: dict[int, dict[int, Decimal]] = defaultdict(dict)
    saring = {"dokumen__tahun_dari": 2024} if model is Target else {}
    for pk, tw, nilai in model.objects.filter(tahun=2024, **saring).values_list(
        "indikator", "triwulan", "nilai"
    ):
        hasil[pk][tw] = nilai
    return hasil


def test_quarters_of_2024_reach_the_yearly_target_and_values_fit_their_unit(muatan):
    target, realisasi = _per_indikator(Target), _per_indikator(Realisasi)
    semua = IsiIndikator.objects.diukur(2024)
    assert semua.count() > 2500
    for isi in semua:
        t, r = target[isi.indikator_id], realisasi[isi.indikator_id]
        tempo = [tw for tw in TW if isi.jatuh_tempo(tw)]
        assert sorted(r) == tempo
        assert sorted(t) == [0, *tempo]
        tahun = nilai_tahun(
            [t.get(tw) for tw in TW], cast(Any, isi.cara), cast(Any, isi.isian), jatuh_tempo=tempo
        )
        assert (tahun.nilai, tahun.lengkap) == (t[0], True), isi.nama
        nilai = [r[tw] for tw in tempo]
        assert all(n >= 0 for n in nilai)
        if isi.desimal == 0:
            assert all(n == n.to_integral_value() for n in nilai)
        if isi.isian == "sd_triwulan":
            assert nilai == sorted(nilai)
        if isi.satuan == "Persen" and t[0] <= 100:
            assert max(nilai) <= 100


def test_every_due_cell_of_2024_is_filled_and_only_dinkes_has_returns(muatan):
    for pd in PerangkatDaerah.objects.penyusun():
        for tw in TW:
            isi = periksa_kelengkapan(pd.pk, 2024, tw)
            kembali = 3 if (pd.kode, tw) == ("dinkes", 4) else 0
            assert (isi.kosong, isi.dikembalikan) == (0, kembali), (pd.kode, tw)
            assert isi.jatuh_tempo or tw != 4
    komentar = Komentar.objects.filter(jenis="pengembalian")
    assert set(komentar.values_list("oleh__username", "realisasi__status")) == {
        ("organisasi", "dikembalikan")
    }


def test_states_of_2024_and_four_eyes(muatan):
    nilai = Realisasi.objects.filter(tahun=2024)
    assert set(nilai.filter(triwulan=1).values_list("status", flat=True)) == {"dibekukan"}
    assert set(nilai.filter(triwulan__in=(2, 3)).values_list("status", flat=True)) == {
        "diverifikasi"
    }
    status = defaultdict(set)
    for kode, isi in nilai.filter(triwulan=4).values_list("indikator__pengampu__kode", "status"):
        status[kode].add(isi)
    assert len(status) == 37
    assert status.pop("dinkes") == {"draf", "dikembalikan"}
    assert status.pop("dindikbud") == {"draf"}
    assert Counter(isi for s in status.values() for isi in s) == {
        "diverifikasi": 29,
        "disetujui_pd": 5,
        "diajukan": 1,
    }
    assert not nilai.filter(diisi_oleh=None).exists()
    selesai = nilai.filter(status__in=("diverifikasi", "dibekukan"))
    for satu, dua in (("diajukan", "disetujui"), ("disetujui", "diverifikasi")):
        assert not selesai.filter(Q(**{f"{satu}_oleh": None}) | Q(**{f"{dua}_oleh": None})).exists()
        assert not selesai.filter(**{f"{satu}_oleh": F(f"{dua}_oleh")}).exists()
        assert not selesai.filter(**{f"{satu}_pada__gte": F(f"{dua}_pada")}).exists()
    assert not selesai.filter(diajukan_oleh=F("diverifikasi_oleh")).exists()
    assert not nilai.filter(status="draf").exclude(diajukan_oleh=None).exists()


def test_low_values_and_iku_have_sample_texts(muatan):
    iku = Realisasi.objects.filter(
        tahun=2024,
        indikator__isi__in=IsiIndikator.objects.filter(iku=True, dokumen__tahun_dari=2024),
    )
    assert iku.count() > 20
    assert not iku.filter(analisis="", contoh=True).exists()
    # beside the one real value no text is made up, and nobody typed it before it was published
    nyata = iku.get(contoh=False)
    assert (nyata.analisis, nyata.tindak_lanjut) == ("", "")
    assert timezone.localdate(nyata.diisi_pada) > TANGGAL_BERITA
    berteks = Realisasi.objects.filter(tahun=2024).exclude(analisis="")
    assert berteks.exclude(analisis__startswith="Contoh: ").count() == 0
    assert JejakAudit.objects.filter(aksi="realisasi.riwayat_contoh").count() == (
        Realisasi.objects.filter(tahun=2024).count()
    )


def test_accounts_sign_in_with_the_password_in_var(muatan):
    berkas = muatan / NAMA_BERKAS_SANDI
    sandi = berkas.read_text().strip()

    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600
    aktif = Pengguna.objects.filter(contoh=True, is_active=True)
    assert set(aktif.values_list("username", flat=True)) == {
        *("operator.dinkes", "operator.dindikbud", "kepala.dinkes", "perencana"),
        *("organisasi", "evaluator", "pimpinan", "admin"),
    }
    operator = authenticate(username="operator.dinkes", password=sandi)
    assert isinstance(operator, Pengguna)
    assert operator.peran_utama == "Operator · Dinas Kesehatan"
    diam = Pengguna.objects.filter(is_active=False)
    assert not any(p.has_usable_password() for p in diam)
    assert sandi_contoh() == sandi


def test_changed_password_survives_a_second_run(muatan):
    pengguna = Pengguna.objects.get(username="pimpinan")
    pengguna.set_password("diganti-sendiri")
    pengguna.save()

    _muat()

    assert authenticate(username="pimpinan", password="diganti-sendiri") is not None


def test_password_of_the_environment_writes_no_file(tmp_path):
    with override_settings(VAR_DIR=tmp_path, SANDI_CONTOH="dari-lingkungan"):
        assert sandi_contoh() == "dari-lingkungan"
    assert list(tmp_path.iterdir()) == []


def test_last_quarter_of_2024_is_open_and_moves_only_when_it_has_closed(muatan):
    dinkes = PerangkatDaerah.objects.get(kode="dinkes")
    assert jendela_periode(dinkes.pk, 2024, 4).terbuka
    assert not jendela_periode(dinkes.pk, 2024, 3).terbuka
    jadwal = JadwalPengisian.objects.filter(tahun=2024, triwulan=4)
    kini = timezone.now()
    jadwal.update(ditutup_pada=kini + datetime.timedelta(days=2))
    assert muat_jadwal(pengguna_sistem()).baru == 0

    jadwal.update(ditutup_pada=kini - datetime.timedelta(minutes=1))
    assert muat_jadwal(pengguna_sistem()).baru == 1

    tutup = timezone.localtime(jadwal.get().ditutup_pada)
    assert tutup.date() == timezone.localdate() + datetime.timedelta(days=30)
    assert (tutup.hour, tutup.minute) == (23, 59)


def test_refused_outside_a_demo():
    with override_settings(DEMO=False), pytest.raises(CommandError, match="DEMO"):
        call_command("muat_contoh")


@pytest.mark.parametrize(
    ("teks", "harapan"),
    [
        ("98,58%", TargetTerbaca(Decimal("98.58"), "Persen")),
        ("105,62 %", TargetTerbaca(Decimal("105.62"), "Persen")),
        ("12 Dokumen", TargetTerbaca(Decimal(12), "Dokumen")),
        ("47 Angka", TargetTerbaca(Decimal(47), "Angka")),
        ("", TargetTerbaca(None)),
    ],
)
def test_target_cells(teks, harapan):
    assert baca_target(teks) == harapan


@pytest.mark.parametrize("teks", ["31.82", "-", "BB", "n.a"])
def test_target_cells_that_need_a_person(teks):
    with pytest.raises(AngkaTakTerbaca):
        baca_target(teks)


def test_renja_tree_has_parents_before_children():
    for pohon in baca_renja().values():
        sudah: set[str | None] = {None}
        for simpul in pohon:
            assert simpul.induk in sudah
            sudah.add(simpul.kode)


def test_sample_numbers_depend_on_nothing_but_the_text():
    bahan = Bahan(kunci="dinkes|a", nama="Jumlah laporan", target_lalu=Decimal(12))
    assert susun_ukuran(bahan) == susun_ukuran(bahan)
    simpul = [SimpulBerbiaya("a", None), SimpulBerbiaya("b", "a"), SimpulBerbiaya("c", "a")]
    biaya = susun_anggaran(simpul, "dinkes")
    assert biaya == susun_anggaran(simpul, "dinkes")
    assert biaya["a"].pagu == biaya["b"].pagu + biaya["c"].pagu
    assert biaya["b"] != biaya["c"]


def test_official_values_are_real_and_every_worksheet_of_people_is_marked(muatan):
    resmi = LembarKerja.objects.filter(jenis="kementerian")

    assert dict(resmi.values_list("templat__tahun_evaluasi", "total")) == {
        2023: Decimal("67.31"),
        2024: Decimal("69.04"),
    }
    assert set(resmi.values_list("contoh", "perangkat_daerah__jenis")) == {(False, "kota")}
    lain = LembarKerja.objects.exclude(jenis="kementerian")
    assert lain.count() == 2 * (37 + 1)
    assert not lain.filter(contoh=False).exists()
    assert set(lain.values_list("templat__tahun_evaluasi", flat=True)) == {2024}
    assert dict(IndeksRB.objects.values_list("tahun", "nilai")) == {
        2020: Decimal("62.89"),
        2021: Decimal("63.48"),
    }


def test_worksheets_are_complete_and_every_high_letter_has_its_reason(muatan):
    lembar = LembarKerja.objects.exclude(jenis="kementerian")

    per_lembar = Counter(
        JawabanLKE.objects.filter(lembar__in=lembar).values_list("lembar", flat=True)
    )
    assert set(per_lembar.values()) == {12}
    assert len(per_lembar) == lembar.count()
    assert not JawabanLKE.objects.filter(huruf__in=["AA", "A"], alasan="").exists()
    assert PemenuhanKriteria.objects.filter(lembar__in=lembar).count() == 80 * lembar.count()


def test_texts_of_the_report_are_marked_and_only_of_the_sample_year(muatan):
    assert set(NaskahLKjIP.objects.values_list("tahun", "contoh")) == {(2024, True)}
    assert not NaskahLKjIP.objects.exclude(teks__startswith="Contoh: ").exists()
    assert NaskahLKjIP.objects.values("perangkat_daerah").distinct().count() == 38


def test_figures_to_compare_with_have_a_source(muatan):
    assert Acuan.objects.exists()
    assert not Acuan.objects.filter(sumber="").exists()


def test_every_post_has_a_sample_holder_without_an_invented_nip(muatan):
    kini = PenugasanJabatan.objects.pada(datetime.date(2024, 6, 30))
    jabatan = Jabatan.objects.all()

    assert {p.jabatan_id for p in kini} == {j.pk for j in jabatan}
    assert jabatan.filter(kepala=True).count() == 38  # 37 PD and the city
    assert not Pegawai.objects.exclude(contoh=True, nip="").exists()


def test_agreements_of_2024_are_samples_and_name_who_held_the_post_that_day(muatan):
    pk = PerjanjianKinerja.objects.exclude(status="draf")
    bergantian = pk.filter(perangkat_daerah__kode="dinsos").order_by("tanggal")

    assert all(dari_json(satu.isi or {}).memuat_contoh for satu in pk)
    assert {satu.perubahan_ke for satu in pk.exclude(perangkat_daerah__kode="dinsos")} == {0}
    assert [dari_json(satu.isi or {}).pihak_pertama.sebutan for satu in bergantian] == [
        "Plt. Kepala Dinas Sosial",
        "Kepala Dinas Sosial",
    ]
    wali_kota = dari_json(pk.get(jabatan__eselon="kepala_daerah").isi or {})
    assert wali_kota.pihak_kedua is None
    assert any(i.nama == "Nilai SAKIP Kota" for k in wali_kota.kinerja for i in k.indikator)


def test_target_of_the_sakip_value_comes_from_the_wali_kotas_agreement(muatan):
    isi = IsiIndikator.objects.get(nama="Nilai SAKIP Kota", dokumen__tahun_dari=2024)

    setahun: Any = target_setahun([isi.indikator_id], 2024)[isi.indikator_id].tahun

    assert (setahun.nilai, setahun.contoh, setahun.dokumen) == (
        70,
        False,
        "Perjanjian Kinerja 2024",
    )


def test_trees_are_samples_and_offers_wait_for_an_answer(muatan):
    assert not PohonKinerja.objects.exclude(contoh=True).exists()
    assert PohonKinerja.objects.filter(jenis="tematik").count() == 1
    assert Crosscutting.objects.filter(status="ditawarkan").count() == 3
    assert not RencanaAksi.objects.exclude(contoh=True).exists()
