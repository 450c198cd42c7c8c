/* A text that was changed and not saved: the browser asks before the page is left. */
"use strict";

(() => {
  const formulir = document.querySelector("form:has(#id_teks)");
  if (!formulir) return;
  const isian = formulir.querySelector("#id_teks");
  const semula = isian.value;
  let dikirim = false;
  formulir.addEventListener("submit", () => { dikirim = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!dikirim && isian.value !== semula) event.preventDefault();
  });
})();
