"""Sample worksheets of 2024: self-assessment and internal evaluation of every PD and the city.

This history never happened, so it is not written through the pages' services, which would note
today's date: one bulk step per part, under the accounts of the demo, with an audit row per sheet.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from dasar.services.audit import BarisAudit, catat_audit_massal
from dasar.tanggal import WIB
from evaluasi.models import (
    JawabanLKE,
    JenisLembar,
    LembarKerja,
    PemenuhanKriteria,
    StatusLembar,
    TemplatLKE,
)
from evaluasi.selectors.templat import TemplatTahun, muat_templat
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.akun import OPERATOR_LAIN
from sakip.contoh.jawaban_lke import (
    JAWABAN_KOTA,
    isi_kriteria,
    jawaban_mandiri,
    jawaban_pd,
)
from sakip.contoh.riwayat_2024 import OPERATOR
from sakip.contoh.sumber import HasilBagian
from sakip.contoh.ukuran_2024 import acak

TAHUN = 2024
KODE_KOTA = "kota"
DIKIRIM = datetime.date(2024, 9, 9)
DINILAI = datetime.date(2024, 10, 7)
# Names of papers as evidence, per subkomponen; the papers themselves come with the evidence store.
BUKTI: Mapping[str, tuple[str, ...]] = {
    "1.a": ("Pedoman teknis perencanaan", "RPJPD", "Renstra", "Renja 2024", "Rencana aksi", "DPA"),
    "1.b": ("Renstra", "Pohon kinerja", "Kertas kerja indikator", "Renja 2024"),
    "1.c": ("DPA", "Rencana aksi 2024", "Notula pemantauan triwulan"),
    "2.a": ("Pedoman pengukuran", "Kartu indikator", "Alur pengumpulan data"),
    "2.b": ("Notula rapat pimpinan", "Laporan triwulan", "Rekap data aplikasi"),
    "2.c": ("Daftar tunjangan kinerja", "Notula penyesuaian strategi", "DPA perubahan"),
    "3.a": ("LKjIP 2023", "Surat penyampaian", "Tangkapan layar publikasi"),
    "3.b": ("LKjIP 2023", "Kertas kerja capaian"),
    "3.c": ("Notula tindak lanjut LKjIP", "Renja perubahan"),
    "4.a": ("Pedoman evaluasi internal", "Surat tugas", "LHE 2023"),
    "4.b": ("Sertifikat pelatihan evaluator", "Kertas kerja evaluasi", "LHE 2023"),
    "4.c": ("Rencana tindak lanjut", "Bukti tindak lanjut"),
}
_ALASAN = {
    "AA": "Contoh: Semua kriteria terpenuhi dan dipertahankan lima tahun; caranya layak ditiru.",
    "A": "Contoh: Semua kriteria terpenuhi dan dipertahankan sejak evaluasi tahun lalu.",
    "CC": "Contoh: Sebagian kriteria belum terpenuhi; buktinya belum lengkap.",
    "C": "Contoh: Baru sebagian kecil kriteria terpenuhi; perlu pendampingan.",
    "D": "Contoh: Kriteria baru mulai dipenuhi.",
}


@transaction.atomic
def muat_lke_2024(oleh: Pengguna) -> HasilBagian:
    """Both sheets of each PD, and those of the city, as far as they are missing."""
    model = TemplatLKE.objects.get(tahun_evaluasi=TAHUN)
    ada = set(LembarKerja.objects.filter(templat=model).values_list("perangkat_daerah_id", "jenis"))
    templat = muat_templat(model)
    akun = {p.username: p for p in Pengguna.objects.filter(contoh=True)}
    lembar = [
        (baris, jawaban)
        for pd, jawaban in _jawaban(templat).items()
        for baris, jawaban in _sepasang(model, pd, jawaban, akun)
        if (pd.pk, baris.jenis) not in ada
    ]
    for baris, _ in lembar:
        baris.full_clean(exclude=["templat", "perangkat_daerah"], validate_unique=False)
    LembarKerja.objects.bulk_create([baris for baris, _ in lembar])
    jejak: list[BarisAudit] = []
    isi: list[JawabanLKE] = []
    pemenuhan: list[PemenuhanKriteria] = []
    for baris, jawaban in lembar:
        isi += _isi_jawaban(baris, jawaban, templat)
        pemenuhan += _isi_pemenuhan(baris, jawaban, templat)
        jejak.append((baris, None, {"jawaban": jawaban, "status": baris.status, "contoh": True}))
    JawabanLKE.objects.bulk_create(isi, batch_size=500)
    PemenuhanKriteria.objects.bulk_create(pemenuhan, batch_size=500)
    catat_audit_massal("lke.riwayat_contoh", jejak, oleh=oleh)
    if not lembar:
        return HasilBagian(0, f"{len(ada)} lembar kerja sudah ada")
    return HasilBagian(len(lembar), f"{len(lembar)} lembar kerja contoh, {len(isi)} jawaban")


def _jawaban(templat: TemplatTahun) -> dict[PerangkatDaerah, dict[str, str]]:
    """Letters of the internal evaluation, the city first; the order of the PD is a hash."""
    pd = sorted(
        PerangkatDaerah.objects.penyusun(), key=lambda p: (acak(p.kode, "urutan lke"), p.kode)
    )
    sub = templat.templat.subkomponen
    hasil = {PerangkatDaerah.objects.get(kode=KODE_KOTA): dict(JAWABAN_KOTA)}
    for urutan, satu in enumerate(pd):
        hasil[satu] = jawaban_pd(urutan, len(pd), satu.kode, sub)
    return hasil


def _sepasang(
    templat: TemplatLKE,
    pd: PerangkatDaerah,
    jawaban: Mapping[str, str],
    akun: Mapping[str, Pengguna],
) -> list[tuple[LembarKerja, dict[str, str]]]:
    operator = (
        akun["organisasi"]
        if pd.kode == KODE_KOTA
        else akun[OPERATOR.get(pd.kode, OPERATOR_LAIN.username)]
    )
    mandiri = LembarKerja(
        templat=templat,
        perangkat_daerah=pd,
        jenis=JenisLembar.MANDIRI,
        status=StatusLembar.DIKIRIM,
        contoh=True,
        dikirim_oleh=operator,
        dikirim_pada=_waktu(DIKIRIM, pd.kode, "mandiri"),
    )
    internal = LembarKerja(
        templat=templat,
        perangkat_daerah=pd,
        jenis=JenisLembar.INTERNAL,
        status=StatusLembar.DINILAI,
        contoh=True,
        dinilai_oleh=akun["evaluator"],
        dinilai_pada=_waktu(DINILAI, pd.kode, "internal"),
    )
    return [(mandiri, jawaban_mandiri(jawaban, pd.kode)), (internal, dict(jawaban))]


def _isi_jawaban(
    lembar: LembarKerja, jawaban: Mapping[str, str], templat: TemplatTahun
) -> list[JawabanLKE]:
    return [
        JawabanLKE(
            lembar=lembar,
            subkomponen_id=templat.subkomponen_id[kode],
            huruf=huruf,
            alasan=_ALASAN.get(huruf, ""),
            diisi_oleh=lembar.dinilai_oleh or lembar.dikirim_oleh,
            diisi_pada=lembar.dinilai_pada or lembar.dikirim_pada,
        )
        for kode, huruf in jawaban.items()
    ]


def _isi_pemenuhan(
    lembar: LembarKerja, jawaban: Mapping[str, str], templat: TemplatTahun
) -> list[PemenuhanKriteria]:
    baris = []
    for sub in templat.templat.subkomponen:
        bukti = tuple(f"Contoh: {nama}" for nama in BUKTI[sub.kode])
        isi = isi_kriteria(jawaban[sub.kode], sub, bukti)
        baris += [
            PemenuhanKriteria(
                lembar=lembar,
                kriteria_id=k.pk,
                pemenuhan=isi[k.kode].pemenuhan,
                bukti=isi[k.kode].bukti,
            )
            for k in templat.kriteria[sub.kode]
        ]
    return baris


def _waktu(hari: datetime.date, kode: str, hal: str) -> datetime.datetime:
    """A time in office hours within three weeks after `hari`."""
    geser = datetime.timedelta(days=int(acak(kode, hal) * 15), minutes=int(acak(hal, kode) * 360))
    return datetime.datetime.combine(hari, datetime.time(9), tzinfo=WIB) + geser
