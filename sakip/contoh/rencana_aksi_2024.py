"""Sample activities of 2024 for the posts of the Dinas Kesehatan, and one request for a target."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from kinerja.models import IsiIndikator, RencanaAksi, UsulTarget
from kinerja.selectors.target_berlaku import target_setahun
from kinerja.services.rencana_aksi import AksiMasuk, tambah_aksi
from kinerja.services.usul_target import ajukan_usul
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.pejabat import jabatan_simpul
from sakip.contoh.sumber import HasilBagian

TAHUN = 2024
KODE_PD = "dinkes"
INDIKATOR_BERKEGIATAN = 6
KEGIATAN = (
    "Menetapkan sasaran dan petugas di setiap puskesmas",
    "Melayani menurut standar dan mencatat hasilnya setiap bulan",
    "Membina puskesmas yang capaiannya di bawah target",
    "Menghitung capaian setahun dan menyusun rencana perbaikan",
)
ALASAN = (
    "Contoh: sasaran penerima layanan bertambah menurut pendataan semester pertama, sehingga "
    "target semula terlalu rendah."
)


@transaction.atomic
def muat_rencana_aksi_2024(oleh: Pengguna) -> HasilBagian:
    """Four activities for each of the first indicators, and one request that waits."""
    pd = PerangkatDaerah.objects.get(kode=KODE_PD)
    if RencanaAksi.objects.filter(perangkat_daerah=pd, tahun=TAHUN).exists():
        return HasilBagian(0, "rencana aksi 2024 sudah ada")
    isi = list(
        IsiIndikator.objects.diukur(TAHUN)
        .filter(dokumen__perangkat_daerah=pd)
        .order_by("isi_simpul__jalur", "urutan")[:INDIKATOR_BERKEGIATAN]
    )
    jabatan = jabatan_simpul(pd)
    for satu in isi:
        for triwulan, kegiatan in enumerate(KEGIATAN, start=1):
            tambah_aksi(
                indikator_id=satu.indikator_id,
                tahun=TAHUN,
                masuk=AksiMasuk(triwulan, kegiatan, jabatan_id=jabatan["1.02.02"], contoh=True),
                oleh=oleh,
            )
    diusulkan = isi[1].indikator_id
    target = target_setahun([diusulkan], TAHUN)[diusulkan].tahun
    if target is not None:
        usul = ajukan_usul(
            indikator_id=diusulkan,
            tahun=TAHUN,
            nilai=target.nilai - Decimal(5),
            nilai_atas=None,
            alasan=ALASAN,
            oleh=Pengguna.objects.get(username="operator.dinkes"),
        )
        UsulTarget.objects.filter(pk=usul.pk).update(contoh=True)
    return HasilBagian(len(isi), f"{len(isi) * len(KEGIATAN)} kegiatan contoh, 1 usul target")
