"""Inbox, outbox and answer: the asker's condition is read as text by whoever was asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import Crosscutting
from kinerja.services.crosscutting import jawab_tolak, tawarkan
from opd.models import JenisPeran
from tests.factories import PenggunaFactory
from tests.kinerja.panggung_pohon import PanggungPohon, susun_pohon_uji

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungPohon:
    return susun_pohon_uji()


@pytest.fixture
def tawaran(p) -> Crosscutting:
    return tawarkan(
        kondisi_id=p.antara.pk, pd_id=p.pd_lain.pk, uraian="Edukasi gizi", oleh=p.operator
    )


def halaman(client, orang, nama: str, *args, data=None):
    client.force_login(orang)
    alamat = reverse(f"kinerja:{nama}", args=args)
    return client.get(alamat) if data is None else client.post(alamat, data)


def isi(jawaban) -> str:
    return " ".join(jawaban.content.decode().split())


def test_the_asked_pd_reads_the_condition_but_not_the_tree(client, p, tawaran):
    teks = isi(halaman(client, p.operator_lain, "crosscutting_list"))
    assert "Edukasi gizi" in teks
    assert "Menurunnya balita stunting" in teks
    assert "1 menunggu jawaban Anda" in teks
    rinci = isi(halaman(client, p.operator_lain, "crosscutting_detail", tawaran.pk))
    assert "Pohon Dinas Kesehatan" in rinci
    assert reverse("kinerja:pohon_detail", args=[p.pohon.pk]) not in rinci
    assert halaman(client, p.operator_lain, "pohon_detail", p.pohon.pk).status_code == 404
    sendiri = isi(halaman(client, p.operator, "crosscutting_detail", tawaran.pk))
    assert reverse("kinerja:pohon_detail", args=[p.pohon.pk]) in sendiri
    assert "Terima tawaran" not in sendiri


def test_three_people_answer(client, p, tawaran):
    asing = PenggunaFactory(peran=JenisPeran.OPERATOR)
    for nama, data in (
        ("crosscutting_terima", {"kondisi": ""}),
        ("crosscutting_tolak", {"alasan": "Alasan"}),
        ("crosscutting_tolak", {"alasan": ""}),  # the person is judged before the form
    ):
        status = [
            halaman(client, orang, nama, tawaran.pk, data=data).status_code
            for orang in (p.operator, p.evaluator, asing)
        ]
        assert status == [403, 403, 404], nama
    tarik = halaman(client, p.operator_lain, "crosscutting_tarik", tawaran.pk, data={})
    assert tarik.status_code == 403
    tawaran.refresh_from_db()
    assert tawaran.status == "ditawarkan"
    halaman(client, p.operator_lain, "crosscutting_terima", tawaran.pk, data={"kondisi": ""})
    tawaran.refresh_from_db()
    assert tawaran.status == "diterima"


def test_declining_without_a_reason_keeps_the_page(client, p, tawaran):
    jawaban = halaman(
        client, p.operator_lain, "crosscutting_tolak", tawaran.pk, data={"alasan": " "}
    )
    assert "Tulis alasan menolak tawaran ini." in isi(jawaban)
    tawaran.refresh_from_db()
    assert tawaran.status == "ditawarkan"


def test_the_second_answer_gets_a_sentence_and_the_page(client, p, tawaran):
    jawab_tolak(tawaran_id=tawaran.pk, alasan="Bukan tugas kami", oleh=p.operator_lain)
    client.force_login(p.operator_lain)
    jawaban = client.post(
        reverse("kinerja:crosscutting_terima", args=[tawaran.pk]), {"kondisi": ""}, follow=True
    )
    assert jawaban.status_code == 200
    assert "Tawaran ini sudah ditolak." in isi(jawaban)
    assert "Bukan tugas kami" in isi(jawaban)


def test_an_offer_is_written_from_the_condition(client, p):
    data = {"perangkat_daerah": p.pd_lain.pk, "uraian": ""}
    jawaban = halaman(client, p.operator, "crosscutting_create", p.antara.pk, data=data)
    assert "Tulis apa yang diharapkan." in isi(jawaban)
    data["uraian"] = "Makanan tambahan di PAUD"
    halaman(client, p.operator, "crosscutting_create", p.antara.pk, data=data)
    assert Crosscutting.objects.get().perangkat_daerah == p.pd_lain
    jawaban = halaman(client, p.operator, "crosscutting_create", p.antara.pk, data=data)
    assert "perangkat_daerah" in jawaban.context["form"].errors


def test_withdrawing(client, p, tawaran):
    assert (
        halaman(client, p.evaluator, "crosscutting_tarik", tawaran.pk, data={}).status_code == 403
    )
    halaman(client, p.operator, "crosscutting_tarik", tawaran.pk, data={})
    tawaran.refresh_from_db()
    assert tawaran.status == "ditarik"


def test_queries_of_the_inbox_do_not_grow(client, p, tawaran):
    def hitung() -> int:
        client.force_login(p.operator_lain)
        with CaptureQueriesContext(connection) as catatan:
            client.get(reverse("kinerja:crosscutting_list"))
        return len(catatan)

    hitung()
    sedikit = hitung()
    for n in range(26):
        k = p.tambah("output", f"Output {n}", p.langsung)
        tawarkan(kondisi_id=k.pk, pd_id=p.pd_lain.pk, uraian=f"Bantu {n}", oleh=p.operator)
    assert hitung() == sedikit
