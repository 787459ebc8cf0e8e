// The sources: a table of all, and a profile of each.

const sourceColumns = [
  { key: "name", label: "Source", of: (x) => x.name, show: (x) => h("th", { scope: "row" }, h("a", { href: "#s-" + x.source_id }, bdi(x.name)), statesOf(x).map((state) => [" ", h("span.mark.bad", state)])) },
  { key: "fetched", label: "Pages fetched", num: true, of: (x) => x.fetched, show: (x) => cell(x.fetched, x.pages !== x.fetched && " of " + number(x.pages)) },
  { key: "failed", label: "Without text", num: true, of: (x) => x.failed, show: (x) => h("td", { class: x.failed ? "num bad" : "num none" }, number(x.failed)) },
  { key: "words", label: "Words", num: true, of: (x) => x.words, show: (x) => cell(x.words) },
  { key: "claims", label: "Claims", num: true, of: (x) => x.claims, show: (x) => cell(x.claims) },
  { key: "coverage", label: "Coverage", num: true, of: (x) => x.coverage ?? -1, show: (x) => h("td.num", percent(x.coverage)) },
  { key: "alone", label: "Says alone", num: true, of: (x) => x.alone.length, show: (x) => cell(x.alone.length) },
  { key: "contradicts", label: "Contradicts", num: true, of: (x) => x.contradicts, show: (x) => cell(x.contradicts) },
  { key: "agreement", label: "Agreement", num: true, of: (x) => x.agreement ?? -1, show: (x) => h("td.num", percent(x.agreement)) },
  { key: "copied", label: "Copied", num: true, of: (x) => x.copied, show: (x) => h("td", { class: x.copied ? "num" : "num none" }, percent(x.copied)) },
  { key: "figures", label: "Figures of", of: (x) => x.newest_figure ?? "", show: (x) => h("td", store.profiles[store.indexOfSource.get(x.source_id)].figures || "–") },
];

// statesOf says how a source went, silence first; nothing where it went well.
const statesOf = (x) => [x.silent && "silent", x.state !== "ok" && !(x.silent && x.state === "silent") && x.state].filter(Boolean).map((state) => store.labels.states[state] ?? state);
const cell = (n, rest) => h("td", { class: n ? "num" : "num none" }, number(n), rest && h("small", rest));

const printedProfiles = 40;

const sourceView = {};

views.sources = {
  draw(section) {
    const v = sourceView;
    v.box = finder("sources", "Find a source", () => drawSources());
    v.table = h("div");
    v.profile = h("div");
    v.printed = h("div.only-print");
    fill(empty(section), [h("h2", { id: "h-sources" }, "Sources"), v.table, v.profile, v.printed]);
    v.holder = h("div");
    fill(v.table, [h("div.filters", v.box.field), v.holder]);
  },
  show(to) {
    const v = sourceView;
    const i = store.indexOfSource.get(to.item);
    v.table.hidden = i !== undefined;
    v.profile.hidden = i === undefined;
    if (i !== undefined) {
      fill(empty(v.profile), [profile(i)]);
      scrollTo(0, 0);
      return;
    }
    v.box.input.value = to.params.get("q") ?? "";
    v.sort = to.params.get("sort") ?? "name";
    drawSources();
  },
  print() {
    const v = sourceView;
    v.table.hidden = false;
    v.profile.hidden = true;
    drawSources();
    const left = store.sources.length - printedProfiles;
    fill(empty(v.printed), [store.sources.slice(0, printedProfiles).map((_, i) => profile(i)), left > 0 && h("p", "The profiles of " + number(left) + " more sources are not printed.")]);
  },
  printed() {
    empty(sourceView.printed);
    if (current === "sources") views.sources.show(place());
  },
};

function drawSources() {
  const v = sourceView;
  const words = v.box.words();
  v.sort ??= "name";
  const down = v.sort.startsWith("-");
  const key = down ? v.sort.slice(1) : v.sort;
  const column = sourceColumns.find((c) => c.key === key) ?? sourceColumns[0];
  const fit = store.sources.filter((x) => words.every((w) => (x.name + " " + x.source_id).toLowerCase().includes(w)));
  fit.sort((a, b) => compareValues(column.of(a), column.of(b)) * (down ? -1 : 1));
  const heads = sourceColumns.map((c) => ({ cell: sortHead(c, column === c, down) }));
  const { region, body } = tableOf("Table of sources", heads, "sortable");
  empty(v.holder).append(region);
  v.list?.end();
  v.list = growing(body, region, fit, (x) => h("tr", sourceColumns.map((c) => c.show(x))), 100);
}

const compareValues = (a, b) => (typeof a === "string" ? a.localeCompare(b) : a - b);

function sortHead(c, active, down) {
  const next = active ? (down ? c.key : "-" + c.key) : c.num ? "-" + c.key : c.key;
  const button = h("button.sort", { type: "button", id: "sort-" + c.key, click: () => {
    sourceView.sort = next;
    remember("sources", { sort: next === "name" ? "" : next });
    drawSources();
    document.getElementById("sort-" + c.key).focus();
  } }, c.label);
  return h("th", { scope: "col", class: c.num ? "num" : null, "aria-sort": active ? (down ? "descending" : "ascending") : null }, button);
}

// profile is one source: what it covers, what it alone says, where it stands, how old its figures are, how it was fetched.
function profile(i) {
  const x = store.sources[i];
  const p = store.profiles[i];
  return h("article.profile", { "aria-labelledby": "profile-" + x.source_id },
    h("p.back", h("a", { href: "#sources" }, "All sources")),
    h("h3.big", { id: "profile-" + x.source_id }, bdi(x.name)),
    h("p.meta", p.kinds ? p.kinds + "." : "No claims.", " ", h("a", { href: "#conflicts?comparable=all&source=" + encodeURIComponent(x.source_id) }, "Its part in contradictions")),
    h("dl.tiles.small",
      fact("Pages fetched", number(x.fetched), "of " + number(x.pages)), fact("Claims", number(x.claims)), fact("Coverage", percent(x.coverage)),
      fact("Says alone", number(x.alone.length)), fact("Contradicts", number(x.contradicts)), fact("Agreement", percent(x.agreement)), fact("Copied", percent(x.copied))),
    h("div.cards", standsCard(p), aloneCard(x, p), healthCard(i, x, p), copiesCard(i, x), figuresCard(x, p), changesCard(x)));
}

const fact = (label, value, rest) => h("div", h("dt", label), h("dd", value, rest && h("small", " " + rest)));
const card = (title, ...rest) => h("section.card", h("h4", title), ...rest);

function standsCard(p) {
  if (p.stands.length === 0) return card("Against the rest", h("p.muted", "Outnumbered in no contradiction."));
  return card("Against the rest", h("p", "Outnumbered on " + counted(p.stands.length, "matter", "matters") + ":"),
    h("ul", p.stands.map((x) => h("li", h("a", { href: "#c-" + x.conflict_id }, bdi(x.topic)), ": ", bdi(x.position), " ", h("small", x.support + " against " + x.against)))));
}

function aloneCard(x, p) {
  if (p.alone.length === 0) return card("Only here", h("p.muted", "Names no duty that no other source names."));
  return card("Only here", p.alone.map((role) => h("p", h("span", { class: "pill r-" + role.role.toLowerCase() }, role.role), " " + role.labels.join(", "))));
}

function healthCard(i, x, p) {
  const failed = store.pages.filter((page) => page.source === i && page.failed);
  return card("How fetching went", x.detail && h("p", h("strong.bad", statesOf(x).join(", ")), ": ", h("span", { dir: "auto" }, [...(x.causes ?? []), x.detail].join("; "))), h("ul", p.outcomes.map((o) => h("li", o.label + ": " + counted(o.pages, "page", "pages")))),
    p.outcomes.length === 0 && h("p.muted", "No page was asked for."),
    failed.length > 0 && h("ul.failed", failed.slice(0, 20).map((page) => h("li", away(page.link, page.name), " ", h("small", [page.outcome, page.detail].filter(Boolean).join("; "))))),
    failed.length > 20 && h("p.muted", "and " + number(failed.length - 20) + " more under Pages"));
}

function copiesCard(i, x) {
  const agree = pairsOf(i).filter((pair) => pair.shared > 0).sort((a, b) => a.same - b.same || b.shared - a.shared);
  return card("Wording and agreement",
    h("p", x.near_copy_of.length > 0 ? [h("span.mark.stale", "shared wording"), " with ", enumerate(x.near_copy_of.map(nameOf)), "; counted once as support."] : "No shared wording was found.",
      x.copied > 0 && " " + percent(x.copied) + " of its claims stand elsewhere in nearly the same words."),
    agree.length > 0 && h("p", "Agrees least with ", between(agree.slice(0, 3).map((pair) => [bdi(sourceName(pair.other)), " (" + percent(pair.same) + " of " + pair.shared + ")"]), () => ", "), "."));
}

function figuresCard(x, p) {
  return card("Age of its figures", p.figures ? h("p", "As of " + p.figures + ".") : h("p.muted", "No figure says of when it is."),
    x.stale_figures > 0 && h("p", counted(x.stale_figures, "figure is", "figures are") + " two years or more older than the page."));
}

function changesCard(x) {
  const c = store.report.changes?.sources.find((s) => s.source_id === x.source_id);
  if (!c) return null;
  const parts = [["new", "new"], ["gone", "gone"], ["changed", "changed"], ["same", "the same"], ["unverified", "not checked"]].filter(([key]) => c[key] > 0).map(([key, label]) => number(c[key]) + " " + label);
  return card("Since the last run", h("p", (c.since ? "Against run " + c.since : "Read for the first time") + (parts.length ? ": " + parts.join(", ") + "." : ".")),
    c.new + c.gone + c.changed > 0 && h("p", h("a", { href: "#changes?source=" + encodeURIComponent(x.source_id) }, "Its changes")));
}
