"""The shapes of an import preview: rows, cells, warnings. Frozen, computed once, shown anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from dasar.angka import format_rupiah
from kinerja.formulas.isi_laporan import SifatIndikator
from kinerja.formulas.pemasangan import CaraPadan
from kinerja.formulas.skala import format_nilai
from kinerja.formulas.susunan_laporan import nomor_berkas
from kinerja.selectors.rencana_berlaku import PEMISAH_JALUR

StatusBaris = Literal["cocok", "baru", "pilih", "judul"]
PILIH_BARU = "baru"  # the pick that says: none of the plan, make a new one
# The same of a row that was matched: of its node, of its indicator.
PILIH_SIMPUL_BARU, PILIH_INDIKATOR_BARU = "SBARU", "IBARU"
PILIH_SEMULA = "semula"  # take the picks of a row back


_KATA_CARA = {"diingat": "diingat dari laporan lalu", "dipilih": "dipilih"}


@dataclass(frozen=True)
class SelPratinjau:
    """One value cell: what stands there, what was read, and what stands in the way."""

    baris: int
    peran: str  # tw1_k .. tw4_rp
    kolom: str  # the header in the file
    teks: str
    nilai: Decimal | None = None
    galat: str = ""
    pertanyaan: str = ""
    dilewati: str = ""  # the reason of an exclusion

    @property
    def triwulan(self) -> int:
        return int(self.peran[2])

    @property
    def rupiah(self) -> bool:
        return self.peran.endswith("rp")


@dataclass(frozen=True)
class GalatSel:
    """A cell that blocks the import, by spreadsheet row and header."""

    baris: int
    kolom: str
    alasan: str
    teks: str = ""

    @property
    def baris_berkas(self) -> int:
        """The row of the spreadsheet."""
        return nomor_berkas(self.baris)


@dataclass(frozen=True)
class Peringatan:
    """Something to look at that does not block: `jenis` groups equal ones."""

    jenis: Literal["turun", "jumlah", "kembar", "judul", "rupiah_tambahan", "yakin", "lain"]
    baris: int
    kolom: str
    teks: str

    @property
    def baris_berkas(self) -> int:
        """The row of the spreadsheet."""
        return nomor_berkas(self.baris)


@dataclass(frozen=True)
class PilihanPadanan:
    """A candidate the person may take: `kode` is what the pick says (S.. node, I.. indicator)."""

    kode: str
    nama: str
    keyakinan: float
    jalur: str = ""  # names from the program down

    @property
    def induk(self) -> str:
        """The name right above, "" for a program and an indicator."""
        return self.jalur.split(PEMISAH_JALUR)[-2] if PEMISAH_JALUR in self.jalur else ""


@dataclass(frozen=True)
class BarisPratinjau:
    """One row of the report as the import understands it.

    `simpul`: row of the node it belongs to; `isi_simpul_id`, `isi_indikator_id`, `indikator_id`
    and `simpul_id` are set where the plan in force has them. `keyakinan` in percent.
    """

    nomor: int
    jenis: str
    nama: str
    indikator: str
    status: StatusBaris
    dasar: str
    simpul: int | None = None
    induk: int | None = None
    keyakinan: float = 0.0
    cara: CaraPadan = ""
    isi_simpul_id: int | None = None
    simpul_id: int | None = None
    isi_indikator_id: int | None = None
    indikator_id: int | None = None
    nama_rencana: str = ""
    kode: str = ""
    nomenklatur_id: int | None = None
    sifat: SifatIndikator | None = None
    pilihan: tuple[PilihanPadanan, ...] = ()
    jalur: tuple[str, ...] = ()  # names of the report from the program down
    menunggu: int | None = None  # row whose pick decides this one
    sel: Mapping[str, SelPratinjau] = field(default_factory=dict)
    # what apply writes: triwulan -> value in the isian of the plan / whole rupiah
    nilai: Mapping[int, Decimal] = field(default_factory=dict)
    rupiah: Mapping[int, int] = field(default_factory=dict)

    @property
    def baris_berkas(self) -> int:
        """The row of the spreadsheet."""
        return nomor_berkas(self.nomor)

    @property
    def kata_keyakinan(self) -> str:
        """How sure the match is, in words; "" for a row that was not matched."""
        if self.status != "cocok":
            return ""
        if self.cara in _KATA_CARA:
            return _KATA_CARA[self.cara]
        if self.keyakinan >= 100:
            return "sama persis"
        if self.cara == "kode":
            return f"kode sama, nama {int(self.keyakinan)} % mirip"
        return f"{int(self.keyakinan)} % mirip"

    def tampil(self, peran: str) -> str:
        """The value as it was read, "–" for unknown."""
        sel = self.sel.get(peran)
        if sel is None or sel.nilai is None:
            return "–"
        if sel.rupiah:
            return format_rupiah(int(sel.nilai))
        sifat = self.sifat
        return format_nilai(
            sel.nilai,
            desimal=sifat.desimal if sifat else 0,
            skala=sifat.skala if sifat else None,
        )


@dataclass(frozen=True)
class PratinjauImpor:
    """Everything the preview shows and apply needs, for one PD and year."""

    baris: tuple[BarisPratinjau, ...]
    galat: tuple[GalatSel, ...]
    peringatan: tuple[Peringatan, ...]
    perlu_yakin: tuple[Peringatan, ...]
    dokumen_id: int | None
    baris_pd_lain: int
    opd_tak_dikenal: Mapping[str, int]  # spelling in the file -> rows
    sel_dilewati: tuple[SelPratinjau, ...]
    bertentangan_sd: int  # cells below their earlier quarter, whatever isian was chosen
    catatan: tuple[str, ...] = ()

    @property
    def _bukan_milik(self) -> str:
        """Why no row belongs to the PD, and what a person can do about it."""
        if asing := ", ".join(f"“{teks[:60]}”" for teks in [*self.opd_tak_dikenal][:3]):
            return (
                f"Kolom perangkat daerah berisi {asing}, bukan nama perangkat daerah mana pun. "
                "Tulis namanya seperti di daftar perangkat daerah, atau kosongkan kolom itu, lalu "
                "unggah lagi."
            )
        return "Berkas ini tidak berisi baris milik perangkat daerah yang dipilih."

    def jumlah(self, status: StatusBaris) -> int:
        return sum(b.status == status for b in self.baris)

    @property
    def halangan(self) -> str:
        """Why it cannot be applied yet, "" when it can."""
        if self.galat:
            return (
                f"{len(self.galat)} sel belum dapat dibaca. Perbaiki di berkas lalu unggah lagi, "
                "atau lewati tiap sel dengan alasan."
            )
        if pilih := [b for b in self.baris if b.status == "pilih" and b.menunggu is None]:
            return f"{len(pilih)} baris perlu dipilih padanannya dulu."
        if not any(b.status in ("cocok", "baru") for b in self.baris):
            return self._bukan_milik
        return ""
