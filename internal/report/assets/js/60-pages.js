// The pages that were asked for and how reading each ended.

views.pages = {
  draw(section) {
    fill(section, [h("h2", { id: "h-pages" }, "Pages")]);
    if (store.pages.length === 0) {
      section.append(h("p.empty", "No page was asked for."));
      return;
    }
    const { region, body } = tableOf("Table of pages", ["Page", "Source", "Outcome", { label: "Claims", num: true }, { label: "Words", num: true }, "Details"]);
    const count = h("output", { "aria-live": "polite" });
    const outcomes = [...new Set(store.pages.map((p) => p.outcome))].sort();
    const box = finder("pages", "Find a page", () => apply());
    const outcome = chooser("pages-outcome", "Outcome", [["", "All"], ["failed", "Without text"], ...outcomes.map((o) => [o, o])], () => {
      remember("pages", { outcome: outcome.select.value });
      apply();
    });
    let list = null;
    const apply = () => {
      const words = box.words();
      const wanted = outcome.select.value;
      const fit = store.pages.filter((p) => (!wanted || p.outcome === wanted || (wanted === "failed" && p.failed)) && words.every((w) => pageText(p).includes(w)));
      list?.end();
      empty(body);
      list = growing(body, region, fit, pageLine, 100);
      count.textContent = number(fit.length) + " of " + number(store.pages.length) + " shown";
    };
    views.pages.read = (params) => {
      box.input.value = params.get("q") ?? "";
      outcome.select.value = params.get("outcome") ?? "";
      if (outcome.select.selectedIndex < 0) outcome.select.value = "";
      apply();
    };
    fill(section, [
      h("div.filters", box.field, outcome.field, h("div.bar", count)), region,
      store.report.summary.pages > store.pages.length && h("p.muted", number(store.report.summary.pages - store.pages.length) + " more pages stand in report.json."),
    ]);
  },
  show(to) {
    views.pages.read?.(to.params);
  },
};

const pageText = (p) => [p.name, p.link, sourceName(p.source), p.detail, p.facts].join(" ").toLowerCase();

function pageLine(p) {
  return h("tr",
    h("th.page", { scope: "row" }, away(p.link, p.name)),
    h("td", bdi(sourceName(p.source))),
    h("td", { class: p.failed ? "bad" : null }, p.outcome),
    h("td", { class: p.claims ? "num" : "num none" }, number(p.claims)),
    h("td", { class: p.words ? "num" : "num none" }, number(p.words)),
    h("td.details", p.detail && [h("span", { dir: "auto" }, p.detail), " "], p.facts && h("small", bdi(p.facts))));
}
