/* Ctrl-Z and Ctrl-Y: one step per saved change, per paste or per cleared range. The old content goes
   back to the server through the same saving as any other. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { kunci, cari } = kisi;
  const PALING_BANYAK = 100;
  const tumpukan = { urung: [], ulang: [] };
  const bukanLangkah = new Set(); // cells whose next save belongs to a step that is known already

  const isiKata = (teks) => teks || "kosong";

  /** One step: {judul, sel: [{kunci, dari, ke}]}, told before the rows follow. The reason of an empty
      cell belongs to it. */
  function catatLangkah({ judul, sel }) {
    if (!sel.length) return;
    const dengan = sel.map((s) => ({ alasanDari: cari(s.kunci) ? kisi.alasan(cari(s.kunci)) : "", alasanKe: "", ...s }));
    tumpukan.urung.push({ judul, sel: dengan });
    if (tumpukan.urung.length > PALING_BANYAK) tumpukan.urung.shift();
    tumpukan.ulang = [];
  }

  kisi.setelahSimpan = (el, dari, ke) => {
    if (bukanLangkah.delete(kunci(el))) {
      rapikanKe(kunci(el), ke.teks);
      return;
    }
    const kata = dari.teks === ke.teks ? "alasan kosong" : `${isiKata(dari.teks)} menjadi ${isiKata(ke.teks)}`;
    const sel = { kunci: kunci(el), dari: dari.teks, ke: ke.teks, alasanDari: dari.alasan, alasanKe: ke.alasan };
    catatLangkah({ judul: `${kisi.judul(el)}, ${kata}`, sel: [sel] });
  };

  /* The server writes "70" as "70,00": a step knows what is stored, not what was sent. */
  function rapikanKe(k, ke) {
    for (const [nama, sisi] of [["ulang", "dari"], ["urung", "ke"]]) {
      const terakhir = tumpukan[nama].at(-1)?.sel.find((s) => s.kunci === k);
      if (terakhir && kisi.rapikan(terakhir[sisi]) !== ke && terakhir.menunggu === sisi) terakhir[sisi] = ke;
      if (terakhir) delete terakhir.menunggu;
    }
  }

  /** Change many cells as one step. */
  function ubahSekaligus(judul, perubahan) {
    const sel = [];
    for (const { el, ke } of perubahan) {
      const dari = kisi.tersimpan(el);
      if (dari === kisi.rapikan(ke) && !kisi.berubah(el)) continue;
      sel.push({ kunci: kunci(el), dari, ke, menunggu: "ke" });
      if (dari !== kisi.rapikan(ke)) bukanLangkah.add(kunci(el));
    }
    catatLangkah({ judul, sel });
    for (const { kunci: k, ke } of sel) kisi.isi(cari(k), ke);
    return sel.length;
  }

  const ALASAN = { dari: "alasanDari", ke: "alasanKe" };

  function jalankan(asal, tujuan, sisi, lawan, kata) {
    const langkah = tumpukan[asal].pop();
    if (!langkah) {
      window.sakip.tampilkanPesan(kata === "Diurungkan" ? "Tidak ada yang dapat diurungkan." : "Tidak ada yang dapat diulangi.");
      return;
    }
    const dapat = [];
    const lewat = [];
    for (const sel of langkah.sel) {
      const el = cari(sel.kunci);
      const utuh = el && !kisi.berubah(el) && kisi.tersimpan(el) === kisi.rapikan(sel[lawan]);
      const samaAlasan = utuh && kisi.alasan(el) === sel[ALASAN[lawan]];
      (utuh && samaAlasan ? dapat : lewat).push(sel);
    }
    if (dapat.length) tumpukan[tujuan].push({ ...langkah, sel: dapat });
    for (const sel of dapat) {
      const el = cari(sel.kunci);
      bukanLangkah.add(sel.kunci);
      /* It was stored before: no second question. */
      kisi.isi(el, sel[sisi], { yakin: sel[sisi] ? "nilai" : "", alasan: sel[ALASAN[sisi]] });
    }
    const el = dapat.length ? cari(dapat[0].kunci) : null;
    el?.focus();
    el?.select();
    const sisa = lewat.length ? ` ${lewat.length} sel dilewati karena isinya sudah berubah atau tidak tampak.` : "";
    window.sakip.tampilkanPesan(dapat.length ? `${kata}: ${langkah.judul}.${sisa}` : `Tidak ${kata.toLowerCase()}.${sisa}`);
  }

  /* A step is judged by what the rows show: those of a paste may still be on their way. */
  async function urungkan() {
    await kisi.termuat();
    jalankan("urung", "ulang", "dari", "ke", "Diurungkan");
  }
  async function ulangi() {
    await kisi.termuat();
    jalankan("ulang", "urung", "ke", "dari", "Diulangi");
  }

  /* While a cell holds typing of its own, the browser undoes that. */
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const huruf = event.key.toLowerCase();
    const el = kisi.isianDari(event.target);
    const diLuarMedan = !event.target.closest?.("input, textarea, select, dialog");
    if (!["z", "y"].includes(huruf) || (!el && !diLuarMedan) || (el && kisi.berubah(el))) return;
    event.preventDefault();
    if (huruf === "y" || event.shiftKey) ulangi();
    else urungkan();
  });

  /* Texts that were just copied from an earlier quarter are one step, as far as this layout has
     their cells; all of them go back with the button that stands above the sheet. */
  document.addEventListener("DOMContentLoaded", () => {
    const salinan = document.querySelector("[data-disalin]");
    const sel = (salinan?.dataset.disalin.split(" ") || []).map(cari).filter(Boolean);
    const langkah = sel.map((el) => ({ kunci: kunci(el), dari: "", ke: kisi.tersimpan(el) }));
    catatLangkah({ judul: `${sel.length} penjelasan disalin`, sel: langkah });
  });

  /** The save of a known step was refused: the next one is a step of its own. */
  const batalLangkah = (k) => bukanLangkah.delete(k);

  Object.assign(kisi, { batalLangkah, catatLangkah, ubahSekaligus, urungkan, ulangi });
})();
