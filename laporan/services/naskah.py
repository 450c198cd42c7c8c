"""Writing the texts of a LKjIP: one part at a time, two writers never lose a word."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit
from laporan.models import BAGIAN_SASARAN, BagianNaskah, NaskahLKjIP
from laporan.permissions import boleh_susun_lkjip
from laporan.selectors.naskah import simpul_dilaporkan, tanda_naskah
from opd.models import Pengguna, PerangkatDaerah

AWALAN_CONTOH = "Contoh:"
PANJANG_NASKAH = 20_000
_PADANAN = {
    **dict.fromkeys(map(ord, "\u0085\u2028\u2029\x0b\x0c"), "\n"),
    # A paragraph pasted with them would be one line that cannot be broken.
    **dict.fromkeys(map(ord, "\t\u00a0\u2007\u202f"), " "),
    # The signs of Word's lists, which only its own symbol fonts can show.
    **dict.fromkeys(map(ord, "\uf0a7\uf0b7\uf0d8\uf0fc"), "•"),
}
# Control and direction marks, joiners, signs of private fonts: no page shows them.
_TAK_TAMPAK = frozenset({"Cc", "Cf", "Co", "Cs"})


class KonflikNaskah(Exception):  # noqa: N818 - the domain's word
    """Someone else changed this text since it was shown; `tersimpan` is None when they removed
    it. The caller offers both texts."""

    def __init__(self, tersimpan: NaskahLKjIP | None) -> None:
        super().__init__("Naskah ini baru saja diubah orang lain.")
        self.tersimpan = tersimpan


def bersihkan_naskah(teks: str) -> str:
    """A text as it is stored: line ends as LF, every space plain, nothing invisible.

    >>> bersihkan_naskah(" Satu\\x00\\r\\n\\tDua\\u200b\\xa0tiga\\x07 ")
    'Satu\\n Dua tiga'
    """
    baris = teks.replace("\r\n", "\n").replace("\r", "\n").translate(_PADANAN)
    tampak = "".join(c for c in baris if c == "\n" or unicodedata.category(c) not in _TAK_TAMPAK)
    return unicodedata.normalize("NFC", tampak).strip()


@transaction.atomic
def simpan_naskah(
    *,
    pd_id: int,
    tahun: int,
    bagian: str,
    simpul_id: int | None,
    teks: str,
    tanda: str | None,
    oleh: Pengguna,
) -> NaskahLKjIP:
    """Save one text and leave an audit row; saving what is stored changes nothing.

    `tanda` is that of the text the writer saw ("" when there was none); None skips the comparison.

    Raises:
        PerangkatDaerah.DoesNotExist: not visible to `oleh`.
        TidakBoleh: visible, but `oleh` does not write this report (reason in the message).
        ValidationError: empty or too long, or the part does not belong to this report.
        KonflikNaskah: the stored text is not the one that was shown, and differs from `teks`.
    """
    pd = _kunci_pd(pd_id, oleh)
    bersih = bersihkan_naskah(teks)
    if not bersih:
        raise ValidationError({"teks": "Tulis naskahnya dulu."})
    if len(bersih) > PANJANG_NASKAH:
        raise ValidationError({"teks": kalimat_kepanjangan(len(bersih))})
    _periksa_tempat(pd, tahun, bagian, simpul_id)
    baris = _baris(pd_id, tahun, bagian, simpul_id)
    if baris is not None and baris.teks == bersih:
        return baris
    if tanda is not None and tanda != tanda_naskah(baris):
        raise KonflikNaskah(baris)
    sebelum = None if baris is None else _potret(baris)
    naskah = baris or NaskahLKjIP(
        perangkat_daerah=pd, tahun=tahun, bagian=bagian, simpul_id=simpul_id, versi=0
    )
    # What a person writes is no longer an example, unless it still says so itself.
    naskah.contoh = naskah.contoh and bersih.startswith(AWALAN_CONTOH)
    naskah.teks, naskah.ditulis_oleh = bersih, oleh
    naskah.versi += 1
    naskah.full_clean()
    naskah.save()
    catat_audit(
        "naskah_lkjip.disimpan", naskah, oleh=oleh, sebelum=sebelum, sesudah=_potret(naskah)
    )
    return naskah


@transaction.atomic
def hapus_naskah(
    *,
    pd_id: int,
    tahun: int,
    bagian: str,
    simpul_id: int | None,
    tanda: str | None,
    oleh: Pengguna,
) -> None:
    """Remove one text; the audit row keeps it. Nothing happens when there is none.

    Raises as simpan_naskah.
    """
    _kunci_pd(pd_id, oleh)
    baris = _baris(pd_id, tahun, bagian, simpul_id)
    if baris is None:
        return
    if tanda is not None and tanda != tanda_naskah(baris):
        raise KonflikNaskah(baris)
    catat_audit("naskah_lkjip.dihapus", baris, oleh=oleh, sebelum=_potret(baris))
    baris.delete()


def kalimat_kepanjangan(panjang: int) -> str:
    """Why a text is refused, with both numbers."""
    ribuan = f"{panjang:,d}".replace(",", ".")
    batas = f"{PANJANG_NASKAH:,d}".replace(",", ".")
    return f"Naskah ini {ribuan} huruf. Paling banyak {batas} huruf."


def _kunci_pd(pd_id: int, oleh: Pengguna) -> PerangkatDaerah:
    """The visible PD, locked: two first saves of one text must not both insert."""
    terlihat = PerangkatDaerah.objects.for_user(oleh).filter(pk=pd_id)
    kunci = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
    pd = kunci.get(pk__in=terlihat)
    boleh_susun_lkjip(oleh, pd).wajib()
    return pd


def _periksa_tempat(pd: PerangkatDaerah, tahun: int, bagian: str, simpul_id: int | None) -> None:
    """An analysis belongs to a statement of this report, every other part to none."""
    if bagian not in BagianNaskah.values:
        raise ValidationError("Bagian naskah ini tidak dikenal.")
    if (BagianNaskah(bagian) in BAGIAN_SASARAN) != (simpul_id is not None):
        raise ValidationError("Teks analisis harus menyebut sasarannya.")
    if simpul_id is not None and simpul_id not in simpul_dilaporkan(pd, tahun):
        raise ValidationError("Sasaran ini tidak ada di laporan tahun itu.")


def _baris(pd_id: int, tahun: int, bagian: str, simpul_id: int | None) -> NaskahLKjIP | None:
    return (
        NaskahLKjIP.objects.select_related("ditulis_oleh")
        .filter(perangkat_daerah=pd_id, tahun=tahun, bagian=bagian, simpul=simpul_id)
        .first()
    )


def _potret(naskah: NaskahLKjIP) -> dict[str, Any]:
    return {"teks": naskah.teks, "versi": naskah.versi, "contoh": naskah.contoh}
