"""Pages of versions: a new document, copy, comparison, in force, thrown away."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from kinerja.models import (
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    StatusDokumen,
    Target,
)
from kinerja.selectors.versi import tanda_versi
from kinerja.services.versi import salin_dokumen
from tests.factories import DokumenFactory, IsiSimpulFactory, KotaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minta(client):
    def _minta(nama, oleh, *nomor, data=None, **kueri):
        client.force_login(oleh)
        alamat = reverse(f"kinerja:{nama}", args=nomor)
        return client.get(alamat, kueri) if data is None else client.post(alamat, data)

    return _minta


def _baru(p, **medan):
    return {
        "jenis": "renja",
        "perangkat_daerah": p.pd.pk,
        "tahun_dari": "2025",
        "tahun_sampai": "2025",
        "sumber": "",
        **medan,
    }


def _draf(p):
    return salin_dokumen(dokumen_id=p.dokumen.pk, oleh=p.perencana)


def test_a_new_document_is_made_and_a_wrong_one_keeps_what_was_typed(minta, p):
    salah = minta("dokumen_create", p.perencana, data=_baru(p, tahun_sampai="2027", sumber="Asal"))

    assert salah.context["form"].errors["tahun_sampai"] == [
        "Renja berlaku satu tahun. Tulis 2025 juga di sini."
    ]
    assert 'value="Asal"' in salah.content.decode()
    benar = minta("dokumen_create", p.perencana, data=_baru(p))
    dokumen = DokumenPerencanaan.objects.get(tahun_dari=2025)
    assert benar.url == reverse("kinerja:dokumen_detail", args=[dokumen.pk])


def test_who_opens_the_new_document_page(minta, p):
    for orang, status in (
        (p.perencana, 200),
        (p.organisasi, 200),
        (p.operator, 403),
        (p.evaluator, 403),
        (p.admin, 403),
    ):
        assert minta("dokumen_create", orang).status_code == status


def test_two_periods_stand_in_one_group(minta, p):
    kota = KotaFactory(urutan=0)
    for dari, sampai in ((2021, 2026), (2025, 2029)):
        DokumenFactory(
            pd=kota, jenis=JenisDokumen.RPJMD, tahun_dari=dari, tahun_sampai=sampai, tahun=dari
        )

    kelompok = minta("dokumen_list", p.perencana).context["kelompok"]

    assert [(k.jenis, [m.judul for m in k.masa]) for k in kelompok] == [
        ("RPJMD", ["2025-2029", "2021-2026"]),
        ("Renja", ["2024"]),
    ]
    for kueri, jumlah in (
        ({"jenis": "rpjmd"}, 2),
        ({"tahun": "2028"}, 1),
        ({"status": "draf"}, 0),
        ({"jenis": "aneh", "tahun": "x"}, 3),
        ({"tahun": "999999999"}, 0),
    ):
        halaman = minta("dokumen_list", p.perencana, **kueri)
        assert len(halaman.context["object_list"]) == jumlah


def test_copying_twice_leads_to_the_draft(minta, p):
    p.isi()
    pertama = minta("dokumen_salin", p.perencana, p.dokumen.pk, data={})
    draf = DokumenPerencanaan.objects.get(status=StatusDokumen.DRAF)
    kedua = minta("dokumen_salin", p.perencana, p.dokumen.pk, data={})

    assert pertama.url == kedua.url == reverse("kinerja:dokumen_detail", args=[draf.pk])
    assert minta("dokumen_salin", p.operator, p.dokumen.pk, data={}).status_code == 403
    assert minta("dokumen_salin", p.operator_lain, p.dokumen.pk, data={}).status_code == 404


def test_the_page_of_a_version_offers_what_may_be_done_now(minta, p):
    p.isi()
    isi = minta("dokumen_detail", p.perencana, p.dokumen.pk).content.decode()
    assert "Salin menjadi versi perubahan" in isi
    assert reverse("kinerja:iku", args=[p.dokumen.pk]) in isi
    draf = _draf(p)
    lama = minta("dokumen_detail", p.perencana, p.dokumen.pk).content.decode()
    assert "Buka draf perubahan" in lama
    assert "Salin menjadi" not in lama
    baru = minta("dokumen_detail", p.perencana, draf.pk).content.decode()
    for kata in ("Berlakukan", "Hapus draf ini", "Bandingkan versi", "Ubah isi"):
        assert kata in baru
    pembaca = minta("dokumen_detail", p.operator, draf.pk).content.decode()
    for kata in (">Berlakukan<", "Hapus draf ini", "Ubah isi", "Salin menjadi"):
        assert kata not in pembaca


def test_putting_in_force_shows_the_changes_and_takes_number_and_day(minta, p):
    p.isi()
    draf = _draf(p)
    Target.objects.filter(dokumen=draf).update(nilai=7)
    halaman = minta("dokumen_tetapkan", p.perencana, draf.pk)
    assert [r["jumlah"] for r in halaman.context["ringkas"]] == [
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0, 1],
        [0, 0, 1, 0, 0],
    ]
    kosong = minta("dokumen_tetapkan", p.perencana, draf.pk, data={"tanda": tanda_versi(draf)})
    assert kosong.context["form"].errors["nomor"] == ["Tulis nomor penetapannya."]
    data = {"nomor": "Perwal 3", "berlaku_mulai": "01/07/2024", "tanda": tanda_versi(draf)}

    assert minta("dokumen_tetapkan", p.perencana, draf.pk, data=data).status_code == 302
    draf.refresh_from_db()
    assert (draf.status, draf.nomor) == (StatusDokumen.BERLAKU, "Perwal 3")
    # Every page that names versions says by what and since when.
    ketetapan = "Perwal 3, mulai 1 Juli 2024"
    for nama, nomor in (
        ("dokumen_list", []),
        ("dokumen_detail", [draf.pk]),
        ("banding", [draf.pk]),
    ):
        assert ketetapan in minta(nama, p.operator, *nomor).content.decode(), nama
    assert "Murni, tanpa nomor penetapan" in minta("banding", p.operator, draf.pk).content.decode()
    assert minta("dokumen_tetapkan", p.perencana, draf.pk).status_code == 403


def test_a_draft_that_changed_meanwhile_is_shown_again_and_then_taken(minta, p):
    p.isi()
    draf = _draf(p)
    data = {"nomor": "Perwal 3", "berlaku_mulai": "2024-07-01", "tanda": tanda_versi(draf)}
    Target.objects.filter(dokumen=draf).delete()

    halaman = minta("dokumen_tetapkan", p.perencana, draf.pk, data=data)

    form = halaman.context["form"]
    assert "baru saja diubah" in form.non_field_errors()[0]
    assert form["tanda"].value() == tanda_versi(draf)
    assert form["nomor"].value() == "Perwal 3"
    data["tanda"] = form["tanda"].value()
    assert minta("dokumen_tetapkan", p.perencana, draf.pk, data=data).status_code == 302


def test_three_people_at_the_pages_of_a_draft(minta, p):
    p.isi()
    draf = _draf(p)
    for nama in ("dokumen_tetapkan", "dokumen_hapus"):
        assert minta(nama, p.perencana, draf.pk).status_code == 200
        assert minta(nama, p.operator, draf.pk).status_code == 403
        assert minta(nama, p.operator_lain, draf.pk).status_code == 404
        assert minta(nama, p.evaluator, draf.pk).status_code == 403
    for nama in ("banding", "banding_unduh"):
        assert minta(nama, p.operator, draf.pk).status_code == 200
        assert minta(nama, p.evaluator, draf.pk).status_code == 200
        assert minta(nama, p.operator_lain, draf.pk).status_code == 404


def test_a_draft_is_thrown_away_after_a_question(minta, p):
    p.isi()
    draf = _draf(p)
    assert "1 baris rencana, 1 indikator, dan 1 target" in (
        minta("dokumen_hapus", p.perencana, draf.pk).content.decode()
    )

    assert minta("dokumen_hapus", p.perencana, draf.pk, data={}).status_code == 302
    assert DokumenPerencanaan.objects.get() == p.dokumen


def test_the_comparison_hides_what_is_equal_and_filters(minta, p):
    isi = p.isi(nama="Angka kematian")
    p.isi(nama="Tetap sama")
    draf = _draf(p)
    IsiIndikator.objects.filter(dokumen=draf, indikator=isi.indikator).update(satuan="Orang")
    Target.objects.filter(dokumen=draf, indikator=isi.indikator).update(nilai=Decimal(7))

    halaman = minta("banding", p.operator, draf.pk)

    assert [(r["b"].jenis, r["kata"]) for r in halaman.context["baris"]] == [
        ("indikator", "Berubah"),
        ("target", "Berubah"),
    ]
    teks = halaman.content.decode()
    assert "<del>Persen</del>" in teks
    assert "<ins>Orang</ins>" in teks
    assert "Tetap sama" not in teks
    assert len(minta("banding", p.operator, draf.pk, keadaan="sama").context["baris"]) == 4
    assert len(minta("banding", p.operator, draf.pk, jenis="target").context["baris"]) == 1
    assert len(minta("banding", p.operator, draf.pk, keadaan="x", jenis="y").context["baris"]) == 2


def test_another_period_stands_beside_the_document_and_is_named_so(minta, p):
    p.dokumen.isi_simpul.all().delete()
    baru = DokumenFactory(pd=p.pd, tahun=2025)
    for dokumen, visi in ((p.dokumen, "Kota lama"), (baru, "Kota baru")):
        IsiSimpulFactory(dokumen=dokumen, jenis=JenisSimpul.VISI, nama=visi)
        IsiSimpulFactory(dokumen=dokumen, jenis=JenisSimpul.MISI, nama="Misi satu")
    IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.MISI, nama="Misi hilang")

    rincian = minta("dokumen_detail", p.operator, baru.pk).content.decode()
    halaman = minta("banding", p.operator, baru.pk, dengan=p.dokumen.pk)

    assert f"/banding/?dengan={p.dokumen.pk}" in rincian
    teks = halaman.content.decode()
    assert "Renja 2024 adalah periode lain, bukan versi dari Renja 2025." in teks
    assert '<optgroup label="Periode lain">' in teks
    assert [(r["b"].nama, r["kata"]) for r in halaman.context["baris"]] == [
        ("Kota baru", "Berubah"),
        ("Misi hilang", "Hilang"),
    ]
    unduhan = minta("banding_unduh", p.operator, baru.pk, dengan=p.dokumen.pk)
    assert "banding-renja-2024.0-2025.0.xlsx" in unduhan["Content-Disposition"]
    assert minta("banding", p.operator_lain, baru.pk, dengan=p.dokumen.pk).status_code == 404


def test_only_documents_of_the_same_kind_and_pd_are_compared(minta, p):
    lain = DokumenFactory(pd=p.lain, tahun=2025)
    renstra = DokumenFactory(pd=p.pd, jenis=JenisDokumen.RENSTRA)

    assert minta("banding", p.perencana, p.dokumen.pk, dengan=renstra.pk).status_code == 404
    assert minta("banding", p.perencana, p.dokumen.pk, dengan=lain.pk).status_code == 404
    assert minta("banding", p.perencana, p.dokumen.pk, dengan="x").status_code == 404
    sendiri = minta("banding", p.perencana, p.dokumen.pk)
    assert "Baru ada satu versi" in sendiri.content.decode()
    assert minta("banding_unduh", p.perencana, p.dokumen.pk).status_code == 404


@pytest.mark.parametrize("awal", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")'])
def test_the_spreadsheet_writes_texts_as_text(minta, p, awal):
    p.isi()
    draf = _draf(p)
    IsiSimpul.objects.filter(dokumen=draf).update(nama=awal)

    jawaban = minta("banding_unduh", p.operator, draf.pk)

    buku = load_workbook(BytesIO(jawaban.content))
    baris = list(buku["Perbandingan"].iter_rows(min_row=4))
    assert [s.value for s in baris[0]][:5] == ["berubah", "Program", awal, None, "Nama"]
    sel = [s for b in baris for s in b if s.value == awal]
    assert len(sel) == 2
    assert {(s.data_type, s.quotePrefix) for s in sel} == {("s", True)}


@pytest.mark.parametrize("nama", ["banding", "dokumen_tetapkan"])
def test_three_rows_and_forty_need_the_same_queries(minta, p, nama):
    for _ in range(3):
        p.isi()
    draf = _draf(p)

    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            minta(nama, p.perencana, draf.pk, **({} if nama != "banding" else {"keadaan": "sama"}))
        return len(c)

    hitung()
    sedikit = hitung()
    for _ in range(37):
        isi = p.isi()
        simpul = isi.isi_simpul
        simpul.pk, simpul.dokumen = None, draf
        simpul.save()
        isi.pk, isi.dokumen, isi.isi_simpul = None, draf, simpul
        isi.save()

    assert hitung() == sedikit
