"""A pohon kinerja on paper: A3 sheets with the drawing, then everything as an indented list."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from dasar.cetak.aksara import bersihkan
from dasar.cetak.pdf import Lampiran, Rentang, Sifat, tata_halaman, tulis_pdf
from dasar.grafik.kanvas import uri_data
from dasar.tanggal import format_tanggal
from kinerja.models import PohonKinerja
from kinerja.reports.gambar_pohon import lembar_pohon
from kinerja.selectors.celah_pohon import KelompokCelah, celah_pohon
from kinerja.selectors.pohon_kinerja import (
    KondisiTampil,
    PohonTampil,
    TautanTampil,
    susun_pohon_kinerja,
    tahun_tampil,
)
from opd.models import JenisDokumenResmi, Pengguna
from opd.services.dokumen_resmi import Cetakan, kode_baru

# The screen lists every gap; on paper a long list would bury the tree.
CELAH_TERCETAK = 20


@dataclass(frozen=True)
class DataPohon:
    """Everything that stands on the paper; the same data give the same bytes."""

    pohon: PohonTampil
    jenis: str
    masa: str
    sumber: str
    kode: str
    celah: tuple[KelompokCelah, ...]
    disusun_pada: datetime.datetime

    @property
    def sifat(self) -> Sifat:
        if self.pohon.contoh:
            return "contoh"
        return "draf" if self.kekurangan else "bersih"

    @property
    def kekurangan(self) -> tuple[KelompokCelah, ...]:
        return tuple(satu for satu in self.celah if not satu.catatan)


@dataclass(frozen=True)
class HasilPohon:
    """The finished file."""

    pdf: bytes
    jumlah_halaman: int
    jumlah_lembar: int


def cetak_pohon(pohon: PohonKinerja, oleh: Pengguna) -> Cetakan:
    """Print one tree as it stands now, asked for by `oleh`. Stores nothing."""
    tahun = tahun_tampil(pohon, None)
    tampil = susun_pohon_kinerja(pohon, tahun=tahun)
    data = DataPohon(
        pohon=tampil,
        jenis=pohon.get_jenis_display(),
        masa=masa_pohon(pohon),
        sumber=pohon.sumber,
        kode=kode_baru("PH", tahun),
        celah=tuple(celah_pohon(pohon, tampil)),
        disusun_pada=timezone.localtime(),
    )
    hasil = tulis_pohon(data)
    return Cetakan(
        jenis=JenisDokumenResmi.POHON_KINERJA,
        pd_id=pohon.perangkat_daerah_id,
        tahun=tahun,
        tanggal=tampil.tanggal,
        judul=judul_cetakan(pohon.judul),
        objek=f"{pohon._meta.label_lower}:{pohon.pk}",
        kode=data.kode,
        nama_berkas=_nama_berkas(data, tahun),
        pdf=hasil.pdf,
        jumlah_halaman=hasil.jumlah_halaman,
        draf=bool(data.kekurangan),
        fakta={
            "jumlah_kondisi": len(tampil.semua),
            "sifat": data.sifat,
            "dicetak_oleh": str(oleh),
        },
    )


def _nama_berkas(data: DataPohon, tahun: int) -> str:
    """Name without ending; it says draf or contoh, because files travel without their page."""
    sifat = {"draf": " DRAF", "contoh": " (contoh)"}.get(data.sifat, "")
    judul = judul_cetakan(data.pohon.judul)[:160]
    masa = "" if str(tahun) in judul else f" {tahun}"
    return f"{judul}{masa}{sifat}".replace("/", "-")


def judul_cetakan(judul: str) -> str:
    """The title of the paper; many trees are already called "Pohon kinerja ..."."""
    return judul if judul.lower().startswith("pohon kinerja") else f"Pohon kinerja {judul}"


def masa_pohon(pohon: PohonKinerja) -> str:
    """The years of a tree: "2025" or "2025-2029"."""
    if pohon.tahun_dari == pohon.tahun_sampai:
        return str(pohon.tahun_dari)
    return f"{pohon.tahun_dari}-{pohon.tahun_sampai}"


def tulis_pohon(data: DataPohon) -> HasilPohon:
    """The PDF/A-3a and PDF/UA-1 file of one tree."""
    lampiran = data_json(data)
    html, jumlah_lembar = susun_html(data)
    tatanan = tata_halaman(html, sifat=data.sifat, gaya="pohon")
    pdf = tulis_pdf(
        tatanan,
        lampiran=Lampiran(
            f"pohon_kinerja_{data.pohon.tahun}.json",
            lampiran,
            "Data pohon kinerja ini",
            data.disusun_pada,
        ),
        rentang=(Rentang("bagan", "", "D"),),
        identitas=f"{data.kode} {hashlib.sha256(lampiran).hexdigest()}",
    )
    return HasilPohon(pdf, tatanan.jumlah_halaman, jumlah_lembar)


def susun_html(data: DataPohon) -> tuple[str, int]:
    """The whole document as HTML, and how many sheets its drawing takes."""
    lembar = [
        {
            "judul": bersihkan(satu.judul),
            "gambar": uri_data(bersihkan(satu.gambar)),
            "alt": bersihkan(satu.alt),
        }
        for satu in lembar_pohon(data.pohon)
    ]
    isi = {
        **bersihkan(_kepala(data)),
        "lembar": lembar,
        "banyak": len(lembar) > 1,
        "akar": bersihkan([_butir(k, data.pohon) for k in data.pohon.akar]),
        "celah": bersihkan([_kelompok(k) for k in data.celah]),
        "sifat": data.sifat,
    }
    return render_to_string("kinerja/cetak/pohon.html", isi), len(lembar)


def data_json(data: DataPohon) -> bytes:
    """What is attached: the tree as data, keys in order."""
    isi = {
        **_kepala(data),
        "tahun_target": data.pohon.tahun,
        "kondisi": [asdict(k) for k in data.pohon.akar],
    }
    teks = json.dumps(isi, ensure_ascii=False, sort_keys=True, indent=1, default=str)
    return teks.encode()


def _kepala(data: DataPohon) -> dict[str, Any]:
    p = data.pohon
    return {
        "judul": p.judul,
        "judul_penuh": judul_cetakan(p.judul),
        "nama_pd": p.nama_pd,
        "jenis": data.jenis,
        "masa": data.masa,
        "tahun": str(p.tahun),
        "sumber": data.sumber,
        "kode": data.kode,
        "tanggal": format_tanggal(p.tanggal),
        "hitungan": (f"{len(p.semua)} kondisi, {p.jumlah_csf} CSF, {p.jumlah_indikator} indikator"),
    }


def _butir(k: KondisiTampil, pohon: PohonTampil) -> dict[str, Any]:
    """One condition of the printed list: a line and its small lines, then what is below."""
    baris: list[list[str]] = []
    if k.faktor:
        baris.append(["Menjawab CSF", k.faktor])
    for i in k.indikator:
        target = "" if i.target == "–" else f", target {pohon.tahun}: {i.target}"
        baris.append(["Indikator", f"{i.nama}{target}"])
    baris += [["CSF", f.uraian if f.dijawab else f"{f.uraian} (belum dijawab)"] for f in k.csf]
    if k.simpul:
        baris.append(["Rencana", k.simpul])
    if k.pd_id != pohon.pd_id:
        baris.append(["Perangkat daerah", k.nama_pd])
    if k.jabatan:
        baris.append(["Penanggung jawab", f"{k.jabatan}, {k.pemangku or 'belum ada pejabat'}"])
    baris += [["Crosscutting", _kalimat_tautan(t)] for t in k.hidup]
    baris += [["Menjawab tawaran", satu] for satu in k.masuk]
    return {
        "label": k.label,
        "uraian": k.uraian,
        "baris": baris,
        "anak": [_butir(anak, pohon) for anak in k.anak],
    }


def _kelompok(k: KelompokCelah) -> list[Any]:
    """A kind of gap for the paper: its title, how many, and the first of them."""
    kalimat = [b.kalimat for b in k.butir[:CELAH_TERCETAK]]
    if k.jumlah > CELAH_TERCETAK:
        kalimat.append(f"dan {k.jumlah - CELAH_TERCETAK} lainnya.")
    return [k.judul, k.jumlah, kalimat]


def _kalimat_tautan(t: TautanTampil) -> str:
    jawab = f", dijawab: {t.jawaban}" if t.jawaban else ""
    return f"{t.nama_pd} ({t.label.lower()}): {t.uraian}{jawab}"
