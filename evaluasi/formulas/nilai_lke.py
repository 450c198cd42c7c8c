"""Value of an LKE: twelve letters become points. Source and tests: docs/regulasi.md#nilai-lke"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dasar.angka import format_angka_utuh
from evaluasi.formulas.data_88_2021 import baca_88_2021

_SERATUS = Decimal(100)


class TemplatTidakSah(ValueError):
    """The template cannot give values from 0 to 100; the message says what does not add up."""


class JawabanTidakSah(ValueError):
    """An answer names no subkomponen of the template, or a letter outside its scale."""


class LKEBelumLengkap(ValueError):
    """Answers are missing; `kurang` lists their subkomponen in template order."""

    def __init__(self, kurang: Iterable[str]) -> None:
        self.kurang = tuple(kurang)
        super().__init__(f"LKE belum lengkap. Belum dijawab: {', '.join(self.kurang)}.")


@dataclass(frozen=True, slots=True)
class PilihanJawaban:
    """One step of the scale: letter, percent of the weight (0 to 100), and its meaning."""

    huruf: str
    nilai: Decimal
    bunyi: str = ""


@dataclass(frozen=True, slots=True)
class Kriteria:
    """A probing question; it carries no weight of its own in 88/2021."""

    kode: str
    bunyi: str


@dataclass(frozen=True, slots=True)
class Subkomponen:
    """The level that is answered. `dimensi` names its scale in the template; bobot in points."""

    kode: str
    nama: str
    bobot: Decimal
    dimensi: str
    kriteria: tuple[Kriteria, ...] = ()


@dataclass(frozen=True, slots=True)
class Komponen:
    """A group of subkomponen; `bobot` in points is the sum of theirs."""

    kode: str
    nama: str
    bobot: Decimal
    subkomponen: tuple[Subkomponen, ...]


@dataclass(frozen=True, slots=True)
class Templat:
    """Weights and answer scales of one year. `skala` is keyed by dimensi, best answer first.

    Raises TemplatTidakSah when weights do not add up to 100 (or to their komponen), are not
    positive, when codes repeat, or when a dimensi has no usable scale.
    """

    nama: str
    komponen: tuple[Komponen, ...]
    skala: Mapping[str, tuple[PilihanJawaban, ...]]

    def __post_init__(self) -> None:
        _periksa_templat(self)

    @property
    def subkomponen(self) -> tuple[Subkomponen, ...]:
        """All subkomponen in order."""
        return tuple(sub for komponen in self.komponen for sub in komponen.subkomponen)

    def nilai_jawaban(self, sub: Subkomponen, huruf: str) -> Decimal:
        """Return the percent (0 to 100) of a letter. Raises JawabanTidakSah outside the scale."""
        for pilihan in self.skala[sub.dimensi]:
            if pilihan.huruf == huruf:
                return pilihan.nilai
        sah = ", ".join(pilihan.huruf for pilihan in self.skala[sub.dimensi])
        raise JawabanTidakSah(
            f'Jawaban "{huruf}" untuk {sub.kode} tidak ada di skala. Pilihannya: {sah}.'
        )


@dataclass(frozen=True, slots=True)
class HasilLKE:
    """Points, unrounded: the total (0 to 100), and per kode of komponen and subkomponen."""

    total: Decimal
    komponen: Mapping[str, Decimal]
    subkomponen: Mapping[str, Decimal]


def nilai_lke(jawaban: Mapping[str, str], templat: Templat) -> HasilLKE:
    """Return the points of a complete LKE: percent of the letter times the weight, summed.

    `jawaban` maps the kode of every subkomponen to its letter; "" is a missing answer.
    Raises JawabanTidakSah for an unknown kode or letter, then LKEBelumLengkap.
    Source: docs/regulasi.md#nilai-lke

    >>> huruf = {sub.kode: "BB" for sub in TEMPLAT_88_2021.subkomponen}
    >>> hasil = nilai_lke(huruf, TEMPLAT_88_2021)
    >>> hasil.total == 80, hasil.komponen["1"] == 24
    (True, True)
    """
    sementara = nilai_sementara(jawaban, templat)
    if not sementara.lengkap:
        raise LKEBelumLengkap(
            sub.kode for sub in templat.subkomponen if sub.kode not in sementara.subkomponen
        )
    return HasilLKE(
        total=sementara.total, komponen=sementara.komponen, subkomponen=sementara.subkomponen
    )


@dataclass(frozen=True, slots=True)
class NilaiSementara:
    """Points of the answers given so far, unrounded: total, per komponen and subkomponen.

    `hilang` is what each answered subkomponen lost of its weight. The total of an incomplete LKE
    is shown only as "sementara, `terjawab` dari `dari`", and never stored as its value.
    """

    total: Decimal
    komponen: Mapping[str, Decimal]
    subkomponen: Mapping[str, Decimal]
    hilang: Mapping[str, Decimal]
    terjawab: int
    dari: int

    @property
    def lengkap(self) -> bool:
        return self.terjawab == self.dari


def nilai_sementara(jawaban: Mapping[str, str], templat: Templat) -> NilaiSementara:
    """Return the points of a possibly incomplete LKE; a missing answer adds nothing and loses
    nothing.

    Raises JawabanTidakSah for an unknown kode or letter. Complete answers give the total of
    `nilai_lke`. Source: docs/regulasi.md#nilai-lke
    """
    dikenal = {sub.kode for sub in templat.subkomponen}
    asing = [kode for kode in jawaban if kode not in dikenal]
    if asing:
        raise JawabanTidakSah(f"Subkomponen tidak dikenal: {', '.join(asing)}.")
    per_sub = {
        sub.kode: templat.nilai_jawaban(sub, huruf) * sub.bobot / _SERATUS
        for sub in templat.subkomponen
        if (huruf := jawaban.get(sub.kode))
    }
    return NilaiSementara(
        total=_jumlah(per_sub.values()),
        komponen={
            komponen.kode: _jumlah(
                per_sub[sub.kode] for sub in komponen.subkomponen if sub.kode in per_sub
            )
            for komponen in templat.komponen
        },
        subkomponen=per_sub,
        hilang={
            sub.kode: sub.bobot - per_sub[sub.kode]
            for sub in templat.subkomponen
            if sub.kode in per_sub
        },
        terjawab=len(per_sub),
        dari=len(dikenal),
    )


def saran_jawaban(terpenuhi: Decimal, jumlah: int) -> str:
    """Return the letter that the checklist suggests: never above BB.

    `terpenuhi`: criteria met, a partly met one counts 0.5; `jumlah`: criteria asked.
    All met is BB, more than 75 percent B, 50 CC, 25 C, 0 D, none E. A and AA need a human and a
    reason: the years a document was kept, or an innovation, are no share of criteria.
    Raises ValueError when jumlah < 1, or terpenuhi lies outside 0 to jumlah.
    Source: docs/regulasi.md#saran-jawaban

    >>> saran_jawaban(Decimal(6), 6), saran_jawaban(Decimal("4.5"), 6)
    ('BB', 'CC')
    """
    if jumlah < 1:
        raise ValueError("Saran jawaban memerlukan sedikitnya satu kriteria.")
    if not terpenuhi.is_finite() or not 0 <= terpenuhi <= jumlah:
        raise ValueError("Jumlah kriteria terpenuhi harus antara 0 dan jumlah kriteria.")
    if terpenuhi == jumlah:
        return "BB"
    # Multiplied out: a share such as 2/3 has no exact Decimal.
    for huruf, persen in (("B", 75), ("CC", 50), ("C", 25), ("D", 0)):
        if terpenuhi * 100 > jumlah * persen:
            return huruf
    return "E"


def _jumlah(nilai: Iterable[Decimal]) -> Decimal:
    return sum(nilai, Decimal(0))


def _periksa_templat(templat: Templat) -> None:
    jumlah = _jumlah(komponen.bobot for komponen in templat.komponen)
    if jumlah != _SERATUS:
        raise TemplatTidakSah(f"Jumlah bobot komponen harus 100, bukan {_tulis(jumlah)}.")
    for komponen in templat.komponen:
        isi = _jumlah(sub.bobot for sub in komponen.subkomponen)
        if isi != komponen.bobot:
            raise TemplatTidakSah(
                f"Bobot subkomponen pada komponen {komponen.kode} berjumlah {_tulis(isi)}, "
                f"padahal bobot komponennya {_tulis(komponen.bobot)}."
            )
    for sub in templat.subkomponen:
        if sub.bobot <= 0:
            raise TemplatTidakSah(f"Bobot subkomponen {sub.kode} harus lebih dari 0.")
        if not templat.skala.get(sub.dimensi):
            raise TemplatTidakSah(f'Skala jawaban "{sub.dimensi}" untuk {sub.kode} belum ada.')
    for dimensi, skala in templat.skala.items():
        periksa_skala(dimensi, skala)
    kode = [sub.kode for sub in templat.subkomponen] + [k.kode for k in templat.komponen]
    if len(set(kode)) != len(kode):
        raise TemplatTidakSah("Kode komponen dan subkomponen tidak boleh berulang.")


def periksa_skala(dimensi: str, skala: Sequence[PilihanJawaban]) -> None:
    """Raise TemplatTidakSah for a scale that repeats a letter, has none, or leaves 0 to 100."""
    huruf = [pilihan.huruf for pilihan in skala]
    if not all(huruf):
        raise TemplatTidakSah(f'Skala jawaban "{dimensi}" memuat jawaban tanpa huruf.')
    if len(set(huruf)) != len(huruf):
        raise TemplatTidakSah(f'Huruf pada skala jawaban "{dimensi}" berulang.')
    if any(not 0 <= pilihan.nilai <= _SERATUS for pilihan in skala):
        raise TemplatTidakSah(f'Nilai pada skala jawaban "{dimensi}" harus 0 sampai 100.')


def _tulis(bobot: Decimal) -> str:
    return format_angka_utuh(bobot, 2)


def _bangun_templat_88_2021(isi: Mapping[str, Any]) -> Templat:
    return Templat(
        nama=isi["regulation"],
        komponen=tuple(
            Komponen(
                kode=komponen["code"],
                nama=komponen["name"],
                bobot=Decimal(komponen["weight"]),
                subkomponen=tuple(
                    Subkomponen(
                        kode=sub["code"],
                        nama=sub["name"],
                        bobot=Decimal(sub["weight"]),
                        dimensi=sub["dimension"],
                        kriteria=tuple(Kriteria(k["code"], k["text"]) for k in sub["criteria"]),
                    )
                    for sub in komponen["subcomponents"]
                ),
            )
            for komponen in isi["components"]
        ),
        skala={
            dimensi: tuple(
                PilihanJawaban(baris["grade"], Decimal(baris["value"]), baris["text"])
                for baris in skala
            )
            for dimensi, skala in isi["answer_scale"].items()
        },
    )


TEMPLAT_88_2021 = _bangun_templat_88_2021(baca_88_2021())
