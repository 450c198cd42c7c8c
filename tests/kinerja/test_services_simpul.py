"""Editing the tree of a draf: add, change, move, order, split, merge, remove."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import (
    Anggaran,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JenisSimpul,
    Simpul,
    StatusDokumen,
    Target,
)
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.selectors.tanda_simpul import tanda_cabang, tanda_simpul
from kinerja.services.kunci_simpul import HalamanBasi
from kinerja.services.simpul import SimpulMasuk, hapus_simpul, tambah_simpul, ubah_simpul
from kinerja.services.simpul_gabung import gabung_simpul, pecah_simpul
from kinerja.services.simpul_letak import Arah, pindah_simpul, urutkan_simpul
from tests.factories import DokumenFactory, IsiSimpulFactory, TargetFactory
from tests.factories_jabatan import JabatanFactory
from tests.kinerja.panggung_simpul import (
    EDISI_LAMA,
    PanggungSimpul,
    isi_nomenklatur,
    susun_panggung,
)


@pytest.fixture
def r(db: None) -> PanggungSimpul:
    """A draf with a small tree."""
    return susun_panggung()


def _tambah(r: PanggungSimpul, nama: str, jenis: str, **lain: object) -> IsiSimpul:
    masuk = SimpulMasuk(nama, jenis, kode=str(lain.pop("kode", "")))
    return tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, oleh=r.perencana, **lain)  # type: ignore[arg-type]


def _pindah(r: PanggungSimpul, isi: IsiSimpul, induk: IsiSimpul | None, **lain: int) -> IsiSimpul:
    return pindah_simpul(
        isi_simpul_id=isi.pk,
        induk_id=induk.pk if induk else None,
        tanda=tanda_simpul(r.segar(isi)),
        oleh=r.perencana,
        **lain,
    )


def _urutkan(r: PanggungSimpul, isi: IsiSimpul, arah: Arah) -> None:
    urutkan_simpul(
        isi_simpul_id=isi.pk, arah=arah, tanda=tanda_simpul(r.segar(isi)), oleh=r.perencana
    )


def test_child_is_added_at_the_end_or_after_a_sibling_with_audit(r: PanggungSimpul):
    _tambah(r, "K3", "kegiatan", induk_id=r.p.pk)
    _tambah(r, "K1b", "kegiatan", induk_id=r.p.pk, sesudah_id=r.k1.pk)

    assert r.urutan() == ["P", "-K1", "--S1", "--S2", "-K1b", "-K2", "--S3", "-K3", "Q"]
    assert JejakAudit.objects.filter(aksi="simpul.ditambah", oleh=r.perencana).count() == 2


def test_wrong_kind_below_a_parent_is_refused_at_the_field(r: PanggungSimpul):
    with pytest.raises(ValidationError) as galat:
        _tambah(r, "X", "program", induk_id=r.k1.pk)

    assert galat.value.message_dict == {"jenis": ["Program tidak dapat berada di bawah kegiatan."]}
    assert not IsiSimpul.objects.filter(nama="X").exists()


def test_who_may_edit_and_what_others_see(r: PanggungSimpul):
    masuk = SimpulMasuk("Baru", "program")
    assert tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, oleh=r.organisasi).pk
    with pytest.raises(TidakBoleh, match="perencana"):
        tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, oleh=r.operator)
    with pytest.raises(DokumenPerencanaan.DoesNotExist):
        tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, oleh=r.operator_lain)


def test_version_in_force_is_not_edited(r: PanggungSimpul):
    DokumenPerencanaan.objects.update(status=StatusDokumen.BERLAKU)
    with pytest.raises(TidakBoleh, match="sudah berlaku"):
        _tambah(r, "Baru", "program")


def test_code_is_looked_up_and_the_indicator_taken_along(r: PanggungSimpul):
    isi_nomenklatur()
    masuk = SimpulMasuk("Layanan ibu", "sub_kegiatan", "1.02.02.2.02.0001", bawa_indikator=True)

    isi = tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, induk_id=r.k1.pk, oleh=r.perencana)

    assert isi.nomenklatur is not None
    bawaan = isi.isi_indikator.get()
    assert (bawaan.nama, bawaan.satuan) == ("Jumlah ibu hamil yang dilayani", "Orang")
    assert bawaan.indikator.pengampu == r.pd


def test_one_entry_stands_once_below_a_parent(r: PanggungSimpul):
    isi_nomenklatur()
    kode = "1.02.02.2.02.0001"
    masuk = SimpulMasuk("Layanan ibu", "sub_kegiatan", kode)
    satu = tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, induk_id=r.k1.pk, oleh=r.perencana)

    with pytest.raises(ValidationError, match="sudah ada di bawah induk yang sama") as galat:
        tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, induk_id=r.k1.pk, oleh=r.perencana)
    assert list(galat.value.message_dict) == ["kode"]

    dua = tambah_simpul(dokumen_id=r.dokumen.pk, masuk=masuk, induk_id=r.k2.pk, oleh=r.perencana)
    with pytest.raises(ValidationError, match="Satu nomenklatur cukup satu kali"):
        pindah_simpul(
            isi_simpul_id=dua.pk, induk_id=r.k1.pk, tanda=tanda_simpul(dua), oleh=r.perencana
        )
    # the code does not change: what is there twice may be renamed
    IsiSimpul.objects.filter(pk=dua.pk).update(induk=r.k1)
    lain = SimpulMasuk("Layanan bagi ibu", "sub_kegiatan", kode)
    dua = r.segar(dua)
    ubah_simpul(isi_simpul_id=dua.pk, masuk=lain, tanda=tanda_simpul(dua), oleh=r.perencana)
    assert r.segar(dua).nama == "Layanan bagi ibu"
    assert r.segar(satu).nama == "Layanan ibu"


def test_code_with_the_bidang_of_the_pd_means_the_general_entry(r: PanggungSimpul):
    isi_nomenklatur()
    isi = _tambah(r, "Penunjang", "program", kode="1.02.01")
    assert isi.nomenklatur is not None
    assert isi.nomenklatur.kode == "X.XX.01"


@pytest.mark.parametrize(
    ("kode", "kalimat"),
    [
        ("9.99.99", "Kode 9.99.99 tidak ada di edisi nomenklatur mana pun."),
        ("1.02.02.2.02", "Kode 1.02.02.2.02 adalah kode kegiatan, bukan program."),
        ("X.XX.01", "Ganti X.XX dengan kode bidang urusan perangkat daerah, misalnya 1.02."),
    ],
)
def test_code_that_no_edition_knows_is_an_error_at_the_field(
    r: PanggungSimpul, kode: str, kalimat: str
):
    isi_nomenklatur()
    with pytest.raises(ValidationError) as galat:
        _tambah(r, "Salah", "program", kode=kode)
    assert galat.value.message_dict == {"kode": [kalimat]}
    assert not IsiSimpul.objects.filter(nama="Salah").exists()


def test_code_of_an_older_edition_is_stored(r: PanggungSimpul):
    isi_nomenklatur()
    isi = _tambah(r, "Lama", "program", kode="1.02.07")
    assert isi.nomenklatur is not None
    assert isi.nomenklatur.edisi == EDISI_LAMA


def test_change_of_name_and_post_with_a_stale_page_refused(r: PanggungSimpul):
    tanda = tanda_simpul(r.segar(r.k1))
    jabatan = JabatanFactory(pd=r.pd)
    masuk = SimpulMasuk("K1 baru", "kegiatan", jabatan_id=jabatan.pk)

    isi = ubah_simpul(isi_simpul_id=r.k1.pk, masuk=masuk, tanda=tanda, oleh=r.perencana)
    assert (isi.nama, isi.jabatan) == ("K1 baru", jabatan)

    with pytest.raises(HalamanBasi, match="baru saja diubah orang lain"):
        ubah_simpul(
            isi_simpul_id=r.k1.pk,
            masuk=SimpulMasuk("Timpa", "kegiatan"),
            tanda=tanda,
            oleh=r.organisasi,
        )
    assert r.segar(r.k1).nama == "K1 baru"


def test_post_of_another_pd_is_refused(r: PanggungSimpul):
    asing = JabatanFactory()
    with pytest.raises(ValidationError, match="jabatan di perangkat daerah"):
        ubah_simpul(
            isi_simpul_id=r.k1.pk,
            masuk=SimpulMasuk("K1", "kegiatan", jabatan_id=asing.pk),
            tanda=tanda_simpul(r.segar(r.k1)),
            oleh=r.perencana,
        )


def test_move_takes_the_branch_along_and_never_below_itself(r: PanggungSimpul):
    _pindah(r, r.k1, r.q)
    assert r.urutan() == ["P", "-K2", "--S3", "Q", "-K1", "--S1", "--S2"]
    _pindah(r, r.k2, r.q, posisi=1)
    assert r.urutan() == ["P", "Q", "-K2", "--S3", "-K1", "--S1", "--S2"]

    with pytest.raises(ValidationError, match="ke bawah dirinya sendiri"):
        _pindah(r, r.q, r.s1)
    with pytest.raises(ValidationError, match="tidak dapat berada di bawah"):
        _pindah(r, r.q, r.p)
    assert JejakAudit.objects.filter(aksi="simpul.dipindahkan").count() == 2


def test_steps_up_down_in_and_out(r: PanggungSimpul):
    _urutkan(r, r.k2, Arah.NAIK)
    assert r.urutan()[1:3] == ["-K2", "--S3"]
    _urutkan(r, r.k2, Arah.TURUN)
    with pytest.raises(ValidationError, match="sudah paling bawah"):
        _urutkan(r, r.k2, Arah.TURUN)
    _urutkan(r, r.s3, Arah.KELUAR)
    assert r.urutan() == ["P", "-K1", "--S1", "--S2", "-K2", "-S3", "Q"]
    _urutkan(r, r.s3, Arah.MASUK)
    assert r.urutan() == ["P", "-K1", "--S1", "--S2", "-K2", "--S3", "Q"]
    with pytest.raises(ValidationError, match="Tidak ada baris di atasnya"):
        _urutkan(r, r.s3, Arah.MASUK)
    with pytest.raises(ValidationError, match="jenjang teratas"):
        _urutkan(r, r.q, Arah.KELUAR)


def test_step_of_a_stale_page_is_refused(r: PanggungSimpul):
    tanda = tanda_simpul(r.segar(r.k2))
    _urutkan(r, r.k2, Arah.NAIK)
    with pytest.raises(HalamanBasi):
        urutkan_simpul(isi_simpul_id=r.k2.pk, arah=Arah.NAIK, tanda=tanda, oleh=r.organisasi)


def test_split_gives_the_chosen_to_a_second_node_and_leaves_the_pagu(r: PanggungSimpul):
    r.pagu(r.k1, 100)
    baru = pecah_simpul(
        isi_simpul_id=r.k1.pk,
        nama="K1b",
        anak_ids=[r.s2.pk],
        indikator_ids=[r.indikator.pk],
        tanda=tanda_cabang(r.segar(r.k1)),
        oleh=r.perencana,
    )
    assert r.urutan() == ["P", "-K1", "--S1", "-K1b", "--S2", "-K2", "--S3", "Q"]
    assert baru.simpul_id != r.k1.simpul_id
    assert IsiIndikator.objects.get(pk=r.indikator.pk).isi_simpul == baru
    assert (r.baca_pagu(r.k1), r.baca_pagu(baru)) == (100, None)


def test_split_takes_only_own_children(r: PanggungSimpul):
    with pytest.raises(ValidationError, match="di bawah baris rencana ini"):
        pecah_simpul(
            isi_simpul_id=r.k1.pk,
            nama="K1b",
            anak_ids=[r.s3.pk],
            indikator_ids=[],
            tanda=tanda_cabang(r.segar(r.k1)),
            oleh=r.perencana,
        )


def _gabung(r: PanggungSimpul, *, pindahkan: bool = False) -> IsiSimpul:
    return gabung_simpul(
        isi_simpul_id=r.k1.pk,
        ke_id=r.k2.pk,
        pindahkan_pagu=pindahkan,
        tanda=tanda_cabang(r.segar(r.k1)),
        oleh=r.perencana,
    )


def test_merge_moves_children_indicators_and_pagu_with_equal_sum(r: PanggungSimpul):
    r.pagu(r.k1, 100)
    r.pagu(r.k2, 50)
    with pytest.raises(ValidationError, match="Nyatakan bahwa pagunya dipindahkan"):
        _gabung(r)

    _gabung(r, pindahkan=True)

    assert r.urutan() == ["P", "-K2", "--S3", "--S1", "--S2", "Q"]
    assert r.baca_pagu(r.k2) == 150
    assert IsiIndikator.objects.get(pk=r.indikator.pk).isi_simpul == r.k2
    assert Simpul.objects.filter(pk=r.k1.simpul_id).exists()  # the identity stays
    assert JejakAudit.objects.filter(aksi="simpul.digabung").count() == 1


def test_merge_is_refused_where_the_sum_could_not_be_kept(r: PanggungSimpul):
    r.pagu(r.k1, 100)
    with pytest.raises(ValidationError, match="Isi dahulu pagu"):
        _gabung(r, pindahkan=True)
    r.pagu(r.k2, 50)
    Anggaran.objects.create(
        simpul=r.k1.simpul, tahun=r.dokumen.tahun_dari, triwulan=1, realisasi=10
    )
    with pytest.raises(ValidationError, match="realisasi anggaran"):
        _gabung(r, pindahkan=True)
    assert r.urutan()[1] == "-K1"


def test_move_that_would_exceed_a_pagu_is_refused(r: PanggungSimpul):
    r.pagu(r.q, 50)
    r.pagu(r.k1, 100)
    with pytest.raises(ValidationError, match="Pagu program Rp 50, jumlah kegiatan Rp 100"):
        _pindah(r, r.k1, r.q)


def test_remove_asks_for_its_content_and_keeps_identities(r: PanggungSimpul):
    TargetFactory(isi=r.indikator)
    with pytest.raises(ValidationError, match="masih ada 2 baris dan 1 indikator"):
        hapus_simpul(isi_simpul_id=r.k1.pk, tanda=tanda_cabang(r.segar(r.k1)), oleh=r.perencana)
    tanda = tanda_cabang(r.segar(r.k1))
    hapus_simpul(isi_simpul_id=r.k1.pk, tanda=tanda, dengan_isi=True, oleh=r.perencana)

    assert r.urutan() == ["P", "-K2", "--S3", "Q"]
    assert not Target.objects.exists()
    assert Indikator.objects.filter(pk=r.indikator.indikator_id).exists()
    assert JejakAudit.objects.filter(aksi="simpul.dihapus").count() == 4


def test_remove_with_numbers_that_changed_meanwhile_is_refused(r: PanggungSimpul):
    tanda = tanda_cabang(r.segar(r.q))
    _tambah(r, "K9", "kegiatan", induk_id=r.q.pk)
    with pytest.raises(HalamanBasi):
        hapus_simpul(isi_simpul_id=r.q.pk, tanda=tanda, dengan_isi=True, oleh=r.perencana)


def test_too_many_children_are_a_sentence(r: PanggungSimpul, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kinerja.services.kunci_simpul.LEBAR_RUAS_JALUR", 0)
    with pytest.raises(ValidationError, match="paling banyak"):
        _tambah(r, "Lagi", "program")


_LANGKAH = st.tuples(
    st.sampled_from(["tambah", "pindah", "naik", "turun", "masuk", "keluar", "pecah", "gabung"]),
    st.integers(0, 30),
    st.integers(0, 30),
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(langkah=st.lists(_LANGKAH, max_size=8))
@pytest.mark.django_db
def test_any_sequence_of_changes_keeps_the_tree_whole(langkah: list[tuple[str, int, int]]):
    r = susun_panggung()
    indikator = set(IsiIndikator.objects.filter(dokumen=r.dokumen).values_list("pk", flat=True))
    banyak = IsiSimpul.objects.filter(dokumen=r.dokumen).count()
    for apa, satu, dua in langkah:
        simpul = list(IsiSimpul.objects.filter(dokumen=r.dokumen).order_by("jalur"))
        a, b = simpul[satu % len(simpul)], simpul[dua % len(simpul)]
        sebelum = r.urutan()
        try:
            banyak += _lakukan(r, apa, a, b)
        except ValidationError:
            assert r.urutan() == sebelum  # a refusal changes nothing
        _periksa_utuh(r, banyak)
    assert indikator == set(
        IsiIndikator.objects.filter(dokumen=r.dokumen).values_list("pk", flat=True)
    )


def _lakukan(r: PanggungSimpul, apa: str, a: IsiSimpul, b: IsiSimpul) -> int:
    """Do one thing; returns by how many nodes the tree grows."""
    if apa == "tambah":
        _tambah(r, "Baru", JenisSimpul.SUB_KEGIATAN, induk_id=a.pk)
        return 1
    if apa == "pindah":
        _pindah(r, a, b)
        return 0
    if apa == "pecah":
        pecah_simpul(
            isi_simpul_id=a.pk,
            nama="Pecahan",
            anak_ids=[s.pk for s in a.anak.all()[:1]],
            indikator_ids=[],
            tanda=tanda_cabang(a),
            oleh=r.perencana,
        )
        return 1
    if apa == "gabung":
        gabung_simpul(
            isi_simpul_id=a.pk,
            ke_id=b.pk,
            pindahkan_pagu=True,
            tanda=tanda_cabang(a),
            oleh=r.perencana,
        )
        return -1
    _urutkan(r, a, Arah(apa))
    return 0


def _periksa_utuh(r: PanggungSimpul, banyak: int) -> None:
    simpul = {s.pk: s for s in IsiSimpul.objects.filter(dokumen=r.dokumen).order_by("jalur")}
    assert len(simpul) == banyak
    for s in simpul.values():
        atas, _, akhir = s.jalur.rpartition(".")
        assert len(akhir) == 4
        if s.induk_id is None:
            assert atas == ""
        else:
            assert simpul[s.induk_id].jalur == atas
            assert TINGKAT_SIMPUL[simpul[s.induk_id].jenis] < TINGKAT_SIMPUL[s.jenis]
    nomor: dict[str, list[int]] = {}
    for s in simpul.values():
        atas, _, akhir = s.jalur.rpartition(".")
        nomor.setdefault(atas, []).append(int(akhir))
    assert all(n == list(range(1, len(n) + 1)) for n in nomor.values())


def test_lasting_nodes_of_other_versions_are_untouched(r: PanggungSimpul):
    lain = IsiSimpulFactory(
        dokumen=DokumenFactory(pd=r.pd, tahun=2023), simpul=r.k1.simpul, nama="K1 dulu"
    )
    hapus_simpul(
        isi_simpul_id=r.k1.pk,
        tanda=tanda_cabang(r.segar(r.k1)),
        dengan_isi=True,
        oleh=r.perencana,
    )
    assert IsiSimpul.objects.get(pk=lain.pk).nama == "K1 dulu"
