/* The side panel of a row and the buttons of the messages under it; its texts: kisi_tulisan.js. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, cari, simpanan } = kisi;
  const panel = () => document.querySelector("#panel [data-panel-indikator]");

  /* Buttons in the message under a row: a reading, one's own value, or the stored one. */
  tabel.addEventListener("click", (event) => {
    const tombol = event.target instanceof Element ? event.target.closest("button") : null;
    const el = tombol && kisi.isianTombol(tombol);
    if (!el) return;
    if (tombol.dataset.pulihkan) {
      el.value = el.dataset.tersimpan || "";
      kisi.lupakan(el);
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

  /* After a save the open panel follows its row. htmx itself puts the focus back into the cell. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const badan = event.detail.elt;
    if (badan.id === "panel" || badan.closest?.("#panel") || badan.matches?.(".kisi__kelompok")) tandaiTerbuka();
    if (!badan.matches?.(".kisi__kelompok")) return;
    const terbuka = panel();
    const dariPanel = event.detail.requestConfig.headers["X-Dari-Panel"];
    if (terbuka?.dataset.panelIndikator !== badan.dataset.indikator || dariPanel || kisi.tulisan.kotor()) return;
    window.htmx.ajax("GET", terbuka.dataset.alamat, { target: "#panel" });
  });

  /* The reason for an empty cell is chosen in the side panel and saved like a value. */
  document.addEventListener("change", (event) => {
    const pilih = event.target instanceof Element ? event.target.closest("[data-alasan-sel]") : null;
    const el = pilih && cari(`nilai-${pilih.dataset.alasanSel}`);
    if (el) simpanAlasan(el, pilih.value);
    else if (pilih) simpanAlasanTanpaSel(pilih);
  });

  function simpanAlasan(el, alasan) {
    el.value = ""; // nothing typed stands against the reason
    delete el.dataset.dasar;
    kisi.lupakan(el);
    el.dataset.alasanBaru = alasan;
    kisi.tandai(el, "belum");
    kisi.simpan(el);
  }

  /** The layout with explanations has no cell for the value: the select itself sends it. */
  function simpanAlasanTanpaSel(pilih) {
    const { alasanSel: indikator } = pilih.dataset;
    const { tahun, triwulan, tampilan = "" } = tabel.dataset;
    const versi = pilih.form.elements[`versi-nilai-${indikator}`].value;
    const nomor = document.getElementById(`ind-${indikator}`)?.dataset.nomor || "0";
    window.htmx.ajax("POST", tabel.dataset.alamatSel, {
      source: pilih,
      target: `#ind-${indikator}`,
      swap: "outerHTML",
      values: { indikator, tahun, triwulan, tampilan, versi, nomor, nilai: "", alasan_kosong: pilih.value },
    });
  }

  /** Read one row again, after something of it was stored elsewhere. */
  function segarkanBaris(indikator) {
    const el = cari(`nilai-${indikator}`);
    if (el) barisLagi(el);
    else kisi.muatUlangBaris([`nilai-${indikator}`]); // locked, or the layout with explanations
  }

  function barisLagi(el) {
    const badan = kisi.kelompok(el);
    return window.htmx.ajax("GET", tabel.dataset.alamatSel, {
      target: `#${badan.id}`,
      swap: "outerHTML",
      headers: { "X-Dari-Panel": "1" },
      values: {
        ...kisi.nilaiVals(el),
        indikator: kisi.nomor(el),
        tahun: tabel.dataset.tahun,
        triwulan: tabel.dataset.triwulan,
        nomor: badan.dataset.nomor,
      },
    });
  }

  /* Texts and remarks are saved in the panel; the row shows them and counts them as an answer. */
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, verb } = event.detail.requestConfig;
    if (verb !== "post" || !elt.matches?.("form") || !event.detail.successful || !panel()) return;
    const untuk = kisi.tulisan.untuk.exec(event.detail.xhr.responseText)?.[1];
    segarkanBaris(untuk || panel().dataset.panelIndikator);
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
  /** A reason that was chosen before the scripts were there. */
  function kirimAlasanTerpilih() {
    const pilih = document.querySelector("[data-alasan-sel]");
    if (!pilih) return;
    const awal = [...pilih.options].find((pilihan) => pilihan.defaultSelected) || pilih.options[0];
    if (pilih.selectedOptions[0] !== awal) pilih.dispatchEvent(new Event("change", { bubbles: true }));
  }

  kisi.segarkanBaris = segarkanBaris;
  document.addEventListener("DOMContentLoaded", () => {
    kirimAlasanTerpilih();
    masukiBaris();
  });
})();
