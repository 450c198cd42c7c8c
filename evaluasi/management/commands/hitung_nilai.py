"""manage.py hitung_nilai: the official and the computed value of the city, one line each."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from dasar.galat import GalatPengguna
from dasar.izin import TidakBoleh
from evaluasi.models import PerhitunganKota
from evaluasi.selectors.nilai_lembar import NilaiResmi
from evaluasi.selectors.tampilan_kota import asal_resmi, resmi_kota, tulis_nilai
from evaluasi.services.nilai_kota import hitung_nilai_kota
from opd.services.pengguna import pengguna_sistem


class Command(BaseCommand):
    help = "Menghitung nilai kota satu tahun evaluasi dan menulisnya di samping nilai resmi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--tahun", type=int, required=True)
        parser.add_argument("--json", action="store_true", help="keluaran untuk program")

    def handle(self, *args: Any, **options: Any) -> None:
        tahun = options["tahun"]
        try:
            perhitungan = hitung_nilai_kota(tahun=tahun, oleh=pengguna_sistem())
        except (GalatPengguna, TidakBoleh) as galat:
            raise CommandError(str(galat)) from None
        except ValidationError as galat:
            raise CommandError(" ".join(galat.messages)) from None
        resmi = next((r for r in resmi_kota() if r.tahun == tahun), None)
        if options["json"]:
            isi = _json(perhitungan, resmi)
            self.stdout.write(json.dumps(isi, ensure_ascii=False, indent=2))
            return
        self.stdout.write(_baris_resmi(resmi))
        self.stdout.write(_baris_dihitung(perhitungan))


def _baris_resmi(resmi: NilaiResmi | None) -> str:
    if resmi is None:
        return "resmi – (belum diterima)"
    contoh = "; nilai contoh" if resmi.lembar.contoh else ""
    nilai = f"{tulis_nilai(resmi.nilai)} {resmi.predikat.huruf}"
    return f"resmi {nilai} ({asal_resmi(resmi)}{contoh})"


def _baris_dihitung(perhitungan: PerhitunganKota) -> str:
    lke, pd = perhitungan.hasil["lke_kota"], perhitungan.hasil["pd"]
    nilai = tulis_nilai(lke["nilai"])
    if lke["predikat"]:
        nilai = f"{nilai} {lke['predikat']}"
    bagian = [
        lke["alasan"] or f"LKE Kota {lke['terjawab']} dari {lke['dari']} jawaban",
        f"rata-rata {pd['n']} dari {pd['dari']} PD {tulis_nilai(pd['rata_rata'])}",
    ]
    if perhitungan.contoh:
        bagian.append("memuat nilai contoh")
    return f"dihitung {nilai} ({'; '.join(bagian)})"


def _json(perhitungan: PerhitunganKota, resmi: NilaiResmi | None) -> dict[str, Any]:
    """Everything as text with a decimal point; null where it is unknown."""
    hasil = perhitungan.hasil
    diterima = resmi.lembar.diterima if resmi else None
    return {
        "tahun": perhitungan.tahun,
        "resmi": {
            "nilai": f"{resmi.nilai:f}" if resmi else None,
            "predikat": resmi.predikat.huruf if resmi else None,
            "diterima": diterima.isoformat() if diterima else None,
            "sumber": resmi.lembar.sumber if resmi else None,
            "contoh": resmi.lembar.contoh if resmi else None,
        },
        "dihitung": hasil["lke_kota"],
        "pd": hasil["pd"],
        "ambang": hasil["ambang"],
        "iku": hasil["iku"],
        "digest": perhitungan.digest,
        "versi_rumus": perhitungan.versi_rumus,
        "contoh": perhitungan.contoh,
        "dihitung_pada": perhitungan.dibuat_pada.isoformat(),
    }
