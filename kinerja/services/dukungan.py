"""Writing which node helps to reach which goal, across documents and PD."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from dasar.angka import format_angka_utuh
from dasar.services.audit import catat_audit
from kinerja.formulas.susunan_jalur import akan_melingkar
from kinerja.models import Dukungan
from kinerja.selectors.dukungan import calon_tujuan
from kinerja.services.kunci_simpul import kunci_simpul
from opd.models import JenisPD, Pengguna, PerangkatDaerah

_SERATUS = Decimal(100)


@transaction.atomic
def tambah_dukungan(
    *, isi_simpul_id: int, ke_simpul_id: int, porsi: Decimal | None, oleh: Pengguna
) -> Dukungan:
    """Say that the node of a draf helps to reach the goal `ke_simpul_id` (a lasting node).

    `porsi` is percent or None (not split). Links hang on the lasting nodes, so other versions
    show them too. Raises IsiSimpul.DoesNotExist, TidakBoleh, and ValidationError keyed by field:
    a goal that is none, a circle, a link that is there, portions of more than 100 together.
    """
    isi = kunci_simpul(isi_simpul_id, oleh)
    if ke_simpul_id not in {c.simpul_id for c in calon_tujuan(isi, oleh)}:
        raise ValidationError({"ke": "Pilih tujuan atau sasaran dari daftar."})
    # One lock for all links: a circle may be closed by nodes that neither writer names.
    list(
        PerangkatDaerah.objects.select_for_update(of=("self",), no_key=True)
        .filter(jenis=JenisPD.KOTA)
        .order_by("pk")
    )
    sisi: dict[int, list[int]] = defaultdict(list)
    for dari, ke in Dukungan.objects.values_list("dari", "ke"):
        sisi[dari].append(ke)
    if ke_simpul_id in sisi[isi.simpul_id]:
        raise ValidationError({"ke": "Dukungan ini sudah ada."})
    if akan_melingkar(isi.simpul_id, ke_simpul_id, sisi):
        raise ValidationError(
            {"ke": "Dukungan ini melingkar: tujuan itu sendiri mendukung baris rencana ini."}
        )
    if porsi is not None:
        terpakai = [
            d.porsi for d in Dukungan.objects.filter(dari=isi.simpul_id) if d.porsi is not None
        ]
        periksa_porsi(porsi, terpakai)
    dukungan = Dukungan(dari_id=isi.simpul_id, ke_id=ke_simpul_id, porsi=porsi)
    try:
        dukungan.full_clean()
    except ValidationError as exc:
        raise ValidationError({"porsi": exc.messages}) from exc
    dukungan.save()
    catat_audit(
        "dukungan.ditambah",
        dukungan,
        oleh=oleh,
        sesudah={"dari": isi.simpul_id, "ke": ke_simpul_id, "porsi": porsi},
    )
    return dukungan


def periksa_porsi(porsi: Decimal, terpakai: list[Decimal]) -> None:
    """Raise ValidationError unless a portion fits beside those of the same node."""
    if not 0 <= porsi <= _SERATUS:
        raise ValidationError({"porsi": "Porsi harus 0 sampai 100 persen."})
    jumlah = sum(terpakai, Decimal(0)) + porsi
    if jumlah > _SERATUS:
        raise ValidationError(
            {
                "porsi": "Porsi semua dukungan baris rencana ini menjadi "
                f"{format_angka_utuh(jumlah)}%. Jumlahnya paling banyak 100%."
            }
        )


@transaction.atomic
def hapus_dukungan(*, isi_simpul_id: int, dukungan_id: int, oleh: Pengguna) -> None:
    """Take a link of the node away. Raises IsiSimpul/Dukungan.DoesNotExist, TidakBoleh."""
    isi = kunci_simpul(isi_simpul_id, oleh)
    dukungan = Dukungan.objects.select_for_update(of=("self",)).get(
        pk=dukungan_id, dari=isi.simpul_id
    )
    catat_audit(
        "dukungan.dihapus",
        dukungan,
        oleh=oleh,
        sebelum={"dari": dukungan.dari_id, "ke": dukungan.ke_id, "porsi": dukungan.porsi},
    )
    dukungan.delete()
