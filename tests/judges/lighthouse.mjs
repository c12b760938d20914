// Runs Lighthouse on pages. In (standard input, JSON): modules, chromium, urls, form ("mobile" or "desktop").
// Out (standard output, JSON): for each URL its scores (0 to 1), the scores of all audits, and the audits that cost points.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const input = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${input.modules}/`);
// Both are ES modules only, which createRequire finds but cannot load.
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: lighthouse, desktopConfig } = await load("lighthouse");
const { launch } = await load("chrome-launcher");
const CONFIG = input.form === "desktop" ? desktopConfig : undefined;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const chrome = await launch({
  chromePath: input.chromium,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"],
});
const results = [];
try {
  for (const url of input.urls) {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error", onlyCategories: CATEGORIES }, CONFIG);
    const scores = Object.fromEntries(CATEGORIES.map((name) => [name, lhr.categories[name].score]));
    const audits = Object.fromEntries(Object.values(lhr.audits).map((audit) => [audit.id, audit.score]));
    const costly = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9);
    results.push({ url, scores, audits, costly: costly.map((audit) => `${audit.id} ${audit.displayValue ?? ""}`.trim()) });
  }
} finally {
  chrome.kill();
}
process.stdout.write(JSON.stringify(results));
