/* Evidence: dropping, choosing and photographing files, sent one by one; the viewer's tabs.

   A file waits in `antre` until the server has it. It stays there when the network is cut or the
   session is over, also while another row's panel is open, and is sent again by the person or when
   the network is back. Without this script the section is a plain form. */
"use strict";

(() => {
  const PUTUS = "Jaringan putus. Berkas belum terkirim.";
  const SESI_BERAKHIR = "Sesi Anda berakhir. Masuk lagi, lalu kirim lagi.";
  const GANGGUAN = "Berkas belum terkirim karena gangguan di server.";

  const antre = []; // {berkas, indikator, alamat, isian, keadaan: menunggu|mengirim|gagal|ditolak, ...}
  const hasil = new Map(); // indikator -> sentences (elements) of what was sent since the last swap
  let dijatuhkan = null; // {indikator, berkas}: files dropped on a row whose panel is on its way

  const seksi = () => document.querySelector("[data-bukti]");
  const formulir = () => seksi()?.querySelector("[data-bukti-unggah]");
  const menunggu = (hal) => hal.keadaan === "menunggu";
  const kue = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];

  /* The queue ------------------------------------------------------------------------------------ */

  function tambah(daftar) {
    const form = formulir();
    const indikator = seksi()?.dataset.indikator;
    if (!form || !daftar.length) return;
    const maks = Number(form.dataset.maks);
    const isian = [...new FormData(form)].filter(([, isi]) => typeof isi === "string");
    for (const { berkas, folder } of daftar) {
      const hal = { berkas, indikator, pengguna: seksi().dataset.pengguna, alamat: form.action, isian, keadaan: "menunggu", kalimat: "", persen: 0 };
      if (folder) tolak(hal, "Folder tidak dapat diunggah. Pilih berkas di dalamnya.");
      else if (berkas.size > maks) tolak(hal, `Lebih besar dari ${Math.floor(maks / 1048576)} MB.`);
      antre.push(hal);
    }
    lukis();
    berikut();
  }

  function tolak(hal, kalimat) {
    Object.assign(hal, { keadaan: "ditolak", kalimat });
  }

  function berikut() {
    if (antre.some((hal) => hal.keadaan === "mengirim")) return;
    const hal = antre.find(menunggu);
    if (!hal) return;
    const badan = new FormData();
    for (const [nama, isi] of hal.isian) badan.append(nama, isi);
    if (kue()) badan.set("csrfmiddlewaretoken", kue());
    badan.append("berkas", hal.berkas, hal.berkas.name);
    const xhr = new XMLHttpRequest();
    xhr.open("POST", hal.alamat);
    xhr.setRequestHeader("HX-Request", "true");
    if (hal.pengguna) xhr.setRequestHeader("X-Pengguna", hal.pengguna); // nobody else's login sends it
    if (kue()) xhr.setRequestHeader("X-CSRFToken", kue());
    xhr.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      hal.persen = Math.round((100 * event.loaded) / event.total);
      const batang = seksi()?.querySelector("[data-bukti-antre] progress");
      if (batang && seksi().dataset.indikator === hal.indikator) batang.value = hal.persen;
    });
    xhr.addEventListener("load", () => terima(hal, xhr));
    xhr.addEventListener("error", () => gagal(hal, PUTUS, true));
    xhr.addEventListener("abort", () => gagal(hal, PUTUS, true));
    Object.assign(hal, { keadaan: "mengirim", kalimat: "", persen: 0, putus: false, sesi: false });
    lukis();
    xhr.send(badan);
  }

  function gagal(hal, kalimat, putus) {
    Object.assign(hal, { keadaan: "gagal", kalimat, putus });
    lukis();
    berikut();
  }

  function terima(hal, xhr) {
    const rak = document.createElement("template");
    rak.innerHTML = xhr.responseText;
    const baru = rak.content.querySelector("[data-bukti]");
    if (!baru || ![200, 422].includes(xhr.status)) {
      const alasan = rak.content.querySelector("[data-alasan]")?.textContent.trim();
      const masukLagi = xhr.status === 401 || (xhr.status === 403 && !alasan);
      hal.sesi = masukLagi;
      gagal(hal, masukLagi ? SESI_BERAKHIR : alasan || GANGGUAN);
      if (masukLagi) window.kisi?.mintaMasuk?.();
      return;
    }
    antre.splice(antre.indexOf(hal), 1);
    const kalimat = [...baru.querySelectorAll("[data-bukti-hasil] > li")];
    hasil.set(hal.indikator, [...(hasil.get(hal.indikator) || []), ...kalimat]);
    const lagi = antre.some((satu) => satu.indikator === hal.indikator && menunggu(satu));
    if (!lagi) {
      ganti(baru);
      window.kisi?.segarkanBaris?.(hal.indikator);
    }
    lukis();
    berikut();
  }

  /** The section as the server has it now, if it is still this row's. */
  function ganti(baru) {
    const lama = seksi();
    if (lama?.dataset.indikator !== baru.dataset.indikator) return;
    baru.querySelector("[data-bukti-hasil]").replaceChildren();
    const fokus = document.activeElement;
    const disini = lama.contains(fokus);
    lama.replaceWith(baru);
    window.htmx.process(baru);
    siapkan();
    const tempat = baru.querySelector("[data-bukti-hasil]");
    tempat.append(...(hasil.get(baru.dataset.indikator) || []));
    hasil.delete(baru.dataset.indikator);
    window.kisi?.tulisan?.pulihkan(); // a link that is being typed
    const tempatFokus = (fokus.id && document.getElementById(fokus.id)) || baru.querySelector(".bukti__jatuh input");
    if (disini) tempatFokus?.focus({ preventScroll: true }); // else someone types elsewhere
  }

  /* What waits, in words -------------------------------------------------------------------------- */

  function lukis() {
    const tempat = seksi()?.querySelector("[data-bukti-antre]");
    if (!tempat) return;
    const milik = antre.filter((hal) => hal.indikator === seksi().dataset.indikator);
    tempat.replaceChildren(...milik.map(butir));
  }

  function butir(hal) {
    const li = document.createElement("li");
    const nama = document.createElement("span");
    nama.textContent = hal.berkas.name;
    li.append(nama);
    if (hal.keadaan === "menunggu" || hal.keadaan === "mengirim") {
      const kata = document.createElement("span");
      kata.textContent = hal.keadaan === "mengirim" ? "Mengirim" : "Menunggu";
      li.append(kata);
    }
    if (hal.keadaan === "mengirim") {
      const batang = document.createElement("progress");
      batang.max = 100;
      batang.value = hal.persen;
      batang.setAttribute("aria-label", `Mengirim ${hal.berkas.name}`);
      li.append(batang);
    }
    if (hal.kalimat) {
      const kalimat = document.createElement("span");
      kalimat.className = "teks-galat";
      kalimat.setAttribute("role", "alert");
      kalimat.textContent = hal.kalimat;
      li.append(kalimat);
    }
    if (hal.keadaan === "gagal" || hal.keadaan === "ditolak") {
      const tombol = document.createElement("span");
      tombol.className = "bukti__antre-tombol";
      if (hal.keadaan === "gagal") tombol.append(buatTombol("Kirim lagi", () => ulangi(hal)));
      tombol.append(buatTombol("Buang", () => antre.splice(antre.indexOf(hal), 1)));
      li.append(tombol);
    }
    return li;
  }

  function buatTombol(kata, jalankan) {
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "btn btn-secondary btn-sm";
    tombol.textContent = kata;
    tombol.addEventListener("click", () => {
      jalankan();
      lukis();
      berikut();
    });
    return tombol;
  }

  function ulangi(hal) {
    Object.assign(hal, { keadaan: "menunggu", kalimat: "" });
  }

  function kirimLagi(yang) {
    antre.filter((hal) => hal.keadaan === "gagal" && yang(hal)).forEach(ulangi);
    lukis();
    berikut();
  }
  window.addEventListener("online", () => kirimLagi((hal) => hal.putus));
  document.addEventListener("kisi:masuk", () => kirimLagi((hal) => hal.sesi));

  window.addEventListener("beforeunload", (event) => {
    if (antre.some((hal) => hal.keadaan !== "ditolak")) event.preventDefault();
  });

  /* Choosing and dropping --------------------------------------------------------------------------- */

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.matches("[data-bukti-unggah] input[type=file]")) return;
    tambah([...input.files].map((berkas) => ({ berkas })));
    input.value = "";
  });

  const bawaBerkas = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

  /** Where a drop would go: this section, or the row of a grid. */
  function sasaran(el) {
    if (!(el instanceof Element)) return null;
    const bagian = el.closest("[data-bukti]");
    return bagian ? bagian.querySelector("[data-bukti-unggah]") && bagian : el.closest(".kisi__kelompok[data-indikator]");
  }

  function sorot(el) {
    for (const lama of document.querySelectorAll(".bukti--seret, .kisi__kelompok--seret")) {
      if (lama !== el) lama.classList.remove("bukti--seret", "kisi__kelompok--seret");
    }
    el?.classList.add(el.matches("[data-bukti]") ? "bukti--seret" : "kisi__kelompok--seret");
  }

  document.addEventListener("dragover", (event) => {
    if (!bawaBerkas(event)) return;
    event.preventDefault(); // a missed drop would open the file instead of this page
    const tujuan = sasaran(event.target);
    event.dataTransfer.dropEffect = tujuan ? "copy" : "none";
    sorot(tujuan);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget || sorot(null));

  document.addEventListener("drop", (event) => {
    if (!bawaBerkas(event)) return;
    event.preventDefault();
    sorot(null);
    const tujuan = sasaran(event.target);
    if (!tujuan) return;
    const benda = [...event.dataTransfer.items].filter((satu) => satu.kind === "file");
    const folder = benda.map((satu) => Boolean(satu.webkitGetAsEntry?.()?.isDirectory));
    const berkas = [...event.dataTransfer.files].map((satu, i) => ({ berkas: satu, folder: folder[i] }));
    const indikator = tujuan.dataset.indikator;
    if (seksi()?.dataset.indikator === indikator && formulir()) {
      tambah(berkas);
      return;
    }
    dijatuhkan = { indikator, berkas };
    tujuan.querySelector("[data-panel-buka]")?.click();
  });

  /** The panel of the row has come: send what was dropped on it, or say why not. */
  function lanjutkanJatuh() {
    if (!dijatuhkan || seksi()?.dataset.indikator !== dijatuhkan.indikator) return;
    const { berkas } = dijatuhkan;
    dijatuhkan = null;
    if (formulir()) tambah(berkas);
    else window.sakip?.tampilkanPesan("Bukti baris ini tidak dapat ditambah. Alasannya ada di bagian bukti dukung.");
  }

  function siapkan() {
    seksi()?.classList.add("bukti--hidup");
    lukis();
    document.querySelectorAll("[data-bukti-lihat]").forEach(jadikanTab);
  }

  /* The viewer: one file at a time ------------------------------------------------------------------- */

  function jadikanTab(lihat) {
    const bilah = lihat.querySelector("[data-bukti-tab]");
    if (!bilah || lihat.classList.contains("bukti-lihat--tab")) return;
    lihat.classList.add("bukti-lihat--tab");
    bilah.hidden = false;
    bilah.setAttribute("role", "tablist");
    const tab = [...bilah.querySelectorAll("button")];
    const pilih = (dipilih) => {
      for (const satu of tab) {
        const ya = satu === dipilih;
        satu.setAttribute("aria-selected", String(ya));
        satu.tabIndex = ya ? 0 : -1;
        document.getElementById(satu.getAttribute("aria-controls")).hidden = !ya;
      }
    };
    for (const satu of tab) {
      const isi = document.getElementById(satu.getAttribute("aria-controls"));
      satu.setAttribute("role", "tab");
      isi.setAttribute("role", "tabpanel");
      isi.setAttribute("aria-labelledby", satu.id);
      satu.addEventListener("click", () => pilih(satu));
    }
    bilah.addEventListener("keydown", (event) => {
      const langkah = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const kini = tab.indexOf(document.activeElement);
      if (!langkah || kini < 0) return;
      event.preventDefault();
      const tujuan = tab[(kini + langkah + tab.length) % tab.length];
      tujuan.focus();
      pilih(tujuan);
    });
    pilih(tab[0]);
  }

  document.addEventListener("htmx:load", () => {
    siapkan();
    lanjutkanJatuh();
  });
  document.addEventListener("DOMContentLoaded", () => {
    siapkan();
    /* Chosen before this script was there. */
    for (const input of document.querySelectorAll("[data-bukti-unggah] input[type=file]")) {
      if (input.files.length) input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
