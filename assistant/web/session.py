"""One person's visit: the conversation with its memory, what was asked and answered, and which source is open.

A Session lives on the server for as long as its page is open, and nothing of it is shared with another page.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, unquote

from assistant.turn import Answer, Citation, Language, Turn
from assistant.web.texts import TEXTS

QUESTION_LIMIT_CHARACTERS = 2000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A clause to read: the citations of the answer that cites it (`answer` is its number in the conversation) and the
    index of the chosen one. A clause opened by itself has no citations.
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
        return f"cite-{self.answer}-{self.citations[self.selected].mark}"


@dataclass(kw_only=True)
class Session:
    """The state of one page. `start` makes a conversation with an empty memory: a function from question to Turn."""

    start: Callable[[], Callable[[str], Turn]]
    language: Language
    answers: list[Answer] = field(default_factory=list)
    opened: Opened | Literal["unknown"] | None = None

    def __post_init__(self) -> None:
        self._take_turn = self.start()
        self._lock = threading.Lock()

    def objection(self, question: str) -> str:
        """Why this question is not taken, in one polite sentence; empty if it is."""
        texts = TEXTS[self.language]
        if not question.strip():
            return texts.empty_question
        if len(question) > QUESTION_LIMIT_CHARACTERS:
            return texts.long_question.format(length=f"{len(question):,}", limit=f"{QUESTION_LIMIT_CHARACTERS:,}")
        if self._lock.locked():
            return texts.busy
        return ""

    def ask(self, question: str) -> None:
        """Put the question to the conversation and keep the answer; its first source is opened."""
        with self._lock:
            answer = self._answer(question)
            self.answers.append(answer)
        self.open(f"cite-{len(self.answers) - 1}-{answer.citations[0].mark}" if answer.citations else "")

    def _answer(self, question: str) -> Answer:
        try:
            return self._take_turn(question).answer
        except Exception:  # the outermost edge: a person must never see a traceback
            trouble = secrets.token_hex(4)
            logger.exception("question failed (%s)", trouble)
            text = TEXTS[self.language].failure.format(id=trouble)
            return Answer(question=question, language=self.language, status="error", text=text)

    def open(self, reference: str) -> None:
        """Open what a link names: `cite-<answer>-<mark>`, `clause-<id>`, or nothing to close.

        References come from the browser: one that leads nowhere opens a note that says so.
        """
        if cite := re.fullmatch(r"cite-([0-9]{1,4})-([0-9]{1,4})", reference):
            self.opened = self._cited(int(cite[1]), int(cite[2])) or "unknown"
        elif reference.startswith("clause-"):
            self.opened = Opened(clause=unquote(reference.removeprefix("clause-"))[:40])
        else:
            self.opened = None

    def _cited(self, number: int, mark: int) -> Opened | None:
        citations = self.answers[number].citations if number < len(self.answers) else ()
        for index, citation in enumerate(citations):
            if citation.mark == mark:
                return Opened(clause=citation.source.clause, answer=number, citations=citations, selected=index)
        return None

    def restart(self) -> None:
        """Forget everything that was said and open an empty conversation."""
        self._take_turn = self.start()
        self.answers = []
        self.opened = None
