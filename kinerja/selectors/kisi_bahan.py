"""What the rows of the grid are made of, loaded once in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from dasar.izin import Izin
from kinerja.models import BuktiDukung, IsiIndikator, IsiSimpul, JenisSimpul, Realisasi
from kinerja.selectors.kejanggalan import janggal_per_indikator
from kinerja.selectors.kelengkapan import belum_ditanggapi
from kinerja.selectors.riwayat_pendahulu import Pendahulu, pilih_tahun, rantai_pendahulu
from kinerja.selectors.target_berlaku import TargetIndikator, target_setahun

PANJANG_CUPLIKAN = 160
MEDAN_TEKS = ("analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut")


@dataclass(frozen=True)
class Bahan:
    """Everything that the rows of some indicators say of one quarter."""

    tahun: int
    triwulan: int
    izin: Izin
    target: Mapping[int, TargetIndikator]
    realisasi: Mapping[tuple[int, int, int], Realisasi]
    menunggu: frozenset[int]
    pd_id: int
    pembaca: bool
    rantai: Mapping[int, tuple[Pendahulu, ...]]
    bukti: Mapping[int, int]  # realisasi -> pieces of evidence
    janggal: Mapping[int, int]  # indicator -> flags without an explanation
    penjelasan: bool  # the texts are loaded whole

    def kini(self, indikator_id: int) -> Realisasi | None:
        """The row of the quarter itself."""
        return self.realisasi.get((indikator_id, self.tahun, self.triwulan))

    def lalu(self, indikator_id: int) -> tuple[Realisasi | None, str]:
        """The row of the quarter before, and the PD that entered it as a predecessor."""
        if self.triwulan > 1:
            return self.realisasi.get((indikator_id, self.tahun, self.triwulan - 1)), ""
        return self._tahun_lalu(indikator_id, 4)

    def tahun_lalu(self, indikator_id: int) -> tuple[Realisasi | None, str]:
        """The row of the same quarter of the year before, and the PD of a predecessor."""
        return self._tahun_lalu(indikator_id, self.triwulan)

    def _tahun_lalu(self, indikator_id: int, triwulan: int) -> tuple[Realisasi | None, str]:
        calon = (indikator_id, *(p.indikator_id for p in self.rantai.get(indikator_id, ())))
        ada = {pk for pk in calon if (pk, self.tahun - 1, triwulan) in self.realisasi}
        siapa, nama_pd = pilih_tahun(indikator_id, self.rantai, ada)
        return self.realisasi.get((siapa, self.tahun - 1, triwulan)), nama_pd


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
    dokumen = {i.dokumen_id: i.dokumen for i in isi}
    jalur = {(i.dokumen_id, i.isi_simpul.jalur) for i in isi}
    hasil = []
    semua = IsiSimpul.objects.filter(dokumen__in=dokumen).select_related("simpul")
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
    # Both years that a row shows may reach back before a merge of two PD.
    rantai = rantai_pendahulu(ids)
    semua = Realisasi.objects.filter(
        indikator__in=[*ids, *(p.indikator_id for milik in rantai.values() for p in milik)],
        tahun__in=(tahun - 1, tahun),
    )
    menunggu = semua.periode(tahun, triwulan).filter(belum_ditanggapi())
    realisasi = {(r.indikator_id, r.tahun, r.triwulan): r for r in _ringkas(semua)}
    if penjelasan:
        for r in semua.periode(tahun, triwulan):
            realisasi[r.indikator_id, r.tahun, r.triwulan] = r
    kini = [r.pk for (_, th, tw), r in realisasi.items() if (th, tw) == (tahun, triwulan)]
    return Bahan(
        tahun=tahun,
        triwulan=triwulan,
        izin=izin,
        target=target_setahun(ids, tahun),
        realisasi=realisasi,
        menunggu=frozenset(menunggu.values_list("pk", flat=True)),
        pd_id=pd_id,
        pembaca=pembaca,
        rantai=rantai,
        bukti=_hitung_bukti(kini),
        janggal=_hitung_janggal(isi, tahun, triwulan),
        penjelasan=penjelasan,
    )


def _ringkas(semua: QuerySet[Realisasi]) -> QuerySet[Realisasi]:
    """Values without the long texts; `cuplikan` is the start of the analysis."""
    return semua.annotate(cuplikan=Substr("analisis", 1, PANJANG_CUPLIKAN + 1)).defer(*MEDAN_TEKS)


def _hitung_bukti(realisasi_ids: Sequence[int]) -> dict[int, int]:
    bukti = BuktiDukung.objects.filter(realisasi__in=realisasi_ids).order_by()
    return dict(bukti.values_list("realisasi").annotate(Count("pk")))


def _hitung_janggal(isi: Sequence[IsiIndikator], tahun: int, triwulan: int) -> dict[int, int]:
    """Flags that nobody has explained yet."""
    semua = janggal_per_indikator(isi, tahun, triwulan)
    return {pk: n for pk, daftar in semua.items() if (n := sum(not j.dijelaskan for j in daftar))}
