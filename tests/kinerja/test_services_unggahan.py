"""The template out and back: what is read, what is refused, applied whole and taken back."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from dasar.models import Berkas, JejakAudit
from kinerja.formulas.bentuk_templat import KOLOM, LEMBAR_META
from kinerja.formulas.skala import SKALA_SAKIP
from kinerja.models import Anggaran, Realisasi, StatusRealisasi, StatusUnggahan, UnggahanIsian
from kinerja.selectors.unggahan import BarisUnggahan
from kinerja.services.isian import simpan_isian
from kinerja.services.sel_isian import SelIsian
from kinerja.services.unggahan import (
    banding_unggahan,
    batalkan_unggahan,
    terapkan_unggahan,
    unggah_isian,
    urungkan_unggahan,
)
from tests.factories import TAHUN
from tests.kinerja.panggung import TW, Panggung, buat_panggung
from tests.kinerja.panggung_templat import Buku, unduh, unggah

pytestmark = pytest.mark.django_db


@pytest.fixture
def p() -> Panggung:
    return buat_panggung()


def banding(p: Panggung, buku: Buku) -> list[BarisUnggahan]:
    u = unggah(p, buku.simpan())
    return list(banding_unggahan(unggahan=u, oleh=p.operator).baris)


def satu(p: Panggung, buku: Buku) -> BarisUnggahan:
    """The only cell that is not left as it was."""
    (baris,) = [b for b in banding(p, buku) if b.keadaan != "sama"]
    return baris


def test_values_texts_money_come_back_and_a_new_download_changes_nothing(p: Panggung) -> None:
    isi, huruf, kosong = p.isi(), p.isi(desimal=0, skala_predikat=SKALA_SAKIP), p.isi()
    lama = p.baris(isi=isi, nilai=Decimal("70.5"), analisis="lama")
    a, b, c = (f"i{i.indikator_id}" for i in (isi, huruf, kosong))
    uang = f"s{isi.isi_simpul.simpul_id}"
    buku = Buku(unduh(p))
    buku.tulis(a, "nilai", 0.855, "0.0%").tulis(a, "analisis", "=naik, @lihat lampiran")
    buku.sel(a, "analisis").data_type = "s"
    buku.tulis(b, "nilai", "bb").tulis(c, "alasan", "Belum rilis").tulis(uang, "rupiah", 1_500_000)
    u = unggah(p, buku.simpan())
    tampil = banding_unggahan(unggahan=u, oleh=p.operator)
    assert tampil.jumlah == {"galat": 0, "berubah": 2, "baru": 3, "sama": 0}
    assert not Anggaran.objects.exists()  # looking writes nothing

    terapkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    lama.refresh_from_db()
    assert (lama.nilai, lama.analisis) == (Decimal("85.5"), "=naik, @lihat lampiran")
    assert lama.sumber == "Templat Excel: isian.xlsx"
    assert Realisasi.objects.get(indikator=huruf.indikator_id).nilai == 5
    assert Realisasi.objects.get(indikator=kosong.indikator_id).alasan_kosong == "belum_rilis"
    assert Anggaran.objects.get(triwulan=TW).realisasi == 1_500_000

    lagi = unggah(p, unduh(p))
    tampil = banding_unggahan(unggahan=lagi, oleh=p.operator)
    assert tampil.jumlah == {"galat": 0, "berubah": 0, "baru": 0, "sama": 5}
    with pytest.raises(GalatPengguna, match="Tidak ada yang diubah"):
        terapkan_unggahan(unggahan_id=lagi.pk, oleh=p.operator)

    urungkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    lama.refresh_from_db()
    assert (lama.nilai, lama.analisis) == (Decimal("70.5"), "lama")
    assert not Anggaran.objects.exists()
    u.refresh_from_db()
    assert (u.status, u.diurungkan_oleh) == (StatusUnggahan.DIURUNGKAN, p.operator)
    assert JejakAudit.objects.filter(aksi__startswith="unggahan_isian.").count() == 4


@pytest.mark.parametrize(
    ("kolom", "isi", "kalimat"),
    [
        ("nilai", "delapan", "berisi huruf"),
        ("nilai", "1,250", "maksudnya 1250"),
        ("nilai", True, "BENAR"),
        ("nilai", datetime.datetime(2024, 5, 1), "tanggal"),
        ("nilai", "=A1+1", "Rumus ini tersimpan tanpa hasilnya"),
        ("nilai", "#REF!", "galat rumus Excel"),
        ("nilai", 1e30, "terlalu besar"),
        ("alasan", "lupa", "bukan pilihan"),
        ("rupiah", 5, "tidak diisi di baris indikator"),
        ("analisis", "x" * 4001, "Paling banyak 4000 huruf"),
    ],
)
def test_a_bad_cell_is_named_with_its_place_and_blocks_the_whole(
    p: Panggung, kolom: str, isi: object, kalimat: str
) -> None:
    rusak, baik = p.isi(), p.isi()
    kunci = f"i{rusak.indikator_id}"
    buku = Buku(unduh(p)).tulis(kunci, kolom, isi).tulis(f"i{baik.indikator_id}", "nilai", 5)
    u = unggah(p, buku.simpan())
    hasil = banding_unggahan(unggahan=u, oleh=p.operator)
    galat = hasil.baris[0]  # first of all
    assert (galat.keadaan, galat.baris) == ("galat", buku.nomor(kunci))
    assert kalimat in galat.kalimat
    assert hasil.jumlah == {"galat": 1, "berubah": 0, "baru": 1, "sama": 0}
    with pytest.raises(GalatPengguna, match="Perbaiki di Excel"):
        terapkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize(
    ("isi", "nilai"),
    [
        (1250, "1250"),
        (70.125, "70.125"),
        (0.1 + 0.2, "0.3"),
        ("1.234,56", "1234.56"),
        ("85,5%", "85.5"),
        ("-3", "-3"),
    ],
)
def test_numbers_are_read_as_a_person_means_them(p: Panggung, isi: object, nilai: str) -> None:
    i = p.isi(satuan="" if nilai == "1234.56" or isi == 1250 else "Persen")
    buku = Buku(unduh(p)).tulis(f"i{i.indikator_id}", "nilai", isi)
    u = unggah(p, buku.simpan())
    terapkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    assert Realisasi.objects.get(indikator=i.indikator_id).nilai == Decimal(nilai)


def test_an_unusual_value_is_a_remark_and_a_foreign_percent_an_error(p: Panggung) -> None:
    tahun, persen = p.isi(satuan="Tahun"), p.isi()
    buku = Buku(unduh(p)).tulis(f"i{tahun.indikator_id}", "nilai", 7267)
    buku.tulis(f"i{persen.indikator_id}", "nilai", 0.855)
    baris = banding(p, buku)
    assert {b.keadaan for b in baris} == {"baru"}
    assert any("tidak masuk akal untuk satuan tahun" in b.kalimat for b in baris)
    assert any("maksudnya 85,5" in b.kalimat for b in baris)
    buku = Buku(unduh(p)).tulis(f"i{tahun.indikator_id}", "nilai", 0.7267, "0.00%")
    assert "memakai tanda persen" in satu(p, buku).kalimat


def test_an_emptied_cell_clears_only_what_was_there(p: Panggung) -> None:
    r, kosong = p.baris(nilai=Decimal(5), analisis="lama"), p.isi()
    kunci = f"i{r.indikator_id}"
    buku = Buku(unduh(p)).tulis(kunci, "nilai", None).tulis(kunci, "analisis", "  ")
    buku.tulis(f"i{kosong.indikator_id}", "nilai", "")
    u = unggah(p, buku.simpan())
    baris = banding_unggahan(unggahan=u, oleh=p.operator).baris
    assert [(b.keadaan, b.kalimat) for b in baris] == [("berubah", "Dikosongkan di berkas.")] * 2
    terapkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    r.refresh_from_db()
    assert (r.nilai, r.analisis) == (None, "")
    assert not Realisasi.objects.filter(indikator=kosong.indikator_id).exists()


def test_a_value_replaces_the_reason_but_both_new_are_refused(p: Panggung) -> None:
    r = p.baris(nilai=None, alasan_kosong="belum_rilis")
    kunci = f"i{r.indikator_id}"
    assert satu(p, Buku(unduh(p)).tulis(kunci, "nilai", 7)).keadaan == "berubah"
    buku = Buku(unduh(p)).tulis(kunci, "nilai", 7).tulis(kunci, "alasan", "data belum ada")
    assert "tidak keduanya" in satu(p, buku).kalimat


def test_what_others_changed_is_a_conflict_only_where_the_file_changed_it_too(p: Panggung) -> None:
    r, lain = p.baris(nilai=Decimal(5), analisis="lama"), p.baris(nilai=Decimal(6))
    buku = Buku(unduh(p))
    simpan_isian(
        perangkat_daerah_id=p.pd.pk,
        tahun=TAHUN,
        triwulan=TW,
        sel=[
            SelIsian("nilai", r.indikator_id, nilai=Decimal(8)),
            SelIsian("nilai", lain.indikator_id, nilai=Decimal(9)),
        ],
        oleh=p.operator,
        utuh=True,
    )
    buku.tulis(f"i{r.indikator_id}", "nilai", 7)
    u = unggah(p, buku.simpan())
    baris = banding_unggahan(unggahan=u, oleh=p.operator).baris
    konflik = baris[0]
    assert (konflik.keadaan, konflik.tersimpan, konflik.di_berkas) == ("galat", "8,00", "7,00")
    assert "Ayu Operator" in konflik.kalimat
    (dibiarkan,) = [b for b in baris if b.tersimpan == "9,00"]
    assert dibiarkan.keadaan == "sama"
    assert "tetap dipakai" in dibiarkan.kalimat
    with pytest.raises(GalatPengguna):
        terapkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    r.refresh_from_db()
    assert r.nilai == 8


def test_rows_moved_added_doubled_or_deleted_are_found_by_their_key(p: Panggung) -> None:
    a, b, c = (p.isi() for _ in range(3))
    ka, kb, kc = (f"i{i.indikator_id}" for i in (a, b, c))
    buku = Buku(unduh(p)).tulis(ka, "nilai", 1).tulis(kb, "nilai", 2)
    kolom_b = buku.nomor(kb)
    buku.ws.insert_rows(kolom_b)  # an empty row of one's own does no harm
    buku.ws.delete_rows(buku.nomor(kc))
    buku.ws.cell(5, KOLOM.index("nilai") + 1).value = "Nilai kami"  # a renamed head
    u = unggah(p, buku.simpan())
    hasil = banding_unggahan(unggahan=u, oleh=p.operator)
    assert (hasil.jumlah["baru"], hasil.jumlah["galat"], hasil.hilang) == (2, 0, 1)

    tambah = buku.ws.max_row + 1
    buku.ws.cell(tambah, KOLOM.index("uraian") + 1).value = "Baris saya"
    buku.ws.cell(tambah, KOLOM.index("nilai") + 1).value = 3
    assert "bukan baris templat" in banding(p, buku)[0].kalimat
    buku.ws.cell(tambah, 1).value = ka
    assert "salinan dari baris" in banding(p, buku)[0].kalimat
    buku.ws.delete_rows(tambah)
    buku.sel(ka, "uraian").value = "Indikator lain"  # sorted without the hidden column
    assert "bukan nama dari kunci barisnya" in banding(p, buku)[0].kalimat


def test_files_that_are_no_template_of_this_quarter_are_refused_and_do_not_stay(
    p: Panggung,
) -> None:
    p.isi()
    lain = unduh(p, triwulan=3)
    tua = Buku(unduh(p))
    tua.buku[LEMBAR_META]["B1"].value = "0"
    tanpa_kode = Buku(unduh(p))
    tanpa_kode.ws.delete_rows(4)
    polos = Buku(unduh(p))
    del polos.buku[LEMBAR_META]
    tanpa_kolom = Buku(unduh(p))
    tanpa_kolom.ws.delete_cols(KOLOM.index("analisis") + 1)
    asing = Buku(unduh(p))
    asing.buku[LEMBAR_META]["B2"].value = "dinsos"
    for isi, kalimat in (
        (lain, "Triwulan III 2024, bukan Dinas Kesehatan, Triwulan IV 2024"),
        (tua.simpan(), "bentuk yang lama"),
        (tanpa_kode.simpan(), "Baris kode"),
        (polos.simpan(), "bukan templat isian"),
        (tanpa_kolom.simpan(), "“Analisis” tidak ada lagi"),
        (asing.simpan(), "Templat ini untuk"),
        (unduh(p)[:-200], "rusak"),
        (b"bukan excel", "Isinya bukan"),
    ):
        with pytest.raises(GalatPengguna, match=kalimat):
            unggah(p, isi)
    assert not Berkas.objects.exists()
    assert not UnggahanIsian.objects.exists()


def test_submitted_rows_are_locked_in_the_file_and_refused_when_forced(p: Panggung) -> None:
    buka, kunci = p.isi(), p.isi()
    p.baris(StatusRealisasi.DIAJUKAN, isi=kunci, nilai=Decimal(5))
    buku = Buku(unduh(p))
    assert not buku.sel(f"i{buka.indikator_id}", "nilai").protection.locked
    for kolom in ("uraian", "target_tahun", "keterangan"):
        assert buku.sel(f"i{buka.indikator_id}", kolom).protection.locked
    assert buku.sel(f"i{kunci.indikator_id}", "nilai").protection.locked
    assert "Diajukan" in buku.sel(f"i{kunci.indikator_id}", "keterangan").value
    buku.tulis(f"i{kunci.indikator_id}", "nilai", 6)
    assert "sudah diajukan" in satu(p, buku).kalimat


def test_undo_is_refused_whole_and_names_the_cell_that_moved_on(p: Panggung) -> None:
    a, b = p.isi(), p.isi(nama="Persentase jalan mantap")
    buku = Buku(unduh(p))
    for i in (a, b):
        buku.tulis(f"i{i.indikator_id}", "nilai", 50)
    u = unggah(p, buku.simpan())
    terapkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    simpan_isian(
        perangkat_daerah_id=p.pd.pk,
        tahun=TAHUN,
        triwulan=TW,
        sel=[SelIsian("nilai", b.indikator_id, nilai=Decimal(51))],
        oleh=p.operator,
        utuh=True,
    )
    with pytest.raises(GalatPengguna, match="Realisasi “Persentase jalan mantap”: Sel ini sudah"):
        urungkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    assert Realisasi.objects.get(indikator=a.indikator_id).nilai == 50
    u.refresh_from_db()
    assert u.status == StatusUnggahan.DITERAPKAN


def test_who_may_upload_apply_and_undo(p: Panggung) -> None:
    i = p.isi()
    isi = Buku(unduh(p)).tulis(f"i{i.indikator_id}", "nilai", 5).simpan()
    for orang in (p.kepala, p.organisasi, p.perencana, p.evaluator, p.pimpinan):
        with pytest.raises(TidakBoleh):
            unggah(p, isi, orang)
    u = unggah(p, isi)
    for tindakan in (terapkan_unggahan, batalkan_unggahan, urungkan_unggahan):
        with pytest.raises(TidakBoleh):
            tindakan(unggahan_id=u.pk, oleh=p.organisasi)
        with pytest.raises(UnggahanIsian.DoesNotExist):
            tindakan(unggahan_id=u.pk, oleh=p.operator_lain)
    with pytest.raises(TidakBoleh, match="Hanya unggahan yang diterapkan"):
        urungkan_unggahan(unggahan_id=u.pk, oleh=p.operator)
    kedua = unggah(p, isi)  # puts the first preview aside
    u.refresh_from_db()
    assert u.status == StatusUnggahan.DIBATALKAN
    p.tutup()
    with pytest.raises(TidakBoleh, match="sudah ditutup"):
        terapkan_unggahan(unggahan_id=kedua.pk, oleh=p.operator)
    with pytest.raises(TidakBoleh, match="sudah ditutup"):
        unggah(p, isi)
    assert not Realisasi.objects.exists()


def test_the_remark_column_says_what_is_returned_and_what_is_made_up(p: Panggung) -> None:
    r = p.baris(StatusRealisasi.DIKEMBALIKAN, nilai=Decimal(5), contoh=True)
    teks = Buku(unduh(p)).sel(f"i{r.indikator_id}", "keterangan").value
    assert teks == "Dikembalikan. Baca komentarnya di aplikasi. Memuat angka contoh."


def test_readers_get_the_numbers_with_every_cell_locked(p: Panggung) -> None:
    r = p.baris(nilai=Decimal("5.25"))
    buku = Buku(unduh(p, p.pimpinan))
    sel = buku.sel(f"i{r.indikator_id}", "nilai")
    assert (sel.value, sel.number_format) == (5.25, "#,##0.00")
    assert all(s.protection.locked for baris in buku.ws.iter_rows() for s in baris)


def test_the_file_is_the_same_for_the_same_data(p: Panggung) -> None:
    p.baris(nilai=Decimal(5), analisis="=SUM(A1)")
    assert unduh(p) == unduh(p)
    sel = Buku(unduh(p)).sel(f"i{Realisasi.objects.get().indikator_id}", "analisis")
    assert (sel.data_type, sel.quotePrefix) == ("s", True)


def test_the_number_of_queries_does_not_grow_with_the_rows(p: Panggung) -> None:
    def kueri() -> tuple[int, int]:
        buku = Buku(unduh(p))
        for i in p.dokumen.isi_indikator.all():
            buku.tulis(f"i{i.indikator_id}", "nilai", 5)
        u = unggah(p, buku.simpan())
        with CaptureQueriesContext(connection) as lihat:
            assert banding_unggahan(unggahan=u, oleh=p.operator).jumlah["baru"]
        with CaptureQueriesContext(connection) as ambil:
            unduh(p)
        return len(lihat), len(ambil)

    for _ in range(3):
        p.isi()
    sedikit = kueri()
    for _ in range(27):
        p.isi()
    assert kueri() == sedikit


def test_an_unknown_pd_is_not_there(p: Panggung) -> None:
    isi = unduh(p)
    with pytest.raises(type(p.pd).DoesNotExist):
        unggah_isian(
            perangkat_daerah_id=p.pd.pk,
            tahun=TAHUN,
            triwulan=TW,
            isi=isi,
            nama_asli="a.xlsx",
            oleh=p.operator_lain,
        )
