"""Reading plans: the list of documents and one tree."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import JenisDokumen
from tests.factories import DokumenFactory, KotaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def buka(client):
    def _buka(oleh, pk=None, **kueri):
        client.force_login(oleh)
        nama = "kinerja:dokumen_list" if pk is None else "kinerja:dokumen_detail"
        return client.get(reverse(nama, args=[] if pk is None else [pk]), kueri)

    return _buka


def test_list_shows_own_and_city_documents_with_their_counts(buka, p):
    p.isi()
    kota = DokumenFactory(pd=KotaFactory(urutan=0), jenis=JenisDokumen.RPJMD)
    DokumenFactory(pd=p.lain)

    operator = list(buka(p.operator).context["object_list"])

    assert set(operator) == {kota, p.dokumen}
    (milik,) = [d for d in operator if d == p.dokumen]
    assert (milik.jumlah_simpul, milik.jumlah_indikator, milik.nama_pd) == (
        1,
        1,
        "Dinas Kesehatan",
    )
    assert len(buka(p.evaluator).context["object_list"]) == 3
    assert list(buka(p.evaluator, pd=p.pd.pk).context["object_list"]) == [p.dokumen]


def test_the_list_is_paged_by_pd_and_keeps_the_filter(buka, p):
    for _ in range(11):
        dokumen = DokumenFactory(jenis=JenisDokumen.RENJA)
        DokumenFactory(
            pd=dokumen.perangkat_daerah,
            jenis=JenisDokumen.RENSTRA,
            tahun_dari=2021,
            tahun_sampai=2026,
        )

    satu = buka(p.evaluator, tahun=2024)
    dua = buka(p.evaluator, tahun=2024, page=2)

    per_halaman = [
        {d.perangkat_daerah_id for d in halaman.context["object_list"]} for halaman in (satu, dua)
    ]
    assert [len(pd) for pd in per_halaman] == [10, 2]
    assert not per_halaman[0] & per_halaman[1]
    semua = [*satu.context["object_list"], *dua.context["object_list"]]
    assert len(semua) == len(set(semua)) == 23
    assert "?tahun=2024&amp;page=2" in satu.content.decode()


def test_without_a_pd_there_is_nothing_not_even_the_city(buka, p):
    kota = DokumenFactory(pd=KotaFactory(), jenis=JenisDokumen.RPJMD)

    for orang in (p.tanpa_peran, p.admin):
        assert buka(orang).status_code == 403
        assert buka(orang, kota.pk).status_code == 404


def test_three_people_open_a_tree(buka, p):
    isi = p.isi(nama="Angka kematian ibu")

    jawaban = buka(p.operator, p.dokumen.pk)

    assert jawaban.status_code == 200
    for kata in (isi.nama, isi.isi_simpul.nama, "100,00", "Renja 2024"):
        assert kata in jawaban.content.decode()
    assert buka(p.operator_lain, p.dokumen.pk).status_code == 404
    assert buka(p.evaluator, p.dokumen.pk).status_code == 200
    assert buka(p.operator, 10**40).status_code == 404
    assert buka(p.operator, pd=p.lain.pk).status_code == 404


@pytest.mark.parametrize(
    ("teks", "tahun"),
    [("2023", 2023), ("2031", 2026), ("1", 2021), ("x", 2024), ("", 2024), ("9" * 5000, 2024)],
)
def test_the_year_of_the_targets_is_one_of_the_document(buka, p, teks, tahun):
    dokumen = DokumenFactory(
        pd=p.pd, jenis=JenisDokumen.RENSTRA, tahun_dari=2021, tahun_sampai=2026
    )

    assert buka(p.operator, dokumen.pk, tahun=teks).context["tahun"] == tahun


@pytest.mark.parametrize("halaman", ["pohon", "daftar"])
def test_three_rows_and_forty_need_the_same_queries(buka, p, halaman):
    def tambah(n):
        for _ in range(n):
            if halaman == "pohon":
                p.isi(pengampu=p.lain)
            else:
                DokumenFactory()

    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            assert buka(p.evaluator, p.dokumen.pk if halaman == "pohon" else None)
        return len(c)

    tambah(3)
    hitung()
    sedikit = hitung()
    tambah(37)

    assert hitung() == sedikit


def test_a_copy_of_another_pd_says_of_which(client, p):
    client.force_login(p.perencana)
    asal = DokumenFactory(pd=p.lain, tahun=2024)
    for milik, nama in ((p.lain, ""), (p.pd, p.lain.nama_pada())):
        baru = DokumenFactory(pd=milik, tahun=2025, disalin_dari=asal)
        jawaban = client.get(reverse("kinerja:dokumen_detail", args=[baru.pk]))
        assert jawaban.context["nama_pd_asal"] == nama
