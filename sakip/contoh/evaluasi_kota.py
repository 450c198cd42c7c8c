"""What is published about the city: official values, the RB index, and figures to compare with."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction

from dasar.angka import baca_angka
from dasar.services.audit import catat_audit_massal
from evaluasi.models import IndeksRB, JenisLembar, LembarKerja, TemplatLKE
from evaluasi.services.indeks_rb import rekam_indeks_rb
from evaluasi.services.kementerian import rekam_nilai_kementerian
from evaluasi.services.templat import buat_templat_88_2021
from kinerja.models import Acuan, IsiIndikator, JenisDokumen
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.sumber import HasilBagian, baca_csv, hasil

TAHUN_TEMPLAT = (2023, 2024)
KODE_IKU_SAKIP = "5.1.1"
SAKIP, INDEKS_RB = "SAKIP", "Indeks Reformasi Birokrasi"
# The day on which the value of 2024 was in the news; the date of the LHE itself is not known.
DITERIMA = {2024: datetime.date(2025, 2, 5)}
# Series that must not be read as one: the source says that BPS changed its method.
NAMA_LAIN = {
    ("Indeks Pembangunan Manusia", 2023): "Indeks Pembangunan Manusia (metode baru)",
}


def acuan_sakip() -> tuple[tuple[str, int, Decimal, str], ...]:
    """National means to compare the city's SAKIP value with (docs/regulasi.md)."""
    sumber = "kilaskementerian.kompas.com, 2 Oktober 2024"
    return (
        ("Rata-rata kabupaten/kota", 2024, Decimal("64.23"), sumber),
        ("Rata-rata provinsi", 2024, Decimal("70.75"), sumber),
    )


def muat_templat_lke(oleh: Pengguna) -> HasilBagian:
    """The template of 88/2021 for both years, tied to the city's own indicator of its value."""
    ada = set(TemplatLKE.objects.values_list("tahun_evaluasi", flat=True))
    indikator = _isi_sakip().indikator
    for tahun in TAHUN_TEMPLAT:
        if tahun not in ada:
            buat_templat_88_2021(tahun_evaluasi=tahun, indikator=indikator, oleh=oleh)
    return hasil("templat", len(set(TAHUN_TEMPLAT) - ada), len(ada))


@transaction.atomic
def muat_nilai_resmi(oleh: Pengguna) -> HasilBagian:
    """SAKIP values as the ministry gave them, and the RB index."""
    sudah = set(
        LembarKerja.objects.filter(jenis=JenisLembar.KEMENTERIAN).values_list(
            "templat__tahun_evaluasi", flat=True
        )
    )
    sudah_rb = set(IndeksRB.objects.values_list("tahun", flat=True))
    baru = 0
    for baris in baca_csv("realisasi_tangsel.csv"):
        nilai, tahun = baca_angka(baris["nilai"]), int(baris["tahun"] or 0)
        if baris["indikator"] == SAKIP and tahun not in sudah:
            rekam_nilai_kementerian(
                tahun_evaluasi=tahun,
                total=nilai,
                diterima=DITERIMA.get(tahun),
                sumber=baris["sumber"],
                oleh=oleh,
            )
        elif baris["indikator"] == INDEKS_RB and tahun not in sudah_rb:
            rekam_indeks_rb(
                tahun=tahun,
                nilai=nilai,
                predikat=baris["predikat"],
                sumber=baris["sumber"],
                oleh=oleh,
            )
        else:
            continue
        baru += 1
    return hasil("nilai resmi", baru, len(sudah) + len(sudah_rb))


@transaction.atomic
def muat_acuan(oleh: Pengguna) -> HasilBagian:
    """Published figures about the city, and national means beside its SAKIP value."""
    kota = PerangkatDaerah.objects.kota()
    ada = set(Acuan.objects.values_list("indikator", "nama", "tahun"))
    baru = [a for a in _acuan(kota) if (a.indikator_id, a.nama, a.tahun) not in ada]
    for acuan in baru:
        acuan.full_clean()
    Acuan.objects.bulk_create(baru)
    catat_audit_massal(
        "acuan.disimpan",
        [
            (a, None, {"nama": a.nama, "tahun": a.tahun, "nilai": a.nilai, "sumber": a.sumber})
            for a in baru
        ],
        oleh=oleh,
    )
    return hasil("acuan", len(baru), len(ada))


def _acuan(kota: PerangkatDaerah) -> Iterator[Acuan]:
    for baris in baca_csv("realisasi_tangsel.csv"):
        if baris["indikator"] in (SAKIP, INDEKS_RB) or not baris["tahun"]:
            continue
        tahun, teks = int(baris["tahun"]), baris["nilai"]
        desimal = len(teks.partition(",")[2])
        yield Acuan(
            perangkat_daerah=kota,
            nama=NAMA_LAIN.get((baris["indikator"], tahun), baris["indikator"]),
            tahun=tahun,
            nilai=baca_angka(teks, bulat=desimal == 0),
            satuan=baris["satuan"],
            desimal=desimal,
            sumber=baris["sumber"],
        )
    indikator = _isi_sakip().indikator
    for nama, tahun, nilai, sumber in acuan_sakip():
        yield Acuan(
            perangkat_daerah=kota,
            indikator=indikator,
            nama=nama,
            tahun=tahun,
            nilai=nilai,
            satuan="Nilai",
            sumber=sumber,
        )


def _isi_sakip() -> IsiIndikator:
    return IsiIndikator.objects.select_related("indikator").get(
        dokumen__jenis=JenisDokumen.RPJMD,
        dokumen__perangkat_daerah__jenis="kota",
        isi_simpul__kode=KODE_IKU_SAKIP,
    )
