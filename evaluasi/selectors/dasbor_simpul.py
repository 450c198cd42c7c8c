"""The plan of a PD with its results: nodes, their indicators, their money, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dasar.angka import format_persen, format_rupiah
from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from evaluasi.selectors.dasbor_indikator import BarisIndikator, baris_dari, nama_pengampu
from kinerja.formulas.capaian import Kategori, kategori_capaian
from kinerja.models import (
    JENIS_TAHUNAN,
    Dukungan,
    IsiIndikator,
    IsiSimpul,
    JenisSimpul,
    StatusDokumen,
)
from kinerja.selectors.ikhtisar import BahanIndikator, Uang, jumlah_uang, muat_bahan, uang_simpul
from opd.models import Pengguna, PerangkatDaerah

# What a reader walks through from the PD down; kegiatan and below hang on their program.
JENIS_PERTAMA = (JenisSimpul.TUJUAN, JenisSimpul.SASARAN, JenisSimpul.PROGRAM)


@dataclass(frozen=True)
class UangTampil:
    """Money as printed; "–" is unknown. `catatan` says what a sum leaves out."""

    pagu: str
    realisasi: str
    serapan: str
    periode: str
    catatan: str
    contoh: bool


@dataclass(frozen=True)
class BarisSimpul:
    """One node: how many indicators its branch has, their mean capaian, and its money.

    `catatan` says why its number is not the sum of the rows that a reader sees.
    """

    simpul_id: int
    label: str
    kode: str
    nama: str
    tingkat: int
    indikator: int
    capaian: str
    kategori: Kategori | None
    hitungan: str
    uang: UangTampil
    contoh: bool
    sementara: bool
    catatan: str = ""


@dataclass(frozen=True)
class Cabang:
    """The nodes of one document, or of one branch of it, with all that hangs below them."""

    simpul: Sequence[IsiSimpul]
    bahan: BahanIndikator
    letak: Mapping[int, str]  # indicator id -> path of the node that holds it
    uang: Mapping[int, Uang]

    @property
    def triwulan(self) -> int | None:
        """The last quarter in which any indicator has a value."""
        terisi = self.bahan.triwulan_terisi()
        return terisi[-1] if terisi else None

    def di_bawah(self, simpul: IsiSimpul) -> list[int]:
        """Indicators of a node and of every node below it."""
        cabang = f"{simpul.jalur}."
        return [
            pk
            for pk, jalur in self.letak.items()
            if jalur == simpul.jalur or jalur.startswith(cabang)
        ]

    def langsung(self, simpul: IsiSimpul) -> list[int]:
        """Indicators of the node itself."""
        return [pk for pk, jalur in self.letak.items() if jalur == simpul.jalur]

    def baris(self, simpul: IsiSimpul, tingkat: int = 0) -> BarisSimpul:
        """One row (no query)."""
        indikator = self.di_bawah(simpul)
        tw = self.triwulan
        rata = None if tw is None else self.bahan.rata_rata(tw, indikator)
        nilai = rata.nilai if rata else None
        return BarisSimpul(
            simpul_id=simpul.simpul_id,
            label=simpul.get_jenis_display(),
            kode=simpul.kode,
            nama=huruf_kalimat(simpul.nama),
            tingkat=tingkat,
            indikator=len(indikator),
            capaian="–" if nilai is None else format_persen(nilai),
            kategori=None if nilai is None else kategori_capaian(nilai),
            hitungan=f"{rata.n} dari {rata.dari}" if rata and rata.dari else "",
            uang=tampil_uang(self.uang.get(simpul.simpul_id)),
            contoh=nilai is not None and tw is not None and self.bahan.memuat_contoh(tw, indikator),
            sementara=(
                nilai is not None
                and tw is not None
                and self.bahan.memuat_belum_akhir(tw, indikator)
            ),
        )


def muat_cabang(
    user: Pengguna, simpul: Sequence[IsiSimpul], tahun: int, *, uang: bool = True
) -> Cabang:
    """Indicators that `user` may see and the money of `simpul` (four queries)."""
    per_id = {s.pk: s for s in simpul}
    terlihat = IsiIndikator.objects.for_user(user).select_related("indikator")
    isi = list(
        terlihat.filter(isi_simpul__in=list(per_id)).order_by("isi_simpul__jalur", "urutan", "pk")
    )
    letak = {i.indikator_id: per_id[i.isi_simpul_id].jalur for i in isi}
    # Where two documents hold an indicator, one content counts on every page.
    berlaku = terlihat.diukur(tahun).filter(indikator__in=list(letak)).satu_per_indikator()
    isi_per_id = {i.indikator_id: berlaku.get(i.indikator_id, i) for i in isi}
    return Cabang(
        simpul=simpul,
        bahan=muat_bahan(isi_per_id, tahun),
        letak=letak,
        uang=uang_simpul(user, simpul, tahun) if uang else {},
    )


def simpul_pd(user: Pengguna, pd_id: int, tahun: int) -> list[IsiSimpul]:
    """Nodes of the plan of one PD in force for `tahun`, in reading order (one query)."""
    terlihat = IsiSimpul.objects.for_user(user).filter(
        dokumen__perangkat_daerah=pd_id,
        dokumen__jenis__in=JENIS_TAHUNAN,
        dokumen__status=StatusDokumen.BERLAKU,
        dokumen__tahun_dari__lte=tahun,
        dokumen__tahun_sampai__gte=tahun,
    )
    return list(terlihat.order_by("-dokumen__jenis", "dokumen", "jalur"))


def baris_pertama(cabang: Cabang) -> list[BarisSimpul]:
    """Tujuan, sasaran and program of a plan; the indent follows what is shown above a node."""
    hasil: list[BarisSimpul] = []
    induk: list[IsiSimpul] = []
    bersasaran = {s.dokumen_id for s in cabang.simpul if s.jenis == JenisSimpul.SASARAN}
    for s in cabang.simpul:
        if s.jenis not in JENIS_PERTAMA:
            continue
        while induk and not (
            induk[-1].dokumen_id == s.dokumen_id and s.jalur.startswith(f"{induk[-1].jalur}.")
        ):
            induk.pop()
        baris = cabang.baris(s, len(induk))
        yatim = not induk and s.dokumen_id in bersasaran
        hasil.append(replace(baris, catatan=_catatan_hitungan(cabang, s, baris, yatim=yatim)))
        induk.append(s)
    return hasil


def _catatan_hitungan(cabang: Cabang, s: IsiSimpul, baris: BarisSimpul, *, yatim: bool) -> str:
    if s.jenis == JenisSimpul.PROGRAM:
        return "tidak di bawah sasaran mana pun dalam dokumen" if yatim else ""
    langsung = len(cabang.langsung(s))
    bawah = baris.indikator - langsung
    return f"{langsung} indikator sendiri, {bawah} di bawahnya" if langsung and bawah else ""


def uang_program(cabang: Cabang) -> UangTampil:
    """The money of a PD: the sum of its programs, each counted once."""
    program = [s for s in cabang.simpul if s.jenis == JenisSimpul.PROGRAM]
    return tampil_uang(jumlah_uang(cabang.uang.get(s.simpul_id) for s in program))


def tampil_uang(uang: Uang | None) -> UangTampil:
    """Rupiah as text, with what is missing said beside it."""
    if uang is None or (uang.pagu is None and uang.realisasi is None):
        return UangTampil("–", "–", "–", "", "", contoh=False)
    serapan = uang.serapan
    catatan = []
    if uang.n_pagu < uang.dari:
        catatan.append(f"pagu {uang.n_pagu} dari {uang.dari} program")
    if uang.realisasi is not None and uang.n_realisasi < uang.dari:
        catatan.append(f"realisasi {uang.n_realisasi} dari {uang.dari} program")
    if uang.tertinggal:
        catatan.append(f"sebagian program baru s.d. TW {romawi(uang.tertinggal)}")
    return UangTampil(
        pagu="–" if uang.pagu is None else format_rupiah(uang.pagu),
        realisasi="–" if uang.realisasi is None else format_rupiah(uang.realisasi),
        serapan="–" if serapan is None else format_persen(serapan),
        periode=f"s.d. TW {romawi(uang.triwulan)}" if uang.triwulan else "",
        catatan=", ".join(catatan),
        contoh=uang.contoh,
    )


@dataclass(frozen=True)
class SimpulTerkait:
    """A node elsewhere that supports this one, or is supported by it."""

    simpul_id: int
    label: str
    nama: str
    pemilik: str
    porsi: str


@dataclass(frozen=True)
class IkhtisarSimpul:
    """One node in one year: its place, its indicators, its children and its money."""

    isi: IsiSimpul
    tahun: int
    daftar_tahun: Sequence[int]
    nama: str
    label: str
    dokumen: str
    pd_id: int
    pemilik: str
    pd_terlihat: bool
    jejak: Sequence[tuple[int, str]]
    triwulan: str
    ringkas: BarisSimpul
    indikator: Sequence[BarisIndikator]
    anak: Sequence[BarisSimpul]
    uang: UangTampil
    mendukung: Sequence[SimpulTerkait]
    didukung: Sequence[SimpulTerkait]


def susun_simpul(user: Pengguna, simpul_id: int, tahun: int) -> IkhtisarSimpul:
    """One node as `user` may see it (a constant number of queries).

    Raises IsiSimpul.DoesNotExist when no visible document holds it. In a year whose plan does
    not hold the node, the newest year that does is shown.
    """
    isi, daftar_tahun, tahun = _pilih_isi(user, simpul_id, tahun)
    dokumen = list(IsiSimpul.objects.filter(dokumen=isi.dokumen).order_by("jalur"))
    cabang = [s for s in dokumen if s.pk == isi.pk or s.jalur.startswith(f"{isi.jalur}.")]
    anak = [s for s in cabang if s.induk_id == isi.pk]
    bahan = muat_cabang(user, cabang, tahun)
    langsung = bahan.langsung(isi)
    milik = BahanIndikator(
        tahun, {pk: bahan.bahan.isi[pk] for pk in langsung}, bahan.bahan.target, bahan.bahan.nilai
    )
    mendukung, didukung = _dukungan(user, simpul_id, tahun)
    pd = isi.dokumen.perangkat_daerah
    return IkhtisarSimpul(
        isi=isi,
        tahun=tahun,
        daftar_tahun=daftar_tahun,
        nama=huruf_kalimat(isi.nama),
        label=isi.get_jenis_display(),
        dokumen=str(isi.dokumen),
        pd_id=pd.pk,
        pemilik=pd.nama_pada(),
        pd_terlihat=user.melihat_semua_pd or pd.pk in user.pd_terlihat,
        jejak=[
            (s.simpul_id, f"{s.get_jenis_display()} {s.kode}".strip())
            for s in dokumen
            if isi.jalur.startswith(f"{s.jalur}.") and s.jenis in JENIS_PERTAMA
        ],
        triwulan=f"TW {romawi(bahan.triwulan)}" if bahan.triwulan else "",
        ringkas=bahan.baris(isi),
        indikator=baris_dari(milik, nama_pengampu(milik.isi.values())),
        anak=[bahan.baris(s) for s in anak],
        uang=_uang_cabang(isi, cabang, bahan),
        mendukung=mendukung,
        didukung=didukung,
    )


def _pilih_isi(user: Pengguna, simpul_id: int, tahun: int) -> tuple[IsiSimpul, list[int], int]:
    """The content that counts for `tahun`: a plan of the year before a plan of several years."""
    semua = list(
        IsiSimpul.objects.for_user(user)
        .filter(simpul=simpul_id, dokumen__status=StatusDokumen.BERLAKU)
        .select_related("dokumen__perangkat_daerah")
        .order_by("-dokumen__tahun_dari", "-dokumen__jenis", "pk")
    )
    if not semua:
        raise IsiSimpul.DoesNotExist
    tahunan = [s for s in semua if s.dokumen.jenis in JENIS_TAHUNAN]
    pilihan = tahunan or semua
    daftar = sorted(
        {th for s in pilihan for th in range(s.dokumen.tahun_dari, s.dokumen.tahun_sampai + 1)},
        reverse=True,
    )
    pakai = tahun if tahun in daftar else daftar[0]
    isi = next(s for s in pilihan if s.dokumen.tahun_dari <= pakai <= s.dokumen.tahun_sampai)
    return isi, daftar, pakai


def _uang_cabang(isi: IsiSimpul, cabang: Sequence[IsiSimpul], bahan: Cabang) -> UangTampil:
    """The node's own money; above the programs, the sum of the programs below it."""
    if isi.simpul_id in bahan.uang:
        return tampil_uang(bahan.uang[isi.simpul_id])
    program = [s for s in cabang if s.jenis == JenisSimpul.PROGRAM]
    if not program:
        return tampil_uang(None)
    return tampil_uang(jumlah_uang(bahan.uang.get(s.simpul_id) for s in program))


def _dukungan(
    user: Pengguna, simpul_id: int, tahun: int
) -> tuple[list[SimpulTerkait], list[SimpulTerkait]]:
    """What this node supports and what supports it (three queries)."""
    ikatan = list(Dukungan.objects.for_user(user).filter(dari=simpul_id)) + list(
        Dukungan.objects.for_user(user).filter(ke=simpul_id)
    )
    lain = {d.ke_id if d.dari_id == simpul_id else d.dari_id for d in ikatan}
    isi: dict[int, IsiSimpul] = {}
    for s in (
        IsiSimpul.objects.for_user(user)
        .filter(simpul__in=lain, dokumen__status=StatusDokumen.BERLAKU)
        .select_related("dokumen")
        .order_by("-dokumen__tahun_dari", "-dokumen__jenis", "pk")
    ):
        lama = isi.setdefault(s.simpul_id, s)
        if s.dokumen.tahun_dari <= tahun <= s.dokumen.tahun_sampai and not (
            lama.dokumen.tahun_dari <= tahun <= lama.dokumen.tahun_sampai
        ):
            isi[s.simpul_id] = s
    nama = PerangkatDaerah.objects.filter(
        pk__in={s.dokumen.perangkat_daerah_id for s in isi.values()}
    ).nama_per_id()

    def terkait(baris: Iterable[tuple[int, Dukungan]]) -> list[SimpulTerkait]:
        return [
            SimpulTerkait(
                simpul_id=pk,
                label=isi[pk].get_jenis_display(),
                nama=huruf_kalimat(isi[pk].nama),
                pemilik=nama.get(isi[pk].dokumen.perangkat_daerah_id, ""),
                porsi="" if d.porsi is None else format_persen(d.porsi),
            )
            for pk, d in baris
            if pk in isi
        ]

    return (
        terkait((d.ke_id, d) for d in ikatan if d.dari_id == simpul_id),
        terkait((d.dari_id, d) for d in ikatan if d.ke_id == simpul_id),
    )
