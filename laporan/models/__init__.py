"""Models of this app."""

from laporan.models.lkjip import DokumenLKjIP, SifatLKjIP
from laporan.models.naskah import BAGIAN_SASARAN, BagianNaskah, NaskahLKjIP

__all__ = [
    "BAGIAN_SASARAN",
    "BagianNaskah",
    "DokumenLKjIP",
    "NaskahLKjIP",
    "SifatLKjIP",
]
