"""What frozen quarters say about a version that is to be put in force, and about a merge."""

from __future__ import annotations

from dataclasses import dataclass, field

from dasar.tulisan import huruf_kalimat, sebut
from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    IsiIndikator,
    JadwalPengisian,
    Pembekuan,
    StatusDokumen,
    TargetBeku,
)
from kinerja.selectors.kelengkapan import indikator_jatuh_tempo
from opd.models import PerangkatDaerah
from opd.pendaftar import RencanaPindah


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


def beku_pindah(rencana: RencanaPindah) -> dict[JadwalPengisian, set[int]]:
    """Frozen quarters of the year of a change and later, with the PD of it that hold them (one
    query)."""
    hasil: dict[JadwalPengisian, set[int]] = {}
    semua = Pembekuan.objects.berlaku().filter(
        jadwal__tahun__gte=rencana.tanggal.year,
        perangkat_daerah__in={*rencana.asal, *rencana.tujuan},
    )
    urut = semua.select_related("jadwal").order_by("jadwal__tahun", "jadwal__triwulan", "pk")
    for satu in urut:
        hasil.setdefault(satu.jadwal, set()).add(satu.perangkat_daerah_id)
    return hasil


def beku_berbeda(rencana: RencanaPindah) -> list[str]:
    """Quarters that some PD of a change hold frozen while others, which owe rows in them, do not.

    Money and rows that were frozen unverified have no state of their own: in one PD with open rows
    nothing would guard them any more.
    """
    beku = beku_pindah(rencana)
    if not beku:
        return []
    pd = PerangkatDaerah.objects.filter(pk__in={*rencana.asal, *rencana.tujuan})
    nama = pd.order_by("urutan", "kode").nama_per_id()
    kalimat = []
    for jadwal, milik in beku.items():
        belum = [
            teks
            for pk, teks in nama.items()
            if pk not in milik and indikator_jatuh_tempo(pk, jadwal.tahun, jadwal.triwulan)
        ]
        if belum:
            sudah = sebut([teks for pk, teks in nama.items() if pk in milik])
            kalimat.append(
                f"{jadwal.nama} sudah dibekukan untuk {sudah}, belum untuk {sebut(belum)}. "
                "Bekukan juga, atau buka dulu pembekuannya."
            )
    return kalimat
