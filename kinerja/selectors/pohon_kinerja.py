"""One pohon kinerja as the page, the drawing and the paper show it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

from dasar.tanggal import akhir_triwulan
from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    JENIS_TAHUNAN,
    Crosscutting,
    DokumenPerencanaan,
    FaktorKunci,
    IndikatorKondisi,
    IsiIndikator,
    IsiSimpul,
    JenisPohon,
    KondisiKinerja,
    PohonKinerja,
    StatusCrosscutting,
    StatusDokumen,
    Target,
    TingkatKondisi,
)
from kinerja.selectors.riwayat_indikator import KOSONG, teks_target
from kinerja.selectors.target_berlaku import TargetBerlaku, TargetIndikator, target_setahun
from opd.models import JenisPenugasan, Pengguna, PenugasanJabatan, PerangkatDaerah
from opd.selectors.pejabat import pejabat_pada


@dataclass(frozen=True)
class IndikatorTampil:
    """An indicator of a condition; `target` is "–" when no plan in force sets one."""

    pk: int
    nama: str
    target: str
    contoh: bool
    dari_rencana: bool


@dataclass(frozen=True)
class FaktorTampil:
    """A CSF and how many conditions of the tree answer it."""

    pk: int
    uraian: str
    dijawab: int


@dataclass(frozen=True)
class TautanTampil:
    """An offer to another PD; `jawaban` is the condition of that PD which carries it."""

    pk: int
    nama_pd: str
    uraian: str
    status: str
    label: str
    jawaban: str


@dataclass(frozen=True)
class KondisiTampil:
    """One condition with everything below it. `masuk` says for whom it carries an offer."""

    pk: int
    tingkat: str
    label: str
    uraian: str
    kedalaman: int
    induk_id: int | None
    faktor_id: int | None
    faktor: str
    pd_id: int
    nama_pd: str
    jabatan_id: int | None
    jabatan: str
    pemangku: str
    simpul_id: int | None
    simpul: str
    simpul_jenis: str
    csf: tuple[FaktorTampil, ...]
    indikator: tuple[IndikatorTampil, ...]
    keluar: tuple[TautanTampil, ...]
    masuk: tuple[str, ...]
    anak: list[KondisiTampil] = field(default_factory=list)

    @property
    def hidup(self) -> tuple[TautanTampil, ...]:
        """The offers that stand or were accepted."""
        return tuple(t for t in self.keluar if t.status in _HIDUP)


@dataclass(frozen=True)
class PohonTampil:
    """The whole tree on one day; `semua` in reading order."""

    pk: int
    judul: str
    jenis: str
    pd_id: int
    nama_pd: str
    tahun: int
    tanggal: datetime.date
    contoh: bool
    akar: tuple[KondisiTampil, ...]
    semua: tuple[KondisiTampil, ...]

    @property
    def jumlah_csf(self) -> int:
        return sum(len(k.csf) for k in self.semua)

    @property
    def jumlah_indikator(self) -> int:
        return sum(len(k.indikator) for k in self.semua)


URUTAN_JENIS = (JenisPohon.KOTA, JenisPohon.TEMATIK, JenisPohon.PD)
_HIDUP = (StatusCrosscutting.DITAWARKAN, StatusCrosscutting.DITERIMA)


def daftar_pohon(user: Pengguna) -> QuerySet[PohonKinerja]:
    """The trees a person may see with `jumlah_kondisi`: city, thematic, then by PD."""
    return (
        PohonKinerja.objects.for_user(user)
        .annotate(
            jumlah_kondisi=Count("kondisi"),
            golongan=Case(
                *[When(jenis=j, then=Value(n)) for n, j in enumerate(URUTAN_JENIS)],
                output_field=IntegerField(),
            ),
        )
        .order_by("golongan", "perangkat_daerah__urutan", "-tahun_dari", "judul")
    )


def tahun_tampil(pohon: PohonKinerja, diminta: int | None) -> int:
    """The year whose targets are shown: the one asked for, else this one, inside the tree's."""
    tahun = timezone.localdate().year if diminta is None else diminta
    return min(max(tahun, pohon.tahun_dari), pohon.tahun_sampai)


def susun_pohon_kinerja(
    pohon: PohonKinerja, *, tahun: int, tanggal: datetime.date | None = None
) -> PohonTampil:
    """The tree with the targets of `tahun` and the holders of the posts on `tanggal` (today).

    The number of queries does not depend on the size of the tree.
    """
    tanggal = tanggal or timezone.localdate()
    kondisi = list(
        KondisiKinerja.objects.filter(pohon=pohon).select_related("jabatan").order_by("jalur")
    )
    # A tree of past years keeps the names of its time.
    nama_pd = PerangkatDaerah.objects.nama_per_id(min(tanggal, akhir_triwulan(tahun, 4)))
    csf = _faktor(pohon, kondisi)
    semua_csf = {satu.pk: satu.uraian for milik in csf.values() for satu in milik}
    indikator, contoh = _indikator(pohon, tahun)
    keluar, masuk = _tautan(pohon, nama_pd)
    pemangku = pejabat_pada({k.jabatan_id for k in kondisi if k.jabatan_id}, tanggal)
    simpul = nama_simpul({k.simpul_id for k in kondisi if k.simpul_id})
    tampil: dict[int, KondisiTampil] = {}
    for k in kondisi:
        jenis, nama = simpul.get(k.simpul_id or 0, ("", ""))
        tampil[k.pk] = KondisiTampil(
            pk=k.pk,
            tingkat=k.tingkat,
            label=TingkatKondisi(k.tingkat).label,
            uraian=k.uraian,
            kedalaman=k.kedalaman,
            induk_id=k.induk_id,
            faktor_id=k.faktor_id,
            faktor=semua_csf.get(k.faktor_id or 0, ""),
            pd_id=k.perangkat_daerah_id,
            nama_pd=nama_pd.get(k.perangkat_daerah_id, ""),
            jabatan_id=k.jabatan_id,
            jabatan=k.jabatan.nama if k.jabatan else "",
            pemangku=nama_pemangku(pemangku.get(k.jabatan_id)) if k.jabatan_id else "",
            simpul_id=k.simpul_id,
            simpul=nama,
            simpul_jenis=jenis,
            csf=tuple(csf.get(k.pk, ())),
            indikator=tuple(indikator.get(k.pk, ())),
            keluar=tuple(keluar.get(k.pk, ())),
            masuk=tuple(masuk.get(k.pk, ())),
        )
    akar: list[KondisiTampil] = []
    for k in kondisi:
        (tampil[k.induk_id].anak if k.induk_id else akar).append(tampil[k.pk])
    return PohonTampil(
        pk=pohon.pk,
        judul=pohon.judul,
        jenis=pohon.jenis,
        pd_id=pohon.perangkat_daerah_id,
        nama_pd=nama_pd.get(pohon.perangkat_daerah_id, ""),
        tahun=tahun,
        tanggal=tanggal,
        contoh=pohon.contoh or contoh,
        akar=tuple(akar),
        semua=tuple(tampil[k.pk] for k in kondisi),
    )


def nama_pemangku(penugasan: PenugasanJabatan | None) -> str:
    """The holder as a line: "Nama, S.E. (Plt)"; "" for a vacant post."""
    if penugasan is None:
        return ""
    if penugasan.jenis == JenisPenugasan.DEFINITIF:
        return penugasan.pegawai.nama
    return f"{penugasan.pegawai.nama} ({penugasan.get_jenis_display()})"


def nama_simpul(simpul_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """(kind, name) of nodes in the newest version that has them, those in force first."""
    hasil: dict[int, tuple[str, str]] = {}
    isi = IsiSimpul.objects.filter(simpul__in=list(simpul_ids)).exclude(
        dokumen__status=StatusDokumen.DRAF
    )
    for satu in isi.order_by("dokumen__status", "-dokumen__tahun_dari", "-dokumen__perubahan_ke"):
        nama = huruf_kalimat(satu.nama)
        hasil.setdefault(satu.simpul_id, (satu.jenis, f"{satu.get_jenis_display()}: {nama}"))
    return hasil


def rencana_berlaku(pd_id: int, dari: int, sampai: int) -> QuerySet[DokumenPerencanaan]:
    """The plans of a PD in force in some of these years, those of several years first."""
    return DokumenPerencanaan.objects.filter(
        perangkat_daerah=pd_id,
        status=StatusDokumen.BERLAKU,
        tahun_dari__lte=sampai,
        tahun_sampai__gte=dari,
    ).order_by("tahun_dari", "-tahun_sampai", "jenis", "pk")


def pilihan_simpul(pd_id: int, dari: int, sampai: int) -> list[tuple[str, list[tuple[int, str]]]]:
    """The nodes of the plans in force as groups of choices, each node once (two queries)."""
    dokumen = {d.pk: str(d) for d in rencana_berlaku(pd_id, dari, sampai)}
    kelompok: dict[int, list[tuple[int, str]]] = {pk: [] for pk in dokumen}
    ada: set[int] = set()
    isi = list(IsiSimpul.objects.filter(dokumen__in=dokumen).order_by("jalur"))
    for pk in dokumen:
        for satu in isi:
            if satu.dokumen_id == pk and satu.simpul_id not in ada:
                ada.add(satu.simpul_id)
                nama = f"{satu.get_jenis_display()}: {huruf_kalimat(satu.nama)}"
                kelompok[pk].append((satu.simpul_id, nama))
    return [(dokumen[pk], pilihan) for pk, pilihan in kelompok.items() if pilihan]


def pilihan_indikator_rencana(pd_id: int, dari: int, sampai: int) -> list[tuple[int, str]]:
    """The indicators of the plans in force as choices, each once (two queries)."""
    hasil: dict[int, str] = {}
    isi = IsiIndikator.objects.filter(dokumen__in=rencana_berlaku(pd_id, dari, sampai))
    for satu in isi.order_by("dokumen__tahun_dari", "isi_simpul__jalur", "urutan"):
        hasil.setdefault(satu.indikator_id, huruf_kalimat(satu.nama))
    return list(hasil.items())


def _faktor(
    pohon: PohonKinerja, kondisi: Iterable[KondisiKinerja]
) -> dict[int, list[FaktorTampil]]:
    dijawab: dict[int, int] = {}
    for k in kondisi:
        if k.faktor_id:
            dijawab[k.faktor_id] = dijawab.get(k.faktor_id, 0) + 1
    hasil: dict[int, list[FaktorTampil]] = {}
    for satu in FaktorKunci.objects.filter(kondisi__pohon=pohon).order_by("urutan", "pk"):
        hasil.setdefault(satu.kondisi_id, []).append(
            FaktorTampil(satu.pk, satu.uraian, dijawab.get(satu.pk, 0))
        )
    return hasil


def _indikator(pohon: PohonKinerja, tahun: int) -> tuple[dict[int, list[IndikatorTampil]], bool]:
    """Indicators by condition, and whether a made-up target is among them (five queries)."""
    baris = list(IndikatorKondisi.objects.filter(kondisi__pohon=pohon).order_by("urutan", "pk"))
    ids = {b.indikator_id for b in baris if b.indikator_id}
    isi: dict[int, IsiIndikator] = {}
    for satu in (
        IsiIndikator.objects.filter(indikator__in=ids)
        .exclude(dokumen__status=StatusDokumen.DRAF)
        .order_by("dokumen__status", "-dokumen__tahun_dari", "-dokumen__perubahan_ke")
    ):
        isi.setdefault(satu.indikator_id, satu)
    berlaku = target_setahun(ids, tahun)
    # Where no agreement and no plan of the year sets one, the plan of several years counts.
    panjang = {
        t.indikator_id: t
        for t in Target.objects.filter(
            indikator__in=ids, tahun=tahun, triwulan=0, dokumen__status=StatusDokumen.BERLAKU
        )
        .exclude(dokumen__jenis__in=JENIS_TAHUNAN)
        .order_by("-dokumen__jenis", "dokumen__tahun_dari")
    }
    hasil: dict[int, list[IndikatorTampil]] = {}
    for b in baris:
        satu_isi = isi.get(b.indikator_id or 0)
        satu_target = _setahun(berlaku, b.indikator_id or 0) or panjang.get(b.indikator_id or 0)
        hasil.setdefault(b.kondisi_id, []).append(
            IndikatorTampil(
                pk=b.pk,
                nama=huruf_kalimat(satu_isi.nama) if satu_isi else str(b),
                target=_target(satu_isi, satu_target),
                contoh=bool(satu_target and satu_target.contoh),
                dari_rencana=b.indikator_id is not None,
            )
        )
    return hasil, any(i.contoh for milik in hasil.values() for i in milik)


def _setahun(berlaku: Mapping[int, TargetIndikator], indikator_id: int) -> TargetBerlaku | None:
    milik = berlaku.get(indikator_id)
    return milik.tahun if milik else None


def _target(isi: IsiIndikator | None, target: Target | TargetBerlaku | None) -> str:
    if isi is None or target is None:
        return KOSONG
    teks = teks_target(target.nilai, target.nilai_atas, isi, penghubung=" sampai ")
    if isi.satuan and isi.skala_predikat is None:
        teks = f"{teks} {isi.satuan.lower()}"
    return f"{teks} (contoh)" if target.contoh else teks


def _tautan(
    pohon: PohonKinerja, nama_pd: dict[int, str]
) -> tuple[dict[int, list[TautanTampil]], dict[int, list[str]]]:
    """Offers of the tree's conditions, and whose offers its conditions carry (two queries)."""
    keluar: dict[int, list[TautanTampil]] = {}
    for c in (
        Crosscutting.objects.filter(kondisi__pohon=pohon)
        .select_related("dijawab_kondisi")
        .order_by("pk")
    ):
        keluar.setdefault(c.kondisi_id, []).append(
            TautanTampil(
                pk=c.pk,
                nama_pd=nama_pd.get(c.perangkat_daerah_id, ""),
                uraian=c.uraian,
                status=c.status,
                label=c.get_status_display(),
                jawaban=c.dijawab_kondisi.uraian if c.dijawab_kondisi else "",
            )
        )
    masuk: dict[int, list[str]] = {}
    for c in (
        Crosscutting.objects.filter(
            dijawab_kondisi__pohon=pohon, status=StatusCrosscutting.DITERIMA
        )
        .select_related("kondisi")
        .order_by("pk")
    ):
        if c.dijawab_kondisi_id is not None:
            dari = nama_pd.get(c.kondisi.perangkat_daerah_id, "")
            masuk.setdefault(c.dijawab_kondisi_id, []).append(f"{dari}: {c.uraian}")
    return keluar, masuk


_PANJANG_LETAK = 90


def pilihan_letak(pohon: PohonKinerja) -> list[tuple[str, str, str]]:
    """(code, text, level) of every place in a tree where a condition may stand (two queries).

    "" is a root, "12" below condition 12, "12:5" below it answering its CSF 5.
    """
    csf: dict[int, list[FaktorKunci]] = {}
    for f in FaktorKunci.objects.filter(kondisi__pohon=pohon).order_by("urutan", "pk"):
        csf.setdefault(f.kondisi_id, []).append(f)
    hasil = [("", "Paling atas, tanpa induk", "")]
    for k in KondisiKinerja.objects.filter(pohon=pohon).order_by("jalur"):
        lekuk = "\u2003" * k.kedalaman
        teks = _ringkas(f"{k.get_tingkat_display()}: {k.uraian}")
        hasil.append((str(k.pk), f"{lekuk}{teks}", k.tingkat))
        hasil += [
            (f"{k.pk}:{f.pk}", f"{lekuk}\u2003menjawab CSF: {_ringkas(f.uraian)}", k.tingkat)
            for f in csf.get(k.pk, ())
        ]
    return hasil


def _ringkas(teks: str) -> str:
    return teks if len(teks) <= _PANJANG_LETAK else f"{teks[: _PANJANG_LETAK - 1]}…"
