"""Sample agreements of 2024: the wali kota's, those of the heads, and some levels below.

All numbers and names in them are samples, so every one is signed as contoh. Some stay drafts and
some posts have none, so that the list of who has not signed has something to say.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from kinerja.models import PerjanjianKinerja
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.services.perjanjian import buat_pk
from kinerja.services.perjanjian_tanda import tanda_isi, tandatangani_pk
from opd.models import Jabatan, Pengguna
from sakip.contoh.pejabat import PD_BERGANTI
from sakip.contoh.sumber import HasilBagian

TAHUN = 2024
TANGGAL = datetime.date(TAHUN, 1, 15)
TANGGAL_BERGANTI = datetime.date(TAHUN, 4, 4)
HANYA_DRAF = ("dishub", "dpk", "kec-setu")
TANPA_PK = ("bakesbangpol", "kec-pamulang")


@transaction.atomic
def muat_perjanjian_2024(oleh: Pengguna) -> HasilBagian:
    """One agreement per post that has something to promise; the PD whose head changed has two."""
    if PerjanjianKinerja.objects.filter(tahun=TAHUN).exists():
        return HasilBagian(0, "Perjanjian Kinerja 2024 sudah ada")
    semua = (
        Jabatan.objects.pada(TANGGAL)
        .exclude(perangkat_daerah__kode__in=TANPA_PK)
        .select_related("perangkat_daerah")
        .order_by("eselon", "perangkat_daerah__urutan", "urutan", "pk")
    )
    jumlah = bertanda = 0
    for jabatan in semua:
        hanya_draf = jabatan.perangkat_daerah.kode in HANYA_DRAF
        try:
            with transaction.atomic():
                pk = buat_pk(jabatan_id=jabatan.pk, tahun=TAHUN, tanggal=TANGGAL, oleh=oleh)
                if not hanya_draf:
                    _tandatangani(pk, TANGGAL, oleh)
        except ValidationError:
            continue  # a post without a promise in the plan; the page of open agreements names it
        jumlah += 1
        bertanda += not hanya_draf
    berganti = Jabatan.objects.get(perangkat_daerah__kode=PD_BERGANTI, kepala=True)
    perubahan = buat_pk(
        jabatan_id=berganti.pk,
        tahun=TAHUN,
        tanggal=TANGGAL_BERGANTI,
        alasan="pejabat",
        uraian_alasan="Contoh: kepala dinas definitif menggantikan pelaksana tugas.",
        oleh=oleh,
    )
    _tandatangani(perubahan, TANGGAL_BERGANTI, oleh)
    return HasilBagian(
        jumlah + 1, f"{jumlah + 1} Perjanjian Kinerja, {bertanda + 1} bertanda tangan"
    )


def _tandatangani(pk: PerjanjianKinerja, tanggal: datetime.date, oleh: Pengguna) -> None:
    tandatangani_pk(
        pk_id=pk.pk,
        tanggal=tanggal,
        tanda=tanda_isi(susun_isi(pk, tanggal)),
        contoh=True,
        oleh=oleh,
    )
