"""What the test asks of the worker's database: `kendali buat FOLDER | sapu | kirim ID | lihat ID`.

Prints one JSON value.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dasar.models import Pekerjaan
from dasar.services.pekerjaan import _kirim, buat_pekerjaan, sapu_pekerjaan


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("perintah")
        parser.add_argument("isi", nargs="?", default="")

    def handle(self, *args: Any, perintah: str, isi: str, **options: Any) -> None:
        self.stdout.write(json.dumps(self._jalankan(perintah, isi)))

    def _jalankan(self, perintah: str, isi: str) -> Any:
        if perintah == "buat":
            parameter = {"folder": isi}
            return buat_pekerjaan(
                "uji_sela", judul="Uji", parameter=parameter, diminta_oleh=None
            ).pk
        if perintah == "sapu":
            return sapu_pekerjaan()
        if perintah == "kirim":
            _kirim(int(isi))
            return None
        baris = Pekerjaan.objects.get(pk=isi)
        return {
            "status": baris.status,
            "percobaan": baris.percobaan,
            "nomor_pagar": baris.nomor_pagar,
            "hasil": baris.hasil,
        }
