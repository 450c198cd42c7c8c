"""Chapter III: capaian of all indicators, each sasaran, and the money."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from laporan.formulas.data_lkjip import BarisAnggaran, DataLKjIP, SasaranLKjIP
from laporan.reports import gambar, kalimat
from laporan.reports.analisis import susun_analisis
from laporan.reports.bab import TANPA_INDIKATOR, catatan
from laporan.reports.bentuk import (
    KUNCI_KATEGORI,
    sel_realisasi,
    sel_uang,
    teks_kategori,
    teks_persen,
    teks_target,
)
from laporan.reports.nomor import (
    LEBAR_JUDUL_SASARAN,
    Gambar,
    Penomor,
    TabelCetak,
    pendekkan,
)
from laporan.reports.tabel import Kolom, Tabel

CATATAN_SEMENTARA = (
    "Sementara: nilai tahun berjalan, karena masih ada triwulan yang belum diisi atau diverifikasi."
)


def isi_bab3(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """The whole chapter; headings and captions are numbered in the order of the page."""
    penomor.mulai("III", "III–")
    penomor.judul("judul-bab-3", "Bab III", "Akuntabilitas kinerja")
    penomor.judul("bab-3-a", "A", "Capaian kinerja organisasi", 2)
    capaian = _tabel_capaian(data, penomor)
    sasaran = [_sasaran(satu, data, penomor) for satu in data.sasaran]
    penomor.judul("bab-3-b", "B", "Realisasi anggaran", 2)
    return {
        "pimpin": kalimat.pimpin_bab3(data),
        "pengantar_capaian": (
            "Capaian dihitung dari realisasi terhadap target menurut arah indikator: makin tinggi "
            "makin baik, atau sebaliknya. Kategori mengikuti skala Permendagri 86/2017. Capaian "
            "tidak dibatasi pada 100 persen."
            if data.sasaran
            else f"Sasaran dan indikator tahun {data.tahun} belum direkam, sehingga capaian belum "
            "dapat disajikan."
        ),
        "capaian": capaian,
        "sasaran": sasaran,
        "pengantar_anggaran": _pengantar_anggaran(data),
        "gambar_anggaran": _gambar_anggaran(data, penomor),
        "anggaran": _tabel_anggaran(data, penomor),
    }


def _tabel_capaian(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    if not data.sasaran:
        return None
    tabel = Tabel(
        [
            Kolom("Kode", 18),
            Kolom("Indikator kinerja", 45),
            Kolom("Satuan", 21),
            Kolom("Target", 18, "kanan"),
            Kolom("Realisasi", 19, "kanan"),
            Kolom("Capaian", 15, "kanan", "persen"),
            Kolom("Kategori", 28),
        ],
    )
    for sasaran in data.sasaran:
        if not sasaran.indikator:
            tabel.baris(sasaran.kode, TANPA_INDIKATOR, "–", "–", "–", "–", "–")
        for indikator in sasaran.indikator:
            tabel.baris(
                sasaran.kode,
                indikator.nama,
                indikator.satuan,
                teks_target(indikator),
                sel_realisasi(indikator),
                teks_persen(indikator.capaian),
                teks_kategori(indikator),
            )
    dasar = f"{data.rata_rata_n} dari {data.rata_rata_dari} indikator"
    rata = teks_persen(data.rata_rata)
    tabel.jumlah("", "Rata-rata capaian", dasar.replace(" indikator", ""), "", "", rata, "")
    sementara = CATATAN_SEMENTARA if tabel.memuat_sementara else ""
    return penomor.beri_tabel(
        tabel,
        f"Capaian indikator kinerja tahun {data.tahun}",
        catatan=catatan(tabel, f"{KUNCI_KATEGORI} Rata-rata dari {dasar}.", sementara),
    )


def _sasaran(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    jangkar = f"sasaran-{sasaran.simpul_id}"
    jenis = sasaran.jenis or "Sasaran"
    pendek = pendekkan(sasaran.nama, LEBAR_JUDUL_SASARAN)
    penomor.judul(jangkar, sasaran.kode, pendek, 3)
    return {
        "jangkar": jangkar,
        "label": f"{jenis} {sasaran.kode}".strip(),
        "nama": sasaran.nama,
        "pembuka": kalimat.pembuka_sasaran(sasaran),
        "analisis": susun_analisis(sasaran, data, penomor),
    }


def _pengantar_anggaran(data: DataLKjIP) -> str:
    if not data.anggaran:
        return f"Realisasi anggaran tahun {data.tahun} belum direkam."
    menurut = "perangkat daerah dan program" if data.jenis == "kota" else "program"
    awal = (
        "Anggaran yang dipakai untuk mewujudkan kinerja sesuai Perjanjian Kinerja disajikan "
        f"menurut {menurut}."
    )
    return f"{awal} {kalimat.simpulan_anggaran(data)}".strip()


def _gambar_anggaran(data: DataLKjIP, penomor: Penomor) -> Gambar | None:
    kota = data.jenis == "kota"
    if kota:
        baris = [replace(pd.jumlah, nama=pd.nama_pd) for pd in data.anggaran]
    else:
        baris = [satu for pd in data.anggaran for satu in pd.baris]
    hasil = gambar.gambar_pagu(baris)
    if hasil is None:
        return None
    (uri, uraian), jumlah = hasil
    apa = "perangkat daerah" if kota else "program"
    judul = f"Serapan pada {kalimat.bilangan(jumlah)} {apa} dengan pagu terbesar, miliar rupiah"
    contoh = "† Angka contoh, bukan data resmi." if any(satu.contoh for satu in baris) else ""
    return penomor.beri_gambar(
        uri,
        judul,
        uraian,
        pendek=f"Serapan pada {kalimat.bilangan(jumlah)} {apa} dengan pagu terbesar",
        catatan=contoh,
        lebar="penuh",
    )


def _diketahui(baris: BarisAnggaran) -> bool:
    return baris.pagu is not None or baris.realisasi is not None


def _tabel_anggaran(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    if not data.anggaran:
        return None
    kota = data.jenis == "kota"
    tabel = Tabel(
        [
            Kolom("Perangkat daerah dan program" if kota else "Program", 86),
            Kolom("Pagu", 31, "kanan", "rupiah"),
            Kolom("Realisasi", 31, "kanan", "rupiah"),
            Kolom("Serapan", 16, "kanan", "persen"),
        ]
    )
    for pd in data.anggaran:
        if kota:
            tabel.kelompok(pd.nama_pd)
        if kota and not any(_diketahui(satu) for satu in (*pd.baris, pd.jumlah)):
            jumlah = kalimat.bilangan(len(pd.baris))
            tabel.baris(f"Pagu dan realisasi {jumlah} program belum direkam", "–", "–", "–")
            continue
        for satu in pd.baris:
            tabel.baris(satu.nama, *sel_uang(satu))
        if kota:
            tabel.subjumlah("Jumlah", *sel_uang(pd.jumlah))
    nama = "Jumlah seluruh perangkat daerah" if kota else "Jumlah"
    tabel.jumlah(nama, *sel_uang(data.jumlah_anggaran))
    menurut = "perangkat daerah dan program" if kota else "program"
    return penomor.beri_tabel(
        tabel,
        f"Pagu dan realisasi anggaran menurut {menurut}, {data.tahun}",
        pendek=f"Pagu dan realisasi anggaran, {data.tahun}",
        catatan=catatan(tabel, "Serapan: realisasi ÷ pagu × 100."),
    )
