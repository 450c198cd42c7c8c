/* The weights of a template: each sum follows what is typed. The server judges. */
"use strict";

(() => {
  const baris = [...document.querySelectorAll("output.jumlah-bobot")].map((jumlah) => ({
    jumlah,
    bagian: [...jumlah.htmlFor].map((id) => document.getElementById(id)),
  }));

  /* Hundredths, so that sums are exact; null for what is no weight such as 7,5. */
  function perseratus(teks) {
    const cocok = /^(\d{1,3})(?:,(\d{1,2}))?$/.exec(teks.trim());
    return cocok ? Number(cocok[1]) * 100 + Number((cocok[2] ?? "").padEnd(2, "0")) : null;
  }

  function tulis({ jumlah, bagian }) {
    const nilai = bagian.map((medan) => perseratus(medan.value));
    const total = nilai.reduce((a, b) => a + b, 0);
    jumlah.value = nilai.includes(null)
      ? "–"
      : `${Math.floor(total / 100)},${String(total % 100).padStart(2, "0")}`;
  }

  document.addEventListener("input", (event) => {
    baris.filter(({ bagian }) => bagian.includes(event.target)).forEach(tulis);
  });
})();
