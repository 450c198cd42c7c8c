"""Posts of one PD as a tree with their agreements, and the versions of one agreement."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from dasar.tanggal import format_tanggal
from kinerja.models import PerjanjianKinerja, StatusPK
from opd.models import Eselon, Jabatan, JenisPD, Pengguna, PenugasanJabatan, PerangkatDaerah
from opd.selectors.pejabat import pejabat_pada

TINGKAT = {1: "Wali kota", 2: "Eselon II", 3: "Eselon III", 4: "Eselon IV dan ketua tim"}


@dataclass(frozen=True)
class KeadaanPK:
    """Where the agreement of a post stands on a day. `kode` is one of kosong (vacant), belum,
    draf, pejabat (signed by somebody who no longer holds the post), sudah; `rinci` is what stands
    beside its badge, `kalimat` says it without one."""

    kode: str
    kalimat: str
    rinci: str = ""


@dataclass(frozen=True)
class BarisJabatan:
    """One post: `dalam` is its depth in the tree of its PD, 0 for the head."""

    jabatan: Jabatan
    dalam: int
    eselon: str
    pejabat: str
    keadaan: KeadaanPK
    draf: PerjanjianKinerja | None
    berlaku: PerjanjianKinerja | None


def hari_tahun(tahun: int, hari: datetime.date | None = None) -> datetime.date:
    """The day on which a year is looked at: today inside it, else its nearest end."""
    hari = hari or timezone.localdate()
    return min(max(hari, datetime.date(tahun, 1, 1)), datetime.date(tahun, 12, 31))


def tahun_pk(user: Pengguna, tahun: int) -> list[int]:
    """Years to choose between, newest first: those with agreements, the asked one, the next."""
    kini = timezone.localdate().year
    ada = PerjanjianKinerja.objects.for_user(user).values_list("tahun", flat=True).distinct()
    return sorted({*ada.order_by(), tahun, kini, kini + 1}, reverse=True)


def pd_berjabatan(user: Pengguna) -> list[PerangkatDaerah]:
    """PD whose posts `user` may see, the city first, named."""
    jabatan = Jabatan.objects.for_user(user).values("perangkat_daerah")
    terlihat = PerangkatDaerah.objects.for_user(user).penyusun().values("pk")
    pd = PerangkatDaerah.objects.filter(Q(pk__in=jabatan) | Q(pk__in=terlihat))
    return sorted(
        pd.dengan_nama().order_by("urutan", "kode"), key=lambda satu: satu.jenis != JenisPD.KOTA
    )


def daftar_jabatan(pd_id: int, tahun: int, hari: datetime.date) -> list[BarisJabatan]:
    """The posts of a PD on `hari` as a tree in reading order (three queries)."""
    jabatan = list(
        Jabatan.objects.filter(perangkat_daerah=pd_id)
        .pada(hari)
        .order_by("eselon", "urutan", "nama", "pk")
    )
    ids = [j.pk for j in jabatan]
    pejabat = pejabat_pada(ids, hari)
    milik = pk_per_jabatan(ids, tahun)
    return [baris_jabatan(j, dalam, pejabat, milik.get(j.pk, ())) for j, dalam in _urutkan(jabatan)]


def pk_per_jabatan(ids: Iterable[int], tahun: int) -> dict[int, list[PerjanjianKinerja]]:
    """Agreements of the year by post, oldest first (one query); frozen content stays behind."""
    hasil: dict[int, list[PerjanjianKinerja]] = {}
    semua = (
        PerjanjianKinerja.objects.filter(jabatan__in=list(ids), tahun=tahun)
        .select_related("pihak_pertama__pegawai", "pihak_pertama__jabatan")
        .defer("isi")
        .order_by("perubahan_ke")
    )
    for satu in semua:
        hasil.setdefault(satu.jabatan_id, []).append(satu)
    return hasil


def baris_jabatan(
    jabatan: Jabatan,
    dalam: int,
    pejabat: Mapping[int, PenugasanJabatan],
    milik: Iterable[PerjanjianKinerja],
) -> BarisJabatan:
    """One post with its holder and its agreements."""
    kini = pejabat.get(jabatan.pk)
    milik = list(milik)
    draf = next((p for p in milik if p.status == StatusPK.DRAF), None)
    berlaku = next((p for p in milik if p.status == StatusPK.DITANDATANGANI), None)
    return BarisJabatan(
        jabatan=jabatan,
        dalam=dalam,
        eselon=Eselon(jabatan.eselon).label,
        pejabat=_nama_pejabat(kini),
        keadaan=_keadaan(kini, draf, berlaku),
        draf=draf,
        berlaku=berlaku,
    )


def pejabat_berganti(pk: PerjanjianKinerja, kini: PenugasanJabatan | None) -> bool:
    """Whether somebody else holds the post now, or the same person in another capacity."""
    dulu = pk.pihak_pertama
    if kini is None or dulu is None:
        return False
    return (kini.pegawai_id, kini.jenis) != (dulu.pegawai_id, dulu.jenis)


def _nama_pejabat(kini: PenugasanJabatan | None) -> str:
    if kini is None:
        return ""
    return (
        kini.pegawai.nama
        if kini.jenis == "definitif"
        else (f"{kini.pegawai.nama} ({kini.get_jenis_display()}.)")
    )


def _keadaan(
    kini: PenugasanJabatan | None,
    draf: PerjanjianKinerja | None,
    berlaku: PerjanjianKinerja | None,
) -> KeadaanPK:
    if berlaku is not None:
        siap = "Draf perubahan sudah ada." if draf is not None else ""
        if kini is not None and pejabat_berganti(berlaku, kini):
            sebab = f"pejabat berganti {format_tanggal(kini.dari)}."
            return KeadaanPK(
                "pejabat",
                f"Perlu PK perubahan: {sebab} {siap}".rstrip(),
                f"P{sebab[1:]} {siap}".rstrip(),
            )
        hari = format_tanggal(berlaku.tanggal)
        return KeadaanPK(
            "sudah", f"Ditandatangani {hari}. {siap}".rstrip(), f"{hari}. {siap}".rstrip()
        )
    if kini is None:
        return KeadaanPK(
            "kosong",
            "Jabatan kosong, belum ada yang dapat menandatangani.",
            "Draf sudah ada." if draf is not None else "",
        )
    if draf is not None:
        return KeadaanPK("draf", "Draf belum ditandatangani.", "Belum ditandatangani.")
    return KeadaanPK("belum", "Belum disusun.")


def _urutkan(jabatan: list[Jabatan]) -> list[tuple[Jabatan, int]]:
    """Depth first; a post whose superior is not of this PD (or no longer exists) is a root."""
    ada = {j.pk for j in jabatan}
    anak: dict[int | None, list[Jabatan]] = {}
    for j in jabatan:
        anak.setdefault(j.induk_id if j.induk_id in ada else None, []).append(j)
    hasil: list[tuple[Jabatan, int]] = []
    tumpukan = [(j, 0) for j in reversed(anak.get(None, []))]
    while tumpukan:
        j, dalam = tumpukan.pop()
        hasil.append((j, dalam))
        tumpukan += [(a, dalam + 1) for a in reversed(anak.get(j.pk, []))]
    return hasil


def versi_pk(pk: PerjanjianKinerja, user: Pengguna) -> list[PerjanjianKinerja]:
    """All agreements of the same post and year that `user` may see, newest first."""
    return list(
        PerjanjianKinerja.objects.for_user(user)
        .filter(jabatan=pk.jabatan_id, tahun=pk.tahun)
        .select_related("jabatan")
        .defer("isi")
        .order_by("-perubahan_ke")
    )
