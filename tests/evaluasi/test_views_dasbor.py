"""Pages of the dashboard: who may open them, what stands on them, how many queries they take."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from evaluasi.models import LembarKerja, PerhitunganKota
from kinerja.models import Dukungan, JenisSimpul, Realisasi
from opd.models import JenisPeran
from tests.evaluasi.kota_dasbor import KotaUji, buat_kota_uji, buat_pd_uji
from tests.factories import (
    TAHUN,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    PenggunaFactory,
    PeranFactory,
    RealisasiFactory,
    TargetFactory,
    buat_templat_lke,
)

SEMUA_PD = [
    JenisPeran.PERENCANA,
    JenisPeran.ORGANISASI,
    JenisPeran.EVALUATOR,
    JenisPeran.KETUA_TIM,
    JenisPeran.PENANGGUNG_JAWAB,
    JenisPeran.PIMPINAN,
]


@pytest.fixture
def kota(db) -> KotaUji:
    return buat_kota_uji(3)


@pytest.fixture
def buka(client):
    """Open a page as somebody; the answer."""

    def ambil(oleh, alamat, **kueri):
        client.force_login(oleh)
        return client.get(alamat, kueri)

    return ambil


def _alamat_bawah(kota: KotaUji, nomor: int = 0) -> dict[str, str]:
    p = kota.pd[nomor]
    return {
        "pd": reverse("evaluasi:dasbor_pd", args=[p.pd.pk]),
        "simpul": reverse("evaluasi:dasbor_simpul", args=[p.program.simpul_id]),
        "indikator": reverse("evaluasi:dasbor_indikator", args=[p.iku.indikator_id]),
    }


# --- rights ---------------------------------------------------------------------------------


@pytest.mark.parametrize("peran", SEMUA_PD)
def test_everybody_who_sees_all_pd_reads_every_page(kota, buka, peran):
    oleh = PenggunaFactory(peran=peran)
    alamat = [reverse("evaluasi:dasbor"), reverse("evaluasi:dasbor_unduh")]

    for satu in [*alamat, *_alamat_bawah(kota, 2).values()]:
        assert (satu, buka(oleh, satu).status_code) == (satu, 200)


@pytest.mark.parametrize("peran", [JenisPeran.OPERATOR, JenisPeran.KEPALA_PD])
def test_person_of_one_pd_reads_that_pd_only(kota, buka, peran):
    oleh = PenggunaFactory(peran=peran, pd=kota.pd[0].pd)

    for nama, satu in _alamat_bawah(kota, 0).items():
        assert (nama, buka(oleh, satu).status_code) == (nama, 200)
    for nama, satu in _alamat_bawah(kota, 1).items():
        assert (nama, buka(oleh, satu).status_code) == (nama, 404)
    assert buka(oleh, reverse("evaluasi:dasbor_pd", args=[kota.kota.pk])).status_code == 404
    sasaran = reverse("evaluasi:dasbor_simpul", args=[kota.iku.isi_simpul.simpul_id])
    assert buka(oleh, sasaran).status_code == 200  # a PD's plan must follow the city's


def test_person_of_one_pd_is_sent_to_its_page_and_downloads_nothing_of_others(kota, buka):
    oleh = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[1].pd)

    jawab = buka(oleh, reverse("evaluasi:dasbor"), tahun=TAHUN - 1)

    assert (jawab.status_code, jawab.url) == (
        302,
        f"{reverse('evaluasi:dasbor_pd', args=[kota.pd[1].pd.pk])}?tahun=2023",
    )
    unduh = buka(oleh, reverse("evaluasi:dasbor_unduh"))
    assert unduh.status_code == 403
    assert "nilai semua perangkat daerah" in unduh.content.decode()


def test_plt_of_two_pd_walks_between_both(kota, buka):
    oleh = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=kota.pd[0].pd)
    PeranFactory(pengguna=oleh, peran=JenisPeran.KEPALA_PD, perangkat_daerah=kota.pd[1].pd)

    html = buka(oleh, _alamat_bawah(kota, 0)["pd"]).content.decode()

    assert "PD Anda yang lain" in html
    assert _alamat_bawah(kota, 1)["pd"] in html


@pytest.mark.parametrize("peran", [JenisPeran.ADMIN, None])
def test_admin_and_people_without_a_role_see_no_number(kota, buka, peran):
    oleh = PenggunaFactory(peran=peran)
    alamat = [reverse("evaluasi:dasbor"), reverse("evaluasi:dasbor_unduh")]

    for satu in [*alamat, *_alamat_bawah(kota).values()]:
        assert (satu, buka(oleh, satu).status_code) == (satu, 403)


def test_anonymous_is_asked_to_sign_in(kota, client):
    for satu in [reverse("evaluasi:dasbor"), *_alamat_bawah(kota).values()]:
        assert client.get(satu).url.startswith("/masuk/")


@pytest.mark.parametrize("nama", ["dasbor_pd", "dasbor_simpul", "dasbor_indikator"])
@pytest.mark.parametrize("pk", [0, 999_999, 2**63, 10**40])
def test_number_that_is_no_row_is_not_found(kota, buka, nama, pk):
    oleh = PenggunaFactory(peran=JenisPeran.PIMPINAN)

    assert buka(oleh, reverse(f"evaluasi:{nama}", args=[pk])).status_code == 404


@pytest.mark.parametrize("tahun", ["", "abc", "1999", "-1", "٢٠٢٤", "9" * 30])
def test_year_that_does_not_exist_shows_the_newest(kota, buka, tahun):
    oleh = PenggunaFactory(peran=JenisPeran.PIMPINAN)

    jawab = buka(oleh, reverse("evaluasi:dasbor"), tahun=tahun)

    assert (jawab.status_code, jawab.context["tahun"]) == (200, TAHUN)


def test_every_page_opens_the_newest_year_with_a_value(kota, buka):
    """A template that was only just made is no result: nobody is thrown onto an empty page."""
    oleh = PenggunaFactory(peran=JenisPeran.PIMPINAN)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[0].pd)
    buat_templat_lke(TAHUN + 1)
    pd = reverse("evaluasi:dasbor_pd", args=[kota.pd[0].pd.pk])
    halaman = [
        *((oleh, reverse(f"evaluasi:{nama}")) for nama in ("dasbor", "nilai_kota", "lke_list")),
        (oleh, pd),
        (operator, pd),
        (operator, reverse("evaluasi:lke_list")),
    ]

    for siapa, alamat in halaman:
        assert (alamat, buka(siapa, alamat).context["tahun"]) == (alamat, TAHUN)
    unduh = buka(oleh, reverse("evaluasi:dasbor_unduh"))["Content-Disposition"]
    assert "peringkat-pd-2024.xlsx" in unduh
    baru = buka(oleh, reverse("evaluasi:dasbor"), tahun=TAHUN + 1)
    assert baru.context["tahun"] == TAHUN + 1  # still one choice away


def test_pages_are_read_only(kota, client):
    client.force_login(PenggunaFactory(peran=JenisPeran.ORGANISASI))

    for satu in [reverse("evaluasi:dasbor"), *_alamat_bawah(kota).values()]:
        assert client.post(satu).status_code == 405


# --- content --------------------------------------------------------------------------------


@pytest.fixture
def pimpinan(db):
    return PenggunaFactory(peran=JenisPeran.PIMPINAN)


def test_mean_of_the_citys_sasaran_says_that_an_operator_sees_only_some(kota, buka, pimpinan):
    isi = TargetFactory(
        isi=IsiIndikatorFactory(isi_simpul=kota.iku.isi_simpul, pengampu=kota.pd[0].pd)
    ).indikator.isi.get()
    RealisasiFactory(isi=isi)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=kota.pd[0].pd)
    alamat = reverse("evaluasi:dasbor_simpul", args=[kota.iku.isi_simpul.simpul_id])

    assert "1 dari 1 indikator yang jatuh tempo dan dapat Anda lihat." in (
        buka(operator, alamat).content.decode()
    )
    assert "1 dari 2 indikator yang jatuh tempo." in buka(pimpinan, alamat).content.decode()


def test_official_and_computed_stand_apart_and_say_so(kota, buka, pimpinan):
    html = buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()

    for kata in (
        "69,04",
        "Naik 1,73",
        "kurang 0,96",
        "Resmi, dari KemenPANRB",
        "dihitung sistem dari LKE internal",
        "Garis 2/3 = 2 PD",
        "Prakiraan belum cukup data: baru 2 nilai resmi.",
        "belum dihitung",
        "Cara memilih",
        "targetnya belum tercapai (capaian di bawah 100%)",
        "Batas BB: 2 PD di atas 70,00",
    ):
        assert kata in html


def test_stored_computation_leads_to_its_page(kota, buka, pimpinan):
    PerhitunganKota.objects.create(
        tahun=TAHUN, versi_rumus="kota-1", masukan={}, hasil={}, digest="0" * 64
    )

    html = buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()

    assert "rumus kota-1</a>" in html
    assert f'href="{reverse("evaluasi:nilai_kota")}?tahun=2024"' in html


def test_second_view_keeps_the_year_and_shows_quarters(kota, buka, pimpinan):
    jawab = buka(pimpinan, reverse("evaluasi:dasbor"), tahun=TAHUN, tampilan="capaian")
    html = jawab.content.decode()

    assert "Peringkat dan peta capaian, 3 perangkat daerah" in html
    assert "TW IV" in html
    assert '?tahun=2024&amp;tampilan=lke#peringkat"' in html
    assert "1 dari 1" in html


def test_pd_without_value_is_listed_and_never_zero(db, buka, pimpinan):
    buat_kota_uji(3, dinilai=1)

    html = buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()

    assert "Belum dinilai: 2 PD" in html
    assert ">0,00<" not in html.replace('perubahan--tetap">0,00<', "")


def test_made_up_values_are_named_once_or_beside_each(kota, buka, pimpinan):
    internal = LembarKerja.objects.filter(jenis="internal")
    internal.filter(perangkat_daerah=kota.pd[0].pd).update(contoh=True)
    sebagian = buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()
    internal.update(contoh=True)
    semua = buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()

    assert sebagian.count("<small>contoh</small>") == 1
    assert "nilai contoh ditandai" in sebagian
    assert "<small>contoh</small>" not in semua
    assert "semuanya nilai contoh" in semua


def test_all_late_pd_are_one_link_away(db, buka, pimpinan):
    buat_kota_uji(9)
    Realisasi.objects.filter(triwulan=4).delete()

    ringkas = buka(pimpinan, reverse("evaluasi:dasbor"))
    semua = buka(pimpinan, reverse("evaluasi:dasbor"), pengajuan="semua")

    assert len(ringkas.context["daftar_pengajuan"]) == 7
    assert "Semua 9 PD" in ringkas.content.decode()
    assert len(semua.context["daftar_pengajuan"]) == 9


def test_open_quarter_is_not_shown_on_the_dashboard_of_another_year(kota, buka, pimpinan):
    Realisasi.objects.filter(triwulan=4).update(status="draf")

    kini = buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()
    lalu = buka(pimpinan, reverse("evaluasi:dasbor"), tahun=TAHUN - 1)

    assert "Belum mengajukan Triwulan IV 2024" in kini
    assert "1 dari 1 sel terisi, 0 diajukan" in kini
    assert "Belum mengajukan" not in lalu.content.decode()
    assert lalu.context["pengajuan"] is None


def test_hero_leads_to_the_lost_points_only_where_they_are_known(kota, buka, pimpinan):
    tautan = f'{reverse("evaluasi:nilai_kota")}?tahun=2024#poin-hilang"'

    def hitungan(nilai):
        PerhitunganKota.objects.create(
            tahun=TAHUN,
            versi_rumus="kota-1",
            masukan={},
            hasil={"lke_kota": {"nilai": nilai}},
            digest="0" * 64,
        )
        return buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()

    assert tautan not in hitungan(None)
    assert tautan not in hitungan("100")
    assert tautan in hitungan("68.50")


def test_unverified_values_make_every_mean_provisional(kota, buka, pimpinan):
    Realisasi.objects.filter(triwulan=4).update(status="draf")
    bawah = _alamat_bawah(kota)

    pd = buka(pimpinan, bawah["pd"]).content.decode()
    simpul = buka(pimpinan, bawah["simpul"]).content.decode()
    kota_ = buka(pimpinan, reverse("evaluasi:dasbor"), tampilan="capaian").content.decode()

    assert "<small>1 dari 1 indikator, sementara</small>" in pd
    assert "Sementara: belum semua nilainya diverifikasi." in simpul
    assert "<small>3 dari 3 PD, sementara</small>" in kota_
    assert 'TW IV <span class="sorotan__periode">sementara</span>' in kota_


def test_trail_says_what_is_not_filled_in_and_that_no_evidence_is_attached(kota, buka, pimpinan):
    isi = kota.pd[0].iku
    isi.definisi_operasional, isi.rumus, isi.sumber_data = "", "", ""
    isi.save()
    kosong = buka(pimpinan, _alamat_bawah(kota)["indikator"]).content.decode()
    isi.rumus = "A dibagi B"
    isi.save()
    sebagian = buka(pimpinan, _alamat_bawah(kota)["indikator"]).content.decode()

    assert "Definisi, rumus, dan sumber data belum diisi." in kosong
    assert "<dt>Definisi</dt>" not in kosong + sebagian
    assert "<dt>Rumus</dt><dd>A dibagi B</dd>" in sebagian
    assert "Definisi dan sumber data belum diisi." in sebagian
    assert kosong.count("Bukti dukung: – (belum dilampirkan)") == 4


def test_empty_city_has_a_page_that_says_what_is_missing(db, buka, pimpinan):
    html = buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()

    assert "belum diterima" in html
    assert "Templat LKE tahun ini belum ada" in html


def test_names_are_escaped_in_page_and_chart(db, buka, pimpinan):
    buat_kota_uji(1)
    p = buat_pd_uji(1, "B")
    p.iku.isi_simpul.nama = "<script>alert(1)</script>"
    p.iku.isi_simpul.save()
    p.iku.nama, p.iku.satuan = "<b>Nama</b>", '"><svg onload=x>'
    p.iku.save()
    p.iku.indikator.realisasi.update(analisis="<img src=x>")
    alamat = _alamat_bawah(KotaUji(p.pd, p.iku, [p]))

    html = "".join(buka(pimpinan, satu).content.decode() for satu in alamat.values())
    html += buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()

    for jahat in ("<script>alert", "<b>Nama", "<svg onload", "<img src=x"):
        assert jahat not in html


def test_download_is_a_spreadsheet_of_the_year(kota, buka, pimpinan):
    jawab = buka(pimpinan, reverse("evaluasi:dasbor_unduh"), tahun=TAHUN - 1)

    assert jawab["Content-Disposition"] == 'attachment; filename="peringkat-pd-2023.xlsx"'
    buku = load_workbook(BytesIO(jawab.content))
    assert buku.sheetnames == ["Peringkat 2023"]
    assert [b[1].value for b in buku.worksheets[0].iter_rows(min_row=2, max_row=4)] == [
        "Dinas 00",
        "Dinas 01",
        "Dinas 02",
    ]


def test_every_step_down_is_a_link(kota, buka, pimpinan):
    bawah = _alamat_bawah(kota)

    assert bawah["pd"] in buka(pimpinan, reverse("evaluasi:dasbor")).content.decode()
    assert bawah["simpul"] in buka(pimpinan, bawah["pd"]).content.decode()
    assert bawah["indikator"] in buka(pimpinan, bawah["simpul"]).content.decode()
    jejak = buka(pimpinan, bawah["indikator"]).content.decode()
    assert bawah["pd"] in jejak
    assert bawah["simpul"] in jejak
    assert "80,00 ÷ 100,00 × 100 = 80,00%" in jejak


# --- queries --------------------------------------------------------------------------------


def _hitung_kueri(client, oleh, alamat) -> int:
    client.force_login(oleh)
    with CaptureQueriesContext(connection) as kueri:
        assert client.get(alamat).status_code == 200
    return len(kueri)


def test_number_of_queries_does_not_depend_on_the_number_of_pd(db, client, pimpinan):
    kota = buat_kota_uji(3)
    Dukungan.objects.create(dari=kota.pd[1].program.simpul, ke=kota.pd[0].program.simpul)
    dasbor = reverse("evaluasi:dasbor")
    alamat = {
        "dasbor": dasbor,
        "capaian": f"{dasbor}?tampilan=capaian",
        "unduh": reverse("evaluasi:dasbor_unduh"),
        "kota": reverse("evaluasi:dasbor_pd", args=[kota.kota.pk]),
        **_alamat_bawah(kota),
    }
    for satu in alamat.values():  # content types and the like are cached by the first visit
        _hitung_kueri(client, pimpinan, satu)
    tiga = {nama: _hitung_kueri(client, pimpinan, satu) for nama, satu in alamat.items()}

    for nomor in range(3, 37):
        buat_pd_uji(nomor, "B")
        # the page of one PD, of one node and of one indicator grow too
        kegiatan = IsiSimpulFactory(induk=kota.pd[0].program, jenis=JenisSimpul.KEGIATAN)
        for induk in (kota.pd[0].program, kegiatan):
            RealisasiFactory(
                isi=TargetFactory(
                    isi=IsiIndikatorFactory(isi_simpul=induk, iku=True)
                ).indikator.isi.get()
            )
        Dukungan.objects.create(dari=kegiatan.simpul, ke=kota.pd[0].program.simpul)
    RealisasiFactory(isi=kota.pd[0].iku, triwulan=3)
    banyak = {nama: _hitung_kueri(client, pimpinan, satu) for nama, satu in alamat.items()}

    assert banyak == tiga
    assert max(banyak.values()) <= 60
