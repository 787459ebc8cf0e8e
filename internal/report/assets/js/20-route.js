// The address says which view is open, and how it is filtered: #conflicts?severity=high, #c-ID, #s-SOURCE, #d-DUTY.

const views = {}; // by name: {title, draw, show}; each file of a view adds its own
const order = ["summary", "conflicts", "changes", "duties", "pay", "sources", "agreement", "pages", "method"];
const items = { c: "conflicts", s: "sources", d: "duties" };

function place() {
  const hash = location.hash.slice(1);
  const at = hash.indexOf("?");
  const name = at < 0 ? hash : hash.slice(0, at);
  const params = new URLSearchParams(at < 0 ? "" : hash.slice(at + 1));
  const item = /^([csd])-(.+)$/.exec(name);
  if (item) return { view: items[item[1]], item: decoded(item[2]), params };
  return { view: order.includes(name) ? name : "summary", item: "", params };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// remember writes a view's state into the address, without a step in the history. Empty values are left out.
function remember(view, values) {
  const now = place();
  const params = now.view === view && !now.item ? now.params : new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value) params.set(key, value);
    else params.delete(key);
  }
  const query = params.toString();
  const hash = "#" + view + (query ? "?" + query : "");
  history.replaceState(null, "", hash);
  const link = navLink(view);
  if (link) link.setAttribute("href", hash);
}

const navLink = (view) => document.querySelector('.top nav a[data-view="' + view + '"]');

let current = "";

// drawn fills a view's section, once.
function drawn(name) {
  const view = views[name];
  if (view && view.draw && !view.drawn) {
    view.drawn = true;
    const section = document.getElementById(name);
    view.draw(section);
    section.setAttribute("aria-labelledby", section.querySelector("h2").id);
  }
  return view;
}

function navigate(moved) {
  const to = place();
  for (const name of order) document.getElementById(name).hidden = name !== to.view;
  const view = drawn(to.view);
  for (const link of document.querySelectorAll(".top nav a[data-view]")) {
    if (link.dataset.view === to.view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (to.view !== current || !to.item) scrollTo(0, 0);
  const changed = to.view !== current;
  current = to.view;
  const heading = document.querySelector("#" + to.view + " h2");
  document.title = (to.view === "summary" ? "" : heading.firstChild.textContent + " · ") + store.report.title;
  if (moved && changed) focusOn(heading);
  if (view && view.show) view.show(to);
}

function focusOn(element) {
  element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
}

function startRoutes() {
  for (const link of document.querySelectorAll('.top nav a[href^="#"]')) {
    link.dataset.view = link.getAttribute("href").slice(1);
    link.parentElement.hidden = false;
  }
  addEventListener("hashchange", () => navigate(true));
}
