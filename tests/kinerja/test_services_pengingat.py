"""Reminders: whom, when and what; never twice."""

from __future__ import annotations

import datetime

import pytest

from dasar.models import KirimanPesan, Notifikasi
from dasar.services.kiriman import teks_keluar
from dasar.tanggal import WIB
from kinerja.models import JadwalPengisian, Pembekuan, Perpanjangan
from kinerja.selectors.pengingat import tanda_waktu
from kinerja.services.pengingat import kirim_pengingat
from opd.models import JenisPeran, Peran
from tests.factories import IsiIndikatorFactory, PeranFactory
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db


def _wib(bulan: int, hari: int, jam: int = 0, menit: int = 0) -> datetime.datetime:
    return datetime.datetime(2025, bulan, hari, jam, menit, tzinfo=WIB)


TUTUP = _wib(1, 20, 23, 59)


@pytest.fixture
def q(p):
    """The quarter closes on 20 January 2025, 23.59; approval on the 25th."""
    JadwalPengisian.objects.filter(pk=p.jadwal.pk).update(
        dibuka_pada=_wib(1, 1), ditutup_pada=TUTUP, persetujuan_sampai=_wib(1, 25, 23, 59)
    )
    p.jadwal.refresh_from_db()
    return p


def _judul(orang) -> list[str]:
    return list(
        Notifikasi.objects.filter(penerima=orang).order_by("pk").values_list("judul", flat=True)
    )


@pytest.mark.parametrize(
    ("kini", "kode"),
    [
        (_wib(1, 12, 23, 59), None),
        (_wib(1, 13, 0, 0), "T7"),
        (_wib(1, 16, 23, 59), "T7"),
        (_wib(1, 17, 0, 0), "T3"),
        (_wib(1, 19, 0, 0), "T1"),
        (TUTUP, "T1"),
        (TUTUP + datetime.timedelta(seconds=30), None),  # the day itself is not over
        (_wib(1, 21, 0, 0), "H1"),
        (_wib(1, 23, 23, 59), "H1"),
        (_wib(1, 24, 0, 0), "H4"),
        (_wib(1, 27, 0, 0), "H7"),
        (_wib(1, 30, 0, 0), "H10"),
        (_wib(2, 1, 23, 59), "H10"),
        (_wib(2, 2, 0, 0), None),
    ],
)
def test_marks_begin_at_midnight_in_jakarta(kini, kode):
    for waktu in (kini, kini.astimezone(datetime.UTC)):
        tanda = tanda_waktu(TUTUP, waktu)
        assert (tanda.kode if tanda else None) == kode


def test_operator_reads_the_own_missing_cells_with_links_once(q):
    q.isi(nama="Angka kematian ibu")
    q.baris("dikembalikan", isi=q.isi(nama="Prevalensi stunting"))
    q.baris("draf", isi=q.isi(nama="Sudah diisi"))
    q.baris("diverifikasi", isi=q.isi(nama="Sudah beres"))
    IsiIndikatorFactory(nama="Milik dinas lain", pengampu=q.lain)

    assert kirim_pengingat(kini=_wib(1, 13, 7)) == 2  # one operator of each PD
    assert kirim_pengingat(kini=_wib(1, 13, 8)) == 0
    assert kirim_pengingat(kini=_wib(1, 16, 8)) == 0

    kabar = Notifikasi.objects.get(penerima=q.operator)
    assert kabar.judul == "Pengisian Triwulan IV 2024 ditutup 7 hari lagi"
    assert "Dinas Kesehatan: 1 sel kosong, 1 baris dikembalikan, 1 baris terisi belum" in kabar.teks
    assert "Angka kematian ibu\t/kinerja/pengisian/?pd=" in kabar.teks
    assert "Prevalensi stunting (dikembalikan)\t" in kabar.teks
    for lain in ("Sudah diisi", "Sudah beres", "Milik dinas lain"):
        assert lain not in kabar.teks
    surat = KirimanPesan.objects.get(notifikasi=kabar)
    assert (surat.saluran, surat.alamat) == ("surel", q.operator.email)
    assert "  http://127.0.0.1:8000/kinerja/pengisian/?pd=" in teks_keluar(kabar)
    assert not Notifikasi.objects.filter(penerima__in=[q.kepala, q.organisasi]).exists()


def test_each_mark_once_and_after_downtime_only_the_newest(q):
    q.isi()
    for hari in (13, 17, 19, 20):
        kirim_pengingat(kini=_wib(1, hari, 6))
    assert len(_judul(q.operator)) == 3

    kirim_pengingat(kini=_wib(1, 28, 6))  # nothing ran for eight days
    assert _judul(q.operator)[3:] == ["Pengisian Triwulan IV 2024 sudah ditutup dan belum lengkap"]


def test_overdue_goes_up_to_the_head_and_as_one_list_to_the_city(q):
    q.isi(nama="Angka kematian ibu")
    IsiIndikatorFactory(nama="Cakupan bansos", pengampu=q.lain)

    kirim_pengingat(kini=_wib(1, 21))

    kepala = Notifikasi.objects.get(penerima=q.kepala)
    assert kepala.judul == "Triwulan IV 2024 terlambat diajukan"
    assert "Angka kematian ibu" in kepala.teks
    kota = Notifikasi.objects.get(penerima=q.organisasi)
    assert kota.judul == "2 perangkat daerah terlambat mengajukan Triwulan IV 2024"
    assert [b.partition("\t")[0] for b in kota.teks.splitlines()[2:]] == [
        "Dinas Kesehatan: 1 baris",
        "Dinas Sosial: 1 baris",
    ]


def test_extension_moves_the_marks_of_its_pd_only(q):
    q.isi()
    IsiIndikatorFactory(pengampu=q.lain)
    lebih = Perpanjangan.objects.create(
        perangkat_daerah=q.pd,
        jadwal=q.jadwal,
        sampai=_wib(1, 24, 12),
        alasan="Gangguan",
        oleh=q.organisasi,
    )

    kirim_pengingat(kini=_wib(1, 21, 6))
    assert _judul(q.operator) == ["Pengisian Triwulan IV 2024 ditutup 3 hari lagi"]
    assert _judul(q.operator_lain)[0].endswith("sudah ditutup dan belum lengkap")
    assert _judul(q.organisasi) == ["1 perangkat daerah terlambat mengajukan Triwulan IV 2024"]

    lebih.dicabut_pada = _wib(1, 21, 7)
    lebih.save()
    kirim_pengingat(kini=_wib(1, 21, 8))
    assert _judul(q.operator)[1:] == ["Pengisian Triwulan IV 2024 sudah ditutup dan belum lengkap"]


def test_person_with_two_pd_reads_one_message_of_at_most_twenty_names(q):
    PeranFactory(pengguna=q.operator, peran=JenisPeran.OPERATOR, perangkat_daerah=q.lain)
    for n in range(18):
        q.isi(nama=f"Sel sendiri {n}")
    for n in range(5):
        IsiIndikatorFactory(nama=f"Sel lain {n}", pengampu=q.lain)

    kirim_pengingat(kini=_wib(1, 19))

    teks = Notifikasi.objects.get(penerima=q.operator).teks
    assert (teks.count("\t/kinerja/"), teks.count("dan 3 lagi")) == (20, 1)
    assert "Dinas Sosial: 5 sel kosong." in teks


def test_head_is_reminded_of_rows_that_wait(q, settings):
    q.baris("diajukan", isi=q.isi(nama="Angka kematian ibu"))

    kirim_pengingat(kini=_wib(1, 22, 6))
    settings.PERSETUJUAN_KEPALA_PD = False
    kirim_pengingat(kini=_wib(1, 24, 6))

    kabar = Notifikasi.objects.get(penerima=q.kepala)
    assert kabar.judul == "Persetujuan Triwulan IV 2024 ditutup 3 hari lagi"
    assert "1 baris menunggu persetujuan Anda." in kabar.teks
    assert kabar.tautan.startswith("/kinerja/persetujuan/?pd=")
    assert not Notifikasi.objects.filter(penerima=q.operator).exists()


def test_nobody_is_reminded_without_need(q):
    q.isi()
    q.operator.is_active = False
    q.operator.save()
    Peran.objects.filter(pengguna=q.kepala).update(sampai=datetime.date(2025, 1, 18))
    IsiIndikatorFactory(pengampu=q.lain)
    Pembekuan.objects.create(jadwal=q.jadwal, perangkat_daerah=q.lain, oleh=q.organisasi)

    kirim_pengingat(kini=_wib(1, 19))
    assert not Notifikasi.objects.exists()

    kirim_pengingat(kini=_wib(1, 21))
    assert set(Notifikasi.objects.values_list("penerima", flat=True)) == {q.organisasi.pk}


def test_complete_quarter_says_nothing(q):
    q.baris("disetujui_pd", triwulan=TW, disetujui_oleh=q.kepala)

    assert kirim_pengingat(kini=_wib(1, 19)) == 0
    assert kirim_pengingat(kini=_wib(1, 21)) == 0


def test_queries_do_not_grow_with_rows(q, django_assert_max_num_queries):
    for _ in range(30):
        q.isi()
    with django_assert_max_num_queries(26):
        kirim_pengingat(kini=_wib(1, 19))
