"""The page of the city's values: official and computed apart, and who may start."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.models import Pekerjaan
from evaluasi.models import (
    JenisLembar,
    KomponenLKE,
    PerhitunganKota,
    StatusLembar,
)
from evaluasi.selectors.tampilan_kota import punya_poin_hilang
from evaluasi.services.nilai_kota import hitung_nilai_kota
from opd.models import JenisPeran
from opd.models.pengguna import PERAN_MELIHAT_SEMUA
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
ALAMAT = reverse("evaluasi:nilai_kota")
HITUNG = reverse("evaluasi:nilai_kota_hitung")


@pytest.fixture
def kota():
    return KotaFactory()


@pytest.fixture
def buka(client):
    def _buka(peran=JenisPeran.PIMPINAN, **kueri):
        client.force_login(PenggunaFactory(peran=peran))
        return client.get(ALAMAT, kueri)

    return _buka


def hitung(tahun: int = TAHUN) -> PerhitunganKota:
    return hitung_nilai_kota(tahun=tahun, oleh=pengguna_sistem())


def resmi(kota, nilai: str, tahun: int = TAHUN, **isi):
    return LembarKerjaFactory(
        pd=kota, tahun=tahun, jenis=JenisLembar.KEMENTERIAN, total=Decimal(nilai), **isi
    )


def test_everybody_who_sees_all_pd_reads_it_and_only_organisasi_may_start(kota, client, buka):
    buat_templat_lke()
    for peran in JenisPeran.values:
        jawaban = buka(peran)
        if peran not in PERAN_MELIHAT_SEMUA:
            assert jawaban.status_code == 403
            assert "semua perangkat daerah" in jawaban.content.decode()
        else:
            assert jawaban.status_code == 200
            boleh = peran == JenisPeran.ORGANISASI
            assert (HITUNG in jawaban.content.decode()) is boleh
        kirim = client.post(HITUNG, {"tahun": TAHUN})
        assert kirim.status_code == (302 if peran == JenisPeran.ORGANISASI else 403)
    assert Pekerjaan.objects.count() == 1


def test_nobody_without_role_or_login(kota, client, buka):
    assert buka(peran=None).status_code == 403
    client.logout()
    for kirim in (client.get(ALAMAT), client.post(HITUNG, {"tahun": TAHUN})):
        assert kirim.status_code == 302
        assert kirim.url.startswith("/masuk/")


def test_official_and_computed_stand_apart(kota, buka):
    resmi(kota, "67.31", TAHUN - 1)
    resmi(kota, "69.04", diterima=datetime.date(2025, 2, 5), nomor="B/1", sumber="Berita kota")
    LembarKerjaFactory(pd=kota, jawaban="BB")
    LembarKerjaFactory(jawaban="B")
    hitung()

    jawaban = buka(tahun=TAHUN)

    r, h = jawaban.context["resmi"], jawaban.context["hitungan"]
    assert (r.nilai, r.predikat, r.sebutan, r.contoh) == ("69,04", "B", "Baik", False)
    assert r.gerak == f"Naik 1,73 dari 67,31 pada {TAHUN - 1}"
    assert r.asal == "KemenPANRB, diterima 5 Februari 2025 · nomor B/1 · Berita kota"
    assert (h.nilai, h.predikat, h.rata_rata, h.n_pd, h.dari_pd) == ("80,00", "BB", "70,00", 1, 1)
    isi = jawaban.content.decode()
    kepala_resmi, _, kepala_hitung = isi.partition('id="judul-hitung"')
    assert "tanda-resmi" in kepala_resmi
    assert "69,04" not in kepala_hitung
    assert "80,00" not in kepala_resmi
    assert "tanda-hitung" in kepala_hitung
    assert "Dihitung sistem" in kepala_hitung


def test_points_are_weight_times_answer(kota, buka):
    LembarKerjaFactory(
        pd=kota, jawaban={f"{k}.{s}": "BB" for k in "1234" for s in "abc"} | {"1.c": "CC"}
    )
    hitung()
    k = buka().context["hitungan"].komponen
    assert [len(satu.jawaban) for satu in k] == [3, 3, 3, 3]
    j = k[0].jawaban[2]
    assert (j.kode, j.bobot, j.huruf, j.persen, j.poin, j.hilang) == (
        "1.c",
        "15,00",
        "CC",
        "60",
        "9,00",
        "6,00",
    )
    assert (k[0].bobot, k[0].poin) == ("30,00", "21,00")


def test_lines_show_reached_or_how_many_short(kota, buka):
    for huruf in ("A", "B", "B"):
        LembarKerjaFactory(jawaban=huruf)
    hitung()
    jawaban = buka()
    bb, b = jawaban.context["hitungan"].ambang
    assert (bb.huruf, bb.jumlah, bb.dari, bb.garis, bb.kurang, bb.tercapai) == (
        "BB",
        1,
        3,
        2,
        1,
        False,
    )
    assert bb.petak == (("a", False), ("", True), ("", False))
    assert b.tercapai
    assert b.petak == (("a", False), ("b", True), ("b", False))
    isi = jawaban.content.decode()
    assert "kurang 1 PD" in isi
    assert "terpenuhi" in isi


def test_unknown_is_a_dash_with_its_reason(kota, buka):
    LembarKerjaFactory(pd=kota, status=StatusLembar.DRAF, jawaban={"1.a": "BB"})
    belum = PerangkatDaerahFactory(nama="Dinas Belum Dinilai")
    hitung()
    jawaban = buka()
    h = jawaban.context["hitungan"]
    assert (h.nilai, h.alasan, h.komponen) == ("–", "LKE Kota baru terjawab 1 dari 12", ())
    assert (h.rata_rata, h.iku_rata_rata) == ("–", "–")
    assert h.belum_dinilai == (belum.nama_pada(),)
    assert h.ambang == ()
    assert "belum diketahui berapa yang mencapai garis" in jawaban.content.decode()
    assert jawaban.context["resmi"] is None
    assert f"Nilai resmi {TAHUN} belum diterima" in jawaban.content.decode()


def test_iku_rows_say_what_was_compared(kota, buka):
    buat_templat_lke()
    buat_iku(kota, nama="Indeks Uji", target="100", nilai=("50", None, None, None))
    buat_iku(kota, nama="Kosong", nilai=())
    hitung()
    jawaban = buka()
    isi, kosong = jawaban.context["hitungan"].iku
    assert (isi.target, isi.realisasi, isi.capaian, isi.sementara) == (
        "100,00",
        "50,00",
        "50,00%",
        True,
    )
    assert isi.kategori.nama == "Sangat Rendah"
    assert (kosong.realisasi, kosong.capaian, kosong.kategori) == ("–", "–", None)
    assert "1 dari 2 IKU" in jawaban.content.decode()


def test_not_computed_yet_is_a_page_of_its_own(kota, buka):
    buat_templat_lke()
    jawaban = buka(JenisPeran.ORGANISASI, tahun=TAHUN)
    assert jawaban.context["hitungan"] is None
    assert "Hitung nilai kota" in jawaban.content.decode()
    tanpa = buka(JenisPeran.ORGANISASI, tahun=2031)
    assert "Templat LKE 2031 belum ada" in tanpa.content.decode()
    assert HITUNG not in tanpa.content.decode()


def test_changed_inputs_are_said_and_old_numbers_stay(kota, buka):
    lembar = LembarKerjaFactory(pd=kota, jawaban="BB")
    hitung()
    assert "Masukan sudah berubah" not in buka().content.decode()

    ganti_jawaban(lembar, "1.a", "A")

    jawaban = buka()
    assert jawaban.context["perubahan"] == ["LKE Kota"]
    assert "Masukan sudah berubah sejak dihitung" in jawaban.content.decode()
    assert jawaban.context["hitungan"].nilai == "80,00"


def test_present_inputs_that_cannot_be_computed_are_said(kota, buka):
    LembarKerjaFactory(pd=kota, jawaban="BB")
    hitung()
    KomponenLKE.objects.filter(kode="1").update(bobot=Decimal(31))
    jawaban = buka()
    assert "Jumlah bobot komponen harus 100" in jawaban.content.decode()
    assert jawaban.context["hitungan"].nilai == "80,00"


def test_an_earlier_computation_is_shown_as_it_was(kota, buka):
    lembar = LembarKerjaFactory(pd=kota, jawaban="BB")
    lama = hitung()
    ganti_jawaban(lembar, "1.a", "A")
    baru = hitung()

    jawaban = buka(versi=lama.pk)

    assert (jawaban.context["hitungan"].pk, jawaban.context["lama"]) == (lama.pk, True)
    assert jawaban.context["hitungan"].nilai == "80,00"
    assert [(r.pk, r.nilai) for r in jawaban.context["riwayat"]] == [
        (baru.pk, "80,60"),
        (lama.pk, "80,00"),
    ]
    assert "hitungan lama" in jawaban.content.decode()
    assert buka().context["hitungan"].pk == baru.pk


@pytest.mark.parametrize("versi", ["0", "abc", "-1", "9" * 18, "9" * 40, "²"])
def test_an_unknown_version_is_not_found(kota, buka, versi):
    buat_templat_lke()
    assert buka(versi=versi).status_code == 404


@pytest.mark.parametrize("tahun", ["", "abc", "99999", "1", "²"])
def test_an_unreadable_year_opens_the_newest_with_a_value(kota, buka, tahun):
    buat_templat_lke(TAHUN + 1)
    LembarKerjaFactory(jawaban="B")
    hitung()
    assert buka(tahun=tahun).context["tahun"] == TAHUN


def test_largest_losses_stand_first_with_one_sentence(kota, buka):
    semua = {f"{k}.{s}": "AA" for k in "1234" for s in "abc"}
    LembarKerjaFactory(
        pd=kota, jawaban=semua | {"1.b": "BB", "1.c": "CC", "2.a": "BB", "3.a": "B", "4.c": "CC"}
    )
    hitung()

    jawaban = buka()
    h = jawaban.context["hitungan"]

    kurang = [(j.kode, j.selisih) for j in h.hilang_terbesar]
    assert [kode for kode, _ in kurang] == ["1.c", "4.c", "1.b", "2.a"]
    assert [n for _, n in kurang] == sorted((n for _, n in kurang), reverse=True)
    assert h.kalimat_hilang == (
        f"Kehilangan terbesar: 1.c \N{MINUS SIGN}6,00 "
        f"dan 4.c {h.hilang_terbesar[1].teks_hilang} poin."
    )
    html = jawaban.content.decode()
    assert 'id="poin-hilang"' in html
    assert h.kalimat_hilang in html


def test_no_losses_are_named_while_the_city_is_not_judged_or_lost_none(kota, buka):
    lembar = LembarKerjaFactory(pd=kota, jawaban="AA", status=StatusLembar.DRAF)
    draf = hitung()
    tanpa = buka().content.decode()
    lembar.status = StatusLembar.FINAL
    lembar.save()
    penuh = hitung()

    assert "poin-hilang" not in tanpa + buka().content.decode()
    assert not punya_poin_hilang(draf)
    assert not punya_poin_hilang(penuh)


def test_the_button_leads_to_the_job_once(kota, client):
    buat_templat_lke()
    client.force_login(PenggunaFactory(peran=JenisPeran.ORGANISASI))
    pertama = client.post(HITUNG, {"tahun": TAHUN})
    assert client.post(HITUNG, {"tahun": TAHUN}).url == pertama.url
    pekerjaan = Pekerjaan.objects.get()
    assert pertama.url == reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk])
    assert (pekerjaan.jenis, pekerjaan.parameter, pekerjaan.kunci) == (
        "hitung_nilai_kota",
        {"tahun": TAHUN},
        f"nilai-kota:{TAHUN}",
    )
    assert client.get(HITUNG).status_code == 405


def test_somebody_elses_job_is_a_sentence(kota, client):
    buat_templat_lke()
    for _ in range(2):
        client.force_login(PenggunaFactory(peran=JenisPeran.ORGANISASI))
        jawaban = client.post(HITUNG, {"tahun": TAHUN})
    assert jawaban.url == f"{ALAMAT}?tahun={TAHUN}"
    assert "sedang dikerjakan" in str(next(iter(get_messages(jawaban.wsgi_request))))
    assert Pekerjaan.objects.count() == 1


@pytest.mark.parametrize("tahun", ["", "abc", "99999", "2031"])
def test_a_year_that_cannot_be_computed_is_a_sentence(kota, client, tahun):
    client.force_login(PenggunaFactory(peran=JenisPeran.ORGANISASI))
    jawaban = client.post(HITUNG, {"tahun": tahun}, follow=True)
    assert jawaban.status_code == 200
    pesan = " ".join(str(satu) for satu in jawaban.context["messages"])
    assert "belum ada" in pesan or "tidak terbaca" in pesan
    assert not Pekerjaan.objects.exists()


def test_as_many_queries_for_30_pd_as_for_3(kota, client):
    client.force_login(PenggunaFactory(peran=JenisPeran.ORGANISASI))

    def hitung_kueri() -> int:
        hitung()
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(ALAMAT).status_code == 200
        return len(kueri)

    LembarKerjaFactory(pd=kota, jawaban="BB")
    resmi(kota, "69.04")
    for _ in range(3):
        LembarKerjaFactory(jawaban="B")
    buat_iku(kota)
    hitung_kueri()  # the content type and site caches are filled now
    tiga = hitung_kueri()
    for _ in range(27):
        LembarKerjaFactory(jawaban="CC")
    buat_iku(kota)
    assert hitung_kueri() == tiga
