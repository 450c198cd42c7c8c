"""Budget beside performance of one PD: absorption and efficiency, and the same as a worksheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import TemplateView, View

from dasar.angka import format_angka, format_persen, format_rupiah
from dasar.tulisan import huruf_kalimat
from dasar.views.mixins import PenggunaMixin
from dasar.views.unduhan import jawab_xlsx
from kinerja.formulas.capaian import kategori_capaian
from kinerja.formulas.efisiensi import Golongan, golongan_efisiensi
from kinerja.reports.serapan_xlsx import tulis_serapan
from kinerja.selectors.serapan import SerapanPD, SerapanSimpul, susun_serapan
from kinerja.views.periode import baca_pd, baca_periode, daftar_pd, pemilih_periode

RUPA = {Golongan.EFISIEN: "benar", Golongan.CUKUP: "netral", Golongan.TIDAK: "perhatian"}
TINGKAT = {
    "program": ("Program", ("program",)),
    "kegiatan": ("Sampai kegiatan", ("program", "kegiatan")),
    "semua": ("Sampai sub kegiatan", ("program", "kegiatan", "sub_kegiatan")),
}
CARA = {"selisih": "Selisih capaian dan serapan", "pmk": "Nilai PMK 22/2021"}


class AnggaranView(PenggunaMixin, TemplateView):
    """Every node of the Renja with its money; `?cara=pmk` shows the value of PMK 22/2021."""

    template_name = "kinerja/anggaran.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pd, periode = baca_pd(self.request, self.pengguna), baca_periode(self.request)
        cara = self.request.GET.get("cara", "")
        cara = cara if cara in CARA else "selisih"
        serapan = susun_serapan(pd.pk, periode.tahun, periode.triwulan)
        alamat = reverse("kinerja:anggaran")
        tingkat = self.request.GET.get("tingkat", "")
        tingkat = tingkat if tingkat in TINGKAT else "kegiatan"
        tetap: dict[str, Any] = {"pd": pd.pk, "cara": cara, "tingkat": tingkat}
        periode_ini = {"tahun": periode.tahun, "triwulan": periode.triwulan}
        kueri = urlencode({"pd": pd.pk, **periode_ini})
        return super().get_context_data(
            pd=pd,
            nama_pd=pd.nama_pada(),
            periode=periode,
            cara=cara,
            tingkat=tingkat,
            daftar_cara=_kepingan(alamat, {**tetap, **periode_ini}, "cara", cara, CARA),
            daftar_tingkat=_kepingan(
                alamat,
                {**tetap, **periode_ini},
                "tingkat",
                tingkat,
                {kode: label for kode, (label, _) in TINGKAT.items()},
            ),
            pemilih=pemilih_periode(aksi=alamat, periode=periode, pd_id=pd.pk, bawaan=tetap),
            daftar_pd=(
                daftar_pd(self.pengguna, periode.tahun, kini=pd.pk)
                if self.pengguna.melihat_semua_pd
                else []
            ),
            url_unduh=f"{reverse('kinerja:anggaran_unduh')}?{kueri}",
            baris=[_baris(b) for b in serapan.baris if b.simpul.jenis in TINGKAT[tingkat][1]],
            ringkasan=_ringkasan(serapan),
            **kwargs,
        )


class AnggaranUnduhView(PenggunaMixin, View):
    """The same rows as xlsx."""

    def get(self, request: HttpRequest) -> HttpResponse:
        pd, periode = baca_pd(request, self.pengguna), baca_periode(request)
        serapan = susun_serapan(pd.pk, periode.tahun, periode.triwulan)
        berkas = tulis_serapan(serapan, pd.nama_pada(), periode.tahun, periode.triwulan)
        nama = f"Serapan {pd.singkatan_pada()} {periode.ringkas} {periode.tahun}.xlsx"
        return jawab_xlsx(berkas, nama)


def _kepingan(
    alamat: str, tetap: dict[str, Any], nama: str, kini: str, pilihan: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Context of komponen/kepingan_saring.html for one choice in the address."""
    return [
        {
            "label": label,
            "aktif": kode == kini,
            "url": f"{alamat}?{urlencode({**tetap, nama: kode})}",
        }
        for kode, label in pilihan.items()
    ]


def _rp(rupiah: int | None) -> str:
    return "–" if rupiah is None else format_rupiah(rupiah)


def _persen(nilai: Decimal | None) -> str:
    return "–" if nilai is None else format_persen(nilai)


def _poin(nilai: Decimal | None) -> str:
    if nilai is None:
        return "–"
    teks = format_angka(abs(nilai), 2)
    return f"+{teks}" if nilai > 0 else f"−{teks}" if nilai < 0 else teks


def _baris(b: SerapanSimpul) -> dict[str, Any]:
    golongan = None if b.selisih is None else golongan_efisiensi(b.selisih)
    return {
        "jenis": b.simpul.jenis,
        "label": b.simpul.get_jenis_display(),
        "kode": b.simpul.kode,
        "nama": huruf_kalimat(b.simpul.nama),
        "pagu": _rp(b.uang.pagu),
        "realisasi": _rp(b.uang.realisasi),
        "sebagian": b.uang.sebagian,
        "serapan": _persen(b.serapan),
        "capaian": _persen(b.capaian.nilai),
        "kategori": None if b.capaian.nilai is None else kategori_capaian(b.capaian.nilai),
        "n": b.capaian.n,
        "dari": b.capaian.dari,
        "sementara": b.sementara and b.capaian.nilai is not None,
        "contoh": b.contoh,
        "selisih": _poin(b.selisih),
        "golongan": golongan.value if golongan else "",
        "rupa": RUPA[golongan] if golongan else "",
        "e": _persen(b.e) if b.keluaran else "",
        "beda": (
            f"Laporan menyebut Rp{_rp(b.uang.jumlah.sendiri)}, jumlah rinciannya "
            f"Rp{_rp(b.uang.jumlah.jumlah)}."
            if b.uang.jumlah.selisih
            else ""
        ),
    }


def _ringkasan(s: SerapanPD) -> dict[str, Any]:
    golongan = None if s.selisih is None else golongan_efisiensi(s.selisih)
    return {
        "pagu": _rp(s.pagu),
        "realisasi": _rp(s.realisasi),
        "sebagian": s.sebagian,
        "serapan": _persen(s.serapan),
        "capaian": _persen(s.capaian.nilai),
        "n": s.capaian.n,
        "dari": s.capaian.dari,
        "sementara": s.sementara,
        "contoh": s.contoh,
        "selisih": _poin(s.selisih),
        "golongan": golongan.value if golongan else "",
        "rupa": RUPA[golongan] if golongan else "",
        "ne": None
        if s.ne is None
        else {
            "nilai": format_persen(s.ne.nilai),
            "e": _poin(s.ne.e),
            "n": s.ne.n,
            "dari": s.ne.dari,
            "dibatasi": s.ne.dibatasi,
        },
    }
