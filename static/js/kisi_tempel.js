/* A block copied from a spreadsheet: pasted on a cell it opens the preview, the button opens a text
   field. Reading, placing and saving are the server's; what waits for the network stays in this
   browser under the person and the sheet. */
"use strict";

(() => {
  const tabel = document.getElementById("kisi");
  const tombol = document.querySelector("[data-tempel][data-alamat]");
  if (!tabel || !tombol) return;

  const SIMPANAN = `tempel:${tabel.dataset.pengguna}:${tabel.dataset.pd}:${tabel.dataset.tahun}:${tabel.dataset.triwulan}`;
  const PUTUS = "Jaringan putus. Tempelan aman di perangkat ini.";
  const PUTUS_RUSAK = "Jaringan putus. Jangan tutup halaman ini, tempelan belum terkirim.";
  const SESI = "Sesi Anda berakhir. Masuk lagi, lalu coba lagi. Tempelan aman di perangkat ini.";
  const TUNGGU = "Membaca tempelan.";
  const GANGGUAN = "Pratinjau tidak dapat dibuat karena gangguan di server. Coba lagi.";
  const MASUK_LAGI = 401;
  const alamat = tombol.dataset.alamat;
  let dialog = null;
  let asal = ""; // key of the cell to go back to
  let terakhir = null; // {alamat, isi} of the last request, to be sent again
  let urutan = 0;

  const kunciDari = (el) => el.dataset.kunci || el.id;
  /** The rows of the page from top to bottom: the id where the column has a cell, "x" where it has
      none, "j" where an amount is the sum of others. */
  function tata(medan) {
    const baris = [...tabel.tBodies].map((badan) => {
      const [, jenis, nomor] = badan.id.match(/^(ind|uang)-(\d+)$/) || [];
      if (medan !== "rupiah") return jenis === "ind" ? nomor : "x";
      if (badan.querySelector('.sel__isian[id^="rupiah-"]')) return nomor;
      return jenis === "uang" && badan.querySelector(".kisi__pagu") ? "j" : "x";
    });
    return baris.join(",");
  }

  /* What waits ----------------------------------------------------------------------------------- */

  function simpanan(isi) {
    try {
      if (isi === undefined) return JSON.parse(window.localStorage.getItem(SIMPANAN));
      if (isi === null) window.localStorage.removeItem(SIMPANAN);
      else window.localStorage.setItem(SIMPANAN, JSON.stringify(isi));
      return true;
    } catch {
      return null; // switched off or full: the dialog still holds the text
    }
  }

  /* The dialog ----------------------------------------------------------------------------------- */

  function bukaDialog() {
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "dialog dialog--lebar dialog--tempel";
      dialog.setAttribute("aria-labelledby", "tempel-judul");
      dialog.addEventListener("close", tutup);
      dialog.addEventListener("submit", kirimFormulir);
      dialog.addEventListener("change", ubahPilihan);
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  }

  function tutup() {
    urutan += 1;
    terakhir = null;
    simpanan(null);
    dialog.replaceChildren();
    (document.getElementById(asal) || tombol).focus();
  }

  /** The name of the dialog, as long as no answer has brought its own. */
  function judulSementara() {
    if (dialog.querySelector("#tempel-judul")) return;
    const judul = document.createElement("h2");
    judul.className = "dialog__judul";
    judul.id = "tempel-judul";
    judul.tabIndex = -1;
    judul.textContent = "Tempel dari Excel";
    dialog.append(judul);
  }

  /** What stands in an empty dialog until the server answers. */
  function tunggu() {
    if (dialog.firstElementChild) return;
    judulSementara();
    const kata = document.createElement("p");
    kata.className = "tempel__tunggu";
    kata.setAttribute("role", "status");
    kata.textContent = TUNGGU;
    dialog.append(kata);
    dialog.querySelector("#tempel-judul").focus();
  }

  /** A sentence in the dialog, with a button that tries again. */
  function kabar(kalimat) {
    bukaDialog();
    dialog.querySelectorAll(".tempel__putus, .tempel__tunggu").forEach((el) => el.remove());
    const kotak = document.createElement("div");
    kotak.className = "kabar kabar--perhatian tempel__putus";
    kotak.setAttribute("role", "alert");
    const kata = document.createElement("p");
    kata.textContent = kalimat;
    const lagi = document.createElement("button");
    lagi.type = "button";
    lagi.className = "btn btn-secondary btn-sm";
    lagi.textContent = "Coba lagi";
    lagi.addEventListener("click", ulangi);
    kotak.append(kata, lagi);
    judulSementara();
    dialog.querySelector("#tempel-judul").after(kotak);
    lagi.focus();
  }

  function ulangi() {
    if (terakhir) kirim(terakhir.alamat, terakhir.isi);
  }

  function tampilkan(html) {
    const fokus = document.activeElement?.name;
    const gulir = dialog.scrollTop;
    const terbuka = Boolean(dialog.querySelector(".tempel__atur[open]"));
    dialog.innerHTML = html;
    if (terbuka) dialog.querySelector(".tempel__atur")?.setAttribute("open", "");
    const sama = fokus && dialog.querySelector(`select[name="${CSS.escape(fokus)}"], input[type=checkbox][name="${CSS.escape(fokus)}"]`);
    /* A doubt is read before Enter saves. */
    const ragu = dialog.querySelector("[data-tempel-ragu]");
    const urut = [ragu ? "#tempel-judul" : "[data-tempel-simpan]", "#tempel-teks", "[data-tempel-hasil] .btn-primary", "#tempel-judul"];
    const tujuan = sama || urut.map((pemilih) => dialog.querySelector(pemilih)).find(Boolean);
    tujuan?.focus({ preventScroll: true });
    dialog.scrollTop = sama ? gulir : 0;
  }

  /* Talking to the server ------------------------------------------------------------------------ */

  function ambil(ke, isi) {
    const pilihan = { headers: { "HX-Request": "true", "X-Pengguna": tabel.dataset.pengguna }, credentials: "same-origin" };
    if (isi) {
      isi.delete("csrfmiddlewaretoken"); // a login in another tab changes it; the header has it
      Object.assign(pilihan, { method: "POST", body: isi });
      pilihan.headers["X-CSRFToken"] = window.sakip.token();
    }
    return fetch(ke, pilihan);
  }

  /** Send and show the answer; keep the block until it is saved or given up. */
  async function kirim(ke, isi) {
    urutan += 1;
    const nomor = urutan;
    terakhir = { alamat: ke, isi };
    const aman = isi?.get("teks") ? simpanan(Object.fromEntries([...isi].concat([["asal", asal]]))) : true;
    bukaDialog();
    tunggu();
    dialog.setAttribute("aria-busy", "true");
    let jawaban;
    let html;
    try {
      jawaban = await ambil(ke, isi);
      html = await jawaban.text();
    } catch {
      if (nomor === urutan) kabar(aman ? PUTUS : PUTUS_RUSAK);
      return;
    } finally {
      dialog.removeAttribute("aria-busy");
    }
    if (nomor !== urutan) return;
    if (jawaban.ok || jawaban.status === 422) {
      tampilkan(html);
      selesai();
      return;
    }
    const rak = document.createElement("template");
    rak.innerHTML = html;
    const alasan = rak.content.querySelector("[data-alasan]")?.textContent.trim();
    const masukLagi = jawaban.status === MASUK_LAGI || (jawaban.status === 403 && !alasan);
    kabar(masukLagi ? SESI : alasan || GANGGUAN);
    if (masukLagi) window.kisi?.mintaMasuk?.(true);
  }

  const dasar = (isi) => {
    for (const nama of ["pd", "tahun", "triwulan"]) isi.set(nama, tabel.dataset[nama]);
    return isi;
  };

  function pratinjau(teks, el) {
    const isi = dasar(new FormData());
    isi.set("teks", teks);
    isi.set("baris", tata("nilai"));
    isi.set("uang", tata("rupiah"));
    if (el) {
      const [medan, nomor] = kunciDari(el).split("-");
      isi.set("medan", medan);
      isi.set("mulai", nomor);
    }
    kirim(alamat, isi);
  }

  function bukaFormulir() {
    const kueri = new URLSearchParams(dasar(new FormData()));
    kirim(`${alamat}?${kueri}`, null);
  }

  /* Saved ---------------------------------------------------------------------------------------- */

  function segarkan(kunci) {
    const { kisi } = window;
    if (kisi?.muatUlangBaris) return Promise.resolve(kisi.muatUlangBaris(kunci));
    window.location.reload();
    return Promise.resolve(true);
  }

  function selesai() {
    const hasil = dialog.querySelector("[data-tempel-hasil]");
    if (!hasil) return;
    simpanan(null);
    terakhir = null;
    const kunci = hasil.dataset.kunci.split(" ").filter(Boolean);
    const formulir = hasil.querySelector("[data-tempel-urung]");
    const urung = formulir && new FormData(formulir);
    const { kalimat, judul, langkah } = hasil.dataset;
    const adaSisa = hasil.hasAttribute("data-ada-sisa");
    if (!adaSisa) {
      dialog.close();
      const aksi = urung && { kata: "Urungkan", jalankan: () => urungkan(urung, kunci) };
      window.sakip.tampilkanPesan(kalimat, aksi || undefined);
    }
    if (!kunci.length) return;
    window.kisi?.catatLangkah?.({ judul, sel: JSON.parse(langkah) });
    segarkan(kunci);
  }

  async function urungkan(isi, kunci) {
    let kalimat = "Jaringan putus. Tempelan belum diurungkan, coba lagi setelah tersambung.";
    let lagi = { kata: "Coba lagi", jalankan: () => urungkan(isi, kunci) };
    try {
      const jawaban = await ambil(alamatUrung(), isi);
      const rak = document.createElement("template");
      rak.innerHTML = await jawaban.text();
      kalimat = rak.content.querySelector("[data-tempel-urungan], [data-alasan]")?.textContent.trim() || GANGGUAN;
      lagi = undefined;
      await segarkan(kunci);
    } catch {
      /* the sentence above */
    }
    window.sakip.tampilkanPesan(kalimat, lagi);
  }

  const alamatUrung = () => tombol.dataset.alamatUrung;

  /* The forms in the dialog ---------------------------------------------------------------------- */

  function kirimFormulir(event) {
    const formulir = event.target;
    if (!(formulir instanceof HTMLFormElement)) return;
    event.preventDefault();
    const isi = new FormData(formulir, event.submitter);
    if (formulir.matches("[data-tempel-urung]")) {
      const kunci = dialog.querySelector("[data-tempel-hasil]").dataset.kunci.split(" ").filter(Boolean);
      dialog.close();
      urungkan(isi, kunci);
      return;
    }
    if (formulir.matches("[data-tempel-formulir]")) {
      isi.set("baris", isi.get("baris") || tata("nilai"));
      asal = asal || `nilai-${isi.get("mulai")}`;
    }
    kirim(event.submitter?.getAttribute("formaction") || formulir.action, isi);
  }

  function ubahPilihan(event) {
    if (!event.target.matches("[data-tempel-ubah]")) return;
    const isi = new FormData(event.target.form);
    isi.delete("dilihat");
    kirim(alamat, isi);
  }

  /* Paste ---------------------------------------------------------------------------------------- */

  document.addEventListener("paste", (event) => {
    const el = event.target instanceof Element ? event.target.closest("#kisi .sel__isian") : null;
    if (!el || event.defaultPrevented) return;
    const teks = event.clipboardData.getData("text/plain");
    const inti = teks.replace(/[\r\n]+$/, "");
    const daftar = /<table[\s>]/i.test(event.clipboardData.getData("text/html"));
    /* Paragraphs into a text are typing; a table, or lines on a number, are a block. */
    const blok = inti.includes("\t") || (/[\r\n]/.test(inti) && (daftar || el.tagName !== "TEXTAREA"));
    if (!blok) return;
    event.preventDefault();
    asal = kunciDari(el);
    pratinjau(teks, el);
  });

  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-tempel]")) return;
    event.preventDefault();
    asal = "";
    let teks = "";
    try {
      teks = await navigator.clipboard.readText();
    } catch {
      /* not allowed, or a plain http address: the text field is there for it */
    }
    if (/[\t\n]/.test(teks.trim())) pratinjau(teks, null);
    else bukaFormulir();
  });

  /* Back: the network, or the page after a restart ------------------------------------------------ */

  function lanjutkan() {
    const isi = simpanan();
    if (!isi || typeof isi.teks !== "string" || !isi.teks) return;
    if (terakhir && !dialog?.querySelector(".tempel__putus")) return;
    const formulir = new FormData();
    asal = String(isi.asal || "");
    for (const [nama, nilai] of Object.entries(isi)) if (!["asal", "dilihat", "ubah"].includes(nama)) formulir.set(nama, nilai);
    kirim(alamat, formulir);
  }
  window.addEventListener("online", lanjutkan);
  document.addEventListener("kisi:masuk", () => dialog?.querySelector(".tempel__putus") && ulangi());
  document.addEventListener("DOMContentLoaded", () => navigator.onLine && lanjutkan());
})();
