// What the sources say otherwise than at their last good fetch.

const changeWords = { new: "New", gone: "Gone", changed: "Changed" };

views.changes = {
  draw(section) {
    const { report } = store;
    fill(section, [h("h2", { id: "h-changes" }, "Since the last run")]);
    if (!report.changes) {
      section.append(h("p.empty", "There is no earlier run to hold this one against."));
      return;
    }
    fill(section, [
      h("p.lead", "Each source is held against the last run in which its page could be read. What could not be read this time is neither gone nor resolved."),
      conflictStatuses(), changedSources(), changeList(section),
    ]);
  },
  show(to) {
    views.changes.read?.(to.params);
  },
};

function conflictStatuses() {
  const counts = store.report.summary.conflicts_by_status ?? {}; // not in reports of earlier versions
  const tiles = Object.entries(store.labels.statuses).map(([status, label]) => {
    const n = counts[status] ?? 0;
    return h("div", h("dt", label), h("dd", n > 0 ? h("a", { href: "#conflicts?status=" + status }, number(n)) : "0"));
  });
  return [h("h3", "Contradictions"), h("dl.tiles.small", tiles)];
}

function changedSources() {
  const rows = store.report.changes.sources.filter((c) => c.new + c.gone + c.changed + c.unverified > 0);
  const same = store.report.changes.sources.length - rows.length;
  const said = same > 0 && h("p.muted", rows.length === 0 ? "No source says anything else than before." : counted(same, "further source says nothing else", "further sources say nothing else") + " than before.");
  if (rows.length === 0) return [h("h3", "Claims by source"), said];
  const { region, body } = tableOf("Changes by source", ["Source", "Last read in run", ...["New", "Gone", "Changed", "Same", "Not checked"].map((label) => ({ label, num: true }))]);
  const line = (c) =>
    h("tr",
      h("th", { scope: "row" }, h("a", { href: "#s-" + c.source_id }, bdi(nameOf(c.source_id)))),
      h("td", c.since ?? "never before"),
      [c.new, c.gone, c.changed, c.same, c.unverified].map((n) => h("td.num", { class: n ? "num" : "num none" }, number(n))));
  const box = h("div", region);
  growing(body, region, rows, line);
  return [h("h3", "Claims by source"), box, said];
}

function changeList(section) {
  const all = store.changes;
  if (all.length === 0) return null;
  const sources = [...new Set(all.map((c) => c.source))].sort((a, b) => a - b);
  const holder = h("div");
  const count = h("output", { "aria-live": "polite" });
  let list = null;
  const apply = (byUser) => {
    const wanted = { kind: kind.select.value, cause: cause.select.value, source: source.select.value };
    const fit = all.filter((c) => (!wanted.kind || c.kind === wanted.kind) && (!wanted.cause || c.cause === wanted.cause) && (!wanted.source || store.sources[c.source]?.source_id === wanted.source));
    list?.end();
    list = growing(empty(holder), holder, fit, changeCard, 30);
    count.textContent = number(fit.length) + " of " + number(all.length) + " shown";
    if (byUser) remember("changes", wanted);
  };
  const kind = chooser("ch-kind", "What", [["", "All"], ...Object.entries(changeWords)], () => apply(true));
  const cause = chooser("ch-cause", "Cause", [["", "All"], ["page", "The page"], ["extractor", "The rules that read it"]], () => apply(true));
  const source = chooser("ch-source", "Source", [["", "All"], ...sources.filter((i) => i >= 0).map((i) => [store.sources[i].source_id, sourceName(i)])], () => apply(true));
  views.changes.read = (params) => {
    for (const [key, field] of [["kind", kind], ["cause", cause], ["source", source]]) {
      field.select.value = params.get(key) ?? "";
      if (field.select.selectedIndex < 0) field.select.value = "";
    }
    apply(false);
  };
  return [h("h3", "Claims"), h("div.filters", kind.field, cause.field, source.field, h("div.bar", count)), holder];
}

function changeCard(c) {
  const wording = c.now && !c.now.passage ? c.now : c.before ?? c.now;
  return h("article.change",
    h("header.over",
      h("span", { class: "badge change-" + c.kind }, changeWords[c.kind] ?? c.kind),
      h("strong", bdi(sourceName(c.source))),
      wording.role && h("span.role", wording.role),
      wording.what && bdi(wording.what),
      c.cause === "extractor" && h("span.mark", { title: "The page's text is the same; the rules that read it are others" }, "by other rules, same page")),
    h("div.sides",
      c.before && wordingOf(c.before, "Before", "del"),
      c.now && wordingOf(c.now, c.now.passage ? "Its place reads now" : "Now", "ins")));
}

// wordingOf marks the words that the other side does not have: every second run.
function wordingOf(w, label, tag) {
  return h("section.side",
    h("h4", label),
    h("figure.said",
      w.section && h("p.heading", bdi(w.section)),
      h("blockquote", { dir: "auto" },
        w.before && h("span.around", w.before + " "),
        h("q", between(w.runs.map((text, i) => (i % 2 === 1 ? h(tag, text) : text)).filter((x) => x !== ""), () => " ")),
        w.after && h("span.around", " " + w.after)),
      h("figcaption", away(w.link, w.page || "the page", (w.page || "the page") + ": open it at the quote"))));
}
