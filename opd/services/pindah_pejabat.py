"""This floor's own part of a reorganisation: posts, their holders, and the roles of users."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from dasar.services.audit import catat_audit, catat_audit_massal
from opd.models import (
    Eselon,
    Jabatan,
    JenisPeran,
    JenisPerubahan,
    Pengguna,
    PenugasanJabatan,
    Peran,
    PerangkatDaerah,
    PerubahanOrganisasi,
)
from opd.pendaftar import ButirBagi, ButirPindah, RencanaPindah
from opd.selectors.bahan_pejabat import (
    BahanPejabat,
    butir_jabatan,
    butir_peran,
    butir_unit,
)
from opd.selectors.pejabat import jabatan_kepala
from opd.services.catatan_pindah import CatatanPindah, diubah_sejak, hapus, kembalikan

_ASAL_PERAN = "Perubahan organisasi"


class PindahPejabat:
    """Registered in `pindahkan_pd`."""

    nama = "Jabatan dan pengguna"

    def kunci(self, rencana: RencanaPindah) -> None:
        pd = {*rencana.asal, *rencana.tujuan}
        list(Jabatan.objects.select_for_update().filter(perangkat_daerah__in=pd).order_by("pk"))
        list(Peran.objects.select_for_update().filter(perangkat_daerah__in=pd).order_by("pk"))

    def pratinjau(self, rencana: RencanaPindah) -> Sequence[ButirPindah]:
        bahan = BahanPejabat(rencana)
        return [
            *(ButirPindah("Harus diselesaikan dulu", 1, k, halangan=True) for k in bahan.halangan),
            *butir_jabatan(bahan),
            *butir_peran(bahan),
            *butir_unit(rencana),
        ]

    def yang_dibagi(self, rencana: RencanaPindah) -> Sequence[ButirBagi]:
        if rencana.jenis == JenisPerubahan.PENGGABUNGAN:
            return []
        bahan = BahanPejabat(rencana)
        cabang = [
            ButirBagi(
                f"jabatan:{j.pk}",
                j.nama,
                f"Jabatan dengan {bahan.jumlah_bawahan(j)} jabatan di bawahnya",
                j.perangkat_daerah_id,
            )
            for j in bahan.jabatan
            if not j.kepala and bahan.akar(j).pk == j.pk
        ]
        operator = [
            ButirBagi(
                f"peran:{p.pk}",
                str(p.pengguna),
                "Operator perangkat daerah ini",
                p.perangkat_daerah_id or 0,
            )
            for p in bahan.peran
            if p.peran == JenisPeran.OPERATOR
        ]
        return [*cabang, *operator]

    def terapkan(self, rencana: RencanaPindah, oleh: Pengguna) -> dict[str, Any]:
        """Raises ValidationError when a post or a holder begins only after the day."""
        bahan = BahanPejabat(rencana)
        if bahan.halangan:
            raise ValidationError(bahan.halangan)
        catatan = CatatanPindah()
        kepala = _buat_kepala(bahan, oleh)
        penerus = _teruskan_jabatan(bahan, catatan, oleh)
        penugasan = _pindahkan_penugasan(bahan, penerus, catatan, oleh)
        peran = _pindahkan_peran(bahan, catatan, oleh)
        return {
            "baris": catatan.ke_json(),
            "jabatan": [*kepala, *(j.pk for j in penerus.values())],
            "penugasan": penugasan,
            "peran": peran,
        }

    def halangan_urung(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any]
    ) -> Sequence[str]:
        sejak = {"diperbarui_pada__gt": perubahan.diterapkan_pada}
        pd_dibuat = list(perubahan.catatan.get("pd_dibuat", {}).values())
        semua: list[tuple[QuerySet[Any], str]] = [
            (
                PenugasanJabatan.objects.filter(jabatan__in=catatan["jabatan"], **sejak),
                "{n} penugasan dicatat atau diubah pada jabatan hasil perubahan.",
            ),
            (
                Jabatan.objects.filter(Q(pk__in=catatan["jabatan"]), **sejak)
                | Jabatan.objects.filter(induk__in=catatan["jabatan"], **sejak),
                "{n} jabatan hasil perubahan diubah atau diberi bawahan.",
            ),
            (
                Jabatan.objects.filter(
                    perangkat_daerah__in=pd_dibuat, dibuat_pada__gt=perubahan.diterapkan_pada
                ).exclude(induk__in=catatan["jabatan"]),
                "{n} jabatan dibuat pada perangkat daerah hasil perubahan.",
            ),
            (
                Peran.objects.filter(pk__in=catatan["peran"], **sejak),
                "{n} peran hasil perubahan diubah.",
            ),
            (
                Peran.objects.filter(
                    perangkat_daerah__in=pd_dibuat, dibuat_pada__gt=perubahan.diterapkan_pada
                ),
                "{n} peran diberikan pada perangkat daerah hasil perubahan.",
            ),
        ]
        kalimat = [teks.format(n=n) for baris, teks in semua if (n := baris.count())]
        return kalimat + diubah_sejak(catatan["baris"], perubahan.diterapkan_pada)

    def urungkan(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any], oleh: Pengguna
    ) -> None:
        aksi = "perubahan.diurungkan"
        hapus(PenugasanJabatan, catatan["penugasan"], aksi, oleh)
        kembalikan(catatan["baris"], oleh)
        # Made superiors first, so removed in the reverse order.
        for pk in reversed(catatan["jabatan"]):
            hapus(Jabatan, [pk], aksi, oleh)
        hapus(Peran, catatan["peran"], aksi, oleh)


def _buat_kepala(bahan: BahanPejabat, oleh: Pengguna) -> list[int]:
    """A PD without a head on the day gets the post, vacant."""
    rencana = bahan.rencana
    eselon = next((j.eselon for j in bahan.jabatan if j.kepala), Eselon.II_B)
    hasil = []
    for pd in PerangkatDaerah.objects.filter(pk__in=rencana.tujuan).order_by("pk"):
        if jabatan_kepala(pd.pk, rencana.tanggal) is not None:
            continue
        kepala = Jabatan(
            perangkat_daerah=pd,
            nama=f"Kepala {pd.nama_pada(rencana.tanggal)}",
            eselon=eselon,
            kepala=True,
            dari=rencana.tanggal,
        )
        kepala.full_clean()
        kepala.save(force_insert=True)
        catat_audit("jabatan.dibuat", kepala, oleh=oleh, sesudah={"nama": kepala.nama})
        hasil.append(kepala.pk)
    return hasil


def _teruskan_jabatan(
    bahan: BahanPejabat, catatan: CatatanPindah, oleh: Pengguna
) -> dict[int, Jabatan]:
    """End the posts, and make those that follow them; by the pk of the old one."""
    rencana = bahan.rencana
    kepala = {pd: jabatan_kepala(pd, rencana.tanggal) for pd in rencana.tujuan}
    terpakai = {
        pd: {
            n.casefold()
            for n in Jabatan.objects.filter(perangkat_daerah=pd)
            .pada(rencana.tanggal)
            .values_list("nama", flat=True)
        }
        for pd in rencana.tujuan
    }
    penerus: dict[int, Jabatan] = {}
    for lama in bahan.pindah:
        pd = bahan.penerima(lama)
        atas = penerus.get(lama.induk_id or 0)
        induk = atas if atas is not None and atas.perangkat_daerah_id == pd else kepala[pd]
        baru = Jabatan(
            perangkat_daerah_id=pd,
            induk=induk,
            nama=_nama_bebas(lama, bahan, terpakai[pd]),
            eselon=lama.eselon,
            urutan=lama.urutan,
            dari=rencana.tanggal,
            sampai=lama.sampai,
            pendahulu=lama,
        )
        baru.full_clean()
        baru.save(force_insert=True)
        penerus[lama.pk] = baru
    catat_audit_massal(
        "jabatan.diteruskan",
        ((j, None, {"nama": j.nama, "pendahulu": lama}) for lama, j in penerus.items()),
        oleh=oleh,
    )
    sehari_sebelum = rencana.tanggal - datetime.timedelta(days=1)
    for j in bahan.jabatan:
        if bahan.berakhir(j):
            catatan.ubah(j, sampai=sehari_sebelum)
    catatan.simpan("jabatan.diakhiri", oleh)
    return penerus


def _nama_bebas(lama: Jabatan, bahan: BahanPejabat, terpakai: set[str]) -> str:
    """Two PD may both have a "Sekretaris": the second carries where it came from."""
    nama, n = lama.nama, 1
    asal = bahan.nama.get(lama.perangkat_daerah_id, "")
    while nama.casefold() in terpakai:
        urut = "" if n == 1 else f" {n}"
        nama = f"{lama.nama[:140]} (dari {asal}{urut})"
        n += 1
    terpakai.add(nama.casefold())
    return nama


def _pindahkan_penugasan(
    bahan: BahanPejabat, penerus: Mapping[int, Jabatan], catatan: CatatanPindah, oleh: Pengguna
) -> list[int]:
    """Holders follow their post; those of a head whose PD ends are without one."""
    rencana = bahan.rencana
    sehari_sebelum = rencana.tanggal - datetime.timedelta(days=1)
    baru: list[PenugasanJabatan] = []
    for jabatan_id, semua in bahan.penugasan.items():
        if not bahan.berakhir(bahan.per_pk[jabatan_id]):
            continue
        tujuan = penerus.get(jabatan_id)
        for p in semua:
            if tujuan is not None and p.dari >= rencana.tanggal:
                catatan.ubah(p, jabatan=tujuan.pk)
                continue
            if tujuan is not None:
                baru.append(
                    PenugasanJabatan(
                        jabatan=tujuan,
                        pegawai=p.pegawai,
                        jenis=p.jenis,
                        dari=rencana.tanggal,
                        sampai=p.sampai,
                        dasar=rencana.dasar_hukum,
                    )
                )
            catatan.ubah(p, sampai=sehari_sebelum)
    catatan.simpan("penugasan.diakhiri", oleh)
    PenugasanJabatan.objects.bulk_create(baru)
    catat_audit_massal(
        "penugasan.diteruskan",
        ((p, None, {"pegawai": p.pegawai_id, "dari": p.dari}) for p in baru),
        oleh=oleh,
    )
    return [p.pk for p in baru]


def _pindahkan_peran(bahan: BahanPejabat, catatan: CatatanPindah, oleh: Pengguna) -> list[int]:
    rencana = bahan.rencana
    sehari_sebelum = rencana.tanggal - datetime.timedelta(days=1)
    punya = set(
        Peran.objects.filter(perangkat_daerah__in=rencana.tujuan, peran=JenisPeran.OPERATOR)
        .pada(rencana.tanggal)
        .values_list("pengguna", "perangkat_daerah")
    )
    baru: list[Peran] = []
    for p in bahan.peran:
        if p.peran == JenisPeran.KEPALA_PD:
            if p.perangkat_daerah_id in rencana.berakhir:
                catatan.ubah(p, sampai=sehari_sebelum)
            continue
        pd = bahan.penerima_peran(p)
        if pd == p.perangkat_daerah_id:
            continue
        if p.dari >= rencana.tanggal:
            catatan.ubah(p, perangkat_daerah=pd)
            continue
        if (p.pengguna_id, pd) not in punya:
            punya.add((p.pengguna_id, pd))
            baru.append(
                Peran(
                    pengguna=p.pengguna,
                    peran=p.peran,
                    perangkat_daerah_id=pd,
                    dari=rencana.tanggal,
                    sampai=p.sampai,
                    asal_penugasan=_ASAL_PERAN,
                )
            )
        catatan.ubah(p, sampai=sehari_sebelum)
    catatan.simpan("peran.diakhiri", oleh)
    Peran.objects.bulk_create(baru)
    catat_audit_massal(
        "peran.diberikan",
        ((p, None, {"pengguna": p.pengguna.username, "dari": p.dari}) for p in baru),
        oleh=oleh,
    )
    return [p.pk for p in baru]
