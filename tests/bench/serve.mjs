// Measures how long a change takes from the write of a file to the page in Chromium.
// In (standard input, JSON): modules, chromium, address, changes: [{name, file, find, replace, see}], count.
// Out (standard output, JSON): {name: [milliseconds, …]}. In `replace` and `see`, {n} is the number of the change.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const input = JSON.parse(readFileSync(0, "utf8"));
const { chromium } = createRequire(`${input.modules}/`)("playwright-core");
const browser = await chromium.launch({
  executablePath: input.chromium, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const times = {};
try {
  for (const change of input.changes) {
    const page = await browser.newPage();
    await page.goto(change.address, { waitUntil: "load" });
    await page.waitForTimeout(1500);
    times[change.name] = [];
    for (let n = 1; n <= change.count; n += 1) {
      const fill = (text) => text.replaceAll("{n}", `${input.run}x${n}`);
      const before = change.find === null ? "" : readFileSync(fill(change.file), "utf8");
      const text = change.find === null ? fill(change.replace)
        : before.replace(new RegExp(change.find), fill(change.replace));
      const start = performance.now();
      writeFileSync(fill(change.file), text);
      await page.waitForFunction((wanted) => {
        const style = getComputedStyle(document.body).getPropertyValue("--bench").trim();
        return style === wanted || document.body.textContent.includes(wanted);
      }, fill(change.see), { polling: "raf", timeout: 20000 });
      times[change.name].push(performance.now() - start);
      await page.waitForTimeout(change.pause);
    }
    await page.close();
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(times));
