"""Texts and figures of the sample reports in contoh_data.py, one row a line."""
# ruff: noqa: E501 - rows of a table are read across

from __future__ import annotations

from laporan.formulas.data_lkjip import Misi, Naskah, TindakLanjut

TAHUN = 2024
PROGRAM_PANJANG = "Program Pemberdayaan dan Peningkatan Keistimewaan Penyelenggaraan Pemerintahan "


def naskah(*paragraf: str, contoh: bool = False) -> Naskah:
    return Naskah(paragraf=paragraf, contoh=contoh, asal="")


# kode, sasaran, indikator, satuan, desimal, polaritas, target, realisasi
ISI_KOTA = (
    ("1.1.1", "Meningkatnya kualitas layanan dan akses pendidikan", "Indeks Pendidikan", "Indeks", 2, "+", "0.78", "0.79"),
    ("1.1.2", "Meningkatnya derajat kesehatan masyarakat", "Angka Harapan Hidup", "Tahun", 2, "+", "72.67", "72.78"),
    ("1.1.3", "Meningkatnya kesejahteraan keluarga", "Prevalensi stunting", "Persen", 2, "-", "8.50", "9.00"),
    ("1.1.5", "Meningkatkan kualitas pembangunan berbasis gender", "Indeks Pembangunan Gender", "Indeks", 2, "+", "95.20", "95.41"),
    ("2.1.1", "Meningkatnya kinerja transportasi dan jaringan jalan perkotaan", "Persentase jalan kota dalam kondisi mantap", "Persen", 2, "+", "94", "92.85"),
    ("3.1.1", "Meningkatnya kualitas lingkungan perkotaan", "Indeks Kualitas Lingkungan Hidup", "Indeks", 2, "+", "58", "51.45"),
    ("3.1.2", "Meningkatnya ketentraman dan ketertiban umum, pendidikan politik, serta wawasan kebangsaan", "Persentase penyelesaian gangguan ketertiban", "Persen", 2, "+", "90", "67.10"),
    ("3.1.3", "Meningkatnya pencegahan dan penanganan bencana alam dan nonalam", "Indeks Risiko Bencana", "Indeks", 2, "-", "62", "60.20"),
    ("4.1.2", "Meningkatnya investasi", "Nilai realisasi investasi", "Triliun rupiah", 2, "+", "6.50", "3.62"),
    ("4.1.3", "Meningkatnya produktivitas tenaga kerja", "Tingkat pengangguran terbuka", "Persen", 2, "-", "5.63", "5.81"),
    ("5.1.1", "Meningkatnya kinerja penyelenggaraan pemerintah daerah", "Nilai SAKIP Kota", "Nilai", 2, "+", "70", "69.04"),
)  # fmt: skip

PD = (
    ("Dinas Pendidikan dan Kebudayaan", "Dindikbud", ("Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota", "Program Pengelolaan Pendidikan", "Program Pengembangan Kurikulum", "Program Pendidik dan Tenaga Kependidikan", "Program Pengembangan Kebudayaan")),
    ("Dinas Kesehatan", "Dinkes", ("Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota", "Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan Masyarakat", "Program Peningkatan Kapasitas Sumber Daya Manusia Kesehatan", "Program Sediaan Farmasi, Alat Kesehatan dan Makanan Minuman")),
    ("Dinas Cipta Karya dan Tata Ruang", "DCKTR", ("Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota", "Program Pengelolaan dan Pengembangan Sistem Penyediaan Air Minum", "Program Penataan Bangunan Gedung", "Program Penyelenggaraan Penataan Ruang")),
    ("Dinas Sumber Daya Air, Bina Marga dan Bina Konstruksi", "DSDABMBK", ("Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota", "Program Pengelolaan Sumber Daya Air (SDA)", "Program Penyelenggaraan Jalan", "Program Pengembangan Jasa Konstruksi")),
    ("Dinas Tenaga Kerja", "Disnaker", ("Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota", "Program Pelatihan Kerja dan Produktivitas Tenaga Kerja", "Program Penempatan Tenaga Kerja", "Program Hubungan Industrial")),
    ("Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana", "DP3AP2KB", ("Program Pengarusutamaan Gender dan Pemberdayaan Perempuan", "Program Perlindungan Khusus Anak", "Program Pembinaan Keluarga Berencana (KB)")),
    ("Badan Perencanaan Pembangunan, Penelitian dan Pengembangan Daerah", "Bappelitbangda", ("Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota", "Program Perencanaan, Pengendalian dan Evaluasi Pembangunan Daerah", "Program Koordinasi dan Sinkronisasi Perencanaan Pembangunan Daerah", "Program Penelitian dan Pengembangan Daerah")),
    ("Sekretariat Daerah", "Setda", ("Program Administrasi Umum", "Program Pemerintahan dan Kesejahteraan Rakyat", "Program Perekonomian dan Pembangunan")),
    ("Inspektorat Daerah", "Inspektorat", ("Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota", "Program Penyelenggaraan Pengawasan", "Program Perumusan Kebijakan, Pendampingan dan Asistensi")),
)  # fmt: skip


NASKAH_KOTA = {
    "kata_pengantar": naskah(
        "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa. Laporan Kinerja Instansi Pemerintah Kota Tangerang Selatan Tahun 2024 telah selesai disusun sebagai pertanggungjawaban atas Perjanjian Kinerja yang ditandatangani pada awal tahun.",
        "Laporan ini menjawab satu pertanyaan: apakah yang dijanjikan kepada warga telah tercapai, dan bila belum, apa sebabnya. Setiap angka di dalamnya berasal dari pengisian triwulanan perangkat daerah, diverifikasi Bagian Organisasi, lalu dibekukan sebelum laporan dicetak.",
        "Kepada seluruh perangkat daerah yang telah mengisi, memeriksa, dan memperbaiki data kinerjanya sepanjang tahun, kami menyampaikan terima kasih.",
    ),
    "ikhtisar": naskah(
        "Kinerja kota membaik untuk tahun ketiga, tetapi janji tahun 2024 belum terpenuhi. Selisih terbesar ada pada pengukuran kinerja dan evaluasi internal, bukan pada perencanaan. Dua pertiga perangkat daerah harus bernilai BB agar kota naik predikat."
    ),
    "keputusan": naskah("Penguatan evaluasi internal di enam perangkat daerah bernilai CC dan penyelesaian tiga rekomendasi LHE sebelum Juni 2025."),
    "gambaran_umum": naskah(
        "Pemerintah Kota Tangerang Selatan menyelenggarakan urusan pemerintahan melalui 37 perangkat daerah: dua sekretariat, satu inspektorat, satu satuan polisi pamong praja, 20 dinas, enam badan, dan tujuh kecamatan. Tiga rumah sakit umum daerah memberi pelayanan rujukan.",
        "Luas wilayah 164,86 kilometer persegi terbagi ke dalam Kecamatan Serpong, Serpong Utara, Pondok Aren, Setu, Ciputat, Ciputat Timur, dan Pamulang. Wilayah berbatasan langsung dengan Jakarta sehingga arus penduduk harian, harga lahan, dan beban lingkungan kota dipengaruhi oleh keputusan di luar wilayah.",
    ),
    "aspek_strategis": naskah("Kekuatan utama kota adalah mutu sumber daya manusia. Struktur ekonomi bertumpu pada jasa, perdagangan, dan ekonomi kreatif."),
    "permasalahan": naskah(
        "Lima isu strategis menjadi dasar penetapan sasaran tahun 2024:",
        "1. mutu dan keterjangkauan layanan pendidikan dan kesehatan di wilayah padat;\n2. kemacetan dan jaringan jalan yang belum saling terhubung antarkecamatan;\n3. timbulan sampah yang melampaui daya tampung tempat pemrosesan akhir;\n4. produktivitas tenaga kerja dan daya saing usaha kecil;\n5. birokrasi yang belum sepenuhnya menghubungkan anggaran dengan hasil bagi warga.",
    ),
    "arah": naskah("Setiap misi memiliki satu tujuan, dan setiap tujuan diukur melalui sasaran. Sasaran menjadi isi Perjanjian Kinerja Wali Kota; program menjadi isi Perjanjian Kinerja kepala perangkat daerah."),
    "simpulan": naskah("Serapan belanja sejalan dengan capaian pada sebagian besar perangkat daerah, dengan tiga pengecualian yang telah dijelaskan pada Bab III."),
    "langkah": naskah("Laporan ini menjadi dasar perencanaan 2026. Setiap langkah pada tabel berikut akan dilaporkan kembali kemajuannya pada laporan tahun berikutnya."),
}  # fmt: skip

PENYEBAB = naskah(
                        "Perbaikan nilai didorong oleh tiga hal: indikator perangkat daerah telah diturunkan dari pohon kinerja; pengisian triwulanan dilakukan tepat waktu; dan kepala perangkat daerah ikut menyetujui capaian sebelum dikirim.",
                        "Target tidak tercapai karena evaluasi internal belum menghasilkan rekomendasi yang dapat dipakai untuk memperbaiki perencanaan.",
                    )  # fmt: skip

MISI = (
            Misi("1", "Pembangunan sumber daya manusia yang unggul", ("Meningkatnya kualitas sumber daya manusia", "Meningkatnya derajat kesehatan masyarakat")),
            Misi("2", "Pembangunan infrastruktur yang saling terkoneksi", ("Meningkatnya kualitas infrastruktur perkotaan",)),
            Misi("3", "Membangun kota yang lestari", ()),
        )  # fmt: skip

TINDAK_LANJUT = (
            TindakLanjut("Nilai SAKIP Kota", "Menyelesaikan tiga rekomendasi LHE 2024 yang belum ditindaklanjuti, dengan bukti yang diverifikasi Inspektorat.", "Bagian Organisasi", False),
            TindakLanjut("Indeks Kualitas Lingkungan Hidup", "Menyelaraskan target lingkungan dengan rencana induk persampahan dan menambah fasilitas pengolahan di tingkat kecamatan.", "Dinas Lingkungan Hidup", True),
        )  # fmt: skip

KEBERHASILAN = ("Pengangguran turun dua tahun berturut-turut, dari 8,60 (2021) ke 5,81 persen (2023).",)  # fmt: skip
TERTINGGAL = ("Kualitas lingkungan perkotaan 88,71 persen dari target; persampahan menjadi sebab utama.",)  # fmt: skip
