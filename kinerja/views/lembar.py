"""The whole sheet as a plain form: what a page without JavaScript posts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from dasar.izin import TidakBoleh
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.baca_sel import PesanSel, baca_rupiah, baca_sel
from kinerja.models import AlasanKosong, Anggaran, IsiIndikator, IsiSimpul, Realisasi
from kinerja.selectors.kisi_baris import LABEL_TEKS
from kinerja.services.anggaran import KonflikRupiah, simpan_rupiah
from kinerja.services.isian import simpan_isian
from kinerja.services.realisasi import bersihkan
from kinerja.services.sel_isian import NILAI, RUPIAH, HasilSel, KeadaanSel, SelIsian
from kinerja.views.kisi_konteks import PENJELASAN
from kinerja.views.pengisian import PengisianView
from kinerja.views.periode import Periode, baca_bilangan, baca_pd, baca_periode
from kinerja.views.sel import rincian_konflik
from kinerja.views.sel_teks import rincian_konflik_teks, salin_ke
from kinerja.views.sel_uang import rincian_konflik_rupiah
from opd.models import Pengguna, PerangkatDaerah

_KUNCI = re.compile(rf"(nilai|rupiah|{'|'.join(LABEL_TEKS)})-([0-9]{{1,9}})")
_PANJANG_ANGKA = 60


@dataclass
class Kiriman:
    """What of the sheet was changed: cells that could be read, and why others could not."""

    sel: list[SelIsian] = field(default_factory=list)
    dikosongkan: list[SelIsian] = field(default_factory=list)  # money that is to go
    teks: dict[str, str] = field(default_factory=dict)  # key of the cell -> as it was typed
    galat: dict[str, PesanSel] = field(default_factory=dict)


def kunci_sel(s: SelIsian) -> str:
    """The key of a cell as the page names it."""
    return f"{s.medan}-{s.kunci}"


def baca_kiriman(data: QueryDict, isi: dict[int, IsiIndikator]) -> Kiriman:
    """The cells whose text is not the one that was shown, read by the rules of each."""
    kiriman = Kiriman()
    for nama in data:
        cocok = _KUNCI.fullmatch(nama)
        if cocok is None:
            continue
        medan, kunci = cocok[1], int(cocok[2])
        teks, semula = bersihkan(data.get(nama, "")), bersihkan(data.get(f"semula-{nama}", ""))
        alasan = data.get(f"alasan-{kunci}", "")
        alasan_berubah = medan == NILAI and alasan != data.get(f"semula-alasan-{kunci}", alasan)
        if teks == semula and (teks or not alasan_berubah):
            continue
        kiriman.teks[nama] = teks
        versi = baca_bilangan(data.get(f"versi-{nama}")) if medan in (NILAI, RUPIAH) else None
        sel: SelIsian | PesanSel
        if medan == NILAI:
            yakin = "nilai" if data.get(f"yakin-{nama}") else ""
            sel = _baca_nilai(kunci, teks, alasan, versi, yakin, isi)
        elif medan == RUPIAH:
            sel = _baca_uang(kunci, teks, versi)
        else:
            sel = SelIsian(medan, kunci, teks=teks, semula=semula)
        if isinstance(sel, PesanSel):
            kiriman.galat[nama] = sel
        elif medan == RUPIAH and sel.rupiah is None:
            kiriman.dikosongkan.append(sel)
        else:
            kiriman.sel.append(sel)
    return kiriman


def _baca_nilai(
    kunci: int,
    teks: str,
    alasan: str,
    versi: int | None,
    yakin: str,
    isi: dict[int, IsiIndikator],
) -> SelIsian | PesanSel:
    if len(teks) > _PANJANG_ANGKA:
        return PesanSel("Isian terlalu panjang untuk sebuah angka.", teks[:_PANJANG_ANGKA])
    if not teks:
        return SelIsian(
            NILAI,
            kunci,
            alasan_kosong=alasan if alasan in AlasanKosong.values else "",
            versi=versi,
        )
    if kunci not in isi:
        return PesanSel("Indikator ini tidak diampu perangkat daerah Anda.", teks)
    nilai = baca_sel(isi[kunci], teks, yakin=yakin)
    return (
        nilai if isinstance(nilai, PesanSel) else SelIsian(NILAI, kunci, nilai=nilai, versi=versi)
    )


def _baca_uang(kunci: int, teks: str, versi: int | None) -> SelIsian | PesanSel:
    if len(teks) > _PANJANG_ANGKA:
        return PesanSel("Isian terlalu panjang untuk sebuah angka.", teks[:_PANJANG_ANGKA])
    if not teks:
        return SelIsian(RUPIAH, kunci, versi=versi)
    rupiah = baca_rupiah(teks)
    if isinstance(rupiah, PesanSel):
        return rupiah
    return SelIsian(RUPIAH, kunci, rupiah=rupiah, versi=versi)


class LembarSimpanView(PengisianView):
    """Save the sheet: every good cell; bad ones come back on the page with what was typed."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pd, periode = baca_pd(request, self.pengguna), baca_periode(request)
        semua = (
            IsiIndikator.objects.for_user(self.pengguna)
            .diukur(periode.tahun)
            .filter(indikator__pengampu=pd)
        )
        isi = semua.satu_per_indikator()
        kiriman = baca_kiriman(request.POST, isi)
        status = 422
        try:
            tersimpan = self._simpan(pd, periode, kiriman, isi)
        except TidakBoleh as exc:  # nothing was written: every typed text comes back
            if not kiriman.teks:
                raise
            tersimpan, status = 0, 403
            kiriman.galat |= {k: PesanSel(str(exc), t) for k, t in kiriman.teks.items()}
        if kiriman.galat:
            konteks = self.get_context_data(
                galat=kiriman.galat,
                ringkasan=_ringkasan(kiriman.galat, isi, self.pengguna),
                tersimpan=tersimpan,
            )
            return self.render_to_response(konteks, status=status)
        if satu := baca_bilangan(request.POST.get("salin")):
            salin_ke(request, self.pengguna, pd.pk, periode, [satu])
        else:
            kata = f"{tersimpan} sel tersimpan." if tersimpan else "Tidak ada sel yang berubah."
            messages.success(request, kata)
        return HttpResponseRedirect(self._tujuan(request, pd, periode))

    def _simpan(
        self, pd: PerangkatDaerah, periode: Periode, kiriman: Kiriman, isi: dict[int, IsiIndikator]
    ) -> int:
        hasil = simpan_isian(
            perangkat_daerah_id=pd.pk,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            sel=kiriman.sel,
            oleh=self.pengguna,
            utuh=False,
        )
        for satu in hasil.gagal:
            nama = kunci_sel(satu.sel)
            kiriman.galat[nama] = _pesan(satu, kiriman.teks[nama], isi)
        return len(hasil.perubahan) + sum(
            self._kosongkan(s, periode, kiriman) for s in kiriman.dikosongkan
        )

    def _kosongkan(self, s: SelIsian, periode: Periode, kiriman: Kiriman) -> bool:
        """Clear one amount; whether it worked."""
        try:
            simpan_rupiah(
                simpul_id=s.kunci,
                tahun=periode.tahun,
                triwulan=periode.triwulan,
                rupiah=None,
                versi=s.versi,
                oleh=self.pengguna,
            )
        except KonflikRupiah as exc:
            kiriman.galat[kunci_sel(s)] = PesanSel(
                str(exc), "", konflik=rincian_konflik_rupiah(exc.tersimpan, milik="")
            )
        except TidakBoleh as exc:
            kiriman.galat[kunci_sel(s)] = PesanSel(str(exc), "")
        else:
            return True
        return False

    def _tujuan(self, request: HttpRequest, pd: PerangkatDaerah, periode: Periode) -> str:
        kueri: dict[str, Any] = {"pd": pd.pk, "tahun": periode.tahun, "triwulan": periode.triwulan}
        if request.POST.get("tampilan") == PENJELASAN:
            kueri["tampilan"] = PENJELASAN
        if baris := baca_bilangan(request.POST.get("baris")):
            kueri["baris"] = baris
        kueri |= {k: v for k in ("saring", "cari", "jenis") if (v := request.POST.get(k))}
        jangkar = f"#baris-{satu}" if (satu := baca_bilangan(request.POST.get("salin"))) else ""
        return f"{reverse('kinerja:pengisian')}?{urlencode(kueri)}{jangkar}"


def _pesan(hasil: HasilSel, teks: str, isi: dict[int, IsiIndikator]) -> PesanSel:
    """Why one cell was refused; of a conflict both sides."""
    lama, konflik = hasil.tersimpan, None
    if hasil.keadaan == KeadaanSel.KONFLIK and isinstance(lama, Realisasi):
        if hasil.sel.medan == NILAI:
            konflik = rincian_konflik(lama, isi[hasil.sel.kunci], milik=teks or "dikosongkan")
        else:
            kini = str(getattr(lama, hasil.sel.medan))
            konflik = rincian_konflik_teks(lama, kini, milik=teks)
    elif hasil.keadaan == KeadaanSel.KONFLIK and (lama is None or isinstance(lama, Anggaran)):
        konflik = rincian_konflik_rupiah(lama, milik=teks)
    return PesanSel(hasil.alasan, teks, konflik=konflik)


def _ringkasan(
    galat: dict[str, PesanSel], isi: dict[int, IsiIndikator], pengguna: Pengguna
) -> Iterable[tuple[str, str]]:
    """(address of the cell, sentence) of each cell that was not saved, with the typed text."""
    simpul = {int(k.rpartition("-")[2]) for k in galat if k.startswith("rupiah-")}
    nama_simpul = dict(
        IsiSimpul.objects.for_user(pengguna)
        .filter(simpul__in=simpul)
        .order_by("pk")
        .values_list("simpul", "nama")
    )
    hasil = []
    for kunci, pesan in galat.items():
        medan, _, pk = kunci.rpartition("-")
        if medan == RUPIAH:
            nama = f"Anggaran {nama_simpul.get(int(pk), '')}"
        elif int(pk) in isi:
            nama = isi[int(pk)].nama
        else:
            nama = "Baris lain"
        label = f", {LABEL_TEKS[medan].lower()}" if medan in LABEL_TEKS else ""
        diketik = f" Isian Anda: {pesan.teks}" if pesan.teks else ""
        hasil.append((kunci, f"{huruf_kalimat(nama)}{label}: {pesan.kalimat}{diketik}"))
    return hasil
