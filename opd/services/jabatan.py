"""Writing posts: making one, changing it, ending it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.tanggal import format_tanggal
from opd.models import Jabatan, Pengguna, PenugasanJabatan, PerangkatDaerah
from opd.models.organisasi import JENIS_UNIT, bakukan_nama
from opd.permissions import boleh_kelola_pd, boleh_tambah_pada_pd
from opd.selectors.jabatan import URUTAN_ESELON, masa


@transaction.atomic
def buat_jabatan(
    *,
    perangkat_daerah_id: int,
    nama: str,
    eselon: str,
    dari: datetime.date,
    oleh: Pengguna,
    induk_id: int | None = None,
    kepala: bool = False,
    urutan: int = 0,
    riwayat: bool = False,
) -> Jabatan:
    """Make a post that exists from `dari` on.

    `riwayat`: an import may also write the past of a PD that has ended since.
    Raises PerangkatDaerah.DoesNotExist (not visible), TidakBoleh, and ValidationError by field:
    a second head of the PD on one day, a superior of another PD or of no higher eselon, a day
    on which the PD does not exist.
    """
    pd = _kunci_pd(perangkat_daerah_id, oleh)
    if not riwayat:
        boleh_tambah_pada_pd(oleh, pd).wajib()
    jabatan = Jabatan(
        perangkat_daerah=pd,
        nama=nama.strip(),
        eselon=eselon,
        induk=_induk(induk_id),
        kepala=kepala,
        urutan=urutan,
        dari=dari,
    )
    _periksa(jabatan)
    jabatan.save(force_insert=True)
    catat_audit("jabatan.dibuat", jabatan, oleh=oleh, sesudah=_potret(jabatan))
    return jabatan


@transaction.atomic
def ubah_jabatan(
    *,
    jabatan_id: int,
    nama: str,
    eselon: str,
    dari: datetime.date,
    oleh: Pengguna,
    induk_id: int | None = None,
    kepala: bool = False,
    urutan: int = 0,
    ejaan: bool = False,
    tanda: str | None = None,
) -> Jabatan:
    """Change a post; `tanda` is the `tanda_jabatan` of the one that was shown (None: no page).

    A name has no dates: once somebody held the post it is only spelled better (`ejaan`), since
    another one would also stand beside the numbers of past days.
    Raises as buat_jabatan; also when the post would be its own superior, when somebody held it
    before `dari`, for a new name, and GalatPengguna when someone else changed it meanwhile.
    """
    jabatan = _kunci_jabatan(jabatan_id, oleh, tanda)
    sebelum = _potret(jabatan)
    if not ejaan and bakukan_nama(nama) != bakukan_nama(jabatan.nama):
        _periksa_ganti_nama(jabatan)
    jabatan.nama, jabatan.eselon, jabatan.dari = nama.strip(), eselon, dari
    jabatan.induk, jabatan.kepala, jabatan.urutan = _induk(induk_id), kepala, urutan
    if _potret(jabatan) == sebelum:
        return jabatan
    _periksa(jabatan)
    lebih_dulu = jabatan.penugasan.filter(dari__lt=dari).select_related("pegawai").first()
    if lebih_dulu is not None:
        raise ValidationError(
            {
                "dari": f"{lebih_dulu.pegawai} sudah memegang jabatan ini sejak "
                f"{format_tanggal(lebih_dulu.dari)}. Jabatan tidak dapat mulai setelah itu."
            }
        )
    jabatan.save()
    catat_audit("jabatan.diubah", jabatan, oleh=oleh, sebelum=sebelum, sesudah=_potret(jabatan))
    return jabatan


@transaction.atomic
def akhiri_jabatan(
    *,
    jabatan_id: int,
    sampai: datetime.date | None,
    oleh: Pengguna,
    tanda: str | None = None,
) -> Jabatan:
    """End a post on `sampai`, its last day; None takes the end back.

    Raises Jabatan.DoesNotExist, TidakBoleh, GalatPengguna (changed meanwhile), ValidationError:
    somebody holds it after that day, or a post below it goes on.
    """
    jabatan = _kunci_jabatan(jabatan_id, oleh, tanda)
    sebelum = _potret(jabatan)
    if sampai == jabatan.sampai:
        return jabatan
    if sampai is not None and sampai < jabatan.dari:
        raise ValidationError({"sampai": f"Jabatan ini baru mulai {format_tanggal(jabatan.dari)}."})
    jabatan.sampai = sampai
    jabatan.full_clean()
    _periksa_kepala(jabatan)
    if sampai is not None:
        _periksa_akhir(jabatan, sampai)
    jabatan.save(update_fields=["sampai", "diperbarui_pada"])
    catat_audit(
        "jabatan.diakhiri" if sampai else "jabatan.dilanjutkan",
        jabatan,
        oleh=oleh,
        sebelum=sebelum,
        sesudah=_potret(jabatan),
    )
    return jabatan


def tanda_jabatan(jabatan: Jabatan) -> str:
    """Which state of a post a page was shown."""
    return jabatan.diperbarui_pada.isoformat()


def _kunci_pd(pd_id: int, oleh: Pengguna) -> PerangkatDaerah:
    """The visible PD and the one above it, locked in the order of their ids: of two who change
    posts of one PD the second sees what the first did."""
    pd = PerangkatDaerah.objects.for_user(oleh).get(pk=pd_id)
    nomor = [n for n in (pd.pk, pd.induk_id) if n is not None]
    kunci = PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
    terkunci = {p.pk: p for p in kunci.filter(pk__in=nomor).order_by("pk")}
    boleh_kelola_pd(oleh).wajib()
    return terkunci[pd_id]


def _kunci_jabatan(jabatan_id: int, oleh: Pengguna, tanda: str | None) -> Jabatan:
    """The visible post with its PD, locked and read after the lock."""
    terlihat = Jabatan.objects.for_user(oleh)
    pd_id = terlihat.get(pk=jabatan_id).perangkat_daerah_id
    _kunci_pd(pd_id, oleh)
    kunci = Jabatan.objects.select_for_update(of=("self",), no_key=True)
    jabatan = kunci.select_related("perangkat_daerah").get(pk=jabatan_id)
    if tanda is not None and tanda != tanda_jabatan(jabatan):
        raise GalatPengguna(
            f"Jabatan {jabatan} baru saja diubah orang lain. "
            "Buka lagi halaman ini sebelum menyimpan."
        )
    return jabatan


def _induk(induk_id: int | None) -> Jabatan | None:
    if induk_id is None:
        return None
    induk = Jabatan.objects.select_related("perangkat_daerah").filter(pk=induk_id).first()
    if induk is None:
        raise ValidationError({"induk": "Atasan langsung ini tidak ada."})
    return induk


def _periksa(jabatan: Jabatan) -> None:
    """Every rule of a post that looks at other rows."""
    if jabatan.induk is not None:
        _periksa_lingkaran(jabatan, jabatan.induk)
    kembar = Jabatan.objects.exclude(pk=jabatan.pk).filter(
        perangkat_daerah=jabatan.perangkat_daerah_id, nama=jabatan.nama, dari=jabatan.dari
    )
    if kembar.exists():
        raise ValidationError({"nama": "Jabatan ini sudah ada di perangkat daerah itu."})
    jabatan.full_clean()
    pd = jabatan.perangkat_daerah
    if jabatan.dari < pd.berlaku_dari or (
        pd.berlaku_sampai is not None and jabatan.dari > pd.berlaku_sampai
    ):
        raise ValidationError(
            {"dari": f"{pd} ada {masa(pd.berlaku_dari, pd.berlaku_sampai)}; jabatannya juga."}
        )
    _periksa_kepala(jabatan)
    if jabatan.induk is not None:
        _periksa_induk(jabatan, jabatan.induk)
    if jabatan.pk is not None:
        _periksa_bawahan(jabatan)


def _periksa_ganti_nama(jabatan: Jabatan) -> None:
    pertama = jabatan.penugasan.select_related("pegawai").order_by("dari", "pk").first()
    if pertama is not None:
        raise ValidationError(
            {
                "nama": f"{jabatan.nama} sudah dijabat sejak {format_tanggal(pertama.dari)} "
                f"({pertama.pegawai}). Untuk nama baru, akhiri jabatan ini dan buat yang baru; "
                "untuk salah tulis, centang perbaikan ejaan."
            }
        )


def _periksa_kepala(jabatan: Jabatan) -> None:
    if not jabatan.kepala:
        return
    lain = (
        _beririsan(jabatan)
        .filter(perangkat_daerah=jabatan.perangkat_daerah_id, kepala=True)
        .exclude(pk=jabatan.pk)
        .first()
    )
    if lain is not None:
        raise ValidationError(
            {
                "kepala": f"{jabatan.perangkat_daerah} sudah dipimpin {lain.nama} "
                f"({masa(lain.dari, lain.sampai)})."
            }
        )


def _beririsan(jabatan: Jabatan) -> Any:
    """Posts that exist on a day of `jabatan`."""
    irisan = Jabatan.objects.filter(Q(sampai__isnull=True) | Q(sampai__gte=jabatan.dari))
    return irisan if jabatan.sampai is None else irisan.filter(dari__lte=jabatan.sampai)


def _periksa_induk(jabatan: Jabatan, induk: Jabatan) -> None:
    pd = jabatan.perangkat_daerah
    di_atas = jabatan.kepala and pd.jenis in JENIS_UNIT and induk.perangkat_daerah_id == pd.induk_id
    if induk.perangkat_daerah_id != pd.pk and not di_atas:
        raise ValidationError(
            {
                "induk": f"{induk.nama} bukan jabatan di {pd}. Atasan di luar perangkat daerah "
                "hanya untuk pimpinan unit, yaitu jabatan di perangkat daerah induknya."
            }
        )
    # Not the level: the sekretaris (III.b) of a kecamatan stands below its camat (III.a).
    if URUTAN_ESELON[induk.eselon] >= URUTAN_ESELON[jabatan.eselon]:
        raise ValidationError(
            {
                "induk": f"{induk.nama} ({induk.get_eselon_display()}) tidak lebih tinggi dari "
                f"{jabatan.get_eselon_display()}."
            }
        )
    if not _beririsan(jabatan).filter(pk=induk.pk).exists():
        raise ValidationError(
            {
                "induk": f"{induk.nama} berlaku {masa(induk.dari, induk.sampai)}, "
                "tidak pada masa jabatan ini."
            }
        )


def _periksa_lingkaran(jabatan: Jabatan, induk: Jabatan) -> None:
    if jabatan.pk is None:
        return
    di_atas = dict(
        Jabatan.objects.filter(
            perangkat_daerah__in={jabatan.perangkat_daerah_id, induk.perangkat_daerah_id}
        ).values_list("pk", "induk_id")
    )
    kini: int | None = induk.pk
    dilewati: set[int] = set()
    while kini is not None and kini not in dilewati:
        if kini == jabatan.pk:
            raise ValidationError(
                {
                    "induk": "Jabatan tidak boleh menjadi atasannya sendiri."
                    if induk.pk == jabatan.pk
                    else f"{induk.nama} adalah bawahan jabatan ini, jadi tidak dapat menjadi "
                    "atasannya."
                }
            )
        dilewati.add(kini)
        kini = di_atas.get(kini)


def _periksa_bawahan(jabatan: Jabatan) -> None:
    """Posts below stay below: a lower eselon than this one."""
    for bawahan in jabatan.bawahan.order_by("pk"):
        if URUTAN_ESELON[bawahan.eselon] <= URUTAN_ESELON[jabatan.eselon]:
            raise ValidationError(
                {
                    "eselon": f"Bawahannya, {bawahan.nama} ({bawahan.get_eselon_display()}), "
                    "harus lebih rendah."
                }
            )


def _periksa_akhir(jabatan: Jabatan, sampai: datetime.date) -> None:
    pemegang = (
        PenugasanJabatan.objects.filter(jabatan=jabatan)
        .filter(Q(sampai__isnull=True) | Q(sampai__gt=sampai))
        .select_related("pegawai")
        .first()
    )
    if pemegang is not None:
        raise ValidationError(
            {
                "sampai": f"{pemegang.pegawai} memegang jabatan ini "
                f"{masa(pemegang.dari, pemegang.sampai)}. Akhiri penugasannya lebih dulu."
            }
        )
    bawahan = (
        jabatan.bawahan.filter(Q(sampai__isnull=True) | Q(sampai__gt=sampai)).order_by("pk").first()
    )
    if bawahan is not None:
        raise ValidationError(
            {
                "sampai": f"{bawahan.nama} di bawahnya masih berlaku setelah tanggal itu. "
                "Akhiri, atau pindahkan ke atasan lain, lebih dulu."
            }
        )


def _potret(jabatan: Jabatan) -> dict[str, Any]:
    return {
        "perangkat_daerah": jabatan.perangkat_daerah_id,
        "nama": jabatan.nama,
        "eselon": jabatan.eselon,
        "induk": jabatan.induk_id,
        "kepala": jabatan.kepala,
        "urutan": jabatan.urutan,
        "dari": jabatan.dari,
        "sampai": jabatan.sampai,
    }
