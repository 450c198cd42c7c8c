"""The sections and menu items that measurement brings to the home page, by role."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from dasar.angka import format_persen, format_rupiah
from dasar.pendaftar import BagianBeranda, ButirMenu
from dasar.tanggal import (
    format_hari,
    format_tanggal,
    format_tanggal_pendek,
    format_waktu,
    romawi,
    sisa_waktu,
)
from kinerja.formulas.capaian import kategori_capaian
from kinerja.models import JendelaPeriode, StatusRealisasi, StatusUsul
from kinerja.selectors.beranda import (
    KATA_TAHAP,
    STATUS_AKHIR,
    MutuCapaian,
    antrean_pd,
    belum_mengajukan,
    hitung_kemajuan,
    kembalian_terbuka,
    mutu_capaian,
    tenggat_berikut,
    triwulan_menunggu,
    triwulan_terbuka,
)
from kinerja.selectors.capaian import hitung_tanpa_analisis, rata_rata_setahun
from kinerja.selectors.kelengkapan import Kelengkapan, periksa_kelengkapan
from kinerja.selectors.periode import jendela_periode, periode_awal
from kinerja.selectors.usul_target import usul_menunggu
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
        yield ButirMenu("Pohon kinerja", reverse("kinerja:pohon_list"), "diagram-3", 16, "Kinerja")
        yield ButirMenu(
            "Crosscutting", reverse("kinerja:crosscutting_list"), "link-45deg", 17, "Kinerja"
        )
        yield ButirMenu("Perjanjian Kinerja", reverse("kinerja:pk_list"), "pen", 18, "Kinerja")
        yield ButirMenu(
            "Rencana aksi", reverse("kinerja:rencana_aksi_list"), "calendar3", 19, "Kinerja"
        )
        yield ButirMenu("Jadwal", reverse("kinerja:jadwal_list"), "clock-history", 21, "Kinerja")
        yield ButirMenu(
            "Serapan dan efisiensi", reverse("kinerja:anggaran"), "bar-chart", 20, "Kinerja"
        )
    if user.punya_peran(JenisPeran.OPERATOR, JenisPeran.ORGANISASI):
        yield ButirMenu("Impor laporan", reverse("kinerja:impor_list"), "upload", 15, "Kinerja")


def beranda_kinerja(
    user: Pengguna, kini: datetime.datetime, pilihan: Mapping[str, str]
) -> Iterator[BagianBeranda]:
    """What this person must do about the quarters that are open."""
    tahun, triwulan = periode_awal(kini)
    pd_operator = _pd(user, JenisPeran.OPERATOR)
    pd_kepala = _pd(user, JenisPeran.KEPALA_PD)
    for pd_id, nama in pd_operator.items():
        # one section per open quarter: an extension may keep an older one open beside the newest
        semua = triwulan_terbuka(pd_id, kini) or [
            jendela_periode(pd_id, tahun, triwulan, kini=kini)
        ]
        for jendela in semua:
            banyak = len(semua) > 1 or len(pd_operator) > 1
            yield from _bagian_operator(pd_id, nama, jendela, sebut_periode=banyak)
    for pd_id, nama in pd_kepala.items():
        jendela = jendela_periode(pd_id, tahun, triwulan, kini=kini)
        yield _bagian_kepala(user, pd_id, nama, jendela)
        # what an extension, or a late submission, leaves behind in an older quarter
        for periode in triwulan_menunggu(pd_id):
            lain = jendela_periode(pd_id, *periode, kini=kini)
            if periode != (tahun, triwulan) and lain.persetujuan:
                yield _bagian_kepala(
                    user, pd_id, nama, lain, akhiran=f"-{lain.tahun}-{lain.triwulan}"
                )
    if user.punya_peran(JenisPeran.PERENCANA) and (usul := usul_menunggu(user).count()):
        yield _bagian_usul(usul)
    if user.melihat_semua_pd:
        yield from _bagian_kota(user, tahun, triwulan)
    pd_semua = pd_operator | pd_kepala
    if pd_semua or user.melihat_semua_pd:
        yield _bagian_tenggat(user, kini, pd_semua, pd_kepala)
    for pd_id, nama in pd_semua.items():
        yield _bagian_capaian(pd_id, nama if len(pd_semua) > 1 else "", tahun)


def _pd(user: Pengguna, peran: str) -> dict[int, str]:
    return {
        p.perangkat_daerah_id: p.perangkat_daerah.nama_pada()
        for p in user.peran_kini
        if p.peran == peran and p.perangkat_daerah is not None and p.perangkat_daerah_id
    }


def _alamat(halaman: str, tahun: int, triwulan: int, **lain: Any) -> str:
    kueri = urlencode({"tahun": tahun, "triwulan": triwulan, **lain})
    return f"{reverse(f'kinerja:{halaman}')}?{kueri}"


def _lencana_jendela(jendela: JendelaPeriode, *, persetujuan: bool = False) -> tuple[str, str, str]:
    """(badge kind, badge word, line under the title) for writing, or for approving where that
    has an end of its own."""
    tutup, terbuka = jendela.tutup, bool(jendela.terbuka)
    if persetujuan and jendela.persetujuan_sampai is not None:
        tutup = jendela.persetujuan_sampai
        terbuka = bool(jendela.persetujuan and jendela.dibuka)
    if jendela.beku is not None:
        return "aksen", "Dibekukan", jendela.tidak_beku.alasan
    if tutup is None:
        return "netral", "Belum dibuka", "Jadwalnya belum ditetapkan."
    lokal = timezone.localtime(tutup)
    if terbuka:
        return (
            "perhatian",
            sisa_waktu(lokal, timezone.localtime(jendela.kini)),
            f"Tutup {format_hari(lokal)} pukul {format_waktu(lokal)}",
        )
    return "netral", "Sudah ditutup", f"Ditutup {format_hari(lokal)} pukul {format_waktu(lokal)}"


def _tombol_pengisian(k: Kelengkapan, jendela: JendelaPeriode) -> str:
    """What there is to do on the grid."""
    if not jendela.terbuka or not k.belum_diajukan:
        return "Lihat isian"
    return "Buka dan ajukan" if k.izin else "Lanjutkan pengisian"


def _bagian_operator(
    pd_id: int, nama: str, jendela: JendelaPeriode, *, sebut_periode: bool
) -> Iterable[BagianBeranda]:
    """One quarter of one PD: how far it is, what is in the way, what came back.

    All three share one order number, so that the parts of a quarter stay together.
    """
    tahun, triwulan = jendela.tahun, jendela.triwulan
    rupa, kata, waktu = _lencana_jendela(jendela)
    k = periksa_kelengkapan(pd_id, tahun, triwulan)
    akhiran = f"{pd_id}-{tahun}-{triwulan}"
    periode = f"{nama}, Triwulan {romawi(triwulan)} {tahun}" if sebut_periode else ""
    yield BagianBeranda(
        _UTAMA,
        10,
        "kinerja/beranda_utama.html",
        {
            "id": f"isi-{akhiran}",
            "nama_pd": nama,
            "rupa": rupa,
            "kata": kata,
            "judul": f"Pengisian realisasi Triwulan {romawi(triwulan)} {tahun}",
            "waktu": waktu,
            "url": _alamat("pengisian", tahun, triwulan, pd=pd_id),
            "tombol": _tombol_pengisian(k, jendela),
            "kemajuan": konteks_kemajuan(k),
            "rinci": True,
            "sebab": _sebab_pengisian(k, jendela),
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
            10,
            "kinerja/beranda_tugas.html",
            {
                "id": f"tugas-{akhiran}",
                "periode": periode,
                "golongan": [g for g in golongan if g[1]],
            },
        )
    kembalian, semua = kembalian_terbuka([pd_id], tahun, triwulan, jendela.kini)
    if kembalian:
        yield BagianBeranda(
            _UTAMA,
            10,
            "kinerja/beranda_kembalian.html",
            {
                "id": f"kembali-{akhiran}",
                "periode": periode,
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


def _sebab_pengisian(k: Kelengkapan, jendela: JendelaPeriode) -> str:
    """What the operator must know about submitting this quarter."""
    if not k.jatuh_tempo:
        return k.izin.alasan
    if not jendela.terbuka:
        return ""
    if not k.belum_diajukan:
        return "Semua baris sudah diajukan."
    if k.izin and jendela.tutup is not None:
        batas = f"{format_tanggal(jendela.tutup)} pukul {format_waktu(jendela.tutup)}"
        return f"Semua sel terisi. Ajukan paling lambat {batas}."
    return k.izin.alasan


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


def _bagian_usul(jumlah: int) -> BagianBeranda:
    """Requests for another target that wait for the planner."""
    tugas = _tugas(
        "Putuskan usul perubahan target",
        "Perangkat daerah menunggu keputusan Anda",
        jumlah,
        "usul",
        "sliders",
        "",
        f"{reverse('kinerja:usul_target_list')}?status={StatusUsul.DIAJUKAN.value}",
    )
    isi = {"id": "usul-target", "periode": "", "golongan": [("Perencanaan", [tugas])]}
    return BagianBeranda(_UTAMA, 13, "kinerja/beranda_tugas.html", isi)


def _bagian_kepala(
    user: Pengguna, pd_id: int, nama: str, jendela: JendelaPeriode, *, akhiran: str = ""
) -> BagianBeranda:
    tahun, triwulan = jendela.tahun, jendela.triwulan
    k = hitung_kemajuan(user, tahun, triwulan, pd_id)
    menunggu = k.menunggu(StatusRealisasi.DIAJUKAN).get(pd_id, 0)
    rupa, kata, waktu = _lencana_jendela(jendela, persetujuan=True)
    lewat = k.jumlah(StatusRealisasi.DISETUJUI_PD, *STATUS_AKHIR)
    return BagianBeranda(
        _UTAMA,
        12,
        "kinerja/beranda_utama.html",
        {
            "id": f"setuju-{pd_id}{akhiran}",
            "nama_pd": nama,
            "rupa": rupa,
            "kata": kata,
            "judul": f"Persetujuan realisasi Triwulan {romawi(triwulan)} {tahun}",
            "waktu": waktu,
            "url": _alamat("persetujuan_list", tahun, triwulan, pd=pd_id),
            "tombol": "Buka persetujuan",
            "kemajuan": batang(lewat, k.jatuh_tempo, "baris disetujui", [("selesai", lewat)]),
            "rinci": False,
            "sebab": (
                f"{menunggu} baris menunggu keputusan Anda."
                if menunggu
                else "Tidak ada baris yang menunggu. Baris muncul setelah operator mengajukan."
            ),
        },
    )


def _bagian_kota(user: Pengguna, tahun: int, triwulan: int) -> Iterator[BagianBeranda]:
    """How far the city is and who is late; who waits only for those who can verify.

    They have their work first. For all others who is late comes before the progress.
    """
    verifikator = user.punya_peran(JenisPeran.ORGANISASI)
    k = hitung_kemajuan(user, tahun, triwulan)
    antrean = antrean_pd(k.menunggu(StatusRealisasi.DISETUJUI_PD))
    menunggu = sum(a.menunggu for a in antrean)
    selesai = k.jumlah(*STATUS_AKHIR)
    yield BagianBeranda(
        _UTAMA,
        15 if verifikator else 20,
        "kinerja/beranda_kota.html",
        {
            "judul": f"Verifikasi realisasi Triwulan {romawi(triwulan)} {tahun}",
            "url": _alamat("verifikasi_list", tahun, triwulan) if verifikator else "",
            "kemajuan": batang(
                selesai, k.jatuh_tempo, "baris terverifikasi", [("selesai", selesai)]
            ),
            "sebab": (
                f"{format_rupiah(menunggu)} baris dari {len(antrean)} perangkat daerah "
                "menunggu verifikasi."
                if menunggu
                else "Tidak ada baris yang menunggu verifikasi."
            ),
            "antrean": antrean if verifikator else [],
        },
    )
    if belum := belum_mengajukan(user, k):
        yield BagianBeranda(_UTAMA, 15, "kinerja/beranda_belum.html", {"belum": belum})


def _bagian_tenggat(
    user: Pengguna, kini: datetime.datetime, pd: Mapping[int, str], kepala: Collection[int]
) -> BagianBeranda:
    """Coming deadlines; `pd` are the person's own PD, whose extensions count, `kepala` those of
    which the person is the head."""
    lokal = timezone.localtime(kini)
    verifikator = user.punya_peran(JenisPeran.ORGANISASI)
    tenggat = []
    for t in tenggat_berikut(kini, pd, kepala=kepala, verifikator=verifikator):
        tutup = timezone.localtime(t.tutup)
        hari, bulan = format_tanggal_pendek(tutup).split(" ", 1)
        keterangan = sisa_waktu(tutup, lokal) if t.dibuka <= kini else "Belum dibuka"
        if t.pd_id is not None:
            siapa = f" {pd[t.pd_id]}" if len(pd) > 1 else ""
            keterangan = f"Perpanjangan{siapa}. {keterangan}"
        tenggat.append(
            {
                "iso": tutup.date().isoformat(),
                "hari": hari,
                "bulan": bulan,
                "judul": f"{KATA_TAHAP[t.tahap]} Triwulan {romawi(t.triwulan)} {t.tahun}",
                "keterangan": keterangan,
                "dekat": (tutup - lokal).days < 7,
            }
        )
    return BagianBeranda(_SAMPING, 10, "kinerja/beranda_tenggat.html", {"tenggat": tenggat})


def _bagian_capaian(pd_id: int, nama: str, tahun: int) -> BagianBeranda:
    mutu = mutu_capaian(pd_id, tahun)
    baris = []
    for tw, rata in rata_rata_setahun(pd_id, tahun).items():
        m = mutu.get(tw, MutuCapaian(contoh=False, belum_akhir=True))
        ada = rata.nilai is not None
        baris.append(
            {
                "triwulan": f"Triwulan {romawi(tw)}",
                "nilai": "–" if rata.nilai is None else format_persen(rata.nilai),
                "kategori": None if rata.nilai is None else kategori_capaian(rata.nilai),
                "sementara": ada and (rata.n < rata.dari or m.belum_akhir),
                "contoh": ada and m.contoh,
                "n": rata.n,
                "dari": rata.dari,
            }
        )
    return BagianBeranda(
        _SAMPING,
        20,
        "kinerja/beranda_capaian.html",
        {"id": f"capaian-{pd_id}", "nama_pd": nama, "baris": baris, "tahun": tahun},
    )
