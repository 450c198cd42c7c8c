"""The tree of one draf with its indicators, targets and pagu as one sheet.

A row is a node and at most one of its indicators; a node with three indicators has three rows that
say the same about the node. Nodes are known by jenis and kode, indicators by node and name.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from dasar.izin import Izin
from dasar.resources.lembar import BarisImpor, GalatBaris, LembarResource
from kinerja.formulas.baca_target import (
    SKALA,
    TargetTakTerbaca,
    TargetTerbaca,
    baca_target,
)
from kinerja.models import (
    Cara,
    DokumenPerencanaan,
    Frekuensi,
    Isian,
    IsiSimpul,
    JenisSimpul,
    Polaritas,
)
from kinerja.models.indikator import JATUH_TEMPO
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.permissions import boleh_ubah_isi_rencana
from kinerja.resources.kolom_rencana import (
    ANGKA,
    KOLOM_INDIKATOR,
    SENDIRI,
    TANDA_LETAK,
    kolom_pagu,
    kolom_rencana,
    kolom_target,
)
from kinerja.resources.peta_rencana import KunciSimpul, PetaRencana, lipat_nama, sel_target
from kinerja.resources.tulis_rencana import TulisRencana
from kinerja.selectors.cari_nomenklatur import edisi_terbaru, peringatan_edisi
from kinerja.services.indikator import periksa_cara_isian
from kinerja.services.pagu import JENIS_BERPAGU
from kinerja.services.simpul import SimpulMasuk, isi_medan
from kinerja.services.target import NilaiTarget
from opd.models import JenisPD, JenisPeran, Pengguna, PerangkatDaerah

_BAWAAN: Mapping[str, Any] = {
    "skala": ANGKA,
    "polaritas": Polaritas.POSITIF.value,
    "cara": Cara.POSISI_AKHIR.value,
    "isian": Isian.PER_TRIWULAN.value,
    "frekuensi": Frekuensi.TRIWULAN.value,
    "desimal": 2,
    "iku": "tidak",
}
_SIMPUL = ("nama", "induk kode", "nomenklatur kode")


class RencanaResource(LembarResource):
    """Changes go through the services of the pages, additions in one step through isi_dokumen."""

    judul_lembar = "Rencana"
    maks_baris = 5_000
    perlu_semua = True
    kolom_kunci = ("kode",)
    catatan = (
        "Satu baris untuk satu indikator. Jenjang dengan beberapa indikator ditulis berulang, "
        "dengan jenis, kode, dan nama yang sama.",
        "Jenjang dikenali dari jenis dan kode, indikator dari namanya. Nama indikator yang ditulis "
        "lain menjadi indikator baru; ganti namanya di halaman indikator.",
        "Kode seperti ~1.2 berarti jenjang tersimpan yang tidak berkode sendiri. Jangan diubah.",
        "Target yang dikosongkan dihapus dari draf. Isi angka apa adanya, atau huruf bila skalanya "
        "predikat.",
    )
    contoh = (
        {
            "jenis": "Program",
            "kode": "1.02.02",
            "nama": "Program Pemenuhan Upaya Kesehatan",
            "indikator": "Angka harapan hidup",
            "satuan": "Tahun",
            "polaritas": Polaritas.POSITIF.label,
            "desimal": "2",
        },
    )

    def __init__(self, user: Pengguna, dokumen: DokumenPerencanaan) -> None:
        super().__init__(user)
        self.dokumen = dokumen
        self.kolom = kolom_rencana(dokumen)
        self.kolom_target = kolom_target(dokumen)
        self.kolom_pagu = kolom_pagu(dokumen)

    def tersimpan(self) -> Mapping[Hashable, Mapping[str, Any]]:
        self.peta = PetaRencana(self.dokumen, self.user)
        return self.peta.baris

    def siapkan(self, kolom: Sequence[str]) -> None:
        self._kolom_ada = set(kolom)
        self._urut: dict[tuple[str, str, str], int] = {}
        self._dalam_berkas: dict[KunciSimpul, BarisImpor] = {}
        self._semua: list[BarisImpor] = []
        self._edisi = edisi_terbaru()
        pd = PerangkatDaerah.objects.for_user(self.user)
        self.pd = {kode.casefold(): pk for pk, kode in pd.values_list("pk", "kode")}
        self.target: dict[BarisImpor, dict[tuple[int, int], NilaiTarget | None]] = {}

    # --- keys ---

    def kunci(self, nilai: Mapping[str, Any]) -> Hashable:
        simpul = (nilai["jenis"], nilai["kode"].casefold())
        nama = lipat_nama(nilai["indikator"])
        n = self._urut.get((*simpul, nama), 0)
        if nama:  # a second row without an indicator is the same row twice
            self._urut[*simpul, nama] = n + 1
        return (*simpul, nama, n)

    def cari(self, kunci: Hashable) -> Mapping[str, Any] | None:
        if not isinstance(kunci, tuple):
            return None
        simpul: KunciSimpul = (kunci[0], kunci[1])
        if not kunci[2] and simpul in self.peta.isi_simpul:
            return self.peta.baris_simpul(simpul)
        return self.peta.baris.get(kunci)

    def nama_baris(self, baris: BarisImpor) -> str:
        jenis = JenisSimpul(baris["jenis"]).label
        ekor = f", indikator {baris['indikator']}" if baris["indikator"] else ""
        return f"{jenis} {baris['kode']} {baris['nama']}{ekor}"

    # --- judging one row ---

    def periksa(self, baris: BarisImpor) -> None:
        galat: dict[str, list[str]] = {}
        simpul: KunciSimpul = (baris["jenis"], baris["kode"].casefold())
        self._semua.append(baris)
        pertama = self._dalam_berkas.setdefault(simpul, baris)
        for periksa in (self._periksa_simpul, self._periksa_indikator):
            try:
                periksa(baris, pertama)
            except ValidationError as sebab:
                galat.update(self.kalimat(sebab))
        if galat:
            raise ValidationError(galat)

    def _periksa_simpul(self, baris: BarisImpor, pertama: BarisImpor) -> None:
        kolom = [*_SIMPUL, *self.kolom_pagu]
        if pertama is not baris:
            for k in kolom:
                if k not in self._kolom_ada:
                    continue
                if baris[k] in ("", None):
                    baris.nilai[k] = pertama[k]
                elif baris[k] != pertama[k]:
                    raise ValidationError(
                        {k: f"Berbeda dengan baris {pertama.nomor}, padahal kodenya sama."}
                    )
            baris.nilai["nomenklatur kode"] = pertama["nomenklatur kode"]
            return
        lama = self.peta.isi_simpul.get((baris["jenis"], baris["kode"].casefold()))
        if lama is None and baris["kode"].startswith(TANDA_LETAK):
            raise ValidationError(
                {"kode": "Kode ini tidak ada di dokumen. Tulis kode sendiri untuk baris baru."}
            )
        self._periksa_nomenklatur(baris, lama)
        if baris["jenis"] not in JENIS_BERPAGU:
            for k in self.kolom_pagu:
                if baris[k] is not None and (lama is None or baris[k] != lama[k]):
                    raise ValidationError(
                        {k: "Pagu diisi pada program, kegiatan, dan sub kegiatan."}
                    )

    def _periksa_nomenklatur(self, baris: BarisImpor, lama: Mapping[str, Any] | None) -> None:
        """What the code means; a stored node keeps its entry."""
        tertulis = baris["nomenklatur kode"] or ""
        if lama is not None and tertulis in ("", lama["nomenklatur kode"]):
            baris.nilai["nomenklatur kode"] = lama["nomenklatur kode"]
            return
        percobaan = IsiSimpul(dokumen=self.dokumen)
        masuk = SimpulMasuk(baris["nama"], baris["jenis"], baris["kode"])
        isi_medan(percobaan, masuk, None, self.user)
        entri = percobaan.nomenklatur
        if tertulis and tertulis not in ("" if entri is None else entri.kode, baris["kode"]):
            raise ValidationError(
                {
                    "nomenklatur kode": f"Kode {baris['kode']} berarti "
                    f"{entri.kode if entri else 'bukan butir nomenklatur'}. "
                    "Kosongkan kolom ini atau betulkan kodenya."
                }
            )
        if lama is not None:
            raise ValidationError(
                {"nomenklatur kode": "Butir nomenklatur mengikuti kode. Kosongkan kolom ini."}
            )
        baris.nilai["nomenklatur kode"] = entri.kode if entri else ""
        if peringatan := peringatan_edisi(entri, self._edisi):
            self.peringatkan(baris, "kode", peringatan)

    def _periksa_indikator(self, baris: BarisImpor, pertama: BarisImpor) -> None:
        if not baris["indikator"]:
            for k in (*KOLOM_INDIKATOR, *self.kolom_target):
                if baris[k] not in ("", None):
                    raise ValidationError({k: "Isi nama indikatornya, atau kosongkan kolom ini."})
            return
        for k, bawaan in _BAWAAN.items():
            if baris[k] in ("", None):
                baris.nilai[k] = bawaan if baris.lama is None else baris.lama[k]
        baris.nilai.setdefault("satuan", "")
        galat: dict[str, str] = {}
        baris.nilai["pengampu"] = (baris["pengampu"] or "").casefold()
        if baris["pengampu"] and baris["pengampu"] not in self.pd:
            galat["pengampu"] = f"Perangkat daerah “{baris['pengampu']}” tidak ada."
        elif baris["pengampu"] and self.dokumen.perangkat_daerah.jenis != JenisPD.KOTA:
            galat["pengampu"] = "Pengampu hanya diisi di dokumen kota."
        if baris["skala"] == SENDIRI and (baris.lama is None or baris.lama["skala"] != SENDIRI):
            galat["skala"] = "Skala sendiri dibuat di halaman indikator."
        try:
            periksa_cara_isian(baris["cara"], baris["isian"])
        except ValidationError as sebab:
            galat["isian"] = " ".join(sebab.messages)
        self._baca_target(baris, galat)
        if galat:
            raise ValidationError(galat)

    def _baca_target(self, baris: BarisImpor, galat: dict[str, str]) -> None:
        skala: Mapping[str, int] | None = SKALA.get(baris["skala"])
        if baris["skala"] == SENDIRI and baris.lama is not None:
            skala = self.peta.indikator[baris.kunci].skala_predikat  # type: ignore[index]
        hasil: dict[tuple[int, int], NilaiTarget | None] = {}
        for kolom, periode in self.kolom_target.items():
            if kolom not in self._kolom_ada:
                continue
            isi = baris[kolom]
            sama_skala = baris.lama is not None and baris.lama["skala"] == baris["skala"]
            if sama_skala and isi == (baris.lama or {})[kolom]:
                continue
            if isi is None:
                hasil[periode] = None
                continue
            if periode[1] and periode[1] not in JATUH_TEMPO[baris["frekuensi"]]:
                galat[kolom] = "Indikator ini tidak diukur pada triwulan itu. Kosongkan targetnya."
                continue
            try:
                target = self._satu_target(isi, baris, skala)
            except TargetTakTerbaca as sebab:
                saran = "" if sebab.skala is None else _saran_skala(sebab.skala)
                galat[kolom] = f"{sebab}{saran}"
                continue
            if target.pertanyaan:
                self.peringatkan(baris, kolom, target.pertanyaan)
            hasil[periode] = NilaiTarget(target.nilai, target.nilai_atas)
            baris.nilai[kolom] = sel_target(target.nilai, target.nilai_atas, skala)
        self.target[baris] = {
            p: n
            for p, n in hasil.items()
            if n is not None or (baris.lama is not None and baris.lama[self._nama_target(p)])
        }

    def _satu_target(
        self, isi: Decimal | str, baris: BarisImpor, skala: Mapping[str, int] | None
    ) -> TargetTerbaca:
        if isinstance(isi, Decimal) and skala is None:
            if baris["desimal"] == 0 and isi != isi.to_integral_value():
                raise TargetTakTerbaca(
                    "Target ini berkoma, padahal kolom desimal 0. Ubah salah satunya."
                )
            return TargetTerbaca(isi)
        return baca_target(str(isi), desimal=baris["desimal"], satuan=baris["satuan"], skala=skala)

    def _nama_target(self, periode: tuple[int, int]) -> str:
        return next(k for k, p in self.kolom_target.items() if p == periode)

    # --- all rows ---

    def simpan_semua(self, baris: Sequence[BarisImpor]) -> None:
        induk = self._induk()
        self._indikator_tertinggal()
        TulisRencana(self, induk).tulis(baris)

    def _induk(self) -> dict[KunciSimpul, KunciSimpul | None]:
        """The parent of each node of the file. Raises GalatBaris for those that have none."""
        galat: dict[BarisImpor, dict[str, list[str]]] = {}
        hasil: dict[KunciSimpul, KunciSimpul | None] = {}
        for kunci, b in self._dalam_berkas.items():
            sebutan = b["induk kode"]
            lama = self.peta.isi_simpul.get(kunci)
            if lama is not None and sebutan == lama["induk kode"]:
                continue
            if not sebutan:
                hasil[kunci] = None
                continue
            cocok = self._calon(sebutan)
            atas = [k for k in cocok if TINGKAT_SIMPUL[k[0]] < TINGKAT_SIMPUL[kunci[0]]]
            if atas:
                hasil[kunci] = max(atas, key=lambda k: TINGKAT_SIMPUL[k[0]])
            elif kunci in cocok and len(cocok) == 1:
                galat[b] = {"induk kode": ["Baris ini tidak boleh menjadi induknya sendiri."]}
            elif cocok:
                label = JenisSimpul(cocok[0][0]).label.lower()
                pesan = f"{JenisSimpul(kunci[0]).label} tidak dapat berada di bawah {label}."
                galat[b] = {"induk kode": [pesan]}
            else:
                pesan = f"Induk dengan kode “{sebutan}” tidak ada di berkas ini atau dokumennya."
                galat[b] = {"induk kode": [pesan]}
        if galat:
            raise GalatBaris(galat)
        return hasil

    def _calon(self, sebutan: str) -> list[KunciSimpul]:
        semua = {**dict.fromkeys(self.peta.simpul), **dict.fromkeys(self._dalam_berkas)}
        if sebutan.startswith(TANDA_LETAK):
            tersimpan = [self.peta.calon_induk(sebutan, j) for j in JenisSimpul.values]
            return [*dict.fromkeys(k for k in tersimpan if k is not None)]
        return [k for k in semua if k[1] == sebutan.casefold()]

    def _indikator_tertinggal(self) -> None:
        """A new indicator beside a stored one that the file leaves out may be a renamed one."""
        ada: dict[KunciSimpul, set[str]] = {}
        baru: dict[KunciSimpul, BarisImpor] = {}
        for b in self._semua:
            kunci: KunciSimpul = (b["jenis"], b["kode"].casefold())
            nama = lipat_nama(b["indikator"])
            ada.setdefault(kunci, set()).add(nama)
            if nama and b.baru:
                baru.setdefault(kunci, b)
        for kunci, b in baru.items():
            tertinggal = set(self.peta.nama_indikator.get(kunci, {})) - ada[kunci]
            for nama in sorted(tertinggal):
                asli = self.peta.nama_indikator[kunci][nama]
                self.peringatkan(
                    b,
                    "indikator",
                    f"Indikator tersimpan “{asli}” tidak ada di berkas dan tetap ada di draf. "
                    "Bila namanya yang diganti, ubah di halaman indikator.",
                )


def _saran_skala(skala: str) -> str:
    label = {"sakip": "Predikat SAKIP", "opini": "Opini BPK"}[skala]
    return f" Isi kolom skala dengan “{label}”, atau tulis angkanya."


def buat_rencana(user: Pengguna, parameter: Mapping[str, Any]) -> RencanaResource:
    """The resource of one draf. Raises DokumenPerencanaan.DoesNotExist, TidakBoleh."""
    dokumen = (
        DokumenPerencanaan.objects.for_user(user)
        .select_related("perangkat_daerah")
        .get(pk=int(parameter["dokumen"]))
    )
    boleh_ubah_isi_rencana(user, dokumen).wajib()
    return RencanaResource(user, dokumen)


def sebut_draf(user: Pengguna, parameter: Mapping[str, Any]) -> str:
    """Which draf, in words."""
    sumber = buat_rencana(user, parameter)
    return f"{sumber.dokumen} {sumber.dokumen.perangkat_daerah.singkatan_pada()}"


def boleh_impor_rencana(user: Pengguna) -> Izin:
    """Whether the person may change any plan at all; each draf is judged again."""
    if user.punya_peran(JenisPeran.PERENCANA, JenisPeran.ORGANISASI):
        return Izin.ya()
    return Izin.tidak("Dokumen perencanaan diubah oleh perencana atau Bagian Organisasi.")
