"""Permission answers and the registries."""

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied

from dasar.izin import Izin, TidakBoleh
from dasar.pendaftar import Daftar, DaftarBernama


def test_refusal_carries_its_reason():
    izin = Izin.tidak("Triwulan II sudah ditutup.")

    assert not izin
    with pytest.raises(TidakBoleh, match="Triwulan II sudah ditutup."):
        izin.wajib()
    assert issubclass(TidakBoleh, PermissionDenied)


def test_permission_passes_silently():
    assert Izin.ya()
    Izin.ya().wajib()


@pytest.mark.parametrize(("boleh", "alasan"), [(True, "alasan"), (False, "")])
def test_refusal_without_reason_cannot_be_built(boleh, alasan):
    with pytest.raises(ValueError, match="reason"):
        Izin(boleh, alasan)


def test_list_registry_keeps_order_and_each_once():
    daftar: Daftar[str] = Daftar()
    for isi in ("b", "a", "b"):
        daftar.daftarkan(isi)

    assert list(daftar) == ["b", "a"]


def test_named_registry_refuses_a_second_owner():
    daftar: DaftarBernama[object] = DaftarBernama()
    satu = object()
    daftar.daftarkan("opd.pengguna", satu)
    daftar.daftarkan("opd.pengguna", satu)

    with pytest.raises(ImproperlyConfigured, match="twice"):
        daftar.daftarkan("opd.pengguna", object())
    assert daftar["opd.pengguna"] is satu
    assert daftar.cari("lain") is None
