"""Merges and splits as their pages show them: the plan of a draft, its preview, what was done."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from dasar.tanggal import format_tanggal
from opd.models import (
    JenisPerubahan,
    Pengguna,
    PerangkatDaerah,
    PerubahanOrganisasi,
    StatusPerubahan,
)
from opd.pendaftar import ButirBagi, ButirPindah, RencanaPindah, urutan_pemindah


@dataclass(frozen=True)
class PDBaru:
    """A PD that the change will make. `id` is negative until it exists."""

    id: int
    nama: str
    singkatan: str
    kode: str
    jenis: str


@dataclass(frozen=True)
class BagianPratinjau:
    """What one app says: what moves, what stays and what ends."""

    nama: str
    pindah: tuple[ButirPindah, ...]
    tetap: tuple[ButirPindah, ...]
    akhir: tuple[ButirPindah, ...] = ()


@dataclass(frozen=True)
class Pratinjau:
    """Everything a change would do. `tanda` stands for exactly this."""

    bagian: tuple[BagianPratinjau, ...]
    halangan: tuple[str, ...]
    tanda: str

    @property
    def kata_pindah(self) -> str:
        """How many of each kind move, over all apps: "2 operator, 1.672 realisasi"; "" for none."""
        return ", ".join(
            f"{b.teks_jumlah} {b.judul[:1].lower()}{b.judul[1:]}"
            for satu in self.bagian
            for b in satu.pindah
        )

    @property
    def ada_akhir(self) -> bool:
        """Whether something ends with the old PD."""
        return any(satu.akhir for satu in self.bagian)


@dataclass(frozen=True)
class BarisPerubahan:
    """One change in the list."""

    perubahan: PerubahanOrganisasi
    judul: str
    dari: str
    ke: str
    tanggal: str


def pd_baru(perubahan: PerubahanOrganisasi) -> tuple[PDBaru, ...]:
    """The PD that this change makes, as they were typed."""
    return tuple(PDBaru(**satu) for satu in perubahan.catatan.get("pd_baru", []))


def susun_rencana(perubahan: PerubahanOrganisasi) -> RencanaPindah:
    """The change as the apps read it; a PD that does not exist yet has a negative id."""
    dibuat: Mapping[str, int] = perubahan.catatan.get("pd_dibuat", {})
    asal = tuple(sorted(perubahan.asal.values_list("pk", flat=True)))
    ada = sorted(perubahan.tujuan.values_list("pk", flat=True))
    baru = [dibuat.get(str(p.id), p.id) for p in pd_baru(perubahan)]
    tujuan = tuple(dict.fromkeys([*ada, *baru]))
    tetap = [pd for pd in tujuan if pd in asal]
    return RencanaPindah(
        jenis=perubahan.jenis,
        tanggal=perubahan.tanggal,
        asal=asal,
        tujuan=tujuan,
        tujuan_bawaan=(tetap or list(tujuan) or [0])[0],
        pembagian={k: dibuat.get(str(pd), pd) for k, pd in perubahan.pembagian.items()},
        dasar_hukum=perubahan.dasar_hukum,
    )


def nama_pd(perubahan: PerubahanOrganisasi) -> dict[int, str]:
    """Names of the PD of a change by id, those that it makes too (one query)."""
    ids = [*perubahan.asal.values_list("pk", flat=True)]
    ids += perubahan.tujuan.values_list("pk", flat=True)
    dibuat: Mapping[str, int] = perubahan.catatan.get("pd_dibuat", {})
    baru = {dibuat.get(str(p.id), p.id): p.nama for p in pd_baru(perubahan)}
    return {**baru, **PerangkatDaerah.objects.filter(pk__in=ids).nama_per_id()}


def yang_dibagi(rencana: RencanaPindah) -> list[tuple[str, Sequence[ButirBagi]]]:
    """What a split has to divide, by app; apps without anything are left out."""
    semua = [(satu.nama, satu.yang_dibagi(rencana)) for satu in urutan_pemindah()]
    return [(nama, butir) for nama, butir in semua if butir]


def susun_pratinjau(perubahan: PerubahanOrganisasi) -> Pratinjau:
    """Ask every app what would move and what would stay; nothing is written."""
    rencana = susun_rencana(perubahan)
    bagian, halangan = [], []
    for app in urutan_pemindah():
        butir = app.pratinjau(rencana)
        halangan += [b.kalimat for b in butir if b.halangan]
        bagian.append(
            BagianPratinjau(
                app.nama,
                tuple(b for b in butir if not (b.tetap or b.akhir or b.halangan)),
                tuple(b for b in butir if b.tetap and not b.halangan),
                tuple(b for b in butir if b.akhir and not b.halangan),
            )
        )
    kunci = {**asdict(rencana), "tanggal": rencana.tanggal.isoformat()}
    isi = [kunci, [asdict(b) for b in bagian], halangan]
    teks = json.dumps(isi, sort_keys=True, ensure_ascii=False)
    return Pratinjau(tuple(bagian), tuple(halangan), hashlib.sha256(teks.encode()).hexdigest()[:32])


def bagian_tersimpan(perubahan: PerubahanOrganisasi) -> list[BagianPratinjau]:
    """What an applied change moved, as it was told when it was applied."""
    return [
        BagianPratinjau(
            b["nama"],
            tuple(_butir(satu) for satu in b["pindah"]),
            tuple(_butir(satu) for satu in b["tetap"]),
            # Changes applied before ends were told apart keep them among what moved.
            tuple(_butir(satu) for satu in b.get("akhir", [])),
        )
        for b in perubahan.catatan.get("bagian", [])
    ]


def _butir(isi: Mapping[str, Any]) -> ButirPindah:
    return ButirPindah(**{**isi, "contoh_isi": tuple(isi["contoh_isi"])})


def halangan_urung(perubahan: PerubahanOrganisasi) -> list[str]:
    """Why a change cannot be taken back; [] when it can."""
    if perubahan.status != StatusPerubahan.DITERAPKAN:
        return [f"Perubahan ini sudah {perubahan.get_status_display().lower()}."]
    pd = {*perubahan.asal.values_list("pk", flat=True)}
    pd |= {*perubahan.tujuan.values_list("pk", flat=True)}
    lain = PerubahanOrganisasi.objects.filter(
        status=StatusPerubahan.DITERAPKAN, diterapkan_pada__gt=perubahan.diterapkan_pada
    )
    sesudah = (lain.filter(asal__in=pd) | lain.filter(tujuan__in=pd)).distinct()
    kalimat = [
        f"{p.get_jenis_display()} {format_tanggal(p.tanggal)} diterapkan sesudahnya. "
        "Urungkan dulu yang itu."
        for p in sesudah.order_by("pk")
    ]
    aplikasi = perubahan.catatan.get("aplikasi", {})
    for app in reversed(urutan_pemindah()):
        kalimat += app.halangan_urung(perubahan, aplikasi.get(app.nama, {}))
    return kalimat


def daftar_perubahan(user: Pengguna) -> QuerySet[PerubahanOrganisasi]:
    """Changes that touch a PD the person may see, the newest ahead, with named PD."""
    bernama = PerangkatDaerah.objects.dengan_nama()
    return (
        PerubahanOrganisasi.objects.for_user(user)
        .prefetch_related(Prefetch("asal", bernama), Prefetch("tujuan", bernama))
        .order_by("-tanggal", "-pk")
    )


def susun_baris(perubahan: PerubahanOrganisasi) -> BarisPerubahan:
    """One line; no query when the change comes from `daftar_perubahan`."""
    tujuan = [str(pd) for pd in perubahan.tujuan.all()]
    tujuan += [p.nama for p in pd_baru(perubahan) if p.nama not in tujuan]
    dari = ", ".join(str(pd) for pd in perubahan.asal.all())
    return BarisPerubahan(
        perubahan=perubahan,
        judul=f"{perubahan.get_jenis_display()} {format_tanggal(perubahan.tanggal)}",
        dari=dari,
        ke=", ".join(tujuan),
        tanggal=format_tanggal(perubahan.tanggal),
    )


def pd_pilihan(user: Pengguna) -> list[tuple[int, str]]:
    """The PD that may merge or split, named, also those that ended (marked)."""
    baris = PerangkatDaerah.objects.for_user(user).penyusun().order_by("urutan", "kode")
    return [
        (
            pd.pk,
            pd.nama_pada()
            + (
                f" (berakhir {format_tanggal(pd.berlaku_sampai)})"
                if pd.berlaku_sampai is not None
                else ""
            ),
        )
        for pd in baris.dengan_nama()
    ]


def tanda_draf(perubahan: PerubahanOrganisasi) -> str:
    """Which state of a draft a page was shown."""
    return perubahan.diperbarui_pada.isoformat()


def kata_berakhir(perubahan: PerubahanOrganisasi, nama: Mapping[int, str]) -> str:
    """What becomes of the old PD, in a sentence."""
    rencana = susun_rencana(perubahan)
    berakhir = [nama.get(pd, "") for pd in rencana.berakhir]
    if not berakhir:
        return "Perangkat daerah asal tetap ada."
    hari = format_tanggal(rencana.tanggal - datetime.timedelta(days=1))
    return f"{' dan '.join(berakhir)} berakhir {hari}."


def jumlah_asal_tujuan(jenis: str) -> str:
    """How many PD a kind of change takes, as a hint."""
    if jenis == JenisPerubahan.PENGGABUNGAN:
        return "Dua perangkat daerah asal atau lebih menjadi satu."
    return "Satu perangkat daerah asal menjadi dua atau lebih."
