// The living phone. Python draws everything; here it is put into the page, and what people do is told to Python.
// No widget state: a view asks for the picture when it begins, and is then sent what has changed.

const LINE = "data-line"; // the number of a line in its chat

/** So long after the last change, in milliseconds, the picture that a saved notebook shows is made anew. */
const KEEP_AFTER = 600;

/** The elements that a new picture leaves alone: logs are filled line by line, and somebody may be writing in a form. */
const KEPT = ".lab-log > ul, form.lab-write";

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** What an element is, to find it again: its name and first class. */
const kind = (node) => node.nodeName + (node.classList?.[0] ?? "");

/** Make `old` look like `fresh` and keep every element that need not change, so that focus and scrolling stay. */
function morph(old, fresh) {
  let at = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    let there = at;
    while (there && kind(there) !== kind(node)) there = there.nextSibling;
    if (!there) {
      old.insertBefore(node, at);
      continue;
    }
    while (at !== there) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) there.data = node.data;
    else if (!there.matches(KEPT)) {
      morphAttributes(there, node);
      morph(there, node);
    }
    at = there.nextSibling;
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function morphAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** Replace or add the lines of one chat; `lines` are pairs of number and HTML, `gone` numbers of lines to remove. */
function patch(list, { lines, gone }, isNew) {
  const remove = (number) => list.querySelectorAll(`:scope > [${LINE}="${number}"]`).forEach((line) => line.remove());
  gone.forEach(remove);
  for (const [number, html] of lines) {
    remove(number);
    const nodes = [...parsed(html).children];
    for (const node of nodes) {
      node.setAttribute(LINE, number);
      if (isNew) node.classList.add("lab-new");
    }
    const after = [...list.children].find((line) => Number(line.getAttribute(LINE)) > number);
    after ? after.before(...nodes) : list.append(...nodes);
  }
}

function render({ model, el }) {
  const style = document.createElement("div");
  const root = document.createElement("div");
  el.append(style, root);

  const tell = (what, more = {}) => model.send({ do: what, ...more });
  const chatOf = (element) => element.closest("[data-chat]")?.dataset.chat ?? "";
  const chatWith = (id) => [...root.querySelectorAll("[data-chat]")].find((chat) => chat.dataset.chat === id);

  let keeping;
  let writtenIn = null; // the log to scroll to its end when the line comes
  function show(message) {
    clearTimeout(keeping);
    keeping = setTimeout(tell, KEEP_AFTER, "keep");
    if (message.style !== undefined) style.innerHTML = message.style;
    if (message.all) root.replaceChildren();
    if (message.frame !== undefined) morph(root, parsed(message.frame));
    for (const [id, change] of Object.entries(message.chats ?? {})) {
      const list = chatWith(id)?.querySelector(".lab-log > ul");
      if (list) patch(list, change, !message.all);
    }
    if (writtenIn && message.chats) {
      writtenIn.scrollTop = writtenIn.scrollHeight;
      writtenIn = null;
    }
    if (message.fill) {
      const field = chatWith(message.fill.chat)?.querySelector("textarea");
      if (field) {
        field.value = message.fill.text || field.value;
        field.focus();
      }
    }
    if (message.focus) root.querySelector(message.focus)?.focus();
  }

  function send(form) {
    const field = form.querySelector("textarea");
    if (!field.value.trim()) return;
    writtenIn = form.closest("[data-chat]").querySelector(".lab-log");
    tell("write", { chat: chatOf(form), text: field.value });
    field.value = "";
    field.focus();
  }

  function use(element) {
    if (element.dataset.action !== undefined) {
      tell("tap", { chat: chatOf(element), action: JSON.parse(element.dataset.action) });
    } else if (element.dataset.older !== undefined) {
      tell("older", { chat: chatOf(element) });
    } else tell("close");
  }

  const tappable = (event) => event.target.closest?.("[data-action], [data-older], [data-close]");

  root.addEventListener("click", (event) => {
    const element = tappable(event);
    if (element) use(element);
  });

  root.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("form.lab-write");
    const enter = event.key === "Enter";
    const command = !enter && (event.ctrlKey || event.metaKey || event.altKey);
    // JupyterLab takes single letters and Enter for its own commands; Ctrl+S goes on saving (as in kit/page.js).
    if (!command && event.key !== "Tab") event.stopPropagation();
    if (writing && enter && !event.shiftKey) {
      // Enter chooses the word of an input method. Safari ends the composition first, and then says 229.
      if (event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      send(writing);
    } else if (event.target.matches?.("[role=button]") && (enter || event.key === " ")) {
      event.preventDefault();
      use(event.target);
    } else if (event.key === "Escape" && !event.isComposing) {
      if (root.querySelector(".lab-sheet")) tell("close");
      else root.closest(".jp-Notebook")?.focus();
    }
  });

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.matches(".lab-write")) send(form);
    else tell("pick", { picked: form.querySelector("input").value });
  });

  // What ipywidgets does for its own widgets when the kernel has stopped (kit/css/disconnected.css).
  const disconnected = () => el.classList.add("lab-panel", "jupyter-widgets-disconnected");
  model.on("comm_live_update", disconnected);
  // It hears of a restart only: of a kernel that is shut down, the page's own connection to it tells.
  const kernel = model.widget_manager?.kernel;
  const died = (_, status) => status === "dead" && disconnected();
  kernel?.disposed?.connect(disconnected);
  kernel?.statusChanged?.connect(died);

  model.on("msg:custom", show);
  tell("ready");
  return () => {
    clearTimeout(keeping);
    model.off("comm_live_update", disconnected);
    kernel?.disposed?.disconnect(disconnected);
    kernel?.statusChanged?.disconnect(died);
    model.off("msg:custom", show);
    try {
      tell("gone");
    } catch {
      // the kernel went first
    }
  };
}

export default { render };
