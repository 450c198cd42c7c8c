/* The grid: keys, saving each cell, and the words about it. Rows come from the server (htmx). */
"use strict";

(() => {
  const ULANG_MILIDETIK = 5000;
  const tabel = document.getElementById("kisi");
  if (!tabel) return;

  const tertunda = new Set(); // indicators whose value the server has not answered yet
  let sedangKirim = 0;
  let lepasTab = false; // Esc, then Tab leaves the grid

  const isian = () => [...tabel.querySelectorAll(".sel__isian")];
  const kelompok = (el) => el.closest(".kisi__kelompok");
  const cariIsian = (indikator) => document.getElementById(`nilai-${indikator}`);

  function tulisStatus(teks, keadaan) {
    for (const tempat of document.querySelectorAll("[data-status-simpan]")) {
      tempat.textContent = teks;
      tempat.dataset.keadaan = keadaan;
    }
  }

  function perbaruiStatus(pukul) {
    const galat = tabel.querySelectorAll(".sel--galat").length;
    if (sedangKirim) tulisStatus(`Menyimpan ${sedangKirim} sel …`, "menyimpan");
    else if (tertunda.size) tulisStatus(`Jaringan putus. ${tertunda.size} sel belum tersimpan`, "putus");
    else if (galat) tulisStatus(`${galat} sel belum tersimpan, lihat galat`, "galat");
    else if (pukul) tulisStatus(`Tersimpan ${pukul}`, "tersimpan");
  }

  function tandaiBelum(input) {
    const sel = input.closest(".sel");
    const kata = sel.querySelector(".sel__kata");
    const ikon = sel.querySelector(".ikon use");
    sel.className = "sel sel--belum";
    if (kata) kata.textContent = "Belum tersimpan";
    if (ikon) ikon.setAttribute("href", ikon.getAttribute("href").replace(/#.*/, "#pencil-fill"));
  }

  function simpan(input) {
    if (!input.dataset.yakin && input.value.trim() === input.dataset.tersimpan) return;
    tandaiBelum(input);
    window.htmx.trigger(input, "simpan");
  }

  function pindah(input, langkah) {
    const semua = isian();
    const tujuan = semua[semua.indexOf(input) + langkah];
    if (!tujuan) return false;
    tujuan.focus();
    tujuan.select();
    return true;
  }

  tabel.addEventListener("focusin", (event) => {
    if (event.target.matches(".sel__isian")) lepasTab = false;
  });

  tabel.addEventListener("input", (event) => {
    if (event.target.matches(".sel__isian")) tandaiBelum(event.target);
  });

  tabel.addEventListener("change", (event) => {
    if (event.target.matches(".sel__isian")) simpan(event.target);
  });

  tabel.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.matches(".sel__isian")) return;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const langkah = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (langkah) {
      event.preventDefault();
      if (!pindah(input, langkah)) simpan(input);
    } else if (event.key === "Tab" && !lepasTab) {
      if (pindah(input, event.shiftKey ? -1 : 1)) event.preventDefault();
    } else if (event.key === "Escape") {
      input.value = input.dataset.tersimpan;
      lepasTab = true;
      if (!tertunda.has(kelompok(input).dataset.indikator)) pulihkan(kelompok(input).dataset.indikator);
    }
  });

  /* Repair buttons in the message under a row. */
  tabel.addEventListener("click", (event) => {
    const tombol = event.target instanceof Element ? event.target.closest("button") : null;
    if (!tombol) return;
    if (tombol.dataset.pakai !== undefined) {
      const input = cariIsian(tombol.dataset.sel);
      input.value = tombol.dataset.pakai;
      input.dataset.yakin = tombol.dataset.yakin || "";
      tandaiBelum(input);
      window.htmx.trigger(input, "simpan");
      input.focus();
    } else if (tombol.dataset.pulihkan) {
      pulihkan(tombol.dataset.pulihkan);
    }
  });

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
    window.htmx.ajax("GET", tabel.dataset.alamatSel, {
      target: `#ind-${indikator}`,
      swap: "outerHTML",
      values: nilaiDasar(indikator),
    });
  }

  /* The reason for an empty cell is chosen in the side panel and saved like a value. */
  document.addEventListener("change", (event) => {
    const pilih = event.target instanceof Element ? event.target.closest("[data-alasan-sel]") : null;
    if (!pilih) return;
    const indikator = pilih.dataset.alasanSel;
    window.htmx.ajax("POST", tabel.dataset.alamatSel, {
      target: `#ind-${indikator}`,
      swap: "outerHTML",
      values: { ...nilaiDasar(indikator), nilai: "", alasan_kosong: pilih.value },
    });
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const input = event.detail.elt;
    if (!(input instanceof HTMLInputElement) || !input.matches(".sel__isian")) return;
    event.detail.parameters.versi = kelompok(input).dataset.versi;
    if (input.dataset.yakin) event.detail.parameters.yakin = "1";
    delete input.dataset.yakin;
    input.dataset.terkirim = input.value;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.matches?.(".sel__isian")) return;
    sedangKirim += 1;
    perbaruiStatus();
  });

  /* Someone goes on typing in a cell while its older value is being saved: keep the typing. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const input = event.detail.requestConfig.elt;
    if (!(input instanceof HTMLInputElement) || !input.matches(".sel__isian")) return;
    if (document.activeElement !== input || input.value === input.dataset.terkirim) return;
    const versi = /data-versi="(\d+)"/.exec(event.detail.xhr.responseText);
    if (versi) kelompok(input).dataset.versi = versi[1];
    event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const input = event.detail.elt;
    if (!(input instanceof HTMLInputElement) || !input.matches(".sel__isian")) return;
    sedangKirim = Math.max(0, sedangKirim - 1);
    const indikator = event.detail.requestConfig.parameters.indikator;
    if (event.detail.xhr.status) tertunda.delete(indikator);
    const pukul = /data-pukul="([^"]*)"/.exec(event.detail.xhr.responseText || "");
    perbaruiStatus(event.detail.successful && pukul ? pukul[1] : "");
  });

  document.addEventListener("htmx:sendError", (event) => {
    const input = event.detail.elt;
    if (!input.matches?.(".sel__isian")) return;
    tertunda.add(kelompok(input).dataset.indikator);
    tandaiBelum(input);
    perbaruiStatus();
  });

  function kirimTertunda() {
    for (const indikator of tertunda) {
      const input = cariIsian(indikator);
      if (input) window.htmx.trigger(input, "simpan");
      else tertunda.delete(indikator);
    }
  }
  window.addEventListener("online", kirimTertunda);
  window.setInterval(() => tertunda.size && navigator.onLine && kirimTertunda(), ULANG_MILIDETIK);

  window.addEventListener("beforeunload", (event) => {
    if (tertunda.size || sedangKirim || tabel.querySelector(".sel--belum")) event.preventDefault();
  });

  /* Refused (403, 404, 401, 5xx): the sentence stands under the row, the typed text stays. */
  document.addEventListener("htmx:responseError", (event) => {
    const input = event.detail.elt;
    if (!(input instanceof HTMLInputElement) || !input.matches(".sel__isian")) return;
    const rak = document.createElement("template");
    rak.innerHTML = event.detail.xhr.responseText;
    const kalimat = rak.content.querySelector("[data-alasan]")?.textContent.trim();
    tampilkanGalat(input, kalimat || "Nilai belum tersimpan karena gangguan di server. Coba lagi.");
    perbaruiStatus();
  });

  function tampilkanGalat(input, kalimat) {
    const badan = kelompok(input);
    badan.querySelector(".kisi__pesan")?.remove();
    const baris = document.createElement("tr");
    baris.className = "kisi__pesan";
    const sel = baris.insertCell();
    sel.colSpan = 10;
    const isi = document.createElement("div");
    isi.className = "kisi__pesan-isi";
    const kata = document.createElement("span");
    kata.setAttribute("role", "alert");
    kata.textContent = kalimat;
    isi.append(kata);
    sel.append(isi);
    badan.append(baris);
    input.closest(".sel").className = "sel sel--galat";
    input.setAttribute("aria-invalid", "true");
  }

  /* After a save: focus stays where it was, and the open panel follows its row. */
  document.addEventListener("htmx:oobAfterSwap", () => perbaruiStatus());
  document.addEventListener("htmx:afterSwap", (event) => {
    const lama = event.detail.requestConfig?.elt;
    const badan = event.detail.elt;
    if (!badan.matches?.(".kisi__kelompok")) return;
    const indikator = badan.dataset.indikator;
    if (document.activeElement === document.body && lama?.dataset?.terkirim !== undefined) {
      const baru = cariIsian(indikator);
      if (baru) {
        baru.focus({ preventScroll: true });
        if (baru.getAttribute("aria-invalid")) baru.select();
      }
    }
    const panel = document.querySelector(`#panel [data-panel-indikator="${indikator}"]`);
    const kotor = [...document.querySelectorAll("#panel textarea")].some((t) => t.value !== t.defaultValue);
    if (panel && !kotor) window.htmx.ajax("GET", panel.dataset.alamat, { target: "#panel" });
  });
})();
