"""The table of tests/test_hak_akses.py for planning; its words are explained there.

Where a page changes a version or an agreement, "pd" is a draf and "pd-belum" one in force or
signed; where it shows one, "pd-draf" and "pd-tanda" say which. "pd-sendiri" was asked by the person
who decides; "pd-iku" and "pd-pohon" are what is printed (otherwise an agreement, of the city its
tree). An offer of crosscutting is "pd" when that PD was asked (for "tarik" when it asks).
"""

HAK_RENCANA = """
                                                  anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

kinerja:dokumen_create       GET  -              masuk 403   403   403   403   200   200   403   403   403   403
kinerja:dokumen_create       POST -              masuk 403   403   403   403   form  form  403   403   403   403
kinerja:dokumen_create       POST pd             masuk 403   403   403   403   302   302   403   403   403   403
kinerja:dokumen_salin        GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:dokumen_salin        POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:dokumen_salin        POST pd-belum       masuk 403   404   403   404   kabar kabar 403   403   404   404
kinerja:dokumen_salin        POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:dokumen_salin        POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:dokumen_tetapkan     GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:dokumen_tetapkan     GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:dokumen_tetapkan     GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:dokumen_tetapkan     POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:dokumen_tetapkan     POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:dokumen_tetapkan     POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:dokumen_tetapkan     POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:dokumen_hapus        GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:dokumen_hapus        GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:dokumen_hapus        GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:dokumen_hapus        POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:dokumen_hapus        POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:dokumen_hapus        POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:dokumen_hapus        POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:banding              GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:banding              GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:banding              GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
kinerja:banding              POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:banding_unduh        GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:banding_unduh        GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:banding_unduh        GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
kinerja:banding_unduh        POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:dokumen_ubah         GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:dokumen_ubah         GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:dokumen_ubah         GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:dokumen_ubah         GET  kota           masuk 403   403   403   403   200   200   403   403   404   404
kinerja:dokumen_ubah         POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:simpul_susunan       GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:simpul_susunan       GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:simpul_susunan       POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:nomenklatur_cari     GET  pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:nomenklatur_cari     GET  pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:nomenklatur_cari     POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:simpul_create        GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:simpul_create        GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_create        GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:simpul_create        POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_create        POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_create        POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:simpul_create        POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:simpul_update        GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:simpul_update        GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_update        GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:simpul_update        POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_update        POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_update        POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:simpul_pindah        GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:simpul_pindah        GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_pindah        GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:simpul_pindah        POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_pindah        POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_pindah        POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:simpul_pecah         GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:simpul_pecah         GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_pecah         GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:simpul_pecah         POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_pecah         POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_pecah         POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:simpul_gabung        GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:simpul_gabung        GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_gabung        GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:simpul_gabung        POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_gabung        POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_gabung        POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:simpul_hapus         GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:simpul_hapus         GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_hapus         GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:simpul_hapus         POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_hapus         POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_hapus         POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:simpul_urutkan       GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:simpul_urutkan       POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_urutkan       POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_urutkan       POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:simpul_pagu          GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:simpul_pagu          POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:simpul_pagu          POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:simpul_pagu          POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:dukungan_create      GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:dukungan_create      POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:dukungan_create      POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:dukungan_create      POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:dukungan_hapus       GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:dukungan_hapus       POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:dukungan_hapus       POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:dukungan_hapus       POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:iku                  GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:iku                  GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:iku                  GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
kinerja:iku                  POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:iku_xlsx             GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:iku_xlsx             GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:iku_xlsx             GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
kinerja:iku_xlsx             POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:indikator_create     GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:indikator_create     GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:indikator_create     GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:indikator_create     POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:indikator_create     POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:indikator_create     POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:indikator_create     POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:indikator_kartu      GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:indikator_kartu      GET  pd-draf        masuk 200   404   200   404   200   200   200   200   404   404
kinerja:indikator_kartu      GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:indikator_kartu      GET  kota           masuk 404   404   404   404   200   200   200   200   404   404
kinerja:indikator_kartu      POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:indikator_update     GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:indikator_update     GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:indikator_update     GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:indikator_update     POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:indikator_update     POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:indikator_update     POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404
kinerja:indikator_delete     GET  pd             masuk 403   404   403   404   200   200   403   403   404   404
kinerja:indikator_delete     GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:indikator_delete     GET  pd-lain        masuk 404   403   404   403   200   200   403   403   404   404
kinerja:indikator_delete     POST pd             masuk 403   404   403   404   302   302   403   403   404   404
kinerja:indikator_delete     POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:indikator_delete     POST pd-lain        masuk 404   403   404   403   302   302   403   403   404   404

kinerja:usul_target_list     GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:usul_target_list     POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:usul_target_create   GET  -              masuk 200   200   200   200   403   403   403   403   403   403
kinerja:usul_target_create   GET  pd             masuk 200   404   200   404   403   403   403   403   404   404
kinerja:usul_target_create   GET  pd-lain        masuk 404   200   404   200   403   403   403   403   404   404
kinerja:usul_target_create   POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:usul_target_create   POST pd             masuk 302   404   302   404   403   403   403   403   404   404
kinerja:usul_target_create   POST pd-lain        masuk 404   302   404   302   403   403   403   403   404   404
kinerja:usul_target_detail   GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:usul_target_detail   GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:usul_target_detail   POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:usul_target_putus    GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:usul_target_putus    POST pd             masuk 403   404   403   404   302   403   403   403   404   404
kinerja:usul_target_putus    POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:usul_target_putus    POST pd-sendiri     masuk 403   404   403   404   403   403   403   403   404   404
kinerja:usul_target_putus    POST pd-lain        masuk 404   403   404   403   302   403   403   403   404   404
kinerja:usul_target_tarik    GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:usul_target_tarik    POST pd             masuk 302   404   302   404   403   403   403   403   404   404
kinerja:usul_target_tarik    POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:usul_target_tarik    POST pd-lain        masuk 404   302   404   302   403   403   403   403   404   404

kinerja:pk_list              GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:pk_list              GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:pk_list              GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:pk_list              GET  kota           masuk 200   200   200   200   200   200   200   200   403   403
kinerja:pk_list              POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:pk_belum             GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:pk_belum             POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:pk_belum_unduh       GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:pk_belum_unduh       POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:pk_create            GET  pd             masuk 200   404   200   404   200   200   403   403   404   404
kinerja:pk_create            GET  pd-lain        masuk 404   200   404   200   200   200   403   403   404   404
kinerja:pk_create            POST pd             masuk 302   404   302   404   302   302   403   403   404   404
kinerja:pk_create            POST pd-lain        masuk 404   302   404   302   302   302   403   403   404   404
kinerja:pk_create            POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:pk_create_semua      GET  pd             masuk 200   404   200   404   200   200   403   403   404   404
kinerja:pk_create_semua      GET  pd-lain        masuk 404   200   404   200   200   200   403   403   404   404
kinerja:pk_create_semua      POST pd             masuk 302   404   302   404   302   302   403   403   404   404
kinerja:pk_create_semua      POST pd-lain        masuk 404   302   404   302   302   302   403   403   404   404
kinerja:pk_create_semua      POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:pk_detail            GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:pk_detail            GET  pd-tanda       masuk 200   404   200   404   200   200   200   200   404   404
kinerja:pk_detail            GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:pk_detail            GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
kinerja:pk_detail            POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:pk_update            GET  pd             masuk 200   404   200   404   200   200   403   403   404   404
kinerja:pk_update            GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:pk_update            GET  pd-lain        masuk 404   200   404   200   200   200   403   403   404   404
kinerja:pk_update            POST pd             masuk 302   404   302   404   302   302   403   403   404   404
kinerja:pk_update            POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:pk_update            POST pd-lain        masuk 404   302   404   302   302   302   403   403   404   404
kinerja:pk_update            POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:pk_delete            GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:pk_delete            POST pd             masuk 302   404   302   404   302   302   403   403   404   404
kinerja:pk_delete            POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:pk_delete            POST pd-lain        masuk 404   302   404   302   302   302   403   403   404   404
kinerja:pk_tandatangani      GET  pd             masuk 403   404   200   404   403   200   403   403   404   404
kinerja:pk_tandatangani      GET  pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:pk_tandatangani      GET  pd-lain        masuk 404   403   404   200   403   200   403   403   404   404
kinerja:pk_tandatangani      POST pd             masuk 403   404   302   404   403   302   403   403   404   404
kinerja:pk_tandatangani      POST pd-belum       masuk 403   404   403   404   403   403   403   403   404   404
kinerja:pk_tandatangani      POST pd-lain        masuk 404   403   404   302   403   302   403   403   404   404
kinerja:pk_tandatangani      POST kota           masuk 403   403   403   403   403   302   403   403   404   404

kinerja:rencana_aksi_list    GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:rencana_aksi_list    GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:rencana_aksi_list    GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:rencana_aksi_list    POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:rencana_aksi_xlsx    GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:rencana_aksi_xlsx    GET  pd             masuk 200   404   200   404   200   200   200   200   403   403
kinerja:rencana_aksi_xlsx    GET  pd-lain        masuk 404   200   404   200   200   200   200   200   403   403
kinerja:rencana_aksi_xlsx    POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:rencana_aksi         GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:rencana_aksi         GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:rencana_aksi         POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:rencana_aksi         POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:aksi_create          GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:aksi_create          GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:aksi_create          POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:aksi_create          POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:aksi_update          GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:aksi_update          GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:aksi_update          POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:aksi_update          POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:aksi_delete          GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:aksi_delete          GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:aksi_delete          POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:aksi_delete          POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404

kinerja:cetak                GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:cetak                POST pd             masuk 302   404   302   404   302   302   403   403   404   404
kinerja:cetak                POST pd-iku         masuk 302   404   302   404   302   302   302   302   404   404
kinerja:cetak                POST pd-pohon       masuk 302   404   302   404   302   302   302   302   404   404
kinerja:cetak                POST pd-lain        masuk 404   302   404   302   302   302   403   403   404   404
kinerja:cetak                POST kota           masuk 302   302   302   302   302   302   302   302   404   404
"""  # noqa: E501

HAK_POHON = """
                                                  anonim oper. oper. kep.  kep.  peren organ eval  pimp  admin tanpa
nama                         cara sasaran               pd    lain  pd    lain  cana  isasi uator inan        peran

kinerja:pohon_list           GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:pohon_list           POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:pohon_create         GET  -              masuk 200   200   403   403   200   200   403   403   403   403
kinerja:pohon_create         POST -              masuk form  form  403   403   form  form  403   403   403   403
kinerja:pohon_create         POST pd             masuk 302   form  403   403   302   302   403   403   403   403
kinerja:pohon_create         POST pd-lain        masuk form  302   403   403   302   302   403   403   403   403
kinerja:pohon_detail         GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:pohon_detail         GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:pohon_detail         GET  kota           masuk 200   200   200   200   200   200   200   200   404   404
kinerja:pohon_detail         POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:pohon_update         GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:pohon_update         GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:pohon_update         POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:pohon_update         POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:pohon_update         POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:pohon_susun          GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:pohon_susun          GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:pohon_susun          POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:pohon_susun          POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:pohon_delete         GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:pohon_delete         GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:pohon_delete         POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:pohon_delete         POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:pohon_delete         POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:kondisi_create       GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:kondisi_create       GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:kondisi_create       POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:kondisi_create       POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:kondisi_create       POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:kondisi_update       GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:kondisi_update       GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:kondisi_update       POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:kondisi_update       POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:kondisi_pindah       GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:kondisi_pindah       GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:kondisi_pindah       POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:kondisi_pindah       POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:kondisi_delete       GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:kondisi_delete       GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:kondisi_delete       POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:kondisi_delete       POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:kondisi_urutan       GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:kondisi_urutan       POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:kondisi_urutan       POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:csf_create           GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:csf_create           GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:csf_create           POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:csf_create           POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:csf_update           GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:csf_update           GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:csf_update           POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:csf_update           POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:csf_delete           GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:csf_delete           GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:csf_delete           POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:csf_delete           POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:indikator_kondisi_create GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:indikator_kondisi_create GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:indikator_kondisi_create POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:indikator_kondisi_create POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:indikator_kondisi_delete GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:indikator_kondisi_delete GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:indikator_kondisi_delete POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:indikator_kondisi_delete POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404

kinerja:crosscutting_create  GET  pd             masuk 200   404   403   404   200   200   403   403   404   404
kinerja:crosscutting_create  GET  pd-lain        masuk 404   200   404   403   200   200   403   403   404   404
kinerja:crosscutting_create  POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:crosscutting_create  POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
kinerja:crosscutting_create  POST kota           masuk 403   403   403   403   302   302   403   403   404   404
kinerja:crosscutting_list    GET  -              masuk 200   200   200   200   200   200   200   200   403   403
kinerja:crosscutting_list    POST -              masuk 405   405   405   405   405   405   405   405   405   405
kinerja:crosscutting_detail  GET  pd             masuk 200   404   200   404   200   200   200   200   404   404
kinerja:crosscutting_detail  GET  pd-lain        masuk 404   200   404   200   200   200   200   200   404   404
kinerja:crosscutting_detail  POST pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:crosscutting_terima  GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:crosscutting_terima  POST pd             masuk 302   404   302   404   403   403   403   403   404   404
kinerja:crosscutting_terima  POST pd-belum       masuk kabar 404   kabar 404   403   403   403   403   404   404
kinerja:crosscutting_terima  POST pd-lain        masuk 404   302   404   302   403   403   403   403   404   404
kinerja:crosscutting_tolak   GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:crosscutting_tolak   POST pd             masuk 302   404   302   404   403   403   403   403   404   404
kinerja:crosscutting_tolak   POST pd-belum       masuk kabar 404   kabar 404   403   403   403   403   404   404
kinerja:crosscutting_tolak   POST pd-lain        masuk 404   302   404   302   403   403   403   403   404   404
kinerja:crosscutting_kondisi GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:crosscutting_kondisi POST pd             masuk 302   404   302   404   403   403   403   403   404   404
kinerja:crosscutting_kondisi POST pd-belum       masuk kabar 404   kabar 404   403   403   403   403   404   404
kinerja:crosscutting_kondisi POST pd-lain        masuk 404   302   404   302   403   403   403   403   404   404
kinerja:crosscutting_tarik   GET  pd             masuk 405   405   405   405   405   405   405   405   405   405
kinerja:crosscutting_tarik   POST pd             masuk 302   404   403   404   302   302   403   403   404   404
kinerja:crosscutting_tarik   POST pd-belum       masuk kabar 404   403   404   kabar kabar 403   403   404   404
kinerja:crosscutting_tarik   POST pd-lain        masuk 404   302   404   403   302   302   403   403   404   404
"""  # noqa: E501

# Why: words that the reason of a 403 must hold.
ALASAN_RENCANA = [
    ("opd:pd_list", "GET", "-", "admin", "Admin mengelola pengguna"),
    ("opd:pd_create", "GET", "-", "perencana", "diubah oleh Bagian Organisasi"),
    ("opd:perubahan_hapus", "POST", "pd-belum", "organisasi", "sudah diterapkan"),
    ("dasar:impor_data_list", "GET", "-", "operator", "diimpor oleh Bagian Organisasi"),
    ("kinerja:dokumen_tetapkan", "POST", "pd-belum", "perencana", "sudah berlaku"),
    ("kinerja:simpul_update", "POST", "pd", "operator", "diubah oleh perencana"),
    ("kinerja:usul_target_putus", "POST", "pd-sendiri", "perencana", "Anda yang mengajukan"),
    ("kinerja:usul_target_putus", "POST", "pd-belum", "perencana", "sudah ditolak"),
    ("kinerja:pk_update", "POST", "pd-belum", "operator", "tidak berubah lagi"),
    ("kinerja:pk_tandatangani", "POST", "pd", "operator", "dicatat oleh kepala"),
    ("kinerja:aksi_create", "GET", "pd", "kepala", "diisi oleh operator"),
    ("kinerja:pohon_update", "POST", "kota", "operator", "Pohon kinerja kota dan tematik"),
    ("kinerja:crosscutting_terima", "POST", "pd", "perencana", "perangkat daerah yang dituju"),
]
