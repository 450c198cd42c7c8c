"""Container health: /sehat/ answers 200 on this machine, asked under the first allowed host."""

import os
import sys
from http.client import HTTPConnection


def main() -> int:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    sambungan = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
    try:
        # The header of the TLS proxy, so that the answer is not a redirect to https.
        sambungan.request(
            "GET",
            "/sehat/",
            headers={"Host": host.replace("*", "localhost"), "X-Forwarded-Proto": "https"},
        )
        return 0 if sambungan.getresponse().status == 200 else 1
    except OSError:
        return 1
    finally:
        sambungan.close()


if __name__ == "__main__":
    sys.exit(main())
