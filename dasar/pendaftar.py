"""What upper apps tell this floor: home sections, menu, links to objects, kinds of jobs.

Filled once in each app's `AppConfig.ready()`; read afterwards. Imports stay downward only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from django.core.exceptions import ImproperlyConfigured

from dasar.izin import Izin

if TYPE_CHECKING:
    # The job service reads this registry, so the import exists for the type checker only.
    from dasar.services.pekerjaan import Kerja

T = TypeVar("T")


class Daftar(Generic[T]):
    """Things in the order in which they were registered, each once."""

    def __init__(self) -> None:
        self._isi: list[T] = []

    def daftarkan(self, hal: T) -> T:
        """Add `hal` (usable as a decorator)."""
        if hal not in self._isi:
            self._isi.append(hal)
        return hal

    def __iter__(self) -> Iterator[T]:
        return iter(tuple(self._isi))


class DaftarBernama(Generic[T]):
    """Things found by name; a name belongs to one thing."""

    def __init__(self) -> None:
        self._isi: dict[str, T] = {}

    def daftarkan(self, nama: str, hal: T) -> T:
        """Add `hal` under `nama`. ImproperlyConfigured when the name is another's."""
        if self._isi.setdefault(nama, hal) is not hal:
            raise ImproperlyConfigured(f"{nama!r} is registered twice.")
        return hal

    def cari(self, nama: str) -> T | None:
        return self._isi.get(nama)

    def __getitem__(self, nama: str) -> T:
        return self._isi[nama]

    def __contains__(self, nama: object) -> bool:
        return nama in self._isi

    def butir(self) -> tuple[tuple[str, T], ...]:
        """All names with their things, in the order of registration."""
        return tuple(self._isi.items())


@dataclass(frozen=True)
class BagianBeranda:
    """One section of the home page: a template with its context, placed by column and order."""

    kolom: Literal["utama", "samping"]
    urutan: int
    templat: str
    konteks: Mapping[str, Any]


@dataclass(frozen=True)
class ButirMenu:
    """One menu item. `induk` is the title of its top-level group, "" when it is one itself.

    `hp` is its place on the phone's bar; items without one follow in the order of the menu.
    """

    judul: str
    url: str
    ikon: str
    urutan: int
    induk: str = ""
    hp: int | None = None


@dataclass(frozen=True)
class JenisPekerjaan:
    """What a worker does for one kind of job, and how often a crash may interrupt it."""

    jalankan: Callable[[Kerja], None]
    judul: str
    batas_percobaan: int = 3


@dataclass(frozen=True)
class JenisImpor:
    """One kind of master data that comes from and goes to a spreadsheet.

    `buat` gives the resource (dasar.resources.LembarResource) for a person and a parameter; it
    raises ObjectDoesNotExist for a row that is not visible and TidakBoleh for one that may not be
    changed. `form` asks for the parameter (a dasar.forms.impor.ParameterForm), `sebutan` says it
    in words; kinds without a parameter have neither.
    """

    judul: str
    keterangan: str
    urutan: int
    buat: Callable[[Any, Mapping[str, Any]], Any]
    boleh: Callable[[Any], Izin]
    form: type[Any] | None = None
    sebutan: Callable[[Any, Mapping[str, Any]], str] | None = None


@dataclass(frozen=True)
class SaluranPesan:
    """A way for a notice to leave the system.

    `alamat` says where a person is reached ("" for nowhere); `kirim(alamat, judul, teks)` sends,
    and raises KirimanDitolak where it is certain that nothing went out; any other error leaves
    that open, and the message is not sent again.
    """

    judul: str
    aktif: Callable[[], bool]
    alamat: Callable[[Any], str]
    kirim: Callable[[str, str, str], None]


# The user argument is the signed-in person; each app narrows it to its own user type.
PembuatBeranda = Callable[[Any, datetime, Mapping[str, str]], Iterable[BagianBeranda]]
PembuatMenu = Callable[[Any], Iterable[ButirMenu]]

tugas_beranda: Daftar[PembuatBeranda] = Daftar()
menu: Daftar[PembuatMenu] = Daftar()
tautan_objek: DaftarBernama[Callable[[Any], str]] = DaftarBernama()
jenis_pekerjaan: DaftarBernama[JenisPekerjaan] = DaftarBernama()
jenis_impor: DaftarBernama[JenisImpor] = DaftarBernama()
saluran_pesan: DaftarBernama[SaluranPesan] = DaftarBernama()
