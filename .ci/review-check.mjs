// Works through the conflicts of an output folder in Chromium as a reviewer would, and fails on console errors, requests
// to elsewhere, scripts of others that run, and accessibility violations (axe-core) in light and dark, wide and narrow.
//
//   npm install --no-save playwright-core axe-core
//   node .ci/review-check.mjs ROLECALL OUT WORK [full|hostile]
//
// ROLECALL is the program, OUT an output folder with a run and without decisions, WORK a folder for downloads. "full"
// decides, undoes, exports and imports; "hostile" opens everything there is and waits for a script of a page to run.
// CHROMIUM names the browser, by default /usr/bin/chromium. The two packages are looked up from the working folder.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, expect, follow, launch, problems, serve, watch } from "./review/bench.mjs";

const [program, out, work, mode = "full"] = process.argv.slice(2);
if (!program || !out || !work) {
  console.error("usage: node .ci/review-check.mjs ROLECALL OUT WORK [full|hostile]");
  process.exit(2);
}
const browser = await launch();

const count = (page, selector) => page.locator(selector).count();
const waiting = async (page) => Number((await page.locator(".top .count").textContent().catch(() => "0")) || 0);
const withCount = async (page) => ((await count(page, ".top .count")) ? waiting(page) : 0);

// framed waits for the archived pages of a conflict and checks that each shows its quote, and nothing that could act.
async function framed(page, name) {
  const quotes = await page.locator("li.shown blockquote").allTextContents();
  const letters = (s) => s.replace(/[\s|\u00ad\u200b]/g, "");
  for (const [i, element] of (await page.locator("iframe").elementHandles()).entries()) {
    expect(`${name}: a frame without sandbox`, (await element.getAttribute("sandbox")) === "");
    await element.scrollIntoViewIfNeeded(); // frames out of sight are not loaded
    const frame = await element.contentFrame();
    await frame.waitForURL(/\/pages\//);
    let seen = false;
    for (let tries = 0; tries < 50 && !seen; tries++) {
      const q = await frame.locator("#q").boundingBox({ timeout: 5000 }).catch(() => null);
      const box = await element.boundingBox();
      seen = q && q.y + q.height > box.y && q.y < box.y + box.height;
      if (!seen) await page.waitForTimeout(100);
    }
    expect(`${name}: frame ${i} does not show its quote`, seen);
    const answer = await page.context().request.get(frame.url().split("#")[0]);
    const source = await answer.text();
    expect(`${name}: the policy of an archived page`, /default-src 'none'.*sandbox/.test(answer.headers()["content-security-policy"]));
    const marks = [...source.matchAll(/<mark(?: id="q")?>([^<]*)<\/mark>/g)].map((m) => m[1]).join("");
    const unescaped = await page.evaluate((s) => Object.assign(document.createElement("textarea"), { innerHTML: s }).value, marks);
    expect(`${name}: frame ${i} marks ${JSON.stringify(unescaped)}, not ${JSON.stringify(quotes[i])}`, letters(unescaped) === letters(quotes[i]));
    expect(`${name}: an archived page holds ${source.match(/<(script|img|iframe|link|form|base|object|embed|svg|input)\b|<a\s|\son\w+\s*=|javascript:|url\(|@import/i)?.[0]}`,
      !/<(script|img|iframe|link|form|base|object|embed|svg|input)\b|<a\s|javascript:|url\(|@import/i.test(source.replace(/&lt;[^<]*/g, "")));
  }
  return quotes.length;
}

async function decideByKeys(context, origin) {
  const page = await watch(context, origin, "deciding");
  await page.goto(origin + "/");
  const all = await withCount(page);
  expect("nothing waits in the queue of the demo", all > 3);

  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.href);
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.href);
  expect("j does not go down the queue", first && second && first !== second);
  await page.keyboard.press("k");
  await follow(page, () => page.keyboard.press("Enter"));
  expect("a conflict shows no archived pages", (await framed(page, "first conflict")) >= 2);

  await page.keyboard.press("n");
  await page.keyboard.type("keys 1 2 3 in a note decide nothing");
  await page.keyboard.press("Escape");
  expect("typing a note left the page", page.url() === first);
  await follow(page, () => page.keyboard.press("j"));
  await follow(page, () => page.keyboard.press("k"));
  expect("a note that was typed is gone after j and k", (await page.inputValue("#note")).startsWith("keys 1 2 3"));

  await follow(page, () => page.keyboard.press("1"));
  expect("a decision by key does not lead to the next conflict", !page.url().startsWith(first));
  expect("a decision by key does not count", (await withCount(page)) === all - 1);
  await page.reload();
  expect("a reload loses a decision", (await withCount(page)) === all - 1);
  await page.goto(first);
  expect("the decision is not shown", (await page.locator(".held").textContent()).includes("Contradiction"));
  expect("the note is not shown", (await page.locator(".held").textContent()).includes("in a note decide nothing"));

  await follow(page, () => page.keyboard.press("u"));
  expect("undo by key does not count", (await withCount(page)) === all);
  await page.goto(second);
  await follow(page, () => page.getByRole("button", { name: "Not comparable" }).click()); // by mouse
  expect("a decision by mouse does not count", (await withCount(page)) === all - 1);
  await follow(page, () => page.getByRole("button", { name: "Undo" }).click());
  expect("undo by mouse does not count", (await withCount(page)) === all);

  await page.keyboard.press("?");
  expect("? does not open the list of keys", await page.locator("dialog").evaluate((d) => d.open));
  await check(page, "list of keys");
  await page.uncheck("#keys-on");
  await page.keyboard.press("Escape");
  await page.keyboard.press("5");
  await page.waitForTimeout(200);
  expect("keys work though they are off", (await withCount(page)) === all);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await follow(page, () => page.keyboard.press("5"));
  expect("keys do not come back", (await withCount(page)) === all - 1);

  // By Tab and Enter alone, from the first link of the page.
  await page.goto(first);
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.value === "fixed_at_source")) break;
  }
  await follow(page, () => page.keyboard.press("Enter"));
  expect("deciding by Tab and Enter does not count", (await withCount(page)) === all - 2);
  await page.close();
  return all;
}

// By u the decisions of the session are taken back one after the other, from wherever the reviewer is.
async function undo(context, origin) {
  const page = await watch(context, origin, "undo");
  await page.goto(origin + "/");
  const left = await withCount(page);
  const [first, second] = await page.locator("[data-row]:visible a").evaluateAll((all) => all.slice(0, 2).map((a) => a.href));
  for (const href of [first, second]) {
    await page.goto(href);
    await follow(page, () => page.keyboard.press("2"));
  }
  await page.goto(origin + "/");
  expect("two decisions do not count", (await withCount(page)) === left - 2);
  await follow(page, () => page.keyboard.press("u"));
  expect("u in the queue does not take the last decision back", page.url().startsWith(second));
  await follow(page, () => page.keyboard.press("u"));
  expect("u again does not take back the one before", page.url().startsWith(first) && (await withCount(page)) === left);
  await page.close();
}

async function nothingToUndo(context, origin) {
  const page = await watch(context, origin, "nothing to undo");
  await page.goto(origin + "/");
  await page.keyboard.press("u");
  expect("u without a decision says nothing", (await page.locator("#told").textContent()).startsWith("Nothing to undo"));
  await page.close();
}

// On a laptop what is marked in each page stands above the bar with the decisions.
async function laptops(origin) {
  for (const [width, height] of [[1366, 650], [1280, 720]]) {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
    const page = await watch(context, origin, `${width}x${height}`);
    await page.goto(origin + "/");
    for (const href of await page.locator("[data-row]:visible a").evaluateAll((all) => all.slice(0, 4).map((a) => a.href))) {
      await page.goto(href);
      const bar = (await page.locator("#decide").boundingBox()).y;
      for (const element of await page.locator("iframe").elementHandles()) {
        const frame = await element.contentFrame();
        await frame.waitForLoadState();
        let end = Infinity;
        for (let tries = 0; tries < 30 && end > bar; tries++) {
          const q = await frame.locator("#q").boundingBox({ timeout: 5000 }).catch(() => null);
          if (q) end = q.y + q.height;
          if (end > bar) await page.waitForTimeout(100);
        }
        expect(`${href} at ${width}x${height}: a marked quote ends ${end - bar} px below the bar's edge`, end <= bar);
      }
    }
    await context.close();
  }
}

async function sources(context, origin) {
  const page = await watch(context, origin, "sources");
  await page.goto(origin + "/");
  await page.locator("[data-row] a").first().click();
  const side = page.locator(".benchside", { has: page.locator(".quotes li:nth-child(2)") }).first();
  if (await side.count()) {
    await side.locator("li:nth-child(2) a[data-frame]").first().click();
    await page.waitForTimeout(300);
    expect("a click does not choose the quote", await side.locator("li:nth-child(2)").evaluate((li) => li.classList.contains("shown")));
    await framed(page, "second quote");
    await side.locator("li:nth-child(2) a[data-frame]").nth(1).click();
    await page.waitForTimeout(300);
    await framed(page, "as read");
  }
  await page.close();
}

// inReport decides on a card of the report.
async function inReport(context, origin, left) {
  const page = await watch(context, origin, "report");
  await page.goto(origin + "/report#conflicts");
  const card = page.locator(".conflict", { has: page.locator(".rc-said", { hasText: "Not decided." }) }).first();
  await card.waitFor();
  const id = await card.getAttribute("id");
  await card.locator(".toggle").click();
  await page.locator("#" + id).getByRole("button", { name: "Ignore" }).click();
  await page.locator("#" + id).getByText("Ignore by").waitFor();
  await page.goto(origin + "/");
  expect("a decision in the report does not count", (await withCount(page)) === left - 1);
  await page.goto(origin + "/report#" + id);
  await page.locator("#" + id).getByRole("button", { name: "Undo" }).click();
  await page.locator("#" + id).getByText("Not decided.").waitFor();
  await page.close();
}

async function exchange(context, origin) {
  const page = await watch(context, origin, "exchange");
  await page.goto(origin + "/decisions");
  const lines = await count(page, "tbody tr");
  expect("the history is empty", lines > 0);
  const file = join(work, "exported.jsonl");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Export").click()]);
  await download.saveAs(file);
  expect("the export has other decisions than the page", readFileSync(file, "utf8").trim().split("\n").length === lines);
  await page.setInputFiles("#file", file);
  await page.getByRole("button", { name: "Import" }).click();
  expect("an import of what is known takes something in", (await page.locator(".notice.done").textContent()).includes("0 decisions taken in, " + lines + " known"));
  const broken = join(work, "broken.jsonl");
  writeFileSync(broken, readFileSync(file, "utf8") + "{\n");
  page.removeAllListeners("console"); // the browser tells of the status 400
  await page.setInputFiles("#file", broken);
  await page.getByRole("button", { name: "Import" }).click();
  expect("a broken file is not refused with its line", (await page.locator(".notice.bad").textContent()).includes(`broken.jsonl:${lines + 1}:`));
  expect("a broken file changes something", (await count(page, "tbody tr")) === lines);
  await page.close();
}

async function look(origin) {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1280], ["light", 360], ["dark", 700]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
    const page = await watch(context, origin, `${colorScheme} ${width}`);
    await page.goto(origin + "/report#conflicts"); // its other parts have a check of their own
    await page.locator(".conflict .toggle").first().click();
    await page.locator(".rc-decide").first().waitFor();
    await check(page, `/report ${colorScheme} ${width}`, [".rc-decide"]);
    for (const path of ["/decisions", "/"]) {
      await page.goto(origin + path);
      await check(page, `${path} ${colorScheme} ${width}`);
    }
    for (const href of await page.locator("[data-row] a").evaluateAll((all) => all.slice(0, 3).map((a) => a.href))) {
      await page.goto(href);
      await check(page, `conflict ${colorScheme} ${width}`);
    }
    await context.close();
  }
}

// everything opens every page there is.
async function everything(origin) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await watch(context, origin, "hostile");
  await page.goto(origin + "/");
  const links = await page.locator("[data-row] a").evaluateAll((all) => all.map((a) => a.href));
  expect("the hostile pages make no conflict", links.length > 0);
  let frames = 0;
  for (const href of links) {
    await page.goto(href);
    frames += await framed(page, href);
    for (const link of await page.locator("a[data-frame]").all()) await link.click();
    await page.waitForTimeout(150);
    for (const address of await page.locator("a[data-frame]").evaluateAll((all) => all.map((a) => a.href))) {
      await page.goto(address);
    }
    await page.goto(href);
    await page.fill("#note", `"><img src=x onerror=alert(1)><script>alert(2)</script>`);
    await follow(page, () => page.getByRole("button", { name: "Extraction error" }).click());
  }
  expect("no archived page was shown", frames > 0);
  for (const path of ["/", "/decisions", "/report", "/report#conflicts", "/report#sources", "/report#pages"]) {
    await page.goto(origin + path);
    await page.waitForTimeout(300);
    for (const toggle of await page.locator(".conflict .toggle:visible").all()) await toggle.click();
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    await page.waitForTimeout(300);
  }
  await context.close();
}

// A run that is made meanwhile, and decisions that are, are offered on a page that is open.
async function fresh(context, origin) {
  const page = await watch(context, origin, "fresh");
  await page.goto(origin + "/");
  const other = await watch(context, origin, "other tab");
  await other.goto(origin + "/");
  await follow(other, () => other.locator("[data-row] a").first().click());
  await follow(other, () => other.keyboard.press("5"));
  await other.close();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.getByText("Decisions were added meanwhile.").waitFor({ timeout: 20000 });
  execFileSync(program, ["demo", "--out", out], { stdio: "ignore" });
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.getByText("A new run is there").waitFor({ timeout: 20000 });
  const before = await page.locator(".meta").first().textContent();
  await page.locator("#fresh a").click();
  await page.waitForFunction((old) => document.querySelector(".meta").textContent !== old, before);
  await page.close();
}

// Other sites, and other names of this server, get nothing.
async function outside(origin) {
  const token = await serve(program, out, "--token", "a-token-for-the-check");
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(token.origin + "/");
  expect("the token is not asked for", (await page.textContent("h1")).includes("token"));
  await page.goto(token.address);
  expect("the token stays in the address", page.url() === token.origin + "/");
  await page.reload();
  expect("the cookie does not hold", (await page.textContent("h1")).match(/decide|decision/));
  await context.close();
  expect("the server does not end cleanly", (await token.stop()) === 0);

  const foreign = await browser.newContext();
  const site = await foreign.newPage();
  await site.route("http://elsewhere.example/**", (r) => r.fulfill({ contentType: "text/html", body: "<p>elsewhere</p>" }));
  await site.goto("http://elsewhere.example/");
  const got = await site.evaluate(async (base) => {
    const tries = [
      fetch(base + "/decisions.jsonl"),
      fetch(base + "/state", { headers: { Accept: "application/json" } }),
      fetch(base + "/decisions", { method: "POST", mode: "no-cors", body: new URLSearchParams({ secret: "x" }) }).then((r) => r.type === "opaque" && r.status !== 0 && r),
    ];
    return (await Promise.allSettled(tries)).filter((t) => t.status === "fulfilled" && t.value && t.value.ok).length;
  }, origin);
  expect("another site reads from the server", got === 0);
  await foreign.close();
}

async function full(origin) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
  await nothingToUndo(context, origin);
  await laptops(origin);
  const all = await decideByKeys(context, origin);
  await undo(context, origin);
  await sources(context, origin);
  await inReport(context, origin, all - 2);
  await exchange(context, origin);
  await look(origin);
  await fresh(context, origin);
  await context.close();
  await outside(origin);
}

const server = await serve(program, out, "--as", mode === "full" ? "Ada" : "<b>Ada</b>");
try {
  await (mode === "hostile" ? everything : full)(server.origin);
} catch (error) {
  problems.push(error.stack);
}
expect("the server does not end cleanly", (await server.stop()) === 0);
await browser.close();
for (const p of [...new Set(problems)]) console.error(p);
console.log(problems.length === 0 ? `review (${mode}): no problems` : `review (${mode}): ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
