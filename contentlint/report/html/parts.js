// The parts a list is made of: source lines with marks, findings, claims, rows of the table of posts.

const WHOLE = 320; // a line of up to this many characters is shown whole
const AROUND = 120; // of a longer one, this much is shown on each side of a mark
const MOST_LINES = 8;
const MOST_RELATED = 5;

/** The stretches of a line to show, [[from, to], …]: all of a short one, else what is around its marks. */
function stretches(text, marks) {
  if (text.length <= WHOLE || !marks.length) return [[0, text.length]];
  const merged = [];
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    const start = from > AROUND ? text.lastIndexOf(" ", from - AROUND) + 1 : 0;
    const space = to + AROUND < text.length ? text.indexOf(" ", to + AROUND) : -1;
    const end = space < 0 ? text.length : space;
    const last = merged.at(-1);
    if (last && start <= last[1] + 20) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** A line of source as nodes, with its marks: [from, to, severity, finding]. Marks may overlap, and may be empty. */
function marked(text, marks) {
  const gap = () => h("span", { class: "gap" }, " … ");
  const nodes = [];
  let shown = 0;
  for (const [start, end] of stretches(text, marks)) {
    if (start > shown) nodes.push(gap());
    const edges = new Set([start, end, ...marks.flatMap(([from, to]) => [from, to]).filter((at) => start < at && at < end)]);
    const cuts = [...edges].sort((a, b) => a - b);
    cuts.forEach((from, i) => {
      const points = marks.filter((mark) => mark[0] === mark[1] && mark[0] === from);
      if (points.length) nodes.push(mark("", points));
      if (i + 1 === cuts.length) return;
      const piece = text.slice(from, cuts[i + 1]);
      const over = marks.filter((each) => each[0] <= from && cuts[i + 1] <= each[1]);
      nodes.push(over.length ? mark(piece, over) : piece);
    });
    shown = end;
  }
  if (shown < text.length) nodes.push(gap());
  return nodes;
}

function mark(text, marks) {
  const worst = marks.map((each) => each[2]).sort((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b))[0];
  const element = h("mark", { class: text ? worst : `${worst} point` }, text);
  for (const each of marks) each[3].elements.push(element);
  return element;
}

/** The marks that findings make on one line. */
function marksOn(number, text, findings) {
  return findings
    .filter((finding) => finding.line <= number && number <= finding.endLine)
    .map((finding) => [
      finding.line === number ? Math.min(finding.column, text.length) : 0,
      finding.endLine === number ? Math.min(finding.endColumn, text.length) : text.length,
      finding.severity,
      finding,
    ])
    .filter(([from, to, , finding]) => from < to || finding.line === finding.endLine);
}

function row(post, number, content, kind) {
  const href = lineAddress(post, number, number);
  const no = href
    ? h("a", { class: "no", href, rel: "noopener noreferrer", target: "_blank" }, hidden("Line "), String(number), hidden(" in the repository (new tab)"))
    : h("span", { class: "no" }, hidden("Line "), String(number));
  return h("div", { class: `row ${kind}` }, no, h("code", { class: "line", dir: "auto" }, content));
}

/** The source around findings of one place: the written line before, the lines with marks, the written line after. */
function source(post, first, last, findings) {
  post.numbers ??= Object.keys(post.lines).map(Number);
  const written = post.numbers.filter((number) => post.lines[number].trim());
  const before = written.findLast((number) => number < first);
  const after = written.find((number) => number > last);
  const rows = [];
  if (before !== undefined) rows.push(row(post, before, post.lines[before], "context"));
  for (const number of post.numbers) {
    if (number < first || number > last || number >= first + MOST_LINES) continue;
    const text = post.lines[number];
    rows.push(row(post, number, marked(text, marksOn(number, text, findings)), "marked"));
  }
  if (last >= first + MOST_LINES) rows.push(h("div", { class: "row context" }, h("span", { class: "no" }), `… to line ${last}`));
  if (after !== undefined) rows.push(row(post, after, post.lines[after], "context"));
  return h("div", { class: "source", role: "group", "aria-label": "Source" }, rows);
}

const tag = (severity) => h("span", { class: `tag ${severity}` }, label(severity));

function why(rule) {
  if (!rule.why) return null;
  const details = h("details", { class: "why" }, h("summary", null, "Why"));
  details.addEventListener("toggle", () => details.children.length > 1 || details.append(...paragraphs(rule.why)), { once: true });
  return details;
}

const paragraphs = (text) => text.split(/\n\s*\n/).map((part) => h("p", null, prose(part)));

/** Another place that a finding names: in this post, or in one that this report has too. */
function relatedPlace(post, [path, line, text]) {
  const where = path ? `${path}${line ? `:${line}` : ""}` : line ? `line ${line}` : "";
  const known = path && site.posts.some((each) => each.path === path);
  return [prose(text), where ? [" – ", known ? h("a", { href: address("post", { path }) }, where) : where] : null];
}

function message(finding, { showRule, showLine }) {
  const item = h(
    "li",
    { class: "message" },
    tag(finding.severity),
    h(
      "div",
      { class: "said" },
      h("p", { dir: "auto" }, prose(finding.message)),
      finding.excerpt ? h("p", { class: "excerpt" }, h("code", { dir: "auto" }, finding.excerpt)) : null,
      finding.fix ? h("p", { class: "fix" }, h("b", null, "Fix: "), prose(finding.fix)) : null,
      finding.related.slice(0, MOST_RELATED).map((each) => h("p", { class: "related" }, relatedPlace(finding.post, each))),
      finding.related.length > MOST_RELATED ? h("p", { class: "related" }, `and ${finding.related.length - MOST_RELATED} more places`) : null,
      showLine ? h("p", { class: "at" }, `Line ${finding.line}`) : null,
      showRule ? h("p", { class: "rule" }, h("a", { href: address("findings", { rule: finding.rule.id }) }, finding.rule.id)) : null,
      showRule ? why(finding.rule) : null,
    ),
  );
  const light = (on) => () => finding.elements.forEach((element) => element.classList.toggle("lit", on));
  item.addEventListener("pointerenter", light(true));
  item.addEventListener("pointerleave", light(false));
  item.addEventListener("focusin", light(true));
  item.addEventListener("focusout", light(false));
  return item;
}

/** Findings of one post that are shown together, [[finding, …], …]: of one line, and of lines that follow each other. */
function byPlace(findings) {
  const groups = [];
  let first;
  let last;
  for (const finding of findings) {
    const group = groups.at(-1);
    const near = group && group[0].post === finding.post && finding.line <= last + 1 && finding.endLine < first + MOST_LINES;
    if (near || (group && group[0].post === finding.post && finding.line === group.at(-1).line)) {
      group.push(finding);
      last = Math.max(last, finding.endLine);
    } else {
      groups.push([finding]);
      first = finding.line;
      last = finding.endLine;
    }
  }
  return groups;
}

/** Findings of one place, in context. */
function block(findings, { showPost = false, showRule = true } = {}) {
  const [{ post, line }] = findings;
  const last = Math.max(...findings.map((finding) => finding.endLine));
  const showLine = findings.at(-1).line !== line;
  for (const finding of findings) finding.elements = [];
  return h(
    "article",
    { class: "block", tabindex: "-1", "aria-label": `${plural(findings.length, "finding")}, line ${line}` },
    showPost ? h("p", { class: "where" }, h("a", { href: address("post", { path: post.path }), dir: "auto" }, post.name), h("span", { class: "path" }, `${post.path}:${line}`)) : null,
    post.lines[line] === undefined ? null : source(post, line, last, findings),
    h("ul", { class: "messages" }, findings.map((finding) => message(finding, { showRule, showLine }))),
  );
}

const counts = (post) =>
  SEVERITIES.map((severity, i) =>
    post.counts[i] ? h("span", { class: `count ${severity}` }, count(post.counts[i]), h("span", { class: "noun" }, " " + plural(post.counts[i], severity).split(" ")[1])) : null,
  );

/** What stands over the findings of a post in a list of several. */
function postHeading(post) {
  return h(
    "header",
    { class: "group" },
    h("h2", null, h("a", { href: address("post", { path: post.path }), dir: "auto" }, post.name)),
    h("p", { class: "path" }, post.page ? outside(post.page, post.path) : post.path),
    h("p", { class: "score" }, "Score ", h("b", null, String(post.score))),
  );
}

function ruleHeading(rule, shown, posts) {
  return h(
    "header",
    { class: "group" },
    h("h2", null, rule.id),
    h("p", { class: "path" }, `${label(rule.category)} · ${plural(shown, "finding")} in ${plural(posts, "post")}`),
    rule.summary ? h("p", { class: "summary" }, prose(rule.summary)) : null,
    why(rule),
  );
}

const VERDICTS = {
  found: "Found in the source",
  contradicted: "The source says otherwise",
  "not-found": "Not found in the source",
};

const SUPPORTS = {
  none: "No source",
  vague: "Vague source",
  "named-unlinked": "Source named, not linked",
  common: "Common knowledge",
};

/** A claim with its source and the sentence that decides. */
function claimBlock(claim) {
  const href = lineAddress(claim.post, claim.line, claim.endLine);
  const others = claim.sources.filter(([, written]) => written !== claim.source[1]);
  return h(
    "article",
    { class: "block claim", tabindex: "-1", "aria-label": `Claim, line ${claim.line}` },
    h(
      "p",
      { class: "claim-head" },
      h("span", { class: `tag ${claim.standing}` }, SUPPORTS[claim.support] ?? label(claim.support)),
      h("span", { class: "kind" }, label(claim.type)),
      href ? outside(href, `Line ${claim.line}`) : h("span", null, `Line ${claim.line}`),
    ),
    h("blockquote", { class: "claim-text", dir: "auto" }, claim.text),
    claim.reasons.length ? h("p", { class: "reasons" }, prose(claim.reasons.join("; "))) : null,
    claim.verdict
      ? h(
          "div",
          { class: `evidence ${claim.verdict}` },
          h("p", null, h("b", null, VERDICTS[claim.verdict]), claim.source[1] ? [": ", web(claim.source)] : null),
          claim.sentence ? h("blockquote", { dir: "auto" }, claim.sentence) : null,
        )
      : null,
    others.length ? h("p", { class: "sources" }, claim.verdict ? "Also cites " : "Cites ", others.map((each, i) => [i ? ", " : "", web(each)])) : null,
  );
}

/** A source's address, short, as a link when it may be followed. */
function web([href, written]) {
  const short = written.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  return href ? outside(href, short) : h("code", null, short);
}

/** A row of the table of posts. The label of a cell shows when the table is narrow. */
function postRow(post) {
  const cell = (name, value, kind = "") => h("td", { class: `number ${kind}`, "data-label": name }, value);
  const severity = (i) => cell(label(SEVERITIES[i]), post.counts[i] ? h("span", { class: `count ${SEVERITIES[i]}` }, count(post.counts[i])) : "0", post.counts[i] ? "" : "none");
  return h(
    "tr",
    { tabindex: "-1" },
    h("th", { scope: "row" }, h("a", { href: address("post", { path: post.path }), dir: "auto" }, post.name), h("span", { class: "path" }, post.path)),
    cell("Score", h("b", { class: "score-value" }, String(post.score))),
    severity(0),
    severity(1),
    severity(2),
    cell("Unsourced", post.claims.length ? `${post.unsourced} of ${post.claims.length}` : "–", post.unsourced ? "" : "none"),
    cell("Grade", post.grade === null ? "–" : post.grade.toFixed(0)),
    cell("Words", post.words ? count(post.words) : "–"),
    cell("Updated", post.updated || post.date || "–", "date"),
  );
}
