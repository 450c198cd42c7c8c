"""Who may act, judged for every role; and what each role sees through `for_user`."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    Dukungan,
    ImporLaporan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JadwalPengisian,
    JendelaPeriode,
    Komentar,
    PengecualianImpor,
    Perpanjangan,
    Realisasi,
    Simpul,
    StatusImpor,
    StatusRealisasi,
    Target,
)
from kinerja.permissions import (
    boleh_impor,
    boleh_isi_periode,
    boleh_kembalikan,
    boleh_komentar,
    boleh_muat_periode,
    boleh_setujui,
    boleh_ubah_baris,
    boleh_ubah_impor,
    boleh_ubah_rencana,
    boleh_verifikasi,
)
from kinerja.selectors.periode import jendela_periode
from opd.models import JenisPeran
from tests.factories import TAHUN, KotaFactory, PenggunaFactory, PeranFactory, TargetFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db

SEMUA = (
    "operator",
    "operator_lain",
    "kepala",
    "organisasi",
    "perencana",
    "evaluator",
    "pimpinan",
    "admin",
    "tanpa_peran",
)
BERHAK = {
    "rencana": {"organisasi", "perencana"},
    "isi": {"operator"},
    "muat": {"operator", "organisasi"},
    "impor": {"operator", "organisasi"},
    "setujui": {"kepala"},
    "verifikasi": {"organisasi"},
    "kembalikan diajukan": {"kepala"},
    "kembalikan disetujui": {"organisasi"},
    "komentar": {"operator", "kepala", "organisasi"},
}


def _nilai(p, hal, orang):
    jendela = jendela_periode(p.pd.pk, TAHUN, TW)
    return {
        "rencana": lambda: boleh_ubah_rencana(orang, p.pd.pk),
        "isi": lambda: boleh_isi_periode(orang, p.pd.pk, jendela),
        "muat": lambda: boleh_muat_periode(orang, p.pd.pk, jendela),
        "impor": lambda: boleh_impor(orang, p.pd.pk),
        "setujui": lambda: boleh_setujui(orang, p.baris("diajukan"), jendela),
        "verifikasi": lambda: boleh_verifikasi(orang, p.baris("disetujui_pd"), jendela),
        "kembalikan diajukan": lambda: boleh_kembalikan(orang, p.baris("diajukan"), jendela),
        "kembalikan disetujui": lambda: boleh_kembalikan(orang, p.baris("disetujui_pd"), jendela),
        "komentar": lambda: boleh_komentar(orang, p.baris(), jendela),
    }[hal]()


@pytest.mark.parametrize("nama", SEMUA)
@pytest.mark.parametrize("hal", BERHAK)
def test_each_right_belongs_to_its_roles_and_refusals_have_a_sentence(p, hal, nama):
    izin = _nilai(p, hal, getattr(p, nama))

    assert bool(izin) is (nama in BERHAK[hal])
    assert izin.boleh or (izin.alasan[0].isupper() and izin.alasan.endswith("."))


@pytest.mark.parametrize("nama", SEMUA)
def test_a_closed_quarter_is_closed_for_all_but_loading_by_organisasi(p, nama):
    p.tutup()
    jendela, orang = jendela_periode(p.pd.pk, TAHUN, TW), getattr(p, nama)

    assert not boleh_isi_periode(orang, p.pd.pk, jendela)
    assert bool(boleh_muat_periode(orang, p.pd.pk, jendela)) is (nama == "organisasi")


@pytest.mark.parametrize("status", StatusRealisasi.values)
def test_a_row_changes_only_in_the_operators_hands(p, status):
    izin = boleh_ubah_baris(p.baris(status))

    assert bool(izin) is (status in ("draf", "dikembalikan"))
    assert izin.boleh or izin.alasan.startswith("Baris ini sudah di")
    assert boleh_ubah_baris(None)


def test_rights_of_a_plt_and_of_a_role_that_ended(p):
    jendela = jendela_periode(p.lain.pk, TAHUN, TW)
    rangkap = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=p.pd)
    PeranFactory(pengguna=rangkap, perangkat_daerah=p.lain)
    lewat = PenggunaFactory()
    PeranFactory(
        pengguna=lewat,
        perangkat_daerah=p.lain,
        sampai=timezone.localdate() - datetime.timedelta(days=1),
    )

    assert boleh_isi_periode(rangkap, p.lain.pk, jendela)
    assert boleh_isi_periode(rangkap, p.pd.pk, jendela)
    assert not boleh_isi_periode(lewat, p.lain.pk, jendela)
    assert not boleh_isi_periode(p.operator, p.lain.pk, jendela)


def test_planner_of_one_pd_plans_only_there(p):
    perencana = PenggunaFactory()
    PeranFactory(pengguna=perencana, peran=JenisPeran.PERENCANA, perangkat_daerah=p.pd)

    assert boleh_ubah_rencana(perencana, p.pd.pk)
    assert not boleh_ubah_rencana(perencana, p.lain.pk)


def test_an_applied_upload_is_not_changed(p):
    impor = ImporLaporan(perangkat_daerah=p.pd, tahun=TAHUN)

    assert boleh_ubah_impor(p.operator, impor)
    assert not boleh_ubah_impor(p.operator_lain, impor)
    impor.status = StatusImpor.DITERAPKAN
    assert boleh_ubah_impor(p.operator, impor).alasan == "Impor ini sudah diterapkan."


@pytest.fixture
def dunia(p):
    """One row of every scoped kind for the PD, for another PD, and for the city."""
    kota = KotaFactory()
    hasil = {"kota": TargetFactory(pd=kota, pengampu=p.pd)}
    for nama, pd in (("pd", p.pd), ("lain", p.lain)):
        target = TargetFactory(isi=p.isi(), triwulan=TW) if nama == "pd" else TargetFactory(pd=pd)
        isi = target.indikator.isi.get()
        baris = p.baris(isi=isi)
        Komentar.objects.create(realisasi=baris, oleh=p.organisasi, peran="x", teks="x")
        simpul = isi.isi_simpul.simpul
        Anggaran.objects.create(simpul=simpul, tahun=TAHUN, pagu=1)
        Dukungan.objects.create(dari=simpul, ke=Simpul.objects.create(perangkat_daerah=pd))
        Perpanjangan.objects.create(
            perangkat_daerah=pd, jadwal=p.jadwal, sampai=timezone.now(), oleh=p.organisasi
        )
        hasil[nama] = target
    return hasil


@pytest.mark.parametrize(
    ("model", "operator", "lain"),
    [
        (Indikator, 2, 1),  # the city's indicator is entered by the PD
        (IsiIndikator, 2, 1),
        (Target, 3, 1),
        (Realisasi, 1, 1),
        (Komentar, 1, 1),
        (Anggaran, 1, 1),
        (Dukungan, 1, 1),
        (Perpanjangan, 1, 1),
        (DokumenPerencanaan, 2, 2),  # everyone reads the city's plan
        (IsiSimpul, 2, 2),
        (Simpul, 3, 3),
        (ImporLaporan, 0, 0),
        (PengecualianImpor, 0, 0),
    ],
)
def test_each_kind_of_row_is_seen_by_its_pd_and_by_readers_and_never_without_a_pd(
    p, dunia, model, operator, lain
):
    assert model.objects.for_user(p.operator).count() == operator
    assert model.objects.for_user(p.kepala).count() == operator
    assert model.objects.for_user(p.operator_lain).count() == lain
    for orang in (p.evaluator, p.pimpinan, p.organisasi, p.perencana):
        assert model.objects.for_user(orang).count() == model.objects.count()
    for orang in (p.admin, p.tanpa_peran):
        assert not model.objects.for_user(orang).exists()


# The window at its exact ends


@pytest.fixture
def jendela():
    mulai = datetime.datetime(2024, 10, 1, 0, 0, tzinfo=timezone.get_current_timezone())
    jadwal = JadwalPengisian(
        tahun=2024,
        triwulan=3,
        dibuka_pada=mulai,
        ditutup_pada=mulai + datetime.timedelta(days=15, hours=16),
    )

    def buat(kini, diperpanjang=None):
        return JendelaPeriode(2024, 3, jadwal, diperpanjang, kini)

    buat.jadwal = jadwal  # type: ignore[attr-defined]
    return buat


DETIK = datetime.timedelta(microseconds=1)


def test_window_opens_and_closes_to_the_microsecond(jendela):
    buka, tutup = jendela.jadwal.dibuka_pada, jendela.jadwal.ditutup_pada

    assert [bool(jendela(k).terbuka) for k in (buka - DETIK, buka, tutup, tutup + DETIK)] == [
        False,
        True,
        True,
        False,
    ]
    belum = jendela(buka - DETIK).terbuka.alasan
    assert belum == "Triwulan III 2024 baru dibuka pada 1 Oktober 2024."
    assert jendela(tutup + DETIK).terbuka.alasan == (
        "Triwulan III 2024 sudah ditutup pada 16 Oktober 2024 pukul 16.00 WIB. "
        "Ajukan perpanjangan bila perlu mengubah angka."
    )


def test_reason_is_in_local_time_also_for_stored_utc(jendela):
    buka = jendela.jadwal.dibuka_pada
    jendela.jadwal.dibuka_pada = buka.astimezone(datetime.UTC)

    assert "1 Oktober 2024" in jendela(buka - DETIK).terbuka.alasan


def test_extension_moves_the_end_and_never_forward(jendela):
    tutup = jendela.jadwal.ditutup_pada
    akhir = tutup + datetime.timedelta(days=3)

    assert jendela(akhir, akhir).terbuka
    assert "19 Oktober 2024" in jendela(akhir + DETIK, akhir).terbuka.alasan
    assert jendela(tutup, tutup - datetime.timedelta(days=3)).terbuka
    assert jendela(tutup, tutup - datetime.timedelta(days=3)).tutup == tutup
    assert not jendela(jendela.jadwal.dibuka_pada - DETIK, akhir).terbuka


def test_no_schedule_no_window():
    jendela = JendelaPeriode(2024, 1, None, None, timezone.now())

    assert jendela.tutup is None
    assert jendela.terbuka.alasan == "Triwulan I 2024 belum dibuka."
