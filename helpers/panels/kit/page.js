// What no control of ipywidgets can do, once for the whole page: keys that stay in a panel, buttons that copy code or
// put it into a cell, the focus of a button that goes, and tables of the lesson's text that begin at the left.

const OURS = ".lab, .lab-panel";
const LEAVES = new Set(["Escape", "Tab"]);

// JupyterLab's single keys (x cuts the cell, d d deletes it, arrows walk to the next) listen on the document. Keys with
// Ctrl, Alt or Command pass (Ctrl+S saves), and so do those with which one leaves a panel.
function keep(event) {
  if (isCommand(event) || !event.target.closest?.(OURS)) return;
  if (!LEAVES.has(event.key)) event.stopPropagation();
  if (event.key !== "Escape") return;
  const open = event.target.closest("[popover]");
  if (open?.querySelector(".lab-to-whole")) whole(open);
  else event.target.closest(".jp-Notebook")?.focus();
}

// Notebook 7 hears them before the panel does, and first looks for this attribute where the focus is, for its shortcuts
// ask for the focus itself. It must not be there for Ctrl+S.
function warn(event) {
  if (!event.target.closest?.(OURS)) return;
  event.target.toggleAttribute("data-lm-suppress-shortcuts", !isCommand(event) && !LEAVES.has(event.key));
}

const isCommand = (event) => event.ctrlKey || event.metaKey || event.altKey;

// A panel with such a button can take the whole window: in the top layer nothing of the page around it cuts it off.
function toggleWhole(event) {
  const button = event.target.closest?.(".lab-to-whole");
  if (button) whole(button.closest(".lab-panel"));
}

function whole(panel) {
  const open = panel.matches(":popover-open");
  if (open) panel.removeAttribute("popover");
  else {
    panel.setAttribute("popover", "manual");
    panel.showPopover();
  }
  panel.querySelector(".lab-to-whole").setAttribute("aria-pressed", String(!open));
}

// A button that goes, or can no longer be pressed, would take the focus with it to the top of the page: what is nearest
// to it in its panel gets it. Python says so some time after the click; who moved on meanwhile is left alone.
function keepFocus(event) {
  const button = event.target.closest?.("button");
  const panel = button && outermost(button);
  if (!panel || document.activeElement !== button) return;
  const order = [...panel.querySelectorAll(TAKES_FOCUS)];
  const place = order.indexOf(button);
  let lost = 0;
  const look = setInterval(() => {
    const now = document.activeElement;
    if (now !== button && now !== document.body) return clearInterval(look);
    lost = usable(button) ? Math.min(lost, 0) - 1 : Math.max(lost, 0) + 1;
    if (lost < -60) clearInterval(look); // for three seconds nothing became of it
    if (lost < 4) return; // the panel itself may know better where to go
    clearInterval(look);
    // Backwards first: what follows may be a reset, and Enter is soon pressed once too often.
    const near = [...order.slice(0, place).reverse(), ...order.slice(place + 1), ...panel.querySelectorAll(TAKES_FOCUS)];
    near.find(usable)?.focus();
  }, 50);
}

const TAKES_FOCUS = "button, input, select, textarea, summary, [tabindex='0']";
const usable = (element) => element.isConnected && !element.disabled && element.getClientRects().length > 0;

function outermost(element) {
  let found = null;
  for (let next = element.closest(OURS); next; next = next.parentElement?.closest(OURS)) found = next;
  return found;
}

function clicked(event) {
  const button = event.target.closest?.(".lab-copy, .lab-paste");
  if (!button) return;
  const code = button.closest(".lab-coded").querySelector("pre");
  (button.matches(".lab-copy") ? copy : paste)(button, code);
}

async function copy(button, code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    select(code); // no permission, or no secure context: copied the old way
    if (!document.execCommand("copy")) return;
  }
  say(button);
}

// The next cell is where one would write it: the empty one below, or a new one. What is in a cell is never overwritten.
async function paste(button, code) {
  const cell = button.closest(".jp-Cell");
  let field = await emptyAfter(cell);
  if (!field) {
    insertBelow(cell);
    field = await emptyAfter(cell, 60);
  }
  if (!field) return copy(button, code); // no notebook of Jupyter's around it
  const data = new DataTransfer();
  data.setData("text/plain", code.textContent);
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  say(button);
}

// The editor of the empty code cell right after this one. A new cell takes a moment to be drawn: `tries` counts frames.
async function emptyAfter(cell, tries = 1) {
  for (let left = tries; left > 0; left -= 1) {
    const next = cell?.nextElementSibling;
    const field = next?.matches(".jp-CodeCell") ? next.querySelector(".cm-content") : null;
    if (field && field.textContent === "") return field;
    if (left > 1) await new Promise(requestAnimationFrame);
  }
  return null;
}

function insertBelow(cell) {
  if (!cell) return;
  cell.focus(); // command mode; the cell of the button is the active one since the click
  const key = { key: "b", code: "KeyB", keyCode: 66, bubbles: true, cancelable: true };
  cell.dispatchEvent(new KeyboardEvent("keydown", key));
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

function say(button) {
  const word = button.textContent;
  if (word === button.dataset.done) return;
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = word; }, 2000);
}

function render() {
  const root = document.documentElement;
  if (root.dataset.labPage) return;
  root.dataset.labPage = "1"; // shows the buttons that need this script
  if (root.showPopover) root.dataset.labWhole = "1";
  const sheet = document.createElement("style"); // JupyterLab centres them
  sheet.textContent = ".jp-Notebook .jp-RenderedMarkdown table { margin-left: 0; }";
  document.head.append(sheet);
  addEventListener("keydown", warn, true);
  document.body.addEventListener("keydown", keep);
  document.addEventListener("click", clicked);
  document.addEventListener("click", toggleWhole);
  document.addEventListener("click", keepFocus);
}

export default { render };
