"""The grid of one PD and quarter, as rows ready to print: a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models.functions import Substr

from dasar.angka import format_persen, format_rupiah
from dasar.izin import Izin
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.capaian import Kategori
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    AlasanKosong,
    Anggaran,
    Isian,
    IsiIndikator,
    IsiSimpul,
    JenisSimpul,
    Polaritas,
    Realisasi,
    StatusRealisasi,
)
from kinerja.selectors.capaian import capaian_sel, perlu_analisis
from kinerja.selectors.kelengkapan import belum_ditanggapi
from kinerja.selectors.riwayat_pendahulu import Pendahulu, pilih_tahun, rantai_pendahulu
from kinerja.selectors.target_berlaku import TargetIndikator, target_setahun

PANJANG_CUPLIKAN = 160
_STATUS_TERKUNCI = {
    StatusRealisasi.DIAJUKAN: "diajukan",
    StatusRealisasi.DISETUJUI_PD: "disetujui_pd",
    StatusRealisasi.DIVERIFIKASI: "diverifikasi",
    StatusRealisasi.DIBEKUKAN: "dibekukan",
}
KEADAAN = {  # state of a cell -> (word, icon)
    "tersimpan": ("Tersimpan", "check-lg"),
    "kosong": ("Kosong", "plus-lg"),
    "alasan": ("Kosong dengan alasan", "chat-left-text"),
    "dikembalikan": ("Dikembalikan", "arrow-return-left"),
    "diperbaiki": ("Sudah ditanggapi", "arrow-return-left"),
    "diajukan": ("Diajukan", "send-fill"),
    "disetujui_pd": ("Disetujui kepala PD", "check-lg"),
    "diverifikasi": ("Diverifikasi", "check2-all"),
    "dibekukan": ("Dibekukan", "snow"),
    "terkunci": ("Terkunci", "lock-fill"),
    "draf": ("Draf", "pencil-fill"),
    "belum_diisi": ("Belum diisi", "dash-circle"),
    "tidak_jatuh_tempo": ("Tidak diukur triwulan ini", "dash-circle"),
}


@dataclass(frozen=True)
class BarisSimpulKisi:
    """A node row: names and money. Text fields are printed as they are."""

    nomor: int
    jenis: str
    label: str
    kode: str
    nama: str
    pagu: str
    realisasi_rp: str
    serapan: str
    contoh: bool
    dari_laporan: bool
    dokumen_id: int
    jalur: str
    simpul = True

    @property
    def beranggaran(self) -> bool:
        """Whether any amount of this node is known."""
        return (self.pagu, self.realisasi_rp) != ("–", "–")


@dataclass(frozen=True)
class BarisIndikatorKisi:
    """An indicator row. `isi` is the text in the input, `keadaan` a key of KEADAAN."""

    nomor: int
    indikator_id: int
    realisasi_id: int | None
    jenis_induk: str
    nama: str
    keterangan: str
    target_tahun: str
    target_triwulan: str
    lalu: str
    isi: str
    versi: int
    keadaan: str
    dapat_diisi: bool
    alasan_terkunci: str
    capaian: str
    sementara: bool  # the value of the year, with quarters missing
    kategori: Kategori | None
    cuplikan: str
    perlu_analisis: bool
    iku: bool
    contoh: bool
    pemilik_lain: str
    dari_laporan: bool
    kode_alasan: str = ""
    kata_alasan: str = ""
    huruf: bool = False
    simpul = False

    @property
    def kata_keadaan(self) -> str:
        return KEADAAN[self.keadaan][0]

    @property
    def ikon(self) -> str:
        return KEADAAN[self.keadaan][1]


BarisKisi = BarisSimpulKisi | BarisIndikatorKisi


@dataclass
class HitunganKisi:
    """Counts for the progress bar and the filter chips; only cells that are due count.

    `diperbaiki` was returned and has been changed or answered since; it counts as filled.
    """

    semua: int = 0
    terisi: int = 0
    dikembalikan: int = 0
    diperbaiki: int = 0
    kosong: int = 0
    tanpa_analisis: int = 0
    belum_diajukan: int = 0

    @property
    def bagian(self) -> list[tuple[str, int]]:
        """Parts of the progress bar."""
        return [
            ("terisi", self.terisi + self.diperbaiki),
            ("dikembalikan", self.dikembalikan),
            ("kosong", self.kosong),
        ]


@dataclass(frozen=True)
class Kisi:
    """All rows in reading order, and the counts over them."""

    baris: list[BarisKisi]
    hitungan: HitunganKisi


@dataclass(frozen=True)
class _Bahan:
    """What the rows are made of, loaded once."""

    tahun: int
    triwulan: int
    izin: Izin
    target: Mapping[int, TargetIndikator]
    realisasi: Mapping[tuple[int, int, int], Realisasi]
    menunggu: frozenset[int]
    pd_id: int
    pembaca: bool
    rantai: Mapping[int, tuple[Pendahulu, ...]]
    ada_lalu: frozenset[int]  # indicators with a row in triwulan IV of the year before

    def lalu(self, pk: int) -> tuple[Realisasi | None, str]:
        """The row of the quarter before, and the PD that entered it as a predecessor."""
        if self.triwulan > 1:
            return self.realisasi.get((pk, self.tahun, self.triwulan - 1)), ""
        siapa, nama_pd = pilih_tahun(pk, self.rantai, self.ada_lalu)
        return self.realisasi.get((siapa, self.tahun - 1, 4)), nama_pd


def susun_kisi(*, pd_id: int, tahun: int, triwulan: int, izin: Izin, pembaca: bool = False) -> Kisi:
    """All rows of the grid of a PD the caller has already found visible.

    `izin` is whether the viewer may write in this quarter, `pembaca` that they never do (their
    role only reads). Filtering: `saring_kisi`.
    """
    isi = _isi_indikator(pd_id, tahun)
    bahan = _muat_bahan(isi, pd_id, tahun, triwulan, izin, pembaca)
    simpul = _simpul_terpakai(isi, pd_id)
    anggaran = _anggaran((s.simpul_id for s in simpul), tahun)
    milik: dict[int, list[IsiIndikator]] = {}
    for i in isi:
        milik.setdefault(i.isi_simpul_id, []).append(i)

    hitungan = HitunganKisi()
    baris: list[BarisKisi] = []
    for s in simpul:
        baris.append(_baris_simpul(len(baris) + 1, s, anggaran.get(s.simpul_id, {}), triwulan))
        for i in milik.get(s.pk, []):
            indikator = _baris_indikator(len(baris) + 1, s, i, bahan)
            _hitung(hitungan, indikator, i, bahan)
            baris.append(indikator)
    return Kisi(baris, hitungan)


def susun_baris(
    *, isi: IsiIndikator, tahun: int, triwulan: int, izin: Izin, pembaca: bool = False
) -> BarisIndikatorKisi:
    """One indicator row again, after its cell was saved; `nomor` is 0 (the page keeps its own)."""
    bahan = _muat_bahan([isi], isi.indikator.pengampu_id, tahun, triwulan, izin, pembaca)
    return _baris_indikator(0, isi.isi_simpul, isi, bahan)


def _isi_indikator(pd_id: int, tahun: int) -> list[IsiIndikator]:
    semua = (
        IsiIndikator.objects.diukur(tahun)
        .filter(indikator__pengampu_id=pd_id)
        .select_related("indikator__perangkat_daerah", "isi_simpul", "dokumen")
        .defer("definisi_operasional", "alasan", "rumus")
    )
    return list(semua.satu_per_indikator().values())


def _simpul_terpakai(isi: Iterable[IsiIndikator], pd_id: int) -> list[IsiSimpul]:
    """Nodes of the documents in reading order: all of the PD's own, and of the city's (or of
    another PD whose indicator this one enters) only those on the way to an indicator."""
    dokumen = {i.dokumen_id: i.dokumen for i in isi}
    jalur = {(i.dokumen_id, i.isi_simpul.jalur) for i in isi}
    hasil = []
    semua = IsiSimpul.objects.filter(dokumen__in=dokumen)
    for s in semua.order_by("-dokumen__jenis", "dokumen_id", "jalur"):
        induk = dokumen[s.dokumen_id]
        kota = induk.jenis == "rkpd" or induk.perangkat_daerah_id != pd_id
        if (
            not kota
            or (s.dokumen_id, s.jalur) in jalur
            or (
                s.jenis == JenisSimpul.SASARAN
                and any(d == s.dokumen_id and j.startswith(f"{s.jalur}.") for d, j in jalur)
            )
        ):
            hasil.append(s)
    return hasil


def _muat_bahan(
    isi: list[IsiIndikator],
    pd_id: int,
    tahun: int,
    triwulan: int,
    izin: Izin,
    pembaca: bool = False,
) -> _Bahan:
    ids = [i.indikator_id for i in isi]
    # Only triwulan I looks back into a year in which a merged PD still had its own name.
    rantai = rantai_pendahulu(ids) if triwulan == 1 else {}
    semua = Realisasi.objects.filter(
        indikator__in=[*ids, *(p.indikator_id for milik in rantai.values() for p in milik)],
        tahun__in=(tahun - 1, tahun),
    )
    baris = semua.annotate(cuplikan=Substr("analisis", 1, PANJANG_CUPLIKAN + 1)).defer(
        "analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut"
    )
    menunggu = semua.periode(tahun, triwulan).filter(belum_ditanggapi())
    realisasi = {(r.indikator_id, r.tahun, r.triwulan): r for r in baris}
    return _Bahan(
        tahun=tahun,
        triwulan=triwulan,
        izin=izin,
        target=target_setahun(ids, tahun),
        realisasi=realisasi,
        menunggu=frozenset(menunggu.values_list("pk", flat=True)),
        pd_id=pd_id,
        pembaca=pembaca,
        rantai=rantai,
        ada_lalu=frozenset(pk for pk, th, tw in realisasi if (th, tw) == (tahun - 1, 4)),
    )


def _anggaran(simpul_ids: Iterable[int], tahun: int) -> dict[int, dict[int, Anggaran]]:
    kumpulan: dict[int, dict[int, Anggaran]] = {}
    for a in Anggaran.objects.filter(simpul__in=list(simpul_ids), tahun=tahun):
        kumpulan.setdefault(a.simpul_id, {})[a.triwulan] = a
    return kumpulan


def realisasi_rupiah(anggaran: Mapping[int, Anggaran], triwulan: int) -> int | None:
    """Rupiah spent from triwulan I up to `triwulan`.

    A quarter typed s.d. triwulan is the total itself; one typed per triwulan adds to the total
    before it. None when the quarter, or one that it adds to, is unknown.
    """
    total: int | None = 0
    for tw in range(1, triwulan + 1):
        a = anggaran.get(tw)
        if a is None or a.realisasi is None:
            total = None
        elif a.isian == Isian.SD_TRIWULAN:
            total = a.realisasi
        elif total is not None:
            total += a.realisasi
    return total


def _baris_simpul(
    nomor: int, s: IsiSimpul, anggaran: Mapping[int, Anggaran], triwulan: int
) -> BarisSimpulKisi:
    setahun = anggaran.get(0)
    pagu = setahun.pagu if setahun else None
    realisasi = realisasi_rupiah(anggaran, triwulan)
    serapan = "–"
    if pagu and realisasi is not None:
        serapan = format_persen(Decimal(realisasi) / Decimal(pagu) * 100)
    return BarisSimpulKisi(
        nomor=nomor,
        jenis=s.jenis,
        label=s.get_jenis_display(),
        kode=s.kode,
        nama=huruf_kalimat(s.nama),
        pagu="–" if pagu is None else format_rupiah(pagu),
        realisasi_rp="–" if realisasi is None else format_rupiah(realisasi),
        serapan=serapan,
        contoh=any(a.contoh for a in anggaran.values()),
        dari_laporan=s.dari_laporan,
        dokumen_id=s.dokumen_id,
        jalur=s.jalur,
    )


def keterangan_indikator(isi: IsiIndikator) -> str:
    """The line under the name: unit, polarity, and how quarters are typed."""
    potongan = [isi.satuan or "Satuan belum diisi", Polaritas(isi.polaritas).label]
    if isi.isian == Isian.SD_TRIWULAN:
        potongan.append("s.d. triwulan")
    return " · ".join(potongan)


def _keadaan(r: Realisasi | None, isi: IsiIndikator, bahan: _Bahan) -> tuple[str, str]:
    """(state, why it is locked)."""
    if r is not None and r.status in _STATUS_TERKUNCI:
        return _STATUS_TERKUNCI[StatusRealisasi(r.status)], ""
    if not isi.jatuh_tempo(bahan.triwulan):
        return "tidak_jatuh_tempo", "Indikator ini tidak diukur pada triwulan ini."
    if not bahan.izin:
        if bahan.pembaca:  # someone who never writes here sees what is there, not a lock
            return ("draf" if r is not None and r.terisi else "belum_diisi"), ""
        return "terkunci", bahan.izin.alasan
    if r is None or not r.terisi:
        return "kosong", ""
    if r.status == StatusRealisasi.DIKEMBALIKAN:
        return ("dikembalikan" if r.pk in bahan.menunggu else "diperbaiki"), ""
    return ("tersimpan" if r.nilai is not None else "alasan"), ""


def _baris_indikator(
    nomor: int, s: IsiSimpul, isi: IsiIndikator, bahan: _Bahan
) -> BarisIndikatorKisi:
    tw, tahun, pk = bahan.triwulan, bahan.tahun, isi.indikator_id
    r = bahan.realisasi.get((pk, tahun, tw))
    lalu, pendahulu = bahan.lalu(pk)
    target = bahan.target.get(pk)
    nilai = {
        n: b.nilai for n in (1, 2, 3, 4) if (b := bahan.realisasi.get((pk, tahun, n))) is not None
    }
    sel = capaian_sel(isi, target, nilai, tw)
    keadaan, terkunci = _keadaan(r, isi, bahan)
    cuplikan = getattr(r, "cuplikan", "") if r else ""
    target_tw = target.triwulan.get(tw) if target else None
    target_th = target.tahun if target else None

    def angka(x: Decimal | None) -> str:
        return format_nilai(x, desimal=isi.desimal, skala=isi.skala_predikat)

    pemilik = isi.indikator.perangkat_daerah
    return BarisIndikatorKisi(
        nomor=nomor,
        indikator_id=pk,
        realisasi_id=r.pk if r else None,
        jenis_induk=s.jenis,
        nama=huruf_kalimat(isi.nama),
        keterangan=keterangan_indikator(isi)
        + (f" · TW IV {tahun - 1} oleh {pendahulu}" if pendahulu else ""),
        target_tahun=angka(target_th.nilai if target_th else None),
        target_triwulan=angka(target_tw.nilai if target_tw else None),
        lalu=angka(lalu.nilai if lalu else None),
        isi="" if r is None or r.nilai is None else angka(r.nilai),
        versi=r.versi if r else 0,
        keadaan=keadaan,
        dapat_diisi=keadaan in ("tersimpan", "kosong", "alasan", "dikembalikan", "diperbaiki"),
        alasan_terkunci=terkunci,
        capaian="–" if sel.capaian is None else format_persen(sel.capaian),
        sementara=sel.sementara,
        kategori=sel.kategori,
        cuplikan=(
            cuplikan if len(cuplikan) <= PANJANG_CUPLIKAN else cuplikan[:PANJANG_CUPLIKAN] + "…"
        ),
        perlu_analisis=not cuplikan and isi.jatuh_tempo(tw) and perlu_analisis(sel),
        iku=isi.iku,
        contoh=bool(r and r.contoh)
        or any(t is not None and t.contoh for t in (target_tw, target_th)),
        pemilik_lain="Kota" if pemilik.pk != bahan.pd_id else "",
        dari_laporan=isi.dari_laporan,
        kode_alasan=r.alasan_kosong if r else "",
        kata_alasan=AlasanKosong(r.alasan_kosong).label if r and r.alasan_kosong else "",
        huruf=isi.skala_predikat is not None,
    )


def _hitung(h: HitunganKisi, baris: BarisIndikatorKisi, isi: IsiIndikator, bahan: _Bahan) -> None:
    """Count a cell by its stored state, so that every viewer gets the same counts."""
    if not isi.jatuh_tempo(bahan.triwulan):
        return
    r = bahan.realisasi.get((isi.indikator_id, bahan.tahun, bahan.triwulan))
    h.semua += 1
    h.tanpa_analisis += baris.perlu_analisis
    h.belum_diajukan += r is None or r.status in STATUS_DAPAT_DIISI
    if r is None or not r.terisi:
        h.kosong += 1
    elif r.pk in bahan.menunggu:
        h.dikembalikan += 1
    elif r.status == StatusRealisasi.DIKEMBALIKAN:
        h.diperbaiki += 1
    else:
        h.terisi += 1
