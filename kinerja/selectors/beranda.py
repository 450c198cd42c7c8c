"""What each role must do about measurement, for the home page: a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Max, OuterRef, Q, Subquery

from dasar.tanggal import format_waktu_relatif
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    IsiIndikator,
    JadwalPengisian,
    JendelaPeriode,
    JenisKomentar,
    Komentar,
    Pembekuan,
    Perpanjangan,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.kelengkapan import belum_ditanggapi
from kinerja.selectors.periode import dengan_perpanjangan
from kinerja.selectors.target_berlaku import TargetIndikator, target_setahun
from opd.models import Pengguna, PerangkatDaerah

STATUS_AKHIR = (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN)
KATA_TAHAP = {"isi": "Realisasi", "setuju": "Persetujuan", "verifikasi": "Verifikasi"}


@dataclass(frozen=True)
class Kembalian:
    """One returned row with the latest reason."""

    indikator_id: int
    nama: str
    kutipan: str
    siapa: str
    nilai: str


@dataclass(frozen=True)
class AntreanPD:
    """How many rows of one PD wait for a reviewer."""

    pd_id: int
    nama: str
    menunggu: int


@dataclass(frozen=True)
class KemajuanTriwulan:
    """How far one quarter is.

    `jatuh_tempo` counts the cells that are due, filled or not; `per_status` the due cells that
    say something, by state; `per_pd` all rows that say something, by PD and state; `pd_wajib` the
    PD that have a cell due.
    """

    jatuh_tempo: int
    per_status: Mapping[str, int]
    per_pd: Mapping[int, Mapping[str, int]]
    pd_wajib: frozenset[int]

    def jumlah(self, *status: str) -> int:
        """Due cells in one of `status`."""
        return sum(self.per_status.get(s, 0) for s in status)

    def menunggu(self, status: str) -> dict[int, int]:
        """Rows in `status` by PD, only where there are any."""
        return {pd: n for pd, isi in self.per_pd.items() if (n := isi.get(status, 0))}


@dataclass(frozen=True)
class Tenggat:
    """One deadline of a stage; `pd_id` names the PD of an extension, None is the schedule of all
    PD."""

    tahun: int
    triwulan: int
    dibuka: datetime.datetime
    tutup: datetime.datetime
    pd_id: int | None
    tahap: str = "isi"


@dataclass(frozen=True)
class MutuCapaian:
    """What must be said beside the mean capaian of one quarter."""

    contoh: bool  # a made-up value or target is in it
    belum_akhir: bool  # a value in it was not verified yet


def kembalian_terbuka(
    pd_ids: Sequence[int], tahun: int, triwulan: int, kini: datetime.datetime, batas: int = 3
) -> tuple[list[Kembalian], int]:
    """The newest returned rows of the PD that nobody answered yet, and how many there are."""
    terakhir = Komentar.objects.filter(
        realisasi=OuterRef("pk"), jenis=JenisKomentar.PENGEMBALIAN
    ).order_by("-pk")
    semua = list(
        Realisasi.objects.periode(tahun, triwulan)
        .filter(belum_ditanggapi(), indikator__pengampu__in=pd_ids)
        .annotate(
            kutipan=Subquery(terakhir.values("teks")[:1]),
            oleh_nama=Subquery(terakhir.values("oleh__nama")[:1]),
            oleh_peran=Subquery(terakhir.values("peran")[:1]),
        )
        .order_by("-dikembalikan_pada")
    )
    diukur = IsiIndikator.objects.diukur(tahun).filter(
        indikator__in=[r.indikator_id for r in semua]
    )
    isi = diukur.satu_per_indikator()
    baris = [(r, isi[r.indikator_id]) for r in semua if r.indikator_id in isi]
    return [
        Kembalian(
            indikator_id=r.indikator_id,
            nama=huruf_kalimat(i.nama),
            kutipan=r.kutipan or "",
            siapa=", ".join(filter(None, [r.oleh_nama, (r.oleh_peran or "").partition(" · ")[0]]))
            + (
                f" · {format_waktu_relatif(r.dikembalikan_pada, kini)}"
                if r.dikembalikan_pada
                else ""
            ),
            nilai=format_nilai(r.nilai, desimal=i.desimal, skala=i.skala_predikat),
        )
        for r, i in baris[:batas]
    ], len(baris)


def hitung_kemajuan(
    user: Pengguna, tahun: int, triwulan: int, pd_id: int | None = None
) -> KemajuanTriwulan:
    """Due cells of a quarter and the states of its rows, as far as `user` sees them (two queries).

    `pd_id` narrows both to what that PD enters.
    """
    isi = IsiIndikator.objects.for_user(user).diukur(tahun).select_related("indikator")
    isi = isi.only("frekuensi", "indikator__pengampu")
    baris = Realisasi.objects.for_user(user).periode(tahun, triwulan).filter(_berisi())
    if pd_id is not None:
        isi = isi.filter(indikator__pengampu=pd_id)
        baris = baris.filter(indikator__pengampu=pd_id)
    jatuh_tempo = {
        pk: i.indikator.pengampu_id
        for pk, i in isi.satu_per_indikator().items()
        if i.jatuh_tempo(triwulan)
    }
    per_pd: dict[int, dict[str, int]] = {}
    per_status: dict[str, int] = {}
    for pk, pd, status in baris.values_list("indikator", "indikator__pengampu", "status"):
        milik = per_pd.setdefault(pd, {})
        milik[status] = milik.get(status, 0) + 1
        if pk in jatuh_tempo:
            per_status[status] = per_status.get(status, 0) + 1
    return KemajuanTriwulan(len(jatuh_tempo), per_status, per_pd, frozenset(jatuh_tempo.values()))


def _berisi() -> Q:
    """Rows that say something: a value, or why there is none."""
    return Q(nilai__isnull=False) | ~Q(alasan_kosong="")


def antrean_pd(menunggu: Mapping[int, int]) -> list[AntreanPD]:
    """The PD that have rows waiting, named and in their order; units and the city too (one query).

    The rows are the user's to see, so the names of their PD are too.
    """
    nama = PerangkatDaerah.objects.filter(pk__in=menunggu).order_by("urutan", "kode").nama_per_id()
    return [AntreanPD(pk, teks, menunggu[pk]) for pk, teks in nama.items()]


def belum_mengajukan(user: Pengguna, kemajuan: KemajuanTriwulan) -> list[str]:
    """Names of the PD that report on their own, owe a row and submitted none yet (one query)."""
    nama = PerangkatDaerah.objects.for_user(user).penyusun().order_by("urutan", "kode")
    return [
        teks
        for pk, teks in nama.nama_per_id().items()
        if pk in kemajuan.pd_wajib
        and all(status in STATUS_DAPAT_DIISI for status in kemajuan.per_pd.get(pk, {}))
    ]


def triwulan_terbuka(pd_id: int, kini: datetime.datetime) -> list[JendelaPeriode]:
    """The quarters this PD may fill in now, by schedule or extension, the first to close ahead.

    One query.
    """
    beku = Pembekuan.objects.berlaku().filter(perangkat_daerah=pd_id)
    jadwal = dengan_perpanjangan(
        JadwalPengisian.objects.filter(dibuka_pada__lte=kini)
        # that of triwulan IV closes its whole year
        .exclude(pk__in=beku.values("jadwal"))
        .exclude(tahun__in=beku.filter(jadwal__triwulan=4).values("jadwal__tahun")),
        pd_id,
    )
    terbuka = jadwal.filter(Q(ditutup_pada__gte=kini) | Q(diperpanjang__gte=kini))
    jendela = [
        JendelaPeriode(j.tahun, j.triwulan, j, getattr(j, "diperpanjang", None), kini)
        for j in terbuka
    ]
    return sorted(jendela, key=lambda j: (j.tutup or kini, j.tahun, j.triwulan))


def triwulan_menunggu(pd_id: int) -> list[tuple[int, int]]:
    """(tahun, triwulan) in which rows of this PD wait for its head, newest first (one query)."""
    menunggu = Realisasi.objects.filter(
        indikator__pengampu=pd_id, status=StatusRealisasi.DIAJUKAN
    ).order_by("-tahun", "-triwulan")
    return list(menunggu.values_list("tahun", "triwulan").distinct())


def tenggat_berikut(
    kini: datetime.datetime,
    pd_ids: Collection[int] = (),
    batas: int = 4,
    *,
    kepala: Collection[int] = (),
    verifikator: bool = False,
) -> list[Tenggat]:
    """Open and coming quarters, the one that closes first ahead (three queries).

    With `pd_ids` (the person's own PD) also their extensions; the schedule's own deadline is left
    out where all of them have more time, or are frozen. `kepala` are the PD that the person
    heads: approving has a deadline of its own, as verifying has for a `verifikator`.
    """
    tambahan: dict[int, dict[int, datetime.datetime]] = {}
    for jadwal_id, pd_id, sampai in (
        Perpanjangan.objects.berlaku()
        .filter(perangkat_daerah__in=pd_ids, sampai__gt=F("jadwal__ditutup_pada"))
        .values_list("jadwal", "perangkat_daerah")
        .annotate(Max("sampai"))
    ):
        tambahan.setdefault(jadwal_id, {})[pd_id] = sampai
    beku: set[tuple[int, int, int]] = set(
        Pembekuan.objects.berlaku()
        .filter(perangkat_daerah__in=pd_ids)
        .values_list("jadwal__tahun", "jadwal__triwulan", "perangkat_daerah")
    )
    hasil = []
    for j in JadwalPengisian.objects.filter(
        Q(ditutup_pada__gte=kini)
        | Q(pk__in=tambahan)
        | Q(persetujuan_sampai__gte=kini)
        | Q(verifikasi_sampai__gte=kini)
    ):
        cair = {
            pd
            for pd in pd_ids
            if (j.tahun, j.triwulan, pd) not in beku and (j.tahun, 4, pd) not in beku
        }
        lebih = {pd: s for pd, s in tambahan.get(j.pk, {}).items() if pd in cair}

        def tenggat(
            tutup: datetime.datetime,
            tahap: str = "isi",
            pd: int | None = None,
            j: JadwalPengisian = j,
        ) -> Tenggat:
            return Tenggat(j.tahun, j.triwulan, j.dibuka_pada, tutup, pd, tahap)

        milik = not pd_ids or (cair and len(lebih) < len(cair))
        if j.ditutup_pada >= kini and milik:
            hasil.append(tenggat(j.ditutup_pada))
        hasil += [tenggat(s, pd=pd) for pd, s in lebih.items() if s >= kini]
        setuju = [j.persetujuan_untuk(lebih.get(pd)) for pd in cair.intersection(kepala)]
        if akhir := max((s for s in setuju if s is not None and s >= kini), default=None):
            hasil.append(tenggat(akhir, "setuju"))
        if verifikator and j.verifikasi_sampai and j.verifikasi_sampai >= kini:
            hasil.append(tenggat(j.verifikasi_sampai, "verifikasi"))
    return sorted(hasil, key=lambda t: (t.tutup, t.tahun, t.triwulan))[:batas]


def mutu_capaian(pd_id: int, tahun: int) -> dict[int, MutuCapaian]:
    """What stands behind the mean capaian of each quarter that has a row (four queries)."""
    diukur = IsiIndikator.objects.diukur(tahun).filter(indikator__pengampu=pd_id)
    diukur_ids = set(diukur.values_list("indikator", flat=True))
    target = target_setahun(diukur_ids, tahun)
    hasil: dict[int, MutuCapaian] = {}
    baris = Realisasi.objects.filter(_berisi(), indikator__in=diukur_ids, tahun=tahun)
    for pk, tw, nilai, contoh, status in baris.values_list(
        "indikator", "triwulan", "nilai", "contoh", "status"
    ):
        lama = hasil.get(tw, MutuCapaian(False, False))
        hasil[tw] = MutuCapaian(
            lama.contoh or (nilai is not None and (contoh or _target_contoh(target.get(pk), tw))),
            lama.belum_akhir or status not in STATUS_AKHIR,
        )
    return hasil


def _target_contoh(target: TargetIndikator | None, triwulan: int) -> bool:
    """Whether the target that a value is compared with is made up."""
    if target is None:
        return False
    # triwulan IV falls back on the target of the year
    berlaku = target.triwulan.get(triwulan) or (target.tahun if triwulan == 4 else None)
    return berlaku is not None and berlaku.contoh
