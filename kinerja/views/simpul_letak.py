"""Pages that move, order, split and merge the nodes of a draf, and link them to goals."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from dasar.angka import format_rupiah
from dasar.galat import GalatPengguna
from dasar.tulisan import huruf_kalimat
from kinerja.forms.simpul import DukunganForm, GabungForm, PecahForm, PindahForm
from kinerja.models import Dukungan, IsiSimpul
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.selectors.tanda_simpul import tanda_cabang, tanda_simpul
from kinerja.services.dukungan import hapus_dukungan, tambah_dukungan
from kinerja.services.simpul_gabung import calon_gabung, gabung_simpul, pagu_gabung, pecah_simpul
from kinerja.services.simpul_letak import Arah, pindah_simpul, urutkan_simpul
from kinerja.views.susunan import (
    SusunanMixin,
    catat_sebab,
    kode_status,
    konteks_simpul,
    pilihan_tujuan,
    versi_lain,
)

_KALIMAT_ARAH = {
    Arah.NAIK: "dipindahkan satu ke atas",
    Arah.TURUN: "dipindahkan satu ke bawah",
    Arah.MASUK: "dimasukkan ke simpul di atasnya",
    Arah.KELUAR: "dikeluarkan dari induknya",
}
_SPASI = "\u00a0\u00a0\u00a0"


class SimpulUrutkanView(SusunanMixin):
    """One step up, down, in or out."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        try:
            arah = Arah(request.POST.get("arah", ""))
        except ValueError:
            return self._tolak("Pilih arah perpindahannya.", 422)
        try:
            urutkan_simpul(
                isi_simpul_id=self.isi.pk,
                arah=arah,
                tanda=request.POST.get("tanda", ""),
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            kalimat = galat.messages[0] if isinstance(galat, ValidationError) else str(galat)
            return self._tolak(kalimat, kode_status(galat))
        return self.selesai(self.isi, f"“{self.isi.nama[:80]}” {_KALIMAT_ARAH[arah]}.")

    def _tolak(self, kalimat: str, status: int) -> HttpResponse:
        if self.pakai_htmx:
            return self.kerja(self.isi, status=status, galat_letak=kalimat)
        konteks = konteks_simpul(self.isi, self.pengguna, self.tahun)
        konteks.pop("templat")
        return self.panel(
            "kinerja/simpul_panel.html", status=status, galat_letak=kalimat, **konteks
        )


class SimpulPindahView(SusunanMixin):
    """To another parent."""

    def get(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        return self._tampil(
            self._form(None, {"tanda": tanda_simpul(self.isi), "induk": self.isi.induk_id})
        )

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._tampil(form, status=422)
        data = form.cleaned_data
        try:
            pindah_simpul(
                isi_simpul_id=self.isi.pk,
                induk_id=data["induk"],
                posisi=data["posisi"],
                tanda=data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            catat_sebab(form, galat)
            return self._tampil(form, status=kode_status(galat))
        return self.selesai(self.isi, f"“{self.isi.nama[:80]}” dipindahkan.")

    def _form(self, data: object, awal: dict[str, object] | None = None) -> PindahForm:
        # Its own branch stays in the list: choosing it is answered with the reason.
        calon = [
            (s.pk, f"{_SPASI * s.kedalaman}{s.get_jenis_display()}: {_nama(s)}")
            for s in IsiSimpul.objects.for_user(self.pengguna)
            .filter(dokumen=self.dokumen)
            .order_by("jalur")
            if TINGKAT_SIMPUL[s.jenis] < TINGKAT_SIMPUL[self.isi.jenis]
            or s.jalur.startswith(f"{self.isi.jalur}.")
        ]
        return PindahForm(data, induk=calon, initial=awal)

    def _tampil(self, form: PindahForm, *, status: int = 200) -> HttpResponse:
        return self.panel("kinerja/simpul_pindah.html", status=status, form=form, isi=self.isi)


class SimpulPecahView(SusunanMixin):
    """Into two."""

    def get(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        return self._tampil(self._form(None, {"tanda": tanda_cabang(self.isi)}))

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._tampil(form, status=422)
        data = form.cleaned_data
        try:
            baru = pecah_simpul(
                isi_simpul_id=self.isi.pk,
                nama=data["nama"],
                kode=data["kode"],
                anak_ids=data.get("anak", []),
                indikator_ids=data.get("indikator", []),
                tanda=data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            catat_sebab(form, galat)
            return self._tampil(form, status=kode_status(galat))
        return self.selesai(
            baru,
            f"Simpul dipecah. Pagu tetap pada “{self.isi.nama[:60]}” sampai pagu yang baru diisi.",
        )

    def _form(self, data: object, awal: dict[str, object] | None = None) -> PecahForm:
        return PecahForm(
            data,
            anak=[(s.pk, _nama(s)) for s in self.isi.anak.order_by("jalur")],
            indikator=[(i.pk, i.nama) for i in self.isi.isi_indikator.order_by("urutan", "pk")],
            initial=awal,
        )

    def _tampil(self, form: PecahForm, *, status: int = 200) -> HttpResponse:
        return self.panel("kinerja/simpul_pecah.html", status=status, form=form, isi=self.isi)


class SimpulGabungView(SusunanMixin):
    """Into another node of the same kind."""

    def get(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        return self._tampil(self._form(None, {"tanda": tanda_cabang(self.isi)}))

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._tampil(form, status=422)
        data = form.cleaned_data
        try:
            tetap = gabung_simpul(
                isi_simpul_id=self.isi.pk,
                ke_id=data["ke"],
                pindahkan_pagu=bool(data.get("pindahkan_pagu")),
                tanda=data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            catat_sebab(form, galat)
            return self._tampil(form, status=kode_status(galat))
        kalimat = f"“{self.isi.nama[:60]}” digabungkan ke “{tetap.nama[:60]}”."
        return self.selesai(tetap, kalimat)

    def _form(self, data: object, awal: dict[str, object] | None = None) -> GabungForm:
        pagu = ", ".join(
            f"{tahun} Rp {format_rupiah(satu.rupiah)}"
            for tahun, satu in pagu_gabung(self.isi).items()
        )
        tujuan = [(s.pk, f"{s.kode} {_nama(s)}".strip()) for s in calon_gabung(self.isi)]
        return GabungForm(data, tujuan=tujuan, pagu=pagu, initial=awal)

    def _tampil(self, form: GabungForm, *, status: int = 200) -> HttpResponse:
        return self.panel(
            "kinerja/simpul_gabung.html",
            status=status,
            form=form,
            isi=self.isi,
            jumlah_anak=self.isi.anak.count(),
            jumlah_indikator=self.isi.isi_indikator.count(),
            jumlah_dukungan=Dukungan.objects.for_user(self.pengguna)
            .filter(Q(dari=self.isi.simpul_id) | Q(ke=self.isi.simpul_id))
            .count(),
            versi_lain=versi_lain(self.isi, self.pengguna),
        )


class DukunganCreateView(SusunanMixin):
    """The node supports a goal."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        form = DukunganForm(request.POST, tujuan=pilihan_tujuan(self.isi, self.pengguna))
        if form.is_valid():
            try:
                tambah_dukungan(
                    isi_simpul_id=self.isi.pk,
                    ke_simpul_id=form.cleaned_data["ke"],
                    porsi=form.cleaned_data["porsi"],
                    oleh=self.pengguna,
                )
            except ValidationError as galat:
                catat_sebab(form, galat)
            else:
                return self.selesai(self.isi, "Dukungan ditambahkan.")
        konteks = konteks_simpul(self.isi, self.pengguna, self.tahun, form_dukungan=form)
        konteks.pop("templat")
        return self.panel("kinerja/simpul_panel.html", status=422, **konteks)


class DukunganHapusView(SusunanMixin):
    """A link of the node is taken away."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, isi: int, dukungan: int) -> HttpResponse:
        get_object_or_404(
            Dukungan.objects.for_user(self.pengguna), pk=dukungan, dari=self.isi.simpul_id
        )
        hapus_dukungan(isi_simpul_id=self.isi.pk, dukungan_id=dukungan, oleh=self.pengguna)
        return self.selesai(self.isi, "Dukungan dihapus.")


def _nama(s: IsiSimpul) -> str:
    return huruf_kalimat(s.nama)[:120]
