"""App configuration of the wiring: only its management commands."""

from django.apps import AppConfig


class SakipConfig(AppConfig):
    name = "sakip"
