"""Writing the calendar of measurement: schedule, extensions, freezing and lifting a freeze."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from dasar.galat import GalatPengguna
from dasar.tanggal import romawi
from dasar.views.mixins import PenggunaMixin, PeriksaDuluMixin
from kinerja.forms.jadwal import (
    BukaBekuForm,
    JadwalBaruForm,
    JadwalForm,
    PerpanjanganForm,
    usul_waktu,
)
from kinerja.models import JadwalPengisian, Pembekuan, Perpanjangan
from kinerja.permissions import boleh_atur_jadwal, boleh_ubah_jadwal
from kinerja.selectors.jadwal import CalonBeku, calon_beku
from kinerja.services.jadwal import (
    WaktuJadwal,
    buat_jadwal,
    cabut_perpanjangan,
    perpanjang,
    tanda_jadwal,
    ubah_jadwal,
)
from kinerja.services.pembekuan import antrekan_beku, buka_beku
from kinerja.views.galat_formulir import tulis_galat
from kinerja.views.jadwal import alamat_jadwal, baca_tahun, waktu_penuh
from kinerja.views.periode import baca_bilangan
from opd.models import PerangkatDaerah


class JadwalCreateView(PeriksaDuluMixin, TemplateView):
    """Make the schedule of the quarters that have none: proposed times, to be changed."""

    template_name = "kinerja/jadwal_baru.html"

    def periksa(self, **kwargs: Any) -> None:
        boleh_atur_jadwal(self.pengguna).wajib()

    def formulir(self) -> dict[int, JadwalBaruForm]:
        """A form per missing quarter."""
        tahun = baca_tahun(self.request)
        ada = set(JadwalPengisian.objects.filter(tahun=tahun).values_list("triwulan", flat=True))
        data = self.request.POST if self.request.method == "POST" else None
        return {
            tw: JadwalBaruForm(
                data, prefix=f"tw{tw}", initial={**usul_waktu(tahun, tw), "buat": True}
            )
            for tw in (1, 2, 3, 4)
            if tw not in ada
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        tahun, semua = baca_tahun(request), self.formulir()
        # every form is read, so that each says its own errors
        sah = not [form for form in semua.values() if not form.is_valid()]
        waktu = {
            tw: f.waktu() for tw, f in semua.items() if sah and f.is_valid() and f["buat"].value()
        }
        if sah and not waktu:
            messages.error(request, "Pilih paling sedikit satu triwulan.")
            return HttpResponseRedirect(request.get_full_path())
        if sah:
            try:
                hasil = buat_jadwal(tahun=tahun, waktu=waktu, oleh=self.pengguna)
            except ValidationError as galat:
                for tw, kalimat in galat.message_dict.items():
                    semua[int(tw)].add_error(None, kalimat)
            else:
                messages.success(request, f"Jadwal {len(hasil)} triwulan {tahun} dibuat.")
                return HttpResponseRedirect(alamat_jadwal(tahun))
        return self.render_to_response(self.get_context_data(semua=semua), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        semua = kwargs.pop("semua", None) or self.formulir()
        tahun = baca_tahun(self.request)
        return super().get_context_data(
            tahun=tahun,
            url_daftar=alamat_jadwal(tahun),
            formulir=[(f"Triwulan {romawi(tw)}", form) for tw, form in semua.items()],
            galat=[
                (form[medan].id_for_label if medan in form.fields else "", str(kalimat))
                for form in semua.values()
                if form.is_bound
                for medan, daftar in form.errors.items()
                for kalimat in daftar
            ],
            **kwargs,
        )


class _SatuJadwalMixin(PeriksaDuluMixin):
    """One quarter's schedule from the address, for who may set it."""

    jadwal: JadwalPengisian

    def periksa(self, **kwargs: Any) -> None:
        boleh_atur_jadwal(self.pengguna).wajib()
        jadwal = JadwalPengisian.objects.filter(pk=kwargs["pk"]).first()
        if jadwal is None:
            raise Http404
        self.jadwal = jadwal

    def konteks(self) -> dict[str, Any]:
        return {
            "jadwal": self.jadwal,
            "nama": self.jadwal.nama,
            "url_daftar": alamat_jadwal(self.jadwal.tahun),
        }


class JadwalUpdateView(_SatuJadwalMixin, FormView[JadwalForm]):
    """Change the times of a quarter, or close it now."""

    template_name = "kinerja/jadwal_form.html"
    form_class = JadwalForm

    def periksa(self, **kwargs: Any) -> None:
        super().periksa(**kwargs)
        beku = Pembekuan.objects.for_user(self.pengguna).berlaku().filter(jadwal=self.jadwal)
        boleh_ubah_jadwal(self.pengguna, self.jadwal, beku.count()).wajib()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "jadwal": self.jadwal}

    def get_initial(self) -> dict[str, Any]:
        j = self.jadwal
        return {
            "tanda": tanda_jadwal(j),
            "dibuka_pada": j.dibuka_pada,
            "ditutup_pada": j.ditutup_pada,
            "persetujuan_sampai": j.persetujuan_sampai,
            "verifikasi_sampai": j.verifikasi_sampai,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "tutup" not in request.POST:
            return super().post(request, *args, **kwargs)
        j = self.jadwal
        form = JadwalForm(initial=self.get_initial(), jadwal=j)
        waktu = WaktuJadwal(
            j.dibuka_pada, timezone.now(), j.persetujuan_sampai, j.verifikasi_sampai
        )
        return self._simpan(form, waktu, request.POST.get("tanda", ""), "ditutup")

    def form_valid(self, form: JadwalForm) -> HttpResponse:
        return self._simpan(form, form.waktu(), form.cleaned_data["tanda"], "disimpan")

    def _simpan(self, form: JadwalForm, waktu: WaktuJadwal, tanda: str, kata: str) -> HttpResponse:
        try:
            ubah_jadwal(jadwal_id=self.jadwal.pk, waktu=waktu, oleh=self.pengguna, tanda=tanda)
        except (ValidationError, GalatPengguna) as galat:
            if not form.is_bound:
                kalimat = galat.messages[0] if isinstance(galat, ValidationError) else str(galat)
                messages.error(self.request, kalimat)
                return HttpResponseRedirect(self.request.path)
            tulis_galat(form, galat)
            return self.form_invalid(form)
        messages.success(self.request, f"Jadwal {self.jadwal.nama} {kata}.")
        return HttpResponseRedirect(alamat_jadwal(self.jadwal.tahun))

    def form_invalid(self, form: JadwalForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        j, kini = self.jadwal, timezone.now()
        return super().get_context_data(
            boleh_tutup=j.dibuka_pada < kini <= j.ditutup_pada, **self.konteks(), **kwargs
        )


class PerpanjanganCreateView(_SatuJadwalMixin, FormView[PerpanjanganForm]):
    """More time for some PD at once."""

    template_name = "kinerja/jadwal_perpanjang.html"
    form_class = PerpanjanganForm

    def get_form_kwargs(self) -> dict[str, Any]:
        pilihan = [
            (c.pd_id, f"{c.nama} · {_kata_belum(c)}")
            for c in calon_beku(self.pengguna, self.jadwal)
            if not c.beku
        ]
        return {**super().get_form_kwargs(), "pilihan": pilihan}

    def get_initial(self) -> dict[str, Any]:
        pd = baca_bilangan(self.request.GET.get("pd"))
        return {
            "sampai": PerpanjanganForm.usul_sampai(self.jadwal),
            "perangkat_daerah": [pd] if pd else [],
        }

    def form_valid(self, form: PerpanjanganForm) -> HttpResponse:
        isi = form.cleaned_data
        try:
            hasil = perpanjang(
                jadwal_id=self.jadwal.pk,
                perangkat_daerah=isi["perangkat_daerah"],
                sampai=isi["sampai"],
                alasan=isi["alasan"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat)
            return self.form_invalid(form)
        messages.success(
            self.request,
            f"{self.jadwal.nama} diperpanjang untuk {len(hasil)} perangkat daerah sampai "
            f"{waktu_penuh(isi['sampai'])}.",
        )
        return HttpResponseRedirect(alamat_jadwal(self.jadwal.tahun))

    def form_invalid(self, form: PerpanjanganForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tutup=waktu_penuh(self.jadwal.ditutup_pada), **self.konteks(), **kwargs
        )


class PerpanjanganCabutView(PenggunaMixin, View):
    """Take back one extension."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            satu = cabut_perpanjangan(perpanjangan_id=pk, oleh=self.pengguna)
        except Perpanjangan.DoesNotExist:
            raise Http404 from None
        except GalatPengguna as galat:
            messages.info(request, str(galat))
            return HttpResponseRedirect(reverse("kinerja:jadwal_list"))
        messages.success(request, "Perpanjangan dicabut. Perangkat daerahnya diberi tahu.")
        return HttpResponseRedirect(alamat_jadwal(satu.jadwal.tahun))


def _kata_belum(c: CalonBeku) -> str:
    n = len(c.belum)
    return f"{n} dari {c.jatuh_tempo} baris belum diverifikasi" if n else "semua terverifikasi"


class BekukanView(_SatuJadwalMixin, TemplateView):
    """What stands in the way of a freeze, PD by PD; the post queues the job."""

    template_name = "kinerja/jadwal_bekukan.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        dipilih, apa_adanya = self._nomor("pd"), self._nomor("apa_adanya")
        try:
            pekerjaan = antrekan_beku(
                jadwal_id=pk,
                perangkat_daerah=dipilih,
                apa_adanya=apa_adanya & dipilih,
                oleh=self.pengguna,
            )
        except GalatPengguna as galat:
            konteks = self.get_context_data(
                galat=[("", str(galat))], dipilih=dipilih, apa_adanya=apa_adanya
            )
            return self.render_to_response(konteks, status=422)
        return HttpResponseRedirect(reverse("dasar:pekerjaan_detail", args=[pekerjaan.pk]))

    def _nomor(self, nama: str) -> set[int]:
        return {n for t in self.request.POST.getlist(nama) if (n := baca_bilangan(t)) is not None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        calon = [c for c in calon_beku(self.pengguna, self.jadwal) if not c.beku]
        dipilih = kwargs.pop("dipilih", {c.pd_id for c in calon if c.bersih})
        apa_adanya = kwargs.pop("apa_adanya", set())
        return super().get_context_data(
            calon=[
                {
                    "c": c,
                    "dipilih": c.pd_id in dipilih,
                    "apa_adanya": c.pd_id in apa_adanya,
                    "kata": _kata_belum(c),
                }
                for c in calon
            ],
            jumlah_bersih=sum(c.bersih for c in calon),
            setahun=self.jadwal.triwulan == 4,
            **self.konteks(),
            **kwargs,
        )


class BukaBekuView(_SatuJadwalMixin, FormView[BukaBekuForm]):
    """Lift the freeze of chosen PD, with the reason."""

    template_name = "kinerja/jadwal_buka_beku.html"
    form_class = BukaBekuForm

    def _dipilih(self) -> set[int]:
        semua = self.request.POST.getlist("pd")
        return {n for teks in semua if (n := baca_bilangan(teks)) is not None}

    def form_valid(self, form: BukaBekuForm) -> HttpResponse:
        try:
            hasil = buka_beku(
                jadwal_id=self.jadwal.pk,
                perangkat_daerah=self._dipilih(),
                alasan=form.cleaned_data["alasan"],
                oleh=self.pengguna,
            )
        except (ValidationError, GalatPengguna) as galat:
            tulis_galat(form, galat)
            return self.form_invalid(form)
        messages.success(
            self.request,
            f"Pembekuan {self.jadwal.nama} dibuka untuk {hasil.pd} perangkat daerah "
            f"({hasil.baris} baris).",
        )
        return HttpResponseRedirect(alamat_jadwal(self.jadwal.tahun))

    def form_invalid(self, form: BukaBekuForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        beku = list(
            Pembekuan.objects.for_user(self.pengguna)
            .berlaku()
            .filter(jadwal=self.jadwal)
            .select_related("oleh")
        )
        pd = PerangkatDaerah.objects.for_user(self.pengguna).order_by("urutan", "kode")
        nama = pd.filter(pk__in=[b.perangkat_daerah_id for b in beku]).nama_per_id()
        per_pd = {b.perangkat_daerah_id: b for b in beku}
        dipilih = self._dipilih()
        return super().get_context_data(
            baris=[
                {
                    "pd_id": pk,
                    "nama": teks,
                    "jumlah": per_pd[pk].jumlah,
                    "oleh": per_pd[pk].oleh.nama,
                    "pada": waktu_penuh(per_pd[pk].dibuat_pada),
                    "dipilih": pk in dipilih,
                }
                for pk, teks in nama.items()
            ],
            **self.konteks(),
            **kwargs,
        )
