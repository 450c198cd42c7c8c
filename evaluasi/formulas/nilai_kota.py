"""Values of the city from its own LKE, those of its PD, and its IKU.

Inputs and results are trees of text, truth values and null, so that they can be frozen as JSON and
computed again years later. Sources and tests: docs/regulasi.md#nilai-kota
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluasi.formulas.nilai_lke import (
    Komponen,
    PilihanJawaban,
    Subkomponen,
    Templat,
    nilai_sementara,
)
from evaluasi.formulas.predikat import SkalaPredikat, predikat
from evaluasi.formulas.skala_data import baca_skala_predikat
from kinerja.formulas.agregasi import rata_rata_capaian

VERSI_RUMUS = "kota-1"

# The two lines that are drawn, best first: predicate, whose words they are.
SUMBER_AMBANG = {
    "BB": "PermenPANRB 88/2021, interpretasi predikat BB: AKIP sangat baik pada 2/3 unit kerja",
    "B": "Pernyataan kota 5 Februari 2025: dua pertiga perangkat daerah bernilai baik",
}


def ambang_dua_pertiga(jumlah: int) -> int:
    """Return how many of `jumlah` units are two thirds of them, rounded up.

    Raises ValueError below 0. Source: docs/regulasi.md#dua-pertiga

    >>> ambang_dua_pertiga(37)
    25
    """
    if jumlah < 0:
        raise ValueError("Jumlah perangkat daerah tidak boleh negatif.")
    return -(-2 * jumlah // 3)


@dataclass(frozen=True, slots=True)
class Sebaran:
    """How values in points spread, unrounded; all None when `n` is 0.

    `simpangan_baku` is that of a population: the PD are all there are, not a sample.
    """

    rata_rata: Decimal | None
    median: Decimal | None
    terendah: Decimal | None
    tertinggi: Decimal | None
    simpangan_baku: Decimal | None
    n: int


def sebaran(nilai: Iterable[Decimal]) -> Sebaran:
    """Return mean, median, extremes and population standard deviation, whatever the order.

    Source: docs/regulasi.md#sebaran

    >>> hasil = sebaran([Decimal(60), Decimal(80), Decimal(70), Decimal(90)])
    >>> hasil.rata_rata, hasil.median, hasil.terendah, hasil.tertinggi
    (Decimal('75'), Decimal('75'), Decimal('60'), Decimal('90'))
    """
    # Sorted first: sums of unrounded numbers then agree to the last digit on every database.
    urut = sorted(nilai)
    n = len(urut)
    if not n:
        return Sebaran(None, None, None, None, None, 0)
    rata_rata = sum(urut, Decimal(0)) / n
    ragam = sum(((satu - rata_rata) ** 2 for satu in urut), Decimal(0)) / n
    return Sebaran(
        rata_rata=rata_rata,
        median=(urut[(n - 1) // 2] + urut[n // 2]) / 2,
        terendah=urut[0],
        tertinggi=urut[-1],
        simpangan_baku=ragam.sqrt(),
        n=n,
    )


@dataclass(frozen=True, slots=True)
class Ambang:
    """How many of `dari` PD reach `huruf`, against the 2/3 line; `kurang` is 0 when reached.

    A PD without a value is in `dari` and not in `jumlah`: it has not reached anything yet.
    """

    huruf: str
    di_atas: Decimal
    jumlah: int
    dari: int
    garis: int
    sumber: str

    @property
    def kurang(self) -> int:
        return max(self.garis - self.jumlah, 0)

    @property
    def tercapai(self) -> bool:
        return self.dari > 0 and not self.kurang


def hitung_ambang(nilai: Sequence[Decimal], dari: int, skala: SkalaPredikat) -> tuple[Ambang, ...]:
    """Return the lines of SUMBER_AMBANG that the year's scale knows.

    `nilai`: points of the judged PD, `dari`: all PD. What counts is the predicate, so 70,00 is
    not BB. Source: docs/regulasi.md#dua-pertiga
    """
    urutan = {r.predikat.huruf: i for i, r in enumerate(skala.rentang)}
    dicapai = [urutan.get(predikat(satu, skala).huruf, len(urutan)) for satu in nilai]
    return tuple(
        Ambang(
            huruf=huruf,
            di_atas=skala.rentang[urutan[huruf]].di_atas,
            jumlah=sum(tingkat <= urutan[huruf] for tingkat in dicapai),
            dari=dari,
            garis=ambang_dua_pertiga(dari),
            sumber=sumber,
        )
        for huruf, sumber in SUMBER_AMBANG.items()
        if huruf in urutan
    )


def teks_angka(nilai: Decimal | int) -> str:
    """Return a number as plain text: no exponent, no trailing zeros, no "-0".

    >>> teks_angka(Decimal("6.000000")), teks_angka(Decimal("1E+2")), teks_angka(Decimal("-0.0"))
    ('6', '100', '0')
    """
    teks = format(Decimal(nilai), "f")
    if "." in teks:
        teks = teks.rstrip("0").rstrip(".")
    return "0" if teks == "-0" else teks


def bakukan(isi: Any) -> Any:
    """Return a tree as it is frozen: numbers as `teks_angka`, everything else unchanged.

    Raises TypeError for a float or anything else that has no one text form.
    """
    match isi:
        case None | bool() | str():
            return isi
        case int() | Decimal():
            return teks_angka(isi)
        case Mapping():
            return {str(kunci): bakukan(satu) for kunci, satu in isi.items()}
        case list() | tuple():
            return [bakukan(satu) for satu in isi]
        case _:
            raise TypeError(f"No canonical text for {type(isi).__name__}.")


def digest(masukan: Mapping[str, Any], versi_rumus: str = VERSI_RUMUS) -> str:
    """Return the SHA-256 over formula version and inputs as canonical text (64 hex digits).

    Equal inputs give equal digests: keys are sorted, and 6, 6.00 and "6" are one number, however
    a database returns it. Source: docs/regulasi.md#digest-nilai-kota
    """
    teks = json.dumps(
        {"masukan": bakukan(masukan), "versi_rumus": versi_rumus},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(teks.encode()).hexdigest()


def templat_masukan(masukan: Mapping[str, Any]) -> Templat:
    """The template that was frozen with the inputs. Raises TemplatTidakSah."""
    isi = masukan["templat"]
    return Templat(
        nama=isi["nama"],
        komponen=tuple(
            Komponen(
                kode=k["kode"],
                nama=k["nama"],
                bobot=Decimal(k["bobot"]),
                subkomponen=tuple(
                    Subkomponen(s["kode"], s["nama"], Decimal(s["bobot"]), s["dimensi"])
                    for s in k["subkomponen"]
                ),
            )
            for k in isi["komponen"]
        ),
        skala={
            dimensi: tuple(PilihanJawaban(p["huruf"], Decimal(p["nilai"])) for p in pilihan)
            for dimensi, pilihan in isi["skala_jawaban"].items()
        },
    )


def hitung_nilai_kota(masukan: Mapping[str, Any]) -> dict[str, Any]:
    """Return every value of the city from canonical inputs (`bakukan`), itself canonical.

    `lke_kota`: points and predicate of the city's own LKE, null with `alasan` until it is judged.
    `pd`: spread over the judged PD, values per kode, and who is not judged (never 0).
    `ambang`: the 2/3 lines. `iku`: mean capaian of the city's IKU, n of N.
    Raises TemplatTidakSah, JawabanTidakSah. Source: docs/regulasi.md#nilai-kota
    """
    templat = templat_masukan(masukan)
    skala = baca_skala_predikat(masukan["templat"]["skala_predikat"])
    nilai_pd: dict[str, Decimal] = {}
    for pd in masukan["pd"]:
        terisi = nilai_sementara(pd["jawaban"], templat)
        if pd["terhitung"] and terisi.lengkap:
            nilai_pd[pd["kode"]] = terisi.total
    hasil: dict[str, Any] = bakukan(
        {
            "lke_kota": _lke_kota(masukan["kota"], templat, skala),
            "pd": _pd(nilai_pd, [pd["kode"] for pd in masukan["pd"]], skala),
            "ambang": [
                {
                    "huruf": a.huruf,
                    "di_atas": a.di_atas,
                    "jumlah": a.jumlah,
                    "dari": a.dari,
                    "garis": a.garis,
                    "kurang": a.kurang,
                    "tercapai": a.tercapai,
                    "sumber": a.sumber,
                }
                for a in hitung_ambang(list(nilai_pd.values()), len(masukan["pd"]), skala)
            ],
            "iku": _iku(masukan["iku"]),
        }
    )
    return hasil


def memuat_contoh(masukan: Mapping[str, Any]) -> bool:
    """Whether any made-up value went in; such a result is always shown with that word."""
    iku = [i for i in masukan["iku"] if i["capaian"] is not None]
    return any(satu["contoh"] for satu in [masukan["kota"], *masukan["pd"], *iku])


def _lke_kota(kota: Mapping[str, Any], templat: Templat, skala: SkalaPredikat) -> dict[str, Any]:
    terisi = nilai_sementara(kota["jawaban"], templat)
    terhitung = kota["terhitung"] and terisi.lengkap
    hasil = predikat(terisi.total, skala) if terhitung else None
    return {
        "nilai": terisi.total if terhitung else None,
        "predikat": hasil.huruf if hasil else None,
        "sebutan": hasil.sebutan if hasil else None,
        "terjawab": terisi.terjawab,
        "dari": terisi.dari,
        "alasan": "" if terhitung else _alasan(kota, terisi.terjawab, terisi.dari),
        "komponen": dict(terisi.komponen) if terhitung else {},
        "subkomponen": dict(terisi.subkomponen) if terhitung else {},
    }


def _alasan(kota: Mapping[str, Any], terjawab: int, dari: int) -> str:
    if not kota["status"]:
        return "LKE Kota belum ada"
    if terjawab < dari:
        return f"LKE Kota baru terjawab {terjawab} dari {dari}"
    return f"LKE Kota sudah terjawab {terjawab} dari {dari}, tetapi belum selesai dinilai"


def _pd(
    nilai: Mapping[str, Decimal], semua: Collection[str], skala: SkalaPredikat
) -> dict[str, Any]:
    s = sebaran(nilai.values())
    huruf = {kode: predikat(satu, skala).huruf for kode, satu in nilai.items()}
    urutan = [r.predikat.huruf for r in skala.rentang] + [skala.nol.huruf]
    return {
        "n": s.n,
        "dari": len(semua),
        "rata_rata": s.rata_rata,
        "median": s.median,
        "terendah": s.terendah,
        "tertinggi": s.tertinggi,
        "simpangan_baku": s.simpangan_baku,
        "per_predikat": [
            {"huruf": h, "jumlah": sum(satu == h for satu in huruf.values())} for h in urutan
        ],
        "nilai": [
            {"kode": kode, "nilai": nilai[kode], "predikat": huruf[kode]}
            for kode in sorted(nilai, key=lambda k: (-nilai[k], k))
        ],
        "belum_dinilai": [kode for kode in semua if kode not in nilai],
    }


def _iku(iku: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    rata = rata_rata_capaian(None if i["capaian"] is None else Decimal(i["capaian"]) for i in iku)
    terpakai = [i for i in iku if i["capaian"] is not None]
    return {
        "nilai": rata.nilai,
        "n": rata.n,
        "dari": rata.dari,
        "sementara": sum(bool(i["sementara"]) for i in terpakai),
        "contoh": sum(bool(i["contoh"]) for i in terpakai),
    }
