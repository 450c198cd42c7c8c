"""The way of a value: submitted, approved by the kepala PD, verified, or returned.

States and their words are in docs/arsitektur.md. Each service locks, judges after the lock, writes
named fields and audits, so that of two simultaneous clicks the second is told why not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from dasar.izin import Izin, TidakBoleh
from dasar.services.audit import catat_audit, catat_audit_massal
from dasar.services.notifikasi import beri_tahu
from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    STATUS_DAPAT_DIISI,
    Indikator,
    JendelaPeriode,
    JenisKomentar,
    Komentar,
    Realisasi,
    StatusRealisasi,
)
from kinerja.permissions import (
    boleh_isi_periode,
    boleh_kembalikan,
    boleh_komentar,
    boleh_setujui,
    boleh_verifikasi,
)
from kinerja.selectors.kelengkapan import (
    indikator_jatuh_tempo,
    periksa_kelengkapan,
    siap_diajukan,
)
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.target_berlaku import isi_berlaku
from opd.models import JenisPeran, Pengguna, Peran, PerangkatDaerah


@dataclass(frozen=True)
class HasilAlur:
    """How many rows moved."""

    jumlah: int


class SudahDiajukan(TidakBoleh):
    """Nothing is left to submit: pressed twice, or come back to an old page."""


class NilaiBerubah(TidakBoleh):
    """What is decided on is not what was shown: look again."""

    def __init__(self) -> None:
        super().__init__(
            "Nilai atau status baris berubah sejak halaman ini dibuka. Periksa lagi, lalu putuskan."
        )


def _untuk_diputuskan(
    oleh: Pengguna,
    realisasi_id: int,
    boleh: Callable[[Pengguna, Realisasi, JendelaPeriode], Izin],
    versi: int | None,
) -> Realisasi:
    """The visible row, locked and then judged. `versi` None skips the comparison.

    Raises Realisasi.DoesNotExist, TidakBoleh, and NilaiBerubah when the stored value is not the
    one that was shown.
    """
    terlihat = Realisasi.objects.for_user(oleh).filter(pk=realisasi_id)
    realisasi = (
        Realisasi.objects.select_for_update(of=("self",))
        .select_related("indikator")
        .get(pk__in=terlihat)
    )
    # Read after the lock: a freeze waits for the same row.
    pd_id = realisasi.indikator.pengampu_id
    jendela = jendela_periode(pd_id, realisasi.tahun, realisasi.triwulan)
    boleh(oleh, realisasi, jendela).wajib()
    if versi is not None and versi != realisasi.versi:
        raise NilaiBerubah
    return realisasi


def tanda_antrean(baris: Iterable[Realisasi], ditandai: Collection[int] = ()) -> str:
    """Names the values of a whole queue and its flagged rows (`ditandai`), so that a decision on
    all of them is on what was shown."""
    teks = " ".join(
        f"{r.pk}.{r.versi}{'!' if r.pk in ditandai else ''}"
        for r in sorted(baris, key=lambda r: r.pk)
    )
    return hashlib.sha256(teks.encode()).hexdigest()[:32]


def _pindah(
    aksi: str,
    realisasi: Realisasi,
    status: StatusRealisasi,
    oleh: Pengguna,
    catatan: Mapping[str, str] | None = None,
    **medan: Any,
) -> Realisasi:
    """Set the state and named fields of a locked row, with its audit row."""
    sebelum = {"status": realisasi.status}
    realisasi.status = status
    for nama, nilai in medan.items():
        setattr(realisasi, nama, nilai)
    realisasi.full_clean()
    realisasi.save(update_fields=["status", *medan, "diperbarui_pada"])
    sesudah = {"status": realisasi.status, **(catatan or {})}
    catat_audit(aksi, realisasi, oleh=oleh, sebelum=sebelum, sesudah=sesudah)
    return realisasi


def pindah_massal(
    aksi: str,
    baris: Iterable[Realisasi],
    status: StatusRealisasi,
    oleh: Pengguna,
    catatan: Mapping[str, str] | None = None,
    **medan: Any,
) -> int:
    """Set the state and named fields of locked rows that were judged, each with its audit row."""
    baris = list(baris)
    jejak = []
    for realisasi in baris:
        sesudah = {"status": status.value, **(catatan or {})}
        jejak.append((realisasi, {"status": realisasi.status}, sesudah))
        realisasi.status = status
        realisasi.diperbarui_pada = timezone.now()
        for nama, nilai in medan.items():
            setattr(realisasi, nama, nilai)
    Realisasi.objects.bulk_update(baris, ["status", "diperbarui_pada", *medan], batch_size=200)
    catat_audit_massal(aksi, jejak, oleh=oleh)
    return len(baris)


@transaction.atomic
def ajukan_triwulan(
    *,
    perangkat_daerah_id: int,
    tahun: int,
    triwulan: int,
    oleh: Pengguna,
    indikator_ids: Collection[int] | None = None,
) -> HasilAlur:
    """Submit everything the PD has open in this quarter to its kepala PD, or the chosen part.

    Of a part every row must be complete; what is not chosen stays with the operator.

    With PERSETUJUAN_KEPALA_PD off the rows go straight to Bagian Organisasi.

    Raises:
        PerangkatDaerah.DoesNotExist: not visible to `oleh`.
        TidakBoleh: closed, incomplete, or already submitted (reason in the message).
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah_id)
    jatuh_tempo = indikator_jatuh_tempo(pd.pk, tahun, triwulan)
    # Every save of a cell locks its indicator first: from here on nothing is added or changed.
    list(Indikator.objects.select_for_update().filter(pk__in=jatuh_tempo).order_by("pk"))
    jendela = jendela_periode(pd.pk, tahun, triwulan)
    boleh_isi_periode(oleh, pd.pk, jendela).wajib()
    baris = list(
        Realisasi.objects.select_for_update(of=("self",))
        .filter(indikator__in=jatuh_tempo, tahun=tahun, triwulan=triwulan)
        .filter(status__in=STATUS_DAPAT_DIISI)
        .order_by("pk")
    )
    if indikator_ids is None:
        periksa_kelengkapan(pd.pk, tahun, triwulan).izin.wajib()
    else:
        siap = siap_diajukan(pd.pk, tahun, triwulan)
        _bagian_lengkap(set(indikator_ids), siap, {r.indikator_id for r in baris}).wajib()
        baris = [r for r in baris if r.indikator_id in indikator_ids]
    if not baris:
        raise SudahDiajukan(
            f"Triwulan {romawi(triwulan)} {tahun} sudah diajukan. Tidak ada baris yang berubah."
        )
    kini = timezone.now()
    medan: dict[str, Any] = {
        "diajukan_oleh": oleh,
        "diajukan_pada": kini,
        "disetujui_oleh": None,
        "disetujui_pada": None,
        "diverifikasi_oleh": None,
        "diverifikasi_pada": None,
    }
    if settings.PERSETUJUAN_KEPALA_PD:
        tujuan, peran = StatusRealisasi.DIAJUKAN, JenisPeran.KEPALA_PD
    else:
        tujuan, peran = StatusRealisasi.DISETUJUI_PD, JenisPeran.ORGANISASI
    jumlah = pindah_massal("realisasi.diajukan", baris, tujuan, oleh, **medan)
    kabari_peran(
        peran,
        pd,
        judul=f"{pd.nama_pada()} mengajukan realisasi Triwulan {romawi(triwulan)} {tahun}",
        teks=f"{jumlah} baris menunggu keputusan Anda.",
        tautan=alamat_antrean(peran, pd, tahun, triwulan),
        kunci=f"diajukan-{pd.pk}-{tahun}-{triwulan}-{kini.timestamp()}",
    )
    return HasilAlur(jumlah)


@transaction.atomic
def setujui_realisasi(*, realisasi_id: int, oleh: Pengguna, versi: int | None = None) -> Realisasi:
    """Kepala PD approves one submitted row. Raises as _untuk_diputuskan."""
    return _pindah(
        "realisasi.disetujui_pd",
        _untuk_diputuskan(oleh, realisasi_id, boleh_setujui, versi),
        StatusRealisasi.DISETUJUI_PD,
        oleh,
        disetujui_oleh=oleh,
        disetujui_pada=timezone.now(),
    )


@transaction.atomic
def verifikasi_realisasi(
    *, realisasi_id: int, oleh: Pengguna, versi: int | None = None
) -> Realisasi:
    """Bagian Organisasi accepts one row; it does not change any more. Raises as
    _untuk_diputuskan."""
    return _pindah(
        "realisasi.diverifikasi",
        _untuk_diputuskan(oleh, realisasi_id, boleh_verifikasi, versi),
        StatusRealisasi.DIVERIFIKASI,
        oleh,
        diverifikasi_oleh=oleh,
        diverifikasi_pada=timezone.now(),
    )


@transaction.atomic
def kembalikan_realisasi(
    *, realisasi_id: int, teks: str, oleh: Pengguna, versi: int | None = None, status: str = ""
) -> Realisasi:
    """Send one row back to the operator with a comment, and tell who submitted it.

    A verified row goes back only from a page that showed it as verified (`status`): a colleague's
    acceptance is not undone unseen. Raises as _untuk_diputuskan, and ValidationError (empty
    comment).
    """
    realisasi = _untuk_diputuskan(oleh, realisasi_id, boleh_kembalikan, versi)
    if realisasi.status == StatusRealisasi.DIVERIFIKASI != status:
        raise NilaiBerubah
    komentar = catat_komentar(realisasi, oleh, teks, JenisKomentar.PENGEMBALIAN)
    _pindah(
        "realisasi.dikembalikan",
        realisasi,
        StatusRealisasi.DIKEMBALIKAN,
        oleh,
        {"komentar": komentar.teks},
        dikembalikan_oleh=oleh,
        dikembalikan_pada=timezone.now(),
    )
    penerima = realisasi.diajukan_oleh or realisasi.diisi_oleh
    if penerima is not None:
        isi = isi_berlaku(realisasi.indikator_id, realisasi.tahun)
        nama = huruf_kalimat(isi.nama) if isi else "satu baris realisasi"
        beri_tahu(
            penerima,
            Truncator(f"Dikembalikan: {nama}").chars(200),
            teks=komentar.teks,
            tautan=alamat_baris(realisasi),
            kunci=f"dikembalikan-{komentar.pk}",
        )
    return realisasi


@transaction.atomic
def tulis_komentar(*, realisasi_id: int, teks: str, oleh: Pengguna) -> Komentar:
    """Add a remark to one value.

    Raises Realisasi.DoesNotExist, TidakBoleh, ValidationError (empty text).
    """
    realisasi = Realisasi.objects.for_user(oleh).select_related("indikator").get(pk=realisasi_id)
    jendela = jendela_periode(realisasi.indikator.pengampu_id, realisasi.tahun, realisasi.triwulan)
    boleh_komentar(oleh, realisasi, jendela).wajib()
    komentar = catat_komentar(realisasi, oleh, teks, JenisKomentar.KOMENTAR)
    catat_audit("komentar.ditulis", komentar, oleh=oleh, sesudah={"teks": komentar.teks})
    return komentar


def alamat_baris(realisasi: Realisasi) -> str:
    """Address of the grid with this row opened."""
    return (
        f"{reverse('kinerja:pengisian')}?pd={realisasi.indikator.pengampu_id}"
        f"&tahun={realisasi.tahun}&triwulan={realisasi.triwulan}&baris={realisasi.indikator_id}"
    )


def catat_komentar(
    realisasi: Realisasi, oleh: Pengguna, teks: str, jenis: JenisKomentar
) -> Komentar:
    """Store one remark. Raises ValidationError (empty or too long)."""
    komentar = Komentar(
        realisasi=realisasi,
        oleh=oleh,
        peran=oleh.peran_utama[:100],
        jenis=jenis,
        teks=teks.replace("\r\n", "\n").strip(),
    )
    komentar.full_clean()
    komentar.save()
    return komentar


def _bagian_lengkap(dipilih: set[int], siap: Collection[int], terbuka: Collection[int]) -> Izin:
    """Whether a chosen part may go: `siap` are complete, `terbuka` still with the operator. What
    went before (a second press) is no offence of its own."""
    if not dipilih:
        return Izin.tidak("Pilih paling sedikit satu baris untuk diajukan.")
    kurang = len((dipilih & set(terbuka)) - set(siap))
    if kurang:
        return Izin.tidak(
            f"{kurang} baris yang dipilih belum lengkap: nilainya kosong tanpa alasan, atau "
            "pengembaliannya belum ditanggapi. Muat ulang halaman, lalu pilih lagi."
        )
    return Izin.ya()


def alamat_antrean(peran: JenisPeran, pd: PerangkatDaerah, tahun: int, triwulan: int) -> str:
    """Address of the queue of a role, narrowed to one PD."""
    halaman = "persetujuan_list" if peran == JenisPeran.KEPALA_PD else "verifikasi_list"
    return f"{reverse(f'kinerja:{halaman}')}?pd={pd.pk}&tahun={tahun}&triwulan={triwulan}"


def kabari_peran(
    peran: JenisPeran, pd: PerangkatDaerah, *, judul: str, teks: str, tautan: str, kunci: str
) -> None:
    """Tell everybody who holds this role today (a kepala PD only of this PD)."""
    aktif = Peran.objects.pada(timezone.localdate()).filter(peran=peran)
    if peran == JenisPeran.KEPALA_PD:
        aktif = aktif.filter(perangkat_daerah=pd)
    for pengguna in Pengguna.objects.filter(peran__in=aktif, is_active=True).distinct():
        beri_tahu(pengguna, judul, teks=teks, tautan=tautan, kunci=kunci)
