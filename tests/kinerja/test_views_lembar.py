"""The sheet as a plain form: every good cell is saved, bad ones come back as they were typed."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from kinerja.models import Anggaran, JenisSimpul, Realisasi
from kinerja.services.realisasi import IsiSel, simpan_sel
from tests.factories import TAHUN, IsiIndikatorFactory, IsiSimpulFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
_MEDAN = re.compile(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"')
_TEKS = re.compile(r'<textarea[^>]*? name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)


@pytest.fixture
def lembar(client, p):
    """The form as the page prints it: name -> value."""

    def _lembar(**kueri):
        client.force_login(p.operator)
        kueri = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW, **kueri}
        html = client.get(reverse("kinerja:pengisian"), kueri).content.decode()
        form = html[html.index('id="lembar"') : html.index("</table>")]
        return {k: unescape(v) for pola in (_MEDAN, _TEKS) for k, v in pola.findall(form)}

    return _lembar


@pytest.fixture
def kirim(client, p):
    def _kirim(data, oleh=None):
        client.force_login(oleh or p.operator)
        return client.post(reverse("kinerja:lembar_simpan"), data)

    return _kirim


def test_what_was_changed_is_saved_and_the_rest_is_left_alone(lembar, kirim, p):
    satu, dua, tiga = p.baris(), p.baris(nilai=70), p.isi()
    data = lembar()
    assert data[f"nilai-{satu.indikator_id}"] == "90,00"
    data[f"nilai-{satu.indikator_id}"] = "85,5"
    data[f"nilai-{tiga.indikator_id}"] = "60"
    # Meanwhile another page changes a cell that this one did not touch.
    simpan_sel(
        indikator_id=dua.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(nilai=Decimal(71)),
        oleh=p.operator,
    )

    jawaban = kirim(data)

    assert jawaban.status_code == 302
    nilai = dict(Realisasi.objects.values_list("indikator", "nilai"))
    assert nilai[satu.indikator_id] == 85.5
    assert nilai[dua.indikator_id] == 71
    assert nilai[tiga.indikator_id] == 60


def test_bad_cells_come_back_with_their_text_a_sentence_and_a_link(lembar, kirim, p):
    baik, buruk, lain = p.isi(nama="Baik"), p.isi(nama="Angka ibu"), p.isi(nama="Umur")
    data = lembar()
    data[f"nilai-{baik.indikator_id}"] = "60"
    data[f"nilai-{buruk.indikator_id}"] = "tujuh <b>"
    data[f"nilai-{lain.indikator_id}"] = "70.125"

    jawaban = kirim(data)

    html = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert Realisasi.objects.get().indikator_id == baik.indikator_id
    assert "Ada 2 hal yang perlu diperbaiki" in html
    assert "1 sel lain tersimpan" in html
    assert f'href="#nilai-{buruk.indikator_id}"' in html
    assert 'value="tujuh &lt;b&gt;"' in html
    assert 'value="70.125"' in html
    assert html.count('<tr class="kisi__pesan"') == 2
    assert f'name="yakin-nilai-{lain.indikator_id}"' in html
    lagi = {**data, f"nilai-{buruk.indikator_id}": "7", f"yakin-nilai-{lain.indikator_id}": "nilai"}
    lagi[f"nilai-{lain.indikator_id}"] = "70,125"
    assert kirim(lagi).status_code == 302
    assert Realisasi.objects.count() == 3


def test_a_conflict_shows_both_and_saving_again_chooses_ones_own(lembar, kirim, p):
    baris = p.baris()
    data = lembar()
    simpan_sel(
        indikator_id=baris.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi=IsiSel(nilai=Decimal(71)),
        oleh=p.operator,
    )
    kunci = f"nilai-{baris.indikator_id}"

    jawaban = kirim({**data, kunci: "72"})

    html = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert "Nilai Ayu Operator" in html
    assert "<strong>71,00</strong>" in html
    assert 'value="72"' in html
    baris.refresh_from_db()
    assert baris.nilai == 71
    baru = {k: v for k, v in _MEDAN.findall(html) if k.endswith(kunci)}
    assert baru == {kunci: "72", f"versi-{kunci}": "2", f"semula-{kunci}": "71,00"}
    assert kirim({**data, **baru}).status_code == 302
    baris.refresh_from_db()
    assert baris.nilai == 72


def test_money_and_its_clearing(lembar, kirim, p):
    sub = IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.SUB_KEGIATAN)
    IsiIndikatorFactory(dokumen=p.dokumen, isi_simpul=sub)
    kunci = f"rupiah-{sub.simpul_id}"

    assert kirim({**lembar(), kunci: "1.250.000"}).status_code == 302
    assert Anggaran.objects.get().realisasi == 1_250_000
    assert lembar()[kunci] == "1.250.000"
    assert kirim({**lembar(), kunci: "12,5"}).status_code == 422
    assert kirim({**lembar(), kunci: ""}).status_code == 302
    assert not Anggaran.objects.exists()


def test_texts_are_saved_in_their_layout(lembar, kirim, p):
    baris = p.baris(analisis="Baris satu\nbaris dua")
    data = lembar(tampilan="penjelasan")
    assert data[f"analisis-{baris.indikator_id}"] == "Baris satu\nbaris dua"
    data[f"tindak_lanjut-{baris.indikator_id}"] = "Lanjut\r\nterus"
    data[f"faktor_pendorong-{baris.indikator_id}"] = "x" * 4001

    jawaban = kirim(data)

    baris.refresh_from_db()
    assert jawaban.status_code == 422
    assert "Paling banyak 4000 huruf" in jawaban.content.decode()
    assert "x" * 4001 in jawaban.content.decode()
    assert (baris.tindak_lanjut, baris.faktor_pendorong) == ("Lanjut\nterus", "")
    assert baris.analisis == "Baris satu\nbaris dua"


def test_a_row_can_be_filled_from_the_quarter_before_while_saving(lembar, kirim, p):
    isi = p.isi()
    p.baris("diverifikasi", isi=isi, triwulan=3, analisis="Dari TW III", tindak_lanjut="Lama")
    data = lembar(tampilan="penjelasan")

    jawaban = kirim(
        {**data, f"tindak_lanjut-{isi.indikator_id}": "Baru", "salin": isi.indikator_id}
    )

    baris = Realisasi.objects.get(triwulan=TW)
    assert jawaban.status_code == 302
    assert (baris.analisis, baris.tindak_lanjut) == ("Dari TW III", "Baru")


def test_a_reason_for_an_empty_cell_is_chosen_and_taken_back_without_javascript(client, kirim, p):
    isi = p.isi()
    client.force_login(p.operator)
    alamat = reverse("kinerja:pengisian")
    kueri = {"tahun": TAHUN, "triwulan": TW, "baris": isi.indikator_id}

    def formulir():
        html = client.get(alamat, kueri).content.decode()
        awal = html.index('id="p-alasan"')
        bagian = html[awal : html.index("</form>", awal)]
        assert "Simpan alasan" in bagian
        return {k: unescape(v) for k, v in _MEDAN.findall(bagian)}

    assert kirim({**formulir(), f"alasan-{isi.indikator_id}": "belum_rilis"}).status_code == 302
    assert Realisasi.objects.get().alasan_kosong == "belum_rilis"
    assert kirim({**formulir(), f"alasan-{isi.indikator_id}": ""}).status_code == 302
    assert Realisasi.objects.get().alasan_kosong == ""


def test_a_quarter_that_closed_meanwhile_gives_every_text_back(lembar, kirim, p):
    isi = p.isi(nama="Angka ibu")
    data = {**lembar(), f"nilai-{isi.indikator_id}": "61,5"}
    p.tutup()

    jawaban = kirim(data)

    html = jawaban.content.decode()
    assert jawaban.status_code == 403
    assert "sudah ditutup pada" in html
    assert "Isian Anda: 61,5" in html
    assert not Realisasi.objects.exists()


def test_people_of_other_pd_and_readers(lembar, kirim, p):
    isi = p.isi()
    data = {**lembar(), f"nilai-{isi.indikator_id}": "5"}

    assert kirim(data, p.operator_lain).status_code == 404
    for orang in (p.evaluator, p.kepala, p.pimpinan, p.tanpa_peran):
        assert kirim(data, orang).status_code == 403
    asing = p.isi().indikator_id + 999
    jawaban = kirim({**lembar(), f"nilai-{asing}": "5", "rupiah-999999": "5", "nilai-x": "1"})
    assert jawaban.status_code == 422
    assert "tidak diampu" in jawaban.content.decode()
    assert not Realisasi.objects.exists()


def test_get_is_not_offered(client, p):
    client.force_login(p.operator)
    assert client.get(reverse("kinerja:lembar_simpan")).status_code == 405
