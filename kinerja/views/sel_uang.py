"""One amount of the grid: the spent rupiah of a node, and the sums above it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from dasar.angka import format_rupiah
from dasar.izin import Izin
from dasar.tanggal import format_waktu_relatif
from dasar.views.mixins import PenggunaMixin
from kinerja.formulas.baca_sel import PesanSel, baca_rupiah
from kinerja.models import Anggaran, Simpul
from kinerja.selectors.kisi import susun_baris_uang
from kinerja.services.anggaran import KonflikRupiah, simpan_rupiah
from kinerja.views.kisi_konteks import izin_lembar, izin_rupiah, konteks_balasan, saat_kini
from kinerja.views.periode import Periode, baca_bilangan, baca_periode

PANJANG_RUPIAH = 60


class RupiahUpdateView(PenggunaMixin, View):
    """Save the money of one node and answer with its rows; the sums above come out of band."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The stored rows again."""
        simpul = self._simpul(request.GET.get("simpul") or request.GET.get("indikator"))
        return self._baris(simpul, baca_periode(request), request.GET.get("nomor"))

    def post(self, request: HttpRequest) -> HttpResponse:
        simpul, periode = self._simpul(request.POST.get("simpul")), baca_periode(request)
        teks = request.POST.get("rupiah", "").strip()
        versi = baca_bilangan(request.POST.get("versi"))
        nomor = request.POST.get("nomor")
        if versi is None or "rupiah" not in request.POST:
            kalimat = "Kiriman ini tidak lengkap. Muat ulang halaman. Nilai belum disimpan."
            return self._baris(simpul, periode, nomor, PesanSel(kalimat, teks[:PANJANG_RUPIAH]))
        if len(teks) > PANJANG_RUPIAH:
            kalimat = "Isian terlalu panjang untuk sebuah angka. Nilai belum disimpan."
            return self._baris(simpul, periode, nomor, PesanSel(kalimat, teks[:PANJANG_RUPIAH]))
        rupiah = baca_rupiah(teks) if teks else None
        if isinstance(rupiah, PesanSel):
            return self._baris(simpul, periode, nomor, rupiah)
        try:
            simpan_rupiah(
                simpul_id=simpul.pk,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                rupiah=rupiah,
                versi=versi,
                oleh=self.pengguna,
            )
        except KonflikRupiah as konflik:
            pesan = PesanSel(
                str(konflik), teks, konflik=rincian_konflik_rupiah(konflik.tersimpan, milik=teks)
            )
            return self._baris(simpul, periode, nomor, pesan)
        except ValidationError as exc:
            return self._baris(simpul, periode, nomor, PesanSel(exc.messages[0], teks))
        return self._baris(simpul, periode, nomor, izin=Izin.ya())

    def _simpul(self, teks: str | None) -> Simpul:
        simpul = Simpul.objects.for_user(self.pengguna).filter(pk=baca_bilangan(teks) or 0).first()
        if simpul is None:
            raise Http404
        return simpul

    def _baris(
        self,
        simpul: Simpul,
        periode: Periode,
        nomor: str | None,
        pesan: PesanSel | None = None,
        *,
        izin: Izin | None = None,
    ) -> HttpResponse:
        """The rows; `izin` is given where the save has just judged it."""
        pd_id, saat = simpul.perangkat_daerah_id, saat_kini()
        if izin is None:
            izin = izin_rupiah(izin_lembar(self.pengguna, pd_id, periode)[0], pd_id, periode)
        baris = susun_baris_uang(
            pd_id=pd_id,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            izin=izin,
            simpul_id=simpul.pk,
        )
        if not baris:
            raise Http404
        konteks: dict[str, Any] = konteks_balasan(pd_id, periode) | {"saat": saat}
        konteks["b"] = replace(baris[0], nomor=baca_bilangan(nomor) or 0, pesan=pesan)
        konteks["atas"] = [] if pesan else baris[1:]
        status = 200
        if pesan is not None:
            status = 409 if pesan.konflik else 422
        return render(self.request, "kinerja/_sel_balasan.html", konteks, status=status)


def rincian_konflik_rupiah(lama: Anggaran | None, *, milik: str) -> dict[str, str]:
    """The stored amount with who saved it and when, beside one's own."""
    return {
        "nilai": format_rupiah(lama.realisasi) if lama and lama.realisasi is not None else "kosong",
        "milik": milik or "dikosongkan",
        "alasan": "",
        "oleh": str((lama.diisi_oleh if lama else None) or "pengguna lain"),
        "pada": (
            format_waktu_relatif(lama.diisi_pada, timezone.now())
            if lama and lama.diisi_pada
            else "baru saja"
        ),
    }
