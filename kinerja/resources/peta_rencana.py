"""What one document version holds now, as rows of the sheet and as things to write to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import Any

from dasar.angka import format_angka_utuh
from kinerja.formulas.baca_target import nama_skala
from kinerja.formulas.skala import format_nilai
from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul, Target
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.resources.kolom_rencana import (
    ANGKA,
    KOLOM_INDIKATOR,
    SENDIRI,
    TANDA_LETAK,
    kolom_pagu,
    kolom_target,
)
from kinerja.selectors.jumlah_pagu import pagu_per_tahun
from opd.models import Pengguna, PerangkatDaerah

KunciSimpul = tuple[str, str]  # jenis, kode folded
Kunci = tuple[str, str, str, int]  # KunciSimpul, name of the indicator folded, the how-many-eth
NilaiSel = Decimal | str | None


def lipat_nama(nama: str) -> str:
    """The name of an indicator as a key: case and spaces do not make another one."""
    return " ".join(nama.casefold().split())


def letak(isi: IsiSimpul) -> str:
    """The place of a node in its tree, "~1.2": how a node without a kode is named."""
    return TANDA_LETAK + ".".join(str(int(ruas)) for ruas in isi.jalur.split("."))


class PetaRencana:
    """Nodes by jenis and kode, indicators by name, and the sheet's row of each (six queries)."""

    def __init__(self, dokumen: DokumenPerencanaan, user: Pengguna) -> None:
        self.dokumen = dokumen
        self.simpul: dict[KunciSimpul, IsiSimpul] = {}
        self.kunci_simpul: dict[int, KunciSimpul] = {}
        self.indikator: dict[Kunci, IsiIndikator] = {}
        self.baris: dict[Hashable, dict[str, Any]] = {}
        self.isi_simpul: dict[KunciSimpul, dict[str, Any]] = {}
        self.nama_indikator: dict[KunciSimpul, dict[str, str]] = {}
        self._muat(user)

    def _muat(self, user: Pengguna) -> None:
        dokumen = self.dokumen
        # The document itself was looked up among those that the person may see.
        semua = list(
            IsiSimpul.objects.for_user(user)
            .filter(dokumen=dokumen)
            .select_related("nomenklatur")
            .order_by("jalur")
        )
        banyak = Counter((s.jenis, s.kode.casefold()) for s in semua if s.kode)
        rujukan = {
            s.pk: s.kode if banyak.get((s.jenis, s.kode.casefold())) == 1 else letak(s)
            for s in semua
        }
        for s in semua:
            kunci = (s.jenis, rujukan[s.pk].casefold())
            self.simpul[kunci], self.kunci_simpul[s.pk] = s, kunci
        pagu = pagu_per_tahun(dokumen, semua)
        kode_pd = {
            pk: kode.casefold()
            for pk, kode in PerangkatDaerah.objects.for_user(user).values_list("pk", "kode")
        }
        per_simpul: dict[int, list[IsiIndikator]] = {}
        isi = IsiIndikator.objects.for_user(user).filter(dokumen=dokumen)
        for i in isi.select_related("indikator").order_by("isi_simpul__jalur", "urutan", "pk"):
            per_simpul.setdefault(i.isi_simpul_id, []).append(i)
        target: dict[int, dict[tuple[int, int], Target]] = {}
        for t in Target.objects.for_user(user).filter(dokumen=dokumen):
            target.setdefault(t.indikator_id, {})[t.tahun, t.triwulan] = t
        for s in semua:
            kunci = self.kunci_simpul[s.pk]
            self.isi_simpul[kunci] = {
                "jenis": s.jenis,
                "kode": rujukan[s.pk],
                "nama": s.nama,
                "induk kode": self._rujukan_induk(s, rujukan),
                "nomenklatur kode": s.nomenklatur.kode if s.nomenklatur else "",
                **{k: pagu[tahun].get(s.pk) for k, tahun in kolom_pagu(dokumen).items()},
            }
            milik = per_simpul.get(s.pk, [])
            if not milik:
                self.baris[*kunci, "", 0] = self.baris_simpul(kunci)
            nama: Counter[str] = Counter()
            for i in milik:
                lipat = lipat_nama(i.nama)
                satu: Kunci = (*kunci, lipat, nama[lipat])
                nama[lipat] += 1
                self.indikator[satu] = i
                self.nama_indikator.setdefault(kunci, {})[lipat] = i.nama
                self.baris[satu] = self.isi_simpul[kunci] | self._baris_indikator(
                    i, target.get(i.indikator_id, {}), kode_pd
                )

    def baris_simpul(self, kunci: KunciSimpul) -> dict[str, Any]:
        """A node's own row, without an indicator."""
        kosong: dict[str, Any] = dict.fromkeys(("indikator", *KOLOM_INDIKATOR), "")
        kosong |= dict.fromkeys(kolom_target(self.dokumen))
        return self.isi_simpul[kunci] | kosong | {"desimal": None}

    def _rujukan_induk(self, s: IsiSimpul, rujukan: Mapping[int, str]) -> str:
        if s.induk_id is None:
            return ""
        sebutan = rujukan[s.induk_id]
        calon = self.calon_induk(sebutan, s.jenis)
        if calon is not None and self.simpul[calon].pk == s.induk_id:
            return sebutan
        return letak(self.simpul[self.kunci_simpul[s.induk_id]])

    def calon_induk(self, sebutan: str, jenis: str) -> KunciSimpul | None:
        """The stored node that a code above `jenis` means: the nearest level that has it."""
        if sebutan.startswith(TANDA_LETAK):
            cocok = [k for k, s in self.simpul.items() if letak(s) == sebutan]
        else:
            cocok = [k for k in self.simpul if k[1] == sebutan.casefold()]
        atas = [k for k in cocok if TINGKAT_SIMPUL[k[0]] < TINGKAT_SIMPUL[jenis]]
        return max(atas, key=lambda k: TINGKAT_SIMPUL[k[0]], default=None)

    def _baris_indikator(
        self,
        i: IsiIndikator,
        target: Mapping[tuple[int, int], Target],
        kode_pd: Mapping[int, str],
    ) -> dict[str, Any]:
        lain = i.indikator.pengampu_id != self.dokumen.perangkat_daerah_id
        return {
            "indikator": i.nama,
            "satuan": i.satuan,
            "skala": ANGKA if i.skala_predikat is None else nama_skala(i.skala_predikat) or SENDIRI,
            "polaritas": i.polaritas,
            "cara": i.cara,
            "isian": i.isian,
            "frekuensi": i.frekuensi,
            "desimal": i.desimal,
            "iku": "ya" if i.iku else "tidak",
            "pengampu": kode_pd.get(i.indikator.pengampu_id, "") if lain else "",
            **{
                kolom: sel_target(t.nilai, t.nilai_atas, i.skala_predikat)
                if (t := target.get(periode))
                else None
                for kolom, periode in kolom_target(self.dokumen).items()
            },
        }


def sel_target(
    nilai: Decimal, atas: Decimal | None, skala: Mapping[str, int] | None
) -> Decimal | str:
    """A target as a cell: a number, the text of a range, or a letter."""
    if skala is not None:
        return format_nilai(nilai, desimal=0, skala=skala)
    if atas is not None:
        return f"{format_angka_utuh(nilai)}-{format_angka_utuh(atas)}"
    return nilai.normalize() + 0
