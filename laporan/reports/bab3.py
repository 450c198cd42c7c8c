"""Chapter III: capaian of all indicators, each sasaran, and the money."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dasar.cetak.tabel import Kolom, Tabel
from laporan.formulas.data_lkjip import AnggaranPD, BarisAnggaran, DataLKjIP, SasaranLKjIP
from laporan.formulas.sifat_nilai import (
    jumlah_belum_diverifikasi,
    rata_rata_contoh,
    terhitung,
)
from laporan.reports import gambar, kalimat, kalimat_sasaran
from laporan.reports.analisis import susun_analisis
from laporan.reports.bab import catatan
from laporan.reports.bentuk import (
    BELUM,
    KUNCI_KATEGORI,
    sel_kategori,
    sel_realisasi,
    sel_uang,
    teks_capaian,
    teks_persen,
    teks_target,
)
from laporan.reports.naskah import catatan_naskah
from laporan.reports.nomor import (
    LEBAR_JUDUL_SASARAN,
    Gambar,
    Penomor,
    TabelCetak,
    pendekkan,
)

CATATAN_SEMENTARA = (
    "Sementara: nilai tahun berjalan, karena masih ada triwulan yang belum diisi atau diverifikasi."
)


def isi_bab3(data: DataLKjIP, penomor: Penomor) -> dict[str, Any]:
    """The whole chapter; headings and captions are numbered in the order of the page."""
    penomor.mulai("III", "III–")
    penomor.judul("judul-bab-3", "Bab III", "Akuntabilitas kinerja")
    penomor.judul("bab-3-a", "A", "Capaian kinerja organisasi", 2)
    capaian = _tabel_capaian(data, penomor)
    uraian = [satu for satu in data.sasaran if not tanpa_isi(satu)]
    sasaran = [_sasaran(satu, data, penomor) for satu in uraian]
    tanpa = _tabel_tanpa_indikator(data, penomor)
    penomor.judul("bab-3-b", "B", "Realisasi anggaran", 2)
    semua_naskah = [a.naskah for satu in sasaran for a in satu["analisis"]]
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
        "tanpa_indikator": tanpa,
        "catatan": catatan_naskah(semua_naskah),
        "pengantar_anggaran": _pengantar_anggaran(data),
        "gambar_anggaran": _gambar_anggaran(data, penomor),
        "anggaran": _tabel_anggaran(data, penomor),
    }


def tanpa_isi(sasaran: SasaranLKjIP) -> bool:
    """Whether there is nothing to analyse: no indicator, no program, no text."""
    return not (sasaran.indikator or sasaran.program or sasaran.naskah)


def _tabel_tanpa_indikator(data: DataLKjIP, penomor: Penomor) -> dict[str, Any] | None:
    tanpa = kalimat.tanpa_indikator(data)
    if not tanpa:
        return None
    sebut = kalimat.sebutan_sasaran(data)
    judul = f"{kalimat.awal_kalimat(sebut)} yang belum mempunyai indikator"
    penomor.judul("tanpa-indikator", "", judul, 3)
    tabel = Tabel([Kolom("Kode", 24), Kolom(kalimat.awal_kalimat(sebut), 140)])
    for satu in tanpa:
        tabel.baris(satu.kode or "–", satu.nama)
    akibat = (
        "ketujuh analisis belum dapat disajikan"
        if all(tanpa_isi(satu) for satu in tanpa)
        else "analisis capaian belum dapat disajikan"
    )
    banyak = kalimat.awal_kalimat(kalimat.bilangan(len(tanpa)))
    return {
        "judul": judul,
        "kalimat": f"{banyak} {sebut} berikut belum mempunyai indikator, sehingga {akibat}.",
        "tabel": penomor.beri_tabel(tabel, judul),
    }


def _tabel_capaian(data: DataLKjIP, penomor: Penomor) -> TabelCetak | None:
    semua = [satu for sasaran in data.sasaran for satu in sasaran.indikator]
    if not semua:
        return None
    tabel = Tabel(
        [
            Kolom("Kode", 16),
            Kolom("Indikator kinerja", 50),
            Kolom("Satuan", 20),
            Kolom("Target", 17, "kanan"),
            Kolom("Realisasi", 18, "kanan"),
            Kolom("Capaian", 15, "kanan", "persen"),
            Kolom("Kategori", 28),
        ],
    )
    for sasaran in data.sasaran:
        for indikator in sasaran.indikator:
            tabel.baris(
                sasaran.kode,
                indikator.nama,
                indikator.satuan,
                teks_target(indikator),
                sel_realisasi(indikator),
                teks_capaian(indikator),
                sel_kategori(indikator),
            )
    dasar = f"{data.rata_rata_n} dari {data.rata_rata_dari} indikator"
    rata = teks_persen(data.rata_rata, contoh=rata_rata_contoh(semua))
    belum = jumlah_belum_diverifikasi(terhitung(semua))
    ket_belum = f", {kalimat.bilangan(belum)} di antaranya {BELUM}" if belum else ""
    ada = kalimat.berindikator(data)
    tabel.jumlah("", "Rata-rata capaian", dasar.replace(" indikator", ""), "", "", rata, "")
    sementara = CATATAN_SEMENTARA if tabel.memuat_sementara else ""
    return penomor.beri_tabel(
        tabel,
        f"Capaian indikator kinerja tahun {data.tahun}",
        catatan=catatan(
            tabel,
            f"{KUNCI_KATEGORI} Rata-rata dari {dasar}{ket_belum}.",
            f"{kalimat.awal_kalimat(ada)}." if ada else "",
            sementara,
        ),
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
        "pembuka": kalimat_sasaran.pembuka_sasaran(sasaran),
        "analisis": susun_analisis(sasaran, data, penomor),
    }


def _pengantar_anggaran(data: DataLKjIP) -> str:
    kosong = _pd_tanpa_uang(data)
    if len(kosong) == len(data.anggaran):
        return f"Pagu dan realisasi anggaran tahun {data.tahun} belum direkam."
    menurut = "perangkat daerah dan program" if data.jenis == "kota" else "program"
    if kalimat.ada_perjanjian(data):
        dasar = "untuk mewujudkan kinerja sesuai Perjanjian Kinerja"
    else:
        rencana = "RKPD dan Renja" if data.jenis == "kota" else "Renja"
        dasar = f"pada program menurut {rencana} {data.tahun}"
    bagian = [f"Anggaran {dasar} disajikan menurut {menurut}.", kalimat.simpulan_anggaran(data)]
    if kosong:
        program = kalimat.bilangan(sum(len(pd.baris) for pd in kosong))
        bagian.append(
            f"Pagu dan realisasi {program} program pada {kalimat.bilangan(len(kosong))} perangkat "
            "daerah belum direkam dan tidak dimuat di sini."
        )
    return " ".join(satu for satu in bagian if satu)


def _pd_tanpa_uang(data: DataLKjIP) -> list[AnggaranPD]:
    """Those of which neither pagu nor realisasi of any program is known."""
    return [
        pd for pd in data.anggaran if not any(_diketahui(satu) for satu in (*pd.baris, pd.jumlah))
    ]


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
    kosong = _pd_tanpa_uang(data)
    if len(kosong) == len(data.anggaran):
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
        if pd in kosong:
            continue
        if kota:
            tabel.kelompok(pd.nama_pd)
        dikenal = [satu for satu in pd.baris if _diketahui(satu)]
        for satu in dikenal:
            tabel.baris(satu.nama, *sel_uang(satu))
        if lain := len(pd.baris) - len(dikenal):
            banyak = kalimat.awal_kalimat(kalimat.bilangan(lain))
            tabel.baris(f"{banyak} program lain, belum direkam", "–", "–", "–")
        if kota and _diketahui(pd.jumlah):
            tabel.subjumlah("Jumlah", *sel_uang(pd.jumlah))
    nama = "Jumlah seluruh perangkat daerah" if kota else "Jumlah"
    if _diketahui(data.jumlah_anggaran):
        tabel.jumlah(nama, *sel_uang(data.jumlah_anggaran))
    menurut = "perangkat daerah dan program" if kota else "program"
    return penomor.beri_tabel(
        tabel,
        f"Pagu dan realisasi anggaran menurut {menurut}, {data.tahun}",
        pendek=f"Pagu dan realisasi anggaran, {data.tahun}",
        catatan=catatan(tabel, "Serapan: realisasi ÷ pagu × 100."),
    )
