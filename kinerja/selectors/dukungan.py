"""Which goals a node supports, who supports it, and which goals it could support."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from dasar.angka import format_angka_utuh, format_rupiah
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.jumlah_pagu import jumlahkan_sekali
from kinerja.models import Anggaran, Dukungan, IsiSimpul, JenisSimpul, StatusDokumen
from kinerja.models.simpul import TINGKAT_SIMPUL
from opd.models import JenisPD, Pengguna

_TUJUAN = (JenisSimpul.TUJUAN, JenisSimpul.SASARAN)


@dataclass(frozen=True)
class CalonTujuan:
    """A goal that a node could support: the lasting node with its name and whose it is."""

    simpul_id: int
    nama: str
    pemilik: str


@dataclass(frozen=True)
class BarisDukungan:
    """One link ready to print; `bersama`: the supporter also supports another goal."""

    pk: int
    nama: str
    jenis: str
    porsi: str
    pagu: str
    bersama: bool


@dataclass(frozen=True)
class DukunganSimpul:
    """All links of one node; `jumlah_pagu` adds the supporters, each once."""

    mendukung: tuple[BarisDukungan, ...]
    didukung: tuple[BarisDukungan, ...]
    jumlah_pagu: str


def bisa_mendukung(isi: IsiSimpul) -> bool:
    """A tujuan supports a goal, and so does every kind below it."""
    return TINGKAT_SIMPUL[isi.jenis] >= TINGKAT_SIMPUL[JenisSimpul.TUJUAN]


def calon_tujuan(isi: IsiSimpul, user: Pengguna) -> list[CalonTujuan]:
    """Goals of the city and of the node's PD that it could support, one row per lasting node.

    Only goals of a kind not below the node's own: a sasaran supports a sasaran or a tujuan.
    """
    if not bisa_mendukung(isi):
        return []
    jenis = [j for j in _TUJUAN if TINGKAT_SIMPUL[j] <= TINGKAT_SIMPUL[isi.jenis]]
    milik = Q(dokumen__perangkat_daerah__jenis=JenisPD.KOTA) | Q(
        dokumen__perangkat_daerah=isi.dokumen.perangkat_daerah_id
    )
    tujuan = (
        IsiSimpul.objects.for_user(user)
        .filter(milik, jenis__in=jenis)
        .exclude(simpul=isi.simpul_id)
        .exclude(dokumen__status=StatusDokumen.DIGANTIKAN)
        .select_related("dokumen", "dokumen__perangkat_daerah")
        .order_by("dokumen__perangkat_daerah__urutan", "-dokumen__tahun_dari", "jalur")
    )
    hasil: dict[int, CalonTujuan] = {}
    for t in tujuan:
        kota = t.dokumen.perangkat_daerah.jenis == JenisPD.KOTA
        hasil.setdefault(
            t.simpul_id,
            CalonTujuan(
                t.simpul_id,
                f"{t.get_jenis_display()}: {huruf_kalimat(t.nama)}",
                f"{'Kota' if kota else 'Perangkat daerah ini'}, {t.dokumen}",
            ),
        )
    return list(hasil.values())


def dukungan_simpul(isi: IsiSimpul, user: Pengguna, tahun: int) -> DukunganSimpul:
    """The links of one node as `user` may see them (a constant number of queries)."""
    semua = list(
        Dukungan.objects.for_user(user)
        .filter(Q(dari=isi.simpul_id) | Q(ke=isi.simpul_id))
        .order_by("pk")
    )
    pendukung = [d.dari_id for d in semua if d.ke_id == isi.simpul_id]
    nama = _nama([*(d.ke_id for d in semua), *(d.dari_id for d in semua)], user)
    pagu = dict(
        Anggaran.objects.for_user(user)
        .filter(simpul__in=pendukung, tahun=tahun, triwulan=0)
        .values_list("simpul", "pagu")
    )
    # A supporter is shared when it supports any other goal too.
    lain: dict[int, set[int]] = {}
    for dari, ke in Dukungan.objects.filter(dari__in=pendukung).values_list("dari", "ke"):
        lain.setdefault(ke, set()).add(dari)
    hitung = jumlahkan_sekali(lain, pagu)
    jumlah = hitung.per_tujuan.get(isi.simpul_id)
    teks = "–"
    if jumlah is not None and jumlah.jumlah is not None:
        kurang = "" if jumlah.lengkap else f" (belum lengkap, {jumlah.n} dari {jumlah.dari})"
        teks = f"Rp {format_rupiah(jumlah.jumlah)}{kurang}"

    def baris(d: Dukungan, simpul_id: int) -> BarisDukungan:
        jenis, sebutan = nama.get(simpul_id, ("", f"Simpul {simpul_id}"))
        nilai = pagu.get(simpul_id)
        return BarisDukungan(
            pk=d.pk,
            nama=sebutan,
            jenis=jenis,
            porsi="" if d.porsi is None else f"{format_angka_utuh(d.porsi)}%",
            pagu="–" if nilai is None else format_rupiah(nilai),
            bersama=simpul_id in hitung.bersama,
        )

    return DukunganSimpul(
        mendukung=tuple(baris(d, d.ke_id) for d in semua if d.dari_id == isi.simpul_id),
        didukung=tuple(baris(d, d.dari_id) for d in semua if d.ke_id == isi.simpul_id),
        jumlah_pagu=teks,
    )


def _nama(simpul: Iterable[int], user: Pengguna) -> dict[int, tuple[str, str]]:
    """Kind and newest name of lasting nodes (one query)."""
    hasil: dict[int, tuple[str, str]] = {}
    for isi in (
        IsiSimpul.objects.for_user(user)
        .filter(simpul__in=set(simpul))
        .order_by("-dokumen__tahun_dari", "-dokumen__perubahan_ke")
    ):
        hasil.setdefault(isi.simpul_id, (isi.get_jenis_display(), huruf_kalimat(isi.nama)))
    return hasil
