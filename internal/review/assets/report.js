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
  let conflicts = []; // of the report
  let redraw = () => {};

  async function send(id, path, form) {
    let wrong = "";
    try {
      await ask("/conflicts/" + id + "/" + path, { ...form, run: looked, last: state.conflicts[id].last });
    } catch (error) {
      wrong = error.message;
      await ask("/state").catch(() => {});
    }
    take();
    redraw();
    const card = document.getElementById("c-" + id);
    if (wrong) draw(id, card, wrong);
    card?.querySelector(".rc-decide button")?.focus();
  }

  // take writes into the report what is decided by now, so that its badges, filters and Markdown say so.
  function take() {
    for (const conflict of conflicts) {
      const c = state.conflicts[conflict.conflict_id];
      conflict.decision = c?.verdict;
      conflict.decided_by = c?.by;
      conflict.decision_note = c?.note;
    }
  }

  function said(c) {
    if (!c.decision) return c.reopened ? "Reopened: " + c.reopened + "." : "Not decided.";
    return c.decision + " by " + c.by + ", " + c.at + (c.note ? ": " + c.note : "");
  }

  function draw(id, card, wrong) {
    const c = state?.conflicts[id];
    const body = card?.querySelector(".body");
    if (!c || !body) return;
    body.querySelector(".rc-decide")?.remove();
    const note = make("input", { type: "text", placeholder: "Note", maxLength: 4000 });
    note.setAttribute("aria-label", "Note");
    const buttons = state.verdicts.map((v) =>
      make("button", { type: "button", textContent: v.label, title: v.hint, onclick: () => send(id, "decide", { verdict: v.id, note: note.value }) }));
    const box = make("div", { className: "rc-decide" },
      make("p", { className: "rc-said" + (wrong ? " rc-bad" : ""), textContent: wrong || said(c) }),
      ...(c.decision ? [make("button", { type: "button", textContent: "Undo", onclick: () => send(id, "withdraw", {}) })] : [...buttons, note]),
      make("a", { href: "/conflicts/" + id, textContent: "Side by side" }));
    box.querySelector(".rc-said").setAttribute("role", "status");
    body.insertBefore(box, body.querySelector(".actions"));
  }

  document.addEventListener("rolecall:ready", async (event) => {
    ({ redraw } = event.detail);
    ({ run_id: looked, conflicts } = event.detail.report);
    document.querySelector(".top nav ul")?.prepend(make("li", {}, make("a", { href: "/", textContent: "Queue" })));
    await ask("/state");
    take();
    for (const [id, card] of cards) draw(id, card, "");
  });
  document.addEventListener("rolecall:conflict", (event) => {
    const { element, conflict } = event.detail;
    cards.set(conflict.conflict_id, element);
    draw(conflict.conflict_id, element, "");
  });
})();
