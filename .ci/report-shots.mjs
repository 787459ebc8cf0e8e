// Takes the pictures of a report that README and docs show.
//
//   node .ci/report-shots.mjs REPORT/index.html DOCS
//
// Packages and browser as for report-check.mjs.
import { join } from "node:path";
import { go, launch, open } from "./report/browser.mjs";

const [report, folder] = process.argv.slice(2);
if (!report || !folder) {
  console.error("usage: node .ci/report-shots.mjs REPORT/index.html DOCS");
  process.exit(2);
}
const shots = [
  { name: "report.png", hash: "#conflicts", scheme: "light", height: 1020, open: "#conflicts .toggle" },
  { name: "report-duties.png", hash: "#duties", scheme: "dark", height: 900, open: '#duties tr:has(.flag) .toggle' },
  { name: "report-pay.png", hash: "#pay", scheme: "light", height: 900 },
];
const browser = await launch();
const problems = [];
for (const shot of shots) {
  const { page, context } = await open(browser, report, problems, { ...shot, width: 1200 });
  await go(page, shot.hash);
  if (shot.open) await page.locator(shot.open).first().click();
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, shot.name) });
  await context.close();
}
await browser.close();
for (const p of problems) console.error(p);
process.exit(problems.length === 0 ? 0 : 1);
