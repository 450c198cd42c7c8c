"""How long official names are shown: capitals only are hard to read, so they become sentence case.

Only for display. What is stored, exported and compared keeps the spelling of its source.
"""

import re
from collections.abc import Sequence

# Kept in capitals when a whole name in capitals is rewritten.
SINGKATAN = frozenset(
    [
        "APBD",
        "ASN",
        "BLUD",
        "BMD",
        "BPJS",
        "BUMD",
        "DPA",
        "DPRD",
        "IKM",
        "IKU",
        "JKN",
        "KB",
        "KIE",
        "KLA",
        "LKE",
        "LLAJ",
        "MHA",
        "OPD",
        "PAUD",
        "PBB",
        "PKK",
        "PMPRB",
        "PPLH",
        "PSU",
        "RKA",
        "RPJMD",
        "RKPD",
        "RT",
        "RW",
        "SAKIP",
        "SD",
        "SDA",
        "SDM",
        "SKPD",
        "SMP",
        "SPALD",
        "SPAM",
        "SPBE",
        "SPM",
        "TIK",
        "TPPO",
        "TPS",
        "UKM",
        "UKP",
        "UMKM",
        "UPTD",
    ]
)
_KATA = re.compile(r"[^\W\d_]+")


def huruf_kalimat(teks: str) -> str:
    """Return a name that is all capitals in sentence case; any other name as it is.

    >>> huruf_kalimat("PROGRAM PENUNJANG URUSAN SKPD KABUPATEN / KOTA")
    'Program penunjang urusan SKPD kabupaten / kota'
    >>> huruf_kalimat("Angka Harapan Hidup")
    'Angka Harapan Hidup'
    >>> huruf_kalimat("UMKM")
    'UMKM'
    """
    if teks != teks.upper() or len(_KATA.findall(teks)) < 2:
        return teks
    biasa = _KATA.sub(lambda k: k[0] if k[0] in SINGKATAN else k[0].lower(), teks)
    return biasa[:1].upper() + biasa[1:]


def sebut(nama: Sequence[str], batas: int = 5) -> str:
    """Names in a sentence; beyond `batas` only how many more there are.

    >>> sebut(["Dinas Kesehatan", "Dinas Sosial"])
    'Dinas Kesehatan dan Dinas Sosial'
    >>> sebut(["A", "B", "C"], batas=2)
    'A, B, dan 1 lagi'
    """
    if len(nama) > batas:
        return f"{', '.join(nama[:batas])}, dan {len(nama) - batas} lagi"
    if len(nama) < 2:
        return "".join(nama)
    return f"{', '.join(nama[:-1])}{',' if len(nama) > 2 else ''} dan {nama[-1]}"


def pecah_tautan(teks: str) -> list[tuple[str, str]]:
    """The lines of a notice, each with the address it leads to ("" for none).

    A line with a link is its words, a tab, and an address of this site.

    >>> pecah_tautan("Isi sel ini:\\nAngka harapan hidup\\t/kinerja/pengisian/")
    [('Isi sel ini:', ''), ('Angka harapan hidup', '/kinerja/pengisian/')]
    """
    hasil = []
    for baris in teks.splitlines():
        kata, _, alamat = baris.partition("\t")
        sah = alamat.startswith("/") and not alamat.startswith("//")
        hasil.append((kata, alamat) if sah else (baris, ""))
    return hasil
