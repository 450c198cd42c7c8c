"""Sample texts of the LKjIP 2024 of the city and of every PD. All of them begin with "Contoh:"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction

from dasar.services.audit import catat_audit_massal
from kinerja.models import IsiIndikator, JenisDokumen, StatusDokumen
from laporan.models import BagianNaskah, NaskahLKjIP
from opd.models import Pengguna, PerangkatDaerah
from sakip.contoh.akun import OPERATOR_LAIN
from sakip.contoh.riwayat_2024 import OPERATOR
from sakip.contoh.sumber import HasilBagian, hasil

TAHUN = 2024
TANDA = "Contoh: "

KOTA: Mapping[str, str] = {
    BagianNaskah.KATA_PENGANTAR: (
        "Laporan Kinerja Instansi Pemerintah Kota Tangerang Selatan Tahun 2024 disusun sebagai "
        "pertanggungjawaban atas kinerja yang dijanjikan pada awal tahun.\n\n"
        "Laporan ini menjawab satu pertanyaan: apakah yang dijanjikan kepada warga tercapai, dan "
        "bila belum, apa sebabnya. Setiap angka di dalamnya berasal dari pengisian triwulan "
        "perangkat daerah dan dapat ditelusuri kembali kepada pengisi dan pemeriksanya.\n\n"
        "Kepada seluruh perangkat daerah yang mengisi, memeriksa, dan memperbaiki datanya "
        "sepanjang tahun, kami menyampaikan terima kasih."
    ),
    BagianNaskah.IKHTISAR: (
        "Nilai akuntabilitas kinerja kota naik, tetapi janji tahun 2024 belum terpenuhi. Selisih "
        "terbesar ada pada pemanfaatan hasil pengukuran dan evaluasi internal, bukan pada "
        "perencanaan."
    ),
    BagianNaskah.KEPUTUSAN: (
        "Pendampingan perangkat daerah yang nilainya masih CC, dan jadwal penyelesaian "
        "rekomendasi evaluasi sebelum rencana tahun berikutnya ditetapkan."
    ),
    BagianNaskah.GAMBARAN_UMUM: (
        "Pemerintah Kota Tangerang Selatan menyelenggarakan urusan pemerintahan melalui "
        "37 perangkat daerah dan tiga rumah sakit umum. Wilayahnya terdiri atas tujuh kecamatan "
        "dan 54 kelurahan."
    ),
    BagianNaskah.ASPEK_STRATEGIS: (
        "Kekuatan utama kota adalah mutu sumber daya manusianya. Tabel berikut memuat angka yang "
        "sudah diterbitkan beserta sumbernya; angka dari seri yang berbeda tidak dibandingkan."
    ),
    BagianNaskah.PERMASALAHAN: (
        "Mutu dan keterjangkauan layanan pendidikan dan kesehatan belum merata.\n\n"
        "Kemacetan dan jaringan jalan yang belum saling terhubung antarkecamatan.\n\n"
        "Timbulan sampah yang melampaui daya tampung tempat pemrosesan.\n\n"
        "Birokrasi yang belum sepenuhnya menghubungkan anggaran dengan hasil bagi warga."
    ),
    BagianNaskah.ARAH: (
        "Visi RPJMD 2021-2026 dijabarkan ke dalam lima misi. Setiap tujuan diukur melalui sasaran, "
        "dan setiap sasaran menjadi tanggung jawab perangkat daerah pengampunya."
    ),
    BagianNaskah.SIMPULAN: (
        "Nilai akuntabilitas kinerja bergerak ke arah yang benar, tetapi targetnya belum tercapai. "
        "Sasaran yang belum berindikator perlu dilengkapi agar dapat dipertanggungjawabkan."
    ),
    BagianNaskah.LANGKAH: (
        "Setiap langkah pada tabel berikut berasal dari perangkat daerah pengampu indikator dan "
        "dilaporkan kembali kemajuannya setiap triwulan."
    ),
}
# Analyses of the city's own sasaran, by kode.
ANALISIS_KOTA: Mapping[str, Mapping[str, str]] = {
    "1.1.1": {
        BagianNaskah.ANALISIS_5: (
            "Indeks sedikit di bawah target karena rata-rata lama sekolah bergerak lambat: "
            "penduduk dewasa yang belum tamat tidak terjangkau layanan sekolah biasa. Program "
            "kesetaraan diperluas pada semester kedua."
        ),
        BagianNaskah.ANALISIS_6: (
            "Belanja program pendidikan terserap sejalan dengan capaiannya; tidak ada kegiatan "
            "besar yang dialihkan ke tahun berikutnya."
        ),
    },
    "1.1.2": {
        BagianNaskah.ANALISIS_5: (
            "Target terlampaui. Pendorongnya adalah pemeriksaan kehamilan yang lebih teratur dan "
            "penanganan penyakit tidak menular di puskesmas. Hambatannya pencatatan data dari "
            "fasilitas swasta yang terlambat."
        ),
        BagianNaskah.ANALISIS_6: (
            "Capaian di atas target dicapai tanpa tambahan pagu; penghematan berasal dari "
            "pengadaan obat secara gabungan."
        ),
    },
    "5.1.1": {
        BagianNaskah.ANALISIS_5: (
            "Kenaikan nilai berasal dari penjenjangan kinerja yang diperbaiki dan pengisian "
            "triwulan yang lebih tepat waktu. Target tidak tercapai karena evaluasi internal "
            "belum menghasilkan rekomendasi yang mengubah cara kerja."
        ),
        BagianNaskah.ANALISIS_6: (
            "Perbaikan dilakukan dengan sumber daya yang ada; biaya terbesar adalah waktu "
            "pendampingan perangkat daerah."
        ),
    },
}

_PD: Mapping[str, str] = {
    BagianNaskah.KATA_PENGANTAR: (
        "Laporan Kinerja {nama} Tahun 2024 disusun sebagai pertanggungjawaban atas kinerja yang "
        "dijanjikan pada awal tahun.\n\nAngka di dalamnya berasal dari pengisian triwulan yang "
        "disetujui kepala perangkat daerah dan diverifikasi Bagian Organisasi."
    ),
    BagianNaskah.IKHTISAR: (
        "{nama} melaporkan capaian setiap indikator tahun 2024, penyebab yang belum tercapai, dan "
        "langkah perbaikannya."
    ),
    BagianNaskah.KEPUTUSAN: (
        "Pembagian kembali anggaran triwulan pertama untuk indikator yang capaiannya paling rendah."
    ),
    BagianNaskah.GAMBARAN_UMUM: (
        "{nama} melaksanakan urusan pemerintahan sesuai tugas dan fungsinya dalam susunan "
        "perangkat daerah Kota Tangerang Selatan."
    ),
    BagianNaskah.ASPEK_STRATEGIS: (
        "Pelayanan {nama} berhubungan langsung dengan sasaran kota. Mutunya bergantung pada "
        "kelengkapan data, tenaga pelaksana, dan kerja sama dengan perangkat daerah lain."
    ),
    BagianNaskah.PERMASALAHAN: (
        "Data dari lapangan masih terlambat masuk pada akhir triwulan.\n\n"
        "Jumlah tenaga pelaksana belum sebanding dengan cakupan layanan.\n\n"
        "Sebagian kegiatan baru dapat dimulai setelah perubahan anggaran."
    ),
    BagianNaskah.ARAH: (
        "Rencana kerja tahun 2024 menjabarkan rencana strategis ke dalam program, kegiatan, dan "
        "sub kegiatan, masing-masing dengan indikator dan targetnya."
    ),
    BagianNaskah.SIMPULAN: (
        "Sebagian besar indikator tercapai. Indikator yang rendah mempunyai sebab yang sudah "
        "diketahui dan langkah perbaikan yang sudah dijadwalkan."
    ),
    BagianNaskah.LANGKAH: (
        "Langkah perbaikan pada tabel berikut ditulis oleh pengisi indikator dan dipantau setiap "
        "triwulan oleh kepala perangkat daerah."
    ),
}


@transaction.atomic
def muat_naskah_2024(oleh: Pengguna) -> HasilBagian:
    """Every text that is missing, in one bulk step with an audit row each."""
    ada = set(
        NaskahLKjIP.objects.filter(tahun=TAHUN).values_list(
            "perangkat_daerah_id", "bagian", "simpul_id"
        )
    )
    baru = [n for n in _naskah() if (n.perangkat_daerah_id, n.bagian, n.simpul_id) not in ada]
    for naskah in baru:
        naskah.full_clean(
            exclude=["perangkat_daerah", "simpul", "ditulis_oleh"],
            validate_unique=False,
            validate_constraints=False,
        )
    NaskahLKjIP.objects.bulk_create(baru, batch_size=200)
    catat_audit_massal(
        "naskah_lkjip.disimpan",
        [(n, None, {"bagian": n.bagian, "simpul": n.simpul_id, "contoh": True}) for n in baru],
        oleh=oleh,
    )
    return hasil("naskah LKjIP contoh", len(baru), len(ada))


def _naskah() -> Iterator[NaskahLKjIP]:
    akun = {p.username: p for p in Pengguna.objects.filter(contoh=True)}
    kota = PerangkatDaerah.objects.kota()
    for bagian, teks in KOTA.items():
        yield _satu(kota, bagian, teks, akun["organisasi"])
    sasaran = {
        isi.isi_simpul.kode: isi.isi_simpul.simpul_id
        for isi in IsiIndikator.objects.filter(
            dokumen__jenis=JenisDokumen.RKPD,
            dokumen__status=StatusDokumen.BERLAKU,
            dokumen__tahun_dari=TAHUN,
        ).select_related("isi_simpul")
    }
    for kode, analisis in ANALISIS_KOTA.items():
        for bagian, teks in analisis.items():
            yield _satu(kota, bagian, teks, akun["organisasi"], sasaran[kode])
    penyusun = PerangkatDaerah.objects.penyusun()
    nama = penyusun.nama_per_id()
    for pd in penyusun:
        penulis = akun[OPERATOR.get(pd.kode, OPERATOR_LAIN.username)]
        for bagian, teks in _PD.items():
            yield _satu(pd, bagian, teks.format(nama=nama[pd.pk]), penulis)


def _satu(
    pd: PerangkatDaerah, bagian: str, teks: str, penulis: Pengguna, simpul_id: int | None = None
) -> NaskahLKjIP:
    return NaskahLKjIP(
        perangkat_daerah=pd,
        tahun=TAHUN,
        bagian=bagian,
        simpul_id=simpul_id,
        teks=f"{TANDA}{teks}",
        contoh=True,
        ditulis_oleh=penulis,
    )
