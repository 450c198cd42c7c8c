"""Sample posts, officials and assignments. Names of roles, no invented people, no invented NIP."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db import transaction

from opd.models import (
    Eselon,
    Jabatan,
    JenisPD,
    JenisPenugasan,
    Pegawai,
    Pengguna,
    PenugasanJabatan,
    PerangkatDaerah,
)
from opd.services.jabatan import buat_jabatan
from opd.services.pegawai import buat_pegawai
from opd.services.penugasan import tugaskan
from sakip.contoh.organisasi import DARI
from sakip.contoh.sumber import HasilBagian, hasil

DASAR = "SK contoh"
WALI_KOTA = "Wali Kota Tangerang Selatan"
# The head of this PD was a Plt until the end of March 2024, so two agreements of the sample year
# bear two names.
PD_BERGANTI = "dinsos"
AKHIR_PLT = datetime.date(2024, 3, 31)


@dataclass(frozen=True)
class Bawahan:
    """A sample post below the head. `kode` are the codes of the plan that it answers for."""

    nama: str
    eselon: str
    kode: tuple[str, ...]
    atasan: str = ""


BAWAHAN: dict[str, tuple[Bawahan, ...]] = {
    "dinkes": (
        Bawahan("Sekretaris Dinas Kesehatan", Eselon.III_A, ("1.02.01",)),
        Bawahan("Kepala Bidang Pelayanan Kesehatan", Eselon.III_B, ("1.02.02",)),
        Bawahan("Kepala Bidang Sumber Daya Kesehatan", Eselon.III_B, ("1.02.03", "1.02.04")),
        Bawahan("Kepala Bidang Kesehatan Masyarakat", Eselon.III_B, ("1.02.05",)),
        Bawahan(
            "Ketua Tim Pelayanan Kesehatan Rujukan",
            Eselon.KETUA_TIM,
            ("1.02.02.2.01",),
            "Kepala Bidang Pelayanan Kesehatan",
        ),
        Bawahan(
            "Ketua Tim Pelayanan Kesehatan Primer",
            Eselon.KETUA_TIM,
            ("1.02.02.2.02",),
            "Kepala Bidang Pelayanan Kesehatan",
        ),
    ),
    "dindikbud": (
        Bawahan("Sekretaris Dinas Pendidikan dan Kebudayaan", Eselon.III_A, ("1.01.01",)),
        Bawahan("Kepala Bidang Pembinaan Pendidikan Dasar", Eselon.III_B, ("1.01.02",)),
        Bawahan("Kepala Bidang Kebudayaan", Eselon.III_B, ()),
    ),
}


@transaction.atomic
def muat_pejabat(oleh: Pengguna) -> HasilBagian:
    """The wali kota, the head of each of the 37 PD, and some posts below two of them."""
    lama = Jabatan.objects.count()
    if lama:
        return hasil("jabatan", 0, lama)
    kota = PerangkatDaerah.objects.kota()
    _isi(kota, WALI_KOTA, Eselon.KEPALA_DAERAH, oleh, kepala=True)
    jumlah = 1
    for pd in PerangkatDaerah.objects.penyusun().dengan_nama().order_by("urutan", "kode"):
        nama, eselon = kepala_pd(pd)
        kepala = _isi(pd, nama, eselon, oleh, kepala=True)
        jumlah += 1
        dibuat = {"": kepala}
        for urutan, b in enumerate(BAWAHAN.get(pd.kode, ())):
            dibuat[b.nama] = _isi(pd, b.nama, b.eselon, oleh, induk=dibuat[b.atasan], urutan=urutan)
            jumlah += 1
    return hasil("jabatan dan pejabat contoh", jumlah, 0)


def kepala_pd(pd: PerangkatDaerah) -> tuple[str, str]:
    """What the head of a PD is called, and the eselon."""
    nama = pd.nama_pada()
    match pd.jenis:
        case JenisPD.KECAMATAN:
            return f"Camat {nama.removeprefix('Kecamatan ').strip()}", Eselon.III_A
        case JenisPD.INSPEKTORAT:
            return "Inspektur Kota", Eselon.II_B
        case JenisPD.SEKRETARIAT if pd.kode == "setda":
            return "Sekretaris Daerah", Eselon.II_A
        case JenisPD.SEKRETARIAT:
            return "Sekretaris DPRD", Eselon.II_B
        case _:
            return f"Kepala {nama}", Eselon.II_B


def jabatan_simpul(pd: PerangkatDaerah) -> dict[str, int]:
    """The sample post that answers for a node of the plan, by the node's kode."""
    pk = dict(Jabatan.objects.filter(perangkat_daerah=pd).values_list("nama", "pk"))
    return {kode: pk[b.nama] for b in BAWAHAN.get(pd.kode, ()) for kode in b.kode if b.nama in pk}


def _isi(
    pd: PerangkatDaerah,
    nama: str,
    eselon: str,
    oleh: Pengguna,
    *,
    kepala: bool = False,
    induk: Jabatan | None = None,
    urutan: int = 0,
) -> Jabatan:
    """The post with its holder; for one PD a Plt first, then the definitive one."""
    jabatan = buat_jabatan(
        perangkat_daerah_id=pd.pk,
        nama=nama,
        eselon=eselon,
        dari=DARI,
        induk_id=induk.pk if induk else None,
        kepala=kepala,
        urutan=urutan,
        oleh=oleh,
    )
    dari = DARI
    if kepala and pd.kode == PD_BERGANTI:
        _tugaskan(jabatan, JenisPenugasan.PLT, DARI, oleh, sampai=AKHIR_PLT)
        dari = AKHIR_PLT + datetime.timedelta(days=1)
    _tugaskan(jabatan, JenisPenugasan.DEFINITIF, dari, oleh)
    return jabatan


def _tugaskan(
    jabatan: Jabatan,
    jenis: str,
    dari: datetime.date,
    oleh: Pengguna,
    sampai: datetime.date | None = None,
) -> PenugasanJabatan:
    nomor = Pegawai.objects.filter(contoh=True).count() + 1
    pegawai = buat_pegawai(nip="", nama=f"Pejabat Contoh {nomor}", contoh=True, oleh=oleh)
    return tugaskan(
        jabatan_id=jabatan.pk,
        pegawai_id=pegawai.pk,
        jenis=jenis,
        dari=dari,
        sampai=sampai,
        dasar=DASAR,
        oleh=oleh,
    )
