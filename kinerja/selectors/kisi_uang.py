"""One node row of the grid: names and money, ready to print."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from dasar.angka import format_persen, format_rupiah
from dasar.izin import Izin
from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.baca_sel import PesanSel
from kinerja.models import Isian, IsiSimpul
from kinerja.selectors.kisi_baris import KEADAAN
from kinerja.selectors.uang_simpul import UangSimpul


@dataclass(frozen=True)
class BarisSimpulKisi:
    """A node row. Text fields are printed as they are.

    `dapat_diisi`: spent money is typed here; `isi` is the stored text of that cell. `catatan` are
    sentences under the row (a warning never stops a save), `pesan` why the text was not saved.
    """

    nomor: int
    simpul_id: int
    jenis: str
    label: str
    kode: str
    nama: str
    pagu: str
    realisasi_rp: str
    serapan: str
    sebagian: bool
    contoh: bool
    dari_laporan: bool
    dokumen_id: int
    jalur: str
    isi: str
    versi: int
    dapat_diisi: bool
    alasan_terkunci: str
    catatan: tuple[str, ...] = ()
    pesan: PesanSel | None = None
    simpul = True

    @property
    def id(self) -> SafeString:
        """The number as text that is safe to print: a template localizes a number, and escapes a
        plain text, each of the twenty times that a row prints it."""
        return SafeString(self.simpul_id)

    @property
    def no(self) -> SafeString:
        return SafeString(self.nomor)

    @property
    def versi_teks(self) -> SafeString:
        return SafeString(self.versi)

    @property
    def kunci(self) -> str:
        return f"rupiah-{self.simpul_id}"

    @property
    def beranggaran(self) -> bool:
        """Whether any amount of this node is known, or may be typed."""
        return self.dapat_diisi or (self.pagu, self.realisasi_rp) != ("–", "–")

    @property
    def keadaan(self) -> str:
        return "tersimpan" if self.isi else "kosong"

    @property
    def ikon(self) -> str:
        return KEADAAN[self.keadaan][1]

    @property
    def kata_keadaan(self) -> str:
        return KEADAAN[self.keadaan][0]


def baris_simpul(
    nomor: int, s: IsiSimpul, uang: UangSimpul, triwulan: int, izin: Izin, *, milik: bool
) -> BarisSimpulKisi:
    """The row of one node; `milik`: the node is the PD's own, `izin`: its money may change now."""
    kini = uang.kini
    return BarisSimpulKisi(
        nomor=nomor,
        simpul_id=s.simpul_id,
        jenis=s.jenis,
        label=s.get_jenis_display(),
        kode=s.kode,
        nama=huruf_kalimat(s.nama),
        pagu="–" if uang.pagu is None else format_rupiah(uang.pagu),
        realisasi_rp="–" if uang.realisasi is None else format_rupiah(uang.realisasi),
        serapan="–" if uang.serapan is None else format_persen(uang.serapan),
        sebagian=uang.sebagian,
        contoh=uang.contoh,
        dari_laporan=s.dari_laporan,
        dokumen_id=s.dokumen_id,
        jalur=s.jalur,
        isi="" if kini is None or kini.realisasi is None else format_rupiah(kini.realisasi),
        versi=kini.versi if kini else 0,
        dapat_diisi=bool(izin) and milik and uang.diketik,
        alasan_terkunci="" if izin or not (milik and uang.diketik) else izin.alasan,
        catatan=tuple(_catatan(uang, triwulan)),
    )


def _catatan(uang: UangSimpul, triwulan: int) -> list[str]:
    """What is unusual about the money of a node, with its numbers."""
    hasil = []
    kini, tw = uang.kini, romawi(triwulan)
    per_triwulan = kini is not None and kini.isian == Isian.PER_TRIWULAN
    if per_triwulan and triwulan > 1:
        sampai = "belum diketahui" if uang.realisasi is None else _rp(uang.realisasi)
        hasil.append(f"Diisi per triwulan: angka TW {tw} saja. Jumlah s.d. TW {tw} {sampai}.")
    nilai = uang.jumlah.nilai
    if uang.diketik and nilai is not None:
        if uang.sebelum is not None and nilai < uang.sebelum:
            hasil.append(
                f"Lebih kecil daripada s.d. TW {romawi(triwulan - 1)} ({_rp(uang.sebelum)}). "
                "Periksa lagi bila bukan pengembalian belanja."
            )
        if uang.pagu is not None and nilai > uang.pagu:
            hasil.append(f"Melebihi pagu {_rp(uang.pagu)}. Periksa angkanya atau pagunya.")
    if uang.jumlah.selisih and uang.jumlah.sendiri is not None and nilai is not None:
        hasil.append(f"Laporan menyebut {_rp(uang.jumlah.sendiri)}, jumlah anaknya {_rp(nilai)}.")
    return hasil


def _rp(rupiah: int) -> str:
    return f"Rp{format_rupiah(rupiah)}"
