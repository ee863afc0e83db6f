"""The spine: one question, one way through. Read these lines to read the product."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answers.compose import compose
from assistant.answers.context import Context
from assistant.grounding import ground
from assistant.retrieval import retrieve
from assistant.search import PassageSearch
from assistant.turn import Turn
from assistant.understanding.classify import LinearModel
from assistant.understanding.link import Gazetteer
from assistant.understanding.understand import understand
from corpus.sources import Plan
from structured.table import Table


@dataclass(frozen=True, kw_only=True)
class Assistant:
    """Everything that answers questions about one plan; shared by all conversations, never changed."""

    plan: Plan
    table: Table
    gazetteer: Gazetteer
    model: LinearModel
    search: PassageSearch | None
    today: date

    def take_turn(self, question: str, history: Sequence[Turn] = ()) -> Turn:
        """Answer one question in the light of the turns before it."""
        clock = [time.perf_counter()]
        understanding = understand(question, history, self.plan, self.table, self.gazetteer, self.model)
        clock.append(time.perf_counter())
        evidence = retrieve(understanding, self.plan, self.table, self.search)
        clock.append(time.perf_counter())
        context = Context(plan=self.plan, table=self.table, language=understanding.language, today=self.today,
                          question=understanding.standalone)
        draft = compose(understanding, evidence, context)
        clock.append(time.perf_counter())
        answer = ground(draft, self.plan, self.table, understanding.standalone, understanding.language)
        answer = replace(answer, question=question)
        clock.append(time.perf_counter())
        stages = ("understand", "retrieve", "compose", "ground")
        seconds = {stage: end - start for stage, start, end in zip(stages, clock, clock[1:], strict=False)}
        return Turn(understanding=understanding, evidence=evidence, draft=draft, answer=answer,
                    seconds={**seconds, "total": clock[-1] - clock[0]})


class Conversation:
    """One asker's turns with one assistant."""

    def __init__(self, assistant: Assistant) -> None:
        """Begin without history."""
        self._assistant = assistant
        self.turns: tuple[Turn, ...] = ()

    def take_turn(self, question: str) -> Turn:
        """Answer a question and remember the turn."""
        turn = self._assistant.take_turn(question, self.turns)
        self.turns = (*self.turns, turn)
        return turn
