"""The rencana aksi of a PD as rows ready to print: quarterly targets and activities."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dasar.angka import format_rupiah
from dasar.cetak.xlsx import Angka
from dasar.tanggal import akhir_triwulan, romawi
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.agregasi import SEMUA_TRIWULAN
from kinerja.formulas.target_triwulan import TemuanTarget
from kinerja.models import IsiIndikator, RencanaAksi
from kinerja.selectors.riwayat_indikator import KOSONG, teks_target
from kinerja.selectors.target_berlaku import TargetBerlaku, TargetIndikator, target_setahun
from kinerja.selectors.target_triwulan import temuan_triwulan
from opd.models import Pengguna
from opd.selectors.pejabat import pejabat_pada

Keadaan = Literal["sesuai", "belum", "keliru"]


@dataclass(frozen=True)
class BarisRencanaAksi:
    """One indicator: its targets as text, whether they reach the year's, and its activities."""

    indikator_id: int
    nama: str
    satuan: str
    simpul: str
    target: str
    dokumen: str
    triwulan: tuple[str, ...]
    nilai: tuple[Angka | None, ...]  # of the year, then of the quarters; None: not one number
    keadaan: Keadaan
    kalimat: str
    jumlah_aksi: int
    anggaran: str
    contoh: bool


@dataclass(frozen=True)
class BarisAksi:
    """One activity; `penanggung_jawab` names the post, `pejabat` who holds it at quarter's end."""

    pk: int
    kegiatan: str
    keluaran: str
    penanggung_jawab: str
    pejabat: str
    simpul_id: int | None
    sub_kegiatan: str
    anggaran: str
    contoh: bool


@dataclass(frozen=True)
class TriwulanAksi:
    """One quarter of one indicator."""

    triwulan: int
    judul: str
    target: str
    aksi: tuple[BarisAksi, ...]


def baris_rencana_aksi(pd_id: int, tahun: int, user: Pengguna) -> list[BarisRencanaAksi]:
    """Every indicator that the PD enters under its plan in force (four queries)."""
    isi = (
        IsiIndikator.objects.for_user(user)
        .diukur(tahun)
        .filter(indikator__pengampu=pd_id)
        .select_related("isi_simpul", "indikator")
        .satu_per_indikator()
    )
    target = target_setahun(isi, tahun)
    aksi: dict[int, list[tuple[int | None, bool]]] = {}
    for pk, rupiah, contoh in RencanaAksi.objects.filter(
        indikator__in=list(isi), tahun=tahun
    ).values_list("indikator", "anggaran", "contoh"):
        aksi.setdefault(pk, []).append((rupiah, contoh))
    return [_baris(satu, target.get(pk), aksi.get(pk, [])) for pk, satu in isi.items()]


def triwulan_aksi(
    isi: IsiIndikator, tahun: int, nama_simpul: Mapping[int, str]
) -> list[TriwulanAksi]:
    """The four quarters of one indicator with what is done in each (up to seven queries);
    `nama_simpul`: the sub kegiatan of the PD."""
    target = target_setahun([isi.indikator_id], tahun).get(isi.indikator_id)
    aksi = list(
        RencanaAksi.objects.filter(indikator=isi.indikator_id, tahun=tahun)
        .select_related("jabatan")
        .order_by("triwulan", "urutan", "pk")
    )
    jabatan = {a.jabatan_id for a in aksi if a.jabatan_id is not None}
    hasil = []
    for tw in SEMUA_TRIWULAN:
        pejabat = _pejabat(jabatan, akhir_triwulan(tahun, tw))
        milik = target.triwulan.get(tw) if target else None
        hasil.append(
            TriwulanAksi(
                triwulan=tw,
                judul=f"Triwulan {romawi(tw)}",
                target=_teks(isi, milik),
                aksi=tuple(
                    BarisAksi(
                        pk=a.pk,
                        kegiatan=a.kegiatan,
                        keluaran=a.keluaran,
                        penanggung_jawab=a.jabatan.nama if a.jabatan else "",
                        pejabat=pejabat.get(a.jabatan_id or 0, "kosong"),
                        simpul_id=a.simpul_id,
                        sub_kegiatan=nama_simpul.get(a.simpul_id or 0, ""),
                        anggaran=KOSONG if a.anggaran is None else format_rupiah(a.anggaran),
                        contoh=a.contoh,
                    )
                    for a in aksi
                    if a.triwulan == tw
                ),
            )
        )
    return hasil


def _pejabat(jabatan: Iterable[int], hari: datetime.date) -> dict[int, str]:
    return {
        pk: f"{p.get_jenis_display()} {p.pegawai}" if p.jenis != "definitif" else str(p.pegawai)
        for pk, p in pejabat_pada(jabatan, hari).items()
    }


def _baris(
    isi: IsiIndikator, target: TargetIndikator | None, aksi: list[tuple[int | None, bool]]
) -> BarisRencanaAksi:
    keadaan, kalimat = periksa_tersimpan(isi, target)
    setahun = target.tahun if target else None
    per_tw = [target.triwulan.get(tw) if target else None for tw in SEMUA_TRIWULAN]
    diketahui = [rupiah for rupiah, _ in aksi if rupiah is not None]
    kurang = len(aksi) - len(diketahui)
    anggaran = format_rupiah(sum(diketahui)) if diketahui else KOSONG
    return BarisRencanaAksi(
        indikator_id=isi.indikator_id,
        nama=huruf_kalimat(isi.nama),
        satuan=isi.satuan,
        simpul=huruf_kalimat(isi.isi_simpul.nama),
        target=_teks(isi, setahun),
        dokumen=setahun.dokumen if setahun else "",
        triwulan=tuple(_teks(isi, t) for t in per_tw),
        nilai=tuple(_angka(isi, t) for t in (setahun, *per_tw)),
        keadaan=keadaan,
        kalimat=kalimat,
        jumlah_aksi=len(aksi),
        anggaran=f"{anggaran} ({kurang} belum beranggaran)" if diketahui and kurang else anggaran,
        contoh=any(t.contoh for t in (setahun, *per_tw) if t) or any(c for _, c in aksi),
    )


def temuan_target(
    isi: IsiIndikator, target: TargetIndikator | None, nilai: Mapping[int, Decimal | None]
) -> list[TemuanTarget]:
    """What is wrong with quarterly targets `nilai` against the target of the year that counts."""
    if target is None or target.tahun is None:
        return [TemuanTarget(0, "Indikator ini belum punya target setahun.")]
    return temuan_triwulan(
        isi, nilai, tahunan=target.tahun.nilai, tahunan_atas=target.tahun.nilai_atas
    )


def periksa_tersimpan(isi: IsiIndikator, target: TargetIndikator | None) -> tuple[Keadaan, str]:
    """Whether the stored quarterly targets reach the year's, and the sentences about them."""
    if target is not None and target.tahun is not None and not target.triwulan:
        return "belum", "Target triwulan belum diisi."
    per_tw = {tw: t.nilai for tw, t in target.triwulan.items()} if target else {}
    temuan = temuan_target(isi, target, per_tw)
    kalimat = " ".join(t.kalimat for t in temuan)
    if target is None or target.tahun is None:
        return "belum", kalimat
    return "keliru" if any(t.menghalangi for t in temuan) else "sesuai", kalimat


def _teks(isi: IsiIndikator, target: TargetBerlaku | None) -> str:
    return KOSONG if target is None else teks_target(target.nilai, target.nilai_atas, isi)


def _angka(isi: IsiIndikator, target: TargetBerlaku | None) -> Angka | None:
    if target is None or target.nilai_atas is not None or isi.skala_predikat is not None:
        return None
    return Angka(target.nilai, isi.desimal)
