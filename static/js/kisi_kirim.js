/* Sending each cell: on its way, waiting with growing pauses, refused; and the row that comes back. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, kunci, medan, cari, dikirim, antre, tertunda, gagal, simpanan } = kisi;
  const GANGGUAN = "Nilai belum tersimpan karena gangguan di server. Coba lagi.";
  const MULAI_ULANG = new Set([502, 503, 504]); // what a proxy says of a server that restarts
  const MENUNGGU_JAWABAN = 30000; // milliseconds; a line that answers nothing counts as cut
  const MENUNGGU_TERPASANG = 100; // milliseconds; htmx takes 20 to settle a row
  const SEKALIGUS = 4; // saves on their way
  const JEDA_AWAL = 1000;
  const JEDA_PALING_LAMA = 60000;
  const JEDA_GANGGUAN = 20000;
  const dasar = new Map(); // kunci -> the stored text when the save left
  let jeda = JEDA_AWAL;
  let jedaGangguan = JEDA_GANGGUAN;
  let jam = 0;
  let jamGangguan = 0;

  /* Out ------------------------------------------------------------------------------------------ */

  /** A few at a time: all at once they would keep each other past the time limit on a slow line. */
  function kirim(el) {
    const k = kunci(el);
    if (dikirim.size < SEKALIGUS || dikirim.has(k)) {
      antre.delete(k);
      picu(el);
      if (!dikirim.has(k)) window.setTimeout(() => susulkan(k), MENUNGGU_TERPASANG);
    } else {
      antre.add(k);
      kisi.tandai(el, "menyimpan");
      kisi.perbaruiStatus();
    }
  }

  const picu = (el) => window.htmx.trigger(el, "simpan");

  /** A row that came a moment ago listens to nothing yet: what was typed into it goes now. */
  function susulkan(k) {
    const el = cari(k);
    if (el && !dikirim.has(k) && !tertunda.has(k) && (kisi.berubah(el) || el.dataset.yakin)) picu(el);
  }

  function kirimAntrean() {
    for (const k of [...antre]) {
      if (dikirim.size >= SEKALIGUS) return;
      antre.delete(k);
      const el = cari(k);
      if (!el || !(kisi.berubah(el) || el.dataset.yakin || tertunda.has(k))) continue;
      if (kisi.sesiBerakhir?.()) tunda(el, "sesi");
      else kirim(el);
    }
  }

  /** Send what the cell holds, unless it is stored or already on its way. */
  function simpan(el) {
    const k = kunci(el);
    if (dikirim.get(k) === el.value && el.dataset.alasanBaru === undefined) return;
    /* One that waits may have been stored before its answer was lost: the old text goes out as well. */
    const sama = !dikirim.has(k) && !tertunda.has(k) && !el.dataset.yakin && !kisi.berubah(el);
    if (sama) {
      const adaPesan = kisi.perbaikan(el).length > 0;
      antre.delete(k);
      gagal.delete(k);
      simpanan.lepas(k);
      delete el.dataset.dasar;
      if (adaPesan) pulihkan(el);
      else kisi.kembalikanTanda(el);
      kisi.perbaruiStatus();
      return;
    }
    simpanan.catat(el);
    if (kisi.sesiBerakhir?.()) tunda(el, "sesi");
    else {
      kisi.tandai(el, "belum");
      kirim(el);
    }
  }

  /** Put a text into a cell and send it; `alasan`: why it is empty. */
  function isi(el, teks, { yakin = "", alasan = "" } = {}) {
    el.value = teks;
    lupakan(el);
    if (yakin) el.dataset.yakin = yakin;
    if (!teks && alasan !== kisi.alasan(el)) el.dataset.alasanBaru = alasan;
    simpan(el);
  }

  /** What was answered about an older text does not go with a newer one. */
  function lupakan(el) {
    for (const nama of ["yakin", "yakinTerkirim", "alasanBaru", "alasanTerkirim"]) delete el.dataset[nama];
  }

  const nilaiVals = (el) => JSON.parse(el.getAttribute("hx-vals") || "{}");

  /** Show what is stored again. */
  function pulihkan(el) {
    const alamat = medan(el) === "rupiah" ? el.getAttribute("hx-post") : tabel.dataset.alamatSel;
    const badan = kisi.kelompok(el);
    const { indikator = kisi.nomor(el), nomor = badan.dataset.nomor, ...lain } = nilaiVals(el);
    return window.htmx.ajax("GET", alamat, {
      target: `#${badan.id}`,
      swap: "outerHTML",
      values: { ...lain, indikator, nomor, tahun: tabel.dataset.tahun, triwulan: tabel.dataset.triwulan },
    });
  }

  document.addEventListener("htmx:configRequest", (event) => {
    const el = kisi.isianDari(event.detail.elt);
    if (!el) return;
    event.detail.timeout = MENUNGGU_JAWABAN;
    /* The sheet is one form for those without JavaScript; a save sends its own cell only. A new object:
       looking through what htmx gathered takes seconds on a sheet of four hundred rows. */
    const p = { ...nilaiVals(el) };
    event.detail.parameters = p;
    p[medan(el)] = el.value;
    p.versi = kisi.versi(el) ?? "";
    if (!["nilai", "rupiah"].includes(medan(el))) {
      p.medan = medan(el);
      p.teks = el.value;
      p.semula = el.dataset.dasar ?? el.dataset.tersimpan;
    }
    const { yakin, alasanBaru } = el.dataset;
    lupakan(el);
    if (yakin) p.yakin = el.dataset.yakinTerkirim = yakin;
    if (alasanBaru !== undefined) p.alasan_kosong = el.dataset.alasanTerkirim = alasanBaru;
    el.dataset.terkirim = el.value;
  });

  /** The save did not arrive: the next one carries the same answers. */
  function ingatLagi(el) {
    const { yakinTerkirim, alasanTerkirim, alasanBaru, terkirim } = el.dataset;
    if (el.value !== terkirim) return;
    if (yakinTerkirim) el.dataset.yakin = yakinTerkirim;
    if (alasanTerkirim !== undefined && alasanBaru === undefined) el.dataset.alasanBaru = alasanTerkirim;
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    const el = kisi.isianDari(event.detail.elt);
    if (!el) return;
    dikirim.set(kunci(el), el.value);
    dasar.set(kunci(el), { teks: kisi.tersimpan(el), alasan: kisi.alasan(el) });
    kisi.tandai(el, "menyimpan");
    kisi.perbaruiStatus();
  });

  /* What stands in the way on a public network answers 200 with a page of its own. */
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, target, xhr } = event.detail;
    const asing = kisi.isianDari(elt) && xhr.status === 200 && !xhr.responseText.includes(`id="${target.id}"`);
    if (!asing) return;
    event.preventDefault();
    xhr.asing = true;
    ingatLagi(elt);
    tunda(elt, "server");
  });

  /* In ------------------------------------------------------------------------------------------- */

  document.addEventListener("htmx:afterRequest", (event) => {
    const lama = kisi.terlepas(event.detail.requestConfig.elt);
    if (!lama) return;
    const k = kunci(lama);
    const { xhr } = event.detail;
    dikirim.delete(k);
    kirimAntrean();
    if (xhr.asing) return;
    if ((xhr.status && xhr.status < 400) || xhr.status === 409 || xhr.status === 422) {
      tertunda.delete(k);
      gagal.delete(k);
      jeda = JEDA_AWAL;
      kirimTertunda(); // the line is there again: what waits follows
      document.dispatchEvent(new CustomEvent("kisi:tersambung"));
    }
    if (xhr.status === 409 || xhr.status === 422) kisi.batalLangkah?.(k);
    if (xhr.status === 200) diterima(k, xhr);
    kisi.perbaruiStatus();
  });

  function diterima(k, xhr) {
    kisi.keadaan.pukul = /data-pukul="([^"]*)"/.exec(xhr.responseText)?.[1] || kisi.keadaan.pukul;
    const el = cari(k);
    if (!el) {
      simpanan.lepas(k); // stored, and locked meanwhile
      return;
    }
    delete el.dataset.dasar;
    simpanan.catat(el);
    if (kisi.berubah(el)) kisi.tandai(el, "belum");
    const dari = dasar.get(k);
    const ke = { teks: kisi.tersimpan(el), alasan: kisi.alasan(el) };
    if (dari && (dari.teks !== ke.teks || dari.alasan !== ke.alasan)) kisi.setelahSimpan?.(el, dari, ke);
  }

  document.addEventListener("htmx:responseError", (event) => {
    const el = kisi.isianDari(event.detail.elt);
    if (!el) return;
    const rak = document.createElement("template");
    rak.innerHTML = event.detail.xhr.responseText;
    const kalimat = rak.content.querySelector("[data-alasan]")?.textContent.trim();
    const { status } = event.detail.xhr;
    ingatLagi(el);
    if (MULAI_ULANG.has(status)) {
      tunda(el, "server");
    } else if (status === 401 || (status === 403 && !kalimat)) {
      /* A 403 without a reason comes from the CSRF check: the cookies are gone. */
      tunda(el, "sesi");
      kisi.mintaMasuk?.();
    } else {
      tertunda.delete(kunci(el));
      gagal.set(kunci(el), status);
      simpanan.catat(el);
      kisi.batalLangkah?.(kunci(el));
      kisi.tampilkanGalat(el, kalimat || GANGGUAN, status === 403 || status === 404 ? "ditolak" : "galat");
      if (status >= 500) ulangiGangguan();
    }
    kisi.perbaruiStatus();
  });

  function terputus(event) {
    const el = kisi.isianDari(event.detail.elt);
    if (!el) return;
    ingatLagi(el);
    tunda(el, "jaringan");
  }
  document.addEventListener("htmx:sendError", terputus);
  document.addEventListener("htmx:timeout", terputus);
  document.addEventListener("htmx:sendAbort", terputus);

  /* Waiting ------------------------------------------------------------------------------------ */

  function tunda(el, sebab) {
    const k = kunci(el);
    dikirim.delete(k);
    gagal.delete(k);
    tertunda.set(k, sebab);
    simpanan.catat(el);
    kisi.hapusPesan(el);
    kisi.tandai(el, "menunggu", { sesi: "Menunggu masuk lagi", server: "Menunggu server" }[sebab]);
    kisi.perbaruiStatus();
    if (sebab !== "sesi") jadwalkan();
  }

  function jadwalkan() {
    if (jam || !tertunda.size) return;
    jam = window.setTimeout(coba, jeda * (0.8 + 0.4 * Math.random()));
    jeda = Math.min(jeda * 2, JEDA_PALING_LAMA);
  }

  /** One cell tries the line; its answer lets the others follow. */
  function coba() {
    window.clearTimeout(jam);
    jam = 0;
    const pertama = [...tertunda].find(([k, sebab]) => sebab !== "sesi" && cari(k) && !dikirim.has(k));
    if (pertama && navigator.onLine) kirim(cari(pertama[0]));
    else if (pertama) jadwalkan();
  }

  function kirimTertunda(termasukSesi) {
    kisi.keadaan.tersambungLagi = kisi.keadaan.tersambungLagi || tertunda.size > 0;
    for (const [k, sebab] of [...tertunda]) {
      const el = cari(k);
      if (!el) tertunda.delete(k);
      else if (!dikirim.has(k) && (termasukSesi || sebab !== "sesi")) kirim(el);
    }
  }

  /** A fault of the server may be mended meanwhile: try again, more and more rarely. */
  function ulangiGangguan() {
    if (jamGangguan) return;
    jamGangguan = window.setTimeout(() => {
      jamGangguan = 0;
      for (const [k, status] of gagal) if (status >= 500 && cari(k) && !dikirim.has(k)) kirim(cari(k));
    }, jedaGangguan);
    jedaGangguan = Math.min(jedaGangguan * 2, 15 * JEDA_GANGGUAN);
  }

  window.addEventListener("online", () => {
    jeda = JEDA_AWAL;
    kirimTertunda();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && coba());

  /* On a slow line cells are filled in before the scripts are there. */
  document.addEventListener("DOMContentLoaded", () => {
    for (const el of kisi.isian().filter(kisi.berubah)) {
      if (el !== document.activeElement) simpan(el);
      else {
        kisi.tandai(el, "belum");
        simpanan.catat(el);
      }
    }
  });

  /* Leaving -------------------------------------------------------------------------------------- */

  const adaSisa = () => tertunda.size > 0 || dikirim.size > 0 || gagal.size > 0 || kisi.belumTersimpan().length > 0;
  window.addEventListener("beforeunload", (event) => {
    if (adaSisa() && !kisi.keadaan.pergi) event.preventDefault();
  });

  /* Submitting while a value is not stored would leave it behind. */
  document.addEventListener(
    "click",
    (event) => {
      const tombol = event.target instanceof Element && event.target.closest('[data-dialog-buka="#dialog-ajukan"]');
      if (!tombol) return;
      const belum = kisi.belumTersimpan();
      /* Explanations of the panel, and cells that another filter hides; a remark may follow later. */
      const lain = simpanan.nama().filter((nama) => !kisi.tulisan.PANEL.test(nama) || kisi.tulisan.penjelasan(nama));
      if (!belum.length && !lain.length) return;
      event.preventDefault();
      event.stopPropagation();
      window.sakip.tampilkanPesan(
        belum.length
          ? `${belum.length} sel belum tersimpan. Selesaikan dulu, lalu ajukan.`
          : `${lain.length} isian di rincian baris atau saringan lain belum tersimpan. Selesaikan dulu, lalu ajukan.`,
      );
      belum[0]?.focus();
    },
    true,
  );

  Object.assign(kisi, { simpan, isi, lupakan, pulihkan, kirim, kirimTertunda, nilaiVals });
})();
