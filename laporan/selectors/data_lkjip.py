"""DataLKjIP of one report from the database: everything that is printed, frozen at one moment.

What is unknown stays None and leaves a Celah. A PD's report holds nothing of another PD.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from django.conf import settings

from dasar.tulisan import huruf_kalimat
from kinerja.models import AsalDokumen, DokumenPerencanaan, JenisSimpul
from laporan.formulas.data_lkjip import (
    SKEMA,
    Celah,
    DataLKjIP,
    Misi,
    Sifat,
    UnsurOrganisasi,
)
from laporan.selectors import celah_lkjip as celah_
from laporan.selectors.anggaran_lkjip import anggaran_per_pd, jumlahkan
from laporan.selectors.indikator_lkjip import muat_makro
from laporan.selectors.naskah_lkjip import muat_naskah
from laporan.selectors.nilai_sakip_lkjip import muat_evaluasi, susun_nilai_sakip
from laporan.selectors.perjanjian_lkjip import muat_perjanjian
from laporan.selectors.rencana_lkjip import Rencana, muat_rencana
from laporan.selectors.ringkasan_lkjip import (
    kalimat_keberhasilan,
    kalimat_tertinggal,
    susun_angka_kunci,
    susun_tindak_lanjut,
)
from laporan.selectors.sasaran_lkjip import (
    muat_kinerja,
    rata_rata_dilaporkan,
    susun_pengukuran,
    susun_sasaran,
)
from opd.models import JenisPD, PerangkatDaerah
from opd.models.organisasi import JENIS_UNIT


def susun_data_lkjip(
    *,
    pd: PerangkatDaerah,
    tahun: int,
    versi: int,
    kode: str,
    disusun_pada: datetime.datetime,
    disusun_oleh: str,
    lapor: Callable[[int, str], None] | None = None,
) -> DataLKjIP:
    """Read one report; `lapor` hears percent (of the reading) and a sentence.

    The caller has already found `pd` visible to whoever asks. The number of queries does not grow
    with PD or indicators. Raises TemplatTidakSah when a stored LKE template is damaged.
    """

    def kabari(persen: int, kalimat: str) -> None:
        if lapor is not None:
            lapor(persen, kalimat)

    kabari(0, "Membaca dokumen perencanaan.")
    rencana = muat_rencana(pd, tahun)
    evaluasi = muat_evaluasi(rencana)
    kabari(20, "Membaca nilai kinerja dan anggaran.")
    kinerja = muat_kinerja(rencana, evaluasi.resmi_per_indikator)
    kabari(60, "Membaca naskah.")
    naskah = muat_naskah(pd.pk, tahun)
    makro = muat_makro(rencana)
    sasaran = susun_sasaran(kinerja, naskah.sasaran)
    dilaporkan = [i.data for i in kinerja.dilaporkan.values()]
    rata = rata_rata_dilaporkan(dilaporkan)
    anggaran = anggaran_per_pd(rencana, kinerja.rupiah)
    jumlah = jumlahkan("Jumlah seluruhnya", [b for a in anggaran for b in a.baris])
    nilai = susun_nilai_sakip(rencana, evaluasi)
    kabari(80, "Menyusun ringkasan dan daftar kekurangan.")
    perjanjian = muat_perjanjian(pd.pk, tahun)
    celah = (
        *celah_.celah_rencana(rencana),
        *celah_.celah_perjanjian(rencana, perjanjian),
        *celah_.celah_evaluasi(rencana, evaluasi, nilai, makro),
        *celah_.celah_sasaran(kinerja),
        *celah_.celah_indikator(kinerja),
        *celah_.celah_anggaran(kinerja),
        *celah_.celah_naskah(naskah.umum, sasaran),
    )
    isi: dict[str, Any] = {
        "nilai_sakip": nilai,
        "angka_kunci": susun_angka_kunci(rencana, evaluasi, dilaporkan, rata, jumlah, makro),
        "keberhasilan": kalimat_keberhasilan(dilaporkan),
        "tertinggal": kalimat_tertinggal(dilaporkan),
        "naskah": naskah.umum,
        "makro": makro,
        "sasaran": sasaran,
        "anggaran": anggaran,
        "jumlah_anggaran": jumlah,
        "pengukuran": susun_pengukuran(kinerja, sasaran),
        "tindak_lanjut": susun_tindak_lanjut(kinerja.indikator.values()),
        "perjanjian": perjanjian,
    }
    contoh = _dokumen_contoh(rencana) or memuat_contoh(isi)
    kabari(100, "Data laporan tersusun.")
    return DataLKjIP(
        skema=SKEMA,
        jenis="kota" if rencana.untuk_kota else "pd",
        nama_pemerintah=settings.NAMA_PEMERINTAH,
        nama_kota=settings.NAMA_KOTA,
        nama_pd=rencana.nama_pd(pd.pk),
        singkatan=rencana.perangkat[pd.pk].singkatan,
        tahun=tahun,
        versi=versi,
        kode=kode,
        disusun_pada=disusun_pada.isoformat(),
        disusun_oleh=disusun_oleh,
        sifat=_sifat(celah, contoh),
        celah=celah,
        memuat_contoh=contoh,
        organisasi=_organisasi(rencana),
        visi=_visi(rencana),
        misi=_misi(rencana),
        dokumen_rencana=tuple(dict.fromkeys(str(d) for d in _dokumen(rencana))),
        asal_perjanjian=", ".join(
            dict.fromkeys(i.target_asal for i in dilaporkan if i.target_asal)
        ),
        rata_rata=rata.nilai,
        rata_rata_n=rata.n,
        rata_rata_dari=rata.dari,
        **isi,
    )


def memuat_contoh(isi: Any) -> bool:
    """Whether a made-up value stands anywhere in a part of the report."""
    if is_dataclass(isi) and not isinstance(isi, type):
        return any(
            nilai is True if f.name in ("contoh", "target_contoh") else memuat_contoh(nilai)
            for f in fields(isi)
            if (nilai := getattr(isi, f.name)) is not None
        )
    if isinstance(isi, dict):
        return any(memuat_contoh(nilai) for nilai in isi.values())
    return isinstance(isi, tuple | list) and any(memuat_contoh(nilai) for nilai in isi)


def _sifat(celah: tuple[Celah, ...], contoh: bool) -> Sifat:
    """A made-up value weighs more than a gap: such a report never becomes an official one."""
    if contoh:
        return "contoh"
    return "draf" if celah else "bersih"


def _dokumen(rencana: Rencana) -> list[DokumenPerencanaan]:
    """The documents the report stands on, the farthest reaching first."""
    return [d for d in (rencana.rpjmd, rencana.menengah, rencana.tahunan) if d is not None]


def _dokumen_contoh(rencana: Rencana) -> bool:
    return any(d.asal == AsalDokumen.CONTOH for d in (*_dokumen(rencana), *rencana.renja))


def _organisasi(rencana: Rencana) -> tuple[UnsurOrganisasi, ...]:
    """Units by kind: PD of the city, or the units below one PD."""
    if rencana.untuk_kota:
        # Hospitals stand below a PD and yet on every chart of the city.
        jenis = [
            p.jenis
            for p in rencana.perangkat.values()
            if p.penyusun or (p.aktif and p.jenis == JenisPD.RSUD)
        ]
    else:
        jenis = [
            p.jenis
            for p in rencana.perangkat.values()
            if p.aktif and p.induk_id == rencana.pd.pk and p.jenis in JENIS_UNIT
        ]
    return tuple(UnsurOrganisasi(str(JenisPD(j).label), n) for j, n in Counter(jenis).items())


def _visi(rencana: Rencana) -> str:
    visi = rencana.isi(rencana.rpjmd, JenisSimpul.VISI)
    return huruf_kalimat(visi[0].nama) if visi else ""


def _misi(rencana: Rencana) -> tuple[Misi, ...]:
    """Misi of the RPJMD with the names of their tujuan."""
    tujuan = rencana.isi(rencana.rpjmd, JenisSimpul.TUJUAN)
    return tuple(
        Misi(
            m.kode,
            huruf_kalimat(m.nama),
            tuple(huruf_kalimat(t.nama) for t in tujuan if t.jalur.startswith(f"{m.jalur}.")),
        )
        for m in rencana.isi(rencana.rpjmd, JenisSimpul.MISI)
    )
