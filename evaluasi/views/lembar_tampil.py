"""What the page of one worksheet shows: rows with what is open and what was refused, and the
column of values beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse

from dasar.angka import bulatkan, format_angka
from dasar.grafik import Ruas, skala_predikat
from dasar.izin import Izin
from dasar.tanggal import format_tanggal
from evaluasi.formulas.predikat import SkalaPredikat
from evaluasi.models import JenisLembar, LembarKerja, Pemenuhan, StatusLembar
from evaluasi.permissions import (
    boleh_buka_lembar,
    boleh_finalkan_lembar,
    boleh_isi_lembar,
    boleh_kembalikan_lembar,
    boleh_reviu_lembar,
)
from evaluasi.selectors.lembar import BarisSub, IsiLembar, muat_lembar, status_internal
from evaluasi.selectors.pemeriksaan_lembar import Pemeriksaan, perlu_alasan
from opd.models import Pengguna

AWAL_SUMBU = Decimal(50)
LEBAR_SUMBU = 286
_SEPERSERATUS = Decimal("0.01")


@dataclass(frozen=True)
class PesanBaris:
    """Why one row was not saved: the field, the sentence, and what was typed.

    `kriteria` names the criterion when it is not about the answer. A conflict shows the stored
    value and repeats what was typed in the sentence.
    """

    kode: str
    medan: str
    kalimat: str
    isian: Mapping[str, str] = field(default_factory=dict)
    kriteria: int | None = None
    status: int = 422


@dataclass(frozen=True)
class SubTampil:
    """One row with its state on this page; `huruf` and `alasan` are what the fields hold."""

    s: BarisSub
    terbuka: bool
    pesan: PesanBaris | None
    huruf: str
    alasan: str

    @property
    def wajib_alasan(self) -> bool:
        return perlu_alasan(self.huruf)

    @property
    def pesan_jawaban(self) -> PesanBaris | None:
        return self.pesan if self.pesan and self.pesan.kriteria is None else None


def tampil_sub(s: BarisSub, buka: str, pesan: PesanBaris | None = None) -> SubTampil:
    """The row as the page shows it; a refused row is open and keeps what was typed."""
    milik = pesan if pesan and pesan.kode == s.kode else None
    isian = milik.isian if milik and milik.kriteria is None else {}
    huruf = isian.get("huruf", s.huruf)
    return SubTampil(
        s=s,
        terbuka=s.kode == buka or milik is not None,
        pesan=milik,
        huruf=huruf if huruf in {p.huruf for p in s.pilihan} else s.huruf,
        alasan=isian.get("alasan", s.alasan),
    )


def konteks_lembar(
    pengguna: Pengguna, lembar: LembarKerja, buka: str = "", pesan: PesanBaris | None = None
) -> dict[str, Any]:
    """Everything of the page (queries as muat_lembar, and the name of the PD)."""
    isi = muat_lembar(lembar)
    return {
        "isi": isi,
        "lembar": lembar,
        "nama_pd": lembar.perangkat_daerah.nama_pada(),
        "komponen": [(k, [tampil_sub(s, buka, pesan) for s in k.sub]) for k in isi.komponen],
        "galat_halaman": _ringkasan(pesan),
        "konteks_judul": _konteks_judul(isi),
        "status_kata": _kata_status(lembar),
        **konteks_baris(pengguna, isi),
        **konteks_sisi(isi),
        **_tindakan(pengguna, isi),
    }


def konteks_baris(pengguna: Pengguna, isi: IsiLembar) -> dict[str, Any]:
    """What every row needs, also when it is sent alone."""
    izin: Izin = boleh_isi_lembar(pengguna, isi.lembar)
    return {
        "izin_isi": izin,
        "lembar": isi.lembar,
        "ada_mandiri": isi.lembar.jenis == JenisLembar.INTERNAL,
        "kata_sendiri": ("Evaluator" if isi.lembar.jenis == JenisLembar.INTERNAL else "Jawaban"),
        "pilihan_pemenuhan": Pemenuhan.choices,
        "batas_hilang": format_angka(isi.sub[0].batas_hilang, 2) if isi.sub else "",
    }


def konteks_sisi(isi: IsiLembar) -> dict[str, Any]:
    """The column of values: total, scale, komponen, lost points, checks."""
    sementara = isi.nilai.sementara
    total = bulatkan(isi.nilai.total) if isi.nilai.total is not None else None
    mandiri = isi.nilai_mandiri.total if isi.nilai_mandiri else None
    return {
        "judul_nilai": (
            "Nilai"
            if isi.lembar.status != StatusLembar.DRAF and total is not None
            else "Nilai sementara"
        ),
        "teks_total": format_angka(sementara.total, 2) if sementara.terjawab else "–",
        "predikat_total": isi.nilai.predikat,
        "kemajuan_jawaban": f"{sementara.terjawab} dari {sementara.dari}",
        "jawaban_lengkap": sementara.lengkap,
        "sumbu": None if total is None else _sumbu(isi, total, mandiri),
        "kalimat_banding": _banding(total, mandiri),
        "berikut": _berikut(total, isi.templat.skala),
        "sumbu_dari_50": total is not None and _awal(total, mandiri) == AWAL_SUMBU,
        "komponen_sisi": isi.komponen,
        "hilang_terbesar": isi.hilang_terbesar,
        "periksa": butir_periksa(isi.pemeriksaan),
        "tampil_periksa": isi.lembar.status == StatusLembar.DRAF,
        "url_simulasi": _alamat("evaluasi:simulasi"),
    }


def butir_periksa(p: Pemeriksaan) -> list[dict[str, Any]]:
    """The checks before sending: (state, sentence, row it leads to)."""
    butir: list[dict[str, Any]] = [
        {
            "kurang": bool(p.belum_dijawab),
            "kalimat": f"{p.terjawab} dari {p.dari} subkomponen terjawab",
            "kode": p.belum_dijawab[0] if p.belum_dijawab else "",
        }
    ]
    if p.beralasan:
        butir.append(
            {"kurang": False, "kalimat": f"Alasan untuk {_deret(p.beralasan)} tertulis", "kode": ""}
        )
    butir += [
        {"kurang": True, "kalimat": f"Alasan untuk {kode} belum ditulis", "kode": kode}
        for kode in p.tanpa_alasan
    ]
    butir += [
        {"kurang": True, "kalimat": f"{kode}: {teks}", "kode": kode}
        for kode, teks in p.peringatan.items()
    ]
    if p.tanpa_bukti:
        butir.append(
            {
                "kurang": True,
                "kalimat": f"{p.jumlah_tanpa_bukti} kriteria tanpa bukti",
                "kode": next(iter(p.tanpa_bukti)),
            }
        )
    return [{**b, "id_html": b["kode"].replace(".", "-")} for b in butir]


def alamat_baris(lembar_id: int, kode: str) -> str:
    """Address of the sheet with this row open."""
    alamat = reverse("evaluasi:lke_detail", args=[lembar_id])
    return f"{alamat}?buka={kode}#sub-{kode.replace('.', '-')}"


def _banding(total: Decimal | None, mandiri: Decimal | None) -> str:
    """How the value stands to the self-assessment; "" when one of both is not known."""
    if total is None or mandiri is None:
        return ""
    beda = total - bulatkan(mandiri)
    if not beda:
        return "Sama dengan penilaian mandiri."
    arah = "Naik" if beda > 0 else "Turun"
    return f"{arah} {format_angka(abs(beda), 2)} dari penilaian mandiri."


def _berikut(total: Decimal | None, skala: SkalaPredikat) -> dict[str, str] | None:
    """Points still missing for the next predicate, whose lower bound is open."""
    atas = [] if total is None else [r for r in skala.rentang if r.di_atas >= total]
    if total is None or not atas:
        return None
    terdekat = min(atas, key=lambda r: r.di_atas)
    perlu = terdekat.di_atas + _SEPERSERATUS - total
    return {"perlu": format_angka(perlu, 2), "huruf": terdekat.predikat.huruf}


def _awal(total: Decimal, mandiri: Decimal | None) -> Decimal:
    terendah = min(total, mandiri) if mandiri is not None else total
    return AWAL_SUMBU if terendah > AWAL_SUMBU else Decimal(0)


def _sumbu(isi: IsiLembar, total: Decimal, mandiri: Decimal | None) -> str:
    siapa = "Evaluator" if isi.lembar.jenis == JenisLembar.INTERNAL else "Mandiri"
    huruf = isi.nilai.predikat.huruf if isi.nilai.predikat else ""
    judul = f"{siapa} {format_angka(total, 2)}, predikat {huruf}"
    pembanding: dict[str, Any] = {}
    if mandiri is not None:
        teks = f"Mandiri {format_angka(mandiri, 2)}"
        judul += f". {teks}"
        pembanding = {"pembanding": mandiri, "teks_pembanding": teks}
    return skala_predikat(
        judul=judul,
        ruas=[Ruas(r.predikat.huruf, r.di_atas, r.sampai) for r in isi.templat.skala.rentang],
        nilai=total,
        teks_nilai=f"{siapa} {format_angka(total, 2)}",
        awal=_awal(total, mandiri),
        lebar=LEBAR_SUMBU,
        **pembanding,
    )


def _kata_status(lembar: LembarKerja) -> str:
    if lembar.status == StatusLembar.DRAF and lembar.jenis == JenisLembar.INTERNAL:
        return "Draf evaluator"
    return str(StatusLembar(lembar.status).label)


def _konteks_judul(isi: IsiLembar) -> list[str]:
    lembar = isi.lembar
    bagian = []
    if lembar.jenis == JenisLembar.INTERNAL:
        dikirim = isi.mandiri.dikirim_pada if isi.mandiri else None
        if isi.mandiri is None:
            bagian.append("Penilaian mandiri belum dikirim")
        elif dikirim:
            bagian.append(f"Penilaian mandiri dikirim {format_tanggal(dikirim)}")
        else:
            bagian.append("Penilaian mandiri sudah dikirim")
    elif lembar.dikirim_pada:
        bagian.append(f"Dikirim {format_tanggal(lembar.dikirim_pada)}")
    return [*bagian, isi.templat.nama.partition(" tentang ")[0]]


def _tindakan(pengguna: Pengguna, isi: IsiLembar) -> dict[str, Any]:
    """The steps that this person may take now."""
    lembar, pengisi = isi.lembar, isi.pengisi
    return {
        "boleh_reviu": bool(boleh_reviu_lembar(pengguna, lembar, pengisi)),
        "boleh_final": bool(boleh_finalkan_lembar(pengguna, lembar, pengisi)),
        "boleh_kembalikan": bool(boleh_kembalikan_lembar(pengguna, lembar, pengisi)),
        "boleh_buka": bool(boleh_buka_lembar(pengguna, lembar, status_internal(lembar))),
    }


def _ringkasan(pesan: PesanBaris | None) -> list[tuple[str, str]]:
    if pesan is None:
        return []
    kode = pesan.kode.replace(".", "-")
    sasaran = (
        f"{pesan.medan}-{kode}" if pesan.kriteria is None else f"{pesan.medan}-k{pesan.kriteria}"
    )
    return [(sasaran, pesan.kalimat)]


def _deret(kode: tuple[str, ...]) -> str:
    return kode[0] if len(kode) == 1 else f"{', '.join(kode[:-1])} dan {kode[-1]}"


def _alamat(nama: str) -> str:
    """An address of another part of the system, "" where that part is not there."""
    try:
        return reverse(nama)
    except NoReverseMatch:
        return ""
