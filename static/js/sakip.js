/* Behaviour of the shell. No framework, no inline code; pages work without it. */
"use strict";

(() => {
  const PESAN_MILIDETIK = 8000;

  const token = () =>
    /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || document.querySelector('meta[name="csrf-token"]')?.content || "";

  /* htmx: every unsafe request carries the CSRF token. A login in another tab changes it, so the
     cookie counts before what this page was printed with. */
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb === "get") return;
    if (!token()) return;
    event.detail.headers["X-CSRFToken"] = token();
    if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token();
  });

  /* Refused or failed: the server sends the sentence. A part of the page that shows errors itself
     (the grid) marks its elements with data-galat-sendiri. */
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.elt.closest?.("[data-galat-sendiri]")) return;
    const rak = document.createElement("template");
    rak.innerHTML = event.detail.xhr.responseText;
    const galat = rak.content.querySelector("[data-galat]");
    const utama = document.getElementById("isi");
    if (!utama) return;
    utama.querySelector(":scope > [data-galat]")?.remove();
    if (galat) utama.prepend(galat);
    else tampilkanPesan("Permintaan tidak berhasil karena gangguan di server. Coba lagi.");
    galat?.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (event.detail.elt.closest?.("[data-galat-sendiri], [data-putus-sendiri]")) return;
    tampilkanPesan("Jaringan putus. Permintaan belum terkirim, coba lagi setelah tersambung.");
  });

  /* Toasts: 8 seconds, waiting while the pointer or the focus is on them. */
  function hidupkanPesan(pesan) {
    if (pesan.dataset.hidup) return;
    pesan.dataset.hidup = "ya";
    let jam = null;
    const mulai = () => {
      window.clearTimeout(jam);
      jam = window.setTimeout(() => pesan.remove(), PESAN_MILIDETIK);
    };
    const tahan = () => window.clearTimeout(jam);
    pesan.addEventListener("mouseenter", tahan);
    pesan.addEventListener("mouseleave", mulai);
    pesan.addEventListener("focusin", tahan);
    pesan.addEventListener("focusout", mulai);
    mulai();
  }

  /** Show a sentence as a toast. aksi: {kata, jalankan} or nothing. */
  function tampilkanPesan(teks, aksi) {
    const wadah = document.getElementById("wadah-pesan");
    if (!wadah) return;
    const pesan = document.createElement("div");
    pesan.className = "pesan-singkat";
    pesan.dataset.pesanSingkat = "";
    const kata = document.createElement("span");
    kata.className = "pesan-singkat__teks";
    kata.textContent = teks;
    pesan.append(kata);
    if (aksi) {
      const tombol = document.createElement("button");
      tombol.type = "button";
      tombol.className = "pesan-singkat__aksi";
      tombol.textContent = aksi.kata;
      tombol.addEventListener("click", () => {
        pesan.remove();
        aksi.jalankan();
      });
      pesan.append(tombol);
    }
    wadah.append(pesan);
    hidupkanPesan(pesan);
  }

  /* Side panel: beside the work on a wide screen, over it on a narrow one. */
  let pembukaPanel = null;

  function bukaPanel(panel, pembuka) {
    pembukaPanel = pembuka || document.activeElement;
    panel.classList.add("panel-sisi--terbuka");
    panel.setAttribute("tabindex", "-1");
    panel.focus({ preventScroll: true });
  }

  function tutupPanel(panel) {
    panel.classList.remove("panel-sisi--terbuka");
    /* The row may have been saved and drawn again meanwhile. */
    const pembuka = pembukaPanel?.isConnected ? pembukaPanel : document.getElementById(pembukaPanel?.id || "");
    pembuka?.focus();
    pembukaPanel = null;
  }

  document.addEventListener("click", (event) => {
    const sasaran = event.target instanceof Element ? event.target : null;
    if (!sasaran) return;

    const buka = sasaran.closest("[data-dialog-buka]");
    if (buka) {
      const dialog = document.querySelector(buka.dataset.dialogBuka);
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    const tutup = sasaran.closest("[data-dialog-tutup]");
    if (tutup) tutup.closest("dialog")?.close();

    const bukaSisi = sasaran.closest("[data-panel-buka]");
    if (bukaSisi) {
      const panel = document.querySelector(bukaSisi.dataset.panelBuka);
      if (panel) bukaPanel(panel, bukaSisi);
    }
    const tutupSisi = sasaran.closest("[data-panel-tutup]");
    if (tutupSisi) {
      const panel = tutupSisi.closest(".panel-sisi");
      if (panel) tutupPanel(panel);
    }
    if (sasaran.closest("[data-pesan-tutup]")) sasaran.closest("[data-pesan-singkat]")?.remove();

    /* A click elsewhere closes the open menus. */
    for (const menu of document.querySelectorAll("details[data-turun][open]")) {
      if (!menu.contains(sasaran)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-turun][open]")) {
      const didalam = menu.contains(document.activeElement);
      menu.open = false;
      if (didalam) menu.querySelector("summary").focus();
      event.stopPropagation();
      return;
    }
    const panel = document.querySelector(".panel-sisi--terbuka");
    if (panel && !document.querySelector("dialog[open]")) tutupPanel(panel);
  });

  document.addEventListener("change", (event) => {
    if (event.target instanceof Element && event.target.matches("[data-kirim-saat-ubah]")) {
      event.target.form?.requestSubmit();
    }
  });

  /* The work header folds to one row once it has left the screen. Its place keeps its height,
     so that nothing below it jumps. */
  function lipatKepala(kepala) {
    const isi = kepala.querySelector("[data-lipat-isi]");
    if (!isi || !("IntersectionObserver" in window)) return;
    const lebar = window.matchMedia("(min-width: 1200px)");
    new IntersectionObserver(
      ([hasil]) => {
        const lewat = !hasil.isIntersecting && hasil.boundingClientRect.top < 0 && lebar.matches;
        kepala.style.minHeight = lewat ? `${Math.round(hasil.boundingClientRect.height)}px` : "";
        isi.classList.toggle("kepala-kerja__isi--ringkas", lewat);
      },
      { rootMargin: "-60px 0px 0px 0px" },
    ).observe(kepala);
  }

  function siapkan(akar) {
    akar.querySelectorAll("[data-pesan-singkat]").forEach(hidupkanPesan);
    akar.querySelector("[data-ringkasan-galat]")?.focus();
  }

  document.addEventListener("DOMContentLoaded", () => {
    siapkan(document);
    document.querySelectorAll("[data-lipat-kepala]").forEach(lipatKepala);
  });
  document.addEventListener("htmx:load", (event) => siapkan(event.detail.elt));

  window.sakip = { token, tampilkanPesan, bukaPanel, tutupPanel };
})();
