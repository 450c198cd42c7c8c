"""Abbreviations and acronyms of a name written out, and marks behind it taken off.

No Django imports in this package.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kinerja.formulas.ejaan import KATA_SAMBUNG, kata_nama, rata

_KATA_TITIK = re.compile(r"[a-z]+\.?|[0-9]+")
_AWAL_PERSEN = re.compile(r"\s*%\s*(?=[^\W\d_])")
# Written so in reports of any region; a dot behind them changes nothing.
SINGKATAN: Mapping[str, str] = {
    "adm": "administrasi",
    "admin": "administrasi",
    "banyaknya": "jumlah",
    "bid": "bidang",
    "bln": "bulan",
    "dgn": "dengan",
    "dll": "dan lain lain",
    "dok": "dokumen",
    "dlm": "dalam",
    "eval": "evaluasi",
    "fas": "fasilitasi",
    "jml": "jumlah",
    "jlh": "jumlah",
    "jmlh": "jumlah",
    "kab": "kabupaten",
    "keg": "kegiatan",
    "kec": "kecamatan",
    "kesej": "kesejahteraan",
    "kel": "kelurahan",
    "keu": "keuangan",
    "kes": "kesehatan",
    "koord": "koordinasi",
    "lap": "laporan",
    "lh": "lingkungan hidup",
    "masy": "masyarakat",
    "monev": "monitoring dan evaluasi",
    "opd": "perangkat daerah",
    "org": "orang",
    "pd": "perangkat daerah",
    "pelaks": "pelaksanaan",
    "pembang": "pembangunan",
    "pemda": "pemerintahan daerah",
    "pemel": "pemeliharaan",
    "pend": "pendidikan",
    "pengad": "pengadaan",
    "pengel": "pengelolaan",
    "pengemb": "pengembangan",
    "penyed": "penyediaan",
    "penyel": "penyelenggaraan",
    "peny": "penyusunan",
    "perenc": "perencanaan",
    "persen": "persentase",
    "prog": "program",
    "prosentase": "persentase",
    "presentase": "persentase",
    "rehab": "rehabilitasi",
    "sarpras": "sarana dan prasarana",
    "sinkr": "sinkronisasi",
    "sosialis": "sosialisasi",
    "thd": "terhadap",
    "thdp": "terhadap",
    "tk": "tingkat",
    "thn": "tahun",
    "tsb": "tersebut",
    "utk": "untuk",
    "yg": "yang",
}
_PANJANG_AWALAN = 3  # letters of a dotted abbreviation that the plan's word must begin with
_PANJANG_TANPA_TITIK = 5  # the same without a dot, of what is no word
_PANJANG_AKRONIM = range(3, 7)

# Where money comes from, and that work goes on: written behind a name, not part of it.
_DANA = r"dau|dak|did|dbh\w*|bok|bos|apbd|apbn|pad|silpa|bankeu|lanjutan|lanj"
_EMBEL = re.compile(
    rf"\s*(?:[(\[]\s*(?:{_DANA})\b[^()\[\]]{{0,30}}[)\]]|\s[-–]\s*(?:{_DANA})(?:[ -]?p)?)\s*$", re.I
)
_CATATAN = re.compile(r"\s*\(?\b\d\)\s*$")
_PUTUS = re.compile(r"\s*(?:\.{2,}|…)\s*$")


def tanpa_embel(nama: str) -> str:
    """The name without the source of money and the number of a footnote behind it.

    >>> tanpa_embel("Layanan Rujukan (DAK Non Fisik)"), tanpa_embel("Layanan Rujukan 1)")
    ('Layanan Rujukan', 'Layanan Rujukan')
    >>> tanpa_embel("Pelayanan BLUD"), tanpa_embel("Pembangunan (Tahap 1)")
    ('Pelayanan BLUD', 'Pembangunan (Tahap 1)')
    """
    sisa = _EMBEL.sub("", nama)
    if sisa.count("(") >= sisa.count(")"):  # the bracket behind the number was opened before it
        return sisa
    return _CATATAN.sub("", sisa)


def tanpa_putus(nama: str) -> str:
    """The name without "..." at its end, "" where it has none.

    >>> tanpa_putus("Koordinasi dan Sinkronisasi Pengen..."), tanpa_putus("Koordinasi")
    ('Koordinasi dan Sinkronisasi Pengen', '')
    """
    sisa = _PUTUS.sub("", nama)
    return sisa if sisa != nama else ""


def jabarkan(teks: str, acuan: str = "", kosakata: Collection[str] = frozenset()) -> str:
    """The name with its abbreviations written out; `acuan` is the name it may stand for, whose
    words tell what an abbreviation or an acronym means. Without a dot only what is no word of
    `kosakata` is an abbreviation.

    >>> jabarkan("Adm. Keuangan PD")
    'administrasi keuangan perangkat daerah'
    >>> jabarkan("Pengend. Mutu SDA", "Pengendalian Mutu Sumber Daya Air")
    'pengendalian mutu sumber daya air'
    >>> jabarkan("Retribusi dan Pendpt.", "Retribusi dan Pendapatan")
    'retribusi dan pendapatan'
    """
    teks = _AWAL_PERSEN.sub("persentase ", teks, count=1)
    kata_acuan = kata_nama(acuan)
    belum = Counter(kata_acuan) - Counter(kata_nama(teks))
    hasil: list[str] = []
    for satu in _KATA_TITIK.findall(rata(teks)):
        inti = satu.rstrip(".")
        if inti in SINGKATAN:  # on both sides, so that they agree
            hasil.append(SINGKATAN[inti])
            continue
        kata = [inti]
        if belum and inti not in kata_acuan:
            bertitik = satu != inti
            kata = (
                _akronim(inti, kata_acuan, belum)
                or _utuh(inti, belum, bertitik=bertitik, kosakata=kosakata)
                or kata
            )
            belum -= Counter(kata)
        hasil += kata
    return " ".join(hasil)


def _utuh(
    singkat: str, belum: Collection[str], *, bertitik: bool, kosakata: Collection[str]
) -> list[str]:
    """The one word that begins so, else (with a dot) the one that has its letters in this order;
    [] when there is none or more than one."""
    if not bertitik and (
        len(singkat) < _PANJANG_TANPA_TITIK or not kosakata or singkat in kosakata
    ):
        return []
    if len(singkat) < _PANJANG_AWALAN:
        return []
    cocok = [
        k for k in belum if k.startswith(singkat) and len(k) > len(singkat) + 2 * (not bertitik)
    ]
    if not cocok and bertitik:
        cocok = [k for k in belum if k[0] == singkat[0] and _terselip(singkat, k)]
    return cocok if len(cocok) == 1 else []


def _terselip(singkat: str, kata: str) -> bool:
    """Whether the letters stand in the word in this order."""
    huruf = iter(kata)
    return len(kata) > len(singkat) and all(h in huruf for h in singkat)


def _akronim(inti: str, acuan: Sequence[str], belum: Mapping[str, int]) -> list[str]:
    """The words of `acuan`, not written in the name, whose first letters make this acronym."""
    if len(inti) not in _PANJANG_AKRONIM or not inti.isalpha():
        return []
    for awal, kata in enumerate(acuan):
        if kata[0] != inti[0]:
            continue
        isi: list[str] = []
        huruf = 0
        for k in acuan[awal:]:
            if k[0] == inti[huruf] and k in belum:
                huruf += 1
            elif k not in KATA_SAMBUNG or not huruf:
                break
            isi.append(k)
            if huruf == len(inti):
                return isi
    return []
