/* A rectangle of cells: chosen with Shift, copied as the table that Excel and LibreOffice paste,
   emptied with Delete as one step; and the whole visible sheet as such a table. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, medan, isian, isianDari, MEDAN } = kisi;
  const ANGKA = /^[-+]?[\d.,]+\s*%?$/;
  let blok = null; // {r0, k0, r1, k1}: rows and columns of the anchor and of the other corner

  /* The rectangle ---------------------------------------------------------------------------- */

  const barisIsian = () => [...new Set(isian().map((el) => el.closest("tr")))];
  const kolomAda = () => MEDAN.filter((m) => tabel.querySelector(`.sel__isian[id^="${m}-"]`));
  const letak = (el) => ({ r: barisIsian().indexOf(el.closest("tr")), k: kolomAda().indexOf(medan(el)) });
  const antara = (n, a, b) => n >= Math.min(a, b) && n <= Math.max(a, b);

  /** The chosen cells, row by row; the one in work where no rectangle is chosen. */
  function terpilih() {
    if (!blok) return [isianDari(document.activeElement)].filter(Boolean);
    const kolom = kolomAda();
    const baris = barisIsian();
    return isian().filter(
      (el) => antara(kolom.indexOf(medan(el)), blok.k0, blok.k1) && antara(baris.indexOf(el.closest("tr")), blok.r0, blok.r1),
    );
  }

  function gambarBlok() {
    for (const wadah of tabel.querySelectorAll(".sel--blok")) wadah.classList.remove("sel--blok");
    if (blok) for (const el of terpilih()) kisi.sel(el).classList.add("sel--blok");
  }

  function pilih(dari, ke) {
    blok = { r0: dari.r, k0: dari.k, r1: ke.r, k1: ke.k };
    const jumlah = terpilih().length;
    if (jumlah < 2) blok = null;
    gambarBlok();
    kisi.ucapkan(blok ? `${jumlah} sel dipilih` : "");
  }

  function lepasPilihan() {
    if (!blok) return false;
    blok = null;
    gambarBlok();
    kisi.ucapkan("Pilihan dilepas");
    return true;
  }

  /** The next corner: one column aside, or the next row that has a cell in these columns. */
  function geser(awal, ujung, tombol) {
    const kolom = kolomAda();
    const baris = barisIsian();
    if (tombol === "ArrowLeft" || tombol === "ArrowRight") {
      const k = ujung.k + (tombol === "ArrowLeft" ? -1 : 1);
      return { ...ujung, k: Math.max(0, Math.min(kolom.length - 1, k)) };
    }
    const langkah = tombol === "ArrowUp" ? -1 : 1;
    for (let r = ujung.r + langkah; r >= 0 && r < baris.length; r += langkah) {
      const isi = [...baris[r].querySelectorAll(".sel__isian")];
      if (isi.some((el) => antara(kolom.indexOf(medan(el)), awal.k, ujung.k))) return { ...ujung, r };
    }
    return ujung;
  }

  tabel.addEventListener("keydown", (event) => {
    const el = isianDari(event.target);
    if (!el || event.isComposing) return;
    if (blok && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      const semua = terpilih();
      const jumlah = kisi.ubahSekaligus(`${semua.length} sel dikosongkan`, semua.map((s) => ({ el: s, ke: "" })));
      const kabar = jumlah ? `${jumlah} sel dikosongkan.` : "Sel yang dipilih sudah kosong.";
      window.sakip.tampilkanPesan(kabar, jumlah ? { kata: "Urungkan", jalankan: kisi.urungkan } : undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Shift") return;
    if (!event.shiftKey || !/^Arrow(Up|Down|Left|Right)$/.test(event.key)) {
      if (event.key !== "Escape") lepasPilihan();
      return;
    }
    /* In a text that is being written Shift and an arrow mark letters. */
    const utuh = el.selectionStart === 0 && el.selectionEnd === el.value.length;
    const tegak = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (!blok && !utuh && (kisi.multibaris(el) || !tegak)) return;
    event.preventDefault();
    const awal = letak(el);
    pilih(awal, geser(awal, blok ? { r: blok.r1, k: blok.k1 } : awal, event.key));
  });

  tabel.addEventListener("mousedown", (event) => {
    const ke = event.target instanceof Element ? isianDari(event.target) : null;
    const dari = isianDari(document.activeElement);
    if (event.shiftKey && ke && dari && ke !== dari) {
      event.preventDefault();
      pilih(letak(dari), letak(ke));
    } else lepasPilihan();
  });
  tabel.addEventListener("focusin", (event) => {
    const el = isianDari(event.target);
    if (!blok || !el) return;
    const { r, k } = letak(el);
    if (r !== blok.r0 || k !== blok.k0) lepasPilihan();
  });

  /* Copy ------------------------------------------------------------------------------------- */

  /** One field of the table; what a spreadsheet would run as a formula stays text. */
  function medanTSV(teks) {
    let isi = teks;
    if (/^[=+\-@]/.test(isi) && !ANGKA.test(isi)) isi = `'${isi}`;
    return /[\t\n\r"]/.test(isi) ? `"${isi.replaceAll('"', '""')}"` : isi;
  }
  const tsv = (baris) => baris.map((b) => b.map(medanTSV).join("\t")).join("\r\n");

  function blokTSV() {
    const kolom = kolomAda();
    const semua = terpilih();
    const terpakai = kolom.filter((m) => semua.some((el) => medan(el) === m));
    const baris = [...new Set(semua.map((el) => el.closest("tr")))];
    return tsv(
      baris.map((b) => terpakai.map((m) => semua.find((el) => el.closest("tr") === b && medan(el) === m)?.value ?? "")),
    );
  }

  document.addEventListener("copy", (event) => {
    if (!blok || !isianDari(document.activeElement)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", blokTSV());
    window.sakip.tampilkanPesan(`${terpilih().length} sel disalin.`);
  });

  /* A browser would glue the lines of a pasted block into one number. A script that can take the
     block has done so before this one is asked. */
  window.addEventListener("paste", (event) => {
    if (event.defaultPrevented || !isianDari(event.target) || kisi.multibaris(event.target)) return;
    if (!/[\r\n\t]/.test(event.clipboardData.getData("text").trim())) return;
    event.preventDefault();
    window.sakip.tampilkanPesan("Tempel satu nilai untuk satu sel. Tidak ada yang ditempel.");
  });

  /* The whole sheet ---------------------------------------------------------------------------- */

  const TAK_TERBACA = ".visually-hidden, .hanya-hp, .sel__kata, .meter__kata, .meter, svg, button";

  function teksSel(sel) {
    const isi = sel.querySelector(".sel__isian");
    if (isi) return isi.value;
    const salinan = sel.cloneNode(true);
    salinan.querySelectorAll(TAK_TERBACA).forEach((el) => el.remove());
    salinan.querySelectorAll("span, div, p").forEach((el) => el.append(" "));
    const teks = salinan.textContent.replace(/\s+/g, " ").trim();
    return teks === "–" ? "" : teks;
  }

  /** A name and what is said about it are two columns: so the copy is found by name when it is pasted
      back. */
  function isiSel(sel) {
    const kepala = sel.closest("thead");
    if (!sel.matches(".kisi__nama")) return [(kepala && sel.title) || teksSel(sel)];
    if (kepala) return [teksSel(sel), sel.matches("th") ? "Keterangan" : ""];
    return [".kisi__teks, .kisi__judul", ".kisi__ket, .kisi__jenis"].map((p) => {
      const bagian = sel.querySelector(p);
      return bagian ? teksSel(bagian) : "";
    });
  }

  const melebar = (baris) => [...baris.cells].flatMap((sel) => [...isiSel(sel), ...Array(Math.max(0, sel.colSpan - 1)).fill("")]);

  /** The head in one row: "Target 2024", "Target TW II". */
  function kepala() {
    const [atas, ...bawah] = [...tabel.tHead.rows];
    if (!bawah.length) return melebar(atas);
    const kelompok = [...atas.cells].flatMap((sel) =>
      sel.matches(".kisi__nama") ? ["", ""] : Array(sel.colSpan).fill(teksSel(sel).replace(/[;(].*$/, "").trim()),
    );
    return melebar(bawah.at(-1)).map((kata, i) => `${kelompok[i] || ""} ${kata}`.trim());
  }

  function lembarTSV() {
    const baris = [...tabel.querySelectorAll("tbody tr")].filter((b) => !b.matches(".kisi__pesan") && b.checkVisibility());
    return { isi: tsv([kepala(), ...baris.map(melebar)]), jumlah: baris.length };
  }

  /** Where the clipboard is closed to scripts (a plain http address), the copy command fills it. */
  async function salin(teks) {
    try {
      await navigator.clipboard.writeText(teks);
      return true;
    } catch {
      const isi = (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        event.clipboardData.setData("text/plain", teks);
      };
      window.addEventListener("copy", isi, { capture: true, once: true });
      const jadi = document.execCommand("copy");
      window.removeEventListener("copy", isi, { capture: true });
      return jadi;
    }
  }

  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-salin-lembar]")) return;
    const { isi, jumlah } = lembarTSV();
    const jadi = await salin(isi);
    window.sakip.tampilkanPesan(
      jadi ? `${jumlah} baris disalin. Tempel di Excel atau LibreOffice.` : "Peramban menolak menyalin. Pilih sel, lalu tekan Ctrl + C.",
    );
  });

  Object.assign(kisi, { terpilih, gambarBlok, lepasPilihan });
})();
