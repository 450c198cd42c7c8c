"""Many cells at once: judged, written, audited, taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import Anggaran, Realisasi, StatusRealisasi
from kinerja.services.isian import simpan_isian
from kinerja.services.sel_isian import HasilIsian, IsianDitolak, KeadaanSel, SelIsian
from kinerja.services.urung_isian import urungkan_isian
from opd.models import PerangkatDaerah
from tests.factories import TAHUN
from tests.kinerja.panggung import TW, Panggung, buat_panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> Panggung:
    return buat_panggung()


def simpan(p: Panggung, *sel: SelIsian, utuh: bool = False, terapkan: bool = True) -> HasilIsian:
    return simpan_isian(
        perangkat_daerah_id=p.pd.pk,
        tahun=TAHUN,
        triwulan=TW,
        sel=sel,
        oleh=p.operator,
        utuh=utuh,
        terapkan=terapkan,
    )


def urungkan(p: Panggung, hasil: HasilIsian) -> HasilIsian:
    return urungkan_isian(
        perangkat_daerah_id=p.pd.pk, tahun=TAHUN, perubahan=hasil.perubahan, oleh=p.operator
    )


def test_value_text_and_money_are_written_together_and_taken_back(p: Panggung) -> None:
    isi = p.isi()
    pk, simpul = isi.indikator_id, isi.isi_simpul.simpul_id
    hasil = simpan(
        p,
        SelIsian("nilai", pk, nilai=Decimal("73.05"), versi=0),
        SelIsian("analisis", pk, teks="Baik\r\nsekali ", semula=""),
        SelIsian("rupiah", simpul, rupiah=1_500_000, versi=0),
    )
    assert [h.keadaan for h in hasil.sel] == [KeadaanSel.BARU] * 3
    r = Realisasi.objects.get(indikator=pk)
    assert (r.nilai, r.analisis, r.versi) == (Decimal("73.05"), "Baik\nsekali", 1)
    assert (r.diisi_oleh, r.dijelaskan_oleh) == (p.operator, p.operator)
    assert Anggaran.objects.get(simpul=simpul, triwulan=TW).realisasi == 1_500_000
    assert (
        JejakAudit.objects.filter(aksi__in=["realisasi.disimpan", "anggaran.disimpan"]).count() == 2
    )

    urungkan(p, hasil)
    r.refresh_from_db()
    assert (r.nilai, r.analisis, r.versi) == (None, "", 2)
    assert not Anggaran.objects.filter(simpul=simpul, triwulan=TW).exists()


def test_a_bad_cell_does_not_hold_back_the_good_ones_unless_whole(p: Panggung) -> None:
    baik, terkunci = p.isi(), p.isi()
    p.baris(StatusRealisasi.DIAJUKAN, isi=terkunci, nilai=Decimal(5))
    sel = (
        SelIsian("nilai", baik.indikator_id, nilai=Decimal(1)),
        SelIsian("nilai", terkunci.indikator_id, nilai=Decimal(2)),
    )
    with pytest.raises(IsianDitolak) as galat:
        simpan(p, *sel, utuh=True)
    assert "sudah diajukan" in galat.value.hasil.gagal[0].alasan
    assert not Realisasi.objects.filter(indikator=baik.indikator_id).exists()

    hasil = simpan(p, *sel)
    assert [h.keadaan for h in hasil.sel] == [KeadaanSel.BARU, KeadaanSel.DITOLAK]
    assert Realisasi.objects.get(indikator=terkunci.indikator_id).nilai == 5


def test_judging_alone_writes_nothing(p: Panggung) -> None:
    pk = p.isi().indikator_id
    hasil = simpan(p, SelIsian("nilai", pk, nilai=Decimal(1)), terapkan=False)
    assert hasil.jumlah(KeadaanSel.BARU) == 1
    assert not Realisasi.objects.exists()
    assert not JejakAudit.objects.exists()


def test_what_another_person_changed_meanwhile_is_a_conflict(p: Panggung) -> None:
    r = p.baris(nilai=Decimal(5), analisis="lama")
    hasil = simpan(
        p,
        SelIsian("nilai", r.indikator_id, nilai=Decimal(6), versi=r.versi - 1),
        SelIsian("analisis", r.indikator_id, teks="baru", semula="lebih lama"),
        SelIsian("nilai", r.indikator_id, nilai=Decimal(7)),
    )
    assert [h.keadaan for h in hasil.sel] == [
        KeadaanSel.KONFLIK,
        KeadaanSel.KONFLIK,
        KeadaanSel.DITOLAK,  # the same cell twice
    ]
    r.refresh_from_db()
    assert (r.nilai, r.analisis) == (Decimal(5), "lama")


def test_the_same_content_is_no_change(p: Panggung) -> None:
    r = p.baris(nilai=Decimal(5))
    hasil = simpan(p, SelIsian("nilai", r.indikator_id, nilai=Decimal("5.000")))
    assert hasil.sel[0].keadaan == KeadaanSel.SAMA
    assert not hasil.perubahan


def test_undo_refuses_the_whole_when_one_cell_moved_on(p: Panggung) -> None:
    satu, dua = p.isi().indikator_id, p.isi().indikator_id
    hasil = simpan(
        p,
        SelIsian("nilai", satu, nilai=Decimal(1)),
        SelIsian("nilai", dua, nilai=Decimal(2)),
    )
    simpan(p, SelIsian("nilai", dua, nilai=Decimal(3)))
    with pytest.raises(IsianDitolak) as galat:
        urungkan(p, hasil)
    assert "sesudahnya" in galat.value.hasil.gagal[0].alasan
    assert Realisasi.objects.get(indikator=satu).nilai == 1


def test_only_operators_of_the_pd_in_an_open_quarter(p: Panggung) -> None:
    pk = p.isi().indikator_id
    argumen: dict[str, Any] = {
        "perangkat_daerah_id": p.pd.pk,
        "tahun": TAHUN,
        "triwulan": TW,
        "sel": [SelIsian("nilai", pk, nilai=Decimal(1))],
        "utuh": False,
    }
    with pytest.raises(PerangkatDaerah.DoesNotExist):
        simpan_isian(**argumen, oleh=p.operator_lain)
    with pytest.raises(TidakBoleh):
        simpan_isian(**argumen, oleh=p.organisasi)
    p.tutup()
    with pytest.raises(TidakBoleh):
        simpan_isian(**argumen, oleh=p.operator)
    assert not Realisasi.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_cells(
    p: Panggung,
) -> None:
    def hitung(n: int) -> int:
        sel = [SelIsian("nilai", p.isi().indikator_id, nilai=Decimal(1)) for _ in range(n)]
        with CaptureQueriesContext(connection) as kueri:
            simpan(p, *sel)
        return len(kueri)

    hitung(1)  # asks for the content types as well
    assert hitung(3) == hitung(30)
