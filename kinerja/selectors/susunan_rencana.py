"""The tree of a draf as the rows of the page that edits it, formatted and in reading order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from dasar.angka import format_rupiah
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.jumlah_pagu import JumlahPagu, jumlahkan
from kinerja.formulas.pencocokan import bakukan
from kinerja.formulas.susunan_jalur import Susunan
from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul, JenisSimpul
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.selectors.cari_nomenklatur import edisi_terbaru, peringatan_edisi
from kinerja.selectors.jumlah_pagu import kalimat_pagu, pagu_per_tahun, teks_jumlah
from kinerja.selectors.tanda_simpul import tanda_simpul

_PROGRAM = TINGKAT_SIMPUL[JenisSimpul.PROGRAM]  # money is planned from here down


@dataclass(frozen=True)
class BarisSusunan:
    """One row: a node with its place among its siblings, its pagu and what stands below it."""

    isi: IsiSimpul
    tanda: str
    label: str
    nama: str
    level: int
    posisi: int
    dari: int
    ada_anak: bool
    terbuka: bool
    pagu: str
    jumlah: str
    perhatian: str
    indikator: int
    cocok: bool


@dataclass(frozen=True)
class Perhatian:
    """Something about one node that does not block but must be seen."""

    pk: int
    nama: str
    kalimat: str


@dataclass(frozen=True)
class SusunanTampil:
    """The rows that are open, and what concerns the whole tree."""

    baris: tuple[BarisSusunan, ...]
    perhatian: tuple[Perhatian, ...]
    jumlah_simpul: int
    jumlah_cocok: int


def susun_rencana(
    dokumen: DokumenPerencanaan,
    tahun: int,
    *,
    buka: Collection[int] | None = None,
    pilih: int | None = None,
    cari: str = "",
) -> SusunanTampil:
    """Rows of the tree with the pagu of `tahun` (four queries, however many nodes).

    `buka`: the nodes whose children are shown; None: everything above program. The chosen node
    and what matches `cari` are always shown, with all above them.
    """
    simpul = {
        s.pk: s
        for s in IsiSimpul.objects.filter(dokumen=dokumen)
        .select_related("nomenklatur")
        .order_by("jalur")
    }
    susunan = Susunan.dari_baris((s.pk, s.induk_id) for s in simpul.values())
    hitung = jumlahkan(
        [(s.pk, s.induk_id) for s in simpul.values()],
        dict(pagu_per_tahun(dokumen, simpul.values()).get(tahun, {})),
    )
    indikator = dict(
        IsiIndikator.objects.filter(dokumen=dokumen)
        .order_by()
        .values_list("isi_simpul")
        .annotate(n=Count("pk"))
    )
    terbaru = edisi_terbaru()
    kata = bakukan(cari)
    cocok = {pk for pk, s in simpul.items() if kata and kata in bakukan(f"{s.kode} {s.nama}")}
    terbuka = _terbuka(susunan, simpul, buka, pilih, cocok)
    perhatian = {
        pk: kalimat for pk, s in simpul.items() if (kalimat := _perhatian(s, hitung[pk], terbaru))
    }
    baris = tuple(
        BarisSusunan(
            isi=s,
            tanda=tanda_simpul(s),
            label=s.get_jenis_display(),
            nama=huruf_kalimat(s.nama),
            level=s.kedalaman + 1,
            posisi=susunan.anak[s.induk_id].index(pk) + 1,
            dari=len(susunan.anak[s.induk_id]),
            ada_anak=bool(susunan.anak.get(pk)),
            terbuka=pk in terbuka,
            pagu=_rupiah(hitung[pk].sendiri) if TINGKAT_SIMPUL[s.jenis] >= _PROGRAM else "",
            jumlah=teks_jumlah(hitung[pk]) if susunan.anak.get(pk) else "",
            perhatian=perhatian.get(pk, ""),
            indikator=indikator.get(pk, 0),
            cocok=pk in cocok,
        )
        for pk, s in simpul.items()
        if all(atas in terbuka for atas in susunan.leluhur(pk))
    )
    return SusunanTampil(
        baris=baris,
        perhatian=tuple(
            Perhatian(pk, huruf_kalimat(simpul[pk].nama), kalimat)
            for pk, kalimat in perhatian.items()
        ),
        jumlah_simpul=len(simpul),
        jumlah_cocok=len(cocok),
    )


def _terbuka(
    susunan: Susunan,
    simpul: dict[int, IsiSimpul],
    buka: Collection[int] | None,
    pilih: int | None,
    cocok: Collection[int],
) -> set[int]:
    if buka is None:
        terbuka = {pk for pk, s in simpul.items() if TINGKAT_SIMPUL[s.jenis] < _PROGRAM}
        if pilih in simpul:
            terbuka.add(pilih)
    else:
        terbuka = set(buka) & set(simpul)
    for pk in [*cocok, *([pilih] if pilih in simpul and pilih is not None else [])]:
        terbuka.update(susunan.leluhur(pk))
    return {pk for pk in terbuka if susunan.anak.get(pk)}


def _perhatian(s: IsiSimpul, jumlah: JumlahPagu, terbaru: str) -> str:
    """A difference of money, or a code of an older edition."""
    bagian = []
    if jumlah.menyimpang:
        bagian.append(kalimat_pagu(s, jumlah))
    bagian.append(peringatan_edisi(s.nomenklatur, terbaru))
    return " ".join(b for b in bagian if b)


def _rupiah(nilai: int | None) -> str:
    return "–" if nilai is None else format_rupiah(nilai)
