"""Front matter: identity of the document, what is missing, and the summary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dasar.angka import format_angka
from dasar.cetak.tabel import Kolom, Tabel
from dasar.tanggal import format_tanggal
from laporan.formulas.data_lkjip import DataLKjIP
from laporan.reports import gambar, kalimat
from laporan.reports.bentuk import (
    CATATAN_CONTOH,
    KUNCI_KATEGORI,
    belati,
    teks_sidik,
    teks_waktu,
)
from laporan.reports.naskah import catatan_naskah, susun_naskah
from laporan.reports.nomor import TabelCetak

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
_NAMA_TERPANJANG = 56  # characters of an indicator's name: with its numbers two lines
_BARIS_KALIMAT = 70  # characters of a line of the summary
_BARIS_TERBANYAK = 3  # lines of one list; beyond that two sentences are enough
_KALIMAT_TERBANYAK = 3
_BELUM_ADA = "Belum ada yang dapat disebut dari data."
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


def isi_ikhtisar(data: DataLKjIP, *, padat: bool = False) -> dict[str, Any]:
    """The one-page summary; `padat` says less, for when it would need a second page."""
    naskah = data.naskah.get("ikhtisar")
    tertulis = susun_naskah(naskah)
    paragraf = [butir for blok in tertulis.blok for butir in blok.butir]
    muat = bool(paragraf) and len(paragraf[0]) <= _PARAGRAF_SAMPING
    samping = paragraf[0] if muat else kalimat.ikhtisar_data(data)
    kunci = data.angka_kunci[:5]
    nol = [satu for satu in kunci if satu.teks == "0"]
    nilai = _nilai(data)
    sendiri = nilai.get("tren") is None  # alone, the bars take the whole width
    return {
        **nilai,
        "samping": samping,
        "dasar": kalimat.dasar_angka(data) if muat else "",
        "paragraf": paragraf[1:] if muat else paragraf,
        "kalimat": [f"Belum ada {satu.keterangan}." for satu in nol],
        "angka": [
            {
                "teks": belati(satu.teks, satu.contoh and not satu.teks.endswith("†")),
                "keterangan": satu.keterangan,
                "panjang": len(satu.teks) > _LEBAR_KATA_KUNCI,
            }
            for satu in kunci
            if satu not in nol
        ],
        "capaian": _capaian(
            data,
            gambar.LEBAR_PENUH if sendiri else gambar.LEBAR_CAPAIAN,
            terbanyak=3 if padat else gambar.CAPAIAN_TERBANYAK,
        ),
        "baris": _baris(data, 1 if padat else _KALIMAT_TERBANYAK),
        "catatan": " ".join(
            satu
            for satu in (
                CATATAN_CONTOH if data.memuat_contoh else "",
                catatan_naskah((tertulis, susun_naskah(data.naskah.get("keputusan")))),
            )
            if satu
        ),
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


def _capaian(data: DataLKjIP, lebar: int, *, terbanyak: int) -> dict[str, str] | None:
    pilihan = gambar.indikator_bagan(data, terbanyak)
    bagan = gambar.gambar_capaian(pilihan, lebar=lebar)
    if bagan is None:
        return None
    return {
        "judul": gambar.judul_bagan(data, terbanyak),
        "anak_judul": "dalam persen dari target",
        "sumber": bagan[0],
        "uraian": bagan[1],
    }


def _baris(data: DataLKjIP, terbanyak: int) -> list[tuple[str, list[str]]]:
    keputusan = susun_naskah(data.naskah.get("keputusan"))
    terukur = any(i.capaian is not None for satu in data.sasaran for i in satu.indikator)
    return [
        (
            "Keberhasilan",
            _pendekkan(data.keberhasilan, data)[:terbanyak] or [_BELUM_ADA],
        ),
        (
            "Yang tertinggal",
            _pendekkan(data.tertinggal, data)[:terbanyak]
            or ["Tidak ada yang tercatat pada data." if terukur else _BELUM_ADA],
        ),
        (
            "Yang perlu diputuskan",
            [butir for blok in keputusan.blok for butir in blok.butir] or ["Belum ditulis."],
        ),
    ]


def _pendekkan(kalimat_data: Sequence[str], data: DataLKjIP) -> list[str]:
    """Sentences about indicators for one page: long names are cut, and then two are enough."""
    nama = sorted(
        {satu.nama for sasaran in data.sasaran for satu in sasaran.indikator}, key=len, reverse=True
    )
    hasil = []
    for satu in kalimat_data:
        depan = next((calon for calon in nama if satu.startswith(f"{calon} ")), "")
        hasil.append(f"{_potong(depan)}{satu[len(depan) :]}")
    baris = sum(-(-len(satu) // _BARIS_KALIMAT) for satu in hasil)
    return hasil[:2] if baris > _BARIS_TERBANYAK else hasil


def _potong(nama: str) -> str:
    """A name of at most _NAMA_TERPANJANG characters, cut at a word."""
    if len(nama) <= _NAMA_TERPANJANG:
        return nama
    kata = nama[:_NAMA_TERPANJANG].rsplit(" ", 1)[0]
    return f"{kata.rstrip(',;')} …"


def isi_kata_pengantar(data: DataLKjIP) -> dict[str, Any]:
    """The foreword with place, date and an empty signature block; no name is made up."""
    naskah = susun_naskah(data.naskah.get("kata_pengantar"), "Kata pengantar belum ditulis.")
    tempat = data.nama_kota.removeprefix("Kota ").removeprefix("Kabupaten ")
    tanggal = format_tanggal(datetime.fromisoformat(data.disusun_pada))
    return {
        "naskah": naskah,
        "belum": naskah.belum,
        "catatan": catatan_naskah((naskah,)),
        "tempat_tanggal": f"{tempat}, {tanggal}" if naskah.blok else "",
        "jabatan": jabatan_pimpinan(data),
    }


_JABATAN = (
    ("Sekretariat DPRD", "Sekretaris DPRD"),
    ("Sekretariat Daerah", "Sekretaris Daerah"),
    ("Inspektorat", "Inspektur"),
    ("Kecamatan", "Camat"),
    ("Kelurahan", "Lurah"),
    ("Rumah Sakit", "Direktur Rumah Sakit"),
)


def jabatan_pimpinan(data: DataLKjIP) -> str:
    """The office that signs the report: the mayor, or the head of the PD."""
    if data.jenis == "kota":
        return f"Wali {data.nama_kota}"
    for awal, jabatan in _JABATAN:
        if data.nama_pd.casefold().startswith(awal.casefold()):
            return f"{jabatan}{data.nama_pd[len(awal) :]}"
    return f"Kepala {data.nama_pd}"
