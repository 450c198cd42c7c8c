"""How one indicator is computed, told in sentences with its numbers. No Django imports.

The steps are those of `agregasi` and `capaian`: whoever recomputes the sentences finds the
capaian of the system. Sources: docs/regulasi.md#capaian, #nilai-tahun
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dasar.angka import (
    DESIMAL_MAKS,
    bulatkan,
    format_angka_utuh,
    format_persen,
    jumlah_desimal,
)
from dasar.tanggal import romawi
from kinerja.formulas.agregasi import SEMUA_TRIWULAN, Cara, Isian, NilaiTahun, nilai_tahun
from kinerja.formulas.agregasi import per_triwulan as nilai_sendiri
from kinerja.formulas.capaian import (
    CapaianTakTerdefinisi,
    Polaritas,
    RumusNegatif,
    hitung_capaian,
    jelaskan_capaian,
    kategori_capaian,
)
from kinerja.formulas.skala import format_nilai

_BAGIAN_JUMLAH = tuple(Decimal(n) for n in ("0.20", "0.25", "0.25", "0.20"))
_CAPAIAN_CONTOH = Decimal("0.95")
_CAPAIAN_CONTOH_NEGATIF = Decimal("1.10")


@dataclass(frozen=True)
class BahanHitungan:
    """What the computation of one indicator needs; numbers in its unit. `triwulan`: the typed
    quarters, I first. Without a target, or without any quarter, example numbers stand in."""

    polaritas: Polaritas = "positif"
    rumus_negatif: RumusNegatif = "linear"
    cara: Cara = "posisi_akhir"
    isian: Isian = "per_triwulan"
    jatuh_tempo: Collection[int] = SEMUA_TRIWULAN
    desimal: int = 2
    satuan: str = ""
    skala: Mapping[str, int] | None = None
    target: Decimal | None = None
    target_atas: Decimal | None = None
    triwulan: Sequence[Decimal | None] = ()


@dataclass(frozen=True)
class ContohHitungan:
    """The sentences; `capaian` in percent, unrounded, None where the formula has no answer.

    `angka_contoh`: at least one number is made up for the example; the first sentence says so.
    `bahan` is what was computed with, the example numbers put in.
    """

    kalimat: list[str]
    capaian: Decimal | None
    angka_contoh: bool
    setahun: NilaiTahun
    bahan: BahanHitungan = field(repr=False)


def contoh_hitungan(bahan: BahanHitungan) -> ContohHitungan:
    """Return the computation of the year in sentences. Never raises CapaianTakTerdefinisi.

    >>> contoh = contoh_hitungan(
    ...     BahanHitungan(
    ...         cara="jumlah", desimal=0, satuan="Orang", target=Decimal(100),
    ...         triwulan=[Decimal(n) for n in (20, 30, 25, 15)],
    ...     )
    ... )
    >>> contoh.kalimat[1]
    'Nilai tahun adalah jumlah triwulan yang terisi: 20 + 30 + 25 + 15 = 90 orang.'
    >>> contoh.kalimat[-1]
    'Capaian = 90 ÷ 100 × 100 = 90,00%, kategori Tinggi.'
    """
    target_contoh = bahan.target is None
    nilai_contoh = all(n is None for n in bahan.triwulan)
    isi = _lengkapi(bahan, target_contoh, nilai_contoh)
    tulis = _Penulis(isi)
    kalimat: list[str] = []
    if target_contoh or nilai_contoh:
        kalimat.append(_pengantar(target_contoh, nilai_contoh))
    if isi.skala is not None:
        kalimat.append(_kalimat_skala(isi.skala))
    kalimat.append(tulis.triwulan())
    if isi.isian == "sd_triwulan":
        kalimat.append(tulis.selisih())
    setahun = nilai_tahun(isi.triwulan, isi.cara, isi.isian, jatuh_tempo=isi.jatuh_tempo)
    kalimat.append(tulis.setahun(setahun))
    if not setahun.lengkap:
        kalimat.append(
            "Belum semua triwulan yang diukur terisi, jadi nilai tahun ini masih sementara."
        )
    capaian, akhir = _kalimat_capaian(isi, setahun, tulis)
    return ContohHitungan([*kalimat, *akhir], capaian, target_contoh or nilai_contoh, setahun, isi)


def _pengantar(target_contoh: bool, nilai_contoh: bool) -> str:
    if target_contoh and nilai_contoh:
        apa = "Target dan realisasi di bawah ini"
    else:
        apa = "Target di bawah ini" if target_contoh else "Realisasi di bawah ini"
    return f"{apa} contoh angka, bukan data."


def _kalimat_skala(skala: Mapping[str, int]) -> str:
    terurut = sorted(skala.items(), key=lambda pasangan: pasangan[1])
    urutan = ", ".join(f"{huruf} {nilai}" for huruf, nilai in terurut)
    return f"Huruf dihitung sebagai urutannya: {urutan}."


# --- example numbers ------------------------------------------------------------------------


def _lengkapi(bahan: BahanHitungan, target_contoh: bool, nilai_contoh: bool) -> BahanHitungan:
    """The same with example numbers where the real ones are not known."""
    target, atas = bahan.target, bahan.target_atas
    if target is None:
        target, atas = _target_contoh(bahan), None
    triwulan = tuple(bahan.triwulan)
    if nilai_contoh:
        triwulan = _triwulan_contoh(bahan, target, atas)
    return BahanHitungan(
        polaritas=bahan.polaritas,
        rumus_negatif=bahan.rumus_negatif,
        cara=bahan.cara,
        isian=bahan.isian,
        jatuh_tempo=bahan.jatuh_tempo,
        desimal=bahan.desimal,
        satuan=bahan.satuan,
        skala=bahan.skala,
        target=target,
        target_atas=atas,
        triwulan=triwulan,
    )


def _target_contoh(bahan: BahanHitungan) -> Decimal:
    if bahan.skala is not None:
        urutan = sorted(bahan.skala.values())
        return Decimal(urutan[-2] if len(urutan) > 1 else urutan[-1])
    if bahan.polaritas == "negatif":
        return Decimal(20)
    return Decimal(400) if bahan.cara == "jumlah" else Decimal(80)


def _triwulan_contoh(
    bahan: BahanHitungan, target: Decimal, atas: Decimal | None
) -> tuple[Decimal | None, ...]:
    """Quarters of a year that misses its target a little; only the quarters that are due."""
    jatuh = sorted(bahan.jatuh_tempo)
    if bahan.skala is not None:
        lebih_rendah = [n for n in bahan.skala.values() if n < target]
        huruf = Decimal(max(lebih_rendah, default=int(target)))
        akhir = dict.fromkeys(jatuh, huruf)
    else:
        negatif = bahan.polaritas == "negatif"
        faktor = _CAPAIAN_CONTOH_NEGATIF if negatif else _CAPAIAN_CONTOH
        setahun = (atas if negatif and atas is not None else target) * faktor
        if bahan.cara == "jumlah":
            bagian = dict(zip(SEMUA_TRIWULAN, _BAGIAN_JUMLAH, strict=True))
            jumlah = sum(bagian[tw] for tw in jatuh)
            akhir = {tw: _rapi(setahun * bagian[tw] / jumlah, bahan.desimal) for tw in jatuh}
        else:
            akhir = {tw: _rapi(setahun, bahan.desimal) for tw in jatuh}
    if bahan.isian == "sd_triwulan":
        jalan = Decimal(0)
        for tw in jatuh:
            jalan += akhir[tw]
            akhir[tw] = jalan
    return tuple(akhir.get(tw) for tw in SEMUA_TRIWULAN)


def _rapi(nilai: Decimal, desimal: int) -> Decimal:
    return bulatkan(nilai, min(desimal, 2))


# --- sentences ------------------------------------------------------------------------------


class _Penulis:
    """Writes the numbers of one indicator the same way in every sentence."""

    def __init__(self, bahan: BahanHitungan) -> None:
        self.bahan = bahan
        satuan = bahan.satuan.strip()
        if satuan and bahan.skala is None:
            self.satuan = f" {satuan if satuan.isupper() else satuan[0].lower() + satuan[1:]}"
        else:
            self.satuan = ""

    def angka(self, nilai: Decimal) -> str:
        """A number with all its decimals, at most six: a third of something has no end."""
        if jumlah_desimal(nilai) > DESIMAL_MAKS:
            nilai = bulatkan(nilai, DESIMAL_MAKS)
        desimal = 0 if self.bahan.skala is not None else self.bahan.desimal
        return format_angka_utuh(nilai, desimal).replace("-", "−")

    def nilai(self, nilai: Decimal) -> str:
        """A number with its unit; a letter with its ordinal."""
        if self.bahan.skala is not None:
            huruf = format_nilai(nilai, desimal=0, skala=self.bahan.skala)
            tulis = self.angka(nilai)
            return tulis if huruf == tulis else f"{huruf} ({tulis})"
        return f"{self.angka(nilai)}{self.satuan}"

    def triwulan(self) -> str:
        """What was typed."""
        terisi = [
            f"Triwulan {romawi(tw)} {self.nilai(n)}"
            for tw, n in enumerate(self.bahan.triwulan, start=1)
            if n is not None
        ]
        kata = "s.d. triwulan" if self.bahan.isian == "sd_triwulan" else "per triwulan"
        return f"Nilai yang diisi ({kata}): {', '.join(terisi)}."

    def selisih(self) -> str:
        """The quarters' own values: each less the last known one before it."""
        bagian: list[str] = []
        lalu: Decimal | None = None
        sendiri = nilai_sendiri(self.bahan.triwulan, "sd_triwulan")
        for tw, (n, beda) in enumerate(zip(self.bahan.triwulan, sendiri, strict=True), start=1):
            if n is None or beda is None:
                continue
            if lalu is None:
                bagian.append(f"Triwulan {romawi(tw)} {self.angka(n)}")
            else:
                hitung = f"{self.angka(n)} − {self._kurung(lalu)} = {self.angka(beda)}"
                bagian.append(f"Triwulan {romawi(tw)} {hitung}")
            lalu = n
        return (
            f"Nilai triwulan sendiri adalah selisih dengan isian sebelumnya: {', '.join(bagian)}."
        )

    def setahun(self, hasil: NilaiTahun) -> str:
        """From quarters to the year."""
        sendiri = nilai_sendiri(self.bahan.triwulan, self.bahan.isian)
        terisi = [n for n in sendiri if n is not None]
        nilai = hasil.nilai if hasil.nilai is not None else Decimal(0)
        if self.bahan.cara == "posisi_akhir":
            akhir = max(tw for tw, n in enumerate(sendiri, start=1) if n is not None)
            return (
                "Nilai tahun adalah posisi akhir, yaitu triwulan terisi yang terakhir "
                f"(Triwulan {romawi(akhir)}): {self.nilai(nilai)}."
            )
        jumlah = " + ".join(self._kurung(n) for n in terisi)
        if self.bahan.cara == "jumlah":
            return (
                f"Nilai tahun adalah jumlah triwulan yang terisi: {jumlah} = {self.nilai(nilai)}."
            )
        return (
            f"Nilai tahun adalah rata-rata triwulan yang terisi: ({jumlah}) ÷ {len(terisi)} = "
            f"{self.nilai(nilai)}."
        )

    def _kurung(self, nilai: Decimal) -> str:
        return f"({self.angka(nilai)})" if nilai < 0 else self.angka(nilai)


def _kalimat_capaian(
    isi: BahanHitungan, setahun: NilaiTahun, tulis: _Penulis
) -> tuple[Decimal | None, list[str]]:
    """Compare the year with its target; without an answer the sentence says why."""
    realisasi, target = setahun.nilai, isi.target
    if realisasi is None or target is None:  # example numbers always stand in
        return None, ["Capaian belum dapat dihitung."]
    try:
        capaian = hitung_capaian(
            realisasi,
            target,
            polaritas=isi.polaritas,
            rumus_negatif=isi.rumus_negatif,
            target_atas=isi.target_atas,
        )
    except CapaianTakTerdefinisi as exc:
        return None, [f"Target tahun ini {_teks_target(isi, tulis)}.", str(exc)]
    tercetak = realisasi
    if jumlah_desimal(realisasi) > DESIMAL_MAKS:
        tercetak = bulatkan(realisasi, DESIMAL_MAKS)
    penjelasan = jelaskan_capaian(
        tercetak,
        target,
        polaritas=isi.polaritas,
        rumus_negatif=isi.rumus_negatif,
        target_atas=isi.target_atas,
        desimal=0 if isi.skala is not None else isi.desimal,
    )
    kalimat = [penjelasan.kalimat]
    if isi.target_atas is not None and not target <= realisasi <= isi.target_atas:
        dekat = target if realisasi < target else isi.target_atas
        kalimat.append(
            f"Di luar rentang, batas terdekat, {tulis.nilai(dekat)}, menjadi pembandingnya."
        )
    elif isi.polaritas == "stabil":
        kalimat.append(
            "Dari dua rumus, makin tinggi makin baik dan makin rendah makin baik, hasil yang "
            "terendah dipakai."
        )
    ruas = penjelasan.rumus.rpartition(" = ")[0]
    hasil = format_persen(capaian).replace("-", "−")
    kalimat.append(f"Capaian = {ruas} = {hasil}, kategori {kategori_capaian(capaian).nama}.")
    return capaian, kalimat


def _teks_target(isi: BahanHitungan, tulis: _Penulis) -> str:
    bawah = tulis.nilai(isi.target or Decimal(0))
    return bawah if isi.target_atas is None else f"{bawah} s.d. {tulis.nilai(isi.target_atas)}"
