"""Offers between PD: the inbox of who was asked and the outbox of who asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from dasar.tanggal import format_waktu_relatif
from kinerja.models import Crosscutting, KondisiKinerja, StatusCrosscutting
from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah


@dataclass(frozen=True)
class TawaranTampil:
    """One offer as text: the asker's condition is readable here though its tree may not be."""

    pk: int
    dari: str
    kepada: str
    pohon: str
    pohon_id: int
    tingkat: str
    kondisi: str
    uraian: str
    status: str
    label: str
    alasan: str
    jawaban: str
    diputus_oleh: str
    waktu: str


@dataclass(frozen=True)
class KotakCrosscutting:
    """`masuk`: what others ask of the person's PD; `keluar`: what they ask of others. People over
    all PD read everything in `keluar`."""

    masuk: tuple[TawaranTampil, ...]
    keluar: tuple[TawaranTampil, ...]

    @property
    def menunggu(self) -> int:
        return sum(t.status == StatusCrosscutting.DITAWARKAN for t in self.masuk)


def kotak_crosscutting(user: Pengguna) -> KotakCrosscutting:
    """All offers that `user` sees, those that wait first (a constant number of queries)."""
    tawaran = list(
        Crosscutting.objects.for_user(user)
        .select_related("kondisi__pohon", "dijawab_kondisi", "diputus_oleh")
        .order_by("-pk")
    )
    nama = PerangkatDaerah.objects.nama_per_id()
    tampil = {t.pk: _tampil(t, nama) for t in tawaran}
    milik = user.pd_terlihat
    giliran = sorted(tawaran, key=lambda t: t.status != StatusCrosscutting.DITAWARKAN)
    return KotakCrosscutting(
        masuk=tuple(tampil[t.pk] for t in giliran if t.perangkat_daerah_id in milik),
        keluar=tuple(tampil[t.pk] for t in giliran if t.perangkat_daerah_id not in milik),
    )


def tawaran_tampil(tawaran: Crosscutting) -> TawaranTampil:
    """One offer as text."""
    return _tampil(tawaran, PerangkatDaerah.objects.nama_per_id())


def kondisi_penjawab(pd_id: int, user: Pengguna) -> list[tuple[int, str]]:
    """The own conditions that may carry an offer, as choices."""
    return [
        (k.pk, f"{k.get_tingkat_display()}: {k.uraian}")
        for k in KondisiKinerja.objects.for_user(user)
        .filter(perangkat_daerah=pd_id)
        .order_by("pohon", "jalur")
    ]


def yang_dapat_diminta(pd_id: int) -> list[tuple[int, str]]:
    """Every PD that exists today and plans on its own, except `pd_id`, as choices.

    All of them, whatever the person sees: a name is public, and asking needs no look inside.
    """
    pd = PerangkatDaerah.objects.penyusun().pada(timezone.localdate()).exclude(pk=pd_id)
    return [(p.pk, str(p.nama_kini)) for p in pd.dengan_nama().order_by("urutan", "kode")]


def penerima_kabar(pd_ids: Iterable[int]) -> list[Pengguna]:
    """The active people who answer for these PD: operators and heads."""
    peran = Peran.objects.pada(timezone.localdate()).filter(
        peran__in=[JenisPeran.OPERATOR, JenisPeran.KEPALA_PD],
        perangkat_daerah__in=list(pd_ids),
    )
    return list(Pengguna.objects.filter(is_active=True, peran__in=peran).distinct().order_by("pk"))


def _tampil(t: Crosscutting, nama: dict[int, str]) -> TawaranTampil:
    kini = timezone.now()
    return TawaranTampil(
        pk=t.pk,
        dari=nama.get(t.kondisi.perangkat_daerah_id, ""),
        kepada=nama.get(t.perangkat_daerah_id, ""),
        pohon=t.kondisi.pohon.judul,
        pohon_id=t.kondisi.pohon_id,
        tingkat=t.kondisi.get_tingkat_display(),
        kondisi=t.kondisi.uraian,
        uraian=t.uraian,
        status=t.status,
        label=t.get_status_display(),
        alasan=t.alasan,
        jawaban=t.dijawab_kondisi.uraian if t.dijawab_kondisi else "",
        diputus_oleh=str(t.diputus_oleh) if t.diputus_oleh else "",
        waktu=format_waktu_relatif(t.diputus_pada or t.dibuat_pada, kini),
    )
