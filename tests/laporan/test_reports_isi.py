"""What the report says: order of PermenPANRB 53/2014, seven analyses, unknown never as 0."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from laporan.formulas.data_lkjip import DataLKjIP, ProgramLKjIP
from laporan.reports.kalimat import bilangan
from laporan.reports.lkjip import susun_html
from laporan.reports.naskah import Blok, susun_naskah
from tests.laporan import contoh_data

JUDUL_ANALISIS = (
    "Target dan realisasi tahun 2024",
    "Perbandingan dengan tahun sebelumnya",
    "Perbandingan dengan target jangka menengah",
    "Perbandingan dengan standar nasional",
    "Penyebab, hambatan, dan solusi",
    "Efisiensi penggunaan sumber daya",
    "Program dan kegiatan yang menunjang",
)
SEMUA: dict[str, Callable[[], DataLKjIP]] = {
    "contoh": contoh_data.data_kota,
    "draf": contoh_data.data_kota_draf,
    "pd": contoh_data.data_pd,
}


def html(data: DataLKjIP) -> str:
    return susun_html(data, "0" * 64)[0]


class Pemeriksa(HTMLParser):
    """Notes what stands inside links and lists."""

    def __init__(self) -> None:
        super().__init__()
        self.di_tautan = False
        self.salah: list[str] = []
        self.id: list[str] = []
        self.tautan: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        isi = dict(attrs)
        if self.di_tautan or tag in ("dl", "script", "style"):
            self.salah.append(tag)
        if tag == "a":
            self.di_tautan = True
            self.tautan.append((isi["href"] or "").removeprefix("#"))
        if tag == "img" and not isi.get("alt"):
            self.salah.append("img tanpa alt")
        if isi.get("id"):
            self.id.append(isi["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.di_tautan = False


@pytest.mark.parametrize("nama", SEMUA)
def test_structure_is_fit_for_a_tagged_pdf(nama: str) -> None:
    periksa = Pemeriksa()
    periksa.feed(html(SEMUA[nama]()))
    assert periksa.salah == []
    assert len(periksa.id) == len(set(periksa.id))
    assert set(periksa.tautan) <= set(periksa.id)
    assert len(periksa.tautan) > 20


@pytest.mark.parametrize("nama", SEMUA)
def test_parts_stand_in_the_order_of_the_regulation(nama: str) -> None:
    data = SEMUA[nama]()
    isi = html(data)
    urutan = [
        *("sampul", "identitas"),
        *(["kekurangan"] if data.celah else []),
        *("kata-pengantar", "reviu", "ikhtisar", "daftar-isi", "daftar-tabel"),
        *("judul-bab-1", "bab-1-a", "bab-1-b", "bab-1-c"),
        *("judul-bab-2", "bab-2-a", "bab-2-b", "bab-2-c"),
        *("judul-bab-3", "bab-3-a", *(f"sasaran-{s.simpul_id}" for s in data.sasaran), "bab-3-b"),
        *("judul-bab-4", "bab-4-a", "bab-4-b"),
        *("judul-lampiran-1", "judul-lampiran-2", "judul-lampiran-3"),
    ]
    letak = [isi.index(f'id="{jangkar}"') for jangkar in urutan]
    assert letak == sorted(letak)


@pytest.mark.parametrize("nama", SEMUA)
def test_every_sasaran_has_its_seven_analyses_in_order(nama: str) -> None:
    data = SEMUA[nama]()
    bagian = re.split(r'<h3 id="sasaran-\d+"', html(data))[1:]
    assert len(bagian) == len(data.sasaran)
    for satu in bagian:
        judul = re.findall(r'<h4><span class="l">Analisis (\d) dari 7</span>(.+?)</h4>', satu)
        assert judul == [(str(n), teks) for n, teks in enumerate(JUDUL_ANALISIS, start=1)]


def test_sasaran_with_nothing_at_all_stand_in_one_table() -> None:
    data = contoh_data.data_kota_draf()
    kosong = replace(data.sasaran[1], program=(), naskah={})
    lain = replace(kosong, simpul_id=99, kode="9.9.9", nama="Sasaran lain", di_tahunan=False)
    isi = html(replace(data, sasaran=(data.sasaran[0], kosong, lain)))
    bab3 = isi.split('id="judul-bab-3"')[1].split('id="bab-3-b"')[0]
    assert "Dua sasaran berikut belum mempunyai indikator, sehingga ketujuh analisis" in bab3
    assert bab3.count('<h3 id="sasaran-') == 1
    assert bab3.count(f"<td>{kosong.kode}</td>") == bab3.count("<td>9.9.9</td>") == 1
    assert bab3.count("satu dari tiga sasaran mempunyai indikator".capitalize()) >= 1
    assert f"<td>{kosong.kode}</td><td>Belum ada indikator</td>" not in bab3
    # Without an agreement the annex keeps what the yearly document holds, and only that.
    isi = html(replace(data, sasaran=(data.sasaran[0], kosong, lain), perjanjian=None))
    lampiran1 = isi.split('id="judul-lampiran-1"')[1].split('id="judul-lampiran-2"')[0]
    assert f"<td>{kosong.kode}</td>" in lampiran1
    assert "<td>9.9.9</td>" not in lampiran1
    assert "Satu sasaran lain belum mempunyai indikator" in lampiran1


def test_missing_things_are_named_and_nothing_is_made_up() -> None:
    isi = html(contoh_data.data_kota_draf())
    for kalimat in (
        "Kata pengantar belum ditulis.",
        "Reviu Inspektorat atas laporan ini belum dicatat",
        "Belum ada nilai",
        "Aspek strategis belum ditulis.",
        "Permasalahan utama belum ditulis.",
        "Standar nasional untuk indikator ini belum direkam.",
        "Realisasi tahun-tahun sebelumnya belum direkam.",
        "Penyebab, hambatan, dan solusi belum ditulis.",
        "Program yang menunjang sasaran ini belum dihubungkan.",
        "Simpulan belum ditulis.",
        "Langkah perbaikan belum ditulis.",
    ):
        assert kalimat in isi
    assert "Lorem" not in isi
    assert not re.search(r"None|\{\{|\{%|NIP", isi)


def test_unknown_values_are_dashes_in_every_table() -> None:
    data = contoh_data.data_kota_draf()
    isi = html(replace(data, sasaran=(data.sasaran[2],), pengukuran=()))
    baris = re.findall(r"<tr><td>1\.1\.3</td><td>Prevalensi stunting</td>.*?</tr>", isi)
    assert baris == [
        "<tr><td>1.1.3</td><td>Prevalensi stunting</td><td>Persen</td>"
        '<td class="n">8,50</td><td class="n">–</td><td class="n">–</td><td class="s">–</td></tr>'
    ]


def test_unfinished_year_is_printed_with_its_word_wherever_the_value_is() -> None:
    data = contoh_data.data_kota(contoh=False)
    isi = html(replace(data, sasaran=(data.sasaran[1],), pengukuran=data.pengukuran[2:4]))
    tahun = data.sasaran[1].indikator[0]
    assert tahun.sementara
    sel = re.findall(r'<td class="n[^"]*">72,78(<small>sementara</small>)?</td>', isi)
    # The quarter itself is no value of the year: one cell each in Lampiran 2 and 3.
    assert sel.count("") == 2
    assert sel.count("<small>sementara</small>") >= 4
    for awal in re.findall(r"(.{45})72,78 ", isi):
        assert "sementara" in awal, awal
    assert "Sementara: nilai tahun berjalan" in isi


def test_made_up_values_carry_the_dagger_and_real_ones_do_not() -> None:
    contoh = html(contoh_data.data_kota(banyak=1))
    assert "69,04†" in contoh
    assert "† Angka contoh, bukan data resmi." in contoh
    assert "† Teks contoh, bukan pernyataan resmi." in contoh
    assert "†" not in re.sub(r"<p class=\"ket\">.*?</p>", "", html(tanpa_contoh()))


def tanpa_contoh() -> DataLKjIP:
    data = contoh_data.data_kota(contoh=False, banyak=1)
    satu = data.sasaran[0].indikator[0]
    bersih = replace(satu, riwayat=tuple(replace(t, contoh=False) for t in satu.riwayat))
    return replace(data, sasaran=(replace(data.sasaran[0], indikator=(bersih,)),))


def test_lampiran_3_holds_the_trail_of_every_indicator_once() -> None:
    data = contoh_data.data_kota()
    bagian = html(data).split('id="judul-lampiran-3"')[1]
    for sasaran in data.sasaran:
        satu = sasaran.indikator[0]
        assert bagian.count(f"{sasaran.kode} {satu.nama} ({satu.satuan})") == 1
    assert bagian.count("Operator Dinkes, 14 Januari 2025") == len(data.sasaran)
    assert bagian.count("Bagian Organisasi, 20 Januari 2025") == 4 * len(data.sasaran)
    assert "Laporan triwulan 2024, baris 17" in bagian


def test_indicator_without_any_quarter_takes_one_line() -> None:
    data = contoh_data.data_pd()
    satu = replace(data.sasaran[0].indikator[3], triwulan=())
    isi = html(replace(data, sasaran=(replace(data.sasaran[1], indikator=(satu,)),), pengukuran=()))
    bagian = isi.split('id="judul-lampiran-3"')[1]
    assert bagian.count("Belum diisi") == 1
    assert "<td>I–IV</td>" in bagian


def test_pd_without_any_money_are_counted_in_one_sentence() -> None:
    data = contoh_data.data_kota(contoh=False)
    pd = data.anggaran[0]
    kosong = tuple(replace(b, pagu=None, realisasi=None, serapan=None) for b in pd.baris)
    tanpa = replace(pd, baris=kosong, jumlah=replace(kosong[0], nama="Jumlah"))
    isi = html(replace(data, anggaran=(tanpa, *data.anggaran[1:])))
    bagian = isi.split('id="bab-3-b"')[1].split('id="judul-bab-4"')[0]
    jumlah = f"Pagu dan realisasi {bilangan(len(pd.baris))} program pada satu perangkat daerah"
    assert f"{jumlah} belum direkam" in bagian
    assert pd.nama_pd not in bagian
    sebagian = replace(pd, baris=(pd.baris[0], *kosong[1:]), jumlah=tanpa.jumlah)
    isi = html(replace(data, anggaran=(sebagian, *data.anggaran[1:])))
    bagian = isi.split('id="bab-3-b"')[1].split('id="judul-bab-4"')[0]
    lain = bilangan(len(pd.baris) - 1).capitalize()
    assert f"<td>{lain} program lain, belum direkam</td>" in bagian
    assert bagian.count("<td>Jumlah</td>") == len(data.anggaran) - 1
    assert bagian.count("<td>Jumlah</td>") == len(data.anggaran) - 1


def test_money_shared_by_several_sasaran_is_explained() -> None:
    data = contoh_data.data_kota()
    bersama = tuple(
        replace(satu, program=tuple(_bersama(program) for program in satu.program))
        for satu in data.sasaran
    )
    catatan = "pagunya tidak dibagi."
    assert catatan not in html(data)
    assert catatan in html(replace(data, sasaran=bersama))


def _bersama(program: ProgramLKjIP) -> ProgramLKjIP:
    return replace(program, bersama=True)


def test_user_text_cannot_become_markup() -> None:
    data = contoh_data.data_pd()
    jahat = '<img src="file:///etc/passwd"> & <b>tebal</b>'
    isi = html(
        replace(
            data,
            nama_pd=jahat,
            naskah={**data.naskah, "simpulan": contoh_data.naskah(jahat)},
            sasaran=(replace(data.sasaran[1], nama=jahat),),
        )
    )
    assert '<img src="file:' not in isi
    assert "<b>tebal" not in isi
    assert "&lt;b&gt;tebal" in isi


def test_print_without_a_record_promises_no_code_in_the_system() -> None:
    data = contoh_data.data_pd()
    janji = "Kode ini tercantum pada halaman LKjIP di dalam sistem"
    assert janji in html(data)
    lepas = html(replace(data, versi=0, kode="TANPA-REKAMAN"))
    assert janji not in lepas
    assert "tidak direkam" in lepas
    assert "Versi 0" not in lepas


def test_an_empty_report_still_has_all_its_parts() -> None:
    data = replace(
        contoh_data.data_kota_draf(),
        sasaran=(),
        anggaran=(),
        pengukuran=(),
        organisasi=(),
        angka_kunci=(),
        naskah={},
        rata_rata=None,
        rata_rata_n=0,
        rata_rata_dari=0,
    )
    isi = html(data)
    for kalimat in (
        "Belum ada indikator yang dilaporkan untuk tahun 2024.",
        "Pagu dan realisasi anggaran tahun 2024 belum direkam.",
        "Perjanjian kinerja tahun 2024 belum direkam.",
        "Pengukuran kinerja tahun 2024 belum direkam.",
        "Belum ada nilai triwulan yang direkam untuk tahun 2024.",
    ):
        assert kalimat in isi


def test_lines_with_numbers_or_dashes_become_lists() -> None:
    naskah = susun_naskah(
        contoh_data.naskah("Pembuka\nmasih pembuka", "1. satu\n2) dua", "- a\n• b\nsesudah", "  ")
    )
    assert naskah.blok == (
        Blok("p", ("Pembuka masih pembuka",)),
        Blok("ol", ("satu", "dua")),
        Blok("ul", ("a", "b")),
        Blok("p", ("sesudah",)),
    )
    kosong = susun_naskah(contoh_data.naskah("  "), "Belum ditulis.")
    assert (kosong.blok, kosong.belum) == ((), "Belum ditulis.")


def test_annex_prints_the_agreement_that_was_signed_and_who_signed_it() -> None:
    lampiran1 = html(contoh_data.data_pd()).split('id="judul-lampiran-1"')[1]
    lampiran1 = lampiran1.split('id="judul-lampiran-2"')[0]
    assert (
        "ditandatangani pada 15 Januari 2024 oleh Pejabat Pertama, Kepala Dinas Kesehatan, dengan "
        "Pejabat Kedua, Wali Kota Tangerang Selatan. Kode PK-2024-7KQ4-XH3M." in lampiran1
    )
    assert "<td>Angka harapan hidup</td><td>72,98 tahun</td>" in lampiran1
    assert "1.250.000.000" in lampiran1
