"""What the page shell needs on every page; nothing is asked before a template uses it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from dasar.models import Notifikasi
from dasar.pendaftar import ButirMenu
from dasar.pendaftar import menu as daftar_menu
from dasar.tanggal import format_tanggal, format_waktu

BUTIR_BAWAH = 3  # on a phone the fourth place belongs to "Lainnya"


@dataclass
class ButirTampil:
    """A menu item as the shell draws it: a link, or a group with its links."""

    judul: str
    url: str
    ikon: str
    urutan: int
    aktif: bool = False
    anak: list["ButirTampil"] = field(default_factory=list)


@dataclass(frozen=True)
class MenuTersusun:
    atas: list[ButirTampil]
    bawah: list[ButirTampil]


def kerangka(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the shell (menu, bell, footer). At most one query of its own."""
    user = getattr(request, "user", None)  # absent when a middleware failed before it was set
    if user is None:
        return kerangka_tetap()
    tersusun = SimpleLazyObject(lambda: _menu_untuk(user, request.path))
    return kerangka_tetap() | {
        "menu": SimpleLazyObject(lambda: tersusun.atas),
        "menu_bawah": SimpleLazyObject(lambda: tersusun.bawah),
        "jumlah_notifikasi": SimpleLazyObject(lambda: _jumlah_notifikasi(user)),
        "peran_utama": SimpleLazyObject(lambda: getattr(user, "peran_utama", "")),
        "tautan_masuk": "" if request.path == reverse("login") else reverse("login"),
    }


def kerangka_tetap() -> dict[str, Any]:
    """The part that needs neither a person nor the database; error pages use it alone."""
    kini = timezone.now()
    return {
        "versi": settings.VERSI,
        "waktu_server": f"{format_tanggal(kini)}, {format_waktu(kini)}",
        "nama_kota": settings.NAMA_KOTA,
        "nama_pemerintah": settings.NAMA_PEMERINTAH,
        "data_contoh": settings.DEMO,
    }


def susun_menu(butir: Iterable[ButirMenu], path: str) -> MenuTersusun:
    """Group the items under their `induk`, mark the one that holds `path`, pick the phone's three.

    A group stands where its first item would stand. Of several matching addresses the longest
    is the current one.
    """
    daftar = sorted(butir, key=lambda satu: (satu.urutan, satu.judul))
    cocok = [satu.url for satu in daftar if _memuat(satu.url, path)]
    kini = max(cocok, key=len, default="")
    atas: list[ButirTampil] = []
    golongan: dict[str, ButirTampil] = {}
    tautan: list[tuple[bool, int, ButirTampil]] = []
    for satu in daftar:
        tampil = ButirTampil(satu.judul, satu.url, satu.ikon, satu.urutan, aktif=satu.url == kini)
        tautan.append((satu.hp is None, satu.hp or 0, tampil))
        if not satu.induk:
            atas.append(tampil)
            continue
        induk = golongan.get(satu.induk)
        if induk is None:
            induk = golongan[satu.induk] = ButirTampil(satu.induk, "", satu.ikon, satu.urutan)
            atas.append(induk)
        induk.anak.append(tampil)
        induk.aktif = induk.aktif or tampil.aktif
    tautan.sort(key=lambda isi: isi[:2])  # stable: without a place, the order of the menu
    return MenuTersusun(atas=atas, bawah=[tampil for *_, tampil in tautan[:BUTIR_BAWAH]])


def _menu_untuk(user: Any, path: str) -> MenuTersusun:
    if not user.is_authenticated:
        return MenuTersusun([], [])
    beranda = ButirMenu("Beranda", reverse("dasar:beranda"), "house-door", 0, hp=0)
    return susun_menu([beranda, *(b for pembuat in daftar_menu for b in pembuat(user))], path)


def _jumlah_notifikasi(user: Any) -> int:
    if not user.is_authenticated:
        return 0
    return Notifikasi.objects.for_user(user).belum_dibaca().count()


def _memuat(url: str, path: str) -> bool:
    """Whether `path` is this item's page or one below it; the home page holds only itself."""
    return path == url or (url != "/" and path.startswith(url.partition("?")[0]))
