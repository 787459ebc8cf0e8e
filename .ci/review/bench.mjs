// What the checks of the workbench share: the program that serves it, a browser, and pages that note everything that
// should not happen.
import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const require = createRequire(resolve("package.json")); // the packages lie in the working folder
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const problems = [];
export const expect = (what, ok) => ok || problems.push(what);

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });

// serve starts the workbench on a free port; stop gives its exit code.
export async function serve(program, out, ...flags) {
  const server = spawn(program, ["review", "--out", out, "--addr", "127.0.0.1:0", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  for await (const chunk of server.stdout) {
    said += chunk;
    if (said.includes("Ctrl-C")) break;
  }
  const address = said.match(/http:\S+/)[0];
  const stop = () =>
    new Promise((done) => {
      server.on("exit", (code) => done(code));
      server.kill("SIGINT");
    });
  return { address, origin: new URL(address).origin, stop };
}

// watch opens a tab that notes every error, request and dialog.
export async function watch(context, origin, name) {
  const page = await context.newPage();
  page.on("console", (m) => m.type() === "error" && problems.push(`${name}: console: ${m.text()} (${m.location().url})`));
  page.on("pageerror", (e) => problems.push(`${name}: script: ${e.message}`));
  page.on("dialog", async (d) => {
    if (d.type() !== "beforeunload") problems.push(`${name}: a page opened a ${d.type()}: ${d.message()}`);
    await d.dismiss();
  });
  page.on("popup", (p) => problems.push(`${name}: a page opened ${p.url()}`));
  page.on("request", (r) => {
    if (!r.url().startsWith(origin + "/") && !r.url().startsWith("data:") && !r.url().startsWith("blob:")) problems.push(`${name}: request to ${r.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.alert = globalThis.confirm = globalThis.prompt = () => {
      throw new Error("a script of a page ran");
    };
  });
  return page;
}

export async function check(page, name, within = ["html"]) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(`${name}: the page is ${wide} px wider than the window`, wide <= 0);
  await page.evaluate(axe); // by way of the debugger: the policy of the page stays in force
  const result = await page.evaluate((what) => globalThis.axe.run(what, { resultTypes: ["violations"], iframes: false }), { include: within });
  for (const v of result.violations) {
    problems.push(`${name}: axe ${v.id} (${v.impact}): ${v.help}: ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 200)}`);
  }
}

// follow does something that leads to another page, and waits for it.
export async function follow(page, action) {
  await Promise.all([page.waitForEvent("framenavigated", (f) => f === page.mainFrame()), action()]);
  await page.waitForLoadState();
}
