// The report in use: filters, search, sorting, keys, links, reload, copying.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { go, open, ready, views } from "./browser.mjs";

const cards = (page) => page.locator("#list .conflict").count();
const ids = (page) => page.evaluate(() => [...document.querySelectorAll("#list .conflict")].map((e) => e.id.slice(2)));

export async function use(browser, file, problems) {
  const report = JSON.parse(readFileSync(join(dirname(file), "report.json"), "utf8"));
  const session = await open(browser, file, problems, { name: "in use", permissions: ["clipboard-read", "clipboard-write"] });
  await filters(session, report);
  await search(session);
  await keys(session);
  await links(session, report);
  await duties(session);
  await history(session);
  await session.context.close();
}

async function filters({ page, expect }, report) {
  await go(page, "#conflicts");
  const comparable = report.conflicts.filter((c) => c.comparable);
  expect("not all contradictions are listed", (await cards(page)) === comparable.length);
  const first = await ids(page);
  const undecided = comparable.filter((c) => !c.decision && c.status !== "resolved" && c.status !== "unverified").length;
  expect("undecided ones are not first", first.slice(0, undecided).every((id) => !report.conflicts.find((c) => c.conflict_id === id).decision));
  const facets = {
    severity: (c) => [c.severity],
    kind: (c) => [c.kind],
    role: (c) => c.roles,
    status: (c) => [c.status],
    source: (c) => c.sides.flatMap((s) => s.source_ids),
    decided: (c) => [c.decision ? "decided" : "undecided"],
  };
  for (const [facet, of] of Object.entries(facets)) {
    const value = of(comparable[comparable.length - 1])[0];
    await page.selectOption("#f-" + facet, value);
    const want = comparable.filter((c) => of(c).includes(value)).map((c) => c.conflict_id).sort();
    expect(`${facet}=${value} shows other conflicts than it should`, JSON.stringify((await ids(page)).sort()) === JSON.stringify(want));
    expect(`${facet} is not in the address`, new URLSearchParams(page.url().split("?")[1]).get(facet) === value);
    await page.reload();
    await ready(page);
    expect(`reload loses ${facet}`, JSON.stringify((await ids(page)).sort()) === JSON.stringify(want));
    await page.selectOption("#f-" + facet, "");
  }
  await page.selectOption("#f-comparable", "no");
  expect("differences that only look so are not shown", (await cards(page)) === report.conflicts.length - comparable.length);
  await page.click("#clear");
  expect("Clear does not show all contradictions", (await cards(page)) === comparable.length);
  await page.selectOption("#f-sort", "topic");
  const topics = await page.locator("#list .toggle").allInnerTexts();
  expect("sorting by topic does not sort", JSON.stringify(topics) === JSON.stringify([...topics].sort((a, b) => a.localeCompare(b))));
  await page.selectOption("#f-sort", "");
}

async function search({ page, expect }) {
  await go(page, "#conflicts?comparable=all");
  await page.locator("#list .toggle").first().click();
  const words = (await page.locator("#list q").first().innerText()).split(/\s+/).slice(0, 4).join(" ");
  await page.fill("#f-q", words);
  const found = await cards(page);
  expect(`the search for "${words}" finds nothing`, found > 0);
  await page.reload();
  await ready(page);
  expect("reload loses the search", (await page.inputValue("#f-q")) === words && (await cards(page)) === found);
  await page.fill("#f-q", "no such words anywhere");
  expect("the search finds what is not there", (await cards(page)) === 0 && (await page.locator("#nothing").isVisible()));
  expect("the count is not told", (await page.locator("#shown").innerText()).startsWith("0 of"));
  await page.press("#f-q", "Escape");
  expect("Esc does not clear the search", (await cards(page)) > 0 && (await page.inputValue("#f-q")) === "");
}

async function keys({ page, expect }) {
  await go(page, "#conflicts");
  await page.evaluate(() => document.activeElement.blur());
  const at = () => page.evaluate(() => document.activeElement.closest(".conflict")?.id ?? "");
  const order = (await ids(page)).map((id) => "c-" + id);
  await page.keyboard.press("j");
  expect("j does not go to the first", (await at()) === order[0]);
  await page.keyboard.press("j");
  expect("j does not go on", (await at()) === order[1]);
  await page.keyboard.press("k");
  expect("k does not go back", (await at()) === order[0]);
  const open = () => page.locator(`[id="${order[0]}"] .body`).isVisible();
  const before = await open();
  await page.keyboard.press("Enter");
  expect("Enter does not open and close", (await open()) !== before);
  if (before) await page.keyboard.press("Enter");
  expect("what is open is not in the address", page.url().includes("at=" + order[0].slice(2)));
  await page.reload();
  await ready(page);
  expect("reload closes what was open", await open());
  await page.locator(`[id="${order[0]}"] .toggle`).focus();
  await page.keyboard.press("c");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const topic = await page.locator(`[id="${order[0]}"] .toggle`).innerText();
  expect("c does not copy Markdown", copied.startsWith("**") && copied.includes("  - “") && copied.includes(topic.split(" ")[0]));
  await page.keyboard.press("/");
  expect("/ does not go to the search", await page.evaluate(() => document.activeElement.id === "f-q"));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("?");
  expect("? does not list the keys", await page.locator("#keys-help").isVisible());
  await page.uncheck("#keys");
  await page.keyboard.press("Escape");
  expect("Esc does not close the list", !(await page.locator("#keys-help").isVisible()));
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  expect("keys that are off still work", (await at()) === "");
  await page.click("#help");
  await page.check("#keys");
  await page.keyboard.press("Escape");
}

async function links({ page, expect }, report) {
  const known = new Set(Object.values(report.claims).map((c) => c.link).filter(Boolean));
  for (const c of report.conflicts) {
    await go(page, "#c-" + c.conflict_id);
    const card = page.locator(`[id="c-${c.conflict_id}"]`);
    expect(`a link to ${c.topic_label} does not open it`, await card.locator(".body").isVisible());
    const shown = await card.locator("q").allInnerTexts();
    const said = c.sides.flatMap((s) => s.claim_ids.map((id) => report.claims[id].quote.replace(/\s+/g, " ")));
    expect(`${c.topic_label} shows words that its sources do not say`, shown.length > 0 && shown.every((q) => said.includes(q)));
    const hrefs = await card.locator("figcaption a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    expect(`${c.topic_label} links to addresses that are not in report.json`, hrefs.every((h) => known.has(h)));
    expect(`${c.topic_label} is not all opposed sides`, (await card.locator(".sides > .side").count()) === c.sides.length);
  }
  await go(page, "#summary");
  const strongest = page.locator(".strongest h4 a").first();
  if (await strongest.count()) {
    const target = (await strongest.getAttribute("href")).slice(1);
    await strongest.click();
    await page.waitForFunction(() => !document.getElementById("conflicts").hidden);
    expect("the summary does not lead to the contradiction", await page.locator(`[id="${target}"] .body`).isVisible());
  }
  await go(page, "#sources");
  await page.locator("#sources tbody th a").first().click();
  await page.waitForFunction(() => document.querySelector(".profile"));
  expect("a source's profile shows no facts", (await page.locator(".profile .card").count()) >= 4);
}

async function duties({ page, expect }) {
  await go(page, "#duties");
  const toggle = page.locator("#duties .toggle").first();
  if (!(await toggle.count())) return;
  await toggle.click();
  expect("a duty does not open its quotes", (await page.locator("#duties .detail:not([hidden]) li").count()) > 0);
  await page.reload();
  await ready(page);
  expect("reload closes the duty", (await page.locator("#duties .detail:not([hidden]) li").count()) > 0);
}

// Back and forward lead through the views, each of which can be reached by its link.
async function history({ page, expect }) {
  for (const view of views) {
    await page.locator(`.top nav a[data-view=${view}]`).click();
    await page.waitForFunction((v) => !document.getElementById(v).hidden, view);
    expect(`${view} is not the only view shown`, (await page.locator(".view:visible").count()) === 1);
  }
  await page.goBack();
  await page.waitForFunction(() => !document.getElementById("pages").hidden);
  await page.goForward();
  await page.waitForFunction(() => !document.getElementById("method").hidden);
}
