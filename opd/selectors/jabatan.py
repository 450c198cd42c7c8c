"""Posts on a day: the tree of one PD with its holders, the list over all PD, one post's history."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, Value, When

from dasar.tanggal import format_tanggal
from opd.models import Eselon, Jabatan, Pegawai, Pengguna, PenugasanJabatan, PerangkatDaerah

# The higher eselon first; its text is no order ("kepala_daerah" comes after "iv_b").
URUTAN_ESELON = {eselon: n for n, eselon in enumerate(Eselon.values)}


@dataclass(frozen=True)
class SimpulJabatan:
    """One post of the tree with those who hold it that day; nobody: vacant."""

    jabatan: Jabatan
    pemegang: tuple[PenugasanJabatan, ...]
    bawahan: tuple[SimpulJabatan, ...]


@dataclass(frozen=True)
class PohonJabatan:
    """The posts of one PD on one day."""

    akar: tuple[SimpulJabatan, ...]
    jumlah: int
    kosong: int


def masa(dari: datetime.date, sampai: datetime.date | None) -> str:
    """A span of days in words, both included.

    >>> masa(datetime.date(2024, 5, 2), None)
    'sejak 2 Mei 2024'
    >>> masa(datetime.date(2024, 5, 2), datetime.date(2024, 6, 1))
    '2 Mei 2024 sampai 1 Juni 2024'
    """
    if sampai is None:
        return f"sejak {format_tanggal(dari)}"
    return f"{format_tanggal(dari)} sampai {format_tanggal(sampai)}"


def dengan_pemegang(jabatan: QuerySet[Jabatan], tanggal: datetime.date) -> QuerySet[Jabatan]:
    """Prefetch as `pemegang` those who hold each post on `tanggal`, the signer first."""
    return jabatan.prefetch_related(
        Prefetch(
            "penugasan",
            queryset=PenugasanJabatan.objects.pada(tanggal).select_related("pegawai"),
            to_attr="pemegang",
        )
    )


def pemegang(jabatan: Jabatan) -> tuple[PenugasanJabatan, ...]:
    """What dengan_pemegang() read."""
    return tuple(getattr(jabatan, "pemegang", ()))


def pohon_jabatan(pd_id: int, tanggal: datetime.date, user: Pengguna) -> PohonJabatan:
    """The posts of a PD on `tanggal` as a tree (two queries). A post whose superior is not among
    them stands at the top, the head of the PD first."""
    posts = dengan_pemegang(
        Jabatan.objects.for_user(user).filter(perangkat_daerah=pd_id).pada(tanggal), tanggal
    )
    semua = sorted(posts, key=_giliran)
    ada = {j.pk for j in semua}
    anak: dict[int | None, list[Jabatan]] = {}
    for j in semua:
        anak.setdefault(j.induk_id if j.induk_id in ada else None, []).append(j)

    def susun(induk: int | None) -> tuple[SimpulJabatan, ...]:
        return tuple(SimpulJabatan(j, pemegang(j), susun(j.pk)) for j in anak.get(induk, []))

    return PohonJabatan(susun(None), len(semua), sum(not pemegang(j) for j in semua))


def _giliran(jabatan: Jabatan) -> tuple[bool, int, int, int]:
    return not jabatan.kepala, URUTAN_ESELON[jabatan.eselon], jabatan.urutan, jabatan.pk


def daftar_jabatan(
    user: Pengguna,
    tanggal: datetime.date,
    *,
    pd_id: int | None = None,
    teks: str = "",
    hanya_kosong: bool = False,
) -> QuerySet[Jabatan]:
    """Posts that exist on `tanggal`, by PD, with their holders (see `pemegang`)."""
    terlihat = Jabatan.objects.for_user(user).pada(tanggal)
    if pd_id is not None:
        terlihat = terlihat.filter(perangkat_daerah=pd_id)
    if teks:
        terlihat = terlihat.filter(nama__icontains=teks)
    if hanya_kosong:
        berjalan = PenugasanJabatan.objects.filter(jabatan=OuterRef("pk")).pada(tanggal)
        terlihat = terlihat.exclude(Exists(berjalan.order_by()))
    return dengan_pemegang(
        terlihat.alias(
            tinggi=Case(*[When(eselon=e, then=Value(n)) for e, n in URUTAN_ESELON.items()])
        ).order_by(
            "perangkat_daerah__urutan", "perangkat_daerah", "-kepala", "tinggi", "urutan", "pk"
        ),
        tanggal,
    )


def riwayat_jabatan(jabatan: Jabatan) -> list[PenugasanJabatan]:
    """Everyone who ever held the post, the newest first."""
    return list(
        PenugasanJabatan.objects.filter(jabatan=jabatan)
        .select_related("pegawai", "jabatan")
        .order_by("-dari", "-pk")
    )


def calon_induk(pd: PerangkatDaerah, user: Pengguna) -> list[Jabatan]:
    """Posts that may stand above one of `pd`: its own and those of the PD above it."""
    nomor = [n for n in (pd.pk, pd.induk_id) if n is not None]
    posts = Jabatan.objects.for_user(user).filter(perangkat_daerah__in=nomor)
    return sorted(posts, key=lambda j: (j.perangkat_daerah_id != pd.pk, *_giliran(j)))


@dataclass(frozen=True)
class BarisPegawai:
    """One official of the list with the posts that the reader may see."""

    pegawai: Pegawai
    penugasan: Sequence[PenugasanJabatan]


def penugasan_kini(
    pegawai: Iterable[Pegawai], tanggal: datetime.date, user: Pengguna
) -> list[BarisPegawai]:
    """The posts that each of `pegawai` holds on `tanggal` (one query)."""
    orang = list(pegawai)
    milik: dict[int, list[PenugasanJabatan]] = {}
    baris = (
        PenugasanJabatan.objects.for_user(user)
        .filter(pegawai__in=[p.pk for p in orang])
        .pada(tanggal)
        .select_related("jabatan")
    )
    for satu in baris:
        milik.setdefault(satu.pegawai_id, []).append(satu)
    return [BarisPegawai(p, milik.get(p.pk, [])) for p in orang]
