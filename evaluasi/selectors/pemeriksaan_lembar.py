"""What still stands between a worksheet and its sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dasar.angka import format_angka_utuh
from evaluasi.models import JawabanLKE, LembarKerja, SubkomponenLKE

# What a share of criteria cannot show (years kept, innovation) needs a sentence of its own.
HURUF_BERALASAN = ("AA", "A")


def perlu_alasan(huruf: str) -> bool:
    """Whether this letter is given only with a reason."""
    return huruf in HURUF_BERALASAN


@dataclass(frozen=True)
class JawabanDinilai:
    """An answer beside its criteria: `terpenuhi` of `jumlah` are met (a partly met one counts
    0.5), `dinilai` were judged. `saran` is "" until all are; `urutan` is the scale, best first.
    """

    huruf: str
    terpenuhi: Decimal
    dinilai: int
    jumlah: int
    saran: str
    urutan: Sequence[str]


def peringatan_jawaban(j: JawabanDinilai) -> str:
    """What a person must know who gives this letter, "" when the criteria carry it.

    It never blocks: a person decides. A and AA are given only where every criterion is met.
    Source: docs/regulasi.md#saran-jawaban, PermenPANRB 88/2021.

    >>> urutan = ("AA", "A", "BB", "B", "CC", "C", "D", "E")
    >>> peringatan_jawaban(JawabanDinilai("BB", Decimal(2), 3, 3, "CC", urutan))
    'Jawaban di atas saran sistem CC: 2 dari 3 kriteria terpenuhi.'
    >>> peringatan_jawaban(JawabanDinilai("A", Decimal(3), 3, 3, "BB", urutan))
    ''
    """
    if not j.huruf or j.huruf not in j.urutan or j.terpenuhi == j.jumlah:
        return ""
    di_atas = bool(j.saran) and j.urutan.index(j.huruf) < j.urutan.index(j.saran)
    keadaan = kata_terpenuhi(j.terpenuhi, j.dinilai, j.jumlah)
    if perlu_alasan(j.huruf):
        kalimat = f"{j.huruf} diberikan, padahal {keadaan}. A dan AA mensyaratkan semua kriteria."
        return f"{kalimat} Jawaban di atas saran sistem {j.saran}." if di_atas else kalimat
    return f"Jawaban di atas saran sistem {j.saran}: {keadaan}." if di_atas else ""


def kata_terpenuhi(terpenuhi: Decimal, dinilai: int, jumlah: int) -> str:
    """ "2 dari 3 kriteria terpenuhi", and how many nobody has judged yet."""
    if not dinilai:
        return f"{jumlah} kriteria belum dinilai"
    teks = f"{format_angka_utuh(terpenuhi)} dari {jumlah} kriteria terpenuhi"
    sisa = jumlah - dinilai
    return f"{teks}, {sisa} belum dinilai" if sisa else teks


@dataclass(frozen=True)
class Pemeriksaan:
    """Codes of subkomponen in template order. The first two block; the last two only warn.

    `tanpa_bukti` counts criteria called met that name no paper, by subkomponen; `peringatan` is
    the sentence about a letter that the criteria do not carry, by subkomponen.
    """

    dari: int
    belum_dijawab: tuple[str, ...]
    tanpa_alasan: tuple[str, ...]
    beralasan: tuple[str, ...]
    tanpa_bukti: Mapping[str, int]
    peringatan: Mapping[str, str] = field(default_factory=dict)

    @property
    def terjawab(self) -> int:
        return self.dari - len(self.belum_dijawab)

    @property
    def lengkap(self) -> bool:
        return not self.belum_dijawab and not self.tanpa_alasan

    @property
    def jumlah_tanpa_bukti(self) -> int:
        return sum(self.tanpa_bukti.values())

    @property
    def kekurangan(self) -> list[tuple[str, str]]:
        """(kode, sentence) of everything that blocks."""
        return [
            *((kode, f"Subkomponen {kode} belum dijawab.") for kode in self.belum_dijawab),
            *((kode, f"Alasan untuk {kode} belum ditulis.") for kode in self.tanpa_alasan),
        ]


def periksa(
    kode: Sequence[str],
    jawaban: Mapping[str, tuple[str, str]],
    tanpa_bukti: Mapping[str, int] | None = None,
    peringatan: Mapping[str, str] | None = None,
) -> Pemeriksaan:
    """Judge the answers (huruf, alasan) of the subkomponen `kode`; no query."""
    terjawab = {k: v for k, v in jawaban.items() if v[0]}
    wajib = [k for k in kode if k in terjawab and perlu_alasan(terjawab[k][0])]
    return Pemeriksaan(
        dari=len(kode),
        belum_dijawab=tuple(k for k in kode if k not in terjawab),
        tanpa_alasan=tuple(k for k in wajib if not terjawab[k][1].strip()),
        beralasan=tuple(k for k in wajib if terjawab[k][1].strip()),
        tanpa_bukti={k: n for k, n in (tanpa_bukti or {}).items() if n},
        peringatan={k: teks for k, teks in (peringatan or {}).items() if teks},
    )


def periksa_lembar(lembar: LembarKerja) -> Pemeriksaan:
    """The same from the stored rows of one worksheet (two queries), without the papers."""
    kode = list(
        SubkomponenLKE.objects.filter(komponen__templat=lembar.templat_id)
        .order_by("komponen__urutan", "urutan")
        .values_list("kode", flat=True)
    )
    baris = JawabanLKE.objects.filter(lembar=lembar).select_related("subkomponen")
    return periksa(kode, {b.subkomponen.kode: (b.huruf, b.alasan) for b in baris})
