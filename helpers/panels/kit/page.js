// What no control of ipywidgets can do, once for the whole page: keys that stay in a panel, and a button that copies code.

const OURS = ".lab, .lab-panel";
const LEAVES = new Set(["Escape", "Tab"]);

// JupyterLab's single keys (x cuts the cell, d d deletes it, arrows walk to the next) listen on the document. Keys with
// Ctrl, Alt or Command pass (Ctrl+S saves), and so do those with which one leaves a panel.
function keep(event) {
  const command = event.ctrlKey || event.metaKey || event.altKey;
  if (command || !event.target.closest?.(OURS)) return;
  if (!LEAVES.has(event.key)) event.stopPropagation();
  if (event.key === "Escape") event.target.closest(".jp-Notebook")?.focus();
}

async function copy(event) {
  const button = event.target.closest?.(".lab-copy");
  if (!button) return;
  const code = button.parentElement.querySelector("pre");
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    select(code); // no permission, or no secure context: copied the old way
    if (!document.execCommand("copy")) return;
  }
  say(button);
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
  document.body.addEventListener("keydown", keep);
  document.addEventListener("click", copy);
}

export default { render };
