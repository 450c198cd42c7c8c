"""Names of a report matched one to one with those of the plan.

No Django imports in this package.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from kinerja.formulas.pencocokan import (
    AMBANG_SELIP,
    AMBANG_TANYA,
    JARAK_AMAN,
    Calon,
    Padanan,
    Serupa,
    calon_dekat,
    kunci_nama,
)

T = TypeVar("T")
# Of two near candidates one is taken when so many of what belongs to the row belong to it alone.
ISI_CUKUP = 2

CaraPadan = Literal["", "persis", "mirip", "isi", "kode", "diingat", "dipilih"]


@dataclass(frozen=True)
class Pasangan(Generic[T]):
    """What one name was matched with: a single candidate, several to choose from, or none."""

    hal: T | None = None
    keyakinan: float = 0.0
    pilihan: tuple[Padanan[T], ...] = ()
    cara: CaraPadan = ""


def pasangkan(
    nama: Mapping[int, str],
    calon: Sequence[Calon[T]],
    kunci_hal: Callable[[T], int],
    kosakata: Collection[str] = frozenset(),
    isi_sama: Callable[[int, T], int] | None = None,
) -> dict[int, Pasangan[T]]:
    """Match names (by row number) with candidates one to one; each candidate is used once.

    Equal names first. Of twins, `isi_sama` says how much of what belongs to a row belongs to a
    candidate too: the pairs that have most in common go together, and else the first row takes the
    first candidate, and so on, as long as there are as many of both; otherwise nobody can say which
    one is missing, and the rows that are not told apart get `pilihan`. What is left is matched
    where it differs by writing only, best pair first; a row whose two best candidates are closer
    than JARAK_AMAN and not told apart by what belongs to them, a candidate that two rows mean, and
    a row that differs by a word, are left to a person (`pilihan`).
    """
    hasil: dict[int, Pasangan[T]] = {}
    dipakai: set[int] = set()
    baris_per_kunci: dict[str, list[int]] = {}
    calon_per_kunci: dict[str, list[Calon[T]]] = {}
    for c in calon:
        calon_per_kunci.setdefault(kunci_nama(c.nama), []).append(c)
    kembar = {k: semua for k, semua in calon_per_kunci.items() if len(semua) > 1}
    runtut = not kembar or _seurut(nama, [c.nama for c in calon])
    yakin = dict.fromkeys(nama, 100.0)
    for baris, teks in nama.items():
        kunci = kunci_nama(teks)
        if kembar and kunci and kunci not in calon_per_kunci:
            kunci, yakin[baris] = _kembaran(teks, kunci, calon, kembar, kosakata)
        baris_per_kunci.setdefault(kunci, []).append(baris)
    for kunci, semua in baris_per_kunci.items():
        sama = calon_per_kunci.get(kunci, [])
        if not sama:
            continue
        pasti, raguan, calon_ragu = _pasangkan_kembar(semua, sama, isi_sama, runtut=runtut)
        for baris, c in pasti:
            cara: CaraPadan = "persis" if yakin[baris] >= 100 else "mirip"
            hasil[baris] = Pasangan(c.hal, yakin[baris], cara=cara)
            dipakai.add(kunci_hal(c.hal))
        if raguan:
            pilihan = tuple(Padanan(c.hal, c.nama, 100.0) for c in calon_ragu)
            hasil.update((baris, Pasangan(pilihan=pilihan)) for baris in raguan)
            dipakai.update(kunci_hal(c.hal) for c in calon_ragu)
    sisa = [c for c in calon if kunci_hal(c.hal) not in dipakai]
    lepas = {b: teks for b, teks in nama.items() if b not in hasil and kunci_nama(teks)}
    if sisa and lepas:
        _pasangkan_mirip(lepas, sisa, hasil, kunci_hal, kosakata, isi_sama)
    return hasil


def _seurut(nama: Mapping[int, str], calon: Sequence[str]) -> bool:
    """Whether the names that both have only once stand in the same order."""
    kunci_calon = [kunci_nama(c) for c in calon]
    kunci_baris = [kunci_nama(nama[b]) for b in sorted(nama)]
    letak = {k: n for n, k in enumerate(kunci_calon) if kunci_calon.count(k) == 1}
    urut = [letak[k] for k in kunci_baris if k in letak and kunci_baris.count(k) == 1]
    return urut == sorted(urut)


def _pasangkan_kembar(
    baris: Sequence[int],
    calon: Sequence[Calon[T]],
    isi_sama: Callable[[int, T], int] | None,
    *,
    runtut: bool,
) -> tuple[list[tuple[int, Calon[T]]], list[int], list[Calon[T]]]:
    """Rows and candidates of one name: the pairs, and the rows and candidates that are left to a
    person because a candidate is missing in the report, or the report has another order than the
    plan, and nothing says which is which."""
    if len(calon) == 1:
        return list(zip(baris, calon, strict=False)), [], []
    nilai = [[isi_sama(b, c.hal) if isi_sama else 0 for c in calon] for b in baris]
    # What a row has in common with all of them says nothing.
    nilai = [[n - min(satu) for n in satu] for satu in nilai]
    urut = sorted(
        ((-n, i, j) for i, satu in enumerate(nilai) for j, n in enumerate(satu)),
    )
    kurang = len(calon) > len(baris) or not runtut
    sisa_baris, sisa_calon = set(range(len(baris))), set(range(len(calon)))
    pasti: list[tuple[int, Calon[T]]] = []
    for minus, i, j in urut:
        if i not in sisa_baris or j not in sisa_calon:
            continue
        if kurang and nilai[i].count(-minus) > 1:
            continue  # only what has more in common with the row than any other is sure
        pasti.append((baris[i], calon[j]))
        sisa_baris.discard(i)
        sisa_calon.discard(j)
    if not kurang:
        return pasti, [], []
    return pasti, [baris[i] for i in sorted(sisa_baris)], [calon[j] for j in sorted(sisa_calon)]


def _kembaran(
    nama: str,
    kunci: str,
    calon: Sequence[Calon[T]],
    kembar: Mapping[str, Sequence[Calon[T]]],
    kosakata: Collection[str],
) -> tuple[str, float]:
    """The key of the name that the plan has twice, where `nama` is it with slips: such rows are
    counted with those that write it right. Else its own key."""
    dekat = calon_dekat(nama, calon, kosakata)
    terbaik = kunci_nama(dekat[0][0].nama) if dekat and dekat[0][1].yakin else ""
    if terbaik not in kembar or dekat[0][1].nilai < AMBANG_SELIP:
        return kunci, 100.0
    lawan = [s.nilai for c, s in dekat if s.yakin and kunci_nama(c.nama) != terbaik]
    if lawan and dekat[0][1].nilai - lawan[0] < JARAK_AMAN:
        return kunci, 100.0
    return terbaik, dekat[0][1].nilai


def _pasangkan_mirip(
    nama: Mapping[int, str],
    calon: Sequence[Calon[T]],
    hasil: dict[int, Pasangan[T]],
    kunci_hal: Callable[[T], int],
    kosakata: Collection[str],
    isi_sama: Callable[[int, T], int] | None,
) -> None:
    """Match by similarity what equal names left over (changes `hasil`)."""
    dekat = {b: calon_dekat(teks, calon, kosakata, baris=len(nama)) for b, teks in nama.items()}
    dipakai: set[int] = set()
    saingan = _saingan(dekat, kunci_hal)
    urut = sorted(
        (b for b, semua in dekat.items() if semua and semua[0][1].yakin),
        key=lambda b: (-dekat[b][0][1].nilai, b),
    )
    for baris in urut:
        sisa = [(c, s) for c, s in dekat[baris] if kunci_hal(c.hal) not in dipakai]
        if not sisa or not sisa[0][1].yakin or sisa[0][1].nilai < AMBANG_SELIP:
            continue
        setara = [cs for cs in sisa if cs[1].yakin and sisa[0][1].nilai - cs[1].nilai < JARAK_AMAN]
        if len(setara) > 1 or baris in saingan:
            setara = [cs for cs in setara if isi_sama and isi_sama(baris, cs[0].hal) >= ISI_CUKUP]
        if len(setara) != 1:
            continue  # asked below, from what the surer rows leave
        sisa = setara
        hasil[baris] = Pasangan(sisa[0][0].hal, sisa[0][1].nilai, cara="mirip")
        dipakai.add(kunci_hal(sisa[0][0].hal))
    for baris, semua in dekat.items():
        pilihan = tuple(
            Padanan(c.hal, c.nama, s.nilai)
            for c, s in semua
            if kunci_hal(c.hal) not in dipakai and s.nilai >= AMBANG_TANYA
        )
        if baris not in hasil and pilihan:
            hasil[baris] = Pasangan(pilihan=pilihan)


def _saingan(
    dekat: Mapping[int, Sequence[tuple[Calon[T], Serupa]]], kunci_hal: Callable[[T], int]
) -> set[int]:
    """Rows that mean the same candidate about equally: which one it is, a person says."""
    terbaik: dict[int, list[tuple[float, int]]] = {}
    for baris, semua in dekat.items():
        if semua and semua[0][1].yakin:
            terbaik.setdefault(kunci_hal(semua[0][0].hal), []).append((semua[0][1].nilai, baris))
    hasil: set[int] = set()
    for nilai in terbaik.values():
        puncak = max(nilai)[0]
        dekat_puncak = [baris for n, baris in nilai if puncak - n < JARAK_AMAN]
        if len(dekat_puncak) > 1:
            hasil.update(dekat_puncak)
    return hasil
