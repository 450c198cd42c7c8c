"""The table of tests/test_hak_akses.py for the organisation and the import of master data.

The words are explained there. Beside them: "baru" a form filled with something new; "pd-belum" a
merge or split in the other state (applied, for "urungkan" a draf); "pegawai" and "rencana" kinds
of data, the second one asks first which draf.
"""

HAK_ORGANISASI = """
                                                  anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

opd:pd_list                  GET  -              masuk 200   200   200   200   200   200   200   200   403   403
opd:pd_list                  POST -              masuk 405   405   405   405   405   405   405   405   405   405
opd:pd_create                GET  -              masuk 403   403   403   403   403   200   403   403   403   403
opd:pd_create                POST -              masuk 403   403   403   403   403   form  403   403   403   403
opd:pd_create                POST baru           masuk 403   403   403   403   403   302   403   403   403   403
opd:pd_detail                GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
opd:pd_detail                GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
opd:pd_detail                GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
opd:pd_detail                POST pd             masuk 405   405   405   405   405   405   405   405   405   405
opd:nama_create              GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:nama_create              GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:nama_create              POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:nama_create              POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:alias_create             GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:alias_create             GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:alias_create             POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:alias_create             POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:alias_hapus              GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
opd:alias_hapus              POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:alias_hapus              POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404

opd:perubahan_list           GET  -              masuk 200   200   200   200   200   200   200   200   403   403
opd:perubahan_list           POST -              masuk 405   405   405   405   405   405   405   405   405   405
opd:perubahan_create         GET  -              masuk 403   403   403   403   403   200   403   403   403   403
opd:perubahan_create         POST -              masuk 403   403   403   403   403   form  403   403   403   403
opd:perubahan_create         POST baru           masuk 403   403   403   403   403   302   403   403   403   403
opd:perubahan_detail         GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
opd:perubahan_detail         GET  pd-diterapkan  masuk 200   404   200   404   200   200   200   200   404   404
opd:perubahan_detail         GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
opd:perubahan_detail         POST pd             masuk 405   405   405   405   405   405   405   405   405   405
opd:perubahan_update         GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:perubahan_update         GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_update         GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:perubahan_update         POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:perubahan_update         POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_update         POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:perubahan_bagi           GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:perubahan_bagi           GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_bagi           GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:perubahan_bagi           POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:perubahan_bagi           POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_bagi           POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:perubahan_terapkan       GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:perubahan_terapkan       GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_terapkan       GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:perubahan_terapkan       POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:perubahan_terapkan       POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_terapkan       POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:perubahan_urungkan       GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:perubahan_urungkan       GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_urungkan       GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:perubahan_urungkan       POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:perubahan_urungkan       POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_urungkan       POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:perubahan_hapus          GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
opd:perubahan_hapus          POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:perubahan_hapus          POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
opd:perubahan_hapus          POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404

opd:jabatan_list             GET  -              masuk 200   200   200   200   200   200   200   200   403   403
opd:jabatan_list             POST -              masuk 405   405   405   405   405   405   405   405   405   405
opd:jabatan_detail           GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
opd:jabatan_detail           GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
opd:jabatan_detail           GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
opd:jabatan_detail           POST pd             masuk 405   405   405   405   405   405   405   405   405   405
opd:jabatan_create           GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:jabatan_create           GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:jabatan_create           POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:jabatan_create           POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:jabatan_update           GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:jabatan_update           GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:jabatan_update           POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:jabatan_update           POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:jabatan_update           POST kota           masuk 403   403   403   403   403   302   403   403   404   404
opd:jabatan_akhir            GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:jabatan_akhir            GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:jabatan_akhir            POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:jabatan_akhir            POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:penugasan_create         GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:penugasan_create         GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:penugasan_create         POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:penugasan_create         POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:penugasan_akhir          GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:penugasan_akhir          GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:penugasan_akhir          POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:penugasan_akhir          POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:penugasan_hapus          GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:penugasan_hapus          GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:penugasan_hapus          POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:penugasan_hapus          POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
opd:pelantikan               GET  -              masuk 403   403   403   403   403   200   403   403   403   403
opd:pelantikan               POST -              masuk 403   403   403   403   403   form  403   403   403   403
opd:pelantikan               POST baru           masuk 403   403   403   403   403   302   403   403   403   403
opd:pegawai_list             GET  -              masuk 200   200   200   200   200   200   200   200   403   403
opd:pegawai_list             POST -              masuk 405   405   405   405   405   405   405   405   405   405
opd:pegawai_create           GET  -              masuk 403   403   403   403   403   200   403   403   403   403
opd:pegawai_create           POST -              masuk 403   403   403   403   403   form  403   403   403   403
opd:pegawai_create           POST baru           masuk 403   403   403   403   403   302   403   403   403   403
opd:pegawai_detail           GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
opd:pegawai_detail           GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
opd:pegawai_detail           GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
opd:pegawai_detail           POST pd             masuk 405   405   405   405   405   405   405   405   405   405
opd:pegawai_update           GET  pd             masuk 403   404   403   404   403   200   403   403   404   404
opd:pegawai_update           GET  pd-lain        masuk 404   403   404   403   403   200   403   403   404   404
opd:pegawai_update           POST pd             masuk 403   404   403   404   403   302   403   403   404   404
opd:pegawai_update           POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404

opd:profil                   GET  -              masuk 200   200   200   200   200   200   200   200   200   200
opd:profil                   POST milik          masuk 302   302   302   302   302   302   302   302   302   302
opd:pesan_list               GET  -              masuk 403   403   403   403   403   200   403   403   200   403
opd:pesan_list               POST -              masuk 405   405   405   405   405   405   405   405   405   405
opd:pesan_retry              GET  -              masuk 405   405   405   405   405   405   405   405   405   405
opd:pesan_retry              POST -              masuk 403   403   403   403   403   302   403   403   302   403
opd:pesan_retry              POST orang          masuk 403   403   403   403   403   302   403   403   302   403
opd:dokumen_resmi_unduh      GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
opd:dokumen_resmi_unduh      GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
opd:dokumen_resmi_unduh      GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
opd:dokumen_resmi_unduh      POST pd             masuk 405   405   405   405   405   405   405   405   405   405
"""  # noqa: E501

HAK_IMPOR_DATA = """
                                                  anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

dasar:impor_data_list        GET  -              masuk 403   403   403   403   200   200   403   403   403   403
dasar:impor_data_list        POST -              masuk 405   405   405   405   405   405   405   405   405   405
dasar:impor_data_jenis       GET  pegawai        masuk 403   403   403   403   403   200   403   403   403   403
dasar:impor_data_jenis       GET  rencana        masuk 403   403   403   403   200   200   403   403   403   403
dasar:impor_data_jenis       POST pegawai        masuk 403   403   403   403   403   302   403   403   403   403
dasar:impor_data_jenis       POST rencana        masuk 403   403   403   403   form  form  403   403   403   403
dasar:impor_data_templat     GET  pegawai        masuk 403   403   403   403   403   200   403   403   403   403
dasar:impor_data_templat     GET  rencana        masuk 403   403   403   403   302   302   403   403   403   403
dasar:impor_data_templat     POST pegawai        masuk 405   405   405   405   405   405   405   405   405   405
dasar:impor_data_ekspor      GET  pegawai        masuk 403   403   403   403   403   200   403   403   403   403
dasar:impor_data_ekspor      GET  rencana        masuk 403   403   403   403   302   302   403   403   403   403
dasar:impor_data_ekspor      POST pegawai        masuk 405   405   405   405   405   405   405   405   405   405
dasar:impor_data_detail      GET  milik          masuk 200   200   200   200   200   200   200   200   200   200
dasar:impor_data_detail      GET  orang          masuk 404   404   404   404   404   404   404   404   404   404
dasar:impor_data_detail      POST milik          masuk 405   405   405   405   405   405   405   405   405   405
dasar:impor_data_status      GET  milik          masuk 286   286   286   286   286   286   286   286   286   286
dasar:impor_data_status      GET  orang          masuk 404   404   404   404   404   404   404   404   404   404
dasar:impor_data_status      POST milik          masuk 405   405   405   405   405   405   405   405   405   405
dasar:impor_data_terapkan    GET  milik          masuk 405   405   405   405   405   405   405   405   405   405
dasar:impor_data_terapkan    POST milik          masuk 403   403   403   403   403   302   403   403   403   403
dasar:impor_data_terapkan    POST orang          masuk 404   404   404   404   404   404   404   404   404   404
dasar:impor_data_batal       GET  milik          masuk 405   405   405   405   405   405   405   405   405   405
dasar:impor_data_batal       POST milik          masuk 302   302   302   302   302   302   302   302   302   302
dasar:impor_data_batal       POST orang          masuk 404   404   404   404   404   404   404   404   404   404
"""  # noqa: E501
