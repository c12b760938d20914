// Opens pages in Chromium, each from its text, and says which of them run a script.
// In (standard input, JSON): modules, chromium, pages (each the HTML of a page whose title is "calm").
// Out (standard output, JSON): the numbers of the pages whose title is another one, or that asked or told something.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const input = JSON.parse(readFileSync(0, "utf8"));
const { chromium } = createRequire(`${input.modules}/`)("playwright-core");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"];
const browser = await chromium.launch({ executablePath: input.chromium, args: FLAGS });
const ran = [];
try {
  const page = await (await browser.newContext()).newPage();
  // Nothing is loaded: a picture that cannot be is what most attacks wait for.
  await page.route("**", (route) => (route.request().isNavigationRequest() ? route.fulfill({ body: "" }) : route.abort()));
  let asked = false;
  page.on("dialog", (dialog) => { asked = true; dialog.dismiss(); });
  for (const [number, text] of input.pages.entries()) {
    asked = false;
    await page.setContent(text, { waitUntil: "load" });
    // Links and buttons are pressed, and what waits for the pointer gets it.
    await page.evaluate(async () => {
      for (const element of document.querySelectorAll("a, button, input, summary")) {
        element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        if (/^\s*(javascript|data)/i.test(element.getAttribute("href") ?? "javascript")) element.click();
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }).catch(() => {});
    if (asked || (await page.title()) !== "calm") ran.push(number);
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(ran));
