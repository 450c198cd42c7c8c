"""Signing a Perjanjian Kinerja: what was shown is frozen, and the one before is replaced."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from kinerja.formulas.isi_pk import IsiPK, ke_json, sidik
from kinerja.models import ButirPK, PerjanjianKinerja, StatusPK
from kinerja.permissions import boleh_tandatangani_pk
from kinerja.selectors.isi_perjanjian import bekukan, dokumen_janji, susun_isi
from kinerja.services.perjanjian import kunci_pk, periksa_perubahan, pk_berlaku, potret
from opd.models import Pengguna
from opd.services.dokumen_resmi import kode_baru


@transaction.atomic
def tandatangani_pk(
    *, pk_id: int, tanggal: datetime.date, oleh: Pengguna, tanda: str, contoh: bool = False
) -> PerjanjianKinerja:
    """Freeze a draft as signed on `tanggal`; `tanda` is the `tanda_isi` of what was shown.

    From that day the signed agreement before it is replaced. `contoh`: made-up numbers or names
    are known to be in it; only a demo may sign these.

    Raises PerjanjianKinerja.DoesNotExist (not visible), TidakBoleh, ValidationError (date,
    reason, vacant post, nothing promised), and GalatPengguna when plan or signers are no longer
    what was shown.
    """
    pk = kunci_pk(pk_id, oleh)
    boleh_tandatangani_pk(oleh, pk).wajib()
    lama = pk_berlaku(pk.jabatan_id, pk.tahun)
    pk.tanggal = tanggal
    periksa_perubahan(pk, lama)
    isi = susun_isi(pk, tanggal)
    if tanda != tanda_isi(isi):
        raise GalatPengguna(
            "Isi Perjanjian Kinerja ini berubah sejak halaman dibuka: rencana, target, atau "
            "pejabatnya tidak lagi sama. Periksa lagi sebelum menandatangani."
        )
    if halangan := halangan_tanda(isi):
        raise ValidationError(halangan)
    if isi.memuat_contoh and not (settings.DEMO and contoh):
        raise ValidationError(
            "Perjanjian Kinerja ini memuat angka atau nama contoh, jadi tidak dapat ditandatangani."
        )
    sebelum = potret(pk)
    if lama is not None:
        _gantikan(lama, tanggal, oleh)
    _bekukan(pk, bekukan(isi), oleh)
    catat_audit("pk.ditandatangani", pk, oleh=oleh, sebelum=sebelum, sesudah=potret(pk))
    return pk


def tanda_isi(isi: IsiPK) -> str:
    """Digest of what a page showed before signing."""
    return sidik(ke_json(isi))


def halangan_tanda(isi: IsiPK) -> list[str]:
    """Sentences that say why this cannot be signed; [] when it can."""
    kosong = [p for p in (isi.pihak_pertama, isi.pihak_kedua) if p is not None and not p.nama]
    halangan = []
    if datetime.date.fromisoformat(isi.tanggal) > timezone.localdate():
        halangan.append("Tanggal itu belum tiba. Catat setelah para pihak menandatanganinya.")
    halangan += [
        f"{satu.sebutan} tidak dijabat siapa pun pada tanggal itu, jadi belum ada yang "
        "dapat menandatangani."
        for satu in kosong
    ]
    if not isi.kinerja:
        halangan.append("Belum ada kinerja yang dijanjikan jabatan ini dalam rencana yang berlaku.")
    elif not any(i.target is not None for k in isi.kinerja for i in k.indikator):
        halangan.append("Belum satu pun indikator mempunyai target.")
    return halangan


def _gantikan(lama: PerjanjianKinerja, tanggal: datetime.date, oleh: Pengguna) -> None:
    sebelum = potret(lama)
    lama.status, lama.digantikan_pada = StatusPK.DIGANTIKAN, tanggal
    lama.save(update_fields=["status", "digantikan_pada", "diperbarui_pada"])
    catat_audit(
        "pk.digantikan",
        lama,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={**potret(lama), "digantikan_pada": tanggal},
    )


def _bekukan(pk: PerjanjianKinerja, isi: IsiPK, oleh: Pengguna) -> None:
    dokumen = dokumen_janji(pk.jabatan, pk.tahun, pk.tanggal)
    if dokumen is not None:
        pk.dokumen = dokumen
    pk.isi = ke_json(isi)
    pk.sha256 = sidik(pk.isi)
    pk.kode = kode_baru("PK", pk.tahun)
    pk.status = StatusPK.DITANDATANGANI
    pk.pihak_pertama_id = isi.pihak_pertama.penugasan_id
    pk.pihak_kedua_id = isi.pihak_kedua.penugasan_id if isi.pihak_kedua else None
    pk.contoh = isi.memuat_contoh
    pk.dicatat_oleh, pk.dicatat_pada = oleh, timezone.now()
    pk.full_clean()
    pk.save()
    butir: dict[int, ButirPK] = {}
    for kinerja in isi.kinerja:
        for i in kinerja.indikator:
            if i.target is not None and i.indikator_id not in butir:
                butir[i.indikator_id] = ButirPK(
                    pk_induk=pk,
                    indikator_id=i.indikator_id,
                    urutan=len(butir) + 1,
                    nilai=i.target,
                    nilai_atas=i.target_atas,
                    contoh=i.contoh,
                )
    ButirPK.objects.bulk_create(butir.values())
