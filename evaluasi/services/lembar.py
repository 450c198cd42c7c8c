"""Filling a worksheet: starting it, answering a subkomponen, judging a criterion.

Each service locks the sheet and judges after the lock. Two people may fill different rows; for
one row the second is told what is stored now (`semula` is what their page showed).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dasar.angka import format_angka
from dasar.galat import GalatPengguna
from dasar.services.audit import catat_audit
from dasar.tanggal import format_waktu
from evaluasi.models import (
    JawabanLKE,
    JenisLembar,
    KriteriaLKE,
    LembarKerja,
    Pemenuhan,
    PemenuhanKriteria,
    SubkomponenLKE,
    TemplatLKE,
)
from evaluasi.permissions import boleh_buat_lembar, boleh_isi_lembar
from evaluasi.selectors.daftar_lembar import pd_dinilai
from evaluasi.selectors.pemeriksaan_lembar import perlu_alasan
from opd.models import JenisPD, Pengguna, PerangkatDaerah

PANJANG_ALASAN_JAWABAN = 4000


class BarisBerubah(GalatPengguna):
    """Somebody else saved this row since the page was shown; nothing was saved."""


@dataclass(frozen=True)
class IsiJawaban:
    """A letter with its reason; "" for a subkomponen that has no answer."""

    huruf: str = ""
    alasan: str = ""

    def bersih(self) -> IsiJawaban:
        return IsiJawaban(self.huruf.strip(), _teks(self.alasan))


@dataclass(frozen=True)
class IsiPemenuhan:
    """How far a criterion is met ("" not judged), and the paper that shows it."""

    pemenuhan: str = ""
    bukti: str = ""
    tautan: str = ""

    def bersih(self) -> IsiPemenuhan:
        return IsiPemenuhan(self.pemenuhan.strip(), _teks(self.bukti), self.tautan.strip())


@transaction.atomic
def mulai_lembar(
    *, perangkat_daerah_id: int, tahun: int, jenis: str, oleh: Pengguna
) -> LembarKerja:
    """Start an empty worksheet, or return the one that was started before.

    Raises:
        PerangkatDaerah.DoesNotExist: not visible to `oleh`, or not evaluated in that year.
        TidakBoleh: the sheet belongs to somebody else's work.
        GalatPengguna: the year has no template yet.
    """
    pd = next((p for p in pd_dinilai(oleh, tahun) if p.pk == perangkat_daerah_id), None)
    if pd is None:
        raise PerangkatDaerah.DoesNotExist
    boleh_buat_lembar(oleh, jenis, pd.pk, pd.jenis == JenisPD.KOTA).wajib()
    if jenis not in (JenisLembar.MANDIRI, JenisLembar.INTERNAL):
        raise GalatPengguna("Nilai dari kementerian direkam pada halamannya sendiri.")
    # Locked: no sheet starts while its weights move, and of two clicks the second finds it.
    templat = (
        TemplatLKE.objects.for_user(oleh)
        .select_for_update(of=("self",))
        .filter(tahun_evaluasi=tahun)
        .first()
    )
    if templat is None:
        raise GalatPengguna(f"Templat LKE {tahun} belum dibuat, jadi lembar belum dapat dimulai.")
    ada = LembarKerja.objects.filter(templat=templat, perangkat_daerah=pd, jenis=jenis).first()
    if ada is not None:
        return ada
    lembar = LembarKerja(templat=templat, perangkat_daerah=pd, jenis=jenis)
    lembar.full_clean()
    lembar.save()
    catat_audit(
        "lke.dimulai",
        lembar,
        oleh=oleh,
        sesudah={"pd": pd.kode, "tahun": tahun, "jenis": jenis},
    )
    return lembar


@transaction.atomic
def simpan_jawaban(
    *,
    lembar_id: int,
    kode: str,
    isi: IsiJawaban,
    oleh: Pengguna,
    semula: IsiJawaban | None = None,
) -> LembarKerja:
    """Store the letter and reason of one subkomponen; a letter "" takes the answer away.

    Raises:
        LembarKerja.DoesNotExist: not visible to `oleh`.
        SubkomponenLKE.DoesNotExist: no such kode in its template.
        TidakBoleh: not now, or not by this person.
        ValidationError: keyed by "huruf" (outside the scale) or "alasan" (A or AA without one or
            with the one of another letter, or too long).
        BarisBerubah: the stored row is not the one that was shown.
    """
    lembar = kunci_lembar(lembar_id, oleh)
    boleh_isi_lembar(oleh, lembar).wajib()
    sub = SubkomponenLKE.objects.get(komponen__templat=lembar.templat_id, kode=kode)
    baru = isi.bersih()
    _periksa_jawaban(lembar, sub, baru)
    baris = (
        JawabanLKE.objects.filter(lembar=lembar, subkomponen=sub)
        .select_related("diisi_oleh")
        .first()
    )
    lama = IsiJawaban(baris.huruf, baris.alasan) if baris else IsiJawaban()
    if baru == lama.bersih():
        return lembar
    if semula is not None and semula.bersih() != lama.bersih():
        raise BarisBerubah(_kalimat_berubah(kode, baris))
    if alasan_lama_dipakai(lama.bersih(), baru):
        raise ValidationError(
            {
                "alasan": f"Alasan lama ditulis untuk {lama.huruf}. Tulis alasan memberi "
                f"{baru.huruf}: bukti dan tahunnya. Jawaban belum disimpan."
            }
        )
    if not baru.huruf:
        if baris is not None:
            baris.delete()
    else:
        baris = baris or JawabanLKE(lembar=lembar, subkomponen=sub)
        baris.huruf, baris.alasan = baru.huruf, baru.alasan
        baris.diisi_oleh, baris.diisi_pada = oleh, timezone.now()
        baris.full_clean()
        baris.save()
    naikkan_versi(lembar)
    catat_audit(
        "lke.jawaban_disimpan",
        lembar,
        oleh=oleh,
        sebelum={"subkomponen": kode, "huruf": lama.huruf, "alasan": lama.alasan},
        sesudah={"subkomponen": kode, "huruf": baru.huruf, "alasan": baru.alasan},
    )
    return lembar


@transaction.atomic
def simpan_pemenuhan(
    *,
    lembar_id: int,
    kriteria_id: int,
    isi: IsiPemenuhan,
    oleh: Pengguna,
    semula: IsiPemenuhan | None = None,
) -> LembarKerja:
    """Store how far one criterion is met, and its paper; "" takes the judgement away.

    Raises LembarKerja.DoesNotExist, KriteriaLKE.DoesNotExist (of another template), TidakBoleh,
    ValidationError (keyed by field), BarisBerubah.
    """
    lembar = kunci_lembar(lembar_id, oleh)
    boleh_isi_lembar(oleh, lembar).wajib()
    kriteria = KriteriaLKE.objects.get(
        pk=kriteria_id, subkomponen__komponen__templat=lembar.templat_id
    )
    baru = isi.bersih()
    baris = PemenuhanKriteria.objects.filter(lembar=lembar, kriteria=kriteria).first()
    lama = IsiPemenuhan(baris.pemenuhan, baris.bukti, baris.tautan) if baris else IsiPemenuhan()
    if baru == lama.bersih():
        return lembar
    if semula is not None and semula.bersih() != lama.bersih():
        raise BarisBerubah(
            f"Kriteria {kriteria.kode} baru saja diubah orang lain: "
            f"{Pemenuhan(lama.pemenuhan).label if lama.pemenuhan else 'belum dinilai'}. "
            "Isian Anda belum disimpan."
        )
    if not baru.pemenuhan:
        if baru.bukti or baru.tautan:
            raise ValidationError(
                {"pemenuhan": "Pilih dulu pemenuhannya. Bukti disimpan bersama pilihan itu."}
            )
        if baris is not None:
            baris.delete()
    else:
        baris = baris or PemenuhanKriteria(lembar=lembar, kriteria=kriteria)
        baris.pemenuhan, baris.bukti, baris.tautan = baru.pemenuhan, baru.bukti, baru.tautan
        _periksa_pemenuhan(baris)
        baris.save()
    naikkan_versi(lembar)
    catat_audit(
        "lke.pemenuhan_disimpan",
        lembar,
        oleh=oleh,
        sebelum={"kriteria": kriteria.kode, **lama.__dict__},
        sesudah={"kriteria": kriteria.kode, **baru.__dict__},
    )
    return lembar


def alasan_lama_dipakai(lama: IsiJawaban, baru: IsiJawaban) -> bool:
    """Whether a move to A or AA from another letter brings the sentence written for that letter;
    spaces and line ends are no new sentence. static/js/lke.js says the same before sending.
    """
    return (
        perlu_alasan(baru.huruf)
        and lama.huruf not in ("", baru.huruf)
        and bool(baru.alasan)
        and lama.alasan.split() == baru.alasan.split()
    )


def kunci_lembar(lembar_id: int, oleh: Pengguna) -> LembarKerja:
    """The visible worksheet, locked. Raises LembarKerja.DoesNotExist."""
    terlihat = LembarKerja.objects.for_user(oleh).filter(pk=lembar_id)
    return (
        LembarKerja.objects.select_for_update(of=("self",))
        .select_related("templat", "perangkat_daerah")
        .get(pk__in=terlihat)
    )


def naikkan_versi(lembar: LembarKerja) -> None:
    """Every change of a locked sheet has a number, so that a stale page sends nothing."""
    lembar.versi += 1
    lembar.save(update_fields=["versi", "diperbarui_pada"])


def _periksa_jawaban(lembar: LembarKerja, sub: SubkomponenLKE, isi: IsiJawaban) -> None:
    if not isi.huruf:
        if isi.alasan:
            raise ValidationError(
                {"huruf": f"Pilih dulu huruf untuk {sub.kode}. Alasan disimpan bersama hurufnya."}
            )
        return
    pilihan = [p.huruf for p in lembar.templat.pilihan_jawaban()[sub.dimensi]]
    if isi.huruf not in pilihan:
        raise ValidationError(
            {
                "huruf": f'Jawaban "{isi.huruf[:20]}" untuk {sub.kode} tidak ada di skala. '
                f"Pilihannya: {', '.join(pilihan)}."
            }
        )
    if len(isi.alasan) > PANJANG_ALASAN_JAWABAN:
        batas = format_angka(Decimal(PANJANG_ALASAN_JAWABAN), 0)
        raise ValidationError(
            {"alasan": f"Alasan paling panjang {batas} huruf. Jawaban belum disimpan."}
        )
    if perlu_alasan(isi.huruf) and not isi.alasan:
        raise ValidationError(
            {
                "alasan": f"Tulis alasan memberi {isi.huruf} untuk {sub.kode}: bukti dan tahunnya. "
                "Jawaban belum disimpan."
            }
        )


def _periksa_pemenuhan(baris: PemenuhanKriteria) -> None:
    """full_clean with sentences of our own for what a person can type wrongly."""
    try:
        baris.full_clean()
    except ValidationError as galat:
        kalimat = {
            "pemenuhan": "Pilihannya: Penuh, Sebagian, atau Belum.",
            "bukti": "Nama bukti paling panjang 300 huruf.",
            "tautan": "Tautan harus alamat web lengkap, misalnya https://contoh.go.id/berkas.pdf, "
            "paling panjang 500 huruf.",
        }
        raise ValidationError(
            {medan: kalimat.get(medan, isi) for medan, isi in galat.message_dict.items()}
        ) from galat


def _kalimat_berubah(kode: str, baris: JawabanLKE | None) -> str:
    if baris is None:
        return f"Jawaban {kode} baru saja dihapus orang lain. Isian Anda belum disimpan."
    pada = f" pukul {format_waktu(baris.diisi_pada)}" if baris.diisi_pada else ""
    return (
        f"Jawaban {kode} baru saja diubah oleh {baris.diisi_oleh or 'orang lain'}{pada}: "
        f"{baris.huruf}. Isian Anda belum disimpan."
    )


def _teks(isi: str) -> str:
    """One kind of line end; a browser sends CRLF."""
    return isi.replace("\r\n", "\n").replace("\x00", "").strip()
