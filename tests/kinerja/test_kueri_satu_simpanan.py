"""What one save asks the database: few queries, and the same whatever the size of the sheet."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja.models import Anggaran, BuktiDukung, IsiIndikator, JenisSimpul, Realisasi
from tests.factories import TAHUN, IsiSimpulFactory
from tests.kinerja.panggung import TW, Panggung

pytestmark = pytest.mark.django_db
BATAS = 25


def _banyaknya(client: Client, alamat: str, data: dict[str, Any]) -> int:
    data = {"tahun": TAHUN, "triwulan": TW, "nomor": 1, "tampilan": "", **data}
    with CaptureQueriesContext(connection) as kueri:
        jawaban = client.post(reverse(alamat), data, headers={"HX-Request": "true"})
    assert jawaban.status_code == 200, jawaban.content.decode()
    return len(kueri)


def _nilai(client: Client, isi: IsiIndikator, teks: str, versi: int) -> int:
    return _banyaknya(
        client,
        "kinerja:realisasi_update",
        {"indikator": isi.indikator_id, "nilai": teks, "versi": versi},
    )


def _teks(client: Client, isi: IsiIndikator, teks: str, semula: str) -> int:
    return _banyaknya(
        client,
        "kinerja:narasi_sel",
        {"indikator": isi.indikator_id, "medan": "analisis", "teks": teks, "semula": semula},
    )


def _uang(client: Client, simpul: int, teks: str, versi: int) -> int:
    return _banyaknya(
        client,
        "kinerja:rupiah_update",
        {"simpul": simpul, "pd": "", "rupiah": teks, "versi": versi},
    )


def test_a_value_a_text_and_an_amount_first_and_again_in_a_small_and_a_large_sheet(
    client: Client, p: Panggung
) -> None:
    def simpan_semua(isi: IsiIndikator) -> list[int]:
        simpul = isi.isi_simpul.simpul_id
        Anggaran.objects.create(simpul_id=simpul, tahun=TAHUN, triwulan=0, pagu=1000)
        # 400 is far over the target of 100: the value carries a flag
        hasil = [_nilai(client, isi, "400", 0), _nilai(client, isi, "401", 1)]
        BuktiDukung.objects.create(
            realisasi=Realisasi.objects.get(indikator=isi.indikator),
            tautan="https://contoh.go.id/",
            diunggah_oleh=p.operator,
        )
        hasil += [_nilai(client, isi, "402", 2)]
        hasil += [_teks(client, isi, "a", ""), _teks(client, isi, "b", "a")]
        return [*hasil, _uang(client, simpul, "5", 0), _uang(client, simpul, "6", 1)]

    client.force_login(p.operator)
    kecil = p.isi(isi_simpul=IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.SUB_KEGIATAN))
    sedikit = simpan_semua(kecil)  # the first asks for the content types as well
    for _ in range(30):
        p.baris(isi=p.isi(isi_simpul=IsiSimpulFactory(dokumen=p.dokumen)))
    besar = p.isi(isi_simpul=IsiSimpulFactory(dokumen=p.dokumen, jenis=JenisSimpul.SUB_KEGIATAN))
    banyak = simpan_semua(besar)

    assert all(b <= s for b, s in zip(banyak, sedikit, strict=True)), (sedikit, banyak)
    assert max(*sedikit, *banyak) < BATAS, (sedikit, banyak)
    assert Realisasi.objects.get(indikator=besar.indikator).nilai == 402
