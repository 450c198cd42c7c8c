"""The LKjIP pages: which reports there are, their versions, and the job that is producing one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Max, OuterRef, Q, Subquery
from django.utils import timezone

from dasar.angka import format_angka
from dasar.models import Pekerjaan, StatusPekerjaan
from dasar.models.pekerjaan import STATUS_HIDUP
from dasar.tanggal import format_waktu_relatif
from kinerja.models import IsiIndikator, Realisasi
from laporan.formulas.data_lkjip import Celah
from laporan.models import DokumenLKjIP, SifatLKjIP
from opd.models import JenisPD, Pengguna, PerangkatDaerah
from opd.models.organisasi import JENIS_UNIT

JENIS_PEKERJAAN = "susun_lkjip"
TAHUN_PERTAMA, TAHUN_TERAKHIR = 2000, 2100

URUTAN_BAGIAN = (
    "Kata pengantar",
    "Pernyataan reviu",
    "Ikhtisar eksekutif",
    "Bab I",
    "Bab II",
    "Bab III",
    "Bab IV",
    "Lampiran",
)
_RUPA_SIFAT = {
    SifatLKjIP.BERSIH: ("benar", "check-lg"),
    SifatLKjIP.DRAF: ("perhatian", "pencil-fill"),
    SifatLKjIP.CONTOH: ("netral", "info-circle"),
}


@dataclass(frozen=True)
class VersiTampil:
    """One produced version, as text ready to print."""

    pk: int
    pekerjaan_id: int | None
    versi: int
    kode: str
    sha256: str
    rupa: str
    ikon: str
    sifat: str  # "Draf, 4 kekurangan"
    waktu: str
    oleh: str
    halaman: int
    ukuran: str
    jumlah_celah: int


@dataclass(frozen=True)
class PekerjaanTampil:
    """The job that waits, runs or has failed. `keadaan` changes whenever anything of it does."""

    pk: int
    judul: str
    status: str
    kemajuan: int
    pesan: str
    galat: str
    hidup: bool
    milik_sendiri: bool
    keadaan: str


@dataclass(frozen=True)
class LaporanTampil:
    """One report of one year: the newest version, and the job if there is something to say."""

    pd_id: int
    nama: str
    kota: bool
    tahun: int
    versi: VersiTampil | None
    pekerjaan: PekerjaanTampil | None

    @property
    def berjalan(self) -> bool:
        """Whether a new version is on its way."""
        return self.pekerjaan is not None and self.pekerjaan.hidup

    @property
    def keadaan(self) -> str:
        """Mark of what the page shows, so that an unchanged page is not sent again."""
        return "" if self.pekerjaan is None else self.pekerjaan.keadaan


def kunci_pekerjaan(pd_id: int, tahun: int) -> str:
    """Key under which one report is produced by one job at a time."""
    return f"lkjip:{pd_id}:{tahun}"


def judul_lkjip(pd: PerangkatDaerah, tahun: int) -> str:
    """What people call the report, such as "LKjIP Dinas Kesehatan 2024"."""
    return f"LKjIP {pd.nama_pada()} {tahun}"


def tahun_laporan(user: Pengguna) -> list[int]:
    """Years with a value or a report that the person may see, newest first (two queries)."""
    nilai = Realisasi.objects.for_user(user).order_by().values_list("tahun", flat=True).distinct()
    jadi = DokumenLKjIP.objects.for_user(user).order_by().values_list("tahun", flat=True).distinct()
    return sorted({*nilai, *jadi}, reverse=True)


def ada_rencana(pd_id: int, tahun: int) -> bool:
    """Whether the plan in force of this PD (or the city) measures anything in `tahun`.

    A city IKU that the PD enters stands in the city's plan, and so in the city's report only.
    """
    return IsiIndikator.objects.diukur(tahun).filter(dokumen__perangkat_daerah=pd_id).exists()


def pelapor(user: Pengguna, tahun: int) -> list[PerangkatDaerah]:
    """The city, then every visible PD that reports on `tahun`, named (one query): those that exist
    at its end, and one that ended earlier but has a report of it."""
    akhir = datetime.date(tahun, 12, 31)
    jadi = DokumenLKjIP.objects.filter(tahun=tahun).order_by().values("perangkat_daerah")
    baris = (
        PerangkatDaerah.objects.for_user(user)
        .exclude(jenis__in=JENIS_UNIT)
        .filter(
            Q(pk__in=PerangkatDaerah.objects.pada(akhir).order_by().values("pk")) | Q(pk__in=jadi)
        )
        .dengan_nama()
        .order_by("urutan", "kode")
    )
    return sorted(baris, key=lambda pd: pd.jenis != JenisPD.KOTA)


def susun_laporan(
    pd: Iterable[PerangkatDaerah],
    tahun: int,
    *,
    pembaca: Pengguna,
    kini: datetime.datetime | None = None,
) -> list[LaporanTampil]:
    """The reports of `tahun` of these PD, in their order (two queries for any number of PD).

    The PD must come from `for_user` and carry their names (`dengan_nama`).
    """
    kini = kini or timezone.now()
    daftar = list(pd)
    versi = {
        d.perangkat_daerah_id: d
        for d in _versi(
            DokumenLKjIP.objects.filter(tahun=tahun, perangkat_daerah__in=daftar)
        ).filter(versi=_versi_terbaru())
    }
    pekerjaan = _pekerjaan_terkini({kunci_pekerjaan(p.pk, tahun): p.pk for p in daftar})
    return [
        LaporanTampil(
            pd_id=p.pk,
            nama=p.nama_pada(),
            kota=p.jenis == JenisPD.KOTA,
            tahun=tahun,
            versi=_tampil(versi[p.pk], kini) if p.pk in versi else None,
            pekerjaan=_pekerjaan_tampil(pekerjaan.get(p.pk), versi.get(p.pk), pembaca),
        )
        for p in daftar
    ]


def laporan_terbaru(
    pd: Iterable[PerangkatDaerah], *, kini: datetime.datetime
) -> dict[int, tuple[int, VersiTampil]]:
    """(tahun, newest version) of the newest year that each PD has a report of (one query)."""
    dokumen = _versi(DokumenLKjIP.objects.filter(perangkat_daerah__in=list(pd)))
    terbaru: dict[int, DokumenLKjIP] = {}
    for d in dokumen.filter(versi=_versi_terbaru()).order_by("-tahun"):
        terbaru.setdefault(d.perangkat_daerah_id, d)
    return {pd_id: (d.tahun, _tampil(d, kini)) for pd_id, d in terbaru.items()}


def semua_versi(
    pd_id: int, tahun: int, *, kini: datetime.datetime | None = None
) -> list[VersiTampil]:
    """Every version of one report, newest first (one query)."""
    kini = kini or timezone.now()
    dokumen = _versi(DokumenLKjIP.objects.filter(perangkat_daerah=pd_id, tahun=tahun))
    return [_tampil(d, kini) for d in dokumen.order_by("-versi")]


def celah_versi(dokumen_id: int) -> list[Celah]:
    """What one version says it lacks (one query, without the rest of its data)."""
    isi = DokumenLKjIP.objects.filter(pk=dokumen_id).values_list("data__celah", flat=True).first()
    return [Celah(bagian=c["bagian"], kalimat=c["kalimat"]) for c in isi or []]


def kelompok_celah(celah: Iterable[Celah]) -> list[tuple[str, list[str]]]:
    """The sentences by part, in the order of the report; parts of another name come last."""
    kelompok: dict[str, list[str]] = {}
    for c in celah:
        kelompok.setdefault(c.bagian, []).append(c.kalimat)
    urutan = {bagian: n for n, bagian in enumerate(URUTAN_BAGIAN)}
    return sorted(kelompok.items(), key=lambda satu: urutan.get(satu[0], len(urutan)))


def kata_sifat(sifat: str, jumlah_celah: int) -> str:
    """The word of the badge: what kind of report it is, and how much it lacks."""
    kata = str(SifatLKjIP(sifat).label)
    return f"{kata}, {jumlah_celah} kekurangan" if jumlah_celah else kata


def format_ukuran(byte: int) -> str:
    """Size of a file: "840 KB", "1,2 MB" (1 KB = 1.024 byte)."""
    if byte < 1024 * 1024:
        return f"{format_angka(Decimal(max(byte, 1024)) / 1024, 0)} KB"
    return f"{format_angka(Decimal(byte) / (1024 * 1024), 1)} MB"


def _versi_terbaru() -> Subquery:
    sama = DokumenLKjIP.objects.filter(
        perangkat_daerah=OuterRef("perangkat_daerah"), tahun=OuterRef("tahun")
    )
    return Subquery(sama.order_by("-versi").values("versi")[:1])


def _versi(dokumen: Any) -> Any:
    # The data of one city report alone is larger than a page.
    return dokumen.select_related("berkas", "disusun_oleh").defer("data")


def _tampil(d: DokumenLKjIP, kini: datetime.datetime) -> VersiTampil:
    rupa, ikon = _RUPA_SIFAT[SifatLKjIP(d.sifat)]
    return VersiTampil(
        pk=d.pk,
        pekerjaan_id=d.pekerjaan_id,
        versi=d.versi,
        kode=d.kode,
        sha256=d.sha256,
        rupa=rupa,
        ikon=ikon,
        sifat=kata_sifat(d.sifat, d.jumlah_celah),
        waktu=format_waktu_relatif(d.dibuat_pada, kini),
        oleh=str(d.disusun_oleh or "Sistem"),
        halaman=d.jumlah_halaman,
        ukuran=format_ukuran(d.berkas.ukuran),
        jumlah_celah=d.jumlah_celah,
    )


def _pekerjaan_terkini(pd_per_kunci: Mapping[str, int]) -> dict[int, Pekerjaan]:
    """The job of each report: the one that lives, else the last one (one query)."""
    milik = Pekerjaan.objects.filter(jenis=JENIS_PEKERJAAN, kunci__in=pd_per_kunci)
    terakhir = milik.order_by().values("kunci").annotate(terakhir=Max("pk")).values("terakhir")
    hasil: dict[int, Pekerjaan] = {}
    for p in milik.filter(Q(pk__in=terakhir) | Q(status__in=STATUS_HIDUP)).order_by("pk"):
        pd_id = pd_per_kunci[p.kunci]
        if pd_id not in hasil or hasil[pd_id].status not in STATUS_HIDUP:
            hasil[pd_id] = p
    return hasil


def _pekerjaan_tampil(
    p: Pekerjaan | None, dokumen: DokumenLKjIP | None, pembaca: Pengguna
) -> PekerjaanTampil | None:
    if p is None or p.status in (StatusPekerjaan.SELESAI, StatusPekerjaan.DIBATALKAN):
        return None
    if (
        p.status == StatusPekerjaan.GAGAL
        and dokumen is not None
        and p.selesai_pada is not None
        and dokumen.dibuat_pada > p.selesai_pada
    ):
        return None  # a later try succeeded
    return PekerjaanTampil(
        pk=p.pk,
        judul=p.judul,
        status=p.status,
        kemajuan=p.kemajuan,
        pesan=p.pesan,
        galat=p.galat,
        hidup=p.status in STATUS_HIDUP,
        milik_sendiri=p.diminta_oleh_id == pembaca.pk,
        keadaan=f"{p.pk}-{p.status}-{p.diperbarui_pada.timestamp()}",
    )
