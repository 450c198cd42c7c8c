"""The people, the PD and the sheets that tests of the worksheet need."""

from __future__ import annotations

from dataclasses import dataclass

from evaluasi.models import (
    JenisLembar,
    KriteriaLKE,
    LembarKerja,
    StatusLembar,
    TemplatLKE,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from tests.factories import (
    TAHUN,
    KotaFactory,
    LembarKerjaFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    buat_templat_lke,
)

# docs/regulasi.md, published examples: letters and the total that was printed.
DJAMIL = dict(
    zip(
        ["1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "3.a", "3.b", "3.c", "4.a", "4.b", "4.c"],
        ["A", "A", "B", "AA", "A", "A", "A", "A", "A", "AA", "A", "A"],
        strict=True,
    )
)
BINJAI = dict(
    zip(
        DJAMIL,
        ["A", "BB", "BB", "BB", "BB", "A", "BB", "A", "AA", "AA", "AA", "A"],
        strict=True,
    )
)


@dataclass
class PanggungLembar:
    """Dinas Kesehatan, Dinas Sosial and the city, one person of each kind, a template."""

    templat: TemplatLKE
    kota: PerangkatDaerah
    pd: PerangkatDaerah
    lain: PerangkatDaerah
    operator: Pengguna
    operator_lain: Pengguna
    kepala: Pengguna
    organisasi: Pengguna
    perencana: Pengguna
    evaluator: Pengguna
    rekan: Pengguna
    ketua: Pengguna
    penanggung: Pengguna
    pimpinan: Pengguna
    admin: Pengguna
    tanpa_peran: Pengguna

    def internal(self, jawaban: object = None, pd: PerangkatDaerah | None = None) -> LembarKerja:
        """A draft of the evaluators."""
        return LembarKerjaFactory(pd=pd or self.pd, status=StatusLembar.DRAF, jawaban=jawaban)

    def mandiri(
        self,
        jawaban: object = None,
        status: str = StatusLembar.DRAF,
        pd: PerangkatDaerah | None = None,
    ) -> LembarKerja:
        """A self-assessment, still a draft."""
        return LembarKerjaFactory(
            pd=pd or self.pd, jenis=JenisLembar.MANDIRI, status=status, jawaban=jawaban
        )

    def kriteria(self, kode: str) -> list[KriteriaLKE]:
        """Criteria of one subkomponen, in order."""
        return list(
            KriteriaLKE.objects.filter(
                subkomponen__komponen__templat=self.templat, subkomponen__kode=kode
            ).order_by("urutan")
        )


def buat_panggung_lembar() -> PanggungLembar:
    """Everything above, stored."""
    pd = PerangkatDaerahFactory(nama="Dinas Kesehatan", singkatan="DINKES", kode="dinkes")
    lain = PerangkatDaerahFactory(nama="Dinas Sosial", singkatan="DINSOS", kode="dinsos")

    def orang(nama: str, peran: str, pd: PerangkatDaerah | None = None) -> Pengguna:
        return PenggunaFactory(nama=nama, peran=peran, pd=pd)

    return PanggungLembar(
        templat=buat_templat_lke(TAHUN),
        kota=KotaFactory(),
        pd=pd,
        lain=lain,
        operator=orang("Ayu Operator", JenisPeran.OPERATOR, pd),
        operator_lain=orang("Sari Operator", JenisPeran.OPERATOR, lain),
        kepala=orang("Budi Kepala", JenisPeran.KEPALA_PD, pd),
        organisasi=orang("Citra Organisasi", JenisPeran.ORGANISASI),
        perencana=orang("Dian Perencana", JenisPeran.PERENCANA),
        evaluator=orang("Eka Evaluator", JenisPeran.EVALUATOR),
        rekan=orang("Fajar Evaluator", JenisPeran.EVALUATOR),
        ketua=orang("Gita Ketua", JenisPeran.KETUA_TIM),
        penanggung=orang("Hadi Penanggung Jawab", JenisPeran.PENANGGUNG_JAWAB),
        pimpinan=orang("Indah Pimpinan", JenisPeran.PIMPINAN),
        admin=orang("Joko Admin", JenisPeran.ADMIN),
        tanpa_peran=PenggunaFactory(),
    )
