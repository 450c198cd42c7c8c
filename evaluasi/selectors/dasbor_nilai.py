"""Values of all PD in one evaluation year, as the dashboard and its spreadsheet read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaluasi.models import LembarKerja, TemplatLKE
from evaluasi.selectors.masukan_kota import pd_dinilai
from evaluasi.selectors.nilai_lembar import NilaiLembar, nilai_lembar
from evaluasi.selectors.templat import TemplatTahun, muat_templat
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class NilaiPD:
    """One PD with its internal value (points, unrounded), or without one."""

    pd_id: int
    nama: str
    lembar: NilaiLembar | None
    lalu: Decimal | None  # the value of the evaluation year before, in points

    @property
    def nilai(self) -> Decimal | None:
        """None until its evaluator has finished and answered everything."""
        return None if self.lembar is None else self.lembar.total


@dataclass(frozen=True)
class DaftarNilai:
    """Values of the PD that are judged in `tahun`: with a value first, best ahead, then by name.

    `tahun_lalu` is the evaluation year before that has a template, None when there is none.
    """

    tahun: int
    templat: TemplatTahun | None
    tahun_lalu: int | None
    pd: Sequence[NilaiPD]

    @property
    def dinilai(self) -> list[tuple[NilaiPD, NilaiLembar, Decimal]]:
        """The PD that have a value."""
        return [
            (p, p.lembar, p.lembar.total)
            for p in self.pd
            if p.lembar is not None and p.lembar.total is not None
        ]

    @property
    def belum(self) -> list[NilaiPD]:
        """The PD without a value: unknown, never 0."""
        return [p for p in self.pd if p.nilai is None]


def nilai_semua_pd(user: Pengguna, tahun: int) -> DaftarNilai:
    """Values of all PD that `user` may see (a constant number of queries).

    Raises TemplatTidakSah when stored weights do not add up.
    """
    kini, lalu = dua_templat(tahun)
    templat = None if kini is None else muat_templat(kini)
    nilai = {} if templat is None else _terhitung(user, templat)
    sebelum = {} if lalu is None else _terhitung(user, muat_templat(lalu))
    semua = [
        NilaiPD(
            pd_id=p.pk,
            nama=p.nama_pada(),
            lembar=nilai.get(p.pk),
            lalu=s.total if (s := sebelum.get(p.pk)) is not None else None,
        )
        for p in PerangkatDaerah.objects.for_user(user)
        .filter(pk__in=pd_dinilai(tahun).values("pk"))
        .dengan_nama()
    ]
    return DaftarNilai(
        tahun=tahun,
        templat=templat,
        tahun_lalu=None if lalu is None else lalu.tahun_evaluasi,
        pd=sorted(semua, key=_urutan),
    )


def _urutan(p: NilaiPD) -> tuple[bool, Decimal, str]:
    nilai = p.nilai
    return nilai is None, -(nilai or Decimal(0)), p.nama.casefold()


def dua_templat(tahun: int) -> tuple[TemplatLKE | None, TemplatLKE | None]:
    """The template of the year, and the newest one before it."""
    templat = list(
        TemplatLKE.objects.filter(tahun_evaluasi__lte=tahun).order_by("-tahun_evaluasi")[:2]
    )
    kini = templat[0] if templat and templat[0].tahun_evaluasi == tahun else None
    sebelum = [t for t in templat if t.tahun_evaluasi < tahun]
    return kini, sebelum[0] if sebelum else None


def _terhitung(user: Pengguna, templat: TemplatTahun) -> Mapping[int, NilaiLembar]:
    """Finished internal worksheets with their values, by PD (two queries)."""
    lembar = list(LembarKerja.objects.for_user(user).filter(templat=templat.pk).terhitung())
    nilai = nilai_lembar(lembar, templat)
    return {baris.perangkat_daerah_id: nilai[baris.pk] for baris in lembar}
