"""What every change of a plan's tree begins and ends with: the lock, the stale page, the paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from dasar.galat import GalatPengguna
from kinerja.formulas.susunan_jalur import Susunan, SusunanDitolak
from kinerja.models import DokumenPerencanaan, IsiSimpul, JenisSimpul
from kinerja.models.simpul import LEBAR_RUAS_JALUR, TINGKAT_SIMPUL
from kinerja.permissions import boleh_ubah_isi_rencana
from kinerja.selectors.tanda_simpul import tanda_cabang, tanda_simpul
from opd.models import Pengguna

PANJANG_JALUR = IsiSimpul._meta.get_field("jalur").max_length or 0
_KALIMAT_BASI = "“{nama}” baru saja diubah orang lain. Periksa keadaannya sekarang, lalu ulangi."


class HalamanBasi(GalatPengguna):
    """The page showed something that changed meanwhile."""


def kunci_dokumen(dokumen_id: int, oleh: Pengguna) -> DokumenPerencanaan:
    """The visible draf, locked, after the permission was judged.

    Raises DokumenPerencanaan.DoesNotExist (not visible) and TidakBoleh.
    """
    terlihat = DokumenPerencanaan.objects.for_user(oleh).filter(pk=dokumen_id)
    dokumen = (
        DokumenPerencanaan.objects.select_for_update(of=("self",))
        .select_related("perangkat_daerah")
        .get(pk__in=terlihat.values("pk"))
    )
    boleh_ubah_isi_rencana(oleh, dokumen).wajib()
    return dokumen


def kunci_simpul(isi_simpul_id: int, oleh: Pengguna) -> IsiSimpul:
    """The node with its document locked. Raises IsiSimpul.DoesNotExist and TidakBoleh."""
    isi = IsiSimpul.objects.for_user(oleh).get(pk=isi_simpul_id)
    dokumen = kunci_dokumen(isi.dokumen_id, oleh)
    isi = IsiSimpul.objects.for_user(oleh).get(pk=isi_simpul_id)  # what the lock waited for
    isi.dokumen = dokumen
    return isi


def periksa_tanda(isi: IsiSimpul, tanda: str, *, cabang: bool = False) -> None:
    """Raise HalamanBasi unless the page showed the present state."""
    if tanda != (tanda_cabang(isi) if cabang else tanda_simpul(isi)):
        raise HalamanBasi(_KALIMAT_BASI.format(nama=isi.nama[:80]))


def periksa_jenjang(jenis: str, induk: IsiSimpul | None) -> None:
    """Raise ValidationError unless a node of this kind may stand below `induk`."""
    if induk is not None and TINGKAT_SIMPUL[induk.jenis] >= TINGKAT_SIMPUL[jenis]:
        raise ValidationError(
            f"{JenisSimpul(jenis).label} tidak dapat berada di bawah "
            f"{JenisSimpul(induk.jenis).label.lower()}."
        )


def periksa_kembar(isi: IsiSimpul, induk_id: int | None) -> None:
    """Raise ValidationError when a sibling below `induk_id` has the same entry and code.

    Of a general entry (X.XX) a PD may have one per bidang urusan: their codes differ.
    """
    if isi.nomenklatur_id is None:
        return
    kembar = IsiSimpul.objects.filter(
        dokumen=isi.dokumen_id, induk=induk_id, nomenklatur=isi.nomenklatur_id, kode=isi.kode
    ).exclude(pk=isi.pk)
    if (ada := kembar.first()) is not None:
        raise ValidationError(
            f"{ada.get_jenis_display()} {ada.kode} “{ada.nama[:80]}” sudah ada di bawah induk "
            "yang sama. Satu nomenklatur cukup satu kali."
        )


def muat_susunan(dokumen: DokumenPerencanaan) -> tuple[Susunan, dict[int, IsiSimpul]]:
    """The whole tree of a document: its arrangement and its nodes by pk (one query)."""
    simpul = {s.pk: s for s in IsiSimpul.objects.filter(dokumen=dokumen).order_by("jalur")}
    return Susunan.dari_baris((s.pk, s.induk_id) for s in simpul.values()), simpul


def tulis_jalur(susunan: Susunan, simpul: Mapping[int, IsiSimpul]) -> None:
    """Store the paths and parents of an arrangement, touching only what moved.

    Paths are unique in a document, so those that change first become paths that nobody has.
    Raises ValidationError when the tree would be too wide or too deep.
    """
    try:
        jalur = susunan.jalur(lebar=LEBAR_RUAS_JALUR, panjang_maks=PANJANG_JALUR)
    except SusunanDitolak as exc:
        raise ValidationError(str(exc)) from exc
    berubah = [
        s
        for pk, letak in jalur.items()
        if (s := simpul[pk]).jalur != letak or s.induk_id != susunan.induk[pk]
    ]
    if not berubah:
        return
    IsiSimpul.objects.filter(pk__in=[s.pk for s in berubah]).update(
        jalur=Concat(Value("~"), Cast("pk", CharField()))
    )
    for s in berubah:
        s.jalur, s.induk_id = jalur[s.pk], susunan.induk[s.pk]
    IsiSimpul.objects.bulk_update(berubah, ["jalur", "induk"], batch_size=200)


def sentuh(simpul: Iterable[IsiSimpul]) -> None:
    """Make older pages of these nodes stale."""
    IsiSimpul.objects.filter(pk__in=[s.pk for s in simpul]).update(diperbarui_pada=timezone.now())


def potret_simpul(isi: IsiSimpul) -> dict[str, Any]:
    """What an audit row keeps of a node."""
    return {
        "jenis": isi.jenis,
        "kode": isi.kode,
        "nama": isi.nama,
        "induk": isi.induk_id,
        "jalur": isi.jalur,
        "nomenklatur": isi.nomenklatur_id,
        "jabatan": isi.jabatan_id,
    }
