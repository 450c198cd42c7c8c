"""The two review pages: approval by the kepala PD, verification by Bagian Organisasi.

Both are one queue with one open row; they differ in whose queue it is and what the button says.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from dasar.izin import Izin, TidakBoleh
from dasar.views.mixins import PenggunaMixin
from kinerja.models import IsiIndikator, JendelaPeriode, Realisasi, StatusRealisasi
from kinerja.permissions import (
    boleh_kembalikan,
    boleh_komentar,
    boleh_setujui,
    boleh_verifikasi,
)
from kinerja.selectors.antrean import (
    BarisAntrean,
    KelompokAntrean,
    SaringAntrean,
    hitung_antrean,
    potong_antrean,
    ringkasan_periode,
    saring_antrean,
    susun_antrean,
)
from kinerja.selectors.bukti import konteks_bukti
from kinerja.selectors.periode import jendela_periode
from kinerja.selectors.rincian import isi_diukur, susun_rincian
from kinerja.services.alur_massal import pilah_antrean
from kinerja.views.catatan_tertahan import ambil_catatan
from kinerja.views.kemajuan import batang
from kinerja.views.periode import (
    Periode,
    baca_bilangan,
    baca_periode,
    daftar_pd,
    pd_pilihan,
    pemilih_periode,
)
from opd.models import JenisPeran, Pengguna, PerangkatDaerah

SEMUA: SaringAntrean = ""
SARING: dict[SaringAntrean, tuple[str, str, str]] = {  # word, icon, look
    "": ("Antrean", "", ""),
    "diperbaiki": ("Diperbaiki", "", ""),
    "janggal": ("Janggal", "flag-fill", "perhatian"),
    "terlambat": ("Terlambat", "", ""),
}
# Ready reasons: (button, sentence). They fill the note, where they can be changed before sending.
SARAN_CATATAN = (
    ("Bukti tidak cocok", "Angka pada bukti tidak sama dengan yang dilaporkan. Mohon cocokkan."),
    ("Bukti belum ada", "Mohon unggah bukti dukung untuk angka ini."),
    ("Satuan keliru", "Nilainya tidak sesuai dengan satuan indikator. Mohon cek satuannya."),
    ("Perlu analisis", "Mohon tulis penyebab capaian ini dan tindak lanjutnya."),
    ("Bukan s.d. triwulan", "Isi nilai s.d. triwulan ini, bukan nilai triwulan ini saja."),
    ("Target keliru", "Targetnya tampak keliru. Mohon cek, dan usulkan perubahan bila perlu."),
)
SARAN_JANGGAL = {  # by flag: what is most likely to be asked
    "turun": ("Nilai turun", "Nilai s.d. triwulan tidak bisa turun. Mohon cek deret triwulannya."),
    "capaian": ("Capaian terlalu tinggi", "Capaian di atas 150%. Mohon cek nilai dan targetnya."),
    "sebaran": ("Jauh dari riwayat", "Nilainya jauh dari triwulan sebelumnya. Mohon cek lagi."),
    "lompat": ("Melompat", "Nilainya melompat dari triwulan lalu. Mohon jelaskan penyebabnya."),
    "sama": ("Sama dengan lalu", "Nilainya sama dengan triwulan lalu. Mohon pastikan sudah baru."),
    "satuan": ("Tidak masuk akal", "Nilainya tidak masuk akal untuk satuannya. Mohon cek lagi."),
    "polaritas": ("Polaritas", "Arah target berlawanan dengan polaritasnya. Mohon cek indikator."),
}


class TinjauView(PenggunaMixin, TemplateView):
    """One queue and one open row. Subclasses say whose queue it is."""

    template_name = "kinerja/tinjau.html"
    halaman: ClassVar[str]
    judul: ClassVar[str]
    kata_putusan: ClassVar[str]
    kata_sekaligus: ClassVar[str]
    aksi_sekaligus: ClassVar[str]
    baru_diputus: ClassVar[Literal["disetujui", "diverifikasi"]]
    teks_kosong: ClassVar[str]
    aksi_putusan: ClassVar[str]
    status_antrean: ClassVar[StatusRealisasi]
    status_selesai: ClassVar[tuple[StatusRealisasi, ...]]
    peran: ClassVar[JenisPeran]

    @staticmethod
    def izin(user: Pengguna, realisasi: Realisasi, jendela: JendelaPeriode) -> Izin:
        """Whether `user` may decide on this row now."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.pengguna.punya_peran(self.peran):
            raise TidakBoleh(f"Halaman ini untuk {self.peran.label}.")
        periode = baca_periode(self.request)
        pd_id = pd_pilihan(self.request, self.pengguna)
        diminta = self.request.GET.get("saring", "")
        saring = next((kode for kode in SARING if kode == diminta), SEMUA)
        semua = susun_antrean(
            user=self.pengguna,
            status=[self.status_antrean],
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            pd_ids=self._pd_antrean(pd_id),
            baru_diputus=self.baru_diputus,
        )
        antrean = saring_antrean(semua, saring)
        urutan = [b for k in antrean for b in k.baris if not b.selesai]
        hitungan = hitung_antrean(semua)
        ringkasan = ringkasan_periode(
            self.pengguna,
            periode.tahun,
            periode.triwulan,
            self.status_antrean,
            self.status_selesai,
            self._pd_antrean(pd_id),
        )
        tetap = {"pd": pd_id or "", "saring": saring}
        alamat = reverse(f"kinerja:{self.halaman}")
        terbuka = self._terbuka(urutan, periode)
        return super().get_context_data(
            halaman=self,
            alamat=alamat,
            periode=periode,
            antrean=potong_antrean(antrean, getattr(terbuka["baris"], "pk", None)),
            jumlah_urutan=len(urutan),
            ringkasan=ringkasan,
            kemajuan=batang(
                ringkasan.selesai,
                ringkasan.semua,
                "baris selesai",
                [("selesai", ringkasan.selesai)],
            ),
            pemilih=pemilih_periode(
                aksi=alamat,
                periode=periode,
                bawaan=tetap,
                pd_id=pd_id or PerangkatDaerah.objects.kota_id(),
            ),
            kueri=urlencode(
                {
                    **{k: v for k, v in tetap.items() if v},
                    "tahun": periode.tahun,
                    "triwulan": periode.triwulan,
                }
            ),
            kepingan=self._kepingan(periode, pd_id, saring, alamat, hitungan),
            daftar_pd=(
                daftar_pd(self.pengguna, periode.tahun, kini=pd_id)
                if self.pengguna.melihat_semua_pd
                else []
            ),
            pd_id=pd_id,
            saring=saring,
            catatan_tertahan=ambil_catatan(self.request, terbuka["baris"]),
            sekaligus=self._sekaligus(periode, pd_id, semua, terbuka) if hitungan[""] else None,
            **terbuka,
            **kwargs,
        )

    def _pd_antrean(self, pd_id: int | None) -> list[int] | None:
        """The PD whose rows wait for this person: the chosen one, else those of the role."""
        if pd_id is not None:
            return [pd_id]
        pd = [p.perangkat_daerah_id for p in self.pengguna.peran_kini if p.peran == self.peran]
        return None if None in pd else [pk for pk in pd if pk is not None]

    def _kepingan(
        self,
        periode: Periode,
        pd_id: int | None,
        saring: str,
        alamat: str,
        hitungan: dict[SaringAntrean, int],
    ) -> list[dict[str, Any]]:
        dasar = {"tahun": periode.tahun, "triwulan": periode.triwulan}
        if pd_id:
            dasar["pd"] = pd_id
        return [
            {
                "label": label,
                "ikon": ikon,
                "rupa": rupa,
                "jumlah": hitungan[kode],
                "aktif": kode == saring,
                "url": f"{alamat}?{urlencode({**dasar, **({'saring': kode} if kode else {})})}",
            }
            for kode, (label, ikon, rupa) in SARING.items()
        ]

    def _terbuka(self, urutan: list[BarisAntrean], periode: Periode) -> dict[str, Any]:
        """The open row: the one in the address, else the first that waits."""
        dipilih = baca_bilangan(self.request.GET.get("baris"))
        ids = [b.realisasi_id for b in urutan]
        if dipilih is None:
            dipilih = ids[0] if ids else None
        if dipilih is None:
            return {"baris": None}
        realisasi = (
            Realisasi.objects.for_user(self.pengguna)
            .periode(periode.tahun, periode.triwulan)
            .select_related("indikator", "diajukan_oleh", "disetujui_oleh")
            .filter(pk=dipilih)
            .first()
        )
        if realisasi is None:
            raise Http404
        posisi = ids.index(dipilih) if dipilih in ids else None
        # From a row that left the queue one goes on with the first that waits.
        berikut = 0 if posisi is None else posisi + 1
        try:
            isi = isi_diukur(self.pengguna, realisasi.indikator_id, periode.tahun)
        except IsiIndikator.DoesNotExist:  # it left the plan in a later version
            raise Http404 from None
        pd_id = isi.indikator.pengampu_id
        jendela = jendela_periode(pd_id, periode.tahun, periode.triwulan)
        rincian = susun_rincian(
            isi, periode.tahun, periode.triwulan, self.pengguna, lebar_grafik=396
        )
        izin = self.izin(self.pengguna, realisasi, jendela)
        return {
            "baris": realisasi,
            "rincian": rincian,
            "nama_pd": isi.indikator.pengampu.nama_pada(),
            "pd_baris": pd_id,
            "izin_putusan": izin,
            "izin_kembali": boleh_kembalikan(self.pengguna, realisasi, jendela),
            "boleh_komentar": boleh_komentar(self.pengguna, realisasi, jendela),
            "saran": [
                *(SARAN_JANGGAL[j.kode] for j in rincian.pemeriksaan.janggal),
                *SARAN_CATATAN,
            ],
            "alamat_putusan": reverse(self.aksi_putusan, args=[realisasi.pk]),
            "posisi": None if posisi is None else posisi + 1,
            "berikut": ids[berikut] if berikut < len(ids) else None,
            "sebelum": ids[posisi - 1] if posisi else None,
            **konteks_bukti(realisasi, self.pengguna),
        }

    def _sekaligus(
        self,
        periode: Periode,
        pd_id: int | None,
        semua: list[KelompokAntrean],
        terbuka: dict[str, Any],
    ) -> dict[str, Any]:
        """What the button for the whole queue would decide on, and which rows stay behind."""
        if self.peran == JenisPeran.KEPALA_PD:  # one PD at a time: the message goes out in its name
            sendiri = {k.pd_id for k in semua if k.menunggu}
            pd_id = pd_id or terbuka.get("pd_baris")
            pd_id = pd_id if pd_id in sendiri else min(sendiri)
        pilahan = pilah_antrean(
            oleh=self.pengguna,
            status=self.status_antrean,
            tahun=periode.tahun,
            triwulan=periode.triwulan,
            pd_ids=self._pd_antrean(pd_id),
            ditandai={b.realisasi_id for k in semua for b in k.baris if b.janggal},
        )
        nama = {b.realisasi_id: (b.nama, k.nama) for k in semua for b in k.baris}
        return {
            "pd_id": pd_id,
            "nama_pd": next((k.nama for k in semua if k.pd_id == pd_id), ""),
            "jumlah": len(pilahan.ikut),
            "jumlah_pd": len({r.indikator.pengampu_id for r in pilahan.ikut}),
            "janggal": [
                {"pk": r.pk, "nama": nama[r.pk][0], "pd": nama[r.pk][1]}
                for r in pilahan.janggal
                if r.pk in nama
            ],
            "tidak_boleh": [
                {"nama": nama[r.pk][0], "alasan": alasan}
                for r, alasan in pilahan.tidak_boleh
                if r.pk in nama
            ],
            "tanda": pilahan.tanda,
            "pilih_janggal": self.peran == JenisPeran.KEPALA_PD,
            "alamat": reverse(self.aksi_sekaligus),
            "terbuka": self.request.GET.get("sekaligus") == "ya",  # the dialog as a page
        }


class PersetujuanView(TinjauView):
    """The queue of the kepala PD."""

    halaman = "persetujuan_list"
    judul = "Persetujuan realisasi"
    kata_putusan = "Setujui"
    teks_kosong = "Baris baru muncul di sini setelah operator mengajukan."
    kata_sekaligus = "Setujui sekaligus"
    aksi_sekaligus = "kinerja:triwulan_setujui"
    baru_diputus = "disetujui"
    aksi_putusan = "kinerja:realisasi_setujui"
    status_antrean = StatusRealisasi.DIAJUKAN
    status_selesai = (
        StatusRealisasi.DISETUJUI_PD,
        StatusRealisasi.DIVERIFIKASI,
        StatusRealisasi.DIBEKUKAN,
    )
    peran = JenisPeran.KEPALA_PD
    izin = staticmethod(boleh_setujui)


class VerifikasiView(TinjauView):
    """The queue of Bagian Organisasi."""

    halaman = "verifikasi_list"
    judul = "Verifikasi realisasi"
    kata_putusan = "Verifikasi"
    teks_kosong = "Baris baru muncul di sini setelah PD mengajukan dan kepala PD menyetujui."
    kata_sekaligus = "Verifikasi sekaligus"
    aksi_sekaligus = "kinerja:verifikasi_sekaligus"
    baru_diputus = "diverifikasi"
    aksi_putusan = "kinerja:realisasi_verifikasi"
    status_antrean = StatusRealisasi.DISETUJUI_PD
    status_selesai = (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DIBEKUKAN)
    peran = JenisPeran.ORGANISASI
    izin = staticmethod(boleh_verifikasi)
