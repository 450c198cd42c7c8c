"""Pages of the LKjIP: the list of a year, one report, progress, downloads, home and menu."""

from __future__ import annotations

import datetime
import json
import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dasar.models import Pekerjaan, StatusPekerjaan
from dasar.services import pekerjaan as mesin
from laporan.formulas.data_lkjip import Celah, sidik
from laporan.models import DokumenLKjIP
from laporan.selectors.lkjip import format_ukuran, kunci_pekerjaan
from opd.models import JenisPD
from tests.factories import TAHUN, PerangkatDaerahFactory
from tests.laporan.panggung import PDF, beri_rencana, buat_panggung_lkjip, buat_versi

pytestmark = pytest.mark.django_db


@pytest.fixture
def p():
    return buat_panggung_lkjip()


@pytest.fixture(autouse=True)
def terkirim(monkeypatch):
    """Numbers sent to the queue, instead of a broker."""
    nomor: list[int] = []
    antrean = SimpleNamespace(send_task=lambda nama, isi: nomor.extend(isi))
    monkeypatch.setattr(mesin, "current_app", antrean)
    return nomor


@pytest.fixture
def buka(client):
    def _buka(oleh, nama, *args, **kueri):
        client.force_login(oleh)
        return client.get(reverse(f"laporan:{nama}", args=args), kueri)

    return _buka


@pytest.fixture
def minta(client):
    def _minta(oleh, pd, tahun=TAHUN):
        client.force_login(oleh)
        nomor = getattr(pd, "pk", pd)
        return client.post(reverse("laporan:lkjip_create"), {"pd": nomor, "tahun": tahun})

    return _minta


def _isi(jawaban) -> str:
    """What a reader sees: text without tags and doubled spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", jawaban.content.decode()).split())


def _pekerjaan(pd, oleh, **medan) -> Pekerjaan:
    kini = timezone.now()
    bawaan = {"status": StatusPekerjaan.BERJALAN, "kemajuan": 62, "pesan": "Menata Bab III."}
    medan = bawaan | medan
    if medan["status"] == StatusPekerjaan.BERJALAN:
        medan |= {"sewa_sampai": kini + datetime.timedelta(minutes=1), "mulai_pada": kini}
    elif medan["status"] != StatusPekerjaan.ANTRE:
        medan.setdefault("selesai_pada", kini)
    return Pekerjaan.objects.create(
        jenis="susun_lkjip",
        judul=f"LKjIP {pd.nama_pada()} {TAHUN}",
        kunci=kunci_pekerjaan(pd.pk, TAHUN),
        diminta_oleh=oleh,
        **medan,
    )


# --- the list --------------------------------------------------------------------------------


def test_list_shows_the_city_first_and_each_pd_with_its_newest_version(p, buka):
    buat_versi(p.pd, p.operator)
    baru = buat_versi(p.pd, p.operator, celah=())
    kota = buat_versi(p.kota, p.organisasi, sifat="contoh", celah=())

    jawaban = buka(p.organisasi, "lkjip_list")

    isi = _isi(jawaban)
    assert "2 dari 3 laporan sudah disusun" in isi
    assert isi.index("LKjIP Kota Tangerang Selatan 2024 Versi 1") < isi.index("Dinas Kesehatan")
    assert "Versi 2, hari ini" in isi
    assert "Belum disusun" in isi  # Dinas Sosial
    for dokumen in (baru, kota):
        assert reverse("laporan:lkjip_unduh", args=[dokumen.pk]) in jawaban.content.decode()
    ((laporan, boleh),) = jawaban.context["kota"]
    assert (laporan.versi.pk, laporan.berjalan, boleh) == (kota.pk, False, True)


def test_a_pd_sees_only_its_own_report(p, buka):
    buat_versi(p.kota, p.organisasi)

    isi = _isi(buka(p.operator, "lkjip_list"))

    assert "Dinas Kesehatan" in isi.split("laporan sudah disusun")[1]
    assert "Dinas Sosial" not in isi
    assert "LKjIP Kota Tangerang Selatan" not in isi


def test_list_is_for_people_with_a_pd_or_all_of_them(p, buka):
    status = {
        orang: buka(getattr(p, orang), "lkjip_list").status_code
        for orang in ("kepala", "evaluator", "pimpinan", "admin", "tanpa_peran")
    }
    assert status == {
        "kepala": 200,
        "evaluator": 200,
        "pimpinan": 200,
        "admin": 403,
        "tanpa_peran": 403,
    }


def test_the_year_opens_at_the_newest_one_with_data(p, buka):
    beri_rencana(p.pd, tahun=TAHUN - 1)
    assert buka(p.operator, "lkjip_list").context["tahun"] == TAHUN
    assert buka(p.operator, "lkjip_list", tahun=TAHUN - 1).context["tahun"] == TAHUN - 1
    for teks in ("2031", "abc", "-1", "9" * 30, "²"):
        assert buka(p.operator, "lkjip_list", tahun=teks).context["tahun"] == TAHUN
    assert buka(p.operator_lain, "lkjip_list").status_code == 200  # no data at all


def test_only_those_who_may_produce_see_the_button(p, buka):
    assert 'name="pd"' in buka(p.operator, "lkjip_list").content.decode()
    assert 'name="pd"' not in buka(p.pimpinan, "lkjip_list").content.decode()


def test_units_below_a_pd_and_closed_pd_have_no_report(p, buka):
    PerangkatDaerahFactory(nama="RSUD Uji", jenis=JenisPD.RSUD)
    PerangkatDaerahFactory(nama="Dinas Lama", berlaku_sampai=datetime.date(TAHUN - 1, 6, 1))

    isi = _isi(buka(p.organisasi, "lkjip_list"))

    assert "RSUD Uji" not in isi
    assert "Dinas Lama" not in isi


def test_number_of_queries_does_not_grow_with_pd(p, buka):
    def ukur() -> int:
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            assert buka(p.organisasi, "lkjip_list").status_code == 200
        return len(kueri)

    buat_versi(p.pd, p.operator)
    _pekerjaan(p.lain, p.organisasi)
    buka(p.organisasi, "lkjip_list")
    sedikit = ukur()
    for n in range(34):
        pd = PerangkatDaerahFactory(nama=f"Dinas Tambahan {n}")
        buat_versi(pd, p.organisasi)
        buat_versi(pd, p.organisasi)
        if n % 2:
            _pekerjaan(pd, p.organisasi, status=StatusPekerjaan.GAGAL, galat="Gagal.")
    assert len(buka(p.organisasi, "lkjip_list").context["baris"]) == 36
    assert ukur() == sedikit


# --- one report ------------------------------------------------------------------------------


def test_three_people_open_a_report(p, buka):
    buat_versi(p.pd, p.operator)
    for orang, status in ((p.operator, 200), (p.operator_lain, 404), (p.evaluator, 200)):
        assert buka(orang, "lkjip_detail", p.pd.pk, TAHUN).status_code == status
        assert buka(orang, "lkjip_status", p.pd.pk, TAHUN).status_code in (status, 286)
    assert buka(p.admin, "lkjip_detail", p.pd.pk, TAHUN).status_code == 404
    assert buka(p.operator, "lkjip_detail", p.kota.pk, TAHUN).status_code == 404
    for tahun in (1999, 2101, 10**15):
        assert buka(p.operator, "lkjip_detail", p.pd.pk, tahun).status_code == 404


def test_report_lists_its_versions_and_what_the_newest_lacks(p, buka):
    lama = buat_versi(p.pd, p.operator, celah=(Celah("Bab I", "Lama."),))
    baru = buat_versi(p.pd, p.kepala, celah=(Celah("Bab III", "Baru."), Celah("Bab III", "Dua.")))

    jawaban = buka(p.operator, "lkjip_detail", p.pd.pk, TAHUN)

    isi = _isi(jawaban)
    for kata in (lama.kode, lama.sha256, baru.kode, baru.sha256, "Draf, 2 kekurangan"):
        assert kata in isi
    assert "oleh Budi Kepala" in isi
    assert "Baru." in isi
    assert "Lama." not in isi
    assert jawaban.context["celah"] == [("Bab III", ["Baru.", "Dua."])]


def test_report_without_a_version_says_who_makes_it(p, buka):
    assert "LKjIP ini belum disusun" in _isi(buka(p.operator, "lkjip_detail", p.pd.pk, TAHUN))
    isi = _isi(buka(p.pimpinan, "lkjip_detail", p.kota.pk, TAHUN))
    assert "LKjIP Kota disusun oleh Bagian Organisasi." in isi


# --- asking and progress ---------------------------------------------------------------------


def test_asking_starts_one_job_and_shows_its_page(
    p, minta, terkirim, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = minta(p.operator, p.pd)

    pekerjaan = Pekerjaan.objects.get()
    assert jawaban.url == reverse("laporan:lkjip_detail", args=[p.pd.pk, TAHUN])
    assert terkirim == [pekerjaan.pk]
    assert minta(p.operator, p.pd).url == jawaban.url
    assert Pekerjaan.objects.count() == 1


def test_who_may_not_ask(p, minta, client):
    assert minta(p.operator_lain, p.pd).status_code == 404
    assert minta(p.operator, p.kota).status_code == 404
    assert minta(p.evaluator, p.pd).status_code == 403
    assert minta(p.pimpinan, p.kota).status_code == 403
    assert minta(p.admin, p.pd).status_code == 404
    for pd, tahun in (("", ""), ("x", "2024"), ("9" * 40, "2024"), ("-1", "2024")):
        assert minta(p.operator, pd, tahun).status_code == 404
    assert client.get(reverse("laporan:lkjip_create")).status_code == 405
    assert not Pekerjaan.objects.exists()


@pytest.mark.parametrize("tahun", ["2031", "", "99999"])
def test_a_year_without_a_plan_is_answered_with_a_sentence(p, client, minta, tahun):
    jawaban = client.get(minta(p.operator, p.pd, tahun).url)

    assert "belum punya indikator pada rencana" in _isi(jawaban)
    assert not Pekerjaan.objects.exists()


def test_a_running_job_is_seen_by_everyone_who_sees_the_report(p, buka):
    pekerjaan = _pekerjaan(p.pd, p.operator)

    for orang in (p.operator, p.organisasi, p.pimpinan):
        jawaban = buka(orang, "lkjip_detail", p.pd.pk, TAHUN)
        isi = _isi(jawaban)
        assert "62%" in isi
        assert "Menata Bab III." in isi
        assert "Anda boleh meninggalkan halaman ini." in isi
        # only the requester may open, cancel or repeat the job itself
        alamat = reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk])
        assert (alamat in jawaban.content.decode()) == (orang == p.operator)
        assert 'name="pd"' not in jawaban.content.decode()
    assert "62%" in _isi(buka(p.organisasi, "lkjip_list"))


def test_the_poll_answers_only_what_changed(p, buka):
    pekerjaan = _pekerjaan(p.pd, p.operator)
    keadaan = buka(p.operator, "lkjip_detail", p.pd.pk, TAHUN).context["laporan"].keadaan

    def tanya(**kueri):
        return buka(p.operator, "lkjip_status", p.pd.pk, TAHUN, **kueri)

    assert tanya(keadaan=keadaan).status_code == 204
    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(
        kemajuan=80, diperbarui_pada=timezone.now() + datetime.timedelta(seconds=1)
    )
    bergerak = tanya(keadaan=keadaan)
    assert (bergerak.status_code, "80%" in _isi(bergerak)) == (200, True)
    assert "<html" not in bergerak.content.decode()
    baris = tanya(keadaan=keadaan, bentuk="baris").content.decode()
    assert baris.lstrip().startswith("<tr")
    assert 'hx-trigger="every 2s"' in baris

    Pekerjaan.objects.filter(pk=pekerjaan.pk).update(
        status=StatusPekerjaan.SELESAI, sewa_sampai=None, selesai_pada=timezone.now()
    )
    dokumen = buat_versi(p.pd, p.operator)
    DokumenLKjIP.objects.filter(pk=dokumen.pk).update(pekerjaan=pekerjaan)
    akhir = tanya(keadaan=keadaan)
    assert (akhir.status_code, akhir["HX-Retarget"], akhir["HX-Reswap"]) == (
        286,
        "#lkjip-isi",
        "outerHTML",
    )
    assert "LKjIP selesai disusun." in _isi(akhir)
    assert "Unduh PDF" in _isi(akhir)
    assert "hx-get" not in tanya(keadaan=keadaan, bentuk="baris").content.decode()


def test_a_cancelled_job_is_not_called_finished(p, buka):
    buat_versi(p.pd, p.operator)
    pekerjaan = _pekerjaan(p.pd, p.operator, status=StatusPekerjaan.DIBATALKAN)

    akhir = buka(p.operator, "lkjip_status", p.pd.pk, TAHUN, keadaan=f"{pekerjaan.pk}-berjalan-1")

    assert akhir.status_code == 286
    assert "selesai disusun" not in _isi(akhir)
    assert "Susun versi baru" in _isi(akhir)


def test_a_failure_is_a_sentence_with_retry_and_the_last_version_stays(p, buka):
    dokumen = buat_versi(p.pd, p.operator)
    _pekerjaan(p.pd, p.kepala, status=StatusPekerjaan.GAGAL, galat="Berkas templat rusak.")

    jawaban = buka(p.operator, "lkjip_detail", p.pd.pk, TAHUN)

    isi = _isi(jawaban)
    assert "Penyusunan terakhir gagal" in isi
    assert "Berkas templat rusak." in isi
    assert "Ulangi" in isi
    assert reverse("laporan:lkjip_unduh", args=[dokumen.pk]) in jawaban.content.decode()
    assert "Ulangi" in _isi(buka(p.operator, "lkjip_list"))
    assert "Ulangi" not in _isi(buka(p.evaluator, "lkjip_detail", p.pd.pk, TAHUN))


def test_an_old_failure_is_forgotten_after_a_success(p, buka):
    lalu = timezone.now() - datetime.timedelta(hours=1)
    _pekerjaan(
        p.pd, p.operator, status=StatusPekerjaan.GAGAL, galat="Lama gagal.", selesai_pada=lalu
    )
    buat_versi(p.pd, p.operator)

    assert "Lama gagal." not in _isi(buka(p.operator, "lkjip_detail", p.pd.pk, TAHUN))


# --- downloads -------------------------------------------------------------------------------


def test_three_people_download(p, buka):
    dokumen = buat_versi(p.pd, p.operator)
    for nama in ("lkjip_unduh", "lkjip_data"):
        status = [
            buka(orang, nama, dokumen.pk).status_code
            for orang in (p.operator, p.operator_lain, p.evaluator, p.pimpinan, p.admin)
        ]
        assert status == [200, 404, 200, 200, 404]
    assert buka(p.operator, "lkjip_unduh", 10**15).status_code == 404


def test_the_pdf_of_record_leaves_with_safe_headers(p, buka):
    dokumen = buat_versi(p.pd, p.operator)

    jawaban = buka(p.operator, "lkjip_unduh", dokumen.pk)

    assert b"".join(jawaban.streaming_content) == PDF
    assert jawaban["Content-Type"] == "application/pdf"
    assert jawaban["Content-Length"] == str(len(PDF))
    assert jawaban["Content-Disposition"] == (
        'attachment; filename="LKjIP Dinas Kesehatan 2024 versi 1 (draf).pdf"; '
        "filename*=UTF-8''LKjIP%20Dinas%20Kesehatan%202024%20versi%201%20%28draf%29.pdf"
    )
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert "private" in jawaban["Cache-Control"]
    assert jawaban["ETag"] == f'"{dokumen.berkas.sha256}"'


def test_a_browser_that_has_the_file_is_told_so(p, client):
    dokumen = buat_versi(p.pd, p.operator)
    client.force_login(p.operator)
    alamat = reverse("laporan:lkjip_unduh", args=[dokumen.pk])

    sama = client.get(alamat, headers={"If-None-Match": f'"{dokumen.berkas.sha256}"'})

    assert (sama.status_code, sama.content) == (304, b"")
    assert client.get(alamat, headers={"If-None-Match": '"lain"'}).status_code == 200


def test_a_file_that_is_gone_is_said_in_words(p, buka):
    dokumen = buat_versi(p.pd, p.operator)
    dokumen.berkas.isi.storage.delete(str(dokumen.berkas.isi.name))

    jawaban = buka(p.operator, "lkjip_unduh", dokumen.pk)

    assert jawaban.status_code == 404
    assert "berkasnya tidak ada lagi di penyimpanan" in _isi(jawaban)


def test_the_data_are_the_text_that_the_digest_was_taken_of(p, buka):
    dokumen = buat_versi(p.pd, p.operator)

    jawaban = buka(p.operator, "lkjip_data", dokumen.pk)

    assert jawaban["Content-Type"] == "application/json; charset=utf-8"
    assert jawaban["Content-Disposition"].startswith('attachment; filename="LKjIP Dinas Kesehatan')
    assert sidik(json.loads(jawaban.content)) == dokumen.sha256
    assert jawaban.content.decode() == jawaban.content.decode().strip()


@pytest.mark.parametrize(
    ("byte", "teks"),
    [(1, "1 KB"), (860_160, "840 KB"), (1_258_291, "1,2 MB"), (20 * 1024 * 1024, "20,0 MB")],
)
def test_sizes_are_written_for_people(byte, teks):
    assert format_ukuran(byte) == teks
