"""A Perjanjian Kinerja as a file: PDF/A-3a and PDF/UA-1 in the format of Lampiran I of
PermenPANRB 53/2014. Formats and arranges; computes nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from dasar.cetak.aksara import bersihkan
from dasar.cetak.pdf import Lampiran, Rentang, tata_halaman, tulis_pdf
from dasar.galat import GalatPengguna
from dasar.tanggal import WIB
from kinerja.formulas.isi_pk import IsiPK, dari_json, ke_json, sidik, teks_baku
from kinerja.models import PerjanjianKinerja, StatusPK
from kinerja.reports.pk_bagian import susun_bagian
from kinerja.selectors.isi_perjanjian import isi_perjanjian
from kinerja.services.cetakan import nama_objek
from opd.models import DokumenResmi, JenisDokumenResmi, Pengguna
from opd.services.dokumen_resmi import Cetakan, kode_baru

_RENTANG = (Rentang("pernyataan", "PK–", "D"),)


@dataclass(frozen=True)
class HasilPK:
    """A finished paper: the PDF, its page count, and the HTML it was made from."""

    pdf: bytes
    jumlah_halaman: int
    html: str


def cetak_pk(pk: PerjanjianKinerja, oleh: Pengguna) -> Cetakan:
    """Print one agreement: what was frozen, or a draf as it is now.

    A signed one is printed once; its file is the paper of record. Raises GalatPengguna when that
    file is already there, or when the stored content is not what was frozen.
    """
    resmi = pk.status != StatusPK.DRAF
    if resmi and DokumenResmi.objects.for_user(oleh).filter(kode=pk.kode).exists():
        raise GalatPengguna(f"{pk} sudah dicetak. Unduh berkas yang ada pada halamannya.")
    if resmi and sidik(pk.isi or {}) != pk.sha256:
        raise GalatPengguna(
            f"Isi {pk} tidak lagi sama dengan yang ditandatangani, jadi tidak dicetak. "
            "Hubungi admin aplikasi."
        )
    isi = isi_perjanjian(pk)
    hasil = cetak_isi(isi, kode=pk.kode)
    judul = f"{pk}, {isi.unit or isi.judul}"
    return Cetakan(
        jenis=JenisDokumenResmi.PERJANJIAN_KINERJA,
        pd_id=pk.perangkat_daerah_id,
        tahun=pk.tahun,
        tanggal=pk.tanggal,
        judul=(str(pk) if resmi else f"Draf {judul}")[:300],
        objek=nama_objek(pk),
        kode=pk.kode if resmi else kode_baru("DRAF", pk.tahun),
        nama_berkas=nama_berkas(pk, isi),
        pdf=hasil.pdf,
        jumlah_halaman=hasil.jumlah_halaman,
        nomor=pk.nomor,
        draf=not resmi,
        fakta={"status": pk.status, "jabatan": pk.jabatan_id, "perubahan_ke": pk.perubahan_ke},
    )


def nama_berkas(pk: PerjanjianKinerja, isi: IsiPK) -> str:
    """Name without ending; it says draf and contoh, because files travel without their page."""
    ke = f" perubahan ke-{pk.perubahan_ke}" if pk.perubahan_ke else ""
    sifat = " DRAF" if pk.status == StatusPK.DRAF else ""
    contoh = " (contoh)" if isi.memuat_contoh else ""
    return f"Perjanjian Kinerja{ke} {pk.tahun} {pk.jabatan.nama[:140]}{sifat}{contoh}".replace(
        "/", "-"
    )


def cetak_isi(isi: IsiPK, *, kode: str) -> HasilPK:
    """Render one agreement; the same content and `kode` give the same bytes.

    `kode` stands at the foot of every page; "" for a draf. Raises SumberTerlarang when the page
    asks for a file outside static/cetak.
    """
    mentah = ke_json(isi)
    bersih = dari_json(bersihkan(mentah))
    dibuat = datetime.datetime.combine(
        datetime.date.fromisoformat(isi.tanggal), datetime.time(), tzinfo=WIB
    )
    bagian = susun_bagian(bersih)
    html = render_to_string(
        "kinerja/cetak/pk.html",
        {
            "isi": bersih,
            "bagian": bagian,
            "judul_dokumen": ", ".join(bagian.judul),
            "pemerintah": settings.NAMA_PEMERINTAH,
            "dibuat": dibuat.isoformat(),
            "kaki": _kaki(isi, kode),
        },
    )
    tatanan = tata_halaman(html, sifat=isi.sifat, gaya="pk")
    pdf = tulis_pdf(
        tatanan,
        lampiran=Lampiran(
            f"data_pk_{isi.tahun}.json",
            teks_baku(mentah).encode(),
            "Data Perjanjian Kinerja ini",
            dibuat,
        ),
        rentang=_RENTANG,
        identitas=f"{kode} {sidik(mentah)}",
    )
    return HasilPK(pdf, tatanan.jumlah_halaman, html)


def _kaki(isi: IsiPK, kode: str) -> str:
    """The left foot of every page: what the paper is, and the code of a signed one."""
    kata = []
    if isi.sifat == "draf":
        kata.append("DRAF, belum ditandatangani.")
    elif kode:
        kata.append(f"Kode verifikasi {kode}")
    if isi.memuat_contoh:
        kata.append("CONTOH: memuat angka atau nama contoh.")
    return " · ".join(kata)
