"""Writing the targets of one indicator in a draf version, and the lock that all writes take."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit_massal
from dasar.tanggal import romawi
from kinerja.models import (
    JENIS_TAHUNAN,
    AsalDokumen,
    DokumenPerencanaan,
    IsiIndikator,
    Target,
)
from kinerja.permissions import boleh_ubah_isi_rencana
from opd.models import Pengguna

# What a person writes about an indicator, in the order of the form.
ATRIBUT = (
    *("nama", "definisi_operasional", "alasan", "rumus", "satuan", "desimal", "skala_predikat"),
    *("polaritas", "rumus_negatif", "cara", "isian", "frekuensi", "baseline", "target_akhir"),
    *("sumber_data", "penanggung_jawab", "iku"),
)
Periode = tuple[int, int]  # year, quarter; 0: the whole year


@dataclass(frozen=True)
class NilaiTarget:
    """A target as typed, in the unit of the indicator; with `atas` a range."""

    nilai: Decimal
    atas: Decimal | None = None


@transaction.atomic
def atur_target(
    *,
    isi_id: int,
    target: Mapping[Periode, NilaiTarget | None],
    tanda: str,
    oleh: Pengguna,
) -> IsiIndikator:
    """Set, change and remove (None) targets of one indicator; periods not named stay.

    `tanda` is the `tanda_indikator` of what the page showed. Raises IsiIndikator.DoesNotExist
    (not visible), TidakBoleh, GalatPengguna (changed meanwhile), ValidationError.
    """
    isi = kunci_isi(isi_id=isi_id, tanda=tanda, oleh=oleh)
    tulis_target(isi, target, oleh)
    return isi


def kunci_dokumen(dokumen_id: int, oleh: Pengguna) -> DokumenPerencanaan:
    """The visible document, locked: of two who write in it the second sees what the first did.

    Raises DokumenPerencanaan.DoesNotExist (not visible), TidakBoleh.
    """
    terlihat = DokumenPerencanaan.objects.for_user(oleh).filter(pk=dokumen_id)
    dokumen = (
        DokumenPerencanaan.objects.select_for_update(of=("self",))
        .select_related("perangkat_daerah")
        .get(pk__in=terlihat)
    )
    boleh_ubah_isi_rencana(oleh, dokumen).wajib()
    return dokumen


def kunci_isi(*, isi_id: int, tanda: str, oleh: Pengguna) -> IsiIndikator:
    """One visible indicator with its document locked, unchanged since the page was shown.

    Raises IsiIndikator.DoesNotExist (not visible), TidakBoleh, GalatPengguna.
    """
    terlihat = IsiIndikator.objects.for_user(oleh)
    dokumen = kunci_dokumen(terlihat.get(pk=isi_id).dokumen_id, oleh)
    # Read again: what the lock waited for.
    isi = terlihat.select_related("indikator", "isi_simpul").get(pk=isi_id)
    isi.dokumen = dokumen
    if tanda != tanda_indikator(isi):
        raise GalatPengguna(
            "Indikator ini baru saja diubah orang lain. Buka lagi halaman ini, lalu ulangi "
            "perubahan Anda."
        )
    return isi


def tanda_indikator(isi: IsiIndikator) -> str:
    """Which state of an indicator and its targets a page was shown (one query)."""
    target = Target.objects.filter(dokumen=isi.dokumen_id, indikator=isi.indikator_id)
    keadaan = [
        potret_isi(isi),
        [_potret(t) for t in target.order_by("tahun", "triwulan")],
    ]
    teks = json.dumps(keadaan, sort_keys=True, default=str)
    return hashlib.sha256(teks.encode()).hexdigest()[:20]


def potret_isi(isi: IsiIndikator) -> dict[str, Any]:
    """What is written about an indicator, for the audit row."""
    potret = {medan: getattr(isi, medan) for medan in ATRIBUT}
    for medan in ("baseline", "target_akhir"):
        potret[medan] = None if potret[medan] is None else teks_angka(potret[medan])
    return {
        **potret,
        "isi_simpul": isi.isi_simpul_id,
        "urutan": isi.urutan,
        "pengampu": isi.indikator.pengampu_id,
    }


def teks_angka(nilai: Decimal) -> str:
    """One text for one number, however many zeros a database gives back."""
    return format(nilai.normalize(), "f")


def tulis_target(
    isi: IsiIndikator, target: Mapping[Periode, NilaiTarget | None], oleh: Pengguna
) -> None:
    """The same inside the transaction of a caller that holds the lock and judged the right.

    A value that stays the same stays marked as an example; a typed one is real, except in a
    document that is itself an example. Raises ValidationError.
    """
    periksa_periode(isi, [p for p, nilai in target.items() if nilai is not None])
    lama = {
        (t.tahun, t.triwulan): t
        for t in Target.objects.filter(dokumen=isi.dokumen_id, indikator=isi.indikator_id)
    }
    jejak: list[tuple[Target, dict[str, Any] | None, dict[str, Any] | None]] = []
    for (tahun, triwulan), nilai in sorted(target.items(), key=lambda pasangan: pasangan[0]):
        ada = lama.get((tahun, triwulan))
        if nilai is None:
            if ada is not None:
                jejak.append((ada, _potret(ada), None))
            continue
        if ada is not None and (ada.nilai, ada.nilai_atas) == (nilai.nilai, nilai.atas):
            continue
        baru = ada or Target(
            dokumen_id=isi.dokumen_id, indikator_id=isi.indikator_id, tahun=tahun, triwulan=triwulan
        )
        sebelum = None if ada is None else _potret(ada)
        baru.nilai, baru.nilai_atas = nilai.nilai, nilai.atas
        baru.contoh = isi.dokumen.asal == AsalDokumen.CONTOH
        baru.full_clean(exclude=["dokumen", "indikator"], validate_unique=ada is not None)
        baru.save()
        jejak.append((baru, sebelum, _potret(baru)))
    if jejak:
        catat_audit_massal("target.disimpan", jejak, oleh=oleh)
    for satu, _, sesudah in jejak:
        if sesudah is None:
            satu.delete()


def periksa_periode(isi: IsiIndikator, periode: list[Periode]) -> None:
    """Targets lie inside the document; quarters only in a yearly one, and only where the
    indicator is measured. Raises ValidationError."""
    dokumen: DokumenPerencanaan = isi.dokumen
    for tahun, triwulan in periode:
        if not dokumen.tahun_dari <= tahun <= dokumen.tahun_sampai:
            raise ValidationError(f"Target {tahun} berada di luar masa {dokumen}.")
        if not triwulan:
            continue
        if dokumen.jenis not in JENIS_TAHUNAN:
            raise ValidationError(
                f"{dokumen} hanya memuat target tahunan. Target triwulan ditulis di RKPD atau "
                "Renja."
            )
        if not isi.jatuh_tempo(triwulan):
            raise ValidationError(
                f"Indikator ini tidak diukur pada Triwulan {romawi(triwulan)}, jadi target "
                "triwulan itu dikosongkan."
            )


def _potret(target: Target) -> dict[str, Any]:
    return {
        "tahun": target.tahun,
        "triwulan": target.triwulan,
        "nilai": teks_angka(target.nilai),
        "nilai_atas": None if target.nilai_atas is None else teks_angka(target.nilai_atas),
        "contoh": target.contoh,
    }
