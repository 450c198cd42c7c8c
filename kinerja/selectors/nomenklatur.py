"""The nomenclature as a list of names to ask: what is this row, and in which unit is it counted?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kinerja.formulas.isi_laporan import AcuanSatuan
from kinerja.formulas.penanda import kunci_kode
from kinerja.formulas.pencocokan import (
    Calon,
    DaftarNama,
    Padanan,
    kata_dikenal,
    kunci_nama,
)
from kinerja.models import Nomenklatur

BIDANG_UMUM = "X.XX"


@dataclass(frozen=True)
class ButirNomenklatur:
    """One official name; `kode` may begin with X.XX, which stands for the bidang of the PD."""

    pk: int
    kode: str
    jenis: str
    nama: str
    indikator: str
    satuan: str


class Pustaka:
    """All names of the nomenclature, the newest edition first."""

    def __init__(self, butir: Iterable[ButirNomenklatur]) -> None:
        semua = tuple(butir)
        self._daftar = DaftarNama(Calon(b, b.nama) for b in semua)
        self.kunci_indikator = frozenset(kunci_nama(b.indikator) for b in semua if b.indikator)
        self.kosakata = kata_dikenal(
            (teks for b in semua for teks in (b.nama, b.indikator) if teks), paling_sedikit=3
        )
        self._ingat: dict[str, list[Padanan[ButirNomenklatur]]] = {}

    def cari(self, nama: str) -> list[Padanan[ButirNomenklatur]]:
        """Entries with this name, or similar ones; [] for a name the nomenclature does not have."""
        if nama not in self._ingat:
            self._ingat[nama] = self._daftar.cari(nama)
        return self._ingat[nama]

    def persis(self, nama: str) -> bool:
        """Whether the nomenclature has this very name, however it is written."""
        return self._daftar.punya(nama)


def muat_pustaka() -> Pustaka:
    """Load the nomenclature (one query, about 4.500 rows)."""
    return Pustaka(
        ButirNomenklatur(*baris)
        for baris in Nomenklatur.objects.order_by("-edisi", "kode").values_list(
            "pk", "kode", "jenis", "nama", "indikator", "satuan"
        )
    )


def pilih_butir(
    padanan: Sequence[Padanan[ButirNomenklatur]],
    jenis: str,
    induk: ButirNomenklatur | None,
    kode: str = "",
) -> ButirNomenklatur | None:
    """The one entry of this kind that has the code of the report, else the one that stands below
    `induk`; without a known parent only a name that the nomenclature has once."""
    sejenis = [p.hal for p in padanan if p.hal.jenis == jenis]
    if kode:
        umum = f"{BIDANG_UMUM}.{'.'.join(kode.split('.')[2:])}"
        dicari = {kunci_kode(kode), kunci_kode(umum)}
        if sekode := [b for b in sejenis if kunci_kode(b.kode) in dicari]:
            return sekode[0]
    if induk is not None and (anak := [b for b in sejenis if b.kode.startswith(f"{induk.kode}.")]):
        return anak[0]
    return sejenis[0] if len({b.kode for b in sejenis}) == 1 else None


def acuan_satuan(padanan: Sequence[Padanan[ButirNomenklatur]]) -> list[AcuanSatuan]:
    """Indicators that the nomenclature gives to a name, with their units."""
    return [AcuanSatuan(p.hal.indikator, p.hal.satuan) for p in padanan if p.hal.satuan]


def isi_bidang(kode: str, bidang: str) -> str:
    """Code with the PD's bidang in the place of X.XX; unchanged while the bidang is unknown.

    >>> isi_bidang("X.XX.01.2.01", "1.02")
    '1.02.01.2.01'
    """
    if bidang and kode.startswith(f"{BIDANG_UMUM}."):
        return f"{bidang}{kode[len(BIDANG_UMUM) :]}"
    return kode
