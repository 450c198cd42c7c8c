"""Flags with their reasons on stored rows, and the page that says what is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import Isian, IsiIndikator, PenjelasanKejanggalan, Realisasi
from kinerja.selectors.kejanggalan import janggal_per_indikator, periksa_baris
from kinerja.selectors.kelengkapan import periksa_kelengkapan, siap_diajukan
from kinerja.selectors.rincian import susun_rincian
from kinerja.services.kejanggalan import NilaiSudahLain, jelaskan_janggal
from kinerja.services.pembekuan import bekukan
from kinerja.services.realisasi import IsiSel, simpan_sel
from tests.factories import TAHUN
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
PERIODE: dict[str, Any] = {"tahun": TAHUN, "triwulan": TW}


@pytest.fixture
def janggal(p):
    """A row with capaian 151 %."""
    return p.baris(nilai=Decimal(151))


def _jelaskan(baris, oleh, **lain):
    baris.refresh_from_db()
    return jelaskan_janggal(
        **{
            "realisasi_id": baris.pk,
            "kode": "capaian",
            "alasan": "Target direvisi.",
            "versi": baris.versi,
            "oleh": oleh,
            **lain,
        }
    )


def _semua() -> list[IsiIndikator]:
    return list(IsiIndikator.objects.diukur(TAHUN).satu_per_indikator().values())


def test_flags_come_from_stored_history_and_target(p):
    isi = p.isi(isian=Isian.SD_TRIWULAN)
    p.baris(isi=isi, triwulan=3, nilai=Decimal(60))
    p.baris(isi=isi, nilai=Decimal(40))
    biasa = p.baris()

    temuan = janggal_per_indikator(_semua(), TAHUN, TW)

    assert [j.kode for j in temuan[isi.indikator_id]] == ["turun"]
    assert "60,00 lalu 40,00" in temuan[isi.indikator_id][0].kalimat
    assert biasa.indikator_id not in temuan
    assert (
        "Capaian 90,00%, tidak lebih dari 150%."
        in periksa_baris(biasa.indikator.isi.get(), TAHUN, TW).lolos
    )


def test_a_frozen_value_is_judged_by_the_rule_it_was_frozen_with(p):
    isi = p.isi(isian=Isian.SD_TRIWULAN)
    p.baris("diverifikasi", isi=isi, triwulan=3, nilai=Decimal(60))
    p.baris("diverifikasi", isi=isi, nilai=Decimal(40))
    bekukan(
        jadwal_id=p.jadwal.pk, perangkat_daerah=[p.pd.pk], apa_adanya=[p.pd.pk], oleh=p.organisasi
    )
    IsiIndikator.objects.filter(pk=isi.pk).update(isian=Isian.PER_TRIWULAN)  # a later version

    isi.refresh_from_db()
    assert "turun" in {j.kode for j in periksa_baris(isi, TAHUN, TW).janggal}


def test_three_rows_and_forty_need_the_same_queries(p):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            janggal_per_indikator(_semua(), TAHUN, TW)
        return len(c)

    for _ in range(3):
        p.baris(nilai=Decimal(151))
    sedikit = hitung()
    for _ in range(37):
        p.baris(nilai=Decimal(151))

    assert hitung() == sedikit
    assert len(janggal_per_indikator(_semua(), TAHUN, TW)) == 40


def test_a_reason_is_stored_once_audited_and_belongs_to_the_value(p, janggal):
    _jelaskan(janggal, p.operator)
    _jelaskan(janggal, p.operator)

    (j,) = periksa_baris(janggal.indikator.isi.get(), TAHUN, TW).janggal
    assert (j.dijelaskan, j.alasan, j.oleh) == (True, "Target direvisi.", "Ayu Operator")
    jejak: Any = JejakAudit.objects.get()
    assert (jejak.aksi, jejak.objek_id) == ("janggal.dijelaskan", str(janggal.pk))
    _jelaskan(janggal, p.operator, alasan="Ada tambahan anggaran.")
    assert PenjelasanKejanggalan.objects.get().alasan == "Ada tambahan anggaran."
    rincian = susun_rincian(janggal.indikator.isi.get(), TAHUN, TW, p.operator)
    ubahan = [(r.medan, r.dari, r.ke) for r in rincian.perubahan[0].rinci]
    assert ("Alasan", "Target direvisi.", "Ada tambahan anggaran.") in ubahan

    simpan_sel(
        indikator_id=janggal.indikator_id, **PERIODE, isi=IsiSel(Decimal(160)), oleh=p.operator
    )
    (j,) = periksa_baris(janggal.indikator.isi.get(), TAHUN, TW).janggal
    assert not j.dijelaskan


def test_a_reason_about_something_else_is_refused(p, janggal):
    with pytest.raises(NilaiSudahLain, match="baru saja diubah"):
        _jelaskan(janggal, p.operator, versi=janggal.versi + 1)
    with pytest.raises(NilaiSudahLain, match="tidak ditandai lagi"):
        _jelaskan(janggal, p.operator, kode="turun")
    for teks in ("", "  ", "x" * 1001):
        with pytest.raises(ValidationError):
            _jelaskan(janggal, p.operator, alasan=teks)
    assert not PenjelasanKejanggalan.objects.exists()


def test_only_the_operator_explains_and_only_while_the_row_is_there(p, janggal):
    for orang in (p.kepala, p.organisasi, p.perencana, p.evaluator):
        with pytest.raises(TidakBoleh, match="Hanya operator"):
            _jelaskan(janggal, orang)
    for orang in (p.operator_lain, p.tanpa_peran, p.admin):
        with pytest.raises(Realisasi.DoesNotExist):
            _jelaskan(janggal, orang)
    Realisasi.objects.filter(pk=janggal.pk).update(status="diajukan")
    with pytest.raises(TidakBoleh, match="sudah diajukan"):
        _jelaskan(janggal, p.operator)


# The panel


def _kirim(client, oleh, baris, **data):
    client.force_login(oleh)
    alamat = reverse("kinerja:janggal_jelaskan", args=[baris.indikator_id])
    bawaan = {"kode": "capaian", "versi": baris.versi, "alasan": "Target direvisi."}
    return client.post(alamat, {**PERIODE, **bawaan, **data})


def test_the_panel_takes_the_reason_and_keeps_what_was_typed_wrong(client, p, janggal):
    html = _kirim(client, p.operator, janggal, alasan="").content.decode()
    assert "Tulis alasannya dulu." in html
    html = _kirim(client, p.operator, janggal, versi=9, alasan="Naskah saya").content.decode()
    assert "Naskah saya" in html
    assert "baru saja diubah" in html
    html = _kirim(client, p.operator, janggal).content.decode()
    assert "Alasan tersimpan." in html
    assert "Ubah alasan" in html
    assert _kirim(client, p.kepala, janggal).status_code == 403
    assert _kirim(client, p.operator_lain, janggal).status_code == 404
    assert _kirim(client, p.operator, p.baris(triwulan=1)).status_code == 404


# What is missing


def _periksa(client, oleh, **kueri):
    client.force_login(oleh)
    return client.get(reverse("kinerja:kelengkapan"), {**PERIODE, **kueri})


def test_the_list_names_every_cell_and_agrees_with_the_grid(client, p, janggal):
    p.isi(nama="Yang kosong")
    p.baris("dikembalikan", isi=p.isi(nama="Yang kembali"))
    p.baris(isi=p.isi(nama="Yang rendah"), nilai=Decimal(10))
    p.baris(isi=p.isi(nama="Belum rilis"), nilai=None, alasan_kosong="belum_rilis")

    c = _periksa(client, p.operator).context
    menghalangi = {k.judul: [b.nama for b in k.butir] for k in c["menghalangi"]}
    menyusul = {k.judul: [b.nama for b in k.butir] for k in c["menyusul"]}

    assert menghalangi == {
        "Kosong tanpa alasan": ["Yang kosong"],
        "Dikembalikan dan belum ditanggapi": ["Yang kembali"],
    }
    assert menyusul["Capaian di bawah 76% tanpa analisis"] == ["Yang rendah"]
    assert len(menyusul["Janggal dan belum diberi alasan"]) == 1
    h = client.get(reverse("kinerja:pengisian"), PERIODE).context["hitungan"]
    assert (h.kosong, h.dikembalikan, h.tanpa_analisis, h.janggal) == (1, 1, 1, 1)
    assert len(menyusul["Belum ada bukti dukung"]) == h.tanpa_bukti
    k = periksa_kelengkapan(p.pd.pk, TAHUN, TW)
    assert (k.kosong, k.dikembalikan, k.siap) == (1, 1, 3)
    assert len(siap_diajukan(p.pd.pk, TAHUN, TW)) == len(c["siap"]) == 3
    kosong, kembali = (k.butir[0].url for k in c["menghalangi"])
    assert f"pd={p.pd.pk}" in kosong
    assert "#nilai-" in kosong  # the cell itself; the other is answered in the panel of its row
    assert "#baris-" in kembali
    dibaca = _periksa(client, p.kepala, pd=p.pd.pk).context["menghalangi"][0].butir[0].url
    assert "#baris-" in dibaca


def test_everybody_who_sees_the_pd_reads_the_same_list(client, p, janggal):
    p.isi(nama="Yang kosong")

    for orang in (p.operator, p.kepala, p.organisasi, p.evaluator, p.pimpinan):
        jawaban = _periksa(client, orang, pd=p.pd.pk)
        assert "Yang kosong" in jawaban.content.decode()
        assert ("Ajukan yang sudah lengkap" in jawaban.content.decode()) is (orang == p.operator)
    assert _periksa(client, p.operator_lain, pd=p.pd.pk).status_code == 404
    assert _periksa(client, p.admin).status_code == 403


def test_the_part_is_submitted_from_the_page(client, p, janggal):
    dua = p.baris()
    p.isi()
    client.force_login(p.operator)
    alamat = reverse("kinerja:triwulan_ajukan")

    def kirim(**data):
        return client.post(alamat, {**PERIODE, "pd": p.pd.pk, **data}, follow=True)

    assert kirim().status_code == 403
    assert kirim(bagian="pilihan").status_code == 403
    satu = kirim(bagian="pilihan", indikator=[janggal.indikator_id])
    assert "1 baris Triwulan IV 2024 diajukan" in satu.content.decode()
    assert "2 sel lain belum diajukan." in satu.content.decode()
    kirim(bagian="lengkap")
    assert Realisasi.objects.get(pk=dua.pk).status == "diajukan"


def test_the_list_costs_the_same_queries_for_three_rows_and_thirty(client, p):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as c:
            assert _periksa(client, p.operator).status_code == 200
        return len(c)

    for _ in range(3):
        p.baris(nilai=Decimal(151))
    hitung()
    sedikit = hitung()
    for _ in range(27):
        p.baris(nilai=Decimal(151))

    assert hitung() == sedikit
