"""Which PD, year and quarter a page is about, read from the address bar."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from dasar.tanggal import romawi, sisa_hari
from kinerja.models import Indikator, JendelaPeriode
from kinerja.permissions import boleh_lihat_kinerja
from kinerja.selectors.periode import jendela_setahun, periode_awal, tahun_tersedia
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class Periode:
    """A quarter; invalid text in the address falls back to the quarter that is open."""

    tahun: int
    triwulan: int

    @property
    def judul(self) -> str:
        return f"Triwulan {romawi(self.triwulan)} {self.tahun}"

    @property
    def ringkas(self) -> str:
        return f"TW {romawi(self.triwulan)}"

    @property
    def lalu(self) -> str:
        """Short name of the quarter before."""
        return f"TW {romawi(self.triwulan - 1)}" if self.triwulan > 1 else "TW IV lalu"


def baca_periode(request: HttpRequest) -> Periode:
    """The quarter named by ?tahun=&triwulan= (or in a posted form)."""
    sumber = request.POST if request.method == "POST" else request.GET
    tahun, triwulan = baca_bilangan(sumber.get("tahun")), baca_bilangan(sumber.get("triwulan"))
    if tahun is not None and 2000 <= tahun <= 2100 and triwulan in (1, 2, 3, 4):
        return Periode(tahun, triwulan)
    bawaan = Periode(*periode_awal())
    if tahun is not None and 2000 <= tahun <= 2100:
        return Periode(tahun, triwulan if triwulan in (1, 2, 3, 4) else bawaan.triwulan)
    return Periode(bawaan.tahun, triwulan if triwulan in (1, 2, 3, 4) else bawaan.triwulan)


def baca_bilangan(teks: str | None) -> int | None:
    """The number in the address; None for anything else, and for more digits than any id has."""
    return int(teks) if teks and teks.isascii() and teks.isdigit() and len(teks) < 10 else None


def baca_pd(request: HttpRequest, pengguna: Pengguna) -> PerangkatDaerah:
    """The PD named by ?pd=, else the first the person may see.

    Raises Http404 for a PD the person may not see, TidakBoleh for people who see none.
    """
    boleh_lihat_kinerja(pengguna).wajib()
    sumber = request.POST if request.method == "POST" else request.GET
    terlihat = PerangkatDaerah.objects.for_user(pengguna).dengan_nama()
    if teks := sumber.get("pd"):
        pd = terlihat.filter(pk=baca_bilangan(teks) or 0).first()
    else:
        penyusun = terlihat.penyusun().order_by("urutan", "kode")
        akhir = datetime.date(baca_periode(request).tahun, 12, 31)
        pd = penyusun.pada(akhir).first() or penyusun.first() or terlihat.first()
    if pd is None:
        raise Http404
    return pd


def pd_pilihan(request: HttpRequest, pengguna: Pengguna) -> int | None:
    """The PD filter of a list over all PD: None for all. Raises as baca_pd."""
    sumber = request.POST if request.method == "POST" else request.GET
    return baca_pd(request, pengguna).pk if sumber.get("pd") else None


def daftar_pd(
    pengguna: Pengguna, tahun: int | None = None, *, kini: int | None = None
) -> list[PerangkatDaerah]:
    """The PD a person may choose between, named: all that report on their own, and every other
    (a unit, the city) that enters an indicator. With `tahun` those that exist at its end, and the
    one that is shown now (`kini`)."""
    terlihat = PerangkatDaerah.objects.for_user(pengguna)
    if tahun is not None:
        ada = PerangkatDaerah.objects.pada(datetime.date(tahun, 12, 31))
        terlihat = terlihat.filter(Q(pk__in=ada.order_by().values("pk")) | Q(pk=kini))
    pengampu = Indikator.objects.for_user(pengguna).values("pengampu")
    return list(
        terlihat.filter(Q(pk__in=terlihat.penyusun()) | Q(pk__in=pengampu))
        .dengan_nama()
        .order_by("urutan", "kode")
    )


def pemilih_periode(
    *, aksi: str, periode: Periode, pd_id: int, bawaan: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Context of komponen/pemilih_periode.html; `bawaan` are filters that a change keeps."""
    tetap = {k: v for k, v in (bawaan or {}).items() if v not in (None, "")}
    jendela = jendela_setahun(pd_id, periode.tahun)
    return {
        "aksi": aksi,
        "tahun": periode.tahun,
        "daftar_tahun": sorted({periode.tahun, *tahun_tersedia()}, reverse=True),
        "bawaan": [*tetap.items(), ("triwulan", periode.triwulan)],
        "triwulan": [
            {
                "label": f"TW {romawi(tw)}",
                "url": f"{aksi}?{urlencode({**tetap, 'tahun': periode.tahun, 'triwulan': tw})}",
                "aktif": tw == periode.triwulan,
                **_keadaan(j),
            }
            for tw, j in jendela.items()
        ],
    }


def _keadaan(jendela: JendelaPeriode) -> dict[str, str]:
    if jendela.terbuka and jendela.tutup is not None:
        sisa = sisa_hari(jendela.tutup, timezone.localtime(jendela.kini))
        return {"keadaan": "buka", "keterangan": f"· {sisa.removeprefix('Ditutup ')}"}
    if jendela.jadwal is None or jendela.kini < jendela.jadwal.dibuka_pada:
        return {"keadaan": "nanti", "keterangan": "belum dibuka"}
    return {"keadaan": "tutup", "keterangan": ""}
