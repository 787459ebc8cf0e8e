// Printing shows every view; long lists are printed to a bound and say what they leave out.

function startPrint() {
  let opened = [];
  addEventListener("beforeprint", () => {
    for (const name of order) {
      const first = !views[name]?.drawn;
      drawn(name);
      if (first && name !== current) views[name]?.show?.({ view: name, item: "", params: new URLSearchParams() });
    }
    for (const view of Object.values(views)) view.print?.();
    for (const list of lists) list.drawTo(printed);
    opened = [...conflictView.holder.querySelectorAll(".conflict:not(.is-open)")].slice(0, printed);
    for (const card of opened) openCard(card, store.indexOfConflict.get(card.id.slice(2)), true);
  });
  addEventListener("afterprint", () => {
    for (const card of opened) openCard(card, store.indexOfConflict.get(card.id.slice(2)), false);
    opened = [];
    for (const view of Object.values(views)) view.printed?.();
  });
}
