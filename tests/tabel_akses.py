"""The table of tests/test_hak_akses.py for evaluation and reports; its words are explained there.

Targets beside those: "pd-internal" the PD's worksheet of the evaluator (otherwise the PD's own);
"bebas" a template without worksheets, or a year without a value; "dipakai" one with; "tahun" the
year of the template.
"""

HAK_EVALUASI = """
                                                 anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

evaluasi:lke_list            GET  -              masuk 200   200   200   200   200   200   200   200   403   403
evaluasi:lke_list            POST -              masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:lke_create          GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:lke_create          POST pd             masuk 302   404   403   404   403   403   403   403   404   404
evaluasi:lke_create          POST pd-internal    masuk 403   404   403   404   403   403   302   403   404   404
evaluasi:lke_create          POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
evaluasi:lke_detail          GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
evaluasi:lke_detail          GET  pd-internal    masuk 404   404   404   404   200   200   200   200   404   404
evaluasi:lke_detail          GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
evaluasi:lke_detail          POST pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:lke_unduh           GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
evaluasi:lke_unduh           GET  pd-internal    masuk 404   404   404   404   200   200   200   200   404   404
evaluasi:lke_unduh           GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
evaluasi:lke_unduh           POST pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:jawaban_update      GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:jawaban_update      POST pd             masuk 302   404   403   404   403   403   403   403   404   404
evaluasi:jawaban_update      POST pd-internal    masuk 404   404   404   404   403   403   302   403   404   404
evaluasi:jawaban_update      POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:jawaban_update      POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
evaluasi:pemenuhan_update    GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:pemenuhan_update    POST pd             masuk 302   404   403   404   403   403   403   403   404   404
evaluasi:pemenuhan_update    POST pd-internal    masuk 404   404   404   404   403   403   302   403   404   404
evaluasi:pemenuhan_update    POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:pemenuhan_update    POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
evaluasi:lke_kirim           GET  pd             masuk 200   404   403   404   403   403   403   403   404   404
evaluasi:lke_kirim           GET  pd-internal    masuk 404   404   404   404   403   403   200   403   404   404
evaluasi:lke_kirim           GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:lke_kirim           GET  pd-lain        masuk 404   200   404   403   403   403   403   403   404   404
evaluasi:lke_kirim           POST pd             masuk 302   404   403   404   403   403   403   403   404   404
evaluasi:lke_kirim           POST pd-internal    masuk 404   404   404   404   403   403   302   403   404   404
evaluasi:lke_kirim           POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:lke_kirim           POST pd-lain        masuk 404   302   404   403   403   403   403   403   404   404
evaluasi:lke_reviu           GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:lke_reviu           POST pd             masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:lke_reviu           POST pd-lain        masuk 404   403   404   403   403   403   403   403   404   404
evaluasi:lke_final           GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:lke_final           POST pd             masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:lke_final           POST pd-lain        masuk 404   403   404   403   403   403   403   403   404   404
evaluasi:lke_kembalikan      GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:lke_kembalikan      POST pd             masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:lke_kembalikan      POST pd-lain        masuk 404   403   404   403   403   403   403   403   404   404
evaluasi:lke_buka            GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:lke_buka            POST pd             masuk 403   404   403   404   403   302   403   403   404   404
evaluasi:lke_buka            POST pd-internal    masuk 403   404   403   404   403   403   302   403   404   404
evaluasi:lke_buka            POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
evaluasi:lke_buka            POST pd-lain        masuk 404   403   404   403   403   302   403   403   404   404
evaluasi:templat_list        GET  -              masuk 200   200   200   200   200   200   200   200   403   403
evaluasi:templat_list        POST -              masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:templat_create      GET  -              masuk 403   403   403   403   403   200   403   403   403   403
evaluasi:templat_create      POST -              masuk 403   403   403   403   403   form  403   403   403   403
evaluasi:templat_create      POST bebas          masuk 403   403   403   403   403   302   403   403   403   403
evaluasi:templat_detail      GET  dipakai        masuk 200   200   200   200   200   200   200   200   404   404
evaluasi:templat_detail      POST dipakai        masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:templat_update      GET  bebas          masuk 403   403   403   403   403   200   403   403   404   404
evaluasi:templat_update      GET  dipakai        masuk 403   403   403   403   403   403   403   403   404   404
evaluasi:templat_update      POST bebas          masuk 403   403   403   403   403   302   403   403   404   404
evaluasi:templat_update      POST dipakai        masuk 403   403   403   403   403   403   403   403   404   404
evaluasi:kementerian_list    GET  -              masuk 200   200   200   200   200   200   200   200   403   403
evaluasi:kementerian_list    POST -              masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:kementerian_create  GET  -              masuk 403   403   403   403   403   200   403   403   403   403
evaluasi:kementerian_create  POST -              masuk 403   403   403   403   403   form  403   403   403   403
evaluasi:kementerian_create  POST bebas          masuk 403   403   403   403   403   302   403   403   403   403
evaluasi:indeks_rb_create    GET  -              masuk 403   403   403   403   403   200   403   403   403   403
evaluasi:indeks_rb_create    POST -              masuk 403   403   403   403   403   form  403   403   403   403
evaluasi:indeks_rb_create    POST bebas          masuk 403   403   403   403   403   302   403   403   403   403
evaluasi:kementerian_update  GET  dipakai        masuk 403   403   403   403   403   200   403   403   403   403
evaluasi:kementerian_update  POST dipakai        masuk 403   403   403   403   403   302   403   403   403   403
evaluasi:indeks_rb_update    GET  dipakai        masuk 403   403   403   403   403   200   403   403   403   403
evaluasi:indeks_rb_update    POST dipakai        masuk 403   403   403   403   403   302   403   403   403   403
evaluasi:nilai_kota          GET  -              masuk 403   403   403   403   200   200   200   200   403   403
evaluasi:nilai_kota          POST -              masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:nilai_kota_hitung   GET  -              masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:nilai_kota_hitung   POST -              masuk 403   403   403   403   403   kabar 403   403   403   403
evaluasi:nilai_kota_hitung   POST tahun          masuk 403   403   403   403   403   302   403   403   403   403
evaluasi:dasbor              GET  -              masuk 302   302   302   302   200   200   200   200   403   403
evaluasi:dasbor              POST -              masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:dasbor_unduh        GET  -              masuk 403   403   403   403   200   200   200   200   403   403
evaluasi:dasbor_unduh        POST -              masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:dasbor_pd           GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
evaluasi:dasbor_pd           GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
evaluasi:dasbor_pd           POST pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:dasbor_simpul       GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
evaluasi:dasbor_simpul       GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
evaluasi:dasbor_simpul       POST pd             masuk 405   405   405   405   405   405   405   405   405   405
evaluasi:dasbor_indikator    GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
evaluasi:dasbor_indikator    GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
evaluasi:dasbor_indikator    POST pd             masuk 405   405   405   405   405   405   405   405   405   405
"""  # noqa: E501

HAK_LAPORAN = """
                                                 anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

laporan:lkjip_list           GET  -              masuk 200   200   200   200   200   200   200   200   403   403
laporan:lkjip_list           POST -              masuk 405   405   405   405   405   405   405   405   405   405
laporan:lkjip_create         GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
laporan:lkjip_create         POST pd             masuk 302   404   302   404   403   302   403   403   404   404
laporan:lkjip_create         POST pd-lain        masuk 404   302   404   302   403   302   403   403   404   404
laporan:lkjip_create         POST kota           masuk 404   404   404   404   403   302   403   403   404   404
laporan:lkjip_status         GET  pd             masuk 286   404   286   404   286   286   286   286   404   404
laporan:lkjip_status         GET  pd-lain        masuk 404   286   404   286   286   286   286   286   404   404
laporan:lkjip_status         POST pd             masuk 405   405   405   405   405   405   405   405   405   405
laporan:lkjip_detail         GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
laporan:lkjip_detail         GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
laporan:lkjip_detail         POST pd             masuk 405   405   405   405   405   405   405   405   405   405
laporan:lkjip_unduh          GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
laporan:lkjip_unduh          GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
laporan:lkjip_unduh          POST pd             masuk 405   405   405   405   405   405   405   405   405   405
laporan:lkjip_data           GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
laporan:lkjip_data           GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
laporan:lkjip_data           POST pd             masuk 405   405   405   405   405   405   405   405   405   405
laporan:naskah               GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
laporan:naskah               GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
laporan:naskah               POST pd             masuk 405   405   405   405   405   405   405   405   405   405
laporan:naskah_update        GET  pd             masuk 200   404   200   404   403   200   403   403   403   403
laporan:naskah_update        GET  pd-lain        masuk 404   200   404   200   403   200   403   403   403   403
laporan:naskah_update        POST pd             masuk 302   404   302   404   403   302   403   403   403   403
laporan:naskah_update        POST pd-lain        masuk 404   302   404   302   403   302   403   403   403   403
laporan:acuan_create         GET  pd             masuk 200   404   403   404   200   200   403   403   403   403
laporan:acuan_create         GET  pd-lain        masuk 404   200   404   403   200   200   403   403   403   403
laporan:acuan_create         POST pd             masuk 302   404   403   404   302   302   403   403   403   403
laporan:acuan_create         POST pd-lain        masuk 404   302   404   403   302   302   403   403   403   403
laporan:acuan_update         GET  pd             masuk 200   404   403   404   200   200   403   403   403   403
laporan:acuan_update         GET  pd-lain        masuk 404   200   404   403   200   200   403   403   403   403
laporan:acuan_update         POST pd             masuk 302   404   403   404   302   302   403   403   403   403
laporan:acuan_update         POST pd-lain        masuk 404   302   404   403   302   302   403   403   403   403
laporan:acuan_delete         GET  pd             masuk 200   404   403   404   200   200   403   403   403   403
laporan:acuan_delete         GET  pd-lain        masuk 404   200   404   403   200   200   403   403   403   403
laporan:acuan_delete         POST pd             masuk 302   404   403   404   302   302   403   403   403   403
laporan:acuan_delete         POST pd-lain        masuk 404   302   404   403   302   302   403   403   403   403
"""  # noqa: E501
