"""The filled-in template: upload, comparison with what is stored, applying it, taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from dasar.angka import format_rupiah
from dasar.galat import GalatPengguna
from dasar.models import Berkas, JenisBerkas
from dasar.services.audit import catat_audit
from dasar.services.berkas import buang_berkas_yatim, periksa_berkas, simpan_diperiksa
from dasar.tanggal import format_waktu_relatif, romawi
from kinerja.formulas.banding_templat import HasilBanding, SelBerkas, bandingkan
from kinerja.formulas.bentuk_templat import (
    HURUF_INDIKATOR,
    HURUF_SIMPUL,
    NAMA_KOLOM,
    KepalaTemplat,
)
from kinerja.formulas.templat_isian import TemplatTerbaca, baca_templat
from kinerja.models import JendelaPeriode, StatusUnggahan, UnggahanIsian
from kinerja.permissions import (
    boleh_ubah_unggahan,
    boleh_unggah_isian,
    boleh_urungkan_unggahan,
)
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.templat_isian import kata_alasan
from kinerja.selectors.unggahan import (
    BarisUnggahan,
    TersimpanKini,
    nama_kunci,
    teks_nilai,
    tersimpan_kini,
)
from kinerja.services.isian import simpan_isian
from kinerja.services.sel_isian import (
    HasilIsian,
    HasilSel,
    IsianDitolak,
    KeadaanSel,
    PerubahanSel,
    SelIsian,
)
from kinerja.services.urung_isian import urungkan_isian
from opd.models import Pengguna, PerangkatDaerah

BATAS_UKURAN = 5 * 1024 * 1024  # bytes; a template of a large PD is a tenth of a megabyte
SEL_DISEBUT = 5
_URUTAN = {"galat": 0, "berubah": 1, "baru": 2, "sama": 3}
_GALAT_TERAPAN = (
    "Berkas ini belum dapat diterapkan: {n} galat. Perbaiki di Excel, lalu unggah lagi. "
    "Tidak ada yang disimpan."
)


@dataclass(frozen=True)
class BandingUnggahan:
    """A file beside what is stored now; `sel` are the cells it would write."""

    baris: tuple[BarisUnggahan, ...]
    hilang: int
    sel: tuple[SelIsian, ...]

    @property
    def jumlah(self) -> dict[str, int]:
        """Cells by state."""
        return {k: sum(b.keadaan == k for b in self.baris) for k in _URUTAN}

    @property
    def dapat_diterapkan(self) -> bool:
        j = self.jumlah
        return not j["galat"] and bool(j["berubah"] + j["baru"])


# --- upload -----------------------------------------------------------------------------------


def unggah_isian(
    *,
    perangkat_daerah_id: int,
    tahun: int,
    triwulan: int,
    isi: File | bytes,
    nama_asli: str,
    oleh: Pengguna,
) -> UnggahanIsian:
    """Keep a filled-in template as a preview; earlier previews of the same person are put aside.

    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh, and GalatPengguna when the file
    is no template or one of another PD or quarter; a refused file does not stay.
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah_id)
    boleh_unggah_isian(oleh, pd.pk, jendela_periode(pd.pk, tahun, triwulan)).wajib()
    diperiksa = periksa_berkas(isi=isi, nama_asli=nama_asli, jenis_boleh=(JenisBerkas.XLSX,))
    if len(diperiksa.data) > BATAS_UKURAN:
        raise GalatPengguna("Berkas lebih besar dari 5 MB. Templat isian tidak sebesar itu.")
    _cocok(baca_templat(diperiksa.data).kepala, pd, tahun, triwulan)
    berkas: Berkas | None = None
    try:
        with transaction.atomic():
            berkas = simpan_diperiksa(diperiksa, oleh=oleh)
            return _daftarkan(pd, tahun, triwulan, berkas, oleh)
    except BaseException:
        if berkas is not None:
            buang_berkas_yatim(berkas)
        raise


def _cocok(kepala: KepalaTemplat, pd: PerangkatDaerah, tahun: int, triwulan: int) -> None:
    """Refuse the template of another PD or quarter."""
    if (kepala.pd, kepala.tahun, kepala.triwulan) == (pd.kode, tahun, triwulan):
        return
    tw = romawi(kepala.triwulan) if kepala.triwulan in (1, 2, 3, 4) else kepala.triwulan
    raise GalatPengguna(
        f"Templat ini untuk {kepala.nama_pd[:200]}, Triwulan {tw} {kepala.tahun}, bukan "
        f"{pd.nama_pada()}, Triwulan {romawi(triwulan)} {tahun}."
    )


def _daftarkan(
    pd: PerangkatDaerah, tahun: int, triwulan: int, berkas: Berkas, oleh: Pengguna
) -> UnggahanIsian:
    lama = UnggahanIsian.objects.filter(
        perangkat_daerah=pd,
        tahun=tahun,
        triwulan=triwulan,
        status=StatusUnggahan.PRATINJAU,
        diunggah_oleh=oleh,
    )
    for satu in lama.select_for_update(of=("self",)).order_by("pk"):
        _ganti_status(satu, StatusUnggahan.DIBATALKAN, oleh)
    unggahan = UnggahanIsian(
        perangkat_daerah=pd, tahun=tahun, triwulan=triwulan, berkas=berkas, diunggah_oleh=oleh
    )
    unggahan.full_clean()
    unggahan.save()
    catat_audit(
        "unggahan_isian.diunggah",
        unggahan,
        oleh=oleh,
        sesudah={
            "perangkat_daerah": pd.pk,
            "tahun": tahun,
            "triwulan": triwulan,
            "berkas": berkas.nama_asli,
            "sha256": berkas.sha256,
        },
    )
    return unggahan


def _ganti_status(
    unggahan: UnggahanIsian, status: StatusUnggahan, oleh: Pengguna, **medan: Any
) -> None:
    sebelum = unggahan.status
    unggahan.status = status
    for nama, isi in medan.items():
        setattr(unggahan, nama, isi)
    unggahan.full_clean()
    unggahan.save()
    catat_audit(
        f"unggahan_isian.{status.value}",
        unggahan,
        oleh=oleh,
        sebelum={"status": sebelum},
        sesudah={"status": status.value, "ringkasan": unggahan.ringkasan},
    )


# --- comparison -------------------------------------------------------------------------------


def banding_unggahan(*, unggahan: UnggahanIsian, oleh: Pengguna) -> BandingUnggahan:
    """What applying would do now; nothing is written.

    Raises GalatPengguna when the file is gone or damaged, TidakBoleh when `oleh` may not write in
    this quarter.
    """
    hasil, kini = _bandingkan(unggahan)
    ubah = [s for s in hasil.sel if s.keadaan == "ubah"]
    sel = tuple(_sel_isian(s) for s in ubah)
    dinilai = simpan_isian(
        perangkat_daerah_id=unggahan.perangkat_daerah_id,
        tahun=unggahan.tahun,
        triwulan=unggahan.triwulan,
        sel=sel,
        oleh=oleh,
        utuh=True,
        terapkan=False,
    )
    putusan = dict(zip([id(s) for s in ubah], dinilai.sel, strict=True))
    baris = [_tampil(s, putusan.get(id(s)), kini) for s in hasil.sel]
    baris.sort(key=lambda b: (_URUTAN[b.keadaan], b.baris))
    return BandingUnggahan(tuple(baris), hasil.hilang, sel)


def _bandingkan(unggahan: UnggahanIsian) -> tuple[HasilBanding, TersimpanKini]:
    templat = _baca(unggahan.berkas)
    kunci = {
        huruf: {int(k[1:]) for k in templat.meta if k[0] == huruf and k[1:].isdecimal()}
        for huruf in (HURUF_INDIKATOR, HURUF_SIMPUL)
    }
    kini = tersimpan_kini(
        unggahan.perangkat_daerah_id,
        unggahan.tahun,
        unggahan.triwulan,
        indikator=kunci[HURUF_INDIKATOR],
        simpul=kunci[HURUF_SIMPUL],
    )
    return bandingkan(templat, kini.isi, kata_alasan()), kini


def _baca(berkas: Berkas) -> TemplatTerbaca:
    try:
        with berkas.isi.open("rb") as isi:
            data = isi.read()
    except OSError:
        raise GalatPengguna(
            f"Berkas “{berkas.nama_asli}” tidak ada lagi di penyimpanan. Unggah ulang."
        ) from None
    return baca_templat(data)


def _sel_isian(s: SelBerkas) -> SelIsian:
    return SelIsian(
        medan=s.medan,
        kunci=s.kunci,
        nilai=s.nilai,
        alasan_kosong=s.alasan,
        teks=s.isi,
        rupiah=s.rupiah,
        versi=s.versi,
        semula=s.semula,
    )


def _tampil(s: SelBerkas, putusan: HasilSel | None, kini: TersimpanKini) -> BarisUnggahan:
    """One line of the comparison."""
    tersimpan = kini.teks(s.medan, s.kunci)
    di_berkas, keadaan, kalimat = s.teks, s.keadaan, s.kalimat
    if s.nilai is not None:
        di_berkas = teks_nilai(s.nilai, "", kini.isi.get(s.kunci))
    elif s.rupiah is not None:
        di_berkas = format_rupiah(s.rupiah)
    elif s.keadaan == "sama" and kini.mentah(s.medan, s.kunci) != s.semula:
        kalimat = "Tidak diubah di berkas. Yang tersimpan lebih baru dan tetap dipakai."
    elif s.keadaan == "sama":
        di_berkas = tersimpan
    if putusan is not None:
        match putusan.keadaan:
            case KeadaanSel.KONFLIK:
                keadaan, kalimat = "galat", _kalimat_konflik(s, tersimpan, di_berkas, kini)
            case KeadaanSel.DITOLAK:
                keadaan, kalimat = "galat", putusan.alasan
            case _:
                keadaan = putusan.keadaan.value
    if keadaan == "sama" and putusan is not None:
        kalimat = ""
    return BarisUnggahan(
        s.baris, s.kolom, s.nama, NAMA_KOLOM[s.medan], tersimpan, di_berkas, keadaan, kalimat
    )


def _kalimat_konflik(s: SelBerkas, tersimpan: str, di_berkas: str, kini: TersimpanKini) -> str:
    siapa, pada = kini.siapa(s.medan, s.kunci)
    waktu = f" {format_waktu_relatif(pada, timezone.now())}" if pada else ""
    return (
        f"Sesudah templat diunduh, {siapa or 'orang lain'} mengubah sel ini{waktu} menjadi "
        f"“{tersimpan[:80] or 'kosong'}”. Di berkas “{di_berkas[:80] or 'kosong'}”. "
        "Samakan di Excel, atau unduh templat baru."
    )


# --- apply, undo, put aside -------------------------------------------------------------------


@transaction.atomic
def terapkan_unggahan(*, unggahan_id: int, oleh: Pengguna) -> UnggahanIsian:
    """Write everything the file changes, or nothing.

    Raises UnggahanIsian.DoesNotExist (not visible), TidakBoleh, GalatPengguna (damaged file, an
    error in a cell, a conflict, nothing to change).
    """
    unggahan, jendela = _terkunci(unggahan_id, oleh)
    boleh_ubah_unggahan(oleh, unggahan, jendela).wajib()
    banding = banding_unggahan(unggahan=unggahan, oleh=oleh)
    if n := banding.jumlah["galat"]:
        raise GalatPengguna(_GALAT_TERAPAN.format(n=n))
    if not banding.dapat_diterapkan:
        raise GalatPengguna("Isi berkas ini sama dengan yang tersimpan. Tidak ada yang diubah.")
    try:
        hasil = simpan_isian(
            perangkat_daerah_id=unggahan.perangkat_daerah_id,
            tahun=unggahan.tahun,
            triwulan=unggahan.triwulan,
            sel=banding.sel,
            oleh=oleh,
            utuh=True,
            sumber=f"Templat Excel: {unggahan.berkas.nama_asli}"[:300],
        )
    except IsianDitolak as galat:  # somebody was quicker since the comparison above
        raise GalatPengguna(_GALAT_TERAPAN.format(n=len(galat.hasil.gagal))) from None
    _ganti_status(
        unggahan,
        StatusUnggahan.DITERAPKAN,
        oleh,
        perubahan=hasil.perubahan_json(),
        ringkasan=banding.jumlah,
        diterapkan_pada=timezone.now(),
    )
    return unggahan


@transaction.atomic
def urungkan_unggahan(*, unggahan_id: int, oleh: Pengguna) -> UnggahanIsian:
    """Put everything back as it was before the upload was applied, or nothing.

    Raises UnggahanIsian.DoesNotExist (not visible), TidakBoleh, GalatPengguna naming the cells that
    were submitted or changed since.
    """
    unggahan, jendela = _terkunci(unggahan_id, oleh)
    boleh_urungkan_unggahan(oleh, unggahan, jendela).wajib()
    try:
        urungkan_isian(
            perangkat_daerah_id=unggahan.perangkat_daerah_id,
            tahun=unggahan.tahun,
            perubahan=[PerubahanSel(**p) for p in unggahan.perubahan],
            oleh=oleh,
        )
    except IsianDitolak as galat:
        raise GalatPengguna(_sebab_urung(unggahan, galat.hasil)) from None
    _ganti_status(
        unggahan,
        StatusUnggahan.DIURUNGKAN,
        oleh,
        diurungkan_oleh=oleh,
        diurungkan_pada=timezone.now(),
    )
    return unggahan


def _sebab_urung(unggahan: UnggahanIsian, hasil: HasilIsian) -> str:
    """Which cells stand in the way, each with its reason."""
    gagal = hasil.gagal
    nama: Mapping[tuple[bool, int], str] = nama_kunci(
        unggahan.tahun, ((h.sel.medan, h.sel.kunci) for h in gagal)
    )
    sebut = [
        f"{NAMA_KOLOM[h.sel.medan]} “{nama.get((h.sel.medan == 'rupiah', h.sel.kunci), '')[:80]}”: "
        f"{h.alasan}"
        for h in gagal[:SEL_DISEBUT]
    ]
    lain = len(gagal) - len(sebut)
    akhir = f" Dan {lain} sel lain." if lain else ""
    return f"Unggahan ini tidak dapat diurungkan. {' '.join(sebut)}{akhir}"


@transaction.atomic
def batalkan_unggahan(*, unggahan_id: int, oleh: Pengguna) -> UnggahanIsian:
    """Put a preview aside. Raises UnggahanIsian.DoesNotExist (not visible), TidakBoleh."""
    unggahan, jendela = _terkunci(unggahan_id, oleh)
    boleh_ubah_unggahan(oleh, unggahan, jendela).wajib()
    _ganti_status(unggahan, StatusUnggahan.DIBATALKAN, oleh)
    return unggahan


def _terkunci(unggahan_id: int, oleh: Pengguna) -> tuple[UnggahanIsian, JendelaPeriode]:
    terlihat = UnggahanIsian.objects.for_user(oleh).filter(pk=unggahan_id)
    unggahan = (
        UnggahanIsian.objects.select_for_update(of=("self",))
        .select_related("berkas")
        .get(pk__in=terlihat)
    )
    jendela = jendela_periode(unggahan.perangkat_daerah_id, unggahan.tahun, unggahan.triwulan)
    return unggahan, jendela
