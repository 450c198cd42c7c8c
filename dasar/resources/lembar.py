"""The base of all imports and exports: one row per natural key, all rows or none.

A row is compared with what is stored under its key; only new and changed rows reach the services
of the app. django-import-export drives rows, transactions and rollback; its English sentences and
its log entries are never reached (columns are checked before, rows carry our own sentences).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import Result, RowResult

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import MacamRincian
from dasar.resources.kolom import CellWidget, Kolom
from dasar.services.impor import HasilImpor, Rincian
from dasar.services.lembar_impor import BentukLembar, LembarImpor

BARIS = "baris"  # where a sentence stands that belongs to no single column
_KUNCI_TAK_TERBACA = object()


class BarisImpor:
    """One row on its way: `nilai` by column, `lama` what is stored under its key (None: new)."""

    def __init__(
        self, urutan: int, nomor: int, kunci: Hashable, lama: Mapping[str, Any] | None
    ) -> None:
        self.urutan, self.nomor, self.kunci, self.lama = urutan, nomor, kunci, lama
        self.nilai: dict[str, Any] = dict(lama or {})

    @property
    def baru(self) -> bool:
        return self.lama is None

    def __getitem__(self, kolom: str) -> Any:
        return self.nilai.get(kolom)


class GalatBaris(Exception):
    """Refusals found when all rows are known: row -> column -> sentences."""

    def __init__(self, galat: Mapping[BarisImpor, Mapping[str, list[str]]]) -> None:
        super().__init__("rows refused")
        self.galat = galat


class LembarResource(resources.Resource):
    """Subclasses say `kolom`, `kunci`, `tersimpan` and `simpan`; those that write the whole sheet
    at once override `simpan_semua` and leave `simpan` alone."""

    judul_lembar = "Data"
    kolom: Sequence[Kolom] = ()
    kolom_kunci: Sequence[str] = ()
    abaikan: Sequence[str] = ()
    contoh: Sequence[Mapping[str, str]] = ()
    catatan: Sequence[str] = ()
    maks_baris = 2_000
    # Rows speak of each other, so nothing is said about the whole while one of them is unread.
    perlu_semua = False
    # Model field -> column, for the sentences of services and models.
    medan_ke_kolom: Mapping[str, str] = {}

    class Meta:
        using_db = DEFAULT_DB_ALIAS
        use_transactions = True
        skip_diff = True  # the old row is at hand already, no copy is needed
        skip_html_diff = True
        report_skipped = False
        use_bulk = True  # judging a row needs no savepoint of its own
        instance_loader_class = BaseInstanceLoader  # never asked: rows are looked up by key

    def __init__(self, user: Any) -> None:
        super().__init__()
        self.user = user
        self._siap = False
        self._stored: Mapping[Hashable, Mapping[str, Any]] = {}
        self._lembar: LembarImpor | None = None
        self._rincian: list[Rincian] = []
        self._tulis: list[BarisImpor] = []
        self._hitung: dict[str, int] = {}
        self._terlihat: dict[Hashable, int] = {}
        self._galat: dict[str, list[Any]] = {}

    def _siapkan_medan(self) -> None:
        """Columns may depend on the parameter, so the fields are made when they are known."""
        if not self._siap:
            for k in self.kolom:
                self.fields[k.nama] = fields.Field(
                    attribute=k.nama, column_name=k.nama, widget=CellWidget(k)
                )
            self._siap = True

    # --- what a kind says ---

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        """What is stored, by key, in the order of the export: values by column."""
        raise NotImplementedError

    def kunci(self, nilai: Mapping[str, Any]) -> Hashable:
        """The natural key of a row; the values of `kolom_kunci` unless overridden."""
        return tuple(
            v.casefold() if isinstance(v := nilai.get(k), str) else v for k in self.kolom_kunci
        )

    def nama_baris(self, baris: BarisImpor) -> str:
        """What a new row is called in the preview."""
        return " · ".join(
            k.tampil(baris[k.nama]) for k in self.kolom[:3] if baris[k.nama] not in (None, "")
        )

    def cari(self, kunci: Hashable) -> Mapping[str, Any] | None:
        """What a row with this key is compared with; None: the row is new."""
        return self._stored.get(kunci)

    def siapkan(self, kolom: Sequence[str]) -> None:
        """Read what judging the rows needs; `kolom` are those of the file."""

    def periksa(self, baris: BarisImpor) -> None:
        """Rules across the cells of one row. Raises ValidationError by column."""

    def simpan(self, baris: BarisImpor) -> None:
        """Write one new or changed row through the app's service."""
        raise NotImplementedError

    def simpan_semua(self, baris: Sequence[BarisImpor]) -> None:
        """Write all new and changed rows. Raises GalatBaris; nothing stays when it does."""
        galat: dict[BarisImpor, dict[str, list[str]]] = {}
        for b in baris:
            try:
                with transaction.atomic():  # a refused row must not spoil the ones after it
                    self.simpan(b)
            except Exception as sebab:
                galat[b] = self.kalimat(sebab)  # raises again what is no refusal
        if galat:
            raise GalatBaris(galat)

    # --- for the pages and the job ---

    @property
    def bentuk(self) -> BentukLembar:
        """The headings that the file reader asks for."""
        return BentukLembar(
            self.judul_lembar,
            tuple(k.nama for k in self.kolom),
            frozenset(k.nama for k in self.kolom if k.harus_ada),
            frozenset(self.abaikan),
            self.maks_baris,
        )

    def jalankan(self, lembar: LembarImpor, *, terapkan: bool) -> HasilImpor:
        """Judge all rows, and with `terapkan` write them: all or none.

        Without it everything is done too, and taken back: a preview obeys the same services.
        Raises whatever was no refusal of a row (a fault of the program).
        """
        self._siapkan_medan()
        self._lembar = lembar
        self._rincian, self._tulis, self._terlihat = [], [], {}
        self._hitung = dict.fromkeys(("baru", "berubah", "sama"), 0)
        data = tablib.Dataset(*lembar.baris, headers=lembar.kolom)
        hasil = self.import_data(
            data,
            dry_run=not terapkan,
            use_transactions=True,
            rollback_on_validation_errors=True,
        )
        for satu in [*hasil.base_errors, *(e for _, semua in hasil.row_errors() for e in semua)]:
            raise satu.error
        galat = list(self._rincian_galat(hasil))
        return HasilImpor(
            baru=self._hitung["baru"],
            berubah=self._hitung["berubah"],
            sama=self._hitung["sama"],
            galat=len({g.baris for g in galat}),
            rincian=(*galat, *self._rincian),
            sidik=self._sidik([*galat, *self._rincian]),
        )

    def ekspor(self) -> tablib.Dataset:
        """The stored rows under the same headings."""
        self._siapkan_medan()
        return self.export(queryset=[_BarisEkspor(nilai) for nilai in self.tersimpan().values()])

    def peringatkan(self, baris: BarisImpor, kolom: str, kalimat: str) -> None:
        """Say something about a row that does not stop it."""
        self._rincian.append(Rincian(MacamRincian.PERINGATAN, baris.nomor, kolom, "", kalimat))

    def catat(self, baris: BarisImpor, kolom: str, kalimat: str) -> None:
        """Say what a row brings with it elsewhere; what it writes itself is shown anyway."""
        self._rincian.append(Rincian(MacamRincian.CATATAN, baris.nomor, kolom, "", kalimat))

    def kalimat(self, galat: Exception) -> dict[str, list[str]]:
        """The sentences of a refusal by column; what is no refusal is raised again."""
        if isinstance(galat, ValidationError):
            if not hasattr(galat, "error_dict"):
                return {BARIS: list(galat.messages)}
            nama = {k.nama for k in self.kolom}
            hasil: dict[str, list[str]] = {}
            for medan, pesan in galat.message_dict.items():
                kolom = self.medan_ke_kolom.get(medan, medan)
                hasil.setdefault(kolom if kolom in nama else BARIS, []).extend(pesan)
            return hasil
        if isinstance(galat, GalatPengguna | TidakBoleh):
            return {BARIS: [str(galat)]}
        if isinstance(galat, ObjectDoesNotExist):
            return {
                BARIS: ["Data yang disebut baris ini tidak ada, atau tidak terlihat oleh Anda."]
            }
        if isinstance(galat, IntegrityError):
            return {BARIS: ["Baris ini bertentangan dengan data yang tersimpan."]}
        raise galat

    # --- hooks of django-import-export ---

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        # Inside the transaction: what is compared is what will be changed.
        self._stored = self.tersimpan()
        self.siapkan(dataset.headers)
        ada = set(dataset.headers)
        self._medan = [(n, f) for n, f in self.fields.items() if n in ada]

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        self._urutan = kwargs["row_number"]

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[BarisImpor, bool]:
        """Clean all cells first: a row names all its bad cells at once, and the key needs them."""
        bersih: dict[str, Any] = {}
        self._galat = {}
        for nama, medan in self._medan:
            try:
                bersih[nama] = medan.widget.clean(row[nama], row)
            except ValidationError as galat:
                self._galat.update(galat.error_dict)
        kunci: Hashable = _KUNCI_TAK_TERBACA
        if not self._galat:
            try:
                kunci = self.kunci(bersih)
            except ValidationError as galat:
                self._galat.update(
                    galat.error_dict if hasattr(galat, "error_dict") else {BARIS: galat.error_list}
                )
        assert self._lembar is not None  # noqa: S101  # jalankan() set it
        baris = BarisImpor(
            self._urutan, self._lembar.nomor[self._urutan - 1], kunci, self.cari(kunci)
        )
        baris.nilai.update(bersih)
        return baris, baris.baru

    def import_instance(self, instance: BarisImpor, row: Any, **kwargs: Any) -> None:
        if self._galat:
            raise ValidationError(self._galat)
        lebih_dulu = self._terlihat.setdefault(instance.kunci, instance.nomor)
        if lebih_dulu != instance.nomor:
            kolom = self.kolom_kunci[0] if self.kolom_kunci else BARIS
            raise ValidationError({kolom: f"Sama dengan baris {lebih_dulu}. Hapus salah satunya."})
        self.periksa(instance)

    def skip_row(
        self, instance: BarisImpor, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        if import_validation_errors or instance.lama is None:
            return False
        return all(instance.nilai[n] == instance.lama.get(n) for n, _ in self._medan)

    def save_instance(self, instance: BarisImpor, is_create: bool, row: Any, **kwargs: Any) -> None:
        self._tulis.append(instance)

    def after_import_row(self, row: Any, row_result: RowResult, **kwargs: Any) -> None:
        if row_result.import_type == RowResult.IMPORT_TYPE_SKIP:
            self._hitung["sama"] += 1

    def after_import(self, dataset: tablib.Dataset, result: Result, **kwargs: Any) -> None:
        """Rows are written when all of them are known, so that the order in the file matters
        only where the app's rules say so."""
        for b in self._tulis:
            self._hitung["baru" if b.baru else "berubah"] += 1
            self._rincian.extend(self._perubahan(b))
        if self.perlu_semua and result.has_validation_errors():
            return
        try:
            self.simpan_semua(self._tulis)
        except GalatBaris as galat:
            for b, pesan in galat.galat.items():
                result.append_invalid_row(b.urutan, {}, ValidationError(dict(pesan)))

    # --- inside ---

    def _perubahan(self, baris: BarisImpor) -> Iterable[Rincian]:
        if baris.lama is None:
            yield Rincian(MacamRincian.BARU, baris.nomor, "", "", self.nama_baris(baris))
            return
        kolom = {k.nama: k for k in self.kolom}
        for nama, _ in self._medan:
            lama, kini = baris.lama.get(nama), baris.nilai[nama]
            if lama != kini:
                k = kolom[nama]
                yield Rincian(
                    MacamRincian.BERUBAH, baris.nomor, nama, k.tampil(lama), k.tampil(kini)
                )

    def _rincian_galat(self, hasil: Result) -> Iterable[Rincian]:
        assert self._lembar is not None  # noqa: S101  # jalankan() set it
        for baris in sorted(hasil.invalid_rows, key=lambda b: int(b.number)):
            nomor = self._lembar.nomor[baris.number - 1]
            for kolom, semua in baris.error.message_dict.items():
                for pesan in semua:
                    yield Rincian(
                        MacamRincian.GALAT,
                        nomor,
                        BARIS if kolom == NON_FIELD_ERRORS else kolom,
                        "",
                        pesan,
                    )

    def _sidik(self, rincian: Sequence[Rincian]) -> str:
        """Digest of everything that a person was shown, plus the counts."""
        isi = [self._hitung, [[r.macam, r.baris, r.kolom, r.lama, r.isi] for r in rincian]]
        return hashlib.sha256(json.dumps(isi, ensure_ascii=False).encode()).hexdigest()


class _BarisEkspor:
    """A stored row as django-import-export wants it: values as attributes."""

    def __init__(self, nilai: Mapping[str, Any]) -> None:
        self.__dict__.update(nilai)
