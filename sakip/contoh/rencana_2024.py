"""Trees of the sample year: nodes and indicators of 2023 again, under their lasting identities.

A PD without a report of 2023 gets a small tree from the nomenclature of its bidang.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    IsiIndikator,
    IsiSimpul,
    JenisNomenklatur,
    JenisSimpul,
    Nomenklatur,
    Realisasi,
    Target,
)
from kinerja.services.perencanaan import BarisSimpul
from opd.models import PerangkatDaerah
from opd.models.organisasi import bakukan_nama
from sakip.contoh.anggaran_2024 import SimpulBerbiaya, belanja_tengah_tahun
from sakip.contoh.nomenklatur import PencariNomenklatur
from sakip.contoh.sumber import baca_csv
from sakip.contoh.ukuran_2024 import Bahan, Ukuran, susun_ukuran

TAHUN_LALU = 2023
JENIS_BERBIAYA = (JenisSimpul.PROGRAM, JenisSimpul.KEGIATAN, JenisSimpul.SUB_KEGIATAN)

# PD without a report of 2023: the bidang whose nomenclature is theirs, and three programs of it.
BIDANG_PD = {
    "dinsos": ("1.06", ("1.06.02", "1.06.04", "1.06.05")),
    "dlh": ("2.11", ("2.11.03", "2.11.08", "2.11.11")),
    "disdukcapil": ("2.12", ("2.12.02", "2.12.03", "2.12.04")),
    "dishub": ("2.15", ("2.15.02",)),
    "bapenda": ("5.02", ("5.02.04",)),
    "kec-setu": ("7.01", ("7.01.02", "7.01.03", "7.01.04")),
}
PROGRAM_PENUNJANG = "X.XX.01"
KEGIATAN_PENUNJANG = tuple(f"{PROGRAM_PENUNJANG}.2.{n}" for n in ("01", "02", "06", "08"))
KEGIATAN_PER_PROGRAM = 4
SUB_PER_KEGIATAN = 2
# The nomenclature covers every kabupaten/kota; these words name what this city does not have.
BUKAN_DI_KOTA = ("adat", "desa", "mukim", "kampung")
INDIKATOR_PENUNJANG = ("Nilai LKE PMPRB Perangkat Daerah", "Predikat SAKIP")


@dataclass(frozen=True)
class IndikatorContoh:
    """One indicator of the sample tree under node `simpul`."""

    kunci: str
    simpul: str
    nama: str
    ukuran: Ukuran
    iku: bool = False
    indikator_id: int | None = None


@dataclass
class PohonContoh:
    """What one PD's RENJA 2024 is made from, parents before children."""

    simpul: list[BarisSimpul] = field(default_factory=list)
    indikator: list[IndikatorContoh] = field(default_factory=list)
    biaya: list[SimpulBerbiaya] = field(default_factory=list)


class RencanaLalu:
    """Everything of 2023 that the sample year grows from, read in a few queries."""

    def __init__(self) -> None:
        dokumen = DokumenPerencanaan.objects.berlaku(TAHUN_LALU).filter(
            perangkat_daerah__in=PerangkatDaerah.objects.penyusun(), tahun_sampai=TAHUN_LALU
        )
        self.simpul: dict[int, list[IsiSimpul]] = defaultdict(list)
        for isi_simpul in IsiSimpul.objects.filter(dokumen__in=dokumen).order_by("jalur"):
            self.simpul[isi_simpul.dokumen_id].append(isi_simpul)
        self.indikator: dict[int, list[IsiIndikator]] = defaultdict(list)
        for isi in IsiIndikator.objects.filter(dokumen__in=dokumen).order_by("urutan", "pk"):
            self.indikator[isi.isi_simpul_id].append(isi)
        self.target = {
            t.indikator_id: t.nilai
            for t in Target.objects.filter(dokumen__in=dokumen, tahun=TAHUN_LALU, triwulan=0)
        }
        self.realisasi: dict[int, dict[int, Decimal | None]] = defaultdict(dict)
        for pk, tw, nilai in Realisasi.objects.filter(tahun=TAHUN_LALU).values_list(
            "indikator", "triwulan", "nilai"
        ):
            self.realisasi[pk][tw] = nilai
        self.pagu: dict[int, int | None] = {}
        self.belanja: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
        for a in Anggaran.objects.filter(tahun=TAHUN_LALU):
            if a.triwulan == 0:
                self.pagu[a.simpul_id] = a.pagu
            elif a.realisasi is not None:
                self.belanja[a.simpul_id][a.triwulan] = (a.realisasi, a.isian)
        self.satuan = dict(
            Nomenklatur.objects.filter(jenis=JenisNomenklatur.SUB_KEGIATAN).values_list(
                "pk", "satuan"
            )
        )
        self.dokumen_pd: dict[int, list[int]] = defaultdict(list)
        for pk, pd_id in dokumen.values_list("pk", "perangkat_daerah"):
            self.dokumen_pd[pd_id].append(pk)


def pohon_dari_2023(pd: PerangkatDaerah, lalu: RencanaLalu, negatif: frozenset[str]) -> PohonContoh:
    """The same nodes and indicators as in 2023, with sizes taken from it."""
    pohon = PohonContoh()
    for dokumen_id in lalu.dokumen_pd[pd.pk]:
        ada = {s.pk: s for s in lalu.simpul[dokumen_id]}
        for s in ada.values():
            kunci, induk = str(s.pk), str(s.induk_id) if s.induk_id else None
            pohon.simpul.append(
                BarisSimpul(
                    kunci,
                    s.jenis,
                    s.nama,
                    induk,
                    kode=s.kode,
                    nomenklatur_id=s.nomenklatur_id,
                    simpul_id=s.simpul_id,
                )
            )
            if s.jenis in JENIS_BERBIAYA:
                berbiaya = s.induk_id in ada and ada[s.induk_id].jenis in JENIS_BERBIAYA
                pohon.biaya.append(
                    SimpulBerbiaya(
                        kunci,
                        induk if berbiaya else None,
                        pagu_lalu=lalu.pagu.get(s.simpul_id),
                        belanja_lalu=belanja_tengah_tahun(lalu.belanja.get(s.simpul_id, {})),
                    )
                )
            for isi in lalu.indikator[s.pk]:
                benih = f"{pd.kode}|{s.jalur}|{s.nama}|{isi.nama}"
                pohon.indikator.append(
                    IndikatorContoh(
                        f"i{isi.pk}",
                        kunci,
                        isi.nama,
                        susun_ukuran(_bahan(benih, isi, s, lalu, negatif)),
                        iku=isi.iku or s.jenis == JenisSimpul.SASARAN,
                        indikator_id=isi.indikator_id,
                    )
                )
    return pohon


def _bahan(
    benih: str,
    isi: IsiIndikator,
    simpul: IsiSimpul,
    lalu: RencanaLalu,
    negatif: frozenset[str],
) -> Bahan:
    # The unit of the nomenclature belongs to its one indicator.
    umum = lalu.satuan.get(simpul.nomenklatur_id or 0, "") if isi.urutan == 1 else ""
    realisasi = lalu.realisasi.get(isi.indikator_id, {})
    return Bahan(
        kunci=benih,
        nama=isi.nama,
        satuan=isi.satuan or umum,
        polaritas="negatif" if bakukan_nama(isi.nama) in negatif else "positif",
        skala=isi.skala_predikat,
        isian=isi.isian,
        target_lalu=lalu.target.get(isi.indikator_id),
        realisasi_lalu=[realisasi.get(tw) for tw in (1, 2, 3, 4)],
    )


def pohon_dari_nomenklatur(pd: PerangkatDaerah, nomenklatur: PencariNomenklatur) -> PohonContoh:
    """A small tree: the supporting program and up to three of the PD's own bidang."""
    bidang, program_pd = BIDANG_PD[pd.kode]
    pohon = PohonContoh()
    dipilih: dict[str, list[str]] = defaultdict(list)  # kode of a parent -> kode of its children
    # The supporting program stands first in every plan, but last in the nomenclature.
    semua = sorted(
        baca_csv("nomenklatur_kabkota.csv"), key=lambda b: b["kode_program"] != PROGRAM_PENUNJANG
    )
    for baris in semua:
        program, kegiatan = baris["kode_program"], baris["kode_kegiatan"]
        if program not in (PROGRAM_PENUNJANG, *program_pd):
            continue
        if program == PROGRAM_PENUNJANG and kegiatan not in KEGIATAN_PENUNJANG:
            continue
        kata = f"{baris['kegiatan']} {baris['subkegiatan']}".casefold().split()
        if any(k in kata for k in BUKAN_DI_KOTA):
            continue
        if not dipilih[program]:
            _tambah(pohon, nomenklatur, bidang, program, baris["program"], None)
            if program == PROGRAM_PENUNJANG:
                for nama in INDIKATOR_PENUNJANG:
                    _tambah_indikator(pohon, pd, program, nama, "")
        if kegiatan not in dipilih[program]:
            if len(dipilih[program]) >= KEGIATAN_PER_PROGRAM:
                continue
            dipilih[program].append(kegiatan)
            _tambah(pohon, nomenklatur, bidang, kegiatan, baris["kegiatan"], program)
        if len(dipilih[kegiatan]) < SUB_PER_KEGIATAN:
            sub = baris["kode_subkegiatan"]
            dipilih[kegiatan].append(sub)
            _tambah(pohon, nomenklatur, bidang, sub, baris["subkegiatan"], kegiatan)
            _tambah_indikator(pohon, pd, sub, baris["indikator"], baris["satuan"])
    return pohon


def _tambah(
    pohon: PohonContoh,
    nomenklatur: PencariNomenklatur,
    bidang: str,
    kode: str,
    nama: str,
    induk: str | None,
) -> None:
    jenis = {2: JenisSimpul.PROGRAM, 4: JenisSimpul.KEGIATAN, 5: JenisSimpul.SUB_KEGIATAN}
    kode_pd = kode.replace("X.XX", bidang)
    pohon.simpul.append(
        BarisSimpul(
            kode,
            jenis[kode.count(".")],
            nama,
            induk,
            kode=kode_pd,
            nomenklatur_id=nomenklatur.cari(kode_pd, nama),
        )
    )
    pohon.biaya.append(SimpulBerbiaya(kode, induk, pagu_lalu=_pagu_umum(kode, nama)))


def _pagu_umum(kode: str, nama: str) -> int | None:
    """The usual size of a sub kegiatan in whole rupiah; None: a small one."""
    if "gaji" in nama.casefold():
        return 14_000_000_000
    return None if kode.startswith(PROGRAM_PENUNJANG) else 850_000_000


def _tambah_indikator(
    pohon: PohonContoh, pd: PerangkatDaerah, simpul: str, nama: str, satuan: str
) -> None:
    kunci = f"{pd.kode}|{simpul}|{nama}"
    pohon.indikator.append(
        IndikatorContoh(
            kunci, simpul, nama, susun_ukuran(Bahan(kunci=kunci, nama=nama, satuan=satuan))
        )
    )
