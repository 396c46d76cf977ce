// The page: which view the address asks for, filters, keys, colours, print.

const views = new Map([...document.querySelectorAll("[data-view]")].map((view) => [view.dataset.view, view]));
const streams = new Map([...views].filter(([name]) => name in LISTS).map(([name, view]) => [name, new Stream(view)]));
const ownTitle = document.title;
let current = { name: "overview", values: new URLSearchParams() };

/** The view and the filter values of the page's address; the overview for an address that is none of ours. */
function where() {
  const [name, query = ""] = location.hash.slice(1).split(/\?(.*)/s);
  return { name: views.has(name) ? name : "overview", values: new URLSearchParams(query) };
}

const left = new Map(); // by address: how far a list was read when a link in it was followed
let followed = false; // a link, not the browser's way back

/** Notes where the reader is, before a link inside the page is followed. */
function leave(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  followed = true;
  const stream = streams.get(current.name);
  const item = link.closest(".list > *");
  if (!stream || !item) return;
  const links = [...item.querySelectorAll("a")];
  left.set(location.hash, { shown: stream.shown, item: [...stream.list.children].indexOf(item), link: links.indexOf(link) });
}

/** Comes back to where the reader was; false when that isn't known. */
function comeBack() {
  const place = left.get(location.hash);
  const stream = streams.get(current.name);
  if (!place || !stream) return false;
  if (place.shown > stream.shown) stream.more(place.shown - stream.shown);
  const item = stream.list.children[place.item];
  item?.scrollIntoView({ block: "center" });
  item?.querySelectorAll("a")[place.link]?.focus({ preventScroll: true });
  return true;
}

/** Shows what the address asks for. `arrive` moves the focus to the view's heading, as a page load would. */
function show({ arrive }) {
  current = where();
  const view = views.get(current.name);
  for (const each of views.values()) each.hidden = each !== view;
  const tab = current.name === "post" ? "posts" : current.name;
  for (const link of document.querySelectorAll("nav [data-for]")) {
    if (link.dataset.for === tab) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  fillForm(view, current.values);
  list();
  const heading = view.querySelector("h1");
  document.title = current.name === "overview" ? ownTitle : `${heading.textContent} – ${ownTitle}`;
  if (arrive && (followed || !comeBack())) {
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
  followed = false;
}

/** Fills the list of the current view. */
function list() {
  const stream = streams.get(current.name);
  if (!stream) return;
  const { items, said } = LISTS[current.name](current.values);
  stream.after = () => highlight(terms(current.values.get("q") ?? ""), stream.list);
  stream.show(items);
  const status = views.get(current.name).querySelector(".results");
  const words = items.length ? said : "Nothing matches these filters.";
  if (status.textContent !== words) status.textContent = words; // said again only when it changed
  sortMarks();
}

function fillForm(view, values) {
  const form = view.querySelector("form.filters");
  if (!form) return;
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
    else field.value = values.get(field.name) ?? "";
  }
}

/** Takes the filters of a form into the address, without a step in the history for each key. */
function apply(form, keep = {}) {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) values.append(name, value);
  for (const [name, value] of Object.entries(keep)) if (value) values.set(name, value);
  const query = String(values);
  history.replaceState(null, "", `#${current.name}${query ? `?${query}` : ""}`);
  current.values = values;
  list();
}

function setUpForms() {
  for (const select of document.querySelectorAll("select[data-bins]")) {
    select.append(...site.bins[select.dataset.bins].map(([text]) => h("option", { value: text }, text)));
  }
  const options = (selector, values, text = label) =>
    document.querySelector(selector).append(...values.map((value) => h("option", { value }, text(value))));
  const findings = "[data-view=findings] ";
  options(`${findings}[name=category]`, [...new Set(site.rules.map((rule) => rule.category))]);
  options(`${findings}[name=rule]`, site.rules.map((rule) => rule.id).sort(), (id) => id);
  options("[data-view=claims] [name=type]", [...new Set(site.claims.map((claim) => claim.type))].sort());

  for (const form of document.querySelectorAll("form.filters")) {
    let waiting;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => apply(form), event.target.type === "search" ? 120 : 0);
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault(); // the address is what counts, not the values the page was loaded with
      history.replaceState(null, "", `#${current.name}`);
      show({ arrive: false });
      form.querySelector("input").focus();
    });
  }
}

/** Headers of the table of posts sort it, the second time the other way round. */
function setUpSorting() {
  for (const header of document.querySelectorAll("th[data-sort]")) {
    const button = h("button", { type: "button" }, header.textContent);
    header.replaceChildren(button);
    button.addEventListener("click", () => {
      const form = views.get("posts").querySelector("form");
      const again = form.elements.sort.value === header.dataset.sort && current.values.get("order") !== "reverse";
      form.elements.sort.value = header.dataset.sort;
      apply(form, { order: again ? "reverse" : "" });
    });
  }
}

function sortMarks() {
  const sort = current.values.get("sort") ?? "";
  const upward = (sort === "" || sort === "name") !== (current.values.get("order") === "reverse");
  for (const header of document.querySelectorAll("th[data-sort]")) {
    if (header.dataset.sort === sort) header.setAttribute("aria-sort", upward ? "ascending" : "descending");
    else header.removeAttribute("aria-sort");
  }
}

/** Shows the words searched for, where the browser can (CSS Custom Highlight API). */
function highlight(words, root) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("search");
  if (!words.length) return;
  const ranges = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = fold(walker.currentNode.data);
    if (text.length !== walker.currentNode.data.length) continue; // folding changed the offsets
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + word.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("search", new Highlight(...ranges));
}

/** A value kept between visits, where the browser allows it. */
const memory = {
  get(name) {
    try {
      return localStorage.getItem(`contentlint-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`contentlint-${name}`, value);
    } catch {
      // a page opened from a file may not be allowed to keep anything
    }
  },
};

function setUpTheme() {
  const select = document.getElementById("theme");
  const set = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  select.value = memory.get("theme") ?? "";
  set(select.value);
  select.addEventListener("change", () => {
    set(select.value);
    memory.set("theme", select.value);
  });
}

/** Moves the focus to the next or previous item of the list, from where the reader is. */
function step(by) {
  const stream = streams.get(current.name);
  if (!stream) return;
  const items = () => [...stream.list.querySelectorAll(":scope > [tabindex]")];
  const all = items();
  let at = all.indexOf(document.activeElement?.closest(".list > [tabindex]"));
  if (at < 0) at = by > 0 ? all.findIndex((item) => item.getBoundingClientRect().top > 60) - 1 : 0;
  if (at + by >= all.length) stream.more();
  const next = items()[Math.max(0, at + by)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

function setUpKeys() {
  const help = document.getElementById("help");
  const keys = document.getElementById("keys");
  keys.checked = memory.get("keys") !== "off";
  keys.addEventListener("change", () => memory.set("keys", keys.checked ? "on" : "off"));
  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const search = views.get(current.name).querySelector("[type=search]");
    if (event.key === "/" && search) search.focus();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });
}

setUpForms();
setUpSorting();
setUpTheme();
setUpKeys();
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address holds the view
  document.getElementById("content").focus();
});
history.scrollRestoration = "manual";
document.addEventListener("click", leave);
addEventListener("hashchange", () => show({ arrive: true }));
addEventListener("beforeprint", () => streams.get(current.name)?.more(1000));
show({ arrive: false });
