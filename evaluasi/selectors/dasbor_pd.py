"""One PD in one year: its LKE, its capaian per quarter, its plan and its IKU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dasar.angka import format_angka, format_persen
from dasar.tanggal import romawi
from evaluasi.models import JenisLembar, LembarKerja, TemplatLKE
from evaluasi.selectors.dasbor_indikator import BarisIndikator, baris_dari, nama_pengampu
from evaluasi.selectors.dasbor_nilai import dua_templat
from evaluasi.selectors.dasbor_peringkat import Perubahan, hitung_perubahan
from evaluasi.selectors.dasbor_simpul import (
    BarisSimpul,
    UangTampil,
    baris_pertama,
    muat_cabang,
    simpul_pd,
    uang_program,
)
from evaluasi.selectors.nilai_lembar import NilaiLembar, nilai_lembar
from evaluasi.selectors.templat import TemplatTahun, muat_templat
from kinerja.formulas.capaian import Kategori, kategori_capaian
from kinerja.selectors.ikhtisar import (
    BahanIndikator,
    iku_terlihat,
    indikator_diampu,
    muat_bahan,
)
from opd.models import JenisPD, Pengguna, PerangkatDaerah

_TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True)
class BarisJawaban:
    """One subkomponen of the worksheet."""

    kode: str
    nama: str
    huruf: str
    nilai: str
    bobot: str
    hilang: str
    awal: bool


@dataclass(frozen=True)
class KomponenTampil:
    """One komponen: points out of its weight, as text and as a bar."""

    nama: str
    nilai: str
    bobot: str
    bagian: Sequence[tuple[str, int]]
    total: int


@dataclass(frozen=True)
class LembarTampil:
    """The value of the PD: of the internal evaluation, or for the city the official one."""

    lembar_id: int | None
    judul: str
    nilai: str
    huruf: str
    sebutan: str
    status: str
    kata: str
    perubahan: Perubahan
    tahun_lalu: int | None
    mandiri: str
    komponen: Sequence[KomponenTampil]
    jawaban: Sequence[BarisJawaban]
    contoh: bool


@dataclass(frozen=True)
class CapaianTriwulan:
    """Mean capaian of the PD in one quarter, n of N."""

    label: str
    nilai: str
    kategori: Kategori | None
    hitungan: str
    contoh: bool
    sementara: bool


@dataclass(frozen=True)
class IkhtisarPD:
    """Everything on the page of one PD."""

    lembar: LembarTampil
    capaian: Sequence[CapaianTriwulan]
    triwulan: str
    simpul: Sequence[BarisSimpul]
    uang: UangTampil
    iku: Sequence[BarisIndikator]
    jumlah_indikator: str
    jumlah_iku: str


def susun_pd(user: Pengguna, pd: PerangkatDaerah, tahun: int) -> IkhtisarPD:
    """The page of one PD that `user` may see (a constant number of queries)."""
    cabang = muat_cabang(user, simpul_pd(user, pd.pk, tahun), tahun)
    iku = muat_bahan(iku_terlihat(user, tahun, pd.pk), tahun)
    tw = cabang.triwulan
    kota = pd.jenis == JenisPD.KOTA  # it owns IKU that its PD enter
    kota_id = PerangkatDaerah.objects.kota_id()
    diampu = (
        cabang.bahan
        if kota
        else muat_bahan(indikator_diampu(user, tahun, pd.pk), tahun, dengan_tahun_lalu=False)
    )
    return IkhtisarPD(
        lembar=_lembar(user, pd, tahun),
        capaian=_capaian(diampu),
        triwulan=f"TW {romawi(tw)}" if tw else "",
        simpul=baris_pertama(cabang),
        uang=uang_program(cabang),
        iku=baris_dari(iku, nama_pengampu(iku.isi.values())),
        jumlah_indikator=_kata_indikator(set(cabang.letak), diampu, kota_id),
        jumlah_iku=_kata_iku(iku, pd.pk, kota_id),
    )


def _pemilik_lain(pemilik: set[int], kota_id: int) -> str:
    """Whose they are, in words."""
    bagian = ["kota"] if kota_id in pemilik else []
    return " dan ".join(bagian + (["PD lain"] if pemilik - {kota_id} else []))


def _kata_indikator(rencana: set[int], diampu: BahanIndikator, kota_id: int) -> str:
    """How many indicators the plan holds, and why the PD enters more or fewer cells than that."""
    luar, tidak = set(diampu.isi) - rencana, rencana - set(diampu.isi)
    sebab = []
    if luar:
        pemilik = {diampu.isi[pk].indikator.perangkat_daerah_id for pk in luar}
        sebab.append(f"termasuk {len(luar)} dari rencana {_pemilik_lain(pemilik, kota_id)}")
    if tidak:
        sebab.append(f"{len(tidak)} diisi PD lain")
    if not sebab:
        return f"{len(rencana)} indikator"
    return f"{len(rencana)} indikator di rencana; PD ini mengisi {len(diampu.isi)}, " + ", ".join(
        sebab
    )


def _kata_iku(iku: BahanIndikator, pd_id: int, kota_id: int) -> str:
    """How many IKU, and how many of them belong to somebody else."""
    asing = [p for i in iku.isi.values() if (p := i.indikator.perangkat_daerah_id) != pd_id]
    if not asing:
        return f"{len(iku.isi)} IKU"
    kata = f"{len(asing)} milik {_pemilik_lain(set(asing), kota_id)} yang diisi PD ini"
    return f"{len(iku.isi)} IKU: {len(iku.isi) - len(asing)} milik PD ini, {kata}"


def _capaian(bahan: BahanIndikator) -> list[CapaianTriwulan]:
    terisi = bahan.triwulan_terisi()
    hasil = []
    for tw in _TRIWULAN:
        rata = bahan.rata_rata(tw) if tw in terisi else None
        nilai = rata.nilai if rata else None
        hasil.append(
            CapaianTriwulan(
                label=f"Triwulan {romawi(tw)}",
                nilai="–" if nilai is None else format_persen(nilai),
                kategori=None if nilai is None else kategori_capaian(nilai),
                hitungan=f"{rata.n} dari {rata.dari} indikator" if rata else "belum ada realisasi",
                contoh=nilai is not None and bahan.memuat_contoh(tw),
                sementara=nilai is not None and bahan.memuat_belum_akhir(tw),
            )
        )
    return hasil


def _lembar(user: Pengguna, pd: PerangkatDaerah, tahun: int) -> LembarTampil:
    """The worksheets of the year and the value of the year before (at most twelve queries)."""
    jenis = JenisLembar.KEMENTERIAN if pd.jenis == JenisPD.KOTA else JenisLembar.INTERNAL
    judul = "Nilai resmi KemenPANRB" if pd.jenis == JenisPD.KOTA else "Nilai evaluasi internal"
    baris_kini, baris_lalu = dua_templat(tahun)
    kini, templat = _nilai_tahun(user, pd, baris_kini)
    lalu, _ = _nilai_tahun(user, pd, baris_lalu)
    mandiri = kini.get(JenisLembar.MANDIRI)
    utama = kini.get(jenis)
    sebelum = lalu.get(jenis)
    total = utama.total if utama and _selesai(utama) else None
    return LembarTampil(
        lembar_id=utama.lembar_id if utama else None,
        judul=judul,
        nilai="–" if total is None else format_angka(total, 2),
        huruf=utama.predikat.huruf if total is not None and utama and utama.predikat else "",
        sebutan=utama.predikat.sebutan if total is not None and utama and utama.predikat else "",
        status=utama.status if utama else "",
        kata=_kata_lembar(utama, tahun),
        perubahan=hitung_perubahan(total, sebelum.total if sebelum and _selesai(sebelum) else None),
        tahun_lalu=baris_lalu.tahun_evaluasi if baris_lalu else None,
        mandiri=_kata_mandiri(mandiri),
        komponen=_komponen(utama, templat) if total is not None else [],
        jawaban=_jawaban(utama, templat) if total is not None else [],
        contoh=bool(total is not None and utama and utama.contoh),
    )


def _nilai_tahun(
    user: Pengguna, pd: PerangkatDaerah, baris: TemplatLKE | None
) -> tuple[dict[str, NilaiLembar], TemplatTahun | None]:
    """Visible worksheets of one PD with their values, by jenis (five queries)."""
    if baris is None:
        return {}, None
    templat = muat_templat(baris)
    lembar = list(
        LembarKerja.objects.for_user(user).filter(templat=templat.pk, perangkat_daerah=pd)
    )
    return {satu.jenis: satu for satu in nilai_lembar(lembar, templat).values()}, templat


def _selesai(nilai: NilaiLembar) -> bool:
    """Drafts of an evaluator are no value yet."""
    return nilai.status != "draf"


def _kata_lembar(utama: NilaiLembar | None, tahun: int) -> str:
    if utama is None:
        return f"Belum dinilai untuk tahun evaluasi {tahun}."
    if utama.total is None or not _selesai(utama):
        terjawab = f"{utama.sementara.terjawab} dari {utama.sementara.dari}"
        return f"Sedang dinilai, {terjawab} subkomponen terjawab."
    return ""


def _kata_mandiri(mandiri: NilaiLembar | None) -> str:
    if mandiri is None:
        return "Penilaian mandiri belum ada."
    s = mandiri.sementara
    if mandiri.total is None or not _selesai(mandiri):
        return f"Penilaian mandiri masih draf, {s.terjawab} dari {s.dari} terjawab."
    return f"Penilaian mandiri {format_angka(mandiri.total, 2)}."


def _komponen(utama: NilaiLembar | None, templat: TemplatTahun | None) -> list[KomponenTampil]:
    if utama is None or templat is None or not utama.jawaban:
        return []
    return [
        KomponenTampil(
            nama=k.nama,
            nilai=format_angka(utama.sementara.komponen[k.kode], 2),
            bobot=format_angka(k.bobot, 2),
            bagian=[("terisi", _seratus(utama.sementara.komponen[k.kode]))],
            total=_seratus(k.bobot),
        )
        for k in templat.templat.komponen
    ]


def _seratus(nilai: Decimal) -> int:
    """Hundredths of a point, because a bar counts in whole parts."""
    return int(nilai * 100)


def _jawaban(utama: NilaiLembar | None, templat: TemplatTahun | None) -> list[BarisJawaban]:
    if utama is None or templat is None or not utama.jawaban:
        return []
    return [
        BarisJawaban(
            kode=sub.kode,
            nama=templat.ringkas[sub.kode],
            huruf=utama.jawaban.get(sub.kode, ""),
            nilai=_poin(utama.sementara.subkomponen.get(sub.kode)),
            bobot=format_angka(sub.bobot, 2),
            hilang=_poin(utama.sementara.hilang.get(sub.kode)),
            awal=sub == k.subkomponen[0],
        )
        for k in templat.templat.komponen
        for sub in k.subkomponen
    ]


def _poin(nilai: Decimal | None) -> str:
    return "–" if nilai is None else format_angka(nilai, 2)
