"""Indicator rows of a report matched with the indicators of their node in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from kinerja.formulas.pemasangan import Pasangan, pasangkan
from kinerja.formulas.pencocokan import (
    Calon,
    Padanan,
    serupa,
)
from kinerja.selectors.isi_pratinjau import PILIH_BARU, PILIH_INDIKATOR_BARU
from kinerja.selectors.jalur_laporan import Ingatan, kunci_jalur
from kinerja.selectors.rencana_berlaku import IndikatorRencana

# The only indicator of a node is asked from here on; below, the words are of another thing.
AMBANG_SATU_SATUNYA = 50.0


@dataclass(frozen=True)
class PencocokIndikator:
    """Picks, memory and words that hold for the whole report."""

    pilihan: Mapping[int, Sequence[str]]
    ingatan: Ingatan
    jalur: Callable[[int], Sequence[str]]  # row -> names from the program down
    kosakata: Collection[str]

    def cocokkan(
        self, nama: Mapping[int, str], semua: Sequence[IndikatorRencana]
    ) -> dict[int, Pasangan[IndikatorRencana]]:
        """Match the indicator rows of one node: picks first, then memory, then names."""
        hasil: dict[int, Pasangan[IndikatorRencana]] = {}
        menurut_pk = {i.pk: i for i in semua}
        menurut_identitas = {i.indikator_id: i for i in semua}
        for baris in nama:
            kode = next((k for k in reversed(self.pilihan.get(baris, ())) if k[0] == "I"), "")
            hal = (
                menurut_pk.pop(nomor_pilihan(kode), None) if kode != PILIH_INDIKATOR_BARU else None
            )
            if hal is not None or kode == PILIH_INDIKATOR_BARU:
                hasil[baris] = Pasangan(hal, 100.0 if hal else 0.0, cara="dipilih")
        kunci = {b: kunci_jalur(self.jalur(b), teks) for b, teks in nama.items()}
        banyak = Counter(kunci.values())
        for baris in nama:
            ingat = self.ingatan.indikator.get(kunci[baris])
            hal = menurut_identitas.get(ingat) if ingat else None
            if baris not in hasil and hal and hal.pk in menurut_pk and banyak[kunci[baris]] == 1:
                hasil[baris] = Pasangan(menurut_pk.pop(hal.pk), 100.0, cara="diingat")
        lepas = {b: teks for b, teks in nama.items() if b not in hasil}
        calon = [Calon(i, i.nama) for i in menurut_pk.values()]
        satu = pasangkan(lepas, calon, kunci_hal=lambda i: i.pk, kosakata=self.kosakata)
        satu |= self._tanya_satu_satunya(nama, semua, satu)
        for baris, pasangan in satu.items():
            baru = pasangan.pilihan and PILIH_BARU in self.pilihan.get(baris, ())
            hasil[baris] = Pasangan(cara="dipilih") if baru else pasangan
        return hasil

    def _tanya_satu_satunya(
        self,
        nama: Mapping[int, str],
        semua: Sequence[IndikatorRencana],
        hasil: Mapping[int, Pasangan[IndikatorRencana]],
    ) -> dict[int, Pasangan[IndikatorRencana]]:
        """Report and plan have one indicator each at this node, in other words: it is asked."""
        baris = next(iter(nama))
        if len(nama) != 1 or len(semua) != 1 or baris in hasil or self.pilihan.get(baris):
            return {}
        mirip = serupa(nama[baris], semua[0].nama, self.kosakata).nilai
        if mirip < AMBANG_SATU_SATUNYA:
            return {}
        return {baris: Pasangan(pilihan=(Padanan(semua[0], semua[0].nama, mirip),))}


def nomor_pilihan(kode: str) -> int:
    """The id in a pick (S12, I34), 0 for none."""
    return int(kode[1:]) if kode[1:].isdecimal() else 0
