"""The statements of performance of one LKjIP with their programs, and the annex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dasar.tulisan import huruf_kalimat
from evaluasi.selectors.nilai_lembar import NilaiResmi
from kinerja.formulas.agregasi import RataRata, rata_rata_capaian
from kinerja.models import IsiIndikator, IsiSimpul, JenisSimpul
from laporan.formulas.data_lkjip import (
    BarisAnggaran,
    BarisPengukuran,
    IndikatorLKjIP,
    Naskah,
    ProgramLKjIP,
    SasaranLKjIP,
)
from laporan.formulas.sifat_nilai import belum_diverifikasi, capaian_contoh
from laporan.selectors.anggaran_lkjip import (
    RupiahSimpul,
    baris_simpul,
    jumlahkan,
    muat_rupiah,
)
from laporan.selectors.indikator_lkjip import IndikatorTerbaca, muat_indikator
from laporan.selectors.rencana_lkjip import (
    Pernyataan,
    Rencana,
    pernyataan_kinerja,
    program_pendukung,
)


@dataclass(frozen=True)
class Kinerja:
    """What was promised and achieved, loaded once: the middle of the report."""

    rencana: Rencana
    pernyataan: tuple[Pernyataan, ...]
    pendukung: Mapping[int, tuple[IsiSimpul, ...]]
    penempatan: Mapping[int, tuple[int, ...]]  # IsiSimpul id -> indicator ids
    indikator: Mapping[int, IndikatorTerbaca]
    rupiah: RupiahSimpul

    def indikator_simpul(self, isi: IsiSimpul) -> tuple[IndikatorLKjIP, ...]:
        """Indicators that hang on one node, in reading order."""
        return tuple(
            self.indikator[pk].data
            for pk in self.penempatan.get(isi.pk, ())
            if pk in self.indikator
        )

    @property
    def dilaporkan(self) -> dict[int, IndikatorTerbaca]:
        """Indicators of the statements, each once."""
        return {
            pk: self.indikator[pk]
            for p in self.pernyataan
            for pk in self.penempatan.get(p.isi.pk, ())
            if pk in self.indikator
        }


def muat_kinerja(rencana: Rencana, resmi: Mapping[int, Mapping[int, NilaiResmi]]) -> Kinerja:
    """Statements, indicators and money of one report (a constant number of queries)."""
    pernyataan = tuple(pernyataan_kinerja(rencana))
    pendukung = program_pendukung(rencana, pernyataan)
    simpul = {s.pk: s for s in rencana.isi(rencana.tahunan)}
    simpul |= {s.pk: s for isi in pendukung.values() for s in isi}
    baris = list(
        IsiIndikator.objects.filter(isi_simpul__in=list(simpul))
        .only("indikator_id", "isi_simpul_id")
        .order_by("isi_simpul__dokumen", "isi_simpul__jalur", "urutan", "pk")
    )
    penempatan: dict[int, tuple[int, ...]] = {}
    for i in baris:
        penempatan[i.isi_simpul_id] = (*penempatan.get(i.isi_simpul_id, ()), i.indikator_id)
    lengkap = {pk for p in pernyataan for pk in penempatan.get(p.isi.pk, ())}
    return Kinerja(
        rencana=rencana,
        pernyataan=pernyataan,
        pendukung=pendukung,
        penempatan=penempatan,
        indikator=muat_indikator(rencana, baris, lengkap, resmi),
        rupiah=muat_rupiah(rencana),
    )


def rata_rata_dilaporkan(indikator: Iterable[IndikatorLKjIP]) -> RataRata:
    """Mean capaian in percent; a partial year is not the year's value and is left out."""
    return rata_rata_capaian(None if i.sementara else i.capaian for i in indikator)


def susun_sasaran(
    kinerja: Kinerja, naskah: Mapping[int, Mapping[int, Naskah]]
) -> tuple[SasaranLKjIP, ...]:
    """The statements in reading order. `naskah`: simpul id -> number of the analysis -> text.

    A program that supports several statements stands under each of them, marked as shared, and
    only once in the budget table.
    """
    bersama = Counter(s.simpul_id for isi in kinerja.pendukung.values() for s in isi)
    return tuple(_sasaran(p, kinerja, naskah, bersama) for p in kinerja.pernyataan)


def _sasaran(
    p: Pernyataan,
    kinerja: Kinerja,
    naskah: Mapping[int, Mapping[int, Naskah]],
    bersama: Mapping[int, int],
) -> SasaranLKjIP:
    indikator = kinerja.indikator_simpul(p.isi)
    rata = rata_rata_dilaporkan(indikator)
    program = tuple(
        _program(s, kinerja, bersama[s.simpul_id] > 1) for s in kinerja.pendukung[p.isi.simpul_id]
    )
    anggaran = jumlahkan("Jumlah", [b.anggaran for b in program])
    efisiensi = None
    if rata.nilai is not None and anggaran.serapan is not None:
        efisiensi = rata.nilai - anggaran.serapan
    return SasaranLKjIP(
        simpul_id=p.isi.simpul_id,
        kode=p.isi.kode,
        nama=huruf_kalimat(p.isi.nama),
        jenis=str(p.isi.get_jenis_display()),
        indikator=indikator,
        capaian=rata.nilai,
        n=rata.n,
        dari=rata.dari,
        program=program,
        anggaran=anggaran,
        efisiensi=efisiensi,
        naskah=dict(naskah.get(p.isi.simpul_id, {})),
        di_tahunan=p.ada_di_tahunan,
    )


def _program(s: IsiSimpul, kinerja: Kinerja, bersama: bool) -> ProgramLKjIP:
    nama = huruf_kalimat(s.nama)
    indikator = kinerja.indikator_simpul(s)
    return ProgramLKjIP(
        kode=s.kode,
        nama=nama,
        nama_pd=kinerja.rencana.nama_pd(s.dokumen.perangkat_daerah_id),
        indikator=tuple((i.nama, None if i.sementara else i.capaian) for i in indikator),
        anggaran=baris_simpul(nama, kinerja.rupiah.get(s.simpul_id, {})),
        bersama=bersama,
        indikator_contoh=tuple(capaian_contoh(i) for i in indikator),
        indikator_belum_verifikasi=tuple(belum_diverifikasi(i) for i in indikator),
    )


def susun_pengukuran(
    kinerja: Kinerja, sasaran: Iterable[SasaranLKjIP]
) -> tuple[BarisPengukuran, ...]:
    """The annex: nodes of the yearly document in reading order, indicators below each.

    Programs, kegiatan and sub kegiatan show their own money, a sasaran that of its programs.
    """
    rupiah = kinerja.rupiah
    milik_sasaran = {s.simpul_id: s.anggaran for s in sasaran}
    berpagu = (JenisSimpul.PROGRAM, JenisSimpul.KEGIATAN, JenisSimpul.SUB_KEGIATAN)
    hasil: list[BarisPengukuran] = []
    for s in kinerja.rencana.isi(kinerja.rencana.tahunan):
        nama = huruf_kalimat(s.nama)
        anggaran: BarisAnggaran | None = None
        if s.jenis in berpagu:
            anggaran = baris_simpul(nama, rupiah.get(s.simpul_id, {}))
        elif s.simpul_id in milik_sasaran:
            anggaran = milik_sasaran[s.simpul_id]
        hasil.append(BarisPengukuran(s.kode, nama, s.kedalaman, None, anggaran))
        hasil += [
            BarisPengukuran("", i.nama, s.kedalaman + 1, i, None)
            for i in kinerja.indikator_simpul(s)
        ]
    return tuple(hasil)
