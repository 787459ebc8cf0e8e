// Long lists are drawn piece by piece, as they come into view.

const printed = 200; // entries of a list that are printed

const lists = new Set();

// growing puts items into a holder and a "more" line after it. draw makes the element of an item.
function growing(holder, after, items, draw, size = 50) {
  let drawn = 0;
  const button = h("button", { type: "button", click: () => list.drawTo(drawn + size) });
  const note = h("span.print-note");
  const more = h("p.more", button, note);
  const list = {
    holder,
    drawTo(n) {
      const piece = document.createDocumentFragment();
      for (const end = Math.min(n, items.length); drawn < end; drawn++) piece.append(draw(items[drawn], drawn));
      holder.append(piece);
      const left = items.length - drawn;
      more.hidden = left === 0;
      button.textContent = "Show " + number(Math.min(size, left)) + " more of " + number(left);
      note.textContent = "and " + number(left) + " more, not printed";
    },
    end() {
      watch.disconnect();
      more.remove();
      lists.delete(list);
    },
  };
  const watch = new IntersectionObserver((seen) => seen.some((e) => e.isIntersecting) && !more.hidden && list.drawTo(drawn + size), { rootMargin: "400px" });
  after.after(more);
  list.drawTo(size);
  watch.observe(more);
  lists.add(list);
  return list;
}

// Table is a table in a region that scrolls; columns are {label, num} or text.
function tableOf(label, columns, classes = "") {
  const body = h("tbody");
  const head = h("tr", columns.map((c) => (c.cell ? c.cell : h("th", { scope: "col", class: c.num ? "num" : null }, c.label ?? c))));
  const table = h("table", { class: classes || null }, h("thead", head), body);
  return { region: h("div.scroll", { tabindex: "0", role: "region", "aria-label": label }, table), body, head };
}

// finder is a search box that narrows a list; it stands in the address as q.
function finder(view, label, apply) {
  const input = h("input", { type: "search", id: view + "-q", autocomplete: "off", value: "" });
  input.addEventListener("input", () => {
    remember(view, { q: input.value.trim() });
    apply();
  });
  return { field: h("p.field.grow", h("label", { for: input.id }, label), input), input, words: () => wordsOf(input.value) };
}

// chooser is a select; options are pairs of value and text.
function chooser(id, label, options, apply) {
  const select = h("select", { id, change: apply }, options.map(([value, text]) => h("option", { value }, text)));
  return { field: h("p.field", h("label", { for: id }, label), select), select };
}
