// Pay: the figures as a chart of dots and ranges, and as a table.

views.pay = {
  draw(section) {
    fill(section, [h("h2", { id: "h-pay" }, "Pay")]);
    if (store.pay.length === 0) {
      section.append(h("p.empty", "No figures of pay were found."));
      return;
    }
    const columns = ["Role", "Source", { label: "Figure", num: true }, "Statistic", "Part", "Region", "As of", "Survey", "In its words"];
    const { region, body } = tableOf("Table of pay figures", columns);
    const box = finder("pay", "Find a figure", () => apply());
    const count = h("output", { "aria-live": "polite" });
    let list = null;
    const apply = () => {
      const words = box.words();
      const fit = store.pay.filter((f) => words.every((w) => figureText(f).includes(w)));
      list?.end();
      empty(body);
      list = growing(body, region, fit, figureLine);
      count.textContent = number(fit.length) + " of " + number(store.pay.length) + " shown";
    };
    views.pay.read = (params) => {
      box.input.value = params.get("q") ?? "";
      apply();
    };
    fill(section, [
      store.charts.length > 0 && h("p.lead", "Figures as the sources give them, turned into pay a year, each currency by itself. A dot is a single figure, a bar a range, an arrow an open end. A dashed line joins figures that can be compared: same role, statistic, component, region, survey and year, and of the same group of people."),
      store.charts.length > 0 && legend(),
      store.charts.map(chart),
      h("h3", "All figures"), h("div.filters", box.field, h("div.bar", count)), region,
    ]);
  },
  show(to) {
    views.pay.read?.(to.params);
  },
};

function figureText(f) {
  const c = claim(f.claim);
  return [c.role, sourceName(c.source), f.amount, f.statistic, f.component, f.region, f.as_of, f.survey, c.quote].join(" ").toLowerCase();
}

function figureLine(f) {
  const c = claim(f.claim);
  return h("tr",
    h("td", h("span", { class: "pill r-" + c.role.toLowerCase() }, c.role)),
    h("th", { scope: "row" }, bdi(sourceName(c.source))),
    h("td.num", f.amount, f.annual && [h("br"), h("small", f.annual + " a year")]),
    [f.statistic, f.component, f.region].map((text) => h("td", text)),
    h("td", f.as_of, c.stale && [" ", h("span.mark.stale", "out of date")]),
    h("td", bdi(f.survey ?? "")),
    h("td.quoted", { dir: "auto" },
      c.link ? h("a", { href: c.link, target: "_blank", rel: "noopener noreferrer" }, c.quote) : c.quote,
      c.condition && [" ", h("span.mark.cond", "only: ", bdi(c.condition))], c.hedged && [" ", h("span.mark.hedge", "hedged")]));
}

function legend() {
  const roles = [...new Set(store.charts.flatMap((c) => c.lines.flatMap((l) => l.marks.map((m) => m.role))))];
  return h("p.legend", roles.map((role) =>
    h("span", s("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, s("g", { class: "m r-" + role }, dot(role, 7, 7))), " " + role.toUpperCase())));
}

// dot is the mark of a figure: a circle for the CIO and a diamond for others, so that they are told apart without colour.
function dot(role, x, y) {
  if (role === "cio") return s("circle", { cx: x, cy: y, r: 5.5 });
  return s("polygon", { points: [[x, y - 6.5], [x + 6.5, y], [x, y + 6.5], [x - 6.5, y]].map((p) => p.join(",")).join(" ") });
}

function chart(c, n) {
  const id = "chart" + n;
  const picture = s("svg", { viewBox: "0 0 " + c.width + " " + c.height, width: c.width, height: c.height, role: "img", "aria-labelledby": id + "-t " + id + "-d" },
    s("title", { id: id + "-t" }, c.title), s("desc", { id: id + "-d" }, "The same figures stand in the table that follows."),
    c.ticks.map((t) => [
      s("line", { class: "grid", x1: t.x, x2: t.x, y1: c.grid_top, y2: c.grid_bottom }),
      s("text", { class: "tick", x: t.x, y: c.axis_y, "text-anchor": "middle" }, t.label)]),
    c.heads.map((line) => s("text", { class: "head", x: c.label_x, y: line.y }, line.text)),
    c.joins.map((points) => s("polyline", { class: "join", points, fill: "none", "stroke-dasharray": "3 3" })),
    c.lines.map((line) => s("g",
      s("text", { class: "name", x: c.label_x, y: line.y }, line.text, line.full && s("title", line.full)),
      line.marks.map(mark),
      s("text", { class: "amount", x: c.amount_x, y: line.y, "text-anchor": "end" }, line.amount))));
  return h("figure.chart",
    h("figcaption", c.title, c.log && [" ", h("small", "(logarithmic scale)")], c.shared && [" ", h("small", "(one line for all figures of a year)")]),
    h("div.scroll", { tabindex: "0", role: "region", "aria-label": "Chart: " + c.title }, picture),
    c.note && h("p.muted", c.note));
}

function mark(m) {
  const group = s("g", { class: "m r-" + m.role }, s("title", m.title));
  if (m.x1 === m.x2) return fill(group, [dot(m.role, m.x1, m.y)]);
  const open = m.open_left || m.open_end;
  fill(group, [s("line", { class: "range", x1: m.x1, x2: m.x2, y1: m.y, y2: m.y, "stroke-width": 6, "stroke-linecap": open ? "butt" : "round" })]);
  if (!open) return group;
  const [tip, end, by] = m.open_left ? [m.x1, m.x2, -8] : [m.x2, m.x1, 8];
  return fill(group, [s("polygon", { points: [tip + by, m.y].join(",") + " " + [tip, m.y - 6].join(",") + " " + [tip, m.y + 6].join(",") }), dot(m.role, end, m.y)]);
}
