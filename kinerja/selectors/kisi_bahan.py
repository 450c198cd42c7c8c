"""What the rows of the grid are made of, loaded once in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Substr

from dasar.izin import Izin
from kinerja.models import BuktiDukung, IsiIndikator, IsiSimpul, JenisSimpul, Realisasi
from kinerja.selectors.kejanggalan import janggal_per_indikator
from kinerja.selectors.kelengkapan import belum_ditanggapi
from kinerja.selectors.riwayat_kinerja import NilaiTahunan, RiwayatKinerja, muat_riwayat
from kinerja.selectors.riwayat_pendahulu import Pendahulu, pilih_tahun
from kinerja.selectors.target_berlaku import TargetIndikator

PANJANG_CUPLIKAN = 160
MEDAN_TEKS = ("analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut")


@dataclass(frozen=True)
class Bahan:
    """Everything that the rows of some indicators say of one quarter."""

    tahun: int
    triwulan: int
    izin: Izin
    target: Mapping[int, TargetIndikator]
    realisasi: Mapping[int, Realisasi]  # indicator -> its row of the quarter
    nilai: NilaiTahunan
    menunggu: frozenset[int]
    pd_id: int
    pembaca: bool
    rantai: Mapping[int, tuple[Pendahulu, ...]]
    bukti: Mapping[int, int]  # realisasi -> pieces of evidence
    janggal: Mapping[int, int]  # indicator -> flags without an explanation
    penjelasan: bool  # the texts are loaded whole

    def kini(self, indikator_id: int) -> Realisasi | None:
        """The row of the quarter itself."""
        return self.realisasi.get(indikator_id)

    def setahun(self, indikator_id: int) -> Mapping[int, Decimal | None]:
        """The values of the year by quarter."""
        return self._milik(indikator_id, self.tahun)

    def lalu(self, indikator_id: int) -> tuple[Decimal | None, str]:
        """The value of the quarter before, and the PD that entered it as a predecessor."""
        if self.triwulan > 1:
            return self.setahun(indikator_id).get(self.triwulan - 1), ""
        return self._tahun_lalu(indikator_id, 4)

    def tahun_lalu(self, indikator_id: int) -> tuple[Decimal | None, str]:
        """The value of the same quarter of the year before, and the PD of a predecessor."""
        return self._tahun_lalu(indikator_id, self.triwulan)

    def _milik(self, indikator_id: int, tahun: int) -> Mapping[int, Decimal | None]:
        return self.nilai.get(indikator_id, {}).get(tahun, {})

    def _tahun_lalu(self, indikator_id: int, triwulan: int) -> tuple[Decimal | None, str]:
        calon = (indikator_id, *(p.indikator_id for p in self.rantai.get(indikator_id, ())))
        ada = {pk for pk in calon if triwulan in self._milik(pk, self.tahun - 1)}
        siapa, nama_pd = pilih_tahun(indikator_id, self.rantai, ada)
        return self._milik(siapa, self.tahun - 1).get(triwulan), nama_pd


def isi_indikator(pd_id: int, tahun: int) -> list[IsiIndikator]:
    """The indicators that a PD enters in a year, in reading order."""
    semua = (
        IsiIndikator.objects.diukur(tahun)
        .filter(indikator__pengampu_id=pd_id)
        .select_related("indikator__perangkat_daerah", "isi_simpul", "dokumen")
        .defer("definisi_operasional", "alasan", "rumus")
    )
    return list(semua.satu_per_indikator().values())


def simpul_terpakai(isi: Iterable[IsiIndikator], pd_id: int) -> list[IsiSimpul]:
    """Nodes of the documents in reading order: all of the PD's own, and of the city's (or of
    another PD whose indicator this one enters) only those on the way to an indicator."""
    return _simpul_jalur({(i.dokumen_id, i.isi_simpul.jalur) for i in isi}, pd_id)


def simpul_tercetak(pd_id: int, tahun: int) -> list[IsiSimpul]:
    """The nodes of the grid as `simpul_terpakai` finds them, without loading the indicators."""
    isi = IsiIndikator.objects.diukur(tahun).filter(indikator__pengampu_id=pd_id)
    letak = isi.medan_per_indikator("dokumen_id", "isi_simpul__jalur")
    return _simpul_jalur({(dokumen, jalur) for dokumen, jalur in letak.values()}, pd_id)


def _simpul_jalur(jalur: set[tuple[int, str]], pd_id: int) -> list[IsiSimpul]:
    di_atas = {
        (dokumen, j[:n]) for dokumen, j in jalur for n, huruf in enumerate(j) if huruf == "."
    }
    semua = (
        IsiSimpul.objects.filter(dokumen__in={dokumen for dokumen, _ in jalur})
        .select_related("simpul")
        .annotate(jenis_dokumen=F("dokumen__jenis"), pd_dokumen=F("dokumen__perangkat_daerah"))
        .order_by("-dokumen__jenis", "dokumen_id", "jalur")
    )
    hasil: list[IsiSimpul] = []
    for s in semua:
        letak = (s.dokumen_id, s.jalur)
        if (
            (s.jenis_dokumen != "rkpd" and s.pd_dokumen == pd_id)
            or letak in jalur
            or (s.jenis == JenisSimpul.SASARAN and letak in di_atas)
        ):
            hasil.append(s)
    return hasil


def muat_bahan(
    isi: Sequence[IsiIndikator],
    pd_id: int,
    tahun: int,
    triwulan: int,
    izin: Izin,
    *,
    pembaca: bool = False,
    penjelasan: bool = False,
) -> Bahan:
    """Load what the rows of `isi` need; `penjelasan` loads the texts whole, else their start."""
    ids = [i.indikator_id for i in isi]
    riwayat = muat_riwayat(ids, tahun)
    semua = Realisasi.objects.periode(tahun, triwulan).filter(indikator__in=ids)
    realisasi = list(_dihitung(semua if penjelasan else _ringkas(semua)))
    return Bahan(
        tahun=tahun,
        triwulan=triwulan,
        izin=izin,
        target=riwayat.target.get(tahun, {}),
        realisasi={r.indikator_id: r for r in realisasi},
        nilai=riwayat.nilai,
        menunggu=frozenset(r.pk for r in realisasi if getattr(r, "menunggu", False)),
        pd_id=pd_id,
        pembaca=pembaca,
        rantai=riwayat.rantai,
        bukti={r.pk: getattr(r, "jumlah_bukti", 0) for r in realisasi},
        janggal=_hitung_janggal(isi, tahun, triwulan, riwayat),
        penjelasan=penjelasan,
    )


def _ringkas(semua: QuerySet[Realisasi]) -> QuerySet[Realisasi]:
    """Values without the long texts; `cuplikan` is the start of the analysis."""
    return semua.annotate(cuplikan=Substr("analisis", 1, PANJANG_CUPLIKAN + 1)).defer(*MEDAN_TEKS)


def _dihitung(semua: QuerySet[Realisasi]) -> QuerySet[Realisasi]:
    """With `jumlah_bukti` and whether the row waits for an answer to its return (`menunggu`)."""
    bukti = BuktiDukung.objects.filter(realisasi=OuterRef("pk")).order_by().values("realisasi")
    return semua.annotate(
        menunggu=belum_ditanggapi(),
        jumlah_bukti=Coalesce(Subquery(bukti.annotate(n=Count("pk")).values("n")), 0),
    )


def _hitung_janggal(
    isi: Sequence[IsiIndikator], tahun: int, triwulan: int, riwayat: RiwayatKinerja
) -> dict[int, int]:
    """Flags that nobody has explained yet."""
    semua = janggal_per_indikator(isi, tahun, triwulan, riwayat)
    return {pk: n for pk, daftar in semua.items() if (n := sum(not j.dijelaskan for j in daftar))}
