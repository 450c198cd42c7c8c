"""Writing money: pagu and realisasi of many nodes at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from dasar.izin import Izin
from dasar.services.audit import catat_audit_massal
from dasar.tanggal import romawi
from kinerja.models import STATUS_DAPAT_DIISI, Anggaran, Isian, Realisasi, Simpul
from kinerja.permissions import boleh_muat_periode, boleh_ubah_rencana
from kinerja.selectors.kelengkapan import indikator_jatuh_tempo
from kinerja.selectors.periode import jendela_setahun
from kinerja.services.realisasi import HasilMassal
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class RupiahMasuk:
    """Money of one node: pagu (triwulan 0) or realisasi (triwulan 1..4), whole rupiah."""

    simpul_id: int
    triwulan: int
    rupiah: int
    isian: str = Isian.SD_TRIWULAN
    sumber: str = ""
    contoh: bool = False


@transaction.atomic
def simpan_anggaran_massal(
    *, perangkat_daerah_id: int, tahun: int, baris: Sequence[RupiahMasuk], oleh: Pengguna
) -> HasilMassal:
    """Save many amounts of one PD and year: all or none, with an audit row each.

    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh (closed quarter, or a pagu
    written by someone who may not change plans), Simpul.DoesNotExist (a node of another PD).
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah_id)
    simpul = set(
        Simpul.objects.filter(perangkat_daerah=pd, pk__in={b.simpul_id for b in baris})
        .select_for_update(of=("self",))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if asing := {b.simpul_id for b in baris} - simpul:
        raise Simpul.DoesNotExist(f"{len(asing)} simpul bukan milik perangkat daerah ini.")
    tersimpan = {
        (a.simpul_id, a.triwulan): a
        for a in Anggaran.objects.select_for_update(of=("self",)).filter(
            simpul__in=simpul, tahun=tahun
        )
    }
    jendela = jendela_setahun(pd.pk, tahun)
    izin_rupiah = {
        tw: rupiah_terkunci(pd.pk, tahun, tw) for tw in {b.triwulan for b in baris if b.triwulan}
    }
    baru: list[Anggaran] = []
    berubah: list[tuple[Anggaran, dict[str, Any]]] = []
    sama, kini = 0, timezone.now()
    for masuk in baris:
        medan = "realisasi" if masuk.triwulan else "pagu"
        lama = tersimpan.get((masuk.simpul_id, masuk.triwulan))
        if lama is not None and (getattr(lama, medan), lama.isian) == (masuk.rupiah, masuk.isian):
            sama += 1
            continue
        if masuk.triwulan:
            boleh_muat_periode(oleh, pd.pk, jendela[masuk.triwulan]).wajib()
            izin_rupiah[masuk.triwulan].wajib()
        else:
            boleh_ubah_rencana(oleh, pd.pk).wajib()
        if lama is None:
            baru.append(
                Anggaran(
                    simpul_id=masuk.simpul_id,
                    tahun=tahun,
                    triwulan=masuk.triwulan,
                    isian=masuk.isian,
                    sumber=masuk.sumber,
                    contoh=masuk.contoh,
                    **{medan: masuk.rupiah},
                )
            )
        else:
            sebelum = _potret(lama)
            setattr(lama, medan, masuk.rupiah)
            lama.isian, lama.sumber, lama.contoh = masuk.isian, masuk.sumber, masuk.contoh
            lama.diperbarui_pada = kini
            berubah.append((lama, sebelum))
    Anggaran.objects.bulk_create(baru, batch_size=500)
    Anggaran.objects.bulk_update(
        [a for a, _ in berubah],
        ["pagu", "realisasi", "isian", "sumber", "contoh", "diperbarui_pada"],
        batch_size=200,
    )
    catat_audit_massal(
        "anggaran.disimpan",
        [*((a, None, _potret(a)) for a in baru), *((a, s, _potret(a)) for a, s in berubah)],
        oleh=oleh,
    )
    return HasilMassal(baru=len(baru), berubah=len(berubah), sama=sama)


def rupiah_terkunci(pd_id: int, tahun: int, triwulan: int) -> Izin:
    """Whether spent money of a quarter may change: money has no state of its own, it is fixed with
    the last row of the quarter that was submitted (two queries)."""
    jatuh_tempo = indikator_jatuh_tempo(pd_id, tahun, triwulan)
    lepas = (
        Realisasi.objects.periode(tahun, triwulan)
        .filter(indikator__in=jatuh_tempo)
        .exclude(status__in=STATUS_DAPAT_DIISI)
        .count()
    )
    if jatuh_tempo and lepas == len(jatuh_tempo):
        return Izin.tidak(
            f"Realisasi anggaran Triwulan {romawi(triwulan)} {tahun} tidak dapat "
            "diubah karena realisasi triwulan itu sudah diajukan."
        )
    return Izin.ya()


def _potret(anggaran: Anggaran) -> dict[str, Any]:
    return {
        "pagu": anggaran.pagu,
        "realisasi": anggaran.realisasi,
        "isian": anggaran.isian,
    }
