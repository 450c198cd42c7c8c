"""Pages of requests for another target."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.formulas.skala import SKALA_SAKIP
from kinerja.models import StatusUsul, UsulTarget
from kinerja.services.usul_target import ajukan_usul
from kinerja.services.versi import salin_dokumen
from tests.factories import RealisasiFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minta(client):
    def _minta(nama, oleh, *nomor, data=None, **kueri):
        client.force_login(oleh)
        alamat = reverse(f"kinerja:usul_target_{nama}", args=nomor)
        if data is None:
            return client.get(alamat, kueri)
        return client.post(f"{alamat}?{urlencode(kueri)}", data)

    return _minta


def _usul(p, isi=None, nilai="90"):
    return ajukan_usul(
        indikator_id=(isi or p.isi()).indikator_id,
        tahun=2024,
        nilai=Decimal(nilai),
        nilai_atas=None,
        alasan="Alat rusak.",
        oleh=p.operator,
    )


def _kirim(minta, p, isi, nilai, **lain):
    data = {"nilai": nilai, "alasan": "Alat rusak sejak Maret.", **lain}
    kueri = {"indikator": isi.indikator_id, "tahun": 2024}
    return minta("create", p.operator, data=data, **kueri)


@pytest.mark.parametrize(
    ("sifat", "teks", "nilai", "atas"),
    [
        ({}, "87,5", "87.5", None),
        ({"satuan": "Orang", "desimal": 0}, "1.250", "1250", None),
        ({"satuan": "Bulan", "desimal": 0}, "7-8", "7", "8"),
        ({"skala_predikat": dict(SKALA_SAKIP), "desimal": 0}, "bb predikat", "5", None),
    ],
)
def test_the_value_is_read_as_the_indicator_wants_it(minta, p, sifat, teks, nilai, atas):
    assert _kirim(minta, p, p.isi(**sifat), teks).status_code == 302

    usul = UsulTarget.objects.get()
    assert (usul.nilai, usul.nilai_atas) == (Decimal(nilai), Decimal(atas) if atas else None)


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("BB Predikat", "skala predikat"),
        ("70.125", "bisa dibaca dua cara"),
        ("banyak", "berisi huruf"),
        ("", "Tulis target yang diusulkan"),
        ("100", "sama dengan target yang berlaku"),
    ],
)
def test_what_cannot_be_a_target_is_said_at_the_field_and_stays_typed(minta, p, teks, kata):
    jawaban = _kirim(minta, p, p.isi(), teks)

    form = jawaban.context["form"]
    assert kata in " ".join(form.errors["nilai"])
    assert form["alasan"].value() == "Alat rusak sejak Maret."
    assert not UsulTarget.objects.exists()


def test_an_unusual_value_is_asked_about_once(minta, p):
    isi = p.isi(satuan="Persen")

    tanya = _kirim(minta, p, isi, "150")

    assert "lebih dari 100 persen" in tanya.context["form"].errors["nilai"][0]
    assert 'name="yakin"' in tanya.content.decode()
    assert _kirim(minta, p, isi, "150", yakin="on").status_code == 302


def test_the_form_shows_what_stands_and_warns_after_an_easier_target(minta, p, client):
    isi = p.isi()
    RealisasiFactory(indikator=isi.indikator, tahun=2023, nilai=Decimal(95))
    teks = minta("create", p.operator, indikator=isi.indikator_id, tahun=2024).content.decode()
    for kata in ("100,00", "Realisasi 2023", "95,00", "Renja 2024"):
        assert kata in teks

    halaman = client.get(_kirim(minta, p, isi, "90").url)

    kalimat = "Target 90,00 lebih ringan daripada realisasi 2023, yaitu 95,00."
    assert kalimat in [str(m).removeprefix("Usul diajukan. ") for m in halaman.context["messages"]]
    assert halaman.context["rinci"].peringatan == kalimat


def test_a_waiting_request_is_shown_instead_of_the_form(minta, p):
    usul = _usul(p, isi := p.isi())

    teks = minta("create", p.operator, indikator=isi.indikator_id, tahun=2024).content.decode()

    assert reverse("kinerja:usul_target_detail", args=[usul.pk]) in teks
    assert 'name="nilai"' not in teks
    assert "masih menunggu" in _kirim(minta, p, isi, "80").context["form"].non_field_errors()[0]


def test_the_card_and_the_cell_lead_to_the_form_for_who_may_ask(client, p):
    isi = p.isi()
    draf = salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)
    tuju = f"{reverse('kinerja:usul_target_create')}?indikator={isi.indikator_id}&amp;tahun=2024"
    kartu = reverse("kinerja:indikator_kartu", args=[isi.pk])
    kartu_draf = reverse("kinerja:indikator_kartu", args=[draf.isi_indikator.get().pk])
    panel = reverse("kinerja:realisasi_panel", args=[isi.indikator_id])

    def ada(orang, alamat):
        client.force_login(orang)
        jawaban = client.get(alamat, {"tahun": 2024, "triwulan": 1})
        assert jawaban.status_code == 200
        return tuju in jawaban.content.decode()

    for orang, boleh in ((p.operator, True), (p.kepala, True), (p.evaluator, False)):
        assert [ada(orang, a) for a in (kartu, panel)] == [boleh, boleh], orang
    assert not ada(p.operator, kartu_draf)  # asked is about what is in force


def test_who_opens_the_form_and_the_choice(minta, p):
    kueri = {"indikator": p.isi().indikator_id, "tahun": 2024}
    for orang, form, pilih in (
        (p.operator, 200, 200),
        (p.kepala, 200, 200),
        (p.operator_lain, 404, 200),
        (p.perencana, 403, 403),
        (p.evaluator, 403, 403),
        (p.admin, 404, 403),
        (p.tanpa_peran, 404, 403),
    ):
        assert minta("create", orang, **kueri).status_code == form
        assert minta("create", orang).status_code == pilih
    assert minta("create", p.operator, indikator="x", tahun="9" * 60).status_code == 404


def test_the_choice_lists_own_indicators_and_finds_by_name(minta, p):
    isi = p.isi(nama="Angka kematian ibu")
    p.isi(nama="Lain")
    usul = _usul(p, isi)

    semua = minta("create", p.operator, tahun=2024).context["calon"]
    satu = minta("create", p.operator, tahun=2024, cari="kematian").context["calon"]

    assert {c.nama for c in semua} == {"Angka kematian ibu", "Lain"}
    assert [(c.nama, c.target, c.menunggu) for c in satu] == [
        ("Angka kematian ibu", "100,00", usul.pk)
    ]
    assert minta("create", p.operator_lain, tahun=2024).context["jumlah"] == 0


def test_the_planner_accepts_and_the_page_names_the_draft(minta, p, client):
    usul = _usul(p)
    jawaban = minta("putus", p.perencana, usul.pk, data={"keputusan": "setuju", "catatan": ""})

    halaman = client.get(jawaban.url)
    usul.refresh_from_db()
    assert usul.status == StatusUsul.DISETUJUI
    assert "Renja 2024 perubahan ke-1" in halaman.content.decode()


def test_a_rejection_without_a_note_is_shown_again(minta, p):
    usul = _usul(p)

    jawaban = minta("putus", p.perencana, usul.pk, data={"keputusan": "tolak"})

    assert "Tulis alasan penolakannya" in jawaban.context["form"].errors["catatan"][0]
    tanpa = minta("putus", p.perencana, usul.pk, data={"catatan": "x"})
    assert tanpa.context["form"].errors["keputusan"] == ["Pilih keputusannya."]
    usul.refresh_from_db()
    assert usul.status == StatusUsul.DIAJUKAN


def test_three_people_at_one_request(minta, p):
    usul = _usul(p)
    for orang, lihat, putus, tarik in (
        (p.operator_lain, 404, 404, 404),
        (p.admin, 404, 404, 404),
        (p.evaluator, 200, 403, 403),
        (p.organisasi, 200, 403, 403),
        (p.kepala, 200, 403, 302),
    ):
        assert minta("detail", orang, usul.pk).status_code == lihat
        data = {"keputusan": "setuju"}
        assert minta("putus", orang, usul.pk, data=data).status_code == putus
        assert minta("tarik", orang, usul.pk, data={}).status_code == tarik
    assert minta("putus", p.perencana, usul.pk, data={"keputusan": "setuju"}).status_code == 403


def test_the_list_filters_and_waits_on_the_planners_home(minta, p, client):
    usul = _usul(p)
    _usul(p)
    UsulTarget.objects.filter(pk=usul.pk).update(status=StatusUsul.DITARIK)

    assert len(minta("list", p.operator).context["daftar"]) == 2
    assert len(minta("list", p.perencana, status="ditarik").context["daftar"]) == 1
    assert len(minta("list", p.operator_lain).context["daftar"]) == 0
    assert minta("list", p.admin).status_code == 403
    client.force_login(p.perencana)
    assert "Putuskan usul perubahan target" in client.get("/").content.decode()
    client.force_login(p.operator)
    assert "Putuskan usul perubahan target" not in client.get("/").content.decode()


@pytest.mark.parametrize("nama", ["list", "create"])
def test_three_rows_and_thirty_need_the_same_queries(minta, p, nama):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            minta(nama, p.operator, tahun=2024)
        return len(c)

    for _ in range(3):
        _usul(p)
    hitung()
    sedikit = hitung()
    for _ in range(27):
        _usul(p)

    assert hitung() == sedikit
