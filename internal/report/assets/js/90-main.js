async function start() {
  const status = document.getElementById("status");
  const slow = setTimeout(() => {
    status.textContent = "Opening the report …";
    status.hidden = false;
  }, 300);
  try {
    await unpack();
  } catch (error) {
    status.textContent = "This browser cannot open the report's data (" + error.message + "). It needs one from 2023 or later; report.md beside this file holds the gist.";
    status.hidden = false;
    return;
  } finally {
    clearTimeout(slow);
  }
  status.hidden = true;
  document.body.append(h("p.toast", { id: "toast", role: "status" }));
  const claimOf = (id) => store.evidence?.[id];
  document.dispatchEvent(new CustomEvent("rolecall:ready", { detail: { report: store.report, redraw, claim: claimOf } }));
  startRoutes();
  startKeys();
  startPrint();
  navigate(false);
}

start();
