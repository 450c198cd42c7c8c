"""Reading the organisation: the PD on a day, one PD over time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q

from opd.models import (
    Jabatan,
    JenisPD,
    NamaPD,
    Pengguna,
    PenugasanJabatan,
    PerangkatDaerah,
    PerubahanOrganisasi,
    StatusPerubahan,
)
from opd.models.organisasi import JENIS_UNIT, PerangkatDaerahQuerySet, bakukan_nama
from opd.selectors.jabatan import dengan_pemegang, masa, pemegang


def pd_terbaca(user: Pengguna) -> PerangkatDaerahQuerySet:
    """The PD whose organisation `user` may read: the visible ones, and the city for everyone
    who sees any."""
    terlihat = PerangkatDaerah.objects.for_user(user)
    if user.melihat_semua_pd or not user.pd_terlihat:
        return terlihat
    return PerangkatDaerah.objects.filter(Q(pk__in=terlihat.values("pk")) | Q(jenis=JenisPD.KOTA))


@dataclass
class BarisPD:
    """One PD of the list; `pemimpin` is its head post, `pejabat` who holds that."""

    pd: PerangkatDaerah
    unit: bool = False
    pemimpin: Jabatan | None = None
    pejabat: PenugasanJabatan | None = None
    jabatan: int = 0
    kosong: int = 0


def daftar_pd_pada(user: Pengguna, tanggal: datetime.date, teks: str = "") -> list[BarisPD]:
    """The PD of `tanggal` with head and posts, units below their PD (three queries)."""
    semua = list(pd_terbaca(user).pada(tanggal).dengan_nama(tanggal).order_by("urutan", "kode"))
    ada = {pd.pk for pd in semua}
    anak: dict[int | None, list[PerangkatDaerah]] = {}
    for pd in semua:
        # Every PD may stand below the city; only units are shown below their own.
        di_bawah = pd.induk_id in ada and _unit(pd)
        anak.setdefault(pd.induk_id if di_bawah else None, []).append(pd)
    baris: dict[int, BarisPD] = {}

    def susun(induk: int | None) -> None:
        for pd in anak.get(induk, []):
            baris[pd.pk] = BarisPD(pd, unit=induk is not None)
            susun(pd.pk)

    susun(None)
    for jabatan in dengan_pemegang(
        Jabatan.objects.filter(perangkat_daerah__in=ada).pada(tanggal), tanggal
    ):
        satu = baris[jabatan.perangkat_daerah_id]
        orang = pemegang(jabatan)
        satu.jabatan += 1
        satu.kosong += not orang
        if jabatan.kepala:
            satu.pemimpin, satu.pejabat = jabatan, orang[0] if orang else None
    kata = bakukan_nama(teks)
    return [
        b
        for b in baris.values()
        if kata in bakukan_nama(f"{b.pd.nama_kini or ''} {b.pd.singkatan_kini or ''} {b.pd.kode}")
    ]


def _unit(pd: PerangkatDaerah) -> bool:
    return pd.jenis in JENIS_UNIT


@dataclass(frozen=True)
class Peristiwa:
    """A merge or split that this PD came from or went into, with the other PD by name."""

    kata: str
    pd: tuple[tuple[int, str], ...]
    perubahan: PerubahanOrganisasi


def nama_pd_dari_waktu_ke_waktu(pd: PerangkatDaerah) -> list[tuple[NamaPD, str]]:
    """Every name with its days, the newest first."""
    nama = NamaPD.objects.filter(perangkat_daerah=pd).order_by("-dari")
    return [(n, masa(n.dari, n.sampai)) for n in nama]


def peristiwa_pd(pd: PerangkatDaerah) -> list[Peristiwa]:
    """What was applied to a PD, the oldest first: where it came from, what it became."""
    perubahan = (
        PerubahanOrganisasi.objects.filter(status=StatusPerubahan.DITERAPKAN)
        .filter(Q(asal=pd) | Q(tujuan=pd))
        .distinct()
        .prefetch_related("asal", "tujuan")
        .order_by("tanggal", "pk")
    )
    semua = list(perubahan)
    nama = PerangkatDaerah.objects.filter(
        pk__in={p.pk for s in semua for p in [*s.asal.all(), *s.tujuan.all()]}
    ).nama_per_id()
    hasil = []
    for satu in semua:
        asal = [p.pk for p in satu.asal.all()]
        tujuan = [p.pk for p in satu.tujuan.all()]
        keluar = pd.pk in asal and pd.pk not in tujuan
        lain = [n for n in (tujuan if keluar else asal) if n != pd.pk]
        kata = "Dilanjutkan oleh" if keluar else "Melanjutkan"
        if pd.pk in asal and pd.pk in tujuan and not lain:
            # a split that this PD survived: the new ones stand in `tujuan`
            kata, lain = "Sebagian menjadi", [n for n in tujuan if n != pd.pk]
        hasil.append(Peristiwa(kata, tuple((n, nama.get(n, "–")) for n in lain), satu))
    return hasil
