// A conflict's card: a line that says what it is about, and behind it both sides in their own words.

const quotesOpen = 4; // quotes of a side that stand open

function conflictCard(i, isOpen) {
  const c = store.report.conflicts[i];
  const id = c.conflict_id;
  const body = h("div.body", { id: "b-" + id, hidden: true }, h("div.evidence"), actions(i));
  const button = h("button.toggle", { type: "button", id: "t-" + id, "aria-expanded": "false", "aria-controls": "b-" + id }, bdi(c.topic_label));
  const card = h("article.conflict", { id: "c-" + id, "aria-labelledby": "t-" + id, class: "conflict" + (c.comparable ? "" : " apparent") },
    h("header",
      h("div.title", h("h3", button), h("p.badges", badges(c))),
      h("p.why", { dir: "auto" }, c.explanation),
      h("p.over", h("span.kind", c.kind_label), c.roles.map((role) => h("span.role", role.toUpperCase())), h("span.positions", positions(c)))),
    c.decision && decisionLine(c),
    c.reopened && h("p.decision", h("strong", "Reopened: "), h("span", { dir: "auto" }, c.reopened + ".")), body);
  card.firstChild.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    openCard(card, i, body.hidden);
    rememberOpen(body.hidden ? "" : id);
  });
  if (isOpen) openCard(card, i, true);
  document.dispatchEvent(new CustomEvent("rolecall:conflict", { detail: { element: card, conflict: c } }));
  return card;
}

function badges(c) {
  const labels = store.labels;
  return [
    c.decision && h("span.badge.decided", labels.decisions[c.decision] ?? c.decision),
    c.reopened && h("span.badge.status-new", "Reopened"),
    notable(c) && h("span", { class: "badge status-" + c.status }, labels.statuses[c.status] ?? c.status),
    h("span", { class: "sev sev-" + c.severity }, labels.severities[c.severity] ?? c.severity),
  ];
}

// notable is a status to be told apart by: in a first run all are new.
const notable = (c) => c.status !== "open" && (c.status !== "new" || store.report.previous_run_id);

function positions(c) {
  return between(c.sides.map((side) => [bdi(side.position_label), h("small", { title: support(side) }, " (" + side.source_ids.length + ")")]), () => h("span.against", " against "));
}

function openCard(card, i, open) {
  const body = card.querySelector(".body");
  const evidence = body.firstChild;
  if (open && evidence.childElementCount === 0) drawEvidence(evidence, i);
  body.hidden = !open;
  card.classList.toggle("is-open", open);
  card.querySelector(".toggle").setAttribute("aria-expanded", String(open));
}

function drawEvidence(evidence, i) {
  const c = store.report.conflicts[i];
  fill(evidence, [
    !c.comparable && h("p.reason", h("strong", "Not comparable: "), h("span", { dir: "auto" }, c.reason_not_comparable)),
    h("div.sides", c.sides.map((side, n) => sideOf(side, store.sides[i][n]))),
  ]);
}

function decisionLine(c) {
  return h("p.decision",
    h("strong", "Decided: " + (store.labels.decisions[c.decision] ?? c.decision)),
    c.decided_by && [" by ", bdi(c.decided_by)],
    c.decision_note && [". ", h("span", { dir: "auto" }, c.decision_note)]);
}

function sideOf(side, rows) {
  const shown = rows.filter((row) => row >= 0);
  const left = rows.filter((row) => row < 0).reduce((sum, row) => sum - row, 0);
  const more = shown.slice(quotesOpen);
  const section = h("section.side", h("h4", bdi(side.position_label), " ", h("small", support(side))), shown.slice(0, quotesOpen).map(quote));
  if (more.length > 0) {
    const button = h("button.quiet", { type: "button" }, "Show " + counted(more.length, "more quote", "more quotes"));
    button.addEventListener("click", () => {
      const added = more.map(quote);
      button.replaceWith(...added);
      focusOn(added[0]);
    });
    section.append(button);
  }
  if (left > 0) section.append(h("p.muted", "and " + number(left) + " further in report.json"));
  return section;
}

function support(side) {
  const text = counted(side.source_ids.length, "source", "sources");
  return side.support < side.source_ids.length ? text + ", " + side.support + " independent" : text;
}

function actions(i) {
  const c = store.report.conflicts[i];
  return h("footer.actions",
    h("button.quiet", { type: "button", "aria-keyshortcuts": "c", click: () => copyConflict(i) }, "Copy as Markdown"),
    h("a", { href: "#c-" + c.conflict_id, "aria-label": "Link to this matter: " + c.topic_label }, "Link to this"),
    c.first_seen_run && h("span.muted", "First seen in run " + c.first_seen_run));
}
