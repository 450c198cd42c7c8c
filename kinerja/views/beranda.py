"""The sections and menu items that measurement brings to the home page, by role."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from dasar.angka import format_persen, format_rupiah
from dasar.pendaftar import BagianBeranda, ButirMenu
from dasar.tanggal import format_hari, format_tanggal_pendek, format_waktu, romawi, sisa_hari
from kinerja.formulas.capaian import kategori_capaian
from kinerja.models import JendelaPeriode, StatusRealisasi
from kinerja.selectors.beranda import (
    kemajuan_kota,
    kembalian_terbuka,
    tenggat_berikut,
)
from kinerja.selectors.capaian import hitung_tanpa_analisis, rata_rata_setahun
from kinerja.selectors.kelengkapan import periksa_kelengkapan
from kinerja.selectors.periode import jendela_periode, periode_awal
from kinerja.views.kemajuan import batang, konteks_kemajuan
from opd.models import JenisPeran, Pengguna

_UTAMA: Literal["utama"] = "utama"
_SAMPING: Literal["samping"] = "samping"


def menu_kinerja(user: Pengguna) -> Iterator[ButirMenu]:
    """Menu items of measurement: only pages the person may open."""
    if user.pd_terlihat or user.melihat_semua_pd:
        if user.punya_peran(JenisPeran.OPERATOR):
            yield ButirMenu("Pengisian", reverse("kinerja:pengisian"), "table", 10, "Kinerja")
        if user.punya_peran(JenisPeran.KEPALA_PD):
            yield ButirMenu(
                "Persetujuan", reverse("kinerja:persetujuan_list"), "check2-square", 11, "Kinerja"
            )
        if user.punya_peran(JenisPeran.ORGANISASI):
            yield ButirMenu(
                "Verifikasi", reverse("kinerja:verifikasi_list"), "clipboard-check", 12, "Kinerja"
            )
        if not user.punya_peran(JenisPeran.OPERATOR):
            yield ButirMenu("Realisasi", reverse("kinerja:pengisian"), "table", 13, "Kinerja")
        yield ButirMenu("Perencanaan", reverse("kinerja:dokumen_list"), "list-check", 14, "Kinerja")
    if user.punya_peran(JenisPeran.OPERATOR, JenisPeran.ORGANISASI):
        yield ButirMenu("Impor laporan", reverse("kinerja:impor_list"), "upload", 15, "Kinerja")


def beranda_kinerja(
    user: Pengguna, kini: datetime.datetime, pilihan: Mapping[str, str]
) -> Iterator[BagianBeranda]:
    """What this person must do about the quarter that is open."""
    tahun, triwulan = periode_awal(kini)
    pd_operator = _pd(user, JenisPeran.OPERATOR)
    pd_kepala = _pd(user, JenisPeran.KEPALA_PD)
    for pd_id, nama in pd_operator.items():
        yield from _bagian_operator(pd_id, nama, tahun, triwulan, kini)
    for pd_id, nama in pd_kepala.items():
        yield _bagian_kepala(user, pd_id, nama, tahun, triwulan, kini)
    if user.melihat_semua_pd:
        yield _bagian_kota(user, tahun, triwulan, kini)
    pd_semua = pd_operator | pd_kepala
    if pd_semua or user.melihat_semua_pd:
        yield _bagian_tenggat(kini)
    for pd_id in pd_semua:
        yield _bagian_capaian(pd_id, tahun)


def _pd(user: Pengguna, peran: str) -> dict[int, str]:
    return {
        p.perangkat_daerah_id: p.perangkat_daerah.nama_pada()
        for p in user.peran_kini
        if p.peran == peran and p.perangkat_daerah is not None and p.perangkat_daerah_id
    }


def _alamat(halaman: str, tahun: int, triwulan: int, **lain: Any) -> str:
    kueri = urlencode({"tahun": tahun, "triwulan": triwulan, **lain})
    return f"{reverse(f'kinerja:{halaman}')}?{kueri}"


def _lencana_jendela(jendela: JendelaPeriode) -> tuple[str, str, str]:
    """(badge kind, badge word, line under the title)."""
    tutup = jendela.tutup
    if tutup is None:
        return "netral", "Belum dibuka", "Jadwalnya belum ditetapkan."
    lokal = timezone.localtime(tutup)
    if jendela.terbuka:
        return (
            "perhatian",
            sisa_hari(lokal, timezone.localtime(jendela.kini)),
            f"Tutup {format_hari(lokal)} pukul {format_waktu(lokal)}",
        )
    return "netral", "Sudah ditutup", f"Ditutup {format_hari(lokal)} pukul {format_waktu(lokal)}"


def _bagian_operator(
    pd_id: int, nama: str, tahun: int, triwulan: int, kini: datetime.datetime
) -> Iterable[BagianBeranda]:
    jendela = jendela_periode(pd_id, tahun, triwulan, kini=kini)
    rupa, kata, waktu = _lencana_jendela(jendela)
    k = periksa_kelengkapan(pd_id, tahun, triwulan)
    yield BagianBeranda(
        _UTAMA,
        10,
        "kinerja/beranda_utama.html",
        {
            "id": f"isi-{pd_id}",
            "nama_pd": nama,
            "rupa": rupa,
            "kata": kata,
            "judul": f"Pengisian realisasi Triwulan {romawi(triwulan)} {tahun}",
            "waktu": waktu,
            "url": _alamat("pengisian", tahun, triwulan, pd=pd_id),
            "tombol": "Lanjutkan pengisian" if jendela.terbuka else "Lihat isian",
            "kemajuan": konteks_kemajuan(k),
            "rinci": True,
            "sebab": k.izin.alasan
            if jendela.terbuka and k.belum_diajukan
            else "Semua baris sudah diajukan."
            if jendela.terbuka
            else "",
        },
    )
    tugas = [
        _tugas(
            "Perbaiki baris yang dikembalikan",
            "Baca catatannya, perbaiki atau jawab",
            k.dikembalikan,
            "baris",
            "arrow-return-left",
            "ungu",
            _alamat("pengisian", tahun, triwulan, pd=pd_id, saring="dikembalikan"),
        ),
        _tugas(
            "Isi sel yang kosong",
            "Isi nilainya, atau beri alasan bila datanya belum ada",
            k.kosong,
            "sel",
            "dash-circle",
            "",
            _alamat("pengisian", tahun, triwulan, pd=pd_id, saring="kosong"),
        ),
    ]
    menyusul = [
        _tugas(
            "Tulis analisis untuk capaian di bawah 76%",
            "Faktor penghambat dan tindak lanjut",
            hitung_tanpa_analisis(pd_id, tahun, triwulan),
            "indikator",
            "chat-left-text",
            "perhatian",
            _alamat("pengisian", tahun, triwulan, pd=pd_id, saring="analisis"),
        )
    ]
    golongan = [
        ("Menghalangi pengajuan", [t for t in tugas if t["jumlah"]]),
        (
            "Boleh menyusul, tetapi akan ditanyakan verifikator",
            [t for t in menyusul if t["jumlah"]],
        ),
    ]
    if jendela.terbuka and any(isi for _, isi in golongan):
        yield BagianBeranda(
            _UTAMA,
            20,
            "kinerja/beranda_tugas.html",
            {"id": f"tugas-{pd_id}", "golongan": [g for g in golongan if g[1]]},
        )
    kembalian, semua = kembalian_terbuka([pd_id], tahun, triwulan, kini)
    if kembalian:
        yield BagianBeranda(
            _UTAMA,
            30,
            "kinerja/beranda_kembalian.html",
            {
                "id": f"kembali-{pd_id}",
                "kembalian": [
                    (
                        b,
                        _alamat(
                            "pengisian",
                            tahun,
                            triwulan,
                            pd=pd_id,
                            saring="dikembalikan",
                            baris=b.indikator_id,
                        ),
                    )
                    for b in kembalian
                ],
                "semua": semua,
                "lebih": semua > len(kembalian),
                "url_semua": _alamat("pengisian", tahun, triwulan, pd=pd_id, saring="dikembalikan"),
            },
        )


def _tugas(
    judul: str, alasan: str, jumlah: int, satuan: str, ikon: str, rupa: str, url: str
) -> dict[str, Any]:
    return {
        "judul": judul,
        "alasan": alasan,
        "jumlah": jumlah,
        "satuan": satuan,
        "ikon": ikon,
        "rupa": rupa,
        "url": url,
    }


def _bagian_kepala(
    user: Pengguna, pd_id: int, nama: str, tahun: int, triwulan: int, kini: datetime.datetime
) -> BagianBeranda:
    kota = kemajuan_kota(user, tahun, triwulan, StatusRealisasi.DIAJUKAN, pd_id)
    menunggu = next((a.menunggu for a in kota.antrean if a.pd_id == pd_id), 0)
    rupa, kata, waktu = _lencana_jendela(jendela_periode(pd_id, tahun, triwulan, kini=kini))
    lewat = sum(
        kota.per_status.get(s, 0)
        for s in (
            StatusRealisasi.DISETUJUI_PD,
            StatusRealisasi.DIVERIFIKASI,
            StatusRealisasi.DIBEKUKAN,
        )
    )
    return BagianBeranda(
        _UTAMA,
        12,
        "kinerja/beranda_utama.html",
        {
            "id": f"setuju-{pd_id}",
            "nama_pd": nama,
            "rupa": rupa,
            "kata": kata,
            "judul": f"Persetujuan realisasi Triwulan {romawi(triwulan)} {tahun}",
            "waktu": waktu,
            "url": _alamat("persetujuan_list", tahun, triwulan, pd=pd_id),
            "tombol": "Buka persetujuan",
            "kemajuan": batang(lewat, kota.semua, "baris disetujui", [("selesai", lewat)]),
            "rinci": False,
            "sebab": (
                f"{menunggu} baris menunggu keputusan Anda."
                if menunggu
                else "Tidak ada baris yang menunggu. Baris muncul setelah operator mengajukan."
            ),
        },
    )


def _bagian_kota(
    user: Pengguna, tahun: int, triwulan: int, kini: datetime.datetime
) -> BagianBeranda:
    verifikator = user.punya_peran(JenisPeran.ORGANISASI)
    kota = kemajuan_kota(user, tahun, triwulan, StatusRealisasi.DISETUJUI_PD)
    menunggu = sum(a.menunggu for a in kota.antrean)
    return BagianBeranda(
        _UTAMA,
        15,
        "kinerja/beranda_kota.html",
        {
            "judul": f"Verifikasi realisasi Triwulan {romawi(triwulan)} {tahun}",
            "url": _alamat("verifikasi_list", tahun, triwulan) if verifikator else "",
            "url_pd": _alamat("verifikasi_list" if verifikator else "pengisian", tahun, triwulan),
            "kemajuan": batang(
                kota.selesai, kota.semua, "baris terverifikasi", [("selesai", kota.selesai)]
            ),
            "sebab": (
                f"{format_rupiah(menunggu)} baris dari {len(kota.antrean)} perangkat daerah "
                "menunggu verifikasi."
                if menunggu
                else "Tidak ada baris yang menunggu verifikasi."
            ),
            "antrean": kota.antrean,
            "belum": kota.belum_mengajukan,
        },
    )


def _bagian_tenggat(kini: datetime.datetime) -> BagianBeranda:
    lokal = timezone.localtime(kini)
    tenggat = []
    for j in tenggat_berikut(kini):
        tutup = timezone.localtime(j.ditutup_pada)
        hari, bulan = format_tanggal_pendek(tutup).split(" ", 1)
        tenggat.append(
            {
                "iso": tutup.date().isoformat(),
                "hari": hari,
                "bulan": bulan,
                "judul": f"Realisasi Triwulan {romawi(j.triwulan)} {j.tahun}",
                "keterangan": sisa_hari(tutup, lokal) if j.dibuka_pada <= kini else "Belum dibuka",
                "dekat": (tutup - lokal).days < 7,
            }
        )
    return BagianBeranda(_SAMPING, 10, "kinerja/beranda_tenggat.html", {"tenggat": tenggat})


def _bagian_capaian(pd_id: int, tahun: int) -> BagianBeranda:
    baris = []
    for tw, rata in rata_rata_setahun(pd_id, tahun).items():
        baris.append(
            {
                "triwulan": f"Triwulan {romawi(tw)}",
                "nilai": "–" if rata.nilai is None else format_persen(rata.nilai),
                "kategori": None if rata.nilai is None else kategori_capaian(rata.nilai),
                "sementara": rata.n < rata.dari,
                "n": rata.n,
                "dari": rata.dari,
            }
        )
    return BagianBeranda(
        _SAMPING, 20, "kinerja/beranda_capaian.html", {"baris": baris, "tahun": tahun}
    )
