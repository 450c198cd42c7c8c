"""Rows for tests. Every factory builds the whole chain it needs inside one PD.

`pd=` and `tahun=` are accepted wherever a chain is built: `RealisasiFactory(pd=dinkes)`.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluasi.models import (
    JawabanLKE,
    JenisLembar,
    LembarKerja,
    StatusLembar,
    SubkomponenLKE,
    TemplatLKE,
)
from evaluasi.services.templat import buat_templat_88_2021
from kinerja.models import (
    AsalDokumen,
    DokumenPerencanaan,
    Indikator,
    IsiIndikator,
    IsiSimpul,
    JadwalPengisian,
    JenisDokumen,
    JenisSimpul,
    Realisasi,
    Simpul,
    StatusDokumen,
    StatusRealisasi,
    Target,
)
from kinerja.models.simpul import LEBAR_RUAS_JALUR
from opd.models import JenisPD, JenisPeran, NamaPD, Pengguna, Peran, PerangkatDaerah
from opd.models.organisasi import bakukan_nama
from opd.models.pengguna import PERAN_PD
from opd.services.pengguna import pengguna_sistem

AWAL = datetime.date(2021, 1, 1)
TAHUN = 2024
SANDI = "sandi-uji-yang-panjang"


M = TypeVar("M")


class Pabrik(DjangoModelFactory[M]):
    """Base of all factories: for the type checker, calling one gives its model."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:

        def __new__(cls, *args: Any, **kwargs: Any) -> M: ...  # type: ignore[misc]


class NamaPDFactory(Pabrik[NamaPD]):
    """A dated name; `perangkat_daerah` is required."""

    class Meta:
        model = NamaPD

    nama = factory.Sequence(lambda n: f"Dinas Uji {n}")
    singkatan = factory.Sequence(lambda n: f"DIUJI{n}")
    baku = factory.LazyAttribute(lambda o: bakukan_nama(o.nama))
    singkatan_baku = factory.LazyAttribute(lambda o: bakukan_nama(o.singkatan))
    dari = AWAL


class PerangkatDaerahFactory(Pabrik[PerangkatDaerah]):
    """A dinas with one name since 2021: `PerangkatDaerahFactory(nama="Dinas Kesehatan")`."""

    class Meta:
        model = PerangkatDaerah

    kode: Any = factory.Sequence(lambda n: f"pd-uji-{n}")
    jenis = JenisPD.DINAS
    urutan = factory.Sequence(lambda n: n % 30_000)
    berlaku_dari = AWAL

    @classmethod
    def _create(
        cls, model_class: type[PerangkatDaerah], *args: Any, **kwargs: Any
    ) -> PerangkatDaerah:
        nama = {k: kwargs.pop(k) for k in ("nama", "singkatan") if k in kwargs}
        pd: PerangkatDaerah = super()._create(model_class, *args, **kwargs)
        NamaPDFactory(perangkat_daerah=pd, dari=pd.berlaku_dari, **nama)
        return pd


class KotaFactory(PerangkatDaerahFactory):
    """The row of the city (only one may exist)."""

    kode = "kota"
    jenis = JenisPD.KOTA
    nama = "Kota Tangerang Selatan"
    singkatan = "KOTA"

    class Meta:
        model = PerangkatDaerah


class PenggunaFactory(Pabrik[Pengguna]):
    """A person with at most one role: `PenggunaFactory(peran="operator", pd=dinkes)`.

    Without `peran` the person has no role. A role that needs a PD gets a new one if none is given.
    The password is `SANDI`.
    """

    class Meta:
        model = Pengguna

    username = factory.Sequence(lambda n: f"pengguna.{n}")
    nama = factory.Sequence(lambda n: f"Pengguna {n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@contoh.invalid")
    peran = None
    pd = None

    @classmethod
    def _create(cls, model_class: type[Pengguna], *args: Any, **kwargs: Any) -> Pengguna:
        peran, pd = kwargs.pop("peran"), kwargs.pop("pd")
        sandi = kwargs.pop("password", SANDI)
        pengguna = model_class(**kwargs)
        pengguna.set_password(sandi)
        pengguna.save()
        if peran is not None:
            PeranFactory(pengguna=pengguna, peran=peran, perangkat_daerah=pd)
        return pengguna


class PeranFactory(Pabrik[Peran]):
    """A role since 2021, of a new person when none is given."""

    class Meta:
        model = Peran

    pengguna = factory.SubFactory(PenggunaFactory)
    peran = JenisPeran.OPERATOR
    perangkat_daerah = None
    dari = AWAL

    @classmethod
    def _create(cls, model_class: type[Peran], *args: Any, **kwargs: Any) -> Peran:
        if kwargs["perangkat_daerah"] is None and kwargs["peran"] in PERAN_PD:
            kwargs["perangkat_daerah"] = PerangkatDaerahFactory()
        peran: Peran = super()._create(model_class, *args, **kwargs)
        peran.pengguna.__dict__.pop("peran_kini", None)  # the cached roles are old now
        return peran


class DokumenFactory(Pabrik[DokumenPerencanaan]):
    """The Renja of one year, in force: `DokumenFactory(pd=dinkes, tahun=2024)`."""

    class Meta:
        model = DokumenPerencanaan

    class Params:
        pd = None
        tahun = TAHUN

    jenis = JenisDokumen.RENJA
    perangkat_daerah = factory.LazyAttribute(lambda o: o.pd or PerangkatDaerahFactory())
    tahun_dari = factory.SelfAttribute("tahun")
    tahun_sampai = factory.SelfAttribute("tahun_dari")
    status = StatusDokumen.BERLAKU
    asal = AsalDokumen.DOKUMEN


class SimpulFactory(Pabrik[Simpul]):
    """The lasting identity of a node."""

    class Meta:
        model = Simpul

    perangkat_daerah = factory.SubFactory(PerangkatDaerahFactory)


class IsiSimpulFactory(Pabrik[IsiSimpul]):
    """A program at the root, or whatever `jenis` says below `induk`; the path is the next free."""

    class Meta:
        model = IsiSimpul

    class Params:
        pd = None
        tahun = TAHUN

    induk = None
    dokumen = factory.LazyAttribute(
        lambda o: o.induk.dokumen if o.induk else DokumenFactory(pd=o.pd, tahun=o.tahun)
    )
    simpul = factory.LazyAttribute(
        lambda o: SimpulFactory(perangkat_daerah=o.dokumen.perangkat_daerah)
    )
    jenis = JenisSimpul.PROGRAM
    jalur = factory.LazyAttribute(lambda o: _jalur_berikut(o.dokumen, o.induk))
    nama = factory.Sequence(lambda n: f"Program Uji {n}")


def _jalur_berikut(dokumen: DokumenPerencanaan, induk: IsiSimpul | None) -> str:
    saudara = IsiSimpul.objects.filter(dokumen=dokumen, induk=induk).order_by("-jalur").first()
    nomor = int(saudara.jalur.rpartition(".")[2]) + 1 if saudara else 1
    ruas = f"{nomor:0{LEBAR_RUAS_JALUR}d}"
    return f"{induk.jalur}.{ruas}" if induk else ruas


class IndikatorFactory(Pabrik[Indikator]):
    """The lasting identity of an indicator, entered by its owner."""

    class Meta:
        model = Indikator

    perangkat_daerah = factory.SubFactory(PerangkatDaerahFactory)
    pengampu = factory.SelfAttribute("perangkat_daerah")


class IsiIndikatorFactory(Pabrik[IsiIndikator]):
    """An indicator in percent in a Renja in force.

    Takes `pd`/`tahun`, or a `dokumen`, or the `isi_simpul` under which it hangs; `pengampu` is
    another PD that enters it.
    """

    class Meta:
        model = IsiIndikator

    class Params:
        pd = None
        tahun = TAHUN
        pengampu = None

    dokumen = factory.LazyAttribute(lambda o: DokumenFactory(pd=o.pd, tahun=o.tahun))
    isi_simpul = factory.LazyAttribute(lambda o: IsiSimpulFactory(dokumen=o.dokumen))
    indikator = factory.LazyAttribute(
        lambda o: IndikatorFactory(
            perangkat_daerah=o.dokumen.perangkat_daerah,
            pengampu=o.pengampu or o.dokumen.perangkat_daerah,
        )
    )
    nama = factory.Sequence(lambda n: f"Persentase Uji {n}")
    satuan = "Persen"

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        if "isi_simpul" in params:
            params.setdefault("dokumen", params["isi_simpul"].dokumen)
        return super()._generate(strategy, params)


class TargetFactory(Pabrik[Target]):
    """The yearly target 100 of a new indicator, or of `isi` (an IsiIndikator)."""

    class Meta:
        model = Target

    indikator = factory.LazyAttribute(lambda o: o.dokumen.isi_indikator.get().indikator)
    dokumen = factory.LazyAttribute(lambda o: o.indikator.isi.get().dokumen)
    tahun = factory.LazyAttribute(lambda o: o.dokumen.tahun_dari)
    triwulan = 0
    nilai = Decimal(100)

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        bahan: dict[str, Any] = {k: params.pop(k) for k in ("pd", "pengampu") if k in params}
        isi = params.pop("isi", None)
        if isi is None and not params.keys() & {"dokumen", "indikator"}:
            if "tahun" in params:
                bahan["tahun"] = params["tahun"]
            isi = IsiIndikatorFactory(**bahan)
        if isi is not None:
            params.update(indikator=isi.indikator, dokumen=isi.dokumen)
        return super()._generate(strategy, params)


class RealisasiFactory(Pabrik[Realisasi]):
    """Draf value 90 in triwulan IV of a new indicator with target 100, or of `isi`/`indikator`."""

    class Meta:
        model = Realisasi

    tahun = TAHUN
    triwulan = 4
    nilai = Decimal(90)
    status = StatusRealisasi.DRAF

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        bahan: dict[str, Any] = {k: params.pop(k) for k in ("pd", "pengampu") if k in params}
        isi = params.pop("isi", None)
        if isi is None and "indikator" not in params:
            isi = TargetFactory(tahun=params.get("tahun", TAHUN), **bahan).indikator.isi.get()
        if isi is not None:
            params["indikator"] = isi.indikator
            params.setdefault("tahun", isi.dokumen.tahun_dari)
        return super()._generate(strategy, params)


class JadwalFactory(Pabrik[JadwalPengisian]):
    """An open window: since yesterday, for thirty more days."""

    class Meta:
        model = JadwalPengisian

    tahun = TAHUN
    triwulan = 4
    dibuka_pada = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    ditutup_pada = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=30))


def buat_templat_lke(tahun: int = TAHUN, indikator: Indikator | None = None) -> TemplatLKE:
    """The template of PermenPANRB 88/2021 for `tahun`, made once per test."""
    ada = TemplatLKE.objects.filter(tahun_evaluasi=tahun).first()
    if ada is not None:
        return ada
    return buat_templat_88_2021(tahun_evaluasi=tahun, indikator=indikator, oleh=pengguna_sistem())


class LembarKerjaFactory(Pabrik[LembarKerja]):
    """A worksheet, internal and judged: `LembarKerjaFactory(pd=dinkes, jawaban="BB")`.

    `jawaban` is one letter for all twelve, or a mapping of kode to letter; None leaves it empty.
    `jenis="kementerian", total=Decimal("69.04")` is a value as received.
    """

    class Meta:
        model = LembarKerja

    pd = None
    tahun = TAHUN
    jenis = JenisLembar.INTERNAL
    jawaban = None

    @classmethod
    def _create(cls, model_class: type[LembarKerja], *args: Any, **kwargs: Any) -> LembarKerja:
        pd, tahun, jawaban = kwargs.pop("pd"), kwargs.pop("tahun"), kwargs.pop("jawaban")
        templat = buat_templat_lke(tahun)
        kwargs.setdefault("status", _STATUS_JADI[kwargs["jenis"]])
        lembar: LembarKerja = super()._create(
            model_class,
            *args,
            templat=templat,
            perangkat_daerah=pd or PerangkatDaerahFactory(),
            **kwargs,
        )
        if jawaban is not None:
            sub = SubkomponenLKE.objects.filter(komponen__templat=templat)
            JawabanLKE.objects.bulk_create(
                JawabanLKE(
                    lembar=lembar,
                    subkomponen=s,
                    huruf=jawaban if isinstance(jawaban, str) else jawaban[s.kode],
                )
                for s in sub
                if isinstance(jawaban, str) or s.kode in jawaban
            )
        return lembar


_STATUS_JADI = {
    JenisLembar.MANDIRI: StatusLembar.DIKIRIM,
    JenisLembar.INTERNAL: StatusLembar.DINILAI,
    JenisLembar.KEMENTERIAN: StatusLembar.FINAL,
}
