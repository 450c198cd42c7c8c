"""Tell the people of the PD of a merge or split that it happened, or was taken back."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone

from dasar.services.notifikasi import beri_tahu
from dasar.tanggal import format_tanggal
from opd.models import Pengguna, Peran, PerubahanOrganisasi, StatusPerubahan
from opd.models.pengguna import PERAN_PD
from opd.selectors.perubahan import nama_pd, susun_rencana


def beri_tahu_perubahan(perubahan: PerubahanOrganisasi) -> None:
    """One notice to everybody with a role in a PD of the change on the day or the day before."""
    rencana = susun_rencana(perubahan)
    nama = nama_pd(perubahan)
    asal = ", ".join(nama.get(pd, "") for pd in rencana.asal)
    tujuan = ", ".join(nama.get(pd, "") for pd in rencana.tujuan)
    if perubahan.status == StatusPerubahan.DITERAPKAN:
        judul = f"{perubahan.get_jenis_display()} berlaku {format_tanggal(perubahan.tanggal)}"
        teks = f"{asal} menjadi {tujuan}. Peran Anda mengikuti perubahan ini."
    else:
        judul = f"{perubahan.get_jenis_display()} {format_tanggal(perubahan.tanggal)} diurungkan"
        teks = f"{asal} kembali seperti semula, juga peran Anda."
    sehari_sebelum = perubahan.tanggal - datetime.timedelta(days=1)
    peran = Peran.objects.filter(
        perangkat_daerah__in=[*rencana.asal, *rencana.tujuan], peran__in=PERAN_PD
    )
    ids = {*peran.pada(perubahan.tanggal).values_list("pengguna", flat=True)}
    ids |= {*peran.pada(sehari_sebelum).values_list("pengguna", flat=True)}
    # Somebody whose last role ended may no longer open the page of the change.
    melihat = {*peran.pada(timezone.localdate()).values_list("pengguna", flat=True)}
    tautan = reverse("opd:perubahan_detail", args=[perubahan.pk])
    for orang in Pengguna.objects.filter(pk__in=ids).order_by("pk"):
        beri_tahu(
            orang,
            judul,
            teks=teks,
            tautan=tautan if orang.pk in melihat else "",
            kunci=f"perubahan:{perubahan.pk}:{perubahan.status}",
        )
