"""What evaluation brings to the menu and the home page, by role."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.urls import reverse

from dasar.pendaftar import BagianBeranda, ButirMenu
from evaluasi.permissions import TIGA_TINGKAT, boleh_lihat_evaluasi, boleh_lihat_kota
from evaluasi.selectors.beranda import kemajuan_penilaian, lembar_sendiri, ringkas_kota
from opd.models import JenisPeran, Pengguna
from opd.models.pengguna import PERAN_PD

URUTAN_DASBOR = 40
URUTAN_DASBOR_PIMPINAN = 5  # their work screen


def menu_evaluasi(user: Pengguna) -> Iterator[ButirMenu]:
    """Only pages the person may open."""
    if not boleh_lihat_evaluasi(user):
        return
    pimpinan = user.punya_peran(JenisPeran.PIMPINAN)
    yield ButirMenu(
        "Dasbor",
        reverse("evaluasi:dasbor"),
        "graph-up",
        URUTAN_DASBOR_PIMPINAN if pimpinan else URUTAN_DASBOR,
        hp=1 if pimpinan or user.punya_peran(JenisPeran.PERENCANA) else None,
    )
    yield ButirMenu(
        "Lembar kerja",
        reverse("evaluasi:lke_list"),
        "clipboard-data",
        41,
        "Evaluasi",
        hp=1 if user.punya_peran(*TIGA_TINGKAT) else None,
    )
    if boleh_lihat_kota(user):
        yield ButirMenu("Nilai kota", reverse("evaluasi:nilai_kota"), "percent", 42, "Evaluasi")
    yield ButirMenu(
        "Nilai resmi", reverse("evaluasi:kementerian_list"), "patch-check", 43, "Evaluasi"
    )
    yield ButirMenu("Templat LKE", reverse("evaluasi:templat_list"), "list-check", 44, "Evaluasi")


def beranda_evaluasi(
    user: Pengguna, kini: datetime.datetime, pilihan: Mapping[str, str]
) -> Iterator[BagianBeranda]:
    """The official value for who sees all PD, the own worksheets for who sees one."""
    if boleh_lihat_kota(user):
        pimpinan = user.punya_peran(JenisPeran.PIMPINAN)
        # The mayor's office comes for this number; everyone else for their work.
        yield BagianBeranda(
            "utama" if pimpinan else "samping",
            5,
            "evaluasi/beranda_kota.html",
            {"ringkas": ringkas_kota(), "utama": pimpinan},
        )
    if user.punya_peran(*TIGA_TINGKAT) and (k := kemajuan_penilaian(user)) is not None:
        url = f"{reverse('evaluasi:lke_list')}?{urlencode({'tahun': k.tahun})}"
        yield BagianBeranda(
            "utama", 14, "evaluasi/beranda_penilaian.html", {"kemajuan": k, "url": url}
        )
    pd = {
        p.perangkat_daerah_id
        for p in user.peran_kini
        if p.peran in PERAN_PD and p.perangkat_daerah_id is not None
    }
    if pd:
        tahun, lembar = lembar_sendiri(user, pd)
        if lembar:
            yield BagianBeranda(
                "samping",
                30,
                "evaluasi/beranda_lembar.html",
                {"tahun": tahun, "lembar": lembar, "banyak": len(lembar) > 1},
            )
