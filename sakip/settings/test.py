"""The suite: fast password hashing, a key of its own, jobs sent nowhere unless a test asks."""

from pathlib import Path
from tempfile import mkdtemp

from sakip.settings.base import *  # noqa: F403

SECRET_KEY = "kunci-hanya-untuk-uji-bukan-rahasia-0123456789"  # noqa: S105
DEMO = True
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
BERKAS_ROOT = Path(mkdtemp(prefix="sakip-berkas-uji-"))
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
AXES_ENABLED = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT = Path(mkdtemp(prefix="sakip-statis-uji-"))  # empty: nothing is collected
WHITENOISE_USE_FINDERS = True  # static files straight from the source, no collectstatic
