"""Asking for another target of the year, and deciding about it.

Nothing in force changes here: an accepted target stands in a draf version until that is put in
force.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.services.notifikasi import beri_tahu
from kinerja.models import (
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    StatusDokumen,
    StatusUsul,
    Target,
    UsulTarget,
)
from kinerja.permissions import (
    boleh_putus_usul,
    boleh_tarik_usul,
    boleh_ubah_rencana,
    boleh_usul_target,
)
from kinerja.selectors.rincian import isi_diukur
from kinerja.selectors.versi import keluarga
from kinerja.services.versi import salin_dokumen
from opd.models import JenisPeran, Pengguna, Peran


class UsulMenunggu(GalatPengguna):
    """A request for this indicator and year waits already; `usul` is it."""

    def __init__(self, usul: UsulTarget) -> None:
        super().__init__(f"Usul target {usul.tahun} indikator ini masih menunggu keputusan.")
        self.usul = usul


def pd_pengusul(user: Pengguna, indikator: Indikator) -> int:
    """In whose name `user` asks: the PD that enters the indicator, else the one that owns it."""
    if boleh_usul_target(user, indikator.pengampu_id):
        return indikator.pengampu_id
    return indikator.perangkat_daerah_id


@transaction.atomic
def ajukan_usul(
    *,
    indikator_id: int,
    tahun: int,
    nilai: Decimal,
    nilai_atas: Decimal | None,
    alasan: str,
    oleh: Pengguna,
) -> UsulTarget:
    """Ask for another target of `tahun`, in the unit of the indicator; the planners are told.

    Raises IsiIndikator.DoesNotExist (not visible, or not in a plan in force for the year),
    TidakBoleh, UsulMenunggu, and ValidationError by field (a target that stands already).
    """
    isi = isi_diukur(oleh, indikator_id, tahun)
    # Locked: of two who ask at once the second is told of the first.
    indikator = Indikator.objects.select_for_update(of=("self",), no_key=True).get(pk=indikator_id)
    pd_id = pd_pengusul(oleh, indikator)
    boleh_usul_target(oleh, pd_id).wajib()
    menunggu = UsulTarget.objects.filter(
        indikator=indikator, tahun=tahun, status=StatusUsul.DIAJUKAN
    ).first()
    if menunggu is not None:
        raise UsulMenunggu(menunggu)
    kini = Target.objects.filter(
        dokumen=isi.dokumen_id, indikator=indikator, tahun=tahun, triwulan=0
    ).first()
    if kini is not None and (kini.nilai, kini.nilai_atas) == (nilai, nilai_atas):
        raise ValidationError({"nilai": "Ini sama dengan target yang berlaku sekarang."})
    usul = UsulTarget(
        perangkat_daerah_id=pd_id,
        indikator=indikator,
        dokumen_id=isi.dokumen_id,
        tahun=tahun,
        nilai_lama=kini.nilai if kini else None,
        nilai=nilai,
        nilai_atas=nilai_atas,
        alasan=alasan,
        diajukan_oleh=oleh,
    )
    usul.full_clean(exclude=["nilai_lama"])
    usul.save()
    catat_audit("usul_target.diajukan", usul, oleh=oleh, sesudah=_potret(usul))
    for orang in _perencana(isi.dokumen):
        if orang.pk != oleh.pk:
            beri_tahu(
                orang,
                f"Usul perubahan target {tahun}",
                teks=f"{isi.nama}: {alasan}"[:300],
                tautan=_alamat(usul),
                kunci=f"usul-target:{usul.pk}:diajukan",
            )
    return usul


@transaction.atomic
def putuskan_usul(*, usul_id: int, setuju: bool, catatan: str, oleh: Pengguna) -> UsulTarget:
    """Accept or reject a request; the asker is told.

    Accepted, the target stands in the draf version of the plan, which is made when there is none.
    Raises UsulTarget.DoesNotExist (not visible), TidakBoleh (also: decided or withdrawn
    meanwhile), ValidationError (rejected without a note), GalatPengguna (the plan has the
    indicator no more).
    """
    usul = UsulTarget.objects.for_user(oleh).select_for_update(of=("self",)).get(pk=usul_id)
    boleh_putus_usul(oleh, usul).wajib()
    if not setuju and not catatan.strip():
        raise ValidationError({"catatan": "Tulis alasan penolakannya, supaya dapat diperbaiki."})
    if setuju:
        usul.dokumen_hasil = _terapkan(usul, oleh)
    usul.status = StatusUsul.DISETUJUI if setuju else StatusUsul.DITOLAK
    usul.catatan, usul.diputus_oleh, usul.diputus_pada = catatan.strip(), oleh, timezone.now()
    usul.full_clean(exclude=["nilai_lama"])
    usul.save()
    catat_audit(
        f"usul_target.{usul.status}",
        usul,
        oleh=oleh,
        sebelum={"status": StatusUsul.DIAJUKAN},
        sesudah=_potret(usul),
    )
    if usul.diajukan_oleh is not None:
        kata = "disetujui" if setuju else "ditolak"
        beri_tahu(
            usul.diajukan_oleh,
            f"Usul perubahan target {usul.tahun} {kata}",
            teks=usul.catatan or f"Target baru menunggu {usul.dokumen_hasil} diberlakukan.",
            tautan=_alamat(usul),
            kunci=f"usul-target:{usul.pk}:diputus",
        )
    return usul


@transaction.atomic
def tarik_usul(*, usul_id: int, oleh: Pengguna) -> UsulTarget:
    """Take a request back before it was decided.

    Raises UsulTarget.DoesNotExist (not visible), TidakBoleh (another PD's, or decided already).
    """
    usul = UsulTarget.objects.for_user(oleh).select_for_update(of=("self",)).get(pk=usul_id)
    boleh_tarik_usul(oleh, usul).wajib()
    usul.status = StatusUsul.DITARIK
    usul.save(update_fields=["status", "diperbarui_pada"])
    catat_audit(
        "usul_target.ditarik",
        usul,
        oleh=oleh,
        sebelum={"status": StatusUsul.DIAJUKAN},
        sesudah={"status": usul.status},
    )
    return usul


def _terapkan(usul: UsulTarget, oleh: Pengguna) -> DokumenPerencanaan:
    """Write the target into the draf of the plan; make the draf when there is none."""
    boleh_ubah_rencana(oleh, usul.dokumen.perangkat_daerah_id).wajib()
    versi = list(keluarga(usul.dokumen).select_for_update().order_by("pk"))
    draf = next((v for v in versi if v.status == StatusDokumen.DRAF), None)
    if draf is None:
        berlaku = next((v for v in versi if v.status == StatusDokumen.BERLAKU), usul.dokumen)
        draf = salin_dokumen(dokumen_id=berlaku.pk, oleh=oleh)
    if not IsiIndikator.objects.filter(dokumen=draf, indikator=usul.indikator_id).exists():
        raise GalatPengguna(
            f"Indikator ini tidak ada lagi di {draf}. Tolak usulnya, atau kembalikan indikatornya."
        )
    target = Target.objects.filter(
        dokumen=draf, indikator=usul.indikator_id, tahun=usul.tahun, triwulan=0
    ).first()
    sebelum = None
    if target is None:
        target = Target(dokumen=draf, indikator_id=usul.indikator_id, tahun=usul.tahun, triwulan=0)
    else:
        sebelum = {"nilai": target.nilai, "nilai_atas": target.nilai_atas}
    target.nilai, target.nilai_atas, target.contoh = usul.nilai, usul.nilai_atas, usul.contoh
    target.full_clean()
    target.save()
    catat_audit(
        "target.diubah",
        target,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"nilai": target.nilai, "nilai_atas": target.nilai_atas, "usul": usul.pk},
    )
    return draf


def _perencana(dokumen: DokumenPerencanaan) -> list[Pengguna]:
    """Who decides: planners of the PD of the plan, and those of all PD."""
    peran = (
        Peran.objects.pada(timezone.localdate())
        .filter(peran=JenisPeran.PERENCANA, pengguna__is_active=True)
        .filter(Q(perangkat_daerah=dokumen.perangkat_daerah_id) | Q(perangkat_daerah__isnull=True))
        .select_related("pengguna")
    )
    return list({p.pengguna_id: p.pengguna for p in peran}.values())


def _alamat(usul: UsulTarget) -> str:
    return reverse("kinerja:usul_target_detail", args=[usul.pk])


def _potret(usul: UsulTarget) -> dict[str, Any]:
    return {
        "indikator": usul.indikator_id,
        "tahun": usul.tahun,
        "nilai_lama": usul.nilai_lama,
        "nilai": usul.nilai,
        "nilai_atas": usul.nilai_atas,
        "alasan": usul.alasan,
        "status": usul.status,
        "catatan": usul.catatan,
        "dokumen_hasil": usul.dokumen_hasil_id,
    }
