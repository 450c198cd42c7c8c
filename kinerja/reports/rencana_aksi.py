"""The rencana aksi as a worksheet: targets of the quarters, and what is done in each."""

from __future__ import annotations

from dasar.cetak.xlsx import Lembar, tulis_xlsx
from dasar.tanggal import romawi
from kinerja.models import RencanaAksi
from kinerja.selectors.pagu_aksi import sub_kegiatan_pd
from kinerja.selectors.rencana_aksi import baris_rencana_aksi
from kinerja.selectors.riwayat_indikator import KOSONG
from opd.models import Pengguna


def tulis_rencana_aksi(pd_id: int, tahun: int, user: Pengguna) -> tuple[bytes, str]:
    """Two sheets and their sha256: indicators with targets; activities with who and how much."""
    baris = baris_rencana_aksi(pd_id, tahun, user)
    nama = {b.indikator_id: b.nama for b in baris}
    simpul = sub_kegiatan_pd(pd_id, tahun)
    aksi = (
        RencanaAksi.objects.for_user(user)
        .filter(perangkat_daerah=pd_id, tahun=tahun, indikator__in=list(nama))
        .select_related("jabatan")
        .order_by("indikator", "triwulan", "urutan")
    )
    target = Lembar(
        "Target triwulan",
        [
            *(("Sasaran atau kegiatan", 40), ("Indikator", 46), ("Satuan", 14), ("Target", 14)),
            *((f"TW {romawi(tw)}", 12) for tw in (1, 2, 3, 4)),
            *(("Sumber target", 28), ("Keterangan", 46)),
        ],
        [
            [
                b.simpul,
                b.nama,
                b.satuan,
                *(
                    angka or ("" if teks == KOSONG else teks)
                    for angka, teks in zip(b.nilai, (b.target, *b.triwulan), strict=True)
                ),
                b.dokumen,
                " ".join([*(["Memuat contoh."] if b.contoh else []), b.kalimat]).strip(),
            ]
            for b in baris
        ],
        beku=2,
    )
    kegiatan = Lembar(
        "Kegiatan",
        [
            *(("Indikator", 46), ("Triwulan", 10), ("Kegiatan", 46), ("Keluaran", 30)),
            *(("Penanggung jawab", 34), ("Sub kegiatan", 46), ("Anggaran (Rp)", 18)),
            ("Keterangan", 12),
        ],
        [
            [
                nama[a.indikator_id],
                romawi(a.triwulan),
                a.kegiatan,
                a.keluaran,
                a.jabatan.nama if a.jabatan else "",
                simpul.get(a.simpul_id or 0, ""),
                a.anggaran,
                "contoh" if a.contoh else "",
            ]
            for a in aksi
        ],
    )
    return tulis_xlsx([target, kegiatan])
