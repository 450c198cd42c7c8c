/* The grid: its cells, the words about them and what the other kisi_*.js scripts share.

   A cell (.sel__isian) is known by its `kunci`, "<medan>-<id>". It is always in one of these:
   as stored; typed and not sent; on its way (`dikirim`); waiting for the network, the server or
   a login (`tertunda`); refused or failed (`gagal`). Rows come from the server (htmx). */
"use strict";

(() => {
  const tabel = document.getElementById("kisi");
  if (!tabel) return;

  const MEDAN = ["nilai", "rupiah", "analisis", "faktor_pendorong", "faktor_penghambat", "tindak_lanjut"];
  const KEADAAN =
    /^sel--(tersimpan|kosong|belum|menyimpan|menunggu|galat|ditolak|dikembalikan|diperbaiki|alasan|draf)$/;
  const KOLOM_CADANGAN = 10;
  const TANDA = {
    belum: ["Belum tersimpan", "pencil-fill"],
    menyimpan: ["Menyimpan", "arrow-repeat"],
    menunggu: ["Menunggu jaringan", "wifi-off"],
    galat: ["Belum tersimpan", "exclamation-octagon-fill"],
    ditolak: ["Ditolak", "x-circle-fill"],
  };

  /* A new row shows its own state at once, not the class of the old row for a moment. */
  window.htmx.config.attributesToSettle = [];

  const dikirim = new Map(); // kunci -> the text on its way
  const antre = new Set(); // kunci of cells whose turn to be sent has not come
  const tertunda = new Map(); // kunci -> why it waits: "jaringan", "server" or "sesi"
  const gagal = new Map(); // kunci -> HTTP status of the refusal
  const keadaan = { pukul: "", tersambungLagi: false };

  const rapikan = (teks) => teks.replace(/\r\n?/g, "\n").trim();
  const sel = (el) => el.closest(".sel") || el.closest("td");
  const kelompok = (el) => el.closest(".kisi__kelompok") || el.closest("tbody");
  const kunci = (el) => el.dataset.kunci || el.id;
  const medan = (el) => el.dataset.medan || kunci(el).replace(/-\d+$/, "");
  const nomor = (el) => kunci(el).replace(/^.*-/, "");
  const isian = () => [...tabel.querySelectorAll(".sel__isian")];
  const cari = (k) => {
    const el = document.getElementById(k);
    return el && tabel.contains(el) && el.matches(".sel__isian") ? el : null;
  };
  const isianDari = (el) => (el instanceof Element && el.matches("#kisi .sel__isian") ? el : null);
  const terlepas = (el) => (el instanceof Element && el.matches(".sel__isian") ? el : null);
  const tersimpan = (el) => rapikan(el.dataset.tersimpan || "");
  /* An empty cell may have a reason: `alasan` is the stored one, data-alasan-baru waits to be sent. */
  const alasan = (el) => el.dataset.alasan || "";
  const berubah = (el) => rapikan(el.value) !== tersimpan(el) || el.dataset.alasanBaru !== undefined;
  const multibaris = (el) => el.matches("textarea");
  const judul = (el) => el.getAttribute("aria-label") || kunci(el);
  const versi = (el) => el.dataset.versi ?? kelompok(el)?.dataset.versi;
  function pasangVersi(el, nilai) {
    if (el.dataset.versi !== undefined || !kelompok(el)) el.dataset.versi = nilai;
    else kelompok(el).dataset.versi = nilai;
  }

  /* Words ------------------------------------------------------------------------------------ */

  for (const tempat of document.querySelectorAll("[data-status-simpan]:not([role])")) {
    tempat.setAttribute("aria-live", "polite");
  }

  function tulisStatus(teks, nama) {
    for (const tempat of document.querySelectorAll("[data-status-simpan]")) {
      if (tempat.textContent !== teks) tempat.textContent = teks;
      tempat.dataset.keadaan = nama;
    }
  }

  function kataTertunda() {
    const sebab = new Set(tertunda.values());
    const awal = sebab.has("sesi") ? "Sesi berakhir." : sebab.has("jaringan") ? "Jaringan putus." : "Server belum menjawab.";
    const aman = window.kisi.simpanan?.rusak ? "menunggu, jangan tutup halaman ini" : "aman di perangkat ini";
    return `${awal} ${tertunda.size} sel ${aman}`;
  }

  function perbaruiStatus() {
    const galat = tabel.querySelectorAll(".sel--galat, .sel--ditolak").length;
    const jumlah = new Set([...dikirim.keys(), ...antre]).size;
    if (!tertunda.size && !jumlah) keadaan.tersambungLagi = false;
    if (dikirim.size) {
      const awal = keadaan.tersambungLagi ? "Tersambung, menyimpan" : "Menyimpan";
      tulisStatus(`${awal} ${jumlah} sel …`, "menyimpan");
    } else if (tertunda.size) {
      tulisStatus(kataTertunda(), "putus");
    } else if (galat) {
      tulisStatus(`${galat} sel belum tersimpan, lihat galat`, "galat");
    } else {
      tulisStatus(keadaan.pukul && `Tersimpan ${keadaan.pukul}`, "tersimpan");
    }
  }

  /** Say something to a screen reader that is seen on the page anyway. */
  const suara = document.createElement("p");
  suara.className = "visually-hidden";
  suara.setAttribute("aria-live", "polite");
  suara.id = "kisi-suara";
  document.getElementById("isi").append(suara);
  const ucapkan = (teks) => {
    suara.textContent = teks;
  };

  function tandai(el, nama, kataLain) {
    const wadah = sel(el);
    const [kata, ikon] = TANDA[nama];
    const tempatKata = wadah.querySelector(".sel__kata");
    const tempatIkon = wadah.querySelector(".ikon use");
    if (!wadah.dataset.semula) {
      const lama = [...wadah.classList].filter((k) => KEADAAN.test(k));
      wadah.dataset.semula = JSON.stringify([lama, tempatKata?.textContent, tempatIkon?.getAttribute("href")]);
    }
    wadah.classList.remove(...[...wadah.classList].filter((k) => KEADAAN.test(k)));
    wadah.classList.add(`sel--${nama}`);
    if (tempatKata) tempatKata.textContent = kataLain || kata;
    tempatIkon?.setAttribute("href", tempatIkon.getAttribute("href").replace(/#.*/, `#${ikon}`));
  }

  /** The cell shows what is stored again: so do its colour, word and icon. */
  function kembalikanTanda(el) {
    const wadah = sel(el);
    if (!wadah.dataset.semula) return;
    const [lama, kata, ikon] = JSON.parse(wadah.dataset.semula);
    wadah.classList.remove(...[...wadah.classList].filter((k) => KEADAAN.test(k)));
    wadah.classList.add(...lama);
    const tempatKata = wadah.querySelector(".sel__kata");
    if (tempatKata && kata !== null) tempatKata.textContent = kata;
    if (ikon) wadah.querySelector(".ikon use")?.setAttribute("href", ikon);
    delete wadah.dataset.semula;
  }

  /* Messages under a row ------------------------------------------------------------------------ */

  /** The cell that a button of a message belongs to. */
  function isianTombol(tombol) {
    const nama = tombol.dataset.sel || tombol.dataset.pulihkan || tombol.dataset.ulangi;
    return nama ? cari(nama) || cari(`nilai-${nama}`) : null;
  }

  /** The buttons that repair this cell, in the order they stand. */
  const perbaikan = (el) =>
    [...kelompok(el).querySelectorAll("button[data-sel], button[data-pulihkan], button[data-ulangi]")].filter(
      (b) => isianTombol(b) === el,
    );

  function hapusPesan(el) {
    const badan = kelompok(el);
    for (const pesan of badan.querySelectorAll(".kisi__pesan:not(.kisi__pesan--catatan)")) {
      const milik = pesan.dataset.milik;
      const tombol = pesan.querySelector("button[data-sel], button[data-pulihkan], button[data-ulangi]");
      if (milik ? milik === kunci(el) : !tombol || isianTombol(tombol) === el) pesan.remove();
    }
    el.removeAttribute("aria-invalid");
  }

  /** Refused (403, 404, 5xx): the sentence stands under the row, the typed text stays. */
  function tampilkanGalat(el, kalimat, nama) {
    hapusPesan(el);
    tandai(el, nama);
    el.setAttribute("aria-invalid", "true");
    const baris = document.createElement("tr");
    baris.className = "kisi__pesan";
    baris.dataset.milik = kunci(el);
    const tempat = baris.insertCell();
    tempat.colSpan = tabel.querySelectorAll("colgroup col").length || KOLOM_CADANGAN;
    const isi = document.createElement("div");
    isi.className = "kisi__pesan-isi";
    const kata = document.createElement("span");
    kata.setAttribute("role", "alert");
    const ikon = sel(el).querySelector(".ikon")?.cloneNode(true);
    kata.append(...(ikon ? [ikon, kalimat] : [kalimat]));
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "btn btn-secondary";
    tombol.dataset.ulangi = kunci(el);
    tombol.textContent = "Simpan ulang";
    isi.append(kata, " ", tombol);
    tempat.append(isi);
    kelompok(el).append(baris);
  }

  /* What the other scripts use ------------------------------------------------------------------- */

  const belumTersimpan = () => isian().filter((el) => berubah(el) || dikirim.has(kunci(el)));

  window.kisi = {
    tabel, MEDAN, dikirim, antre, tertunda, gagal, keadaan,
    isian, isianDari, terlepas, cari, kunci, medan, nomor, sel, kelompok, rapikan, versi, pasangVersi,
    tersimpan, alasan, berubah, belumTersimpan, multibaris, judul,
    tandai, kembalikanTanda, perbaruiStatus, ucapkan,
    isianTombol, perbaikan, hapusPesan, tampilkanGalat,
  };

  /* Cells come read-only where nothing else saves them, so that nothing is typed into a page whose
     script did not load; what is only for a page without script goes. */
  const buka = (akar) => akar.querySelectorAll(".sel__isian[readonly]").forEach((el) => el.removeAttribute("readonly"));
  document.addEventListener("htmx:load", (event) => buka(event.detail.elt));
  buka(tabel);

  /* The button that posts the whole sheet goes once every script is here: on a bad line one of them
     may never come, and then it is what saves. */
  const BAGIAN = ["simpanan", "simpan", "muatUlangBaris", "urungkan", "terpilih", "masuki", "tulisan", "segarkanBaris"];
  document.addEventListener("DOMContentLoaded", () => {
    const cadangan = document.getElementById("simpan-lembar");
    if (!cadangan) return;
    if (window.sakip && BAGIAN.every((nama) => window.kisi[nama])) cadangan.remove();
    else tulisStatus("Halaman tidak termuat utuh. Muat ulang, atau tekan Simpan lembar di bawah tabel.", "galat");
  });
})();
