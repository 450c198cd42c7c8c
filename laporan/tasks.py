"""What a worker does for this app; registered as kinds of jobs in pendaftaran.py."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.services.berkas import buang_berkas_yatim
from dasar.services.pekerjaan import Kerja
from evaluasi.formulas.nilai_lke import TemplatTidakSah
from laporan.reports.lkjip import cetak_lkjip
from laporan.selectors.data_lkjip import susun_data_lkjip
from laporan.services.lkjip import (
    kabari_lkjip,
    rencanakan_lkjip,
    simpan_lkjip,
)
from opd.models import PerangkatDaerah

AKHIR_KUMPUL, AKHIR_CETAK = 30, 95  # percent of the whole job


def susun_lkjip(kerja: Kerja) -> None:
    """Produce the next version of one LKjIP (jenis "susun_lkjip", {"pd": id, "tahun": n}).

    Gathering and printing change nothing. File, version, audit and the end of the job commit
    together: a killed worker leaves nothing behind, and the rerun does the whole work once.
    """
    pd_id, tahun = int(kerja.parameter["pd"]), int(kerja.parameter["tahun"])
    oleh = kerja.diminta_oleh
    try:
        rencana = rencanakan_lkjip(pd_id=pd_id, tahun=tahun, oleh=oleh)
    except PerangkatDaerah.DoesNotExist:
        raise GalatPengguna(
            "Akun yang meminta LKjIP ini tidak lagi melihat perangkat daerahnya."
        ) from None
    kerja.kemajuan(0, "Mengumpulkan angka.")
    try:
        data = susun_data_lkjip(
            pd=rencana.pd,
            tahun=tahun,
            versi=rencana.versi,
            kode=rencana.kode,
            disusun_pada=timezone.localtime(),
            disusun_oleh=str(oleh),
            lapor=_bagian(kerja, 0, AKHIR_KUMPUL),
        )
    except TemplatTidakSah as galat:
        raise GalatPengguna(f"Templat LKE tidak dapat dipakai. {galat}") from None
    hasil = cetak_lkjip(data, lapor=_bagian(kerja, AKHIR_KUMPUL, AKHIR_CETAK))
    kerja.kemajuan(AKHIR_CETAK, f"Menyimpan versi {rencana.versi}.")
    tautan = reverse("laporan:lkjip_detail", args=[pd_id, tahun])
    dokumen = None
    try:
        with kerja.transaksi():
            dokumen = simpan_lkjip(
                pd_id=pd_id,
                tahun=tahun,
                data=data,
                pdf=hasil.pdf,
                jumlah_halaman=hasil.jumlah_halaman,
                oleh=oleh,
                pekerjaan_id=kerja.pekerjaan_id,
            )
            kabari_lkjip(dokumen=dokumen, tautan=tautan, penerima=oleh)
            celah = f", {dokumen.jumlah_celah} kekurangan" if dokumen.jumlah_celah else ""
            kerja.selesai(
                {
                    "pesan": f"Versi {dokumen.versi}, {dokumen.jumlah_halaman} halaman{celah}.",
                    "tautan": tautan,
                    "kata": "Buka LKjIP",
                    "dokumen": dokumen.pk,
                }
            )
    except BaseException:
        if dokumen is not None:
            buang_berkas_yatim(dokumen.berkas)
        raise


def _bagian(kerja: Kerja, awal: int, akhir: int) -> Callable[[int, str], None]:
    """Progress 0..100 of one part of the work, as its share of the whole job."""

    def lapor(persen: int, pesan: str) -> None:
        # A part reports a few times, each before a step that may last, so nothing is left out.
        bagian = (akhir - awal) * max(0, min(100, persen)) // 100
        kerja.kemajuan(awal + bagian, pesan, segera=True)

    return lapor
