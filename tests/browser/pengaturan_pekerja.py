"""Settings of the worker process beside a live server: its database, its files, its queue."""

import os
from pathlib import Path

from sakip.settings.base import *  # noqa: F403
from sakip.settings.base import BERKAS_ROOT as BERKAS_ROOT_SENDIRI

SECRET_KEY = "kunci-hanya-untuk-uji-bukan-rahasia-0123456789"  # noqa: S105
DEMO = True
BERKAS_ROOT = Path(os.environ.get("BERKAS_ROOT_UJI", BERKAS_ROOT_SENDIRI))
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
