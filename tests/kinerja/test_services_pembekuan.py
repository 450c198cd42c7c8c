"""A frozen quarter: nobody changes it, plans no longer reach it, and the way back is audited."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi, Pekerjaan
from dasar.tasks import jalankan
from evaluasi.selectors.dasbor_indikator import susun_baris
from kinerja.models import (
    Anggaran,
    IsiSimpul,
    JenisSimpul,
    PaguBeku,
    Pembekuan,
    Polaritas,
    Realisasi,
    StatusDokumen,
    StatusRealisasi,
    Target,
    TargetBeku,
)
from kinerja.selectors.capaian import capaian_sel, nilai_setahun
from kinerja.selectors.ikhtisar import muat_bahan
from kinerja.selectors.kisi import susun_kisi
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.serapan import susun_serapan
from kinerja.selectors.target_berlaku import isi_berlaku, target_setahun
from kinerja.selectors.uang_simpul import simpul_renja, uang_simpul
from kinerja.services.alur import (
    ajukan_triwulan,
    setujui_realisasi,
    tulis_komentar,
    verifikasi_realisasi,
)
from kinerja.services.anggaran import simpan_rupiah
from kinerja.services.bukti import tambah_bukti_tautan
from kinerja.services.isian import simpan_laporan
from kinerja.services.pembekuan import antrekan_beku, bekukan, buka_beku
from kinerja.services.realisasi import (
    IsiSel,
    simpan_narasi,
    simpan_sel,
)
from kinerja.services.sel_isian import IsianDitolak, SelIsian
from kinerja.services.versi import salin_dokumen
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    JadwalFactory,
    TargetFactory,
)
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db

BEKU = r"Triwulan IV 2024 Dinas Kesehatan dibekukan pada .* oleh Citra Organisasi"


def _bekukan(p, *, apa_adanya=(), pd=None, jadwal=None):
    return bekukan(
        jadwal_id=(jadwal or p.jadwal).pk,
        perangkat_daerah=[(pd or p.pd).pk],
        apa_adanya=apa_adanya,
        oleh=p.organisasi,
    )


def _buka(p, alasan="Angka BPS direvisi.", jadwal=None):
    return buka_beku(
        jadwal_id=(jadwal or p.jadwal).pk,
        perangkat_daerah=[p.pd.pk],
        alasan=alasan,
        oleh=p.organisasi,
    )


def test_freeze_moves_rows_counts_them_keeps_targets_and_tells(p):
    baris = p.baris("diverifikasi")

    hasil = _bekukan(p)

    baris.refresh_from_db()
    assert (hasil.pd, hasil.baris, baris.status) == (1, 1, StatusRealisasi.DIBEKUKAN)
    assert Pembekuan.objects.get().jumlah == 1
    # the year is closed, so its quarters are too; that they have no target is kept as well
    assert dict(TargetBeku.objects.values_list("triwulan", "nilai")) == {
        **dict.fromkeys((1, 2, 3, 4)),
        0: 100,
    }
    jejak = JejakAudit.objects.get(aksi="realisasi.dibekukan")
    assert (jejak.sebelum, jejak.sesudah) == ({"status": "diverifikasi"}, {"status": "dibekukan"})
    assert JejakAudit.objects.filter(aksi="triwulan.dibekukan", oleh=p.organisasi).count() == 1
    assert Notifikasi.objects.filter(penerima=p.operator, judul__contains="dibekukan").exists()


@pytest.mark.parametrize("nama", ["operator", "kepala", "evaluator", "admin"])
def test_only_bagian_organisasi_freezes_and_frees(p, nama):
    p.baris("diverifikasi")
    siapa = {"jadwal_id": p.jadwal.pk, "perangkat_daerah": [p.pd.pk], "oleh": getattr(p, nama)}

    with pytest.raises(TidakBoleh):
        bekukan(apa_adanya=(), **siapa)
    _bekukan(p)
    with pytest.raises(TidakBoleh):
        buka_beku(alasan="Perlu", **siapa)


def test_unverified_rows_are_named_and_need_a_tick(p):
    p.baris("disetujui_pd", disetujui_oleh=p.kepala)
    p.isi()

    with pytest.raises(GalatPengguna, match=r"belum diverifikasi: Dinas Kesehatan \(2\)"):
        _bekukan(p)
    assert not Pembekuan.objects.exists()

    assert _bekukan(p, apa_adanya=[p.pd.pk]).baris == 0


def test_nothing_of_a_quarter_frozen_as_it_is_changes_for_anybody(p):
    draf = p.baris()
    isi = draf.indikator_id
    diajukan = p.baris("diajukan")
    disetujui = p.baris("disetujui_pd", disetujui_oleh=p.kepala)
    simpul = p.isi().isi_simpul.simpul_id
    _bekukan(p, apa_adanya=[p.pd.pk])
    sel = {"indikator_id": isi, "tahun": TAHUN, "triwulan": TW, "oleh": p.operator}
    pd = {"perangkat_daerah_id": p.pd.pk, "tahun": TAHUN}

    for kerja in (
        lambda: simpan_sel(isi=IsiSel(nilai=Decimal(1)), **sel),
        lambda: simpan_narasi(isi={"analisis": "baru"}, **sel),
        lambda: simpan_rupiah(
            simpul_id=simpul, tahun=TAHUN, triwulan=TW, rupiah=5, oleh=p.operator
        ),
        lambda: ajukan_triwulan(**pd, triwulan=TW, oleh=p.operator),
        lambda: setujui_realisasi(realisasi_id=diajukan.pk, oleh=p.kepala),
        lambda: tulis_komentar(realisasi_id=draf.pk, teks="Masih ada yang kurang.", oleh=p.kepala),
        lambda: tambah_bukti_tautan(tautan="https://contoh.go.id/a", judul="Rekap", **sel),
        lambda: verifikasi_realisasi(realisasi_id=disetujui.pk, oleh=p.organisasi),
    ):
        with pytest.raises(TidakBoleh, match=BEKU):
            kerja()
    laporan = [
        SelIsian("nilai", isi, nilai=Decimal(7), triwulan=TW),
        SelIsian("rupiah", simpul, rupiah=5, triwulan=TW),
    ]
    for orang in (p.operator, p.organisasi):
        with pytest.raises(IsianDitolak) as galat:
            simpan_laporan(**pd, sel=laporan, oleh=orang)
        assert ["dibekukan pada" in h.alasan for h in galat.value.hasil.sel] == [True, True]
    # the year's value is made of all four quarters
    assert "Nilai setahunnya" in jendela_periode(p.pd.pk, TAHUN, 1).tidak_beku.alasan
    assert jendela_periode(p.lain.pk, TAHUN, TW).terbuka


def _lihat(p, isi) -> tuple:
    """The capaian of one indicator in triwulan IV wherever it is shown."""
    kini: Any = isi_berlaku(isi.indikator_id, TAHUN)
    target = target_setahun([isi.indikator_id], TAHUN).get(isi.indikator_id)
    nilai = nilai_setahun([isi.indikator_id], TAHUN).get(isi.indikator_id, {})
    kisi = susun_kisi(
        pd_id=p.pd.pk,
        tahun=TAHUN,
        triwulan=TW,
        izin=jendela_periode(p.pd.pk, TAHUN, TW).terbuka,
        pembaca=True,
    )
    keadaan = muat_bahan({kini.indikator_id: kini}, TAHUN).keadaan(kini.indikator_id)
    dasbor = susun_baris([keadaan], TAHUN, {})
    return (
        capaian_sel(kini, target, nilai, TW).capaian,
        [getattr(b, "capaian", None) for b in kisi.baris],
        [b.capaian for b in dasbor],
    )


def test_a_later_plan_does_not_move_a_frozen_capaian_until_it_is_freed(p):
    isi = p.isi()
    p.baris("diverifikasi", isi=isi, nilai=Decimal(80))
    _bekukan(p)
    sebelum = _lihat(p, isi)
    assert sebelum[0] == 80

    isi.dokumen.status = StatusDokumen.DIGANTIKAN
    isi.dokumen.save()
    baru = salin_dokumen(dokumen_id=isi.dokumen_id, oleh=p.perencana)
    Target.objects.filter(dokumen=baru).update(nilai=200)
    Target.objects.create(
        indikator=isi.indikator, dokumen=baru, tahun=TAHUN, triwulan=TW, nilai=Decimal(10)
    )
    baru.isi_indikator.update(polaritas=Polaritas.NEGATIF)
    type(baru).objects.filter(pk=baru.pk).update(status=StatusDokumen.BERLAKU)

    assert _lihat(p, isi) == sebelum

    _buka(p)
    assert _lihat(p, isi)[0] == -600  # (2 x 10 - 80) / 10
    assert _lihat(p, isi)[1:] != sebelum[1:]


def test_freeing_needs_a_reason_and_brings_back_verified_rows(p):
    baris = p.baris("diverifikasi")
    _bekukan(p)

    with pytest.raises(ValidationError, match="Tulis alasan"):
        _buka(p, alasan="  ")
    hasil = _buka(p)

    baris.refresh_from_db()
    assert (hasil.baris, baris.status) == (1, StatusRealisasi.DIVERIFIKASI)
    assert not TargetBeku.objects.exists()
    assert jendela_periode(p.pd.pk, TAHUN, TW).terbuka
    jejak: Any = JejakAudit.objects.get(aksi="triwulan.dibuka_beku")
    assert jejak.sesudah["alasan"] == "Angka BPS direvisi."
    for orang in (p.operator, p.kepala):
        assert Notifikasi.objects.filter(penerima=orang, teks__contains="Angka BPS").exists()
    _bekukan(p)
    assert Pembekuan.objects.count() == 2


def test_the_second_of_two_people_is_told(p):
    p.baris("diverifikasi")
    _bekukan(p)

    with pytest.raises(GalatPengguna, match="Dinas Kesehatan sudah dibekukan"):
        _bekukan(p)
    _buka(p)
    with pytest.raises(GalatPengguna, match="Dinas Kesehatan tidak sedang dibekukan"):
        _buka(p)


def test_triwulan_iv_holds_the_whole_year(p):
    awal = JadwalFactory(tahun=TAHUN, triwulan=1)
    isi = p.isi()
    for tw in (1, TW):
        p.baris("diverifikasi", isi=isi, triwulan=tw)
    _bekukan(p, jadwal=awal)
    _bekukan(p)

    with pytest.raises(GalatPengguna, match="Buka dulu pembekuan Triwulan IV 2024"):
        _buka(p, jadwal=awal)
    _buka(p)
    assert _buka(p, jadwal=awal).baris == 1


def test_the_targets_of_a_closed_year_stay_until_the_freeze_that_keeps_them_is_lifted(p):
    awal = JadwalFactory(tahun=TAHUN, triwulan=1)
    isi = p.isi()
    for tw in (1, 2):
        TargetFactory(isi=isi, triwulan=tw, nilai=Decimal(10))
    for tw in (1, 2, TW):
        p.baris("diverifikasi", isi=isi, triwulan=tw, nilai=Decimal(5))
    _bekukan(p, jadwal=awal)
    _bekukan(p)

    def capaian() -> list[Decimal | None]:
        target = target_setahun([isi.indikator_id], TAHUN).get(isi.indikator_id)
        nilai = nilai_setahun([isi.indikator_id], TAHUN)[isi.indikator_id]
        return [capaian_sel(isi, target, nilai, tw).capaian for tw in (1, 2)]

    # as an agreement with an earlier date would
    Target.objects.filter(indikator=isi.indikator, triwulan__in=(1, 2)).update(nilai=20)
    assert capaian() == [50, 50]
    _buka(p)  # triwulan I has a freeze of its own
    assert capaian() == [50, 25]
    _buka(p, jadwal=awal)
    assert capaian() == [25, 25]


def _uang(isi: IsiSimpul, triwulan: int, **jumlah: int) -> Anggaran:
    return Anggaran.objects.create(simpul=isi.simpul, tahun=TAHUN, triwulan=triwulan, **jumlah)


def test_a_budget_changed_in_mid_year_does_not_move_the_absorption_of_a_frozen_quarter(p):
    program = IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.PROGRAM, induk=None)
    pagu = _uang(program, 0, pagu=1000)
    tanpa_pagu = IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.PROGRAM, induk=None)
    _uang(program, 1, realisasi=400)
    awal = JadwalFactory(triwulan=1)
    p.baris("diverifikasi", isi=p.isi(), triwulan=1)
    _bekukan(p, jadwal=awal)

    # as another version in force would
    Anggaran.objects.filter(pk=pagu.pk).update(pagu=2000)
    _uang(tanpa_pagu, 0, pagu=10)

    def uang(triwulan):
        semua = uang_simpul(simpul_renja(p.pd.pk, TAHUN), TAHUN, triwulan)
        return [(semua[s.pk].pagu, semua[s.pk].serapan) for s in (program, tanpa_pagu)]

    assert uang(1) == [(1000, 40), (None, None)]
    assert uang(2) == [(2000, None), (10, None)]
    assert susun_serapan(p.pd.pk, TAHUN, 1).pagu == 1000
    _buka(p, jadwal=awal)
    assert uang(1) == [(2000, 20), (10, None)]
    assert not PaguBeku.objects.exists()


def test_earlier_rows_that_triwulan_iv_would_close_are_counted(p):
    isi = p.isi()
    p.baris("diverifikasi", isi=isi)
    p.baris("draf", isi=isi, triwulan=1)

    with pytest.raises(GalatPengguna, match=r"Dinas Kesehatan \(1\)"):
        _bekukan(p)


def test_job_freezes_and_ends_in_one_step(p):
    p.baris("diverifikasi")
    kerja = antrekan_beku(
        jadwal_id=p.jadwal.pk, perangkat_daerah=[p.pd.pk], apa_adanya=[], oleh=p.organisasi
    )
    jalankan(kerja.pk)

    kerja.refresh_from_db()
    assert kerja.hasil is not None
    assert (kerja.status, kerja.hasil["pesan"]) == (
        "selesai",
        "1 perangkat daerah dibekukan, 1 baris.",
    )
    assert Realisasi.objects.get().status == StatusRealisasi.DIBEKUKAN


def test_job_says_which_row_came_in_between(p):
    baris = p.baris("diverifikasi")
    kerja = antrekan_beku(
        jadwal_id=p.jadwal.pk, perangkat_daerah=[p.pd.pk], apa_adanya=[], oleh=p.organisasi
    )
    TargetFactory(isi=IsiIndikatorFactory(dokumen=p.dokumen))
    jalankan(kerja.pk)

    kerja = Pekerjaan.objects.get(pk=kerja.pk)
    assert kerja.status == "gagal"
    assert "Dinas Kesehatan (1)" in kerja.galat
    baris.refresh_from_db()
    assert baris.status == StatusRealisasi.DIVERIFIKASI
