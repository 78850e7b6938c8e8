// Runs lessons of the built site in Firefox, which Playwright cannot drive.
// node site.mjs FIREFOX ADDRESS ...   prints one line of JSON for each lesson: its cells after all have run.

import puppeteer from "puppeteer-core";

const [firefox, ...addresses] = process.argv.slice(2);
const CONTEXT = "window.jupyterapp?.shell.currentWidget?.context";
const IDLE = `${CONTEXT}?.sessionContext?.session?.kernel?.status === "idle"`;
const CELLS = `${CONTEXT}.model.toJSON().cells`;

const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
try {
  for (const address of addresses) {
    const page = await browser.newPage();
    page.setDefaultTimeout(240_000);
    await page.goto(address);
    await page.waitForFunction(IDLE);
    await page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')");
    const ran = `${CELLS}.every(cell => cell.cell_type !== "code" || !cell.source.length || cell.execution_count !== null)`;
    await page.waitForFunction(`${IDLE} && ${ran}`);
    console.log(await page.evaluate(`JSON.stringify(${CELLS})`));
    await page.close();
  }
} finally {
  await browser.close();
}
