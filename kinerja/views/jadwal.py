"""The calendar of measurement as everyone reads it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from dasar.tanggal import format_tanggal, format_waktu, romawi, sisa_waktu
from dasar.views.mixins import PenggunaMixin
from kinerja.models import Pembekuan, Perpanjangan
from kinerja.permissions import boleh_atur_jadwal, boleh_lihat_kinerja
from kinerja.selectors.jadwal import (
    TriwulanJadwal,
    daftar_pembekuan,
    daftar_perpanjangan,
    kalender,
)
from kinerja.selectors.periode import periode_awal, tahun_tersedia
from kinerja.views.kemajuan import batang
from kinerja.views.periode import baca_bilangan
from opd.models import PerangkatDaerah

_LENCANA = {
    "belum": ("netral", "Belum dijadwalkan", "calendar3"),
    "nanti": ("netral", "Belum dibuka", "clock"),
    "terbuka": ("perhatian", "", "unlock"),
    "tutup": ("netral", "Ditutup", "lock-fill"),
    "beku": ("aksen", "Dibekukan", "snow"),
}


def waktu_penuh(waktu: Any) -> str:
    """Day and time in WIB; "–" where there is none."""
    return f"{format_tanggal(waktu)} {format_waktu(waktu)}" if waktu else "–"


def alamat_jadwal(tahun: int) -> str:
    return f"{reverse('kinerja:jadwal_list')}?{urlencode({'tahun': tahun})}"


def baca_tahun(request: HttpRequest) -> int:
    """?tahun=, else the year that pages open with."""
    tahun = baca_bilangan(request.GET.get("tahun"))
    return tahun if tahun is not None and 2000 <= tahun <= 2100 else periode_awal()[0]


class JadwalListView(PenggunaMixin, TemplateView):
    """The four quarters of a year. A constant number of queries."""

    template_name = "kinerja/jadwal_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        boleh_lihat_kinerja(self.pengguna).wajib()
        tahun, kini = baca_tahun(self.request), timezone.now()
        atur = bool(boleh_atur_jadwal(self.pengguna))
        triwulan = kalender(self.pengguna, tahun, kini=kini)
        perpanjangan = daftar_perpanjangan(self.pengguna, tahun)
        pembekuan = daftar_pembekuan(self.pengguna, tahun)
        nama = PerangkatDaerah.objects.for_user(self.pengguna).filter(
            pk__in={s.perangkat_daerah_id for s in perpanjangan}
            | {s.perangkat_daerah_id for s in pembekuan}
        )
        nama_pd = nama.nama_per_id()
        return super().get_context_data(
            tahun=tahun,
            daftar_tahun=sorted(
                {tahun, timezone.localdate().year, *tahun_tersedia()}, reverse=True
            ),
            triwulan=[_kartu(t, kini, atur) for t in triwulan],
            boleh_atur=atur,
            ada_kosong=any(t.jadwal is None for t in triwulan),
            semua_kosong=all(t.jadwal is None for t in triwulan),
            perpanjangan=[_baris_perpanjangan(s, nama_pd, kini, atur) for s in perpanjangan],
            pembekuan=[_baris_pembekuan(s, nama_pd) for s in pembekuan],
            **kwargs,
        )


def _kartu(t: TriwulanJadwal, kini: Any, atur: bool) -> dict[str, Any]:
    rupa, kata, ikon = _LENCANA[t.keadaan]
    j = t.jadwal
    if t.keadaan == "terbuka" and j is not None:
        kata = sisa_waktu(timezone.localtime(j.ditutup_pada), timezone.localtime(kini))
    wajib = len(t.kemajuan.pd_wajib)
    catatan = []
    if t.beku:
        catatan.append(f"{t.beku} dari {max(wajib, t.beku)} perangkat daerah dibekukan")
    if t.perpanjangan:
        catatan.append(f"{t.perpanjangan} perangkat daerah diperpanjang")
    return {
        "judul": f"Triwulan {romawi(t.triwulan)}",
        "triwulan": t.triwulan,
        "jadwal": j,
        "rupa": rupa,
        "kata": kata,
        "ikon": ikon,
        "tahap": [
            ("Pengisian dibuka", waktu_penuh(j.dibuka_pada)),
            ("Pengisian ditutup", waktu_penuh(j.ditutup_pada)),
            ("Persetujuan kepala PD", _sampai(j.persetujuan_sampai)),
            ("Verifikasi", _sampai(j.verifikasi_sampai)),
        ]
        if j
        else [],
        "kemajuan": batang(
            t.terverifikasi,
            t.kemajuan.jatuh_tempo,
            "baris terverifikasi",
            [("selesai", t.terverifikasi)],
        ),
        "ada_baris": bool(t.kemajuan.jatuh_tempo),
        "catatan": catatan,
        "boleh_ubah": atur and j is not None and not t.beku,
        "boleh_perpanjang": atur and j is not None and t.keadaan not in ("nanti", "beku"),
        "boleh_beku": atur and j is not None and t.keadaan not in ("nanti", "beku") and wajib,
        "boleh_buka": atur and t.beku,
    }


def _sampai(waktu: Any) -> str:
    return f"sampai {waktu_penuh(waktu)}" if waktu else "tanpa batas waktu"


def _baris_perpanjangan(
    s: Perpanjangan, nama: dict[int, str], kini: Any, atur: bool
) -> dict[str, Any]:
    if s.dicabut_pada is not None:
        rupa, kata = "netral", "Dicabut"
    elif s.sampai < kini:
        rupa, kata = "netral", "Sudah lewat"
    else:
        rupa, kata = "perhatian", "Berlaku"
    return {
        "pk": s.pk,
        "pd": nama.get(s.perangkat_daerah_id, "–"),
        "triwulan": f"TW {romawi(s.jadwal.triwulan)}",
        "sampai": waktu_penuh(s.sampai),
        "alasan": s.alasan,
        "oleh": s.oleh.nama,
        "pada": format_tanggal(s.dibuat_pada),
        "rupa": rupa,
        "kata": kata,
        "boleh_cabut": atur and kata == "Berlaku",
    }


def _baris_pembekuan(s: Pembekuan, nama: dict[int, str]) -> dict[str, Any]:
    return {
        "pd": nama.get(s.perangkat_daerah_id, "–"),
        "triwulan": f"TW {romawi(s.jadwal.triwulan)}",
        "jumlah": s.jumlah,
        "oleh": s.oleh.nama,
        "pada": waktu_penuh(s.dibuat_pada),
        "dibuka": waktu_penuh(s.dibuka_pada) if s.dibuka_pada else "",
        "dibuka_oleh": s.dibuka_oleh.nama if s.dibuka_oleh else "",
        "alasan": s.alasan_dibuka,
    }
