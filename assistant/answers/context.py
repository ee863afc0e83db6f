"""What every renderer needs: plan, table, language, today's date; and the looking-up of sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.turn import Language
from corpus.errors import PolicyError
from corpus.sources import Plan, SourceRef
from structured.schema import QuotedRow, Statement, Target
from structured.table import Table

# A date printed at most this many characters before a figure is quoted together with it.
_NEAR = 80


@dataclass(frozen=True, kw_only=True)
class Context:
    """The fixed surroundings of one answer."""

    plan: Plan
    table: Table
    language: Language
    today: date
    question: str

    def source(self, row: QuotedRow) -> SourceRef:
        """Where the row's quote stands. Raises PolicyError if it stands nowhere (then `check` has a finding)."""
        found = self.plan.locate(row.clause, row.quote)
        if found is None:
            raise PolicyError(f"The quote of row {row.id!r} does not stand in clause {row.clause!r}; run `policy-assistant check`.")
        return found

    def target_support(self, row: Target) -> tuple[SourceRef, ...]:
        """The row's quote, begun early enough to hold the words that date it; else those words as a second source."""
        here = self.source(row)
        when = row.time_printed
        if not when or when in here.quote or when.strip("“”") in here.quote:
            return (here,)
        clause = self.plan.by_id[row.clause]
        start = self.plan.text.rfind(when, clause.start, here.start)
        if start < 0:
            start = self.plan.text.find(when, clause.start, clause.end)
            return (here, self.span(row.clause, start, start + len(when))) if start >= 0 else (here,)
        if here.start - start <= _NEAR:
            return (self.span(row.clause, start, here.end),)
        return (here, self.span(row.clause, start, start + len(when)))

    def span(self, clause: str, start: int, end: int) -> SourceRef:
        """The source for a span of the canonical text."""
        return SourceRef(plan=self.plan.id, clause=clause, quote=self.plan.text[start:end], start=start, end=end)

    def heading(self, clause: str) -> SourceRef:
        """The printed number and heading of a clause, as a source."""
        found = self.plan.by_id[clause]
        return self.span(clause, found.start, found.body_start)

    def annotation(self, clause: str) -> SourceRef:
        """The printed list of responsible units of a clause, as a source; its heading where it has none."""
        found = self.plan.by_id[clause].annotation
        return self.span(clause, found.start, found.end) if found else self.heading(clause)

    def title(self, clause: str) -> str:
        """The title of a clause or action in the answer's language."""
        task = self.table.task_by_clause.get(clause)
        action = self.table.action_by_id.get(clause)
        if task:
            return task.title if self.language == "zh" else task.title_en
        if action:
            return action.title if self.language == "zh" else action.title_en
        return self.plan.by_id[clause].heading

    def statements_of(self, row: QuotedRow) -> tuple[Statement, ...]:
        """The statements that the row's quote overlaps, in text order."""
        here = self.source(row)
        found = []
        for statement in self.table.statements_by_clause.get(row.clause, ()):
            there = self.source(statement)
            if there.start < here.end and here.start < there.end:
                found.append(statement)
        return tuple(found)

    def is_whole(self, scope: str) -> bool:
        """Whether a scope is just the whole place that the plan is for, which need not be said."""
        return scope in self.plan.info.jurisdiction

    def english_of(self, row: QuotedRow) -> str:
        """The English of the statements that hold the row."""
        return " ".join(statement.en for statement in self.statements_of(row)).rstrip(".")


def distinct(sources: Sequence[SourceRef]) -> tuple[SourceRef, ...]:
    """The sources without repetition, order kept."""
    return tuple(dict.fromkeys(sources))
