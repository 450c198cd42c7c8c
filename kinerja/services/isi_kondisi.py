"""Writing what hangs on one condition of a pohon kinerja: its CSF and its indicators."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from kinerja.models import FaktorKunci, Indikator, IndikatorKondisi, KondisiKinerja, TingkatKondisi
from kinerja.services.pohon import kunci_kondisi, kunci_pohon, wajib_sama
from opd.models import Pengguna


@transaction.atomic
def tambah_csf(*, kondisi_id: int, uraian: str, oleh: Pengguna) -> FaktorKunci:
    """Add a CSF as the last of a condition. Raises KondisiKinerja.DoesNotExist (not visible),
    TidakBoleh, ValidationError."""
    kondisi = kunci_kondisi(kondisi_id, None, oleh)
    if kondisi.tingkat == TingkatKondisi.OUTPUT:
        raise ValidationError({"uraian": "CSF ditulis pada outcome, bukan pada output."})
    faktor = FaktorKunci(kondisi=kondisi, uraian=uraian, urutan=_berikut(FaktorKunci, kondisi))
    faktor.full_clean()
    faktor.save(force_insert=True)
    catat_audit("csf.dibuat", faktor, oleh=oleh, sesudah={"kondisi": kondisi.pk, "uraian": uraian})
    return faktor


@transaction.atomic
def ubah_csf(*, csf_id: int, uraian: str, tanda: str, oleh: Pengguna) -> FaktorKunci:
    """Reword a CSF. Raises FaktorKunci.DoesNotExist, TidakBoleh, ValidationError, and
    GalatPengguna when someone else changed it meanwhile."""
    faktor = _kunci_csf(csf_id, tanda, oleh)
    if faktor.uraian == uraian:
        return faktor
    sebelum = {"uraian": faktor.uraian}
    faktor.uraian = uraian
    faktor.full_clean()
    faktor.save()
    catat_audit("csf.diubah", faktor, oleh=oleh, sebelum=sebelum, sesudah={"uraian": uraian})
    return faktor


@transaction.atomic
def hapus_csf(*, csf_id: int, tanda: str, oleh: Pengguna) -> None:
    """Remove a CSF that no condition answers. Raises as ubah_csf."""
    faktor = _kunci_csf(csf_id, tanda, oleh)
    jumlah = KondisiKinerja.objects.filter(faktor=faktor).count()
    if jumlah:
        raise ValidationError(
            f"CSF ini dijawab {jumlah} kondisi. Lepaskan atau pindahkan dahulu kondisinya."
        )
    catat_audit(
        "csf.dihapus",
        faktor,
        oleh=oleh,
        sebelum={"kondisi": faktor.kondisi_id, "uraian": faktor.uraian},
    )
    faktor.delete()


@transaction.atomic
def tambah_indikator_kondisi(
    *, kondisi_id: int, indikator_id: int | None, nama: str, oleh: Pengguna
) -> IndikatorKondisi:
    """Add an indicator of the plan, or one that is only named while the plan lacks it.

    Raises as tambah_csf; ValidationError for neither, both, or an indicator of another PD.
    """
    kondisi = kunci_kondisi(kondisi_id, None, oleh)
    nama = nama.strip()
    if indikator_id is None and not nama:
        raise ValidationError(
            {"indikator": "Pilih indikator dari rencana, atau tulis namanya di bawah."}
        )
    if indikator_id is not None and nama:
        raise ValidationError(
            {"nama": "Kosongkan nama: indikator yang dipilih sudah bernama di rencana."}
        )
    if indikator_id is not None:
        pemilik = Indikator.objects.for_user(oleh).filter(
            pk=indikator_id, perangkat_daerah=kondisi.perangkat_daerah_id
        )
        if not pemilik.exists():
            raise ValidationError(
                {"indikator": "Indikator ini bukan milik perangkat daerah kondisi itu."}
            )
    elif IndikatorKondisi.objects.filter(kondisi=kondisi, nama__iexact=nama).exists():
        raise ValidationError({"nama": "Indikator ini sudah ada pada kondisi itu."})
    baris = IndikatorKondisi(
        kondisi=kondisi,
        indikator_id=indikator_id,
        nama=nama,
        urutan=_berikut(IndikatorKondisi, kondisi),
    )
    baris.full_clean()
    baris.save(force_insert=True)
    catat_audit(
        "indikator_kondisi.dibuat",
        baris,
        oleh=oleh,
        sesudah={"kondisi": kondisi.pk, "indikator": indikator_id, "nama": nama},
    )
    return baris


@transaction.atomic
def hapus_indikator_kondisi(*, baris_id: int, tanda: str, oleh: Pengguna) -> None:
    """Take an indicator off its condition. Raises IndikatorKondisi.DoesNotExist, TidakBoleh,
    GalatPengguna."""
    terlihat = IndikatorKondisi.objects.for_user(oleh).select_related("kondisi")
    kunci_pohon(terlihat.get(pk=baris_id).kondisi.pohon_id, oleh)
    baris = terlihat.get(pk=baris_id)
    wajib_sama(baris, tanda, "Indikator ini")
    catat_audit(
        "indikator_kondisi.dihapus",
        baris,
        oleh=oleh,
        sebelum={
            "kondisi": baris.kondisi_id,
            "indikator": baris.indikator_id,
            "nama": baris.nama,
        },
    )
    baris.delete()


def _kunci_csf(csf_id: int, tanda: str, oleh: Pengguna) -> FaktorKunci:
    terlihat = FaktorKunci.objects.for_user(oleh).select_related("kondisi")
    kunci_pohon(terlihat.get(pk=csf_id).kondisi.pohon_id, oleh)
    faktor: FaktorKunci = terlihat.get(pk=csf_id)  # read again: what the lock waited for
    wajib_sama(faktor, tanda, "CSF ini")
    return faktor


def _berikut(model: type[FaktorKunci] | type[IndikatorKondisi], kondisi: KondisiKinerja) -> int:
    terakhir = (
        model._default_manager.filter(kondisi=kondisi)
        .order_by("-urutan")
        .values_list("urutan", flat=True)
        .first()
    )
    return (terakhir or 0) + 1
