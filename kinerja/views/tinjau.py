"""The two review pages: approval by the kepala PD, verification by Bagian Organisasi.

Both are one queue with one open row; they differ in whose queue it is and what the button says.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from dasar.izin import Izin, TidakBoleh
from dasar.views.mixins import PenggunaMixin
from kinerja.forms.pengisian import PengembalianForm
from kinerja.models import IsiIndikator, Realisasi, StatusRealisasi
from kinerja.permissions import boleh_setujui, boleh_verifikasi
from kinerja.selectors.antrean import (
    BarisAntrean,
    KelompokAntrean,
    antrean_pd,
    ringkasan_periode,
    susun_antrean,
)
from kinerja.selectors.rincian import isi_diukur, susun_rincian
from kinerja.services.alur import (
    NilaiBerubah,
    kembalikan_realisasi,
    setujui_realisasi,
    setujui_triwulan,
    tanda_antrean,
    verifikasi_realisasi,
)
from kinerja.views.kemajuan import batang
from kinerja.views.periode import (
    Periode,
    baca_bilangan,
    baca_pd,
    baca_periode,
    daftar_pd,
    pd_pilihan,
    pemilih_periode,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah

SARAN_CATATAN = ("Bukti tidak cocok.", "Satuan keliru.", "Perlu analisis.")


class TinjauView(PenggunaMixin, TemplateView):
    """One queue and one open row. Subclasses say whose queue it is."""

    template_name = "kinerja/tinjau.html"
    halaman: ClassVar[str]
    judul: ClassVar[str]
    kata_putusan: ClassVar[str]
    kata_sekaligus: ClassVar[str] = ""
    teks_kosong: ClassVar[str]
    aksi_putusan: ClassVar[str]
    status_antrean: ClassVar[StatusRealisasi]
    status_selesai: ClassVar[tuple[StatusRealisasi, ...]]
    peran: ClassVar[JenisPeran]

    @staticmethod
    def izin(user: Pengguna, realisasi: Realisasi) -> Izin:
        """Whether `user` may decide on this row."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.pengguna.punya_peran(self.peran):
            raise TidakBoleh(f"Halaman ini untuk {self.peran.label}.")
        periode = baca_periode(self.request)
        pd_id = pd_pilihan(self.request, self.pengguna)
        saring = self.request.GET.get("saring", "")
        antrean = self._antrean(periode, pd_id, diperbaiki=saring == "diperbaiki")
        urutan = [b for k in antrean for b in k.baris]
        terbuka = self._terbuka(urutan, periode)
        ringkasan = ringkasan_periode(
            self.pengguna,
            periode.tahun,
            periode.triwulan,
            self.status_antrean,
            self.status_selesai,
            self._pd_antrean(pd_id),
        )
        tetap = {"pd": pd_id or "", "saring": saring}
        alamat = reverse(f"kinerja:{self.halaman}")
        return super().get_context_data(
            halaman=self,
            alamat=alamat,
            periode=periode,
            antrean=antrean,
            ringkasan=ringkasan,
            kemajuan=batang(
                ringkasan.selesai,
                ringkasan.semua,
                "baris selesai",
                [("selesai", ringkasan.selesai)],
            ),
            pemilih=pemilih_periode(
                aksi=alamat,
                periode=periode,
                bawaan=tetap,
                pd_id=pd_id or PerangkatDaerah.objects.kota_id(),
            ),
            kueri=urlencode(
                {
                    **{k: v for k, v in tetap.items() if v},
                    "tahun": periode.tahun,
                    "triwulan": periode.triwulan,
                }
            ),
            kepingan=self._kepingan(periode, pd_id, saring, alamat, ringkasan),
            daftar_pd=(
                daftar_pd(self.pengguna, periode.tahun, kini=pd_id)
                if self.pengguna.melihat_semua_pd
                else []
            ),
            pd_id=pd_id,
            saring=saring,
            saran=SARAN_CATATAN,
            **terbuka,
            **kwargs,
        )

    def _pd_antrean(self, pd_id: int | None) -> list[int] | None:
        """The PD whose rows wait for this person: the chosen one, else those of the role."""
        if pd_id is not None:
            return [pd_id]
        pd = [p.perangkat_daerah_id for p in self.pengguna.peran_kini if p.peran == self.peran]
        return None if None in pd else [pk for pk in pd if pk is not None]

    def _antrean(
        self, periode: Periode, pd_id: int | None, *, diperbaiki: bool
    ) -> list[KelompokAntrean]:
        return susun_antrean(
            user=self.pengguna,
            status=[self.status_antrean],
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            pd_ids=self._pd_antrean(pd_id),
            diperbaiki=diperbaiki,
        )

    def _kepingan(
        self, periode: Periode, pd_id: int | None, saring: str, alamat: str, ringkasan: Any
    ) -> list[dict[str, Any]]:
        dasar = {"tahun": periode.tahun, "triwulan": periode.triwulan}
        if pd_id:
            dasar["pd"] = pd_id
        return [
            {
                "label": label,
                "jumlah": jumlah,
                "aktif": kode == saring,
                "url": f"{alamat}?{urlencode({**dasar, **({'saring': kode} if kode else {})})}",
            }
            for kode, label, jumlah in (
                ("", "Antrean", ringkasan.menunggu),
                ("diperbaiki", "Diperbaiki", ringkasan.diperbaiki),
            )
        ]

    def _terbuka(self, urutan: list[BarisAntrean], periode: Periode) -> dict[str, Any]:
        """The open row: the one in the address, else the first that waits."""
        dipilih = baca_bilangan(self.request.GET.get("baris"))
        ids = [b.realisasi_id for b in urutan]
        if dipilih is None:
            dipilih = ids[0] if ids else None
        if dipilih is None:
            return {"baris": None}
        realisasi = (
            Realisasi.objects.for_user(self.pengguna)
            .periode(periode.tahun, periode.triwulan)
            .select_related("indikator", "diajukan_oleh", "disetujui_oleh")
            .filter(pk=dipilih)
            .first()
        )
        if realisasi is None:
            raise Http404
        posisi = ids.index(dipilih) if dipilih in ids else None
        try:
            isi = isi_diukur(self.pengguna, realisasi.indikator_id, periode.tahun)
        except IsiIndikator.DoesNotExist:  # it left the plan in a later version
            raise Http404 from None
        return {
            "baris": realisasi,
            "rincian": susun_rincian(isi, periode.tahun, periode.triwulan, self.pengguna),
            "nama_pd": isi.indikator.pengampu.nama_pada(),
            "izin_putusan": self.izin(self.pengguna, realisasi),
            "alamat_putusan": reverse(self.aksi_putusan, args=[realisasi.pk]),
            "posisi": None if posisi is None else posisi + 1,
            "berikut": ids[posisi + 1] if posisi is not None and posisi + 1 < len(ids) else None,
            "sebelum": ids[posisi - 1] if posisi else None,
            "sekaligus": self._sekaligus(isi.indikator.pengampu_id, periode),
        }

    def _sekaligus(self, pd_id: int, periode: Periode) -> dict[str, Any] | None:
        """What the button for the whole queue of the open row's PD would decide on."""
        if not self.kata_sekaligus or not self.pengguna.punya_peran(self.peran, pd_id=pd_id):
            return None
        baris = antrean_pd(pd_id, periode.tahun, periode.triwulan, self.status_antrean)
        if not baris:
            return None
        return {"pd_id": pd_id, "jumlah": len(baris), "tanda": tanda_antrean(baris)}


class PersetujuanView(TinjauView):
    """The queue of the kepala PD."""

    halaman = "persetujuan_list"
    judul = "Persetujuan realisasi"
    kata_putusan = "Setujui"
    teks_kosong = "Baris baru muncul di sini setelah operator mengajukan."
    kata_sekaligus = "Setujui sekaligus"
    aksi_putusan = "kinerja:realisasi_setujui"
    status_antrean = StatusRealisasi.DIAJUKAN
    status_selesai = (
        StatusRealisasi.DISETUJUI_PD,
        StatusRealisasi.DIVERIFIKASI,
        StatusRealisasi.DIBEKUKAN,
    )
    peran = JenisPeran.KEPALA_PD
    izin = staticmethod(boleh_setujui)


class VerifikasiView(TinjauView):
    """The queue of Bagian Organisasi."""

    halaman = "verifikasi_list"
    judul = "Verifikasi realisasi"
    kata_putusan = "Verifikasi"
    teks_kosong = "Baris baru muncul di sini setelah PD mengajukan dan kepala PD menyetujui."
    aksi_putusan = "kinerja:realisasi_verifikasi"
    status_antrean = StatusRealisasi.DISETUJUI_PD
    status_selesai = (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN)
    peran = JenisPeran.ORGANISASI
    izin = staticmethod(boleh_verifikasi)


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
        except (NilaiBerubah, ValidationError) as exc:
            kalimat = exc.messages[0] if isinstance(exc, ValidationError) else str(exc)
            messages.error(request, kalimat)
            return HttpResponseRedirect(_lanjut(request, halaman, baris=pk))
        messages.success(request, self.kabar)
        return HttpResponseRedirect(_lanjut(request, halaman))

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
        asal = self.request.POST.get("halaman", "")
        if asal in ("persetujuan_list", "verifikasi_list"):
            return asal
        verifikator = self.pengguna.punya_peran(JenisPeran.ORGANISASI)
        return "verifikasi_list" if verifikator else "persetujuan_list"

    def putuskan(self, **kunci: Any) -> None:
        form = PengembalianForm(self.request.POST)
        if not form.is_valid():
            # The row is looked up first: what one may not see has no error message either.
            Realisasi.objects.for_user(self.pengguna).get(pk=kunci["realisasi_id"])
            raise ValidationError([str(form.errors["teks"][0])])
        kembalikan_realisasi(teks=form.cleaned_data["teks"], **kunci)


class TriwulanSetujuiView(PenggunaMixin, View):
    """The kepala PD approves everything that was shown to wait in one quarter."""

    def post(self, request: HttpRequest) -> HttpResponse:
        pd, periode = baca_pd(request, self.pengguna), baca_periode(request)
        try:
            hasil = setujui_triwulan(
                perangkat_daerah_id=pd.pk,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                oleh=self.pengguna,
                tanda=request.POST.get("tanda"),
            )
        except NilaiBerubah as exc:
            messages.error(request, str(exc))
        else:
            messages.success(
                request,
                f"{hasil.jumlah} baris {periode.judul} disetujui. Bagian Organisasi diberi tahu.",
            )
        return HttpResponseRedirect(_lanjut(request, "persetujuan_list"))


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
