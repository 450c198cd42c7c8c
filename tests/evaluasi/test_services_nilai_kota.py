"""Computing and freezing the city's values: rights, inputs, one truth per input, the job."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Pekerjaan, StatusPekerjaan
from dasar.services.pekerjaan import kerjakan
from dasar.tasks import jalankan
from evaluasi.formulas.nilai_kota import VERSI_RUMUS, digest
from evaluasi.formulas.nilai_kota import hitung_nilai_kota as rumus
from evaluasi.models import (
    JenisLembar,
    KomponenLKE,
    LembarKerja,
    PerhitunganKota,
    StatusLembar,
)
from evaluasi.selectors.masukan_kota import Masukan, masukan_kota
from evaluasi.selectors.tampilan_kota import perubahan_masukan
from evaluasi.services.nilai_kota import antrekan_nilai_kota, hitung_nilai_kota
from kinerja.models import AsalDokumen, JenisDokumen
from opd.models import JenisPD, JenisPeran
from opd.services.pengguna import pengguna_sistem
from tests.evaluasi.panggung_kota import buat_iku, ganti_jawaban
from tests.factories import (
    TAHUN,
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    buat_templat_lke,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kota():
    return KotaFactory()


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


def baca_masukan() -> Masukan:
    masukan = masukan_kota(TAHUN)
    assert masukan is not None
    return masukan


def test_result_is_frozen_with_everything_it_came_from(kota, organisasi):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    a = LembarKerjaFactory(jawaban="A").perangkat_daerah
    b = LembarKerjaFactory(jawaban="B", contoh=True).perangkat_daerah
    belum = PerangkatDaerahFactory()
    buat_iku(kota, nama="Indeks Uji")

    p = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)

    p.refresh_from_db()
    assert (p.tahun, p.versi_rumus, p.contoh, p.diminta_oleh) == (
        TAHUN,
        VERSI_RUMUS,
        True,
        organisasi,
    )
    assert (p.hasil["lke_kota"]["nilai"], p.hasil["lke_kota"]["predikat"]) == ("80", "BB")
    assert (p.hasil["pd"]["n"], p.hasil["pd"]["dari"], p.hasil["pd"]["rata_rata"]) == (
        "2",
        "3",
        "80",
    )
    assert p.hasil["pd"]["belum_dinilai"] == [belum.kode]
    assert {i["kode"]: i["contoh"] for i in p.masukan["pd"]} == {
        a.kode: False,
        b.kode: True,
        belum.kode: False,
    }
    assert (p.hasil["iku"]["nilai"], p.hasil["iku"]["n"]) == ("95", "1")
    iku = p.masukan["iku"][0]
    assert (iku["nama"], iku["target"], iku["realisasi"], iku["capaian"]) == (
        "Indeks Uji",
        "100",
        "95",
        "95",
    )
    assert len(p.masukan["kota"]["jawaban"]) == 12
    assert rumus(p.masukan) == p.hasil  # years later the same numbers come out again
    jejak = JejakAudit.objects.get(aksi="nilai_kota.dihitung")
    assert jejak.sesudah is not None
    assert (jejak.oleh, jejak.objek_id) == (organisasi, str(p.pk))
    assert jejak.sesudah["digest"] == p.digest
    assert jejak.sesudah["rata_rata_pd"] == "80"


def test_frozen_numbers_are_all_text(kota, organisasi):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    buat_iku(kota)
    p = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)

    def daun(isi):
        if isinstance(isi, dict):
            return [x for satu in isi.values() for x in daun(satu)]
        if isinstance(isi, list):
            return [x for satu in isi for x in daun(satu)]
        return [isi]

    assert {type(x) for x in daun([p.masukan, p.hasil])} <= {str, bool, type(None)}


def test_who_may_start_it(kota):
    buat_templat_lke()
    for peran in JenisPeran.values:
        oleh = PenggunaFactory(peran=peran)
        if peran == JenisPeran.ORGANISASI:
            assert hitung_nilai_kota(tahun=TAHUN, oleh=oleh).pk
            assert antrekan_nilai_kota(tahun=TAHUN, oleh=oleh).pk
            continue
        with pytest.raises(TidakBoleh):
            hitung_nilai_kota(tahun=TAHUN, oleh=oleh)
        with pytest.raises(TidakBoleh):
            antrekan_nilai_kota(tahun=TAHUN, oleh=oleh)
    assert PerhitunganKota.objects.count() == 1


def test_the_system_account_may_compute(kota):
    buat_templat_lke()
    assert hitung_nilai_kota(tahun=TAHUN, oleh=pengguna_sistem()).diminta_oleh == pengguna_sistem()


def test_a_year_without_template_says_so_and_stores_nothing(organisasi):
    for lakukan in (hitung_nilai_kota, antrekan_nilai_kota):
        with pytest.raises(GalatPengguna, match="Templat LKE 2031 belum ada"):
            lakukan(tahun=2031, oleh=organisasi)
    assert not PerhitunganKota.objects.exists()
    assert not Pekerjaan.objects.exists()


def test_weights_that_do_not_add_up_are_a_sentence(kota, organisasi):
    buat_templat_lke()
    KomponenLKE.objects.filter(kode="1").update(bobot=Decimal(31))
    with pytest.raises(GalatPengguna, match="Jumlah bobot komponen harus 100"):
        hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)


def test_a_stored_letter_outside_the_scale_is_a_sentence(kota, organisasi):
    ganti_jawaban(LembarKerjaFactory(jawaban="BB"), "2.b", "Z")
    with pytest.raises(GalatPengguna, match='Jawaban "Z" untuk 2.b'):
        hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert not PerhitunganKota.objects.exists()


def test_same_inputs_are_one_row_and_changed_inputs_a_new_one(kota, organisasi):
    lembar = LembarKerjaFactory(pd=kota, jawaban="BB")
    pertama = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert hitung_nilai_kota(tahun=TAHUN, oleh=pengguna_sistem()) == pertama

    ganti_jawaban(lembar, "1.a", "A")
    kedua = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    ganti_jawaban(lembar, "1.a", "BB")
    ketiga = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)

    assert len({pertama.pk, kedua.pk, ketiga.pk}) == 3  # back again is a new fact in time
    assert pertama.digest == ketiga.digest != kedua.digest
    assert [p.hasil["lke_kota"]["nilai"] for p in (pertama, kedua, ketiga)] == ["80", "80.6", "80"]
    assert JejakAudit.objects.filter(aksi="nilai_kota.dihitung").count() == 3


def test_a_new_formula_version_is_a_new_row(kota, organisasi, monkeypatch):
    buat_templat_lke()
    pertama = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    monkeypatch.setattr("evaluasi.services.nilai_kota.VERSI_RUMUS", "kota-uji")
    kedua = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert (pertama.versi_rumus, kedua.versi_rumus) == (VERSI_RUMUS, "kota-uji")


def test_the_official_value_is_no_input(kota, organisasi):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    pertama = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    resmi = LembarKerjaFactory(pd=kota, jenis=JenisLembar.KEMENTERIAN, total=Decimal("69.04"))
    assert hitung_nilai_kota(tahun=TAHUN, oleh=organisasi) == pertama
    LembarKerja.objects.filter(pk=resmi.pk).update(total=Decimal("12.34"))
    assert hitung_nilai_kota(tahun=TAHUN, oleh=organisasi) == pertama


def test_only_finished_internal_sheets_of_the_year_count(kota, organisasi):
    LembarKerjaFactory(jawaban="AA", jenis=JenisLembar.MANDIRI)
    LembarKerjaFactory(jawaban="AA", status=StatusLembar.DRAF)
    LembarKerjaFactory(jawaban="AA", tahun=TAHUN - 1)
    LembarKerjaFactory(jawaban="B", status=StatusLembar.FINAL)
    p = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert (p.hasil["pd"]["n"], p.hasil["pd"]["dari"], p.hasil["pd"]["rata_rata"]) == (
        "1",
        "4",
        "70",
    )
    draf = [i for i in p.masukan["pd"] if i["status"] == "draf"]
    assert [(i["terhitung"], i["jawaban"]) for i in draf] == [(False, {})]


def test_units_below_a_pd_and_pd_of_another_time_are_not_counted(kota, organisasi):
    buat_templat_lke()
    ada = PerangkatDaerahFactory()
    PerangkatDaerahFactory(jenis=JenisPD.RSUD)
    PerangkatDaerahFactory(berlaku_dari=datetime.date(TAHUN + 1, 1, 1))
    PerangkatDaerahFactory(berlaku_sampai=datetime.date(TAHUN, 6, 30))
    sampai_akhir = PerangkatDaerahFactory(berlaku_sampai=datetime.date(TAHUN, 12, 31))
    p = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert {i["kode"] for i in p.masukan["pd"]} == {ada.kode, sampai_akhir.kode}


def test_iku_are_those_of_the_city_plan_in_force(kota, organisasi):
    buat_templat_lke()
    buat_iku(kota, nama="Sementara", nilai=("50", None, None, None))
    buat_iku(kota, nama="Belum diisi", nilai=())
    buat_iku(kota, nama="Bukan IKU", iku=False)
    buat_iku(PerangkatDaerahFactory(), nama="IKU dinas", jenis=JenisDokumen.RENJA)
    p = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert [(i["nama"], i["capaian"], i["sementara"], i["contoh"]) for i in p.masukan["iku"]] == [
        ("Sementara", "50", True, False),
        ("Belum diisi", None, False, False),
    ]
    assert p.masukan["iku"][1]["alasan"] == "Realisasi tahun ini belum diisi."
    assert {k: p.hasil["iku"][k] for k in ("nilai", "n", "dari", "sementara")} == {
        "nilai": "50",
        "n": "1",
        "dari": "2",
        "sementara": "1",
    }
    assert not p.contoh


@pytest.mark.parametrize("buatan", ["target", "realisasi"])
def test_made_up_iku_values_mark_the_result(kota, organisasi, buatan):
    buat_templat_lke()
    satu = buat_iku(kota)
    if buatan == "target":
        satu.indikator.target.update(contoh=True)
    else:
        satu.indikator.realisasi.filter(triwulan=4).update(contoh=True)
    assert hitung_nilai_kota(tahun=TAHUN, oleh=organisasi).contoh


def test_real_numbers_of_a_sample_plan_stay_real(kota, organisasi):
    buat_templat_lke()
    buat_iku(kota)
    kota.dokumen_perencanaan.update(asal=AsalDokumen.CONTOH)
    assert not hitung_nilai_kota(tahun=TAHUN, oleh=organisasi).contoh


def test_inputs_and_digest_are_the_same_text_on_every_database(organisasi):
    kota = KotaFactory()
    LembarKerjaFactory(pd=kota, jawaban="BB")
    LembarKerjaFactory(pd=PerangkatDaerahFactory(kode="dinas-uji"), jawaban="B")
    buat_iku(
        kota, nama="Rata-rata", target="93.1", nilai=("10", "20.05", "33.333333"), cara="rata_rata"
    )

    masukan = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi).masukan

    bobot = [s["bobot"] for k in masukan["templat"]["komponen"] for s in [k, *k["subkomponen"]]]
    assert " ".join(bobot) == "30 6 9 15 30 6 9 15 15 3 4.5 7.5 25 5 7.5 12.5"
    iku = masukan["iku"][0]
    assert (iku["target"], iku["realisasi"]) == ("93.1", "21.12777766666666666666666667")
    # Names in the template may be mended one day; everything else is fixed here.
    isi = {kunci: nilai for kunci, nilai in masukan.items() if kunci != "templat"}
    assert digest(isi) == "4e21144a36b4c4fc2fb6b747d6f3500b0b5f967d1b7c01128dd3372ea12f3ff2"


def test_changed_inputs_are_named(kota, organisasi):
    lembar_kota = LembarKerjaFactory(pd=kota, jawaban="BB")
    lembar_pd = LembarKerjaFactory(jawaban="BB")
    buat_iku(kota)
    p = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert perubahan_masukan(p, baca_masukan()) == []

    ganti_jawaban(lembar_kota, "1.a", "A")
    assert perubahan_masukan(p, baca_masukan()) == ["LKE Kota"]
    ganti_jawaban(lembar_pd, "1.a", "A")
    PerangkatDaerahFactory()
    buat_iku(kota)
    KomponenLKE.objects.filter(kode="1").update(nama="Perencanaan")
    assert perubahan_masukan(p, baca_masukan()) == [
        "templat LKE",
        "LKE Kota",
        "LKE 2 perangkat daerah",
        "1 IKU",
    ]


def test_reading_the_inputs_takes_as_many_queries_for_30_pd_as_for_3(kota):
    def hitung_kueri():
        with CaptureQueriesContext(connection) as kueri:
            assert masukan_kota(TAHUN)
        return len(kueri)

    LembarKerjaFactory(pd=kota, jawaban="BB")
    for _ in range(3):
        LembarKerjaFactory(jawaban="B")
    buat_iku(kota)
    tiga = hitung_kueri()
    for _ in range(27):
        LembarKerjaFactory(jawaban="CC")
    for _ in range(5):
        buat_iku(kota)
    assert hitung_kueri() == tiga <= 13


# The job


def test_one_job_makes_one_row_and_says_where_to_look(kota, organisasi):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    pekerjaan = antrekan_nilai_kota(tahun=TAHUN, oleh=organisasi)

    jalankan(pekerjaan.pk)
    jalankan(pekerjaan.pk)  # delivered twice

    pekerjaan.refresh_from_db()
    p = PerhitunganKota.objects.get()
    assert (pekerjaan.status, p.pekerjaan, p.diminta_oleh) == (
        StatusPekerjaan.SELESAI,
        pekerjaan,
        organisasi,
    )
    assert pekerjaan.hasil is not None
    assert pekerjaan.hasil["tautan"] == f"/evaluasi/nilai/?tahun={TAHUN}"
    assert pekerjaan.hasil["kata"] == "Lihat nilai kota"
    assert (pekerjaan.hasil["perhitungan"], pekerjaan.hasil["digest"]) == (p.pk, p.digest)


def test_the_same_job_never_stores_twice_even_when_inputs_changed_meanwhile(kota, organisasi):
    lembar = LembarKerjaFactory(pd=kota, jawaban="BB")
    pekerjaan = antrekan_nilai_kota(tahun=TAHUN, oleh=organisasi)
    pertama = hitung_nilai_kota(tahun=TAHUN, oleh=organisasi, pekerjaan_id=pekerjaan.pk)
    ganti_jawaban(lembar, "1.a", "A")
    assert hitung_nilai_kota(tahun=TAHUN, oleh=organisasi, pekerjaan_id=pekerjaan.pk) == pertama
    assert PerhitunganKota.objects.count() == 1


def test_a_worker_that_lost_its_lease_stores_nothing(kota, organisasi):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    pekerjaan = antrekan_nilai_kota(tahun=TAHUN, oleh=organisasi)
    with kerjakan(pekerjaan.pk) as kerja:
        assert kerja is not None
        Pekerjaan.objects.filter(pk=pekerjaan.pk).update(nomor_pagar=99)
        with kerja.transaksi():
            hitung_nilai_kota(tahun=TAHUN, oleh=organisasi, pekerjaan_id=pekerjaan.pk)
    assert not PerhitunganKota.objects.exists()


def test_the_year_waits_in_one_job(kota, organisasi):
    buat_templat_lke()
    buat_templat_lke(TAHUN + 1)
    pertama = antrekan_nilai_kota(tahun=TAHUN, oleh=organisasi)
    assert antrekan_nilai_kota(tahun=TAHUN, oleh=organisasi) == pertama
    assert antrekan_nilai_kota(tahun=TAHUN + 1, oleh=organisasi) != pertama
    with pytest.raises(GalatPengguna, match="sedang dikerjakan"):
        antrekan_nilai_kota(tahun=TAHUN, oleh=PenggunaFactory(peran=JenisPeran.ORGANISASI))


def test_a_job_that_cannot_compute_fails_with_a_sentence(kota, organisasi):
    ganti_jawaban(LembarKerjaFactory(jawaban="BB"), "2.b", "Z")
    pekerjaan = antrekan_nilai_kota(tahun=TAHUN, oleh=organisasi)
    jalankan(pekerjaan.pk)
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert pekerjaan.galat.startswith(f"Nilai kota {TAHUN} tidak dapat dihitung.")


def test_a_role_taken_away_while_the_job_waited_stops_it(kota, organisasi):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    pekerjaan = antrekan_nilai_kota(tahun=TAHUN, oleh=organisasi)
    organisasi.peran.all().delete()

    jalankan(pekerjaan.pk)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == StatusPekerjaan.GAGAL
    assert pekerjaan.galat == "Nilai kota dihitung oleh Bagian Organisasi."
    assert not PerhitunganKota.objects.exists()
