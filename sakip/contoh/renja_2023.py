"""RENJA 2023 of two PD from the RKPD attachment: reading it, and loading what was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from dasar.angka import AngkaTakTerbaca, baca_angka
from kinerja.formulas.skala import SKALA_SAKIP
from kinerja.models import Cara, DokumenPerencanaan, JenisDokumen, JenisSimpul, Polaritas
from kinerja.services.isian import simpan_laporan
from kinerja.services.perencanaan import (
    BarisIndikator,
    BarisSimpul,
    BarisTarget,
    berlakukan_dokumen,
    buat_dokumen,
    isi_dokumen,
)
from kinerja.services.sel_isian import RUPIAH, SelIsian
from opd.models import Pengguna, PerangkatDaerah
from opd.models.organisasi import bakukan_nama
from sakip.contoh.nomenklatur import PencariNomenklatur
from sakip.contoh.rencana_kota import SUMBER_RKPD
from sakip.contoh.sumber import HasilBagian, baca_csv

TAHUN = 2023
# Segments of a kode -> kind of node. The bidang stands for what the PD is there for.
JENIS_MENURUT_RUAS = {
    2: JenisSimpul.SASARAN,
    3: JenisSimpul.PROGRAM,
    5: JenisSimpul.KEGIATAN,
    6: JenisSimpul.SUB_KEGIATAN,
}
SATUAN_BERDESIMAL = ("persen", "angka", "tahun", "indeks", "nilai", "rasio")
_TARGET = re.compile(r"(?P<angka>[\d.,]+)\s*(?P<satuan>\S.*)?")


class DataContohRusak(ValueError):
    """A data file holds what neither the reader nor the table of corrections explains."""


@dataclass(frozen=True)
class TargetTerbaca:
    """A target cell: value (None: not known), unit, and the scale when it is a predicate."""

    nilai: Decimal | None
    satuan: str = ""
    skala: Mapping[str, int] | None = None


@dataclass
class IndikatorSumber:
    """One indicator of the file under its node."""

    nama: str
    target: TargetTerbaca


@dataclass
class SimpulSumber:
    """One node of the file; `pagu` in whole rupiah, None where the file has no amount."""

    kode: str
    jenis: str
    nama: str
    induk: str | None
    pagu: int | None
    indikator: list[IndikatorSumber] = field(default_factory=list)


def baca_target(teks: str) -> TargetTerbaca:
    """Read a target cell such as "98,58%", "12 Dokumen" or "BB Predikat".

    Raises AngkaTakTerbaca for anything that has to be decided by a person.
    """
    if not teks:
        return TargetTerbaca(None)
    if teks.endswith(" Predikat"):
        huruf = teks.removesuffix(" Predikat")
        return TargetTerbaca(Decimal(SKALA_SAKIP[huruf]), "Predikat", SKALA_SAKIP)
    cocok = _TARGET.fullmatch(teks)
    if cocok is None or not cocok["satuan"]:
        raise AngkaTakTerbaca(f"“{teks}” tidak menyebut satuan.")
    satuan = "Persen" if cocok["satuan"] == "%" else cocok["satuan"]
    return TargetTerbaca(
        baca_angka(cocok["angka"], bulat=desimal_satuan(satuan) == 0), satuan=satuan
    )


def desimal_satuan(satuan: str) -> int:
    """Shares and indices are shown with two decimals, things that are counted with none."""
    return 2 if satuan.casefold() in SATUAN_BERDESIMAL else 0


def baca_renja() -> dict[str, list[SimpulSumber]]:
    """The trees of the file by PD, in reading order, with the corrections applied.

    Raises DataContohRusak when a cell is neither readable nor in the table of corrections.
    """
    koreksi = {
        (int(k["baris"]), k["kolom"]): (k["isi"], k["dibaca"])
        for k in baca_csv("koreksi_rkpd_2023.csv")
    }
    pohon: dict[str, list[SimpulSumber]] = {}
    kini: SimpulSumber | None = None
    for nomor, baris in enumerate(baca_csv("tangsel_rkpd2023_target.csv"), start=2):
        kode = baris["kode"]
        if kode and baris["opd"]:
            kini = _simpul(baris)
            if kini is not None:
                pohon.setdefault(baris["opd"], []).append(kini)
        elif kode:
            kini = None  # the urusan above all PD, or a city IKU: both belong to other documents
        if kini is not None and baris["indikator"]:
            target = baca_target(_terkoreksi(koreksi, nomor, baris["target_k"]))
            kini.indikator.append(IndikatorSumber(baris["indikator"], target))
    return pohon


def _terkoreksi(koreksi: Mapping[tuple[int, str], tuple[str, str]], nomor: int, isi: str) -> str:
    asli, dibaca = koreksi.get((nomor, "target_k"), (isi, isi))
    if asli != isi:
        raise DataContohRusak(f"Baris {nomor}: koreksi untuk “{asli}”, tetapi isinya “{isi}”.")
    return dibaca


def _simpul(baris: Mapping[str, str]) -> SimpulSumber | None:
    """The node of a row; None for the row that only names the PD ("1.02.0.00.0.00.02.0000")."""
    ruas = baris["kode"].split(".")
    jenis = JENIS_MENURUT_RUAS.get(len(ruas))
    if jenis is None:
        return None
    panjang_induk = max((n for n in JENIS_MENURUT_RUAS if n < len(ruas)), default=0)
    # Only the first row of a node holds its own amount: the rows below split it by indicator.
    # The amount of a bidang covers programs that the file leaves out, so it is not one of a node.
    pagu = baris["target_rp"]
    return SimpulSumber(
        kode=baris["kode"],
        jenis=jenis,
        nama=baris["urusan_program_kegiatan"],
        induk=".".join(ruas[:panjang_induk]) or None,
        pagu=(
            int(baca_angka(pagu, bulat=True))
            if pagu not in ("", "-") and jenis != JenisSimpul.SASARAN
            else None
        ),
    )


def nama_negatif() -> frozenset[str]:
    """Folded names of the indicators for which lower is better."""
    return frozenset(bakukan_nama(b["indikator"]) for b in baca_csv("polaritas_negatif.csv"))


def atribut_indikator(sumber: IndikatorSumber, negatif: Iterable[str]) -> dict[str, object]:
    """Fields of IsiIndikator that follow from the name and the target cell."""
    satuan = sumber.target.satuan
    dihitung = bool(satuan) and desimal_satuan(satuan) == 0 and sumber.target.skala is None
    return {
        "satuan": satuan,
        "desimal": 0 if sumber.target.skala else desimal_satuan(satuan),
        "skala_predikat": dict(sumber.target.skala) if sumber.target.skala else None,
        "polaritas": (
            Polaritas.NEGATIF if bakukan_nama(sumber.nama) in negatif else Polaritas.POSITIF
        ),
        # People on the payroll are a level, not something that adds up over quarters.
        "cara": Cara.JUMLAH if dihitung and "/bulan" not in satuan else Cara.POSISI_AKHIR,
    }


@transaction.atomic
def muat_renja_2023(oleh: Pengguna) -> HasilBagian:
    """One RENJA 2023 for each PD of the file, with targets and pagu, in force."""
    pd = {p.kode: p for p in PerangkatDaerah.objects.all()}
    negatif = nama_negatif()
    nomenklatur = PencariNomenklatur()
    dokumen_baru = simpul_baru = indikator_baru = 0
    for singkatan, pohon in baca_renja().items():
        pemilik = pd[singkatan.casefold()]
        if DokumenPerencanaan.objects.filter(
            jenis=JenisDokumen.RENJA, perangkat_daerah=pemilik, tahun_dari=TAHUN
        ).exists():
            continue
        dokumen = buat_dokumen(
            jenis=JenisDokumen.RENJA,
            perangkat_daerah=pemilik,
            tahun_dari=TAHUN,
            tahun_sampai=TAHUN,
            sumber=SUMBER_RKPD,
            oleh=oleh,
        )
        bernama = {f"{s.kode}#{n}": i for s in pohon for n, i in enumerate(s.indikator)}
        hasil_isi = isi_dokumen(
            dokumen=dokumen,
            simpul=[
                BarisSimpul(
                    s.kode,
                    s.jenis,
                    s.nama,
                    s.induk,
                    kode=s.kode,
                    nomenklatur_id=nomenklatur.cari(s.kode, s.nama),
                )
                for s in pohon
            ],
            indikator=[
                BarisIndikator(
                    kunci, kunci.rpartition("#")[0], i.nama, atribut_indikator(i, negatif)
                )
                for kunci, i in bernama.items()
            ],
            target=[
                BarisTarget(kunci, TAHUN, i.target.nilai)
                for kunci, i in bernama.items()
                if i.target.nilai is not None
            ],
            oleh=oleh,
        )
        simpan_laporan(
            perangkat_daerah_id=pemilik.pk,
            tahun=TAHUN,
            sel=[
                SelIsian(
                    RUPIAH, hasil_isi.simpul[s.kode].simpul_id, rupiah=s.pagu, sumber=SUMBER_RKPD
                )
                for s in pohon
                if s.pagu is not None
            ],
            oleh=oleh,
        )
        berlakukan_dokumen(dokumen=dokumen, oleh=oleh)
        dokumen_baru += 1
        simpul_baru += len(pohon)
        indikator_baru += len(bernama)
    if not dokumen_baru:
        return HasilBagian(0, "dokumen Dindikbud dan Dinkes sudah ada")
    return HasilBagian(
        dokumen_baru,
        f"{dokumen_baru} dokumen, {simpul_baru} simpul, {indikator_baru} indikator",
    )
