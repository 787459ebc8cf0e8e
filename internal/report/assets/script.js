"use strict";
(() => {
  const form = document.getElementById("filters");
  const all = [...document.querySelectorAll(".conflict")];

  // Opens what a link leads to, and what holds it.
  function reveal(element) {
    for (let e = element; e; e = e.parentElement) {
      if (e.tagName === "DETAILS") e.open = true;
    }
  }
  function target() {
    const hash = location.hash.slice(1);
    return hash && !hash.includes("=") ? document.getElementById(hash) : null;
  }
  function follow() {
    const element = target();
    if (!element) return;
    if (form && element.closest(".conflict[hidden]")) clear();
    reveal(element);
    element.scrollIntoView();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const element = link && document.getElementById(link.getAttribute("href").slice(1));
    if (element) reveal(element);
  });

  // Printing shows the folded conflicts as well.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.print:not([open])")];
    for (const d of opened) d.open = true;
  });
  addEventListener("afterprint", () => {
    for (const d of opened) d.open = false;
  });

  async function unpack() {
    const bytes = Uint8Array.from(atob(document.getElementById("data").textContent), (c) => c.charCodeAt(0));
    const report = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
    const claims = report.claims;
    delete report.claims;
    const redraw = () => {
      for (const conflict of report.conflicts) {
        const element = document.getElementById("c-" + conflict.conflict_id);
        if (element) document.dispatchEvent(new CustomEvent("rolecall:conflict", { detail: { element, conflict } }));
      }
    };
    document.dispatchEvent(new CustomEvent("rolecall:ready", { detail: { report, redraw, claim: (id) => claims[id] } }));
    redraw();
  }
  unpack();

  if (!form) {
    follow();
    return;
  }

  const search = form.elements.q;
  const selects = [...form.querySelectorAll("select")];
  const texts = new Map();
  const words = (s) => s.toLowerCase().split(/\s+/).filter(Boolean);
  function textOf(e) {
    if (!texts.has(e)) texts.set(e, e.textContent.toLowerCase().replace(/\s+/g, " "));
    return texts.get(e);
  }

  function fits(e, wanted) {
    for (const s of selects) {
      if (s.value && !e.dataset[s.name].split(" ").includes(s.value)) return false;
    }
    return wanted.every((w) => textOf(e).includes(w));
  }

  function apply(remember) {
    const wanted = words(search.value);
    const filtered = wanted.length > 0 || selects.some((s) => s.value);
    let shown = 0;
    for (const e of all) {
      e.hidden = !fits(e, wanted);
      if (!e.hidden) shown++;
    }
    for (const group of document.querySelectorAll("details.group")) {
      const left = group.querySelectorAll(".conflict:not([hidden])").length;
      group.hidden = left === 0;
      group.querySelector(".count").textContent = left;
      if (filtered && left > 0) group.open = true;
    }
    document.getElementById("shown").textContent = shown + " of " + all.length + " shown";
    document.getElementById("nothing").hidden = shown > 0;
    if (remember) write();
  }

  // The filters stand in the address, so that a view can be passed on.
  function write() {
    const params = new URLSearchParams();
    for (const e of [search, ...selects]) if (e.value.trim()) params.set(e.name, e.value.trim());
    const hash = params.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }
  function read() {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return;
    const params = new URLSearchParams(hash);
    for (const e of [search, ...selects]) e.value = params.get(e.name) || "";
    for (const s of selects) if (s.selectedIndex < 0) s.value = "";
  }

  function clear() {
    for (const e of [search, ...selects]) e.value = "";
    apply(false);
  }

  function step(by) {
    const visible = all.filter((e) => e.offsetParent !== null);
    if (visible.length === 0) return;
    let at = visible.indexOf(document.activeElement && document.activeElement.closest(".conflict"));
    if (at < 0) {
      const next = visible.findIndex((e) => e.getBoundingClientRect().top > 60);
      at = by > 0 ? (next < 0 ? visible.length : next) - 1 : next < 0 ? visible.length : next;
    }
    const e = visible[Math.max(0, Math.min(visible.length - 1, at + by))];
    e.focus({ preventScroll: true });
    e.scrollIntoView({ block: "start" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target === search) {
      search.value = "";
      apply(true);
      search.blur();
      return;
    }
    if (!document.getElementById("keys").checked || event.target.closest("input[type=search], select, textarea")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => event.target.id !== "keys" && apply(true));
  form.addEventListener("reset", () => setTimeout(() => apply(true)));
  addEventListener("hashchange", () => {
    if (location.hash.includes("=")) read(), apply(false);
    else follow();
  });
  read();
  apply(false);
  follow();
})();
