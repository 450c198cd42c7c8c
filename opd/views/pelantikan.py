"""The page of a mass rotation: a list is typed, checked, and applied in one step."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from dasar.galat import GalatPengguna
from dasar.tanggal import format_tanggal
from dasar.views.mixins import PeriksaDuluMixin
from opd.forms.daftar_pelantikan import DaftarForm
from opd.forms.medan import Pilihan, terima_galat
from opd.forms.penugasan import BARIS_AWAL, BARIS_TERBANYAK, BarisForm, PelantikanForm
from opd.pendaftar import AkibatPelantikan
from opd.permissions import boleh_kelola_pd
from opd.selectors.pelantikan import (
    GalatBaris,
    RencanaPelantikan,
    akibat_bagi,
    isi_pilihan_jabatan,
    isi_pilihan_pegawai,
    rencana_pelantikan,
)
from opd.selectors.perangkat_daerah import pd_terbaca
from opd.services.penugasan import GalatPelantikan, lantik
from opd.views.tanggal import baca_nomor

MEDAN = ("jabatan", "pegawai", "jenis")


class PelantikanView(PeriksaDuluMixin):
    """Nothing is stored before "Terapkan": the list travels in the page."""

    http_method_names = ["get", "post", "head", "options"]

    def periksa(self, **kwargs: Any) -> None:
        boleh_kelola_pd(self.pengguna).wajib()

    def get(self, request: HttpRequest) -> HttpResponse:
        awal = PelantikanForm(initial={"tanggal": timezone.localdate()})
        return self._daftar(awal, self._baris(BARIS_AWAL))

    def post(self, request: HttpRequest) -> HttpResponse:
        aksi = request.POST.get("aksi", "periksa")
        jumlah = min(baca_nomor(request.POST.get("jumlah")) or BARIS_AWAL, BARIS_TERBANYAK)
        if aksi == "isi":
            return self._isi(jumlah)
        if aksi in ("tambah", "ubah"):
            tambahan = BARIS_AWAL if aksi == "tambah" else 0
            jumlah = min(jumlah + tambahan, BARIS_TERBANYAK)
            kepala = PelantikanForm(initial=request.POST.dict())
            return self._daftar(kepala, self._baris(jumlah, salin=True))
        kepala = PelantikanForm(request.POST)
        semua = self._baris(jumlah, baca=True)
        sah = [kepala.is_valid(), *(b.is_valid() for b in semua)]
        terisi = [b for b in semua if b.is_valid() and b.baris is not None]
        if all(sah) and not terisi:
            kepala.add_error(None, "Isi paling sedikit satu baris.")
        if not all(sah) or not terisi:
            return self._daftar(kepala, semua)
        if aksi == "terapkan":
            return self._terapkan(kepala, semua, terisi)
        return self._periksa_daftar(kepala, semua, terisi)

    def _isi(self, jumlah: int) -> HttpResponse:
        """Pasted rows below those that were typed; only the rows are judged."""
        kepala = PelantikanForm(initial=self.request.POST.dict())
        daftar = DaftarForm(self.request.POST)
        semua = [_ketikan(self.request.POST, n) for n in range(1, jumlah + 1)]
        isi = [b for b in semua if b[0] or b[1]]
        if daftar.is_valid():
            isi += daftar.baris
            if len(isi) > BARIS_TERBANYAK:
                kalimat = f"Satu daftar paling banyak {BARIS_TERBANYAK} baris."
                daftar.add_error("tempelan", kalimat)
        if daftar.errors:
            return self._daftar(kepala, self._baris(jumlah, salin=True), daftar)
        kiriman = {
            f"b{n}-{medan}": teks
            for n, satu in enumerate(isi, start=1)
            for medan, teks in zip(MEDAN, satu, strict=True)
        }
        return self._daftar(kepala, self._baris(len(isi), kiriman, baca=True))

    def _terapkan(
        self, kepala: PelantikanForm, semua: list[BarisForm], terisi: list[BarisForm]
    ) -> HttpResponse:
        tanggal = kepala.cleaned_data["tanggal"]
        baris = [b.baris for b in terisi if b.baris is not None]
        # Read before: afterwards those who signed hold their posts no longer.
        ulang = [a for a in akibat_bagi(rencana_pelantikan(baris, tanggal)) if a.ulang]
        try:
            hasil = lantik(
                baris=baris,
                tanggal=tanggal,
                dasar=kepala.cleaned_data["dasar"],
                tanda=self.request.POST.get("tanda"),
                oleh=self.pengguna,
            )
        except GalatPelantikan as galat:
            _tandai(terisi, galat.galat)
        except ValidationError as galat:
            terima_galat(kepala, galat)
        except GalatPengguna as galat:
            return self._periksa_daftar(kepala, semua, terisi, str(galat))
        else:
            kosong = f" {len(hasil.kosong)} jabatan menjadi kosong." if hasil.kosong else ""
            messages.success(
                self.request,
                f"{len(hasil.penugasan)} pejabat dilantik mulai {format_tanggal(tanggal)}.{kosong}",
            )
            self._sebut_ulang(ulang)
            alamat = reverse("opd:jabatan_list")
            return HttpResponseRedirect(f"{alamat}?tanggal={tanggal.isoformat()}")
        return self._daftar(kepala, semua)

    def _sebut_ulang(self, ulang: list[AkibatPelantikan]) -> None:
        """How many papers the new holders must sign, with the page that lists them."""
        if not ulang:
            return
        tautan = format_html_join(
            " ",
            '<a class="pesan-singkat__aksi" href="{}">Lihat yang belum ditandatangani</a>',
            [(alamat,) for alamat in sorted({a.daftar for a in ulang if a.daftar})[:1]],
        )
        kalimat = "{} dokumen perlu ditandatangani pejabat baru. {}"
        messages.warning(self.request, format_html(kalimat, len(ulang), tautan))

    def _periksa_daftar(
        self,
        kepala: PelantikanForm,
        semua: list[BarisForm],
        terisi: list[BarisForm],
        pesan: str = "",
    ) -> HttpResponse:
        rencana = rencana_pelantikan(
            [b.baris for b in terisi if b.baris is not None], kepala.cleaned_data["tanggal"]
        )
        if rencana.galat:
            _tandai(terisi, rencana.galat)
            return self._daftar(kepala, semua)
        konteks = {
            "pesan": pesan,
            "rencana": rencana,
            "dasar": kepala.cleaned_data["dasar"],
            "akhir": rencana.tanggal - datetime.timedelta(days=1),
            **_akibat(rencana, terisi, pd_terbaca(self.pengguna).nama_per_id()),
            "tersembunyi": [(m.html_name, m.data) for form in (kepala, *semua) for m in form],
            "jumlah": len(semua),
        }
        return render(self.request, "opd/pelantikan_periksa.html", konteks)

    def _daftar(
        self, kepala: PelantikanForm, baris: list[BarisForm], daftar: DaftarForm | None = None
    ) -> HttpResponse:
        daftar = daftar or DaftarForm()
        galat = [
            *(
                (form[m].id_for_label if m in form.fields else "", str(k))
                for form in (kepala, daftar)
                for m, semua in form.errors.items()
                for k in semua
            ),
            *(
                (b[m].id_for_label, f"Baris {b.nomor}: {k}")
                for b in baris
                for m, semua in b.errors.items()
                for k in semua
            ),
        ]
        konteks = {
            "kepala": kepala,
            "daftar": daftar,
            "baris": baris,
            "galat": galat,
            "jumlah": len(baris),
            "penuh": len(baris) >= BARIS_TERBANYAK,
            "pilihan_jabatan": self.pilihan_jabatan.label.values(),
            "pilihan_pegawai": self.pilihan_pegawai.label.values(),
            "impor": reverse("dasar:impor_data_jenis", args=["pelantikan"]),
        }
        return render(self.request, "opd/pelantikan_form.html", konteks)

    def _baris(
        self,
        jumlah: int,
        kiriman: Mapping[str, str] | None = None,
        *,
        baca: bool = False,
        salin: bool = False,
    ) -> list[BarisForm]:
        """`baca`: judged; `salin`: what was typed is kept as it stands."""
        self.pilihan_jabatan = Pilihan(isi_pilihan_jabatan(self.pengguna, self._tanggal()))
        self.pilihan_pegawai = Pilihan(isi_pilihan_pegawai(self.pengguna))
        kiriman = self.request.POST if kiriman is None else kiriman
        return [
            BarisForm(
                kiriman if baca else None,
                initial={
                    m: kiriman[f"b{n}-{m}"] for m in MEDAN if salin and f"b{n}-{m}" in kiriman
                },
                prefix=f"b{n}",
                nomor=n,
                pilihan_jabatan=self.pilihan_jabatan,
                pilihan_pegawai=self.pilihan_pegawai,
            )
            for n in range(1, jumlah + 1)
        ]

    def _tanggal(self) -> datetime.date:
        """The day whose posts are offered: the typed one, else today."""
        try:
            tanggal = PelantikanForm.base_fields["tanggal"].clean(self.request.POST.get("tanggal"))
        except ValidationError:
            return timezone.localdate()
        return cast(datetime.date, tanggal)


def _ketikan(kiriman: Mapping[str, str], nomor: int) -> tuple[str, ...]:
    return tuple(kiriman.get(f"b{nomor}-{medan}", "").strip() for medan in MEDAN)


def _tandai(terisi: list[BarisForm], galat: tuple[GalatBaris, ...] | list[GalatBaris]) -> None:
    """The plan counts the rows that are not empty; the page shows them where they stand."""
    for g in galat:
        terisi[g.nomor - 1].tandai(g.medan, g.kalimat)


def _akibat(
    rencana: RencanaPelantikan, terisi: list[BarisForm], nama_pd: Mapping[int, str]
) -> dict[str, Any]:
    """Each row with its number on the page, its PD, and the papers to sign anew; the rest below."""
    per_jabatan: dict[int, list[AkibatPelantikan]] = {}
    for a in akibat_bagi(rencana):
        per_jabatan.setdefault(a.jabatan_id, []).append(a)
    baris = [
        (
            terisi[r.nomor - 1].nomor,
            r,
            nama_pd.get(r.jabatan.perangkat_daerah_id, ""),
            per_jabatan.pop(r.jabatan.pk, []),
        )
        for r in rencana.baris
    ]
    return {
        "baris": baris,
        "kosong": [(j, nama_pd.get(j.perangkat_daerah_id, "")) for j in rencana.kosong],
        "akibat_lain": [a for semua in per_jabatan.values() for a in semua],
    }
