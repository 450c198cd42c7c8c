"""One cell of the grid: reading what was typed, saving it, and the row that goes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from dasar.izin import Izin
from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import PenggunaMixin
from kinerja.forms.sel import SelForm
from kinerja.formulas.baca_sel import PesanSel, baca_sel
from kinerja.formulas.skala import format_nilai
from kinerja.models import AlasanKosong, IsiIndikator, Realisasi
from kinerja.selectors.kisi import susun_baris
from kinerja.selectors.rincian import isi_diukur
from kinerja.services.realisasi import IsiSel, KonflikSel, simpan_sel
from kinerja.views.kisi_konteks import PENJELASAN, izin_lembar, konteks_balasan
from kinerja.views.periode import Periode, baca_bilangan, baca_periode
from opd.models import Pengguna


def cari_sel(
    request: HttpRequest, pengguna: Pengguna, indikator: str
) -> tuple[IsiIndikator, Periode]:
    """The visible indicator and quarter that a cell names. Raises Http404."""
    periode = baca_periode(request)
    try:
        return isi_diukur(pengguna, baca_bilangan(indikator) or 0, periode.tahun), periode
    except IsiIndikator.DoesNotExist:
        raise Http404 from None


class SelUpdateView(PenggunaMixin, View):
    """Save one cell and answer with its row, the progress bar and the saved-state line."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The stored row again (after a conflict the stored value was chosen)."""
        isi, periode = self._isi(request.GET.get("indikator", ""))
        return self._baris(isi, periode, request.GET.get("nomor", ""))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SelForm(request.POST)
        isi, periode = self._isi(request.POST.get("indikator", ""))
        nomor = request.POST.get("nomor", "")
        if not form.is_valid():
            kalimat = (
                "Isian terlalu panjang untuk sebuah angka. Nilai belum disimpan."
                if "nilai" in form.errors
                else "Kiriman ini tidak lengkap. Muat ulang halaman. Nilai belum disimpan."
            )
            pesan = PesanSel(kalimat, request.POST.get("nilai", "")[:60])
            return self._baris(isi, periode, nomor, pesan)
        data = form.cleaned_data
        masuk = IsiSel(alasan_kosong=data["alasan_kosong"])
        if data["nilai"]:
            bacaan = baca_sel(isi, data["nilai"], yakin=data["yakin"])
            if isinstance(bacaan, PesanSel):
                return self._baris(isi, periode, nomor, bacaan)
            masuk = IsiSel(nilai=bacaan)
        try:
            simpan_sel(
                indikator_id=isi.indikator_id,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                isi=masuk,
                versi=data["versi"],
                oleh=self.pengguna,
            )
        except KonflikSel as konflik:
            return self._baris(isi, periode, nomor, _pesan_konflik(konflik, isi, data))
        except ValidationError as exc:
            return self._baris(isi, periode, nomor, PesanSel(exc.messages[0], data["nilai"]))
        return self._baris(isi, periode, nomor, izin=Izin.ya())

    def _isi(self, indikator: str) -> tuple[IsiIndikator, Periode]:
        return cari_sel(self.request, self.pengguna, indikator)

    def _baris(
        self,
        isi: IsiIndikator,
        periode: Periode,
        nomor: str,
        pesan: PesanSel | None = None,
        *,
        izin: Izin | None = None,
    ) -> HttpResponse:
        """The row; `izin` is given where the save has just judged it."""
        pd_id, pembaca = isi.indikator.pengampu_id, False
        if izin is None:
            izin, pembaca = izin_lembar(self.pengguna, pd_id, periode)
        sumber = self.request.POST if self.request.method == "POST" else self.request.GET
        tampilan = PENJELASAN if sumber.get("tampilan") == PENJELASAN else ""
        baris = susun_baris(
            isi=isi,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            izin=izin,
            pembaca=pembaca,
            penjelasan=bool(tampilan),
        )
        konteks: dict[str, Any] = konteks_balasan(pd_id, periode, tampilan)
        konteks["b"] = replace(baris, nomor=baca_bilangan(nomor) or 0, pesan=pesan)
        status = 200
        if pesan is not None:
            status = 409 if pesan.konflik else 422
        return render(self.request, "kinerja/_sel_balasan.html", konteks, status=status)


def _pesan_konflik(konflik: KonflikSel, isi: IsiIndikator, data: dict[str, Any]) -> PesanSel:
    """Both sides of a conflict: a value, or the reason why there is none."""
    alasan = data["alasan_kosong"]
    milik = f"kosong, {AlasanKosong(alasan).label}" if alasan else data["nilai"] or "dikosongkan"
    return PesanSel(
        str(konflik),
        data["nilai"],
        konflik=rincian_konflik(konflik.tersimpan, isi, milik=milik, alasan=alasan),
    )


def rincian_konflik(
    lama: Realisasi, isi: IsiIndikator, *, milik: str, alasan: str = ""
) -> dict[str, str]:
    """The stored value with who saved it and when, beside one's own (`milik`)."""
    nilai_lama = format_nilai(lama.nilai, desimal=isi.desimal, skala=isi.skala_predikat)
    if lama.alasan_kosong:
        nilai_lama = f"kosong, {AlasanKosong(lama.alasan_kosong).label}"
    return {
        "nilai": nilai_lama,
        "milik": milik,
        "alasan": alasan,
        "oleh": str(lama.diisi_oleh or "pengguna lain"),
        "pada": format_waktu_relatif(lama.diisi_pada, timezone.now()) if lama.diisi_pada else "",
    }
