"""What frozen quarters say about a version that is to be put in force."""

from __future__ import annotations

from dataclasses import dataclass, field

from dasar.tulisan import huruf_kalimat, sebut
from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    IsiIndikator,
    Pembekuan,
    StatusDokumen,
    TargetBeku,
)
from opd.models import PerangkatDaerah


@dataclass(frozen=True)
class TemuanBeku:
    """`menghalangi`: the year is frozen, so its plan is too. `peringatan`: quarters are, and the
    version drops indicators of theirs."""

    menghalangi: list[str] = field(default_factory=list)
    peringatan: list[str] = field(default_factory=list)


def temuan_beku(dokumen: DokumenPerencanaan) -> TemuanBeku:
    """Judge a yearly plan against the freezes of its year (at most five queries).

    With triwulan IV the year is over: a version that came later would take indicators, money or
    nodes out of numbers that were reported. In mid-year a plan may drop an indicator; its frozen
    quarters then leave the pages of that year, and the planner must know.
    """
    if dokumen.jenis not in JENIS_TAHUNAN:
        return TemuanBeku()
    tahun = dokumen.tahun_dari
    berlaku = IsiIndikator.objects.filter(
        dokumen__jenis=dokumen.jenis,
        dokumen__perangkat_daerah=dokumen.perangkat_daerah_id,
        dokumen__tahun_dari=tahun,
        dokumen__status=StatusDokumen.BERLAKU,
    ).exclude(dokumen=dokumen)
    baru = IsiIndikator.objects.filter(dokumen=dokumen)
    lama = dict(berlaku.values_list("indikator", "nama"))
    pengampu = {
        dokumen.perangkat_daerah_id,
        *berlaku.values_list("indikator__pengampu", flat=True),
        *baru.values_list("indikator__pengampu", flat=True),
    }
    setahun = Pembekuan.objects.berlaku().filter(
        jadwal__tahun=tahun, jadwal__triwulan=4, perangkat_daerah__in=pengampu
    )
    pd = PerangkatDaerah.objects.filter(pk__in=setahun.values("perangkat_daerah"))
    if nama := list(pd.order_by("urutan", "kode").nama_per_id().values()):
        return TemuanBeku(
            menghalangi=[
                f"Triwulan IV {tahun} {sebut(nama)} sudah dibekukan, jadi rencana {tahun} tidak "
                "berubah lagi. Buka dulu pembekuannya."
            ]
        )
    hilang = set(lama) - set(baru.values_list("indikator", flat=True))
    beku = TargetBeku.objects.filter(indikator__in=hilang, tahun=tahun)
    hilang &= set(beku.values_list("indikator", flat=True))
    if not hilang:
        return TemuanBeku()
    sebutan = sebut([huruf_kalimat(n) for pk, n in lama.items() if pk in hilang])
    return TemuanBeku(
        peringatan=[
            f"{len(hilang)} indikator tidak ada lagi pada versi ini, padahal triwulannya sudah "
            f"dibekukan: {sebutan}. Nilai bekunya tetap tersimpan, tetapi tidak ikut dihitung "
            "selama versi ini berlaku."
        ]
    )
