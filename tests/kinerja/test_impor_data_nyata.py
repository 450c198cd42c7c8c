"""The real reports of 31 PD, from the file to the stored numbers, compared cell by cell.

The expected values are read here from the CSV text by a reader of a few lines that shares nothing
with the import.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from dasar.models import JejakAudit
from kinerja.models import Anggaran, IsiIndikator, IsiSimpul, Realisasi
from kinerja.selectors.berkas_triwulan import LembarTriwulan, baca_berkas_triwulan
from kinerja.selectors.nomenklatur import muat_pustaka
from kinerja.selectors.pratinjau_impor import susun_pratinjau
from kinerja.services.nomenklatur import muat_nomenklatur
from opd.models import PerangkatDaerah
from opd.services.pengguna import pengguna_sistem
from tests.factories import PerangkatDaerahFactory

DATA = Path(settings.BASE_DIR) / "sakip" / "data"
LAPORAN = DATA / "tangsel_triwulan_2023.csv"
TAHUN = 2023
PREDIKAT = {"D": 1, "C": 2, "CC": 3, "B": 4, "BB": 5, "A": 6, "AA": 7}
# Totals that the source prints in title rows; they are sums of rows that are stored.
NILAI_DI_JUDUL = {(877, "tw1_k"), (1006, "tw1_k"), (1006, "tw2_k")}
# A 0 in rows whose indicator is empty in the source.
NOL_TANPA_INDIKATOR = {(239, "tw1_k"), (239, "tw2_k"), (2399, "tw1_k"), (2399, "tw2_k")}
# Parts of an amount that the first row of the same sub kegiatan holds in total.
RINCIAN_RUPIAH = {
    (413, "tw2_rp"), (415, "tw2_rp"), (423, "tw1_rp"), (435, "tw1_rp"), (435, "tw2_rp"),
    (436, "tw1_rp"), (436, "tw2_rp"), (437, "tw2_rp"),
}  # fmt: skip


def _baca_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as berkas:
        return list(csv.DictReader(berkas))


def _harapan(teks: str, *, ribuan: bool) -> Decimal | None:
    """The number of one source cell: a comma is the decimal mark, three digits behind dots are
    thousands, a single other dot is a decimal mark. None where the source says nothing."""
    inti = teks.strip().replace("%", "").strip()
    if inti in {"", "-", "n.a"}:
        return None
    if inti in PREDIKAT:
        return Decimal(PREDIKAT[inti])
    if ribuan or re.fullmatch(r"\d{1,3}(\.\d{3})+", inti):
        assert re.fullmatch(r"\d{1,3}(\.\d{3})*", inti), teks
        return Decimal(inti.replace(".", ""))
    assert re.fullmatch(r"\d+([.,]\d+)?", inti), teks
    return Decimal(inti.replace(",", "."))


@pytest.mark.django_db
@pytest.mark.lengkap
def test_every_number_of_the_real_reports_is_stored_or_listed_with_its_reason(tmp_path):
    sumber = _baca_csv(LAPORAN)
    sistem = pengguna_sistem()
    muat_nomenklatur(_baca_csv(DATA / "nomenklatur_kabkota.csv"), "uji", sistem)
    pd = {
        opd: PerangkatDaerahFactory(singkatan=opd)
        for opd in dict.fromkeys(b["opd"] for b in sumber)
    }
    assert len(pd) == 31
    pengecualian = _baca_csv(DATA / "pengecualian_triwulan_2023.csv")
    assert len(pengecualian) == 16
    _periksa_galat_tepat_yang_dikecualikan(pd, pengecualian)

    for opd in pd:
        lewati = [
            f"{p['baris']}:{p['kolom']}={p['alasan']}" for p in pengecualian if p["opd"] == opd
        ]
        call_command(
            "impor_laporan_triwulan", str(LAPORAN), tahun=TAHUN, pd=opd, terapkan=True,
            lewati=lewati, stdout=(tmp_path / "keluaran").open("w"),
        )  # fmt: skip

    dilewati = {(int(p["baris"]), p["kolom"]) for p in pengecualian}
    _bandingkan_kinerja(sumber, dilewati)
    _bandingkan_rupiah(sumber)
    _ulang_tidak_mengubah(pd, pengecualian, tmp_path)


def _periksa_galat_tepat_yang_dikecualikan(pd, pengecualian) -> None:
    lembar: LembarTriwulan = baca_berkas_triwulan(LAPORAN.read_bytes(), "csv")
    pustaka = muat_pustaka()
    galat, jumlah = set(), 0
    for opd, satu in pd.items():
        hasil = susun_pratinjau(
            lembar, perangkat_daerah=satu, tahun=TAHUN, isian_kinerja="per_triwulan",
            isian_anggaran="sd_triwulan", pustaka=pustaka,
        )  # fmt: skip
        galat |= {(opd, g.baris, g.kolom, g.teks) for g in hasil.galat}
        jumlah += len(hasil.baris)
        assert hasil.baris_pd_lain + len(hasil.baris) == len(lembar.baris)
        assert not hasil.jumlah("pilih")
    assert jumlah == 2668
    assert galat == {(p["opd"], int(p["baris"]), p["kolom"], p["isi"]) for p in pengecualian}


def _baris_sumber(teks: str) -> int:
    return int(teks.rpartition("baris ")[2])


def _bandingkan_kinerja(sumber, dilewati) -> None:
    tersimpan = {
        (_baris_sumber(r.sumber), f"tw{r.triwulan}_k"): r.nilai
        for r in Realisasi.objects.filter(tahun=TAHUN)
    }
    assert len(tersimpan) == Realisasi.objects.count()
    indikator = {
        _baris_sumber(r.sumber): r.indikator.isi.get().nama
        for r in Realisasi.objects.select_related("indikator").prefetch_related("indikator__isi")
    }
    for nomor, baris in enumerate(sumber, start=2):
        for kolom in ("tw1_k", "tw2_k", "tw3_k", "tw4_k"):
            sel = (nomor, kolom)
            if sel in dilewati | NILAI_DI_JUDUL | NOL_TANPA_INDIKATOR:
                assert sel not in tersimpan, sel
                continue
            assert tersimpan.pop(sel, None) == _harapan(baris[kolom], ribuan=False), sel
        if nomor in indikator:
            assert indikator[nomor] == " ".join(baris["indikator"].split()), nomor
    assert tersimpan == {}


def _bandingkan_rupiah(sumber) -> None:
    judul = {
        nomor
        for nomor, b in enumerate(sumber, start=2)
        if (nama := b["urusan_program_kegiatan"]) == nama.upper()
        and nama
        and not nama.startswith("PROGRAM")
    }
    tersimpan = {
        (_baris_sumber(a.sumber), f"tw{a.triwulan}_rp"): a.realisasi
        for a in Anggaran.objects.filter(tahun=TAHUN)
    }
    assert len(tersimpan) == Anggaran.objects.count()
    jumlah = 0
    for nomor, baris in enumerate(sumber, start=2):
        for kolom in ("tw1_rp", "tw2_rp", "tw3_rp", "tw4_rp"):
            harapan = _harapan(baris[kolom], ribuan=True)
            if nomor in judul or (nomor, kolom) in RINCIAN_RUPIAH:
                assert (nomor, kolom) not in tersimpan
                continue
            assert tersimpan.pop((nomor, kolom), None) == harapan, (nomor, kolom)
            jumlah += harapan is not None
    assert tersimpan == {}
    assert jumlah > 2000


def _ulang_tidak_mengubah(pd, pengecualian, tmp_path) -> None:
    """The same file again fits completely and changes nothing (three PD stand for all)."""
    sebelum = _jumlah_baris()
    for opd in ("DISKOMINFO", "DCKTR", "Kec. Pamulang"):
        hasil = susun_pratinjau(
            baca_berkas_triwulan(LAPORAN.read_bytes(), "csv"), perangkat_daerah=pd[opd],
            tahun=TAHUN, isian_kinerja="per_triwulan", isian_anggaran="sd_triwulan",
        )  # fmt: skip
        assert hasil.jumlah("baru") == hasil.jumlah("pilih") == 0
        assert {b.keyakinan for b in hasil.baris if b.status == "cocok"} == {100.0}
        call_command(
            "impor_laporan_triwulan", str(LAPORAN), tahun=TAHUN, pd=opd, terapkan=True,
            lewati=[f"{p['baris']}:{p['kolom']}=x" for p in pengecualian if p["opd"] == opd],
            stdout=(tmp_path / "keluaran").open("w"),
        )  # fmt: skip
    assert _jumlah_baris() == sebelum
    assert PerangkatDaerah.objects.count() == len(pd)


def _jumlah_baris() -> list[int]:
    jejak = JejakAudit.objects.exclude(aksi__startswith="impor.")  # what the person did, each time
    isi = [m.objects.count() for m in (IsiSimpul, IsiIndikator, Realisasi, Anggaran)]
    return [*isi, jejak.count()]
