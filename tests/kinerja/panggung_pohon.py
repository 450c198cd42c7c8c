"""A pohon kinerja for tests: one PD with a tree of four levels, and another PD beside it."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja.models import FaktorKunci, KondisiKinerja, PohonKinerja
from kinerja.services.isi_kondisi import tambah_csf, tambah_indikator_kondisi
from kinerja.services.pohon import KondisiMasuk, PohonMasuk, buat_pohon, tambah_kondisi
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import KotaFactory, PenggunaFactory, PerangkatDaerahFactory

TAHUN = 2024


@dataclass
class PanggungPohon:
    """`final` > `antara` (answers `csf`) > `langsung` > `output`."""

    kota: PerangkatDaerah
    pd: PerangkatDaerah
    pd_lain: PerangkatDaerah
    operator: Pengguna
    operator_lain: Pengguna
    perencana: Pengguna
    evaluator: Pengguna
    pohon: PohonKinerja
    final: KondisiKinerja
    csf: FaktorKunci
    antara: KondisiKinerja
    langsung: KondisiKinerja
    output: KondisiKinerja

    def tambah(
        self, tingkat: str, uraian: str, induk: KondisiKinerja | None = None
    ) -> KondisiKinerja:
        return tambah_kondisi(
            pohon_id=self.pohon.pk,
            masuk=KondisiMasuk(tingkat, uraian),
            induk_id=None if induk is None else induk.pk,
            oleh=self.operator,
        )


def susun_pohon_uji() -> PanggungPohon:
    """Dinas Kesehatan draws its tree; Dinas Pendidikan stands beside."""
    kota = KotaFactory()
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES")
    pd_lain = PerangkatDaerahFactory(nama="Dinas Pendidikan", singkatan="DINDIK")
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)
    pohon = buat_pohon(
        masuk=PohonMasuk("pd", pd.pk, "Pohon Dinas Kesehatan", TAHUN, TAHUN), oleh=operator
    )

    def kondisi(tingkat: str, uraian: str, induk_id: int | None, faktor_id: int | None = None):
        return tambah_kondisi(
            pohon_id=pohon.pk,
            masuk=KondisiMasuk(tingkat, uraian, faktor_id=faktor_id),
            induk_id=induk_id,
            oleh=operator,
        )

    final = kondisi("final", "Meningkatnya derajat kesehatan", None)
    csf = tambah_csf(kondisi_id=final.pk, uraian="Gizi anak terpenuhi", oleh=operator)
    antara = kondisi("intermediate", "Menurunnya balita stunting", final.pk, csf.pk)
    langsung = kondisi("immediate", "Meningkatnya cakupan pemantauan balita", antara.pk)
    output = kondisi("output", "Tersedianya posyandu aktif", langsung.pk)
    tambah_indikator_kondisi(
        kondisi_id=final.pk, indikator_id=None, nama="Angka harapan hidup", oleh=operator
    )
    return PanggungPohon(
        kota=kota,
        pd=pd,
        pd_lain=pd_lain,
        operator=operator,
        operator_lain=PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd_lain),
        perencana=PenggunaFactory(peran=JenisPeran.PERENCANA),
        evaluator=PenggunaFactory(peran=JenisPeran.EVALUATOR),
        pohon=pohon,
        final=final,
        csf=csf,
        antara=antara,
        langsung=langsung,
        output=output,
    )
