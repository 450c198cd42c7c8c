"""A frozen quarter keeps its whole rule of comparison, and that it had no target."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kinerja", "0006_pengukuran")]

    operations = [
        migrations.AddField(
            model_name="targetbeku",
            name="cara",
            field=models.CharField(
                choices=[
                    ("jumlah", "jumlah triwulan"),
                    ("posisi_akhir", "posisi akhir"),
                    ("rata_rata", "rata-rata triwulan"),
                ],
                default="posisi_akhir",
                max_length=12,
                verbose_name="cara",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="targetbeku",
            name="frekuensi",
            field=models.CharField(
                choices=[("triwulan", "Triwulan"), ("semester", "Semester"), ("tahun", "Tahun")],
                default="triwulan",
                max_length=8,
                verbose_name="frekuensi",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="targetbeku",
            name="isian",
            field=models.CharField(
                choices=[("per_triwulan", "per triwulan"), ("sd_triwulan", "s.d. triwulan")],
                default="per_triwulan",
                max_length=12,
                verbose_name="isian",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="targetbeku",
            name="dokumen",
            field=models.CharField(blank=True, max_length=200, verbose_name="asal target"),
        ),
        migrations.AlterField(
            model_name="targetbeku",
            name="nilai",
            field=models.DecimalField(
                blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="target"
            ),
        ),
    ]
