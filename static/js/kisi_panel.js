/* The side panel of a row and the buttons of the messages under it. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, cari, simpanan } = kisi;
  const panel = () => document.querySelector("#panel [data-panel-indikator]");
  const tulisan = (akar) => [...akar.querySelectorAll("#panel form textarea[name]")];
  const namaDraf = (t) => `panel:${panel().dataset.panelIndikator}:${t.name}`;

  /* Buttons in the message under a row: a reading, one's own value, or the stored one. */
  tabel.addEventListener("click", (event) => {
    const tombol = event.target instanceof Element ? event.target.closest("button") : null;
    const el = tombol && kisi.isianTombol(tombol);
    if (!el) return;
    if (tombol.dataset.pulihkan) {
      el.value = el.dataset.tersimpan || "";
      for (const daftar of [kisi.tertunda, kisi.gagal]) daftar.delete(kisi.kunci(el));
      simpanan.hapus(kisi.kunci(el));
      delete el.dataset.dasar;
      kisi.pulihkan(el);
    } else if (tombol.dataset.alasan) {
      simpanAlasan(el, tombol.dataset.alasan);
    } else {
      if (tombol.dataset.pakai !== undefined) {
        el.value = tombol.dataset.pakai;
        el.dataset.yakin = tombol.dataset.yakin || "";
      }
      delete el.dataset.dasar; // the other text was shown: it may be replaced knowingly
      kisi.tandai(el, "belum");
      kisi.kirim(el);
    }
    el.focus();
  });

  /** Mark the row that the panel is about. */
  function tandaiTerbuka() {
    const indikator = panel()?.dataset.panelIndikator;
    for (const tautan of tabel.querySelectorAll(".kisi__tautan[aria-current]")) tautan.removeAttribute("aria-current");
    document.getElementById(`tautan-${indikator}`)?.setAttribute("aria-current", "true");
  }

  const panelKotor = () => tulisan(document).some((t) => t.value !== t.defaultValue);

  /* After a save the open panel follows its row. htmx itself puts the focus back into the cell. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const badan = event.detail.elt;
    if (badan.id === "panel" || badan.closest?.("#panel")) setelahPanel();
    if (badan.id === "panel" || badan.closest?.("#panel") || badan.matches?.(".kisi__kelompok")) tandaiTerbuka();
    if (!badan.matches?.(".kisi__kelompok")) return;
    const terbuka = panel();
    const dariPanel = event.detail.requestConfig.headers["X-Dari-Panel"];
    if (terbuka?.dataset.panelIndikator !== badan.dataset.indikator || dariPanel || panelKotor()) return;
    window.htmx.ajax("GET", terbuka.dataset.alamat, { target: "#panel" });
  });

  /* Texts that are being written in the panel ------------------------------------------------- */

  document.addEventListener("input", (event) => {
    const t = event.target;
    if (!(t instanceof HTMLTextAreaElement) || !t.closest("#panel form") || !panel() || !t.name) return;
    if (t.value === t.defaultValue) simpanan.hapus(namaDraf(t));
    else {
      const semula = t.form.elements[`semula_${t.name}`]?.value ?? t.defaultValue;
      const kata = t.labels?.[0]?.textContent.trim() || t.name;
      const nama = document.querySelector("#panel h2, #panel h3")?.textContent.trim() || "";
      simpanan.tulis(namaDraf(t), { teks: t.value, semula, judul: nama ? `${kata}, ${nama}` : kata });
    }
  });

  let terkirim = null; // the panel's form that was sent last: {indikator, teks by name}
  document.addEventListener("htmx:beforeRequest", (event) => {
    const formulir = event.detail.elt;
    if (!formulir.matches?.("#panel form") || !panel()) return;
    const isi = Object.fromEntries([...formulir.querySelectorAll("textarea[name]")].map((t) => [t.name, t.value]));
    terkirim = { indikator: panel().dataset.panelIndikator, isi };
  });

  /** A new panel: what was sent and taken is no draft any more; what is still one comes back. */
  function setelahPanel() {
    if (!panel()) return;
    const { indikator, isi } = terkirim || {};
    const ditolak = document.querySelector("#panel .galat-medan");
    if (isi && indikator === panel().dataset.panelIndikator && !ditolak) {
      for (const nama of Object.keys(isi)) simpanan.hapus(`panel:${indikator}:${nama}`);
      simpanan.perbarui();
    }
    terkirim = null;
    for (const t of tulisan(document)) pulihkanTulisan(t);
  }

  function pulihkanTulisan(t) {
    const draf = simpanan.baca(namaDraf(t));
    if (!draf || typeof draf.teks !== "string") return;
    if (draf.teks === t.defaultValue) {
      if (!document.querySelector("#panel .galat-medan")) simpanan.hapus(namaDraf(t));
      return;
    }
    t.value = draf.teks;
    const semula = t.form.elements[`semula_${t.name}`];
    if (semula) semula.value = draf.semula; // the server compares: another's text is not lost
    const kabar = document.createElement("p");
    kabar.className = "form-text kisi-draf";
    kabar.textContent = "Tulisan yang belum disimpan dipulihkan.";
    t.after(kabar);
  }

  /* The reason for an empty cell is chosen in the side panel and saved like a value. */
  document.addEventListener("change", (event) => {
    const pilih = event.target instanceof Element ? event.target.closest("[data-alasan-sel]") : null;
    const el = pilih && cari(`nilai-${pilih.dataset.alasanSel}`);
    if (el) simpanAlasan(el, pilih.value);
  });

  function barisLagi(el, cara, isi, headers) {
    const badan = kisi.kelompok(el);
    return window.htmx.ajax(cara, tabel.dataset.alamatSel, {
      target: `#${badan.id}`,
      swap: "outerHTML",
      headers,
      values: {
        ...kisi.nilaiVals(el),
        indikator: kisi.nomor(el),
        tahun: tabel.dataset.tahun,
        triwulan: tabel.dataset.triwulan,
        versi: kisi.versi(el) ?? "",
        nomor: badan.dataset.nomor,
        ...isi,
      },
    });
  }

  function simpanAlasan(el, alasan) {
    el.value = el.dataset.tersimpan || ""; // nothing typed stands against the new row
    simpanan.hapus(kisi.kunci(el));
    barisLagi(el, "POST", { nilai: "", alasan_kosong: alasan });
  }

  /* Texts and remarks are saved in the panel; the row shows them and counts them as an answer. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, verb } = event.detail.requestConfig;
    if (verb !== "post" || !elt.matches?.("form") || !event.detail.successful || !panel()) return;
    const el = cari(`nilai-${panel().dataset.panelIndikator}`);
    if (el) barisLagi(el, "GET", {}, { "X-Dari-Panel": "1" });
  });

  /** The address names a row (home, a notice): the cell is ready to be typed into. */
  function masukiBaris() {
    const el = cari(`nilai-${new URLSearchParams(window.location.search).get("baris")}`);
    if (!el || !window.matchMedia("(min-width: 1200px)").matches) return;
    el.scrollIntoView({ block: "center" });
    el.focus({ preventScroll: true });
    el.select();
  }

  tandaiTerbuka();
  document.addEventListener("DOMContentLoaded", () => {
    setelahPanel();
    masukiBaris();
  });
})();
