"""What is due in a quarter, what is there, and whether the quarter can be submitted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from dasar.izin import Izin
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    BuktiDukung,
    IsiIndikator,
    Komentar,
    PenjelasanKejanggalan,
    Realisasi,
    StatusRealisasi,
)
from kinerja.models.indikator import JATUH_TEMPO, Frekuensi
from opd.models import JenisPeran


@dataclass(frozen=True)
class Kelengkapan:
    """Counts over the cells due in one quarter of one PD."""

    jatuh_tempo: int
    terisi: int  # filled, and not waiting for an answer to a return
    dikembalikan: int  # returned, and neither changed nor answered since
    kosong: int
    belum_diajukan: int  # cells still in the operator's hands, filled or not

    @property
    def siap(self) -> int:
        """Cells that could be submitted now, when the rest stays."""
        return self.belum_diajukan - self.kosong - self.dikembalikan

    @property
    def izin(self) -> Izin:
        """Whether nothing stands in the way of submitting."""
        if not self.jatuh_tempo:
            return Izin.tidak("Belum ada indikator untuk triwulan ini. Minta targetnya diimpor.")
        if self.kosong:
            return Izin.tidak(
                f"Belum bisa diajukan. Selesaikan {self.kosong} sel yang kosong, "
                "atau beri alasan bila datanya memang belum ada."
            )
        if self.dikembalikan:
            return Izin.tidak(
                f"Belum bisa diajukan. Perbaiki atau jawab {self.dikembalikan} baris "
                "yang dikembalikan."
            )
        return Izin.ya()


def belum_ditanggapi() -> Q:
    """Rows that were returned and since then neither changed, explained nor answered by the PD;
    new evidence and the reason for a flag are answers too."""
    jawaban = Komentar.objects.filter(
        realisasi=OuterRef("pk"),
        dibuat_pada__gt=OuterRef("dikembalikan_pada"),
        oleh__peran__peran=JenisPeran.OPERATOR,
        oleh__peran__perangkat_daerah=OuterRef("indikator__pengampu"),
    ).exclude(oleh=OuterRef("dikembalikan_oleh"))
    sesudah = {"realisasi": OuterRef("pk"), "diperbarui_pada__gt": OuterRef("dikembalikan_pada")}
    alasan_baru = PenjelasanKejanggalan.objects.filter(**sesudah)
    bukti_baru = BuktiDukung.objects.filter(**sesudah)
    tak_tersentuh = Q(diisi_pada__isnull=True) | Q(diisi_pada__lte=F("dikembalikan_pada"))
    tak_dijelaskan = Q(dijelaskan_pada__isnull=True) | Q(
        dijelaskan_pada__lte=F("dikembalikan_pada")
    )
    return Q(
        *(~Exists(tanggapan) for tanggapan in (jawaban, alasan_baru, bukti_baru)),
        tak_tersentuh,
        tak_dijelaskan,
        status=StatusRealisasi.DIKEMBALIKAN,
    )


def indikator_jatuh_tempo(pd_id: int, tahun: int, triwulan: int) -> list[int]:
    """Ids of the indicators this PD must report in this quarter (one query)."""
    diampu = IsiIndikator.objects.diukur(tahun).filter(indikator__pengampu_id=pd_id)
    isi = diampu.medan_per_indikator("frekuensi")
    return [pk for pk, (f,) in isi.items() if triwulan in JATUH_TEMPO[Frekuensi(f)]]


def periksa_kelengkapan(pd_id: int, tahun: int, triwulan: int) -> Kelengkapan:
    """Count the cells of one quarter (two queries)."""
    jatuh_tempo = indikator_jatuh_tempo(pd_id, tahun, triwulan)
    baris = Realisasi.objects.filter(indikator__in=jatuh_tempo, tahun=tahun, triwulan=triwulan)
    terisi = dikembalikan = lepas = 0
    for nilai, alasan, status, menunggu in baris.annotate(menunggu=belum_ditanggapi()).values_list(
        "nilai", "alasan_kosong", "status", "menunggu"
    ):
        lepas += status not in STATUS_DAPAT_DIISI
        if nilai is None and not alasan:
            continue
        if menunggu:
            dikembalikan += 1
        else:
            terisi += 1
    return Kelengkapan(
        jatuh_tempo=len(jatuh_tempo),
        terisi=terisi,
        dikembalikan=dikembalikan,
        kosong=len(jatuh_tempo) - terisi - dikembalikan,
        belum_diajukan=len(jatuh_tempo) - lepas,
    )


def siap_diajukan(pd_id: int, tahun: int, triwulan: int) -> list[int]:
    """Indicators that are due, still with the operator, filled, and not waiting for an answer
    (two queries)."""
    baris = Realisasi.objects.periode(tahun, triwulan).filter(
        Q(nilai__isnull=False) | ~Q(alasan_kosong=""),
        ~belum_ditanggapi(),
        indikator__in=indikator_jatuh_tempo(pd_id, tahun, triwulan),
        status__in=STATUS_DAPAT_DIISI,
    )
    return list(baris.order_by("indikator").values_list("indikator", flat=True))
