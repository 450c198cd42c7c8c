"""Models of this app."""

from evaluasi.models.lembar_kerja import (
    STATUS_TERHITUNG,
    JawabanLKE,
    JenisLembar,
    LembarKerja,
    NilaiKomponen,
    Pemenuhan,
    PemenuhanKriteria,
    StatusLembar,
)
from evaluasi.models.nilai_kota import IndeksRB, PerhitunganKota
from evaluasi.models.templat_lke import KomponenLKE, KriteriaLKE, SubkomponenLKE, TemplatLKE

__all__ = [
    "STATUS_TERHITUNG",
    "IndeksRB",
    "JawabanLKE",
    "JenisLembar",
    "KomponenLKE",
    "KriteriaLKE",
    "LembarKerja",
    "NilaiKomponen",
    "Pemenuhan",
    "PemenuhanKriteria",
    "PerhitunganKota",
    "StatusLembar",
    "SubkomponenLKE",
    "TemplatLKE",
]
