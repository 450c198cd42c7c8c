"""Drafts and signatures: what is frozen stays, and what may not be signed is refused."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.formulas.isi_pk import dari_json, sidik
from kinerja.models import (
    ButirPK,
    IsiSimpul,
    PerjanjianKinerja,
    StatusPK,
    Target,
)
from kinerja.selectors.isi_perjanjian import isi_perjanjian, susun_isi
from kinerja.selectors.target_berlaku import target_berlaku
from kinerja.services import perjanjian_tanda
from kinerja.services.perjanjian import (
    buat_pk,
    buat_pk_semua,
    hapus_pk,
    tanda_pk,
    ubah_pk,
)
from kinerja.services.perjanjian_tanda import tanda_isi, tandatangani_pk
from opd.models import Jabatan, JenisPeran, NamaPD, Pegawai, PenugasanJabatan
from tests.factories import PenggunaFactory
from tests.kinerja.panggung_pk import JANUARI, TAHUN, PanggungPK, susun_panggung_pk

pytestmark = pytest.mark.django_db
APRIL = datetime.date(TAHUN, 4, 15)


@pytest.fixture
def p() -> PanggungPK:
    return susun_panggung_pk()


def _kalimat(galat: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(galat.value.messages)


# Drafts


def test_a_draft_follows_plan_and_posts(p: PanggungPK) -> None:
    pk = p.buat()
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).update(nilai=Decimal("73"))
    IsiSimpul.objects.filter(pk=p.simpul["sasaran"].pk).update(nama="Sasaran dengan nama baru")

    isi = isi_perjanjian(pk)

    assert isi.kinerja[0].pernyataan == "Sasaran dengan nama baru"
    assert isi.kinerja[0].indikator[0].teks == "73,00"
    assert (pk.status, pk.isi, pk.kode) == (StatusPK.DRAF, None, "")
    assert JejakAudit.objects.filter(aksi="pk.draf_dibuat").count() == 1


@pytest.mark.parametrize(
    ("tanggal", "boleh"),
    [
        (datetime.date(TAHUN - 1, 11, 30), False),
        (datetime.date(TAHUN - 1, 12, 1), True),
        (datetime.date(TAHUN, 12, 31), True),
        (datetime.date(TAHUN + 1, 1, 1), False),
    ],
)
def test_the_date_lies_between_december_before_and_the_end_of_the_year(
    p: PanggungPK, tanggal: datetime.date, boleh: bool
) -> None:
    if boleh:
        assert p.buat(tanggal=tanggal).tanggal == tanggal
        return
    with pytest.raises(ValidationError) as galat:
        p.buat(tanggal=tanggal)
    assert galat.value.message_dict["tanggal"] == [
        "Tanggal Perjanjian Kinerja 2024 harus antara 1 Desember 2023 dan 31 Desember 2024."
    ]
    assert not PerjanjianKinerja.objects.exists()


def test_a_post_has_one_draft_and_needs_a_plan_and_a_life(p: PanggungPK) -> None:
    p.buat()
    with pytest.raises(ValidationError) as galat:
        p.buat()
    assert "sudah ada. Lanjutkan draf itu." in _kalimat(galat)

    p.jabatan["kabid"].sampai = datetime.date(TAHUN - 1, 12, 31)
    p.jabatan["kabid"].save()
    with pytest.raises(ValidationError) as galat:
        p.buat("kabid")
    assert "tidak ada pada 26 Januari 2024" in _kalimat(galat)

    p.renja.status = "draf"
    p.renja.save()
    with pytest.raises(ValidationError) as galat:
        p.buat("ketua")
    assert "Belum ada rencana tahun 2024 yang berlaku" in _kalimat(galat)


def test_all_posts_of_a_pd_at_once_and_again_without_doubles(p: PanggungPK) -> None:
    p.buat("kabid")

    hasil = buat_pk_semua(pd_id=p.pd.pk, tahun=TAHUN, tanggal=JANUARI, oleh=p.operator)

    assert sorted(pk.jabatan.nama for pk in hasil.dibuat) == [
        "Kepala Dinas Kesehatan",
        "Ketua Tim Gizi",
    ]
    lagi = buat_pk_semua(pd_id=p.pd.pk, tahun=TAHUN, tanggal=JANUARI, oleh=p.operator)
    assert (lagi.dibuat, lagi.dilewati) == ([], [])
    assert PerjanjianKinerja.objects.count() == 3


def test_drafts_of_the_wali_kota_are_not_for_a_pd(p: PanggungPK) -> None:
    with pytest.raises(TidakBoleh):
        buat_pk_semua(pd_id=p.kota.pk, tahun=TAHUN, tanggal=JANUARI, oleh=p.operator)
    with pytest.raises(TidakBoleh):
        buat_pk(jabatan_id=p.jabatan["wali"].pk, tahun=TAHUN, tanggal=JANUARI, oleh=p.operator)


def test_change_and_removal_of_a_draft_need_what_was_shown(p: PanggungPK) -> None:
    pk = p.buat()
    tanda = tanda_pk(pk)
    ubah_pk(pk_id=pk.pk, tanggal=APRIL, nomor="1/PK", tanda=tanda, oleh=p.operator)

    with pytest.raises(GalatPengguna, match="baru saja diubah orang lain"):
        ubah_pk(pk_id=pk.pk, tanggal=JANUARI, nomor="", tanda=tanda, oleh=p.kepala)
    with pytest.raises(GalatPengguna, match="baru saja diubah orang lain"):
        hapus_pk(pk_id=pk.pk, tanda=tanda, oleh=p.kepala)

    pk.refresh_from_db()
    assert (pk.tanggal, pk.nomor) == (APRIL, "1/PK")
    hapus_pk(pk_id=pk.pk, tanda=tanda_pk(pk), oleh=p.kepala)
    assert not PerjanjianKinerja.objects.exists()
    assert JejakAudit.objects.filter(aksi="pk.draf_dihapus").count() == 1


def test_three_people(p: PanggungPK) -> None:
    """The other PD sees nothing; the operator drafts and does not sign; the kepala signs."""
    with pytest.raises(Jabatan.DoesNotExist):
        buat_pk(
            jabatan_id=p.jabatan["kadis"].pk, tahun=TAHUN, tanggal=JANUARI, oleh=p.operator_lain
        )
    pk = buat_pk(jabatan_id=p.jabatan["kadis"].pk, tahun=TAHUN, tanggal=JANUARI, oleh=p.operator)
    with pytest.raises(PerjanjianKinerja.DoesNotExist):
        p.tanda(pk, oleh=p.operator_lain)
    with pytest.raises(PerjanjianKinerja.DoesNotExist):
        hapus_pk(pk_id=pk.pk, tanda=tanda_pk(pk), oleh=p.operator_lain)
    with pytest.raises(TidakBoleh, match="dicatat oleh kepala perangkat daerah"):
        p.tanda(pk, oleh=p.operator)
    with pytest.raises(TidakBoleh, match="disusun oleh perangkat daerah itu"):
        hapus_pk(pk_id=pk.pk, tanda=tanda_pk(pk), oleh=PenggunaFactory(peran=JenisPeran.PIMPINAN))

    assert p.tanda(pk, oleh=p.kepala).dicatat_oleh == p.kepala


# Signing


def test_signing_freezes_content_signers_and_promises(p: PanggungPK) -> None:
    pk = p.tanda(p.buat(), oleh=p.kepala)

    assert pk.isi is not None
    isi = dari_json(pk.isi)
    assert isi.sifat == "bersih"
    assert pk.sha256 == sidik(pk.isi)
    assert pk.kode.startswith("PK-2024-")
    assert pk.pihak_pertama == p.pejabat["kadis"]
    assert pk.pihak_kedua == p.pejabat["wali"]
    assert (pk.dokumen, pk.contoh) == (p.renja, False)
    assert list(pk.butir.values_list("indikator", "urutan", "nilai")) == [
        (p.indikator["ahh"].indikator_id, 1, Decimal("72.67")),
        (p.indikator["sakip"].indikator_id, 2, Decimal(5)),
    ]
    jejak = JejakAudit.objects.get(aksi="pk.ditandatangani")
    assert jejak.sesudah is not None
    assert jejak.sesudah["sha256"] == pk.sha256


def test_frozen_means_frozen(p: PanggungPK) -> None:
    pk = p.tanda(p.buat())
    isi, sha256 = isi_perjanjian(pk), pk.sha256
    Target.objects.update(nilai=Decimal(1))
    IsiSimpul.objects.update(nama="Nama lain")
    Pegawai.objects.update(nama="Orang lain")
    Jabatan.objects.filter(pk=pk.jabatan_id).update(nama="Jabatan lain")
    NamaPD.objects.update(nama="Dinas lain")
    PenugasanJabatan.objects.filter(jabatan=p.jabatan["wali"]).update(sampai=JANUARI)

    pk.refresh_from_db()

    assert pk.isi is not None
    assert isi_perjanjian(pk) == isi
    assert sidik(pk.isi) == sha256
    assert isi.pihak_pertama.nama == "Pejabat kadis"
    with pytest.raises(TidakBoleh, match="Isinya tidak berubah lagi"):
        ubah_pk(pk_id=pk.pk, tanggal=APRIL, nomor="", tanda=tanda_pk(pk), oleh=p.organisasi)


def test_a_signed_target_counts_instead_of_the_plan(p: PanggungPK) -> None:
    p.tanda(p.buat())
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).update(nilai=Decimal(1))

    target = target_berlaku(p.indikator["ahh"].indikator, datetime.date(TAHUN, 12, 31))

    assert target is not None
    assert (target.nilai, target.dokumen) == (Decimal("72.67"), "Perjanjian Kinerja 2024")


def test_holders_of_the_day_sign(p: PanggungPK) -> None:
    """A Plt in March and a definitive holder in April, each under the right date."""
    maret, april = datetime.date(TAHUN, 3, 1), datetime.date(TAHUN, 4, 1)
    p.ganti_pejabat("kadis", maret, "Pelaksana A", "plt")
    p.ganti_pejabat("kadis", april, "Kepala B")

    pertama = isi_perjanjian(p.tanda(p.buat(tanggal=maret))).pihak_pertama
    assert (pertama.sebutan, pertama.nama) == ("Plt. Kepala Dinas Kesehatan", "Pelaksana A")

    ubahan = p.buat(tanggal=april, alasan="pejabat", uraian_alasan="Pejabat definitif dilantik.")
    kedua = isi_perjanjian(p.tanda(ubahan)).pihak_pertama
    assert (kedua.sebutan, kedua.nama) == ("Kepala Dinas Kesehatan", "Kepala B")


def test_a_new_agreement_replaces_the_old_one_from_its_day(p: PanggungPK) -> None:
    lama = p.tanda(p.buat())
    baru = p.buat(tanggal=APRIL, alasan="strategi", uraian_alasan="Anggaran dialihkan.")
    assert baru.perubahan_ke == 1

    baru = p.tanda(baru)

    lama.refresh_from_db()
    assert (lama.status, lama.digantikan_pada) == (StatusPK.DIGANTIKAN, APRIL)
    semua = PerjanjianKinerja.objects.filter(jabatan=p.jabatan["kadis"])
    assert list(semua.berlaku_pada(APRIL - datetime.timedelta(days=1))) == [lama]
    assert list(semua.berlaku_pada(APRIL)) == [baru]
    assert ButirPK.objects.count() == 4


@pytest.mark.parametrize(
    ("tanggal", "alasan", "uraian", "medan", "kalimat"),
    [
        (APRIL, "", "", "alasan", "perlu satu dari tiga alasan"),
        (APRIL, "strategi", "  ", "uraian_alasan", "Jelaskan perubahannya"),
        (
            datetime.date(TAHUN, 1, 25),
            "strategi",
            "Anggaran dialihkan.",
            "tanggal",
            "ditandatangani pada 26 Januari 2024",
        ),
        (APRIL, "pejabat", "Pejabat berganti.", "alasan", "masih dijabat Pejabat kadis"),
        (APRIL, "lain", "Karena ingin.", "alasan", "lain"),
    ],
)
def test_perubahan_needs_a_reason_that_holds(
    p: PanggungPK, tanggal: datetime.date, alasan: str, uraian: str, medan: str, kalimat: str
) -> None:
    p.tanda(p.buat())

    with pytest.raises(ValidationError) as galat:
        p.buat(tanggal=tanggal, alasan=alasan, uraian_alasan=uraian)

    assert kalimat in " ".join(galat.value.message_dict[medan])
    assert PerjanjianKinerja.objects.count() == 1


def test_the_first_agreement_has_no_reason(p: PanggungPK) -> None:
    with pytest.raises(ValidationError) as galat:
        p.buat(alasan="strategi", uraian_alasan="Ada.")
    assert "alasan" in galat.value.message_dict


def test_a_new_date_on_signing_is_judged_again(p: PanggungPK) -> None:
    lama = p.tanda(p.buat())
    baru = p.buat(tanggal=APRIL, alasan="strategi", uraian_alasan="Anggaran dialihkan.")

    with pytest.raises(ValidationError) as galat:
        p.tanda(baru, tanggal=datetime.date(TAHUN, 1, 2))

    assert "tanggal" in galat.value.message_dict
    lama.refresh_from_db()
    assert lama.status == StatusPK.DITANDATANGANI


def test_a_day_that_has_not_come_cannot_be_signed(
    p: PanggungPK, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = p.buat(tanggal=APRIL)
    kemarin = datetime.date(TAHUN, 4, 14)
    monkeypatch.setattr(perjanjian_tanda.timezone, "localdate", lambda: kemarin)

    with pytest.raises(ValidationError) as galat:
        p.tanda(pk)

    assert "Tanggal itu belum tiba." in _kalimat(galat)
    monkeypatch.setattr(perjanjian_tanda.timezone, "localdate", lambda: APRIL)
    assert p.tanda(pk).status == StatusPK.DITANDATANGANI


def test_a_vacant_post_and_an_empty_promise_cannot_be_signed(p: PanggungPK) -> None:
    kosong = p.buat("kabid")
    PenugasanJabatan.objects.filter(jabatan=p.jabatan["kadis"]).update(sampai=JANUARI)
    with pytest.raises(ValidationError) as galat:
        p.tanda(kosong, tanggal=APRIL)
    assert "Kepala Dinas Kesehatan tidak dijabat siapa pun" in _kalimat(galat)

    IsiSimpul.objects.filter(jabatan=p.jabatan["ketua"]).update(jabatan=None)
    with pytest.raises(ValidationError) as galat:
        p.tanda(p.buat("ketua"))
    assert "Belum ada kinerja yang dijanjikan" in _kalimat(galat)

    Target.objects.all().delete()
    with pytest.raises(ValidationError) as galat:
        p.tanda(p.buat("wali"))
    assert "Belum satu pun indikator mempunyai target." in _kalimat(galat)
    assert not PerjanjianKinerja.objects.exclude(status=StatusPK.DRAF).exists()


def test_an_indicator_without_target_is_signed_without_a_promise(p: PanggungPK) -> None:
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).delete()

    pk = p.tanda(p.buat())

    assert [b.indikator_id for b in pk.butir.all()] == [p.indikator["sakip"].indikator_id]
    assert "Indikator “Angka Harapan Hidup” belum mempunyai target." in isi_perjanjian(pk).celah


def test_made_up_numbers_are_signed_only_as_such_and_only_in_a_demo(
    p: PanggungPK, settings
) -> None:
    Target.objects.update(contoh=True)
    pk = p.buat()
    with pytest.raises(ValidationError) as galat:
        p.tanda(pk)
    assert "memuat angka atau nama contoh" in _kalimat(galat)
    settings.DEMO = False
    with pytest.raises(ValidationError):
        p.tanda(pk, contoh=True)
    settings.DEMO = True

    pk = p.tanda(pk, contoh=True)

    assert pk.contoh
    assert isi_perjanjian(pk).sifat == "contoh"
    assert all(b.contoh for b in pk.butir.all())


def test_what_changed_after_it_was_shown_is_not_signed(p: PanggungPK) -> None:
    pk = p.buat()
    tanda = tanda_isi(susun_isi(pk, JANUARI))
    Target.objects.filter(indikator=p.indikator["ahh"].indikator).update(nilai=Decimal(99))

    with pytest.raises(GalatPengguna, match="berubah sejak halaman dibuka"):
        tandatangani_pk(pk_id=pk.pk, tanggal=JANUARI, oleh=p.kepala, tanda=tanda)

    pk.refresh_from_db()
    assert (pk.status, pk.isi) == (StatusPK.DRAF, None)


def test_a_second_signature_gets_a_sentence(p: PanggungPK) -> None:
    pk = p.buat()
    p.tanda(pk, oleh=p.kepala)

    with pytest.raises(TidakBoleh, match="sudah ditandatangani"):
        p.tanda(pk, oleh=p.organisasi)

    assert JejakAudit.objects.filter(aksi="pk.ditandatangani").count() == 1
