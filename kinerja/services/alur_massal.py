"""Deciding on many rows at once: each is judged like one alone, and a flagged one stays behind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from dasar.izin import Izin
from dasar.services.notifikasi import beri_tahu
from dasar.tanggal import romawi
from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    IsiIndikator,
    JendelaPeriode,
    JenisKomentar,
    Realisasi,
    StatusRealisasi,
)
from kinerja.permissions import boleh_kembalikan, boleh_setujui, boleh_verifikasi
from kinerja.selectors.antrean import baris_menunggu, jendela_banyak
from kinerja.selectors.kejanggalan import janggal_per_indikator
from kinerja.services.alur import (
    HasilAlur,
    NilaiBerubah,
    alamat_antrean,
    alamat_baris,
    catat_komentar,
    kabari_peran,
    pindah_massal,
    tanda_antrean,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah

Boleh = Callable[[Pengguna, Realisasi, JendelaPeriode], Izin]


@dataclass(frozen=True)
class PilahanAntrean:
    """A whole queue as one decision would take it: rows that go, and why others stay."""

    ditandai: Collection[int] = ()  # flagged rows that may be decided on, ticked or not
    ikut: list[Realisasi] = field(default_factory=list)
    janggal: list[Realisasi] = field(default_factory=list)
    tidak_boleh: list[tuple[Realisasi, str]] = field(default_factory=list)

    @property
    def semua(self) -> list[Realisasi]:
        return [*self.ikut, *self.janggal, *(r for r, _ in self.tidak_boleh)]

    @property
    def tanda(self) -> str:
        """Binds a decision to these rows, values and flags."""
        return tanda_antrean(self.semua, self.ditandai)


def pilah_antrean(
    *,
    oleh: Pengguna,
    status: StatusRealisasi,
    tahun: int,
    triwulan: int,
    pd_ids: Collection[int] | None = None,
    ikut: Collection[int] = (),
    kunci: bool = False,
    ditandai: Collection[int] | None = None,
) -> PilahanAntrean:
    """Sort the waiting rows of these PD (None: of all that `oleh` sees).

    `ikut` are ids of flagged rows that go along all the same; `kunci` locks the rows. `ditandai`
    are the ids of rows whose flags the caller has just looked up, else they are looked up here. A
    constant number of queries.
    """
    baris = baris_menunggu(oleh, status, tahun, triwulan, pd_ids)
    if kunci:
        baris = baris.select_for_update(of=("self",))
    boleh: Boleh = boleh_setujui if status == StatusRealisasi.DIAJUKAN else boleh_verifikasi
    semua = list(baris)
    jendela = jendela_banyak({r.indikator.pengampu_id for r in semua}, tahun, triwulan)
    tidak_boleh, layak = [], []
    for r in semua:
        izin = boleh(oleh, r, jendela[r.indikator.pengampu_id])
        if izin:
            layak.append(r)
        else:
            tidak_boleh.append((r, izin.alasan))
    if ditandai is None:
        ids = [r.indikator_id for r in layak]
        isi = IsiIndikator.objects.diukur(tahun).filter(indikator__in=ids).satu_per_indikator()
        janggal = janggal_per_indikator(isi.values(), tahun, triwulan)
        ditandai = {r.pk for r in layak if r.indikator_id in janggal}
    pilahan = PilahanAntrean(
        ditandai={r.pk for r in layak if r.pk in ditandai}, tidak_boleh=tidak_boleh
    )
    for r in layak:
        tinggal = r.pk in ditandai and r.pk not in ikut
        (pilahan.janggal if tinggal else pilahan.ikut).append(r)
    return pilahan


@transaction.atomic
def setujui_triwulan(
    *,
    perangkat_daerah_id: int,
    tahun: int,
    triwulan: int,
    oleh: Pengguna,
    tanda: str | None = None,
    ikut: Collection[int] = (),
) -> HasilAlur:
    """Kepala PD approves the submitted rows of the quarter that carry no flag, and those in `ikut`.

    Raises PerangkatDaerah.DoesNotExist, NilaiBerubah (not what was shown), or TidakBoleh when
    nothing of what waits may be approved now.
    """
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=perangkat_daerah_id)
    pilahan = _pilahan_terkunci(
        oleh, StatusRealisasi.DIAJUKAN, tahun, triwulan, [pd.pk], tanda, ikut
    )
    if not oleh.punya_peran(JenisPeran.KEPALA_PD, pd_id=pd.pk):
        Izin.tidak("Hanya kepala perangkat daerah yang menyetujui triwulan ini.").wajib()
    _ada_yang_ikut(pilahan, "persetujuan", "disetujui").wajib()
    kini = timezone.now()
    jumlah = pindah_massal(
        "realisasi.disetujui_pd",
        pilahan.ikut,
        StatusRealisasi.DISETUJUI_PD,
        oleh,
        disetujui_oleh=oleh,
        disetujui_pada=kini,
    )
    kabari_peran(
        JenisPeran.ORGANISASI,
        pd,
        judul=f"{pd.nama_pada()} menyetujui realisasi Triwulan {romawi(triwulan)} {tahun}",
        teks=f"{jumlah} baris menunggu verifikasi.",
        tautan=alamat_antrean(JenisPeran.ORGANISASI, pd, tahun, triwulan),
        kunci=f"disetujui-{pd.pk}-{tahun}-{triwulan}-{kini.timestamp()}",
    )
    return HasilAlur(jumlah)


@transaction.atomic
def verifikasi_sekaligus(
    *,
    tahun: int,
    triwulan: int,
    oleh: Pengguna,
    tanda: str | None = None,
    pd_ids: Collection[int] | None = None,
    ikut: Collection[int] = (),
) -> HasilAlur:
    """Bagian Organisasi verifies what waits of these PD (None: of all) without a flag, and `ikut`.

    Raises NilaiBerubah (not what was shown), or TidakBoleh when nothing of it may be verified now.
    """
    pilahan = _pilahan_terkunci(
        oleh, StatusRealisasi.DISETUJUI_PD, tahun, triwulan, pd_ids, tanda, ikut
    )
    if not oleh.punya_peran(JenisPeran.ORGANISASI):
        Izin.tidak("Verifikasi dilakukan oleh Bagian Organisasi.").wajib()
    _ada_yang_ikut(pilahan, "verifikasi", "diverifikasi").wajib()
    return HasilAlur(
        pindah_massal(
            "realisasi.diverifikasi",
            pilahan.ikut,
            StatusRealisasi.DIVERIFIKASI,
            oleh,
            diverifikasi_oleh=oleh,
            diverifikasi_pada=timezone.now(),
        )
    )


@transaction.atomic
def kembalikan_banyak(*, baris: Mapping[int, int], teks: str, oleh: Pengguna) -> HasilAlur:
    """Send several rows back with one note: all of them or none; each submitter is told once.

    `baris` maps the id of a row to the version that was shown.

    Raises Realisasi.DoesNotExist (one is not visible), TidakBoleh (the first that may not go
    back), NilaiBerubah, and ValidationError (no rows, or no note).
    """
    terlihat = Realisasi.objects.for_user(oleh).filter(pk__in=baris)
    semua = list(
        Realisasi.objects.select_for_update(of=("self",))
        .filter(pk__in=terlihat)
        .select_related("indikator", "diajukan_oleh", "diisi_oleh")
        .order_by("pk")
    )
    if not baris or len(semua) != len(baris):
        raise Realisasi.DoesNotExist
    for (tahun, triwulan), milik in _per_periode(semua).items():
        jendela = jendela_banyak({r.indikator.pengampu_id for r in milik}, tahun, triwulan)
        for r in milik:
            boleh_kembalikan(oleh, r, jendela[r.indikator.pengampu_id]).wajib()
    # Ticked while it waited, verified since: a colleague's acceptance is not undone unseen.
    if any(baris[r.pk] != r.versi or r.status == StatusRealisasi.DIVERIFIKASI for r in semua):
        raise NilaiBerubah
    for r in semua:
        komentar = catat_komentar(r, oleh, teks, JenisKomentar.PENGEMBALIAN)
    jumlah = pindah_massal(
        "realisasi.dikembalikan",
        semua,
        StatusRealisasi.DIKEMBALIKAN,
        oleh,
        {"komentar": komentar.teks},
        dikembalikan_oleh=oleh,
        dikembalikan_pada=timezone.now(),
    )
    _kabari_pengaju(semua, komentar.teks, kunci=f"dikembalikan-{komentar.pk}")
    return HasilAlur(jumlah)


def _pilahan_terkunci(
    oleh: Pengguna,
    status: StatusRealisasi,
    tahun: int,
    triwulan: int,
    pd_ids: Collection[int] | None,
    tanda: str | None,
    ikut: Collection[int],
) -> PilahanAntrean:
    pilahan = pilah_antrean(
        oleh=oleh,
        status=status,
        tahun=tahun,
        triwulan=triwulan,
        pd_ids=pd_ids,
        ikut=ikut,
        kunci=True,
    )
    if tanda is not None and pilahan.semua and tanda != pilahan.tanda:
        raise NilaiBerubah
    return pilahan


def _ada_yang_ikut(pilahan: PilahanAntrean, urusan: str, kata: str) -> Izin:
    if pilahan.ikut:
        return Izin.ya()
    if pilahan.janggal:
        return Izin.tidak(
            f"{len(pilahan.janggal)} baris yang menunggu semuanya ditandai janggal. "
            "Putuskan satu per satu, atau centang baris yang ikut."
        )
    if pilahan.tidak_boleh:
        return Izin.tidak(pilahan.tidak_boleh[0][1])
    return Izin.tidak(f"Tidak ada baris yang menunggu {urusan}. Mungkin sudah {kata}.")


def _per_periode(baris: Iterable[Realisasi]) -> dict[tuple[int, int], list[Realisasi]]:
    kelompok: dict[tuple[int, int], list[Realisasi]] = {}
    for r in baris:
        kelompok.setdefault((r.tahun, r.triwulan), []).append(r)
    return kelompok


def _kabari_pengaju(baris: Sequence[Realisasi], teks: str, *, kunci: str) -> None:
    """One message to each submitter, naming what came back."""
    milik: dict[Pengguna, list[Realisasi]] = {}
    for r in baris:
        if (penerima := r.diajukan_oleh or r.diisi_oleh) is not None:
            milik.setdefault(penerima, []).append(r)
    for penerima, semua in milik.items():
        pertama = semua[0]
        isi = (
            IsiIndikator.objects.diukur(pertama.tahun)
            .filter(indikator=pertama.indikator_id)
            .satu_per_indikator()
            .get(pertama.indikator_id)
        )
        nama = huruf_kalimat(isi.nama) if isi else "satu baris realisasi"
        lain = f" dan {len(semua) - 1} baris lain" if len(semua) > 1 else ""
        beri_tahu(
            penerima,
            Truncator(f"Dikembalikan: {nama}").chars(200 - len(lain)) + lain,
            teks=teks,
            tautan=(
                alamat_baris(pertama)
                if not lain
                else f"{alamat_baris(pertama)}&saring=dikembalikan"
            ),
            kunci=kunci,
        )
