"""Writing one indicator of a draf version: its attributes, its place, its targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit, catat_audit_massal
from kinerja.models import (
    Cara,
    Indikator,
    Isian,
    IsiIndikator,
    IsiSimpul,
    Target,
    TargetBeku,
)
from kinerja.services.periksa_rencana import periksa_identitas, periksa_pengampu
from kinerja.services.target import (
    ATRIBUT,
    NilaiTarget,
    Periode,
    kunci_dokumen,
    kunci_isi,
    potret_isi,
    tulis_target,
)
from opd.models import JenisPD, Pengguna

GALAT_CARA_ISIAN = (
    'Isian "s.d. triwulan" tidak cocok dengan cara "posisi akhir": selisih dua posisi bukan nilai '
    'sebuah triwulan. Pilih isian "per triwulan", atau ubah caranya menjadi jumlah.'
)


@dataclass(frozen=True)
class IndikatorMasuk:
    """One indicator as it is written. `atribut` are fields of IsiIndikator (services/target.py,
    ATRIBUT). `target`: period -> value, None removes. `urutan` 0: at the end."""

    isi_simpul_id: int
    atribut: Mapping[str, Any]
    target: Mapping[Periode, NilaiTarget | None] = field(default_factory=dict)
    pengampu_id: int | None = None
    urutan: int = 0


@transaction.atomic
def buat_indikator(
    *, dokumen_id: int, masuk: IndikatorMasuk, oleh: Pengguna, indikator_id: int | None = None
) -> IsiIndikator:
    """Add one indicator; with `indikator_id` it continues the history of that identity.

    Raises DokumenPerencanaan or IsiSimpul.DoesNotExist (not visible, or of another document),
    TidakBoleh, ValidationError by field.
    """
    dokumen = kunci_dokumen(dokumen_id, oleh)
    simpul = IsiSimpul.objects.get(dokumen=dokumen, pk=masuk.isi_simpul_id)
    nama = str(masuk.atribut.get("nama", ""))
    terpakai = IsiIndikator.objects.filter(dokumen=dokumen).values_list("indikator_id", flat=True)
    periksa_identitas(dokumen, Indikator, [(indikator_id, nama)], terpakai)
    periksa_pengampu(dokumen, [(masuk.pengampu_id, nama)])
    isi = IsiIndikator(dokumen=dokumen, isi_simpul=simpul)
    if indikator_id is None:
        identitas = Indikator(
            perangkat_daerah_id=dokumen.perangkat_daerah_id,
            pengampu_id=masuk.pengampu_id or dokumen.perangkat_daerah_id,
        )
    else:
        identitas = Indikator.objects.select_for_update(of=("self",)).get(pk=indikator_id)
    isi.indikator = identitas
    _isikan(isi, masuk.atribut)
    isi.clean_fields(exclude=["dokumen", "indikator", "isi_simpul"])
    identitas.save()
    isi.indikator = identitas  # takes over its pk
    _pakai_pengampu(isi, masuk.pengampu_id)
    isi.urutan = 32_000
    isi.full_clean()
    isi.save()
    _susun_urutan(isi, masuk.urutan)
    catat_audit("indikator.dibuat", isi, oleh=oleh, sesudah=potret_isi(isi))
    tulis_target(isi, masuk.target, oleh)
    return isi


@transaction.atomic
def ubah_indikator(
    *, isi_id: int, masuk: IndikatorMasuk, tanda: str, oleh: Pengguna
) -> IsiIndikator:
    """Change one indicator of a draf; the identity, and so its history, stays.

    `tanda` is the `tanda_indikator` of what the page showed. Raises IsiIndikator.DoesNotExist
    (not visible), IsiSimpul.DoesNotExist (of another document), TidakBoleh, ValidationError by
    field, and GalatPengguna when someone else changed it meanwhile.
    """
    isi = kunci_isi(isi_id=isi_id, tanda=tanda, oleh=oleh)
    sebelum = potret_isi(isi)
    periksa_pengampu(isi.dokumen, [(masuk.pengampu_id, isi.nama)])
    _isikan(isi, masuk.atribut)
    isi.isi_simpul = IsiSimpul.objects.get(dokumen=isi.dokumen_id, pk=masuk.isi_simpul_id)
    _pakai_pengampu(isi, masuk.pengampu_id)
    isi.full_clean()
    isi.save()
    _susun_urutan(isi, masuk.urutan or isi.urutan)
    sesudah = potret_isi(isi)
    beda = [medan for medan in sesudah if sesudah[medan] != sebelum[medan]]
    if beda:
        catat_audit(
            "indikator.diubah",
            isi,
            oleh=oleh,
            sebelum={medan: sebelum[medan] for medan in beda},
            sesudah={medan: sesudah[medan] for medan in beda},
        )
    tulis_target(isi, masuk.target, oleh)
    return isi


@transaction.atomic
def hapus_indikator(*, isi_id: int, tanda: str, oleh: Pengguna) -> None:
    """Take one indicator and its targets out of a draf; other versions keep it.

    The identity goes too when nothing else knows it. Raises as ubah_indikator.
    """
    isi = kunci_isi(isi_id=isi_id, tanda=tanda, oleh=oleh)
    identitas = isi.indikator
    target = Target.objects.filter(dokumen=isi.dokumen_id, indikator=identitas)
    catat_audit_massal(
        "target.dihapus",
        [(t, {"tahun": t.tahun, "triwulan": t.triwulan, "nilai": t.nilai}, None) for t in target],
        oleh=oleh,
    )
    catat_audit("indikator.dihapus", isi, oleh=oleh, sebelum=potret_isi(isi))
    target.delete()
    try:
        with transaction.atomic():
            isi.delete()
    except ProtectedError:
        raise GalatPengguna(
            "Indikator ini masih dipakai di tempat lain, jadi tidak dapat dihapus dari draf."
        ) from None
    try:
        with transaction.atomic():
            identitas.delete()
    except ProtectedError:
        pass  # realisasi or another version hang on it


def periksa_cara_isian(cara: str, isian: str) -> None:
    """A position is not a sum of quarters. Raises ValidationError for the field isian."""
    if cara == Cara.POSISI_AKHIR and isian == Isian.SD_TRIWULAN:
        raise ValidationError({"isian": GALAT_CARA_ISIAN})


def _isikan(isi: IsiIndikator, atribut: Mapping[str, Any]) -> None:
    asing = set(atribut) - set(ATRIBUT)
    if asing:
        raise ValueError(f"Not an attribute of an indicator: {', '.join(sorted(asing))}.")
    for medan, nilai in atribut.items():
        setattr(isi, medan, nilai)
    periksa_cara_isian(isi.cara, isi.isian)


def _pakai_pengampu(isi: IsiIndikator, pengampu_id: int | None) -> None:
    """Who enters the values is a fact about the identity: it holds for every version."""
    if pengampu_id is None or pengampu_id == isi.indikator.pengampu_id:
        return
    if isi.dokumen.perangkat_daerah.jenis != JenisPD.KOTA:
        raise ValidationError({"pengampu": "Hanya indikator kota yang diampu PD lain."})
    # A freeze is one of a PD: without its indicator its numbers would move.
    Indikator.objects.select_for_update().get(pk=isi.indikator_id)
    beku = TargetBeku.objects.filter(indikator=isi.indikator_id).order_by("-tahun").first()
    if beku is not None:
        raise ValidationError(
            {
                "pengampu": f"Nilai {beku.tahun} indikator ini sudah dibekukan pada pengampunya. "
                "Buat indikator baru sebagai penggantinya, atau buka dulu pembekuannya."
            }
        )
    isi.indikator.pengampu_id = pengampu_id
    isi.indikator.save(update_fields=["pengampu", "diperbarui_pada"])


def _susun_urutan(isi: IsiIndikator, urutan: int) -> None:
    """Number the indicators of its node 1, 2, ... with this one at `urutan` (0: at the end)."""
    saudara = list(
        IsiIndikator.objects.filter(isi_simpul=isi.isi_simpul_id)
        .exclude(pk=isi.pk)
        .order_by("urutan", "pk")
    )
    letak = len(saudara) if urutan < 1 else min(urutan - 1, len(saudara))
    saudara.insert(letak, isi)
    for nomor, satu in enumerate(saudara, start=1):
        if satu.urutan != nomor:
            satu.urutan = nomor
            satu.save(update_fields=["urutan", "diperbarui_pada"])
