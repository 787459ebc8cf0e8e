// The duties: how many sources give each to which role, and their words behind it.

const matrixSources = 30; // columns of the table by source
const quotesAtOnce = 12; // sources whose quotes are drawn at once

const dutyView = { open: "", list: null };

views.duties = {
  draw(section) {
    fill(section, [h("h2", { id: "h-duties" }, "Duties")]);
    if (store.duties.length === 0) {
      section.append(h("p.empty", "No duties were found."));
      return;
    }
    const v = dutyView;
    v.rows = dutyRows();
    v.roles = [...new Set(store.duties.map((d) => d.role))];
    v.finder = finder("duties", "Find a duty", () => drawDuties());
    v.by = chooser("duties-by", "Table", [["", "Sources by role"], ["source", "Each source"]], () => {
      remember("duties", { by: v.by.select.value });
      drawDuties();
    });
    v.only = chooser("duties-only", "Show", [["", "All duties"], ["contradicted", "Contradicted only"]], () => {
      remember("duties", { only: v.only.select.value });
      drawDuties();
    });
    v.holder = h("div");
    fill(section, [
      h("p.lead", "How many sources give a duty to which role. No number is silence, not denial. Open a duty to read what they say."),
      h("div.filters", v.finder.field, v.by.field, v.only.field),
      v.holder,
      store.left_out > 0 && h("p.muted", counted(store.left_out, "quote is", "quotes are") + " left out here; report.json has them all."),
      h("p.print-note", "The quotes behind the duties are not printed."),
    ]);
  },
  show(to) {
    const v = dutyView;
    if (!v.rows) return;
    v.finder.input.value = to.params.get("q") ?? "";
    v.by.select.value = to.params.get("by") === "source" ? "source" : "";
    v.only.select.value = to.params.get("only") === "contradicted" ? "contradicted" : "";
    v.open = to.item || to.params.get("open") || "";
    drawDuties();
    if (to.item) document.getElementById("d-" + to.item)?.scrollIntoView({ block: "start" });
  },
};

// dutyRows has a row for each category, with what is said of it by role.
function dutyRows() {
  const rows = new Map();
  for (const d of store.duties) {
    if (!rows.has(d.category)) rows.set(d.category, { category: d.category, label: d.label, group: d.group || "Other", conflict: d.conflict, roles: new Map() });
    rows.get(d.category).roles.set(d.role, d.said);
  }
  return [...rows.values()];
}

function drawDuties() {
  const v = dutyView;
  const words = v.finder.words();
  const rows = v.rows.filter((r) => (!v.only.select.value || r.conflict) && words.every((w) => (r.label + " " + r.group).toLowerCase().includes(w)));
  empty(v.holder);
  if (rows.length === 0) v.holder.append(h("p.empty", "No duty fits."));
  else v.holder.append(v.by.select.value === "source" ? dutiesBySource(rows) : dutiesByRole(rows));
}

function dutiesByRole(rows) {
  const most = Math.max(...rows.flatMap((r) => [...r.roles.values()].map((said) => said.length)));
  const columns = ["Duty", ...dutyView.roles.map((role) => ({ cell: h("th.wide-cell", { scope: "col" }, role.toUpperCase()) }))];
  const { region, body } = tableOf("Duties by role", columns, "duties");
  dutyBody(body, rows, dutyView.roles.length + 1, (r) => dutyView.roles.map((role) => roleCell(r, role, most)));
  return region;
}

function roleCell(r, role, most) {
  const said = r.roles.get(role);
  if (!said) return h("td.none", h("span.offscreen", "none"));
  const width = Math.max(2, Math.round((said.length / most) * 120));
  return h("td", h("span.barred",
    s("svg", { width: 120, height: 10, viewBox: "0 0 120 10", "aria-hidden": "true", class: "bar-" + role }, s("rect", { x: 0, y: 0, width, height: 10, rx: 2 })),
    h("span", counted(said.length, "source", "sources"))));
}

function dutiesBySource(rows) {
  const all = speakingSources();
  const shown = all.slice(0, matrixSources);
  const columns = ["Duty", ...shown.map((i) => ({ cell: h("th", { scope: "col" }, h("a", { href: "#s-" + store.sources[i].source_id }, bdi(sourceName(i)))) }))];
  const { region, body } = tableOf("Duties by source", columns, "matrix");
  dutyBody(body, rows, shown.length + 1, (r) => shown.map((i) => h("td", [...r.roles].map(([role, said]) => pill(r, role, said.find((x) => x[0] === i))))));
  return h("div", region, all.length > shown.length && h("p.muted", "The " + shown.length + " sources that name most duties, of " + number(all.length) + "."));
}

function pill(r, role, said) {
  if (!said) return null;
  const label = r.label + ", " + role.toUpperCase() + ", " + sourceName(said[0]) + ": " + counted(said[1], "claim", "claims");
  return h("span", { class: "pill r-" + role, title: label }, role.toUpperCase() + " " + said[1]);
}

// speakingSources are those that name duties, the ones that name most first.
function speakingSources() {
  const named = new Map();
  for (const d of store.duties) for (const said of d.said) named.set(said[0], (named.get(said[0]) ?? 0) + 1);
  return [...named.keys()].filter((i) => i >= 0).sort((a, b) => named.get(b) - named.get(a) || a - b);
}

// dutyBody fills a table with rows under the headings of their groups; a row opens the quotes under it.
function dutyBody(body, rows, columns, cells) {
  let group = "";
  for (const r of rows) {
    if (r.group !== group) body.append(h("tr.grouphead", h("th", { scope: "rowgroup" }, r.group), columns > 1 && h("td", { colspan: columns - 1 })));
    group = r.group;
    const button = h("button.toggle", { type: "button", "aria-expanded": "false" }, bdi(r.label));
    const row = h("tr", { id: "d-" + r.category },
      h("th", { scope: "row" }, button, r.conflict && [" ", h("a.flag", { href: "#c-" + r.conflict }, "contradiction")]), cells(r));
    const detail = h("tr.detail", { hidden: true }, h("td", { colspan: columns }));
    const open = (on) => {
      if (on && detail.firstChild.childElementCount === 0) detail.firstChild.append(dutyDetail(r));
      detail.hidden = !on;
      button.setAttribute("aria-expanded", String(on));
    };
    button.addEventListener("click", () => {
      open(detail.hidden);
      remember("duties", { open: detail.hidden ? "" : r.category });
    });
    body.append(row, detail);
    if (r.category === dutyView.open) open(true);
  }
}

function dutyDetail(r) {
  return h("div.sides", [...r.roles].map(([role, said]) => {
    const holder = h("div");
    const section = h("section.side", h("h3", h("span", { class: "pill r-" + role }, role.toUpperCase()), " ", h("small", counted(said.length, "source", "sources"))), holder);
    queueMicrotask(() => growing(holder, holder, said, saidBy, quotesAtOnce));
    return section;
  }));
}

// saidBy is what one source says of a duty; the same words on several of its pages stand once.
function saidBy([source, count, ...rows]) {
  const times = new Map();
  for (const row of rows) {
    const text = store.claims.quote[row];
    if (times.has(text)) times.get(text).n++;
    else times.set(text, { row, n: 1 });
  }
  return h("div.words",
    h("h4", h("a", { href: "#s-" + (store.sources[source]?.source_id ?? "") }, bdi(sourceName(source)))),
    h("ul", [...times.values()].map(({ row, n }) => shortQuote(row, n)), count > rows.length && h("li.muted", "and " + number(count - rows.length) + " more")));
}
