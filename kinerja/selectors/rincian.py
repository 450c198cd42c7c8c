"""Everything about one cell: the side panel of the grid and the middle of the review page."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from dasar.angka import format_persen
from dasar.tanggal import format_waktu_relatif, romawi
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.capaian import Kategori, PenjelasanCapaian
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    AlasanKosong,
    IsiIndikator,
    IsiSimpul,
    Komentar,
    Realisasi,
)
from kinerja.selectors.capaian import capaian_sel, jelaskan_sel
from kinerja.selectors.kejanggalan import PemeriksaanBaris, periksa_baris, riwayat_nilai
from kinerja.selectors.kisi_baris import keterangan_indikator
from kinerja.selectors.riwayat_sel import (
    Langkah,
    Perubahan,
    grafik_nilai,
    jejak_sel,
    keterangan_status,
    langkah_sel,
)
from kinerja.selectors.target_berlaku import target_setahun
from opd.models import Pengguna

_ID_MAKS = 2**63 - 1


@dataclass(frozen=True)
class NilaiTriwulan:
    """One line of the value history of the year."""

    triwulan: str
    nilai: str
    target: str
    keterangan: str
    kini: bool
    contoh: bool


@dataclass(frozen=True)
class KomentarTampil:
    """One remark as it is shown."""

    siapa: str
    inisial: str
    peran: str
    waktu: str
    teks: str
    pengembalian: bool
    milik_sendiri: bool


@dataclass(frozen=True)
class Rincian:
    """One cell with its reasons, ready to print."""

    isi: IsiIndikator
    nama: str
    realisasi: Realisasi | None
    tahun: int
    triwulan: int
    jejak_simpul: str
    keterangan: str
    nilai: str
    alasan_kosong: str
    target: str
    target_tahun: str
    asal_target: str
    capaian: str
    nilai_capaian: Decimal | None
    kategori: Kategori | None
    penjelasan: PenjelasanCapaian
    setahun: bool
    sementara: bool
    nilai_triwulan: Sequence[NilaiTriwulan]
    perubahan: Sequence[Perubahan]
    komentar: Sequence[KomentarTampil]
    contoh: bool
    pemeriksaan: PemeriksaanBaris
    langkah: Sequence[Langkah]
    grafik: str  # the last values as a chart, "" when nothing is known


def isi_diukur(user: Pengguna, indikator_id: int, tahun: int) -> IsiIndikator:
    """The content of one visible indicator in force for `tahun`.

    Raises IsiIndikator.DoesNotExist when there is none, or it is not visible to `user`.
    """
    if indikator_id > _ID_MAKS:  # an address may hold any number, a column may not
        raise IsiIndikator.DoesNotExist
    terlihat = (
        IsiIndikator.objects.for_user(user)
        .diukur(tahun)
        .filter(indikator_id=indikator_id)
        .select_related(
            "indikator__perangkat_daerah", "indikator__pengampu", "isi_simpul", "dokumen"
        )
    )
    isi = terlihat.satu_per_indikator().get(indikator_id)
    if isi is None:
        raise IsiIndikator.DoesNotExist
    return isi


def susun_rincian(
    isi: IsiIndikator, tahun: int, triwulan: int, pembaca: Pengguna, *, lebar_grafik: int = 292
) -> Rincian:
    """Load one cell (a constant number of queries)."""
    kini = timezone.now()
    setahun = {
        r.triwulan: r
        for r in Realisasi.objects.filter(indikator=isi.indikator, tahun=tahun).select_related(
            "diisi_oleh",
            "diajukan_oleh",
            "disetujui_oleh",
            "diverifikasi_oleh",
            "dikembalikan_oleh",
        )
    }
    target = target_setahun([isi.indikator_id], tahun).get(isi.indikator_id)
    sel = capaian_sel(isi, target, {tw: r.nilai for tw, r in setahun.items()}, triwulan)
    realisasi = setahun.get(triwulan)

    def angka(nilai: Decimal | None) -> str:
        return format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)

    target_tw = target.triwulan.get(triwulan) if target else None
    target_th = target.tahun if target else None
    berlaku = target_tw or target_th
    return Rincian(
        isi=isi,
        nama=huruf_kalimat(isi.nama),
        realisasi=realisasi,
        tahun=tahun,
        triwulan=triwulan,
        jejak_simpul=_jejak(isi.isi_simpul),
        keterangan=keterangan_indikator(isi),
        nilai=angka(realisasi.nilai if realisasi else None),
        alasan_kosong=(
            AlasanKosong(realisasi.alasan_kosong).label
            if realisasi and realisasi.alasan_kosong
            else ""
        ),
        target=angka(target_tw.nilai if target_tw else None),
        target_tahun=angka(target_th.nilai if target_th else None),
        asal_target=berlaku.dokumen if berlaku else "",
        capaian="–" if sel.capaian is None else format_persen(sel.capaian),
        nilai_capaian=sel.capaian,
        kategori=sel.kategori,
        penjelasan=jelaskan_sel(isi, sel),
        setahun=sel.setahun,
        sementara=sel.sementara,
        nilai_triwulan=[
            NilaiTriwulan(
                triwulan=f"TW {romawi(tw)}",
                nilai=angka(r.nilai) if (r := setahun.get(tw)) else "–",
                target=angka(
                    target.triwulan[tw].nilai if target and tw in target.triwulan else None
                ),
                keterangan=keterangan_status(r) if r else "belum diisi",
                kini=tw == triwulan,
                contoh=bool(r and r.contoh),
            )
            for tw in (1, 2, 3, 4)
        ],
        perubahan=jejak_sel(realisasi, isi, kini) if realisasi else [],
        komentar=_komentar(realisasi, pembaca, kini) if realisasi else [],
        contoh=bool(realisasi and realisasi.contoh) or bool(berlaku and berlaku.contoh),
        pemeriksaan=periksa_baris(isi, tahun, triwulan),
        langkah=langkah_sel(realisasi) if realisasi else [],
        grafik=grafik_nilai(
            isi, sel, riwayat_nilai(isi, tahun), tahun, triwulan, lebar=lebar_grafik
        ),
    )


def _jejak(simpul: IsiSimpul) -> str:
    return " ".join(
        filter(None, [simpul.get_jenis_display(), simpul.kode, "·", huruf_kalimat(simpul.nama)])
    )


def _komentar(
    realisasi: Realisasi, pembaca: Pengguna, kini: datetime.datetime
) -> list[KomentarTampil]:
    return [
        KomentarTampil(
            siapa="Anda" if k.oleh_id == pembaca.pk else str(k.oleh),
            inisial="".join(kata[0] for kata in str(k.oleh).split()[:2]).upper(),
            peran=k.peran,
            waktu=format_waktu_relatif(k.dibuat_pada, kini),
            teks=k.teks,
            pengembalian=k.jenis == "pengembalian",
            milik_sendiri=k.oleh_id == pembaca.pk,
        )
        for k in Komentar.objects.filter(realisasi=realisasi).select_related("oleh")
    ]
