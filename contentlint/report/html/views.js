// The lists: what each shows for the values of its filters, a batch at a time.

const BATCH = 40;

/** Shows items in batches as the reader comes near the end, so that 20,000 cost no more than 40. */
class Stream {
  constructor(view) {
    this.list = view.querySelector(".list");
    this.end = view.querySelector(".end");
    this.items = [];
    this.shown = 0;
    this.after = () => {};
    this.end.querySelector("button").addEventListener("click", () => {
      const from = this.shown;
      this.more();
      this.list.children[from]?.focus();
    });
    this.observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.more(),
      { rootMargin: "900px" },
    );
  }

  /** Starts over with `items`, functions that make one element each. */
  show(items) {
    this.items = items;
    this.shown = 0;
    this.list.replaceChildren();
    this.more();
  }

  more(howMany = BATCH) {
    const next = this.items.slice(this.shown, this.shown + howMany);
    this.list.append(...next.map((make) => make()));
    this.shown += next.length;
    const left = this.items.length - this.shown;
    this.end.hidden = left <= 0;
    this.observer.disconnect();
    if (left > 0) this.observer.observe(this.end); // anew, as an observer is silent while the end stays in view
    this.after();
  }
}

const bin = (name, wanted) => site.bins[name].find(([text]) => text === wanted);

function inBin(name, wanted, value) {
  if (!wanted) return true;
  const found = bin(name, wanted);
  return Boolean(found) && value !== null && found[1] <= value && value < found[2];
}

const descending = (key) => (a, b) => (key(b) ?? -Infinity) - (key(a) ?? -Infinity);
const ORDERS = {
  "": () => 0, // as the data has it: by score
  error: descending((post) => post.counts[0]),
  warning: descending((post) => post.counts[1]),
  info: descending((post) => post.counts[2]),
  unsourced: descending((post) => post.unsourced),
  grade: descending((post) => post.grade),
  words: descending((post) => post.words),
  age: descending((post) => post.age),
  name: (a, b) => a.name.localeCompare(b.name, "en"),
};

/** For each list: the items and the words that say how many there are, for the values of its filters. */
const LISTS = {
  posts(values) {
    const words = terms(values.get("q") ?? "");
    const posts = site.posts.filter(
      (post) =>
        inBin("score", values.get("score"), post.score) &&
        inBin("grade", values.get("grade"), post.grade) &&
        inBin("age", values.get("age"), post.age) &&
        holds(searchable.post(post), words),
    );
    posts.sort(ORDERS[values.get("sort") ?? ""] ?? ORDERS[""]);
    if (values.get("order") === "reverse") posts.reverse();
    return { items: posts.map((post) => () => postRow(post)), said: plural(posts.length, "post") };
  },

  findings(values) {
    const words = terms(values.get("q") ?? "");
    const severities = values.getAll("severity");
    const [category, rule, fix] = ["category", "rule", "fix"].map((name) => values.get(name));
    const wanted = (finding) =>
      (!severities.length || severities.includes(finding.severity)) &&
      (!category || finding.rule.category === category) &&
      (!rule || finding.rule.id === rule) &&
      (!fix || finding.fix) &&
      holds(searchable.finding(finding), words);
    const asked = severities.length || category || rule || fix || words.length;
    const each = asked || values.get("habits"); // who asks for something wants every place of it
    const items = [];
    let shown = 0;
    let folded = 0;
    let posts = 0;
    const byRule = new Map();
    for (const post of site.posts) {
      const every = post.findings.filter(wanted);
      const found = each ? every : every.filter((finding) => !finding.habit);
      folded += every.length - found.length;
      if (!found.length) continue;
      shown += found.length;
      posts += 1;
      if (values.get("group") === "rule") {
        for (const finding of found) {
          const group = byRule.get(finding.rule) ?? { findings: [], posts: new Set() };
          byRule.set(finding.rule, group);
          group.findings.push(finding);
          group.posts.add(post);
        }
      } else {
        items.push(() => postHeading(post), ...byPlace(found).map((place) => () => block(place)));
      }
    }
    for (const [each, group] of [...byRule].sort(([, a], [, b]) => b.findings.length - a.findings.length)) {
      items.push(
        () => ruleHeading(each, group.findings.length, group.posts.size),
        ...byPlace(group.findings).map((place) => () => block(place, { showPost: true, showRule: false })),
      );
    }
    const left = folded ? `; ${plural(folded, "finding")} more in habits of the site` : "";
    return { items, said: `${plural(shown, "finding")} in ${plural(posts, "post")}${left}` };
  },

  claims(values) {
    const words = terms(values.get("q") ?? "");
    const [support, type, verdict] = ["support", "type", "verdict"].map((name) => values.get(name));
    const wanted = (claim) =>
      (!support || claim.standing === support) &&
      (!type || claim.type === type) &&
      (!verdict || claim.verdict === (verdict === "none" ? "" : verdict)) &&
      holds(searchable.claim(claim), words);
    const groups = site.posts
      .map((post) => ({ post, claims: post.claims.filter(wanted) }))
      .filter((group) => group.claims.length);
    const worth = (claim) => (claim.verdict === "contradicted" ? 5 : claim.verdict === "not-found" ? 2 : claim.standing === "unsourced" ? 1 : 0);
    const work = (group) => group.claims.reduce((sum, claim) => sum + worth(claim), 0);
    groups.sort((a, b) => work(b) - work(a));
    const total = groups.reduce((sum, group) => sum + group.claims.length, 0);
    return {
      items: groups.flatMap(({ post, claims }) => [() => postHeading(post), ...claims.map((claim) => () => claimBlock(claim))]),
      said: `${plural(total, "claim")} in ${plural(groups.length, "post")}`,
    };
  },

  post(values) {
    const post = site.posts.find((each) => each.path === values.get("path"));
    const head = document.querySelector(".post-head");
    const title = document.getElementById("post-title");
    if (!post) {
      title.textContent = "No such post in this report";
      head.replaceChildren();
      return { items: [], said: "" };
    }
    title.textContent = post.name;
    head.replaceChildren(postFacts(post));
    const items = byPlace(post.findings).map((place) => () => block(place));
    if (items.length) items.unshift(() => h("h2", { class: "part" }, plural(post.findings.length, "finding")));
    else items.push(() => h("p", { class: "clean" }, "Nothing found in this post."));
    if (post.claims.length) {
      items.push(() => h("h2", { class: "part" }, plural(post.claims.length, "claim")), ...post.claims.map((claim) => () => claimBlock(claim)));
    }
    return { items, said: `${post.name}: ${plural(post.findings.length, "finding")}` };
  },
};

function postFacts(post) {
  const fact = (name, value) => (value ? h("div", null, h("dt", null, name), h("dd", null, value)) : null);
  return h(
    "dl",
    { class: "facts" },
    fact("Score", String(post.score)),
    fact("Findings", post.counts.some(Boolean) ? counts(post) : null),
    fact("Claims", post.claims.length ? `${post.claims.filter((claim) => claim.standing === "sourced").length} of ${post.claims.length} sourced` : null),
    fact("Reading grade", post.grade === null ? null : post.grade.toFixed(0)),
    fact("Words", post.words ? count(post.words) : null),
    fact("Published", post.date),
    fact("Updated", post.updated),
    fact("File", post.page ? outside(post.page, post.path) : h("code", null, post.path)),
    fact("Page", post.url ? outside(post.url, post.url.replace(/^https?:\/\//, "")) : null),
  );
}
