"""The buttons of the two review pages: decide on one row or on many, return, comment."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import View

from dasar.izin import TidakBoleh
from dasar.views.mixins import PenggunaMixin
from kinerja.forms.pengisian import PengembalianForm
from kinerja.models import Realisasi, StatusRealisasi
from kinerja.services.alur import (
    NilaiBerubah,
    kembalikan_realisasi,
    setujui_realisasi,
    tulis_komentar,
    verifikasi_realisasi,
)
from kinerja.services.alur_massal import (
    kembalikan_banyak,
    setujui_triwulan,
    verifikasi_sekaligus,
)
from kinerja.views.catatan_tertahan import tahan_catatan
from kinerja.views.periode import baca_bilangan, baca_pd, baca_periode, pd_pilihan
from opd.models import JenisPeran, Pengguna

HALAMAN_TINJAU = {  # page -> state of the rows that wait there
    "persetujuan_list": StatusRealisasi.DIAJUKAN,
    "verifikasi_list": StatusRealisasi.DISETUJUI_PD,
}


class PutusanView(PenggunaMixin, View):
    """One decision on one row as it was shown, then the next row of the queue."""

    halaman: ClassVar[str]
    kabar: ClassVar[str]

    def putuskan(self, **kunci: Any) -> None:
        """Call the service with `realisasi_id`, `versi` and `oleh`."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        halaman = self.halaman_asal()
        versi = baca_bilangan(request.POST.get("versi"))
        try:
            self.putuskan(realisasi_id=pk, versi=versi, oleh=self.pengguna)
        except Realisasi.DoesNotExist:
            raise Http404 from None
        except (TidakBoleh, ValidationError) as exc:
            if isinstance(exc, TidakBoleh) and not self._keburu(exc, pk):
                raise
            kalimat = exc.messages[0] if isinstance(exc, ValidationError) else str(exc)
            messages.error(request, kalimat)
            if teks := request.POST.get("teks", ""):
                tahan_catatan(request, teks, baris=pk)
            return HttpResponseRedirect(_lanjut(request, halaman, baris=pk))
        messages.success(request, self.kabar)
        return HttpResponseRedirect(_lanjut(request, halaman))

    def _keburu(self, exc: TidakBoleh, pk: int) -> bool:
        """Whether somebody was faster: the row is not in the state, or has not the value, that was
        shown. That is no offence: the row is shown as it stands now, with what was typed."""
        terlihat = Realisasi.objects.for_user(self.pengguna).filter(pk=pk)
        status = self.request.POST.get("status", "")
        return isinstance(exc, NilaiBerubah) or (
            status in StatusRealisasi.values and terlihat.exclude(status=status).exists()
        )

    def halaman_asal(self) -> str:
        """The queue to go back to."""
        return self.halaman


class RealisasiSetujuiView(PutusanView):
    halaman = "persetujuan_list"
    kabar = "Baris disetujui dan diteruskan ke Bagian Organisasi."

    def putuskan(self, **kunci: Any) -> None:
        setujui_realisasi(**kunci)


class RealisasiVerifikasiView(PutusanView):
    halaman = "verifikasi_list"
    kabar = "Baris diverifikasi."

    def putuskan(self, **kunci: Any) -> None:
        verifikasi_realisasi(**kunci)


class RealisasiKembalikanView(PutusanView):
    """Send one row back with the reason; without a reason the row stays open and says so."""

    kabar = "Baris dikembalikan. Operator diberi tahu."

    def halaman_asal(self) -> str:
        return _halaman_asal(self.request, self.pengguna)

    def putuskan(self, **kunci: Any) -> None:
        form = PengembalianForm(self.request.POST)
        if not form.is_valid():
            # The row is looked up first: what one may not see has no error message either.
            Realisasi.objects.for_user(self.pengguna).get(pk=kunci["realisasi_id"])
            raise ValidationError([str(form.errors["teks"][0])])
        status = self.request.POST.get("status", "")
        kembalikan_realisasi(teks=form.cleaned_data["teks"], status=status, **kunci)


class RealisasiKembalikanBanyakView(PenggunaMixin, View):
    """Send the ticked rows of a queue back with one note: all of them or none."""

    def post(self, request: HttpRequest) -> HttpResponse:
        halaman = _halaman_asal(request, self.pengguna)
        baris = _baca_pilihan(request.POST.getlist("pilih"))
        form = PengembalianForm(request.POST)
        try:
            if not baris:
                raise ValidationError(["Centang dulu baris yang dikembalikan."])
            if not form.is_valid():
                if Realisasi.objects.for_user(self.pengguna).filter(pk__in=baris).count() != len(
                    baris
                ):
                    raise Realisasi.DoesNotExist
                raise ValidationError([str(form.errors["teks"][0])])
            hasil = kembalikan_banyak(
                baris=baris, teks=form.cleaned_data["teks"], oleh=self.pengguna
            )
        except Realisasi.DoesNotExist:
            raise Http404 from None
        except (TidakBoleh, ValidationError) as exc:
            if isinstance(exc, TidakBoleh) and not self._keburu(exc, baris):
                raise
            kalimat = exc.messages[0] if isinstance(exc, ValidationError) else str(exc)
            messages.error(request, kalimat)
            # What changed is looked at again before it is ticked again.
            pilih = () if isinstance(exc, TidakBoleh) else baris
            tahan_catatan(request, request.POST.get("teks", ""), pilih=list(pilih))
        else:
            messages.success(request, f"{hasil.jumlah} baris dikembalikan. Operator diberi tahu.")
        return HttpResponseRedirect(_lanjut(request, halaman))

    def _keburu(self, exc: TidakBoleh, baris: dict[int, int]) -> bool:
        """Whether somebody decided on a ticked row meanwhile, as in PutusanView."""
        antre = HALAMAN_TINJAU.get(self.request.POST.get("halaman", ""))
        terlihat = Realisasi.objects.for_user(self.pengguna).filter(pk__in=baris)
        return isinstance(exc, NilaiBerubah) or (
            antre is not None and terlihat.exclude(status=antre).exists()
        )


class TriwulanSetujuiView(PenggunaMixin, View):
    """The kepala PD approves what was shown to wait in one quarter, without the flagged rows that
    were not ticked."""

    def post(self, request: HttpRequest) -> HttpResponse:
        pd, periode = baca_pd(request, self.pengguna), baca_periode(request)
        try:
            hasil = setujui_triwulan(
                perangkat_daerah_id=pd.pk,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                oleh=self.pengguna,
                tanda=request.POST.get("tanda"),
                ikut=_baca_ids(request.POST.getlist("ikut")),
            )
        except NilaiBerubah as exc:
            messages.error(request, str(exc))
        else:
            messages.success(
                request,
                f"{hasil.jumlah} baris {periode.judul} disetujui. Bagian Organisasi diberi tahu.",
            )
        return HttpResponseRedirect(_lanjut(request, "persetujuan_list"))


class VerifikasiSekaligusView(PenggunaMixin, View):
    """Bagian Organisasi verifies what was shown to wait and carries no flag."""

    def post(self, request: HttpRequest) -> HttpResponse:
        periode, pd_id = baca_periode(request), pd_pilihan(request, self.pengguna)
        try:
            hasil = verifikasi_sekaligus(
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                oleh=self.pengguna,
                tanda=request.POST.get("tanda"),
                pd_ids=self._pd(pd_id),
            )
        except NilaiBerubah as exc:
            messages.error(request, str(exc))
        else:
            messages.success(request, f"{hasil.jumlah} baris {periode.judul} diverifikasi.")
        return HttpResponseRedirect(_lanjut(request, "verifikasi_list"))

    def _pd(self, pd_id: int | None) -> list[int] | None:
        """The same rows as the page shows: of the chosen PD, else of those of the role."""
        if pd_id is not None:
            return [pd_id]
        peran = JenisPeran.ORGANISASI
        pd = [p.perangkat_daerah_id for p in self.pengguna.peran_kini if p.peran == peran]
        return None if None in pd else [pk for pk in pd if pk is not None]


class TinjauKomentarView(PenggunaMixin, View):
    """A remark on the open row."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            tulis_komentar(realisasi_id=pk, teks=request.POST.get("teks", ""), oleh=self.pengguna)
        except Realisasi.DoesNotExist:
            raise Http404 from None
        except ValidationError as exc:
            messages.error(request, exc.messages[0])
        else:
            messages.success(request, "Komentar terkirim.")
        halaman = _halaman_asal(request, self.pengguna)
        return HttpResponseRedirect(f"{_lanjut(request, halaman, baris=pk)}#percakapan")


def _halaman_asal(request: HttpRequest, pengguna: Pengguna) -> str:
    asal = request.POST.get("halaman", "")
    if asal in HALAMAN_TINJAU:
        return asal
    return "verifikasi_list" if pengguna.punya_peran(JenisPeran.ORGANISASI) else "persetujuan_list"


def _baca_ids(teks: list[str]) -> set[int]:
    return {pk for satu in teks if (pk := baca_bilangan(satu)) is not None}


def _baca_pilihan(teks: list[str]) -> dict[int, int]:
    """Ticked rows "id.versi" as id -> version; anything else is left out."""
    hasil = {}
    for satu in teks:
        pk, versi = (baca_bilangan(bagian) for bagian in (satu.partition(".")[::2]))
        if pk is not None and versi is not None:
            hasil[pk] = versi
    return hasil


def _lanjut(request: HttpRequest, halaman: str, baris: int | None = None) -> str:
    """Back to the queue with its filters, at the next row."""
    periode = baca_periode(request)
    kueri: dict[str, Any] = {"tahun": periode.tahun, "triwulan": periode.triwulan}
    for nama in ("pd", "saring"):
        if nilai := request.POST.get(nama):
            kueri[nama] = nilai
    tujuan = baris or request.POST.get("berikut")
    if tujuan:
        kueri["baris"] = tujuan
    return f"{reverse(f'kinerja:{halaman}')}?{urlencode(kueri)}"
