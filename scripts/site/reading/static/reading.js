// The reading pages: search, diagrams in the page's own light or dark, and Python fetched ahead for whoever is about to run.
addEventListener("DOMContentLoaded", () => {
  new PagefindUI({ element: "#lab-search", showSubResults: true, showImages: false });

  const diagrams = [...document.querySelectorAll("pre.mermaid")];
  const sources = diagrams.map((diagram) => diagram.textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const draw = async () => {
    const { theme } = document.body.dataset;
    const wanted = theme === "dark" || (theme !== "light" && dark.matches) ? "dark" : "default";
    mermaid.initialize({ startOnLoad: false, theme: wanted, fontFamily: "inherit" });
    for (const [index, diagram] of diagrams.entries()) {
      const { svg } = await mermaid.render(`diagram-${index}`, sources[index]);
      diagram.innerHTML = svg;
    }
  };
  if (diagrams.length) {
    draw();
    dark.addEventListener("change", draw);
    new MutationObserver(draw).observe(document.body, { attributeFilter: ["data-theme"] });
  }

  const run = document.querySelector(".lab-run a");
  const fetchAhead = () => {
    for (const file of ["memory.zst", "pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip"]) {
      const link = document.createElement("link");
      link.rel = "prefetch";
      link.href = new URL(`../../pyodide/${file}`, run.href.replace(/[^/]*\/index\.html.*/, ""));
      document.head.append(link);
    }
  };
  for (const kind of ["pointerenter", "focus", "touchstart"]) run?.addEventListener(kind, fetchAhead, { once: true });
});
