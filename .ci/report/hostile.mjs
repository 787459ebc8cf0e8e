// A report whose every text comes from an attacker: nothing of it may run, load or lead to anything but a web page.
import { go, open, views } from "./browser.mjs";

export async function hostile(browser, file, problems) {
  const { page, context, note, expect } = await open(browser, file, problems, { name: "hostile", permissions: ["clipboard-read", "clipboard-write"] });
  for (const view of [...views, "conflicts?comparable=all", "duties?by=source"]) {
    await go(page, "#" + view);
    await page.evaluate(() => {
      const shown = document.querySelector(".view:not([hidden])");
      for (const toggle of shown.querySelectorAll(".toggle[aria-expanded=false]")) toggle.click();
    });
    await inspect(page, note, view);
  }
  const sources = await page.evaluate(() => [...document.querySelectorAll("#sources tbody th a")].map((a) => a.getAttribute("href")));
  for (const source of sources) {
    await go(page, source);
    await inspect(page, note, source);
  }
  await go(page, "#conflicts?comparable=all");
  await page.locator("#list .toggle").first().focus();
  await page.keyboard.press("c");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect("the Markdown holds tags", !/<(script|img|svg|iframe)/i.test(copied));
  for (const hash of ["#c-<img src=x onerror=run(1)>", "#s-%3Cscript%3Erun(1)%3C/script%3E", "#conflicts?q=<script>run(1)</script>&kind=\"><script>", "#%E0%A4%A", "#d-'\""]) {
    await page.evaluate((h) => (location.hash = h), hash);
    await page.waitForTimeout(50);
    await inspect(page, note, hash);
  }
  await context.close();
}

async function inspect(page, note, where) {
  const bad = await page.evaluate(() => {
    const found = [];
    if (globalThis.ran) found.push("a script of others ran: " + globalThis.ran);
    found.push(...globalThis.violations.map((v) => "policy: " + v));
    for (const e of document.querySelectorAll("*")) {
      const tag = e.tagName.toLowerCase();
      if (["iframe", "object", "embed", "img", "base", "form", "video", "audio", "math", "foreignobject"].includes(tag) && !(tag === "form" && e.id === "filters")) found.push("<" + tag + ">");
      for (const a of e.attributes) {
        if (a.name.startsWith("on") || a.name === "style" || a.name === "srcdoc" || a.name === "src") found.push(`<${tag} ${a.name}>`);
        if (a.name === "href" && !/^(https?:\/\/|#)/.test(a.value)) found.push(`a link to ${a.value}`);
      }
    }
    if (document.scripts.length !== 2) found.push(document.scripts.length + " scripts");
    return found;
  });
  for (const b of bad) note(`${where}: ${b}`);
}
