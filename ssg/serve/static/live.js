// What `ssg serve` adds to a page: it patches the page in place when its file changes, shows problems
// over it, and says what readers do not see. Nothing of it is in the files that are built.
(() => {
  "use strict";
  const FIRST_RETRY = 500, LAST_RETRY = 5000, PICTURES_MAY_TAKE = 2000;
  const follow = {
    get on() { return (sessionStorage.getItem("ssg-follow") ?? (state.follow ? "yes" : "no")) === "yes"; },
    set on(value) { sessionStorage.setItem("ssg-follow", value ? "yes" : "no"); },
  };
  const host = document.createElement("ssg-live");
  const shadow = host.attachShadow({ mode: "open" });
  let state = { problems: [], unpublished: {}, errors: 0, warnings: 0 };
  let about = { source: "" };
  let isOpen = null; // what the reader of the problems wants; null: as many errors as there are
  let patching = Promise.resolve();

  // ---- the page in place

  function path(address) { return new URL(address, location.href).pathname; }

  async function patch() {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!(answer.headers.get("content-type") || "").startsWith("text/html")) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (scripts(document) !== scripts(fresh)) return location.reload();
    await Promise.all([stylesOf(fresh), picturesOf(fresh)]);
    for (const { name } of [...document.documentElement.attributes])
      if (!fresh.documentElement.hasAttribute(name)) document.documentElement.removeAttribute(name);
    for (const { name, value } of fresh.documentElement.attributes)
      document.documentElement.setAttribute(name, value);
    patchHead(fresh.head);
    Idiomorph.morph(document.body, fresh.body, {
      morphStyle: "outerHTML", ignoreActiveValue: true, callbacks: { beforeNodeMorphed: keepState },
    });
    await look();
  }

  // What runs on a page was run with it; another script needs another page.
  function scripts(page) {
    return [...page.querySelectorAll("script:not([type$=json])")]
      .filter((each) => each.src !== document.currentScript?.src)
      .map((each) => (each.getAttribute("src") || each.textContent)).join("\n");
  }

  function patchHead(head) {
    const now = new Map([...document.head.children].map((each) => [each.outerHTML, each]));
    const wanted = new Set([...head.children].map((each) => each.outerHTML));
    for (const [text, each] of now) if (!wanted.has(text)) each.remove();
    for (const each of head.children)
      if (!now.has(each.outerHTML)) document.head.append(document.importNode(each, true));
  }

  // A style sheet that changed is loaded beside the old one, so that the page is never without.
  function stylesOf(fresh) {
    const old = [...document.querySelectorAll("link[rel=stylesheet]")];
    const known = new Set(old.map((each) => each.outerHTML));
    return Promise.all([...fresh.head.querySelectorAll("link[rel=stylesheet]")].map((each) => {
      if (known.has(each.outerHTML)) return null;
      const copy = document.importNode(each, true);
      const before = old.find((other) => path(other.href) === path(copy.href));
      return new Promise((done) => {
        copy.onload = copy.onerror = done;
        before ? before.after(copy) : document.head.append(copy);
      });
    }));
  }

  // Files whose address stays while their bytes change.
  function freshen(changed) {
    const again = (address) => {
      const url = new URL(address, location.href);
      url.searchParams.set("ssg", Date.now());
      return url.href;
    };
    const is = (address) => address && changed.has(decodeURI(path(address)));
    if ([...document.scripts].some((each) => is(each.src))) return location.reload();
    for (const each of document.images) if (is(each.src)) each.src = again(each.src);
    return Promise.all([...document.querySelectorAll("link[rel=stylesheet]")].map((each) => {
      if (!is(each.href)) return null;
      const copy = each.cloneNode();
      copy.href = again(each.href);
      return new Promise((done) => {
        copy.onload = copy.onerror = () => { each.remove(); done(); };
        each.after(copy);
      });
    }));
  }

  // So do new pictures, for a while.
  function picturesOf(fresh) {
    const shown = new Set([...document.images].map((each) => each.getAttribute("src")));
    const loading = [...fresh.images].filter((each) => !shown.has(each.getAttribute("src")))
      .map((each) => {
        const copy = new Image();
        for (const name of ["sizes", "srcset", "src"])
          if (each.hasAttribute(name)) copy.setAttribute(name, each.getAttribute(name));
        return copy.decode().catch(() => {});
      });
    const enough = new Promise((done) => setTimeout(done, PICTURES_MAY_TAKE));
    return loading.length ? Promise.race([Promise.all(loading), enough]) : null;
  }

  // What was typed, opened or started stays.
  function keepState(old, fresh) {
    if (!(old instanceof Element)) return true;
    if (old.matches("input, textarea, select") && "value" in fresh) {
      if (old.type === "checkbox" || old.type === "radio") fresh.checked = old.checked;
      else if (old.value !== old.defaultValue && old.type !== "file") fresh.value = old.value;
    }
    if (old.localName === "details") fresh.open = old.open;
    const isMedia = old.matches("video, audio");
    return !(isMedia && fresh.getAttribute("src") === old.getAttribute("src") && !old.paused);
  }

  // ---- what is shown over the page

  function node(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes))
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== false && value != null) made.setAttribute(key, value === true ? "" : value);
    made.append(...children.filter((each) => each != null && each !== false));
    return made;
  }

  function counted(count, noun) { return `${count} ${noun}${count === 1 ? "" : "s"}`; }

  function draw() {
    const { problems, errors, warnings, failed } = state;
    const here = state.unpublished[decodeURI(location.pathname)];
    const open = isOpen === null ? errors > 0 || Boolean(failed) : isOpen;
    const words = errors ? counted(errors, "error") : warnings ? counted(warnings, "warning") : "";
    const bar = node("nav", { class: "bar", "aria-label": "ssg serve" },
      here && node("strong", { class: "state" }, here.words),
      words && node("button", {
        class: errors ? "errors" : "warnings", "aria-expanded": String(open), "aria-controls": "problems",
        onclick: () => { isOpen = !open; draw(); },
      }, words),
      state.building && node("span", { class: "building", role: "status" }, "building…"),
      about.editor && node("a", { href: about.editor, title: about.source }, "Edit"),
      node("a", { href: about.desk || "/__desk/" }, "Desk"),
      node("label", {}, node("input", {
        type: "checkbox", checked: follow.on, onchange: (event) => { follow.on = event.target.checked; },
      }), "Follow saves"),
    );
    const panel = open && (problems.length || failed) && node("section",
      { class: "problems", id: "problems", role: "alert", "aria-label": "Problems" },
      node("header", {},
        node("h2", {}, failed ? "The build did not come to its end" : errors
          ? "Not built: the page below is the last good one" : "Problems"),
        node("button", { class: "close", onclick: () => { isOpen = false; draw(); } }, "Close")),
      failed && node("pre", { tabindex: "0" }, failed),
      ...problems.map((each) => node("article", { class: each.severity },
        node("pre", { tabindex: "0" }, each.frame),
        each.editor && node("a", { href: each.editor }, `Open ${each.place}`))),
      state.more > 0 && node("p", {}, `and ${state.more} more, in the terminal`),
    );
    const style = node("link", { rel: "stylesheet", href: "/__ssg/live.css" });
    const focused = shadow.activeElement?.className;
    const kept = shadow.querySelector("link");
    shadow.replaceChildren(...[kept || style, panel, bar].filter(Boolean));
    if (focused) shadow.querySelector(`.${focused.split(" ")[0]}`)?.focus();
    mark();
  }

  // A problem of this page's file is marked where it shows: a link by its address, a picture by its
  // file. Stories that readers do not see are marked in lists.
  function mark() {
    document.querySelectorAll("[data-ssg-mark]").forEach((each) => each.remove());
    for (const each of state.problems) if (each.path === about.source) {
      const element = place(each);
      if (element) element.after(marker(each.editor, `${each.severity}: ${each.message}`));
    }
    const labelled = new Set();
    for (const link of document.querySelectorAll("main a[href], body > :not(main) article a[href]")) {
      const found = state.unpublished[decodeURI(path(link.href))];
      if (!found || labelled.has(link.href) || !link.textContent.trim()) continue;
      labelled.add(link.href);
      link.after(marker("", found.words));
    }
  }

  function marker(address, words) {
    const made = node(address ? "a" : "span", { "data-ssg-mark": true, href: address || null, title: words });
    made.style.cssText = "all:revert;font:600 12px/1.6 system-ui,sans-serif;background:#7a1f1f;color:#fff;"
      + "padding:0 .5em;margin:0 .4em;border-radius:3px;text-decoration:none;display:inline-block";
    made.textContent = address ? "⚑ " + words : words;
    return made;
  }

  function place({ needle }) {
    if (!needle) return null;
    const stem = needle.split("/").pop().replace(/\.[^.]+$/, "");
    return [...document.querySelectorAll("main a, article a")].find(
      (each) => each.getAttribute("href") === needle || each.textContent.trim() === needle)
      || (stem && /\.\w+$/.test(needle) && [...document.images].find(
        (each) => path(each.src).split("/").pop().startsWith(stem))) || null;
  }

  // ---- news

  async function look() {
    const answer = await fetch(`/__ssg/page?path=${encodeURIComponent(decodeURI(location.pathname))}`);
    if (answer.ok) about = await answer.json();
    draw();
  }

  // The site is served below another path now: so is this page.
  function move(before) {
    const rest = location.href.slice(location.origin.length + before.length);
    location.replace(state.base + rest);
  }

  function hear(news) {
    if (news.type === "state") {
      if (news.errors !== state.errors) isOpen = null;
      const before = state.base;
      state = news;
      if (before && before !== state.base && location.pathname.startsWith(before)) return move(before);
      return draw();
    }
    const here = decodeURI(location.pathname);
    if (news.follow && follow.on && news.follow !== here) return location.assign(encodeURI(news.follow));
    if (news.page) patching = patching.then(patch, patch);
    if (news.assets.length) patching = patching.then(() => freshen(new Set(news.assets)));
  }

  function listen(retry) {
    const source = new EventSource(`/__ssg/events?path=${encodeURIComponent(decodeURI(location.pathname))}`);
    let connected = false;
    source.onopen = () => {
      if (retry !== FIRST_RETRY && !connected) patching = patching.then(patch, patch);
      connected = true;
      retry = FIRST_RETRY;
    };
    source.onmessage = (event) => hear(JSON.parse(event.data));
    source.onerror = () => {
      source.close();
      setTimeout(() => listen(Math.min(retry * 2, LAST_RETRY)), retry);
    };
    addEventListener("pagehide", () => source.close(), { once: true });
  }

  document.documentElement.append(host);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  look();
  listen(FIRST_RETRY);
})();
