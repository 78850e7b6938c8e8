// Runs lessons of the built site in Firefox, which Playwright cannot drive.
// node site.mjs FIREFOX ADDRESS PATH ...   opens the page at ADDRESS and runs the notebook at each PATH in it, for a
// page takes long to start; prints one line of JSON for each: its cells after all have run.

import puppeteer from "puppeteer-core";

const [firefox, address, ...paths] = process.argv.slice(2);
const IDLE = `window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status === "idle"`;

// What runs in the page. The outputs of before are cleared: a cell that does not run must not look as if it had.
async function begin(path) {
  globalThis.labRan = false;
  const { context } = jupyterapp.shell.currentWidget;
  const { content } = await jupyterapp.serviceManager.contents.get(path, { content: true });
  context.model.fromJSON(content);
  const code = "from helpers.course.opening import _opened\n_opened.clear()\n%reset -f"; // as in a Python of its own
  await context.sessionContext.session.kernel.requestExecute({ code }).done;
  await jupyterapp.commands.execute("notebook:clear-all-cell-outputs");
  jupyterapp.commands.execute("notebook:run-all-cells").finally(() => (globalThis.labRan = true));
}

const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(240_000);
  await page.goto(address);
  await page.waitForFunction(IDLE);
  for (const path of paths) {
    await page.evaluate(begin, path);
    await page.waitForFunction("globalThis.labRan");
    console.log(await page.evaluate("JSON.stringify(jupyterapp.shell.currentWidget.context.model.toJSON().cells)"));
  }
} finally {
  await browser.close();
}
