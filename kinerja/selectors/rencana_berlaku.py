"""The plan in force as a report sees it: programs, kegiatan, sub kegiatan and their indicators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul

PEMISAH_JALUR = " › "


@dataclass(frozen=True)
class SimpulRencana:
    """One node of the plan."""

    pk: int
    simpul_id: int
    jenis: str
    induk_id: int | None
    nama: str
    kode: str = ""


@dataclass(frozen=True)
class IndikatorRencana:
    """One indicator of the plan, with what reading its values needs."""

    pk: int
    indikator_id: int
    isi_simpul_id: int
    nama: str
    satuan: str
    desimal: int
    cara: str
    isian: str
    frekuensi: str
    skala_predikat: Any


@dataclass
class RencanaBerlaku:
    """Nodes and indicators of a document, by what they hang on."""

    simpul: dict[int, SimpulRencana] = field(default_factory=dict)
    indikator: dict[int, IndikatorRencana] = field(default_factory=dict)
    _anak: dict[tuple[int | None, str], list[SimpulRencana]] = field(default_factory=dict)
    _per_simpul: dict[int, list[IndikatorRencana]] = field(default_factory=dict)

    @classmethod
    def muat(cls, dokumen: DokumenPerencanaan | None) -> RencanaBerlaku:
        """Load a document (two queries)."""
        return cls.muat_dokumen(dokumen.pk) if dokumen else cls()

    @classmethod
    def muat_dokumen(cls, dokumen: int) -> RencanaBerlaku:
        """As `muat`, by the id of the document."""
        return cls.susun(
            (
                SimpulRencana(*baris)
                for baris in IsiSimpul.objects.filter(dokumen=dokumen)
                .order_by("jalur")
                .values_list("pk", "simpul_id", "jenis", "induk_id", "nama", "kode")
            ),
            (
                IndikatorRencana(*isi)
                for isi in IsiIndikator.objects.filter(dokumen=dokumen)
                .order_by("isi_simpul", "urutan")
                .values_list(
                    "pk",
                    "indikator_id",
                    "isi_simpul_id",
                    "nama",
                    "satuan",
                    "desimal",
                    "cara",
                    "isian",
                    "frekuensi",
                    "skala_predikat",
                )
            ),
        )

    @classmethod
    def susun(
        cls, simpul: Iterable[SimpulRencana], indikator: Iterable[IndikatorRencana]
    ) -> RencanaBerlaku:
        """The plan of these nodes and indicators, both in reading order."""
        rencana = cls()
        for satu in simpul:
            rencana.simpul[satu.pk] = satu
        for satu in rencana.simpul.values():
            rencana._anak.setdefault((rencana.induk_laporan(satu), satu.jenis), []).append(satu)
        for isi in indikator:
            rencana.indikator[isi.pk] = isi
            rencana._per_simpul.setdefault(isi.isi_simpul_id, []).append(isi)
        return rencana

    def induk_laporan(self, simpul: SimpulRencana) -> int | None:
        """The parent as a report sees it: what stands above a program is not in the report."""
        if simpul.jenis == "program" or simpul.induk_id is None:
            return None
        return simpul.induk_id

    def anak(self, induk: int | None, jenis: str) -> list[SimpulRencana]:
        return self._anak.get((induk, jenis), [])

    def semua_anak(self, isi_simpul_id: int) -> list[SimpulRencana]:
        """Children of any kind that a report prints."""
        return [s for j in ("kegiatan", "sub_kegiatan") for s in self.anak(isi_simpul_id, j)]

    def sejenis(self, jenis: str) -> list[SimpulRencana]:
        return [s for s in self.simpul.values() if s.jenis == jenis]

    def indikator_simpul(self, isi_simpul_id: int) -> list[IndikatorRencana]:
        return self._per_simpul.get(isi_simpul_id, [])

    def jalur(self, simpul: SimpulRencana) -> str:
        """Names from the program down to the node."""
        nama: list[str] = []
        satu: SimpulRencana | None = simpul
        while satu is not None and satu.jenis in ("program", "kegiatan", "sub_kegiatan"):
            nama.append(satu.nama)
            satu = self.simpul.get(satu.induk_id) if satu.induk_id else None
        return PEMISAH_JALUR.join(reversed(nama))
