/* What was typed and is not stored yet stays in this browser: one entry per cell, under the person,
   the PD, the year and the quarter. It survives a reload, a closed tab and a restart, and nobody
   else who signs in on this browser sees or sends it. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, kunci, cari, rapikan } = kisi;
  const lembar = new URLSearchParams(window.location.search);
  const pd = tabel.dataset.pd || lembar.get("pd") || "";
  const milik = `kisi:${tabel.dataset.pengguna}:`;
  const awalan = `${milik}${pd}:${tabel.dataset.tahun}:${tabel.dataset.triwulan}:`;
  const tab = `kisi-tab-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const SARINGAN = ["saring", "cari", "jenis"];
  const dariPanel = (nama) => kisi.tulisan.PANEL.test(nama);

  /* Held as long as this page lives: another tab leaves alone what is being typed here. */
  window.navigator.locks?.request(tab, () => new Promise(() => {}));
  async function tabHidup() {
    try {
      return new Set((await window.navigator.locks.query()).held.map((l) => l.name));
    } catch {
      return new Set(); // not on a plain http address: every draft counts as left behind
    }
  }

  const tanpaTempat = new Set(); // names that the browser did not take

  const simpanan = {
    get rusak() {
      return tanpaTempat.size > 0;
    },

    tulis(nama, isi) {
      try {
        window.localStorage.setItem(awalan + nama, JSON.stringify({ ...isi, tab, pada: Date.now() }));
        tanpaTempat.delete(nama);
      } catch {
        tanpaTempat.add(nama); // switched off or full: the page itself still holds the text
      }
    },

    baca(nama) {
      try {
        return JSON.parse(window.localStorage.getItem(awalan + nama));
      } catch {
        return null;
      }
    },

    hapus(nama) {
      tanpaTempat.delete(nama);
      try {
        window.localStorage.removeItem(awalan + nama);
      } catch {
        /* nothing was kept */
      }
    },

    /** This page needs the entry no more; one that another page holds stays. */
    lepas(nama) {
      if ((simpanan.baca(nama)?.tab ?? tab) === tab) simpanan.hapus(nama);
      else tanpaTempat.delete(nama);
    },

    /** Keep what this cell holds, with what the person saw before typing. */
    catat(el) {
      if (!kisi.berubah(el) && !kisi.dikirim.has(kunci(el))) simpanan.lepas(kunci(el));
      else {
        simpanan.tulis(kunci(el), {
          teks: el.value,
          versi: kisi.versi(el),
          semula: el.dataset.dasar ?? el.dataset.tersimpan,
          judul: kisi.judul(el),
          alasan: el.value ? undefined : (el.dataset.alasanBaru ?? el.dataset.alasanTerkirim),
        });
      }
    },

    /** Names of all that is kept: of this sheet, or of every sheet of this person. */
    nama(semuaLembar) {
      const depan = semuaLembar ? milik : awalan;
      try {
        const semua = Array.from({ length: window.localStorage.length }, (_, i) => window.localStorage.key(i));
        return semua.filter((k) => k?.startsWith(depan)).map((k) => k.slice(depan.length));
      } catch {
        return [];
      }
    },
  };
  kisi.simpanan = simpanan;

  /** Put the drafts back into their cells and send them; count those that have no cell here. */
  async function pulihkan() {
    const hidup = await tabHidup();
    const tanpaSel = [];
    for (const nama of simpanan.nama()) {
      const isi = simpanan.baca(nama);
      if (!isi || typeof isi.teks !== "string" || (isi.tab !== tab && hidup.has(isi.tab))) continue;
      if (dariPanel(nama)) {
        if (isi.kirim || isi.galat || !kisi.tulisan.tampakDiPanel(nama)) tanpaSel.push({ nama, isi });
        continue;
      }
      const el = cari(nama);
      if (!el) tanpaSel.push({ nama, isi });
      else if (rapikan(isi.teks) === kisi.tersimpan(el) && (isi.alasan ?? kisi.alasan(el)) === kisi.alasan(el)) {
        simpanan.hapus(nama);
      } else if (!kisi.berubah(el)) {
        el.value = isi.teks;
        if (isi.alasan !== undefined) el.dataset.alasanBaru = isi.alasan;
        /* Older than what is stored: the server shows both. */
        if (isi.versi !== undefined) kisi.pasangVersi(el, isi.versi);
        if (isi.semula !== undefined) el.dataset.dasar = isi.semula;
        kisi.simpan(el);
      }
    }
    gambarBilah(tanpaSel);
  }

  /* The bar above the grid ------------------------------------------------------------------- */

  function unsur(nama, kelas, ...isi) {
    const el = document.createElement(nama);
    if (kelas) el.className = kelas;
    el.append(...isi);
    return el;
  }

  /** The address of the whole sheet in the layout that holds this cell. */
  function lembarUtuh(nama) {
    const utuh = new URLSearchParams(lembar);
    for (const saringan of [...SARINGAN, "baris"]) utuh.delete(saringan);
    if (/^(nilai|rupiah)-/.test(nama)) utuh.delete("tampilan");
    else utuh.set("tampilan", "penjelasan");
    return `?${utuh}`;
  }

  function kalimat(alamat, jumlah) {
    const kini = new URLSearchParams(lembar);
    for (const nama of [...SARINGAN, "baris"]) if (nama === "baris" || !kini.get(nama)) kini.delete(nama);
    if (alamat === `?${kini}`) {
      return [`${jumlah} isian dari perangkat ini tidak terkirim karena selnya terkunci atau tidak ada di lembar ini.`];
    }
    const tautan = unsur("a", "", "Lihat seluruh lembar");
    tautan.href = alamat;
    return [`${jumlah} sel menunggu di saringan lain. `, tautan];
  }

  function butir({ nama, isi }) {
    const buang = unsur("button", "btn btn-secondary btn-sm", "Buang");
    buang.type = "button";
    buang.setAttribute("aria-label", `Buang isian ${isi.judul}`);
    buang.addEventListener("click", () => {
      simpanan.hapus(nama);
      pulihkan();
    });
    const galat = isi.galat ? unsur("span", "teks-galat", `${isi.galat} `) : "";
    return unsur("li", "", `${isi.judul}: `, unsur("strong", "", isi.teks || "dikosongkan"), " ", galat, ...keRincian(nama), buang);
  }

  /** Where a text of the panel is written on. */
  function keRincian(nama) {
    const indikator = kisi.tulisan.PANEL.exec(nama)?.[1];
    if (!indikator) return [];
    const alamat = new URLSearchParams(lembar);
    for (const saringan of SARINGAN) alamat.delete(saringan);
    alamat.set("baris", indikator);
    const tautan = unsur("a", "", "Buka rincian");
    tautan.href = `?${alamat}#narasi`;
    return [tautan, " "];
  }

  /** Texts of the panel that nobody has saved: one button for the explanations among them. */
  function bagianPanel(panel) {
    const kata = `${panel.length} tulisan di rincian baris belum disimpan.`;
    const kirim = panel.filter(({ nama }) => kisi.tulisan.penjelasan(nama)).map(({ nama }) => nama);
    const baris = unsur("p", "", kata, " ");
    if (kirim.length) {
      const tombol = unsur("button", "btn btn-secondary btn-sm", "Simpan sekarang");
      tombol.type = "button";
      tombol.addEventListener("click", () => kisi.tulisan.kirim(kirim));
      baris.append(tombol);
    }
    return [baris, unsur("details", "", unsur("summary", "", "Lihat isinya"), unsur("ul", "", ...panel.map(butir)))];
  }

  function gambarBilah(tanpaSel) {
    document.getElementById("kisi-menunggu")?.remove();
    if (!tanpaSel.length) return;
    const sel = tanpaSel.filter(({ nama }) => !dariPanel(nama));
    const panel = tanpaSel.filter(({ nama }) => dariPanel(nama));
    const isi = unsur("div", "kisi-menunggu__isi");
    for (const alamat of new Set(sel.map(({ nama }) => lembarUtuh(nama)))) {
      const di = sel.filter(({ nama }) => lembarUtuh(nama) === alamat);
      const rinci = unsur("details", "", unsur("summary", "", "Lihat isinya"), unsur("ul", "", ...di.map(butir)));
      isi.append(unsur("p", "", ...kalimat(alamat, di.length)), rinci);
    }
    if (panel.length) isi.append(...bagianPanel(panel));
    const bilah = unsur("div", "bilah-kabar kisi-menunggu", isi);
    bilah.id = "kisi-menunggu";
    bilah.setAttribute("role", "status");
    document.querySelector(".meja-kerja").before(bilah);
  }

  simpanan.perbarui = pulihkan;
  document.addEventListener("DOMContentLoaded", pulihkan);
})();
