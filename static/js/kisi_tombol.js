/* Keys of the grid, as the hands know them from Excel. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, kunci, medan, isian, isianDari, gagal } = kisi;
  const SEHALAMAN = 10;
  let lepasTab = false; // Esc, then Tab leaves the grid

  const terpilihSemua = (el) => el.selectionStart === 0 && el.selectionEnd === el.value.length;
  const sunting = (el) => el.dataset.sunting === "ya";

  function masuki(tujuan) {
    if (!tujuan) return false;
    tujuan.focus();
    tujuan.select();
    return true;
  }

  const diUrutan = (el, langkah) => {
    const semua = isian();
    return semua[semua.indexOf(el) + langkah];
  };
  /** The cell of the same column `langkah` rows further; the last one there is, for a page. */
  function diKolom(el, langkah, paling) {
    const kolom = isian().filter((s) => medan(s) === medan(el));
    const ke = kolom.indexOf(el) + langkah;
    return kolom[paling ? Math.max(0, Math.min(kolom.length - 1, ke)) : ke];
  }
  const diBaris = (el, langkah) => {
    const baris = [...el.closest("tr").querySelectorAll(".sel__isian")];
    return baris[baris.indexOf(el) + langkah];
  };

  /** Focus the first thing behind the grid, or the last one before it. */
  function keluar(mundur) {
    const dapat = [
      ...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary"),
    ].filter((el) => !tabel.contains(el) && el.checkVisibility({ visibilityProperty: true }));
    const arah = mundur ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const calon = dapat.filter((el) => tabel.compareDocumentPosition(el) & arah);
    const tujuan = (mundur ? calon.at(-1) : calon[0]) || document.getElementById("panel");
    tujuan.focus();
  }

  function batalkan(el) {
    delete el.dataset.sunting;
    const k = kunci(el);
    if (kisi.dikirim.has(k)) {
      el.value = kisi.dikirim.get(k); // it will be stored in a moment
      return;
    }
    el.value = el.dataset.tersimpan || "";
    kisi.lupakan(el);
    kisi.simpan(el);
  }

  function bukaRincian(el) {
    const tautan = kisi.kelompok(el).querySelector(".kisi__tautan") || document.getElementById(`tautan-${kisi.nomor(el)}`);
    if (!tautan) return;
    tautan.click();
    window.sakip.bukaPanel(document.querySelector(tautan.dataset.panelBuka), el);
  }

  function turun(el, langkah) {
    if (gagal.has(kunci(el)) || !masuki(diKolom(el, langkah))) kisi.simpan(el);
  }

  /** Left and right leave a cell only where the caret cannot go further. */
  function menyamping(el, langkah) {
    if (sunting(el) || kisi.multibaris(el)) return false;
    const tepi = langkah < 0 ? el.selectionEnd === 0 : el.selectionStart === el.value.length;
    return (terpilihSemua(el) || tepi) && masuki(diBaris(el, langkah));
  }

  function tab(el, event) {
    if (lepasTab) {
      event.preventDefault();
      keluar(event.shiftKey);
      return;
    }
    const perbaikan = event.shiftKey ? null : kisi.perbaikan(el)[0];
    if (perbaikan) perbaikan.focus();
    if (perbaikan || masuki(diUrutan(el, event.shiftKey ? -1 : 1))) event.preventDefault();
  }

  function denganCtrl(el, event) {
    const panjang = kisi.multibaris(el);
    if (event.key === "Enter") turun(el, event.shiftKey ? -1 : 1);
    else if (event.key === "Home" && !panjang) masuki(isian()[0]);
    else if (event.key === "End" && !panjang) masuki(isian().at(-1));
    else return;
    event.preventDefault();
  }

  tabel.addEventListener("keydown", (event) => {
    const el = isianDari(event.target);
    if (!el || event.isComposing || event.defaultPrevented) return;
    if (event.altKey) {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      bukaRincian(el);
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      denganCtrl(el, event);
      return;
    }
    const panjang = kisi.multibaris(el);
    const tegak = panjang ? 0 : { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (tegak) {
      event.preventDefault();
      turun(el, tegak);
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      if (!event.shiftKey && menyamping(el, event.key === "ArrowLeft" ? -1 : 1)) event.preventDefault();
    } else if ((event.key === "PageDown" || event.key === "PageUp") && !panjang) {
      event.preventDefault();
      masuki(diKolom(el, event.key === "PageDown" ? SEHALAMAN : -SEHALAMAN, true));
    } else if (event.key === "F2") {
      event.preventDefault();
      el.dataset.sunting = "ya";
      el.setSelectionRange(el.value.length, el.value.length);
    } else if (event.key === "Tab") {
      tab(el, event);
    } else if (event.key === "Escape") {
      event.stopPropagation(); // the open panel stays
      if (!kisi.lepasPilihan?.()) batalkan(el);
      lepasTab = true;
    }
  });

  tabel.addEventListener("focusin", (event) => {
    if (!isianDari(event.target)) return;
    lepasTab = false;
    event.target.dataset.baruDimasuki = "ya";
  });

  /* As in a spreadsheet: the first click chooses the whole value, a second one sets the caret. */
  tabel.addEventListener("click", (event) => {
    const el = isianDari(event.target);
    if (!el || !el.dataset.baruDimasuki) return;
    delete el.dataset.baruDimasuki;
    if (!kisi.multibaris(el) && el.selectionStart === el.selectionEnd) el.select();
  });

  tabel.addEventListener("input", (event) => {
    const el = isianDari(event.target);
    if (!el) return;
    lepasTab = false;
    kisi.lupakan(el);
    kisi.tandai(el, "belum");
    kisi.simpanan.catat(el);
  });

  tabel.addEventListener("change", (event) => {
    if (isianDari(event.target) && !kisi.sedangTukar()) kisi.simpan(event.target);
  });

  /* Put back by the script or taken back by hand: the browser sees no change. */
  tabel.addEventListener("focusout", (event) => {
    const el = isianDari(event.target);
    if (!el || kisi.sedangTukar()) return;
    delete el.dataset.sunting;
    const diam = !kisi.dikirim.has(kunci(el)) && !kisi.tertunda.has(kunci(el)) && !gagal.has(kunci(el));
    if (!kisi.berubah(el) ? !el.dataset.yakin : diam && !el.getAttribute("aria-invalid")) kisi.simpan(el);
  });

  /* The list of all keys: `?` where it is no text, F1 everywhere. */
  document.addEventListener("keydown", (event) => {
    const dialog = document.getElementById("dialog-tombol");
    if (!dialog || dialog.open || document.querySelector("dialog[open]")) return;
    const el = isianDari(event.target);
    const angka = el && el.getAttribute("inputmode") !== "text" && !kisi.multibaris(el);
    const diLuarMedan = !event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "F1" && !(event.key === "?" && (angka || diLuarMedan))) return;
    event.preventDefault();
    dialog.showModal();
  });

  Object.assign(kisi, { masuki, diKolom, diBaris, bukaRincian });
})();
