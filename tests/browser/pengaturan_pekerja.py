"""Settings of the worker process beside a live server: its database, its files, its queue."""

import os
from pathlib import Path

from sakip.settings.base import *  # noqa: F403

SECRET_KEY = "kunci-hanya-untuk-uji-bukan-rahasia-0123456789"  # noqa: S105
DEMO = True
BERKAS_ROOT = Path(os.environ["BERKAS_ROOT_UJI"])
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
