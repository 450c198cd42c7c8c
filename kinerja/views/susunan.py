"""What all pages of the tree share: the tree, the panel beside it, and how both are answered.

With htmx an answer is the panel, or tree and panel after a change; without it the whole page.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dasar.galat import GalatPengguna
from dasar.views.mixins import PeriksaDuluMixin
from kinerja.forms.simpul import DukunganForm, PaguForm, SimpulForm
from kinerja.models import (
    DokumenPerencanaan,
    IsiSimpul,
    JenisNomenklatur,
    JenisSimpul,
    StatusDokumen,
)
from kinerja.permissions import boleh_ubah_isi_rencana
from kinerja.selectors.cari_nomenklatur import peringatan_edisi
from kinerja.selectors.dukungan import bisa_mendukung, calon_tujuan, dukungan_simpul
from kinerja.selectors.pagu_versi import pagu_versi
from kinerja.selectors.periode import periode_awal
from kinerja.selectors.susunan_rencana import susun_rencana
from kinerja.selectors.tanda_simpul import tanda_simpul
from kinerja.services.kunci_simpul import HalamanBasi
from kinerja.services.pagu import JENIS_BERPAGU
from kinerja.services.simpul import jabatan_pilihan
from kinerja.views.periode import baca_bilangan
from opd.models import Pengguna


class SusunanMixin(PeriksaDuluMixin):
    """Pages over the tree of one draf; `isi` is the node of the address, when there is one."""

    dokumen: DokumenPerencanaan
    isi: IsiSimpul

    def periksa(self, **kwargs: Any) -> None:
        self.dokumen = get_object_or_404(
            DokumenPerencanaan.objects.for_user(self.pengguna).select_related("perangkat_daerah"),
            pk=kwargs["pk"],
        )
        boleh_ubah_isi_rencana(self.pengguna, self.dokumen).wajib()
        if "isi" in kwargs:
            self.isi = self.simpul_dokumen(kwargs["isi"])

    def simpul_dokumen(self, pk: int) -> IsiSimpul:
        """A node of this document, or 404."""
        isi = get_object_or_404(
            IsiSimpul.objects.for_user(self.pengguna).select_related("nomenklatur", "induk"),
            pk=pk,
            dokumen=self.dokumen,
        )
        isi.dokumen = self.dokumen
        return isi

    @property
    def pakai_htmx(self) -> bool:
        return self.request.headers.get("HX-Request") == "true"

    @property
    def tahun(self) -> int:
        """The year of the pagu that is shown."""
        diminta = baca_bilangan(_medan(self.request, "tahun"))
        tahun = periode_awal()[0] if diminta is None else diminta
        return min(max(tahun, self.dokumen.tahun_dari), self.dokumen.tahun_sampai)

    def panel(self, templat: str, *, status: int = 200, **konteks: Any) -> HttpResponse:
        """Answer with a panel: alone for htmx, beside the tree as a page."""
        konteks = {"dokumen": self.dokumen, "tahun": self.tahun, **konteks, "templat": templat}
        if self.pakai_htmx:
            balasan = render(self.request, "kinerja/susunan_panel.html", konteks, status=status)
            balasan["HX-Retarget"], balasan["HX-Reswap"] = "#panel", "outerHTML"
            return balasan
        pilih = konteks.get("isi") or konteks.get("induk")
        konteks |= self.konteks_kerja(pilih.pk if pilih else None)
        return render(self.request, "kinerja/susunan.html", konteks, status=status)

    def selesai(self, isi: IsiSimpul | None, kalimat: str, *, peringatan: str = "") -> HttpResponse:
        """Answer after a change: the tree with `isi` chosen and a sentence about what happened."""
        if not self.pakai_htmx:
            messages.success(self.request, kalimat)
            if peringatan:
                messages.warning(self.request, peringatan)
            return HttpResponseRedirect(alamat_pilih(self.dokumen, isi, self.tahun))
        return self.kerja(isi, kabar=kalimat, peringatan=peringatan)

    def kerja(self, isi: IsiSimpul | None, *, status: int = 200, **konteks: Any) -> HttpResponse:
        """Tree and panel for htmx."""
        if isi is not None:  # as the change left it
            isi = self.simpul_dokumen(isi.pk)
            konteks |= konteks_simpul(isi, self.pengguna, self.tahun)
        konteks |= {"dokumen": self.dokumen, "tahun": self.tahun}
        konteks |= self.konteks_kerja(isi.pk if isi else None)
        return render(self.request, "kinerja/susunan_kerja.html", konteks, status=status)

    def konteks_kerja(self, pilih: int | None) -> dict[str, Any]:
        """The tree as this request wants it: open branches, search, chosen node."""
        buka = _medan(self.request, "buka")
        cari = _medan(self.request, "cari").strip()[:100]
        return {
            "susunan": susun_rencana(
                self.dokumen,
                self.tahun,
                buka=None if buka == "" else _nomor(buka),
                pilih=pilih,
                cari=cari,
            ),
            "pilih": pilih,
            "cari": cari,
            "daftar_tahun": range(self.dokumen.tahun_dari, self.dokumen.tahun_sampai + 1),
            "nama_pd": self.dokumen.perangkat_daerah.nama_pada(),
        }


def konteks_simpul(
    isi: IsiSimpul,
    user: Pengguna,
    tahun: int,
    *,
    form: Form | None = None,
    form_pagu: Form | None = None,
    form_dukungan: Form | None = None,
) -> dict[str, Any]:
    """What the panel of one node shows; a form that was sent back stands in for the new one."""
    milik = pagu_versi(isi.dokumen, [tahun])[tahun].get(isi.pk)
    pagu = milik.rupiah if milik else None
    mendukung = bisa_mendukung(isi)
    return {
        "isi": isi,
        "alamat_tambah": alamat_tambah(isi),
        "tanda_isi": tanda_simpul(isi),
        "templat": "kinerja/simpul_panel.html",
        "form": form or form_simpul(isi, user),
        "form_pagu": (
            form_pagu or PaguForm(initial={"rupiah": pagu, "tahun": tahun, "semula": pagu})
            if isi.jenis in JENIS_BERPAGU
            else None
        ),
        "pagu_contoh": bool(milik and milik.contoh),
        "versi_lain": versi_lain(isi, user),
        "dukungan": dukungan_simpul(isi, user, tahun),
        "form_dukungan": (
            form_dukungan or DukunganForm(tujuan=pilihan_tujuan(isi, user)) if mendukung else None
        ),
        "indikator": isi.isi_indikator.order_by("urutan", "pk"),
        "peringatan_edisi": peringatan_edisi(isi.nomenklatur),
        "bernomenklatur": isi.jenis in JenisNomenklatur.values,
    }


def form_simpul(isi: IsiSimpul, user: Pengguna, data: Any = None, **awal: Any) -> SimpulForm:
    """The form of an existing node; `awal` are values picked from the nomenclature."""
    return SimpulForm(
        data,
        jabatan=pilihan_jabatan(isi.dokumen, user),
        tanya_bidang=str(awal.get("kode", "")).startswith("X.XX")
        or (data is not None and "bidang" in data),
        bernomenklatur=isi.jenis in JenisNomenklatur.values,
        initial={
            "nama": isi.nama,
            "kode": isi.kode,
            "jabatan": isi.jabatan_id,
            "tanda": tanda_simpul(isi),
            **awal,
        },
    )


def pilihan_jabatan(dokumen: DokumenPerencanaan, user: Pengguna) -> list[tuple[int, str]]:
    """Posts of the PD for a select."""
    return [(j.pk, j.nama) for j in jabatan_pilihan(dokumen, user)]


def pilihan_tujuan(isi: IsiSimpul, user: Pengguna) -> list[tuple[int, str]]:
    """Goals for a select."""
    return [(c.simpul_id, f"{c.nama} ({c.pemilik})") for c in calon_tujuan(isi, user)]


def catat_galat(form: Form, galat: ValidationError) -> None:
    """Put the sentences of a service at their fields; what has no field stands above the form."""
    per_medan = galat.message_dict if hasattr(galat, "error_dict") else {"": galat.messages}
    for medan, kalimat in per_medan.items():
        for satu in kalimat:
            form.add_error(medan if medan in form.fields else None, satu)


def kode_status(galat: Exception) -> int:
    """409 for a page that was overtaken, 422 for a value that does not fit."""
    return 409 if isinstance(galat, HalamanBasi) else 422


def catat_sebab(form: Form, galat: ValidationError | GalatPengguna) -> None:
    """Put any refusal of a service on a form."""
    if isinstance(galat, ValidationError):
        catat_galat(form, galat)
    else:
        form.add_error(None, str(galat))


def alamat_tambah(isi: IsiSimpul) -> str:
    """The form of a node below this one; behind it for a sub kegiatan, which holds none."""
    kueri = {"induk": isi.pk}
    if isi.jenis == JenisSimpul.SUB_KEGIATAN:
        kueri = {"sesudah": isi.pk} | ({"induk": isi.induk_id} if isi.induk_id else {})
    return f"{reverse('kinerja:simpul_create', args=[isi.dokumen_id])}?{urlencode(kueri)}"


def alamat_pilih(dokumen: DokumenPerencanaan, isi: IsiSimpul | None, tahun: int) -> str:
    """The page of the tree with one node chosen."""
    dasar = reverse("kinerja:dokumen_ubah", args=[dokumen.pk])
    if isi is None:
        return f"{dasar}?tahun={tahun}"
    return f"{dasar}?tahun={tahun}&pilih={isi.pk}#simpul-{isi.pk}"


def versi_lain(isi: IsiSimpul, user: Pengguna) -> list[str]:
    """Versions in force for a year of the draf that hold the same lasting node: they show its
    money and links too."""
    lain = IsiSimpul.objects.for_user(user).filter(
        simpul=isi.simpul_id,
        dokumen__status=StatusDokumen.BERLAKU,
        dokumen__tahun_dari__lte=isi.dokumen.tahun_sampai,
        dokumen__tahun_sampai__gte=isi.dokumen.tahun_dari,
    )
    return [str(s.dokumen) for s in lain.select_related("dokumen").order_by("dokumen")]


def _medan(request: HttpRequest, nama: str) -> str:
    return request.POST.get(nama) or request.GET.get(nama, "")


def _nomor(teks: str) -> set[int]:
    return {n for bagian in teks.split(",") if (n := baca_bilangan(bagian)) is not None}
