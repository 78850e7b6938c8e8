// Drives the living phone in Firefox, which Playwright cannot: type, tap a quick reply, read the answers.
// node phone.mjs FIREFOX PLACE=ADDRESS ...   prints one line of JSON for each place: what the chat says, or what failed.

import puppeteer from "puppeteer-core";

const [firefox, ...places] = process.argv.slice(2);
const SECONDS = 60;
const PHONE = ".lab-living";
const FIELD = `${PHONE} textarea`;

const clickWords = async (page, selector, words) => {
  const find = (chosen, said) => [...document.querySelectorAll(chosen)].find((one) => one.textContent.trim() === said);
  const found = await page.waitForFunction(find, {}, selector, words);
  await found.click();
};

/** How the cells are run where that does not happen by itself. */
const RUN = {
  jupyterlab: async (page) => {
    await page.waitForFunction("window.jupyterapp?.shell.currentWidget?.context?.isReady");
    await page.evaluate("jupyterapp.shell.currentWidget.context.sessionContext.ready");
    await page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')");
  },
  notebook: async (page) => {
    await page.waitForSelector(".jp-Notebook-ExecutionIndicator[data-status=idle]");
    // It says idle before its kernel takes anything; what comes then is lost.
    for (let tries = 0; tries < 5 && !(await page.$(PHONE)); tries++) {
      await clickWords(page, ".lm-MenuBar-itemLabel", "Run");
      await clickWords(page, ".lm-Menu-itemLabel", "Run All Cells");
      await page.waitForSelector(PHONE, { timeout: (SECONDS * 1000) / 5 }).catch(() => {});
    }
  },
  voila: async () => {},
};

const said = (page, words) =>
  page.waitForFunction(
    (selector, wanted) => document.querySelector(selector)?.textContent.includes(wanted),
    {},
    `${PHONE} .lab-log`,
    words,
  );

async function talk(page, place) {
  await RUN[place](page);
  await page.waitForSelector(FIELD, { visible: true });
  await page.focus(FIELD);
  // An input method's own Enter chooses a word; then come the word and an Enter that sends.
  await page.evaluate((selector) => {
    const composed = { key: "Enter", bubbles: true, cancelable: true, isComposing: true };
    document.querySelector(selector).dispatchEvent(new KeyboardEvent("keydown", composed));
  }, FIELD);
  await page.keyboard.type("你好");
  await page.keyboard.press("Enter");
  await said(page, "echo: 你好");
  await clickWords(page, `${PHONE} [role=button]`, "Buy");
  await said(page, "echo: bought");
  return page.$eval(`${PHONE} .lab-log`, (log) => [...log.querySelectorAll(".lab-say")].map((one) => one.textContent));
}

const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
try {
  for (const one of places) {
    const [place, ...address] = one.split("=");
    const page = await browser.newPage();
    page.setDefaultTimeout(SECONDS * 1000);
    let report;
    try {
      await page.goto(address.join("="), { waitUntil: "domcontentloaded" });
      report = { place, said: await talk(page, place) };
    } catch (error) {
      report = { place, failed: String(error) };
    }
    console.log(JSON.stringify(report));
    await page.close();
  }
} finally {
  await browser.close();
}
