"""Whether a number is plausible for its unit: a bound leads to a question, never to a refusal.

Pure functions, no Django. Units are the words of the plan ("Persen", "Orang"), spelling folded.
"""

from dataclasses import dataclass
from decimal import Decimal

from dasar.angka import KONTEKS, format_angka_utuh, jumlah_desimal, kutip


@dataclass(frozen=True, slots=True)
class RentangWajar:
    """Values of a unit that need no question; None: no bound. `cacahan`: things counted."""

    bawah: Decimal | None
    atas: Decimal | None = None
    cacahan: bool = False


_CACAHAN = RentangWajar(Decimal(0), cacahan=True)
_SATUAN_CACAHAN = (
    *("aduan", "anak", "asn", "bangunan", "berkas", "buku", "desa", "dokumen", "event", "faskes"),
    *("gedung", "jenis", "kali", "kasus", "kecamatan", "kegiatan", "kelompok", "keluarga"),
    *("kelurahan", "kendaraan", "koperasi", "laporan", "layanan", "lembaga", "lokasi", "objek"),
    *("orang", "orang/bulan", "paket", "pegawai", "pelaku usaha", "perangkat daerah", "peraturan"),
    *("peserta", "peserta didik", "puskesmas", "rekomendasi", "ruang", "rumah"),
    *("satuan pendidikan", "sekolah", "set", "sistem", "stel", "titik", "unit", "unit kerja"),
)

# Wide on purpose: a bound only leads to a question. Growth rates may be negative percentages.
RENTANG_SATUAN: dict[str, RentangWajar] = {
    "persen": RentangWajar(Decimal(-100), Decimal(1000)),
    "tahun": RentangWajar(Decimal(0), Decimal(150)),
    "bulan": RentangWajar(Decimal(0), Decimal(600)),
    "hari": RentangWajar(Decimal(0), Decimal(3660)),
    "jam": RentangWajar(Decimal(0), Decimal(8784)),
    "menit": RentangWajar(Decimal(0), Decimal(100_000)),
    "indeks": RentangWajar(Decimal(0), Decimal(1000)),
    "skor": RentangWajar(Decimal(0), Decimal(1000)),
    "nilai": RentangWajar(Decimal(0), Decimal(1000)),
    "angka": RentangWajar(Decimal(0), Decimal(100_000)),  # rates per 100.000
    **dict.fromkeys(_SATUAN_CACAHAN, _CACAHAN),
}
_SATUAN_PERSEN = {"persen", "%", "persentase", "prosentase"}


def periksa_kewajaran(nilai: Decimal, satuan: str, teks: str | None = None) -> str | None:
    """Return the sentence for a value that is implausible for its unit, else None.

    `teks` is what was typed: only it shows a "%" that does not fit the unit. Excel cells with a
    percent format show a hundred times the value ("7267,00%" is a life expectancy of 72,67).
    A unit that the table does not know is never questioned, except for such a "%".

    >>> periksa_kewajaran(Decimal(7267), "Tahun", "7267%")
    '"7267%" tidak masuk akal untuk satuan tahun. Maksudnya 72,67? Nilai belum disimpan.'
    >>> periksa_kewajaran(Decimal("72.67"), "Tahun") is None
    True
    """
    rentang, persen_asing = _nilai_satuan(satuan, teks)
    luar = not _dalam(nilai, rentang)
    if not luar and not persen_asing:
        return None
    tertulis = kutip(format_angka_utuh(nilai) if teks is None else teks)
    masalah = (
        f"{tertulis} tidak masuk akal untuk satuan {_nama_satuan(satuan)}."
        if luar
        else f"{tertulis} memakai tanda persen, padahal satuannya {_nama_satuan(satuan)}."
    )
    usul = usul_perbaikan(nilai, satuan, teks)
    if usul is not None:
        saran = f" Maksudnya {format_angka_utuh(usul)}?"
    elif not luar:
        saran = f" Tulis {format_angka_utuh(nilai)} bila itu nilainya."
    else:
        saran = ""
    return f"{masalah}{saran} Nilai belum disimpan."


def usul_perbaikan(nilai: Decimal, satuan: str, teks: str | None = None) -> Decimal | None:
    """Return what an implausible value probably stands for, None without a good guess.

    The only guess is a hundredth: a lost decimal comma, or Excel's percent format.

    >>> usul_perbaikan(Decimal(7267), "tahun"), usul_perbaikan(Decimal(1700), "Laporan", "1700,00%")
    (Decimal('72.67'), Decimal('17'))
    """
    rentang, persen_asing = _nilai_satuan(satuan, teks)
    luar = not _dalam(nilai, rentang)
    # "72,67%" years: the number itself fits, so 0,7267 would be a bad guess.
    if not luar and not (persen_asing and (rentang is None or rentang.cacahan)):
        return None
    calon = KONTEKS.normalize(nilai.scaleb(-2, context=KONTEKS))
    calon = calon.quantize(Decimal(1)) if jumlah_desimal(calon) == 0 else calon
    boleh_pecahan = rentang is not None and not rentang.cacahan
    layak = boleh_pecahan or jumlah_desimal(calon) == 0
    return calon if layak and _dalam(calon, rentang) else None


def _nilai_satuan(satuan: str, teks: str | None) -> tuple[RentangWajar | None, bool]:
    """Return the range of a unit, and whether a "%" was typed that does not belong to it."""
    nama = _nama_satuan(satuan)
    persen = nama in _SATUAN_PERSEN
    rentang = RENTANG_SATUAN.get("persen" if persen else nama)
    return rentang, "%" in (teks or "") and not persen and nama != ""


def _nama_satuan(satuan: str) -> str:
    return " ".join(satuan.casefold().split())


def _dalam(nilai: Decimal, rentang: RentangWajar | None) -> bool:
    if rentang is None:
        return True
    return not (
        (rentang.bawah is not None and nilai < rentang.bawah)
        or (rentang.atas is not None and nilai > rentang.atas)
    )
