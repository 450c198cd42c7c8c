"""Money in a LKjIP: exact sums of whole rupiah, and nothing where a part is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from dasar.tulisan import huruf_kalimat
from kinerja.models import Anggaran
from kinerja.selectors.uang_simpul import realisasi_rupiah
from laporan.formulas.data_lkjip import AnggaranPD, BarisAnggaran
from laporan.selectors.rencana_lkjip import Rencana

RupiahSimpul = Mapping[int, Mapping[int, Anggaran]]  # simpul -> triwulan (0 = pagu) -> row


def muat_rupiah(simpul_ids: Iterable[int], tahun: int) -> dict[int, dict[int, Anggaran]]:
    """Money of many nodes in one year (one query)."""
    kumpulan: dict[int, dict[int, Anggaran]] = {}
    for a in Anggaran.objects.filter(simpul__in=list(simpul_ids), tahun=tahun):
        kumpulan.setdefault(a.simpul_id, {})[a.triwulan] = a
    return kumpulan


def baris_simpul(nama: str, rupiah: Mapping[int, Anggaran]) -> BarisAnggaran:
    """One node. Realisasi is that of the whole year: unknown until triwulan IV is known."""
    setahun = rupiah.get(0)
    return _baris(
        nama,
        setahun.pagu if setahun else None,
        realisasi_rupiah(rupiah, 4),
        any(a.contoh for a in rupiah.values()),
    )


def jumlahkan(nama: str, baris: Iterable[BarisAnggaran]) -> BarisAnggaran:
    """The sum of lines: unknown as soon as one of them is, for a sum that leaves lines out would
    be read as the whole. How many are unknown is said by a Celah."""
    semua = list(baris)
    return _baris(
        nama,
        _jumlah([b.pagu for b in semua]),
        _jumlah([b.realisasi for b in semua]),
        any(b.contoh for b in semua),
    )


def _jumlah(nilai: list[int | None]) -> int | None:
    dikenal = [n for n in nilai if n is not None]
    return sum(dikenal) if nilai and len(dikenal) == len(nilai) else None


def _baris(nama: str, pagu: int | None, realisasi: int | None, contoh: bool) -> BarisAnggaran:
    serapan = None
    if pagu and realisasi is not None:
        serapan = Decimal(realisasi) / Decimal(pagu) * 100
    return BarisAnggaran(nama, pagu, realisasi, serapan, contoh)


def anggaran_per_pd(rencana: Rencana, rupiah: RupiahSimpul) -> tuple[AnggaranPD, ...]:
    """Programs with their money, each once, grouped by PD in official order."""
    milik: dict[int, list[BarisAnggaran]] = {}
    for s in rencana.program:
        pd_id = s.dokumen.perangkat_daerah_id
        milik.setdefault(pd_id, []).append(
            baris_simpul(huruf_kalimat(s.nama), rupiah.get(s.simpul_id, {}))
        )
    return tuple(
        AnggaranPD(
            nama_pd=rencana.nama_pd(pd_id),
            singkatan=rencana.perangkat[pd_id].singkatan,
            baris=tuple(baris),
            jumlah=jumlahkan("Jumlah", baris),
        )
        for pd_id, baris in milik.items()
    )
