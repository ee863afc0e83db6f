// Runs once in the frame of each panel: `element` is the frame, `trigger` calls the server, `watch` sees its answers.
// 1. When the frame is first seen, and whenever its language has changed, the server is asked to fill the panel.
// 2. A button with data-choose tells the server what was chosen; a mark of a plot does the same, or opens its clause.
// 3. A button with data-take asks for what is shown, as a file or on paper.
// 4. Buttons with data-fold open or close every clause of the tree.

const panel = element.closest('[id^="panel-"]') || element;

function asksToBeFilled() {
  if (element.querySelector("[data-language]")) trigger("seen");
}

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
