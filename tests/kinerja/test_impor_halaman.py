"""The pages of the import: who sees what, and the way from upload to job."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dasar.models import Berkas, Pekerjaan
from kinerja.models import ImporLaporan, PengecualianImpor, StatusImpor
from kinerja.selectors.berkas_triwulan import baca_berkas_triwulan
from kinerja.services.unggah_impor import unggah_berkas_laporan
from kinerja.views.impor import pd_boleh_impor
from opd.models import JenisPeran
from tests.factories import PenggunaFactory, PeranFactory, PerangkatDaerahFactory
from tests.langkah import jumlah_panggilan

KEPALA = "Program/Kegiatan,Indikator,TW I K,TW I Rp"
ISI = f"""{KEPALA}
PROGRAM LAYANAN,Nilai layanan,"81,5",900
Kegiatan Layanan,Persentase layanan,#REF!,900
=cmd|' /C calc'!A0,<script>alert(1)</script>,1,900
""".encode()

pytestmark = pytest.mark.django_db


@pytest.fixture
def pd():
    return PerangkatDaerahFactory(nama="Dinas Contoh", singkatan="DINUJI")


@pytest.fixture
def operator(pd):
    return PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)


@pytest.fixture
def impor(pd, operator) -> ImporLaporan:
    return unggah_berkas_laporan(
        isi=ISI, nama_asli="laporan.csv", perangkat_daerah=pd, tahun=2023, oleh=operator,
        isian_kinerja="per_triwulan", isian_anggaran="sd_triwulan",
    )  # fmt: skip


def _unggahan(isi: bytes = ISI, **lain) -> dict[str, object]:
    return {
        "tahun": "2023",
        "berkas": SimpleUploadedFile("laporan.csv", isi),
        "isian_kinerja": "per_triwulan",
        "isian_anggaran": "sd_triwulan",
        **lain,
    }


def test_operator_uploads_for_the_only_own_pd(client, pd, operator):
    client.force_login(operator)
    formulir = client.get(reverse("kinerja:impor_create")).content.decode()
    assert f'type="hidden" name="perangkat_daerah" value="{pd.pk}"' in formulir
    balasan = client.post(reverse("kinerja:impor_create"), _unggahan(perangkat_daerah=pd.pk))
    impor = ImporLaporan.objects.get()
    assert balasan.url == reverse("kinerja:impor_detail", args=[impor.pk])
    assert (impor.perangkat_daerah, impor.diunggah_oleh) == (pd, operator)


def test_operator_cannot_upload_for_another_pd(client, operator):
    client.force_login(operator)
    lain = PerangkatDaerahFactory()
    balasan = client.post(reverse("kinerja:impor_create"), _unggahan(perangkat_daerah=lain.pk))
    assert balasan.status_code == 200
    assert not ImporLaporan.objects.exists()


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"Program/Kegiatan,TW I K\nPROGRAM A,1\n", "Kolom indikator tidak ditemukan"),
        (b"%PDF-1.4 palsu", "tidak dapat diterima"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_a_sentence(client, pd, operator, isi, kata):
    client.force_login(operator)
    balasan = client.post(reverse("kinerja:impor_create"), _unggahan(isi, perangkat_daerah=pd.pk))
    assert kata in balasan.content.decode()
    assert not Berkas.objects.exists()


def test_preview_shows_the_bad_cell_first_and_escapes_the_file(client, operator, impor):
    client.force_login(operator)
    halaman = client.get(reverse("kinerja:impor_detail", args=[impor.pk])).content.decode()
    assert halaman.index("1 sel belum dapat dibaca") < halaman.index("Baris laporan")
    assert "galat rumus Excel" in halaman
    assert "<script>alert" not in halaman
    assert "&lt;script&gt;alert" in halaman
    assert "Terapkan 3 baris" not in halaman


def test_exclude_take_back_apply(client, operator, impor):
    client.force_login(operator)
    sel = {"baris": "3", "kolom": "TW I K"}
    client.post(reverse("kinerja:impor_lewati", args=[impor.pk]), {**sel, "alasan": "rusak"})
    assert PengecualianImpor.objects.get().oleh == operator
    client.post(reverse("kinerja:impor_lewati_hapus", args=[impor.pk]), sel)
    assert not PengecualianImpor.objects.exists()
    balasan = client.post(reverse("kinerja:impor_terapkan", args=[impor.pk]), follow=True)
    assert "Perbaiki di berkas lalu unggah lagi" in balasan.content.decode()
    assert not Pekerjaan.objects.exists()
    client.post(reverse("kinerja:impor_lewati", args=[impor.pk]), {**sel, "alasan": "rusak"})
    balasan = client.post(reverse("kinerja:impor_terapkan", args=[impor.pk]))
    pekerjaan = Pekerjaan.objects.get()
    assert balasan.url == reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk])
    assert pekerjaan.parameter == {"impor": impor.pk}


def test_exclusion_without_reason_says_so(client, operator, impor):
    client.force_login(operator)
    balasan = client.post(
        reverse("kinerja:impor_lewati", args=[impor.pk]),
        {"baris": "3", "kolom": "TW I K", "alasan": ""},
        follow=True,
    )
    assert "Tulis alasan sel ini dilewati." in balasan.content.decode()


def test_pick_for_a_row_that_does_not_wait_is_refused(client, operator, impor):
    client.force_login(operator)
    balasan = client.post(
        reverse("kinerja:impor_pilih", args=[impor.pk]),
        {"baris": "2", "pilihan": "baru"},
        follow=True,
    )
    assert "Baris 2 tidak menunggu pilihan." in balasan.content.decode()


def test_cancelled_import_cannot_be_changed(client, operator, impor):
    client.force_login(operator)
    client.post(reverse("kinerja:impor_batal", args=[impor.pk]))
    impor.refresh_from_db()
    assert impor.status == StatusImpor.DIBATALKAN
    balasan = client.post(reverse("kinerja:impor_terapkan", args=[impor.pk]))
    assert balasan.status_code == 403
    assert "sudah dibatalkan" in balasan.content.decode()


@pytest.mark.parametrize("nama", ["lewati", "lewati_hapus", "pilih", "terapkan", "batal"])
def test_other_pd_gets_404_and_reader_403(client, impor, nama):
    alamat = reverse(f"kinerja:impor_{nama}", args=[impor.pk])
    data = {"baris": "3", "kolom": "TW I K", "alasan": "x", "pilihan": "baru"}
    client.force_login(PenggunaFactory(peran=JenisPeran.OPERATOR))
    assert client.post(alamat, data).status_code == 404
    client.force_login(PenggunaFactory(peran=JenisPeran.EVALUATOR))
    assert client.post(alamat, data).status_code == 403
    assert client.get(alamat).status_code == 405


def test_list_and_detail_are_scoped(client, impor):
    detail = reverse("kinerja:impor_detail", args=[impor.pk])
    client.force_login(PenggunaFactory(peran=JenisPeran.OPERATOR))
    assert client.get(detail).status_code == 404
    assert detail not in client.get(reverse("kinerja:impor_list")).content.decode()
    client.force_login(PenggunaFactory(peran=JenisPeran.EVALUATOR))
    assert client.get(detail).status_code == 200
    assert detail in client.get(reverse("kinerja:impor_list")).content.decode()
    assert client.get(reverse("kinerja:impor_create")).status_code == 403


def test_role_for_one_pd_uploads_only_for_that_pd(client, pd):
    lain = PerangkatDaerahFactory()
    orang = PenggunaFactory(peran=JenisPeran.EVALUATOR)  # sees all PD
    PeranFactory(pengguna=orang, peran=JenisPeran.ORGANISASI, perangkat_daerah=pd)
    assert list(pd_boleh_impor(orang)) == [pd]
    client.force_login(orang)
    client.post(reverse("kinerja:impor_create"), _unggahan(perangkat_daerah=lain.pk))
    assert not ImporLaporan.objects.exists()


def test_preview_reads_the_file_once(client, operator, impor, monkeypatch):
    dibaca = []

    def baca(isi, jenis, cara):
        dibaca.append(jenis)
        return baca_berkas_triwulan(isi, jenis, cara)

    monkeypatch.setattr("kinerja.services.unggah_impor.baca_berkas_triwulan", baca)
    client.force_login(operator)
    client.get(reverse("kinerja:impor_detail", args=[impor.pk]))
    assert dibaca == ["csv"]


def test_only_the_text_of_an_excluded_cell_is_struck_out(client, operator, impor):
    client.force_login(operator)
    sel = {"baris": "3", "kolom": "TW I K", "alasan": "rusak"}
    client.post(reverse("kinerja:impor_lewati", args=[impor.pk]), sel)
    halaman = client.get(reverse("kinerja:impor_detail", args=[impor.pk])).content.decode()
    assert halaman.count('<s class="sel-dikecualikan">#REF!</s>') == 2
    assert halaman.count("sel-dikecualikan") == 2


def test_preview_of_twice_as_many_rows_is_twice_the_work(client, pd, operator):
    def kerja(jumlah):
        baris = "\n".join(
            f"Hal {n * 7919:06x} nomor {n},Jumlah {n},1,{n}" for n in range(jumlah - 1)
        )
        impor = unggah_berkas_laporan(
            isi=f"{KEPALA}\nPROGRAM A,Nilai,1,1\n{baris}\n".encode(), nama_asli="l.csv",
            perangkat_daerah=pd, tahun=2023, oleh=operator, isian_kinerja="per_triwulan",
            isian_anggaran="sd_triwulan",
        )  # fmt: skip
        alamat = reverse("kinerja:impor_detail", args=[impor.pk])
        assert f"Halaman 1 dari {jumlah // 100}" in client.get(alamat).content.decode()
        return jumlah_panggilan(lambda: client.get(alamat))

    client.force_login(operator)
    assert kerja(600) < 2.5 * kerja(300)


def test_filter_and_pages(client, pd, operator):
    baris = "\n".join(f"Kegiatan {n:03d},Jumlah {n:03d},1,1" for n in range(150))
    impor = unggah_berkas_laporan(
        isi=f"{KEPALA}\nPROGRAM A,Nilai,1,1\n{baris}\n".encode(), nama_asli="l.csv",
        perangkat_daerah=pd, tahun=2023, oleh=operator, isian_kinerja="per_triwulan",
        isian_anggaran="sd_triwulan",
    )  # fmt: skip
    client.force_login(operator)
    alamat = reverse("kinerja:impor_detail", args=[impor.pk])
    kedua = client.get(f"{alamat}?saring=baru&page=2").content.decode()
    assert "Halaman 2 dari 2" in kedua
    assert "Kegiatan 149" in kedua
    assert "Kegiatan 001" not in kedua
    assert (
        "Tidak ada baris pada saringan ini."
        in client.get(f"{alamat}?saring=galat").content.decode()
    )
