"""How the preview of a reorganisation names what kinerja moves and what it leaves."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Sum

from dasar.angka import format_rupiah
from dasar.tanggal import romawi
from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    ImporLaporan,
    IsiIndikator,
    PerjanjianKinerja,
    Perpanjangan,
    PohonKinerja,
    Realisasi,
    RencanaAksi,
    StatusImpor,
    StatusPK,
    StatusRealisasi,
    StatusUsul,
    Target,
    UsulTarget,
)
from kinerja.selectors.rencana_pindah import RencanaDokumen, pd_sumber, pengampu_pindah
from opd.pendaftar import ButirPindah, RencanaPindah

CONTOH = 5


def pk_berakhir(rencana: RencanaPindah) -> QuerySet[PerjanjianKinerja]:
    """Signed agreements of PD that end, in force on the day."""
    return PerjanjianKinerja.objects.filter(
        perangkat_daerah__in=rencana.berakhir,
        tahun__gte=rencana.tanggal.year,
        status=StatusPK.DITANDATANGANI,
    )


def pohon_pindah(rencana: RencanaPindah) -> QuerySet[PohonKinerja]:
    """Trees of PD that end, drawn for the year of the change or later."""
    return PohonKinerja.objects.filter(
        perangkat_daerah__in=rencana.berakhir, tahun_sampai__gte=rencana.tanggal.year
    )


def _butir(judul: str, baris: QuerySet[Any], kalimat: str, **lain: Any) -> list[ButirPindah]:
    """One line with the first names; nothing when there are none."""
    jumlah = baris.count()
    if not jumlah:
        return []
    return [ButirPindah(judul, jumlah, kalimat, tuple(str(b) for b in baris[:CONTOH]), **lain)]


def butir_rencana(rencana: RencanaPindah, bahan: RencanaDokumen) -> list[ButirPindah]:
    """Documents, indicators and targets."""
    tahun = rencana.tanggal.year
    butir = []
    if bahan.asal:
        butir.append(
            ButirPindah(
                "Dokumen perencanaan",
                len(bahan.asal),
                f"Cabang yang pindah masuk ke versi baru milik penerima mulai {tahun}. "
                f"Dokumen tahun-tahun sebelum {tahun} tidak berubah.",
                tuple(f"{d} {d.perangkat_daerah}" for d in bahan.asal[:CONTOH]),
            )
        )
    isi = _isi_pindah(bahan)
    indikator = isi.order_by("indikator").values("indikator").distinct().count()
    if indikator:
        nama = list(dict.fromkeys(isi.order_by("pk").values_list("nama", flat=True)[:20]))
        butir.append(
            ButirPindah(
                "Indikator",
                indikator,
                "Mendapat identitas baru di penerima; indikator lama tetap sebagai pendahulunya "
                "bersama nilai tahun-tahun lalu.",
                tuple(nama[:CONTOH]),
            )
        )
    target = Target.objects.filter(
        dokumen__in=bahan.asal, tahun__gte=tahun, indikator__in=isi.values("indikator")
    ).count()
    if target:
        butir.append(
            ButirPindah("Target", target, f"Disalin tanpa perubahan untuk {tahun} dan sesudahnya.")
        )
    return butir


def _isi_pindah(bahan: RencanaDokumen) -> QuerySet[IsiIndikator]:
    return IsiIndikator.objects.filter(dokumen__in=bahan.asal, isi_simpul__simpul__in=bahan.pindah)


def butir_baris(rencana: RencanaPindah, bahan: RencanaDokumen) -> list[ButirPindah]:
    """Rows of running work."""
    tahun = rencana.tanggal.year
    indikator = set(_isi_pindah(bahan).order_by().values_list("indikator", flat=True))
    realisasi = Realisasi.objects.filter(indikator__in=indikator, tahun__gte=tahun)
    butir = []
    per = dict(realisasi.order_by("triwulan").values_list("triwulan").annotate(n=Count("pk")))
    if per:
        butir.append(
            ButirPindah(
                "Realisasi",
                sum(per.values()),
                f"Realisasi {tahun} dan sesudahnya ikut pindah dengan status dan catatannya; "
                f"realisasi sebelum {tahun} tetap.",
                tuple(f"Triwulan {romawi(tw)}: {n} baris" for tw, n in per.items()),
            )
        )
    uang = Anggaran.objects.filter(simpul__in=bahan.pindah, tahun__gte=tahun)
    if jumlah := uang.count():
        total = uang.filter(tahun=tahun).aggregate(n=Sum("pagu"))["n"] or 0
        butir.append(
            ButirPindah(
                "Anggaran",
                jumlah,
                f"Pagu dan realisasi rupiah ikut pindah. Jumlah pagu {tahun} pada simpul yang "
                f"pindah Rp {format_rupiah(total)}.",
            )
        )
    butir += _butir(
        "Rencana aksi",
        RencanaAksi.objects.filter(indikator__in=indikator, tahun__gte=tahun),
        "Ikut indikatornya.",
    )
    butir += _butir(
        "Usul perubahan target yang menunggu",
        UsulTarget.objects.filter(
            indikator__in=indikator, tahun__gte=tahun, status=StatusUsul.DIAJUKAN
        ),
        "Ikut indikatornya dan tetap menunggu keputusan.",
    )
    diampu = [p for p in pengampu_pindah(rencana) if p.penerima != p.indikator.pengampu_id]
    if diampu:
        butir.append(
            ButirPindah(
                "Indikator milik kota atau PD lain",
                len(diampu),
                "Pengisiannya beralih ke penerima.",
                tuple(p.nama for p in diampu[:CONTOH]),
            )
        )
    butir += _butir(
        "Pohon kinerja", pohon_pindah(rencana).order_by("pk"), "Dilanjutkan oleh penerima."
    )
    return butir


def butir_pk(rencana: RencanaPindah) -> list[ButirPindah]:
    """Agreements of PD that end, and of one that goes on."""
    pk = PerjanjianKinerja.objects.select_related("jabatan").order_by("pk")
    return [
        *_butir(
            "Perjanjian Kinerja yang berakhir",
            pk_berakhir(rencana).select_related("jabatan").order_by("pk"),
            "Tetap tersimpan pada perangkat daerah lama dan berstatus digantikan mulai tanggal "
            "perubahan.",
            akhir=True,
        ),
        *_butir(
            "Draf Perjanjian Kinerja",
            pk.filter(perangkat_daerah__in=rencana.berakhir, status=StatusPK.DRAF),
            "Tidak ikut pindah. Penerima menyusun Perjanjian Kinerja yang baru.",
            tetap=True,
        ),
        *_butir(
            "Perjanjian Kinerja yang perlu diperbarui",
            pk.filter(
                perangkat_daerah__in=[pd for pd in rencana.asal if pd in rencana.tujuan],
                tahun=rencana.tanggal.year,
                status=StatusPK.DITANDATANGANI,
            ),
            "Tetap berlaku. Susun perubahannya karena isi rencana perangkat daerah ini berubah.",
            tetap=True,
        ),
    ]


def butir_tetap(rencana: RencanaPindah, bahan: RencanaDokumen) -> list[ButirPindah]:
    """What stays with the old PD."""
    tahun, sumber = rencana.tanggal.year, pd_sumber(rencana)
    lama = DokumenPerencanaan.objects.filter(perangkat_daerah__in=sumber, tahun_dari__lt=tahun)
    dokumen = [
        f"{d} {d.perangkat_daerah}"
        for d in lama.select_related("perangkat_daerah").order_by("perangkat_daerah", "-tahun_dari")
    ]
    nilai = Realisasi.objects.filter(
        indikator__perangkat_daerah__in=sumber, tahun__lt=tahun
    ).count()
    butir = []
    if dokumen:
        butir.append(
            ButirPindah(
                "Dokumen tahun-tahun lalu",
                len(dokumen),
                "Tetap atas nama perangkat daerah lama, sehingga laporan lama tidak berubah.",
                tuple(dokumen[:CONTOH]),
                tetap=True,
            )
        )
    if nilai:
        butir.append(
            ButirPindah(
                "Realisasi tahun-tahun lalu",
                nilai,
                "Tetap atas nama perangkat daerah lama dan tampil sebagai riwayat pada penerusnya.",
                tetap=True,
            )
        )
    belum = (
        Realisasi.objects.filter(indikator__pengampu__in=rencana.berakhir, tahun=tahun - 1)
        .exclude(status__in=[StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN])
        .count()
    )
    if belum:
        butir.append(
            ButirPindah(
                f"Realisasi {tahun - 1} yang belum diverifikasi",
                belum,
                "Peran pada perangkat daerah lama berakhir bersama perangkat daerahnya. Selesaikan "
                "sebelum menerapkan, atau minta admin memberi peran pada perangkat daerah lama.",
                tetap=True,
            )
        )
    return [
        *butir,
        *_butir(
            "Impor laporan yang masih pratinjau",
            ImporLaporan.objects.filter(
                perangkat_daerah__in=rencana.berakhir,
                tahun__gte=tahun,
                status=StatusImpor.PRATINJAU,
            ),
            "Tidak ikut pindah. Unggah ulang berkasnya untuk penerima.",
            tetap=True,
        ),
        *_butir(
            "Perpanjangan waktu pengisian",
            Perpanjangan.objects.filter(
                perangkat_daerah__in=rencana.berakhir, jadwal__tahun__gte=tahun
            ),
            "Tidak ikut pindah. Beri penerima perpanjangannya sendiri bila perlu.",
            tetap=True,
        ),
    ]
