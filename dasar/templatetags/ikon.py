"""Icons from the one SVG sprite (bootstrap-icons)."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SPRITE = "vendor/bootstrap-icons/ikon.svg"


@register.simple_tag
@lru_cache(maxsize=512)  # a sheet prints a thousand of the same few
def ikon(nama: str, kelas: str = "") -> SafeString:
    """One decorative icon; the words beside it carry the meaning.

    ``nama`` is a line of static/vendor/bootstrap-icons/daftar-ikon.txt, ``kelas`` extra CSS
    classes (``ikon--16``, ``ikon--20``, ``ikon--24`` set the size in pixels; else 1em).
    """
    return format_html(
        '<svg class="ikon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {kelas}" if kelas else "",
        static(SPRITE),
        nama,
    )
