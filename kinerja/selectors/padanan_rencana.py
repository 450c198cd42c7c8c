"""Rows of a report matched with the nodes and indicators of the plan in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kinerja.formulas.pemasangan import Pasangan, pasangkan
from kinerja.formulas.pencocokan import (
    BATAS_BEDA_KATA,
    Calon,
    Padanan,
    calon_dekat,
    kunci_nama,
    serupa,
)
from kinerja.formulas.susunan_laporan import JUDUL, BarisTersusun
from kinerja.selectors.berkas_triwulan import BarisMentah
from kinerja.selectors.isi_pratinjau import (
    PILIH_BARU,
    PILIH_SIMPUL_BARU,
    BarisPratinjau,
    PilihanPadanan,
)
from kinerja.selectors.jalur_laporan import Ingatan, jalur_baris, kunci_jalur
from kinerja.selectors.padanan_indikator import PencocokIndikator, nomor_pilihan
from kinerja.selectors.padanan_kode import padankan_kode
from kinerja.selectors.rencana_berlaku import IndikatorRencana, RencanaBerlaku, SimpulRencana

LAPIS = ("program", "kegiatan", "sub_kegiatan")
# A node is known by what stands below it from this share of equal names on, in at least this many
# rows; its own name must still be this alike, else the person is asked.
BAGIAN_ISI, BARIS_ISI, NAMA_ISI = 0.5, 2, 75.0
# In another place of the plan only a name this alike is looked at.
AMBANG_LAIN_INDUK = 85.0


class PencocokRencana:
    """Match level by level: a kegiatan is looked for below the program it stands under; what is
    not there is known by what stands below it, or by a name that the plan has only once."""

    def __init__(
        self,
        rencana: RencanaBerlaku,
        pilihan: Mapping[int, Collection[str]],
        ingatan: Ingatan | None = None,
        kosakata: Collection[str] = frozenset(),
        sebutan: Mapping[str, str] | None = None,
    ) -> None:
        self._rencana = rencana
        self._ingatan = ingatan or Ingatan()
        self._kosakata = kosakata
        self._sebutan = sebutan or {}
        self._pilihan = {
            baris: [PILIH_BARU if p.casefold() == PILIH_BARU else p.upper() for p in kode]
            for baris, kode in pilihan.items()
        }
        self._simpul: dict[int, Pasangan[SimpulRencana]] = {}
        self._terpakai: set[int] = set()
        self._menunggu: dict[int, int] = {}
        self._kunci_indikator: dict[int, set[str]] = {}
        for i in rencana.indikator.values():
            self._kunci_indikator.setdefault(i.isi_simpul_id, set()).add(kunci_nama(i.nama))

    def cocokkan(
        self, susunan: Sequence[BarisTersusun], mentah: Mapping[int, BarisMentah]
    ) -> dict[int, BarisPratinjau]:
        """The preview of each row, still without values."""
        self._susunan, self._mentah = susunan, mentah
        self._jalur = jalur_baris(susunan, mentah)
        self._anak: dict[int, list[int]] = {}
        self._nama_indikator: dict[int, list[str]] = {}
        for s in susunan:
            if s.simpul == s.nomor and s.induk is not None:
                self._anak.setdefault(s.induk, []).append(s.nomor)
            if s.simpul is not None and kunci_nama(mentah[s.nomor].indikator):
                self._nama_indikator.setdefault(s.simpul, []).append(mentah[s.nomor].indikator)
        self._tetapkan()
        for jenis in LAPIS:
            self._cocokkan_lapis(jenis)
        indikator = self._cocokkan_indikator()
        return {s.nomor: self._baris(s, mentah[s.nomor], indikator) for s in susunan}

    # --- nodes --------------------------------------------------------------------------------

    def _tetapkan(self) -> None:
        """What a person said goes first: picks of this report, then remembered ones."""
        simpul = {s.nomor: s for s in self._susunan if s.simpul == s.nomor}
        for baris, s in simpul.items():
            kode = next((k for k in reversed(self._pilihan.get(baris, [])) if k[0] == "S"), "")
            if kode == PILIH_SIMPUL_BARU:
                self._simpul[baris] = Pasangan(cara="dipilih")
            elif kode:
                self._pakai(baris, s, nomor_pilihan(kode), "dipilih")
        menurut_identitas = {s.simpul_id: s for s in self._rencana.simpul.values()}
        kunci = {b: kunci_jalur(self._jalur[b]) for b in simpul}
        banyak = Counter(kunci.values())
        for baris, s in simpul.items():
            ingat = self._ingatan.simpul.get(kunci[baris])
            hal = menurut_identitas.get(ingat) if ingat else None
            if hal is not None and baris not in self._simpul and banyak[kunci[baris]] == 1:
                self._pakai(baris, s, hal.pk, "diingat")
        self._tetapkan_kode([s for baris, s in simpul.items() if baris not in self._simpul])

    def _tetapkan_kode(self, simpul: Sequence[BarisTersusun]) -> None:
        """Then the codes of the report."""
        menurut_kode = padankan_kode(
            simpul,
            self._mentah,
            self._rencana,
            terpakai=self._terpakai,
            kosakata=self._kosakata,
        )
        for baris, pasangan in menurut_kode.items():
            self._simpul[baris] = pasangan
            if pasangan.pilihan and PILIH_BARU in self._pilihan.get(baris, ()):
                self._simpul[baris] = Pasangan(cara="dipilih")
            elif pasangan.hal is not None:
                self._terpakai.add(pasangan.hal.pk)

    def _pakai(self, baris: int, s: BarisTersusun, pk: int, cara: Any) -> None:
        hal = self._rencana.simpul.get(pk)
        if hal is not None and hal.jenis == s.jenis and pk not in self._terpakai:
            self._simpul[baris] = Pasangan(hal, 100.0, cara=cara)
            self._terpakai.add(pk)

    def _cocokkan_lapis(self, jenis: str) -> None:
        kelompok: dict[int | None, dict[int, str]] = {}
        for s in self._susunan:
            if s.jenis == jenis and s.nomor not in self._simpul:
                kelompok.setdefault(s.induk, {})[s.nomor] = self._mentah[s.nomor].nama
        for induk, nama in kelompok.items():
            self._cocokkan_saudara(induk, jenis, nama)
        lepas = [b for nama in kelompok.values() for b in nama if self._lepas(b)]
        for baris in lepas:
            self._kenali_dari_isi(baris, jenis)
        for baris in [b for b in lepas if self._lepas(b)]:
            self._cari_lain_induk(baris, jenis)
        for induk, nama in kelompok.items():
            self._catat_menunggu(induk, nama)

    def _lepas(self, baris: int) -> bool:
        """Whether a row has no counterpart, or only names to ask about."""
        pasangan = self._simpul[baris]
        return pasangan.hal is None and all(p.keyakinan < 100 for p in pasangan.pilihan)

    def _cocokkan_saudara(self, induk: int | None, jenis: str, nama: Mapping[int, str]) -> None:
        """Match rows under one parent row with the nodes under the parent's node."""
        pasangan_induk = self._simpul.get(induk) if induk is not None else None
        if induk is not None and (pasangan_induk is None or pasangan_induk.hal is None):
            self._simpul.update(dict.fromkeys(nama, Pasangan()))
            return
        induk_id = pasangan_induk.hal.pk if pasangan_induk and pasangan_induk.hal else None
        calon = [
            Calon(s, s.nama)
            for s in self._rencana.anak(induk_id, jenis)
            if s.pk not in self._terpakai
        ]
        hasil = pasangkan(nama, calon, lambda s: s.pk, self._kosakata, self._isi_sama)
        for baris in nama:
            satu = hasil.get(baris, Pasangan())
            if satu.pilihan and PILIH_BARU in self._pilihan.get(baris, ()):
                satu = Pasangan(cara="dipilih")
            self._simpul[baris] = satu
            if satu.hal is not None:
                self._terpakai.add(satu.hal.pk)

    def _kenali_dari_isi(self, baris: int, jenis: str) -> None:
        """A row whose name is written too differently is known by the names below it."""
        isi = {self._kunci(b) for b in self._di_bawah(baris)}
        if self._simpul[baris].cara or not isi:
            return
        dinilai: list[tuple[int, SimpulRencana]] = []
        for hal in self._rencana.sejenis(jenis):
            if hal.pk not in self._terpakai:
                sama = len(isi & {kunci_nama(s.nama) for s in self._keturunan(hal)})
                dinilai.append((sama, hal))
        dinilai.sort(key=lambda sh: -sh[0])
        if not dinilai or dinilai[0][0] < max(BARIS_ISI, BAGIAN_ISI * len(isi)):
            return
        sama, hal = dinilai[0]
        if len(dinilai) > 1 and dinilai[1][0] * 2 > sama:
            return
        nama = self._mentah[baris].nama
        dekat = calon_dekat(nama, [Calon(h, h.nama) for _, h in dinilai], self._kosakata)
        if dekat and dekat[0][1].yakin and dekat[0][0].nama != hal.nama:
            return  # what stands below it speaks against its own name
        mirip = serupa(nama, hal.nama, self._kosakata).nilai
        if mirip >= NAMA_ISI:
            self._simpul[baris] = Pasangan(hal, min(mirip, BATAS_BEDA_KATA), cara="isi")
            self._terpakai.add(hal.pk)
        elif PILIH_BARU in self._pilihan.get(baris, ()):
            self._simpul[baris] = Pasangan(cara="dipilih")
        else:
            self._simpul[baris] = Pasangan(pilihan=(Padanan(hal, hal.nama, mirip),))

    def _di_bawah(self, baris: int) -> list[int]:
        """The rows of all nodes below the one of a row."""
        anak = self._anak.get(baris, [])
        return [*anak, *(c for a in anak for c in self._di_bawah(a))]

    def _kunci(self, baris: int) -> str:
        """The folded name of a row, as the plan writes it where it differs by slips only."""
        kunci = kunci_nama(self._mentah[baris].nama)
        return self._sebutan.get(kunci, kunci)

    def _isi_sama(self, baris: int, hal: SimpulRencana) -> int:
        """How many names and indicators belong to a row and to a node, with all below them."""
        bawah, keturunan = self._di_bawah(baris), self._keturunan(hal)
        milik = {self._kunci(b) for b in bawah} | {
            kunci_nama(i) for b in (baris, *bawah) for i in self._nama_indikator.get(b, ())
        }
        rencana = {kunci_nama(s.nama) for s in keturunan}.union(
            *(self._kunci_indikator.get(s.pk, ()) for s in (hal, *keturunan))
        )
        return len(milik & rencana)

    def _keturunan(self, hal: SimpulRencana) -> list[SimpulRencana]:
        anak = self._rencana.semua_anak(hal.pk)
        return [*anak, *(c for a in anak for c in self._keturunan(a))]

    def _cari_lain_induk(self, baris: int, jenis: str) -> None:
        """A row that stands under another parent than in the plan, or whose parent is missing."""
        if self._simpul[baris].cara:
            return
        bebas = [
            Calon(s, s.nama) for s in self._rencana.sejenis(jenis) if s.pk not in self._terpakai
        ]
        dekat = [
            (c.hal, s)
            for c, s in calon_dekat(self._mentah[baris].nama, bebas, self._kosakata)
            if s.yakin and s.nilai >= AMBANG_LAIN_INDUK
        ]
        if not dekat and not self._simpul[baris].pilihan:
            self._tanya_seindikator(baris, bebas)
        if not dekat or (self._simpul[baris].pilihan and dekat[0][1].nilai < 100):
            return  # what stands in its own place is asked first
        terbaik = [h for h, s in dekat if s.nilai == dekat[0][1].nilai]
        seindikator = [h for h in terbaik if self._seindikator(baris, h)]
        pilih = seindikator if len(seindikator) == 1 else terbaik
        if len(pilih) == 1 and (pilih == seindikator or self._induk_hilang(pilih[0])):
            self._simpul[baris] = Pasangan(pilih[0], dekat[0][1].nilai, cara="mirip")
            self._terpakai.add(pilih[0].pk)
        elif PILIH_BARU in self._pilihan.get(baris, ()):
            self._simpul[baris] = Pasangan(cara="dipilih")
        else:
            self._simpul[baris] = Pasangan(
                pilihan=tuple(Padanan(h, h.nama, s.nilai) for h, s in dekat)
            )

    def _tanya_seindikator(self, baris: int, bebas: Sequence[Calon[SimpulRencana]]) -> None:
        """A row whose name says nothing, but whose indicator one free node has: it may be this."""
        kunci = {kunci_nama(nama) for nama in self._nama_indikator.get(baris, ())}
        sama = [c for c in bebas if kunci & self._kunci_indikator.get(c.hal.pk, set())]
        if len(sama) != 1:
            return
        if PILIH_BARU in self._pilihan.get(baris, ()):
            self._simpul[baris] = Pasangan(cara="dipilih")
            return
        mirip = serupa(self._mentah[baris].nama, sama[0].nama, self._kosakata).nilai
        self._simpul[baris] = Pasangan(pilihan=(Padanan(sama[0].hal, sama[0].nama, mirip),))

    def _seindikator(self, baris: int, hal: SimpulRencana) -> bool:
        """Whether the row has an indicator of this node."""
        milik = [i.nama for i in self._rencana.indikator_simpul(hal.pk)]
        return any(
            serupa(nama, lain, self._kosakata).yakin
            for nama in self._nama_indikator.get(baris, ())
            for lain in milik
        )

    def _induk_hilang(self, hal: SimpulRencana) -> bool:
        """Whether no row of the report is the parent of this node."""
        induk = self._rencana.induk_laporan(hal)
        return induk is not None and induk not in self._terpakai

    def _catat_menunggu(self, induk: int | None, nama: Mapping[int, str]) -> None:
        """Rows that cannot be judged before their parent is picked."""
        if induk is None:
            return
        penentu = self._menunggu.get(induk)
        if penentu is None and self._simpul[induk].pilihan:
            penentu = induk
        for baris in nama:
            if penentu is not None and self._simpul[baris].hal is None:
                self._menunggu[baris] = penentu
                self._simpul[baris] = Pasangan()

    # --- indicators ---------------------------------------------------------------------------

    def _cocokkan_indikator(self) -> dict[int, Pasangan[IndikatorRencana]]:
        kelompok: dict[int, dict[int, str]] = {}
        for s in self._susunan:
            if s.simpul is not None and kunci_nama(self._mentah[s.nomor].indikator):
                kelompok.setdefault(s.simpul, {})[s.nomor] = self._mentah[s.nomor].indikator
        pencocok = PencocokIndikator(
            self._pilihan, self._ingatan, lambda baris: self._jalur[baris], self._kosakata
        )
        hasil: dict[int, Pasangan[IndikatorRencana]] = {}
        for simpul, nama in kelompok.items():
            hal = self._simpul[simpul].hal
            semua = self._rencana.indikator_simpul(hal.pk) if hal else []
            hasil.update(pencocok.cocokkan(nama, semua))
        return hasil

    # --- the row ------------------------------------------------------------------------------

    def _baris(
        self,
        s: BarisTersusun,
        mentah: BarisMentah,
        indikator: Mapping[int, Pasangan[IndikatorRencana]],
    ) -> BarisPratinjau:
        dasar = BarisPratinjau(
            nomor=s.nomor,
            jenis=s.jenis,
            nama=mentah.nama,
            indikator=mentah.indikator,
            status="judul",
            dasar=s.dasar,
            simpul=s.simpul,
            induk=s.induk,
        )
        if s.jenis == JUDUL or s.simpul is None:
            return dasar
        pasangan = self._simpul[s.simpul]
        menunggu = self._menunggu.get(s.simpul)
        if menunggu is None and pasangan.pilihan and s.nomor != s.simpul:
            menunggu = s.simpul
        milik = indikator.get(s.nomor, Pasangan())
        simpul, isi = pasangan.hal, milik.hal
        tanya_simpul = bool(pasangan.pilihan) and s.nomor == s.simpul
        pilihan = self._pilihan_tampil("S", pasangan) if tanya_simpul else _pilihan("I", milik)
        ada_indikator = bool(kunci_nama(mentah.indikator))
        bagian: list[Pasangan[Any]] = [pasangan] if s.nomor == s.simpul else []
        bagian += [milik] if ada_indikator else []
        return BarisPratinjau(
            nomor=s.nomor,
            jenis=s.jenis,
            nama=mentah.nama,
            indikator=mentah.indikator,
            dasar=s.dasar,
            simpul=s.simpul,
            induk=s.induk,
            status=(
                "pilih"
                if pilihan or menunggu is not None
                else "cocok"
                if simpul is not None and (isi is not None or not ada_indikator)
                else "baru"
            ),
            keyakinan=min(
                pasangan.keyakinan, milik.keyakinan if ada_indikator else pasangan.keyakinan
            ),
            cara=_terlemah(bagian or [pasangan]),
            isi_simpul_id=simpul.pk if simpul else None,
            simpul_id=simpul.simpul_id if simpul else None,
            isi_indikator_id=isi.pk if isi else None,
            indikator_id=isi.indikator_id if isi else None,
            nama_rencana=_beda_nama(mentah, simpul if s.nomor == s.simpul else None, isi),
            pilihan=pilihan,
            menunggu=menunggu,
            jalur=self._jalur.get(s.nomor, ()),
        )

    def _pilihan_tampil(
        self, awalan: str, pasangan: Pasangan[SimpulRencana]
    ) -> tuple[PilihanPadanan, ...]:
        return tuple(
            PilihanPadanan(f"{awalan}{p.hal.pk}", p.nama, p.keyakinan, self._rencana.jalur(p.hal))
            for p in pasangan.pilihan
        )


_KUAT = ("isi", "mirip", "kode", "diingat", "dipilih", "persis")


def _terlemah(bagian: Sequence[Pasangan[Any]]) -> Any:
    """How the less sure part of a row was matched."""
    cara = [p.cara for p in bagian if p.cara]
    return min(cara, key=_KUAT.index) if cara else ""


def _pilihan(awalan: str, pasangan: Pasangan[Any]) -> tuple[PilihanPadanan, ...]:
    return tuple(
        PilihanPadanan(f"{awalan}{p.hal.pk}", p.nama, p.keyakinan) for p in pasangan.pilihan
    )


def _beda_nama(
    mentah: BarisMentah, simpul: SimpulRencana | None, isi: IndikatorRencana | None
) -> str:
    """Names of the plan where they are not the report's, to be shown beside it."""
    beda = [
        hal.nama
        for hal, teks in ((simpul, mentah.nama), (isi, mentah.indikator))
        if hal is not None and kunci_nama(hal.nama) != kunci_nama(teks)
    ]
    return " / ".join(beda)
