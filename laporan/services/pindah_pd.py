"""laporan's part of a reorganisation: what was reported stays under the name it was reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from laporan.models import DokumenLKjIP, NaskahLKjIP
from opd.models import Pengguna, PerangkatDaerah, PerubahanOrganisasi
from opd.pendaftar import ButirBagi, ButirPindah, RencanaPindah

CONTOH = 5


class PindahLaporan:
    """Registered in `pindahkan_pd`."""

    nama = "Pelaporan"

    def kunci(self, rencana: RencanaPindah) -> None:
        """Nothing moves, so nothing waits."""

    def pratinjau(self, rencana: RencanaPindah) -> Sequence[ButirPindah]:
        versi = DokumenLKjIP.objects.filter(perangkat_daerah__in=rencana.berakhir).order_by(
            "-tahun", "-versi", "pk"
        )
        naskah = NaskahLKjIP.objects.filter(perangkat_daerah__in=rencana.berakhir)
        pd = PerangkatDaerah.objects.filter(pk__in=rencana.berakhir)
        nama = pd.nama_per_id(singkatan=True)
        return [
            *_butir(
                "LKjIP yang sudah disusun",
                versi,
                "Tetap pada perangkat daerah lama dengan nama lamanya.",
                [
                    f"LKjIP {d.tahun} {nama.get(d.perangkat_daerah_id, '')} versi {d.versi}"
                    for d in versi[:CONTOH]
                ],
            ),
            *_butir(
                "Naskah LKjIP",
                naskah,
                "Tetap pada perangkat daerah lama dan tahunnya. Penerima menulis naskahnya "
                "sendiri.",
                [],
            ),
        ]

    def yang_dibagi(self, rencana: RencanaPindah) -> Sequence[ButirBagi]:
        return []

    def terapkan(self, rencana: RencanaPindah, oleh: Pengguna) -> dict[str, Any]:
        """Nothing moves: a report never changes."""
        return {}

    def halangan_urung(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any]
    ) -> Sequence[str]:
        milik = {
            "perangkat_daerah__in": perubahan.tujuan.all(),
            "dibuat_pada__gt": perubahan.diterapkan_pada,
            "tahun__gte": perubahan.tanggal.year,
        }
        semua: list[tuple[QuerySet[Any], str]] = [
            (DokumenLKjIP.objects.filter(**milik), "{n} LKjIP penerima sudah disusun."),
            (NaskahLKjIP.objects.filter(**milik), "{n} naskah LKjIP penerima sudah ditulis."),
        ]
        return [kalimat.format(n=n) for baris, kalimat in semua if (n := baris.count())]

    def urungkan(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any], oleh: Pengguna
    ) -> None:
        """Nothing moved."""


def _butir(
    judul: str, baris: QuerySet[Any], kalimat: str, contoh: Sequence[str]
) -> list[ButirPindah]:
    jumlah = baris.count()
    return [ButirPindah(judul, jumlah, kalimat, tuple(contoh), tetap=True)] if jumlah else []
