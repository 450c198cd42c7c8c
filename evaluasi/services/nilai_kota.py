"""Computing the city's values: inputs and result are frozen together, once per state of inputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.models import Pekerjaan
from dasar.services.audit import catat_audit
from dasar.services.pekerjaan import buat_pekerjaan
from evaluasi.formulas.nilai_kota import (
    VERSI_RUMUS,
    digest,
    memuat_contoh,
)
from evaluasi.formulas.nilai_kota import (
    hitung_nilai_kota as hitung,
)
from evaluasi.formulas.nilai_lke import JawabanTidakSah, TemplatTidakSah
from evaluasi.models import PerhitunganKota, TemplatLKE
from evaluasi.permissions import boleh_hitung_kota
from evaluasi.selectors.masukan_kota import Lapor, Masukan, diam, masukan_kota
from opd.models import Pengguna

JENIS_PEKERJAAN = "hitung_nilai_kota"


@dataclass(frozen=True)
class BahanNilaiKota:
    """Inputs of one year and what comes out of them, not yet stored."""

    masukan: Masukan
    hasil: dict[str, Any]
    digest: str


def siapkan_nilai_kota(*, tahun: int, oleh: Pengguna, lapor: Lapor = diam) -> BahanNilaiKota:
    """Read the inputs and compute; nothing is written or locked.

    Raises TidakBoleh, GalatPengguna (no template, weights that do not add up, a letter outside
    the scale).
    """
    boleh_hitung_kota(oleh).wajib()
    try:
        masukan = masukan_kota(tahun, lapor=lapor)
        if masukan is None:
            raise GalatPengguna(_tanpa_templat(tahun))
        hasil = hitung(masukan)
    except (TemplatTidakSah, JawabanTidakSah) as galat:
        raise GalatPengguna(f"Nilai kota {tahun} tidak dapat dihitung. {galat}") from galat
    return BahanNilaiKota(masukan, hasil, digest(masukan))


@transaction.atomic
def hitung_nilai_kota(
    *,
    tahun: int,
    oleh: Pengguna,
    pekerjaan_id: int | None = None,
    bahan: BahanNilaiKota | None = None,
) -> PerhitunganKota:
    """Freeze the city's values of one evaluation year with everything they came from.

    When the newest computation of the year had the same inputs and formula, that row is returned
    and nothing is stored: one truth per input. One job never makes two rows. `bahan` was read
    before by `siapkan_nilai_kota`; without it the inputs are read here.

    Raises TidakBoleh, GalatPengguna (as `siapkan_nilai_kota`).
    """
    boleh_hitung_kota(oleh).wajib()
    # Two computations of one year wait for each other here, so both find the same newest row.
    templat = TemplatLKE.objects.for_user(oleh).filter(tahun_evaluasi=tahun)
    if not templat.select_for_update(of=("self",)).exists():
        raise GalatPengguna(_tanpa_templat(tahun))
    milik_pekerjaan = (
        None
        if pekerjaan_id is None
        else PerhitunganKota.objects.for_user(oleh).filter(pekerjaan=pekerjaan_id).first()
    )
    if milik_pekerjaan is not None:
        return milik_pekerjaan
    bahan = bahan or siapkan_nilai_kota(tahun=tahun, oleh=oleh)
    terakhir = PerhitunganKota.objects.for_user(oleh).terakhir(tahun)
    if terakhir is not None and (terakhir.digest, terakhir.versi_rumus) == (
        bahan.digest,
        VERSI_RUMUS,
    ):
        return terakhir
    perhitungan = PerhitunganKota(
        tahun=tahun,
        versi_rumus=VERSI_RUMUS,
        masukan=bahan.masukan,
        hasil=bahan.hasil,
        digest=bahan.digest,
        contoh=memuat_contoh(bahan.masukan),
        pekerjaan_id=pekerjaan_id,
        diminta_oleh=oleh,
    )
    perhitungan.full_clean()
    perhitungan.save(force_insert=True)
    catat_audit(
        "nilai_kota.dihitung",
        perhitungan,
        oleh=oleh,
        sesudah={
            "tahun": tahun,
            "versi_rumus": VERSI_RUMUS,
            "digest": bahan.digest,
            "lke_kota": bahan.hasil["lke_kota"]["nilai"],
            "rata_rata_pd": bahan.hasil["pd"]["rata_rata"],
            "iku": bahan.hasil["iku"]["nilai"],
            "contoh": perhitungan.contoh,
        },
    )
    return perhitungan


@transaction.atomic
def antrekan_nilai_kota(*, tahun: int, oleh: Pengguna) -> Pekerjaan:
    """Queue the computation of one year; while it waits or runs, the living job is returned.

    Raises TidakBoleh, GalatPengguna (no template, or somebody else is computing the year).
    """
    boleh_hitung_kota(oleh).wajib()
    if not TemplatLKE.objects.for_user(oleh).filter(tahun_evaluasi=tahun).exists():
        raise GalatPengguna(_tanpa_templat(tahun))
    return buat_pekerjaan(
        JENIS_PEKERJAAN,
        judul=f"Penghitungan nilai kota {tahun}",
        parameter={"tahun": tahun},
        diminta_oleh=oleh,
        kunci=f"nilai-kota:{tahun}",
    )


def _tanpa_templat(tahun: int) -> str:
    return (
        f"Templat LKE {tahun} belum ada, jadi nilai kota {tahun} tidak dapat dihitung. "
        "Buat templatnya dulu."
    )
