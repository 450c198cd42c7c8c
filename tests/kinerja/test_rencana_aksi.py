"""Rencana aksi: quarterly targets and activities, their rights, and two people at once."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import Indikator, Pembekuan, RencanaAksi, StatusRealisasi, Target
from kinerja.selectors.rencana_aksi import baris_rencana_aksi
from kinerja.services.rencana_aksi import (
    AksiMasuk,
    hapus_aksi,
    tambah_aksi,
    tanda_aksi,
    ubah_aksi,
)
from kinerja.services.target_triwulan import atur_target_triwulan, tanda_target
from tests.factories import TAHUN, RealisasiFactory, TargetFactory
from tests.factories_jabatan import JabatanFactory, PenugasanFactory

pytestmark = pytest.mark.django_db

EMPAT = {tw: Decimal(25) for tw in (1, 2, 3, 4)}


def _atur(isi: Any, oleh: Any, nilai: Any = EMPAT, tanda: str | None = None) -> Any:
    return atur_target_triwulan(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        nilai=nilai,
        tanda=tanda_target(isi, TAHUN) if tanda is None else tanda,
        oleh=oleh,
    )


def _target(isi: Any) -> dict[int, Decimal]:
    milik = Target.objects.filter(indikator=isi.indikator_id, tahun=TAHUN, triwulan__gt=0)
    return dict(milik.order_by("triwulan").values_list("triwulan", "nilai"))


def test_operator_sets_four_targets_that_reach_the_year(p):
    isi = p.isi(cara="jumlah")

    _atur(isi, p.operator)

    assert _target(isi) == EMPAT
    assert JejakAudit.objects.filter(aksi="target_triwulan.diubah").count() == 4


def test_targets_that_fall_short_are_refused_at_the_field_and_nothing_is_stored(p):
    isi = p.isi(cara="jumlah")

    with pytest.raises(ValidationError) as galat:
        _atur(isi, p.operator, {**EMPAT, 4: Decimal(24)})

    assert "99,00, belum mencapai target setahun 100,00" in galat.value.message_dict["tw4"][0]
    assert _target(isi) == {}


def test_clearing_all_four_is_allowed(p):
    isi = p.isi(cara="jumlah")
    _atur(isi, p.operator)

    _atur(isi, p.operator, dict.fromkeys((1, 2, 3, 4)))

    assert _target(isi) == {}


def test_the_target_of_a_submitted_quarter_does_not_move(p):
    isi = p.isi(cara="posisi_akhir")
    TargetFactory(indikator=isi.indikator, dokumen=isi.dokumen, triwulan=1, nilai=10)
    RealisasiFactory(isi=isi, triwulan=1, status=StatusRealisasi.DIAJUKAN)

    with pytest.raises(ValidationError) as galat:
        _atur(isi, p.operator, {1: Decimal(20), 2: Decimal(50), 3: Decimal(70), 4: Decimal(100)})

    assert "sudah diajukan" in galat.value.message_dict["tw1"][0]
    assert _target(isi) == {1: 10}


def test_the_target_of_a_frozen_quarter_does_not_move(p):
    isi = p.isi()
    RealisasiFactory(isi=isi, triwulan=4)  # frozen as it is: a draf
    Pembekuan.objects.create(jadwal=p.jadwal, perangkat_daerah=p.pd, oleh=p.organisasi)

    with pytest.raises(ValidationError) as galat:
        _atur(isi, p.operator)
    # triwulan IV closes the whole year
    assert list(galat.value.message_dict) == ["tw1", "tw2", "tw3", "tw4"]
    assert "dibekukan pada" in galat.value.message_dict["tw1"][0]
    assert _target(isi) == {}


def test_the_second_of_two_people_is_told(p):
    isi = p.isi(cara="jumlah")
    lama = tanda_target(isi, TAHUN)
    _atur(isi, p.operator)

    with pytest.raises(GalatPengguna, match="diubah orang lain"):
        _atur(isi, p.perencana, dict.fromkeys((1, 2, 3, 4)), tanda=lama)


def test_three_people_and_the_targets(p):
    isi = p.isi(cara="jumlah")

    with pytest.raises(Indikator.DoesNotExist):
        _atur(isi, p.operator_lain)
    with pytest.raises(TidakBoleh):
        _atur(isi, p.evaluator)
    _atur(isi, p.operator)


def test_activity_is_added_changed_and_removed_with_its_trail(p):
    isi = p.isi()
    jabatan = JabatanFactory(pd=p.pd)
    aksi = tambah_aksi(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        masuk=AksiMasuk(2, "Melatih  kader", "40 kader", jabatan.pk, None, 5_000_000),
        oleh=p.operator,
    )
    assert (aksi.kegiatan, aksi.perangkat_daerah_id) == ("Melatih kader", p.pd.pk)

    ubah_aksi(
        aksi_id=aksi.pk,
        masuk=AksiMasuk(3, "Melatih kader", anggaran=None),
        tanda=tanda_aksi(aksi),
        oleh=p.operator,
    )
    aksi.refresh_from_db()
    assert (aksi.triwulan, aksi.jabatan_id, aksi.anggaran) == (3, None, None)

    hapus_aksi(aksi_id=aksi.pk, tanda=tanda_aksi(aksi), oleh=p.operator)
    assert not RencanaAksi.objects.exists()
    catatan = JejakAudit.objects.filter(aksi__startswith="rencana_aksi.").order_by("pk")
    assert [c.aksi for c in catatan] == [
        "rencana_aksi.dibuat",
        "rencana_aksi.diubah",
        "rencana_aksi.dihapus",
    ]


def test_a_post_of_another_pd_answers_for_nothing_here(p):
    isi = p.isi()
    asing = JabatanFactory(pd=p.lain)

    with pytest.raises(type(asing).DoesNotExist):
        tambah_aksi(
            indikator_id=isi.indikator_id,
            tahun=TAHUN,
            masuk=AksiMasuk(1, "Rapat", jabatan_id=asing.pk),
            oleh=p.perencana,
        )


def test_rows_say_what_is_missing_and_unknown_money_is_not_zero(p):
    isi = p.isi(cara="jumlah")
    tambah_aksi(
        indikator_id=isi.indikator_id, tahun=TAHUN, masuk=AksiMasuk(1, "Survei"), oleh=p.operator
    )

    (baris,) = baris_rencana_aksi(p.pd.pk, TAHUN, p.operator)

    assert (baris.keadaan, baris.anggaran, baris.target) == ("belum", "–", "100,00")
    assert baris.kalimat == "Target triwulan belum diisi."


def test_list_needs_the_same_queries_for_three_and_thirty(p, client, django_assert_max_num_queries):
    for _ in range(3):
        p.isi()
    client.force_login(p.operator)
    url = reverse("kinerja:rencana_aksi_list") + f"?tahun={TAHUN}&pd={p.pd.pk}"
    client.get(url)
    with django_assert_max_num_queries(40) as tiga:
        client.get(url)
    for _ in range(27):
        p.isi()
    with django_assert_max_num_queries(len(tiga)):
        assert client.get(url).status_code == 200


def test_page_keeps_what_was_typed_and_says_what_is_wrong(p, client):
    isi = p.isi(cara="jumlah")
    client.force_login(p.operator)
    url = reverse("kinerja:rencana_aksi", args=[isi.indikator_id, TAHUN])

    jawaban = client.post(
        url, {"tanda": "", "tw1": "25", "tw2": "25", "tw3": "dua puluh", "tw4": "25"}
    )

    teks = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert 'value="dua puluh"' in teks
    assert _target(isi) == {}
    assert (
        client.post(
            url, {"tanda": "", "tw1": "25", "tw2": "25", "tw3": "25", "tw4": "25"}
        ).status_code
        == 302
    )
    assert _target(isi) == EMPAT


def test_reader_sees_targets_and_holders_without_a_form(p, client):
    isi = p.isi()
    jabatan = JabatanFactory(pd=p.pd, nama="Kepala Bidang Uji", kepala=False)
    PenugasanFactory(jabatan=jabatan, pegawai__nama="Sri Uji, M.Si.")
    tambah_aksi(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        masuk=AksiMasuk(1, "Survei kepuasan", jabatan_id=jabatan.pk),
        oleh=p.operator,
    )
    client.force_login(p.pimpinan)

    teks = client.get(
        reverse("kinerja:rencana_aksi", args=[isi.indikator_id, TAHUN])
    ).content.decode()

    assert "Sri Uji, M.Si." in teks
    assert "Tambah kegiatan" not in teks
    assert 'name="tw1"' not in teks


def test_worksheet_holds_the_rows_of_the_page_and_runs_no_formula(p, client):
    isi = p.isi(nama="=cmd|' /C calc'!A0", cara="jumlah")
    tambah_aksi(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        masuk=AksiMasuk(4, "+SUM(A1)", anggaran=1_250_000),
        oleh=p.operator,
    )
    client.force_login(p.operator)

    jawaban = client.get(reverse("kinerja:rencana_aksi_xlsx") + f"?tahun={TAHUN}&pd={p.pd.pk}")

    buku = openpyxl.load_workbook(BytesIO(jawaban.content))
    target, kegiatan = buku.worksheets
    assert target["B2"].data_type == "s"
    assert kegiatan["C2"].value == "+SUM(A1)"
    assert kegiatan["C2"].data_type == "s"
    assert kegiatan["G2"].value == 1_250_000
    assert [target.cell(2, kolom).value for kolom in (4, 5)] == [100, None]
