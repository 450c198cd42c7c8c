"""Print docs/ukuran_padanan.md anew, from the root of the project:

python manage.py shell -v0 -c "from tests.kinerja.cetak_ukuran_padanan import cetak; cetak()"
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kinerja.selectors.nomenklatur import Pustaka
from tests.kinerja import laporan_asing as asing
from tests.kinerja.test_ukuran_padanan_asing import BENTUK, hitung
from tests.kinerja.ukuran_padanan import (
    Hitungan,
    jumlahkan,
    laporan_karangan,
    muat_pustaka_csv,
    ukur,
    ukur_antar_sumber,
    ukur_semua,
)

BERKAS = Path(settings.BASE_DIR) / "docs" / "ukuran_padanan.md"
PEMBUKA = """# Ukuran padanan laporan triwulan

Printed by `tests/kinerja/cetak_ukuran_padanan.py`:

```sh
python manage.py shell -v0 -c "from tests.kinerja.cetak_ukuran_padanan import cetak; cetak()"
```

Measured by `tests/kinerja/test_ukuran_padanan.py` (fixed seed): the plan is made from the clean
rows of a PD, the report is the same rows disturbed (`tests/kinerja/kotori_laporan.py`): case,
hyphens, blanks and breaks in words, one or two slips, abbreviations, “Kabupaten/Kota”, wrapped
names, other order, rows left out and added. Every row has one or two of these. A row is wrong when
its value would go to another place.
"""


def _angka(c: Counter[str]) -> str:
    bagian = [
        f"{c[k]} ({100 * c[k] / c['jumlah']:.1f} %)".replace(".", ",") for k in ("benar", "salah")
    ]
    return f"{c['jumlah']} | {' | '.join(bagian)} | {c['tanya']} | {c['tak_ketemu']}"


def _tabel(semua: list[Hitungan]) -> Iterator[str]:
    yield "| PD | Baris bernama | Benar | Salah | Ditanyakan | Tidak ditemukan |"
    yield "|---|---:|---:|---:|---:|---:|"
    for h in semua:
        yield f"| {h.pd} | {h.jumlah} | {h.benar} | {h.salah} | {h.tanya} | {h.tak_ketemu} |"
    yield f"| Semua | {_angka(jumlahkan(semua))} |"


def _bentuk(pustaka: Pustaka) -> Iterator[str]:
    yield "| Bentuk berkas | Baris bernama | Benar | Salah | Ditanyakan | Tidak ditemukan |"
    yield "|---|---:|---:|---:|---:|---:|"
    for bentuk, (tulis, _) in BENTUK.items():
        c: Counter[str] = Counter()
        for n, bidang in enumerate(asing.semua_bidang()[::3]):
            rencana, asal = asing.rencana_pd(bidang, n)
            c += hitung(tulis(asal, n), rencana, pustaka)
        c["tak_ketemu"] = c.pop("tak ketemu", 0)
        yield f"| {bentuk} | {_angka(c)} |"


def cetak() -> None:
    """Measure everything and write the page (about a minute)."""
    pustaka = muat_pustaka_csv()
    semua = ukur_semua()
    asing_pd = [ukur(pd, baris, pustaka) for pd, baris in laporan_karangan().items()]
    isi = [PEMBUKA, *_tabel(semua), "", "## PD di luar berkas", ""]
    isi += ["Plans from the nomenclature: eight bidang with the disturbances above.", ""]
    isi += [*_tabel(asing_pd), ""]
    isi += [
        "Thirteen bidang, read from the bytes of the file (`tests/kinerja/laporan_asing.py`).",
        "",
    ]
    isi += [*_bentuk(pustaka), "", "## Dua dokumen", ""]
    for pd in ("DINDIKBUD", "DINKES"):
        c = ukur_antar_sumber(pd, pustaka)
        isi.append(
            f"{pd}, quarterly report against the RKPD 2023 (two independent documents): of "
            f"{c['sama_nama']} rows whose name both have, {c['benar']} matched; {c['tanya']} rows "
            f"of the report are asked; {c['beda_kata']} matched with a name that differs by a word."
        )
        isi.append("")
    isi += [
        "## Salah dan tidak ditemukan",
        "",
        "| PD | Hasil | Di laporan | Menjadi |",
        "|---|---|---|---|",
    ]
    for h in (*semua, *asing_pd):
        for hasil, teks, menjadi in h.keliru:
            if hasil != "tanya":
                isi.append(
                    f"| {h.pd} | {hasil.replace('_', ' ')} | {' '.join(teks.split())} | {menjadi} |"
                )
    BERKAS.write_text("\n".join(isi) + "\n", encoding="utf-8")
