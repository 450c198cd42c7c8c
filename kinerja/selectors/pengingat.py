"""Who must be reminded of what at a given moment. Days are days in WIB."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, Max

from dasar.tanggal import WIB
from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    IsiIndikator,
    JadwalPengisian,
    Perpanjangan,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.kelengkapan import belum_ditanggapi
from kinerja.selectors.periode import beku_per_pd
from opd.models import PerangkatDaerah

MENJELANG = (1, 3, 7)  # T-1, T-3, T-7
LEWAT = (10, 7, 4, 1)  # the day after, then every three days, three times
# The newest mark is due until the next one would be: nobody is reminded of last year's quarters.
LEWAT_PALING_LAMA = 12


@dataclass(frozen=True)
class TandaWaktu:
    """One reminder of one deadline: `kode` is T7, T3, T1, H1, H4, ..."""

    kode: str
    tutup: datetime.datetime

    @property
    def lewat(self) -> bool:
        return self.kode.startswith("H")

    @property
    def kunci(self) -> str:
        """Names the mark and its deadline: a deadline that was moved is another one."""
        return f"{self.kode}-{self.tutup.astimezone(WIB):%Y%m%d%H%M}"


@dataclass(frozen=True)
class SelKurang:
    """One cell that the PD still owes."""

    indikator_id: int
    nama: str
    dikembalikan: bool


@dataclass
class KurangPD:
    """What one PD still owes in a quarter: empty and returned cells, and rows that are filled but
    not submitted. `menunggu` are rows that wait for its head."""

    pd_id: int
    nama: str = ""
    sel: list[SelKurang] = field(default_factory=list)
    belum_diajukan: int = 0
    menunggu: list[SelKurang] = field(default_factory=list)

    @property
    def jumlah(self) -> int:
        return len(self.sel) + self.belum_diajukan


@dataclass(frozen=True)
class Giliran:
    """One quarter and mark, with the PD it is due for now. `persetujuan`: the stage of the head."""

    jadwal: JadwalPengisian
    tanda: TandaWaktu
    pd: list[KurangPD]
    persetujuan: bool = False


def tanda_waktu(tutup: datetime.datetime, kini: datetime.datetime) -> TandaWaktu | None:
    """The newest mark that is due at `kini`; None between marks and long after the deadline.

    T-7 begins at 00.00 WIB seven days before the day of the deadline; H+1 at 00.00 WIB after it.
    """
    selisih = (tutup.astimezone(WIB).date() - kini.astimezone(WIB).date()).days
    if kini <= tutup:
        kode = next((f"T{n}" for n in MENJELANG if selisih <= n), "")
    else:
        lewat = -selisih
        kode = next((f"H{n}" for n in LEWAT if n <= lewat <= LEWAT_PALING_LAMA), "")
    return TandaWaktu(kode, tutup) if kode else None


def giliran_pengingat(kini: datetime.datetime) -> list[Giliran]:
    """Everything that is due at `kini`, whether or not it was said before."""
    batas = kini - datetime.timedelta(days=LEWAT_PALING_LAMA + 1)
    lebih: dict[int, dict[int, datetime.datetime]] = {}
    for jadwal_id, pd_id, sampai in (
        Perpanjangan.objects.berlaku()
        .filter(sampai__gt=F("jadwal__ditutup_pada"))
        .values_list("jadwal", "perangkat_daerah")
        .annotate(Max("sampai"))
    ):
        lebih.setdefault(jadwal_id, {})[pd_id] = sampai
    hasil: list[Giliran] = []
    for jadwal in JadwalPengisian.objects.filter(dibuka_pada__lte=kini):
        milik = lebih.get(jadwal.pk, {})
        if max(_semua_tutup(jadwal, milik)) >= batas:
            hasil += _giliran(jadwal, milik, kini)
    return hasil


def _semua_tutup(
    jadwal: JadwalPengisian, lebih: Mapping[int, datetime.datetime]
) -> set[datetime.datetime]:
    """Every deadline of a quarter: of writing and of approving, for all and with more time."""
    semua = (None, *lebih.values())
    return {jadwal.tutup_untuk(t) for t in semua} | {
        sampai for t in semua if (sampai := jadwal.persetujuan_untuk(t)) is not None
    }


def _giliran(
    jadwal: JadwalPengisian, lebih: Mapping[int, datetime.datetime], kini: datetime.datetime
) -> Iterable[Giliran]:
    if not any(tanda_waktu(tutup, kini) for tutup in _semua_tutup(jadwal, lebih)):
        return
    kurang = kurang_per_pd(jadwal)
    isi: dict[TandaWaktu, list[KurangPD]] = {}
    setuju: dict[TandaWaktu, list[KurangPD]] = {}
    for pd_id, satu in kurang.items():
        tutup = jadwal.tutup_untuk(lebih.get(pd_id))
        if satu.jumlah and (tanda := tanda_waktu(tutup, kini)):
            isi.setdefault(tanda, []).append(satu)
        sampai = jadwal.persetujuan_untuk(lebih.get(pd_id))
        if satu.menunggu and sampai:
            tanda = tanda_waktu(sampai, kini)
            if tanda and not tanda.lewat:
                setuju.setdefault(tanda, []).append(satu)
    yield from (Giliran(jadwal, tanda, pd) for tanda, pd in isi.items())
    yield from (Giliran(jadwal, tanda, pd, persetujuan=True) for tanda, pd in setuju.items())


def kurang_per_pd(jadwal: JadwalPengisian) -> dict[int, KurangPD]:
    """What each PD that is not frozen still owes in a quarter, in the order of the PD (five
    queries)."""
    tahun, tw = jadwal.tahun, jadwal.triwulan
    isi = (
        IsiIndikator.objects.diukur(tahun)
        .select_related("indikator")
        .only("nama", "frekuensi", "indikator__pengampu", "dokumen")
        .satu_per_indikator()
    )
    wajib = {pk: i for pk, i in isi.items() if i.jatuh_tempo(tw)}
    semua = Realisasi.objects.periode(tahun, tw)
    kembali = set(semua.filter(belum_ditanggapi()).values_list("indikator", flat=True))
    baris = {
        pk: (status, nilai is not None or bool(alasan))
        for pk, status, nilai, alasan in semua.values_list(
            "indikator", "status", "nilai", "alasan_kosong"
        )
    }
    hasil: dict[int, KurangPD] = {}
    for pk, i in wajib.items():
        milik = hasil.setdefault(i.indikator.pengampu_id, KurangPD(i.indikator.pengampu_id))
        status, terisi = baris.get(pk, (StatusRealisasi.DRAF, False))
        sel = SelKurang(pk, huruf_kalimat(i.nama), pk in kembali)
        if status == StatusRealisasi.DIAJUKAN:
            milik.menunggu.append(sel)
        elif status in STATUS_DAPAT_DIISI and (sel.dikembalikan or not terisi):
            milik.sel.append(sel)
        elif status in STATUS_DAPAT_DIISI:
            milik.belum_diajukan += 1
    return _bernama(hasil, _beku(hasil, jadwal))


def _beku(pd_ids: Collection[int], jadwal: JadwalPengisian) -> set[int]:
    semua = beku_per_pd(pd_ids, jadwal.tahun)
    return {pd for pd, beku in semua.items() if jadwal.triwulan in beku or 4 in beku}


def _bernama(kurang: Mapping[int, KurangPD], tanpa: set[int]) -> dict[int, KurangPD]:
    pd = PerangkatDaerah.objects.filter(pk__in=set(kurang) - tanpa).order_by("urutan", "kode")
    hasil = {}
    for pk, nama in pd.nama_per_id().items():
        kurang[pk].nama = nama
        hasil[pk] = kurang[pk]
    return hasil
