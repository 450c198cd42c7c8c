"""Activities of the rencana aksi: several quarters at once, the pagu that pays them, the lists."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import Anggaran, IsiSimpul, RencanaAksi
from kinerja.selectors.pagu_aksi import kalimat_lebih_pagu, sub_kegiatan_pd
from kinerja.services.rencana_aksi import AksiMasuk, tambah_aksi, tambah_aksi_triwulan
from kinerja.services.target_triwulan import atur_target_triwulan, tanda_target
from tests.factories import TAHUN, DokumenFactory, IsiSimpulFactory
from tests.factories_jabatan import JabatanFactory

pytestmark = pytest.mark.django_db


def _tambah(isi: Any, oleh: Any, triwulan: list[int], **masuk: Any) -> list[RencanaAksi]:
    return tambah_aksi_triwulan(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        masuk=AksiMasuk(0, "Melatih kader", **masuk),
        triwulan=triwulan,
        oleh=oleh,
    )


@pytest.fixture
def sub_kegiatan(p) -> IsiSimpul:
    """A sub kegiatan of the PD with a pagu of Rp 10.000.000."""
    isi: IsiSimpul = IsiSimpulFactory(
        dokumen=p.dokumen, jenis="sub_kegiatan", kode="1.02.01", nama="Pelatihan Kader"
    )
    Anggaran.objects.create(simpul=isi.simpul, tahun=TAHUN, pagu=10_000_000)
    return isi


def _lebih(p: Any, isi: IsiSimpul) -> tuple[str, ...]:
    return kalimat_lebih_pagu(sub_kegiatan_pd(p.pd.pk, TAHUN), TAHUN, [isi.simpul_id])


def test_one_activity_in_several_quarters_is_one_row_each(p):
    _tambah(p.isi(), p.operator, [3, 1, 3], anggaran=2_000_000)

    assert list(RencanaAksi.objects.values_list("triwulan", "anggaran")) == [
        (1, 2_000_000),
        (3, 2_000_000),
    ]


def test_a_quarter_that_has_it_already_stops_all(p):
    isi = p.isi()
    _tambah(isi, p.operator, [2])

    with pytest.raises(ValidationError, match="Triwulan II: Kegiatan ini sudah ada"):
        _tambah(isi, p.operator, [1, 2])

    assert RencanaAksi.objects.get().triwulan == 2


def test_form_makes_them_at_once_and_stays_for_the_next(p, client):
    isi = p.isi()
    client.force_login(p.operator)
    url = reverse("kinerja:aksi_create", args=[isi.indikator_id, TAHUN])

    kosong = client.post(url, {"kegiatan": "Survei kepuasan", "anggaran": "1.500.000"})
    assert kosong.status_code == 422
    assert "Centang sedikitnya satu triwulan." in kosong.content.decode()
    assert "Survei kepuasan" in kosong.content.decode()

    isian = {"kegiatan": "Survei kepuasan", "anggaran": "1.500.000", "triwulan": ["1", "4"]}
    assert client.post(url, {**isian, "lagi": "1"})["Location"] == url
    assert RencanaAksi.objects.count() == 2
    ganda = client.post(url, isian)
    assert ganda.status_code == 422
    assert "Triwulan I: Kegiatan ini sudah ada pada triwulan itu." in ganda.content.decode()
    assert RencanaAksi.objects.count() == 2


def test_activities_of_all_indicators_count_against_the_pagu(p, sub_kegiatan):
    simpul = sub_kegiatan.simpul_id
    isi = p.isi()
    _tambah(isi, p.operator, [1, 2], simpul_id=simpul, anggaran=4_000_000)
    _tambah(isi, p.operator, [3], simpul_id=simpul)
    assert _lebih(p, sub_kegiatan) == ()

    _tambah(p.isi(), p.operator, [4], simpul_id=simpul, anggaran=3_000_000)

    (kalimat,) = _lebih(p, sub_kegiatan)
    assert kalimat == (
        "1.02.01 Pelatihan Kader: anggaran 3 kegiatan berjumlah Rp 11.000.000, Rp 1.000.000 "
        "di atas pagunya Rp 10.000.000, dan 1 kegiatan belum beranggaran."
    )


def test_an_unknown_pagu_is_not_zero(p, sub_kegiatan):
    Anggaran.objects.all().delete()
    _tambah(p.isi(), p.operator, [1], simpul_id=sub_kegiatan.simpul_id, anggaran=5)

    assert _lebih(p, sub_kegiatan) == ()


def test_pages_warn_and_name_the_sub_kegiatan(p, client, sub_kegiatan):
    Anggaran.objects.update(contoh=True)
    isi = p.isi()
    _tambah(isi, p.operator, [1], simpul_id=sub_kegiatan.simpul_id, anggaran=11_000_000)
    client.force_login(p.evaluator)

    for url in (
        reverse("kinerja:rencana_aksi", args=[isi.indikator_id, TAHUN]),
        reverse("kinerja:rencana_aksi_list") + f"?tahun={TAHUN}&pd={p.pd.pk}",
    ):
        assert "di atas pagunya Rp 10.000.000 (contoh)." in client.get(url).content.decode()


def test_sub_kegiatan_come_from_the_plan_of_the_year_only(p, sub_kegiatan):
    draf = DokumenFactory(pd=p.pd, perubahan_ke=7, status="draf")
    IsiSimpulFactory(dokumen=draf, jenis="sub_kegiatan", nama="Belum berlaku")
    renstra = DokumenFactory(
        pd=p.pd, jenis="renstra", tahun_dari=TAHUN, tahun_sampai=TAHUN + 4, status="berlaku"
    )
    IsiSimpulFactory(dokumen=renstra, jenis="sub_kegiatan", nama="Lima tahun")

    assert sub_kegiatan_pd(p.pd.pk, TAHUN) == {sub_kegiatan.simpul_id: "1.02.01 Pelatihan Kader"}


def test_list_shows_who_has_no_activity_and_the_page_leads_to_it(p, client):
    lengkap, kosong = p.isi(nama="Cakupan A", cara="jumlah"), p.isi(nama="Cakupan B")
    _tambah(lengkap, p.operator, [1])
    atur_target_triwulan(
        indikator_id=lengkap.indikator_id,
        tahun=TAHUN,
        nilai=dict.fromkeys((1, 2, 3, 4), Decimal(25)),
        tanda=tanda_target(lengkap, TAHUN),
        oleh=p.operator,
    )
    client.force_login(p.operator)

    teks = client.get(
        reverse("kinerja:rencana_aksi_list") + f"?tahun={TAHUN}&saring=tanpa_kegiatan"
    ).content.decode()
    assert "Cakupan B" in teks
    assert "Cakupan A" not in teks
    alamat = reverse("kinerja:rencana_aksi", args=[kosong.indikator_id, TAHUN])
    rinci = reverse("kinerja:rencana_aksi", args=[lengkap.indikator_id, TAHUN])
    assert alamat in client.get(rinci).content.decode()
    assert "Berikutnya" not in client.get(alamat).content.decode()


def test_a_post_that_ended_and_a_sub_kegiatan_that_left_stay_chosen(p, client, sub_kegiatan):
    jabatan = JabatanFactory(pd=p.pd, nama="Seksi Lama", kepala=False)
    (aksi,) = _tambah(
        p.isi(), p.operator, [1], jabatan_id=jabatan.pk, simpul_id=sub_kegiatan.simpul_id
    )
    jabatan.sampai = datetime.date(TAHUN - 1, 12, 31)
    jabatan.save()
    sub_kegiatan.delete()
    client.force_login(p.operator)
    url = reverse("kinerja:aksi_update", args=[aksi.pk])

    formulir = client.get(url).context["form"]
    isian = {**formulir.initial, "kegiatan": "Melatih kader baru"}
    assert client.post(url, isian).status_code == 302

    aksi.refresh_from_db()
    assert (aksi.kegiatan, aksi.jabatan_id) == ("Melatih kader baru", jabatan.pk)
    assert aksi.simpul_id is not None


def test_page_of_one_indicator_needs_the_same_queries_for_many(p, client):
    isi = p.isi()
    client.force_login(p.operator)
    url = reverse("kinerja:rencana_aksi", args=[isi.indikator_id, TAHUN])

    def hitung() -> int:
        with CaptureQueriesContext(connection) as rekam:
            client.get(url)
        return len(rekam)

    _tambah(isi, p.operator, [1])
    hitung()
    sedikit = hitung()
    for nomor in range(20):
        tambah_aksi(
            indikator_id=isi.indikator_id,
            tahun=TAHUN,
            masuk=AksiMasuk(1, f"Kegiatan {nomor}"),
            oleh=p.operator,
        )
        p.isi()
    assert hitung() == sedikit
