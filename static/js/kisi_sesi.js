/* The session ended in mid-entry: the password is asked for in place, the text stays, what waits is
   sent. Each save says for whom the page was made, so that nobody else's login takes it over. */
"use strict";

(() => {
  const { kisi } = window;
  const dialog = document.getElementById("dialog-masuk");
  if (!kisi || !dialog) return;
  const formulir = dialog.querySelector("form");
  const sandi = formulir.elements.password;
  const tempatGalat = dialog.querySelector("[data-masuk-galat]");
  const TAK_TERSAMBUNG = "Server belum menjawab. Coba lagi sebentar lagi. Isian Anda aman di perangkat ini.";
  let berakhir = false;
  let token = "";
  let sebelum = null; // what had the focus
  let formulirPanel = null; // a form of the side panel that met the ended session

  kisi.sesiBerakhir = () => berakhir;

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-Pengguna"] = kisi.tabel.dataset.pengguna;
  });

  /* Not a cell but the panel: its form is sent again after the login. */
  document.addEventListener("htmx:responseError", (event) => {
    const { elt, xhr } = event.detail;
    if (kisi.terlepas(elt) || (xhr.status !== 401 && (xhr.status !== 403 || /data-alasan/.test(xhr.responseText)))) return;
    /* Explanations wait as drafts (kisi_tulisan.js). */
    if (elt.matches?.("#panel form") && !elt.elements.analisis) formulirPanel = elt;
    if (berakhir) buka();
    else mintaMasuk();
  });

  /** Who is signed in on this browser now, and the token of that session. */
  async function tanya() {
    const jawaban = await fetch(formulir.action, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!jawaban.ok) throw new Error(String(jawaban.status));
    return jawaban.json();
  }

  function tulisGalat(kalimat) {
    tempatGalat.textContent = kalimat;
    tempatGalat.hidden = !kalimat;
    sandi.setAttribute("aria-invalid", String(Boolean(kalimat)));
  }

  function buka() {
    if (dialog.open) return;
    sebelum = document.activeElement;
    formulir.reset();
    dialog.showModal();
    sandi.focus();
  }

  /** Called by the first save that was answered with "no session"; `lagi`: asked for by hand, so
      the dialog that was closed before opens once more. */
  async function mintaMasuk(lagi = false) {
    if (berakhir) {
      if (lagi) buka();
      return;
    }
    berakhir = true;
    kisi.perbaruiStatus();
    if (!(await lanjutkanBilaMasuk())) buka();
  }

  /** Signed in again already, in another tab: go on. */
  async function lanjutkanBilaMasuk() {
    let kini;
    try {
      kini = await tanya();
    } catch {
      tulisGalat(TAK_TERSAMBUNG);
      return false;
    }
    token = kini.csrf;
    formulir.elements.csrfmiddlewaretoken.value = token;
    if (String(kini.pengguna) === kisi.tabel.dataset.pengguna) {
      lanjut(kini.csrf);
      return true;
    }
    tulisGalat(kini.kalimat || "");
    return false;
  }

  function lanjut(baru) {
    berakhir = false;
    tulisGalat("");
    document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", baru);
    for (const medan of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) medan.value = baru;
    document.getElementById("kisi-masuk")?.remove();
    if (dialog.open) dialog.close();
    document.querySelector("#isi > [data-galat]")?.remove();
    kisi.kirimTertunda(true);
    if (formulirPanel?.isConnected) formulirPanel.requestSubmit();
    formulirPanel = null;
    kisi.perbaruiStatus();
    document.dispatchEvent(new CustomEvent("kisi:masuk"));
  }

  formulir.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      if (await lanjutkanBilaMasuk()) return;
      const jawaban = await fetch(formulir.action, {
        method: "POST",
        credentials: "same-origin",
        headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
        body: new FormData(formulir),
      });
      const isi = await jawaban.json();
      if (jawaban.ok) {
        lanjut(isi.csrf);
        return;
      }
      tulisGalat(jawaban.status === 429 ? formulir.dataset.terkunci : isi.kalimat || TAK_TERSAMBUNG);
    } catch {
      tulisGalat(TAK_TERSAMBUNG);
    }
    sandi.value = "";
    sandi.focus();
  });

  /* Closed without a login: the text stays, and the way back stands above the grid. */
  dialog.addEventListener("close", () => {
    sandi.value = "";
    const kembali = sebelum?.isConnected ? sebelum : document.getElementById(sebelum?.id || "");
    kembali?.focus();
    if (!berakhir || document.getElementById("kisi-masuk")) return;
    const bilah = document.createElement("div");
    bilah.className = "bilah-kabar";
    bilah.id = "kisi-masuk";
    bilah.setAttribute("role", "status");
    const kata = document.createElement("span");
    kata.textContent = "Sesi Anda berakhir. Isian aman di perangkat ini dan dikirim setelah Anda masuk lagi. ";
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "btn btn-secondary btn-sm";
    tombol.textContent = "Masuk lagi";
    tombol.addEventListener("click", buka);
    bilah.append(kata, tombol);
    document.querySelector(".meja-kerja").before(bilah);
  });

  /* Back from another tab, where someone may have signed in again. */
  window.addEventListener("focus", () => berakhir && lanjutkanBilaMasuk());

  /* Signing out with texts that no server has yet: ask first. */
  const dialogKeluar = document.getElementById("dialog-keluar");
  let yakinKeluar = false;
  document.addEventListener("submit", (event) => {
    if (!dialogKeluar || yakinKeluar || !event.target.matches?.(`form[action="${dialogKeluar.dataset.keluar}"]`)) return;
    const jumlah = Math.max(kisi.simpanan.nama(true).length, kisi.belumTersimpan().length);
    if (!jumlah) return;
    event.preventDefault();
    dialogKeluar.querySelector("[data-jumlah]").textContent = jumlah;
    dialogKeluar.showModal();
    dialogKeluar.querySelector("[data-keluar-yakin]").onclick = () => {
      yakinKeluar = kisi.keadaan.pergi = true; // the browser need not ask again
      event.target.requestSubmit();
    };
  });

  kisi.mintaMasuk = mintaMasuk;
})();
