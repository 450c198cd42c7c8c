"""Writing one node of a draf: add, change, remove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit, catat_audit_massal
from kinerja.formulas.susunan_jalur import SusunanDitolak
from kinerja.models import (
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JenisNomenklatur,
    JenisSimpul,
    Nomenklatur,
    Simpul,
    Target,
)
from kinerja.selectors.cari_nomenklatur import kenali_kode
from kinerja.selectors.nomenklatur import BIDANG_UMUM
from kinerja.services.kunci_simpul import (
    kunci_dokumen,
    kunci_simpul,
    muat_susunan,
    periksa_jenjang,
    periksa_kembar,
    periksa_tanda,
    potret_simpul,
    sentuh,
    tulis_jalur,
)
from opd.models import Jabatan, Pengguna

MEDAN_SIMPUL = ["jenis", "kode", "nama", "nomenklatur", "jabatan", "diperbarui_pada"]


@dataclass(frozen=True)
class SimpulMasuk:
    """What a person typed about a node. The entry of the nomenclature follows from `kode`;
    `bawa_indikator` takes the indicator of that entry along (new nodes only)."""

    nama: str
    jenis: str
    kode: str = ""
    jabatan_id: int | None = None
    bawa_indikator: bool = False


@transaction.atomic
def tambah_simpul(
    *,
    dokumen_id: int,
    masuk: SimpulMasuk,
    oleh: Pengguna,
    induk_id: int | None = None,
    sesudah_id: int | None = None,
) -> IsiSimpul:
    """Add a node below `induk_id` (None: a root), at the end or right after `sesudah_id`.

    Raises DokumenPerencanaan.DoesNotExist (not visible), TidakBoleh, and ValidationError keyed by
    field: kind below the wrong kind, unknown code, post of another PD.
    """
    dokumen = kunci_dokumen(dokumen_id, oleh)
    susunan, simpul = muat_susunan(dokumen)
    induk = _milik(simpul, induk_id, "Induknya tidak ada lagi di dokumen ini.")
    sesudah = _milik(simpul, sesudah_id, "Baris rencana sebelumnya tidak ada lagi di dokumen ini.")
    isi = IsiSimpul(
        dokumen=dokumen, induk=induk, simpul=Simpul(perangkat_daerah=dokumen.perangkat_daerah)
    )
    isi_medan(isi, masuk, induk, oleh)
    isi.clean_fields(exclude=["simpul", "jalur"])
    isi.simpul.save()
    isi.jalur = f"+{isi.simpul.pk}"  # nobody's path, until the tree is written below
    isi.save()
    simpul[isi.pk] = isi
    susunan.tambah(isi.pk, induk_id, sesudah.pk if sesudah else None)
    tulis_jalur(susunan, simpul)
    catat_audit("simpul.ditambah", isi, oleh=oleh, sesudah=potret_simpul(isi))
    if masuk.bawa_indikator and isi.nomenklatur is not None and isi.nomenklatur.indikator:
        _bawa_indikator(isi, isi.nomenklatur, oleh)
    return isi


@transaction.atomic
def ubah_simpul(*, isi_simpul_id: int, masuk: SimpulMasuk, tanda: str, oleh: Pengguna) -> IsiSimpul:
    """Change name, code, kind or post of a node; `tanda` is the `tanda_simpul` of the page.

    Raises as tambah_simpul, and HalamanBasi when someone else changed the node meanwhile.
    """
    isi = kunci_simpul(isi_simpul_id, oleh)
    periksa_tanda(isi, tanda)
    sebelum = potret_simpul(isi)
    isi_medan(isi, masuk, isi.induk, oleh)
    for anak in isi.anak.all():
        periksa_jenjang(anak.jenis, isi)
    if potret_simpul(isi) == sebelum:
        return isi
    isi.clean_fields(exclude=["simpul", "dokumen", "induk", "jalur"])
    isi.save(update_fields=MEDAN_SIMPUL)
    catat_audit("simpul.diubah", isi, oleh=oleh, sebelum=sebelum, sesudah=potret_simpul(isi))
    return isi


@dataclass(frozen=True)
class IsiCabang:
    """How much hangs on a node: nodes below it, indicators and targets of the whole branch."""

    simpul: int
    indikator: int
    target: int

    @property
    def kosong(self) -> bool:
        return not self.simpul and not self.indikator


def hitung_cabang(isi: IsiSimpul) -> IsiCabang:
    """Numbers for the page that asks before a branch is removed (three queries)."""
    cabang = IsiSimpul.objects.filter(dokumen=isi.dokumen_id, jalur__startswith=isi.jalur)
    indikator = IsiIndikator.objects.filter(isi_simpul__in=cabang)
    return IsiCabang(
        simpul=cabang.count() - 1,
        indikator=indikator.count(),
        target=Target.objects.filter(
            dokumen=isi.dokumen_id, indikator__in=indikator.values("indikator")
        ).count(),
    )


@transaction.atomic
def hapus_simpul(
    *, isi_simpul_id: int, tanda: str, oleh: Pengguna, dengan_isi: bool = False
) -> IsiCabang:
    """Take a node out of this version; with `dengan_isi` all that hangs on it too.

    `tanda` is the `tanda_cabang` of the page that named the numbers. The lasting identities, their
    money and other versions stay. Raises IsiSimpul.DoesNotExist, TidakBoleh, HalamanBasi, and
    ValidationError while something hangs on it without `dengan_isi`.
    """
    isi = kunci_simpul(isi_simpul_id, oleh)
    periksa_tanda(isi, tanda, cabang=True)
    isi_cabang = hitung_cabang(isi)
    if not isi_cabang.kosong and not dengan_isi:
        raise ValidationError(
            f"Di bawah baris rencana ini masih ada {isi_cabang.simpul} baris dan "
            f"{isi_cabang.indikator} indikator."
        )
    susunan, simpul = muat_susunan(isi.dokumen)
    try:
        buang = susunan.buang_cabang(isi.pk)
    except SusunanDitolak as exc:
        raise ValidationError(str(exc)) from exc
    indikator = list(IsiIndikator.objects.filter(isi_simpul__in=buang))
    catat_audit_massal(
        "simpul.dihapus",
        [
            *((simpul[pk], potret_simpul(simpul[pk]), None) for pk in buang),
            *((i, {"nama": i.nama, "satuan": i.satuan}, None) for i in indikator),
        ],
        oleh=oleh,
    )
    Target.objects.filter(
        dokumen=isi.dokumen, indikator__in=[i.indikator_id for i in indikator]
    ).delete()
    IsiIndikator.objects.filter(pk__in=[i.pk for i in indikator]).delete()
    for pk in reversed(buang):  # children before their parent
        IsiSimpul.objects.filter(pk=pk).delete()
        simpul.pop(pk)
    tulis_jalur(susunan, simpul)
    if isi.induk_id is not None:
        sentuh([simpul[isi.induk_id]])
    return isi_cabang


def jabatan_pilihan(dokumen: DokumenPerencanaan, oleh: Pengguna) -> Sequence[Jabatan]:
    """Posts of the document's PD that exist in its years: who may answer for a node."""
    return list(
        Jabatan.objects.for_user(oleh)
        .filter(perangkat_daerah=dokumen.perangkat_daerah_id, dari__year__lte=dokumen.tahun_sampai)
        .exclude(sampai__year__lt=dokumen.tahun_dari)
    )


def _milik(simpul: dict[int, IsiSimpul], pk: int | None, kalimat: str) -> IsiSimpul | None:
    if pk is not None and pk not in simpul:
        raise ValidationError(kalimat)
    return None if pk is None else simpul[pk]


def isi_medan(isi: IsiSimpul, masuk: SimpulMasuk, induk: IsiSimpul | None, oleh: Pengguna) -> None:
    """Judge what was typed and take it over, unsaved. Raises ValidationError keyed by field."""
    if masuk.jenis not in JenisSimpul.values:
        raise ValidationError({"jenis": "Pilih jenisnya."})
    try:
        periksa_jenjang(masuk.jenis, induk)
    except ValidationError as exc:
        raise ValidationError({"jenis": exc.messages}) from exc
    kode = "".join(masuk.kode.split())
    if baru := (kode, masuk.jenis) != (isi.kode, isi.jenis) or isi.pk is None:
        isi.nomenklatur = _periksa_kode(kode, masuk.jenis)
    isi.jenis, isi.kode = masuk.jenis, kode
    if baru:  # what an import brought twice may still be renamed
        try:
            periksa_kembar(isi, induk.pk if induk else None)
        except ValidationError as exc:
            raise ValidationError({"kode": exc.messages}) from exc
    isi.nama = " ".join(masuk.nama.split())
    if masuk.jabatan_id is not None and masuk.jabatan_id not in {
        j.pk for j in jabatan_pilihan(isi.dokumen, oleh)
    }:
        raise ValidationError({"jabatan": "Pilih jabatan di perangkat daerah dokumen ini."})
    isi.jabatan_id = masuk.jabatan_id


def _periksa_kode(kode: str, jenis: str) -> Nomenklatur | None:
    """The entry behind a code of the nomenclature; above program a code is free."""
    if not kode or jenis not in JenisNomenklatur.values:
        return None
    if kode.upper().startswith(BIDANG_UMUM):
        raise ValidationError(
            {"kode": "Ganti X.XX dengan kode bidang urusan perangkat daerah, misalnya 1.02."}
        )
    entri = kenali_kode(kode)
    if entri is None:
        raise ValidationError({"kode": f"Kode {kode} tidak ada di edisi nomenklatur mana pun."})
    if entri.jenis != jenis:
        raise ValidationError(
            {
                "kode": f"Kode {kode} adalah kode {entri.get_jenis_display().lower()}, "
                f"bukan {JenisSimpul(jenis).label.lower()}."
            }
        )
    return entri


def _bawa_indikator(isi: IsiSimpul, entri: Nomenklatur, oleh: Pengguna) -> IsiIndikator:
    """The indicator that the nomenclature gives to an entry, with its unit."""
    pemilik = isi.dokumen.perangkat_daerah_id
    baru = IsiIndikator(
        dokumen=isi.dokumen,
        isi_simpul=isi,
        indikator=Indikator.objects.create(perangkat_daerah_id=pemilik, pengampu_id=pemilik),
        urutan=1,
        nama=entri.indikator[:1000],
        satuan=entri.satuan,
    )
    baru.full_clean()
    baru.save()
    catat_audit(
        "indikator.ditambah", baru, oleh=oleh, sesudah={"nama": baru.nama, "satuan": baru.satuan}
    )
    return baru
