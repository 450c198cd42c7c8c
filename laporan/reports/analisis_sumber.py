"""The last two analyses of a sasaran, about means: efficiency of money, supporting programs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dasar.angka import format_angka
from dasar.cetak.tabel import Kolom, Sel, Tabel
from laporan.formulas.data_lkjip import DataLKjIP, ProgramLKjIP, SasaranLKjIP
from laporan.formulas.sifat_nilai import (
    efisiensi_contoh,
    jumlah_belum_diverifikasi,
    rata_rata_contoh,
    terhitung,
)
from laporan.reports import kalimat, kalimat_sasaran
from laporan.reports.bab import catatan, catatan_bersama
from laporan.reports.bentuk import (
    BELUM,
    belati,
    sel_uang,
    teks_persen,
    teks_rupiah,
    teks_selisih,
)
from laporan.reports.naskah import NaskahCetak, susun_naskah
from laporan.reports.nomor import Gambar, Penomor, TabelCetak

LABEL = {nomor: f"Analisis {nomor} dari 7" for nomor in range(1, 8)}


@dataclass(frozen=True)
class Analisis:
    """One block; `label` stands in the side column ("Analisis 3 dari 7")."""

    label: str
    judul: str
    kalimat: tuple[str, ...] = ()
    naskah: NaskahCetak | None = None
    belum: str = ""
    gambar: Gambar | None = None
    tabel: TabelCetak | None = None


def sebut(sasaran: SasaranLKjIP) -> str:
    """ "sasaran 1.1.1", for captions and sentences."""
    return f"{(sasaran.jenis or 'sasaran').lower()} {sasaran.kode}".strip()


def efisiensi(sasaran: SasaranLKjIP, penomor: Penomor) -> Analisis:
    judul = "Efisiensi penggunaan sumber daya"
    naskah = susun_naskah(sasaran.naskah.get(6))
    teks = kalimat_sasaran.efisiensi(sasaran)
    uang = sasaran.anggaran
    if uang.serapan is None and sasaran.capaian is None:
        if naskah.blok:
            return Analisis(LABEL[6], judul, naskah=naskah)
        if uang.pagu is not None:
            teks = f"{teks} Pagu pendukung {sel_uang(uang)[0]} rupiah."
        return Analisis(LABEL[6], judul, belum=teks)
    if uang.pagu is None and uang.realisasi is None:
        if naskah.blok:
            return Analisis(LABEL[6], judul, naskah=naskah)
        return Analisis(LABEL[6], judul, belum=teks)
    tabel = Tabel(
        [
            Kolom((sasaran.jenis or "Sasaran"), 58),
            Kolom("Pagu", 30, "kanan", "rupiah"),
            Kolom("Realisasi", 30, "kanan", "rupiah"),
            Kolom("Capaian", 16, "kanan", "persen"),
            Kolom("Serapan", 15, "kanan", "persen"),
            Kolom("Efisiensi", 15, "kanan", "poin"),
        ]
    )
    pagu, realisasi, serapan = sel_uang(uang)
    sementara = any(satu.sementara for satu in sasaran.indikator)
    capaian = teks_persen(sasaran.capaian, contoh=rata_rata_contoh(sasaran.indikator))
    belum = jumlah_belum_diverifikasi(terhitung(sasaran.indikator))
    tabel.baris(
        f"{sasaran.kode} {sasaran.nama}".strip(),
        pagu,
        realisasi,
        Sel(capaian, "sementara") if sementara and sasaran.capaian is not None else capaian,
        serapan,
        teks_selisih(sasaran.efisiensi, contoh=efisiensi_contoh(sasaran)),
    )
    cetak = penomor.beri_tabel(
        tabel,
        f"Efisiensi anggaran {sebut(sasaran)}",
        catatan=catatan(
            tabel,
            "Efisiensi: capaian dikurangi serapan, dalam poin persentase.",
            f"Capaian memuat nilai yang {BELUM}." if belum else "",
        ),
    )
    return Analisis(LABEL[6], judul, kalimat=(teks,), naskah=naskah, tabel=cetak)


def program(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = "Program dan kegiatan yang menunjang"
    naskah = susun_naskah(sasaran.naskah.get(7))
    if not sasaran.program:
        jenis = (sasaran.jenis or "sasaran").lower()
        belum = "" if naskah.blok else f"Program yang menunjang {jenis} ini belum dihubungkan."
        return Analisis(LABEL[7], judul, naskah=naskah, belum=belum)
    cetak = _tabel_program(sasaran, data, penomor)
    jumlah = kalimat.bilangan(len(sasaran.program))
    jenis = (sasaran.jenis or "sasaran").lower()
    pengantar = f"{kalimat.awal_kalimat(jumlah)} program menunjang {jenis} ini."
    if _belum_terukur(sasaran):
        pengantar = (
            f"{pengantar} Capaian indikator program dan realisasi anggarannya belum direkam."
        )
    return Analisis(LABEL[7], judul, kalimat=(pengantar,), naskah=naskah, tabel=cetak)


def _belum_terukur(sasaran: SasaranLKjIP) -> bool:
    """Whether neither a capaian nor money spent is known of any program."""
    return all(
        satu.anggaran.realisasi is None and all(capaian is None for _, capaian in satu.indikator)
        for satu in sasaran.program
    )


def _nama_program(satu: ProgramLKjIP, data: DataLKjIP) -> str:
    kota = data.jenis == "kota" and satu.nama_pd
    return f"{satu.nama} ({satu.nama_pd})" if kota else satu.nama


def _tabel_program(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> TabelCetak:
    if _belum_terukur(sasaran):
        tabel = Tabel([Kolom("Program", 136), Kolom("Indikator", 28, "kanan", "jumlah")])
        for satu in sasaran.program:
            jumlah = format_angka(Decimal(len(satu.indikator)), 0) if satu.indikator else "–"
            tabel.baris(_nama_program(satu, data), jumlah)
    else:
        tabel = Tabel(
            [
                Kolom("Kode", 22),  # repeated, so that a row on the next page says whose it is
                Kolom("Indikator program", 94),
                Kolom("Capaian", 17, "kanan", "persen"),
                Kolom("Keterangan", 31),
            ]
        )
        for satu in sasaran.program:
            _baris_program(tabel, satu, data)
    return penomor.beri_tabel(
        tabel,
        f"Program penunjang {sebut(sasaran)}, kinerja dan anggaran",
        pendek=f"Program penunjang {sebut(sasaran)}",
        catatan=catatan(tabel, catatan_bersama(sasaran.program)),
    )


def _baris_program(tabel: Tabel, satu: ProgramLKjIP, data: DataLKjIP) -> None:
    tabel.kelompok(_nama_program(satu, data))
    contoh = satu.indikator_contoh or (False,) * len(satu.indikator)
    belum = satu.indikator_belum_verifikasi or (False,) * len(satu.indikator)
    for (nama, capaian), buatan, tanpa in zip(satu.indikator, contoh, belum, strict=True):
        ket = BELUM if tanpa and capaian is not None else ""
        tabel.baris(satu.kode, nama, teks_persen(capaian, contoh=buatan), ket)
    if not satu.indikator:
        tabel.baris(satu.kode, "Belum ada indikator", "–", "")
    uang = satu.anggaran
    if uang.realisasi is None:
        teks = "Realisasi anggaran belum direkam"
    else:
        # † has no width in a table, so it stands once and last
        teks = f"Realisasi anggaran {teks_rupiah(uang.realisasi)} rupiah"
        if uang.serapan is not None:
            teks = f"{teks}, serapan {teks_persen(uang.serapan)} persen"
        teks = belati(teks, uang.contoh)
    tabel.subjumlah(satu.kode, teks, "", "")
