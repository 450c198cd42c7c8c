"""What the home page says about evaluation, by role: a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count

from dasar.angka import format_angka
from evaluasi.models import STATUS_TERHITUNG, JenisLembar, LembarKerja, StatusLembar, TemplatLKE
from evaluasi.selectors.dasbor import KalimatTarget, kalimat_target
from evaluasi.selectors.masukan_kota import pd_dinilai
from evaluasi.selectors.nilai_lembar import NilaiLembar, nilai_lembar, riwayat_resmi
from evaluasi.selectors.templat import muat_templat
from kinerja.selectors.target_berlaku import target_setahun
from opd.models import Pengguna, PerangkatDaerah


@dataclass(frozen=True)
class RingkasKota:
    """The newest official value and how far it is from its target."""

    tahun: int
    nilai: str
    huruf: str
    sebutan: str
    target: KalimatTarget
    contoh: bool
    target_contoh: bool


def ringkas_kota() -> RingkasKota | None:
    """None before the ministry gave any value (three queries)."""
    riwayat = riwayat_resmi(PerangkatDaerah.objects.kota_id())
    if not riwayat:
        return None
    akhir = riwayat[-1]
    templat = akhir.lembar.templat
    indikator = templat.indikator_id
    target = target_setahun([indikator], akhir.tahun).get(indikator) if indikator else None
    setahun = target.tahun if target else None
    return RingkasKota(
        tahun=akhir.tahun,
        nilai=format_angka(akhir.nilai, 2),
        huruf=akhir.predikat.huruf,
        sebutan=akhir.predikat.sebutan,
        target=kalimat_target(
            akhir.nilai, setahun.nilai if setahun else None, templat.rentang_predikat()
        ),
        contoh=akhir.lembar.contoh,
        target_contoh=bool(setahun and setahun.contoh),
    )


@dataclass(frozen=True)
class KemajuanPenilaian:
    """How many PD of the newest evaluation year are judged, and what waits."""

    tahun: int
    dinilai: int
    dari: int
    draf: int
    belum: int
    menunggu_reviu: int
    menunggu_akhir: int


def kemajuan_penilaian(user: Pengguna) -> KemajuanPenilaian | None:
    """None before there is a template (three queries)."""
    templat = TemplatLKE.objects.for_user(user).order_by("-tahun_evaluasi").first()
    if templat is None:
        return None
    pd = pd_dinilai(templat.tahun_evaluasi)
    internal = LembarKerja.objects.for_user(user).filter(
        templat=templat, jenis=JenisLembar.INTERNAL, perangkat_daerah__in=pd.values("pk")
    )
    per_status = dict(internal.order_by().values_list("status").annotate(Count("pk")))
    dari = pd.count()
    dinilai = sum(per_status.get(s, 0) for s in STATUS_TERHITUNG)
    draf = per_status.get(StatusLembar.DRAF, 0)
    return KemajuanPenilaian(
        templat.tahun_evaluasi,
        dinilai,
        dari,
        draf,
        dari - dinilai - draf,
        menunggu_reviu=per_status.get(StatusLembar.DINILAI, 0),
        menunggu_akhir=per_status.get(StatusLembar.DIREVIU, 0),
    )


@dataclass(frozen=True)
class LembarSendiri:
    """The worksheets of one own PD in the newest evaluation year, in words."""

    pd_id: int
    nama: str
    baris: Sequence[tuple[str, str, str, str]]  # (what, status, sentence, predicate)


def lembar_sendiri(user: Pengguna, pd_ids: Collection[int]) -> tuple[int, list[LembarSendiri]]:
    """(year, one entry per PD); year 0 before there is a template (seven queries)."""
    templat = TemplatLKE.objects.for_user(user).order_by("-tahun_evaluasi").first()
    if templat is None or not pd_ids:
        return 0, []
    lembar = LembarKerja.objects.for_user(user).filter(templat=templat, perangkat_daerah__in=pd_ids)
    nilai = {
        (n.perangkat_daerah_id, n.jenis): n
        for n in nilai_lembar(lembar, muat_templat(templat)).values()
    }
    milik = PerangkatDaerah.objects.for_user(user).filter(pk__in=pd_ids)
    nama = milik.order_by("urutan", "kode").nama_per_id()
    return templat.tahun_evaluasi, [
        LembarSendiri(
            pk,
            teks,
            [
                ("Penilaian mandiri", *_kata(nilai.get((pk, JenisLembar.MANDIRI)), "Belum diisi")),
                (
                    "Evaluasi internal",
                    *_kata(nilai.get((pk, JenisLembar.INTERNAL)), "Belum selesai dinilai"),
                ),
            ],
        )
        for pk, teks in nama.items()
    ]


def _kata(n: NilaiLembar | None, belum: str) -> tuple[str, str, str]:
    """(status, sentence, predicate)."""
    if n is None:
        return "", belum, ""
    if n.total is None:
        return n.status, f"Terjawab {n.sementara.terjawab} dari {n.sementara.dari}", ""
    sementara = ", sementara" if n.status == StatusLembar.DRAF else ""
    contoh = ", contoh" if n.contoh else ""
    huruf = n.predikat.huruf if n.predikat else ""
    return n.status, f"{format_angka(n.total, 2)}{sementara}{contoh}", huruf
