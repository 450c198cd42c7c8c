"""One explanation of the grid, and filling the empty ones from an earlier quarter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from dasar.izin import Izin
from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import PenggunaMixin
from kinerja.formulas.baca_sel import PesanSel
from kinerja.models import IsiIndikator, Realisasi
from kinerja.selectors.kisi import susun_baris
from kinerja.services.narasi_lalu import salin_narasi, urungkan_salinan
from kinerja.services.realisasi import MEDAN_NARASI, KonflikNarasi, bersihkan, simpan_narasi
from kinerja.services.sel_isian import PANJANG_NARASI, IsianDitolak
from kinerja.views.kisi_konteks import PENJELASAN, izin_lembar, konteks_balasan
from kinerja.views.periode import Periode, baca_pd, baca_periode
from kinerja.views.sel import cari_sel
from opd.models import Pengguna

_SALINAN = "salinan_narasi"  # key of the session
KALIMAT_KONFLIK = "Penjelasan ini baru saja diubah orang lain. Pilih teks yang dipakai."


class NarasiSelView(PenggunaMixin, View):
    """Save ONE text of one row and answer with its cell."""

    def post(self, request: HttpRequest) -> HttpResponse:
        isi, periode = cari_sel(request, self.pengguna, request.POST.get("indikator", ""))
        medan = request.POST.get("medan", "")
        teks = bersihkan(request.POST.get("teks", request.POST.get(medan, "")))
        if medan not in MEDAN_NARASI or "semula" not in request.POST:
            kalimat = "Kiriman ini tidak lengkap. Muat ulang halaman. Teks belum disimpan."
            return self._sel(isi, periode, MEDAN_NARASI[0], PesanSel(kalimat, teks))
        if len(teks) > PANJANG_NARASI:
            kalimat = f"Paling banyak {PANJANG_NARASI} huruf, ini {len(teks)}. Teks belum disimpan."
            return self._sel(isi, periode, medan, PesanSel(kalimat, teks))
        try:
            simpan_narasi(
                indikator_id=isi.indikator_id,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                isi={medan: teks},
                semula={medan: request.POST["semula"]},
                oleh=self.pengguna,
            )
        except KonflikNarasi as konflik:
            lama = Realisasi.objects.for_user(self.pengguna).periode(
                periode.tahun, periode.triwulan
            )
            baris = lama.select_related("dijelaskan_oleh").get(indikator=isi.indikator_id)
            pesan = PesanSel(
                KALIMAT_KONFLIK,
                teks,
                konflik=rincian_konflik_teks(baris, konflik.tersimpan[medan], milik=teks),
            )
            return self._sel(isi, periode, medan, pesan)
        return self._sel(isi, periode, medan, izin=Izin.ya())

    def _sel(
        self,
        isi: IsiIndikator,
        periode: Periode,
        medan: str,
        pesan: PesanSel | None = None,
        *,
        izin: Izin | None = None,
    ) -> HttpResponse:
        """The cell; `izin` is given where the save has just judged it."""
        pd_id, pembaca = isi.indikator.pengampu_id, False
        if izin is None:
            izin, pembaca = izin_lembar(self.pengguna, pd_id, periode)
        baris = susun_baris(
            isi=isi,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            izin=izin,
            pembaca=pembaca,
            penjelasan=True,
        )
        konteks: dict[str, Any] = konteks_balasan(pd_id, periode, PENJELASAN)
        konteks["b"] = baris
        konteks["t"] = replace(next(t for t in baris.teks if t.medan == medan), pesan=pesan)
        status = 200
        if pesan is not None:
            status = 409 if pesan.konflik else 422
        return render(self.request, "kinerja/_sel_balasan.html", konteks, status=status)


def rincian_konflik_teks(lama: Realisasi, tersimpan: str, *, milik: str) -> dict[str, str]:
    """The stored text with who wrote it and when, beside one's own."""
    pada = lama.dijelaskan_pada
    return {
        "nilai": tersimpan or "dikosongkan",
        "milik": milik or "dikosongkan",
        "alasan": "",
        "oleh": str(lama.dijelaskan_oleh or "pengguna lain"),
        "pada": format_waktu_relatif(pada, timezone.now()) if pada else "",
    }


class NarasiSalinView(PenggunaMixin, View):
    """Fill the empty texts of one row or of the whole sheet from the last quarter with texts;
    with `urung`, take the last such copying of this session back."""

    def post(self, request: HttpRequest) -> HttpResponse:
        periode = baca_periode(request)
        tujuan: dict[str, Any] = {"tahun": periode.tahun, "triwulan": periode.triwulan}
        jangkar = ""
        if satu := request.POST.get("indikator", ""):
            isi, _ = cari_sel(request, self.pengguna, satu)
            tujuan |= {"pd": isi.indikator.pengampu_id, "baris": isi.indikator_id}
            jangkar = f"#baris-{isi.indikator_id}"
            salin_ke(request, self.pengguna, isi.indikator.pengampu_id, periode, [isi.indikator_id])
        else:
            tujuan["pd"] = pd_id = baca_pd(request, self.pengguna).pk
            kerjakan = urungkan_ke if request.POST.get("urung") else salin_ke
            kerjakan(request, self.pengguna, pd_id, periode)
        if request.POST.get("tampilan") == PENJELASAN:
            tujuan["tampilan"] = PENJELASAN
        alamat = f"{reverse('kinerja:pengisian')}?{urlencode(tujuan)}{jangkar}"
        return HttpResponseRedirect(alamat)


def salin_ke(
    request: HttpRequest,
    pengguna: Pengguna,
    pd_id: int,
    periode: Periode,
    indikator_ids: list[int] | None = None,
) -> None:
    """Copy texts and say how many. Raises as salin_narasi."""
    hasil = salin_narasi(
        perangkat_daerah_id=pd_id,
        tahun=periode.tahun,
        triwulan=periode.triwulan,
        oleh=pengguna,
        indikator_ids=indikator_ids,
    )
    if hasil.teks:
        # The page says it, with the button that takes it back.
        request.session[_SALINAN] = _lembar(pd_id, periode) | {
            "sel": [[p.medan, p.kunci] for p in hasil.perubahan],
            "kalimat": f"{hasil.teks} penjelasan di {hasil.baris} baris disalin dari triwulan "
            "sebelumnya. Sesuaikan dengan keadaan triwulan ini.",
        }
    else:
        messages.info(
            request,
            "Tidak ada yang disalin: triwulan sebelumnya tidak punya penjelasan untuk sel yang "
            "masih kosong.",
        )


def _lembar(pd_id: int, periode: Periode) -> dict[str, int]:
    return {"pd": pd_id, "tahun": periode.tahun, "triwulan": periode.triwulan}


def salinan_baru(request: HttpRequest, pd_id: int, periode: Periode) -> dict[str, Any] | None:
    """What was just copied into this sheet, once: `kalimat`, and `kunci` of the cells."""
    salinan = request.session.get(_SALINAN)
    if not salinan or not _lembar(pd_id, periode).items() <= salinan.items():
        return None
    kalimat = salinan.pop("kalimat", "")
    if not kalimat:
        return None
    request.session.modified = True
    return {
        "kalimat": kalimat,
        "kunci": " ".join(f"{medan}-{pk}" for medan, pk in salinan["sel"]),
    }


def urungkan_ke(request: HttpRequest, pengguna: Pengguna, pd_id: int, periode: Periode) -> None:
    """Take the last copying into this sheet back and say how many. Raises as urungkan_salinan."""
    izin_lembar(pengguna, pd_id, periode)[0].wajib()
    salinan = request.session.get(_SALINAN)
    if not salinan or not _lembar(pd_id, periode).items() <= salinan.items():
        messages.error(request, "Salinan ini tidak dapat diurungkan lagi.")
        return
    try:
        jumlah = urungkan_salinan(
            perangkat_daerah_id=pd_id,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            sel=[(medan, pk) for medan, pk in salinan["sel"]],
            oleh=pengguna,
        )
    except IsianDitolak as exc:
        messages.error(request, f"Salinan tidak diurungkan. {exc.hasil.gagal[0].alasan}")
        return
    tetap = len(salinan["sel"]) - jumlah
    del request.session[_SALINAN]
    sisa = f" {tetap} yang sudah diubah tetap seperti sekarang." if tetap else ""
    messages.success(request, f"{jumlah} penjelasan salinan dikosongkan lagi.{sisa}")
