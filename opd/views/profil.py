"""The page of the signed-in person."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from dasar.tanggal import format_tanggal
from opd.forms.profil import ProfilForm
from opd.services.profil import ubah_profil
from opd.views.formulir import FormulirView


class ProfilView(FormulirView[ProfilForm]):
    """Name and roles to read; e-mail and mobile number to change."""

    template_name = "opd/profil.html"
    form_class = ProfilForm
    judul = "Profil saya"
    pesan = "Profil disimpan."

    def periksa(self, **kwargs: Any) -> None:
        """Everyone who signed in has a profile."""

    def get_initial(self) -> dict[str, Any]:
        return {"email": self.pengguna.email, "nomor_hp": self.pengguna.nomor_hp}

    def kepala(self) -> dict[str, Any]:
        return {
            "peran": [
                (
                    p.get_peran_display(),
                    p.perangkat_daerah.nama_pada() if p.perangkat_daerah else "",
                    f"sampai {format_tanggal(p.sampai)}" if p.sampai else "",
                )
                for p in self.pengguna.peran_kini
            ]
        }

    def simpan(self, form: ProfilForm) -> str:
        ubah_profil(**form.cleaned_data, oleh=self.pengguna)
        return reverse("opd:profil")
