// quote is a claim in its source's words: the heading it stands under, the line around it, where it comes from.
function quote(row) {
  const c = claim(row);
  return h("figure.said",
    c.section && h("p.heading", bdi(c.section)),
    h("blockquote", { dir: "auto" },
      c.before && h("span.around", c.before + " "),
      h("q", c.quote),
      c.after && h("span.around", " " + c.after)),
    h("figcaption",
      away(c.link, sourceName(c.source), sourceName(c.source) + ": open the page at the quote"),
      c.author && [" · ", bdi(c.author), " answers"],
      c.title && [" · ", bdi(c.title)],
      c.date && " · " + c.date,
      marks(c)));
}

function marks(c) {
  return [
    c.figure && [" ", h("span.mark", c.figure)],
    c.condition && [" ", h("span.mark.cond", "only: ", bdi(c.condition))],
    c.hedged && [" ", h("span.mark.hedge", { title: "Said with may, can, often, usually or the like" }, "hedged")],
    c.stale && [" ", h("span.mark.stale", { title: "Two years or more older than its page" }, "out of date")],
  ];
}

// shortQuote is a claim on one line of a list.
function shortQuote(row, times) {
  const c = claim(row);
  return h("li", { dir: "auto" },
    c.link ? h("a", { href: c.link, target: "_blank", rel: "noopener noreferrer" }, c.quote) : c.quote,
    times > 1 && [" ", h("small", times + " times")],
    c.section && [" ", h("small", bdi(c.section))],
    c.author && [" ", h("small", bdi(c.author))],
    marks(c));
}
