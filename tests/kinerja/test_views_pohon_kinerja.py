"""The pages of a pohon kinerja: who opens them, what bad input says, constant queries."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import JenisSimpul, KondisiKinerja, PohonKinerja
from kinerja.services.pohon import tanda_baris
from opd.models import JenisPeran
from tests.factories import DokumenFactory, IsiSimpulFactory, PenggunaFactory
from tests.kinerja.panggung_pohon import TAHUN, PanggungPohon, susun_pohon_uji

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPohon:
    return susun_pohon_uji()


def halaman(client, orang, nama: str, *args, data=None, **kueri):
    client.force_login(orang)
    alamat = reverse(f"kinerja:{nama}", args=args)
    return client.get(alamat, kueri) if data is None else client.post(alamat, data)


def isi(jawaban) -> str:
    return " ".join(jawaban.content.decode().split())


def test_three_people_open_a_tree(client, p):
    for orang, status in ((p.operator, 200), (p.evaluator, 200), (p.operator_lain, 404)):
        assert halaman(client, orang, "pohon_detail", p.pohon.pk).status_code == status
    for nama, args in (
        ("pohon_update", [p.pohon.pk]),
        ("kondisi_create", [p.pohon.pk]),
        ("kondisi_update", [p.antara.pk]),
        ("kondisi_pindah", [p.antara.pk]),
        ("kondisi_delete", [p.antara.pk]),
        ("csf_create", [p.antara.pk]),
        ("csf_update", [p.csf.pk]),
        ("csf_delete", [p.csf.pk]),
        ("indikator_kondisi_create", [p.antara.pk]),
        ("indikator_kondisi_delete", [p.final.indikator.get().pk]),
        ("crosscutting_create", [p.antara.pk]),
    ):
        hasil = [
            halaman(client, orang, nama, *args).status_code
            for orang in (p.operator, p.evaluator, p.operator_lain, p.perencana)
        ]
        assert hasil == [200, 403, 404, 200], nama


def test_the_drawing_and_the_list_say_the_same(client, p):
    bagan = isi(halaman(client, p.operator, "pohon_detail", p.pohon.pk, tampilan="pohon"))
    daftar = isi(halaman(client, p.operator, "pohon_detail", p.pohon.pk, tampilan="daftar"))
    assert "<svg" in bagan
    assert 'class="grafik"' not in daftar
    for kata in ("Menurunnya balita stunting", "Gizi anak terpenuhi", "Angka harapan hidup"):
        assert kata in re.sub(r"</?text[^>]*>", " ", bagan).replace("  ", " ")
        assert kata in daftar
    assert daftar.count('class="pohon-daftar__butir"') == 4
    keduanya = isi(halaman(client, p.operator, "pohon_detail", p.pohon.pk))
    assert "<svg" in keduanya
    assert "pohon-daftar__butir" in keduanya


def test_a_reader_sees_no_button_that_changes(client, p):
    baca = isi(halaman(client, p.evaluator, "pohon_detail", p.pohon.pk, tampilan="daftar"))
    assert "Cetak PDF" in baca
    for kata in ("Tambah di bawahnya", "Ubah pohon"):
        assert kata not in baca
        assert kata in isi(
            halaman(client, p.operator, "pohon_detail", p.pohon.pk, tampilan="daftar")
        )


def test_a_tree_is_made_and_filled(client, p):
    data = {"jenis": "pd", "perangkat_daerah": p.pd.pk, "judul": "Baru", "sumber": ""}
    jawaban = halaman(
        client, p.operator, "pohon_create", data={**data, "tahun_dari": 2026, "tahun_sampai": 2025}
    )
    assert "Tahun akhir tidak boleh sebelum tahun awal." in isi(jawaban)
    assert 'value="Baru"' in isi(jawaban)
    halaman(
        client, p.operator, "pohon_create", data={**data, "tahun_dari": 2025, "tahun_sampai": 2026}
    )
    pohon = PohonKinerja.objects.get(judul="Baru")
    dokumen = DokumenFactory(pd=p.pd, tahun=2025)
    IsiSimpulFactory(dokumen=dokumen, jenis=JenisSimpul.PROGRAM)
    assert "Susun dari rencana" in isi(halaman(client, p.operator, "pohon_detail", pohon.pk))
    halaman(client, p.operator, "pohon_susun", pohon.pk, data={"dokumen": dokumen.pk})
    assert KondisiKinerja.objects.filter(pohon=pohon).count() == 1


def test_an_operator_makes_only_trees_of_the_own_pd(client, p):
    data = {"judul": "X", "sumber": "", "tahun_dari": 2025, "tahun_sampai": 2025}
    for jenis, pd in (("kota", ""), ("tematik", ""), ("pd", p.pd_lain.pk), ("pd", "")):
        halaman(
            client,
            p.operator,
            "pohon_create",
            data={**data, "jenis": jenis, "perangkat_daerah": pd},
        )
    assert not PohonKinerja.objects.filter(judul="X").exists()
    halaman(client, p.perencana, "pohon_create", data={**data, "jenis": "tematik"})
    assert PohonKinerja.objects.get(judul="X").perangkat_daerah == p.kota
    assert halaman(client, p.evaluator, "pohon_create").status_code == 403


def test_a_cycle_and_a_wrong_level_stand_at_their_field_with_what_was_typed(client, p):
    jawaban = halaman(
        client,
        p.operator,
        "kondisi_pindah",
        p.final.pk,
        data={"letak": p.output.pk, "tanda": tanda_baris(p.final)},
    )
    assert "letak" in jawaban.context["form"].errors
    assert "turunannya" in isi(jawaban)
    jawaban = halaman(
        client,
        p.operator,
        "kondisi_create",
        p.pohon.pk,
        data={"letak": p.output.pk, "tingkat": "final", "uraian": "Kalimat yang diketik"},
    )
    assert "tingkat" in jawaban.context["form"].errors
    assert "Kalimat yang diketik" in isi(jawaban)
    assert KondisiKinerja.objects.count() == 4


def test_a_new_condition_answers_the_csf_it_was_started_from(client, p):
    alamat = reverse("kinerja:kondisi_create", args=[p.pohon.pk])
    letak = f"{p.final.pk}:{p.csf.pk}"
    client.force_login(p.operator)
    formulir = client.get(alamat, {"letak": letak}).context["form"]
    assert formulir["letak"].value() == letak
    assert formulir["tingkat"].value() == "intermediate"
    client.post(alamat, {"letak": letak, "tingkat": "intermediate", "uraian": "Baru"})
    assert KondisiKinerja.objects.get(uraian="Baru").faktor == p.csf


def test_the_second_of_two_people_reads_a_sentence(client, p):
    lama = tanda_baris(p.antara)
    data = {"tingkat": "intermediate", "uraian": "Pertama", "faktor": p.csf.pk, "tanda": lama}
    halaman(client, p.operator, "kondisi_update", p.antara.pk, data=data)
    jawaban = halaman(
        client, p.perencana, "kondisi_update", p.antara.pk, data={**data, "uraian": "Kedua"}
    )
    assert "baru saja diubah orang lain" in isi(jawaban)
    assert "Kedua" in isi(jawaban)
    p.antara.refresh_from_db()
    assert p.antara.uraian == "Pertama"


def test_delete_asks_first_and_says_why_not(client, p):
    assert "Hapus kondisi?" in isi(halaman(client, p.operator, "kondisi_delete", p.antara.pk))
    jawaban = halaman(
        client, p.operator, "kondisi_delete", p.antara.pk, data={"tanda": tanda_baris(p.antara)}
    )
    assert "Masih ada 1 kondisi di bawahnya" in isi(jawaban)
    jawaban = halaman(
        client, p.operator, "kondisi_delete", p.output.pk, data={"tanda": tanda_baris(p.output)}
    )
    assert jawaban.url.endswith(f"#kondisi-{p.langsung.pk}")


def test_order_by_buttons(client, p):
    dua = p.tambah("intermediate", "Kedua", p.final)
    halaman(client, p.operator, "kondisi_urutan", dua.pk, data={"arah": "naik"})
    dua.refresh_from_db()
    assert dua.jalur == "0001.0001"
    jawaban = halaman(client, p.operator, "kondisi_urutan", dua.pk, data={"arah": "samping"})
    assert jawaban.status_code == 404


def test_people_without_a_pd_are_refused(client, p):
    for orang in (PenggunaFactory(), PenggunaFactory(peran=JenisPeran.ADMIN)):
        assert halaman(client, orang, "pohon_list").status_code == 403
        assert halaman(client, orang, "pohon_detail", p.pohon.pk).status_code == 404


def test_the_list_names_kind_pd_and_years(client, p):
    teks = isi(halaman(client, p.operator, "pohon_list"))
    assert "Pohon Dinas Kesehatan" in teks
    assert f"Dinas Kesehatan · {TAHUN} · 4 kondisi" in teks


def test_queries_of_the_page_do_not_grow(client, p):
    def hitung() -> int:
        client.force_login(p.operator)
        with CaptureQueriesContext(connection) as catatan:
            client.get(reverse("kinerja:pohon_detail", args=[p.pohon.pk]))
        return len(catatan)

    hitung()
    sedikit = hitung()
    for n in range(26):
        p.tambah("output", f"Output {n}", p.langsung)
    assert hitung() == sedikit
