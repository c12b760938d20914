// What html-validate asks of every page. A rule is turned off only with a reason.
module.exports = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // The HTML standard takes the doctype in any case; lower case is what most pages have.
    "doctype-style": ["error", { style: "lowercase" }],
    // A title holds the headline whole, with the site's name behind it: an editor's choice, not a mistake of markup.
    "long-title": "off",
    // Python-Markdown names footnotes `fn:x` and `fnref:x`; HTML allows any id without white space.
    "valid-id": ["error", { relaxed: true }],
    // The blurred placeholder of each picture is its own: no class could hold it. (The rule can allow a property, but parts data: addresses at their semicolon.)
    "no-inline-style": "off",
  },
};
