"""What a list of appointments changes: who ends, who follows, which posts fall vacant.

The preview and the service that applies it read the same plan.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from opd.models import (
    Jabatan,
    JenisPenugasan,
    Pegawai,
    Pengguna,
    PenugasanJabatan,
    PerangkatDaerah,
)
from opd.pendaftar import AkibatPelantikan, akibat_pelantikan
from opd.selectors.jabatan import masa

# A Plh stands in while the holder is away; every other appointment replaces the holder.
PENGGANTI = (JenisPenugasan.DEFINITIF, JenisPenugasan.PJ, JenisPenugasan.PLT)


@dataclass(frozen=True)
class BarisPelantikan:
    """One appointment of the list. `tertulis` is the number that its author sees beside it (a
    page skips empty rows, a spreadsheet has a heading); 0: its place in the list."""

    jabatan_id: int
    pegawai_id: int
    jenis: str = JenisPenugasan.DEFINITIF
    tertulis: int = field(default=0, compare=False)


@dataclass(frozen=True)
class GalatBaris:
    """Why one row cannot be applied. `nomor` counts the rows from 1; `medan` is jabatan, pegawai
    or jenis."""

    nomor: int
    medan: str
    kalimat: str


@dataclass
class RencanaBaris:
    """One row as it would be applied. `lama` held the post until the day before."""

    nomor: int
    jabatan: Jabatan
    pegawai: Pegawai
    jenis: str
    tertulis: int
    lama: list[PenugasanJabatan] = field(default_factory=list)
    # The definitive post that this person leaves.
    asal: PenugasanJabatan | None = None

    @property
    def sebutan_jenis(self) -> str:
        return str(JenisPenugasan(self.jenis).label)


@dataclass
class RencanaPelantikan:
    """The whole list. With `galat` nothing of it may be applied."""

    tanggal: datetime.date
    baris: list[RencanaBaris]
    galat: list[GalatBaris]
    # Assignments that end the day before, each once.
    diakhiri: list[PenugasanJabatan]
    # Posts that nobody holds from that day on.
    kosong: list[Jabatan]
    # Definitive holders who end and get no definitive post of the list.
    lepas: list[PenugasanJabatan]

    @property
    def jabatan_berubah(self) -> list[int]:
        """Ids of the posts whose holders change, the rows first."""
        return list(
            dict.fromkeys(
                [*(b.jabatan.pk for b in self.baris), *(p.jabatan_id for p in self.diakhiri)]
            )
        )

    @property
    def tanda(self) -> str:
        """Which state of the posts a preview was shown."""
        isi = [
            self.tanggal.isoformat(),
            *(f"{b.jabatan.pk}:{b.pegawai.pk}:{b.jenis}" for b in self.baris),
            *(f"-{p.pk}:{p.sampai}" for p in sorted(self.diakhiri, key=lambda p: p.pk)),
        ]
        return hashlib.sha256("|".join(isi).encode()).hexdigest()[:16]


def rencana_pelantikan(
    baris: Sequence[BarisPelantikan], tanggal: datetime.date
) -> RencanaPelantikan:
    """Read what `baris` would change on `tanggal` (a constant number of queries)."""
    posts = _jabatan(b.jabatan_id for b in baris)
    orang = {p.pk: p for p in Pegawai.objects.filter(pk__in={b.pegawai_id for b in baris})}
    mulai = _berlaku_sejak(
        Q(jabatan__in=list(posts)) | Q(pegawai__in=list(orang), jenis=JenisPenugasan.DEFINITIF),
        tanggal,
    )
    rencana = RencanaPelantikan(tanggal, [], [], [], [], [])
    for nomor, b in enumerate(baris, start=1):
        jabatan, pegawai = posts.get(b.jabatan_id), orang.get(b.pegawai_id)
        if jabatan is None:
            rencana.galat.append(GalatBaris(nomor, "jabatan", "Jabatan ini tidak ada."))
        if pegawai is None:
            rencana.galat.append(GalatBaris(nomor, "pegawai", "Pegawai ini tidak ada."))
        if b.jenis not in JenisPenugasan.values:
            rencana.galat.append(GalatBaris(nomor, "jenis", "Pilih jenis penugasan dari daftar."))
        elif jabatan is not None and pegawai is not None:
            rencana.baris.append(
                RencanaBaris(nomor, jabatan, pegawai, b.jenis, b.tertulis or nomor)
            )
    rencana.galat += _ganda(rencana.baris)
    diakhiri: dict[int, PenugasanJabatan] = {}
    for r in rencana.baris:
        rencana.galat += _galat_masa(r, tanggal)
        for satu in mulai:
            if akhir := _berakhir_oleh(r, satu):
                kalimat = _galat_bentrok(r, satu, tanggal)
                if kalimat is not None:
                    rencana.galat.append(GalatBaris(r.nomor, akhir, kalimat))
                    continue
                diakhiri[satu.pk] = satu
                if satu.jabatan_id == r.jabatan.pk:
                    r.lama.append(satu)
                else:
                    r.asal = satu
    rencana.diakhiri = list(diakhiri.values())
    rencana.galat.sort(key=lambda g: g.nomor)
    _isi_akibat(rencana)
    return rencana


def akibat_bagi(rencana: RencanaPelantikan) -> list[AkibatPelantikan]:
    """What must be signed anew, as every app that keeps such papers tells it."""
    nomor = rencana.jabatan_berubah
    return [a for baca in akibat_pelantikan for a in baca(nomor, rencana.tanggal)]


def isi_pilihan_jabatan(
    user: Pengguna, tanggal: datetime.date
) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(id, label, other spellings) of every visible post, those of `tanggal` ahead.

    A post of another day tells its dates, and answers to a name only when none of `tanggal` does.
    """
    singkatan = PerangkatDaerah.objects.nama_per_id(singkatan=True)
    nama = PerangkatDaerah.objects.nama_per_id()
    posts = Jabatan.objects.for_user(user).order_by(
        "perangkat_daerah__urutan", "-kepala", "urutan", "pk"
    )
    ada: list[tuple[Jabatan, str, tuple[str, ...]]] = []
    lain: list[tuple[Jabatan, str, tuple[str, ...]]] = []
    for j in posts:
        pd = j.perangkat_daerah_id
        label = f"{j.nama}, {singkatan.get(pd, '')}"
        # as the SK writes it: "Sekretaris Dinas Kesehatan"
        ejaan: tuple[str, ...] = (label, j.nama, f"{j.nama}, {nama.get(pd, '')}")
        (ada if _berlaku_pada(j, tanggal) else lain).append((j, label, ejaan))
    hitung = Counter(label for _, label, _ in ada)
    terpakai = {satu for _, _, ejaan in ada for satu in ejaan}
    for j, label, ejaan in ada:
        satu = hitung[label] == 1
        yield j.pk, label if satu else f"{label} ({masa(j.dari, j.sampai)})", ejaan
    for j, label, ejaan in lain:
        bebas = tuple(satu for satu in ejaan if satu not in terpakai)
        yield j.pk, f"{label} ({masa(j.dari, j.sampai)})", bebas


def isi_pilihan_pegawai(user: Pengguna) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(id, label, other spellings) of every visible official: by name, and by NIP with or without
    its spaces."""
    orang = Pegawai.objects.for_user(user).order_by("nama", "pk")
    for pk, nama, nip in orang.values_list("pk", "nama", "nip"):
        if not nip:
            yield pk, nama, ()
            continue
        berjarak = f"{nip[:8]} {nip[8:14]} {nip[14:15]} {nip[15:]}"
        yield pk, f"{nama} ({nip})", (nama, nip, berjarak)


def kalimat_terisi(penugasan: PenugasanJabatan) -> str:
    """Who holds the post, as which, and from when to when."""
    return (
        f"{penugasan.jabatan.nama} sudah dijabat {penugasan.pegawai.nama} "
        f"({penugasan.get_jenis_display().lower()}, {masa(penugasan.dari, penugasan.sampai)})."
    )


def kalimat_rangkap(penugasan: PenugasanJabatan) -> str:
    """Which definitive post the person holds already."""
    return (
        f"{penugasan.pegawai.nama} sudah menjabat {penugasan.jabatan.nama} secara definitif "
        f"({masa(penugasan.dari, penugasan.sampai)}). Jabatan lain hanya sebagai Plt, Plh, "
        "atau Pj."
    )


def _jabatan(nomor: Iterable[int]) -> dict[int, Jabatan]:
    return {
        j.pk: j
        for j in Jabatan.objects.filter(pk__in=set(nomor)).select_related("perangkat_daerah")
    }


def _berlaku_sejak(saring: Q, tanggal: datetime.date) -> list[PenugasanJabatan]:
    """Assignments that reach `tanggal` or begin after it."""
    return list(
        PenugasanJabatan.objects.filter(saring)
        .filter(Q(sampai__isnull=True) | Q(sampai__gte=tanggal))
        .select_related("jabatan__perangkat_daerah", "pegawai")
        .order_by("dari", "pk")
    )


def _ganda(baris: Iterable[RencanaBaris]) -> list[GalatBaris]:
    """A post in two rows, or a person with two definitive posts."""
    galat = []
    posts: dict[int, int] = {}
    orang: dict[int, int] = {}
    for r in baris:
        if (lain := posts.setdefault(r.jabatan.pk, r.tertulis)) != r.tertulis:
            galat.append(GalatBaris(r.nomor, "jabatan", f"Jabatan ini sudah ada di baris {lain}."))
        if r.jenis != JenisPenugasan.DEFINITIF:
            continue
        if (lain := orang.setdefault(r.pegawai.pk, r.tertulis)) != r.tertulis:
            galat.append(
                GalatBaris(
                    r.nomor,
                    "pegawai",
                    f"{r.pegawai.nama} sudah mendapat jabatan definitif di baris {lain}.",
                )
            )
    return galat


def _berlaku_pada(jabatan: Jabatan, tanggal: datetime.date) -> bool:
    return jabatan.dari <= tanggal and (jabatan.sampai is None or jabatan.sampai >= tanggal)


def _galat_masa(r: RencanaBaris, tanggal: datetime.date) -> list[GalatBaris]:
    """The post exists on the day."""
    jabatan = r.jabatan
    if _berlaku_pada(jabatan, tanggal):
        return []
    return [
        GalatBaris(
            r.nomor,
            "jabatan",
            f"Jabatan ini berlaku {masa(jabatan.dari, jabatan.sampai)}, "
            "tidak pada tanggal pelantikan.",
        )
    ]


def _berakhir_oleh(r: RencanaBaris, satu: PenugasanJabatan) -> str:
    """The field of the row that ends `satu`; "" when it goes on."""
    definitif = satu.jenis == JenisPenugasan.DEFINITIF
    if satu.jabatan_id == r.jabatan.pk:
        if r.jenis in PENGGANTI:
            return "jabatan"
        return "jabatan" if satu.jenis == r.jenis else ""
    pindah = r.jenis == JenisPenugasan.DEFINITIF and definitif
    return "pegawai" if pindah and satu.pegawai_id == r.pegawai.pk else ""


def _galat_bentrok(r: RencanaBaris, satu: PenugasanJabatan, tanggal: datetime.date) -> str | None:
    """Why `satu` cannot simply end the day before; None when it can."""
    if (satu.jabatan_id, satu.pegawai_id, satu.jenis) == (r.jabatan.pk, r.pegawai.pk, r.jenis):
        return kalimat_terisi(satu)
    if satu.dari < tanggal:
        return None
    return kalimat_terisi(satu) if satu.jabatan_id == r.jabatan.pk else kalimat_rangkap(satu)


def _isi_akibat(rencana: RencanaPelantikan) -> None:
    """Posts left without a holder, and people left without a post."""
    terisi = {r.jabatan.pk for r in rencana.baris}
    ditinggal = {p.jabatan_id: p.jabatan for p in rencana.diakhiri if p.jabatan_id not in terisi}
    berakhir = {p.pk for p in rencana.diakhiri}
    masih = {
        p.jabatan_id
        for p in _berlaku_sejak(Q(jabatan__in=list(ditinggal)), rencana.tanggal)
        if p.pk not in berakhir and p.dari <= rencana.tanggal
    }
    rencana.kosong = [j for nomor, j in ditinggal.items() if nomor not in masih]
    # A Plt of the list who left the own post without another one is told too.
    dilantik = {r.pegawai.pk for r in rencana.baris if r.jenis == JenisPenugasan.DEFINITIF}
    rencana.lepas = [
        p
        for p in rencana.diakhiri
        if p.jenis == JenisPenugasan.DEFINITIF and p.pegawai_id not in dilantik
    ]
