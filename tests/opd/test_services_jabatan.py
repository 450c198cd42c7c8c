"""Posts: one head per PD and day, superiors above, no circle, no end under a holder."""

from __future__ import annotations

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from opd.models import Eselon, Jabatan, JenisPD, JenisPeran, PerangkatDaerah
from opd.services.jabatan import akhiri_jabatan, buat_jabatan, tanda_jabatan, ubah_jabatan
from tests.factories import AWAL, PenggunaFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PenugasanFactory

pytestmark = pytest.mark.django_db
JULI = datetime.date(2024, 7, 1)


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran=JenisPeran.ORGANISASI)


def _buat(pd, oleh, **isi):
    bawaan = {"nama": "Kepala Bidang Uji", "eselon": Eselon.III_B, "dari": AWAL}
    return buat_jabatan(perangkat_daerah_id=pd.pk, oleh=oleh, **{**bawaan, **isi})


def _ubah(jabatan, oleh, **isi):
    bawaan = {
        "nama": jabatan.nama,
        "eselon": jabatan.eselon,
        "dari": jabatan.dari,
        "induk_id": jabatan.induk_id,
        "kepala": jabatan.kepala,
        "urutan": jabatan.urutan,
    }
    return ubah_jabatan(jabatan_id=jabatan.pk, oleh=oleh, **{**bawaan, **isi})


def _galat(medan, kalimat, kerja):
    with pytest.raises(ValidationError) as galat:
        kerja()
    assert list(galat.value.message_dict) == [medan]
    assert kalimat in galat.value.message_dict[medan][0]


def test_buat_below_the_head_leaves_an_audit_row(organisasi):
    kepala = JabatanFactory()

    bidang = _buat(kepala.perangkat_daerah, organisasi, induk_id=kepala.pk, nama="  Bidang A ")

    assert (bidang.nama, bidang.induk, bidang.kepala) == ("Bidang A", kepala, False)
    jejak = JejakAudit.objects.get(aksi="jabatan.dibuat", sesudah__induk=kepala.pk)
    assert jejak.oleh == organisasi


def test_three_people_organisasi_writes_the_others_do_not():
    pd = PerangkatDaerahFactory()
    with pytest.raises(TidakBoleh, match="Bagian Organisasi"):
        _buat(pd, PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd))
    with pytest.raises(TidakBoleh, match="Bagian Organisasi"):
        _buat(pd, PenggunaFactory(peran=JenisPeran.EVALUATOR))
    with pytest.raises(PerangkatDaerah.DoesNotExist):
        _buat(pd, PenggunaFactory(peran=JenisPeran.OPERATOR))
    assert not Jabatan.objects.exists()


def test_one_head_on_a_day_and_the_next_after_it(organisasi):
    kepala = JabatanFactory(nama="Kepala Dinas Lama")
    pd = kepala.perangkat_daerah

    def kedua(dari):
        return _buat(pd, organisasi, nama="Kepala Baru", eselon=Eselon.II_B, kepala=True, dari=dari)

    _galat("kepala", "sudah dipimpin Kepala Dinas Lama (sejak 1 Januari 2021)", lambda: kedua(JULI))
    akhiri_jabatan(jabatan_id=kepala.pk, sampai=JULI - datetime.timedelta(days=1), oleh=organisasi)
    assert kedua(JULI).kepala
    # taking the end back would make two heads again
    _galat(
        "kepala",
        "sudah dipimpin Kepala Baru",
        lambda: akhiri_jabatan(jabatan_id=kepala.pk, sampai=None, oleh=organisasi),
    )


def test_superior_of_another_pd_only_for_the_head_of_a_unit_below_it(organisasi):
    kepala = JabatanFactory(nama="Kepala Dinas Kesehatan")
    dinas = kepala.perangkat_daerah
    puskesmas = PerangkatDaerahFactory(jenis=JenisPD.UPTD, induk=dinas)
    lain = PerangkatDaerahFactory()

    pimpinan = _buat(
        puskesmas,
        organisasi,
        nama="Kepala Puskesmas",
        eselon=Eselon.IV_A,
        kepala=True,
        induk_id=kepala.pk,
    )

    assert pimpinan.induk == kepala
    for pd in (puskesmas, lain):
        _galat(
            "induk",
            "Kepala Dinas Kesehatan bukan jabatan di",
            lambda pd=pd: _buat(pd, organisasi, induk_id=kepala.pk),
        )


def test_superior_has_a_higher_eselon_also_within_one_level(organisasi):
    camat = JabatanFactory(nama="Camat", eselon=Eselon.III_A)
    pd = camat.perangkat_daerah
    sekretaris = _buat(pd, organisasi, nama="Sekretaris", induk_id=camat.pk)
    assert sekretaris.induk == camat

    _galat(
        "induk",
        "Sekretaris (Eselon III.b) tidak lebih tinggi dari Eselon III.b",
        lambda: _buat(pd, organisasi, nama="Lain", induk_id=sekretaris.pk),
    )
    _galat(
        "eselon",
        "Bawahannya, Sekretaris (Eselon III.b)",
        lambda: _ubah(camat, organisasi, eselon=Eselon.IV_A),
    )


def test_no_circle(organisasi):
    kepala = JabatanFactory(nama="Kepala")
    bidang = JabatanFactory(
        pd=kepala.perangkat_daerah, nama="Bidang", eselon="iii_b", kepala=False, induk=kepala
    )
    seksi = JabatanFactory(
        pd=kepala.perangkat_daerah, nama="Seksi", eselon="iv_a", kepala=False, induk=bidang
    )
    _galat(
        "induk",
        "Seksi adalah bawahan jabatan ini",
        lambda: _ubah(kepala, organisasi, induk_id=seksi.pk),
    )
    _galat("induk", "atasannya sendiri", lambda: _ubah(seksi, organisasi, induk_id=seksi.pk))
    kepala.refresh_from_db()
    assert kepala.induk is None


def test_dates_inside_those_of_the_pd_and_of_the_holders(organisasi):
    jabatan = JabatanFactory()
    penugasan = PenugasanFactory(jabatan=jabatan)
    _galat(
        "dari",
        "sejak 1 Januari 2021",
        lambda: _buat(jabatan.perangkat_daerah, organisasi, dari=datetime.date(2020, 1, 1)),
    )
    _galat("dari", penugasan.pegawai.nama, lambda: _ubah(jabatan, organisasi, dari=JULI))


def test_a_superior_that_ended_before_is_refused(organisasi):
    lama = JabatanFactory(sampai=datetime.date(2022, 12, 31), nama="Kepala Lama")
    _galat(
        "induk",
        "Kepala Lama berlaku 1 Januari 2021 sampai 31 Desember 2022",
        lambda: _buat(lama.perangkat_daerah, organisasi, induk_id=lama.pk, dari=JULI),
    )


def test_akhiri_refuses_while_held_or_with_posts_below(organisasi):
    jabatan = JabatanFactory()
    penugasan = PenugasanFactory(jabatan=jabatan)

    def akhiri(sampai=JULI):
        return akhiri_jabatan(jabatan_id=jabatan.pk, sampai=sampai, oleh=organisasi)

    _galat("sampai", penugasan.pegawai.nama, akhiri)
    penugasan.sampai = JULI
    penugasan.save()
    bawahan = JabatanFactory(
        pd=jabatan.perangkat_daerah, eselon="iii_a", kepala=False, induk=jabatan
    )
    _galat("sampai", f"{bawahan.nama} di bawahnya", akhiri)
    bawahan.delete()
    _galat("sampai", "baru mulai 1 Januari 2021", lambda: akhiri(datetime.date(2020, 1, 1)))
    assert akhiri().sampai == JULI
    assert JejakAudit.objects.filter(aksi="jabatan.diakhiri", sesudah__sampai="2024-07-01").exists()


def test_the_second_of_two_people_is_told(organisasi):
    jabatan = JabatanFactory()
    tanda = tanda_jabatan(jabatan)
    _ubah(jabatan, organisasi, nama="Nama pertama", tanda=tanda)

    with pytest.raises(GalatPengguna, match="baru saja diubah orang lain"):
        _ubah(jabatan, organisasi, nama="Nama kedua", tanda=tanda)

    jabatan.refresh_from_db()
    assert jabatan.nama == "Nama pertama"


def test_same_name_and_day_in_one_pd_is_a_sentence(organisasi):
    jabatan = JabatanFactory(kepala=False)
    _galat(
        "nama",
        "sudah ada di perangkat daerah itu",
        lambda: _buat(jabatan.perangkat_daerah, organisasi, nama=jabatan.nama),
    )


def test_a_post_that_somebody_held_gets_no_other_name(organisasi):
    jabatan = JabatanFactory(nama="Kepala Dinas Kesehatan", kepala=False)
    assert _ubah(jabatan, organisasi, nama="Kepala Dinas Kesehetan").nama.endswith("Kesehetan")
    PenugasanFactory(jabatan=jabatan, sampai=JULI)
    jabatan.refresh_from_db()

    _galat(
        "nama",
        "sudah dijabat sejak 1 Januari 2021",
        lambda: _ubah(jabatan, organisasi, nama="Kepala Dinas Sosial"),
    )

    # letters and marks are no other name, a slip of the pen is said to be one
    assert _ubah(jabatan, organisasi, nama="KEPALA DINAS KESEHETAN").nama.isupper()
    nama = "Kepala Dinas Kesehatan"
    assert _ubah(jabatan, organisasi, nama=nama, ejaan=True).nama == nama


@pytest.mark.parametrize(("atas", "bawah"), list(itertools.pairwise(Eselon.values)))
def test_every_eselon_stands_below_the_one_before_it(organisasi, atas, bawah):
    atasan = JabatanFactory(eselon=atas, kepala=False)
    pd = atasan.perangkat_daerah
    bawahan = _buat(pd, organisasi, eselon=bawah, induk_id=atasan.pk)
    assert bawahan.induk == atasan
    _galat(
        "induk",
        "tidak lebih tinggi dari",
        lambda: _buat(pd, organisasi, nama="Terbalik", eselon=atas, induk_id=bawahan.pk),
    )
