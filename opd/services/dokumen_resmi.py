"""Issuing an official paper: its file, its row in the register, its audit."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from dasar.models import JenisBerkas
from dasar.services.audit import catat_audit
from dasar.services.berkas import simpan_berkas
from opd.models import DokumenResmi, Pengguna

# Without letters and digits that are read as one another on paper (0 O, 1 I L, 2 Z, 5 S, 8 B, U V).
HURUF_KODE = "34679ACDEFGHJKMNPQRTWXY"


@dataclass(frozen=True)
class Cetakan:
    """A printed paper that is not stored yet. `objek` names what it prints, as
    "kinerja.perjanjiankinerja:7"; `kode` stands on its pages; a `draf` is no official paper."""

    jenis: str
    pd_id: int
    tahun: int
    tanggal: datetime.date
    judul: str
    objek: str
    kode: str
    nama_berkas: str
    pdf: bytes
    jumlah_halaman: int
    nomor: str = ""
    draf: bool = False
    fakta: Mapping[str, Any] = field(default_factory=dict)


def kode_baru(awalan: str, tahun: int) -> str:
    """A code for a paper, such as PK-2024-7KQ4-XH3M."""
    return f"{awalan}-{tahun}-{ruas_acak()}"


def ruas_acak() -> str:
    """The random end of every code, such as 7KQ4-XH3M: it cannot be guessed."""
    acak = "".join(secrets.choice(HURUF_KODE) for _ in range(8))
    return f"{acak[:4]}-{acak[4:]}"


@transaction.atomic
def terbitkan_dokumen(cetakan: Cetakan, *, oleh: Pengguna) -> DokumenResmi:
    """Store the file and its row. Whoever issues has judged the right to do so.

    When the surrounding transaction fails later, the file is left to `dasar` to sweep.
    Raises GalatPengguna (no PDF, or too large), ValidationError.
    """
    berkas = simpan_berkas(
        isi=cetakan.pdf,
        nama_asli=f"{cetakan.nama_berkas}.pdf",
        oleh=oleh,
        jenis_boleh=[JenisBerkas.PDF],
        buatan_sendiri=True,
    )
    try:
        dokumen = DokumenResmi(
            jenis=cetakan.jenis,
            perangkat_daerah_id=cetakan.pd_id,
            tahun=cetakan.tahun,
            tanggal=cetakan.tanggal,
            nomor=cetakan.nomor,
            judul=cetakan.judul,
            kode=cetakan.kode,
            objek=cetakan.objek,
            berkas=berkas,
            draf=cetakan.draf,
            fakta={"jumlah_halaman": cetakan.jumlah_halaman, **cetakan.fakta},
        )
        dokumen.full_clean()
        dokumen.save(force_insert=True)
        catat_audit(
            "dokumen_resmi.draf_dicetak" if dokumen.draf else "dokumen_resmi.terbit",
            dokumen,
            oleh=oleh,
            sesudah={"judul": dokumen.judul, "kode": dokumen.kode, "sha256": berkas.sha256},
        )
    except BaseException:
        berkas.isi.storage.delete(str(berkas.isi.name))  # its row goes with the transaction
        raise
    return dokumen
