"""The way of a worksheet: sent or judged, reviewed, final, and back.

Each service locks, judges after the lock, writes named fields and audits, so that of two
simultaneous clicks the second is told why not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.izin import Izin, TidakBoleh
from dasar.services.audit import catat_audit
from dasar.services.notifikasi import beri_tahu
from evaluasi.models import JenisLembar, LembarKerja, StatusLembar
from evaluasi.permissions import (
    boleh_buka_lembar,
    boleh_finalkan_lembar,
    boleh_kembalikan_lembar,
    boleh_kirim_lembar,
    boleh_reviu_lembar,
)
from evaluasi.selectors.lembar import pengisi_lembar, status_internal
from evaluasi.selectors.pemeriksaan_lembar import Pemeriksaan, periksa_lembar
from evaluasi.services.lembar import kunci_lembar
from opd.models import JenisPeran, Pengguna, Peran

PANJANG_ALASAN = 2000


class LembarBelumLengkap(GalatPengguna):
    """Answers or reasons are missing; `pemeriksaan` lists them."""

    def __init__(self, pemeriksaan: Pemeriksaan) -> None:
        self.pemeriksaan = pemeriksaan
        super().__init__(f"Belum bisa dikirim. {' '.join(k for _, k in pemeriksaan.kekurangan)}")


class LembarBerubah(TidakBoleh):
    """What is decided on is not what was shown: look again."""

    def __init__(self) -> None:
        super().__init__("Isi lembar berubah sejak halaman ini dibuka. Periksa lagi, lalu ulangi.")


@transaction.atomic
def kirim_lembar(*, lembar_id: int, oleh: Pengguna, versi: int | None = None) -> LembarKerja:
    """Finish a draft: mandiri becomes dikirim, internal becomes dinilai. `versi` None skips the
    comparison with what was shown.

    Raises:
        LembarKerja.DoesNotExist: not visible to `oleh`.
        TidakBoleh: not by this person, or not a draft any more.
        LembarBerubah: changed since the page was shown.
        LembarBelumLengkap: an answer, or the reason of an A or AA, is missing.
    """
    lembar = _untuk_diputuskan(lembar_id, oleh, boleh_kirim_lembar, versi)
    pemeriksaan = periksa_lembar(lembar)
    if not pemeriksaan.lengkap:
        raise LembarBelumLengkap(pemeriksaan)
    kini = timezone.now()
    if lembar.jenis == JenisLembar.MANDIRI:
        return _pindah(
            "lke.dikirim",
            lembar,
            StatusLembar.DIKIRIM,
            oleh,
            dikirim_oleh=oleh,
            dikirim_pada=kini,
            catatan_kembali="",
        )
    _pindah(
        "lke.dinilai",
        lembar,
        StatusLembar.DINILAI,
        oleh,
        dinilai_oleh=oleh,
        dinilai_pada=kini,
        catatan_kembali="",
    )
    _kabari(
        _orang_pd(lembar),
        f"Evaluasi internal {lembar.templat.tahun_evaluasi} selesai dinilai",
        "Buka lembar kerja evaluasi untuk melihat nilai dan alasannya.",
        lembar,
        f"lke-dinilai-{lembar.pk}-{lembar.versi}",
    )
    return lembar


@transaction.atomic
def reviu_lembar(*, lembar_id: int, oleh: Pengguna, versi: int | None = None) -> LembarKerja:
    """The team leader agrees with a judged sheet. Raises as _untuk_diputuskan."""
    lembar = _untuk_diputuskan(lembar_id, oleh, _tingkat(boleh_reviu_lembar), versi)
    return _pindah(
        "lke.direviu",
        lembar,
        StatusLembar.DIREVIU,
        oleh,
        direviu_oleh=oleh,
        direviu_pada=timezone.now(),
    )


@transaction.atomic
def finalkan_lembar(*, lembar_id: int, oleh: Pengguna, versi: int | None = None) -> LembarKerja:
    """The responsible officer closes a reviewed sheet. Raises as _untuk_diputuskan."""
    lembar = _untuk_diputuskan(lembar_id, oleh, _tingkat(boleh_finalkan_lembar), versi)
    return _pindah(
        "lke.final",
        lembar,
        StatusLembar.FINAL,
        oleh,
        difinalkan_oleh=oleh,
        difinalkan_pada=timezone.now(),
    )


@transaction.atomic
def kembalikan_lembar(
    *, lembar_id: int, alasan: str, oleh: Pengguna, versi: int | None = None
) -> LembarKerja:
    """Send an internal sheet back to its evaluator with the reason, and tell them; the PD, which
    was told that it is judged, is told that this no longer holds.

    Raises as _untuk_diputuskan, and ValidationError (no reason, or too long).
    """
    lembar = _untuk_diputuskan(lembar_id, oleh, _tingkat(boleh_kembalikan_lembar), versi)
    teks = _alasan(
        alasan, "Tulis alasan pengembaliannya, supaya evaluator tahu apa yang harus diperbaiki."
    )
    penilai = lembar.dinilai_oleh
    _pindah(
        "lke.dikembalikan",
        lembar,
        StatusLembar.DRAF,
        oleh,
        catatan_kembali=teks,
        # Who judges and reviews it next is written anew.
        dinilai_oleh=None,
        dinilai_pada=None,
        direviu_oleh=None,
        direviu_pada=None,
    )
    if penilai is not None:
        _kabari(
            [penilai],
            f"Dikembalikan: LKE internal {lembar.templat.tahun_evaluasi} "
            f"{lembar.perangkat_daerah.nama_pada()}",
            teks,
            lembar,
            f"lke-dikembalikan-{lembar.pk}-{lembar.versi}",
        )
    # Between the tiers the reason is theirs; the PD hears only that the value does not hold.
    _kabari_belum_berlaku(lembar, "dikembalikan", "Dikembalikan kepada evaluator untuk diperbaiki.")
    return lembar


@transaction.atomic
def buka_lembar(
    *, lembar_id: int, oleh: Pengguna, alasan: str = "", versi: int | None = None
) -> LembarKerja:
    """Back to draf before the next tier decided: a sent self-assessment goes back to its PD, who
    is told, a judged sheet to its evaluators. `alasan` is for the latter: its PD was told that it
    is judged, so it is told why this no longer holds.

    Raises as _untuk_diputuskan, and ValidationError (an internal sheet without a reason, or one
    too long).
    """
    lembar = _untuk_diputuskan(lembar_id, oleh, _boleh_buka, versi)
    if lembar.jenis == JenisLembar.INTERNAL:
        teks = _alasan(
            alasan, "Tulis alasan menariknya kembali, supaya perangkat daerah tahu sebabnya."
        )
        _pindah(
            "lke.dibuka",
            lembar,
            StatusLembar.DRAF,
            oleh,
            alasan=teks,
            dinilai_oleh=None,
            dinilai_pada=None,
        )
        _kabari_belum_berlaku(lembar, "ditarik kembali", f"Ditarik kembali: {teks}")
        return lembar
    pengirim = lembar.dikirim_oleh
    _pindah("lke.dibuka", lembar, StatusLembar.DRAF, oleh, dikirim_oleh=None, dikirim_pada=None)
    if pengirim is not None:
        _kabari(
            [pengirim],
            f"Penilaian mandiri {lembar.templat.tahun_evaluasi} dibuka kembali",
            "Perbaiki isinya, lalu kirim lagi.",
            lembar,
            f"lke-dibuka-{lembar.pk}-{lembar.versi}",
        )
    return lembar


def _boleh_buka(oleh: Pengguna, lembar: LembarKerja) -> Izin:
    """The judgement of the locked sheet; its internal one is locked too, against a review now."""
    terkunci = LembarKerja.objects.select_for_update(of=("self",))
    return boleh_buka_lembar(oleh, lembar, status_internal(lembar, terkunci))


def _tingkat(
    boleh: Callable[[Pengguna, LembarKerja, Collection[int]], Izin],
) -> Callable[[Pengguna, LembarKerja], Izin]:
    """A judgement that also asks whose answers stand on the locked sheet."""
    return lambda oleh, lembar: boleh(oleh, lembar, pengisi_lembar(lembar))


def _alasan(isi: str, kosong: str) -> str:
    """The cleaned reason. Raises ValidationError: `kosong` without one, or it is too long."""
    teks = isi.replace("\r\n", "\n").replace("\x00", "").strip()
    if not teks:
        raise ValidationError(kosong)
    if len(teks) > PANJANG_ALASAN:
        raise ValidationError(f"Alasan paling panjang {PANJANG_ALASAN} huruf.")
    return teks


def _untuk_diputuskan(
    lembar_id: int,
    oleh: Pengguna,
    boleh: Callable[[Pengguna, LembarKerja], Izin],
    versi: int | None,
) -> LembarKerja:
    """The visible sheet, locked and then judged.

    Raises LembarKerja.DoesNotExist, TidakBoleh, LembarBerubah.
    """
    lembar = kunci_lembar(lembar_id, oleh)
    boleh(oleh, lembar).wajib()
    if versi is not None and versi != lembar.versi:
        raise LembarBerubah
    return lembar


def _pindah(
    aksi: str,
    lembar: LembarKerja,
    status: StatusLembar,
    oleh: Pengguna,
    *,
    alasan: str = "",
    **medan: Any,
) -> LembarKerja:
    """Set the state and named fields of a locked sheet, with its audit row, which keeps `alasan`
    or else the remark that goes on the sheet.
    """
    sebelum = {"status": lembar.status, "versi": lembar.versi}
    lembar.status = status
    lembar.versi += 1
    for nama, nilai in medan.items():
        setattr(lembar, nama, nilai)
    lembar.full_clean()
    lembar.save(update_fields=["status", "versi", *medan, "diperbarui_pada"])
    sesudah = {"status": lembar.status, "versi": lembar.versi}
    if alasan or medan.get("catatan_kembali"):
        sesudah["alasan"] = alasan or medan["catatan_kembali"]
    catat_audit(aksi, lembar, oleh=oleh, sebelum=sebelum, sesudah=sesudah)
    return lembar


def _orang_pd(lembar: LembarKerja) -> list[Pengguna]:
    """Who answers for the PD; for the city Bagian Organisasi."""
    aktif = Peran.objects.pada(timezone.localdate())
    if lembar.untuk_kota:
        aktif = aktif.filter(peran=JenisPeran.ORGANISASI)
    else:
        aktif = aktif.filter(
            peran__in=[JenisPeran.OPERATOR, JenisPeran.KEPALA_PD],
            perangkat_daerah=lembar.perangkat_daerah_id,
        )
    return list(Pengguna.objects.filter(peran__in=aktif, is_active=True).distinct().order_by("pk"))


def _kabari_belum_berlaku(lembar: LembarKerja, kata: str, kalimat: str) -> None:
    """Tell the PD that its judged sheet is a draft again. It cannot open that, so the notice leads
    to the list."""
    tahun = lembar.templat.tahun_evaluasi
    _kabari(
        _orang_pd(lembar),
        f"Evaluasi internal {tahun} {kata}",
        f"{kalimat}\nNilainya tidak berlaku sampai lembar selesai dinilai lagi.",
        lembar,
        f"lke-belum-berlaku-{lembar.pk}-{lembar.versi}",
        tautan=f"{reverse('evaluasi:lke_list')}?tahun={tahun}",
    )


def _kabari(
    penerima: Iterable[Pengguna],
    judul: str,
    teks: str,
    lembar: LembarKerja,
    kunci: str,
    tautan: str = "",
) -> None:
    tautan = tautan or reverse("evaluasi:lke_detail", args=[lembar.pk])
    for orang in penerima:
        beri_tahu(orang, judul, teks=teks, tautan=tautan, kunci=kunci)
