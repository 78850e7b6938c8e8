// Starts Python while JupyterLab's own scripts load: on a second core that hides most of Python's start. The kernel asks
// for a worker later and is given this one; whenever something is not as expected, it makes its own.
((script) => {
  if (crossOriginIsolated) return; // the kernel uses another worker then
  const Ordinary = Worker;
  let early = new Ordinary(new URL("early_python.js", script.src), { type: "module" });
  early.onerror = () => (early = undefined);
  globalThis.Worker = class extends Ordinary {
    constructor(url, options) {
      if (early && /comlink\.worker/.test(url)) {
        const taken = early;
        early = undefined;
        taken.onerror = null;
        return taken;
      }
      super(url, options);
    }
  };
})(document.currentScript);
