"""Forms of pohon kinerja and crosscutting. They parse and label; the services judge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from kinerja.models import JenisPohon, TingkatKondisi
from kinerja.services.pohon import KondisiMasuk, PohonMasuk

Pilihan = Sequence[tuple[int, str]]
KelompokPilihan = Sequence[tuple[str, Pilihan]]

_TAHUN_SALAH = {
    "required": "Tulis tahunnya.",
    "invalid": "Tulis tahun empat angka, misalnya 2025.",
    "min_value": "Tulis tahun antara 2000 dan 2100.",
    "max_value": "Tulis tahun antara 2000 dan 2100.",
}


def _tahun(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=2000,
        max_value=2100,
        error_messages=_TAHUN_SALAH,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control--pendek"}),
    )


def _teks(
    label: str, kosong: str, *, maks: int, wajib: bool = True, bantuan: str = "", baris: int = 3
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=maks,
        required=wajib,
        help_text=bantuan,
        error_messages={
            "required": kosong,
            "max_length": "Paling panjang %(limit_value)d huruf, sekarang %(show_value)d.",
        },
        widget=forms.Textarea(attrs={"rows": baris}) if baris > 1 else forms.TextInput,
    )


def _pilih(
    label: str,
    *,
    wajib: bool = False,
    bantuan: str = "",
    kosong: str = "",
) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        required=wajib,
        help_text=bantuan,
        error_messages={
            "required": kosong,
            "invalid_choice": "Pilihan itu tidak ada lagi. Pilih dari daftar.",
        },
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def _bantu(form: Any, tombol: str, *medan: str) -> None:
    form.helper = FormHelper()
    form.helper.attrs = {"novalidate": ""}  # the browser's sentences are not Indonesian
    form.helper.layout = Layout(*medan, Submit("simpan", tombol))


class BertandaForm(forms.Form):
    """`tanda` says which state of the row the page was shown."""

    tanda = forms.CharField(required=False, widget=forms.HiddenInput)


class PohonForm(BertandaForm):
    """A tree. `jenis` and `pd` are fixed once it exists."""

    jenis = forms.ChoiceField(
        label="Jenis pohon",
        error_messages={"required": "Pilih jenis pohon."},
        widget=forms.RadioSelect,
    )
    perangkat_daerah = _pilih(
        "Perangkat daerah",
        bantuan="Pemilik pohon. Pohon kota dan tematik selalu dimiliki kota.",
    )
    judul = _teks("Judul", "Tulis judul pohon.", maks=200, baris=1)
    tahun_dari = _tahun("Tahun awal")
    tahun_sampai = _tahun("Tahun akhir")
    sumber = _teks(
        "Sumber",
        "",
        maks=300,
        wajib=False,
        baris=1,
        bantuan="Misalnya hasil lokakarya atau dokumen yang menjadi dasar.",
    )

    def __init__(
        self,
        *args: Any,
        jenis: Sequence[str],
        pd: Pilihan,
        kota_id: int,
        baru: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kota_id = kota_id
        if baru:
            self.fields["jenis"].choices = [  # type: ignore[attr-defined]
                (j.value, j.label) for j in JenisPohon if j.value in jenis
            ]
            self.fields["perangkat_daerah"].choices = [  # type: ignore[attr-defined]
                ("", "Pilih perangkat daerah"),
                *((str(pk), nama) for pk, nama in pd),
            ]
        else:
            del self.fields["jenis"], self.fields["perangkat_daerah"]
        _bantu(self, "Buat pohon" if baru else "Simpan pohon", *self.fields)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (
            data.get("jenis") == JenisPohon.PD
            and data.get("perangkat_daerah") is None
            and "perangkat_daerah" not in self.errors
        ):
            self.add_error("perangkat_daerah", "Pilih perangkat daerah pemilik pohon.")
        dari, sampai = data.get("tahun_dari"), data.get("tahun_sampai")
        if dari is not None and sampai is not None and sampai < dari:
            self.add_error("tahun_sampai", "Tahun akhir tidak boleh sebelum tahun awal.")
        return data

    def masuk(self, jenis: str = "", pd_id: int = 0) -> PohonMasuk:
        """What the service wants, after is_valid(); `jenis` and `pd_id` of a tree that exists."""
        data = self.cleaned_data
        jenis = jenis or data["jenis"]
        if not pd_id:
            pd_id = data["perangkat_daerah"] if jenis == JenisPohon.PD else self.kota_id
        return PohonMasuk(
            jenis=jenis,
            pd_id=pd_id,
            judul=data["judul"],
            tahun_dari=data["tahun_dari"],
            tahun_sampai=data["tahun_sampai"],
            sumber=data["sumber"],
        )


def _letak(letak: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Letak",
        choices=letak,
        required=False,
        help_text="Kondisi di atasnya, dan CSF yang dijawab.",
        error_messages={"invalid_choice": "Letak itu tidak ada lagi. Pilih dari daftar."},
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def baca_letak(nilai: str) -> tuple[int | None, int | None]:
    """(parent, CSF) of a place: "" is a root, "12" below condition 12, "12:5" answering CSF 5."""
    induk, _, faktor = nilai.partition(":")
    return (int(induk) if induk else None, int(faktor) if faktor else None)


class KondisiForm(BertandaForm):
    """A condition. `letak` only for a new one; `pd` empty in the tree of one PD."""

    tingkat = forms.ChoiceField(
        label="Tingkat",
        choices=TingkatKondisi.choices,
        error_messages={"required": "Pilih tingkat kondisi."},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    uraian = _teks(
        "Kondisi",
        "Tulis kondisinya.",
        maks=400,
        bantuan="Keadaan yang ingin dicapai, bukan nama program. "
        "Misalnya: Menurunnya balita stunting.",
    )
    faktor = _pilih("Menjawab CSF")
    perangkat_daerah = _pilih(
        "Perangkat daerah penanggung jawab",
        wajib=True,
        kosong="Pilih perangkat daerah penanggung jawab.",
        bantuan="Pilihan bagian rencana dan jabatan mengikuti perangkat daerah ini: "
        "setelah menggantinya, simpan dahulu, lalu pilih.",
    )
    simpul = _pilih(
        "Bagian rencana", bantuan="Tujuan sampai sub kegiatan tempat kondisi ini diterjemahkan."
    )
    jabatan = _pilih("Jabatan penanggung jawab")

    def __init__(
        self,
        *args: Any,
        letak: Sequence[tuple[str, str]] | None,
        faktor: Pilihan = (),
        pd: Pilihan = (),
        simpul: KelompokPilihan | None = None,
        jabatan: Pilihan | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if letak is not None:
            self.fields = {"letak": _letak(letak), **self.fields}
        self._pilihan("faktor", "Tidak menjawab CSF", faktor)
        self._pilihan("perangkat_daerah", "", pd)
        self._pilihan("jabatan", "Belum ditetapkan", jabatan or ())
        if simpul:
            self.fields["simpul"].choices = [  # type: ignore[attr-defined]
                ("", "Belum dikaitkan"),
                *((judul, [(str(pk), nama) for pk, nama in isi]) for judul, isi in simpul),
            ]
        else:
            del self.fields["simpul"]
        _bantu(self, "Tambah kondisi" if letak is not None else "Simpan kondisi", *self.fields)

    def _pilihan(self, nama: str, kosong: str, pilihan: Pilihan) -> None:
        if not pilihan:
            del self.fields[nama]
            return
        awal = [("", kosong)] if kosong else []
        self.fields[nama].choices = [  # type: ignore[attr-defined]
            *awal,
            *((str(pk), teks) for pk, teks in pilihan),
        ]

    def masuk(self, *, faktor_id: int | None = None) -> KondisiMasuk:
        """What the service wants, after is_valid()."""
        data = self.cleaned_data
        return KondisiMasuk(
            tingkat=data["tingkat"],
            uraian=data["uraian"],
            faktor_id=data.get("faktor", faktor_id),
            pd_id=data.get("perangkat_daerah"),
            simpul_id=data.get("simpul"),
            jabatan_id=data.get("jabatan"),
        )


class PindahForm(BertandaForm):
    """Where a condition goes."""

    def __init__(self, *args: Any, letak: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letak"] = _letak(letak)
        self.fields["letak"].label = "Pindah ke bawah"
        _bantu(self, "Pindahkan kondisi", "letak", "tanda")


class CSFForm(BertandaForm):
    """One critical success factor."""

    uraian = _teks(
        "Faktor keberhasilan (CSF)",
        "Tulis faktor keberhasilannya.",
        maks=300,
        bantuan="Hal yang harus ada agar kondisi ini tercapai.",
    )

    def __init__(self, *args: Any, tombol: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bantu(self, tombol, "uraian", "tanda")


class IndikatorKondisiForm(forms.Form):
    """An indicator of the plan, or one that is only named."""

    indikator = _pilih("Indikator dari rencana")
    nama = _teks(
        "Atau nama indikator yang belum ada di rencana", "", maks=500, wajib=False, baris=2
    )

    def __init__(self, *args: Any, indikator: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indikator"].choices = [  # type: ignore[attr-defined]
            ("", "Tidak dipilih"),
            *((str(pk), nama) for pk, nama in indikator),
        ]
        _bantu(self, "Tambah indikator", "indikator", "nama")


class SusunForm(forms.Form):
    """The plan from which an empty tree starts."""

    dokumen = _pilih(
        "Rencana yang berlaku",
        wajib=True,
        kosong="Pilih rencananya.",
    )

    def __init__(self, *args: Any, dokumen: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dokumen"].choices = [  # type: ignore[attr-defined]
            (str(pk), nama) for pk, nama in dokumen
        ]
        _bantu(self, "Susun dari rencana", "dokumen")


class TawarForm(forms.Form):
    """What is asked of which PD."""

    perangkat_daerah = _pilih(
        "Perangkat daerah yang dituju", wajib=True, kosong="Pilih perangkat daerah yang dituju."
    )
    uraian = _teks("Yang diharapkan", "Tulis apa yang diharapkan.", maks=400)

    def __init__(self, *args: Any, pd: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["perangkat_daerah"].choices = [  # type: ignore[attr-defined]
            ("", "Pilih perangkat daerah"),
            *((str(pk), nama) for pk, nama in pd),
        ]
        _bantu(self, "Tawarkan", "perangkat_daerah", "uraian")


class TerimaForm(forms.Form):
    """Which own condition carries the offer."""

    kondisi = _pilih(
        "Kondisi yang menjawabnya",
        bantuan="Boleh dipilih nanti bila kondisinya belum ada di pohon Anda.",
    )

    def __init__(self, *args: Any, kondisi: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kondisi"].choices = [  # type: ignore[attr-defined]
            ("", "Belum ditentukan"),
            *((str(pk), nama) for pk, nama in kondisi),
        ]
        _bantu(self, "Terima tawaran", "kondisi")


class TolakForm(forms.Form):
    """Why the offer is declined."""

    alasan = _teks("Alasan menolak", "Tulis alasan menolak tawaran ini.", maks=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bantu(self, "Tolak tawaran", "alasan")
