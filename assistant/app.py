"""The web chat: gradio's one door. Builds the page and wires what happens on it; `serving` serves it.

1. `build_app` lays the page out: masthead, the tabs (the conversation first, then the panels), clause pane.
2. `Handlers` are what the page's events call: each takes the visit's Session and returns the parts that change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat import Assistant, Conversation
from assistant.turn import Language, Turn
from assistant.web.messages import chat_messages, pending_messages
from assistant.web.opening import masthead, opening_screen
from assistant.web.panels.panel import Panel
from assistant.web.panels.tabs import all_panels
from assistant.web.reader import clause_pane
from assistant.web.session import Session
from assistant.web.texts import TEXTS, other, preferred_language

WEB = Path(__file__).parent / "web"

# Answers take milliseconds of processor time; more at once than this only wait for each other. The queue is a bound
# against floods: who comes later is told that it is full.
CONCURRENT_QUESTIONS = 16
QUEUE_LENGTH = 200

# Even unmonitored, gradio's queue sums up in a data frame, after every event, the last 10,000 events: not here.
QUIET = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}

OPENING_SCRIPT = """element.addEventListener("click", (event) => {
  const example = event.target.closest("[data-ask]");
  if (example) trigger("ask", { question: example.dataset.ask });
});"""

Updates = dict[Any, Any]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The components of the page that change."""

    session: gr.State
    masthead: gr.HTML
    language: gr.Button
    restart: gr.Button
    tab: gr.Tab
    panels: tuple[tuple[gr.Tab, Panel], ...]
    opening: gr.HTML
    chat: gr.Chatbot
    hint: gr.HTML
    question: gr.Textbox
    reader: gr.HTML

    @property
    def components(self) -> list[Any]:
        """All of them, as the outputs of an event."""
        own = [part for name, part in vars(self).items() if name != "panels"]
        return own + [part for tab, panel in self.panels for part in (tab, *panel.components)]


@dataclass(frozen=True, kw_only=True)
class Handlers:
    """What the events of the page call. `session` is None until the page has been loaded."""

    page: Page
    assistant: Assistant

    def load(self, request: gr.Request) -> Iterator[Updates]:
        """A new visit: `?lang=` or the browser's language, then what `?clause=` opens or `?q=` asks."""
        asked = request.query_params
        language = preferred_language(asked.get("lang", "") or request.headers.get("accept-language", ""))
        session = self._new_session(language)
        if clause := asked.get("clause", ""):
            session.open(f"clause-{clause}")
        yield self._everything(session)
        if question := asked.get("q", ""):
            yield from self.ask(question, session)

    def ask(self, question: str, session: Session | None) -> Iterator[Updates]:
        """Show the question at once, then its answer; a question that is not taken stays in the box with the reason."""
        session = session or self._new_session("zh")
        page = self.page
        if objection := session.objection(question):
            yield {page.session: session, page.hint: _hint(objection), page.question: question}
            return
        cleared = {page.hint: "", page.question: "", page.opening: gr.update(visible=False)}
        yield {page.session: session, **cleared, **self._talk(session, question)}
        session.ask(question.strip())
        yield {page.session: session, page.reader: self._reader(session), **self._talk(session)}

    def choose(self, session: Session | None, event: gr.SelectData) -> Iterator[Updates]:
        """Ask the reading that was chosen."""
        yield from self.ask(str(event.value), session)

    def example(self, session: Session | None, event: gr.EventData) -> Iterator[Updates]:
        """Ask the example that was clicked."""
        yield from self.ask(str(event.question), session)

    def open(self, session: Session | None, event: gr.EventData) -> Updates:
        """Open the source that was clicked, or close the pane."""
        session = session or self._new_session("zh")
        session.open(str(event.reference))
        return {self.page.session: session, self.page.reader: self._reader(session)}

    def switch(self, session: Session | None) -> Updates:
        """Show the page in the other language; answers stay in the language of their question."""
        session = session or self._new_session("zh")
        session.language = other(session.language)
        return self._everything(session)

    def restart(self, session: Session | None) -> Updates:
        """Begin an empty conversation."""
        session = session or self._new_session("zh")
        session.restart()
        return {**self._everything(session), self.page.question: ""}

    def _new_session(self, language: Language) -> Session:
        def start() -> Callable[[str], Turn]:
            return Conversation(self.assistant).take_turn

        return Session(start=start, language=language)

    def _everything(self, session: Session) -> Updates:
        page, texts, plan, table = self.page, TEXTS[session.language], self.assistant.plan, self.assistant.table
        opening = opening_screen(plan, table, session.language)
        return {
            page.session: session,
            page.masthead: masthead(plan, table, session.language),
            page.language: gr.update(value=texts.other_language),
            page.restart: gr.update(value=texts.new_conversation),
            page.tab: gr.update(label=texts.ask_tab),
            **self._panels(session),
            page.opening: gr.update(value=opening, visible=not session.answers),
            page.hint: "",
            page.question: gr.update(
                label=texts.question_label, placeholder=texts.question_placeholder, submit_btn=texts.send
            ),
            page.reader: self._reader(session),
            **self._talk(session),
        }

    def _panels(self, session: Session) -> Updates:
        updates: Updates = {}
        for tab, panel in self.page.panels:
            updates |= {tab: gr.update(label=panel.title(session.language)), **panel.show(session.language)}
        return updates

    def _talk(self, session: Session, pending: str = "") -> Updates:
        messages = chat_messages(session.answers, self.assistant.plan, self.assistant.table)
        if pending:
            messages += pending_messages(pending, session.language)
        return {self.page.chat: gr.update(value=messages, visible=bool(messages))}

    def _reader(self, session: Session) -> str:
        return clause_pane(self.assistant.plan, self.assistant.table, session.opened, session.language)


def _hint(words: str) -> str:
    """A short note of our own under the question box; texts.toml holds no markup."""
    return f'<p role="status">{words}</p>'


def build_app(assistant: Assistant) -> gr.Blocks:
    """The page, ready to be served. Its analytics are off, and no component lets markup from data through."""
    os.environ.update(QUIET)
    with gr.Blocks(title="Policy assistant", analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        page = _lay_out(all_panels(assistant))
        _wire(blocks, page, Handlers(page=page, assistant=assistant))
    blocks.queue(default_concurrency_limit=CONCURRENT_QUESTIONS, max_size=QUEUE_LENGTH)
    return blocks


def _lay_out(panels: Iterable[Panel]) -> Page:
    session = gr.State(None)
    with gr.Row(elem_id="top"):
        head = gr.HTML("", elem_id="masthead", apply_default_css=False)
        restart = gr.Button("", elem_id="restart", size="sm", scale=0)
        language = gr.Button("", elem_id="language", size="sm", scale=0)
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="left"), gr.Tabs(elem_id="views", overflow_behavior="wrap"):
            with gr.Tab("…", id="ask", elem_id="view-ask") as tab, gr.Column(elem_id="ask"):
                with gr.Column(elem_id="talk"):
                    opening = gr.HTML("", elem_id="opening", apply_default_css=False, js_on_load=OPENING_SCRIPT)
                    chat = _chat()
                question = gr.Textbox(
                    elem_id="question", lines=1, max_lines=6, autofocus=True, submit_btn=True, show_label=True, label="…"
                )
                hint = gr.HTML("", elem_id="hint", apply_default_css=False)
            laid = tuple(_lay_out_panel(panel) for panel in panels)
        with gr.Column(elem_id="right"):
            script = (WEB / "chat.js").read_text(encoding="utf-8")
            reader = gr.HTML("", elem_id="reader", apply_default_css=False, js_on_load=script)
    return Page(
        session=session, masthead=head, language=language, restart=restart, tab=tab, panels=laid, opening=opening, chat=chat, hint=hint,
        question=question, reader=reader,
    )


def _lay_out_panel(panel: Panel) -> tuple[gr.Tab, Panel]:
    with gr.Tab("…", id=panel.id, elem_id=f"view-{panel.id}") as tab:
        panel.lay_out()
    return tab, panel


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat", visible=False, show_label=False, container=False, height=None, autoscroll=False, buttons=[],
        latex_delimiters=[], sanitize_html=True, layout="bubble",
    )


def _wire(blocks: gr.Blocks, page: Page, handlers: Handlers) -> None:
    parts = page.components
    for _, panel in page.panels:
        panel.wire(page.session)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    light: dict[str, Any] = {**quiet, "queue": False}
    blocks.load(handlers.load, None, parts, **quiet)
    page.question.submit(handlers.ask, [page.question, page.session], parts, **quiet)
    page.chat.option_select(handlers.choose, page.session, parts, **quiet)
    page.opening.ask(handlers.example, page.session, parts, **quiet)
    page.reader.open(handlers.open, page.session, [page.session, page.reader], **light)
    page.language.click(handlers.switch, page.session, parts, **light)
    page.restart.click(handlers.restart, page.session, parts, **light)
