"""The dashboard of the city and its spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from dasar.grafik import TitikTren, percikan, tren
from dasar.views.mixins import PenggunaMixin
from evaluasi.formulas.sorotan import BATAS_JAUH, BATAS_SOROTAN, BATAS_TERTINGGAL, HARI_AKHIR
from evaluasi.permissions import boleh_lihat_evaluasi, boleh_lihat_kota
from evaluasi.reports.peringkat import tulis_peringkat
from evaluasi.selectors.dasbor import (
    BarisPengajuan,
    NilaiKota,
    Pengajuan,
    pengajuan_setahun,
    susun_kota,
    tahun_dasbor,
)
from evaluasi.selectors.dasbor_indikator import JUMLAH_SOROTAN, BarisIndikator, susun_sorotan
from evaluasi.selectors.dasbor_nilai import nilai_semua_pd
from evaluasi.selectors.dasbor_peringkat import susun_peringkat
from evaluasi.selectors.templat import tahun_bawaan
from kinerja.selectors.ikhtisar import capaian_per_pd
from kinerja.views.periode import baca_bilangan
from opd.models import Pengguna, PerangkatDaerah

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UKURAN_GRAFIK = {"lebar": (500, 190), "sempit": (300, 160)}
BILANGAN = ("Tanpa", "Satu", "Dua", "Tiga", "Empat", "Lima")
TAMPILAN = {"lke": "Subkomponen LKE", "capaian": "Capaian triwulan"}


def pilih_tahun(request: HttpRequest, tersedia: Sequence[int]) -> int:
    """The year named by ?tahun=, else that of every page, else the first of `tersedia`."""
    diminta = baca_bilangan(request.GET.get("tahun"))
    if diminta is not None and diminta in tersedia:
        return diminta
    bawaan = tahun_bawaan()
    return bawaan if bawaan is not None and bawaan in tersedia else tersedia[0]


def dengan_percikan(baris: Iterable[BarisIndikator]) -> list[tuple[BarisIndikator, str]]:
    """Rows with the sparkline of their eight quarters."""
    return [(b, percikan(b.deret, judul=b.judul_deret, lebar=96, tinggi=28)) for b in baris]


def grafik_tren(
    titik: Sequence[TitikTren],
    *,
    judul: str,
    target: Decimal | None,
    teks_target: str,
    ukuran: Mapping[str, tuple[int, int]] = UKURAN_GRAFIK,
) -> dict[str, str]:
    """The same chart twice: on a phone a narrow one, so that its letters stay readable."""
    return {
        nama: tren(
            titik,
            judul=judul,
            target=target,
            teks_target=teks_target,
            lebar=lebar,
            tinggi=tinggi,
        )
        for nama, (lebar, tinggi) in ukuran.items()
    }


class DasborView(PenggunaMixin, TemplateView):
    """All PD of one evaluation year. Who sees only an own PD is sent to its page."""

    template_name = "evaluasi/dasbor.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        boleh_lihat_evaluasi(self.pengguna).wajib()
        if not boleh_lihat_kota(self.pengguna):
            return self._ke_pd(self.pengguna)
        return super().get(request, *args, **kwargs)

    def _ke_pd(self, pengguna: Pengguna) -> HttpResponseRedirect:
        pd = PerangkatDaerah.objects.for_user(pengguna).order_by("urutan", "kode")[0]
        alamat = reverse("evaluasi:dasbor_pd", args=[pd.pk])
        tahun = baca_bilangan(self.request.GET.get("tahun"))
        return HttpResponseRedirect(f"{alamat}?{urlencode({'tahun': tahun})}" if tahun else alamat)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pengguna = self.pengguna
        daftar_tahun = tahun_dasbor(pengguna)
        tahun = pilih_tahun(self.request, daftar_tahun)
        tampilan = "capaian" if self.request.GET.get("tampilan") == "capaian" else "lke"
        daftar = nilai_semua_pd(pengguna, tahun)
        kota = susun_kota(pengguna, daftar)
        sorotan = susun_sorotan(pengguna, tahun)
        pengajuan = pengajuan_setahun(pengguna, timezone.now(), tahun)
        semua = self.request.GET.get("pengajuan") == "semua"
        return super().get_context_data(
            tahun=tahun,
            daftar_tahun=daftar_tahun,
            kota=kota,
            grafik=_grafik(kota),
            sorotan=sorotan,
            judul_sorotan=_judul_sorotan(len(sorotan.baris)),
            baris_sorotan=dengan_percikan(sorotan.baris),
            aturan={
                "jumlah": JUMLAH_SOROTAN,
                "batas": BATAS_SOROTAN,
                "jauh": BATAS_JAUH,
                "tertinggal": BATAS_TERTINGGAL,
                "hari": HARI_AKHIR,
            },
            pengajuan=pengajuan,
            daftar_pengajuan=_daftar(pengajuan, semua=semua),
            semua_pengajuan=semua,
            peringkat=susun_peringkat(
                daftar, capaian_per_pd(pengguna, tahun) if tampilan == "capaian" else None
            ),
            tampilan=tampilan,
            pilihan_tampilan=[
                (
                    nama,
                    f"?{urlencode({'tahun': tahun, 'tampilan': kode})}#peringkat",
                    kode == tampilan,
                )
                for kode, nama in TAMPILAN.items()
            ],
            **kwargs,
        )


def _daftar(pengajuan: Pengajuan | None, *, semua: bool) -> Sequence[BarisPengajuan]:
    if pengajuan is None:
        return ()
    return pengajuan.baris if semua else pengajuan.awal


def _judul_sorotan(jumlah: int) -> str:
    if not jumlah:
        return "Indikator yang perlu diperhatikan"
    return f"{BILANGAN[jumlah]} indikator yang perlu diperhatikan"


def _grafik(kota: NilaiKota) -> dict[str, str]:
    """The trend of official values with the year's target; only official values are in it."""
    nilai = "; ".join(f"{t.label} {t.teks}" for t in kota.tren) or "belum ada"
    return grafik_tren(
        kota.tren,
        judul=f"Nilai SAKIP resmi sampai {kota.tahun}: {nilai}.",
        target=kota.nilai_target,
        teks_target=kota.teks_target,
    )


class DasborUnduhView(PenggunaMixin, View):
    """The ranking of one year as XLSX."""

    def get(self, request: HttpRequest) -> HttpResponse:
        boleh_lihat_kota(self.pengguna).wajib()
        tahun = pilih_tahun(request, tahun_dasbor(self.pengguna))
        isi = tulis_peringkat(susun_peringkat(nilai_semua_pd(self.pengguna, tahun), None))
        return HttpResponse(
            isi,
            content_type=JENIS_XLSX,
            headers={"Content-Disposition": f'attachment; filename="peringkat-pd-{tahun}.xlsx"'},
        )
