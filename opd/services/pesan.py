"""Sending messages of the outbox again, by decision of a person."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.models import KirimanPesan, StatusKiriman
from dasar.pendaftar import saluran_pesan
from dasar.services.audit import catat_audit
from opd.models import Pengguna
from opd.permissions import boleh_urus_pesan


@transaction.atomic
def kirim_ulang(*, kiriman: Collection[int], oleh: Pengguna) -> int:
    """Queue failed messages again, each for the address that its person has now; return how many.

    Those that cannot be sent stay as they are. Raises KirimanPesan.DoesNotExist, TidakBoleh, and
    GalatPengguna when none of them can, with the reason of the first.
    """
    semua = list(
        KirimanPesan.objects.select_for_update(of=("self",))
        .select_related("notifikasi__penerima")
        .filter(pk__in=kiriman)
        .order_by("pk")
    )
    boleh_urus_pesan(oleh).wajib()
    if not semua or len(semua) != len(set(kiriman)):
        raise KirimanPesan.DoesNotExist
    halangan = [_antrekan(satu, oleh) for satu in semua]
    if all(halangan):
        raise GalatPengguna(halangan[0])
    return halangan.count("")


def _antrekan(kiriman: KirimanPesan, oleh: Pengguna) -> str:
    """Queue one message; returns why not, "" when it was queued."""
    orang = kiriman.notifikasi.penerima
    saluran = saluran_pesan.cari(kiriman.saluran)
    if kiriman.status != StatusKiriman.GAGAL:
        return "Pesan ini sudah diantrekan lagi."
    if not orang.is_active:
        return f"Akun {orang} tidak aktif lagi."
    if saluran is None or not saluran.aktif():
        return "Saluran pesan ini sedang dimatikan."
    alamat = saluran.alamat(orang)
    if not alamat:
        return f"{orang} belum punya alamat untuk {saluran.judul}."
    sebelum = {"status": kiriman.status, "alamat": kiriman.alamat, "galat": kiriman.galat}
    kiriman.status, kiriman.alamat = StatusKiriman.ANTRE, alamat
    kiriman.percobaan, kiriman.galat = 0, ""
    kiriman.full_clean()
    kiriman.save(update_fields=["status", "alamat", "percobaan", "galat", "diperbarui_pada"])
    catat_audit(
        "pesan.dikirim_ulang",
        kiriman,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"status": kiriman.status, "alamat": alamat, "galat": ""},
    )
    return ""
