"""The way of a worksheet: send, judge, review, close, send back, reopen."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi
from evaluasi.models import JawabanLKE, LembarKerja, StatusLembar
from evaluasi.services.alur_lembar import (
    LembarBelumLengkap,
    LembarBerubah,
    buka_lembar,
    finalkan_lembar,
    kembalikan_lembar,
    kirim_lembar,
    reviu_lembar,
)
from evaluasi.services.lembar import IsiJawaban, simpan_jawaban
from opd.models import JenisPeran
from tests.evaluasi.panggung_lembar import DJAMIL, PanggungLembar, buat_panggung_lembar
from tests.factories import TAHUN, LembarKerjaFactory, PenggunaFactory, PeranFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungLembar:
    return buat_panggung_lembar()


def _aksi(lembar):
    jejak = JejakAudit.objects.filter(objek_label="evaluasi.lembarkerja", objek_id=str(lembar.pk))
    return list(jejak.order_by("pk").values_list("aksi", "oleh"))


def _segar(lembar):
    return LembarKerja.objects.get(pk=lembar.pk)


def test_a_self_assessment_is_sent(p):
    lembar = p.mandiri("BB")

    kirim_lembar(lembar_id=lembar.pk, oleh=p.operator, versi=1)

    baru = _segar(lembar)
    assert (baru.status, baru.dikirim_oleh, baru.versi) == (StatusLembar.DIKIRIM, p.operator, 2)
    assert baru.dikirim_pada is not None
    assert _aksi(lembar) == [("lke.dikirim", p.operator.pk)]


def test_a_judged_sheet_tells_the_people_of_its_pd(p):
    lembar = p.internal("BB")

    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)

    baru = _segar(lembar)
    assert (baru.status, baru.dinilai_oleh) == (StatusLembar.DINILAI, p.evaluator)
    penerima = Notifikasi.objects.values_list("penerima", "tautan")
    alamat = f"/evaluasi/lke/{lembar.pk}/"
    assert set(penerima) == {(p.operator.pk, alamat), (p.kepala.pk, alamat)}


def test_a_judged_sheet_of_the_city_tells_bagian_organisasi(p):
    kirim_lembar(lembar_id=p.internal("BB", pd=p.kota).pk, oleh=p.evaluator)
    assert set(Notifikasi.objects.values_list("penerima", flat=True)) == {p.organisasi.pk}


def test_what_is_missing_is_listed_and_nothing_moves(p):
    lembar = p.internal({**DJAMIL, "4.c": "B"})
    JawabanLKE.objects.filter(lembar=lembar, subkomponen__kode__in=["1.c", "4.c"]).delete()
    JawabanLKE.objects.filter(lembar=lembar).exclude(subkomponen__kode="2.a").update(alasan="Ada.")

    with pytest.raises(LembarBelumLengkap) as galat:
        kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)

    assert galat.value.pemeriksaan.belum_dijawab == ("1.c", "4.c")
    assert galat.value.pemeriksaan.tanpa_alasan == ("2.a",)
    assert "Alasan untuk 2.a belum ditulis." in str(galat.value)
    assert _segar(lembar).status == StatusLembar.DRAF
    assert _aksi(lembar) == []


def test_a_stale_page_sends_nothing(p):
    lembar = p.internal("BB")
    simpan_jawaban(lembar_id=lembar.pk, kode="1.a", isi=IsiJawaban("C"), oleh=p.rekan)

    with pytest.raises(LembarBerubah):
        kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator, versi=1)

    assert _segar(lembar).status == StatusLembar.DRAF
    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator, versi=2)
    assert _segar(lembar).status == StatusLembar.DINILAI


def test_three_tiers_and_each_by_somebody_else(p):
    lembar = p.internal("BB")
    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)
    for bukan in (p.evaluator, p.penanggung, p.organisasi, p.pimpinan, p.operator):
        with pytest.raises(TidakBoleh):
            reviu_lembar(lembar_id=lembar.pk, oleh=bukan)

    reviu_lembar(lembar_id=lembar.pk, oleh=p.ketua)
    for bukan in (p.ketua, p.evaluator, p.operator):
        with pytest.raises(TidakBoleh):
            finalkan_lembar(lembar_id=lembar.pk, oleh=bukan)
    finalkan_lembar(lembar_id=lembar.pk, oleh=p.penanggung)

    baru = _segar(lembar)
    assert (baru.status, baru.direviu_oleh, baru.difinalkan_oleh) == (
        StatusLembar.FINAL,
        p.ketua,
        p.penanggung,
    )
    assert _aksi(lembar) == [
        ("lke.dinilai", p.evaluator.pk),
        ("lke.direviu", p.ketua.pk),
        ("lke.final", p.penanggung.pk),
    ]


def test_who_judged_does_not_review_under_another_role(p):
    PeranFactory(pengguna=p.evaluator, peran=JenisPeran.KETUA_TIM)
    lembar = p.internal("BB")
    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)

    with pytest.raises(TidakBoleh, match="Anda yang menilai"):
        reviu_lembar(lembar_id=lembar.pk, oleh=p.evaluator)


@pytest.mark.parametrize("tingkat", ["reviu", "final"])
def test_who_filled_an_answer_decides_nothing_whoever_sent_it(p, tingkat):
    """Three people: one of the tier who filled an answer, the one who sent, one who did neither."""
    peran = JenisPeran.KETUA_TIM if tingkat == "reviu" else JenisPeran.PENANGGUNG_JAWAB
    pengisi = PenggunaFactory(peran=peran)
    lembar = p.internal("BB")
    simpan_jawaban(lembar_id=lembar.pk, kode="1.a", isi=IsiJawaban("CC"), oleh=pengisi)
    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)
    layanan, lain = reviu_lembar, p.ketua
    if tingkat == "final":
        reviu_lembar(lembar_id=lembar.pk, oleh=p.ketua)
        layanan, lain = finalkan_lembar, p.penanggung

    with pytest.raises(TidakBoleh, match="ikut mengisi jawaban"):
        layanan(lembar_id=lembar.pk, oleh=pengisi)
    with pytest.raises(TidakBoleh, match="ikut mengisi jawaban"):
        kembalikan_lembar(lembar_id=lembar.pk, oleh=pengisi, alasan="Ada.")
    with pytest.raises(TidakBoleh):
        layanan(lembar_id=lembar.pk, oleh=p.evaluator)
    layanan(lembar_id=lembar.pk, oleh=lain)

    assert _segar(lembar).status == (
        StatusLembar.DIREVIU if tingkat == "reviu" else StatusLembar.FINAL
    )


@pytest.mark.parametrize("tingkat", ["ketua", "penanggung"])
def test_a_tier_sends_back_with_a_reason_that_the_sheet_keeps(p, tingkat):
    lembar = p.internal("BB")
    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)
    if tingkat == "penanggung":
        reviu_lembar(lembar_id=lembar.pk, oleh=p.ketua)
    oleh = getattr(p, tingkat)
    for kosong in ("", "  ", "x" * 2001):
        with pytest.raises(ValidationError):
            kembalikan_lembar(lembar_id=lembar.pk, alasan=kosong, oleh=oleh)

    kembalikan_lembar(lembar_id=lembar.pk, alasan=" Bukti 2.a kurang. ", oleh=oleh)

    baru = _segar(lembar)
    assert (baru.status, baru.catatan_kembali) == (StatusLembar.DRAF, "Bukti 2.a kurang.")
    assert (baru.dinilai_oleh, baru.direviu_oleh) == (None, None)
    kabar = Notifikasi.objects.filter(penerima=p.evaluator)
    assert [k.teks for k in kabar] == ["Bukti 2.a kurang."]
    # The PD, told that it was judged, hears that this no longer holds, and not the remark.
    pd = Notifikasi.objects.filter(judul=f"Evaluasi internal {TAHUN} dikembalikan")
    assert {k.penerima for k in pd} == {p.operator, p.kepala}
    assert all("tidak berlaku sampai" in k.teks and "2.a" not in k.teks for k in pd)
    # Sent again, the remark is done with.
    kirim_lembar(lembar_id=lembar.pk, oleh=p.rekan)
    assert (_segar(lembar).catatan_kembali, _segar(lembar).dinilai_oleh) == ("", p.rekan)


def test_a_sent_self_assessment_is_reopened_by_bagian_organisasi(p):
    lembar = p.mandiri("BB")
    kirim_lembar(lembar_id=lembar.pk, oleh=p.operator)
    for bukan in (p.operator, p.evaluator, p.kepala):
        with pytest.raises(TidakBoleh):
            buka_lembar(lembar_id=lembar.pk, oleh=bukan)

    buka_lembar(lembar_id=lembar.pk, oleh=p.organisasi)

    assert (_segar(lembar).status, _segar(lembar).dikirim_oleh) == (StatusLembar.DRAF, None)
    assert list(Notifikasi.objects.values_list("penerima", flat=True)) == [p.operator.pk]
    with pytest.raises(TidakBoleh):
        buka_lembar(lembar_id=lembar.pk, oleh=p.organisasi)


def test_a_self_assessment_stays_once_its_evaluation_was_reviewed(p):
    mandiri, internal = p.mandiri("BB"), p.internal("B")
    kirim_lembar(lembar_id=mandiri.pk, oleh=p.operator)
    kirim_lembar(lembar_id=internal.pk, oleh=p.evaluator)
    # Judged, not reviewed: the evaluator may still take it back, so the PD may still mend.
    buka_lembar(lembar_id=mandiri.pk, oleh=p.organisasi)
    kirim_lembar(lembar_id=mandiri.pk, oleh=p.operator)
    reviu_lembar(lembar_id=internal.pk, oleh=p.ketua)

    for selesai in (
        lambda: None,
        lambda: finalkan_lembar(lembar_id=internal.pk, oleh=p.penanggung),
    ):
        selesai()
        with pytest.raises(TidakBoleh, match="sudah direviu"):
            buka_lembar(lembar_id=mandiri.pk, oleh=p.organisasi)
    assert _segar(mandiri).status == StatusLembar.DIKIRIM
    # Another PD and another year are no reason.
    lain = p.mandiri("BB", pd=p.lain)
    kirim_lembar(lembar_id=lain.pk, oleh=p.operator_lain)
    buka_lembar(lembar_id=lain.pk, oleh=p.organisasi)


def test_evaluators_take_back_what_nobody_has_reviewed(p):
    lembar = p.internal("BB")
    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)
    Notifikasi.objects.all().delete()
    for kosong in ("", " \r\n ", "x" * 2001):
        with pytest.raises(ValidationError):
            buka_lembar(lembar_id=lembar.pk, oleh=p.rekan, alasan=kosong)
    assert _segar(lembar).status == StatusLembar.DINILAI

    buka_lembar(lembar_id=lembar.pk, oleh=p.rekan, alasan=" Bukti 2.a keliru dibaca. ")

    assert _segar(lembar).status == StatusLembar.DRAF
    jejak = JejakAudit.objects.get(aksi="lke.dibuka")
    assert jejak.sesudah is not None
    assert jejak.sesudah["alasan"] == "Bukti 2.a keliru dibaca."
    kabar = Notifikasi.objects.all()
    assert {k.penerima for k in kabar} == {p.operator, p.kepala}
    assert {k.judul for k in kabar} == {f"Evaluasi internal {TAHUN} ditarik kembali"}
    for k in kabar:
        assert k.teks.startswith("Ditarik kembali: Bukti 2.a keliru dibaca.")
        assert k.tautan == f"/evaluasi/lke/?tahun={TAHUN}"  # the draft itself is hidden
    kirim_lembar(lembar_id=lembar.pk, oleh=p.evaluator)
    reviu_lembar(lembar_id=lembar.pk, oleh=p.ketua)
    with pytest.raises(TidakBoleh):
        buka_lembar(lembar_id=lembar.pk, oleh=p.rekan, alasan="Ada.")


@pytest.mark.parametrize(
    "layanan", [kirim_lembar, reviu_lembar, finalkan_lembar, kembalikan_lembar, buka_lembar]
)
def test_another_pd_finds_no_sheet_and_the_ministrys_value_has_no_steps(p, layanan):
    lebih = {"alasan": "Ada."} if layanan is kembalikan_lembar else {}
    for lembar in (p.mandiri("BB"), p.internal("BB")):
        with pytest.raises(LembarKerja.DoesNotExist):
            layanan(lembar_id=lembar.pk, oleh=p.operator_lain, **lebih)
    resmi = LembarKerjaFactory(pd=p.kota, jenis="kementerian", total=69)
    with pytest.raises(TidakBoleh):
        layanan(lembar_id=resmi.pk, oleh=p.organisasi, **lebih)
