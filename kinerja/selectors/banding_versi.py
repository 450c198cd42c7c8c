"""Loading two versions of a document to compare them line by line."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from typing import Any

from kinerja.formulas.banding_versi import (
    BarisBanding,
    IndikatorVersi,
    IsiVersi,
    Nilai,
    SimpulVersi,
    bandingkan,
)
from kinerja.formulas.padan_periode import padankan_periode
from kinerja.formulas.skala import format_nilai
from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul, JenisSimpul, Target

_MEDAN_INDIKATOR = (
    "nama",
    "definisi_operasional",
    "alasan",
    "rumus",
    "satuan",
    "desimal",
    "polaritas",
    "rumus_negatif",
    "skala_predikat",
    "cara",
    "isian",
    "frekuensi",
    "baseline",
    "target_akhir",
    "sumber_data",
    "penanggung_jawab",
    "iku",
)


def beda_periode(satu: DokumenPerencanaan, lain: DokumenPerencanaan) -> bool:
    """Whether two documents are of two periods and not two versions of one."""
    return (satu.tahun_dari, satu.tahun_sampai) != (lain.tahun_dari, lain.tahun_sampai)


def bandingkan_dokumen(
    lama: DokumenPerencanaan, baru: DokumenPerencanaan
) -> tuple[BarisBanding, ...]:
    """What differs, by lasting identity, and across periods by kind and name too (six queries)."""
    dulu, kini = muat_isi_versi(lama), muat_isi_versi(baru)
    if beda_periode(lama, baru):
        dulu = padankan_periode(dulu, kini, {JenisSimpul.VISI.label})
    return bandingkan(dulu, kini)


def muat_isi_versi(dokumen: DokumenPerencanaan) -> IsiVersi:
    """Everything a version says (three queries)."""
    simpul = list(
        IsiSimpul.objects.filter(dokumen=dokumen)
        .select_related("jabatan", "nomenklatur")
        .order_by("jalur")
    )
    identitas = {s.pk: s.simpul_id for s in simpul}
    isi = list(
        IsiIndikator.objects.filter(dokumen=dokumen).order_by("isi_simpul__jalur", "urutan", "pk")
    )
    bentuk = {i.indikator_id: i for i in isi}
    target: dict[int, dict[tuple[int, int], Nilai]] = {}
    for indikator, tahun, triwulan, nilai, atas in Target.objects.filter(
        dokumen=dokumen
    ).values_list("indikator", "tahun", "triwulan", "nilai", "nilai_atas"):
        if (milik := bentuk.get(indikator)) is not None:
            target.setdefault(indikator, {})[tahun, triwulan] = Nilai(
                (nilai, atas), teks_target(milik, nilai, atas)
            )
    return IsiVersi(
        simpul=tuple(
            SimpulVersi(
                kunci=s.simpul_id,
                induk=identitas[s.induk_id] if s.induk_id else None,
                label=s.get_jenis_display(),
                nama=s.nama,
                medan=_medan_simpul(s),
            )
            for s in simpul
        ),
        indikator=tuple(
            IndikatorVersi(
                kunci=i.indikator_id,
                simpul=identitas[i.isi_simpul_id],
                nama=i.nama,
                medan=_medan_indikator(i),
                target=target.get(i.indikator_id, {}),
            )
            for i in isi
        ),
    )


def teks_target(isi: IsiIndikator, nilai: Decimal | None, atas: Decimal | None = None) -> str:
    """A target or a range as the indicator shows it, without its unit."""
    satu = format_nilai(nilai, desimal=isi.desimal, skala=isi.skala_predikat)
    if atas is None:
        return satu
    return f"{satu} sampai {format_nilai(atas, desimal=isi.desimal, skala=isi.skala_predikat)}"


def _medan_simpul(s: IsiSimpul) -> dict[str, Nilai]:
    nomenklatur = s.nomenklatur
    return {
        "Jenis": Nilai(s.jenis, s.get_jenis_display()),
        "Kode": _teks(s.kode),
        "Nama": _teks(s.nama),
        "Nomenklatur": Nilai(
            s.nomenklatur_id, f"{nomenklatur.kode} {nomenklatur.nama}" if nomenklatur else "–"
        ),
        "Penanggung jawab": Nilai(s.jabatan_id, s.jabatan.nama if s.jabatan else "–"),
    }


def _medan_indikator(i: IsiIndikator) -> dict[str, Nilai]:
    hasil = {}
    for nama in _MEDAN_INDIKATOR:
        medan: Any = IsiIndikator._meta.get_field(nama)
        label = str(medan.verbose_name)
        hasil[label[0].upper() + label[1:]] = _nilai(i, nama, getattr(i, nama))
    return hasil


def _nilai(i: IsiIndikator, nama: str, nilai: Any) -> Nilai:
    kunci: Hashable = nilai
    match nilai:
        case None:
            return Nilai(None, "–")
        case bool():
            teks = "ya" if nilai else "tidak"
        case dict():
            kunci = tuple(sorted(nilai.items()))
            teks = ", ".join(sorted(nilai, key=lambda huruf: nilai[huruf]))
        case Decimal():
            teks = format_nilai(nilai, desimal=i.desimal, skala=i.skala_predikat)
        case str():
            tampil = getattr(i, f"get_{nama}_display", None)
            return Nilai(nilai, str(tampil())) if tampil else _teks(nilai)
        case _:
            teks = str(nilai)
    return Nilai(kunci, teks)


def _teks(teks: str) -> Nilai:
    return Nilai(teks or None, teks or "–")
