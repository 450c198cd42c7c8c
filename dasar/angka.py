"""Indonesian numbers: the only place where typed numbers are read and shown numbers are rounded.

Pure functions, no Django. Decimal in and out. Every refusal is an `AngkaTakTerbaca` whose
message is an Indonesian sentence that says how to write the number instead.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

DESIMAL_MAKS = 6  # a measured value is stored with six decimals
PANJANG_MAKS = 100  # of the typed text; longer text is a sentence, not a number
_PANJANG_KUTIPAN = 40

# 200 digits: the text limit keeps every readable number far below, so rounding never overflows.
KONTEKS = Context(prec=200, rounding=ROUND_HALF_UP)

_MINUS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_SPASI = dict.fromkeys(map(ord, "\u00a0\u2007\u2008\u2009\u200a\u202f"), " ")
_TAK_TAMPAK = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_NORMAL = {**_MINUS, **_SPASI, **_TAK_TAMPAK}

_AWALAN = re.compile(r"(?:[+\-( ]|[Rr][Pp]\.?)*")
_RIBUAN = {
    pemisah: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(pemisah)}[0-9]{{3}})+")
    for pemisah in (".", ",", " ")
}
_TANDA_KOSONG = re.compile(r"-*|n[./]?a\.?", re.IGNORECASE)


class AngkaTakTerbaca(ValueError):
    """The text is no number, or could be two numbers; the message says how to write it.

    `pilihan` are the two ways to write it when it could be two numbers, or the one way when it was
    written the English way.
    """

    def __init__(self, kalimat: str, pilihan: tuple[str, ...] = ()) -> None:
        super().__init__(kalimat)
        self.pilihan = pilihan


@dataclass(frozen=True, slots=True)
class _Bacaan:
    """A number that was read, and the question to ask when another reading is possible."""

    nilai: Decimal
    pertanyaan: str | None


@dataclass(frozen=True, slots=True)
class _Bagian:
    """Digits before and behind the decimal mark, thousands marks removed."""

    utuh: str
    pecahan: str
    pertanyaan: str | None = None


def baca_angka(teks: str, *, bulat: bool = False) -> Decimal:
    """Return the number that a person wrote the Indonesian way.

    bulat=True (rupiah, indicators without decimals): dots are thousands, "70.125" is 70125.
    bulat=False: one dot with exactly three digits behind it is refused, for it may be a thousands
    mark or a decimal mark ("0.125" can only be the latter). "%", "Rp" and spaces are dropped.

    Raises AngkaTakTerbaca (a ValueError), also for "", "-" and "n.a": use `baca_angka_impor`
    where those mean "unknown". See `perlu_konfirmasi` for numbers that are read but doubtful.
    Source: docs/regulasi.md#angka

    >>> baca_angka("1.234.567,89")
    Decimal('1234567.89')
    >>> baca_angka("31.82"), baca_angka("70.125", bulat=True), baca_angka("87,5 %")
    (Decimal('31.82'), Decimal('70125'), Decimal('87.5'))
    >>> baca_angka("70.125")
    Traceback (most recent call last):
    ...
    dasar.angka.AngkaTakTerbaca: "70.125" bisa dibaca dua cara. Tulis 70,125 atau 70125.
    """
    return _urai(teks, bulat=bulat).nilai


def baca_angka_impor(teks: str, *, bulat: bool = False) -> Decimal | None:
    """Return the number of a spreadsheet cell, or None where the cell says "unknown".

    Unknown is an empty cell, a dash of any length, and n.a in its usual spellings; never 0.
    Raises AngkaTakTerbaca as `baca_angka`, also for Excel errors such as "#REF!".

    >>> baca_angka_impor(" - ") is None, baca_angka_impor("N/A") is None
    (True, True)
    """
    if len(teks) <= PANJANG_MAKS and _TANDA_KOSONG.fullmatch(_normal(teks)):
        return None
    return baca_angka(teks, bulat=bulat)


def perlu_konfirmasi(teks: str, *, bulat: bool = False) -> str | None:
    """Return the question to ask about a text that is read but could mean another number.

    None when the text has one reading, and when `baca_angka` refuses it anyway.

    >>> perlu_konfirmasi("1,250")
    '"1,250" dibaca 1,25. Betul, atau maksudnya 1250?'
    >>> perlu_konfirmasi("0,125") is None, perlu_konfirmasi("12,5") is None
    (True, True)
    """
    try:
        return _urai(teks, bulat=bulat).pertanyaan
    except AngkaTakTerbaca:
        return None


def bulatkan(nilai: Decimal, desimal: int = 2) -> Decimal:
    """Return `nilai` rounded half up (away from zero), never "-0".

    Raises ValueError for NaN, infinity and negative `desimal`.

    >>> bulatkan(Decimal("2.345")), bulatkan(Decimal("-0.001"))
    (Decimal('2.35'), Decimal('0.00'))
    """
    if not nilai.is_finite():
        raise ValueError("Nilai ini bukan angka.")
    if desimal < 0:
        raise ValueError("Jumlah desimal tidak boleh negatif.")
    hasil = nilai.quantize(Decimal(1).scaleb(-desimal), context=KONTEKS)
    return hasil.copy_abs() if hasil.is_zero() else hasil


def format_angka(nilai: Decimal, desimal: int) -> str:
    """Return `nilai` as 1.234,5 with exactly `desimal` decimals, half up.

    Round trip: baca_angka(format_angka(x, d), bulat=d == 0) == x for x with at most d decimals
    (d up to 6, the stored precision).

    >>> format_angka(Decimal("1234567.895"), 2), format_angka(Decimal("70125"), 0)
    ('1.234.567,90', '70.125')
    """
    inggris = f"{bulatkan(nilai, desimal):,f}"
    return inggris.translate(str.maketrans(",.", ".,"))


def format_angka_utuh(nilai: Decimal, desimal: int = 0) -> str:
    """Return `nilai` with at least `desimal` decimals and as many more as it really has.

    For texts that people recompute, where a rounded input would not give the printed result.

    >>> format_angka_utuh(Decimal("26.4"), 2), format_angka_utuh(Decimal("26.405"), 2)
    ('26,40', '26,405')
    """
    return format_angka(nilai, max(desimal, jumlah_desimal(nilai)))


def format_rupiah(rupiah: int) -> str:
    """Return whole rupiah with thousands dots and without "Rp" (the column head says it).

    >>> format_rupiah(88985018480)
    '88.985.018.480'
    """
    return f"{rupiah:,d}".replace(",", ".")


def format_persen(nilai: Decimal, desimal: int = 2) -> str:
    """Return a percentage; 87.5 means 87.5 percent.

    >>> format_persen(Decimal("87.5"))
    '87,50%'
    """
    return f"{format_angka(nilai, desimal)}%"


# --- reading --------------------------------------------------------------------------------


def _urai(teks: str, *, bulat: bool) -> _Bacaan:
    """Take sign, "Rp" and "%" off, split the rest into digits, and build the number."""
    if len(teks) > PANJANG_MAKS:
        raise AngkaTakTerbaca(f"{kutip(teks)} terlalu panjang untuk sebuah angka.")
    inti = _normal(teks)
    if inti == "":
        raise AngkaTakTerbaca("Nilai kosong. Tulis angka, misalnya 87,5.")
    if _TANDA_KOSONG.fullmatch(inti):
        raise AngkaTakTerbaca(f"{kutip(teks)} bukan angka. Kosongkan bila nilainya belum ada.")
    if inti.startswith("#"):
        raise AngkaTakTerbaca(
            f"{kutip(teks)} adalah galat rumus Excel. Perbaiki rumusnya atau kosongkan sel ini."
        )

    awalan = inti[: cocok.end()] if (cocok := _AWALAN.match(inti)) else ""
    badan = inti[len(awalan) :].rstrip("%) ")
    akhiran = inti[len(awalan) + len(badan) :]
    if badan.endswith(",-"):  # "Rp 1.000,-" says: no cents
        badan = f"{badan[:-2]},00"
    _periksa_bungkus(teks, awalan, badan, akhiran)

    negatif = "-" in awalan or "(" in awalan
    tanda = "-" if negatif else ""
    bagian = _pisahkan(teks, badan, tanda, bulat=bulat)
    pecahan = bagian.pecahan.rstrip("0")
    if bulat and pecahan:
        raise AngkaTakTerbaca(f"{kutip(teks)} bukan bilangan bulat. Tulis tanpa koma.")
    if len(pecahan) > DESIMAL_MAKS:
        raise AngkaTakTerbaca(
            f"{kutip(teks)} berisi {len(pecahan)} angka di belakang koma. "
            f"Tulis paling banyak {DESIMAL_MAKS}."
        )
    tersimpan = "" if bulat else bagian.pecahan[:DESIMAL_MAKS]
    nilai = Decimal(f"{tanda}{bagian.utuh or '0'}{'.' if tersimpan else ''}{tersimpan}")
    if nilai.is_zero():
        nilai = nilai.copy_abs()

    pertanyaan = bagian.pertanyaan
    if pertanyaan is None and "(" in awalan:
        pertanyaan = "{teks} dibaca {nilai}. Betul?"
    if pertanyaan is not None:
        terbaca = format_angka_utuh(nilai)
        pertanyaan = pertanyaan.format(
            teks=kutip(teks), nilai=terbaca, lain=f"{tanda}{bagian.utuh}{bagian.pecahan}"
        )
    return _Bacaan(nilai, pertanyaan)


def _periksa_bungkus(teks: str, awalan: str, badan: str, akhiran: str) -> None:
    """Refuse what stands around the digits unless it is one sign, one Rp or %, one bracket pair."""
    if not re.fullmatch(r"[0-9., ]*[0-9][0-9., ]*", badan):
        raise AngkaTakTerbaca(_sebab_bukan_angka(teks, badan))
    tanda = awalan.count("-") + awalan.count("+") + awalan.count("(")
    rupiah, persen = awalan.lower().count("rp"), akhiran.count("%")
    if tanda > 1 or awalan.count("(") != akhiran.count(")") or rupiah + persen > 1:
        raise AngkaTakTerbaca(f"{kutip(teks)} bukan angka. Tulis angkanya saja, misalnya 87,5.")


def _sebab_bukan_angka(teks: str, badan: str) -> str:
    if re.fullmatch(r"[0-9.,]+[eE][+-]?[0-9]+", badan):
        return f"{kutip(teks)} memakai notasi ilmiah. Tulis angkanya lengkap."
    if any(huruf.isalpha() for huruf in badan):
        return f"{kutip(teks)} berisi huruf. Tulis angkanya saja, misalnya 87,5."
    return f"{kutip(teks)} bukan angka. Tulis angkanya saja, misalnya 87,5."


def _pisahkan(teks: str, badan: str, tanda: str, *, bulat: bool) -> _Bagian:
    """Decide which marks are thousands and which one is the decimal mark."""
    if " " in badan:
        return _pisahkan_spasi(teks, badan)
    titik, koma = badan.count("."), badan.count(",")
    if titik + koma == 0:
        return _Bagian(badan, "")
    if koma == 0:
        return _pisahkan_titik(teks, badan, tanda, bulat=bulat)
    if titik == 0 and koma == 1:
        return _pisahkan_koma(teks, badan, tanda, bulat=bulat)
    if koma == 1 and badan.rindex(".") < badan.index(","):
        utuh, pecahan = badan.split(",")
        return _Bagian(_tanpa_ribuan(teks, utuh, "."), _isi_pecahan(teks, pecahan))
    # What is left can only be the English way: 1,234,567 or 1,234.56
    if titik > 1 or (titik == 1 and badan.index(".") < badan.rindex(",")):
        raise AngkaTakTerbaca(_galat_ribuan(teks))
    utuh, mark, pecahan = badan.partition(".")
    return _Bagian(
        _tanpa_ribuan(teks, utuh, ","),
        _isi_pecahan(teks, pecahan) if mark else "",
        "{teks} dibaca {nilai}. Betul?",
    )


def _pisahkan_titik(teks: str, badan: str, tanda: str, *, bulat: bool) -> _Bagian:
    if bulat or badan.count(".") > 1:
        if bulat and not _RIBUAN["."].fullmatch(badan):
            inggris = re.fullmatch(r"([0-9]+)\.0{1,2}", badan)  # "1234567.00"
            raise AngkaTakTerbaca(
                f"{kutip(teks)} bukan bilangan bulat. Titik dibaca sebagai pemisah ribuan, "
                "seperti 70.125.",
                (f"{tanda}{inggris[1]}",) if inggris else (),
            )
        return _Bagian(_tanpa_ribuan(teks, badan, "."), "")
    utuh, pecahan = badan.split(".")
    if len(pecahan) == 3 and utuh.strip("0"):
        pilihan = (f"{tanda}{utuh},{pecahan}", f"{tanda}{utuh}{pecahan}")
        raise AngkaTakTerbaca(
            f"{kutip(teks)} bisa dibaca dua cara. Tulis {' atau '.join(pilihan)}.", pilihan
        )
    return _Bagian(utuh, _isi_pecahan(teks, pecahan))


def _pisahkan_koma(teks: str, badan: str, tanda: str, *, bulat: bool) -> _Bagian:
    utuh, pecahan = badan.split(",")
    _isi_pecahan(teks, pecahan)
    if len(pecahan) != 3 or not utuh.strip("0"):
        return _Bagian(utuh, pecahan)
    if bulat:
        raise AngkaTakTerbaca(
            f"{kutip(teks)} berisi koma, padahal nilai ini bilangan bulat. "
            f"Tulis {tanda}{utuh}{pecahan} bila koma itu pemisah ribuan.",
            (f"{tanda}{utuh}{pecahan}",) if _RIBUAN[","].fullmatch(badan) else (),
        )
    return _Bagian(utuh, pecahan, "{teks} dibaca {nilai}. Betul, atau maksudnya {lain}?")


def _pisahkan_spasi(teks: str, badan: str) -> _Bagian:
    """Read 1 234 567,8: a space groups thousands (ISO 80000), it never is a decimal mark."""
    utuh, mark, pecahan = badan.replace(".", ",").partition(",")
    return _Bagian(
        _tanpa_ribuan(teks, utuh, " "),
        _isi_pecahan(teks, pecahan) if mark else "",
        "{teks} dibaca {nilai} sebagai satu angka. Betul?",
    )


def _tanpa_ribuan(teks: str, utuh: str, pemisah: str) -> str:
    if not _RIBUAN[pemisah].fullmatch(utuh):
        raise AngkaTakTerbaca(_galat_ribuan(teks))
    return utuh.replace(pemisah, "")


def _isi_pecahan(teks: str, pecahan: str) -> str:
    if not re.fullmatch(r"[0-9]+", pecahan):
        raise AngkaTakTerbaca(_galat_ribuan(teks))
    return pecahan


def _galat_ribuan(teks: str) -> str:
    return (
        f"Titik atau koma pada {kutip(teks)} tidak pada tempatnya. "
        "Tulis seperti 1.234,5: titik untuk ribuan, koma untuk desimal."
    )


def _normal(teks: str) -> str:
    """Return the text with one kind of minus and space, without marks that cannot be seen."""
    return teks.translate(_NORMAL).strip()


def kutip(teks: str) -> str:
    """Return the typed text in quotes, short and on one line, to be shown inside a sentence."""
    tampak = (" " if unicodedata.category(c)[0] in "CZ" else c for c in teks)
    baris = " ".join("".join(tampak).split())
    if len(baris) > _PANJANG_KUTIPAN:
        baris = f"{baris[:_PANJANG_KUTIPAN]}…"
    return f'"{baris}"'


def jumlah_desimal(nilai: Decimal) -> int:
    """Return how many decimals `nilai` has without trailing zeros."""
    eksponen = KONTEKS.normalize(nilai).as_tuple().exponent
    return max(0, -eksponen) if isinstance(eksponen, int) else 0
