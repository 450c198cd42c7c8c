"""A mass rotation from one spreadsheet: who goes and what is signed anew follow from it."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.pendaftar import Daftar, jenis_impor
from opd.models import PenugasanJabatan
from opd.pendaftar import AkibatPelantikan
from opd.resources.pelantikan import PelantikanResource
from opd.selectors import pelantikan
from tests.factories import PenggunaFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.lembar_impor import galat, impor

pytestmark = pytest.mark.django_db
APRIL = datetime.date(2024, 4, 1)
MARET = datetime.date(2024, 3, 31)


@pytest.fixture
def organisasi():
    return PenggunaFactory(peran="organisasi")


@pytest.fixture
def papers(monkeypatch):
    """Every post has one paper, and so has the post below it."""
    bacaan: Daftar = Daftar()

    def baca(nomor, tanggal):
        bawah = PenugasanJabatan.objects.filter(jabatan__induk__in=nomor)
        return [
            *(AkibatPelantikan(j, f"PK {j} {tanggal:%Y} ditandatangani ulang.") for j in nomor),
            *(AkibatPelantikan(p.jabatan_id, "PK bawahan tetap berlaku.") for p in bawah),
        ]

    bacaan.daftarkan(baca)
    monkeypatch.setattr(pelantikan, "akibat_pelantikan", bacaan)


def _baris(jabatan, pegawai, jenis="Definitif", tanggal="01/04/2024", dasar="SK 1"):
    kode = jabatan.perangkat_daerah.kode
    return [kode, jabatan.nama, pegawai.nip, "", jenis, tanggal, dasar]


def _catatan(hasil):
    return [(r.baris, r.isi) for r in hasil.rincian if r.macam == "catatan"]


def test_a_rotation_of_28_is_one_file(organisasi, papers):
    """Everybody moves one post on: no order of single rows could say that."""
    lama = PenugasanFactory.create_batch(27)
    baru = PegawaiFactory()
    bawahan = PenugasanFactory(jabatan__induk=lama[0].jabatan, jabatan__kepala=False)
    orang = [baru, *(p.pegawai for p in lama[:-1])]
    kosong = JabatanFactory()
    baris = [_baris(p.jabatan, o) for p, o in zip(lama, orang, strict=True)]
    baris.append(_baris(kosong, lama[-1].pegawai, "Definitif"))

    coba = impor(PelantikanResource(organisasi), *baris, terapkan=False)

    assert (coba.baru, coba.galat) == (28, 0)
    assert not PenugasanJabatan.objects.filter(dari=APRIL).exists()
    catatan = _catatan(coba)
    pertama = lama[0]
    assert (
        2,
        f"{baru.nama} menggantikan {pertama.pegawai.nama} di {pertama.jabatan.nama}.",
    ) in catatan
    assert (2, f"PK {pertama.jabatan_id} 2024 ditandatangani ulang.") in catatan
    assert (2, "PK bawahan tetap berlaku.") in catatan
    assert (29, f"{kosong.nama} kosong sebelum diisi {lama[-1].pegawai.nama}.") in catatan

    hasil = impor(PelantikanResource(organisasi), *baris)

    assert (hasil.galat, hasil.sidik) == (0, coba.sidik)
    for p, o in zip(lama, orang, strict=True):
        assert p.jabatan.penugasan.pada(APRIL).get().pegawai == o
        assert p.jabatan.penugasan.pada(MARET).get().pegawai == p.pegawai
    assert bawahan.jabatan.penugasan.pada(APRIL).get() == bawahan


def test_the_same_file_again_changes_nothing(organisasi):
    satu = PenugasanFactory()
    baris = _baris(satu.jabatan, PegawaiFactory())
    impor(PelantikanResource(organisasi), baris)

    hasil = impor(PelantikanResource(organisasi), baris)

    assert (hasil.baru, hasil.sama, hasil.galat) == (0, 1, 0)


def test_it_says_who_loses_a_post_and_which_post_falls_vacant(organisasi, papers):
    asal, tujuan = PenugasanFactory(), PenugasanFactory()

    hasil = impor(PelantikanResource(organisasi), _baris(tujuan.jabatan, asal.pegawai))

    naik, turun = asal.pegawai.nama, tujuan.pegawai.nama
    assert _catatan(hasil) == [
        (
            2,
            f"{naik} menggantikan {turun} di {tujuan.jabatan.nama}; "
            f"{turun} tidak lagi memegang jabatan definitif.",
        ),
        (2, f"{naik} meninggalkan {asal.jabatan.nama}; jabatan itu menjadi kosong."),
        (2, f"PK {tujuan.jabatan_id} 2024 ditandatangani ulang."),
        (2, f"PK {asal.jabatan_id} 2024 ditandatangani ulang."),
    ]


def test_one_bad_row_stops_all(organisasi):
    satu, dua = PenugasanFactory(), PenugasanFactory()
    orang = PegawaiFactory()

    hasil = impor(
        PelantikanResource(organisasi), _baris(satu.jabatan, orang), _baris(dua.jabatan, orang)
    )

    assert galat(hasil) == [
        (3, "nip", f"{orang.nama} sudah mendapat jabatan definitif di baris 2.")
    ]
    assert PenugasanJabatan.objects.count() == 2


@pytest.mark.parametrize(
    ("ubah", "kolom", "kalimat"),
    [
        ({"nip": "000000000000000009"}, "nip", "NIP ini tidak ada di data pegawai."),
        ({"jabatan": "Kepala Entah"}, "jabatan", "Jabatan “Kepala Entah” tidak ada"),
        ({"pd": "entah"}, "pd", "Perangkat daerah “entah” tidak ada."),
        ({"tanggal": "01/04/2019"}, "jabatan", "tidak pada tanggal pelantikan."),
        ({"dasar": ""}, "dasar", "Kolom ini wajib diisi."),
        ({"nip": "=cmd|' /C calc'!A0"}, "nip", "NIP terdiri dari 18 angka."),
    ],
)
def test_refusals_stand_at_their_cell(organisasi, ubah, kolom, kalimat):
    sumber = PelantikanResource(organisasi)
    isi = dict(zip([k.nama for k in sumber.kolom], _baris(JabatanFactory(), PegawaiFactory()),
                   strict=True)) | ubah  # fmt: skip

    ((baris, di, teks),) = galat(impor(sumber, list(isi.values())))

    assert (baris, di) == (2, kolom)
    assert kalimat in teks
    assert not PenugasanJabatan.objects.exists()


def test_another_decree_for_a_known_appointment_is_refused(organisasi):
    satu = PenugasanFactory(dari=APRIL, dasar="SK 1")

    hasil = impor(PelantikanResource(organisasi), _baris(satu.jabatan, satu.pegawai, dasar="SK 2"))

    assert [(b, k) for b, k, _ in galat(hasil)] == [(2, "dasar")]


def test_the_number_of_reads_does_not_grow(organisasi, papers):
    def hitung(n):
        lama = PenugasanFactory.create_batch(n)
        baris = [_baris(p.jabatan, PegawaiFactory(), tanggal=f"0{n}/04/2024") for p in lama]
        with CaptureQueriesContext(
            connection,
        ) as kueri:
            hasil = impor(PelantikanResource(organisasi), *baris, terapkan=False)
        assert hasil.galat == 0
        return sum(k["sql"].lstrip().upper().startswith("SELECT") for k in kueri)

    assert hitung(8) - hitung(2) <= 6 * 6  # full_clean asks six times per new row


@pytest.mark.parametrize("peran", ["perencana", "kepala_pd", "admin"])
def test_only_organisasi(peran):
    assert not jenis_impor["pelantikan"].boleh(PenggunaFactory(peran=peran))
