// Keys: j and k step through the conflicts, Enter opens, / searches, ? tells which keys there are.

const keyList = [
  ["j", "next contradiction"], ["k", "the one before"], ["Enter", "open or close it"], ["c", "copy it as Markdown"],
  ["/", "search"], ["Esc", "clear the search, close this list"], ["?", "this list"],
];

function helpDialog() {
  const on = h("input", { type: "checkbox", id: "keys", checked: true });
  const dialog = h("dialog.help", { id: "keys-help", "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, "Keys"),
    h("dl.keys", keyList.map(([key, what]) => h("div", h("dt", h("kbd", key)), h("dd", what)))),
    h("p", h("label", on, " Single keys on")),
    h("p", h("button", { type: "button", click: () => dialog.close() }, "Close")));
  document.body.append(dialog);
  const button = document.getElementById("help");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  return { dialog, on };
}

function step(by) {
  const v = conflictView;
  const cards = [...v.holder.children];
  if (cards.length === 0) return;
  let at = cards.indexOf(document.activeElement.closest?.(".conflict"));
  if (at < 0) {
    const next = cards.findIndex((e) => e.getBoundingClientRect().top > 60);
    at = by > 0 ? (next < 0 ? cards.length : next) - 1 : next < 0 ? cards.length : next;
  }
  if (at + by >= cards.length) v.list.drawTo(at + by + 20);
  const card = v.holder.children[Math.max(0, Math.min(v.holder.children.length - 1, at + by))];
  card.querySelector(".toggle").focus({ preventScroll: true });
  const box = card.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight) card.scrollIntoView({ block: "start" });
}

function startKeys() {
  const { dialog, on } = helpDialog();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const search = event.target.closest("input[type=search]");
    if (event.key === "Escape" && search) {
      search.value = "";
      search.dispatchEvent(new Event("input"));
      search.blur();
      return;
    }
    if (!on.checked || dialog.open || event.target.closest("input:not([type=checkbox]), select, textarea, dialog")) return;
    const act = keyActs[event.key];
    if (act && act() !== false) event.preventDefault();
  });
  document.getElementById("help").setAttribute("aria-keyshortcuts", "?");
}

const keyActs = {
  j: () => current === "conflicts" && step(1),
  k: () => current === "conflicts" && step(-1),
  c: () => {
    const card = document.activeElement.closest?.(".conflict");
    if (!card) return false;
    copyConflict(store.indexOfConflict.get(card.id.slice(2)));
    return true;
  },
  "/": () => {
    const here = document.querySelector("#" + current + " input[type=search]");
    if (!here) location.hash = "conflicts";
    const focus = () => {
      const search = here ?? document.getElementById("f-q");
      search.focus();
      search.select();
    };
    if (here) focus();
    else addEventListener("hashchange", () => setTimeout(focus), { once: true });
  },
  "?": () => document.getElementById("keys-help").showModal(),
};
