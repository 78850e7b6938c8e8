// What the kernel takes for Pyodide: it may have been started already, by early_python.js, before JupyterLab was there.
// `?lang=` names the language of the course where no folder does: a browser that keeps nothing has no folders.
import { loadPyodide as load } from "./pyodide.mjs";

const LANG = new URL(import.meta.url).searchParams.get("lang");
let early;

// Start Python and import what every lesson's first cell imports.
export function begin(options) {
  early = load(options).then(async (python) => {
    await python.runPythonAsync("import helpers.lab, helpers.panels.results.card, linebot.v3.messaging");
    return python;
  });
  early.catch(() => {}); // the kernel starts its own then, and tells what is wrong
}

export async function loadPyodide(options) {
  const python = (await early?.catch(() => undefined)) ?? (await load(options));
  early = undefined;
  python.setStdout({ batched: options.stdout });
  python.setStderr({ batched: options.stderr });
  const folder = `${python.FS.cwd()}/${LANG}`;
  python.FS.mkdirTree(folder);
  python.FS.chdir(folder);
  return python;
}
