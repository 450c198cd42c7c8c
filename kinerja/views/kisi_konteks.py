"""What the page of the grid and the answers of its cells both need: addresses and permissions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from dasar.izin import Izin
from dasar.tanggal import format_waktu
from kinerja.permissions import boleh_isi_periode
from kinerja.selectors.kelengkapan import periksa_kelengkapan
from kinerja.selectors.periode import jendela_periode
from kinerja.services.anggaran import rupiah_terkunci
from kinerja.views.kemajuan import konteks_kemajuan
from kinerja.views.periode import Periode
from opd.models import JenisPeran, Pengguna

PENJELASAN = "penjelasan"


@dataclass(frozen=True)
class AlamatKisi:
    """Addresses and words that every row prints, escaped once: a {% url %} per cell is dear."""

    pd: SafeString
    tahun: SafeString
    triwulan: SafeString
    judul: SafeString
    ringkas: SafeString
    sampai: SafeString
    kueri: SafeString
    sel: SafeString
    rupiah: SafeString
    narasi: SafeString
    panel_awal: SafeString
    panel_akhir: SafeString


def alamat_kisi(pd_id: int, periode: Periode, tampilan: str = "") -> AlamatKisi:
    """Addresses for the rows of one PD and quarter."""
    kueri = {"tahun": periode.tahun, "triwulan": periode.triwulan}
    awal, akhir = reverse("kinerja:realisasi_panel", args=[0]).split("/0/")
    return AlamatKisi(
        pd=escape(pd_id),
        tahun=escape(periode.tahun),
        triwulan=escape(periode.triwulan),
        judul=escape(periode.judul),
        ringkas=escape(periode.ringkas),
        sampai=escape(f"s.d. {periode.judul}"),
        kueri=escape(
            urlencode({"pd": pd_id, **kueri, **({"tampilan": tampilan} if tampilan else {})})
        ),
        sel=escape(reverse("kinerja:realisasi_update")),
        rupiah=escape(reverse("kinerja:rupiah_update")),
        narasi=escape(reverse("kinerja:narasi_sel")),
        panel_awal=escape(f"{awal}/"),
        panel_akhir=escape(f"/{akhir}?{urlencode(kueri)}"),
    )


def izin_lembar(pengguna: Pengguna, pd_id: int, periode: Periode) -> tuple[Izin, bool]:
    """Whether the sheet may be written now, and whether this person never writes it."""
    izin = boleh_isi_periode(
        pengguna, pd_id, jendela_periode(pd_id, periode.tahun, periode.triwulan)
    )
    return izin, not pengguna.punya_peran(JenisPeran.OPERATOR, pd_id=pd_id)


def izin_rupiah(izin: Izin, pd_id: int, periode: Periode) -> Izin:
    """Whether the money of the sheet may be written now (two queries)."""
    return rupiah_terkunci(pd_id, periode.tahun, periode.triwulan) if izin else izin


def saat_kini() -> str:
    """When reading began, in microseconds: of two answers that overtook each other on the way the
    later one knows every save of the earlier."""
    return str(time.time_ns() // 1000)


def konteks_balasan(pd_id: int, periode: Periode, tampilan: str = "") -> dict[str, Any]:
    """Context that every answer of a cell has, beside its own unit."""
    saat = saat_kini()
    kelengkapan = periksa_kelengkapan(pd_id, periode.tahun, periode.triwulan)
    return {
        "a": alamat_kisi(pd_id, periode, tampilan),
        "periode": periode,
        "pd_id": pd_id,
        "tampilan": tampilan,
        "lewat_kepala": settings.PERSETUJUAN_KEPALA_PD,
        "kemajuan": konteks_kemajuan(kelengkapan),
        "kelengkapan": kelengkapan,
        "tersimpan_pukul": format_waktu(timezone.now()),
        "saat": saat,
    }
