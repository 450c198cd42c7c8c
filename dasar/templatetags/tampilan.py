"""The small components of the visual system (docs/tampilan.md): badge, meter, chip, bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from django import template
from django.forms import BaseForm

from dasar.tulisan import pecah_tautan

register = template.Library()


class KategoriTerlihat(Protocol):
    """What the category meter needs to know of a category."""

    tingkat: int
    nama: str


class Lencana(NamedTuple):
    """Look of one status: colour class, icon and word."""

    rupa: str
    ikon: str
    kata: str


# Every status of the system has its word and its icon here and nowhere else.
LENCANA: dict[str, Lencana] = {
    "kosong": Lencana("netral", "dash-circle", "Kosong"),
    "draf": Lencana("netral", "pencil-fill", "Draf"),
    "diajukan": Lencana("aksen", "send-fill", "Diajukan"),
    "disetujui_pd": Lencana("aksen", "check-lg", "Disetujui PD"),
    "diverifikasi": Lencana("benar", "check2-all", "Diverifikasi"),
    "dibekukan": Lencana("netral", "snow", "Dibekukan"),
    "dikembalikan": Lencana("ungu", "arrow-return-left", "Dikembalikan"),
    "terkunci": Lencana("netral", "lock-fill", "Terkunci"),
    "galat": Lencana("galat", "exclamation-octagon-fill", "Galat"),
    "berlaku": Lencana("benar", "check-lg", "Berlaku"),
    "digantikan": Lencana("netral", "archive", "Digantikan"),
    "ditandatangani": Lencana("benar", "pen", "Ditandatangani"),
    "dikirim": Lencana("aksen", "send-fill", "Dikirim"),
    "dinilai": Lencana("aksen", "list-check", "Dinilai"),
    "direviu": Lencana("aksen", "clipboard-check", "Direviu"),
    "final": Lencana("benar", "patch-check", "Final"),
    "terbit": Lencana("benar", "check2-all", "Terbit"),
    "ditarik": Lencana("netral", "archive", "Ditarik"),
    "sesuai": Lencana("benar", "check2-all", "Sesuai"),
    "belum_sesuai": Lencana("perhatian", "flag-fill", "Belum sesuai"),
    "tidak_dapat_ditindaklanjuti": Lencana("netral", "dash-circle", "Tidak dapat ditindaklanjuti"),
    "antre": Lencana("netral", "hourglass-split", "Antre"),
    "berjalan": Lencana("aksen", "arrow-repeat", "Berjalan"),
    "selesai": Lencana("benar", "check-lg", "Selesai"),
    "gagal": Lencana("galat", "x-circle-fill", "Gagal"),
    "dibatalkan": Lencana("netral", "x-lg", "Dibatalkan"),
}

SEBUTAN_PREDIKAT = {
    "AA": "Sangat memuaskan",
    "A": "Memuaskan",
    "BB": "Sangat baik",
    "B": "Baik",
    "CC": "Cukup",
    "C": "Kurang",
    "D": "Sangat kurang",
    # PermenPANRB 88/2021 gives no name to the value 0.
    "E": "nilai nol",
}

KATA_BAGIAN: dict[str, Lencana] = {
    "terisi": Lencana("terisi", "check-circle-fill", "terisi"),
    "selesai": Lencana("terisi", "check-circle-fill", "selesai"),
    "dikembalikan": Lencana("dikembalikan", "arrow-return-left", "dikembalikan"),
    "galat": Lencana("galat", "exclamation-octagon-fill", "galat"),
    "belum_diajukan": Lencana("muda", "pencil-fill", "terisi, belum diajukan"),
    "kosong": Lencana("kosong", "dash-circle", "kosong"),
}


@register.inclusion_tag("komponen/lencana_status.html")
def lencana(status: str, label: str = "") -> dict[str, str]:
    """Badge of a status code; ``label`` replaces the word (not the icon)."""
    gaya = LENCANA.get(str(status), Lencana("netral", "", str(status)))
    return {"rupa": gaya.rupa, "nama_ikon": gaya.ikon, "kata": label or gaya.kata}


@register.inclusion_tag("komponen/lencana_status.html")
def tanda(rupa: str, kata: str, ikon: str = "") -> dict[str, str]:
    """Badge that is no status; ``rupa``: netral, aksen, benar, ungu, perhatian or galat."""
    return {"rupa": rupa, "nama_ikon": ikon, "kata": kata}


@register.inclusion_tag("komponen/meter_kategori.html")
def meter(kategori: KategoriTerlihat | None, kata: bool = False) -> dict[str, Any]:
    """Five bars filled to ``kategori.tingkat``; ``kata=True`` prints the name beside them.

    Without the printed word the name is still there for screen readers. None shows a dash.
    """
    if kategori is None:
        return {"tingkat": 0}
    return {
        "tingkat": str(kategori.tingkat),
        "nama": kategori.nama,
        "isi": _batang(0, kategori.tingkat),
        "sisa": _batang(kategori.tingkat, 5),
        "kata": kata,
    }


def _batang(dari: int, sampai: int) -> str:
    """Bars of a meter as one path: a sheet has hundreds of meters."""
    return "".join(f"M{6 * n} {8 - 2 * n}h4v{4 + 2 * n}h-4z" for n in range(dari, sampai))


@register.inclusion_tag("komponen/predikat.html")
def predikat(huruf: str | None, besar: bool = False, sebutan: bool = False) -> dict[str, Any]:
    """Predicate chip AA..E; ``sebutan=True`` prints the word; nothing given: a dashed chip."""
    teks = (huruf or "").strip().upper()
    return {
        "huruf": teks,
        "kelas": teks.lower() or "kosong",
        "sebutan_teks": SEBUTAN_PREDIKAT.get(teks, ""),
        "sebutan": sebutan,
        "besar": besar,
    }


@register.inclusion_tag("komponen/batang_kemajuan.html")
def batang_kemajuan(
    bagian: Iterable[Sequence[Any]], total: int | None = None, nama: str = ""
) -> dict[str, Any]:
    """Progress bar in parts, drawn as SVG because the CSP forbids style attributes.

    ``bagian`` holds (kelas, jumlah) with kelas terisi, selesai, belum_diajukan, dikembalikan,
    galat or kosong; ``kosong`` is drawn as the hatched rest. ``total`` defaults to the sum of all
    parts.
    """
    parts = [(str(kelas), int(jumlah)) for kelas, jumlah in bagian]
    penuh = total if total is not None else sum(jumlah for _, jumlah in parts)
    gambar: list[dict[str, Any]] = []
    posisi = Decimal(0)
    for kelas, jumlah in parts:
        if jumlah <= 0 or penuh <= 0:
            continue
        lebar = Decimal(jumlah) / Decimal(penuh) * 100
        gaya = KATA_BAGIAN.get(kelas, Lencana("terisi", "", kelas))
        # Strings, because a localised template would print a decimal comma.
        gambar.append({"kelas": gaya.rupa, "x": f"{posisi:.3f}", "lebar": f"{lebar:.3f}"})
        posisi += lebar
    sebut = ", ".join(
        f"{jumlah} {KATA_BAGIAN[kelas].kata if kelas in KATA_BAGIAN else kelas}"
        for kelas, jumlah in parts
    )
    return {
        "gambar": [item for item in gambar if item["kelas"] != "kosong"],
        "sela": [item["x"] for item in gambar[1:]],
        "berarsir": any(kelas == "kosong" for kelas, _ in parts),
        "nama": nama or f"{sebut}, dari {penuh}",
    }


@register.inclusion_tag("komponen/rincian_kemajuan.html")
def rincian_kemajuan(bagian: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """The counts under a progress bar, each with its icon and word."""
    return {
        "butir": [
            {"gaya": KATA_BAGIAN.get(str(kelas), Lencana("terisi", "", str(kelas))), "n": jumlah}
            for kelas, jumlah in bagian
        ]
    }


@register.inclusion_tag("komponen/ringkasan_galat.html")
def ringkasan_galat(
    form: BaseForm | None = None, galat: Iterable[tuple[str, str]] | None = None
) -> dict[str, Any]:
    """Error summary of a bound form, of a list of (field id, sentence), or of both.

    Empty when there is nothing wrong, so that a page may always call it.
    """
    daftar: list[tuple[str, str]] = list(galat or [])
    if form is not None and form.is_bound:
        for nama, kalimat in form.errors.items():
            if nama in form.fields:
                medan = form[nama]
                # The label of a box to tick may be a whole sentence; the refusal then says enough.
                label = str(medan.label)
                awal = "" if label.endswith(".") else f"{label}: "
                sasaran = medan.id_for_label or medan.auto_id
            else:
                awal, sasaran = "", ""
            daftar.extend((sasaran, f"{awal}{teks}") for teks in kalimat)
    return {"galat": daftar}


@register.filter
def inisial(nama: str) -> str:
    """Up to two initials for the round mark of a person: "Operator Dinkes" -> "OD"."""
    return "".join(bagian[0] for bagian in str(nama).split()[:2] if bagian[0].isalnum()).upper()


@register.filter(name="pecah_tautan")
def pecah_tautan_filter(teks: str) -> list[tuple[str, str]]:
    """The lines of a notice, each with the address it leads to."""
    return pecah_tautan(teks)
