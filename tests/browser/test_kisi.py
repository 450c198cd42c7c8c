"""The grid under the hands of its users: keys, slow and broken networks, two people, closed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from kinerja.models import JadwalPengisian, Realisasi
from tests.browser.conftest import isi_formulir_masuk
from tests.browser.kisi import Kisi
from tests.browser.lembar import LembarDinkes

pytestmark = pytest.mark.browser

SEL = re.compile(r"/kinerja/pengisian/sel/$")
PERTAMA, KEDUA, KETIGA, TERAKHIR = "harapan_hidup", "stunting", "predikat", "kunjungan"


@pytest.fixture
def kisi(lembar: LembarDinkes, masuk: Callable[..., Page]) -> Kisi:
    """The grid, open before the operator."""
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    return Kisi(halaman, lembar)


class Tertahan:
    """Saves that wait in the network until the test lets them go."""

    def __init__(self, halaman: Page) -> None:
        self._halaman = halaman
        self._antre: list[Route] = []
        halaman.route(SEL, self._tahan)

    def _tahan(self, rute: Route) -> None:
        self._antre.append(rute)

    def tunggu(self, jumlah: int = 1) -> None:
        for _ in range(100):
            if len(self._antre) >= jumlah:
                return
            self._halaman.wait_for_timeout(20)
        raise AssertionError(f"{len(self._antre)} saves sent, expected {jumlah}")

    def lepas(self) -> None:
        """Let the oldest go, and wait for its answer."""
        with self._halaman.expect_response(SEL):
            self._antre.pop(0).continue_()

    def selesai(self) -> None:
        """Hold nothing any more."""
        self._halaman.unroute(SEL)
        for rute in self._antre:
            rute.continue_()


# Keys


def test_keys_walk_save_repair_and_leave(kisi, lembar, penjaga):
    penjaga.harap(r"^jawaban: 422 ")
    # Enter and the arrows
    kisi.isian(PERTAMA).click()
    kisi.halaman.keyboard.type("71,5")
    kisi.halaman.keyboard.press("Enter")
    expect(kisi.isian(KEDUA)).to_be_focused()
    kisi.tersimpan(PERTAMA, "71,50", "98,62%", "Sangat tinggi")
    expect(kisi.isian(KEDUA)).to_be_focused()
    kisi.halaman.keyboard.press("Shift+Enter")
    expect(kisi.isian(PERTAMA)).to_be_focused()
    kisi.halaman.keyboard.press("ArrowDown")
    kisi.halaman.keyboard.press("ArrowDown")
    expect(kisi.isian(KETIGA)).to_be_focused()
    kisi.halaman.keyboard.press("ArrowUp")
    expect(kisi.isian(KEDUA)).to_be_focused()
    assert lembar.realisasi(PERTAMA).nilai == Decimal("71.5")
    assert Realisasi.objects.filter(triwulan=2).count() == 1

    # Tab, and from a message to its repair
    kisi.isian(PERTAMA).click()
    kisi.halaman.keyboard.press("Tab")
    expect(kisi.isian(KEDUA)).to_be_focused()
    kisi.halaman.keyboard.press("Shift+Tab")
    expect(kisi.isian(PERTAMA)).to_be_focused()
    kisi.halaman.keyboard.type("7267%")
    kisi.halaman.keyboard.press("Tab")
    usul = kisi.baris(PERTAMA).get_by_role("button", name="Pakai 72,67")
    expect(usul).to_be_visible()
    kisi.halaman.keyboard.press("Shift+Tab")
    kisi.halaman.keyboard.press("Tab")
    expect(usul).to_be_focused()
    kisi.halaman.keyboard.press("Enter")
    expect(kisi.isian(PERTAMA)).to_have_value("72,67")
    expect(kisi.isian(PERTAMA)).to_be_focused()

    # The last cell keeps the focus; the stored value typed again is no change
    kisi.isian(TERAKHIR).click()
    kisi.halaman.keyboard.type("88")
    kisi.halaman.keyboard.press("Enter")
    kisi.tersimpan(TERAKHIR, "88,00", "97,78%", "Sangat tinggi")
    expect(kisi.isian(TERAKHIR)).to_be_focused()
    kisi.ketik("rujukan", "72")
    expect(kisi.isian("rujukan")).to_have_value("72,00")
    kisi.isian("rujukan").fill("7")
    kisi.kata("rujukan", "Belum tersimpan")
    kisi.isian("rujukan").fill("72,00")
    kisi.isian("rujukan").press("Enter")
    kisi.kata("rujukan", "Tersimpan")
    assert lembar.realisasi("rujukan").versi == 1

    # Esc gives the stored value back, then Tab leaves the grid
    kisi.ketik(KEDUA, "30")
    expect(kisi.isian(KEDUA)).to_have_value("30,00")
    kisi.isian(KEDUA).click()
    kisi.halaman.keyboard.type("9")
    kisi.kata(KEDUA, "Belum tersimpan")
    kisi.halaman.keyboard.press("Escape")
    expect(kisi.isian(KEDUA)).to_have_value("30,00")
    kisi.kata(KEDUA, "Tersimpan")
    kisi.halaman.keyboard.press("Tab")
    expect(kisi.halaman.locator("#kisi :focus")).to_have_count(0)
    expect(kisi.halaman.locator(":focus")).to_be_visible()


# Slow network


def test_typing_on_while_a_save_is_on_its_way_keeps_the_newest_text(kisi, lembar):
    tertahan = Tertahan(kisi.halaman)
    kisi.ketik(PERTAMA, "70")
    tertahan.tunggu()
    expect(kisi.status).to_have_text("Menyimpan 1 sel …")
    kisi.isian(PERTAMA).click()
    kisi.isian(PERTAMA).fill("71")
    tertahan.lepas()
    expect(kisi.isian(PERTAMA)).to_have_value("71")
    expect(kisi.isian(PERTAMA)).to_be_focused()
    kisi.kata(PERTAMA, "Belum tersimpan")
    assert lembar.realisasi(PERTAMA).nilai == 70
    tertahan.selesai()
    kisi.isian(PERTAMA).press("Enter")
    kisi.tersimpan(PERTAMA, "71,00", "97,93%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == 71

    # A newer text sent behind an older save
    tertahan = Tertahan(kisi.halaman)
    kisi.ketik("kunjungan", "70")
    tertahan.tunggu()
    kisi.ketik("kunjungan", "71")  # leaves the cell: the first save is still on its way
    tertahan.lepas()
    tertahan.tunggu()
    tertahan.lepas()
    kisi.tersimpan("kunjungan", "71,00", "78,89%", "Tinggi")
    assert lembar.realisasi("kunjungan").nilai == 71
    assert kisi.status.inner_text().startswith("Tersimpan")

    # Back to the old value during a save
    kisi.ketik("kunjungan", "72")
    tertahan.tunggu()
    kisi.ketik("kunjungan", "71,00")
    tertahan.lepas()
    tertahan.tunggu()
    tertahan.lepas()
    kisi.tersimpan("kunjungan", "71,00", "78,89%", "Tinggi")
    assert (lembar.realisasi("kunjungan").nilai, lembar.realisasi("kunjungan").versi) == (71, 4)


# Two people


def test_what_is_typed_before_the_scripts_are_there_is_saved(lembar, masuk):
    halaman = masuk(lembar.operator)
    antre: list[Route] = []
    halaman.route(re.compile(r"/js/kisi\."), lambda rute: antre.append(rute))
    halaman.goto(lembar.alamat, wait_until="commit")
    kisi = Kisi(halaman, lembar)
    kisi.isian(PERTAMA).fill("71,5")
    kisi.isian(PERTAMA).press("Tab")
    while not antre:
        halaman.wait_for_timeout(20)
    for rute in antre:
        rute.continue_()
    kisi.tersimpan(PERTAMA, "71,50", "98,62%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == Decimal("71.5")


def test_two_people_in_one_cell_the_second_sees_both_values_and_chooses(
    kisi, lembar, masuk, penjaga
):
    penjaga.harap(r"^jawaban: 409 POST ")
    rekan = Kisi(masuk(lembar.rekan), lembar)
    rekan.halaman.goto(lembar.alamat)
    rekan.ketik("rujukan", "80")
    expect(rekan.isian("rujukan")).to_have_value("80,00")

    kisi.ketik("rujukan", "75")
    pesan = kisi.baris("rujukan").get_by_role("alert")
    expect(pesan).to_contain_text("Sel ini baru saja diubah.")
    expect(pesan).to_contain_text("Nilai Budi Santoso")
    expect(pesan).to_contain_text("80,00")
    expect(pesan).to_contain_text("Nilai Anda: 75")
    assert lembar.realisasi("rujukan").nilai == 80
    kisi.baris("rujukan").get_by_role("button", name="Pakai nilai Anda").click()
    kisi.tersimpan("rujukan", "75,00", "93,75%", "Sangat tinggi")
    assert lembar.realisasi("rujukan").nilai == 75

    rekan.ketik("rujukan", "60")
    rekan.baris("rujukan").get_by_role("button", name="Pakai 75,00").click()
    rekan.tersimpan("rujukan", "75,00", "93,75%", "Sangat tinggi")
    expect(rekan.isian("rujukan")).to_be_focused()
    expect(rekan.baris("rujukan").get_by_role("alert")).to_have_count(0)
    assert lembar.realisasi("rujukan").nilai == 75
    assert lembar.realisasi("rujukan").diisi_oleh == lembar.operator

    # Typing on over a conflict overwrites nothing; one's own analysis makes no conflict
    rekan.ketik("kunjungan", "80")
    expect(rekan.isian("kunjungan")).to_have_value("80,00")
    tertahan = Tertahan(kisi.halaman)
    kisi.ketik("kunjungan", "75")
    tertahan.tunggu()
    kisi.isian("kunjungan").click()
    kisi.isian("kunjungan").fill("76")
    tertahan.lepas()
    tertahan.selesai()
    kisi.isian("kunjungan").press("Enter")
    expect(kisi.baris("kunjungan").get_by_role("alert")).to_contain_text("Nilai Anda: 76")
    assert lembar.realisasi("kunjungan").nilai == 80
    kisi.baris("kunjungan").get_by_role("button", name="Pakai 80,00").click()
    kisi.kata("kunjungan", "Tersimpan")
    kisi.buka_panel("kunjungan")
    kisi.panel.get_by_label("Analisis").fill("Kunjungan malam hari belum dicatat.")
    kisi.panel.get_by_role("button", name="Simpan penjelasan").click()
    expect(kisi.baris("kunjungan")).to_contain_text("Kunjungan malam hari belum dicatat.")
    kisi.ketik("kunjungan", "55")
    kisi.tersimpan("kunjungan", "55,00", "61,11%", "Rendah")


# Broken network, ended session, server in trouble


def test_cut_connection_loses_nothing(kisi, lembar, penjaga):
    penjaga.harap(r"^gagal: POST .*/sel/")
    penjaga.harap(r"ERR_INTERNET_DISCONNECTED", r"^konsol: htmx:(sendError|afterRequest)")
    kisi.halaman.evaluate(
        """() => { window.kata = []; const p = document.querySelector("[data-status-simpan]");
        new MutationObserver(() => window.kata.push(p.textContent))
            .observe(p, {childList: true}); }"""
    )
    konteks = kisi.halaman.context
    konteks.set_offline(True)
    kisi.ketik(PERTAMA, "70,1")
    kisi.ketik(KEDUA, "30,2")
    kisi.ketik("rujukan", "79")
    expect(kisi.status).to_have_text("Jaringan putus. 3 sel aman di perangkat ini")
    for nama, teks in ((PERTAMA, "70,1"), (KEDUA, "30,2"), ("rujukan", "79")):
        expect(kisi.isian(nama)).to_have_value(teks)
        kisi.kata(nama, "Menunggu jaringan")
    assert not Realisasi.objects.filter(triwulan=2).exists()
    konteks.set_offline(False)
    expect(kisi.status).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d WIB$"))
    kisi.tersimpan(PERTAMA, "70,10", "96,69%", "Sangat tinggi")
    kisi.tersimpan(KEDUA, "30,20", "105,09%", "Sangat tinggi")
    kisi.tersimpan("rujukan", "79,00", "98,75%", "Sangat tinggi")
    kata = kisi.halaman.evaluate("window.kata")
    assert "Jaringan putus. 1 sel aman di perangkat ini" in kata
    assert any(k.startswith("Tersambung, menyimpan") for k in kata)
    assert [lembar.realisasi(n).nilai for n in (PERTAMA, KEDUA, "rujukan")] == [
        Decimal("70.1"),
        Decimal("30.2"),
        Decimal(79),
    ]

    # What waits survives a reload
    kisi.halaman.on("dialog", lambda dialog: dialog.accept())  # "leave the page?"
    kisi.halaman.route(SEL, lambda rute: rute.abort())
    kisi.ketik(PERTAMA, "70,2")
    expect(kisi.status).to_have_text("Jaringan putus. 1 sel aman di perangkat ini")
    kisi.halaman.unroute(SEL)
    kisi.halaman.reload()
    kisi.tersimpan(PERTAMA, "70,20", "96,83%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == Decimal("70.2")


def test_ended_session_keeps_the_text_until_a_new_login(kisi, lembar, penjaga):
    penjaga.harap(r"^jawaban: 40[13] POST .*/sel/", r"^konsol: Response Status Error Code 40[13]")
    konteks = kisi.halaman.context
    konteks.clear_cookies()  # the CSRF token as well
    kisi.ketik("rujukan", "77,7")
    dialog = kisi.halaman.get_by_role("dialog", name="Sesi Anda berakhir")
    expect(dialog).to_be_visible()
    expect(kisi.isian("rujukan")).to_have_value("77,7")
    expect(kisi.status).to_have_text("Sesi berakhir. 1 sel aman di perangkat ini")
    dialog.get_by_role("button", name="Nanti").click()
    expect(kisi.halaman.get_by_role("button", name="Masuk lagi")).to_be_visible()
    lain = konteks.new_page()
    lain.goto("/masuk/")
    isi_formulir_masuk(lain, lembar.operator)
    lain.close()
    kisi.halaman.evaluate("window.dispatchEvent(new Event('focus'))")  # back in the first tab
    kisi.tersimpan("rujukan", "77,70", "97,13%", "Sangat tinggi")
    expect(kisi.halaman.get_by_role("button", name="Masuk lagi")).to_have_count(0)
    assert lembar.realisasi("rujukan").nilai == Decimal("77.7")
    # The forms of the panel carry the new token as well.
    kisi.buka_panel("rujukan")
    kisi.panel.get_by_label("Tulis balasan").fill("Sudah masuk lagi.")
    kisi.panel.get_by_role("button", name="Kirim balasan").click()
    expect(kisi.panel.locator(".komentar__teks")).to_have_text("Sudah masuk lagi.")


def _jawab_500(isi: str) -> Callable[[Route], None]:
    return lambda rute: rute.fulfill(status=500, body=isi)


def test_server_error_says_so_and_can_be_tried_again(kisi, lembar, penjaga):
    penjaga.harap(r"^jawaban: 500 POST .*/sel/", r"^konsol: Response Status Error Code 500")
    halaman = kisi.halaman
    galat = "<div data-galat><p data-alasan>Terjadi kesalahan, nomor 4F0A.</p></div>"
    for nama, isi, kalimat in (
        ("rujukan", galat, "nomor 4F0A"),
        (PERTAMA, "<html><body>Bad Gateway</body></html>", "gangguan di server"),
    ):
        halaman.route(SEL, _jawab_500(isi))
        kisi.ketik(nama, "78")
        expect(kisi.baris(nama).get_by_role("alert")).to_contain_text(kalimat)
        expect(kisi.isian(nama)).to_have_value("78")
        expect(kisi.isian(nama)).to_have_attribute("aria-invalid", "true")
        halaman.unroute(SEL)
    # Submitting waits for cells that are not stored
    halaman.get_by_role("button", name="Ajukan Triwulan").click()
    expect(halaman.get_by_text("2 sel belum tersimpan. Selesaikan dulu")).to_be_visible()
    expect(halaman.get_by_role("dialog")).to_have_count(0)
    for nama in ("rujukan", PERTAMA):
        kisi.baris(nama).get_by_role("button", name="Simpan ulang").click()
        expect(kisi.isian(nama)).to_have_value("78,00")
        assert lembar.realisasi(nama).nilai == 78


# Closed


def _tutup() -> None:
    JadwalPengisian.objects.update(
        dibuka_pada=timezone.now() - datetime.timedelta(days=9),
        ditutup_pada=timezone.now() - datetime.timedelta(minutes=1),
    )


def test_quarter_that_closes_under_the_hands_refuses_and_keeps_the_text(kisi, lembar, penjaga):
    penjaga.harap(r"^jawaban: 403 POST .*/sel/", r"^konsol: Response Status Error Code 403")
    halaman = kisi.halaman
    kisi.ketik("kunjungan", "88")
    expect(kisi.isian("kunjungan")).to_have_value("88,00")
    _tutup()
    kisi.ketik("rujukan", "78")
    pesan = kisi.baris("rujukan").get_by_role("alert")
    expect(pesan).to_contain_text("Triwulan II 2024 sudah ditutup pada")
    expect(kisi.isian("rujukan")).to_have_value("78")
    kisi.kata("rujukan", "Ditolak")
    assert not Realisasi.objects.filter(triwulan=2, indikator=lembar.pk("rujukan")).exists()

    # Opened again: locked cells say why, what was typed is listed
    halaman.on("dialog", lambda dialog: dialog.accept())  # "leave the page?"
    halaman.goto(lembar.alamat)
    expect(halaman.get_by_text("Triwulan II 2024 sudah ditutup pada").first).to_be_visible()
    expect(halaman.locator(".sel__isian")).to_have_count(0)
    expect(kisi.baris("kunjungan").locator(".sel__nilai")).to_have_text("88,00")
    kisi.kata("kunjungan", "Terkunci")
    expect(halaman.get_by_role("button", name=re.compile("^Ajukan"))).to_have_count(0)
    bilah = halaman.locator("#kisi-menunggu")
    expect(bilah).to_contain_text("1 isian dari perangkat ini tidak terkirim")
    bilah.get_by_text("Lihat isinya").click()
    expect(bilah.get_by_role("listitem")).to_contain_text("78")
    bilah.get_by_role("button", name="Buang isian").click()
    expect(bilah).to_have_count(0)
    kisi.buka_panel("rujukan")
    expect(kisi.panel.get_by_text("Triwulan II 2024 sudah ditutup pada").first).to_be_visible()
