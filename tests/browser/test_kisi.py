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
from tests.browser.conftest import Penjaga, isi_formulir_masuk
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


def test_enter_and_arrows_walk_down_and_up_and_save(kisi, lembar):
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


def test_tab_goes_to_the_next_cell_and_a_message_to_its_repair(kisi, penjaga):
    penjaga.harap(r"^jawaban: 422 ")
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


def test_enter_in_the_last_cell_saves_and_keeps_focus_and_caret(kisi):
    kisi.isian(TERAKHIR).click()
    kisi.halaman.keyboard.type("88")
    kisi.halaman.keyboard.press("Enter")
    kisi.tersimpan(TERAKHIR, "88,00", "97,78%", "Sangat tinggi")
    expect(kisi.isian(TERAKHIR)).to_be_focused()


def test_escape_restores_and_then_tab_leaves_the_grid(kisi):
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


def test_typing_the_stored_value_again_is_no_change(kisi, lembar):
    kisi.ketik(PERTAMA, "72")
    expect(kisi.isian(PERTAMA)).to_have_value("72,00")
    kisi.isian(PERTAMA).fill("7")
    kisi.kata(PERTAMA, "Belum tersimpan")
    kisi.isian(PERTAMA).fill("72,00")
    kisi.isian(PERTAMA).press("Enter")
    kisi.kata(PERTAMA, "Tersimpan")
    assert lembar.realisasi(PERTAMA).versi == 1


def _tempel(kisi: Kisi, nama: str, teks: str) -> None:
    kisi.isian(nama).click()
    kisi.isian(nama).evaluate(
        """(el, teks) => { const data = new DataTransfer(); data.setData("text", teks);
        el.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true})); }""",
        teks,
    )


def test_a_pasted_block_is_shown_first_instead_of_glued_into_one_number(kisi, lembar):
    _tempel(kisi, PERTAMA, "70\r\n80\r\n")
    expect(kisi.halaman.get_by_role("dialog")).to_be_visible()
    expect(kisi.isian(PERTAMA)).to_have_value("")
    assert not Realisasi.objects.filter(triwulan=2, nilai__isnull=False).exists()


def test_submitting_waits_for_cells_that_are_not_stored(kisi, lembar, penjaga):
    penjaga.harap(r"^jawaban: 422 ")
    kisi.ketik(PERTAMA, "70.125")
    expect(kisi.baris(PERTAMA).get_by_role("alert")).to_be_visible()
    kisi.halaman.get_by_role("button", name="Ajukan Triwulan").click()
    expect(kisi.halaman.get_by_text("1 sel belum tersimpan. Selesaikan dulu")).to_be_visible()
    expect(kisi.halaman.get_by_role("dialog")).to_have_count(0)


# Slow network


def test_typing_on_while_a_save_is_on_its_way_keeps_the_newer_text(kisi, lembar):
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


def test_newer_text_sent_behind_an_older_save_wins(kisi, lembar):
    tertahan = Tertahan(kisi.halaman)
    kisi.ketik(PERTAMA, "70")
    tertahan.tunggu()
    kisi.ketik(PERTAMA, "71")  # leaves the cell: the first save is still on its way
    tertahan.lepas()
    tertahan.tunggu()
    tertahan.lepas()
    kisi.tersimpan(PERTAMA, "71,00", "97,93%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == 71
    assert kisi.status.inner_text().startswith("Tersimpan")


def test_going_back_to_the_old_value_during_a_save_is_saved_as_well(kisi, lembar):
    kisi.ketik(PERTAMA, "70")
    expect(kisi.isian(PERTAMA)).to_have_value("70,00")
    tertahan = Tertahan(kisi.halaman)
    kisi.ketik(PERTAMA, "71")
    tertahan.tunggu()
    kisi.ketik(PERTAMA, "70,00")
    tertahan.lepas()
    tertahan.tunggu()
    tertahan.lepas()
    kisi.tersimpan(PERTAMA, "70,00", "96,55%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == 70


# Two people


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


def test_typing_on_over_a_conflict_does_not_overwrite_the_other_value(kisi, lembar, masuk, penjaga):
    penjaga.harap(r"^jawaban: 409 POST ")
    rekan = Kisi(masuk(lembar.rekan), lembar)
    rekan.halaman.goto(lembar.alamat)
    rekan.ketik("rujukan", "80")
    expect(rekan.isian("rujukan")).to_have_value("80,00")
    tertahan = Tertahan(kisi.halaman)
    kisi.ketik("rujukan", "75")
    tertahan.tunggu()
    kisi.isian("rujukan").click()
    kisi.isian("rujukan").fill("76")
    tertahan.lepas()
    tertahan.selesai()
    kisi.isian("rujukan").press("Enter")
    expect(kisi.baris("rujukan").get_by_role("alert")).to_contain_text("Nilai Anda: 76")
    assert lembar.realisasi("rujukan").nilai == 80


def test_own_analysis_does_not_make_the_next_number_a_conflict(kisi, lembar):
    kisi.ketik("rujukan", "50")
    expect(kisi.isian("rujukan")).to_have_value("50,00")
    kisi.buka_panel("rujukan")
    kisi.panel.get_by_label("Analisis").fill("Rujukan malam hari belum dicatat.")
    kisi.panel.get_by_role("button", name="Simpan penjelasan").click()
    expect(kisi.baris("rujukan")).to_contain_text("Rujukan malam hari belum dicatat.")
    kisi.ketik("rujukan", "55")
    kisi.tersimpan("rujukan", "55,00", "68,75%", "Sedang")


# Broken network, ended session, server in trouble


def test_cut_connection_loses_nothing(kisi, lembar, penjaga):
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


def test_what_waits_for_the_network_survives_a_reload(kisi, lembar, penjaga):
    penjaga.harap(r"^gagal: POST .*/sel/", r"^konsol: htmx:(sendError|afterRequest)")
    kisi.halaman.on("dialog", lambda dialog: dialog.accept())  # "leave the page?"
    kisi.halaman.route(SEL, lambda rute: rute.abort())
    kisi.ketik(PERTAMA, "70,1")
    expect(kisi.status).to_have_text("Jaringan putus. 1 sel aman di perangkat ini")
    kisi.halaman.unroute(SEL)
    kisi.halaman.reload()
    kisi.tersimpan(PERTAMA, "70,10", "96,69%", "Sangat tinggi")
    assert lembar.realisasi(PERTAMA).nilai == Decimal("70.1")


@pytest.mark.parametrize("kue", ["sessionid", None])
def test_ended_session_keeps_the_text_until_a_new_login(kisi, lembar, penjaga, kue):
    penjaga.harap(r"^jawaban: 40[13] POST .*/sel/", r"^konsol: Response Status Error Code 40[13]")
    konteks = kisi.halaman.context
    konteks.clear_cookies(**({"name": kue} if kue else {}))
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


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ("<div data-galat><p data-alasan>Terjadi kesalahan, nomor 4F0A.</p></div>", "nomor 4F0A"),
        ("<html><body>Bad Gateway</body></html>", "gangguan di server"),
    ],
    ids=["with a sentence", "without"],
)
def test_server_error_says_so_and_can_be_tried_again(kisi, lembar, penjaga, isi, kalimat):
    penjaga.harap(r"^jawaban: 500 POST .*/sel/", r"^konsol: Response Status Error Code 500")
    kisi.halaman.route(SEL, lambda rute: rute.fulfill(status=500, body=isi))
    kisi.ketik("rujukan", "78")
    expect(kisi.baris("rujukan").get_by_role("alert")).to_contain_text(kalimat)
    expect(kisi.isian("rujukan")).to_have_value("78")
    expect(kisi.isian("rujukan")).to_have_attribute("aria-invalid", "true")
    kisi.halaman.unroute(SEL)
    kisi.baris("rujukan").get_by_role("button", name="Simpan ulang").click()
    kisi.tersimpan("rujukan", "78,00", "97,50%", "Sangat tinggi")
    assert lembar.realisasi("rujukan").nilai == 78


# Closed


def _tutup() -> None:
    JadwalPengisian.objects.update(
        dibuka_pada=timezone.now() - datetime.timedelta(days=9),
        ditutup_pada=timezone.now() - datetime.timedelta(minutes=1),
    )


def test_closed_quarter_shows_locked_cells_and_why(kisi, lembar):
    kisi.ketik("rujukan", "78")
    expect(kisi.isian("rujukan")).to_have_value("78,00")
    _tutup()
    kisi.halaman.goto(lembar.alamat)
    expect(kisi.halaman.get_by_text("Triwulan II 2024 sudah ditutup pada").first).to_be_visible()
    expect(kisi.halaman.locator(".sel__isian")).to_have_count(0)
    expect(kisi.baris("rujukan").locator(".sel__nilai")).to_have_text("78,00")
    kisi.kata("rujukan", "Terkunci")
    expect(kisi.halaman.get_by_role("button", name=re.compile("^Ajukan"))).to_have_count(0)
    kisi.buka_panel("rujukan")
    expect(kisi.panel.get_by_text("Triwulan II 2024 sudah ditutup pada").first).to_be_visible()


def test_quarter_that_closes_under_the_hands_refuses_with_the_reason(
    kisi, lembar, penjaga: Penjaga
):
    penjaga.harap(r"^jawaban: 403 POST .*/sel/", r"^konsol: Response Status Error Code 403")
    _tutup()
    kisi.ketik("rujukan", "78")
    pesan = kisi.baris("rujukan").get_by_role("alert")
    expect(pesan).to_contain_text("Triwulan II 2024 sudah ditutup pada")
    expect(kisi.isian("rujukan")).to_have_value("78")
    assert not Realisasi.objects.filter(triwulan=2).exists()
