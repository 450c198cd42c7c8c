"""Where the plan in force no longer says what a signed Perjanjian Kinerja promised."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kinerja.models import (
    ButirPK,
    DokumenPerencanaan,
    PerjanjianKinerja,
    StatusDokumen,
    StatusPK,
    Target,
)
from kinerja.selectors.versi_dokumen import versi_pada

_Nilai = tuple[Decimal, Decimal | None]

_BERNOMOR = (StatusDokumen.BERLAKU, StatusDokumen.DIGANTIKAN)


@dataclass(frozen=True)
class SelisihPK:
    """`jumlah` promised indicators whose target of the year in `dokumen` is another one."""

    jumlah: int
    dokumen: str

    @property
    def kalimat(self) -> str:
        """What the pages say; whether a perubahan is due is for its three reasons to decide."""
        return (
            f"Target {self.jumlah} indikator di {self.dokumen} berbeda dari yang dijanjikan: "
            "perlu PK perubahan bila alasannya terpenuhi."
        )


def selisih_rencana(
    perjanjian: Iterable[PerjanjianKinerja], hari: datetime.date
) -> dict[int, SelisihPK]:
    """Differences on `hari` by id of the agreement, of the signed ones (three queries, none
    without a signed one). An indicator without a target in the plan differs, too."""
    berlaku = [pk for pk in perjanjian if pk.status == StatusPK.DITANDATANGANI]
    if not berlaku:
        return {}
    dijanjikan: dict[int, list[ButirPK]] = {}
    for butir in ButirPK.objects.filter(pk_induk__in=berlaku):
        dijanjikan.setdefault(butir.pk_induk_id, []).append(butir)
    dokumen = _dokumen_kini(berlaku, hari)
    target: dict[tuple[int, int, int], _Nilai] = {
        (t.dokumen_id, t.indikator_id, t.tahun): (t.nilai, t.nilai_atas)
        for t in Target.objects.filter(
            dokumen__in=set(dokumen.values()),
            tahun__in={pk.tahun for pk in berlaku},
            triwulan=0,
            indikator__in={b.indikator_id for satu in dijanjikan.values() for b in satu},
        )
    }
    hasil = {}
    for pk in berlaku:
        kini = dokumen.get(pk.pk)
        if kini is None:
            continue
        beda = sum(
            target.get((kini.pk, b.indikator_id, pk.tahun)) != (b.nilai, b.nilai_atas)
            for b in dijanjikan.get(pk.pk, ())
        )
        if beda:
            hasil[pk.pk] = SelisihPK(beda, str(kini))
    return hasil


def _dokumen_kini(
    berlaku: list[PerjanjianKinerja], hari: datetime.date
) -> dict[int, DokumenPerencanaan]:
    """The version that counts on `hari` of the plan each agreement promised (one query)."""
    asal = DokumenPerencanaan.objects.filter(perjanjian_kinerja__in=berlaku)
    semua = DokumenPerencanaan.objects.filter(
        perangkat_daerah__in=asal.values("perangkat_daerah"), status__in=_BERNOMOR
    )
    per_id = {d.pk: d for d in semua}
    versi: dict[tuple[str, int, int, int], list[DokumenPerencanaan]] = {}
    for d in per_id.values():
        versi.setdefault(_kunci(d), []).append(d)
    hasil = {}
    for pk in berlaku:
        lama = per_id.get(pk.dokumen_id)
        kini = versi_pada(versi[_kunci(lama)], hari) if lama is not None else None
        if kini is not None:
            hasil[pk.pk] = kini
    return hasil


def _kunci(d: DokumenPerencanaan) -> tuple[str, int, int, int]:
    return d.jenis, d.perangkat_daerah_id, d.tahun_dari, d.tahun_sampai
