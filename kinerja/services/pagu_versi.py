"""Pagu of a version that is not in force: written in a draft, kept when replaced, carried over
when put in force."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from dasar.services.audit import BarisAudit, catat_audit_massal
from kinerja.models import Anggaran, DokumenPerencanaan, IsiSimpul, PaguVersi
from kinerja.selectors.pagu_versi import PaguSimpul, pagu_versi
from kinerja.services.isian import simpan_laporan
from kinerja.services.sel_isian import RUPIAH, SelIsian
from opd.models import Pengguna


@transaction.atomic
def tulis_pagu_draf(
    *,
    dokumen: DokumenPerencanaan,
    pagu: Mapping[tuple[int, int], PaguSimpul | None],
    oleh: Pengguna,
) -> None:
    """Store pagu by (pk of the IsiSimpul, year); None: not known in this version.

    The version in force keeps its money. Whoever calls holds the lock of the document and has
    judged right and sums.
    """
    ada = {
        (p.isi_simpul_id, p.tahun): p
        for p in PaguVersi.objects.filter(isi_simpul__dokumen=dokumen)
        if (p.isi_simpul_id, p.tahun) in pagu
    }
    semula = pagu_versi(dokumen, {tahun for _, tahun in pagu})
    isi = IsiSimpul.objects.in_bulk({pk for pk, _ in pagu})
    baru: list[PaguVersi] = []
    berubah: list[PaguVersi] = []
    baris: list[BarisAudit] = []
    for (pk, tahun), nilai in pagu.items():
        satu = ada.get((pk, tahun)) or PaguVersi(isi_simpul_id=pk, tahun=tahun)
        satu.pagu, satu.contoh = (nilai.rupiah, nilai.contoh) if nilai else (None, False)
        satu.clean_fields(exclude=["isi_simpul"])
        (berubah if satu.pk else baru).append(satu)
        lama = semula[tahun].get(pk)
        baris.append(
            (
                isi[pk],
                {"tahun": tahun, "pagu": lama.rupiah if lama else None},
                {"tahun": tahun, "pagu": satu.pagu},
            )
        )
    PaguVersi.objects.bulk_create(baru, batch_size=500)
    PaguVersi.objects.bulk_update(berubah, ["pagu", "contoh"], batch_size=200)
    catat_audit_massal("pagu_draf.diubah", baris, oleh=oleh)


def simpan_pagu_lama(dokumen: DokumenPerencanaan) -> None:
    """Copy what a version in force says before another replaces it: its numbers stay."""
    tahun = range(dokumen.tahun_dari, dokumen.tahun_sampai + 1)
    PaguVersi.objects.filter(isi_simpul__dokumen=dokumen).delete()
    PaguVersi.objects.bulk_create(
        (
            PaguVersi(isi_simpul_id=pk, tahun=th, pagu=p.rupiah, contoh=p.contoh)
            for th, milik in pagu_versi(dokumen, tahun).items()
            for pk, p in milik.items()
        ),
        batch_size=500,
    )


def berlakukan_pagu(dokumen: DokumenPerencanaan, oleh: Pengguna) -> None:
    """Carry the pagu of a draft over to the budget, which the version in force reads."""
    tertulis = PaguVersi.objects.filter(isi_simpul__dokumen=dokumen).select_related("isi_simpul")
    per_tahun: dict[int, list[SelIsian]] = {}
    dihapus: dict[int, list[int]] = {}
    for satu in tertulis.order_by("tahun", "isi_simpul__jalur"):
        simpul_id = satu.isi_simpul.simpul_id
        if satu.pagu is None:
            dihapus.setdefault(satu.tahun, []).append(simpul_id)
        else:
            per_tahun.setdefault(satu.tahun, []).append(
                SelIsian(RUPIAH, simpul_id, rupiah=satu.pagu, contoh=satu.contoh)
            )
    for tahun, simpul in dihapus.items():
        ada = Anggaran.objects.filter(simpul__in=simpul, tahun=tahun, triwulan=0)
        catat_audit_massal(
            "anggaran.dihapus", [(a, {"pagu": a.pagu}, None) for a in ada], oleh=oleh
        )
        ada.delete()
    for tahun, sel in per_tahun.items():
        simpan_laporan(
            perangkat_daerah_id=dokumen.perangkat_daerah_id, tahun=tahun, sel=sel, oleh=oleh
        )
    tertulis.delete()
