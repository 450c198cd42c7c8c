"""Eight people press the same button of a worksheet at the same moment (PostgreSQL)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi
from evaluasi.models import IndeksRB, JawabanLKE, LembarKerja, StatusLembar, TemplatLKE
from evaluasi.selectors.templat import muat_templat
from evaluasi.services.alur_lembar import kirim_lembar
from evaluasi.services.indeks_rb import rekam_indeks_rb
from evaluasi.services.lembar import BarisBerubah, IsiJawaban, mulai_lembar, simpan_jawaban
from evaluasi.services.templat import buat_templat_88_2021, salin_templat, ubah_templat
from opd.models import Pengguna
from tests.evaluasi.panggung_lembar import PanggungLembar, buat_panggung_lembar
from tests.factories import TAHUN
from tests.serentak import JUMLAH, serentak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def p(transactional_db) -> PanggungLembar:
    return buat_panggung_lembar()


def _serentak(kerja: Callable[[int, Pengguna], object], oleh: Pengguna) -> list[object]:
    """`kerja` eight times at once, each click with its own loaded user."""
    return serentak(lambda nomor: kerja(nomor, Pengguna.objects.get(pk=oleh.pk)))


def test_a_sheet_is_sent_once(p):
    lembar = p.internal("BB")

    hasil = _serentak(lambda _, oleh: kirim_lembar(lembar_id=lembar.pk, oleh=oleh), p.evaluator)

    gagal = [h for h in hasil if isinstance(h, BaseException)]
    assert len(gagal) == JUMLAH - 1, hasil
    assert all(isinstance(g, TidakBoleh) and "sudah selesai dinilai" in str(g) for g in gagal)
    assert LembarKerja.objects.get().status == StatusLembar.DINILAI
    assert JejakAudit.objects.filter(aksi="lke.dinilai").count() == 1
    assert Notifikasi.objects.count() == 2  # operator and kepala, once each


def test_one_sheet_is_started(p):
    hasil = _serentak(
        lambda _, oleh: mulai_lembar(
            perangkat_daerah_id=p.pd.pk, tahun=TAHUN, jenis="internal", oleh=oleh
        ),
        p.evaluator,
    )

    assert {getattr(h, "pk", h) for h in hasil} == {LembarKerja.objects.get().pk}
    assert JejakAudit.objects.filter(aksi="lke.dimulai").count() == 1


def test_of_eight_different_letters_for_one_row_one_stands(p):
    lembar = p.internal()
    huruf = ["AA", "A", "BB", "B", "CC", "C", "D", "E"]

    hasil = _serentak(
        lambda n, oleh: simpan_jawaban(
            lembar_id=lembar.pk,
            kode="1.a",
            isi=IsiJawaban(huruf[n], "Ada."),
            semula=IsiJawaban(),
            oleh=oleh,
        ),
        p.evaluator,
    )

    berhasil = [n for n, h in enumerate(hasil) if isinstance(h, LembarKerja)]
    assert len(berhasil) == 1, hasil
    assert sum(isinstance(h, BarisBerubah) for h in hasil) == JUMLAH - 1
    assert JawabanLKE.objects.get().huruf == huruf[berhasil[0]]
    assert JejakAudit.objects.filter(aksi="lke.jawaban_disimpan").count() == 1


def test_one_template_per_year(p):
    def buat(nomor, oleh):
        if nomor % 2:
            return salin_templat(sumber=p.templat, tahun_evaluasi=TAHUN + 5, oleh=oleh)
        return buat_templat_88_2021(tahun_evaluasi=TAHUN + 5, oleh=oleh)

    hasil = _serentak(buat, p.organisasi)

    assert sum(isinstance(h, TemplatLKE) for h in hasil) == 1, hasil
    gagal = [h for h in hasil if isinstance(h, ValidationError)]
    assert len(gagal) == JUMLAH - 1, hasil
    assert all("sudah ada" in g.message_dict["tahun_evaluasi"][0] for g in gagal)
    baru = muat_templat(TemplatLKE.objects.get(tahun_evaluasi=TAHUN + 5))
    assert len(baru.subkomponen_id) == 12


def test_one_rb_index_per_year(p):
    hasil = _serentak(
        lambda n, oleh: rekam_indeks_rb(tahun=TAHUN, nilai=Decimal(60 + n), oleh=oleh),
        p.organisasi,
    )

    berhasil = [h for h in hasil if isinstance(h, IndeksRB)]
    gagal = [h for h in hasil if isinstance(h, ValidationError)]
    assert (len(berhasil), len(gagal)) == (1, JUMLAH - 1), hasil
    assert all("sudah direkam" in g.message_dict["tahun"][0] for g in gagal)
    assert JejakAudit.objects.filter(aksi="indeks_rb.direkam").count() == 1


def test_no_sheet_starts_while_the_weights_move(p):
    """Whoever comes first wins: the weights move under no sheet, and the sheet has them all."""
    isi = muat_templat(p.templat)
    bobot = {s.kode: s.bobot for s in isi.templat.subkomponen} | {
        "1.a": Decimal(7),
        "1.b": Decimal(8),
    }

    def kerja(nomor, oleh):
        if nomor:
            return mulai_lembar(
                perangkat_daerah_id=p.pd.pk, tahun=TAHUN, jenis="internal", oleh=oleh
            )
        return ubah_templat(
            templat_id=p.templat.pk,
            bobot_komponen={k.kode: k.bobot for k in isi.templat.komponen},
            bobot_subkomponen=bobot,
            geser_tahun=dict.fromkeys(bobot, 0),
            indikator=None,
            oleh=oleh,
        )

    hasil = _serentak(kerja, p.penanggung)

    assert all(isinstance(h, LembarKerja) for h in hasil[1:]), hasil
    assert LembarKerja.objects.count() == 1
    kini = muat_templat(TemplatLKE.objects.get()).templat.subkomponen[0].bobot
    if isinstance(hasil[0], TidakBoleh):
        assert kini == 6
    else:
        assert isinstance(hasil[0], TemplatLKE), hasil
        assert kini == 7
        # Audit rows are written in the order of the locks.
        assert list(JejakAudit.objects.order_by("pk").values_list("aksi", flat=True))[-2:] == [
            "templat_lke.diubah",
            "lke.dimulai",
        ]
