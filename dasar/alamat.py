"""Addresses that are stored and later offered as links."""

from django.utils.http import url_has_allowed_host_and_scheme


def di_situs_ini(alamat: str) -> bool:
    """Whether `alamat` is an absolute path of this site: no scheme, no other host."""
    return alamat.startswith("/") and url_has_allowed_host_and_scheme(alamat, allowed_hosts=None)
