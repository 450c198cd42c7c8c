"""The rows of organisation and planning in the world of tests/panggung_akses.py."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from dasar.models import Berkas, ImporData, RincianImpor, StatusImporData
from kinerja.models import (
    Anggaran,
    ButirPK,
    Crosscutting,
    DokumenPerencanaan,
    Dukungan,
    FaktorKunci,
    Indikator,
    IndikatorKondisi,
    IsiIndikator,
    IsiSimpul,
    JenisDokumen,
    JenisPohon,
    JenisSimpul,
    KondisiKinerja,
    PerjanjianKinerja,
    PohonKinerja,
    RencanaAksi,
    Simpul,
    Target,
    TingkatKondisi,
    UsulTarget,
)
from kinerja.selectors.isi_perjanjian import susun_isi
from kinerja.services.perjanjian import buat_pk
from kinerja.services.perjanjian_tanda import tanda_isi, tandatangani_pk
from kinerja.services.versi import salin_dokumen
from opd.models import (
    AliasPD,
    DokumenResmi,
    Eselon,
    Jabatan,
    JenisDokumenResmi,
    JenisPD,
    JenisPerubahan,
    NamaPD,
    Pegawai,
    Pengguna,
    PenugasanJabatan,
    PerangkatDaerah,
    PerubahanOrganisasi,
)
from opd.selectors.perubahan import PDBaru
from opd.services.perubahan import simpan_perubahan
from tests.factories import TAHUN, DokumenFactory, IsiSimpulFactory, PerangkatDaerahFactory
from tests.factories_jabatan import JabatanFactory, PegawaiFactory, PenugasanFactory

PDF = b"%PDF-1.7\n"
TANGGAL_PK = datetime.date(TAHUN, 1, 15)
TANGGAL_PERUBAHAN = datetime.date(TAHUN, 7, 1)
JENIS_IMPOR = "pegawai"
# What a page of organisation or planning may change.
POTRET_RENCANA: tuple[type[Model], ...] = (
    AliasPD,
    Anggaran,
    ButirPK,
    Crosscutting,
    DokumenPerencanaan,
    DokumenResmi,
    Dukungan,
    FaktorKunci,
    ImporData,
    Indikator,
    IndikatorKondisi,
    IsiIndikator,
    IsiSimpul,
    Jabatan,
    KondisiKinerja,
    NamaPD,
    Pegawai,
    PenugasanJabatan,
    PerangkatDaerah,
    PerjanjianKinerja,
    PerubahanOrganisasi,
    PohonKinerja,
    RencanaAksi,
    RincianImpor,
    Simpul,
    Target,
    UsulTarget,
)


@dataclass
class Versi:
    """One version of the yearly plan: its node with the indicator."""

    dokumen: DokumenPerencanaan
    simpul: IsiSimpul
    indikator: IsiIndikator


@dataclass
class Draf(Versi):
    """The draf beside it, which also holds another program, two goals and a link to the first."""

    lain: IsiSimpul
    tujuan: IsiSimpul
    dukungan: Dukungan


@dataclass
class Pohon:
    """A tree of a root and two conditions below it; everything hangs on the second, `kondisi`."""

    pohon: PohonKinerja
    kosong: PohonKinerja
    kondisi: KondisiKinerja
    csf: FaktorKunci
    indikator: IndikatorKondisi


@dataclass
class MilikRencana:
    """What one PD, or the city, has. `ditawari` is asked of it, `menawari` it asks of another."""

    pd: PerangkatDaerah
    jabatan: Jabatan
    kosong: Jabatan  # a post that nobody holds, without an agreement
    penugasan: PenugasanJabatan
    salah_catat: PenugasanJabatan  # nothing refers to it
    berlaku: Versi
    draf: Draf
    renstra: DokumenPerencanaan  # in force, without a draf beside it
    pohon: Pohon
    ditawari: Crosscutting
    menawari: Crosscutting
    pk: PerjanjianKinerja  # the draf of a perubahan of the signed one
    pk_tanda: PerjanjianKinerja
    aksi: RencanaAksi
    usul: UsulTarget
    resmi: DokumenResmi
    alias: AliasPD
    perubahan: PerubahanOrganisasi | None  # the city is never merged or split


@dataclass
class DuniaRencana:
    """By target word; `ketiga` is a PD to which nobody of the table belongs."""

    milik: dict[str, MilikRencana]
    ketiga: PerangkatDaerah
    bebas: Pegawai  # an official without a post


def susun_rencana(isi: dict[str, IsiIndikator], orang: dict[str, Pengguna]) -> DuniaRencana:
    """Store it all; `isi` is the measured indicator of each target word.

    No service that tells people is called: a row of the table counts the notices of a person.
    """
    ketiga = PerangkatDaerahFactory(nama="Dinas Ketiga")
    pohon_ketiga = _pohon(ketiga, "")
    # The superior of every head: the wali kota signs as the second party.
    kota = isi["kota"].dokumen.perangkat_daerah
    wali = JabatanFactory(pd=kota, nama="Wali Kota", eselon=Eselon.KEPALA_DAERAH)
    PenugasanFactory(jabatan=wali, pegawai=PegawaiFactory(nama="Wali Kota Uji", nip=""))
    milik = {
        kata: _milik(satu, wali if kata == "kota" else None, pohon_ketiga, orang)
        for kata, satu in isi.items()
    }
    return DuniaRencana(milik, ketiga, PegawaiFactory(nama="Pegawai Tanpa Jabatan"))


def impor_orang(orang: Pengguna) -> ImporData:
    """An upload of the person, checked and ready to be applied."""
    berkas = _berkas("pegawai.csv", "csv", b"nip,nama\n")
    return ImporData.objects.create(
        jenis=JENIS_IMPOR,
        keterangan="Unggahan sasaran",
        berkas=berkas,
        status=StatusImporData.PRATINJAU,
        ringkasan={"baru": 1, "berubah": 0, "sama": 0, "galat": 0},
        diunggah_oleh=orang,
    )


def _milik(
    isi: IsiIndikator, wali: Jabatan | None, ketiga: Pohon, orang: dict[str, Pengguna]
) -> MilikRencana:
    pd = isi.dokumen.perangkat_daerah
    jabatan = wali or JabatanFactory(pd=pd, nama=f"Kepala {pd.nama_pada()}")
    kosong = JabatanFactory(
        pd=pd, nama="Sekretaris", eselon=Eselon.III_A, kepala=False, induk=jabatan
    )
    penugasan = jabatan.penugasan.first() or PenugasanFactory(jabatan=jabatan)
    pk_tanda = _tandatangani(jabatan, orang["organisasi"])
    pohon = _pohon(pd, "Kota" if wali else "")
    return MilikRencana(
        pd=pd,
        jabatan=jabatan,
        kosong=kosong,
        penugasan=penugasan,
        salah_catat=PenugasanFactory(
            jabatan=jabatan, jenis="plh", dari=TANGGAL_PERUBAHAN, sampai=TANGGAL_PERUBAHAN
        ),
        berlaku=Versi(isi.dokumen, isi.isi_simpul, isi),
        draf=_draf(isi, orang["perencana"]),
        renstra=DokumenFactory(
            pd=pd,
            jenis=JenisDokumen.RPJMD if wali else JenisDokumen.RENSTRA,
            tahun_dari=TAHUN - 3,
            tahun_sampai=TAHUN + 2,
        ),
        pohon=pohon,
        ditawari=_tawaran(ketiga.kondisi, pd, orang["rekan"]),
        menawari=_tawaran(_akar(pohon), ketiga.pohon.perangkat_daerah, orang["rekan"]),
        pk=buat_pk(
            jabatan_id=jabatan.pk,
            tahun=TAHUN,
            tanggal=TANGGAL_PERUBAHAN,
            alasan="strategi",
            uraian_alasan="Target disesuaikan.",
            oleh=orang["organisasi"],
        ),
        pk_tanda=pk_tanda,
        aksi=RencanaAksi.objects.create(
            perangkat_daerah=pd,
            indikator=isi.indikator,
            tahun=TAHUN,
            triwulan=1,
            kegiatan="Rapat persiapan",
        ),
        usul=UsulTarget.objects.create(
            perangkat_daerah=pd,
            indikator=isi.indikator,
            dokumen=isi.dokumen,
            tahun=TAHUN,
            nilai_lama=100,
            nilai=90,
            alasan="Anggaran berkurang.",
            diajukan_oleh=orang["organisasi"],
        ),
        resmi=_resmi(pd),
        alias=_alias(pd),
        perubahan=None if wali else _perubahan(pd, orang["organisasi"]),
    )


def _draf(isi: IsiIndikator, oleh: Pengguna) -> Draf:
    dokumen = salin_dokumen(dokumen_id=isi.dokumen_id, oleh=oleh)
    salinan = dokumen.isi_indikator.select_related("isi_simpul").get()
    simpul = salinan.isi_simpul
    goal = [
        IsiSimpulFactory(dokumen=dokumen, jenis=JenisSimpul.SASARAN, nama=f"Sasaran {n}")
        for n in (1, 2)
    ]
    return Draf(
        dokumen,
        simpul,
        salinan,
        lain=IsiSimpulFactory(dokumen=dokumen, nama="Program Penunjang"),
        tujuan=goal[1],
        dukungan=Dukungan.objects.create(dari=simpul.simpul, ke=goal[0].simpul),
    )


def _pohon(pd: PerangkatDaerah, judul: str) -> Pohon:
    jenis = JenisPohon.KOTA if pd.jenis == JenisPD.KOTA else JenisPohon.PD

    def pohon(nama: str) -> PohonKinerja:
        return PohonKinerja.objects.create(
            jenis=jenis,
            perangkat_daerah=pd,
            judul=f"{nama} {judul}".strip(),
            tahun_dari=TAHUN,
            tahun_sampai=TAHUN,
        )

    satu = pohon("Pohon Sasaran")

    def kondisi(uraian: str, jalur: str, induk: KondisiKinerja | None = None) -> KondisiKinerja:
        return KondisiKinerja.objects.create(
            pohon=satu,
            induk=induk,
            jalur=jalur,
            tingkat=TingkatKondisi.INTERMEDIATE if induk else TingkatKondisi.FINAL,
            uraian=uraian,
            perangkat_daerah=pd,
        )

    akar = kondisi("Warga sehat", "0001")
    kondisi("Gizi membaik", "0001.0001", akar)
    daun = kondisi("Layanan terjangkau", "0001.0002", akar)
    return Pohon(
        satu,
        pohon("Pohon Kosong"),
        daun,
        FaktorKunci.objects.create(kondisi=daun, uraian="Tenaga cukup"),
        IndikatorKondisi.objects.create(kondisi=daun, nama="Cakupan layanan"),
    )


def _akar(pohon: Pohon) -> KondisiKinerja:
    akar = pohon.kondisi.induk
    assert akar is not None
    return akar


def _tawaran(kondisi: KondisiKinerja, pd: PerangkatDaerah, oleh: Pengguna) -> Crosscutting:
    return Crosscutting.objects.create(
        kondisi=kondisi, perangkat_daerah=pd, uraian="Pendampingan warga", ditawarkan_oleh=oleh
    )


def _tandatangani(jabatan: Jabatan, oleh: Pengguna) -> PerjanjianKinerja:
    pk = buat_pk(jabatan_id=jabatan.pk, tahun=TAHUN, tanggal=TANGGAL_PK, oleh=oleh)
    tanda = tanda_isi(susun_isi(pk, TANGGAL_PK))
    return tandatangani_pk(pk_id=pk.pk, tanggal=TANGGAL_PK, oleh=oleh, tanda=tanda)


def _berkas(nama: str, jenis: str, isi: bytes) -> Berkas:
    berkas = Berkas(
        nama_asli=nama, jenis=jenis, ukuran=len(isi), sha256=hashlib.sha256(isi).hexdigest()
    )
    berkas.isi.save(nama, SimpleUploadedFile(nama, isi), save=False)
    berkas.save()
    return berkas


def _resmi(pd: PerangkatDaerah) -> DokumenResmi:
    return DokumenResmi.objects.create(
        jenis=JenisDokumenResmi.IKU,
        perangkat_daerah=pd,
        tahun=TAHUN,
        tanggal=TANGGAL_PK,
        judul="IKU",
        kode=f"IKU-{pd.pk}",
        objek="kinerja.dokumenperencanaan:0",
        berkas=_berkas("iku.pdf", "pdf", PDF),
    )


def _alias(pd: PerangkatDaerah) -> AliasPD:
    alias = AliasPD(perangkat_daerah=pd, teks=f"Ejaan {pd.pk}")
    alias.full_clean()
    alias.save()
    return alias


def _perubahan(pd: PerangkatDaerah, oleh: Pengguna) -> PerubahanOrganisasi:
    """A split into the PD itself, which keeps everything, and a new one."""
    return simpan_perubahan(
        jenis=JenisPerubahan.PEMEKARAN,
        tanggal=TANGGAL_PERUBAHAN,
        dasar_hukum="Perda Nomor 3",
        asal=[pd.pk],
        tujuan=[pd.pk],
        baru=[PDBaru(-1, f"Dinas Baru {pd.pk}", f"DB{pd.pk}", f"baru-{pd.pk}", JenisPD.DINAS)],
        oleh=oleh,
    )


def tandai_diterapkan(perubahan: PerubahanOrganisasi) -> None:
    """Only the state, for those who are refused anyway."""
    perubahan.status, perubahan.diterapkan_pada = "diterapkan", timezone.now()
    perubahan.save()
