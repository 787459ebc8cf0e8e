// The data of the page: compressed in the document, opened once.

const store = { report: null };

async function unpack() {
  const text = atob(document.getElementById("data").textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  Object.assign(store, await new Response(stream).json());
  store.sources = store.report.sources;
  store.indexOfConflict = new Map(store.report.conflicts.map((c, i) => [c.conflict_id, i]));
  store.indexOfSource = new Map(store.sources.map((source, i) => [source.source_id, i]));
}

const sourceName = (i) => (i >= 0 ? store.sources[i].name : "unknown source");
const nameOf = (id) => (store.indexOfSource.has(id) ? sourceName(store.indexOfSource.get(id)) : id);

// claim is a row of the table of claims with its shared texts put in.
function claim(row) {
  const t = store.claims;
  const word = (column) => t.words[t[column][row]];
  return {
    source: t.source[row], quote: t.quote[row], before: t.before[row], after: t.after[row], link: linkOf(row), title: word("title"), date: word("date"),
    role: word("role"), section: word("section"), author: word("author"), condition: word("condition"), figure: word("figure"),
    hedged: (t.marks[row] & 1) > 0, stale: (t.marks[row] & 2) > 0,
  };
}

// linkOf opens the live page at the quote, by a text fragment.
function linkOf(row) {
  const t = store.claims;
  const how = t.link[row];
  if (how === 0) return "";
  if (typeof how === "string") return how;
  const words = t.quote[row].split(" ");
  const page = t.words[t.page[row]];
  if (how.length === 0) return page + "#:~:text=" + encoded(words);
  return page + "#:~:text=" + encoded(words.slice(0, how[0])) + "," + encoded(words.slice(words.length - how[1]));
}

// encoded leaves letters, digits, "." and "_" as they are: a text fragment takes more for signs of its own.
function encoded(words) {
  return words
    .map((w) => encodeURIComponent(w).replace(/[-!~*'()]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase()))
    .join("%20");
}

// positionSources are the names of a side's sources, for a sentence.
const sideSources = (side) => enumerate(side.source_ids.map(nameOf));
