"""A block from the system clipboard: 60 values by Ctrl-V, by name, undone, on a phone, offline,
after the session ended, in the text layout and by the button."""

from __future__ import annotations

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kinerja.models import IsiIndikator, Realisasi
from tests.browser.conftest import HP, Penjaga
from tests.browser.lembar import TAHUN, TRIWULAN, LembarDinkes
from tests.factories import SANDI, IsiIndikatorFactory, IsiSimpulFactory, TargetFactory

pytestmark = pytest.mark.browser
BANYAK = 60


@pytest.fixture
def enam_puluh(lembar: LembarDinkes) -> list[IsiIndikator]:
    """A program with sixty indicators at the end of the sheet."""
    dokumen = lembar.isi["stunting"].dokumen
    program = IsiSimpulFactory.create(dokumen=dokumen, nama="Program Sediaan Farmasi")
    hasil = []
    for n in range(BANYAK):
        isi = IsiIndikatorFactory.create(
            isi_simpul=program, nama=f"Persentase obat golongan {n + 1} tersedia", urutan=n
        )
        TargetFactory.create(isi=isi, triwulan=TRIWULAN, nilai=Decimal(80))
        hasil.append(isi)
    return hasil


def _salin(halaman: Page, teks: str) -> None:
    """Put a text on the clipboard of the system."""
    halaman.context.grant_permissions(["clipboard-read", "clipboard-write"])
    halaman.evaluate("teks => navigator.clipboard.writeText(teks)", teks)


def _berat(halaman: Page) -> list[tuple[str, str]]:
    """Serious complaints of axe about the open page."""
    return [
        (v["id"], v["nodes"][0]["failureSummary"][:300])
        for v in Axe().run(halaman).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def _nilai() -> dict[int, Decimal | None]:
    baris = Realisasi.objects.periode(TAHUN, TRIWULAN)
    return dict(baris.values_list("indikator_id", "nilai"))


def test_sixty_values_by_ctrl_v_saved_and_undone(lembar, enam_puluh, masuk):
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    teks = [f"{n + 1},5%" for n in range(BANYAK)]
    teks[0], teks[1], teks[2], teks[3] = "1.0", "", "-", "1.000,00"
    _salin(halaman, "\r\n".join(teks) + "\r\n")
    pertama = halaman.locator(f"#nilai-{enam_puluh[0].indikator_id}")
    pertama.click()
    halaman.keyboard.press("Control+v")
    dialog = halaman.get_by_role("dialog", name="Periksa tempelan")
    expect(dialog.get_by_role("listitem").filter(has_text="58 nilai baru")).to_be_visible()
    expect(dialog.get_by_role("listitem").filter(has_text="2 sel kosong")).to_be_visible()
    expect(dialog.locator("mark").filter(has_text="5,50").first).to_be_visible()
    expect(dialog.get_by_role("button", name="Simpan 58 nilai")).to_be_focused()
    assert _nilai() == {}
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_text("58 nilai ditempel dan tersimpan.").first).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(halaman.locator(f"#nilai-{enam_puluh[59].indikator_id}")).to_have_value("60,50")
    harap = {isi.indikator_id: Decimal(n + 1) + Decimal("0.5") for n, isi in enumerate(enam_puluh)}
    harap[enam_puluh[0].indikator_id] = Decimal(1)
    harap[enam_puluh[3].indikator_id] = Decimal(1000)
    del harap[enam_puluh[1].indikator_id], harap[enam_puluh[2].indikator_id]
    assert _nilai() == harap
    halaman.get_by_role("button", name="Urungkan").click()
    expect(halaman.get_by_text("58 nilai dikembalikan seperti sebelum ditempel.")).to_be_visible()
    expect(pertama).to_have_value("")
    assert set(_nilai().values()) == {None}
    pertama.click()
    halaman.keyboard.press("Control+v")
    expect(dialog.get_by_role("button", name="Simpan 58 nilai")).to_be_focused()
    halaman.keyboard.press("Escape")
    expect(pertama).to_be_focused()


def test_shuffled_rows_with_merged_heads_land_by_name_on_a_phone(lembar, enam_puluh, masuk):
    halaman = masuk(lembar.operator, viewport=HP, bypass_csp=True)
    alamat = f"/kinerja/pengisian/tempel/?pd={lembar.pd.pk}&tahun={TAHUN}&triwulan={TRIWULAN}"
    halaman.goto(alamat)
    acak = sorted(range(BANYAK), key=lambda n: (n * 37) % BANYAK)
    baris = ["Program\tIndikator\tRealisasi\t", "\t\tTW I\tTW II", "1\t2\t3\t4"]
    baris += [
        f"{'PROGRAM SEDIAAN FARMASI' if not k else ''}\t"
        f'"PERSENTASE OBAT\nGOLONGAN {n + 1} TERSEDIA"\t9\t{n},25'
        for k, n in enumerate(acak)
    ]
    halaman.get_by_label("Tempelan", exact=True).fill("\r\n".join([*baris, "\tTidak ada\t1\t2"]))
    halaman.get_by_role("button", name="Lihat pratinjau").click()
    expect(halaman.get_by_text("Ditempatkan menurut nama indikator.")).to_be_visible()
    expect(halaman.get_by_role("heading", name="Baris tanpa tempat: 1")).to_be_visible()
    assert halaman.evaluate("document.documentElement.scrollWidth") <= HP["width"]
    assert _berat(halaman) == []
    halaman.get_by_role("button", name=f"Simpan {BANYAK} nilai").click()
    expect(halaman.get_by_text(f"{BANYAK} nilai ditempel dan tersimpan.")).to_be_visible()
    assert _nilai() == {
        isi.indikator_id: Decimal(n) + Decimal("0.25") for n, isi in enumerate(enam_puluh)
    }


def test_block_pasted_offline_waits_and_opens_again(lembar, masuk, penjaga: Penjaga):
    penjaga.harap(r"ERR_INTERNET_DISCONNECTED")
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    _salin(halaman, "71\n30,5\n")
    halaman.context.set_offline(True)
    halaman.locator(f"#nilai-{lembar.pk('harapan_hidup')}").click()
    halaman.keyboard.press("Control+v")
    dialog = halaman.get_by_role("dialog")
    expect(dialog.get_by_text("Jaringan putus. Tempelan aman di perangkat ini.")).to_be_visible()
    halaman.context.set_offline(False)
    expect(dialog.get_by_role("button", name="Simpan 2 nilai")).to_be_visible()
    halaman.reload()
    expect(dialog.get_by_role("button", name="Simpan 2 nilai")).to_be_visible()
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_text("2 nilai ditempel dan tersimpan.")).to_be_visible()
    assert _nilai()[lembar.pk("harapan_hidup")] == 71
    halaman.keyboard.press("Control+z")
    expect(halaman.locator(f"#nilai-{lembar.pk('harapan_hidup')}")).to_have_value("")


def test_texts_after_the_session_ended_and_values_by_the_button(lembar, masuk, penjaga: Penjaga):
    penjaga.harap(r"^jawaban: 401 POST .*/tempel/")
    halaman = masuk(lembar.operator, bypass_csp=True)
    halaman.goto(f"{lembar.alamat}&tampilan=penjelasan")
    nomor = lembar.pk("harapan_hidup")
    _salin(halaman, "Membaik\tKader aktif\n")
    sesi = halaman.context.cookies()
    halaman.context.clear_cookies()
    halaman.context.add_cookies([k for k in sesi if not k["httpOnly"]])
    analisis = halaman.locator(f"#analisis-{nomor}")
    analisis.click()
    halaman.keyboard.press("Control+v")
    masuk_lagi = halaman.get_by_role("dialog", name="Sesi Anda berakhir")
    masuk_lagi.get_by_label("Kata sandi").fill(SANDI)
    halaman.keyboard.press("Enter")
    dialog = halaman.get_by_role("dialog", name="Periksa tempelan")
    expect(dialog.get_by_role("listitem").filter(has_text="2 isian baru")).to_be_visible()
    assert _berat(halaman) == []
    dialog.get_by_role("button", name="Simpan 2 isian").click()
    expect(halaman.locator(f"#faktor_pendorong-{nomor}")).to_have_value("Kader aktif")
    expect(analisis).to_have_value("Membaik")
    assert lembar.realisasi("harapan_hidup").analisis == "Membaik"

    halaman.goto(lembar.alamat)
    nama = lembar.isi["harapan_hidup"].nama
    blok = f"Indikator\tRealisasi\n{nama}\t71,5\n"
    _salin(halaman, blok)
    tombol = halaman.get_by_role("button", name="Tempel dari Excel")
    tombol.click()
    expect(dialog.get_by_role("button", name="Simpan 1 nilai")).to_be_focused()
    halaman.keyboard.press("Escape")
    expect(tombol).to_be_focused()
    halaman.context.clear_permissions()  # a browser that does not hand out the clipboard
    tombol.click()
    teks = halaman.get_by_label("Tempelan", exact=True)
    expect(teks).to_be_focused()
    teks.fill(blok)
    halaman.get_by_role("button", name="Lihat pratinjau").click()
    dialog.get_by_role("button", name="Simpan 1 nilai").click()
    expect(halaman.locator(f"#nilai-{nomor}")).to_have_value("71,50")
    assert _nilai()[nomor] == Decimal("71.5")


def test_the_copied_sheet_finds_its_rows_again_when_it_or_a_column_is_pasted(lembar, masuk):
    lembar.isi_semua("draf")
    halaman = masuk(lembar.operator)
    halaman.goto(lembar.alamat)
    halaman.context.grant_permissions(["clipboard-read", "clipboard-write"])
    halaman.locator("summary").filter(has_text="Tindakan").first.click()
    halaman.get_by_role("button", name="Salin lembar ke papan klip").first.click()
    expect(halaman.get_by_text("baris disalin. Tempel di Excel")).to_be_visible()
    baris = [
        b.split("\t") for b in halaman.evaluate("navigator.clipboard.readText()").split("\r\n")
    ]
    isian = halaman.locator('#kisi .sel__isian[id^="nilai-"]')
    isian.first.click()
    halaman.keyboard.press("Control+v")
    dialog = halaman.get_by_role("dialog", name="Periksa tempelan")
    hitungan = dialog.get_by_role("list", name="Hitungan")
    expect(hitungan).to_contain_text("sama")
    expect(hitungan).not_to_contain_text("baris tanpa tempat")
    expect(dialog.get_by_role("button", name="Simpan")).to_have_count(0)
    halaman.keyboard.press("Escape")

    kolom = baris[0].index("Realisasi TW II")
    nilai = [b[kolom] for b in baris[1:]]
    awal = next(n for n, teks in enumerate(nilai) if teks)
    akhir = max(n for n, teks in enumerate(nilai) if teks)
    assert "" in nilai[awal:akhir], "a row of a program stands between the indicators"
    _salin(halaman, "\r\n".join([*nilai[awal:akhir], "7"]) + "\r\n")
    isian.first.click()
    halaman.keyboard.press("Control+v")
    expect(dialog.get_by_text("disejajarkan dengan baris program")).to_be_visible()
    expect(dialog.locator("#tempel-judul")).to_be_focused()  # read before Enter saves
    expect(dialog.get_by_role("button", name="Simpan 1 nilai")).to_be_visible()
    dialog.get_by_role("button", name="Simpan 1 nilai").click()
    expect(isian.last).to_have_value("7,00")
