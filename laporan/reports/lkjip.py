"""DataLKjIP to the printed LKjIP. Formats and arranges; computes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from dasar.cetak.aksara import bersihkan
from dasar.cetak.pdf import Lampiran, Rentang, tata_halaman, tulis_pdf
from laporan.formulas.data_lkjip import DataLKjIP, dari_json, ke_json, sidik, teks_baku
from laporan.reports import kalimat, muka
from laporan.reports.bab import isi_bab1, isi_bab2, isi_bab4
from laporan.reports.bab3 import isi_bab3
from laporan.reports.lampiran import isi_lampiran1, isi_lampiran2, isi_lampiran3
from laporan.reports.nomor import Penomor

# The wrappers of the template, in order: prefix and style of their page numbers.
RENTANG = (
    Rentang("sampul", "Sampul", ""),
    Rentang("identitas", "Identitas", ""),
    Rentang("depan", "", "r"),
    Rentang("bab-1", "I–", "D"),
    Rentang("bab-2", "II–", "D"),
    Rentang("bab-3", "III–", "D"),
    Rentang("bab-4", "IV–", "D"),
    Rentang("lampiran-1", "L1–", "D"),
    Rentang("lampiran-2", "L2–", "D"),
    Rentang("lampiran-3", "L3–", "D"),
)


@dataclass(frozen=True)
class HasilCetak:
    """A finished report: the PDF, its page count, and the HTML it was made from."""

    pdf: bytes
    jumlah_halaman: int
    html: str
    penomor: Penomor


def cetak_lkjip(data: DataLKjIP, *, lapor: Callable[[int, str], None] | None = None) -> HasilCetak:
    """Render one report to a PDF/A-3a and PDF/UA-1 file; the same data give the same bytes.

    `lapor(percent, sentence)` is called between the steps; an exception from it stops the work.
    Raises SumberTerlarang when the page asks for a file outside static/cetak.
    """
    maju = lapor or _diam
    maju(5, "Menyusun tabel dan kalimat.")
    mentah = ke_json(data)
    html, penomor = susun_html(data, sidik(mentah))
    maju(20, "Menata halaman.")
    tatanan = tata_halaman(html, sifat=data.sifat, gaya="lkjip")
    if tatanan.halaman["daftar-isi"] > tatanan.halaman["ikhtisar"] + 1:
        maju(50, "Memadatkan ikhtisar menjadi satu halaman.")
        html, penomor = susun_html(data, sidik(mentah), padat=True)
        tatanan = tata_halaman(html, sifat=data.sifat, gaya="lkjip")
    maju(75, f"Menulis {tatanan.jumlah_halaman} halaman PDF.")
    pdf = tulis_pdf(
        tatanan,
        lampiran=Lampiran(
            muka.nama_data(data),
            teks_baku(mentah).encode(),
            "Data beku laporan ini",
            datetime.fromisoformat(data.disusun_pada),
        ),
        rentang=RENTANG,
        identitas=f"{data.kode} {sidik(mentah)}",
    )
    maju(100, "PDF selesai.")
    return HasilCetak(pdf, tatanan.jumlah_halaman, html, penomor)


def susun_html(data: DataLKjIP, sidik_data: str, *, padat: bool = False) -> tuple[str, Penomor]:
    """The HTML of the whole document, and the entries of its lists; `padat`: a shorter summary.

    Characters without a font of ours are replaced first; the digest is that of the true data.
    """
    bersih = dari_json(bersihkan(ke_json(data)))
    penomor = Penomor()
    penomor.mulai("", "")
    kekurangan = muka.isi_kekurangan(bersih)
    if kekurangan is not None:
        penomor.judul("kekurangan", "", "Yang belum lengkap")
    for jangkar, judul in (
        ("kata-pengantar", "Kata pengantar"),
        ("reviu", "Pernyataan telah direviu"),
        ("ikhtisar", "Ikhtisar eksekutif"),
        ("daftar-isi", "Daftar isi"),
        ("daftar-tabel", "Daftar tabel dan gambar"),
    ):
        penomor.judul(jangkar, "", judul)
    isi = {
        "data": bersih,
        "judul": muka.judul_dokumen(bersih),
        "kepala_dokumen": kalimat.kepala_dokumen(bersih),
        "identitas": muka.isi_identitas(bersih, sidik_data),
        "kekurangan": kekurangan,
        "kata_pengantar": muka.isi_kata_pengantar(bersih),
        "ikhtisar": muka.isi_ikhtisar(bersih, padat=padat),
        "bab1": isi_bab1(bersih, penomor),
        "bab2": isi_bab2(bersih, penomor),
        "bab3": isi_bab3(bersih, penomor),
        "bab4": isi_bab4(bersih, penomor),
        "lampiran1": isi_lampiran1(bersih, penomor),
        "lampiran2": isi_lampiran2(bersih, penomor),
        "lampiran3": isi_lampiran3(bersih, penomor),
        "daftar": penomor,
    }
    return render_to_string("laporan/lkjip/dokumen.html", isi), penomor


def _diam(persen: int, pesan: str) -> None:
    """Nobody listens."""
