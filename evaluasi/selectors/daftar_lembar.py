"""All worksheets of one evaluation year, PD by PD: a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from dasar.angka import format_angka
from evaluasi.models import JenisLembar, LembarKerja, StatusLembar, TemplatLKE
from evaluasi.selectors.masukan_kota import pd_dinilai as pd_terhitung
from evaluasi.selectors.nilai_lembar import NilaiLembar, nilai_lembar
from evaluasi.selectors.templat import TemplatTahun
from opd.models import JenisPD, Pengguna, PerangkatDaerah

Tindakan = Literal["mulai", "isi", "lihat", ""]
# Whether the person fills in this jenis for this PD (id, whether it is the city).
BolehIsi = Callable[[str, int, bool], bool]


@dataclass(frozen=True)
class SelLembar:
    """One worksheet in the list, or its absence (`pk` 0, status "").

    `nilai` is given only when the sheet is complete; until then `kemajuan` says how far it is.
    """

    jenis: str
    pk: int = 0
    status: str = ""
    terjawab: int = 0
    dari: int = 0
    nilai: str = ""
    huruf: str = ""
    contoh: bool = False
    tindakan: Tindakan = ""
    nomor: str = ""

    @property
    def nama(self) -> str:
        return JenisLembar(self.jenis).label

    @property
    def kemajuan(self) -> str:
        return f"{self.terjawab} dari {self.dari}"


@dataclass(frozen=True)
class BarisLembar:
    """The worksheets of one PD; `utama` is the one that the row's button leads to."""

    pd_id: int
    nama: str
    kota: bool
    sel: tuple[SelLembar, ...]

    @property
    def utama(self) -> SelLembar | None:
        for tindakan in ("isi", "mulai", "lihat"):
            for satu in reversed(self.sel):  # internal before mandiri
                if satu.tindakan == tindakan and satu.jenis != JenisLembar.KEMENTERIAN:
                    return satu
        return None


def tahun_templat(user: Pengguna) -> list[int]:
    """Evaluation years that have a template, newest first."""
    return list(
        TemplatLKE.objects.for_user(user)
        .order_by("-tahun_evaluasi")
        .values_list("tahun_evaluasi", flat=True)
    )


def daftar_lembar(
    user: Pengguna,
    templat: TemplatTahun,
    boleh_isi: BolehIsi,
    jenis: Iterable[str] = JenisLembar.values,
) -> list[BarisLembar]:
    """Every PD that the person sees in that year, the city first (three queries)."""
    dipilih = [j for j in JenisLembar.values if j in set(jenis)]
    lembar = {
        (b.perangkat_daerah_id, b.jenis): b
        for b in LembarKerja.objects.for_user(user)
        .tahun(templat.tahun)
        .filter(jenis__in=dipilih)
        .order_by("pk")
    }
    nilai = nilai_lembar(lembar.values(), templat)
    baris = []
    for pd in pd_dinilai(user, templat.tahun):
        kota = pd.jenis == JenisPD.KOTA
        sel = tuple(
            _sel(j, lembar.get((pd.pk, j)), nilai, boleh_isi(j, pd.pk, kota))
            for j in dipilih
            if kota or j != JenisLembar.KEMENTERIAN
        )
        baris.append(BarisLembar(pd.pk, pd.nama_pada(), kota, sel))
    return sorted(baris, key=lambda b: not b.kota)


def pd_dinilai(user: Pengguna, tahun: int) -> list[PerangkatDaerah]:
    """The city, the PD that its values count, and one that ended earlier but has a sheet."""
    berlembar = LembarKerja.objects.for_user(user).tahun(tahun)
    return list(
        PerangkatDaerah.objects.for_user(user)
        .filter(
            Q(jenis=JenisPD.KOTA)
            | Q(pk__in=pd_terhitung(tahun).order_by().values("pk"))
            | Q(pk__in=berlembar.order_by().values("perangkat_daerah"))
        )
        .dengan_nama()
        .order_by("urutan", "kode")
    )


def _sel(
    jenis: str,
    lembar: LembarKerja | None,
    nilai: dict[int, NilaiLembar],
    boleh: bool,
) -> SelLembar:
    if lembar is None:
        mulai = boleh and jenis != JenisLembar.KEMENTERIAN
        return SelLembar(jenis, tindakan="mulai" if mulai else "")
    n = nilai[lembar.pk]
    return SelLembar(
        jenis=jenis,
        pk=lembar.pk,
        status=lembar.status,
        terjawab=n.sementara.terjawab,
        dari=n.sementara.dari,
        nilai="" if n.total is None else format_angka(n.total, 2),
        huruf=n.predikat.huruf if n.predikat else "",
        contoh=lembar.contoh,
        tindakan="isi" if boleh and lembar.status == StatusLembar.DRAF else "lihat",
        nomor=lembar.nomor,
    )
