// Runs once, in the clause pane's component: `element` is the pane, `trigger` calls the server, `watch` sees its answers.
// 1. A click on a citation, a clause or a button with data-open opens that source; Esc closes it.
// 2. Buttons ask (data-ask), act on an exchange (data-do), copy (data-copy, data-link); a form with data-rate rates.
// 3. When the pane has changed, the cited words are scrolled to and the keyboard focus is put where it belongs.
// 4. When the conversation has changed, its newest question is scrolled to, and what was unfolded stays unfolded.
// 5. The browser's Back closes the clause on a narrow screen, leads to the view before, and leaves a conversation only
//    at the second time.

const ACTIONS = ["ask", "open", "stop", "edit", "cancel", "retry", "export", "rate"];

let opener = null;        // the link that opened the pane, where the focus returns to
let focusNext = null;     // what to focus in the pane once it has changed: a selector

const questionBox = () => document.querySelector("#question textarea");

function open(reference, from) {
  const inside = from && element.contains(from);
  if (from && !inside) opener = from;
  focusNext = inside && from.className ? "." + from.className.split(" ")[0] : "h2";
  cover(reference !== "");
  if (element.querySelector("article")?.dataset.reference === reference) arrive();
  else trigger("open", { reference });
  if (reference === "") {
    focusNext = null;
    (opener?.isConnected && opener.checkVisibility() ? opener : questionBox())?.focus();
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

const narrow = matchMedia("(max-width: 900px)");

// On a narrow screen the clause covers the conversation: that is a step of its own, which Back undoes.
function cover(covered) {
  const was = document.body.classList.contains("reading");
  document.body.classList.toggle("reading", covered);
  if (covered && !was && narrow.matches) step({ sheet: true });
  else if (was && !covered && history.state?.sheet) history.back();
}

function step(change) {
  const address = new URL(location.href);
  if (change.view) {
    for (const name of ["q", "clause", "tab"]) address.searchParams.delete(name);
    if (change.view !== "ask") address.searchParams.set("tab", change.view);
  }
  history.pushState({ ...history.state, sheet: false, ...change }, "", address);
}

const chosenView = () => document.querySelector('#views [role="tab"].selected')?.dataset.tabId;
const hasTalk = () => document.querySelector("#chat .user") !== null;
const firstView = new URLSearchParams(location.search).get("tab") || "ask";
let arrived = false;      // whether the page has come to the view that its address names
history.replaceState(null, "");

window.addEventListener("popstate", (event) => {
  const state = event.state || {};
  if (!state.sheet && document.body.classList.contains("reading")) open("", null);
  const view = state.view || firstView;
  const tab = [...document.querySelectorAll('#views [role="tab"]')].find((one) => one.dataset.tabId === view);
  if (tab && view !== chosenView()) tab.click();
  else if (hasTalk() && !state.talk) say(document.querySelector(".masthead").dataset.leaving);
});

function noteSteps() {
  const view = chosenView();
  arrived ||= view === firstView || hasTalk();
  if (arrived && view && view !== (history.state?.view || firstView)) step({ view });
}

// Where a button has gone with its answer, the keyboard goes on in the question box; a touch screen would cover the answer.
function backToTheBox() {
  if (matchMedia("(pointer: fine)").matches) questionBox()?.focus();
}

function act(button) {
  const { do: action, turn, format } = button.dataset;
  if (!ACTIONS.includes(action)) return;
  trigger(action, { turn, format });
  if (action === "edit" || action === "cancel" || action === "stop") questionBox()?.focus();
  if (action === "retry") backToTheBox();
  button.closest("details.menu")?.removeAttribute("open");
}

async function copy(text, said) {
  const words = document.querySelector(".masthead").dataset;
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else copyByHand(text);
    say(words[said]);
  } catch {
    say(words.copyFailed);
  }
}

// Pages that are served without TLS to another machine have no clipboard of their own.
function copyByHand(text) {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (!done) throw new Error("not allowed");
}

const toast = document.createElement("div");
toast.className = "toast";
toast.setAttribute("role", "status");
document.body.append(toast);
let silence = 0;

function say(words) {
  toast.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => { toast.textContent = ""; }, 4000);
}

document.addEventListener("click", (event) => {
  const menu = event.target.closest("details.menu");
  for (const other of document.querySelectorAll("details.menu[open]")) if (other !== menu) other.removeAttribute("open");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("#restart")) backToTheBox();
  if (event.target.closest("#question .submit-button")) heed();
  const unit = event.target.closest("[data-unit]");
  if (unit) return showUnit(unit.dataset.unit);
  const link = event.target.closest('a[href^="#cite-"], a[href^="#clause-"]');
  if (link) {
    event.preventDefault();
    return open(link.getAttribute("href").slice(1), link);
  }
  const button = event.target.closest("[data-open], [data-ask], [data-do], [data-copy], [data-link]");
  if (!button) return;
  const { open: reference, ask: question, copy: text, link: query } = button.dataset;
  if (reference !== undefined) open(reference, button);
  else if (question !== undefined) {
    trigger("ask", { question });
    backToTheBox();
  }
  else if (text !== undefined) copy(text, "copied");
  else if (query !== undefined) {
    event.preventDefault();
    copy(new URL(query, location.origin + location.pathname).href, "linkCopied");
  } else act(button);
});

// The units' view takes the unit from here; if it has not been seen yet, when it is made.
function showUnit(unit) {
  document.body.dataset.unit = unit;
  document.querySelector('#views [role="tab"][data-tab-id="units"]')?.click();
  document.dispatchEvent(new Event("unit"));
}

// What was said of a question that was not taken goes when another is typed.
const heed = () => document.getElementById("hint")?.classList.remove("stale");

document.addEventListener("input", (event) => {
  const hint = document.getElementById("hint");
  if (event.target.closest("#question") && !hint.querySelector("[data-do]")) hint.classList.add("stale");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest("#question")) heed();
}, true);

// An opened form is brought into view.
document.addEventListener("toggle", (event) => {
  if (event.target.matches("details.rating[open]")) event.target.querySelector("form").scrollIntoView({ block: "nearest" });
}, true);

document.addEventListener("submit", (event) => {
  const turn = event.target.dataset?.rate;
  if (turn === undefined) return;
  event.preventDefault();
  const data = new FormData(event.target);
  trigger("rate", { turn, verdict: data.get("verdict-" + turn) || "", comment: data.get("comment") || "" });
  if (!data.get("verdict-" + turn)) return;
  event.target.reset();
  const form = event.target.closest("details");
  form.removeAttribute("open");
  unfolded.delete(place(form));
  form.querySelector("summary").focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  } else if (element.querySelector("article")) open("", null);
});

watch("value", arrive);

// The page's language, title and names, as the masthead states them.
function nameThings() {
  const masthead = document.querySelector(".masthead");
  if (!masthead) return;
  if (document.documentElement.lang !== masthead.dataset.language) document.documentElement.lang = masthead.dataset.language;
  if (document.title !== masthead.dataset.title) document.title = masthead.dataset.title;
}

// Gradio makes the conversation equal to what the server says, and so folds what a person unfolded: it is unfolded again.
const unfolded = new Set();

function place(details) {
  const exchange = details.closest(".exchange");
  return exchange && exchange.dataset.number + "." + [...exchange.querySelectorAll("details")].indexOf(details);
}

document.addEventListener("click", (event) => {
  const details = event.target.closest("#chat summary")?.parentElement;
  if (!details || details.matches(".menu")) return;
  if (details.open) unfolded.delete(place(details));
  else unfolded.add(place(details));
});

function unfold() {
  for (const details of document.querySelectorAll("#chat .exchange details:not(.menu)")) {
    if (unfolded.has(place(details)) && !details.open) details.open = true;
  }
}

let shown = "";
new MutationObserver(() => {
  nameThings();
  unfold();
  noteSteps();
  const questions = [...document.querySelectorAll("#chat .user")];
  const talk = questions.map((question) => question.textContent).join("\n") + document.querySelectorAll("#chat .pending").length;
  if (talk === shown) return;
  if (talk.length < shown.length) cover(false);
  if (!talk) unfolded.clear();
  shown = talk;
  if (hasTalk() && !history.state?.talk) step({ talk: true });
  questions.pop()?.closest(".user-row").scrollIntoView({ block: "start" });
}).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["aria-selected"] });
nameThings();
if (new URLSearchParams(location.search).has("clause")) document.body.classList.add("reading");
