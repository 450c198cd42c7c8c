"""Evidence of one value: adding, pointing, reusing, deleting, and sending it to a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View

from dasar.galat import GalatPengguna
from dasar.tulisan import huruf_kalimat
from dasar.views.mixins import PenggunaMixin
from dasar.views.unduhan import jawab_berkas, jawab_berkas_di_halaman
from kinerja.forms.bukti import HalamanForm, PilihanForm, TautanForm
from kinerja.models import BuktiDukung, IsiIndikator, Realisasi
from kinerja.permissions import boleh_ubah_bukti
from kinerja.selectors.bukti import (
    JENIS_TAMPIL,
    BerkasPilihan,
    baris_pilihan,
    berkas_pilihan,
)
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.rincian import isi_diukur
from kinerja.services.bukti import (
    HasilBukti,
    hapus_bukti,
    pakai_bukti,
    tambah_bukti_berkas,
    tambah_bukti_tautan,
    ubah_halaman,
)
from kinerja.views.periode import Periode, baca_periode
from kinerja.views.seksi_bukti import konteks_seksi_bukti


class _BuktiView(PenggunaMixin, View):
    """Finds the visible cell or evidence, and answers with the section (htmx) or the grid."""

    fragmen: str = "kinerja/_bukti.html"

    def cari_isi(self, indikator_id: int, periode: Periode) -> IsiIndikator:
        try:
            return isi_diukur(self.pengguna, indikator_id, periode.tahun)
        except IsiIndikator.DoesNotExist:
            raise Http404 from None

    def cari_bukti(self, pk: int) -> tuple[BuktiDukung, IsiIndikator, Periode]:
        terlihat = BuktiDukung.objects.for_user(self.pengguna)
        bukti = get_object_or_404(terlihat.select_related("berkas", "realisasi__indikator"), pk=pk)
        periode = Periode(bukti.realisasi.tahun, bukti.realisasi.triwulan)
        return bukti, self.cari_isi(bukti.realisasi.indikator_id, periode), periode

    def realisasi(self, isi: IsiIndikator, periode: Periode) -> Realisasi | None:
        return (
            Realisasi.objects.for_user(self.pengguna)
            .filter(indikator=isi.indikator_id, tahun=periode.tahun, triwulan=periode.triwulan)
            .first()
        )

    def pakai(
        self, periode: Periode, bukti_id: Sequence[int], indikator_id: Sequence[int]
    ) -> list[HasilBukti]:
        try:
            return pakai_bukti(
                bukti_id=bukti_id,
                indikator_id=indikator_id,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                oleh=self.pengguna,
            )
        except BuktiDukung.DoesNotExist:  # deleted since the list was read
            raise Http404 from None

    def wajib_boleh(self, isi: IsiIndikator, periode: Periode) -> None:
        """Raise TidakBoleh when the evidence of this cell may not change now."""
        jendela = jendela_periode(isi.indikator.pengampu_id, periode.tahun, periode.triwulan)
        realisasi = self.realisasi(isi, periode)
        boleh_ubah_bukti(self.pengguna, isi, jendela, realisasi).wajib()

    def jawab(
        self,
        isi: IsiIndikator,
        periode: Periode,
        hasil: Sequence[HasilBukti],
        *,
        tautan_form: TautanForm | None = None,
    ) -> HttpResponse:
        """The section again with a sentence for each thing done; 422 when nothing was."""
        gagal = tautan_form is not None or (
            bool(hasil) and not any(satu.berhasil for satu in hasil)
        )
        if not _htmx(self.request) and not gagal:
            for satu in hasil:
                kirim = messages.success if satu.berhasil else messages.error
                kirim(self.request, satu.kalimat)
            return HttpResponseRedirect(alamat_lembar(isi, periode))
        konteks = konteks_seksi_bukti(
            isi,
            periode,
            self.realisasi(isi, periode),
            self.pengguna,
            hasil=hasil,
            tautan_form=tautan_form,
        )
        return self.tampilkan(isi, periode, konteks, status=422 if gagal else 200)

    def tampilkan(
        self, isi: IsiIndikator, periode: Periode, konteks: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """The fragment for htmx, else a page of its own around it."""
        if _htmx(self.request):
            return render(self.request, self.fragmen, konteks, status=status)
        konteks |= {
            "fragmen": self.fragmen,
            "nama_indikator": huruf_kalimat(isi.nama),
            "kembali": alamat_lembar(isi, periode),
            "periode": periode,
        }
        return render(self.request, "kinerja/bukti_halaman.html", konteks, status=status)


class BuktiCreateView(_BuktiView):
    """Several files for one value; one that is refused does not stop the others."""

    def post(self, request: HttpRequest, indikator_id: int) -> HttpResponse:
        periode = baca_periode(request)
        isi = self.cari_isi(indikator_id, periode)
        self.wajib_boleh(isi, periode)
        berkas = [b for b in request.FILES.getlist("berkas") if b]
        hasil = []
        for satu in berkas[: settings.BUKTI_PER_BARIS_MAKS]:
            try:
                hasil.append(
                    tambah_bukti_berkas(
                        indikator_id=isi.indikator_id,
                        tahun=periode.tahun,
                        triwulan=periode.triwulan,
                        isi=satu,
                        nama=satu.name or "berkas",
                        oleh=self.pengguna,
                    )
                )
            except GalatPengguna as galat:
                hasil.append(HasilBukti(_sebut(satu.name, str(galat)), berhasil=False))
        if len(berkas) > settings.BUKTI_PER_BARIS_MAKS:
            lebih = len(berkas) - settings.BUKTI_PER_BARIS_MAKS
            hasil.append(HasilBukti(f"{lebih} berkas terakhir belum disimpan.", berhasil=False))
        if not berkas:
            hasil.append(HasilBukti("Pilih berkasnya dulu.", berhasil=False))
        return self.jawab(isi, periode, hasil)


class BuktiTautanView(_BuktiView):
    """A web address for one value."""

    def post(self, request: HttpRequest, indikator_id: int) -> HttpResponse:
        periode = baca_periode(request)
        isi = self.cari_isi(indikator_id, periode)
        self.wajib_boleh(isi, periode)
        form = TautanForm(request.POST)
        if form.is_valid():
            try:
                bukti = tambah_bukti_tautan(
                    indikator_id=isi.indikator_id,
                    tahun=periode.tahun,
                    triwulan=periode.triwulan,
                    oleh=self.pengguna,
                    **form.cleaned_data,
                )
                return self.jawab(isi, periode, [HasilBukti(f"“{bukti.judul}” ditautkan.")])
            except GalatPengguna as galat:
                form.add_error("tautan", str(galat))
        return self.jawab(isi, periode, [], tautan_form=form)


class BuktiUpdateView(_BuktiView):
    """The page pointer."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        bukti, isi, periode = self.cari_bukti(pk)
        form = HalamanForm(request.POST)
        if not form.is_valid():
            self.wajib_boleh(isi, periode)
            kalimat = str(next(iter(form.errors.values()))[0])
            return self.jawab(isi, periode, [HasilBukti(kalimat, berhasil=False)])
        try:
            bukti = ubah_halaman(
                bukti_id=bukti.pk,
                halaman=form.cleaned_data["halaman"],
                semula=form.cleaned_data["semula"] if "semula" in request.POST else None,
                oleh=self.pengguna,
            )
        except BuktiDukung.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            return self.jawab(isi, periode, [HasilBukti(str(galat), berhasil=False)])
        kata = f"menunjuk halaman {bukti.halaman}" if bukti.halaman else "tanpa penunjuk halaman"
        return self.jawab(isi, periode, [HasilBukti(f"“{bukti.judul}” {kata}.")])


class BuktiDeleteView(_BuktiView):
    """Take one piece of evidence away."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        bukti, isi, periode = self.cari_bukti(pk)
        try:
            hapus_bukti(bukti_id=bukti.pk, oleh=self.pengguna)
        except BuktiDukung.DoesNotExist:
            return self.jawab(isi, periode, [HasilBukti("Bukti ini sudah dihapus.")])
        return self.jawab(isi, periode, [HasilBukti(f"“{bukti.judul}” dihapus.")])


class BuktiPakaiView(_BuktiView):
    """One file for other rows of the same quarter."""

    fragmen = "kinerja/_bukti_pakai.html"

    def get(self, request: HttpRequest, pk: int, galat: str = "") -> HttpResponse:
        bukti, isi, periode = self.cari_bukti(pk)
        self.wajib_boleh(isi, periode)
        konteks = {
            "bukti": bukti,
            "baris": baris_pilihan(bukti, self.pengguna),
            "dipilih": request.POST.getlist("pilih"),
            **_konteks_pilihan(isi, periode, galat),
        }
        return self.tampilkan(isi, periode, konteks, status=422 if galat else 200)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        bukti, isi, periode = self.cari_bukti(pk)
        self.wajib_boleh(isi, periode)
        baris = {b.indikator_id: b for b in baris_pilihan(bukti, self.pengguna)}
        form = PilihanForm(request.POST, boleh=[b.indikator_id for b in baris.values()])
        if not form.is_valid():
            return self.get(request, pk, str(form.errors["pilih"][0]))
        hasil = self.pakai(periode, [bukti.pk], form.cleaned_data["pilih"])
        self.fragmen = _BuktiView.fragmen
        return self.jawab(isi, periode, _rangkum(hasil, bukti.judul))


class BuktiAmbilView(_BuktiView):
    """Files that other rows of the PD use already, for this one."""

    fragmen = "kinerja/_bukti_ambil.html"

    def get(self, request: HttpRequest, indikator_id: int, galat: str = "") -> HttpResponse:
        periode = baca_periode(request)
        isi = self.cari_isi(indikator_id, periode)
        self.wajib_boleh(isi, periode)
        konteks = {
            "berkas": self._pilihan(isi, periode),
            "dipilih": request.POST.getlist("pilih"),
            **_konteks_pilihan(isi, periode, galat),
        }
        return self.tampilkan(isi, periode, konteks, status=422 if galat else 200)

    def post(self, request: HttpRequest, indikator_id: int) -> HttpResponse:
        periode = baca_periode(request)
        isi = self.cari_isi(indikator_id, periode)
        self.wajib_boleh(isi, periode)
        boleh = [b.bukti_id for b in self._pilihan(isi, periode)]
        form = PilihanForm(request.POST, boleh=boleh)
        if not form.is_valid():
            return self.get(request, indikator_id, str(form.errors["pilih"][0]))
        hasil = self.pakai(periode, form.cleaned_data["pilih"], [isi.indikator_id])
        self.fragmen = _BuktiView.fragmen
        return self.jawab(isi, periode, hasil)

    def _pilihan(self, isi: IsiIndikator, periode: Periode) -> list[BerkasPilihan]:
        return berkas_pilihan(
            self.pengguna,
            isi.indikator.pengampu_id,
            periode.tahun,
            kecuali=self.realisasi(isi, periode),
        )


class BuktiUnduhView(PenggunaMixin, View):
    """The file, as a download."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        bukti = _bukti_berkas(self, pk)
        if bukti.berkas is None:
            raise Http404
        return jawab_berkas(request, bukti.berkas)


class BuktiLihatView(PenggunaMixin, View):
    """The file inside a page of ours: PDF and pictures only."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        bukti = _bukti_berkas(self, pk)
        if bukti.berkas is None or bukti.berkas.jenis not in JENIS_TAMPIL:
            raise Http404
        return jawab_berkas_di_halaman(request, bukti.berkas)


def alamat_lembar(isi: IsiIndikator, periode: Periode) -> str:
    """The grid with the panel of this cell open at its evidence."""
    kueri = {
        "pd": isi.indikator.pengampu_id,
        "tahun": periode.tahun,
        "triwulan": periode.triwulan,
        "baris": isi.indikator_id,
    }
    return f"{reverse('kinerja:pengisian')}?{urlencode(kueri)}#bukti"


def _bukti_berkas(view: PenggunaMixin, pk: int) -> BuktiDukung:
    terlihat = BuktiDukung.objects.for_user(view.pengguna).select_related("berkas")
    bukti: BuktiDukung = get_object_or_404(terlihat, pk=pk)
    return bukti


def _konteks_pilihan(isi: IsiIndikator, periode: Periode, galat: str) -> dict[str, Any]:
    kueri = urlencode({"tahun": periode.tahun, "triwulan": periode.triwulan})
    return {
        "bukti_isi": isi,
        "periode": periode,
        "galat": galat,
        "kembali": alamat_lembar(isi, periode),
        "alamat_panel": f"{reverse('kinerja:realisasi_panel', args=[isi.indikator_id])}?{kueri}",
    }


def _rangkum(hasil: Sequence[HasilBukti], judul: str) -> list[HasilBukti]:
    """One sentence for the rows that took the file, and each refusal."""
    jumlah = sum(satu.berhasil for satu in hasil)
    ringkas = [HasilBukti(f"“{judul}” dipakai di {jumlah} baris lain.")] if jumlah else []
    return [*ringkas, *(satu for satu in hasil if not satu.berhasil)]


def _sebut(nama: str | None, kalimat: str) -> str:
    """The sentence with the file's name, which a list of several files needs."""
    return kalimat if nama and nama in kalimat else f"“{nama or 'berkas'}”: {kalimat}"


def _htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
