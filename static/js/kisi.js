/* The grid: keys, saving each cell, and the words about it. Rows come from the server (htmx).

   A cell is always in one of these: as stored; typed and not sent; on its way (`dikirim`); waiting
   for the network (`tertunda`); refused or failed (`gagal`). What waits is also kept in the
   session storage of the tab, so that neither a reload nor a new login loses it. */
"use strict";

(() => {
  const ULANG_MILIDETIK = 5000;
  const KOLOM = 10;
  const MASUK_LAGI = 401;
  const SESI_BERAKHIR = "Sesi Anda berakhir. Masuk lagi di tab lain, lalu simpan ulang.";
  const GANGGUAN = "Nilai belum tersimpan karena gangguan di server. Coba lagi.";
  const tabel = document.getElementById("kisi");
  if (!tabel) return;

  /* A new row shows its own state at once, not the class of the old row for a moment. */
  window.htmx.config.attributesToSettle = [];

  const dikirim = new Map(); // indicator -> the text on its way
  const tertunda = new Set(); // indicators that wait for the network
  const gagal = new Map(); // indicator -> HTTP status of the refusal
  const kunciCadangan = ["kisi", tabel.dataset.pengguna, tabel.dataset.tahun, tabel.dataset.triwulan].join(":");
  let tersambungLagi = false;
  let pukulTerakhir = "";
  let lepasTab = false; // Esc, then Tab leaves the grid

  const isian = () => [...tabel.querySelectorAll(".sel__isian")];
  const kelompok = (el) => el.closest(".kisi__kelompok");
  const kunci = (input) => kelompok(input).dataset.indikator;
  const cariIsian = (indikator) => document.getElementById(`nilai-${indikator}`);
  const isianDari = (el) => (el instanceof HTMLInputElement && el.matches(".sel__isian") ? el : null);

  /* Words ------------------------------------------------------------------------------------ */

  function tulisStatus(teks, keadaan) {
    for (const tempat of document.querySelectorAll("[data-status-simpan]")) {
      if (tempat.textContent !== teks) tempat.textContent = teks;
      tempat.dataset.keadaan = keadaan;
    }
  }

  function perbaruiStatus() {
    const galat = tabel.querySelectorAll(".sel--galat").length;
    if (!tertunda.size && !dikirim.size) tersambungLagi = false;
    if (dikirim.size) {
      tulisStatus(`${tersambungLagi ? "Tersambung, menyimpan" : "Menyimpan"} ${dikirim.size} sel …`, "menyimpan");
    } else if (tertunda.size) {
      tulisStatus(`Jaringan putus. ${tertunda.size} sel aman di perangkat ini`, "putus");
    } else if (galat) {
      tulisStatus(`${galat} sel belum tersimpan, lihat galat`, "galat");
    } else {
      tulisStatus(pukulTerakhir && `Tersimpan ${pukulTerakhir}`, "tersimpan");
    }
    simpanCadangan();
  }

  function tandai(input, keadaan, kata, ikon) {
    const sel = input.closest(".sel");
    const tempatKata = sel.querySelector(".sel__kata");
    const tempatIkon = sel.querySelector(".ikon use");
    if (!sel.dataset.semula) {
      sel.dataset.semula = JSON.stringify([sel.className, tempatKata.textContent, tempatIkon.getAttribute("href")]);
    }
    sel.className = `sel sel--${keadaan}`;
    tempatKata.textContent = kata;
    tempatIkon.setAttribute("href", tempatIkon.getAttribute("href").replace(/#.*/, `#${ikon}`));
  }

  const tandaiBelum = (input) => tandai(input, "belum", "Belum tersimpan", "pencil-fill");

  /** The cell shows what is stored again: so do its colour, word and icon. */
  function kembalikanTanda(input) {
    const sel = input.closest(".sel");
    if (!sel.dataset.semula) return;
    const [kelas, kata, ikon] = JSON.parse(sel.dataset.semula);
    sel.className = kelas;
    sel.querySelector(".sel__kata").textContent = kata;
    sel.querySelector(".ikon use").setAttribute("href", ikon);
    delete sel.dataset.semula;
  }

  /* Refused (401, 403, 404, 5xx): the sentence stands under the row, the typed text stays. */
  function tampilkanGalat(input, kalimat) {
    const badan = kelompok(input);
    hapusPesan(badan);
    tandai(input, "galat", "Belum tersimpan", "exclamation-octagon-fill");
    input.setAttribute("aria-invalid", "true");
    const baris = document.createElement("tr");
    baris.className = "kisi__pesan";
    const sel = baris.insertCell();
    sel.colSpan = KOLOM;
    const isi = document.createElement("div");
    isi.className = "kisi__pesan-isi";
    const kata = document.createElement("span");
    kata.setAttribute("role", "alert");
    kata.append(input.closest(".sel").querySelector(".ikon").cloneNode(true), kalimat);
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "btn btn-secondary";
    tombol.dataset.ulangi = badan.dataset.indikator;
    tombol.textContent = "Simpan ulang";
    isi.append(kata, " ", tombol);
    sel.append(isi);
    badan.append(baris);
  }

  function hapusPesan(badan) {
    badan.querySelector(".kisi__pesan")?.remove();
    badan.querySelector(".sel__isian")?.removeAttribute("aria-invalid");
  }

  /* What waits survives a reload and a login in this tab ----------------------------------------- */

  function simpanCadangan() {
    const cadangan = {};
    for (const indikator of [...tertunda, ...gagal.keys()]) {
      const input = cariIsian(indikator);
      if (input) cadangan[indikator] = { nilai: input.value, versi: kelompok(input).dataset.versi };
    }
    try {
      if (Object.keys(cadangan).length) sessionStorage.setItem(kunciCadangan, JSON.stringify(cadangan));
      else sessionStorage.removeItem(kunciCadangan);
    } catch {
      /* Storage is switched off or full: the text is still in the page, which asks before leaving. */
    }
  }

  function pakaiCadangan() {
    let cadangan = {};
    try {
      cadangan = JSON.parse(sessionStorage.getItem(kunciCadangan) || "{}");
    } catch {
      return;
    }
    for (const [indikator, { nilai, versi }] of Object.entries(cadangan)) {
      const input = cariIsian(indikator);
      if (!input || nilai === input.value) continue;
      input.value = nilai;
      kelompok(input).dataset.versi = versi; // older than what is stored: the server shows both
      simpan(input);
    }
  }

  /* Saving --------------------------------------------------------------------------------------- */

  /** Send what the cell holds, unless it is stored or already on its way. */
  function simpan(input) {
    const indikator = kunci(input);
    if (dikirim.get(indikator) === input.value) return;
    const sama = !dikirim.has(indikator) && !input.dataset.yakin && input.value.trim() === input.dataset.tersimpan;
    if (sama && kelompok(input).querySelector(".kisi__pesan")) {
      tertunda.delete(indikator);
      gagal.delete(indikator);
      pulihkan(indikator);
    } else if (sama) {
      tertunda.delete(indikator);
      kembalikanTanda(input);
      perbaruiStatus();
    } else {
      tandaiBelum(input);
      window.htmx.trigger(input, "simpan");
    }
  }

  function nilaiDasar(indikator) {
    const baris = document.getElementById(`ind-${indikator}`);
    return {
      indikator,
      tahun: tabel.dataset.tahun,
      triwulan: tabel.dataset.triwulan,
      versi: baris.dataset.versi,
      nomor: baris.dataset.nomor,
    };
  }

  /** Show what is stored again. */
  function pulihkan(indikator) {
    return window.htmx.ajax("GET", tabel.dataset.alamatSel, {
      target: `#ind-${indikator}`,
      swap: "outerHTML",
      values: nilaiDasar(indikator),
    });
  }

  document.addEventListener("htmx:configRequest", (event) => {
    const input = isianDari(event.detail.elt);
    if (!input) return;
    event.detail.parameters.versi = kelompok(input).dataset.versi;
    if (input.dataset.yakin) event.detail.parameters.yakin = input.dataset.yakin;
    delete input.dataset.yakin;
    input.dataset.terkirim = input.value;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const input = isianDari(event.detail.elt);
    if (!input) return;
    dikirim.set(kunci(input), input.value);
    perbaruiStatus();
  });

  /* Someone goes on typing in a cell while an older text of it is being saved, or the row is read
     again under their hands: the typing stays. Its version follows only where that hides nothing:
     after one's own save, or when the stored value is still the one that was shown. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const badan = event.detail.target;
    const input = badan?.matches?.(".kisi__kelompok") ? badan.querySelector(".sel__isian") : null;
    if (!input) return;
    const sendiri = event.detail.requestConfig.elt === input;
    if (input.value === (sendiri ? input.dataset.terkirim : input.dataset.tersimpan)) return;
    event.detail.shouldSwap = false;
    const rak = document.createElement("template");
    rak.innerHTML = event.detail.xhr.responseText;
    const baru = rak.content.querySelector(".kisi__kelompok");
    const tersimpan = baru?.querySelector(".sel__isian")?.dataset.tersimpan;
    if (event.detail.xhr.status !== 200 || tersimpan === undefined) return;
    if (!sendiri && tersimpan !== input.dataset.tersimpan) return;
    badan.dataset.versi = baru.dataset.versi;
    input.dataset.tersimpan = tersimpan;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const input = isianDari(event.detail.requestConfig.elt);
    if (!input) return;
    const indikator = event.detail.requestConfig.parameters.indikator;
    const xhr = event.detail.xhr;
    dikirim.delete(indikator);
    if (xhr.status) {
      tertunda.delete(indikator);
      if (xhr.status < 400 || xhr.status === 409 || xhr.status === 422) gagal.delete(indikator);
    }
    if (xhr.status === 200) pukulTerakhir = /data-pukul="([^"]*)"/.exec(xhr.responseText)?.[1] || pukulTerakhir;
    perbaruiStatus();
  });

  document.addEventListener("htmx:sendError", (event) => {
    const input = isianDari(event.detail.elt);
    if (!input) return;
    const indikator = kunci(input);
    dikirim.delete(indikator);
    tertunda.add(indikator);
    gagal.delete(indikator);
    hapusPesan(kelompok(input));
    tandaiBelum(input);
    perbaruiStatus();
  });

  document.addEventListener("htmx:responseError", (event) => {
    const input = isianDari(event.detail.elt);
    if (!input) return;
    const rak = document.createElement("template");
    rak.innerHTML = event.detail.xhr.responseText;
    const kalimat = rak.content.querySelector("[data-alasan]")?.textContent.trim();
    const status = event.detail.xhr.status;
    /* A 403 without a reason comes from the CSRF check: the cookies are gone. */
    const masukLagi = status === 401 || (status === 403 && !kalimat);
    gagal.set(kunci(input), masukLagi ? MASUK_LAGI : status);
    tampilkanGalat(input, kalimat || (masukLagi ? SESI_BERAKHIR : GANGGUAN));
    perbaruiStatus();
  });

  /* After a save: the open panel follows its row. htmx itself puts the focus back into the cell. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const badan = event.detail.elt;
    if (badan.id === "panel" || badan.closest?.("#panel") || badan.matches?.(".kisi__kelompok")) tandaiTerbuka();
    if (!badan.matches?.(".kisi__kelompok")) return;
    const indikator = badan.dataset.indikator;
    const input = cariIsian(indikator);
    if (input && document.activeElement === input && input.getAttribute("aria-invalid")) input.select();
    const panel = document.querySelector(`#panel [data-panel-indikator="${indikator}"]`);
    const dariPanel = event.detail.requestConfig.headers["X-Dari-Panel"];
    if (panel && !dariPanel && !panelKotor()) window.htmx.ajax("GET", panel.dataset.alamat, { target: "#panel" });
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    perbaruiKepingan();
    perbaruiStatus();
  });

  /** The counts of the filters follow the cells; those of the whole sheet only where it is shown. */
  function perbaruiKepingan() {
    const tulis = (saring, jumlah) => {
      const angka = document.querySelector(`.kepingan[href*="saring=${saring}"] strong`);
      if (angka && jumlah !== undefined) angka.textContent = jumlah;
    };
    tulis("kosong", document.getElementById("kemajuan-kisi")?.dataset.kosong);
    const utuh = !new RegExp("[?&](saring|cari|jenis)=[^&]").test(window.location.search);
    if (utuh) tulis("analisis", tabel.querySelectorAll("a.kisi__wajib").length);
  }

  /** Mark the row that the panel is about. */
  function tandaiTerbuka() {
    const indikator = document.querySelector("#panel [data-panel-indikator]")?.dataset.panelIndikator;
    for (const tautan of tabel.querySelectorAll(".kisi__tautan[aria-current]")) tautan.removeAttribute("aria-current");
    document.getElementById(`tautan-${indikator}`)?.setAttribute("aria-current", "true");
  }

  function panelKotor() {
    return [...document.querySelectorAll("#panel textarea")].some((t) => t.value !== t.defaultValue);
  }

  function kirimTertunda() {
    tersambungLagi = tersambungLagi || tertunda.size > 0;
    for (const indikator of [...tertunda]) {
      const input = cariIsian(indikator);
      if (!input) tertunda.delete(indikator);
      else if (!dikirim.has(indikator)) window.htmx.trigger(input, "simpan");
    }
  }
  window.addEventListener("online", kirimTertunda);
  window.setInterval(() => tertunda.size && navigator.onLine && kirimTertunda(), ULANG_MILIDETIK);

  /* Back from another tab, where someone may have signed in again. */
  window.addEventListener("focus", () => {
    for (const [indikator, status] of [...gagal]) {
      const input = cariIsian(indikator);
      if (status === MASUK_LAGI && input && !dikirim.has(indikator)) window.htmx.trigger(input, "simpan");
    }
  });

  /* Submitting while a value is not stored would leave it behind. */
  document.addEventListener(
    "click",
    (event) => {
      const tombol = event.target instanceof Element && event.target.closest('[data-dialog-buka="#dialog-ajukan"]');
      const belum = tabel.querySelectorAll(".sel--belum, .sel--galat").length;
      if (!tombol || !belum) return;
      event.preventDefault();
      event.stopPropagation();
      window.sakip.tampilkanPesan(`${belum} sel belum tersimpan. Selesaikan dulu, lalu ajukan.`);
      tabel.querySelector(".sel--galat .sel__isian, .sel--belum .sel__isian")?.focus();
    },
    true,
  );

  window.addEventListener("beforeunload", (event) => {
    if (tertunda.size || dikirim.size || gagal.size || tabel.querySelector(".sel--belum")) event.preventDefault();
  });

  /* Keys ------------------------------------------------------------------------------------------ */

  function pindah(input, langkah) {
    const semua = isian();
    const tujuan = semua[semua.indexOf(input) + langkah];
    if (!tujuan) return false;
    tujuan.focus();
    tujuan.select();
    return true;
  }

  /** Focus the first thing behind the grid, or the last one before it. */
  function keluar(mundur) {
    const dapat = [
      ...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary"),
    ].filter((el) => !tabel.contains(el) && el.checkVisibility({ visibilityProperty: true }));
    const arah = mundur ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const calon = dapat.filter((el) => tabel.compareDocumentPosition(el) & arah);
    const tujuan = (mundur ? calon.at(-1) : calon[0]) || document.getElementById("panel");
    tujuan.focus();
  }

  function batalkan(input) {
    const indikator = kunci(input);
    if (dikirim.has(indikator)) {
      input.value = dikirim.get(indikator); // it will be stored in a moment
      return;
    }
    input.value = input.dataset.tersimpan;
    simpan(input);
  }

  function bukaRincian(input) {
    const tautan = kelompok(input).querySelector(".kisi__tautan");
    tautan.click();
    window.sakip.bukaPanel(document.querySelector(tautan.dataset.panelBuka), input);
  }

  tabel.addEventListener("focusin", (event) => {
    if (!isianDari(event.target)) return;
    lepasTab = false;
    event.target.dataset.baruDimasuki = "ya";
  });

  /* As in a spreadsheet: the first click chooses the whole value, a second one sets the caret. */
  tabel.addEventListener("click", (event) => {
    const input = isianDari(event.target);
    if (!input || !input.dataset.baruDimasuki) return;
    delete input.dataset.baruDimasuki;
    if (input.selectionStart === input.selectionEnd) input.select();
  });

  /* Typed and taken back: the browser sees no change. */
  tabel.addEventListener("focusout", (event) => {
    const input = isianDari(event.target);
    if (input && input.value === input.dataset.tersimpan && !input.dataset.yakin) simpan(input);
  });

  tabel.addEventListener("input", (event) => {
    if (!isianDari(event.target)) return;
    lepasTab = false;
    tandaiBelum(event.target);
  });

  tabel.addEventListener("change", (event) => {
    if (isianDari(event.target)) simpan(event.target);
  });

  tabel.addEventListener("keydown", (event) => {
    const input = isianDari(event.target);
    if (!input || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      bukaRincian(input);
      return;
    }
    const langkah = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (langkah) {
      event.preventDefault();
      if (gagal.has(kunci(input)) || !pindah(input, langkah)) simpan(input);
    } else if (event.key === "Tab" && lepasTab) {
      event.preventDefault();
      keluar(event.shiftKey);
    } else if (event.key === "Tab") {
      const perbaikan = event.shiftKey ? null : kelompok(input).querySelector(".kisi__pesan button");
      if (perbaikan) perbaikan.focus();
      if (perbaikan || pindah(input, event.shiftKey ? -1 : 1)) event.preventDefault();
    } else if (event.key === "Escape") {
      event.stopPropagation(); // the open panel stays
      batalkan(input);
      lepasTab = true;
    }
  });

  /* A browser would glue the lines of a pasted block into one number. */
  tabel.addEventListener("paste", (event) => {
    if (!isianDari(event.target)) return;
    if (!/[\r\n\t]/.test(event.clipboardData.getData("text").trim())) return;
    event.preventDefault();
    window.sakip.tampilkanPesan("Tempel satu nilai untuk satu sel. Tidak ada yang ditempel.");
  });

  /* Buttons in the message under a row. */
  tabel.addEventListener("click", (event) => {
    const tombol = event.target instanceof Element ? event.target.closest("button") : null;
    if (!tombol) return;
    const indikator = tombol.dataset.sel || tombol.dataset.pulihkan || tombol.dataset.ulangi;
    const input = indikator && cariIsian(indikator);
    if (!input) return;
    if (tombol.dataset.pulihkan) {
      input.value = input.dataset.tersimpan;
      pulihkan(indikator);
    } else if (tombol.dataset.alasan) {
      simpanAlasan(indikator, tombol.dataset.alasan);
    } else {
      if (tombol.dataset.pakai !== undefined) {
        input.value = tombol.dataset.pakai;
        input.dataset.yakin = tombol.dataset.yakin || "";
      }
      tandaiBelum(input);
      window.htmx.trigger(input, "simpan");
    }
    input.focus();
  });

  /* The panel --------------------------------------------------------------------------------- */

  /* The reason for an empty cell is chosen in the side panel and saved like a value. */
  document.addEventListener("change", (event) => {
    const pilih = event.target instanceof Element ? event.target.closest("[data-alasan-sel]") : null;
    if (!pilih) return;
    simpanAlasan(pilih.dataset.alasanSel, pilih.value);
  });

  function simpanAlasan(indikator, alasan) {
    const input = cariIsian(indikator);
    if (input) input.value = input.dataset.tersimpan; // nothing typed stands against the new row
    window.htmx.ajax("POST", tabel.dataset.alamatSel, {
      target: `#ind-${indikator}`,
      swap: "outerHTML",
      values: { ...nilaiDasar(indikator), nilai: "", alasan_kosong: alasan },
    });
  }

  /* Texts and remarks are saved in the panel; the row shows them and counts them as an answer. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, verb } = event.detail.requestConfig;
    const panel = document.querySelector("#panel [data-panel-indikator]");
    if (verb !== "post" || !elt.matches?.("form") || !event.detail.successful || !panel) return;
    const indikator = panel.dataset.panelIndikator;
    if (!document.getElementById(`ind-${indikator}`)) return;
    window.htmx.ajax("GET", tabel.dataset.alamatSel, {
      target: `#ind-${indikator}`,
      swap: "outerHTML",
      headers: { "X-Dari-Panel": "1" },
      values: nilaiDasar(indikator),
    });
  });

  /* Cells come read-only, so that nothing is typed into a page whose script did not load. */
  const buka = (akar) => akar.querySelectorAll(".sel__isian[readonly]").forEach((el) => el.removeAttribute("readonly"));
  document.addEventListener("htmx:load", (event) => buka(event.detail.elt));

  /** The address names a row (home, a notice): the cell is ready to be typed into. */
  function masukiBaris() {
    const input = cariIsian(new URLSearchParams(window.location.search).get("baris"));
    if (!input || !window.matchMedia("(min-width: 1200px)").matches) return;
    input.scrollIntoView({ block: "center" });
    input.focus({ preventScroll: true });
    input.select();
  }

  buka(tabel);
  tandaiTerbuka();
  document.addEventListener("DOMContentLoaded", () => {
    pakaiCadangan();
    masukiBaris();
  });
})();
