"""Pages of one indicator: reading by right, the form with its offers, removing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from kinerja.models import IsiIndikator, Target
from kinerja.services.target import tanda_indikator
from tests.factories import (
    DokumenFactory,
    IndikatorFactory,
    IsiIndikatorFactory,
    RealisasiFactory,
    TargetFactory,
)
from tests.kinerja.panggung_indikator import ATRIBUT, buat_draf

pytestmark = pytest.mark.django_db


@pytest.fixture
def d(p):
    return buat_draf(p)


@pytest.fixture
def ubah(client, p, d):
    """Post the form of the PD's indicator: `ubah(target_2024="BB")`."""

    def kirim(oleh=None, isi=None, **medan):
        client.force_login(oleh or p.perencana)
        isi = IsiIndikator.objects.get(pk=(isi or d.isi).pk)
        data = {
            "nama": isi.nama,
            "isi_simpul": isi.isi_simpul_id,
            "iku": "on",
            **{k: v for k, v in ATRIBUT.items() if k != "baseline"},
            "ukuran": "angka",
            "satuan": "Persen",
            "desimal": "2",
            "polaritas": "negatif",
            "rumus_negatif": "linear",
            "cara": "posisi_akhir",
            "isian": "per_triwulan",
            "frekuensi": "triwulan",
            "target_2024": "13,69",
            "baseline": "16,2",
            "tanda": tanda_indikator(isi),
            **medan,
        }
        return client.post(reverse("kinerja:indikator_update", args=[isi.pk]), data)

    return kirim


def _target(d):
    return Target.objects.get(dokumen=d.dokumen, triwulan=0)


def test_the_card_is_for_the_owner_the_pengampu_and_who_sees_all(client, p, d):
    for isi, orang, status in (
        (d.isi, p.operator, 200),
        (d.isi, p.evaluator, 200),
        (d.isi, p.operator_lain, 404),
        (d.iku_kota, p.operator, 200),
        (d.iku_kota, p.operator_lain, 404),
        (d.iku_kota, p.admin, 404),
    ):
        client.force_login(orang)
        jawaban = client.get(reverse("kinerja:indikator_kartu", args=[isi.pk]))
        assert jawaban.status_code == status, (isi, orang)


def test_the_card_says_everything_that_is_written(client, p, d):
    client.force_login(p.perencana)
    teks = client.get(
        reverse("kinerja:indikator_kartu", args=[d.isi.pk]), {"tanggal": "bukan tanggal"}
    ).content.decode()

    for kata in (
        *(str(n) for k, n in ATRIBUT.items() if k != "baseline"),
        "16,20",
        "13,69",
        "Makin rendah makin baik",
        "Pemeriksaan SMART",
        "contoh angka, bukan data",
        reverse("kinerja:indikator_update", args=[d.isi.pk]),
    ):
        assert kata in teks, kata
    client.force_login(p.operator)
    teks = client.get(reverse("kinerja:indikator_kartu", args=[d.isi.pk])).content.decode()
    assert reverse("kinerja:indikator_update", args=[d.isi.pk]) not in teks


def test_only_the_planner_opens_the_form_and_others_are_told_why(client, p, d):
    alamat = [
        reverse("kinerja:indikator_update", args=[d.isi.pk]),
        reverse("kinerja:indikator_delete", args=[d.isi.pk]),
        reverse("kinerja:indikator_create", args=[d.dokumen.pk, d.simpul.pk]),
    ]
    for orang, status in (
        (p.perencana, 200),
        (p.organisasi, 200),
        (p.operator, 403),
        (p.operator_lain, 404),
    ):
        client.force_login(orang)
        assert [client.get(a).status_code for a in alamat] == [status] * 3, orang


def test_what_was_shown_is_saved_back_unchanged(client, p, d):
    client.force_login(p.perencana)
    form = client.get(reverse("kinerja:indikator_update", args=[d.isi.pk])).context["form"]
    data = {m.html_name: m.value() for m in form if m.value() not in (None, False)}
    sebelum = tanda_indikator(d.isi)

    jawaban = client.post(reverse("kinerja:indikator_update", args=[d.isi.pk]), data)

    assert jawaban.status_code == 302
    assert tanda_indikator(IsiIndikator.objects.get(pk=d.isi.pk)) == sebelum


def test_letters_offer_a_scale_and_the_offer_is_taken_in_one_step(client, ubah, d):
    jawaban = ubah(target_2024="BB Predikat", target_2024_2="B", baseline="CC")

    teks = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert "adalah huruf predikat SAKIP" in str(jawaban.context["form"].errors["target_2024"])
    assert "Ubah menjadi indikator predikat dengan skala predikat SAKIP" in teks
    assert 'value="BB Predikat"' in teks  # what was typed stays
    assert _target(d).nilai == Decimal("13.69")

    jawaban = ubah(
        target_2024="BB Predikat", target_2024_2="B", baseline="CC", jadikan_skala="sakip"
    )

    assert jawaban.status_code == 302
    isi = IsiIndikator.objects.get(pk=d.isi.pk)
    assert isi.skala_predikat is not None
    assert (isi.skala_predikat["BB"], isi.satuan, isi.polaritas) == (5, "Predikat", "positif")
    assert (_target(d).nilai, isi.baseline) == (Decimal(5), Decimal(3))


def test_an_offer_with_a_number_left_says_where(ubah, d):
    form = ubah(target_2024="WTP", baseline="16,2", jadikan_skala="opini").context["form"]

    assert list(form.errors) == ["baseline"]
    assert "Pilih salah satu: TMP, TW, WDP, WTP" in str(form.errors["baseline"])


@pytest.mark.parametrize(
    ("medan", "galat", "kata"),
    [
        ({"nama": " "}, "nama", "Tulis nama indikatornya"),
        ({"cara": "posisi_akhir", "isian": "sd_triwulan"}, "isian", "selisih dua posisi"),
        ({"target_2024": "70.125"}, "target_2024", "bisa dibaca dua cara"),
        ({"target_2024": "8-7"}, "target_2024", "lebih kecil"),
        ({"frekuensi": "tahun", "target_2024_1": "3"}, "target_2024_1", "tidak diukur"),
        ({"baseline": "7-8"}, "baseline", "bukan rentang"),
        ({"isi_simpul": "999999"}, "isi_simpul", "tidak ada di dokumen ini"),
        ({"urutan": "nol"}, "urutan", "nomor urut"),
    ],
)
def test_bad_input_is_a_sentence_at_its_field_and_nothing_is_saved(ubah, d, medan, galat, kata):
    sebelum = tanda_indikator(d.isi)

    form = ubah(**medan).context["form"]

    assert kata in str(form.errors[galat])
    assert tanda_indikator(IsiIndikator.objects.get(pk=d.isi.pk)) == sebelum


def test_more_than_a_hundred_percent_is_asked_and_the_yes_holds_only_for_it(ubah, d):
    form = ubah(target_2024="120").context["form"]
    assert form.pertanyaan == ["Target 2024: Target 120 persen lebih dari 100 persen. Betul?"]
    ya = form.sidik_pertanyaan

    assert ubah(target_2024="130", yakin=ya).status_code == 200
    assert _target(d).nilai == Decimal("13.69")
    assert ubah(target_2024="120", yakin=ya).status_code == 302
    assert _target(d).nilai == 120


def test_number_with_its_unit_and_a_range_are_read(ubah, d):
    assert ubah(target_2024="47 Angka", satuan="Angka").status_code == 302
    assert _target(d).nilai == 47
    assert ubah(target_2024="7-8", satuan="Angka").status_code == 302
    assert (_target(d).nilai, _target(d).nilai_atas) == (7, 8)
    assert ubah(target_2024="", satuan="Angka").status_code == 302
    assert not Target.objects.filter(dokumen=d.dokumen).exists()


def test_a_stale_page_is_told_and_keeps_what_was_typed(ubah, d):
    tanda = tanda_indikator(d.isi)
    TargetFactory(isi=d.isi, triwulan=1, nilai=Decimal(14))

    jawaban = ubah(nama="Nama baru", tanda=tanda)

    assert "diubah orang lain" in jawaban.content.decode()
    assert "Nama baru" in jawaban.content.decode()
    assert IsiIndikator.objects.get(pk=d.isi.pk).nama == "Prevalensi stunting"


def test_new_indicator_continues_the_history_of_another_version(client, p, d):
    lama = p.isi(nama="Cakupan imunisasi")
    client.force_login(p.perencana)
    alamat = reverse("kinerja:indikator_create", args=[d.dokumen.pk, d.simpul.pk])
    form = client.get(alamat).context["form"]
    pilihan = dict(form.fields["identitas"].choices)
    assert pilihan[lama.indikator_id] == "Cakupan imunisasi (Renja 2024)"
    assert d.isi.indikator_id not in pilihan
    data = {m.html_name: m.value() for m in form if m.value() not in (None, False)}

    jawaban = client.post(
        alamat,
        {
            **data,
            "nama": "Cakupan imunisasi",
            "identitas": lama.indikator_id,
            "polaritas": "positif",
            "rumus_negatif": "linear",
            "isian": "per_triwulan",
            "frekuensi": "tahun",
            "target_2024": "95",
        },
    )

    isi = IsiIndikator.objects.get(dokumen=d.dokumen, nama="Cakupan imunisasi")
    assert jawaban.url == reverse("kinerja:indikator_kartu", args=[isi.pk])
    assert isi.indikator_id == lama.indikator_id


def test_a_node_of_another_document_is_404(client, p, d):
    client.force_login(p.perencana)
    asing = d.iku_kota.isi_simpul_id
    alamat = reverse("kinerja:indikator_create", args=[d.dokumen.pk, asing])
    assert client.get(alamat).status_code == 404


def test_pengampu_is_offered_for_the_city_only(client, p, d):
    client.force_login(p.perencana)
    for isi, ada in ((d.isi, False), (d.iku_kota, True)):
        form = client.get(reverse("kinerja:indikator_update", args=[isi.pk])).context["form"]
        assert ("pengampu" in form.fields) is ada
    assert form["pengampu"].value() == p.pd.pk


def test_removing_asks_first_and_refuses_a_stale_page(client, p, d):
    client.force_login(p.perencana)
    alamat = reverse("kinerja:indikator_delete", args=[d.isi.pk])
    assert "1 targetnya" in client.get(alamat).content.decode()

    basi = client.post(alamat, {"tanda": "lama"})
    assert basi.status_code == 409
    assert "diubah orang lain" in basi.content.decode()

    jawaban = client.post(alamat, {"tanda": tanda_indikator(d.isi)})
    assert jawaban.url == reverse("kinerja:dokumen_detail", args=[d.dokumen.pk])
    assert not IsiIndikator.objects.filter(pk=d.isi.pk).exists()


def test_unfinished_years_of_the_old_pd_are_hollow_and_named(client, p, d):
    lama = IndikatorFactory(perangkat_daerah=p.lain)
    for tahun, nilai in ((2022, 7), (2023, 0)):
        dokumen = DokumenFactory(pd=p.lain, tahun=tahun)
        isi = IsiIndikatorFactory(dokumen=dokumen, indikator=lama)
        RealisasiFactory(isi=isi, tahun=tahun, nilai=Decimal(nilai), status="draf")
    d.isi.indikator.pendahulu = lama
    d.isi.indikator.save()
    client.force_login(p.evaluator)

    grafik = client.get(reverse("kinerja:indikator_kartu", args=[d.isi.pk])).context["grafik"]

    nama = p.lain.nama_pada()
    assert "Titik kosong: angka contoh, sementara, atau belum diverifikasi." in grafik["catatan"]
    assert f"Nilai 2022, 2023 dari {nama}." in grafik["catatan"]
    assert f"2023: 0,00, sementara, belum diverifikasi, dari {nama}" in grafik["lebar"]
    assert grafik["lebar"].count('fill="#FFFFFF"') == 2  # both points hollow
