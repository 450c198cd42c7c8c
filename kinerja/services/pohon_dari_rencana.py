"""Starting a pohon kinerja from the plan in force: a first draft to be reworded.

PermenPANRB 89/2021 finds conditions apart from the names of programs, so what comes from the
plan is only a starting point; kinerja/selectors/celah_pohon.py names what still reads like it.
"""

from __future__ import annotations

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.services.audit import catat_audit, catat_audit_massal
from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    DokumenPerencanaan,
    IndikatorKondisi,
    IsiIndikator,
    IsiSimpul,
    JenisPohon,
    JenisSimpul,
    KondisiKinerja,
    PohonKinerja,
    StatusDokumen,
    TingkatKondisi,
)
from kinerja.models.simpul import LEBAR_RUAS_JALUR
from kinerja.services.pohon import kunci_pohon
from opd.models import Pengguna

# Which level a node of the plan starts at (docs/regulasi.md, penjenjangan kinerja). Visi and misi
# are no conditions of their own.
TINGKAT_DARI_SIMPUL = {
    JenisSimpul.TUJUAN: TingkatKondisi.FINAL,
    JenisSimpul.SASARAN: TingkatKondisi.INTERMEDIATE,
    JenisSimpul.PROGRAM: TingkatKondisi.IMMEDIATE,
    JenisSimpul.KEGIATAN: TingkatKondisi.OUTPUT,
    JenisSimpul.SUB_KEGIATAN: TingkatKondisi.OUTPUT,
}
_PANJANG_URAIAN = 400


@transaction.atomic
def susun_dari_rencana(*, pohon_id: int, dokumen_id: int, oleh: Pengguna) -> int:
    """Fill an empty tree with the nodes, indicators and posts of one plan; how many conditions.

    Raises PohonKinerja.DoesNotExist (not visible), TidakBoleh, and ValidationError when the tree
    has conditions or the plan is not one of its PD in force in its years.
    """
    pohon = kunci_pohon(pohon_id, oleh)
    if pohon.jenis == JenisPohon.TEMATIK:
        raise ValidationError("Pohon tematik disusun sendiri, tidak dari satu rencana.")
    if KondisiKinerja.objects.filter(pohon=pohon).exists():
        raise ValidationError("Pohon ini sudah berisi. Hanya pohon kosong yang disusun otomatis.")
    dokumen = DokumenPerencanaan.objects.filter(
        pk=dokumen_id,
        perangkat_daerah=pohon.perangkat_daerah_id,
        status=StatusDokumen.BERLAKU,
        tahun_dari__lte=pohon.tahun_sampai,
        tahun_sampai__gte=pohon.tahun_dari,
    ).first()
    if dokumen is None:
        raise ValidationError(
            {"dokumen": "Pilih rencana yang berlaku dari perangkat daerah pohon ini."}
        )
    kondisi = _kondisi(pohon, dokumen)
    if not kondisi:
        raise ValidationError({"dokumen": f"{dokumen} belum berisi tujuan sampai sub kegiatan."})
    _simpan(kondisi)
    indikator = _indikator(dokumen, kondisi)
    IndikatorKondisi.objects.bulk_create(indikator, batch_size=500)
    catat_audit_massal(
        "kondisi.dibuat",
        [
            (k, None, {"uraian": k.uraian, "tingkat": k.tingkat, "simpul": k.simpul_id})
            for k in kondisi.values()
        ],
        oleh=oleh,
    )
    catatan = f"Titik awal dari {dokumen}, perlu dirumuskan ulang"
    sebelum = {"sumber": pohon.sumber}
    pohon.sumber = f"{pohon.sumber}. {catatan}"[:300] if pohon.sumber else catatan
    pohon.save(update_fields=["sumber", "diperbarui_pada"])
    catat_audit(
        "pohon.disusun",
        pohon,
        oleh=oleh,
        sebelum=sebelum,
        sesudah={"sumber": pohon.sumber, "dokumen": dokumen.pk, "kondisi": len(kondisi)},
    )
    return len(kondisi)


def _kondisi(pohon: PohonKinerja, dokumen: DokumenPerencanaan) -> dict[int, KondisiKinerja]:
    """Conditions by pk of their IsiSimpul, in reading order, not stored yet."""
    hasil: dict[int, KondisiKinerja] = {}
    wakil: dict[int, KondisiKinerja | None] = {}  # node -> the condition below which it hangs
    nomor: dict[str, int] = defaultdict(int)
    for isi in IsiSimpul.objects.filter(dokumen=dokumen).order_by("jalur"):
        induk = wakil.get(isi.induk_id) if isi.induk_id else None
        tingkat = TINGKAT_DARI_SIMPUL.get(JenisSimpul(isi.jenis))
        if tingkat is None:
            wakil[isi.pk] = induk
            continue
        atas = induk.jalur if induk else ""
        nomor[atas] += 1
        ruas = f"{nomor[atas]:0{LEBAR_RUAS_JALUR}d}"
        kondisi = KondisiKinerja(
            pohon=pohon,
            induk=induk,
            jalur=f"{atas}.{ruas}" if atas else ruas,
            tingkat=tingkat,
            uraian=_uraian(isi.nama),
            perangkat_daerah_id=pohon.perangkat_daerah_id,
            simpul_id=isi.simpul_id,
            jabatan_id=isi.jabatan_id,
        )
        hasil[isi.pk] = wakil[isi.pk] = kondisi
    return hasil


def _uraian(nama: str) -> str:
    teks = huruf_kalimat(nama)
    return teks if len(teks) <= _PANJANG_URAIAN else f"{teks[: _PANJANG_URAIAN - 1]}…"


def _simpan(kondisi: dict[int, KondisiKinerja]) -> None:
    lapis: dict[int, list[KondisiKinerja]] = defaultdict(list)
    for k in kondisi.values():
        lapis[k.kedalaman].append(k)
    for kedalaman in sorted(lapis):  # a layer at a time: children need the pk of their parent
        for k in lapis[kedalaman]:
            k.induk = k.induk  # takes over the parent's pk
        KondisiKinerja.objects.bulk_create(lapis[kedalaman], batch_size=500)


def _indikator(
    dokumen: DokumenPerencanaan, kondisi: dict[int, KondisiKinerja]
) -> list[IndikatorKondisi]:
    return [
        IndikatorKondisi(
            kondisi=kondisi[isi.isi_simpul_id], indikator_id=isi.indikator_id, urutan=isi.urutan
        )
        for isi in IsiIndikator.objects.filter(dokumen=dokumen).order_by("urutan", "pk")
        if isi.isi_simpul_id in kondisi
    ]
