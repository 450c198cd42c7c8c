"""The table of tests/test_hak_akses.py for measurement; its words are explained there.

"pd-tutup" is a quarter that was closed; "pd-belum" a row that was submitted already, an upload or
import that was decided on the other way, a quarter that is frozen (for "buka_beku": that is not),
an extension that was revoked. Of "masuk_di_tempat", "orang" is the right password of somebody else
than the page was made for.
"""

HAK_PENGUKURAN = """
                                                  anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

masuk_di_tempat              GET  -              200   200   200   200   200   200   200   200   200   200   200
masuk_di_tempat              POST benar          200   200   200   200   200   200   200   200   200   200   200
masuk_di_tempat              POST salah          form  form  form  form  form  form  form  form  form  form  form
masuk_di_tempat              POST orang          form  form  form  form  form  form  form  form  form  form  form

kinerja:anggaran             GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:anggaran             GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:anggaran             GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:anggaran             POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:anggaran_unduh       GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:anggaran_unduh       GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:anggaran_unduh       GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:anggaran_unduh       POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:kelengkapan          GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:kelengkapan          GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:kelengkapan          GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:kelengkapan          POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:templat_unduh        GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:templat_unduh        GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:templat_unduh        GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:templat_unduh        POST -              masuk 405   405   405   405   405   405   405   405   405   405

kinerja:rupiah_update        GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:rupiah_update        GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:rupiah_update        POST pd             masuk 200   404   403   404   403   403   403   403   404   404
kinerja:rupiah_update        POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:rupiah_update        POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:rupiah_update        POST pd-lain        masuk 404   200   404   403   403   403   403   403   404   404
kinerja:narasi_sel           GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:narasi_sel           POST pd             masuk 200   404   403   404   403   403   403   403   404   404
kinerja:narasi_sel           POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:narasi_sel           POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:narasi_sel           POST pd-lain        masuk 404   200   404   403   403   403   403   403   404   404
kinerja:narasi_salin         GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:narasi_salin         POST pd             masuk 302   404   403   404   403   403   403   403   403   403
kinerja:narasi_salin         POST pd-tutup       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:narasi_salin         POST pd-lain        masuk 404   302   404   403   403   403   403   403   403   403
kinerja:lembar_simpan        GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:lembar_simpan        POST pd             masuk 302   404   403   404   403   403   403   403   403   403
kinerja:lembar_simpan        POST pd-tutup       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:lembar_simpan        POST pd-belum       masuk form  404   403   404   403   403   403   403   403   403
kinerja:lembar_simpan        POST pd-lain        masuk 404   302   404   403   403   403   403   403   403   403

kinerja:bukti_create         GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:bukti_create         POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:bukti_create         POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_create         POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_create         POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:bukti_tautan         GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:bukti_tautan         POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:bukti_tautan         POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_tautan         POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_tautan         POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:bukti_ambil          GET  pd             masuk 200   404   403   404   403   403   403   403   404   404
kinerja:bukti_ambil          GET  pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_ambil          GET  pd-lain        masuk 404   200   404   403   403   403   403   403   404   404
kinerja:bukti_ambil          POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:bukti_ambil          POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_ambil          POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_ambil          POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:bukti_pakai          GET  pd             masuk 200   404   403   404   403   403   403   403   404   404
kinerja:bukti_pakai          GET  pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_pakai          GET  pd-lain        masuk 404   200   404   403   403   403   403   403   404   404
kinerja:bukti_pakai          POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:bukti_pakai          POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_pakai          POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_pakai          POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:bukti_update         GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:bukti_update         POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:bukti_update         POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_update         POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_update         POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:bukti_hapus          GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:bukti_hapus          POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:bukti_hapus          POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_hapus          POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:bukti_hapus          POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:bukti_unduh          GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:bukti_unduh          GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:bukti_unduh          POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:bukti_lihat          GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:bukti_lihat          GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:bukti_lihat          POST pd             masuk 405   405   405   405   405   405   405   405   405   405

kinerja:tempel_pratinjau     GET  pd             masuk 200   404   403   404   403   403   403   403   403   403
kinerja:tempel_pratinjau     GET  pd-tutup       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:tempel_pratinjau     GET  pd-lain        masuk 404   200   404   403   403   403   403   403   403   403
kinerja:tempel_pratinjau     POST pd             masuk form  404   403   404   403   403   403   403   403   403
kinerja:tempel_pratinjau     POST pd-tutup       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:tempel_pratinjau     POST pd-lain        masuk 404   form  404   403   403   403   403   403   403   403
kinerja:tempel_simpan        GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:tempel_simpan        POST pd             masuk 200   404   403   404   403   403   403   403   403   403
kinerja:tempel_simpan        POST pd-tutup       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:tempel_simpan        POST pd-lain        masuk 404   200   404   403   403   403   403   403   403   403
kinerja:tempel_urungkan      GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:tempel_urungkan      POST pd             masuk 302   404   403   404   403   403   403   403   403   403
kinerja:tempel_urungkan      POST pd-tutup       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:tempel_urungkan      POST pd-lain        masuk 404   302   404   403   403   403   403   403   403   403

kinerja:unggahan_create      GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:unggahan_create      GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:unggahan_create      GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:unggahan_create      POST pd             masuk 302   404   403   404   403   403   403   403   403   403
kinerja:unggahan_create      POST pd-tutup       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:unggahan_create      POST pd-lain        masuk 404   302   404   403   403   403   403   403   403   403
kinerja:unggahan_create      PUT  -              masuk form  form  403   403   403   403   403   403   403   403
kinerja:unggahan_detail      GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:unggahan_detail      GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:unggahan_detail      POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:unggahan_terapkan    GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:unggahan_terapkan    POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:unggahan_terapkan    POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:unggahan_terapkan    POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:unggahan_urungkan    GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:unggahan_urungkan    POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:unggahan_urungkan    POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:unggahan_urungkan    POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
kinerja:unggahan_batalkan    GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:unggahan_batalkan    POST pd             masuk 302   404   403   404   403   403   403   403   404   404
kinerja:unggahan_batalkan    POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:unggahan_batalkan    POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404

kinerja:impor_lupakan        GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:impor_lupakan        POST pd             masuk 302   404   403   404   403   302   403   403   404   404
kinerja:impor_lupakan        POST pd-diterapkan  masuk 403   404   403   404   403   403   403   403   404   404
kinerja:impor_lupakan        POST pd-lain        masuk 404   302   404   403   403   302   403   403   404   404
kinerja:impor_urungkan       GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:impor_urungkan       POST pd             masuk 302   404   403   404   403   302   403   403   404   404
kinerja:impor_urungkan       POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:impor_urungkan       POST pd-lain        masuk 404   302   404   403   403   302   403   403   404   404

kinerja:janggal_jelaskan     GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:janggal_jelaskan     POST pd             masuk 200   404   403   404   403   403   403   403   404   404
kinerja:janggal_jelaskan     POST pd-tutup       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:janggal_jelaskan     POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:janggal_jelaskan     POST pd-lain        masuk 404   200   404   403   403   403   403   403   404   404
kinerja:tinjau_komentar      GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:tinjau_komentar      POST pd             masuk 302   404   302   404   403   302   403   403   404   404
kinerja:tinjau_komentar      POST pd-tutup       masuk 302   404   302   404   403   302   403   403   404   404
kinerja:tinjau_komentar      POST pd-lain        masuk 404   302   404   302   403   302   403   403   404   404
kinerja:verifikasi_sekaligus GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:verifikasi_sekaligus POST pd             masuk 403   404   403   404   403   302   403   403   403   403
kinerja:verifikasi_sekaligus POST pd-tutup       masuk 403   404   403   404   403   302   403   403   403   403
kinerja:verifikasi_sekaligus POST pd-belum       masuk 403   404   403   404   403   403   403   403   403   403
kinerja:verifikasi_sekaligus POST pd-sendiri     masuk 403   404   403   404   403   403   403   403   403   403
kinerja:verifikasi_sekaligus POST pd-lain        masuk 404   403   404   403   403   302   403   403   403   403
kinerja:realisasi_kembalikan_banyak GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:realisasi_kembalikan_banyak POST pd             masuk 403   404   302   404   403   403   403   403   404   404
kinerja:realisasi_kembalikan_banyak POST pd-tutup       masuk 403   404   302   404   403   403   403   403   404   404
kinerja:realisasi_kembalikan_banyak POST pd-disetujui   masuk 403   404   403   404   403   302   403   403   404   404
kinerja:realisasi_kembalikan_banyak POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_kembalikan_banyak POST pd-sendiri     masuk 403   404   403   404   403   403   403   403   404   404
kinerja:realisasi_kembalikan_banyak POST pd-lain        masuk 404   403   404   302   403   403   403   403   404   404

kinerja:jadwal_list          GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:jadwal_list          POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:jadwal_create        GET  -              masuk 403   403   403   403   403   200   403   403   403   403
kinerja:jadwal_create        POST pd             masuk 403   403   403   403   403   302   403   403   403   403
kinerja:jadwal_update        GET  pd             masuk 403   403   403   403   403   200   403   403   403   403
kinerja:jadwal_update        POST pd             masuk 403   403   403   403   403   302   403   403   403   403
kinerja:perpanjangan_create  GET  pd             masuk 403   403   403   403   403   200   403   403   403   403
kinerja:perpanjangan_create  POST pd             masuk 403   403   403   403   403   302   403   403   403   403
kinerja:buka_beku            GET  pd             masuk 403   403   403   403   403   200   403   403   403   403
kinerja:buka_beku            POST pd             masuk 403   403   403   403   403   302   403   403   403   403
kinerja:jadwal_update        POST pd-belum       masuk 403   403   403   403   403   403   403   403   403   403
kinerja:perpanjangan_create  POST pd-lain        masuk 403   403   403   403   403   302   403   403   403   403
kinerja:buka_beku            POST pd-belum       masuk 403   403   403   403   403   form  403   403   403   403
kinerja:bekukan              GET  pd             masuk 403   403   403   403   403   200   403   403   403   403
kinerja:bekukan              POST pd             masuk 403   403   403   403   403   302   403   403   403   403
kinerja:bekukan              POST pd-lain        masuk 403   403   403   403   403   302   403   403   403   403
kinerja:perpanjangan_cabut   GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:perpanjangan_cabut   POST pd             masuk 403   404   403   404   403   302   403   403   404   404
kinerja:perpanjangan_cabut   POST pd-belum       masuk 403   404   403   404   403   kabar 403   403   404   404
kinerja:perpanjangan_cabut   POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
"""  # noqa: E501

# Why: words that the reason of a 403 must hold.
ALASAN_PENGUKURAN = [
    ("kinerja:anggaran", "GET", "-", "admin", "Admin mengelola pengguna"),
    ("kinerja:kelengkapan", "GET", "-", "tanpa_peran", "belum diberi perangkat daerah"),
    ("kinerja:rupiah_update", "POST", "pd", "kepala", "Hanya operator"),
    ("kinerja:rupiah_update", "POST", "pd-tutup", "operator", "sudah ditutup pada"),
    ("kinerja:rupiah_update", "POST", "pd-belum", "operator", "sudah diajukan"),
    ("kinerja:narasi_sel", "POST", "pd-belum", "operator", "sudah diajukan"),
    ("kinerja:narasi_salin", "POST", "pd", "organisasi", "Hanya operator"),
    ("kinerja:lembar_simpan", "POST", "pd-tutup", "operator", "sudah ditutup pada"),
    ("kinerja:lembar_simpan", "POST", "pd", "perencana", "Hanya operator"),
    ("kinerja:bukti_create", "POST", "pd", "kepala", "Hanya operator"),
    ("kinerja:bukti_hapus", "POST", "pd-belum", "operator", "sudah diajukan"),
    ("kinerja:bukti_pakai", "GET", "pd", "evaluator", "Hanya operator"),
    ("kinerja:tempel_pratinjau", "GET", "pd-tutup", "operator", "sudah ditutup pada"),
    ("kinerja:tempel_simpan", "POST", "pd", "admin", "Admin mengelola pengguna"),
    ("kinerja:unggahan_create", "POST", "pd", "organisasi", "diunggah oleh operator"),
    ("kinerja:unggahan_terapkan", "POST", "pd-belum", "operator", "sudah diterapkan"),
    ("kinerja:unggahan_urungkan", "POST", "pd-belum", "operator", "Hanya unggahan yang diterapkan"),
    ("kinerja:impor_urungkan", "POST", "pd-belum", "organisasi", "Hanya impor yang sudah"),
    ("kinerja:janggal_jelaskan", "POST", "pd", "kepala", "Hanya operator"),
    ("kinerja:tinjau_komentar", "POST", "pd", "pimpinan", "Komentar ditulis oleh"),
    ("kinerja:verifikasi_sekaligus", "POST", "pd", "kepala", "Verifikasi dilakukan oleh"),
    ("kinerja:verifikasi_sekaligus", "POST", "pd-sendiri", "organisasi", "Anda yang mengisi"),
    ("kinerja:verifikasi_sekaligus", "POST", "pd-belum", "organisasi", "Tidak ada baris"),
    ("kinerja:realisasi_kembalikan_banyak", "POST", "pd", "organisasi", "Hanya kepala"),
    ("kinerja:realisasi_kembalikan_banyak", "POST", "pd-belum", "kepala", "statusnya draf"),
    ("kinerja:jadwal_create", "GET", "-", "perencana", "diatur oleh Bagian Organisasi"),
    ("kinerja:jadwal_update", "POST", "pd-belum", "organisasi", "sudah dibekukan untuk"),
    ("kinerja:bekukan", "POST", "pd", "admin", "diatur oleh Bagian Organisasi"),
    ("kinerja:perpanjangan_cabut", "POST", "pd", "operator", "diatur oleh Bagian Organisasi"),
]
