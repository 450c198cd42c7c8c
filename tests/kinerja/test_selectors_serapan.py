"""Money beside performance: sums to the rupiah, unknown stays unknown, constant queries."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinerja.formulas.agregasi import RataRata
from kinerja.models import Anggaran, IsiIndikator, IsiSimpul, JenisSimpul
from kinerja.selectors.serapan import SerapanPD, susun_serapan
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    RealisasiFactory,
    TargetFactory,
)
from tests.kinerja.panggung import Panggung, buat_panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> Panggung:
    return buat_panggung()


def uang(simpul: IsiSimpul, pagu: int | None, **realisasi: int) -> None:
    if pagu is not None:
        Anggaran.objects.create(simpul=simpul.simpul, tahun=TAHUN, triwulan=0, pagu=pagu)
    for tw, rupiah in realisasi.items():
        Anggaran.objects.create(
            simpul=simpul.simpul, tahun=TAHUN, triwulan=int(tw[2]), realisasi=rupiah
        )


def keluaran(simpul: IsiSimpul, nilai: str | None, triwulan: int = 4) -> IsiIndikator:
    isi: IsiIndikator = IsiIndikatorFactory(isi_simpul=simpul)
    TargetFactory(isi=isi)
    if nilai is not None:
        RealisasiFactory(isi=isi, nilai=Decimal(nilai), triwulan=triwulan)
    return isi


def program(p: Panggung, *anak: tuple[int, int | None]) -> tuple[IsiSimpul, list[IsiSimpul]]:
    atas: IsiSimpul = IsiSimpulFactory(dokumen=p.dokumen)
    bawah = []
    for pagu, realisasi in anak:
        satu = IsiSimpulFactory(dokumen=p.dokumen, induk=atas, jenis=JenisSimpul.KEGIATAN)
        uang(satu, pagu, **({} if realisasi is None else {"tw4": realisasi}))
        bawah.append(satu)
    return atas, bawah


def susun(p: Panggung, triwulan: int = 4) -> SerapanPD:
    return susun_serapan(p.pd.pk, TAHUN, triwulan)


def test_sums_go_up_to_the_rupiah_and_efficiency_compares_percent(p: Panggung) -> None:
    _, (a, b) = program(p, (333_333_333, 100_000_001), (666_666_667, 500_000_002))
    keluaran(a, "90")
    keluaran(b, "110")
    hasil = susun(p)
    assert (hasil.pagu, hasil.realisasi) == (1_000_000_000, 600_000_003)
    assert hasil.serapan == Decimal("60.0000003")
    assert hasil.capaian == RataRata(Decimal(100), 2, 2)
    assert hasil.selisih == Decimal("39.9999997")
    assert hasil.ne is not None
    assert (hasil.ne.n, hasil.ne.dari) == (2, 2)


def test_an_unknown_part_gives_no_percent(p: Panggung) -> None:
    program(p, (100, 40), (100, None))
    hasil = susun(p)
    assert (hasil.realisasi, hasil.sebagian, hasil.serapan) == (40, True, None)
    assert hasil.baris[0].uang.sebagian
    assert hasil.baris[0].serapan is None


def test_an_output_without_result_is_left_out_and_counted(p: Panggung) -> None:
    _, (a, b) = program(p, (100, 80), (100, 80))
    keluaran(a, "100")
    keluaran(b, None)
    hasil = susun(p)
    assert hasil.ne is not None
    assert hasil.ne.nilai == 100
    assert (hasil.ne.n, hasil.ne.dari) == (1, 2)
    assert hasil.capaian.n == 1


def test_before_the_last_quarter_everything_is_provisional(p: Panggung) -> None:
    _, (a, _) = program(p, (100, None), (100, None))
    uang(a, None, tw1=10, tw2=30)
    keluaran(a, "50", triwulan=1)
    hasil = susun(p, 2)
    baris = next(b for b in hasil.baris if b.simpul.pk == a.pk)
    assert baris.realisasi == (10, 30)
    assert baris.serapan == 30
    assert baris.sementara
    assert hasil.sementara


def test_a_pd_without_money_is_unknown_not_zero(p: Panggung) -> None:
    hasil = susun(p)
    assert (hasil.pagu, hasil.realisasi, hasil.serapan, hasil.selisih, hasil.ne) == (None,) * 5


def test_queries_do_not_grow_with_the_rows(p: Panggung) -> None:
    def hitung() -> int:
        with CaptureQueriesContext(connection) as kueri:
            susun(p)
        return len(kueri)

    _, anak = program(p, *[(100, 50)] * 3)
    for satu in anak:
        keluaran(satu, "90")
    sedikit = hitung()
    for _ in range(9):
        _, anak = program(p, *[(100, 50)] * 3)
        for satu in anak:
            keluaran(satu, "90")
    assert hitung() == sedikit
