"""Freezing a quarter, so that its numbers never move again, and the audited way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.models import Pekerjaan
from dasar.services.audit import catat_audit_massal
from dasar.services.pekerjaan import buat_pekerjaan
from dasar.tulisan import sebut
from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    Indikator,
    JadwalPengisian,
    Pembekuan,
    Realisasi,
    Simpul,
    StatusRealisasi,
)
from kinerja.permissions import boleh_atur_jadwal
from kinerja.selectors.jadwal import calon_beku
from kinerja.services.isi_beku import bekukan_pagu, bekukan_target, lepas_pagu, lepas_target
from kinerja.services.jadwal import kabari_pd
from opd.models import JenisPD, Pengguna, PerangkatDaerah

JENIS_PEKERJAAN = "bekukan"


@dataclass(frozen=True)
class HasilBeku:
    """How many PD were frozen (or freed), and how many rows of theirs."""

    tahun: int
    pd: int
    baris: int


@transaction.atomic
def antrekan_beku(
    *,
    jadwal_id: int,
    perangkat_daerah: Collection[int],
    apa_adanya: Collection[int],
    oleh: Pengguna,
) -> Pekerjaan:
    """Queue the job that freezes a quarter of some PD; `apa_adanya` may keep unverified rows.

    Raises JadwalPengisian.DoesNotExist, TidakBoleh, GalatPengguna (nothing chosen, frozen already,
    rows that nobody verified, another person's freeze of this quarter is running).
    """
    jadwal = JadwalPengisian.objects.get(pk=jadwal_id)
    boleh_atur_jadwal(oleh).wajib()
    _periksa(jadwal, perangkat_daerah, apa_adanya, oleh)
    return buat_pekerjaan(
        JENIS_PEKERJAAN,
        judul=f"Pembekuan {jadwal.nama}",
        parameter={
            "jadwal": jadwal.pk,
            "perangkat_daerah": sorted(perangkat_daerah),
            "apa_adanya": sorted(apa_adanya),
        },
        diminta_oleh=oleh,
        kunci=f"bekukan-{jadwal.pk}",
    )


def _periksa(
    jadwal: JadwalPengisian, pd_ids: Collection[int], apa_adanya: Collection[int], oleh: Pengguna
) -> None:
    if not pd_ids:
        raise GalatPengguna("Pilih paling sedikit satu perangkat daerah.")
    if jadwal.dibuka_pada > timezone.now():
        raise GalatPengguna(f"{jadwal.nama} belum dibuka, jadi belum dapat dibekukan.")
    calon = {c.pd_id: c for c in calon_beku(oleh, jadwal)}
    if asing := set(pd_ids) - set(calon):
        raise GalatPengguna(f"{len(asing)} perangkat daerah tidak punya baris pada triwulan ini.")
    dipilih = [calon[pk] for pk in pd_ids]
    if sudah := [c.nama for c in dipilih if c.beku]:
        raise GalatPengguna(f"{jadwal.nama} {sebut(sudah)} sudah dibekukan.")
    belum = [
        f"{c.nama} ({len(c.belum) + c.lama})"
        for c in dipilih
        if not c.bersih and c.pd_id not in apa_adanya
    ]
    if belum:
        raise GalatPengguna(
            f"Masih ada baris yang belum diverifikasi: {sebut(belum)}. Selesaikan dulu, "
            "atau centang beku apa adanya untuk perangkat daerah itu."
        )


@transaction.atomic
def bekukan(
    *,
    jadwal_id: int,
    perangkat_daerah: Collection[int],
    apa_adanya: Collection[int],
    oleh: Pengguna,
) -> HasilBeku:
    """Freeze a quarter of some PD: all of them or none. Raises as antrekan_beku.

    Everybody who writes a number of these PD holds one of the locks taken here, so nothing slips
    in between the judgement and the freeze.
    """
    jadwal = JadwalPengisian.objects.select_for_update().get(pk=jadwal_id)
    boleh_atur_jadwal(oleh).wajib()
    pd_ids = set(perangkat_daerah)
    _kunci(pd_ids, jadwal)
    _periksa(jadwal, pd_ids, apa_adanya, oleh)
    baris = _ganti_status(
        _baris(pd_ids, jadwal, StatusRealisasi.DIVERIFIKASI),
        StatusRealisasi.DIBEKUKAN,
        "realisasi.dibekukan",
        oleh,
    )
    jumlah: dict[int, int] = {}
    for r in baris:
        pd_id = r.indikator.pengampu_id
        jumlah[pd_id] = jumlah.get(pd_id, 0) + 1
    pembekuan = [
        Pembekuan(jadwal=jadwal, perangkat_daerah_id=pk, oleh=oleh, jumlah=jumlah.get(pk, 0))
        for pk in sorted(pd_ids)
    ]
    Pembekuan.objects.bulk_create(pembekuan)
    milik = {p.perangkat_daerah_id: p for p in pembekuan}
    target = bekukan_target(milik, jadwal)
    bekukan_pagu(milik, jadwal)
    catat_audit_massal(
        "triwulan.dibekukan",
        [
            (
                p,
                None,
                {
                    "perangkat_daerah": p.perangkat_daerah_id,
                    "tahun": jadwal.tahun,
                    "triwulan": jadwal.triwulan,
                    "baris": p.jumlah,
                    "target": target.get(p.pk, 0),
                    "apa_adanya": p.perangkat_daerah_id in apa_adanya,
                },
            )
            for p in pembekuan
        ],
        oleh=oleh,
    )
    nama = PerangkatDaerah.objects.filter(pk__in=pd_ids).nama_per_id()
    for p in pembekuan:
        kabari_pd(
            p.perangkat_daerah_id,
            judul=f"{jadwal.nama} {nama[p.perangkat_daerah_id]} dibekukan",
            teks="Nilai, penjelasan, anggaran, dan bukti triwulan ini tidak berubah lagi.",
            jadwal=jadwal,
            kunci=f"beku-{p.pk}",
        )
    return HasilBeku(jadwal.tahun, len(pembekuan), len(baris))


@transaction.atomic
def buka_beku(
    *, jadwal_id: int, perangkat_daerah: Collection[int], alasan: str, oleh: Pengguna
) -> HasilBeku:
    """Lift the freeze of some PD, with the reason; their people are told.

    Raises JadwalPengisian.DoesNotExist, TidakBoleh, ValidationError (no reason), GalatPengguna
    (nothing chosen, lifted by somebody else, or the year is frozen with its triwulan IV).
    """
    jadwal = JadwalPengisian.objects.select_for_update().get(pk=jadwal_id)
    boleh_atur_jadwal(oleh).wajib()
    pd_ids, alasan = set(perangkat_daerah), alasan.strip()
    if not alasan:
        raise ValidationError({"alasan": "Tulis alasan pembukaannya."})
    if not pd_ids:
        raise GalatPengguna("Pilih paling sedikit satu perangkat daerah.")
    _kunci(pd_ids, jadwal)
    nama = PerangkatDaerah.objects.filter(pk__in=pd_ids).order_by("urutan", "kode").nama_per_id()
    if jadwal.triwulan != 4 and (setahun := _beku_setahun(pd_ids, jadwal.tahun)):
        raise GalatPengguna(
            f"Buka dulu pembekuan Triwulan IV {jadwal.tahun} "
            f"{sebut([n for pk, n in nama.items() if pk in setahun])}: "
            "nilai setahunnya dihitung juga dari triwulan ini."
        )
    pembekuan = list(
        Pembekuan.objects.berlaku()
        .select_for_update()
        .filter(jadwal=jadwal, perangkat_daerah__in=pd_ids)
        .order_by("pk")
    )
    beku = {p.perangkat_daerah_id for p in pembekuan}
    if hilang := [n for pk, n in nama.items() if pk not in beku]:
        raise GalatPengguna(f"{jadwal.nama} {sebut(hilang)} tidak sedang dibekukan.")
    baris = _ganti_status(
        _baris(pd_ids, jadwal, StatusRealisasi.DIBEKUKAN),
        StatusRealisasi.DIVERIFIKASI,
        "realisasi.dibuka_beku",
        oleh,
        alasan=alasan,
    )
    lepas_target(pd_ids, jadwal)
    lepas_pagu(pd_ids, jadwal)
    kini = timezone.now()
    for p in pembekuan:
        p.dibuka_oleh, p.dibuka_pada, p.alasan_dibuka = oleh, kini, alasan[:1000]
        p.full_clean()
        p.save(update_fields=["dibuka_oleh", "dibuka_pada", "alasan_dibuka", "diperbarui_pada"])
    catat_audit_massal(
        "triwulan.dibuka_beku",
        [(p, {"dibuka_pada": None}, {"dibuka_pada": kini, "alasan": alasan}) for p in pembekuan],
        oleh=oleh,
    )
    for p in pembekuan:
        kabari_pd(
            p.perangkat_daerah_id,
            judul=f"Pembekuan {jadwal.nama} {nama[p.perangkat_daerah_id]} dibuka",
            teks=f"Alasan: {alasan}",
            jadwal=jadwal,
            kunci=f"buka-beku-{p.pk}",
        )
    return HasilBeku(jadwal.tahun, len(pembekuan), len(baris))


def _beku_setahun(pd_ids: set[int], tahun: int) -> set[int]:
    return set(
        Pembekuan.objects.berlaku()
        .filter(perangkat_daerah__in=pd_ids, jadwal__tahun=tahun, jadwal__triwulan=4)
        .values_list("perangkat_daerah", flat=True)
    )


def _kunci(pd_ids: set[int], jadwal: JadwalPengisian) -> None:
    """Plans, indicators, nodes, rows: the order in which versions and single saves lock."""
    tahun = jadwal.tahun
    # A version that is being put in force judges the freezes; it comes before this one or after.
    rencana = DokumenPerencanaan.objects.filter(
        Q(perangkat_daerah__in=pd_ids) | Q(perangkat_daerah__jenis=JenisPD.KOTA),
        jenis__in=JENIS_TAHUNAN,
        tahun_dari=tahun,
    )
    list(rencana.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    for semua in (
        Indikator.objects.filter(pengampu__in=pd_ids),
        Simpul.objects.filter(perangkat_daerah__in=pd_ids),
        Realisasi.objects.filter(indikator__pengampu__in=pd_ids, tahun=tahun),
    ):
        list(semua.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _baris(pd_ids: set[int], jadwal: JadwalPengisian, status: str) -> list[Realisasi]:
    return list(
        Realisasi.objects.periode(jadwal.tahun, jadwal.triwulan)
        .filter(indikator__pengampu__in=pd_ids, status=status)
        .select_related("indikator")
        .only("status", "tahun", "triwulan", "indikator__pengampu")
        .order_by("pk")
    )


def _ganti_status(
    baris: Iterable[Realisasi],
    status: StatusRealisasi,
    aksi: str,
    oleh: Pengguna,
    **catatan: str,
) -> list[Realisasi]:
    """One UPDATE, an audit row each."""
    semua = list(baris)
    jejak: list[tuple[Any, Any, Any]] = [
        (r, {"status": r.status}, {"status": status.value, **catatan}) for r in semua
    ]
    Realisasi.objects.filter(pk__in=[r.pk for r in semua]).update(
        status=status, diperbarui_pada=timezone.now()
    )
    catat_audit_massal(aksi, jejak, oleh=oleh)
    return semua
