"""What this app tells the floor below through its registries."""

from dasar.pendaftar import menu
from opd.views.menu import menu_organisasi


def daftarkan() -> None:
    """Called once when the apps are ready."""
    menu.daftarkan(menu_organisasi)
