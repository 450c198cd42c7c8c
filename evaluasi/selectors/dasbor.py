"""The city in one evaluation year: official value, what is computed, and who is late."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from dasar.angka import bulatkan, format_angka
from dasar.grafik import TitikTren
from dasar.tanggal import format_tanggal, format_waktu, romawi
from evaluasi.formulas.nilai_kota import Ambang, hitung_ambang, sebaran
from evaluasi.formulas.predikat import SkalaPredikat
from evaluasi.formulas.sorotan import HARI_AKHIR, kata_pengajuan
from evaluasi.models import PerhitunganKota, TemplatLKE
from evaluasi.selectors.dasbor_nilai import DaftarNilai
from evaluasi.selectors.dasbor_peringkat import Perubahan, hitung_perubahan
from evaluasi.selectors.nilai_lembar import NilaiResmi, riwayat_resmi
from evaluasi.selectors.nilai_resmi import NILAI_UNTUK_PRAKIRAAN, jumlah_nyata
from evaluasi.selectors.tampilan_kota import punya_poin_hilang
from evaluasi.selectors.templat import tahun_bawaan
from kinerja.models import JadwalPengisian
from kinerja.selectors.ikhtisar import PengajuanPD, pengajuan_per_pd
from kinerja.selectors.periode import periode_awal
from kinerja.selectors.target_berlaku import target_setahun
from opd.models import Pengguna, PerangkatDaerah

BARIS_PENGAJUAN = 7
_SATU_SEN = Decimal("0.01")
_ARAH = {"naik": "Naik", "turun": "Turun", "tetap": "Tetap"}
_RUPA_PENGAJUAN = {
    "Jauh tertinggal": ("galat", "exclamation-octagon-fill"),
    "Tertinggal": ("perhatian", "clock"),
    "Berjalan": ("netral", "pencil-fill"),
}


def tahun_dasbor(user: Pengguna) -> list[int]:
    """Evaluation years that have a template, and so may have a value; newest first (one query).

    Before there is any, the year of the quarter that is open.
    """
    terlihat = TemplatLKE.objects.for_user(user).order_by("-tahun_evaluasi")
    return list(terlihat.values_list("tahun_evaluasi", flat=True)) or [periode_awal()[0]]


@dataclass(frozen=True)
class KalimatTarget:
    """How the official value stands to the target: plain, then the part that stands out."""

    awal: str
    tebal: str
    lanjut: str


def kalimat_target(
    nilai: Decimal | None, target: Decimal | None, skala: SkalaPredikat | None
) -> KalimatTarget:
    """The sentences under the official value; both numbers in points."""
    berikut = _predikat_berikut(nilai, skala)
    if target is None:
        return KalimatTarget("Target tahun ini belum ditetapkan.", "", berikut)
    tertulis = format_angka(target, 2)
    if nilai is None:
        return KalimatTarget(f"Target {tertulis}.", "", "")
    selisih = bulatkan(nilai) - bulatkan(target)
    if selisih >= 0:
        lebih = f"lebih {format_angka(selisih, 2)}" if selisih else "tepat"
        return KalimatTarget(f"Target {tertulis} tercapai, ", lebih, berikut)
    kurang = f"kurang {format_angka(-selisih, 2)}"
    return KalimatTarget(f"Target {tertulis} belum tercapai, ", kurang, berikut)


def _predikat_berikut(nilai: Decimal | None, skala: SkalaPredikat | None) -> str:
    """Where the next predicate begins; "" at the top."""
    if nilai is None or skala is None:
        return ""
    di_atas = [r for r in skala.rentang if bulatkan(nilai) <= r.di_atas]
    if not di_atas:
        return ""
    mulai = format_angka(di_atas[-1].di_atas + _SATU_SEN, 2)
    return f"Predikat {di_atas[-1].predikat.huruf} mulai dari {mulai}."


@dataclass(frozen=True)
class AmbangTampil:
    """One 2/3 line: a square per PD, coloured where the PD reaches it."""

    hitungan: str
    lanjut: str
    kurang: str
    petak: Sequence[tuple[str, bool]]  # (colour class or "", the line stands behind it)
    garis: str
    nama: str
    sumber: str


@dataclass(frozen=True)
class NilaiKota:
    """The top sheet. Everything of `resmi` was received; everything else is computed."""

    tahun: int
    nilai: str
    huruf: str
    sebutan: str
    resmi_contoh: bool
    arah: str
    gerak: str
    dari: str
    diterima: str
    target: KalimatTarget
    nilai_target: Decimal | None
    teks_target: str
    target_contoh: bool
    tren: Sequence[TitikTren]
    tren_contoh: bool
    prakiraan: str
    ambang: Sequence[AmbangTampil]
    tanpa_ambang: str  # why there is none: nobody judged yet is unknown, not "0 PD"
    keping: Sequence[tuple[str, int]]
    sebaran: str
    belum_dinilai: int
    contoh: bool
    perhitungan: str
    ada_poin_hilang: bool  # the newest computation knows where the city lost points
    kota_id: int


def susun_kota(user: Pengguna, daftar: DaftarNilai) -> NilaiKota:
    """The city in the year of `daftar` (four queries)."""
    tahun = daftar.tahun
    kota_id = PerangkatDaerah.objects.kota_id()
    riwayat = riwayat_resmi(kota_id)
    resmi = next((r for r in riwayat if r.tahun == tahun), None)
    sebelum = next((r for r in reversed(riwayat) if r.tahun < tahun), None)
    diketahui = [r for r in riwayat if r.tahun <= tahun]
    templat = daftar.templat
    indikator = templat.indikator_id if templat else None
    semua_target = target_setahun([indikator] if indikator else [], tahun)
    target = semua_target[indikator].tahun if indikator in semua_target and indikator else None
    gerak = hitung_perubahan(resmi.nilai if resmi else None, sebelum.nilai if sebelum else None)
    nilai = [total for _, _, total in daftar.dinilai]
    perhitungan = PerhitunganKota.objects.for_user(user).terakhir(tahun)
    return NilaiKota(
        tahun=tahun,
        nilai=format_angka(resmi.nilai, 2) if resmi else "–",
        huruf=resmi.predikat.huruf if resmi else "",
        sebutan=resmi.predikat.sebutan if resmi else "",
        resmi_contoh=bool(resmi and resmi.lembar.contoh),
        arah=gerak.arah,
        gerak=_kata_gerak(gerak),
        dari=f"{format_angka(sebelum.nilai, 2)} pada {sebelum.tahun}" if sebelum else "",
        diterima=_kata_diterima(riwayat, resmi, tahun),
        target=kalimat_target(
            resmi.nilai if resmi else None,
            target.nilai if target else None,
            templat.skala if templat else None,
        ),
        nilai_target=target.nilai if target else None,
        teks_target=f"Target {format_angka(target.nilai, 2)}" if target else "",
        target_contoh=bool(target and target.contoh),
        tren=[
            TitikTren(
                str(r.tahun),
                r.nilai,
                format_angka(r.nilai, 2),
                rupa="contoh" if r.lembar.contoh else "resmi",
            )
            for r in diketahui
        ],
        tren_contoh=any(r.lembar.contoh for r in diketahui),
        prakiraan=_kata_prakiraan(jumlah_nyata(diketahui)),
        ambang=(
            [
                _ambang(
                    a, [lembar.predikat.huruf for _, lembar, _ in daftar.dinilai if lembar.predikat]
                )
                for a in hitung_ambang(nilai, len(daftar.pd), templat.skala)
            ]
            if templat and nilai
            else []
        ),
        tanpa_ambang=(
            "Belum ada PD yang selesai dinilai, jadi belum diketahui berapa yang mencapai garis."
            if templat
            else "Templat LKE tahun ini belum ada, jadi perangkat daerah belum dapat dinilai."
        ),
        keping=_keping(daftar),
        sebaran=_kata_sebaran(nilai),
        belum_dinilai=len(daftar.belum),
        contoh=any(lembar.contoh for _, lembar, _ in daftar.dinilai),
        perhitungan=_kata_perhitungan(perhitungan),
        ada_poin_hilang=perhitungan is not None and punya_poin_hilang(perhitungan),
        kota_id=kota_id,
    )


def _kata_gerak(gerak: Perubahan) -> str:
    if not gerak.arah:
        return ""
    return _ARAH[gerak.arah] if gerak.arah == "tetap" else f"{_ARAH[gerak.arah]} {gerak.besar}"


def _kata_diterima(riwayat: Sequence[NilaiResmi], resmi: NilaiResmi | None, tahun: int) -> str:
    """The line under the page title."""
    if resmi is not None:
        tanggal = resmi.lembar.diterima
        waktu = f", diterima {format_tanggal(tanggal)}" if tanggal else ""
        return f"Nilai resmi: evaluasi KemenPANRB tahun {tahun}{waktu}"
    if riwayat:
        akhir = riwayat[-1]
        return (
            f"Nilai resmi {tahun} belum diterima. Yang terakhir: "
            f"{format_angka(akhir.nilai, 2)} ({akhir.predikat.huruf}) tahun {akhir.tahun}"
        )
    return f"Nilai resmi {tahun} belum diterima"


def _kata_prakiraan(n: int) -> str:
    if n >= NILAI_UNTUK_PRAKIRAAN:
        return ""
    ada = f"baru {n} nilai resmi" if n else "belum ada nilai resmi"
    return f"Prakiraan belum cukup data: {ada}."


def _ambang(a: Ambang, huruf: Sequence[str]) -> AmbangTampil:
    """`huruf`: predicates of the judged PD, best first."""
    petak = [(huruf[i].lower() if i < a.jumlah else "", i + 1 == a.garis) for i in range(a.dari)]
    keadaan = "terpenuhi" if a.tercapai else f"kurang {a.kurang} PD"
    return AmbangTampil(
        hitungan=f"{a.jumlah} dari {a.dari} PD",
        lanjut=f"bernilai {a.huruf} ke atas",
        kurang="" if a.tercapai else keadaan,
        petak=petak,
        garis=f"Garis 2/3 = {a.garis} PD",
        nama=(
            f"{a.jumlah} dari {a.dari} perangkat daerah bernilai {a.huruf} ke atas. "
            f"Garis dua pertiga ada di {a.garis}: {keadaan}."
        ),
        sumber=a.sumber,
    )


def _keping(daftar: DaftarNilai) -> list[tuple[str, int]]:
    """How many PD have each predicate, best first, only those that occur."""
    hitung: dict[str, int] = {}
    for _, lembar, _ in daftar.dinilai:  # already best first
        if lembar.predikat is not None:
            hitung[lembar.predikat.huruf] = hitung.get(lembar.predikat.huruf, 0) + 1
    return list(hitung.items())


def _kata_sebaran(nilai: Iterable[Decimal]) -> str:
    s = sebaran(nilai)
    if s.rata_rata is None or s.median is None:
        return "Rata-rata PD belum diketahui"
    return (
        f"Rata-rata PD {format_angka(s.rata_rata, 2)} · median {format_angka(s.median, 2)} · "
        "dihitung sistem dari LKE internal"
    )


def _kata_perhitungan(p: PerhitunganKota | None) -> str:
    """When the frozen values were computed; the numbers on the dashboard are those of now."""
    if p is None:
        return ""
    waktu = timezone.localtime(p.dibuat_pada)
    tanggal = f"{format_tanggal(waktu)}, {format_waktu(waktu)}"
    return f"Nilai kota dihitung {tanggal}, rumus {p.versi_rumus}"


@dataclass(frozen=True)
class BarisPengajuan:
    """One PD that has not submitted everything: cells as text and as a bar, and its word."""

    pd_id: int
    nama: str
    bagian: Sequence[tuple[str, int]]
    total: int
    hitungan: str
    rupa: str
    ikon: str
    kata: str


@dataclass(frozen=True)
class Pengajuan:
    """Who is late in the quarter that is open now."""

    judul: str
    ringkas: str
    baris: Sequence[BarisPengajuan]
    tertunda: int
    longgar: bool  # the deadline is far: what is filled counts, not yet what is submitted

    @property
    def awal(self) -> Sequence[BarisPengajuan]:
        """The furthest behind."""
        return self.baris[:BARIS_PENGAJUAN]


def pengajuan_setahun(user: Pengguna, kini: datetime.datetime, tahun: int) -> Pengajuan | None:
    """The open quarter on the dashboard of its own year and of the default one, else None."""
    if tahun not in (periode_awal(kini)[0], tahun_bawaan()):
        return None
    return susun_pengajuan(user, kini)


def susun_pengajuan(user: Pengguna, kini: datetime.datetime) -> Pengajuan:
    """PD that report on their own, the furthest behind ahead (five queries)."""
    tahun, triwulan = periode_awal(kini)
    jadwal = JadwalPengisian.objects.filter(tahun=tahun, triwulan=triwulan).first()
    longgar = jadwal is None or kini < jadwal.ditutup_pada - datetime.timedelta(days=HARI_AKHIR)
    pengajuan = pengajuan_per_pd(user, tahun, triwulan)
    nama = PerangkatDaerah.objects.for_user(user).penyusun().order_by("urutan", "kode")
    milik = {pk: (teks, p) for pk, teks in nama.nama_per_id().items() if (p := pengajuan.get(pk))}
    belum = sorted(
        (
            (_bagian(p, longgar=longgar), teks.casefold(), pk, teks, p)
            for pk, (teks, p) in milik.items()
            if p.diajukan < p.jatuh_tempo
        ),
        key=lambda satu: satu[:3],
    )
    return Pengajuan(
        judul=f"Belum mengajukan Triwulan {romawi(triwulan)} {tahun}",
        ringkas=" · ".join(
            [
                f"{len(milik) - len(belum)} dari {len(milik)} PD sudah mengajukan semua sel",
                _kata_tutup(jadwal, kini),
            ]
        ),
        baris=[_baris_pengajuan(pk, teks, p, bagian) for bagian, _, pk, teks, p in belum],
        tertunda=len(belum),
        longgar=longgar,
    )


def _bagian(p: PengajuanPD, *, longgar: bool) -> Decimal:
    """The share in percent by which a PD is judged: filled, in the last days submitted."""
    return p.persen(p.terisi if longgar else p.diajukan) or Decimal(0)


def _kata_tutup(jadwal: JadwalPengisian | None, kini: datetime.datetime) -> str:
    if jadwal is None:
        return "jadwal belum ditetapkan"
    kata = "tutup" if jadwal.ditutup_pada >= kini else "sudah ditutup"
    return f"{kata} {format_tanggal(jadwal.ditutup_pada)}"


def _baris_pengajuan(pk: int, nama: str, p: PengajuanPD, bagian: Decimal) -> BarisPengajuan:
    kata = kata_pengajuan(bagian)
    rupa, ikon = _RUPA_PENGAJUAN[kata]
    return BarisPengajuan(
        pd_id=pk,
        nama=nama,
        bagian=[("selesai", p.diajukan), ("belum_diajukan", p.terisi - p.diajukan)],
        total=p.jatuh_tempo,
        hitungan=f"{p.terisi} dari {p.jatuh_tempo} sel terisi, {p.diajukan} diajukan",
        rupa=rupa,
        ikon=ikon,
        kata=kata,
    )
