"""Requests for another target: their list, one whole, and what the asker must know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from dasar.tanggal import format_tanggal
from dasar.tulisan import huruf_kalimat
from kinerja.formulas.agregasi import nilai_tahun
from kinerja.formulas.skala import format_nilai
from kinerja.models import (
    JENIS_TAHUNAN,
    DokumenPerencanaan,
    IsiIndikator,
    Polaritas,
    Realisasi,
    StatusDokumen,
    StatusUsul,
    Target,
    UsulTarget,
)
from kinerja.models.indikator import JATUH_TEMPO
from kinerja.selectors.banding_versi import teks_target
from kinerja.selectors.versi import kalimat_triwulan
from opd.models import Pengguna, PerangkatDaerah

# (look, word, icon) of each state
RUPA_USUL = {
    StatusUsul.DIAJUKAN: ("aksen", "Menunggu keputusan", "send-fill"),
    StatusUsul.DISETUJUI: ("benar", "Disetujui", "check-lg"),
    StatusUsul.DITOLAK: ("galat", "Ditolak", "x-lg"),
    StatusUsul.DITARIK: ("netral", "Ditarik", "archive"),
}


@dataclass(frozen=True)
class LatarUsul:
    """What stands beside the field: the target now, and what the year before reached."""

    isi: IsiIndikator
    nama: str
    satuan: str
    target: Target | None
    target_teks: str
    tahun_lalu: int
    realisasi_lalu: Decimal | None
    realisasi_teks: str
    sementara: bool

    def lebih_ringan(self, nilai: Decimal, atas: Decimal | None = None) -> str:
        """The warning about a target easier than what was reached already; "" when it is not."""
        lalu = self.realisasi_lalu
        if lalu is None:
            return ""
        ringan = {
            Polaritas.POSITIF: (atas if atas is not None else nilai) < lalu,
            Polaritas.NEGATIF: nilai > lalu,
            Polaritas.STABIL: False,
        }[Polaritas(self.isi.polaritas)]
        if not ringan:
            return ""
        return (
            f"Target {teks_target(self.isi, nilai, atas)} lebih ringan daripada realisasi "
            f"{self.tahun_lalu}, yaitu {self.realisasi_teks}."
        )


def dapat_diusulkan(isi: IsiIndikator) -> bool:
    """Whether a request can be about this version: a plan of one year that is in force."""
    return isi.dokumen.status == StatusDokumen.BERLAKU and isi.dokumen.jenis in JENIS_TAHUNAN


def latar_usul(isi: IsiIndikator, tahun: int) -> LatarUsul:
    """What is known about the indicator of a request (two queries)."""
    target = Target.objects.filter(
        dokumen=isi.dokumen_id, indikator=isi.indikator_id, tahun=tahun, triwulan=0
    ).first()
    lalu = dict(
        Realisasi.objects.filter(indikator=isi.indikator_id, tahun=tahun - 1).values_list(
            "triwulan", "nilai"
        )
    )
    capai = nilai_tahun(
        [lalu.get(tw) for tw in (1, 2, 3, 4)],
        isi.cara,  # type: ignore[arg-type]
        isi.isian,  # type: ignore[arg-type]
        jatuh_tempo=JATUH_TEMPO[isi.frekuensi],  # type: ignore[index]
    )
    return LatarUsul(
        isi=isi,
        nama=huruf_kalimat(isi.nama),
        satuan=isi.satuan,
        target=target,
        target_teks=teks_target(isi, target.nilai, target.nilai_atas) if target else "–",
        tahun_lalu=tahun - 1,
        realisasi_lalu=capai.nilai,
        realisasi_teks=format_nilai(
            capai.nilai, desimal=max(isi.desimal, 2 if isi.desimal else 0), skala=isi.skala_predikat
        ),
        sementara=capai.nilai is not None and not capai.lengkap,
    )


@dataclass(frozen=True)
class UsulTampil:
    """One request as a list shows it."""

    usul: UsulTarget
    indikator: str
    pd: str
    lama: str
    baru: str
    rupa: tuple[str, str, str]
    waktu: str


def susun_usul(usul: Iterable[UsulTarget]) -> list[UsulTampil]:
    """Requests ready to print (two queries for all of them)."""
    semua = list(usul)
    isi = {
        (i.dokumen_id, i.indikator_id): i
        for i in IsiIndikator.objects.filter(
            dokumen__in={u.dokumen_id for u in semua}, indikator__in={u.indikator_id for u in semua}
        )
    }
    nama_pd = PerangkatDaerah.objects.filter(
        pk__in={u.perangkat_daerah_id for u in semua}
    ).nama_per_id()
    hasil = []
    for u in semua:
        bentuk = isi.get((u.dokumen_id, u.indikator_id)) or IsiIndikator(nama=f"{u.indikator}")
        hasil.append(
            UsulTampil(
                usul=u,
                indikator=huruf_kalimat(bentuk.nama),
                pd=nama_pd.get(u.perangkat_daerah_id, ""),
                lama=teks_target(bentuk, u.nilai_lama),
                baru=teks_target(bentuk, u.nilai, u.nilai_atas),
                rupa=RUPA_USUL[StatusUsul(u.status)],
                waktu=format_tanggal(u.dibuat_pada),
            )
        )
    return hasil


@dataclass(frozen=True)
class UsulRinci:
    """One request whole: what was asked, why, what it meets, and what was decided."""

    tampil: UsulTampil
    satuan: str
    target_kini: str
    realisasi_lalu: str
    tahun_lalu: int
    sementara: bool
    peringatan: str
    diajukan: str
    diputus: str
    triwulan: str
    dokumen_hasil: DokumenPerencanaan | None


def rinci_usul(usul: UsulTarget) -> UsulRinci:
    """Load one request; `triwulan` names the quarters of the result that miss its new target."""
    (tampil,) = susun_usul([usul])
    isi = IsiIndikator.objects.filter(
        dokumen=usul.dokumen_id, indikator=usul.indikator_id
    ).first() or IsiIndikator(nama=tampil.indikator, indikator_id=usul.indikator_id)
    latar = latar_usul(isi, usul.tahun)
    return UsulRinci(
        tampil=tampil,
        satuan=latar.satuan,
        target_kini=latar.target_teks,
        realisasi_lalu=latar.realisasi_teks,
        tahun_lalu=latar.tahun_lalu,
        sementara=latar.sementara,
        peringatan=latar.lebih_ringan(usul.nilai, usul.nilai_atas),
        diajukan=f"{usul.diajukan_oleh or 'Sistem'}, {format_tanggal(usul.dibuat_pada)}",
        diputus=(
            f"{usul.diputus_oleh}, {format_tanggal(usul.diputus_pada)}"
            if usul.diputus_oleh and usul.diputus_pada
            else ""
        ),
        triwulan=sisa_triwulan(usul) if usul.dokumen_hasil_id else "",
        dokumen_hasil=usul.dokumen_hasil,
    )


def sisa_triwulan(usul: UsulTarget) -> str:
    """The sentence about quarterly targets of the resulting version that no longer reach the new
    target of the year; "" while they do."""
    isi = IsiIndikator.objects.filter(
        dokumen=usul.dokumen_hasil_id, indikator=usul.indikator_id
    ).first()
    if isi is None:
        return ""
    target = Target.objects.filter(
        dokumen=usul.dokumen_hasil_id, indikator=usul.indikator_id, tahun=usul.tahun
    )
    return kalimat_triwulan(isi, {t.triwulan: t for t in target})


@dataclass(frozen=True)
class CalonUsul:
    """One indicator for which a request may be made."""

    indikator_id: int
    nama: str
    keterangan: str
    target: str
    menunggu: int | None


def calon_usul(user: Pengguna, pd_ids: Iterable[int], tahun: int, cari: str) -> list[CalonUsul]:
    """Indicators in force that the PD of `user` own or enter, with the target of the year and the
    request that waits (four queries)."""
    pd = list(pd_ids)
    isi = (
        IsiIndikator.objects.for_user(user)
        .diukur(tahun)
        .filter(Q(indikator__perangkat_daerah__in=pd) | Q(indikator__pengampu__in=pd))
        .select_related("dokumen")
    )
    if cari:
        isi = isi.filter(nama__icontains=cari)
    milik = isi.satu_per_indikator()
    target = {
        (t.dokumen_id, t.indikator_id): t
        for t in Target.objects.filter(indikator__in=milik, tahun=tahun, triwulan=0)
    }
    menunggu = dict(
        UsulTarget.objects.for_user(user)
        .filter(indikator__in=milik, tahun=tahun, status=StatusUsul.DIAJUKAN)
        .values_list("indikator", "pk")
    )
    hasil = []
    for pk, satu in milik.items():
        t = target.get((satu.dokumen_id, pk))
        hasil.append(
            CalonUsul(
                indikator_id=pk,
                nama=huruf_kalimat(satu.nama),
                keterangan=" · ".join(filter(None, [satu.satuan, str(satu.dokumen)])),
                target=teks_target(satu, t.nilai, t.nilai_atas) if t else "–",
                menunggu=menunggu.get(pk),
            )
        )
    return hasil


def usul_menunggu(user: Pengguna) -> QuerySet[UsulTarget]:
    """Requests that wait for a decision, the oldest first."""
    return (
        UsulTarget.objects.for_user(user).filter(status=StatusUsul.DIAJUKAN).order_by("dibuat_pada")
    )
