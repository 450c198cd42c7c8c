"""What the preview of a paste offers: columns, places to choose from, words."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kinerja.models import IsiIndikator
from kinerja.views.pratinjau_tempel import BATAS_PILIHAN
from tests.factories import TAHUN, IsiIndikatorFactory, IsiSimpulFactory
from tests.kinerja.panggung import TW, Panggung

pytestmark = pytest.mark.django_db


def _pratinjau(client: Client, p: Panggung, teks: str, **lain: Any) -> Any:
    client.force_login(p.operator)
    data = {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW, "teks": teks, **lain}
    return client.post(reverse("kinerja:tempel_pratinjau"), data, headers={"HX-Request": "true"})


def _peran(jawaban: Any) -> list[str]:
    return [k.peran.value for k in jawaban.context["p"].rencana.kolom]


@pytest.mark.parametrize(
    ("teks", "peran"),
    [
        ("85\t98,5%\tBaik\n86\t-\tKurang\n", ["nilai", "abaikan", "analisis"]),
        ("85\tBaik\t100\tCuaca\n", ["nilai", "analisis", "abaikan", "faktor_pendorong"]),
        ("85\t\tBaik\n", ["nilai", "analisis", "faktor_pendorong"]),
        ("85\t#REF!\n", ["nilai", "abaikan"]),
    ],
)
def test_a_column_of_numbers_beside_the_values_is_no_text(
    client: Client, p: Panggung, teks: str, peran: list[str]
) -> None:
    isi = [p.isi() for _ in range(2)]
    jawaban = _pratinjau(client, p, teks, medan="nilai", mulai=isi[0].indikator_id)
    assert _peran(jawaban) == peran


def test_a_column_that_was_left_out_can_still_be_chosen(client: Client, p: Panggung) -> None:
    isi = p.isi()
    jawaban = _pratinjau(client, p, "85\t98\n", medan="nilai", **{"kolom-1": "analisis"})
    assert [b.kunci for b in jawaban.context["p"].baris] == [
        f"nilai-{isi.indikator_id}",
        f"analisis-{isi.indikator_id}",
    ]


def _kembar(p: Panggung) -> list[IsiIndikator]:
    """One name under two programs."""
    return [
        IsiIndikatorFactory.create(
            isi_simpul=IsiSimpulFactory.create(dokumen=p.dokumen, nama=nama),
            nama="Persentase layanan sesuai standar",
        )
        for nama in ("Program Pelayanan", "Program Farmasi")
    ]


def test_same_names_are_offered_with_the_program_above_them(client: Client, p: Panggung) -> None:
    satu, dua = _kembar(p)
    teks = "Indikator\tRealisasi\nPersentase layanan sesuai standar\t70\n"
    jawaban = _pratinjau(client, p, teks)
    (lepas,) = jawaban.context["p"].lepas
    nama = "Persentase layanan sesuai standar"
    assert lepas.pilihan == (
        (satu.indikator_id, f"{nama} · Program Pelayanan"),
        (dua.indikator_id, f"{nama} · Program Farmasi"),
    )
    isi_html = html.unescape(jawaban.content.decode())
    assert "Tempatnya belum pasti. Pilih indikatornya." in isi_html

    jawaban = _pratinjau(client, p, teks, **{"tempat-1": dua.indikator_id})
    assert "Ditempatkan oleh Anda: 1" in jawaban.content.decode()
    assert [b.kunci for b in jawaban.context["p"].simpan] == [f"nilai-{dua.indikator_id}"]


def test_many_rows_without_a_place_do_not_repeat_every_choice(client: Client, p: Panggung) -> None:
    dikenal, bebas = p.isi(nama="Jumlah apotek berizin"), p.isi(nama="Angka harapan hidup")
    baris = [f"Hal lain nomor {chr(65 + n % 26) * 9} {n}\t{n}" for n in range(BATAS_PILIHAN + 5)]
    jawaban = _pratinjau(client, p, "\n".join(["Jumlah apotek berizin\t3", *baris]))
    lepas = jawaban.context["p"].lepas
    assert len(lepas) == BATAS_PILIHAN + 5
    ditawari = [bebas.indikator_id in dict(b.pilihan) for b in lepas]
    assert ditawari == [True] * BATAS_PILIHAN + [False] * 5
    assert f"Pilihan lengkap ada di {BATAS_PILIHAN} baris pertama." in jawaban.content.decode()
    assert dikenal.indikator_id not in dict(lepas[0].pilihan)


def test_counts_say_nilai_for_numbers_and_isian_when_texts_are_among_them(
    client: Client, p: Panggung
) -> None:
    p.isi()
    angka = _pratinjau(client, p, "85\n", medan="nilai").context["p"]
    campur = _pratinjau(client, p, "85\tBaik\n", medan="nilai").context["p"]
    assert angka.hitungan == [(1, "nilai baru", "aksen")]
    assert campur.hitungan == [(2, "isian baru", "aksen")]


def test_the_text_field_lists_the_rows_in_the_order_of_the_sheet_with_their_program(
    client: Client, p: Panggung
) -> None:
    kembar = _kembar(p)
    client.force_login(p.operator)
    alamat = reverse("kinerja:tempel_pratinjau")
    jawaban = client.get(alamat, {"pd": p.pd.pk, "tahun": TAHUN, "triwulan": TW})
    nama = "Persentase layanan sesuai standar"
    assert jawaban.context["daftar_mulai"] == [
        (i.indikator_id, f"{nama} · Program {jenis}")
        for i, jenis in zip(kembar, ("Pelayanan", "Farmasi"), strict=True)
    ]


def test_a_column_copied_with_the_rows_of_programs_lands_beside_its_own_rows(
    client: Client, p: Panggung
) -> None:
    satu, dua, tiga = (p.isi(satuan="Rasio").indikator_id for _ in range(3))
    halaman = {"baris": f"x,{satu},x,{dua},{tiga}", "medan": "nilai", "mulai": satu}

    sejajar = _pratinjau(client, p, "5\n\n6\n7\n", **halaman)
    berurutan = _pratinjau(client, p, "5\n6\n7\n", **halaman)

    assert "disejajarkan dengan baris program dan kegiatan" in sejajar.content.decode()
    assert "data-tempel-ragu" not in berurutan.content.decode()
    for jawaban in (sejajar, berurutan):
        assert [(b.kunci, b.ditempel) for b in jawaban.context["p"].simpan] == [
            (f"nilai-{satu}", "5"),
            (f"nilai-{dua}", "6"),
            (f"nilai-{tiga}", "7"),
        ]
