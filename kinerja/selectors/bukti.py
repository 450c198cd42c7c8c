"""Evidence of one value as it is shown: in the side panel, beside the review, in a list to pick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from dasar.angka import format_angka
from dasar.models import Berkas, JenisBerkas
from dasar.tanggal import format_waktu_relatif, romawi
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.tunjuk_bukti import nomor_halaman
from kinerja.models import STATUS_DAPAT_DIISI, BuktiDukung, IsiIndikator, Realisasi
from opd.models import Pengguna

# What a browser shows by itself; the rest is downloaded and opened in its own program.
JENIS_TAMPIL = (JenisBerkas.PDF, JenisBerkas.PNG, JenisBerkas.JPG)
_IKON = {
    JenisBerkas.PDF: "file-earmark-pdf",
    JenisBerkas.XLSX: "file-earmark-spreadsheet",
    JenisBerkas.CSV: "file-earmark-spreadsheet",
    JenisBerkas.DOCX: "file-earmark-word",
    JenisBerkas.PNG: "file-earmark",
    JenisBerkas.JPG: "file-earmark",
}


@dataclass(frozen=True)
class BuktiTampil:
    """One file or link, ready to print. A link has `tautan` and `host` and no file part."""

    pk: int
    judul: str
    halaman: str
    halaman_awal: int | None  # first number of `halaman`: where a PDF is opened
    ikon: str
    keterangan: str  # "1,8 MB · 14 halaman"; for a link its host
    waktu: str
    siapa: str
    jenis: str  # value of JenisBerkas, "" for a link
    kata_jenis: str
    sha256: str
    tautan: str
    host: str
    dipakai_lain: int  # other rows with the same file

    @property
    def pdf(self) -> bool:
        return self.jenis == JenisBerkas.PDF

    @property
    def gambar(self) -> bool:
        return self.jenis in (JenisBerkas.PNG, JenisBerkas.JPG)

    @property
    def dapat_dilihat(self) -> bool:
        """Whether kinerja:bukti_lihat shows it inside a page."""
        return self.jenis in JENIS_TAMPIL

    @property
    def sha_ringkas(self) -> str:
        return f"{self.sha256[:4]}…{self.sha256[-4:]}" if self.sha256 else ""


@dataclass(frozen=True)
class BarisPilihan:
    """One row of the quarter that could take the same file."""

    indikator_id: int
    nama: str
    induk: str
    sudah: bool  # it has the file already

    @property
    def kunci(self) -> str:
        """As the form sends it back."""
        return str(self.indikator_id)


@dataclass(frozen=True)
class BerkasPilihan:
    """One file that the PD already uses this year."""

    bukti_id: int
    judul: str
    ikon: str
    keterangan: str
    dipakai: str  # "TW II · Angka kematian ibu", and how many more

    @property
    def kunci(self) -> str:
        """As the form sends it back."""
        return str(self.bukti_id)


def konteks_bukti(realisasi: Realisasi | None, pengguna: Pengguna) -> dict[str, Any]:
    """Context of kinerja/_bukti_lihat.html: `bukti` (one query, any number of files).

    `realisasi` None, or not visible to `pengguna`: an empty list. The page that includes the
    partial loads css/bukti.css and js/bukti.js.
    """
    return {"bukti": bukti_sel(realisasi, pengguna)}


def bukti_sel(realisasi: Realisasi | None, pengguna: Pengguna) -> list[BuktiTampil]:
    """Evidence of one value, oldest first (one query)."""
    if realisasi is None:
        return []
    kini = timezone.now()
    sejenis = (
        BuktiDukung.objects.filter(berkas=OuterRef("berkas"))
        .order_by()
        .values("berkas")
        .annotate(n=Count("pk"))
        .values("n")
    )
    baris = (
        BuktiDukung.objects.for_user(pengguna)
        .filter(realisasi=realisasi)
        .select_related("berkas", "diunggah_oleh")
        .annotate(jumlah_pakai=Coalesce(Subquery(sejenis, output_field=IntegerField()), 1))
    )
    return [
        BuktiTampil(
            pk=b.pk,
            judul=b.judul,
            halaman=b.halaman,
            halaman_awal=nomor_halaman(b.halaman),
            ikon=_IKON[JenisBerkas(b.berkas.jenis)] if b.berkas else "link-45deg",
            keterangan=keterangan_berkas(b.berkas) if b.berkas else _host(b.tautan),
            waktu=format_waktu_relatif(b.dibuat_pada, kini),
            siapa="Anda" if b.diunggah_oleh_id == pengguna.pk else str(b.diunggah_oleh),
            jenis=b.berkas.jenis if b.berkas else "",
            kata_jenis=str(b.berkas.get_jenis_display()) if b.berkas else "Tautan",
            sha256=b.berkas.sha256 if b.berkas else "",
            tautan=b.tautan,
            host=_host(b.tautan) if b.tautan else "",
            dipakai_lain=b.jumlah_pakai - 1,
        )
        for b in baris
    ]


def judul_bukti(realisasi: Iterable[int]) -> Mapping[int, Sequence[str]]:
    """Names of the evidence of many values, by the id of the value (one query)."""
    hasil: dict[int, list[str]] = {}
    bukti = BuktiDukung.objects.filter(realisasi__in=list(realisasi)).order_by("pk")
    for pk, judul in bukti.values_list("realisasi", "judul"):
        hasil.setdefault(pk, []).append(judul)
    return hasil


def bukti_berkas_sama(sha256: str, pd_id: int) -> QuerySet[BuktiDukung]:
    """Where the PD already uses a file with this content, oldest first."""
    return (
        BuktiDukung.objects.filter(berkas__sha256=sha256, realisasi__indikator__pengampu=pd_id)
        .select_related("berkas", "realisasi")
        .order_by("pk")
    )


def sebut_baris(realisasi: Sequence[Realisasi], tahun: int, triwulan: int) -> str:
    """ "2 baris lain: Angka kematian ibu, Prevalensi stunting (TW II)", at most three names."""
    nama = _nama_indikator({r.indikator_id for r in realisasi[:3]}, tahun)
    sebut = [
        nama.get(r.indikator_id, "indikator tanpa nama")
        + ("" if (r.tahun, r.triwulan) == (tahun, triwulan) else f" ({_sebut_periode(r, tahun)})")
        for r in realisasi[:3]
    ]
    lebih = f", dan {len(realisasi) - 3} baris lagi" if len(realisasi) > 3 else ""
    return f"{len(realisasi)} baris lain: {', '.join(sebut)}{lebih}"


def baris_pilihan(bukti: BuktiDukung, pengguna: Pengguna) -> list[BarisPilihan]:
    """The other rows of the same PD and quarter that are still in the operator's hands."""
    asal = bukti.realisasi
    isi = (
        IsiIndikator.objects.for_user(pengguna)
        .diukur(asal.tahun)
        .filter(indikator__pengampu=asal.indikator.pengampu_id)
        .exclude(indikator=asal.indikator_id)
        .select_related("isi_simpul", "dokumen")
        .satu_per_indikator()
    )
    keluar = set(
        Realisasi.objects.filter(indikator__in=isi, tahun=asal.tahun, triwulan=asal.triwulan)
        .exclude(status__in=STATUS_DAPAT_DIISI)
        .values_list("indikator", flat=True)
    )
    sama = {"berkas": bukti.berkas_id} if bukti.berkas_id else {"tautan": bukti.tautan}
    sudah = set(
        BuktiDukung.objects.filter(
            realisasi__indikator__in=isi,
            realisasi__tahun=asal.tahun,
            realisasi__triwulan=asal.triwulan,
            **sama,
        ).values_list("realisasi__indikator", flat=True)
    )
    baris = [
        (i.isi_simpul.jalur, i.urutan, pk, i)
        for pk, i in isi.items()
        if pk not in keluar and i.jatuh_tempo(asal.triwulan)
    ]
    return [
        BarisPilihan(
            indikator_id=pk,
            nama=huruf_kalimat(i.nama),
            induk=f"{i.isi_simpul.get_jenis_display()} {i.isi_simpul.kode}".strip(),
            sudah=pk in sudah,
        )
        for _, _, pk, i in sorted(baris, key=lambda b: b[:3])
    ]


def berkas_pilihan(
    pengguna: Pengguna, pd_id: int, tahun: int, *, kecuali: Realisasi | None
) -> list[BerkasPilihan]:
    """Files that rows of the PD use this year and this row does not, newest first, each once."""
    bukti = (
        BuktiDukung.objects.for_user(pengguna)
        .filter(realisasi__indikator__pengampu=pd_id, realisasi__tahun=tahun, berkas__isnull=False)
        .select_related("berkas", "realisasi")
        .order_by("-pk")
    )
    per_berkas: dict[int, list[BuktiDukung]] = {}
    for b in bukti:
        per_berkas.setdefault(b.berkas_id or 0, []).append(b)
    tersedia = [
        semua
        for semua in per_berkas.values()
        if kecuali is None or all(b.realisasi_id != kecuali.pk for b in semua)
    ]
    nama = _nama_indikator({semua[0].realisasi.indikator_id for semua in tersedia}, tahun)
    hasil = []
    for semua in tersedia:
        b = semua[0]
        if b.berkas is None:
            continue
        lain = f", dan {len(semua) - 1} baris lain" if len(semua) > 1 else ""
        hasil.append(
            BerkasPilihan(
                bukti_id=b.pk,
                judul=b.judul,
                ikon=_IKON[JenisBerkas(b.berkas.jenis)],
                keterangan=keterangan_berkas(b.berkas),
                dipakai=f"TW {romawi(b.realisasi.triwulan)} · "
                f"{nama.get(b.realisasi.indikator_id, '–')}{lain}",
            )
        )
    return hasil


def keterangan_berkas(berkas: Berkas) -> str:
    """ "1,8 MB · 14 halaman"."""
    halaman = f" · {berkas.jumlah_halaman} halaman" if berkas.jumlah_halaman else ""
    return f"{_ukuran(berkas.ukuran)}{halaman}"


def _ukuran(byte: int) -> str:
    if byte < 1024:
        return f"{byte} B"
    if byte < 1024 * 1024:
        return f"{round(byte / 1024)} KB"
    return f"{format_angka(Decimal(byte) / (1024 * 1024), 1)} MB"


def _host(tautan: str) -> str:
    return urlsplit(tautan).hostname or tautan


def _sebut_periode(realisasi: Realisasi, tahun: int) -> str:
    tw = f"TW {romawi(realisasi.triwulan)}"
    return tw if realisasi.tahun == tahun else f"{tw} {realisasi.tahun}"


def _nama_indikator(indikator: Iterable[int], tahun: int) -> dict[int, str]:
    isi = IsiIndikator.objects.diukur(tahun).filter(indikator__in=set(indikator))
    return {
        pk: huruf_kalimat(i.nama)
        for pk, i in isi.select_related("dokumen").satu_per_indikator().items()
    }
