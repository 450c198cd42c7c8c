"""The page of the city's values: one frozen computation as text, ready to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from dasar.angka import format_angka, format_angka_utuh, format_persen
from dasar.tanggal import format_tanggal, format_waktu
from dasar.tulisan import huruf_kalimat
from evaluasi.formulas.nilai_kota import VERSI_RUMUS, digest, templat_masukan
from evaluasi.models import PerhitunganKota
from evaluasi.selectors.lembar import teks_kurang
from evaluasi.selectors.masukan_kota import Masukan
from evaluasi.selectors.nilai_lembar import NilaiResmi, riwayat_resmi
from kinerja.formulas.capaian import Kategori, kategori_capaian
from opd.models import PerangkatDaerah

RIWAYAT_TAMPIL = 20
HILANG_TAMPIL = 4  # as on the sheet of one PD
TANPA_NILAI = "–"
NILAI_PENUH = Decimal(100)


@dataclass(frozen=True)
class ResmiTampil:
    """The value of the ministry as received; never computed from anything on the page."""

    nilai: str
    predikat: str
    sebutan: str
    gerak: str  # "Naik 1,73 dari 67,31 pada 2023"
    asal: str
    contoh: bool


@dataclass(frozen=True)
class JawabanTampil:
    """One subkomponen of the city's LKE: weight times the letter's share gives its points."""

    kode: str
    nama: str
    bobot: str
    huruf: str
    persen: str
    poin: str
    hilang: str
    selisih: Decimal  # points lost

    @property
    def teks_hilang(self) -> str:
        """The loss with its sign, to two decimals."""
        return teks_kurang(self.selisih)


@dataclass(frozen=True)
class KomponenTampil:
    kode: str
    nama: str
    bobot: str
    poin: str
    jawaban: tuple[JawabanTampil, ...]


@dataclass(frozen=True)
class AmbangTampil:
    """One 2/3 line; `petak` holds per PD, best value first, the letter that colours its square
    ("" below the predicate) and whether the line stands behind it."""

    huruf: str
    di_atas: str
    jumlah: int
    dari: int
    garis: int
    kurang: int
    tercapai: bool
    sumber: str
    petak: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class PdTampil:
    nama: str
    nilai: str
    predikat: str


@dataclass(frozen=True)
class IkuTampil:
    nama: str
    satuan: str
    dokumen: str
    target: str
    realisasi: str
    capaian: str
    kategori: Kategori | None
    alasan: str
    sementara: bool
    contoh: bool


@dataclass(frozen=True)
class HitunganTampil:
    """One computation: results, the inputs they came from, and where the row comes from."""

    pk: int
    waktu: str
    oleh: str
    versi_rumus: str
    digest: str
    contoh: bool
    nilai: str
    predikat: str
    sebutan: str
    alasan: str
    terjawab: str
    komponen: tuple[KomponenTampil, ...]
    hilang_terbesar: tuple[JawabanTampil, ...]  # the largest loss first
    kalimat_hilang: str
    ambang: tuple[AmbangTampil, ...]
    sebaran: tuple[tuple[str, str], ...]
    per_predikat: tuple[tuple[str, int], ...]
    n_pd: int
    dari_pd: int
    rata_rata: str
    pd: tuple[PdTampil, ...]
    belum_dinilai: tuple[str, ...]
    iku: tuple[IkuTampil, ...]
    iku_rata_rata: str
    iku_n: int
    iku_dari: int
    iku_sementara: int
    iku_contoh: int


@dataclass(frozen=True)
class RiwayatTampil:
    pk: int
    waktu: str
    oleh: str
    nilai: str
    predikat: str
    rata_rata: str


def tulis_nilai(nilai: Decimal | str | None) -> str:
    """A value in points or percent as people read it; unknown is "–", never 0."""
    return TANPA_NILAI if nilai is None else format_angka(Decimal(nilai), 2)


def resmi_tampil(resmi: Sequence[NilaiResmi], tahun: int) -> ResmiTampil | None:
    """The official value of one year, and how it moved since the official value before it."""
    urut = [r for r in resmi if r.tahun <= tahun]
    if not urut or urut[-1].tahun != tahun:
        return None
    kini, lalu = urut[-1], urut[-2] if len(urut) > 1 else None
    return ResmiTampil(
        nilai=format_angka(kini.nilai, 2),
        predikat=kini.predikat.huruf,
        sebutan=kini.predikat.sebutan,
        gerak=_gerak(kini, lalu) if lalu else "",
        asal=" · ".join(
            teks
            for teks in (
                asal_resmi(kini),
                f"nomor {kini.lembar.nomor}" if kini.lembar.nomor else "",
                kini.lembar.sumber,
            )
            if teks
        ),
        contoh=kini.lembar.contoh,
    )


def asal_resmi(resmi: NilaiResmi) -> str:
    """Who gave the value, and when it was received."""
    diterima = resmi.lembar.diterima
    if diterima is None:
        return "KemenPANRB, tanggal terima belum dicatat"
    return f"KemenPANRB, diterima {format_tanggal(diterima)}"


def resmi_kota() -> list[NilaiResmi]:
    """Official values of the city, oldest first (two queries)."""
    return riwayat_resmi(PerangkatDaerah.objects.kota_id())


def hitungan_tampil(perhitungan: PerhitunganKota) -> HitunganTampil:
    """One frozen computation as text (one query: the present names of the PD)."""
    masukan, hasil = perhitungan.masukan, perhitungan.hasil
    lke, pd, iku = hasil["lke_kota"], hasil["pd"], hasil["iku"]
    nama = nama_per_kode()
    komponen = _komponen(masukan, lke) if lke["nilai"] is not None else ()
    hilang = _hilang_terbesar(komponen)
    return HitunganTampil(
        pk=perhitungan.pk,
        waktu=_waktu(perhitungan),
        oleh=_oleh(perhitungan),
        versi_rumus=perhitungan.versi_rumus,
        digest=perhitungan.digest,
        contoh=perhitungan.contoh,
        nilai=tulis_nilai(lke["nilai"]),
        predikat=lke["predikat"] or "",
        sebutan=lke["sebutan"] or "",
        alasan=lke["alasan"],
        terjawab=f"{lke['terjawab']} dari {lke['dari']} jawaban",
        komponen=komponen,
        hilang_terbesar=hilang,
        kalimat_hilang=_kalimat_hilang(hilang),
        # While nobody is judged it is unknown how many reach a line: not shown as 0.
        ambang=tuple(_ambang(a, pd["nilai"]) for a in hasil["ambang"] if pd["n"] != "0"),
        sebaran=tuple(
            (judul, tulis_nilai(pd[kunci]))
            for judul, kunci in (
                ("Rata-rata", "rata_rata"),
                ("Median", "median"),
                ("Tertinggi", "tertinggi"),
                ("Terendah", "terendah"),
                ("Simpangan baku", "simpangan_baku"),
            )
        ),
        per_predikat=tuple(
            (p["huruf"], int(p["jumlah"])) for p in pd["per_predikat"] if p["jumlah"] != "0"
        ),
        n_pd=int(pd["n"]),
        dari_pd=int(pd["dari"]),
        rata_rata=tulis_nilai(pd["rata_rata"]),
        pd=tuple(
            PdTampil(nama.get(p["kode"], p["kode"]), tulis_nilai(p["nilai"]), p["predikat"])
            for p in pd["nilai"]
        ),
        belum_dinilai=tuple(nama.get(kode, kode) for kode in pd["belum_dinilai"]),
        iku=tuple(_iku(i) for i in masukan["iku"]),
        iku_rata_rata=tulis_nilai(iku["nilai"]),
        iku_n=int(iku["n"]),
        iku_dari=int(iku["dari"]),
        iku_sementara=int(iku["sementara"]),
        iku_contoh=int(iku["contoh"]),
    )


def riwayat_tampil(perhitungan: QuerySet[PerhitunganKota]) -> list[RiwayatTampil]:
    """The newest computations as lines of a list (one query)."""
    return [
        RiwayatTampil(
            pk=p.pk,
            waktu=_waktu(p),
            oleh=_oleh(p),
            nilai=tulis_nilai(p.hasil["lke_kota"]["nilai"]),
            predikat=p.hasil["lke_kota"]["predikat"] or "",
            rata_rata=tulis_nilai(p.hasil["pd"]["rata_rata"]),
        )
        for p in perhitungan.select_related("diminta_oleh").defer("masukan")[:RIWAYAT_TAMPIL]
    ]


def perubahan_masukan(perhitungan: PerhitunganKota, kini: Masukan) -> list[str]:
    """What differs between frozen and present inputs, in words; empty when nothing does."""
    if (perhitungan.digest, perhitungan.versi_rumus) == (digest(kini), VERSI_RUMUS):
        return []
    lama = perhitungan.masukan
    beda = []
    if perhitungan.versi_rumus != VERSI_RUMUS:
        beda.append(f"rumus ({perhitungan.versi_rumus} menjadi {VERSI_RUMUS})")
    if lama["templat"] != kini["templat"]:
        beda.append("templat LKE")
    if lama["kota"] != kini["kota"]:
        beda.append("LKE Kota")
    if jumlah := _jumlah_beda(lama["pd"], kini["pd"], "kode"):
        beda.append(f"LKE {jumlah} perangkat daerah")
    if jumlah := _jumlah_beda(lama["iku"], kini["iku"], "nama"):
        beda.append(f"{jumlah} IKU")
    return beda or ["susunan masukan"]


def _jumlah_beda(
    lama: Sequence[Mapping[str, Any]], kini: Sequence[Mapping[str, Any]], kunci: str
) -> int:
    dulu, sekarang = ({satu[kunci]: satu for satu in daftar} for daftar in (lama, kini))
    return sum(dulu.get(k) != sekarang.get(k) for k in {*dulu, *sekarang})


def nama_per_kode() -> dict[str, str]:
    """Present names of all PD by kode (one query)."""
    return {pd.kode: pd.nama_kini or pd.kode for pd in PerangkatDaerah.objects.dengan_nama()}


def _gerak(kini: NilaiResmi, lalu: NilaiResmi) -> str:
    selisih = kini.nilai - lalu.nilai
    kata = "Naik" if selisih > 0 else "Turun" if selisih < 0 else "Tetap"
    besar = f" {format_angka(abs(selisih), 2)}" if selisih else ""
    return f"{kata}{besar} dari {format_angka(lalu.nilai, 2)} pada {lalu.tahun}"


def _waktu(p: PerhitunganKota) -> str:
    return f"{format_tanggal(p.dibuat_pada)} pukul {format_waktu(p.dibuat_pada)}"


def _oleh(p: PerhitunganKota) -> str:
    return "Sistem" if p.diminta_oleh is None else str(p.diminta_oleh)


def _komponen(masukan: Mapping[str, Any], lke: Mapping[str, Any]) -> tuple[KomponenTampil, ...]:
    templat, huruf = templat_masukan(masukan), masukan["kota"]["jawaban"]
    poin = {kode: Decimal(teks) for kode, teks in lke["subkomponen"].items()}
    return tuple(
        KomponenTampil(
            kode=k.kode,
            nama=k.nama,
            bobot=format_angka_utuh(k.bobot, 2),
            poin=format_angka_utuh(Decimal(lke["komponen"][k.kode]), 2),
            jawaban=tuple(
                JawabanTampil(
                    kode=s.kode,
                    nama=s.nama,
                    bobot=format_angka_utuh(s.bobot, 2),
                    huruf=huruf[s.kode],
                    persen=format_angka_utuh(templat.nilai_jawaban(s, huruf[s.kode])),
                    poin=format_angka_utuh(poin[s.kode], 2),
                    hilang=format_angka_utuh(s.bobot - poin[s.kode], 2),
                    selisih=s.bobot - poin[s.kode],
                )
                for s in k.subkomponen
            ),
        )
        for k in templat.komponen
    )


def _hilang_terbesar(komponen: Sequence[KomponenTampil]) -> tuple[JawabanTampil, ...]:
    kurang = [j for k in komponen for j in k.jawaban if j.selisih > 0]
    return tuple(sorted(kurang, key=lambda j: -j.selisih)[:HILANG_TAMPIL])


def _kalimat_hilang(hilang: Sequence[JawabanTampil]) -> str:
    """The two largest losses in one sentence; "" when nothing was lost."""
    dua = " dan ".join(f"{j.kode} {j.teks_hilang}" for j in hilang[:2])
    return f"Kehilangan terbesar: {dua} poin." if dua else ""


def punya_poin_hilang(perhitungan: PerhitunganKota) -> bool:
    """Whether the city's LKE is judged in this computation and lost a point."""
    nilai = perhitungan.hasil.get("lke_kota", {}).get("nilai")
    return nilai is not None and Decimal(nilai) < NILAI_PENUH


def _ambang(a: Mapping[str, Any], nilai: Sequence[Mapping[str, Any]]) -> AmbangTampil:
    jumlah, dari, garis = int(a["jumlah"]), int(a["dari"]), int(a["garis"])
    huruf = [p["predikat"].lower() for p in nilai[:jumlah]] + [""] * (dari - jumlah)
    return AmbangTampil(
        huruf=a["huruf"],
        di_atas=format_angka(Decimal(a["di_atas"]), 2),
        jumlah=jumlah,
        dari=dari,
        garis=garis,
        kurang=int(a["kurang"]),
        tercapai=a["tercapai"],
        sumber=a["sumber"],
        petak=tuple((satu, nomor == garis) for nomor, satu in enumerate(huruf, start=1)),
    )


def _iku(i: Mapping[str, Any]) -> IkuTampil:
    desimal = int(i["desimal"])

    def tulis(teks: str | None) -> str:
        return TANPA_NILAI if teks is None else format_angka(Decimal(teks), desimal)

    capaian = None if i["capaian"] is None else Decimal(i["capaian"])
    target = tulis(i["target"])
    if i["target_atas"] is not None:
        target = f"{target}–{tulis(i['target_atas'])}"
    return IkuTampil(
        nama=huruf_kalimat(i["nama"]),
        satuan=i["satuan"],
        dokumen=i["dokumen"],
        target=target,
        realisasi=tulis(i["realisasi"]),
        capaian=TANPA_NILAI if capaian is None else format_persen(capaian),
        kategori=None if capaian is None else kategori_capaian(capaian),
        alasan=i["alasan"],
        sementara=i["sementara"],
        contoh=i["contoh"],
    )
