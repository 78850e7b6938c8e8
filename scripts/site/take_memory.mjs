// Starts Python in Node, lets it import modules, and writes its memory:
// `node take_memory.mjs PYODIDE_FOLDER MODULES.json STDLIB.zip SOURCES.zip OUT`; the zips are what the site serves.
// Prints what a browser must know of it as JSON: `size`, where the memory begins in the file (`begin`), and which parts
// of it the browser has from WebAssembly (`same`), so that they are left out of the file.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  process.stderr.write(`${error.message}\n`); // Node itself would print all of Pyodide with it
  process.exit(1);
});
// Whether Python may wait for a promise (`asyncio.run`) is asked once, at its start, and Node may not be able to. Browsers
// that are not say so again each time.
WebAssembly.Suspending ??= function (waiting) {
  return waiting;
};
WebAssembly.promising ??= (called) => called;

const PAGE = 4096;
const [folder, modules, stdlib, sources, out] = process.argv.slice(2);
const script = (name) => import(pathToFileURL(join(resolve(folder), name)).href);
const { loadPyodide } = await script("pyodide.mjs");
const { default: create } = await script("pyodide.asm.mjs");
let before;
const python = await loadPyodide({
  indexURL: resolve(folder) + "/",
  _makeSnapshot: true,
  stdout: () => {},
  stderr: () => {},
  createPyodideModule: (settings) => {
    settings.thisProgram = "python"; // not the path of this script
    const instantiate = settings.instantiateWasm;
    settings.instantiateWasm = (imports, made) =>
      instantiate(imports, (instance, module) => {
        before = new Uint8Array(instance.exports.memory.buffer).slice();
        made(instance, module);
      });
    return create(settings);
  },
});
const { FS, _module: made } = python;
const { packages } = JSON.parse(readFileSync(join(folder, "pyodide-lock.json"), "utf-8"));
python.runPython(readFileSync(new URL("import_all.py", import.meta.url), "utf-8"));
const defined = (name) => python.globals.get(name);
const ipython = new Uint8Array(readFileSync(join(folder, packages.ipython.file_name)));
python.unpackArchive(ipython, "wheel", { extractDir: defined("UNPACKED") });
const missing = defined("import_all")(readFileSync(modules, "utf-8"));
if (missing) throw new Error(missing);
FS.writeFile(defined("ZIP"), readFileSync(stdlib));
FS.writeFile(defined("SOURCES"), readFileSync(sources));
defined("forget_files")();
const open = FS.streams.slice(3).filter(Boolean);
if (open.length) throw new Error(`no browser has open what is open here: ${open.map((stream) => stream.path)}`);
clear();

// Functions of Pyodide that modules hold; python.mjs finds them again by their names.
const named = (held) => (typeof held === "function" ? held.name.replace(/^bound /, "") : "pyodide");
const memory = python.makeMemorySnapshot({ serializer: named });
const begin = memory.length - made.HEAPU8.length;
const same = unchanged(memory.subarray(begin));
for (const [from, to] of same) memory.fill(0, begin + from, begin + to);
writeFileSync(out, memory);
process.stdout.write(JSON.stringify({ size: memory.length, begin, same }) + "\n");
process.exit(0);

// Zero what is free: it holds what was there before, which would be sent along. Python keeps small blocks by itself, and
// takes more from the system only when it has no free one.
function clear() {
  const top = () => made.HEAPU32[made._emscripten_get_sbrk_ptr() >> 2];
  const fill = (allocate, largest) => {
    const held = [];
    for (let size = largest; size >= 16; size = size > 512 ? size >> 1 : size - 16) {
      const limit = top();
      for (let block = allocate(size); top() === limit; block = allocate(size)) {
        made.HEAP8.fill(0, block, block + size);
        held.push(block);
      }
    }
    return held;
  };
  const large = fill(made._malloc, 1 << 22);
  fill(made._PyMem_Malloc, 512).forEach((block) => made._PyMem_Free(block));
  large.forEach((block) => made._free(block));
}

// Return the parts that are as WebAssembly makes them: tables and texts of the program itself.
function unchanged(now) {
  const found = [];
  for (let at = 0; at < before.length; at += PAGE) {
    const page = before.subarray(at, at + PAGE);
    if (!page.some((byte) => byte) || page.some((byte, index) => byte !== now[at + index])) continue;
    if (found.at(-1)?.[1] === at) found.at(-1)[1] = at + PAGE;
    else found.push([at, at + PAGE]);
  }
  return found;
}
