"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const stored = (store, key, value) => {
    try {
      if (value === undefined) return store.getItem(key);
      if (value === "") store.removeItem(key);
      else store.setItem(key, value);
    } catch {
      return null; // the browser keeps nothing
    }
    return null;
  };

  // Keys can be turned off, for those whose tools speak in letters.
  const on = $("#keys-on");
  on.checked = stored(localStorage, "rolecall-keys") !== "off";
  on.addEventListener("change", () => stored(localStorage, "rolecall-keys", on.checked ? "" : "off"));
  const help = $("#help");
  const dialog = $("#keys-dialog");
  help.hidden = false;
  help.addEventListener("click", () => dialog.showModal());

  // A note that was typed and not sent outlives going to another conflict.
  const note = $("#note");
  if (note) {
    const key = "rolecall-note-" + note.dataset.draft;
    if (!note.value) note.value = stored(sessionStorage, key) || "";
    note.addEventListener("input", () => stored(sessionStorage, key, note.value));
    $("#decide").addEventListener("submit", () => stored(sessionStorage, key, ""));
  }

  // Which quote a frame shows is marked.
  for (const link of document.querySelectorAll("a[data-frame]")) {
    link.addEventListener("click", () => {
      const quotes = link.closest(".quotes");
      for (const other of quotes.querySelectorAll("a[aria-current]")) other.removeAttribute("aria-current");
      for (const item of quotes.children) item.classList.toggle("shown", item.contains(link));
      link.setAttribute("aria-current", "true");
    });
  }

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  function step(by) {
    const all = rows();
    if (all.length === 0) return false;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const row = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
    row.querySelector("a").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    return true;
  }

  // Says something for a moment, also to those who do not see it.
  const told = $("#told");
  let silence = 0;
  function tell(text) {
    told.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => told.replaceChildren(), 5000);
  }

  // A list of quotes that goes on below fades out there.
  for (const list of document.querySelectorAll(".quotes")) {
    const fade = () => list.classList.toggle("continued", list.scrollHeight - list.clientHeight - list.scrollTop > 4);
    list.addEventListener("scroll", fade, { passive: true });
    new ResizeObserver(fade).observe(list);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    const typing = event.target.closest("textarea, select, input:not([type=checkbox])");
    if (event.key === "Escape" && typing) typing.blur();
    if (typing || dialog.open || !on.checked) return;
    if (event.key === "?") dialog.showModal();
    else if (event.key === "n" && note) note.focus();
    else if (event.key === "q") location.assign("/");
    else if ((event.key === "j" || event.key === "k") && step(event.key === "j" ? 1 : -1)) return event.preventDefault();
    else {
      const target = /^[1-5ujk]$/.test(event.key) && $('[data-key="' + event.key + '"]');
      if (target) target.click();
      else if (event.key === "u") tell("Nothing to undo here: nothing was decided since rolecall review was started.");
      else return;
    }
    event.preventDefault();
  });

  // One decision a click: a second click while the page is on its way would be one too many.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
  });

  // Tells when a new run came, or when somebody else decided.
  const fresh = $("#fresh");
  const run = document.body.dataset.run;
  let revision = null;
  async function look() {
    if (document.hidden || !run) return;
    let state;
    try {
      const answer = await fetch("/state", { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      state = await answer.json();
    } catch {
      return; // the server was stopped
    }
    revision ??= state.revision;
    let text = "";
    if (state.run !== run && !new URLSearchParams(location.search).has("run")) text = "A new run is there: " + state.run + ".";
    else if (state.revision !== revision) text = "Decisions were added meanwhile.";
    fresh.hidden = text === "";
    if (!text || fresh.dataset.text === text) return;
    fresh.dataset.text = text;
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = "Show";
    fresh.replaceChildren(text + " ", link);
  }
  if (run) {
    look();
    setInterval(look, 15000);
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
  }
})();
