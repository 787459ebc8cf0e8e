// A conflict as Markdown, for an issue or a chat.

// plainMarkdown makes text of others safe in a line of Markdown: no markup, nobody mentioned, no bare address.
function plainMarkdown(text) {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replace(/^[#+=-]/, "\\$&")
    .replace(/@/g, "@<!-- -->")
    .replace(/#(?=\d)/g, "#<!-- -->")
    .replace(/:\/\//g, "&#58;//")
    .replace(/www\./g, "www&#46;");
}

function markdownLink(text, address) {
  if (!address) return plainMarkdown(text);
  const safe = address.replace(/[()|<> \\`*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
  return "[" + plainMarkdown(text) + "](" + safe + ")";
}

function conflictMarkdown(i) {
  const c = store.report.conflicts[i];
  const labels = store.labels;
  const lines = ["**" + plainMarkdown(c.topic_label) + "** (" + plainMarkdown(c.kind_label + ", severity " + (labels.severities[c.severity] ?? c.severity)) + ")", "", plainMarkdown(c.explanation)];
  if (!c.comparable) lines.push("", "Not comparable: " + plainMarkdown(c.reason_not_comparable));
  if (c.reopened) lines.push("", "Reopened: " + plainMarkdown(c.reopened) + ".");
  if (c.decision) lines.push("", "Decided: " + plainMarkdown([labels.decisions[c.decision] ?? c.decision, c.decided_by && "by " + c.decided_by, c.decision_note].filter(Boolean).join(" · ")));
  lines.push("");
  c.sides.forEach((side, n) => {
    lines.push("- **" + plainMarkdown(side.position_label) + "** (" + plainMarkdown(sideSources(side)) + ")");
    for (const row of store.sides[i][n].filter((r) => r >= 0).slice(0, quotesOpen)) {
      const q = claim(row);
      const rest = [q.section, q.author, q.condition && "only: " + q.condition, q.figure].filter(Boolean).map(plainMarkdown);
      lines.push("  - “" + plainMarkdown(q.quote) + "” " + [markdownLink(sourceName(q.source), q.link), ...rest].join(", "));
    }
  });
  return lines.join("\n") + "\n";
}

async function copyConflict(i) {
  const text = conflictMarkdown(i);
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyOldWay(text);
  }
  say("Copied as Markdown");
}

function copyOldWay(text) {
  const had = document.activeElement;
  const box = h("textarea.offscreen", { "aria-hidden": "true", readonly: true });
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
  had?.focus();
}

// say tells, to the eye and to a screen reader, that something was done.
function say(text) {
  const toast = document.getElementById("toast");
  toast.textContent = text;
  toast.classList.add("is-shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.classList.remove("is-shown"), 2500);
}
