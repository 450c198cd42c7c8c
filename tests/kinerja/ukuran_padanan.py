"""Measure the matcher: how many named rows of disturbed reports find their place in the plan."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from kinerja.formulas.isi_laporan import Sel
from kinerja.formulas.pencocokan import kunci_nama, serupa
from kinerja.selectors.berkas_triwulan import BarisMentah, baca_berkas_triwulan
from kinerja.selectors.nomenklatur import ButirNomenklatur, Pustaka
from kinerja.selectors.padanan_rencana import PencocokRencana
from kinerja.selectors.rencana_berlaku import IndikatorRencana, RencanaBerlaku, SimpulRencana
from kinerja.selectors.susunan_baris import SusunanBaris, susun_baris
from tests.kinerja.kotori_laporan import Kotor, kotori

DATA = Path(settings.BASE_DIR) / "sakip" / "data"
BENIH = 2023


@dataclass
class Hitungan:
    """Named rows of one PD: right, wrong, asked, not found; `keliru` lists what went astray."""

    pd: str
    benar: int = 0
    salah: int = 0
    tanya: int = 0
    tak_ketemu: int = 0
    keliru: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def jumlah(self) -> int:
        return self.benar + self.salah + self.tanya + self.tak_ketemu


def muat_pustaka_csv() -> Pustaka:
    """The nomenclature of the project's data file, without a database."""
    butir: dict[str, ButirNomenklatur] = {}
    with (DATA / "nomenklatur_kabkota.csv").open(encoding="utf-8-sig", newline="") as berkas:
        for b in csv.DictReader(berkas):
            for jenis, kode, nama in (
                ("program", b["kode_program"], b["program"]),
                ("kegiatan", b["kode_kegiatan"], b["kegiatan"]),
                ("sub_kegiatan", b["kode_subkegiatan"], b["subkegiatan"]),
            ):
                rinci = jenis == "sub_kegiatan"
                butir.setdefault(
                    kode,
                    ButirNomenklatur(
                        len(butir) + 1, kode, jenis, nama,
                        b["indikator"] if rinci else "", b["satuan"] if rinci else "",
                    ),
                )  # fmt: skip
    return Pustaka(butir.values())


def laporan_per_pd() -> dict[str, list[BarisMentah]]:
    """The real reports, one list of rows for each PD."""
    lembar = baca_berkas_triwulan((DATA / "tangsel_triwulan_2023.csv").read_bytes(), "csv")
    hasil: dict[str, list[BarisMentah]] = {}
    for b in lembar.baris:
        hasil.setdefault(b.opd, []).append(b)
    return hasil


def rencana_dari(tersusun: SusunanBaris) -> tuple[RencanaBerlaku, dict[int, int]]:
    """The plan that an import of these rows makes, and the node or indicator of each row."""
    simpul: list[SimpulRencana] = []
    indikator: list[IndikatorRencana] = []
    milik: dict[int, int] = {}
    for s in tersusun.susunan:
        mentah = tersusun.mentah[s.nomor]
        if s.simpul is None:
            continue
        if s.simpul == s.nomor:
            simpul.append(SimpulRencana(s.nomor, s.nomor, s.jenis, s.induk, mentah.nama))
            milik[s.nomor] = s.nomor
        if kunci_nama(mentah.indikator):
            indikator.append(
                IndikatorRencana(
                    s.nomor, s.nomor, s.simpul, mentah.indikator, "", 2, "jumlah",
                    "per_triwulan", "triwulanan", None,
                )
            )  # fmt: skip
    return RencanaBerlaku.susun(simpul, indikator), milik


def ukur(
    pd: str,
    bersih: Sequence[BarisMentah],
    pustaka: Pustaka,
    *,
    benih: int = BENIH,
    nama_pd: Sequence[tuple[str, str]] = (),
) -> Hitungan:
    """Disturb the report of one PD and match it with the plan of the clean one."""
    tersusun = susun_baris(bersih, RencanaBerlaku(), pustaka, nama_pd)
    rencana, milik = rencana_dari(tersusun)
    kotor = kotori(bersih, tersusun.susunan, benih)
    return _hitung(pd, kotor, rencana, milik, pustaka, nama_pd)


def _hitung(
    pd: str,
    kotor: Kotor,
    rencana: RencanaBerlaku,
    milik: dict[int, int],
    pustaka: Pustaka,
    nama_pd: Sequence[tuple[str, str]],
) -> Hitungan:
    tersusun = susun_baris(kotor.baris, rencana, pustaka, nama_pd)
    hasil = PencocokRencana(
        rencana, {}, kosakata=tersusun.kosakata, sebutan=tersusun.sebutan
    ).cocokkan(tersusun.susunan, tersusun.mentah)
    hitung = Hitungan(pd)
    for b in kotor.baris:
        asal = kotor.asal[b.nomor]
        if not b.nama or (asal is not None and asal < 0):
            continue  # further indicators have no name; the rest of a wrapped name no place
        seharusnya = milik.get(asal) if asal is not None else None
        p = hasil[b.nomor]
        if seharusnya is None and p.isi_simpul_id is None:
            hitung.benar += asal is None
            continue
        if p.isi_simpul_id == seharusnya and p.isi_indikator_id in (
            None,
            asal if kunci_nama(b.indikator) else None,
        ):
            hitung.benar += 1
            continue
        ganti = (
            "salah"
            if p.isi_simpul_id is not None
            else ("tanya" if p.status == "pilih" else "tak_ketemu")
        )
        setattr(hitung, ganti, getattr(hitung, ganti) + 1)
        arti = rencana.simpul[p.isi_simpul_id].nama if p.isi_simpul_id else p.status
        hitung.keliru.append((ganti, f"{b.nama} [{', '.join(kotor.gangguan[b.nomor])}]", arti))
    return hitung


def ukur_semua(benih: int = BENIH, pd: Collection[str] = ()) -> list[Hitungan]:
    """Every PD of the real file, or these only."""
    pustaka = muat_pustaka_csv()
    return [
        ukur(satu, baris, pustaka, benih=benih)
        for satu, baris in laporan_per_pd().items()
        if not pd or satu in pd
    ]


def jumlahkan(semua: Iterable[Hitungan]) -> Counter[str]:
    hasil: Counter[str] = Counter()
    for h in semua:
        for kata in ("benar", "salah", "tanya", "tak_ketemu", "jumlah"):
            hasil[kata] += getattr(h, kata)
    return hasil


def laporan_karangan(bidang_maks: int = 8, per_bidang: int = 90) -> dict[str, list[BarisMentah]]:
    """Reports of PD that no file has: the nomenclature of one bidang as a report prints it."""
    hasil: dict[str, list[BarisMentah]] = {}
    with (DATA / "nomenklatur_kabkota.csv").open(encoding="utf-8-sig", newline="") as berkas:
        for b in csv.DictReader(berkas):
            kunci = f"Contoh {b['kode_bidang']}"
            if kunci not in hasil and len(hasil) >= bidang_maks:
                continue
            baris = hasil.setdefault(kunci, [])
            if len(baris) >= per_bidang:
                continue
            for nama, indikator in (
                (b["program"], ""),
                (b["kegiatan"], ""),
                (b["subkegiatan"], b["indikator"]),
            ):
                induk_sudah = not indikator and any(x.nama == nama for x in baris)
                if not induk_sudah:
                    sel = {"tw1_k": Sel("1"), "tw1_rp": Sel("1.000")}
                    baris.append(BarisMentah(len(baris) + 2, nama, indikator, "", sel))
    return hasil


def ukur_antar_sumber(pd: str, pustaka: Pustaka) -> Counter[str]:
    """The quarterly report of a PD against the plan of its RKPD. `sama_nama`: rows whose name
    the other document has; `benar`: of these, matched with it; `tanya`; `beda_kata`: matched
    with a name that differs by more than writing."""
    lembar = baca_berkas_triwulan((DATA / "tangsel_rkpd2023_target.csv").read_bytes(), "csv")
    milik_rkpd = [b for b in lembar.baris if b.opd == pd]
    rencana, _ = rencana_dari(susun_baris(milik_rkpd, RencanaBerlaku(), pustaka))
    tersusun = susun_baris(laporan_per_pd()[pd], rencana, pustaka)
    hasil = PencocokRencana(
        rencana, {}, kosakata=tersusun.kosakata, sebutan=tersusun.sebutan
    ).cocokkan(tersusun.susunan, tersusun.mentah)
    nama_rkpd = {kunci_nama(s.nama) for s in rencana.simpul.values()}
    hitung: Counter[str] = Counter()
    for p in hasil.values():
        if not p.nama or p.status == "judul":
            continue
        sama = kunci_nama(p.nama) in nama_rkpd
        hitung["sama_nama"] += sama
        hitung["tanya"] += p.status == "pilih"
        if p.isi_simpul_id is None:
            continue
        arti = rencana.simpul[p.isi_simpul_id].nama
        hitung["benar"] += sama and kunci_nama(arti) == kunci_nama(p.nama)
        hitung["beda_kata"] += not serupa(p.nama, arti, tersusun.kosakata).yakin
    return hitung
