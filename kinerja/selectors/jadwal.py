"""The calendar of a year as its pages show it, and what stands in the way of a freeze."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db.models import F
from django.utils import timezone

from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    IsiIndikator,
    JadwalPengisian,
    Pembekuan,
    Perpanjangan,
    Realisasi,
)
from kinerja.selectors.beranda import STATUS_AKHIR, KemajuanTriwulan, hitung_kemajuan
from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah
from opd.models.pengguna import PERAN_PD

Keadaan = Literal["belum", "nanti", "terbuka", "tutup", "beku"]


@dataclass(frozen=True)
class TriwulanJadwal:
    """One quarter of the calendar; `jadwal` None: nobody made its schedule yet.

    `beku` of `pd_wajib` PD are frozen, as far as the reader sees them.
    """

    triwulan: int
    jadwal: JadwalPengisian | None
    keadaan: Keadaan
    kemajuan: KemajuanTriwulan
    beku: int
    perpanjangan: int

    @property
    def terverifikasi(self) -> int:
        return self.kemajuan.jumlah(*STATUS_AKHIR)


@dataclass(frozen=True)
class CalonBeku:
    """One PD before its quarter is frozen. `belum` names the due rows that nobody verified;
    `lama` counts rows of earlier quarters that triwulan IV would close with it."""

    pd_id: int
    nama: str
    jatuh_tempo: int
    belum: Sequence[str] = field(default_factory=list)
    lama: int = 0
    beku: bool = False

    @property
    def bersih(self) -> bool:
        """Whether everything that a freeze would close was verified."""
        return not self.belum and not self.lama


def kalender(
    user: Pengguna, tahun: int, *, kini: datetime.datetime | None = None
) -> list[TriwulanJadwal]:
    """The four quarters of a year (eleven queries)."""
    kini = kini or timezone.now()
    jadwal = {j.triwulan: j for j in JadwalPengisian.objects.filter(tahun=tahun)}
    beku: dict[int, set[int]] = {}
    for tw, pd_id in (
        Pembekuan.objects.for_user(user)
        .berlaku()
        .filter(jadwal__tahun=tahun)
        .values_list("jadwal__triwulan", "perangkat_daerah")
    ):
        beku.setdefault(tw, set()).add(pd_id)
    lebih: dict[int, set[int]] = {}
    for tw, pd_id in (
        Perpanjangan.objects.for_user(user)
        .berlaku()
        .filter(jadwal__tahun=tahun, sampai__gte=kini, sampai__gt=F("jadwal__ditutup_pada"))
        .values_list("jadwal__triwulan", "perangkat_daerah")
    ):
        lebih.setdefault(tw, set()).add(pd_id)
    hasil = []
    for tw in (1, 2, 3, 4):
        j, kemajuan = jadwal.get(tw), hitung_kemajuan(user, tahun, tw)
        dingin = beku.get(tw, set())
        hasil.append(
            TriwulanJadwal(
                tw,
                j,
                _keadaan(j, kemajuan, dingin, kini),
                kemajuan,
                len(dingin),
                len(lebih.get(tw, ())),
            )
        )
    return hasil


def _keadaan(
    jadwal: JadwalPengisian | None,
    kemajuan: KemajuanTriwulan,
    beku: set[int],
    kini: datetime.datetime,
) -> Keadaan:
    if jadwal is None:
        return "belum"
    if beku and kemajuan.pd_wajib <= beku:
        return "beku"
    if kini < jadwal.dibuka_pada:
        return "nanti"
    return "terbuka" if kini <= jadwal.ditutup_pada else "tutup"


def daftar_perpanjangan(user: Pengguna, tahun: int) -> list[Perpanjangan]:
    """Extensions of a year that `user` sees, the newest first, with the people (one query)."""
    return list(
        Perpanjangan.objects.for_user(user)
        .filter(jadwal__tahun=tahun)
        .select_related("jadwal", "oleh")
        .order_by("-pk")
    )


def daftar_pembekuan(user: Pengguna, tahun: int) -> list[Pembekuan]:
    """Freezes of a year that `user` sees, lifted ones too, the newest first (one query)."""
    return list(
        Pembekuan.objects.for_user(user)
        .filter(jadwal__tahun=tahun)
        .select_related("jadwal", "oleh", "dibuka_oleh")
        .order_by("-pk")
    )


def calon_beku(user: Pengguna, jadwal: JadwalPengisian) -> list[CalonBeku]:
    """Every PD that owes a row in this quarter, in its order (five queries)."""
    tahun, tw = jadwal.tahun, jadwal.triwulan
    isi = (
        IsiIndikator.objects.for_user(user)
        .diukur(tahun)
        .select_related("indikator")
        .only("nama", "frekuensi", "indikator__pengampu", "dokumen")
        .satu_per_indikator()
    )
    wajib: dict[int, list[tuple[int, str]]] = {}
    for pk, i in isi.items():
        if i.jatuh_tempo(tw):
            wajib.setdefault(i.indikator.pengampu_id, []).append((pk, huruf_kalimat(i.nama)))
    baris = Realisasi.objects.for_user(user).filter(tahun=tahun)
    baris = baris.filter(triwulan__lte=tw) if tw == 4 else baris.filter(triwulan=tw)
    sah: set[int] = set()
    lama: dict[int, int] = {}
    for pk, triwulan, status, pd_id in baris.values_list(
        "indikator", "triwulan", "status", "indikator__pengampu"
    ):
        if triwulan == tw and status in STATUS_AKHIR:
            sah.add(pk)
        elif triwulan != tw and status not in STATUS_AKHIR:
            lama[pd_id] = lama.get(pd_id, 0) + 1
    beku = set(
        Pembekuan.objects.for_user(user)
        .berlaku()
        .filter(jadwal=jadwal)
        .values_list("perangkat_daerah", flat=True)
    )
    nama = PerangkatDaerah.objects.filter(pk__in={*wajib, *beku}).order_by("urutan", "kode")
    return [
        CalonBeku(
            pd_id=pd_id,
            nama=teks,
            jatuh_tempo=len(wajib.get(pd_id, ())),
            belum=[n for pk, n in wajib.get(pd_id, ()) if pk not in sah],
            lama=lama.get(pd_id, 0),
            beku=pd_id in beku,
        )
        for pd_id, teks in nama.nama_per_id().items()
    ]


def orang_pd(
    pd_ids: Collection[int],
    peran: Collection[str] = PERAN_PD,
    *,
    hari: datetime.date | None = None,
) -> dict[int, list[Pengguna]]:
    """People by PD whose role is in force on `hari` and who may sign in (one query)."""
    hasil: dict[int, list[Pengguna]] = {}
    for p in (
        Peran.objects.pada(hari or timezone.localdate())
        .filter(perangkat_daerah__in=pd_ids, peran__in=peran, pengguna__is_active=True)
        .select_related("pengguna")
        .order_by("pengguna")
    ):
        orang = hasil.setdefault(p.perangkat_daerah_id or 0, [])
        if p.pengguna not in orang:
            orang.append(p.pengguna)
    return hasil


def orang_kota(hari: datetime.date | None = None) -> list[Pengguna]:
    """People of Bagian Organisasi who run the calendar (one query)."""
    peran = Peran.objects.pada(hari or timezone.localdate()).filter(
        peran=JenisPeran.ORGANISASI, perangkat_daerah__isnull=True
    )
    return list(Pengguna.objects.filter(peran__in=peran, is_active=True).distinct().order_by("pk"))
