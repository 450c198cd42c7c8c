"""Taking a whole applied import back, while nothing of it was submitted or changed."""

from __future__ import annotations

from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.tanggal import romawi
from kinerja.models import ImporLaporan, IsiIndikator, IsiSimpul, StatusImpor
from kinerja.permissions import boleh_urungkan_impor
from kinerja.services.sel_isian import RUPIAH, HasilSel, IsianDitolak, PerubahanSel
from kinerja.services.urung_isian import urungkan_isian
from opd.models import Pengguna

_SEL_TERTULIS = 5  # cells named in one sentence


@transaction.atomic
def urungkan_impor(*, impor_id: int, oleh: Pengguna) -> int:
    """Put back every value and amount that an import changed, all or nothing; gives how many.

    Nodes and indicators that the import added to the plan stay: others may already use them.

    Raises ImporLaporan.DoesNotExist (not visible), TidakBoleh (not applied, closed quarter),
    GalatPengguna (cells that were submitted or changed since; each is named).
    """
    terlihat = ImporLaporan.objects.for_user(oleh).filter(pk=impor_id)
    impor = (
        ImporLaporan.objects.select_for_update(of=("self",))
        .select_related("perangkat_daerah", "berkas")
        .get(pk__in=terlihat)
    )
    boleh_urungkan_impor(oleh, impor).wajib()
    perubahan = [PerubahanSel(**p) for p in impor.perubahan]
    try:
        hasil = urungkan_isian(
            perangkat_daerah_id=impor.perangkat_daerah_id,
            tahun=impor.tahun,
            perubahan=perubahan,
            oleh=oleh,
        )
    except IsianDitolak as ditolak:
        raise GalatPengguna(_kalimat(impor, perubahan, ditolak.hasil.sel)) from None
    impor.status = StatusImpor.DIURUNGKAN
    impor.save(update_fields=["status", "diperbarui_pada"])
    catat_audit(
        "impor.diurungkan",
        impor,
        oleh=oleh,
        sebelum={"status": StatusImpor.DITERAPKAN},
        sesudah={"status": impor.status, "sel": len(hasil.perubahan)},
    )
    return len(hasil.perubahan)


def _kalimat(impor: ImporLaporan, perubahan: list[PerubahanSel], sel: tuple[HasilSel, ...]) -> str:
    """Which cells stand in the way, by name and quarter."""
    gagal = [(p, h) for p, h in zip(perubahan, sel, strict=True) if h.alasan]
    nama_indikator = dict(
        IsiIndikator.objects.filter(indikator__in=[p.kunci for p, _ in gagal if p.medan != RUPIAH])
        .order_by("pk")
        .values_list("indikator", "nama")
    )
    nama_simpul = dict(
        IsiSimpul.objects.filter(simpul__in=[p.kunci for p, _ in gagal if p.medan == RUPIAH])
        .order_by("pk")
        .values_list("simpul", "nama")
    )
    kalimat = []
    for p, h in gagal[:_SEL_TERTULIS]:
        nama = (nama_simpul if p.medan == RUPIAH else nama_indikator).get(p.kunci, "")
        jenis = "rupiah" if p.medan == RUPIAH else "nilai"
        kalimat.append(f"“{nama[:80]}” {jenis} Triwulan {romawi(p.triwulan)}: {h.alasan}")
    lain = len(gagal) - len(kalimat)
    if lain:
        kalimat.append(f"Dan {lain} sel lain.")
    return " ".join([f"Tidak ada yang diurungkan: {len(gagal)} sel menghalangi.", *kalimat])
