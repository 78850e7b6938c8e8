// The stage. Python draws it; here it is shown over the whole window, and keys and clicks are told to Python.

/** What the stage is drawn for; on another screen all of it is enlarged alike. */
const WIDTH = 1280;
const HEIGHT = 800;
/** A window smaller than this scrolls instead: a phone is no stage. */
const SMALLEST = 0.6;

const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", Home: "again" };

function render({ model, el }) {
  const styles = document.createElement("div");
  const cover = document.createElement("div");
  const dialog = document.createElement("dialog");
  cover.className = "lab lab-stage lab-covered";
  dialog.className = "lab lab-stage lab-on";
  const stage = document.createElement("div");
  const told = document.createElement("p"); // stays while all else is drawn anew, so that it is read out
  told.className = "lab-sr";
  told.setAttribute("role", "status");
  dialog.append(stage, told);
  el.append(styles, cover, dialog);

  const tell = (act, more = {}) => model.send({ do: act, ...more });

  function fit() {
    const wanted = Math.min(innerWidth / WIDTH, innerHeight / HEIGHT);
    const small = wanted < SMALLEST;
    const zoom = small ? 1 : wanted;
    dialog.classList.toggle("lab-scrolls", small);
    dialog.style.setProperty("--zoom", zoom);
    dialog.style.setProperty("--wide", `${innerWidth / zoom}px`);
    dialog.style.setProperty("--high", `${innerHeight / zoom}px`);
  }

  function show(message) {
    const focused = dialog.contains(document.activeElement) ? document.activeElement : null;
    const { do: act, who } = focused?.dataset ?? {};
    styles.innerHTML = message.style;
    cover.innerHTML = message.cover;
    stage.innerHTML = message.html;
    told.textContent = message.told;
    dialog.setAttribute("aria-label", stage.firstElementChild.ariaLabel);
    if (!dialog.open) return;
    const same = act && dialog.querySelector(`[data-do="${act}"]${who ? `[data-who="${who}"]` : ""}:not(:disabled)`);
    (same || dialog.querySelector("h2"))?.focus();
  }

  function open() {
    fit();
    dialog.showModal();
    next()?.focus();
  }

  const next = () => dialog.querySelector('[data-do="next"]:not(:disabled)');

  el.addEventListener("click", (event) => {
    const { do: act, who } = event.target.closest?.("[data-do]")?.dataset ?? {};
    if (act === "open") open();
    else if (act === "close") dialog.close();
    else if (act === "guessing") tell(act, { on: event.target.checked });
    else if (act) tell(act, { who });
  });

  dialog.addEventListener("change", (event) => {
    const { who } = event.target.dataset;
    if (who) tell("hands", { who, count: Number.parseInt(event.target.value, 10) || 0 });
  });

  function pressed(event) {
    if (!dialog.contains(event.target)) return;
    event.stopImmediatePropagation(); // Jupyter's own keys must not work on the notebook behind the stage
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input[type=number]")) {
      if (event.key !== "Enter") return;
      event.preventDefault(); // or Enter would also press the button that has the focus now
      next()?.focus(); // which tells the number
      return;
    }
    const asking = dialog.querySelector(".lab-ask");
    if (KEYS[event.key]) tell(KEYS[event.key]);
    else if (asking && "123".includes(event.key)) tell("raise", { who: Number(event.key) });
    else return;
    event.preventDefault();
  }

  dialog.addEventListener("close", () => cover.querySelector("button")?.focus());
  addEventListener("resize", fit);
  addEventListener("keydown", pressed, true); // of the window: Notebook 7 takes arrow keys before the stage hears them

  const disconnected = () => el.classList.add("lab-panel", "jupyter-widgets-disconnected");
  model.on("comm_live_update", disconnected);
  model.on("msg:custom", show);
  tell("ready");
  return () => {
    removeEventListener("resize", fit);
    removeEventListener("keydown", pressed, true);
    model.off("comm_live_update", disconnected);
    model.off("msg:custom", show);
    try {
      tell("gone");
    } catch {
      // the kernel went first
    }
  };
}

export default { render };
