"""Who has not signed yet, by PD and level, and what a new holder of a post must sign anew."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from dasar.tanggal import format_tanggal
from kinerja.models import PerjanjianKinerja, StatusPK
from kinerja.selectors.perjanjian import (
    TINGKAT,
    BarisJabatan,
    baris_jabatan,
    pk_per_jabatan,
)
from kinerja.selectors.selisih_perjanjian import selisih_rencana
from opd.models import Jabatan, JenisPD, Pengguna, PerangkatDaerah
from opd.pendaftar import AkibatPelantikan
from opd.selectors.pejabat import pejabat_pada


@dataclass(frozen=True)
class HitungTingkat:
    """How many posts of a level have signed: `sudah` of `dari`."""

    tingkat: int
    nama: str
    sudah: int
    dari: int


@dataclass(frozen=True)
class PDBelum:
    """One PD: its counts by level, and its posts that still have something to do."""

    pd_id: int
    nama: str
    sudah: int
    dari: int
    tingkat: tuple[HitungTingkat, ...]
    baris: tuple[BarisJabatan, ...]


@dataclass(frozen=True)
class BelumTanda:
    """The whole city, or the part of it that a person sees, on `hari`."""

    tahun: int
    hari: datetime.date
    sudah: int
    dari: int
    tingkat: tuple[HitungTingkat, ...]
    pd: tuple[PDBelum, ...]


def belum_tanda(user: Pengguna, tahun: int, hari: datetime.date) -> BelumTanda:
    """Posts on `hari` without a valid agreement of their present holder (seven queries),
    and those whose plan no longer says what they signed.

    Every post counts once; signed is one whose agreement its present holder signed, so never a
    vacant one.
    """
    jabatan = list(
        Jabatan.objects.for_user(user).pada(hari).order_by("eselon", "urutan", "nama", "pk")
    )
    ids = [j.pk for j in jabatan]
    pejabat, milik = pejabat_pada(ids, hari), pk_per_jabatan(ids, tahun)
    selisih = selisih_rencana((p for satu in milik.values() for p in satu), hari)
    per_pd: dict[int, list[BarisJabatan]] = {}
    for j in jabatan:
        per_pd.setdefault(j.perangkat_daerah_id, []).append(
            baris_jabatan(j, 0, pejabat, milik.get(j.pk, ()), selisih, hari)
        )
    nama = (
        PerangkatDaerah.objects.filter(pk__in=per_pd).dengan_nama(hari).order_by("urutan", "kode")
    )
    semua = [b for baris in per_pd.values() for b in baris]
    return BelumTanda(
        tahun=tahun,
        hari=hari,
        sudah=_sudah(semua),
        dari=len(semua),
        tingkat=_hitung(semua),
        pd=tuple(
            PDBelum(
                pd_id=p.pk,
                nama=p.nama_kini or p.kode,
                sudah=_sudah(per_pd[p.pk]),
                dari=len(per_pd[p.pk]),
                tingkat=_hitung(per_pd[p.pk]),
                baris=tuple(
                    sorted(
                        (b for b in per_pd[p.pk] if b.keadaan.kode != "sudah"),
                        key=lambda b: b.jabatan.tingkat,
                    )
                ),
            )
            for p in nama
        ),
    )


def _sudah(baris: Sequence[BarisJabatan]) -> int:
    return sum(b.keadaan.ditandatangani for b in baris)


def _hitung(baris: Sequence[BarisJabatan]) -> tuple[HitungTingkat, ...]:
    hasil = []
    for tingkat, nama in TINGKAT.items():
        milik = [b for b in baris if b.jabatan.tingkat == tingkat]
        if milik:
            hasil.append(HitungTingkat(tingkat, nama, _sudah(milik), len(milik)))
    return tuple(hasil)


def akibat_pergantian(
    jabatan_ids: Sequence[int], hari: datetime.date
) -> Sequence[AkibatPelantikan]:
    """Agreements in force on `hari` that a change of holders touches (three queries), and those
    that the holder of that day signed for later: of the next year, or after `hari`.

    The agreement of the post itself must be signed anew (PermenPANRB 53/2014: pergantian
    pejabat). Those of its direct subordinates stay in force: their own signer is the same, and a
    post goes on being the superior; they are named for information.
    """
    ids = list(jabatan_ids)
    memimpin_kota = Jabatan.objects.filter(
        pk__in=ids, kepala=True, perangkat_daerah__jenis=JenisPD.KOTA
    ).exists()
    bawah = Q(jabatan__induk__in=ids)
    if memimpin_kota:  # the heads of the PD have no induk: the wali kota is above them
        bawah |= Q(jabatan__induk__isnull=True, jabatan__kepala=True) & ~Q(
            perangkat_daerah__jenis=JenisPD.KOTA
        )
    dijabat = Q(pihak_pertama__sampai__isnull=True) | Q(pihak_pertama__sampai__gte=hari)
    kemudian = dijabat & Q(
        jabatan__in=ids,
        status=StatusPK.DITANDATANGANI,
        tahun__gte=hari.year,
        pihak_pertama__dari__lte=hari,
    )
    pada = Q(pk__in=PerjanjianKinerja.objects.berlaku_pada(hari).values("pk"))
    berlaku = list(
        PerjanjianKinerja.objects.filter(pada & (Q(jabatan__in=ids) | bawah) | kemudian)
        .select_related("jabatan", "pihak_pertama__pegawai")
        .defer("isi")
        .order_by("perangkat_daerah__urutan", "jabatan__eselon", "jabatan__urutan", "jabatan")
    )
    hasil = []
    for pk in sorted(berlaku, key=lambda p: p.jabatan_id not in ids):
        siapa = pk.pihak_pertama.pegawai.nama if pk.pihak_pertama else "pejabat lama"
        if pk.jabatan_id in ids:
            kalimat = (
                f"{pk} ditandatangani {siapa} pada {format_tanggal(pk.tanggal)}: perlu "
                f"Perjanjian Kinerja perubahan oleh pejabat baru."
            )
        else:
            kalimat = (
                f"{pk} tetap berlaku; pihak keduanya pejabat lama. "
                "Tidak wajib ditandatangani ulang."
            )
        hasil.append(
            AkibatPelantikan(
                pk.jabatan_id,
                kalimat,
                reverse("kinerja:pk_detail", args=[pk.pk]),
                ulang=pk.jabatan_id in ids,
                daftar=f"{reverse('kinerja:pk_belum')}?tahun={pk.tahun}",
            )
        )
    return hasil
