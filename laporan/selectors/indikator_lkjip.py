"""Indicators of one LKjIP: the value of the year, its quarters, its history, its benchmarks."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from dasar.tanggal import format_tanggal
from dasar.tulisan import huruf_kalimat
from evaluasi.selectors.nilai_lembar import NilaiResmi
from kinerja.formulas.capaian import CapaianTakTerdefinisi, hitung_capaian
from kinerja.models import (
    Acuan,
    AlasanKosong,
    IsiIndikator,
    Polaritas,
    Realisasi,
    StatusRealisasi,
    Target,
)
from kinerja.selectors.capaian import aturan_banding, capaian_tahun, jelaskan_sel
from kinerja.selectors.riwayat_pendahulu import (
    Pendahulu,
    pengampu_tahun,
    pilih_tahun,
    rantai_pendahulu,
)
from kinerja.selectors.target_berlaku import (
    AturanBeku,
    TargetIndikator,
    target_banyak_tahun,
    target_setahun,
)
from laporan.formulas.data_lkjip import (
    AcuanLKjIP,
    IndikatorLKjIP,
    NilaiTahunLKjIP,
    NilaiTriwulanLKjIP,
    PenjelasanPD,
)
from laporan.selectors.rencana_lkjip import Rencana
from opd.models import JenisPD, Pengguna

TAHUN_RIWAYAT = 4  # earlier years shown beside the reported one
TERVERIFIKASI = (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN)
_TRIWULAN = (1, 2, 3, 4)
Aturan = IsiIndikator | AturanBeku  # what a value is compared by


@dataclass(frozen=True)
class IndikatorTerbaca:
    """One indicator as it is printed, with what its gaps are judged by."""

    data: IndikatorLKjIP
    isi: IsiIndikator
    pengampu_id: int
    tindak_lanjut: str  # the newest one of the year
    tindak_lanjut_contoh: bool
    riwayat_belum_verifikasi: tuple[int, ...]  # earlier years printed with unverified values


@dataclass(frozen=True)
class _Setahun:
    """What one year says about many indicators."""

    isi: Mapping[int, IsiIndikator]
    target: Mapping[int, TargetIndikator]


@dataclass(frozen=True)
class _Bahan:
    rencana: Rencana
    tahun: Mapping[int, _Setahun]
    realisasi: Mapping[tuple[int, int], Mapping[int, Realisasi]]  # (indikator, tahun) -> triwulan
    akhir: Mapping[int, tuple[Decimal, Decimal | None]]  # nilai, nilai_atas
    acuan: Mapping[int, tuple[AcuanLKjIP, ...]]
    resmi: Mapping[int, Mapping[int, NilaiResmi]]
    rantai: Mapping[int, tuple[Pendahulu, ...]]  # whose years an indicator continues
    pengampu: Mapping[int, int]  # where it was another PD at the end of the year


def muat_indikator(
    rencana: Rencana,
    penempatan: Iterable[IsiIndikator],
    lengkap: Collection[int],
    resmi: Mapping[int, Mapping[int, NilaiResmi]],
) -> dict[int, IndikatorTerbaca]:
    """Indicators by id, in the order of `penempatan` (a constant number of queries).

    `penempatan` says which indicators; their content is that of `satu_per_indikator`. Those in
    `lengkap` get history, medium-term target, benchmarks and the PD's explanations; the others
    stand only in the annex. `resmi`: official values by indicator and year, for years in which
    nobody entered them.
    """
    urutan = list(dict.fromkeys(i.indikator_id for i in penempatan))
    bahan = _muat_bahan(rencana, urutan, [pk for pk in urutan if pk in lengkap], resmi)
    kini = bahan.tahun[rencana.tahun]
    return {
        pk: _indikator(kini.isi[pk], bahan, lengkap=pk in lengkap)
        for pk in urutan
        if pk in kini.isi
    }


def _muat_bahan(
    rencana: Rencana,
    semua: list[int],
    lengkap: list[int],
    resmi: Mapping[int, Mapping[int, NilaiResmi]],
) -> _Bahan:
    tahun = rencana.tahun
    rantai = rantai_pendahulu(lengkap)
    lampau = [*lengkap, *(p.indikator_id for satu in rantai.values() for p in satu)]
    lalu = range(tahun - TAHUN_RIWAYAT, tahun)
    target = {**target_banyak_tahun(lampau, lalu), tahun: target_setahun(semua, tahun)}
    setahun = {}
    for y in range(tahun - TAHUN_RIWAYAT, tahun + 1):
        ids = semua if y == tahun else lampau
        isi = IsiIndikator.objects.diukur(y).filter(indikator__in=ids)
        setahun[y] = _Setahun(
            isi.select_related("indikator", "dokumen").satu_per_indikator(),
            target.get(y, {}),
        )
    realisasi: dict[tuple[int, int], dict[int, Realisasi]] = {}
    baris = Realisasi.objects.filter(
        Q(indikator__in=semua, tahun=tahun)
        | Q(indikator__in=lampau, tahun__range=(tahun - TAHUN_RIWAYAT, tahun - 1))
    ).select_related("diisi_oleh", "diverifikasi_oleh")
    for r in baris:
        realisasi.setdefault((r.indikator_id, r.tahun), {})[r.triwulan] = r
    return _Bahan(
        rencana=rencana,
        tahun=setahun,
        realisasi=realisasi,
        akhir=_target_akhir(rencana, lengkap),
        acuan=_acuan(rencana, lengkap),
        resmi=resmi,
        rantai=rantai,
        pengampu=pengampu_tahun(tahun),
    )


def _target_akhir(rencana: Rencana, ids: list[int]) -> dict[int, tuple[Decimal, Decimal | None]]:
    """Targets of the last year of the RPJMD or Renstra, by indicator (two queries)."""
    dokumen = rencana.menengah
    if dokumen is None:
        return {}
    setahun = Target.objects.filter(
        dokumen=dokumen, indikator__in=ids, tahun=dokumen.tahun_sampai, triwulan=0
    )
    baris = setahun.values_list("indikator_id", "nilai", "nilai_atas")
    hasil = {pk: (nilai, atas) for pk, nilai, atas in baris}
    tercatat = IsiIndikator.objects.filter(
        dokumen=dokumen, indikator__in=ids, target_akhir__isnull=False
    ).values_list("indikator_id", "target_akhir")
    hasil.update((pk, (nilai, None)) for pk, nilai in tercatat if nilai is not None)
    return hasil


def _acuan(rencana: Rencana, ids: list[int]) -> dict[int, tuple[AcuanLKjIP, ...]]:
    """Benchmarks by indicator (one query); a PD's report shows its own and the city's."""
    baris = Acuan.objects.filter(indikator__in=ids, tahun__lte=rencana.tahun)
    if not rencana.untuk_kota:
        baris = baris.filter(
            Q(perangkat_daerah=rencana.pd) | Q(perangkat_daerah__jenis=JenisPD.KOTA)
        )
    hasil: dict[int, tuple[AcuanLKjIP, ...]] = {}
    for a in _berurutan(baris):
        if a.indikator_id is not None:
            hasil[a.indikator_id] = (*hasil.get(a.indikator_id, ()), acuan_tercetak(a))
    return hasil


def acuan_tercetak(a: Acuan) -> AcuanLKjIP:
    """A published number as the report holds it."""
    return AcuanLKjIP(a.nama, a.tahun, a.nilai, a.satuan, a.desimal, a.sumber)


def muat_makro(rencana: Rencana) -> tuple[AcuanLKjIP, ...]:
    """Figures about the place itself, up to the reported year (one query)."""
    baris = Acuan.objects.filter(
        perangkat_daerah=rencana.pd, indikator__isnull=True, tahun__lte=rencana.tahun
    )
    return tuple(acuan_tercetak(a) for a in _berurutan(baris))


def _berurutan(baris: Iterable[Acuan]) -> list[Acuan]:
    """By name and year, sorted here: databases sort letters differently, the digest must not."""
    return sorted(baris, key=lambda a: (a.nama, a.tahun, a.pk))


def _indikator(isi: IsiIndikator, bahan: _Bahan, *, lengkap: bool) -> IndikatorTerbaca:
    pk, tahun, rencana = isi.indikator_id, bahan.rencana.tahun, bahan.rencana
    baris = bahan.realisasi.get((pk, tahun), {})
    target = bahan.tahun[tahun].target.get(pk)
    sel = capaian_tahun(isi, target, {tw: r.nilai for tw, r in baris.items()})
    penjelasan, aturan = jelaskan_sel(isi, sel), aturan_banding(isi, sel.target)
    pengampu_id = bahan.pengampu.get(pk, isi.indikator.pengampu_id)
    kini = NilaiTahunLKjIP(
        tahun=tahun,
        target=sel.target.nilai if sel.target else None,
        realisasi=sel.realisasi,
        capaian=sel.capaian,
        sementara=sel.sementara,
        contoh=_memuat_contoh(baris.values()),
    )
    akhir = bahan.akhir.get(pk) if lengkap else None
    dokumen = rencana.menengah if akhir is not None else None
    menulis = [r for _, r in sorted(baris.items()) if r.tindak_lanjut]
    return IndikatorTerbaca(
        isi=isi,
        pengampu_id=pengampu_id,
        tindak_lanjut=menulis[-1].tindak_lanjut if menulis else "",
        tindak_lanjut_contoh=bool(menulis and menulis[-1].contoh),
        riwayat_belum_verifikasi=_tahun_belum_verifikasi(pk, bahan) if lengkap else (),
        data=IndikatorLKjIP(
            indikator_id=pk,
            nama=huruf_kalimat(isi.nama),
            satuan=isi.satuan,
            desimal=isi.desimal,
            skala=isi.skala_predikat,
            polaritas=str(Polaritas(aturan.polaritas).label),
            iku=isi.iku,
            pengampu=rencana.nama_pd(pengampu_id),
            penanggung_jawab=isi.penanggung_jawab,
            sumber_data=isi.sumber_data,
            target=kini.target,
            target_atas=sel.target.nilai_atas if sel.target else None,
            target_asal=sel.target.dokumen if sel.target else "",
            target_contoh=bool(sel.target and sel.target.contoh),
            realisasi=kini.realisasi,
            sementara=kini.sementara,
            contoh=kini.contoh,
            capaian=kini.capaian,
            kategori=sel.kategori.nama if sel.kategori else "",
            tingkat=sel.kategori.tingkat if sel.kategori else None,
            alasan=sel.alasan,
            penjelasan=penjelasan.kalimat,
            rumus=penjelasan.rumus,
            triwulan=tuple(_triwulan(tw, baris.get(tw), isi) for tw in _TRIWULAN),
            riwayat=(*_riwayat(isi, bahan), kini) if lengkap else (),
            target_akhir=akhir[0] if akhir else None,
            tahun_akhir=dokumen.tahun_sampai if dokumen else None,
            dokumen_akhir=str(dokumen) if dokumen else "",
            capaian_akhir=_capaian_akhir(aturan, kini, akhir),
            acuan=bahan.acuan.get(pk, ()) if lengkap else (),
            penjelasan_pd=tuple(
                _penjelasan(r) for _, r in sorted(baris.items()) if lengkap and _menjelaskan(r)
            ),
        ),
    )


def _memuat_contoh(baris: Iterable[Realisasi]) -> bool:
    """Whether a made-up value stands among the quarters."""
    return any(r.contoh and r.nilai is not None for r in baris)


def _triwulan(tw: int, r: Realisasi | None, isi: IsiIndikator) -> NilaiTriwulanLKjIP:
    alasan = ""
    if r is not None and r.alasan_kosong:
        alasan = str(AlasanKosong(r.alasan_kosong).label)
    elif not isi.jatuh_tempo(tw) and (r is None or r.nilai is None):
        alasan = str(AlasanKosong.TIDAK_DIUKUR.label)
    if r is None:
        return NilaiTriwulanLKjIP(tw, None, alasan, "", False, False, "", None, "", "")
    return NilaiTriwulanLKjIP(
        triwulan=tw,
        nilai=r.nilai,
        alasan_kosong=alasan,
        status=str(r.get_status_display()),
        terverifikasi=r.status in TERVERIFIKASI,
        contoh=r.contoh,
        sumber=r.sumber,
        realisasi_id=r.pk,
        diisi=_siapa_kapan(r.diisi_oleh, r.diisi_pada),
        diverifikasi=(
            _siapa_kapan(r.diverifikasi_oleh, r.diverifikasi_pada)
            if r.status in TERVERIFIKASI
            else ""
        ),
    )


def _siapa_kapan(siapa: Pengguna | None, kapan: datetime.datetime | None) -> str:
    return ", ".join([str(x) for x in (siapa,) if x] + [format_tanggal(k) for k in (kapan,) if k])


def _menjelaskan(r: Realisasi) -> bool:
    return any((r.analisis, r.faktor_pendorong, r.faktor_penghambat, r.tindak_lanjut))


def _penjelasan(r: Realisasi) -> PenjelasanPD:
    return PenjelasanPD(
        triwulan=r.triwulan,
        analisis=r.analisis,
        faktor_pendorong=r.faktor_pendorong,
        faktor_penghambat=r.faktor_penghambat,
        tindak_lanjut=r.tindak_lanjut,
        contoh=r.contoh,
    )


def _riwayat(isi_kini: IsiIndikator, bahan: _Bahan) -> list[NilaiTahunLKjIP]:
    """Earlier years of which anything is known, by the lasting identity of the indicator; years
    before a reorganisation are those of its predecessor, marked with the name of that PD."""
    belum = _tahun_belum_verifikasi(isi_kini.indikator_id, bahan)
    hasil = []
    for y in range(bahan.rencana.tahun - TAHUN_RIWAYAT, bahan.rencana.tahun):
        pk, pendahulu = _pemilik_tahun(isi_kini.indikator_id, y, bahan)
        isi = bahan.tahun[y].isi.get(pk, isi_kini)
        baris = bahan.realisasi.get((pk, y), {})
        sel = capaian_tahun(
            isi, bahan.tahun[y].target.get(pk), {tw: r.nilai for tw, r in baris.items()}
        )
        target = sel.target.nilai if sel.target else None
        contoh = _memuat_contoh(baris.values()) or bool(sel.target and sel.target.contoh)
        resmi = bahan.resmi.get(pk, {}).get(y)
        if sel.realisasi is None and resmi is not None:
            capaian = None
            if sel.target is not None:
                aturan = aturan_banding(isi, sel.target)
                capaian = _capaian(aturan, resmi.nilai, sel.target.nilai, sel.target.nilai_atas)
            hasil.append(
                NilaiTahunLKjIP(
                    y,
                    target,
                    resmi.nilai,
                    capaian,
                    False,
                    contoh or resmi.lembar.contoh,
                    pendahulu=pendahulu,
                )
            )
        elif sel.realisasi is not None or target is not None:
            hasil.append(
                NilaiTahunLKjIP(
                    tahun=y,
                    target=target,
                    realisasi=sel.realisasi,
                    capaian=sel.capaian,
                    sementara=sel.sementara,
                    contoh=contoh,
                    belum_verifikasi=y in belum,
                    pendahulu=pendahulu,
                )
            )
    return hasil


def _tahun_belum_verifikasi(pk: int, bahan: _Bahan) -> tuple[int, ...]:
    """The earlier years of which a value is printed that nobody verified."""
    kini = bahan.rencana.tahun
    return tuple(
        y
        for y in range(kini - TAHUN_RIWAYAT, kini)
        if any(
            r.nilai is not None and r.status not in TERVERIFIKASI
            for r in bahan.realisasi.get((_pemilik_tahun(pk, y, bahan)[0], y), {}).values()
        )
    )


def _pemilik_tahun(pk: int, tahun: int, bahan: _Bahan) -> tuple[int, str]:
    """Whose rows tell an earlier year: its own, else those of a predecessor with its PD's name."""
    if pk not in bahan.rantai:
        return pk, ""
    semua = (pk, *(p.indikator_id for p in bahan.rantai[pk]))
    setahun = bahan.tahun[tahun]
    ada = {
        satu
        for satu in semua
        if (satu, tahun) in bahan.realisasi or satu in setahun.isi or satu in setahun.target
    }
    return pilih_tahun(pk, bahan.rantai, ada)


def _capaian_akhir(
    aturan: Aturan, kini: NilaiTahunLKjIP, akhir: tuple[Decimal, Decimal | None] | None
) -> Decimal | None:
    """The year's value against the medium-term target; a partial year is no value of the year."""
    if akhir is None or kini.realisasi is None or kini.sementara:
        return None
    return _capaian(aturan, kini.realisasi, *akhir)


def _capaian(
    aturan: Aturan, realisasi: Decimal, target: Decimal, target_atas: Decimal | None
) -> Decimal | None:
    try:
        return hitung_capaian(
            realisasi,
            target,
            polaritas=aturan.polaritas,  # type: ignore[arg-type]  # constrained by the database
            rumus_negatif=aturan.rumus_negatif,  # type: ignore[arg-type]
            target_atas=target_atas,
        )
    except CapaianTakTerdefinisi:
        return None
