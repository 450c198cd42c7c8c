"""How long official names are shown: capitals only are hard to read, so they become sentence case.

Only for display. What is stored, exported and compared keeps the spelling of its source.
"""

import re

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
