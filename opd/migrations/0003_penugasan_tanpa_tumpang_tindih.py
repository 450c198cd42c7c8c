"""PostgreSQL only: no two holders of one kind in one post, no person in two definitive posts.

SQLite has no exclusion constraints; there the lock and the rule of the service stand alone.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PASANG = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE opd_penugasanjabatan
  ADD CONSTRAINT opd_penugasan_jabatan_tumpang EXCLUDE USING gist (
    jabatan_id WITH =, jenis WITH =, daterange(dari, sampai, '[]') WITH &&);
ALTER TABLE opd_penugasanjabatan
  ADD CONSTRAINT opd_penugasan_pegawai_tumpang EXCLUDE USING gist (
    pegawai_id WITH =, daterange(dari, sampai, '[]') WITH &&) WHERE (jenis = 'definitif');
"""
LEPAS = """
ALTER TABLE opd_penugasanjabatan DROP CONSTRAINT IF EXISTS opd_penugasan_jabatan_tumpang;
ALTER TABLE opd_penugasanjabatan DROP CONSTRAINT IF EXISTS opd_penugasan_pegawai_tumpang;
"""


def pasang(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PASANG)


def lepas(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(LEPAS)


class Migration(migrations.Migration):
    dependencies = [("opd", "0002_jabatan_perubahan_dokumen")]

    operations = [migrations.RunPython(pasang, lepas)]
