"""Loading the sample year: RKPD Kota 2024 and one RENJA 2024 for each of the 37 PD."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from kinerja.models import AsalDokumen, DokumenPerencanaan, IsiIndikator, JenisDokumen, JenisSimpul
from kinerja.services.isian import simpan_laporan
from kinerja.services.perencanaan import (
    BarisIndikator,
    BarisSimpul,
    BarisTarget,
    HasilIsi,
    berlakukan_dokumen,
    buat_dokumen,
    isi_dokumen,
)
from kinerja.services.sel_isian import NILAI, RUPIAH, SelIsian
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.anggaran_2024 import SimpulBerbiaya, susun_anggaran
from sakip.contoh.nomenklatur import PencariNomenklatur
from sakip.contoh.pejabat import jabatan_simpul
from sakip.contoh.rencana_2024 import (
    IndikatorContoh,
    PohonContoh,
    RencanaLalu,
    pohon_dari_2023,
    pohon_dari_nomenklatur,
)
from sakip.contoh.rencana_kota import atribut_iku, isi_rpjmd
from sakip.contoh.renja_2023 import nama_negatif
from sakip.contoh.riwayat_2024 import BarisRiwayat, susun_riwayat
from sakip.contoh.sumber import HasilBagian
from sakip.contoh.ukuran_2024 import Ukuran

TAHUN = 2024
SUMBER = "Contoh, disusun dari laporan dan rencana 2023"
SUMBER_BERITA = "gogagalife.com, 5 Februari 2025"
TANGGAL_BERITA = datetime.date(2025, 2, 5)


@dataclass(frozen=True)
class IkuKota:
    """A city IKU of 2024: numbers with `contoh` are made up, the others have a source."""

    kode: str
    satuan: str
    target: Decimal
    realisasi: Decimal
    contoh: bool = True
    sumber: str = SUMBER
    terbit: datetime.date | None = None


IKU_KOTA = (
    IkuKota("1.1.1", "Indeks", Decimal("0.81"), Decimal("0.80")),
    IkuKota("1.1.2", "Tahun", Decimal("72.98"), Decimal("73.05")),
    # Both numbers were published by the city.
    IkuKota("5.1.1", "Nilai", Decimal(70), Decimal("69.04"), False, SUMBER_BERITA, TANGGAL_BERITA),
)


@transaction.atomic
def muat_tahun_2024(oleh: Pengguna) -> HasilBagian:
    """Everything of the sample year that is missing: plans, money, values, and their history."""
    riwayat: list[BarisRiwayat] = []
    kota = PerangkatDaerah.objects.kota()
    ada = set(
        DokumenPerencanaan.objects.filter(tahun_dari=TAHUN, tahun_sampai=TAHUN).values_list(
            "perangkat_daerah_id", flat=True
        )
    )
    dokumen = 0
    if kota.pk not in ada:
        riwayat += _muat_rkpd(kota, oleh)
        dokumen += 1
    belum = list(PerangkatDaerah.objects.penyusun().exclude(pk__in=ada))
    if belum:
        lalu, negatif, nomenklatur = RencanaLalu(), nama_negatif(), PencariNomenklatur()
        for pd in belum:
            if lalu.dokumen_pd[pd.pk]:
                pohon = pohon_dari_2023(pd, lalu, negatif)
            else:
                pohon = pohon_dari_nomenklatur(pd, nomenklatur)
            riwayat += _muat_renja(pd, pohon, oleh)
            dokumen += 1
    if not dokumen:
        return HasilBagian(0, "semua dokumen 2024 sudah ada")
    nilai = susun_riwayat(riwayat, oleh)
    return HasilBagian(
        dokumen, f"{dokumen} dokumen 2024, {len(riwayat)} indikator, {nilai} nilai contoh"
    )


def _muat_rkpd(kota: PerangkatDaerah, oleh: Pengguna) -> list[BarisRiwayat]:
    """Tujuan and sasaran of the RPJMD again, with the three city IKU whose names are known."""
    dokumen = _dokumen(JenisDokumen.RKPD, kota, oleh)
    simpul = [
        BarisSimpul(
            s.kode,
            s.jenis,
            s.nama,
            None if s.jenis == JenisSimpul.TUJUAN else s.kode.rpartition(".")[0],
            kode=s.kode,
            simpul_id=s.simpul_id,
        )
        for s in isi_rpjmd(kota).values()
    ]
    lama = {
        i.isi_simpul.kode: i
        for i in IsiIndikator.objects.filter(
            dokumen__jenis=JenisDokumen.RPJMD, dokumen__perangkat_daerah=kota
        ).select_related("isi_simpul", "indikator")
    }
    target = [
        BarisTarget(iku.kode, TAHUN, iku.target, tw, contoh=iku.contoh)
        for iku in IKU_KOTA
        for tw in (0, 4)
    ]
    isi_dokumen(
        dokumen=dokumen,
        simpul=simpul,
        indikator=[
            BarisIndikator(
                iku.kode,
                iku.kode,
                lama[iku.kode].nama,
                atribut_iku(iku.satuan),
                indikator_id=lama[iku.kode].indikator_id,
            )
            for iku in IKU_KOTA
        ],
        target=target,
        oleh=oleh,
    )
    berlakukan_dokumen(dokumen=dokumen, oleh=oleh)
    for iku in IKU_KOTA:
        indikator = lama[iku.kode].indikator
        simpan_laporan(
            perangkat_daerah_id=indikator.pengampu_id,
            tahun=TAHUN,
            sel=[
                SelIsian(
                    NILAI,
                    indikator.pk,
                    nilai=iku.realisasi,
                    triwulan=4,
                    sumber=iku.sumber,
                    contoh=iku.contoh,
                )
            ],
            oleh=oleh,
        )
    return [
        BarisRiwayat(
            lama[iku.kode].indikator_id, lama[iku.kode].nama, _ukuran(iku), True, iku.terbit
        )
        for iku in IKU_KOTA
    ]


def _ukuran(iku: IkuKota) -> Ukuran:
    return Ukuran(
        satuan=iku.satuan,
        desimal=2,
        cara="posisi_akhir",
        isian="per_triwulan",
        frekuensi="tahun",
        target=iku.target,
        target_tw={4: iku.target},
        realisasi={4: iku.realisasi},
    )


def _muat_renja(pd: PerangkatDaerah, pohon: PohonContoh, oleh: Pengguna) -> list[BarisRiwayat]:
    dokumen = _dokumen(JenisDokumen.RENJA, pd, oleh)
    jabatan = jabatan_simpul(pd)
    hasil = isi_dokumen(
        dokumen=dokumen,
        simpul=[replace(s, jabatan_id=jabatan.get(s.kode)) for s in pohon.simpul],
        indikator=[
            BarisIndikator(
                i.kunci,
                i.simpul,
                i.nama,
                {**i.ukuran.atribut(), "iku": i.iku},
                indikator_id=i.indikator_id,
            )
            for i in pohon.indikator
        ],
        target=[baris for i in pohon.indikator for baris in _target(i)],
        oleh=oleh,
    )
    berlakukan_dokumen(dokumen=dokumen, oleh=oleh)
    nilai = [
        SelIsian(
            NILAI,
            hasil.indikator[i.kunci].indikator_id,
            nilai=nilai,
            triwulan=tw,
            sumber=SUMBER,
            contoh=True,
        )
        for i in pohon.indikator
        for tw, nilai in i.ukuran.realisasi.items()
    ]
    simpan_laporan(
        perangkat_daerah_id=pd.pk,
        tahun=TAHUN,
        sel=[*_rupiah(pd, pohon, hasil), *nilai],
        oleh=oleh,
    )
    return [
        BarisRiwayat(hasil.indikator[i.kunci].indikator_id, i.nama, i.ukuran, i.iku)
        for i in pohon.indikator
    ]


def _dokumen(jenis: str, pd: PerangkatDaerah, oleh: Pengguna) -> DokumenPerencanaan:
    return buat_dokumen(
        jenis=jenis,
        perangkat_daerah=pd,
        tahun_dari=TAHUN,
        tahun_sampai=TAHUN,
        asal=AsalDokumen.CONTOH,
        sumber=SUMBER,
        oleh=oleh,
    )


def _target(indikator: IndikatorContoh) -> Sequence[BarisTarget]:
    per_triwulan = {0: indikator.ukuran.target, **indikator.ukuran.target_tw}
    return [
        BarisTarget(indikator.kunci, TAHUN, nilai, tw, contoh=True)
        for tw, nilai in per_triwulan.items()
    ]


def _rupiah(pd: PerangkatDaerah, pohon: PohonContoh, hasil: HasilIsi) -> list[SelIsian]:
    sel: list[SelIsian] = []
    # The hash takes the path, not the pk: another database must get the same numbers.
    jalur = {s.kunci: hasil.simpul[s.kunci].jalur for s in pohon.biaya}
    bernama = [
        SimpulBerbiaya(
            jalur[s.kunci],
            None if s.induk is None else jalur[s.induk],
            s.pagu_lalu,
            s.belanja_lalu,
        )
        for s in pohon.biaya
    ]
    biaya = susun_anggaran(bernama, pd.kode)
    for s in pohon.biaya:
        simpul_id, b = hasil.simpul[s.kunci].simpul_id, biaya[jalur[s.kunci]]
        for tw, rupiah in enumerate((b.pagu, *b.realisasi)):
            sel.append(
                SelIsian(RUPIAH, simpul_id, rupiah=rupiah, triwulan=tw, sumber=SUMBER, contoh=True)
            )
    return sel
