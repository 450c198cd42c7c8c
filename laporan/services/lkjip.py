"""Producing a LKjIP: asking for the job, and storing the finished version."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.models import JenisBerkas, Pekerjaan
from dasar.services.audit import catat_audit
from dasar.services.berkas import simpan_berkas
from dasar.services.notifikasi import beri_tahu
from dasar.services.pekerjaan import buat_pekerjaan
from laporan.formulas.data_lkjip import DataLKjIP, ke_json, sidik
from laporan.models import DokumenLKjIP
from laporan.permissions import boleh_susun_lkjip
from laporan.selectors.lkjip import (
    JENIS_PEKERJAAN,
    TAHUN_PERTAMA,
    TAHUN_TERAKHIR,
    ada_rencana,
    judul_lkjip,
    kata_sifat,
    kunci_pekerjaan,
)
from opd.models import Pengguna, PerangkatDaerah
from opd.services.dokumen_resmi import ruas_acak

logger = logging.getLogger(__name__)

AWALAN_KODE = "TSL"


class VersiTersusul(GalatPengguna):
    """Another version was stored while this one was being printed."""


@dataclass(frozen=True)
class RencanaLKjIP:
    """The version that a job is about to produce: its number and code stand on every page."""

    pd: PerangkatDaerah
    tahun: int
    versi: int
    kode: str


def antrekan_lkjip(*, pd_id: int, tahun: int, oleh: Pengguna) -> Pekerjaan:
    """Queue the job that produces the next version; the living one when `oleh` asked before.

    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh, GalatPengguna (no plan for that
    year; somebody else's job is still at it).
    """
    pd = _pd_boleh(pd_id, tahun, oleh)
    return buat_pekerjaan(
        JENIS_PEKERJAAN,
        judul=judul_lkjip(pd, tahun),
        parameter={"pd": pd.pk, "tahun": tahun},
        diminta_oleh=oleh,
        kunci=kunci_pekerjaan(pd.pk, tahun),
    )


def periksa_dapat_disusun(*, pd: PerangkatDaerah, tahun: int, oleh: Pengguna) -> None:
    """Raise TidakBoleh, or GalatPengguna when no plan in force measures anything that year."""
    boleh_susun_lkjip(oleh, pd).wajib()
    if not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR or not ada_rencana(pd.pk, tahun):
        raise GalatPengguna(
            f"{pd.nama_pada()} belum punya indikator pada rencana {tahun} yang berlaku, "
            "sehingga LKjIP-nya belum dapat disusun."
        )


def rencanakan_lkjip(*, pd_id: int, tahun: int, oleh: Pengguna) -> RencanaLKjIP:
    """What the worker needs before it prints; judged again, roles may have ended meanwhile.

    Raises as antrekan_lkjip.
    """
    pd = _pd_boleh(pd_id, tahun, oleh)
    return RencanaLKjIP(pd=pd, tahun=tahun, versi=_versi_berikut(pd_id, tahun), kode=kode(tahun))


@transaction.atomic
def simpan_lkjip(
    *,
    pd_id: int,
    tahun: int,
    data: DataLKjIP,
    pdf: bytes,
    jumlah_halaman: int,
    oleh: Pengguna,
    pekerjaan_id: int | None = None,
) -> DokumenLKjIP:
    """Store one printed version with its frozen data, and tell `oleh`.

    When the surrounding transaction fails later, call `buang_berkas_yatim` with its `berkas`.

    Raises PerangkatDaerah.DoesNotExist, TidakBoleh, GalatPengguna (no PDF, or too large),
    VersiTersusul (its number is taken), ValidationError.
    """
    terlihat = PerangkatDaerah.objects.for_user(oleh).filter(pk=pd_id)
    # Locked: of two versions being stored at once the second sees the first.
    kunci = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
    pd = kunci.get(pk__in=terlihat)
    boleh_susun_lkjip(oleh, pd).wajib()
    if data.versi != _versi_berikut(pd_id, tahun):
        raise VersiTersusul(
            f"{judul_lkjip(pd, tahun)} versi {data.versi} sudah disusun oleh pekerjaan lain. "
            "Ulangi agar nomor versinya berlanjut."
        )
    isi = ke_json(data)
    berkas = simpan_berkas(
        isi=pdf,
        nama_asli=f"{nama_berkas(data)}.pdf",
        oleh=oleh,
        jenis_boleh=[JenisBerkas.PDF],
        buatan_sendiri=True,
    )
    try:
        dokumen = DokumenLKjIP(
            perangkat_daerah=pd,
            tahun=tahun,
            versi=data.versi,
            kode=data.kode,
            sifat=data.sifat,
            skema=data.skema,
            data=isi,
            sha256=sidik(isi),
            jumlah_celah=len(data.celah),
            jumlah_halaman=jumlah_halaman,
            berkas=berkas,
            pekerjaan_id=pekerjaan_id,
            disusun_oleh=oleh,
        )
        dokumen.full_clean()
        dokumen.save(force_insert=True)
        _catat(dokumen, oleh)
    except BaseException:
        berkas.isi.storage.delete(str(berkas.isi.name))  # its row goes with the transaction
        raise
    return dokumen


def kabari_lkjip(*, dokumen: DokumenLKjIP, tautan: str, penerima: Pengguna) -> None:
    """Tell the person who asked that this version is there; once per version."""
    sifat = kata_sifat(dokumen.sifat, dokumen.jumlah_celah)
    beri_tahu(
        penerima,
        f"{judul_lkjip(dokumen.perangkat_daerah, dokumen.tahun)} selesai disusun",
        teks=f"Versi {dokumen.versi}, {dokumen.jumlah_halaman} halaman. {sifat}.",
        tautan=tautan,
        kunci=f"lkjip:{dokumen.pk}",
    )


def kode(tahun: int) -> str:
    """A new code for one version, such as "TSL-LK24-7F3K-9QMC": random, so it cannot be guessed."""
    return f"{AWALAN_KODE}-LK{tahun % 100:02d}-{ruas_acak()}"


def nama_berkas(data: DataLKjIP) -> str:
    """Name without ending, with the PD's name of that year as on the cover; it says draf or
    contoh, because files travel without their page."""
    sifat = "" if data.sifat == "bersih" else f" ({data.sifat})"
    return f"LKjIP {data.nama_pd} {data.tahun} versi {data.versi}{sifat}".replace("/", "-")


def _pd_boleh(pd_id: int, tahun: int, oleh: Pengguna) -> PerangkatDaerah:
    pd = PerangkatDaerah.objects.for_user(oleh).dengan_nama().get(pk=pd_id)
    periksa_dapat_disusun(pd=pd, tahun=tahun, oleh=oleh)
    return pd


def _versi_berikut(pd_id: int, tahun: int) -> int:
    terakhir = DokumenLKjIP.objects.defer("data").terakhir(pd_id, tahun)
    return 1 if terakhir is None else terakhir.versi + 1


def _catat(dokumen: DokumenLKjIP, oleh: Pengguna) -> None:
    catat_audit(
        "lkjip.disusun",
        dokumen,
        oleh=oleh,
        sesudah={
            "perangkat_daerah": dokumen.perangkat_daerah_id,
            "tahun": dokumen.tahun,
            "versi": dokumen.versi,
            "kode": dokumen.kode,
            "sifat": dokumen.sifat,
            "jumlah_celah": dokumen.jumlah_celah,
            "jumlah_halaman": dokumen.jumlah_halaman,
            "sha256": dokumen.sha256,
            "berkas_sha256": dokumen.berkas.sha256,
        },
    )
