"""The city's plans: RPJMD 2021-2026, and RKPD 2023 as far as its source shows it."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from dasar.angka import baca_angka
from dasar.services.audit import catat_audit_massal
from kinerja.models import (
    Cara,
    DokumenPerencanaan,
    Dukungan,
    Frekuensi,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    StatusDokumen,
)
from kinerja.services.perencanaan import (
    BarisIndikator,
    BarisSimpul,
    BarisTarget,
    berlakukan_dokumen,
    buat_dokumen,
    isi_dokumen,
)
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.sumber import HasilBagian, baca_csv

VISI = "Terwujudnya Tangsel unggul, menuju kota lestari, saling terkoneksi, efektif dan efisien"
SUMBER_RPJMD = "Perda Kota Tangerang Selatan 6/2021 menurut portal e-SAKIP; lihat sakip/data"
SUMBER_RKPD = "Lampiran RKPD 2023 pada portal e-SAKIP Kota Tangerang Selatan"
TAHUN_RPJMD = range(2021, 2027)

# Who enters each city IKU. The PD of the bidang under which the source prints it; the SAKIP value
# comes through Bagian Organisasi, which is part of the Sekretariat Daerah.
PENGAMPU = {
    "INDEKS PENDIDIKAN": "dindikbud",
    "ANGKA HARAPAN HIDUP": "dinkes",
    "Nilai SAKIP Kota": "setda",
}
# In the RKPD 2023 the bidang and its programs stand under these two city indicators.
BIDANG_SASARAN = {"dindikbud": ("1.01.", "1.1.1"), "dinkes": ("1.02.", "1.1.2")}
PROGRAM_PENUNJANG = ".01"


@transaction.atomic
def muat_rpjmd(oleh: Pengguna) -> HasilBagian:
    """Visi, misi, tujuan, sasaran; an indicator only where its name is known."""
    kota = PerangkatDaerah.objects.kota()
    if _ada(JenisDokumen.RPJMD, kota, 2021, 2026):
        return HasilBagian(0, "dokumen 2021-2026 sudah ada")
    pd = {p.kode: p.pk for p in PerangkatDaerah.objects.all()}
    dokumen = buat_dokumen(
        jenis=JenisDokumen.RPJMD,
        perangkat_daerah=kota,
        tahun_dari=2021,
        tahun_sampai=2026,
        sumber=SUMBER_RPJMD,
        oleh=oleh,
    )
    simpul = [BarisSimpul("visi", JenisSimpul.VISI, VISI)]
    indikator: list[BarisIndikator] = []
    target: list[BarisTarget] = []
    for baris in baca_csv("rpjmd_iku.csv"):
        kode = baris["kode"]
        if "." not in kode:  # a misi with its tujuan
            misi = f"misi {kode}"
            simpul.append(BarisSimpul(misi, JenisSimpul.MISI, baris["misi"], "visi", kode=kode))
            simpul.append(
                BarisSimpul(
                    f"{kode}.1", JenisSimpul.TUJUAN, baris["tujuan"], misi, kode=f"{kode}.1"
                )
            )
            continue
        induk = kode.rpartition(".")[0]
        simpul.append(BarisSimpul(kode, JenisSimpul.SASARAN, baris["sasaran"], induk, kode=kode))
        if not baris["indikator"]:
            continue
        indikator.append(
            BarisIndikator(
                kode,
                kode,
                baris["indikator"],
                atribut_iku(baris["satuan"]),
                pengampu_id=pd[PENGAMPU[baris["indikator"]]],
            )
        )
        target += [
            BarisTarget(kode, tahun, baca_angka(baris[str(tahun)]))
            for tahun in TAHUN_RPJMD
            if baris[str(tahun)]
        ]
    isi_dokumen(dokumen=dokumen, simpul=simpul, indikator=indikator, target=target, oleh=oleh)
    berlakukan_dokumen(dokumen=dokumen, oleh=oleh)
    return HasilBagian(1, f"{len(simpul)} simpul, {len(indikator)} IKU, {len(target)} target")


def atribut_iku(satuan: str) -> dict[str, object]:
    """A city IKU: two decimals, measured once a year, the last value counts."""
    return {
        "satuan": satuan,
        "desimal": 2,
        "cara": Cara.POSISI_AKHIR,
        "frekuensi": Frekuensi.TAHUN,
        "iku": True,
    }


@transaction.atomic
def muat_rkpd_2023(oleh: Pengguna) -> HasilBagian:
    """The two sasaran whose IKU the source prints, with the one target that it has."""
    kota = PerangkatDaerah.objects.kota()
    if _ada(JenisDokumen.RKPD, kota, 2023, 2023):
        return HasilBagian(0, "dokumen sudah ada")
    dokumen = buat_dokumen(
        jenis=JenisDokumen.RKPD,
        perangkat_daerah=kota,
        tahun_dari=2023,
        tahun_sampai=2023,
        sumber=SUMBER_RKPD,
        oleh=oleh,
    )
    rpjmd = isi_rpjmd(kota)
    iku = {
        i.isi_simpul.kode: i
        for i in IsiIndikator.objects.filter(dokumen__in=_dokumen_rpjmd(kota)).select_related(
            "isi_simpul"
        )
    }
    kode_sasaran = [sasaran for _, sasaran in BIDANG_SASARAN.values()]
    tujuan = rpjmd["1.1"]
    simpul = [_ulang(tujuan, None), *(_ulang(rpjmd[k], tujuan.kode) for k in kode_sasaran)]
    indikator = [
        BarisIndikator(
            k,
            k,
            iku[k].nama,
            atribut_iku(iku[k].satuan),
            indikator_id=iku[k].indikator_id,
        )
        for k in kode_sasaran
    ]
    target = [
        BarisTarget(k, 2023, nilai)
        for k in kode_sasaran
        if (nilai := _target_rpjmd(iku[k], 2023)) is not None
    ]
    isi_dokumen(dokumen=dokumen, simpul=simpul, indikator=indikator, target=target, oleh=oleh)
    berlakukan_dokumen(dokumen=dokumen, oleh=oleh)
    return HasilBagian(
        1,
        f"{len(kode_sasaran)} sasaran, {len(indikator)} IKU, {len(target)} target",
    )


@transaction.atomic
def muat_dukungan(oleh: Pengguna) -> HasilBagian:
    """Programs of the two bidang support the sasaran under whose IKU the source prints them.

    Programs that only keep the office running support no single sasaran. No source says how
    large a program's share is, so `porsi` stays null.
    """
    rpjmd = isi_rpjmd(PerangkatDaerah.objects.kota())
    ada = set(Dukungan.objects.values_list("dari_id", "ke_id"))
    baru: list[Dukungan] = []
    for kode_pd, (bidang, sasaran) in BIDANG_SASARAN.items():
        program = IsiSimpul.objects.filter(
            dokumen__perangkat_daerah__kode=kode_pd,
            dokumen__jenis=JenisDokumen.RENJA,
            dokumen__tahun_dari=2023,
            dokumen__status=StatusDokumen.BERLAKU,
            jenis=JenisSimpul.PROGRAM,
            kode__startswith=bidang,
            dari_laporan=False,
        ).exclude(kode__endswith=PROGRAM_PENUNJANG)
        ke = rpjmd[sasaran].simpul_id
        baru += [
            Dukungan(dari_id=p.simpul_id, ke_id=ke) for p in program if (p.simpul_id, ke) not in ada
        ]
    for dukungan in baru:
        dukungan.full_clean()
    Dukungan.objects.bulk_create(baru)
    catat_audit_massal(
        "dukungan.dibuat",
        [(d, None, {"dari": d.dari_id, "ke": d.ke_id}) for d in baru],
        oleh=oleh,
    )
    if not baru:
        return HasilBagian(0, f"{len(ada)} dukungan program sudah ada")
    return HasilBagian(len(baru), f"{len(baru)} program mendukung sasaran kota")


def isi_rpjmd(kota: PerangkatDaerah) -> dict[str, IsiSimpul]:
    """Tujuan and sasaran of the RPJMD in force by kode ("1.1", "1.1.2")."""
    return {
        s.kode: s
        for s in IsiSimpul.objects.filter(
            dokumen__in=_dokumen_rpjmd(kota), jenis__in=[JenisSimpul.TUJUAN, JenisSimpul.SASARAN]
        ).order_by("jalur")
    }


def _dokumen_rpjmd(kota: PerangkatDaerah) -> list[int]:
    return list(
        DokumenPerencanaan.objects.filter(
            jenis=JenisDokumen.RPJMD, perangkat_daerah=kota, status=StatusDokumen.BERLAKU
        ).values_list("pk", flat=True)
    )


def _ulang(isi: IsiSimpul, induk: str | None) -> BarisSimpul:
    """The same node (same identity) in another document."""
    return BarisSimpul(isi.kode, isi.jenis, isi.nama, induk, kode=isi.kode, simpul_id=isi.simpul_id)


def _target_rpjmd(isi: IsiIndikator, tahun: int) -> Decimal | None:
    return (
        isi.indikator.target.filter(dokumen=isi.dokumen_id, tahun=tahun, triwulan=0)
        .values_list("nilai", flat=True)
        .first()
    )


def _ada(jenis: str, pd: PerangkatDaerah, dari: int, sampai: int) -> bool:
    return DokumenPerencanaan.objects.filter(
        jenis=jenis, perangkat_daerah=pd, tahun_dari=dari, tahun_sampai=sampai
    ).exists()
