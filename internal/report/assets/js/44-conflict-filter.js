// What the list of conflicts can be narrowed by and sorted by.

const facets = [
  { name: "comparable", label: "Show", fallback: "yes", of: (c) => [c.comparable ? "yes" : "no"], text: (v) => (v === "yes" ? "Contradictions" : "Only look so"), all: "Both" },
  { name: "decided", label: "Decision", of: (c) => (c.decision ? ["decided", c.decision] : c.reopened ? ["undecided", "reopened"] : ["undecided"]), text: decisionText },
  { name: "severity", label: "Severity", of: (c) => [c.severity], text: (v) => store.labels.severities[v] ?? v },
  { name: "kind", label: "Kind", of: (c) => [c.kind], text: (v) => store.labels.conflict_kinds[v] ?? v },
  { name: "role", label: "Role", of: (c) => c.roles, text: (v) => v.toUpperCase() },
  { name: "source", label: "Source", of: (c) => [...new Set(c.sides.flatMap((side) => side.source_ids))], text: nameOf },
  { name: "status", label: "Status", of: (c) => [c.status], text: (v) => store.labels.statuses[v] ?? v },
];

function decisionText(value) {
  return { undecided: "Undecided", reopened: "Reopened", decided: "Decided" }[value] ?? store.labels.decisions[value] ?? value;
}

const severities = ["high", "medium", "low"];

// rank puts what waits for a decision first, then what is decided, not verified, resolved, and no contradiction.
function rank(c) {
  if (!c.comparable) return 5;
  if (c.status === "resolved") return 4;
  if (c.status === "unverified") return 3;
  if (!c.decision) return 0;
  return c.decision === "contradiction" ? 1 : 2;
}

const bySeverity = (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity);
const spoken = (c) => c.sides.reduce((sum, side) => sum + side.source_ids.length, 0);
const sorts = {
  "": { label: "Undecided first", by: (a, b) => rank(a) - rank(b) || bySeverity(a, b) },
  severity: { label: "Severity", by: bySeverity },
  newest: { label: "Newest first", by: (a, b) => (b.first_seen_run ?? "").localeCompare(a.first_seen_run ?? "") || bySeverity(a, b) },
  sources: { label: "Most sources", by: (a, b) => spoken(b) - spoken(a) },
  topic: { label: "Topic, A to Z", by: (a, b) => a.topic_label.localeCompare(b.topic_label) },
};

const texts = []; // of each conflict, for the search
const facetValues = []; // of each conflict, by facet

const valuesAt = (i) => (facetValues[i] ??= facets.map((f) => f.of(store.report.conflicts[i])));

// forget drops what was gathered about the conflicts, after they were changed.
function forget() {
  texts.length = 0;
  facetValues.length = 0;
}

function textOf(i) {
  if (texts[i] === undefined) {
    const c = store.report.conflicts[i];
    const parts = [c.topic_label, c.kind_label, c.explanation, c.reason_not_comparable, c.decision_note, c.decided_by, c.reopened];
    c.sides.forEach((side, n) => {
      parts.push(side.position_label, ...side.source_ids.map(nameOf));
      for (const row of store.sides[i][n]) if (row >= 0) parts.push(store.claims.quote[row], store.claims.words[store.claims.section[row]]);
    });
    texts[i] = parts.filter(Boolean).join("\n").toLowerCase();
  }
  return texts[i];
}

// matching gives the conflicts that fit, sorted, and for each facet how many there would be under each of its values.
function matching(chosen, words, sort) {
  const conflicts = store.report.conflicts;
  const counts = Object.fromEntries(facets.map((f) => [f.name, new Map()]));
  const found = [];
  for (let i = 0; i < conflicts.length; i++) {
    if (!words.every((w) => textOf(i).includes(w))) continue;
    const values = valuesAt(i);
    const failing = facets.filter((f, n) => chosen[f.name] && !values[n].includes(chosen[f.name]));
    if (failing.length === 0) found.push(i);
    if (failing.length > 1) continue;
    facets.forEach((f, n) => {
      if (failing.length === 1 && failing[0] !== f) return;
      for (const v of values[n]) counts[f.name].set(v, (counts[f.name].get(v) ?? 0) + 1);
    });
  }
  const by = (sorts[sort] ?? sorts[""]).by;
  return { found: found.sort((a, b) => by(conflicts[a], conflicts[b]) || a - b), counts };
}

// valuesOf lists the values of a facet that occur, severities by weight and all else by name.
function valuesOf(facet) {
  const all = [...new Set(store.report.conflicts.flatMap(facet.of))];
  if (facet.name === "severity") return all.sort((a, b) => severities.indexOf(a) - severities.indexOf(b));
  if (facet.name === "decided") return all.sort((a, b) => decisionOrder(a) - decisionOrder(b));
  return all.sort((a, b) => facet.text(a).localeCompare(facet.text(b)));
}

const decisionOrder = (v) => ["undecided", "reopened", "decided"].concat(Object.keys(store.labels.decisions)).indexOf(v);
