"""The texts of one report as it prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from laporan.formulas.data_lkjip import Naskah
from laporan.models import BAGIAN_SASARAN, BagianNaskah, NaskahLKjIP

_BARIS_KOSONG = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True)
class NaskahTerbaca:
    """Texts by part, and about a sasaran: simpul id -> number of the analysis -> text."""

    umum: dict[str, Naskah] = field(default_factory=dict)
    sasaran: dict[int, dict[int, Naskah]] = field(default_factory=dict)


def pecah_paragraf(teks: str) -> tuple[str, ...]:
    """Paragraphs of a plain text: a blank line ends one; single line ends stay.

    >>> pecah_paragraf("Satu.\\n\\n\\nDua,\\nlanjutan.")
    ('Satu.', 'Dua,\\nlanjutan.')
    """
    baku = teks.replace("\r\n", "\n").strip()
    return tuple(p.strip() for p in _BARIS_KOSONG.split(baku) if p.strip())


def muat_naskah(pd_id: int, tahun: int) -> NaskahTerbaca:
    """All texts of one report (one query)."""
    hasil = NaskahTerbaca()
    baris = NaskahLKjIP.objects.filter(perangkat_daerah=pd_id, tahun=tahun)
    for n in baris.select_related("ditulis_oleh").order_by("pk"):
        naskah = Naskah(
            paragraf=pecah_paragraf(n.teks),
            contoh=n.contoh,
            asal=str(n.ditulis_oleh) if n.ditulis_oleh else "",
        )
        if n.simpul_id is None:
            hasil.umum[n.bagian] = naskah
        else:
            nomor = BAGIAN_SASARAN[BagianNaskah(n.bagian)]
            hasil.sasaran.setdefault(n.simpul_id, {})[nomor] = naskah
    return hasil
