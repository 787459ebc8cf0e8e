// Checks reports in Chromium: use, keys, links, printing, hostile texts, a large run; no console error, no violation of
// the policy, no request to elsewhere, no accessibility violation (axe-core).
//
//   npm install --no-save playwright-core axe-core
//   node .ci/report-check.mjs REPORT/index.html [HOSTILE.html [LARGE.html [EMPTY.html]]]
//
// report.json must lie beside REPORT. CHROMIUM names the browser, by default /usr/bin/chromium. The two packages are
// looked up from the working folder.
import { launch } from "./report/browser.mjs";
import { hostile } from "./report/hostile.mjs";
import { large } from "./report/large.mjs";
import { bare, look, plain, sizes } from "./report/look.mjs";
import { print } from "./report/print.mjs";
import { use } from "./report/use.mjs";

const [report, poisoned, heavy, nothing] = process.argv.slice(2);
if (!report) {
  console.error("usage: node .ci/report-check.mjs REPORT/index.html [HOSTILE.html [LARGE.html [EMPTY.html]]]");
  process.exit(2);
}
const problems = [];
const browser = await launch();
const looks = poisoned ? sizes : sizes.slice(0, 1); // every size once: the same views are drawn of every report
const checks = [[plain, report], [use, report], [print, report], [look, report, looks], [hostile, poisoned], [large, heavy], [bare, nothing]];
for (const [check, file, how] of checks) {
  if (!file) continue;
  await check(browser, file, problems, how).catch((e) => problems.push(`${check.name} broke off: ${e.stack}`));
}
await browser.close();
for (const p of [...new Set(problems)]) console.error(p);
console.log(problems.length === 0 ? "report: no problems" : `report: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
