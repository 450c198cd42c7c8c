"""A PD and a city with a plan of one year, people, and stored versions of their reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kinerja.models import JenisDokumen, StatusRealisasi
from laporan.formulas.data_lkjip import SKEMA, BarisAnggaran, Celah, DataLKjIP
from laporan.models import DokumenLKjIP
from laporan.services.lkjip import kode, simpan_lkjip
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    KotaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    TargetFactory,
)

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@dataclass
class PanggungLKjIP:
    """Dinas Kesehatan and the city, both with one verified value, and one person of each kind."""

    kota: PerangkatDaerah
    pd: PerangkatDaerah
    lain: PerangkatDaerah
    operator: Pengguna
    operator_lain: Pengguna
    kepala: Pengguna
    organisasi: Pengguna
    evaluator: Pengguna
    pimpinan: Pengguna
    admin: Pengguna
    tanpa_peran: Pengguna


def buat_panggung_lkjip() -> PanggungLKjIP:
    """Everything above, stored."""
    kota = KotaFactory(urutan=0)
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES", kode="dinkes")
    lain = PerangkatDaerahFactory(nama="Dinas Sosial", singkatan="DINSOS", kode="dinsos")
    beri_rencana(kota, jenis=JenisDokumen.RKPD)
    beri_rencana(pd)
    return PanggungLKjIP(
        kota=kota,
        pd=pd,
        lain=lain,
        operator=PenggunaFactory(nama="Ayu Operator", peran=JenisPeran.OPERATOR, pd=pd),
        operator_lain=PenggunaFactory(peran=JenisPeran.OPERATOR, pd=lain),
        kepala=PenggunaFactory(nama="Budi Kepala", peran=JenisPeran.KEPALA_PD, pd=pd),
        organisasi=PenggunaFactory(nama="Citra Organisasi", peran=JenisPeran.ORGANISASI),
        evaluator=PenggunaFactory(peran=JenisPeran.EVALUATOR),
        pimpinan=PenggunaFactory(nama="Dian Pimpinan", peran=JenisPeran.PIMPINAN),
        admin=PenggunaFactory(peran=JenisPeran.ADMIN),
        tanpa_peran=PenggunaFactory(),
    )


def beri_rencana(pd: PerangkatDaerah, *, tahun: int = TAHUN, jumlah: int = 1, **sifat: Any) -> None:
    """A plan in force with `jumlah` indicators, each with a target and a verified value."""
    dokumen = DokumenFactory(pd=pd, tahun=tahun, **sifat)
    for _ in range(jumlah):
        isi = IsiIndikatorFactory(dokumen=dokumen, iku=True)
        TargetFactory(isi=isi)
        RealisasiFactory(isi=isi, nilai=Decimal("87.5"), status=StatusRealisasi.DIVERIFIKASI)


def data_lkjip(pd: PerangkatDaerah, *, tahun: int = TAHUN, versi: int, **medan: Any) -> DataLKjIP:
    """A small report with one gap, as the selector would give it."""
    data = DataLKjIP(
        skema=SKEMA,
        jenis="kota" if pd.jenis == "kota" else "pd",
        nama_pemerintah="Pemerintah Kota Tangerang Selatan",
        nama_kota="Kota Tangerang Selatan",
        nama_pd=pd.nama_pada(),
        singkatan=pd.singkatan_pada(),
        tahun=tahun,
        versi=versi,
        kode=kode(tahun),
        disusun_pada=timezone.localtime().isoformat(timespec="seconds"),
        disusun_oleh="Citra Organisasi",
        sifat="draf",
        celah=(Celah("Bab III", "Penyebab dan solusi sasaran 1 belum ditulis."),),
        memuat_contoh=False,
        nilai_sakip=None,
        angka_kunci=(),
        keberhasilan=(),
        tertinggal=(),
        naskah={},
        organisasi=(),
        makro=(),
        visi="",
        misi=(),
        dokumen_rencana=(f"Renja {tahun}",),
        asal_perjanjian="",
        perjanjian=None,
        sasaran=(),
        rata_rata=Decimal("87.5"),
        rata_rata_n=1,
        rata_rata_dari=1,
        anggaran=(),
        jumlah_anggaran=BarisAnggaran("Jumlah", None, None, None),
        pengukuran=(),
        tindak_lanjut=(),
    )
    return replace(data, **medan)


def buat_versi(
    pd: PerangkatDaerah, oleh: Pengguna, *, tahun: int = TAHUN, pdf: bytes = PDF, **medan: Any
) -> DokumenLKjIP:
    """The next stored version of a report; `medan` replace fields of its data."""
    terakhir = DokumenLKjIP.objects.terakhir(pd.pk, tahun)
    versi = terakhir.versi + 1 if terakhir else 1
    return simpan_lkjip(
        pd_id=pd.pk,
        tahun=tahun,
        data=data_lkjip(pd, tahun=tahun, versi=versi, **medan),
        pdf=pdf,
        jumlah_halaman=24,
        oleh=oleh,
    )
