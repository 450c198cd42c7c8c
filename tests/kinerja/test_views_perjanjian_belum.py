"""The printed Perjanjian Kinerja from its page, and the list of who has not signed."""

from __future__ import annotations

import datetime
import re
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from dasar.galat import GalatPengguna
from kinerja.models import JadwalPengisian, PerjanjianKinerja, StatusPK
from kinerja.tasks import PENCETAK
from opd.models import DokumenResmi, Eselon, Jabatan, Pegawai, Pengguna
from opd.services.dokumen_resmi import terbitkan_dokumen
from tests.factories_jabatan import JabatanFactory, PenugasanFactory
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


# Printing


def test_the_paper_of_record_is_printed_once_and_drafts_as_often_as_asked(
    p: PanggungPK, klien
) -> None:
    pk = p.buat()
    for _ in range(2):
        draf = PENCETAK["pk"](pk, p.kepala)
        assert draf.kode.startswith("DRAF-2024-")
        assert terbitkan_dokumen(draf, oleh=p.kepala).draf
        assert draf.judul.startswith("Draf Perjanjian Kinerja")
    pk = p.tanda(pk)

    resmi = PENCETAK["pk"](pk, p.kepala)
    terbitkan_dokumen(resmi, oleh=p.kepala)

    assert [d.kode for d in DokumenResmi.objects.resmi()] == [pk.kode]
    assert (resmi.kode, resmi.tanggal, resmi.jumlah_halaman) == (pk.kode, JANUARI, 2)
    with pytest.raises(Exception, match="sudah dicetak"):
        PENCETAK["pk"](pk, p.kepala)
    teks = klien(p.kepala).get(f"/kinerja/pk/{pk.pk}/").content.decode()
    assert "Cetak PDF" not in teks
    assert pk.kode in teks


def test_what_is_not_what_was_signed_is_not_printed(p: PanggungPK) -> None:
    pk = p.tanda(p.buat())
    assert pk.isi is not None
    pk.isi["tahun"] += 1

    with pytest.raises(GalatPengguna, match="tidak lagi sama dengan yang ditandatangani"):
        PENCETAK["pk"](pk, p.kepala)


# Who has not signed


def test_not_signed_by_pd_on_screen_and_as_a_spreadsheet(p: PanggungPK, klien) -> None:
    p.tanda(p.buat())
    JabatanFactory(pd=p.pd, nama="=1+1", eselon=Eselon.IV_A, induk=p.jabatan["kabid"], kepala=False)
    masuk = klien(p.operator)

    teks = masuk.get("/kinerja/pk/belum/", {"tahun": TAHUN}).content.decode()
    assert "1 dari 5 jabatan sudah menandatangani" in teks
    assert "Kepala Bidang Kesehatan Masyarakat" in teks
    assert "Jabatan kosong" in teks

    jawab = masuk.get("/kinerja/pk/belum/unduh/", {"tahun": TAHUN})
    assert 'filename="pk-belum-ditandatangani-2024.xlsx"' in jawab["Content-Disposition"]
    lembar = load_workbook(BytesIO(jawab.content)).active
    baris = [[sel.value for sel in satu] for satu in lembar.iter_rows()]
    assert baris[0] == ["Perangkat daerah", "Tingkat", "Jabatan", "Pejabat", "Keadaan"]
    assert "=1+1" in [satu[2] for satu in baris]
    assert all(sel.data_type != "f" for satu in lembar.iter_rows() for sel in satu)
    assert baris[-1][0].startswith("1 dari 5 jabatan sudah menandatangani")


def test_pages_open_on_the_year_that_is_being_filled_in(p: PanggungPK, klien) -> None:
    masuk = klien(p.operator)
    kini = timezone.now()
    JadwalPengisian.objects.create(
        tahun=TAHUN,
        triwulan=1,
        dibuka_pada=kini - datetime.timedelta(days=3),
        ditutup_pada=kini + datetime.timedelta(days=3),
    )

    for alamat in ("/kinerja/pk/", "/kinerja/pk/belum/"):
        jawab = masuk.get(alamat)
        assert f"Perjanjian Kinerja {TAHUN}</h1>" in jawab.content.decode()
        assert jawab.context["daftar_tahun"] == sorted({timezone.localdate().year, TAHUN})[::-1]


def test_a_made_up_official_is_marked_on_both_lists_and_in_the_spreadsheet(
    p: PanggungPK, klien
) -> None:
    masuk = klien(p.operator)
    alamat = ("/kinerja/pk/", "/kinerja/pk/belum/")
    tanda = re.compile(r"Pejabat kadis\s*<span[^>]*>\s*contoh\s*</span>")
    for satu in alamat:
        assert not tanda.search(masuk.get(satu, {"tahun": TAHUN}).content.decode())
    Pegawai.objects.filter(nama="Pejabat kadis").update(contoh=True)

    for satu in alamat:
        teks = masuk.get(satu, {"tahun": TAHUN}).content.decode()
        assert tanda.search(teks), satu
    jawab = masuk.get("/kinerja/pk/belum/unduh/", {"tahun": TAHUN})
    lembar = load_workbook(BytesIO(jawab.content)).active
    assert "Pejabat kadis (contoh)" in [satu[3].value for satu in lembar.iter_rows()]


def test_a_pd_that_ended_still_leads_to_its_agreement(p: PanggungPK, klien) -> None:
    pk = p.tanda(p.buat())
    Jabatan.objects.filter(perangkat_daerah=p.pd).update(sampai=datetime.date(TAHUN, 6, 30))
    PerjanjianKinerja.objects.update(
        status=StatusPK.DIGANTIKAN, digantikan_pada=datetime.date(TAHUN, 7, 1)
    )

    teks = klien(p.operator).get("/kinerja/pk/", {"tahun": TAHUN}).content.decode()

    assert "semua jabatan sudah berakhir" in teks
    assert f'href="/kinerja/pk/{pk.pk}/">Kepala Dinas Kesehatan' in teks
    assert "Jabatan berakhir" in teks
    assert "Susun" not in teks


def test_the_file_name_says_what_the_paper_is(p: PanggungPK) -> None:
    pk = p.buat()
    assert PENCETAK["pk"](pk, p.kepala).nama_berkas == (
        "Perjanjian Kinerja 2024 Kepala Dinas Kesehatan DRAF"
    )
    pk = p.tanda(pk)
    dokumen = terbitkan_dokumen(PENCETAK["pk"](pk, p.kepala), oleh=p.kepala)
    assert dokumen.berkas.nama_asli == "Perjanjian Kinerja 2024 Kepala Dinas Kesehatan.pdf"


def test_a_refusal_of_the_box_to_tick_is_one_sentence(p: PanggungPK, klien) -> None:
    pk = p.buat()

    teks = klien(p.kepala).post(f"/kinerja/pk/{pk.pk}/tandatangani/", {}).content.decode()

    assert ">Nyatakan bahwa para pihak sudah menandatanganinya.</a>" in teks
    assert ".: " not in teks


def test_queries_of_the_pages_do_not_grow(
    p: PanggungPK, klien, django_assert_max_num_queries
) -> None:
    pk = p.buat()
    alamat = [
        f"/kinerja/pk/?tahun={TAHUN}&pd={p.pd.pk}",
        f"/kinerja/pk/belum/?tahun={TAHUN}",
        f"/kinerja/pk/{pk.pk}/",
    ]
    masuk = klien(p.kepala)

    def hitung() -> list[int]:
        hasil = []
        for satu in alamat:
            with django_assert_max_num_queries(40) as catatan:
                assert masuk.get(satu).status_code == 200
            hasil.append(len(catatan))
        return hasil

    masuk.get(alamat[0])
    sedikit = hitung()
    for nomor in range(20):
        PenugasanFactory(
            jabatan=JabatanFactory(
                pd=p.pd,
                nama=f"Kepala Seksi {nomor}",
                eselon=Eselon.IV_A,
                kepala=False,
                induk=p.jabatan["kabid"],
            )
        )
    p.buat("kabid")
    assert hitung() == sedikit
