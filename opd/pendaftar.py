"""What upper apps tell this floor: what a reorganisation moves, and what a new holder must sign.

Filled once in each app's `AppConfig.ready()`; read afterwards. Imports stay downward only.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from dasar.angka import format_rupiah
from dasar.pendaftar import Daftar
from opd.models import Pengguna, PerangkatDaerah, PerubahanOrganisasi


@dataclass(frozen=True)
class RencanaPindah:
    """A merge or split as the apps read it. Ids are those of PerangkatDaerah; a PD in both
    `asal` and `tujuan` goes on. `pembagian` says which PD takes a divisible thing, by the key
    that the app gave; a key that is missing goes to `tujuan_bawaan`."""

    jenis: str
    tanggal: datetime.date
    asal: tuple[int, ...]
    tujuan: tuple[int, ...]
    tujuan_bawaan: int
    pembagian: Mapping[str, int] = field(default_factory=dict)
    dasar_hukum: str = ""

    @property
    def berakhir(self) -> tuple[int, ...]:
        """PD that no longer exist from `tanggal` on."""
        return tuple(pd for pd in self.asal if pd not in self.tujuan)

    def penerima(self, kunci: str) -> int:
        """The PD that takes what `kunci` names."""
        return self.pembagian.get(kunci, self.tujuan_bawaan)


@dataclass(frozen=True)
class ButirPindah:
    """One line of the preview: what, how many, and what becomes of it. `contoh_isi` are the first
    few by name; `tetap` True: it stays where it is, and the sentence says why; `akhir` True: it
    ends with the old PD; `halangan` True: the change waits until this is settled."""

    judul: str
    jumlah: int
    kalimat: str
    contoh_isi: tuple[str, ...] = ()
    tetap: bool = False
    halangan: bool = False
    akhir: bool = False

    @property
    def teks_jumlah(self) -> str:
        """The number as people read it: "1.672"."""
        return format_rupiah(self.jumlah)


@dataclass(frozen=True)
class ButirBagi:
    """One thing that a split must give to one of the new PD."""

    kunci: str
    nama: str
    keterangan: str
    asal: int


class PemindahPD(Protocol):
    """One app's part of a reorganisation. `terapkan` and `urungkan` run inside the transaction
    of the service: from the lowest floor up (`urutan_pemindah`), and from the top down."""

    nama: str

    def kunci(self, rencana: RencanaPindah) -> None:
        """Lock what the change reads, before it is judged for applying or undoing: nobody may
        write between the look and the move. Called from the lowest floor up."""
        ...

    def pratinjau(self, rencana: RencanaPindah) -> Sequence[ButirPindah]:
        """What would move and what would stay, read only."""
        ...

    def yang_dibagi(self, rencana: RencanaPindah) -> Sequence[ButirBagi]:
        """What a split has to divide; [] for a merge."""
        ...

    def terapkan(self, rencana: RencanaPindah, oleh: Pengguna) -> dict[str, Any]:
        """Move. Returns JSON that `urungkan` needs. Raises ValidationError when it cannot."""
        ...

    def halangan_urung(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any]
    ) -> Sequence[str]:
        """Sentences that say what was built on the change since; [] when it may be undone."""
        ...

    def urungkan(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any], oleh: Pengguna
    ) -> None:
        """Put everything back as it was."""
        ...


@dataclass(frozen=True)
class AkibatPelantikan:
    """A paper that a change of holders touches, with its address. `ulang`: the new holder must
    sign it anew; `daftar` is then the page of all that are not signed."""

    jabatan_id: int
    kalimat: str
    url: str = ""
    ulang: bool = False
    daftar: str = ""


# (ids of the posts, the day) -> what must be signed anew because their holders change that day
PembacaAkibat = Callable[[Sequence[int], datetime.date], Sequence[AkibatPelantikan]]

pindahkan_pd: Daftar[PemindahPD] = Daftar()


def urutan_pemindah() -> list[PemindahPD]:
    """The apps from the lowest floor up: posts move before the plans that name them.

    Apps get ready, and so register, from the top floor down (INSTALLED_APPS).
    """
    return list(reversed(list(pindahkan_pd)))


akibat_pelantikan: Daftar[PembacaAkibat] = Daftar()

# Pages about one PD that the person may open, as (words, address): they stand on the page of the PD
PembacaTautan = Callable[[PerangkatDaerah, Pengguna], Iterable[tuple[str, str]]]

tautan_pd: Daftar[PembacaTautan] = Daftar()
