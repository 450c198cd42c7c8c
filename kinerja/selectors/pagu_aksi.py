"""Sub kegiatan that pay the activities of a rencana aksi, and whether their pagu is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dasar.angka import format_rupiah
from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    JENIS_TAHUNAN,
    Anggaran,
    IsiSimpul,
    JenisSimpul,
    RencanaAksi,
    StatusDokumen,
)


def sub_kegiatan_pd(pd_id: int, tahun: int) -> dict[int, str]:
    """Id -> "code name" of the sub kegiatan of a PD in its plan in force, in reading order."""
    isi = IsiSimpul.objects.filter(
        simpul__perangkat_daerah=pd_id,
        dokumen__jenis__in=JENIS_TAHUNAN,
        dokumen__status=StatusDokumen.BERLAKU,
        dokumen__tahun_dari__lte=tahun,
        dokumen__tahun_sampai__gte=tahun,
        jenis=JenisSimpul.SUB_KEGIATAN,
    ).order_by("dokumen", "jalur")
    return {
        pk: f"{kode} {huruf_kalimat(nama)}".strip()
        for pk, kode, nama in isi.values_list("simpul", "kode", "nama")
    }


def kalimat_lebih_pagu(
    nama: Mapping[int, str], tahun: int, simpul_ids: Iterable[int]
) -> tuple[str, ...]:
    """One sentence per sub kegiatan whose activities of the year, over all indicators, cost more
    than its pagu (two queries); `nama` as `sub_kegiatan_pd` gives it.

    A pagu that is not known exceeds nothing; an activity without a budget is named, not counted.
    """
    ids = [pk for pk in nama if pk in set(simpul_ids)]
    pagu = {
        pk: (rupiah, contoh)
        for pk, rupiah, contoh in Anggaran.objects.filter(
            simpul__in=ids, tahun=tahun, triwulan=0, pagu__isnull=False
        ).values_list("simpul", "pagu", "contoh")
    }
    aksi: dict[int, list[int | None]] = {}
    for pk, rupiah in RencanaAksi.objects.filter(simpul__in=list(pagu), tahun=tahun).values_list(
        "simpul", "anggaran"
    ):
        aksi.setdefault(pk or 0, []).append(rupiah)
    kalimat = []
    for pk in ids:
        if pk not in aksi:
            continue
        diketahui = [rupiah for rupiah in aksi[pk] if rupiah is not None]
        jumlah, (batas, contoh) = sum(diketahui), pagu[pk]
        if batas is None or jumlah <= batas:
            continue
        belum = len(aksi[pk]) - len(diketahui)
        sisa = f", dan {belum} kegiatan belum beranggaran" if belum else ""
        kalimat.append(
            f"{nama[pk]}: anggaran {len(diketahui)} kegiatan berjumlah Rp {format_rupiah(jumlah)}, "
            f"Rp {format_rupiah(jumlah - batas)} di atas pagunya Rp {format_rupiah(batas)}"
            f"{' (contoh)' if contoh else ''}{sisa}."
        )
    return tuple(kalimat)
