"""How the same name is written by other hands: abbreviations, letter slips, broken words.

No Django imports in this package.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from rapidfuzz.distance import OSA, Levenshtein

_KATA = re.compile(r"[a-z]+|[0-9]+")
_KATA_TITIK = re.compile(r"[a-z]+\.?|[0-9]+")
_PENGGALAN = re.compile(r"([a-z]{2,})-\s+([a-z]{2,})")
# Written so in reports of any region; a dot behind them changes nothing.
SINGKATAN: Mapping[str, str] = {
    "adm": "administrasi",
    "admin": "administrasi",
    "bid": "bidang",
    "bln": "bulan",
    "dgn": "dengan",
    "dll": "dan lain lain",
    "dok": "dokumen",
    "dlm": "dalam",
    "eval": "evaluasi",
    "fas": "fasilitasi",
    "jml": "jumlah",
    "jlh": "jumlah",
    "kab": "kabupaten",
    "keg": "kegiatan",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "keu": "keuangan",
    "kes": "kesehatan",
    "koord": "koordinasi",
    "lap": "laporan",
    "masy": "masyarakat",
    "monev": "monitoring dan evaluasi",
    "opd": "perangkat daerah",
    "org": "orang",
    "pd": "perangkat daerah",
    "pelaks": "pelaksanaan",
    "pembang": "pembangunan",
    "pemda": "pemerintahan daerah",
    "pemel": "pemeliharaan",
    "pend": "pendidikan",
    "pengad": "pengadaan",
    "pengel": "pengelolaan",
    "pengemb": "pengembangan",
    "penyed": "penyediaan",
    "penyel": "penyelenggaraan",
    "peny": "penyusunan",
    "perenc": "perencanaan",
    "persen": "persentase",
    "prog": "program",
    "prosentase": "persentase",
    "presentase": "persentase",
    "rehab": "rehabilitasi",
    "sarpras": "sarana dan prasarana",
    "sosialis": "sosialisasi",
    "tk": "tingkat",
    "thn": "tahun",
    "tsb": "tersebut",
    "utk": "untuk",
    "yg": "yang",
}
# Words that carry no meaning of their own in a name.
KATA_SAMBUNG = frozenset(
    ["dan", "atau", "di", "ke", "pada", "yang", "untuk", "dengan", "dari", "oleh", "serta", "the"]
)
# Real words that are one slip away from a distinguishing word.
_BUKAN_SELIP = frozenset(["perumahan", "darat", "surat", "sadar", "kasar"])
_PANJANG_AWALAN = 3  # letters of a dotted abbreviation that the plan's word must begin with


def _rata(teks: str) -> str:
    return unicodedata.normalize("NFKC", teks).casefold()


def kata_nama(teks: str) -> list[str]:
    """Folded words of a name.

    >>> kata_nama("RKA- SKPD 2023")
    ['rka', 'skpd', '2023']
    """
    return _KATA.findall(_rata(teks))


def jabarkan(teks: str, acuan: str = "") -> str:
    """The name with its abbreviations written out; `acuan` is the name it may stand for, whose
    words tell what a dotted abbreviation means.

    >>> jabarkan("Adm. Keuangan PD")
    'administrasi keuangan perangkat daerah'
    >>> jabarkan("Pengend. Mutu", "Pengendalian Mutu")
    'pengendalian mutu'
    """
    kata_acuan = kata_nama(acuan)
    tertulis = set(kata_nama(teks))
    belum = [k for k in kata_acuan if k not in tertulis]
    hasil: list[str] = []
    for satu in _KATA_TITIK.findall(_rata(teks)):
        inti = satu.rstrip(".")
        if inti in SINGKATAN:  # on both sides, so that they agree
            hasil.append(SINGKATAN[inti])
        elif satu != inti and len(inti) >= _PANJANG_AWALAN and inti not in kata_acuan:
            hasil.append(_utuh(inti, belum) or inti)
        else:
            hasil.append(inti)
    return " ".join(hasil)


def sambung_penggalan(teks: str, acuan: str) -> str:
    """The folded name with words that were broken at the end of a line put together, where
    `acuan` has the whole word.

    >>> sambung_penggalan("Eval- uasi Kinerja - Bulanan", "Evaluasi Kinerja Bulanan")
    'evaluasi kinerja - bulanan'
    """
    kata_acuan = [k for k in kata_nama(acuan) if len(k) > 3]

    def utuh(cocok: re.Match[str]) -> str:
        satu = cocok[1] + cocok[2]
        return satu if any(_seselip(satu, k) for k in kata_acuan) else cocok[0]

    return _PENGGALAN.sub(utuh, _rata(teks))


def _seselip(satu: str, dua: str) -> bool:
    """Whether two words are one, slips allowed."""
    boleh = _boleh(dua)
    return satu == dua or OSA.distance(satu, dua, score_cutoff=boleh) <= boleh


def tanpa_daerah(teks: str) -> str:
    """The folded words without "kabupaten kota", slips allowed.

    >>> tanpa_daerah("penyuluhan kaupaten kota sehat")
    'penyuluhan sehat'
    """
    kata = teks.split()
    hasil: list[str] = []
    for satu in kata:
        if hasil and _kabupaten(hasil[-1]) and _kota(satu):
            hasil.pop()
        else:
            hasil.append(satu)
    return " ".join(hasil)


def _kabupaten(kata: str) -> bool:
    return kata[:1] == "k" and OSA.distance(kata, "kabupaten", score_cutoff=2) <= 2


def _kota(kata: str) -> bool:
    return kata == "kota" or (len(kata) > 2 and OSA.distance(kata, "kota", score_cutoff=1) <= 1)


def _utuh(awalan: str, kata: Collection[str]) -> str:
    """The one word that begins so, "" when there is none or more than one."""
    cocok = {k for k in kata if k.startswith(awalan) and len(k) > len(awalan)}
    return cocok.pop() if len(cocok) == 1 else ""


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
    return any(
        k not in _BUKAN_SELIP and OSA.distance(kata, k, score_cutoff=boleh) <= boleh for k in sisa
    )
