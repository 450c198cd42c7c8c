"""All addresses of the site."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from opd.views.masuk import MasukView
from opd.views.masuk_di_tempat import MasukDiTempatView

handler400 = "dasar.views.galat.bad_request"
handler403 = "dasar.views.galat.permission_denied"
handler404 = "dasar.views.galat.page_not_found"
handler500 = "dasar.views.galat.server_error"

urlpatterns = [
    path("masuk/", MasukView.as_view(), name="login"),
    path("masuk/di-tempat/", MasukDiTempatView.as_view(), name="masuk_di_tempat"),
    path("keluar/", LogoutView.as_view(), name="logout"),
    path("", include("dasar.urls")),
    path("organisasi/", include("opd.urls")),
    path("kinerja/", include("kinerja.urls")),
    path("", include("evaluasi.urls")),
    path("laporan/", include("laporan.urls")),
]
