"""Writing plans: versions of a document, and its tree all or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from dasar.izin import TidakBoleh
from dasar.models import JejakAudit
from kinerja.models import (
    AsalDokumen,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    Simpul,
    StatusDokumen,
    Target,
)
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.services.perencanaan import (
    BarisIndikator,
    BarisSimpul,
    BarisTarget,
    berlakukan_dokumen,
    buat_dokumen,
    isi_dokumen,
)
from tests.factories import DokumenFactory, IsiIndikatorFactory, IsiSimpulFactory, KotaFactory

pytestmark = pytest.mark.django_db


def _buat(p, oleh, **medan):
    return buat_dokumen(
        **{
            "jenis": JenisDokumen.RENJA,
            "perangkat_daerah": p.pd,
            "tahun_dari": 2025,
            "tahun_sampai": 2025,
            "oleh": oleh,
            **medan,
        }
    )


def _kosong() -> bool:
    return not any(
        m.objects.exists() for m in (Simpul, IsiSimpul, Indikator, IsiIndikator, Target, JejakAudit)
    )


# Versions


def test_new_document_is_a_draft_with_an_audit_row(p):
    dokumen = _buat(p, p.perencana, sumber="Renja 2025")

    assert (dokumen.status, str(dokumen)) == (StatusDokumen.DRAF, "Renja 2025")
    jejak = JejakAudit.objects.get()
    assert (jejak.aksi, jejak.oleh) == ("dokumen.dibuat", p.perencana)


def test_only_planners_make_documents_and_the_operator_only_from_a_report(p):
    for orang in (p.operator, p.kepala, p.evaluator, p.pimpinan, p.admin, p.tanpa_peran):
        with pytest.raises(TidakBoleh, match="perencana atau Bagian Organisasi"):
            _buat(p, orang)
    for orang in (p.operator_lain, p.kepala, p.evaluator, p.perencana, p.admin):
        with pytest.raises(TidakBoleh, match="Laporan diunggah oleh"):
            _buat(p, orang, asal=AsalDokumen.LAPORAN_TRIWULAN)
    assert _buat(p, p.operator, asal=AsalDokumen.LAPORAN_TRIWULAN).pk
    assert _buat(p, p.organisasi, perubahan_ke=1).pk


@pytest.mark.parametrize(
    "medan", [{"tahun_dari": 2024, "tahun_sampai": 2024}, {"tahun_sampai": 2024}, {"jenis": "apbd"}]
)
def test_same_version_twice_backward_years_and_unknown_kinds_are_refused(p, medan):
    with pytest.raises(ValidationError):
        _buat(p, p.perencana, **medan)
    assert not JejakAudit.objects.exists()


def test_new_version_replaces_the_old_one_whose_content_stays(p):
    target = p.isi().dokumen.target.get()
    baru = _buat(p, p.perencana, tahun_dari=2024, tahun_sampai=2024, perubahan_ke=1)

    berlakukan_dokumen(dokumen=baru, oleh=p.perencana)

    p.dokumen.refresh_from_db()
    baru.refresh_from_db()
    assert (p.dokumen.status, baru.status) == (StatusDokumen.DIGANTIKAN, StatusDokumen.BERLAKU)
    target.refresh_from_db()
    assert target.nilai == 100
    assert [j.aksi for j in JejakAudit.objects.order_by("pk")] == [
        "dokumen.dibuat",
        "dokumen.digantikan",
        "dokumen.berlaku",
    ]


@pytest.mark.parametrize("status", [StatusDokumen.BERLAKU, StatusDokumen.DIGANTIKAN])
def test_only_a_draft_is_put_in_force(p, status):
    DokumenPerencanaan.objects.filter(pk=p.dokumen.pk).update(status=status)

    with pytest.raises(ValidationError, match=f"Renja 2024 sudah {status}"):
        berlakukan_dokumen(dokumen=p.dokumen, oleh=p.perencana)
    assert not JejakAudit.objects.exists()


def test_a_report_never_puts_the_planners_document_out_of_force(p):
    laporan = _buat(
        p,
        p.operator,
        tahun_dari=2024,
        tahun_sampai=2024,
        perubahan_ke=1,
        asal=AsalDokumen.LAPORAN_TRIWULAN,
    )

    with pytest.raises(TidakBoleh):
        berlakukan_dokumen(dokumen=laporan, oleh=p.operator)
    p.dokumen.refresh_from_db()
    assert p.dokumen.status == StatusDokumen.BERLAKU

    lain = _buat(p, p.operator, asal=AsalDokumen.LAPORAN_TRIWULAN)
    assert berlakukan_dokumen(dokumen=lain, oleh=p.operator).status == StatusDokumen.BERLAKU


def test_other_documents_in_force_stay_in_force(p):
    tetangga = [DokumenFactory(pd=p.lain), DokumenFactory(pd=p.pd, tahun=2023)]
    baru = _buat(p, p.perencana)

    berlakukan_dokumen(dokumen=baru, oleh=p.perencana)

    for dokumen in [*tetangga, p.dokumen]:
        dokumen.refresh_from_db()
        assert dokumen.status == StatusDokumen.BERLAKU


# The tree


def test_paths_follow_reading_order_and_go_on_after_what_is_there(p):
    lama = IsiSimpulFactory(dokumen=p.dokumen)
    simpul = [
        BarisSimpul("p", JenisSimpul.PROGRAM, "Program", kode="1.02.02"),
        BarisSimpul("k1", JenisSimpul.KEGIATAN, "Kegiatan 1", induk="p"),
        BarisSimpul("s1", JenisSimpul.SUB_KEGIATAN, "Sub 1", induk="k1"),
        BarisSimpul("k2", JenisSimpul.KEGIATAN, "Kegiatan 2", induk="p"),
        BarisSimpul("lama", JenisSimpul.KEGIATAN, "Di bawah yang lama", induk=lama.pk),
    ]

    hasil = isi_dokumen(dokumen=p.dokumen, simpul=simpul, oleh=p.perencana)

    assert {k: s.jalur for k, s in hasil.simpul.items()} == {
        "p": "0002",
        "k1": "0002.0001",
        "s1": "0002.0001.0001",
        "k2": "0002.0002",
        "lama": "0001.0001",
    }
    urut = IsiSimpul.objects.filter(dokumen=p.dokumen).order_by("jalur")
    assert [s.nama for s in urut][1:] == [
        "Di bawah yang lama",
        "Program",
        "Kegiatan 1",
        "Sub 1",
        "Kegiatan 2",
    ]
    sub: Any = IsiSimpul.objects.get(nama="Sub 1")
    assert (sub.induk.nama, sub.induk.induk.nama, sub.kedalaman) == ("Kegiatan 1", "Program", 2)
    assert sub.simpul.perangkat_daerah == p.pd
    ulang = isi_dokumen(
        dokumen=p.dokumen,
        simpul=[BarisSimpul("k3", JenisSimpul.KEGIATAN, "Kegiatan 3", induk=hasil.simpul["p"].pk)],
        oleh=p.perencana,
    )
    assert ulang.simpul["k3"].jalur == "0002.0003"


def test_indicators_and_targets_hang_where_they_belong(p):
    hasil = isi_dokumen(
        dokumen=p.dokumen,
        simpul=[BarisSimpul("p", JenisSimpul.PROGRAM, "Program")],
        indikator=[
            BarisIndikator("a", "p", "Angka", {"satuan": "Orang", "desimal": 0}),
            BarisIndikator("b", "p", "Kedua"),
        ],
        target=[BarisTarget("a", 2024, Decimal(5)), BarisTarget("a", 2024, Decimal(2), 1, True)],
        oleh=p.perencana,
    )

    a, b = hasil.indikator["a"], hasil.indikator["b"]
    assert (a.urutan, b.urutan, a.satuan, a.isi_simpul.nama) == (1, 2, "Orang", "Program")
    assert a.indikator.pengampu == p.pd
    assert (b.indikator.perangkat_daerah, b.indikator.pengampu) == (p.pd, p.pd)
    assert sorted(a.indikator.target.values_list("triwulan", "nilai", "contoh")) == [
        (0, Decimal(5), False),
        (1, Decimal(2), True),
    ]
    assert JejakAudit.objects.filter(aksi="rencana.ditambah").count() == 5


def test_history_keeps_its_identity_over_versions(p):
    lama = p.isi()
    baru = DokumenFactory(pd=p.pd, tahun=2025)

    hasil = isi_dokumen(
        dokumen=baru,
        simpul=[
            BarisSimpul("p", JenisSimpul.PROGRAM, "Ganti nama", simpul_id=lama.isi_simpul.simpul_id)
        ],
        indikator=[BarisIndikator("a", "p", "Ganti nama", indikator_id=lama.indikator_id)],
        target=[BarisTarget(lama.indikator_id, 2025, Decimal(6))],
        oleh=p.perencana,
    )

    assert hasil.indikator["a"].indikator_id == lama.indikator_id
    assert Simpul.objects.count() == Indikator.objects.count() == 1
    assert lama.indikator.target.count() == 2


@pytest.mark.parametrize("anak", JenisSimpul.values)
@pytest.mark.parametrize("induk", JenisSimpul.values)
def test_a_child_is_always_of_a_lower_kind_than_its_parent(p, induk, anak):
    simpul = [BarisSimpul("i", induk, "Induk"), BarisSimpul("a", anak, "Anak", induk="i")]

    if TINGKAT_SIMPUL[anak] > TINGKAT_SIMPUL[induk]:
        hasil = isi_dokumen(dokumen=p.dokumen, simpul=simpul, oleh=p.perencana)
        assert hasil.simpul["a"].induk_id == hasil.simpul["i"].pk
    else:
        with pytest.raises(ValidationError, match=f"Anak: {anak} tidak dapat berada di bawah"):
            isi_dokumen(dokumen=p.dokumen, simpul=simpul, oleh=p.perencana)
        assert _kosong()


_P = BarisSimpul("p", JenisSimpul.PROGRAM, "Program")
_A = BarisIndikator("a", "p", "Angka")


@pytest.mark.parametrize(
    ("bagian", "nama"),
    [
        ({"simpul": [_P, BarisSimpul("k", "kegiatan", "Yatim", induk="x")]}, "Yatim"),
        ({"simpul": [_P, BarisSimpul("k", "kegiatan", "Yatim", induk=999_999)]}, "Yatim"),
        ({"simpul": [_P, BarisSimpul("k", "kegiatan", "N" * 501, induk="p")]}, "NNN"),
        ({"simpul": [_P, BarisSimpul("k", "kegiatan", "", induk="p")]}, ""),
        ({"simpul": [_P, BarisSimpul("x", "ember", "Jenis aneh")]}, "Jenis aneh"),
        ({"simpul": [_P], "indikator": [_A, BarisIndikator("b", "x", "Lepas")]}, "Lepas"),
        ({"simpul": [_P], "indikator": [_A, BarisIndikator("b", 999_999, "Lepas")]}, "Lepas"),
        (
            {"simpul": [_P], "indikator": [_A, BarisIndikator("b", "p", "Aneh", {"cara": "x"})]},
            "Aneh",
        ),
        (
            {"simpul": [_P], "indikator": [_A], "target": [BarisTarget("z", 2024, Decimal(1))]},
            "z",
        ),
        (
            {
                "simpul": [_P],
                "indikator": [_A],
                "target": [
                    BarisTarget("a", 2024, Decimal(1)),
                    BarisTarget("a", 2024, Decimal("1e30"), 1),
                ],
            },
            "",
        ),
    ],
)
def test_one_bad_row_leaves_nothing_and_is_named(p, bagian, nama):
    with pytest.raises(ValidationError) as galat:
        isi_dokumen(dokumen=p.dokumen, oleh=p.perencana, **bagian)

    assert nama in " ".join(galat.value.messages)
    assert _kosong()


def test_a_replaced_version_takes_nothing_more(p):
    dokumen = DokumenPerencanaan.objects.get(pk=p.dokumen.pk)  # read before it was replaced
    DokumenPerencanaan.objects.filter(pk=dokumen.pk).update(status=StatusDokumen.DIGANTIKAN)

    with pytest.raises(ValidationError, match="Renja 2024 sudah digantikan"):
        isi_dokumen(dokumen=dokumen, simpul=[_P], oleh=p.perencana)
    assert _kosong()


@pytest.mark.parametrize("kata", ["simpul", "indikator", "target", "pengampu"])
def test_identities_of_another_pd_are_refused_by_name(p, kata):
    asing = IsiIndikatorFactory(dokumen=DokumenFactory(pd=p.lain))
    semua: dict[str, dict[str, Any]] = {
        "simpul": {
            "simpul": [BarisSimpul("x", "program", "Asing", simpul_id=asing.isi_simpul.simpul_id)]
        },
        "indikator": {
            "simpul": [_P],
            "indikator": [BarisIndikator("a", "p", "Asing", indikator_id=asing.indikator_id)],
        },
        "target": {"target": [BarisTarget(asing.indikator_id, 2024, Decimal(1))]},
        "pengampu": {
            "simpul": [_P],
            "indikator": [BarisIndikator("a", "p", "Asing", pengampu_id=p.lain.pk)],
        },
    }
    nama = f"Indikator {asing.indikator_id}, target 2024" if kata == "target" else "Asing"

    with pytest.raises(ValidationError, match=rf"^\['{nama}: "):
        isi_dokumen(dokumen=p.dokumen, oleh=p.organisasi, **semua[kata])
    assert not IsiSimpul.objects.filter(dokumen=p.dokumen).exists()
    assert not Target.objects.filter(dokumen=p.dokumen).exists()


def test_indicators_of_the_city_are_entered_by_a_pd_that_exists(p):
    kota = KotaFactory()
    dokumen = DokumenFactory(pd=kota)
    simpul = [BarisSimpul("s", JenisSimpul.SASARAN, "Sasaran")]

    hasil = isi_dokumen(
        dokumen=dokumen,
        simpul=simpul,
        indikator=[BarisIndikator("a", "s", "IKU", pengampu_id=p.lain.pk)],
        oleh=p.organisasi,
    )

    indikator = hasil.indikator["a"].indikator
    assert (indikator.perangkat_daerah, indikator.pengampu) == (kota, p.lain)
    with pytest.raises(ValidationError, match="Hantu"):
        isi_dokumen(
            dokumen=dokumen,
            simpul=simpul,
            indikator=[BarisIndikator("a", "s", "Hantu", pengampu_id=999_999)],
            oleh=p.organisasi,
        )


def test_one_identity_stands_once_in_a_version(p):
    isi = p.isi()

    with pytest.raises(ValidationError, match="Dua kali: simpul ini sudah ada"):
        isi_dokumen(
            dokumen=p.dokumen,
            simpul=[BarisSimpul("x", "program", "Dua kali", simpul_id=isi.isi_simpul.simpul_id)],
            oleh=p.perencana,
        )
    baru = DokumenFactory(pd=p.pd, tahun=2025)
    with pytest.raises(ValidationError, match="Kembar: indikator ini sudah ada"):
        isi_dokumen(
            dokumen=baru,
            simpul=[_P],
            indikator=[
                BarisIndikator("a", "p", "Angka", indikator_id=isi.indikator_id),
                BarisIndikator("b", "p", "Kembar", indikator_id=isi.indikator_id),
            ],
            oleh=p.perencana,
        )


def test_a_target_may_be_a_range(p):
    rentang = BarisTarget("a", 2024, Decimal(5), nilai_atas=Decimal(7))

    isi_dokumen(dokumen=p.dokumen, simpul=[_P], indikator=[_A], target=[rentang], oleh=p.perencana)

    target = Target.objects.get()
    assert (target.nilai, target.nilai_atas) == (Decimal(5), Decimal(7))
    jejak = JejakAudit.objects.get(objek_label="kinerja.target")
    assert (jejak.sesudah or {})["nilai_atas"] == "7"


@pytest.mark.parametrize(
    ("target", "kata"),
    [
        ([BarisTarget("a", 2024, Decimal(1)), BarisTarget("a", 2024, Decimal(2))], "2024: target"),
        ([BarisTarget("a", 2024, Decimal(5), nilai_atas=Decimal(4))], "2024: batas atas"),
        ([BarisTarget("a", 2024, Decimal(5), 5)], "triwulan 5 2024: triwulan harus"),
    ],
)
def test_a_target_that_cannot_stand_is_named(p, target, kata):
    with pytest.raises(ValidationError, match=f"Angka, target {kata}"):
        isi_dokumen(dokumen=p.dokumen, simpul=[_P], indikator=[_A], target=target, oleh=p.perencana)
    assert _kosong()


def test_a_target_that_is_stored_already_is_named(p):
    isi = p.isi(nama="Angka lama")

    with pytest.raises(ValidationError, match="Angka lama, target 2024: target periode ini sudah"):
        isi_dokumen(
            dokumen=p.dokumen,
            target=[BarisTarget(isi.indikator_id, 2024, Decimal(3))],
            oleh=p.perencana,
        )


def test_operator_brings_only_what_a_report_speaks_of(p):
    dari = BarisSimpul("p", JenisSimpul.PROGRAM, "Program", dari_laporan=True)
    ukuran = BarisIndikator("a", "p", "Angka", dari_laporan=True)

    for bagian in (
        {"simpul": [BarisSimpul("p", JenisSimpul.PROGRAM, "Program")]},
        {"simpul": [dari], "indikator": [BarisIndikator("a", "p", "Angka")]},
        {"simpul": [dari], "indikator": [ukuran], "target": [BarisTarget("a", 2024, Decimal(1))]},
    ):
        with pytest.raises(TidakBoleh):
            isi_dokumen(dokumen=p.dokumen, oleh=p.operator, **bagian)
    for orang in (p.operator_lain, p.kepala, p.evaluator, p.pimpinan, p.perencana):
        with pytest.raises(TidakBoleh):
            isi_dokumen(dokumen=p.dokumen, oleh=orang, simpul=[dari], indikator=[ukuran])
    assert _kosong()

    hasil = isi_dokumen(dokumen=p.dokumen, oleh=p.operator, simpul=[dari], indikator=[ukuran])
    assert hasil.simpul["p"].dari_laporan
    assert hasil.indikator["a"].dari_laporan
