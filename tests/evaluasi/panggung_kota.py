"""What tests of the city's values share: an IKU of the city, and one moved answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from evaluasi.models import JawabanLKE, LembarKerja
from kinerja.models import IsiIndikator, JenisDokumen, StatusRealisasi
from opd.models import PerangkatDaerah
from tests.factories import DokumenFactory, IsiIndikatorFactory, RealisasiFactory, TargetFactory


def buat_iku(
    pemilik: PerangkatDaerah,
    *,
    target: str = "100",
    nilai: Sequence[str | None] = ("80", "85", "90", "95"),
    jenis: str = JenisDokumen.RKPD,
    **isi: Any,
) -> IsiIndikator:
    """An IKU with one target and verified values, in the one plan of `jenis` of `pemilik`."""
    dokumen = pemilik.dokumen_perencanaan.filter(jenis=jenis).first() or DokumenFactory(
        pd=pemilik, jenis=jenis
    )
    satu = IsiIndikatorFactory(dokumen=dokumen, **{"iku": True, **isi})
    TargetFactory(isi=satu, nilai=Decimal(target))
    for triwulan, angka in enumerate(nilai, start=1):
        if angka is not None:
            RealisasiFactory(
                isi=satu,
                triwulan=triwulan,
                nilai=Decimal(angka),
                status=StatusRealisasi.DIVERIFIKASI,
            )
    return satu


def ganti_jawaban(lembar: LembarKerja, kode: str, huruf: str) -> None:
    """Store another letter, past every service: as the row will look."""
    JawabanLKE.objects.filter(lembar=lembar, subkomponen__kode=kode).update(huruf=huruf)
