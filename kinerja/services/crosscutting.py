"""Asking another PD to help reach a condition, and its answer."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.services.notifikasi import beri_tahu
from kinerja.models import Crosscutting, KondisiKinerja, StatusCrosscutting
from kinerja.permissions import boleh_putus_crosscutting, boleh_ubah_pohon
from kinerja.selectors.crosscutting import penerima_kabar
from kinerja.services.pohon import kunci_kondisi
from opd.models import JenisPD, Pengguna, PerangkatDaerah


@transaction.atomic
def tawarkan(*, kondisi_id: int, pd_id: int, uraian: str, oleh: Pengguna) -> Crosscutting:
    """Ask a PD for what `uraian` says and tell its people.

    Raises KondisiKinerja.DoesNotExist (not visible), TidakBoleh, ValidationError by field.
    """
    kondisi = kunci_kondisi(kondisi_id, None, oleh)
    # Any PD of the city may be asked, also one whose rows `oleh` does not see.
    pd = PerangkatDaerah.objects.filter(pk=pd_id).exclude(jenis=JenisPD.KOTA).first()
    if pd is None:
        raise ValidationError({"perangkat_daerah": "Pilih perangkat daerah yang dituju."})
    if pd.pk == kondisi.perangkat_daerah_id:
        raise ValidationError(
            {"perangkat_daerah": "Kondisi ini sudah milik perangkat daerah itu sendiri."}
        )
    if Crosscutting.objects.filter(
        kondisi=kondisi,
        perangkat_daerah=pd,
        status__in=[StatusCrosscutting.DITAWARKAN, StatusCrosscutting.DITERIMA],
    ).exists():
        raise ValidationError(
            {
                "perangkat_daerah": "Kondisi ini sudah ditawarkan kepada perangkat daerah itu. "
                "Tarik dahulu tawaran sebelumnya."
            }
        )
    tawaran = Crosscutting(
        kondisi=kondisi, perangkat_daerah=pd, uraian=uraian, ditawarkan_oleh=oleh
    )
    tawaran.full_clean()
    tawaran.save(force_insert=True)
    catat_audit(
        "crosscutting.ditawarkan",
        tawaran,
        oleh=oleh,
        sesudah={"kondisi": kondisi.pk, "perangkat_daerah": pd.pk, "uraian": uraian},
    )
    nama = kondisi.perangkat_daerah.nama_pada()
    _kabari(tawaran, [pd.pk], f"Tawaran crosscutting dari {nama}", uraian, oleh)
    return tawaran


@transaction.atomic
def jawab_terima(*, tawaran_id: int, kondisi_id: int | None, oleh: Pengguna) -> Crosscutting:
    """Accept; `kondisi_id` is the own condition that carries it (None: not named yet).

    Raises Crosscutting.DoesNotExist (not visible), TidakBoleh, ValidationError, and GalatPengguna
    when the offer was answered or withdrawn meanwhile.
    """
    tawaran = _kunci(tawaran_id, oleh)
    _wajib_menunggu(tawaran, oleh)
    if kondisi_id is not None:
        tawaran.dijawab_kondisi = _penjawab(tawaran, kondisi_id, oleh)
    _putus(tawaran, StatusCrosscutting.DITERIMA, "", oleh)
    return tawaran


@transaction.atomic
def tetapkan_penjawab(*, tawaran_id: int, kondisi_id: int, oleh: Pengguna) -> Crosscutting:
    """Name the own condition that carries an offer accepted before. Raises as jawab_terima."""
    tawaran = _kunci(tawaran_id, oleh)
    _wajib_yang_dituju(tawaran, oleh)
    if tawaran.status != StatusCrosscutting.DITERIMA:
        raise GalatPengguna(f"Tawaran ini {tawaran.get_status_display().lower()}.")
    sebelum = {"kondisi": tawaran.dijawab_kondisi_id}
    tawaran.dijawab_kondisi = _penjawab(tawaran, kondisi_id, oleh)
    tawaran.save(update_fields=["dijawab_kondisi", "diperbarui_pada"])
    catat_audit(
        "crosscutting.penjawab",
        tawaran,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"kondisi": tawaran.dijawab_kondisi_id},
    )
    return tawaran


@transaction.atomic
def jawab_tolak(*, tawaran_id: int, alasan: str, oleh: Pengguna) -> Crosscutting:
    """Decline with a reason. Raises as jawab_terima."""
    tawaran = _kunci(tawaran_id, oleh)
    _wajib_menunggu(tawaran, oleh)
    if not alasan.strip():
        raise ValidationError({"alasan": "Tulis alasan menolak tawaran ini."})
    _putus(tawaran, StatusCrosscutting.DITOLAK, alasan.strip(), oleh)
    return tawaran


@transaction.atomic
def tarik(*, tawaran_id: int, oleh: Pengguna) -> Crosscutting:
    """Withdraw an offer that stands or was accepted; whoever draws the asking tree may.

    Raises Crosscutting.DoesNotExist (not visible), TidakBoleh, GalatPengguna.
    """
    tawaran = _kunci(tawaran_id, oleh)
    boleh_ubah_pohon(oleh, tawaran.kondisi.pohon).wajib()
    if tawaran.status not in (StatusCrosscutting.DITAWARKAN, StatusCrosscutting.DITERIMA):
        raise GalatPengguna(f"Tawaran ini sudah {tawaran.get_status_display().lower()}.")
    sebelum = {"status": tawaran.status}
    tawaran.status = StatusCrosscutting.DITARIK
    tawaran.save(update_fields=["status", "diperbarui_pada"])
    catat_audit(
        "crosscutting.ditarik",
        tawaran,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"status": tawaran.status},
    )
    nama = tawaran.kondisi.perangkat_daerah.nama_pada()
    judul = f"Tawaran crosscutting dari {nama} ditarik"
    _kabari(tawaran, [tawaran.perangkat_daerah_id], judul, tawaran.uraian, oleh)
    return tawaran


def _kunci(tawaran_id: int, oleh: Pengguna) -> Crosscutting:
    """The visible offer, locked: of two who answer the second is told what the first said."""
    terlihat = Crosscutting.objects.for_user(oleh).filter(pk=tawaran_id)
    return (
        Crosscutting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("kondisi__pohon", "kondisi__perangkat_daerah", "perangkat_daerah")
        .get(pk__in=terlihat)
    )


def _penjawab(tawaran: Crosscutting, kondisi_id: int, oleh: Pengguna) -> KondisiKinerja:
    milik = KondisiKinerja.objects.for_user(oleh).filter(
        pk=kondisi_id, perangkat_daerah=tawaran.perangkat_daerah_id
    )
    kondisi = milik.first()
    if kondisi is None:
        raise ValidationError({"kondisi": "Pilih kondisi milik perangkat daerah Anda sendiri."})
    return kondisi


def _wajib_yang_dituju(tawaran: Crosscutting, oleh: Pengguna) -> None:
    menunggu = Crosscutting(
        perangkat_daerah_id=tawaran.perangkat_daerah_id, status=StatusCrosscutting.DITAWARKAN
    )
    boleh_putus_crosscutting(oleh, menunggu).wajib()


def _wajib_menunggu(tawaran: Crosscutting, oleh: Pengguna) -> None:
    _wajib_yang_dituju(tawaran, oleh)  # the wrong person
    izin = boleh_putus_crosscutting(oleh, tawaran)
    if not izin:  # the right person, too late
        raise GalatPengguna(izin.alasan)


def _putus(tawaran: Crosscutting, status: StatusCrosscutting, alasan: str, oleh: Pengguna) -> None:
    sebelum = {"status": tawaran.status}
    tawaran.status, tawaran.alasan = status, alasan
    tawaran.diputus_oleh, tawaran.diputus_pada = oleh, timezone.now()
    tawaran.full_clean(validate_constraints=False)
    tawaran.save()
    catat_audit(
        f"crosscutting.{status.value}",
        tawaran,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"status": status, "kondisi": tawaran.dijawab_kondisi_id, "alasan": alasan},
    )
    nama = tawaran.perangkat_daerah.nama_pada()
    kata = "menerima" if status == StatusCrosscutting.DITERIMA else "menolak"
    pd = tawaran.kondisi.perangkat_daerah_id, tawaran.kondisi.pohon.perangkat_daerah_id
    judul = f"{nama} {kata} tawaran crosscutting"
    _kabari(tawaran, pd, judul, alasan or tawaran.uraian, oleh)


def _kabari(
    tawaran: Crosscutting, pd_ids: Iterable[int], judul: str, teks: str, oleh: Pengguna
) -> None:
    """Tell the people of these PD and whoever made the offer, except the one who acts."""
    penerima = {orang.pk: orang for orang in penerima_kabar(pd_ids)}
    if tawaran.status != StatusCrosscutting.DITAWARKAN and tawaran.ditawarkan_oleh is not None:
        penerima[tawaran.ditawarkan_oleh.pk] = tawaran.ditawarkan_oleh
    penerima.pop(oleh.pk, None)
    for orang in penerima.values():
        beri_tahu(
            orang,
            judul,
            teks=teks,
            tautan=reverse("kinerja:crosscutting_detail", args=[tawaran.pk]),
            kunci=f"crosscutting:{tawaran.pk}:{tawaran.status}",
        )
