/* The review page: keys, ready reasons, ticked rows. Everything here has a button or a link. */
"use strict";

(() => {
  const SIMPANAN = "sakip.kokpit.kunci";
  const kokpit = document.querySelector("[data-kokpit]");
  const catatan = document.getElementById("id_teks");

  /* Ready reasons go into the note they stand under, where they can be changed. */
  function sisipkan(tombol) {
    const medan = document.getElementById(tombol.dataset.untuk);
    if (!medan) return;
    medan.value = [medan.value.trim(), tombol.dataset.saran].filter(Boolean).join(" ");
    medan.focus();
    medan.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.addEventListener("click", (event) => {
    const tombol = event.target instanceof Element ? event.target.closest("[data-saran]") : null;
    if (tombol) sisipkan(tombol);
  });

  /* A row goes back only with a reason: the sentence stands at the field, not after a reload. */
  const formKembali = document.getElementById("form-kembali");
  function tegurCatatan(kosong) {
    document.getElementById("galat-catatan").hidden = !kosong;
    if (kosong) catatan.setAttribute("aria-invalid", "true");
    else catatan.removeAttribute("aria-invalid");
  }
  formKembali?.addEventListener("submit", (event) => {
    const kosong = !catatan.value.trim();
    tegurCatatan(kosong);
    if (!kosong) return;
    event.preventDefault();
    catatan.focus();
    catatan.scrollIntoView({ block: "center" });
  });
  catatan?.addEventListener("input", () => tegurCatatan(false));

  /* A second press of a decision does nothing: the first one is on its way. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.closest(".bilah-tindakan")) return;
    if (form.dataset.terkirim) event.preventDefault();
    form.dataset.terkirim = "ya";
  });
  /* Come back to with the browser's own button, the page takes decisions again. */
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-terkirim]").forEach((form) => delete form.dataset.terkirim);
  });

  /* Ticked rows: the count stands on the button, the first tick opens the note. */
  const banyak = document.querySelector("[data-banyak]");
  if (banyak) {
    const kotak = [...document.querySelectorAll("input[name=pilih]")];
    const judul = banyak.querySelector("[data-banyak-judul]");
    const tombol = banyak.querySelector("[data-banyak-tombol]");
    const hitung = () => {
      const n = kotak.filter((satu) => satu.checked).length;
      judul.textContent = n ? `Kembalikan ${n} baris` : "Kembalikan beberapa baris";
      tombol.textContent = n ? `Kembalikan ${n} baris` : "Kembalikan yang dicentang";
      if (n) banyak.open = true;
    };
    kotak.forEach((satu) => satu.addEventListener("change", hitung));
    hitung();
  }

  /* The dialog for the whole queue counts the flagged rows that were ticked. */
  const tombolSekaligus = document.querySelector("[data-sekaligus]");
  tombolSekaligus?.form.addEventListener("change", () => {
    const n = Number(tombolSekaligus.dataset.sekaligus) + tombolSekaligus.form.querySelectorAll("input[name=ikut]:checked").length;
    tombolSekaligus.textContent = n ? `${tombolSekaligus.dataset.kata} ${n} baris` : `${tombolSekaligus.dataset.kata} yang dicentang`;
  });

  if (!kokpit) return;

  /* Single-letter keys: off inside fields and dialogs, and switched off for good when wanted. */
  function hidup() {
    try {
      return window.localStorage.getItem(SIMPANAN) !== "mati";
    } catch {
      return true;
    }
  }
  function tampilkanKunci() {
    document.querySelectorAll("[data-kunci-tampil]").forEach((el) => (el.hidden = el.tagName === "KBD" && !hidup()));
    document.querySelectorAll(".kunci-kokpit kbd").forEach((el) => (el.hidden = !hidup() && el.textContent !== "?"));
  }
  const sakelar = document.querySelector("[data-kunci-hidup]");
  if (sakelar) {
    sakelar.checked = hidup();
    sakelar.addEventListener("change", () => {
      try {
        window.localStorage.setItem(SIMPANAN, sakelar.checked ? "hidup" : "mati");
      } catch {
        /* without storage the choice lasts as long as the page */
      }
      tampilkanKunci();
    });
  }
  tampilkanKunci();

  const DALAM_MEDAN = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    const sasaran = event.target instanceof Element ? event.target : document.body;
    if (sasaran.matches("[data-catatan]") || sasaran.form?.id === "form-banyak") {
      if (event.key === "Enter" && event.ctrlKey) {
        event.preventDefault();
        sasaran.form.requestSubmit();
      }
    }
    if (event.key === "Escape" && sasaran.matches(DALAM_MEDAN)) {
      sasaran.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (sasaran.closest(DALAM_MEDAN) || document.querySelector("dialog[open]")) return;
    const kunci = event.key.toLowerCase();
    if (kunci !== "?" && !hidup()) return;
    if (/^[1-9]$/.test(kunci)) {
      const saran = document.querySelectorAll("#catatan [data-saran]")[Number(kunci) - 1];
      if (!saran) return;
      event.preventDefault();
      sisipkan(saran);
      return;
    }
    if (kunci === "r" && catatan && !catatan.value.trim()) {
      event.preventDefault();
      catatan.focus();
      catatan.scrollIntoView({ block: "nearest" });
      return;
    }
    const tujuan = [...document.querySelectorAll("[data-kunci]")].find((el) => el.dataset.kunci === kunci);
    if (!tujuan) return;
    event.preventDefault();
    tujuan.click();
  });

  /* Beside the open row the queue scrolls by itself: bring its row into view. On a phone the queue
     stands below, and the page must stay at the row. */
  if (window.matchMedia("(min-width: 768px)").matches) {
    document.querySelector(".antrean [aria-current=true].antrean__baris")?.scrollIntoView({ block: "nearest" });
  }
})();
