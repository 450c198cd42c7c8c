/* The review page: ready-made sentences go into the note. */
"use strict";

(() => {
  document.addEventListener("click", (event) => {
    const tombol = event.target instanceof Element ? event.target.closest("[data-saran]") : null;
    const catatan = document.getElementById("id_teks");
    if (!tombol || !catatan) return;
    catatan.value = [catatan.value.trim(), tombol.dataset.saran].filter(Boolean).join(" ");
    catatan.focus();
  });

  /* A row goes back only with a reason: the sentence stands at the field, not after a reload. */
  document.getElementById("form-kembali")?.addEventListener("submit", (event) => {
    const catatan = document.getElementById("id_teks");
    const kosong = !catatan.value.trim();
    document.getElementById("galat-catatan").hidden = !kosong;
    catatan.toggleAttribute("aria-invalid", kosong);
    if (!kosong) return;
    event.preventDefault();
    catatan.focus();
  });

  /* Beside the open row the queue scrolls by itself: bring its row into view. On a phone the queue
     stands below, and the page must stay at the row. */
  if (window.matchMedia("(min-width: 768px)").matches) {
    document.querySelector(".antrean [aria-current=true].antrean__baris")?.scrollIntoView({ block: "nearest" });
  }
})();
