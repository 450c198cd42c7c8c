"""The grid of one PD and quarter: the page, the confirmation and the submission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from dasar.views.mixins import PenggunaMixin
from kinerja.formulas.baca_sel import PesanSel
from kinerja.models import AlasanKosong, IsiIndikator, JenisSimpul
from kinerja.selectors.kelengkapan import Kelengkapan
from kinerja.selectors.kisi import BarisKisi, HitunganKisi, susun_kisi
from kinerja.selectors.kisi_baris import LABEL_TEKS, BarisIndikatorKisi
from kinerja.selectors.rincian import isi_diukur
from kinerja.selectors.saring_kisi import Saring, saring_kisi
from kinerja.views.kemajuan import konteks_kemajuan
from kinerja.views.kisi_konteks import (
    PENJELASAN,
    alamat_kisi,
    izin_lembar,
    izin_rupiah,
    saat_kini,
)
from kinerja.views.panel import konteks_panel
from kinerja.views.periode import (
    Periode,
    baca_bilangan,
    baca_pd,
    baca_periode,
    daftar_pd,
    pemilih_periode,
)
from kinerja.views.sel_teks import salinan_baru

SEMUA: Saring = ""
SARING: dict[Saring, tuple[str, str]] = {
    SEMUA: ("Semua", ""),
    "kosong": ("Kosong", "dash-circle"),
    "dikembalikan": ("Dikembalikan", "arrow-return-left"),
    "janggal": ("Janggal", "flag-fill"),
    "bukti": ("Tanpa bukti", "paperclip"),
    "analisis": ("Tanpa analisis", "chat-left-text"),
}
JENIS_BERINDIKATOR = (
    JenisSimpul.SASARAN,
    JenisSimpul.PROGRAM,
    JenisSimpul.KEGIATAN,
    JenisSimpul.SUB_KEGIATAN,
)


@method_decorator(never_cache, name="dispatch")  # "back" must not show values of before the saves
class PengisianView(PenggunaMixin, TemplateView):
    """The grid. A constant number of queries, whatever the number of rows."""

    template_name = "kinerja/pengisian.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pd, saat = baca_pd(self.request, self.pengguna), saat_kini()
        periode = baca_periode(self.request)
        izin, pembaca = izin_lembar(self.pengguna, pd.pk, periode)
        sumber = self.request.POST if self.request.method == "POST" else self.request.GET
        tampilan = PENJELASAN if sumber.get("tampilan") == PENJELASAN else ""
        kisi = susun_kisi(
            pd_id=pd.pk,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            izin=izin,
            izin_rupiah=izin_rupiah(izin, pd.pk, periode),
            pembaca=pembaca,
            penjelasan=bool(tampilan),
        )
        # A page with refused cells shows the whole sheet: none of them may hide behind a filter.
        diminta = self.request.GET.get("saring", "")
        saring = next((kode for kode in SARING if kode == diminta), SEMUA)
        cari = self.request.GET.get("cari", "")[:100]
        jenis = self.request.GET.get("jenis", "")
        jenis = jenis if jenis in JENIS_BERINDIKATOR else ""
        tetap = {"pd": pd.pk, "tampilan": tampilan, "saring": saring, "cari": cari, "jenis": jenis}
        alamat = reverse("kinerja:pengisian")
        kelengkapan = _kelengkapan(kisi.hitungan)
        baris = saring_kisi(kisi.baris, saring=saring, cari=cari, jenis=jenis)
        galat: Mapping[str, PesanSel] = kwargs.pop("galat", {})
        return super().get_context_data(
            pd=pd,
            pd_id=pd.pk,
            nama_pd=pd.nama_pada(),
            periode=periode,
            a=alamat_kisi(pd.pk, periode, tampilan),
            tampilan=tampilan,
            izin=izin,
            pembaca=pembaca,
            lewat_kepala=settings.PERSETUJUAN_KEPALA_PD,
            kelengkapan=kelengkapan,
            baris=pasang_galat(baris, galat) if galat else baris,
            hitungan=kisi.hitungan,
            kemajuan=konteks_kemajuan(kelengkapan),
            pemilih=pemilih_periode(aksi=alamat, periode=periode, pd_id=pd.pk, bawaan=tetap),
            daftar_pd=(
                daftar_pd(self.pengguna, periode.tahun, kini=pd.pk)
                if self.pengguna.melihat_semua_pd
                else []
            ),
            kepingan=_kepingan(kisi.hitungan, alamat, tetap, periode, saring),
            alih_tampilan=_alih_tampilan(alamat, tetap, periode, tampilan),
            saring=saring,
            cari=cari,
            jenis=jenis,
            daftar_jenis=[(j.value, j.label) for j in JENIS_BERINDIKATOR],
            tahun_lalu={
                "pendek": f"{periode.ringkas} {(periode.tahun - 1) % 100:02d}",
                "panjang": f"{periode.ringkas} {periode.tahun - 1}",
            },
            kolom_teks=list(LABEL_TEKS.values()),
            alasan_pilihan=AlasanKosong.choices,
            salinan=salinan_baru(self.request, pd.pk, periode),
            saat=saat,
            **self._panel(periode),
            **kwargs,
        )

    def _panel(self, periode: Periode) -> dict[str, Any]:
        """The side panel of the row named in the address, if it is there."""
        try:
            indikator_id = baca_bilangan(self.request.GET.get("baris")) or 0
            isi = isi_diukur(self.pengguna, indikator_id, periode.tahun)
        except IsiIndikator.DoesNotExist:
            return {"panel": None}
        konteks = konteks_panel(isi, periode, self.pengguna)
        for nama in ("periode", "alasan_pilihan"):  # the page has them already
            del konteks[nama]
        return konteks


def pasang_galat(baris: Iterable[BarisKisi], galat: Mapping[str, PesanSel]) -> list[BarisKisi]:
    """The rows with what was typed and why it was not saved; `galat` goes by key of the cell."""
    hasil: list[BarisKisi] = []
    for b in baris:
        if isinstance(b, BarisIndikatorKisi) and b.teks:
            b = replace(b, teks=tuple(replace(t, pesan=galat.get(t.kunci)) for t in b.teks))
        hasil.append(replace(b, pesan=galat[b.kunci]) if b.kunci in galat else b)
    return hasil


def _kelengkapan(h: HitunganKisi) -> Kelengkapan:
    """The same counts as `periksa_kelengkapan`, without asking the database again."""
    return Kelengkapan(
        jatuh_tempo=h.semua,
        terisi=h.terisi + h.diperbaiki,
        dikembalikan=h.dikembalikan,
        kosong=h.kosong,
        belum_diajukan=h.belum_diajukan,
    )


def _kepingan(
    h: HitunganKisi, alamat: str, tetap: dict[str, Any], periode: Periode, saring: str
) -> list[dict[str, Any]]:
    jumlah = {
        "": h.semua,
        "kosong": h.kosong,
        "dikembalikan": h.dikembalikan,
        "janggal": h.janggal,
        "bukti": h.tanpa_bukti,
        "analisis": h.tanpa_analisis,
    }
    rupa = {
        "dikembalikan": "ungu",
        "janggal": "perhatian",
        "bukti": "perhatian",
        "analisis": "perhatian",
    }
    return [
        {
            "label": label,
            "ikon": ikon,
            "jumlah": jumlah[kode],
            "rupa": rupa.get(kode, ""),
            "aktif": kode == saring,
            "url": _alamat(alamat, {**tetap, "saring": kode}, periode),
        }
        for kode, (label, ikon) in SARING.items()
    ]


def _alih_tampilan(
    alamat: str, tetap: dict[str, Any], periode: Periode, tampilan: str
) -> list[dict[str, Any]]:
    """The two layouts of the sheet; filters stay."""
    return [
        {
            "label": label,
            "aktif": kode == tampilan,
            "url": _alamat(alamat, {**tetap, "tampilan": kode}, periode),
        }
        for kode, label in (("", "Angka"), (PENJELASAN, "Penjelasan"))
    ]


def _alamat(alamat: str, kueri: dict[str, Any], periode: Periode) -> str:
    semua = {**kueri, "tahun": periode.tahun, "triwulan": periode.triwulan}
    return f"{alamat}?{urlencode({k: v for k, v in semua.items() if v not in (None, '')})}"
