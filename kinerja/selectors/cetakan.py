"""The printed versions of one row, newest first, ready for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dasar.models import Pekerjaan
from dasar.models.pekerjaan import STATUS_HIDUP
from dasar.tanggal import format_waktu_relatif
from opd.models import DokumenResmi, Pengguna


@dataclass(frozen=True)
class CetakanSiap:
    """One stored paper."""

    pk: int
    judul: str
    kode: str
    waktu: str
    halaman: int


@dataclass(frozen=True)
class DaftarCetakan:
    """All stored papers of one row; `pekerjaan` is the id of the job that prints another one."""

    jenis: str
    objek_id: int
    semua: tuple[CetakanSiap, ...]
    pekerjaan: int | None
    boleh: bool


def daftar_cetakan(jenis: str, objek: Any, user: Pengguna, *, boleh: bool) -> DaftarCetakan:
    """Papers of `objek` that `user` may see, and whether one is being printed (two queries)."""
    kini = timezone.now()
    dokumen = DokumenResmi.objects.for_user(user).filter(
        objek=f"{objek._meta.label_lower}:{objek.pk}"
    )
    hidup = Pekerjaan.objects.filter(kunci=f"cetak:{jenis}:{objek.pk}", status__in=STATUS_HIDUP)
    return DaftarCetakan(
        jenis=jenis,
        objek_id=objek.pk,
        semua=tuple(
            CetakanSiap(
                pk=d.pk,
                judul=d.judul,
                kode=d.kode,
                waktu=format_waktu_relatif(d.dibuat_pada, kini),
                halaman=int(d.fakta.get("jumlah_halaman", 0)),
            )
            for d in dokumen.order_by("-pk")
        ),
        pekerjaan=hidup.values_list("pk", flat=True).first(),
        boleh=boleh,
    )
