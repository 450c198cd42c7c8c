"""Saving one row of a worksheet: by htmx, by a plain form, refused, in conflict."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from evaluasi.models import (
    JawabanLKE,
    PemenuhanKriteria,
)
from tests.evaluasi.panggung_lembar import (
    PanggungLembar,
    buat_panggung_lembar,
)

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def p() -> PanggungLembar:
    return buat_panggung_lembar()


@pytest.fixture
def kirim(client):
    def _kirim(nama, oleh, *args, htmx=False, **data):
        client.force_login(oleh)
        alamat = reverse(f"evaluasi:{nama}", args=args)
        return client.post(alamat, data, **(HTMX if htmx else {}))

    return _kirim


def _kabar(jawaban):
    return [str(m) for m in get_messages(jawaban.wsgi_request)]


def test_htmx_save_answers_only_what_is_computed(kirim, p):
    lembar = p.internal()
    jawaban = kirim(
        "jawaban_update",
        p.evaluator,
        lembar.pk,
        htmx=True,
        subkomponen="1.a",
        huruf="BB",
        alasan="",
        semula_huruf="",
        semula_alasan="",
    )
    html = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert 'id="nilai-1-a"' in html
    assert ">4,80<" in html
    assert 'id="komponen-1"' in html
    assert 'id="sisi-lke"' in html
    assert "Tersimpan " in html
    assert "<select" not in html  # a field under the hands is never drawn again
    assert 'id="skala-1-a"' not in html  # the row is closed
    assert JawabanLKE.objects.get().huruf == "BB"


def test_plain_form_save_comes_back_to_the_open_row(kirim, p):
    lembar = p.internal()
    jawaban = kirim(
        "jawaban_update", p.evaluator, lembar.pk, subkomponen="1.b", huruf="A", alasan="Ada SK."
    )
    assert jawaban.status_code == 302
    assert jawaban.url == f"/evaluasi/lke/{lembar.pk}/?buka=1.b#sub-1-b"
    assert _kabar(jawaban) == ["Isian 1.b tersimpan."]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("huruf", "alasan", "kalimat", "medan"),
    [
        ("A", "", "Tulis alasan memberi A untuk 1.a", "alasan-1-a"),
        ("AA", "  ", "Tulis alasan memberi AA untuk 1.a", "alasan-1-a"),
        ("Z", "", "tidak ada di skala. Pilihannya: AA, A, BB, B, CC, C, D, E.", "huruf-1-a"),
        ("x" * 40, "", "Huruf jawaban tidak dikenal.", "huruf-1-a"),
        ("BB", "y" * 4001, "Alasan paling panjang 4.000 huruf.", "alasan-1-a"),
    ],
)
def test_a_refused_answer_stands_at_its_field_and_is_not_stored(
    kirim, p, htmx, huruf, alasan, kalimat, medan
):
    lembar = p.internal({"1.a": "C"})
    jawaban = kirim(
        "jawaban_update",
        p.evaluator,
        lembar.pk,
        htmx=htmx,
        subkomponen="1.a",
        huruf=huruf,
        alasan=alasan,
    )
    html = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert kalimat in html.replace("&quot;", '"')
    isian = html[html.index(f'id="{medan}"') :]
    assert 'aria-invalid="true"' in isian[: isian.index(">")]
    assert JawabanLKE.objects.get().huruf == "C"
    assert JawabanLKE.objects.get().alasan == ""


def test_a_reason_of_many_lines_counts_each_line_end_once(kirim, p):
    lembar = p.internal()
    alasan = "\r\n".join(["x" * 39] * 100)  # 4,098 characters as sent, 3,999 as counted

    jawaban = kirim(
        "jawaban_update", p.evaluator, lembar.pk, subkomponen="1.a", huruf="A", alasan=alasan
    )

    assert jawaban.status_code == 302
    assert JawabanLKE.objects.get().alasan.count("\n") == 99


def test_a_subkomponen_that_cannot_be_a_kode_is_not_found(kirim, p):
    lembar = p.internal()
    for kode in ("1.a\x00", "\x00", "x" * 9, ""):
        jawaban = kirim(
            "jawaban_update", p.evaluator, lembar.pk, subkomponen=kode, huruf="B", alasan=""
        )
        assert jawaban.status_code == 404, kode


@pytest.mark.parametrize("htmx", [True, False])
def test_the_second_on_one_row_sees_the_present_value(kirim, p, htmx):
    lembar = p.internal({"1.a": "C"})
    jawaban = kirim(
        "jawaban_update",
        p.evaluator,
        lembar.pk,
        htmx=htmx,
        subkomponen="1.a",
        huruf="BB",
        alasan="Milik saya.",
        semula_huruf="B",
        semula_alasan="",
    )
    html = jawaban.content.decode()
    assert jawaban.status_code == 409
    assert "baru saja diubah" in html
    assert "Isian Anda: BB, alasan: Milik saya." in html
    assert '<option value="C" selected>' in html
    assert JawabanLKE.objects.get().huruf == "C"


def test_a_criterion_is_saved_and_refused(kirim, p):
    lembar, kriteria = p.internal(), p.kriteria("1.a")[0]
    kunci = {"kriteria": kriteria.pk, "terbuka": "1"}
    jawaban = kirim(
        "pemenuhan_update",
        p.evaluator,
        lembar.pk,
        htmx=True,
        pemenuhan="penuh",
        bukti="Perwal 12/2022",
        tautan="https://contoh.go.id/perwal.pdf",
        **kunci,
    )
    html = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert 'id="skala-1-a"' in html
    assert 'href="https://contoh.go.id/perwal.pdf"' in html

    jawaban = kirim(
        "pemenuhan_update",
        p.evaluator,
        lembar.pk,
        htmx=True,
        pemenuhan="penuh",
        tautan="javascript:alert(1)",
        **kunci,
    )
    assert jawaban.status_code == 422
    html = jawaban.content.decode()
    assert "Tautan harus alamat web lengkap" in html
    # Only its own line: an unsaved reason beside it is not drawn again.
    assert f'id="kriteria-{kriteria.pk}" hx-swap-oob="true"' in html
    assert "<textarea" not in html
    assert 'id="sub-1-a"' not in html
    assert html.count('id="kriteria-') == 1
    assert PemenuhanKriteria.objects.get().bukti == "Perwal 12/2022"

    polos = kirim("pemenuhan_update", p.evaluator, lembar.pk, pemenuhan="belum", **kunci)
    assert polos.url == f"/evaluasi/lke/{lembar.pk}/?buka=1.a#sub-1-a"
    assert PemenuhanKriteria.objects.get().pemenuhan == "belum"


@pytest.mark.parametrize("nama", ["jawaban_update", "pemenuhan_update"])
def test_who_may_save(kirim, p, nama):
    internal, mandiri = p.internal(), p.mandiri()
    data = {
        "subkomponen": "1.a",
        "huruf": "BB",
        "kriteria": p.kriteria("1.a")[0].pk,
        "pemenuhan": "penuh",
    }
    for oleh, lembar, status in (
        (p.operator, mandiri, 302),
        (p.operator_lain, mandiri, 404),
        (p.kepala, mandiri, 403),
        (p.evaluator, mandiri, 403),
        (p.operator, internal, 404),
        (p.evaluator, internal, 302),
        (p.organisasi, internal, 403),
        (p.pimpinan, internal, 403),
        (p.admin, internal, 404),
    ):
        assert kirim(nama, oleh, lembar.pk, **data).status_code == status


@pytest.mark.parametrize(
    ("nama", "data"),
    [
        ("jawaban_update", {"subkomponen": "9.z", "huruf": "B"}),
        ("jawaban_update", {"subkomponen": "1.a" * 9, "huruf": "B"}),
        ("jawaban_update", {}),
        ("pemenuhan_update", {"kriteria": "999999", "pemenuhan": "penuh"}),
        ("pemenuhan_update", {"kriteria": "abc", "pemenuhan": "penuh"}),
        ("pemenuhan_update", {}),
    ],
)
def test_rows_that_do_not_exist(kirim, p, nama, data):
    assert kirim(nama, p.evaluator, p.internal().pk, **data).status_code == 404
