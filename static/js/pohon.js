/* The drawing of a pohon kinerja: fitted at first, then larger and smaller. Sizes are SVG attributes, which a strict
   Content-Security-Policy allows; without this script the drawing scrolls at its own size. */
"use strict";

(() => {
  const kanvas = document.querySelector("[data-pohon-kanvas]");
  const tombol = document.querySelector("[data-pohon-zum]");
  const gambar = kanvas && kanvas.querySelector("svg");
  if (!gambar || !tombol) return;
  const [lebar, tinggi] = ["width", "height"].map((nama) => Number(gambar.getAttribute(nama)));
  let skala = 1;

  const pasang = (baru) => {
    // The middle of what is seen stays in the middle.
    const x = (kanvas.scrollLeft + kanvas.clientWidth / 2) / skala;
    const y = (kanvas.scrollTop + kanvas.clientHeight / 2) / skala;
    skala = Math.min(Math.max(baru, 0.15), 2);
    gambar.setAttribute("width", String(Math.round(lebar * skala)));
    gambar.setAttribute("height", String(Math.round(tinggi * skala)));
    kanvas.scrollTo(x * skala - kanvas.clientWidth / 2, y * skala - kanvas.clientHeight / 2);
  };
  const muat = () => pasang(Math.min((kanvas.clientWidth - 26) / lebar, 1));

  tombol.hidden = false;
  tombol.addEventListener("click", (peristiwa) => {
    const jenis = peristiwa.target.closest("[data-zum]")?.dataset.zum;
    if (jenis === "besar") pasang(skala * 1.25);
    else if (jenis === "kecil") pasang(skala / 1.25);
    else if (jenis === "muat") muat();
    else if (jenis === "asli") pasang(1);
  });
  muat();
})();
