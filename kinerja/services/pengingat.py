"""Reminders: one message per person, quarter and mark, in the system and outside of it.

Running it often, late, or in two workers at once sends nothing twice: the key of a notice is
unique per person (Notifikasi.kunci), and its messages are queued in the same transaction.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dasar.services.kiriman import kirim_keluar
from dasar.services.notifikasi import beri_tahu
from dasar.tanggal import WIB, format_tanggal, format_waktu, sisa_hari
from kinerja.models import JadwalPengisian
from kinerja.selectors.jadwal import orang_kota, orang_pd
from kinerja.selectors.pengingat import Giliran, KurangPD, SelKurang, giliran_pengingat
from opd.models import JenisPeran, Pengguna

PALING_BANYAK = 20  # names in one message


def kirim_pengingat(*, kini: datetime.datetime | None = None) -> int:
    """Say everything that is due and was not said yet; return how many people were told."""
    kini = kini or timezone.now()
    hari = kini.astimezone(WIB).date()
    jumlah = 0
    for giliran in giliran_pengingat(kini):
        pd_ids = [k.pd_id for k in giliran.pd]
        kepala = orang_pd(pd_ids, [JenisPeran.KEPALA_PD], hari=hari)
        if giliran.persetujuan:
            if settings.PERSETUJUAN_KEPALA_PD:
                jumlah += _sampaikan("setuju", giliran, kepala, kini)
            continue
        operator = orang_pd(pd_ids, [JenisPeran.OPERATOR], hari=hari)
        jumlah += _sampaikan("isi", giliran, operator, kini)
        if giliran.tanda.lewat:
            jumlah += _sampaikan("lewat", giliran, kepala, kini)
            jumlah += _ringkas_kota(giliran, orang_kota(hari))
    return jumlah


def _sampaikan(
    tahap: str,
    giliran: Giliran,
    orang: dict[int, list[Pengguna]],
    kini: datetime.datetime,
) -> int:
    """One message per person about all of their PD."""
    milik: dict[int, tuple[Pengguna, list[KurangPD]]] = {}
    for pd in giliran.pd:
        for pengguna in orang.get(pd.pd_id, ()):
            milik.setdefault(pengguna.pk, (pengguna, []))[1].append(pd)
    return sum(
        _kirim(
            pengguna,
            giliran,
            tahap,
            judul=_judul(tahap, giliran, kini),
            teks=_teks(tahap, giliran, pd),
            tautan=_alamat(tahap, giliran.jadwal, pd[0].pd_id),
        )
        for pengguna, pd in milik.values()
    )


@transaction.atomic
def _kirim(
    pengguna: Pengguna, giliran: Giliran, tahap: str, *, judul: str, teks: str, tautan: str
) -> int:
    j = giliran.jadwal
    kunci = f"pengingat-{tahap}-{j.tahun}-{j.triwulan}-{giliran.tanda.kunci}"
    kabar = beri_tahu(pengguna, judul, teks=teks, tautan=tautan, kunci=kunci)
    if kabar is None:
        return 0
    kirim_keluar(kabar)
    return 1


def _judul(tahap: str, giliran: Giliran, kini: datetime.datetime) -> str:
    nama, tutup = giliran.jadwal.nama, giliran.tanda.tutup
    if tahap == "lewat":
        return f"{nama} terlambat diajukan"
    if giliran.tanda.lewat:
        return f"Pengisian {nama} sudah ditutup dan belum lengkap"
    apa = "Persetujuan" if tahap == "setuju" else "Pengisian"
    sisa = sisa_hari(tutup, kini)
    return f"{apa} {nama} {sisa[:1].lower()}{sisa[1:]}"


def _teks(tahap: str, giliran: Giliran, pd: Sequence[KurangPD]) -> str:
    """What is owed, PD by PD, with at most PALING_BANYAK names in all."""
    tutup = giliran.tanda.tutup
    waktu = f"{format_tanggal(tutup)} pukul {format_waktu(tutup)}"
    apa = "Persetujuan" if tahap == "setuju" else "Pengisian"
    baris = [
        f"{apa} {giliran.jadwal.nama} {'ditutup' if giliran.tanda.lewat else 'tutup'} pada {waktu}."
    ]
    if giliran.tanda.lewat and tahap == "isi":
        baris.append("Minta perpanjangan kepada Bagian Organisasi bila masih perlu mengisi.")
    sisa = PALING_BANYAK
    for satu in pd:
        sel = satu.menunggu if tahap == "setuju" else satu.sel
        baris += ["", f"{satu.nama}: {_hitungan(tahap, satu)}"]
        baris += [_baris_sel(tahap, giliran.jadwal, satu.pd_id, s) for s in sel[:sisa]]
        if lebih := len(sel[sisa:]):
            baris.append(f"dan {lebih} lagi")
        sisa = max(0, sisa - len(sel))
    return "\n".join(baris)


def _hitungan(tahap: str, satu: KurangPD) -> str:
    if tahap == "setuju":
        return f"{len(satu.menunggu)} baris menunggu persetujuan Anda."
    kembali = sum(s.dikembalikan for s in satu.sel)
    bagian = (
        (len(satu.sel) - kembali, "sel kosong"),
        (kembali, "baris dikembalikan"),
        (satu.belum_diajukan, "baris terisi belum diajukan"),
    )
    return ", ".join(f"{n} {kata}" for n, kata in bagian if n) + "."


def _baris_sel(tahap: str, jadwal: JadwalPengisian, pd_id: int, sel: SelKurang) -> str:
    nama = " ".join(sel.nama.split())  # a tab or a line break would end the line
    tanda = " (dikembalikan)" if sel.dikembalikan and tahap != "setuju" else ""
    if tahap == "setuju":
        return f"{nama}\t{_alamat(tahap, jadwal, pd_id)}"
    return f"{nama}{tanda}\t{_alamat(tahap, jadwal, pd_id)}&baris={sel.indikator_id}"


def _alamat(tahap: str, jadwal: JadwalPengisian, pd_id: int) -> str:
    halaman = "persetujuan_list" if tahap == "setuju" else "pengisian"
    kueri = urlencode({"pd": pd_id, "tahun": jadwal.tahun, "triwulan": jadwal.triwulan})
    return f"{reverse(f'kinerja:{halaman}')}?{kueri}"


def _ringkas_kota(giliran: Giliran, orang: Iterable[Pengguna]) -> int:
    """Bagian Organisasi reads one list of the PD that are late."""
    j = giliran.jadwal
    baris = [f"{len(giliran.pd)} perangkat daerah belum mengajukan seluruh baris {j.nama}.", ""]
    baris += [
        f"{satu.nama}: {satu.jumlah} baris\t{_alamat('isi', j, satu.pd_id)}" for satu in giliran.pd
    ]
    judul = f"{len(giliran.pd)} perangkat daerah terlambat mengajukan {j.nama}"
    tautan = f"{reverse('kinerja:jadwal_list')}?tahun={j.tahun}"
    return sum(
        _kirim(o, giliran, "kota", judul=judul, teks="\n".join(baris), tautan=tautan) for o in orang
    )
