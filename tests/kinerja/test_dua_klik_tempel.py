"""Uploads and pastes at the same moment, against each other and against a submission."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import IsiIndikator, Realisasi, StatusRealisasi, StatusUnggahan
from kinerja.services.alur import ajukan_triwulan
from kinerja.services.isian import simpan_isian
from kinerja.services.sel_isian import HasilIsian, KeadaanSel, SelIsian
from kinerja.services.unggahan import terapkan_unggahan
from opd.models import Pengguna
from tests.factories import TAHUN
from tests.kinerja.panggung import TW, Panggung, buat_panggung
from tests.kinerja.panggung_templat import Buku, unduh, unggah
from tests.serentak import JUMLAH, serentak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
BANYAK = 6


@pytest.fixture
def p(transactional_db: None) -> Panggung:
    return buat_panggung()


def _orang(pengguna: Pengguna) -> Pengguna:
    """Each click comes with its own request and its own loaded user."""
    return Pengguna.objects.get(pk=pengguna.pk)


def _tempel(p: Panggung, isi: list[IsiIndikator], nilai: int) -> HasilIsian:
    return simpan_isian(
        perangkat_daerah_id=p.pd.pk,
        tahun=TAHUN,
        triwulan=TW,
        sel=[
            SelIsian(medan="nilai", kunci=i.indikator_id, nilai=Decimal(nilai), versi=None)
            for i in isi
        ],
        oleh=_orang(p.operator),
        utuh=False,
    )


def test_one_upload_is_applied_once(p: Panggung) -> None:
    isi = [p.isi() for _ in range(3)]
    buku = Buku(unduh(p))
    for n, i in enumerate(isi):
        buku.tulis(f"i{i.indikator_id}", "nilai", n + 1)
    u = unggah(p, buku.simpan())

    hasil = serentak(lambda _: terapkan_unggahan(unggahan_id=u.pk, oleh=_orang(p.operator)))

    gagal = [h for h in hasil if isinstance(h, BaseException)]
    assert len(gagal) == JUMLAH - 1, hasil
    assert all(isinstance(g, TidakBoleh) and "sudah diterapkan" in str(g) for g in gagal), gagal
    u.refresh_from_db()
    assert (u.status, len(u.perubahan)) == (StatusUnggahan.DITERAPKAN, 3)
    assert set(Realisasi.objects.values_list("nilai", flat=True)) == {1, 2, 3}
    assert set(Realisasi.objects.values_list("versi", flat=True)) == {1}
    assert JejakAudit.objects.filter(aksi="unggahan_isian.diterapkan").count() == 1


def test_a_paste_writes_nothing_into_what_is_submitted_meanwhile(p: Panggung) -> None:
    isi = [p.isi() for _ in range(BANYAK)]
    for i in isi:
        p.baris(isi=i, nilai=Decimal(1), analisis="Sesuai rencana", tindak_lanjut="Lanjut")

    def kerja(nomor: int) -> object:
        if nomor % 2:
            return _tempel(p, isi, 10 + nomor)
        return ajukan_triwulan(
            perangkat_daerah_id=p.pd.pk, tahun=TAHUN, triwulan=TW, oleh=_orang(p.operator)
        )

    hasil = serentak(kerja)

    assert all(
        isinstance(h, GalatPengguna | TidakBoleh) for h in hasil[::2] if isinstance(h, Exception)
    )
    tempelan = [h for h in hasil[1::2] if isinstance(h, HasilIsian)]
    assert len(tempelan) == JUMLAH // 2, hasil
    assert set(Realisasi.objects.values_list("status", flat=True)) == {StatusRealisasi.DIAJUKAN}
    tersimpan = [len(h.perubahan) for h in tempelan]
    assert set(tersimpan) <= {0, BANYAK}  # before the submission all of them, after it none
    nilai = set(Realisasi.objects.values_list("nilai", flat=True))
    assert len(nilai) == 1
    assert (nilai == {1}) == (sum(tersimpan) == 0)


def test_overlapping_pastes_in_any_order_wait_for_each_other(p: Panggung) -> None:
    isi = [p.isi() for _ in range(BANYAK)]

    hasil = serentak(lambda n: _tempel(p, isi[::-1] if n % 2 else isi, 10 + n))

    assert all(isinstance(h, HasilIsian) for h in hasil), hasil
    keadaan = {s.keadaan for h in hasil if isinstance(h, HasilIsian) for s in h.sel}
    assert keadaan <= {KeadaanSel.BARU, KeadaanSel.BERUBAH}
    assert set(Realisasi.objects.values_list("versi", flat=True)) == {JUMLAH}
    assert Realisasi.objects.values("nilai").distinct().count() == 1
