/* Rows that come back from the server: what is being typed or sent in them stays as it is. */
"use strict";

(() => {
  const { kisi } = window;
  if (!kisi) return;
  const { tabel, kunci, cari, dikirim } = kisi;
  const titipan = []; // cells lifted out of a row while it is replaced
  /* They wait in the page: htmx looks for its out-of-band targets from the sender's document. */
  const rak = document.createElement("div");
  rak.hidden = true;
  document.body.append(rak);
  let sedangTukar = false;
  let kursor = null; // of a cell that is entered, untouched, and replaced

  const sibuk = (el) => kisi.berubah(el) || dikirim.has(kunci(el)) || kisi.tertunda.has(kunci(el)) || kisi.gagal.has(kunci(el));

  function titipkan(el) {
    const aktif = document.activeElement === el;
    titipan.push({
      el,
      wadah: kisi.sel(el),
      versi: kisi.versi(el),
      pilihan: aktif ? [el.selectionStart, el.selectionEnd] : null,
      terkirim: el.dataset.terkirim,
    });
  }

  /** Put the lifted cells back where their new ones stand; those of a row still to come wait. */
  function kembalikan(akhir) {
    sedangTukar = true;
    for (const titip of titipan.splice(0)) {
      const { el, wadah, versi, pilihan, sendiri } = titip;
      const baru = cari(kunci(el));
      if (!baru && !akhir) titipan.push(titip);
      if (!baru && akhir) {
        wadah.remove();
        for (const daftar of [kisi.tertunda, kisi.gagal]) daftar.delete(kunci(el));
        window.setTimeout(kisi.simpanan.perbarui); // locked: the draft is listed
      }
      if (!baru || baru === el) continue;
      const wadahBaru = kisi.sel(baru);
      const sama = kisi.tersimpan(baru) === kisi.tersimpan(el);
      const versiBaru = kisi.versi(baru);
      wadahBaru.replaceWith(wadah);
      /* The version follows only where that hides nothing: after one's own save, or when the stored
         value is still the one that was shown. */
      if (sendiri || sama) {
        if (versiBaru !== undefined) kisi.pasangVersi(el, versiBaru);
        el.dataset.tersimpan = baru.dataset.tersimpan ?? "";
        if (baru.dataset.alasan !== undefined) el.dataset.alasan = baru.dataset.alasan;
        wadah.dataset.semula = tandaDari(wadahBaru);
      } else if (versi !== undefined) {
        kisi.pasangVersi(el, versi);
      }
      if (!dikirim.has(kunci(el)) && kisi.berubah(el) && sendiri) kisi.tandai(el, "belum");
      kisi.simpanan.catat(el);
      if (pilihan) {
        el.focus({ preventScroll: true });
        el.setSelectionRange(...pilihan);
      }
    }
    sedangTukar = false;
  }

  /** A value that stood wholly chosen is typed over, also when its row was replaced just before. */
  function ingatKursor(target, dititipkan) {
    const el = kisi.isianDari(document.activeElement);
    if (!el || !target.contains(el) || dititipkan(el)) return;
    const utuh = el.selectionStart === 0 && el.selectionEnd === el.value.length;
    kursor = { k: kunci(el), utuh, letak: [el.selectionStart, el.selectionEnd] };
  }

  function kembalikanKursor() {
    const el = kursor && cari(kursor.k);
    if (el && document.activeElement === el) {
      if (kursor.utuh) el.select();
      else el.setSelectionRange(...kursor.letak);
    }
    kursor = null;
  }

  function tandaDari(wadah) {
    const kelas = [...wadah.classList].filter((k) => k.startsWith("sel--"));
    const ikon = wadah.querySelector(".ikon use")?.getAttribute("href");
    return JSON.stringify([kelas, wadah.querySelector(".sel__kata")?.textContent, ikon]);
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, requestConfig } = event.detail;
    if (!target || !tabel.contains(target)) return;
    const pengirim = kisi.terlepas(requestConfig.elt);
    const semua = [...target.querySelectorAll(".sel__isian")];
    const lebihBaru = pengirim && (pengirim.value !== pengirim.dataset.terkirim || pengirim.dataset.alasanBaru !== undefined);
    const lanjut = lebihBaru && semua.includes(pengirim);
    if (lanjut && (xhr.status !== 200 || target === kisi.sel(pengirim))) {
      event.detail.shouldSwap = false;
      if (xhr.status === 200) ikutiJawaban(pengirim, xhr);
      return;
    }
    const dititipkan = (el) => (el === pengirim ? lanjut : sibuk(el));
    ingatKursor(target, dititipkan);
    sedangTukar = true;
    for (const el of semua) {
      if (!dititipkan(el)) continue;
      if (kisi.sel(el) === target) {
        event.detail.shouldSwap = false;
        continue;
      }
      titipkan(el);
      titipan.at(-1).sendiri = el === pengirim;
      rak.append(titipan.at(-1).wadah);
    }
    sedangTukar = false;
  });

  /** The answer to an older text of a cell in which someone goes on typing. */
  function ikutiJawaban(el, xhr) {
    const lembaran = document.createElement("template");
    lembaran.innerHTML = `<table><tbody><tr>${xhr.responseText}</tr></tbody></table>`;
    const baru = lembaran.content.querySelector(`[id="${kunci(el)}"]`);
    if (baru) el.dataset.tersimpan = baru.dataset.tersimpan ?? "";
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (titipan.length) kembalikan(true);
    kembalikanKursor();
    const badan = event.detail.elt;
    if (!badan.closest?.("#kisi")) return;
    for (const el of [...badan.querySelectorAll(".sel__isian")]) {
      if (document.activeElement === el && el.getAttribute("aria-invalid")) el.select();
      if (kisi.tertunda.has(kunci(el)) && !kisi.berubah(el) && !dikirim.has(kunci(el))) kisi.tertunda.delete(kunci(el));
    }
    kisi.gambarBlok?.();
    kisi.perbaruiStatus();
  });
  /* Sums of the nodes above come out of band: a cell in work there stays as well. */
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    /* Answers overtake each other on the way: the later one knows the save of the other as well. */
    const saat = fragment.querySelector("[data-saat]")?.dataset.saat;
    if (Number(saat) < Number(target?.dataset.saat)) event.detail.shouldSwap = false;
    if (!event.detail.shouldSwap || !target || !tabel.contains(target)) return;
    ingatKursor(target, sibuk);
    sedangTukar = true;
    for (const el of target.querySelectorAll(".sel__isian")) {
      if (!sibuk(el)) continue;
      titipkan(el);
      rak.append(titipan.at(-1).wadah);
    }
    sedangTukar = false;
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    if (titipan.length) kembalikan(false);
    perbaruiKepingan();
    kisi.perbaruiStatus();
  });

  /** The counts of the filters follow the cells; those of the whole sheet only where it is shown. */
  function perbaruiKepingan() {
    const tulis = (saring, jumlah) => {
      const angka = document.querySelector(`.kepingan[href*="saring=${saring}"] strong`);
      if (angka && jumlah !== undefined) angka.textContent = jumlah;
    };
    tulis("kosong", document.getElementById("kemajuan-kisi")?.dataset.kosong);
    const utuh = !new RegExp("[?&](saring|cari|jenis)=[^&]").test(window.location.search);
    if (utuh) tulis("analisis", tabel.querySelectorAll("a.kisi__wajib").length);
  }

  /** Read the rows of these cells again, in one request: after a paste, an undo of many. */
  async function muatUlangBaris(daftar) {
    const alamat = new URL(window.location.href);
    for (const nama of ["saring", "cari", "jenis", "baris"]) alamat.searchParams.delete(nama);
    alamat.hash = "";
    let jawaban;
    try {
      const headers = { "X-Pengguna": tabel.dataset.pengguna };
      jawaban = await fetch(alamat, { credentials: "same-origin", redirect: "manual", headers });
    } catch {
      return false;
    }
    if (!jawaban.ok) return false;
    const lembar = new DOMParser().parseFromString(await jawaban.text(), "text/html");
    const badan = new Set(daftar.map((k) => (cari(k) ? kisi.kelompok(cari(k)).id : `ind-${k.replace(/^.*-/, "")}`)));
    /* The sums of the nodes above follow as well. */
    for (const uang of tabel.querySelectorAll('tbody[id^="uang-"]')) badan.add(uang.id);
    for (const id of badan) ganti(id && document.getElementById(id), id && lembar.getElementById(id));
    for (const id of ["kemajuan-kisi", "halangan-ajukan"]) ganti(document.getElementById(id), lembar.getElementById(id));
    perbaruiKepingan();
    kisi.gambarBlok?.();
    kisi.perbaruiStatus();
    return true;
  }

  function ganti(lama, baru) {
    if (!lama || !baru) return;
    const diketik = lama.contains(document.activeElement) ? document.activeElement.id : "";
    for (const el of lama.querySelectorAll(".sel__isian")) {
      if (!sibuk(el)) continue;
      titipkan(el);
      sedangTukar = true;
      rak.append(titipan.at(-1).wadah);
      sedangTukar = false;
    }
    lama.replaceWith(baru);
    window.htmx.process(baru);
    baru.querySelectorAll(".sel__isian[readonly]").forEach((el) => el.removeAttribute("readonly"));
    kembalikan(true);
    if (diketik && document.activeElement === document.body) document.getElementById(diketik)?.focus({ preventScroll: true });
  }

  let pemuatan = Promise.resolve();
  const muat = (daftar) => {
    pemuatan = muatUlangBaris(daftar);
    return pemuatan;
  };
  Object.assign(kisi, { muatUlangBaris: muat, termuat: () => pemuatan, sedangTukar: () => sedangTukar });
})();
