"""Charts as SVG, the same on the screen and in the PDF.

Pure functions, no Django: values come in as numbers, texts come in formatted. Every chart is one
`svg` element without style attributes, which a strict Content-Security-Policy lets through.
"""

from dasar.grafik.bagan import bagan_organisasi
from dasar.grafik.batang import (
    BarisBanding,
    BarisCapaian,
    BarisPagu,
    batang_banding,
    batang_capaian,
    batang_pagu,
)
from dasar.grafik.garis import TitikTren, percikan, tren
from dasar.grafik.kanvas import Svg, uri_data
from dasar.grafik.kolom import KolomNilai, kolom_nilai
from dasar.grafik.skala import Ruas, skala_predikat
from dasar.grafik.tema import Tema

__all__ = [
    "BarisBanding",
    "BarisCapaian",
    "BarisPagu",
    "KolomNilai",
    "Ruas",
    "Svg",
    "Tema",
    "TitikTren",
    "bagan_organisasi",
    "batang_banding",
    "batang_capaian",
    "batang_pagu",
    "kolom_nilai",
    "percikan",
    "skala_predikat",
    "tren",
    "uri_data",
]
