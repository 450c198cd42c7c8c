"""RPJMD 2025-2029: visi and misi, which are published; tujuan and sasaran have no source yet."""

from __future__ import annotations

from django.db import transaction

from kinerja.models import DokumenPerencanaan, JenisDokumen, JenisSimpul
from kinerja.services.perencanaan import (
    BarisSimpul,
    berlakukan_dokumen,
    buat_dokumen,
    isi_dokumen,
)
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.sumber import HasilBagian

VISI = "Tangerang Selatan Unggul, Inklusif, Inovatif, Kolaboratif Menuju Kota Lestari"
MISI = (
    "Sumber daya manusia unggul dan sejahtera",
    "Ekonomi daerah berbasis potensi lokal, inovasi dan teknologi",
    "Reformasi birokrasi dan tata kelola",
    "Kota tangguh, inklusif dan berkelanjutan",
)
SUMBER = "Visi dan misi menurut berita kota; tujuan dan sasaran belum ada sumbernya (sakip/data)"


@transaction.atomic
def muat_rpjmd_2025(oleh: Pengguna) -> HasilBagian:
    """The second period, beside 2021-2026."""
    kota = PerangkatDaerah.objects.kota()
    if DokumenPerencanaan.objects.filter(jenis=JenisDokumen.RPJMD, tahun_dari=2025).exists():
        return HasilBagian(0, "dokumen 2025-2029 sudah ada")
    dokumen = buat_dokumen(
        jenis=JenisDokumen.RPJMD,
        perangkat_daerah=kota,
        tahun_dari=2025,
        tahun_sampai=2029,
        sumber=SUMBER,
        oleh=oleh,
    )
    misi = [
        BarisSimpul(f"misi {n}", JenisSimpul.MISI, nama, "visi", kode=str(n))
        for n, nama in enumerate(MISI, start=1)
    ]
    isi_dokumen(
        dokumen=dokumen, simpul=[BarisSimpul("visi", JenisSimpul.VISI, VISI), *misi], oleh=oleh
    )
    berlakukan_dokumen(dokumen=dokumen, oleh=oleh)
    return HasilBagian(1, f"visi dan {len(MISI)} misi")
