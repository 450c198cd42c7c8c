"""Criteria of a worksheet: its own judgement beside the self-assessment, and the papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluasi.models import Pemenuhan
from evaluasi.selectors.templat import KriteriaTahun


@dataclass(frozen=True)
class IsiKriteria:
    """What one worksheet says about one criterion; "" everywhere when it was not judged."""

    pemenuhan: str = ""
    bukti: str = ""
    tautan: str = ""

    @property
    def kata(self) -> str:
        return Pemenuhan(self.pemenuhan).label if self.pemenuhan else "belum dinilai"


@dataclass(frozen=True)
class BarisKriteria:
    """One criterion: this worksheet's own judgement beside the self-assessment."""

    pk: int
    kode: str
    bunyi: str
    tahun_dokumen: int
    sendiri: IsiKriteria
    mandiri: IsiKriteria | None

    @property
    def bukti(self) -> IsiKriteria:
        """The paper that counts: the own one, else what the PD named."""
        if self.sendiri.bukti or self.sendiri.tautan or self.mandiri is None:
            return self.sendiri
        return self.mandiri

    @property
    def bukti_dari_mandiri(self) -> bool:
        return self.bukti is not self.sendiri and bool(self.bukti.bukti or self.bukti.tautan)

    @property
    def tanpa_bukti(self) -> bool:
        return dianggap_terpenuhi(self.sendiri.pemenuhan) and not (
            self.bukti.bukti or self.bukti.tautan
        )

    @property
    def petak(self) -> str:
        """diakui, sebagian, mandiri (only the PD says so), or "" for not met."""
        if self.sendiri.pemenuhan == Pemenuhan.PENUH:
            return "diakui"
        if self.sendiri.pemenuhan == Pemenuhan.SEBAGIAN:
            return "sebagian"
        if self.mandiri is not None and dianggap_terpenuhi(self.mandiri.pemenuhan):
            return "mandiri"
        return ""


def susun_kriteria(
    daftar: Sequence[KriteriaTahun],
    sendiri: Mapping[int, IsiKriteria],
    mandiri: Mapping[int, IsiKriteria] | None,
) -> tuple[BarisKriteria, ...]:
    """Every criterion with what this sheet and the self-assessment (None: not sent) say."""
    kosong = IsiKriteria()
    return tuple(
        BarisKriteria(
            pk=k.pk,
            kode=k.kode,
            bunyi=k.bunyi,
            tahun_dokumen=k.tahun_dokumen,
            sendiri=sendiri.get(k.pk, kosong),
            mandiri=None if mandiri is None else mandiri.get(k.pk, kosong),
        )
        for k in daftar
    )


def dianggap_terpenuhi(pemenuhan: str) -> bool:
    """Whether a criterion was called met, in full or in part."""
    return pemenuhan in (Pemenuhan.PENUH, Pemenuhan.SEBAGIAN)
