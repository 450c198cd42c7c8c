"""Production: refuses to start without its secrets, or with DEMO on."""

from django.core.exceptions import ImproperlyConfigured

from sakip.settings.base import *  # noqa: F403
from sakip.settings.base import (
    ALLOWED_HOSTS,
    CELERY_BROKER_URL,
    DATABASES,
    DEMO,
    DI_BELAKANG_PROXY,
    SECRET_KEY,
    STORAGES,
)

_kurang = [
    nama
    for nama, ada in {
        "SECRET_KEY (paling sedikit 50 huruf)": len(SECRET_KEY) >= 50,
        "ALLOWED_HOSTS": bool(ALLOWED_HOSTS),
        "DATABASE_URL (PostgreSQL)": "postgresql" in DATABASES["default"]["ENGINE"],
        "CELERY_BROKER_URL (Redis)": CELERY_BROKER_URL.startswith("redis"),
    }.items()
    if not ada
]
if _kurang:
    raise ImproperlyConfigured("Isi variabel lingkungan ini dulu: " + ", ".join(_kurang) + ".")
if DEMO:
    raise ImproperlyConfigured("DEMO=1 membuat akun contoh dan tidak boleh dipakai di produksi.")

DEBUG = False
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if DI_BELAKANG_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
}
