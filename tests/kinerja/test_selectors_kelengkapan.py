"""What is due and what is there; the grid counts the same cells by itself."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

import pytest
from django.utils import timezone

from dasar.izin import Izin, TidakBoleh
from kinerja.models import (
    BuktiDukung,
    Frekuensi,
    JenisDokumen,
    JenisSimpul,
    Komentar,
    PenjelasanKejanggalan,
    Realisasi,
    StatusDokumen,
    StatusRealisasi,
)
from kinerja.selectors.kelengkapan import (
    belum_ditanggapi,
    indikator_jatuh_tempo,
    periksa_kelengkapan,
)
from kinerja.selectors.kisi import susun_kisi
from kinerja.selectors.kisi_baris import BarisIndikatorKisi
from kinerja.selectors.saring_kisi import Saring, saring_kisi
from kinerja.services.alur import ajukan_triwulan
from kinerja.views.pengisian import _kelengkapan
from tests.factories import (
    TAHUN,
    DokumenFactory,
    IsiIndikatorFactory,
    IsiSimpulFactory,
    JadwalFactory,
    KotaFactory,
    TargetFactory,
)
from tests.kinerja.panggung import TW

pytestmark = pytest.mark.django_db
JAM = datetime.timedelta(hours=1)


def _jawab(baris, oleh, pada):
    komentar = Komentar.objects.create(realisasi=baris, oleh=oleh, peran="x", teks="x")
    Komentar.objects.filter(pk=komentar.pk).update(dibuat_pada=pada)


def test_counts_of_each_kind_of_cell(p):
    p.baris()
    p.baris(nilai=None, alasan_kosong="belum_rilis")
    p.baris("diverifikasi")
    p.baris("dikembalikan")
    p.baris(nilai=None, analisis="teks saja")
    p.isi()

    k = periksa_kelengkapan(p.pd.pk, TAHUN, TW)

    assert (k.jatuh_tempo, k.terisi, k.dikembalikan, k.kosong, k.belum_diajukan) == (6, 3, 1, 2, 5)


@pytest.mark.parametrize(
    ("siapa", "selisih", "menunggu"),
    [
        ("operator", +1, False),
        ("kepala", +1, True),  # only the operator speaks for the value
        ("organisasi", +1, True),  # who returned it cannot answer for the operator
        ("operator", -1, True),  # said before it came back
    ],
)
def test_a_returned_row_is_answered_by_the_operator_after_the_return(p, siapa, selisih, menunggu):
    baris = p.baris("dikembalikan")
    _jawab(baris, getattr(p, siapa), baris.dikembalikan_pada + selisih * JAM / 60)

    assert Realisasi.objects.filter(belum_ditanggapi()).exists() is menunggu
    assert periksa_kelengkapan(p.pd.pk, TAHUN, TW).dikembalikan == int(menunggu)


def test_a_returned_row_is_answered_by_a_change(p):
    baris = p.baris("dikembalikan")
    Realisasi.objects.filter(pk=baris.pk).update(diisi_pada=timezone.now())

    assert not Realisasi.objects.filter(belum_ditanggapi()).exists()


@pytest.mark.parametrize("tanggapan", ["bukti", "alasan"])
@pytest.mark.parametrize(("selisih", "menunggu"), [(+1, False), (-1, True)])
def test_a_returned_row_is_answered_by_evidence_or_the_reason_for_a_flag(
    p, tanggapan, selisih, menunggu
):
    baris = p.baris("dikembalikan")
    satu: BuktiDukung | PenjelasanKejanggalan
    if tanggapan == "bukti":
        satu = BuktiDukung.objects.create(
            realisasi=baris, tautan="https://contoh.test/x", judul="x", diunggah_oleh=p.operator
        )
    else:
        satu = PenjelasanKejanggalan.objects.create(
            realisasi=baris, kode="sama", versi=baris.versi, alasan="x", oleh=p.operator
        )
    pada = baris.dikembalikan_pada + selisih * JAM / 60
    type(satu).objects.filter(pk=satu.pk).update(diperbarui_pada=pada)

    assert Realisasi.objects.filter(belum_ditanggapi()).exists() is menunggu


@pytest.mark.parametrize(
    ("triwulan", "jatuh"),
    [(1, {"triwulan"}), (2, {"triwulan", "semester"}), (3, {"triwulan"}), (4, None)],
)
def test_what_is_due_follows_the_frequency(p, triwulan, jatuh):
    isi = {f: p.isi(frekuensi=f).indikator_id for f in Frekuensi.values}

    assert set(indikator_jatuh_tempo(p.pd.pk, TAHUN, triwulan)) == {
        isi[f] for f in (jatuh or set(Frekuensi.values))
    }


def test_only_documents_in_force_for_the_year_are_measured(p):
    for medan in (
        {"status": StatusDokumen.DRAF, "perubahan_ke": 1},
        {"tahun": TAHUN + 1},
        {"jenis": JenisDokumen.RENSTRA},
    ):
        IsiIndikatorFactory(dokumen=DokumenFactory(pd=p.pd, **medan))
    IsiIndikatorFactory(dokumen=DokumenFactory(pd=p.lain))

    assert indikator_jatuh_tempo(p.pd.pk, TAHUN, TW) == []
    assert periksa_kelengkapan(p.pd.pk, TAHUN, TW).izin.alasan.startswith("Belum ada indikator")


def _dunia_acak(p, acak: random.Random) -> None:
    """Cells of every kind: own, the city's, shared, due or not, in every state."""
    kota = KotaFactory()
    rkpd = DokumenFactory(pd=kota, jenis=JenisDokumen.RKPD)
    tujuan = IsiSimpulFactory(dokumen=rkpd, jenis=JenisSimpul.TUJUAN)
    sasaran = IsiSimpulFactory(induk=tujuan, jenis=JenisSimpul.SASARAN)
    program = IsiSimpulFactory(induk=sasaran, jenis=JenisSimpul.PROGRAM)
    renja_lain = DokumenFactory(pd=p.lain)
    for _ in range(12):
        sifat = {"frekuensi": acak.choice(Frekuensi.values)}
        asal = acak.choice(["sendiri"] * 5 + ["kota", "bersama", "pd lain"])
        if asal == "kota":
            isi = IsiIndikatorFactory(
                isi_simpul=acak.choice([tujuan, sasaran, program]), pengampu=p.pd, **sifat
            )
            TargetFactory(isi=isi)
        elif asal == "pd lain":
            isi = IsiIndikatorFactory(dokumen=renja_lain, pengampu=p.pd, **sifat)
            TargetFactory(isi=isi)
        else:
            isi = p.isi(**sifat)
            if asal == "bersama":
                IsiIndikatorFactory(isi_simpul=sasaran, indikator=isi.indikator, **sifat)
        if acak.random() < 0.15:
            continue
        status = acak.choice(StatusRealisasi.values)
        boleh_kosong = status in ("draf", "dikembalikan")
        isian = acak.choice(["nilai", "nilai", "alasan", "kosong" if boleh_kosong else "nilai"])
        baris = p.baris(
            status,
            isi=isi,
            tahun=TAHUN,
            triwulan=acak.choice([2, 2, 2, 4]),
            nilai=Decimal(acak.randint(0, 120)) if isian == "nilai" else None,
            alasan_kosong="belum_rilis" if isian == "alasan" else "",
            analisis=acak.choice(["", "Sebab"]),
        )
        if status == "dikembalikan":
            match acak.choice(["diam", "diubah", "dijawab", "pengembali"]):
                case "diubah":
                    Realisasi.objects.filter(pk=baris.pk).update(diisi_pada=timezone.now())
                case "dijawab":
                    _jawab(baris, p.operator, timezone.now())
                case "pengembali":
                    _jawab(baris, p.organisasi, timezone.now())


@pytest.mark.parametrize("benih", range(14))
def test_the_grid_and_the_submission_count_the_same(p, benih):
    _dunia_acak(p, random.Random(benih))
    JadwalFactory(triwulan=2)
    k = periksa_kelengkapan(p.pd.pk, TAHUN, 2)

    for izin in (Izin.ya(), Izin.tidak("Hanya untuk dibaca.")):
        kisi = susun_kisi(pd_id=p.pd.pk, tahun=TAHUN, triwulan=2, izin=izin)
        assert _kelengkapan(kisi.hitungan) == k
        h = kisi.hitungan
        assert h.semua == h.terisi + h.diperbaiki + h.dikembalikan + h.kosong
        assert sum(n for _, n in h.bagian) == h.semua
        indikator = [b.indikator_id for b in kisi.baris if isinstance(b, BarisIndikatorKisi)]
        assert len(indikator) == len(set(indikator))
        assert set(indikator_jatuh_tempo(p.pd.pk, TAHUN, 2)) <= set(indikator)
        pilihan: tuple[tuple[Saring, int], ...] = (
            ("kosong", h.kosong),
            ("analisis", h.tanpa_analisis),
        )
        for saring, jumlah in pilihan:
            hasil = [b for b in saring_kisi(kisi.baris, saring=saring) if not b.simpul]
            assert len(hasil) == jumlah, saring

    if k.izin and k.belum_diajukan:
        assert (
            ajukan_triwulan(
                perangkat_daerah_id=p.pd.pk, tahun=TAHUN, triwulan=2, oleh=p.operator
            ).jumlah
            == k.belum_diajukan
        )
        assert periksa_kelengkapan(p.pd.pk, TAHUN, 2).belum_diajukan == 0
    else:
        with pytest.raises(TidakBoleh):
            ajukan_triwulan(perangkat_daerah_id=p.pd.pk, tahun=TAHUN, triwulan=2, oleh=p.operator)
