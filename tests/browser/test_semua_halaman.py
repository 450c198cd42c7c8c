"""Every page: accessible (axe), no sideways scroll, fingers find what they press."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import isi_formulir_masuk
from tests.browser.halaman import Halaman, daftar_halaman

pytestmark = [pytest.mark.browser, pytest.mark.lambat]

SASARAN_SENTUH = 44
LEBAR_HP = 360
# Inline links in a sentence are the exception (WCAG 2.5.5).
KENDALI = (
    "button, input:not([type=hidden]), select, textarea, summary, [role=button], .btn, .kepingan, "
    ".bilah-bawah__butir, .tombol-periode__butir, .antrean__baris, .kisi__tautan, a.kisi__wajib"
)
# A label or a row that takes the press for its control is the target.
WADAH = (
    "label.pilih-ringkas, label.medan-cari, .form-check, .kisi__nama, .bukti__centang, "
    ".antrean__pilih"
)

# Where people work all day; the other pages are judged by axe with --lengkap.
AXE_SELALU = frozenset(
    [
        "masuk",
        "beranda-operator",
        "kisi",
        "kisi-terkunci",
        "kelengkapan",
        "verifikasi",
        "tempel",
        "templat-banding",
        "jadwal-ubah",
        "profil",
        "pesan-keluar",
        "bukti-pakai",
        "susunan",
        "lke-baca",
        "dasbor",
        "lkjip",
    ]
)


@pytest.fixture
def semua(lembar) -> list[Halaman]:
    return daftar_halaman(lembar)


@pytest.fixture
def telusuri(peramban, penjaga, semua) -> Callable[..., Iterator[tuple[Halaman, Page]]]:
    """Open one page after the other at one width, each person in a profile of their own."""

    def jalan(lebar: int, **pilihan: Any) -> Iterator[tuple[Halaman, Page]]:
        penjaga.harap(*(rf"^jawaban: {h.status} GET .*" for h in semua if h.status != 200))
        terbuka: dict[Any, Page] = {}
        for h in semua:
            if h.oleh not in terbuka:
                layar = {"width": lebar, "height": 800}
                terbuka[h.oleh] = peramban(viewport=layar, **pilihan).new_page()
                if h.oleh is not None:
                    terbuka[h.oleh].goto("/masuk/")
                    isi_formulir_masuk(terbuka[h.oleh], h.oleh)
            halaman = terbuka[h.oleh]
            jawaban = halaman.goto(h.alamat)
            assert jawaban is not None
            assert (h.nama, jawaban.status) == (h.nama, h.status)
            yield h, halaman

    return jalan


def _geser(halaman: Page) -> list[str]:
    """What makes the page wider than its window."""
    return halaman.evaluate(
        """() => { const lebar = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= lebar) return [];
        return [...document.querySelectorAll("body *")]
            .filter((el) => el.getBoundingClientRect().right > lebar + 0.5)
            .map((el) => `${el.tagName}.${el.className} ${el.getBoundingClientRect().right}`)
            .slice(0, 5).concat(["lebar " + document.documentElement.scrollWidth]); }"""
    )


def _kecil(halaman: Page) -> list[str]:
    """Controls that a finger would miss."""
    temuan: list[str] = halaman.evaluate(
        """([pilihan, wadah, batas]) => [...document.querySelectorAll(pilihan)]
            .filter((el) => el.checkVisibility({visibilityProperty: true}))
            .map((el) => el.closest(wadah) || el)
            .map((el) => [el, el.getBoundingClientRect()])
            .filter(([, k]) => k.width > 1 && (k.height < batas - 0.5 || k.width < batas - 0.5))
            .map(([el, k]) => `${el.tagName}.${el.className} "${el.textContent.trim()}"`
                + ` ${Math.round(k.width)}x${Math.round(k.height)}`)""",
        [KENDALI, WADAH, SASARAN_SENTUH],
    )
    return sorted(set(temuan))


# The phone is the narrow case and has the finger sizes; the desk comes with --lengkap.
@pytest.mark.parametrize(
    ("lebar", "seluruh"),
    [
        pytest.param(1440, True, marks=pytest.mark.lengkap),
        pytest.param(LEBAR_HP, True, marks=pytest.mark.lengkap),
        (LEBAR_HP, False),
    ],
)
def test_pages_are_accessible_within_the_window_and_fit_for_fingers(telusuri, lebar, seluruh):
    axe = Axe()
    temuan: dict[str, Any] = {}
    dinilai = set()
    for h, halaman in telusuri(lebar, bypass_csp=True, has_touch=lebar == LEBAR_HP):
        if lebar == LEBAR_HP and h.nama == "kisi":
            expect(halaman.get_by_label("Rincian baris")).to_be_visible()
        hasil = []
        if seluruh or h.nama in AXE_SELALU:
            hasil = axe.run(halaman).response["violations"]
            dinilai.add(h.nama)
        berat = [
            (v["id"], [n["target"] for n in v["nodes"]][:4], v["nodes"][0]["failureSummary"][:300])
            for v in hasil
            if v["impact"] in ("serious", "critical")
        ]
        if berat:
            temuan[f"{h.nama} axe"] = berat
        if geser := _geser(halaman):
            temuan[f"{h.nama} geser"] = geser
        if lebar == LEBAR_HP and (kecil := _kecil(halaman)):
            temuan[f"{h.nama} sentuh"] = kecil
    assert temuan == {}
    assert dinilai >= AXE_SELALU


@pytest.mark.lengkap
@pytest.mark.parametrize("lebar", [390, 600, 768, 820, 1024, 1200, 1280, 1920])
def test_no_page_scrolls_sideways(telusuri, lebar):
    assert {h.nama: g for h, halaman in telusuri(lebar) if (g := _geser(halaman))} == {}
