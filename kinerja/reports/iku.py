"""The IKU of one document on paper: A4 landscape, a table and a card per IKU."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from dasar.cetak.aksara import bersihkan
from dasar.cetak.pdf import Lampiran, Rentang, Sifat, tata_halaman, tulis_pdf
from dasar.cetak.tabel import LEBAR_LANSKAP, Kolom, Tabel
from dasar.tanggal import format_tanggal, format_waktu
from kinerja.models import DokumenPerencanaan
from kinerja.selectors.dokumen_iku import DokumenIKU, susun_iku
from opd.models import JenisDokumenResmi, Pengguna
from opd.services.dokumen_resmi import Cetakan, kode_baru

SKEMA = 1
_BELATI = "†"
_RENTANG = (Rentang("iku", "", "D"),)
_LEBAR_TAHUN = 14.0
# What the columns need; what is left over goes to the name, the source and who answers.
_LEBAR = {"no": 8.0, "satuan": 17.0, "tipe": 25.0, "sumber": 26.0, "jawab": 26.0, "awal": 15.0}
# Attributes on the card, in the order of the regional regulations: long texts, then pairs.
_PANJANG = (
    ("definisi", "Definisi operasional"),
    ("alasan", "Alasan pemilihan"),
    ("rumus", "Formulasi"),
)
_PENDEK = (
    (("tipe", "Tipe penghitungan"), ("polaritas", "Polaritas")),
    (("sumber", "Sumber data"), ("frekuensi", "Frekuensi")),
    (("penanggung_jawab", "Penanggung jawab"), ("pengampu", "Pengampu")),
    (("satuan", "Satuan"), ("baseline", "Baseline")),
)


@dataclass(frozen=True)
class IKUTercetak:
    """A finished paper: the PDF, its page count, and the HTML it was made from."""

    pdf: bytes
    jumlah_halaman: int
    html: str


def cetak_iku(dokumen: DokumenPerencanaan, oleh: Pengguna) -> Cetakan:
    """Print the IKU of one version as it is now (kinerja/tasks.py, PENCETAK)."""
    kini = timezone.localtime()
    data = susun_iku(dokumen, kini.date())
    kode = kode_baru("IKU", dokumen.tahun_dari)
    hasil = render_iku(data, kode=kode, dicetak_pada=kini, dicetak_oleh=str(oleh))
    return Cetakan(
        jenis=JenisDokumenResmi.IKU,
        pd_id=dokumen.perangkat_daerah_id,
        tahun=dokumen.tahun_dari,
        tanggal=kini.date(),
        judul=f"IKU {data.nama_pd}, {data.dokumen}"[:300],
        objek=f"{dokumen._meta.label_lower}:{dokumen.pk}",
        kode=kode,
        nama_berkas=_nama_berkas(data),
        pdf=hasil.pdf,
        jumlah_halaman=hasil.jumlah_halaman,
        nomor=dokumen.nomor[:100],
        draf=data.draf or bool(data.kekurangan),
        fakta={"jumlah_iku": data.jumlah, "sifat": sifat_iku(data)},
    )


def _nama_berkas(data: DokumenIKU) -> str:
    """Name without ending; it says draf or contoh, because files travel without their page."""
    sifat = {"draf": " DRAF", "contoh": " (contoh)"}.get(sifat_iku(data), "")
    return f"IKU {data.dokumen} {data.nama_pd[:140]}{sifat}".replace("/", "-")


def sifat_iku(data: DokumenIKU) -> Sifat:
    """CONTOH when any target is made up, DRAF when the version or an attribute is not final."""
    if data.contoh:
        return "contoh"
    return "draf" if data.draf or data.kekurangan else "bersih"


def render_iku(
    data: DokumenIKU, *, kode: str, dicetak_pada: datetime, dicetak_oleh: str
) -> IKUTercetak:
    """Lay one list out as PDF/A-3a and PDF/UA-1: the same data give the same bytes."""
    mentah: dict[str, Any] = {
        "skema": SKEMA,
        "kode": kode,
        "dicetak_pada": dicetak_pada.isoformat(),
        "dicetak_oleh": dicetak_oleh,
        "iku": asdict(data),
    }
    teks = json.dumps(mentah, ensure_ascii=False, sort_keys=True, indent=1, default=str)
    bersih = bersihkan(json.loads(teks))
    sifat = sifat_iku(data)
    html = render_to_string("kinerja/cetak/iku.html", _konteks(bersih, data, sifat, dicetak_pada))
    tatanan = tata_halaman(html, sifat=sifat, gaya="iku")
    pdf = tulis_pdf(
        tatanan,
        lampiran=Lampiran(
            f"data_iku_{data.tahun[0]}.json",
            teks.encode(),
            "Data indikator kinerja utama ini",
            dicetak_pada,
        ),
        rentang=_RENTANG,
        identitas=f"{kode} {hashlib.sha256(teks.encode()).hexdigest()}",
    )
    return IKUTercetak(pdf, tatanan.jumlah_halaman, html)


def _konteks(
    bersih: Mapping[str, Any], data: DokumenIKU, sifat: Sifat, dicetak_pada: datetime
) -> dict[str, Any]:
    iku = bersih["iku"]
    return {
        "iku": iku,
        "kode": bersih["kode"],
        "judul": f"Indikator Kinerja Utama {iku['nama_pd']}, {iku['dokumen']}",
        "kepala_dokumen": _kepala_dokumen(iku, sifat),
        "sifat": sifat,
        "jumlah": data.jumlah,
        "dicetak_pada": bersih["dicetak_pada"],
        "waktu_cetak": f"{format_tanggal(dicetak_pada)} pukul {format_waktu(dicetak_pada)}",
        "dicetak_oleh": bersih["dicetak_oleh"],
        "keterangan": _keterangan(iku),
        "tabel": _tabel(iku).html(jangkar="tabel-1", nomor="Tabel 1", judul=_judul_tabel(iku))
        if data.jumlah
        else "",
        "kelompok": [
            {
                "sebutan": _sebutan(k),
                "nama": k["nama"],
                "baris": [_kartu(b) for b in k["baris"]],
            }
            for k in iku["kelompok"]
        ],
        "tempat": _tempat(iku["nama_kota"]),
        "tanggal_tanda_tangan": "" if data.draf else format_tanggal(data.tanggal),
        "tanggal_pejabat": format_tanggal(data.tanggal),
    }


def _kepala_dokumen(iku: Mapping[str, Any], sifat: Sifat) -> str:
    """The left running head; a draft and an example say so instead of the name."""
    if sifat == "contoh":
        return "CONTOH: memuat target contoh"
    if sifat == "bersih":
        return f"IKU {iku['nama_pd']}, {iku['dokumen']}"
    kurang = len(iku["kekurangan"])
    return f"DRAF: {kurang} kekurangan" if kurang else "DRAF: dokumen belum berlaku"


def _keterangan(iku: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The block below the title: which paper this is."""
    baris = [
        ("Dokumen", iku["dokumen"]),
        ("Versi", f"{iku['versi']}, {iku['status'].lower()}"),
        ("Penetapan", iku["nomor"] or "Belum ditetapkan"),
        ("Jumlah IKU", str(sum(len(k["baris"]) for k in iku["kelompok"]))),
    ]
    return [(label, isi) for label, isi in baris if isi]


def _sebutan(kelompok: Mapping[str, Any]) -> str:
    return f"{kelompok['jenis']} {kelompok['kode']}".strip()


def _judul_tabel(iku: Mapping[str, Any]) -> str:
    tahun = iku["tahun"]
    masa = str(tahun[0]) if len(tahun) == 1 else f"{tahun[0]}–{tahun[-1]}"
    return f"Indikator kinerja utama dan targetnya, {masa}"


def _tabel(iku: Mapping[str, Any]) -> Tabel:
    """One group per sasaran; long texts stand on the cards."""
    tahun = iku["tahun"]
    sisa = LEBAR_LANSKAP - sum(_LEBAR.values()) - _LEBAR_TAHUN * len(tahun)
    lebih = max(0.0, (sisa - 60) / 2)  # a short plan gives its room to the two text columns
    tabel = Tabel(
        [
            Kolom("No.", _LEBAR["no"]),
            Kolom("Indikator", round(sisa - lebih, 3)),
            Kolom("Satuan", _LEBAR["satuan"]),
            Kolom("Tipe penghitungan", _LEBAR["tipe"]),
            Kolom("Sumber data", round(_LEBAR["sumber"] + lebih / 2, 3)),
            Kolom("Penanggung jawab", round(_LEBAR["jawab"] + lebih / 2, 3)),
            Kolom("Baseline", _LEBAR["awal"], "kanan"),
            *(Kolom(str(satu), _LEBAR_TAHUN, "kanan") for satu in tahun),
        ],
        lebar=LEBAR_LANSKAP,
    )
    for k in iku["kelompok"]:
        tabel.kelompok(f"{_sebutan(k)} {k['nama']}".strip())
        for b in k["baris"]:
            tabel.baris(
                b["nomor"],
                b["nama"],
                b["satuan"],
                b["tipe"],
                b["sumber"],
                b["penanggung_jawab"],
                b["baseline"],
                *(f"{t['teks']}{_BELATI if t['contoh'] else ''}" for t in b["target"]),
            )
    return tabel


def _kartu(b: Mapping[str, Any]) -> dict[str, Any]:
    target = "; ".join(
        f"{t['tahun']}: {t['teks']}{_BELATI if t['contoh'] else ''}" for t in b["target"]
    )
    return {
        "nomor": b["nomor"],
        "nama": b["nama"],
        "panjang": [(label, b[medan]) for medan, label in _PANJANG],
        "pendek": [[(label, b[medan]) for medan, label in pasangan] for pasangan in _PENDEK],
        "target": target,
    }


def _tempat(nama_kota: str) -> str:
    """The city as the place of a signature: "Tangerang Selatan"."""
    return nama_kota.removeprefix("Kota ").removeprefix("Kabupaten ")
