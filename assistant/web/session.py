"""One person's visit: the conversation with its memory, what was asked and answered, and which source is open.

A Session lives on the server for as long as its page is open, and nothing of it is shared with another page.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import quote, unquote

from assistant.failure import failed_turn
from assistant.turn import Answer, Citation, Language, Turn
from assistant.web.texts import TEXTS
from corpus.sources import Plan, SourceRef

QUESTION_LIMIT_CHARACTERS = 2000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A clause to read: the citations of the answer that cites it (`answer` is its number in the conversation) and the
    index of the chosen one. A clause opened by itself has no citations, or one with the mark 0: words of a panel's row.
    """

    clause: str
    answer: int = 0
    citations: tuple[Citation, ...] = ()
    selected: int | None = None

    @property
    def reference(self) -> str:
        """What the links say that open exactly this."""
        if self.selected is None:
            return f"clause-{quote(self.clause)}"
        chosen = self.citations[self.selected]
        if chosen.mark == 0:
            return f"clause-{quote(self.clause)}@{chosen.source.start}-{chosen.source.end}"
        return f"cite-{self.answer}-{chosen.mark}"


@dataclass(kw_only=True)
class Exchange:
    """A question with its answer; `verdict` is how the person rated it, empty until then."""

    turn: Turn
    verdict: str = ""

    @property
    def answer(self) -> Answer:
        """What the person reads."""
        return self.turn.answer


@dataclass(frozen=True, kw_only=True, eq=False)
class Pending:
    """A question that is being worked on; its answer will follow the first `kept` exchanges and replace the rest."""

    question: str
    kept: int


@dataclass(kw_only=True)
class Session:
    """The state of one page. `take_turn` answers a question in the light of the turns before it.

    `editing` is the number of the exchange whose question stands in the box to be asked anew; `account` is who is signed in.
    """

    take_turn: Callable[[str, Sequence[Turn]], Turn]
    language: Language
    account: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    opened: Opened | Literal["unknown"] | None = None
    pending: Pending | None = None
    editing: int | None = None

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    @property
    def answers(self) -> list[Answer]:
        """The answers in order."""
        return [exchange.answer for exchange in self.exchanges]

    def objection(self, question: str) -> str:
        """Why this question is not taken, in one polite sentence; empty if it is."""
        texts = TEXTS[self.language]
        if not question.strip():
            return texts.empty_question
        if len(question) > QUESTION_LIMIT_CHARACTERS:
            return texts.long_question.format(length=f"{len(question):,}", limit=f"{QUESTION_LIMIT_CHARACTERS:,}")
        return texts.busy if self.pending else ""

    def begin(self, question: str) -> Pending:
        """Take a question: what is being edited, and all that followed it, will be replaced."""
        kept = len(self.exchanges) if self.editing is None else self.editing
        self.pending = Pending(question=question, kept=kept)
        self.editing = None
        return self.pending

    def finish(self, pending: Pending) -> bool:
        """Answer the question and open its first source. False, and nothing changes, if it was stopped meanwhile."""
        before = [exchange.turn for exchange in self.exchanges[: pending.kept] if exchange.answer.status != "error"]
        turn = self._turn(pending.question, before)
        with self._lock:
            if self.pending is not pending:
                return False
            self.exchanges = [*self.exchanges[: pending.kept], Exchange(turn=turn)]
            self.pending = None
        citations = turn.answer.citations
        self.open(f"cite-{pending.kept}-{citations[0].mark}" if citations else "")
        return True

    def stop(self) -> str:
        """Give up the question that is being worked on; returns it, or nothing if there is none."""
        with self._lock:
            stopped, self.pending = self.pending, None
        return stopped.question if stopped else ""

    def _turn(self, question: str, before: Sequence[Turn]) -> Turn:
        try:
            return self.take_turn(question, before)
        except Exception:  # the outermost edge: a person must never see a traceback
            trouble = secrets.token_hex(4)
            logger.exception("question failed (%s)", trouble)
            turn = failed_turn(question, trouble)
            return replace(turn, answer=replace(turn.answer, text=TEXTS[self.language].failure.format(id=trouble)))

    def edit(self, number: int) -> str:
        """Put the question of an exchange up for asking anew; returns it, or nothing if there is no such exchange."""
        if not 0 <= number < len(self.exchanges):
            return ""
        self.editing = number
        return self.exchanges[number].answer.question

    def open(self, reference: str, plan: Plan | None = None) -> None:
        """Open what a link names: `cite-<answer>-<mark>`, `clause-<id>`, `clause-<id>@<start>-<end>`, or nothing to close.

        References come from the browser: one that leads nowhere opens a note that says so.
        """
        if cite := re.fullmatch(r"cite-([0-9]{1,4})-([0-9]{1,4})", reference):
            self.opened = self._cited(int(cite[1]), int(cite[2])) or "unknown"
        elif words := re.fullmatch(r"clause-([^@]{1,400})(?:@([0-9]{1,7})-([0-9]{1,7}))?", reference):
            clause = unquote(words[1])[:40]
            self.opened = Opened(clause=clause)
            if words[2] and plan:
                self.opened = _quoted(plan, clause, int(words[2]), int(words[3])) or "unknown"
        else:
            self.opened = None if not reference else "unknown"

    def _cited(self, number: int, mark: int) -> Opened | None:
        citations = self.exchanges[number].answer.citations if number < len(self.exchanges) else ()
        for index, citation in enumerate(citations):
            if citation.mark == mark:
                return Opened(clause=citation.source.clause, answer=number, citations=citations, selected=index)
        return None

    def restart(self) -> None:
        """Forget everything that was said and open an empty conversation."""
        self.stop()
        self.exchanges, self.editing, self.opened = [], None, None


def _quoted(plan: Plan, clause: str, start: int, end: int) -> Opened | None:
    """The words [start, end) of a clause, marked; None if they do not stand in it."""
    found = plan.by_id.get(clause)
    if found is None or not found.start <= start < end <= found.end:
        return None
    source = SourceRef(plan=plan.id, clause=clause, quote=plan.text[start:end], start=start, end=end)
    return Opened(clause=clause, citations=(Citation(mark=0, source=source, heading=plan.heading_path(clause)),), selected=0)
