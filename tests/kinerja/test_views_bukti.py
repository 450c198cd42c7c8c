"""Evidence over HTTP: several files at once, headers, other people, no script."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kinerja.models import BuktiDukung, StatusRealisasi
from tests.dasar.berkas_uji import gambar, pdf
from tests.factories import TAHUN
from tests.kinerja.panggung import TW
from tests.kinerja.panggung_bukti import bukti_baru

pytestmark = pytest.mark.django_db
SEL = {"tahun": TAHUN, "triwulan": TW}
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def kirim(client, p):
    def _kirim(nama, pk, data=None, oleh=None, **kepala):
        client.force_login(oleh or p.operator)
        return client.post(reverse(f"kinerja:{nama}", args=[pk]), {**SEL, **(data or {})}, **kepala)

    return _kirim


def _berkas(nama="Rekap.pdf", isi=None):
    return SimpleUploadedFile(nama, pdf(2) if isi is None else isi, "application/octet-stream")


def test_one_bad_file_does_not_lose_the_good_ones(kirim, p):
    isi = p.isi()
    berkas = [_berkas(), _berkas("virus.pdf", b"MZ" + b"\0" * 99), _berkas("Foto.jpg", gambar())]

    jawaban = kirim("bukti_create", isi.indikator_id, {"berkas": berkas}, **HTMX)

    html = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert html.count("teks-benar") == 2
    assert "“virus.pdf” tidak dapat diterima. Isinya bukan PDF" in html
    assert set(BuktiDukung.objects.values_list("judul", flat=True)) == {"Rekap.pdf", "Foto.jpg"}


def test_without_script_the_person_comes_back_to_the_row_with_the_sentences(client, kirim, p):
    isi = p.isi()

    jawaban = kirim("bukti_create", isi.indikator_id, {"berkas": _berkas()})

    assert jawaban.status_code == 302
    assert f"baris={isi.indikator_id}#bukti" in jawaban.url
    assert "“Rekap.pdf” tersimpan." in client.get(jawaban.url).content.decode()


def test_without_script_a_refused_link_keeps_what_was_typed(kirim, p):
    jawaban = kirim("bukti_tautan", p.isi().indikator_id, {"tautan": "javascript:a", "judul": "X"})

    html = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert "Tautan dimulai dengan https://" in html
    assert 'value="javascript:a"' in html
    assert "<html" in html


def test_a_link_is_shown_with_its_site_and_opens_without_a_way_back(kirim, p):
    tautan = {"tautan": "https://data.contoh.go.id/rekap?a=1&b=2", "judul": "<b>Rekap</b>"}
    jawaban = kirim("bukti_tautan", p.isi().indikator_id, tautan, **HTMX)

    html = jawaban.content.decode()
    assert 'href="https://data.contoh.go.id/rekap?a=1&amp;b=2"' in html
    assert 'rel="noopener noreferrer"' in html
    assert "&lt;b&gt;Rekap&lt;/b&gt;" in html


def test_the_camera_and_several_files_are_offered(client, p):
    client.force_login(p.operator)
    html = client.get(
        reverse("kinerja:realisasi_panel", args=[p.isi().indikator_id]), SEL
    ).content.decode()

    assert '<input type="file" name="berkas" multiple>' in html
    assert 'accept="image/*" capture="environment"' in html
    assert "sampai 20 MB" in html


@pytest.mark.parametrize("status", [StatusRealisasi.DIAJUKAN, StatusRealisasi.DIVERIFIKASI])
def test_a_row_that_left_shows_its_evidence_and_the_reason(client, kirim, p, status):
    bukti = bukti_baru(p.baris(status), p.operator)
    client.force_login(p.operator)

    html = client.get(
        reverse("kinerja:realisasi_panel", args=[bukti.realisasi.indikator_id]), SEL
    ).content.decode()

    assert "Rekap TW IV.pdf" in html
    assert "Seret berkas" not in html
    assert "Pakai di baris lain" not in html
    for nama, pk in (
        ("bukti_create", bukti.realisasi.indikator_id),
        ("bukti_tautan", bukti.realisasi.indikator_id),
        ("bukti_update", bukti.pk),
        ("bukti_hapus", bukti.pk),
        ("bukti_pakai", bukti.pk),
        ("bukti_ambil", bukti.realisasi.indikator_id),
    ):
        assert kirim(nama, pk, {"halaman": "2"}).status_code == 403
    assert BuktiDukung.objects.filter(halaman="").count() == 1


def test_three_people_own_pd_reads_other_pd_finds_nothing(client, kirim, p):
    bukti = bukti_baru(p.baris(), p.operator)
    unduh = [reverse(f"kinerja:bukti_{n}", args=[bukti.pk]) for n in ("unduh", "lihat")]
    for orang, status in ((p.operator, 200), (p.kepala, 200), (p.operator_lain, 404)):
        client.force_login(orang)
        assert [client.get(alamat).status_code for alamat in unduh] == [status, status]
    for nama, pk in (
        ("bukti_create", bukti.realisasi.indikator_id),
        ("bukti_hapus", bukti.pk),
        ("bukti_update", bukti.pk),
        ("bukti_pakai", bukti.pk),
    ):
        assert kirim(nama, pk, oleh=p.operator_lain).status_code == 404
        assert kirim(nama, pk, oleh=p.kepala).status_code == 403
    client.logout()
    assert client.get(unduh[0]).status_code == 302


def test_a_download_is_an_attachment_that_no_browser_guesses_at(client, p):
    bukti = bukti_baru(p.baris(), p.operator)
    client.force_login(p.organisasi)

    jawaban = client.get(reverse("kinerja:bukti_unduh", args=[bukti.pk]))

    assert jawaban["Content-Disposition"].startswith('attachment; filename="Rekap TW IV.pdf"')
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["X-Frame-Options"] == "DENY"
    assert b"".join(jawaban.streaming_content) == pdf(2)


@pytest.mark.parametrize(
    ("isi", "nama", "tipe"),
    [(None, "a.pdf", "application/pdf"), (gambar(), "a.jpg", "image/jpeg")],
)
def test_what_is_shown_in_a_page_may_run_nothing(client, p, isi, nama, tipe):
    bukti = bukti_baru(p.baris(), p.operator, isi=isi, nama=nama)
    client.force_login(p.organisasi)
    alamat = reverse("kinerja:bukti_lihat", args=[bukti.pk])

    jawaban = client.get(alamat)

    assert jawaban["Content-Type"] == tipe
    assert jawaban["Content-Disposition"].startswith("inline; ")
    assert jawaban["X-Frame-Options"] == "SAMEORIGIN"
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Cache-Control"] == "private, no-cache"
    assert "default-src 'none'" in jawaban["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in jawaban["Content-Security-Policy"]
    assert "script-src" not in jawaban["Content-Security-Policy"]
    lagi = client.get(alamat, headers={"If-None-Match": jawaban["ETag"]})
    assert (lagi.status_code, lagi["X-Frame-Options"]) == (304, "SAMEORIGIN")


def test_other_kinds_are_only_downloaded(client, p):
    bukti = bukti_baru(p.baris(), p.operator, isi=b"kode;nilai\n1;2\n", nama="data.csv")
    client.force_login(p.operator)

    assert client.get(reverse("kinerja:bukti_lihat", args=[bukti.pk])).status_code == 404
    assert client.get(reverse("kinerja:bukti_unduh", args=[bukti.pk])).status_code == 200


def test_one_file_is_put_behind_the_chosen_rows(client, kirim, p):
    bukti, tujuan = bukti_baru(p.baris(), p.operator), p.isi(nama="Prevalensi stunting")
    client.force_login(p.operator)
    html = client.get(reverse("kinerja:bukti_pakai", args=[bukti.pk]), **HTMX).content.decode()
    assert "Prevalensi stunting" in html

    assert "Pilih paling sedikit satu." in kirim("bukti_pakai", bukti.pk, **HTMX).content.decode()
    asing = kirim("bukti_pakai", bukti.pk, {"pilih": "999999"}, **HTMX)
    assert asing.status_code == 422
    jawaban = kirim("bukti_pakai", bukti.pk, {"pilih": str(tujuan.indikator_id)}, **HTMX)

    assert "dipakai di 1 baris lain" in jawaban.content.decode()
    assert bukti.berkas is not None
    assert bukti.berkas.bukti_dukung.count() == 2


def test_a_file_of_another_row_is_taken_for_this_one(kirim, p):
    bukti, isi = bukti_baru(p.baris(), p.operator), p.isi()

    kirim("bukti_ambil", isi.indikator_id, {"pilih": str(bukti.pk)}, **HTMX)

    assert BuktiDukung.objects.filter(realisasi__indikator=isi.indikator).get().berkas == (
        bukti.berkas
    )


def test_pointer_and_deletion(kirim, p):
    bukti = bukti_baru(p.baris(), p.operator)

    html = kirim("bukti_update", bukti.pk, {"halaman": "2", "semula": ""}, **HTMX).content.decode()
    assert f"/kinerja/bukti/{bukti.pk}/lihat/#page=2" in html
    jawaban = kirim("bukti_update", bukti.pk, {"halaman": "9", "semula": "2"}, **HTMX)
    assert (jawaban.status_code, "berisi 2 halaman" in jawaban.content.decode()) == (422, True)

    assert "dihapus." in kirim("bukti_hapus", bukti.pk, **HTMX).content.decode()
    assert not BuktiDukung.objects.exists()
