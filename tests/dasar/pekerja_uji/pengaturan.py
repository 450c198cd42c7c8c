"""Settings of the worker processes that the test starts and kills."""

from sakip.settings.base import *  # noqa: F403
from sakip.settings.base import INSTALLED_APPS

SECRET_KEY = "kunci-hanya-untuk-uji-bukan-rahasia-0123456789"  # noqa: S105
INSTALLED_APPS = [*INSTALLED_APPS, "tests.dasar.pekerja_uji"]
