// What no control of ipywidgets can do, once for the whole page: keys that stay in a panel, and a button that copies code.

const OURS = ".lab, .lab-panel";
const LEAVES = new Set(["Escape", "Tab"]);

// JupyterLab's single keys (x cuts the cell, d d deletes it, arrows walk to the next) listen on the document. Keys with
// Ctrl, Alt or Command pass (Ctrl+S saves), and so do those with which one leaves a panel.
function keep(event) {
  const command = event.ctrlKey || event.metaKey || event.altKey;
  if (command || !event.target.closest?.(OURS)) return;
  if (!LEAVES.has(event.key)) event.stopPropagation();
  if (event.key !== "Escape") return;
  const open = event.target.closest("[popover]");
  if (open?.querySelector(".lab-to-whole")) whole(open);
  else event.target.closest(".jp-Notebook")?.focus();
}

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
  if (root.showPopover) root.dataset.labWhole = "1";
  document.body.addEventListener("keydown", keep);
  document.addEventListener("click", copy);
  document.addEventListener("click", toggleWhole);
}

export default { render };
