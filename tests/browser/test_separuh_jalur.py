"""The half line in one walk: typed by the operator, approved by the PD, verified by the city."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from dasar.models import JejakAudit
from kinerja.models import Komentar, Realisasi, StatusRealisasi
from tests.browser.kisi import Kisi
from tests.browser.lembar import TAHUN, TRIWULAN, LembarDinkes

pytestmark = [pytest.mark.browser, pytest.mark.lambat]


def _ajukan(halaman: Page) -> None:
    halaman.get_by_role("button", name="Ajukan Triwulan II 2024").click()
    halaman.get_by_role("dialog").get_by_role("button", name=re.compile("^Ajukan")).click()


def _buka_baris(halaman: Page, nama: str) -> None:
    halaman.get_by_role("navigation", name="Antrean").get_by_role("link", name=nama).click()
    expect(halaman.get_by_role("heading", level=2, name=nama)).to_be_visible()


def _kembalikan(halaman: Page, catatan: str) -> None:
    halaman.get_by_role("textbox", name="Catatan untuk operator", exact=True).fill(catatan)
    halaman.get_by_role("button", name="Kembalikan baris ini").click()
    expect(halaman.get_by_text("Baris dikembalikan. Operator diberi tahu.")).to_be_visible()


def test_half_line_from_first_number_to_verified_quarter(lembar, masuk, penjaga):
    penjaga.harap(r"^jawaban: 422 POST .*/pengisian/sel/$", r"^jawaban: 403 POST .*/ajukan/$")
    operator = masuk(lembar.operator)

    # Home: what is due
    expect(operator.get_by_text("Ditutup 30 hari lagi").first).to_be_visible()
    expect(operator.get_by_role("link", name="Isi sel yang kosong")).to_be_visible()
    expect(operator.get_by_text("0 dari 7 sel terisi benar")).to_be_visible()
    operator.get_by_role("link", name="Lanjutkan pengisian").click()
    kisi = Kisi(operator, lembar)

    # Plain, negative, predicate and cumulative values, each with its capaian and its word
    kisi.ketik("rujukan", "79,5")
    kisi.tersimpan("rujukan", "79,50", "99,38%", "Sangat tinggi")
    kisi.ketik("stunting", "26,4")
    kisi.tersimpan("stunting", "26,40", "117,03%", "Sangat tinggi")
    kisi.ketik("predikat", "b")
    kisi.tersimpan("predikat", "B", "80,00%", "Tinggi")
    kisi.ketik("ibu_hamil", "1.104")
    kisi.tersimpan("ibu_hamil", "1.104", "92,00%", "Sangat tinggi")
    expect(operator.get_by_text("4 dari 7 sel terisi benar")).to_be_visible()
    expect(operator.get_by_role("link", name="Kosong 3")).to_be_visible()
    expect(kisi.status).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d WIB$"))

    # The panel says it in words and shows the formula with the numbers
    kisi.buka_panel("stunting")
    expect(kisi.panel).to_contain_text("Realisasi 26,40 lebih rendah dari target 31,82.")
    expect(kisi.panel).to_contain_text("makin rendah makin baik")
    expect(kisi.panel.locator(".kotak-rumus")).to_contain_text("31,82")
    expect(kisi.panel.locator(".kotak-rumus")).to_contain_text("26,40")

    # Wrong and ambiguous numbers: the sentence beside the cell, the repair in one click
    kisi.ketik("harapan_hidup", "7267%")
    galat = kisi.baris("harapan_hidup").get_by_role("alert")
    expect(galat).to_contain_text('"7267%" tidak masuk akal untuk satuan tahun.')
    expect(kisi.isian("harapan_hidup")).to_have_attribute("aria-invalid", "true")
    expect(kisi.isian("harapan_hidup")).to_have_value("7267%")
    kisi.baris("harapan_hidup").get_by_role("button", name="Pakai 72,67").click()
    kisi.tersimpan("harapan_hidup", "72,67", "100,23%", "Sangat tinggi")
    expect(galat).to_have_count(0)
    kisi.ketik("imunisasi", "70.125")
    galat = kisi.baris("imunisasi").get_by_role("alert")
    expect(galat).to_contain_text('"70.125" bisa dibaca dua cara. Tulis 70,125 atau 70125.')
    kisi.baris("imunisasi").get_by_role("button", name="Pakai 70,125").click()
    kisi.tersimpan("imunisasi", "70,125", "75,81%", "Sedang")
    expect(kisi.isian("imunisasi")).to_be_focused()

    # An empty cell stands in the way, with a sentence
    operator.get_by_role("button", name="Ajukan Triwulan II 2024").click()
    dialog = operator.get_by_role("dialog")
    kalimat = "Belum bisa diajukan. Selesaikan 1 sel yang kosong"
    expect(dialog).to_contain_text(kalimat)
    expect(dialog.get_by_role("button", name=re.compile("^Ajukan semua"))).to_have_count(0)
    dialog.get_by_role("link", name="Lihat 1 sel kosong").click()
    expect(operator.locator(".kisi__indikator")).to_have_count(1)
    assert not Realisasi.objects.exclude(status=StatusRealisasi.DRAF).exists()
    operator.goto(lembar.alamat)

    # A reason for the empty cell, an analysis and a remark, all in the panel
    kisi.buka_panel("kunjungan")
    kisi.panel.get_by_label("Alasan sel ini kosong").select_option(label="Belum rilis")
    expect(kisi.baris("kunjungan")).to_contain_text("Kosong: belum rilis")
    expect(operator.get_by_text("7 dari 7 sel terisi benar")).to_be_visible()
    kisi.buka_panel("imunisasi")
    kisi.panel.get_by_label("Analisis").fill("Vaksin baru tersedia pada bulan kedua.")
    kisi.panel.get_by_role("button", name="Simpan penjelasan").click()
    expect(kisi.panel.get_by_text("Penjelasan tersimpan.")).to_be_visible()
    expect(kisi.baris("imunisasi")).to_contain_text("Vaksin baru tersedia pada bulan kedua.")
    kisi.panel.get_by_label("Tulis balasan").fill("Datanya dari laporan puskesmas.")
    kisi.panel.get_by_role("button", name="Kirim balasan").click()
    expect(kisi.panel.locator(".komentar__teks")).to_have_text("Datanya dari laporan puskesmas.")

    _ajukan(operator)
    expect(operator.get_by_text("7 baris Triwulan II 2024 diajukan.")).to_be_visible()
    expect(operator.get_by_role("textbox", name=re.compile("^Realisasi"))).to_have_count(0)

    # The head of the PD returns one row and approves the rest
    kepala = masuk(lembar.kepala)
    kepala.get_by_role("link", name="Buka persetujuan").click()
    _buka_baris(kepala, lembar.isi["rujukan"].nama)
    kepala.get_by_role("button", name="Kembalikan baris ini").click()
    expect(kepala.get_by_text("Tulis alasan pengembaliannya")).to_be_visible()
    _kembalikan(kepala, "Angka RSUD belum masuk.")
    kepala.get_by_role("link", name="Setujui sekaligus").click()
    kepala.get_by_role("dialog").get_by_role("button", name="Setujui 6 baris").click()
    expect(kepala.get_by_text("6 baris Triwulan II 2024 disetujui.")).to_be_visible()

    # The operator reads why, mends it and submits it again
    operator.goto("/")
    expect(operator.get_by_text("Angka RSUD belum masuk.").first).to_be_visible()
    operator.get_by_role("link", name=re.compile("^Perbaiki ?: Persentase rujukan")).click()
    expect(kisi.panel).to_contain_text("Angka RSUD belum masuk.")
    kisi.ketik("rujukan", "81,25")
    expect(kisi.baris("rujukan").get_by_text("Sudah ditanggapi")).to_be_attached()
    _ajukan(operator)
    expect(operator.get_by_text("1 baris Triwulan II 2024 diajukan.")).to_be_visible()
    kepala.goto("/kinerja/persetujuan/")
    kepala.get_by_role("button", name=re.compile(r"^Setujui(?! sekaligus)")).click()
    expect(kepala.get_by_text("Baris disetujui dan diteruskan")).to_be_visible()

    # Bagian Organisasi returns one row as well; it takes the whole way again
    organisasi = masuk(lembar.organisasi)
    organisasi.get_by_role("link", name="Dinas Kesehatan", exact=True).click()
    expect(organisasi.get_by_text("0 dari 7 baris selesai")).to_be_visible()
    _buka_baris(organisasi, lembar.isi["imunisasi"].nama)
    vaksin = organisasi.locator("dd", has_text="Vaksin baru tersedia pada bulan kedua.")
    expect(vaksin).to_be_visible()
    organisasi.get_by_role("button", name="Perlu analisis", exact=True).click()
    catatan = organisasi.get_by_role("textbox", name="Catatan untuk operator", exact=True)
    expect(catatan).to_have_value("Mohon tulis penyebab capaian ini dan tindak lanjutnya.")
    _kembalikan(organisasi, "Cakupan per kecamatan belum dijelaskan.")
    operator.goto(f"{lembar.alamat}&saring=dikembalikan")
    kisi.buka_panel("imunisasi")
    kisi.panel.get_by_label("Analisis").fill("Tiga kecamatan di bawah 70 persen.")
    kisi.panel.get_by_role("button", name="Simpan penjelasan").click()
    expect(kisi.panel.get_by_text("Penjelasan tersimpan.")).to_be_visible()
    expect(kisi.baris("imunisasi")).to_contain_text("Tiga kecamatan")  # the row was read again
    operator.wait_for_load_state("networkidle")
    kisi.ketik("imunisasi", "71,2")
    expect(kisi.isian("imunisasi")).to_have_value("71,200")
    _ajukan(operator)
    expect(operator.get_by_text("1 baris Triwulan II 2024 diajukan.")).to_be_visible()
    kepala.goto("/kinerja/persetujuan/")
    expect(kepala.get_by_text("Diperbaiki, semula 70,125")).to_be_visible()
    kepala.get_by_role("button", name=re.compile(r"^Setujui(?! sekaligus)")).click()
    expect(kepala.get_by_text("Tidak ada baris yang menunggu")).to_be_visible()
    organisasi.goto("/kinerja/verifikasi/")
    for sisa in range(7, 0, -1):
        expect(organisasi.get_by_text(f"{7 - sisa} dari 7 baris selesai")).to_be_visible()
        organisasi.get_by_role("button", name=re.compile(r"^Verifikasi(?! sekaligus)")).click()
    expect(organisasi.get_by_text("Tidak ada baris yang menunggu")).to_be_visible()

    # What is stored: the typed numbers, the state, who did what
    nilai = {n: lembar.realisasi(n) for n in lembar.isi}
    assert {n: r.nilai for n, r in nilai.items()} == {
        "harapan_hidup": Decimal("72.67"),
        "stunting": Decimal("26.4"),
        "predikat": Decimal(4),
        "imunisasi": Decimal("71.2"),
        "ibu_hamil": Decimal(1104),
        "rujukan": Decimal("81.25"),
        "kunjungan": None,
    }
    assert nilai["kunjungan"].alasan_kosong == "belum_rilis"
    assert {r.status for r in nilai.values()} == {StatusRealisasi.DIVERIFIKASI}
    assert {r.diajukan_oleh for r in nilai.values()} == {lembar.operator}
    assert {r.disetujui_oleh for r in nilai.values()} == {lembar.kepala}
    assert {r.diverifikasi_oleh for r in nilai.values()} == {lembar.organisasi}
    jejak = JejakAudit.objects.filter(objek_id=str(nilai["imunisasi"].pk)).order_by("pk")
    assert list(jejak.filter(aksi__startswith="realisasi").values_list("aksi", "oleh")) == [
        ("realisasi.disimpan", lembar.operator.pk),
        ("realisasi.narasi_disimpan", lembar.operator.pk),
        ("realisasi.diajukan", lembar.operator.pk),
        ("realisasi.disetujui_pd", lembar.kepala.pk),
        ("realisasi.dikembalikan", lembar.organisasi.pk),
        ("realisasi.narasi_disimpan", lembar.operator.pk),
        ("realisasi.disimpan", lembar.operator.pk),
        ("realisasi.diajukan", lembar.operator.pk),
        ("realisasi.disetujui_pd", lembar.kepala.pk),
        ("realisasi.diverifikasi", lembar.organisasi.pk),
    ]

    _tak_terlihat_oleh_pd_lain(masuk(lembar.operator_lain), lembar)


def _tak_terlihat_oleh_pd_lain(halaman: Page, lembar: LembarDinkes) -> None:
    """Every address of every row is 404 for the operator of another PD, and writes nothing."""
    token = halaman.locator("meta[name=csrf-token]").get_attribute("content") or ""
    sebelum = (list(Realisasi.objects.order_by("pk").values()), Komentar.objects.count())
    periode = {"tahun": str(TAHUN), "triwulan": str(TRIWULAN)}
    assert halaman.request.get(lembar.alamat).status == 404
    for nama in lembar.isi:
        pk, realisasi = lembar.pk(nama), lembar.realisasi(nama).pk
        panel = f"/kinerja/pengisian/{pk}/panel/?tahun={TAHUN}&triwulan={TRIWULAN}"
        sel = f"/kinerja/pengisian/sel/?indikator={pk}&tahun={TAHUN}&triwulan={TRIWULAN}"
        assert [halaman.request.get(a).status for a in (panel, sel)] == [404, 404]
        kiriman = {
            "/kinerja/pengisian/sel/": {"nilai": "1", "versi": "1", "nomor": "1"},
            f"/kinerja/pengisian/{pk}/komentar/": {"teks": "Titip."},
            f"/kinerja/pengisian/{pk}/narasi/": {"analisis": "Titip."},
            f"/kinerja/realisasi/{realisasi}/setujui/": {},
            f"/kinerja/realisasi/{realisasi}/verifikasi/": {},
            f"/kinerja/realisasi/{realisasi}/kembalikan/": {"teks": "Titip."},
        }
        for alamat, isi in kiriman.items():
            jawaban = halaman.request.post(
                alamat,
                form={"csrfmiddlewaretoken": token, "indikator": str(pk), **periode, **isi},
                headers={"Referer": halaman.url},
            )
            assert (alamat, jawaban.status) == (alamat, 404)
    assert (list(Realisasi.objects.order_by("pk").values()), Komentar.objects.count()) == sebelum
