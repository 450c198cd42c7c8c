"""The pages on which a report's texts are written: what is there, and the numbers beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from dasar.angka import format_angka, format_persen, format_rupiah
from dasar.tanggal import format_waktu_relatif, romawi
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import Acuan, IsiIndikator
from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    AngkaKunci,
    BarisAnggaran,
    DataLKjIP,
    IndikatorLKjIP,
    SasaranLKjIP,
)
from laporan.models import BAGIAN_SASARAN, BagianNaskah, NaskahLKjIP
from laporan.selectors.celah_lkjip import LETAK
from laporan.selectors.data_lkjip import susun_data_lkjip
from laporan.selectors.naskah_lkjip import pecah_paragraf
from laporan.selectors.rencana_lkjip import muat_rencana, pernyataan_kinerja
from laporan.selectors.ringkasan_lkjip import TANDA_CONTOH
from opd.models import PerangkatDaerah

BAB_3 = "Bab III"
_JUDUL_BAB = {
    "Bab I": "Bab I Pendahuluan",
    "Bab II": "Bab II Perencanaan kinerja",
    "Bab IV": "Bab IV Penutup",
}


@dataclass(frozen=True)
class BarisNaskah:
    """One part and its state: "ada", "data" (the system's data speak for it) or "belum"."""

    bagian: str
    judul: str
    simpul_id: int | None
    keadaan: str
    keterangan: str  # who wrote it and when, or what is missing
    paragraf: tuple[str, ...] = ()
    contoh: bool = False


@dataclass(frozen=True)
class KelompokNaskah:
    """Parts that stand together: a chapter, or the analyses of one sasaran."""

    judul: str
    baris: tuple[BarisNaskah, ...]
    keterangan: str = ""
    lipat: bool = False  # nothing to analyse yet: folded, so that the page stays short

    @property
    def jumlah_ada(self) -> int:
        return sum(b.keadaan != "belum" for b in self.baris)


@dataclass(frozen=True)
class BahanIndikator:
    """An indicator beside the text that explains it, ready to print."""

    nama: str
    target: str
    realisasi: str
    capaian: str
    kategori: Kategori | None
    catatan: str  # "Nilai sementara. Angka contoh."
    riwayat: str
    acuan: tuple[str, ...]
    penjelasan: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # quarter -> (label, text)


@dataclass(frozen=True)
class Bahan:
    """What a writer needs to see: indicators, facts, and sentences under a heading."""

    indikator: tuple[BahanIndikator, ...] = ()
    fakta: tuple[tuple[str, str], ...] = ()
    kalimat: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())

    @property
    def kosong(self) -> bool:
        return not (self.indikator or self.fakta or self.kalimat)

    @property
    def bertanda(self) -> bool:
        """Whether a sentence marks a made-up number."""
        return any(TANDA_CONTOH in satu for _, daftar in self.kalimat for satu in daftar)


def tanda_naskah(naskah: NaskahLKjIP | None) -> str:
    """Which text a page was shown: "" for none. A text that was removed and written again is
    another one, so the version alone would not tell."""
    return "" if naskah is None else f"{naskah.pk}.{naskah.versi}"


def data_kini(pd: PerangkatDaerah, tahun: int) -> DataLKjIP:
    """The report as it would be now, without version and code."""
    return susun_data_lkjip(
        pd=pd, tahun=tahun, versi=0, kode="", disusun_pada=timezone.now(), disusun_oleh=""
    )


def simpul_dilaporkan(pd: PerangkatDaerah, tahun: int) -> frozenset[int]:
    """Ids of the statements of one report (three queries)."""
    return frozenset(p.isi.simpul_id for p in pernyataan_kinerja(muat_rencana(pd, tahun)))


def kelompok_naskah(pd: PerangkatDaerah, tahun: int, data: DataLKjIP) -> list[KelompokNaskah]:
    """All parts of one report in reading order (one query)."""
    kini = timezone.now()
    ada = {
        (n.bagian, n.simpul_id): n
        for n in NaskahLKjIP.objects.filter(perangkat_daerah=pd, tahun=tahun).select_related(
            "ditulis_oleh"
        )
    }

    def umum(letak: str) -> tuple[BarisNaskah, ...]:
        return tuple(
            _baris(b, None, ada.get((b, None)), kini)
            for b in BagianNaskah
            if b not in BAGIAN_SASARAN and _golongan(b) == letak
        )

    per_sasaran = [
        KelompokNaskah(
            judul=" ".join(f"{s.jenis} {s.kode} {s.nama}".split()),
            keterangan=f"{len(s.indikator)} indikator" if s.indikator else "Belum punya indikator",
            lipat=not s.indikator and not s.naskah,
            baris=tuple(
                _baris(b, s.simpul_id, ada.get((b, s.simpul_id)), kini, _dari_data(nomor, s))
                for b, nomor in BAGIAN_SASARAN.items()
            ),
        )
        for s in data.sasaran
    ]
    return [
        KelompokNaskah("Pengantar dan ikhtisar", umum("")),
        KelompokNaskah(_JUDUL_BAB["Bab I"], umum("Bab I")),
        KelompokNaskah(_JUDUL_BAB["Bab II"], umum("Bab II")),
        *per_sasaran,
        KelompokNaskah(_JUDUL_BAB["Bab IV"], umum("Bab IV")),
    ]


def _golongan(bagian: BagianNaskah) -> str:
    """The chapter of a part, "" before the first one."""
    return LETAK[bagian] if LETAK[bagian] in _JUDUL_BAB else ""


def _dari_data(nomor: int, s: SasaranLKjIP) -> str:
    """What the report prints for an analysis without a text; "" when it has nothing."""
    return {
        4: "Data pembanding sudah ada" if any(i.acuan for i in s.indikator) else "",
        5: (
            "Penjelasan perangkat daerah sudah ada"
            if any(i.penjelasan_pd for i in s.indikator)
            else ""
        ),
        6: "Serapan dan capaian sudah ada" if s.efisiensi is not None else "",
        7: f"{len(s.program)} program sudah tercatat" if s.program else "",
    }[nomor]


def _baris(
    bagian: BagianNaskah,
    simpul_id: int | None,
    naskah: NaskahLKjIP | None,
    kini: datetime.datetime,
    dari_data: str = "",
) -> BarisNaskah:
    judul = str(bagian.label)
    if naskah is None:
        keadaan, keterangan = ("data", dari_data) if dari_data else ("belum", "Belum ditulis")
        return BarisNaskah(bagian, judul, simpul_id, keadaan, keterangan)
    siapa = f"Ditulis {naskah.ditulis_oleh}" if naskah.ditulis_oleh else "Ditulis"
    return BarisNaskah(
        bagian=bagian,
        judul=judul,
        simpul_id=simpul_id,
        keadaan="ada",
        keterangan=f"{siapa}, {format_waktu_relatif(naskah.diperbarui_pada, kini)}",
        paragraf=pecah_paragraf(naskah.teks),
        contoh=naskah.contoh,
    )


# --- the numbers beside a text ---------------------------------------------------------------


def bahan_naskah(data: DataLKjIP, bagian: BagianNaskah, sasaran: SasaranLKjIP | None) -> Bahan:
    """The numbers and sentences that a part is about."""
    if sasaran is not None:
        return _bahan_sasaran(BAGIAN_SASARAN[bagian], sasaran)
    if bagian == BagianNaskah.GAMBARAN_UMUM:
        return Bahan(fakta=tuple((o.nama, str(o.jumlah)) for o in data.organisasi))
    if bagian in (BagianNaskah.ASPEK_STRATEGIS, BagianNaskah.PERMASALAHAN):
        return Bahan(
            kalimat=_kalimat(
                ("Indikator makro", tuple(kalimat_acuan(a) for a in data.makro)),
                ("Yang tertinggal", data.tertinggal),
            )
        )
    if bagian == BagianNaskah.ARAH:
        misi = tuple(f"Misi {m.kode}: {m.nama}".replace(" :", ":") for m in data.misi)
        return Bahan(kalimat=_kalimat(("Visi", (data.visi,) if data.visi else ()), ("Misi", misi)))
    if bagian == BagianNaskah.LANGKAH:
        langkah = tuple(f"{t.indikator}: {t.langkah}" for t in data.tindak_lanjut)
        return Bahan(kalimat=_kalimat(("Tindak lanjut menurut perangkat daerah", langkah)))
    return Bahan(
        fakta=_fakta_ringkasan(data),
        kalimat=_kalimat(("Keberhasilan", data.keberhasilan), ("Yang tertinggal", data.tertinggal)),
    )


def _kalimat(
    *kelompok: tuple[str, Sequence[str]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((judul, tuple(isi)) for judul, isi in kelompok if isi)


def _fakta_ringkasan(data: DataLKjIP) -> tuple[tuple[str, str], ...]:
    hasil = []
    nilai = data.nilai_sakip
    if nilai is not None and nilai.nilai is not None:
        tanda = " (contoh)" if nilai.contoh else ""
        hasil.append(("Nilai SAKIP", f"{format_angka(nilai.nilai, 2)} {nilai.huruf}{tanda}"))
        if nilai.target is not None:
            hasil.append(("Target nilai SAKIP", format_angka(nilai.target, 2)))
    hasil += [_fakta_kunci(a) for a in data.angka_kunci]
    return tuple(hasil)


def _fakta_kunci(a: AngkaKunci) -> tuple[str, str]:
    """ "persen, serapan belanja" and "88,95" become "Serapan belanja" and "88,95 persen"."""
    label, nilai = a.keterangan, a.teks
    if label.startswith("persen, "):
        label, nilai = label.removeprefix("persen, "), f"{nilai} persen"
    return label[:1].upper() + label[1:], f"{nilai} (contoh)" if a.contoh else nilai


def _bahan_sasaran(nomor: int, s: SasaranLKjIP) -> Bahan:
    indikator = tuple(_indikator(i, nomor) for i in s.indikator)
    if nomor == 6:
        return Bahan(indikator, fakta=_fakta_efisiensi(s))
    if nomor == 7:
        program = tuple(_program(p.nama, p.nama_pd, p.anggaran) for p in s.program)
        return Bahan(indikator, kalimat=_kalimat(("Program yang menunjang", program)))
    return Bahan(indikator)


def _fakta_efisiensi(s: SasaranLKjIP) -> tuple[tuple[str, str], ...]:
    rupiah = s.anggaran
    efisiensi = "–" if s.efisiensi is None else f"{format_angka(s.efisiensi, 2)} poin persen"
    return (
        ("Pagu program (Rp)", _rupiah(rupiah.pagu)),
        ("Realisasi (Rp)", _rupiah(rupiah.realisasi)),
        ("Serapan", _persen(rupiah.serapan)),
        ("Rata-rata capaian", _persen(s.capaian)),
        ("Selisih capaian dan serapan", efisiensi),
    )


def _program(nama: str, nama_pd: str, anggaran: BarisAnggaran) -> str:
    return (
        f"{nama} ({nama_pd}): pagu Rp{_rupiah(anggaran.pagu)}, "
        f"serapan {_persen(anggaran.serapan)}{' (contoh)' if anggaran.contoh else ''}"
    )


def _rupiah(rupiah: int | None) -> str:
    return "–" if rupiah is None else format_rupiah(rupiah)


def _persen(nilai: Decimal | None) -> str:
    return "–" if nilai is None else format_persen(nilai)


@dataclass(frozen=True)
class AcuanTampil:
    """A recorded number on the page where it can be corrected."""

    pk: int
    kalimat: str
    untuk: str  # the indicator it is compared with; "" for a figure about the place


def acuan_tercatat(pd: PerangkatDaerah, tahun: int) -> list[AcuanTampil]:
    """The numbers recorded for the reports of one PD, up to `tahun` (two queries)."""
    milik = Acuan.objects.filter(perangkat_daerah=pd, tahun__lte=tahun)
    baris = list(milik.order_by("nama", "tahun", "pk"))
    nama = nama_indikator(a.indikator_id for a in baris if a.indikator_id is not None)
    return [
        AcuanTampil(a.pk, kalimat_acuan(a), nama.get(a.indikator_id, "") if a.indikator_id else "")
        for a in baris
    ]


def nama_indikator(ids: Iterable[int]) -> dict[int, str]:
    """What indicators are called in the newest plan that holds them (one query)."""
    baris = IsiIndikator.objects.filter(indikator__in=list(ids)).order_by(
        "dokumen__tahun_sampai", "pk"
    )
    return {pk: huruf_kalimat(nama) for pk, nama in baris.values_list("indikator_id", "nama")}


def kalimat_acuan(a: Acuan | AcuanLKjIP) -> str:
    """A published number with its source, in one line."""
    return f"{a.nama} {a.tahun}: {format_angka(a.nilai, a.desimal)} {a.satuan}".strip() + (
        f". Sumber: {a.sumber}"
    )


def _indikator(i: IndikatorLKjIP, nomor: int) -> BahanIndikator:
    def angka(nilai: Decimal | None) -> str:
        return format_nilai(nilai, desimal=i.desimal, skala=i.skala)

    target = angka(i.target)
    if i.target_atas is not None:
        target = f"{target} s.d. {angka(i.target_atas)}"
    catatan = [
        kata
        for kata, ya in (
            ("Nilai sementara.", i.sementara),
            ("Angka contoh.", i.contoh or i.target_contoh),
        )
        if ya
    ]
    riwayat = [
        f"{r.label}: {angka(r.realisasi)}{' (sementara)' if r.sementara else ''}"
        for r in i.riwayat
        if r.realisasi is not None
    ]
    return BahanIndikator(
        nama=i.nama,
        target=target,
        realisasi=f"{angka(i.realisasi)} {i.satuan.lower()}".strip(),
        capaian=_persen(i.capaian),
        kategori=Kategori(i.kategori, i.tingkat) if i.tingkat is not None else None,
        catatan=" ".join(catatan),
        riwayat="; ".join(riwayat),
        acuan=tuple(kalimat_acuan(a) for a in i.acuan) if nomor == 4 else (),
        penjelasan=_penjelasan(i) if nomor == 5 else (),
    )


def _penjelasan(
    i: IndikatorLKjIP,
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What the PD wrote, the newest quarter first."""
    return tuple(
        (
            f"Triwulan {romawi(p.triwulan)}",
            tuple(
                (label, teks)
                for label, teks in (
                    ("Analisis", p.analisis),
                    ("Faktor pendorong", p.faktor_pendorong),
                    ("Faktor penghambat", p.faktor_penghambat),
                    ("Tindak lanjut", p.tindak_lanjut),
                )
                if teks
            ),
        )
        for p in reversed(i.penjelasan_pd)
    )
