// What the kernel takes for Pyodide: Python as it was when the site was built, with everything a lesson imports in its
// memory (memory.zst). Importing these modules again would take most of the time of a start.
// `?lang=` names the language of the course where no folder does: a browser that keeps nothing has no folders.
import create from "./pyodide.asm.mjs";
import { loadPyodide as start } from "./pyodide.mjs";
import { ZSTDDecoder } from "./zstddec-stream.mjs";

const HERE = new URL("./", import.meta.url);
const LANG = new URL(import.meta.url).searchParams.get("lang");
// The build writes here what it knows of the memory: its size in the file with what comes before it, where it begins in
// there, and which parts are the same in the memory of a WebAssembly that has just been made, and so not in the file.
const MEMORY = { size: 0, begin: 0, same: [] };
const SLICE = 1 << 20; // bytes given to the decoder at once: it keeps them
const SOURCES = "sources.zip"; // where Python looks for the modules that no lesson imports
const fromSite = async (name) => new Uint8Array(await (await fetch(new URL(name, HERE))).arrayBuffer());
let early;

// Start Python from its memory; `read` gets a file of this folder.
export async function restore(options, read = fromSite) {
  const memory = new Uint8Array(MEMORY.size);
  const filled = read("memory.zst").then((packed) => unpack(packed, memory)); // while the browser compiles Pyodide
  filled.catch(() => {}); // it is awaited below
  let api;
  const python = await start({
    ...options,
    packages: [], // they are in the memory
    _loadSnapshot: memory,
    _snapshotDeserializer: (name) => api.public_api[name] ?? api[name] ?? api.public_api,
    createPyodideModule: async (settings) => {
      api = settings.API;
      const made = await create(settings);
      await filled;
      // How Python calls C is each browser's own (setEmscriptenTrampoline in pyodide.asm.mjs).
      const call = made.__PyRuntime + made.HEAP32[made.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2];
      for (const [from, to] of [...MEMORY.same, [call, call + 4]])
        memory.set(made.HEAPU8.subarray(from, to), MEMORY.begin + from);
      const size = MEMORY.size - MEMORY.begin;
      while (made.HEAP8.length < size) made._malloc(size - made.HEAP8.length); // as large as it was
      return made;
    },
  });
  memory.buffer.transfer?.(0); // Pyodide would keep all of it
  python.runPython("import random; random.seed()"); // not the same numbers for everybody
  return python;
}

async function unpack(packed, memory) {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  const slices = Array.from({ length: Math.ceil(packed.length / SLICE) }, (_, index) =>
    packed.subarray(index * SLICE, (index + 1) * SLICE),
  );
  let at = 0;
  for (const part of decoder.decodeStreaming(slices)) {
    memory.set(part, at);
    at += part.length;
  }
}

// Start Python before the kernel asks for it.
export function begin(options) {
  early = load(options);
  early.catch(() => {}); // the kernel starts its own then, and tells what is wrong
}

async function load(options) {
  const python = await restore(options);
  python.FS.createLazyFile("/lib", SOURCES, new URL(SOURCES, HERE).href, true, false);
  return python;
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
