"""Words in the name of an indicator: wishes, measures, loose ends, processes. No Django imports.

Sources: docs/regulasi.md#smart
"""

from __future__ import annotations

import re
from collections.abc import Collection

# Words of a wish: they tell a direction and no measure.
KATA_KABUR = (
    *("meningkatnya", "meningkatkan", "peningkatan", "menurunnya", "menurunkan", "terwujudnya"),
    *("mewujudkan", "terlaksananya", "terselenggaranya", "tersedianya", "tersusunnya"),
    *("terciptanya", "terpenuhinya", "terkelolanya", "tercapainya", "terbangunnya", "terjaganya"),
    *("optimalisasi", "optimalnya", "mengoptimalkan", "membaiknya", "berkembangnya", "penguatan"),
    *("menguatnya", "terfasilitasinya", "terkendalinya", "terlayaninya", "terpeliharanya"),
)
KATA_UKURAN = (
    *("persentase", "presentase", "prosentase", "persen", "jumlah", "indeks", "nilai", "angka"),
    *("rata-rata", "rasio", "tingkat", "cakupan", "proporsi", "prevalensi", "predikat", "opini"),
    *("skor", "laju", "usia", "umur", "luas", "panjang", "volume", "pdrb", "produksi", "waktu"),
    *("kontribusi", "pertumbuhan", "lama", "frekuensi", "kategori", "level", "peringkat"),
)
KATA_LONGGAR = (
    *("dan lain-lain", "dll", "berbagai", "secara optimal", "yang optimal", "secara maksimal"),
    *("yang baik", "yang memadai", "yang layak", "yang berkualitas"),
)
PROSES = re.compile(
    r"\b(?:jumlah|banyaknya|frekuensi)\s+(?:\w+\s+){0,1}?"
    r"(rapat|dokumen|laporan|kegiatan|koordinasi|sosialisasi|pelatihan|bimtek|bimbingan teknis|"
    r"kunjungan|surat|pertemuan|berkas|sidang|konsultasi|monitoring|paket)\b"
    r"|\b(terlaksananya|terselenggaranya|tersusunnya|tersedianya)\s+"
    r"(?:\w+\s+){0,2}?(dokumen|laporan|rapat|kegiatan|rencana|koordinasi|sosialisasi|pelatihan)\b"
    r"|\b((?:penyerapan|serapan|realisasi) anggaran)\b",
    re.IGNORECASE,
)


def bakukan_indikator(nama: str) -> str:
    """A name without case, punctuation and the usual slips, to find one indicator named twice.

    >>> bakukan_indikator("Presentase  jalan (mantap)")
    'persentase jalan mantap'
    """
    kata = re.findall(r"[^\W_]+", nama.casefold())
    return " ".join("persentase" if k in ("presentase", "prosentase") else k for k in kata)


def cari_kata(teks: str, kata: Collection[str]) -> tuple[str, ...]:
    """The words that stand in a text, as written there, in their order."""
    pola = "|".join(re.escape(k) for k in sorted(kata, key=len, reverse=True))
    return tuple(m[0] for m in re.finditer(rf"\b(?:{pola})\b", teks, re.IGNORECASE))


def kutip_kata(kata: Collection[str]) -> str:
    """Each word once, in quotes."""
    return " dan ".join(f'"{k}"' for k in dict.fromkeys(kata))
