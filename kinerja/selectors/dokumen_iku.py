"""The IKU of one document version: the list on screen, in the spreadsheet and on paper."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dasar.tulisan import huruf_kalimat
from kinerja.models import DokumenPerencanaan, IsiIndikator, IsiSimpul, Target
from kinerja.selectors.riwayat_indikator import KOSONG, teks_atribut, teks_target
from opd.models import JenisPD, PerangkatDaerah
from opd.selectors.pejabat import jabatan_kepala, penandatangan

_HASIL = ("sasaran", "tujuan")
# What an IKU must have (PER/20/M.PAN/11/2008 and the columns of the regional regulations).
_WAJIB: Mapping[str, str] = {
    "satuan": "satuan",
    "definisi_operasional": "definisi operasional",
    "alasan": "alasan pemilihan",
    "rumus": "formulasi",
    "sumber_data": "sumber data",
    "penanggung_jawab": "penanggung jawab",
}


@dataclass(frozen=True)
class TargetIKU:
    """The target of one year; `nilai` None: not set. `atas`: upper bound of a range."""

    tahun: int
    teks: str
    nilai: Decimal | None
    atas: Decimal | None
    contoh: bool


@dataclass(frozen=True)
class BarisIKU:
    """One IKU with its attributes as text, "–" where nothing is written. `kurang` are the names of
    what is missing; `huruf`: measured in letters."""

    pk: int
    nomor: str
    nama: str
    satuan: str
    definisi: str
    alasan: str
    rumus: str
    tipe: str
    polaritas: str
    frekuensi: str
    sumber: str
    penanggung_jawab: str
    pengampu: str
    baseline: str
    target_akhir: str
    nilai_baseline: Decimal | None
    nilai_target_akhir: Decimal | None
    target: tuple[TargetIKU, ...]
    desimal: int
    huruf: bool
    kurang: tuple[str, ...]


@dataclass(frozen=True)
class KelompokIKU:
    """The IKU of one sasaran (or tujuan)."""

    jenis: str
    kode: str
    nama: str
    baris: tuple[BarisIKU, ...]


@dataclass(frozen=True)
class TandaTangan:
    """Who fixes the IKU: the wali kota of the day; `nama` empty when the post is vacant."""

    jabatan: str
    nama: str
    nip: str


@dataclass(frozen=True)
class DokumenIKU:
    """All IKU of one version. `kekurangan`: one sentence per gap; `draf`: not final."""

    dokumen: str
    versi: str
    nomor: str
    status: str
    nama_pd: str
    nama_kota: str
    kode_pd: str
    tanggal: datetime.date
    tahun: tuple[int, ...]
    kelompok: tuple[KelompokIKU, ...]
    kekurangan: tuple[str, ...]
    draf: bool
    contoh: bool
    tanda_tangan: TandaTangan | None

    @property
    def jumlah(self) -> int:
        """How many IKU there are."""
        return sum(len(k.baris) for k in self.kelompok)


def susun_iku(dokumen: DokumenPerencanaan, tanggal: datetime.date) -> DokumenIKU:
    """Gather the IKU of a version (a fixed number of queries). `tanggal`: whose signature
    and which names; a version in force is signed on the day from which it counts."""
    tanggal = dokumen.berlaku_mulai or tanggal
    isi = list(
        IsiIndikator.objects.filter(dokumen=dokumen, iku=True)
        .select_related("indikator", "isi_simpul")
        .order_by("isi_simpul__jalur", "urutan", "pk")
    )
    target: dict[int, dict[int, Target]] = {}
    for t in Target.objects.filter(
        dokumen=dokumen, triwulan=0, indikator__in=[i.indikator_id for i in isi]
    ):
        target.setdefault(t.indikator_id, {})[t.tahun] = t
    simpul = {s.jalur: s for s in IsiSimpul.objects.filter(dokumen=dokumen, jenis__in=_HASIL)}
    terpakai = {i.indikator.pengampu_id for i in isi} | {dokumen.perangkat_daerah_id}
    kota = PerangkatDaerah.objects.filter(jenis=JenisPD.KOTA).first()
    kota_id = kota.pk if kota is not None else dokumen.perangkat_daerah_id
    nama_pd = PerangkatDaerah.objects.filter(pk__in=terpakai | {kota_id}).nama_per_id(tanggal)
    tahun = tuple(range(dokumen.tahun_dari, dokumen.tahun_sampai + 1))
    kelompok = _kelompokkan(isi, simpul, target, tahun, nama_pd)
    return DokumenIKU(
        dokumen=str(dokumen),
        versi=f"perubahan ke-{dokumen.perubahan_ke}" if dokumen.perubahan_ke else "murni",
        nomor=dokumen.nomor,
        status=str(dokumen.get_status_display()),
        nama_pd=nama_pd[dokumen.perangkat_daerah_id],
        nama_kota=nama_pd[kota_id],
        kode_pd=dokumen.perangkat_daerah.kode,
        tanggal=tanggal,
        tahun=tahun,
        kelompok=kelompok,
        kekurangan=_kekurangan(kelompok),
        draf=dokumen.status == "draf",
        contoh=any(t.contoh for milik in target.values() for t in milik.values()),
        tanda_tangan=_tanda_tangan(kota_id, tanggal),
    )


def _kelompokkan(
    isi: Sequence[IsiIndikator],
    simpul: Mapping[str, IsiSimpul],
    target: Mapping[int, Mapping[int, Target]],
    tahun: Sequence[int],
    nama_pd: Mapping[int, str],
) -> tuple[KelompokIKU, ...]:
    """Below the nearest sasaran or tujuan, in reading order."""
    wadah: dict[str, list[IsiIndikator]] = {}
    for satu in isi:
        wadah.setdefault(_induk_hasil(satu.isi_simpul.jalur, simpul), []).append(satu)
    hasil = []
    nomor = 0
    for jalur, anggota in wadah.items():
        induk = simpul.get(jalur) or anggota[0].isi_simpul
        baris = []
        for satu in anggota:
            nomor += 1
            baris.append(
                _baris(str(nomor), satu, target.get(satu.indikator_id, {}), tahun, nama_pd)
            )
        hasil.append(
            KelompokIKU(
                jenis=str(induk.get_jenis_display()),
                kode=induk.kode,
                nama=huruf_kalimat(induk.nama),
                baris=tuple(baris),
            )
        )
    return tuple(hasil)


def _induk_hasil(jalur: str, simpul: Mapping[str, IsiSimpul]) -> str:
    """The path of the nearest sasaran or tujuan at or above `jalur`; `jalur` itself without one."""
    ruas = jalur.split(".")
    for n in range(len(ruas), 0, -1):
        calon = ".".join(ruas[:n])
        if calon in simpul:
            return calon
    return jalur


def _baris(
    nomor: str,
    isi: IsiIndikator,
    target: Mapping[int, Target],
    tahun: Sequence[int],
    nama_pd: Mapping[int, str],
) -> BarisIKU:
    deret = tuple(_target(th, target.get(th), isi) for th in tahun)
    kurang = [
        nama
        for medan, nama in _WAJIB.items()
        if not str(getattr(isi, medan)).strip()
        and not (medan == "satuan" and isi.skala_predikat is not None)
    ]
    if isi.baseline is None:
        kurang.append("baseline")
    belum = [str(t.tahun) for t in deret if t.nilai is None]
    if belum:
        kurang.append(f"target {', '.join(belum)}")
    return BarisIKU(
        pk=isi.pk,
        nomor=nomor,
        nama=huruf_kalimat(isi.nama),
        satuan=teks_atribut(isi, "satuan"),
        definisi=teks_atribut(isi, "definisi_operasional"),
        alasan=teks_atribut(isi, "alasan"),
        rumus=teks_atribut(isi, "rumus"),
        tipe=f"{teks_atribut(isi, 'cara')}, isian {isi.get_isian_display()}",
        polaritas=teks_atribut(isi, "polaritas"),
        frekuensi=teks_atribut(isi, "frekuensi"),
        sumber=teks_atribut(isi, "sumber_data"),
        penanggung_jawab=teks_atribut(isi, "penanggung_jawab"),
        pengampu=nama_pd.get(isi.indikator.pengampu_id, KOSONG),
        baseline=teks_atribut(isi, "baseline"),
        target_akhir=teks_atribut(isi, "target_akhir"),
        nilai_baseline=isi.baseline,
        nilai_target_akhir=isi.target_akhir,
        target=deret,
        desimal=isi.desimal,
        huruf=isi.skala_predikat is not None,
        kurang=tuple(kurang),
    )


def _target(tahun: int, t: Target | None, isi: IsiIndikator) -> TargetIKU:
    if t is None:
        return TargetIKU(tahun, KOSONG, None, None, False)
    return TargetIKU(
        tahun, teks_target(t.nilai, t.nilai_atas, isi), t.nilai, t.nilai_atas, t.contoh
    )


def _kekurangan(kelompok: Sequence[KelompokIKU]) -> tuple[str, ...]:
    if not kelompok:
        return ("Belum ada indikator yang ditandai IKU.",)
    return tuple(
        f"{b.nomor}. {b.nama}: {', '.join(b.kurang)} belum ada."
        for k in kelompok
        for b in k.baris
        if b.kurang
    )


def _tanda_tangan(kota_id: int, tanggal: datetime.date) -> TandaTangan | None:
    """The holder of the wali kota's post on that day; None when the city has no such post."""
    jabatan = jabatan_kepala(kota_id, tanggal)
    if jabatan is None:
        return None
    pejabat = penandatangan(jabatan.pk, tanggal)
    if pejabat is None:
        return TandaTangan(jabatan.nama, "", "")
    return TandaTangan(pejabat.sebutan, pejabat.pegawai.nama, pejabat.pegawai.nip)
