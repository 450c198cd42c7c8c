"""Who holds which post: never two of one kind on one day, and a rotation is all or nothing."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from opd.models import Jabatan, JenisPeran, PenugasanJabatan, PerubahanOrganisasi
from opd.selectors.pejabat import penandatangan
from opd.selectors.pelantikan import rencana_pelantikan
from opd.services import penugasan as layanan
from opd.services.penugasan import (
    BarisPelantikan,
    GalatPelantikan,
    akhiri_penugasan,
    batalkan_penugasan,
    lantik,
    tanda_penugasan,
    tugaskan,
)
from tests.factories import AWAL, PenggunaFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
APRIL = datetime.date(2024, 4, 1)
MARET = datetime.date(2024, 3, 31)
SK = "800/Kep.1-BKPSDM/2024"


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


def _tugaskan(jabatan, pegawai, oleh, jenis="definitif", dari=APRIL, **isi):
    return tugaskan(
        jabatan_id=jabatan.pk, pegawai_id=pegawai.pk, jenis=jenis, dari=dari, oleh=oleh, **isi
    )


def _lantik(oleh, *baris, tanggal=APRIL, **isi):
    return lantik(
        baris=[BarisPelantikan(j.pk, p.pk, *jenis) for j, p, *jenis in baris],
        tanggal=tanggal,
        dasar=SK,
        oleh=oleh,
        **isi,
    )


def _berjalan(jabatan, tanggal=APRIL):
    return {
        (p.pegawai_id, p.jenis)
        for p in PenugasanJabatan.objects.filter(jabatan=jabatan).pada(tanggal)
    }


def test_a_plt_in_march_and_a_definitive_holder_in_april(organisasi):
    jabatan = JabatanFactory()
    plt, baru = PegawaiFactory(), PegawaiFactory()
    _tugaskan(jabatan, plt, organisasi, "plt", datetime.date(2024, 3, 1), sampai=MARET)
    _tugaskan(jabatan, baru, organisasi, dasar=SK)

    penanda = [penandatangan(jabatan.pk, hari) for hari in (MARET, APRIL)]
    assert [p and p.pegawai for p in penanda] == [plt, baru]
    assert JejakAudit.objects.filter(aksi="penugasan.dibuat").count() == 2


@pytest.mark.parametrize(
    ("dari", "sampai", "boleh"),
    [
        (APRIL, None, False),
        (datetime.date(2020, 1, 1), None, False),
        (MARET, MARET, False),
        (datetime.date(2024, 6, 30), None, False),
        (datetime.date(2024, 7, 1), None, True),
        (datetime.date(2021, 6, 1), datetime.date(2023, 12, 31), True),
        (datetime.date(2021, 6, 1), datetime.date(2024, 1, 1), False),
    ],
)
def test_two_definitive_holders_on_one_day_are_impossible(organisasi, dari, sampai, boleh):
    jabatan = JabatanFactory(dari=datetime.date(2019, 1, 1))
    lama = PenugasanFactory(
        jabatan=jabatan, dari=datetime.date(2024, 1, 1), sampai=datetime.date(2024, 6, 30)
    )
    if boleh:
        _tugaskan(jabatan, PegawaiFactory(), organisasi, dari=dari, sampai=sampai)
        assert jabatan.penugasan.count() == 2
        return
    with pytest.raises(ValidationError) as galat:
        _tugaskan(jabatan, PegawaiFactory(), organisasi, dari=dari, sampai=sampai)
    (kalimat,) = galat.value.message_dict["dari"]
    assert lama.pegawai.nama in kalimat
    assert "definitif, 1 Januari 2024 sampai 30 Juni 2024" in kalimat
    assert jabatan.penugasan.count() == 1


def test_one_definitive_post_per_person_and_a_plt_beside_it(organisasi):
    penugasan = PenugasanFactory()
    jabatan = JabatanFactory()

    with pytest.raises(ValidationError) as galat:
        _tugaskan(jabatan, penugasan.pegawai, organisasi)
    assert penugasan.jabatan.nama in galat.value.message_dict["pegawai"][0]

    assert _tugaskan(jabatan, penugasan.pegawai, organisasi, "plt").jenis == "plt"


def test_an_assignment_stays_inside_its_post(organisasi):
    jabatan = JabatanFactory(sampai=datetime.date(2024, 12, 31))
    for isi, medan in (
        ({"dari": datetime.date(2025, 1, 1)}, "dari"),
        ({"dari": datetime.date(2020, 12, 31)}, "dari"),
        ({"dari": APRIL}, "sampai"),
    ):
        with pytest.raises(ValidationError) as galat:
            _tugaskan(jabatan, PegawaiFactory(), organisasi, **isi)
        assert list(galat.value.message_dict) == [medan]
    with pytest.raises(ValidationError, match="sebelum tanggal awal"):
        _tugaskan(jabatan, PegawaiFactory(), organisasi, sampai=MARET)
    assert not PenugasanJabatan.objects.exists()


def test_three_people_and_a_post_of_another_pd(organisasi):
    jabatan, pegawai = JabatanFactory(), PegawaiFactory()
    PenugasanFactory(jabatan=jabatan, pegawai=pegawai, sampai=datetime.date(2022, 1, 1))
    kepala = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=jabatan.perangkat_daerah)
    with pytest.raises(TidakBoleh):
        _tugaskan(jabatan, pegawai, kepala)
    with pytest.raises(Jabatan.DoesNotExist):
        _tugaskan(jabatan, pegawai, PenggunaFactory(peran=JenisPeran.OPERATOR))
    with pytest.raises(TidakBoleh):
        _lantik(PenggunaFactory(peran=JenisPeran.PERENCANA), (jabatan, pegawai))
    assert _tugaskan(jabatan, pegawai, organisasi).dari == APRIL


def test_akhiri_ends_once_and_never_into_the_next_holder(organisasi):
    lama = PenugasanFactory(sampai=MARET)
    PenugasanFactory(jabatan=lama.jabatan, dari=APRIL)
    tanda = tanda_penugasan(lama)

    def akhiri(sampai, tanda=None):
        return akhiri_penugasan(penugasan_id=lama.pk, sampai=sampai, oleh=organisasi, tanda=tanda)

    with pytest.raises(ValidationError, match="sudah dijabat"):
        akhiri(APRIL)
    with pytest.raises(ValidationError, match="baru mulai 1 Januari 2021"):
        akhiri(datetime.date(2020, 1, 1))
    assert akhiri(datetime.date(2024, 3, 1), tanda).sampai == datetime.date(2024, 3, 1)
    with pytest.raises(GalatPengguna, match="diubah orang lain"):
        akhiri(datetime.date(2024, 2, 1), tanda)


def test_an_end_is_taken_back_unless_somebody_follows(organisasi):
    lama = PenugasanFactory(sampai=MARET)

    def lanjutkan():
        return akhiri_penugasan(penugasan_id=lama.pk, sampai=None, oleh=organisasi)

    assert lanjutkan().sampai is None
    jejak = JejakAudit.objects.filter(aksi="penugasan.dilanjutkan")
    assert jejak.get().sebelum == {"sampai": "2024-03-31"}
    akhiri_penugasan(penugasan_id=lama.pk, sampai=MARET, oleh=organisasi)
    PenugasanFactory(jabatan=lama.jabatan, dari=datetime.date(2030, 1, 1))
    with pytest.raises(ValidationError, match="sudah dijabat"):
        lanjutkan()


def test_lantik_moves_people_in_a_ring_and_ends_the_plt(organisasi):
    satu, dua = PenugasanFactory(), PenugasanFactory()
    kosong = JabatanFactory()
    plt = PenugasanFactory(jabatan=kosong, jenis="plt")
    baru = PegawaiFactory()

    hasil = _lantik(
        organisasi, (satu.jabatan, dua.pegawai), (kosong, satu.pegawai), (dua.jabatan, baru)
    )

    assert _berjalan(satu.jabatan) == {(dua.pegawai_id, "definitif")}
    assert _berjalan(dua.jabatan) == {(baru.pk, "definitif")}
    assert _berjalan(kosong) == {(satu.pegawai_id, "definitif")}
    assert _berjalan(satu.jabatan, MARET) == {(satu.pegawai_id, "definitif")}
    assert {p.pk for p in hasil.diakhiri} == {satu.pk, dua.pk, plt.pk}
    assert (hasil.kosong, hasil.lepas) == ((), ())
    assert {p.dasar for p in hasil.penugasan} == {SK}
    assert JejakAudit.objects.filter(aksi="penugasan.dibuat").count() == 3
    assert JejakAudit.objects.filter(aksi="penugasan.diakhiri").count() == 3


def test_lantik_tells_vacant_posts_and_people_left_without_one(organisasi):
    pindah, diganti = PenugasanFactory(), PenugasanFactory()

    hasil = _lantik(organisasi, (diganti.jabatan, pindah.pegawai))

    assert hasil.kosong == (pindah.jabatan,)
    assert [p.pegawai for p in hasil.lepas] == [diganti.pegawai]


def test_lantik_ends_with_a_post_that_ends(organisasi):
    jabatan = JabatanFactory(sampai=datetime.date(2024, 12, 31))
    hasil = _lantik(organisasi, (jabatan, PegawaiFactory()))
    assert hasil.penugasan[0].sampai == jabatan.sampai
    with pytest.raises(GalatPelantikan, match="tidak pada tanggal pelantikan"):
        _lantik(organisasi, (jabatan, PegawaiFactory()), tanggal=datetime.date(2025, 1, 1))


def test_lantik_tells_of_a_plt_who_lost_the_own_post(organisasi):
    diganti, kosong = PenugasanFactory(), JabatanFactory()
    hasil = _lantik(
        organisasi, (diganti.jabatan, PegawaiFactory()), (kosong, diganti.pegawai, "plt")
    )
    assert [p.pegawai for p in hasil.lepas] == [diganti.pegawai]


def test_lantik_of_a_plt_keeps_his_own_post_and_a_plh_keeps_the_holder(organisasi):
    sendiri, tetap = PenugasanFactory(), PenugasanFactory()
    kosong = JabatanFactory()

    hasil = _lantik(
        organisasi, (kosong, sendiri.pegawai, "plt"), (tetap.jabatan, sendiri.pegawai, "plh")
    )

    assert hasil.diakhiri == ()
    assert _berjalan(sendiri.jabatan) == {(sendiri.pegawai_id, "definitif")}
    assert _berjalan(tetap.jabatan) == {
        (tetap.pegawai_id, "definitif"),
        (sendiri.pegawai_id, "plh"),
    }


def test_lantik_names_every_bad_row_and_writes_nothing(organisasi):
    baik, diam = PenugasanFactory(), PenugasanFactory()
    hari_itu = PenugasanFactory(dari=APRIL)
    berakhir = JabatanFactory(sampai=MARET)
    orang = PegawaiFactory()
    sebelum = list(PenugasanJabatan.objects.values_list("pk", "sampai"))

    with pytest.raises(GalatPelantikan) as galat:
        _lantik(
            organisasi,
            (baik.jabatan, orang),
            (diam.jabatan, diam.pegawai),
            (baik.jabatan, PegawaiFactory()),
            (berakhir, orang),
            (hari_itu.jabatan, PegawaiFactory()),
        )

    per_baris = {(g.nomor, g.medan) for g in galat.value.galat}
    assert per_baris == {
        (2, "jabatan"),
        (3, "jabatan"),
        (4, "pegawai"),
        (4, "jabatan"),
        (5, "jabatan"),
    }
    assert any(p.startswith("Baris 2: ") and "sudah dijabat" in p for p in galat.value.messages)
    assert any("sudah ada di baris 1" in p for p in galat.value.messages)
    assert list(PenugasanJabatan.objects.values_list("pk", "sampai")) == sebelum
    assert not JejakAudit.objects.exists()


def test_lantik_wants_rows_and_a_legal_basis(organisasi):
    with pytest.raises(ValidationError, match="paling sedikit satu baris"):
        _lantik(organisasi)
    with pytest.raises(ValidationError, match="nomor surat keputusan"):
        lantik(
            baris=[BarisPelantikan(JabatanFactory().pk, PegawaiFactory().pk)],
            tanggal=APRIL,
            dasar=" ",
            oleh=organisasi,
        )


def test_lantik_after_the_holders_changed_wants_another_look(organisasi):
    lama, baru = PenugasanFactory(), PegawaiFactory()
    baris = [BarisPelantikan(lama.jabatan_id, baru.pk)]
    tanda = rencana_pelantikan(baris, APRIL).tanda
    akhiri_penugasan(penugasan_id=lama.pk, sampai=APRIL, oleh=organisasi)

    with pytest.raises(GalatPengguna, match="Periksa sekali lagi"):
        _lantik(organisasi, (lama.jabatan, baru), tanda=tanda)
    assert _berjalan(lama.jabatan) == {(lama.pegawai_id, "definitif")}


def test_lantik_of_28_reads_a_constant_number_of_times(organisasi, django_assert_max_num_queries):
    posts = [PenugasanFactory() for _ in range(28)]
    orang = [p.pegawai for p in posts]
    baris = [
        BarisPelantikan(p.jabatan_id, o.pk)
        for p, o in zip(posts, orang[1:] + orang[:1], strict=True)
    ]
    with django_assert_max_num_queries(5):
        rencana = rencana_pelantikan(baris, APRIL)
    assert (len(rencana.diakhiri), rencana.kosong, rencana.galat) == (28, [], [])
    hasil = lantik(baris=baris, tanggal=APRIL, dasar=SK, oleh=organisasi, tanda=rencana.tanda)
    assert len(hasil.penugasan) == 28


@pytest.mark.postgres
@pytest.mark.parametrize("medan", ["jabatan", "pegawai"])
def test_the_database_refuses_what_passes_by_the_service(organisasi, medan, monkeypatch):
    lama = PenugasanFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        PenugasanFactory(**{medan: getattr(lama, medan)}, dari=APRIL)

    # the rule looks away once, as if the other had come between
    asli = layanan._periksa_tumpang
    panggilan = []

    def sekali(penugasan):
        panggilan.append(1)
        if len(panggilan) > 1:
            asli(penugasan)

    monkeypatch.setattr(layanan, "_periksa_tumpang", sekali)
    isi = {"jabatan": JabatanFactory(), "pegawai": PegawaiFactory(), medan: getattr(lama, medan)}
    with pytest.raises(ValidationError, match="sudah (di|men)jabat"):
        _tugaskan(isi["jabatan"], isi["pegawai"], organisasi)
    assert PenugasanJabatan.objects.count() == 1
    assert lama.dari == AWAL


def _batalkan(penugasan, oleh, alasan="Salah orang.", **isi):
    batalkan_penugasan(penugasan_id=penugasan.pk, alasan=alasan, oleh=oleh, **isi)


def test_a_mistake_goes_with_its_reason_and_nothing_else_reopens(organisasi):
    lama = PenugasanFactory(sampai=MARET)
    salah = PenugasanFactory(jabatan=lama.jabatan, dari=APRIL)
    with pytest.raises(ValidationError, match="Tulis alasannya"):
        _batalkan(salah, organisasi, alasan=" ")
    with pytest.raises(GalatPengguna, match="baru saja diubah"):
        _batalkan(salah, organisasi, tanda="lain")
    kepala = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=lama.jabatan.perangkat_daerah)
    with pytest.raises(TidakBoleh):
        _batalkan(salah, kepala)
    with pytest.raises(PenugasanJabatan.DoesNotExist):
        _batalkan(salah, PenggunaFactory(peran=JenisPeran.OPERATOR))

    _batalkan(salah, organisasi, tanda=tanda_penugasan(salah))

    assert list(PenugasanJabatan.objects.all()) == [lama]
    lama.refresh_from_db()
    assert lama.sampai == MARET
    jejak = JejakAudit.objects.get(aksi="penugasan.dibatalkan")
    assert jejak.objek_id == str(salah.pk)
    assert jejak.sesudah == {"alasan": "Salah orang."}
    assert (jejak.sebelum or {})["pegawai"] == salah.pegawai_id


def test_what_a_reorganisation_made_stays(organisasi):
    salah = PenugasanFactory()
    PerubahanOrganisasi.objects.create(
        jenis="penggabungan",
        tanggal=APRIL,
        dasar_hukum="Perda 3",
        status="diterapkan",
        diterapkan_pada=timezone.now(),
        catatan={"aplikasi": {"Jabatan": {"penugasan": [salah.pk], "baris": {}}}},
    )
    with pytest.raises(ValidationError, match="ikut penggabungan 1 April 2024"):
        _batalkan(salah, organisasi)
    assert PenugasanJabatan.objects.filter(pk=salah.pk).exists()
