"""Charts of the report: DataLKjIP to the SVG functions of dasar.grafik, print theme.

Each function returns (data URI, sentence for a screen reader), or None when there is too little
to draw. User units are 1/96 inch: the text measure is 469 wide, the page 620.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dasar.angka import format_angka
from dasar.grafik import (
    BarisBanding,
    BarisCapaian,
    BarisPagu,
    Ruas,
    Tema,
    TitikTren,
    bagan_organisasi,
    batang_banding,
    batang_capaian,
    batang_pagu,
    skala_predikat,
    tren,
    uri_data,
)
from dasar.grafik.tema import lebar_teks
from evaluasi.formulas.predikat import PREDIKAT_88_2021
from laporan.formulas.data_lkjip import (
    BarisAnggaran,
    DataLKjIP,
    IndikatorLKjIP,
    NilaiSakip,
    UnsurOrganisasi,
)
from laporan.formulas.sifat_nilai import belum_diverifikasi
from laporan.reports import kalimat
from laporan.reports.bentuk import (
    belati,
    kata_sifat,
    teks_capaian,
    teks_miliar,
    teks_nilai,
    teks_persen,
    teks_realisasi,
    teks_target,
)

LEBAR_TEKS = 469
LEBAR_PENUH = 620
LEBAR_TREN = 212  # the two charts of the summary side by side, 30 between them
LEBAR_CAPAIAN = 378
TINGGI_TREN = 132  # 35 mm: a higher figure leaves large holes at the end of pages
BATANG_TERBANYAK = 7
CAPAIAN_TERBANYAK = 5
_AWAL_SKALA = Decimal(40)
_BAGIAN_LABEL = 0.34  # of the width of a bar chart; dasar.grafik gives its labels 0.36
_HURUF_LABEL = 11.2  # user units, the labels of a printed chart

GambarSvg = tuple[str, str]


def gambar_skala(nilai: NilaiSakip) -> GambarSvg | None:
    """Where the value lies on the scale of predicates."""
    if nilai.nilai is None:
        return None
    teks = belati(format_angka(nilai.nilai, 2), nilai.contoh)
    target = "" if nilai.target is None else f"target {format_angka(nilai.target, 2)}"
    uraian = (
        f"Skala predikat: nilai {teks}, predikat {nilai.huruf}{', ' if target else ''}{target}."
    )
    svg = skala_predikat(
        judul=uraian,
        ruas=[
            Ruas(satu.predikat.huruf, satu.di_atas, satu.sampai)
            for satu in PREDIKAT_88_2021.rentang
        ],
        nilai=nilai.nilai,
        teks_nilai=teks,
        target=nilai.target,
        teks_target=target,
        awal=_AWAL_SKALA if nilai.nilai > _AWAL_SKALA else Decimal(0),
        lebar=LEBAR_PENUH,
        tema=Tema.CETAK,
    )
    return uri_data(svg), uraian


def gambar_tren_sakip(nilai: NilaiSakip) -> GambarSvg | None:
    """The values of the years; needs two."""
    if len(nilai.riwayat) < 2:
        return None
    titik = [
        TitikTren(
            str(satu.tahun),
            satu.nilai,
            belati(format_angka(satu.nilai, 2), satu.contoh),
            "contoh" if satu.contoh else "resmi" if satu.resmi else "dihitung",
        )
        for satu in nilai.riwayat
    ]
    uraian = _uraian_tren("Nilai", titik)
    svg = tren(
        titik,
        judul=uraian,
        target=nilai.target,
        teks_target="" if nilai.target is None else f"target {format_angka(nilai.target, 2)}",
        lebar=LEBAR_TREN,
        tinggi=170,
        tema=Tema.CETAK,
    )
    return uri_data(svg), uraian


def indikator_bagan(data: DataLKjIP, terbanyak: int = CAPAIAN_TERBANYAK) -> list[IndikatorLKjIP]:
    """The indicators of the summary, IKU when there are any: all, or the lowest of many."""
    return _calon_bagan(data, terbanyak)[:terbanyak]


def _calon_bagan(data: DataLKjIP, terbanyak: int) -> list[IndikatorLKjIP]:
    semua = {satu.indikator_id: satu for sasaran in data.sasaran for satu in sasaran.indikator}
    ada = [satu for satu in semua.values() if satu.capaian is not None]
    iku = [satu for satu in ada if satu.iku]
    calon = iku or ada
    if len(calon) <= terbanyak:
        return calon
    return sorted(calon, key=lambda satu: (satu.capaian, satu.indikator_id))


def judul_bagan(data: DataLKjIP, terbanyak: int = CAPAIAN_TERBANYAK) -> str:
    """ "Capaian tiga IKU", or "Capaian lima IKU terendah dari 13"."""
    calon = _calon_bagan(data, terbanyak)
    kata = "IKU" if all(satu.iku for satu in calon) else "indikator"
    if len(calon) <= terbanyak:
        return f"Capaian {kalimat.bilangan(len(calon))} {kata}"
    sedikit = kalimat.bilangan(terbanyak)
    return f"Capaian {sedikit} {kata} terendah dari {kalimat.bilangan(len(calon))}"


def gambar_capaian(indikator: Sequence[IndikatorLKjIP], *, lebar: int) -> GambarSvg | None:
    """Capaian of a few indicators as bars against 100 percent."""
    if not indikator:
        return None
    baris = [
        BarisCapaian(
            _label_capaian(satu, lebar),
            satu.capaian,
            teks_capaian(satu),
            redup=satu.tingkat is not None and satu.tingkat < 5,
        )
        for satu in indikator
    ]
    rincian = "; ".join(f"{satu.label} {satu.teks} persen" for satu in baris)
    uraian = f"Capaian terhadap target: {rincian}."
    svg = batang_capaian(baris, judul=uraian, lebar=lebar, tema=Tema.CETAK)
    return uri_data(svg), uraian


def _label_capaian(satu: IndikatorLKjIP, lebar: int) -> str:
    """Name and word; the name is cut, so that the word always stays on the two lines."""
    kata = kata_sifat(sementara=satu.sementara, belum=belum_diverifikasi(satu))
    ekor = f" ({kata})" if kata else ""
    ruang = 2 * lebar * _BAGIAN_LABEL - lebar_teks(ekor, _HURUF_LABEL)
    return f"{pendekkan_nama(satu.nama, ruang, _HURUF_LABEL)}{ekor}"


def pendekkan_nama(nama: str, lebar: float, ukuran: float) -> str:
    """A name cut at a word, with "…", so that it fits the width."""
    if lebar_teks(nama, ukuran) <= lebar:
        return nama
    kata = nama.split()
    while len(kata) > 1 and lebar_teks(f"{' '.join(kata)} …", ukuran) > lebar:
        kata.pop()
    return f"{' '.join(kata).rstrip(',;')} …"


_SEKRETARIAT = "Sekretariat"


def unsur_di_bawah(unsur: Sequence[UnsurOrganisasi]) -> list[UnsurOrganisasi]:
    """The kinds for the lowest row: Sekretariat Daerah has a box of its own and is not counted."""
    hasil = []
    for satu in unsur:
        if satu.nama != _SEKRETARIAT:
            hasil.append(satu)
        elif satu.jumlah > 1:
            nama = "Sekretariat DPRD" if satu.jumlah == 2 else "Sekretariat lain"
            hasil.append(UnsurOrganisasi(nama, satu.jumlah - 1))
    return hasil


def gambar_organisasi(unsur: Sequence[UnsurOrganisasi]) -> GambarSvg | None:
    """The kinds of units below the mayor."""
    if not unsur:
        return None
    unsur = unsur_di_bawah(unsur)
    rincian = ", ".join(f"{satu.nama} {satu.jumlah}" for satu in unsur)
    uraian = f"Bagan organisasi: wali kota dan wakil wali kota, sekretariat daerah; {rincian}."
    svg = bagan_organisasi(
        "Wali Kota\nWakil Wali Kota",
        "Sekretariat Daerah",
        [(satu.nama, f"({satu.jumlah})") for satu in unsur],
        judul=uraian,
        lebar=LEBAR_TEKS,
        tema=Tema.CETAK,
    )
    return uri_data(svg), uraian


def gambar_riwayat(indikator: IndikatorLKjIP) -> GambarSvg | None:
    """The realisasi of the years; needs three known years of a numeric indicator."""
    ada = [satu for satu in indikator.riwayat if satu.realisasi is not None]
    if len(ada) < 3 or indikator.skala is not None:
        return None
    titik = [
        TitikTren(
            f"{satu.label} (sementara)" if satu.sementara else satu.label,
            satu.realisasi,
            teks_nilai(satu.realisasi, desimal=indikator.desimal, contoh=satu.contoh),
            "contoh" if satu.contoh else "resmi",
        )
        for satu in ada
    ]
    uraian = _uraian_tren(indikator.nama, titik)
    svg = tren(
        titik,
        judul=uraian,
        target=indikator.target,
        teks_target="" if indikator.target is None else f"target {teks_target(indikator)}",
        lebar=LEBAR_TEKS,
        tinggi=TINGGI_TREN,
        tema=Tema.CETAK,
    )
    return uri_data(svg), uraian


def gambar_banding(indikator: IndikatorLKjIP, nama_sendiri: str) -> GambarSvg | None:
    """Our value beside the published ones, and the last target of the plan as an outline."""
    sesuai = [acuan for acuan in indikator.acuan if acuan.satuan == indikator.satuan]
    if indikator.realisasi is None or not sesuai or indikator.skala is not None:
        return None
    kata = kata_sifat(sementara=indikator.sementara, belum=belum_diverifikasi(indikator))
    sifat = f" ({kata})" if kata else ""
    baris = [
        BarisBanding(
            f"{nama_sendiri}{sifat}", indikator.realisasi, teks_realisasi(indikator), utama=True
        ),
        *(
            BarisBanding(
                f"{acuan.nama} {acuan.tahun}", acuan.nilai, _angka(acuan.nilai, acuan.desimal)
            )
            for acuan in sesuai[: BATANG_TERBANYAK - 2]
        ),
    ]
    if indikator.target_akhir is not None:
        label = f"Target akhir {indikator.tahun_akhir or ''}".strip()
        teks = teks_nilai(indikator.target_akhir, desimal=indikator.desimal)
        baris.append(BarisBanding(label, indikator.target_akhir, teks, garis=True))
    rincian = "; ".join(f"{satu.label} {satu.teks}" for satu in baris)
    uraian = f"Perbandingan {indikator.nama}: {rincian}."
    svg = batang_banding(baris, judul=uraian, lebar=LEBAR_TEKS, tema=Tema.CETAK)
    return uri_data(svg), uraian


def gambar_pagu(baris: Sequence[BarisAnggaran]) -> tuple[GambarSvg, int] | None:
    """The largest budgets with what was spent, and how many rows are drawn."""
    terbesar = sorted((satu for satu in baris if satu.pagu), key=lambda satu: -(satu.pagu or 0))
    terbesar = terbesar[:BATANG_TERBANYAK]
    if len(terbesar) < 2:
        return None
    isi = [
        BarisPagu(
            satu.nama,
            satu.pagu or 0,
            satu.realisasi,
            belati(teks_miliar(satu.pagu), satu.contoh),
            "–" if satu.serapan is None else f"{teks_persen(satu.serapan, contoh=satu.contoh)} %",
        )
        for satu in terbesar
    ]
    rincian = "; ".join(f"{satu.label} {satu.teks_pagu}, {satu.teks_serapan}" for satu in isi)
    uraian = f"Pagu dalam miliar rupiah dan serapan: {rincian}."
    svg = batang_pagu(isi, judul=uraian, lebar=LEBAR_PENUH, tema=Tema.CETAK)
    return (uri_data(svg), uraian), len(terbesar)


def _angka(nilai: Decimal, desimal: int) -> str:
    return format_angka(nilai, desimal)


def _uraian_tren(nama: str, titik: Sequence[TitikTren]) -> str:
    return f"{nama} per tahun: {'; '.join(f'{satu.label} {satu.teks}' for satu in titik)}."
