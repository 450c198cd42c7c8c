"""Rich DataLKjIP for the tests of the report: a city and a PD, complete, draft and example."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kinerja.formulas.isi_pk import IndikatorPK, IsiPK, KinerjaPK, PihakPK, ProgramPK
from laporan.formulas.data_lkjip import (
    SKEMA,
    AcuanLKjIP,
    AnggaranPD,
    AngkaKunci,
    BarisAnggaran,
    BarisPengukuran,
    Celah,
    DataLKjIP,
    NilaiSakip,
    PerjanjianLKjIP,
    ProgramLKjIP,
    SasaranLKjIP,
    TitikNilai,
    UnsurOrganisasi,
)
from tests.laporan.contoh_bagian import anggaran, baris_anggaran, indikator, jumlahkan
from tests.laporan.contoh_isi import (
    ISI_KOTA,
    KEBERHASILAN,
    MISI,
    NASKAH_KOTA,
    PD,
    PENYEBAB,
    PROGRAM_PANJANG,
    TAHUN,
    TERTINGGAL,
    TINDAK_LANJUT,
    naskah,
)


def _sasaran_kota(
    *, contoh: bool, semua_anggaran: tuple[AnggaranPD, ...]
) -> tuple[SasaranLKjIP, ...]:
    hasil = []
    for nomor, (kode, nama, ind, satuan, desimal, arah, target, realisasi) in enumerate(ISI_KOTA):
        acuan = (
            AcuanLKjIP(
                "Rata-rata kab./kota nasional",
                TAHUN,
                Decimal("64.23"),
                satuan,
                2,
                "Kementerian PANRB",
            ),
            AcuanLKjIP("Provinsi Banten", TAHUN, Decimal("70.75"), satuan, 2, "Kementerian PANRB"),
        )
        satu = indikator(
            nomor + 1,
            ind,
            satuan,
            target,
            realisasi,
            arah=arah,
            desimal=desimal,
            contoh=contoh and nomor % 2 == 0,
            sementara=nomor == 1,
            acuan=acuan if kode in ("5.1.1", "1.1.2") else (),
        )
        pd = semua_anggaran[nomor % len(semua_anggaran)]
        program = tuple(
            ProgramLKjIP(
                f"1.0{urut}",
                baris.nama,
                pd.nama_pd,
                ((f"Indikator hasil {baris.nama[8:].lower()}", Decimal("98.40") - urut),)
                if urut
                else (),
                baris,
            )
            for urut, baris in enumerate(pd.baris[:3])
        )
        uang = jumlahkan("Jumlah", pd.baris[:3])
        assert satu.capaian is not None
        assert uang.serapan is not None
        hasil.append(
            SasaranLKjIP(
                simpul_id=nomor + 1,
                kode=kode,
                nama=nama,
                jenis="Sasaran",
                indikator=(satu,),
                capaian=satu.capaian,
                n=1,
                dari=1,
                program=program if nomor != 3 else (),
                anggaran=uang if nomor != 3 else BarisAnggaran("Jumlah", None, None, None),
                efisiensi=satu.capaian - uang.serapan if nomor != 3 else None,
                naskah={5: PENYEBAB} if kode == "5.1.1" else {},
            )
        )
    return tuple(hasil)


def _pengukuran(sasaran: tuple[SasaranLKjIP, ...]) -> tuple[BarisPengukuran, ...]:
    baris: list[BarisPengukuran] = []
    for satu in sasaran:
        baris.append(BarisPengukuran(satu.kode, satu.nama, 0, None, satu.anggaran))
        baris.extend(BarisPengukuran("", i.nama, 1, i, None) for i in satu.indikator)
    return tuple(baris)


def perjanjian(pertama: str, kedua: str, *, contoh: bool = False) -> PerjanjianLKjIP:
    """A signed agreement with one statement, one indicator and one program."""
    indikator = IndikatorPK(
        indikator_id=1,
        nama="Angka harapan hidup",
        satuan="Tahun",
        target=Decimal("72.98"),
        target_atas=None,
        teks="72,98",
        desimal=2,
        skala=None,
        iku=True,
        contoh=contoh,
    )
    program = ProgramPK(1, "1.02.02", "Pemenuhan upaya kesehatan", 1_250_000_000, "APBD", contoh)
    isi = IsiPK(
        skema=1,
        pemerintah="Kota Tangerang Selatan",
        tahun=2024,
        judul="Pemerintah Kota Tangerang Selatan",
        unit="",
        perubahan_ke=0,
        alasan="",
        pihak_pertama=PihakPK(
            jabatan_id=1,
            jabatan=pertama,
            sebutan=pertama,
            nama="Pejabat Pertama",
            penugasan_id=1,
        ),
        pihak_kedua=PihakPK(
            jabatan_id=2,
            jabatan=kedua,
            sebutan=kedua,
            nama="Pejabat Kedua",
            penugasan_id=2,
        )
        if kedua
        else None,
        tempat="Tangerang Selatan",
        tanggal="2024-01-15",
        judul_kinerja="Sasaran strategis",
        kinerja=(KinerjaPK(1, "Sasaran", "1.1.2", "Meningkatnya derajat kesehatan", (indikator,)),),
        judul_program="Program",
        program=(program,),
        jumlah_pagu=1_250_000_000,
        dokumen="RKPD 2024",
        celah=(),
        sifat="contoh" if contoh else "bersih",
    )
    return PerjanjianLKjIP(kode="PK-2024-7KQ4-XH3M", nomor="", isi=isi)


def data_kota(*, contoh: bool = True, banyak: int = len(ISI_KOTA)) -> DataLKjIP:
    """The city with its last `banyak` sasaran: an example with † (or clean with contoh=False)."""
    semua_anggaran = anggaran(contoh=contoh)
    sasaran = _sasaran_kota(contoh=contoh, semua_anggaran=semua_anggaran)[-banyak:]
    capaian = [satu.capaian for satu in sasaran if satu.capaian is not None]
    return DataLKjIP(
        skema=SKEMA,
        jenis="kota",
        nama_pemerintah="Pemerintah Kota Tangerang Selatan",
        nama_kota="Kota Tangerang Selatan",
        nama_pd="Kota Tangerang Selatan",
        singkatan="Kota",
        tahun=TAHUN,
        versi=3,
        kode="TSL-LK24-7F3K-9QM2-XD",
        disusun_pada="2025-02-14T16:20:00+07:00",
        disusun_oleh="Bagian Organisasi, Sekretariat Daerah Kota Tangerang Selatan",
        sifat="contoh" if contoh else "bersih",
        celah=(),
        memuat_contoh=contoh,
        nilai_sakip=NilaiSakip(
            nilai=Decimal("69.04"),
            huruf="B",
            sebutan="Baik",
            asal="LHE Kementerian PANRB",
            resmi=True,
            contoh=False,
            target=Decimal(70),
            nilai_lalu=Decimal("67.31"),
            riwayat=(
                TitikNilai(2020, Decimal("64.20"), True, contoh),
                TitikNilai(2021, Decimal("65.10"), True, contoh),
                TitikNilai(2022, Decimal("66.30"), True, contoh),
                TitikNilai(2023, Decimal("67.31"), True, False),
                TitikNilai(2024, Decimal("69.04"), True, False),
            ),
        ),
        angka_kunci=(
            AngkaKunci("31/37", "perangkat daerah bernilai B atau lebih baik", contoh),
            AngkaKunci("91,99", "persen, rata-rata capaian 11 indikator", contoh),
            AngkaKunci("94,27", "persen, serapan belanja dari pagu", contoh),
            AngkaKunci("5,81", "pengangguran terbuka 2023, persen; ▼ 0,78", False),
            AngkaKunci("12/15", "rekomendasi LHE selesai ditindaklanjuti", contoh),
        ),
        keberhasilan=KEBERHASILAN,
        tertinggal=TERTINGGAL,
        naskah={k: replace(v, contoh=contoh and k == "simpulan") for k, v in NASKAH_KOTA.items()},
        organisasi=(
            UnsurOrganisasi("Sekretariat DPRD", 1),
            UnsurOrganisasi("Inspektorat Daerah", 1),
            UnsurOrganisasi("Dinas dan Satpol PP", 21),
            UnsurOrganisasi("Badan", 6),
            UnsurOrganisasi("RSU", 3),
            UnsurOrganisasi("Kecamatan", 7),
        ),
        makro=(
            AcuanLKjIP("Indeks Pembangunan Manusia", 2021, Decimal("81.60"), "Poin", 2, "BPS"),
            AcuanLKjIP("Indeks Pembangunan Manusia", 2022, Decimal("81.95"), "Poin", 2, "BPS"),
            AcuanLKjIP("Indeks Pembangunan Manusia", 2023, Decimal("83.57"), "Poin", 2, "BPS"),
            AcuanLKjIP("Tingkat pengangguran terbuka", 2021, Decimal("8.60"), "Persen", 2, "BPS"),
            AcuanLKjIP("Tingkat pengangguran terbuka", 2023, Decimal("5.81"), "Persen", 2, "BPS"),
            AcuanLKjIP("Jumlah penduduk", 2023, Decimal(1429529), "Jiwa", 0, "BPS"),
        ),
        visi="Terwujudnya Tangsel unggul, menuju kota lestari, saling terkoneksi, dan efisien",
        misi=MISI,
        dokumen_rencana=("RPJMD 2021-2026", "RKPD 2024"),
        asal_perjanjian="Perjanjian Kinerja 2024",
        perjanjian=perjanjian("Wali Kota Tangerang Selatan", "", contoh=contoh),
        sasaran=sasaran,
        rata_rata=sum(capaian, Decimal(0)) / len(capaian),
        rata_rata_n=len(capaian),
        rata_rata_dari=len(sasaran),
        anggaran=semua_anggaran,
        jumlah_anggaran=jumlahkan("Jumlah", tuple(pd.jumlah for pd in semua_anggaran)),
        pengukuran=_pengukuran(sasaran),
        tindak_lanjut=tuple(replace(satu, contoh=contoh) for satu in TINDAK_LANJUT),
    )


def data_kota_draf(banyak: int = len(ISI_KOTA)) -> DataLKjIP:
    """The city with gaps: texts missing, a sasaran without indicators, values unknown."""
    lengkap = data_kota(contoh=False)
    kosong = replace(lengkap.sasaran[1], indikator=(), capaian=None, n=0, dari=0, efisiensi=None)
    tanpa_nilai = replace(
        lengkap.sasaran[2],
        indikator=(indikator(3, "Prevalensi stunting", "Persen", "8.50", None, arah="-"),),
        capaian=None,
        n=0,
        efisiensi=None,
    )
    tanpa_target = replace(
        lengkap.sasaran[4],
        indikator=(
            indikator(5, "Persentase jalan kota dalam kondisi mantap", "Persen", None, "92.85"),
        ),
        capaian=None,
        n=0,
        efisiensi=None,
        program=(),
        anggaran=BarisAnggaran("Jumlah", 13_000_000_000, None, None),
    )
    sasaran = (
        lengkap.sasaran[0],
        kosong,
        tanpa_nilai,
        lengkap.sasaran[3],
        tanpa_target,
        *lengkap.sasaran[5:],
    )[:banyak]
    return replace(
        lengkap,
        tahun=2024,
        sifat="draf",
        celah=(
            Celah("Kata pengantar", "Kata pengantar belum ditulis."),
            Celah("Sasaran 1.1.2", "Sasaran ini belum mempunyai indikator."),
            Celah("Pernyataan telah direviu", "Reviu Inspektorat belum dicatat di dalam sistem."),
        ),
        nilai_sakip=None,
        angka_kunci=lengkap.angka_kunci[1:4],
        keberhasilan=(),
        tertinggal=(),
        naskah={"gambaran_umum": NASKAH_KOTA["gambaran_umum"]},
        makro=(),
        misi=(),
        visi="",
        sasaran=sasaran,
        pengukuran=_pengukuran(sasaran),
        tindak_lanjut=(),
    )


def data_pd() -> DataLKjIP:
    """A PD: several indicators per sasaran, programs of its own, no value of the city."""
    kota = data_kota(contoh=False)
    semua = anggaran()
    pd = semua[1]
    acuan = (AcuanLKjIP("Nasional", TAHUN, Decimal("74.15"), "Tahun", 2, "BPS"),)
    indikator_sasaran = (
        indikator(101, "Angka Harapan Hidup", "Tahun", "72.67", "72.78", acuan=acuan),
        indikator(102, "Prevalensi stunting", "Persen", "8.50", "9.00", arah="-"),
        indikator(
            105,
            "Jumlah puskesmas terakreditasi paripurna",
            "Puskesmas",
            "30",
            "29",
            desimal=0,
            sementara=True,
        ),
        indikator(
            104,
            "Persentase kunjungan lengkap ibu hamil pada fasilitas pelayanan kesehatan",
            "Persen",
            "100",
            None,
        ),
    )
    rata = Decimal("98.06")
    sasaran = (
        SasaranLKjIP(
            simpul_id=51,
            kode="1.02.01",
            nama="Meningkatnya derajat kesehatan masyarakat melalui layanan yang bermutu",
            jenis="Sasaran",
            indikator=indikator_sasaran,
            capaian=rata,
            n=3,
            dari=4,
            program=tuple(
                ProgramLKjIP(
                    f"1.02.0{urut + 1}",
                    baris.nama,
                    pd.nama_pd,
                    (("Persentase kegiatan terlaksana", rata),),
                    baris,
                )
                for urut, baris in enumerate(pd.baris)
            ),
            anggaran=pd.jumlah,
            efisiensi=Decimal("6.2"),
            naskah={5: naskah("Kunjungan rumah oleh kader menutup kekosongan petugas.")},
        ),
        SasaranLKjIP(
            simpul_id=52,
            kode="1.02.02",
            nama="Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan Masyarakat",
            jenis="Program",
            indikator=(
                indikator(111, "Persentase layanan sesuai standar", "Persen", "95", "96.5"),
            ),
            capaian=Decimal("101.58"),
            n=1,
            dari=1,
            program=(),
            anggaran=pd.baris[1],
            efisiensi=Decimal("12.30"),
            naskah={},
        ),
    )
    return replace(
        kota,
        jenis="pd",
        nama_pd="Dinas Kesehatan",
        singkatan="Dinkes",
        kode="TSL-LK24-PD02-4KQ7-WZ",
        disusun_oleh="Dinas Kesehatan",
        nilai_sakip=None,
        angka_kunci=kota.angka_kunci[1:3],
        naskah={
            **{k: v for k, v in NASKAH_KOTA.items() if k != "gambaran_umum"},
            "gambaran_umum": naskah("Dinas Kesehatan melayani warga melalui 30 puskesmas."),
        },
        organisasi=(),
        makro=(),
        misi=(),
        visi="",
        dokumen_rencana=("Renstra Dinas Kesehatan 2021-2026",),
        asal_perjanjian="Perjanjian Kinerja 2024",
        perjanjian=perjanjian("Kepala Dinas Kesehatan", "Wali Kota Tangerang Selatan"),
        sasaran=sasaran,
        rata_rata=rata,
        rata_rata_n=4,
        rata_rata_dari=5,
        anggaran=(pd,),
        jumlah_anggaran=pd.jumlah,
        pengukuran=_pengukuran(sasaran),
        tindak_lanjut=(),
    )


def data_berat() -> DataLKjIP:
    """What strains the pages: long names, 13 digits, 40 indicators in one table, 300 annex rows."""
    dasar = data_kota(contoh=True, banyak=1)
    panjang = PROGRAM_PANJANG * 3
    banyak = tuple(
        indikator(
            500 + nomor,
            f"Persentase penyelenggaraan urusan pemerintahan yang memenuhi standar nomor {nomor}",
            "Orang per 100.000 penduduk",
            str(1_234_567 + nomor),
            None if nomor % 7 == 0 else str(1_134_567 + nomor),
            desimal=2,
            sementara=nomor % 5 == 0,
        )
        for nomor in range(40)
    )
    besar = tuple(baris_anggaran(f"{panjang}{n}", 1_466_663_211_000 + n, 900) for n in range(12))
    uang = jumlahkan("Jumlah", besar)
    sasaran = replace(
        dasar.sasaran[0],
        nama=panjang.strip(),
        indikator=banyak,
        capaian=Decimal(90),
        n=34,
        dari=40,
        anggaran=uang,
        program=tuple(
            ProgramLKjIP("1", satu.nama, PD[5][0], (("Indikator " * 20, None),), satu)
            for satu in besar
        ),
        naskah={5: naskah("Kalimat panjang tentang sebab dan akibat. " * 120)},
    )
    pengukuran = (
        *_pengukuran((sasaran,)),
        *(
            BarisPengukuran(f"1.02.{nomor}", panjang, 1, banyak[nomor % 40], besar[nomor % 12])
            for nomor in range(260)
        ),
    )
    return replace(
        dasar,
        sasaran=(sasaran,),
        anggaran=(AnggaranPD(panjang.strip(), "PD", besar, uang),),
        jumlah_anggaran=uang,
        pengukuran=pengukuran,
        naskah={},
        celah=tuple(Celah(f"Sasaran {n}", "Analisis belum ditulis. " * 4) for n in range(40)),
    )
