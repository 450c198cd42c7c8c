"""Importing a quarterly report: preview, exclusions, and applying all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Pekerjaan
from dasar.services.audit import catat_audit
from dasar.services.pekerjaan import buat_pekerjaan
from kinerja.models import ImporLaporan, PengecualianImpor, StatusImpor
from kinerja.permissions import boleh_ubah_impor
from kinerja.selectors.berkas_triwulan import LembarTriwulan
from kinerja.selectors.isi_pratinjau import PratinjauImpor
from kinerja.selectors.nomenklatur import Pustaka, muat_pustaka
from kinerja.selectors.pratinjau_impor import sel_asli, susun_pratinjau
from kinerja.services.ingatan_padanan import ingat_padanan
from kinerja.services.sel_isian import NILAI, RUPIAH, KeadaanSel
from kinerja.services.tulis_impor import GalatImpor, tulis_angka, tulis_rencana
from kinerja.services.unggah_impor import asal_berkas, baca_impor
from opd.models import Pengguna

JENIS_PEKERJAAN = "impor_laporan"

Lapor = Callable[[int, str], None]


@dataclass(frozen=True)
class RingkasanImpor:
    """Counts after applying: rows of the report, and values new, changed and left as they were."""

    cocok: int
    baru: int
    simpul_baru: int
    indikator_baru: int
    nilai_baru: int
    nilai_berubah: int
    nilai_sama: int
    rupiah_baru: int
    rupiah_berubah: int
    rupiah_sama: int
    sel_dilewati: int


# --- preparation ---------------------------------------------------------------------------


def pratinjau(
    impor: ImporLaporan, lembar: LembarTriwulan | None = None, pustaka: Pustaka | None = None
) -> PratinjauImpor:
    """What the import would do now, with its exclusions and picks. Writes nothing.

    `lembar` and `pustaka` save reading the file and the nomenclature again.
    """
    lembar = lembar or baca_impor(impor)
    lewati = {}
    for p in impor.pengecualian.all():
        if peran := lembar.peran_kolom(p.kolom):
            lewati[p.baris, peran] = p.alasan
    return susun_pratinjau(
        lembar,
        perangkat_daerah=impor.perangkat_daerah,
        tahun=impor.tahun,
        isian_kinerja=impor.isian_kinerja,
        isian_anggaran=impor.isian_anggaran,
        lewati=lewati,
        pilihan=pilihan_impor(impor),
        pustaka=pustaka,
    )


def pilihan_impor(impor: ImporLaporan) -> dict[int, Collection[str]]:
    """The stored picks by spreadsheet row."""
    return {int(baris): tuple(kode) for baris, kode in impor.pilihan.items()}


@transaction.atomic
def lewati_sel(
    *, impor_id: int, baris: int, kolom: str, alasan: str, oleh: Pengguna
) -> PengecualianImpor:
    """Leave one cell out, with the reason; its text is kept. A second call changes the reason.

    `kolom` is the header in the file or the role (tw1_k). Raises ImporLaporan.DoesNotExist,
    TidakBoleh, ValidationError (no such cell, no reason).
    """
    impor = impor_terkunci(impor_id, oleh)
    asal = sel_asli(baca_impor(impor), baris, kolom)
    if asal is None:
        raise ValidationError(f"Baris {baris} kolom {kolom[:40]} tidak ada di berkas ini.")
    judul, teks = asal
    pengecualian = PengecualianImpor.objects.filter(impor=impor, baris=baris, kolom=judul).first()
    sebelum = _potret(pengecualian) if pengecualian else None
    pengecualian = pengecualian or PengecualianImpor(impor=impor, baris=baris, kolom=judul)
    pengecualian.nilai_asli = teks[:300]
    pengecualian.alasan = " ".join(alasan.split())
    pengecualian.oleh = oleh
    pengecualian.full_clean()
    pengecualian.save()
    sesudah = _potret(pengecualian)
    if sesudah != sebelum:
        catat_audit("impor.sel_dilewati", impor, oleh=oleh, sebelum=sebelum, sesudah=sesudah)
    return pengecualian


def _potret(pengecualian: PengecualianImpor) -> dict[str, Any]:
    return {
        "baris": pengecualian.baris,
        "kolom": pengecualian.kolom,
        "isi": pengecualian.nilai_asli,
        "alasan": pengecualian.alasan,
    }


@transaction.atomic
def hapus_lewati(*, impor_id: int, baris: int, kolom: str, oleh: Pengguna) -> None:
    """Take an exclusion back. Raises ImporLaporan.DoesNotExist, TidakBoleh,
    PengecualianImpor.DoesNotExist."""
    impor = impor_terkunci(impor_id, oleh)
    pengecualian = PengecualianImpor.objects.get(impor=impor, baris=baris, kolom=kolom)
    sebelum = _potret(pengecualian)
    pengecualian.delete()
    catat_audit("impor.pengecualian_dihapus", impor, oleh=oleh, sebelum=sebelum)


@transaction.atomic
def batalkan_impor(*, impor_id: int, oleh: Pengguna) -> ImporLaporan:
    """Put an upload aside that was not applied. Raises ImporLaporan.DoesNotExist, TidakBoleh."""
    impor = impor_terkunci(impor_id, oleh)
    sebelum = {"status": impor.status}
    impor.status = StatusImpor.DIBATALKAN
    impor.save(update_fields=["status", "diperbarui_pada"])
    catat_audit(
        "impor.dibatalkan", impor, oleh=oleh, sebelum=sebelum, sesudah={"status": impor.status}
    )
    return impor


@transaction.atomic
def antrekan_impor(*, impor_id: int, oleh: Pengguna) -> Pekerjaan:
    """Queue the job that applies an upload. Raises ImporLaporan.DoesNotExist, TidakBoleh,
    GalatImpor (something still stands in the way), GalatPengguna (already running)."""
    impor = impor_terkunci(impor_id, oleh)
    _wajib_bersih(pratinjau(impor))
    pekerjaan = buat_pekerjaan(
        JENIS_PEKERJAAN,
        judul=f"Impor laporan {impor.perangkat_daerah.singkatan_pada()} {impor.tahun}",
        parameter={"impor": impor.pk},
        diminta_oleh=oleh,
        kunci=f"impor-laporan-{impor.pk}",
    )
    if impor.pekerjaan_id != pekerjaan.pk:  # a second press gives the living job back
        impor.pekerjaan = pekerjaan
        impor.save(update_fields=["pekerjaan", "diperbarui_pada"])
        catat_audit("impor.diantrekan", impor, oleh=oleh, sesudah={"pekerjaan": pekerjaan.pk})
    return pekerjaan


def impor_terkunci(impor_id: int, oleh: Pengguna) -> ImporLaporan:
    """The visible upload, locked and judged for changing."""
    terlihat = ImporLaporan.objects.for_user(oleh).filter(pk=impor_id)
    impor = (
        ImporLaporan.objects.select_for_update(of=("self",))
        .select_related("perangkat_daerah", "berkas")
        .get(pk__in=terlihat)
    )
    boleh_ubah_impor(oleh, impor).wajib()
    return impor


# --- apply --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BahanImpor:
    """What applying needs and nobody else changes: it is read before anything is locked."""

    lembar: LembarTriwulan
    pustaka: Pustaka


def siapkan_impor(*, impor_id: int, oleh: Pengguna, lapor: Lapor) -> BahanImpor:
    """Read the file and judge it, outside the transaction that writes; `lapor(percent, sentence)`
    is told the progress. Raises as `terapkan_impor`, which judges again."""
    impor = (
        ImporLaporan.objects.for_user(oleh)
        .select_related("perangkat_daerah", "berkas")
        .get(pk=impor_id)
    )
    boleh_ubah_impor(oleh, impor).wajib()
    lapor(5, "Membaca berkas laporan.")
    bahan = BahanImpor(baca_impor(impor), muat_pustaka())
    lapor(20, "Mencocokkan baris dengan rencana yang berlaku.")
    _wajib_bersih(pratinjau(impor, bahan.lembar, bahan.pustaka))
    lapor(50, "Menyimpan rencana, realisasi kinerja dan anggaran.")
    return bahan


@transaction.atomic
def terapkan_impor(
    *, impor_id: int, oleh: Pengguna, bahan: BahanImpor | None = None
) -> RingkasanImpor:
    """Write everything the report says, or nothing.

    The plan may have changed since `bahan` was read, so the rows are matched again under the lock;
    only the reading of the file and the search in the nomenclature are saved. A value equal to
    the stored one is no change, so the same report a second time changes no plan and no number.

    Raises ImporLaporan.DoesNotExist, TidakBoleh, GalatImpor (bad cells, missing picks, rows that
    may not be written now; each cell is named), BerkasTakTerbaca.
    """
    impor = impor_terkunci(impor_id, oleh)
    bahan = bahan or BahanImpor(baca_impor(impor), muat_pustaka())
    hasil = pratinjau(impor, bahan.lembar, bahan.pustaka)
    _wajib_bersih(hasil)
    tertulis = tulis_rencana(impor, hasil, oleh)
    angka = tulis_angka(impor, hasil, tertulis, bahan.lembar, oleh)
    jumlah = Counter((h.sel.medan, h.keadaan) for h in angka.sel)
    ringkasan = RingkasanImpor(
        cocok=hasil.jumlah("cocok"),
        baru=hasil.jumlah("baru"),
        simpul_baru=len(tertulis.simpul),
        indikator_baru=len(tertulis.indikator),
        nilai_baru=jumlah[NILAI, KeadaanSel.BARU],
        nilai_berubah=jumlah[NILAI, KeadaanSel.BERUBAH],
        nilai_sama=jumlah[NILAI, KeadaanSel.SAMA],
        rupiah_baru=jumlah[RUPIAH, KeadaanSel.BARU],
        rupiah_berubah=jumlah[RUPIAH, KeadaanSel.BERUBAH],
        rupiah_sama=jumlah[RUPIAH, KeadaanSel.SAMA],
        sel_dilewati=len(hasil.sel_dilewati),
    )
    ingat_padanan(impor=impor, hasil=hasil, oleh=oleh)
    impor.status = StatusImpor.DITERAPKAN
    impor.diterapkan_pada = timezone.now()
    impor.ringkasan = asdict(ringkasan)
    impor.perubahan = angka.perubahan_json()
    impor.save(
        update_fields=["status", "diterapkan_pada", "ringkasan", "perubahan", "diperbarui_pada"]
    )
    catat_audit(
        "impor.diterapkan",
        impor,
        oleh=oleh,
        sesudah={
            **asdict(ringkasan),
            **asal_berkas(impor),
            "dilewati": [
                {"baris": s.baris, "kolom": s.kolom, "isi": s.teks[:80], "alasan": s.dilewati}
                for s in hasil.sel_dilewati
            ],
        },
    )
    return ringkasan


def _wajib_bersih(hasil: PratinjauImpor) -> None:
    """Raises GalatImpor while something stands in the way."""
    if hasil.halangan:
        raise GalatImpor(hasil.halangan, hasil.galat)


def kalimat_galat(galat: GalatPengguna | TidakBoleh | ValidationError) -> str:
    """The sentence of any refusal of this module."""
    return " ".join(galat.messages) if isinstance(galat, ValidationError) else str(galat)


def ringkasan_json(hasil: PratinjauImpor) -> Mapping[str, Any]:
    """The contract of the command: counts of rows, and each bad cell."""
    return {
        "cocok": hasil.jumlah("cocok"),
        "baru": hasil.jumlah("baru"),
        "pilih_manual": hasil.jumlah("pilih"),
        "galat": [
            {"baris": g.baris_berkas, "kolom": g.kolom, "alasan": g.alasan} for g in hasil.galat
        ],
    }
