"""Nothing typed is lost: server away, tab closed, session ended, another person, another row."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from kinerja.models import Komentar, Realisasi
from tests.browser.kisi import Kisi
from tests.browser.lembar import LembarDinkes
from tests.factories import SANDI

pytestmark = pytest.mark.browser

SEL = re.compile(r"/kinerja/pengisian/sel/$")
PERTAMA, KEDUA = "harapan_hidup", "stunting"


@pytest.fixture
def kisi(lembar: LembarDinkes, masuk: Callable[..., Page]) -> Kisi:
    """The grid, open before the operator."""
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    return Kisi(halaman, lembar)


def _simpanan(halaman: Page) -> list[str]:
    return halaman.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('kisi:'))")


def test_server_restart_and_closed_tab_lose_nothing(kisi, lembar, penjaga):
    penjaga.harap(r"^jawaban: 50[23] POST .*/sel/", r"^konsol: Response Status Error Code 50[23]")
    penjaga.harap(r"^gagal: POST .*/sel/", r"^konsol: htmx:(sendError|afterRequest)")
    konteks, status = kisi.halaman.context, kisi.status
    konteks.route(SEL, lambda rute: rute.fulfill(status=503, body="restarting"))
    kisi.ketik(PERTAMA, "70,1")
    kisi.ketik(KEDUA, "30,2")
    expect(status).to_have_text("Server belum menjawab. 2 sel aman di perangkat ini")
    kisi.kata(PERTAMA, "Menunggu server")
    konteks.unroute(SEL)  # it is back: what waits goes by itself
    expect(status).to_have_text(re.compile(r"^Tersimpan \d\d\.\d\d WIB$"))
    kisi.tersimpan(KEDUA, "30,20", "105,09%", "Sangat tinggi")
    assert _simpanan(kisi.halaman) == []

    konteks.route(SEL, lambda rute: rute.abort())
    kisi.ketik("rujukan", "79")
    kisi.isian("kunjungan").click()
    kisi.halaman.keyboard.type("88")  # not even left the cell
    expect(status).to_have_text("Jaringan putus. 1 sel aman di perangkat ini")
    kisi.halaman.close()
    konteks.unroute(SEL)
    baru = konteks.new_page()
    baru.goto(f"{lembar.alamat}&cari=hidup")
    expect(baru.get_by_text("2 sel menunggu di saringan lain.")).to_be_visible()
    baru.get_by_role("link", name="Lihat seluruh lembar").click()
    kedua = Kisi(baru, lembar)
    kedua.tersimpan("rujukan", "79,00", "98,75%", "Sangat tinggi")
    kedua.tersimpan("kunjungan", "88,00", "97,78%", "Sangat tinggi")
    expect(baru.locator("#kisi-menunggu")).to_have_count(0)
    assert _simpanan(baru) == []
    assert lembar.realisasi("rujukan").nilai == 79
    assert lembar.realisasi(KEDUA).nilai == Decimal("30.2")


def test_ended_session_asks_for_the_password_in_place(kisi, lembar, penjaga):
    penjaga.harap(r"^jawaban: 4(01|03|22) POST .*/(sel|di-tempat|komentar|tempel)/")
    penjaga.harap(r"^konsol: Response Status Error Code 40[13]")
    Session.objects.all().delete()
    kisi.isian("rujukan").click()
    kisi.halaman.keyboard.type("77,7")
    kisi.halaman.keyboard.press("Enter")
    dialog = kisi.halaman.get_by_role("dialog", name="Sesi Anda berakhir")
    sandi = dialog.get_by_label("Kata sandi")
    expect(sandi).to_be_focused()
    expect(dialog.get_by_label("Nama pengguna")).to_have_value(lembar.operator.username)
    kisi.halaman.keyboard.type("bukan ini")
    kisi.halaman.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Kata sandi salah.")
    expect(sandi).to_be_focused()
    kisi.halaman.keyboard.type(SANDI)
    kisi.halaman.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    kisi.tersimpan("rujukan", "77,70", "97,13%", "Sangat tinggi")
    expect(kisi.isian("kunjungan")).to_be_focused()
    # A remark and a pasted block that meet an ended session go on after the login.
    kisi.buka_panel("rujukan")
    Session.objects.all().delete()
    kisi.panel.get_by_label("Tulis balasan").fill("Sudah masuk lagi.")
    kisi.panel.get_by_role("button", name="Kirim balasan").click()
    expect(sandi).to_be_focused()
    kisi.halaman.keyboard.type(SANDI)
    kisi.halaman.keyboard.press("Enter")
    expect(kisi.panel.locator(".komentar__teks")).to_have_text("Sudah masuk lagi.")
    assert Komentar.objects.count() == 1
    Session.objects.all().delete()
    kisi.isian(PERTAMA).click()
    kisi.isian(PERTAMA).evaluate(
        """el => { const data = new DataTransfer(); data.setData("text", "70\\n30\\n");
        el.dispatchEvent(new ClipboardEvent("paste",
            {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    expect(sandi).to_be_focused()
    kisi.halaman.keyboard.type(SANDI)
    kisi.halaman.keyboard.press("Enter")
    expect(kisi.halaman.get_by_role("button", name="Simpan 2 nilai")).to_be_visible()


def test_drafts_of_one_person_are_neither_seen_nor_sent_by_another(kisi, lembar, penjaga):
    penjaga.harap(r"^gagal: POST .*/sel/", r"^konsol: htmx:(sendError|afterRequest)")
    penjaga.harap(r"^jawaban: 401 POST .*/sel/", r"^konsol: Response Status Error Code 401")
    halaman, konteks = kisi.halaman, kisi.halaman.context
    konteks.route(SEL, lambda rute: rute.abort())
    kisi.ketik("rujukan", "79")
    expect(kisi.status).to_have_text("Jaringan putus. 1 sel aman di perangkat ini")
    halaman.locator(".orang summary").click()
    halaman.get_by_role("button", name="Keluar").click()
    tanya = halaman.get_by_role("dialog", name="Keluar sebelum semuanya tersimpan?")
    expect(tanya).to_contain_text("1 isian belum sampai di server.")
    tanya.get_by_role("button", name="Batal").click()

    lain = konteks.new_page()  # the colleague signs in on the same browser
    lain.request.post(  # the browser keeps the cookies of the answer
        "/masuk/di-tempat/",
        form={"username": lembar.rekan.username, "password": SANDI, "pengguna": lembar.rekan.pk},
        headers={"X-CSRFToken": lain.request.get("/masuk/di-tempat/").json()["csrf"]},
    )
    konteks.unroute(SEL)
    lain.goto(lembar.alamat)
    expect(lain.get_by_text("Budi Santoso").first).to_be_visible()
    expect(Kisi(lain, lembar).isian("rujukan")).to_have_value("")
    halaman.evaluate("window.dispatchEvent(new Event('online'))")  # the first page is still open
    dialog = halaman.get_by_role("dialog", name="Sesi Anda berakhir")
    expect(dialog).to_contain_text("Peramban ini sekarang dipakai Budi Santoso.")
    assert not Realisasi.objects.filter(triwulan=2).exists()
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk", exact=True).click()
    kisi.tersimpan("rujukan", "79,00", "98,75%", "Sangat tinggi")
    assert lembar.realisasi("rujukan").diisi_oleh == lembar.operator


def test_reason_and_explanation_of_the_panel_wait_for_the_network_and_are_undone(
    kisi, lembar, penjaga
):
    penjaga.harap(r"ERR_INTERNET_DISCONNECTED", r"^konsol: htmx:(sendError|afterRequest)")
    halaman, konteks = kisi.halaman, kisi.halaman.context
    kiriman: list[str] = []
    halaman.on("request", lambda r: kiriman.append(r.url) if r.method == "POST" else None)
    kisi.buka_panel("kunjungan")
    konteks.set_offline(True)
    analisis = kisi.panel.get_by_label("Analisis")
    analisis.fill("Kunjungan ketiga belum dicatat.")
    kisi.panel.get_by_role("button", name="Simpan penjelasan").click()
    expect(halaman.get_by_text("Penjelasan aman di perangkat ini")).to_be_visible()
    kisi.panel.get_by_label("Alasan sel ini kosong").select_option(label="Belum rilis")
    kisi.kata("kunjungan", "Menunggu jaringan")
    kiriman.clear()
    konteks.set_offline(False)
    expect(halaman.get_by_text("1 penjelasan tersimpan.")).to_be_visible()
    expect(kisi.baris("kunjungan")).to_contain_text("Kunjungan ketiga belum dicatat.")
    kisi.kata("kunjungan", "Kosong dengan alasan")
    expect(kisi.status).to_have_text(re.compile("^Tersimpan "))
    expect(analisis).to_have_value("Kunjungan ketiga belum dicatat.")
    expect(halaman.locator("#kisi-menunggu")).to_have_count(0)
    assert _simpanan(halaman) == []
    assert len(kiriman) == len(set(kiriman)) == 2  # nothing twice
    tersimpan = lembar.realisasi("kunjungan")
    assert (tersimpan.analisis, tersimpan.alasan_kosong) == (
        "Kunjungan ketiga belum dicatat.",
        "belum_rilis",
    )

    kisi.ketik("kunjungan", "88")
    kisi.tersimpan("kunjungan", "88,00", "97,78%", "Sangat tinggi")
    kisi.isian("kunjungan").focus()
    halaman.keyboard.press("Control+z")  # the value goes, its reason comes back
    expect(kisi.isian("kunjungan")).to_have_value("")
    kisi.kata("kunjungan", "Kosong dengan alasan")
    expect(kisi.status).to_have_text(re.compile("^Tersimpan "))
    assert lembar.realisasi("kunjungan").alasan_kosong == "belum_rilis"
    kisi.isian("kunjungan").focus()
    halaman.keyboard.press("Control+z")  # the choice of the reason was a step as well
    kisi.kata("kunjungan", "Kosong")
    assert lembar.realisasi("kunjungan").alasan_kosong == ""


def test_older_draft_meets_a_newer_value_and_texts_of_the_panel_come_back(
    kisi, lembar, masuk, penjaga
):
    penjaga.harap(r"^jawaban: 409 POST ", r"^gagal: POST .*/sel/")
    penjaga.harap(r"^konsol: htmx:(sendError|afterRequest)")
    halaman, konteks = kisi.halaman, kisi.halaman.context
    kisi.buka_panel("kunjungan")
    kisi.panel.get_by_label("Analisis").fill("Kunjungan ketiga belum dicatat.")
    kisi.buka_panel(PERTAMA)
    konteks.route(SEL, lambda rute: rute.abort())
    kisi.ketik("rujukan", "75")
    expect(kisi.status).to_have_text("Jaringan putus. 1 sel aman di perangkat ini")
    halaman.close()
    konteks.unroute(SEL)
    rekan = Kisi(masuk(lembar.rekan), lembar)
    rekan.halaman.goto(lembar.alamat)
    rekan.ketik("rujukan", "80")
    expect(rekan.isian("rujukan")).to_have_value("80,00")

    kembali = Kisi(konteks.new_page(), lembar)
    kembali.halaman.goto(lembar.alamat)
    pesan = kembali.baris("rujukan").get_by_role("alert")
    expect(pesan).to_contain_text("Nilai Budi Santoso")
    expect(pesan).to_contain_text("80,00")
    expect(pesan).to_contain_text("Nilai Anda: 75")
    assert lembar.realisasi("rujukan").nilai == 80
    kembali.isian("rujukan").focus()  # chosen without a mouse
    kembali.halaman.keyboard.press("Tab")
    expect(kembali.baris("rujukan").get_by_role("button", name="Pakai nilai Anda")).to_be_focused()
    kembali.halaman.keyboard.press("Enter")
    kembali.tersimpan("rujukan", "75,00", "93,75%", "Sangat tinggi")
    expect(
        kembali.halaman.get_by_text("1 tulisan di rincian baris belum disimpan.")
    ).to_be_visible()
    kembali.buka_panel("kunjungan")
    analisis = kembali.panel.get_by_label("Analisis")
    expect(analisis).to_have_value("Kunjungan ketiga belum dicatat.")
    kembali.buka_panel(PERTAMA)
    kembali.halaman.get_by_role("button", name="Simpan sekarang").click()
    expect(kembali.baris("kunjungan")).to_contain_text("Kunjungan ketiga belum dicatat.")
    expect(kembali.halaman.locator("#kisi-menunggu")).to_have_count(0)
    assert _simpanan(kembali.halaman) == []


def test_storage_that_is_full_or_closed_does_not_break_the_page(kisi, lembar, penjaga):
    penjaga.harap(r"^gagal: POST .*/sel/", r"^konsol: htmx:(sendError|afterRequest)")
    halaman = kisi.halaman
    halaman.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', "
        f"{json.dumps('QuotaExceededError')}); }};"
    )
    halaman.goto(lembar.alamat)
    halaman.route(SEL, lambda rute: rute.abort())
    kisi.ketik(PERTAMA, "70,1")
    expect(kisi.status).to_have_text("Jaringan putus. 1 sel menunggu, jangan tutup halaman ini")
    halaman.unroute(SEL)
    kisi.tersimpan(PERTAMA, "70,10", "96,69%", "Sangat tinggi")
