/* The worksheet: A and AA wait for a reason of their own, and the head says what is saved. */
"use strict";

(() => {
  const BERALASAN = ["AA", "A"];
  const status = document.getElementById("status-simpan");

  function tulisStatus(teks) {
    if (!status) return;
    status.classList.remove("status-simpan--tersimpan", "status-simpan--galat");
    status.textContent = teks;
  }

  const milik = (id) => ({
    huruf: document.getElementById(`huruf-${id}`),
    alasan: document.getElementById(`alasan-${id}`),
    galat: document.getElementById(`galat-${id}`),
    semula: (nama) => document.querySelector(`#semula-${id} [name="semula_${nama}"]`)?.value.trim() ?? "",
  });

  const kata = (teks) => teks.split(/\s+/).filter(Boolean).join(" ");

  /* The letter may be chosen before its reason is written, and the other way round: nothing is
     sent until both are there, so that the field under the hands is not drawn again. */
  function kurang({ huruf, alasan, semula }) {
    if (!huruf || !alasan) return "";
    const tertulis = alasan.value.trim();
    if (BERALASAN.includes(huruf.value) && !tertulis) {
      return `Tulis alasan memberi ${huruf.value}: bukti dan tahunnya. Jawaban belum disimpan.`;
    }
    const lama = semula("huruf");
    if (BERALASAN.includes(huruf.value) && lama && lama !== huruf.value && kata(tertulis) === kata(semula("alasan"))) {
      return `Alasan lama ditulis untuk ${lama}. Tulis alasan memberi ${huruf.value}: bukti dan tahunnya. Jawaban belum disimpan.`;
    }
    return !huruf.value && tertulis ? "Pilih dulu huruf jawabannya. Alasan disimpan bersama hurufnya." : "";
  }

  function tulisLabel(baris) {
    const judul = baris.alasan?.closest(".lke__alasan");
    if (!judul) return;
    const wajib = BERALASAN.includes(baris.huruf.value);
    judul.querySelector("[data-kata-alasan]").textContent = wajib ? ` memberi ${baris.huruf.value}` : "";
    judul.querySelector("[data-kata-wajib]").textContent = wajib ? "wajib untuk A dan AA" : "boleh kosong, wajib untuk A dan AA";
  }

  document.addEventListener("htmx:configRequest", (event) => {
    const id = event.target.dataset?.kode;
    if (event.detail.verb !== "post" || !id) return;
    const baris = milik(id);
    tulisLabel(baris);
    const kalimat = kurang(baris);
    if (kalimat) {
      event.preventDefault();
      baris.galat.textContent = kalimat;
      baris.alasan.setAttribute("aria-invalid", "true");
      tulisStatus("Jawaban belum tersimpan");
      return;
    }
    baris.alasan?.removeAttribute("aria-invalid");
    baris.alasan?.classList.remove("is-invalid");
    baris.huruf?.removeAttribute("aria-invalid");
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") tulisStatus("Menyimpan …");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    const ditolak = [409, 422].includes(event.detail.xhr.status);
    if (!event.detail.successful && !ditolak) tulisStatus("Isian belum tersimpan");
    status?.classList.toggle("status-simpan--tersimpan", event.detail.successful);
    status?.classList.toggle("status-simpan--galat", !event.detail.successful);
  });
  document.addEventListener("htmx:sendError", () => tulisStatus("Jaringan putus. Isian belum tersimpan."));
})();
