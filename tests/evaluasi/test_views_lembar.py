"""Pages of the worksheet: who opens what, the steps, the working paper."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluasi.models import (
    JawabanLKE,
    KomponenLKE,
    KriteriaLKE,
    LembarKerja,
    PemenuhanKriteria,
    StatusLembar,
    SubkomponenLKE,
    TemplatLKE,
)
from opd.models import JenisPeran
from tests.evaluasi.panggung_lembar import (
    BINJAI,
    DJAMIL,
    PanggungLembar,
    buat_panggung_lembar,
)
from tests.factories import (
    TAHUN,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungLembar:
    return buat_panggung_lembar()


@pytest.fixture
def buka(client):
    def _buka(nama, oleh, *args, **kueri):
        client.force_login(oleh)
        return client.get(reverse(f"evaluasi:{nama}", args=args), kueri)

    return _buka


@pytest.fixture
def kirim(client):
    def _kirim(nama, oleh, *args, **data):
        client.force_login(oleh)
        return client.post(reverse(f"evaluasi:{nama}", args=args), data)

    return _kirim


def _kabar(jawaban):
    return [str(m) for m in get_messages(jawaban.wsgi_request)]


# --- the list ---------------------------------------------------------------------------------


def test_list_shows_all_pd_with_state_value_and_one_button(buka, p):
    p.mandiri("BB", status=StatusLembar.DIKIRIM)
    lembar = p.internal({"1.a": "BB"})
    LembarKerjaFactory(pd=p.kota, jenis="kementerian", total=Decimal("69.04"))

    html = buka("lke_list", p.evaluator).content.decode()

    assert "80,00" in html
    assert "sementara, 1 dari 12" in html
    assert "69,04" in html
    assert "Resmi" in html
    assert f'href="/evaluasi/lke/{lembar.pk}/"' in html
    assert html.count('action="/evaluasi/lke/mulai/"') == 2  # Dinas Sosial and the city


def test_list_filters_by_kind_and_keeps_the_year(buka, p):
    p.mandiri("BB", status=StatusLembar.DIKIRIM)

    html = buka("lke_list", p.evaluator, jenis="kementerian", tahun=TAHUN).content.decode()

    assert "Belum direkam" in html
    assert "Dinas Kesehatan" not in html
    for aneh in ({"jenis": "x"}, {"tahun": "abc"}, {"tahun": "9" * 30}, {"tahun": "1999"}):
        assert "Dinas Kesehatan" in buka("lke_list", p.evaluator, **aneh).content.decode()


def test_operator_gets_a_small_page_with_the_own_sheets(buka, p):
    p.internal("BB", pd=p.lain)

    html = buka("lke_list", p.operator).content.decode()

    assert "Penilaian mandiri" in html
    assert "Mulai" in html
    assert "<table" not in html
    assert "Dinas Sosial" not in html
    assert "Kota Tangerang Selatan</h2>" not in html


def test_an_operator_of_the_city_sees_the_sheets_of_the_city(buka, p):
    lembar = LembarKerjaFactory(pd=p.kota, status=StatusLembar.FINAL, jawaban="B")
    orang = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.kota)

    html = buka("lke_list", orang).content.decode()

    assert reverse("evaluasi:lke_detail", args=[lembar.pk]) in html
    assert "70,00" in html


def test_list_without_a_template_says_so(buka, p):
    for model in (KriteriaLKE, SubkomponenLKE, KomponenLKE, TemplatLKE):
        model.objects.all().delete()
    assert "Belum ada templat LKE" in buka("lke_list", p.evaluator).content.decode()


def test_people_without_any_pd_are_refused_with_a_reason(buka, p):
    for orang in (p.admin, p.tanpa_peran):
        assert buka("lke_list", orang).status_code == 403


def test_list_has_the_same_number_of_queries_for_3_and_40_pd(client, p):
    client.force_login(p.evaluator)
    p.internal("BB")

    def hitung():
        with CaptureQueriesContext(connection) as kueri:
            assert client.get(reverse("evaluasi:lke_list")).status_code == 200
        return len(kueri)

    sedikit = hitung()
    for _ in range(37):
        pd = PerangkatDaerahFactory()
        p.internal("B", pd=pd)
        p.mandiri("BB", pd=pd, status=StatusLembar.DIKIRIM)
    assert hitung() == sedikit


# --- starting ---------------------------------------------------------------------------------


def test_starting_opens_the_sheet_and_again_the_same(kirim, p):
    data = {"pd": p.pd.pk, "tahun": TAHUN, "jenis": "internal"}
    pertama = kirim("lke_create", p.evaluator, **data)
    kedua = kirim("lke_create", p.evaluator, **data)

    lembar = LembarKerja.objects.get()
    assert pertama.url == kedua.url == f"/evaluasi/lke/{lembar.pk}/"


@pytest.mark.parametrize(
    ("siapa", "jenis", "status"),
    [
        ("operator", "internal", 403),
        ("operator_lain", "mandiri", 404),
        ("organisasi", "internal", 403),
        ("pimpinan", "mandiri", 403),
        ("admin", "mandiri", 404),
        ("evaluator", "aneh", 404),
    ],
)
def test_starting_what_is_not_ones_own_is_refused(kirim, p, siapa, jenis, status):
    jawaban = kirim("lke_create", getattr(p, siapa), pd=p.pd.pk, tahun=TAHUN, jenis=jenis)
    assert jawaban.status_code == status
    assert not LembarKerja.objects.exists()


# --- one sheet --------------------------------------------------------------------------------


@pytest.mark.parametrize(("jawaban", "total"), [(DJAMIL, "88,10"), (BINJAI, "87,80")])
def test_published_examples_stand_on_the_page(buka, p, jawaban, total):
    html = buka("lke_detail", p.evaluator, p.internal(jawaban).pk).content.decode()
    assert f'id="total-lke">{total}<' in html
    assert "Memuaskan" in html


def test_the_page_says_what_it_knows_of_the_self_assessment(buka, p):
    lembar = p.internal("B")
    html = buka("lke_detail", p.evaluator, lembar.pk).content.decode()
    assert "Penilaian mandiri belum dikirim" in html
    assert "dari penilaian mandiri." not in html

    p.mandiri("BB", status=StatusLembar.DIKIRIM)
    html = buka("lke_detail", p.evaluator, lembar.pk).content.decode()
    assert "Penilaian mandiri sudah dikirim" in html
    assert "Turun 10,00 dari penilaian mandiri." in html
    assert "<strong>0,01 poin</strong> lagi untuk BB" in html
    assert "Sumbu dimulai dari 50." in html


def test_an_incomplete_sheet_has_no_predicate(buka, p):
    html = buka("lke_detail", p.evaluator, p.internal({"1.a": "BB"}).pk).content.decode()
    assert "1 dari 12" in html
    assert "sementara," in html
    assert "predikat--besar" not in html
    assert "1 dari 12 subkomponen terjawab" in html


def test_an_open_row_has_its_criteria_scale_and_years(buka, p):
    lembar = p.internal({"1.a": "BB", "3.a": "BB"})
    html = buka("lke_detail", p.evaluator, lembar.pk, buka="3.a").content.decode()
    assert html.count("menilai dokumen 2023") == 6
    assert "Saran sistem muncul setelah semua kriteria dinilai." in html
    tertutup = buka("lke_detail", p.evaluator, lembar.pk, buka="9.z").content.decode()
    assert "menilai dokumen" not in tertutup


def test_readers_get_no_fields_and_the_reason(buka, p):
    lembar = p.mandiri({"1.a": "A"}, status=StatusLembar.DIKIRIM)
    for orang in (p.operator, p.kepala, p.evaluator, p.pimpinan, p.organisasi, p.perencana):
        jawaban = buka("lke_detail", orang, lembar.pk, buka="1.a")
        html = jawaban.content.decode()
        assert jawaban.status_code == 200
        assert "<select" not in html
        assert "Periksa dan kirim" not in html
    assert "Penilaian mandiri diisi oleh operator" in html


@pytest.mark.parametrize("nama", ["lke_detail", "lke_unduh", "lke_kirim"])
def test_another_pd_and_a_hidden_draft_are_not_found(buka, p, nama):
    mandiri, internal = p.mandiri("BB"), p.internal("BB")
    resmi = LembarKerjaFactory(pd=p.kota, jenis="kementerian", total=Decimal(69))
    for oleh, lembar in (
        (p.operator_lain, mandiri),
        (p.operator, internal),
        (p.admin, mandiri),
        (p.tanpa_peran, internal),
        (p.evaluator, resmi),
    ):
        assert buka(nama, oleh, lembar.pk).status_code == 404


def test_text_of_a_person_is_escaped(buka, p):
    lembar = p.internal("B")
    JawabanLKE.objects.filter(lembar=lembar).update(alasan="<script>alert(1)</script>")
    LembarKerja.objects.filter(pk=lembar.pk).update(catatan_kembali="<b>x</b>")
    html = buka("lke_detail", p.evaluator, lembar.pk, buka="1.a").content.decode()
    assert "<script>alert" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


# --- steps ------------------------------------------------------------------------------------


def test_check_page_lists_what_is_missing_and_has_no_button(buka, kirim, p):
    lembar = p.internal({**dict.fromkeys(DJAMIL, "BB"), "3.a": "A"})
    JawabanLKE.objects.filter(subkomponen__kode="4.c").delete()

    html = buka("lke_kirim", p.evaluator, lembar.pk).content.decode()
    assert "Belum bisa dikirim. Selesaikan 2 hal ini" in html
    assert "Subkomponen 4.c belum dijawab." in html
    assert "Alasan untuk 3.a belum ditulis." in html
    assert "Kirim hasil penilaian" not in html

    jawaban = kirim("lke_kirim", p.evaluator, lembar.pk, versi=lembar.versi)
    assert jawaban.status_code == 422
    assert "Subkomponen 4.c belum dijawab." in jawaban.content.decode()
    lembar.refresh_from_db()
    assert lembar.status == StatusLembar.DRAF


def test_sending_needs_the_version_that_was_shown(buka, kirim, p):
    lembar = p.mandiri("BB")
    assert "Kirim penilaian mandiri" in buka("lke_kirim", p.operator, lembar.pk).content.decode()

    for lama in ("0", "abc", ""):
        jawaban = kirim("lke_kirim", p.operator, lembar.pk, versi=lama)
        assert jawaban.url == f"/evaluasi/lke/{lembar.pk}/kirim/"
    jawaban = kirim("lke_kirim", p.operator, lembar.pk, versi=lembar.versi)

    assert jawaban.url == f"/evaluasi/lke/{lembar.pk}/"
    lembar.refresh_from_db()
    assert lembar.status == StatusLembar.DIKIRIM
    assert kirim("lke_kirim", p.operator, lembar.pk).status_code == 403


def test_a_letter_above_its_criteria_is_named_everywhere(buka, p):
    lembar = p.internal({**dict.fromkeys(DJAMIL, "B"), "2.a": "A"})
    JawabanLKE.objects.filter(lembar=lembar).update(alasan="Ada.")
    for k, pemenuhan in zip(p.kriteria("2.a"), ["penuh", "penuh", "belum"], strict=True):
        PemenuhanKriteria.objects.create(lembar=lembar, kriteria=k, pemenuhan=pemenuhan)
    kalimat = (
        "A diberikan, padahal 2 dari 3 kriteria terpenuhi. A dan AA mensyaratkan semua kriteria."
    )

    rinci = buka("lke_detail", p.evaluator, lembar.pk).content.decode()
    baris = rinci[rinci.index('id="awas-2-a"') :]
    assert kalimat in baris[: baris.index("</th>")]
    assert f"2.a: {kalimat}" in rinci[rinci.index("Sebelum dikirim") :]
    kirim = buka("lke_kirim", p.evaluator, lembar.pk).content.decode()
    awas = kirim[kirim.index("lke-kirim__awas") :]
    assert f'#sub-2-a">2.a: {kalimat}' in awas[: awas.index("</ul>")]
    assert "Kirim hasil penilaian" in kirim  # a person decides


def test_who_filled_an_answer_is_offered_no_decision(buka, kirim, p):
    lembar = p.internal("BB")
    JawabanLKE.objects.filter(subkomponen__kode="1.a").update(diisi_oleh=p.ketua)
    kirim("lke_kirim", p.evaluator, lembar.pk)

    assert "Setujui reviu" not in buka("lke_detail", p.ketua, lembar.pk).content.decode()
    ditolak = kirim("lke_reviu", p.ketua, lembar.pk)
    assert ditolak.status_code == 403
    assert "Anda ikut mengisi jawaban lembar ini" in ditolak.content.decode()


def test_taking_back_says_what_moves_and_wants_a_reason(buka, kirim, p):
    lembar = p.internal("BB")
    kirim("lke_kirim", p.evaluator, lembar.pk)
    html = buka("lke_detail", p.evaluator, lembar.pk).content.decode()
    dialog = html[html.index('id="dialog-buka"') :]
    dialog = dialog[: dialog.index("</dialog>")]
    assert "nilai SAKIP kota dan garis 2/3 perangkat daerah ikut bergeser" in dialog
    assert 'name="alasan_tarik"' in dialog

    kosong = kirim("lke_buka", p.evaluator, lembar.pk, alasan_tarik=" ")
    assert "Tulis alasan menariknya kembali" in _kabar(kosong)[-1]
    lembar.refresh_from_db()
    assert lembar.status == StatusLembar.DINILAI
    kirim("lke_buka", p.evaluator, lembar.pk, alasan_tarik="Bukti 2.a keliru dibaca.")
    lembar.refresh_from_db()
    assert lembar.status == StatusLembar.DRAF


def test_check_page_is_for_those_who_fill_the_sheet(buka, p):
    lembar = p.mandiri("BB")
    for oleh, status in ((p.operator, 200), (p.kepala, 403), (p.evaluator, 403)):
        assert buka("lke_kirim", oleh, lembar.pk).status_code == status


def test_the_tiers_and_the_way_back(buka, kirim, p):
    lembar = p.internal("BB")
    kirim("lke_kirim", p.evaluator, lembar.pk)
    assert kirim("lke_reviu", p.evaluator, lembar.pk).status_code == 403
    assert "Setujui reviu" in buka("lke_detail", p.ketua, lembar.pk).content.decode()
    assert "Setujui reviu" not in buka("lke_detail", p.operator, lembar.pk).content.decode()

    kosong = kirim("lke_kembalikan", p.ketua, lembar.pk, catatan_kembali=" ")
    assert "Tulis alasan pengembaliannya" in _kabar(kosong)[-1]
    kirim("lke_kembalikan", p.ketua, lembar.pk, catatan_kembali="Bukti 2.a kurang.")
    assert "Bukti 2.a kurang." in buka("lke_detail", p.evaluator, lembar.pk).content.decode()
    assert buka("lke_detail", p.operator, lembar.pk).status_code == 404

    kirim("lke_kirim", p.evaluator, lembar.pk)
    usang = kirim("lke_reviu", p.ketua, lembar.pk, versi=1)
    assert "berubah sejak halaman ini dibuka" in _kabar(usang)[-1]
    kirim("lke_reviu", p.ketua, lembar.pk)
    assert kirim("lke_final", p.ketua, lembar.pk).status_code == 403
    kirim("lke_final", p.penanggung, lembar.pk)
    lembar.refresh_from_db()
    assert lembar.status == StatusLembar.FINAL
    for nama in ("lke_reviu", "lke_final", "lke_kembalikan", "lke_buka"):
        assert kirim(nama, p.penanggung, lembar.pk, catatan_kembali="x").status_code == 403
        assert kirim(nama, p.operator_lain, lembar.pk).status_code == 404
        assert buka(nama, p.penanggung, lembar.pk).status_code == 405


def test_bagian_organisasi_reopens_a_sent_self_assessment(kirim, p):
    lembar = p.mandiri("BB", status=StatusLembar.DIKIRIM)
    assert kirim("lke_buka", p.operator, lembar.pk).status_code == 403
    assert kirim("lke_buka", p.organisasi, lembar.pk).status_code == 302
    lembar.refresh_from_db()
    assert lembar.status == StatusLembar.DRAF


def test_reopening_is_not_offered_once_the_evaluation_was_reviewed(buka, kirim, p):
    lembar, internal = p.mandiri("BB", status=StatusLembar.DIKIRIM), p.internal("B")
    assert "Buka kembali" in buka("lke_detail", p.organisasi, lembar.pk).content.decode()
    LembarKerja.objects.filter(pk=internal.pk).update(status=StatusLembar.DIREVIU)

    assert "Buka kembali" not in buka("lke_detail", p.organisasi, lembar.pk).content.decode()
    ditolak = kirim("lke_buka", p.organisasi, lembar.pk)
    assert ditolak.status_code == 403
    assert "sudah direviu" in ditolak.content.decode()


def test_steps_have_plain_forms_for_a_browser_without_javascript(buka, kirim, p):
    lembar = p.internal("BB")
    kirim("lke_kirim", p.evaluator, lembar.pk)
    lembar.refresh_from_db()

    html = buka("lke_detail", p.ketua, lembar.pk).content.decode()
    tanpa = html[html.index("<noscript><section") : html.index("</section></noscript>")]
    for nama in ("lke_reviu", "lke_kembalikan", "lke_buka"):
        assert f'action="{reverse(f"evaluasi:{nama}", args=[lembar.pk])}"' in tanpa
    assert tanpa.count(f'name="versi" value="{lembar.versi}"') == 3
    assert "Tetapkan final" not in tanpa
    assert "<noscript><section" not in buka("lke_detail", p.pimpinan, lembar.pk).content.decode()
