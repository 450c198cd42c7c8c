"""Who: organisation, people, dated roles."""

from opd.models.organisasi import AliasPD, JenisPD, NamaPD, PerangkatDaerah
from opd.models.pengguna import JenisPeran, Pengguna, Peran
from opd.models.wilayah import TingkatWilayah, Wilayah

__all__ = [
    "AliasPD",
    "JenisPD",
    "JenisPeran",
    "NamaPD",
    "Pengguna",
    "Peran",
    "PerangkatDaerah",
    "TingkatWilayah",
    "Wilayah",
]
