"""The seven analyses of one sasaran, in the order of PermenPANRB 53/2014, always all seven.

What the system knows becomes a sentence, a table or a chart; what only people know is their text.
An analysis with neither says what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from dasar.angka import format_angka
from laporan.formulas.data_lkjip import DataLKjIP, IndikatorLKjIP, SasaranLKjIP
from laporan.reports import gambar, kalimat
from laporan.reports.bab import catatan, catatan_bersama
from laporan.reports.bentuk import (
    belati,
    sel_realisasi,
    sel_uang,
    teks_kategori,
    teks_nilai,
    teks_persen,
    teks_selisih,
    teks_target,
)
from laporan.reports.naskah import NaskahCetak, susun_naskah
from laporan.reports.nomor import Gambar, Penomor, TabelCetak
from laporan.reports.tabel import Kolom, Sel, Tabel

_KALIMAT_TERBANYAK = 4  # beyond that the table says it better
_TAHUN_RIWAYAT = 5
_LABEL = {nomor: f"Analisis {nomor} dari 7" for nomor in range(1, 8)}


@dataclass(frozen=True)
class Analisis:
    """One block; `label` stands in the side column ("Analisis 3 dari 7")."""

    label: str
    judul: str
    kalimat: tuple[str, ...] = ()
    naskah: NaskahCetak | None = None
    belum: str = ""
    gambar: Gambar | None = None
    tabel: TabelCetak | None = None


def susun_analisis(
    sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor
) -> tuple[Analisis, ...]:
    """All seven, numbered as they stand on the page; one block when there is nothing at all."""
    if not (sasaran.indikator or sasaran.program or sasaran.naskah):
        sebut = (sasaran.jenis or "sasaran").lower()
        belum = (
            f"Indikator {sebut} ini belum direkam, sehingga ketujuh analisis belum dapat disajikan."
        )
        return (Analisis("Analisis 1–7", "Belum dapat disajikan", belum=belum),)
    return (
        _target(sasaran, data, penomor),
        _tahun_lalu(sasaran, data, penomor),
        _target_akhir(sasaran, data, penomor),
        _standar(sasaran, data, penomor),
        _penyebab(sasaran, penomor),
        _efisiensi(sasaran, penomor),
        _program(sasaran, data, penomor),
    )


def _sebut(sasaran: SasaranLKjIP) -> str:
    return f"{(sasaran.jenis or 'sasaran').lower()} {sasaran.kode}".strip()


def _kalimat(
    indikator: tuple[IndikatorLKjIP, ...], semua: list[str], tabel: TabelCetak | None
) -> tuple[str, ...]:
    """The sentences of all indicators, or a pointer to the table when they are many."""
    if len(indikator) <= _KALIMAT_TERBANYAK or tabel is None:
        return tuple(semua)
    return (f"Rincian {kalimat.bilangan(len(indikator))} indikator ada pada {tabel.nomor}.",)


def _target(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = f"Target dan realisasi tahun {data.tahun}"
    indikator = sasaran.indikator
    if not indikator:
        return Analisis(_LABEL[1], judul, belum=f"Indikator {_sebut(sasaran)} belum direkam.")
    tabel = Tabel(
        [
            Kolom("Indikator", 53),
            Kolom("Satuan", 24),
            Kolom("Target", 22, "kanan"),
            Kolom("Realisasi", 22, "kanan"),
            Kolom("Capaian", 16, "kanan", "persen"),
            Kolom("Kategori", 27),
        ]
    )
    for satu in indikator:
        tabel.baris(
            satu.nama,
            satu.satuan,
            teks_target(satu),
            sel_realisasi(satu),
            teks_persen(satu.capaian),
            teks_kategori(satu),
        )
    cetak = penomor.beri_tabel(
        tabel,
        f"Target dan realisasi {_sebut(sasaran)}, {data.tahun}",
        catatan=catatan(tabel, _rumus(indikator)),
    )
    semua = [kalimat.target_dan_realisasi(satu, data.tahun) for satu in indikator]
    return Analisis(_LABEL[1], judul, kalimat=_kalimat(indikator, semua, cetak), tabel=cetak)


def _rumus(indikator: tuple[IndikatorLKjIP, ...]) -> str:
    """Formulas with their numbers, then the sources of the data, as one note."""
    rumus = [
        f"{f'{satu.nama}: ' if len(indikator) > 1 else ''}{satu.rumus.rstrip('.')}"
        for satu in indikator
        if satu.rumus
    ]
    sumber = dict.fromkeys(satu.sumber_data.rstrip(".") for satu in indikator if satu.sumber_data)
    if len(rumus) > _KALIMAT_TERBANYAK:
        rumus = ["angka tiap indikator dimuat di dalam data terlampir"]
    bagian = [
        f"Rumus: {'; '.join(rumus)}." if rumus else "",
        f"Sumber data: {'; '.join(sumber)}." if sumber else "",
    ]
    return " ".join(satu for satu in bagian if satu)


def _tahun_lalu(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = "Perbandingan dengan tahun sebelumnya"
    ada = tuple(
        satu
        for satu in sasaran.indikator
        if any(t.tahun < data.tahun and t.realisasi is not None for t in satu.riwayat)
    )
    if not ada:
        return Analisis(_LABEL[2], judul, belum="Realisasi tahun-tahun sebelumnya belum direkam.")
    bagan = next(
        ((satu, hasil) for satu in ada if (hasil := gambar.gambar_riwayat(satu)) is not None), None
    )
    gambar_cetak = None
    if bagan is not None:
        satu, (uri, uraian) = bagan
        tahun = [t.tahun for t in satu.riwayat if t.realisasi is not None]
        kosong = any(t.contoh for t in satu.riwayat)
        gambar_cetak = penomor.beri_gambar(
            uri,
            f"{satu.nama}, {min(tahun)}–{max(tahun)}",
            uraian,
            catatan="Lingkaran kosong: angka contoh." if kosong else "",
        )
    tabel = Tabel(
        [
            Kolom("Indikator", 66),
            Kolom("Tahun", 20),
            Kolom("Target", 26, "kanan"),
            Kolom("Realisasi", 28, "kanan"),
            Kolom("Capaian", 24, "kanan", "persen"),
        ]
    )
    for satu in ada:
        nama = satu.nama
        for t in satu.riwayat[-_TAHUN_RIWAYAT:]:
            nilai = teks_nilai(t.realisasi, desimal=satu.desimal, skala=satu.skala, contoh=t.contoh)
            tabel.baris(
                nama,
                str(t.tahun),
                teks_nilai(t.target, desimal=satu.desimal, skala=satu.skala),
                Sel(nilai, "sementara") if t.sementara and t.realisasi is not None else nilai,
                teks_persen(t.capaian),
            )
            nama = ""
    cetak = penomor.beri_tabel(
        tabel,
        f"Realisasi dan capaian {_sebut(sasaran)} dari tahun ke tahun",
        pendek=f"Realisasi {_sebut(sasaran)} dari tahun ke tahun",
        catatan=catatan(tabel),
    )
    semua = [kalimat.banding_tahun_lalu(satu, data.tahun) for satu in sasaran.indikator]
    return Analisis(
        _LABEL[2],
        judul,
        kalimat=_kalimat(sasaran.indikator, semua, cetak),
        gambar=gambar_cetak,
        tabel=cetak,
    )


def _target_akhir(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = "Perbandingan dengan target jangka menengah"
    ada = tuple(satu for satu in sasaran.indikator if satu.target_akhir is not None)
    if not ada:
        return Analisis(
            _LABEL[3],
            judul,
            belum="Target akhir rencana jangka menengah untuk indikator ini belum direkam.",
        )
    cetak = None
    if len(ada) > 1:
        tabel = Tabel(
            [
                Kolom("Indikator", 60),
                Kolom("Satuan", 26),
                Kolom("Realisasi", 26, "kanan", str(data.tahun)),
                Kolom("Target akhir", 28, "kanan"),
                Kolom("Capaian", 24, "kanan", "persen"),
            ]
        )
        for satu in ada:
            akhir = teks_nilai(satu.target_akhir, desimal=satu.desimal, skala=satu.skala)
            tabel.baris(
                satu.nama,
                satu.satuan,
                sel_realisasi(satu),
                Sel(akhir, str(satu.tahun_akhir)) if satu.tahun_akhir else akhir,
                teks_persen(satu.capaian_akhir),
            )
        dokumen = sorted({satu.dokumen_akhir for satu in ada if satu.dokumen_akhir})
        cetak = penomor.beri_tabel(
            tabel,
            f"Realisasi {_sebut(sasaran)} terhadap target jangka menengah",
            pendek=f"Realisasi {_sebut(sasaran)} dan target jangka menengah",
            catatan=catatan(
                tabel, f"Target akhir menurut {'; '.join(dokumen)}." if dokumen else ""
            ),
        )
    semua = [kalimat.banding_target_akhir(satu, data.tahun) for satu in sasaran.indikator]
    return Analisis(
        _LABEL[3], judul, kalimat=_kalimat(sasaran.indikator, semua, cetak), tabel=cetak
    )


def _standar(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = "Perbandingan dengan standar nasional"
    naskah = susun_naskah(sasaran.naskah.get(4))
    ada = tuple(satu for satu in sasaran.indikator if satu.acuan)
    if not ada:
        belum = "" if naskah.blok else "Standar nasional untuk indikator ini belum direkam."
        return Analisis(_LABEL[4], judul, naskah=naskah, belum=belum)
    gambar_cetak = None
    for satu in ada:
        bagan = gambar.gambar_banding(satu, kalimat.nama_laporan(data))
        if bagan is not None:
            gambar_cetak = penomor.beri_gambar(
                bagan[0], f"{satu.nama} dibandingkan dengan acuan", bagan[1]
            )
            break
    tabel = Tabel(
        [
            Kolom("Indikator", 48),
            Kolom("Realisasi", 22, "kanan"),
            Kolom("Pembanding", 44),
            Kolom("Nilai", 20, "kanan"),
            Kolom("Sumber", 30),
        ]
    )
    for satu in ada:
        nama: str = satu.nama
        realisasi: str | Sel = sel_realisasi(satu)
        for acuan in satu.acuan:
            tabel.baris(
                nama,
                realisasi,
                f"{acuan.nama}, {acuan.tahun}",
                format_angka(acuan.nilai, acuan.desimal),
                acuan.sumber or "Belum tercatat",
            )
            nama, realisasi = "", ""
    cetak = penomor.beri_tabel(tabel, f"Pembanding {_sebut(sasaran)}", catatan=catatan(tabel))
    semua = [kalimat.banding_acuan(satu) for satu in ada]
    return Analisis(
        _LABEL[4],
        judul,
        kalimat=_kalimat(ada, semua, cetak),
        naskah=naskah,
        gambar=gambar_cetak,
        tabel=cetak,
    )


def _penyebab(sasaran: SasaranLKjIP, penomor: Penomor) -> Analisis:
    judul = "Penyebab, hambatan, dan solusi"
    naskah = susun_naskah(sasaran.naskah.get(5))
    ada = [satu for satu in sasaran.indikator if satu.penjelasan_pd]
    if not ada:
        belum = "" if naskah.blok else "Penyebab, hambatan, dan solusi belum ditulis."
        return Analisis(_LABEL[5], judul, naskah=naskah, belum=belum)
    tabel = Tabel(
        [
            Kolom("TW", 10),
            Kolom("Analisis", 40),
            Kolom("Pendorong", 38),
            Kolom("Penghambat", 38),
            Kolom("Tindak lanjut", 38),
        ]
    )
    for satu in ada:
        tabel.kelompok(satu.nama)
        for pd in satu.penjelasan_pd:
            tabel.baris(
                _TRIWULAN[pd.triwulan],
                *(
                    belati(teks or "–", pd.contoh)
                    for teks in (
                        pd.analisis,
                        pd.faktor_pendorong,
                        pd.faktor_penghambat,
                        pd.tindak_lanjut,
                    )
                ),
            )
    ket = "† Teks contoh, bukan pernyataan resmi." if tabel.memuat_contoh else ""
    cetak = penomor.beri_tabel(
        tabel,
        f"Penjelasan perangkat daerah untuk {_sebut(sasaran)}",
        catatan=(ket,) if ket else (),
    )
    pengantar = (
        () if naskah.blok else ("Penjelasan berikut ditulis perangkat daerah per triwulan.",)
    )
    return Analisis(_LABEL[5], judul, kalimat=pengantar, naskah=naskah, tabel=cetak)


_TRIWULAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def _efisiensi(sasaran: SasaranLKjIP, penomor: Penomor) -> Analisis:
    judul = "Efisiensi penggunaan sumber daya"
    naskah = susun_naskah(sasaran.naskah.get(6))
    teks = kalimat.efisiensi(sasaran)
    uang = sasaran.anggaran
    if uang.pagu is None and uang.realisasi is None:
        if naskah.blok:
            return Analisis(_LABEL[6], judul, naskah=naskah)
        return Analisis(_LABEL[6], judul, belum=teks)
    tabel = Tabel(
        [
            Kolom((sasaran.jenis or "Sasaran"), 58),
            Kolom("Pagu", 30, "kanan", "rupiah"),
            Kolom("Realisasi", 30, "kanan", "rupiah"),
            Kolom("Capaian", 16, "kanan", "persen"),
            Kolom("Serapan", 15, "kanan", "persen"),
            Kolom("Efisiensi", 15, "kanan", "poin"),
        ]
    )
    pagu, realisasi, serapan = sel_uang(uang)
    sementara = any(satu.sementara for satu in sasaran.indikator)
    capaian = teks_persen(sasaran.capaian)
    tabel.baris(
        f"{sasaran.kode} {sasaran.nama}".strip(),
        pagu,
        realisasi,
        Sel(capaian, "sementara") if sementara and sasaran.capaian is not None else capaian,
        serapan,
        teks_selisih(sasaran.efisiensi),
    )
    cetak = penomor.beri_tabel(
        tabel,
        f"Efisiensi anggaran {_sebut(sasaran)}",
        catatan=catatan(tabel, "Efisiensi: capaian dikurangi serapan, dalam poin persentase."),
    )
    return Analisis(_LABEL[6], judul, kalimat=(teks,), naskah=naskah, tabel=cetak)


def _program(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = "Program dan kegiatan yang menunjang"
    naskah = susun_naskah(sasaran.naskah.get(7))
    if not sasaran.program:
        sebut = (sasaran.jenis or "sasaran").lower()
        belum = "" if naskah.blok else f"Program yang menunjang {sebut} ini belum dihubungkan."
        return Analisis(_LABEL[7], judul, naskah=naskah, belum=belum)
    tabel = Tabel(
        [
            Kolom("Program", 50),
            Kolom("Indikator program", 56),
            Kolom("Capaian", 16, "kanan", "persen"),
            Kolom("Realisasi", 27, "kanan", "rupiah"),
            Kolom("Serapan", 15, "kanan", "persen"),
        ]
    )
    kota = data.jenis == "kota"
    for program in sasaran.program:
        nama = f"{program.nama} ({program.nama_pd})" if kota and program.nama_pd else program.nama
        _, realisasi, serapan = sel_uang(program.anggaran)
        for indikator, capaian in program.indikator or (("Belum ada indikator", None),):
            tabel.baris(nama, indikator, teks_persen(capaian), realisasi, serapan)
            nama = realisasi = serapan = ""
    cetak = penomor.beri_tabel(
        tabel,
        f"Program penunjang {_sebut(sasaran)}, kinerja dan anggaran",
        pendek=f"Program penunjang {_sebut(sasaran)}",
        catatan=catatan(tabel, catatan_bersama(sasaran.program)),
    )
    jumlah = kalimat.bilangan(len(sasaran.program))
    sebut = (sasaran.jenis or "sasaran").lower()
    pengantar = f"{jumlah[:1].upper()}{jumlah[1:]} program menunjang {sebut} ini."
    return Analisis(_LABEL[7], judul, kalimat=(pengantar,), naskah=naskah, tabel=cetak)
