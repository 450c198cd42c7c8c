"""Context of the evidence section of one cell, for the side panel and for its own answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from kinerja.forms.bukti import TautanForm
from kinerja.models import IsiIndikator, Realisasi
from kinerja.permissions import boleh_ubah_bukti
from kinerja.selectors.bukti import konteks_bukti
from kinerja.selectors.periode import jendela_periode
from kinerja.services.bukti import HasilBukti
from kinerja.views.periode import Periode
from opd.models import Pengguna


def konteks_seksi_bukti(
    isi: IsiIndikator,
    periode: Periode,
    realisasi: Realisasi | None,
    pengguna: Pengguna,
    *,
    hasil: Sequence[HasilBukti] = (),
    tautan_form: TautanForm | None = None,
) -> dict[str, Any]:
    """Context of kinerja/_bukti.html (a constant number of queries)."""
    pd_id = isi.indikator.pengampu_id
    jendela = jendela_periode(pd_id, periode.tahun, periode.triwulan)
    return {
        **konteks_bukti(realisasi, pengguna),
        "bukti_isi": isi,
        "bukti_pd": pd_id,
        "bukti_izin": boleh_ubah_bukti(pengguna, isi, jendela, realisasi),
        "bukti_hasil": hasil,
        "bukti_maks": settings.BUKTI_PER_BARIS_MAKS,
        "bukti_mb": settings.UKURAN_BERKAS_MAKS // (1024 * 1024),
        "bukti_byte": settings.UKURAN_BERKAS_MAKS,
        "tautan_form": tautan_form or TautanForm(),
        "periode": periode,
    }
