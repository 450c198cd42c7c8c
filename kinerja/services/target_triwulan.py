"""Quarterly targets of a plan in force: the numbers of the rencana aksi."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit_massal
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    Indikator,
    IsiIndikator,
    Realisasi,
    Target,
)
from kinerja.permissions import boleh_ubah_rencana_aksi
from kinerja.selectors.periode import jendela_setahun
from kinerja.selectors.rencana_aksi import temuan_target
from kinerja.selectors.target_berlaku import isi_berlaku, target_setahun
from opd.models import Pengguna


@transaction.atomic
def atur_target_triwulan(
    *,
    indikator_id: int,
    tahun: int,
    nilai: Mapping[int, Decimal | None],
    tanda: str,
    oleh: Pengguna,
) -> IsiIndikator:
    """Set the targets of quarters 1 to 4 (None: none) in the plan in force; all or nothing.

    `tanda` is the `tanda_target` of what was shown. A quarter that is frozen, or whose value was
    submitted, keeps its target. Raises Indikator.DoesNotExist (not visible), TidakBoleh,
    GalatPengguna (changed meanwhile, or no plan in force), ValidationError keyed by "tw1".."tw4".
    """
    indikator = Indikator.objects.for_user(oleh).get(pk=indikator_id)
    boleh_ubah_rencana_aksi(oleh, indikator.pengampu_id).wajib()
    isi = isi_berlaku(indikator.pk, tahun)
    if isi is None:
        raise GalatPengguna("Indikator ini tidak ada di RKPD atau Renja yang berlaku.")
    # Locked: of two people who plan one indicator the second sees what the first stored, and a
    # freeze comes before this or after.
    Indikator.objects.select_for_update().get(pk=indikator.pk)
    isi = IsiIndikator.objects.select_for_update(of=("self",)).get(pk=isi.pk)
    ada = {
        t.triwulan: t
        for t in Target.objects.filter(dokumen=isi.dokumen_id, indikator=indikator, tahun=tahun)
        if t.triwulan
    }
    if tanda != _tanda({tw: t.nilai for tw, t in ada.items()}):
        raise GalatPengguna(
            "Target triwulan indikator ini baru saja diubah orang lain. Buka lagi halaman ini."
        )
    lama = {tw: t.nilai for tw, t in ada.items()}
    berubah = {tw: nilai.get(tw) for tw in (1, 2, 3, 4) if nilai.get(tw) != lama.get(tw)}
    _tolak_yang_tetap(indikator, tahun, berubah)
    setahun = target_setahun([indikator.pk], tahun).get(indikator.pk)
    galat = [t for t in temuan_target(isi, setahun, nilai) if t.menghalangi]
    if galat:
        raise ValidationError(
            {f"tw{t.triwulan}" if t.triwulan else "tw4": t.kalimat for t in galat}
        )
    baris = []
    for tw, baru in berubah.items():
        target = ada.get(tw) or Target(
            dokumen_id=isi.dokumen_id, indikator=indikator, tahun=tahun, triwulan=tw
        )
        catatan = ({"triwulan": tw, "nilai": lama.get(tw)}, {"triwulan": tw, "nilai": baru})
        baris.append((isi, *catatan))
        if baru is None:
            target.delete()
            continue
        target.nilai, target.nilai_atas, target.contoh = baru, None, False
        target.full_clean()
        target.save()
    catat_audit_massal("target_triwulan.diubah", baris, oleh=oleh)
    return isi


def tanda_target(isi: IsiIndikator, tahun: int) -> str:
    """Which quarterly targets a page was shown."""
    return _tanda(
        dict(
            Target.objects.filter(
                dokumen=isi.dokumen_id, indikator=isi.indikator_id, tahun=tahun, triwulan__gt=0
            ).values_list("triwulan", "nilai")
        )
    )


def _tanda(nilai: Mapping[int, Decimal]) -> str:
    return "|".join(f"{tw}={nilai[tw].normalize():f}" for tw in sorted(nilai))


def _tolak_yang_tetap(indikator: Indikator, tahun: int, berubah: Mapping[int, object]) -> None:
    """A target does not move under a value that somebody already judges, nor under a freeze."""
    diajukan = (
        Realisasi.objects.filter(indikator=indikator, tahun=tahun, triwulan__in=berubah)
        .exclude(status__in=STATUS_DAPAT_DIISI)
        .values_list("triwulan", flat=True)
    )
    galat = {
        f"tw{tw}": "Realisasi triwulan ini sudah diajukan, jadi targetnya tidak berubah lagi."
        for tw in diajukan
    }
    jendela = jendela_setahun(indikator.pengampu_id, tahun)
    for tw in berubah:
        if not jendela[tw].tidak_beku:
            galat[f"tw{tw}"] = jendela[tw].tidak_beku.alasan
    if galat:
        raise ValidationError(galat)
