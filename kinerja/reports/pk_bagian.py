"""IsiPK in words: titles, statement, the two tables, the signatures. No page in here.

Screen, the printed agreement and every report that quotes one read the same BagianPK.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from dasar.angka import format_rupiah
from dasar.cetak.tabel import LebarTabelSalah
from dasar.tanggal import format_tanggal
from kinerja.formulas.isi_pk import IndikatorPK, IsiPK, PihakPK

LEBAR = 160  # mm between the margins of pk.css
KOLOM_KINERJA = (10, 66, 58, 26)  # No., statement, indicator, target
KOLOM_PROGRAM = (10, 98, 30, 22)  # No., program, money, note
_TAK_ADA = "–"
_CONTOH = "†"
# Units that say nothing behind a number: "70,00", not "70,00 nilai".
_SATUAN_KOSONG = frozenset({"angka", "nilai", "indeks", "skor"})
_PEMBUKA = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta "
    "berorientasi pada hasil, "
)
_JANGKA_MENENGAH = (
    "dalam rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam "
    "dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi "
    "tanggung jawab kami."
)


@dataclass(frozen=True)
class SelIndikator:
    """One row of the first table; `iku` marks it on screen."""

    nama: str
    target: str
    iku: bool
    contoh: bool


@dataclass(frozen=True)
class BarisKinerja:
    """One statement with its first row and the rows below it."""

    nomor: int
    pernyataan: str
    pertama: SelIndikator
    lanjutan: tuple[SelIndikator, ...]

    @property
    def jumlah(self) -> int:
        """How many rows the statement spans."""
        return 1 + len(self.lanjutan)


@dataclass(frozen=True)
class BarisProgram:
    """One row of the second table."""

    nomor: int
    nama: str
    pagu: str
    keterangan: str


@dataclass(frozen=True)
class TandaTangan:
    """One signature block."""

    peran: str
    sebutan: str
    nama: str
    nip: str


@dataclass(frozen=True)
class BagianPK:
    """Everything that is printed, ready: the templates only place it."""

    judul: tuple[str, ...]
    judul_lampiran: tuple[str, ...]
    pembuka: str
    pertama: PihakPK
    kedua: PihakPK | None
    janji: tuple[str, ...]
    judul_kinerja: str
    kinerja: tuple[BarisKinerja, ...]
    judul_program: str
    program: tuple[BarisProgram, ...]
    jumlah_pagu: str
    catatan: str
    tempat_tanggal: str
    ttd_kedua: TandaTangan | None
    ttd_pertama: TandaTangan
    kolom_kinerja: tuple[int, ...]
    kolom_program: tuple[int, ...]


def susun_bagian(isi: IsiPK) -> BagianPK:
    """Format one agreement. Raises LebarTabelSalah when a table would not fit the page."""
    sepihak = isi.pihak_kedua is None
    perubahan = f" PERUBAHAN KE-{isi.perubahan_ke}" if isi.perubahan_ke else ""
    milik = tuple(baris for baris in (isi.unit, isi.judul) if baris)
    return BagianPK(
        judul=(f"Perjanjian Kinerja{perubahan.title()} Tahun {isi.tahun}", *milik),
        judul_lampiran=(
            f"Lampiran Perjanjian Kinerja{perubahan.title()} Tahun {isi.tahun}",
            *milik,
        ),
        pembuka=_PEMBUKA
        + ("yang bertanda tangan" if sepihak else "kami yang bertanda tangan")
        + " di bawah ini:",
        pertama=isi.pihak_pertama,
        kedua=isi.pihak_kedua,
        janji=_janji(sepihak=sepihak),
        judul_kinerja=isi.judul_kinerja,
        kinerja=_baris_kinerja(isi),
        judul_program=isi.judul_program,
        program=tuple(
            BarisProgram(
                nomor,
                satu.nama,
                _TAK_ADA
                if satu.pagu is None
                else format_rupiah(satu.pagu) + (_CONTOH if satu.contoh else ""),
                satu.keterangan,
            )
            for nomor, satu in enumerate(isi.program, start=1)
        ),
        jumlah_pagu=_jumlah(isi),
        catatan=f"{_CONTOH} Angka contoh, bukan data resmi." if _berangka_contoh(isi) else "",
        tempat_tanggal=(
            f"{isi.tempat}, {format_tanggal(datetime.date.fromisoformat(isi.tanggal))}"
        ),
        ttd_kedua=None
        if isi.pihak_kedua is None
        else _tanda_tangan("Pihak Kedua,", isi.pihak_kedua),
        ttd_pertama=_tanda_tangan("" if sepihak else "Pihak Pertama,", isi.pihak_pertama),
        kolom_kinerja=pastikan_lebar(KOLOM_KINERJA),
        kolom_program=pastikan_lebar(KOLOM_PROGRAM),
    )


def pastikan_lebar(kolom: Sequence[int]) -> tuple[int, ...]:
    """The widths in mm, when they fill the page: WeasyPrint would overflow silently."""
    if sum(kolom) != LEBAR:
        raise LebarTabelSalah(f"Lebar kolom berjumlah {sum(kolom)} mm, bukan {LEBAR} mm.")
    return tuple(kolom)


def tulis_target(i: IndikatorPK) -> str:
    """Target with its unit and the mark of a made-up number: "72,67 tahun"; "–" for none."""
    if i.target is None:
        return _TAK_ADA
    tanda = _CONTOH if i.contoh else ""
    if i.skala is not None or i.satuan.strip().casefold() in {"", *_SATUAN_KOSONG}:
        return f"{i.teks}{tanda}"
    sela = "" if i.satuan == "%" else " "
    return f"{i.teks}{sela}{_satuan(i.satuan)}{tanda}"


def tulis_nip(nip: str) -> str:
    """An 18-digit NIP in its four groups.

    >>> tulis_nip("197001011990031001")
    '19700101 199003 1 001'
    """
    if len(nip) != 18:
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def _satuan(satuan: str) -> str:
    """ "Persen" is written small behind a number; "Rp" and abbreviations are not."""
    kata = satuan.split()[0]
    biasa = len(kata) > 3 and kata[1:].islower()
    return satuan[0].lower() + satuan[1:] if biasa else satuan


def _janji(*, sepihak: bool) -> tuple[str, ...]:
    if sepihak:
        return (
            "berjanji akan mewujudkan target kinerja tahunan sesuai lampiran perjanjian ini, "
            + _JANGKA_MENENGAH,
        )
    return (
        "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran "
        "perjanjian ini, " + _JANGKA_MENENGAH,
        "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi "
        "terhadap capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan "
        "dalam rangka pemberian penghargaan dan sanksi.",
    )


def _baris_kinerja(isi: IsiPK) -> tuple[BarisKinerja, ...]:
    kosong = SelIndikator(_TAK_ADA, _TAK_ADA, iku=False, contoh=False)
    hasil = []
    for nomor, satu in enumerate(isi.kinerja, start=1):
        sel = [SelIndikator(i.nama, tulis_target(i), i.iku, i.contoh) for i in satu.indikator]
        pertama, *lanjutan = sel or [kosong]
        hasil.append(BarisKinerja(nomor, satu.pernyataan, pertama, tuple(lanjutan)))
    return tuple(hasil)


def _jumlah(isi: IsiPK) -> str:
    if isi.jumlah_pagu is None:
        return "belum lengkap"
    contoh = any(satu.contoh for satu in isi.program)
    return format_rupiah(isi.jumlah_pagu) + (_CONTOH if contoh else "")


def _berangka_contoh(isi: IsiPK) -> bool:
    return any(i.contoh for k in isi.kinerja for i in k.indikator) or any(
        p.contoh for p in isi.program
    )


def _tanda_tangan(peran: str, pihak: PihakPK) -> TandaTangan:
    return TandaTangan(peran, pihak.sebutan, pihak.nama, tulis_nip(pihak.nip))
