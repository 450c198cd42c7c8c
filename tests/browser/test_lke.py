"""The worksheet in the browser: published examples typed in, refusals, keyboard, phone, axe."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from evaluasi.models import (
    JawabanLKE,
    LembarKerja,
    Pemenuhan,
    PemenuhanKriteria,
    StatusLembar,
)
from evaluasi.selectors.lembar import muat_lembar
from tests.browser.conftest import HP
from tests.evaluasi.panggung_lembar import (
    BINJAI,
    DJAMIL,
    PanggungLembar,
    buat_panggung_lembar,
)

pytestmark = [pytest.mark.browser, pytest.mark.lambat]
SARINGAN_AXE = {"serious", "critical", "moderate"}


@pytest.fixture
def p(live_server: Any) -> PanggungLembar:
    return buat_panggung_lembar()


def _alamat(lembar: LembarKerja, buka: str = "") -> str:
    return f"/evaluasi/lke/{lembar.pk}/{f'?buka={buka}' if buka else ''}"


def _tersimpan(halaman: Page) -> None:
    expect(halaman.locator("#status-simpan")).to_have_text(re.compile(r"Tersimpan \d\d\.\d\d"))


def _huruf(halaman: Page, kode: str):
    return halaman.locator(f"#huruf-{kode.replace('.', '-')}")


def _buka(halaman: Page, kode: str) -> None:
    halaman.locator(f"#buka-{kode.replace('.', '-')}").click()
    expect(halaman.locator(f"#alasan-{kode.replace('.', '-')}")).to_be_visible()


def _nilai_tersimpan(lembar: LembarKerja) -> tuple[Decimal | None, str, dict[str, str]]:
    isi = muat_lembar(
        LembarKerja.objects.select_related("templat", "perangkat_daerah").get(pk=lembar.pk)
    )
    huruf = isi.nilai.predikat.huruf if isi.nilai.predikat else ""
    return isi.nilai.total, huruf, {s.kode: s.huruf for s in isi.sub}


@pytest.mark.parametrize(
    ("contoh", "total"), [(DJAMIL, "88,10"), (BINJAI, "87,80")], ids=["djamil", "binjai"]
)
def test_a_published_example_typed_in_gives_its_total(p, masuk, penjaga, contoh, total):
    halaman = masuk(p.evaluator)
    halaman.goto(f"/evaluasi/lke/?tahun={p.templat.tahun_evaluasi}")
    baris = halaman.get_by_role("row", name=re.compile("Dinas Kesehatan"))
    baris.get_by_role("button", name=re.compile("^Mulai")).click()
    expect(halaman.locator("#total-lke")).to_have_text("–")
    lembar = LembarKerja.objects.get()

    for nomor, (kode, huruf) in enumerate(contoh.items(), start=1):
        id_html = kode.replace(".", "-")
        if huruf in ("A", "AA"):
            _buka(halaman, kode)
            _huruf(halaman, kode).select_option(huruf)
            # The letter waits for its reason.
            expect(halaman.locator(f"#galat-{id_html}")).to_contain_text("Tulis alasan memberi")
            expect(halaman.locator(f"#sub-{id_html}")).to_contain_text(f"memberi {huruf}")
            halaman.locator(f"#alasan-{id_html}").fill(f"Bukti {kode} lengkap sejak 2022.")
            halaman.locator(f"#alasan-{id_html}").blur()
        else:
            _huruf(halaman, kode).select_option(huruf)
        expect(halaman.locator(f"#nilai-{id_html}")).not_to_have_text("–")
        expect(halaman.locator(".periksa")).to_contain_text(f"{nomor} dari 12 subkomponen terjawab")
    _tersimpan(halaman)
    expect(halaman.locator("#total-lke")).to_have_text(total)
    expect(halaman.locator(".lke__predikat")).to_contain_text("Memuaskan")
    assert _nilai_tersimpan(lembar) == (Decimal(total.replace(",", ".")), "A", contoh)

    # Shown again from the database, checked and sent.
    halaman.goto(_alamat(lembar))
    expect(halaman.locator("#total-lke")).to_have_text(total)
    halaman.get_by_role("link", name="Periksa dan kirim").click()
    expect(halaman.locator("#total-lke")).to_have_text(total)
    expect(halaman.locator(".lke-periksa tbody tr")).to_have_count(12)
    halaman.get_by_role("button", name="Kirim hasil penilaian").click()
    expect(halaman.get_by_text("Penilaian selesai dan menunggu reviu")).to_be_visible()
    expect(halaman.locator("select")).to_have_count(0)
    lembar.refresh_from_db()
    assert (lembar.status, lembar.dinilai_oleh) == (StatusLembar.DINILAI, p.evaluator)


def test_a_without_reason_in_a_closed_row_opens_it_at_the_reason(p, masuk, penjaga):
    penjaga.harap(r"^jawaban: 422 POST .*/jawaban/$")
    lembar = p.internal({"1.b": "B"})
    halaman = masuk(p.evaluator)
    halaman.goto(_alamat(lembar))

    _huruf(halaman, "1.b").select_option("AA")

    alasan = halaman.get_by_label("Alasan memberi AA")
    expect(alasan).to_be_focused()
    expect(alasan).to_have_attribute("aria-invalid", "true")
    expect(halaman.locator("#galat-1-b")).to_contain_text("Tulis alasan memberi AA untuk 1.b")
    expect(halaman.locator("#status-simpan")).to_contain_text("belum tersimpan")
    assert JawabanLKE.objects.get().huruf == "B"

    alasan.fill("Inovasi SIPKIN menjadi percontohan nasional 2023.")
    _tersimpan(halaman)  # while still in the field
    expect(alasan).to_be_focused()
    expect(halaman.locator("#galat-1-b")).to_be_empty()
    expect(halaman.locator("#nilai-1-b")).to_have_text("9,00")
    assert JawabanLKE.objects.get().alasan.startswith("Inovasi")


def test_criteria_lead_to_the_suggestion_and_evidence_is_named(p, masuk, penjaga):
    penjaga.harap(r"^jawaban: 422 POST .*/kriteria/$")
    lembar = p.internal()
    halaman = masuk(p.evaluator)
    halaman.goto(_alamat(lembar, "2.a"))
    baris = halaman.locator("#sub-2-a")
    expect(baris).to_contain_text("Saran sistem muncul setelah semua kriteria dinilai.")
    expect(baris.get_by_text("menilai dokumen 2024")).to_have_count(3)

    kriteria = p.kriteria("2.a")
    for n, k in enumerate(kriteria):
        pilih = halaman.locator(f"#pemenuhan-k{k.pk}")
        pilih.select_option("sebagian" if n == 2 else "penuh")
        expect(halaman.locator(f"#semula-k{k.pk} [name=semula_pemenuhan]")).not_to_have_value("")
    expect(baris).to_contain_text("2,5/3")
    saran = baris.locator("li", has_text="Saran sistem")
    expect(saran).to_contain_text("2,5 dari 3")
    expect(saran.locator(".predikat")).to_have_text("B")
    expect(halaman.locator(".periksa")).to_contain_text("3 kriteria tanpa bukti")

    satu = halaman.locator(f"#kriteria-{kriteria[0].pk}")
    satu.get_by_text("Ubah").click()
    satu.get_by_label("Nama dan nomor dokumen").fill("Perwal 12/2022")
    satu.get_by_label("Tautan").fill("bukan alamat")
    satu.get_by_label("Tautan").blur()
    expect(satu.locator(".galat-medan")).to_contain_text("Tautan harus alamat web lengkap")
    satu.get_by_label("Tautan").fill("https://contoh.go.id/perwal.pdf")
    satu.get_by_label("Tautan").blur()
    expect(satu.get_by_role("link", name="Perwal 12/2022")).to_be_visible()
    expect(halaman.locator(".periksa")).to_contain_text("2 kriteria tanpa bukti")
    simpanan = PemenuhanKriteria.objects.get(kriteria=kriteria[0])
    assert (simpanan.bukti, simpanan.pemenuhan) == ("Perwal 12/2022", Pemenuhan.PENUH)


def test_a_refused_criterion_leaves_an_unsaved_reason_alone(p, masuk, penjaga):
    penjaga.harap(r"^jawaban: 422 POST .*/kriteria/$")
    lembar = p.internal()
    satu = p.kriteria("2.a")[0]
    PemenuhanKriteria.objects.create(lembar=lembar, kriteria=satu, pemenuhan=Pemenuhan.PENUH)
    halaman = masuk(p.evaluator)
    halaman.goto(_alamat(lembar, "2.a"))
    alasan = halaman.locator("#alasan-2-a")
    alasan.fill("Perwal 12/2022 berlaku sejak 2022.")
    expect(halaman.locator("#galat-2-a")).to_contain_text("Pilih dulu huruf jawabannya")

    baris = halaman.locator(f"#kriteria-{satu.pk}")
    baris.get_by_text("Ubah").click()
    baris.get_by_label("Tautan").fill("bukan alamat")
    baris.get_by_label("Tautan").blur()

    expect(baris.locator(".galat-medan")).to_contain_text("Tautan harus alamat web lengkap")
    expect(baris.get_by_label("Tautan")).to_have_value("bukan alamat")
    expect(alasan).to_have_value("Perwal 12/2022 berlaku sejak 2022.")
    expect(halaman.locator("#galat-2-a")).to_contain_text("Pilih dulu huruf jawabannya")
    _huruf(halaman, "2.a").select_option("BB")
    _tersimpan(halaman)
    assert JawabanLKE.objects.get().alasan == "Perwal 12/2022 berlaku sejak 2022."


def test_a_move_to_a_asks_for_a_new_reason_before_sending(p, masuk, penjaga):
    lembar = p.internal({"2.a": "CC"})
    JawabanLKE.objects.update(alasan="Sebagian kriteria belum terpenuhi.")
    halaman = masuk(p.evaluator)
    halaman.goto(_alamat(lembar, "2.a"))

    _huruf(halaman, "2.a").select_option("A")

    galat = halaman.locator("#galat-2-a")
    expect(galat).to_contain_text("Alasan lama ditulis untuk CC. Tulis alasan memberi A")
    expect(halaman.locator("#status-simpan")).to_contain_text("belum tersimpan")
    assert JawabanLKE.objects.get().huruf == "CC"

    halaman.locator("#alasan-2-a").fill("Perwal 12/2022 berlaku sejak 2022.")
    _tersimpan(halaman)
    expect(galat).to_be_empty()
    awas = halaman.locator("#awas-2-a")
    expect(awas).to_contain_text("A diberikan, padahal 3 kriteria belum dinilai.")
    assert JawabanLKE.objects.get().huruf == "A"
    for k in p.kriteria("2.a"):
        halaman.locator(f"#pemenuhan-k{k.pk}").select_option("penuh")
        expect(halaman.locator(f"#semula-k{k.pk} [name=semula_pemenuhan]")).to_have_value("penuh")
    expect(awas).to_be_empty()


def test_two_evaluators_on_one_row(p, masuk, penjaga):
    penjaga.harap(r"^jawaban: 409 POST .*/jawaban/$")
    lembar = p.internal()
    satu, dua = masuk(p.evaluator), masuk(p.rekan)
    for halaman in (satu, dua):
        halaman.goto(_alamat(lembar))
    _huruf(satu, "1.a").select_option("B")
    _tersimpan(satu)
    _huruf(dua, "1.b").select_option("CC")
    _tersimpan(dua)

    _huruf(dua, "1.a").select_option("C")

    expect(dua.locator("#galat-1-a")).to_contain_text("baru saja diubah oleh Eka Evaluator")
    expect(_huruf(dua, "1.a")).to_have_value("B")
    _huruf(dua, "1.a").select_option("C")
    expect(dua.locator("#nilai-1-a")).to_have_text("3,00")
    assert dict(JawabanLKE.objects.values_list("subkomponen__kode", "huruf")) == {
        "1.a": "C",
        "1.b": "CC",
    }


def test_keyboard_alone_opens_answers_and_explains(p, masuk, penjaga):
    lembar = p.internal()
    halaman = masuk(p.evaluator)
    halaman.goto(_alamat(lembar))
    tombol = halaman.locator("#buka-1-a")
    tombol.focus()
    halaman.keyboard.press("Enter")
    expect(halaman.locator("#alasan-1-a")).to_be_visible()
    expect(tombol).to_be_focused()
    expect(tombol).to_have_attribute("aria-expanded", "true")
    halaman.keyboard.press("Tab")
    expect(_huruf(halaman, "1.a")).to_be_focused()
    halaman.keyboard.type("A")
    halaman.keyboard.press("ArrowDown")
    halaman.locator("#alasan-1-a").focus()
    halaman.keyboard.type("Keenam dokumen ada sejak 2022.")
    halaman.keyboard.press("Tab")
    expect(halaman.locator("#nilai-1-a")).not_to_have_text("–")
    tombol.focus()
    halaman.keyboard.press("Enter")
    expect(halaman.locator("#alasan-1-a")).to_have_count(0)
    assert JawabanLKE.objects.get().alasan == "Keenam dokumen ada sejak 2022."


def test_without_javascript_the_form_still_saves(p, masuk, peramban, penjaga):
    penjaga.harap(r"^jawaban: 422 POST .*/jawaban/$")
    lembar = p.internal()
    kue = masuk(p.evaluator).context.cookies()
    konteks = peramban(java_script_enabled=False)
    konteks.add_cookies(kue)
    halaman = konteks.new_page()
    halaman.goto(_alamat(lembar))
    halaman.locator("#buka-1-a").click()
    _huruf(halaman, "1.a").select_option("A")
    halaman.get_by_role("button", name="Simpan jawaban 1.a").click()
    expect(halaman.get_by_role("link", name=re.compile("^Tulis alasan memberi A"))).to_be_visible()
    halaman.locator("#alasan-1-a").fill("Ada sejak 2022.")
    halaman.get_by_role("button", name="Simpan jawaban 1.a").click()
    expect(halaman.get_by_text("Isian 1.a tersimpan.")).to_be_visible()
    expect(halaman.locator("#nilai-1-a")).to_have_text("5,40")


# The pages themselves stand in the list of all pages; here in states that it does not hold.
@pytest.mark.lengkap
@pytest.mark.parametrize("lebar", [1440, 360])
def test_pages_are_accessible_and_stay_within_the_window(p, masuk, penjaga, lebar):
    p.mandiri("BB", status=StatusLembar.DIKIRIM)
    lembar = p.internal({**DJAMIL, "4.c": "CC"})
    LembarKerja.objects.filter(pk=lembar.pk).update(catatan_kembali="Bukti 2.a kurang.")
    for k in p.kriteria("1.a"):
        PemenuhanKriteria.objects.create(lembar=lembar, kriteria=k, pemenuhan=Pemenuhan.PENUH)
    selesai = p.internal("BB", pd=p.lain)
    LembarKerja.objects.filter(pk=selesai.pk).update(status=StatusLembar.DINILAI)
    layar = {"width": lebar, "height": 900} if lebar != 360 else HP
    temuan: dict[str, Any] = {}
    for siapa, daftar in (
        (
            p.evaluator,
            ["/evaluasi/lke/", _alamat(lembar, "1.a"), f"/evaluasi/lke/{lembar.pk}/kirim/"],
        ),
        (p.ketua, [_alamat(selesai, "1.a")]),
        (p.operator, ["/evaluasi/lke/"]),
    ):
        halaman = masuk(siapa, viewport=layar, bypass_csp=True)
        for alamat in daftar:
            halaman.goto(alamat)
            hasil = Axe().run(halaman).response["violations"]
            berat = [
                (v["id"], [n["target"] for n in v["nodes"]][:4])
                for v in hasil
                if v["impact"] in SARINGAN_AXE
            ]
            if berat:
                temuan[alamat] = berat
            geser = halaman.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if geser > 0:
                temuan[f"{alamat} geser"] = geser
    assert temuan == {}


@pytest.mark.lengkap
def test_controls_are_large_enough_for_a_finger(p, masuk, penjaga):
    lembar = p.internal({"1.a": "BB"})
    halaman = masuk(p.evaluator, viewport=HP, has_touch=True)
    kecil: dict[str, Any] = {}
    for alamat in ("/evaluasi/lke/", _alamat(lembar, "1.a"), f"/evaluasi/lke/{lembar.pk}/kirim/"):
        halaman.goto(alamat)
        temuan = halaman.evaluate(
            """() => [...document.querySelectorAll("main :is(button, select, textarea, summary, .btn, .lke__buka, .kepingan, input:not([type=hidden]))")]
                .filter((el) => el.checkVisibility({visibilityProperty: true}))
                .map((el) => el.closest("label.pilih-ringkas") || el)
                .map((el) => [el, el.getBoundingClientRect()])
                .filter(([, k]) => k.width > 1 && (k.height < 43.5 || k.width < 43.5))
                .map(([el, k]) => `${el.tagName}.${el.className} ${Math.round(k.width)}x${Math.round(k.height)}`)"""  # noqa: E501
        )
        if temuan:
            kecil[alamat] = sorted(set(temuan))
    assert kecil == {}
