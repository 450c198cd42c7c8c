"""What a LKjIP should hold and does not, each as one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.text import Truncator

from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from kinerja.models import AlasanKosong
from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    Celah,
    Naskah,
    NilaiSakip,
    PerjanjianLKjIP,
    SasaranLKjIP,
)
from laporan.models import BAGIAN_SASARAN, BagianNaskah
from laporan.selectors.anggaran_lkjip import baris_simpul
from laporan.selectors.indikator_lkjip import IndikatorTerbaca
from laporan.selectors.nilai_sakip_lkjip import Evaluasi
from laporan.selectors.rencana_lkjip import Rencana
from laporan.selectors.sasaran_lkjip import Kinerja

BAB_1, BAB_2, BAB_3, BAB_4 = "Bab I", "Bab II", "Bab III", "Bab IV"
SEBUT = 3  # how many names a sentence gives before it counts the rest
PANJANG_NAMA = 90
LETAK = {
    BagianNaskah.KATA_PENGANTAR: "Kata pengantar",
    BagianNaskah.IKHTISAR: "Ikhtisar eksekutif",
    BagianNaskah.KEPUTUSAN: "Ikhtisar eksekutif",
    BagianNaskah.GAMBARAN_UMUM: BAB_1,
    BagianNaskah.ASPEK_STRATEGIS: BAB_1,
    BagianNaskah.PERMASALAHAN: BAB_1,
    BagianNaskah.ARAH: BAB_2,
    BagianNaskah.ANALISIS_4: BAB_3,
    BagianNaskah.ANALISIS_5: BAB_3,
    BagianNaskah.ANALISIS_6: BAB_3,
    BagianNaskah.ANALISIS_7: BAB_3,
    BagianNaskah.SIMPULAN: BAB_4,
    BagianNaskah.LANGKAH: BAB_4,
}


def sebut(nama: Sequence[str]) -> str:
    """The first names and how many more: "A; B; C; dan 9 lainnya"."""
    awal = [Truncator(n).chars(PANJANG_NAMA) for n in nama[:SEBUT]]
    if len(nama) > SEBUT:
        awal.append(f"dan {len(nama) - SEBUT} lainnya")
    return "; ".join(awal)


def celah_rencana(rencana: Rencana) -> list[Celah]:
    """Documents that are missing, and papers that the system does not hold yet."""
    tahun = rencana.tahun
    menengah, tahunan = ("RPJMD", "RKPD") if rencana.untuk_kota else ("Renstra", "Renja")
    hasil = []
    if rencana.menengah is None:
        hasil.append(Celah(BAB_2, f"{menengah} yang mencakup {tahun} belum ada di sistem."))
    if rencana.tahunan is None:
        hasil.append(Celah(BAB_2, f"{tahunan} {tahun} yang berlaku belum ada di sistem."))
    if rencana.untuk_kota:
        hasil.append(
            Celah(
                "Pernyataan reviu",
                "Reviu Inspektorat atas laporan ini belum tercatat di sistem.",
            )
        )
    return hasil


def celah_perjanjian(rencana: Rencana, perjanjian: PerjanjianLKjIP | None) -> list[Celah]:
    """No signed agreement, or one that itself had gaps when it was signed."""
    if perjanjian is not None:
        return [Celah("Lampiran 1", kalimat) for kalimat in perjanjian.isi.celah]
    asal = f" Target diambil dari {rencana.tahunan}." if rencana.tahunan else ""
    return [
        Celah(
            BAB_2,
            f"Perjanjian Kinerja {rencana.tahun} dan penandatangannya belum tercatat di sistem."
            f"{asal}",
        )
    ]


def celah_sasaran(kinerja: Kinerja) -> list[Celah]:
    """Statements without a place in the yearly plan, without indicators, or missing at all."""
    rencana = kinerja.rencana
    hasil = []
    if not rencana.untuk_kota and not any(p.isi.jenis == "sasaran" for p in kinerja.pernyataan):
        hasil.append(
            Celah(
                BAB_3,
                "Sasaran strategis perangkat daerah belum ada di sistem; "
                "analisis disusun per program.",
            )
        )
    for p in kinerja.pernyataan:
        if rencana.tahunan is None:  # said once, by celah_rencana
            break
        sebutan = f"{p.isi.get_jenis_display()} {p.isi.kode} {huruf_kalimat(p.isi.nama)}"
        sebutan = " ".join(sebutan.split())
        if not p.ada_di_tahunan:
            kalimat = (
                f"{sebutan} ada di {rencana.menengah}, tetapi tidak ada di "
                f"{rencana.tahunan}, jadi tidak ada indikatornya."
            )
            hasil.append(Celah(BAB_3, kalimat))
        elif not kinerja.indikator_simpul(p.isi):
            hasil.append(Celah(BAB_3, f"{sebutan} belum punya indikator."))
    if not rencana.untuk_kota:
        tertampung = {s.simpul_id for isi in kinerja.pendukung.values() for s in isi}
        luar = [s for s in rencana.program if s.simpul_id not in tertampung]
        if luar:
            nama = sebut([huruf_kalimat(s.nama) for s in luar])
            hasil.append(
                Celah(BAB_3, f"{len(luar)} program belum berada di bawah sasaran: {nama}.")
            )
    return hasil


def celah_indikator(kinerja: Kinerja) -> list[Celah]:
    """Indicators without target or unit, values that are missing or not verified, by unit."""
    rencana = kinerja.rencana
    semua = list(kinerja.indikator.values())
    hasil = []

    def tanpa(apa: str, cocok: Callable[[IndikatorTerbaca], bool]) -> None:
        nama = [i.data.nama for i in semua if cocok(i)]
        if nama:
            hasil.append(Celah(BAB_3, f"{len(nama)} indikator {apa}: {sebut(nama)}."))

    tanpa(f"belum punya target {rencana.tahun}", lambda i: i.data.target is None)
    tanpa("belum punya satuan", lambda i: not i.data.satuan)
    tanpa(
        f"belum punya nilai {rencana.tahun} yang lengkap, jadi nilainya sementara",
        lambda i: i.data.sementara,
    )
    hasil += _celah_triwulan(rencana, semua)
    for tahun in sorted({y for i in semua for y in i.riwayat_belum_verifikasi}):
        tanpa(
            f"dibandingkan dengan nilai {tahun} yang belum diverifikasi",
            lambda i, tahun=tahun: tahun in i.riwayat_belum_verifikasi,  # type: ignore[misc]
        )
    dilaporkan = kinerja.dilaporkan.values()
    tanpa_akhir = [i.data.nama for i in dilaporkan if i.data.target_akhir is None]
    if tanpa_akhir and rencana.menengah is not None:
        hasil.append(
            Celah(
                BAB_3,
                f"Target {rencana.menengah.tahun_sampai} dari {rencana.menengah} belum tercatat "
                f"untuk {len(tanpa_akhir)} indikator: {sebut(tanpa_akhir)}.",
            )
        )
    return hasil


def _celah_triwulan(rencana: Rencana, semua: Iterable[IndikatorTerbaca]) -> list[Celah]:
    """One sentence per unit and quarter: not entered, empty with a reason, not verified."""
    belum_diisi: Counter[tuple[int, int]] = Counter()
    beralasan: Counter[tuple[int, int]] = Counter()
    belum_verifikasi: Counter[tuple[int, int]] = Counter()
    for i in semua:
        for t in i.data.triwulan:
            kunci = (i.pengampu_id, t.triwulan)
            if t.nilai is not None:
                belum_verifikasi[kunci] += not t.terverifikasi
            elif not t.alasan_kosong:
                belum_diisi[kunci] += 1
            elif t.alasan_kosong != AlasanKosong.TIDAK_DIUKUR.label:
                beralasan[kunci] += 1
    hasil = []
    for hitungan, kata in (
        (belum_diisi, "belum diisi"),
        (beralasan, "kosong dengan alasan"),
        (belum_verifikasi, "belum diverifikasi"),
    ):
        for pd_id in rencana.perangkat:
            for tw in (1, 2, 3, 4):
                n = hitungan[pd_id, tw]
                if n:
                    unit = "" if pd_id == rencana.pd.pk else f"{rencana.nama_pd(pd_id)}: "
                    nilai = "nilai yang dipakai laporan ini" if unit else "nilai"
                    hasil.append(
                        Celah(BAB_3, f"{unit}{n} {nilai} pada Triwulan {romawi(tw)} {kata}.")
                    )
    return hasil


def celah_anggaran(kinerja: Kinerja) -> list[Celah]:
    """Programs whose money is unknown, and PD without a plan of the year."""
    rencana = kinerja.rencana
    baris = [baris_simpul(s.nama, kinerja.rupiah.get(s.simpul_id, {})) for s in rencana.program]
    hasil = []
    tanpa_pagu = sum(b.pagu is None for b in baris)
    tanpa_realisasi = sum(b.realisasi is None for b in baris)
    if tanpa_pagu:
        hasil.append(
            Celah(
                BAB_3,
                f"Pagu {tanpa_pagu} dari {len(baris)} program belum tercatat, "
                "jadi jumlah yang memuatnya tidak dicetak.",
            )
        )
    if tanpa_realisasi:
        hasil.append(
            Celah(
                BAB_3,
                f"Realisasi anggaran setahun {tanpa_realisasi} dari {len(baris)} program belum "
                f"tercatat{_sampai_triwulan(kinerja)}, jadi jumlah yang memuatnya tidak dicetak.",
            )
        )
    if rencana.untuk_kota:
        punya = {d.perangkat_daerah_id for d in rencana.renja}
        tanpa_renja = [
            p.nama for p in rencana.perangkat.values() if p.penyusun and p.pk not in punya
        ]
        if tanpa_renja:
            hasil.append(
                Celah(
                    BAB_3,
                    f"{len(tanpa_renja)} perangkat daerah belum punya Renja {rencana.tahun} di "
                    f"sistem, jadi programnya tidak masuk tabel anggaran: {sebut(tanpa_renja)}.",
                )
            )
    return hasil


def _sampai_triwulan(kinerja: Kinerja) -> str:
    """ " (baru sampai Triwulan II)", or "" when no quarter is known."""
    terisi = [
        tw
        for s in kinerja.rencana.program
        for tw, u in kinerja.rupiah.get(s.simpul_id, {}).items()
        if u.realisasi is not None
    ]
    if not terisi or max(terisi) == 4:
        return ""
    return f" (baru sampai Triwulan {romawi(max(terisi))})"


def celah_evaluasi(
    rencana: Rencana, evaluasi: Evaluasi, nilai: NilaiSakip | None, makro: Sequence[AcuanLKjIP]
) -> list[Celah]:
    """SAKIP values that are not known, and figures about the place."""
    hasil = []
    if nilai is None or nilai.nilai is None:
        kalimat = (
            f"Nilai SAKIP {rencana.tahun} dari KemenPANRB belum direkam."
            if rencana.untuk_kota
            else f"Nilai evaluasi internal {rencana.tahun} belum ada."
        )
        hasil.append(Celah("Ikhtisar eksekutif", kalimat))
    if not rencana.untuk_kota:
        return hasil
    penyusun = [p for p in rencana.perangkat.values() if p.penyusun]
    belum = [p.nama for p in penyusun if p.pk not in evaluasi.internal]
    if belum:
        hasil.append(
            Celah(
                "Ikhtisar eksekutif",
                f"Evaluasi internal {rencana.tahun} belum selesai untuk {len(belum)} dari "
                f"{len(penyusun)} perangkat daerah: {sebut(belum)}.",
            )
        )
    if not makro:
        hasil.append(Celah(BAB_1, "Indikator makro daerah belum tercatat."))
    return hasil


def celah_naskah(naskah: Mapping[str, Naskah], sasaran: Sequence[SasaranLKjIP]) -> list[Celah]:
    """Texts that nobody wrote; an analysis is missing only where data cannot speak for it.

    A sasaran without indicators has nothing to analyse yet: its own sentence says so.
    """
    hasil = [
        Celah(LETAK[b], f"{b.label} belum ditulis.")
        for b in BagianNaskah
        if b not in BAGIAN_SASARAN and b not in naskah
    ]
    for bagian, nomor in BAGIAN_SASARAN.items():
        kurang = [
            f"{s.jenis.lower()} {s.kode}" if s.kode else s.nama
            for s in sasaran
            if s.indikator and nomor not in s.naskah and not _data_bicara(nomor, s)
        ]
        if kurang:
            hasil.append(
                Celah(
                    BAB_3,
                    f"Analisis {nomor} ({bagian.label}) belum ada untuk {sebut(kurang)}.",
                )
            )
    return hasil


def _data_bicara(nomor: int, s: SasaranLKjIP) -> bool:
    """Whether the system's own data answer analysis `nomor` of a statement."""
    return {
        4: any(i.acuan for i in s.indikator),
        5: any(i.penjelasan_pd for i in s.indikator),
        6: s.efisiensi is not None,
        7: bool(s.program),
    }[nomor]
