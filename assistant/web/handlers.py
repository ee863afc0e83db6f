"""What the events of the page call: each takes the visit's Session and returns the parts of the page that change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape
from typing import Any, Protocol

import gradio as gr

from assistant.chat import Assistant
from assistant.exports.document import answer_document, conversation_document
from assistant.limits import Rate
from assistant.store.feedback import Feedback
from assistant.turn import Answer, Language
from assistant.web.conversation import Frame, conversation
from assistant.web.download import file_value, print_value
from assistant.web.opening import examples_of, masthead, opening_screen, state_note
from assistant.web.page import Page
from assistant.web.rating import feedback_of
from assistant.web.reader import clause_pane
from assistant.web.session import Session
from assistant.web.suggestions import suggestions
from assistant.web.texts import TEXTS, language_shown, other, preferred_language
from corpus.errors import PolicyError

READINESS_POLL_SECONDS = 0.3
SUGGESTIONS_REMEMBERED = 1000
EXAMPLES_AFTER_REFUSAL = 3

Updates = dict[Any, Any]

logger = logging.getLogger(__name__)


class FeedbackKeeper(Protocol):
    """Where ratings go."""

    def add(self, feedback: Feedback) -> None:
        """Keep one. Raises PolicyError if that fails."""
        ...


@dataclass(frozen=True, kw_only=True)
class Handlers:
    """The events of one page. `session` is None until the page has been loaded; without `feedback` nothing is rated."""

    page: Page
    assistant: Assistant
    feedback: FeedbackKeeper | None = None
    pace: Rate | None = None

    def load(self, request: gr.Request) -> Iterator[Updates]:
        """A new visit: `?lang=` or the browser's language, then what `?tab=` and `?clause=` open or `?q=` asks."""
        asked = request.query_params
        session = self._session(preferred_language(asked.get("lang", "") or request.headers.get("accept-language", "")))
        session.account = getattr(getattr(request, "state", None), "account", "")
        texts = TEXTS[session.language]
        if clause := asked.get("clause", ""):
            session.open(f"clause-{clause}", self.assistant.plan)
        updates = self._everything(session)
        if any(panel.id == asked.get("tab") for _, panel in self.page.panels):
            updates |= {self.page.views: gr.update(selected=asked.get("tab"))}
        if asked.get("plan", self.assistant.plan.id) != self.assistant.plan.id:
            updates |= {self.page.hint: _hint(texts.other_plan)}
            yield updates
            return
        yield updates
        if question := asked.get("q", ""):
            yield from self.ask(question, session)

    async def ready(self, session: Session | None) -> AsyncIterator[Updates]:
        """Say that the text search is still being opened, for as long as it is."""
        language = session.language if session else "zh"
        if not self._preparing:
            return
        yield {self.page.state: state_note(TEXTS[language])}
        while self._preparing:
            await asyncio.sleep(READINESS_POLL_SECONDS)
        yield {self.page.state: ""}

    def ask(self, question: str, session: Session | None, shown: str | None = None) -> Iterator[Updates]:
        """Show the question at once, then its answer; a question that is not taken stays in the box with the reason."""
        note = self._lost(session, shown)
        session = session or self._session(language_shown(shown))
        page = self.page
        if objection := session.objection(question) or self._too_often(session):
            yield {page.session: session, page.hint: _hint(objection), page.question: question}
            return
        pending = session.begin(question.strip())
        cleared = {page.hint: note, page.question: "", page.views: gr.update(selected="ask")}
        yield {page.session: session, **cleared, **self._talk(session)}
        session.finish(pending)
        # A stopped question says once more how things stand, because the page shows the last word of every event again.
        yield {page.session: session, page.reader: self._reader(session), **self._talk(session)}

    def _too_often(self, session: Session) -> str:
        wait = self.pace.seconds_to_wait(f"visit {id(session)}") if self.pace else 0
        return TEXTS[session.language].too_often.format(seconds=wait) if wait else ""

    def asked(self, session: Session | None, event: gr.EventData, shown: str | None = None) -> Iterator[Updates]:
        """Ask the question of a button: an example, a reading, a follow-up."""
        yield from self.ask(_field(event, "question"), session, shown)

    def retry(self, session: Session | None, event: gr.EventData, shown: str | None = None) -> Iterator[Updates]:
        """Ask a question once more, in the place of its answer."""
        if session is None:
            yield {self.page.hint: self._lost(session, shown)}
        elif session.pending:
            yield {self.page.hint: _hint(TEXTS[session.language].busy)}
        elif question := session.edit(_number(event, "turn")):
            yield from self.ask(question, session)

    def edit(self, session: Session | None, event: gr.EventData, shown: str | None = None) -> Updates:
        """Put a question back into the box."""
        if session is None:
            return {self.page.hint: self._lost(session, shown)}
        question, texts = session.edit(_number(event, "turn")), TEXTS[session.language]
        if not question:
            return {self.page.hint: ""}
        note = texts.editing.format(number=_number(event, "turn") + 1)
        return {self.page.hint: _hint(note, (texts.cancel, "cancel")), self.page.question: question}

    def cancel(self, session: Session | None) -> Updates:
        """Leave the question that was to be edited as it is."""
        if session:
            session.editing = None
        return {self.page.hint: "", self.page.question: ""}

    def stop(self, session: Session | None, shown: str | None = None) -> Updates:
        """Give up the question that is being worked on; it goes back into the box."""
        session = session or self._session(language_shown(shown))
        question = session.stop()
        said = {self.page.hint: _hint(TEXTS[session.language].stopped), self.page.question: question} if question else {}
        return {self.page.session: session, **said, **self._talk(session)}

    def rate(self, session: Session | None, event: gr.EventData, shown: str | None = None) -> Updates:
        """Keep what a person says of an answer."""
        if session is None:
            return {self.page.hint: self._lost(session, shown)}
        texts, number, verdict = TEXTS[session.language], _number(event, "turn"), _field(event, "verdict")
        if not verdict:
            return {self.page.hint: _hint(texts.no_verdict)}
        rating = feedback_of(session, number, verdict, _field(event, "comment"), self.assistant.plan)
        if rating is None or self.feedback is None:
            return {self.page.hint: _hint(texts.rating_failed)}
        try:
            self.feedback.add(rating)
        except PolicyError:
            logger.exception("a rating was not kept")
            return {self.page.hint: _hint(texts.rating_failed)}
        session.exchanges[number].verdict = verdict
        return {self.page.hint: _hint(texts.rating_kept), **self._talk(session)}

    def export(self, session: Session | None, event: gr.EventData, shown: str | None = None) -> Updates:
        """Hand an answer, or the whole conversation, to the browser as a file or to print."""
        if session is None:
            return {self.page.hint: self._lost(session, shown)}
        number, plan, table = _number(event, "turn"), self.assistant.plan, self.assistant.table
        if _field(event, "turn") == "all":
            document = conversation_document(session.answers, plan, table, language=session.language)
        elif 0 <= number < len(session.exchanges):
            document = answer_document(session.answers[number], plan, table, language=session.language)
        else:
            return {self.page.hint: _hint(TEXTS[session.language].reader_unknown)}
        kind = _field(event, "format")
        value = file_value(document, kind) if kind in ("docx", "xlsx") else print_value(document)
        return {self.page.download: value}

    def open(self, session: Session | None, event: gr.EventData, shown: str | None = None) -> Updates:
        """Open the source that was clicked, or close the pane."""
        session = session or self._session(language_shown(shown))
        session.open(_field(event, "reference"), self.assistant.plan)
        return {self.page.session: session, self.page.reader: self._reader(session)}

    def switch(self, session: Session | None, shown: str | None = None) -> Updates:
        """Show the page in the other language; answers stay in the language of their question."""
        session = session or self._session(language_shown(shown))
        session.language = other(session.language)
        return self._everything(session)

    def restart(self, session: Session | None, shown: str | None = None) -> Updates:
        """Begin an empty conversation."""
        session = session or self._session(language_shown(shown))
        session.restart()
        reset = {self.page.question: "", self.page.hint: "", self.page.views: gr.update(selected="ask")}
        return {self.page.session: session, self.page.reader: self._reader(session), **reset, **self._talk(session)}

    def _session(self, language: Language = "zh") -> Session:
        return Session(take_turn=self.assistant.take_turn, language=language)

    def _lost(self, session: Session | None, shown: str | None) -> str:
        """What is said when a page that was loaded has no visit any more: the server was restarted."""
        return _hint(TEXTS[language_shown(shown)].resumed) if session is None and shown else ""

    @property
    def _preparing(self) -> bool:
        """Whether the text search is still being opened."""
        return getattr(self.assistant.search, "state", "ready") == "loading"

    def _everything(self, session: Session) -> Updates:
        page, texts, plan, table = self.page, TEXTS[session.language], self.assistant.plan, self.assistant.table
        updates: Updates = {
            page.session: session,
            page.masthead: masthead(plan, table, session.language, session.account),
            page.language: gr.update(value=texts.other_language),
            page.restart: gr.update(value=texts.new_conversation),
            page.tab: gr.update(label=texts.ask_tab),
            page.state: state_note(texts) if self._preparing else "",
            page.hint: "",
            page.question: gr.update(label=texts.question_label, placeholder=texts.question_placeholder, submit_btn=texts.send),
            page.reader: self._reader(session),
        }
        for tab, panel in page.panels:
            updates |= {tab: gr.update(label=panel.title(session.language)), **panel.show(session.language)}
        talk = self._talk(session)
        talk[page.opening]["value"] = opening_screen(plan, table, session.language)
        return updates | talk

    def _talk(self, session: Session) -> Updates:
        plan, table = self.assistant.plan, self.assistant.table
        frame = Frame(plan=plan, table=table, language=session.language, rated=self.feedback is not None)
        follow_ups = () if session.pending or not session.exchanges else self._follow_ups(session)
        shown = conversation(session, frame, follow_ups)
        return {self.page.opening: gr.update(visible=not shown), self.page.chat: gr.update(value=shown, visible=bool(shown))}

    def _follow_ups(self, session: Session) -> tuple[str, ...]:
        answer = session.answers[-1]
        if answer.status == "out_of_scope":
            return examples_of(self.assistant.plan.id, answer.language)[:EXAMPLES_AFTER_REFUSAL]
        return suggestions(answer, self.assistant.table, self._table_answer, [kept.question for kept in session.answers])

    @cached_property
    def _table_answer(self) -> Callable[[str], Answer]:
        """Answers suggestions without the text search, which must not be opened for them. There are few: they recur."""
        quick = replace(self.assistant, search=None)
        return lru_cache(SUGGESTIONS_REMEMBERED)(lambda question: quick.take_turn(question, ()).answer)

    def _reader(self, session: Session) -> str:
        return clause_pane(self.assistant.plan, self.assistant.table, session.opened, session.language)


def _hint(words: str, action: tuple[str, str] | None = None) -> str:
    """A short note of our own over the question box, with a button where there is something to do about it."""
    button = f' <button type="button" class="tool" data-do="{action[1]}">{escape(action[0])}</button>' if action else ""
    return f'<p role="status">{escape(words)}{button}</p>'


def _field(event: gr.EventData, name: str) -> str:
    """A field of what the page sent, as text; it may be missing, since anybody can send events."""
    value = getattr(event, "_data", None) or {}
    return str(value.get(name, "")) if isinstance(value, dict) else ""


def _number(event: gr.EventData, name: str) -> int:
    digits = _field(event, name)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else -1
