"""Money in a LKjIP: exact sums of whole rupiah, and nothing where a part is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dasar.tulisan import huruf_kalimat
from kinerja.formulas.efisiensi import hitung_serapan
from kinerja.models import IsiSimpul
from kinerja.selectors.uang_simpul import UangSimpul, anggaran_setahun, uang_setahun
from laporan.formulas.data_lkjip import AnggaranPD, BarisAnggaran
from laporan.selectors.rencana_lkjip import Rencana

RupiahSimpul = Mapping[int, Mapping[int, UangSimpul]]  # simpul -> triwulan -> money so far


def muat_rupiah(rencana: Rencana) -> dict[int, dict[int, UangSimpul]]:
    """Money of every node of the plans whose programs the report shows, summed upward as the grid
    sums it (three queries)."""
    dokumen = [*rencana.renja, *([rencana.tahunan] if rencana.tahunan else [])]
    simpul = list(
        IsiSimpul.objects.filter(dokumen__in=[d.pk for d in dokumen])
        .only("simpul_id", "induk_id", "jenis", "dokumen_id", "jalur")
        # A Renja holds the money: of a node in two documents it counts, and is written last.
        .order_by("-dokumen__jenis", "dokumen", "jalur")
    )
    anggaran = anggaran_setahun((s.simpul_id for s in simpul), rencana.tahun)
    setahun = uang_setahun(simpul, anggaran)
    return {s.simpul_id: setahun[s.pk] for s in simpul}


def baris_simpul(nama: str, rupiah: Mapping[int, UangSimpul]) -> BarisAnggaran:
    """One node. Realisasi is that of the whole year: unknown until triwulan IV is known."""
    uang = rupiah.get(4)
    if uang is None:
        return _baris(nama, None, None, contoh=False)
    return _baris(nama, uang.pagu, uang.jumlah.nilai, uang.contoh)


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
        serapan = hitung_serapan(realisasi, pagu)
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
