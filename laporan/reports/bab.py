"""Chapters I, II and IV: organisation, plan, conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dasar.angka import format_angka
from laporan.formulas.data_lkjip import AcuanLKjIP, DataLKjIP, ProgramLKjIP, SasaranLKjIP
from laporan.reports import gambar, kalimat
from laporan.reports.bentuk import CATATAN_CONTOH, sel_uang, teks_rupiah, teks_target
from laporan.reports.naskah import susun_naskah
from laporan.reports.nomor import Penomor, TabelCetak
from laporan.reports.tabel import Kolom, Tabel

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
    return {
        "pimpin": kalimat.pimpin_bab1(data),
        "gambaran_umum": susun_naskah(
            data.naskah.get("gambaran_umum"), "Gambaran umum organisasi belum ditulis."
        ),
        "bagan": bagan and penomor.beri_gambar(*_judul_bagan(bagan, data.tahun)),
        "aspek_strategis": susun_naskah(
            data.naskah.get("aspek_strategis"), "Aspek strategis belum ditulis."
        ),
        "makro": _tabel_makro(data.makro, penomor),
        "permasalahan": susun_naskah(
            data.naskah.get("permasalahan"), "Permasalahan utama belum ditulis."
        ),
    }


def _judul_bagan(bagan: gambar.GambarSvg, tahun: int) -> tuple[str, str, str]:
    return bagan[0], f"Susunan perangkat daerah, {tahun}", bagan[1]


def _tabel_makro(makro: Sequence[AcuanLKjIP], penomor: Penomor) -> TabelCetak | None:
    """One row per indicator, the latest years as columns."""
    if not makro:
        return None
    tahun = sorted({satu.tahun for satu in makro})[-_TAHUN_MAKRO:]
    angka = 24
    tabel = Tabel(
        [
            Kolom("Indikator", 164 - 30 - angka * len(tahun)),
            *(Kolom(str(satu), angka, "kanan") for satu in tahun),
            Kolom("Satuan", 30),
        ]
    )
    baris: dict[tuple[str, str], dict[int, AcuanLKjIP]] = {}
    for satu in makro:
        baris.setdefault((satu.nama, satu.satuan), {})[satu.tahun] = satu
    for (nama, satuan), nilai in baris.items():
        if not any(satu in nilai for satu in tahun):
            continue
        tabel.baris(nama, *(_nilai_makro(nilai.get(satu)) for satu in tahun), satuan)
    sumber = dict.fromkeys(satu.sumber for satu in makro if satu.sumber and satu.tahun in tahun)
    return penomor.beri_tabel(
        tabel,
        "Indikator makro daerah",
        catatan=catatan(tabel, f"Sumber: {'; '.join(sumber)}." if sumber else ""),
    )


def _nilai_makro(satu: AcuanLKjIP | None) -> str:
    return "Tidak tersedia" if satu is None else format_angka(satu.nilai, satu.desimal)


# --- Bab II --------------------------------------------------------------------------------------


def isi_bab2(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """Vision, the summary of the performance agreement, programs and money."""
    judul = f"Ringkasan Perjanjian Kinerja {data.tahun}"
    penomor.mulai("II", "II–")
    penomor.judul("judul-bab-2", "Bab II", "Perencanaan kinerja")
    penomor.judul("bab-2-a", "A", "Visi, misi, dan arah", 2)
    penomor.judul("bab-2-b", "B", judul, 2)
    penomor.judul("bab-2-c", "C", "Program dan anggaran", 2)
    dokumen = kalimat.rangkai(data.dokumen_rencana)
    visi = f"Visi: “{data.visi.strip().strip('“”').rstrip('.')}”." if data.visi else ""
    return {
        "pimpin": kalimat.pimpin_bab2(data),
        "visi": " ".join(
            satu for satu in (visi, f"Dokumen rencana: {dokumen}." if dokumen else "") if satu
        ),
        "arah": susun_naskah(
            data.naskah.get("arah"),
            "" if data.visi or data.misi else "Visi, misi, dan arah belum ditulis.",
        ),
        "misi": _tabel_misi(data, penomor),
        "judul_perjanjian": judul,
        "pengantar_perjanjian": _pengantar_perjanjian(data),
        "perjanjian": tabel_perjanjian(data, penomor),
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
    asal = f" menurut {data.asal_perjanjian}" if data.asal_perjanjian else ""
    return f"Tabel berikut memuat sasaran, indikator, dan target tahun {data.tahun}{asal}."


def _tabel_misi(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    if not data.misi:
        return None
    tabel = Tabel([Kolom("Kode", 14), Kolom("Misi", 64), Kolom("Tujuan dan sasaran", 86)])
    for misi in data.misi:
        for nomor, tujuan in enumerate(misi.tujuan or ("Belum direkam",)):
            kode, nama = (misi.kode, misi.nama) if nomor == 0 else ("", "")
            tabel.baris(kode, nama, tujuan)
    return penomor.beri_tabel(tabel, "Misi, tujuan, dan sasaran", catatan=catatan(tabel))


def tabel_perjanjian(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    """Sasaran, indicators, units and targets of the year."""
    if not data.sasaran:
        return None
    tabel = Tabel(
        [
            Kolom("Kode", 18),
            Kolom("Sasaran" if data.jenis == "kota" else "Sasaran dan program", 52),
            Kolom("Indikator kinerja", 52),
            Kolom("Satuan", 22),
            Kolom("Target", 20, "kanan"),
        ]
    )
    for sasaran in data.sasaran:
        kode, nama = sasaran.kode, sasaran.nama
        if not sasaran.indikator:
            tabel.baris(kode, nama, TANPA_INDIKATOR, "–", "–")
        for indikator in sasaran.indikator:
            tabel.baris(kode, nama, indikator.nama, indikator.satuan, teks_target(indikator))
            kode = nama = ""
    asal = sorted({i.target_asal for s in data.sasaran for i in s.indikator if i.target_asal})
    return penomor.beri_tabel(
        tabel,
        f"Sasaran, indikator, dan target tahun {data.tahun}",
        pendek=f"Sasaran, indikator, dan target {data.tahun}",
        catatan=catatan(tabel, f"Asal target: {'; '.join(asal)}." if asal else ""),
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
    if not data.anggaran:
        return None
    kota = data.jenis == "kota"
    tabel = Tabel(
        [
            Kolom("No.", 10),
            Kolom("Perangkat daerah" if kota else "Program", 122),
            Kolom("Pagu", 32, "kanan", "rupiah"),
        ]
    )
    baris = [pd.jumlah for pd in data.anggaran] if kota else list(data.anggaran[0].baris)
    nama = [pd.nama_pd for pd in data.anggaran] if kota else [satu.nama for satu in baris]
    for nomor, (judul, satu) in enumerate(zip(nama, baris, strict=True), start=1):
        tabel.baris(str(nomor), judul, sel_uang(satu)[0])
    tabel.jumlah("", "Jumlah", sel_uang(data.jumlah_anggaran)[0])
    menurut = "perangkat daerah" if kota else "program"
    return penomor.beri_tabel(
        tabel, f"Anggaran menurut {menurut}, {data.tahun}", catatan=catatan(tabel)
    )


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
    return {
        "pimpin": pimpin,
        "kalimat": [rangkaian] if rangkaian else [],
        "simpulan": susun_naskah(data.naskah.get("simpulan"), "Simpulan belum ditulis."),
        "langkah": susun_naskah(
            data.naskah.get("langkah"),
            "Langkah perbaikan belum ditulis." if not data.tindak_lanjut else "",
        ),
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
    ket = "† Teks contoh, bukan pernyataan resmi." if tabel.memuat_contoh else ""
    return penomor.beri_tabel(
        tabel,
        "Langkah perbaikan menurut perangkat daerah",
        catatan=(ket,) if ket else (),
    )
