"""A merge or split as the plans see it: which documents, and which PD takes which node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from dasar.tulisan import huruf_kalimat
from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JenisSimpul,
    StatusDokumen,
)
from kinerja.models.simpul import TINGKAT_SIMPUL
from kinerja.selectors.rencana_beku import beku_berbeda
from opd.models import JenisPerubahan
from opd.pendaftar import ButirBagi, RencanaPindah

TINGKAT_PROGRAM = TINGKAT_SIMPUL[JenisSimpul.PROGRAM]
# (jenis, first year, last year): documents that become one version
KunciDokumen = tuple[str, int, int]


def pd_sumber(rencana: RencanaPindah) -> tuple[int, ...]:
    """The PD that give something away; one that goes on after a merge only receives."""
    if rencana.jenis == JenisPerubahan.PENGGABUNGAN:
        return rencana.berakhir
    return rencana.asal


def kunci_dokumen(dokumen: DokumenPerencanaan, tahun: int) -> KunciDokumen:
    """What a version made by a change in `tahun` covers: years before it stay as they are."""
    return dokumen.jenis, max(dokumen.tahun_dari, tahun), dokumen.tahun_sampai


@dataclass
class RencanaDokumen:
    """The documents that a change touches, their nodes, and the receiver of every node.

    `asal` are documents of giving PD, the running Renja ahead; `dasar` those of receivers that hold
    the same years. `halangan` are sentences about what must be settled first.
    """

    asal: list[DokumenPerencanaan] = field(default_factory=list)
    dasar: list[DokumenPerencanaan] = field(default_factory=list)
    isi: dict[int, list[IsiSimpul]] = field(default_factory=dict)
    pemilik: dict[int, int] = field(default_factory=dict)
    butir: list[ButirBagi] = field(default_factory=list)
    halangan: list[str] = field(default_factory=list)
    pindah: set[int] = field(default_factory=set)  # nodes whose receiver is another PD


def susun_rencana_dokumen(rencana: RencanaPindah) -> RencanaDokumen:
    """Read the documents of the change and divide their nodes (three queries)."""
    hasil = RencanaDokumen()
    tahun = rencana.tanggal.year
    semua = list(
        DokumenPerencanaan.objects.filter(
            perangkat_daerah__in={*rencana.asal, *rencana.tujuan},
            status__in=[StatusDokumen.DRAF, StatusDokumen.BERLAKU],
            tahun_sampai__gte=tahun,
        )
        .select_related("perangkat_daerah")
        .order_by("tahun_dari", "perubahan_ke", "pk")
    )
    sumber = pd_sumber(rencana)
    terpilih = _satu_per_kunci(semua, tahun)
    kunci_asal = {kunci_dokumen(d, tahun) for d in terpilih if d.perangkat_daerah_id in sumber}
    dipakai = [d for d in terpilih if kunci_dokumen(d, tahun) in kunci_asal]
    hasil.halangan = [*_halangan(semua, dipakai, kunci_asal, tahun), *beku_berbeda(rencana)]
    hasil.asal = sorted(
        (d for d in dipakai if d.perangkat_daerah_id in sumber),
        key=lambda d: (d.jenis not in JENIS_TAHUNAN, d.tahun_dari, d.pk),
    )
    hasil.dasar = [d for d in dipakai if d.perangkat_daerah_id not in sumber]
    for s in (
        IsiSimpul.objects.filter(dokumen__in=[*hasil.asal, *hasil.dasar])
        .annotate(jumlah_indikator=Count("isi_indikator"))
        .order_by("dokumen", "jalur")
    ):
        hasil.isi.setdefault(s.dokumen_id, []).append(s)
    for dokumen in hasil.asal:
        _Pembagi(rencana, hasil, dokumen).bagi()
    return hasil


def _satu_per_kunci(semua: Sequence[DokumenPerencanaan], tahun: int) -> list[DokumenPerencanaan]:
    """Of documents of one PD and the same years the one that counts: in force before a draft, then
    the one that begins last."""
    hasil: dict[tuple[int, KunciDokumen], DokumenPerencanaan] = {}
    for d in sorted(semua, key=lambda d: (d.status == StatusDokumen.BERLAKU, d.tahun_dari, d.pk)):
        hasil[d.perangkat_daerah_id, kunci_dokumen(d, tahun)] = d
    return list(hasil.values())


def _halangan(
    semua: Sequence[DokumenPerencanaan],
    dipakai: Sequence[DokumenPerencanaan],
    kunci_asal: set[KunciDokumen],
    tahun: int,
) -> list[str]:
    """A draft beside a version in force would later throw away what moved."""
    berlaku = {kunci_dokumen(d, tahun) for d in dipakai if d.status == StatusDokumen.BERLAKU}
    kalimat = [
        f"{d} {d.perangkat_daerah} masih draf. Berlakukan atau hapus dulu drafnya."
        for d in semua
        if d.status == StatusDokumen.DRAF and kunci_dokumen(d, tahun) in berlaku & kunci_asal
    ]
    return kalimat + [
        f"{d} {d.perangkat_daerah} dimulai sebelum {tahun}. Rencana tahunan harus satu dokumen "
        "per tahun sebelum organisasinya berubah."
        for d in dipakai
        if d.jenis in JENIS_TAHUNAN and d.tahun_dari < tahun
    ]


class _Pembagi:
    """Gives every node of one document to a PD; what an earlier document decided stays decided.

    A program with all below it is one thing to divide, and so is a sasaran (or anything above
    programs) that has indicators of its own. Other nodes above follow what is below them.
    """

    def __init__(
        self, rencana: RencanaPindah, hasil: RencanaDokumen, dokumen: DokumenPerencanaan
    ) -> None:
        self.rencana, self.hasil, self.dokumen = rencana, hasil, dokumen
        self.nodes = hasil.isi.get(dokumen.pk, [])
        self.anak: dict[int | None, list[IsiSimpul]] = {}
        for s in self.nodes:
            self.anak.setdefault(s.induk_id, []).append(s)

    def bagi(self) -> None:
        for akar in self.anak.get(None, []):
            self._telusuri(akar, None)
        pd = self.dokumen.perangkat_daerah_id
        self.hasil.pindah |= {
            s.simpul_id for s in self.nodes if self.hasil.pemilik[s.simpul_id] != pd
        }

    def _telusuri(self, s: IsiSimpul, milik: int | None) -> list[int]:
        """Decide a branch; returns the receivers found in it, in reading order."""
        pemilik = self.hasil.pemilik
        if milik is None and TINGKAT_SIMPUL[JenisSimpul(s.jenis)] >= TINGKAT_PROGRAM:
            milik = self._putuskan(s)
        if milik is not None:
            milik = pemilik.setdefault(s.simpul_id, milik)
            bawah = [pd for a in self.anak.get(s.pk, []) for pd in self._telusuri(a, milik)]
            return [milik, *bawah]
        if s.jumlah_indikator or s.pk not in self.anak:  # type: ignore[attr-defined]
            self._putuskan(s)
        bawah = [pd for a in self.anak.get(s.pk, []) for pd in self._telusuri(a, None)]
        if s.simpul_id not in pemilik:
            asal = self.dokumen.perangkat_daerah_id
            pemilik[s.simpul_id] = asal if asal in bawah else bawah[0]
        return [pemilik[s.simpul_id], *bawah]

    def _putuskan(self, s: IsiSimpul) -> int:
        if s.simpul_id in self.hasil.pemilik:
            return self.hasil.pemilik[s.simpul_id]
        if self.rencana.jenis == JenisPerubahan.PENGGABUNGAN:
            pd = self.rencana.tujuan[0]
        else:
            butir = self._butir(s)
            self.hasil.butir.append(butir)
            pd = self.rencana.penerima(butir.kunci)
        self.hasil.pemilik[s.simpul_id] = pd
        return pd

    def _butir(self, s: IsiSimpul) -> ButirBagi:
        if TINGKAT_SIMPUL[JenisSimpul(s.jenis)] < TINGKAT_PROGRAM:
            isi = f"{s.jumlah_indikator} indikator"  # type: ignore[attr-defined]
        else:
            cabang = [n for n in self.nodes if f"{n.jalur}.".startswith(f"{s.jalur}.")]
            jumlah = sum(n.jumlah_indikator for n in cabang)  # type: ignore[attr-defined]
            isi = f"{len(cabang)} baris rencana, {jumlah} indikator"
        return ButirBagi(
            kunci=f"simpul:{s.simpul_id}",
            nama=_sebut(s),
            keterangan=f"{self.dokumen}: {isi}",
            asal=self.dokumen.perangkat_daerah_id,
        )


def _sebut(s: IsiSimpul) -> str:
    """The name with its kind, once: many programs are called "Program ..." already."""
    nama, jenis = huruf_kalimat(s.nama), str(s.get_jenis_display())
    return nama if nama.casefold().startswith(jenis.casefold()) else f"{jenis} {nama}"


@dataclass(frozen=True)
class PengampuPindah:
    """An indicator of another owner that a giving PD enters, and who enters it afterwards."""

    indikator: Indikator
    nama: str
    penerima: int


def kunci_pengampu(indikator_id: int) -> str:
    """How a split names an indicator that it only enters."""
    return f"indikator:{indikator_id}"


def pengampu_pindah(rencana: RencanaPindah) -> list[PengampuPindah]:
    """Indicators of the city (or another PD) that giving PD enter from the year on (one query)."""
    sumber = pd_sumber(rencana)
    isi = (
        IsiIndikator.objects.filter(
            indikator__pengampu__in=sumber,
            dokumen__tahun_sampai__gte=rencana.tanggal.year,
            dokumen__status__in=[StatusDokumen.DRAF, StatusDokumen.BERLAKU],
        )
        .exclude(indikator__perangkat_daerah__in=sumber)
        .select_related("indikator")
        .order_by("indikator", "-dokumen__jenis", "-dokumen__tahun_dari")
    )
    hasil: dict[int, PengampuPindah] = {}
    for i in isi:
        if i.indikator_id not in hasil:
            hasil[i.indikator_id] = PengampuPindah(
                i.indikator,
                huruf_kalimat(i.nama),
                _penerima_pengampu(rencana, i.indikator_id),
            )
    return list(hasil.values())


def _penerima_pengampu(rencana: RencanaPindah, indikator_id: int) -> int:
    if rencana.jenis == JenisPerubahan.PENGGABUNGAN:
        return rencana.tujuan[0]
    return rencana.penerima(kunci_pengampu(indikator_id))


def indikator_per_dokumen(
    dokumen: Sequence[DokumenPerencanaan],
) -> Mapping[int, list[IsiIndikator]]:
    """The indicators of documents, by document, in reading order (one query)."""
    hasil: dict[int, list[IsiIndikator]] = {}
    for i in (
        IsiIndikator.objects.filter(dokumen__in=list(dokumen))
        .select_related("indikator")
        .order_by("dokumen", "isi_simpul__jalur", "urutan", "pk")
    ):
        hasil.setdefault(i.dokumen_id, []).append(i)
    return hasil
