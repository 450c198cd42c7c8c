"""What a filled-in template changes, told without the database: untouched cells say nothing.

A cell counts as touched when it no longer holds what it held at the download. No Django imports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kinerja.formulas.baca_sel import PesanSel, UkuranSel, baca_rupiah, baca_sel
from kinerja.formulas.bentuk_templat import (
    HURUF_INDIKATOR,
    HURUF_JUMLAH,
    HURUF_SIMPUL,
    ISIAN,
    NAMA_KOLOM,
    NARASI,
    BarisMeta,
    lipat_uraian,
)
from kinerja.formulas.skala import format_nilai
from kinerja.formulas.templat_isian import BarisTerbaca, SelExcel, TemplatTerbaca

_BELUM_DISIMPAN = " Nilai belum disimpan."
_TAK_COCOK = (
    "Nama di baris ini bukan nama dari kunci barisnya. Barisnya mungkin diurutkan atau ditempel "
    "tanpa kolom tersembunyi. Unduh templat baru, lalu salin isiannya ke sana."
)
_JUMLAH = "Rupiah di baris ini tidak diisi: dijumlahkan dari baris di bawahnya."
_ASING = "Baris ini bukan baris templat. Hapus baris atau isinya."


@dataclass(frozen=True)
class SelBerkas:
    """One filled or touched cell of a file.

    `keadaan` is ubah, sama or galat. `teks` is what the file shows, `kalimat` why it is refused
    or what to look at. `isi` to `rupiah` are what the cell is to hold, `versi` and `semula` what
    stood there at the download.
    """

    baris: int
    kolom: str
    medan: str
    kunci: int
    nama: str
    keadaan: str
    teks: str
    kalimat: str = ""
    nilai: Decimal | None = None
    alasan: str = ""
    isi: str = ""
    rupiah: int | None = None
    versi: int | None = None
    semula: str | None = None


@dataclass(frozen=True)
class HasilBanding:
    """Every cell of a file that says something, in reading order; `hilang` are rows of the
    template that the file no longer has."""

    sel: tuple[SelBerkas, ...]
    hilang: int


def bandingkan(
    templat: TemplatTerbaca, ukuran: Mapping[int, UkuranSel], alasan: Mapping[str, str]
) -> HasilBanding:
    """Compare a file with what it held at its download.

    `ukuran` are the indicators as they are measured now, `alasan` the reasons: code -> words.
    """
    pertama: dict[str, int] = {}
    sel: list[SelBerkas] = []
    for b in templat.baris:
        meta = templat.meta.get(b.kunci)
        if meta is None:
            sel += _galat_baris(templat, b, _ASING)
        elif b.kunci in pertama:
            sel += _galat_baris(
                templat, b, f"Baris ini salinan dari baris {pertama[b.kunci]}. Hapus salah satunya."
            )
        else:
            pertama[b.kunci] = b.nomor
            if lipat_uraian(b.uraian) != lipat_uraian(meta.uraian):
                sel += _galat_baris(templat, b, _TAK_COCOK)
            else:
                sel += _baris(templat, b, meta, ukuran, alasan)
    return HasilBanding(tuple(sel), len(templat.meta.keys() - pertama.keys()))


def _galat_baris(templat: TemplatTerbaca, b: BarisTerbaca, kalimat: str) -> Iterator[SelBerkas]:
    """One complaint for a row that cannot be placed, at its first filled cell; an empty row is
    left alone."""
    for kode in ISIAN:
        if not b.sel[kode].kosong:
            nama = b.uraian.strip()
            yield SelBerkas(
                b.nomor, templat.letak[kode], kode, 0, nama, "galat", b.sel[kode].teks, kalimat
            )
            return


def _baris(
    templat: TemplatTerbaca,
    b: BarisTerbaca,
    meta: BarisMeta,
    ukuran: Mapping[int, UkuranSel],
    alasan: Mapping[str, str],
) -> Iterator[SelBerkas]:
    huruf, kunci = b.kunci[:1], int(b.kunci[1:]) if b.kunci[1:].isdecimal() else 0
    milik = ("rupiah",) if huruf != HURUF_INDIKATOR else tuple(k for k in ISIAN if k != "rupiah")

    def sel(kode: str) -> SelBerkas:
        return SelBerkas(
            b.nomor, templat.letak[kode], kode, kunci, meta.uraian, "sama", b.sel[kode].teks
        )

    for kode in ISIAN:
        if kode not in milik and not b.sel[kode].kosong:
            apa = "indikator" if kode == "rupiah" else "program, kegiatan, atau sub kegiatan"
            yield replace(
                sel(kode),
                keadaan="galat",
                kalimat=f"Kolom {NAMA_KOLOM[kode]} tidak diisi di baris {apa}. Kosongkan sel ini.",
            )
    if huruf == HURUF_SIMPUL:
        yield from _rupiah(sel("rupiah"), b.sel["rupiah"], meta)
    elif huruf == HURUF_JUMLAH:
        for s in _rupiah(sel("rupiah"), b.sel["rupiah"], meta):
            if s.keadaan != "sama":
                yield replace(s, keadaan="galat", kunci=0, kalimat=_JUMLAH)
    elif huruf == HURUF_INDIKATOR:
        yield from _nilai(sel("nilai"), sel("alasan"), b, meta, ukuran.get(kunci), alasan)
        for kode in NARASI:
            yield from _narasi(sel(kode), b.sel[kode], meta.isi[kode])


def _narasi(s: SelBerkas, ada: SelExcel, semula: str) -> Iterator[SelBerkas]:
    isi = ada.teks.replace("\r\n", "\n").strip()
    if ada.galat:
        yield replace(s, keadaan="galat", kalimat=ada.galat)
    elif isi == semula.replace("\r\n", "\n").strip():
        if isi:
            yield replace(s, semula=semula)
    else:
        yield replace(
            s,
            keadaan="ubah",
            isi=isi,
            semula=semula,
            kalimat="" if isi else "Dikosongkan di berkas.",
        )


def _rupiah(s: SelBerkas, ada: SelExcel, meta: BarisMeta) -> Iterator[SelBerkas]:
    semula = meta.isi["rupiah"]
    if ada.kosong and not semula:
        return
    if ada.galat or ada.persen:
        kalimat = ada.galat or "Tulis rupiahnya, bukan persen."
        yield replace(s, keadaan="galat", kalimat=kalimat)
        return
    nilai = None if ada.kosong else baca_rupiah(ada.ketikan)
    if isinstance(nilai, PesanSel):
        yield replace(s, keadaan="galat", kalimat=nilai.kalimat)
    elif nilai is not None and str(nilai) == semula:
        yield replace(s, semula=semula)
    else:
        kalimat = "Dikosongkan di berkas." if nilai is None else ""
        yield replace(s, keadaan="ubah", rupiah=nilai, versi=meta.versi, kalimat=kalimat)


def _nilai(
    s: SelBerkas,
    di_alasan: SelBerkas,
    b: BarisTerbaca,
    meta: BarisMeta,
    ukuran: UkuranSel | None,
    daftar: Mapping[str, str],
) -> Iterator[SelBerkas]:
    """The value and the reason why there is none: two columns, one content."""
    ada, sebab = b.sel["nilai"], b.sel["alasan"]
    semula, alasan_semula = meta.isi["nilai"], meta.isi["alasan"]
    alasan = _kode_alasan(sebab.teks, daftar)
    for sel, isi in ((s, ada), (di_alasan, sebab)):
        if isi.galat:
            yield replace(sel, keadaan="galat", kalimat=isi.galat)
    if ada.galat or sebab.galat:
        return
    if alasan is None:
        pilihan = ", ".join(daftar.values())
        kalimat = f"“{sebab.teks.strip()[:60]}” bukan pilihan. Pilih dari daftar: {pilihan}."
        yield replace(di_alasan, keadaan="galat", kalimat=kalimat)
        return
    if _tak_disentuh(ada, semula, ukuran) and alasan == alasan_semula:
        if not ada.kosong:
            yield replace(s, semula=semula)
        if not sebab.kosong:
            yield replace(di_alasan, semula=alasan_semula)
        return
    if ukuran is None:
        kalimat = "Indikator ini tidak ada di RKPD atau Renja yang berlaku."
        yield replace(s, keadaan="galat", kalimat=kalimat)
        return
    if ada.kosong:
        letak = s if semula else di_alasan
        teks = daftar[alasan] if alasan else ""
        yield replace(
            letak,
            medan="nilai",
            keadaan="ubah",
            teks=f"kosong, {teks}" if teks else "",
            alasan=alasan,
            versi=meta.versi,
            kalimat="" if teks else "Dikosongkan di berkas.",
        )
        return
    nilai, kalimat = _angka(ada, ukuran)
    if nilai is None:
        yield replace(s, keadaan="galat", kalimat=kalimat)
        return
    if alasan and alasan != alasan_semula:
        yield replace(
            di_alasan, keadaan="galat", kalimat="Isi nilai atau alasan kosong, tidak keduanya."
        )
        return
    if alasan:
        kalimat = f"Alasan “{daftar[alasan]}” gugur karena nilainya diisi. {kalimat}".strip()
    yield replace(s, keadaan="ubah", nilai=nilai, versi=meta.versi, kalimat=kalimat)


def _kode_alasan(teks: str, daftar: Mapping[str, str]) -> str | None:
    """The code of a reason, "" for none, None for an unknown one."""
    mau = lipat_uraian(teks)
    if not mau:
        return ""
    return next((kode for kode, kata in daftar.items() if lipat_uraian(kata) == mau), None)


def _tak_disentuh(ada: SelExcel, semula: str, ukuran: UkuranSel | None) -> bool:
    if ada.kosong or not semula:
        return ada.kosong and not semula
    lama = Decimal(semula)
    if ada.angka is not None:
        # A spreadsheet keeps fifteen digits; more of them cannot come back.
        return ada.angka == lama or float(ada.angka) == float(lama)
    return ukuran is not None and ada.teks.strip() == format_nilai(
        lama, desimal=ukuran.desimal, skala=ukuran.skala_predikat
    )


def _angka(ada: SelExcel, ukuran: UkuranSel) -> tuple[Decimal | None, str]:
    """(value, what to look at), or (None, why it is refused).

    A number needs no question how it is read. That a value is unusual for its unit is a remark,
    for a file cannot answer; a "%" that does not belong to the unit is an error.
    """
    bacaan = baca_sel(ukuran, ada.ketikan, yakin="" if ada.angka is None else "bacaan")
    if not isinstance(bacaan, PesanSel):
        if ada.angka is not None and not ada.persen and _seperti_pecahan(bacaan, ukuran):
            return bacaan, "Di bawah 1 persen. Periksa apakah maksudnya " + (
                f"{format_nilai(bacaan * 100, desimal=ukuran.desimal)}."
            )
        return bacaan, ""
    if "%" in ada.teks or bacaan.pilihan:
        return None, bacaan.kalimat.removesuffix(_BELUM_DISIMPAN)
    nilai = baca_sel(ukuran, ada.ketikan, yakin="nilai")
    if isinstance(nilai, PesanSel):
        return None, nilai.kalimat
    return nilai, bacaan.kalimat.removesuffix(_BELUM_DISIMPAN)


def _seperti_pecahan(nilai: Decimal, ukuran: UkuranSel) -> bool:
    """Whether this looks like "85,5%" typed as 0,855."""
    return ukuran.satuan.strip().casefold() in ("persen", "%") and 0 < abs(nilai) < 1
