"""Values of a report: reading each cell, and everything a person should look at before applying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dasar.angka import format_angka_utuh, format_rupiah
from kinerja.formulas.agregasi import triwulan_turun
from kinerja.formulas.isi_laporan import (
    BacaanSel,
    Isian,
    Sel,
    SifatIndikator,
    baca_kinerja,
    baca_kosong,
    baca_rupiah,
    kira_sifat,
    ubah_isian,
)
from kinerja.formulas.pencocokan import kunci_nama
from kinerja.models import AlasanKosong, DokumenPerencanaan, Frekuensi, Realisasi
from kinerja.models import Isian as IsianIndikator
from kinerja.models.indikator import JATUH_TEMPO
from kinerja.selectors.berkas_triwulan import BarisMentah
from kinerja.selectors.isi_pratinjau import (
    BarisPratinjau,
    GalatSel,
    Peringatan,
    SelPratinjau,
)
from kinerja.selectors.nomenklatur import Pustaka, acuan_satuan
from kinerja.selectors.rencana_berlaku import RencanaBerlaku

TRIWULAN = (1, 2, 3, 4)
_KATA_ISIAN: Mapping[Isian, str] = {
    "per_triwulan": "per triwulan",
    "sd_triwulan": "s.d. triwulan",
}


def baca_rupiah_mentah(b: BarisMentah) -> tuple[int | None, ...]:
    """The amounts of a row per quarter, None for what is unknown or cannot be read."""
    hasil: list[int | None] = []
    for tw in TRIWULAN:
        bacaan = baca_rupiah(b.sel.get(f"tw{tw}_rp", Sel()))
        hasil.append(None if bacaan.nilai is None else int(bacaan.nilai))
    return tuple(hasil)


@dataclass
class NilaiTersimpan:
    """What the year already holds of one indicator: values by quarter, in its own isian, and the
    quarters that are said to be not measured."""

    nilai: dict[int, Decimal] = field(default_factory=dict)
    tidak_diukur: set[int] = field(default_factory=set)


def muat_tersimpan(
    dokumen: DokumenPerencanaan | None, tahun: int, isian_laporan: Isian
) -> dict[int, NilaiTersimpan]:
    """Stored values by indicator, of those whose isian is not the report's (one query)."""
    hasil: dict[int, NilaiTersimpan] = {}
    if dokumen is None:
        return hasil
    lain = [i for i in IsianIndikator.values if i != isian_laporan]
    for indikator_id, tw, nilai, alasan in Realisasi.objects.filter(
        tahun=tahun, indikator__isi__dokumen=dokumen, indikator__isi__isian__in=lain
    ).values_list("indikator", "triwulan", "nilai", "alasan_kosong"):
        satu = hasil.setdefault(indikator_id, NilaiTersimpan())
        if nilai is not None:
            satu.nilai[tw] = nilai
        elif alasan == AlasanKosong.TIDAK_DIUKUR:
            satu.tidak_diukur.add(tw)
    return hasil


@dataclass
class HasilBaca:
    """Rows with their values, and what was noticed."""

    baris: list[BarisPratinjau]
    galat: list[GalatSel]
    peringatan: list[Peringatan]
    perlu_yakin: list[Peringatan]
    dilewati: list[SelPratinjau]
    bertentangan_sd: int


@dataclass
class PembacaNilai:
    """Reads the rows of one report in order; `selesai` gives everything back."""

    kolom: Mapping[str, str]
    isian_kinerja: Isian
    isian_anggaran: Isian
    lewati: Mapping[tuple[int, str], str]
    rencana: RencanaBerlaku
    pustaka: Pustaka
    tersimpan: Mapping[int, NilaiTersimpan] = field(default_factory=dict)
    _isi: dict[int, BarisPratinjau] = field(default_factory=dict)
    _galat: list[GalatSel] = field(default_factory=list)
    _peringatan: list[Peringatan] = field(default_factory=list)
    _yakin: list[Peringatan] = field(default_factory=list)
    _dilewati: list[SelPratinjau] = field(default_factory=list)
    _rupiah: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    _turun: int = 0

    def baca(self, baris: BarisPratinjau, mentah: BarisMentah, *, nama_simpul: str) -> None:
        """Read the cells of one row."""
        if baris.status == "judul":
            self._isi[baris.nomor] = self._baca_judul(baris, mentah)
            return
        sifat = self._sifat(baris, mentah, nama_simpul)
        sel = {peran: self._sel(baris, mentah, peran, sifat) for peran in mentah.sel}
        nilai = self._nilai_kinerja(baris, sel, sifat)
        self._isi[baris.nomor] = replace(
            baris, sel=sel, sifat=sifat if baris.indikator else None, nilai=nilai
        )
        self._kumpulkan_rupiah(baris, sel)

    def selesai(self, urut: Sequence[BarisPratinjau]) -> HasilBaca:
        """Check what only all rows together show."""
        self._periksa_kembar()
        self._periksa_rupiah()
        baris = [
            replace(b, rupiah={tw: r for tw, (r, _) in self._rupiah.get(b.nomor, {}).items()})
            for b in (self._isi[u.nomor] for u in urut)
        ]
        return HasilBaca(
            baris, self._galat, self._peringatan, self._yakin, self._dilewati, self._turun
        )

    # --- cells --------------------------------------------------------------------------------

    def _sifat(
        self, baris: BarisPratinjau, mentah: BarisMentah, nama_simpul: str
    ) -> SifatIndikator:
        if baris.isi_indikator_id is not None:
            ada = self.rencana.indikator[baris.isi_indikator_id]
            return SifatIndikator(
                ada.satuan, ada.desimal, ada.cara, ada.isian, ada.skala_predikat or None
            )
        sel = [mentah.sel[p] for p in mentah.sel if p.endswith("k")]
        acuan = acuan_satuan(self.pustaka.cari(nama_simpul)) if nama_simpul else []
        return kira_sifat(baris.indikator, sel, acuan, self.isian_kinerja)

    def _sel(
        self, baris: BarisPratinjau, mentah: BarisMentah, peran: str, sifat: SifatIndikator
    ) -> SelPratinjau:
        asal = mentah.sel[peran]
        sel = SelPratinjau(baris.nomor, peran, self.kolom[peran], asal.teks)
        if alasan := self.lewati.get((baris.nomor, peran)):
            dilewati = replace(sel, dilewati=alasan)
            self._dilewati.append(dilewati)
            return dilewati
        if peran.endswith("rp"):
            bacaan = baca_rupiah(asal)
        elif baris.indikator:
            bacaan = baca_kinerja(
                asal, satuan=sifat.satuan, desimal=sifat.desimal, skala=sifat.skala
            )
        else:
            bacaan = self._tanpa_indikator(baris, sel, asal)
        if bacaan.galat:
            self._galat.append(GalatSel(baris.nomor, sel.kolom, bacaan.galat, asal.teks))
        elif bacaan.pertanyaan:
            self._yakin.append(Peringatan("yakin", baris.nomor, sel.kolom, bacaan.pertanyaan))
        return replace(sel, nilai=bacaan.nilai, galat=bacaan.galat, pertanyaan=bacaan.pertanyaan)

    def _tanpa_indikator(self, baris: BarisPratinjau, sel: SelPratinjau, asal: Sel) -> BacaanSel:
        """A value in a row without indicator has no place; a bare 0 there is only a filler."""
        if baca_kosong(asal.teks) and not asal.galat:
            return BacaanSel()
        bacaan = baca_kinerja(asal, satuan="", desimal=2, skala=None)
        if bacaan.galat or bacaan.nilai:
            return BacaanSel(
                galat="Kolom indikator baris ini kosong, jadi nilainya tidak punya tempat."
            )
        self._peringatan.append(
            Peringatan(
                "judul",
                baris.nomor,
                sel.kolom,
                "Kolom indikator baris ini kosong; nilai 0 tidak disimpan.",
            )
        )
        return BacaanSel()

    def _baca_judul(self, baris: BarisPratinjau, mentah: BarisMentah) -> BarisPratinjau:
        """Totals and titles are not stored; a measured value among them is pointed out."""
        sel = {
            peran: SelPratinjau(baris.nomor, peran, self.kolom[peran], asal.teks)
            for peran, asal in mentah.sel.items()
        }
        for peran, satu in sel.items():
            if peran.endswith("k") and not baca_kosong(satu.teks):
                self._peringatan.append(
                    Peringatan(
                        "judul",
                        baris.nomor,
                        satu.kolom,
                        f'"{satu.teks.strip()[:40]}" ada di baris judul dan tidak disimpan.',
                    )
                )
        return replace(baris, sel=sel)

    def _nilai_kinerja(
        self, baris: BarisPratinjau, sel: dict[str, SelPratinjau], sifat: SifatIndikator
    ) -> dict[int, Decimal]:
        """The values to write, in the isian of the plan; marks in `sel` what cannot be said so."""
        nilai = [sel[p].nilai if (p := f"tw{tw}_k") in sel else None for tw in TRIWULAN]
        if sifat.skala is not None:
            return {tw: n for tw, n in zip(TRIWULAN, nilai, strict=True) if n is not None}
        self._periksa_turun(baris.nomor, nilai, "k", self.isian_kinerja)
        isian: Isian = "sd_triwulan" if sifat.isian == "sd_triwulan" else "per_triwulan"
        ada = self.tersimpan.get(baris.indikator_id or 0, NilaiTersimpan())
        diubah = ubah_isian(
            nilai,
            self.isian_kinerja,
            isian,
            tersimpan=ada.nilai,
            jatuh_tempo=self._jatuh_tempo(baris) - ada.tidak_diukur,
        )
        for tw in diubah.tak_pasti:
            satu = sel[f"tw{tw}_k"]
            galat = (
                "Nilai triwulan sebelumnya belum ada, jadi nilai ini tidak dapat diubah dari "
                f"{_KATA_ISIAN[self.isian_kinerja]} ke {_KATA_ISIAN[isian]}."
            )
            self._galat.append(GalatSel(baris.nomor, satu.kolom, galat, satu.teks))
            sel[satu.peran] = replace(satu, nilai=None, galat=galat)
        return {tw: n for tw, n in zip(TRIWULAN, diubah.nilai, strict=True) if n is not None}

    def _jatuh_tempo(self, baris: BarisPratinjau) -> set[int]:
        """Quarters in which the indicator of a row is measured."""
        ada = self.rencana.indikator.get(baris.isi_indikator_id or 0)
        return set(JATUH_TEMPO[Frekuensi(ada.frekuensi)] if ada else TRIWULAN)

    def _kumpulkan_rupiah(self, baris: BarisPratinjau, sel: Mapping[str, SelPratinjau]) -> None:
        """Money belongs to the node: of several rows of one node the first amount counts."""
        if baris.simpul is None:
            return
        milik = self._rupiah.setdefault(baris.simpul, {})
        for tw in TRIWULAN:
            satu = sel.get(f"tw{tw}_rp")
            if satu is None or satu.nilai is None:
                continue
            if tw not in milik:
                milik[tw] = (int(satu.nilai), baris.nomor)
                continue
            rupiah, asal = milik[tw]
            self._peringatan.append(
                Peringatan(
                    "rupiah_tambahan",
                    baris.nomor,
                    satu.kolom,
                    f"Rp {format_rupiah(int(satu.nilai))} di baris indikator tambahan tidak "
                    f"disimpan: rupiah simpul ini diambil dari baris {asal} "
                    f"(Rp {format_rupiah(rupiah)}).",
                )
            )

    # --- what all rows show -------------------------------------------------------------------

    def _periksa_turun(
        self, nomor: int, nilai: Sequence[Decimal | None], jenis: str, isian: Isian
    ) -> None:
        """Quarters below an earlier one contradict "s.d. triwulan"."""
        for tw in triwulan_turun(nilai):
            self._turun += 1
            if isian != "sd_triwulan":
                continue
            kini = nilai[tw - 1]
            lalu = next(n for n in reversed(nilai[: tw - 1]) if n is not None)
            self._peringatan.append(
                Peringatan(
                    "turun",
                    nomor,
                    self.kolom[f"tw{tw}_{jenis}"],
                    f"{format_angka_utuh(kini or Decimal(0))} lebih kecil daripada triwulan "
                    f"sebelumnya ({format_angka_utuh(lalu)}), padahal isiannya s.d. triwulan.",
                )
            )

    def _periksa_rupiah(self) -> None:
        anak: dict[int, list[int]] = {}
        for b in self._isi.values():
            if b.simpul == b.nomor:
                isi = self._rupiah.get(b.nomor, {})
                self._periksa_turun(
                    b.nomor,
                    [Decimal(isi[tw][0]) if tw in isi else None for tw in TRIWULAN],
                    "rp",
                    self.isian_anggaran,
                )
                if b.induk is not None:
                    anak.setdefault(b.induk, []).append(b.nomor)
        for induk, semua in anak.items():
            for tw, (rupiah, nomor) in self._rupiah.get(induk, {}).items():
                jumlah = sum(self._rupiah.get(a, {}).get(tw, (0, 0))[0] for a in semua)
                if jumlah != rupiah:
                    self._peringatan.append(
                        Peringatan(
                            "jumlah",
                            nomor,
                            self.kolom[f"tw{tw}_rp"],
                            f"Rp {format_rupiah(rupiah)} tidak sama dengan jumlah "
                            f"{len(semua)} baris di bawahnya (Rp {format_rupiah(jumlah)}).",
                        )
                    )

    def _periksa_kembar(self) -> None:
        """The same name twice in one place stays two rows, and is said."""
        pertama: dict[tuple[str, int | None, str, str], int] = {}
        for b in self._isi.values():
            if b.status == "judul":
                continue
            if b.simpul == b.nomor:
                self._catat_kembar(pertama, ("nama", b.induk, b.jenis, kunci_nama(b.nama)), b)
            if b.indikator:
                self._catat_kembar(pertama, ("indikator", b.simpul, "", kunci_nama(b.indikator)), b)

    def _catat_kembar(
        self,
        pertama: dict[tuple[str, int | None, str, str], int],
        kunci: tuple[str, int | None, str, str],
        b: BarisPratinjau,
    ) -> None:
        asal = pertama.setdefault(kunci, b.nomor)
        if asal != b.nomor:
            self._peringatan.append(
                Peringatan(
                    "kembar",
                    b.nomor,
                    self.kolom[kunci[0]],
                    f"Sama dengan baris {asal}. Keduanya disimpan terpisah.",
                )
            )
