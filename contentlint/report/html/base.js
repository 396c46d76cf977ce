// The data of the page, and the few helpers everything is built with. Elements are made from nodes and text only.

const SEVERITIES = ["error", "warning", "info"];

/** An element: h("a", {class: "x", href: "#y"}, "text", node, …); null and false children and attributes are left out. */
function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const hidden = (text) => h("span", { class: "hidden" }, text);
const count = (n) => n.toLocaleString("en");
const plural = (n, noun) => `${count(n)} ${noun}${n === 1 || noun === "info" ? "" : "s"}`;
const label = (name) => (name === "seo" ? "SEO" : (name[0] ?? "").toUpperCase() + name.slice(1).replaceAll("-", " "));
const address = (view, values) => `#${view}?${new URLSearchParams(values)}`;

/** Words with `code` in them as nodes. */
const prose = (text) => text.split(/`([^`\n]+)`/).map((part, i) => (i % 2 ? h("code", null, part) : part));

/** Text as search compares it. */
const fold = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

/** The words of a query; quoted ones stay together. */
function terms(query) {
  return (fold(query).match(/"[^"]+"|[^\s"]+/g) ?? []).map((term) => term.replaceAll('"', ""));
}

/** The rows of the data as objects, linked with each other. */
function decode(data) {
  const rules = data.rules.map(([id, category, summary, why]) => ({ id, category, summary, why, count: 0 }));
  const posts = data.posts.map(([path, name, url, page, date, updated, age, words, grade, score, counts, lines]) => ({
    path, name, url, page, date, updated, age, words, grade, score, counts, lines, findings: [], claims: [], folded: null,
  }));
  const findings = data.findings.map(
    ([post, rule, severity, line, column, endLine, endColumn, message, excerpt, fix, related, habit]) => ({
      post: posts[post], rule: rules[rule], severity: SEVERITIES[severity], rank: severity,
      line, column, endLine, endColumn, message, excerpt, fix, related, habit, folded: null,
    }),
  );
  const claims = data.claims.map(
    ([post, line, column, endLine, endColumn, text, type, support, standing, sources, reasons, verdict, source, sentence]) => ({
      post: posts[post], line, column, endLine, endColumn, text, type, support, standing, sources, reasons,
      verdict, source, sentence, folded: null,
    }),
  );
  const inOrder = (a, b) => a.line - b.line || a.column - b.column;
  for (const finding of findings) {
    finding.post.findings.push(finding);
    finding.rule.count += 1;
  }
  for (const claim of claims) claim.post.claims.push(claim);
  for (const post of posts) {
    post.findings.sort(inOrder);
    post.claims.sort(inOrder);
    post.unsourced = post.claims.filter((claim) => claim.standing === "unsourced").length;
  }
  return { name: data.site, patterns: data.lines, bins: data.bins, rules, posts, findings, claims };
}

const site = decode(JSON.parse(document.getElementById("data").textContent));

/** Where a line can be seen at the repository's host, or null. */
function lineAddress(post, line, endLine) {
  if (!post.page) return null;
  const pattern = site.patterns[endLine > line ? 1 : 0];
  return post.page + pattern.replace("{line}", line).replace("{end}", endLine);
}

/** A link out of the report. */
function outside(href, ...children) {
  return h("a", { href, rel: "noopener noreferrer", target: "_blank", class: "out" }, ...children, hidden(" (new tab)"));
}

const searchable = {
  post: (post) => (post.folded ??= fold(`${post.name}\n${post.path}`)),
  finding: (f) =>
    (f.folded ??= fold(
      [f.message, f.rule.id, f.rule.category, f.post.name, f.post.path, f.excerpt, f.fix, f.post.lines[f.line] ?? ""].join("\n"),
    )),
  claim: (c) =>
    (c.folded ??= fold(
      [c.text, c.sentence, c.type, c.support, c.source[1], ...c.sources.map((s) => s[1]), ...c.reasons, c.post.name, c.post.path].join("\n"),
    )),
};

const holds = (text, words) => words.every((word) => text.includes(word));
