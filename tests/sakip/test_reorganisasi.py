"""A reorganisation in mid-year followed through target, realisasi, PK and LKjIP of both years."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.apps import apps
from django.db.models import Count, Sum

from evaluasi.models import LembarKerja
from evaluasi.selectors.dasbor_indikator import susun_sorotan
from evaluasi.selectors.masukan_kota import masukan_kota
from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    Dukungan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    PerjanjianKinerja,
    Realisasi,
    RencanaAksi,
    StatusPK,
)
from kinerja.selectors.ikhtisar import (
    capaian_per_pd,
    jumlah_uang,
    pengajuan_per_pd,
    uang_simpul,
)
from kinerja.selectors.jumlah_kota import JumlahKota, jumlah_kota
from kinerja.selectors.target_berlaku import target_berlaku
from laporan.formulas.data_lkjip import DataLKjIP, ke_json, sidik
from laporan.selectors.lkjip import ada_rencana
from opd.models import (
    Jabatan,
    JenisPeran,
    Pengguna,
    PerangkatDaerah,
    PerubahanOrganisasi,
)
from opd.selectors.perubahan import PDBaru
from opd.services.perubahan import urungkan_perubahan
from tests.factories import TAHUN, LembarKerjaFactory, PenggunaFactory
from tests.laporan.bahan_lkjip import KotaUji, susun
from tests.opd.panggung_perubahan import BARU, SEHARI_SEBELUM, TANGGAL, PDLama, buat_lama, terapkan

pytestmark = pytest.mark.django_db

LALU = TAHUN - 1
_APLIKASI = ("opd", "kinerja", "evaluasi", "laporan")
_RIWAYAT = (PerubahanOrganisasi,)  # the record of the change itself


@dataclass
class Kota:
    """The city, two PD that change and one that does not take part."""

    kota: KotaUji
    a: PDLama
    b: PDLama
    organisasi: Pengguna

    def jumlah(self) -> list[JumlahKota]:
        return [jumlah_kota(LALU), jumlah_kota(TAHUN)]

    def dasbor(self, tahun: int) -> dict[str, object]:
        """What the dashboard and the computation of the city add up over all PD."""
        capaian = capaian_per_pd(self.organisasi, tahun)
        pengajuan = {tw: pengajuan_per_pd(self.organisasi, tahun, tw) for tw in (1, 2, 3, 4)}
        masukan = masukan_kota(tahun)
        assert masukan is not None
        simpul = list(
            IsiSimpul.objects.filter(
                dokumen__in=DokumenPerencanaan.objects.berlaku(tahun)
            ).order_by("dokumen", "jalur")
        )
        uang = jumlah_uang(uang_simpul(self.organisasi, simpul, tahun).values())
        return {
            "capaian": {
                tw: (
                    sum(r.n for r in rata),
                    sum(r.dari for r in rata),
                    round(sum((r.nilai or Decimal(0)) * r.n for r in rata), 6),
                )
                for tw in (1, 2, 3, 4)
                if (rata := [c.rata_rata[tw] for c in capaian.values() if tw in c.rata_rata])
            },
            "pengajuan": {
                tw: tuple(
                    sum(getattr(p, m) for p in per_pd.values())
                    for m in ("jatuh_tempo", "terisi", "diajukan")
                )
                for tw, per_pd in pengajuan.items()
            },
            "uang": (uang.pagu, uang.realisasi),
            # Who is judged in a year follows from who exists at its end; the past never changes.
            "kota": masukan if tahun == LALU else masukan["iku"],
            "sorotan": sorted(b.nama for b in susun_sorotan(self.organisasi, tahun).baris),
        }


@pytest.fixture
def kota() -> Kota:
    uji = KotaUji()
    a = buat_lama("Dinas Sosial", "DINSOS", uji)
    b = buat_lama("Dinas Tenaga Kerja", "DISNAKER", None)
    iku = uji.iku(uji.sasaran("9"), "Tingkat kemiskinan", a.pd)
    assert iku.indikator.pengampu_id == a.pd.pk
    organisasi = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    return Kota(uji, a, b, organisasi)


def _potret() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of the domain, without the times of writing."""
    return {
        m.__name__: [
            {k: v for k, v in baris.items() if k != "diperbarui_pada"}
            for baris in m._default_manager.order_by("pk").values()
        ]
        for nama in _APLIKASI
        for m in apps.get_app_config(nama).get_models()
        if m not in _RIWAYAT
    }


def _sidik(pd: PerangkatDaerah, tahun: int) -> str:
    return sidik(ke_json(susun(pd, tahun)))


def _indikator(data: DataLKjIP) -> dict[str, tuple[object, object]]:
    return {i.nama: (i.target, i.realisasi) for sasaran in data.sasaran for i in sasaran.indikator}


@pytest.mark.parametrize("serap", [False, True], ids=["baru", "diserap"])
def test_dashboard_lke_and_every_table_add_up_to_the_same(kota: Kota, serap: bool):
    for tahun in (LALU, TAHUN):
        for satu in (kota.a, kota.b):
            LembarKerjaFactory(pd=satu.pd, tahun=tahun, jawaban="BB")
    sebelum = {tahun: kota.dasbor(tahun) for tahun in (LALU, TAHUN)}
    tabel = _jumlah_tabel()
    lembar = list(LembarKerja.objects.order_by("pk").values())
    medan = {"tujuan": [kota.b.pd.pk]} if serap else {"baru": [BARU]}

    terapkan(kota.organisasi, asal=[kota.a.pd.pk, kota.b.pd.pk], **medan)

    assert {tahun: kota.dasbor(tahun) for tahun in (LALU, TAHUN)} == sebelum
    assert _jumlah_tabel() == tabel
    assert list(LembarKerja.objects.order_by("pk").values()) == lembar


def _jumlah_tabel() -> dict[str, object]:
    """Totals over whole tables whose rows move and are never copied."""
    return {
        "pagu": Anggaran.objects.aggregate(n=Sum("pagu"), r=Sum("realisasi"), j=Count("pk")),
        "realisasi": list(
            Realisasi.objects.order_by("pk").values_list("tahun", "triwulan", "nilai", "status")
        ),
        "aksi": RencanaAksi.objects.count(),
        "pk": PerjanjianKinerja.objects.count(),
    }


def test_two_pd_merged_in_mid_year_keep_every_sum_of_the_city(kota: Kota):
    sebelum, sidik_lalu = kota.jumlah(), _sidik(kota.a.pd, LALU)
    sidik_kota = _sidik(kota.kota.kota, LALU)
    kini_a, kini_b = susun(kota.a.pd, TAHUN), susun(kota.b.pd, TAHUN)
    assert sebelum[1].indikator == 7
    assert sebelum[1].pagu == 6_000_000

    terapkan(kota.organisasi, asal=[kota.a.pd.pk, kota.b.pd.pk], baru=[BARU])

    assert kota.jumlah() == sebelum
    # last year: the old reports, to the byte, under the old name
    assert _sidik(kota.a.pd, LALU) == sidik_lalu
    assert _sidik(kota.kota.kota, LALU) == sidik_kota
    assert susun(kota.a.pd, LALU).nama_pd == "Dinas Sosial"
    # this year: one report with what both promised and reached
    baru = PerangkatDaerah.objects.get(kode="dingab")
    data = susun(baru, TAHUN)
    assert data.nama_pd == "Dinas Gabungan"
    assert _indikator(data) == {**_indikator(kini_a), **_indikator(kini_b)}
    assert data.jumlah_anggaran.pagu == 6_000_000
    assert not ada_rencana(kota.a.pd.pk, TAHUN)  # nothing left to report under the old name


def test_targets_values_and_agreements_follow_a_merge(kota: Kota):
    lama = kota.a.isi[0].indikator
    target = target_berlaku(lama, datetime.date(TAHUN, 12, 31))
    baris = Realisasi.objects.get(indikator=lama, tahun=TAHUN, triwulan=2)

    terapkan(kota.organisasi, asal=[kota.a.pd.pk, kota.b.pd.pk], baru=[BARU])

    baru = Indikator.objects.get(pendahulu=lama)
    berlaku = target_berlaku(baru, datetime.date(TAHUN, 12, 31))
    assert target is not None
    assert berlaku is not None
    assert (berlaku.nilai, berlaku.dokumen) == (target.nilai, f"Renja {TAHUN}")
    baris.refresh_from_db()
    assert baris.indikator_id == baru.pk  # the same row, so comments and steps stay with it
    assert set(Realisasi.objects.filter(indikator=lama).values_list("tahun", flat=True)) == {LALU}
    pk = kota.a.pk
    assert pk is not None
    pk.refresh_from_db()
    assert (pk.status, pk.digantikan_pada) == (StatusPK.DIGANTIKAN, TANGGAL)
    assert PerjanjianKinerja.objects.berlaku_pada(SEHARI_SEBELUM).filter(pk=pk.pk).exists()
    assert not PerjanjianKinerja.objects.berlaku_pada(TANGGAL).filter(pk=pk.pk).exists()
    aksi = RencanaAksi.objects.filter(indikator__perangkat_daerah__kode="dingab")
    assert aksi.count() == 4
    assert {a.jabatan.perangkat_daerah.kode for a in aksi if a.jabatan} == {"dingab"}
    kota_didukung = Dukungan.objects.filter(dari__perangkat_daerah__kode="dingab").get()
    assert kota_didukung.ke.perangkat_daerah == kota.kota.kota


def test_city_indicators_are_entered_by_the_receiver_from_then_on(kota: Kota):
    terapkan(kota.organisasi, asal=[kota.a.pd.pk, kota.b.pd.pk], baru=[BARU])

    diampu = Indikator.objects.get(perangkat_daerah=kota.kota.kota)
    assert diampu.pengampu.kode == "dingab"
    assert "Dinas Gabungan" in str(ke_json(susun(kota.kota.kota, TAHUN)))


def test_undo_of_a_merge_restores_every_row(kota: Kota):
    sebelum, potret = kota.jumlah(), _potret()
    perubahan = terapkan(kota.organisasi, asal=[kota.a.pd.pk, kota.b.pd.pk], baru=[BARU])
    assert _potret() != potret

    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=kota.organisasi)

    assert _potret() == potret
    assert kota.jumlah() == sebelum


def test_absorption_leaves_the_past_of_the_receiver_alone(kota: Kota):
    sebelum, potret = kota.jumlah(), _potret()
    lalu_a, lalu_b = _sidik(kota.a.pd, LALU), _sidik(kota.b.pd, LALU)
    sendiri = [i.indikator_id for i in kota.b.isi]
    kini = {**_indikator(susun(kota.a.pd, TAHUN)), **_indikator(susun(kota.b.pd, TAHUN))}

    perubahan = terapkan(kota.organisasi, asal=[kota.a.pd.pk, kota.b.pd.pk], tujuan=[kota.b.pd.pk])

    assert kota.jumlah() == sebelum
    assert (_sidik(kota.a.pd, LALU), _sidik(kota.b.pd, LALU)) == (lalu_a, lalu_b)
    assert _indikator(susun(kota.b.pd, TAHUN)) == kini
    renja = DokumenPerencanaan.objects.berlaku(TAHUN).get(jenis="renja")
    assert (renja.perangkat_daerah, renja.perubahan_ke) == (kota.b.pd, 1)
    assert set(sendiri) < set(renja.isi_indikator.values_list("indikator", flat=True))
    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=kota.organisasi)
    assert _potret() == potret


def test_a_split_divides_by_program_and_keeps_every_sum(kota: Kota):
    sebelum, potret, lalu = kota.jumlah(), _potret(), _sidik(kota.a.pd, LALU)
    pindah = kota.a.program[1]
    kini = _indikator(susun(kota.a.pd, TAHUN))

    perubahan = terapkan(
        kota.organisasi,
        jenis="pemekaran",
        asal=[kota.a.pd.pk],
        tujuan=[kota.a.pd.pk],
        baru=[PDBaru(-1, "Dinas Pemberdayaan", "DINDAYA", "dindaya", "dinas")],
        pembagian={f"simpul:{pindah.simpul_id}": -1, f"jabatan:{kota.a.sekretaris.pk}": -1},
    )

    assert kota.jumlah() == sebelum
    assert _sidik(kota.a.pd, LALU) == lalu
    baru = PerangkatDaerah.objects.get(kode="dindaya")
    data_a, data_b = susun(kota.a.pd, TAHUN), susun(baru, TAHUN)
    assert (data_a.jumlah_anggaran.pagu, data_b.jumlah_anggaran.pagu) == (1_000_000, 2_000_000)
    isi = {
        kode: set(
            IsiIndikator.objects.diukur(TAHUN)
            .filter(dokumen__perangkat_daerah__kode=kode)
            .values_list("nama", flat=True)
        )
        for kode in ("dinsos", "dindaya")
    }
    assert isi["dindaya"] == {"Persentase program 2 Dinas Sosial"}
    assert len(isi["dinsos"]) == 2
    assert set(kini) == {"Persentase sasaran Dinas Sosial"}
    assert Jabatan.objects.get(perangkat_daerah=baru, nama="Sekretaris").pendahulu is not None
    assert kota.a.pd.berlaku_sampai is None
    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=kota.organisasi)
    assert _potret() == potret


def test_a_pd_may_split_into_two_new_ones_without_sasaran(kota: Kota):
    polos = buat_lama("Dinas Kebudayaan dan Pariwisata", "DISBUDPAR", None, sasaran=False)
    sebelum, potret = kota.jumlah(), _potret()
    satu, dua = polos.program

    perubahan = terapkan(
        kota.organisasi,
        jenis="pemekaran",
        asal=[polos.pd.pk],
        baru=[
            PDBaru(-1, "Dinas Kebudayaan", "DISBUD", "disbud", "dinas"),
            PDBaru(-2, "Dinas Pariwisata", "DISPAR", "dispar", "dinas"),
        ],
        pembagian={f"simpul:{satu.simpul_id}": -1, f"simpul:{dua.simpul_id}": -2},
    )

    assert kota.jumlah() == sebelum
    per_pd = {
        kode: list(
            IsiIndikator.objects.diukur(TAHUN)
            .filter(dokumen__perangkat_daerah__kode=kode)
            .values_list("nama", flat=True)
        )
        for kode in ("disbud", "dispar", "disbudpar")
    }
    assert per_pd == {
        "disbud": ["Persentase program 1 Dinas Kebudayaan dan Pariwisata"],
        "dispar": ["Persentase program 2 Dinas Kebudayaan dan Pariwisata"],
        "disbudpar": [],
    }
    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=kota.organisasi)
    assert _potret() == potret
