"""Starting a worksheet, answering and judging: who, what is refused, what is stored."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from evaluasi.models import (
    JawabanLKE,
    JenisLembar,
    KriteriaLKE,
    LembarKerja,
    PemenuhanKriteria,
    StatusLembar,
    SubkomponenLKE,
)
from evaluasi.services.lembar import (
    BarisBerubah,
    IsiJawaban,
    IsiPemenuhan,
    mulai_lembar,
    simpan_jawaban,
    simpan_pemenuhan,
)
from opd.models import JenisPD, JenisPeran, PerangkatDaerah
from tests.evaluasi.panggung_lembar import PanggungLembar, buat_panggung_lembar
from tests.factories import (
    TAHUN,
    PenggunaFactory,
    PerangkatDaerahFactory,
    buat_templat_lke,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> PanggungLembar:
    return buat_panggung_lembar()


def _jawab(lembar, oleh, kode="1.a", huruf="BB", alasan="", semula=None):
    return simpan_jawaban(
        lembar_id=lembar.pk, kode=kode, isi=IsiJawaban(huruf, alasan), oleh=oleh, semula=semula
    )


def _nilai(lembar, kriteria, oleh, pemenuhan="penuh", bukti="", tautan="", semula=None):
    return simpan_pemenuhan(
        lembar_id=lembar.pk,
        kriteria_id=kriteria.pk,
        isi=IsiPemenuhan(pemenuhan, bukti, tautan),
        oleh=oleh,
        semula=semula,
    )


def _aksi(lembar):
    jejak = JejakAudit.objects.filter(objek_label="evaluasi.lembarkerja", objek_id=str(lembar.pk))
    return list(jejak.order_by("pk").values_list("aksi", "oleh"))


# --- starting ---------------------------------------------------------------------------------


def test_a_sheet_is_started_once_and_then_opened(p):
    kunci = {"perangkat_daerah_id": p.pd.pk, "tahun": TAHUN, "jenis": "mandiri"}

    pertama = mulai_lembar(**kunci, oleh=p.operator)
    kedua = mulai_lembar(**kunci, oleh=p.operator)

    assert pertama.pk == kedua.pk
    assert (pertama.status, pertama.versi) == (StatusLembar.DRAF, 1)
    assert _aksi(pertama) == [("lke.dimulai", p.operator.pk)]


@pytest.mark.parametrize(
    ("jenis", "siapa", "pd"),
    [
        ("mandiri", "evaluator", "pd"),
        ("mandiri", "organisasi", "pd"),
        ("mandiri", "kepala", "pd"),
        ("internal", "operator", "pd"),
        ("internal", "organisasi", "kota"),
        ("internal", "pimpinan", "pd"),
        ("mandiri", "evaluator", "kota"),
        ("kementerian", "evaluator", "kota"),
    ],
)
def test_a_sheet_is_started_only_by_those_whose_work_it_is(p, jenis, siapa, pd):
    with pytest.raises(TidakBoleh):
        mulai_lembar(
            perangkat_daerah_id=getattr(p, pd).pk,
            tahun=TAHUN,
            jenis=jenis,
            oleh=getattr(p, siapa),
        )
    assert not LembarKerja.objects.exists()


@pytest.mark.parametrize(
    ("jenis", "siapa", "pd"),
    [
        ("mandiri", "operator", "pd"),
        ("mandiri", "organisasi", "kota"),
        ("internal", "evaluator", "kota"),
        ("internal", "ketua", "pd"),
    ],
)
def test_those_whose_work_it_is_start_it(p, jenis, siapa, pd):
    lembar = mulai_lembar(
        perangkat_daerah_id=getattr(p, pd).pk, tahun=TAHUN, jenis=jenis, oleh=getattr(p, siapa)
    )
    assert lembar.jenis == jenis


def test_an_evaluator_of_one_pd_works_there_and_the_pd_sees_no_draft(p):
    setempat = PenggunaFactory(peran=JenisPeran.EVALUATOR, pd=p.pd)

    def mulai(pd):
        return mulai_lembar(perangkat_daerah_id=pd.pk, tahun=TAHUN, jenis="internal", oleh=setempat)

    lembar = mulai(p.pd)
    _jawab(lembar, setempat)

    with pytest.raises(PerangkatDaerah.DoesNotExist):
        mulai(p.lain)
    draf_lain = p.internal(pd=p.lain)
    for orang, terlihat in (
        (setempat, [lembar.pk]),
        (p.operator, []),
        (p.kepala, []),
        (p.operator_lain, []),
        (p.evaluator, [lembar.pk, draf_lain.pk]),
    ):
        semua = LembarKerja.objects.for_user(orang).order_by("pk")
        assert list(semua.values_list("pk", flat=True)) == terlihat, orang


def test_another_pd_and_a_unit_below_a_pd_are_not_found(p):
    unit = PerangkatDaerahFactory(jenis=JenisPD.UPTD)
    for oleh, pd, jenis in ((p.operator, p.lain, "mandiri"), (p.evaluator, unit, "internal")):
        with pytest.raises(PerangkatDaerah.DoesNotExist):
            mulai_lembar(perangkat_daerah_id=pd.pk, tahun=TAHUN, jenis=jenis, oleh=oleh)


def test_a_year_without_template_and_the_ministry_are_refused_with_a_sentence(p):
    with pytest.raises(GalatPengguna, match="Templat LKE 2031 belum dibuat"):
        mulai_lembar(perangkat_daerah_id=p.pd.pk, tahun=2031, jenis="internal", oleh=p.evaluator)
    with pytest.raises(GalatPengguna, match="direkam pada halamannya sendiri"):
        mulai_lembar(
            perangkat_daerah_id=p.kota.pk,
            tahun=TAHUN,
            jenis=JenisLembar.KEMENTERIAN,
            oleh=p.organisasi,
        )
    assert not LembarKerja.objects.exists()


# --- answers ----------------------------------------------------------------------------------


def test_an_answer_is_stored_with_who_and_audited_once(p):
    lembar = p.internal()

    _jawab(lembar, p.evaluator, huruf="A", alasan=" Sejak 2022.\r\nAda SK. ")
    _jawab(lembar, p.evaluator, huruf="A", alasan="Sejak 2022.\nAda SK.")

    baris = JawabanLKE.objects.get(lembar=lembar)
    assert (baris.huruf, baris.alasan) == ("A", "Sejak 2022.\nAda SK.")
    assert (baris.diisi_oleh, baris.subkomponen.kode) == (p.evaluator, "1.a")
    lembar.refresh_from_db()
    assert lembar.versi == 2
    assert _aksi(lembar) == [("lke.jawaban_disimpan", p.evaluator.pk)]
    jejak = JejakAudit.objects.get(aksi="lke.jawaban_disimpan")
    assert jejak.sebelum == {"subkomponen": "1.a", "huruf": "", "alasan": ""}
    assert jejak.sesudah == {"subkomponen": "1.a", "huruf": "A", "alasan": "Sejak 2022.\nAda SK."}


@pytest.mark.parametrize("huruf", ["Z", "a", "BBB", "A+", "<b>", "1"])
def test_a_letter_outside_the_scale_is_refused_at_its_field(p, huruf):
    lembar = p.internal({"1.a": "B"})

    with pytest.raises(ValidationError) as galat:
        _jawab(lembar, p.evaluator, huruf=huruf, alasan="Ada.")

    assert galat.value.message_dict["huruf"] == [
        f'Jawaban "{huruf}" untuk 1.a tidak ada di skala. Pilihannya: AA, A, BB, B, CC, C, D, E.'
    ]
    assert JawabanLKE.objects.get(lembar=lembar).huruf == "B"
    assert _aksi(lembar) == []


@pytest.mark.parametrize("huruf", ["A", "AA"])
@pytest.mark.parametrize("alasan", ["", "  \n "])
def test_a_and_aa_without_a_reason_are_refused_at_the_reason(p, huruf, alasan):
    lembar = p.internal()

    with pytest.raises(ValidationError) as galat:
        _jawab(lembar, p.evaluator, huruf=huruf, alasan=alasan)

    assert f"Tulis alasan memberi {huruf} untuk 1.a" in galat.value.message_dict["alasan"][0]
    assert not JawabanLKE.objects.exists()


def test_a_reason_has_a_longest_length_counted_after_cleaning(p):
    lembar = p.internal()
    pas = "\r\n".join(["x" * 39] * 100)  # 4,098 characters as a browser sends them

    _jawab(lembar, p.evaluator, huruf="A", alasan=pas)
    with pytest.raises(ValidationError) as galat:
        _jawab(lembar, p.evaluator, huruf="A", alasan="x" * 4001)

    assert "paling panjang 4.000 huruf" in galat.value.message_dict["alasan"][0]
    assert len(JawabanLKE.objects.get().alasan) == 3999


def test_other_letters_need_no_reason_and_a_reason_alone_is_refused(p):
    lembar = p.internal()
    _jawab(lembar, p.evaluator, huruf="BB")

    with pytest.raises(ValidationError) as galat:
        _jawab(lembar, p.evaluator, kode="1.b", huruf="", alasan="Ada.")

    assert "Pilih dulu huruf untuk 1.b" in galat.value.message_dict["huruf"][0]
    assert list(JawabanLKE.objects.values_list("huruf")) == [("BB",)]


@pytest.mark.parametrize("lama", ["CC", "AA"])
def test_a_move_to_a_wants_a_reason_of_its_own(p, lama):
    lembar = p.internal()
    _jawab(lembar, p.evaluator, huruf=lama, alasan="Sebagian kriteria\nbelum terpenuhi.")

    for sama in ("Sebagian kriteria\nbelum terpenuhi.", " Sebagian  kriteria belum terpenuhi. "):
        with pytest.raises(ValidationError) as galat:
            _jawab(lembar, p.evaluator, huruf="A", alasan=sama)
        assert galat.value.message_dict["alasan"] == [
            f"Alasan lama ditulis untuk {lama}. Tulis alasan memberi A: bukti dan tahunnya. "
            "Jawaban belum disimpan."
        ]
    assert JawabanLKE.objects.get().huruf == lama

    _jawab(lembar, p.evaluator, huruf="A", alasan="Perwal 12/2022 berlaku sejak 2022.")
    # Down again the sentence may stay, and the first letter of a row has none to bring along.
    _jawab(lembar, p.evaluator, huruf="BB", alasan="Perwal 12/2022 berlaku sejak 2022.")
    _jawab(lembar, p.evaluator, kode="1.b", huruf="A", alasan="Ada.")
    assert set(JawabanLKE.objects.values_list("huruf", flat=True)) == {"BB", "A"}


def test_an_answer_can_be_taken_away(p):
    lembar = p.internal({"1.a": "B"})

    _jawab(lembar, p.evaluator, huruf="")

    assert not JawabanLKE.objects.exists()
    jejak = JejakAudit.objects.get(aksi="lke.jawaban_disimpan")
    assert jejak.sebelum == {"subkomponen": "1.a", "huruf": "B", "alasan": ""}
    assert jejak.sesudah == {"subkomponen": "1.a", "huruf": "", "alasan": ""}


def test_unknown_kode_and_a_kode_of_another_template(p):
    lembar = p.internal()
    for kode in ("9.z", "1", ""):
        with pytest.raises(SubkomponenLKE.DoesNotExist):
            _jawab(lembar, p.evaluator, kode=kode)


def test_two_people_fill_different_rows_and_the_second_on_one_row_is_told(p):
    lembar = p.internal()
    kosong = IsiJawaban()
    _jawab(lembar, p.evaluator, kode="1.a", huruf="B", semula=kosong)
    _jawab(lembar, p.rekan, kode="1.b", huruf="CC", semula=kosong)

    with pytest.raises(BarisBerubah, match="diubah oleh Eka Evaluator pukul .*: B. Isian Anda"):
        _jawab(lembar, p.rekan, kode="1.a", huruf="C", semula=kosong)

    assert JawabanLKE.objects.get(subkomponen__kode="1.a").huruf == "B"
    # The same answer twice is no conflict, and what was seen may be changed.
    _jawab(lembar, p.rekan, kode="1.a", huruf="B", semula=kosong)
    _jawab(lembar, p.rekan, kode="1.a", huruf="C", semula=IsiJawaban("B"))
    assert JawabanLKE.objects.get(subkomponen__kode="1.a").huruf == "C"


def test_an_answer_deleted_meanwhile_is_a_conflict(p):
    lembar = p.internal({"1.a": "B"})
    _jawab(lembar, p.evaluator, huruf="", semula=IsiJawaban("B"))

    with pytest.raises(BarisBerubah, match="baru saja dihapus"):
        _jawab(lembar, p.rekan, huruf="C", semula=IsiJawaban("B"))


@pytest.mark.parametrize(
    ("siapa", "galat"),
    [
        ("operator", LembarKerja.DoesNotExist),  # a draft of the evaluators is not shown
        ("operator_lain", LembarKerja.DoesNotExist),
        ("admin", LembarKerja.DoesNotExist),
        ("tanpa_peran", LembarKerja.DoesNotExist),
        ("organisasi", TidakBoleh),
        ("pimpinan", TidakBoleh),
        ("perencana", TidakBoleh),
    ],
)
def test_only_evaluators_fill_an_internal_sheet(p, siapa, galat):
    lembar = p.internal()
    with pytest.raises(galat):
        _jawab(lembar, getattr(p, siapa))
    with pytest.raises(galat):
        _nilai(lembar, p.kriteria("1.a")[0], getattr(p, siapa))
    assert not JawabanLKE.objects.exists()
    assert not PemenuhanKriteria.objects.exists()


@pytest.mark.parametrize(
    ("siapa", "galat"),
    [
        ("operator_lain", LembarKerja.DoesNotExist),
        ("evaluator", TidakBoleh),
        ("kepala", TidakBoleh),
        ("organisasi", TidakBoleh),
    ],
)
def test_only_its_operator_fills_a_self_assessment(p, siapa, galat):
    lembar = p.mandiri()
    with pytest.raises(galat):
        _jawab(lembar, getattr(p, siapa))
    _jawab(lembar, p.operator)
    assert JawabanLKE.objects.count() == 1


@pytest.mark.parametrize("status", [StatusLembar.DINILAI, StatusLembar.DIREVIU, StatusLembar.FINAL])
def test_a_finished_sheet_does_not_change(p, status):
    lembar = p.internal("BB")
    LembarKerja.objects.filter(pk=lembar.pk).update(status=status)

    with pytest.raises(TidakBoleh, match="Lembar ini sudah"):
        _jawab(lembar, p.evaluator, huruf="C")
    with pytest.raises(TidakBoleh):
        _nilai(lembar, p.kriteria("1.a")[0], p.evaluator)
    assert set(JawabanLKE.objects.values_list("huruf", flat=True)) == {"BB"}


# --- criteria ---------------------------------------------------------------------------------


def test_a_criterion_is_stored_changed_and_taken_away(p):
    lembar, kriteria = p.internal(), p.kriteria("1.a")[0]

    _nilai(lembar, kriteria, p.evaluator, "sebagian", " Perwal 12/2022 ", "https://contoh.go.id/a")
    baris = PemenuhanKriteria.objects.get(lembar=lembar)
    assert (baris.pemenuhan, baris.bukti) == ("sebagian", "Perwal 12/2022")
    assert baris.tautan == "https://contoh.go.id/a"
    _nilai(lembar, kriteria, p.evaluator, "")

    assert not PemenuhanKriteria.objects.exists()
    assert [a for a, _ in _aksi(lembar)] == ["lke.pemenuhan_disimpan"] * 2


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        (("hampir", "", ""), "pemenuhan"),
        (("", "Perwal", ""), "pemenuhan"),
        (("penuh", "x" * 301, ""), "bukti"),
        (("penuh", "", "javascript:alert(1)"), "tautan"),
        (("penuh", "", "bukan alamat"), "tautan"),
        (("penuh", "", "https://a.id/" + "x" * 500), "tautan"),
    ],
)
def test_bad_criteria_are_refused_at_their_field(p, isi, medan):
    lembar = p.internal()
    with pytest.raises(ValidationError) as galat:
        _nilai(lembar, p.kriteria("1.a")[0], p.evaluator, *isi)
    assert list(galat.value.message_dict) == [medan]
    assert not PemenuhanKriteria.objects.exists()
    assert _aksi(lembar) == []


def test_a_criterion_of_another_years_template_is_not_found(p):
    lain = buat_templat_lke(TAHUN + 1)
    asing = KriteriaLKE.objects.filter(subkomponen__komponen__templat=lain).first()
    with pytest.raises(KriteriaLKE.DoesNotExist):
        _nilai(p.internal(), asing, p.evaluator)


def test_a_criterion_stored_with_spaces_is_no_conflict(p):
    lembar, kriteria = p.internal(), p.kriteria("1.a")[0]
    PemenuhanKriteria.objects.create(
        lembar=lembar, kriteria=kriteria, pemenuhan="penuh", bukti="Perwal 12/2022 "
    )

    _nilai(
        lembar,
        kriteria,
        p.evaluator,
        "sebagian",
        "Perwal 12/2022",
        semula=IsiPemenuhan("penuh", "Perwal 12/2022 "),
    )

    assert PemenuhanKriteria.objects.get().pemenuhan == "sebagian"


def test_the_second_on_one_criterion_is_told(p):
    lembar, kriteria = p.internal(), p.kriteria("1.a")[0]
    kosong = IsiPemenuhan()
    _nilai(lembar, kriteria, p.evaluator, "penuh", semula=kosong)

    with pytest.raises(BarisBerubah, match="baru saja diubah orang lain: Penuh"):
        _nilai(lembar, kriteria, p.rekan, "belum", semula=kosong)

    assert PemenuhanKriteria.objects.get().pemenuhan == "penuh"
