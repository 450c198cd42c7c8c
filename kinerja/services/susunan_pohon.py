"""The order of the conditions of one pohon kinerja: places, paths, numbering anew."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from kinerja.models import KondisiKinerja, PohonKinerja
from kinerja.models.simpul import LEBAR_RUAS_JALUR

# The path column holds this many levels.
DALAM_MAKS = 12


class SusunanPohon:
    """The order of one locked tree, in memory."""

    def __init__(self, pohon: PohonKinerja) -> None:
        self.semua = list(
            KondisiKinerja.objects.filter(pohon=pohon).select_related("pohon").order_by("jalur")
        )
        self.per_id = {k.pk: k for k in self.semua}

    def cari(self, induk_id: int | None) -> KondisiKinerja | None:
        """The condition below which something goes; None: a root. Raises ValidationError."""
        if induk_id is None:
            return None
        if induk_id not in self.per_id:
            raise ValidationError({"letak": "Kondisi induk itu tidak ada lagi di pohon ini."})
        return self.per_id[induk_id]

    def anak(self, induk_id: int | None) -> list[KondisiKinerja]:
        """What hangs directly below, in order."""
        return [k for k in self.semua if k.induk_id == induk_id]

    def letak(self, kondisi: KondisiKinerja) -> int:
        """The place among its siblings, from 0."""
        return self.anak(kondisi.induk_id).index(kondisi)

    def memuat(self, atas: KondisiKinerja, bawah: KondisiKinerja) -> bool:
        """Whether `bawah` is `atas` or hangs below it."""
        return bawah.jalur == atas.jalur or bawah.jalur.startswith(f"{atas.jalur}.")

    def jalur_baru(self, induk: KondisiKinerja | None) -> str:
        """The path of a new last child. Raises ValidationError when it would be too deep."""
        saudara = self.anak(None if induk is None else induk.pk)
        nomor = int(saudara[-1].jalur.rpartition(".")[2]) + 1 if saudara else 1
        return _jalur("" if induk is None else induk.jalur, nomor)

    def susun_ulang(self, pindah: KondisiKinerja, *, urutan: int | None) -> None:
        """Give `pindah` its place among its siblings (None: last) and number the tree anew."""
        lama = {k.pk: k.jalur for k in self.semua}
        lain = [k for k in self.anak(pindah.induk_id) if k.pk != pindah.pk]
        lain.insert(len(lain) if urutan is None else urutan, pindah)
        milik: dict[int | None, list[KondisiKinerja]] = {}
        for k in self.semua:
            milik.setdefault(k.induk_id, []).append(k)
        milik[pindah.induk_id] = lain
        self._nomori(milik, None, "")
        berubah = [k for k in self.semua if k.jalur != lama[k.pk]]
        # Paths are unique at every moment: first out of the way, then to the new place.
        for k in berubah:
            k.jalur, lama[k.pk] = f"~{k.pk}", k.jalur
        KondisiKinerja.objects.bulk_update(berubah, ["jalur"], batch_size=500)
        for k in berubah:
            k.jalur = lama[k.pk]
        KondisiKinerja.objects.bulk_update(berubah, ["jalur"], batch_size=500)

    def _nomori(
        self, milik: dict[int | None, list[KondisiKinerja]], induk_id: int | None, atas: str
    ) -> None:
        for nomor, k in enumerate(milik.get(induk_id, ()), 1):
            k.jalur = _jalur(atas, nomor)
            self._nomori(milik, k.pk, k.jalur)


def _jalur(atas: str, nomor: int) -> str:
    ruas = f"{nomor:0{LEBAR_RUAS_JALUR}d}"
    jalur = f"{atas}.{ruas}" if atas else ruas
    if jalur.count(".") >= DALAM_MAKS:
        raise ValidationError({"letak": f"Pohon kinerja paling dalam {DALAM_MAKS} tingkat."})
    return jalur
