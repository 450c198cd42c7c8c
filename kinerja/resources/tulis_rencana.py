"""Writing the judged rows of a plan: new nodes and indicators at once, then each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.resources.lembar import BarisImpor, GalatBaris
from kinerja.formulas.baca_target import SKALA
from kinerja.models import IsiSimpul
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.resources.kolom_rencana import SENDIRI
from kinerja.selectors.cari_nomenklatur import kenali_kode
from kinerja.services.indikator import IndikatorMasuk, ubah_indikator
from kinerja.services.isi_massal import PaguTakMuat, simpan_pagu_massal
from kinerja.services.kunci_simpul import tanda_simpul
from kinerja.services.perencanaan import (
    BarisIndikator,
    BarisSimpul,
    BarisTarget,
    isi_dokumen,
)
from kinerja.services.simpul import SimpulMasuk, ubah_simpul
from kinerja.services.simpul_letak import pindah_simpul
from kinerja.services.target import tanda_indikator

if TYPE_CHECKING:
    from kinerja.resources.peta_rencana import KunciSimpul
    from kinerja.resources.rencana import RencanaResource

_ATRIBUT = ("satuan", "polaritas", "cara", "isian", "frekuensi", "desimal")


class TulisRencana:
    """One file being written; everything happens in the transaction of the import."""

    def __init__(
        self, sumber: RencanaResource, induk: Mapping[KunciSimpul, KunciSimpul | None]
    ) -> None:
        self.sumber, self.induk = sumber, induk
        self.peta = sumber.peta
        self.pk: dict[KunciSimpul, int] = {k: s.pk for k, s in self.peta.simpul.items()}
        self._galat: dict[BarisImpor, dict[str, list[str]]] = {}

    def tulis(self, baris: Sequence[BarisImpor]) -> None:
        """Raises GalatBaris."""
        simpul = {_simpul(b): b for b in reversed(baris)}  # the first row of a node speaks for it
        self._tambah(baris, dict(reversed(simpul.items())))
        for kunci, b in reversed(simpul.items()):
            if kunci in self.peta.simpul:
                self._coba(b, partial(self._ubah_simpul, b, kunci))
        for b in baris:
            if b.kunci in self.peta.indikator:
                self._coba(b, partial(self._ubah_indikator, b))
        if not self._galat:
            self._pagu(simpul)
        if self._galat:
            raise GalatBaris(self._galat)

    def _coba(self, baris: BarisImpor, kerja: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                kerja()
        except Exception as sebab:
            pesan = self.sumber.kalimat(sebab)  # raises again what is no refusal
            self._galat.setdefault(baris, {}).update(pesan)

    def _tambah(
        self, baris: Sequence[BarisImpor], simpul: Mapping[KunciSimpul, BarisImpor]
    ) -> None:
        """New nodes (parents first), new indicators with their targets, in one call."""
        baru = [(k, b) for k, b in simpul.items() if k not in self.peta.simpul]
        baru.sort(key=lambda satu: TINGKAT_SIMPUL[satu[0][0]])
        indikator = [b for b in baris if b["indikator"] and b.kunci not in self.peta.indikator]
        if not baru and not indikator:
            return
        nama = {k: f"s{n}" for n, (k, _) in enumerate(baru)}

        def rujuk(kunci: KunciSimpul | None) -> str | int | None:
            return None if kunci is None else nama.get(kunci) or self.pk[kunci]

        masuk_simpul = [
            BarisSimpul(
                kunci=nama[k],
                jenis=b["jenis"],
                nama=b["nama"],
                induk=rujuk(self.induk[k]),
                kode=b["kode"],
                nomenklatur_id=_nomenklatur_id(b),
            )
            for k, b in baru
        ]
        masuk_indikator = [
            BarisIndikator(
                kunci=f"i{b.urutan}",
                simpul=rujuk(_simpul(b)) or "",
                nama=b["indikator"],
                atribut=_atribut(b),
                pengampu_id=self.sumber.pd[b["pengampu"]] if b["pengampu"] else None,
            )
            for b in indikator
        ]
        masuk_target = [
            BarisTarget(f"i{b.urutan}", tahun, t.nilai, triwulan, nilai_atas=t.atas)
            for b in indikator
            for (tahun, triwulan), t in self.sumber.target.get(b, {}).items()
            if t is not None
        ]
        pertama = baru[0][1] if baru else indikator[0]

        def kerja() -> None:
            hasil = isi_dokumen(
                dokumen=self.sumber.dokumen,
                oleh=self.sumber.user,
                simpul=masuk_simpul,
                indikator=masuk_indikator,
                target=masuk_target,
            )
            self.pk.update({k: hasil.simpul[nama[k]].pk for k, _ in baru})

        self._coba(pertama, kerja)
        if self._galat:  # what follows would point to nodes that are not there
            raise GalatBaris(self._galat)

    def _ubah_simpul(self, baris: BarisImpor, kunci: KunciSimpul) -> None:
        isi = self._isi(kunci)
        if isi.nama != baris["nama"]:
            masuk = SimpulMasuk(baris["nama"], isi.jenis, isi.kode, isi.jabatan_id)
            ubah_simpul(
                isi_simpul_id=isi.pk, masuk=masuk, tanda=tanda_simpul(isi), oleh=self.sumber.user
            )
        if kunci in self.induk:
            isi = self._isi(kunci)
            induk = self.induk[kunci]
            try:
                pindah_simpul(
                    isi_simpul_id=isi.pk,
                    induk_id=None if induk is None else self.pk[induk],
                    tanda=tanda_simpul(isi),
                    oleh=self.sumber.user,
                )
            except ValidationError as sebab:
                raise ValidationError({"induk kode": sebab.messages}) from sebab

    def _isi(self, kunci: KunciSimpul) -> IsiSimpul:
        """As it stands now: an earlier row may have moved it."""
        return IsiSimpul.objects.for_user(self.sumber.user).get(pk=self.pk[kunci])

    def _ubah_indikator(self, baris: BarisImpor) -> None:
        isi = self.peta.indikator[baris.kunci]  # type: ignore[index]
        lama = baris.lama or {}
        atribut = {
            k: v
            for k, v in _atribut(baris).items()
            if k != "skala_predikat" or baris["skala"] != lama["skala"]
        }
        target = self.sumber.target.get(baris, {})
        berubah = any(getattr(isi, k) != v for k, v in atribut.items())
        pindah_tangan = baris["pengampu"] != lama["pengampu"]
        if not berubah and not target and not pindah_tangan:
            return
        pengampu = baris["pengampu"]
        pemilik = self.sumber.dokumen.perangkat_daerah_id
        try:
            ubah_indikator(
                isi_id=isi.pk,
                masuk=IndikatorMasuk(
                    isi_simpul_id=isi.isi_simpul_id,
                    atribut={**atribut, "nama": baris["indikator"]},
                    target=target,
                    pengampu_id=(self.sumber.pd[pengampu] if pengampu else pemilik)
                    if pindah_tangan
                    else None,
                ),
                tanda=tanda_indikator(isi),
                oleh=self.sumber.user,
            )
        except ValidationError as sebab:
            raise ValidationError(
                self.sumber.kalimat(sebab) if hasattr(sebab, "error_dict") else sebab.messages
            ) from sebab

    def _pagu(self, simpul: Mapping[KunciSimpul, BarisImpor]) -> None:
        masuk: dict[tuple[int, int], int | None] = {}
        kolom_tahun = {tahun: kolom for kolom, tahun in self.sumber.kolom_pagu.items()}
        for kunci, b in simpul.items():
            lama = self.peta.isi_simpul.get(kunci, {})
            for kolom, tahun in self.sumber.kolom_pagu.items():
                if b[kolom] != lama.get(kolom):
                    masuk[self.pk[kunci], tahun] = b[kolom]
        if not masuk:
            return
        baris = {self.pk[k]: b for k, b in simpul.items()}
        try:
            with transaction.atomic():
                simpan_pagu_massal(
                    dokumen_id=self.sumber.dokumen.pk, pagu=masuk, oleh=self.sumber.user
                )
        except PaguTakMuat as sebab:
            pada = baris.get(sebab.isi_simpul_id) or self._anak_berubah(sebab, masuk, baris)
            self._galat[pada] = {kolom_tahun[sebab.tahun]: list(sebab.messages)}

    def _anak_berubah(
        self,
        sebab: PaguTakMuat,
        masuk: Iterable[tuple[int, int]],
        baris: Mapping[int, BarisImpor],
    ) -> BarisImpor:
        """The first row below the exceeded node whose pagu the file changes."""
        anak = set(
            IsiSimpul.objects.for_user(self.sumber.user)
            .filter(induk=sebab.isi_simpul_id)
            .values_list("pk", flat=True)
        )
        berubah = [baris[pk] for pk, tahun in masuk if tahun == sebab.tahun]
        return next((baris[pk] for pk, _ in masuk if pk in anak), berubah[0])


def _simpul(baris: BarisImpor) -> KunciSimpul:
    return (baris["jenis"], baris["kode"].casefold())


def _atribut(baris: BarisImpor) -> dict[str, Any]:
    """Fields of IsiIndikator as the row says them."""
    isi: dict[str, Any] = {k: baris[k] for k in _ATRIBUT}
    if baris["skala"] != SENDIRI:
        skala = SKALA.get(baris["skala"])
        isi["skala_predikat"] = None if skala is None else dict(skala)
    return {**isi, "iku": baris["iku"] == "ya"}


def _nomenklatur_id(baris: BarisImpor) -> int | None:
    if not baris["nomenklatur kode"]:
        return None
    entri = kenali_kode(baris["kode"])
    return entri.pk if entri else None
