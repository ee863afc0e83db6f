"""One question, read: its words, mentions and model scores, with the lookups that the parsing rules share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from assistant.turn import Candidate, Kind, Language, Mention
from assistant.understanding import cues
from assistant.understanding.classify import Scores
from structured.figures import dimension
from structured.queries import OwnFigure
from structured.table import Table

# What a row's chance keeps where its clause has none.
_ANY_CLAUSE = 0.01
# Characters between a figure and the word for its quantity, at most.
_FAR = 14
_SPELLED_OUT = 10
_ENUMERATION = re.compile(
    r"[、,，;；+/&()（）:：?？。]|其中|和|与|及|跟|以及|(?<![不共相合等陪一])同(?![样时比步一等意期类行])|\band\b|\bplus\b|\bor\b|"
    r"\bwith\b"
)
_MAX_SEGMENTS = 8
_CUT = re.compile(r"[,，;；。?？]")
_ACTION_WORD = re.compile(r"行动|那?章|口子?(?=[一共的有])|\b(?:actions?|chapter|section)\b")
_BESIDE = 7
_NEAR_ACTION = 12
# A term that this many clauses are linked to at most tells where the question belongs, so many times more.
_FEW_CLAUSES = 4
_LINKED = 3.0
# What the clauses of the terms have together, however little the trained model knows their words.
_KNOWN = 0.2
_SURE_TOPIC = 0.3
_THINKABLE = 0.04


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """A standalone question with everything that was noticed in it. `text` is normalised. A reading equals itself only."""

    text: str
    language: Language
    mentions: tuple[Mention, ...]
    scores: Scores
    table: Table
    plan: str
    rescore: Callable[[str], Scores]
    settled_kind: Kind | None = None
    jurisdiction: tuple[str, ...] = ()

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern occurs in the question."""
        return pattern.search(self.text) is not None

    def values(self, kind: str) -> tuple[str, ...]:
        """The distinct values of all mentions of one kind, in order."""
        return tuple(dict.fromkeys(mention.value for mention in self.mentions if mention.kind == kind and mention.score > 0))

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Printed names of the units that are named."""
        return self.values("unit")

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Clauses named by number or by their full title; none where the numbers name every numbered task (`1到35条`)."""
        named = self.values("clause")
        return () if self._names_all(named) else named

    @cached_property
    def numbered_only(self) -> bool:
        """Whether only the numbered tasks are meant, without what stands elsewhere."""
        return self.says(cues.NUMBERED_ONLY) or self._names_all(self.values("clause"))

    def _names_all(self, clauses: tuple[str, ...]) -> bool:
        numbered = {task.clause for task in self.table.tasks if task.clause.isdigit()}
        return len(numbered) > 1 and numbered <= set(clauses)

    @cached_property
    def actions(self) -> tuple[str, ...]:
        """Actions and sections named by number or alias; a word inside a longer name (`energy` in `renewable energy`) is none."""
        names = [(m.start, m.end) for m in self.mentions if m.kind in ("term", "quantity", "place", "clause")]
        return tuple(dict.fromkeys(
            m.value for m in self.mentions
            if m.kind == "action" and m.score > 0
            and (m.how == "exact" or m.value in self.numbered_actions or not any(
                start <= m.start and m.end <= end and end - start > m.end - m.start for start, end in names))
        ))

    @cached_property
    def numbered_actions(self) -> tuple[str, ...]:
        """Actions that are named as such: by number, or with the word for action beside their field."""
        return tuple(dict.fromkeys(
            m.value for m in self.mentions
            if m.kind == "action" and m.score > 0
            and (m.how == "exact" or _ACTION_WORD.search(self.text[max(0, m.start - _NEAR_ACTION) : m.end + _NEAR_ACTION]))
        ))

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Five-year periods in printed form."""
        return self.values("period")

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years."""
        return tuple(int(value) for value in self.values("year"))

    @cached_property
    def segments(self) -> tuple[Scores, ...]:
        """The parts of an enumerating question, each scored by itself; empty if it enumerates nothing."""
        parts = [part.strip() for part in _ENUMERATION.split(self.text)]
        parts = [part for part in parts if len(part) >= (2 if self.language == "zh" else 3)]
        return tuple(self.rescore(part) for part in parts) if 2 <= len(parts) <= _MAX_SEGMENTS else ()

    @cached_property
    def topical_terms(self) -> tuple[str, ...]:
        """The terms that are named outside the words by which the asker says who he is."""
        subjects = [(m.start, m.end) for m in (*self.mentions, *self.absent_terms) if m.kind == "subject" or m in self.absent_terms]
        return tuple(dict.fromkeys(
            mention.value for mention in self.mentions
            if mention.kind == "term" and not any(mention.start < end and start < mention.end for start, end in subjects)
        ))

    @cached_property
    def absent_terms(self) -> tuple[Mention, ...]:
        """The mentions of terms of the field that this plan does not speak of: no clause of it is linked to them.

        What names a kind of subject too (a `stadium` is a public building) is none.
        """
        terms = self.table.term_by_id
        subjects = {(mention.start, mention.end) for mention in self.mentions if mention.kind == "subject"}
        return tuple(
            mention for mention in self.mentions
            if mention.kind == "term" and mention.value in terms and (mention.start, mention.end) not in subjects
            and not any(link.startswith(f"{self.plan}:") for link in terms[mention.value].links)
        )

    @cached_property
    def printed_words(self) -> tuple[tuple[str, ...], ...]:
        """For every term and place that the question names, the words by which the plan may print it."""
        terms = self.table.term_by_id
        found: list[tuple[str, ...]] = []
        for mention in self.mentions:
            if mention.kind == "term" and mention.value in terms:
                found.append((terms[mention.value].zh,))
            elif mention.kind == "place":
                found.append((mention.value,))
        return tuple(dict.fromkeys(found))

    @cached_property
    def family_words(self) -> tuple[tuple[str, ...], ...]:
        """Like `printed_words`, with the names of each term's whole family."""
        found = [
            self.table.term_families.get(mention.value, ()) if mention.kind == "term" else (mention.value,)
            for mention in self.mentions if mention.kind in ("term", "place")
        ]
        return tuple(dict.fromkeys(found))

    @cached_property
    def term_clauses(self) -> frozenset[str]:
        """The clauses that the glossary links to the terms of the question, and those that print its places."""
        terms = self.table.term_by_id
        linked = {
            link.partition(":")[2] for value in self.values("term") if value in terms for link in terms[value].links
            if link.startswith(f"{self.plan}:")
        }
        places = set(self.values("place"))
        return frozenset(linked | {row.clause for row in self.table.places if row.name in places})

    @cached_property
    def figures(self) -> tuple[tuple[Decimal, str, Mention], ...]:
        """Figures that are no references and no times: value, unit of measure, mention."""
        sure = any(mention.kind == "figure" and mention.score == 1 for mention in self.mentions)
        found = []
        for mention in self.mentions:
            if mention.kind == "figure" and (mention.score == 1 or (not sure and self.kind.get("check", 0) > 0.4)):
                value, _, unit = mention.value.partition("|")
                found.append((Decimal(value), unit, mention))
        return tuple(found)

    @cached_property
    def kind(self) -> dict[str, float]:
        """Kind of question -> probability."""
        if self.settled_kind is not None:
            return {self.settled_kind: 1.0}
        return self.scores.of("kind")

    @cached_property
    def clause_scores(self) -> dict[str, float]:
        """Clause -> probability, best first; the clauses of the terms that are named count more."""
        scores = self.scores.of("clause")
        if not 0 < len(self.term_clauses) <= _FEW_CLAUSES:
            return scores
        known = _KNOWN / len(self.term_clauses)
        titled = self._titled
        weighed = {
            clause: score * _LINKED * (_LINKED if clause in titled else 1) + known if clause in self.term_clauses else score
            for clause, score in scores.items()
        }
        total = sum(weighed.values()) or 1.0
        return {clause: score / total for clause, score in sorted(weighed.items(), key=lambda item: -item[1])}

    @property
    def _titled(self) -> frozenset[str]:
        """The clauses whose title names a place of the question."""
        places = self.values("place")
        return frozenset(task.clause for task in self.table.tasks if any(name in task.title for name in places))

    @cached_property
    def target_scores(self) -> dict[str, float]:
        """Target -> probability, weighed by that of its clause, best first."""
        return self._weighed("target", self.table.clause_of_target)

    @cached_property
    def statement_scores(self) -> dict[str, float]:
        """Statement -> probability, weighed by that of its clause, best first."""
        return self._weighed("statement", self.table.clause_of_statement)

    def _weighed(self, head: str, clause_of: Mapping[str, str]) -> dict[str, float]:
        clauses = dict.fromkeys(self.clauses, 1.0) or self.clause_scores
        factors = {clause: chance + _ANY_CLAUSE for clause, chance in clauses.items()}
        weighed = [
            (row_id, chance * factors.get(clause_of[row_id], _ANY_CLAUSE))
            for row_id, chance in self.scores.ranked(head) if row_id in clause_of
        ]
        total = sum(map(itemgetter(1), weighed)) or 1.0
        weighed.sort(key=itemgetter(1), reverse=True)
        return {row_id: chance / total for row_id, chance in weighed}

    @cached_property
    def best_clause(self) -> str:
        """The named clause, or the most probable unit-bearing one."""
        named = [clause for clause in self.clauses if clause in self.table.task_by_clause]
        if named:
            return named[0]
        return next((clause for clause in self.clause_scores if clause in self.table.task_by_clause), "")

    @cached_property
    def asks_units(self) -> bool:
        """Whether the words ask for responsible units of a sure topic, whatever kind the trained model takes it for."""
        if not self.says(cues.UNITS_PLAINLY) or self.says(cues.COUNT) or self.units:
            return False
        return self.clause_scores.get(self.best_clause, 0) >= _SURE_TOPIC and self.kind.get("units", 0) >= _THINKABLE

    def title(self, clause: str) -> str:
        """The title of a unit-bearing clause in the question's language; the id itself for any other."""
        task = self.table.task_by_clause.get(clause)
        return clause if task is None else task.title if self.language == "zh" else task.title_en

    def candidates(self) -> tuple[Candidate, ...]:
        """The best candidates of every head, for `--explain`."""
        found: list[Candidate] = []
        for kind, scores in (("clause", self.clause_scores), ("target", self.target_scores), ("statement", self.statement_scores)):
            found += [Candidate(kind=kind, id=name, score=score) for name, score in list(scores.items())[:3]]  # type: ignore[arg-type]
        return tuple(found)


def own_figures(reading: Reading) -> tuple[OwnFigure, ...]:
    """The figures of the question with the quantity that each belongs to; a figure near no quantity is left out.

    Nearest pairs first, each figure and each quantity word once, a quantity behind its figure (`250个车位`) before one in
    front of it (`车位250个`); the dimension of the unit of measure must fit.
    """
    quantities = reading.table.quantity_by_id
    pairs = sorted(
        (
            (_distance(figure, mention), mention.start < figure.start, index, mention.start, mention.value)
            for index, (_, unit, figure) in enumerate(reading.figures)
            for mention in reading.mentions
            if mention.kind == "quantity" and mention.value in quantities and not _asked(reading.text, figure, mention)
            and dimension(unit) == dimension(quantities[mention.value].unit)
        ),
    )
    taken: dict[int, OwnFigure] = {}
    used: set[tuple[int, str]] = set()
    for distance, _, index, start, quantity in pairs:
        if index in taken or distance > _FAR or any(start == other for other, _ in used):
            continue
        value, unit, figure = reading.figures[index]
        if distance > 1 and not unit and value <= _SPELLED_OUT and not figure.text[0].isdigit():  # `two quick questions on the bays`
            continue
        taken[index] = OwnFigure(quantity=quantity, value=value, unit=unit)
        used.add((start, quantity))
    return tuple(taken[index] for index in sorted(taken))


def _asked(text: str, figure: Mention, quantity: Mention) -> bool:
    """Whether the quantity stands in a later part of the sentence, which asks for it (`450个位,充电的最少几个`)."""
    behind = text[quantity.end : quantity.end + _BESIDE]
    return quantity.start > figure.end and bool(_CUT.search(text[figure.end : quantity.start])) and bool(cues.HOW_MANY.search(behind))


def _distance(one: Mention, other: Mention) -> int:
    return max(0, max(one.start, other.start) - min(one.end, other.end))
