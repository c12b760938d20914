// Opens pages in Chromium and says what is wrong with them.
// In (standard input, JSON): modules, chromium, address (of the front page), all, sample (addresses below it).
// Out (standard output, JSON): a list of findings, each {check, page, text}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const input = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${input.modules}/`);
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];
const SCHEMES = ["light", "dark"];
const WIDTHS = [360, 1280];
const NARROWEST = 320; // WCAG 2.2, 1.4.10 Reflow: no scrolling in two dimensions at 320 CSS pixels
const findings = [];
const counts = { axe: 0, pages: 0 };

const browser = await chromium.launch({ executablePath: input.chromium, args: FLAGS });
try {
  await withPages({}, input.sample, lookAt);
  await withPages({ viewport: { width: NARROWEST, height: 640 } }, input.all, measure);
  for (const width of WIDTHS) await withPages({ viewport: { width, height: 800 } }, input.sample, readToTheEnd);
  await withPages({ javaScriptEnabled: false }, input.sample, readWithoutScript);
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify({ findings, counts }));

// One context and one tab for all pages; what a page logs or asks for elsewhere is found on the way.
async function withPages(options, urls, look) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  let url = "";
  const found = (check, text) => findings.push({ check, page: url || "/", text });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) found("console", message.text());
  });
  page.on("pageerror", (error) => found("console", String(error)));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Going on to the next page breaks off what the last one was still loading (its icon).
    if (reason !== "net::ERR_ABORTED") found("console", `${request.url()} ${reason}`);
  });
  await context.route("**", (route) => {
    const target = route.request().url();
    if (target.startsWith(input.address) || /^(data|blob):/.test(target)) return route.continue();
    found("other hosts", target);
    return route.abort();
  });
  for (url of urls) {
    const answer = await page.goto(input.address + url, { waitUntil: "load" });
    counts.pages += 1;
    if (answer.status() !== 200) found("console", `status ${answer.status()}`);
    await look(page, found);
  }
  page.removeAllListeners();
  await context.close();
}

async function lookAt(page, found) {
  await page.evaluate(axeSource);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
      counts.axe += 1;
      for (const rule of violations) {
        for (const node of rule.nodes) {
          found("axe", `${colorScheme} ${width}: ${rule.id} ${node.target.join(" ")} ${node.failureSummary}`);
        }
      }
    }
  }
}

async function measure(page, found) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return "";
    const beyond = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > room);
    return beyond.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(" | ") || "the page";
  });
  if (wide) found("reflow", wide);
}

// Nothing may move while a reader scrolls and pictures come in (Cumulative Layout Shift, web.dev/articles/cls).
async function readToTheEnd(page, found) {
  const shifts = await page.evaluate(async () => {
    const seen = [];
    const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await wait(60);
    }
    const late = [...document.images].filter((image) => !image.complete);
    await Promise.all(late.map((image) => new Promise((resolve) => (image.onload = image.onerror = resolve))));
    await wait(150);
    const name = (source) => source.node?.outerHTML?.slice(0, 100) ?? "a node";
    return seen.filter((entry) => !entry.hadRecentInput).map((entry) => `${entry.value.toFixed(4)}: ${entry.sources.map(name).join(" | ")}`);
  });
  for (const shift of shifts) found("layout shift", shift);
}

async function readWithoutScript(page, found) {
  const visible = (selector) => page.locator(selector).first().isVisible();
  for (const selector of ["h1", "main"]) if (!(await visible(selector))) found("no script", `${selector} is not visible`);
  const text = (await page.locator("main").first().innerText()).trim();
  if (text.length < 20) found("no script", `main says only: ${text}`);
  const lazy = await page.locator("img:not([src]), img[data-src]").count();
  if (lazy) found("no script", `${lazy} pictures wait for a script`);
}
