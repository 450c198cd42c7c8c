"""Money that is a sum is typed nowhere; an amount that was taken back does not return unseen."""

from __future__ import annotations

import pytest

from dasar.izin import TidakBoleh
from kinerja.models import Anggaran, IsiSimpul, JenisSimpul
from kinerja.services.anggaran import KonflikRupiah, simpan_rupiah
from kinerja.services.isian import simpan_isian
from kinerja.services.sel_isian import HasilIsian, KeadaanSel, SelIsian
from kinerja.services.urung_isian import urungkan_isian
from tests.factories import TAHUN, IsiSimpulFactory
from tests.kinerja.panggung import TW, Panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(p: Panggung) -> IsiSimpul:
    isi: IsiSimpul = IsiSimpulFactory(dokumen=p.dokumen)
    return isi


@pytest.fixture
def sub(program: IsiSimpul) -> IsiSimpul:
    """A sub kegiatan two levels below the program."""
    kegiatan = IsiSimpulFactory(induk=program, jenis=JenisSimpul.KEGIATAN)
    isi: IsiSimpul = IsiSimpulFactory(induk=kegiatan, jenis=JenisSimpul.SUB_KEGIATAN)
    return isi


def _satu(
    p: Panggung, isi: IsiSimpul, rupiah: int | None, versi: int | None = None
) -> Anggaran | None:
    return simpan_rupiah(
        simpul_id=isi.simpul_id,
        tahun=TAHUN,
        triwulan=TW,
        rupiah=rupiah,
        versi=versi,
        oleh=p.operator,
    )


def _banyak(p: Panggung, *sel: SelIsian) -> HasilIsian:
    return simpan_isian(
        perangkat_daerah_id=p.pd.pk,
        tahun=TAHUN,
        triwulan=TW,
        sel=sel,
        oleh=p.operator,
        utuh=False,
    )


def test_a_node_with_money_below_is_a_sum_and_refuses_an_amount(
    p: Panggung, program: IsiSimpul, sub: IsiSimpul
) -> None:
    Anggaran.objects.create(simpul=sub.simpul, tahun=TAHUN, triwulan=0, pagu=100)

    for isi in (program, sub.induk):
        assert isi is not None
        with pytest.raises(TidakBoleh, match="jumlah dari rinciannya"):
            _satu(p, isi, 5)
    ditolak, baik = _banyak(
        p,
        SelIsian("rupiah", program.simpul_id, rupiah=5, versi=0),
        SelIsian("rupiah", sub.simpul_id, rupiah=7, versi=0),
    ).sel

    assert (ditolak.keadaan, baik.keadaan) == (KeadaanSel.DITOLAK, KeadaanSel.BARU)
    assert "jumlah dari rinciannya" in ditolak.alasan
    assert list(Anggaran.objects.filter(triwulan=TW).values_list("simpul", "realisasi")) == [
        (sub.simpul_id, 7)
    ]


def test_money_of_another_year_below_does_not_make_a_sum(
    p: Panggung, program: IsiSimpul, sub: IsiSimpul
) -> None:
    Anggaran.objects.create(simpul=sub.simpul, tahun=TAHUN - 1, triwulan=0, pagu=100)

    baris = _satu(p, program, 5)

    assert baris is not None
    assert baris.realisasi == 5


@pytest.mark.parametrize("cara", ["dikosongkan", "diurungkan"])
def test_after_taking_back_many_cells_an_old_page_does_not_write_over_the_next(
    p: Panggung, program: IsiSimpul, cara: str
) -> None:
    hasil = _banyak(p, SelIsian("rupiah", program.simpul_id, rupiah=5, versi=0))  # version 1 shown
    if cara == "diurungkan":
        urungkan_isian(
            perangkat_daerah_id=p.pd.pk, tahun=TAHUN, perubahan=hasil.perubahan, oleh=p.operator
        )
    else:
        _satu(p, program, None, versi=1)
    _banyak(p, SelIsian("rupiah", program.simpul_id, rupiah=6, versi=0))

    with pytest.raises(KonflikRupiah):
        _satu(p, program, 7, versi=1)
    assert Anggaran.objects.get(simpul=program.simpul, triwulan=TW).realisasi == 6
