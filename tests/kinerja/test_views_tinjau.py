"""The two review pages and their buttons."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import Komentar
from opd.models import JenisPeran
from tests.factories import TAHUN, PenggunaFactory, PerangkatDaerahFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
HALAMAN = {
    "persetujuan_list": ("kepala", "diajukan", "realisasi_setujui", "disetujui_pd"),
    "verifikasi_list": ("organisasi", "disetujui_pd", "realisasi_verifikasi", "diverifikasi"),
}


@pytest.fixture
def buka(client, p):
    def _buka(nama, oleh, **kueri):
        client.force_login(oleh)
        return client.get(reverse(f"kinerja:{nama}"), {"tahun": TAHUN, "triwulan": TW, **kueri})

    return _buka


@pytest.fixture
def tekan(client, p):
    def _tekan(nama, oleh, pk=None, **data):
        client.force_login(oleh)
        alamat = reverse(f"kinerja:{nama}", args=[] if pk is None else [pk])
        return client.post(alamat, {"tahun": TAHUN, "triwulan": TW, **data})

    return _tekan


@pytest.mark.parametrize("nama", HALAMAN)
def test_queue_opens_the_first_row_that_waits(buka, p, nama):
    siapa, status, _, _ = HALAMAN[nama]
    satu, dua = p.baris(status), p.baris(status)
    p.baris()

    jawaban = buka(nama, getattr(p, siapa))

    c = jawaban.context
    assert (c["baris"], c["posisi"], c["berikut"], c["sebelum"]) == (satu, 1, dua.pk, None)
    assert c["izin_putusan"]
    assert (c["ringkasan"].menunggu, c["ringkasan"].semua) == (2, 3)
    kedua = buka(nama, getattr(p, siapa), baris=dua.pk).context
    assert (kedua["posisi"], kedua["berikut"], kedua["sebelum"]) == (2, None, satu.pk)


@pytest.mark.parametrize("nama", HALAMAN)
def test_page_is_for_its_role_only(buka, p, nama):
    siapa, status, _, _ = HALAMAN[nama]
    p.baris(status)

    for orang in ("operator", "kepala", "organisasi", "evaluator", "pimpinan", "tanpa_peran"):
        jawaban = buka(nama, getattr(p, orang))
        assert jawaban.status_code == (200 if orang == siapa else 403)
        if orang != siapa:
            assert "Halaman ini untuk" in jawaban.content.decode()


@pytest.mark.parametrize("nama", HALAMAN)
def test_an_empty_queue_says_when_rows_come(buka, p, nama):
    jawaban = buka(nama, getattr(p, HALAMAN[nama][0]))

    assert "Tidak ada baris yang menunggu" in jawaban.content.decode()


def test_row_or_pd_of_others_is_not_found(buka, p):
    asing = p.baris("diajukan", isi=TargetFactory(pd=p.lain).indikator.isi.get())

    assert buka("persetujuan_list", p.kepala, baris=asing.pk).status_code == 404
    assert buka("persetujuan_list", p.kepala, pd=p.lain.pk).status_code == 404
    for teks in ("9" * 40, "9" * 5000, "x", "²"):
        assert buka("persetujuan_list", p.kepala, baris=teks).status_code == 200


def test_an_own_row_is_shown_with_the_reason_instead_of_buttons(buka, p):
    p.baris("diajukan", diajukan_oleh=p.kepala)

    html = buka("persetujuan_list", p.kepala).content.decode()

    assert "orang lain yang harus menyetujuinya" in html
    assert "form-kembali" not in html


@pytest.mark.parametrize("nama", HALAMAN)
def test_a_decision_moves_the_row_and_goes_on_to_the_next(tekan, p, nama):
    siapa, status, aksi, tujuan = HALAMAN[nama]
    baris, dua = p.baris(status), p.baris(status)

    jawaban = tekan(aksi, getattr(p, siapa), baris.pk, berikut=dua.pk, pd=p.pd.pk)

    baris.refresh_from_db()
    assert (jawaban.status_code, baris.status) == (302, tujuan)
    assert jawaban["Location"].startswith(reverse(f"kinerja:{nama}"))
    assert f"baris={dua.pk}" in jawaban["Location"]
    assert f"pd={p.pd.pk}" in jawaban["Location"]
    ulang = tekan(aksi, getattr(p, siapa), baris.pk)
    assert ulang.status_code == 403
    assert "tidak dapat" in ulang.content.decode()


@pytest.mark.parametrize("nama", HALAMAN)
def test_three_people_decide(tekan, p, nama):
    siapa, status, aksi, _ = HALAMAN[nama]
    baris = p.baris(status)
    kepala_lain = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.lain)

    for orang in (p.operator_lain, kepala_lain, p.tanpa_peran, p.admin):
        for tombol in (aksi, "realisasi_kembalikan"):
            assert tekan(tombol, orang, baris.pk, teks="x").status_code == 404
        assert tekan("realisasi_kembalikan", orang, baris.pk, teks="").status_code == 404
    for orang in (p.evaluator, p.pimpinan, p.operator, p.perencana):
        for tombol in (aksi, "realisasi_kembalikan"):
            assert tekan(tombol, orang, baris.pk, teks="x").status_code == 403
    assert tekan(aksi, getattr(p, siapa), 10**40).status_code == 404
    baris.refresh_from_db()
    assert baris.status == status
    assert not Komentar.objects.exists()


@pytest.mark.parametrize("nama", HALAMAN)
def test_a_return_needs_a_reason_and_stays_on_the_row_without_one(tekan, p, nama):
    siapa, status, _, _ = HALAMAN[nama]
    baris = p.baris(status)

    kosong = tekan("realisasi_kembalikan", getattr(p, siapa), baris.pk, teks=" ")

    baris.refresh_from_db()
    assert baris.status == status
    assert f"baris={baris.pk}" in kosong["Location"]
    assert "Tulis alasan pengembaliannya" in str([*get_messages(kosong.wsgi_request)][0])

    jawaban = tekan("realisasi_kembalikan", getattr(p, siapa), baris.pk, teks="Keliru.")
    baris.refresh_from_db()
    assert (jawaban.status_code, baris.status) == (302, "dikembalikan")
    assert reverse(f"kinerja:{nama}") in jawaban["Location"]


def test_kepala_approves_the_whole_quarter(tekan, p):
    for _ in range(2):
        p.baris("diajukan")

    jawaban = tekan("triwulan_setujui", p.kepala, pd=p.pd.pk)

    assert jawaban.status_code == 302
    assert "2 baris Triwulan IV 2024 disetujui" in str([*get_messages(jawaban.wsgi_request)][0])
    assert tekan("triwulan_setujui", p.kepala, pd=p.pd.pk).status_code == 403
    assert tekan("triwulan_setujui", p.kepala, pd=p.lain.pk).status_code == 404
    assert tekan("triwulan_setujui", p.evaluator, pd=p.pd.pk).status_code == 403


@pytest.mark.parametrize("nama", HALAMAN)
def test_buttons_are_not_links(client, p, nama):
    siapa, status, aksi, _ = HALAMAN[nama]
    baris = p.baris(status)
    client.force_login(getattr(p, siapa))

    for tombol in (aksi, "realisasi_kembalikan"):
        assert client.get(reverse(f"kinerja:{tombol}", args=[baris.pk])).status_code == 405


@pytest.mark.parametrize("nama", HALAMAN)
def test_three_rows_and_forty_need_the_same_queries(buka, p, nama):
    siapa, status, _, _ = HALAMAN[nama]

    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            assert buka(nama, getattr(p, siapa)).status_code == 200
        return len(c)

    for _ in range(3):
        p.baris(status)
    hitung()
    sedikit = hitung()
    for _ in range(25):
        p.baris(status)
    for _ in range(12):
        isi = TargetFactory(pd=PerangkatDaerahFactory()).indikator.isi.get()
        p.baris(status, isi=isi)

    assert hitung() == sedikit


def _pilih(*baris):
    return [f"{b.pk}.{b.versi}" for b in baris]


@pytest.mark.parametrize("nama", HALAMAN)
def test_ticked_rows_go_back_with_one_note(tekan, p, nama):
    siapa, status, _, _ = HALAMAN[nama]
    satu, dua = p.baris(status), p.baris(status)
    kembali = "realisasi_kembalikan_banyak"

    assert tekan(kembali, getattr(p, siapa), pilih=[], teks="x").status_code == 302
    assert tekan(kembali, getattr(p, siapa), pilih=_pilih(satu), teks=" ").status_code == 302
    assert tekan(kembali, p.operator_lain, pilih=_pilih(satu), teks="x").status_code == 404
    assert tekan(kembali, p.operator_lain, pilih=_pilih(satu), teks="").status_code == 404
    assert tekan(kembali, p.evaluator, pilih=_pilih(satu), teks="x").status_code == 403
    assert not Komentar.objects.exists()

    jawaban = tekan(kembali, getattr(p, siapa), pilih=_pilih(satu, dua), teks="Cek.")

    assert "2 baris dikembalikan" in str([*get_messages(jawaban.wsgi_request)][-1])
    for b in (satu, dua):
        b.refresh_from_db()
        assert b.status == "dikembalikan"


@pytest.mark.parametrize("nama", HALAMAN)
def test_the_dialog_counts_what_goes_and_names_what_stays(buka, tekan, p, nama):
    siapa, status, _, tujuan = HALAMAN[nama]
    biasa = p.baris(status)
    janggal = p.baris(status, isi=p.isi(nama="Yang janggal"), nilai=Decimal(151))
    sendiri = p.baris(status, diisi_oleh=getattr(p, siapa))

    s = buka(nama, getattr(p, siapa)).context["sekaligus"]

    assert (s["jumlah"], [j["nama"] for j in s["janggal"]]) == (1, ["Yang janggal"])
    assert len(s["tidak_boleh"]) == 1
    aksi = "triwulan_setujui" if siapa == "kepala" else "verifikasi_sekaligus"
    basi = tekan(aksi, getattr(p, siapa), pd=p.pd.pk, tanda="lama")
    assert "berubah sejak halaman ini dibuka" in str([*get_messages(basi.wsgi_request)][0])
    tekan(aksi, getattr(p, siapa), pd=p.pd.pk, tanda=s["tanda"])
    for b in (biasa, janggal, sendiri):
        b.refresh_from_db()
    assert (biasa.status, janggal.status, sendiri.status) == (tujuan, status, status)


def test_verifying_many_is_for_organisasi(tekan, p):
    p.baris("disetujui_pd")

    for orang in (p.operator, p.kepala, p.evaluator, p.pimpinan):
        assert tekan("verifikasi_sekaligus", orang).status_code == 403
    assert tekan("verifikasi_sekaligus", p.operator, pd=p.lain.pk).status_code == 404


def test_chips_count_and_narrow_the_queue(buka, p):
    p.baris("disetujui_pd")
    janggal = p.baris("disetujui_pd", nilai=Decimal(151))

    c = buka("verifikasi_list", p.organisasi, saring="janggal").context

    assert [(k["label"], k["jumlah"]) for k in c["kepingan"]] == [
        ("Antrean", 2),
        ("Diperbaiki", 0),
        ("Janggal", 1),
        ("Terlambat", 0),
    ]
    assert (c["baris"], c["jumlah_urutan"]) == (janggal, 1)
    html = buka("verifikasi_list", p.organisasi, saring="janggal").content.decode()
    assert "Capaian di atas 150%." in html
    assert "1 kejanggalan" in html
    kosong = buka("verifikasi_list", p.organisasi, saring="terlambat").content.decode()
    assert "Lihat seluruh antrean" in kosong


def test_a_verified_row_is_opened_and_can_go_back(buka, p):
    baris = p.baris("diverifikasi")

    html = buka("verifikasi_list", p.organisasi, baris=baris.pk).content.decode()

    assert "form-kembali" in html
    assert "realisasi_verifikasi" not in html
    assert "Diajukan" in html


def test_the_reviewer_answers_in_the_conversation(tekan, p):
    baris = p.baris("disetujui_pd")

    jawaban = tekan("tinjau_komentar", p.organisasi, baris.pk, teks="Bagaimana hitungnya?")

    assert jawaban["Location"].endswith("#percakapan")
    assert Komentar.objects.get().teks == "Bagaimana hitungnya?"
    assert tekan("tinjau_komentar", p.organisasi, baris.pk, teks=" ").status_code == 302
    assert tekan("tinjau_komentar", p.operator_lain, baris.pk, teks="x").status_code == 404
    assert tekan("tinjau_komentar", p.evaluator, baris.pk, teks="x").status_code == 403
    assert Komentar.objects.count() == 1


@pytest.mark.parametrize("nama", HALAMAN)
def test_the_whole_queue_is_decided_without_a_script(buka, tekan, p, nama):
    siapa, status, _, tujuan = HALAMAN[nama]
    baris = p.baris(status)
    halaman = buka(nama, getattr(p, siapa)).content.decode()
    assert "sekaligus=ya#dialog-sekaligus" in halaman
    assert 'id="dialog-sekaligus" open' not in halaman

    polos = buka(nama, getattr(p, siapa), sekaligus="ya")

    assert 'id="dialog-sekaligus" open' in polos.content.decode()
    aksi = "triwulan_setujui" if siapa == "kepala" else "verifikasi_sekaligus"
    tekan(aksi, getattr(p, siapa), pd=p.pd.pk, tanda=polos.context["sekaligus"]["tanda"])
    baris.refresh_from_db()
    assert baris.status == tujuan


@pytest.mark.parametrize("nama", HALAMAN)
@pytest.mark.parametrize("aksi", ["putusan", "realisasi_kembalikan"])
def test_the_second_of_two_reviewers_sees_the_row_as_it_stands_and_keeps_the_note(
    buka, tekan, p, nama, aksi
):
    siapa, status, putusan, _ = HALAMAN[nama]
    baris, lain, orang = p.baris(status), p.baris(status), getattr(p, siapa)
    type(baris).objects.filter(pk=baris.pk).update(status="dikembalikan")
    data = {"versi": baris.versi, "status": status, "teks": "Cek <ini>.", "halaman": nama}

    jawaban = tekan(putusan if aksi == "putusan" else aksi, orang, baris.pk, **data)

    assert f"baris={baris.pk}" in jawaban["Location"]
    assert "statusnya dikembalikan" in str([*get_messages(jawaban.wsgi_request)][0])
    halaman = buka(nama, orang, baris=baris.pk)
    assert "Cek &lt;ini&gt;." in halaman.content.decode()
    assert halaman.context["berikut"] == lain.pk
    pilih = [*_pilih(baris), *_pilih(lain)]
    data |= {"pilih": pilih, "teks": "Cek <itu>."}
    tekan("realisasi_kembalikan_banyak", orang, **data)
    assert "Cek &lt;itu&gt;." in buka(nama, orang).content.decode()
    # of a row that stands as it was shown a refusal is a refusal
    assert tekan(putusan, p.operator, lain.pk, **data).status_code == 403


@pytest.mark.parametrize("nama", HALAMAN)
def test_a_note_that_could_not_be_sent_is_still_there(buka, tekan, p, nama):
    siapa, status, _, _ = HALAMAN[nama]
    baris, lain, orang = p.baris(status), p.baris(status), getattr(p, siapa)
    catatan = "Mohon cek <sumbernya>."
    tampil = "Mohon cek &lt;sumbernya&gt;."

    basi = baris.versi + 1
    jawaban = tekan("realisasi_kembalikan", orang, baris.pk, teks=catatan, versi=basi, halaman=nama)
    assert f"baris={baris.pk}" in jawaban["Location"]
    assert tampil in buka(nama, orang, baris=baris.pk).content.decode()
    assert tampil not in buka(nama, orang, baris=baris.pk).content.decode()  # shown once

    tekan("realisasi_kembalikan", orang, baris.pk, teks=catatan, versi=basi, halaman=nama)
    assert tampil not in buka(nama, orang, baris=lain.pk).content.decode()  # of another row

    banyak = "realisasi_kembalikan_banyak"
    tekan(banyak, orang, pilih=[f"{baris.pk}.{basi}"], teks=catatan, halaman=nama)
    halaman = buka(nama, orang)
    assert tampil in halaman.content.decode()
    assert not halaman.context["catatan_tertahan"].pilih  # looked at again before ticked again
    tekan(banyak, orang, pilih=_pilih(lain), teks=" ", halaman=nama)
    assert list(buka(nama, orang).context["catatan_tertahan"].pilih) == [lain.pk]
    assert not Komentar.objects.exists()
