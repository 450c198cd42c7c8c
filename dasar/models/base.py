"""What every model of the system shares."""

from django.db import models


class BaseModel(models.Model):
    """When a row was made and last changed (UTC in the database, WIB on screen)."""

    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    diperbarui_pada = models.DateTimeField("diperbarui pada", auto_now=True)

    class Meta:
        abstract = True
