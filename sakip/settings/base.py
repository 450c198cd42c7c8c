"""Settings shared by every environment. The environment is read only in this file."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF

django_stubs_ext.monkeypatch()  # generic Django classes may be subscripted at run time

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
BERKAS_ROOT = VAR_DIR / "berkas"  # private: no URL points here, files leave through views
STATIC_ROOT = VAR_DIR / "statis"
FOLDER_ANTREAN = VAR_DIR / "antrean"

VERSI = "0.1.0"
NAMA_PEMERINTAH = env.str("NAMA_PEMERINTAH", default="Pemerintah Kota Tangerang Selatan")
NAMA_KOTA = env.str("NAMA_KOTA", default="Kota Tangerang Selatan")

DEMO = env.bool("DEMO", default=False)
SANDI_CONTOH = env.str("SANDI_CONTOH", default="")
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
DI_BELAKANG_PROXY = env.bool("DI_BELAKANG_PROXY", default=False)

INSTALLED_APPS = [
    "sakip",
    "laporan",
    "evaluasi",
    "kinerja",
    "opd",
    "dasar",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dasar.middleware.PadatkanMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dasar.middleware.WajibMasukMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sakip.urls"
WSGI_APPLICATION = "sakip.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dasar.konteks.kerangka",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES: dict[str, Any] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'sakip.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        # IMMEDIATE: a writer waits for its turn at BEGIN instead of failing at its first write
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "opd.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nama}"}
    for nama in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "dasar:beranda"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/terkunci.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_CLIENT_IP_CALLABLE = "opd.views.masuk.alamat_klien"  # knows DI_BELAKANG_PROXY
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/statis/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
UKURAN_BERKAS_MAKS = 20 * 1024 * 1024
BUKTI_PER_BARIS_MAKS = 20
# Virus scanner for uploads: "" (off), /path/to/clamd.ctl or host:port (dasar/services/pemindai.py).
CLAMD_ALAMAT = env.str("CLAMD_ALAMAT", default="")

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds; a server that hangs must not hold the worker
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="SAKIP <sakip@localhost>")
# Messages to people outside carry whole addresses; a worker has no request to read them from.
ALAMAT_SITUS = env.str("ALAMAT_SITUS", default="http://127.0.0.1:8000")
# A gateway for WhatsApp (dasar/services/saluran_whatsapp.py); without an address it is off.
WHATSAPP_URL = env.str("WHATSAPP_URL", default="")
WHATSAPP_TOKEN = env.str("WHATSAPP_TOKEN", default="")

# Jobs. The filesystem broker needs nothing installed; production sets CELERY_BROKER_URL to Redis.
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="filesystem://")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}
if CELERY_BROKER_URL.startswith("filesystem"):
    for _folder in ("pesan", "kendali"):
        (FOLDER_ANTREAN / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(FOLDER_ANTREAN / "pesan"),
        "data_folder_out": str(FOLDER_ANTREAN / "pesan"),
        "control_folder": str(FOLDER_ANTREAN / "kendali"),
        "polling_interval": 0.2,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "jadwal-beat")
CELERY_BEAT_SCHEDULE = {
    "sapu-pekerjaan": {"task": "dasar.tasks.sapu", "schedule": 60.0},
    "segel-audit": {"task": "dasar.tasks.segel", "schedule": 60.0},
    "kirim-pesan": {"task": "dasar.tasks.kirim_pesan", "schedule": 60.0},
    "ingatkan-tenggat": {"task": "kinerja.tasks.ingatkan", "schedule": 3600.0},
}
# Whether the kepala PD approves a quarter before Bagian Organisasi sees it.
PERSETUJUAN_KEPALA_PD = env.bool("PERSETUJUAN_KEPALA_PD", default=True)
PEKERJAAN_SEWA_DETIK = env.int("PEKERJAAN_SEWA_DETIK", default=60)
PEKERJAAN_PERPANJANG_DETIK = env.int("PEKERJAAN_PERPANJANG_DETIK", default=15)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"layar": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {"handlers": ["layar"], "level": LOG_LEVEL},
    "loggers": {
        # They tell each step of each PDF; a worker's log and cetak_lkjip need only their warnings.
        **{nama: {"level": "WARNING"} for nama in ("fontTools", "pikepdf", "weasyprint")},
        # The file system broker has no host and warns about that at each start.
        "kombu.connection": {"level": "ERROR"},
    },
}
