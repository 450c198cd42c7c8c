"""Pages of merges and splits: the whole way, refusals, and who may open them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opd.models import JenisPeran, Pengguna, PerangkatDaerah, PerubahanOrganisasi
from opd.pendaftar import ButirPindah
from opd.selectors.perubahan import BagianPratinjau, PDBaru, Pratinjau
from opd.services.perubahan import simpan_perubahan
from tests.factories import LembarKerjaFactory, PenggunaFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisasi() -> Pengguna:
    orang: Pengguna = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    return orang


def _masuk(orang: Pengguna) -> Client:
    client = Client()
    client.force_login(orang)
    return client


def _isian(asal: list[int], **lain: Any) -> dict[str, Any]:
    return {
        "jenis": "penggabungan",
        "tanggal": "2024-07-01",
        "dasar_hukum": "Perda 3/2024",
        "asal": asal,
        "baru_1_nama": "Dinas Gabungan",
        "baru_1_singkatan": "DINGAB",
        "baru_1_kode": "DINGAB",
        "baru_1_jenis": "dinas",
        **lain,
    }


def _dua() -> list[int]:
    return [PerangkatDaerahFactory(nama=f"Dinas {n}").pk for n in ("A", "B")]


def _draf(asal: list[int], oleh: Pengguna, **lain: Any) -> PerubahanOrganisasi:
    isi: dict[str, Any] = {
        "jenis": "penggabungan",
        "tanggal": datetime.date(2024, 7, 1),
        "dasar_hukum": "Perda 3/2024",
        "tujuan": [],
        "baru": [PDBaru(-1, "Dinas Gabungan", "DINGAB", "dingab", "dinas")],
        **lain,
    }
    return simpan_perubahan(asal=asal, oleh=oleh, **isi)


def test_from_the_form_to_applied_and_back(organisasi: Pengguna):
    client, asal = _masuk(organisasi), _dua()
    JabatanFactory(pd=PerangkatDaerah.objects.get(pk=asal[0]), nama="Seksi", kepala=False)

    jawab = client.post(reverse("opd:perubahan_create"), _isian(asal))

    perubahan = PerubahanOrganisasi.objects.get()
    assert jawab.url == reverse("opd:perubahan_detail", args=[perubahan.pk])  # type: ignore[attr-defined]
    isi = client.get(jawab.url).content.decode()  # type: ignore[attr-defined]
    assert "Jabatan yang diteruskan" in isi
    assert "Dinas A dan Dinas B berakhir 30 Juni 2024." in isi
    alamat = reverse("opd:perubahan_terapkan", args=[perubahan.pk])
    tanda = client.get(alamat).context["pratinjau"].tanda
    assert client.post(alamat, {"tanda": tanda}).status_code == 302
    assert PerangkatDaerah.objects.filter(kode="dingab").exists()
    isi = client.get(jawab.url).content.decode()  # type: ignore[attr-defined]
    assert "Dipindahkan" in isi
    assert "Diterapkan" in isi
    urung = reverse("opd:perubahan_urungkan", args=[perubahan.pk])
    assert "Urungkan perubahan" in client.get(urung).content.decode()
    assert client.post(urung).status_code == 302
    assert not PerangkatDaerah.objects.filter(kode="dingab").exists()
    assert "Diurungkan" in client.get(jawab.url).content.decode()  # type: ignore[attr-defined]


def test_what_was_typed_stays_beside_the_reason(organisasi: Pengguna):
    asal = _dua()

    jawab = _masuk(organisasi).post(
        reverse("opd:perubahan_create"),
        _isian(asal[:1], baru_1_kode="", dasar_hukum="Perda yang ditulis"),
    )
    isi = jawab.content.decode()
    assert "Tulis kodenya." in isi
    assert 'value="Perda yang ditulis"' in isi

    jawab = _masuk(organisasi).post(reverse("opd:perubahan_create"), _isian(asal[:1]))
    isi = jawab.content.decode()
    assert "Penggabungan perlu paling sedikit dua perangkat daerah asal." in isi
    assert 'value="Dinas Gabungan"' in isi
    assert not PerubahanOrganisasi.objects.exists()


def test_a_stale_preview_shows_the_fresh_one(organisasi: Pengguna):
    perubahan = _draf(_dua(), organisasi)

    jawab = _masuk(organisasi).post(
        reverse("opd:perubahan_terapkan", args=[perubahan.pk]), {"tanda": "lama"}
    )

    assert "Pratinjau sudah berubah" in jawab.content.decode()
    perubahan.refresh_from_db()
    assert perubahan.status == "draf"


def test_a_split_asks_who_takes_what(organisasi: Pengguna):
    client = _masuk(organisasi)
    pd = PerangkatDaerahFactory(nama="Dinas A")
    seksi = JabatanFactory(pd=pd, nama="Seksi", kepala=False)
    jawab = client.post(
        reverse("opd:perubahan_create"), _isian([pd.pk], jenis="pemekaran", tujuan=[pd.pk])
    )
    perubahan = PerubahanOrganisasi.objects.get()
    alamat = reverse("opd:perubahan_bagi", args=[perubahan.pk])
    assert jawab.url == alamat  # type: ignore[attr-defined]
    form = client.get(alamat).context["form"]
    medan = f"b-jabatan-{seksi.pk}"
    assert [n for _, n in form.fields[medan].choices] == ["Dinas A", "Dinas Gabungan"]

    salah = client.post(alamat, {medan: "12345", "tanda": form.initial["tanda"]})
    assert "Pilih salah satu perangkat daerah tujuan." in salah.content.decode()
    client.post(alamat, {medan: "-1", "tanda": form.initial["tanda"]})

    perubahan.refresh_from_db()
    assert perubahan.pembagian == {f"jabatan:{seksi.pk}": -1}


def test_a_draft_can_be_corrected_and_thrown_away(organisasi: Pengguna):
    client, asal = _masuk(organisasi), _dua()
    perubahan = _draf(asal, organisasi)
    alamat = reverse("opd:perubahan_update", args=[perubahan.pk])
    awal = client.get(alamat).context["form"].initial
    assert awal["baru_1_nama"] == "Dinas Gabungan"

    client.post(alamat, _isian(asal, dasar_hukum="Perda 4/2024", tanda=awal["tanda"]))
    perubahan.refresh_from_db()
    assert perubahan.dasar_hukum == "Perda 4/2024"
    lama = client.post(alamat, _isian(asal, dasar_hukum="Perda 5/2024", tanda=awal["tanda"]))
    assert "diubah orang lain" in lama.content.decode()

    client.post(reverse("opd:perubahan_hapus", args=[perubahan.pk]))
    assert not PerubahanOrganisasi.objects.exists()


def test_who_sees_and_who_writes(organisasi: Pengguna):
    asal = _dua()
    perubahan = _draf(asal, organisasi)
    operator = PenggunaFactory(
        peran=JenisPeran.OPERATOR, pd=PerangkatDaerah.objects.get(pk=asal[0])
    )
    lain = PenggunaFactory(peran=JenisPeran.OPERATOR)
    evaluator = PenggunaFactory(peran=JenisPeran.EVALUATOR)
    harap = {organisasi: (200, 200), operator: (200, 403), lain: (404, 404), evaluator: (200, 403)}

    for orang, (lihat, tulis) in harap.items():
        client = _masuk(orang)
        detail = client.get(reverse("opd:perubahan_detail", args=[perubahan.pk]))
        assert detail.status_code == lihat
        for nama in ("update", "bagi", "terapkan"):
            alamat = reverse(f"opd:perubahan_{nama}", args=[perubahan.pk])
            assert client.get(alamat).status_code == tulis
    # the preview names people of both PD: not for the operator of one
    isi = _masuk(operator).get(reverse("opd:perubahan_detail", args=[perubahan.pk]))
    assert "pratinjau" not in isi.context


def test_the_list_asks_the_same_for_three_changes_and_thirty(
    organisasi: Pengguna, django_assert_num_queries: Any
):
    client = _masuk(organisasi)
    baru = [PDBaru(-1, "Dinas Gabungan", "DINGAB", "dingab", "dinas")]
    for _ in range(3):
        _draf(_dua(), organisasi, baru=baru)
    client.get(reverse("opd:perubahan_list"))

    with CaptureQueriesContext(connection) as tiga:
        client.get(reverse("opd:perubahan_list"))
    for _ in range(27):
        _draf(_dua(), organisasi, baru=baru)
    with django_assert_num_queries(len(tiga)):
        jawab = client.get(reverse("opd:perubahan_list"))
    assert len(jawab.context["baris"]) == 30


def test_what_ends_stands_apart_and_counts_name_their_kind(organisasi: Pengguna):
    client, asal = _masuk(organisasi), _dua()
    pd = PerangkatDaerah.objects.get(pk=asal[0])
    kepala = JabatanFactory(pd=pd, nama="Kepala Dinas A")
    orang = PegawaiFactory(nama="Ibu Kepala")
    PenugasanFactory(jabatan=kepala, pegawai=orang)
    # the same person once more, in another kind: one person still
    PenugasanFactory(jabatan=kepala, pegawai=orang, jenis="plh")
    JabatanFactory(pd=pd, nama="Seksi", kepala=False)
    LembarKerjaFactory(pd=pd)
    perubahan = _draf(asal, organisasi)

    jawab = client.get(reverse("opd:perubahan_detail", args=[perubahan.pk]))

    bagian = {b.nama: b for b in jawab.context["bagian"]}
    akhir = {b.judul: b for b in bagian["Jabatan dan pengguna"].akhir}
    assert akhir["Pimpinan tanpa jabatan sesudahnya"].jumlah == 1
    assert "Jabatan pimpinan yang berakhir" in akhir
    (lembar,) = bagian["Evaluasi"].tetap[0].contoh_isi
    assert pd.singkatan_pada() in lembar
    assert "Akan berakhir" in jawab.content.decode()
    isi = client.get(reverse("opd:perubahan_terapkan", args=[perubahan.pk])).content.decode()
    assert "Terapkan penggabungan 1 Juli 2024" in isi
    assert "Yang pindah: 1 jabatan yang diteruskan. Semua sekaligus" in isi
    assert "Yang akan berakhir" in isi


def test_counts_of_thousands_have_a_dot():
    bagian = BagianPratinjau("Kinerja", (ButirPindah("Realisasi", 2310, ""),), ())
    assert Pratinjau((bagian,), (), "").kata_pindah == "2.310 realisasi"
