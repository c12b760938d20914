// Drives the editor of /admin/ (Sveltia CMS) in Chromium, with a repository in the browser's own file system.
// In (standard input, JSON): modules, chromium, address (of /admin/), zone (of the editor's machine), served (address on
// another host: the file that stands there), files of the site (path: base64), tasks: ["write", {section, title, ...}] or ["touch", {entry, label, words}].
// Out (standard output, JSON): the files that were made or changed (path: base64); the addresses on other hosts that
// were asked for; what the browser complained of. A task that cannot be done ends the program.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const input = JSON.parse(readFileSync(0, "utf8"));
const { chromium } = createRequire(`${input.modules}/`)("playwright-core");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-dev-shm-usage"];
const browser = await chromium.launch({ executablePath: input.chromium, args: FLAGS });
const asked = new Set();
const complaints = [];

// In the page: the folder that stands for the repository, filled with the site's files.
async function fill(files) {
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("repository", { create: true });
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, content] of Object.entries(files)) {
    const parts = path.split("/");
    let folder = root;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await file.write(Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0)));
    await file.close();
  }
}

async function emptied() {
  const found = {};
  async function walk(folder, above) {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${above}${name}/`);
      else found[above + name] = btoa(Array.from(new Uint8Array(await (await handle.getFile()).arrayBuffer()), (byte) => String.fromCharCode(byte)).join(""));
    }
  }
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle("repository"), "");
  return found;
}

// A field is drawn when it comes near the window.
async function reach(page, label) {
  const box = page.getByRole("textbox", { name: label, exact: true });
  await page.mouse.move(300, 600);
  for (let turns = 0; turns < 60 && !(await box.count()); turns += 1) {
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(50);
  }
  await box.scrollIntoViewIfNeeded();
  return box;
}

async function saved(page) {
  const save = page.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await page.waitForFunction(() => !location.hash.includes("/entries/") && !location.hash.endsWith("/new"), null, { timeout: 20000 });
}

async function touch(page, { entry, label, words }) {
  await page.goto(`${input.address}#/collections/${entry}`);
  await page.getByRole("textbox", { name: "Title", exact: true }).waitFor();
  const box = await reach(page, label);
  await box.fill(words);
  await saved(page);
}

// A story as an editor writes it: fields, a text with bold words, a link and a block, and a picture from the machine.
async function write(page, { section, title, date, fields, picture, words }) {
  await page.goto(`${input.address}#/collections/${section}/new`);
  await page.getByRole("textbox", { name: "Title", exact: true }).fill(title);
  await page.locator("input[type=datetime-local]").first().fill(date);
  const text = await reach(page, "Text");
  await text.click();
  await page.keyboard.type("Crews ");
  await page.keyboard.press("Control+B");
  await page.keyboard.type("left their boats");
  await page.keyboard.press("Control+B");
  await page.keyboard.type(", as [the law](https://example.org/law) says.");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Insert", exact: true }).click();
  await page.getByRole("menuitem", { name: "Pull quote" }).click();
  await page.getByRole("textbox", { name: "Who said it" }).fill(words.by);
  await page.getByRole("textbox", { name: "Text", exact: true }).last().fill(words.said);
  const add = page.getByRole("button", { name: /Add.*Media/ });
  await add.scrollIntoViewIfNeeded();
  await add.click();
  await page.getByRole("button", { name: "Browse", exact: true }).first().click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("dialog").getByRole("button", { name: "Upload", exact: true }).click();
  await (await chooser).setFiles({ name: picture.name, mimeType: "image/jpeg", buffer: Buffer.from(picture.content, "base64") });
  await page.getByRole("dialog").getByRole("button", { name: "Insert", exact: true }).click();
  for (const [label, value] of Object.entries(picture.fields)) await (await reach(page, label)).fill(value);
  for (const [label, value] of Object.entries(fields)) await (await reach(page, label)).fill(value);
  await saved(page);
}

const TASKS = { touch, write };

try {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, timezoneId: input.zone });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  const own = new URL(input.address).origin;
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url.startsWith(own) || /^(blob|data):/.test(url)) return route.continue();
    asked.add(url);
    const path = input.served?.[url];
    if (!path) return route.abort();
    return route.fulfill({ path, contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } });
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (said) => { if (said.type() === "error" && !said.text().includes("ERR_FAILED")) complaints.push(said.text()); });
  await page.addInitScript(() => {
    window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("repository");
  });
  await page.goto(input.address);
  await page.evaluate(fill, input.files);
  await page.getByRole("button", { name: "Work with Local Repository" }).click();
  await page.waitForFunction(() => location.hash.includes("collections"));
  for (const [name, given] of input.tasks) await TASKS[name](page, given);
  const after = await page.evaluate(emptied);
  const files = Object.fromEntries(Object.entries(after).filter(([path, content]) => input.files[path] !== content));
  process.stdout.write(JSON.stringify({ files, asked: [...asked], complaints }));
} finally {
  await browser.close();
}
