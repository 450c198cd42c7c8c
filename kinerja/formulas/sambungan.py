"""Names that a report wraps over several rows, put together again.

A PDF turned into a table, or a careful hand in a narrow column, writes one name in two or three
rows; only one of them holds values. No Django imports in this package.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kinerja.formulas.pencocokan import kunci_nama

MAKS_SAMBUNGAN = 4  # rows of one wrapped name


@dataclass(frozen=True)
class Potongan:
    """One row as the joining sees it. `bernilai`: a value cell says something; `mulai`: a code or
    a kind stands before the name, so no name goes on here."""

    nomor: int
    nama: str
    indikator: str
    bernilai: bool
    mulai: bool = False


@dataclass(frozen=True)
class Gabungan:
    """A row that stands for several: `nomor` is the one with the values, else the first."""

    nomor: int
    nama: str
    indikator: str
    bagian: tuple[int, ...]  # the other rows


def gabungkan(
    baris: Sequence[Potongan],
    *,
    dikenal: Callable[[str], bool],
    indikator_dikenal: Callable[[str], bool],
) -> list[Gabungan]:
    """Find wrapped rows. `dikenal` says whether plan or nomenclature have a name,
    `indikator_dikenal` the same of an indicator. What nobody knows is joined only when a row
    without values goes on in small letters."""
    hasil: list[Gabungan] = []
    awal = 0
    while awal < len(baris):
        satu = _terpanjang(baris, awal, dikenal, indikator_dikenal)
        if satu is not None:
            hasil.append(satu)
            awal += len(satu.bagian) + 1
        else:
            awal += 1
    return hasil


def _terpanjang(
    baris: Sequence[Potongan],
    awal: int,
    dikenal: Callable[[str], bool],
    indikator_dikenal: Callable[[str], bool],
) -> Gabungan | None:
    """The widest window from `awal` on that is one wrapped row."""
    lebar = 1
    bernilai = int(baris[awal].bernilai)
    while awal + lebar < len(baris) and lebar < MAKS_SAMBUNGAN:
        bernilai += baris[awal + lebar].bernilai
        if bernilai > 1 or baris[awal + lebar].mulai:
            break
        lebar += 1
    for n in range(lebar, 1, -1):
        jendela = baris[awal : awal + n]
        if _satu_nama(jendela, dikenal, indikator_dikenal):
            return _gabung(jendela)
    return None


def _satu_nama(
    jendela: Sequence[Potongan],
    dikenal: Callable[[str], bool],
    indikator_dikenal: Callable[[str], bool],
) -> bool:
    nama = [p.nama for p in jendela if kunci_nama(p.nama)]
    indikator = [p.indikator for p in jendela if kunci_nama(p.indikator)]
    if not nama and len(indikator) == len(jendela):
        return _patah(indikator, indikator_dikenal)
    if not kunci_nama(jendela[0].nama) or not _rapat(jendela):
        return False
    ekor = any(p.bernilai or p.indikator for p in jendela[1:] if p.nama)
    nama_patah = len(nama) > 1 and (
        _patah(nama, dikenal, ekor_bebas=not ekor) or _berlanjut(jendela, dikenal)
    )
    indikator_patah = len(indikator) > 1 and _patah(indikator, indikator_dikenal)
    if len(nama) > 1 and not nama_patah:
        return False
    if len(indikator) > 1 and not indikator_patah:
        # Nobody knows the indicator; the wrapped name still shows that the rows are one, unless
        # each of them is an indicator of its own.
        return nama_patah and not any(indikator_dikenal(i) for i in indikator)
    return nama_patah or indikator_patah


def _rapat(jendela: Sequence[Potongan]) -> bool:
    """Whether each row goes on with the name or the indicator (none is only values)."""
    return all(kunci_nama(p.nama) or kunci_nama(p.indikator) for p in jendela)


def _patah(
    teks: Sequence[str], dikenal: Callable[[str], bool], *, ekor_bebas: bool = False
) -> bool:
    """Known together, and no piece known by itself. `ekor_bebas`: the later pieces say nothing
    else in their rows, so they may happen to be names too."""
    periksa = teks[:1] if ekor_bebas else teks
    return not any(dikenal(t) for t in periksa) and dikenal(" ".join(teks))


def _berlanjut(jendela: Sequence[Potongan], dikenal: Callable[[str], bool]) -> bool:
    """Rows without values and indicator that go on in small letters below a name, none of them a
    name itself: some reports write every name in small letters."""
    return not jendela[0].nama[:1].islower() and all(
        p.nama[:1].islower() and not p.bernilai and not p.indikator and not dikenal(p.nama)
        for p in jendela[1:]
    )


def _gabung(jendela: Sequence[Potongan]) -> Gabungan:
    utama = next((p for p in jendela if p.bernilai), jendela[0])
    return Gabungan(
        nomor=utama.nomor,
        nama=" ".join(p.nama for p in jendela if p.nama),
        indikator=" ".join(p.indikator for p in jendela if p.indikator),
        bagian=tuple(p.nomor for p in jendela if p is not utama),
    )


def dikenal_dalam(kunci: Collection[str]) -> Callable[[str], bool]:
    """Ask a set of folded names."""
    return lambda teks: kunci_nama(teks) in kunci
