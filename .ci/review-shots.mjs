// Takes the picture of the workbench that README and docs show.
//
//   node .ci/review-shots.mjs ROLECALL OUT DOCS
//
// Packages and browser as for review-check.mjs.
import { join } from "node:path";
import { launch, problems, serve, watch } from "./review/bench.mjs";

const [program, out, folder] = process.argv.slice(2);
if (!program || !out || !folder) {
  console.error("usage: node .ci/review-shots.mjs ROLECALL OUT DOCS");
  process.exit(2);
}
const browser = await launch();
const server = await serve(program, out, "--as", "Ada Lovelace");
const context = await browser.newContext({ viewport: { width: 1200, height: 860 }, reducedMotion: "reduce" });
const page = await watch(context, server.origin, "screenshot");
await page.goto(server.origin + "/");
await page.locator("[data-row] a").first().click();
await page.waitForLoadState("networkidle");
await page.screenshot({ path: join(folder, "review.png") });
await context.close();
await browser.close();
await server.stop();
for (const p of problems) console.error(p);
process.exit(problems.length === 0 ? 0 : 1);
