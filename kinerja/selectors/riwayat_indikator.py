"""The history of one indicator: its values over years, its attributes over versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dasar.angka import format_persen
from kinerja.formulas.agregasi import SEMUA_TRIWULAN, NilaiTahun, nilai_tahun
from kinerja.formulas.baca_target import SEBUTAN_SKALA, nama_skala
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    Frekuensi,
    IsiIndikator,
    Polaritas,
    Realisasi,
    StatusDokumen,
    StatusRealisasi,
    Target,
)
from kinerja.models.indikator import JATUH_TEMPO
from kinerja.selectors.capaian import capaian_tahun
from kinerja.selectors.riwayat_pendahulu import rantai_pendahulu
from kinerja.selectors.target_berlaku import target_banyak_tahun
from opd.models import Pengguna, PerangkatDaerah

KOSONG = "–"
_STATUS_SAH = (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN)

LABEL: Mapping[str, str] = {
    "nama": "Nama",
    "definisi_operasional": "Definisi operasional",
    "alasan": "Alasan pemilihan",
    "rumus": "Rumus",
    "satuan": "Satuan",
    "skala_predikat": "Diukur dengan",
    "desimal": "Angka di belakang koma",
    "polaritas": "Polaritas",
    "rumus_negatif": "Rumus capaian negatif",
    "cara": "Nilai tahun dari triwulan",
    "isian": "Isian",
    "frekuensi": "Frekuensi",
    "baseline": "Baseline",
    "target_akhir": "Target akhir periode",
    "sumber_data": "Sumber data",
    "penanggung_jawab": "Penanggung jawab",
    "iku": "IKU",
}


@dataclass(frozen=True)
class NilaiRiwayat:
    """One year, ready to print. `pendahulu` names the PD whose indicator this one continues."""

    tahun: int
    nilai: Decimal | None
    teks: str
    target: str
    asal_target: str
    capaian: Decimal | None
    teks_capaian: str
    kategori: Kategori | None
    lengkap: bool
    terverifikasi: bool
    contoh: bool
    pendahulu: str
    triwulan: tuple[Decimal | None, ...]

    @property
    def tetap(self) -> bool:
        """A real number of a whole year that was verified."""
        return self.lengkap and self.terverifikasi and not self.contoh

    @property
    def keterangan(self) -> str:
        """What is to be known about the value."""
        kata = []
        if self.nilai is not None:
            if not self.lengkap:
                kata.append("sementara")
            if not self.terverifikasi:
                kata.append("belum diverifikasi")
        if self.contoh:
            kata.append("contoh")
        if self.pendahulu:
            kata.append(f"dari {self.pendahulu}")
        return ", ".join(kata)


@dataclass(frozen=True)
class BedaAtribut:
    """One attribute that this version writes differently."""

    label: str
    dari: str
    ke: str


@dataclass(frozen=True)
class VersiIndikator:
    """The indicator in one version of a document, and what changed against `pembanding`."""

    pk: int
    dokumen: str
    nama_pd: str
    status: str
    label_status: str
    kini: bool
    pembanding: str
    beda: tuple[BedaAtribut, ...]


def teks_atribut(isi: IsiIndikator, medan: str) -> str:
    """One attribute as a reader sees it; "–" for one that is not written."""
    nilai: Any = getattr(isi, medan)
    if medan == "skala_predikat":
        return teks_skala(nilai)
    if medan in ("baseline", "target_akhir"):
        return format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)
    if medan == "iku":
        return "Ya" if nilai else "Bukan"
    if medan == "desimal":
        return str(nilai)
    if medan == "rumus_negatif" and isi.polaritas != Polaritas.NEGATIF:
        return KOSONG
    if medan in ("polaritas", "rumus_negatif", "cara", "isian", "frekuensi"):
        return _besar(str(getattr(isi, f"get_{medan}_display")()))
    return str(nilai).strip() or KOSONG


def teks_skala(skala: Mapping[str, int] | None) -> str:
    """ "Angka", or the letters of the scale with their ordinals."""
    if skala is None:
        return "Angka"
    nama = nama_skala(skala)
    # PostgreSQL gives the keys of a JSON object back in an order of its own.
    terurut = sorted(skala.items(), key=lambda pasangan: pasangan[1])
    urutan = ", ".join(f"{huruf} {nilai}" for huruf, nilai in terurut)
    return f"{_besar(SEBUTAN_SKALA[nama]) if nama else 'Predikat'}: {urutan}"


def teks_target(
    nilai: Decimal, atas: Decimal | None, isi: IsiIndikator, *, penghubung: str = "–"
) -> str:
    """A target in the format of the indicator; a range as "7–8"."""
    bawah = format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)
    if atas is None:
        return bawah
    return f"{bawah}{penghubung}{format_nilai(atas, desimal=isi.desimal)}"


def _besar(teks: str) -> str:
    return teks[:1].upper() + teks[1:]


# --- years ----------------------------------------------------------------------------------


def riwayat_tahun(isi: IsiIndikator) -> list[NilaiRiwayat]:
    """Every year with a value or a target in force, oldest first.

    A year without an own value takes that of the predecessor, marked. The number of queries is
    fixed.
    """
    pendahulu = rantai_pendahulu([isi.indikator_id]).get(isi.indikator_id, ())
    nama_pd = {satu.indikator_id: satu.nama_pd for satu in pendahulu}
    rantai = [isi.indikator_id, *nama_pd]
    nilai, sifat = _nilai_per_tahun(rantai)
    arti = _arti_per_tahun(rantai)
    tahun = sorted({th for th, _ in nilai} | {th for th, _ in arti})
    target = target_banyak_tahun(rantai, tahun)
    hasil = []
    for th in tahun:
        milik = next((pk for pk in rantai if (th, pk) in nilai), None)
        if milik is None:
            milik = next((pk for pk in rantai if (th, pk) in arti), isi.indikator_id)
        arti_tahun = arti.get((th, milik), isi)
        setahun = nilai.get((th, milik), {})
        berlaku = target.get(th, {}).get(milik)
        if not setahun and (berlaku is None or berlaku.tahun is None):
            continue
        sel = capaian_tahun(arti_tahun, berlaku, setahun)
        sah, contoh = sifat.get((th, milik), (True, False))
        t = berlaku.tahun if berlaku else None
        hasil.append(
            NilaiRiwayat(
                tahun=th,
                nilai=sel.realisasi,
                teks=format_nilai(
                    sel.realisasi, desimal=arti_tahun.desimal, skala=arti_tahun.skala_predikat
                ),
                target=teks_target(t.nilai, t.nilai_atas, arti_tahun) if t else KOSONG,
                asal_target=t.dokumen if t else "",
                capaian=sel.capaian,
                teks_capaian=KOSONG if sel.capaian is None else format_persen(sel.capaian),
                kategori=sel.kategori,
                lengkap=_setahun(arti_tahun, setahun).lengkap,
                terverifikasi=sah,
                contoh=contoh or bool(t and t.contoh),
                pendahulu=nama_pd.get(milik, ""),
                triwulan=tuple(setahun.get(tw) for tw in SEMUA_TRIWULAN),
            )
        )
    return hasil


def _setahun(isi: IsiIndikator, nilai: Mapping[int, Decimal | None]) -> NilaiTahun:
    return nilai_tahun(
        [nilai.get(tw) for tw in SEMUA_TRIWULAN],
        isi.cara,  # type: ignore[arg-type]  # constrained to the literals by the database
        isi.isian,  # type: ignore[arg-type]
        jatuh_tempo=JATUH_TEMPO[Frekuensi(isi.frekuensi)],
    )


def _nilai_per_tahun(
    indikator: Collection[int],
) -> tuple[
    dict[tuple[int, int], dict[int, Decimal | None]], dict[tuple[int, int], tuple[bool, bool]]
]:
    """Values by (year, indicator) and quarter; of each whether all are verified, any made up."""
    nilai: dict[tuple[int, int], dict[int, Decimal | None]] = {}
    sifat: dict[tuple[int, int], tuple[bool, bool]] = {}
    baris = Realisasi.objects.filter(indikator__in=indikator, nilai__isnull=False)
    for th, pk, tw, n, status, contoh in baris.values_list(
        "tahun", "indikator_id", "triwulan", "nilai", "status", "contoh"
    ):
        nilai.setdefault((th, pk), {})[tw] = n
        sah, ada_contoh = sifat.get((th, pk), (True, False))
        sifat[th, pk] = (sah and status in _STATUS_SAH, ada_contoh or contoh)
    return nilai, sifat


def _arti_per_tahun(indikator: Collection[int]) -> dict[tuple[int, int], IsiIndikator]:
    """What each indicator means in the plan in force of each year; the city's document first."""
    isi = IsiIndikator.objects.filter(
        indikator__in=indikator,
        dokumen__jenis__in=JENIS_TAHUNAN,
        dokumen__status=StatusDokumen.BERLAKU,
    ).select_related("dokumen")
    hasil: dict[tuple[int, int], IsiIndikator] = {}
    for satu in isi.order_by("-dokumen__jenis", "dokumen_id", "pk"):
        for th in range(satu.dokumen.tahun_dari, satu.dokumen.tahun_sampai + 1):
            hasil.setdefault((th, satu.indikator_id), satu)
    return hasil


# --- versions -------------------------------------------------------------------------------


def riwayat_versi(isi: IsiIndikator, pembaca: Pengguna) -> list[VersiIndikator]:
    """The indicator in every version that the reader may see, newest first (three queries).

    A version is compared with the one it was copied from, else with the one before it of the same
    kind and PD.
    """
    semua = list(
        IsiIndikator.objects.for_user(pembaca)
        .filter(
            indikator=isi.indikator_id, dokumen__in=DokumenPerencanaan.objects.for_user(pembaca)
        )
        .select_related("dokumen")
        .order_by("dokumen__tahun_dari", "dokumen__jenis", "dokumen__perubahan_ke", "pk")
    )
    target: dict[int, dict[int, Target]] = {}
    for t in Target.objects.filter(
        indikator=isi.indikator_id, triwulan=0, dokumen__in=[i.dokumen_id for i in semua]
    ):
        target.setdefault(t.dokumen_id, {})[t.tahun] = t
    nama_pd = PerangkatDaerah.objects.filter(
        pk__in={i.dokumen.perangkat_daerah_id for i in semua}
    ).nama_per_id(singkatan=True)
    per_dokumen = {i.dokumen_id: i for i in semua}
    hasil = []
    for nomor, satu in enumerate(semua):
        lalu = _pembanding(satu, semua[:nomor], per_dokumen)
        beda: tuple[BedaAtribut, ...] = ()
        if lalu is not None:
            beda = tuple(
                _beda(lalu, satu, target.get(lalu.dokumen_id, {}), target.get(satu.dokumen_id, {}))
            )
        status = StatusDokumen(satu.dokumen.status)
        hasil.append(
            VersiIndikator(
                pk=satu.pk,
                dokumen=str(satu.dokumen),
                nama_pd=nama_pd[satu.dokumen.perangkat_daerah_id],
                status=status.value,
                label_status=str(status.label),
                kini=satu.pk == isi.pk,
                pembanding="" if lalu is None else str(lalu.dokumen),
                beda=beda,
            )
        )
    return hasil[::-1]


def _pembanding(
    isi: IsiIndikator, sebelum: list[IsiIndikator], per_dokumen: Mapping[int, IsiIndikator]
) -> IsiIndikator | None:
    asal = isi.dokumen.disalin_dari_id
    if asal is not None and asal in per_dokumen:
        return per_dokumen[asal]
    sejenis = [
        i
        for i in sebelum
        if i.dokumen.jenis == isi.dokumen.jenis
        and i.dokumen.perangkat_daerah_id == isi.dokumen.perangkat_daerah_id
    ]
    return sejenis[-1] if sejenis else None


def _beda(
    lalu: IsiIndikator,
    kini: IsiIndikator,
    target_lalu: Mapping[int, Target],
    target_kini: Mapping[int, Target],
) -> Iterable[BedaAtribut]:
    for medan, label in LABEL.items():
        dari, ke = teks_atribut(lalu, medan), teks_atribut(kini, medan)
        if dari != ke:
            yield BedaAtribut(label, dari, ke)
    for tahun in sorted(set(target_lalu) & set(target_kini)):
        a, b = target_lalu[tahun], target_kini[tahun]
        if (a.nilai, a.nilai_atas) != (b.nilai, b.nilai_atas):
            yield BedaAtribut(
                f"Target {tahun}",
                teks_target(a.nilai, a.nilai_atas, lalu),
                teks_target(b.nilai, b.nilai_atas, kini),
            )
