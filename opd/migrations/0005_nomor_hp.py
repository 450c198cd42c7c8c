"""Where a person is reached by the channel WhatsApp, which is off until it is configured."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("opd", "0004_dokumen_resmi_draf")]

    operations = [
        migrations.AddField(
            model_name="pengguna",
            name="nomor_hp",
            field=models.CharField(blank=True, max_length=20, verbose_name="nomor HP"),
        ),
    ]
