"""What every view of a scoped row needs: start from `for_user`, answer 404 or 403 rightly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.generic.base import View
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.list import MultipleObjectMixin

from dasar.izin import Izin
from dasar.tanggal import format_waktu_relatif

if TYPE_CHECKING:
    # Exists only for the type checker, which reads it as AUTH_USER_MODEL.
    from django.contrib.auth.models import _User


class PenggunaMixin:
    """`self.pengguna` is the signed-in person, never AnonymousUser: the site wants a login."""

    request: HttpRequest

    @property
    def pengguna(self) -> _User:
        return cast("_User", self.request.user)


class PeriksaDuluMixin(PenggunaMixin, View):
    """For pages that judge the person before anything is looked up or read: say it in `periksa`."""

    http_method_names = ["get", "post", "head", "options"]

    def periksa(self, **kwargs: Any) -> None:
        """Raise TidakBoleh or Http404; `kwargs` are those of the address."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A method that the page does not have is 405 for everyone, whoever asks.
        metode = (request.method or "").lower()
        if metode in self.http_method_names and hasattr(self, metode):
            self.periksa(**kwargs)
        return super().dispatch(request, *args, **kwargs)


class ScopedQuerysetMixin(PenggunaMixin, MultipleObjectMixin):
    """For lists: only rows that the person may see."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().for_user(self.pengguna)  # type: ignore[attr-defined]


class DaftarBerwaktuMixin(ScopedQuerysetMixin):
    """For lists of BaseModel rows: `baris` pairs each row of the page with "hari ini 14.29"."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        konteks: dict[str, Any] = super().get_context_data(**kwargs)
        kini = timezone.now()
        konteks["baris"] = [
            (satu, format_waktu_relatif(satu.dibuat_pada, kini)) for satu in konteks["object_list"]
        ]
        return konteks


class ScopedPermissionMixin(PenggunaMixin, SingleObjectMixin):
    """For one row: not visible -> 404 (nothing leaks), visible but not now -> 403 with reason.

    `izin` is a function of permissions.py, given as staticmethod; without it, seeing is enough.
    """

    izin: ClassVar[Callable[[Any, Any], Izin] | None] = None

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().for_user(self.pengguna)  # type: ignore[attr-defined]

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        objek = super().get_object(queryset)
        izin = type(self).izin  # read from the class: a plain function, not a method
        if izin is not None:
            izin(self.pengguna, objek).wajib()
        return objek
