"""Chapters I, II and IV: organisation, plan, conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dasar.angka import format_angka
from dasar.cetak.tabel import Kolom, Tabel
from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    BarisAnggaran,
    DataLKjIP,
    ProgramLKjIP,
    SasaranLKjIP,
)
from laporan.reports import gambar, kalimat
from laporan.reports.bentuk import (
    CATATAN_CONTOH,
    CATATAN_TEKS_CONTOH,
    sel_uang,
    teks_rupiah,
    teks_target,
)
from laporan.reports.naskah import catatan_naskah, susun_naskah
from laporan.reports.nomor import Penomor, TabelCetak

_TAHUN_MAKRO = 4
TANPA_INDIKATOR = "Belum ada indikator"


def catatan(tabel: Tabel, *lain: str) -> tuple[str, ...]:
    """The notes below a table; the one about † only where the table has such a mark."""
    semua = [satu for satu in lain if satu]
    if tabel.memuat_contoh:
        semua.append(CATATAN_CONTOH)
    return tuple(semua)


# --- Bab I ---------------------------------------------------------------------------------------


def isi_bab1(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Organisation, strategic aspects, main problems."""
    penomor.mulai("I", "I–")
    penomor.judul("judul-bab-1", "Bab I", "Pendahuluan")
    penomor.judul("bab-1-a", "A", "Gambaran umum organisasi", 2)
    penomor.judul("bab-1-b", "B", "Aspek strategis", 2)
    penomor.judul("bab-1-c", "C", "Permasalahan utama", 2)
    bagan = gambar.gambar_organisasi(data.organisasi) if data.jenis == "kota" else None
    umum = susun_naskah(data.naskah.get("gambaran_umum"), "Gambaran umum organisasi belum ditulis.")
    strategis = susun_naskah(data.naskah.get("aspek_strategis"), "Aspek strategis belum ditulis.")
    masalah = susun_naskah(data.naskah.get("permasalahan"), "Permasalahan utama belum ditulis.")
    return {
        "pimpin": kalimat.pimpin_bab1(data),
        "gambaran_umum": umum,
        "bagan": bagan and penomor.beri_gambar(*_judul_bagan(bagan, data.tahun)),
        "aspek_strategis": strategis,
        "makro": _tabel_makro(data.makro, penomor),
        "permasalahan": masalah,
        "catatan": catatan_naskah((umum, strategis, masalah)),
    }


def _judul_bagan(bagan: gambar.GambarSvg, tahun: int) -> tuple[str, str, str]:
    return bagan[0], f"Susunan perangkat daerah, {tahun}", bagan[1]


def _tabel_makro(makro: Sequence[AcuanLKjIP], penomor: Penomor) -> TabelCetak | None:
    """One row per indicator, the latest years as columns."""
    if not makro:
        return None
    tahun = sorted({satu.tahun for satu in makro})[-_TAHUN_MAKRO:]
    angka = 20
    tabel = Tabel(
        [
            Kolom("Indikator", 164 - 34 - 14 - angka * len(tahun)),
            *(Kolom(str(satu), angka, "kanan") for satu in tahun),
            Kolom("Satuan", 34),
            Kolom("Sumber", 14),
        ]
    )
    baris: dict[tuple[str, str], dict[int, AcuanLKjIP]] = {}
    for satu in makro:
        baris.setdefault((satu.nama, satu.satuan), {})[satu.tahun] = satu
    sumber: dict[str, int] = {}  # text -> its number below the table
    for (nama, satuan), nilai in baris.items():
        ada = [nilai[satu] for satu in tahun if satu in nilai]
        if not ada:
            continue
        nomor = {
            sumber.setdefault(satu.sumber.rstrip("."), len(sumber) + 1)
            for satu in ada
            if satu.sumber
        }
        rujukan = ", ".join(f"({satu})" for satu in sorted(nomor)) or "–"
        angka_tahun = [_nilai_makro(nilai.get(satu)) for satu in tahun]
        tabel.baris(nama, *angka_tahun, satuan, rujukan)
    return penomor.beri_tabel(
        tabel,
        "Indikator makro daerah",
        catatan=catatan(
            tabel,
            "Tanda – berarti tidak tersedia.",
            *(f"({nomor}) {teks}." for teks, nomor in sumber.items()),
        ),
    )


def _nilai_makro(satu: AcuanLKjIP | None) -> str:
    return "–" if satu is None else format_angka(satu.nilai, satu.desimal)


# --- Bab II --------------------------------------------------------------------------------------


def isi_bab2(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Vision, the summary of the performance agreement, programs and money."""
    awalan = "Ringkasan " if kalimat.ada_perjanjian(data) else ""
    judul = f"{awalan}{kalimat.judul_perjanjian(data)} {data.tahun}"
    penomor.mulai("II", "II–")
    penomor.judul("judul-bab-2", "Bab II", "Perencanaan kinerja")
    penomor.judul("bab-2-a", "A", "Visi, misi, dan arah", 2)
    penomor.judul("bab-2-b", "B", judul, 2)
    penomor.judul("bab-2-c", "C", "Program dan anggaran", 2)
    dokumen = kalimat.rangkai(data.dokumen_rencana)
    arah = susun_naskah(
        data.naskah.get("arah"),
        "" if data.visi or data.misi else "Visi, misi, dan arah belum ditulis.",
    )
    visi = f"Visi: “{data.visi.strip().strip('“”').rstrip('.')}”." if data.visi else ""
    return {
        "pimpin": kalimat.pimpin_bab2(data),
        "visi": " ".join(
            satu for satu in (visi, f"Dokumen rencana: {dokumen}." if dokumen else "") if satu
        ),
        "arah": arah,
        "catatan": catatan_naskah((arah,)),
        "misi": _tabel_misi(data, penomor),
        "judul_perjanjian": judul,
        "pengantar_perjanjian": _pengantar_perjanjian(data),
        "perjanjian": tabel_perjanjian(data, penomor, ringkas=True),
        "program": _tabel_program(data, penomor),
        "pengantar_program": (
            "Program berikut menunjang sasaran di atas dan dibiayai dengan pagu pada tabel."
            if any(sasaran.program for sasaran in data.sasaran)
            else "Program yang menunjang sasaran belum dihubungkan di dalam sistem."
        ),
    }


def _pengantar_perjanjian(data: DataLKjIP) -> str:
    if not data.sasaran:
        return f"Sasaran, indikator, dan target tahun {data.tahun} belum direkam."
    return kalimat.asal_isi_perjanjian(data)


def _tabel_misi(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    if not data.misi:
        return None
    tabel = Tabel([Kolom("Kode", 14), Kolom("Misi", 64), Kolom("Tujuan dan sasaran", 86)])
    for misi in data.misi:
        for nomor, tujuan in enumerate(misi.tujuan or ("Belum direkam",)):
            kode, nama = (misi.kode, misi.nama) if nomor == 0 else ("", "")
            tabel.baris(kode, nama, tujuan)
    return penomor.beri_tabel(tabel, "Misi, tujuan, dan sasaran", catatan=catatan(tabel))


def tabel_perjanjian(
    data: DataLKjIP, penomor: Penomor, *, ringkas: bool = False
) -> TabelCetak | None:
    """Sasaran, indicators, units and targets of the year.

    `ringkas` leaves out what has no indicator; so is always what the year's document lacks.
    """
    if not data.sasaran:
        return None
    tabel = Tabel(
        [
            Kolom("Kode", 18),
            Kolom("Sasaran" if data.jenis == "kota" else "Sasaran dan program", 44),
            Kolom("Indikator kinerja", 60),
            Kolom("Satuan", 22),
            Kolom("Target", 20, "kanan"),
        ]
    )
    lewat = 0
    for sasaran in data.sasaran:
        kode, nama = sasaran.kode, sasaran.nama
        if not sasaran.indikator and (ringkas or not sasaran.di_tahunan):
            lewat += 1
            continue
        if not sasaran.indikator:
            tabel.baris(kode, nama, TANPA_INDIKATOR, "–", "–")
        for indikator in sasaran.indikator:
            tabel.baris(kode, nama, indikator.nama, indikator.satuan, teks_target(indikator))
            kode = nama = ""
    if not tabel.jumlah_baris:
        return None
    asal = sorted({i.target_asal for s in data.sasaran for i in s.indikator if i.target_asal})
    lain = (
        f"{kalimat.awal_kalimat(kalimat.bilangan(lewat))} sasaran lain belum mempunyai indikator; "
        "namanya ada pada bagian akhir Bab III A."
    )
    return penomor.beri_tabel(
        tabel,
        f"Sasaran, indikator, dan target tahun {data.tahun}",
        pendek=f"Sasaran, indikator, dan target {data.tahun}",
        catatan=catatan(
            tabel, f"Asal target: {'; '.join(asal)}." if asal else "", lain if lewat else ""
        ),
    )


def _tabel_program(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    if not any(sasaran.program for sasaran in data.sasaran):
        return None
    kota = data.jenis == "kota"
    kolom = [Kolom("Program", 88 if kota else 134), Kolom("Perangkat daerah", 46)]
    kolom = [*(kolom if kota else kolom[:1]), Kolom("Pagu", 30, "kanan", "rupiah")]
    tabel = Tabel(kolom)
    for sasaran in data.sasaran:
        if not sasaran.program:
            continue
        tabel.kelompok(_judul_kelompok(sasaran))
        for program in sasaran.program:
            pagu = teks_rupiah(program.anggaran.pagu, contoh=program.anggaran.contoh)
            tabel.baris(program.nama, *([program.nama_pd] if kota else []), pagu)
        if len(sasaran.program) == 1:  # its sum would say the same number twice
            continue
        jumlah = teks_rupiah(sasaran.anggaran.pagu, contoh=sasaran.anggaran.contoh)
        tabel.subjumlah("Jumlah", *([""] if kota else []), jumlah)
    semua = [satu for sasaran in data.sasaran for satu in sasaran.program]
    return penomor.beri_tabel(
        tabel,
        "Program dan anggaran yang menunjang sasaran",
        catatan=catatan(tabel, catatan_bersama(semua)),
    )


def catatan_bersama(program: Sequence[ProgramLKjIP]) -> str:
    """Why sums over several sasaran would count money twice; "" when nothing is shared."""
    if not any(satu.bersama for satu in program):
        return ""
    return (
        "Program yang menunjang beberapa sasaran dimuat utuh pada tiap sasaran; "
        "pagunya tidak dibagi."
    )


def _judul_kelompok(sasaran: SasaranLKjIP) -> str:
    return f"{sasaran.kode} {sasaran.nama}".strip()


def tabel_pagu(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    """Money by PD (city) or by program (PD) with its total, for the annex."""
    kota = data.jenis == "kota"
    baris = [pd.jumlah for pd in data.anggaran] if kota else list(_baris_pd(data))
    if not any(satu.pagu is not None for satu in baris):
        return None
    tabel = Tabel(
        [
            Kolom("No.", 10),
            Kolom("Perangkat daerah" if kota else "Program", 122),
            Kolom("Pagu", 32, "kanan", "rupiah"),
        ]
    )
    nama = [pd.nama_pd for pd in data.anggaran] if kota else [satu.nama for satu in baris]
    diketahui = [
        pasangan for pasangan in zip(nama, baris, strict=True) if pasangan[1].pagu is not None
    ]
    for nomor, (judul, satu) in enumerate(diketahui, start=1):
        tabel.baris(str(nomor), judul, sel_uang(satu)[0])
    if data.jumlah_anggaran.pagu is not None:
        tabel.jumlah("", "Jumlah", sel_uang(data.jumlah_anggaran)[0])
    menurut = "perangkat daerah" if kota else "program"
    tanpa = len(baris) - len(diketahui)
    belum = f"Pagu {kalimat.bilangan(tanpa)} {menurut} lain belum direkam." if tanpa else ""
    return penomor.beri_tabel(
        tabel, f"Anggaran menurut {menurut}, {data.tahun}", catatan=catatan(tabel, belum)
    )


def _baris_pd(data: DataLKjIP) -> tuple[BarisAnggaran, ...]:
    return data.anggaran[0].baris if data.anggaran else ()


# --- Bab IV --------------------------------------------------------------------------------------


def isi_bab4(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Conclusion and what will be improved."""
    penomor.mulai("IV", "IV–")
    penomor.judul("judul-bab-4", "Bab IV", "Penutup")
    penomor.judul("bab-4-a", "A", "Simpulan", 2)
    penomor.judul("bab-4-b", "B", "Langkah perbaikan", 2)
    pimpin = kalimat.simpulan_rata_rata(data) or kalimat.pimpin_bab3(data)
    lain = [kalimat.pimpin_bab3(data), kalimat.simpulan_anggaran(data)]
    rangkaian = " ".join(satu for satu in lain if satu and satu != pimpin)
    simpulan = susun_naskah(data.naskah.get("simpulan"), "Simpulan belum ditulis.")
    langkah = susun_naskah(
        data.naskah.get("langkah"),
        "Langkah perbaikan belum ditulis." if not data.tindak_lanjut else "",
    )
    return {
        "pimpin": pimpin,
        "kalimat": [rangkaian] if rangkaian else [],
        "simpulan": simpulan,
        "langkah": langkah,
        "catatan": catatan_naskah((simpulan, langkah)),
        "tindak_lanjut": _tabel_tindak_lanjut(data, penomor),
    }


def _tabel_tindak_lanjut(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    if not data.tindak_lanjut:
        return None
    tabel = Tabel(
        [
            Kolom("No.", 10),
            Kolom("Indikator", 44),
            Kolom("Langkah", 74),
            Kolom("Penanggung jawab", 36),
        ]
    )
    for nomor, satu in enumerate(data.tindak_lanjut, start=1):
        langkah = f"{satu.langkah}†" if satu.contoh else satu.langkah
        tabel.baris(str(nomor), satu.indikator, langkah, satu.penanggung_jawab or "Belum tercatat")
    ket = CATATAN_TEKS_CONTOH if tabel.memuat_contoh else ""
    return penomor.beri_tabel(
        tabel,
        "Langkah perbaikan menurut perangkat daerah",
        catatan=(ket,) if ket else (),
    )
