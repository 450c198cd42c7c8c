"""Posts, holders and roles that a reorganisation touches, and how its preview names them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from dasar.tanggal import format_tanggal
from opd.models import (
    Jabatan,
    JenisPeran,
    JenisPerubahan,
    PenugasanJabatan,
    Peran,
    PerangkatDaerah,
)
from opd.models.organisasi import JENIS_UNIT
from opd.models.pengguna import PERAN_PD
from opd.pendaftar import ButirPindah, RencanaPindah

CONTOH = 5


class BahanPejabat:
    """Posts, holders and roles of the giving PD that still run on the day (four queries)."""

    def __init__(self, rencana: RencanaPindah) -> None:
        self.rencana = rencana
        self.merger = rencana.jenis == JenisPerubahan.PENGGABUNGAN
        sumber = rencana.berakhir if self.merger else rencana.asal
        berjalan = Q(sampai__isnull=True) | Q(sampai__gte=rencana.tanggal)
        self.jabatan = list(
            Jabatan.objects.filter(berjalan, perangkat_daerah__in=sumber)
            .select_related("perangkat_daerah")
            .order_by("perangkat_daerah", "eselon", "urutan", "pk")
        )
        self.per_pk = {j.pk: j for j in self.jabatan}
        self.penugasan: dict[int, list[PenugasanJabatan]] = {}
        for p in (
            PenugasanJabatan.objects.filter(berjalan, jabatan__in=self.jabatan)
            .select_related("pegawai", "jabatan")
            .order_by("jabatan", "dari", "pk")
        ):
            self.penugasan.setdefault(p.jabatan_id, []).append(p)
        self.peran = list(
            Peran.objects.filter(berjalan, perangkat_daerah__in=sumber, peran__in=PERAN_PD)
            .select_related("pengguna", "perangkat_daerah")
            .order_by("perangkat_daerah", "peran", "pk")
        )
        self.nama = PerangkatDaerah.objects.filter(
            pk__in=[*rencana.asal, *rencana.tujuan]
        ).nama_per_id(singkatan=True)

    def akar(self, j: Jabatan) -> Jabatan:
        """The post directly below the head in whose branch `j` stands."""
        dilihat: set[int] = set()
        while j.induk_id in self.per_pk and j.pk not in dilihat:
            atas = self.per_pk[j.induk_id]
            if atas.kepala:
                break
            dilihat.add(j.pk)
            j = atas
        return j

    def jumlah_bawahan(self, akar: Jabatan) -> int:
        return sum(1 for j in self.jabatan if j.pk != akar.pk and self.akar(j).pk == akar.pk)

    def penerima(self, j: Jabatan) -> int:
        """The PD of a post afterwards; a head never moves."""
        if j.kepala:
            return j.perangkat_daerah_id
        if self.merger:
            return self.rencana.tujuan[0]
        return self.rencana.penerima(f"jabatan:{self.akar(j).pk}")

    def penerima_peran(self, p: Peran) -> int:
        if self.merger:
            return self.rencana.tujuan[0]
        return self.rencana.penerima(f"peran:{p.pk}")

    def berakhir(self, j: Jabatan) -> bool:
        """Whether the post ends the day before."""
        return (
            j.perangkat_daerah_id in self.rencana.berakhir
            or self.penerima(j) != j.perangkat_daerah_id
        )

    @property
    def pindah(self) -> list[Jabatan]:
        """Posts that go on in another PD, superiors ahead."""
        semua = [j for j in self.jabatan if not j.kepala and self.berakhir(j)]
        return sorted(semua, key=lambda j: (self._kedalaman(j), j.perangkat_daerah_id, j.urutan))

    def _kedalaman(self, j: Jabatan) -> int:
        n, dilihat = 0, {j.pk}
        while j.induk_id in self.per_pk and j.induk_id not in dilihat:
            j = self.per_pk[j.induk_id]
            dilihat.add(j.pk)
            n += 1
        return n

    @property
    def kepala(self) -> list[Jabatan]:
        """Heads whose PD ends."""
        return [j for j in self.jabatan if j.kepala and self.berakhir(j)]

    @property
    def halangan(self) -> list[str]:
        """What begins only after a post has ended cannot end before it began."""
        kata = format_tanggal(self.rencana.tanggal)
        kalimat = [
            f"Jabatan {j} baru berlaku {format_tanggal(j.dari)}, pada atau setelah tanggal "
            f"perubahan {kata}. Ubah dulu tanggalnya."
            for j in self.jabatan
            if self.berakhir(j) and j.dari >= self.rencana.tanggal
        ]
        kalimat += [
            f"{p.pegawai} menjabat {p.jabatan} mulai {format_tanggal(p.dari)}, padahal jabatan "
            f"itu berakhir sebelum {kata}. Ubah dulu penugasannya."
            for j in self.kepala
            for p in self.penugasan.get(j.pk, [])
            if p.dari >= self.rencana.tanggal
        ]
        return kalimat + [
            f"Peran kepala {p.pengguna} baru berlaku {format_tanggal(p.dari)}, padahal perangkat "
            f"daerahnya berakhir sebelum {kata}. Akhiri dulu perannya."
            for p in self.peran
            if p.peran == JenisPeran.KEPALA_PD
            and p.perangkat_daerah_id in self.rencana.berakhir
            and p.dari >= self.rencana.tanggal
        ]


def _butir(judul: str, nama: Iterable[str], kalimat: str, **lain: Any) -> list[ButirPindah]:
    semua = list(nama)
    if not semua:
        return []
    return [ButirPindah(judul, len(semua), kalimat, tuple(semua[:CONTOH]), **lain)]


def butir_jabatan(bahan: BahanPejabat) -> list[ButirPindah]:
    """Posts and their holders."""
    sehari_sebelum = format_tanggal(bahan.rencana.tanggal - datetime.timedelta(days=1))
    pemegang = [p for j in bahan.pindah for p in bahan.penugasan.get(j.pk, [])]
    # People, not assignments: one may hold two posts, or one post twice.
    pimpinan: dict[int, tuple[str, list[str]]] = {}
    for p in (p for j in bahan.kepala for p in bahan.penugasan.get(j.pk, [])):
        sebutan = pimpinan.setdefault(p.pegawai_id, (str(p.pegawai), []))[1]
        if p.sebutan not in sebutan:
            sebutan.append(p.sebutan)
    return [
        *_butir(
            "Jabatan yang diteruskan",
            (f"{j.nama} ({bahan.nama.get(j.perangkat_daerah_id, '')})" for j in bahan.pindah),
            f"Berakhir {sehari_sebelum} dan diteruskan jabatan penerusnya di penerima.",
        ),
        *_butir(
            "Pejabat yang ikut jabatannya",
            (f"{p.pegawai}, {p.sebutan}" for p in pemegang),
            "Penugasannya diteruskan pada jabatan penerus dengan jenis yang sama.",
        ),
        *_butir(
            "Jabatan pimpinan yang berakhir",
            (j.nama for j in bahan.kepala),
            f"Berakhir {sehari_sebelum}. Penerima yang belum punya pimpinan mendapat jabatannya, "
            "masih lowong.",
            akhir=True,
        ),
        *_butir(
            "Pimpinan tanpa jabatan sesudahnya",
            (f"{orang}, {' dan '.join(sebutan)}" for orang, sebutan in pimpinan.values()),
            "Penugasannya berakhir bersama jabatannya. Catat pelantikan pimpinan yang baru.",
            akhir=True,
        ),
    ]


def butir_peran(bahan: BahanPejabat) -> list[ButirPindah]:
    """Roles of users."""
    operator = [
        p
        for p in bahan.peran
        if p.peran == JenisPeran.OPERATOR and bahan.penerima_peran(p) != p.perangkat_daerah_id
    ]
    kepala = [
        p
        for p in bahan.peran
        if p.peran == JenisPeran.KEPALA_PD and p.perangkat_daerah_id in bahan.rencana.berakhir
    ]
    return [
        *_butir(
            "Operator",
            (str(p.pengguna) for p in operator),
            "Menjadi operator penerima mulai tanggal perubahan.",
        ),
        *_butir(
            "Peran kepala yang berakhir",
            (str(p.pengguna) for p in kepala),
            "Berakhir sehari sebelum tanggal perubahan. Admin memberi peran kepala yang baru.",
            akhir=True,
        ),
    ]


def butir_unit(rencana: RencanaPindah) -> list[ButirPindah]:
    """Units stay where the old reports find them."""
    unit = PerangkatDaerah.objects.filter(induk__in=rencana.berakhir, jenis__in=JENIS_UNIT).pada(
        rencana.tanggal
    )
    return _butir(
        "Unit di bawah perangkat daerah lama",
        unit.nama_per_id().values(),
        "Tetap tercatat di bawah perangkat daerah lama, sehingga laporan lama tidak berubah. "
        "Catat unit penerusnya di bawah penerima.",
        tetap=True,
    )
