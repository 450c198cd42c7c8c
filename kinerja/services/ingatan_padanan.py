"""Remembering what a person picked for a name, so that the next report need not ask again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from dasar.services.audit import catat_audit
from kinerja.models import ImporLaporan, IngatanPadanan
from kinerja.permissions import boleh_impor
from kinerja.selectors.isi_pratinjau import BarisPratinjau, PratinjauImpor
from kinerja.selectors.jalur_laporan import kunci_jalur
from opd.models import Pengguna


def ingat_padanan(*, impor: ImporLaporan, hasil: PratinjauImpor, oleh: Pengguna) -> int:
    """Keep the picks of an upload that is being applied; gives their number.

    Called inside the transaction that applies, after it was judged. A pick that made something
    new needs no memory: the plan has the name from then on.
    """
    jumlah = 0
    for b in hasil.baris:
        kode = {k[:1].upper() for k in impor.pilihan.get(str(b.nomor), [])}
        if "S" in kode and b.simpul_id is not None and b.simpul == b.nomor:
            jumlah += _simpan(impor, kunci_jalur(b.jalur), b.nama, {"simpul_id": b.simpul_id}, oleh)
        if "I" in kode and b.indikator_id is not None:
            kunci = kunci_jalur(b.jalur, b.indikator)
            jumlah += _simpan(impor, kunci, b.indikator, {"indikator_id": b.indikator_id}, oleh)
    return jumlah


def _simpan(
    impor: ImporLaporan, kunci: str, nama: str, arti: Mapping[str, int], oleh: Pengguna
) -> int:
    """Write one memory; 1 when it changed."""
    lama = (
        IngatanPadanan.objects.select_for_update(of=("self",))
        .filter(perangkat_daerah=impor.perangkat_daerah_id, kunci=kunci)
        .first()
    )
    isi = {"simpul_id": arti.get("simpul_id"), "indikator_id": arti.get("indikator_id")}
    if lama is not None and _potret(lama) == isi:
        return 0
    sebelum = _potret(lama) if lama else None
    ingatan = lama or IngatanPadanan(perangkat_daerah_id=impor.perangkat_daerah_id, kunci=kunci)
    ingatan.nama, ingatan.oleh = nama, oleh
    ingatan.simpul_id, ingatan.indikator_id = isi["simpul_id"], isi["indikator_id"]
    ingatan.full_clean()
    ingatan.save()
    catat_audit("impor.padanan_diingat", ingatan, oleh=oleh, sebelum=sebelum, sesudah=isi)
    return 1


def _potret(ingatan: IngatanPadanan) -> dict[str, Any]:
    return {"simpul_id": ingatan.simpul_id, "indikator_id": ingatan.indikator_id}


@transaction.atomic
def hapus_ingatan(*, impor: ImporLaporan, baris: BarisPratinjau, oleh: Pengguna) -> int:
    """Forget what is remembered of one row's name and indicator; gives how many went.

    Raises TidakBoleh.
    """
    boleh_impor(oleh, impor.perangkat_daerah_id).wajib()
    kunci = [kunci_jalur(baris.jalur)]
    if baris.indikator:
        kunci.append(kunci_jalur(baris.jalur, baris.indikator))
    semua = list(
        IngatanPadanan.objects.for_user(oleh)
        .filter(perangkat_daerah=impor.perangkat_daerah_id, kunci__in=kunci)
        .order_by("pk")
    )
    for ingatan in semua:
        catat_audit(
            "impor.padanan_dilupakan",
            ingatan,
            oleh=oleh,
            sebelum={"nama": ingatan.nama, **_potret(ingatan)},
        )
        ingatan.delete()
    return len(semua)
