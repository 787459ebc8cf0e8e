// What the checks of a report share: a browser, and pages that note everything that should not happen.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(resolve("package.json")); // the packages lie in the working folder
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const views = ["summary", "conflicts", "changes", "duties", "pay", "sources", "agreement", "pages", "method"];
export const address = (file) => pathToFileURL(resolve(file)).href;

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });

// open opens a report and notes errors, violations of its policy, dialogs, windows and requests to elsewhere.
export async function open(browser, file, problems, { name = "page", scheme = "light", width = 1280, height = 900, hash = "", ...rest } = {}) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, reducedMotion: "reduce", ...rest });
  const page = await context.newPage();
  const note = (text) => problems.push(`${name}: ${text}`);
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && note(`console: ${m.text()}`));
  page.on("pageerror", (e) => note(`script: ${e.message}`));
  page.on("dialog", (d) => (note(`dialog: ${d.message()}`), d.dismiss()));
  page.on("popup", () => note("opened a window by itself"));
  page.on("request", (r) => {
    if (r.url().split("#")[0] !== address(file) && !r.url().startsWith("data:")) note(`request to ${r.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (e) => globalThis.violations.push(e.violatedDirective + " " + e.blockedURI));
  });
  await page.goto(address(file) + hash);
  if (rest.javaScriptEnabled !== false) await ready(page);
  return { page, context, note, expect: (what, ok) => ok || note(what) };
}

export const ready = (page) => page.waitForFunction(() => document.querySelector(".top nav a[aria-current]"), null, { timeout: 15000 });

export async function go(page, hash) {
  await page.evaluate((h) => (location.hash = h), hash);
  const view = { c: "conflicts", s: "sources", d: "duties" }[/^#?([csd])-/.exec(hash)?.[1]] ?? hash.replace(/^#/, "").split("?")[0];
  await page.waitForFunction((v) => !document.getElementById(v).hidden, view);
}

// axe gives the accessibility violations of what is shown; it comes by way of the debugger, so the policy stays in force.
export async function axe(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.map((v) => `axe ${v.id} (${v.impact}): ${v.help}: ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 200)}`);
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
