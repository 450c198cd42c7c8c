"""Rows of a report matched with the nodes and indicators of the plan in force."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kinerja.formulas.pencocokan import Calon, Pasangan, kunci_nama, pasangkan
from kinerja.formulas.susunan_laporan import JUDUL, BarisTersusun
from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul
from kinerja.selectors.berkas_triwulan import BarisMentah
from kinerja.selectors.isi_pratinjau import PILIH_BARU, BarisPratinjau, PilihanPadanan


@dataclass(frozen=True)
class SimpulRencana:
    """One node of the plan."""

    pk: int
    simpul_id: int
    jenis: str
    induk_id: int | None
    nama: str


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
        rencana = cls()
        if dokumen is None:
            return rencana
        for baris in (
            IsiSimpul.objects.filter(dokumen=dokumen)
            .order_by("jalur")
            .values_list("pk", "simpul_id", "jenis", "induk_id", "nama")
        ):
            satu = SimpulRencana(*baris)
            rencana.simpul[satu.pk] = satu
        for satu in rencana.simpul.values():
            rencana._anak.setdefault((rencana._induk_laporan(satu), satu.jenis), []).append(satu)
        for isi in (
            IsiIndikator.objects.filter(dokumen=dokumen)
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
        ):
            indikator = IndikatorRencana(*isi)
            rencana.indikator[indikator.pk] = indikator
            rencana._per_simpul.setdefault(indikator.isi_simpul_id, []).append(indikator)
        return rencana

    def _induk_laporan(self, simpul: SimpulRencana) -> int | None:
        """The parent as a report sees it: what stands above a program is not in the report."""
        if simpul.jenis == "program" or simpul.induk_id is None:
            return None
        return simpul.induk_id

    def anak(self, induk: int | None, jenis: str) -> list[SimpulRencana]:
        return self._anak.get((induk, jenis), [])

    def indikator_simpul(self, isi_simpul_id: int) -> list[IndikatorRencana]:
        return self._per_simpul.get(isi_simpul_id, [])


class PencocokRencana:
    """Match level by level: a kegiatan is looked for only below the program it stands under."""

    def __init__(self, rencana: RencanaBerlaku, pilihan: Mapping[int, Collection[str]]) -> None:
        self._rencana = rencana
        self._pilihan = {
            baris: {p.upper() if p != PILIH_BARU else p for p in kode}
            for baris, kode in pilihan.items()
        }
        self._simpul: dict[int, Pasangan[SimpulRencana]] = {}
        self._menunggu: dict[int, int] = {}
        self._tersisa: dict[int, bool] = {}  # "baru" of a row not yet used for its node

    def cocokkan(
        self, susunan: Sequence[BarisTersusun], mentah: Mapping[int, BarisMentah]
    ) -> dict[int, BarisPratinjau]:
        """The preview of each row, still without values."""
        self._cocokkan_simpul(susunan, mentah)
        indikator = self._cocokkan_indikator(susunan, mentah)
        return {s.nomor: self._baris(s, mentah[s.nomor], indikator) for s in susunan}

    def _cocokkan_simpul(
        self, susunan: Sequence[BarisTersusun], mentah: Mapping[int, BarisMentah]
    ) -> None:
        for jenis in ("program", "kegiatan", "sub_kegiatan"):
            kelompok: dict[int | None, dict[int, str]] = {}
            for s in susunan:
                if s.jenis == jenis:
                    kelompok.setdefault(s.induk, {})[s.nomor] = mentah[s.nomor].nama
            for induk, nama in kelompok.items():
                self._cocokkan_saudara(induk, jenis, nama)

    def _cocokkan_saudara(self, induk: int | None, jenis: str, nama: Mapping[int, str]) -> None:
        """Match rows under one parent row with the nodes under the parent's node."""
        pasangan_induk = self._simpul.get(induk) if induk is not None else None
        if induk is not None and (pasangan_induk is None or pasangan_induk.hal is None):
            penentu = self._menunggu.get(induk)
            if penentu is None and pasangan_induk is not None and pasangan_induk.pilihan:
                penentu = induk
            for baris in nama:
                self._simpul[baris] = Pasangan()
                if penentu is not None:
                    self._menunggu[baris] = penentu
            return
        induk_id = pasangan_induk.hal.pk if pasangan_induk and pasangan_induk.hal else None
        calon = [Calon(s, s.nama) for s in self._rencana.anak(induk_id, jenis)]
        hasil = pasangkan(nama, calon, kunci_hal=lambda s: s.pk)
        self._terapkan_pilihan(nama, hasil, "S", [c.hal for c in calon])
        for baris in nama:
            self._simpul[baris] = hasil.get(baris, Pasangan())

    def _terapkan_pilihan(
        self,
        nama: Mapping[int, str],
        hasil: dict[int, Pasangan[Any]],
        awalan: str,
        semua: Sequence[Any],
    ) -> None:
        """Let picks decide. A pick may name any candidate under the same parent once."""
        menurut_kode = {f"{awalan}{hal.pk}": hal for hal in semua}
        dipilih: set[int] = set()
        for baris in nama:
            for kode in self._pilihan.get(baris, ()):
                hal = menurut_kode.get(kode)
                if hal is not None and hal.pk not in dipilih:
                    hasil[baris] = Pasangan(hal, 100.0)
                    dipilih.add(hal.pk)
            terbuka = hasil.get(baris)
            if (
                terbuka is not None
                and terbuka.pilihan
                and PILIH_BARU in self._pilihan.get(baris, ())
            ):
                hasil[baris] = Pasangan()
        for baris, pasangan in list(hasil.items()):
            if pasangan.hal is not None and pasangan.hal.pk in dipilih:
                kode = f"{awalan}{pasangan.hal.pk}"
                if kode not in self._pilihan.get(baris, ()):  # another row was given it by hand
                    hasil[baris] = Pasangan()
            elif pasangan.pilihan:
                sisa = tuple(p for p in pasangan.pilihan if p.hal.pk not in dipilih)
                hasil[baris] = (
                    Pasangan(pilihan=sisa)
                    if len(sisa) > 1
                    else Pasangan(sisa[0].hal, sisa[0].keyakinan)
                    if sisa
                    else Pasangan()
                )
                if len(sisa) == 1:
                    dipilih.add(sisa[0].hal.pk)

    def _cocokkan_indikator(
        self, susunan: Sequence[BarisTersusun], mentah: Mapping[int, BarisMentah]
    ) -> dict[int, Pasangan[IndikatorRencana]]:
        kelompok: dict[int, dict[int, str]] = {}
        for s in susunan:
            if s.simpul is not None and kunci_nama(mentah[s.nomor].indikator):
                kelompok.setdefault(s.simpul, {})[s.nomor] = mentah[s.nomor].indikator
        hasil: dict[int, Pasangan[IndikatorRencana]] = {}
        for simpul, nama in kelompok.items():
            hal = self._simpul[simpul].hal
            semua = self._rencana.indikator_simpul(hal.pk) if hal else []
            satu = pasangkan(nama, [Calon(i, i.nama) for i in semua], kunci_hal=lambda i: i.pk)
            self._terapkan_pilihan(nama, satu, "I", semua)
            hasil.update(satu)
        return hasil

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
        pilihan = (
            _pilihan("S", pasangan)
            if pasangan.pilihan and s.nomor == s.simpul
            else _pilihan("I", milik)
        )
        ada_indikator = bool(kunci_nama(mentah.indikator))
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
            isi_simpul_id=simpul.pk if simpul else None,
            simpul_id=simpul.simpul_id if simpul else None,
            isi_indikator_id=isi.pk if isi else None,
            indikator_id=isi.indikator_id if isi else None,
            nama_rencana=_beda_nama(mentah, simpul if s.nomor == s.simpul else None, isi),
            pilihan=pilihan,
            menunggu=menunggu,
        )


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
