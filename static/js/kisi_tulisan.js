/* Texts that are written in the side panel. What is not stored yet stays in this browser under its
   row. An explanation that could not be sent goes by itself when the server is back; the others
   are saved with one button above the grid. A remark is only kept: sent twice it would stand twice. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, simpanan, rapikan } = kisi;
  const COBA_LAGI = 20000; // milliseconds
  const MENUNGGU_JAWABAN = 30000; // a line that answers nothing counts as cut
  const AMAN = "Jaringan putus. Penjelasan aman di perangkat ini dan dikirim setelah tersambung.";
  const TAK_AMAN = "Jaringan putus. Jangan tutup halaman ini, tulisan belum tersimpan.";
  const BELUM_TERKIRIM = "Jaringan putus. Komentar belum terkirim. Tulisannya aman di perangkat ini, kirim lagi setelah tersambung.";
  const PANEL = /^panel:(\d+):(.+)$/;
  const DI_PANEL = /data-panel-indikator="(\d+)"/;
  let sedangKirim = false;
  let jam = 0;
  const kiriman = new WeakMap(); // a form of the panel that is on its way -> {indikator, isi by name}

  const panel = () => document.querySelector("#panel [data-panel-indikator]");
  const indikatorPanel = () => panel()?.dataset.panelIndikator;
  const TULISAN = "textarea[name], .bukti__tautan input[name]:not([type=hidden])";
  const tulisan = (formulir = document) => [...formulir.querySelectorAll(TULISAN)].filter((t) => t.closest("#panel form"));
  const namaDraf = (medan, indikator = indikatorPanel()) => `panel:${indikator}:${medan}`;
  const kotor = () => tulisan().some((t) => rapikan(t.value) !== rapikan(t.defaultValue));
  const penjelasan = (nama) => kisi.MEDAN.includes(PANEL.exec(nama)?.[2]);

  /** The drafts of the panel; what stands in the open panel is no news to its writer. */
  function daftar(hanyaDitunda) {
    return simpanan.nama().filter((nama) => {
      const isi = PANEL.test(nama) && simpanan.baca(nama);
      return isi && typeof isi.teks === "string" && (!hanyaDitunda || isi.kirim);
    });
  }
  const tampakDiPanel = (nama) => {
    const [, indikator, medan] = PANEL.exec(nama);
    return indikator === indikatorPanel() && tulisan().some((t) => t.name === medan);
  };

  /* Typing ------------------------------------------------------------------------------------- */

  document.addEventListener("input", (event) => {
    if (panel() && tulisan().includes(event.target)) catatTulisan(event.target);
  });

  function catatTulisan(t) {
    if (rapikan(t.value) === rapikan(t.defaultValue)) simpanan.hapus(namaDraf(t.name));
    else {
      const semula = t.form.elements[`semula_${t.name}`]?.value ?? t.defaultValue;
      const kata = t.labels?.[0]?.textContent.trim() || t.name;
      const nama = document.querySelector("#panel h2, #panel h3")?.textContent.trim() || "";
      simpanan.tulis(namaDraf(t.name), { teks: t.value, semula, judul: nama ? `${kata}, ${nama}` : kata });
    }
  }

  window.addEventListener("beforeunload", (event) => {
    if (simpanan.rusak && kotor()) event.preventDefault();
  });

  /* The panel's own button ----------------------------------------------------------------------- */

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.matches?.("#panel form")) event.detail.timeout = MENUNGGU_JAWABAN;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const formulir = event.detail.elt;
    if (!formulir.matches?.("#panel form") || !panel()) return;
    const isi = Object.fromEntries(tulisan(formulir).map((t) => [t.name, t.value]));
    kiriman.set(formulir, { indikator: indikatorPanel(), isi });
  });

  /** The panel's form did not arrive: its explanations wait for the line. */
  function tahan(event) {
    const formulir = event.detail.elt;
    if (!kiriman.has(formulir)) return;
    const { indikator, isi } = kiriman.get(formulir);
    const status = event.detail.xhr?.status || 0;
    if (status && status < 500 && status !== 401) return; // refused with a sentence: nothing to try again
    const nama = Object.keys(isi).map((medan) => namaDraf(medan, indikator));
    const ada = nama.filter((n) => penjelasan(n) && simpanan.baca(n));
    for (const n of ada) simpanan.tulis(n, { ...simpanan.baca(n), kirim: true });
    if (!status && formulir.matches("[data-putus-sendiri]")) {
      const dikirimSendiri = penjelasan(nama[0] || "");
      window.sakip.tampilkanPesan(simpanan.rusak ? TAK_AMAN : dikirimSendiri ? AMAN : BELUM_TERKIRIM);
    }
    if (ada.length) jadwalkan();
  }
  for (const nama of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(nama, tahan);

  /* On a slow line an answer may come when another row is open already, or while this one is being
     written in: the panel stays as it is. */
  let tautan = null; // the row that was asked for last
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target?.id === "panel" && event.detail.elt.matches("a")) tautan = event.detail.elt;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, requestConfig } = event.detail;
    if (target?.id !== "panel" || !panel() || xhr.status >= 400) return;
    const asal = requestConfig.elt;
    const untuk = DI_PANEL.exec(xhr.responseText)?.[1];
    const ditulis = kotor() || document.querySelector("#panel form :focus:is(textarea, input)");
    const basi = asal.matches("a") ? asal !== tautan : untuk !== indikatorPanel() || (!asal.matches("form") && ditulis);
    if (!basi) return;
    event.detail.shouldSwap = false;
    if (kiriman.has(asal) && !xhr.responseText.includes("galat-medan")) terimaSemua(kiriman.get(asal));
    if (asal.matches("form") && untuk) kisi.segarkanBaris(untuk); // htmx tells nothing of a form that is gone
    simpanan.perbarui();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const badan = event.detail.elt;
    if (badan.id !== "panel" && !badan.closest?.("#panel")) return;
    setelahPanel(kiriman.get(event.detail.requestConfig?.elt));
  });

  /** A new panel: what was sent and taken is no draft any more; what is still one comes back. */
  function setelahPanel(jawaban) {
    if (!panel()) return;
    const ditolak = document.querySelector("#panel .galat-medan");
    if (jawaban && jawaban.indikator === indikatorPanel() && !ditolak) terimaSemua(jawaban);
    pulihkanSemua();
    simpanan.perbarui();
  }

  const pulihkanSemua = () => panel() && tulisan().forEach(pulihkanTulisan);

  function terimaSemua({ indikator, isi }) {
    for (const [medan, teks] of Object.entries(isi)) terima(namaDraf(medan, indikator), teks);
  }

  /** The server has `teks`; what was typed after it left is a change of that. */
  function terima(nama, teks) {
    const draf = simpanan.baca(nama);
    if (!draf) return;
    if (rapikan(draf.teks) === rapikan(teks)) simpanan.hapus(nama);
    else simpanan.tulis(nama, { ...draf, semula: teks, kirim: false });
  }

  function pulihkanTulisan(t) {
    const nama = namaDraf(t.name);
    const draf = simpanan.baca(nama);
    if (!draf || typeof draf.teks !== "string") return;
    if (rapikan(draf.teks) === rapikan(t.defaultValue)) {
      if (!document.querySelector("#panel .galat-medan")) simpanan.hapus(nama);
      return;
    }
    if (t.value === draf.teks) return; // typed in this page
    t.value = draf.teks;
    t.closest("details")?.setAttribute("open", "");
    const semula = t.form.elements[`semula_${t.name}`];
    if (semula) semula.value = draf.semula; // the server compares: another's text is not lost
    const kabar = document.createElement("p");
    kabar.className = "form-text kisi-draf";
    kabar.textContent = t.closest(".komentar__balas")
      ? "Komentar ini belum dikirim."
      : "Tulisan yang belum disimpan dipulihkan.";
    t.after(kabar);
  }

  /* Sending what waits ------------------------------------------------------------------------- */

  function jadwalkan() {
    if (!jam) jam = window.setTimeout(() => kirimSemua(daftar(true)), COBA_LAGI);
  }

  /** One explanation, as a cell of the layout with texts sends it. Returns "ada", "tolak", "putus". */
  async function kirimSatu(nama) {
    const { teks, semula, ...lain } = simpanan.baca(nama);
    const [, indikator, medan] = PANEL.exec(nama);
    const { tahun, triwulan } = tabel.dataset;
    let jawaban;
    let rak;
    try {
      jawaban = await fetch(tabel.dataset.alamatTeks, {
        method: "POST",
        credentials: "same-origin",
        headers: { "HX-Request": "true", "X-CSRFToken": window.sakip.token(), "X-Pengguna": tabel.dataset.pengguna },
        body: new URLSearchParams({ indikator, tahun, triwulan, medan, teks, semula }),
      });
      rak = document.createElement("template");
      rak.innerHTML = `<table><tbody><tr>${await jawaban.text()}</tr></tbody></table>`;
    } catch {
      return "putus";
    }
    const kalimat = rak.content.querySelector("[data-alasan], [role=alert]")?.textContent.trim();
    if (jawaban.status === 200) {
      terima(nama, teks);
      return "ada";
    }
    if (jawaban.status === 401 || (jawaban.status === 403 && !kalimat)) {
      kisi.mintaMasuk?.();
      return "putus";
    }
    if (jawaban.status >= 500) return "putus";
    simpanan.tulis(nama, { ...lain, teks, semula, kirim: false, galat: kalimat });
    return "tolak";
  }

  /** Send these drafts one after the other; the rest waits when the line is cut. */
  async function kirimSemua(semua) {
    window.clearTimeout(jam);
    jam = 0;
    if (sedangKirim || !semua.length) return;
    sedangKirim = true;
    const tersimpan = [];
    for (const nama of semua.filter(penjelasan)) {
      simpanan.tulis(nama, { ...simpanan.baca(nama), kirim: true });
      const hasil = await kirimSatu(nama);
      if (hasil === "ada") tersimpan.push(nama);
      if (hasil === "putus") {
        jadwalkan();
        break;
      }
    }
    sedangKirim = false;
    if (tersimpan.length) await tunjukkan(tersimpan);
    simpanan.perbarui();
  }

  async function tunjukkan(nama) {
    const nomor = nama.map((n) => PANEL.exec(n)[1]);
    // Rows read while a cell is on its way would show it as it was.
    for (let kali = 0; kali < 50 && (kisi.dikirim.size || kisi.antre.size); kali += 1) {
      await new Promise((lanjut) => window.setTimeout(lanjut, 100));
    }
    window.sakip.tampilkanPesan(`${nama.length} penjelasan tersimpan.`);
    await kisi.muatUlangBaris(nomor.map((n) => `nilai-${n}`));
    if (nomor.includes(indikatorPanel())) window.htmx.ajax("GET", panel().dataset.alamat, { target: "#panel" });
  }

  for (const nama of ["kisi:tersambung", "kisi:masuk"]) document.addEventListener(nama, () => kirimSemua(daftar(true)));
  window.addEventListener("online", () => kirimSemua(daftar(true)));

  kisi.tulisan = { PANEL, kotor, penjelasan, tampakDiPanel, kirim: kirimSemua, pulihkan: pulihkanSemua, untuk: DI_PANEL };
  document.addEventListener("DOMContentLoaded", () => {
    /* Written before the scripts were there. */
    if (panel()) tulisan().filter((t) => rapikan(t.value) !== rapikan(t.defaultValue)).forEach(catatTulisan);
    setelahPanel();
    kirimSemua(daftar(true));
  });
})();
