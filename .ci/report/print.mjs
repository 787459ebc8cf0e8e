// Printing: every view is there and every contradiction that fits is open; what is left out is said.
import { go, open } from "./browser.mjs";

export async function print(browser, file, problems) {
  const { page, context, expect } = await open(browser, file, problems, { name: "print" });
  await go(page, "#conflicts?comparable=all");
  const listed = await page.locator("#shown").innerText();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const state = await page.evaluate(() => ({
    hidden: [...document.querySelectorAll(".view")].filter((v) => !v.checkVisibility()).map((v) => v.id),
    blank: [...document.querySelectorAll(".view")].filter((v) => v.innerText.trim().length < 20).map((v) => v.id),
    closed: [...document.querySelectorAll("#list .conflict .body")].filter((b) => !b.checkVisibility()).length,
    cards: document.querySelectorAll("#list .conflict").length,
    controls: [...document.querySelectorAll("button, select, input[type=search], .top")].filter((e) => e.checkVisibility() && !e.matches(".toggle, .sort")).length,
    profiles: document.querySelectorAll("#sources .only-print .profile").length,
    background: getComputedStyle(document.body).backgroundColor,
  }));
  expect(`views are not printed: ${state.hidden}`, state.hidden.length === 0);
  expect(`views are printed empty: ${state.blank}`, state.blank.length === 0);
  expect(`${state.closed} contradictions are printed closed`, state.closed === 0);
  expect("not all contradictions are printed", state.cards === Math.min(200, Number(listed.split(" ")[0].replace(",", ""))));
  expect("the profiles of the sources are not printed", state.profiles > 0);
  expect(`${state.controls} controls are printed`, state.controls === 0);
  expect("a dark page is printed dark", state.background === "rgb(255, 255, 255)");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect("contradictions stay open after printing", (await page.locator("#list .conflict.is-open").count()) === 0);
  const pdf = await page.pdf({ format: "A4" });
  expect("the PDF is empty", pdf.length > 20000);
  await context.close();
}
