"""A merge while others work: two people apply at once, and operators enter values (PostgreSQL)."""

from __future__ import annotations

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from dasar.izin import TidakBoleh
from kinerja.models import IsiIndikator, Realisasi
from kinerja.services import pindah_pd
from kinerja.services.realisasi import IsiSel, simpan_sel
from opd.models import JenisPeran, Pengguna, PerangkatDaerah, PerubahanOrganisasi
from opd.selectors.perubahan import susun_pratinjau
from opd.services import perubahan as layanan
from opd.services.perubahan import simpan_perubahan, terapkan_perubahan
from tests.factories import TAHUN, JadwalFactory, PenggunaFactory
from tests.opd.panggung_perubahan import BARU, DASAR, TANGGAL, PDLama, buat_lama
from tests.serentak import serentak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

TW = 3


@pytest.fixture
def tiga(transactional_db: None) -> list[PDLama]:
    """Two PD that merge, and one that goes on working."""
    JadwalFactory(tahun=TAHUN, triwulan=TW)
    return [buat_lama(f"Dinas {n}", f"D{n}", None, program=1) for n in ("A", "B", "C")]


def _draf(tiga: list[PDLama]) -> tuple[PerubahanOrganisasi, str, Pengguna]:
    oleh: Pengguna = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    perubahan = simpan_perubahan(
        jenis="penggabungan",
        tanggal=TANGGAL,
        dasar_hukum=DASAR,
        asal=[satu.pd.pk for satu in tiga[:2]],
        tujuan=[],
        baru=[BARU],
        oleh=oleh,
    )
    return perubahan, susun_pratinjau(perubahan).tanda, oleh


def _isi(lama: PDLama, isi: IsiIndikator, nilai: int) -> Realisasi:
    return simpan_sel(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(nilai=Decimal(nilai)),
        oleh=Pengguna.objects.get(pk=lama.operator.pk),
    )


def test_only_one_of_two_people_applies(tiga: list[PDLama]) -> None:
    perubahan, tanda, oleh = _draf(tiga)

    hasil = serentak(
        lambda _: terapkan_perubahan(
            perubahan_id=perubahan.pk, tanda=tanda, oleh=Pengguna.objects.get(pk=oleh.pk)
        ),
        2,
    )

    gagal = [h for h in hasil if isinstance(h, Exception)]
    assert len(gagal) == 1, hasil
    assert isinstance(gagal[0], ValidationError)
    assert gagal[0].messages == ["Perubahan ini sudah diterapkan."]
    assert PerangkatDaerah.objects.filter(kode="dingab").count() == 1


def test_values_entered_while_a_merge_runs(
    tiga: list[PDLama], monkeypatch: pytest.MonkeyPatch
) -> None:
    perubahan, tanda, oleh = _draf(tiga)
    lama, lain = tiga[0].isi[0], tiga[2].isi[0]
    asli = layanan.susun_pratinjau
    hasil: dict[str, object] = {}

    def simpan(nama: str, milik: PDLama, isi: IsiIndikator) -> None:
        try:
            hasil[nama] = _isi(milik, isi, 55)
        except Exception as galat:
            hasil[nama] = galat
        finally:
            connections.close_all()

    pindah = threading.Thread(target=simpan, args=("pindah", tiga[0], lama))
    tetap = threading.Thread(target=simpan, args=("tetap", tiga[2], lain))

    def di_tengah(p: PerubahanOrganisasi) -> Any:
        """Everything is locked, nothing has moved yet."""
        pindah.start()
        tetap.start()
        tetap.join(timeout=20)  # a PD that takes no part does not wait
        assert not tetap.is_alive()
        pindah.join(timeout=0.5)
        assert pindah.is_alive()  # waits for the merge
        return asli(p)

    monkeypatch.setattr(layanan, "susun_pratinjau", di_tengah)

    terapkan_perubahan(perubahan_id=perubahan.pk, tanda=tanda, oleh=oleh)
    pindah.join(timeout=20)

    assert isinstance(hasil["tetap"], Realisasi)
    assert isinstance(hasil["pindah"], TidakBoleh)
    assert not Realisasi.objects.filter(indikator=lama.indikator, tahun=TAHUN).exists()
    assert not Realisasi.objects.filter(indikator__pendahulu=lama.indikator, triwulan=TW).exists()


def test_a_value_of_another_pd_does_not_stop_the_check_of_the_sums(
    tiga: list[PDLama], monkeypatch: pytest.MonkeyPatch
) -> None:
    perubahan, tanda, oleh = _draf(tiga)
    lain = tiga[2].isi[0]
    semula = pindah_pd.buat_versi_pindah

    def sambil(*args: Any) -> Any:
        serentak(lambda _: _isi(tiga[2], lain, 77), 1)
        return semula(*args)

    monkeypatch.setattr(pindah_pd, "buat_versi_pindah", sambil)

    terapkan_perubahan(perubahan_id=perubahan.pk, tanda=tanda, oleh=oleh)

    baris = Realisasi.objects.get(indikator=lain.indikator, tahun=TAHUN, triwulan=TW)
    assert baris.nilai == 77
