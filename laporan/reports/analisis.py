"""The seven analyses of one sasaran, in the order of PermenPANRB 53/2014, always all seven.

What the system knows becomes a sentence, a table or a chart; what only people know is their text.
An analysis with neither says what is missing.
"""

from __future__ import annotations

from dasar.angka import format_angka
from dasar.cetak.tabel import Kolom, Sel, Tabel
from laporan.formulas.data_lkjip import (
    DataLKjIP,
    IndikatorLKjIP,
    NilaiTahunLKjIP,
    SasaranLKjIP,
)
from laporan.formulas.sifat_nilai import belum_diverifikasi, capaian_contoh
from laporan.reports import gambar, kalimat, kalimat_sasaran
from laporan.reports.analisis_sumber import LABEL, Analisis, efisiensi, program, sebut
from laporan.reports.bab import catatan
from laporan.reports.bentuk import (
    BELUM,
    CATATAN_TEKS_CONTOH,
    belati,
    kata_sifat,
    sel_kategori,
    sel_realisasi,
    sel_realisasi_lengkap,
    teks_capaian,
    teks_nilai,
    teks_persen,
    teks_target,
)
from laporan.reports.naskah import susun_naskah
from laporan.reports.nomor import Penomor, TabelCetak

_KALIMAT_TERBANYAK = 4  # beyond that the table says it better
_TAHUN_RIWAYAT = 5


def susun_analisis(
    sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor
) -> tuple[Analisis, ...]:
    """All seven, numbered as they stand on the page."""
    return (
        _target(sasaran, data, penomor),
        _tahun_lalu(sasaran, data, penomor),
        _target_akhir(sasaran, data, penomor),
        _standar(sasaran, data, penomor),
        _penyebab(sasaran, penomor),
        efisiensi(sasaran, penomor),
        program(sasaran, data, penomor),
    )


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
    semua = [kalimat_sasaran.target_dan_realisasi(satu, data.tahun) for satu in indikator]
    if indikator and all(satu.target is None and satu.realisasi is None for satu in indikator):
        return Analisis(LABEL[1], judul, kalimat=tuple(semua))  # a table of dashes says no more
    if not indikator:
        return Analisis(LABEL[1], judul, belum=f"Indikator {sebut(sasaran)} belum direkam.")
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
            teks_capaian(satu),
            sel_kategori(satu),
        )
    cetak = penomor.beri_tabel(
        tabel,
        f"Target dan realisasi {sebut(sasaran)}, {data.tahun}",
        catatan=catatan(tabel, _rumus(indikator)),
    )
    return Analisis(LABEL[1], judul, kalimat=_kalimat(indikator, semua, cetak), tabel=cetak)


def _rumus(indikator: tuple[IndikatorLKjIP, ...]) -> str:
    """Formulas with their numbers, then the sources of the data, as one note."""
    rumus = [
        f"{f'{satu.nama}: ' if len(indikator) > 1 else ''}"
        f"{belati(satu.rumus.rstrip('.'), capaian_contoh(satu))}"
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
        return Analisis(LABEL[2], judul, belum="Realisasi tahun-tahun sebelumnya belum direkam.")
    bagan = next(
        ((satu, hasil) for satu in ada if (hasil := gambar.gambar_riwayat(satu)) is not None), None
    )
    gambar_cetak = None
    if bagan is not None:
        satu, (uri, uraian) = bagan
        tahun = [t.tahun for t in satu.riwayat if t.realisasi is not None]
        bagian = ["Lingkaran kosong: angka contoh."] if any(t.contoh for t in satu.riwayat) else []
        belum = [str(t.tahun) for t in satu.riwayat if _belum_sah(satu, t, data.tahun)]
        if belum:
            bagian.append(f"Nilai {kalimat.rangkai(belum)} {BELUM}.")
        gambar_cetak = penomor.beri_gambar(
            uri,
            f"{satu.nama}, {min(tahun)}–{max(tahun)}",
            uraian,
            catatan=" ".join(bagian),
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
            kini = t.tahun == data.tahun
            kata = kata_sifat(sementara=t.sementara, belum=_belum_sah(satu, t, data.tahun))
            # of earlier years it is only known that one of the two numbers is made up
            target_contoh = satu.target_contoh if kini else t.contoh and t.realisasi is None
            tabel.baris(
                nama,
                Sel(str(t.tahun), t.pendahulu) if t.pendahulu else str(t.tahun),
                belati(teks_nilai(t.target, desimal=satu.desimal, skala=satu.skala), target_contoh),
                Sel(nilai, kata) if kata and t.realisasi is not None else nilai,
                teks_persen(t.capaian, contoh=t.contoh or (kini and satu.target_contoh)),
            )
            nama = ""
    cetak = penomor.beri_tabel(
        tabel,
        f"Realisasi dan capaian {sebut(sasaran)} dari tahun ke tahun",
        pendek=f"Realisasi {sebut(sasaran)} dari tahun ke tahun",
        catatan=catatan(tabel),
    )
    semua = [kalimat_sasaran.banding_tahun_lalu(satu, data.tahun) for satu in sasaran.indikator]
    return Analisis(
        LABEL[2],
        judul,
        kalimat=_kalimat(sasaran.indikator, semua, cetak),
        gambar=gambar_cetak,
        tabel=cetak,
    )


def _belum_sah(satu: IndikatorLKjIP, t: NilaiTahunLKjIP, tahun: int) -> bool:
    """Whether the value of one year of the history is printed unverified."""
    if t.tahun == tahun:
        return belum_diverifikasi(satu)
    return t.belum_verifikasi and t.realisasi is not None


def _target_akhir(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = "Perbandingan dengan target jangka menengah"
    ada = tuple(satu for satu in sasaran.indikator if satu.target_akhir is not None)
    if not ada:
        return Analisis(
            LABEL[3],
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
                sel_realisasi_lengkap(satu),
                Sel(akhir, str(satu.tahun_akhir)) if satu.tahun_akhir else akhir,
                teks_persen(satu.capaian_akhir, contoh=satu.contoh),
            )
        dokumen = sorted({satu.dokumen_akhir for satu in ada if satu.dokumen_akhir})
        cetak = penomor.beri_tabel(
            tabel,
            f"Realisasi {sebut(sasaran)} terhadap target jangka menengah",
            pendek=f"Realisasi {sebut(sasaran)} dan target jangka menengah",
            catatan=catatan(
                tabel, f"Target akhir menurut {'; '.join(dokumen)}." if dokumen else ""
            ),
        )
    semua = [kalimat_sasaran.banding_target_akhir(satu, data.tahun) for satu in sasaran.indikator]
    return Analisis(LABEL[3], judul, kalimat=_kalimat(sasaran.indikator, semua, cetak), tabel=cetak)


def _standar(sasaran: SasaranLKjIP, data: DataLKjIP, penomor: Penomor) -> Analisis:
    judul = "Perbandingan dengan standar nasional"
    naskah = susun_naskah(sasaran.naskah.get(4))
    ada = tuple(satu for satu in sasaran.indikator if satu.acuan)
    if not ada:
        belum = "" if naskah.blok else "Standar nasional untuk indikator ini belum direkam."
        return Analisis(LABEL[4], judul, naskah=naskah, belum=belum)
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
            Kolom("Indikator", 44),
            Kolom("Realisasi", 26, "kanan"),
            Kolom("Pembanding", 44),
            Kolom("Nilai", 18, "kanan"),
            Kolom("Sumber", 32),
        ]
    )
    for satu in ada:
        nama: str = satu.nama
        realisasi: str | Sel = sel_realisasi_lengkap(satu)
        for acuan in satu.acuan:
            tabel.baris(
                nama,
                realisasi,
                f"{acuan.nama}, {acuan.tahun}",
                format_angka(acuan.nilai, acuan.desimal),
                acuan.sumber or "Belum tercatat",
            )
            nama, realisasi = "", ""
    cetak = penomor.beri_tabel(tabel, f"Pembanding {sebut(sasaran)}", catatan=catatan(tabel))
    semua = [kalimat_sasaran.banding_acuan(satu) for satu in ada]
    return Analisis(
        LABEL[4],
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
        return Analisis(LABEL[5], judul, naskah=naskah, belum=belum)
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
    ket = CATATAN_TEKS_CONTOH if tabel.memuat_contoh else ""
    cetak = penomor.beri_tabel(
        tabel,
        f"Penjelasan perangkat daerah untuk {sebut(sasaran)}",
        catatan=(ket,) if ket else (),
    )
    pengantar = (
        () if naskah.blok else ("Penjelasan berikut ditulis perangkat daerah per triwulan.",)
    )
    return Analisis(LABEL[5], judul, kalimat=pengantar, naskah=naskah, tabel=cetak)


_TRIWULAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
