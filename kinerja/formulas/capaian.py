"""Capaian: how far a realisasi reached its target, and how the regulation names that.

Regulations, published examples and the tests that repeat them: docs/regulasi.md#capaian
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from dasar.angka import format_angka_utuh, format_persen

Polaritas = Literal["positif", "negatif", "stabil"]
RumusNegatif = Literal["linear", "rasio"]

_SERATUS = Decimal(100)


class CapaianTakTerdefinisi(ValueError):
    """The formula has no answer for this input; say so, never show 0 instead.

    The message is an Indonesian sentence for the user.
    """


def hitung_capaian(
    realisasi: Decimal,
    target: Decimal,
    *,
    polaritas: Polaritas = "positif",
    rumus_negatif: RumusNegatif = "linear",
    target_atas: Decimal | None = None,
) -> Decimal:
    """Return capaian in percent: unrounded, uncapped, not floored (87.5 means 87.5 percent).

    positif: R / T                          (higher is better)
    negatif: (2T - R) / T, or T / R by `rumus_negatif="rasio"`   (lower is better)
    stabil: the lower of positif and negatif linear              (closer is better)
    target_atas: the target is a range; inside it 100, outside it the nearest bound is the target.

    A negatif target of 0 (no cases) is 100 when the realisasi is 0, else 0.
    Unit: all inputs in the `satuan` of the Indikator.
    Raises CapaianTakTerdefinisi for T = 0 otherwise, T < 0, rasio with R <= 0, a range that ends
    before it begins, and NaN or infinity.
    Source: docs/regulasi.md#capaian

    >>> hitung_capaian(Decimal("26.40"), Decimal("31.82"), polaritas="negatif").quantize(
    ...     Decimal("0.01")
    ... )
    Decimal('117.03')
    >>> hitung_capaian(Decimal(70), Decimal(80), target_atas=Decimal(90))
    Decimal('87.500')
    """
    acuan = _target_acuan(realisasi, target, target_atas)
    if acuan is None:
        return _SERATUS
    if polaritas == "positif":
        return _positif(realisasi, acuan)
    if polaritas == "negatif":
        return _negatif(realisasi, acuan, rumus_negatif)
    if polaritas == "stabil":
        return min(_positif(realisasi, acuan), _negatif_linear(realisasi, acuan))
    assert_never(polaritas)


def _target_acuan(
    realisasi: Decimal, target: Decimal, target_atas: Decimal | None
) -> Decimal | None:
    """Return the bound to measure against, None when the realisasi lies inside the range."""
    if not all(n.is_finite() for n in (realisasi, target, target_atas or target)):
        raise CapaianTakTerdefinisi(
            "Capaian tidak dapat dihitung karena realisasi atau target bukan angka."
        )
    if target_atas is None:
        return target
    if target_atas < target:
        raise CapaianTakTerdefinisi(
            "Capaian tidak dapat dihitung karena batas atas target lebih kecil dari batas bawahnya."
        )
    if target <= realisasi <= target_atas:
        return None
    return target if realisasi < target else target_atas


def _wajib_positif(target: Decimal) -> None:
    if target <= 0:
        sebab = "target 0" if target == 0 else "target kurang dari 0"
        raise CapaianTakTerdefinisi(f"Capaian tidak dapat dihitung karena {sebab}.")


def _positif(realisasi: Decimal, target: Decimal) -> Decimal:
    _wajib_positif(target)
    return realisasi / target * _SERATUS


def _negatif_linear(realisasi: Decimal, target: Decimal) -> Decimal:
    _wajib_positif(target)
    return (2 * target - realisasi) / target * _SERATUS


def _negatif(realisasi: Decimal, target: Decimal, rumus: RumusNegatif) -> Decimal:
    if target == 0:
        return _SERATUS if realisasi == 0 else Decimal(0)
    if rumus == "linear":
        return _negatif_linear(realisasi, target)
    if rumus != "rasio":
        assert_never(rumus)
    _wajib_positif(target)
    if realisasi <= 0:
        sebab = "realisasi 0" if realisasi == 0 else "realisasi kurang dari 0"
        raise CapaianTakTerdefinisi(
            f"Capaian tidak dapat dihitung karena {sebab} dan rumusnya target dibagi realisasi."
        )
    return target / realisasi * _SERATUS


# --- category -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kategori:
    """Name of a band of capaian; `tingkat` 1 (lowest) to 5 fills the five bars on screen."""

    nama: str
    tingkat: int


@dataclass(frozen=True, slots=True)
class Skala:
    """Bands of capaian, lowest first: `sebutan[i + 1]` begins at `batas[i]` percent, inclusive.

    The scale is data per year. Raises ValueError when bounds do not rise or names are missing.
    """

    nama: str
    batas: tuple[Decimal, ...]
    sebutan: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.sebutan) != len(self.batas) + 1:
            raise ValueError("Skala harus punya satu sebutan lebih banyak daripada batasnya.")
        if any(a >= b for a, b in zip(self.batas, self.batas[1:], strict=False)):
            raise ValueError("Batas skala harus naik.")


# The printed table has gaps (90-91, 75-76 ...); the lower bound decides, so 90,5 is Tinggi.
PERMENDAGRI_86_2017 = Skala(
    nama="Permendagri 86/2017",
    batas=(Decimal(51), Decimal(66), Decimal(76), Decimal(91)),
    sebutan=("Sangat Rendah", "Rendah", "Sedang", "Tinggi", "Sangat Tinggi"),
)


def kategori_capaian(capaian: Decimal, skala: Skala = PERMENDAGRI_86_2017) -> Kategori:
    """Return the band of an unrounded capaian in percent; the lower bound belongs to the band.

    Raises ValueError for NaN. Source: docs/regulasi.md#kategori

    >>> kategori_capaian(Decimal("90.99"))
    Kategori(nama='Tinggi', tingkat=4)
    """
    if capaian.is_nan():
        raise ValueError("Capaian ini bukan angka.")
    tercapai = sum(capaian >= batas for batas in skala.batas)
    return Kategori(nama=skala.sebutan[tercapai], tingkat=tercapai + 1)


# --- explanation ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PenjelasanCapaian:
    """A capaian in words. `rumus` is empty and `capaian` None when it cannot be computed."""

    kalimat: str
    rumus: str
    capaian: Decimal | None


_ARAH: dict[Polaritas, str] = {
    "positif": "makin tinggi makin baik",
    "negatif": "makin rendah makin baik",
    "stabil": "makin dekat ke target makin baik",
}


def jelaskan_capaian(
    realisasi: Decimal,
    target: Decimal,
    *,
    polaritas: Polaritas = "positif",
    rumus_negatif: RumusNegatif = "linear",
    target_atas: Decimal | None = None,
    desimal: int = 2,
) -> PenjelasanCapaian:
    """Return the sentence and the formula with the numbers filled in, as shown beside a capaian.

    Numbers get `desimal` decimals, or more where they have more, so that a reader who
    recomputes the formula finds the printed result. Never raises CapaianTakTerdefinisi: its
    sentence is the answer then.

    >>> jelaskan_capaian(Decimal("26.40"), Decimal("31.82"), polaritas="negatif").rumus
    '(2 × 31,82 − 26,40) ÷ 31,82 × 100 = 117,03%'
    """
    try:
        capaian = hitung_capaian(
            realisasi,
            target,
            polaritas=polaritas,
            rumus_negatif=rumus_negatif,
            target_atas=target_atas,
        )
        acuan = _target_acuan(realisasi, target, target_atas)
    except CapaianTakTerdefinisi as exc:
        return PenjelasanCapaian(kalimat=str(exc), rumus="", capaian=None)

    def angka(nilai: Decimal) -> str:
        return format_angka_utuh(nilai, desimal).replace("-", "−")

    ruas = _ruas_kiri(realisasi, target, target_atas, acuan, polaritas, rumus_negatif, angka)
    hasil = format_persen(capaian).replace("-", "−")
    return PenjelasanCapaian(
        kalimat=f"{_perbandingan(realisasi, target, target_atas, angka)} "
        f"Untuk indikator ini, {_ARAH[polaritas]}.",
        rumus=f"{ruas} = {hasil}",
        capaian=capaian,
    )


def _perbandingan(
    realisasi: Decimal,
    target: Decimal,
    target_atas: Decimal | None,
    angka: Callable[[Decimal], str],
) -> str:
    r = f"Realisasi {angka(realisasi)}"
    if target_atas is None:
        if realisasi == target:
            return f"{r} sama dengan target {angka(target)}."
        arah = "lebih rendah" if realisasi < target else "lebih tinggi"
        return f"{r} {arah} dari target {angka(target)}."
    rentang = f"rentang target {angka(target)} s.d. {angka(target_atas)}"
    if realisasi < target:
        return f"{r} di bawah {rentang}."
    if realisasi > target_atas:
        return f"{r} di atas {rentang}."
    return f"{r} berada dalam {rentang}."


def _ruas_kiri(
    realisasi: Decimal,
    target: Decimal,
    target_atas: Decimal | None,
    acuan: Decimal | None,
    polaritas: Polaritas,
    rumus_negatif: RumusNegatif,
    angka: Callable[[Decimal], str],
) -> str:
    """Return the left side of the equation for the branch that hitung_capaian took."""
    if acuan is None:
        atas = target if target_atas is None else target_atas
        return f"{angka(realisasi)} dalam rentang {angka(target)} s.d. {angka(atas)}"
    r, t = angka(realisasi), angka(acuan)
    if acuan == 0:  # only negatif gets here with a target of 0
        return f"Target {t} {'tercapai' if realisasi == 0 else 'tidak tercapai'}"
    if polaritas == "positif" or (polaritas == "stabil" and realisasi <= acuan):
        return f"{r} ÷ {t} × 100"
    if polaritas == "negatif" and rumus_negatif == "rasio":
        return f"{t} ÷ {r} × 100"
    pengurang = f"({r})" if realisasi < 0 else r
    return f"(2 × {t} − {pengurang}) ÷ {t} × 100"
