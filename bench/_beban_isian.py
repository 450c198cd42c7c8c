"""Many operators type into the grid at once: gunicorn on PostgreSQL, one person's cells each.

Run as a process of its own (`python -m bench._beban_isian --operator 50 --sel 60 --jeda 2`) with
DATABASE_URL naming an empty PostgreSQL database; prints one JSON object. Every answer must be 200
and every value must be stored as it was typed: `galat` and `hilang` count what was not.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

TAHUN, TW = 2024, 4
KEPALA = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}


@dataclass
class Orang:
    """One operator: PD, session, cells, and what was seen while typing."""

    pd: int
    sesi: str
    sel: list[int]
    detik: list[float] = field(default_factory=list)
    galat: list[str] = field(default_factory=list)
    diketik: dict[int, str] = field(default_factory=dict)


def siapkan(operator: int, sel: int) -> list[Orang]:
    """PD with a Renja in force and `sel` indicators each, one operator with a session each."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from kinerja.models import (
        DokumenPerencanaan,
        Indikator,
        IsiIndikator,
        IsiSimpul,
        JadwalPengisian,
        Simpul,
        Target,
    )
    from opd.models import JenisPD, JenisPeran, NamaPD, Pengguna, Peran, PerangkatDaerah

    kini = timezone.now()
    sehari = datetime.timedelta(days=1)
    JadwalPengisian.objects.create(
        tahun=TAHUN, triwulan=TW, dibuka_pada=kini - sehari, ditutup_pada=kini + 9 * sehari
    )
    awal = datetime.date(2021, 1, 1)
    hasil = []
    for n in range(operator):
        pd = PerangkatDaerah.objects.create(
            kode=f"beban-{n}", jenis=JenisPD.DINAS, berlaku_dari=awal
        )
        NamaPD.objects.create(
            perangkat_daerah=pd,
            nama=f"Dinas Beban {n}",
            singkatan=f"BEBAN{n}",
            baku=f"dinasbeban{n}",
            singkatan_baku=f"beban{n}",
            dari=awal,
        )
        dokumen = DokumenPerencanaan.objects.create(
            perangkat_daerah=pd,
            jenis="renja",
            tahun_dari=TAHUN,
            tahun_sampai=TAHUN,
            status="berlaku",
        )
        simpul = Simpul.objects.create(perangkat_daerah=pd)
        program = IsiSimpul.objects.create(
            dokumen=dokumen, simpul=simpul, jenis="program", jalur="0001", nama=f"Program {n}"
        )
        indikator = Indikator.objects.bulk_create(
            [Indikator(perangkat_daerah=pd, pengampu=pd) for _ in range(sel)]
        )
        IsiIndikator.objects.bulk_create(
            IsiIndikator(
                indikator=i,
                dokumen=dokumen,
                isi_simpul=program,
                nama=f"Persentase layanan {n}.{k}",
                satuan="Persen",
                urutan=k,
            )
            for k, i in enumerate(indikator)
        )
        Target.objects.bulk_create(
            Target(indikator=i, dokumen=dokumen, tahun=TAHUN, triwulan=0, nilai=Decimal(90))
            for i in indikator
        )
        orang = Pengguna.objects.create(username=f"beban.{n}", nama=f"Operator {n}")
        Peran.objects.create(
            pengguna=orang, peran=JenisPeran.OPERATOR, perangkat_daerah=pd, dari=awal
        )
        sesi = SessionStore()
        sesi[SESSION_KEY] = str(orang.pk)
        sesi[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        sesi[HASH_SESSION_KEY] = orang.get_session_auth_hash()
        sesi.create()
        hasil.append(Orang(pd.pk, str(sesi.session_key), [i.pk for i in indikator]))
    return hasil


def ketik(orang: Orang, port: int, nilai: list[str], jeda: float) -> None:
    """Open the grid and type `nilai` cell by cell, `jeda` seconds apart on average."""
    acak = random.Random(orang.pd)
    token = "t" * 32
    kepala = {
        **KEPALA,
        "Cookie": f"sessionid={orang.sesi}; csrftoken={token}",
        "X-CSRFToken": token,
        "Referer": f"http://127.0.0.1:{port}/",
    }
    kawat = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        kawat.request("GET", f"/kinerja/pengisian/?pd={orang.pd}", headers=kepala)
        jawaban = kawat.getresponse()
        isi = jawaban.read().decode()
        if jawaban.status != 200 or f"nilai-{orang.sel[0]}" not in isi:
            orang.galat.append(f"lembar {jawaban.status}")
            return
        for pk, teks in zip(orang.sel, nilai, strict=False):
            if jeda:
                time.sleep(acak.uniform(0, 2 * jeda))
            versi = re.search(rf'id="ind-{pk}"[^>]*data-versi="(\d+)"', isi)
            kiriman = urlencode(
                {
                    "indikator": pk,
                    "tahun": TAHUN,
                    "triwulan": TW,
                    "nilai": teks,
                    "versi": versi.group(1) if versi else 0,
                }
            )
            mulai = time.perf_counter()
            kawat.request("POST", "/kinerja/pengisian/sel/", kiriman, kepala)
            jawaban = kawat.getresponse()
            balasan = jawaban.read()
            orang.detik.append(time.perf_counter() - mulai)
            if jawaban.status == 200:
                orang.diketik[pk] = teks
            else:
                orang.galat.append(f"{jawaban.status} {balasan[:200]!r}")
    except OSError as galat:
        orang.galat.append(repr(galat))
    finally:
        kawat.close()


def hilang(semua: list[Orang]) -> int:
    """Values that were answered with 200 and are not stored exactly as typed."""
    from dasar.angka import baca_angka
    from kinerja.models import Realisasi

    tersimpan = dict(Realisasi.objects.periode(TAHUN, TW).values_list("indikator", "nilai"))
    return sum(
        tersimpan.get(pk) != baca_angka(teks)
        for orang in semua
        for pk, teks in orang.diketik.items()
    )


def p95(detik: list[float]) -> float:
    """The 95th percentile in seconds."""
    return quantiles(detik, n=20)[-1]


def jalankan(operator: int, sel: int, jeda: float) -> dict[str, Any]:
    """One person alone, then all at once; seconds, counts of errors and of lost values."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    sendiri, *ramai = siapkan(operator + 1, sel)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "sakip.wsgi:application"),
            *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
            *("--workers", "2", "--threads", "4", "--timeout", "60", "--log-level", "warning"),
            "--no-control-socket",
        ],
        stdout=sys.stderr,
    )
    try:
        _tunggu(port)
        nilai = [f"{60 + k % 40},{k % 100:02d}" for k in range(sel)]
        ketik(sendiri, port, nilai, 0)
        mulai = time.perf_counter()
        benang = [threading.Thread(target=ketik, args=(o, port, nilai, jeda)) for o in ramai]
        for b in benang:
            b.start()
        for b in benang:
            b.join()
        lama = time.perf_counter() - mulai
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    detik = [d for o in ramai for d in o.detik]
    galat = [g for o in (sendiri, *ramai) for g in o.galat]
    return {
        "p95": p95(detik) if len(detik) > 1 else None,
        "p95_sendiri": p95(sendiri.detik) if len(sendiri.detik) > 1 else None,
        "terlama": max(detik, default=None),
        "operator": operator,
        "sel": sel,
        "jeda": jeda,
        "simpanan": len(detik),
        "detik": lama,
        "galat": len(galat),
        "contoh_galat": galat[:5],
        "hilang": hilang([sendiri, *ramai]),
    }


def _tunggu(port: int) -> None:
    for _ in range(150):
        try:
            kawat = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            kawat.request("GET", "/sehat/")
            if kawat.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn does not answer.")


def main() -> None:
    pilihan = argparse.ArgumentParser()
    pilihan.add_argument("--operator", type=int, default=50)
    pilihan.add_argument("--sel", type=int, default=60)
    pilihan.add_argument("--jeda", type=float, default=2.0)
    a = pilihan.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings.local")
    print(json.dumps(jalankan(a.operator, a.sel, a.jeda)))


if __name__ == "__main__":
    main()
