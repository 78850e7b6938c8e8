// What a learner must know about this browser, one sentence above the notebook: it keeps nothing, another tab has the
// same lesson open, its storage is full. The sentences are in the element "lab-texts" of the page.
(() => {
  const texts = JSON.parse(document.getElementById("lab-texts").textContent);
  const shown = new Map();

  const notice = (key, name = "") => {
    if (shown.has(key)) return;
    const box = document.createElement("div");
    box.className = "lab-notice";
    box.setAttribute("role", "alert");
    const close = document.createElement("button");
    close.textContent = "×";
    close.ariaLabel = texts.close;
    close.onclick = () => box.remove();
    box.append(texts[key].replace("{name}", name), close);
    shown.set(key, box);
    const put = () => document.body.append(box);
    document.body ? put() : addEventListener("DOMContentLoaded", put);
  };
  const withdraw = (key) => {
    shown.get(key)?.remove();
    shown.delete(key);
  };
  globalThis.labNotice = notice;

  // Keeps nothing: no database (blocked), or nobody who hands Python its files (a private window of Firefox).
  try {
    indexedDB.open("line-sending-lab probe").onerror = () => notice("no_storage");
    if (!navigator.serviceWorker) notice("no_storage");
  } catch {
    notice("no_storage");
  }

  // The same lesson in two tabs: what is saved last wins.
  const lesson = new URLSearchParams(location.search).get("path");
  if (lesson && navigator.locks) {
    const told = setTimeout(() => notice("second_tab"), 1500); // a page that is reloaded gives its lock back first
    navigator.locks.request(`line-sending-lab ${lesson}`, () => {
      clearTimeout(told);
      withdraw("second_tab");
      return new Promise(() => {});
    });
  }

  // No room: the browser says so when something is saved.
  const put = globalThis.IDBObjectStore?.prototype.put;
  if (put)
    IDBObjectStore.prototype.put = function (...given) {
      const full = (event) => event.target.error?.name === "QuotaExceededError" && notice("full");
      this.transaction.addEventListener("abort", full);
      try {
        return put.apply(this, given);
      } catch (error) {
        if (error.name === "QuotaExceededError") notice("full");
        throw error;
      }
    };
})();
