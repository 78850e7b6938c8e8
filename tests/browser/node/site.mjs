// Runs lessons of the built site in Firefox, which Playwright cannot drive.
// node site.mjs FIREFOX ADDRESS ...   prints one line of JSON for each lesson: its cells after "run all".
import puppeteer from "puppeteer-core";

const [firefox, ...addresses] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
try {
  for (const address of addresses) {
    const page = await browser.newPage();
    page.setDefaultTimeout(180_000);
    await page.goto(address);
    const open = "window.jupyterapp?.shell.currentWidget";
    await page.waitForFunction(`${open}?.context?.sessionContext?.session?.kernel?.status === 'idle'`);
    await page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')");
    await page.waitForFunction(
      `jupyterapp.shell.currentWidget.context.sessionContext.session.kernel.status === 'idle' &&
        jupyterapp.shell.currentWidget.context.model.toJSON().cells
          .every(cell => cell.cell_type !== 'code' || !cell.source.length || cell.execution_count !== null)`,
    );
    const cells = await page.evaluate("JSON.stringify(jupyterapp.shell.currentWidget.context.model.toJSON().cells)");
    process.stdout.write(cells + "\n");
    await page.close();
  }
} finally {
  await browser.close();
}
