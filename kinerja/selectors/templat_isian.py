"""What goes into the template of one PD and quarter: the rows of the grid with exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dasar.izin import Izin
from dasar.tanggal import romawi
from kinerja.formulas.bentuk_templat import NARASI
from kinerja.models import AlasanKosong, Isian, IsiIndikator, IsiSimpul
from kinerja.selectors.kisi_bahan import Bahan, isi_indikator, muat_bahan, simpul_terpakai
from kinerja.selectors.kisi_baris import baris_indikator
from kinerja.selectors.kisi_uang import baris_simpul
from kinerja.selectors.target_berlaku import TargetBerlaku
from kinerja.selectors.uang_simpul import JENIS_BERUANG, UangSimpul, uang_simpul
from opd.models import PerangkatDaerah

TANPA_OPERATOR = "Realisasi diisi oleh operator perangkat daerah."


@dataclass(frozen=True)
class SimpulTemplat:
    """A node: `rupiah` is what was typed for the quarter, `total` the money from January on.

    `simpul_id` is None for nodes whose money nobody types, `isi_id` the row of the plan; `terkunci`
    says why it may not be changed now ("" when it may); `contoh`: some number is made up.
    """

    isi_id: int
    jenis: str
    uraian: str
    simpul_id: int | None
    pagu: int | None
    total: int | None
    rupiah: int | None
    isian: str
    versi: int
    terkunci: str
    contoh: bool


@dataclass(frozen=True)
class IndikatorTemplat:
    """An indicator; numbers in its unit, None where nothing is known. `dikembalikan`: a reviewer
    returned it and waits for an answer."""

    indikator_id: int
    uraian: str
    satuan: str
    desimal: int
    skala: Mapping[str, int] | None
    target_tahun: Decimal | None
    target_triwulan: Decimal | None
    lalu: Decimal | None
    tahun_lalu: Decimal | None
    nilai: Decimal | None
    alasan: str
    narasi: Mapping[str, str]
    versi: int
    terkunci: str
    contoh: bool
    dikembalikan: bool


@dataclass(frozen=True)
class BahanTemplat:
    """A whole template; `dapat_diisi` is false for those who only read."""

    kode_pd: str
    nama_pd: str
    sebutan_pd: str
    tahun: int
    triwulan: int
    dapat_diisi: bool
    baris: tuple[SimpulTemplat | IndikatorTemplat, ...]

    @property
    def nama_berkas(self) -> str:
        """Isian Dinkes TW IV 2024.xlsx"""
        bersih = self.sebutan_pd.replace("/", "-").replace("\\", "-")
        return f"Isian {bersih} TW {romawi(self.triwulan)} {self.tahun}.xlsx"


def bahan_templat(
    *, pd: PerangkatDaerah, tahun: int, triwulan: int, izin: Izin, rupiah: Izin, pembaca: bool
) -> BahanTemplat:
    """All rows in the order of the grid (a constant number of queries).

    The caller has found the PD visible; `izin` is whether the person may write in this quarter,
    `rupiah` whether its money may still change, `pembaca` that they never write here.
    """
    isi = isi_indikator(pd.pk, tahun)
    bahan = muat_bahan(isi, pd.pk, tahun, triwulan, izin, pembaca=pembaca, penjelasan=True)
    simpul = simpul_terpakai(isi, pd.pk)
    uang = uang_simpul(simpul, tahun, triwulan)
    izin_uang = Izin.tidak(TANPA_OPERATOR) if pembaca else (izin and rupiah)
    milik: dict[int, list[IsiIndikator]] = {}
    for i in isi:
        milik.setdefault(i.isi_simpul_id, []).append(i)
    baris: list[SimpulTemplat | IndikatorTemplat] = []
    dipakai: set[int] = set()  # a node of two documents is typed once
    for s in simpul:
        punya = s.simpul.perangkat_daerah_id == pd.pk and s.simpul_id not in dipakai
        dipakai.add(s.simpul_id)
        baris.append(_baris_simpul(s, uang[s.pk], triwulan, izin_uang, milik=punya))
        baris += [_baris_indikator(s, i, bahan) for i in milik.get(s.pk, [])]
    return BahanTemplat(
        kode_pd=pd.kode,
        nama_pd=pd.nama_pada(),
        sebutan_pd=pd.singkatan_pada(),
        tahun=tahun,
        triwulan=triwulan,
        dapat_diisi=bool(izin) and not pembaca,
        baris=tuple(baris),
    )


def _baris_simpul(
    s: IsiSimpul, uang: UangSimpul, triwulan: int, izin: Izin, *, milik: bool
) -> SimpulTemplat:
    b = baris_simpul(0, s, uang, triwulan, izin, milik=milik)
    beruang = s.jenis in JENIS_BERUANG and milik
    terkunci = b.alasan_terkunci
    if beruang and not uang.diketik:
        terkunci = "Jumlah dari baris di bawahnya."
        if uang.sebagian:
            terkunci += " Sebagian belum diisi."
    kini = uang.kini
    return SimpulTemplat(
        isi_id=s.pk,
        jenis=s.jenis,
        uraian=f"{b.label} {b.kode} {b.nama}".replace("  ", " "),
        simpul_id=s.simpul_id if beruang and uang.diketik else None,
        pagu=uang.pagu,
        total=uang.realisasi,
        rupiah=kini.realisasi if kini else None,
        isian=kini.isian if kini else Isian.SD_TRIWULAN,
        versi=b.versi,
        terkunci=terkunci,
        contoh=uang.contoh,
    )


def _baris_indikator(s: IsiSimpul, isi: IsiIndikator, bahan: Bahan) -> IndikatorTemplat:
    pk, triwulan = isi.indikator_id, bahan.triwulan
    b = baris_indikator(0, s, isi, bahan)
    r, target = bahan.kini(pk), bahan.target.get(pk)
    lalu, tahun_lalu = bahan.lalu(pk)[0], bahan.tahun_lalu(pk)[0]
    terkunci = ""
    if not b.dapat_diisi:
        kata = (
            TANPA_OPERATOR if bahan.pembaca else f"{b.kata_keadaan}, tidak dapat diubah sekarang."
        )
        terkunci = b.alasan_terkunci or kata
    return IndikatorTemplat(
        indikator_id=pk,
        uraian=b.nama,
        satuan=isi.satuan,
        desimal=isi.desimal,
        skala=isi.skala_predikat,
        target_tahun=_nilai(target.tahun if target else None),
        target_triwulan=_nilai(target.triwulan.get(triwulan) if target else None),
        lalu=lalu,
        tahun_lalu=tahun_lalu,
        nilai=r.nilai if r else None,
        alasan=r.alasan_kosong if r else "",
        narasi={k: getattr(r, k) if r else "" for k in NARASI},
        versi=r.versi if r else 0,
        terkunci=terkunci,
        contoh=b.contoh,
        dikembalikan=b.keadaan == "dikembalikan",
    )


def _nilai(target: TargetBerlaku | None) -> Decimal | None:
    return target.nilai if target else None


def kata_alasan() -> dict[str, str]:
    """The reasons for an empty cell as the template lists them: code -> words."""
    return {a.value: str(a.label) for a in AlasanKosong}
