"""Which state of a node or a branch a page was shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kinerja.models import IsiIndikator, IsiSimpul


def tanda_simpul(isi: IsiSimpul) -> str:
    """Which state of one node a page was shown: its content, parent and place."""
    return _ringkas([f"{isi.pk}|{isi.diperbarui_pada.isoformat()}|{isi.induk_id}|{isi.jalur[-4:]}"])


def tanda_cabang(isi: IsiSimpul) -> str:
    """Which state of a whole branch a page was shown: its nodes and indicators."""
    cabang = IsiSimpul.objects.filter(dokumen=isi.dokumen_id, jalur__startswith=isi.jalur)
    indikator = IsiIndikator.objects.filter(isi_simpul__in=cabang)
    return _ringkas(
        [
            *(
                f"{pk}|{jalur}|{kapan.isoformat()}"
                for pk, jalur, kapan in cabang.order_by("pk").values_list(
                    "pk", "jalur", "diperbarui_pada"
                )
            ),
            *(f"i{pk}" for pk in indikator.order_by("pk").values_list("pk", flat=True)),
        ]
    )


def _ringkas(bagian: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(bagian).encode()).hexdigest()[:16]
