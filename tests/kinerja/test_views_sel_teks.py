"""One explanation at a time, and filling the empty ones from the quarter before."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from kinerja.models import Realisasi
from kinerja.services.realisasi import simpan_narasi
from opd.models import JenisPeran
from tests.factories import TAHUN, PenggunaFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirim(client, p):
    def _kirim(isi, teks, medan="analisis", semula="", oleh=None, **lain):
        client.force_login(oleh or p.operator)
        data = {
            "indikator": isi.indikator_id,
            "tahun": TAHUN,
            "triwulan": TW,
            "medan": medan,
            "teks": teks,
            "semula": semula,
            **lain,
        }
        return client.post(reverse("kinerja:narasi_sel"), data)

    return _kirim


@pytest.fixture
def salin(client, p):
    def _salin(oleh=None, **lain):
        client.force_login(oleh or p.operator)
        data = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW, **lain}
        return client.post(reverse("kinerja:narasi_salin"), data)

    return _salin


def test_one_text_is_saved_and_only_its_cell_comes_back(kirim, p):
    isi = p.baris().indikator.isi.get()

    jawaban = kirim(isi, "Naik karena\r\nkunjungan rumah. ", medan="faktor_pendorong")

    html = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert Realisasi.objects.get().faktor_pendorong == "Naik karena\nkunjungan rumah."
    assert html.count("<textarea") == 1
    assert f'id="td-faktor_pendorong-{isi.indikator_id}"' in html
    assert "Tersimpan" in html


def test_the_second_of_two_people_sees_both_texts_with_name_and_time(kirim, p):
    isi = p.baris().indikator.isi.get()
    rekan = PenggunaFactory(nama="Dewi Rekan", peran=JenisPeran.OPERATOR, pd=p.pd)
    kirim(isi, "Teks Dewi", oleh=rekan)

    jawaban = kirim(isi, "Teks saya")

    html = jawaban.content.decode()
    assert jawaban.status_code == 409
    for kata in ("Teks Dewi Rekan", "<strong>Teks Dewi</strong>", "<strong>Teks saya</strong>"):
        assert kata in html
    assert 'data-tersimpan="Teks Dewi"' in html
    assert Realisasi.objects.get().analisis == "Teks Dewi"
    assert kirim(isi, "Teks saya", semula="Teks Dewi").status_code == 200


@pytest.mark.parametrize(
    ("lain", "bunyi"),
    [({"medan": "status"}, "tidak lengkap"), ({"teks": "x" * 4001}, "Paling banyak 4000 huruf")],
)
def test_a_bad_request_saves_nothing(kirim, p, lain, bunyi):
    jawaban = kirim(p.baris().indikator.isi.get(), **{"teks": "x", **lain})

    assert jawaban.status_code == 422
    assert bunyi in jawaban.content.decode()
    assert Realisasi.objects.get().analisis == ""


def test_people_of_other_pd_readers_and_a_closed_quarter(kirim, p):
    isi = p.baris().indikator.isi.get()

    assert kirim(isi, "x", oleh=p.operator_lain).status_code == 404
    for orang in (p.evaluator, p.kepala):
        assert kirim(isi, "x", oleh=orang).status_code == 403
    p.tutup()
    assert kirim(isi, "x").status_code == 403
    assert Realisasi.objects.get().analisis == ""


# Copying from the quarter before


def _kabar(jawaban):
    return str([*get_messages(jawaban.wsgi_request)][-1])


def _lalu(p, isi, triwulan=3, tahun=TAHUN, **teks):
    return p.baris("diverifikasi", isi=isi, triwulan=triwulan, tahun=tahun, **teks)


def test_only_empty_texts_are_filled_from_the_last_quarter_and_taken_back(salin, client, p):
    satu, dua, tiga = p.isi(), p.isi(), p.isi()
    _lalu(p, satu, analisis="TW II", faktor_pendorong="Lama", triwulan=2)
    _lalu(p, satu, analisis="TW III", tindak_lanjut="Lanjut")
    _lalu(p, dua, analisis="Tahun lalu", tahun=TAHUN - 1, triwulan=4)
    p.baris(isi=satu, tindak_lanjut="Milik saya")
    p.baris("diajukan", isi=tiga)
    _lalu(p, tiga, analisis="Sudah diajukan")

    salin()

    kini = {r.indikator_id: r for r in Realisasi.objects.periode(TAHUN, TW)}
    milik = kini[satu.indikator_id]
    assert (milik.analisis, milik.faktor_pendorong) == ("TW III", "")
    assert milik.tindak_lanjut == "Milik saya"
    assert kini[dua.indikator_id].analisis == "Tahun lalu"
    assert kini[dua.indikator_id].nilai is None
    assert kini[tiga.indikator_id].analisis == ""
    kueri = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW}
    html = client.get(reverse("kinerja:pengisian"), kueri).content.decode()
    assert "2 penjelasan di 2 baris disalin dari triwulan sebelumnya." in html
    assert html.count('name="urung"') == 1
    assert 'name="urung"' not in client.get(reverse("kinerja:pengisian"), kueri).content.decode()

    # Taken back: what was worked on meanwhile stays, what was there before as well
    Realisasi.objects.filter(pk=kini[dua.indikator_id].pk).update(analisis="Disesuaikan")
    assert "1 penjelasan salinan dikosongkan lagi. 1 yang sudah diubah" in _kabar(salin(urung="1"))
    kini = {r.indikator_id: r for r in Realisasi.objects.periode(TAHUN, TW)}
    milik = kini[satu.indikator_id]
    assert (milik.analisis, milik.tindak_lanjut) == ("", "Milik saya")
    assert kini[dua.indikator_id].analisis == "Disesuaikan"
    assert "tidak dapat diurungkan" in _kabar(salin(urung="1"))
    assert salin(urung="1", oleh=p.evaluator).status_code == 403


def test_one_row_only_and_nothing_left_to_copy(salin, p):
    satu, dua = p.isi(), p.isi()
    _lalu(p, satu, analisis="A")
    _lalu(p, dua, analisis="B")

    jawaban = salin(indikator=satu.indikator_id, tampilan="penjelasan")

    assert jawaban.status_code == 302
    assert jawaban["Location"].endswith(f"#baris-{satu.indikator_id}")
    assert [r.analisis for r in Realisasi.objects.periode(TAHUN, TW)] == ["A"]
    lagi = salin(indikator=satu.indikator_id)
    assert "Tidak ada yang disalin" in _kabar(lagi)


def test_copying_asks_who_it_is(salin, p):
    isi = p.isi()
    _lalu(p, isi, analisis="A")

    assert salin(oleh=p.operator_lain).status_code == 404
    assert salin(oleh=p.operator_lain, indikator=isi.indikator_id).status_code == 404
    assert salin(oleh=p.evaluator).status_code == 403
    p.tutup()
    assert salin().status_code == 403
    assert not Realisasi.objects.periode(TAHUN, TW).exists()


def test_the_layout_with_texts_prints_them_for_writers_and_readers(client, p):
    baris = p.baris(analisis="Teks <b>satu</b>")
    simpan_narasi(
        indikator_id=baris.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        isi={"tindak_lanjut": "Lanjutkan"},
        oleh=p.operator,
    )
    kueri = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW, "tampilan": "penjelasan"}

    for orang, jumlah in ((p.operator, 4), (p.evaluator, 0)):
        client.force_login(orang)
        html = client.get(reverse("kinerja:pengisian"), kueri).content.decode()
        assert "Teks &lt;b&gt;satu&lt;/b&gt;" in html
        assert "Lanjutkan" in html
        assert html.count('<textarea class="sel__isian"') == jumlah
        assert 'aria-label="Tampilan lembar"' in html
