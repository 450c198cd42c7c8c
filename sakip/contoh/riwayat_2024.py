"""Who filled, submitted, approved and verified the values of the sample year.

This history never happened, so the services of the workflow cannot write it: they would ask for
an open quarter and note today's date. It is written here in one bulk step per PD and quarter,
under the accounts of the demo, keeps the rule of four eyes and leaves an audit row per value.
Only the three returns at the end go through the service, as a verifier's would.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dasar.services.audit import BarisAudit, catat_audit_massal
from dasar.tanggal import WIB
from kinerja.models import Realisasi, StatusRealisasi
from kinerja.services.alur import kembalikan_realisasi
from opd.models import Pengguna
from sakip.contoh.akun import KEPALA_LAIN, OPERATOR_LAIN
from sakip.contoh.jadwal import DIBUKA_TERAKHIR, JENDELA, TERBUKA
from sakip.contoh.narasi_2024 import susun_narasi
from sakip.contoh.ukuran_2024 import Ukuran, acak

TAHUN = 2024
VERIFIKATOR = "organisasi"
OPERATOR = {"dinkes": "operator.dinkes", "dindikbud": "operator.dindikbud"}
KEPALA = {"dinkes": "kepala.dinkes"}

# Where triwulan IV stands; every PD that is not named here is verified, as are I to III.
STATUS_TERAKHIR = {
    "dinkes": StatusRealisasi.DRAF,
    "dindikbud": StatusRealisasi.DRAF,
    "diskominfo": StatusRealisasi.DIAJUKAN,
    "dsdabmbk": StatusRealisasi.DISETUJUI_PD,
    "disperindag": StatusRealisasi.DISETUJUI_PD,
    "disnaker": StatusRealisasi.DISETUJUI_PD,
    "dpmptsp": StatusRealisasi.DISETUJUI_PD,
    "kec-pamulang": StatusRealisasi.DISETUJUI_PD,
}
URUTAN = (
    StatusRealisasi.DRAF,
    StatusRealisasi.DIAJUKAN,
    StatusRealisasi.DISETUJUI_PD,
    StatusRealisasi.DIVERIFIKASI,
)
# Days after the quarter opened on which each step happened.
HARI = {"diisi": 4, "diajukan": 11, "disetujui": 12, "diverifikasi": 15}

# Rows of the Dinas Kesehatan that the verifier sent back in triwulan IV.
DIKEMBALIKAN = {
    "Angka Kematian Ibu per 100.000 Kelahiran Hidup": (
        "Contoh: Nilai Triwulan IV belum sama dengan rekap kematian ibu. "
        "Mohon periksa lagi dan lampirkan rekapnya."
    ),
    "Persentase penduduk kota tangerang selatan yang memiliki jaminan kesehatan": (
        "Contoh: Mohon tulis tanggal data kepesertaan yang dipakai."
    ),
    "Jumlah Fasyankes Pemda dengan ketersediaan Obat Vaksin sesuai standar": (
        "Contoh: Satuannya Faskes. Mohon pastikan yang dihitung bukan jenis vaksin."
    ),
}
PD_DIKEMBALIKAN = "dinkes"


@dataclass(frozen=True)
class BarisRiwayat:
    """One indicator whose values get a history."""

    indikator_id: int
    nama: str
    ukuran: Ukuran
    iku: bool
    terbit: datetime.date | None = None  # nobody types a number before it was published


def susun_riwayat(baris: Sequence[BarisRiwayat], oleh: Pengguna) -> int:
    """Give the values of `baris` their texts, states and people; return how many values."""
    menurut_id = {b.indikator_id: b for b in baris}
    nilai = list(
        Realisasi.objects.filter(tahun=TAHUN, indikator__in=menurut_id)
        .select_related("indikator__pengampu")
        .order_by("pk")
    )
    _tulis_narasi(nilai, menurut_id)
    akun = {p.username: p for p in Pengguna.objects.filter(contoh=True)}
    kelompok: dict[tuple[str, int, datetime.date | None], list[Realisasi]] = {}
    for r in nilai:
        kunci = (r.indikator.pengampu.kode, r.triwulan, menurut_id[r.indikator_id].terbit)
        kelompok.setdefault(kunci, []).append(r)
    jejak: list[BarisAudit] = []
    kembali: list[Realisasi] = []
    for (kode_pd, triwulan, terbit), isi in kelompok.items():
        dipulangkan = [
            r for r in isi if _dipulangkan(menurut_id[r.indikator_id], kode_pd, triwulan)
        ]
        lain = [r for r in isi if r not in dipulangkan]
        for baris_sama, medan in (
            (lain, _medan(kode_pd, triwulan, akun, terbit)),
            (dipulangkan, _medan(kode_pd, triwulan, akun, terbit, StatusRealisasi.DISETUJUI_PD)),
        ):
            _ubah(baris_sama, medan)
            jejak += [(r, {"status": r.status}, medan) for r in baris_sama]
        kembali += dipulangkan
    catat_audit_massal("realisasi.riwayat_contoh", jejak, oleh=oleh)
    for r in kembali:
        kembalikan_realisasi(
            realisasi_id=r.pk,
            teks=DIKEMBALIKAN[menurut_id[r.indikator_id].nama],
            oleh=akun[VERIFIKATOR],
        )
    return len(nilai)


def _tulis_narasi(nilai: Iterable[Realisasi], baris: dict[int, BarisRiwayat]) -> None:
    berubah = []
    for r in nilai:
        if not r.contoh:  # a made-up text beside a real number would look as real as it
            continue
        b = baris[r.indikator_id]
        teks = susun_narasi(
            f"{b.nama}|{r.indikator.pengampu.kode}", b.ukuran, r.triwulan, iku=b.iku
        )
        if teks:
            for medan, isi in teks.items():
                setattr(r, medan, isi)
            berubah.append(r)
    Realisasi.objects.bulk_update(
        berubah,
        ["analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut"],
        batch_size=200,
    )


def _dipulangkan(baris: BarisRiwayat, kode_pd: str, triwulan: int) -> bool:
    """Whether the verifier sends this value back at the end."""
    return (kode_pd, triwulan) == (PD_DIKEMBALIKAN, TERBUKA[1]) and baris.nama in DIKEMBALIKAN


def _ubah(isi: Sequence[Realisasi], medan: dict[str, Any]) -> None:
    """One statement for rows that share everything that changes."""
    for awal in range(0, len(isi), 500):
        pk = [r.pk for r in isi[awal : awal + 500]]
        Realisasi.objects.filter(pk__in=pk).update(**medan)


def _medan(
    kode_pd: str,
    triwulan: int,
    akun: dict[str, Pengguna],
    terbit: datetime.date | None,
    status: StatusRealisasi | None = None,
) -> dict[str, Any]:
    """State, people and times of every value of one PD and quarter."""
    if status is None:
        terbuka = (TAHUN, triwulan) == TERBUKA
        status = (
            STATUS_TERAKHIR.get(kode_pd, StatusRealisasi.DIVERIFIKASI)
            if terbuka
            else StatusRealisasi.DIVERIFIKASI
        )
    operator = akun[OPERATOR.get(kode_pd, OPERATOR_LAIN.username)]
    orang = {
        "diisi": operator,
        "diajukan": operator,
        "disetujui": akun[KEPALA.get(kode_pd, KEPALA_LAIN.username)],
        "diverifikasi": akun[VERIFIKATOR],
    }
    medan: dict[str, Any] = {"status": status.value}
    for langkah in list(orang)[: URUTAN.index(status) + 1]:
        medan[f"{langkah}_oleh"] = orang[langkah]
        medan[f"{langkah}_pada"] = _waktu(kode_pd, triwulan, langkah, terbit)
    return medan


def _waktu(
    kode_pd: str, triwulan: int, langkah: str, terbit: datetime.date | None
) -> datetime.datetime:
    """A time in office hours, in the order of the steps."""
    dibuka = JENDELA[TAHUN, triwulan][0] if (TAHUN, triwulan) in JENDELA else DIBUKA_TERAKHIR
    if terbit is not None:
        dibuka = max(dibuka, terbit)
    menit = int(acak(kode_pd, triwulan, langkah) * 360)
    return datetime.datetime.combine(
        dibuka + datetime.timedelta(days=HARI[langkah]), datetime.time(9), tzinfo=WIB
    ) + datetime.timedelta(minutes=menit)
