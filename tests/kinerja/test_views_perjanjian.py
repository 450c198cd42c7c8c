"""Pages of the Perjanjian Kinerja: who reads, who writes, and what a refusal says."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from dasar.models import Pekerjaan
from kinerja.models import IsiSimpul, PerjanjianKinerja, StatusPK, Target
from kinerja.selectors.isi_perjanjian import isi_perjanjian, susun_isi
from kinerja.services.perjanjian import tanda_pk
from kinerja.services.perjanjian_tanda import tanda_isi
from opd.models import Eselon, JenisPeran, Pengguna, PenugasanJabatan
from tests.factories import PenggunaFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.kinerja.panggung_pk import JANUARI, TAHUN, PanggungPK, susun_panggung_pk

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPK:
    return susun_panggung_pk()


@pytest.fixture
def klien(client: Client):
    """`klien(orang)`: the same browser, signed in as somebody."""

    def masuk(siapa: Pengguna) -> Client:
        client.force_login(siapa)
        return client

    return masuk


def _isi_tanda(pk: PerjanjianKinerja, **lain: str) -> dict[str, str]:
    tanda = tanda_isi(susun_isi(pk, pk.tanggal))
    return {"tanggal": pk.tanggal.isoformat(), "tanda": tanda, "setuju": "on", **lain}


# Reading


def test_list_shows_the_posts_of_the_own_pd_first(p: PanggungPK, klien) -> None:
    pk = p.buat("kabid")

    jawab = klien(p.operator).get("/kinerja/pk/", {"tahun": TAHUN})

    teks = jawab.content.decode()
    assert jawab.context["pd"].pk == p.pd.pk
    assert f'href="/kinerja/pk/{pk.pk}/">Kepala Bidang Kesehatan Masyarakat' in teks
    assert "0 dari 3 jabatan sudah menandatangani" in teks
    assert f"/kinerja/pk/baru/?jabatan={p.jabatan['kadis'].pk}&amp;tahun=2024" in teks
    assert f"?jabatan={p.jabatan['kabid'].pk}&" not in teks
    assert "Susun semua" in teks


def test_list_of_another_pd_is_404_and_of_the_city_can_be_read(p: PanggungPK, klien) -> None:
    JabatanFactory(pd=p.pd_lain, nama="Kepala Dinas Pendidikan")
    masuk = klien(p.operator)

    assert masuk.get("/kinerja/pk/", {"pd": p.pd_lain.pk}).status_code == 404
    kota = masuk.get("/kinerja/pk/", {"pd": p.kota.pk, "tahun": TAHUN})
    assert kota.status_code == 200
    assert "Susun" not in kota.content.decode()


@pytest.mark.parametrize("alamat", ["", "belum/", "belum/unduh/"])
def test_admin_and_people_without_a_role_get_the_reason(p: PanggungPK, klien, alamat: str) -> None:
    for siapa in (PenggunaFactory(peran=JenisPeran.ADMIN), PenggunaFactory()):
        assert klien(siapa).get(f"/kinerja/pk/{alamat}").status_code == 403


def test_detail_shows_what_will_be_printed(p: PanggungPK, klien) -> None:
    pk = p.buat()
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).delete()

    jawab = klien(p.kepala).get(f"/kinerja/pk/{pk.pk}/")

    teks = jawab.content.decode()
    assert jawab.context["isi"] == isi_perjanjian(pk)
    assert "kami yang bertanda tangan di bawah ini:" in teks
    assert "Kepala Dinas Kesehatan Kota Tangerang Selatan" in teks
    assert "100.000.000" in teks
    assert "1 hal belum lengkap" in teks
    assert "Indikator “Angka Harapan Hidup” belum mempunyai target." in teks
    assert "Tanda tangani" in teks
    assert "Cetak PDF" in teks


def test_three_people_on_one_agreement(p: PanggungPK, klien) -> None:
    """404 for the other PD, 403 with the reason for who sees it, 200 and 302 for who may."""
    pk = p.buat()
    halaman = [f"/kinerja/pk/{pk.pk}/{jalur}" for jalur in ("", "ubah/", "tandatangani/")]
    lain = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=p.pd_lain)
    pimpinan = PenggunaFactory(peran=JenisPeran.PIMPINAN)

    def status(siapa: Pengguna) -> list[int]:
        return [klien(siapa).get(satu).status_code for satu in halaman]

    assert status(lain) == [404, 404, 404]
    assert status(p.operator_lain) == [404, 404, 404]
    assert status(pimpinan) == [200, 403, 403]
    assert status(p.operator) == [200, 200, 403]
    assert status(p.kepala) == [200, 200, 200]
    assert status(p.organisasi) == [200, 200, 200]
    hapus = f"/kinerja/pk/{pk.pk}/hapus/"
    assert klien(lain).post(hapus).status_code == 404
    assert klien(pimpinan).post(hapus).status_code == 403
    assert klien(p.operator).get(hapus).status_code == 405
    sandi = klien(p.operator).post(halaman[2], _isi_tanda(pk))
    assert sandi.status_code == 403
    assert "dicatat oleh kepala perangkat daerah" in sandi.content.decode()
    assert PerjanjianKinerja.objects.get().status == StatusPK.DRAF


def test_the_agreement_of_the_wali_kota_is_read_by_every_pd(p: PanggungPK, klien) -> None:
    pk = p.buat("wali")
    masuk = klien(p.operator_lain)

    assert masuk.get(f"/kinerja/pk/{pk.pk}/").status_code == 200
    assert masuk.get(f"/kinerja/pk/{pk.pk}/ubah/").status_code == 403
    asal = {"jabatan": p.jabatan["wali"].pk, "tahun": TAHUN}
    assert masuk.get("/kinerja/pk/baru/", asal).status_code == 403
    assert masuk.get("/kinerja/pk/semua/", {"pd": p.kota.pk}).status_code == 403


def test_a_signed_agreement_offers_versions_and_a_perubahan(p: PanggungPK, klien) -> None:
    pk = p.tanda(p.buat())
    baru = p.buat(
        tanggal=datetime.date(TAHUN, 4, 1), alasan="strategi", uraian_alasan="Anggaran dialihkan."
    )

    teks = klien(p.operator).get(f"/kinerja/pk/{pk.pk}/").content.decode()
    assert f'href="/kinerja/pk/{baru.pk}/">Perubahan ke-1' in teks
    assert pk.kode in teks
    assert "Buat perubahan" not in teks  # the draft of one is already there
    teks = klien(p.operator).get(f"/kinerja/pk/{baru.pk}/").content.decode()
    assert "Anggaran dialihkan." in teks
    baru.delete()
    teks = klien(p.operator).get(f"/kinerja/pk/{pk.pk}/").content.decode()
    assert "Buat perubahan" in teks


def test_a_new_holder_is_named_on_the_agreement_of_the_old_one(p: PanggungPK, klien) -> None:
    pk = p.tanda(p.buat("kabid"))
    p.ganti_pejabat("kabid", datetime.date(TAHUN, 4, 1), "Kepala Bidang Baru")

    teks = klien(p.operator).get(f"/kinerja/pk/{pk.pk}/").content.decode()

    assert "sejak 1 April 2024 jabatan ini dijabat Kepala Bidang Baru" in teks


# Writing


def test_a_draft_is_made_and_leads_to_its_page(p: PanggungPK, klien) -> None:
    alamat = f"/kinerja/pk/baru/?jabatan={p.jabatan['kadis'].pk}&tahun={TAHUN}"
    masuk = klien(p.operator)
    assert "Alasan perubahan" not in masuk.get(alamat).content.decode()

    jawab = masuk.post(alamat, {"tanggal": "2024-01-26", "nomor": "900/12"})

    pk = PerjanjianKinerja.objects.get()
    assert jawab.status_code == 302
    assert jawab.url == f"/kinerja/pk/{pk.pk}/"
    assert (pk.tahun, pk.tanggal, pk.nomor) == (TAHUN, JANUARI, "900/12")


def test_bad_input_is_a_sentence_at_its_field_and_stays_in_the_form(p: PanggungPK, klien) -> None:
    alamat = f"/kinerja/pk/baru/?jabatan={p.jabatan['kadis'].pk}&tahun={TAHUN}"
    masuk = klien(p.operator)

    salah = masuk.post(alamat, {"tanggal": "2022-01-26", "nomor": "900/12"})
    assert salah.context["form"].errors["tanggal"] == [
        "Tanggal Perjanjian Kinerja 2024 harus antara 1 Desember 2023 dan 31 Desember 2024."
    ]
    assert 'value="900/12"' in salah.content.decode()
    kosong = masuk.post(alamat, {"tanggal": ""})
    assert kosong.context["form"].errors["tanggal"] == ["Isi tanggalnya."]
    aneh = masuk.post(alamat, {"tanggal": "bulan depan"})
    assert aneh.context["form"].errors["tanggal"] == ["Tulis tanggal seperti 01/07/2024."]
    assert not PerjanjianKinerja.objects.exists()
    for kueri in ("jabatan=abc", "jabatan=", "jabatan=999999"):
        assert masuk.get(f"/kinerja/pk/baru/?{kueri}&tahun={TAHUN}").status_code == 404


def test_a_perubahan_asks_for_one_of_three_reasons(p: PanggungPK, klien) -> None:
    p.tanda(p.buat())
    alamat = f"/kinerja/pk/baru/?jabatan={p.jabatan['kadis'].pk}&tahun={TAHUN}"
    masuk = klien(p.operator)
    teks = masuk.get(alamat).content.decode()
    assert teks.count('type="radio"') == 3

    tanpa = masuk.post(alamat, {"tanggal": "2024-04-01"})
    assert tanpa.context["form"].errors["alasan"] == ["Pilih satu dari tiga alasan perubahan."]
    sama = masuk.post(
        alamat, {"tanggal": "2024-04-01", "alasan": "pejabat", "uraian_alasan": "Berganti."}
    )
    assert "masih dijabat Pejabat kadis" in sama.context["form"].errors["alasan"][0]
    jadi = masuk.post(
        alamat, {"tanggal": "2024-04-01", "alasan": "strategi", "uraian_alasan": "Anggaran."}
    )
    assert jadi.status_code == 302
    assert PerjanjianKinerja.objects.get(perubahan_ke=1).uraian_alasan == "Anggaran."


def test_all_drafts_of_a_pd_at_once(p: PanggungPK, klien) -> None:
    alamat = f"/kinerja/pk/semua/?pd={p.pd.pk}&tahun={TAHUN}"
    masuk = klien(p.operator)
    assert masuk.get(alamat).status_code == 200

    jawab = masuk.post(alamat, {"tanggal": "2024-01-26"})

    assert jawab.status_code == 302
    assert [str(m) for m in get_messages(jawab.wsgi_request)] == [
        "3 draf Perjanjian Kinerja dibuat."
    ]
    assert PerjanjianKinerja.objects.count() == 3
    salah = masuk.post(alamat, {"tanggal": "2020-01-26"})
    assert "tanggal" in salah.context["form"].errors
    assert klien(p.operator_lain).get(alamat).status_code == 404


def test_change_and_removal_of_a_draft(p: PanggungPK, klien) -> None:
    pk = p.buat()
    masuk = klien(p.operator)
    lama = tanda_pk(pk)

    baik = masuk.post(
        f"/kinerja/pk/{pk.pk}/ubah/", {"tanggal": "2024-02-01", "nomor": "1", "tanda": lama}
    )
    assert baik.status_code == 302
    basi = masuk.post(
        f"/kinerja/pk/{pk.pk}/ubah/", {"tanggal": "2024-03-01", "nomor": "2", "tanda": lama}
    )
    assert "baru saja diubah orang lain" in basi.content.decode()
    pk.refresh_from_db()
    assert (pk.tanggal, pk.nomor) == (datetime.date(TAHUN, 2, 1), "1")

    masuk.post(f"/kinerja/pk/{pk.pk}/hapus/", {"tanda": lama})
    assert PerjanjianKinerja.objects.exists()
    masuk.post(f"/kinerja/pk/{pk.pk}/hapus/", {"tanda": tanda_pk(pk)})
    assert not PerjanjianKinerja.objects.exists()


def test_signing_freezes_and_queues_the_paper(
    p: PanggungPK, klien, django_capture_on_commit_callbacks
) -> None:
    pk = p.buat()
    masuk = klien(p.kepala)
    teks = masuk.get(f"/kinerja/pk/{pk.pk}/tandatangani/").content.decode()
    assert tanda_isi(susun_isi(pk, pk.tanggal)) in teks

    with django_capture_on_commit_callbacks():
        jawab = masuk.post(f"/kinerja/pk/{pk.pk}/tandatangani/", _isi_tanda(pk))

    assert jawab.status_code == 302
    pk.refresh_from_db()
    assert (pk.status, pk.dicatat_oleh) == (StatusPK.DITANDATANGANI, p.kepala)
    assert Pekerjaan.objects.get().parameter == {"jenis": "pk", "objek": pk.pk}
    lagi = masuk.post(f"/kinerja/pk/{pk.pk}/tandatangani/", _isi_tanda(pk))
    assert lagi.status_code == 403
    assert "sudah ditandatangani" in lagi.content.decode()


def test_signing_needs_the_yes_and_what_was_shown(p: PanggungPK, klien) -> None:
    pk = p.buat()
    masuk = klien(p.kepala)
    isian = _isi_tanda(pk)

    tanpa = masuk.post(f"/kinerja/pk/{pk.pk}/tandatangani/", {**isian, "setuju": ""})
    assert "setuju" in tanpa.context["form"].errors
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).update(nilai=Decimal(99))
    basi = masuk.post(f"/kinerja/pk/{pk.pk}/tandatangani/", isian)
    assert "berubah sejak halaman dibuka" in basi.content.decode()
    assert tanda_isi(susun_isi(pk, pk.tanggal)) in basi.content.decode()
    pk.refresh_from_db()
    assert pk.status == StatusPK.DRAF


def test_the_date_that_is_shown_decides_who_signs(p: PanggungPK, klien) -> None:
    pk = p.buat()
    p.ganti_pejabat("kadis", datetime.date(TAHUN, 3, 1), "Pelaksana A", "plt")
    alamat = f"/kinerja/pk/{pk.pk}/tandatangani/"
    masuk = klien(p.kepala)

    maret = masuk.get(alamat, {"tanggal": "2024-03-15"})
    assert "Plt. Kepala Dinas Kesehatan" in maret.content.decode()
    assert "Pelaksana A" in maret.content.decode()
    assert "Pelaksana A" not in masuk.get(alamat).content.decode()
    assert masuk.get(alamat, {"tanggal": "kemarin"}).context["tanggal"] == JANUARI
    tahun_lain = masuk.get(alamat, {"tanggal": "2025-03-15"}).content.decode()
    assert "harus antara 1 Desember 2023 dan 31 Desember 2024" in tahun_lain
    assert "Catat penandatanganan" not in tahun_lain


def test_made_up_numbers_must_be_called_so(p: PanggungPK, klien) -> None:
    PenugasanFactory(
        jabatan=JabatanFactory(
            pd=p.pd, nama="Sekretaris", eselon=Eselon.III_A, induk=p.jabatan["kadis"], kepala=False
        ),
        pegawai=PegawaiFactory(nama="Sekretaris (contoh)", contoh=True),
    )
    sekretaris = PenugasanJabatan.objects.latest("pk").jabatan
    IsiSimpul.objects.filter(pk=p.simpul["upaya"].pk).update(jabatan=sekretaris)
    p.jabatan["sek"] = sekretaris
    pk = p.buat("sek")
    masuk = klien(p.kepala)

    tanpa = masuk.post(f"/kinerja/pk/{pk.pk}/tandatangani/", _isi_tanda(pk))
    assert "contoh" in tanpa.context["form"].errors
    jadi = masuk.post(f"/kinerja/pk/{pk.pk}/tandatangani/", _isi_tanda(pk, contoh="on"))

    assert jadi.status_code == 302
    pk.refresh_from_db()
    assert pk.contoh


def test_an_impossible_signature_is_not_offered(p: PanggungPK, klien) -> None:
    pk = p.buat()
    PenugasanJabatan.objects.filter(jabatan=p.jabatan["kadis"]).delete()

    teks = klien(p.kepala).get(f"/kinerja/pk/{pk.pk}/tandatangani/").content.decode()

    assert "Belum dapat ditandatangani" in teks
    assert "Kepala Dinas Kesehatan tidak dijabat siapa pun" in teks
    assert "Catat penandatanganan" not in teks
