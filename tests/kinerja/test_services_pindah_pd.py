"""kinerja's part of a reorganisation: what is in the way, what forbids undoing, what is read."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.izin import Izin
from evaluasi.selectors.dasbor_indikator import susun_baris
from evaluasi.selectors.dasbor_jejak import susun_jejak
from kinerja.forms.impor import UnggahLaporanForm
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    ImporLaporan,
    Indikator,
    IsiIndikator,
    JenisDokumen,
    KondisiKinerja,
    PerjanjianKinerja,
    PohonKinerja,
    Realisasi,
    RencanaAksi,
    StatusDokumen,
    StatusImpor,
    TingkatKondisi,
    UsulTarget,
)
from kinerja.permissions import boleh_ubah_impor
from kinerja.selectors.ikhtisar import muat_bahan
from kinerja.selectors.kisi import susun_kisi
from kinerja.selectors.kisi_baris import BarisIndikatorKisi
from kinerja.selectors.riwayat_pendahulu import pengampu_tahun, rantai_pendahulu
from kinerja.views.periode import daftar_pd
from laporan.models.naskah import BagianNaskah, NaskahLKjIP
from laporan.selectors.lkjip import pelapor
from opd.models import JenisPeran, Pengguna, PerangkatDaerah
from opd.selectors.perubahan import halangan_urung
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IndikatorFactory,
    LembarKerjaFactory,
    PenggunaFactory,
)
from tests.laporan.bahan_lkjip import KotaUji, susun
from tests.opd.panggung_perubahan import BARU, PDLama, buat_lama, terapkan

pytestmark = pytest.mark.django_db

LALU = TAHUN - 1


@pytest.fixture
def dua() -> tuple[PDLama, PDLama]:
    return buat_lama("Dinas Sosial", "DINSOS", None), buat_lama("Dinas Kerja", "DISKER", None)


@pytest.fixture
def organisasi() -> Pengguna:
    orang: Pengguna = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    return orang


def _gabung(dua: tuple[PDLama, PDLama], oleh: Pengguna) -> Any:
    return terapkan(oleh, asal=[satu.pd.pk for satu in dua], baru=[BARU])


def test_a_draft_beside_a_version_in_force_must_be_settled_first(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    DokumenFactory(pd=dua[0].pd, status=StatusDokumen.DRAF, perubahan_ke=1)

    with pytest.raises(ValidationError, match="masih draf. Berlakukan atau hapus"):
        _gabung(dua, organisasi)

    assert not PerangkatDaerah.objects.filter(kode="dingab").exists()


def test_a_plan_of_next_year_that_is_only_a_draft_moves_as_a_draft(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    for satu in dua:
        DokumenFactory(pd=satu.pd, tahun=TAHUN + 1, status=StatusDokumen.DRAF)

    _gabung(dua, organisasi)

    nanti = DokumenPerencanaan.objects.filter(tahun_dari=TAHUN + 1)
    assert {d.status for d in nanti} == {StatusDokumen.DIGANTIKAN}  # both were empty


def test_the_medium_term_plan_of_the_receiver_covers_only_the_years_to_come(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)

    renstra = DokumenPerencanaan.objects.filter(jenis=JenisDokumen.RENSTRA).order_by("pk")
    assert [(d.tahun_dari, d.tahun_sampai, d.status) for d in renstra] == [
        (2021, 2026, "berlaku"),
        (2021, 2026, "berlaku"),
        (TAHUN, 2026, "berlaku"),
    ]
    baru = renstra[2]
    assert set(baru.target.values_list("tahun", flat=True)) == {TAHUN, 2026}
    assert {i.indikator.pendahulu_id for i in baru.isi_indikator.all()} == {
        dua[0].isi[0].indikator_id,
        dua[1].isi[0].indikator_id,
    }


def test_what_was_written_on_the_change_forbids_undoing(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    perubahan = _gabung(dua, organisasi)
    assert halangan_urung(perubahan) == []
    baris = Realisasi.objects.get(
        indikator__pendahulu=dua[0].isi[0].indikator, tahun=TAHUN, triwulan=1
    )
    baris.save()
    renja = DokumenPerencanaan.objects.berlaku(TAHUN).get(jenis=JenisDokumen.RENJA)
    renja.target.all()[0].save()
    DokumenFactory(
        perangkat_daerah=renja.perangkat_daerah, perubahan_ke=1, status=StatusDokumen.DRAF
    )

    kalimat = halangan_urung(perubahan)

    assert "1 realisasi diisi atau diubah sejak perubahan diterapkan." in kalimat
    assert "1 versi dokumen perencanaan dibuat sejak perubahan diterapkan." in kalimat
    assert "1 target diubah." in kalimat


def test_more_that_is_in_the_way_of_undoing(dua: tuple[PDLama, PDLama], organisasi: Pengguna):
    perubahan = _gabung(dua, organisasi)
    baru = PerangkatDaerah.objects.get(kode="dingab")
    renja = DokumenPerencanaan.objects.berlaku(TAHUN).get(jenis=JenisDokumen.RENJA)
    indikator = Indikator.objects.get(pendahulu=dua[0].isi[0].indikator)
    for model, kueri in (
        (Anggaran, {"simpul__pendahulu": dua[0].program[0].simpul, "triwulan": 0}),
        (RencanaAksi, {"indikator__pendahulu": dua[0].isi[1].indikator}),
        (PerjanjianKinerja, {"pk": dua[0].pk.pk if dua[0].pk else 0}),
    ):
        model._default_manager.get(**kueri).save()
    renja.save()
    renja.isi_simpul.all()[0].save()
    renja.isi_indikator.all()[0].save()
    UsulTarget.objects.create(
        perangkat_daerah=baru,
        indikator=indikator,
        dokumen=renja,
        tahun=TAHUN,
        nilai=75,
        alasan="Anggaran berkurang",
    )
    PohonKinerja.objects.create(
        jenis="pd", perangkat_daerah=baru, judul="Pohon", tahun_dari=TAHUN, tahun_sampai=TAHUN
    )
    LembarKerjaFactory(pd=baru, tahun=TAHUN)
    NaskahLKjIP.objects.create(
        perangkat_daerah=baru, tahun=TAHUN, bagian=BagianNaskah.values[0], teks="Uji"
    )

    kalimat = halangan_urung(perubahan)

    for satu in (
        "1 angka anggaran diisi atau diubah.",
        "1 rencana aksi ditulis atau diubah.",
        "1 dokumen hasil perubahan berganti status.",
        "1 baris rencana hasil perubahan diubah.",
        "1 indikator hasil perubahan diubah.",
        "1 usul perubahan target diajukan atau diputus.",
        "1 pohon kinerja dibuat pada perangkat daerah hasil perubahan.",
        "1 perjanjian kinerja yang ikut berubah sudah diubah lagi sesudahnya.",
        "1 lembar kerja evaluasi penerima sudah dibuat.",
        "1 naskah LKjIP penerima sudah ditulis.",
    ):
        assert satu.casefold() in [k.casefold() for k in kalimat]


def test_grid_and_sparkline_look_back_into_the_year_of_the_predecessor(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)
    baru = PerangkatDaerah.objects.get(kode="dingab")
    lalu = Realisasi.objects.get(indikator=dua[0].isi[0].indikator, tahun=LALU, triwulan=4)
    isi = IsiIndikator.objects.diukur(TAHUN).get(indikator__pendahulu=lalu.indikator)

    kisi = susun_kisi(pd_id=baru.pk, tahun=TAHUN, triwulan=1, izin=Izin.ya())

    (baris,) = [
        b
        for b in kisi.baris
        if isinstance(b, BarisIndikatorKisi) and b.indikator_id == isi.indikator_id
    ]
    assert baris.lalu == format_nilai(lalu.nilai, desimal=isi.desimal, skala=None)
    assert baris.keterangan.endswith(f"TW IV {LALU} oleh Dinas Sosial")
    dua_tw = susun_kisi(pd_id=baru.pk, tahun=TAHUN, triwulan=2, izin=Izin.ya())
    assert all("oleh" not in b.keterangan for b in dua_tw.baris if isinstance(b, type(baris)))
    keadaan = muat_bahan({isi.indikator_id: isi}, TAHUN).keadaan(isi.indikator_id)
    assert keadaan.deret[3] == lalu.nilai
    assert keadaan.pendahulu == "Dinas Sosial"
    (tampil,) = susun_baris([keadaan], TAHUN, {})
    assert f"{LALU}, Dinas Sosial: " in tampil.judul_deret


def test_looking_back_asks_the_same_for_few_and_many(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)
    baru = PerangkatDaerah.objects.get(kode="dingab")
    semua = {
        i.indikator_id: i
        for i in IsiIndikator.objects.diukur(TAHUN)
        .filter(dokumen__perangkat_daerah=baru)
        .select_related("indikator")
    }
    assert len(semua) == 6

    def hitung(pilih: dict[int, IsiIndikator]) -> int:
        with CaptureQueriesContext(connection) as kueri:
            muat_bahan(pilih, TAHUN)
        return len(kueri)

    assert hitung(dict(list(semua.items())[:1])) == hitung(semua)


def test_a_report_of_the_year_in_which_a_pd_ended_goes_to_its_successor(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)
    pd = PerangkatDaerah.objects.get(pk=dua[0].pd.pk)
    impor = ImporLaporan(perangkat_daerah=pd, tahun=TAHUN, status=StatusImpor.PRATINJAU)

    izin = boleh_ubah_impor(organisasi, impor)

    assert not izin
    assert izin.alasan == (
        f"Dinas Sosial berakhir 30 Juni {TAHUN}. Laporan {TAHUN} diunggah untuk perangkat daerah "
        "penerusnya."
    )
    impor.tahun = LALU  # an old report stays with the PD that wrote it
    assert boleh_ubah_impor(organisasi, impor)
    form = UnggahLaporanForm(
        {"perangkat_daerah": pd.pk, "tahun": TAHUN},
        daftar_pd=PerangkatDaerah.objects.penyusun().dengan_nama(),
    )
    assert form.errors["tahun"] == [izin.alasan]


def test_trees_and_waiting_requests_follow_the_plan(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    lama = dua[0]
    pohon = PohonKinerja.objects.create(
        jenis="pd",
        perangkat_daerah=lama.pd,
        judul="Pohon",
        tahun_dari=2021,
        tahun_sampai=2026,
    )
    kondisi = KondisiKinerja.objects.create(
        pohon=pohon,
        jalur="0001",
        tingkat=TingkatKondisi.FINAL,
        uraian="Warga sejahtera",
        perangkat_daerah=lama.pd,
        simpul=lama.program[0].simpul,
        jabatan=lama.kepala,
    )
    usul = UsulTarget.objects.create(
        perangkat_daerah=lama.pd,
        indikator=lama.isi[0].indikator,
        dokumen=lama.renja[TAHUN],
        tahun=TAHUN,
        nilai=75,
        alasan="Anggaran berkurang",
    )

    _gabung(dua, organisasi)

    baru = PerangkatDaerah.objects.get(kode="dingab")
    for satu in (pohon, kondisi, usul):
        satu.refresh_from_db()
        assert satu.perangkat_daerah == baru
    assert kondisi.simpul is not None
    assert kondisi.simpul.pendahulu == lama.program[0].simpul
    assert kondisi.jabatan is not None
    assert (kondisi.jabatan.perangkat_daerah, kondisi.jabatan.kepala) == (baru, True)
    assert usul.indikator.pendahulu == lama.isi[0].indikator
    assert usul.dokumen.perangkat_daerah == baru


def test_the_series_of_the_successor_shows_its_predecessor_marked(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)
    baru = PerangkatDaerah.objects.get(kode="dingab")

    data = susun(baru, TAHUN)

    indikator = {i.nama: i for s in data.sasaran for i in s.indikator}
    riwayat = indikator["Persentase sasaran Dinas Sosial"].riwayat
    assert [r.label for r in riwayat] == [f"{LALU}, Dinas Sosial", str(TAHUN)]
    assert riwayat[0].realisasi is not None
    penerus = Indikator.objects.get(pendahulu=dua[0].isi[0].indikator)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=baru)
    jejak = susun_jejak(operator, penerus.pk)
    assert [(t.tahun, t.pendahulu) for t in jejak.tahun] == [(TAHUN, ""), (LALU, "Dinas Sosial")]
    lama = susun_jejak(organisasi, dua[0].isi[0].indikator_id)
    assert [t.tahun for t in lama.tahun] == [LALU]


def test_a_chain_of_predecessors_is_read_in_two_queries():
    kakek = IndikatorFactory()
    ayah = IndikatorFactory(pendahulu=kakek)
    anak = [IndikatorFactory(pendahulu=ayah) for _ in range(20)]

    with CaptureQueriesContext(connection) as kueri:
        rantai = rantai_pendahulu([i.pk for i in anak])

    assert len(kueri) == 2
    assert [p.indikator_id for p in rantai[anak[0].pk]] == [ayah.pk, kakek.pk]
    assert rantai_pendahulu([kakek.pk]) == {}


def test_who_entered_a_city_indicator_is_known_for_each_year(organisasi: Pengguna):
    kota = KotaUji()
    lama = buat_lama("Dinas Sosial", "DINSOS", kota)
    lain = buat_lama("Dinas Kerja", "DISKER", None)
    iku = kota.iku(kota.sasaran("9"), "Tingkat kemiskinan", lama.pd)

    _gabung((lama, lain), organisasi)

    assert pengampu_tahun(LALU) == {iku.indikator_id: lama.pd.pk}
    assert pengampu_tahun(TAHUN) == {}


def test_lists_of_a_year_hold_the_pd_that_existed_then(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    _gabung(dua, organisasi)
    lama = {satu.pd for satu in dua}
    baru = PerangkatDaerah.objects.get(kode="dingab")

    def penyusun(pd: list[PerangkatDaerah]) -> set[PerangkatDaerah]:
        return {p for p in pd if p.jenis != "kota"}

    assert penyusun(pelapor(organisasi, LALU)) == lama
    assert penyusun(pelapor(organisasi, TAHUN)) == {baru}
    assert penyusun(daftar_pd(organisasi, LALU)) == lama
    assert penyusun(daftar_pd(organisasi, TAHUN)) == {baru}
    assert lama < penyusun(daftar_pd(organisasi))
    pilihan = daftar_pd(organisasi, TAHUN, kini=dua[0].pd.pk)
    assert dua[0].pd in pilihan


def test_a_merge_on_new_years_day_leaves_the_year_before_whole(
    dua: tuple[PDLama, PDLama], organisasi: Pengguna
):
    terapkan(
        organisasi,
        asal=[satu.pd.pk for satu in dua],
        baru=[BARU],
        tanggal=datetime.date(TAHUN, 1, 1),
    )

    assert DokumenPerencanaan.objects.berlaku(LALU).filter(jenis=JenisDokumen.RENJA).count() == 2
    assert Realisasi.objects.filter(tahun=LALU, indikator__pendahulu__isnull=False).count() == 0
