"""Front matter: identity of the document, what is missing, and the summary."""

from __future__ import annotations

from typing import Any

from dasar.angka import format_angka
from laporan.formulas.data_lkjip import DataLKjIP
from laporan.reports import gambar, kalimat
from laporan.reports.bentuk import (
    CATATAN_CONTOH,
    KUNCI_KATEGORI,
    belati,
    teks_sidik,
    teks_waktu,
)
from laporan.reports.naskah import susun_naskah
from laporan.reports.nomor import TabelCetak
from laporan.reports.tabel import Kolom, Tabel

_SIFAT = {
    "bersih": "lengkap",
    "draf": "draf, masih ada isian yang belum lengkap",
    "contoh": "contoh, memuat angka yang dibuat-buat",
}
_PETUNJUK_KODE = (
    "Kode ini tercantum pada halaman LKjIP di dalam sistem, bersama versi terakhir dan sidik "
    "datanya. Bila sidik data di sana berbeda dari yang tercetak di bawah, cetakan ini bukan versi "
    "itu."
)
_PETUNJUK_TANPA_REKAMAN = (
    "Cetakan ini dibuat di luar halaman LKjIP dan tidak direkam, sehingga tidak mempunyai kode "
    "yang dapat dicocokkan di dalam sistem."
)
_PARAGRAF_SAMPING = 600  # characters beside the big value; more goes below it
_LEBAR_KATA_KUNCI = 9  # characters of a key number that fit in 17 pt


def judul_dokumen(data: DataLKjIP) -> str:
    """The title of the file and of the identity page."""
    return f"Laporan Kinerja Instansi Pemerintah {kalimat.nama_laporan(data)} Tahun {data.tahun}"


def nama_data(data: DataLKjIP) -> str:
    """The name of the JSON inside the PDF."""
    return f"data_lkjip_{data.tahun}.json"


def isi_identitas(data: DataLKjIP, sidik: str) -> dict[str, Any]:
    """The colophon; it is not numbered and stands in no list."""
    versi = f"{f'Versi {data.versi}' if data.versi else 'Tanpa versi'}, {_SIFAT[data.sifat]}"
    baris = (
        ("Dokumen", judul_dokumen(data)),
        ("Versi dan sifat", f"{versi}; data dibekukan {teks_waktu(data.disusun_pada)}"),
        ("Sidik data (SHA-256)", teks_sidik(sidik)),
        ("Lampiran digital", f"{nama_data(data)}, terlampir di dalam berkas PDF ini (PDF/A-3)"),
        ("Penyusun", data.disusun_oleh or "Belum tercatat"),
        ("Reviu", "Belum dicatat di dalam sistem"),
    )
    tanda = f"Tanda kategori capaian menurut skala Permendagri 86/2017: {KUNCI_KATEGORI}"
    contoh = ("Tanda † pada seluruh laporan berarti angka contoh, bukan data resmi.",)
    petunjuk = _PETUNJUK_KODE if data.versi else _PETUNJUK_TANPA_REKAMAN
    return {
        "petunjuk": petunjuk,
        "baris": baris,
        "catatan": (tanda, *(contoh if data.memuat_contoh else ())),
    }


def isi_kekurangan(data: DataLKjIP) -> TabelCetak | None:
    """What the report should hold and does not; None when nothing is missing."""
    if not data.celah:
        return None
    tabel = Tabel([Kolom("Bagian", 40), Kolom("Yang belum lengkap", 124)])
    for celah in data.celah:
        tabel.baris(celah.bagian, celah.kalimat)
    return TabelCetak(
        tabel.html(jangkar="tabel-kekurangan", nomor="", judul="Isian yang belum lengkap"), "", ()
    )


def isi_ikhtisar(data: DataLKjIP) -> dict[str, Any]:
    """The one-page summary."""
    naskah = data.naskah.get("ikhtisar")
    tertulis = susun_naskah(naskah)
    paragraf = [butir for blok in tertulis.blok for butir in blok.butir]
    muat = bool(paragraf) and len(paragraf[0]) <= _PARAGRAF_SAMPING
    samping = paragraf[0] if muat else kalimat.ikhtisar_data(data)
    nilai = _nilai(data)
    sendiri = nilai.get("tren") is None  # alone, the bars take the whole width
    return {
        **nilai,
        "samping": samping,
        "paragraf": paragraf[1:] if muat else paragraf,
        "catatan": tertulis.catatan,
        "angka": [
            {
                "teks": belati(satu.teks, satu.contoh and not satu.teks.endswith("†")),
                "keterangan": satu.keterangan,
                "panjang": len(satu.teks) > _LEBAR_KATA_KUNCI,
            }
            for satu in data.angka_kunci[:5]
        ],
        "capaian": _capaian(data, gambar.LEBAR_PENUH if sendiri else gambar.LEBAR_SETENGAH),
        "baris": _baris(data),
        "contoh": CATATAN_CONTOH if data.memuat_contoh else "",
    }


def _nilai(data: DataLKjIP) -> dict[str, Any]:
    nilai = data.nilai_sakip
    if nilai is None or nilai.nilai is None:
        sebab = (
            f"Nilai SAKIP tahun {data.tahun} belum diterima dari Kementerian PANRB."
            if data.jenis == "kota"
            else f"Evaluasi internal tahun {data.tahun} belum menghasilkan nilai."
        )
        kata = "Belum ada nilai" if data.jenis == "kota" else "Belum dinilai"
        return {"nilai": "", "kata": kata, "tanpa_nilai": sebab}
    predikat, gerak = kalimat.baris_predikat(nilai, data.tahun)
    tren = gambar.gambar_tren_sakip(nilai)
    skala = gambar.gambar_skala(nilai)
    tahun = [satu.tahun for satu in nilai.riwayat]
    kosong = "; lingkaran kosong: contoh" if any(satu.contoh for satu in nilai.riwayat) else ""
    return {
        "nilai": belati(format_angka(nilai.nilai, 2), nilai.contoh),
        "predikat": predikat,
        "gerak": gerak,
        "target": kalimat.baris_target_sakip(nilai),
        "asal": nilai.asal,
        "skala": skala and {"sumber": skala[0], "uraian": skala[1]},
        "tren": tren
        and {
            "judul": "Nilai SAKIP" if data.jenis == "kota" else "Nilai evaluasi internal",
            "anak_judul": f"{min(tahun)}–{max(tahun)}{kosong}",
            "sumber": tren[0],
            "uraian": tren[1],
        },
    }


def _capaian(data: DataLKjIP, lebar: int) -> dict[str, str] | None:
    pilihan = gambar.indikator_bagan(data)
    bagan = gambar.gambar_capaian(pilihan, lebar=lebar)
    if bagan is None:
        return None
    jenis = "IKU" if all(satu.iku for satu in pilihan) else "indikator"
    return {
        "judul": f"Capaian {kalimat.bilangan(len(pilihan))} {jenis}",
        "anak_judul": "dalam persen dari target",
        "sumber": bagan[0],
        "uraian": bagan[1],
    }


def _baris(data: DataLKjIP) -> list[tuple[str, list[str]]]:
    keputusan = susun_naskah(data.naskah.get("keputusan"))
    return [
        ("Keberhasilan", list(data.keberhasilan) or ["Belum ada yang dapat disebut dari data."]),
        ("Yang tertinggal", list(data.tertinggal) or ["Tidak ada yang tercatat pada data."]),
        (
            "Yang perlu diputuskan",
            [butir for blok in keputusan.blok for butir in blok.butir] or ["Belum ditulis."],
        ),
    ]
