"""Writing money: pagu and realisasi of many nodes at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from dasar.izin import Izin
from dasar.models import JejakAudit
from dasar.services.audit import catat_audit, catat_audit_massal
from dasar.tanggal import romawi
from kinerja.models import STATUS_DAPAT_DIISI, Anggaran, Isian, Realisasi, Simpul
from kinerja.permissions import boleh_isi_periode, boleh_muat_periode, boleh_ubah_rencana
from kinerja.selectors.kelengkapan import indikator_jatuh_tempo
from kinerja.selectors.periode import jendela_periode, jendela_setahun
from kinerja.selectors.uang_simpul import simpul_dijumlah
from kinerja.services.realisasi import HasilMassal
from kinerja.services.sel_isian import RUPIAH, PerubahanSel, potret_rupiah
from opd.models import Pengguna, PerangkatDaerah

AKSI_DIHAPUS = "anggaran.dihapus"


class KonflikRupiah(Exception):  # noqa: N818 - the domain's word
    """Someone else saved this amount since it was shown; None: someone cleared it."""

    def __init__(self, tersimpan: Anggaran | None) -> None:
        super().__init__("Sel ini baru saja diubah. Pilih nilai yang dipakai.")
        self.tersimpan = tersimpan


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
    semula: dict[tuple[int, int], dict[str, Any]] = {}
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
                    diisi_oleh=oleh,
                    diisi_pada=kini,
                    **{medan: masuk.rupiah},
                )
            )
        else:
            sebelum = _potret(lama)
            semula[lama.simpul_id, lama.triwulan] = potret_rupiah(lama)
            setattr(lama, medan, masuk.rupiah)
            lama.isian, lama.sumber, lama.contoh = masuk.isian, masuk.sumber, masuk.contoh
            lama.versi += 1
            lama.diisi_oleh, lama.diisi_pada, lama.diperbarui_pada = oleh, kini, kini
            berubah.append((lama, sebelum))
    for tw in {a.triwulan for a in baru if a.triwulan}:
        milik = [a for a in baru if a.triwulan == tw]
        terhapus = versi_terhapus([a.simpul_id for a in milik], tahun, tw)
        for a in milik:
            a.versi += terhapus.get(a.simpul_id, 0)
    Anggaran.objects.bulk_create(baru, batch_size=500)
    Anggaran.objects.bulk_update(
        [a for a, _ in berubah],
        [
            "pagu",
            "realisasi",
            "isian",
            "sumber",
            "contoh",
            "versi",
            "diisi_oleh",
            "diisi_pada",
            "diperbarui_pada",
        ],
        batch_size=200,
    )
    catat_audit_massal(
        "anggaran.disimpan",
        [*((a, None, _potret(a)) for a in baru), *((a, s, _potret(a)) for a, s in berubah)],
        oleh=oleh,
    )
    return HasilMassal(
        baru=len(baru),
        berubah=len(berubah),
        sama=sama,
        perubahan=tuple(
            PerubahanSel(
                RUPIAH,
                a.simpul_id,
                a.triwulan,
                semula.get((a.simpul_id, a.triwulan), potret_rupiah(Anggaran())),
                potret_rupiah(a),
                a.versi,
            )
            for a in (*baru, *(a for a, _ in berubah))
            if a.triwulan  # pagu belongs to the plan
        ),
    )


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
        versi=versi_terhapus([simpul.pk], tahun, triwulan).get(simpul.pk, 0),
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


def versi_terhapus(simpul_ids: Iterable[int], tahun: int, triwulan: int) -> dict[int, int]:
    """The version that the cleared amounts of some nodes had (one query): the next amount must not
    look like the old one to another browser."""
    hapus = JejakAudit.objects.filter(
        aksi=AKSI_DIHAPUS,
        objek_tipe=ContentType.objects.get_for_model(Simpul),
        objek_id__in=[str(pk) for pk in simpul_ids],
    ).values_list("objek_id", "sebelum")
    hasil: dict[int, int] = {}
    for pk, j in hapus:
        if j and (j["tahun"], j["triwulan"]) == (tahun, triwulan):
            hasil[int(pk)] = max(hasil.get(int(pk), 0), j["versi"])
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
