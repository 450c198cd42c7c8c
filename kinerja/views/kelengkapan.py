"""Before submitting: what is missing, what may follow later, and the submission itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from dasar.izin import Izin
from dasar.views.mixins import PenggunaMixin
from kinerja.permissions import boleh_isi_periode
from kinerja.selectors.kelengkapan import periksa_kelengkapan, siap_diajukan
from kinerja.selectors.kisi import BarisKisi, susun_kisi
from kinerja.selectors.kisi_baris import BarisIndikatorKisi
from kinerja.selectors.kisi_uang import BarisSimpulKisi
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.saring_kisi import Saring, saring_kisi
from kinerja.services.alur import SudahDiajukan, ajukan_triwulan
from kinerja.services.anggaran import rupiah_terkunci
from kinerja.views.kemajuan import konteks_kemajuan
from kinerja.views.periode import (
    Periode,
    baca_bilangan,
    baca_pd,
    baca_periode,
    daftar_pd,
    pemilih_periode,
)


@dataclass(frozen=True)
class ButirKurang:
    """One cell to look at."""

    nama: str
    keterangan: str
    url: str


@dataclass(frozen=True)
class KelompokKurang:
    """Cells with the same thing missing; `url` shows them in the grid."""

    judul: str
    satuan: str
    ikon: str
    butir: Sequence[ButirKurang]
    url: str

    @property
    def jumlah(self) -> int:
        return len(self.butir)


_MENGHALANGI: tuple[tuple[Saring, str, str, str], ...] = (
    ("kosong", "Kosong tanpa alasan", "sel", "dash-circle"),
    ("dikembalikan", "Dikembalikan dan belum ditanggapi", "baris", "arrow-return-left"),
)
_MENYUSUL: tuple[tuple[Saring, str, str, str], ...] = (
    ("janggal", "Janggal dan belum diberi alasan", "baris", "flag-fill"),
    ("analisis", "Capaian di bawah 76% tanpa analisis", "baris", "chat-left-text"),
    ("bukti", "Belum ada bukti dukung", "baris", "paperclip"),
)


class KelengkapanView(PenggunaMixin, TemplateView):
    """Check your answers: the same rows and counts as the chips of the grid."""

    template_name = "kinerja/kelengkapan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pd = baca_pd(self.request, self.pengguna)
        periode = baca_periode(self.request)
        tahun, triwulan = periode.tahun, periode.triwulan
        izin = boleh_isi_periode(self.pengguna, pd.pk, jendela_periode(pd.pk, tahun, triwulan))
        # What is missing does not depend on who looks: the states are those an operator sees.
        kisi = susun_kisi(
            pd_id=pd.pk,
            tahun=tahun,
            triwulan=triwulan,
            izin=Izin.ya(),
            izin_rupiah=rupiah_terkunci(pd.pk, tahun, triwulan),
        )
        kelengkapan = periksa_kelengkapan(pd.pk, tahun, triwulan)
        siap = set(siap_diajukan(pd.pk, tahun, triwulan))
        alamat = reverse("kinerja:kelengkapan")
        menyusul = [*_kelompok(kisi.baris, _MENYUSUL, pd.pk, periode, izin)]
        if uang := _uang(kisi.baris, pd.pk, periode):
            menyusul.append(uang)
        return super().get_context_data(
            pd=pd,
            pd_id=pd.pk,
            nama_pd=pd.nama_pada(),
            periode=periode,
            izin=izin,
            kelengkapan=kelengkapan,
            kemajuan=konteks_kemajuan(kelengkapan),
            menghalangi=_kelompok(kisi.baris, _MENGHALANGI, pd.pk, periode, izin),
            menyusul=menyusul,
            siap=[
                b
                for b in kisi.baris
                if isinstance(b, BarisIndikatorKisi) and b.indikator_id in siap
            ],
            lewat_kepala=settings.PERSETUJUAN_KEPALA_PD,
            alamat_kisi=_alamat_kisi(pd.pk, periode),
            pemilih=pemilih_periode(
                aksi=alamat, periode=periode, pd_id=pd.pk, bawaan={"pd": pd.pk}
            ),
            daftar_pd=(
                daftar_pd(self.pengguna, tahun, kini=pd.pk)
                if self.pengguna.melihat_semua_pd
                else []
            ),
            **kwargs,
        )


def _alamat_kisi(pd_id: int, periode: Periode, **lain: Any) -> str:
    kueri = {"pd": pd_id, "tahun": periode.tahun, "triwulan": periode.triwulan, **lain}
    return f"{reverse('kinerja:pengisian')}?{urlencode(kueri)}"


def _kelompok(
    baris: Sequence[BarisKisi],
    macam: Sequence[tuple[Saring, str, str, str]],
    pd_id: int,
    periode: Periode,
    izin: Izin,
) -> list[KelompokKurang]:
    hasil = []
    for saring, judul, satuan, ikon in macam:
        butir = [
            ButirKurang(
                b.nama,
                _keterangan(saring, b),
                _alamat_butir(saring, b, pd_id, periode, izin),
            )
            for b in saring_kisi(baris, saring=saring)
            if isinstance(b, BarisIndikatorKisi)
        ]
        if butir:
            url = _alamat_kisi(pd_id, periode, saring=saring)
            hasil.append(KelompokKurang(judul, satuan, ikon, butir, url))
    return hasil


def _alamat_butir(
    saring: Saring, b: BarisIndikatorKisi, pd_id: int, periode: Periode, izin: Izin
) -> str:
    """The cell to type into; else the row with its panel, where it is answered."""
    if saring == "kosong" and izin:
        return f"{_alamat_kisi(pd_id, periode)}#nilai-{b.indikator_id}"
    return f"{_alamat_kisi(pd_id, periode, baris=b.indikator_id)}#baris-{b.indikator_id}"


def _keterangan(saring: Saring, b: BarisIndikatorKisi) -> str:
    if saring == "janggal":
        return f"nilai {b.isi}, {b.janggal} kejanggalan"
    if saring == "analisis":
        return f"capaian {b.capaian}"
    return f"nilai {b.isi}" if b.isi else ""


def _uang(baris: Sequence[BarisKisi], pd_id: int, periode: Periode) -> KelompokKurang | None:
    """Nodes with a pagu whose spent money of the quarter is not filled in."""
    butir = [
        ButirKurang(
            f"{b.label} {b.kode} {b.nama}".replace("  ", " "),
            f"pagu {b.pagu}",
            f"{_alamat_kisi(pd_id, periode)}#{b.kunci}",
        )
        for b in baris
        if isinstance(b, BarisSimpulKisi) and b.dapat_diisi and not b.isi and b.pagu != "–"
    ]
    if not butir:
        return None
    return KelompokKurang(
        "Realisasi anggaran belum diisi", "baris", "table", butir, _alamat_kisi(pd_id, periode)
    )


class TriwulanAjukanView(PenggunaMixin, View):
    """Submit the quarter of one's PD: all of it, what is complete (`bagian=lengkap`), or the
    ticked rows (`indikator`)."""

    def post(self, request: HttpRequest) -> HttpResponse:
        pd, periode = baca_pd(request, self.pengguna), baca_periode(request)
        dipilih: list[int] | None = None
        if request.POST.get("bagian") == "lengkap":
            dipilih = siap_diajukan(pd.pk, periode.tahun, periode.triwulan)
        elif request.POST.get("bagian") == "pilihan":
            ids = (baca_bilangan(teks) for teks in request.POST.getlist("indikator"))
            dipilih = [pk for pk in ids if pk is not None]
        try:
            hasil = ajukan_triwulan(
                perangkat_daerah_id=pd.pk,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                oleh=self.pengguna,
                indikator_ids=dipilih,
            )
        except SudahDiajukan as exc:  # the second press of one button is no offence
            messages.info(request, str(exc))
        else:
            lewat_kepala = settings.PERSETUJUAN_KEPALA_PD
            penerima = "Kepala perangkat daerah" if lewat_kepala else "Bagian Organisasi"
            sisa = ""
            if dipilih is not None:
                k = periksa_kelengkapan(pd.pk, periode.tahun, periode.triwulan)
                if k.belum_diajukan:
                    sisa = f" {k.belum_diajukan} sel lain belum diajukan."
            messages.success(
                request,
                f"{hasil.jumlah} baris {periode.judul} diajukan. {penerima} diberi tahu.{sisa}",
            )
        return HttpResponseRedirect(_alamat_kisi(pd.pk, periode))
