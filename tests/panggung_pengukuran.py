"""The rows of measurement in the world of tests/panggung_akses.py: evidence and a template."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from dasar.models import Berkas
from kinerja.models import (
    BuktiDukung,
    ImporLaporan,
    IngatanPadanan,
    IsiIndikator,
    JadwalPengisian,
    PaguBeku,
    Pembekuan,
    PenjelasanKejanggalan,
    Perpanjangan,
    Realisasi,
    TargetBeku,
    UnggahanIsian,
)
from opd.models import Pengguna, PerangkatDaerah
from tests.kinerja.panggung_templat import Buku, unduh_pd

PDF = b"%PDF-1.7\n"
NILAI_TEMPLAT = 95
# What a page of measurement may change.
POTRET_PENGUKURAN: tuple[type[Model], ...] = (
    BuktiDukung,
    IngatanPadanan,
    JadwalPengisian,
    PaguBeku,
    Pembekuan,
    PenjelasanKejanggalan,
    Perpanjangan,
    TargetBeku,
    UnggahanIsian,
)


@dataclass
class MilikPengukuran:
    """What one PD has: its values by quarter, evidence of the open one and a file of the closed
    one, a template in which one value was changed."""

    pd: PerangkatDaerah
    isi: IsiIndikator
    realisasi: dict[int, Realisasi]
    impor: ImporLaporan
    bukti: BuktiDukung
    berkas: Berkas
    templat: bytes
    unggahan: UnggahanIsian


@dataclass
class DuniaPengukuran:
    """By PD; the schedules are those of the city."""

    milik: dict[str, MilikPengukuran]
    jadwal: dict[int, JadwalPengisian]


def susun_pengukuran(
    *,
    pd: PerangkatDaerah,
    isi: IsiIndikator,
    realisasi: dict[int, Realisasi],
    impor: ImporLaporan,
    buka: int,
    operator: Pengguna,
    rekan: Pengguna,
) -> MilikPengukuran:
    """Store it for one PD; `buka` is the quarter that is open."""
    buku = Buku(unduh_pd(pd, operator, buka)).tulis(f"i{isi.indikator_id}", "nilai", NILAI_TEMPLAT)
    templat = buku.simpan()
    return MilikPengukuran(
        pd=pd,
        isi=isi,
        realisasi=realisasi,
        impor=impor,
        bukti=BuktiDukung.objects.create(
            realisasi=realisasi[buka],
            berkas=_berkas(f"bukti-{pd.pk}.pdf", "pdf", PDF + b"%1", rekan),
            judul="Laporan kegiatan",
            diunggah_oleh=rekan,
        ),
        berkas=_berkas(f"lain-{pd.pk}.pdf", "pdf", PDF + b"%2", rekan),
        templat=templat,
        unggahan=UnggahanIsian.objects.create(
            perangkat_daerah=pd,
            tahun=realisasi[buka].tahun,
            triwulan=buka,
            berkas=_berkas(f"isian-{pd.pk}.xlsx", "xlsx", templat, rekan),
            diunggah_oleh=rekan,
        ),
    )


def _berkas(nama: str, jenis: str, isi: bytes, oleh: Pengguna) -> Berkas:
    berkas = Berkas(
        nama_asli=nama,
        jenis=jenis,
        ukuran=len(isi),
        sha256=hashlib.sha256(isi + nama.encode()).hexdigest(),
        diunggah_oleh=oleh,
    )
    berkas.isi.save(nama, SimpleUploadedFile(nama, isi), save=False)
    berkas.save()
    return berkas
