"""Audit rows, their seals, the triggers, and what periksa_audit finds."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from dasar.models import JejakAudit, SegelAudit
from dasar.services import segel_audit as modul_segel
from dasar.services.audit import catat_audit, catat_audit_massal
from dasar.services.pemicu_audit import PESAN_TOLAK, TABEL_AUDIT, pasang_pemicu, pemicu_hilang
from dasar.services.segel_audit import rentang_rusak, segel_audit, teks_kanonik
from tests.factories import PenggunaFactory


def _catat(n: int = 1) -> None:
    orang = PenggunaFactory.create()
    catat_audit_massal("uji.dibuat", [(orang, None, {"ke": i}) for i in range(n)], oleh=orang)


@pytest.mark.django_db
def test_catat_audit_stores_who_what_and_exact_values():
    orang = PenggunaFactory.create(nama="Dewi")

    catat_audit(
        "realisasi.diajukan",
        orang,
        oleh=orang,
        sebelum={"nilai": Decimal("0.10"), "kosong": None},
        sesudah={
            "nilai": Decimal("1E+2"),
            "pada": datetime(2024, 1, 2, 3, tzinfo=UTC),
            "bagi": 0.1,
        },
    )

    jejak = JejakAudit.objects.get()
    assert (jejak.oleh, jejak.objek_id, jejak.objek_teks) == (orang, str(orang.pk), "Dewi")
    assert jejak.objek_label == "opd.pengguna"
    assert jejak.sebelum == {"nilai": "0.10", "kosong": None}
    assert jejak.sesudah == {"nilai": "100", "pada": "2024-01-02T03:00:00+00:00", "bagi": "0.1"}


@pytest.mark.django_db
def test_catat_audit_refuses_values_without_exact_text():
    orang = PenggunaFactory.create()

    with pytest.raises(TypeError, match="object"):
        catat_audit("uji.dibuat", orang, oleh=orang, sesudah={"isi": object()})

    assert not JejakAudit.objects.exists()


@pytest.mark.django_db
def test_catat_audit_massal_returns_count():
    orang = PenggunaFactory.create()

    jumlah = catat_audit_massal("uji.dibuat", [(orang, None, {"ke": i}) for i in (1, 2)], oleh=None)

    assert jumlah == JejakAudit.objects.filter(oleh=None).count() == 2


@pytest.mark.django_db
def test_for_user_shows_own_deeds_only():
    orang, lain = PenggunaFactory.create(), PenggunaFactory.create()
    catat_audit("uji.dibuat", orang, oleh=orang)

    assert JejakAudit.objects.for_user(orang).count() == 1
    assert not JejakAudit.objects.for_user(lain).exists()


def test_canonical_text_is_the_same_on_every_database():
    jejak = JejakAudit(
        pk=7,
        waktu=datetime(2026, 11, 21, 7, 32, tzinfo=UTC),
        aksi="uji.dibuat",
        objek_label="opd.pengguna",
        objek_id="3",
        objek_teks="Ibu Ayu é",
        sebelum=None,
        sesudah={"b": "1,5", "a": [True, None, 2]},
        oleh_id=3,
    )

    assert teks_kanonik(jejak) == (
        '{"aksi":"uji.dibuat","id":7,"objek":["opd.pengguna","3","Ibu Ayu \\u00e9"],"oleh":"3",'
        '"sebelum":null,"sesudah":{"a":[true,null,2],"b":"1,5"},'
        '"waktu":"2026-11-21T07:32:00.000000+00:00"}'
    )


@pytest.mark.django_db
def test_seals_form_a_chain_without_gaps():
    assert segel_audit() is None
    _catat(3)
    pertama = segel_audit()
    assert segel_audit() is None
    _catat(2)
    kedua = segel_audit()

    assert pertama is not None
    assert kedua is not None
    assert (pertama.dari_id, pertama.jumlah, pertama.hash_sebelumnya) == (1, 3, "")
    assert (kedua.dari_id, kedua.jumlah) == (pertama.sampai_id + 1, 2)
    assert kedua.hash_sebelumnya == pertama.hash
    assert list(rentang_rusak()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("tabel", TABEL_AUDIT)
@pytest.mark.parametrize(
    "perintah", ["UPDATE {tabel} SET id = id", "DELETE FROM {tabel}", "TRUNCATE {tabel}"]
)
def test_triggers_refuse_every_change(tabel, perintah):
    if perintah.startswith("TRUNCATE") and connection.vendor != "postgresql":
        pytest.skip("TRUNCATE exists only on PostgreSQL")
    _catat(2)
    segel_audit()

    if perintah.startswith("TRUNCATE"):  # else it stops at the unchecked foreign keys
        with connection.cursor() as kursor:
            kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match=PESAN_TOLAK), transaction.atomic():
        connection.cursor().execute(perintah.format(tabel=tabel))

    assert JejakAudit.objects.count() == 2
    assert SegelAudit.objects.count() == 1


@pytest.mark.django_db
def test_missing_trigger_is_an_error_of_the_system_check(tanpa_pemicu):
    assert not run_checks(tags=[Tags.database], databases=["default"])

    with tanpa_pemicu():
        galat = run_checks(tags=[Tags.database], databases=["default"])
        assert [g.id for g in galat] == ["dasar.E001"]
        assert TABEL_AUDIT[0] in galat[0].msg

    pasang_pemicu("default")  # a second time changes nothing
    assert not pemicu_hilang("default")


@pytest.mark.django_db(transaction=True)
def test_flush_of_a_test_puts_the_triggers_back(tanpa_pemicu):
    _catat()
    with tanpa_pemicu():
        call_command("flush", interactive=False, verbosity=0)
        assert not pemicu_hilang("default")


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_back_what_an_altered_sqlite_table_lost():
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite rebuilds a table to alter it")
    penyunting: Any
    with connection.schema_editor() as penyunting:
        penyunting._remake_table(JejakAudit)
    assert pemicu_hilang("default")

    call_command("migrate", verbosity=0, skip_checks=True)

    assert not pemicu_hilang("default")


def test_trigger_tables_are_the_models_tables():
    assert (JejakAudit._meta.db_table, SegelAudit._meta.db_table) == TABEL_AUDIT


@pytest.fixture
def dua_segel() -> tuple[SegelAudit, SegelAudit]:
    _catat(3)
    pertama = segel_audit()
    _catat(3)
    kedua = segel_audit()
    assert pertama is not None
    assert kedua is not None
    return pertama, kedua


@pytest.mark.django_db
def test_periksa_audit_is_quiet_when_nothing_was_touched(dua_segel):
    _catat(2)
    keluaran = StringIO()

    call_command("periksa_audit", stdout=keluaran)

    assert f"sampai id {dua_segel[1].sampai_id}" in keluaran.getvalue()
    assert "2 baris belum disegel" in keluaran.getvalue()


def _baris_pertama(segel):
    return JejakAudit.objects.filter(
        pk=JejakAudit.objects.filter(pk__range=(segel.dari_id, segel.sampai_id)).earliest("pk").pk
    )


def _ubah_aksi(segel):
    _baris_pertama(segel).update(aksi="uji.dipalsukan")


def _ubah_isi(segel):
    JejakAudit.objects.filter(pk=segel.sampai_id).update(sesudah={"ke": 99})


def _hapus(segel):
    _baris_pertama(segel).delete()


def _tukar(segel):
    """Same number of rows, another one in its place."""
    lama = _baris_pertama(segel).get()
    _baris_pertama(segel).delete()
    JejakAudit.objects.bulk_create([JejakAudit(pk=lama.pk, aksi=lama.aksi, waktu=lama.waktu)])


@pytest.mark.django_db
@pytest.mark.parametrize("ubah", [_ubah_aksi, _ubah_isi, _hapus, _tukar])
@pytest.mark.parametrize("ke", [0, 1])
def test_periksa_audit_names_the_range_that_was_changed(dua_segel, tanpa_pemicu, ubah, ke):
    segel = dua_segel[ke]
    with tanpa_pemicu():
        ubah(segel)
    keluaran = StringIO()

    with pytest.raises(CommandError) as galat:
        call_command("periksa_audit", stderr=keluaran)

    assert galat.value.returncode == 1
    baris = keluaran.getvalue().splitlines()
    assert len(baris) == 1
    assert f"id {segel.dari_id} s.d. {segel.sampai_id}:" in baris[0]


def _lewati_satu_id() -> int:
    """An id that stays free below the next row, as a rolled-back save leaves it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as kursor:
            kursor.execute("SELECT nextval(pg_get_serial_sequence('dasar_jejakaudit', 'id'))")
            return int(kursor.fetchone()[0])
    terakhir = JejakAudit.objects.latest("pk").pk
    JejakAudit.objects.create(pk=terakhir + 2, aksi="uji.dibuat")
    return int(terakhir) + 1


@pytest.mark.django_db
def test_row_inserted_into_a_sealed_range_is_found():
    _catat(2)
    celah = _lewati_satu_id()
    _catat(1)
    segel = segel_audit()
    assert segel is not None
    assert list(rentang_rusak()) == []

    JejakAudit.objects.bulk_create([JejakAudit(pk=celah, aksi="uji.susulan")])

    assert [(r.dari_id, r.sampai_id) for r in rentang_rusak()] == [(segel.dari_id, segel.sampai_id)]


@pytest.mark.django_db
def test_removed_seal_breaks_the_chain(dua_segel, tanpa_pemicu):
    pertama, kedua = dua_segel
    with tanpa_pemicu():
        SegelAudit.objects.filter(pk=pertama.pk).delete()

    assert [r.sampai_id for r in rentang_rusak()] == [kedua.sampai_id]


@pytest.mark.django_db
def test_rewritten_seal_is_found_in_the_next_one(dua_segel, tanpa_pemicu):
    pertama, kedua = dua_segel
    with tanpa_pemicu():
        SegelAudit.objects.filter(pk=pertama.pk).update(hash="0" * 64)

    assert {r.sampai_id for r in rentang_rusak()} == {pertama.sampai_id, kedua.sampai_id}


@pytest.mark.django_db
def test_only_one_chain_can_start():
    _catat()
    segel_audit()

    with pytest.raises(IntegrityError), transaction.atomic():
        SegelAudit.objects.create(dari_id=50, sampai_id=60, jumlah=1, hash="a" * 64)


@pytest.mark.django_db
def test_rows_below_the_first_seal_are_impossible():
    with pytest.raises(IntegrityError), transaction.atomic():
        JejakAudit.objects.create(pk=-1, aksi="uji.dibuat")


class _TransaksiLain(threading.Thread):
    """Inserts an audit row in a transaction of its own and holds it open until told."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.sudah_sisip, self.boleh_akhir = threading.Event(), threading.Event()
        self.id_baris = 0

    def run(self) -> None:
        try:
            with transaction.atomic():
                self.id_baris = JejakAudit.objects.create(aksi="uji.lambat").pk
                self.sudah_sisip.set()
                self.boleh_akhir.wait(20)
        finally:
            connections.close_all()

    def akhiri(self) -> None:
        self.boleh_akhir.set()
        self.join(20)


@pytest.fixture
def transaksi_lain(transactional_db):
    lain = _TransaksiLain()
    lain.start()
    assert lain.sudah_sisip.wait(10)
    yield lain
    lain.akhiri()


@pytest.mark.postgres
def test_seal_waits_for_an_uncommitted_lower_id(transaksi_lain):
    _catat(2)
    hasil: list[SegelAudit | None] = []

    def segel() -> None:
        try:
            hasil.append(segel_audit())
        finally:
            connections.close_all()

    penyegel = threading.Thread(target=segel, daemon=True)
    penyegel.start()
    penyegel.join(1)
    assert penyegel.is_alive()  # waiting for the open transaction
    _catat(1)  # saves do not wait for the sealer
    transaksi_lain.akhiri()
    penyegel.join(10)

    (segel_jadi,) = hasil
    assert segel_jadi is not None
    assert segel_jadi.dari_id <= transaksi_lain.id_baris <= segel_jadi.sampai_id
    assert segel_jadi.jumlah == 3  # the later row is past the id read first
    assert list(rentang_rusak()) == []
    assert JejakAudit.objects.filter(pk__gt=segel_jadi.sampai_id).count() == 1


@pytest.mark.postgres
def test_seal_gives_up_for_now_when_a_transaction_stays_open(transaksi_lain):
    _catat(2)

    assert segel_audit(batas_tunggu=0.3) is None
    assert not SegelAudit.objects.exists()

    transaksi_lain.akhiri()
    segel = segel_audit()
    assert segel is not None
    assert segel.jumlah == 3


@pytest.mark.postgres
def test_reader_of_the_table_is_not_waited_for(transactional_db):
    _catat(1)
    sudah, boleh = threading.Event(), threading.Event()

    def baca() -> None:
        try:
            with transaction.atomic():
                JejakAudit.objects.count()
                sudah.set()
                boleh.wait(20)
        finally:
            connections.close_all()

    pembaca = threading.Thread(target=baca, daemon=True)
    pembaca.start()
    assert sudah.wait(10)
    try:
        assert segel_audit(batas_tunggu=0) is not None
    finally:
        boleh.set()
        pembaca.join(10)


@pytest.mark.postgres
def test_two_sealers_make_one_chain(transactional_db, monkeypatch):
    _catat(5)
    bertemu = threading.Barrier(4, timeout=10)
    asli = modul_segel._satu_satunya_penyegel

    def serentak() -> bool:
        bertemu.wait()
        return asli()

    monkeypatch.setattr(modul_segel, "_satu_satunya_penyegel", serentak)
    hasil: list[SegelAudit | None] = []

    def segel() -> None:
        try:
            hasil.append(segel_audit())
        finally:
            connections.close_all()

    utas = [threading.Thread(target=segel, daemon=True) for _ in range(4)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(20)

    assert len(hasil) == 4
    assert SegelAudit.objects.count() == len([s for s in hasil if s]) == 1
    assert list(rentang_rusak()) == []
