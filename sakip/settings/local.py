"""One machine, one person: the demo and development. Not for a network."""

from secrets import token_urlsafe

from sakip.settings.base import *  # noqa: F403
from sakip.settings.base import SECRET_KEY, VAR_DIR, env

DEMO = env.bool("DEMO", default=True)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

if not SECRET_KEY:
    # Kept in var/ so that sessions survive a restart; never in the repository.
    _berkas_kunci = VAR_DIR / "kunci_rahasia"
    if not _berkas_kunci.exists():
        _berkas_kunci.touch(mode=0o600)
        _berkas_kunci.write_text(token_urlsafe(50))
    SECRET_KEY = _berkas_kunci.read_text().strip()
WHITENOISE_USE_FINDERS = True  # static files straight from the source, no collectstatic
