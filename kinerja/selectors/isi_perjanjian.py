"""What a Perjanjian Kinerja says: frozen once signed, read anew from the plan while a draf."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings

from dasar.tulisan import huruf_kalimat
from kinerja.formulas.isi_pk import SKEMA, IsiPK, PihakPK, dari_json, jumlah_pagu
from kinerja.models import (
    DokumenPerencanaan,
    IsiSimpul,
    JenisDokumen,
    JenisSimpul,
    PerjanjianKinerja,
    StatusDokumen,
    StatusPK,
)
from kinerja.selectors.janji_simpul import (
    cabang_pagu,
    muat_indikator,
    muat_pagu,
    program_kota,
    susun_kinerja,
    susun_program,
)
from kinerja.selectors.versi_dokumen import versi_pada
from opd.models import Jabatan, JenisPD, PenugasanJabatan, PerangkatDaerah
from opd.models.organisasi import JENIS_UNIT
from opd.selectors.pejabat import atasan_jabatan, pejabat_pada

_BERNOMOR = (StatusDokumen.BERLAKU, StatusDokumen.DIGANTIKAN)


def isi_perjanjian(pk: PerjanjianKinerja) -> IsiPK:
    """The content of one agreement: as frozen, or as the plan and the posts are for its date."""
    if pk.status != StatusPK.DRAF and pk.isi is not None:
        return dari_json(pk.isi)
    return susun_isi(pk, pk.tanggal)


def dokumen_janji(
    jabatan: Jabatan, tahun: int, tanggal: datetime.date
) -> DokumenPerencanaan | None:
    """The plan that the agreement of a post promises; None: its PD has none in force (one query).

    The RKPD for the wali kota (the RPJMD where the RKPD holds no sasaran), the Renja for a PD,
    for a unit below a PD that of the PD.
    """
    pd = jabatan.perangkat_daerah
    kota = pd.jenis == JenisPD.KOTA
    jenis = (JenisDokumen.RKPD, JenisDokumen.RPJMD) if kota else (JenisDokumen.RENJA,)
    pemilik = [pd.pk, pd.induk_id] if pd.induk_id and pd.jenis in JENIS_UNIT else [pd.pk]
    semua = list(
        DokumenPerencanaan.objects.filter(
            perangkat_daerah__in=pemilik,
            jenis__in=jenis,
            status__in=_BERNOMOR,
            tahun_dari__lte=tahun,
            tahun_sampai__gte=tahun,
        )
    )
    pilihan = [
        versi
        for pemilik_id in pemilik
        for satu in jenis
        if (
            versi := versi_pada(
                (d for d in semua if d.jenis == satu and d.perangkat_daerah_id == pemilik_id),
                tanggal,
            )
        )
    ]
    if kota and len(pilihan) > 1:
        bersasaran = IsiSimpul.objects.filter(dokumen=pilihan[0], jenis=JenisSimpul.SASARAN)
        return pilihan[0] if bersasaran.exists() else pilihan[1]
    return pilihan[0] if pilihan else None


def susun_isi(pk: PerjanjianKinerja, tanggal: datetime.date) -> IsiPK:
    """The content as it would be signed on `tanggal`, as a draf (a fixed number of queries)."""
    jabatan, tahun = pk.jabatan, pk.tahun
    pertama, kedua, celah = _pihak(jabatan, tanggal)
    dokumen = dokumen_janji(jabatan, tahun, tanggal)
    if dokumen is None:
        celah.append(f"Belum ada rencana tahun {tahun} yang berlaku untuk jabatan ini.")
    simpul = list(IsiSimpul.objects.filter(dokumen=dokumen).order_by("jalur")) if dokumen else []
    memimpin = _memimpin(jabatan, dokumen)
    kota = jabatan.perangkat_daerah.jenis == JenisPD.KOTA
    janji = _janji_pimpinan(simpul, celah, dokumen) if memimpin else _janji_jabatan(simpul, jabatan)
    if dokumen is not None and not janji:
        celah.append(
            f"{dokumen} belum memuat sasaran."
            if memimpin
            else f"Belum ada program, kegiatan, atau sub kegiatan {dokumen} "
            f"dengan penanggung jawab {jabatan.nama}."
        )
    indikator = muat_indikator(dokumen, janji, tahun) if dokumen else {}
    kinerja, kurang = susun_kinerja(janji, indikator, utama=kota)
    celah += kurang
    if kota and not any(s.jenis == JenisSimpul.PROGRAM for s in simpul):
        baris = program_kota(tahun, tanggal)
    else:
        cabang = cabang_pagu(simpul, janji, jabatan.tingkat, seluruhnya=memimpin)
        baris = susun_program(cabang, muat_pagu(simpul, tahun))
    celah += [f"Pagu {satu.nama} belum diketahui." for satu in baris if satu.pagu is None]
    if not baris and janji:
        celah.append("Belum ada program atau kegiatan dengan pagu.")
    return IsiPK(
        skema=SKEMA,
        pemerintah=settings.NAMA_KOTA,
        tahun=tahun,
        judul=_judul(jabatan.perangkat_daerah, tanggal),
        unit="" if memimpin else jabatan.nama,
        perubahan_ke=pk.perubahan_ke,
        alasan=pk.get_alasan_display() if pk.alasan else "",
        pihak_pertama=pertama,
        pihak_kedua=kedua,
        tempat=settings.NAMA_KOTA.removeprefix("Kota ").removeprefix("Kabupaten "),
        tanggal=tanggal.isoformat(),
        judul_kinerja=_judul_kinerja(janji),
        kinerja=kinerja,
        judul_program=_judul_program(simpul, [b.simpul_id for b in baris], kota=kota),
        program=baris,
        jumlah_pagu=jumlah_pagu(baris),
        dokumen=str(dokumen) if dokumen else "",
        celah=tuple(celah),
        sifat="draf",
    )


def bekukan(isi: IsiPK) -> IsiPK:
    """The same content as a signed paper."""
    return replace(isi, sifat="contoh" if isi.memuat_contoh else "bersih")


def _memimpin(jabatan: Jabatan, dokumen: DokumenPerencanaan | None) -> bool:
    """Whether the post answers for a whole plan: the city's, or that of a PD with its own."""
    if not jabatan.kepala:
        return False
    if jabatan.perangkat_daerah.jenis not in JENIS_UNIT:
        return True
    return dokumen is not None and dokumen.perangkat_daerah_id == jabatan.perangkat_daerah_id


def _judul(pd: PerangkatDaerah, tanggal: datetime.date) -> str:
    if pd.jenis == JenisPD.KOTA:
        return str(settings.NAMA_PEMERINTAH)
    return pd.nama_pada(tanggal)


def _pihak(jabatan: Jabatan, tanggal: datetime.date) -> tuple[PihakPK, PihakPK | None, list[str]]:
    """Both signers on `tanggal`, and a sentence for each post that nobody holds."""
    atasan = atasan_jabatan(jabatan, tanggal)
    ids = [jabatan.pk] if atasan is None else [jabatan.pk, atasan.pk]
    pejabat = pejabat_pada(ids, tanggal)
    celah = [
        f"{satu.nama} tidak dijabat siapa pun pada tanggal itu."
        for satu in (jabatan, atasan)
        if satu is not None and satu.pk not in pejabat
    ]
    if atasan is None and not (jabatan.kepala and jabatan.perangkat_daerah.jenis == JenisPD.KOTA):
        celah.append(f"Atasan langsung {jabatan.nama} belum ditentukan.")
    pertama = _satu_pihak(jabatan, pejabat.get(jabatan.pk), tanggal)
    kedua = None if atasan is None else _satu_pihak(atasan, pejabat.get(atasan.pk), tanggal)
    return pertama, kedua, celah


def _satu_pihak(
    jabatan: Jabatan, penugasan: PenugasanJabatan | None, tanggal: datetime.date
) -> PihakPK:
    sebutan = penugasan.sebutan if penugasan else jabatan.nama
    return PihakPK(
        jabatan_id=jabatan.pk,
        sebutan=sebutan,
        jabatan=_jabatan_lengkap(sebutan, jabatan, tanggal),
        nama=penugasan.pegawai.nama if penugasan else "",
        pangkat=penugasan.pegawai.pangkat if penugasan else "",
        nip=penugasan.pegawai.nip if penugasan else "",
        penugasan_id=penugasan.pk if penugasan else None,
        contoh=penugasan.pegawai.contoh if penugasan else False,
    )


def _jabatan_lengkap(sebutan: str, jabatan: Jabatan, tanggal: datetime.date) -> str:
    """As "Kepala Dinas Kesehatan Kota Tangerang Selatan": PD and city are added where they lack."""
    lengkap = sebutan
    pd = jabatan.perangkat_daerah
    if pd.jenis != JenisPD.KOTA:
        for tambahan in (pd.nama_pada(tanggal) if not jabatan.kepala else "", settings.NAMA_KOTA):
            if tambahan and tambahan.casefold() not in lengkap.casefold():
                lengkap = f"{lengkap} {tambahan}"
    return lengkap


def _janji_pimpinan(
    simpul: Sequence[IsiSimpul], celah: list[str], dokumen: DokumenPerencanaan | None
) -> list[IsiSimpul]:
    """Tujuan and sasaran of the plan; its programs where it has no sasaran."""
    sasaran = [s for s in simpul if s.jenis in (JenisSimpul.TUJUAN, JenisSimpul.SASARAN)]
    if any(s.jenis == JenisSimpul.SASARAN for s in sasaran):
        return sasaran
    program = [s for s in simpul if s.jenis == JenisSimpul.PROGRAM]
    if dokumen is None or dokumen.jenis != JenisDokumen.RENJA or not program:
        return []
    celah.append(f"{dokumen} belum memuat sasaran, jadi yang dijanjikan adalah hasil program.")
    return program


def _janji_jabatan(simpul: Sequence[IsiSimpul], jabatan: Jabatan) -> list[IsiSimpul]:
    return [s for s in simpul if s.jabatan_id == jabatan.pk]


def _judul_kinerja(janji: Sequence[IsiSimpul]) -> str:
    jenis = list(dict.fromkeys(s.jenis for s in janji))
    if not jenis or JenisSimpul.SASARAN in jenis or JenisSimpul.TUJUAN in jenis:
        return "Sasaran strategis"
    return "/".join(JenisSimpul(satu).label for satu in jenis)


def _judul_program(simpul: Sequence[IsiSimpul], ids: Sequence[int], *, kota: bool) -> str:
    if kota:
        return JenisSimpul.PROGRAM.label
    jenis = list(dict.fromkeys(s.jenis for s in simpul if s.simpul_id in set(ids)))
    return huruf_kalimat("/".join(JenisSimpul(satu).label for satu in jenis)) or "Program"
