// Runs Python of the browser in Node: `node compile.mjs PYODIDE_FOLDER TREE OUT SCRIPT JSON`.
// The folders TREE and OUT are seen as /tree and /out, and SCRIPT finds its argument as `argument`.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [core, tree, out, script, argument] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(resolve(core), "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: resolve(core) + "/" });
for (const [at, from] of [["/tree", tree], ["/out", out]]) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: resolve(from) }, at);
}
python.globals.set("argument", argument);
await python.runPythonAsync(readFileSync(script, "utf-8"));
