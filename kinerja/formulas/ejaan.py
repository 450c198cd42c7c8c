"""How the same name is written by other hands: letter slips, broken words.

No Django imports in this package.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

_KATA = re.compile(r"[a-z]+|[0-9]+")
_SATU_DI_UJUNG = re.compile(r"\b([a-z]{3,})1\b")
_PENGGALAN = re.compile(r"([a-z]{2,})-\s+([a-z]{2,})")
# Words that carry no meaning of their own in a name.
KATA_SAMBUNG = frozenset(
    ["dan", "atau", "di", "ke", "pada", "yang", "untuk", "dengan", "dari", "oleh", "serta", "the"]
)
# Real words that are one slip away from a distinguishing word.
_BUKAN_SELIP = frozenset(["perumahan", "darat", "surat", "sadar", "kasar"])


# A digit in the place of a letter, as scanners read it: "S0sial", "Pe1ayanan". Only inside a word.
_ANGKA_DI_KATA = re.compile(r"(?<=[a-z])[01](?=[a-z])|(?<![a-z0-9])[01](?=[a-z]{4})")


@lru_cache(maxsize=20_000)
def rata(teks: str) -> str:
    """A text without case, odd signs and signs that nobody sees, and with letters for the digits
    that a scanner put into its words.

    >>> rata("Pe1ayanan S\u00adOSIAL 1.000 B3")
    'pelayanan sosial 1.000 b3'
    """
    tampak = teks
    if not teks.isascii():
        tampak = unicodedata.normalize("NFKC", teks)
        tampak = "".join(h for h in tampak if unicodedata.category(h) != "Cf")
    return _ANGKA_DI_KATA.sub(lambda m: "o" if m[0] == "0" else "l", tampak.casefold())


def kata_nama(teks: str) -> list[str]:
    """Folded words of a name.

    >>> kata_nama("RKA- SKPD 2023")
    ['rka', 'skpd', '2023']
    """
    return _KATA.findall(rata(teks))


def sambung_penggalan(teks: str, acuan: str) -> str:
    """The folded name with words that were broken at the end of a line put together, and with
    "l" for a scanner's "1" at the end of a word, where `acuan` has the whole word.

    >>> sambung_penggalan("Eval- uasi Kinerja - Bulanan", "Evaluasi Kinerja Bulanan")
    'evaluasi kinerja - bulanan'
    """
    kata_acuan = [k for k in kata_nama(acuan) if len(k) > 3]
    teks = _SATU_DI_UJUNG.sub(
        lambda m: f"{m[1]}l" if f"{m[1]}l" in kata_acuan else m[0], rata(teks)
    )

    def utuh(cocok: re.Match[str]) -> str:
        satu = cocok[1] + cocok[2]
        return satu if any(_seselip(satu, k) for k in kata_acuan) else cocok[0]

    return _PENGGALAN.sub(utuh, teks)


def _seselip(satu: str, dua: str) -> bool:
    """Whether two words are one, slips allowed."""
    boleh = _boleh(dua)
    return satu == dua or OSA.distance(satu, dua, score_cutoff=boleh) <= boleh


def tanpa_daerah(teks: str) -> str:
    """The folded words without "kabupaten kota", in any order, slips allowed.

    >>> tanpa_daerah("penyuluhan kaupaten kota sehat"), tanpa_daerah("data kota atau kabupaten")
    ('penyuluhan sehat', 'data')
    """
    hasil: list[str] = []
    for satu in teks.split():
        lalu = hasil[:-1] if hasil[-1:] == ["atau"] else hasil
        if lalu and (
            _kabupaten(lalu[-1]) and _kota(satu) or lalu[-1] == "kota" and _kabupaten(satu)
        ):
            hasil = lalu[:-1]
        else:
            hasil.append(satu)
    return " ".join(hasil)


def _kabupaten(kata: str) -> bool:
    return "k" in kata[:2] and OSA.distance(kata, "kabupaten", score_cutoff=2) <= 2


def _kota(kata: str) -> bool:
    return kata == "kota" or (len(kata) > 2 and OSA.distance(kata, "kota", score_cutoff=1) <= 1)


def selip_saja(nama: str, acuan: str, kosakata: Collection[str] = frozenset()) -> bool:
    """Whether two folded names (words and spaces) differ by slips of letters and by where words
    are cut, and not by a word: long words may hold more slips, short ones none.

    `kosakata` are words that exist; a whole word of `nama` that is another existing word is no
    slip.

    >>> selip_saja("penatusahaan arsip dinamis", "penatausahaan arsip dinamis")
    True
    >>> selip_saja("penyusunan rka skpd", "penyusunan dpa skpd")
    False
    """
    kata_dua = _tanpa_sambung(acuan.split())
    kata_satu = _potong_sama(_tanpa_sambung(_benahi_sambung(nama, acuan)), kata_dua)
    kata_satu = _benahi_tukar(kata_satu, kata_dua, kosakata)
    if kata_satu == kata_dua:
        return True
    lebih = [k for k in kata_satu if k not in kata_dua]
    if any(k in kosakata for k in lebih):
        return False
    return _per_kata(kata_dua, kata_satu)


def _tanpa_sambung(kata: Iterable[str]) -> list[str]:
    return [k for k in kata if k not in KATA_SAMBUNG]


def _benahi_sambung(nama: str, acuan: str) -> list[str]:
    """The words of `nama`, its misspelled "dan", "yang" ... as `acuan` writes them: such a word
    is too short for the edits that a longer one may hold."""
    kata = nama.split()
    ada = Counter(acuan.split())
    belum = [k for k in (ada - Counter(kata)).elements() if k in KATA_SAMBUNG and len(k) > 2]
    if not belum:
        return kata
    hasil: list[str] = []
    for satu in kata:
        benar = next((k for k in belum if satu not in ada and OSA.distance(satu, k) == 1), "")
        if benar:
            belum.remove(benar)
        hasil.append(benar or satu)
    return hasil


def _benahi_tukar(kata: list[str], acuan: list[str], kosakata: Collection[str]) -> list[str]:
    """The words of `kata`, two swapped letters put right where `acuan` has the word: in a short
    word they are more edits than it may hold."""
    belum = [k for k in (Counter(acuan) - Counter(kata)).elements() if len(k) > 3]
    ada = {*acuan, *kosakata} if belum else set()
    return [
        next((k for k in belum if satu not in ada and _tertukar(satu, k)), satu) for satu in kata
    ]


def _tertukar(satu: str, dua: str) -> bool:
    """Whether two letters beside each other changed places."""
    return len(satu) == len(dua) and sorted(satu) == sorted(dua) and OSA.distance(satu, dua) == 1


def _potong_sama(kata: list[str], acuan: list[str]) -> list[str]:
    """The words of `kata`, cut where `acuan` cuts them: two that are one word there are joined,
    one that is two words there is cut."""
    ada = set(acuan)
    pasangan = {a + b: (a, b) for a, b in zip(acuan, acuan[1:], strict=False)}
    hasil: list[str] = []
    n = 0
    while n < len(kata):
        satu, dua = kata[n], kata[n] + (kata[n + 1] if n + 1 < len(kata) else "")
        if satu not in ada and satu in pasangan:
            hasil.extend(pasangan[satu])
        elif dua != satu and not {satu, kata[n + 1]} <= ada and any(_seselip(dua, k) for k in ada):
            hasil.append(dua)
            n += 1
        else:
            hasil.append(satu)
        n += 1
    return hasil


def _per_kata(kata: list[str], lawan: list[str]) -> bool:
    """Whether no word of `kata` holds more edits than its length allows."""
    satu, dua = "".join(kata), "".join(lawan)
    batas: list[int] = []  # end of each word in the joined text
    for k in kata:
        batas.append((batas[-1] if batas else 0) + len(k))
    ubah = [0] * len(kata)
    for op in Levenshtein.editops(satu, dua):
        letak = next((n for n, akhir in enumerate(batas) if op.src_pos < akhir), len(kata) - 1)
        if letak < 0:
            return False
        ubah[letak] += 1
    return all(n <= _boleh(k) for n, k in zip(ubah, kata, strict=True))


def _boleh(kata: str) -> int:
    """Edits that a word of this length may hold; two swapped letters are two."""
    if kata.isdigit() or len(kata) <= 3:
        return 0  # "RKA" and "DPA" are other things
    if len(kata) == 4:
        return 1
    return 2 if len(kata) < 10 else 3


def pembeda_berbeda(satu: Collection[str], dua: Collection[str], pembeda: Collection[str]) -> bool:
    """Whether a distinguishing word stands on one side only. A word with a slip in it or cut in
    two still stands there.

    >>> pembeda_berbeda(["mengah", "atas"], ["menengah", "atas"], {"menengah"})
    False
    """
    himpun_satu, himpun_dua = set(satu), set(dua)
    for ada, lawan in ((himpun_satu, dua), (himpun_dua, satu)):
        lain = set(lawan)
        for kata in ada - lain:
            if kata.isdigit():
                return True
            if kata in pembeda and not _tersamar(kata, [k for k in lawan if k not in ada]):
                return True
    return False


def _tersamar(kata: str, sisa: list[str]) -> bool:
    """Whether `kata` stands among the words that only the other side has, misspelled or cut."""
    if len(kata) < 4:
        return False
    if any(kata in "".join(sisa[n : n + 2]) for n in range(len(sisa))):
        return True
    boleh = 1 if len(kata) < 8 else 2
    return any(k.replace("rn", "m") == kata for k in sisa) or any(
        k not in _BUKAN_SELIP and OSA.distance(kata, k, score_cutoff=boleh) <= boleh for k in sisa
    )
