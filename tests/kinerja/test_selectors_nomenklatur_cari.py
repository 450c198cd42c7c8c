"""Search in the nomenclature, and what a typed code means."""

from __future__ import annotations

import pytest

from kinerja.models import IsiSimpul, Nomenklatur
from kinerja.selectors.cari_nomenklatur import (
    bidang_pd,
    cari_nomenklatur,
    kenali_kode,
    peringatan_edisi,
)
from tests.factories import IsiSimpulFactory
from tests.kinerja.panggung_simpul import isi_nomenklatur


@pytest.fixture(autouse=True)
def _nomenklatur(db: None) -> None:
    isi_nomenklatur()


def _kode(teks: str, jenis: str, **lain: object) -> list[str]:
    return [b.kode for b in cari_nomenklatur(teks, jenis, **lain).butir]  # type: ignore[arg-type]


def test_by_the_beginning_of_a_code_or_words_of_the_name():
    assert _kode("1.02.02", "sub_kegiatan") == ["1.02.02.2.02.0001"]
    assert _kode("hamil pelayanan", "sub_kegiatan") == ["1.02.02.2.02.0001"]
    assert _kode("hamil pelayanan", "program") == []
    assert _kode("", "program") == []


def test_bidang_of_the_pd_stands_in_for_x():
    assert _kode("1.03.01", "program", bidang="1.03") == ["1.03.01"]
    assert _kode("1.03.01", "program") == []
    assert _kode("penunjang", "program", bidang="1.03") == ["1.03.01"]


def test_only_what_is_below_the_parent_and_where_it_stands():
    program = Nomenklatur.objects.get(kode="1.02.02")
    hasil = cari_nomenklatur("", "kegiatan", induk=program)
    assert [b.kode for b in hasil.butir] == ["1.02.02.2.02"]
    assert _kode("perencanaan", "kegiatan", induk=program) == []
    sub = cari_nomenklatur("1.02.02.2.02.0001", "sub_kegiatan").butir[0]
    assert sub.letak == "Program pemenuhan upaya kesehatan › Penyediaan Layanan Kesehatan"
    assert (sub.indikator, sub.satuan) == ("Jumlah ibu hamil yang dilayani", "Orang")


def test_newest_edition_first_and_older_ones_marked():
    hasil = cari_nomenklatur("kesehatan", "program").butir
    assert [(b.kode, b.edisi_lama) for b in hasil] == [("1.02.02", False), ("1.02.07", True)]
    assert "edisi “2019”" in peringatan_edisi(kenali_kode("1.02.07"))
    assert peringatan_edisi(kenali_kode("1.02.02")) == ""


def test_a_typed_code_is_known_with_the_bidang_or_not_at_all():
    entri = kenali_kode("1.03.01.2.01")
    assert entri is not None
    assert entri.kode == "X.XX.01.2.01"
    assert kenali_kode("9.99.99") is None


def test_bidang_is_read_from_the_plans_of_the_pd():
    isi: IsiSimpul = IsiSimpulFactory(
        kode="1.02.01", nomenklatur=Nomenklatur.objects.get(kode="X.XX.01")
    )
    assert bidang_pd(isi.simpul.perangkat_daerah_id) == "1.02"
    assert bidang_pd(0) == ""
