"""Indonesian dates and times in WIB. Pure functions, no Django, no system locale."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")

NAMA_BULAN = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
NAMA_BULAN_PENDEK = (
    *("Jan", "Feb", "Mar", "Apr", "Mei", "Jun"),
    *("Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
)
NAMA_HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ROMAWI = ("I", "II", "III", "IV")


def format_tanggal(tanggal: date) -> str:
    """Return a date in full; a datetime is first taken to WIB.

    >>> format_tanggal(date(2026, 11, 21))
    '21 November 2026'
    """
    hari = _hari_wib(tanggal)
    return f"{hari.day} {NAMA_BULAN[hari.month - 1]} {hari.year}"


def format_tanggal_pendek(tanggal: date) -> str:
    """Return day and short month, for tables where the year stands in the head.

    >>> format_tanggal_pendek(date(2026, 8, 1))
    '1 Agu'
    """
    hari = _hari_wib(tanggal)
    return f"{hari.day} {NAMA_BULAN_PENDEK[hari.month - 1]}"


def format_hari(tanggal: date) -> str:
    """Return a date in full with its day of the week.

    >>> format_hari(date(2026, 11, 21))
    'Sabtu, 21 November 2026'
    """
    hari = _hari_wib(tanggal)
    return f"{NAMA_HARI[hari.weekday()]}, {format_tanggal(hari)}"


def format_waktu(waktu: datetime) -> str:
    """Return the time of day in WIB. Raises ValueError for a naive datetime.

    >>> from datetime import UTC
    >>> format_waktu(datetime(2026, 11, 21, 7, 32, tzinfo=UTC))
    '14.32 WIB'
    """
    return f"{_jam(waktu)} WIB"


def format_waktu_relatif(waktu: datetime, kini: datetime) -> str:
    """Return "hari ini 14.29", "kemarin 16.05", or the date when it is not one of these two days.

    Days are days in WIB. Raises ValueError for a naive datetime.

    >>> kini = datetime(2026, 11, 21, 9, 0, tzinfo=WIB)
    >>> format_waktu_relatif(datetime(2026, 11, 20, 16, 5, tzinfo=WIB), kini)
    'kemarin 16.05'
    """
    selisih = (_ke_wib(kini).date() - _ke_wib(waktu).date()).days
    if selisih == 0:
        return f"hari ini {_jam(waktu)}"
    if selisih == 1:
        return f"kemarin {_jam(waktu)}"
    return format_tanggal(waktu)


def sisa_hari(tenggat: date, kini: date) -> str:
    """Return how long a deadline is still away, in calendar days in WIB.

    A plain date closes when that day ends; a datetime closes at that moment.

    >>> sisa_hari(date(2026, 11, 24), date(2026, 11, 21))
    'Ditutup 3 hari lagi'
    """
    selisih = (_hari_wib(tenggat) - _hari_wib(kini)).days
    lewat_jam = (
        isinstance(tenggat, datetime)
        and isinstance(kini, datetime)
        and _ke_wib(kini) > _ke_wib(tenggat)
    )
    if selisih < 0 or lewat_jam:
        return "Sudah ditutup"
    if selisih == 0:
        return "Ditutup hari ini"
    return f"Ditutup {selisih} hari lagi"


def sisa_waktu(tenggat: datetime, kini: datetime) -> str:
    """As `sisa_hari`, but in hours and then minutes once less than a day is left.

    >>> sisa_waktu(datetime(2026, 11, 21, 23, 59, tzinfo=WIB), datetime(2026, 11, 21, 18, 30,
    ... tzinfo=WIB))
    'Ditutup 5 jam lagi'
    """
    sisa = (tenggat - kini).total_seconds()
    if not 0 <= sisa < 24 * 3600:
        return sisa_hari(tenggat, kini)
    if sisa < 3600:
        return f"Ditutup {max(1, int(sisa // 60))} menit lagi"
    return f"Ditutup {int(sisa // 3600)} jam lagi"


def romawi(triwulan: int) -> str:
    """Return I, II, III or IV. Raises ValueError for any other quarter.

    >>> romawi(3)
    'III'
    """
    return _ROMAWI[_triwulan_sah(triwulan) - 1]


def awal_triwulan(tahun: int, triwulan: int) -> date:
    """Return the first day of a quarter. Raises ValueError outside 1 to 4.

    >>> awal_triwulan(2026, 2)
    datetime.date(2026, 4, 1)
    """
    return date(tahun, _triwulan_sah(triwulan) * 3 - 2, 1)


def akhir_triwulan(tahun: int, triwulan: int) -> date:
    """Return the last day of a quarter, the day on which `target_berlaku` is asked.

    Raises ValueError outside 1 to 4.

    >>> akhir_triwulan(2026, 3)
    datetime.date(2026, 9, 30)
    """
    bulan = _triwulan_sah(triwulan) * 3
    return date(tahun, bulan, 30 if bulan in (6, 9) else 31)


def triwulan_dari(tanggal: date) -> int:
    """Return the quarter (1 to 4) in which a date lies.

    >>> triwulan_dari(date(2026, 9, 30)), triwulan_dari(date(2026, 10, 1))
    (3, 4)
    """
    return (_hari_wib(tanggal).month + 2) // 3


def akhir_hari(tanggal: date) -> datetime:
    """Return the last moment of a day in WIB: when a deadline given as a date passes.

    >>> akhir_hari(date(2026, 7, 20)).isoformat()
    '2026-07-20T23:59:59.999999+07:00'
    """
    return datetime.combine(tanggal, time.max, tzinfo=WIB)


def _triwulan_sah(triwulan: int) -> int:
    if not 1 <= triwulan <= 4:
        raise ValueError(f"Triwulan harus 1 sampai 4, bukan {triwulan}.")
    return triwulan


def _ke_wib(waktu: datetime) -> datetime:
    if waktu.tzinfo is None:
        raise ValueError("Waktu tanpa zona waktu tidak dapat ditampilkan.")
    return waktu.astimezone(WIB)


def _hari_wib(tanggal: date) -> date:
    """A datetime is a date to Python; its day depends on the time zone."""
    return _ke_wib(tanggal).date() if isinstance(tanggal, datetime) else tanggal


def _jam(waktu: datetime) -> str:
    lokal = _ke_wib(waktu)
    return f"{lokal.hour:02d}.{lokal.minute:02d}"
