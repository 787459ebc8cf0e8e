// The view of the conflicts: filters, and the list that fits them.

const conflictView = { list: null, holder: null, found: [], selects: new Map(), open: new Set() };

views.conflicts = {
  draw(section) {
    const v = conflictView;
    v.search = h("input", { type: "search", id: "f-q", autocomplete: "off", "aria-keyshortcuts": "/" });
    v.sort = chooser("f-sort", "Sort by", Object.entries(sorts).map(([value, sort]) => [value, sort.label]), () => applyFilters(true));
    v.count = h("output", { id: "shown", "aria-live": "polite" });
    v.holder = h("div", { id: "list" });
    v.none = h("p.empty", { id: "nothing", hidden: true });
    const fields = facets.map((f) => facetField(f));
    v.form = h("form.filters.facets", { id: "filters", role: "search", "aria-label": "Filter the contradictions", submit: (event) => event.preventDefault() },
      h("p.field.grow", h("label", { for: "f-q" }, "Search"), v.search), fields,
      h("div.bar", v.count, moreFilters(), v.sort.field, h("button.quiet", { type: "button", id: "clear", click: clearFilters }, "Clear filters"), h("button.quiet", { type: "button", id: "open-all", click: openAll }, "Open all shown")));
    v.search.addEventListener("input", () => applyFilters(true));
    fill(section, [h("h2", { id: "h-conflicts" }, "Contradictions"), v.form, v.holder, v.none]);
    const idle = globalThis.requestIdleCallback ?? setTimeout;
    idle(() => store.report.conflicts.forEach((_, i) => textOf(i)));
  },
  show(to) {
    readFilters(to.params);
    const at = to.item || to.params.get("at") || "";
    const i = store.indexOfConflict.get(at);
    if (to.item && i !== undefined && !fits(i)) resetFilters(store.report.conflicts[i].comparable ? "yes" : "no");
    if (i !== undefined) conflictView.open.add(at);
    applyFilters(false);
    if (i !== undefined) showCard(at);
    else if (to.item) say("This report has no such matter");
  },
};

// moreFilters opens the filters where the window is too narrow to show them all the time.
function moreFilters() {
  const button = h("button.quiet", { type: "button", id: "more-filters", "aria-expanded": "false" }, "Filters");
  button.addEventListener("click", () => button.setAttribute("aria-expanded", String(conflictView.form.classList.toggle("is-open"))));
  return button;
}

function facetField(f) {
  const select = h("select", { id: "f-" + f.name, name: f.name, change: () => applyFilters(true) });
  const options = new Map();
  const option = (value, text) => {
    const o = h("option", { value }, text);
    options.set(value, { element: o, text });
    select.append(o);
  };
  if (f.name !== "comparable") option("", "All");
  for (const value of valuesOf(f)) option(value, f.text(value));
  if (f.name === "comparable") option("all", f.all);
  conflictView.selects.set(f.name, { select, options, facet: f });
  return h("p.field", h("label", { for: select.id }, f.label), select);
}

// chosen are the values of the filters, "" for all.
function chosen() {
  const values = {};
  for (const [name, { select }] of conflictView.selects) values[name] = select.value === "all" ? "" : select.value;
  return values;
}

const fits = (i) => matching(chosen(), wordsOf(conflictView.search.value), "").found.includes(i);

function applyFilters(byUser) {
  const v = conflictView;
  const { found, counts } = matching(chosen(), wordsOf(v.search.value), v.sort.select.value);
  v.found = found;
  for (const [name, { options }] of v.selects) {
    for (const [value, o] of options) {
      if (value === "" || value === "all") continue;
      const text = o.text + " (" + (counts[name].get(value) ?? 0) + ")";
      if (o.element.textContent !== text) o.element.textContent = text;
    }
  }
  drawList();
  v.count.textContent = number(found.length) + " of " + number(store.report.conflicts.length) + " shown";
  v.none.hidden = found.length > 0;
  v.none.textContent = store.report.conflicts.length === 0 ? "The sources differ on nothing that was found." : "Nothing fits these filters.";
  if (byUser) rememberFilters();
}

function drawList() {
  const v = conflictView;
  v.list?.end();
  empty(v.holder);
  v.list = growing(v.holder, v.holder, v.found, (i) => conflictCard(i, v.open.has(store.report.conflicts[i].conflict_id)), 30);
}

function showCard(id) {
  const v = conflictView;
  const at = v.found.findIndex((i) => store.report.conflicts[i].conflict_id === id);
  if (at < 0) return;
  v.list.drawTo(at + 1);
  const card = document.getElementById("c-" + id);
  card.querySelector(".toggle").focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" });
}

// The filters stand in the address, so that a view can be passed on.
function rememberFilters(at) {
  const values = { q: conflictView.search.value.trim(), sort: conflictView.sort.select.value };
  for (const [name, { select, facet }] of conflictView.selects) values[name] = select.value === facet.fallback ? "" : select.value;
  remember("conflicts", at === undefined ? values : { ...values, at });
}

function rememberOpen(id) {
  if (id) conflictView.open.add(id);
  else conflictView.open.clear();
  for (const card of conflictView.holder.querySelectorAll(".conflict.is-open")) conflictView.open.add(card.id.slice(2));
  rememberFilters(id);
}

function readFilters(params) {
  const v = conflictView;
  v.search.value = params.get("q") ?? "";
  v.sort.select.value = params.get("sort") ?? "";
  if (v.sort.select.selectedIndex < 0) v.sort.select.value = "";
  for (const [name, { select, options, facet }] of v.selects) {
    const value = params.get(name) ?? facet.fallback ?? "";
    select.value = options.has(value) ? value : options.has("") ? "" : "all";
  }
}

function resetFilters(comparable) {
  readFilters(new URLSearchParams(comparable ? { comparable } : {}));
}

function clearFilters() {
  resetFilters("");
  applyFilters(true);
}

function openAll() {
  const v = conflictView;
  for (const card of v.holder.querySelectorAll(".conflict")) {
    v.open.add(card.id.slice(2));
    openCard(card, store.indexOfConflict.get(card.id.slice(2)), true);
  }
}

// redraw draws the list again after conflicts were changed in place, and keeps what is open and where the reader is.
function redraw() {
  if (!views.conflicts.drawn) return;
  const had = document.activeElement?.closest?.(".conflict")?.id;
  const [shown, top] = [conflictView.holder.childElementCount, scrollY];
  forget();
  rebuildFacet("decided");
  applyFilters(false);
  conflictView.list.drawTo(shown);
  scrollTo(0, top);
  if (had) document.getElementById(had)?.querySelector(".toggle").focus({ preventScroll: true });
}

function rebuildFacet(name) {
  const known = conflictView.selects.get(name);
  for (const value of valuesOf(known.facet)) {
    if (known.options.has(value)) continue;
    const element = h("option", { value }, known.facet.text(value));
    known.options.set(value, { element, text: known.facet.text(value) });
    known.select.append(element);
  }
}
