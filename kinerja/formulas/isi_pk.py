"""IsiPK: everything that one Perjanjian Kinerja says. Screen, PDF and JSON read this object.

Decimals are unrounded; `None` is unknown and never 0. Money is whole rupiah. Dates are ISO text.
A page or a report formats these values and computes nothing. No Django in here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import TypeAdapter

SKEMA = 1
Sifat = Literal["bersih", "draf", "contoh"]


class SkemaTidakDikenal(ValueError):
    """The stored data were written by a newer version of the system."""


@dataclass(frozen=True)
class PihakPK:
    """One signer. `sebutan` is the post as its holder writes it ("Plt. Kepala Dinas Kesehatan");
    `jabatan` names it in full, with the PD or the city; `nama` is "" while the post is vacant.
    `penugasan_id`: the row that says who holds it."""

    jabatan_id: int
    sebutan: str
    jabatan: str
    nama: str
    pangkat: str = ""
    nip: str = ""
    penugasan_id: int | None = None
    contoh: bool = False


@dataclass(frozen=True)
class IndikatorPK:
    """One promised indicator: `target` (to `target_atas` when it is a range) in `satuan`, None
    while the plan has none; `teks` is how it is printed, without the unit."""

    indikator_id: int
    nama: str
    satuan: str
    target: Decimal | None
    target_atas: Decimal | None
    teks: str
    desimal: int
    skala: Mapping[str, int] | None
    iku: bool
    contoh: bool


@dataclass(frozen=True)
class KinerjaPK:
    """One statement of performance with its indicators; `jenis` is that of the node in words."""

    simpul_id: int
    jenis: str
    kode: str
    pernyataan: str
    indikator: tuple[IndikatorPK, ...]


@dataclass(frozen=True)
class ProgramPK:
    """One program, kegiatan or sub kegiatan with its pagu of the year in rupiah, or None."""

    simpul_id: int
    kode: str
    nama: str
    pagu: int | None
    keterangan: str
    contoh: bool


@dataclass(frozen=True)
class IsiPK:
    """One agreement. `pihak_kedua` is None for the wali kota alone. `judul` is whose it is
    ("Dinas Kesehatan", "Pemerintah Kota Tangerang Selatan"), `unit` the post inside it ("" for
    its head); `judul_kinerja` and `judul_program` head the two tables. `jumlah_pagu` is None while
    one pagu is unknown. `celah`: sentences that say what the plan or the posts still lack."""

    skema: int
    pemerintah: str  # "Kota Tangerang Selatan"
    tahun: int
    judul: str
    unit: str
    perubahan_ke: int
    alasan: str
    pihak_pertama: PihakPK
    pihak_kedua: PihakPK | None
    tempat: str
    tanggal: str
    judul_kinerja: str
    kinerja: tuple[KinerjaPK, ...]
    judul_program: str
    program: tuple[ProgramPK, ...]
    jumlah_pagu: int | None
    dokumen: str  # "Renja 2026 perubahan ke-1"
    celah: tuple[str, ...]
    sifat: Sifat

    @property
    def memuat_contoh(self) -> bool:
        """Whether any number or name in it is made up."""
        return (
            any(i.contoh for k in self.kinerja for i in k.indikator)
            or any(p.contoh for p in self.program)
            or self.pihak_pertama.contoh
            or (self.pihak_kedua is not None and self.pihak_kedua.contoh)
        )


def jumlah_pagu(program: Iterable[ProgramPK]) -> int | None:
    """Sum in rupiah; None when one pagu is unknown or there is nothing to add."""
    pagu = [satu.pagu for satu in program]
    if not pagu or any(satu is None for satu in pagu):
        return None
    return sum(satu for satu in pagu if satu is not None)


_ADAPTER = TypeAdapter(IsiPK)

# From an older skema to the next one; each takes and returns the JSON object.
PENINGKAT: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def ke_json(isi: IsiPK) -> dict[str, Any]:
    """The agreement as a JSON object; Decimals are text, so that no database changes them."""
    hasil: dict[str, Any] = _ADAPTER.dump_python(isi, mode="json")
    return hasil


def dari_json(isi: Mapping[str, Any]) -> IsiPK:
    """The agreement back from JSON of this or an older skema.

    Raises SkemaTidakDikenal for a newer one, pydantic.ValidationError for damaged data.
    """
    objek = dict(isi)
    nomor = int(objek.get("skema", 0))
    if nomor > SKEMA or nomor < 1:
        raise SkemaTidakDikenal(
            f"Skema data Perjanjian Kinerja {nomor} tidak dikenal oleh versi ini."
        )
    while nomor < SKEMA:
        objek = PENINGKAT[nomor](objek)
        nomor = int(objek["skema"])
    return _ADAPTER.validate_python(objek)


def teks_baku(isi: Mapping[str, Any]) -> str:
    """The canonical text of the JSON: sorted keys, no spaces. The attached file holds it."""
    return json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sidik(isi: Mapping[str, Any]) -> str:
    """SHA-256 (64 hex digits) over the canonical text."""
    return hashlib.sha256(teks_baku(isi).encode()).hexdigest()
