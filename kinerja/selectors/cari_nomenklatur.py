"""Search in the national nomenclature while a person types, and what a typed code means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When

from dasar.tulisan import huruf_kalimat
from kinerja.formulas.pencocokan import bakukan
from kinerja.models import IsiSimpul, JenisNomenklatur, Nomenklatur
from kinerja.selectors.nomenklatur import BIDANG_UMUM, isi_bidang

BATAS_HASIL = 20
_KODE = re.compile(r"[0-9xX](?:[0-9xX.]*)")
_BIDANG = re.compile(r"\d\.\d{2}(?=\.)")
_PANJANG_KATA = 60


@dataclass(frozen=True)
class HasilNomenklatur:
    """One entry ready to print; `letak` names the entries above it."""

    pk: int
    kode: str
    nama: str
    jenis: str
    label: str
    letak: str
    indikator: str
    satuan: str
    edisi: str
    edisi_lama: bool


@dataclass(frozen=True)
class HasilCari:
    """What a search found: the first `BATAS_HASIL`, and how many there are."""

    butir: tuple[HasilNomenklatur, ...]
    jumlah: int

    @property
    def lebih(self) -> int:
        return self.jumlah - len(self.butir)


def edisi_terbaru() -> str:
    """The newest edition; "" before one was loaded."""
    return Nomenklatur.objects.aggregate(Max("edisi"))["edisi__max"] or ""


def cari_nomenklatur(
    teks: str, jenis: str, *, induk: Nomenklatur | None = None, bidang: str = ""
) -> HasilCari:
    """Entries of one kind by the beginning of a code or by words of the name (four queries: the
    newest edition, the number, the first of them, and what stands above these).

    `induk` keeps to what the nomenclature has below that entry. `bidang` of the PD stands in for
    X.XX in what is shown, and is understood in a typed code. Words anywhere in a name use no
    index: the table (about 4.500 rows per edition) is read whole in some 10 ms.
    """
    terbaru = edisi_terbaru()
    calon = Nomenklatur.objects.filter(jenis=jenis)
    if induk is not None:
        calon = calon.filter(edisi=induk.edisi, kode__startswith=f"{induk.kode}.")
    teks = " ".join(teks.split())[:200]
    if not teks and induk is None:
        return HasilCari((), 0)
    calon = _saring(calon, teks, bidang)
    jumlah = calon.count()
    awal = bakukan(teks)
    butir = list(
        calon.annotate(
            depan=Case(
                When(baku__startswith=awal, then=Value(0)),
                When(_di_awal_kata(teks), then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        ).order_by("-edisi", "depan", "kode")[:BATAS_HASIL]
    )
    letak = _nama_atas(butir)
    return HasilCari(tuple(_hasil(n, letak, bidang=bidang, terbaru=terbaru) for n in butir), jumlah)


def _saring(calon: QuerySet[Nomenklatur], teks: str, bidang: str) -> QuerySet[Nomenklatur]:
    if _KODE.fullmatch(teks):
        kode = teks.upper()
        pilihan = Q(kode__startswith=kode)
        if bidang and kode.startswith(bidang):
            pilihan |= Q(kode__startswith=f"{BIDANG_UMUM}{kode[len(bidang) :]}")
        return calon.filter(pilihan)
    for kata in teks.split()[:8]:
        if baku := bakukan(kata[:_PANJANG_KATA]):
            calon = calon.filter(baku__contains=baku)
    return calon


def _di_awal_kata(teks: str) -> Q:
    """Each typed word begins a word of the name: "ibu" is rather "ibu hamil" than "distribusi"."""
    syarat = Q()
    for kata in teks.split()[:8]:
        syarat &= Q(nama__istartswith=kata) | Q(nama__icontains=f" {kata}")
    return syarat or Q(pk__isnull=True)


def _nama_atas(butir: Sequence[Nomenklatur]) -> dict[tuple[str, str], str]:
    """Names of the entries above these, by edition and code (one query)."""
    atas = {(n.edisi, kode) for n in butir for kode in _kode_atas(n)}
    if not atas:
        return {}
    ada = Nomenklatur.objects.filter(
        edisi__in={e for e, _ in atas}, kode__in={k for _, k in atas}
    ).values_list("edisi", "kode", "nama")
    return {(edisi, kode): huruf_kalimat(nama) for edisi, kode, nama in ada}


def _kode_atas(n: Nomenklatur) -> list[str]:
    """Codes above an entry: b.bb.pp is a program, b.bb.pp.k.kk a kegiatan."""
    ruas = n.kode.split(".")
    return [
        ".".join(ruas[:banyak])
        for banyak, jenis in ((3, JenisNomenklatur.KEGIATAN), (5, JenisNomenklatur.SUB_KEGIATAN))
        if n.jenis == JenisNomenklatur.SUB_KEGIATAN or n.jenis == jenis
        if banyak < len(ruas)
    ]


def _hasil(
    n: Nomenklatur, letak: dict[tuple[str, str], str], *, bidang: str, terbaru: str
) -> HasilNomenklatur:
    return HasilNomenklatur(
        pk=n.pk,
        kode=isi_bidang(n.kode, bidang),
        nama=huruf_kalimat(n.nama),
        jenis=n.jenis,
        label=n.get_jenis_display(),
        letak=" › ".join(nama for k in _kode_atas(n) if (nama := letak.get((n.edisi, k)))),
        indikator=n.indikator,
        satuan=n.satuan,
        edisi=n.edisi,
        edisi_lama=n.edisi != terbaru,
    )


def kenali_kode(kode: str) -> Nomenklatur | None:
    """The entry a typed code means, of the newest edition that has it; the bidang of the PD may
    stand in the place of X.XX. None: no edition knows the code.
    """
    pilihan = [kode]
    if cocok := _BIDANG.match(kode):
        pilihan.append(f"{BIDANG_UMUM}{kode[cocok.end() :]}")
    ada = list(Nomenklatur.objects.filter(kode__in=pilihan).order_by("-edisi"))
    # In one edition the code as it stands comes before the one with X.XX.
    return min(ada, key=lambda n: n.kode != kode or n.edisi != ada[0].edisi, default=None)


def peringatan_edisi(nomenklatur: Nomenklatur | None, terbaru: str | None = None) -> str:
    """The warning about a code of an older edition, "" when there is nothing to warn of."""
    terbaru = edisi_terbaru() if terbaru is None else terbaru
    if nomenklatur is None or nomenklatur.edisi == terbaru:
        return ""
    return (
        f"Kode ini dari edisi “{nomenklatur.edisi}” dan tidak ada di edisi terbaru “{terbaru}”. "
        "Periksa penggantinya."
    )


def bidang_pd(pd_id: int) -> str:
    """The bidang urusan of a PD such as "1.02", read from the codes of its own plans; "" unknown.

    The supporting programs (X.XX.01) carry it in every plan of the PD; the one found most counts.
    """
    kode = IsiSimpul.objects.filter(
        simpul__perangkat_daerah=pd_id, nomenklatur__kode__startswith=f"{BIDANG_UMUM}."
    ).values_list("kode", flat=True)
    hitung = Counter(cocok.group() for k in kode if (cocok := _BIDANG.match(k)))
    return hitung.most_common(1)[0][0] if hitung else ""
