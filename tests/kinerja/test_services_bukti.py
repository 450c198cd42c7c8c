"""Evidence is stored once, pointed to, reused, and goes when nobody needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Berkas, JejakAudit
from kinerja.models import BuktiDukung, Indikator, Pembekuan, Realisasi, StatusRealisasi
from kinerja.permissions import boleh_ubah_baris
from kinerja.services.bukti import (
    hapus_bukti,
    pakai_bukti,
    tambah_bukti_tautan,
    ubah_halaman,
)
from opd.models import JenisPeran, Pengguna
from tests.dasar.berkas_uji import gambar, pdf
from tests.factories import TAHUN, IsiIndikatorFactory, PeranFactory
from tests.kinerja.panggung import TW, buat_panggung
from tests.kinerja.panggung_bukti import bukti_baru, unggah
from tests.serentak import JUMLAH, serentak

pytestmark = pytest.mark.django_db
TERKUNCI = (
    StatusRealisasi.DIAJUKAN,
    StatusRealisasi.DISETUJUI_PD,
    StatusRealisasi.DIVERIFIKASI,
    StatusRealisasi.DIBEKUKAN,
)


def _tautkan(isi, oleh, tautan="https://data.contoh.go.id/rekap", judul=""):
    return tambah_bukti_tautan(
        indikator_id=isi.indikator_id,
        tahun=TAHUN,
        triwulan=TW,
        tautan=tautan,
        judul=judul,
        oleh=oleh,
    )


def _pakai(p, bukti, *isi, oleh=None):
    return pakai_bukti(
        bukti_id=[bukti.pk],
        indikator_id=[i.indikator_id for i in isi],
        tahun=TAHUN,
        triwulan=TW,
        oleh=oleh or p.operator,
    )


def test_a_file_makes_the_draft_row_and_leaves_an_audit_row(p):
    isi = p.isi()

    hasil = unggah(isi.indikator_id, p.operator, halaman="2")

    bukti = BuktiDukung.objects.get()
    assert hasil.kalimat == "“Rekap TW IV.pdf” tersimpan."
    assert bukti.berkas is not None
    assert (bukti.halaman, bukti.berkas.jumlah_halaman) == ("2", 2)
    assert (bukti.realisasi.status, bukti.realisasi.terisi) == ("draf", False)
    jejak = JejakAudit.objects.get(aksi="realisasi.bukti_ditambah")
    assert jejak.oleh == p.operator
    assert jejak.sesudah is not None
    assert jejak.sesudah["sha256"] == bukti.berkas.sha256


@pytest.mark.parametrize("status", [StatusRealisasi.DRAF, StatusRealisasi.DIKEMBALIKAN])
def test_a_row_in_the_operators_hands_takes_evidence(p, status):
    baris = p.baris(status)

    assert unggah(baris.indikator_id, p.operator).berhasil


@pytest.mark.parametrize("status", TERKUNCI)
def test_a_row_that_left_keeps_the_evidence_it_left_with(p, status):
    baris = p.baris(status)
    bukti = bukti_baru(baris, p.operator)

    with pytest.raises(TidakBoleh, match="Baris ini sudah"):
        unggah(baris.indikator_id, p.operator, isi=pdf(3))
    with pytest.raises(TidakBoleh):
        ubah_halaman(bukti_id=bukti.pk, halaman="1", oleh=p.operator)
    with pytest.raises(TidakBoleh):
        hapus_bukti(bukti_id=bukti.pk, oleh=p.operator)
    [hasil] = _pakai(p, bukti_baru(p.baris(), p.operator, isi=pdf(4)), baris.indikator.isi.get())
    assert not hasil.berhasil
    assert list(baris.bukti.all()) == [bukti]


def test_three_people_only_the_pds_own_operator_writes(p):
    baris = p.baris()
    bukti = bukti_baru(baris, p.operator)

    for orang in (p.kepala, p.organisasi, p.evaluator, p.admin):
        with pytest.raises((TidakBoleh, Indikator.DoesNotExist)):
            unggah(baris.indikator_id, orang, isi=pdf(3))
        with pytest.raises((TidakBoleh, BuktiDukung.DoesNotExist)):
            hapus_bukti(bukti_id=bukti.pk, oleh=orang)
    with pytest.raises(Indikator.DoesNotExist):
        unggah(baris.indikator_id, p.operator_lain)
    for tindakan in (hapus_bukti, lambda **k: ubah_halaman(halaman="1", **k)):
        with pytest.raises(BuktiDukung.DoesNotExist):
            tindakan(bukti_id=bukti.pk, oleh=p.operator_lain)
    assert list(baris.bukti.all()) == [bukti]


def test_a_closed_quarter_takes_nothing(p):
    isi = p.isi()
    p.tutup()

    with pytest.raises(TidakBoleh, match="sudah ditutup"):
        unggah(isi.indikator_id, p.operator)
    assert not Realisasi.objects.exists()
    assert not Berkas.objects.exists()


def test_the_same_content_is_stored_once_and_the_person_is_told_where_it_is(p):
    satu, dua, tiga = p.isi(nama="Angka kematian ibu"), p.isi(nama="Stunting"), p.isi()
    unggah(satu.indikator_id, p.operator)
    unggah(dua.indikator_id, p.operator, nama="nama lain.pdf")

    hasil = unggah(tiga.indikator_id, p.operator)

    assert hasil.kalimat == (
        "Berkas “Rekap TW IV.pdf” sudah menjadi bukti 2 baris lain: Angka kematian ibu, Stunting. "
        "Berkas yang sama dipakai, tidak disimpan dua kali."
    )
    assert Berkas.objects.count() == 1
    assert BuktiDukung.objects.count() == 3
    with pytest.raises(GalatPengguna, match="sudah menjadi bukti baris ini"):
        unggah(tiga.indikator_id, p.operator)


def test_another_pd_stores_its_own_copy_and_is_told_nothing(p):
    unggah(p.isi().indikator_id, p.operator)
    lain = IsiIndikatorFactory(pd=p.lain)

    hasil = unggah(lain.indikator_id, p.operator_lain)

    assert "baris lain" not in hasil.kalimat
    assert Berkas.objects.count() == 2


@pytest.mark.parametrize(
    ("isi", "nama", "kalimat"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "rekap.pdf", "Isinya bukan PDF"),
        (b"", "rekap.pdf", "kosong"),
        (b"%PDF-1.4\n%%EOF", "rekap.pdf", "rusak"),
        (gambar(), "rekap.pdf", "isinya Gambar JPG"),
    ],
)
def test_a_refused_file_leaves_nothing(p, isi, nama, kalimat):
    with pytest.raises(GalatPengguna, match=kalimat):
        unggah(p.isi().indikator_id, p.operator, isi=isi, nama=nama)

    assert not Realisasi.objects.exists()
    assert not Berkas.objects.exists()


def test_a_row_takes_so_many_and_a_file_that_was_too_many_is_not_kept(p, settings):
    settings.BUKTI_PER_BARIS_MAKS = 1
    settings.BERKAS_ROOT = Path(settings.BERKAS_ROOT) / "penuh"
    isi = p.isi()
    unggah(isi.indikator_id, p.operator)

    with pytest.raises(GalatPengguna, match="paling banyak 1 bukti"):
        unggah(isi.indikator_id, p.operator, isi=pdf(3))

    assert Berkas.objects.count() == 1
    assert len([j for j in settings.BERKAS_ROOT.rglob("*") if j.is_file()]) == 1


def test_links_are_checked_and_stand_once(p):
    isi = p.isi()

    bukti = _tautkan(isi, p.operator)

    assert (bukti.judul, bukti.tautan) == (
        "data.contoh.go.id/rekap",
        "https://data.contoh.go.id/rekap",
    )
    with pytest.raises(GalatPengguna, match="sudah menjadi bukti"):
        _tautkan(isi, p.operator)
    with pytest.raises(GalatPengguna, match="https://"):
        _tautkan(isi, p.operator, "javascript:alert(1)")


def test_one_file_for_many_rows_tells_each_that_could_not(p):
    bukti = bukti_baru(p.baris(), p.operator)
    verif = p.baris(StatusRealisasi.DIVERIFIKASI)
    terkunci_karena = boleh_ubah_baris(verif).alasan
    bisa, terkunci = p.isi(), verif.indikator.isi.get()

    hasil = _pakai(p, bukti, bisa, terkunci, bukti.realisasi.indikator.isi.get())

    assert [h.berhasil for h in hasil].count(True) == 1
    assert {h.kalimat for h in hasil if not h.berhasil} == {
        terkunci_karena,
        "“Rekap TW IV.pdf” sudah menjadi bukti baris itu.",
    }
    assert bukti.berkas is not None
    assert bukti.berkas.bukti_dukung.count() == 2
    assert Berkas.objects.count() == 1


def test_a_reuse_that_links_nothing_leaves_no_empty_draft(p):
    tautan = _tautkan(IsiIndikatorFactory(pd=p.lain), p.operator_lain)
    # an operator of both PDs sees the evidence and may write the row, but not mix the two
    PeranFactory(pengguna=p.operator, peran=JenisPeran.OPERATOR, perangkat_daerah=p.lain)
    kosong = p.isi()

    [hasil] = _pakai(p, tautan, kosong, oleh=Pengguna.objects.get(pk=p.operator.pk))

    assert (hasil.berhasil, "bukan bukti perangkat daerah ini" in hasil.kalimat) == (False, True)
    assert not Realisasi.objects.filter(indikator=kosong.indikator).exists()


def test_a_frozen_quarter_takes_nothing_and_loses_nothing(p):
    bukti = bukti_baru(p.baris(), p.operator)
    isi = p.isi()
    Pembekuan.objects.create(jadwal=p.jadwal, perangkat_daerah=p.pd, oleh=p.organisasi)

    for tindakan in (
        lambda: unggah(isi.indikator_id, p.operator, isi=pdf(3)),
        lambda: _tautkan(isi, p.operator),
        lambda: ubah_halaman(bukti_id=bukti.pk, halaman="1", oleh=p.operator),
        lambda: hapus_bukti(bukti_id=bukti.pk, oleh=p.operator),
    ):
        with pytest.raises(TidakBoleh, match="beku"):
            tindakan()
    [hasil] = _pakai(p, bukti, isi)
    assert (hasil.berhasil, "beku" in hasil.kalimat) == (False, True)
    assert list(BuktiDukung.objects.values_list("pk", "halaman")) == [(bukti.pk, "")]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_people_with_the_same_file_at_once_store_it_once(transactional_db: None):
    p = buat_panggung()
    isi = [p.isi() for _ in range(JUMLAH)]

    hasil = serentak(
        lambda n: unggah(isi[n].indikator_id, Pengguna.objects.get(pk=p.operator.pk)).berhasil
    )

    assert hasil == [True] * JUMLAH
    assert Berkas.objects.count() == 1
    assert BuktiDukung.objects.count() == JUMLAH


def test_links_are_reused_too_and_other_pds_evidence_is_not(p):
    tautan = _tautkan(p.isi(), p.operator)
    assert _pakai(p, tautan, p.isi())[0].berhasil

    lain = IsiIndikatorFactory(pd=p.lain)
    unggah(lain.indikator_id, p.operator_lain)
    asing = BuktiDukung.objects.latest("pk")
    with pytest.raises(BuktiDukung.DoesNotExist):
        _pakai(p, asing, p.isi())
    with pytest.raises(Indikator.DoesNotExist):
        _pakai(p, tautan, lain)


def test_the_pointer_changes_and_two_people_do_not_overwrite_each_other(p):
    bukti = bukti_baru(p.baris(), p.operator)

    assert ubah_halaman(bukti_id=bukti.pk, halaman="2", oleh=p.operator, semula="").halaman == "2"
    with pytest.raises(GalatPengguna, match="menjadi “2”"):
        ubah_halaman(bukti_id=bukti.pk, halaman="1", oleh=p.operator, semula="")
    with pytest.raises(GalatPengguna, match="berisi 2 halaman"):
        ubah_halaman(bukti_id=bukti.pk, halaman="3", oleh=p.operator)
    jejak = JejakAudit.objects.get(aksi="realisasi.bukti_diubah")
    assert jejak.sebelum is not None
    assert jejak.sesudah is not None
    assert (jejak.sebelum["halaman"], jejak.sesudah["halaman"]) == ("", "2")


def test_the_file_stays_for_the_other_row_and_goes_with_the_last(
    p, django_capture_on_commit_callbacks
):
    satu = bukti_baru(p.baris(), p.operator)
    _pakai(p, satu, p.isi())
    dua = BuktiDukung.objects.exclude(pk=satu.pk).get()
    assert satu.berkas is not None
    jalur = Path(satu.berkas.isi.path)

    with django_capture_on_commit_callbacks(execute=True):
        hapus_bukti(bukti_id=satu.pk, oleh=p.operator)
    assert jalur.exists()
    with django_capture_on_commit_callbacks(execute=True):
        hapus_bukti(bukti_id=dua.pk, oleh=p.operator)

    assert not jalur.exists()
    assert not Berkas.objects.exists()
    jejak = JejakAudit.objects.filter(aksi="realisasi.bukti_dihapus")
    assert {(j.sebelum or {})["sha256"] for j in jejak} == {satu.berkas.sha256}
