"""The sections and menu items that the reports bring to the home page, by role."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from django.urls import reverse

from dasar.pendaftar import BagianBeranda, ButirMenu
from laporan.permissions import boleh_lihat_laporan
from laporan.selectors.lkjip import laporan_terbaru
from opd.models import JenisPD, JenisPeran, Pengguna, PerangkatDaerah

_PERAN_KOTA = (
    JenisPeran.PIMPINAN,
    JenisPeran.ORGANISASI,
    JenisPeran.EVALUATOR,
    JenisPeran.KETUA_TIM,
    JenisPeran.PENANGGUNG_JAWAB,
)


def menu_laporan(user: Pengguna) -> Iterator[ButirMenu]:
    """Menu items of the reports: only pages the person may open."""
    if boleh_lihat_laporan(user):
        yield ButirMenu(
            "LKjIP",
            reverse("laporan:lkjip_list"),
            "file-earmark-text",
            50,
            "Laporan",
            hp=2 if user.punya_peran(JenisPeran.PIMPINAN) else None,
        )


def beranda_laporan(
    user: Pengguna, kini: datetime.datetime, pilihan: Mapping[str, str]
) -> Iterator[BagianBeranda]:
    """The newest report that the person answers for or decides with, ready to download."""
    milik = [
        p.perangkat_daerah_id
        for p in user.peran_kini
        if p.peran in (JenisPeran.OPERATOR, JenisPeran.KEPALA_PD) and p.perangkat_daerah_id
    ]
    if not milik and not user.punya_peran(*_PERAN_KOTA):
        return
    terlihat = PerangkatDaerah.objects.for_user(user).dengan_nama()
    daftar = list(terlihat.filter(pk__in=milik) if milik else terlihat.filter(jenis=JenisPD.KOTA))
    terbaru = laporan_terbaru(daftar, kini=kini)
    pimpinan = user.punya_peran(JenisPeran.PIMPINAN)
    for pd in daftar:
        if pd.pk not in terbaru:
            continue
        tahun, versi = terbaru[pd.pk]
        nama = "Kota" if pd.jenis == JenisPD.KOTA else pd.nama_pada()
        # For the mayor's office: after the value and who is late (15), before progress (20).
        yield BagianBeranda(
            "utama" if pimpinan else "samping",
            18 if pimpinan else 40,
            "laporan/beranda_lkjip.html",
            {
                "judul": f"LKjIP {nama} {tahun}",
                "pd_id": pd.pk,
                "tahun": tahun,
                "versi": versi,
                "utama": pimpinan,
            },
        )
