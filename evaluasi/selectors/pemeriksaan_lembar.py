"""What still stands between a worksheet and its sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluasi.models import JawabanLKE, LembarKerja, SubkomponenLKE

# What a share of criteria cannot show (years kept, innovation) needs a sentence of its own.
HURUF_BERALASAN = ("AA", "A")


def perlu_alasan(huruf: str) -> bool:
    """Whether this letter is given only with a reason."""
    return huruf in HURUF_BERALASAN


@dataclass(frozen=True)
class Pemeriksaan:
    """Codes of subkomponen in template order. The first two block; `tanpa_bukti` only warns.

    `tanpa_bukti` counts criteria called met that name no paper, by subkomponen.
    """

    dari: int
    belum_dijawab: tuple[str, ...]
    tanpa_alasan: tuple[str, ...]
    beralasan: tuple[str, ...]
    tanpa_bukti: Mapping[str, int]

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
