"""Compare the audit trail with its seals."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dasar.models import JejakAudit, SegelAudit
from dasar.services.segel_audit import rentang_rusak


class Command(BaseCommand):
    help = "Memeriksa jejak audit terhadap segelnya; keluar dengan kode 1 bila ada yang rusak."

    def handle(self, *args: Any, **options: Any) -> None:
        rusak = list(rentang_rusak())
        for rentang in rusak:
            self.stderr.write(
                f"RUSAK id {rentang.dari_id} s.d. {rentang.sampai_id}: {rentang.sebab}."
            )
        if rusak:
            raise CommandError(f"{len(rusak)} rentang tidak cocok dengan segelnya.", returncode=1)
        terakhir = SegelAudit.objects.order_by("-sampai_id").first()
        batas = terakhir.sampai_id if terakhir else 0
        belum = JejakAudit.objects.filter(id__gt=batas).count()
        self.stdout.write(
            f"Jejak audit cocok dengan segelnya sampai id {batas}; {belum} baris belum disegel."
        )
