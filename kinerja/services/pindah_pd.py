"""kinerja's part of a reorganisation: plans, targets, values, money and agreements."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from kinerja.models import (
    Acuan,
    Anggaran,
    DokumenPerencanaan,
    Dukungan,
    ImporLaporan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    KondisiKinerja,
    Pembekuan,
    PerjanjianKinerja,
    PohonKinerja,
    Realisasi,
    RencanaAksi,
    Simpul,
    StatusUsul,
    Target,
    UsulTarget,
)
from kinerja.selectors.jumlah_kota import JumlahKota, jumlah_kota
from kinerja.selectors.pratinjau_pindah import (
    butir_baris,
    butir_pk,
    butir_rencana,
    butir_tetap,
)
from kinerja.selectors.rencana_pindah import (
    RencanaDokumen,
    kunci_pengampu,
    pengampu_pindah,
    susun_rencana_dokumen,
)
from kinerja.services.pindah_baris import alihkan_baris
from kinerja.services.pindah_beku import alihkan_beku
from kinerja.services.pindah_dokumen import PetaJabatan, buat_versi_pindah
from opd.models import Jabatan, JenisPerubahan, Pengguna, PerubahanOrganisasi
from opd.pendaftar import ButirBagi, ButirPindah, RencanaPindah
from opd.selectors.pejabat import jabatan_kepala
from opd.services.catatan_pindah import CatatanPindah, diubah_sejak, hapus, kembalikan

# Models of which `_halangan_urung` counts new rows and changed ones together.
_DIHITUNG_SENDIRI = tuple(
    model._meta.label_lower for model in (Realisasi, Anggaran, RencanaAksi, UsulTarget)
)


class PindahKinerja:
    """Registered in `pindahkan_pd`."""

    nama = "Perencanaan dan kinerja"

    def kunci(self, rencana: RencanaPindah) -> None:
        """Plans, then identities: those who enter a value, a target or money lock one of these."""
        pd = {*rencana.asal, *rencana.tujuan}
        milik = {"perangkat_daerah__in": pd}
        for semua in (
            UsulTarget.objects.filter(**milik, status=StatusUsul.DIAJUKAN),
            DokumenPerencanaan.objects.filter(**milik, tahun_sampai__gte=rencana.tanggal.year),
            Indikator.objects.filter(Q(**milik) | Q(pengampu__in=pd)),
            Simpul.objects.filter(**milik),
        ):
            list(semua.select_for_update(of=("self",)).order_by("pk").values_list("pk"))

    def pratinjau(self, rencana: RencanaPindah) -> Sequence[ButirPindah]:
        bahan = susun_rencana_dokumen(rencana)
        return [
            *(ButirPindah("Harus diselesaikan dulu", 1, k, halangan=True) for k in bahan.halangan),
            *butir_rencana(rencana, bahan),
            *butir_baris(rencana, bahan),
            *butir_pk(rencana),
            *butir_tetap(rencana, bahan),
        ]

    def yang_dibagi(self, rencana: RencanaPindah) -> Sequence[ButirBagi]:
        if rencana.jenis == JenisPerubahan.PENGGABUNGAN:
            return []
        return [
            *susun_rencana_dokumen(rencana).butir,
            *(
                ButirBagi(
                    kunci_pengampu(p.indikator.pk),
                    p.nama,
                    "Indikator milik kota atau PD lain yang diisi perangkat daerah ini",
                    p.indikator.pengampu_id,
                )
                for p in pengampu_pindah(rencana)
            ),
        ]

    def terapkan(self, rencana: RencanaPindah, oleh: Pengguna) -> dict[str, Any]:
        """Raises ValidationError when a document stands in the way, or a sum of the city moved."""
        bahan = susun_rencana_dokumen(rencana)
        tahun, pd = _tahun_dijaga(rencana, bahan), {*rencana.asal, *rencana.tujuan}
        # Only the PD that change: others go on entering values in the meantime.
        sebelum = [jumlah_kota(t, pd) for t in tahun]
        catatan = CatatanPindah()
        jabatan = _peta_jabatan(rencana)
        peta = buat_versi_pindah(rencana, bahan, jabatan, catatan, oleh)
        dukungan = alihkan_baris(rencana, peta, jabatan, catatan, oleh)
        pembekuan = alihkan_beku(rencana, oleh)
        wajib_sama(sebelum, [jumlah_kota(t, pd) for t in tahun])
        return {
            "baris": catatan.ke_json(),
            "dokumen": peta.baru,
            "simpul": sorted(peta.simpul.values()),
            "indikator": sorted([lama, baru] for lama, baru in peta.indikator.items()),
            "dukungan": dukungan,
            "pembekuan": pembekuan,
            "pengampu": catatan.nilai_lama("kinerja.indikator", "pengampu"),
        }

    def halangan_urung(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any]
    ) -> Sequence[str]:
        return _halangan_urung(perubahan, catatan)

    def urungkan(
        self, perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any], oleh: Pengguna
    ) -> None:
        tahun = _tahun_catatan(perubahan, catatan)
        pd = {*perubahan.asal.values_list("pk", flat=True)}
        pd |= {*perubahan.tujuan.values_list("pk", flat=True)}
        sebelum = [jumlah_kota(t, pd) for t in tahun]
        dokumen = catatan["dokumen"]
        aksi = "perubahan.diurungkan"
        hapus(Dukungan, catatan["dukungan"], aksi, oleh)
        hapus(Pembekuan, catatan.get("pembekuan", ()), aksi, oleh)
        baris = dict(catatan["baris"])
        # Only one version may be in force: the new ones go before the old ones come back.
        kembalikan({k: v for k, v in baris.items() if k != "kinerja.dokumenperencanaan"}, oleh)
        for model in (Target, IsiIndikator):
            hapus(model, _milik(model, dokumen), aksi, oleh)
        simpul = IsiSimpul.objects.filter(dokumen__in=dokumen)
        for lapis in _lapisan(simpul):
            hapus(IsiSimpul, lapis, aksi, oleh)
        hapus(DokumenPerencanaan, dokumen, aksi, oleh)
        kembalikan({k: v for k, v in baris.items() if k == "kinerja.dokumenperencanaan"}, oleh)
        hapus(Indikator, [baru for _, baru in catatan["indikator"]], aksi, oleh)
        hapus(Simpul, catatan["simpul"], aksi, oleh)
        wajib_sama(sebelum, [jumlah_kota(t, pd) for t in tahun])


def _peta_jabatan(rencana: RencanaPindah) -> PetaJabatan:
    """What opd's part, which runs first, did with the posts."""
    penerus = Jabatan.objects.filter(
        dari=rencana.tanggal, pendahulu__perangkat_daerah__in=rencana.asal
    )
    lama = Jabatan.objects.filter(
        perangkat_daerah__in=rencana.berakhir,
        kepala=True,
        sampai=rencana.tanggal - datetime.timedelta(days=1),
    )
    kepala = {pd: jabatan_kepala(pd, rencana.tanggal) for pd in rencana.tujuan}
    return PetaJabatan(
        {j.pendahulu_id: j.pk for j in penerus if j.pendahulu_id is not None},
        frozenset(lama.values_list("pk", flat=True)),
        {pd: j.pk for pd, j in kepala.items() if j is not None},
    )


def wajib_sama(sebelum: Sequence[JumlahKota], sesudah: Sequence[JumlahKota]) -> None:
    """Refuse a change that would move a sum: everything is rolled back. What other PD hold is not
    touched, so a sum that stays over the PD of the change stays over the city."""
    for dulu, kini in zip(sebelum, sesudah, strict=True):
        if beda := dulu.beda(kini):
            raise ValidationError(
                f"Jumlah kota tahun {dulu.tahun} akan berubah ({', '.join(beda)}), jadi perubahan "
                "ini tidak diterapkan. Laporkan kepada admin."
            )


def _tahun_dijaga(rencana: RencanaPindah, bahan: RencanaDokumen) -> list[int]:
    """The year before the change, its year, and every later one that has a plan."""
    awal = rencana.tanggal.year
    return [awal - 1, *range(awal, max([awal, *(d.tahun_sampai for d in bahan.asal)]) + 1)]


def _tahun_catatan(perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any]) -> list[int]:
    awal = perubahan.tanggal.year
    sampai = DokumenPerencanaan.objects.filter(pk__in=catatan["dokumen"]).values_list(
        "tahun_sampai", flat=True
    )
    return [awal - 1, *range(awal, max([awal, *sampai]) + 1)]


def _milik(model: type[Target] | type[IsiIndikator], dokumen: Sequence[int]) -> Iterable[int]:
    semua: QuerySet[Any] = model._default_manager.all()
    return semua.filter(dokumen__in=dokumen).values_list("pk", flat=True)


def _lapisan(simpul: QuerySet[IsiSimpul]) -> list[list[int]]:
    """Rows by depth, the deepest first: a child points to its parent."""
    lapis: dict[int, list[int]] = {}
    for pk, jalur in simpul.values_list("pk", "jalur"):
        lapis.setdefault(jalur.count("."), []).append(pk)
    return [lapis[n] for n in sorted(lapis, reverse=True)]


def _halangan_urung(perubahan: PerubahanOrganisasi, catatan: Mapping[str, Any]) -> list[str]:
    sejak = perubahan.diterapkan_pada
    dokumen = catatan["dokumen"]
    baru = [b for _, b in catatan["indikator"]]
    pd = [*perubahan.asal.values_list("pk", flat=True)]
    pd += perubahan.tujuan.values_list("pk", flat=True)
    sesudah = {"diperbarui_pada__gt": sejak}
    semua: list[tuple[QuerySet[Any], str]] = [
        (
            Realisasi.objects.filter(indikator__in=baru, **sesudah),
            "{n} realisasi diisi atau diubah sejak perubahan diterapkan.",
        ),
        (
            DokumenPerencanaan.objects.filter(
                perangkat_daerah__in=pd,
                tahun_sampai__gte=perubahan.tanggal.year,
                dibuat_pada__gt=sejak,
            ),
            "{n} versi dokumen perencanaan dibuat sejak perubahan diterapkan.",
        ),
        (
            DokumenPerencanaan.objects.filter(pk__in=dokumen, **sesudah),
            "{n} dokumen hasil perubahan berganti status.",
        ),
        (
            IsiSimpul.objects.filter(dokumen__in=dokumen, **sesudah),
            "{n} baris rencana hasil perubahan diubah.",
        ),
        (
            IsiIndikator.objects.filter(dokumen__in=dokumen, **sesudah),
            "{n} indikator hasil perubahan diubah.",
        ),
        (Target.objects.filter(dokumen__in=dokumen, **sesudah), "{n} target diubah."),
        (
            Anggaran.objects.filter(simpul__in=catatan["simpul"], **sesudah),
            "{n} angka anggaran diisi atau diubah.",
        ),
        (
            Pembekuan.objects.filter(perangkat_daerah__in=pd, **sesudah),
            "{n} pembekuan triwulan dilakukan atau dibuka sejak perubahan diterapkan.",
        ),
        (
            PerjanjianKinerja.objects.filter(perangkat_daerah__in=pd, dibuat_pada__gt=sejak),
            "{n} Perjanjian Kinerja disusun sejak perubahan diterapkan.",
        ),
        (
            RencanaAksi.objects.filter(
                Q(indikator__in=baru) | Q(pk__in=catatan["baris"].get("kinerja.rencanaaksi", {})),
                **sesudah,
            ),
            "{n} rencana aksi ditulis atau diubah.",
        ),
        (
            UsulTarget.objects.filter(indikator__in=baru, **sesudah),
            "{n} usul perubahan target diajukan atau diputus.",
        ),
        (
            Indikator.objects.filter(pendahulu__in=baru),
            "{n} indikator sudah diteruskan oleh perubahan berikutnya.",
        ),
    ]
    milik_baru = {"perangkat_daerah__in": list(perubahan.catatan.get("pd_dibuat", {}).values())}
    semua += [
        (
            model._default_manager.filter(**milik_baru, dibuat_pada__gt=sejak),
            f"{{n}} {apa} pada perangkat daerah hasil perubahan.",
        )
        for model, apa in (
            (PohonKinerja, "pohon kinerja dibuat"),
            (KondisiKinerja, "kondisi pohon kinerja ditulis"),
            (Acuan, "data pembanding dicatat"),
            (ImporLaporan, "laporan diunggah"),
        )
    ]
    kalimat = [teks.format(n=n) for baris, teks in semua if (n := baris.count())]
    return kalimat + diubah_sejak(catatan["baris"], sejak, kecuali=_DIHITUNG_SENDIRI)
