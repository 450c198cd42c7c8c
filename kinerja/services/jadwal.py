"""Writing the calendar: the times of a quarter, and more time for single PD."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.services.kiriman import kirim_keluar
from dasar.services.notifikasi import beri_tahu
from dasar.tanggal import format_tanggal, format_waktu
from kinerja.models import JadwalPengisian, Pembekuan, Perpanjangan
from kinerja.permissions import boleh_atur_jadwal, boleh_perpanjang, boleh_ubah_jadwal
from kinerja.selectors.jadwal import orang_pd
from kinerja.selectors.periode import jendela_periode
from opd.models import Pengguna, PerangkatDaerah


class JadwalBerubah(GalatPengguna):
    """Someone else changed these times since they were shown."""

    def __init__(self) -> None:
        super().__init__("Jadwal ini baru saja diubah orang lain. Periksa lagi, lalu simpan.")


@dataclass(frozen=True)
class WaktuJadwal:
    """The times of one quarter; the later stages may be open-ended (None)."""

    dibuka_pada: datetime.datetime
    ditutup_pada: datetime.datetime
    persetujuan_sampai: datetime.datetime | None = None
    verifikasi_sampai: datetime.datetime | None = None


def tanda_jadwal(jadwal: JadwalPengisian) -> str:
    """Names the times as they are stored now."""
    return jadwal.diperbarui_pada.isoformat()


@transaction.atomic
def buat_jadwal(
    *, tahun: int, waktu: Mapping[int, WaktuJadwal], oleh: Pengguna
) -> list[JadwalPengisian]:
    """Make the schedule of some quarters of a year: all of them or none.

    Raises TidakBoleh, ValidationError (keyed by quarter as text: order of the times, or a quarter
    that has a schedule already).
    """
    boleh_atur_jadwal(oleh).wajib()
    hasil, galat = [], {}
    for triwulan, isi in sorted(waktu.items()):
        jadwal = JadwalPengisian(tahun=tahun, triwulan=triwulan, **asdict(isi))
        try:
            jadwal.full_clean()
        except ValidationError as exc:
            galat[str(triwulan)] = exc.messages
            continue
        jadwal.save()
        catat_audit("jadwal.dibuat", jadwal, oleh=oleh, sesudah=_potret(jadwal))
        hasil.append(jadwal)
    if galat:
        raise ValidationError(galat)
    return hasil


@transaction.atomic
def ubah_jadwal(
    *, jadwal_id: int, waktu: WaktuJadwal, oleh: Pengguna, tanda: str | None = None
) -> JadwalPengisian:
    """Change the times of one quarter; closing it now and opening it again are the same thing.

    `tanda` names the times that were shown; None skips the comparison. Raises
    JadwalPengisian.DoesNotExist, TidakBoleh (role, frozen), JadwalBerubah, ValidationError.
    """
    jadwal = JadwalPengisian.objects.select_for_update().get(pk=jadwal_id)
    beku = Pembekuan.objects.berlaku().filter(jadwal=jadwal).count()
    boleh_ubah_jadwal(oleh, jadwal, beku).wajib()
    if tanda is not None and tanda != tanda_jadwal(jadwal):
        raise JadwalBerubah
    sebelum = _potret(jadwal)
    for medan, nilai in asdict(waktu).items():
        setattr(jadwal, medan, nilai)
    if _potret(jadwal) == sebelum:
        return jadwal
    jadwal.full_clean()
    jadwal.save(update_fields=[*asdict(waktu), "diperbarui_pada"])
    catat_audit("jadwal.diubah", jadwal, oleh=oleh, sebelum=sebelum, sesudah=_potret(jadwal))
    return jadwal


@transaction.atomic
def perpanjang(
    *,
    jadwal_id: int,
    perangkat_daerah: Collection[int],
    sampai: datetime.datetime,
    alasan: str,
    oleh: Pengguna,
) -> list[Perpanjangan]:
    """Give some PD more time to fill in one quarter: all of them or none; their people are told.

    Raises JadwalPengisian.DoesNotExist, PerangkatDaerah.DoesNotExist, TidakBoleh (role, frozen),
    ValidationError (no reason, or a time that is not later than the schedule's or has passed).
    """
    jadwal = JadwalPengisian.objects.select_for_update().get(pk=jadwal_id)
    boleh_atur_jadwal(oleh).wajib()
    pd = PerangkatDaerah.objects.for_user(oleh).filter(pk__in=perangkat_daerah)
    nama = pd.nama_per_id()
    if len(nama) != len(set(perangkat_daerah)):
        raise PerangkatDaerah.DoesNotExist
    if not nama:
        raise ValidationError({"perangkat_daerah": "Pilih paling sedikit satu perangkat daerah."})
    if sampai <= jadwal.ditutup_pada:
        raise ValidationError({"sampai": "Perpanjangan harus melewati waktu tutup jadwal."})
    if sampai <= timezone.now():
        raise ValidationError({"sampai": "Waktu ini sudah lewat."})
    hasil = []
    for pd_id in nama:
        jendela = jendela_periode(pd_id, jadwal.tahun, jadwal.triwulan)
        boleh_perpanjang(oleh, jendela).wajib()
        satu = Perpanjangan(
            perangkat_daerah_id=pd_id,
            jadwal=jadwal,
            sampai=sampai,
            alasan=alasan.strip(),
            oleh=oleh,
        )
        satu.full_clean()
        satu.save()
        catat_audit("perpanjangan.diberikan", satu, oleh=oleh, sesudah=_potret_perpanjangan(satu))
        hasil.append(satu)
    for satu in hasil:
        kabari_pd(
            satu.perangkat_daerah_id,
            judul=f"{jadwal.nama} diperpanjang untuk {nama[satu.perangkat_daerah_id]}",
            teks=f"Pengisian dibuka sampai {format_tanggal(sampai)} pukul {format_waktu(sampai)}. "
            f"Alasan: {satu.alasan}",
            jadwal=jadwal,
            kunci=f"perpanjangan-{satu.pk}",
        )
    return hasil


@transaction.atomic
def cabut_perpanjangan(*, perpanjangan_id: int, oleh: Pengguna) -> Perpanjangan:
    """Take back an extension; the row stays. Raises Perpanjangan.DoesNotExist, TidakBoleh."""
    terlihat = Perpanjangan.objects.for_user(oleh).filter(pk=perpanjangan_id)
    satu = (
        Perpanjangan.objects.select_for_update(of=("self",))
        .select_related("jadwal", "perangkat_daerah")
        .get(pk__in=terlihat)
    )
    jadwal = satu.jadwal
    boleh_perpanjang(
        oleh, jendela_periode(satu.perangkat_daerah_id, jadwal.tahun, jadwal.triwulan)
    ).wajib()
    if satu.dicabut_pada is not None:
        raise GalatPengguna("Perpanjangan ini sudah dicabut.")
    satu.dicabut_pada = timezone.now()
    satu.save(update_fields=["dicabut_pada", "diperbarui_pada"])
    catat_audit(
        "perpanjangan.dicabut",
        satu,
        oleh=oleh,
        sebelum={"dicabut_pada": None},
        sesudah={"dicabut_pada": satu.dicabut_pada},
    )
    kabari_pd(
        satu.perangkat_daerah_id,
        judul=f"Perpanjangan {jadwal.nama} untuk {satu.perangkat_daerah.nama_pada()} dicabut",
        teks="Waktu tutupnya kembali mengikuti jadwal.",
        jadwal=jadwal,
        kunci=f"perpanjangan-dicabut-{satu.pk}",
    )
    return satu


def kabari_pd(pd_id: int, *, judul: str, teks: str, jadwal: JadwalPengisian, kunci: str) -> None:
    """Tell the operators and the head of one PD, in the system and outside."""
    tautan = (
        f"{reverse('kinerja:pengisian')}?pd={pd_id}&tahun={jadwal.tahun}&triwulan={jadwal.triwulan}"
    )
    for pengguna in orang_pd([pd_id]).get(pd_id, ()):
        if kabar := beri_tahu(pengguna, judul, teks=teks, tautan=tautan, kunci=kunci):
            kirim_keluar(kabar)


def _potret(jadwal: JadwalPengisian) -> dict[str, Any]:
    return {
        medan: getattr(jadwal, medan)
        for medan in ("dibuka_pada", "ditutup_pada", "persetujuan_sampai", "verifikasi_sampai")
    }


def _potret_perpanjangan(satu: Perpanjangan) -> dict[str, Any]:
    return {
        "perangkat_daerah": satu.perangkat_daerah_id,
        "jadwal": satu.jadwal_id,
        "sampai": satu.sampai,
        "alasan": satu.alasan,
    }
