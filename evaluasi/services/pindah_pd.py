"""evaluasi's part of a reorganisation: worksheets stay with the PD that was judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluasi.models import LembarKerja
from opd.models import Pengguna, PerangkatDaerah, PerubahanOrganisasi
from opd.pendaftar import ButirBagi, ButirPindah, RencanaPindah

CONTOH = 5


class PindahEvaluasi:
    """Registered in `pindahkan_pd`."""

    nama = "Evaluasi"

    def kunci(self, rencana: RencanaPindah) -> None:
        """Nothing moves, so nothing waits."""

    def pratinjau(self, rencana: RencanaPindah) -> Sequence[ButirPindah]:
        lembar = (
            LembarKerja.objects.filter(perangkat_daerah__in=rencana.berakhir)
            .select_related("templat")
            .order_by("-templat__tahun_evaluasi", "pk")
        )
        if not (jumlah := lembar.count()):
            return []
        pd = PerangkatDaerah.objects.filter(pk__in=rencana.berakhir)
        nama = pd.nama_per_id(singkatan=True)
        return [
            ButirPindah(
                "Lembar kerja evaluasi",
                jumlah,
                "Tetap pada perangkat daerah lama dan tahunnya. Penerima dinilai dengan lembar "
                "kerjanya sendiri.",
                tuple(
                    f"{b.get_jenis_display()} {b.templat.tahun_evaluasi} "
                    f"{nama.get(b.perangkat_daerah_id, '')}, "
                    f"{b.get_status_display().lower()}"
                    for b in lembar[:CONTOH]
                ),
                tetap=True,
            )
        ]

    def yang_dibagi(self, rencana: RencanaPindah) -> Sequence[ButirBagi]:
        return []

    def terapkan(self, rencana: RencanaPindah, oleh: Pengguna) -> dict[str, Any]:
        """Nothing moves: a judgement is about the PD that was judged."""
        return {}

    def halangan_urung(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any]
    ) -> Sequence[str]:
        jumlah = LembarKerja.objects.filter(
            perangkat_daerah__in=perubahan.tujuan.all(),
            templat__tahun_evaluasi__gte=perubahan.tanggal.year,
            dibuat_pada__gt=perubahan.diterapkan_pada,
        ).count()
        return [f"{jumlah} lembar kerja evaluasi penerima sudah dibuat."] if jumlah else []

    def urungkan(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any], oleh: Pengguna
    ) -> None:
        """Nothing moved."""
