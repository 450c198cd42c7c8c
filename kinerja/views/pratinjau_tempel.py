"""The preview of a pasted block as it is printed: rows, words, choices, counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from dasar.tanggal import format_waktu_relatif
from kinerja.formulas.blok_tempel import Blok, huruf_kolom
from kinerja.formulas.kolom_tempel import LABEL_PERAN, Kolom, PeranKolom
from kinerja.models import Anggaran, Realisasi
from kinerja.selectors.tempel import (
    BarisLepas,
    LembarTujuan,
    PilihanTempel,
    RencanaTempel,
    SelTempel,
)
from kinerja.services.sel_isian import HasilIsian, HasilSel, KeadaanSel, SelIsian

YAKIN = 99.5  # percent; below, the match is shown to be checked
BATAS_PILIHAN = 30  # rows that get every free indicator to choose from; the page stays small
_PANJANG_CUPLIKAN = 160
_PANJANG_NAMA, _PANJANG_INDUK = 90, 60
TANYA = "tanya"
_KATA = {  # state -> (word, look, icon)
    KeadaanSel.BARU: ("Baru", "aksen", "plus-lg"),
    KeadaanSel.BERUBAH: ("Berubah", "aksen", "pencil-fill"),
    KeadaanSel.SAMA: ("Sama", "netral", "check-lg"),
    KeadaanSel.DITOLAK: ("Ditolak", "galat", "exclamation-octagon-fill"),
    KeadaanSel.KONFLIK: ("Diubah orang lain", "perhatian", "exclamation-triangle-fill"),
    TANYA: ("Perlu dipilih", "perhatian", "question-circle"),
}
_AKAN = (KeadaanSel.BARU, KeadaanSel.BERUBAH)
_ANGKA = (PeranKolom.NILAI, PeranKolom.RUPIAH)


@dataclass(frozen=True)
class BarisPratinjau:
    """One cell of the block: where it lands, what stands there, how it is read, what happens."""

    nomor: int
    huruf: str
    kunci: str
    nama: str
    induk: str
    keyakinan: float
    kolom: str
    tersimpan: str
    ditempel: str
    dibaca: str
    lain: bool
    keadaan: str
    kalimat: str
    pilihan: tuple[tuple[str, str, bool], ...] = ()
    kembar: bool = False

    @property
    def medan(self) -> str:
        """The first part of the key: nilai, rupiah or one of the texts."""
        return self.kunci.rpartition("-")[0]

    @property
    def angka(self) -> bool:
        """A number, set to the right; texts go to the left."""
        return self.medan in _ANGKA

    @property
    def kata(self) -> str:
        return _KATA[self.keadaan][0]

    @property
    def rupa(self) -> str:
        return _KATA[self.keadaan][1]

    @property
    def ikon(self) -> str:
        return _KATA[self.keadaan][2]

    @property
    def diragukan(self) -> bool:
        """The name was matched by likeness."""
        return self.keyakinan < YAKIN


@dataclass(frozen=True)
class BarisTanpaTempat:
    """A row without a place; `pilihan` are (indicator, name, chosen), empty when none helps."""

    nomor: int
    indeks: int
    teks: str
    alasan: str
    pilihan: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class KolomPratinjau:
    """One column of the block with an example, and what it may hold."""

    nomor: int
    huruf: str
    judul: str
    contoh: str
    pilihan: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class PratinjauTempel:
    """Everything the preview prints. `terbaca` are the cells that have a reading."""

    rencana: RencanaTempel
    lembar: LembarTujuan
    terbaca: tuple[SelTempel, ...]
    baris: tuple[BarisPratinjau, ...]
    lepas: tuple[BarisTanpaTempat, ...]
    kolom: tuple[KolomPratinjau, ...]
    tempat: tuple[tuple[int, int, str], ...]  # rows placed by hand: index, indicator, name
    pilihan: PilihanTempel

    @property
    def menurut_nama(self) -> bool:
        return self.rencana.cara == "nama"

    @property
    def periksa(self) -> list[BarisPratinjau]:
        """Cells that are not saved as they are."""
        return [b for b in self.baris if b.keadaan not in (*_AKAN, KeadaanSel.SAMA)]

    @property
    def simpan(self) -> list[BarisPratinjau]:
        """Cells that will be written."""
        return [b for b in self.baris if b.keadaan in _AKAN]

    @property
    def sama(self) -> list[BarisPratinjau]:
        return [b for b in self.baris if b.keadaan == KeadaanSel.SAMA]

    @property
    def kembar(self) -> int:
        """Rows of the block whose name several indicators have and that would change something."""
        return len({b.nomor for b in self.baris if b.kembar and b.keadaan != KeadaanSel.SAMA})

    @property
    def lewat_batas(self) -> int:
        """How many rows are offered every free indicator; 0 when all are."""
        dapat = sum(b.dapat_dipilih for b in self.rencana.lepas)
        return BATAS_PILIHAN if dapat > BATAS_PILIHAN else 0

    @property
    def hitungan(self) -> list[tuple[int, str, str]]:
        """(number, words, look) on top."""
        per = {k: sum(b.keadaan == k for b in self.baris) for k in _KATA}
        apa = "nilai" if all(b.angka for b in self.simpan) else "isian"
        semua = [
            (per[KeadaanSel.BARU], f"{apa} baru", "aksen"),
            (per[KeadaanSel.BERUBAH], f"mengganti {apa}", "aksen"),
            (per[KeadaanSel.SAMA], "sama", "netral"),
            (per[TANYA], "perlu dipilih", "perhatian"),
            (per[KeadaanSel.DITOLAK] + per[KeadaanSel.KONFLIK], "ditolak", "galat"),
            (len(self.lepas), "baris tanpa tempat", "perhatian"),
            (self.rencana.kosong, "sel kosong", "netral"),
        ]
        return [s for s in semua if s[0]]

    @property
    def kata_simpan(self) -> str:
        """ "60 nilai" on the button."""
        return kata_jumlah(b.medan for b in self.simpan)

    @property
    def dilihat(self) -> str:
        """What the preview shows, to be sent back when it is confirmed."""
        return json.dumps(
            {s.kunci: [s.bacaan.baku, penanda(self.lembar, s)] for s in self.terbaca},
            ensure_ascii=False,
        )

    def sesudah(self, hasil: HasilIsian) -> PratinjauTempel:
        """The same cells with what became of them when they were saved."""
        akhir = {f"{h.sel.medan}-{h.sel.kunci}": h for h in hasil.sel}
        baris = tuple(
            replace(b, keadaan=akhir[b.kunci].keadaan, kalimat=_kalimat(akhir[b.kunci]))
            if b.kunci in akhir and b.keadaan not in (TANYA, KeadaanSel.DITOLAK)
            else b
            for b in self.baris
        )
        return replace(self, baris=baris)


def susun_pratinjau(
    blok: Blok,
    rencana: RencanaTempel,
    lembar: LembarTujuan,
    pilihan: PilihanTempel,
    hasil: HasilIsian,
) -> PratinjauTempel:
    """`hasil` judges the cells with a reading, in their order; a second row for one cell is
    refused there and does not count as read."""
    dinilai = iter(hasil.sel)
    baris: list[BarisPratinjau] = []
    terbaca: dict[str, SelTempel] = {}
    for s in rencana.sel:
        if s.bacaan.terbaca:
            h = next(dinilai)
            terbaca.setdefault(s.kunci, s)
            baris.append(_baris(s, lembar, pilihan, str(h.keadaan), _kalimat(h)))
        else:
            keadaan = TANYA if s.bacaan.jawaban else KeadaanSel.DITOLAK
            baris.append(_baris(s, lembar, pilihan, keadaan, s.bacaan.kalimat))
    terpakai = {s.id for s in rencana.sel if s.peran == PeranKolom.NILAI}
    bebas = [
        (i, label_tempat(lembar, i))
        for i in lembar.isi
        if i not in terpakai and not lembar.tersimpan(PeranKolom.NILAI, i)
    ]
    return PratinjauTempel(
        rencana=rencana,
        lembar=lembar,
        terbaca=tuple(terbaca.values()),
        baris=tuple(baris),
        lepas=tuple(
            _lepas(b, lembar, bebas if nomor < BATAS_PILIHAN else [])
            for nomor, b in enumerate(rencana.lepas)
        ),
        kolom=tuple(_kolom(k, blok, rencana) for k in rencana.kolom),
        tempat=tuple(
            (n, i, label_tempat(lembar, i))
            for n, i in pilihan.tempat.items()
            if i in lembar.isi and n < len(blok.baris)
        ),
        pilihan=pilihan,
    )


def _baris(
    s: SelTempel, lembar: LembarTujuan, pilihan: PilihanTempel, keadaan: str, kalimat: str
) -> BarisPratinjau:
    nama, induk = lembar.nama(s.peran, s.id)
    dijawab = pilihan.jawaban.get(s.kunci, "")
    return BarisPratinjau(
        nomor=s.baris + 1,
        huruf=huruf_kolom(s.kolom),
        kunci=s.kunci,
        nama=nama,
        induk=induk,
        keyakinan=s.keyakinan,
        kolom=LABEL_PERAN[s.peran],
        tersimpan=_cuplikan(lembar.tersimpan(s.peran, s.id)) or "–",
        ditempel=_cuplikan(s.teks) or "(kosong)",
        dibaca=_cuplikan(s.bacaan.tampil) if s.bacaan.terbaca else "–",
        lain=s.bacaan.terbaca and s.bacaan.lain,
        keadaan=keadaan,
        kalimat=kalimat,
        pilihan=tuple((j.kode, j.kata, j.kode == dijawab) for j in s.bacaan.jawaban),
        kembar=s.kembar,
    )


def _lepas(
    b: BarisLepas, lembar: LembarTujuan, bebas: Sequence[tuple[int, str]]
) -> BarisTanpaTempat:
    """Likely indicators first, then the others without a value."""
    mirip = [(i, label_tempat(lembar, i)) for i in b.pilihan if i in lembar.isi]
    pilihan = dict([*mirip, *bebas]) if b.dapat_dipilih else {}
    return BarisTanpaTempat(b.baris + 1, b.baris, b.teks, b.alasan, tuple(pilihan.items()))


def _kolom(k: Kolom, blok: Blok, rencana: RencanaTempel) -> KolomPratinjau:
    isi = blok.kolom(k.nomor)[rencana.kepala :]
    return KolomPratinjau(
        nomor=k.nomor,
        huruf=huruf_kolom(k.nomor),
        judul=k.judul,
        contoh=next((s[:40] for s in isi if s), ""),
        pilihan=tuple((p.value, LABEL_PERAN[p], p == k.peran) for p in PeranKolom),
    )


def _kalimat(h: HasilSel) -> str:
    """Why a cell is refused; for a conflict also what stands there now, and whose it is."""
    if h.keadaan != KeadaanSel.KONFLIK or h.tersimpan is None:
        return h.alasan
    angka = isinstance(h.tersimpan, Anggaran) or h.sel.medan == PeranKolom.NILAI
    oleh = getattr(h.tersimpan, "diisi_oleh" if angka else "dijelaskan_oleh", None)
    pada = getattr(h.tersimpan, "diisi_pada" if angka else "dijelaskan_pada", None)
    kapan = f", {format_waktu_relatif(pada, timezone.now())}" if pada else ""
    return f"{h.alasan} Oleh {oleh}{kapan}." if oleh else h.alasan


def _cuplikan(teks: str, panjang: int = _PANJANG_CUPLIKAN) -> str:
    return teks if len(teks) <= panjang else f"{teks[:panjang]}…"


def label_tempat(lembar: LembarTujuan, indikator_id: int) -> str:
    """An indicator in a list of choices, with the node above it: names repeat."""
    nama, induk = lembar.nama(PeranKolom.NILAI, indikator_id)
    return f"{_cuplikan(nama, _PANJANG_NAMA)} · {_cuplikan(induk, _PANJANG_INDUK)}"


def penanda(lembar: LembarTujuan, s: SelTempel) -> int | str:
    """What the person sees of a cell: the version of a value or amount, the text itself."""
    baris = lembar.baris_tersimpan(s.peran, s.id)
    if s.peran in _ANGKA:
        return baris.versi if isinstance(baris, Realisasi | Anggaran) else 0
    return lembar.tersimpan(s.peran, s.id)


def sel_isian(s: SelTempel, dilihat: Any = None) -> SelIsian:
    """The cell as it is written; `dilihat` is what `penanda` said when it was previewed."""
    b = s.bacaan
    angka = s.peran in _ANGKA
    return SelIsian(
        medan=s.peran.value,
        kunci=s.id,
        nilai=b.nilai,
        teks=b.teks,
        rupiah=b.rupiah,
        versi=dilihat if angka else None,
        semula=None if angka else dilihat,
    )


def kata_jumlah(medan: Iterable[str]) -> str:
    """ "60 nilai", or "64 isian" when texts are among them."""
    semua = list(medan)
    angka = all(m in _ANGKA for m in semua)
    return f"{len(semua)} {'nilai' if angka else 'isian'}"
