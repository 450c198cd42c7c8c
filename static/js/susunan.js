/* The tree of a plan by keyboard. Every key does what a link or button of the page does too. */
"use strict";

(() => {
  /* The row that has, or last had, the focus: kept over every swap. */
  let kini = null;
  let jamCari = null;
  let antrean = Promise.resolve();

  const kerja = () => document.getElementById("kerja");
  const semuaBaris = () => [...document.querySelectorAll("#susunan-isi tr[data-pk]")];
  const tingkat = (baris) => Number(baris.getAttribute("aria-level"));
  const terbuka = (baris) => baris.getAttribute("aria-expanded") === "true";

  /** Ids of the open branches; "0" says that none is. */
  function cabangTerbuka() {
    return semuaBaris().filter(terbuka).map((b) => b.dataset.pk).join(",") || "0";
  }

  const kotakCari = () => kerja().querySelector("[data-susunan-cari]");

  function keadaan() {
    return { buka: cabangTerbuka(), tahun: kerja().dataset.tahun };
  }

  /** One row is in the tab order; its links are reached by Enter. */
  function siapkan() {
    const baris = semuaBaris();
    if (!baris.length) return;
    const ada = baris.find((b) => b.dataset.pk === kini);
    const pilih = ada || baris.find((b) => b.getAttribute("aria-selected") === "true") || baris[0];
    kini = pilih.dataset.pk;
    for (const b of baris) {
      b.tabIndex = b === pilih ? 0 : -1;
      for (const a of b.querySelectorAll("a")) a.tabIndex = -1;
    }
  }

  function fokus(baris) {
    if (!baris) return;
    for (const b of semuaBaris()) b.tabIndex = b === baris ? 0 : -1;
    kini = baris.dataset.pk;
    baris.focus({ preventScroll: true });
    baris.scrollIntoView({ block: "nearest" });
  }

  const barisKini = () => document.getElementById(`simpul-${kini}`);

  function ambilBaris(nilai) {
    // One after the other: htmx calls a request done that it only put behind a running one.
    antrean = antrean
      .then(() => htmx.ajax("GET", kerja().dataset.baris, { target: "#susunan-isi", swap: "outerHTML", values: { ...keadaan(), cari: kotakCari().value, ...nilai } }))
      .then(siapkan);
    return antrean;
  }

  function buka(baris) {
    const punyaFokus = document.activeElement === baris || baris.contains(document.activeElement);
    kini = baris.dataset.pk;
    ambilBaris({ buka: `${cabangTerbuka()},${kini}` }).then(() => punyaFokus && fokus(barisKini()));
  }

  function tutup(baris) {
    baris.setAttribute("aria-expanded", "false");
    let berikut = baris.nextElementSibling;
    while (berikut && tingkat(berikut) > tingkat(baris)) {
      const sesudah = berikut.nextElementSibling;
      berikut.remove();
      berikut = sesudah;
    }
    const kata = baris.querySelector("[data-lipat] .visually-hidden");
    if (kata) kata.textContent = kata.textContent.replace("Tutup", "Buka");
  }

  function ambilPanel(alamat) {
    kerja().querySelector(".susunan__utama > .kabar--galat")?.remove(); // of the step before
    return htmx.ajax("GET", alamat, { target: "#panel", swap: "outerHTML", values: { tahun: kerja().dataset.tahun } });
  }

  const rincian = (pk, ekor = "") => kerja().dataset.rincian.replace("/0/", `/${pk}/`) + ekor;

  function bukaRincian(baris) {
    fokus(baris);
    for (const b of semuaBaris()) b.setAttribute("aria-selected", String(b === baris));
    ambilPanel(rincian(baris.dataset.pk));
  }

  /** A sub kegiatan holds none: the new one comes behind it. */
  function tambah(baris) {
    fokus(baris);
    const kueri = new URLSearchParams();
    const tujuan = baris.dataset.jenis === "sub_kegiatan" ? induk(baris) : baris;
    if (tujuan) kueri.set("induk", tujuan.dataset.pk);
    if (tujuan !== baris) kueri.set("sesudah", baris.dataset.pk);
    ambilPanel(`${kerja().dataset.tambah}?${kueri}`);
  }

  function induk(baris) {
    let atas = baris.previousElementSibling;
    while (atas && tingkat(atas) >= tingkat(baris)) atas = atas.previousElementSibling;
    return atas;
  }

  function geser(baris, arah) {
    kini = baris.dataset.pk;
    htmx.ajax("POST", rincian(kini, "urutkan/"), {
      target: "#kerja",
      swap: "outerHTML",
      values: { arah, tanda: baris.dataset.tanda },
    });
  }

  const ARAH = { ArrowUp: "naik", ArrowDown: "turun", ArrowRight: "masuk", ArrowLeft: "keluar" };

  function tombolBaris(event, baris) {
    const daftar = semuaBaris();
    const letak = daftar.indexOf(baris);
    if (event.altKey) {
      if (!ARAH[event.key]) return false;
      geser(baris, ARAH[event.key]);
      return true;
    }
    if (event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case "ArrowDown": fokus(daftar[letak + 1]); return true;
      case "ArrowUp": fokus(daftar[letak - 1]); return true;
      case "Home": fokus(daftar[0]); return true;
      case "End": fokus(daftar[daftar.length - 1]); return true;
      case "ArrowRight":
        if (baris.getAttribute("aria-expanded") === "false") buka(baris);
        else if (terbuka(baris)) fokus(daftar[letak + 1]);
        return true;
      case "ArrowLeft":
        if (terbuka(baris)) tutup(baris);
        else fokus(induk(baris));
        return true;
      case "Enter": bukaRincian(baris); return true;
      case "Insert":
      case "+": tambah(baris); return true;
      case "Delete": fokus(baris); ambilPanel(rincian(baris.dataset.pk, "hapus/")); return true;
      default: return false;
    }
  }

  document.addEventListener("keydown", (event) => {
    const sasaran = event.target instanceof Element ? event.target : null;
    if (!sasaran || !kerja() || document.querySelector("dialog[open]")) return;
    if (event.key === "?" && !sasaran.closest("input, textarea, select")) {
      document.getElementById("susunan-tombol")?.showModal();
      event.preventDefault();
      return;
    }
    if (event.key === "/" && !sasaran.closest("input, textarea, select")) {
      kotakCari().focus();
      event.preventDefault();
      return;
    }
    if (sasaran.matches("[data-susunan-cari]") && ["Enter", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      window.clearTimeout(jamCari);
      ambilBaris({}).then(() => {
        const hasil = document.querySelector(".susunan-tabel__baris--cocok");
        const tujuan = hasil || (sasaran.value.trim() ? null : barisKini());
        if (tujuan) fokus(tujuan);
        else kotakCari().focus(); // nothing to go to: the next word is typed here
      });
      return;
    }
    if (event.key === "Escape" && sasaran.closest("#panel")) {
      fokus(barisKini());
      return;
    }
    const baris = sasaran.closest("#susunan-isi tr[data-pk]");
    if (baris && tombolBaris(event, baris)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const sasaran = event.target instanceof Element ? event.target : null;
    if (!sasaran || !kerja() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const baris = sasaran.closest("#susunan-isi tr[data-pk]");
    if (baris && sasaran.closest("[data-lipat]")) {
      event.preventDefault();
      fokus(baris);
      if (terbuka(baris)) tutup(baris);
      else buka(baris);
    } else if (baris && sasaran.closest("[data-rincian]")) {
      event.preventDefault();
      bukaRincian(baris);
    } else if (sasaran.closest("[data-susunan-tutup]")) {
      event.preventDefault();
      const panel = document.getElementById("panel");
      panel.classList.remove("panel-sisi--terbuka");
      fokus(barisKini());
    }
  });

  document.addEventListener("input", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches("[data-susunan-cari]")) return;
    window.clearTimeout(jamCari);
    jamCari = window.setTimeout(() => ambilBaris({}), 250);
  });

  /* Every change is answered with the tree as it was open. */
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, verb, parameters } = event.detail;
    if (!kerja() || verb === "get") return;
    if (!elt.closest?.("#kerja") && elt !== document.body) return;
    const { buka: cabang, tahun } = keadaan();
    parameters.buka = cabang;
    parameters.tahun ??= tahun;
  });

  /** Whether a person asked for this panel; typing in its search must not move the focus. */
  function dibuka(permintaan) {
    return permintaan?.verb === "get" && !permintaan.elt?.matches?.("input");
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    const sasaran = event.detail.target;
    if (!kerja()) return;
    if (sasaran.id === "kerja") {
      kini = kerja().dataset.pilih || kini;
      siapkan();
      fokus(barisKini() || semuaBaris()[0]);
      if (window.matchMedia("(max-width: 1199.98px)").matches) {
        document.getElementById("panel").classList.remove("panel-sisi--terbuka");
      }
    } else if (sasaran.id === "panel") {
      const panel = document.getElementById("panel");
      const galat = panel.querySelector(".is-invalid, [role=alert], .alert");
      if (galat) {
        const medan = galat.matches("input, textarea, select") ? galat : panel;
        medan.focus();
        galat.scrollIntoView({ block: "nearest" });
      } else if (dibuka(event.detail.requestConfig)) {
        const utama = panel.querySelector("[data-fokus-utama]");
        const medan = utama?.querySelector("input:not([type=hidden]), textarea, select, button[type=submit]");
        (medan || panel).focus();
      }
    }
  });

  siapkan();
})();
