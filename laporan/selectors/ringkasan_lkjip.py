"""The summary of a LKjIP: key numbers, what went well, what lags, what is done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dasar.angka import format_angka, format_persen
from evaluasi.formulas.nilai_kota import ambang_dua_pertiga
from evaluasi.models import IndeksRB
from kinerja.formulas.agregasi import RataRata
from kinerja.formulas.skala import format_nilai
from kinerja.models import IsiIndikator, Realisasi
from kinerja.models.indikator import JATUH_TEMPO, Frekuensi
from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    AngkaKunci,
    BarisAnggaran,
    IndikatorLKjIP,
    TindakLanjut,
)
from laporan.formulas.sifat_nilai import belum_diverifikasi, jumlah_belum_diverifikasi
from laporan.selectors.indikator_lkjip import TERVERIFIKASI, IndikatorTerbaca
from laporan.selectors.nilai_sakip_lkjip import Evaluasi, huruf_minimal
from laporan.selectors.rencana_lkjip import Rencana

TANDA_CONTOH = "†"
JUMLAH_KALIMAT = 3
JUMLAH_KUNCI = 5
_SERATUS = Decimal(100)


@dataclass(frozen=True)
class HitunganNilai:
    """How many values of the year are verified, of how many that are due."""

    terverifikasi: int
    seharusnya: int
    contoh: bool


def hitung_nilai_masuk(rencana: Rencana) -> HitunganNilai:
    """Over all PD for the city, over what the PD enters for a PD (two queries).

    A value that is not due counts on neither side: one entered in a quarter that asks for none, or
    for an indicator that a change of the plan dropped.
    """
    isi = IsiIndikator.objects.diukur(rencana.tahun).only("indikator_id", "frekuensi")
    nilai = Realisasi.objects.filter(
        tahun=rencana.tahun, nilai__isnull=False, status__in=TERVERIFIKASI
    )
    if not rencana.untuk_kota:
        isi = isi.filter(indikator__pengampu=rencana.pd)
        nilai = nilai.filter(indikator__pengampu=rencana.pd)
    jatuh_tempo = {
        (pk, tw)
        for pk, i in isi.satu_per_indikator().items()
        for tw in JATUH_TEMPO[Frekuensi(i.frekuensi)]
    }
    contoh = [
        buatan
        for pk, tw, buatan in nilai.values_list("indikator", "triwulan", "contoh")
        if (pk, tw) in jatuh_tempo
    ]
    return HitunganNilai(len(contoh), len(jatuh_tempo), any(contoh))


def susun_angka_kunci(
    rencana: Rencana,
    evaluasi: Evaluasi,
    indikator: Iterable[IndikatorLKjIP],
    rata: RataRata,
    anggaran: BarisAnggaran,
    makro: Iterable[AcuanLKjIP],
) -> tuple[AngkaKunci, ...]:
    """At most five numbers ready to print; what is unknown is left out, never 0 (three queries)."""
    semua = list(indikator)
    if rencana.untuk_kota:
        pembuka = [_pd_bernilai(rencana, evaluasi, "B"), _pd_bernilai(rencana, evaluasi, "BB")]
    else:
        pembuka = [_tercapai(semua)]
    calon = [
        *pembuka,
        _rata_rata(semua, rata),
        _serapan(anggaran),
        _terverifikasi(hitung_nilai_masuk(rencana)),
        _rb_atau_pengangguran(rencana.tahun, makro) if rencana.untuk_kota else None,
    ]
    return tuple(a for a in calon if a is not None)[:JUMLAH_KUNCI]


def _pd_bernilai(rencana: Rencana, evaluasi: Evaluasi, huruf: str) -> AngkaKunci | None:
    """How many PD reach a letter, against the two-thirds line of the dashboard."""
    if evaluasi.templat is None or not evaluasi.internal:
        return None
    baik = huruf_minimal(evaluasi.templat.skala, huruf)
    penyusun = [p.pk for p in rencana.perangkat.values() if p.penyusun]
    nilai = [evaluasi.internal[pk] for pk in penyusun if pk in evaluasi.internal]
    n = sum(v.predikat is not None and v.predikat.huruf in baik for v in nilai)
    return AngkaKunci(
        f"{n}/{len(penyusun)}",
        f"perangkat daerah bernilai {huruf} ke atas; garis 2/3 = "
        f"{ambang_dua_pertiga(len(penyusun))}",
        any(v.contoh for v in nilai),
    )


def _tercapai(indikator: list[IndikatorLKjIP]) -> AngkaKunci | None:
    dinilai = [i for i in indikator if i.capaian is not None and not i.sementara]
    if not dinilai:
        return None
    n = sum(i.capaian is not None and i.capaian >= _SERATUS for i in dinilai)
    return AngkaKunci(
        f"{n}/{len(indikator)}",
        f"indikator mencapai target{_belum(dinilai)}",
        any(i.contoh or i.target_contoh for i in dinilai),
    )


def _rata_rata(indikator: list[IndikatorLKjIP], rata: RataRata) -> AngkaKunci | None:
    if rata.nilai is None:
        return None
    terhitung = [i for i in indikator if i.capaian is not None and not i.sementara]
    kata = "IKU" if all(i.iku for i in indikator) else "indikator"
    return AngkaKunci(
        format_angka(rata.nilai, 2),
        f"persen, rata-rata capaian {rata.n} dari {rata.dari} {kata}{_belum(terhitung)}",
        any(i.contoh or i.target_contoh for i in terhitung),
    )


def _belum(indikator: list[IndikatorLKjIP]) -> str:
    """How many of the values behind a key number nobody verified; "" when all are."""
    jumlah = jumlah_belum_diverifikasi(indikator)
    return f"; {jumlah} belum diverifikasi" if jumlah else ""


def _serapan(anggaran: BarisAnggaran) -> AngkaKunci | None:
    if anggaran.serapan is None:
        return None
    return AngkaKunci(
        format_angka(anggaran.serapan, 2), "persen, serapan belanja program", anggaran.contoh
    )


def _terverifikasi(hitungan: HitunganNilai) -> AngkaKunci | None:
    if not hitungan.seharusnya:
        return None
    seharusnya = format_angka(Decimal(hitungan.seharusnya), 0)
    return AngkaKunci(
        format_angka(Decimal(hitungan.terverifikasi), 0),
        f"nilai kinerja terverifikasi dari {seharusnya}",
        hitungan.contoh,
    )


def _rb_atau_pengangguran(tahun: int, makro: Iterable[AcuanLKjIP]) -> AngkaKunci | None:
    """The newer of the RB index and the unemployment rate; the index when both are of one year."""
    calon: list[tuple[int, AngkaKunci]] = [
        (
            a.tahun,
            AngkaKunci(
                format_angka(a.nilai, a.desimal),
                f"{a.satuan.lower()}, {a.nama[:1].lower()}{a.nama[1:]} {a.tahun}",
                contoh=False,
            ),
        )
        for a in makro
        if "pengangguran" in a.nama.lower()
    ]
    rb = IndeksRB.objects.filter(tahun__lte=tahun).order_by("-tahun").first()
    if rb is not None:
        kunci = AngkaKunci(
            format_angka(rb.nilai, 2), f"Indeks Reformasi Birokrasi {rb.tahun}", contoh=False
        )
        calon.append((rb.tahun, kunci))
    return max(calon, key=lambda c: c[0])[1] if calon else None


def _dapat_dibandingkan(i: IndikatorLKjIP) -> bool:
    return i.capaian is not None and not i.sementara


def kalimat_keberhasilan(indikator: Iterable[IndikatorLKjIP]) -> tuple[str, ...]:
    """Sentences about the best indicators that reached their target: IKU first, then by capaian.

    A value of a partial year is no success yet and is left out.
    """
    tercapai = [
        i for i in indikator if _dapat_dibandingkan(i) and (i.capaian or Decimal(0)) >= _SERATUS
    ]
    tercapai.sort(key=lambda i: (not i.iku, -(i.capaian or Decimal(0)), i.indikator_id))
    return tuple(_kalimat(i) for i in tercapai[:JUMLAH_KALIMAT])


def kalimat_tertinggal(indikator: Iterable[IndikatorLKjIP]) -> tuple[str, ...]:
    """Sentences about the indicators furthest below their target: IKU first, then by capaian."""
    kurang = [
        i for i in indikator if _dapat_dibandingkan(i) and (i.capaian or Decimal(0)) < _SERATUS
    ]
    kurang.sort(key=lambda i: (not i.iku, i.capaian or Decimal(0), i.indikator_id))
    return tuple(_kalimat(i) for i in kurang[:JUMLAH_KALIMAT])


def _kalimat(i: IndikatorLKjIP) -> str:
    def angka(nilai: Decimal | None, contoh: bool) -> str:
        teks = format_nilai(nilai, desimal=i.desimal, skala=i.skala)
        return f"{teks}{TANDA_CONTOH}" if contoh else teks

    target = angka(i.target, i.target_contoh)
    if i.target_atas is not None:
        target = f"{target} s.d. {angka(i.target_atas, i.target_contoh)}"
    satuan = "" if i.skala or not i.satuan else f" {i.satuan.lower()}"
    if satuan.strip() in i.nama.lower().split():  # not "Nilai SAKIP Kota 69,04 nilai"
        satuan = ""
    tanda = TANDA_CONTOH if i.contoh or i.target_contoh else ""
    belum = " (belum diverifikasi)" if belum_diverifikasi(i) else ""
    return (
        f"{i.nama} {angka(i.realisasi, i.contoh)}{satuan}{belum}, "
        f"{format_persen(i.capaian or Decimal(0))}{tanda} dari target {target}."
    )


def susun_tindak_lanjut(indikator: Iterable[IndikatorTerbaca]) -> tuple[TindakLanjut, ...]:
    """What PD wrote they will do about indicators below their target, the lowest first."""
    kurang = [
        i
        for i in indikator
        if i.tindak_lanjut and i.data.capaian is not None and i.data.capaian < _SERATUS
    ]
    kurang.sort(key=lambda i: (i.data.capaian or Decimal(0), i.data.indikator_id))
    return tuple(
        TindakLanjut(
            indikator=i.data.nama,
            langkah=i.tindak_lanjut,
            penanggung_jawab=i.data.penanggung_jawab or i.data.pengampu,
            contoh=i.tindak_lanjut_contoh,
        )
        for i in kurang
    )
