"""The home page: a frame that each app fills through the registry."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.generic import TemplateView

from dasar.models import Notifikasi
from dasar.pendaftar import BagianBeranda, tugas_beranda
from dasar.tanggal import format_hari, format_waktu_relatif
from dasar.views.mixins import PenggunaMixin

JUMLAH_KABAR = 4


def bagian_kabar(user: Any, kini: datetime, pilihan: Mapping[str, str]) -> Iterator[BagianBeranda]:
    """The newest notices; no section where there are none."""
    kabar = [
        (n, format_waktu_relatif(n.dibuat_pada, kini))
        for n in Notifikasi.objects.for_user(user)[:JUMLAH_KABAR]
    ]
    if kabar:
        yield BagianBeranda("samping", 90, "dasar/beranda_kabar.html", {"kabar": kabar})


class BerandaView(PenggunaMixin, TemplateView):
    """What is due, what is missing, what came back: for this person, now."""

    template_name = "dasar/beranda.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kini = timezone.now()
        pilihan = self.request.GET.dict()
        bagian = sorted(
            chain.from_iterable(
                pembuat(self.pengguna, kini, pilihan) for pembuat in (*tugas_beranda, bagian_kabar)
            ),
            key=lambda satu: satu.urutan,
        )
        return super().get_context_data(
            hari=format_hari(kini),
            utama=[self._cetak(satu) for satu in bagian if satu.kolom == "utama"],
            samping=[self._cetak(satu) for satu in bagian if satu.kolom == "samping"],
            **kwargs,
        )

    def _cetak(self, bagian: BagianBeranda) -> SafeString:
        """Each section sees only its own context, so that two apps cannot disturb each other."""
        return render_to_string(bagian.templat, dict(bagian.konteks), request=self.request)
