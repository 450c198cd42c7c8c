"""Posts of one PD as a tree with their agreements, and the versions of one agreement."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from dasar.tanggal import format_tanggal
from kinerja.models import JENIS_TAHUNAN, DokumenPerencanaan, PerjanjianKinerja, StatusPK
from kinerja.selectors.periode import tahun_tersedia
from kinerja.selectors.selisih_perjanjian import SelisihPK, selisih_rencana
from opd.models import Eselon, Jabatan, JenisPD, Pengguna, PenugasanJabatan, PerangkatDaerah
from opd.selectors.pejabat import pejabat_pada

TINGKAT = {1: "Wali kota", 2: "Eselon II", 3: "Eselon III", 4: "Eselon IV dan ketua tim"}


@dataclass(frozen=True)
class KeadaanPK:
    """Where the agreement of a post stands on a day. `kode` is one of kosong (vacant, whatever
    was signed), belum, draf, pejabat (signed by somebody who no longer holds the post), selisih
    (signed, but the plan in force has other targets), sudah, berakhir (the post itself ended);
    `rinci` is what stands beside its badge, `kalimat` says it without one."""

    kode: str
    kalimat: str
    rinci: str = ""

    @property
    def ditandatangani(self) -> bool:
        """Whether the present holder has signed."""
        return self.kode in ("sudah", "selisih")


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
    # The newest of all that were ever signed, also one that ended with the post.
    terakhir: PerjanjianKinerja | None
    contoh: bool  # a made-up official


def hari_tahun(tahun: int, hari: datetime.date | None = None) -> datetime.date:
    """The day on which a year is looked at: today inside it, else its nearest end."""
    hari = hari or timezone.localdate()
    return min(max(hari, datetime.date(tahun, 1, 1)), datetime.date(tahun, 12, 31))


def tahun_pk(user: Pengguna, tahun: int) -> list[int]:
    """Years to choose between, newest first: those with agreements, a plan of one year or a
    schedule, the asked one and the present one."""
    ada = PerjanjianKinerja.objects.for_user(user).values_list("tahun", flat=True).distinct()
    rencana = (
        DokumenPerencanaan.objects.for_user(user)
        .filter(jenis__in=JENIS_TAHUNAN)
        .values_list("tahun_dari", flat=True)
        .distinct()
    )
    kini = timezone.localdate().year
    return sorted(
        {*ada.order_by(), *rencana.order_by(), *tahun_tersedia(), tahun, kini}, reverse=True
    )


def pd_berjabatan(user: Pengguna) -> list[PerangkatDaerah]:
    """PD whose posts `user` may see, the city first, named."""
    jabatan = Jabatan.objects.for_user(user).values("perangkat_daerah")
    terlihat = PerangkatDaerah.objects.for_user(user).penyusun().values("pk")
    pd = PerangkatDaerah.objects.filter(Q(pk__in=jabatan) | Q(pk__in=terlihat))
    return sorted(
        pd.dengan_nama().order_by("urutan", "kode"), key=lambda satu: satu.jenis != JenisPD.KOTA
    )


def daftar_jabatan(pd_id: int, tahun: int, hari: datetime.date) -> list[BarisJabatan]:
    """The posts of a PD on `hari` as a tree in reading order, then those that ended earlier in
    the year and have an agreement of it (six queries at most)."""
    semua = list(
        Jabatan.objects.filter(perangkat_daerah=pd_id, dari__lte=hari)
        .filter(Q(sampai__isnull=True) | Q(sampai__gte=datetime.date(tahun, 1, 1)))
        .order_by("eselon", "urutan", "nama", "pk")
    )
    ids = [j.pk for j in semua]
    pejabat = pejabat_pada(ids, hari)
    milik = pk_per_jabatan(ids, tahun)
    selisih = selisih_rencana((p for satu in milik.values() for p in satu), hari)
    ada = [j for j in semua if not _berakhir(j, hari)]
    berakhir = [j for j in semua if _berakhir(j, hari) and j.pk in milik]
    return [
        baris_jabatan(j, dalam, pejabat, milik.get(j.pk, ()), selisih, hari)
        for j, dalam in [*_urutkan(ada), *_urutkan(berakhir)]
    ]


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
    selisih: Mapping[int, SelisihPK],
    hari: datetime.date,
) -> BarisJabatan:
    """One post with its holder on `hari` (of one that ended: who signed last) and its
    agreements; `selisih` as of selisih_rencana."""
    kini = pejabat.get(jabatan.pk)
    milik = list(milik)
    draf = next((p for p in milik if p.status == StatusPK.DRAF), None)
    berlaku = next((p for p in milik if p.status == StatusPK.DITANDATANGANI), None)
    terakhir = next((p for p in reversed(milik) if p.status != StatusPK.DRAF), None)
    if jabatan.sampai is not None and jabatan.sampai < hari:
        kini = terakhir.pihak_pertama if terakhir is not None else None
        keadaan = _keadaan_berakhir(jabatan.sampai, terakhir)
    else:
        keadaan = _keadaan(kini, draf, berlaku, selisih)
    return BarisJabatan(
        jabatan=jabatan,
        dalam=dalam,
        eselon=Eselon(jabatan.eselon).label,
        pejabat=_nama_pejabat(kini),
        keadaan=keadaan,
        draf=draf,
        berlaku=berlaku,
        terakhir=terakhir,
        contoh=kini is not None and kini.pegawai.contoh,
    )


def _berakhir(jabatan: Jabatan, hari: datetime.date) -> bool:
    return jabatan.sampai is not None and jabatan.sampai < hari


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
    selisih: Mapping[int, SelisihPK],
) -> KeadaanPK:
    if berlaku is not None:
        siap = "Draf perubahan sudah ada." if draf is not None else ""
        if kini is None:
            ulang = "PK ditandatangani ulang setelah terisi"
            return KeadaanPK("kosong", f"Kosong; {ulang}. {siap}".rstrip(), f"{ulang}.")
        if pejabat_berganti(berlaku, kini):
            sebab = f"pejabat berganti {format_tanggal(kini.dari)}."
            return KeadaanPK(
                "pejabat",
                f"Perlu PK perubahan: {sebab} {siap}".rstrip(),
                f"P{sebab[1:]} {siap}".rstrip(),
            )
        hari = format_tanggal(berlaku.tanggal)
        beda = selisih.get(berlaku.pk)
        rinci = " ".join(teks for teks in (f"{hari}.", beda and beda.kalimat, siap) if teks)
        return KeadaanPK("selisih" if beda else "sudah", f"Ditandatangani {rinci}", rinci)
    if kini is None:
        return KeadaanPK(
            "kosong",
            "Jabatan kosong, belum ada yang dapat menandatangani.",
            "Draf sudah ada." if draf is not None else "",
        )
    if draf is not None:
        return KeadaanPK("draf", "Draf belum ditandatangani.", "Belum ditandatangani.")
    return KeadaanPK("belum", "Belum disusun.")


def _keadaan_berakhir(sampai: datetime.date, terakhir: PerjanjianKinerja | None) -> KeadaanPK:
    akhir = format_tanggal(sampai)
    tanda = (
        f"PK ditandatangani {format_tanggal(terakhir.tanggal)}."
        if terakhir is not None
        else "PK tidak pernah ditandatangani."
    )
    return KeadaanPK("berakhir", f"Jabatan berakhir {akhir}. {tanda}", f"{akhir}. {tanda}")


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
