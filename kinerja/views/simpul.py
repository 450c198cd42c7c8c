"""Pages that edit the tree of a draf: the tree itself, one node, its pagu, a new one, removal."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dasar.galat import GalatPengguna
from kinerja.forms.simpul import HapusForm, PaguForm, SimpulForm
from kinerja.models import IsiSimpul, JenisNomenklatur, JenisSimpul
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.selectors.cari_nomenklatur import peringatan_edisi
from kinerja.selectors.tanda_simpul import tanda_cabang
from kinerja.services.pagu import JENIS_BERPAGU, simpan_pagu
from kinerja.services.simpul import (
    SimpulMasuk,
    hapus_simpul,
    hitung_cabang,
    tambah_simpul,
    ubah_simpul,
)
from kinerja.views.nomenklatur import awal_dari, entri_dipilih, konteks_cari
from kinerja.views.periode import baca_bilangan
from kinerja.views.susunan import (
    SusunanMixin,
    catat_sebab,
    form_simpul,
    kode_status,
    konteks_simpul,
    pilihan_jabatan,
)


class SusunanView(SusunanMixin):
    """The tree of one draf with the chosen node beside it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        pilih = baca_bilangan(request.GET.get("pilih"))
        konteks: dict[str, Any] = {"dokumen": self.dokumen, "tahun": self.tahun}
        # A node that was removed meanwhile leaves the page as it is without a choice.
        if pilih is not None and self._ada(pilih):
            konteks |= konteks_simpul(self.simpul_dokumen(pilih), self.pengguna, self.tahun)
            konteks |= self.konteks_kerja(pilih)
        else:
            konteks |= self.konteks_kerja(None)
        return render(request, "kinerja/susunan.html", konteks)

    def _ada(self, pk: int) -> bool:
        terlihat = IsiSimpul.objects.for_user(self.pengguna)
        return terlihat.filter(pk=pk, dokumen=self.dokumen).exists()


class SusunanTabelView(SusunanMixin):
    """Only the rows, for opening a branch and for searching while typing."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        konteks = {
            "dokumen": self.dokumen,
            "tahun": self.tahun,
            **self.konteks_kerja(baca_bilangan(request.GET.get("pilih"))),
        }
        return render(request, "kinerja/susunan_tabel.html", konteks)


class SimpulCreateView(SusunanMixin):
    """A new node below ?induk= (none: a root), after ?sesudah=, of the kind ?jenis=."""

    induk: IsiSimpul | None
    sesudah: int | None
    jenis: str
    pilihan_jenis: list[tuple[str, str]]

    def periksa(self, **kwargs: Any) -> None:
        super().periksa(**kwargs)
        kueri = self.request.GET
        induk = baca_bilangan(kueri.get("induk"))
        self.induk = None if induk is None else self.simpul_dokumen(induk)
        self.sesudah = baca_bilangan(kueri.get("sesudah"))
        batas = -1 if self.induk is None else TINGKAT_SIMPUL[self.induk.jenis]
        self.pilihan_jenis = [(j, n) for j, n in JenisSimpul.choices if TINGKAT_SIMPUL[j] > batas]
        if not self.pilihan_jenis:
            raise Http404("Di bawah sub kegiatan tidak ada baris rencana lagi.")
        sah = {j for j, _ in self.pilihan_jenis}
        self.jenis = kueri.get("jenis", "") if kueri.get("jenis", "") in sah else self._lazim()

    def _lazim(self) -> str:
        """The kind of the children that are there already, else the next kind."""
        terlihat = IsiSimpul.objects.for_user(self.pengguna)
        anak = terlihat.filter(dokumen=self.dokumen, induk=self.induk)
        return anak.order_by("jalur").values_list("jenis", flat=True).last() or str(
            self.pilihan_jenis[0][0]
        )

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        entri = entri_dipilih(request)
        awal = awal_dari(entri, self.dokumen.perangkat_daerah_id) if entri else {}
        form = self._form(
            None,
            indikator=_kata_indikator(entri.indikator, entri.satuan) if entri else "",
            tanya_bidang=awal.get("kode", "").startswith("X.XX"),
            initial={**awal, "bawa_indikator": bool(entri)},
        )
        return self._tampil(form, dipilih=entri)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        entri = entri_dipilih(request)
        form = self._form(
            request.POST,
            indikator=_kata_indikator(entri.indikator, entri.satuan) if entri else "",
            tanya_bidang="bidang" in request.POST,
        )
        if form.is_valid():
            data = form.cleaned_data
            try:
                isi = tambah_simpul(
                    dokumen_id=self.dokumen.pk,
                    induk_id=self.induk.pk if self.induk else None,
                    sesudah_id=self.sesudah,
                    masuk=_masuk(data, self.jenis),
                    oleh=self.pengguna,
                )
            except (ValidationError, GalatPengguna) as galat:
                catat_sebab(form, galat)
            else:
                kalimat = f"{isi.get_jenis_display()} “{isi.nama[:80]}” ditambahkan."
                return self.selesai(isi, kalimat, peringatan=peringatan_edisi(isi.nomenklatur))
        return self._tampil(form, dipilih=entri, status=422)

    def _form(self, data: Any, **sifat: Any) -> SimpulForm:
        return SimpulForm(
            data,
            jabatan=pilihan_jabatan(self.dokumen, self.pengguna),
            bernomenklatur=self.jenis in JenisNomenklatur.values,
            **sifat,
        )

    def _tampil(self, form: SimpulForm, *, dipilih: Any, status: int = 200) -> HttpResponse:
        induk = self.induk.pk if self.induk else None
        kueri = {"induk": induk, "sesudah": self.sesudah}
        alamat = reverse("kinerja:simpul_create", args=[self.dokumen.pk])
        tetap = {k: v for k, v in kueri.items() if v is not None}
        aksi = {**tetap, "jenis": self.jenis}
        if dipilih:
            aksi["nomenklatur"] = dipilih.pk
        return self.panel(
            "kinerja/simpul_tambah.html",
            status=status,
            form=form,
            induk=self.induk,
            jenis=self.jenis,
            label_jenis=JenisSimpul(self.jenis).label,
            pilihan_jenis=[
                (j, nama, f"{alamat}?{urlencode({**tetap, 'jenis': j})}")
                for j, nama in self.pilihan_jenis
            ],
            aksi=f"{alamat}?{urlencode(aksi)}",
            dipilih=dipilih,
            edisi_dipilih=peringatan_edisi(dipilih),
            **konteks_cari(self, self.jenis, self.induk, alamat, kueri),
        )


class SimpulUpdateView(SusunanMixin):
    """The panel of one node: its fields, pagu, indicators and links."""

    def get(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        entri = entri_dipilih(request)
        awal = awal_dari(entri, self.dokumen.perangkat_daerah_id) if entri else {}
        form = form_simpul(self.isi, self.pengguna, **awal)
        return self._tampil(form, dipilih=entri)

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        form = form_simpul(self.isi, self.pengguna, request.POST)
        if not form.is_valid():
            return self._tampil(form, status=422)
        try:
            isi_baru = ubah_simpul(
                isi_simpul_id=self.isi.pk,
                masuk=_masuk(form.cleaned_data, self.isi.jenis),
                tanda=form.cleaned_data["tanda"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            catat_sebab(form, galat)
            return self._tampil(form, status=kode_status(galat))
        return self.selesai(
            isi_baru, "Baris rencana disimpan.", peringatan=peringatan_edisi(isi_baru.nomenklatur)
        )

    def _tampil(self, form: SimpulForm, *, dipilih: Any = None, status: int = 200) -> HttpResponse:
        konteks = konteks_simpul(self.isi, self.pengguna, self.tahun, form=form)
        alamat = reverse("kinerja:simpul_update", args=[self.dokumen.pk, self.isi.pk])
        cari = "q" in self.request.GET or self.request.GET.get("ganti") == "1"
        if cari and not dipilih:
            konteks |= konteks_cari(
                self, self.isi.jenis, self.isi.induk, alamat, {"untuk": self.isi.pk}
            )
        konteks.pop("templat")
        return self.panel("kinerja/simpul_panel.html", status=status, dipilih=dipilih, **konteks)


class PaguUpdateView(SusunanMixin):
    """The pagu of one node and year."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        form = PaguForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                simpan_pagu(isi_simpul_id=self.isi.pk, oleh=self.pengguna, **form.cleaned_data)
            except (ValidationError, GalatPengguna) as galat:
                catat_sebab(form, galat)
                status = kode_status(galat)
            else:
                return self.selesai(self.isi, f"Pagu {form.cleaned_data['tahun']} disimpan.")
        konteks = konteks_simpul(
            self.isi,
            self.pengguna,
            self.tahun,
            form_pagu=form if self.isi.jenis in JENIS_BERPAGU else None,
        )
        konteks.pop("templat")
        return self.panel("kinerja/simpul_panel.html", status=status, **konteks)


class SimpulHapusView(SusunanMixin):
    """Asks with the numbers, then takes the node out of this version."""

    def get(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        return self._tampil(HapusForm(initial={"tanda": tanda_cabang(self.isi)}))

    def post(self, request: HttpRequest, pk: int, isi: int) -> HttpResponse:
        induk = self.isi.induk
        try:
            hapus_simpul(
                isi_simpul_id=self.isi.pk,
                tanda=request.POST.get("tanda", ""),
                dengan_isi=True,
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            # The numbers are asked again, as they are now.
            form = HapusForm({"tanda": tanda_cabang(self.isi)})
            form.is_valid()
            catat_sebab(form, galat)
            return self._tampil(form, status=kode_status(galat))
        return self.selesai(induk, f"“{self.isi.nama[:80]}” dihapus dari dokumen ini.")

    def _tampil(self, form: HapusForm, *, status: int = 200) -> HttpResponse:
        return self.panel(
            "kinerja/simpul_hapus.html",
            status=status,
            form=form,
            isi=self.isi,
            cabang=hitung_cabang(self.isi),
        )


def _masuk(data: dict[str, Any], jenis: str) -> SimpulMasuk:
    kode = data["kode"]
    if (bidang := data.get("bidang")) and kode.upper().startswith("X.XX"):
        kode = f"{bidang}{kode[4:]}"
    return SimpulMasuk(
        nama=data["nama"],
        jenis=jenis,
        kode=kode,
        jabatan_id=data["jabatan"],
        bawa_indikator=bool(data.get("bawa_indikator")),
    )


def _kata_indikator(indikator: str, satuan: str) -> str:
    """The indicator with its unit, as the form offers it."""
    return f"{indikator} ({satuan})" if indikator and satuan else indikator
