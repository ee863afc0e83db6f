"""What could be asked next, from the table's rows behind an answer: other periods, other targets, units, other tasks.

1. Candidates are questions made of the names that stand in the rows, each with what its answer must show.
2. Only a candidate that the assistant answers in that way is offered: a suggestion must not lead to a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.answers.wording import time_words
from assistant.turn import Answer, Language
from assistant.understanding.normalise import normalise
from assistant.web.texts import TEXTS, Texts
from structured.schema import Target
from structured.table import Table

OFFERED = 4
# A question that does not fit on a button is not one that people ask.
LONGEST_CHARACTERS: dict[Language, int] = {"zh": 40, "en": 130}
CANDIDATES_TRIED = 10


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A question, and the ids of the rows and the clause that its answer has to rest on."""

    question: str
    clause: str
    rows: frozenset[str] = frozenset()

    def fits(self, answer: Answer) -> bool:
        """Whether this is the answer that the question was made for."""
        cited = {citation.source.clause for citation in answer.citations}
        return answer.status == "answered" and self.clause in cited and self.rows <= {row.id for row in answer.rows}


def suggestions(answer: Answer, table: Table, ask: Callable[[str], Answer], asked: Iterable[str] = ()) -> tuple[str, ...]:
    """Up to OFFERED questions that follow from an answer, in its language; none that was asked already."""
    seen = {_bare(question) for question in (answer.question, *asked)}
    found: list[str] = []
    for tried, candidate in enumerate(_candidates(answer, table)):
        if len(found) == OFFERED or tried == CANDIDATES_TRIED:
            break
        fitting = len(candidate.question) <= LONGEST_CHARACTERS[answer.language] and _bare(candidate.question) not in seen
        if fitting and candidate.fits(ask(candidate.question)):
            found.append(candidate.question)
            seen.add(_bare(candidate.question))
    return tuple(found)


def _bare(question: str) -> str:
    """The words of a question, however it is spaced and ended."""
    return re.sub(r"\W", "", normalise(question))


def _candidates(answer: Answer, table: Table) -> Iterator[Candidate]:
    texts = TEXTS[answer.language]
    clauses = _clauses(answer)
    yield from _other_times(answer, table, texts)
    for clause in clauses[:2]:
        yield from _targets_of(clause, answer, table, texts)
        yield from _units_of(clause, answer, table, texts)
    if clauses:
        yield from _tasks_of_units(clauses[0], answer, table, texts)
        yield Candidate(question=texts.ask_clause.format(clause=clauses[0]), clause=clauses[0])


def _clauses(answer: Answer) -> list[str]:
    """The cited clauses, the most cited first; for a refusal those that it names as near."""
    cited = [citation.source.clause for citation in answer.citations] or list(answer.choices)
    return sorted(dict.fromkeys(cited), key=lambda clause: -cited.count(clause))


def _other_times(answer: Answer, table: Table, texts: Texts) -> Iterator[Candidate]:
    shown = {row.id for row in answer.rows}
    for row in answer.rows:
        if isinstance(row, Target):
            for other in table.targets_by_metric.get(row.metric, ()):
                if other.id not in shown and (other.period, other.deadline) != (row.period, row.deadline):
                    question = texts.ask_target.format(**target_names(other, answer.language))
                    yield Candidate(question=question, clause=other.clause, rows=frozenset({other.id}))


def target_names(row: Target, language: Language) -> dict[str, str]:
    """When, of what and what of a target, as a question puts them."""
    if language == "zh":
        time = f"{row.deadline}年" if row.deadline else f"“{row.period}”期间" if row.period else ""
        return {"time": time, "scope": re.sub(r"[(（].*", "", row.scope_zh), "metric": row.metric_zh}
    time = f"for {row.deadline}" if row.deadline else re.sub(r" \(.*", "", time_words(row, "en"))
    return {"time": time, "scope": row.scope_en, "metric": row.metric_en}


def _targets_of(clause: str, answer: Answer, table: Table, texts: Texts) -> Iterator[Candidate]:
    """The targets of a clause, unless they are all shown already."""
    rows = frozenset(row.id for row in table.targets_by_clause.get(clause, ()) if row.kind != "direction")
    if rows - {row.id for row in answer.rows}:
        yield Candidate(question=texts.ask_targets.format(clause=clause), clause=clause, rows=rows)


def _units_of(clause: str, answer: Answer, table: Table, texts: Texts) -> Iterator[Candidate]:
    task = table.task_by_clause.get(clause)
    if task and task.units and task.id not in {row.id for row in answer.rows}:
        yield Candidate(question=texts.ask_units.format(clause=clause), clause=clause, rows=frozenset({task.id}))


def _tasks_of_units(clause: str, answer: Answer, table: Table, texts: Texts) -> Iterator[Candidate]:
    """What else the first units of the clause have to do, where the answer is about who is responsible."""
    task = table.task_by_clause.get(clause)
    if task is None or [row.id for row in answer.rows] != [task.id]:
        return
    for name in task.units[:2]:
        others = table.tasks_by_unit.get(name, ())
        if len(others) > 1:
            yield Candidate(question=ask_tasks(name, table, answer.language), clause=clause, rows=frozenset({task.id}))


def ask_tasks(unit: str, table: Table, language: Language) -> str:
    """The question what a unit, by its printed name, has to do."""
    row = table.unit_by_name.get(unit)
    name = row.name_en if language == "en" and row else unit
    return TEXTS[language].ask_tasks.format(unit=name)
