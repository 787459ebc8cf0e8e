// Elements are made here and nowhere else: text of others is set as text, addresses are checked.

const svgTags = new Set(["svg", "g", "line", "circle", "polygon", "polyline", "rect", "text", "title", "desc"]);

// h makes an element: h("p.note", {id: "x"}, "text", child). Nothing comes of null, undefined and false.
function h(tag, ...rest) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(" ");
  return fill(element, rest);
}

function s(name, ...rest) {
  if (!svgTags.has(name)) throw new Error("no such element: " + name);
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), rest);
}

function fill(element, parts) {
  for (const part of parts) {
    if (part === null || part === undefined || part === false) continue;
    if (part instanceof Node) element.append(part);
    else if (Array.isArray(part)) fill(element, part);
    else if (typeof part === "object") attributes(element, part);
    else element.append(String(part));
  }
  return element;
}

function attributes(element, values) {
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key !== "href" || /^(https?:\/\/|#)/.test(value)) element.setAttribute(key, value === true ? "" : value);
  }
}

// bdi keeps text of others from turning the direction of the words around it.
const bdi = (text) => h("bdi", text);

// away is a link to a page elsewhere, or the text alone where there is no address.
function away(address, text, label) {
  if (!address) return bdi(text);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", "aria-label": label }, bdi(text));
}

function empty(element) {
  element.replaceChildren();
  return element;
}

const number = (n) => n.toLocaleString("en-US");
const counted = (n, one, many) => number(n) + " " + (n === 1 ? one : many);
const percent = (share) => (share === undefined || share === null ? "–" : Math.round(share * 100) + " %");
const between = (items, separator) => items.flatMap((item, i) => (i > 0 ? [separator(), item] : [item]));
const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

function enumerate(words) {
  return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
}
