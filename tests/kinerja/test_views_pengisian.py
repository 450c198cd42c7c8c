"""The grid page: who sees which PD, what it offers, and the submission."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import StatusRealisasi
from opd.models import JenisPeran
from tests.factories import TAHUN, JadwalFactory, PeranFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


@pytest.fixture
def buka(client, p):
    def _buka(oleh=None, **kueri):
        client.force_login(oleh or p.operator)
        return client.get(reverse("kinerja:pengisian"), {"tahun": TAHUN, "triwulan": TW, **kueri})

    return _buka


@pytest.fixture
def ajukan(client, p):
    def _ajukan(oleh=None, pd=None, **lain):
        client.force_login(oleh or p.operator)
        data = {"pd": (pd or p.pd).pk, "tahun": TAHUN, "triwulan": TW}
        return client.post(reverse("kinerja:triwulan_ajukan"), data, **lain)

    return _ajukan


def test_operator_gets_inputs_and_the_button(buka, p):
    isi = p.baris().indikator.isi.get()

    html = buka().content.decode()

    assert f'id="nilai-{isi.indikator_id}"' in html
    assert "Dinas Kesehatan" in html
    assert "Ajukan Triwulan IV 2024" in html
    assert 'value="90,00"' in html


@pytest.mark.parametrize("siapa", ["evaluator", "pimpinan", "organisasi", "perencana", "kepala"])
def test_readers_get_the_numbers_without_inputs_and_the_reason(buka, p, siapa):
    p.baris()

    jawaban = buka(getattr(p, siapa), pd=p.pd.pk)

    html = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert "90,00" in html
    assert 'class="sel__isian"' not in html
    assert "dialog-ajukan" not in html


@pytest.mark.parametrize("pd", ["lain", "0", "abc", "9" * 30])
def test_another_pd_is_not_found(buka, p, pd):
    assert buka(pd=p.lain.pk if pd == "lain" else pd).status_code == 404


def test_people_without_any_pd_are_refused_with_a_reason(buka, p):
    p.baris()

    for orang in (p.tanpa_peran, p.admin):
        for kueri in ({}, {"pd": p.pd.pk}):
            jawaban = buka(orang, **kueri)
            assert jawaban.status_code == 403
            assert "90,00" not in jawaban.content.decode()
            assert "Dinas Kesehatan" not in jawaban.content.decode()


def test_a_plt_reaches_both_pd(buka, p):
    PeranFactory(pengguna=p.operator, peran=JenisPeran.KEPALA_PD, perangkat_daerah=p.lain)
    TargetFactory(pd=p.lain)

    assert "Dinas Sosial" in buka(pd=p.lain.pk).content.decode()
    assert "Dinas Kesehatan" in buka(pd=p.pd.pk).content.decode()


@pytest.mark.parametrize(
    "kueri",
    [
        {"tahun": "x"},
        {"tahun": "1", "triwulan": "9"},
        {"triwulan": "-1"},
        {"tahun": "9" * 40},
        {"saring": "ember"},
        {"jenis": "ember"},
        {"baris": "9" * 40},
        {"baris": "x"},
        {"cari": "x" * 5000},
    ],
)
def test_nonsense_in_the_address_falls_back_to_the_open_quarter(buka, p, kueri):
    p.isi()

    jawaban = buka(**kueri)

    assert jawaban.status_code == 200
    assert (jawaban.context["periode"].tahun, jawaban.context["periode"].triwulan) == (TAHUN, TW)


def test_closed_quarter_shows_the_reason_and_no_inputs(buka, p):
    p.baris()
    p.tutup()

    html = buka().content.decode()

    assert "Triwulan IV 2024 sudah ditutup pada" in html
    assert 'class="sel__isian"' not in html
    assert "dialog-ajukan" not in html


def test_chips_count_what_their_filter_shows(buka, p):
    p.isi(nama="Kosong satu")
    p.baris("dikembalikan", isi=p.isi(nama="Kembali satu"))
    p.baris(isi=p.isi(nama="Rendah satu"), nilai=10)
    p.baris()

    kepingan = {k["label"]: k["jumlah"] for k in buka().context["kepingan"]}
    assert kepingan == {
        "Semua": 4,
        "Kosong": 1,
        "Dikembalikan": 1,
        "Janggal": 0,
        "Tanpa bukti": 3,
        "Tanpa analisis": 1,
    }
    for saring, nama in (("kosong", "Kosong"), ("dikembalikan", "Kembali"), ("analisis", "Rendah")):
        baris = [b for b in buka(saring=saring).context["baris"] if not b.simpul]
        assert [b.nama for b in baris] == [f"{nama} satu"]
    assert "Tidak ada baris yang cocok" in buka(cari="tidak ada").content.decode()


def test_row_in_the_address_opens_its_panel_if_it_is_visible(buka, p):
    isi, asing = p.isi(nama="Angka sendiri"), TargetFactory(pd=p.lain).indikator.isi.get()

    assert buka(baris=isi.indikator_id).context["panel"].isi == isi
    assert buka(baris=asing.indikator_id).context["panel"] is None


def test_an_empty_plan_says_what_to_do(buka, p):
    assert "Belum ada indikator untuk periode ini" in buka().content.decode()


def test_three_rows_and_forty_need_the_same_queries(buka, p):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            assert buka().status_code == 200
        return len(c)

    for _ in range(3):
        p.baris("dikembalikan")
    hitung()
    sedikit = hitung()
    for _ in range(37):
        p.baris("dikembalikan")

    assert hitung() == sedikit


def test_submission_moves_the_quarter_and_says_who_was_told(ajukan, p):
    baris = p.baris()

    jawaban = ajukan()

    assert jawaban.status_code == 302
    assert jawaban["Location"] == f"/kinerja/pengisian/?pd={p.pd.pk}&tahun={TAHUN}&triwulan={TW}"
    assert [str(m) for m in get_messages(jawaban.wsgi_request)] == [
        "1 baris Triwulan IV 2024 diajukan. Kepala perangkat daerah diberi tahu."
    ]
    baris.refresh_from_db()
    assert baris.status == StatusRealisasi.DIAJUKAN


def test_without_the_kepala_it_says_that_organisasi_was_told(ajukan, p, settings):
    settings.PERSETUJUAN_KEPALA_PD = False
    p.baris()

    jawaban = ajukan()

    assert "Bagian Organisasi diberi tahu." in str([*get_messages(jawaban.wsgi_request)][0])


def test_incomplete_quarter_is_refused_on_a_page_with_the_number(ajukan, p):
    p.isi()

    jawaban = ajukan()

    assert jawaban.status_code == 403
    assert "Selesaikan 1 sel yang kosong" in jawaban.content.decode()


def test_three_people_press_the_button(ajukan, p):
    baris = p.baris()

    assert ajukan(p.operator_lain).status_code == 404
    for orang in (p.evaluator, p.pimpinan, p.kepala, p.tanpa_peran, p.admin):
        assert ajukan(orang).status_code == 403
    baris.refresh_from_db()
    assert baris.status == StatusRealisasi.DRAF
    assert ajukan().status_code == 302
    lagi = ajukan(follow=True)  # the second press is told, not accused
    assert "sudah diajukan" in lagi.content.decode()


def test_other_quarters_and_years_are_offered(buka, p):
    JadwalFactory(tahun=2023, triwulan=1)

    pemilih = buka().context["pemilih"]

    assert pemilih["daftar_tahun"] == [2024, 2023]
    assert [t["keadaan"] for t in pemilih["triwulan"]] == ["nanti", "nanti", "nanti", "buka"]
