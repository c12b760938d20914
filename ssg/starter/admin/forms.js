// What the editor in the browser knows of ssg: fields that can be written in several ways, the blocks of the
// newsroom's layouts, and Markdown that its text editor would change.
"use strict";

const newsroom = JSON.parse(document.getElementById("newsroom").textContent);
for (const style of newsroom.styles) CMS.registerPreviewStyle(style);

// ---- the widget `words`: a text, a list with one entry a line (or between commas), or whatever else stands there,
// as JSON. A value that nobody touches stays as it is.

const plain = (value) => (value && typeof value.toJS === "function" ? value.toJS() : value);
const isText = (value) => typeof value === "string";
const line = (value) => (isText(value) ? value : JSON.stringify(value));

function shown(value, kind) {
  if (value === undefined || value === null) return "";
  if (!Array.isArray(value)) return isText(value) ? value : JSON.stringify(value);
  if (value.some((item) => Array.isArray(item) || typeof item === "number")) return JSON.stringify(value);
  if (kind === "commas" && value.every((item) => isText(item) && !item.includes(","))) return value.join(", ");
  return value.map(line).join("\n");
}

// The value of what was typed. SyntaxError for a bracket that is not closed.
function typed(text, kind, flag) {
  const words = text.trim();
  if (flag && /^(true|false)$/.test(words)) return words === "true";
  if (/^\[.*\]$/s.test(words)) return JSON.parse(words);
  const lines = words.split("\n").map((item) => item.trim()).filter(Boolean);
  const items = lines.map((item) => (item.startsWith("{") ? JSON.parse(item) : item));
  if (kind === "commas" && items.length === 1 && isText(items[0])) {
    return items[0].split(",").map((item) => item.trim()).filter(Boolean);
  }
  return items.length > 1 ? items : (items[0] ?? "");
}

const Words = createClass({
  getInitialState() {
    return { text: shown(plain(this.props.value), this.props.field.get("list")), wrong: "" };
  },
  // The value may be changed from elsewhere, as by "Revert changes".
  componentDidUpdate() {
    const now = JSON.stringify(plain(this.props.value) ?? "");
    if (this.known === undefined || now === this.known) return;
    this.known = now;
    this.setState({ text: shown(plain(this.props.value), this.props.field.get("list")), wrong: "" });
  },
  change(event) {
    const text = event.target.value;
    try {
      const value = typed(text, this.props.field.get("list"), this.props.field.get("flag"));
      this.known = JSON.stringify(value);
      this.setState({ text, wrong: "" });
      this.props.onChange(value);
    } catch {
      this.setState({ text, wrong: "A bracket or a quotation mark is not closed." });
    }
  },
  isValid() {
    return this.state.wrong ? { error: { message: this.state.wrong } } : true;
  },
  render() {
    const rows = Math.max(this.props.field.get("list") === "lines" ? 2 : 1, this.state.text.split("\n").length);
    const border = "1px solid var(--sui-textbox-border-color, #999)";
    const style = { width: "100%", font: "inherit", padding: "8px", boxSizing: "border-box", border, borderRadius: "4px" };
    const { forID: id, classNameWrapper: className } = this.props;
    const name = this.props.field.get("label");
    const area = h("textarea", { id, className, rows, style, "aria-label": name, value: this.state.text, onChange: this.change });
    return this.state.wrong ? h("div", {}, area, h("p", { role: "alert" }, this.state.wrong)) : area;
  },
});

const WordsPreview = createClass({
  render() {
    return h("p", {}, shown(plain(this.props.value), this.props.field.get("list")));
  },
});

const properties = { list: { type: "string", enum: ["lines", "commas"] }, flag: { type: "boolean" } };
CMS.registerFieldType("words", Words, WordsPreview, { properties });

// ---- the widget `flag`: true or false, in any word that ssg takes for it. The one of Sveltia CMS takes `yes` for false.

const isTrue = (value) => /^(true|yes|on)$/i.test(String(plain(value) ?? ""));

const Flag = createClass({
  render() {
    const { forID: id, onChange } = this.props;
    const name = this.props.field.get("label");
    const change = (event) => onChange(event.target.checked);
    return h("input", { type: "checkbox", id, "aria-label": name, checked: isTrue(this.props.value), onChange: change });
  },
});

const FlagPreview = createClass({
  render() {
    return h("p", {}, isTrue(this.props.value) ? "Yes" : "No");
  },
});

CMS.registerFieldType("flag", Flag, FlagPreview);

// ---- blocks: `/// name | argument`, options that are indented by four spaces, a text, `///`

const isPath = (text) => /^[\w.-]*\/[\w./-]*$/.test(text);
const isSafe = (text) => /^[\p{L}][\p{L}\p{N} ,.;()/?!$&'’“”–—-]*$/u.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
const isYaml = (text) => /^["'[{]/.test(text);
const quoted = (text) => (isSafe(text) || isPath(text) || isYaml(text) || /^https?:\/\/[^\s#]+$/.test(text) ? text : JSON.stringify(text));
const unquoted = (text) => {
  try {
    return /^".*"$/.test(text) ? JSON.parse(text) : text;
  } catch {
    return text;
  }
};

// The parts of `[a, {b: c, d: e}]`: at commas that are in no bracket and no quotation marks.
function parted(text) {
  const parts = [""];
  let depth = 0;
  let mark = "";
  for (const sign of text) {
    if (mark) mark = sign === mark ? "" : mark;
    else if (sign === '"') mark = sign;
    else if ("[{".includes(sign)) depth += 1;
    else if ("]}".includes(sign)) depth -= 1;
    if (sign === "," && !depth && !mark) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

// The lines of an option's value, one for each entry of a list.
function entries(lines) {
  const first = lines[0].trim();
  if (/^\[.*\]$/.test(first) && lines.length === 1) return parted(first.slice(1, -1)).map(unquoted).join("\n");
  if (first || !lines.slice(1).every((each) => /^\s*- /.test(each))) return lines.join("\n").trim();
  return lines.slice(1).map((each) => unquoted(each.trim().slice(2).trim())).join("\n");
}

function optionsOf(lines, block) {
  const found = {};
  let name = "";
  for (const each of lines) {
    const start = /^([\w-]+):(?: (.*))?$/.exec(each);
    if (start) name = start[1];
    (found[name] ??= []).push(start ? (start[2] ?? "") : each);
  }
  const values = { other: "" };
  for (const [key, given] of Object.entries(found)) {
    if (!block.options.includes(key)) values.other += `${key}: ${given.join("\n")}\n`;
    else if (block.lists.includes(key)) values[key] = entries(given);
    else values[key] = given.length > 1 ? given.join("\n") : unquoted(given[0].trim());
  }
  return values;
}

function blockOf(match, block) {
  const lines = (match.groups.rest ?? "").split("\n");
  const end = lines.findIndex((each) => !each.startsWith("    "));
  const options = lines.slice(0, end < 0 ? lines.length : end).map((each) => each.slice(4));
  const body = end < 0 ? "" : lines.slice(end).join("\n").trim();
  return { argument: (match.groups.argument ?? "").trim(), ...optionsOf(options, block), body };
}

function listed(name, text) {
  const items = text.split("\n").map((each) => each.trim()).filter(Boolean).map(quoted);
  return items.length === 1 && !isYaml(items[0]) ? [`${name}: ${items[0]}`] : [`${name}:`, ...items.map((each) => `  - ${each}`)];
}

function written(values, block) {
  const body = (values.body ?? "").trim();
  const inner = Math.max(2, ...[...body.matchAll(/^\/{3,}/gm)].map((found) => found[0].length));
  const fence = "/".repeat(inner + 1);
  const options = block.options.flatMap((name) => {
    const value = String(values[name] ?? "").trim();
    if (!value) return [];
    return block.lists.includes(name) ? listed(name, value) : `${name}: ${value.includes("\n") ? value : quoted(value)}`.split("\n");
  });
  const other = String(values.other ?? "").split("\n").filter(Boolean);
  const indented = [...options, ...other].map((each) => `    ${each}`);
  const argument = String(values.argument ?? "").trim();
  const parts = [`${fence} ${block.name}${argument ? ` | ${argument}` : ""}`, ...indented];
  if (body) parts.push(...(indented.length ? [""] : []), body);
  return [...parts, fence].join("\n");
}

function fieldsOf(block) {
  const optional = { required: false };
  const argument = { name: "argument", label: block.argument || "Argument", widget: "string", ...optional };
  const options = block.options.map((name) => {
    const isList = block.lists.includes(name);
    const hint = isList ? "One a line." : "";
    return { name, label: name, widget: isList ? "text" : "string", hint, ...optional };
  });
  const other = { name: "other", widget: "hidden", default: "" };
  return [argument, ...options, { name: "body", label: "Text", widget: "text", ...optional }, other];
}

const escaped = (text) => {
  const element = document.createElement("p");
  element.textContent = text;
  return element.innerHTML;
};

for (const block of newsroom.blocks) {
  CMS.registerEditorComponent({
    id: block.name,
    label: block.label,
    icon: "newspaper",
    fields: fieldsOf(block),
    pattern: new RegExp(`^(?<fence>/{3,}) *${block.name}(?: *\\|(?<argument>[^\\n]*))? *\\n(?:(?<rest>[\\s\\S]*?)\\n)??\\k<fence> *$`, "m"),
    fromBlock: (match) => blockOf(match, block),
    toBlock: (values) => written(values, block),
    toPreview: (values) => `<aside><strong>${escaped(values.argument ?? "")}</strong><p>${escaped(values.body ?? "")}</p></aside>`,
  });
}

// A picture inside of a text, by its name in `media`.
CMS.registerEditorComponent({
  id: "picture",
  label: "Picture",
  icon: "image",
  fields: [
    { name: "src", label: "Picture", widget: "string", hint: "Its file, as in the field Media." },
    { name: "alt", label: "Alt", widget: "string", required: false },
  ],
  pattern: /!\[(?<alt>[^\]\n]*)\]\((?<src>[^)\s]+)\)/,
  toBlock: ({ src = "", alt = "" }) => `![${alt}](${src})`,
  toPreview: ({ src = "" }) => `<p>[${escaped(src)}]</p>`,
});

// Markdown that the text editor does not know is shown as it is, and comes back as it was.
CMS.registerEditorComponent({
  id: "as-it-is",
  label: "Markdown, kept as it is",
  icon: "code",
  fields: [{ name: "markdown", label: "Markdown", widget: "text" }],
  // The flag `s` says that it takes several lines. At the right, Markdown is shown as it is elsewhere.
  pattern: new RegExp(newsroom.kept, "s"),
  fromBlock: (match) => ({ markdown: match[0] }),
  toBlock: ({ markdown = "" }) => markdown,
  toPreview: ({ markdown = "" }) => `<pre>${escaped(markdown)}</pre>`,
});
