"""The printed agreement: its text and pages, valid, reproducible, and marked for what it is."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace

import page
import pytest
from django.conf import settings

from dasar.cetak.tabel import LebarTabelSalah
from kinerja.formulas.isi_pk import (
    IsiPK,
    PihakPK,
    Sifat,
    dari_json,
    jumlah_pagu,
    ke_json,
    teks_baku,
)
from kinerja.reports.pk import HasilPK, cetak_isi, cetak_pk
from kinerja.reports.pk_bagian import (
    KOLOM_KINERJA,
    KOLOM_PROGRAM,
    pastikan_lebar,
    susun_bagian,
    tulis_nip,
    tulis_target,
)
from tests.baca_pdf import buka, nama_huruf, teks_halaman
from tests.kinerja.panggung_pk import TAHUN, susun_panggung_pk
from tests.kinerja.test_formulas_isi_pk import indikator, isi_dinas, program

KODE = "PK-2024-7F3K-9QM2"
WALI = PihakPK(1, "Wali Kota Tangerang Selatan", "Wali Kota Tangerang Selatan", "Pejabat B")


def wali_kota() -> IsiPK:
    return replace(
        isi_dinas(),
        judul="Pemerintah Kota Tangerang Selatan",
        pihak_pertama=WALI,
        pihak_kedua=None,
    )


def eselon_iii() -> IsiPK:
    dinas = isi_dinas()
    return replace(
        dinas,
        unit="Kepala Bidang Kesehatan Masyarakat",
        perubahan_ke=1,
        pihak_pertama=replace(
            dinas.pihak_pertama, sebutan="Kepala Bidang Kesehatan Masyarakat", nama="Pejabat C"
        ),
        pihak_kedua=dinas.pihak_pertama,
        judul_kinerja="Program",
        judul_program="Kegiatan",
    )


def panjang() -> IsiPK:
    """A draf over several pages, with made-up numbers and a pagu that nobody knows."""
    dinas = isi_dinas()
    baris = tuple(
        program(n, f"Program nomor {n} dengan nama yang panjang sekali", None if n == 7 else n)
        for n in range(1, 41)
    )
    return replace(
        dinas,
        sifat="draf",
        kinerja=dinas.kinerja * 9
        + (replace(dinas.kinerja[0], indikator=(indikator(9, "Contoh", "1.5", contoh=True),)),),
        program=baris,
        jumlah_pagu=jumlah_pagu(baris),
    )


CONTOH = {"wali": wali_kota, "dinas": isi_dinas, "eselon_iii": eselon_iii, "panjang": panjang}
HALAMAN = {"wali": 2, "dinas": 2, "eselon_iii": 2, "panjang": 4}


@pytest.fixture(scope="module")
def tercetak() -> dict[str, HasilPK]:
    return {}


@pytest.fixture(params=CONTOH)
def cetakan(
    request: pytest.FixtureRequest, tercetak: dict[str, HasilPK]
) -> tuple[str, IsiPK, HasilPK]:
    """Each sample is printed once for all tests of this module."""
    nama = request.param
    isi = CONTOH[nama]()
    if nama not in tercetak:
        tercetak[nama] = cetak_isi(isi, kode="" if isi.sifat == "draf" else KODE)
    return nama, isi, tercetak[nama]


@pytest.mark.parametrize("profil", ["3a", "ua1"])
def test_pdf_is_valid(cetakan: tuple[str, IsiPK, HasilPK], profil: str) -> None:
    hasil = page.validate_pdf_bytes(cetakan[2].pdf, profile=profil)

    assert [(gagal.rule_id, gagal.message) for gagal in hasil.failures] == []
    assert hasil.is_compliant


def test_pages_fonts_and_folios(cetakan: tuple[str, IsiPK, HasilPK]) -> None:
    nama, _isi, hasil = cetakan
    huruf = nama_huruf(hasil.pdf)
    with buka(hasil.pdf) as pdf:
        label = [str(satu.label) for satu in pdf.pages]
        kaki = [_teks(satu)[-80:] for satu in pdf.pages]

    assert hasil.jumlah_halaman == HALAMAN[nama]
    assert label == [f"PK–{n}" for n in range(1, HALAMAN[nama] + 1)]
    assert all(satu in teks for satu, teks in zip(label, kaki, strict=True))
    assert all(satu.startswith(("Serif-LK", "Sans-LK", "Tanda-LK")) for satu in huruf)


def test_data_are_attached(cetakan: tuple[str, IsiPK, HasilPK]) -> None:
    _nama, isi, hasil = cetakan
    with buka(hasil.pdf) as pdf:
        berkas = pdf.attachments["data_pk_2024.json"].get_file().read_bytes()

    assert berkas.decode() == teks_baku(ke_json(isi))
    assert dari_json(json.loads(berkas)) == isi


def test_same_content_gives_the_same_bytes() -> None:
    assert cetak_isi(isi_dinas(), kode=KODE).pdf == cetak_isi(isi_dinas(), kode=KODE).pdf
    assert cetak_isi(isi_dinas(), kode=KODE).pdf != cetak_isi(wali_kota(), kode=KODE).pdf


def test_golden_text_of_eselon_ii() -> None:
    pernyataan, lampiran = _halaman(cetak_isi(isi_dinas(), kode=KODE))

    assert pernyataan == (
        "PERJANJIAN KINERJA TAHUN 2024 DINAS KESEHATAN "
        "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel "
        "serta berorientasi pada hasil, kami yang bertanda tangan di bawah ini: "
        "NamaPejabat A, S.K.M. "
        "JabatanPlt. Kepala Dinas Kesehatan Kota Tangerang Selatan "
        "selanjutnya disebut pihak pertama; "
        "NamaPejabat B JabatanWali Kota Tangerang Selatan "
        "selaku atasan pihak pertama, selanjutnya disebut pihak kedua. "
        "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran "
        "perjanjian ini, dalam rangka mencapai target kinerja jangka menengah seperti yang telah "
        "ditetapkan dalam dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target "
        "kinerja tersebut menjadi tanggung jawab kami. "
        "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi "
        "terhadap capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan "
        "dalam rangka pemberian penghargaan dan sanksi. "
        "Tangerang Selatan, 26 Januari 2024 "
        "Pihak Kedua,Pihak Pertama, "
        "Wali Kota Tangerang SelatanPlt. Kepala Dinas Kesehatan "
        "Pejabat BPejabat A, S.K.M. "
        "NIP 19700101 199003 1 001 "
        f"PK–1 Kode verifikasi {KODE}"
    )
    assert lampiran == (
        "LAMPIRAN PERJANJIAN KINERJA TAHUN 2024 DINAS KESEHATAN "
        "No.Sasaran strategisIndikator kinerjaTarget "
        "1Meningkatnya derajat kesehatanAngka Harapan Hidup72,67 tahun "
        "Predikat SAKIPBB "
        "2Meningkatnya mutuCakupan95 persen "
        "Anggaran No.ProgramrupiahKeterangan "
        "1Program Penunjang Urusan60.000.000APBD "
        "2Program Upaya Kesehatan40.000.000APBD "
        "Jumlah anggaran100.000.000 "
        "Tangerang Selatan, 26 Januari 2024 "
        "Pihak Kedua,Pihak Pertama, "
        "Wali Kota Tangerang SelatanPlt. Kepala Dinas Kesehatan "
        "Pejabat BPejabat A, S.K.M. "
        "NIP 19700101 199003 1 001 "
        f"PK–2 Kode verifikasi {KODE}"
    )


def test_golden_text_of_the_wali_kota() -> None:
    pernyataan, lampiran = _halaman(cetak_isi(wali_kota(), kode=KODE))

    assert "yang bertanda tangan di bawah ini: NamaPejabat B" in pernyataan
    assert "kami" not in pernyataan.partition("di bawah ini:")[0]
    assert (
        "berjanji akan mewujudkan target kinerja tahunan sesuai lampiran perjanjian ini"
        in pernyataan
    )
    assert "ihak" not in pernyataan + lampiran
    assert pernyataan.endswith(
        "Tangerang Selatan, 26 Januari 2024 Wali Kota Tangerang Selatan Pejabat B "
        f"PK–1 Kode verifikasi {KODE}"
    )


def test_golden_text_of_eselon_iii() -> None:
    pernyataan, lampiran = _halaman(cetak_isi(eselon_iii(), kode=KODE))

    assert pernyataan.startswith(
        "PERJANJIAN KINERJA PERUBAHAN KE-1 TAHUN 2024 KEPALA BIDANG KESEHATAN MASYARAKAT "
        "DINAS KESEHATAN Dalam rangka"
    )
    assert "No.ProgramIndikator kinerjaTarget" in lampiran
    assert "No.KegiatanrupiahKeterangan" in lampiran
    assert "Plt. Kepala Dinas KesehatanKepala Bidang Kesehatan Masyarakat" in pernyataan


@pytest.mark.django_db
def test_a_plt_in_march_and_a_definitive_holder_in_april_stand_on_their_papers() -> None:
    """Both papers are printed in May: each keeps the name of its own date."""
    p = susun_panggung_pk()
    maret, april = datetime.date(TAHUN, 3, 1), datetime.date(TAHUN, 4, 1)
    p.ganti_pejabat("kadis", maret, "Pelaksana Uji", "plt")
    lama = p.tanda(p.buat(tanggal=maret))
    p.ganti_pejabat("kadis", april, "Definitif Uji")
    baru = p.tanda(
        p.buat(tanggal=april, alasan="pejabat", uraian_alasan="Pejabat definitif dilantik.")
    )
    lama.refresh_from_db()

    dulu, kini = (_semua(cetak_pk(satu, p.kepala).pdf) for satu in (lama, baru))

    for teks, nama, jabatan, tanggal in (
        (dulu, "Pelaksana Uji", "Plt. Kepala Dinas Kesehatan", "1 Maret 2024"),
        (kini, "Definitif Uji", "Kepala Dinas Kesehatan", "1 April 2024"),
    ):
        assert teks.count(nama) == 3  # in the statement and below both signatures
        assert f"Jabatan{jabatan} Kota Tangerang Selatan" in teks
        assert f"Tangerang Selatan, {tanggal}" in teks
    assert "Definitif Uji" not in dulu
    assert "Pelaksana Uji" not in kini
    assert "Plt." not in kini
    assert kini.startswith("PERJANJIAN KINERJA PERUBAHAN KE-1 TAHUN 2024")


def test_a_draf_says_so_on_every_page_and_lists_no_gaps() -> None:
    isi = replace(panjang(), celah=("Pagu Program nomor 7 belum diketahui.",))
    halaman = _halaman(cetak_isi(isi, kode=""))

    assert all("DRAF, belum ditandatangani. · CONTOH: memuat angka" in satu for satu in halaman)
    semua = " ".join(halaman)
    assert "Kode verifikasi" not in semua
    assert "belum diketahui" not in semua
    assert "Jumlah anggaranbelum lengkap" in semua
    assert "1,5 persen†" in semua
    assert "† Angka contoh, bukan data resmi." in semua
    # the head of a table stands on every page of it, and signatures are never cut
    kepala = [re.findall(r"No\.(Sasaran strategis|Program)", satu) for satu in halaman]
    assert kepala == [[], ["Sasaran strategis", "Program"], ["Program"], ["Program"]]
    assert "Pihak Pertama," in halaman[-1]
    assert "NIP 19700101" in halaman[-1]


@pytest.mark.parametrize(("sifat", "gambar"), [("bersih", 0), ("draf", 1), ("contoh", 1)])
def test_the_word_lies_below_every_page(sifat: Sifat, gambar: int) -> None:
    isi = replace(isi_dinas(), sifat=sifat)
    hasil = cetak_isi(isi, kode=KODE)
    polos = cetak_isi(isi_dinas(), kode=KODE)

    with buka(hasil.pdf) as pdf, buka(polos.pdf) as banding:
        beda = [
            len(a.Contents.read_bytes()) != len(b.Contents.read_bytes())
            for a, b in zip(pdf.pages, banding.pages, strict=True)
        ]
    assert beda == [bool(gambar)] * 2


def test_widths_fill_the_page_and_the_style_sheet_has_them() -> None:
    gaya = (settings.BASE_DIR / "static" / "cetak" / "pk.css").read_text(encoding="utf-8")

    for kolom in (KOLOM_KINERJA, KOLOM_PROGRAM):
        assert pastikan_lebar(kolom) == kolom
        for mm in kolom:
            assert f".mm-{mm} {{ width: {mm}mm; }}" in gaya
    with pytest.raises(LebarTabelSalah, match="161 mm, bukan 160 mm"):
        pastikan_lebar((11, 66, 58, 26))


def test_characters_without_a_font_are_replaced_on_paper_and_kept_in_the_data() -> None:
    isi = replace(isi_dinas(), judul="Dinas 中")
    hasil = cetak_isi(isi, kode=KODE)

    assert "DINAS □" in _halaman(hasil)[0]
    with buka(hasil.pdf) as pdf:
        assert "中" in pdf.attachments["data_pk_2024.json"].get_file().read_bytes().decode()


@pytest.mark.parametrize(
    ("satuan", "skala", "teks", "harap"),
    [
        ("Persen", None, "8,50", "8,50 persen"),
        ("%", None, "8,50", "8,50%"),
        ("Rp Miliar", None, "8,50", "8,50 Rp Miliar"),
        ("Per 1.000 kelahiran", None, "3", "3 Per 1.000 kelahiran"),
        ("", None, "0,33", "0,33"),
        ("Nilai", None, "70,00", "70,00"),
        ("Indeks", None, "0,81", "0,81"),
        ("Predikat", {"BB": 5}, "BB", "BB"),
    ],
)
def test_target_with_its_unit(
    satuan: str, skala: dict[str, int] | None, teks: str, harap: str
) -> None:
    assert tulis_target(indikator(1, "A", "5", satuan=satuan, skala=skala, teks=teks)) == harap


def test_unknown_is_a_dash_and_a_nip_has_four_groups() -> None:
    kosong = replace(isi_dinas().kinerja[0], indikator=())
    bagian = susun_bagian(replace(isi_dinas(), kinerja=(kosong,)))

    assert (bagian.kinerja[0].pertama.nama, bagian.kinerja[0].pertama.target) == ("–", "–")
    assert tulis_target(indikator(1, "A", None)) == "–"
    assert tulis_nip("197001011990031001") == "19700101 199003 1 001"
    assert tulis_nip("") == ""


def _semua(pdf: bytes) -> str:
    with buka(pdf) as terbuka:
        return " ".join(_teks(satu) for satu in terbuka.pages)


def _halaman(hasil: HasilPK) -> list[str]:
    with buka(hasil.pdf) as pdf:
        return [_teks(satu) for satu in pdf.pages]


def _teks(halaman: object) -> str:
    """The words of one page; a word that was hyphenated at a line end is whole again."""
    teks = teks_halaman(halaman)  # type: ignore[arg-type]
    return " ".join(re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", teks).split())
