"""Drafts of merges and splits, their bad input, applying and taking back: this floor's part."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import JejakAudit, Notifikasi
from opd.models import (
    Jabatan,
    JenisPD,
    JenisPeran,
    Peran,
    PerangkatDaerah,
    PerubahanOrganisasi,
    StatusPerubahan,
)
from opd.models.organisasi import bakukan_nama
from opd.pendaftar import urutan_pemindah
from opd.selectors.perubahan import PDBaru, halangan_urung, susun_pratinjau, tanda_draf
from opd.services.perubahan import (
    bagi_perubahan,
    hapus_perubahan,
    simpan_perubahan,
    terapkan_perubahan,
    urungkan_perubahan,
)
from tests.factories import KotaFactory, PenggunaFactory, PeranFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PenugasanFactory

pytestmark = pytest.mark.django_db

TANGGAL = datetime.date(2024, 7, 1)
SEHARI_SEBELUM = datetime.date(2024, 6, 30)
BARU = PDBaru(-1, "Dinas Gabungan", "DINGAB", "dingab", "dinas")


def _simpan(**medan: Any) -> PerubahanOrganisasi:
    bawaan: dict[str, Any] = {
        "jenis": "penggabungan",
        "tanggal": TANGGAL,
        "dasar_hukum": "Perda 3/2024",
        "tujuan": [],
        "baru": [BARU],
        "oleh": None,
    }
    isi = {**bawaan, **medan}
    isi["oleh"] = isi["oleh"] or PenggunaFactory(peran=JenisPeran.ORGANISASI)
    return simpan_perubahan(**isi)


def _dua() -> list[int]:
    return [PerangkatDaerahFactory(nama=f"Dinas {n}", singkatan=f"D{n}").pk for n in ("A", "B")]


def _terapkan(perubahan: PerubahanOrganisasi) -> PerubahanOrganisasi:
    return terapkan_perubahan(
        perubahan_id=perubahan.pk,
        tanda=susun_pratinjau(perubahan).tanda,
        oleh=PenggunaFactory(peran=JenisPeran.ORGANISASI),
    )


def test_apps_work_from_the_ground_up():
    assert [p.nama for p in urutan_pemindah()] == [
        "Jabatan dan pengguna",
        "Perencanaan dan kinerja",
        "Evaluasi",
        "Pelaporan",
    ]


def _galat(**medan: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as galat:
        _simpan(**medan)
    assert not PerubahanOrganisasi.objects.exists()
    return galat.value.message_dict


def test_bad_input_is_a_sentence_at_the_field():
    a, b = _dua()
    kota = KotaFactory()
    unit = PerangkatDaerahFactory(nama="UPTD Uji", jenis=JenisPD.UPTD)
    lama = PerangkatDaerahFactory(nama="Dinas Lama", berlaku_sampai=datetime.date(2023, 12, 31))
    nanti = PerangkatDaerahFactory(nama="Dinas Nanti", berlaku_dari=datetime.date(2025, 1, 1))
    kedua = PDBaru(-2, "Dinas Lain", "DL", "dingab", "dinas")

    assert _galat(asal=[a])["asal"] == [
        "Penggabungan perlu paling sedikit dua perangkat daerah asal."
    ]
    assert _galat(asal=[a, b], baru=[])["tujuan"] == [
        "Penggabungan menghasilkan tepat satu perangkat daerah."
    ]
    assert _galat(asal=[a, a, b])["asal"] == ["Dinas A dipilih dua kali."]
    assert _galat(asal=[a, kota.pk])["asal"] == ["Kota tidak dapat digabung atau dimekarkan."]
    assert "tetap mengikuti" in _galat(asal=[a, unit.pk])["asal"][0]
    assert _galat(asal=[a, lama.pk])["asal"] == ["Dinas Lama sudah berakhir 31 Desember 2023."]
    assert "baru berlaku 1 Januari 2025" in _galat(asal=[a, nanti.pk])["asal"][0]
    pemekaran = _galat(jenis="pemekaran", asal=[a, b])
    assert pemekaran["asal"] == ["Pemekaran dimulai dari tepat satu perangkat daerah asal."]
    assert pemekaran["tujuan"] == ["Pemekaran menghasilkan paling sedikit dua perangkat daerah."]
    assert _galat(jenis="pemekaran", asal=[a], baru=[BARU, kedua])["baru"] == [
        "Kode dingab ditulis dua kali."
    ]
    pakai = PDBaru(-1, "Dinas X", "DX", PerangkatDaerah.objects.get(pk=a).kode, "dinas")
    assert "sudah dipakai" in _galat(asal=[a, b], baru=[pakai])["baru"][0]


def test_only_bagian_organisasi_writes_a_change():
    asal = _dua()
    perubahan = _simpan(asal=asal)
    for peran in (JenisPeran.PERENCANA, JenisPeran.PIMPINAN):
        orang = PenggunaFactory(peran=peran)
        with pytest.raises(TidakBoleh):
            _simpan(asal=asal, oleh=orang)
        with pytest.raises(TidakBoleh):
            terapkan_perubahan(perubahan_id=perubahan.pk, tanda="", oleh=orang)
    lain = PenggunaFactory(peran=JenisPeran.OPERATOR)
    with pytest.raises(PerubahanOrganisasi.DoesNotExist):
        hapus_perubahan(perubahan_id=perubahan.pk, oleh=lain)


def test_the_second_of_two_people_is_told_about_a_draft():
    asal = _dua()
    perubahan = _simpan(asal=asal)
    tanda = tanda_draf(perubahan)
    _simpan(asal=asal, perubahan_id=perubahan.pk, tanda=tanda, keterangan="Pertama")

    with pytest.raises(GalatPengguna, match="diubah orang lain"):
        _simpan(asal=asal, perubahan_id=perubahan.pk, tanda=tanda, keterangan="Kedua")

    perubahan.refresh_from_db()
    assert perubahan.keterangan == "Pertama"


def test_apply_refuses_numbers_that_nobody_saw():
    asal = _dua()
    perubahan = _simpan(asal=asal)
    tanda = susun_pratinjau(perubahan).tanda
    JabatanFactory(pd=PerangkatDaerah.objects.get(pk=asal[0]), kepala=False, nama="Sekretaris")

    with pytest.raises(GalatPengguna, match="Pratinjau sudah berubah"):
        terapkan_perubahan(
            perubahan_id=perubahan.pk,
            tanda=tanda,
            oleh=PenggunaFactory(peran=JenisPeran.ORGANISASI),
        )

    assert not PerangkatDaerah.objects.filter(kode="dingab").exists()


def test_a_change_of_tomorrow_waits():
    besok = timezone.localdate() + datetime.timedelta(days=1)
    perubahan = _simpan(asal=_dua(), tanggal=besok)

    with pytest.raises(ValidationError, match="Terapkan pada atau"):
        _terapkan(perubahan)


def test_pd_names_and_dates_after_a_merge():
    a, b = _dua()

    perubahan = _terapkan(_simpan(asal=[a, b]))

    baru = PerangkatDaerah.objects.get(kode="dingab")
    assert (baru.berlaku_dari, str(baru)) == (TANGGAL, "Dinas Gabungan")
    for pk in (a, b):
        assert PerangkatDaerah.objects.get(pk=pk).berlaku_sampai == SEHARI_SEBELUM
    assert set(PerangkatDaerah.objects.pada(TANGGAL)) == {baru}
    assert perubahan.status == StatusPerubahan.DITERAPKAN
    assert JejakAudit.objects.filter(aksi="perubahan.diterapkan").count() == 1


def test_posts_holders_and_roles_follow_a_merge():
    a, b = (PerangkatDaerah.objects.get(pk=pk) for pk in _dua())
    for pd in (a, b):
        kepala = JabatanFactory(pd=pd, nama=f"Kepala {pd}")
        PenugasanFactory(jabatan=kepala)
        sekretaris = JabatanFactory(pd=pd, nama="Sekretaris", kepala=False, induk=kepala)
        seksi = JabatanFactory(pd=pd, nama=f"Seksi {pd}", kepala=False, induk=sekretaris)
        PenugasanFactory(jabatan=seksi, jenis="plt")
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=a)
    kepala_pd = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=a)

    perubahan = _terapkan(_simpan(asal=[a.pk, b.pk]))

    baru = PerangkatDaerah.objects.get(kode="dingab")
    jabatan = {j.nama: j for j in baru.jabatan.all()}
    assert set(jabatan) == {
        "Kepala Dinas Gabungan",
        "Sekretaris",
        "Sekretaris (dari DB)",
        "Seksi Dinas A",
        "Seksi Dinas B",
    }
    kepala = jabatan["Kepala Dinas Gabungan"]
    assert (kepala.kepala, kepala.penugasan.exists()) == (True, False)
    assert jabatan["Sekretaris"].induk == kepala
    assert jabatan["Seksi Dinas B"].induk == jabatan["Sekretaris (dari DB)"]
    plt = jabatan["Seksi Dinas A"].penugasan.get()
    assert (plt.jenis, plt.dari, plt.dasar) == ("plt", TANGGAL, "Perda 3/2024")
    assert not Jabatan.objects.filter(perangkat_daerah__in=[a, b]).pada(TANGGAL).exists()
    assert [p.perangkat_daerah for p in operator.peran.pada(TANGGAL)] == [baru]
    assert [p.perangkat_daerah for p in operator.peran.pada(SEHARI_SEBELUM)] == [a]
    assert not kepala_pd.peran.pada(TANGGAL).exists()
    bagian = {b["nama"]: b for b in perubahan.catatan["bagian"]}["Jabatan dan pengguna"]
    judul = {b["judul"]: b["jumlah"] for b in [*bagian["pindah"], *bagian["akhir"]]}
    assert judul["Jabatan yang diteruskan"] == 4
    assert judul["Pimpinan tanpa jabatan sesudahnya"] == 2


def test_undo_puts_people_back_and_removes_what_never_was():
    a, b = _dua()
    pd = PerangkatDaerah.objects.get(pk=a)
    seksi = JabatanFactory(pd=pd, nama="Seksi", kepala=False)
    penugasan = PenugasanFactory(jabatan=seksi)
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)
    perubahan = _terapkan(_simpan(asal=[a, b]))

    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=PenggunaFactory(peran=JenisPeran.ORGANISASI))

    assert not PerangkatDaerah.objects.filter(kode="dingab").exists()
    pd.refresh_from_db()
    seksi.refresh_from_db()
    penugasan.refresh_from_db()
    assert (pd.berlaku_sampai, seksi.sampai, penugasan.sampai) == (None, None, None)
    assert Peran.objects.filter(pengguna=operator).get().sampai is None
    perubahan.refresh_from_db()
    assert perubahan.status == StatusPerubahan.DIURUNGKAN


def test_a_pd_that_something_points_to_ends_instead_of_vanishing():
    perubahan = _terapkan(_simpan(asal=_dua()))
    baru = PerangkatDaerah.objects.get(kode="dingab")
    baru.alias.create(teks="Gabungan", baku="gabungan")

    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=PenggunaFactory(peran=JenisPeran.ORGANISASI))

    baru.refresh_from_db()
    assert baru.berlaku_sampai == TANGGAL
    assert str(baru) == "Dinas Gabungan"


def test_undo_is_refused_once_people_were_sworn_in():
    a, b = _dua()
    perubahan = _terapkan(_simpan(asal=[a, b]))
    kepala = Jabatan.objects.get(nama="Kepala Dinas Gabungan")
    PenugasanFactory(jabatan=kepala, dari=TANGGAL)

    with pytest.raises(ValidationError, match="1 penugasan dicatat"):
        urungkan_perubahan(
            perubahan_id=perubahan.pk, oleh=PenggunaFactory(peran=JenisPeran.ORGANISASI)
        )

    assert PerangkatDaerah.objects.get(pk=a).berlaku_sampai == SEHARI_SEBELUM


def test_whatever_was_built_on_a_merge_is_in_the_way_of_undoing():
    a, b = _dua()
    pd = PerangkatDaerah.objects.get(pk=a)
    seksi = JabatanFactory(pd=pd, nama="Seksi", kepala=False)
    penugasan = PenugasanFactory(jabatan=seksi)
    PenggunaFactory(peran=JenisPeran.OPERATOR, pd=pd)
    perubahan = _terapkan(_simpan(asal=[a, b]))
    baru = PerangkatDaerah.objects.get(kode="dingab")
    assert halangan_urung(perubahan) == []

    JabatanFactory(pd=baru, nama="Staf Ahli", kepala=False)
    baru.jabatan.get(nama="Seksi").save()
    PeranFactory(pengguna=PenggunaFactory(), peran=JenisPeran.KEPALA_PD, perangkat_daerah=baru)
    Peran.objects.get(perangkat_daerah=baru, peran=JenisPeran.OPERATOR).save()
    penugasan.refresh_from_db()
    penugasan.dasar = "Diperbaiki"
    penugasan.save()

    kalimat = halangan_urung(perubahan)
    for satu in (
        "1 jabatan hasil perubahan diubah atau diberi bawahan.",
        "1 jabatan dibuat pada perangkat daerah hasil perubahan.",
        "1 peran hasil perubahan diubah.",
        "1 peran diberikan pada perangkat daerah hasil perubahan.",
        f"1 {penugasan._meta.verbose_name} yang ikut berubah sudah diubah lagi sesudahnya.",
    ):
        assert satu in kalimat


def test_people_of_the_pd_are_told_and_told_again_when_it_is_undone():
    a, b = (PerangkatDaerah.objects.get(pk=pk) for pk in _dua())
    operator = PenggunaFactory(peran=JenisPeran.OPERATOR, pd=a)
    kepala = PenggunaFactory(peran=JenisPeran.KEPALA_PD, pd=b)
    lain = PenggunaFactory(peran=JenisPeran.OPERATOR)

    perubahan = _terapkan(_simpan(asal=[a.pk, b.pk]))

    kabar = {n.penerima_id: n for n in Notifikasi.objects.all()}
    assert set(kabar) == {operator.pk, kepala.pk}
    assert kabar[operator.pk].judul == "Penggabungan berlaku 1 Juli 2024"
    assert kabar[operator.pk].teks.startswith("Dinas A, Dinas B menjadi Dinas Gabungan.")
    assert kabar[operator.pk].tautan == f"/organisasi/perubahan/{perubahan.pk}/"
    assert kabar[kepala.pk].tautan == ""  # no role is left to open the page with
    assert not Notifikasi.objects.filter(penerima=lain).exists()
    urungkan_perubahan(perubahan_id=perubahan.pk, oleh=PenggunaFactory(peran=JenisPeran.ORGANISASI))
    assert Notifikasi.objects.filter(judul__endswith="diurungkan").count() == 2


def test_a_name_of_the_pd_that_ends_may_be_used_again():
    a, _ = _dua()
    PerangkatDaerah.objects.get(pk=a).alias.create(teks="Dinas X", baku=bakukan_nama("Dinas X"))
    baru = [
        PDBaru(-1, "Dinas X", "DX", "dx", "dinas"),
        PDBaru(-2, "Dinas Y", "DY", "dy", "dinas"),
    ]

    perubahan = _terapkan(_simpan(jenis="pemekaran", asal=[a], baru=baru))

    assert {str(pd) for pd in perubahan.tujuan.all()} == {"Dinas X", "Dinas Y"}
    PerangkatDaerahFactory(nama="Dinas Z")
    ada = [PDBaru(-1, "Dinas Z", "DZ", "dz", "dinas"), baru[1]]
    with pytest.raises(ValidationError, match="Dinas Z sudah ada"):
        _simpan(jenis="pemekaran", asal=_dua()[:1], baru=ada)


def test_a_later_change_of_the_same_pd_must_be_undone_first():
    pertama = _terapkan(_simpan(asal=_dua()))
    baru = PerangkatDaerah.objects.get(kode="dingab")
    lain = PerangkatDaerahFactory(nama="Dinas C")
    _terapkan(
        _simpan(
            asal=[baru.pk, lain.pk],
            tanggal=datetime.date(2025, 1, 1),
            baru=[PDBaru(-1, "Dinas Besar", "DB", "dinbes", "dinas")],
        )
    )

    pertama.refresh_from_db()
    assert halangan_urung(pertama) == [
        "Penggabungan 1 Januari 2025 diterapkan sesudahnya. Urungkan dulu yang itu."
    ]


def test_a_division_names_only_things_and_receivers_of_the_change():
    pd = PerangkatDaerahFactory(nama="Dinas A")
    seksi = JabatanFactory(pd=pd, nama="Seksi", kepala=False)
    organisasi = PenggunaFactory(peran=JenisPeran.ORGANISASI)
    perubahan = _simpan(jenis="pemekaran", asal=[pd.pk], tujuan=[pd.pk])

    def bagi(pembagian: dict[str, int]) -> PerubahanOrganisasi:
        perubahan.refresh_from_db()
        return bagi_perubahan(
            perubahan_id=perubahan.pk,
            pembagian=pembagian,
            tanda=tanda_draf(perubahan),
            oleh=organisasi,
        )

    with pytest.raises(ValidationError, match="tidak ada lagi"):
        bagi({"jabatan:999999": -1})
    with pytest.raises(ValidationError, match="Pilih salah satu"):
        bagi({f"jabatan:{seksi.pk}": 999_999})
    assert bagi({f"jabatan:{seksi.pk}": -1}).pembagian == {f"jabatan:{seksi.pk}": -1}
    perubahan.refresh_from_db()
    _terapkan(perubahan)
    assert Jabatan.objects.get(perangkat_daerah__kode="dingab", nama="Seksi").pendahulu == seksi


def test_a_post_that_begins_later_is_in_the_way():
    a, b = _dua()
    JabatanFactory(pd=PerangkatDaerah.objects.get(pk=a), nama="Bidang", kepala=False, dari=TANGGAL)
    perubahan = _simpan(asal=[a, b])

    assert "Bidang baru berlaku 1 Juli 2024" in susun_pratinjau(perubahan).halangan[0]
    with pytest.raises(ValidationError, match="Ubah dulu tanggalnya"):
        _terapkan(perubahan)
