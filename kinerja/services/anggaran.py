"""Writing the spent money of one node from the grid, and what any writer of money asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from dasar.izin import Izin
from dasar.models import JejakAudit
from dasar.services.audit import catat_audit
from dasar.tanggal import romawi
from kinerja.models import STATUS_DAPAT_DIISI, Anggaran, Realisasi, Simpul
from kinerja.permissions import boleh_isi_periode
from kinerja.selectors.kelengkapan import indikator_jatuh_tempo
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.uang_simpul import simpul_dijumlah
from opd.models import Pengguna

AKSI_DIHAPUS = "anggaran.dihapus"


class KonflikRupiah(Exception):  # noqa: N818 - the domain's word
    """Someone else saved this amount since it was shown; None: someone cleared it."""

    def __init__(self, tersimpan: Anggaran | None) -> None:
        super().__init__("Sel ini baru saja diubah. Pilih nilai yang dipakai.")
        self.tersimpan = tersimpan


@transaction.atomic
def simpan_rupiah(
    *,
    simpul_id: int,
    tahun: int,
    triwulan: int,
    rupiah: int | None,
    oleh: Pengguna,
    versi: int | None = None,
) -> Anggaran | None:
    """Save the spent money of one node and quarter (1..4), whole rupiah; None clears it.

    A quarter that is stored per triwulan keeps its `isian`; a new one is up to the quarter.
    `versi` is the version the user saw (0: empty); None skips the comparison. Saving what is
    stored changes nothing. Returns the stored row, None when there is none.

    Raises:
        Simpul.DoesNotExist: no such node, or not visible to `oleh`.
        TidakBoleh: visible, but may not be changed now (reason in the message).
        KonflikRupiah: the stored amount is newer than `versi` and differs.
        ValidationError: the amount breaks a rule of the model.
    """
    terlihat = Simpul.objects.for_user(oleh).filter(pk=simpul_id)
    # Locked: two first saves of one amount must not both insert.
    simpul = Simpul.objects.select_for_update(of=("self",)).get(pk__in=terlihat)
    pd_id = simpul.perangkat_daerah_id
    boleh_isi_periode(oleh, pd_id, jendela_periode(pd_id, tahun, triwulan)).wajib()
    rupiah_terkunci(pd_id, tahun, triwulan).wajib()
    lama = (
        Anggaran.objects.select_for_update(of=("self",))
        .filter(simpul=simpul, tahun=tahun, triwulan=triwulan)
        .first()
    )
    if (lama.realisasi if lama else None) == rupiah:
        return lama
    rupiah_diketik([simpul.pk], tahun)[simpul.pk].wajib()
    if versi is not None and versi != (lama.versi if lama else 0):
        raise KonflikRupiah(lama)
    if lama is not None and rupiah is None:
        sebelum = {**_potret(lama), "tahun": tahun, "triwulan": triwulan, "versi": lama.versi}
        catat_audit(AKSI_DIHAPUS, simpul, oleh=oleh, sebelum=sebelum)
        lama.delete()
        return None
    baris = lama or Anggaran(
        simpul=simpul,
        tahun=tahun,
        triwulan=triwulan,
        versi=versi_terhapus([simpul.pk], tahun).get((simpul.pk, triwulan), 0),
    )
    semula = _potret(baris) if lama else None
    baris.realisasi, baris.contoh, baris.sumber = rupiah, False, ""
    baris.versi += 1
    baris.diisi_oleh, baris.diisi_pada = oleh, timezone.now()
    # Node, period and person were judged under the lock; the amount is what was typed.
    baris.full_clean(exclude={f.name for f in Anggaran._meta.fields} - {"realisasi"})
    baris.save()
    catat_audit("anggaran.disimpan", baris, oleh=oleh, sebelum=semula, sesudah=_potret(baris))
    return baris


def versi_terhapus(simpul_ids: Iterable[int], tahun: int) -> dict[tuple[int, int], int]:
    """The version that the cleared amounts of some nodes had, by node and quarter (one query): the
    next amount must not look like the old one to another browser."""
    hapus = JejakAudit.objects.filter(
        aksi=AKSI_DIHAPUS,
        objek_tipe=ContentType.objects.get_for_model(Simpul),
        objek_id__in=[str(pk) for pk in simpul_ids],
    ).values_list("objek_id", "sebelum")
    hasil: dict[tuple[int, int], int] = {}
    for pk, j in hapus:
        if j and j["tahun"] == tahun:
            letak = int(pk), j["triwulan"]
            hasil[letak] = max(hasil.get(letak, 0), j["versi"])
    return hasil


def rupiah_diketik(simpul_ids: Collection[int], tahun: int) -> dict[int, Izin]:
    """Whether spent money is typed at each of some nodes, or summed there (one query)."""
    dijumlah = simpul_dijumlah(simpul_ids, tahun)
    tidak = Izin.tidak(
        "Realisasi anggaran di sini adalah jumlah dari rinciannya. Isi baris rinciannya."
    )
    return {pk: tidak if pk in dijumlah else Izin.ya() for pk in simpul_ids}


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
