// Opens a report in Chromium and fails on console errors, violations of its policy, requests to elsewhere and
// accessibility violations (axe-core) in light and dark, wide and narrow. Leaves a screenshot.
//
//   npm install --no-save playwright-core axe-core
//   node .ci/report-check.mjs REPORT.html SHOT.png [light|dark] [width] [#fragment]
//
// CHROMIUM names the browser, by default /usr/bin/chromium. The two packages are looked up from the working folder.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [file, shot, scheme = "light", width = "1280", fragment = ""] = process.argv.slice(2);
if (!file || !shot) {
  console.error("usage: node .ci/report-check.mjs REPORT.html SHOT.png [light|dark] [width] [#fragment]");
  process.exit(2);
}
const require = createRequire(resolve("package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const address = pathToFileURL(resolve(file)).href;

const problems = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

async function look(colorScheme, size, path) {
  const context = await browser.newContext({ colorScheme, viewport: { width: size, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const name = `${colorScheme} ${size}`;
  page.on("console", (m) => m.type() === "error" && problems.push(`${name}: console: ${m.text()}`));
  page.on("pageerror", (e) => problems.push(`${name}: script: ${e.message}`));
  page.on("request", (r) => {
    if (r.url().split("#")[0] !== address && !r.url().startsWith("data:")) problems.push(`${name}: request to ${r.url()}`);
  });
  await page.goto(address + fragment);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) problems.push(`${name}: the page is ${wide} px wider than the window`);
  if (path) await page.screenshot({ path, fullPage: fragment === "" });
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  await page.evaluate(axe); // by way of the debugger: the policy of the page stays in force
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const v of result.violations) {
    problems.push(`${name}: axe ${v.id} (${v.impact}): ${v.help}: ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 200)}`);
  }
  await context.close();
}

// Filters stand in the address, keys step through the conflicts, links open what is folded.
async function use() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("pageerror", (e) => problems.push(`in use: script: ${e.message}`));
  const expect = (what, ok) => ok || problems.push(`in use: ${what}`);
  const shown = () => page.locator(".conflict:not([hidden])").count();
  await page.goto(address);
  const all = await shown();
  if (all > 0) {
    await page.selectOption("#f-severity", { index: 1 });
    const some = await shown();
    expect("a filter shows no conflict", some > 0);
    expect("the filter is not in the address", page.url().includes("#severity="));
    await page.reload();
    expect("the address does not bring the filter back", (await shown()) === some);
    await page.fill("#f-q", "no such words anywhere");
    expect("the search finds what is not there", (await shown()) === 0 && (await page.locator("#nothing").isVisible()));
    await page.click("button[type=reset]");
    await page.waitForFunction((n) => document.querySelectorAll(".conflict:not([hidden])").length === n, all, { timeout: 5000 })
      .catch(() => problems.push("in use: Clear does not show all again"));
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("j");
    expect("j does not go to a conflict", await page.evaluate(() => document.activeElement.matches(".conflict")));
    await page.keyboard.press("/");
    expect("/ does not go to the search", await page.evaluate(() => document.activeElement.id === "f-q"));
  }
  const pill = page.locator("a.pill").first();
  if (await pill.count()) {
    await pill.click();
    const target = (await pill.getAttribute("href")).slice(1);
    expect("a cell does not open its quotes", await page.locator(`[id="${target}"]`).isVisible());
  }
  await context.close();
}

await look(scheme, Number(width), shot);
await use();
for (const [s, w] of [["light", 1280], ["dark", 1280], ["light", 360], ["dark", 640]]) await look(s, w, "");
await browser.close();
for (const p of [...new Set(problems)]) console.error(p);
console.log(problems.length === 0 ? "report: no problems" : `report: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
