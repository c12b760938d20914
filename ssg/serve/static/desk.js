// Keeps a page of the desk up to date after each build. It works without this script, too.
(() => {
  "use strict";
  let isFirst = true, waiting = null;
  async function patch() {
    waiting = null;
    // What is being filled in is left alone.
    if (document.querySelector("details[open] :is(input, textarea):not([type=hidden]):not(:placeholder-shown)")
      || /\/(new|change|save)\/$/.test(location.pathname)) return;
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    Idiomorph.morph(document.querySelector("main"), fresh.querySelector("main"), {
      ignoreActiveValue: true,
      callbacks: { beforeNodeMorphed: (old, now) => { if (old.localName === "details") now.open = old.open; } },
    });
    document.querySelector("nav").replaceWith(fresh.querySelector("nav"));
  }
  // The slider says which moment it stands at.
  addEventListener("input", (event) => {
    const moments = event.target.dataset.moments?.split(", ");
    if (moments) document.querySelector("output").value = moments[event.target.valueAsNumber];
  });
  const source = new EventSource("/__ssg/events?path=/__desk/");
  source.onmessage = (event) => {
    if (JSON.parse(event.data).type !== "state") return;
    if (isFirst) { isFirst = false; return; }
    clearTimeout(waiting);
    waiting = setTimeout(patch, 100);
  };
  addEventListener("pagehide", () => source.close());
})();
