"""Which PD a cell of a report means: every spelling on record, and what people add to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kinerja.formulas.pencocokan import serupa
from opd.models import AliasPD, JenisPD, NamaPD, PerangkatDaerah
from opd.models.organisasi import bakukan_nama

# "1.06.0.00.0.00.01.0000 DINAS SOSIAL" and "Pemerintah Kota ...": what stands before the name.
_KODE = re.compile(r"(?:[0-9x]+ )+(?=[a-z]{2})")
_DAERAH = re.compile(r"(?:pemerintah )?(?:kota|kabupaten|kab) ")
_PANJANG_SELIP = 12  # letters of a name that may hold a slip; "dinkes" is not "dinsos"


@dataclass
class EjaanPD:
    """Spellings of all PD, and the names of the region that people write behind them."""

    milik: dict[str, set[int]] = field(default_factory=dict)
    daerah: set[str] = field(default_factory=set)
    _ingat: dict[str, set[int]] = field(default_factory=dict)

    @classmethod
    def muat(cls) -> EjaanPD:
        """Every spelling of every PD (three queries)."""
        satu = cls()
        kota: set[int] = set()
        for pk, kode, jenis in PerangkatDaerah.objects.values_list("pk", "kode", "jenis"):
            satu.tambah(kode, pk)
            if jenis == JenisPD.KOTA:
                kota.add(pk)
        for pk, *nama in NamaPD.objects.values_list("perangkat_daerah", "baku", "singkatan_baku"):
            for teks in nama:
                satu.tambah(teks, pk)
                if pk in kota and teks:
                    satu.daerah |= {teks, _DAERAH.sub("", teks)}
        for pk, alias in AliasPD.objects.values_list("perangkat_daerah", "baku"):
            satu.tambah(alias, pk)
        return satu

    def tambah(self, teks: str, pk: int) -> None:
        if baku := bakukan_nama(teks):
            self.milik.setdefault(baku, set()).add(pk)

    def pemilik(self, teks: str) -> set[int]:
        """The PD that a cell means, empty for none. The name as it is, without its code and
        region, and with slips of letters where only one PD is that near."""
        baku = bakukan_nama(teks)
        if baku not in self._ingat:
            self._ingat[baku] = (
                self.milik.get(baku)
                or self.milik.get(self._inti(baku))
                or self._terselip(self._inti(baku))
            )
        return self._ingat[baku]

    def _inti(self, baku: str) -> str:
        inti = _KODE.sub("", baku, count=1)
        for daerah in sorted(self.daerah, key=len, reverse=True):
            if inti.endswith(f" {daerah}"):
                return inti.removesuffix(f" {daerah}")
        return inti

    def _terselip(self, inti: str) -> set[int]:
        if len(inti) < _PANJANG_SELIP:
            return set()
        cocok = [
            pk
            for teks, pk in self.milik.items()
            if len(teks) >= _PANJANG_SELIP and serupa(inti, teks).yakin
        ]
        semua = set().union(*cocok) if cocok else set()
        return semua if len(semua) == 1 else set()
