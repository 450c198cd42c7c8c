"""One worksheet as its page, its working paper and its checks read it: a constant number of
queries, every number both exact and as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from dasar.angka import format_angka, format_angka_utuh
from evaluasi.formulas.nilai_lke import Komponen, PilihanJawaban, Subkomponen, saran_jawaban
from evaluasi.models import (
    JawabanLKE,
    JenisLembar,
    LembarKerja,
    Pemenuhan,
    PemenuhanKriteria,
    StatusLembar,
)
from evaluasi.selectors.kriteria_lembar import BarisKriteria, IsiKriteria, susun_kriteria
from evaluasi.selectors.nilai_lembar import NilaiLembar, susun_nilai
from evaluasi.selectors.pemeriksaan_lembar import (
    JawabanDinilai,
    Pemeriksaan,
    kata_terpenuhi,
    periksa,
    peringatan_jawaban,
)
from evaluasi.selectors.templat import TemplatTahun, muat_templat

TAK_ADA = "–"
SKALA_HILANG = Decimal(5)  # points; the bars of lost points compare across rows
_SETENGAH = Decimal("0.5")
_BOBOT_PEMENUHAN = {
    Pemenuhan.PENUH: Decimal(1),
    Pemenuhan.SEBAGIAN: _SETENGAH,
    Pemenuhan.BELUM: Decimal(0),
}


@dataclass(frozen=True)
class BarisSub:
    """One subkomponen. Points are None until it is answered; `saran` until all is judged."""

    kode: str
    nama: str
    ringkas: str
    dimensi: str
    bobot: Decimal
    huruf: str
    alasan: str
    huruf_mandiri: str
    nilai: Decimal | None
    hilang: Decimal | None
    batas_hilang: Decimal
    kriteria: tuple[BarisKriteria, ...]
    terpenuhi: Decimal
    dinilai: int
    saran: str
    pilihan: tuple[PilihanJawaban, ...]
    diisi: str = ""

    @property
    def id_html(self) -> str:
        return self.kode.replace(".", "-")

    @property
    def jumlah(self) -> int:
        return len(self.kriteria)

    @property
    def petak(self) -> list[str]:
        """The squares, filled ones first."""
        urutan = ("diakui", "sebagian", "mandiri", "")
        return sorted((k.petak for k in self.kriteria), key=urutan.index)

    @property
    def teks_terpenuhi(self) -> str:
        """ "10/11", or "–/11" before anything was judged."""
        n = format_angka_utuh(self.terpenuhi) if self.dinilai else TAK_ADA
        return f"{n}/{self.jumlah}"

    @property
    def teks_terpenuhi_panjang(self) -> str:
        return kata_terpenuhi(self.terpenuhi, self.dinilai, self.jumlah)

    @property
    def teks_bobot(self) -> str:
        return format_angka(self.bobot, 2)

    @property
    def teks_nilai(self) -> str:
        return TAK_ADA if self.nilai is None else format_angka(self.nilai, 2)

    @property
    def teks_hilang(self) -> str:
        return teks_kurang(self.hilang)

    @property
    def lebar_hilang(self) -> str:
        """Length of the bar of lost points in percent of the common scale."""
        hilang = self.hilang or Decimal(0)
        return f"{min(hilang / self.batas_hilang, Decimal(1)) * 100:.1f}"

    @property
    def teks_saran(self) -> str:
        """ "6 dari 6", what the suggestion rests on."""
        return f"{format_angka_utuh(self.terpenuhi)} dari {self.jumlah}"

    @property
    def peringatan(self) -> str:
        """What the criteria say against the letter, "" when they carry it."""
        return peringatan_jawaban(
            JawabanDinilai(
                huruf=self.huruf,
                terpenuhi=self.terpenuhi,
                dinilai=self.dinilai,
                jumlah=self.jumlah,
                saran=self.saran,
                urutan=[p.huruf for p in self.pilihan],
            )
        )

    @property
    def saran_di_bawah(self) -> bool:
        """Whether the suggestion or the answer is not among the first four letters."""
        bawah = {p.huruf for p in self.pilihan[4:]}
        return self.saran in bawah or self.huruf in bawah

    @property
    def langkah(self) -> list[LangkahSkala]:
        """The scale of this row, best answer first."""
        return [
            LangkahSkala(
                huruf=p.huruf,
                bunyi=_tanpa_jika(p.bunyi),
                nilai=format_angka_utuh(p.nilai),
                dipilih=p.huruf == self.huruf,
                saran=p.huruf == self.saran,
            )
            for p in self.pilihan
        ]


@dataclass(frozen=True)
class LangkahSkala:
    """One letter of the scale with its meaning."""

    huruf: str
    bunyi: str
    nilai: str
    dipilih: bool
    saran: bool


@dataclass(frozen=True)
class BarisKomponen:
    """One komponen with the sums of its answered rows; None before the first answer."""

    kode: str
    nama: str
    bobot: Decimal
    nilai: Decimal | None
    hilang: Decimal | None
    sub: tuple[BarisSub, ...]

    @property
    def teks_bobot(self) -> str:
        return format_angka(self.bobot, 2)

    @property
    def teks_nilai(self) -> str:
        return TAK_ADA if self.nilai is None else format_angka(self.nilai, 2)

    @property
    def teks_hilang(self) -> str:
        return teks_kurang(self.hilang)

    @property
    def lebar(self) -> str:
        """Share of the weight that was reached, in percent."""
        return f"{(self.nilai or Decimal(0)) / self.bobot * 100:.1f}"


@dataclass(frozen=True)
class IsiLembar:
    """A whole worksheet. `mandiri` is the sent self-assessment beside an internal sheet,
    `pengisi` the ids of those whose answers stand on it."""

    lembar: LembarKerja
    templat: TemplatTahun
    nilai: NilaiLembar
    komponen: tuple[BarisKomponen, ...]
    mandiri: LembarKerja | None
    nilai_mandiri: NilaiLembar | None
    pemeriksaan: Pemeriksaan
    pengisi: frozenset[int]

    @property
    def sub(self) -> list[BarisSub]:
        return [s for k in self.komponen for s in k.sub]

    def baris(self, kode: str) -> BarisSub | None:
        return next((s for s in self.sub if s.kode == kode), None)

    def komponen_dari(self, kode: str) -> BarisKomponen:
        return next(k for k in self.komponen if any(s.kode == kode for s in k.sub))

    @property
    def hilang_terbesar(self) -> list[BarisSub]:
        """The four rows that lost most points."""
        hilang = [s for s in self.sub if s.hilang]
        return sorted(hilang, key=lambda s: -(s.hilang or 0))[:4]


def muat_lembar(lembar: LembarKerja) -> IsiLembar:
    """Read one worksheet whole (at most eight queries).

    Select `templat` and `perangkat_daerah` with the row. The self-assessment of the same PD
    counts for an internal sheet once it was sent.
    """
    templat = muat_templat(lembar.templat)
    mandiri = _mandiri_terkirim(lembar)
    bersama = [lembar, *([mandiri] if mandiri else [])]
    jawaban: dict[int, dict[str, JawabanLKE]] = {b.pk: {} for b in bersama}
    for j in JawabanLKE.objects.filter(lembar__in=bersama).select_related(
        "subkomponen", "diisi_oleh"
    ):
        jawaban[j.lembar_id][j.subkomponen.kode] = j
    pemenuhan: dict[int, dict[int, IsiKriteria]] = {b.pk: {} for b in bersama}
    for p in PemenuhanKriteria.objects.filter(lembar__in=bersama):
        pemenuhan[p.lembar_id][p.kriteria_id] = IsiKriteria(p.pemenuhan, p.bukti, p.tautan)
    nilai = _nilai(lembar, jawaban[lembar.pk], templat)
    batas = max([SKALA_HILANG, *nilai.sementara.hilang.values()])
    komponen = tuple(
        _komponen(
            k,
            nilai,
            tuple(
                _sub(
                    s,
                    templat,
                    nilai,
                    jawaban[lembar.pk].get(s.kode),
                    jawaban[mandiri.pk].get(s.kode) if mandiri else None,
                    pemenuhan[lembar.pk],
                    pemenuhan[mandiri.pk] if mandiri else None,
                    batas,
                )
                for s in k.subkomponen
            ),
        )
        for k in templat.templat.komponen
    )
    semua = [s for k in komponen for s in k.sub]
    return IsiLembar(
        lembar=lembar,
        templat=templat,
        nilai=nilai,
        komponen=komponen,
        mandiri=mandiri,
        nilai_mandiri=_nilai(mandiri, jawaban[mandiri.pk], templat) if mandiri else None,
        pemeriksaan=periksa(
            [s.kode for s in semua],
            {s.kode: (s.huruf, s.alasan) for s in semua},
            {s.kode: sum(k.tanpa_bukti for k in s.kriteria) for s in semua},
            {s.kode: s.peringatan for s in semua},
        ),
        pengisi=frozenset(
            j.diisi_oleh_id for j in jawaban[lembar.pk].values() if j.diisi_oleh_id is not None
        ),
    )


def pengisi_lembar(lembar: LembarKerja) -> frozenset[int]:
    """Ids of those whose answers stand on a sheet (one query)."""
    pengisi = JawabanLKE.objects.filter(lembar=lembar).values_list("diisi_oleh", flat=True)
    return frozenset(pk for pk in pengisi if pk is not None)


def teks_kurang(hilang: Decimal | None) -> str:
    """Lost points with a real minus; "0,00" loses nothing, "–" is not answered."""
    if hilang is None:
        return TAK_ADA
    teks = format_angka(hilang, 2)
    return f"\N{MINUS SIGN}{teks}" if hilang else teks


def status_internal(lembar: LembarKerja, semua: QuerySet[LembarKerja] | None = None) -> str:
    """State of the internal sheet that judges a sent self-assessment; "" for any other sheet, or
    without one (one query). `semua`: the rows to look in, such as locked ones.
    """
    if (lembar.jenis, lembar.status) != (JenisLembar.MANDIRI, StatusLembar.DIKIRIM):
        return ""
    internal = (
        (LembarKerja.objects.all() if semua is None else semua)
        .filter(
            templat=lembar.templat_id,
            perangkat_daerah=lembar.perangkat_daerah_id,
            jenis=JenisLembar.INTERNAL,
        )
        .order_by("pk")
        .first()
    )
    return "" if internal is None else internal.status


def _mandiri_terkirim(lembar: LembarKerja) -> LembarKerja | None:
    if lembar.jenis != JenisLembar.INTERNAL:
        return None
    return (
        LembarKerja.objects.filter(
            templat=lembar.templat_id,
            perangkat_daerah=lembar.perangkat_daerah_id,
            jenis=JenisLembar.MANDIRI,
        )
        .exclude(status=StatusLembar.DRAF)
        .first()
    )


def _nilai(
    lembar: LembarKerja, jawaban: Mapping[str, JawabanLKE], templat: TemplatTahun
) -> NilaiLembar:
    return susun_nilai(lembar, {kode: j.huruf for kode, j in jawaban.items()}, templat)


def _komponen(k: Komponen, nilai: NilaiLembar, sub: tuple[BarisSub, ...]) -> BarisKomponen:
    terjawab = [s for s in sub if s.nilai is not None]
    return BarisKomponen(
        kode=k.kode,
        nama=k.nama,
        bobot=k.bobot,
        nilai=nilai.sementara.komponen[k.kode] if terjawab else None,
        hilang=sum((s.hilang or Decimal(0) for s in terjawab), Decimal(0)) if terjawab else None,
        sub=sub,
    )


def _sub(
    s: Subkomponen,
    templat: TemplatTahun,
    nilai: NilaiLembar,
    jawaban: JawabanLKE | None,
    jawaban_mandiri: JawabanLKE | None,
    sendiri: Mapping[int, IsiKriteria],
    mandiri: Mapping[int, IsiKriteria] | None,
    batas_hilang: Decimal,
) -> BarisSub:
    kriteria = susun_kriteria(templat.kriteria[s.kode], sendiri, mandiri)
    dinilai = [k.sendiri.pemenuhan for k in kriteria if k.sendiri.pemenuhan]
    terpenuhi = sum((_BOBOT_PEMENUHAN[Pemenuhan(p)] for p in dinilai), Decimal(0))
    lengkap = bool(kriteria) and len(dinilai) == len(kriteria)
    return BarisSub(
        kode=s.kode,
        nama=s.nama,
        ringkas=templat.ringkas[s.kode],
        dimensi=s.dimensi,
        bobot=s.bobot,
        huruf=jawaban.huruf if jawaban else "",
        alasan=jawaban.alasan if jawaban else "",
        huruf_mandiri=jawaban_mandiri.huruf if jawaban_mandiri else "",
        nilai=nilai.sementara.subkomponen.get(s.kode),
        hilang=nilai.sementara.hilang.get(s.kode),
        batas_hilang=batas_hilang,
        kriteria=kriteria,
        terpenuhi=terpenuhi,
        dinilai=len(dinilai),
        saran=saran_jawaban(terpenuhi, len(kriteria)) if lengkap else "",
        pilihan=templat.templat.skala[s.dimensi],
        diisi=str(jawaban.diisi_oleh) if jawaban and jawaban.diisi_oleh else "",
    )


def _tanpa_jika(bunyi: str) -> str:
    """The regulation's sentence without its "Jika", as a line of a list."""
    isi = bunyi.removeprefix("Jika ").rstrip(". ")
    return isi[:1].upper() + isi[1:]
