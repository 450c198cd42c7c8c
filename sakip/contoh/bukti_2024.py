"""Sample evidence behind triwulan IV 2024: a printed recap and a worksheet per PD.

Both are made here from the sample values, say CONTOH on every page and sheet, and are written
plainly: most rows they belong to are no longer in the operator's hands, where the service refuses.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from dasar.angka import format_angka
from dasar.cetak.aksara import bersihkan_teks
from dasar.cetak.pdf import Lampiran, Rentang, tata_halaman, tulis_pdf
from dasar.cetak.xlsx import Lembar, tulis_xlsx
from dasar.models import Berkas, JenisBerkas
from dasar.services.audit import catat_audit_massal
from dasar.services.berkas import BerkasDiperiksa, buang_berkas_yatim, simpan_diperiksa
from dasar.tulisan import huruf_kalimat
from kinerja.models import BuktiDukung, IsiIndikator, Realisasi, StatusRealisasi
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.akun import OPERATOR_LAIN
from sakip.contoh.riwayat_2024 import OPERATOR
from sakip.contoh.sumber import HasilBagian, hasil

TAHUN, TRIWULAN = 2024, 4
BARIS_PER_PD = 20
# The PD that the operator of the demo fills in, and one whose rows wait for the verifier.
KODE_PD = ("dinkes", "dsdabmbk")
PERIODE = "Triwulan IV Tahun 2024"
SUMBER = "Contoh, disusun dari nilai contoh. Bukan dokumen resmi."
REKAP, DATA = "Contoh rekap TW IV 2024.pdf", "Contoh data TW IV 2024.xlsx"


@dataclass(frozen=True)
class _Baris:
    """One row of both files."""

    realisasi: Realisasi
    nama: str
    satuan: str
    nilai: str


def muat_bukti_2024(oleh: Pengguna) -> HasilBagian:
    """Two files for each PD that has none, behind about twenty of its rows."""
    baru: list[Berkas] = []
    lama = 0
    try:
        with transaction.atomic():
            for pd in PerangkatDaerah.objects.filter(kode__in=KODE_PD).order_by("pk"):
                baris = _baris(pd)
                if _ada(pd):
                    lama += 2
                elif baris:
                    _muat_pd(pd, baris, baru)
    except BaseException:
        for berkas in baru:
            buang_berkas_yatim(berkas)
        raise
    return hasil("berkas bukti contoh", len(baru), lama)


def _ada(pd: PerangkatDaerah) -> bool:
    return BuktiDukung.objects.filter(
        judul__in=(REKAP, DATA),
        realisasi__indikator__pengampu=pd,
        realisasi__tahun=TAHUN,
        realisasi__triwulan=TRIWULAN,
    ).exists()


def _baris(pd: PerangkatDaerah) -> list[_Baris]:
    """Rows with a value: what left the operator's hands first, then in the order of the plan."""
    isi = (
        IsiIndikator.objects.diukur(TAHUN)
        .filter(indikator__pengampu=pd)
        .select_related("isi_simpul", "dokumen")
        .satu_per_indikator()
    )
    realisasi = Realisasi.objects.filter(
        indikator__in=isi, tahun=TAHUN, triwulan=TRIWULAN, nilai__isnull=False
    ).select_related("indikator", "diisi_oleh")
    urut = sorted(
        realisasi,
        key=lambda r: (
            r.status == StatusRealisasi.DRAF,
            isi[r.indikator_id].isi_simpul.jalur,
            isi[r.indikator_id].urutan,
            r.pk,
        ),
    )
    return [
        _Baris(
            realisasi=r,
            nama=huruf_kalimat(isi[r.indikator_id].nama),
            satuan=isi[r.indikator_id].satuan,
            nilai=format_angka(r.nilai, 2 if r.nilai % 1 else 0),
        )
        for r in urut[:BARIS_PER_PD]
        if r.nilai is not None
    ]


def _muat_pd(pd: PerangkatDaerah, baris: Sequence[_Baris], baru: list[Berkas]) -> None:
    nama_akun = OPERATOR.get(pd.kode, OPERATOR_LAIN.username)
    pengunggah = Pengguna.objects.get(username=nama_akun)
    pdf, halaman, jumlah = _rekap(pd, baris)
    rekap = _simpan(REKAP, JenisBerkas.PDF, pdf, jumlah, pengunggah)
    baru.append(rekap)
    data = _simpan(DATA, JenisBerkas.XLSX, _lembar(pd, baris), None, pengunggah)
    baru.append(data)
    bukti = [
        BuktiDukung(
            realisasi=satu.realisasi,
            berkas=berkas,
            judul=berkas.nama_asli,
            halaman=tunjuk,
            diunggah_oleh=pengunggah,
        )
        for nomor, satu in enumerate(baris, start=1)
        for berkas, tunjuk in (
            (rekap, str(halaman[satu.realisasi.pk])),
            (data, f"Baris {nomor}"),
        )
    ]
    BuktiDukung.objects.bulk_create(bukti)
    for b in bukti:  # as if each had come with its value
        b.dibuat_pada = b.diperbarui_pada = b.realisasi.diisi_pada or b.dibuat_pada
    BuktiDukung.objects.bulk_update(bukti, ["dibuat_pada", "diperbarui_pada"], batch_size=200)
    catat_audit_massal(
        "realisasi.bukti_ditambah",
        [
            (
                b.realisasi,
                None,
                {"bukti": b.pk, "judul": b.judul, "halaman": b.halaman, "berkas": b.berkas_id},
            )
            for b in bukti
        ],
        oleh=pengunggah,
    )


def _simpan(
    nama: str, jenis: JenisBerkas, isi: bytes, halaman: int | None, pengunggah: Pengguna
) -> Berkas:
    sidik = hashlib.sha256(isi).hexdigest()
    return simpan_diperiksa(BerkasDiperiksa(nama, jenis, isi, sidik, halaman), oleh=pengunggah)


def _rekap(pd: PerangkatDaerah, baris: Sequence[_Baris]) -> tuple[bytes, dict[int, int], int]:
    """The PDF, the page (from 1) of each value by its id, and how many pages there are."""
    dibuat = max(s.realisasi.diisi_pada or s.realisasi.dibuat_pada for s in baris)
    html = render_to_string(
        "sakip/contoh_bukti.html",
        {
            "judul": f"Rekap realisasi kinerja {PERIODE}",
            "periode": PERIODE,
            "pd": bersihkan_teks(str(pd)),
            "pemerintah": settings.NAMA_PEMERINTAH,
            "dibuat": dibuat.isoformat(),
            "sumber": SUMBER,
            "baris": [
                {
                    "pk": s.realisasi.pk,
                    "nama": bersihkan_teks(s.nama),
                    "nilai": s.nilai,
                    "satuan": bersihkan_teks(s.satuan) or "–",
                }
                for s in baris
            ],
        },
    )
    tatanan = tata_halaman(html, sifat="contoh", gaya="bukti")
    halaman = {s.realisasi.pk: tatanan.halaman[f"baris-{s.realisasi.pk}"] + 1 for s in baris}
    teks = "\n".join(f"{s.nama};{s.nilai};{s.satuan}" for s in baris)
    pdf = tulis_pdf(
        tatanan,
        lampiran=Lampiran("data.csv", teks.encode(), "Data rekap contoh ini", dibuat),
        rentang=[Rentang("rekap", "", "D")],
        identitas=f"contoh bukti {pd.kode} {hashlib.sha256(teks.encode()).hexdigest()}",
    )
    return pdf, halaman, tatanan.jumlah_halaman


def _lembar(pd: PerangkatDaerah, baris: Sequence[_Baris]) -> bytes:
    isi, _ = tulis_xlsx(
        [
            Lembar(
                nama="Contoh TW IV",
                judul=[f"CONTOH. Data pendukung {pd}, {PERIODE}"],
                kepala=[("No.", 6), ("Indikator", 70), ("Realisasi", 16), ("Satuan", 16)],
                baris=[
                    [nomor, s.nama, s.realisasi.nilai, s.satuan]
                    for nomor, s in enumerate(baris, start=1)
                ],
                catatan=[SUMBER],
            )
        ]
    )
    return isi
