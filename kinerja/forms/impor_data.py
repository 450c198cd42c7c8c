"""What an import of plans is about: a draf, or an edition of the nomenclature."""

from __future__ import annotations

from typing import Any

from django import forms

from dasar.forms.impor import ParameterForm
from kinerja.models import DokumenPerencanaan, Nomenklatur, StatusDokumen
from kinerja.permissions import boleh_ubah_isi_rencana
from opd.models import Pengguna, PerangkatDaerah


class EdisiForm(ParameterForm):
    """Which edition the file is of: one that is stored, or a new name."""

    edisi = forms.RegexField(
        r"^[\w .,/()-]{4,40}$",
        label="Edisi",
        help_text="Peraturan asalnya, misalnya Kepmendagri 900.1-2850/2025.",
        error_messages={
            "required": "Tulis edisinya.",
            "invalid": "Tulis 4 sampai 40 huruf atau angka.",
        },
    )

    def __init__(self, *args: Any, user: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        ada = Nomenklatur.objects.values_list("edisi", flat=True).order_by("edisi").distinct()
        if daftar := ", ".join(ada):
            self.fields["edisi"].help_text += f" Yang tersimpan: {daftar}."

    def parameter(self) -> dict[str, Any]:
        return {"edisi": " ".join(self.cleaned_data["edisi"].split())}


class DrafForm(ParameterForm):
    """Which draf; a version in force is copied first."""

    dokumen = forms.TypedChoiceField(
        label="Dokumen",
        coerce=int,
        help_text="Hanya versi draf yang dapat diubah. Salin versi yang berlaku lebih dulu.",
        error_messages={
            "required": "Pilih dokumennya.",
            "invalid_choice": "Dokumen ini bukan draf yang dapat Anda ubah.",
        },
    )

    def __init__(self, *args: Any, user: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        nama = PerangkatDaerah.objects.for_user(user).nama_per_id(singkatan=True)
        draf = DokumenPerencanaan.objects.for_user(user).filter(status=StatusDokumen.DRAF)
        self.fields["dokumen"].choices = [  # type: ignore[attr-defined]
            ("", "Pilih dokumen"),
            *(
                (d.pk, f"{nama.get(d.perangkat_daerah_id, '')} · {d}")
                for d in draf.order_by("perangkat_daerah__urutan", "-tahun_dari", "jenis")
                if boleh_ubah_isi_rencana(user, d)
            ),
        ]

    def parameter(self) -> dict[str, Any]:
        return {"dokumen": self.cleaned_data["dokumen"]}
