// Runs once, in the clause pane's component: `element` is the pane, `trigger` calls the server, `watch` sees its answers.
// 1. A click on a citation, a clause or a button of the pane opens that source; Esc closes it.
// 2. When the pane has changed, the cited words are scrolled to and the keyboard focus is put where it belongs.
// 3. When the conversation has changed, its newest question is scrolled to.

let opener = null;        // the link that opened the pane, where the focus returns to
let focusNext = null;     // what to focus in the pane once it has changed: a selector

function open(reference, from) {
  const inside = from && element.contains(from);
  if (from && !inside) opener = from;
  focusNext = inside && from.className ? "." + from.className.split(" ")[0] : "h2";
  document.body.classList.toggle("reading", reference !== "");
  if (element.querySelector("article")?.dataset.reference === reference) arrive();
  else trigger("open", { reference });
  if (reference === "") {
    focusNext = null;
    (opener?.isConnected ? opener : document.querySelector("#question textarea"))?.focus();
  }
}

function arrive() {
  const mark = element.querySelector("mark.current");
  const pane = element.closest("#right");
  pane.scrollTo({ top: 0 });
  if (mark && mark.getBoundingClientRect().bottom > pane.getBoundingClientRect().bottom - 24) {
    pane.scrollTo({ top: mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3 });
  }
  if (!focusNext) return;
  const target = element.querySelector(focusNext + ":not([disabled])") || element.querySelector("h2");
  target?.focus({ preventScroll: true });
  focusNext = null;
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest('a[href^="#cite-"], a[href^="#clause-"]');
  const button = event.target.closest("[data-open]");
  if (link) {
    event.preventDefault();
    open(link.getAttribute("href").slice(1), link);
  } else if (button && element.contains(button)) {
    open(button.dataset.open, button);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector("article")) open("", null);
});

watch("value", arrive);

// The page's language, title and names, as the masthead states them.
function nameThings() {
  const masthead = document.querySelector(".masthead");
  if (!masthead) return;
  document.documentElement.lang = masthead.dataset.language;
  document.title = masthead.dataset.title;
  document.querySelector('#chat [role="log"]')?.setAttribute("aria-label", masthead.dataset.conversation);
  // Gradio labels each message with its source text, tags included, which a screen reader would read out twice.
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
}

let shown = "";
new MutationObserver(() => {
  nameThings();
  const talk = document.querySelector("#chat")?.textContent || "";
  if (talk === shown) return;
  if (talk.length < shown.length) document.body.classList.remove("reading");
  shown = talk;
  [...document.querySelectorAll("#chat .user-row")].pop()?.scrollIntoView({ block: "start" });
}).observe(document.body, { childList: true, subtree: true, characterData: true });
nameThings();
if (new URLSearchParams(location.search).has("clause")) document.body.classList.add("reading");
