"use strict";
// The report under review: each card gets the means to decide. Runs before the report's own script, whose events it hears.
(() => {
  let state = null;
  const cards = new Map(); // by conflict id
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  async function ask(path, form) {
    const headers = { Accept: "application/json" };
    if (form) headers["X-Rolecall-Secret"] = state.secret;
    const answer = await fetch(path, form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error);
    state = body;
  }

  let looked = ""; // the run that the report shows

  async function send(id, path, form) {
    let wrong = "";
    try {
      await ask("/conflicts/" + id + "/" + path, { ...form, run: looked, last: state.conflicts[id].last });
    } catch (error) {
      wrong = error.message;
      await ask("/state").catch(() => {});
    }
    for (const [card, element] of cards) draw(card, element, card === id ? wrong : "");
    cards.get(id)?.querySelector(".rc-decide button")?.focus();
  }

  function said(c) {
    if (!c.decision) return c.reopened ? "Reopened: " + c.reopened + "." : "Not decided.";
    return c.decision + " by " + c.by + ", " + c.at + (c.note ? ": " + c.note : "");
  }

  function draw(id, element, wrong) {
    const c = state?.conflicts[id];
    if (!c) return;
    element.querySelector(".rc-decide")?.remove();
    for (const old of element.querySelectorAll(":scope > .decision")) old.hidden = true; // ours says it, and as it stands now
    const note = make("input", { type: "text", placeholder: "Note", maxLength: 4000 });
    note.setAttribute("aria-label", "Note");
    const buttons = state.verdicts.map((v) =>
      make("button", { type: "button", textContent: v.label, title: v.hint, onclick: () => send(id, "decide", { verdict: v.id, note: note.value }) }));
    const box = make("div", { className: "rc-decide" },
      make("p", { className: "rc-said" + (wrong ? " rc-bad" : ""), textContent: wrong || said(c) }),
      ...(c.decision ? [make("button", { type: "button", textContent: "Undo", onclick: () => send(id, "withdraw", {}) })] : [...buttons, note]),
      make("a", { href: "/conflicts/" + id, textContent: "Side by side" }));
    box.querySelector(".rc-said").setAttribute("role", "status");
    element.append(box);
  }

  document.addEventListener("rolecall:ready", async (event) => {
    looked = event.detail.report.run_id;
    const list = document.querySelector(".top nav ul");
    list?.prepend(make("li", {}, make("a", { href: "/", textContent: "Queue" })));
    await ask("/state");
    for (const [id, element] of cards) draw(id, element, "");
  });
  document.addEventListener("rolecall:conflict", (event) => {
    const { element, conflict } = event.detail;
    cards.set(conflict.conflict_id, element);
    draw(conflict.conflict_id, element, "");
  });
})();
