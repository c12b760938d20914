// Tries `ssg serve` in Chromium: what an editor saves is patched into the page, problems come and go, and
// the desk works by keyboard. Files are edited from here.
// In (standard input, JSON): modules, chromium, address (of the front page), root (of the site), port.
// Out (standard output, JSON): a list of findings, each a sentence; none where all is well.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const input = JSON.parse(readFileSync(0, "utf8"));
const require = createRequire(`${input.modules}/`);
const { chromium } = require("playwright-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const STORY = "content/world/a.md", PAGE = "world/2026/11/a/";
const findings = [];
const file = (path) => `${input.root}/${path}`;
const read = (path) => readFileSync(file(path), "utf8");
const write = (path, text) => writeFileSync(file(path), text);
const expect = (isSo, sentence) => { if (!isSo) findings.push(sentence); };

const browser = await chromium.launch({
  executablePath: input.chromium, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});

async function opened(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => findings.push(`a script failed: ${error}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) findings.push(`console: ${message.text()}`);
  });
  await page.goto(address, { waitUntil: "load" });
  await page.locator("ssg-live nav, nav[aria-label=Desk]").first().waitFor();
  return page;
}

const seen = (page, text) => page.getByText(text).first().waitFor({ timeout: 15000 });

async function accessible(page, what) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => axe.run());
  for (const each of violations) findings.push(`${what}: axe ${each.id} at ${each.nodes[0].target}`);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(!isWide, `${what}: wider than the window`);
}

// What was typed, where the reader is and what is open stays; the document is the same one.
async function patch() {
  const page = await opened(input.address + PAGE);
  await page.evaluate(() => { window.isSame = true; scrollTo(0, 500); });
  await page.locator("main input").fill("typed here");
  await page.locator("main details").evaluate((each) => { each.open = true; });
  const before = await page.evaluate(() => ({ y: scrollY, font: getComputedStyle(document.body).color }));
  write(STORY, read(STORY).replace("first words", "second words"));
  await seen(page, "second words");
  const after = await page.evaluate(() => ({
    isSame: window.isSame === true, y: scrollY, typed: document.querySelector("main input").value,
    focused: document.activeElement.localName, isOpen: document.querySelector("main details").open,
  }));
  expect(after.isSame, "the page was loaded again");
  expect(Math.abs(after.y - before.y) < 2, `the page scrolled from ${before.y} to ${after.y}`);
  expect(after.typed === "typed here", `what was typed is now "${after.typed}"`);
  expect(after.focused === "input", `the focus went to ${after.focused}`);
  expect(after.isOpen, "what was opened is closed");
  write("layouts/assets/own.css", "body{--own:two}");
  await page.waitForFunction(() => getComputedStyle(document.body).getPropertyValue("--own") === "two");
  expect(await page.evaluate(() => window.isSame), "a style sheet loaded the page again");
  await page.context().close();
}

async function overlay() {
  for (const options of [{}, { viewport: { width: 390, height: 800 }, colorScheme: "dark" }]) {
    const page = await opened(input.address + PAGE, options);
    const good = read(STORY);
    write(STORY, good.replace("title:", "titel:"));
    const panel = page.locator("ssg-live section");
    await panel.waitFor({ timeout: 15000 });
    const text = await panel.innerText();
    expect(text.includes(`${STORY}:2:1`), `the overlay says ${text}`);
    expect(!(await panel.locator("b").count()), "a problem was taken for HTML");
    expect((await panel.locator("a").first().getAttribute("href")).startsWith("vscode://"), "no link to the editor");
    expect(await page.getByText("second words").isVisible(), "the last good page is not below");
    await accessible(page, "the overlay");
    await page.keyboard.press("Tab");
    write(STORY, good);
    await panel.waitFor({ state: "detached", timeout: 15000 });
    await page.context().close();
  }
}

async function follow() {
  const page = await opened(input.address);
  await page.locator("ssg-live input").check();
  write("content/world/b.md", read("content/world/b.md").replace("Ferry", "Ferries"));
  await page.waitForURL(`**/${PAGE.replace("/a/", "/b/")}`, { timeout: 15000 });
  await page.context().close();
}

async function desk() {
  const page = await opened(`http://localhost:${input.port}/__desk/story/?path=${STORY}`,
    { viewport: { width: 390, height: 800 } });
  expect(page.url().startsWith("http://127.0.0.1:"), `the desk is shown at ${page.url()}`);
  for (const path of ["", "due/", "problems/", "changes/", "build/", "new/"]) {
    await page.goto(`http://127.0.0.1:${input.port}/__desk/${path}`);
    await accessible(page, `the desk's ${path || "stories"}`);
  }
  await page.goto(`http://127.0.0.1:${input.port}/__desk/story/?path=${STORY}`);
  await accessible(page, "a story at the desk");
  // What was answered goes on with the change, unseen: only what is shown can be written.
  await page.getByText("Add correction", { exact: true }).click();
  await page.locator("details[open] textarea").last().fill("Something was wrong.");
  await page.locator("details[open] button").last().click();
  await page.getByRole("button", { name: "Write the file" }).waitFor();
  expect(!(await page.locator("main textarea").last().isVisible()), "the answers can be changed unseen");
  await page.goto(`http://127.0.0.1:${input.port}/__desk/story/?path=${STORY}`);
  const before = read(STORY);
  // By keyboard alone: to the first action, its button, and the one that writes.
  await page.getByText("Hold", { exact: true }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Write the file" }).waitFor();
  await accessible(page, "a change at the desk");
  expect(read(STORY) === before, "the file was written before it was asked for");
  await page.getByRole("button", { name: "Write the file" }).press("Enter");
  await page.getByRole("status").waitFor();
  expect(read(STORY).includes("draft: true"), "the file was not written");
  await seen(page, "draft");
  await page.context().close();
  const withoutScript = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await withoutScript.goto(`http://127.0.0.1:${input.port}/__desk/`);
  expect(await withoutScript.getByRole("link", { name: "Ferries late" }).isVisible(), "no list without script");
}

// A page goes with its site to another path.
async function move() {
  const page = await opened(`${input.address}${PAGE.replace("/a/", "/b/")}#end`);
  for (const path of ["/other/", "/"]) {
    write("site.yaml", read("site.yaml").replace(/base_url: .*/, `base_url: https://example.org${path}`));
    await page.waitForURL(`http://localhost:${input.port}${path}${PAGE.replace("/a/", "/b/")}#end`, { timeout: 15000 });
    await seen(page, "Ferries late");
  }
  await page.context().close();
}

try {
  await patch();
  await overlay();
  await follow();
  await desk();
  await move();
} catch (error) {
  findings.push(String(error));
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(findings));
