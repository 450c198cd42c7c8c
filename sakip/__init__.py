"""Wiring of the project. Nobody imports this package except the process entry points."""

from sakip.celery import app as celery_app

__all__ = ["celery_app"]
