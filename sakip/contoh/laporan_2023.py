"""The quarterly reports of 2023 of 31 PD, through the import that operators use."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from dasar.models import Berkas, JenisBerkas
from dasar.services.berkas import simpan_berkas
from kinerja.models import ImporLaporan, Isian, StatusImpor
from kinerja.services.impor import lewati_sel, terapkan_impor
from kinerja.services.unggah_impor import unggah_laporan
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.sumber import FOLDER_DATA, HasilBagian, baca_csv

TAHUN = 2023
NAMA_BERKAS = "tangsel_triwulan_2023.csv"
NAMA_PENGECUALIAN = "pengecualian_triwulan_2023.csv"


@transaction.atomic
def muat_laporan_2023(oleh: Pengguna) -> HasilBagian:
    """Apply the report of every PD that has none yet; excluded cells keep their reasons.

    All PD stand in one file, which is stored once: a row number then means the same to all.
    Raises GalatImpor when a cell is neither readable nor excluded.
    """
    sudah = set(
        ImporLaporan.objects.filter(tahun=TAHUN, status=StatusImpor.DITERAPKAN).values_list(
            "perangkat_daerah_id", flat=True
        )
    )
    ejaan = dict.fromkeys(b["opd"] for b in baca_csv(NAMA_BERKAS))
    pd = {teks: PerangkatDaerah.objects.cari(teks).get() for teks in ejaan}
    belum = {teks: p for teks, p in pd.items() if p.pk not in sudah}
    if not belum:
        return HasilBagian(0, f"laporan {len(pd)} perangkat daerah sudah ada")
    lewati: dict[str, list[dict[str, str]]] = defaultdict(list)
    for baris in baca_csv(NAMA_PENGECUALIAN):
        lewati[baris["opd"]].append(baris)
    berkas = _simpan(oleh)
    nilai = rupiah = 0
    for teks, p in belum.items():
        impor = unggah_laporan(
            perangkat_daerah=p,
            tahun=TAHUN,
            berkas=berkas,
            # In every report the second quarter is below the first in many rows of performance
            # and in almost none of money.
            isian_kinerja=Isian.PER_TRIWULAN,
            isian_anggaran=Isian.SD_TRIWULAN,
            oleh=oleh,
        )
        for sel in lewati[teks]:
            lewati_sel(
                impor_id=impor.pk,
                baris=int(sel["baris"]),
                kolom=sel["kolom"],
                alasan=sel["alasan"],
                oleh=oleh,
            )
        ringkasan = terapkan_impor(impor_id=impor.pk, oleh=oleh)
        nilai += ringkasan.nilai_baru + ringkasan.nilai_berubah
        rupiah += ringkasan.rupiah_baru + ringkasan.rupiah_berubah
    return HasilBagian(
        len(belum), f"{len(belum)} laporan, {nilai} nilai kinerja, {rupiah} nilai rupiah"
    )


def _simpan(oleh: Pengguna) -> Berkas:
    return simpan_berkas(
        isi=(FOLDER_DATA / NAMA_BERKAS).read_bytes(),
        nama_asli=NAMA_BERKAS,
        oleh=oleh,
        jenis_boleh=[JenisBerkas.CSV],
    )
