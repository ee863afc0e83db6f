// Runs once in the frame of each panel: `element` is the frame, `trigger` calls the server, `watch` sees its answers.
// 1. When the frame is first seen, and whenever its language has changed, the server is asked to fill the panel.
// 2. A button with data-choose tells the server what was chosen; a mark of a plot does the same, or opens its clause.
// 3. A button with data-take asks for what is shown, as a file or on paper.
// 4. Buttons with data-fold open or close every clause of the tree.
// 5. A unit that was chosen in another view is shown in the view of the units.
// 6. Choices can be found by other words, which their labels carry behind an invisible sign; people see what stands before it.

const panel = element.closest('[id^="panel-"]') || element;

function asksToBeFilled() {
  if (!element.querySelector("[data-language]") || takeUnit()) return;
  trigger("seen");
}

function takeUnit() {
  const unit = document.body.dataset.unit;
  if (!unit || panel.id !== "panel-units") return false;
  delete document.body.dataset.unit;
  choose(`${unit}|`);
  return true;
}

document.addEventListener("unit", takeUnit);

watch("value", asksToBeFilled);
asksToBeFilled();

panel.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-choose]");
  const fold = event.target.closest("[data-fold]");
  const taken = event.target.closest("[data-take]");
  if (chosen) choose(chosen.dataset.choose);
  if (taken) trigger("take", { value: taken.dataset.take });
  if (fold) {
    for (const node of panel.querySelectorAll(".tree details")) node.open = fold.dataset.fold === "open";
  }
});

// What is typed into a dropdown replaces what was chosen, instead of being looked for behind it.
panel.addEventListener("focusin", (event) => {
  if (event.target.matches('input[role="combobox"], input[role="listbox"]')) event.target.select();
});

const SIGN = "\u2063";

function hideOtherWords() {
  for (const option of panel.querySelectorAll('[role="option"]')) {
    const label = option.getAttribute("aria-label");
    if (label?.includes(SIGN)) option.setAttribute("aria-label", label.split(SIGN)[0]);
    for (const node of option.childNodes) if (node.data?.includes(SIGN)) node.data = node.data.split(SIGN)[0];
  }
  for (const token of panel.querySelectorAll(".token")) {
    const name = token.querySelector("span")?.firstChild;
    if (name?.data?.includes(SIGN)) name.data = name.data.split(SIGN)[0];
    const away = token.querySelector(".token-remove");
    if (away && name && away.title !== `× ${name.data}`) away.title = `× ${name.data}`;
  }
}

if (panel.id === "panel-obligations") {
  new MutationObserver(hideOtherWords).observe(panel, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["aria-label", "title"],
  });
  // The list covers what follows from the choice: it closes after each.
  panel.addEventListener("mousedown", (event) => {
    if (event.target.closest('#obligations-kinds [role="option"]')) setTimeout(() => panel.querySelector("#obligations-kinds input")?.blur(), 150);
  }, true);
}

function choose(value) {
  trigger("choose", { value });
  panel.scrollIntoView({ block: "start" });
}

// Plots come and go with gradio's component: each new one is listened to once.
function listenToPlots() {
  for (const plot of panel.querySelectorAll(".js-plotly-plot")) {
    if (plot.dataset.heard || !plot.on) continue;
    plot.dataset.heard = "yes";
    plot.on("plotly_click", (event) => {
      const value = event.points?.[0]?.customdata;
      if (!value) return;
      if (!value.startsWith("#")) return choose(value);
      const link = document.createElement("a");
      link.href = value;
      document.body.append(link);
      link.click();
      link.remove();
    });
  }
}

// A plot follows the window, but not the clause that opens beside it.
let width = panel.clientWidth;
new ResizeObserver(() => {
  if (panel.clientWidth === width) return;
  width = panel.clientWidth;
  if (width && panel.querySelector(".js-plotly-plot")) window.dispatchEvent(new Event("resize"));
}).observe(panel);

new MutationObserver(listenToPlots).observe(panel, { childList: true, subtree: true });
listenToPlots();
