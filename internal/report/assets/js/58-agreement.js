// How far the sources agree, all together and pair by pair.

const agreementTable = 30; // sources up to which every pair stands in a table
const leastShown = 40; // pairs that agree least, listed where sources are more

views.agreement = {
  draw(section) {
    const a = store.alpha;
    fill(section, [
      h("h2", { id: "h-agreement" }, "Agreement"),
      h("dl.tiles.small",
        h("div.lead-tile", h("dt", "Krippendorff's alpha"), h("dd", a.value)),
        a.range && h("div", h("dt", "95 % interval"), h("dd", a.range)),
        h("div.text-tile", h("dt", "That is"), h("dd", a.meaning))),
      h("p.lead", "1 is full agreement on which role has which duty, 0 what chance would give."),
    ]);
    if (store.pairs.a?.length > 0) fill(section, [pairsShown()]);
    if (store.flips.length > 0) fill(section, [flips()]);
  },
};

// pairsOf are the pairs of a source with every other one.
function pairsOf(i) {
  const p = store.pairs;
  const found = [];
  for (let n = 0; n < (p.a?.length ?? 0); n++) {
    if (p.a[n] === i || p.b[n] === i) found.push({ other: p.a[n] === i ? p.b[n] : p.a[n], shared: p.shared[n], same: p.same_role[n] / 1000, overlap: p.jaccard[n] / 1000, n });
  }
  return found;
}

const isCopy = (n) => store.pairs.near_copy?.includes(n);

function pairsShown() {
  const sources = [...new Set([...store.pairs.a, ...store.pairs.b])].sort((x, y) => x - y);
  const lead = h("p.lead", "Of the duties that two sources share, the part that both give to the same roles:");
  if (sources.length <= agreementTable) return [lead, pairTable(sources)];
  const holder = h("div");
  const choice = chooser("agree-source", "Source", [["", "The pairs that agree least"], ...sources.map((i) => [i, sourceName(i)])], () => pairList(holder, choice.select.value));
  queueMicrotask(() => pairList(holder, ""));
  return [lead, h("div.filters", choice.field), holder];
}

function pairTable(sources) {
  const { region, body } = tableOf("Agreement of each pair of sources", [{ cell: h("td") }, ...sources.map((i) => ({ cell: h("th", { scope: "col" }, bdi(sourceName(i))) }))], "agree");
  for (const i of sources) {
    const pairs = new Map(pairsOf(i).map((pair) => [pair.other, pair]));
    body.append(h("tr", h("th", { scope: "row" }, h("a", { href: "#s-" + store.sources[i].source_id }, bdi(sourceName(i)))), sources.map((j) => pairCell(i, j, pairs.get(j)))));
  }
  return region;
}

function pairCell(i, j, pair) {
  if (i === j) return h("td.self");
  if (!pair || pair.shared === 0) return h("td.none", { title: "No duty in common" }, "–");
  const title = counted(pair.shared, "shared duty", "shared duties") + "; overlap " + percent(pair.overlap) + (isCopy(pair.n) ? "; near copies" : "");
  return h("td", { class: "heat" + Math.round(pair.same * 4), title }, percent(pair.same), h("small", "of " + pair.shared, isCopy(pair.n) && ", copy"));
}

function pairList(holder, chosen) {
  const p = store.pairs;
  let rows;
  if (chosen === "") {
    rows = p.a.map((a, n) => ({ a, other: p.b[n], shared: p.shared[n], same: p.same_role[n] / 1000, overlap: p.jaccard[n] / 1000, n })).filter((r) => r.shared > 0);
  } else rows = pairsOf(Number(chosen)).map((pair) => ({ ...pair, a: Number(chosen) }));
  rows.sort((x, y) => x.same - y.same || y.shared - x.shared);
  if (chosen === "") rows = rows.slice(0, leastShown);
  const { region, body } = tableOf("Pairs of sources", ["Source", "and", { label: "Same role", num: true }, { label: "Shared duties", num: true }, { label: "Overlap", num: true }, "Wording"]);
  empty(holder).append(region);
  growing(body, region, rows, (r) =>
    h("tr", h("th", { scope: "row" }, bdi(sourceName(r.a))), h("td", bdi(sourceName(r.other))), h("td.num", percent(r.same)), h("td.num", r.shared), h("td.num", percent(r.overlap)), h("td", isCopy(r.n) && h("span.mark.stale", "near copy"))));
}

function flips() {
  const holder = h("div");
  queueMicrotask(() => growing(holder, holder, store.flips, flip, 10));
  return [h("h3", "The same words but for one"), h("p.lead", "Where two sources share their wording, one word can turn the sense."), holder];
}

function flip(f) {
  const side = (row, word) => h("section.side", h("h4", bdi(sourceName(store.claims.source[row])), ": ", h("mark", bdi(word || "(nothing)"))), quote(row));
  return h("div.sides.flip", side(f.a, f.word_a), side(f.b, f.word_b));
}
