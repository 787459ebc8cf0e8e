// Every view in light and dark, wide, narrow and at 200 % zoom: nothing wider than the window, no violation.
import { axe, go, open, views } from "./browser.mjs";

export const sizes = [
  { scheme: "light", width: 1280 },
  { scheme: "dark", width: 640, deviceScaleFactor: 2 }, // 1280 wide at 200 %
  { scheme: "light", width: 360 },
];

export async function look(browser, file, problems, only = sizes) {
  for (const size of only) {
    const name = `${size.scheme} ${size.width}`;
    const { page, context, note } = await open(browser, file, problems, { ...size, name });
    for (const view of views) {
      await go(page, "#" + view);
      await unfold(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) note(`${view} is ${wide} px wider than the window`);
      for (const v of await axe(page)) note(`${view}: ${v}`);
    }
    for (const hash of await deeper(page)) {
      await go(page, hash);
      for (const v of await axe(page)) note(`${hash}: ${v}`);
    }
    await page.keyboard.press("?");
    if (!(await page.locator("#keys-help").isVisible())) note("? does not show the keys");
    for (const v of await axe(page)) note(`keys: ${v}`);
    for (const v of await page.evaluate(() => globalThis.violations)) note(`policy: ${v}`);
    await context.close();
  }
}

// unfold opens what can be opened in the view that is shown.
async function unfold(page) {
  await page.evaluate(() => {
    const view = document.querySelector(".view:not([hidden])");
    for (const toggle of [...view.querySelectorAll(".toggle[aria-expanded=false]")].slice(0, 40)) toggle.click();
  });
}

// deeper are addresses inside the views: all differences, a source, the table by source.
async function deeper(page) {
  await go(page, "#sources");
  const source = await page.locator("#sources tbody th a").first().getAttribute("href").catch(() => null);
  return ["#conflicts?comparable=all", "#duties?by=source", source].filter(Boolean);
}

// plain is the page without a script: the summary, the strongest contradictions, the sources and the method stand there.
export async function plain(browser, file, problems) {
  const { page, context, expect } = await open(browser, file, problems, { name: "without script", javaScriptEnabled: false });
  const text = await page.locator("main").innerText();
  expect("no summary", (await page.locator("#summary .plain p").count()) > 1);
  expect("no quotes of the strongest contradictions", (await page.locator(".strongest q").count()) > 1);
  expect("no sources", (await page.locator("#sources tbody tr").count()) > 0);
  expect("it does not say that more needs a script", text.includes("report.md"));
  expect("links to views that are not there", (await page.locator(".top nav a:visible").count()) === 3);
  await context.close();
}

// bare is the report of a run that found nothing: every view says so, and none breaks.
export async function bare(browser, file, problems) {
  const { page, context, note } = await open(browser, file, problems, { name: "empty" });
  for (const view of views) {
    await go(page, "#" + view);
    const text = await page.locator(".view:visible").innerText();
    if (text.trim().split("\n").length < 2) note(`${view} says nothing`);
    for (const v of await axe(page)) note(`${view}: ${v}`);
  }
  await context.close();
}
