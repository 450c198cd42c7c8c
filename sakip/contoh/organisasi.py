"""The city, its PD with their other spellings, and its territory."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.text import slugify

from dasar.services.audit import catat_audit_massal
from opd.models import AliasPD, JenisPD, Pengguna, PerangkatDaerah, TingkatWilayah, Wilayah
from opd.models.organisasi import bakukan_nama
from opd.services.organisasi import buat_pd, tambah_alias
from sakip.contoh.sumber import HasilBagian, baca_csv, hasil

# The first day of the RPJMD period: the names were seen in papers of 2023, nothing is known of
# earlier ones.
DARI = datetime.date(2021, 1, 1)
KODE_KOTA = "kota"
KODE_INDUK_RSUD = "dinkes"


def kode_pd(singkatan: str) -> str:
    """The kode of a PD until the official one is known.

    >>> kode_pd("Kec. Serpong Utara")
    'kec-serpong-utara'
    """
    return slugify(singkatan)


@transaction.atomic
def muat_pd(oleh: Pengguna) -> HasilBagian:
    """The city's own row, 37 PD and three hospitals below the Dinas Kesehatan."""
    ada = {pd.kode: pd for pd in PerangkatDaerah.objects.all()}
    baru = 0
    if KODE_KOTA not in ada:
        ada[KODE_KOTA] = buat_pd(
            kode=KODE_KOTA,
            jenis=JenisPD.KOTA,
            nama="Kota Tangerang Selatan",
            singkatan="Kota Tangsel",
            dari=DARI,
            oleh=oleh,
        )
        baru += 1
    for baris in baca_csv("opd.csv"):
        kode = kode_pd(baris["singkatan"])
        if kode in ada:
            continue
        jenis = JenisPD(baris["tipe"])
        ada[kode] = buat_pd(
            kode=kode,
            jenis=jenis,
            nama=baris["nama"],
            singkatan=baris["singkatan"],
            dari=DARI,
            induk=ada[KODE_INDUK_RSUD] if jenis == JenisPD.RSUD else None,
            urutan=int(baris["no"]),
            sumber=f"{baris['sumber']} ({baris['kepastian']})"[:300],
            oleh=oleh,
        )
        baru += 1
    alias_baru = _muat_alias(ada, oleh)
    jumlah = hasil("perangkat daerah", baru, len(ada) - baru)
    return HasilBagian(baru + alias_baru, f"{jumlah.kalimat}; {alias_baru} ejaan lain baru")


def _muat_alias(pd: dict[str, PerangkatDaerah], oleh: Pengguna) -> int:
    ada = set(AliasPD.objects.values_list("baku", flat=True))
    baru = 0
    for baris in baca_csv("alias_pd.csv"):
        if bakukan_nama(baris["ejaan"]) not in ada:
            tambah_alias(perangkat_daerah=pd[baris["kode"]], teks=baris["ejaan"], oleh=oleh)
            baru += 1
    return baru


@transaction.atomic
def muat_wilayah(oleh: Pengguna) -> HasilBagian:
    """The city, 7 kecamatan and 54 kelurahan. A public list, so it has no service of its own."""
    ada = {w.kode: w for w in Wilayah.objects.all()}
    lama = len(ada)
    dibuat: list[Wilayah] = []
    for tingkat in TingkatWilayah:  # a level at a time: the next one needs the pk of its parents
        lapis = [
            Wilayah(
                kode=b["kode_kemendagri"],
                kode_bps=b["kode_bps"],
                nama=b["nama"],
                nama_bps=b["nama_versi_bps"],
                tingkat=tingkat,
                induk=ada[b["kode_induk"]] if b["kode_induk"] else None,
            )
            for b in baca_csv("wilayah.csv")
            if b["tingkat"] == tingkat and b["kode_kemendagri"] not in ada
        ]
        for wilayah in lapis:
            wilayah.full_clean(validate_unique=False)
        Wilayah.objects.bulk_create(lapis)
        ada |= {w.kode: w for w in lapis}
        dibuat += lapis
    catat_audit_massal(
        "wilayah.dimuat",
        [(w, None, {"kode": w.kode, "nama": w.nama}) for w in dibuat],
        oleh=oleh,
    )
    return hasil("wilayah", len(dibuat), lama)
