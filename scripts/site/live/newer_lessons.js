// What a reader saved in this browser hides what the site serves, so a newer
// lesson would never be seen. When the lesson has changed since the copy was saved, the copy gets another name beside it.
(async (script) => {
  const stamps = await (await fetch(new URL("lessons.json", script.src))).json();
  const seen = JSON.parse(localStorage.getItem("line-sending-lab lessons") || "{}");
  const changed = Object.keys(stamps).filter((path) => seen[path] && seen[path] !== stamps[path]);
  const done = () => localStorage.setItem("line-sending-lab lessons", JSON.stringify(stamps));
  if (!changed.length || !(await indexedDB.databases()).some((db) => db.name === "line-sending-lab")) return done();
  const request = indexedDB.open("line-sending-lab");
  request.onsuccess = () => {
    const database = request.result;
    if (!database.objectStoreNames.contains("files")) return done();
    const files = database.transaction("files", "readwrite");
    const store = files.objectStore("files");
    store.getAllKeys().onsuccess = (event) => {
      const names = new Set(event.target.result);
      for (const path of changed.filter((path) => names.has(path))) {
        let number = 1;
        const aside = () => path.replace(".ipynb", `-old-${number}.ipynb`);
        while (names.has(aside())) number++;
        globalThis.labNotice?.("newer", aside().split("/").pop());
        store.get(path).onsuccess = ({ target: { result } }) => {
          store.put({ ...result, path: aside(), name: aside().split("/").pop() }, aside());
          store.delete(path);
        };
      }
    };
    files.oncomplete = () => (database.close(), done());
  };
})(document.currentScript).catch(() => {}); // no storage (a private window): nothing was saved, so nothing hides anything
