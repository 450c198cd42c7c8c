"""Pages of the LKE templates."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluasi.models import KomponenLKE, SubkomponenLKE, TemplatLKE
from evaluasi.selectors.templat import muat_templat
from tests.evaluasi.panggung_kota import buat_iku
from tests.factories import (
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    buat_templat_lke,
)

pytestmark = pytest.mark.django_db

PEMBACA = ("operator", "kepala_pd", "perencana", "organisasi", "evaluator", "pimpinan")


@pytest.fixture
def buka(client):
    def _buka(oleh, nama, *args, data=None):
        client.force_login(oleh)
        alamat = reverse(f"evaluasi:{nama}", args=args)
        return client.get(alamat) if data is None else client.post(alamat, data)

    return _buka


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran="organisasi")


def _isian(buka, organisasi, templat):
    """The form as the page shows it, ready to be sent back."""
    form = buka(organisasi, "templat_update", templat.pk).context["form"]
    return {m.html_name: "" if m.value() is None else m.value() for m in form}


def test_everyone_who_sees_a_pd_reads_and_two_roles_write(buka):
    templat = buat_templat_lke(2024)

    for peran in (*PEMBACA, "penanggung_jawab", "admin", None):
        orang = PenggunaFactory(peran=peran)
        baca = peran not in ("admin", None)
        tulis = peran in ("organisasi", "penanggung_jawab")
        assert buka(orang, "templat_list").status_code == (200 if baca else 403), peran
        assert buka(orang, "templat_detail", templat.pk).status_code == (200 if baca else 404)
        assert buka(orang, "templat_create").status_code == (200 if tulis else 403), peran
        assert buka(orang, "templat_update", templat.pk).status_code == (
            200 if tulis else 403 if baca else 404
        )


def test_detail_shows_all_kriteria_with_the_year_of_their_papers(buka):
    templat = buat_templat_lke(2024)

    isi = buka(PenggunaFactory(peran="operator"), "templat_detail", templat.pk).content.decode()

    for satu in muat_templat(templat).kriteria.values():
        for k in satu:
            assert k.kode in isi
    assert isi.count('<span class="pohon__target">2024</span>') == 45
    assert isi.count('<span class="pohon__target">2023</span>') == 35
    for kata in ("30,00", "12,50", "di atas 70 sampai 80", "80 kriteria", "Belum dipilih"):
        assert kata in isi
    assert "Ubah</a>" not in isi


def test_list_counts_the_worksheets_of_each_year(buka):
    kota = KotaFactory()
    buat_templat_lke(2025, buat_iku(kota, target="70", nama="Nilai SAKIP Kota").indikator)
    LembarKerjaFactory(tahun=2024)
    LembarKerjaFactory(tahun=2024)
    LembarKerjaFactory(tahun=2024, jenis="mandiri")

    jawaban = buka(PenggunaFactory(peran="evaluator"), "templat_list")

    daftar = {d.templat.tahun_evaluasi: d for d in jawaban.context["daftar"]}
    assert list(daftar) == [2025, 2024]
    assert (daftar[2025].jumlah, daftar[2025].indikator) == (0, "Nilai SAKIP Kota")
    assert daftar[2024].per_jenis == (("Penilaian mandiri", 1), ("Evaluasi internal", 2))
    assert "3 lembar kerja: penilaian mandiri 1, evaluasi internal 2" in jawaban.content.decode()


def test_one_pd_does_not_read_off_how_far_the_evaluators_are(buka):
    lembar = LembarKerjaFactory(tahun=2024, status="draf")

    for peran, jumlah, rinci in (
        ("operator", "Sudah ada<", False),
        ("evaluator", "1 lembar<", True),
    ):
        orang = PenggunaFactory(peran=peran)
        daftar = buka(orang, "templat_list").content.decode()
        assert ("evaluasi internal" in daftar) is rinci
        assert ("1 lembar kerja" in daftar) is rinci
        assert "Dipakai" in daftar
        assert jumlah in buka(orang, "templat_detail", lembar.templat_id).content.decode()


def test_of_two_people_on_one_template_the_second_is_told(buka, organisasi):
    templat = buat_templat_lke(2024)
    pertama = _isian(buka, organisasi, templat) | {"sub_1_a": "7", "sub_1_b": "8"}
    kedua = _isian(buka, organisasi, templat) | {"geser_2_a": "-2"}
    assert buka(organisasi, "templat_update", templat.pk, data=pertama).status_code == 302

    usang = buka(organisasi, "templat_update", templat.pk, data=kedua)

    assert usang.status_code == 200
    assert "baru saja diubah orang lain" in usang.content.decode()
    isi = muat_templat(TemplatLKE.objects.get())
    assert [s.bobot for s in isi.templat.subkomponen[:2]] == [7, 8]
    assert {k.tahun_dokumen for k in isi.kriteria["2.a"]} == {2024}
    segar = _isian(buka, organisasi, templat) | {"geser_2_a": "-2"}
    assert buka(organisasi, "templat_update", templat.pk, data=segar).status_code == 302


def test_three_years_and_thirty_need_the_same_queries(buka):
    organisasi = PenggunaFactory(peran="organisasi")

    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            assert buka(organisasi, "templat_list").status_code == 200
        return len(kueri)

    for tahun in range(2021, 2024):
        LembarKerjaFactory(tahun=tahun)
    hitung()  # the first page also fills caches that live longer than a request
    sedikit = hitung()
    for tahun in range(2024, 2051):
        LembarKerjaFactory(tahun=tahun)
    assert hitung() == sedikit


def test_create_from_the_regulation_and_from_another_year(buka, organisasi):
    buka(organisasi, "templat_create", data={"tahun_evaluasi": "2024", "asal": "88"})
    asal = TemplatLKE.objects.get()

    jawaban = buka(
        organisasi, "templat_create", data={"tahun_evaluasi": "2025", "asal": str(asal.pk)}
    )

    baru = TemplatLKE.objects.get(tahun_evaluasi=2025)
    assert jawaban.url == reverse("evaluasi:templat_detail", args=[baru.pk])
    assert baru.sumber == "Salinan templat tahun evaluasi 2024"
    assert muat_templat(baru).templat == muat_templat(asal).templat


@pytest.mark.parametrize(
    ("data", "medan", "kalimat"),
    [
        ({"tahun_evaluasi": "2024", "asal": "88"}, "tahun_evaluasi", "sudah ada"),
        ({"tahun_evaluasi": "", "asal": "88"}, "tahun_evaluasi", "Tulis tahun"),
        ({"tahun_evaluasi": "dua", "asal": "88"}, "tahun_evaluasi", "empat angka"),
        ({"tahun_evaluasi": "20244", "asal": "88"}, "tahun_evaluasi", "antara 2000 dan 2100"),
        ({"tahun_evaluasi": "2030", "asal": "999999"}, "asal", ""),
    ],
)
def test_create_refused_at_the_field(buka, organisasi, data, medan, kalimat):
    buat_templat_lke(2024)

    jawaban = buka(organisasi, "templat_create", data=data)

    assert list(jawaban.context["form"].errors) == [medan]
    assert kalimat in jawaban.context["form"].errors[medan][0]
    assert TemplatLKE.objects.count() == 1


def test_update_reads_indonesian_numbers_and_saves(buka, organisasi):
    kota = KotaFactory()
    isi = buat_iku(kota, nama="Nilai SAKIP Kota")
    bukan_iku = buat_iku(kota, nama="Bukan IKU", iku=False)
    templat = buat_templat_lke(2024)
    data = _isian(buka, organisasi, templat)
    assert (data["komponen_1"], data["sub_4_c"], data["geser_3_a"]) == ("30,00", "12,50", -1)
    halaman = buka(organisasi, "templat_update", templat.pk).content.decode()
    assert 'value="12,50"' in halaman
    assert f'value="{bukan_iku.indikator_id}"' not in halaman

    jawaban = buka(
        organisasi,
        "templat_update",
        templat.pk,
        data={
            **data,
            "sub_1_a": "7,5",
            "sub_1_b": " 7,50",
            "geser_1_a": "-2",
            "indikator": isi.indikator_id,
        },
    )

    assert jawaban.status_code == 302
    templat.refresh_from_db()
    muat = muat_templat(templat)
    assert [s.bobot for s in muat.templat.subkomponen[:3]] == [7.5, 7.5, 15]
    assert {k.tahun_dokumen for k in muat.kriteria["1.a"]} == {2022}
    assert templat.indikator == isi.indikator


@pytest.mark.parametrize(
    ("ubah", "medan", "kalimat"),
    [
        (
            {"komponen_1": "25", "sub_1_a": "1"},
            "jumlah_komponen",
            "Jumlah bobot komponen 95,00. Kurang 5,00 dari 100.",
        ),
        (
            {"sub_1_a": "7,5"},
            "jumlah_1",
            "Jumlah bobot subkomponen 1.a sampai 1.c 31,50. "
            "Lebih 1,50 dari bobot komponen 1, yaitu 30,00.",
        ),
        ({"sub_1_a": "0"}, "sub_1_a", "Bobot harus lebih dari 0, bukan 0,00."),
        ({"sub_1_a": "-6"}, "sub_1_a", "Bobot harus lebih dari 0, bukan -6,00."),
        (
            {"sub_1_a": "enam"},
            "sub_1_a",
            '"enam" berisi huruf. Tulis angkanya saja, misalnya 87,5.',
        ),
        ({"sub_1_a": ""}, "sub_1_a", "Tulis bobotnya."),
        ({"geser_1_a": "-9"}, "geser_1_a", ""),
        ({"indikator": "999999"}, "indikator", ""),
    ],
)
def test_update_refused_at_the_field_with_a_link_to_it(buka, organisasi, ubah, medan, kalimat):
    templat = buat_templat_lke(2024)
    data = _isian(buka, organisasi, templat) | ubah

    jawaban = buka(organisasi, "templat_update", templat.pk, data=data)

    galat = jawaban.context["form"].errors
    assert list(galat) == [medan]
    assert kalimat in galat[medan][0]
    halaman = jawaban.content.decode()
    assert f'<a href="#id_{medan}">' in halaman
    assert f'id="id_{medan}_error"' in halaman
    assert f'id="id_{medan}"' in halaman
    assert KomponenLKE.objects.get(kode="1").bobot == 30
    assert SubkomponenLKE.objects.get(kode="1.a").bobot == 6


def test_the_lines_of_sums_show_what_was_sent(buka, organisasi):
    templat = buat_templat_lke(2024)
    data = _isian(buka, organisasi, templat)

    def jumlah(**ubah):
        jawaban = buka(organisasi, "templat_update", templat.pk, data={**data, **ubah})
        form = jawaban.context["form"]
        return form.jumlah().teks, [k.jumlah.teks for k in form.baris()]

    awal = buka(organisasi, "templat_update", templat.pk).context["form"]
    assert [awal.jumlah().teks, next(awal.baris()).jumlah.teks] == ["100,00", "30,00"]
    assert jumlah(komponen_4="20") == ("95,00", ["30,00", "30,00", "15,00", "25,00"])
    assert jumlah(sub_1_a="enam") == ("100,00", ["–", "30,00", "15,00", "25,00"])


def test_a_used_template_says_why_it_stays(buka, organisasi):
    templat = buat_templat_lke(2024)
    data = _isian(buka, organisasi, templat)
    LembarKerjaFactory()

    jawaban = buka(organisasi, "templat_update", templat.pk, data={**data, "geser_1_a": "-1"})

    assert jawaban.status_code == 403
    assert "sudah dipakai 1 lembar kerja" in jawaban.content.decode()
    detail = buka(organisasi, "templat_detail", templat.pk).content.decode()
    assert "sudah dipakai 1 lembar kerja" in detail
    assert "Ubah</a>" not in detail


def test_empty_list_says_who_makes_the_first(buka, organisasi):
    PerangkatDaerahFactory()

    assert "Mulai dari PermenPANRB 88/2021" in buka(organisasi, "templat_list").content.decode()
    operator = buka(PenggunaFactory(peran="operator"), "templat_list").content.decode()
    assert "dibuat oleh Bagian Organisasi" in operator
