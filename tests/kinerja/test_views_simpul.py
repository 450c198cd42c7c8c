"""The pages of the tree without a script: every action by plain links and forms."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from kinerja.models import (
    Dukungan,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    Nomenklatur,
    StatusDokumen,
)
from kinerja.selectors.tanda_simpul import tanda_cabang, tanda_simpul
from opd.models import Pengguna
from tests.factories import TAHUN, DokumenFactory, IsiSimpulFactory
from tests.kinerja.panggung_simpul import PanggungSimpul, isi_nomenklatur, susun_panggung


@pytest.fixture
def r(db: None) -> PanggungSimpul:
    """A draf with a small tree."""
    return susun_panggung()


def _sebagai(pengguna: Pengguna) -> Client:
    klien = Client()
    klien.force_login(pengguna)
    return klien


@pytest.fixture
def klien(r: PanggungSimpul) -> Client:
    """The planner's browser."""
    return _sebagai(r.perencana)


def _alamat(r: PanggungSimpul, nama: str, *nomor: int) -> str:
    return reverse(f"kinerja:{nama}", args=[r.dokumen.pk, *nomor])


def test_who_opens_the_page(r: PanggungSimpul):
    alamat = _alamat(r, "dokumen_ubah")
    status = {
        siapa: _sebagai(getattr(r, siapa)).get(alamat).status_code
        for siapa in ("perencana", "organisasi", "operator", "operator_lain")
    }
    assert status == {"perencana": 200, "organisasi": 200, "operator": 403, "operator_lain": 404}


def test_version_in_force_answers_403_with_the_way_out(r: PanggungSimpul, klien: Client):
    r.dokumen.status = StatusDokumen.BERLAKU
    r.dokumen.save()
    balasan = klien.get(_alamat(r, "dokumen_ubah"))
    assert balasan.status_code == 403
    assert "Salin menjadi versi perubahan" in balasan.content.decode()


def test_branches_below_program_open_by_choosing_and_by_searching(r: PanggungSimpul, klien: Client):
    alamat = _alamat(r, "dokumen_ubah")
    assert ">K1<" not in klien.get(alamat).content.decode()
    dipilih = klien.get(alamat, {"pilih": r.p.pk}).content.decode()
    assert ">K1<" in dipilih
    assert ">S1<" not in dipilih
    assert ">S3<" in klien.get(alamat, {"cari": "s3"}).content.decode()
    assert klien.get(alamat, {"pilih": 10**6}).status_code == 200


def test_queries_do_not_grow_with_the_tree(
    r: PanggungSimpul, klien: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    alamat = f"{_alamat(r, 'dokumen_ubah')}?pilih={r.k1.pk}"
    with django_assert_max_num_queries(40) as sedikit:
        klien.get(alamat)
    for n in range(30):
        IsiSimpulFactory(induk=r.k1, jenis=JenisSimpul.SUB_KEGIATAN, nama=f"Sub {n}")
    with django_assert_max_num_queries(len(sedikit)):
        klien.get(alamat)


def test_add_from_the_nomenclature_with_its_indicator(r: PanggungSimpul, klien: Client):
    isi_nomenklatur()
    IsiSimpul.objects.filter(pk=r.k1.pk).update(
        kode="1.02.02.2.02", nomenklatur=Nomenklatur.objects.get(kode="1.02.02.2.02")
    )
    tambah = f"{_alamat(r, 'simpul_create')}?induk={r.k1.pk}"
    assert "Pengelolaan Pelayanan Kesehatan Ibu Hamil" in klien.get(tambah).content.decode()
    entri = Nomenklatur.objects.get(kode="1.02.02.2.02.0001")
    pilih = f"{tambah}&jenis=sub_kegiatan&nomenklatur={entri.pk}"
    assert "Bawa juga indikatornya" in klien.get(pilih).content.decode()

    balasan = klien.post(
        pilih, {"nama": entri.nama, "kode": entri.kode, "bawa_indikator": "on", "jabatan": ""}
    )

    isi = IsiSimpul.objects.get(kode=entri.kode)
    assert balasan.status_code == 302
    assert f"pilih={isi.pk}" in balasan["Location"]
    assert IsiIndikator.objects.get(isi_simpul=isi).satuan == "Orang"


def test_x_codes_ask_for_the_bidang_when_it_is_unknown(r: PanggungSimpul, klien: Client):
    isi_nomenklatur()
    entri = Nomenklatur.objects.get(kode="X.XX.01")
    alamat = f"{_alamat(r, 'simpul_create')}?jenis=program&nomenklatur={entri.pk}"
    assert "Bidang urusan perangkat daerah" in klien.get(alamat).content.decode()
    data = {"nama": entri.nama, "kode": entri.kode, "jabatan": "", "bidang": ""}
    balasan = klien.post(alamat, data)
    assert balasan.status_code == 422
    assert "misalnya 1.02" in balasan.content.decode()
    klien.post(alamat, {**data, "bidang": "1.02"})
    assert IsiSimpul.objects.get(nomenklatur=entri).kode == "1.02.01"


def test_unknown_code_keeps_what_was_typed(r: PanggungSimpul, klien: Client):
    isi_nomenklatur()
    balasan = klien.post(
        f"{_alamat(r, 'simpul_create')}?jenis=program",
        {"nama": "Program coba", "kode": "9.99.99", "jabatan": ""},
    )
    isi = balasan.content.decode()
    assert balasan.status_code == 422
    assert "tidak ada di edisi nomenklatur mana pun" in isi
    assert "Program coba" in isi
    assert not IsiSimpul.objects.filter(nama="Program coba").exists()


def test_code_of_an_older_edition_warns_and_the_warning_stays(r: PanggungSimpul, klien: Client):
    isi_nomenklatur()
    balasan = klien.post(
        f"{_alamat(r, 'simpul_create')}?jenis=program",
        {"nama": "Program lama", "kode": "1.02.07", "jabatan": ""},
        follow=True,
    )
    assert balasan.status_code == 200
    halaman = klien.get(_alamat(r, "dokumen_ubah")).content.decode()
    assert "tidak ada di edisi terbaru" in halaman


def test_move_step_split_merge_and_remove_by_plain_forms(r: PanggungSimpul, klien: Client):
    def kirim(halaman: str, isi: IsiSimpul, **data: object) -> int:
        return klien.post(_alamat(r, halaman, isi.pk), data).status_code

    segar = r.segar
    assert kirim("simpul_urutkan", r.k2, arah="naik", tanda=tanda_simpul(segar(r.k2))) == 302
    assert kirim("simpul_urutkan", r.k2, arah="naik", tanda=tanda_simpul(segar(r.k2))) == 422
    assert kirim("simpul_urutkan", r.k2, arah="samping") == 422
    assert kirim("simpul_pindah", r.k1, induk=r.q.pk, tanda=tanda_simpul(segar(r.k1))) == 302
    assert kirim("simpul_pindah", r.q, induk=r.k1.pk, tanda=tanda_simpul(segar(r.q))) == 422
    assert (
        kirim("simpul_pecah", r.k1, nama="K1b", anak=[r.s2.pk], tanda=tanda_cabang(segar(r.k1)))
        == 302
    )
    pecahan = IsiSimpul.objects.get(nama="K1b")
    assert kirim("simpul_gabung", pecahan, ke=r.k2.pk, tanda=tanda_cabang(pecahan)) == 302
    assert kirim("simpul_hapus", r.q, tanda="basi") == 409
    assert kirim("simpul_hapus", r.q, tanda=tanda_cabang(segar(r.q))) == 302
    assert r.urutan() == ["P", "-K2", "--S3", "--S2"]


def test_every_panel_opens(r: PanggungSimpul, klien: Client):
    for nama in ("simpul_update", "simpul_pindah", "simpul_pecah", "simpul_gabung", "simpul_hapus"):
        assert klien.get(_alamat(r, nama, r.k1.pk)).status_code == 200
        sepotong = klien.get(_alamat(r, nama, r.k1.pk), headers={"HX-Request": "true"})
        assert "<html" not in sepotong.content.decode()
    assert klien.get(_alamat(r, "simpul_create") + f"?induk={r.s1.pk}").status_code == 404


def test_what_shows_at_once_in_the_version_in_force_is_said(r: PanggungSimpul, klien: Client):
    r.pagu(r.k1, 10)
    pendukung = IsiSimpulFactory(dokumen=r.dokumen, jenis=JenisSimpul.PROGRAM, nama="Pendukung")
    Dukungan.objects.create(dari=pendukung.simpul, ke=r.k1.simpul)
    rincian, gabung = (_alamat(r, n, r.k1.pk) for n in ("simpul_update", "simpul_gabung"))

    def baca(alamat: str) -> str:
        return klien.get(alamat).content.decode()

    assert "langsung tampak" not in baca(rincian) + baca(gabung)
    berlaku = DokumenFactory(
        pd=r.pd, jenis=JenisDokumen.RENSTRA, tahun_dari=2021, tahun_sampai=2026
    )
    IsiSimpulFactory(dokumen=berlaku, simpul=r.k1.simpul, jenis=JenisSimpul.KEGIATAN)
    assert baca(rincian).count(f"perubahannya langsung tampak di {berlaku}.") == 1
    assert "dokumen yang berlaku tidak berubah" in baca(rincian)
    assert "1 dukungannya tidak ikut" in baca(gabung)


def test_panel_offers_a_place_for_a_new_node_that_exists(r: PanggungSimpul, klien: Client):
    for isi, kata in ((r.k1, "Tambah di bawahnya"), (r.s1, "Tambah sesudahnya")):
        rincian = klien.get(_alamat(r, "simpul_update", isi.pk))
        assert kata in rincian.content.decode()
        tambah = rincian.context["alamat_tambah"]
        assert klien.get(tambah).status_code == 200
        klien.post(tambah, {"nama": f"Sesudah {isi.nama}", "kode": "", "jabatan": ""})
    assert r.urutan()[2:6] == ["--S1", "--Sesudah S1", "--S2", "--Sesudah K1"]


def test_pagu_that_does_not_add_up_is_a_sentence_at_the_field(r: PanggungSimpul, klien: Client):
    r.pagu(r.s1, 2_000_000)
    alamat = _alamat(r, "simpul_pagu", r.k1.pk)
    balasan = klien.post(alamat, {"rupiah": "1.000.000", "tahun": TAHUN, "semula": ""})
    isi = balasan.content.decode()
    assert balasan.status_code == 422
    assert "Pagu kegiatan Rp 1.000.000, jumlah sub kegiatan Rp 2.000.000" in isi
    assert 'value="1.000.000"' in isi
    assert klien.post(alamat, {"rupiah": "1,5", "tahun": TAHUN}).status_code == 422
    assert klien.post(alamat, {"rupiah": "3.000.000", "tahun": TAHUN}).status_code == 302
    assert r.baca_pagu(r.k1) == 3_000_000


def test_search_results_are_a_part_for_the_script_and_a_page_without(
    r: PanggungSimpul, klien: Client
):
    isi_nomenklatur()
    alamat = _alamat(r, "nomenklatur_cari")
    kueri: dict[str, str | int] = {"jenis": "sub_kegiatan", "q": "ibu hamil", "induk": r.k1.pk}
    bagian = klien.get(alamat, kueri, headers={"HX-Request": "true"}).content.decode()
    assert "1.02.02.2.02.0001" in bagian
    assert "<html" not in bagian
    assert klien.get(alamat, kueri).status_code == 302


def test_search_marks_what_is_there_and_offers_all_where_nothing_is_found(
    r: PanggungSimpul, klien: Client
):
    isi_nomenklatur()
    kegiatan = Nomenklatur.objects.get(kode="1.02.02.2.02")
    IsiSimpul.objects.filter(pk=r.k1.pk).update(kode=kegiatan.kode, nomenklatur=kegiatan)
    entri = Nomenklatur.objects.get(kode="1.02.02.2.02.0001")
    alamat = _alamat(r, "simpul_create")
    kueri: dict[str, str | int] = {"jenis": "sub_kegiatan", "q": "ibu hamil", "induk": r.k1.pk}
    assert "Sudah ada di dokumen ini" not in klien.get(alamat, kueri).content.decode()
    IsiSimpul.objects.filter(pk=r.s3.pk).update(kode=entri.kode, nomenklatur=entri)
    assert "Sudah ada di dokumen ini" in klien.get(alamat, kueri).content.decode()
    sendiri = klien.get(
        _alamat(r, "simpul_update", r.s3.pk), {"q": "1.02.02.2.02.0001", "semua": "1"}
    ).content.decode()
    assert "1.02.02.2.02.0001" in sendiri
    assert "Sudah ada di dokumen ini" not in sendiri

    kosong = klien.get(alamat, {**kueri, "q": "a&b tidak ada"}).content.decode()
    assert "Cari di semua nomenklatur" in kosong
    assert "&amp;q=a%26b%20tidak%20ada&amp;semua=1" in kosong
    semua = klien.get(alamat, {**kueri, "q": "a&b tidak ada", "semua": "1"}).content.decode()
    assert "Cari di semua nomenklatur" not in semua


def test_change_answers_htmx_with_tree_and_sentence(r: PanggungSimpul, klien: Client):
    balasan = klien.post(
        _alamat(r, "simpul_urutkan", r.k2.pk),
        {"arah": "naik", "tanda": tanda_simpul(r.segar(r.k2)), "buka": f"{r.p.pk}"},
        headers={"HX-Request": "true"},
    )
    isi = balasan.content.decode()
    assert balasan.status_code == 200
    assert 'id="kerja"' in isi
    assert "dipindahkan satu ke atas" in isi
    assert isi.index(">K2<") < isi.index(">K1<")


def test_link_to_a_goal_and_back(r: PanggungSimpul, klien: Client):
    IsiSimpul.objects.filter(pk=r.q.pk).update(jenis=JenisSimpul.SASARAN)
    alamat = _alamat(r, "dukungan_create", r.p.pk)
    assert klien.post(alamat, {"ke": "", "porsi": ""}).status_code == 422
    assert klien.post(alamat, {"ke": r.q.simpul_id, "porsi": "50,5"}).status_code == 302
    dukungan = r.p.simpul.mendukung.get()
    hapus = reverse("kinerja:dukungan_hapus", args=[r.dokumen.pk, r.p.pk, dukungan.pk])
    assert klien.post(hapus).status_code == 302
    assert klien.post(hapus).status_code == 404
