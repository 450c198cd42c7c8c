"""Templates as the hands and programs of a PD leave them: sorted, merged, saved by others."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from dasar.galat import GalatPengguna
from kinerja.formulas.bentuk_templat import KOLOM, LEMBAR_META
from kinerja.models import Anggaran, Realisasi
from kinerja.reports.templat_isian import BARIS_KEPALA
from kinerja.services.unggahan import banding_unggahan, terapkan_unggahan
from tests.kinerja.panggung import TW, Panggung
from tests.kinerja.panggung_templat import Buku, unduh, unggah

pytestmark = pytest.mark.django_db
_SEL = re.compile(r'<c r="(\w+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_TEKS = re.compile(r"<t[^>]*>(.*?)</t>", re.DOTALL)
_JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_HUBUNGAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_RUANG = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _nomor_kolom(kode: str) -> int:
    return KOLOM.index(kode) + 1


def _nilai() -> dict[int, Decimal | None]:
    return dict(Realisasi.objects.values_list("indikator_id", "nilai"))


def _terapkan(p: Panggung, isi: bytes) -> None:
    terapkan_unggahan(unggahan_id=unggah(p, isi).pk, oleh=p.operator)


def _teks_bersama(isi: bytes) -> bytes:
    """The same workbook as Excel and LibreOffice write it: texts kept apart, some of them in runs
    of letters, whole numbers as floats."""
    bagian: list[str] = []

    def sel(cocok: re.Match[str]) -> str:
        letak, sifat, dalam = cocok[1], cocok[2], cocok[3] or ""
        if 't="inlineStr"' in sifat:
            teks = "".join(_TEKS.findall(dalam))
            runs = [teks[:1], teks[1:]] if teks.isascii() and "&" not in teks else [teks]
            bagian.append("".join(f'<r><t xml:space="preserve">{r}</t></r>' for r in runs))
            sifat = sifat.replace("inlineStr", "s")
            return f'<c r="{letak}"{sifat}><v>{len(bagian) - 1}</v></c>'
        return re.sub(r"<v>(-?\d+)</v>", r"<v>\1.0</v>", cocok[0])

    wadah = BytesIO()
    with zipfile.ZipFile(BytesIO(isi)) as asal, zipfile.ZipFile(wadah, "w") as tujuan:
        for nama in asal.namelist():
            data = asal.read(nama).decode()
            if nama.startswith("xl/worksheets/sheet"):
                data = _SEL.sub(sel, data)
            elif nama == "[Content_Types].xml":
                satu = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_JENIS}"/>'
                data = data.replace("</Types>", f"{satu}</Types>")
            elif nama == "xl/_rels/workbook.xml.rels":
                satu = f'<Relationship Id="rId99" Type="{_HUBUNGAN}" Target="sharedStrings.xml"/>'
                data = data.replace("</Relationships>", f"{satu}</Relationships>")
            tujuan.writestr(nama, data)
        semua = "".join(f"<si>{b}</si>" for b in bagian)
        tujuan.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_RUANG}">{semua}</sst>')
    assert bagian
    return wadah.getvalue()


def test_rows_sorted_with_their_keys_land_where_they_belong(p: Panggung) -> None:
    semua = [p.isi() for _ in range(4)]
    buku = Buku(unduh(p))
    for n, isi in enumerate(semua):
        buku.tulis(f"i{isi.indikator_id}", "nilai", n + 1)
    ws = buku.ws
    assert ws.auto_filter.ref.startswith(f"A{BARIS_KEPALA}:")  # sorting takes the keys along
    baris = [[s.value for s in b] for b in ws.iter_rows(min_row=BARIS_KEPALA + 1)]
    for n, sel in enumerate(reversed(baris), BARIS_KEPALA + 1):
        for k, isi_sel in enumerate(sel, 1):
            ws.cell(n, k).value = isi_sel
    _terapkan(p, buku.simpan())
    assert _nilai() == {isi.indikator_id: n + 1 for n, isi in enumerate(semua)}


def test_columns_merged_cells_and_percents_of_a_person(p: Panggung) -> None:
    teks, pecahan, gabung, ikut = (p.isi(satuan="Persen") for _ in range(4))
    buku = Buku(unduh(p))
    buku.tulis(f"i{teks.indikator_id}", "nilai", "85,5%")
    buku.tulis(f"i{pecahan.indikator_id}", "nilai", 0.855, "0.0%")
    buku.tulis(f"i{gabung.indikator_id}", "nilai", 40)
    atas, bawah = (buku.nomor(f"i{i.indikator_id}") for i in (gabung, ikut))
    assert bawah == atas + 2  # the row of money between them is covered too
    huruf = buku.ws.cell(1, _nomor_kolom("nilai")).column_letter
    buku.ws.merge_cells(f"{huruf}{atas}:{huruf}{bawah}")
    # A column that nobody fills in may go; merged ranges are moved by hand as Excel does.
    buku.ws.insert_cols(2)
    for wilayah in buku.ws.merged_cells.ranges:
        wilayah.shift(col_shift=1)
    buku.ws.delete_cols(_nomor_kolom("tahun_lalu") + 1)
    for wilayah in buku.ws.merged_cells.ranges:
        wilayah.shift(col_shift=-1)
    _terapkan(p, buku.simpan())
    assert _nilai() == {
        teks.indikator_id: Decimal("85.5"),
        pecahan.indikator_id: Decimal("85.5"),
        gabung.indikator_id: 40,
    }


def test_a_column_to_fill_in_that_is_gone_is_named(p: Panggung) -> None:
    p.isi()
    buku = Buku(unduh(p))
    buku.ws.delete_cols(_nomor_kolom("analisis"))
    with pytest.raises(GalatPengguna, match="Kolom “Analisis” tidak ada lagi"):
        unggah(p, buku.simpan())


def test_a_file_of_another_program_reads_the_same(p: Panggung) -> None:
    isi, lain = p.isi(), p.isi()
    lama = p.baris(isi=isi, nilai=Decimal(70), analisis="lama & <baik>")
    kunci = f"i{isi.indikator_id}"
    buku = Buku(unduh(p)).tulis(kunci, "nilai", 71).tulis(kunci, "tindak_lanjut", "=rapat")
    buku.sel(kunci, "tindak_lanjut").data_type = "s"
    buku.tulis(f"s{lain.isi_simpul.simpul_id}", "rupiah", 1_000_000)
    buku.buku[LEMBAR_META].sheet_state = "hidden"  # Google Sheets knows no third state
    berkas = _teks_bersama(buku.simpan())
    u = unggah(p, berkas)
    hasil = banding_unggahan(unggahan=u, oleh=p.operator)
    assert hasil.jumlah == {"galat": 0, "berubah": 1, "baru": 2, "sama": 1}
    terapkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    lama.refresh_from_db()
    assert lama.nilai == 71
    assert (lama.analisis, lama.tindak_lanjut) == ("lama & <baik>", "=rapat")
    assert Anggaran.objects.get(triwulan=TW).realisasi == 1_000_000


def test_long_texts_are_seen_whole_in_every_program(p: Panggung) -> None:
    """LibreOffice keeps the default height of a row without one, and takes a letter of its own
    where none is named; a height marked as the person's own would not grow any more."""
    p.baris(analisis="Kalimat yang panjang sekali. " * 10)
    with zipfile.ZipFile(BytesIO(unduh(p))) as arsip:
        baris = re.findall(r"<row [^>]*>", arsip.read("xl/worksheets/sheet1.xml").decode())
        huruf = re.findall(r"<font>.*?</font>|<font />", arsip.read("xl/styles.xml").decode())
    assert any('ht="120"' in b for b in baris)  # eight lines of 36
    assert not any("customHeight" in b for b in baris)
    assert all('<name val="Calibri"' in h and "<sz " in h for h in huruf)
