"""What a freeze keeps: targets with the rule of comparison, and the pagu, as they stood then."""

from __future__ import annotations

from kinerja.models import (
    JENIS_TAHUNAN,
    Anggaran,
    IsiIndikator,
    IsiSimpul,
    JadwalPengisian,
    PaguBeku,
    Pembekuan,
    StatusDokumen,
    TargetBeku,
)
from kinerja.models.pembekuan import PaguBekuQuerySet
from kinerja.selectors.target_berlaku import TargetBerlaku, aturan_beku, target_setahun
from kinerja.selectors.uang_simpul import JENIS_BERUANG


def bekukan_pagu(pembekuan: dict[int, Pembekuan], jadwal: JadwalPengisian) -> None:
    """Store the pagu of the year of every node with money of these PD, also that it had none."""
    tahun = jadwal.tahun
    simpul = dict(
        IsiSimpul.objects.filter(
            simpul__perangkat_daerah__in=pembekuan,
            jenis__in=JENIS_BERUANG,
            dokumen__jenis__in=JENIS_TAHUNAN,
            dokumen__status=StatusDokumen.BERLAKU,
            dokumen__tahun_dari__lte=tahun,
            dokumen__tahun_sampai__gte=tahun,
        )
        # A PD that took over nodes of a frozen one has their pagu already.
        .exclude(simpul__pagu_beku__in=_pagu_beku(jadwal))
        .order_by()
        .values_list("simpul", "simpul__perangkat_daerah")
    )
    pagu = {
        pk: (rupiah, contoh)
        for pk, rupiah, contoh in Anggaran.objects.filter(
            simpul__in=simpul, tahun=tahun, triwulan=0
        ).values_list("simpul", "pagu", "contoh")
    }
    baru = []
    for pk, pd_id in simpul.items():
        rupiah, contoh = pagu.get(pk, (None, False))
        baru.append(
            PaguBeku(
                simpul_id=pk,
                tahun=tahun,
                triwulan=jadwal.triwulan,
                pagu=rupiah,
                contoh=contoh,
                pembekuan=pembekuan[pd_id],
            )
        )
    PaguBeku.objects.bulk_create(baru, batch_size=500)


def lepas_pagu(pd_ids: set[int], jadwal: JadwalPengisian) -> None:
    """Let the plan say the pagu of the quarter again."""
    _pagu_beku(jadwal).filter(simpul__perangkat_daerah__in=pd_ids).delete()


def _pagu_beku(jadwal: JadwalPengisian) -> PaguBekuQuerySet:
    return PaguBeku.objects.filter(tahun=jadwal.tahun, triwulan=jadwal.triwulan)


def _triwulan_target(jadwal: JadwalPengisian) -> tuple[int, ...]:
    """Triwulan IV closes the whole year, and is compared with the target of the year where it has
    none of its own."""
    return (4, 0, 1, 2, 3) if jadwal.triwulan == 4 else (jadwal.triwulan,)


def lepas_target(pd_ids: set[int], jadwal: JadwalPengisian) -> None:
    """Give the targets back to the plan, but for quarters that are frozen on their own."""
    sendiri: dict[int, set[int]] = {}
    for tw, pd_id in (
        Pembekuan.objects.berlaku()
        .filter(perangkat_daerah__in=pd_ids, jadwal__tahun=jadwal.tahun)
        .exclude(jadwal=jadwal)
        .values_list("jadwal__triwulan", "perangkat_daerah")
    ):
        sendiri.setdefault(tw, set()).add(pd_id)
    for tw in _triwulan_target(jadwal):
        TargetBeku.objects.filter(
            indikator__pengampu__in=pd_ids - sendiri.get(tw, set()),
            tahun=jadwal.tahun,
            triwulan=tw,
        ).delete()


def bekukan_target(pembekuan: dict[int, Pembekuan], jadwal: JadwalPengisian) -> dict[int, int]:
    """Store what every due indicator was compared with, also that it had no target; returns how
    many by freeze."""
    tahun = jadwal.tahun
    isi = {
        pk: i
        for pk, i in IsiIndikator.objects.diukur(tahun)
        .filter(indikator__pengampu__in=pembekuan)
        .select_related("indikator")
        .satu_per_indikator()
        .items()
        if i.jatuh_tempo(jadwal.triwulan)
    }
    target = target_setahun(isi, tahun)
    # A PD that took over rows of a frozen one has their targets already.
    ada = set(
        TargetBeku.objects.filter(indikator__in=isi, tahun=tahun).values_list(
            "indikator", "triwulan"
        )
    )
    baru = []
    for pk, i in isi.items():
        milik = target.get(pk)
        for tw in _triwulan_target(jadwal):
            if (pk, tw) in ada or not i.jatuh_tempo(tw or 4):
                continue
            t = None if milik is None else (milik.triwulan.get(tw) if tw else milik.tahun)
            baru.append(_target_beku(i, tahun, tw, t, pembekuan[i.indikator.pengampu_id]))
    TargetBeku.objects.bulk_create(baru, batch_size=500)
    jumlah: dict[int, int] = {}
    for satu in baru:
        jumlah[satu.pembekuan_id] = jumlah.get(satu.pembekuan_id, 0) + 1
    return jumlah


def _target_beku(
    isi: IsiIndikator, tahun: int, triwulan: int, target: TargetBerlaku | None, beku: Pembekuan
) -> TargetBeku:
    return TargetBeku(
        indikator_id=isi.indikator_id,
        tahun=tahun,
        triwulan=triwulan,
        nilai=target.nilai if target else None,
        nilai_atas=target.nilai_atas if target else None,
        contoh=target.contoh if target else False,
        dokumen=target.dokumen[:200] if target else "",
        pembekuan=beku,
        **aturan_beku(isi),
    )
