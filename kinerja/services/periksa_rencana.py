"""Checks of what is added to a plan: each refusal is a ValidationError that names its row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Model

from kinerja.models import DokumenPerencanaan, Indikator, Simpul, Target
from opd.models import JenisPD, PerangkatDaerah


def periksa(nama: str, baris: Model, kecuali: Sequence[str]) -> None:
    """Check the fields of one row. Raises ValidationError that names the row."""
    try:
        baris.clean_fields(exclude=kecuali)
    except ValidationError as exc:
        raise ValidationError(f"{nama[:120]}: {' '.join(exc.messages)}") from None


def periksa_identitas(
    dokumen: DokumenPerencanaan,
    model: type[Simpul] | type[Indikator],
    baris: Sequence[tuple[int | None, str]],
    terpakai: Iterable[int] = (),
    *,
    sekali: bool = True,
) -> None:
    """Check identities (pk, name of their row) that exist already: of the document's PD, and with
    `sekali` none twice in the document (`terpakai`: those it has). Raises ValidationError."""
    dipakai = {pk for pk, _ in baris if pk is not None}
    if not dipakai:
        return
    milik = set(
        model._default_manager.filter(
            pk__in=dipakai, perangkat_daerah=dokumen.perangkat_daerah_id
        ).values_list("pk", flat=True)
    )
    ada = set(terpakai)
    kata = model._meta.verbose_name
    for pk, nama in baris:
        if pk is None:
            continue
        if pk not in milik:
            raise ValidationError(f"{nama[:80]}: {kata} ini bukan milik perangkat daerah dokumen.")
        if sekali and pk in ada:
            raise ValidationError(f"{nama[:80]}: {kata} ini sudah ada di dokumen.")
        ada.add(pk)


def periksa_pengampu(dokumen: DokumenPerencanaan, baris: Sequence[tuple[int | None, str]]) -> None:
    """Check who enters indicators (pk of the PD, name of the row): only those of the city are
    entered by another PD. Raises ValidationError."""
    lain = {
        pengampu_id
        for pengampu_id, _ in baris
        if pengampu_id is not None and pengampu_id != dokumen.perangkat_daerah_id
    }
    if not lain:
        return
    boleh: set[int] = set()
    if dokumen.perangkat_daerah.jenis == JenisPD.KOTA:
        boleh = set(PerangkatDaerah.objects.filter(pk__in=lain).values_list("pk", flat=True))
    for pengampu_id, nama in baris:
        if pengampu_id in lain and pengampu_id not in boleh:
            raise ValidationError(
                f"{nama[:80]}: pengampunya harus perangkat daerah dokumen ini. Perangkat "
                "daerah lain hanya mengampu indikator kota."
            )


def periksa_target(target: Target, nama: str, ada: set[tuple[int, int, int]]) -> None:
    """Check one target and remember it in `ada`. Raises ValidationError that names it."""
    periode = f"triwulan {target.triwulan} {target.tahun}" if target.triwulan else target.tahun
    sebutan = f"{nama[:60]}, target {periode}"
    periksa(sebutan, target, ["dokumen", "indikator"])
    if target.triwulan not in range(5):
        raise ValidationError(f"{sebutan}: triwulan harus 0 (setahun) sampai 4.")
    if target.nilai_atas is not None and target.nilai_atas < target.nilai:
        raise ValidationError(f"{sebutan}: batas atas tidak boleh di bawah batas bawah.")
    kunci = (target.indikator_id, target.tahun, target.triwulan)
    if kunci in ada:
        raise ValidationError(f"{sebutan}: target periode ini sudah ada.")
    ada.add(kunci)
