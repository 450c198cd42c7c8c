"""Splitting one node of a draf into two, and merging two into one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from dasar.angka import format_rupiah
from dasar.services.audit import catat_audit
from kinerja.formulas.susunan_jalur import pisahkan
from kinerja.models import Anggaran, IsiSimpul, Simpul
from kinerja.selectors.jumlah_pagu import jumlah_pagu_susunan, pagu_per_tahun
from kinerja.selectors.pagu_versi import PaguSimpul, pagu_versi
from kinerja.services.kunci_simpul import (
    kunci_simpul,
    muat_susunan,
    periksa_tanda,
    potret_simpul,
    sentuh,
    tulis_jalur,
)
from kinerja.services.pagu_versi import tulis_pagu_draf
from kinerja.services.simpul import SimpulMasuk, isi_medan
from kinerja.services.simpul_letak import periksa_pagu_susunan
from opd.models import Pengguna


@transaction.atomic
def pecah_simpul(
    *,
    isi_simpul_id: int,
    nama: str,
    anak_ids: Collection[int],
    indikator_ids: Collection[int],
    tanda: str,
    oleh: Pengguna,
    kode: str = "",
) -> IsiSimpul:
    """Make a second node right after this one and give it the chosen children and indicators.

    `indikator_ids` are pk of IsiIndikator. The pagu stays with the first node until it is entered
    for the second. `tanda`: `tanda_cabang` of the page. Raises IsiSimpul.DoesNotExist, TidakBoleh,
    HalamanBasi, ValidationError.
    """
    lama = kunci_simpul(isi_simpul_id, oleh)
    periksa_tanda(lama, tanda, cabang=True)
    susunan, simpul = muat_susunan(lama.dokumen)
    indikator = list(lama.isi_indikator.order_by("urutan", "pk"))
    _, anak_pergi = pisahkan(susunan.anak.get(lama.pk, []), set(anak_ids))
    _, indikator_pergi = pisahkan([i.pk for i in indikator], set(indikator_ids))
    if set(anak_pergi) != set(anak_ids) or set(indikator_pergi) != set(indikator_ids):
        raise ValidationError("Pilih baris dan indikator yang berada di bawah baris rencana ini.")
    baru = IsiSimpul(
        dokumen=lama.dokumen,
        induk=lama.induk,
        simpul=Simpul(perangkat_daerah=lama.dokumen.perangkat_daerah),
    )
    isi_medan(
        baru, SimpulMasuk(nama, lama.jenis, kode, jabatan_id=lama.jabatan_id), lama.induk, oleh
    )
    baru.clean_fields(exclude=["simpul", "jalur", "dokumen", "induk"])
    baru.simpul.save()
    baru.jalur = f"+{baru.simpul.pk}"
    baru.save()
    simpul[baru.pk] = baru
    susunan.tambah(baru.pk, lama.induk_id, sesudah=lama.pk)
    for pk in anak_pergi:
        susunan.pindah(pk, baru.pk)
    tulis_jalur(susunan, simpul)
    for urutan, i in enumerate((i for i in indikator if i.pk in indikator_pergi), start=1):
        i.isi_simpul, i.urutan = baru, urutan
        i.save(update_fields=["isi_simpul", "urutan", "diperbarui_pada"])
    sentuh([lama, *(simpul[pk] for pk in anak_pergi)])
    catat_audit(
        "simpul.dipecah",
        lama,
        oleh=oleh,
        sesudah={
            "menjadi": baru.pk,
            "nama": baru.nama,
            "anak": anak_pergi,
            "indikator": indikator_pergi,
        },
    )
    catat_audit("simpul.ditambah", baru, oleh=oleh, sesudah=potret_simpul(baru))
    return baru


def calon_gabung(isi: IsiSimpul) -> list[IsiSimpul]:
    """Nodes of the same kind into which this one can be merged, siblings first."""
    sejenis = IsiSimpul.objects.filter(dokumen=isi.dokumen_id, jenis=isi.jenis).exclude(pk=isi.pk)
    return sorted(sejenis, key=lambda s: (s.induk_id != isi.induk_id, s.jalur))


def pagu_gabung(isi: IsiSimpul) -> dict[int, PaguSimpul]:
    """Pagu of the node by year of its document, as this version says it: what a merge moves."""
    tahun = range(isi.dokumen.tahun_dari, isi.dokumen.tahun_sampai + 1)
    semua = pagu_versi(isi.dokumen, tahun)
    return {th: milik[isi.pk] for th, milik in semua.items() if isi.pk in milik}


@transaction.atomic
def gabung_simpul(
    *, isi_simpul_id: int, ke_id: int, pindahkan_pagu: bool, tanda: str, oleh: Pengguna
) -> IsiSimpul:
    """Merge the node into `ke_id`: children, indicators and pagu move, the node leaves the version.

    Its lasting identity stays, with its realisasi and its place in other versions. Pagu of the
    years of the document moves only by the explicit choice `pindahkan_pagu`, and the sum of both
    stays equal. `tanda`: `tanda_cabang` of the node that leaves. Raises IsiSimpul.DoesNotExist,
    TidakBoleh, HalamanBasi, ValidationError. Returns the node that stays.
    """
    pergi = kunci_simpul(isi_simpul_id, oleh)
    periksa_tanda(pergi, tanda, cabang=True)
    susunan, simpul = muat_susunan(pergi.dokumen)
    tetap = simpul.get(ke_id)
    if tetap is None or tetap.pk == pergi.pk or tetap.jenis != pergi.jenis:
        raise ValidationError({"ke": "Pilih baris rencana lain yang sejenis di dokumen ini."})
    lama = jumlah_pagu_susunan(susunan, pagu_per_tahun(pergi.dokumen, simpul.values()))
    pagu = _gabung_pagu(pergi, tetap, pindahkan_pagu, oleh)
    anak = list(susunan.anak.get(pergi.pk, []))
    for pk in anak:
        susunan.pindah(pk, tetap.pk)
    induk_lama = pergi.induk_id
    susunan.buang(pergi.pk)
    simpul.pop(pergi.pk)
    periksa_pagu_susunan(pergi.dokumen, lama, susunan, simpul)
    indikator = list(pergi.isi_indikator.order_by("urutan", "pk"))
    akhir = tetap.isi_indikator.aggregate(Max("urutan"))["urutan__max"] or 0
    for urutan, i in enumerate(indikator, start=akhir + 1):
        i.isi_simpul, i.urutan = tetap, urutan
        i.save(update_fields=["isi_simpul", "urutan", "diperbarui_pada"])
    IsiSimpul.objects.filter(pk__in=anak).update(induk=tetap)
    catat_audit(
        "simpul.digabung",
        pergi,
        oleh=oleh,
        sebelum=potret_simpul(pergi),
        sesudah={
            "ke": tetap.pk,
            "anak": anak,
            "indikator": [i.pk for i in indikator],
            "pagu": pagu,
        },
    )
    for pk in anak:
        simpul[pk].induk_id = tetap.pk
    IsiSimpul.objects.filter(pk=pergi.pk).delete()
    tulis_jalur(susunan, simpul)
    sentuh([tetap, *(simpul[pk] for pk in anak), *([simpul[induk_lama]] if induk_lama else [])])
    return tetap


def _gabung_pagu(
    pergi: IsiSimpul, tetap: IsiSimpul, pindahkan: bool, oleh: Pengguna
) -> dict[str, Any]:
    """Add the pagu of the leaving node to the staying one; returns it by year."""
    pagu = pagu_gabung(pergi)
    if not pagu:
        return {}
    if not pindahkan:
        raise ValidationError(
            {
                "pindahkan_pagu": "Baris rencana ini mempunyai pagu. "
                "Nyatakan bahwa pagunya dipindahkan."
            }
        )
    terserap = (
        Anggaran.objects.filter(
            simpul=pergi.simpul_id,
            tahun__range=(pergi.dokumen.tahun_dari, pergi.dokumen.tahun_sampai),
            triwulan__gt=0,
        )
        .order_by("tahun")
        .first()
    )
    if terserap is not None:
        raise ValidationError(
            f"“{pergi.nama[:80]}” sudah mempunyai realisasi anggaran {terserap.tahun}, jadi "
            "pagunya tidak dapat dipindahkan ke baris rencana lain."
        )
    penerima = pagu_gabung(tetap)
    jumlah: dict[tuple[int, int], PaguSimpul | None] = {}
    for tahun, satu in pagu.items():
        if tahun not in penerima:
            raise ValidationError(
                f"Isi dahulu pagu {tahun} “{tetap.nama[:80]}”: tanpa itu jumlah "
                "sesudah digabung tidak dapat dipastikan sama."
            )
        kepada = penerima[tahun]
        jumlah[tetap.pk, tahun] = PaguSimpul(
            kepada.rupiah + satu.rupiah, kepada.contoh or satu.contoh
        )
    tulis_pagu_draf(dokumen=pergi.dokumen, pagu=jumlah, oleh=oleh)
    return {str(tahun): format_rupiah(satu.rupiah) for tahun, satu in pagu.items()}
