"""What a person says about the rows of an upload: which place a row means, or to forget it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from kinerja.formulas.susunan_laporan import nomor_berkas
from kinerja.models import ImporLaporan
from kinerja.selectors.isi_pratinjau import (
    PILIH_BARU,
    PILIH_INDIKATOR_BARU,
    PILIH_SEMULA,
    PILIH_SIMPUL_BARU,
    BarisPratinjau,
)
from kinerja.selectors.rencana_berlaku import RencanaBerlaku
from kinerja.services.impor import impor_terkunci, pratinjau
from kinerja.services.ingatan_padanan import hapus_ingatan
from opd.models import Pengguna


@transaction.atomic
def pilih_padanan(*, impor_id: int, baris: int, pilihan: str, oleh: Pengguna) -> ImporLaporan:
    """Say which node (S12) or indicator (I34) of the plan a row means, also in the place of what
    was matched; "baru" (SBARU, IBARU of a matched row): a new one; "semula": as the file says.

    Raises ImporLaporan.DoesNotExist, TidakBoleh, ValidationError (no such choice for the row).
    """
    impor = impor_terkunci(impor_id, oleh)
    hasil = pratinjau(impor)
    tujuan = next((b for b in hasil.baris if b.nomor == baris), None)
    kode = pilihan.strip()
    kode = next((k for k in (PILIH_BARU, PILIH_SEMULA) if kode.casefold() == k), kode.upper())
    lama = impor.pilihan.get(str(baris), [])
    if kode == PILIH_SEMULA:
        if not lama:
            raise ValidationError(f"Baris {nomor_berkas(baris)} tidak punya pilihan.")
        baru: list[str] = []
    else:
        _wajib_tersedia(tujuan, baris, kode, pilihan, hasil.dokumen_id)
        baru = [*lama, kode]
    impor.pilihan = {k: v for k, v in {**impor.pilihan, str(baris): baru}.items() if v}
    impor.save(update_fields=["pilihan", "diperbarui_pada"])
    catat_audit(
        "impor.padanan_dipilih",
        impor,
        oleh=oleh,
        sebelum={"baris": baris, "pilihan": lama},
        sesudah={"baris": baris, "pilihan": baru},
    )
    return impor


def _wajib_tersedia(
    tujuan: BarisPratinjau | None, baris: int, kode: str, pilihan: str, dokumen_id: int | None
) -> None:
    ditawarkan = {p.kode for p in tujuan.pilihan} if tujuan else set()
    if kode == PILIH_BARU and ditawarkan:
        return
    lain = _lain(tujuan, dokumen_id) if tujuan else set()
    if kode in ditawarkan | lain:
        return
    sebutan = f"baris {nomor_berkas(baris)}"
    if ditawarkan:
        daftar = ", ".join([*sorted(ditawarkan), PILIH_BARU])
        raise ValidationError(
            f"Pilihan “{pilihan[:20]}” tidak ada untuk {sebutan}. Pilih: {daftar}."
        )
    if lain and kode != PILIH_BARU:
        raise ValidationError(f"Pilihan “{pilihan[:20]}” tidak ada untuk {sebutan}.")
    raise ValidationError(f"Baris {nomor_berkas(baris)} tidak menunggu pilihan.")


def _lain(tujuan: BarisPratinjau, dokumen_id: int | None) -> set[str]:
    """Every place that the row could be given instead: nodes of its kind, and the indicators of
    its node."""
    if dokumen_id is None or tujuan.status == "judul":
        return set()
    rencana = RencanaBerlaku.muat_dokumen(dokumen_id)
    kode: set[str] = set()
    if tujuan.simpul == tujuan.nomor:
        kode |= {f"S{s.pk}" for s in rencana.sejenis(tujuan.jenis)}
        if tujuan.isi_simpul_id is not None:
            kode.add(PILIH_SIMPUL_BARU)
    if tujuan.isi_simpul_id is not None and tujuan.indikator:
        kode |= {f"I{i.pk}" for i in rencana.indikator_simpul(tujuan.isi_simpul_id)}
        if tujuan.isi_indikator_id is not None:
            kode.add(PILIH_INDIKATOR_BARU)
    return kode


@transaction.atomic
def lupakan_padanan(*, impor_id: int, baris: int, oleh: Pengguna) -> int:
    """Forget what earlier picks said about one row. Raises ImporLaporan.DoesNotExist, TidakBoleh,
    ValidationError (nothing is remembered of it)."""
    impor = impor_terkunci(impor_id, oleh)
    tujuan = next((b for b in pratinjau(impor).baris if b.nomor == baris), None)
    if tujuan is None or not (jumlah := hapus_ingatan(impor=impor, baris=tujuan, oleh=oleh)):
        raise ValidationError(f"Tidak ada yang diingat tentang baris {nomor_berkas(baris)}.")
    return jumlah
